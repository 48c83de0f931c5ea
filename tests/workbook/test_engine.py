"""The engine on a toy: a library declares its books once; writing, reading and every damage follow."""

import hashlib
import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import openpyxl
import pytest
from helpers.dictionary import data_dictionary
from helpers.library_form import (
    ANSWERED,
    ASKED,
    BAHASA,
    FACTS,
    IDENTITY,
    ISSUED,
    LIBRARY,
    ROWS,
    Buku,
    Edit,
    Perpustakaan,
    Told,
    Usulan,
    content,
    edited,
    filled,
    library,
    sheet_of,
    told,
    typed,
    understood,
)
from helpers.paths import ROOT, TESTS
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook as Book
from openpyxl.worksheet.worksheet import Worksheet

from rkt_excel.workbook.declaration import identity
from rkt_excel.workbook.declaration.declare import (
    Card,
    Column,
    Row,
    Rows,
    Table,
    Use,
    Workbook,
)
from rkt_excel.workbook.declaration.identity import Identity
from rkt_excel.workbook.declaration.layout import HEADER_ROW, KEY_MARK, KEYS_ROW, NOTE_HEAD, TableLayout
from rkt_excel.workbook.findings import Finding, Severity, SheetCode, finding
from rkt_excel.workbook.kinds import (
    Choices,
    Code,
    Number,
    Score,
)
from rkt_excel.workbook.reading.openbook import open_book
from rkt_excel.workbook.reading.read import read
from rkt_excel.workbook.values.cells import Opened, is_error_name, visible
from rkt_excel.workbook.values.hollow import hollow
from rkt_excel.workbook.writing.content import Content, Paragraph
from rkt_excel.workbook.writing.write import write

# ------------------------------------------------------------------ the toy


# ------------------------------------------------------------------ edits, as people make them


def without_row(number: int, *, sheet: str = "Buku") -> Edit:
    """A row deleted."""
    return lambda book: sheet_of(book, sheet).delete_rows(number)


def without_column(number: int, *, sheet: str = "Buku") -> Edit:
    """A column deleted."""
    return lambda book: sheet_of(book, sheet).delete_cols(number)


def new_column(number: int, *, sheet: str = "Buku") -> Edit:
    """An empty column inserted."""
    return lambda book: sheet_of(book, sheet).insert_cols(number)


def new_row(number: int, *, sheet: str = "Buku") -> Edit:
    """An empty row inserted."""
    return lambda book: sheet_of(book, sheet).insert_rows(number)


def swapped(one: int, other: int) -> Edit:
    """Two columns of the books moved past each other."""

    def edit(book: Book) -> None:
        sheet = sheet_of(book, "Buku")
        for row in range(KEYS_ROW, sheet.max_row + 1):
            left, right = sheet.cell(row, one), sheet.cell(row, other)
            left.value, right.value = right.value, left.value

    return edit


def copied_row(source: int, target: int) -> Edit:
    """A row of the books copied to another place."""

    def edit(book: Book) -> None:
        sheet = sheet_of(book, "Buku")
        for column in range(1, 11):
            sheet.cell(target, column).value = sheet.cell(source, column).value

    return edit


def copied_column(source: int, target: int) -> Edit:
    """A column of the books copied to another place, its hidden name too."""

    def edit(book: Book) -> None:
        sheet = sheet_of(book, "Buku")
        for row in range(1, sheet.max_row + 1):
            sheet.cell(row, target).value = sheet.cell(row, source).value

    return edit


def renamed(old: str, new: str) -> Edit:
    """A sheet renamed."""

    def edit(book: Book) -> None:
        sheet_of(book, old).title = new

    return edit


def without_sheet(name: str) -> Edit:
    """A sheet deleted."""
    return lambda book: book.remove(sheet_of(book, name))


SWAPPED = ("KOLOM_BERPINDAH", ("E5", "D5"))
PUSHED = ("KOLOM_BERPINDAH", tuple(f"{letter}5" for letter in "DEFGHIJK"))

