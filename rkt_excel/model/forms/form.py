"""The form of a bagian: what it shows, what it asks, and how its answers are judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Any, Final

from rkt_excel.model.origin.master import Master
from rkt_excel.model.tables.renstra import Indikator
from rkt_excel.model.vocabulary import terms
from rkt_excel.model.vocabulary.terms import Arah, CaraGabung, Jenis, ModeTriwulan, Tingkat, options
from rkt_excel.workbook.declaration.declare import (
    Column,
    Known,
    Page,
    Row,
    Rows,
    Selfcheck,
    Sign,
    Table,
    Tasks,
    Use,
    Workbook,
)
from rkt_excel.workbook.declaration.identity import Identity
from rkt_excel.workbook.kinds import Choice, Choices, Code, Money, Number, Text
from rkt_excel.workbook.values.cells import folded
from rkt_excel.workbook.values.hollow import hollow, hollow_formula
from rkt_excel.workbook.writing.signs import untyped

KIND: Final = "formulir"
PETUNJUK: Final = "Petunjuk"
KINERJA: Final = "Kinerja"
PROGRAM: Final = "Program"
USULAN: Final = "Usulan"
DEFINISI: Final = "Definisi"
PERIKSA: Final = "Periksa"
PERBAIKAN: Final = "Perbaikan"
SENDIRI: Final = "sendiri"
_SASARAN: Final = "sasaran"
_KODE: Final = Code(example="IK.1.1")
_CLOSE: Final = "0.0000001"  # what binary arithmetic in a spreadsheet may be off
QUARTERS: Final = terms.QUARTERS


def _every_quarter(row: Known) -> bool:
    """All quarters are needed unless only the position at the year's end counts."""
    return row.get("mode") in (ModeTriwulan.JUMLAH, ModeTriwulan.KUMULATIF)


class Kinerja(Row):
    """One indikator of a bagian: what the Renstra says, and what the bagian answers."""

    kode: Annotated[str, Column("Kode", _KODE, use=Use.KEY, width=8)]
    kode_sasaran: Annotated[str, Column("Kode sasaran", _KODE, use=Use.GROUP_KEY)]
    sasaran: Annotated[str, Column("Sasaran strategis", use=Use.GROUP_TEXT)]
    indikator: Annotated[str, Column("Indikator kinerja", use=Use.GIVEN, width=30)]
    satuan: Annotated[str, Column("Satuan", Choice(), use=Use.GIVEN, width=10)]
    jenis: Annotated[str, Column("Jenis", Choice(options=options(Jenis)), use=Use.GIVEN, width=10, hidden=True)]
    arah: Annotated[str, Column("Arah", Choice(options=options(Arah)), use=Use.GIVEN, width=9, hidden=True)]
    mode: Annotated[str, Column("Mode triwulan", Choice(options=options(ModeTriwulan)), use=Use.GIVEN, width=12)]
    pengisian: Annotated[str, Column("Diisi", Choice(), use=Use.GIVEN, width=10)]
    capaian_lalu: Annotated[
        terms.Nilai | None, Column("Capaian tahun lalu", terms.NILAI_INDIKATOR, use=Use.GIVEN, width=10)
    ] = None
    target_lalu: Annotated[
        terms.Nilai | None,
        Column(
            "Target tahun lalu", terms.NILAI_INDIKATOR, use=Use.GIVEN, width=9, reference=True, sparse=True, added=True
        ),
    ] = None
    target_murni: Annotated[
        terms.Nilai | None,
        Column(
            "Target murni",
            terms.NILAI_INDIKATOR,
            use=Use.GIVEN,
            width=9,
            reference=True,
            sparse=True,
            added=True,
            otherwise="Target sebelum perubahan",
        ),
    ] = None
    target_renstra: Annotated[
        terms.Nilai | None, Column("Target Renstra", terms.NILAI_INDIKATOR, use=Use.GIVEN, width=10)
    ] = None
    target: Annotated[
        terms.Nilai | None,
        Column(
            "Target {tahun}",
            terms.NILAI_INDIKATOR,
            required=True,
            width=10,
            meaning="Target tahun yang direncanakan.",
        ),
    ] = None
    tw1: Annotated[terms.Nilai | None, Column("TW I", terms.NILAI_INDIKATOR, required=_every_quarter, width=8)] = None
    tw2: Annotated[terms.Nilai | None, Column("TW II", terms.NILAI_INDIKATOR, required=_every_quarter, width=8)] = None
    tw3: Annotated[terms.Nilai | None, Column("TW III", terms.NILAI_INDIKATOR, required=_every_quarter, width=8)] = None
    tw4: Annotated[terms.Nilai | None, Column("TW IV", terms.NILAI_INDIKATOR, required=True, width=8)] = None
    penanggung_jawab: Annotated[
        str | None,
        Column(
            "Penanggung jawab",
            Text(longest=160, words=True),
            required=True,
            width=17,
            meaning="Jabatan yang bertanggung jawab.",
        ),
    ] = None
    alasan: Annotated[
        str | None,
        Column(
            "Alasan bila berbeda dari Renstra",
            Text(),
            width=21,
            meaning="Wajib bila target berbeda dari target Renstra.",
        ),
    ] = None
    keterangan: Annotated[str | None, Column("Keterangan", Text(), width=13)] = None


