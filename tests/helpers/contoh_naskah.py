"""A made-up RKT as the Word templates receive it: every value is already an Indonesian text.

No person, NIP or figure in it is real; names of the office are those printed on the SOP.
"""

from itertools import cycle, islice
from typing import Any

from rkt_excel.model.picture.kaskade_contoh import CONTOH
from rkt_excel.model.picture.peta import drawn

PETA = drawn(CONTOH)
DOTS = "……………………………"

# Texts that break a careless template: markup, Jinja, quotes, a very long word, several lines.
NASTY = "Layanan & arsip <b>\"statis\"</b> > 50 {{ x }} {% raw %} 'kutip' “miring” – naskah"
LONG = (
    "Persentase perpustakaan desa, perpustakaan sekolah, taman bacaan masyarakat, dan pojok baca digital "
    "yang dibina sesuai dengan Standar Nasional Perpustakaan dan dilaporkan lengkap pada akhir triwulan"
)
LINES = "Baris pertama\nBaris kedua\r\nBaris ketiga"

_SASARAN = (
    ("Meningkatnya budaya baca dan literasi masyarakat", "Terwujudnya masyarakat yang gemar membaca"),
    ("Meningkatnya kualitas layanan perpustakaan", "Terwujudnya masyarakat yang gemar membaca"),
    ("Terlestarikannya koleksi daerah dan naskah kuno", "Terjaganya pengetahuan dan ingatan daerah"),
    ("Meningkatnya kualitas pengelolaan arsip dinamis perangkat daerah", "Terwujudnya tertib arsip daerah"),
    (
        "Terlindunginya arsip statis sebagai ingatan kolektif daerah",
        "Terjaganya pengetahuan dan ingatan daerah",
    ),
    ("Meningkatnya akuntabilitas kinerja perangkat daerah", "Terwujudnya tata kelola yang baik dan melayani"),
)
_INDIKATOR = (
    ("Indeks Pembangunan Literasi Masyarakat", "Indeks", "82,70", "82,70", "posisi akhir"),
    ("Tingkat kegemaran membaca masyarakat", "Nilai", "72,44", "73,00", "posisi akhir"),
    ("Jumlah kunjungan ke perpustakaan umum", "Orang", "24.000", "25.500", "jumlah"),
    (LONG, "Persen", "85,5", "85,5", "kumulatif berjalan"),
    ("Jumlah koleksi yang diolah dan siap dipinjam", "Eksemplar", "1.250", "1.250", "jumlah"),
    ("Nilai pengawasan kearsipan", "Predikat", "B", "BB", "posisi akhir"),
    (NASTY, "Dokumen", "12", "12", "jumlah"),
)
_BAGIAN = ("Sekretariat", "Bidang Perpustakaan", "Bidang Pembinaan dan Pengembangan", "Bidang Kearsipan")


def naskah(indikator: int = 24, sasaran: int = 6, program: int = 30, **changes: object) -> dict[str, Any]:
    """The context of `rkt.docx` with so many rows; `changes` replaces top-level values."""
    groups = [_one_sasaran(number, indikator, sasaran) for number in range(1, sasaran + 1)]
    context: dict[str, Any] = {
        "tanda": "KONSEP",
        "tahun": "2026",
        "edisi": "murni",
        "dibuat": "12 Januari 2026",
        "instansi": _instansi(),
        "kepala": {
            "jabatan": "KEPALA DINAS PERPUSTAKAAN DAN KEARSIPAN",
            "nama": DOTS,
            "pangkat": DOTS,
            "nip": DOTS,
        },
        "tempat_tanggal": "Paringin, …………………… 2026",
        "paraf": [{"jabatan": "Kasubag Program"}, {"jabatan": "Sekretaris"}],
        "prioritas": _prioritas(),
        "sasaran": groups,
        "program": _programs(program),
        "total_pagu": "4.284.231.881",
        "ada_pagu": program > 0,
        "ada_program": program > 0,
        "bagian_belum": [],
        "peta_kinerja": PETA,
        "bentuk_tabel": "lengkap",
        "judul_banding": "Perbandingan Murni dan Perubahan",
        "kolom_banding": "Murni",
        "banding": [],
        "perubahan": [],
        "jumlah_sasaran": sasaran,
        "jumlah_indikator": indikator,
        "terbilang_sasaran": {1: "satu", 2: "dua", 6: "enam"}.get(sasaran, "sekian"),
        "terbilang_indikator": {5: "lima", 24: "dua puluh empat", 60: "enam puluh"}.get(indikator, "sekian"),
    }
    return context | changes


