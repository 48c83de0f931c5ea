"""The Konsep RKT and draft workbook: the rows of all bagian together, to be read, printed and edited at the meeting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Final

from rkt_excel.model.forms import form
from rkt_excel.model.forms.returns import StatusBagian
from rkt_excel.model.origin.master import Master
from rkt_excel.model.plans.plan import Isi, Origin, Plan
from rkt_excel.model.tables.formulir import ANSWERS, PROGRAM_ANSWERS, TEXTS, Kinerja, ProgramBagian, Usulan
from rkt_excel.model.vocabulary import terms
from rkt_excel.model.vocabulary.nilai import Nilai, shown
from rkt_excel.workbook.declaration.declare import Column, Known, Row, Rows, Table, Use, Workbook, adapted
from rkt_excel.workbook.findings import Finding
from rkt_excel.workbook.kinds import Choice, Choices, Text
from rkt_excel.workbook.values.ranges import ranges

KIND: Final = "konsep"
RINGKASAN: Final = "Ringkasan"
KINERJA: Final = form.KINERJA
PROGRAM: Final = form.PROGRAM
USULAN: Final = form.USULAN
TEMUAN: Final = "Temuan"
SUMBER: Final = "Sumber"
PERUBAHAN: Final = "Perubahan"
_JOINED_TEXT: Final = 8_000  # characters
_STATUS_WORDS: Final = {
    StatusBagian.LENGKAP: "lengkap",
    StatusBagian.PERLU_PERBAIKAN: "perlu perbaikan",
    StatusBagian.BELUM_MASUK: "BELUM MASUK",
}


class Ringkasan(Row):
    """How far a bagian has come."""

    kode: Annotated[str, Column("Kode", use=Use.KEY, width=9)]
    nama: Annotated[str, Column("Bagian", use=Use.GIVEN, width=46)]
    status: Annotated[str, Column("Formulir", Choice(), use=Use.GIVEN, width=18)]
    berkas: Annotated[str | None, Column("Berkas yang dipakai", use=Use.GIVEN, width=78)] = None


_DIHAPUS: Final = Column(
    "Dihapus",
    Choice(options=(terms.YA, terms.TIDAK)),
    width=10,
    meaning="Pilih ya bila baris ini dihapus dari RKT, dan tulis alasannya. Baris tetap ada di lembar ini.",
)
_ALASAN_PERUBAHAN: Final = Column(
    "Alasan perubahan",
    Text(),
    width=23,
    meaning="Mengapa isian baris ini diubah. Kosong kembali dalam draft berikutnya.",
)
_DIMINTA_OLEH: Final = Column(
    "Diminta oleh", Text(longest=160), width=14, meaning="Siapa yang meminta perubahan itu, misalnya Sekretaris."
)


# Columns that need more room here, where texts of several bagian stand side by side, or less, for the meeting types
# beside them; in characters.
_WIDTHS: Final = {"penanggung_jawab": 23, "alasan": 23, "keterangan": 18}
_PROGRAM_WIDTHS: Final = {"uraian": 36, "indikator": 30}


def _for_the_meeting(name: str, column: Column) -> Column:
    """An answer of the form in the Konsep: texts are longer, and nothing of a dropped row is missing."""
    if not column.fills:
        return column
    kind = Text(longest=_JOINED_TEXT) if name in TEXTS else column.kind
    return _unless_dropped(replace(column, kind=kind, width=_WIDTHS.get(name, column.width)))


def _of_the_program(name: str, column: Column) -> Column:
    if name in _PROGRAM_WIDTHS:
        return replace(column, width=_PROGRAM_WIDTHS[name])
    return _unless_dropped(column) if column.fills else column


def _unless_dropped(column: Column) -> Column:
    asked = column.required_for
    if not column.required:
        return column
    return replace(column, required=lambda row: row.get("dihapus") != terms.YA and asked(row))


if TYPE_CHECKING:
    from rkt_excel.model.tables.formulir import Kinerja as _Kinerja
    from rkt_excel.model.tables.formulir import ProgramBagian as _Program
else:
    _Kinerja = adapted(Kinerja, _for_the_meeting)
    _Program = adapted(ProgramBagian, _of_the_program)


class KonsepKinerja(_Kinerja):
    """One indikator of the whole office; the meeting's changes are typed here."""

    bagian: Annotated[str, Column("Bagian", Choice(), use=Use.GIVEN, width=9)]
    dihapus: Annotated[str | None, _DIHAPUS] = None
    alasan_perubahan: Annotated[str | None, _ALASAN_PERUBAHAN] = None
    diminta_oleh: Annotated[str | None, _DIMINTA_OLEH] = None


