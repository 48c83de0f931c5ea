"""What a declared workbook looks like once written: each sheet read back by openpyxl and said in words.

The two forms use everything that a declaration can say. A table below says one kind of thing of each of their sheets;
a difference is a change that somebody who opens the file would see.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from helpers import garden_form, library_form, written_sheets
from helpers.written_sheets import opened
from openpyxl.utils import rows_from_range

FORMS = {"garden": garden_form.planted, "library": library_form.filled}
Place = tuple[str, str]  # form and sheet


def sheet(place: Place) -> Any:
    return opened(FORMS[place[0]]())[place[1]]


def shown() -> set[Place]:
    """Every sheet that people see."""
    books = {name: opened(form()) for name, form in FORMS.items()}
    return {(name, each.title) for name, book in books.items() for each in book if each.sheet_state == "visible"}


@pytest.mark.parametrize("table", ["COLUMNS", "HEIGHTS", "PRINTS", "VIEWS", "LOOKS"])
def test_every_sheet_that_people_see_stands_in_every_table(table: str) -> None:
    assert globals()[table].keys() == shown()


# Characters. As declared, or as the longest word needs (a heading beside the button of its filter); in brackets what is
# not shown: names of fields, a hidden or a sparse column, the counts beside the lines of Periksa.
COLUMNS: dict[Place, str] = {
    ("garden", "Cara"): "20 30 30",
    ("garden", "Kebun"): "(0) 26 46 60",
    ("garden", "Bedeng"): "12 20 9 (7) (12) 12 16 12 12 12 16",
    ("garden", "Orang"): "12 24",
    ("garden", "Hujan"): "14 12",
    ("garden", "Cuaca"): "14 12",
    ("garden", "Perbaikan"): "5 11 17 36 37.3 54 10",
    ("garden", "Periksa"): "19 72 22 (0) (0)",
    ("library", "Petunjuk"): "30 74",
    ("library", "Perpustakaan"): "(0) 26 46 60",
    ("library", "Penerbit"): "12 12",
    ("library", "Buku"): "12 30 12 12 12 12 12 12 12 30 10",
    ("library", "Usulan"): "30 12 12 10",
    ("library", "Periksa"): "19 72 22 (0)",
}


@pytest.mark.parametrize("place", COLUMNS, ids="-".join)
def test_columns_are_as_wide_as_declared_or_as_their_words_need(place: Place) -> None:
    assert written_sheets.columns(sheet(place)) == COLUMNS[place]


# Points, by row. A line of letters takes 13.2 and each row 3 more, in whole pixels (0.75); a title, a heading over rows
# and the air around a heading of a page are fixed. Where + stands the row grows when somebody types more; that of the
# names of fields is not shown.
HEIGHTS: dict[Place, str] = {
    ("garden", "Cara"): "1:24 2:16.5 3:33.75 4-5:17.25 6:8.25 7-9:19.5 10:8.25 11:46.5",
    ("garden", "Kebun"): "1:24 2:16.5 4-5:16.5",
    ("garden", "Bedeng"): "1:24 2-3:16.5 4:(16.5) 5:42.75 6:42.75+ 7-11:29.25+",
    ("garden", "Orang"): "1:24 2:16.5 4:(16.5) 5:29.25 6-10:16.5+",
    ("garden", "Hujan"): "1:24 2:16.5 4:(16.5) 5-6:16.5",
    ("garden", "Cuaca"): "1:24 2-3:16.5 4:(16.5) 5:29.25 6-7:16.5+",
    ("garden", "Perbaikan"): "1:21 2-3:16.5 5:20.25 6:18 7-8:16.5 9:187.5 10:18 11:16.5",
    ("garden", "Periksa"): "1:24 2-4:16.5 6:20.25 7:18 8-11:16.5 12:18 13-18:16.5",
    ("library", "Petunjuk"): "1:24 3:33.75 4-5:17.25",
    ("library", "Perpustakaan"): "1:24 2:16.5 4-6:16.5",
    ("library", "Penerbit"): "1:24 2:16.5 4:(16.5) 5:42.75 6-10:16.5+",
    ("library", "Buku"): "1:24 2-3:16.5 4:(16.5) 5:42.75 6:18 7:29.25+ 8:16.5+ 9:18 10-12:16.5+",
    ("library", "Usulan"): "1:24 2-3:16.5 4:(16.5) 5:42.75 6-7:29.25+ 8-11:16.5+",
    ("library", "Periksa"): "1:24 2-4:16.5 6:20.25 7:18 8-9:16.5 10:18 11-12:16.5 13:18 14-18:16.5",
}


@pytest.mark.parametrize("place", HEIGHTS, ids="-".join)
def test_rows_are_as_high_as_their_texts_and_grow_where_people_type(place: Place) -> None:
    assert written_sheets.heights(FORMS[place[0]](), place[1]) == HEIGHTS[place]


# What prints; upright where the columns have room; Excel's number of the paper (9 is A4, 14 Folio); pages wide x high,
# 0 for as many as it takes; what stands on every page.
PRINTS: dict[Place, str] = {
    ("garden", "Cara"): "A1:C11 portrait paper 9 1x0",
    ("garden", "Kebun"): "A1:D5 landscape paper 9 1x0",
    ("garden", "Bedeng"): "A5:K11 landscape paper 9 2x0 row 5:5 columns A:B overThenDown",
    ("garden", "Orang"): "A1:B10 portrait paper 9 1x0 row 5:5",
    ("garden", "Hujan"): "A1:B6 portrait paper 9 1x0 row 5:5",
    ("garden", "Cuaca"): "A1:B3 portrait paper 9 1x0 row 5:5",
    ("garden", "Perbaikan"): "A1:G11 landscape paper 9 1x0 row 5:5",
    ("garden", "Periksa"): "A1:C18 portrait paper 9 1x0 row 6:6",
    ("library", "Petunjuk"): "A1:B5 portrait paper 14 1x1",
    ("library", "Perpustakaan"): "A1:D6 landscape paper 14 1x0",
    ("library", "Penerbit"): "A1:B10 portrait paper 14 1x0 row 5:5",
    ("library", "Buku"): "A1:K12 landscape paper 14 1x0 row 5:5",
    ("library", "Usulan"): "A1:D11 portrait paper 14 1x0 row 5:5",
    ("library", "Periksa"): "A1:C18 portrait paper 14 1x0 row 6:6",
}


@pytest.mark.parametrize("place", PRINTS, ids="-".join)
def test_each_sheet_prints_whole_on_the_paper_of_the_office(place: Place) -> None:
    page = sheet(place)
    assert written_sheets.printing(page) == PRINTS[place]
    margins = page.page_margins
    assert (margins.left, margins.right, margins.top, margins.bottom) == (0.5, 0.5, 0.6, 0.7)
    assert (page.oddFooter.left.size, page.oddFooter.right.size) == (8, 8)
    assert page.oddFooter.left.text == {"garden": "R&&D Kebun", "library": ""}[place[0]]


@pytest.mark.parametrize(
    ("place", "left", "right"),
    [(("garden", "Bedeng"), "&BBedeng 2027", "Berubah sejak 2026"), (("library", "Buku"), None, None)],
)
def test_a_title_stands_in_the_margin_where_pages_stand_side_by_side(
    place: Place, left: str | None, right: str | None
) -> None:
    head = sheet(place).oddHeader
    assert (head.left.text, head.right.text) == (left, right)


# What stays in place, the cell in which one begins to type, the zoom, the rows that are filtered, and what a locked
# sheet still allows.
VIEWS: dict[Place, str] = {
    ("garden", "Cara"): "cursor A1, 100 %, locked but formatColumns formatRows",
    ("garden", "Kebun"): "cursor C4, 100 %, open",
    (
        "garden",
        "Bedeng",
    ): "frozen B6, cursor F6, 100 %, filter A5:K11, locked but formatColumns formatRows sort autoFilter",
    ("garden", "Orang"): "frozen B6, cursor A6, 100 %, filter A5:B10, open",
    ("garden", "Hujan"): "frozen B6, cursor A1, 100 %, locked but formatColumns formatRows sort autoFilter",
    (
        "garden",
        "Cuaca",
    ): "frozen B6, cursor A1, 100 %, filter A5:B7, locked but formatColumns formatRows sort autoFilter",
    ("garden", "Perbaikan"): "frozen A6, cursor A1, 100 %, locked but formatColumns formatRows autoFilter",
    ("garden", "Periksa"): "frozen A7, cursor A7, 100 %, locked but formatColumns formatRows autoFilter",
    ("library", "Petunjuk"): "cursor A1, 100 %, locked but formatColumns formatRows",
    ("library", "Perpustakaan"): "cursor C4, 100 %, open",
    ("library", "Penerbit"): "frozen B6, cursor A6, 100 %, filter A5:B10, open",
    (
        "library",
        "Buku",
    ): "frozen B6, cursor E7, 100 %, filter A5:K12, locked but formatColumns formatRows sort autoFilter",
    (
        "library",
        "Usulan",
    ): "frozen A6, cursor A6, 100 %, filter A5:D11, locked but formatColumns formatRows sort autoFilter",
    ("library", "Periksa"): "frozen A7, cursor A7, 100 %, locked but formatColumns formatRows autoFilter",
}


@pytest.mark.parametrize("place", VIEWS, ids="-".join)
def test_each_sheet_opens_where_one_begins_and_allows_what_does_no_harm(place: Place) -> None:
    assert written_sheets.seen(sheet(place)) == VIEWS[place]


# Where nobody types, cells are pale; the key stands a step further left than texts, a part of a bed a step further
# right than the bed; what changed has a bar at its left, and a heading of a page is not wrapped.
LOOKS: dict[Place, dict[str, str]] = {
    ("garden", "Cara"): {
        "A1": "locked 14pt bold",
        "A2": "locked",
        "A3": "locked 12pt bold center",
        "A4": "locked yellow 11pt bold left+1 wraps framed",
        "B4": "locked 11pt left+1 wraps",
        "A5": "locked 11pt bold wraps",
        "B5": "locked 11pt link wraps",
        "A7:C7": "locked deep bold center center wraps framed",
        "A8:A9": "locked pale center wraps framed",
        "B8:B9": "locked pale left+1 wraps framed",
        "C8:C9": "locked yellow italic left+1 wraps framed",
        "A11": "locked 11pt wraps",
    },
    ("garden", "Kebun"): {
        "B1": "locked 14pt bold",
        "B2": "locked",
        "A4:A5": "open",
        "B4:B5": "locked pale bold wraps framed",
        "C4:C5": "open white left+1 wraps framed @",
        "D4:D5": "locked left+1 wraps",
    },
    ("garden", "Bedeng"): {
        "A1": "locked 14pt bold",
        "A2": "locked",
        "A3": "locked bold",
        "C3": "locked bold +1 barred",
        "A5:K5": "locked deep bold center wraps framed",
        "A6 A11": "locked tinted bold left wraps framed @",
        "B6 D6:E6 G6 B11 D11:E11 G11": "locked tinted bold left+1 wraps framed @",
        "C6 C11": "locked tinted bold right+1 framed",
        "F6:F11": "open yellow center wraps framed @",
        "H6:H7 H10:H11": "open yellow right+1 framed",
        "I6:I11": "open yellow center wraps framed dd/mm/yyyy",
        "J6:J11": "open yellow left+1 wraps framed @",
        "K6:K11": "locked pale bold center wraps framed",
        "A7 A9:A10": "locked pale bold left wraps framed @",
        "B7 B10": "locked pale bold left+2 wraps framed @",
        "C7 C9:C10": "locked pale bold right+1 framed",
        "D7:E7 G7 D9:E10 G9:G10": "locked pale bold left+1 wraps framed @",
        "A8": "locked pale left wraps framed @",
        "B8": "locked pale left+3 wraps framed @",
        "C8": "locked pale right+1 framed",
        "D8:E8 G8": "locked pale left+1 wraps framed @",
        "H8": "open yellow right+1 wraps framed",
        "B9": "locked pale bold left+2 wraps barred @",
        "H9": "open yellow bold right+1 barred",
    },
    ("garden", "Orang"): {
        "A1": "locked 14pt bold",
        "A2": "locked",
        "A4:B4": "open",
        "A5:B5": "locked deep bold center wraps framed",
        "A6:A10": "open white left wraps framed @",
        "B6:B10": "open white left+1 wraps framed @",
    },
    ("garden", "Hujan"): {
        "A1": "locked 14pt bold",
        "A2 A6": "locked",
        "A5:B5": "locked deep bold center wraps framed",
    },
    ("garden", "Cuaca"): {
        "A1": "locked 14pt bold",
        "A2:A3": "locked",
        "A5:B5": "locked deep bold center wraps framed",
        "A6:A7": "locked pale left+1 wraps framed @",
        "B6:B7": "locked pale right+1 framed",
    },
    ("garden", "Perbaikan"): {
        "A1": "locked 14pt bold",
        "A2": "locked",
        "A3": "locked bold",
        "A5:G5": "locked deep bold center center wraps framed",
        "A6:G6 A10:G10": "locked tinted bold ruled",
        "A7:A9 A11": "locked center wraps framed",
        "B7:B8": "locked red bold center wraps framed",
        "C7:C9": "locked link left+1 wraps framed",
        "D7:F9 G9 C11:G11": "locked left+1 wraps framed",
        "G7:G8": "locked bold center wraps framed",
        "B9": "locked amber bold center wraps framed",
        "B11": "locked pale bold center wraps framed",
    },
    ("garden", "Periksa"): {
        "A1": "locked 14pt bold",
        "A2": "locked",
        "A3": "locked 18pt bold center center framed",
        "B3": "locked --thin-",
        "C3": "locked -thinthin-",
        "A4": "locked thin--thin",
        "B4": "locked ---thin",
        "C4": "locked -thin-thin",
        "A6:C6": "locked deep bold center center wraps framed",
        "A7:B7 A12:B12": "locked tinted bold ruled",
        "C7 C12": "locked tinted bold center ruled",
        "A8:A11 A13:A18": "locked pale link wraps framed",
        "B8:B11 B13:B18": "locked pale left+1 wraps framed",
        "C8:C11 C13:C18": "locked pale center wraps framed",
    },
    ("library", "Petunjuk"): {
        "A1": "locked 14pt bold",
        "A3": "locked 12pt bold center",
        "A4": "locked 11pt bold wraps",
        "B4 A5": "locked 11pt wraps",
    },
    ("library", "Perpustakaan"): {
        "B1": "locked 14pt bold",
        "B2": "locked",
        "A4:A6": "open",
        "B4:B6": "locked pale bold wraps framed",
        "C4 C6": "open white left+1 wraps framed @",
        "D4:D6": "locked left+1 wraps",
        "C5": "open white left+1 wraps framed dd/mm/yyyy",
    },
    ("library", "Penerbit"): {
        "A1": "locked 14pt bold",
        "A2": "locked",
        "A4:B4": "open",
        "A5:B5": "locked deep bold center wraps framed",
        "A6:A10": "open white left wraps framed @",
        "B6:B10": "open white left+1 wraps framed @",
    },
    ("library", "Buku"): {
        "A1": "locked 14pt bold",
        "A2": "locked",
        "A3": "locked bold",
        "A5:K5": "locked deep bold center wraps framed",
        "A6:K6 A9:K9": "locked tinted bold ruled",
        "A7:A8 A10:A12": "locked pale left wraps framed @",
        "B7:B8 B10:B12": "locked pale left+1 wraps framed @",
        "C7:C8 C10:C12": "locked pale center wraps framed @",
        "D7:D8 D10:D12": "locked pale right+1 framed #,##0",
        "E7:F8 E10:E12 F10": "open yellow right+1 framed",
        "G7:G8 G10:G12 F11": "open yellow center wraps framed @",
        "H7:H8 J7:J8 H10:H12 J10:J12 F12": "open yellow left+1 wraps framed @",
        "I7:I8 I10:I12": "open yellow center wraps framed dd/mm/yyyy",
        "K7:K8 K10:K12": "locked pale bold center wraps framed",
    },
    ("library", "Usulan"): {
        "A1": "locked 14pt bold",
        "A2": "locked",
        "A3": "locked bold",
        "A5:D5": "locked deep bold center wraps framed",
        "A6:A11 C6:C11": "open yellow left+1 wraps framed @",
        "B6:B11": "open yellow center wraps framed @",
        "D6:D11": "locked pale bold center wraps framed",
    },
    ("library", "Periksa"): {
        "A1": "locked 14pt bold",
        "A2": "locked",
        "A3": "locked 18pt bold center center framed",
        "B3": "locked --thin-",
        "C3": "locked -thinthin-",
        "A4": "locked thin--thin",
        "B4": "locked ---thin",
        "C4": "locked -thin-thin",
        "A6:C6": "locked deep bold center center wraps framed",
        "A7:B7 A10:B10 A13:B13": "locked tinted bold ruled",
        "C7 C10 C13": "locked tinted bold center ruled",
        "A8:A9 A11:A12 A14:A18": "locked pale link wraps framed",
        "B8:B9 B11:B12 B14:B18": "locked pale left+1 wraps framed",
        "C8:C9 C11:C12 C14:C18": "locked pale center wraps framed",
    },
}


def cells(areas: str) -> Iterator[str]:
    """The addresses of areas such as A1 B2:C3."""
    return (each for area in areas.split() for row in rows_from_range(area) for each in row)


@pytest.mark.parametrize("place", LOOKS, ids="-".join)
def test_each_cell_says_by_its_look_what_it_is_for(place: Place) -> None:
    declared = {each: look for areas, look in LOOKS[place].items() for each in cells(areas)}
    assert written_sheets.looked(sheet(place)) == declared
