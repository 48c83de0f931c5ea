"""The office's own master under another name: which file it may be, and how it gets the name that is looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from rkt_excel.edges.disk.one_way import file_bytes, followed
from rkt_excel.model.tables import renstra
from rkt_excel.office.place.whereabouts import nothing_here, offices
from rkt_excel.workbook.declaration import identity
from rkt_excel.workbook.reading.openbook import Unreadable, open_book

_SHEETS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".xltx", ".xltm", ".xlsb", ".ods", ".ots", ".fods", ".csv"})
_NAMED: Final = re.compile(r"renstra", re.IGNORECASE)
_COPIED: Final = re.compile(r"renstra\W*(copy|salinan|\d*)\W*(\.\w+)+", re.IGNORECASE)
_LOCK: Final = re.compile(r"~\$.+|\.~lock\..+#")  # laid beside a file that is open in Excel, in LibreOffice
_MOST: Final = 40  # files of a folder that are looked at
_LARGEST: Final = 20_000_000  # bytes of one that is opened


def files_beside(wanted: Path) -> tuple[Path, ...]:
    """The files in the folder of a master that is not there, which may be it; marks of an open file last."""
    found = [each for each in _files(wanted.parent) if each.name != wanted.name and _like(each)]
    return tuple(sorted(found, key=lambda each: (_is_lock(each), each.name)))


def not_there(wanted: Path) -> str:
    """Why there is no master and what to do: rename what lies there, go to the right folder, or begin."""
    home, mark = wanted.parent.parent, f"{wanted.parent.name}/{wanted.name}"
    if found := files_beside(wanted):
        return _told(wanted, mark, found, wanted.parent.name)
    if not list(offices(followed(home), mark)) and (found := _too_high(home)):
        return _told(wanted, mark, found, "")
    return nothing_here(home, mark)


def how_to_name(wanted: Path, found: tuple[Path, ...]) -> str:
    """How a file that lies there gets the name that is looked for, a sentence."""
    name, first = wanted.name, found[0]
    if _is_lock(first):
        return (
            f"Itu hanya penanda bahwa {_opened_name(first)} sedang dibuka, bukan buku kerjanya. Simpan buku kerjanya "
            f"di folder {wanted.parent.name} dengan nama {name}; bila sudah tidak dibuka siapa pun, hapus penandanya."
        )
    which = "Bila itu Renstra kantor" if len(found) == 1 else "Pilih yang berlaku, lalu"
    if first.suffix.lower() != wanted.suffix:
        way = f"buka, lalu simpan sebagai Buku Kerja Excel (*.xlsx) dengan nama {name} di folder {wanted.parent.name}"
    elif followed(first.parent) != followed(wanted.parent):
        way = f"pindahkan ke folder {wanted.parent.name} dengan nama {name}"
    else:
        way = f"ganti namanya menjadi {name}"
    hidden = " (Explorer menyembunyikan akhiran nama: ketik renstra saja di sana)" if _twice(first) else ""
    return f"{which}{',' if len(found) == 1 else ''} {way}{hidden}."


def _told(wanted: Path, mark: str, found: tuple[Path, ...], folder: str) -> str:
    names = " dan ".join(f"“{folder}/{each.name}”" if folder else f"“{each.name}”" for each in found)
    home = followed(wanted.parent.parent)
    return f"Di folder {home} tidak ada {mark}, tetapi ada {names}. {how_to_name(wanted, found)}"


def _files(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        for _, each in zip(range(_MOST), sorted(folder.iterdir()), strict=False):
            if each.is_file():
                yield each


def _like(path: Path) -> bool:
    """Whether a file may be a master: a workbook by the name of one, or by what it says of itself."""
    if _is_lock(path):
        return bool(_NAMED.search(path.name))
    endings = {each.lower() for each in path.suffixes}
    if not endings & _SHEETS and endings:
        return False
    return bool(_NAMED.search(path.name)) or _says_so(path)


def _says_so(path: Path) -> bool:
    with suppress(OSError, Unreadable):
        if path.stat().st_size <= _LARGEST:
            agreed = identity.find(open_book(file_bytes(path))).agreed
            return agreed is not None and agreed.kind == renstra.MASTER.kind
    return False


def _too_high(home: Path) -> tuple[Path, ...]:
    """Masters that lie one folder too high; other papers about the Renstra may lie there as well."""
    return tuple(each for each in _files(home) if _like(each) and (_COPIED.fullmatch(each.name) or _says_so(each)))


def _is_lock(path: Path) -> bool:
    return _LOCK.fullmatch(path.name) is not None


def _opened_name(lock: Path) -> str:
    return lock.name.removeprefix("~$").removeprefix(".~lock.").removesuffix("#")


def _twice(path: Path) -> bool:
    """Whether an ending was typed behind one that Explorer does not show."""
    return len([each for each in path.suffixes if each.lower() in _SHEETS]) > 1
