"""A form on a telephone, and its first page: little is frozen, and what hints say stands on a sheet, too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from statistics import mean
from typing import Any

import pytest
from helpers.kantor import small
from helpers.perubahan import shared
from helpers.written_books import all_books, form_of, forms, loaded, shipped, texts, widths

from rkt_excel.model.forms import form
from rkt_excel.model.forms.bantuan import EXAMPLES, JOINT, mode_told
from rkt_excel.model.origin.master import Master
from rkt_excel.model.tables.formulir import Kinerja
from rkt_excel.model.vocabulary.terms import QUARTERS, CaraGabung
from rkt_excel.workbook.declaration.declare import value_of
from rkt_excel.workbook.writing import style

SCREEN = (360, 640)  # CSS pixels of an upright telephone, which are those of a sheet at 100 per cent
TABLES = (form.KINERJA, form.PROGRAM, form.USULAN)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return {name: loaded(book) for name, book in all_books(tmp_path_factory.mktemp("buku")).items()}


def frozen(sheet: Any) -> tuple[float, float]:
    """How wide and how high what stays in place is, in pixels at 100 per cent."""
    pane = sheet.sheet_view.pane
    if pane is None:
        return 0, 0
    wide = widths(sheet)
    across = sum(wide.get(column, 0) * 7 for column in range(1, int(pane.xSplit or 0) + 1))
    dims, default = sheet.row_dimensions, sheet.sheet_format.defaultRowHeight
    rows = [dims[row] for row in range(1, int(pane.ySplit or 0) + 1)]
    return across, sum((each.height or default) * 96 / 72 for each in rows if not each.hidden)


def test_no_frozen_pane_takes_more_than_a_third_of_an_upright_telephone(books: Mapping[str, Any]) -> None:
    large = [
        (name, sheet.title, frozen(sheet)) for name, book in books.items() for sheet in book.worksheets
        if sheet.sheet_state == "visible" and any(map(lambda one, all_of: one > all_of / 3, frozen(sheet), SCREEN))
    ]  # fmt: skip
    assert large == []


@pytest.mark.parametrize("name", [name for name in forms() if name.startswith("formulir")])
def test_each_row_of_a_form_is_known_by_its_kode_wherever_one_scrolls(name: str) -> None:
    book = loaded(forms()[name])
    for sheet in (form.KINERJA, form.PROGRAM):
        assert book[sheet].sheet_view.pane.xSplit == 1
        kodes = [row[0].value for row in book[sheet].iter_rows(min_row=6)]
        assert all(kodes)
        assert len(set(kodes)) == len(kodes)


@pytest.mark.parametrize("master", [shipped(), shared(shipped()), small(shipped())], ids=["shipped", "shared", "small"])
def test_what_is_told_under_the_cursor_stands_on_a_sheet(master: Master) -> None:
    for bagian in (each.kode for each in master.bagian):
        book = loaded(form_of(master, bagian))
        seen = {cell.value for cell, _ in texts(book[form.DEFINISI])}
        for sheet in (each for each in TABLES if each in book.sheetnames):
            rules = book[sheet].data_validations.dataValidation
            assert rules
            assert {rule.prompt for rule in rules} <= seen


@pytest.mark.parametrize("name", list(forms()))
def test_what_the_comments_of_a_form_say_stands_on_a_sheet(name: str) -> None:
    """Definitions, sources, last year's quarters: each part of a comment, word for word."""
    book = loaded(forms()[name])
    told = "\n".join(str(cell.value) for sheet in book.worksheets for cell, _ in texts(sheet))
    comments = [cell.comment for sheet in TABLES for row in book[sheet].iter_rows() for cell in row if cell.comment]
    assert comments
    for each in comments:
        for part in each.text.removeprefix("Formulir:\n").split("\n"):
            assert part.partition(": ")[2] in told, part


def colours(sheet: Any) -> dict[str, tuple[str, str]]:
    """The ink and the ground of each label in the first column."""
    return {
        str(row[0].value): (row[0].fill.fgColor.rgb[2:], row[0].font.color.rgb[2:])
        for row in sheet.iter_rows() if row[0].value and row[0].fill.fill_type == "solid"
    }  # fmt: skip


def test_the_legend_is_drawn_in_the_colours_that_it_explains() -> None:
    found = colours(loaded(form_of(shipped(), "SEK"))[form.PETUNJUK])
    for label, look in {
        "Kuning": style.FILL, "Abu-abu": style.LOCKED, "Merah – PERBAIKI": style.GALAT,
        "ISI, CEK TW, ISI ALASAN": style.PERINGATAN, "Hijau – OK": style.IN_ORDER,
    }.items():  # fmt: skip
        ink = str(look.get("font_color", style.INK)).lstrip("#")
        assert found[label] == (str(look["bg_color"]).lstrip("#"), ink), label


def test_there_is_air_above_and_below_each_heading_and_beside_the_small_tables() -> None:
    sheet = loaded(form_of(shipped(), "SEK"))[form.PETUNJUK]
    headings = [row for row in range(3, sheet.max_row) if sheet.cell(row, 1).font.sz == 12]
    assert len(headings) >= 5
    for row in headings:
        assert sheet.row_dimensions[row].height >= 15.75 + 12
        assert sheet.cell(row, 1).alignment.vertical == "center"
    head = next(row for row in range(3, sheet.max_row) if sheet.cell(row, 2).value == "Satuan")
    last = head + len(EXAMPLES)
    for row in (head - 1, last + 1):
        blank = sheet.cell(row, 1).value is None and sheet.row_dimensions[row].height >= 6
        assert blank or row in headings


@pytest.mark.parametrize("row", EXAMPLES, ids=[row.mode for row in EXAMPLES])
def test_each_mode_is_explained_by_a_line_that_adds_up(row: Kinerja) -> None:
    told = {cell.value for cell, _ in texts(loaded(form_of(shipped(), "SEK"))[form.PETUNJUK])}
    assert mode_told(row) in told
    assert row.mode in told
    assert str(row.target) in mode_told(row)
    assert all(str(value_of(row, name)) in mode_told(row) for name in QUARTERS if value_of(row, name) is not None)


def test_each_way_to_share_is_explained_by_a_line_that_comes_out() -> None:
    told = {cell.value for cell, _ in texts(loaded(form_of(shipped(), "PLY"))[form.PETUNJUK])}
    ways: dict[CaraGabung, Callable[[tuple[int, int]], float]] = {
        CaraGabung.JUMLAH: sum, CaraGabung.RATA: mean, CaraGabung.UTAMA: max
    }  # fmt: skip
    assert [each.cara for each in JOINT] == [CaraGabung.JUMLAH, CaraGabung.RATA, CaraGabung.UTAMA]
    for each in JOINT:
        assert {f"bersama: {each.cara}", each.told} <= told
        assert ways[each.cara](each.isian) == each.hasil
        assert all(str(number) in each.told for number in (*each.isian, each.hasil))
    assert JOINT[-1].isian[0] == JOINT[-1].isian[1]
