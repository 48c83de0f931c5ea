"""What the Word templates of the meeting may print (SOP step 4): undangan, daftar hadir, bahan rapat, notulen."""

from __future__ import annotations

from typing import Final

from rkt_excel.model.papers.isian import Dokumen, Isian, arti
from rkt_excel.model.papers.kop import InstansiIsian, PejabatIsian
from rkt_excel.model.papers.naskah import SasaranIsian
from rkt_excel.model.vocabulary.printed import DOTS


class NaskahDinas(Isian):
    """What every paper of the office carries."""

    tahun: str = arti("Tahun RKT", "2026")
    edisi: str = arti("murni atau perubahan", "murni")
    dibuat: str = arti("Tanggal naskah dibuat", "12 Januari 2026")
    instansi: InstansiIsian = arti("Kantor yang menyusun")


class PertemuanIsian(Isian):
    """When and where the meeting is."""

    hari_tanggal: str = arti("Hari dan tanggal rapat", "Rabu, 14 Januari 2026")
    waktu: str = arti("Waktu mulai dengan zonanya", "09.00 WITA")
    zona: str = arti("Zona waktu kantor; kosong bila tidak diketahui", "WITA")
    tempat: str = arti("Tempat rapat; titik-titik bila belum diketahui", "Ruang Rapat Internal")
    acara: str = arti("Acara", "Rapat koordinasi penyusunan RKT Tahun 2026")
    pimpinan: str = arti("Jabatan pemimpin rapat", "Sekretaris")


class Undangan(NaskahDinas):
    """What undangan-rapat.docx may print."""

    tempat_tanggal: str = arti("Tempat dan tanggal surat", "Paringin, …………………… 2026")
    nomor: str = arti("Nomor surat; titik-titik bila belum diketahui", DOTS)
    sifat: str = arti("Sifat surat", "Segera")
    lampiran: str = arti("Lampiran surat", "1 (satu) berkas")
    hal: str = arti("Hal surat", "Undangan rapat koordinasi penyusunan RKT Tahun 2026")
    kepada: list[str] = arti("Yang diundang, satu per baris", ["Kepala Bidang Kearsipan"])
    rapat: PertemuanIsian = arti("Rapatnya")
    pejabat: PejabatIsian = arti("Yang menandatangani")
    tembusan: list[str] = arti("Tembusan; boleh kosong", ["Arsip"])


class HadirinIsian(Isian):
    """One who signs the attendance list."""

    nomor: str = arti("Nomor urut", "1")
    ganjil: bool = arti("Ya bila nomornya ganjil, untuk tanda tangan berselang-seling", True)
    nama: str = arti("Nama; kosong bila belum diketahui", "Contoh Nama, S.Sos.")
    nip: str = arti("NIP; kosong bila belum diketahui", "19800101 200501 1 001")
    jabatan: str = arti("Jabatan atau bagian; kosong pada baris cadangan", "Kepala Bidang Kearsipan")


class DaftarHadir(NaskahDinas):
    """What daftar-hadir.docx may print."""

    rapat: PertemuanIsian = arti("Rapatnya")
    hadirin: list[HadirinIsian] = arti("Yang diundang, lalu baris cadangan")
    pejabat: PejabatIsian = arti("Pemimpin rapat yang mengetahui")
    tempat_tanggal: str = arti("Tempat dan tanggal di atas tanda tangan", "Paringin, …………………… 2026")


class KeadaanIsian(Isian):
    """How far a bagian has come."""

    nama: str = arti("Nama bagian", "Bidang Kearsipan")
    status: str = arti("lengkap, perlu perbaikan, atau BELUM MASUK", "lengkap")


class PertanyaanIsian(Isian):
    """One open question."""

    nomor: str = arti("Nomor urut dalam kurung, supaya tidak seperti kode", "(1)")
    bagian: str = arti("Kode bagian; – bila bukan dari satu bagian", "ARS")
    kunci: str = arti("Kode indikator atau baris; – bila bukan tentang satu baris", "IK.1.1")
    uraian: str = arti("Yang terbuka", "Target 80 berbeda dari target Renstra 82.")
    tindakan: str = arti("Yang perlu diputuskan atau dilakukan", "Putuskan targetnya.")


