# ruff: noqa: E501 - a sheet is one line, so that the workbook reads as a table
"""The master workbook: what the office plans from. Declared once; written blank and read back from here."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final

from rkt_excel.model.vocabulary import terms
from rkt_excel.model.vocabulary.nilai import Nilai
from rkt_excel.model.vocabulary.nip import NipKind
from rkt_excel.model.vocabulary.terms import (
    Arah,
    BentukTabel,
    CaraGabung,
    Edisi,
    Jenis,
    Kertas,
    ModeTriwulan,
    Penugasan,
    Peran,
    SifatHari,
    Tingkat,
    ZonaWaktu,
    options,
)
from rkt_excel.workbook.declaration.declare import Card, Column, Known, Reference, Row, Table, Use, Workbook
from rkt_excel.workbook.kinds import Choice, Code, Day, Email, Money, Number, Text

INSTANSI: Final = "Instansi"
PEJABAT: Final = "Pejabat"
BAGIAN: Final = "Bagian"
PRIORITAS: Final = "Prioritas"
SASARAN: Final = "Sasaran"
INDIKATOR: Final = "Indikator"
PROGRAM: Final = "Program"
SATUAN: Final = "Satuan"
PREDIKAT: Final = "Predikat"
HARI_LIBUR: Final = "Hari Libur"
SUMBER: Final = "Sumber"

_KODE_BAGIAN: Final = Code(
    pattern=r"[A-Z][A-Z0-9]{1,7}",
    example="SEK",
    hint="ketik 2 sampai 8 huruf besar atau angka, misalnya SEK.",
)


def _kode(example: str) -> Code:
    """A short kode; an example of its own for each sheet, since one kode should name one thing."""
    hint = f"ketik kode singkat tanpa spasi, misalnya {example}."
    return Code(pattern=r"[A-Za-z0-9][A-Za-z0-9.\-]{0,15}", example=example, hint=hint)


_KODE_PRIORITAS: Final = _kode("P.1")
_KODE_SASARAN: Final = _kode("SS.1")
_KODE_INDIKATOR: Final = _kode("IK.1.1")


# A column is a line or two, so that the declaration reads as a table:
# fmt: off
class Instansi(Row):
    """The office, the year, and the dates of the procedure."""

    pemda: Annotated[str, Column("Pemerintah daerah", Text(longest=80, words=True), required=True,
        meaning="Nama pemerintah daerah, dicetak pada kop.")]
    perangkat_daerah: Annotated[str, Column("Perangkat daerah", Text(longest=120, words=True), required=True,
        meaning="Nama dinas, dicetak pada kop dan sampul.")]
    alamat: Annotated[str | None, Column("Alamat", Text(longest=200),
        meaning="Alamat kantor, dicetak pada kop.")] = None
    surel: Annotated[str | None, Column("Surel", Email(),
        meaning="Alamat surel dinas; isian dikirim kembali ke sini.")] = None
    kode_pos: Annotated[str | None, Column("Kode pos", Code(pattern=r"\d{5}", example="71662",
        hint="ketik lima angka."))] = None
    kota: Annotated[str, Column("Kota penandatanganan", Text(longest=60, words=True), required=True,
        meaning="Tempat yang dicetak di atas tanda tangan.")]
    tahun: Annotated[Decimal, Column("Tahun RKT", Number(least=Decimal(2000), most=Decimal(2100), whole=True,
        hint="ketik tahun dengan empat angka."), required=True, meaning="Tahun yang direncanakan.")]
    edisi: Annotated[str, Column("Edisi", Choice(options=options(Edisi)), required=True,
        meaning="Murni, atau perubahan dalam tahun berjalan.")]
    renstra: Annotated[str, Column("Nama Renstra", Text(longest=200, words=True), required=True,
        meaning="Rancangan Renstra yang menjadi dasar (langkah 1 SOP).")]
    renstra_versi: Annotated[str | None, Column("Versi Renstra", Text(longest=80))] = None
    renstra_tanggal: Annotated[date | None, Column("Tanggal Renstra", Day())] = None
    mulai: Annotated[date, Column("Tanggal mulai", Day(), required=True, meaning="Hari pertama penyusunan RKT.")]
    batas_kembali: Annotated[date, Column("Batas kembali", Day(), required=True,
        meaning="Hari terakhir formulir diterima kembali dari bagian.")]
    kertas: Annotated[str, Column("Kertas", Choice(options=options(Kertas)), required=True,
        meaning="Ukuran kertas kantor.")]
    zona_waktu: Annotated[str | None, Column("Zona waktu", Choice(options=options(ZonaWaktu)), added=True,
        meaning="Dicetak di belakang jam rapat; kosong berarti menurut kode pos.")] = None
    kode_klasifikasi: Annotated[str | None, Column("Kode klasifikasi arsip", Code(pattern=r"\d{3}(\.\d+)*",
        example="000.7.2.6", hint="ketik kode seperti 000.7.2.6."))] = None
    bentuk_tabel: Annotated[str | None, Column("Bentuk tabel RKT", Choice(options=options(BentukTabel)), added=True,
        meaning="Kolom lampiran RKT: tiga kolom (sasaran, indikator, target), tanpa triwulan, atau lengkap; "
        "kosong berarti lengkap.")] = None
    cetak_program: Annotated[str | None, Column("Cetak program dan pagu", Choice(options=(terms.YA, terms.TIDAK)),
        added=True, meaning="Tidak bila tabel program tidak ikut dicetak dalam RKT; kosong berarti ya.")] = None
    cetak_peta: Annotated[str | None, Column("Cetak peta kinerja", Choice(options=(terms.YA, terms.TIDAK)), added=True,
        meaning="Tidak bila gambar prioritas, sasaran, indikator, dan program tidak ikut dicetak dalam RKT; "
        "kosong berarti ya.")] = None


class Pejabat(Row):
    """An official of the procedure; names may stay open and are then printed as dotted lines."""

    peran: Annotated[str, Column("Peran", Choice(options=options(Peran)), required=True, width=22)]
    nama: Annotated[str | None, Column("Nama", Text(longest=120, words=True), width=34,
        meaning="Nama dengan gelar; boleh kosong, lalu dicetak garis titik-titik.")] = None
    nip: Annotated[str | None, Column("NIP", NipKind(), width=24)] = None
    pangkat: Annotated[str | None, Column("Pangkat/golongan", Text(longest=80), width=26)] = None
    jabatan: Annotated[str, Column("Jabatan", Text(longest=160, words=True), required=True, width=44)]
    penugasan: Annotated[str, Column("Penugasan", Choice(options=options(Penugasan)), required=True, width=14)]
    mulai: Annotated[date | None, Column("Berlaku mulai", Day(), width=13)] = None
    sampai: Annotated[date | None, Column("Berlaku sampai", Day(), width=13)] = None
    urutan_paraf: Annotated[Decimal | None, Column("Urutan paraf", Number(least=Decimal(1), most=Decimal(20),
        whole=True), width=10, meaning="1 memaraf lebih dahulu; kosong bila tidak memaraf.")] = None


class Bagian(Row):
    """A section of the office; it gets one form."""

    kode: Annotated[str, Column("Kode", _KODE_BAGIAN, use=Use.KEY, required=True, width=10)]
    nama: Annotated[str, Column("Nama bagian", Text(longest=120, words=True), required=True, unique=True, width=48)]
    kepala: Annotated[str | None, Column("Kepala bagian", Text(longest=120, words=True), width=34)] = None
    nip: Annotated[str | None, Column("NIP", NipKind(), width=24)] = None
    surel: Annotated[str | None, Column("Surel", Email(), width=34, meaning="Formulir dikirim ke alamat ini.")] = None


class Prioritas(Row):
    """A development priority; the SOP warns that a draft which misses them is sent back."""

    kode: Annotated[str, Column("Kode", _KODE_PRIORITAS, use=Use.KEY, required=True, width=10)]
    uraian: Annotated[str, Column("Uraian prioritas", Text(words=True), required=True, width=80)]
    sumber: Annotated[str | None, Column("Dokumen", Choice(options=("RPJMD", "RKPD")), width=12)] = None


class Sasaran(Row):
    """A sasaran strategis with the tujuan above it and the priority that it serves."""

    kode: Annotated[str, Column("Kode", _KODE_SASARAN, use=Use.KEY, required=True, width=10)]
    tujuan: Annotated[str | None, Column("Tujuan", Text(words=True), width=50)] = None
    sasaran: Annotated[str, Column("Sasaran strategis", Text(words=True), required=True, width=60)]
    prioritas: Annotated[str | None, Column("Kode prioritas", _KODE_PRIORITAS, refers=Reference(PRIORITAS),
        width=14)] = None


def _shared(row: Known) -> bool:
    """Several bagian answer, so how to join their answers has to be said."""
    bagian = row.get("bagian")
    return isinstance(bagian, tuple) and len(bagian) > 1


class Indikator(Row):
    """An indikator kinerja with its Renstra target and the bagian that answer for it."""

    kode: Annotated[str, Column("Kode", _KODE_INDIKATOR, use=Use.KEY, required=True, width=8)]
    sasaran: Annotated[str, Column("Kode sasaran", _KODE_SASARAN, required=True, refers=Reference(SASARAN), width=11)]
    indikator: Annotated[str, Column("Indikator kinerja", Text(words=True), required=True, width=40)]
    satuan: Annotated[str, Column("Satuan", Choice(source=terms.SATUAN_LIST), required=True, width=12,
        meaning="Satuan lain ditambahkan dahulu di lembar Satuan.")]
    jenis: Annotated[str, Column("Jenis", Choice(options=options(Jenis)), required=True, width=9,
        meaning="angka: banyaknya; persen; indeks: nilai atau skor; predikat: dari lembar Predikat; teks: selain itu.")]
    arah: Annotated[str, Column("Arah", Choice(options=options(Arah)), required=True, width=8,
        meaning="Positif bila makin besar makin baik.")]
    mode: Annotated[str, Column("Mode triwulan", Choice(options=options(ModeTriwulan)), required=True, width=13,
        meaning="jumlah: TW I sampai IV dijumlahkan menjadi target. kumulatif berjalan: setiap TW memuat angka sampai "
        "saat itu, TW IV sama dengan target. posisi akhir: TW IV sama dengan target, TW lain boleh kosong.")]
    definisi: Annotated[str | None, Column("Definisi operasional", Text(longest=2_000), width=44)] = None
    formula: Annotated[str | None, Column("Formula", Text(longest=2_000), width=42)] = None
    sumber_data: Annotated[str | None, Column("Sumber data", Text(), width=26)] = None
    skala: Annotated[str | None, Column("Skala predikat", Text(longest=80), refers=Reference(PREDIKAT, "skala"), width=14,
        added=True, meaning="Hanya bila jenisnya predikat: skala dari lembar Predikat yang dipakai menilai.")] = None
    capaian_lalu: Annotated[Nilai | None, Column("Capaian tahun lalu", terms.NILAI_INDIKATOR, width=11)] = None
    target: Annotated[Nilai | None, Column("Target Renstra", terms.NILAI_INDIKATOR, required=True, width=11)] = None
    bagian: Annotated[tuple[str, ...], Column("Bagian pengampu", Choice(source=terms.BAGIAN_LIST, many=True), required=True,
        refers=Reference(BAGIAN), width=15, meaning="Kode bagian; yang pertama adalah pengampu utama.")]
    cara_gabung: Annotated[str | None, Column("Cara gabung", Choice(options=options(CaraGabung)), required=_shared,
        width=11,
        meaning="Bila beberapa bagian mengisi. utama: isian bagian pertama dipakai. jumlah: isian semua bagian "
        "dijumlahkan. rata-rata: dirata-ratakan. Kosong bila hanya satu bagian.")] = None
    iku: Annotated[str | None, Column("IKU", Choice(options=(terms.YA, terms.TIDAK)), width=8)] = None


class Program(Row):
    """A line of program, kegiatan or sub kegiatan with its pagu indikatif."""

    kode: Annotated[str, Column("Kode", terms.KODE_PROGRAM, use=Use.KEY, required=True, width=20)]
    uraian: Annotated[str, Column("Nomenklatur", Text(words=True), required=True, width=60)]
    tingkat: Annotated[str, Column("Tingkat", Choice(options=options(Tingkat)), required=True, width=14)]
    sasaran: Annotated[str | None, Column("Kode sasaran", _KODE_SASARAN, refers=Reference(SASARAN), width=10)] = None
    indikator: Annotated[str | None, Column("Indikator keluaran", Text(words=True), width=50)] = None
    satuan: Annotated[str | None, Column("Satuan", Choice(source=terms.SATUAN_LIST), width=14)] = None
    bagian: Annotated[str | None, Column("Bagian", Choice(source=terms.BAGIAN_LIST), refers=Reference(BAGIAN),
        width=10)] = None
    pagu: Annotated[Decimal | None, Column("Pagu indikatif (Rp)", Money(), width=18)] = None


class Satuan(Row):
    """A unit of measurement and the other spellings that mean it."""

    satuan: Annotated[str, Column("Satuan", Text(longest=40), use=Use.KEY, required=True, width=20)]
    alias: Annotated[str | None, Column("Ejaan lain", Text(), width=60, meaning="Dipisahkan titik koma.")] = None


class Predikat(Row):
    """One grade of a scale, best first."""

    skala: Annotated[str, Column("Skala", Text(longest=80), required=True, width=40)]
    urutan: Annotated[Decimal, Column("Urutan", Number(least=Decimal(1), whole=True), required=True, width=10,
        meaning="1 adalah yang terbaik.")]
    nilai: Annotated[str, Column("Nilai", Text(longest=40), required=True, width=20)]


class HariLibur(Row):
    """A day that the office knows better than the calendar: off, or worked all the same."""

    tanggal: Annotated[date, Column("Tanggal", Day(), required=True, unique=True, width=14)]
    sifat: Annotated[str | None, Column("Sifat", Choice(options=options(SifatHari)), width=14, added=True,
        meaning="Kosong berarti libur; pilih masuk kerja bila kantor tetap bekerja pada hari itu.")] = None
    keterangan: Annotated[str, Column("Keterangan", Text(longest=200), required=True, width=50)]
    dasar: Annotated[str | None, Column("Dasar", Text(longest=200), width=50)] = None


class Sumber(Row):
    """Where a row of the master comes from."""

    lembar: Annotated[str, Column("Lembar", Text(longest=31), required=True, width=14)]
    kunci: Annotated[str | None, Column("Kunci", Text(longest=80), width=22)] = None
    kolom: Annotated[str | None, Column("Kolom", Text(longest=200), width=30)] = None
    sumber: Annotated[str | None, Column("Sumber", Text(longest=2_000), width=80)] = None
    catatan: Annotated[str | None, Column("Catatan", Text(longest=2_000), width=60)] = None


# fmt: on
_SPARE: Final = 60  # lines ready for new rows; more can be inserted


def _table(name: str, row: type[Row], lead: str, **how: Any) -> Table:  # noqa: ANN401 - the attributes of a table
    title = f"{name} – RKT {{perangkat_daerah}} {{tahun}}"
    return Table(name, title, lead, row=row, spare=_SPARE, protected=False, **how)


MASTER: Final = Workbook(
    kind="renstra",
    version=1,
    sheets=(
        Card(INSTANSI, "Instansi dan jadwal RKT {tahun}", "Isilah kolom putih. Tanda * wajib diisi.", row=Instansi),
        _table(PEJABAT, Pejabat, "Pejabat yang memaraf dan menandatangani; nama dan NIP boleh kosong sampai saat tanda tangan."),
        _table(BAGIAN, Bagian, "Setiap bagian menerima satu formulir."),
        _table(PRIORITAS, Prioritas, "Prioritas pembangunan daerah yang didukung; boleh kosong.", optional=True),
        _table(SASARAN, Sasaran, "Sasaran strategis dari rancangan Renstra, masing-masing dengan prioritas yang didukungnya."),
        _table(INDIKATOR, Indikator, "Indikator setiap sasaran, target Renstra tahun ini, dan bagian yang mengisinya.", across=2,
               repeats=3),
        _table(PROGRAM, Program, "Program, kegiatan, dan sub kegiatan dengan pagu indikatif; boleh kosong.", optional=True,
               outline=terms.kedalaman),
        _table(SATUAN, Satuan, "Satuan yang dipakai dan ejaan lain yang dianggap sama."),
        _table(PREDIKAT, Predikat, "Skala predikat, dari nilai terbaik.", optional=True),
        _table(HARI_LIBUR, HariLibur, "Hari libur tambahan menurut keputusan yang berlaku; boleh kosong.", optional=True),
        _table(SUMBER, Sumber, "Asal setiap baris; yang hanya contoh disebutkan.", optional=True),
    ),
)  # fmt: skip
