"""What people cannot see never counts in silence and never vanishes in silence (docs/reading.md)."""

from __future__ import annotations

import io
import struct
import subprocess
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from helpers.library_form import BAHASA, GIVEN, LIBRARY, Edit, edited, filled, sheet_of, told, typed, understood
from openpyxl.cell.cell import Cell as OpenpyxlCell
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook as Book

from rkt_excel.workbook.declaration.declare import Column
from rkt_excel.workbook.declaration.layout import NOTE_HEAD
from rkt_excel.workbook.excel.xls_comments import XlsComments
from rkt_excel.workbook.findings import Finding, Severity
from rkt_excel.workbook.reading.around import TOLD, number_ranges
from rkt_excel.workbook.reading.openbook import open_book
from rkt_excel.workbook.reading.read import ReadResult, read
from rkt_excel.workbook.reading.table_reading import MOST_ROWS
from rkt_excel.workbook.values.cells import UNCACHED, Grid, a1_range, is_error_name, parse_a1, parse_range


def merge(span: str, *, sheet: str = "Buku", **under: int | str) -> Edit:
    """Cells merged as a program does that keeps what lies below."""

    def edit(book: Book) -> None:
        grid = sheet_of(book, sheet)
        grid.merge_cells(span)
        for address, value in under.items():
            row, column = parse_a1(address)
            grid._cells[row, column] = OpenpyxlCell(grid, row, column, value)

    return edit


def hide_row(number: int, *, sheet: str = "Buku") -> Edit:
    def edit(book: Book) -> None:
        sheet_of(book, sheet).row_dimensions[number].hidden = True

    return edit


def hide_column(letters: str, *, sheet: str = "Buku") -> Edit:
    def edit(book: Book) -> None:
        column = sheet_of(book, sheet).column_dimensions[letters]
        column.hidden, column.max = True, column.min  # openpyxl joins columns of one width

    return edit


def hide_sheet(name: str) -> Edit:
    def edit(book: Book) -> None:
        sheet_of(book, name).sheet_state = "hidden"

    return edit


def add_sheet(name: str, **cells: object) -> Edit:
    def edit(book: Book) -> None:
        sheet = book.create_sheet(name)
        for address, value in cells.items():
            sheet[address] = value

    return edit


def comment(address: str, text: str, author: str, *, sheet: str = "Buku") -> Edit:
    def edit(book: Book) -> None:
        sheet_of(book, sheet)[address].comment = Comment(text, author)

    return edit


def only(result: ReadResult, code: str) -> Finding:
    """The one finding of a code."""
    (found,) = [each for each in result.findings if each.code.name == code]
    return found


