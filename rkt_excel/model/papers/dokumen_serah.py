"""What the Word templates of distribution and archive may print (SOP steps 9 and 10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from rkt_excel.model.origin.master import Master
from rkt_excel.model.papers import kop
from rkt_excel.model.papers.dokumen_mutu import naskah_dinas
from rkt_excel.model.papers.dokumen_rapat import NaskahDinas
from rkt_excel.model.papers.isi_arsip import BerkasArsip
from rkt_excel.model.papers.isian import Dokumen, Isian, arti
from rkt_excel.model.papers.kop import PejabatIsian
from rkt_excel.model.vocabulary.printed import DOTS, hari_tanggal, tanggal, terbilang
from rkt_excel.model.vocabulary.terms import Peran


class PenerimaIsian(Isian):
    """One who gets a copy."""

    nomor: str = arti("Nomor urut", "1")
    penerima: str = arti("Bagian atau pejabat penerima", "Bidang Kearsipan")
    jumlah: str = arti("Banyaknya eksemplar", "1")
    salinan: str = arti("Nomor salinan", "1")
    tanggal: str = arti("Tanggal diterima; kosong sampai diterima", "20 Januari 2026")
    nama: str = arti("Nama yang menerima; kosong sampai diterima", "Contoh Nama")
    keterangan: str = arti("Keterangan; boleh kosong", "")


class TandaTerima(NaskahDinas):
    """What tanda-terima.docx may print."""

    nama_naskah: str = arti("Naskah yang diserahkan", "Rencana Kinerja Tahunan (RKT) Tahun 2026")
    penerima: list[PenerimaIsian] = arti("Penerima salinan")
    tempat_tanggal: str = arti("Tempat dan tanggal di atas tanda tangan", "Paringin, …………………… 2026")
    pejabat: PejabatIsian = arti("Yang menyerahkan")


class DaftarDistribusi(TandaTerima):
    """What daftar-distribusi.docx may print."""

    jumlah_eksemplar: int = arti("Banyaknya eksemplar seluruhnya", 6)
    terbilang_eksemplar: str = arti("Banyaknya eksemplar dengan huruf", "enam")


class SuratPengantar(NaskahDinas):
    """What surat-pengantar.docx may print."""

    nama_naskah: str = arti("Naskah yang dikirim", "Rencana Kinerja Tahunan (RKT) Tahun 2026")
    nomor: str = arti("Nomor surat; titik-titik bila belum diketahui", DOTS)
    kepada: str = arti("Penerima", "Kepala Bidang Kearsipan")
    jumlah: str = arti("Banyaknya yang dikirim", "1 (satu) eksemplar")
    keterangan: str = arti("Keterangan", "Untuk dilaksanakan dan disimpan")
    tempat_tanggal: str = arti("Tempat dan tanggal di atas tanda tangan", "Paringin, …………………… 2026")
    pejabat: PejabatIsian = arti("Yang menandatangani")


class BeritaAcara(NaskahDinas):
    """What berita-acara-arsip.docx may print."""

    nomor: str = arti("Nomor berita acara; titik-titik bila belum diketahui", DOTS)
    hari_tanggal: str = arti("Hari dan tanggal penyerahan dengan huruf", "Rabu, tanggal empat belas bulan Januari")
    nama_naskah: str = arti("Naskah yang diserahkan", "Rencana Kinerja Tahunan (RKT) Tahun 2026")
    paket: str = arti("Nama paket arsip", "RKT 2026")
    sidik: str = arti("Segel paket (SHA-256); titik-titik bila belum disegel", DOTS)
    jumlah: str = arti("Jumlah berkas", "1 paket (120 berkas)")
    tempat_tanggal: str = arti("Tempat dan tanggal di atas tanda tangan", "Paringin, …………………… 2026")
    pihak_pertama: PejabatIsian = arti("Yang menyerahkan")
    pihak_kedua: PejabatIsian = arti("Yang menerima dan menyimpan")


class LembarDaftarArsip(NaskahDinas):
    """What daftar-arsip.docx may print."""

    berkas: list[BerkasArsip] = arti("Baris daftar arsip")
    tempat_tanggal: str = arti("Tempat dan tanggal di atas tanda tangan", "Paringin, …………………… 2026")
    pejabat: PejabatIsian = arti("Yang menyimpan")


_SHARED: Final = "Dibuat oleh rkt distribusi"
_KEPT: Final = "Dibuat oleh rkt arsip"
LEMBAR_TANDA_TERIMA: Final = Dokumen("tanda-terima.docx", "Tanda terima", f"{_SHARED}, diparaf penerima.", TandaTerima)
DAFTAR_DISTRIBUSI: Final = Dokumen(
    "daftar-distribusi.docx", "Daftar distribusi", f"{_SHARED}: siapa menerima salinan nomor berapa.", DaftarDistribusi
)
SURAT_PENGANTAR: Final = Dokumen(
    "surat-pengantar.docx", "Surat pengantar", f"{_SHARED} untuk setiap penerima.", SuratPengantar
)
BERITA_ACARA: Final = Dokumen(
    "berita-acara-arsip.docx", "Berita acara penyerahan arsip", f"{_KEPT}, ditandatangani kedua pihak.", BeritaAcara
)
DAFTAR_ARSIP: Final = Dokumen("daftar-arsip.docx", "Daftar arsip", f"{_KEPT}.", LembarDaftarArsip)


def nama_naskah(master: Master) -> str:
    """The RKT as letters call it, with its edition and year."""
    return f"{master.rkt.replace('RKT', 'Rencana Kinerja Tahunan (RKT)')} Tahun {master.tahun}"


def penyimpan(master: Master, day: date) -> PejabatIsian:
    """Who copies, distributes and keeps (SOP steps 9 and 10)."""
    return kop.pejabat_isian(master, Peran.PENGADMINISTRASI, day, Peran.PENGADMINISTRASI)


def tanda_terima(
    master: Master,
    day: date,
    penerima: Iterable[str],
    diterima: Mapping[str, tuple[date, str]] | None = None,
    *,
    first: int = 1,
) -> DaftarDistribusi:
    """The list of receivers, for the tanda terima (of one or all) and the daftar distribusi alike.

    Args:
        master: The office.
        day: The day of printing.
        penerima: The kode of each bagian, or the role of another receiver, in the order of the copies.
        diterima: Who has signed already: the day and the name, by receiver.
        first: The number of the first copy.
    """
    got = diterima or {}
    rows = [
        PenerimaIsian(
            nomor=str(number), penerima=master.nama_bagian(kode), jumlah="1",
            salinan=str(first + number - 1),
            tanggal=tanggal(got[kode][0]) if kode in got else "", nama=got[kode][1] if kode in got else "",
            keterangan="",
        )
        for number, kode in enumerate(penerima, 1)
    ]  # fmt: skip
    return DaftarDistribusi(
        **naskah_dinas(master, day),
        nama_naskah=nama_naskah(master), penerima=rows, tempat_tanggal=kop.tempat_tanggal(master, day),
        pejabat=penyimpan(master, day), jumlah_eksemplar=len(rows), terbilang_eksemplar=terbilang(len(rows)),
    )  # fmt: skip


def surat_pengantar(master: Master, day: date, penerima: str) -> SuratPengantar:
    """The letter that takes a copy to a bagian (its kode) or another receiver."""
    return SuratPengantar(
        **naskah_dinas(master, day),
        nama_naskah=nama_naskah(master), nomor=DOTS, kepada=kop.kepala_bagian(master, penerima),
        jumlah="1 (satu) eksemplar",
        keterangan="Disampaikan dengan hormat untuk diketahui dan dilaksanakan.",
        tempat_tanggal=kop.tempat_tanggal(master, day), pejabat=kop.kepala(master, day),
    )  # fmt: skip


def berita_acara(master: Master, day: date, *, paket: str, jumlah: str, sidik: str = DOTS) -> BeritaAcara:
    """The record of handing the papers over to the archive.

    Args:
        master: The office.
        day: The day of handing over.
        paket: The name of the package.
        jumlah: What it holds, as the daftar arsip says it.
        sidik: The seal of the package: SHA-256 of the file that lists its manifest.
    """
    return BeritaAcara(
        **naskah_dinas(master, day),
        nomor=DOTS, hari_tanggal=_spelled(day), nama_naskah=nama_naskah(master), paket=paket, sidik=sidik,
        jumlah=jumlah,
        tempat_tanggal=f"{master.instansi.kota}, {tanggal(day)}",
        pihak_pertama=kop.pejabat_isian(master, Peran.KASUBAG, day, Peran.KASUBAG), pihak_kedua=penyimpan(master, day),
    )  # fmt: skip


def _spelled(day: date) -> str:
    """A date in words, as a berita acara has it."""
    weekday = hari_tanggal(day).split(",", 1)[0]
    month = tanggal(day).split()[1]
    return f"{weekday}, tanggal {terbilang(day.day)} bulan {month} tahun {terbilang(day.year)}"


def daftar_arsip(master: Master, day: date, row: BerkasArsip) -> LembarDaftarArsip:
    """The sheet of the daftar arsip, of the row that `isi_arsip.baris_arsip` makes."""
    return LembarDaftarArsip(
        **naskah_dinas(master, day), berkas=[row], tempat_tanggal=kop.tempat_tanggal(master, day),
        pejabat=penyimpan(master, day),
    )  # fmt: skip
