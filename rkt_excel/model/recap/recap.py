"""The recap of many offices: what counts, what stands beside it, and what somebody has to look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from rkt_excel.messages.recap_codes import RecapCode
from rkt_excel.model.recap.office_recap import OfficeRecap, Unread, sharing
from rkt_excel.model.recap.outliers import Outlier, outliers
from rkt_excel.model.recap.repeated import Priority, Twice, priorities, twice
from rkt_excel.model.recap.which_counts import Beside, begun_alike, running, which_counts
from rkt_excel.model.vocabulary.nilai import shown
from rkt_excel.workbook.findings import Finding, finding
from rkt_excel.workbook.values.numbers import written

_LONGEST: Final = 80  # characters of words that a sentence quotes


@dataclass(frozen=True)
class Recap:
    """Many offices side by side.

    Attributes:
        kantor: The state of each office and year that counts, in the order of their names.
        lain: The states beside them.
        tidak_terbaca: What was found and does not count.
        kembar: Indikator that an office has more than once.
        prioritas: Every priority, whoever carries it.
        penyimpangan: Targets far from those of other offices.
        findings: What somebody has to look at, in one list.
    """

    kantor: tuple[OfficeRecap, ...]
    lain: tuple[Beside, ...]
    tidak_terbaca: tuple[Unread, ...]
    kembar: tuple[Twice, ...]
    prioritas: tuple[Priority, ...]
    penyimpangan: tuple[Outlier, ...]
    findings: tuple[Finding, ...]

    @property
    def pagu(self) -> Decimal:
        """The sum of all pagu in rupiah."""
        return sum((each.pagu for each in self.kantor), Decimal(0))

    def berjalan(self, office: OfficeRecap) -> OfficeRecap | None:
        """The edition that an office works on beside the signed one that counts, `None` where there is none."""
        return running(office, self._beside.get(id(office), ()))

    @cached_property
    def _beside(self) -> Mapping[int, list[Beside]]:
        """The states beside each one that counts, by its identity: an office is asked for its own only."""
        found: dict[int, list[Beside]] = defaultdict(list)
        for each in self.lain:
            found[id(each.dihitung)].append(each)
        return found


def recap_of(read: Iterable[OfficeRecap | Unread], empty: str) -> Recap:
    """The recap of what was read.

    Args:
        read: States of offices in any order, and what could not be read.
        empty: The reason of a folder in which there was no office at all.
    """
    states: list[OfficeRecap] = []
    unread: list[Unread] = []
    texts: dict[str, str] = {}
    for each in read:
        if isinstance(each, OfficeRecap):
            states.append(sharing(each, texts))
        else:
            unread.append(each)
    counted, beside = which_counts(states)
    several, named, far = tuple(twice(counted)), tuple(priorities(counted)), tuple(outliers(counted))
    found = [
        *(_unread(each, empty) for each in unread),
        *(_older(each) for each in counted if each.lebih_tua),
        *(_beside(each) for each in beside),
        *(_copied(*each) for each in begun_alike(counted)),
        *(_twice(each) for each in several),
        *(_unsupported(each) for each in named if not each.mendukung),
        *(_far(each) for each in far),
    ]
    return Recap(counted, beside, tuple(unread), several, named, far, tuple(_heaviest_first(found)))


def _heaviest_first(findings: list[Finding]) -> Iterator[Finding]:
    yield from sorted(findings, key=lambda each: each.severity.rank)


def _unread(each: Unread, empty: str) -> Finding:
    if each.sebab == empty:
        return finding(RecapCode.TANPA_KANTOR, tempat=each.tempat)
    if not each.sebab:
        return finding(RecapCode.KANTOR_BELUM_MULAI, tempat=each.tempat)
    return finding(RecapCode.KANTOR_TIDAK_TERBACA, file=each.tempat, tempat=each.tempat, sebab=each.sebab)


def _older(each: OfficeRecap) -> Finding:
    return finding(RecapCode.JURNAL_KANTOR_LEBIH_TUA, kantor=each.perangkat_daerah, tempat=each.tempat)


def _beside(each: Beside) -> Finding:
    code = RecapCode.KANTOR_KEMBAR if each.hubungan.doubtful else RecapCode.KEADAAN_LAIN
    return finding(
        code, file=each.ini.tempat, kantor=each.dihitung.perangkat_daerah, tempat=each.ini.tempat,
        hubungan=each.hubungan.value, dihitung=each.dihitung.tempat,
    )  # fmt: skip


def _copied(this: OfficeRecap, other: OfficeRecap) -> Finding:
    return finding(
        RecapCode.KANTOR_BERJURNAL_SAMA, file=this.tempat, kantor=this.perangkat_daerah, lain=other.perangkat_daerah,
        tempat=this.tempat, dihitung=other.tempat,
    )  # fmt: skip


def _twice(each: Twice) -> Finding:
    first = each.baris[0]
    return finding(
        RecapCode.INDIKATOR_KEMBAR, file=each.kantor.tempat, key=first.kode, kantor=each.kantor.perangkat_daerah,
        indikator=_short(first.indikator), satuan=first.satuan, kode=", ".join(row.kode for row in each.baris),
    )  # fmt: skip


def _unsupported(each: Priority) -> Finding:
    return finding(
        RecapCode.PRIORITAS_TANPA_SASARAN, kode=" / ".join(each.kode), uraian=_short(each.uraian), pemda=each.pemda,
        tahun=str(each.tahun),
    )  # fmt: skip


def _far(each: Outlier) -> Finding:
    row = each.baris
    assert row.angka is not None  # only numbers are held against each other
    slip = f" Mungkin komanya bergeser: {shown(each.maksud)}." if each.maksud is not None else ""
    return finding(
        RecapCode.TARGET_MENYIMPANG, file=each.kantor.tempat, key=row.kode, kantor=each.kantor.perangkat_daerah,
        kode=row.kode, indikator=_short(row.indikator), nilai=shown(row.angka), satuan=row.satuan,
        banyak=written(each.banyak), tengah=shown(each.tengah), dugaan=slip,
    )  # fmt: skip


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
