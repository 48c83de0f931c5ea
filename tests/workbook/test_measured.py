"""How wide and high things are: letters, lines, columns, papers and pages, at the edges where the answer turns."""

from __future__ import annotations

import io
from typing import Annotated, Any

import openpyxl
import pytest

from rkt_excel.workbook.declaration.declare import Column, Row, Table, Workbook
from rkt_excel.workbook.declaration.identity import Identity
from rkt_excel.workbook.writing import measure, style
from rkt_excel.workbook.writing.content import Content
from rkt_excel.workbook.writing.measure import Laid
from rkt_excel.workbook.writing.paper import NEVER, Strip, pages_begin, print_scale, upright, whole_pages
from rkt_excel.workbook.writing.write import write

LETTERS = (
    "'ijl‘’\"|  \u00a0!,./:;I[\\]ft·()-r`“”²{}•*°^Jcksvxyz#$0123456789?L_abdeghnopqu–éè+<=>~×±FTZ"
    "&ABEKPSVXY▌CDHNRUwGOQMm½%W"
)


@pytest.mark.parametrize(
    ("text", "bold", "thousandths"),
    [
        # As Liberation Sans has them, some marks a little wider
        (LETTERS, False, 56_488),
        (LETTERS, True, 59_368),
        ("Sasaran", False, 667 + 3 * 556 + 500 + 333 + 1 + 556),
        ("あ", False, 1_000),  # of other scripts nothing is known
        ("", True, 0),
    ],
)
def test_letters_are_as_wide_as_those_of_arial(text: str, bold: bool, thousandths: int) -> None:
    assert measure.advance(text, bold=bold) == thousandths


def test_a_line_is_wider_in_larger_letters() -> None:
    assert measure.stretch("00") == pytest.approx(2 * 5.56 * 96 / 72)
    assert measure.stretch("00", size=20) == pytest.approx(4 * 5.56 * 96 / 72)


# A digit takes 7.41 pixels, a space 3.71; a column of 12 characters leaves 84 of which 80 count, for programs break
# lines at other places; 10 digits fit and 11 do not.
LINES = [
    (Laid("0" * 10, 12), 1),
    (Laid("0" * 11, 12), 2),  # broken within the word
    (Laid("0" * 21, 12), 2),
    (Laid("0" * 22, 12), 3),
    (Laid("00000 00000", 12), 1),
    (Laid("000000 00000", 12), 2),
    (Laid("00000 00000 0", 12), 2),
    (Laid("00000 00000 00000 00000", 12), 2),
    (Laid("00000 00000 00000 00000 0", 12), 3),
    (Laid("0\n0", 12), 2),
    (Laid("0\n\n0", 12), 3),
    (Laid("", 12), 1),
    (Laid("0000", 12, steps=3), 1),  # a step takes 11 pixels: 48 are left
    (Laid("0000000", 12, steps=3), 2),
    (Laid("00000", 12, size=20), 1),
    (Laid("000000", 12, size=20), 2),
    (Laid("rrrrrrrrrrrrrrrr", 12), 1),  # 71 pixels, and 85 in bold
    (Laid("rrrrrrrrrrrrrrrr", 12, bold=True), 2),
]


@pytest.mark.parametrize(("laid", "lines"), LINES, ids=str)
def test_a_text_takes_as_many_lines_as_its_words_need(laid: Laid, lines: int) -> None:
    height = lines * 13.2 * laid.size / 10 + 3
    assert measure.row_height([laid]) == pytest.approx(height, abs=0.01)
    assert measure.on_one_line(laid) is (lines == 1)


def test_a_row_is_as_high_as_its_highest_text_and_no_higher_than_excel_allows() -> None:
    assert measure.row_height([]) == 16.2
    assert measure.row_height([Laid("0", 12), Laid("0\n0", 12), Laid("0", 12)]) == 29.4
    assert measure.row_height([Laid("0" * 11, 12)], reserve=1) == 16.2  # 81.5 of 84 pixels
    assert measure.row_height([Laid("\n" * 29, 12)]) == 399
    assert measure.row_height([Laid("\n" * 30, 12)]) == 409


