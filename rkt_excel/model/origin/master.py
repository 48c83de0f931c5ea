"""The master workbook as one thing: its rows and its lists. The rules between its sheets: `rules`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from rkt_excel.model.origin.lalu import TahunLalu
from rkt_excel.model.origin.master_rules import judge_master
from rkt_excel.model.origin.murni import Murni
from rkt_excel.model.origin.skala import scale_lists
from rkt_excel.model.tables import renstra
from rkt_excel.model.tables.renstra import (
    Bagian,
    HariLibur,
    Indikator,
    Instansi,
    Pejabat,
    Predikat,
    Prioritas,
    Program,
    Sasaran,
    Satuan,
    Sumber,
)
from rkt_excel.model.vocabulary import terms
from rkt_excel.model.vocabulary.terms import Edisi, Peran
from rkt_excel.workbook.declaration.declare import Rows, Workbook
from rkt_excel.workbook.findings import Finding, Severity, heaviest
from rkt_excel.workbook.kinds import Choices
from rkt_excel.workbook.reading.openbook import open_book
from rkt_excel.workbook.reading.read import ReadResult, dangling, read
from rkt_excel.workbook.values.cells import Opened, folded, visible


@dataclass(frozen=True)
class Master:
    """Everything that the office plans from."""

    instansi: Instansi
    pejabat: tuple[Pejabat, ...]
    bagian: tuple[Bagian, ...]
    prioritas: tuple[Prioritas, ...]
    sasaran: tuple[Sasaran, ...]
    indikator: tuple[Indikator, ...]
    program: tuple[Program, ...]
    satuan: tuple[Satuan, ...]
    predikat: tuple[Predikat, ...]
    hari_libur: tuple[HariLibur, ...]
    sumber: tuple[Sumber, ...]
    lalu: TahunLalu | None = None
    """Last year's RKT, where it is at hand."""
    murni: Murni | None = None
    """What was signed before, where this is the edition perubahan."""
    sel: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    """The cells of its rows by (sheet, kode, field), where they were read."""
    berubah: bool = False
    """Whether it has changed since the forms went out and nobody knows how: the journal is of an earlier program."""
    mendahului: bool = False
    """Whether the workbook asks something else by now than the forms that are out."""

    @property
    def tahun(self) -> int:
        """The year that is planned."""
        return int(self.instansi.tahun)

    @property
    def rkt(self) -> str:
        """What the plan is called by its edition."""
        return Edisi(self.instansi.edisi).rkt

    @property
    def rkt_tahun(self) -> str:
        """The same with its year, as titles, footers, subjects of letters and names of files say it."""
        return f"{self.rkt} {self.tahun}"

    @property
    def perubahan_lagi(self) -> bool:
        """Whether it starts from a signed perubahan, so that nothing of before is called murni where people read."""
        return self.murni is not None and self.murni.signed.edisi != Edisi.MURNI

    @cached_property
    def uraian_sasaran(self) -> Mapping[str, str]:
        """The words of each sasaran by its kode."""
        return {each.kode: each.sasaran for each in self.sasaran}

    @property
    def choices(self) -> dict[str, Choices]:
        """The lists that forms choose from."""
        return lists(self.bagian, self.satuan, self.predikat, self.indikator)

    def rows(self) -> Rows:
        """The rows by sheet, ready to be written again."""
        return {
            renstra.INSTANSI: (self.instansi,),
            renstra.PEJABAT: self.pejabat,
            renstra.BAGIAN: self.bagian,
            renstra.PRIORITAS: self.prioritas,
            renstra.SASARAN: self.sasaran,
            renstra.INDIKATOR: self.indikator,
            renstra.PROGRAM: self.program,
            renstra.SATUAN: self.satuan,
            renstra.PREDIKAT: self.predikat,
            renstra.HARI_LIBUR: self.hari_libur,
            renstra.SUMBER: self.sumber,
        }

    def official(self, peran: Peran, day: date) -> Pejabat | None:
        """Who holds a role on a day, of several the one appointed last; `None` where nobody does."""
        holding = [
            pejabat
            for pejabat in self.pejabat
            if pejabat.peran == peran and (pejabat.mulai or day) <= day <= (pejabat.sampai or day)
        ]
        return max(holding, key=lambda pejabat: pejabat.mulai or date.min, default=None)

    def nama_bagian(self, kode: str) -> str:
        """The name of a bagian, its kode where it has none."""
        return next((bagian.nama for bagian in self.bagian if bagian.kode == kode), kode)