class ProgramBagian(Row):
    """One line of program, kegiatan or sub kegiatan that a bagian answers for."""

    kode: Annotated[str, Column("Kode", terms.KODE_PROGRAM, use=Use.KEY, width=18)]
    uraian: Annotated[str, Column("Program / kegiatan / sub kegiatan", use=Use.GIVEN, width=40)]
    tingkat: Annotated[str, Column("Tingkat", Choice(options=options(Tingkat)), use=Use.GIVEN, width=13)]
    indikator: Annotated[str | None, Column("Indikator keluaran", use=Use.GIVEN, width=34)] = None
    satuan: Annotated[str | None, Column("Satuan", Choice(), use=Use.GIVEN, width=11)] = None
    pagu_indikatif: Annotated[Decimal | None, Column("Pagu indikatif (Rp)", Money(), use=Use.GIVEN, width=16)] = None
    pagu_murni: Annotated[
        Decimal | None,
        Column(
            "Pagu murni (Rp)",
            Money(),
            use=Use.GIVEN,
            width=16,
            reference=True,
            sparse=True,
            added=True,
            otherwise="Pagu sebelum perubahan (Rp)",
        ),
    ] = None
    target: Annotated[
        Decimal | None,
        Column("Target keluaran", Number(), required=lambda row: bool(row.get("indikator")), width=12),
    ] = None
    pagu: Annotated[
        Decimal | None,
        Column("Pagu {tahun} (Rp)", Money(), required=lambda row: row.get("pagu_indikatif") is not None, width=16),
    ] = None
    keterangan: Annotated[str | None, Column("Keterangan", Text(), width=20)] = None


class Usulan(Row):
    """An indikator that a bagian proposes."""

    sasaran: Annotated[str | None, Column("Kode sasaran", Choice(source=_SASARAN), required=True, width=11)] = None
    indikator: Annotated[str | None, Column("Indikator yang diusulkan", Text(words=True), required=True, width=44)] = (
        None
    )
    satuan: Annotated[str | None, Column("Satuan", Choice(source=terms.SATUAN), required=True, width=14)] = None
    jenis: Annotated[str | None, Column("Jenis", Choice(options=options(Jenis)), required=True, width=11)] = None
    arah: Annotated[str | None, Column("Arah", Choice(options=options(Arah)), required=True, width=10)] = None
    mode: Annotated[
        str | None, Column("Mode triwulan", Choice(options=options(ModeTriwulan)), required=True, width=18)
    ] = None
    target: Annotated[terms.Nilai | None, Column("Target {tahun}", terms.NILAI_INDIKATOR, required=True, width=12)] = (
        None
    )
    alasan: Annotated[str | None, Column("Alasan usulan", Text(words=True), required=True, width=44)] = None


# ------------------------------------------------------------------ quarters against the target


@dataclass(frozen=True)
class QuartersFault:
    """Why quarters do not make their target.

    Attributes:
        reason: As it is said.
        fields: The fields concerned, first the one to mend.
    """

    reason: str
    fields: tuple[str, ...]


_LAST_DIFFERS: Final = QuartersFault("TW IV harus sama dengan target", ("tw4", "target"))
_SUM_DIFFERS: Final = QuartersFault("jumlah TW I sampai TW IV harus sama dengan target", (*QUARTERS, "target"))
_TURNS_BACK: Final = QuartersFault("nilai kumulatif tidak boleh berbalik arah", QUARTERS)


