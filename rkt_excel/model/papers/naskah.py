"""What the Word template of the RKT is filled with: the plan as Indonesian texts, ready to print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Final

from rkt_excel.model.forms.form import alike
from rkt_excel.model.origin.master import Master
from rkt_excel.model.origin.pejabat import paraf_titles
from rkt_excel.model.papers import kop
from rkt_excel.model.papers.banding import BandingIsian, banding, compared_with
from rkt_excel.model.papers.isian import Contoh, Dokumen, Isian, arti
from rkt_excel.model.papers.kop import InstansiIsian, ParafIsian, PejabatIsian
from rkt_excel.model.picture.kaskade import Changed, kaskade
from rkt_excel.model.picture.kaskade_contoh import CONTOH
from rkt_excel.model.picture.kaskade_pagu import Division, tree
from rkt_excel.model.picture.peta import drawn
from rkt_excel.model.picture.shapes import Draw
from rkt_excel.model.plans.changes import Change, differs
from rkt_excel.model.plans.konsep import heading
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.tables.formulir import ANSWERS
from rkt_excel.model.tables.renstra import Indikator, Prioritas, Program, Sasaran
from rkt_excel.model.vocabulary import terms
from rkt_excel.model.vocabulary.nilai import shown
from rkt_excel.model.vocabulary.printed import OPEN, tanggal, terbilang
from rkt_excel.model.vocabulary.terms import QUARTERS, BentukTabel
from rkt_excel.workbook.values.numbers import written


class PrioritasIsian(Isian):
    """A development priority."""

    kode: str = arti("Kode prioritas", "P4")
    uraian: str = arti("Uraian prioritas", "Peningkatan kualitas pendidikan masyarakat")
    sumber: str = arti("Dokumen asalnya; – bila tidak diisi", "RPJMD")


class IndikatorIsian(Isian):
    """One indikator with its targets."""

    nomor: str = arti("Kode indikator, seperti kode; tidak ada nomor lain yang tercetak", "IK.1.2")
    kode: str = arti("Kode indikator", "IK.1.2")
    uraian: str = arti("Indikator kinerja", "Nilai pengawasan kearsipan")
    satuan: str = arti("Satuan", "Nilai")
    capaian_lalu: str = arti("Capaian tahun lalu; – bila belum ada", "70,25")
    target_renstra: str = arti("Target menurut Renstra; – bila belum ada", "72")
    target: str = arti("Target tahun ini; – bila belum ada", "72,5")
    tw: list[str] = arti("Target triwulan I sampai IV, dipakai sebagai tw[0] sampai tw[3]", ["–", "–", "–", "72,5"])
    mode: str = arti("Cara membaca triwulan", "posisi akhir")
    penanggung_jawab: str = arti("Penanggung jawab; – bila belum ada", "Kepala Bidang Kearsipan")
    alasan: str = arti("Alasan bila target berbeda dari Renstra; kosong bila tidak", "Capaian lalu sudah melampaui.")
    definisi: str = arti("Definisi operasional; – bila tidak diisi", "Nilai hasil pengawasan kearsipan")
    formula: str = arti("Formula; – bila tidak diisi", "nilai dari lembaga pengawas")
    sumber_data: str = arti("Sumber data; – bila tidak diisi", "laporan hasil pengawasan")
    bagian: str = arti("Bagian pengampu, dipisahkan koma", "Bidang Kearsipan")
    berubah: list[str] = arti("Kolom yang berubah sejak naskah sebelumnya; kosong dalam naskah yang bersih", ["target"])


class SasaranIsian(Isian):
    """One sasaran strategis with what measures it."""

    nomor: str = arti("Kode sasaran, seperti kode; tidak ada nomor lain yang tercetak", "SS.1")
    kode: str = arti("Kode sasaran", "SS.1")
    tujuan: str = arti("Tujuan di atasnya; – bila tidak diisi", "Terwujudnya tertib arsip daerah")
    uraian: str = arti("Sasaran strategis", "Meningkatnya kualitas pengelolaan arsip")
    prioritas: list[PrioritasIsian] = arti("Prioritas pembangunan yang didukung sasaran ini; boleh kosong")
    indikator: list[IndikatorIsian] = arti("Indikator sasaran ini, menurut urutan")


class ProgramIsian(Isian):
    """A line of program, kegiatan or sub kegiatan."""

    kode: str = arti("Kode program, kegiatan, atau sub kegiatan", "2.24.02")
    uraian: str = arti("Nomenklatur", "Program Pengelolaan Arsip")
    tingkat: str = arti("program, kegiatan, atau sub kegiatan", "program")
    indikator: str = arti("Indikator keluaran; kosong bila tidak diisi", "Jumlah arsip yang dikelola")
    satuan: str = arti("Satuan keluaran; kosong bila tidak diisi", "Dokumen")
    target: str = arti("Target keluaran; – bila belum ada", "12")
    pagu: str = arti("Pagu indikatif dalam rupiah, tanpa Rp; – bila belum ada", "284.231.881")
    bagian: str = arti("Kode bagian pelaksana; kosong bila tidak diisi", "ARS")
    berubah: list[str] = arti("Kolom yang berubah sejak naskah sebelumnya; kosong dalam naskah yang bersih", ["pagu"])


class BagianIsian(Isian):
    """A section of the office."""

    kode: str = arti("Kode bagian", "ARS")
    nama: str = arti("Nama bagian", "Bidang Kearsipan")


class PerubahanIsian(Isian):
    """One line of the list of changes."""

    kunci: str = arti("Kode indikator atau program", "IK.1.2")
    uraian: str = arti("Bunyi indikator atau program", "Nilai pengawasan kearsipan")
    kolom: str = arti("Kolom yang berubah", "Target 2026")
    dari: str = arti("Nilai sebelumnya; – bila belum ada", "72")
    menjadi: str = arti("Nilai sekarang; – bila dikosongkan", "72,5")
    alasan: str = arti("Alasan; – bila tidak ditulis", "Masukan rapat")
    oleh: str = arti("Yang meminta; – bila tidak ditulis", "Bidang Kearsipan")


class Naskah(Isian):
    """What rkt.docx may print."""

    tanda: str = arti("KONSEP atau DRAFT dengan nomornya; kosong setelah ditandatangani", "DRAFT 1")
    tahun: str = arti("Tahun RKT", "2026")
    edisi: str = arti("murni atau perubahan", "murni")
    dibuat: str = arti("Tanggal naskah dibuat", "12 Januari 2026")
    instansi: InstansiIsian = arti("Kantor yang menyusun")
    kepala: PejabatIsian = arti("Yang menandatangani pada tanggal naskah dibuat")
    tempat_tanggal: str = arti("Tempat dan tanggal di atas tanda tangan", "Paringin, …………………… 2026")
    paraf: list[ParafIsian] = arti("Yang memaraf, menurut urutan")
    prioritas: list[PrioritasIsian] = arti("Semua prioritas pembangunan; boleh kosong")
    sasaran: list[SasaranIsian] = arti("Semua sasaran strategis, menurut urutan")
    program: list[ProgramIsian] = arti("Semua program, kegiatan, dan sub kegiatan; boleh kosong")
    ada_program: bool = arti("Ya bila ada program", True)
    ada_pagu: bool = arti("Ya bila pagu sudah diketahui", True)
    total_pagu: str = arti("Jumlah pagu semua program dalam rupiah, tanpa Rp", "4.284.231.881")
    bagian_belum: list[BagianIsian] = arti("Bagian yang formulirnya belum kembali; kosong bila lengkap")
    peta_kinerja: Annotated[Draw | None, Contoh(drawn(CONTOH))] = arti(
        "Gambar prioritas, sasaran, indikator, dan program dalam satu halaman, dalam paragraf tersendiri; "
        "kosong bila tidak dicetak menurut lembar Instansi",
        "gambar",
    )
    bentuk_tabel: str = arti("lengkap, tanpa triwulan, atau tiga kolom, menurut lembar Instansi", "lengkap")
    judul_banding: str = arti("Judul perbandingan dengan yang ditandatangani", "Perbandingan Murni dan Perubahan")
    kolom_banding: str = arti("Kepala kolom nilai yang ditandatangani: Murni atau Sebelum", "Murni")
    banding: list[BandingIsian] = arti("Edisi perubahan di samping murni; kosong dalam edisi murni")
    perubahan: list[PerubahanIsian] = arti("Yang berubah sejak naskah sebelumnya; kosong dalam naskah yang bersih")
    jumlah_sasaran: int = arti("Banyaknya sasaran", 6)
    jumlah_indikator: int = arti("Banyaknya indikator", 24)
    terbilang_sasaran: str = arti("Banyaknya sasaran dengan huruf", "enam")
    terbilang_indikator: str = arti("Banyaknya indikator dengan huruf", "dua puluh empat")


RKT: Final = Dokumen(
    "rkt.docx", "Rencana Kinerja Tahunan",
    "Konsep, draft, dan RKT yang ditandatangani; dibuat oleh rkt gabung dan rkt draft.", Naskah,
)  # fmt: skip


def naskah(plan: Plan, *, tanda: str, day: date, perubahan: Sequence[Change] = ()) -> dict[str, object]:
    """Everything that the template may print.

    Args:
        plan: The RKT.
        tanda: "KONSEP", "DRAFT 1" or nothing.
        day: The day of making; decides who signs.
        perubahan: What changed since the text before: marked and listed in a draft, never in a text without `tanda`.
    """
    changes = perubahan if tanda else ()
    changed = {(each.kunci, each.kolom) for each in changes if differs(each.dari, each.menjadi)}
    master = plan.master
    lines = printed_programs(master)
    program = [_program(plan, each, changed) for each in lines]
    judul, kolom = compared_with(master)
    return Naskah(
        tanda=tanda,
        tahun=str(master.tahun),
        edisi=master.instansi.edisi,
        dibuat=tanggal(day),
        instansi=kop.instansi(master),
        kepala=kop.kepala(master, day),
        tempat_tanggal=kop.tempat_tanggal(master, day),
        paraf=[ParafIsian(jabatan=each) for each in paraf_titles(master, day)],
        prioritas=[_prioritas(each) for each in master.prioritas],
        sasaran=printed_sasaran(plan, changed),
        program=program,
        ada_program=bool(program),
        ada_pagu=any(plan.pagu(each.kode) is not None for each in lines),
        total_pagu=_total(plan),
        bagian_belum=[BagianIsian(kode=kode, nama=master.nama_bagian(kode)) for kode in plan.belum_masuk],
        peta_kinerja=None if master.instansi.cetak_peta == terms.TIDAK else drawn(kaskade(plan, lines, changed)),
        bentuk_tabel=master.instansi.bentuk_tabel or BentukTabel.LENGKAP,
        judul_banding=judul,
        kolom_banding=kolom,
        banding=list(banding(plan, lines)),
        perubahan=[_perubahan(master, each) for each in changes],
        jumlah_sasaran=len(master.sasaran),
        jumlah_indikator=len(master.indikator),
        terbilang_sasaran=terbilang(len(master.sasaran)),
        terbilang_indikator=terbilang(len(master.indikator)),
    ).model_dump()


def _prioritas(each: Prioritas) -> PrioritasIsian:
    return PrioritasIsian(kode=each.kode, uraian=each.uraian, sumber=each.sumber or OPEN)


def printed_sasaran(plan: Plan, changed: Changed = ()) -> list[SasaranIsian]:
    """Every sasaran with its indikator as it is printed; what changed is marked."""
    return [_sasaran(plan, each, changed) for each in plan.master.sasaran]


def _sasaran(plan: Plan, each: Sasaran, changed: Changed) -> SasaranIsian:
    """A sasaran and its indikator; `nomor` is the kode, for a number beside it would name another row as well."""
    rows = [row for row in plan.master.indikator if row.sasaran == each.kode]
    return SasaranIsian(
        nomor=each.kode,
        kode=each.kode,
        tujuan=each.tujuan or OPEN,
        uraian=each.sasaran,
        prioritas=[_prioritas(p) for p in plan.master.prioritas if p.kode == each.prioritas],
        indikator=[_indikator(plan, row, changed) for row in rows],
    )


def _indikator(plan: Plan, row: Indikator, changed: Changed) -> IndikatorIsian:
    answers = {name: shown(plan.nilai(row.kode, name), OPEN) for name in ANSWERS if name in IndikatorIsian.model_fields}
    return IndikatorIsian.model_validate(
        {
            **answers,
            "nomor": row.kode,
            "kode": row.kode,
            "uraian": row.indikator,
            "satuan": row.satuan,
            "capaian_lalu": shown(row.capaian_lalu, OPEN),
            "target_renstra": shown(row.target, OPEN),
            "tw": [shown(plan.nilai(row.kode, name), OPEN) for name in QUARTERS],
            "mode": row.mode,
            "alasan": _alasan(plan, row),
            "definisi": row.definisi or OPEN,
            "formula": row.formula or OPEN,
            "sumber_data": row.sumber_data or OPEN,
            "bagian": ", ".join(plan.master.nama_bagian(kode) for kode in row.bagian),
            "berubah": _columns(row.kode, changed),
        }
    )


def _alasan(plan: Plan, row: Indikator) -> str:
    """Why the target differs from the Renstra's; what was typed beside an equal one explains no difference."""
    equal = row.target is not None and alike(plan.nilai(row.kode, "target"), row.target)
    return "" if equal else str(plan.nilai(row.kode, "alasan") or "")