def lists(
    bagian: tuple[Bagian, ...],
    satuan: tuple[Satuan, ...],
    predikat: tuple[Predikat, ...],
    indikator: tuple[Indikator, ...] = (),
) -> dict[str, Choices]:
    """The lists that columns choose from, made of the sheets that hold them."""
    aliases = {
        folded(alias): each.satuan for each in satuan for alias in (each.alias or "").split(";") if alias.strip()
    }
    return {
        terms.BAGIAN_LIST: Choices(tuple(each.kode for each in bagian)),
        terms.SATUAN_LIST: Choices(tuple(each.satuan for each in satuan), aliases),
        **scale_lists(predikat, indikator),
    }


@lru_cache(maxsize=2)
def understood(data: bytes) -> tuple[Master | None, tuple[Finding, ...]]:
    """A master workbook by its bytes, read once where a process gives several commands or looks back at it.

    Raises:
        Unreadable: It is no workbook that can be opened.
    """
    master, findings = read_master(open_book(data))
    return master, tuple(findings)


def read_master(opened: Opened) -> tuple[Master | None, list[Finding]]:
    """Read a master workbook, all its faults at once.

    Returns:
        The master (`None` while a fault of weight galat stands in it) and the findings.
    """
    result = master_rows(opened)
    findings = [*result.findings, *dangling(renstra.MASTER, result), *judge_master(result)]
    if heaviest(findings) is Severity.GALAT or not result.rows.get(renstra.INSTANSI):
        return None, findings
    return _master(result), findings


def master_rows(opened: Opened) -> ReadResult:
    """What stands in a master workbook, cell by cell, with what is wrong with single cells; no rules are run."""
    named = {renstra.BAGIAN, renstra.SATUAN, renstra.PREDIKAT}
    sheets = tuple(sheet for sheet in renstra.MASTER.sheets if sheet.name in named)
    first = read(Workbook(renstra.MASTER.kind, renstra.MASTER.version, sheets), opened)
    choices = lists(
        tuple(first.of(renstra.BAGIAN, Bagian)),
        tuple(first.of(renstra.SATUAN, Satuan)),
        tuple(first.of(renstra.PREDIKAT, Predikat)),
    )
    # Which bagian exist is judged by `dangling`, with a better word than "not on the list"; of an empty list the rules
    # tell once, not every row that chooses from it.
    empty = {name: _AnyText(()) for name, known in choices.items() if not known.values}
    open_lists = {**choices, **empty, terms.BAGIAN_LIST: _AnyCode(())}
    return read(renstra.MASTER, opened, choices=open_lists)


class _AnyText(Choices):
    """A list that takes every text as it stands."""

    def match(self, text: str) -> str | None:
        return visible(text)


class _AnyCode(Choices):
    """A list that takes every code as it stands, in capitals."""

    def match(self, text: str) -> str | None:
        return text.strip().upper()


def _master(result: ReadResult) -> Master:
    return Master(
        instansi=result.of(renstra.INSTANSI, Instansi)[0],
        pejabat=tuple(result.of(renstra.PEJABAT, Pejabat)),
        bagian=tuple(result.of(renstra.BAGIAN, Bagian)),
        prioritas=tuple(result.of(renstra.PRIORITAS, Prioritas)),
        sasaran=tuple(result.of(renstra.SASARAN, Sasaran)),
        indikator=_in_order(result),
        program=tuple(sorted(result.of(renstra.PROGRAM, Program), key=lambda each: each.kode)),
        satuan=tuple(result.of(renstra.SATUAN, Satuan)),
        predikat=tuple(result.of(renstra.PREDIKAT, Predikat)),
        hari_libur=tuple(result.of(renstra.HARI_LIBUR, HariLibur)),
        sumber=tuple(result.of(renstra.SUMBER, Sumber)),
        sel={
            (sheet, each.key, name): cell.address
            for sheet, rows in result.rows.items()
            for each in rows
            for name, cell in each.cells.items()
        },
    )


def _in_order(result: ReadResult) -> tuple[Indikator, ...]:
    """The indikator in the order of their sasaran, otherwise as they stand."""
    order = {each.kode: place for place, each in enumerate(result.of(renstra.SASARAN, Sasaran))}
    return tuple(sorted(result.of(renstra.INDIKATOR, Indikator), key=lambda each: order.get(each.sasaran, len(order))))