def quarters_fault(row: Known) -> QuartersFault | None:  # noqa: PLR0911 - one line per way to fail
    """Why the quarters do not make the target, `None` where they do or cannot be judged yet."""
    target, quarters = row.get("target"), [row.get(name) for name in QUARTERS]
    last = quarters[-1]
    if target is None or last is None:
        return None
    if not isinstance(target, Decimal):
        return None if alike(target, last) else _LAST_DIFFERS
    numbers = [quarter for quarter in quarters if isinstance(quarter, Decimal)]
    if row.get("mode") == ModeTriwulan.JUMLAH:
        if len(numbers) < len(QUARTERS) or sum(numbers, Decimal(0)) == target:
            return None
        return _SUM_DIFFERS
    if last != target:
        return _LAST_DIFFERS
    if row.get("mode") == ModeTriwulan.KUMULATIF and numbers != sorted(
        numbers, reverse=row.get("arah") == Arah.NEGATIF
    ):
        return _TURNS_BACK
    return None


def _quarters_differ(row: Known) -> bool:
    return quarters_fault(row) is not None


def alike(one: object, other: object) -> bool:
    """Whether two values are the same; texts as Excel compares them, without regard to capitals."""
    if isinstance(one, str) and isinstance(other, str):
        return folded(one) == folded(other)
    return one == other


def _quarters_formula(refs: Mapping[str, str], row: Known) -> str | None:
    target, quarters = refs["target"], [refs[name] for name in QUARTERS]
    last = quarters[-1]
    if row.get("jenis") in (Jenis.PREDIKAT, Jenis.TEKS):
        return f"{last}<>{target}"
    if row.get("mode") == ModeTriwulan.JUMLAH:
        return f"ABS(SUM({quarters[0]}:{last})-{target})>{_CLOSE}"
    tests = [f"ABS({last}-{target})>{_CLOSE}"]
    if row.get("mode") == ModeTriwulan.KUMULATIF:
        sign = ">" if row.get("arah") == Arah.NEGATIF else "<"
        tests += [f"{after}{sign}{before}" for before, after in pairwise(quarters)]
    return f"OR({','.join(tests)})"


def leaves_renstra(row: Known) -> bool:
    """Whether the target differs from the Renstra's.

    Of an indikator that several bagian add up or average, one bagian's part cannot be compared.
    """
    target, renstra = row.get("target"), row.get("target_renstra")
    if target is None or renstra is None or str(row.get("pengisian")) not in (SENDIRI, BERSAMA_UTAMA):
        return False
    return not alike(target, renstra)


def needs_reason(row: Known) -> bool:
    """Whether the target differs from the Renstra's and nobody has said why."""
    return leaves_renstra(row) and not row.get("alasan")


def reason_open(row: Known) -> bool:
    """Whether the form still asks for a reason: none, or one that only fills the cell."""
    reason = str(row.get("alasan") or "")
    return leaves_renstra(row) and (untyped(reason) or hollow(reason))


def _reason_formula(refs: Mapping[str, str], row: Known) -> str | None:
    if row.get("target_renstra") is None or row.get("pengisian") not in (SENDIRI, BERSAMA_UTAMA):
        return None
    reason, target = refs["alasan"], refs["target"]
    return f'AND({target}<>"",{target}<>{refs["target_renstra"]},OR(TRIM({reason})="",{hollow_formula(reason)}))'


BERSAMA_UTAMA: Final = "bersama: utama"

FORM: Final[Workbook] = Workbook(
    kind=KIND,
    version=1,
    sheets=(
        Page(
            PETUNJUK,
            "Petunjuk pengisian RKT {tahun} – {bagian}",
            columns=(30, 10.5, 12, 9.5, 9.5, 9, 9, 9, 9),
        ),
        Table(
            KINERJA,
            "Kinerja – RKT {tahun} – {bagian}",
            "Isilah sel kuning; sel abu-abu terkunci. Tanda * wajib diisi. Kembalikan paling lambat {batas}.",
            row=Kinerja,
            signs=(
                Sign(
                    _quarters_formula,
                    _quarters_differ,
                    "CEK TW",
                    "TW I–IV tidak sesuai dengan target",
                ),
                Sign(_reason_formula, reason_open, "ISI ALASAN", "Target berbeda dari Renstra tanpa alasan"),
            ),
        ),
        Table(
            PROGRAM,
            "Program dan anggaran – RKT {tahun} – {bagian}",
            "Isilah target keluaran dan pagu dalam rupiah penuh. Kembalikan paling lambat {batas}.",
            optional=True,
            row=ProgramBagian,
            outline=terms.kedalaman,
        ),
        Table(
            USULAN,
            "Usulan indikator baru – RKT {tahun} – {bagian}",
            "Boleh kosong. Satu usulan satu baris; semua kolomnya diisi.",
            row=Usulan,
            spare=30,
            spare_key="U",
        ),
        Page(
            DEFINISI,
            "Definisi indikator dan satuan – RKT {tahun} – {bagian}",
            columns=(13, 30, 46, 46, 24, 12),
            landscape=True,
            pages=0,
        ),
        Selfcheck(
            PERIKSA,
            "Periksa sebelum dikirim – {bagian}",
            "Lembar ini menghitung sendiri. Klik kode baris untuk menuju barisnya.",
            ready="SIAP DIKIRIM",
            unready="BELUM LENGKAP",
        ),
    ),
)