class KonsepProgram(_Program):
    """One budget line of the whole office."""

    bagian: Annotated[str | None, Column("Bagian", Choice(), use=Use.GIVEN, width=12)] = None
    dihapus: Annotated[str | None, _DIHAPUS] = None
    alasan_perubahan: Annotated[str | None, _ALASAN_PERUBAHAN] = None
    diminta_oleh: Annotated[str | None, _DIMINTA_OLEH] = None


def _accepted(row: Known) -> bool:
    return row.get("diterima") == terms.YA


def _once_accepted(column: Column) -> Column:
    """A column that only an accepted proposal has to fill, as far as its own rule asks for it."""
    asked = column.required_for
    return replace(column, required=lambda row: _accepted(row) and asked(row))


def _proposed(name: str, width: float | None = None) -> Column:
    column = Usulan.columns()[name]
    return _once_accepted(replace(column, width=width or column.width))


def _answered(name: str) -> Column:
    return _once_accepted(Kinerja.columns()[name])


class KonsepUsulan(Row):
    """A proposed indikator with the bagian that proposed it, and what the meeting decides about it."""

    kode: Annotated[str | None, Column("Kode", Text(longest=40), use=Use.GIVEN, width=12)] = None
    diterima: Annotated[
        str | None,
        Column(
            "Diterima",
            Choice(options=(terms.YA, terms.TIDAK)),
            width=10,
            meaning="Pilih ya bila usulan menjadi indikator RKT; lengkapi lalu TW dan penanggung jawabnya.",
        ),
    ] = None
    bagian: Annotated[str | None, _once_accepted(Column("Bagian", Choice(source=terms.BAGIAN_LIST), required=True))] = (
        None
    )
    sasaran: Annotated[str | None, _proposed("sasaran")] = None
    indikator: Annotated[str | None, _proposed("indikator", 34)] = None
    satuan: Annotated[str | None, _proposed("satuan")] = None
    jenis: Annotated[str | None, _proposed("jenis")] = None
    arah: Annotated[str | None, _proposed("arah")] = None
    mode: Annotated[str | None, _proposed("mode", 15)] = None
    target: Annotated[Nilai | None, _proposed("target")] = None
    tw1: Annotated[Nilai | None, _answered("tw1")] = None
    tw2: Annotated[Nilai | None, _answered("tw2")] = None
    tw3: Annotated[Nilai | None, _answered("tw3")] = None
    tw4: Annotated[Nilai | None, _answered("tw4")] = None
    penanggung_jawab: Annotated[str | None, _answered("penanggung_jawab")] = None
    alasan: Annotated[str | None, _proposed("alasan", 28)] = None
    alasan_perubahan: Annotated[str | None, _ALASAN_PERUBAHAN] = None
    diminta_oleh: Annotated[str | None, _DIMINTA_OLEH] = None


# What people type on each sheet and the plan takes over; reasons are read beside it.
TYPED: Final[Mapping[str, tuple[str, ...]]] = {
    KINERJA: (*ANSWERS, "dihapus"),
    PROGRAM: (*PROGRAM_ANSWERS, "dihapus"),
    USULAN: tuple(name for name in KonsepUsulan.columns() if name not in ("kode", "alasan_perubahan", "diminta_oleh")),
}


class Temuan(Row):
    """A finding, as people read it."""

    tingkat: Annotated[str, Column("Tingkat", Choice(), use=Use.GIVEN, width=12)]
    bagian: Annotated[str | None, Column("Bagian", Choice(), use=Use.GIVEN, width=9)] = None
    berkas: Annotated[str | None, Column("Berkas", use=Use.GIVEN, width=28, sparse=True)] = None
    tempat: Annotated[str | None, Column("Tempat", use=Use.GIVEN, width=20)] = None
    pesan: Annotated[str, Column("Yang ditemukan", use=Use.GIVEN, width=42)]
    perbaikan: Annotated[str, Column("Yang perlu dilakukan", use=Use.GIVEN, width=38)]
    kode: Annotated[str, Column("Kode temuan", use=Use.GIVEN, width=33)]


class SumberNilai(Row):
    """Where a value of the Konsep came from."""

    kunci: Annotated[str, Column("Kode", use=Use.GIVEN, width=17)]
    kolom: Annotated[str, Column("Kolom", use=Use.GIVEN, width=15)]
    nilai: Annotated[str, Column("Nilai dalam konsep", use=Use.GIVEN, width=22)]
    cara: Annotated[str | None, Column("Digabung", use=Use.GIVEN, width=11)] = None
    bagian: Annotated[str, Column("Bagian", Choice(), use=Use.GIVEN, width=9)]
    berkas: Annotated[str, Column("Berkas", use=Use.GIVEN, width=67)]
    lembar: Annotated[str, Column("Lembar", use=Use.GIVEN, width=9)]
    sel: Annotated[str, Column("Sel", Choice(), use=Use.GIVEN, width=8)]
    isian: Annotated[str, Column("Isian di sel itu", use=Use.GIVEN, width=22)]