# By what was done: the edits, and every finding that must come of it as code and cells, no more and no less.
UNSEEN: dict[str, tuple[list[Edit], list[tuple[str, tuple[str, ...]]]]] = {
    "required cells merged downwards": ([merge("E7:E8")], [("SEL_DIGABUNG", ("E7", "E8"))]),
    "cells of one row merged": ([merge("E7:F7")], [("SEL_DIGABUNG", ("E7", "F7"))]),
    "locked cells merged, emptied below": ([merge("B7:B8")], [("SEL_DIGABUNG", ("B7", "B8"))]),
    "heading merged with the first cell": ([merge("E5:E7")], [("SEL_DIGABUNG", ("E7",))]),
    "cells merged over a group heading": ([merge("E8:E10")], [("SEL_DIGABUNG", ("E8", "E10"))]),
    "group heading merged in its row": ([merge("B9:J9")], []),
    "title merged over the columns": ([merge("A1:J1")], []),
    "cells beside the table merged": ([merge("P7:Q9")], []),
    "last column merged outwards": ([merge("J7:M7")], [("SEL_DIGABUNG", ("J7",))]),
    "row hidden": ([hide_row(8)], [("BARIS_TERSEMBUNYI", ("A8",))]),
    "two rows hidden": ([hide_row(10), hide_row(11)], [("BARIS_TERSEMBUNYI", ("A10", "A11"))]),
    "row above the headings hidden": ([hide_row(2)], []),
    "column hidden": ([hide_column("G")], [("KOLOM_TERSEMBUNYI", ("G5",))]),
    "column beside the table hidden": ([hide_column("P")], []),
    "declared sheet hidden": ([hide_sheet("Penerbit")], [("LEMBAR_TERSEMBUNYI", ())]),
    "page hidden": ([hide_sheet("Petunjuk")], []),
    "value of a card hidden": ([hide_row(4, sheet="Perpustakaan")], [("BARIS_TERSEMBUNYI", ("C4",))]),
    "values of a card merged": (
        [merge("C4:C5", sheet="Perpustakaan")],
        [("SEL_DIGABUNG", ("C4", "C5"))],
    ),
    "title overwritten": ([typed("A1", "mohon dibaca")], [("ISI_DI_LUAR_TEMPAT", ("A1",))]),
    "note between title and headings": ([typed("C3", "lihat surat")], [("ISI_DI_LUAR_TEMPAT", ("C3",))]),
    "heading overwritten": ([typed("E5", "Juta rupiah")], [("JUDUL_KOLOM_BERUBAH", ("E5",))]),
    "heading of a column of one's own": ([typed("P5", "Usul kami")], [("ISI_DI_LUAR_TEMPAT", ("P5",))]),
    "note beside a card": ([typed("F4", "ya?", sheet="Perpustakaan")], [("ISI_DI_LUAR_TEMPAT", ("F4",))]),
    "note beside a page": ([typed("D2", "ya?", sheet="Petunjuk")], [("ISI_DI_LUAR_TEMPAT", ("D2",))]),
    "note beside the self-check": ([typed("D2", "ya?", sheet="Periksa")], [("ISI_DI_LUAR_TEMPAT", ("D2",))]),
    "figure far beside the self-check": ([typed("Z9", 1, sheet="Periksa")], [("ISI_DI_LUAR_TEMPAT", ("Z9",))]),
    "sheet of one's own": (
        [add_sheet("Lampiran", A1="Rincian", B2=12)],
        [("LEMBAR_TAMBAHAN", ("A1", "B2"))],
    ),
    "empty sheet of one's own": ([add_sheet("Sheet1", A1=" ")], []),
    "page renamed": ([lambda book: setattr(sheet_of(book, "Petunjuk"), "title", "Cara")], []),
    "comment by a person": ([comment("E7", "dari mana?", "Staf")], [("CATATAN_SEL", ("E7",))]),
    "comment on a page": ([comment("A1", "baik", "", sheet="Petunjuk")], [("CATATAN_SEL", ("A1",))]),
    "comment by the program": ([comment("E7", NOTE_HEAD + "Definisi", "")], []),
    "error value pasted as text": ([typed("J7", "#N/A")], [("NILAI_ERROR", ("J7",))]),
    "text of a formula without result": ([typed("J7", f" {UNCACHED} ")], [("RUMUS_BELUM_DIHITUNG", ("J7",))]),
}


@pytest.mark.tuntas
@pytest.mark.parametrize("what", UNSEEN)
def test_what_is_not_seen_is_told_and_nothing_else_is(what: str) -> None:
    edits, expected = UNSEEN[what]
    assert sorted(told(understood(edited(filled(), *edits)))) == sorted(expected)


def test_a_value_under_a_merge_is_quoted_and_never_an_answer() -> None:
    result = understood(edited(filled(), merge("E7:E8", E8=77)))
    found = only(result, "SEL_DIGABUNG")
    assert found.message == "Sel E7:E8 digabung, sehingga hanya “12” yang terlihat; di bawahnya tersembunyi “77”."
    assert found.severity is Severity.GALAT
    first, second = result.rows["Buku"][:2]
    assert (first.row.jumlah, second.row.jumlah) == (Decimal(12), None)  # type: ignore[attr-defined]
    assert (first.faulty, second.faulty) == (frozenset(), frozenset({"jumlah"}))


def test_a_merge_that_takes_in_nothing_but_one_declared_cell_is_only_pointed_out() -> None:
    result = understood(edited(filled(), merge("J7:M7")))
    assert only(result, "SEL_DIGABUNG").severity is Severity.PERINGATAN
    assert result.rows["Buku"][0].row.catatan == "baris satu\nbaris dua"  # type: ignore[attr-defined]


def test_a_hidden_key_under_a_merge_still_names_its_row() -> None:
    result = understood(edited(filled(), merge("A7:A8", A8="B.2")))
    assert told(result) == [("SEL_DIGABUNG", ("A7", "A8"))]
    assert [row.key for row in result.rows["Buku"]][:2] == ["B.1", "B.2"]


def test_hidden_rows_and_columns_are_read_like_others_and_named_as_people_list_them() -> None:
    plain = understood(filled())
    result = understood(edited(filled(), hide_row(7), hide_row(8), hide_row(11), hide_column("E")))
    assert [row.row for row in result.rows["Buku"]] == [row.row for row in plain.rows["Buku"]]
    assert only(result, "BARIS_TERSEMBUNYI").message == "Baris 7–8, 11 tersembunyi atau tersaring; isinya tetap dibaca."
    assert only(result, "KOLOM_TERSEMBUNYI").message == "Kolom E tersembunyi; isinya tetap dibaca."


