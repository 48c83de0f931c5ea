"""The Konsep RKT and draft workbook: the rows of all bagian together, to be read, printed and edited at the meeting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Annotated, Final

from rkt_excel.model import form, terms
from rkt_excel.model.form import Kinerja, ProgramBagian, Usulan
from rkt_excel.model.master import Master
from rkt_excel.model.plan import JOINED, PROGRAM_ANSWERS, TEXTS, Isi, Nilai, Origin, Plan
from rkt_excel.model.returns import StatusBagian
from rkt_excel.workbook.declare import Column, Row, Rows, Table, Use, Workbook
from rkt_excel.workbook.findings import Finding
from rkt_excel.workbook.kinds import Choice, Choices, Text
from rkt_excel.workbook.read import ReadResult

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

    kode: Annotated[str, Column("Kode", use=Use.KEY, width=10)]
    nama: Annotated[str, Column("Bagian", use=Use.GIVEN, width=50)]
    status: Annotated[str, Column("Formulir", Choice(), use=Use.GIVEN, width=18)]
    berkas: Annotated[str | None, Column("Berkas yang dipakai", use=Use.GIVEN, width=70)] = None


def _longer(name: str) -> Column:
    return replace(Kinerja.columns()[name], kind=Text(longest=_JOINED_TEXT))


class KonsepKinerja(Kinerja):
    """One indikator of the whole office; the meeting's changes are typed here."""

    # Texts of several bagian stand side by side, so they may be longer than one bagian's.
    penanggung_jawab: Annotated[str | None, _longer("penanggung_jawab")] = None
    alasan: Annotated[str | None, _longer("alasan")] = None
    keterangan: Annotated[str | None, _longer("keterangan")] = None
    bagian: Annotated[str, Column("Bagian", Choice(), use=Use.GIVEN, width=12)]


class KonsepProgram(ProgramBagian):
    """One budget line of the whole office."""

    bagian: Annotated[str | None, Column("Bagian", Choice(), use=Use.GIVEN, width=12)] = None


class KonsepUsulan(Usulan):
    """A proposed indikator with the bagian that proposed it."""

    bagian: Annotated[str | None, Column("Bagian", Choice(), width=12)] = None


class Temuan(Row):
    """A finding, as people read it."""

    tingkat: Annotated[str, Column("Tingkat", Choice(), use=Use.GIVEN, width=12)]
    bagian: Annotated[str | None, Column("Bagian", Choice(), use=Use.GIVEN, width=9)] = None
    tempat: Annotated[str | None, Column("Tempat", use=Use.GIVEN, width=30)] = None
    pesan: Annotated[str, Column("Yang ditemukan", use=Use.GIVEN, width=60)]
    perbaikan: Annotated[str, Column("Yang perlu dilakukan", use=Use.GIVEN, width=60)]
    kode: Annotated[str, Column("Kode temuan", use=Use.GIVEN, width=28)]


class Sumber(Row):
    """Where a value of the Konsep came from."""

    kunci: Annotated[str, Column("Kunci", use=Use.GIVEN, width=20)]
    kolom: Annotated[str, Column("Kolom", use=Use.GIVEN, width=20)]
    nilai: Annotated[str, Column("Nilai dalam konsep", use=Use.GIVEN, width=30)]
    cara: Annotated[str | None, Column("Digabung", use=Use.GIVEN, width=12)] = None
    bagian: Annotated[str, Column("Bagian", Choice(), use=Use.GIVEN, width=9)]
    berkas: Annotated[str, Column("Berkas", use=Use.GIVEN, width=56)]
    lembar: Annotated[str, Column("Lembar", use=Use.GIVEN, width=12)]
    sel: Annotated[str, Column("Sel", Choice(), use=Use.GIVEN, width=8)]
    isian: Annotated[str, Column("Isian di sel itu", use=Use.GIVEN, width=30)]