def _instansi() -> dict[str, str]:
    return {
        "pemda": "Pemerintah Kabupaten Balangan",
        "daerah": "Kabupaten Balangan",
        "perangkat_daerah": "Dinas Perpustakaan dan Kearsipan",
        "alamat": "Jl. Jend. A. Yani Km. 5,5 Kel. Batu Piring Kec. Paringin Selatan Kab. Balangan",
        "surel": "dinas@example.go.id",
        "kode_pos": "71662",
        "kota": "Paringin",
        "renstra": "Rancangan Renstra Dinas Perpustakaan dan Kearsipan Tahun 2025–2029",
        "renstra_versi": "2",
        "renstra_tanggal": "3 November 2025",
    }


def _prioritas() -> list[dict[str, str]]:
    return [
        {
            "kode": "P4",
            "uraian": "Peningkatan kualitas pendidikan dan kesehatan masyarakat",
            "sumber": "RPJMD",
        },
        {
            "kode": "P6",
            "uraian": "Peningkatan kualitas birokrasi yang melayani dan inovatif",
            "sumber": "RKPD",
        },
    ]


def _one_sasaran(number: int, indikator: int, sasaran: int) -> dict[str, Any]:
    """Sasaran `number` (from 1) with its share of the indikator, the first ones taking what is left over."""
    share = indikator // sasaran + (1 if number <= indikator % sasaran else 0)
    uraian, tujuan = _SASARAN[(number - 1) % len(_SASARAN)]
    return {
        "nomor": f"SS.{number}",
        "kode": f"SS.{number}",
        "tujuan": tujuan,
        "uraian": uraian,
        "prioritas": _prioritas()[number % 2 : number % 2 + 1] if number < sasaran else [],
        "indikator": [_one_indikator(number, place) for place in range(1, share + 1)],
    }


def _one_indikator(sasaran: int, place: int) -> dict[str, Any]:
    uraian, satuan, renstra, target, mode = _INDIKATOR[(sasaran + place - 2) % len(_INDIKATOR)]
    return {
        "nomor": f"IK.{sasaran}.{place}",
        "kode": f"IK.{sasaran}.{place}",
        "uraian": uraian,
        "satuan": satuan,
        "capaian_lalu": "–",
        "target_renstra": renstra,
        "target": target,
        "tw": ["–", "–", "–", target] if mode == "posisi akhir" else ["10", "20", "30", target],
        "mode": mode,
        "penanggung_jawab": f"Kepala {_BAGIAN[place % len(_BAGIAN)]}",
        "alasan": "Capaian tahun lalu sudah melampaui target Renstra." if target != renstra else "",
        "definisi": LINES,
        "formula": "jumlah / jumlah × 100",
        "sumber_data": "laporan bagian",
        "bagian": _BAGIAN[place % len(_BAGIAN)],
        "berubah": [],
    }


def _programs(count: int) -> list[dict[str, Any]]:
    kinds = (
        ("program", "2.23.02", "PROGRAM PEMBINAAN PERPUSTAKAAN", ""),
        ("kegiatan", "2.23.02.2.01", "Pengelolaan Perpustakaan Tingkat Daerah Kabupaten/Kota", ""),
        (
            "sub kegiatan",
            "2.23.02.2.01.0020",
            "Layanan Perpustakaan Elektronik",
            "Jumlah layanan yang tersedia",
        ),
        ("sub kegiatan", "2.23.02.2.01.0004", LONG, LONG),
        ("sub kegiatan", "2.23.02.2.01.0012", NASTY, LINES),
    )
    return [
        {
            "kode": kode,
            "uraian": uraian,
            "tingkat": tingkat,
            "indikator": keluaran,
            "satuan": "Dokumen" if keluaran else "",
            "target": "12" if keluaran else "",
            "pagu": "284.231.881" if keluaran else "4.284.231.881",
            "bagian": "Bidang Perpustakaan",
            "berubah": [],
        }
        for tingkat, kode, uraian, keluaran in islice(cycle(kinds), count)
    ]
