"""One state of one office, reduced to tidy rows: what is left of a work folder or a package once it has been read."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from rkt_excel.workbook.values.cells import folded


class Wujud(StrEnum):
    """What a state of an office was read from."""

    FOLDER = "folder kerja"
    PAKET = "paket arsip"


@dataclass(frozen=True, slots=True)
class IndikatorKantor:
    """One indikator of the plan that counts; values as in JSON (a decimal dot, percent points).

    Attributes:
        angka: The target as a number, `None` where it is a word or still open.
    """

    kode: str
    sasaran: str
    uraian_sasaran: str
    indikator: str
    satuan: str
    jenis: str
    bagian: str
    target: str | None
    tw1: str | None
    tw2: str | None
    tw3: str | None
    tw4: str | None
    angka: Decimal | None


@dataclass(frozen=True, slots=True)
class ProgramKantor:
    """One line of program, kegiatan or sub kegiatan; `pagu` in rupiah, `None` while it is open."""

    kode: str
    uraian: str
    tingkat: str
    pagu: Decimal | None


@dataclass(frozen=True, slots=True)
class PrioritasKantor:
    """A priority that the master of an office names, and by which of its sasaran it is carried."""

    kode: str
    uraian: str
    dokumen: str
    sasaran: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TemuanKantor:
    """How often the last consolidation of an office found one kind of thing; `contoh` is its first sentence."""

    kode: str
    tingkat: str
    jumlah: int
    contoh: str


@dataclass(frozen=True, slots=True)
class Langkah10:
    """How far an office has come.

    Attributes:
        nomor: The step of the SOP that is due, 1 to 10.
        uraian: What it is.
        pelaksana: Whose turn it is, by role.
        tahap: The state in words.
        batas: Its deadline.
        terlambat: Working days over that, 0 where it is not late.
        tamat: Whether everything is done.
        lengkap: How many bagian have answered in full.
        bagian: How many there are.
        draft: The number of the newest draft, 0 before the first.
    """

    nomor: int
    uraian: str
    pelaksana: str
    tahap: str
    batas: date
    terlambat: int
    tamat: bool
    lengkap: int
    bagian: int
    draft: int


@dataclass(frozen=True, slots=True)
class OfficeRecap:
    """One state of one office.

    Attributes:
        tempat: Where it was read from, as people find it.
        wujud: What it was read from.
        pemda: The regency or province.
        perangkat_daerah: The office.
        tahun: The year that is planned.
        edisi: Which edition.
        rantai: The first digits of the hash of each entry of its journal, oldest first.
        langkah: How far it has come.
        ditandatangani: When its plan was signed, `None` while it is not.
        rencana: Which plan its rows are of, in words.
        indikator: All of the plan that counts.
        program: All lines of its budget.
        prioritas: All priorities that its master names.
        temuan: By kind; `None` where the journal does not hold what the last consolidation found.
        lebih_tua: Whether the journal is an older copy than one that lay in that folder before.
    """

    tempat: str
    wujud: Wujud
    pemda: str
    perangkat_daerah: str
    tahun: int
    edisi: str
    rantai: tuple[str, ...]
    langkah: Langkah10
    ditandatangani: datetime | None
    rencana: str
    indikator: tuple[IndikatorKantor, ...]
    program: tuple[ProgramKantor, ...]
    prioritas: tuple[PrioritasKantor, ...]
    temuan: tuple[TemuanKantor, ...] | None
    lebih_tua: bool = False

    @property
    def kunci(self) -> tuple[str, str, int]:
        """Whose plan of which year it is; the edition does not matter."""
        return folded(self.pemda), folded(self.perangkat_daerah), self.tahun

    @property
    def pagu(self) -> Decimal:
        """The sum of its pagu in rupiah, each amount once: of a line and those below it, those below."""
        told = [each.kode for each in self.program if each.pagu is not None]
        above = {kode[:place] for kode in told for place, sign in enumerate(kode) if sign == "."}
        amounts = (each.pagu for each in self.program if each.pagu is not None and each.kode not in above)
        return sum(amounts, Decimal(0))


_Record = TypeVar("_Record", OfficeRecap, Langkah10, IndikatorKantor, ProgramKantor, PrioritasKantor, TemuanKantor)


def sharing(office: OfficeRecap, texts: dict[str, str]) -> OfficeRecap:
    """The same state, whose texts are those of earlier ones where they are equal: offices plan in the same words.

    Args:
        office: A state as it was read, alone or in another process.
        texts: Every text so far by itself; what is new is added.
    """

    def shared(record: _Record) -> _Record:
        values = ((each.name, getattr(record, each.name)) for each in fields(record))
        said: dict[str, Any] = {name: texts.setdefault(value, value) for name, value in values if type(value) is str}
        return replace(record, **said)

    return replace(
        shared(office),
        langkah=shared(office.langkah),
        indikator=tuple(map(shared, office.indikator)),
        program=tuple(map(shared, office.program)),
        prioritas=tuple(map(shared, office.prioritas)),
        temuan=None if office.temuan is None else tuple(map(shared, office.temuan)),
    )


@dataclass(frozen=True)
class Unread:
    """Something that was found and does not count.

    Attributes:
        tempat: Where it lies.
        sebab: Why, as an Indonesian sentence; empty where the office has only not begun.
    """

    tempat: str
    sebab: str