def test_a_column_that_the_declaration_hides_is_no_finding() -> None:
    book = LIBRARY.sheet("Buku")
    declared = book.row.columns()["bahasa"]  # type: ignore[attr-defined]
    assert isinstance(declared, Column)
    book.row._columns["bahasa"] = replace(declared, hidden=True)  # type: ignore[attr-defined]
    vars(book).pop("_visible", None)  # the table keeps its columns
    try:
        assert told(understood(edited(filled(), hide_column("G")))) == []
    finally:
        book.row._columns["bahasa"] = declared  # type: ignore[attr-defined]
        vars(book).pop("_visible", None)


def test_a_foreign_sheet_is_named_with_how_much_it_holds() -> None:
    cells = {f"A{row}": f"isi {row}" for row in range(1, 9)}
    found = only(understood(edited(filled(), add_sheet("Lampiran", **cells))), "LEMBAR_TAMBAHAN")
    assert found.severity is Severity.PERINGATAN
    assert "8 sel berisi" in found.message
    assert "A1 “isi 1”, A2 “isi 2”" in found.message


def test_a_copy_of_a_declared_sheet_is_a_foreign_sheet() -> None:
    result = understood(edited(filled(), lambda book: book.copy_worksheet(sheet_of(book, "Buku"))))
    assert only(result, "LEMBAR_TAMBAHAN").sheet == "Buku Copy"


def test_a_great_number_of_strays_is_summed_up() -> None:
    def scatter(book: Book) -> None:
        for row in range(6, 6 + TOLD + 20):
            sheet_of(book, "Buku").cell(row, 20).value = f"catatan {row}"

    found = [each for each in understood(edited(filled(), scatter)).findings if each.cells]
    assert len(found) == TOLD + 1
    assert "20 sel lain" in found[-1].message


def test_rows_beyond_any_real_table_are_told_not_read_in_silence() -> None:
    def fill(book: Book) -> None:
        for row in range(6, 6 + MOST_ROWS + 10):
            sheet_of(book, "Usulan").cell(row, 1).value = "Judul"

    result = understood(edited(filled(), fill))
    assert only(result, "BARIS_TERLALU_BANYAK").message.startswith(f"Lembar Usulan berisi {MOST_ROWS + 10} baris")
    assert len(result.rows["Usulan"]) == MOST_ROWS + 2 * len(GIVEN["Usulan"])


def test_many_merges_are_asked_back_as_one_and_cost_little() -> None:
    book = open_book(filled())
    grid = next(each for each in book.grids if each.name == "Buku")
    grid.merges.extend((7, 5, 12, right) for right in range(6, 6 + 40_000))
    result = read(LIBRARY, book, choices=BAHASA, given=GIVEN)
    assert len([each for each in result.findings if each.code.name == "SEL_DIGABUNG"]) == TOLD + 1
    assert {row.row.nilai for row in result.rows["Buku"]} == {None}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text", ["#N/A", "#ref!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "Err:502", " #N/A "]
)
def test_names_of_error_values(text: str) -> None:
    assert is_error_name(text)


@pytest.mark.parametrize("text", ["#", "#1", "N/A", "lihat #N/A", "Err:5", "error", ""])
def test_what_is_no_name_of_an_error_value(text: str) -> None:
    assert not is_error_name(text)


def test_ranges_and_spans_as_people_write_them() -> None:
    assert parse_range("$J$9:H7") == (7, 8, 9, 10)
    assert parse_range("H7") == (7, 8, 7, 8)
    assert a1_range((7, 8, 9, 10)) == "H7:J9"
    assert number_ranges([1, 2, 3, 7, 9, 10], str) == "1–3, 7, 9–10"


# ------------------------------------------------------------ the same in every format


def unseen() -> bytes:
    """A workbook with everything that people do not see."""
    book = Book()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Isian"
    for row in range(1, 8):
        for column in range(1, 6):
            sheet.cell(row, column).value = row * 10 + column
    sheet.merge_cells("A1:B2")
    sheet.merge_cells("D4:D5")
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[6].hidden = True
    sheet.row_dimensions[900].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.column_dimensions["K"].hidden = True
    sheet["E7"] = "=1+1"
    sheet["E6"] = '=IF(1,"","x")'
    sheet["E5"] = '=IF(1,"teks","x")'
    sheet["A7"].comment = Comment("Staf:\ndari mana?", "Staf")
    sheet["B7"].comment = Comment(NOTE_HEAD + "Definisi", "")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def check_unseen(grid: Grid) -> None:
    assert grid.merges == [(1, 1, 2, 2), (4, 4, 5, 4)]
    assert grid.hidden_rows == {3, 6}
    assert grid.hidden_columns == {3}


