"""The help inside a form: how to fill it, a worked example, what each indikator means, what each satuan means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from rkt_excel.model.forms import form
from rkt_excel.model.origin.master import Master
from rkt_excel.model.tables.formulir import Kinerja
from rkt_excel.model.tables.renstra import Indikator
from rkt_excel.model.vocabulary.printed import hari_tanggal
from rkt_excel.model.vocabulary.terms import QUARTERS, Arah, CaraGabung, Jenis, ModeTriwulan, Peran
from rkt_excel.workbook.declaration.declare import Rows, as_known, value_of
from rkt_excel.workbook.declaration.layout import PAGE_FIRST
from rkt_excel.workbook.findings import Severity
from rkt_excel.workbook.values.cells import a1
from rkt_excel.workbook.writing import style
from rkt_excel.workbook.writing.content import Link, Paragraph, SmallTable
from rkt_excel.workbook.writing.table import prompt

_SHOWN: Final = ("indikator", "satuan", "mode", "target_renstra", "target", *QUARTERS)  # of the worked example


def _example(indikator: str, satuan: str, jenis: Jenis, mode: ModeTriwulan, *nilai: int | None) -> Kinerja:
    target, *quarters = (None if each is None else Decimal(each) for each in nilai)
    return Kinerja(
        kode="CONTOH", kode_sasaran="CONTOH", sasaran="", indikator=indikator, satuan=satuan, jenis=jenis,
        arah=Arah.POSITIF, mode=mode, pengisian=form.SENDIRI, target_renstra=target, target=target,
        **dict(zip(QUARTERS, quarters, strict=True)),
    )  # fmt: skip


# One for each way in which quarters make their target; none of them is an indikator of an office.
EXAMPLES: Final = (
    _example("Jumlah peserta pelatihan", "orang", Jenis.ANGKA, ModeTriwulan.JUMLAH, 100, 10, 30, 30, 30),
    _example("Persentase arsip terdata", "%", Jenis.PERSEN, ModeTriwulan.KUMULATIF, 80, 20, 40, 60, 80),
    _example("Indeks kepuasan", "indeks", Jenis.INDEKS, ModeTriwulan.AKHIR, 85, None, None, None, 85),
)
# How the quarters of a mode make the target, said of the example above.
_MODES: Final[Mapping[ModeTriwulan, str]] = {
    ModeTriwulan.JUMLAH: "TW I sampai TW IV dijumlahkan menjadi target: {tw1} + {tw2} + {tw3} + {tw4} = {target}.",
    ModeTriwulan.KUMULATIF: "setiap TW memuat angka sampai saat itu, dan TW IV sama dengan target: "
    "{tw1}, {tw2}, {tw3}, {tw4}; target {target}.",
    ModeTriwulan.AKHIR: "hanya TW IV yang harus sama dengan target: TW IV {tw4}, target {target}; TW lain boleh "
    "kosong.",
}


@dataclass(frozen=True)
class Joint:
    """A worked line of how the answers of two bagian to one indikator become one.

    Attributes:
        cara: How they are joined.
        isian: What this bagian and the other one answer.
        hasil: What the RKT then says.
        arti: What is done, in words.
    """

    cara: CaraGabung
    isian: tuple[int, int]
    hasil: int
    arti: str

    @property
    def told(self) -> str:
        """What is done, with its line."""
        return f"{self.arti} Contoh: bagian ini {self.isian[0]}, bagian lain {self.isian[1]}; RKT memuat {self.hasil}."


JOINT: Final = (
    Joint(CaraGabung.JUMLAH, (40, 60), 100, "isilah bagian sendiri saja; isian semua bagian dijumlahkan."),
    Joint(CaraGabung.RATA, (80, 90), 85, "isilah nilai bagian sendiri; isian semua bagian dirata-ratakan."),
    Joint(CaraGabung.UTAMA, (75, 75), 75, "isian pengampu utama yang dipakai, dan bagian lain mengisi yang sama."),
)
_MEANT: Final[Mapping[str, str]] = {
    "%": "per seratus; 85 berarti 85 persen", "angka": "bilangan tanpa satuan benda", "nilai": "hasil penilaian",
    "indeks": "angka gabungan menurut rumusnya", "rasio": "perbandingan dua jumlah", "level": "tingkat kematangan",
    "predikat": "sebutan hasil penilaian, misalnya BB", "status": "keadaan yang dicapai, ditulis dengan kata",
    "orang": "jumlah manusia, tiap orang dihitung sekali", "orang/bulan": "jumlah orang kali jumlah bulan",
    "eksemplar": "satu buah terbitan; satu judul dapat beberapa eksemplar",
    "judul": "satu karya, berapa pun eksemplarnya", "perpustakaan": "satu perpustakaan",
    "layanan": "satu jenis layanan",
    "lokus": "satu tempat pelaksanaan", "naskah": "satu naskah", "arsip": "satu berkas arsip yang terdaftar",
    "berkas": "himpunan dokumen tentang satu hal", "dokumen": "satu dokumen yang selesai",
    "laporan": "satu laporan yang disampaikan", "rekomendasi": "satu saran tertulis yang harus ditindaklanjuti",
    "temuan": "satu hal yang dicatat pemeriksa", "pengaduan": "satu keluhan tertulis",
    "paket": "satu kesatuan pengadaan",
    "unit": "satu buah barang", "kegiatan": "satu kali penyelenggaraan", "kali": "banyaknya pelaksanaan",
    "bulan": "banyaknya bulan", "tahun": "banyaknya tahun", "rupiah": "rupiah penuh, bukan ribuan atau jutaan",
}  # fmt: skip


def petunjuk(master: Master, bagian: str, first_cell: str | None) -> Iterator[Paragraph | SmallTable]:
    """The page that a form opens with.

    Args:
        master: The plan.
        bagian: Whose form it is.
        first_cell: The first cell to fill on the sheet Kinerja, `None` where the bagian has no indikator.
    """
    office = master.instansi
    kasubag = master.official(Peran.KASUBAG, office.batas_kembali)
    contact = " – ".join(each for each in (kasubag.nama if kasubag else None, Peran.KASUBAG.value) if each)
    yield Paragraph(f"{master.nama_bagian(bagian)} ({bagian}) – {office.perangkat_daerah}", "Bagian")
    yield Paragraph(f"{master.tahun}, edisi {office.edisi}", "Tahun RKT")
    yield Paragraph(hari_tanggal(office.batas_kembali), "Kembalikan paling lambat")
    yield Paragraph(f"{contact}{f', {office.surel}' if office.surel else ''}", "Kirim dan bertanya kepada")
    yield Paragraph("Cara mengisi", heading=True)
    start = Link(form.KINERJA, first_cell, "Klik untuk mulai mengisi") if first_cell else None
    yield Paragraph("1. Buka lembar Kinerja. Isilah sel kuning: target, TW I–IV, dan penanggung jawab.", leads=start)
    for number, text in enumerate(_STEPS, 2):
        yield Paragraph(f"{number}. {text}")
    yield Paragraph("Mode triwulan, dengan contoh isian (hanya contoh, tidak dibaca)", heading=True)
    for row in EXAMPLES:
        yield Paragraph(mode_told(row), row.mode)
    yield example(master.tahun)
    yield Paragraph("Kolom Diisi: indikator yang diisi bersama bagian lain", heading=True)
    for joint in JOINT:
        yield Paragraph(joint.told, f"bersama: {joint.cara}")
    yield Paragraph("Arti warna dan tanda", heading=True)
    for label, text, looks in _COLOURS:
        yield Paragraph(text, label, looks=looks)
    yield Paragraph("Mohon diperhatikan", heading=True)
    for label, text in _CARE:
        yield Paragraph(text, label)


_STEPS: Final = (
    "TW diisi menurut mode barisnya; setiap mode dijelaskan di bawah, dengan contohnya.",
    "Bila target berbeda dari target Renstra, tulislah alasannya.",
    "Isilah lembar Program bila ada. Rupiah ditulis penuh, tanpa “Rp” dan tanpa “juta”.",
    "Indikator baru dapat diusulkan di lembar Usulan. Arti indikator dan satuan ada di lembar Definisi.",
    "Buka lembar Periksa. Bila sudah tertulis SIAP DIKIRIM, simpan dan kirim berkas ini.",
)
_COLOURS: Final = (
    ("Kuning", "diisi oleh bagian; menjadi putih setelah terisi", style.FILL),
    ("Abu-abu", "terkunci, berasal dari Renstra", style.LOCKED),
    (f"Merah – {Severity.GALAT.word}", "isian salah, atau hanya pengisi tempat seperti “-” dan “xxx”", style.GALAT),
    (
        "ISI, CEK TW, ISI ALASAN",
        "sel yang masih kosong, TW yang tidak sesuai target, alasan yang belum ada",
        style.PERINGATAN,
    ),
    ("Hijau – OK", "barisnya sudah benar", style.IN_ORDER),
)
_CARE: Final = (
    ("Angka", "Persen ditulis dalam angka persen: 85 berarti 85 persen. Desimal memakai koma."),
    ("Menempel", "Dari berkas lain: pilih Tempel Nilai (Paste Values), supaya sel tetap kuning dan tidak terkunci."),
    ("Berkas", "Jangan menghapus lembar, baris, atau kolom. Nama berkas boleh diubah."),
)


def mode_told(row: Kinerja) -> str:
    """How the quarters of an example make its target."""
    return _MODES[ModeTriwulan(row.mode)].format_map({name: _shown(row, name) for name in ("target", *QUARTERS)})


def example(tahun: int) -> SmallTable:
    """The worked example, with the headings and the number formats of the sheet itself."""
    columns = Kinerja.columns()
    return SmallTable(
        headers=tuple(columns[name].header.format(tahun=tahun) for name in _SHOWN),
        rows=tuple(tuple(_shown(row, name) for name in _SHOWN) for row in EXAMPLES),
        centred=frozenset(range(1, len(_SHOWN))),
        filled=frozenset(place for place, name in enumerate(_SHOWN) if columns[name].fills),
    )


def _shown(row: Kinerja, name: str) -> str:
    value = value_of(row, name)
    return "" if value is None else row.columns()[name].kind_for({"jenis": row.jenis}).shown(value)  # type: ignore[arg-type]


def definisi(master: Master, rows: Rows) -> Iterator[Paragraph | SmallTable]:
    """What each indikator of a form means and how it is counted; then its satuan, its columns and its past.

    What comments and prompts say stands here, too: not every telephone shows them.
    """
    by_kode = {each.kode: each for each in master.indikator}
    meant = [by_kode[str(value_of(row, "kode"))] for row in rows.get(form.KINERJA, ())]
    headers = ("Kode", "Indikator kinerja", "Definisi operasional", "Formula", "Sumber data", "Satuan")
    told = ((m.kode, m.indikator, m.definisi, m.formula, m.sumber_data, m.satuan) for m in meant)
    yield SmallTable(headers, tuple(tuple(each or "" for each in row) for row in told), centred=frozenset({0, 5}))
    yield Paragraph("Arti satuan", heading=True)
    used = {str(satuan) for each in rows.values() for row in each if (satuan := value_of(row, "satuan"))}
    glossary = ((s.satuan, _MEANT.get(s.satuan, ""), s.alias or "") for s in master.satuan if s.satuan in used)
    yield SmallTable(("Satuan", "Arti", "Ejaan lain yang dipahami"), tuple(glossary), centred=frozenset({0}))
    yield Paragraph("Isi setiap kolom", heading=True)
    yield SmallTable(
        ("Lembar", "Kolom", "Yang diisikan"), tuple(_asked(rows, str(master.tahun))), centred=frozenset({0})
    )
    past = [(each.kode, each.indikator, said) for each in meant if (said := former(master, each))]
    if past:
        yield Paragraph("Tahun lalu dan sebelum perubahan", heading=True)
        yield SmallTable(("Kode", "Indikator kinerja", "Keterangan"), tuple(past), centred=frozenset({0}))


def former(master: Master, each: Indikator) -> str:
    """What was planned for an indikator last year and before this perubahan, "" where there is nothing to say."""
    told = (before.note(each) for before in (master.lalu, master.murni) if before)
    return " ".join(filter(None, told))


def _asked(rows: Rows, tahun: str) -> Iterator[tuple[str, str, str]]:
    """Sheet, columns and what is typed there, as it is prompted under the cursor; columns asked alike are one line."""
    for table in form.form_for(rows).tables():
        asked: dict[str, dict[str, None]] = {}
        lines = [as_known(row) for row in rows.get(table.name, ())] or [{}]
        for column in table.visible_columns().values():
            for row in lines if column.fills else ():
                asked.setdefault(prompt(column, column.kind_for(row)), {})[column.header] = None
        for text, headers in asked.items():
            yield table.name, ", ".join(headers).format(tahun=tahun), text


def definition_place(row: int) -> str:
    """Where the 0-based indikator of a form is explained on the sheet Definisi."""
    return a1(PAGE_FIRST + 1 + row, 1)
