"""No word is broken and no line is cut: columns as wide and rows as high as Arial needs, in every workbook."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from helpers.every_workbook import PAPERS
from helpers.every_workbook import books as every_book
from helpers.written_books import all_books, form_of, loaded, offered, shipped, texts, widths
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries as bounds

from rkt_excel.model.origin.master import Master
from rkt_excel.model.vocabulary.terms import Jenis
from rkt_excel.workbook.writing.measure import advance

FRAME = 5  # pixels of a column that its frame takes (Excel)
STEP = 11  # pixels of each step of an indent: three spaces of Arial 10
BUTTON = 18  # pixels of the filter's button; LibreOffice breaks a heading before it
LONGEST = 250  # pixels: an address or the name of a file may be broken, no word of a language
LINES = {10: 12.75, 11: 14.25, 12: 15.75, 14: 18.0, 18: 23.25, 9: 12.0}  # points of a line, by the size
DEEP = "FF0B5563"  # behind headings


def across(text: str, cell: Any) -> float:
    """How wide a text is in pixels at 96 dpi in the letters of a cell."""
    return advance(text, bold=bool(cell.font.b)) * float(cell.font.sz) * 96 / 72 / 1000


def pixels(width: float) -> int:
    return round(width * 7)  # in a file the frame is a part of the width (ECMA-376 part 1, 18.3.1.13)


def room(cell: Any, columns: list[int], wide: Mapping[int, float]) -> float:
    """What a cell leaves to its text, in pixels."""
    return sum(pixels(wide[each]) for each in columns if each in wide) - FRAME - STEP * int(cell.alignment.indent or 0)


def words(text: str) -> list[str]:
    return re.split(r"[ \n]+", text)


def broken(book: Any) -> Iterator[str]:
    """The words that have no room, each with its place."""
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        wide, filtered = widths(sheet), sheet.auto_filter.ref
        heading = bounds(filtered)[1] if filtered else None
        for cell, columns in texts(sheet):
            button = BUTTON - FRAME if cell.row == heading else 0
            for word in words(cell.value) if cell.alignment.wrap_text else ():
                if across(word, cell) + button > room(cell, columns, wide) and across(word, cell) < LONGEST:
                    yield f"{sheet.title} {cell.coordinate}: {word}"
        for area, values in offered(book, sheet):
            cell = sheet[area.split(":", maxsplit=1)[0]]
            for word in (word for value in values for word in words(value)):
                if across(word, cell) > room(cell, [cell.column], wide):
                    yield f"{sheet.title} {area}: {word} (daftar)"


def lines(text: str, cell: Any, width: float) -> int:
    """How many lines a text takes where words are kept whole."""
    total = 0
    for paragraph in text.split("\n"):
        total, used = total + 1, 0.0
        for word in paragraph.split(" "):
            own = across(word, cell)
            if used and used + own > width:
                total, used = total + 1, 0.0
            total += int(own // width) if own > width else 0
            used += own + across(" ", cell)
    return total


def heights(sheet: Any) -> Iterator[tuple[int, float, float, bool]]:
    """Each row with its height, what its texts need, and whether it is one of headings."""
    wide, needs, headed = widths(sheet), defaultdict[int, float](float), set[int]()
    for cell, columns in texts(sheet):
        count = lines(cell.value, cell, room(cell, columns, wide)) if cell.alignment.wrap_text else 1
        needs[cell.row] = max(needs[cell.row], count * LINES[int(cell.font.sz)])
        if cell.fill.fgColor.rgb == DEEP:
            headed.add(cell.row)
    merged = {
        row for area in sheet.merged_cells.ranges if area.max_row > area.min_row for row in (area.min_row, area.max_row)
    }
    for row, need in needs.items():
        if row not in merged:
            height = sheet.row_dimensions[row].height or sheet.sheet_format.defaultRowHeight
            yield row, min(need, 409), height, row in headed


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return {name: loaded(book) for name, book in all_books(tmp_path_factory.mktemp("buku")).items()}


def test_every_kind_of_workbook_is_looked_at(books: Mapping[str, Any]) -> None:
    told = " ".join(books)
    assert len([name for name in books if name.startswith("formulir ")]) == len(shipped().bagian)
    assert all(kind in told for kind in ("perbaikan", "Perbaikan", "Konsep", "Draft", "Keputusan", "induk kosong"))


def test_no_word_is_broken_in_any_workbook(books: Mapping[str, Any]) -> None:
    assert [f"{name}: {each}" for name, book in books.items() for each in broken(book)] == []


def test_no_line_is_cut_in_any_workbook(books: Mapping[str, Any]) -> None:
    cut = [
        f"{name}: {sheet.title} {row}: {need} > {height}"
        for name, book in books.items() for sheet in book.worksheets if sheet.sheet_state == "visible"
        for row, need, height, _ in heights(sheet) if need > height
    ]  # fmt: skip
    assert cut == []


def test_no_linked_text_needs_a_second_line(books: Mapping[str, Any]) -> None:
    """LibreOffice wraps no text that carries a link: what is longer is cut there, however high its row is."""
    many = {f"perbaikan {paper}": loaded(every_book(paper)["perbaikan"].data) for paper in PAPERS}
    linked = [
        (f"{name}: {sheet.title} {cell.coordinate} {cell.value}", across(cell.value, cell) - room(cell, columns, wide))
        for name, book in {**books, **many}.items() for sheet in book.worksheets if sheet.sheet_state == "visible"
        for wide in [widths(sheet)] for cell, columns in texts(sheet) if cell.hyperlink
    ]  # fmt: skip
    assert len(linked) > 100
    assert [told for told, lacking in linked if lacking > 0] == []


@pytest.mark.parametrize("paper", PAPERS)
def test_the_cells_of_what_has_to_be_mended_are_told_as_ranges_and_all_of_them(paper: str) -> None:
    sheet = load_workbook(io.BytesIO(every_book(paper)["perbaikan"].data))["Perbaikan"]
    told = {cell.row: str(cell.value) for cell in sheet["C"] if cell.value}
    assert "Kinerja L7–L14" in told.values()
    scattered = next(row for row, text in told.items() if "HYPERLINK" in text)
    listed = ", ".join(f"L{row}" for row in range(7, 31, 2))
    assert told[scattered] == f'=HYPERLINK("#\'Kinerja\'!L7","Kinerja {listed}")'
    assert sheet.row_dimensions[scattered].height > 2 * LINES[10]


def test_headings_are_as_high_as_their_words_and_the_button_of_the_filter(books: Mapping[str, Any]) -> None:
    high = [
        f"{name}: {sheet.title} {row}: {height} for {need}"
        for name, book in books.items() for sheet in book.worksheets if sheet.sheet_state == "visible"
        for row, need, height, heading in heights(sheet) if heading and height > need + 1.5 * LINES[10]
    ]  # fmt: skip
    assert high == []


def test_the_star_of_a_required_column_never_stands_alone_on_a_line(books: Mapping[str, Any]) -> None:
    starred = [
        cell.value for book in books.values() for sheet in book.worksheets for cell, _ in texts(sheet)
        if cell.value.endswith("*")
    ]  # fmt: skip
    assert len(starred) > 100
    assert {text[-2:] for text in starred} == {"\u00a0*"}


def worded(satuan: str, target: str, grade: str, name: str) -> Master:
    """The shipped office with other words where a cell holds what it has no say in."""
    master = shipped()
    first, graded, *rest = [each for each in master.indikator if "SEK" in each.bagian]
    told = first.model_copy(update={"jenis": Jenis.TEKS, "satuan": satuan, "target": target, "indikator": name})
    scale = [each.model_copy(update={"nilai": grade}) if each.urutan == 3 else each for each in master.predikat]
    ranked = graded.model_copy(update={"jenis": Jenis.PREDIKAT, "target": grade, "capaian_lalu": grade})
    return replace(master, indikator=(told, ranked, *rest), predikat=tuple(scale))


@pytest.mark.parametrize(
    ("satuan", "target", "grade", "name"),
    [
        ("rekomendasi", "Ditetapkan", "terakreditasi", "arsiparis/pengelola"),
        ("pertanggungjawaban", "Mewujudkan", "memuaskan", "ketersediaan"),
        ("WWWWWWWWWWWW", "MMMMMMMMMM", "iiiiiiiiiiii", "mmmmmmmmmmmmmmmmm"),
        ("orang", "ya", "A", "i"),
    ],
)
def test_whatever_word_an_office_uses_it_stays_whole(satuan: str, target: str, grade: str, name: str) -> None:
    book = loaded(form_of(worded(satuan, target, grade, f"Jumlah {name}"), "SEK"))
    assert list(broken(book)) == []
    assert [row for sheet in book.worksheets for row, need, height, _ in heights(sheet) if need > height] == []