def test_merges_and_hidden_parts_of_an_xlsx() -> None:
    grid = open_book(unseen()).grids[0]
    check_unseen(grid)
    assert {cell.address for cell in grid.cells.values() if cell.uncached} == {"E5", "E6", "E7"}
    assert {place: (each.text, each.author) for place, each in grid.comments.items()} == {
        (7, 1): ("Staf:\ndari mana?", "Staf"),
        (7, 2): (NOTE_HEAD + "Definisi", ""),
    }


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """What people do not see, as LibreOffice saves it in one of its formats."""
    folder: Path = tmp_path_factory.mktemp("unseen")
    (folder / "asal.xlsx").write_bytes(unseen())

    def convert(ending: str) -> bytes:
        command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", ending, "--outdir", str(folder / ending), str(folder / "asal.xlsx")]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (folder / ending / f"asal.{ending}").read_bytes()

    return convert


@pytest.mark.program("LibreOffice")
@pytest.mark.xdist_group("libreoffice")
@pytest.mark.parametrize("ending", ["xlsx", "ods", "fods", "xls"])
def test_merges_hidden_parts_and_formulas_in_every_format(resaved: Callable[[str], bytes], ending: str) -> None:
    grid = open_book(resaved(ending)).grids[0]
    check_unseen(grid)
    formulas = {cell.address: cell.value for cell in grid.cells.values() if cell.formula}
    assert formulas == {"E5": "teks", "E6": "", "E7": Decimal(2)}
    texts = {place: each.text for place, each in grid.comments.items()}
    assert texts == {(7, 1): "Staf:\ndari mana?", (7, 2): NOTE_HEAD + "Definisi"}


def _object(number: int) -> tuple[int, bytes]:
    return 0x5D, struct.pack("<4H", 0x15, 0x12, 0x19, number) + bytes(14)


def _text(length: int) -> tuple[int, bytes]:
    return 0x1B6, struct.pack("<6H", 0, 0, 0, 0, 0, length) + bytes(6)


def _note(row: int, column: int, number: int) -> tuple[int, bytes]:
    return 0x1C, struct.pack("<4H", row, column, 0, number) + b"\x00\x00\x00"


def _part(text: str, *, wide: bool) -> tuple[int, bytes]:
    return 0x3C, (b"\x01" + text.encode("utf-16-le")) if wide else (b"\x00" + text.encode("latin-1"))


FORMATTING = (0x3C, bytes(16))  # follows the letters of a text and is none


@pytest.mark.parametrize(
    ("records", "told"),
    [
        pytest.param(
            [_object(1), _text(4), _part("dari", wide=False), FORMATTING, _note(6, 4, 1)], {(7, 5): "dari"}, id="plain",
        ),
        pytest.param(
            [_object(3), _text(7), _part("dari ", wide=False), _part("≥2", wide=True), FORMATTING, _note(0, 0, 3)],
            {(1, 1): "dari ≥2"}, id="in two parts, one of them wide",
        ),
        pytest.param(
            [_object(1), _text(1), _part("a", wide=False), _object(2), _text(1), _part("b", wide=False),
             _note(1, 0, 2), _note(0, 0, 1)],
            {(2, 1): "b", (1, 1): "a"}, id="notes in another order",
        ),
        pytest.param([_object(1), (0x3C, b"\x00lain"), _note(0, 0, 1)], {}, id="a part of something else"),
        pytest.param([_note(0, 0, 9), (0x1C, b"\x00"), (0x5D, b""), (0x1B6, b""), (0x3C, b"")], {}, id="damaged"),
    ],
)  # fmt: skip
def test_comments_of_an_xls_are_put_together_from_their_records(
    records: list[tuple[int, bytes]], told: dict[tuple[int, int], str]
) -> None:
    comments = XlsComments()
    for code, data in records:
        comments.see(0, code, data)
    comments.see(1, *_note(5, 5, 1))  # the numbers of objects begin anew on each sheet
    assert {place: each.text for place, each in comments.found[0].items()} == told
    assert comments.found[1] == {}