# By what was done: the edits, and every finding that must come of it, no more and no less.
DAMAGE: dict[str, tuple[list[Edit], Told]] = {
    "nothing": ([], []),
    "locked text changed": ([typed("B7", "Fisika Dasar")], [("TERKUNCI_BERUBAH", ("B7",))]),
    "locked number changed": ([typed("D8", 1)], [("TERKUNCI_BERUBAH", ("D8",))]),
    "locked number emptied": ([typed("D8", None)], [("TERKUNCI_BERUBAH", ("D8",))]),
    "locked blank filled": ([typed("D10", 7)], [("TERKUNCI_BERUBAH", ("D10",))]),
    "locked text in capitals and with spaces": ([typed("B7", " FISIKA ")], []),
    "row deleted": ([without_row(8)], [("BARIS_HILANG", ())]),
    "empty row inserted": ([new_row(8)], []),
    "row copied below": ([copied_row(7, 13)], [("KUNCI_GANDA", ("A7", "A13"))]),
    "key overwritten": (
        [typed("A8", "B.9")],
        [("BARIS_HILANG", ()), ("BARIS_TIDAK_DIKENAL", ("A8", "B8", "C8", "D8", "E8", "F8", "G8", "H8"))],
    ),
    "row added by hand": ([typed("A15", "B.6"), typed("E15", 4)], [("BARIS_TIDAK_DIKENAL", ("A15", "E15"))]),
    "figure below the table": ([typed("E15", 4)], [("BARIS_TIDAK_DIKENAL", ("E15",))]),
    "required cell emptied": ([typed("E7", None)], [("WAJIB_DIISI", ("E7",))]),
    "required cell with a space": ([typed("E7", " \u00a0\u200b")], [("WAJIB_DIISI", ("E7",))]),
    "placeholder in a required cell": ([typed("E7", "n/a")], [("ISIAN_SEMU", ("E7",))]),
    "error value": ([typed("E7", "#REF!")], [("NILAI_ERROR", ("E7",))]),
    "formula that was never computed": ([typed("E7", "=6*2")], [("RUMUS_BELUM_DIHITUNG", ("E7",))]),
    "words where a number belongs": ([typed("E7", "dua belas")], [("BUKAN_ANGKA", ("E7",))]),
    "number with its unit": ([typed("E7", "12 eksemplar")], [("ANGKA_DARI_TEKS", ("E7",))]),
    "number too high": ([typed("E7", 1001)], [("LEBIH_DARI_BATAS", ("E7",))]),
    "number too low": ([typed("E7", -1)], [("KURANG_DARI_BATAS", ("E7",))]),
    "half a book": ([typed("E7", 1.5)], [("HARUS_BULAT", ("E7",))]),
    "yes where a number belongs": ([typed("E7", True)], [("BUKAN_ANGKA", ("E7",))]),
    "date where a number belongs": ([typed("E7", date(2026, 5, 1))], [("TANGGAL_BUKAN_ANGKA", ("E7",))]),
    "percent sign where none belongs": ([typed("E7", "12 %")], [("ANGKA_BERTANDA_PERSEN", ("E7",))]),
    "percent as a fraction": ([typed("F8", 0.85)], [("PERSEN_PECAHAN", ("F8",))]),
    "percent by its format": ([typed("F8", 0.855, number_format="0.0%")], [("PERSEN_DARI_FORMAT", ("F8",))]),
    "percent over a hundred": ([typed("F8", 120)], [("PERSEN_LEBIH_SERATUS", ("F8",))]),
    "score with one dot and three digits": ([typed("F10", "1.250")], [("ANGKA_BERMAKNA_GANDA", ("F10",))]),
    "grade that is none": ([typed("F11", "Z")], [("PILIHAN_TIDAK_DIKENAL", ("F11",))]),
    "choice that is none": ([typed("G7", "Belanda")], [("PILIHAN_TIDAK_DIKENAL", ("G7",))]),
    "choice by another name": ([typed("G7", "Bahasa  INDONESIA")], [("PILIHAN_DISESUAIKAN", ("G7",))]),
    "code that became a number": ([typed("H7", 1.1)], [("KODE_MENJADI_ANGKA", ("H7",))]),
    "publisher that nobody knows": ([typed("H7", "P.9")], [("RUJUKAN_TIDAK_ADA", ("H7",))]),
    "day that is none": ([typed("I7", "31/02/2026")], [("BUKAN_TANGGAL", ("I7",))]),
    "text too long": ([typed("J7", "a" * 201)], [("TEKS_TERLALU_PANJANG", ("J7",))]),
    "columns swapped": ([swapped(4, 5)], [SWAPPED]),
    "columns swapped, one wrong": ([swapped(4, 5), typed("D7", "banyak")], [SWAPPED, ("BUKAN_ANGKA", ("D7",))]),
    "column inserted": ([new_column(3)], [PUSHED]),
    "column inserted, one wrong": ([new_column(3), typed("F7", "banyak")], [PUSHED, ("BUKAN_ANGKA", ("F7",))]),
    "hidden names deleted": ([without_row(KEYS_ROW, sheet="Penerbit")], []),
    "headings deleted": ([without_row(KEYS_ROW), without_row(KEYS_ROW)], [("JUDUL_KOLOM_HILANG", ())]),
    "column to fill deleted": ([without_column(10)], [("KOLOM_HILANG", ())]),
    "locked column deleted": ([without_column(2)], [("KOLOM_HILANG", ())]),
    "sheet renamed": ([renamed("Buku", "Koleksi")], [("LEMBAR_BERGANTI_NAMA", ())]),
    "sheet renamed in capitals": ([renamed("Buku", "BUKU ")], []),
    "sheet deleted": ([without_sheet("Buku")], [("LEMBAR_HILANG", ())]),
    "card: required cell emptied": ([typed("C4", None, sheet="Perpustakaan")], [("WAJIB_DIISI", ("C4",))]),
    "card: no address": ([typed("C6", "a contoh", sheet="Perpustakaan")], [("SUREL_SALAH", ("C6",))]),
    "proposal without a title": ([typed("C8", "perlu", sheet="Usulan")], [("WAJIB_DIISI", ("A8",))]),
    "three faults at once": (
        [typed("B7", "?"), typed("E8", "?"), typed("G10", "?")],
        [("TERKUNCI_BERUBAH", ("B7",)), ("ISIAN_SEMU", ("E8",)), ("ISIAN_SEMU", ("G10",))],
    ),
}  # fmt: skip