class Perubahan(Row):
    """A value that the meeting changed."""

    kunci: Annotated[str, Column("Kunci", use=Use.GIVEN, width=20)]
    kolom: Annotated[str, Column("Kolom", use=Use.GIVEN, width=24)]
    dari: Annotated[str | None, Column("Dari", use=Use.GIVEN, width=30)] = None
    menjadi: Annotated[str | None, Column("Menjadi", use=Use.GIVEN, width=30)] = None
    alasan: Annotated[str | None, Column("Alasan", Text(), use=Use.GIVEN, width=50)] = None


_LIST: Final = "Disusun oleh program; tidak untuk diisi."
_SHEETS: Final = (
    Table(
        RINGKASAN,
        "Konsep RKT {tahun} – {perangkat_daerah}",
        "Keadaan formulir setiap bagian per {dibuat}.",
        row=Ringkasan,
    ),
    Table(
        KINERJA,
        "{tanda} RKT {tahun} – sasaran, indikator, dan target",
        "Perubahan hasil rapat diketik di sel kuning; tulis alasannya di kolom alasan.",
        row=KonsepKinerja,
        signs=form.FORM.sheet(form.KINERJA).signs,  # type: ignore[attr-defined]
    ),
    Table(
        PROGRAM,
        "{tanda} RKT {tahun} – program dan anggaran",
        "Pagu dalam rupiah penuh.",
        optional=True,
        row=KonsepProgram,
    ),
    Table(
        USULAN,
        "Usulan indikator baru – RKT {tahun}",
        "Usulan bagian untuk dibahas dalam rapat.",
        optional=True,
        row=KonsepUsulan,
        spare=10,
        spare_key="U",
    ),
)
KONSEP: Final = Workbook(
    KIND,
    1,
    (
        *_SHEETS,
        Table(TEMUAN, "Temuan", "Yang berat lebih dahulu. " + _LIST, optional=True, row=Temuan),
        Table(
            SUMBER,
            "Sumber setiap nilai",
            "Dari berkas, lembar, dan sel mana setiap nilai berasal. " + _LIST,
            optional=True,
            row=Sumber,
        ),
    ),
)
DRAFT: Final = Workbook(
    "draft",
    1,
    (
        *_SHEETS,
        Table(
            PERUBAHAN,
            "Daftar perubahan",
            "Yang berubah sejak konsep atau draft sebelumnya. " + _LIST,
            optional=True,
            row=Perubahan,
        ),
        *KONSEP.sheets[-2:],
    ),
)


