"""Every paper of a plan, with the values that fill it."""

from __future__ import annotations

from datetime import date
from typing import Any

from helpers.mutu_plan import after_meeting, shipped_master, whole_plan
from rkt_excel.model.meeting.bahan import Bahan, Rapat, bahan, kertas_rapat
from rkt_excel.model.papers import dokumen_mutu, dokumen_serah, isi_arsip
from rkt_excel.model.papers.isian import Dokumen, Isian
from rkt_excel.model.papers.naskah import printed_programs
from rkt_excel.model.picture.kaskade import Kaskade, kaskade
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.quality.mutu_kriteria import periksa_mutu
from rkt_excel.model.vocabulary.terms import Peran

MASTER = shipped_master()
PLAN = whole_plan(MASTER)
DAY = date(2026, 12, 16)
ALL = (*(each.kode for each in MASTER.bagian), Peran.PENGADMINISTRASI)
KEPT = isi_arsip.baris_arsip(MASTER, "RKT 2027", mulai=DAY, disegel=DAY, berkas=120, lokasi="Lemari 1")
RECEIPTS = dokumen_serah.tanda_terima(MASTER, DAY, ALL, {ALL[1]: (DAY, "Contoh Penerima")})
PAPERS: list[tuple[Dokumen, Isian, str]] = [
    (dokumen_mutu.DISPOSISI, dokumen_mutu.disposisi(MASTER, 3, DAY, "Lihat target"), "Draft 3 Konsep RKT Tahun"),
    (dokumen_mutu.PEMERIKSAAN, dokumen_mutu.pemeriksaan(MASTER, 3, DAY, periksa_mutu(PLAN)), "34 dari 34 indikator"),
    (dokumen_serah.LEMBAR_TANDA_TERIMA, RECEIPTS, "Contoh Penerima"),
    (dokumen_serah.DAFTAR_DISTRIBUSI, RECEIPTS, "6 (enam) eksemplar"),
    (dokumen_serah.SURAT_PENGANTAR, dokumen_serah.surat_pengantar(MASTER, DAY, ALL[1]),
     f"Kepala {MASTER.bagian[1].nama}"),
    (dokumen_serah.BERITA_ACARA, dokumen_serah.berita_acara(MASTER, DAY, paket="RKT 2027", jumlah="1 paket"),
     "Rabu, tanggal enam belas bulan Desember tahun dua ribu dua puluh enam"),
    (dokumen_serah.DAFTAR_ARSIP, dokumen_serah.daftar_arsip(MASTER, DAY, KEPT), isi_arsip.KODE_KLASIFIKASI),
]  # fmt: skip


MEETING_DAY = date(2026, 12, 7)


def meeting(plan: Plan) -> Bahan:
    return bahan(plan, (), Rapat(MEETING_DAY), MEETING_DAY, after_meeting(MEETING_DAY), lambda day, _: day)


def every_paper() -> dict[Dokumen, dict[str, Any]]:
    """Every paper but the RKT with what the shipped office prints in it."""
    made = {document: values.model_dump() for document, values, _ in PAPERS}
    return made | {document: values.model_dump() for document, values in kertas_rapat(meeting(PLAN)).items()}


def of(plan: Plan) -> Kaskade:
    """The cascade as `naskah` has it."""
    return kaskade(plan, printed_programs(plan.master))