@pytest.mark.tuntas
@pytest.mark.parametrize("what", DAMAGE)
def test_every_damage_is_found_in_its_cell_and_nothing_else_is(what: str) -> None:
    edits, expected = DAMAGE[what]
    assert sorted(told(understood(edited(filled(), *edits)))) == sorted(expected)


# What must not be told twice, of the wrong place, or not at all: what was done, what has to come of it.
ONCE: dict[str, tuple[list[Edit], Told]] = {
    "optional sheet deleted": (
        [without_sheet("Usulan")],
        [("LEMBAR_HILANG", ())],  # it was issued, so its answers are gone with it
    ),
    "hidden names deleted where headings hold facts": (
        [without_row(KEYS_ROW)],
        [],
    ),
    "column copied": (
        [copied_column(5, 13)],
        [("KOLOM_GANDA", ("E5", "M5"))],
    ),
    "required column deleted": (
        [without_column(2, sheet="Penerbit")],
        [("KOLOM_HILANG", ())],
    ),
    "name of a publisher emptied": (
        [typed("B6", None, sheet="Penerbit")],
        [("WAJIB_DIISI", ("B6",))],
    ),
    "sheet that others refer to deleted": (
        [without_sheet("Penerbit")],
        [("LEMBAR_HILANG", ())],
    ),
    "figure typed beside a shelf heading": (
        [typed("E6", 5)],
        [("ISI_DI_LUAR_TEMPAT", ("E6",))],
    ),
    "text typed beside the table": (
        [typed("P7", "lihat lampiran")],
        [("ISI_DI_LUAR_TEMPAT", ("P7",))],
    ),
    "column inserted in a card": (
        [new_column(2, sheet="Perpustakaan")],
        [],
    ),
}


@pytest.mark.tuntas
@pytest.mark.parametrize("what", ONCE)
def test_every_damage_is_told_once_and_only_what_caused_it(what: str) -> None:
    edits, expected = ONCE[what]
    assert sorted(told(understood(edited(filled(), *edits)))) == sorted(expected)


def test_messages_name_the_heading_without_unfilled_facts() -> None:
    (found,) = understood(edited(filled(), typed("E7", None))).findings
    assert found.message == "Jumlah belum diisi."


class Rata(Row):
    """A figure that was computed before it was printed."""

    kode: Annotated[str, Column("Kode", Code(example="R.1"), use=Use.KEY)]
    rata: Annotated[Decimal | None, Column("Rata-rata", Score(), use=Use.GIVEN)] = None


COMPUTED = ["85.5", "0.3333333333333333333333333333", "12345678901234567"]


@pytest.mark.parametrize("value", COMPUTED)
def test_locked_figures_of_any_length_count_as_unchanged(value: str) -> None:
    declaration = Workbook("rata", 1, (Table("Rata", "Rata", row=Rata),))
    rows = {"Rata": (Rata(kode="R.1", rata=Decimal(value)),)}
    data = write(declaration, Content(Identity("rata", {}), rows=rows))
    assert told(read(declaration, open_book(data), given=rows)) == []