class KelompokIsian(Isian):
    """Open questions of one sort."""

    judul: str = arti("Judul kelompok", "Berbeda dari Renstra")
    pertanyaan: list[PertanyaanIsian] = arti("Pertanyaan terbuka kelompok ini")


class BahanRapat(NaskahDinas):
    """What bahan-rapat.docx may print."""

    rapat: PertemuanIsian = arti("Rapatnya")
    keadaan: list[KeadaanIsian] = arti("Keadaan formulir setiap bagian")
    lengkap: int = arti("Banyaknya bagian yang lengkap", 4)
    jumlah_bagian: int = arti("Banyaknya bagian", 5)
    jumlah_terbuka: int = arti("Banyaknya pertanyaan terbuka", 3)
    kelompok: list[KelompokIsian] = arti("Pertanyaan terbuka, yang berat lebih dahulu; kosong bila tidak ada")
    sasaran: list[SasaranIsian] = arti("Sasaran dengan indikator dan targetnya, seperti dalam konsep")


class TugasIsian(Isian):
    """One task that the meeting hands out."""

    nomor: str = arti("Nomor urut; kosong pada baris cadangan", "1")
    tugas: str = arti("Tugas; kosong pada baris cadangan", "Mengembalikan formulir RKT")
    penanggung_jawab: str = arti("Penanggung jawab", "Kepala Bidang Kearsipan")
    batas: str = arti("Batas waktu", "Kamis, 15 Januari 2026")


class JadwalIsian(Isian):
    """One step of the procedure that still lies ahead."""

    nomor: str = arti("Nomor langkah SOP", "5")
    langkah: str = arti("Langkah", "memperbarui konsep menjadi draft")
    pelaksana: str = arti("Pelaksana", "Staf")
    waktu: str = arti("Waktu menurut SOP", "3 hari kerja")
    batas: str = arti("Batas waktu", "Senin, 19 Januari 2026")
    keluaran: str = arti("Keluaran", "Draft Konsep RKT")


class ProgresIsian(Isian):
    """One meeting about the progress."""

    nomor: str = arti("Nomor urut; kosong pada baris cadangan", "1")
    tanggal: str = arti("Hari dan tanggal", "Senin, 19 Januari 2026")
    acara: str = arti("Acara", "Pembahasan draft sebelum diajukan")
    peserta: str = arti("Peserta", "Kasubag Program dan staf")


class Notulen(NaskahDinas):
    """What notulen-rapat.docx may print."""

    nomor: str = arti("Nomor surat undangan; titik-titik bila belum diketahui", DOTS)
    rapat: PertemuanIsian = arti("Rapatnya")
    peserta: list[str] = arti("Yang diundang", ["Kepala Bidang Kearsipan"])
    pembahasan: list[PertanyaanIsian] = arti("Pertanyaan terbuka yang dibahas; boleh kosong")
    baris_kosong: list[str] = arti("Satu isi per baris kosong untuk ditulisi", [""])
    tugas: list[TugasIsian] = arti("Pembagian tugas, lalu baris cadangan")
    jadwal: list[JadwalIsian] = arti("Jadwal penyelesaian: langkah SOP yang masih akan datang")
    progres: list[ProgresIsian] = arti("Jadwal pertemuan progres, lalu baris cadangan")
    pejabat: PejabatIsian = arti("Pemimpin rapat")
    tempat_tanggal: str = arti("Tempat dan tanggal di atas tanda tangan", "Paringin, …………………… 2026")


_BY: Final = "Dibuat oleh rkt rapat"
UNDANGAN: Final = Dokumen("undangan-rapat.docx", "Undangan rapat", f"{_BY} untuk para kepala bagian.", Undangan)
DAFTAR_HADIR: Final = Dokumen("daftar-hadir.docx", "Daftar hadir rapat", f"{_BY}, ditandatangani peserta.", DaftarHadir)
BAHAN_RAPAT: Final = Dokumen(
    "bahan-rapat.docx", "Bahan rapat", f"{_BY}: yang masih terbuka, lalu isi konsep.", BahanRapat
)
NOTULEN: Final = Dokumen(
    "notulen-rapat.docx", "Notulen rapat", f"{_BY}, dilengkapi notulis selama rapat.", Notulen
)  # fmt: skip
