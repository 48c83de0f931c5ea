"""The master workbook as one thing: its rows, its lists, and the rules between its sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from rkt_excel.messages import PlanCode
from rkt_excel.model import renstra, terms
from rkt_excel.model.renstra import (
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
from rkt_excel.model.terms import CaraGabung, Jenis, ModeTriwulan, Peran
from rkt_excel.workbook.cells import Opened, folded
from rkt_excel.workbook.declare import Rows, Workbook
from rkt_excel.workbook.findings import Finding, Severity, finding, heaviest
from rkt_excel.workbook.kinds import Choices
from rkt_excel.workbook.numbers import written
from rkt_excel.workbook.read import ReadResult, ReadRow, dangling, read

_TOP_LEVELS = 2  # "2.23" names a bidang, which is no line of the master


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

    @property
    def tahun(self) -> int:
        """The year that is planned."""
        return int(self.instansi.tahun)

    @property
    def choices(self) -> dict[str, Choices]:
        """The lists that forms choose from."""
        return lists(self.bagian, self.satuan, self.predikat)

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
        """Who holds a role on a day; of several the one appointed last."""
        holding = [
            pejabat
            for pejabat in self.pejabat
            if pejabat.peran == peran and (pejabat.mulai or day) <= day <= (pejabat.sampai or day)
        ]
        return max(holding, key=lambda pejabat: pejabat.mulai or date.min, default=None)

    def nama_bagian(self, kode: str) -> str:
        """The name of a bagian, its kode where it has none."""
        return next((bagian.nama for bagian in self.bagian if bagian.kode == kode), kode)


def lists(bagian: tuple[Bagian, ...], satuan: tuple[Satuan, ...], predikat: tuple[Predikat, ...]) -> dict[str, Choices]:
    """The lists that columns choose from, made of the sheets that hold them."""
    aliases = {
        folded(alias): each.satuan for each in satuan for alias in (each.alias or "").split(";") if alias.strip()
    }
    ranked = sorted(predikat, key=lambda each: (each.skala, each.urutan))
    return {
        terms.BAGIAN: Choices(tuple(each.kode for each in bagian)),
        terms.SATUAN: Choices(tuple(each.satuan for each in satuan), aliases),
        terms.PREDIKAT: Choices(tuple(dict.fromkeys(each.nilai for each in ranked))),
    }


def read_master(opened: Opened) -> tuple[Master | None, list[Finding]]:
    """Read a master workbook, all its faults at once.

    Returns:
        The master (`None` while a fault of weight galat stands in it) and the findings.
    """
    named = {renstra.BAGIAN, renstra.SATUAN, renstra.PREDIKAT}
    sheets = tuple(sheet for sheet in renstra.MASTER.sheets if sheet.name in named)
    first = read(Workbook(renstra.MASTER.kind, renstra.MASTER.version, sheets), opened)
    choices = lists(
        tuple(first.of(renstra.BAGIAN, Bagian)),
        tuple(first.of(renstra.SATUAN, Satuan)),
        tuple(first.of(renstra.PREDIKAT, Predikat)),
    )
    # Which bagian exist is judged by `dangling`, with a better word than "not on the list".
    open_lists = {**choices, terms.BAGIAN: _AnyCode(())}
    result = read(renstra.MASTER, opened, choices=open_lists)
    findings = [*result.findings, *dangling(renstra.MASTER, result)]
    for rule in RULES:
        findings.extend(rule(result))
    if heaviest(findings) is Severity.GALAT or not result.rows.get(renstra.INSTANSI):
        return None, findings
    return _master(result), findings


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
    )


def _in_order(result: ReadResult) -> tuple[Indikator, ...]:
    """The indikator in the order of their sasaran, otherwise as they stand."""
    order = {each.kode: place for place, each in enumerate(result.of(renstra.SASARAN, Sasaran))}
    return tuple(sorted(result.of(renstra.INDIKATOR, Indikator), key=lambda each: order.get(each.sasaran, len(order))))


# ------------------------------------------------------------------ rules between rows and sheets


def _at(code: PlanCode, sheet: str, each: ReadRow, name: str, **details: object) -> Finding:
    address = each.address(name)
    cell = each.cells.get(name)
    header = each.row.columns()[name].heading
    found = cell.shown if cell and not cell.blank else None
    cells = [address] if address else []
    known: dict[str, Any] = {"kolom": header, **details}
    return finding(code, sheet=sheet, cells=cells, key=each.key, column=name, found=found, **known)


def sasaran_has_indikator(result: ReadResult) -> Iterator[Finding]:
    """Every sasaran is measured (SOP step 1: sasaran, indikator, target)."""
    measured = {each.sasaran for each in result.of(renstra.INDIKATOR, Indikator)}
    for each in result.rows.get(renstra.SASARAN, ()):
        if each.key not in measured:
            yield _at(PlanCode.SASARAN_TANPA_INDIKATOR, renstra.SASARAN, each, "kode")


def sasaran_has_prioritas(result: ReadResult) -> Iterator[Finding]:
    """A draft that misses the priorities is sent back (the SOP's own warning)."""
    if not result.rows.get(renstra.PRIORITAS):
        return
    for each in result.rows.get(renstra.SASARAN, ()):
        if isinstance(each.row, Sasaran) and each.row.prioritas is None and "prioritas" not in each.faulty:
            yield _at(PlanCode.SASARAN_TANPA_PRIORITAS, renstra.SASARAN, each, "prioritas")


def bagian_has_indikator(result: ReadResult) -> Iterator[Finding]:
    """A bagian without anything to fill gets no form."""
    busy = {kode for each in result.of(renstra.INDIKATOR, Indikator) for kode in each.bagian}
    busy |= {each.bagian for each in result.of(renstra.PROGRAM, Program) if each.bagian}
    for each in result.rows.get(renstra.BAGIAN, ()):
        if each.key not in busy:
            yield _at(PlanCode.BAGIAN_TANPA_ISIAN, renstra.BAGIAN, each, "kode")


def dates_in_order(result: ReadResult) -> Iterator[Finding]:
    """Forms cannot be due before the work begins."""
    for each in result.rows.get(renstra.INSTANSI, ()):
        if isinstance(each.row, Instansi) and each.row.batas_kembali < each.row.mulai:
            start = f"{each.row.mulai:%d/%m/%Y}"
            yield _at(PlanCode.BATAS_SEBELUM_MULAI, renstra.INSTANSI, each, "batas_kembali", mulai=start)


def quarters_fit_jenis(result: ReadResult) -> Iterator[Finding]:
    """Grades and texts cannot be added up, neither over quarters nor over bagian."""
    for each in result.rows.get(renstra.INDIKATOR, ()):
        row = each.row
        if not isinstance(row, Indikator) or row.jenis not in (Jenis.PREDIKAT, Jenis.TEKS):
            continue
        if row.mode != ModeTriwulan.AKHIR:
            yield _at(PlanCode.MODE_TIDAK_SESUAI_JENIS, renstra.INDIKATOR, each, "mode", jenis=row.jenis)
        if row.cara_gabung in (CaraGabung.JUMLAH, CaraGabung.RATA):
            yield _at(PlanCode.GABUNG_TIDAK_SESUAI_JENIS, renstra.INDIKATOR, each, "cara_gabung", jenis=row.jenis)


def names_known(result: ReadResult) -> Iterator[Finding]:
    """Names may stay open until the signature."""
    for each in result.rows.get(renstra.PEJABAT, ()):
        if isinstance(each.row, Pejabat):
            for name in ("nama", "nip"):
                if getattr(each.row, name) is None and name not in each.faulty:
                    yield _at(PlanCode.NAMA_BELUM_ADA, renstra.PEJABAT, each, name, peran=each.row.peran)


def roles_held(result: ReadResult) -> Iterator[Finding]:
    """Somebody can sign and initial on the day the work begins."""
    start = next((each.mulai for each in result.of(renstra.INSTANSI, Instansi)), None)
    if start is None:
        return
    held = result.rows.get(renstra.PEJABAT, [])
    for each in held:
        if isinstance(each.row, Pejabat) and each.row.sampai and each.row.sampai < start:
            day = f"{each.row.sampai:%d/%m/%Y}"
            yield _at(PlanCode.MASA_TUGAS_LEWAT, renstra.PEJABAT, each, "sampai", peran=each.row.peran, tanggal=day)
    roles = {
        each.row.peran
        for each in held
        if isinstance(each.row, Pejabat) and (each.row.sampai or start) >= start >= (each.row.mulai or start)
    }
    for role in (Peran.KEPALA, Peran.KASUBAG):
        if role not in roles:
            day = f"{start:%d/%m/%Y}"
            yield finding(PlanCode.PERAN_TIDAK_ADA, sheet=renstra.PEJABAT, peran=role.value, tanggal=day)


def programs_have_parents(result: ReadResult) -> Iterator[Finding]:
    """A kegiatan stands under its program, a sub kegiatan under its kegiatan."""
    known = {each.key for each in result.rows.get(renstra.PROGRAM, ())}
    for each in result.rows.get(renstra.PROGRAM, ()):
        parent = parent_of(each.key)
        if parent and parent not in known:
            yield _at(PlanCode.INDUK_PROGRAM_TIDAK_ADA, renstra.PROGRAM, each, "kode", induk=parent)


def pagu_adds_up(result: ReadResult) -> Iterator[Finding]:
    """Parts may differ from their whole in real budgets: the difference is shown, nothing is blocked."""
    rows = [each for each in result.rows.get(renstra.PROGRAM, ()) if isinstance(each.row, Program)]
    pagu = {each.key: each.row.pagu for each in rows if isinstance(each.row, Program)}
    ordered = sorted((kode for kode in pagu if parent_of(kode)), key=lambda kode: parent_of(kode) or "")
    sums = {
        parent: sum((pagu[kode] or Decimal(0) for kode in children), Decimal(0))
        for parent, children in groupby(ordered, key=parent_of)
    }
    for each in rows:
        whole, parts = pagu[each.key], sums.get(each.key)
        if whole is not None and parts is not None and whole != parts:
            yield _at(
                PlanCode.PAGU_TIDAK_SAMA, renstra.PROGRAM, each, "pagu",
                pagu=written(whole), jumlah=written(parts), selisih=written(abs(whole - parts)),
            )  # fmt: skip


def parent_of(kode: str) -> str | None:
    """The code one level up: 2.23.02.2.01.0004 -> 2.23.02.2.01 -> 2.23.02; `None` for a program."""
    parts = kode.split(".")
    if len(parts) <= _TOP_LEVELS + 1:
        return None
    return ".".join(parts[:-1] if len(parts) > 5 else parts[:3])  # a kegiatan has two parts of its own: 2.01


Rule = Callable[[ReadResult], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    sasaran_has_indikator,
    sasaran_has_prioritas,
    bagian_has_indikator,
    dates_in_order,
    quarters_fit_jenis,
    names_known,
    roles_held,
    programs_have_parents,
    pagu_adds_up,
)