# In characters of 7 pixels, to a tenth above.
WIDEST = [
    (["0" * 10], {}, 10.8),  # 74.1 pixels, so 75
    (["0" * 10], {"above": 12}, 12),
    (["0" * 10], {"above": 10.8}, 10.8),
    (["0" * 10], {"above": 10.5}, 10.8),
    (["0", "0" * 10, "00"], {}, 10.8),
    (["00000 00000"], {}, 5.5),  # 37.1, so 38
    (["00000\n00000"], {}, 5.5),
    (["0" * 10], {"steps": 1}, 12.3),  # and 11 of an indent
    (["0" * 10], {"steps": 1, "above": 12.2}, 12.2),
    (["0" * 10], {"steps": 1, "above": 12.1}, 12.3),
    (["0" * 60], {}, 35.8),  # 250 pixels at most: no word of a language is longer
    (["r" * 10], {}, 6.5),
    (["r" * 10], {"bold": True}, 7.8),
    ([], {"above": 3}, 3),
    ([], {}, 0),
]


@pytest.mark.parametrize(("texts", "how", "width"), WIDEST, ids=str)
def test_a_column_is_wide_enough_for_its_longest_word(texts: list[str], how: dict[str, Any], width: float) -> None:
    assert measure.widest(texts, **how) == width


def test_columns_and_their_zoom_on_a_screen() -> None:
    assert [measure.pixels([each]) for each in (0, 0.1, 1, 12, 12.5)] == [5, 5, 12, 89, 92]
    assert measure.pixels([12, 12]) == 178
    # 75 pixels each, and 1310 are free
    assert [measure.zoom_for([10] * count) for count in (0, 17, 18, 19, 20, 40)] == [100, 100, 97, 91, 90, 90]


@pytest.mark.parametrize("column", range(1, 9))
def test_figures_side_by_side_have_inks_that_no_eye_tells_apart(column: int) -> None:
    inks = [int(str(style.figures(each)["font_color"])[1:], 16) for each in range(column, column + 4)]
    assert sorted(ink - int(style.INK[1:], 16) for ink in inks) == [0, 1, 2, 3]


def test_a_head_of_an_outline_has_weight_and_ground_its_parts_weight_and_what_lies_deeper_nothing() -> None:
    assert [style.outlined(depth) for depth in (None, 0, 1, 2, 3)] == [
        {}, {"bold": True, "bg_color": style.TINT}, {"bold": True}, {}, {},
    ]  # fmt: skip


# ------------------------------------------------------------------ on paper


# Points: of A4 595 x 842, of F4 612 x 936; margins of half an inch leave 523 and 540 across. A column takes 56.25.
@pytest.mark.parametrize(
    ("paper", "columns", "stands"), [("A4", 9, True), ("A4", 10, False), ("F4", 9, True), ("F4", 10, False)]
)
def test_a_sheet_stands_upright_as_long_as_its_columns_fit(paper: str, columns: int, stands: bool) -> None:
    assert upright(paper, [10] * columns) is stands


def test_a_sheet_stands_upright_to_the_last_pixel() -> None:
    assert upright("F4", [102.14])  # 720 pixels are 540 points
    assert not upright("F4", [102.3])


@pytest.mark.parametrize(
    ("columns", "how", "scale"),
    [
        (9, {}, 1.0),
        (10, {}, 0.96),  # 562.5 points on 540
        (20, {}, 0.48),
        (20, {"landscape": True}, 0.76),  # on 864
        (20, {"landscape": True, "across": 2}, 1.0),
        (30, {"landscape": True, "across": 2}, 1.0),
        (31, {"landscape": True, "across": 2}, 0.96),
        (30, {"landscape": True, "across": 2, "repeats": 2}, 0.96),  # two columns stand on both
        (85, {}, 0.11),
        (500, {}, 0.1),
        (0, {}, 1.0),
    ],
)
def test_columns_are_shrunk_as_far_as_their_pages_ask(columns: int, how: dict[str, Any], scale: float) -> None:
    assert print_scale("F4", [10] * columns, **{"landscape": False, **how}) == scale


# Of F4 upright 842.4 points down; a sheet is shrunk by a quarter at most, so that no last page holds a few rows.
@pytest.mark.parametrize(
    ("columns", "height", "pages"),
    [
        (5, 842, 0),  # less than a page
        (5, 843, 1),
        (5, 1_123, 1),
        (5, 1_124, 0),
        (5, 1_685, 2),
        (5, 2_246, 2),
        (5, 2_247, 0),
        (20, 1_684, 0),  # so wide that it is printed at half the size
        (20, 1_756, 1),
    ],
)
def test_a_sheet_is_shrunk_rather_than_to_run_over_by_a_few_rows(columns: int, height: float, pages: int) -> None:
    assert whole_pages("F4", [10] * columns, height, landscape=False) == pages