class Perubahan(Row):
    """One change since the draft before."""

    jenis: Annotated[str, Column("Jenis", Choice(), use=Use.GIVEN, width=16)]
    kunci: Annotated[str, Column("Kode", use=Use.GIVEN, width=17)]
    uraian: Annotated[str | None, Column("Indikator / program", use=Use.GIVEN, width=36)] = None
    kolom: Annotated[str, Column("Yang berubah", use=Use.GIVEN, width=18)]
    dari: Annotated[str | None, Column("Dari", use=Use.GIVEN, width=22)] = None
    menjadi: Annotated[str | None, Column("Menjadi", use=Use.GIVEN, width=22)] = None
    alasan: Annotated[str | None, Column("Alasan", Text(), use=Use.GIVEN, width=32)] = None
    oleh: Annotated[str | None, Column("Diminta oleh", use=Use.GIVEN, width=16)] = None


_LIST: Final = "Disusun oleh program; tidak untuk diisi."
_LEGEND: Final = "diubah sejak {sejak}: tebal, bergaris di kiri; nilai semula dan alasannya di catatan sel"
_SHEETS: Final = (
    Table(
        RINGKASAN,
        "{tanda} {rkt} – {perangkat_daerah}",
        "Keadaan formulir setiap bagian per {dibuat}. {terbuka}",
        row=Ringkasan,
    ),
    Table(
        KINERJA,
        "{tanda} {rkt} – kinerja",
        "Perubahan diketik di sel kuning; tulis sebabnya di kolom Alasan perubahan dan peminta di kolom Diminta oleh.",
        row=KonsepKinerja,
        signs=form.FORM.sheet(form.KINERJA).signs,  # type: ignore[attr-defined]
        across=2,
        repeats=2,
        legend=_LEGEND,
    ),
    Table(
        PROGRAM,
        "{tanda} {rkt} – program dan anggaran",
        "Pagu dalam rupiah penuh. Setiap perubahan: tulis Alasan perubahan dan Diminta oleh.",
        optional=True,
        row=KonsepProgram,
        outline=terms.kedalaman,
        across=2,
        repeats=2,
        legend=_LEGEND,
    ),
    Table(
        USULAN,
        "{tanda} {rkt} – usulan",
        "Pilih ya di kolom Diterima bila usulan menjadi indikator, lalu lengkapi barisnya. Usulan rapat: baris kosong.",
        optional=True,
        row=KonsepUsulan,
        spare=10,
        spare_key="U",
        across=2,
        repeats=5,
        legend=_LEGEND,
    ),
)
KONSEP_BOOK: Final = Workbook(
    KIND,
    1,
    (
        *_SHEETS,
        Table(
            TEMUAN,
            "Temuan",
            "Yang berat lebih dahulu. " + _LIST,
            optional=True,
            row=Temuan,
            empty="Tidak ada temuan.",
        ),
        Table(
            SUMBER,
            "Sumber setiap nilai",
            "Dari berkas, lembar, dan sel mana setiap nilai berasal. " + _LIST,
            optional=True,
            row=SumberNilai,
            empty="Belum ada nilai.",
            on_screen="Dibaca di layar; yang dicetak hanya halaman ini. Untuk mencetak semuanya, hapus area cetaknya.",
        ),
    ),
)
DRAFT_BOOK: Final = Workbook(
    "draft",
    1,
    (
        *_SHEETS,
        Table(
            PERUBAHAN,
            "Daftar perubahan {tanda} {rkt}",
            "Yang berubah sejak {sejak}. " + _LIST,
            optional=True,
            row=Perubahan,
            empty="Tidak ada perubahan sejak {sejak}.",
        ),
        *KONSEP_BOOK.sheets[-2:],
    ),
)


Reasons = Mapping[str, tuple[str | None, str | None]]  # reason and who asked, by kunci


def konsep_rows(plan: Plan, findings: Sequence[Finding], files: Mapping[str, str], reasons: Reasons) -> Rows:
    """The rows of the Konsep workbook, by sheet.

    Args:
        plan: The joined answers.
        findings: To be listed.
        files: The file that counts, by bagian.
        reasons: What people typed beside their changes and is not in a draft yet.
    """
    return {
        RINGKASAN: [
            Ringkasan(
                kode=each.kode,
                nama=each.nama,
                status=_STATUS_WORDS[plan.status[each.kode]],
                berkas=files.get(each.kode),
            )
            for each in plan.master.bagian
        ],
        **edited_rows(plan, reasons),
        TEMUAN: [_temuan(each) for each in findings],
        SUMBER: list(_sumber(plan)),
    }