# By what was done: the edits that must not move any value.
HARMLESS: dict[str, list[Edit]] = {
    "columns swapped": [swapped(4, 5), swapped(1, 8)],
    "column inserted": [new_column(1), new_column(6)],
    "row inserted": [new_row(10)],
    "sheet renamed": [renamed("Buku", "Sheet1")],
    "sheet moved to the end": [lambda book: book.move_sheet("Buku", 5)],
    "row copied below": [copied_row(7, 13), typed("E13", 999)],
    "note at the side": [typed("P3", "halo")],
}


@pytest.mark.tuntas
@pytest.mark.parametrize("what", HARMLESS)
def test_values_stay_with_their_column_and_row_wherever_those_go(what: str) -> None:
    assert understood(edited(filled(), *HARMLESS[what])).of("Buku", Buku) == list(ANSWERED)


def test_written_rows_read_back_equal() -> None:
    result = understood(filled())
    assert result.findings == []
    assert {name: tuple(each.row for each in rows) for name, rows in result.rows.items()} == ROWS


def test_wrong_cells_leave_the_rest_of_their_row() -> None:
    (row,) = [each for each in understood(edited(filled(), typed("E7", "dua"))).rows["Buku"] if each.key == "B.1"]
    assert row.faulty == {"jumlah"}
    assert row.row == ANSWERED[0].model_copy(update={"jumlah": None})


def test_changed_lock_is_told_with_both_values_and_the_issued_one_counts() -> None:
    result = understood(edited(filled(), typed("B7", "Fisika Dasar"), typed("D7", 85)))
    assert [(each.found, each.key, each.column) for each in result.findings] == [
        ("Fisika Dasar", "B.1", "judul"),
        ("85", "B.1", "harga"),
    ]
    assert "“Fisika” menjadi “Fisika Dasar”" in result.findings[0].message
    assert "“85.000” menjadi “85”" in result.findings[1].message
    assert result.of("Buku", Buku) == list(ANSWERED)


def test_a_finding_says_sheet_cell_row_column_content_and_remedy() -> None:
    (found,) = understood(edited(filled(), typed("F11", "Z"))).findings
    assert (found.sheet, found.cells, found.key, found.column, found.found) == (
        "Buku",
        ("F11",),
        "B.4",
        "nilai",
        "Z",
    )
    assert found.message == "“Z” tidak ada dalam pilihan Nilai."
    assert found.remedy == "Pilih salah satu: A, B, C."
    assert found.severity is Severity.GALAT


def test_addresses_are_those_of_the_file_that_was_read() -> None:
    result = understood(edited(filled(), new_column(2), new_row(8)))
    places = {each.key: each.address("jumlah") for each in result.rows["Buku"]}
    assert places == {"B.1": "F7", "B.2": "F9", "B.3": "F11", "B.4": "F12", "B.5": "F13"}


def test_layout_foretells_the_addresses_that_are_read() -> None:
    table = LIBRARY.sheet("Buku")
    assert isinstance(table, Table)
    layout = TableLayout(table, ISSUED)
    foretold = {line.key: layout.address(line, "jumlah") for line in layout.data()}
    assert foretold == {each.key: each.address("jumlah") for each in understood(filled()).rows["Buku"]}


# Without issued rows, a sheet is read as it stands: by what was typed there, the findings.
FREE: dict[str, tuple[list[Edit], Told]] = {
    "same key twice": ([typed("A7", "P.1")], [("KUNCI_GANDA", ("A6", "A7"))]),
    "same unique text twice": ([typed("B7", "Balai")], [("KUNCI_GANDA", ("B6", "B7"))]),
    "new row": ([typed("A8", "P.3"), typed("B8", "Sungai")], []),
    "key that is no code": ([typed("A7", "penerbit 2")], [("BENTUK_KODE_SALAH", ("A7",))]),
    "row without a key": ([typed("B9", "Sungai")], [("WAJIB_DIISI", ("A9",))]),
    "same key twice, one row without a name": (
        [typed("A7", "P.1"), typed("B7", None)],
        [("WAJIB_DIISI", ("B7",)), ("KUNCI_GANDA", ("A6", "A7"))],
    ),
}


@pytest.mark.parametrize("what", FREE)
def test_rows_that_people_name_themselves_are_checked(what: str) -> None:
    edits, expected = FREE[what]
    publishers = replace(LIBRARY, sheets=(LIBRARY.sheet("Penerbit"),))
    others = [without_sheet(sheet.name) for sheet in LIBRARY.sheets if sheet.name not in {"Penerbit", "Buku"}]
    data = edited(filled(), *(_on("Penerbit", edit) for edit in edits), *others, without_sheet("Buku"))
    assert told(read(publishers, open_book(data), choices=BAHASA)) == expected


