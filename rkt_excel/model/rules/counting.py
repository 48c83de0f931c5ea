"""What a satuan counts and what fits it: rules that rows of the form and rows of the master share.

Of what is counted one by one a fraction is no answer, only the trace of a thousands' dot.

Under American settings a spreadsheet takes a typed 1.250 for 1,25 (seen with real LibreOffice); in the cell nothing
tells the two apart, only what is counted does. What is measured or averaged (km, ton, orang/bulan) has fractions.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from rkt_excel.model.rules import words
from rkt_excel.model.rules.rule import Line, Told
from rkt_excel.model.vocabulary.terms import Jenis, ModeTriwulan
from rkt_excel.workbook.kinds import Number
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
    said = bare(satuan).split()
    return any(word in _THINGS for word in said) and _NOT_ONE_BY_ONE.isdisjoint(said)


def meant(value: Decimal) -> str:
    """The number that a fraction may stand for, as words to add: 1,25 was typed as 1.250."""
    whole = value * _THOUSAND
    return f"; mungkin {written(whole)}" if whole == whole.to_integral_value() else ""


def satuan_fits_wording(line: Line) -> Iterator[Told]:
    """What is called Persentase is counted in per cent, a Jumlah is not (real tables: "Persentase ..." in "Nilai")."""
    indikator = line.text("indikator")
    found = words.clash(indikator, line.text("satuan"), line.text("jenis")) if indikator else None
    if found:
        name, why = found
        yield line.told(name, "indikator", sebab=why)


def mode_fits_jenis(line: Line) -> Iterator[Told]:
    """Grades and texts cannot be added up over quarters."""
    jenis = line.text("jenis")
    if jenis in (Jenis.PREDIKAT, Jenis.TEKS) and line.text("mode") != ModeTriwulan.AKHIR:
        yield line.told("mode", "jenis", jenis=jenis)


def things_are_whole(line: Line) -> Iterator[Told]:
    """What is counted one by one has no fraction; 1,25 dokumen is a 1.250 typed under American settings."""
    satuan = line.text("satuan")
    if not counts(satuan):
        return
    columns = line.each.row.columns().items()
    counted = (name for name, column in columns if column.fills and type(column.kind_for(line.row)) is Number)
    sound = (name for name in counted if name not in line.each.faulty)
    values = {name: value for name in sound if (value := line.number(name)) is not None}
    broken = [name for name, value in values.items() if value != value.to_integral_value()]
    if broken:
        first = values[broken[0]]
        yield line.told(*broken, nilai=written(first), satuan=satuan, dugaan=meant(first))
