"""The workbook Keputusan Rapat: what the meeting decides is typed there, and comes back as changes of the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Final

from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.forms import form
from rkt_excel.model.meeting.bahan import Bahan
from rkt_excel.model.plans import konsep
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.rules import words
from rkt_excel.model.vocabulary.nilai import Nilai
from rkt_excel.model.vocabulary.printed import tanggal
from rkt_excel.workbook.declaration.declare import Column, Row, Rows, Table, Use, Workbook
from rkt_excel.workbook.declaration.echo import Echo
from rkt_excel.workbook.declaration.identity import Identity
from rkt_excel.workbook.findings import Finding, FindingCode, finding
from rkt_excel.workbook.kinds import AnyValue, Choice, Choices, Day, Text
from rkt_excel.workbook.reading.read import ReadRow, read
from rkt_excel.workbook.values.cells import CELL_TEXT, Cell, Opened, folded
from rkt_excel.workbook.values.numbers import Doubt
from rkt_excel.workbook.writing.content import Content

KIND: Final = "notulen"
BUKU: Final = "Keputusan Rapat"  # its file; named like the Word minutes, their PDFs would be one
KEPUTUSAN: Final = "Keputusan"
TUGAS: Final = "Pembagian Tugas"
PROGRES: Final = "Jadwal Progres"
KEHADIRAN: Final = "Kehadiran"
DIKOSONGKAN: Final = "(kosong)"  # typed as the new value where a cell is to be emptied
_KOLOM: Final = "kolom"
_KODE, _TENTANG = "kode", "tentang"  # the list of every kode that is printed, and of what each names
_HADIR: Final = ("hadir", "diwakili", "tidak hadir")


class _Baru(AnyValue):
    """Whatever the decided column takes, beside the text of what stands there now."""

    align: ClassVar[str] = "left"
    number_format: ClassVar[str] = "General"


class KeputusanRow(Row):
    """One decision of the meeting."""

    kunci: Annotated[
        str | None,
        Column("Kode", Text(longest=40), width=16, meaning="Kode indikator atau program; kosong bila umum."),
    ] = None
    tentang: Annotated[
        str | None,
        Column(
            "Indikator / program",
            use=Use.GIVEN,
            width=28,
            reference=True,
            added=True,
            echo=Echo("kunci", _KODE, _TENTANG, "KODE INI TIDAK ADA"),
            meaning="Muncul sendiri dari kode yang diketik; bila bukan yang dimaksud, kodenya keliru.",
        ),
    ] = None
    hal: Annotated[str | None, Column("Hal", Text(longest=2_000), width=28)] = None
    kolom: Annotated[
        str | None,
        Column("Kolom", Choice(source=_KOLOM), width=18, meaning="Kolom Konsep yang diputuskan."),
    ] = None
    semula: Annotated[str | None, Column("Nilai semula", Text(longest=CELL_TEXT), width=14)] = None
    menjadi: Annotated[
        object | None,
        Column(
            "Keputusan / nilai baru",
            _Baru(),
            width=18,
            meaning=f"Nilai baru; ketik {DIKOSONGKAN} bila sel itu dikosongkan.",
        ),
    ] = None
    alasan: Annotated[str | None, Column("Alasan", Text(longest=2_000), width=28)] = None
    oleh: Annotated[str | None, Column("Diminta oleh", Text(longest=160), width=16)] = None


class TugasRow(Row):
    """One task."""

    tugas: Annotated[str | None, Column("Tugas", Text(), required=True, width=60)] = None
    penanggung_jawab: Annotated[str | None, Column("Penanggung jawab", Text(longest=160), width=32)] = None
    batas: Annotated[date | None, Column("Batas", Day(), width=14)] = None


class ProgresRow(Row):
    """One meeting about the progress."""

    tanggal: Annotated[date | None, Column("Tanggal", Day(), width=14)] = None
    acara: Annotated[str | None, Column("Acara", Text(), width=60)] = None
    peserta: Annotated[str | None, Column("Peserta", Text(), width=44)] = None


class KehadiranRow(Row):
    """Who was there."""

    nama: Annotated[str | None, Column("Nama", Text(longest=160), width=34)] = None
    jabatan: Annotated[str | None, Column("Jabatan/Bagian", Text(longest=160), width=50)] = None
    hadir: Annotated[str | None, Column("Kehadiran", Choice(options=_HADIR), width=14)] = None


NOTULEN_BOOK: Final = Workbook(
    KIND,
    1,
    (
        Table(
            KEPUTUSAN,
            "Keputusan rapat – {rkt}",
            "Satu keputusan satu baris. Yang berkode, berkolom, dan bernilai baru terbawa ke draft; alasannya wajib. "
            "Cocokkan kodenya dengan kolom di sampingnya.",
            row=KeputusanRow,
            spare=60,
            spare_key="K",
        ),
        Table(TUGAS, "Pembagian tugas – {rkt}", "Ubahlah menurut hasil rapat.", row=TugasRow, spare=20, judged=False),
        Table(
            PROGRES,
            "Jadwal pertemuan progres – {rkt}",
            "Ubahlah menurut hasil rapat.",
            row=ProgresRow,
            spare=10,
            judged=False,
        ),
        Table(KEHADIRAN, "Kehadiran – {rkt}", "Rapat {rapat}.", row=KehadiranRow, spare=20, judged=False),
    ),
)


def kolom_pilihan() -> Mapping[str, str]:
    """The fields that can be decided, by their heading."""
    return {konsep.heading(name): name for name in konsep.kolom_isian()}


def _choices() -> dict[str, Choices]:
    return {_KOLOM: Choices(tuple(kolom_pilihan()))}


def _named(plan: Plan) -> dict[str, Choices]:
    """Every kode that papers print, with what it names; those about which nothing is decided here say so."""
    named: dict[str, str] = {each.kode: f"(sasaran) {each.sasaran}" for each in plan.master.sasaran}
    named |= {row.kode: f"(usulan, putuskan di Konsep) {row.indikator or ''}" for _, row in plan.usulan}
    named |= {each.kode: each.uraian for each in konsep.program_rows(plan)}
    named |= {each.kode: each.indikator for each in konsep.kinerja_rows(plan)}
    return {_KODE: Choices(tuple(named), placed=True), _TENTANG: Choices(tuple(named.values()), placed=True)}


def notulen_content(b: Bahan, kantor: str) -> Content:
    """What the workbook is written with: the open questions, the tasks, the meetings, who was invited."""
    rows: Rows = {
        KEPUTUSAN: [
            KeputusanRow(
                kunci=each.kunci or None, hal=each.uraian, semula=each.isi or None,
                kolom=konsep.heading(each.kolom) if each.kolom else None,
            )
            for each in b.terbuka
        ],
        TUGAS: [
            TugasRow(**vars(each)) for each in b.tugas
        ],
        PROGRES: [ProgresRow(**vars(each)) for each in b.progres],
        KEHADIRAN: [KehadiranRow(nama=each.kepala, jabatan=each.nama) for each in b.master.bagian],
    }  # fmt: skip
    year, rkt = str(b.master.tahun), b.master.rkt_tahun
    return Content(
        identity=Identity(KIND, {"kantor": kantor, "tahun": year, "edisi": b.master.instansi.edisi}),
        facts={"rkt": rkt, "rapat": tanggal(b.rapat.tanggal), "kaki": f"{BUKU} {rkt}"},
        rows=rows,
        choices={**_choices(), **_named(b.plan)},
        paper=b.master.instansi.kertas,
    )


# ------------------------------------------------------------------ what comes back


@dataclass(frozen=True)
class Keputusan:
    """A decision that changes the plan.

    Attributes:
        kunci: The row.
        kolom: The field.
        dari: What stood there.
        menjadi: The new value; `None` empties it.
        alasan: Why.
        oleh: Who asked, empty where nobody is named.
        lembar: The sheet that it was typed on.
        sel: The cell there.
    """

    kunci: str
    kolom: str
    dari: Nilai | None
    menjadi: Nilai | None
    alasan: str
    oleh: str
    lembar: str
    sel: str


def keputusan(opened: Opened, plan: Plan) -> tuple[list[Keputusan], list[Finding]]:
    """The decisions that people typed, and what is wrong with them.

    A decision without reason, about a row or column that is not there, with a value that its column does not take, or
    against another one is a finding and changes nothing. A row without new value is still open and says nothing.

    Args:
        opened: The workbook Keputusan Rapat.
        plan: What it decides about, as it stood.
    """
    result = read(NOTULEN_BOOK, opened, choices=_choices())
    reading = _Reading(plan)
    found = [one for each in result.rows.get(KEPUTUSAN, ()) if (one := reading.decision(each)) is not None]
    return found, [*result.findings, *reading.findings]


def new_values(opened: Opened) -> list[tuple[str, str]]:
    """Every new value that stands in a workbook Keputusan Rapat, right or wrong: what it is about, and the value."""
    rows = read(NOTULEN_BOOK, opened, choices=_choices()).rows.get(KEPUTUSAN, ())
    told = ((each.row, each.cells.get("menjadi")) for each in rows)
    return [(_about(row), cell.shown) for row, cell in told if isinstance(row, KeputusanRow) and cell and cell.shown]


def _about(row: KeputusanRow) -> str:
    return " ".join(filter(None, (row.kunci, row.kolom))) or words.short(row.hal or "")


class _Reading:
    """The rows of the sheet Keputusan, read against a plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.rows: dict[str, Row] = {row.kode: row for row in konsep.kinerja_rows(plan)}
        self.rows |= {row.kode: row for row in konsep.program_rows(plan)}
        self.known = {folded(kode): kode for kode in self.rows}
        self.decided: dict[tuple[str, str], Nilai | None] = {}
        self.findings: list[Finding] = []

    def decision(self, each: ReadRow) -> Keputusan | None:
        """The decision of a row, `None` where there is none to apply."""
        row = each.row
        assert isinstance(row, KeputusanRow)
        if row.menjadi is None:
            return None
        kunci = self.known.get(folded(row.kunci or ""), "")
        kolom = kolom_pilihan().get(row.kolom or "", "")
        fault = self._fault(row, kunci, kolom)
        if fault:
            code, name, found = fault
            self._told(code, each, name, isi=words.short(found), kode=kunci)
            return None
        return self._value(each, row, kunci, kolom)

    def _fault(self, row: KeputusanRow, kunci: str, kolom: str) -> tuple[FindingCode, str, str] | None:
        """Why a decision cannot be applied: the code, the field at fault, what stands there."""
        if not row.kunci:
            return PlanCode.KEPUTUSAN_UMUM, "menjadi", row.hal or ""
        if not kunci:
            return PlanCode.KEPUTUSAN_KODE_TIDAK_ADA, "kunci", row.kunci
        if kolom not in self.rows[kunci].columns():
            return PlanCode.KEPUTUSAN_KOLOM_TIDAK_ADA, "kolom", row.kolom or ""
        if not words.explains(row.alasan or ""):
            return PlanCode.KEPUTUSAN_TANPA_ALASAN, "alasan", row.alasan or ""
        return None

    def _value(self, each: ReadRow, row: KeputusanRow, kunci: str, kolom: str) -> Keputusan | None:
        cell = each.cells["menjadi"]
        try:
            value = self._read(cell, kunci, kolom)
        except Doubt as doubt:
            self._told(doubt.code, each, "menjadi", **self._details(kunci, kolom), **doubt.details)
            return None
        if self.decided.setdefault((kunci, kolom), value) != value:
            self._told(PlanCode.KEPUTUSAN_BERTENTANGAN, each, "menjadi", isi=words.short(cell.shown), kode=kunci)
            return None
        return Keputusan(
            kunci,
            kolom,
            self.plan.nilai(kunci, kolom),
            value,
            row.alasan or "",
            row.oleh or "",
            KEPUTUSAN,
            cell.address,
        )

    def _read(self, cell: Cell, kunci: str, kolom: str) -> Nilai | None:
        """The typed value, as the column of that row takes it."""
        if folded(cell.shown) == DIKOSONGKAN:
            return None
        row = self.rows[kunci]
        kind = row.columns()[kolom].kind_for({name: getattr(row, name) for name in row.columns()})
        value = kind.read(cell, lambda *_, **__: None, form.form_choices(self.plan.master))
        return value if isinstance(value, Decimal) else str(value)

    def _details(self, kunci: str, kolom: str) -> dict[str, object]:
        column = self.rows[kunci].columns()[kolom]
        row = self.rows[kunci]
        kind = column.kind_for({name: getattr(row, name) for name in row.columns()})
        return {"kolom": column.heading, "petunjuk": kind.told}

    def _told(self, code: FindingCode, each: ReadRow, name: str, **details: object) -> None:
        cell = each.cells.get(name)
        kunci = getattr(each.row, "kunci", None)
        self.findings.append(
            finding(
                code, sheet=KEPUTUSAN, cells=[cell.address] if cell else [], key=kunci, column=name,
                found=cell.shown if cell and not cell.blank else None, **details,  # type: ignore[arg-type]
            )
        )  # fmt: skip