def _on(name: str, edit: Edit) -> Edit:
    """The same edit on another sheet: the two change names for its time."""

    def run(book: Book) -> None:
        books, other = sheet_of(book, "Buku"), sheet_of(book, name)
        books.title, other.title = "Sementara", "Buku"
        edit(book)
        other.title, books.title = name, "Buku"

    return run


# ------------------------------------------------------------------ adding a column is one field


class BukuTebal(Buku):
    """The same book with one more field."""

    halaman: Annotated[
        Decimal | None,
        Column(
            "Halaman {tahun}",
            Number(whole=True, most=Decimal(5000)),
            required=True,
            meaning="Banyaknya halaman.",
            example="320",
        ),
    ] = None


THICKER = library(BukuTebal)
THICK = tuple(BukuTebal(**dict(row), halaman=Decimal(100 + place)) for place, row in enumerate(ANSWERED))
THIN = tuple(BukuTebal(**dict(row)) for row in ISSUED)


@cache
def thick() -> bytes:
    """The toy with one more field, filled in."""
    return write(THICKER, content({**ROWS, "Buku": THICK}))


def thick_sheet() -> Worksheet:
    """The sheet of books with one more field."""
    return sheet_of(openpyxl.load_workbook(io.BytesIO(thick())), "Buku")


def test_one_field_more_gives_a_heading_and_a_hidden_name() -> None:
    assert [thick_sheet().cell(row, 11).value for row in (KEYS_ROW, HEADER_ROW)] == [
        KEY_MARK + "halaman",
        "Halaman 2027\u00a0*",
    ]


def test_one_field_more_is_open_while_given_cells_stay_locked() -> None:
    sheet = thick_sheet()
    assert sheet.protection.sheet
    assert [sheet[address].protection.locked for address in ("A7", "B7", "K5", "K6", "K7", "K12")] == [
        True, True, True, True, False, False,
    ]  # fmt: skip


def test_one_field_more_is_limited_in_excel() -> None:
    (rule,) = [rule for rule in thick_sheet().data_validations.dataValidation if "K7" in rule.sqref]
    assert (rule.type, float(str(rule.formula1)), float(str(rule.formula2))) == ("whole", 0, 5000)
    assert rule.operator in (None, "between")  # the format's own default
    assert "K6" not in rule.sqref
    assert "Banyaknya halaman." in str(rule.prompt)


def test_one_field_more_is_coloured_when_a_wrong_value_is_pasted() -> None:
    spans = thick_sheet().conditional_formatting
    rules = [rule for span in spans if "K7" in str(span.sqref) for rule in span.rules]
    formulas = [formula for rule in rules for formula in rule.formula]
    assert any("K7>5000" in formula and "ISNUMBER(K7)" in formula for formula in formulas)


def test_one_field_more_counts_in_the_live_judgement() -> None:
    assert 'TRIM(K7)=""' in str(thick_sheet()["L7"].value)


def test_one_field_more_is_read_with_its_address() -> None:
    result = understood(thick(), declaration=THICKER, issued={**ROWS, "Buku": THIN})
    assert result.findings == []
    assert result.of("Buku", BukuTebal) == list(THICK)
    assert [each.address("halaman") for each in result.rows["Buku"]] == ["K7", "K8", "K10", "K11", "K12"]


@pytest.mark.tuntas
@pytest.mark.parametrize(
    ("value", "code"),
    [(None, "WAJIB_DIISI"), (5001, "LEBIH_DARI_BATAS"), (0.5, "HARUS_BULAT"), ("tebal", "BUKAN_ANGKA")],
)
def test_one_field_more_is_judged(value: object, code: str) -> None:
    data = edited(thick(), typed("K11", value))
    assert told(understood(data, declaration=THICKER, issued={**ROWS, "Buku": THIN})) == [(code, ("K11",))]


def test_one_field_more_stands_in_the_data_dictionary() -> None:
    before, after = (data_dictionary(each, FACTS).splitlines() for each in (LIBRARY, THICKER))
    (line,) = [each for each in after if each not in before]
    assert [cell.strip() for cell in line.strip("|").split("|")] == [
        "Halaman 2027", "ketik bilangan bulat mulai 0 sampai 5.000, tanpa satuan.", "ya", "diisi",
        "Banyaknya halaman.", "320",
    ]  # fmt: skip


def test_a_form_of_the_old_version_lacks_exactly_the_new_column() -> None:
    found = understood(filled(), declaration=THICKER, issued={**ROWS, "Buku": THIN}).findings
    assert [(each.code, each.column) for each in found] == [(SheetCode.KOLOM_HILANG, "halaman")]


