"""What the picture of the plan shows: the cascade of prioritas, sasaran, indikator and program with their pagu.

Only links that the master names are drawn: a sasaran names its prioritas, an indikator its sasaran, and a line of
program, kegiatan or sub kegiatan the sasaran that it serves. No line of the master links an indikator to a program.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from rkt_excel.model.picture.kaskade_pagu import Division, tree
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.tables.renstra import Indikator, Program, Sasaran
from rkt_excel.model.vocabulary.printed import OPEN
from rkt_excel.model.vocabulary.terms import KIND_OF_JENIS, Jenis, Tingkat
from rkt_excel.workbook.runs import listed

FULL_TABLE: Final = "tabel rencana kinerja dalam dokumen ini"  # where everything stands that a picture leaves out
PROGRAM_TABLE: Final = "tabel program dalam dokumen ini"


@dataclass(frozen=True)
class PrioritasPeta:
    """A priority; `pagu` in rupiah, `None` where the sum is not wholly known."""

    kode: str
    uraian: str
    pagu: Decimal | None = None


@dataclass(frozen=True)
class IndikatorPeta:
    """An indikator; `target` with its satuan."""

    nomor: str
    uraian: str
    target: str
    berubah: bool = False


@dataclass(frozen=True)
class SasaranPeta:
    """A sasaran, or several as one.

    Attributes:
        prioritas: Place of its priority in the list of them.
        jumlah: How many indikator it has.
        bagian: The names of the bagian that answer for them.
        gabungan: How many sasaran it stands for; 0 where it is one.
    """

    nomor: str
    uraian: str
    prioritas: int | None
    indikator: tuple[IndikatorPeta, ...]
    jumlah: int
    bagian: frozenset[str]
    pagu: Decimal | None = None
    gabungan: int = 0

    @property
    def dihitung(self) -> str:
        """How many indikator of how many bagian."""
        if not self.jumlah:
            return "belum ada indikator"
        return f"{self.jumlah} indikator · {len(self.bagian)} bagian"


@dataclass(frozen=True)
class ProgramPeta:
    """A program.

    Attributes:
        langsung: Places of the sasaran that the program itself names.
        sebagian: Places of those that only a kegiatan or sub kegiatan of it names.
    """

    kode: str
    uraian: str
    pagu: Decimal | None
    langsung: tuple[int, ...]
    sebagian: tuple[int, ...]
    kegiatan: int
    sub_kegiatan: int
    berubah: bool = False

    @property
    def sasaran(self) -> tuple[int, ...]:
        """Places of all sasaran that it serves."""
        return tuple(sorted({*self.langsung, *self.sebagian}))


@dataclass(frozen=True)
class Kaskade:
    """The whole picture; `total` in rupiah, `None` where it is not wholly known.

    Attributes:
        catatan: What has to be said about its figures, sentences.
    """

    tahun: str
    prioritas: tuple[PrioritasPeta, ...]
    sasaran: tuple[SasaranPeta, ...]
    program: tuple[ProgramPeta, ...]
    total: Decimal | None
    catatan: tuple[str, ...] = ()


Changed = Collection[tuple[str, str]]  # (kode, field) of the cells that are marked as changed


def kaskade(plan: Plan, program: Sequence[Program], changed: Changed = ()) -> Kaskade:
    """The cascade of a plan.

    Args:
        plan: The RKT.
        program: The lines of program, kegiatan and sub kegiatan that the office prints; empty where it prints none.
        changed: The cells to be marked.
    """
    master = plan.master
    division = Division(tree(program), plan.pagu)
    whole = division.total() is not None
    places = {each.kode: place for place, each in enumerate(master.prioritas)}
    boxes = tuple(
        _sasaran(plan, each, places.get(each.prioritas or ""), division.of({each.kode}) if whole else None, changed)
        for each in master.sasaran
    )
    return Kaskade(
        tahun=str(master.tahun),
        prioritas=tuple(
            PrioritasPeta(each.kode, each.uraian, division.of(_kodes(plan, each.kode)) if whole else None)
            for each in master.prioritas
        ),
        sasaran=boxes,
        program=_programs(plan, division, changed),
        total=division.total(),
        catatan=tuple(_remarks(plan, division)),
    )


def _kodes(plan: Plan, prioritas: str) -> set[str]:
    return {each.kode for each in plan.master.sasaran if each.prioritas == prioritas}


def _sasaran(plan: Plan, each: Sasaran, prioritas: int | None, pagu: Decimal | None, changed: Changed) -> SasaranPeta:
    rows = [row for row in plan.master.indikator if row.sasaran == each.kode]
    return SasaranPeta(
        nomor=each.kode,
        uraian=each.sasaran,
        prioritas=prioritas,
        indikator=tuple(
            IndikatorPeta(row.kode, row.indikator, _target(plan, row), (row.kode, "target") in changed) for row in rows
        ),
        jumlah=len(rows),
        bagian=frozenset(plan.master.nama_bagian(kode) for row in rows for kode in row.bagian),
        pagu=pagu,
    )


def _target(plan: Plan, row: Indikator) -> str:
    value = plan.nilai(row.kode, "target")
    return OPEN if value is None else f"{KIND_OF_JENIS[Jenis(row.jenis)].shown(value)} {row.satuan}"


def _programs(plan: Plan, division: Division, changed: Changed) -> tuple[ProgramPeta, ...]:
    places = {each.kode: place for place, each in enumerate(plan.master.sasaran)}
    return tuple(
        _program(each, division, places, berubah=(each.kode, "pagu") in changed) for each in division.tree.programs
    )


def _program(each: Program, division: Division, places: dict[str, int], *, berubah: bool) -> ProgramPeta:
    below = division.tree.below(each.kode)
    own = {each.sasaran} & places.keys()
    levels = [line.tingkat for line in below]
    return ProgramPeta(
        kode=each.kode,
        uraian=each.uraian,
        pagu=division.pagu(each.kode),
        langsung=tuple(sorted(places[kode] for kode in own if kode)),
        sebagian=tuple(sorted(places[kode] for kode in (division.served(each) & places.keys()) - own)),
        kegiatan=levels.count(Tingkat.KEGIATAN),
        sub_kegiatan=levels.count(Tingkat.SUB_KEGIATAN),
        berubah=berubah,
    )


def _remarks(plan: Plan, division: Division) -> list[str]:
    """What a reader has to know of the figures."""
    programs, said = division.tree.programs, []
    unknown = [each for each in programs if division.pagu(each.kode) is None]
    if unknown and len(unknown) == len(programs):
        said.append("Pagu belum diketahui.")
    elif unknown:
        said.append(
            f"Pagu {len(unknown)} dari {len(programs)} program belum diketahui; jumlah dan persentase tidak dicetak."
        )
    else:
        said += _undivided(plan, division)
    if division.tree.orphans:
        count = sum(1 + len(division.tree.below(each.kode)) for each in division.tree.orphans)
        said.append(f"{count} kegiatan dan sub kegiatan tanpa program tidak digambar; lihat {PROGRAM_TABLE}.")
    return said


def _undivided(plan: Plan, division: Division) -> list[str]:
    """The sasaran that programs serve with an amount that nobody can tell."""
    served = {kode for each in division.tree.programs for kode in division.served(each)}
    open_ = [
        str(number)
        for number, each in enumerate(plan.master.sasaran, 1)
        if each.kode in served and division.of({each.kode}) is None
    ]
    if not open_:
        return []
    reason = "program pendukungnya juga mendukung sasaran lain dan pembagiannya belum diketahui"
    return [f"Pagu sasaran {number_runs(open_)} tidak dijumlahkan: {reason}."]


def number_runs(items: Sequence[str]) -> str:
    """Numbers as people list them: 1, 4, 7–12; what is no whole number stands as it is."""
    return listed(items, lambda run, item: item.isdecimal() and run[-1].isdecimal() and int(item) == int(run[-1]) + 1)
