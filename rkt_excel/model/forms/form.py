"""The form of a bagian: what it shows, what it asks, and how its answers are judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

from rkt_excel.model.origin.master import Master
from rkt_excel.model.tables.formulir import SASARAN, Kinerja, ProgramBagian, Usulan
from rkt_excel.model.tables.renstra import Indikator, Program
from rkt_excel.model.vocabulary import terms
from rkt_excel.model.vocabulary.terms import QUARTERS, Arah, CaraGabung, Jenis, ModeTriwulan
from rkt_excel.workbook.declaration.declare import (
    Known,
    Page,
    Rows,
    Selfcheck,
    Sign,
    Table,
    Tasks,
    Workbook,
)
from rkt_excel.workbook.declaration.identity import Identity
from rkt_excel.workbook.kinds import Choices
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
_CLOSE: Final = "0.0000001"  # what binary arithmetic in a spreadsheet may be off


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
            "Petunjuk pengisian {rkt} – {bagian}",
            columns=(30, 10.5, 12, 9.5, 9.5, 9, 9, 9, 9),
        ),
        Table(
            KINERJA,
            "Kinerja – {rkt} – {bagian}",
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
            "Program dan anggaran – {rkt} – {bagian}",
            "Isilah target keluaran dan pagu dalam rupiah penuh. Kembalikan paling lambat {batas}.",
            optional=True,
            row=ProgramBagian,
            outline=terms.kedalaman,
        ),
        Table(
            USULAN,
            "Usulan indikator baru – {rkt} – {bagian}",
            "Boleh kosong. Satu usulan satu baris; semua kolomnya diisi.",
            row=Usulan,
            spare=30,
            spare_key="U",
        ),
        Page(
            DEFINISI,
            "Definisi indikator dan satuan – {rkt} – {bagian}",
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
    return FORM.holding(rows)


TASKS: Final = Tasks(
    PERBAIKAN,
    "Yang perlu diperbaiki – {rkt} – {bagian}",
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
    """How a bagian shares an indikator with others, in the words of its form."""
    if len(indikator.bagian) == 1:
        return SENDIRI
    return f"bersama: {indikator.cara_gabung or CaraGabung.UTAMA}"


def given_kinerja(master: Master, each: Indikator) -> dict[str, Any]:
    """The locked cells of an indikator, in the form and in the Konsep alike, by field."""
    return {
        "kode": each.kode, "kode_sasaran": each.sasaran, "sasaran": master.uraian_sasaran[each.sasaran],
        "indikator": each.indikator, "satuan": each.satuan, "jenis": each.jenis, "arah": each.arah,
        "mode": each.mode, "pengisian": pengisian(each), "capaian_lalu": each.capaian_lalu,
        "target_lalu": master.lalu.target(each) if master.lalu else None,
        "target_murni": signed_before(master, each.kode, "target"), "target_renstra": each.target,
    }  # fmt: skip


def given_program(master: Master, each: Program) -> dict[str, Any]:
    """The locked cells of a line of program, kegiatan or sub kegiatan, by field."""
    return {
        "kode": each.kode, "uraian": each.uraian, "tingkat": each.tingkat, "indikator": each.indikator,
        "satuan": each.satuan, "pagu_indikatif": each.pagu, "pagu_murni": signed_before(master, each.kode, "pagu"),
    }  # fmt: skip


def form_rows(master: Master, bagian: str) -> Rows:
    """The rows that the form of a bagian is issued with, by sheet."""
    dropped = master.murni.dihapus if master.murni else {}
    kinerja = [
        Kinerja(**given_kinerja(master, each))
        for each in master.indikator
        if bagian in each.bagian and each.kode not in dropped
    ]
    program = [
        ProgramBagian(**given_program(master, each))
        for each in master.program
        if each.bagian == bagian and each.kode not in dropped
    ]
    return {KINERJA: kinerja, PROGRAM: program, USULAN: []}


def busy(master: Master) -> list[str]:
    """The bagian that have anything to fill, in the master's order; the others get no form."""
    return [each.kode for each in master.bagian if any(form_rows(master, each.kode).values())]


def signed_before(master: Master, kunci: str, kolom: str) -> Any:  # noqa: ANN401 - pydantic checks it
    """What was signed before, where the master is of the edition perubahan."""
    return master.murni.nilai.get((kunci, kolom)) if master.murni else None


def form_choices(master: Master) -> dict[str, Choices]:
    """The lists that the drop-downs of a form offer, by their source."""
    return {**master.choices, SASARAN: Choices(tuple(each.kode for each in master.sasaran))}