def rows(*begins: float) -> list[Strip]:
    """Rows of ten points each, by what it costs to begin a page with them."""
    return [Strip(10, each) for each in begins]


# The rows, the room on the first page and on the later ones (of which 96 % are planned), which rows begin a page.
PAGES: list[tuple[list[Strip], float, float, list[int]]] = [
    (rows(), 100, 100, []),
    (rows(*[0.0] * 9), 100, 100, []),
    (rows(*[0.0] * 10), 100, 100, [5]),  # as few as can be, and about equally full
    (rows(*[0.0] * 10), 105, 100, []),
    (rows(*[0.0] * 18), 100, 100, [9]),
    (rows(*[0.0] * 19), 100, 100, [6, 12]),
    (rows(*[0.0] * 12), 45, 100, [4]),  # below a title there is less room
    (rows(*[0.0] * 5, NEVER, *[0.0] * 4), 100, 100, [4]),
    (rows(*[0.0] * 5, NEVER, NEVER, *[0.0] * 4), 100, 100, [4]),
    (rows(0, 0.2, 0.2, 0.2, 0.2, 0.2, 0.4, 0.2, 0, 0), 100, 100, [8]),  # rather where a group begins
    ([Strip(200), Strip(10)], 100, 100, [1]),  # higher than a page: by itself
    ([Strip(10), Strip(200), Strip(10)], 100, 100, [1, 2]),
]


@pytest.mark.parametrize(("strips", "first", "later", "begins"), PAGES)
def test_pages_begin_where_least_is_lost(strips: list[Strip], first: float, later: float, begins: list[int]) -> None:
    assert pages_begin(strips, first, later) == begins


# ------------------------------------------------------------------ in the margins


class Baris(Row):
    """A row of a table with a long title."""

    isi: Annotated[str | None, Column("Isi")] = None


def printed(title: str, foot: str, *, legend: str = "", across: int = 2) -> Any:
    table = Table("Lembar", title, row=Baris, across=across, legend=legend, spare=60)
    facts = {"kaki": foot}
    content = Content(Identity("margin", {}), facts, {"Lembar": ()}, changed={("Lembar", "A6")} if legend else ())
    return openpyxl.load_workbook(io.BytesIO(write(Workbook("margin", 1, (table,)), content)))["Lembar"]


@pytest.mark.tuntas
@pytest.mark.parametrize(
    ("foot", "shown"),
    [
        ("Dinas", "Dinas"),
        ("a" * 150, "a" * 150),
        ("a" * 151, "a" * 149 + "…"),
        ("a" * 148 + "&", "a" * 148 + "&&"),
        ("a" * 149 + "&", "a" * 149 + "…"),
        ("a" * 148 + " b c", "a" * 148 + "…"),
        ("&" * 80, "&" * 148 + "…"),
    ],
)
def test_a_long_name_below_a_page_is_cut_where_excel_would_cut_the_rest(foot: str, shown: str) -> None:
    assert printed("Judul", foot).oddFooter.left.text == shown


@pytest.mark.tuntas
def test_a_title_and_its_note_above_a_page_fit_into_what_excel_reads() -> None:
    head = printed("J" * 300, "", legend="N" * 200).oddHeader
    assert (head.right.text, head.right.size) == ("N" * 99 + "…", 8)
    assert head.left.text == "&B" + "J" * (255 - 4 - len("&R&8 ") - 100 - 1) + "…"
    assert printed("J" * 300, "").oddHeader.left.text == "&B" + "J" * 250 + "…"
    assert printed("Judul", "", across=1).oddHeader.left.text in (None, "")


def test_blank_lines_are_printed_as_far_as_the_last_page_has_room() -> None:
    """Of 842.4 points 96 % are planned: 24 for the title, 2 x 16.2 above the headings, 29.4 for them, 44 x 16.2."""
    assert printed("Judul", "", across=1).print_area == "'Lembar'!$A$1:$B$49"