def form_for(rows: Rows) -> Workbook:
    """The declaration for one bagian: without the sheet Program where the master has none for it."""
    if rows.get(PROGRAM):
        return FORM
    return Workbook(FORM.kind, FORM.version, tuple(sheet for sheet in FORM.sheets if sheet.name != PROGRAM))


TASKS: Final = Tasks(
    PERBAIKAN,
    "Yang perlu diperbaiki – RKT {tahun} – {bagian}",
    "Semua isian sudah dipindahkan ke formulir ini. Klik letaknya, perbaiki sel merah, simpan, lalu kirim kembali "
    "berkas ini. Batas: {batas}.",
)


def form_returned(rows: Rows) -> Workbook:
    """What may come back from a bagian: its form, or its perbaikan form with one page more."""
    declaration = form_for(rows)
    return Workbook(declaration.kind, declaration.version, (TASKS, *declaration.sheets))


@dataclass(frozen=True)
class FormIdentity:
    """What a form says of itself.

    Attributes:
        kantor: The office, so that another office's form is known.
        versi: How often the forms were issued anew this year and edition.
    """

    kantor: str
    tahun: str
    edisi: str
    bagian: str
    versi: int

    def identity(self) -> Identity:
        """As the engine keeps it."""
        facts = {"kantor": self.kantor, "tahun": self.tahun, "edisi": self.edisi, "bagian": self.bagian}
        return Identity(KIND, {**facts, "versi": str(self.versi)})

    @classmethod
    def of(cls, identity: Identity) -> FormIdentity | None:
        """Of a found identity; `None` where it names something else than a form."""
        facts = identity.facts
        if identity.kind != KIND or not facts.get("versi", "").isdecimal():
            return None
        return cls(facts.get("kantor", ""), facts.get("tahun", ""), facts.get("edisi", ""), facts.get("bagian", ""),
                   int(facts["versi"]))  # fmt: skip


def pengisian(indikator: Indikator) -> str:
    """How a bagian shares an indikator with others."""
    if len(indikator.bagian) == 1:
        return SENDIRI
    return f"bersama: {indikator.cara_gabung or CaraGabung.UTAMA}"


def form_rows(master: Master, bagian: str) -> Rows:
    """The rows that the form of a bagian is issued with, by sheet."""
    sasaran = {each.kode: each.sasaran for each in master.sasaran}
    dropped = master.murni.dihapus if master.murni else {}
    kinerja = [
        Kinerja(
            kode=each.kode, kode_sasaran=each.sasaran, sasaran=sasaran[each.sasaran], indikator=each.indikator,
            satuan=each.satuan, jenis=each.jenis, arah=each.arah, mode=each.mode, pengisian=pengisian(each),
            capaian_lalu=each.capaian_lalu, target_renstra=each.target,
            target_lalu=master.lalu.target(each) if master.lalu else None,
            target_murni=murni(master, each.kode, "target"),
        )
        for each in master.indikator if bagian in each.bagian and each.kode not in dropped
    ]  # fmt: skip
    program = [
        ProgramBagian(
            kode=each.kode, uraian=each.uraian, tingkat=each.tingkat, indikator=each.indikator, satuan=each.satuan,
            pagu_indikatif=each.pagu, pagu_murni=murni(master, each.kode, "pagu"),
        )
        for each in master.program if each.bagian == bagian and each.kode not in dropped
    ]  # fmt: skip
    return {KINERJA: kinerja, PROGRAM: program, USULAN: []}


def busy(master: Master) -> list[str]:
    """The bagian that have anything to fill, in the master's order; the others get no form."""
    return [each.kode for each in master.bagian if any(form_rows(master, each.kode).values())]


def murni(master: Master, kunci: str, kolom: str) -> Any:  # noqa: ANN401 - pydantic checks it
    """What was signed before, where the master is of the edition perubahan."""
    return master.murni.nilai.get((kunci, kolom)) if master.murni else None


def form_choices(master: Master) -> dict[str, Choices]:
    """The lists of a form."""
    return {**master.choices, _SASARAN: Choices(tuple(each.kode for each in master.sasaran))}