def _columns(kunci: str, changed: Changed) -> list[str]:
    return sorted(kolom for row, kolom in changed if row == kunci)


def _perubahan(master: Master, each: Change) -> PerubahanIsian:
    texts = {row.kode: row.indikator for row in master.indikator} | {row.kode: row.uraian for row in master.program}
    return PerubahanIsian(
        kunci=each.kunci,
        uraian=each.uraian or texts.get(each.kunci, OPEN),
        kolom=heading(each.kolom),
        dari=shown(each.dari, OPEN),
        menjadi=shown(each.menjadi, OPEN),
        alasan=each.alasan or OPEN,
        oleh=each.oleh or OPEN,
    )


def printed_programs(master: Master) -> Sequence[Program]:
    """The program lines, where the office prints them."""
    return () if master.instansi.cetak_program == terms.TIDAK else master.program


def _program(plan: Plan, each: Program, changed: Changed) -> ProgramIsian:
    target, pagu = plan.nilai(each.kode, "target"), plan.pagu(each.kode)
    return ProgramIsian(
        kode=each.kode,
        uraian=each.uraian,
        tingkat=each.tingkat,
        indikator=each.indikator or "",
        satuan=each.satuan or "",
        target=written(target) if isinstance(target, Decimal) else OPEN,
        pagu=shown(pagu, OPEN),
        bagian=each.bagian or "",
        berubah=_columns(each.kode, changed),
    )


def _total(plan: Plan) -> str:
    """The sum over program lines, whose parts kegiatan and sub kegiatan are; none as long as one of them is unknown."""
    return shown(Division(tree(plan.master.program), plan.pagu).total(), OPEN)
