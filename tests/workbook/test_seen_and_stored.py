"""What is seen of a cell beside what it stores, by tables of edges: numbers, days, colours, addresses."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rkt_excel.workbook.excel.xlsx_styles import FontReader
from rkt_excel.workbook.values.agreement import (
    Agreement,
    contradicted,
    day_agrees,
    indonesian,
    number_agrees,
    seen_figure,
)
from rkt_excel.workbook.values.cells import (
    Cell,
    CellContent,
    Grid,
    a1,
    column_letters,
    is_error_name,
    parse_a1,
    parse_range,
    visible,
)  # fmt: skip
from rkt_excel.workbook.values.colours import Colour, format_colour, indistinct, office_colour
from rkt_excel.workbook.values.sight import Sight

D = Decimal
SAME, ROUNDED, UNSEEN, OTHER = Agreement.SAME, Agreement.ROUNDED, Agreement.UNSEEN, Agreement.OTHER


def number(value: str, code: str = "", text: str | None = None, *, percent: bool = False) -> Cell:
    sight = Sight(code, text) if code or text is not None else None
    return Cell(1, 1, CellContent.NUMBER, D(value), percent=percent, sight=sight)


# The number as it is seen, in points where it has a percent sign, and what one unit in its last place is worth.
FIGURES: list[tuple[str, str, bool, str]] = [
    ("85", "85", False, "1"),
    ("85,25", "85.25", False, "0.01"),
    ("85%", "85", True, "1"),
    ("1.250", "1250", False, "1"),
    ("1.250,5", "1250.5", False, "0.1"),
    ("3/4", "0.75", False, "0.25"),
    ("2 3/4", "2.75", False, "0.25"),
    ("-2 1/2", "-2.5", False, "0.5"),
    ("1,25E+02", "125", False, "1"),
    ("1,25E-02", "0.0125", False, "0.0001"),
    ("5E3", "5000", False, "1000"),
    (",5", "0.5", False, "0.1"),
    ("0 5", "5", False, "1"),
    ("1 250", "1250", False, "1"),
    ("1 250 000", "1250000", False, "1"),
    ("(5)", "-5", False, "1"),
    ("--5", "-5", False, "1"),
    ("Rp5", "5", False, "1"),
    ("-Rp 5", "-5", False, "1"),
    ("IDR 5", "5", False, "1"),
    ("US$5", "5", False, "1"),
]


@pytest.mark.parametrize(("seen", "value", "percent", "finest"), FIGURES)
def test_a_figure_is_read_with_its_fineness(seen: str, value: str, percent: bool, finest: str) -> None:
    found = seen_figure(seen)
    if seen == "0 5":  # digits behind a zero are none of its thousands
        assert found is None or found.value == D(value)
        return
    assert found is not None
    assert (found.value, found.percent, found.finest) == (D(value), percent, D(finest))


@pytest.mark.parametrize("seen", ["1/0", "0/0", "5 1/0", "E5", "1,2,3E5", "a/b", "5 juta", ""])
def test_what_is_no_figure(seen: str) -> None:
    assert seen_figure(seen) is None


# A cell, how it agrees, what figure is seen.
NUMBERS: list[tuple[Cell, Agreement, str | None]] = [
    (number("85"), SAME, None),
    (number("85", "0"), SAME, "85"),
    (number("85", text="85"), SAME, "85"),
    (number("85", text=""), UNSEEN, None),
    (number("85", ";;;"), UNSEEN, None),
    (number("85.4", "0"), ROUNDED, "85"),
    (number("85.5", text="85"), ROUNDED, "85"),  # a half may go either way
    (number("85.51", text="85"), OTHER, "85"),
    (number("84.49", text="85"), OTHER, "85"),
    (number("0.4", text="0"), OTHER, "0"),
    (number("0.0000000004", text="0,000000000"), SAME, "0"),  # nobody looks for that
    (number("0.000000004", text="0,00000000"), OTHER, "0"),
    (number("85.0000000000001", text="85"), SAME, "85"),
    (number("0.85", "0%", percent=True), SAME, "85"),
    (number("0.854", "0%", percent=True), ROUNDED, "85"),
    (number("0", text="-"), ROUNDED, None),
    (number("0", text="Rp -"), ROUNDED, None),
    (number("0", text="nol"), OTHER, None),
    (number("5", text="-"), OTHER, None),
    (number("1250.5", text="1,250.5"), SAME, "1250.5"),  # American signs
    (number("1250.5", text="1.250,5"), SAME, "1250.5"),
    (number("1.25", text="1.25"), SAME, "1.25"),
    (number("125", text="1.25"), OTHER, None),
    (number("150", '[>=100]"tercapai"'), OTHER, None),
]


@pytest.mark.parametrize(("cell", "agreement", "seen"), NUMBERS, ids=lambda each: getattr(each, "seen", None))
def test_a_number_agrees_with_what_is_seen_of_it(cell: Cell, agreement: Agreement, seen: str | None) -> None:
    found, figure = number_agrees(cell)
    assert found is agreement
    if seen is not None:
        assert figure is not None
        assert figure.value == D(seen)
    assert contradicted(cell) is (agreement is OTHER)


@pytest.mark.parametrize(
    ("stored", "text", "seen"),
    [
        ("1250", "1,250", "1.250"),
        ("1250.5", "1,250.5", "1,250.5"),  # nobody reads that otherwise
        ("1250.5", "1.250,5", "1.250,5"),
        ("1.25", "1.25", "1.25"),
        ("1250", "1.250", "1.250"),
        ("5", "lima", "lima"),
    ],
)
def test_american_signs_become_indonesian_ones_where_only_so_they_are_what_is_stored(
    stored: str, text: str, seen: str
) -> None:
    assert indonesian(number(stored, text=text)) == seen


def day(value: date, code: str = "", text: str | None = None) -> Cell:
    return Cell(1, 1, CellContent.DATE, value, sight=Sight(code, text))


NEW_YEAR = date(2027, 1, 1)
LATE = datetime(2027, 1, 1, 23, 59)  # noqa: DTZ001 - cells know no zone
DAYS: list[tuple[Cell, Agreement]] = [
    (day(NEW_YEAR, "dd/mm/yyyy"), SAME),
    (day(NEW_YEAR, text="1 Januari 2027"), SAME),
    (day(NEW_YEAR, text="2 Januari 2027"), OTHER),
    (day(NEW_YEAR, text="31/12/2026"), OTHER),
    (day(LATE, "dd/mm/yyyy"), ROUNDED),
    (day(NEW_YEAR, "mmmm yyyy"), ROUNDED),
    (day(NEW_YEAR, "dd/mm"), ROUNDED),
    (day(NEW_YEAR, "yyyy"), ROUNDED),
    (day(NEW_YEAR, "dddd"), OTHER),
    (day(NEW_YEAR, text=""), UNSEEN),
    (day(NEW_YEAR, ";;;"), UNSEEN),
]


@pytest.mark.parametrize(("cell", "agreement"), DAYS, ids=lambda each: getattr(each, "seen", None))
def test_a_day_agrees_with_what_is_seen_of_it(cell: Cell, agreement: Agreement) -> None:
    assert day_agrees(cell) is agreement
    assert contradicted(cell) is (agreement is OTHER)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (Cell(1, 1, CellContent.TEXT, "isi"), False),
        (Cell(1, 1, CellContent.TEXT, "isi", sight=Sight("@")), False),
        (Cell(1, 1, CellContent.TEXT, "isi", sight=Sight(crossed="dicoret")), True),
        (Cell(1, 1, CellContent.TEXT, "isi", sight=Sight(picture=True)), True),
    ],
)
def test_what_is_struck_out_or_a_picture_is_no_answer(cell: Cell, said: bool) -> None:
    assert contradicted(cell) is said


# ------------------------------------------------------------ places


@pytest.mark.tuntas
@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_any_place_comes_back_from_its_address(row: int, column: int) -> None:
    assert parse_a1(a1(row, column)) == (row, column)
    assert parse_a1(f"${column_letters(column).lower()}${row}") == (row, column)


@pytest.mark.parametrize(
    ("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (702, "ZZ"), (703, "AAA")]
)
def test_letters_of_columns(column: int, letters: str) -> None:
    assert column_letters(column) == letters


@pytest.mark.parametrize("text", ["", "A", "1", "A0", "AAAA1", "A12345678", "A-1", "A1:B2", " A1"])
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(ValueError, match=text.strip() or "^$"):
        parse_a1(text)


@pytest.mark.parametrize(
    ("said", "span"),
    [("B3:D9", (3, 2, 9, 4)), ("D3:B9", (3, 2, 9, 4)), ("B9:D3", (3, 2, 9, 4)), ("A:A", (1, 1, 1_048_576, 1)),
     ("C:B", (1, 2, 1_048_576, 3)), ("7:5", (5, 1, 7, 16_384))],
)  # fmt: skip
def test_corners_of_a_range(said: str, span: tuple[int, int, int, int]) -> None:
    assert parse_range(said) == span


_SPANS = st.lists(
    st.tuples(st.integers(1, 12), st.integers(1, 12)).map(lambda ends: (min(ends), max(ends))), max_size=6
)


@pytest.mark.tuntas
@given(st.sets(st.integers(1, 12)), _SPANS)
def test_hidden_columns_are_the_filled_ones_within_any_span(filled: set[int], spans: list[tuple[int, int]]) -> None:
    grid = Grid("Isian", cells={(1, column): Cell(1, column, CellContent.TEXT, "isi") for column in filled})
    grid.hide_columns(spans)
    assert grid.hidden_columns == {each for each in filled if any(first <= each <= last for first, last in spans)}
    assert grid.last_column == max(filled, default=0)
    assert grid.last_row == (1 if filled else 0)


@pytest.mark.parametrize(
    ("value", "serial"),
    [
        (date(1900, 1, 1), 1),
        (date(1900, 2, 28), 59),
        (date(1900, 3, 1), 61),  # Excel counts a 29 February that never was
        (date(2026, 12, 31), 46_387),
        (datetime(2026, 12, 31, 12), 46_387.5),  # noqa: DTZ001 - cells know no zone
    ],
)
def test_a_day_is_counted_as_excel_counts_it(value: date, serial: float) -> None:
    assert Cell(1, 1, CellContent.DATE, value).serial == D(str(serial))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("  dua   kata ", "dua kata"),
        ("baris \r\n dua\rtiga", "baris\ndua\ntiga"),
        ("\n\nisi\n\n", "isi"),
        ("per\u00adpus\u200btakaan\ufeff", "perpustakaan"),
        ("a\u200db", "ab"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("isi_x000D_", "isi"),
        ("a" * 200 + "  b", "a" * 200 + " b"),
        ("a" * 199 + " ", "a" * 199),
    ],
)
def test_a_text_is_seen_without_what_takes_no_ink(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_text_longer_than_any_name_of_an_error_is_none() -> None:
    assert is_error_name("#" * 40)
    assert not is_error_name("#" * 41)


# ------------------------------------------------------------ colours

THEME = ["FFFFFF", "000000", "4472C4"]


@pytest.mark.parametrize(
    ("said", "colour"),
    [
        ({"rgb": "FF102030"}, (16, 32, 48)),
        ({"rgb": "102030"}, (16, 32, 48)),
        ({"rgb": "#102030"}, (16, 32, 48)),
        ({"rgb": "1020"}, None),
        ({"theme": "2"}, (68, 114, 196)),
        ({"theme": "3"}, None),
        ({"theme": "-1"}, None),
        ({"theme": "0002"}, None),
        ({"indexed": "2"}, (255, 0, 0)),
        ({"indexed": "10"}, (255, 0, 0)),
        ({"indexed": "63"}, (51, 51, 51)),
        ({"indexed": "64"}, None),
        ({"theme": "1", "indexed": "2"}, (0, 0, 0)),
        ({}, None),
        # a tint makes lighter towards white, darker towards black
        ({"rgb": "808080", "tint": "0.5"}, (192, 192, 192)),
        ({"rgb": "808080", "tint": "-0.5"}, (64, 64, 64)),
        ({"rgb": "808080", "tint": "7"}, (255, 255, 255)),
        ({"rgb": "808080", "tint": "-7"}, (0, 0, 0)),
        ({"rgb": "C00000", "tint": "0.4"}, (255, 64, 64)),
        ({"rgb": "808080", "tint": "gelap"}, (128, 128, 128)),
        ({"rgb": "808080", "tint": "0"}, (128, 128, 128)),
    ],
)
def test_a_colour_as_a_file_names_it(said: dict[str, str], colour: Colour | None) -> None:
    assert office_colour(said, THEME) == colour


@pytest.mark.parametrize(
    ("ink", "colour"),
    [("black", (0, 0, 0)), ("white", (255, 255, 255)), ("cyan", (0, 255, 255)), ("magenta", (255, 0, 255)),
     ("color1", (0, 0, 0)), ("color2", (255, 255, 255)), ("color3", (255, 0, 0)), ("color56", (51, 51, 51)),
     ("color57", None), ("color0", None), ("color", None), ("pink", None)],
)  # fmt: skip
def test_a_colour_as_a_number_format_names_it(ink: str, colour: Colour | None) -> None:
    assert format_colour(ink) == colour


def test_a_palette_of_ones_own_goes_before_that_of_excel() -> None:
    own = ["010203"] * 64
    assert office_colour({"indexed": "2"}, THEME, own) == (1, 2, 3)
    assert format_colour("color3", own) == (1, 2, 3)


@pytest.mark.parametrize(("grey", "lost"), [(255, True), (236, True), (235, True), (232, False), (200, False)])
def test_on_white_a_grey_is_lost_below_a_contrast_of_one_and_a_fifth(grey: int, lost: bool) -> None:
    assert indistinct((grey, grey, grey), (255, 255, 255)) is lost
    assert indistinct((255, 255, 255), (grey, grey, grey)) is lost


def test_dark_inks_are_told_apart_on_black() -> None:
    assert [indistinct((each, each, each), (0, 0, 0)) for each in (0, 20, 30, 60)] == [True, True, False, False]


@pytest.mark.parametrize(
    ("points", "tiny"), [("1", True), ("2", True), ("2.25", False), ("10", False), ("besar", False)]
)
def test_letters_of_two_points_or_less_are_not_seen(points: str, tiny: bool) -> None:
    reader = FontReader()
    reader.size({"val": points})
    assert reader.telling is tiny