# Column of the sheet Buku, what the data dictionary says of it.
DICTIONARY = [
    "| Kode rak | ketik teks yang sesuai. | tidak | dikunci | Berada sekali di atas baris-barisnya. |  |",
    "| Kode | ketik kode seperti P.1. | ya | diisi | Nama baris; setiap baris mempunyai yang lain. | P.1 |",
    "| Judul | ketik teks yang sesuai. | tidak | dikunci |  |  |",
    "| Jumlah 2027 | ketik bilangan bulat mulai 0 sampai 1.000, tanpa satuan. | ya | diisi | Eksemplar. |  |",
    "| Penerbit | ketik kode seperti P.1. | tidak | diisi | Harus ada di lembar Penerbit. | P.1 |",
    "| Dibuka | ketik tanggal seperti 31/12/2026. | tidak | diisi |  |  |",
    "| Nama penerbit | ketik teks yang sesuai. | ya | diisi | Tidak boleh ada dua yang sama. |  |",
]


@pytest.mark.parametrize("line", DICTIONARY)
def test_the_data_dictionary_tells_each_column(line: str) -> None:
    assert line in data_dictionary(LIBRARY, FACTS).splitlines()


def test_the_data_dictionary_has_one_table_line_for_every_column_and_nothing_broken() -> None:
    lines = data_dictionary(LIBRARY, FACTS).splitlines()
    sheets = [sheet for sheet in LIBRARY.sheets if isinstance(sheet, (Table, Card))]
    assert [line for line in lines if line.startswith("#")] == [f"## {sheet.name}" for sheet in sheets]
    tables = [line for line in lines if line.startswith("|")]
    assert len(tables) == sum(len(sheet.row.columns()) + 2 for sheet in sheets)
    assert {line.count("|") for line in tables} == {7}


def test_the_data_dictionary_tells_the_kind_for_each_deciding_value() -> None:
    (line,) = [line for line in data_dictionary(LIBRARY, FACTS).splitlines() if line.startswith("| Nilai |")]
    assert "menurut kolom Jenis" in line
    assert "persen: ketik 85 untuk 85 persen;" in line
    assert "predikat: pilih dari daftar: “A”, “B”, “C”;" in line


# ------------------------------------------------------------------ marks on returned forms


def test_findings_are_marked_and_explained_in_their_cells() -> None:
    raw = [dict(ANSWERED[0]) | {"jumlah": "banyak"}, *map(dict, ANSWERED[1:])]
    wrong = finding(SheetCode.BUKAN_ANGKA, sheet="Buku", cells=["E7"], found="banyak", petunjuk="ketik bilangan bulat.")
    data = write(LIBRARY, replace(content({**ROWS, "Buku": raw}), findings=[wrong]))
    sheet = sheet_of(openpyxl.load_workbook(io.BytesIO(data)), "Buku")
    assert sheet["E7"].value == "banyak"
    assert str(sheet["E7"].comment.text) == f"{NOTE_HEAD}PERBAIKI: {wrong.message} {wrong.remedy}"
    (own,) = (rules for rules in sheet.conditional_formatting if str(rules.sqref) == "E7")
    assert own.rules[0].formula == ['AND(LEN(E7)=6,EXACT(LEFT(E7,6),"banyak"))']
    assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment] == ["E7"]
    assert told(understood(data)) == [("BUKAN_ANGKA", ("E7",))]


# ------------------------------------------------------------------ identity

PLACES = {"nama", "properti", "sel"}


def only(place: str) -> list[Edit]:
    """The edits that leave the identity in one place."""
    drops: dict[str, Edit] = {
        "nama": lambda book: book.defined_names.pop(identity.NAME),
        "properti": lambda book: vars(book)["custom_doc_props"].props.clear(),
        "sel": without_sheet(identity.SHEET),
    }
    return [drop for name, drop in drops.items() if name != place]


def test_the_identity_stands_in_three_places() -> None:
    found = identity.find(open_book(filled()))
    assert found.places.keys() == PLACES
    assert found.agreed == IDENTITY


@pytest.mark.parametrize("place", sorted(PLACES))
def test_the_identity_survives_in_each_place_alone(place: str) -> None:
    found = identity.find(open_book(edited(filled(), *only(place))))
    assert found.places.keys() == {place}
    assert found.agreed == IDENTITY


def test_the_identity_survives_showing_and_renaming_its_sheet() -> None:
    def shown(book: Book) -> None:
        sheet_of(book, identity.SHEET).sheet_state = "visible"

    data = edited(filled(), *only("sel"), shown, renamed(identity.SHEET, "Sheet9"))
    assert identity.find(open_book(data)).agreed == IDENTITY


