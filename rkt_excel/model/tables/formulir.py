"""What a form asks of a bagian: one field for each column, and which of them are answers.

Whoever needs to know what an answer is takes it from here; nothing lists the columns a second time.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Final

from rkt_excel.model.vocabulary import terms
from rkt_excel.model.vocabulary.nilai import Nilai
from rkt_excel.model.vocabulary.terms import Arah, Jenis, ModeTriwulan, Tingkat, options
from rkt_excel.workbook.declaration.declare import Column, Known, Row, Use
from rkt_excel.workbook.kinds import Choice, Code, Money, Number, Text

SASARAN: Final = "sasaran"  # the list of the kode that a proposal may serve
_KODE: Final = Code(example="IK.1.1")


def _every_quarter(row: Known) -> bool:
    """All quarters are needed unless only the position at the year's end counts."""
    return row.get("mode") in (ModeTriwulan.JUMLAH, ModeTriwulan.KUMULATIF)


# A column is a line or two, so that the declaration reads as a table:
# fmt: off
class Kinerja(Row):
    """One indikator of a bagian: what the Renstra says, and what the bagian answers."""

    kode: Annotated[str, Column("Kode", _KODE, use=Use.KEY, width=8)]
    kode_sasaran: Annotated[str, Column("Kode sasaran", _KODE, use=Use.GROUP_KEY)]
    sasaran: Annotated[str, Column("Sasaran strategis", use=Use.GROUP_TEXT)]
    indikator: Annotated[str, Column("Indikator kinerja", use=Use.GIVEN, width=28)]
    satuan: Annotated[str, Column("Satuan", Choice(), use=Use.GIVEN, width=10)]
    jenis: Annotated[str, Column("Jenis", Choice(options=options(Jenis)), use=Use.GIVEN, width=10, hidden=True)]
    arah: Annotated[str, Column("Arah", Choice(options=options(Arah)), use=Use.GIVEN, width=9, hidden=True)]
    mode: Annotated[str, Column("Mode triwulan", Choice(options=options(ModeTriwulan)), use=Use.GIVEN, width=12)]
    pengisian: Annotated[str, Column("Diisi", Choice(), use=Use.GIVEN, width=10)]
    capaian_lalu: Annotated[Nilai | None, Column("Capaian tahun lalu", terms.NILAI_INDIKATOR, use=Use.GIVEN,
        width=10)] = None
    target_lalu: Annotated[Nilai | None, Column("Target tahun lalu", terms.NILAI_INDIKATOR, use=Use.GIVEN, width=9,
        reference=True, sparse=True, added=True)] = None
    target_murni: Annotated[Nilai | None, Column("Target murni", terms.NILAI_INDIKATOR, use=Use.GIVEN, width=9,
        reference=True, sparse=True, added=True, otherwise="Target sebelum perubahan")] = None
    target_renstra: Annotated[Nilai | None, Column("Target Renstra", terms.NILAI_INDIKATOR, use=Use.GIVEN,
        width=10)] = None
    target: Annotated[Nilai | None, Column("Target {tahun}", terms.NILAI_INDIKATOR, required=True, width=10,
        meaning="Target tahun yang direncanakan.")] = None
    tw1: Annotated[Nilai | None, Column("TW I", terms.NILAI_INDIKATOR, required=_every_quarter, width=8)] = None
    tw2: Annotated[Nilai | None, Column("TW II", terms.NILAI_INDIKATOR, required=_every_quarter, width=8)] = None
    tw3: Annotated[Nilai | None, Column("TW III", terms.NILAI_INDIKATOR, required=_every_quarter, width=8)] = None
    tw4: Annotated[Nilai | None, Column("TW IV", terms.NILAI_INDIKATOR, required=True, width=8)] = None
    penanggung_jawab: Annotated[str | None, Column("Penanggung jawab", Text(longest=160, words=True), required=True,
        width=15, meaning="Jabatan yang bertanggung jawab.")] = None
    alasan: Annotated[str | None, Column("Alasan bila berbeda dari Renstra", Text(), width=18.2,
        meaning="Wajib bila target berbeda dari target Renstra.")] = None
    keterangan: Annotated[str | None, Column("Keterangan", Text(), width=13)] = None


class ProgramBagian(Row):
    """One line of program, kegiatan or sub kegiatan that a bagian answers for."""

    kode: Annotated[str, Column("Kode", terms.KODE_PROGRAM, use=Use.KEY, width=16)]
    uraian: Annotated[str, Column("Program / kegiatan / sub kegiatan", use=Use.GIVEN, width=40)]
    tingkat: Annotated[str, Column("Tingkat", Choice(options=options(Tingkat)), use=Use.GIVEN, width=13)]
    indikator: Annotated[str | None, Column("Indikator keluaran", use=Use.GIVEN, width=34)] = None
    satuan: Annotated[str | None, Column("Satuan", Choice(), use=Use.GIVEN, width=11)] = None
    pagu_indikatif: Annotated[Decimal | None, Column("Pagu indikatif (Rp)", Money(), use=Use.GIVEN, width=16,
        sparse=True)] = None
    pagu_murni: Annotated[Decimal | None, Column("Pagu murni (Rp)", Money(), use=Use.GIVEN, width=16, reference=True,
        sparse=True, added=True, otherwise="Pagu sebelum perubahan (Rp)")] = None
    target: Annotated[Decimal | None, Column("Target keluaran", Number(),
        required=lambda row: bool(row.get("indikator")), width=12)] = None
    pagu: Annotated[Decimal | None, Column("Pagu {tahun} (Rp)", Money(),
        required=lambda row: row.get("pagu_indikatif") is not None, width=16)] = None
    keterangan: Annotated[str | None, Column("Keterangan", Text(), width=20)] = None


class Usulan(Row):
    """An indikator that a bagian proposes."""

    sasaran: Annotated[str | None, Column("Kode sasaran", Choice(source=SASARAN), required=True, width=11)] = None
    indikator: Annotated[str | None, Column("Indikator yang diusulkan", Text(words=True), required=True,
        width=44)] = None
    satuan: Annotated[str | None, Column("Satuan", Choice(source=terms.SATUAN_LIST), required=True, width=14)] = None
    jenis: Annotated[str | None, Column("Jenis", Choice(options=options(Jenis)), required=True, width=11)] = None
    arah: Annotated[str | None, Column("Arah", Choice(options=options(Arah)), required=True, width=10)] = None
    mode: Annotated[str | None, Column("Mode triwulan", Choice(options=options(ModeTriwulan)), required=True,
        width=18)] = None
    target: Annotated[Nilai | None, Column("Target {tahun}", terms.NILAI_INDIKATOR, required=True, width=12)] = None
    alasan: Annotated[str | None, Column("Alasan usulan", Text(words=True), required=True, width=44)] = None


# fmt: on
def _filled(row: type[Row]) -> tuple[str, ...]:
    return tuple(name for name, column in row.columns().items() if column.fills)


def _is_text(name: str) -> bool:
    return isinstance(Kinerja.columns()[name].kind, Text)


ANSWERS: Final = _filled(Kinerja)  # what a bagian answers to an indikator
JOINED: Final = tuple(name for name in ANSWERS if not _is_text(name))  # of these, what must be one value
TEXTS: Final = tuple(name for name in ANSWERS if _is_text(name))  # and what stands side by side
PROGRAM_ANSWERS: Final = _filled(ProgramBagian)  # what it answers to a line of program, kegiatan or sub kegiatan