def edited_rows(plan: Plan, reasons: Reasons) -> dict[str, list[Row]]:
    """The rows of the sheets that people edit."""
    return {
        KINERJA: [_with_reason(each, each.kode, reasons) for each in kinerja_rows(plan)],
        PROGRAM: [_with_reason(each, each.kode, reasons) for each in program_rows(plan)],
        USULAN: [_with_reason(each, each.kode or "", reasons) for each in usulan_rows(plan)],
    }


def _with_reason(row: Row, kunci: str, reasons: Reasons) -> Row:
    alasan, oleh = reasons.get(kunci, (None, None))
    return row.model_copy(update={"alasan_perubahan": alasan, "diminta_oleh": oleh})


def kinerja_rows(plan: Plan) -> list[KonsepKinerja]:
    """One row per indikator in the order of the sasaran."""
    master = plan.master
    return [
        KonsepKinerja(
            **form.given_kinerja(master, each), bagian=", ".join(each.bagian), dihapus=_dropped(plan, each.kode),
            **{name: plan.nilai(each.kode, name) for name in ANSWERS},
        )
        for each in master.indikator
    ]  # fmt: skip


def program_rows(plan: Plan) -> list[KonsepProgram]:
    """One row per budget line in the order of the codes."""
    master = plan.master
    return [
        KonsepProgram(
            **form.given_program(master, each), bagian=each.bagian, dihapus=_dropped(plan, each.kode),
            **{name: plan.nilai(each.kode, name) for name in PROGRAM_ANSWERS},
        )
        for each in master.program
    ]  # fmt: skip


def _dropped(plan: Plan, kode: str) -> str | None:
    return terms.YA if kode in plan.dihapus else None


def usulan_rows(plan: Plan) -> list[KonsepUsulan]:
    """One row per proposal that is no indikator yet."""
    return [
        KonsepUsulan(
            kode=row.kode, bagian=bagian or None,
            **{name: plan.nilai(row.kode, name) for name in TYPED[USULAN] if name != "bagian"},
        )
        for bagian, row in plan.usulan
    ]  # fmt: skip


def _temuan(each: Finding) -> Temuan:
    place = " ".join(part for part in (each.sheet, ranges(each.cells), f"({each.key})" if each.key else "") if part)
    return Temuan(
        tingkat=each.severity.value, bagian=each.owner, berkas=each.file, tempat=place or None,
        pesan=each.message, perbaikan=each.remedy, kode=each.code.name,
    )  # fmt: skip


def origins(plan: Plan) -> Iterator[tuple[tuple[str, str], Isi, Origin]]:
    """Every cell that a value came from, in the order of the sheet Sumber: (kunci, kolom), the value, its origin."""
    for place, isi in sorted(plan.isi.items()):
        for origin in isi.origins:
            yield place, isi, origin


def _sumber(plan: Plan) -> Iterator[SumberNilai]:
    for (kunci, kolom), isi, origin in origins(plan):
        yield SumberNilai(
            kunci=kunci, kolom=heading(kolom), nilai=shown(isi.nilai), cara=isi.cara or None,
            bagian=origin.bagian, berkas=origin.berkas, lembar=origin.lembar, sel=origin.sel,
            isian=shown(origin.nilai),
        )  # fmt: skip


def konsep_choices(master: Master) -> dict[str, Choices]:
    """The lists of the Konsep workbook."""
    return form.form_choices(master)


BARIS: Final = "baris"  # stands for a whole row where a change is a new or a dropped one


def status_words(status: StatusBagian) -> str:
    """How far a bagian has come, as it is printed."""
    return _STATUS_WORDS[status]


def kolom_isian() -> tuple[str, ...]:
    """Every field of the Konsep that people may change."""
    return tuple(dict.fromkeys((*ANSWERS, *PROGRAM_ANSWERS)))


def heading(kolom: str) -> str:
    """The heading of a field, as people know it."""
    if kolom == BARIS:
        return "Seluruh baris"
    known = {**KonsepUsulan.columns(), **KonsepProgram.columns(), **KonsepKinerja.columns()}
    return known[kolom].heading


def editable() -> Workbook:
    """The sheets of the Konsep or draft that people edit, without the lists that the program made."""
    return Workbook(KIND, 1, tuple(sheet for sheet in _SHEETS if sheet.name in TYPED))
