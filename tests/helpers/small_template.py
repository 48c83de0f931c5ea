"""A document of a few placeholders."""

from __future__ import annotations

from rkt_excel.model.papers.isian import Dokumen, Isian, arti


class Orang(Isian):
    nama: str = arti("Nama orang", "Contoh")
    tugas: list[str] = arti("Tugasnya", ["menulis", "membaca"])


class Kecil(Isian):
    tahun: str = arti("Tahun", "2026")
    ada: bool = arti("Ya bila ada", True)
    ketua: Orang = arti("Yang memimpin")
    orang: list[Orang] = arti("Semua orang")


KECIL = Dokumen("kecil.docx", "Kecil", "Untuk uji.", Kecil)