ALTERED = [
    ("tahun=2027", "tahun=2028"),
    ("jenis=perpustakaan", "jenis=lain"),
    ("segel=", "segel=0"),
    ("&segel=", ""),
    (IDENTITY.text, ""),
    (IDENTITY.text, "segel"),
]


@pytest.mark.parametrize(("old", "new"), ALTERED)
def test_an_altered_identity_is_none(old: str, new: str) -> None:
    assert old in IDENTITY.text
    assert identity.parse(IDENTITY.text.replace(old, new)) is None


def test_an_altered_place_does_not_count_while_the_others_do() -> None:
    altered = typed("A1", IDENTITY.text.replace("2027", "2028"), sheet=identity.SHEET)
    found = identity.find(open_book(edited(filled(), altered)))
    assert found.places.keys() == PLACES - {"sel"}
    assert found.agreed == IDENTITY


def test_places_that_name_different_workbooks_agree_on_none() -> None:
    other = Identity(IDENTITY.kind, {**IDENTITY.facts, "tahun": "2028"})
    found = identity.find(open_book(edited(filled(), typed("A1", other.text, sheet=identity.SHEET))))
    assert found.places["sel"] == other
    assert found.agreed is None


def test_a_workbook_without_identity_agrees_on_none() -> None:
    assert identity.find(Opened()).agreed is None


@pytest.mark.tuntas
@given(
    kind=st.text(max_size=20),
    facts=st.dictionaries(st.text(min_size=1, max_size=10), st.text(max_size=20), max_size=4),
)
def test_any_identity_comes_back_from_its_text(kind: str, facts: dict[str, str]) -> None:
    facts.pop("jenis", None)
    written = Identity(kind, facts)
    assert written.text.isascii()
    assert identity.parse(written.text) == written


# ------------------------------------------------------------------ the file itself


@pytest.mark.tuntas
def test_the_same_content_gives_the_same_bytes_in_any_process() -> None:
    program = "from hashlib import sha256; from helpers import library_form as t; print(sha256(t.filled()).hexdigest())"
    paths = os.pathsep.join([str(TESTS), str(ROOT)])
    sums = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths, "TZ": zone},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for seed, zone in (("1", "UTC"), ("2", "Asia/Makassar"))
    }
    assert sums == {hashlib.sha256(filled()).hexdigest()}


FORMULA_LIKE = [
    "=1+1", "+62 811", "-5", "@nama", '=HYPERLINK("http://a.b")', "http://contoh.go.id", "mailto:a@b.c",
    "0012", "TRUE", "#tagar", "1/2", "'teks", "{=A1}", "_x0041_ dan _x000d_x", "p,q;r", '<b>&amp;"', "😀 é",
]  # fmt: skip


@pytest.mark.tuntas
@pytest.mark.parametrize("text", FORMULA_LIKE)
def test_texts_stay_texts(text: str) -> None:
    row = ANSWERED[0].model_copy(update={"judul": text, "catatan": text})
    data = write(LIBRARY, content({**ROWS, "Buku": (row,)}))
    sheet = sheet_of(openpyxl.load_workbook(io.BytesIO(data)), "Buku")
    assert {sheet[address].data_type for address in ("B7", "J7")} == {"s"}
    assert sheet["J7"].hyperlink is None
    issued = row.model_copy(update=dict.fromkeys(ASKED))
    result = understood(data, issued={**ROWS, "Buku": (issued,)})
    assert result.findings == []
    assert result.of("Buku", Buku) == [row]


CONTROL = ["\x00", "\x01", "\x08", "\x0b", "\x1b", "\x1f", "\x7f", "\x85", "\ufffe", "\uffff", "\ud800", "\udfff"]


def with_character(character: str) -> tuple[bytes, Buku]:
    """A workbook that holds a text with a character in every place that takes one, and its only book."""
    text = f"a{character}b"
    row = ANSWERED[0].model_copy(update={"nama_rak": text, "judul": text, "catatan": text})
    wish = Usulan(judul=text, bahasa=(text,))
    rows: Rows = {**ROWS, "Buku": (row,), "Usulan": (wish,), "Perpustakaan": (Perpustakaan(nama=text),)}
    wrong = finding(SheetCode.BUKAN_ANGKA, sheet="Buku", cells=["J7"], found=text, petunjuk=text)
    pages = {"Petunjuk": (Paragraph(text), Paragraph(text, label=text), Paragraph(text, heading=True))}
    notes = {("Buku", "E7"): text}
    return write(LIBRARY, replace(content(rows), findings=[wrong], pages=pages, notes=notes)), row


