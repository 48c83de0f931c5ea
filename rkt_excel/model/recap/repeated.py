"""What stands twice in the plan of an office, and which priorities of a regency nobody carries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rkt_excel.model.recap.office_recap import IndikatorKantor, OfficeRecap, PrioritasKantor
from rkt_excel.workbook.values.cells import folded
from rkt_excel.workbook.values.hollow import bare


@dataclass(frozen=True)
class Twice:
    """Indikator of one office that bear one kode or say the same in one satuan."""

    kantor: OfficeRecap
    baris: tuple[IndikatorKantor, ...]


@dataclass(frozen=True)
class Priority:
    """A priority of a regency in one year, by its words.

    Attributes:
        pemda: Of which regency or province.
        tahun: In which year.
        kode: Every kode that masters give it.
        uraian: Its words.
        dokumen: Where it stands, RPJMD or RKPD; empty where no master says so.
        menyebut: The offices whose masters name it.
        mendukung: The offices with a sasaran that carries it.
    """

    pemda: str
    tahun: int
    kode: tuple[str, ...]
    uraian: str
    dokumen: str
    menyebut: tuple[str, ...]
    mendukung: tuple[str, ...]


def twice(offices: Iterable[OfficeRecap]) -> Iterator[Twice]:
    """Every indikator that an office has more than once."""
    for office in offices:
        same: dict[tuple[str, ...], list[IndikatorKantor]] = defaultdict(list)
        for row in office.indikator:
            same["kode", folded(row.kode)].append(row)
            same["kata", bare(row.indikator), folded(row.satuan)].append(row)
        several = {tuple(rows): None for rows in same.values() if len(rows) > 1}
        yield from (Twice(office, rows) for rows in several)


def priorities(offices: Iterable[OfficeRecap]) -> list[Priority]:
    """Every priority that a master names, by regency, year and words."""
    found: dict[tuple[str, int, str], list[tuple[OfficeRecap, PrioritasKantor]]] = defaultdict(list)
    for office in offices:
        for each in office.prioritas:
            found[folded(office.pemda), office.tahun, bare(each.uraian)].append((office, each))
    return [_priority(tahun, named) for (_, tahun, _), named in found.items()]


def _priority(tahun: int, named: list[tuple[OfficeRecap, PrioritasKantor]]) -> Priority:
    office, first = named[0]
    return Priority(
        pemda=office.pemda,
        tahun=tahun,
        kode=tuple(dict.fromkeys(each.kode for _, each in named)),
        uraian=first.uraian,
        dokumen=next((each.dokumen for _, each in named if each.dokumen), ""),
        menyebut=tuple(dict.fromkeys(one.perangkat_daerah for one, _ in named)),
        mendukung=tuple(dict.fromkeys(one.perangkat_daerah for one, each in named if each.sasaran)),
    )
