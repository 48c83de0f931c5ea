"""An older copy of the journal, put back from a backup: noticed by what lies outside it and knows better.

A journal that was put back is whole, only too old. What the program put elsewhere remembers more: the mark beside the
journal, a sealed package, forms of a newer version, later drafts, the clean copy, copies of letters that were sent, the
page of a later merge; where the whole work folder was put back, what lies beside it (`known_beside`). Each that the
journal does not know is told; what was lost with it only people can say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Final

from rkt_excel.edges.seal.bag_check import journal_head
from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.edges.work_folder.register import Register
from rkt_excel.events import DRAFT_DIBUAT, FORMULIR_TERBIT, KELUARAN_DITULIS
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.vocabulary.terms import Edisi
from rkt_excel.office.memory.identities import Identities
from rkt_excel.office.place.known_beside import knowing_beside, returned_versions
from rkt_excel.workbook.findings import Finding, finding

_DRAFT: Final = re.compile(r"draft-(\d{1,6})")
_SHOWN: Final = 4


def older_copy(register: Register, folder: Path) -> list[Finding]:
    """What knows more than the journal, as one finding; nothing where nothing does.

    Args:
        register: The journal, open.
        folder: Its work folder.
    """
    found = list(_knowing_more(register, folder))
    if not found:
        return []
    rest = f"; dan {len(found) - _SHOWN} lagi" if len(found) > _SHOWN else ""
    return [finding(FileCode.JURNAL_LEBIH_TUA, sebab=f"{'; '.join(found[:_SHOWN])}{rest}")]


def _knowing_more(register: Register, folder: Path) -> Iterator[str]:
    """Each thing that the journal ought to know, as the end of a sentence."""
    number, _ = register.head()
    if register.mark and register.behind():
        yield f"jurnal pernah sampai entri {register.mark.number}, sekarang {number}"
    yield from _packages(register, folder)
    written = {(each.details["berkas"], each.details["sha256"]) for each in register.entries(KELUARAN_DITULIS)}
    known = {name for name, _ in written}
    yield from _newer_forms(register, folder)
    yield from _later_drafts(register, folder)
    for path in _files(folder / disk.TERKIRIM, "*.eml"):
        name = f"{disk.TERKIRIM}/{path.name}"
        if name not in known and not register.own(name, disk.digest(path) or ""):
            yield f"{name} sudah dikirim, tetapi tidak ada di jurnal"
    naskah = (_files(folder / disk.RKT, f"{edisi.rkt} [0-9][0-9][0-9][0-9].docx") for edisi in Edisi)
    for path in chain.from_iterable(naskah):
        name = f"{disk.RKT}/{path.name}"
        if name not in known and not register.own(name, disk.digest(path) or ""):
            yield f"{name} tidak ada di jurnal"
    page = f"{disk.KONSEP}/laporan.html"
    digest = disk.digest(folder / page)
    if digest and (page, digest) not in written and not register.own(page, digest):
        yield f"{page} bukan dari penggabungan yang dikenal jurnal"
    yield from knowing_beside(register, folder)


def _packages(register: Register, folder: Path) -> Iterator[str]:
    """Packages that were sealed when the journal had entries which it lacks now."""
    links = {f"{number} {link}" for number, _, _, _, link in register.raw("jurnal")}
    for path in _files(folder / disk.ARSIP, "*/bag-info.txt"):
        head = journal_head(path)
        if head and head not in links:
            yield f"paket {disk.ARSIP}/{path.parent.name} disegel dengan jurnal yang lain atau lebih baru"


def _newer_forms(register: Register, folder: Path) -> Iterator[str]:
    """Forms of a version that the journal has not issued yet."""
    entry = register.last(FORMULIR_TERBIT)
    if entry is None:
        return
    version, edition = int(entry.details["versi"]), (str(entry.details["tahun"]), str(entry.details["edisi"]))
    for name, found in _foreign_forms(register, folder, edition):
        if found > version:
            yield f"{name} versi {found}, sedangkan jurnal baru mengenal versi {version}"


def newest_form(register: Register, folder: Path, edition: tuple[str, str]) -> int:
    """The newest version among forms of a year and edition that lie there, or were answered, and that are not known.

    Returns:
        0 where there is none.
    """
    entry = register.last(FORMULIR_TERBIT)
    answered = returned_versions(register, folder, entry) if entry else ()
    return max((version for _, version in (*_foreign_forms(register, folder, edition), *answered)), default=0)


def _foreign_forms(register: Register, folder: Path, edition: tuple[str, str]) -> Iterator[tuple[str, int]]:
    """The forms whose content the journal has not written, by name with their version."""
    with Identities() as known:
        for path in _files(folder / disk.FORMULIR, "*.xlsx"):
            name = f"{disk.FORMULIR}/{path.name}"
            digest = disk.digest(path)
            if digest is not None and not register.own(name, digest):
                yield name, _version(known.of(path), edition)


def _version(facts: Mapping[str, str], edition: tuple[str, str]) -> int:
    """The version of a form of this year and edition by what it says of itself; 0 for any other file."""
    with suppress(ValueError):
        if (facts.get("tahun"), facts.get("edisi")) == edition:
            return int(facts.get("versi", "0"))
    return 0


def _later_drafts(register: Register, folder: Path) -> Iterator[str]:
    entry = register.last(DRAFT_DIBUAT)
    newest = int(entry.details["nomor"]) if entry else 0
    for path in _files(folder / disk.DRAFT, "draft-*/Draft *.xlsx"):
        number = _DRAFT.fullmatch(path.parent.name)
        name = path.relative_to(folder).as_posix()
        if number and int(number[1]) > newest and not register.own(name, disk.digest(path) or ""):
            yield f"{name} ada, sedangkan draft terakhir menurut jurnal {newest}"


def _files(folder: Path, pattern: str) -> Iterator[Path]:
    with suppress(OSError):
        yield from (each for each in sorted(folder.glob(pattern)) if each.is_file())