@pytest.mark.tuntas
@pytest.mark.parametrize("character", CONTROL, ids=ascii)
def test_characters_that_xml_cannot_hold_do_not_break_the_file(character: str) -> None:
    data, _ = with_character(character)
    with ZipFile(io.BytesIO(data)) as package:
        for part in package.namelist():
            ET.fromstring(package.read(part))
    (read_back,) = understood(data, issued={"Buku": ISSUED[:1]}).of("Buku", Buku)
    assert re.fullmatch(r"a.b", str(read_back.catatan))


@pytest.mark.tuntas
@pytest.mark.parametrize("character", CONTROL, ids=ascii)
def test_a_locked_text_with_such_a_character_counts_as_unchanged(character: str) -> None:
    data, row = with_character(character)
    issued = row.model_copy(update=dict.fromkeys(ASKED))
    found = understood(data, issued={"Buku": (issued,)}).findings
    assert SheetCode.TERKUNCI_BERUBAH not in [each.code for each in found]


# ------------------------------------------------------------------ any legal values

CHARACTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])
TEXTS = st.text(CHARACTERS, max_size=60).map(visible).filter(lambda text: text != "" and not is_error_name(text))
SAYING = TEXTS.filter(lambda text: not hollow(text))  # a required text has to say something
MAYBE_TEXT = st.none() | TEXTS
DAYS = st.none() | st.dates(date(1900, 1, 1), date(9999, 12, 31))
FIGURES = st.decimals(0, 10**9, places=4, allow_nan=False).map(lambda value: value.normalize() + 0)
NILAI_OF = {
    "angka": FIGURES,
    "persen": FIGURES,
    "indeks": FIGURES,
    "predikat": st.sampled_from("ABC"),
    "teks": SAYING,
}


@st.composite
def books(draw: st.DrawFn) -> tuple[Buku, ...]:
    """The issued books with any legal answers."""
    return tuple(
        row.model_copy(
            update={
                "judul": draw(SAYING),
                "jumlah": Decimal(draw(st.integers(0, 1000))),
                "nilai": draw(st.none() | NILAI_OF[row.jenis]),
                "bahasa": draw(st.none() | st.sampled_from(BAHASA["bahasa"].values)),
                "penerbit": draw(st.sampled_from((None, "P.1", "P.2"))),
                "dibeli": draw(DAYS),
                "catatan": draw(MAYBE_TEXT),
            }
        )
        for row in ISSUED
    )


WISHED = st.builds(
    Usulan,
    judul=SAYING,
    bahasa=st.none() | st.lists(st.sampled_from(BAHASA["bahasa"].values), min_size=1, unique=True).map(tuple),
    alasan=MAYBE_TEXT,
)


@pytest.mark.tuntas
@settings(max_examples=40, deadline=None)
@example(shelf=ANSWERED, wishes=[Usulan(judul="_x000A_", alasan="a_x0041_ _xd83d_")])
@given(shelf=books(), wishes=st.lists(WISHED, max_size=6))
def test_any_legal_values_come_back_exactly(shelf: tuple[Buku, ...], wishes: list[Usulan]) -> None:
    data = write(LIBRARY, content({**ROWS, "Buku": shelf, "Usulan": wishes}))
    issued = tuple(row.model_copy(update=dict.fromkeys(ASKED)) for row in shelf)
    result = understood(data, issued={**ROWS, "Buku": issued})
    assert _heavy(result.findings) == []
    assert result.of("Buku", Buku) == list(shelf)
    assert result.of("Usulan", Usulan) == wishes


def _heavy(findings: list[Finding]) -> list[Finding]:
    return [each for each in findings if each.severity is Severity.GALAT]


def test_a_list_too_long_for_a_drop_down_stands_on_a_hidden_sheet() -> None:
    """Excel refuses a list of more than 255 characters inside a drop-down; the file would be mended or broken."""
    names = tuple(f"Penerbit nomor {number}" for number in range(500))
    book = openpyxl.load_workbook(
        io.BytesIO(write(LIBRARY, replace(content(ROWS), choices={"bahasa": Choices(names)})))
    )
    rules = [rule for sheet in book for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert any("_daftar" in str(rule.formula1) for rule in rules)
    assert all(len(str(rule.formula1)) <= 257 for rule in rules)
    assert book["_daftar"].sheet_state != "visible"
    assert [cell.value for cell in book["_daftar"]["A"]] == list(names)
