"""A form of a garden, with everything that a declared workbook may have and the library's form lacks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated

from rkt_excel.workbook.declaration.declare import (
    Card,
    Column,
    Known,
    Page,
    Reference,
    Row,
    Rows,
    Selfcheck,
    Sign,
    Table,
    Tasks,
    Use,
    Workbook,
)
from rkt_excel.workbook.declaration.echo import Echo
from rkt_excel.workbook.declaration.identity import Identity
from rkt_excel.workbook.findings import Severity, SheetCode, finding
from rkt_excel.workbook.kinds import Choice, Choices, Code, Day, ErrorValue, Number, Text
from rkt_excel.workbook.writing import style
from rkt_excel.workbook.writing.content import Content, Link, Paragraph, SmallTable, Task
from rkt_excel.workbook.writing.write import write


class Bedeng(Row):
    """A bed of the garden, or a part of it."""

    kode: Annotated[str, Column("Kode", Code(example="K.1"), use=Use.KEY)]
    uraian: Annotated[str, Column("Uraian", Text(), use=Use.GIVEN, width=20)]
    luas: Annotated[Decimal | None, Column("Luas (m²)", Number(), use=Use.GIVEN, width=9)] = None
    asal: Annotated[str | None, Column("Asal", Text(), use=Use.GIVEN, hidden=True, width=7)] = None
    lama: Annotated[str | None, Column("Keterangan lama", Text(), use=Use.GIVEN, sparse=True)] = None
    tanaman: Annotated[
        str | None,
        Column("Tanaman", Choice(source="tanaman"), required=True, otherwise="Tanaman {lalu}", meaning="Yang ditanam."),
    ] = None
    arti: Annotated[
        str | None, Column("Arti", Text(), echo=Echo("tanaman", "tanaman", "arti", "tidak dikenal"), width=16)
    ] = None
    jumlah: Annotated[
        Decimal | None,
        Column(
            "Jumlah",
            Number(whole=True, least=Decimal(1), most=Decimal(40)),
            required=lambda row: row.get("luas") is not None,
        ),
    ] = None
    panen: Annotated[date | None, Column("Panen", Day())] = None
    juru: Annotated[str | None, Column("Juru siram", Code(example="O.1"), refers=Reference("Orang"))] = None


class Orang(Row):
    """Somebody who waters."""

    kode: Annotated[str, Column("Kode", Code(example="O.1"), use=Use.KEY, required=True)]
    nama: Annotated[str, Column("Nama", Text(longest=40, words=True), required=True, width=24)]


class Hujan(Row):
    """A day of rain."""

    hari: Annotated[str, Column("Hari", Text(), use=Use.GIVEN, width=14)]
    curah: Annotated[Decimal | None, Column("Curah", Number(), use=Use.GIVEN)] = None


class Kebun(Row):
    """The garden itself."""

    nama: Annotated[str, Column("Nama kebun", Text(longest=30), required=True)]
    keterangan: Annotated[str | None, Column("Keterangan", Text(), meaning="Bila perlu.")] = None


def depth(row: object) -> int:
    """A part stands below its bed."""
    assert isinstance(row, dict)
    return str(row["kode"]).count(".") - 1


def crowded(row: Known) -> bool:
    """More plants than square metres."""
    plants, metres = row.get("jumlah"), row.get("luas")
    return isinstance(plants, Decimal) and isinstance(metres, Decimal) and plants > metres


CROWDED = Sign(
    lambda refs, row: f"N({refs['jumlah']})>{row['luas']}" if row.get("luas") else None,
    crowded,
    "TERLALU RAPAT",
    "Tanaman melebihi luas",
)

GARDEN = Workbook(
    "kebun",
    1,
    (
        Page("Cara", "Cara mengisi {tahun}", "Bacalah dahulu.", columns=(20, 30, 30), pages=0),
        Card("Kebun", "Kebun {tahun}", row=Kebun),
        Table(
            "Bedeng", "Bedeng {tahun}", "Isilah.", row=Bedeng, outline=depth, signs=(CROWDED,), across=2, repeats=2,
            legend="Berubah sejak {lalu}",
        ),
        Table("Orang", "Orang", row=Orang, spare=3, protected=False),
        Table("Hujan", "Hujan", row=Hujan, empty="Belum ada hujan pada {tahun}.", optional=True),
        Table("Cuaca", "Cuaca", row=Hujan, on_screen="Hanya halaman ini yang dicetak pada {tahun}.", judged=False),
        Tasks("Perbaikan", "Perbaikan {tahun}", "Klik letaknya."),
        Selfcheck("Periksa", "Periksa {tahun}", "Hidup.", ready="BERES", unready="BELUM"),
    ),
)  # fmt: skip
FACTS = {"tahun": "2027", "lalu": "2026", "kaki": "R&D Kebun"}
LISTS = {
    "tanaman": Choices(("Cabai", "Tomat", "Bayam"), {"lombok": "Cabai"}, placed=True),
    "arti": Choices(("pedas", "merah", "hijau"), placed=True),
    "Orang": Choices(("O.1", "O.2"), range="'Orang'!$A$6:$A$10", live=True),
}
BEDS: tuple[dict[str, object], ...] = (
    {"kode": "K.1", "uraian": "Bedeng utara di bawah pohon yang rindang", "tanaman": "Cabai"},
    {"kode": "K.1.1", "uraian": "Tepi", "luas": Decimal(12), "tanaman": "Tomat", "jumlah": Decimal(5),
     "panen": date(2027, 5, 6), "juru": "O.1"},
    {"kode": "K.1.1.1", "uraian": "Sudut", "luas": Decimal(3), "tanaman": "bayem", "jumlah": "banyak"},
    {"kode": "K.1.2", "uraian": "Tengah", "luas": Decimal("7.5"), "jumlah": Decimal(9), "tanaman": "Bayam"},
    {"kode": "K.1.3", "uraian": "Pagar", "luas": Decimal(2), "tanaman": ErrorValue("#REF!"), "juru": "O.2"},
    {"kode": "K.2", "uraian": "Bedeng selatan", "panen": ErrorValue("#RUMUS")},
)  # fmt: skip
ROWS: Rows = {
    "Kebun": ({"nama": "Kebun Kota"},),
    "Bedeng": BEDS,
    "Orang": (Orang(kode="O.1", nama="Juru Satu"), Orang(kode="O.2", nama="Juru Dua")),
    "Cuaca": (Hujan(hari="Senin", curah=Decimal("2.25")), Hujan(hari="Selasa")),
}
SAID = (
    Paragraph("Warna", heading=True),
    Paragraph("isilah di sini", label="Kuning", looks=style.FILL),
    Paragraph("Lihat bedeng", label="Bedeng", leads=Link("Bedeng", "A6", "Ke bedeng")),
    SmallTable(
        ("Kode", "Arti", "Contoh"), (("K", "kebun", "K.1"), ("O", "orang", "O.1")), frozenset({0}), frozenset({2})
    ),
    Paragraph("Selesai " * 30),
)
FOUND = (
    finding(SheetCode.BUKAN_ANGKA, sheet="Bedeng", cells=["H8"], found="banyak", petunjuk="ketik angka."),
    finding(SheetCode.PERSEN_LEBIH_SERATUS, sheet="Bedeng", cells=["H9"], nilai="9"),
    finding(SheetCode.ANGKA_DARI_TEKS, sheet="Bedeng", cells=["H7"], nilai="5"),
)
DO = (
    Task(Severity.GALAT, "Bedeng", "Ketik angka.", "Bedeng", ("H8",), key="K.1.1.1", found="banyak"),
    Task(Severity.GALAT, "Bedeng", "Isi.", "Bedeng", ("F11", "H6"), key="K.2"),
    Task(Severity.PERINGATAN, "Bedeng", "Lihat.", "Bedeng", ("H9",), key="K.1.2", found="9" * 450),
    Task(Severity.INFO, "Lain", "Untuk diketahui.", place="surat"),
)


def content() -> Content:
    """What goes into the form of the garden."""
    return Content(
        Identity("kebun", {"kota": "Utara"}),
        FACTS,
        ROWS,
        LISTS,
        {"Cara": SAID},
        FOUND,
        DO,
        paper="A4",
        notes={("Bedeng", "B7"): "Dahulu kolam."},
        changed={("Bedeng", "B9"), ("Bedeng", "H9")},
        links={("Bedeng", "B10"): Link("Kebun", "C4", "Ke kebun")},
        otherwise=True,
    )


@cache
def planted() -> bytes:
    """The form of the garden, with its faults marked."""
    return write(GARDEN, content())
