"""`rkt jejak`: where a value came from, and every change since."""

from __future__ import annotations

import errno
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rkt_excel.edges.disk.one_way import file_bytes, write_whole
from rkt_excel.edges.disk.oserrors import refused
from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.errors import OutputLockedError, UnknownArgumentError
from rkt_excel.model.plans.history import Peristiwa, histories
from rkt_excel.model.plans.konsep import heading
from rkt_excel.model.vocabulary.nilai import Place
from rkt_excel.office.place.journalled import last_merge
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.workbook.kinds import Choices
from rkt_excel.workbook.values.cells import folded


@dataclass(frozen=True)
class Jejak:
    """The history of one value, oldest first; `nilai` is what it is now, `None` where there is none any more."""

    kunci: str
    kolom: str
    nilai: str | None
    riwayat: tuple[Peristiwa, ...]


@dataclass(frozen=True)
class HasilJejak:
    """The values asked for, and where the kept originals were put."""

    kunci: str
    isi: tuple[Jejak, ...]
    salinan: tuple[Path, ...] = ()

    @property
    def satu(self) -> Jejak | None:
        """The only value, `None` where there are several."""
        return self.isi[0] if len(self.isi) == 1 else None

    @property
    def kolom(self) -> str | None:
        """The field of the only value, `None` where there are several."""
        return self.satu.kolom if self.satu else None

    @property
    def nilai(self) -> str | None:
        """What the only value is now, `None` where there are several or it is gone."""
        return self.satu.nilai if self.satu else None

    @property
    def riwayat(self) -> tuple[Peristiwa, ...]:
        """The history of the only value, oldest first; empty where there are several."""
        return self.satu.riwayat if self.satu else ()


def jejak(place: Workplace, kunci: str, kolom: str | None = None, copies: Path | None = None) -> HasilJejak:
    """Where a value came from.

    Args:
        place: Where to look.
        kunci: The row, in any spelling of upper and lower case.
        kolom: The column by its field name or heading; `None` for all of the row.
        copies: A folder to put the kept originals into.

    Raises:
        NotNowError: Nothing was merged yet.
        UnknownArgumentError: There is no such row or column.
        OutputLockedError: The folder for the copies cannot be written.
    """
    master, _ = place.master()
    folder = place.folder(master)
    with place.read_register(folder) as register:
        last_merge(register)
        found = histories((each.when, each.details) for each in register.entries())
        places = _wanted(found, kunci, kolom)
        told = tuple(Jejak(*each, found[each][-1].ke, tuple(found[each])) for each in places)
        digests = {(event.sha256, event.berkas) for each in told for event in each.riwayat if event.sha256}
        kept = [(berkas or "", register.kept(digest or "")) for digest, berkas in sorted(digests, key=str)]
    salinan = _copied(copies, kept) if copies else ()
    return HasilJejak(places[0][0], told, salinan)


def _wanted(found: Mapping[Place, object], kunci: str, kolom: str | None) -> list[Place]:
    keys = list(dict.fromkeys(each for each, _ in found))
    key = _match(kunci, keys, "Kunci")
    columns = [each for row, each in found if row == key]
    if kolom is None:
        return [(key, each) for each in columns]
    names = {folded(heading(each)): each for each in columns}
    return [(key, names.get(folded(kolom)) or _match(kolom, columns, "Kolom"))]


def _match(text: str, known: Sequence[str], what: str) -> str:
    choices = Choices(tuple(known))
    found = choices.match(text)
    if found is None:
        offered = ", ".join(choices.near(text) or known[:12])
        others = f"Yang ada antara lain: {offered}." if offered else "Belum ada nilai yang digabungkan."
        raise UnknownArgumentError(f"{what} “{text}” tidak ada. {others}")
    return found


def _copied(target: Path, kept: Sequence[tuple[str, bytes | None]]) -> tuple[Path, ...]:
    """Put the originals into a folder, never over a file that is there."""
    made = []
    try:
        for berkas, data in kept:
            path = target / disk.legal_name(berkas.rpartition("/")[2])
            if data is None or (path.exists() and file_bytes(path) == data):
                continue
            if path.exists():
                raise FileExistsError(errno.EEXIST, "there already", str(path))
            write_whole(path, data)
            made.append(path)
    except OSError as error:
        raise OutputLockedError(refused(f"Salinan {target}", "ditulis", error)) from error
    return tuple(made)
