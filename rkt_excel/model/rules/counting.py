"""Which satuan count things, so that a fraction of one is no answer, only the trace of a thousands' dot.

Under American settings a spreadsheet takes a typed 1.250 for 1,25 (seen with real LibreOffice); in the cell nothing
tells the two apart, only what is counted does. What is measured or averaged (km, ton, orang/bulan) has fractions.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from rkt_excel.workbook.values.hollow import bare
from rkt_excel.workbook.values.numbers import written

# What is counted, one by one, in plans of districts: the words of the shipped list of satuan, and usual ones beside it.
_THINGS: Final = frozenset(
    {
        *(
            "orang",
            "org",
            "jiwa",
            "peserta",
            "pegawai",
            "guru",
            "siswa",
            "pemustaka",
            "pengunjung",
            "anggota",
            "penduduk",
        ),
        *("eksemplar", "eks", "exemplar", "judul", "buku", "buah", "biji", "butir", "lembar", "keping", "helai", "set"),
        *("dokumen", "dok", "laporan", "lap", "naskah", "arsip", "berkas", "surat", "data", "peraturan", "perda"),
        *("perpustakaan", "perpus", "lokus", "lokasi", "titik", "ruang", "gedung", "rumah", "bangunan", "pasar"),
        *(
            "desa",
            "kelurahan",
            "kecamatan",
            "kampung",
            "sekolah",
            "puskesmas",
            "lembaga",
            "instansi",
            "kelompok",
            "perusahaan",
        ),
        *("opd", "skpd", "umkm", "kk", "keluarga", "kepala"),
        *("rekomendasi", "rekom", "temuan", "pengaduan", "aduan", "kasus", "kejadian", "perkara", "usulan", "aplikasi"),
        *(
            "paket",
            "pkt",
            "unit",
            "kegiatan",
            "keg",
            "kali",
            "layanan",
            "event",
            "acara",
            "rapat",
            "pelatihan",
            "inovasi",
        ),
        *("ekor", "pohon", "batang", "kendaraan", "sambungan", "izin", "sertifikat", "objek", "penghargaan", "medali"),
    }
)
_NOT_ONE_BY_ONE: Final = frozenset(
    {"ribu", "rb", "juta", "jt", "ratus", "per", "rata", "bulan", "bln", "hari", "jam", "tahun"}
)
_THOUSAND: Final = 1_000


def counts(satuan: str) -> bool:
    """Whether a satuan, in any spelling, counts things one by one; "orang/bulan" and "ribu orang" do not."""
    words = bare(satuan).split()
    return any(word in _THINGS for word in words) and _NOT_ONE_BY_ONE.isdisjoint(words)


def meant(value: Decimal) -> str:
    """The number that a fraction may stand for, as words to add: 1,25 was typed as 1.250."""
    whole = value * _THOUSAND
    return f"; mungkin {written(whole)}" if whole == whole.to_integral_value() else ""
