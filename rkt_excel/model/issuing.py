"""A form ready to be issued: its rows, its texts, its identity."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from rkt_excel.model import form
from rkt_excel.model.kop import tanggal
from rkt_excel.model.master import Master
from rkt_excel.model.recognise import Issue
from rkt_excel.workbook.declare import Rows, Table
from rkt_excel.workbook.layout import TableLayout
from rkt_excel.workbook.write import Content, Paragraph

_DAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def hari_tanggal(day: date) -> str:
    """A date with its weekday: Selasa, 1 Desember 2026."""
    return f"{_DAYS[day.weekday()]}, {tanggal(day)}"


def file_name(master: Master, bagian: str) -> str:
    """The name of a form, without folder and ending; for people only, the program goes by content."""
    return f"Formulir RKT {master.tahun} - {bagian} - {master.nama_bagian(bagian)}"


def facts(master: Master, bagian: str) -> dict[str, str]:
    """What the {names} on a form stand for."""
    name = master.nama_bagian(bagian)
    return {
        "tahun": str(master.tahun),
        "bagian": name,
        "perangkat_daerah": master.instansi.perangkat_daerah,
        "batas": hari_tanggal(master.instansi.batas_kembali),
        "kaki": f"RKT {master.tahun} · {name}",
    }


def form_content(master: Master, bagian: str, issue: Issue) -> Content:
    """What the form of a bagian is issued with."""
    rows = form.form_rows(master, bagian)
    return Content(
        identity=issue.of(bagian).identity(),
        facts=facts(master, bagian),
        rows=rows,
        choices=form.form_choices(master),
        pages={form.PETUNJUK: tuple(_petunjuk(master, bagian))},
        paper=master.instansi.kertas,
        notes=_definitions(master, rows),
    )


def _petunjuk(master: Master, bagian: str) -> Iterator[Paragraph]:
    office = master.instansi
    yield Paragraph(office.perangkat_daerah, "Perangkat daerah")
    yield Paragraph(f"{master.nama_bagian(bagian)} ({bagian})", "Bagian")
    yield Paragraph(f"{master.tahun}, edisi {office.edisi}", "Tahun RKT")
    yield Paragraph(hari_tanggal(office.batas_kembali), "Dikembalikan paling lambat")
    yield Paragraph(office.surel or "Kasubag Program", "Dikembalikan kepada")
    yield Paragraph("Cara mengisi", heading=True)
    steps = (
        "Buka lembar Kinerja. Isilah sel kuning: target, triwulan I sampai IV, dan penanggung jawab.",
        (
            "Triwulan diisi menurut mode di barisnya: “jumlah” berarti keempat triwulan dijumlahkan menjadi target; "
            "“kumulatif berjalan” berarti tiap triwulan memuat nilai sampai saat itu dan TW IV sama dengan target; "
            "“posisi akhir” berarti hanya TW IV yang harus sama dengan target."
        ),
        "Bila target berbeda dari target Renstra, tulislah alasannya.",
        "Isilah lembar Program bila ada. Rupiah ditulis penuh, tanpa “Rp” dan tanpa “juta”.",
        "Indikator baru dapat diusulkan di lembar Usulan.",
        "Buka lembar Periksa. Bila sudah tertulis SIAP DIKIRIM, simpan dan kirim berkas ini.",
    )
    for number, text in enumerate(steps, 1):
        yield Paragraph(f"{number}. {text}")
    yield Paragraph("Arti warna dan tanda", heading=True)
    yield Paragraph("diisi oleh bagian; menjadi putih setelah terisi", "Kuning")
    yield Paragraph("terkunci, berasal dari Renstra", "Abu-abu")
    yield Paragraph("isian salah; kolom Cek bertuliskan PERBAIKI", "Merah")
    yield Paragraph("kolom Cek bertuliskan OK bila barisnya sudah benar", "Hijau")
    yield Paragraph("Mohon diperhatikan", heading=True)
    yield Paragraph("Persen ditulis dalam angka persen: 85 berarti 85 persen. Desimal memakai koma.", "Angka")
    yield Paragraph("Jangan menghapus lembar, baris, atau kolom. Nama berkas boleh diubah.", "Berkas")


def _definitions(master: Master, rows: Rows) -> dict[tuple[str, str], str]:
    """The definition, formula and data source of each indikator, as a comment on it."""
    table = form.FORM.sheet(form.KINERJA)
    assert isinstance(table, Table)
    layout = TableLayout(table, rows.get(form.KINERJA, ()))
    by_kode = {each.kode: each for each in master.indikator}
    notes = {}
    for line in layout.data():
        row = by_kode[line.key]
        parts = (("Definisi", row.definisi), ("Formula", row.formula), ("Sumber data", row.sumber_data))
        text = "\n".join(f"{label}: {value}" for label, value in parts if value)
        if text:
            notes[form.KINERJA, layout.address(line, "indikator")] = text
    return notes