def konsep_rows(plan: Plan, findings: Sequence[Finding], files: Mapping[str, str]) -> Rows:
    """The rows of the Konsep workbook, by sheet.

    Args:
        plan: The joined answers.
        findings: To be listed.
        files: The file that counts, by bagian.
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
        KINERJA: kinerja_rows(plan),
        PROGRAM: program_rows(plan),
        USULAN: [KonsepUsulan(bagian=bagian, **row.model_dump()) for bagian, row in plan.usulan],
        TEMUAN: [_temuan(each) for each in findings],
        SUMBER: list(_sumber(plan)),
    }


def kinerja_rows(plan: Plan) -> list[KonsepKinerja]:
    """One row per indikator in the order of the sasaran."""
    sasaran = {each.kode: each.sasaran for each in plan.master.sasaran}
    return [
        KonsepKinerja(
            kode=each.kode, kode_sasaran=each.sasaran, sasaran=sasaran[each.sasaran], indikator=each.indikator,
            satuan=each.satuan, jenis=each.jenis, arah=each.arah, mode=each.mode, pengisian=form.pengisian(each),
            capaian_lalu=each.capaian_lalu, target_renstra=each.target, bagian=", ".join(each.bagian),
            **{name: plan.nilai(each.kode, name) for name in (*JOINED, *TEXTS)},
        )
        for each in plan.master.indikator
    ]  # fmt: skip


def program_rows(plan: Plan) -> list[KonsepProgram]:
    """One row per budget line in the order of the codes."""
    return [
        KonsepProgram(
            kode=each.kode, uraian=each.uraian, tingkat=each.tingkat, indikator=each.indikator, satuan=each.satuan,
            pagu_indikatif=each.pagu, bagian=each.bagian,
            **{name: plan.nilai(each.kode, name) for name in PROGRAM_ANSWERS},
        )
        for each in plan.master.program
    ]  # fmt: skip


def _temuan(each: Finding) -> Temuan:
    place = " ".join(part for part in (each.sheet, ", ".join(each.cells), f"({each.key})" if each.key else "") if part)
    return Temuan(
        tingkat=each.severity.value, bagian=each.owner, tempat=place or each.file, pesan=each.message,
        perbaikan=each.remedy, kode=each.code.name,
    )  # fmt: skip


def origins(plan: Plan) -> Iterator[tuple[tuple[str, str], Isi, Origin]]:
    """Every cell that a value came from, in the order of the sheet Sumber: (kunci, kolom), the value, its origin."""
    for place, isi in sorted(plan.isi.items()):
        for origin in isi.origins:
            yield place, isi, origin


def _sumber(plan: Plan) -> Iterator[Sumber]:
    for (kunci, kolom), isi, origin in origins(plan):
        yield Sumber(
            kunci=kunci, kolom=heading(kolom), nilai=terms_shown(isi.nilai), cara=isi.cara or None,
            bagian=origin.bagian, berkas=origin.berkas, lembar=origin.lembar, sel=origin.sel,
            isian=terms_shown(origin.nilai),
        )  # fmt: skip


def konsep_choices(master: Master) -> dict[str, Choices]:
    """The lists of the Konsep workbook."""
    return form.form_choices(master)


@dataclass(frozen=True)
class Change:
    """A value that differs between two states of the plan."""

    kunci: str
    kolom: str
    dari: Nilai | None
    menjadi: Nilai | None
    alasan: str | None

    def row(self) -> Perubahan:
        """As a line of the list of changes."""
        texts = [None if value is None else terms_shown(value) for value in (self.dari, self.menjadi)]
        return Perubahan(
            kunci=self.kunci, kolom=heading(self.kolom), dari=texts[0], menjadi=texts[1], alasan=self.alasan
        )


def status_words(status: StatusBagian) -> str:
    """How far a bagian has come, as it is printed."""
    return _STATUS_WORDS[status]


def kolom_isian() -> tuple[str, ...]:
    """Every field of the Konsep that people may change."""
    return tuple(dict.fromkeys((*JOINED, *TEXTS, *PROGRAM_ANSWERS)))


def heading(kolom: str) -> str:
    """The heading of a field, as people know it."""
    return {**ProgramBagian.columns(), **Kinerja.columns()}[kolom].heading


def terms_shown(value: Nilai) -> str:
    """A value as it is printed."""
    return terms.NILAI[terms.Jenis.ANGKA].shown(value) if isinstance(value, Decimal) else value


def edited(plan: Plan, read: ReadResult) -> tuple[Plan, list[Change]]:
    """The plan with what people typed into its workbook, and the list of what they changed."""
    isi = dict(plan.isi)
    changes: list[Change] = []
    for sheet, names in ((KINERJA, (*JOINED, *TEXTS)), (PROGRAM, PROGRAM_ANSWERS)):
        for each in read.rows.get(sheet, ()):
            for name in names:
                before, now = plan.nilai(each.key, name), getattr(each.row, name)
                if before == now or name in each.faulty or name not in each.cells:
                    continue
                reason = getattr(each.row, "alasan", None) or each.row.keterangan  # type: ignore[attr-defined]
                changes.append(Change(each.key, name, before, now, reason))
                if now is None:
                    isi.pop((each.key, name), None)
                else:
                    old = isi.get((each.key, name))
                    isi[each.key, name] = Isi(now, old.origins if old else (), old.cara if old else "")
    return Plan(plan.master, isi, plan.status, plan.usulan), changes


def editable() -> Workbook:
    """The sheets of the Konsep or draft that people edit, without the lists that the program made."""
    return Workbook(KIND, 1, tuple(sheet for sheet in _SHEETS if sheet.name in (KINERJA, PROGRAM, USULAN)))
