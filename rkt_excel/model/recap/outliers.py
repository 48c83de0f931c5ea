"""Which targets lie far from those of other offices for the same indikator: median and MAD, which few can move.

The usual modified score is 0.6745 · |x − median| / MAD with 3.5 as its bound (Iglewicz and Hoaglin, 1993). Where more
than half of the offices say the very same, the MAD is 0 and any other figure would be infinitely far; so the scale is
never less than a twentieth of the median. Fewer than five offices say nothing about each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Final

from rkt_excel.model.recap.office_recap import IndikatorKantor, OfficeRecap
from rkt_excel.model.vocabulary.terms import Jenis
from rkt_excel.workbook.values.cells import folded
from rkt_excel.workbook.values.hollow import bare

LEAST_OFFICES: Final = 5
BOUND: Final = Decimal("3.5")
_TO_DEVIATION: Final = Decimal("1.4826")  # MAD of a normal spread to its standard deviation
_FLOOR: Final = Decimal("0.05")  # of the median; nearer than that nobody calls two targets different
_SLIPS: Final = tuple(Decimal(10) ** power for power in (-3, -2, -1, 1, 2, 3))
_ALMOST: Final = Decimal("0.5")  # of the median, within which a target moved by a slip of the comma lies
_PERCENT: Final = frozenset({"%", "persen", "prosen", "persentase", "prosentase"})
Alike = tuple[int, str, str, str]


@dataclass(frozen=True)
class Outlier:
    """A target far from the others.

    Attributes:
        kantor: Whose it is.
        baris: The indikator with the target.
        tengah: The median of all offices.
        skor: How many times the usual spread it lies away, `None` where all others say the very same 0.
        banyak: How many offices have this indikator.
        geser: By which power of ten it would lie near the median, `None` where by none.
        semua: The figures of all offices in ascending order.
    """

    kantor: OfficeRecap
    baris: IndikatorKantor
    tengah: Decimal
    skor: Decimal | None
    banyak: int
    geser: Decimal | None
    semua: tuple[Decimal, ...]

    @property
    def maksud(self) -> Decimal | None:
        """What the target would be with its comma moved near the median, `None` where that brings it nowhere."""
        return self.baris.angka * self.geser if self.geser is not None and self.baris.angka is not None else None


def same_indikator(tahun: int, row: IndikatorKantor) -> Alike:
    """What makes indikator of several offices the same: year, words, satuan in any spelling, jenis."""
    unit = folded(row.satuan)
    return tahun, bare(row.indikator), "persen" if unit in _PERCENT else unit, row.jenis


def outliers(offices: Iterable[OfficeRecap]) -> list[Outlier]:
    """The targets that lie far from those of other offices, the farthest first within each indikator.

    Args:
        offices: One state of each.
    """
    groups: dict[Alike, list[tuple[OfficeRecap, IndikatorKantor, Decimal]]] = defaultdict(list)
    for office in offices:
        for row in office.indikator:
            if row.angka is not None and row.jenis not in {Jenis.PREDIKAT, Jenis.TEKS}:
                groups[same_indikator(office.tahun, row)].append((office, row, row.angka))
    return [each for _, group in sorted(groups.items(), key=lambda one: one[0]) for each in _far(group)]


def _far(group: Sequence[tuple[OfficeRecap, IndikatorKantor, Decimal]]) -> Iterator[Outlier]:
    of_office: dict[int, list[Decimal]] = defaultdict(list)
    for office, _, value in group:
        of_office[id(office)].append(value)
    figures = [median(values) for values in of_office.values()]  # an office speaks once, however often it says it
    if len(figures) < LEAST_OFFICES:
        return
    middle = median(figures)
    scale = spread(figures, middle)
    found = [(score(value, middle, scale), office, row, value) for office, row, value in group]
    far = [each for each in found if each[0] is None or each[0] > BOUND]
    ordered = tuple(sorted(figures))
    for points, office, row, value in sorted(
        far, key=lambda each: (each[0] is not None, -(each[0] or 0), each[1].tempat)
    ):
        yield Outlier(office, row, middle, points, len(figures), _slip(value, middle), ordered)


def spread(figures: Iterable[Decimal], middle: Decimal) -> Decimal:
    """The usual distance from the median, 0 only where at least half of the figures are 0."""
    mad = median([abs(each - middle) for each in figures])
    return max(_TO_DEVIATION * mad, _FLOOR * abs(middle))


def score(value: Decimal, middle: Decimal, scale: Decimal) -> Decimal | None:
    """How many times the usual spread a figure lies from the median, `None` for beyond measure."""
    if value == middle:
        return Decimal(0)
    return abs(value - middle) / scale if scale else None


def _slip(value: Decimal, middle: Decimal) -> Decimal | None:
    """The power of ten by which a figure would come near the median, `None` where none does."""
    near = [by for by in _SLIPS if middle and abs(value * by - middle) <= _ALMOST * abs(middle)]
    return min(near, key=lambda by: abs(value * by - middle), default=None)
