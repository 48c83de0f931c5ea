"""A form of three tables that has nothing to do with an office: the engine by itself."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated

import openpyxl
from openpyxl.workbook import Workbook as Book
from openpyxl.worksheet.worksheet import Worksheet

from rkt_excel.workbook.declaration.declare import (
    Card,
    Column,
    Page,
    Reference,
    Row,
    Rows,
    Selfcheck,
    Table,
    Use,
    Workbook,
)
from rkt_excel.workbook.declaration.identity import Identity
from rkt_excel.workbook.kinds import (
    ByRow,
    Choice,
    Choices,
    Code,
    Day,
    Email,
    Money,
    Number,
    Percent,
    Score,
    Text,
)
from rkt_excel.workbook.reading.openbook import open_book
from rkt_excel.workbook.reading.read import ReadResult, dangling, read
from rkt_excel.workbook.writing.content import Content, Paragraph
from rkt_excel.workbook.writing.write import write


class Perpustakaan(Row):
    """The library itself."""

    nama: Annotated[str, Column("Nama", Text(longest=60), required=True, meaning="Nama perpustakaan.")]
    dibuka: Annotated[date | None, Column("Dibuka", Day())] = None
    surel: Annotated[str | None, Column("Surel", Email())] = None


class Penerbit(Row):
    """A publisher."""

    kode: Annotated[str, Column("Kode", Code(pattern=r"P\.\d+", example="P.1"), use=Use.KEY, required=True)]
    nama: Annotated[str, Column("Nama penerbit", Text(longest=60), required=True, unique=True)]


NILAI = ByRow(
    "jenis",
    {
        "angka": Number(),
        "persen": Percent(),
        "indeks": Score(),
        "predikat": Choice(options=("A", "B", "C")),
        "teks": Text(longest=200),
    },
)


class Buku(Row):
    """A book on a shelf."""

    rak: Annotated[str, Column("Kode rak", use=Use.GROUP_KEY)]
    nama_rak: Annotated[str, Column("Rak", use=Use.GROUP_TEXT)]
    kode: Annotated[str, Column("Kode", Code(example="B.1"), use=Use.KEY)]
    judul: Annotated[str, Column("Judul", Text(), use=Use.GIVEN, width=30)]
    jenis: Annotated[str, Column("Jenis", Choice(options=tuple(NILAI.kinds)), use=Use.GIVEN)]
    harga: Annotated[Decimal | None, Column("Harga {lalu}", Money(), use=Use.GIVEN)] = None
    jumlah: Annotated[
        Decimal | None,
        Column("Jumlah {tahun}", Number(whole=True, most=Decimal(1000)), required=True, meaning="Eksemplar."),
    ] = None
    nilai: Annotated[Decimal | str | None, Column("Nilai", NILAI)] = None
    bahasa: Annotated[str | None, Column("Bahasa", Choice(source="bahasa"))] = None
    penerbit: Annotated[str | None, Column("Penerbit", Code(example="P.1"), refers=Reference("Penerbit"))] = None
    dibeli: Annotated[date | None, Column("Dibeli", Day())] = None
    catatan: Annotated[str | None, Column("Catatan", Text(longest=200), width=30)] = None


class Usulan(Row):
    """A book that somebody would like to have; it has no name yet."""

    judul: Annotated[str, Column("Judul usulan", Text(), required=True, width=30)]
    bahasa: Annotated[tuple[str, ...] | None, Column("Bahasa yang ada", Choice(source="bahasa", many=True))] = None
    alasan: Annotated[str | None, Column("Alasan", Text())] = None


def library(book: type[Row] = Buku) -> Workbook:
    """The declared workbook."""
    return Workbook(
        "perpustakaan",
        1,
        (
            Page("Petunjuk", "Petunjuk {tahun}"),
            Card("Perpustakaan", "Perpustakaan", row=Perpustakaan),
            Table("Penerbit", "Penerbit", row=Penerbit, spare=3, protected=False),
            Table("Buku", "Buku {tahun}", "Isilah kolom kuning.", row=book),
            Table("Usulan", "Usulan", row=Usulan, spare=4, spare_key="U", optional=True),
            Selfcheck("Periksa", "Periksa"),
        ),
    )


LIBRARY = library()
FACTS = {"tahun": "2027", "lalu": "2026"}
IDENTITY = Identity("perpustakaan", {"cabang": "Kota & Desa", "tahun": "2027"})
BAHASA = {"bahasa": Choices(("Indonesia", "Inggris", "Banjar"), {"bahasa indonesia": "Indonesia"})}


# Shelf headings stand in rows 6 and 9 of the sheet, the books below them.
ANSWERED = (
    Buku(
        rak="R.1", nama_rak="Ilmu", kode="B.1", judul="Fisika", jenis="angka", harga=Decimal(85_000),
        jumlah=Decimal(12), nilai=Decimal(1250), bahasa="Indonesia", penerbit="P.1", dibeli=date(2026, 3, 1),
        catatan="baris satu\nbaris dua",
    ),
    Buku(
        rak="R.1", nama_rak="Ilmu", kode="B.2", judul="Kimia", jenis="persen", harga=Decimal(99999),
        jumlah=Decimal(0), nilai=Decimal("85.5"), bahasa="Banjar", penerbit="P.2",
    ),
    Buku(
        rak="R.2", nama_rak="Seni", kode="B.3", judul="Tari", jenis="indeks",
        jumlah=Decimal(3), nilai=Decimal("3.125"),
    ),
    Buku(
        rak="R.2", nama_rak="Seni", kode="B.4", judul="Ukir", jenis="predikat",
        jumlah=Decimal(1000), nilai="B",
    ),
    Buku(
        rak="R.2", nama_rak="Seni", kode="B.5", judul="Lukis", jenis="teks",
        jumlah=Decimal(5), nilai="WTP",
    ),
)  # fmt: skip


ASKED = ("jumlah", "nilai", "bahasa", "penerbit", "dibeli", "catatan")
ISSUED = tuple(row.model_copy(update=dict.fromkeys(ASKED)) for row in ANSWERED)
PUBLISHERS = (Penerbit(kode="P.1", nama="Balai"), Penerbit(kode="P.2", nama="Gunung"))
WISHES = (
    Usulan(judul="Batik", bahasa=("Banjar", "Inggris")),
    Usulan(judul="Sasirangan", alasan="khas daerah"),
)


OFFICE = Perpustakaan(nama="Perpustakaan Kota", dibuka=date(1990, 1, 2), surel="a@contoh.go.id")
ROWS: Rows = {"Perpustakaan": (OFFICE,), "Penerbit": PUBLISHERS, "Buku": ANSWERED, "Usulan": WISHES}
GIVEN: Rows = {**ROWS, "Buku": ISSUED}


def content(rows: Rows = ROWS) -> Content:
    """What goes into the toy workbook."""
    said = (Paragraph("Cara", heading=True), Paragraph("sampai Mei", label="Batas"), Paragraph("Selesai."))
    return Content(IDENTITY, FACTS, rows, BAHASA, {"Petunjuk": said})


@cache
def filled() -> bytes:
    """The toy workbook, filled in well."""
    return write(LIBRARY, content())


def understood(data: bytes, *, declaration: Workbook = LIBRARY, issued: Rows = GIVEN) -> ReadResult:
    """The toy workbook read back, references between sheets looked up."""
    result = read(declaration, open_book(data), choices=BAHASA, given=issued)
    result.findings.extend(dangling(declaration, result))
    return result


Edit = Callable[[Book], object]


def sheet_of(book: Book, name: str) -> Worksheet:
    """A sheet of cells."""
    sheet = book[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def edited(data: bytes, *edits: Edit) -> bytes:
    """The file after edits."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for edit in edits:
        edit(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def typed(address: str, value: object, *, sheet: str = "Buku", number_format: str = "") -> Edit:
    """A value typed into a cell."""

    def edit(book: Book) -> None:
        cell = sheet_of(book, sheet)[address]
        cell.value = value
        cell.number_format = number_format or cell.number_format

    return edit


Told = list[tuple[str, tuple[str, ...]]]


def told(result: ReadResult) -> Told:
    """What was found, as code and cells."""
    return [(each.code.name, each.cells) for each in result.findings]
