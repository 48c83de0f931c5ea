"""What every document shares: the office of the letterhead, who signs on a day, dates and paper as printed."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from rkt_excel.model.origin.master import Master
from rkt_excel.model.papers.isian import Dokumen, Isian, arti
from rkt_excel.model.tables.renstra import Pejabat
from rkt_excel.model.vocabulary import nip, terms
from rkt_excel.model.vocabulary.printed import DOTS, OPEN, tanggal
from rkt_excel.model.vocabulary.terms import Penugasan, Peran, ZonaWaktu


class InstansiIsian(Isian):
    """The office as it is printed on a letterhead and in a title."""

    pemda: str = arti("Pemerintah daerah", "Pemerintah Kabupaten Balangan")
    daerah: str = arti("Nama daerah tanpa kata Pemerintah", "Kabupaten Balangan")
    perangkat_daerah: str = arti("Nama dinas", "Dinas Perpustakaan dan Kearsipan")
    alamat: str = arti("Alamat kantor; kosong bila tidak diisi", "Jl. Jend. A. Yani Km. 5,5")
    surel: str = arti("Alamat surel dinas; kosong bila tidak diisi", "dinas@example.go.id")
    kode_pos: str = arti("Kode pos; kosong bila tidak diisi", "71662")
    kota: str = arti("Tempat penandatanganan", "Paringin")
    renstra: str = arti("Nama Renstra yang menjadi dasar", "Rancangan Renstra Tahun 2025–2029")
    renstra_versi: str = arti("Versi Renstra; – bila tidak diisi", "2")
    renstra_tanggal: str = arti("Tanggal Renstra; – bila tidak diisi", "3 November 2025")


class PejabatIsian(Isian):
    """An official who signs; what is not known yet is a dotted line."""

    jabatan: str = arti("Jabatan dengan Plt., Plh. atau Pj. di depannya bila perlu", "KEPALA DINAS PERPUSTAKAAN")
    nama: str = arti("Nama dengan gelar; titik-titik bila belum diisi", DOTS)
    pangkat: str = arti("Pangkat dan golongan; titik-titik bila belum diisi", "Pembina (IV/a)")
    nip: str = arti("NIP dengan pengelompokan 8 6 1 3; titik-titik bila belum diisi", DOTS)


class ParafIsian(Isian):
    """One who initials a document before it is signed."""

    jabatan: str = arti("Jabatan yang memaraf", "Sekretaris")


def paper_of(master: Master, dokumen: Dokumen) -> Literal["F4", "A4", "F4/2", "A4/2"]:
    """The paper that a document is printed on: the office's, or half a sheet of it where the document says so."""
    if master.instansi.kertas == terms.Kertas.A4:
        return "A4/2" if dokumen.setengah else "A4"
    return "F4/2" if dokumen.setengah else "F4"


def tempat_tanggal(master: Master, day: date) -> str:
    """The line above a signature: the place, dots for the day that the signer writes, and the year."""
    return f"{master.instansi.kota}, …………………… {day.year}"


def instansi(master: Master) -> InstansiIsian:
    """The office of the master."""
    office = master.instansi
    return InstansiIsian(
        pemda=office.pemda,
        daerah=office.pemda.removeprefix("Pemerintah "),
        perangkat_daerah=office.perangkat_daerah,
        alamat=office.alamat or "",
        surel=office.surel or "",
        kode_pos=office.kode_pos or "",
        kota=office.kota,
        renstra=office.renstra,
        renstra_versi=office.renstra_versi or OPEN,
        renstra_tanggal=tanggal(office.renstra_tanggal) if office.renstra_tanggal else OPEN,
    )


# By the first two digits of the postal code; Kalimantan has two zones, everything west of it WIB.
_ZONES: Final = (
    (range(10, 70), ZonaWaktu.WIB), (range(70, 73), ZonaWaktu.WITA), (range(73, 75), ZonaWaktu.WIB),
    (range(75, 78), ZonaWaktu.WITA), (range(78, 80), ZonaWaktu.WIB), (range(80, 97), ZonaWaktu.WITA),
    (range(97, 100), ZonaWaktu.WIT),
)  # fmt: skip


def zona(master: Master) -> str:
    """The time zone of the office: as it says, else where its postal code lies, else none."""
    office = master.instansi
    if office.zona_waktu or not office.kode_pos:
        return office.zona_waktu or ""
    return next((str(zone) for area, zone in _ZONES if int(office.kode_pos[:2]) in area), "")


def kepala(master: Master, day: date) -> PejabatIsian:
    """The head of the office on a day."""
    return pejabat_isian(master, Peran.KEPALA, day, f"Kepala {master.instansi.perangkat_daerah}".upper())


def pejabat_isian(master: Master, peran: Peran, day: date, otherwise: str) -> PejabatIsian:
    """Who holds a role on a day; unknown names are dotted lines, an acting official is named so.

    Args:
        master: Where the officials stand.
        peran: The role.
        day: The day of signing.
        otherwise: The title to print where the master names nobody for that day.
    """
    found = master.official(peran, day)
    title = otherwise if found is None else found.jabatan.upper() if peran is Peran.KEPALA else found.jabatan
    return PejabatIsian(
        jabatan=f"{_prefix(found)}{title}",
        nama=(found.nama if found else None) or DOTS,
        pangkat=(found.pangkat if found else None) or DOTS,
        nip=nip.printed_nip(found.nip) if found and found.nip else DOTS,
    )


def _prefix(found: Pejabat | None) -> str:
    return f"{found.penugasan} " if found and found.penugasan != Penugasan.DEFINITIF else ""


def kepala_bagian(master: Master, kode: str) -> str:
    """Who is written to for a bagian: its head; the Sekretaris for the Sekretariat, another receiver as named."""
    name = master.nama_bagian(kode)
    if all(each.kode != kode for each in master.bagian):
        return name
    return str(Peran.SEKRETARIS) if name.startswith("Sekretariat") else f"Kepala {name}"
