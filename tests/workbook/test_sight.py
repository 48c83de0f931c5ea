"""What a cell shows is what is read, or it is asked back (docs/reading.md): displays in a table, no false alarms."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from helpers.seen_cells import Answer, answer, asked, in_every_format, packed_sheet, read_as, written
from hypothesis import given, settings
from hypothesis import strategies as st

from rkt_excel.workbook.excel.xls import read_xls
from rkt_excel.workbook.findings import SheetCode
from rkt_excel.workbook.reading.openbook import open_book
from rkt_excel.workbook.values.agreement import Agreement, number_agrees, seen_figure
from rkt_excel.workbook.values.cells import Cell, CellContent, Grid, exact, is_error_name
from rkt_excel.workbook.values.colours import Colour, indistinct, office_colour
from rkt_excel.workbook.values.display import shown_number, text_under_format
from rkt_excel.workbook.values.sight import Sight

D = Decimal
CONVERTED = (pytest.mark.program("LibreOffice"), pytest.mark.xdist_group("libreoffice"))
FORMATS = ("xlsx", *(pytest.param(ending, marks=CONVERTED) for ending in ("ods", "fods", "xls")))
RATIO = 0.0555555555555556  # what a typed 1:20 is stored as
NOON = 46388.6041666667  # 1 January 2027, 14.30


# ------------------------------------------------------------------ the table: a display, and what columns make of it

Formats = Callable[..., Any]
Write = Callable[[Any, int, Formats], None]  # sheet, 0-based row, maker of formats


def number(value: float, code: str = "", **look: Any) -> Write:
    def write(sheet: Any, row: int, made: Formats) -> None:
        sheet.write_number(row, 0, value, made(**({"num_format": code} if code else {}), **look))

    return write


def text(words: str, code: str = "", **look: Any) -> Write:
    def write(sheet: Any, row: int, made: Formats) -> None:
        sheet.write_string(row, 0, words, made(**({"num_format": code} if code else {}), **look))

    return write


def runs(*parts: str | tuple[str, Mapping[str, object]]) -> Write:
    """A text of several letters; a part with a look is a tuple."""

    def write(sheet: Any, row: int, made: Formats) -> None:
        pieces: list[object] = []
        for part in parts:
            pieces += [part] if isinstance(part, str) else [made(**part[1]), part[0]]
        assert sheet.write_rich_string(row, 0, *pieces) == 0

    return write


STRUCK: Mapping[str, Any] = {"font_strikeout": True}
UP: Mapping[str, Any] = {"font_script": 1}
DOWN: Mapping[str, Any] = {"font_script": 2}
WHITE: Mapping[str, Any] = {"font_color": "#FFFFFF"}
SPECIAL, OTHER, LESS, SHOWN, UNSEEN = (
    "HURUF_KHUSUS", "TAMPILAN_BERTENTANGAN", "TAMPILAN_LAIN", "TAMPILAN_DIBACA", "ISI_TIDAK_TAMPAK",
)  # fmt: skip
TYPED = "ANGKA_DARI_TEKS"


@dataclass(frozen=True)
class Display:
    """One way to show something, and what comes of it in each kind of column.

    Attributes:
        write: Puts it into a cell with XlsxWriter.
        gives: The answers by kind of column.
        lost: Formats in which LibreOffice does not keep it.
    """

    write: Write
    gives: Mapping[str, Answer]
    lost: frozenset[str] = frozenset()


def display(write: Write, *, lost: str = "", **gives: Answer) -> Display:
    return Display(write, gives, frozenset(lost.split()))


DISPLAYS: Mapping[str, Display] = {
    # letters
    "footnote raised": display(
        runs("84", ("1", UP)), angka=read_as(D(84), SPECIAL, TYPED), teks=read_as("84¹", SPECIAL)),
    "footnote with a bracket": display(
        runs("84", ("1)", UP)), angka=read_as(D(84), SPECIAL, TYPED), teks=read_as("84¹⁾", SPECIAL)),
    "lowered": display(runs("84", ("2", DOWN)), angka=read_as(D(84), SPECIAL, TYPED), teks=read_as("84₂", SPECIAL)),
    "raised letter": display(
        runs("84", ("a", UP)), angka=read_as(D(84), SPECIAL, TYPED), teks=read_as("84", SPECIAL)),
    "square metres": display(runs("luas m", ("2", UP), " per rak"), teks=read_as("luas m² per rak", SPECIAL)),
    "choice with a footnote": display(
        runs("A", ("1", UP)), pilihan=read_as("A", SPECIAL), teks=read_as("A¹", SPECIAL)),
    "code with a footnote": display(runs("A.1", ("2", UP)), kode=read_as("A.1", SPECIAL)),
    "date with a footnote": display(
        runs("31/12/2026", ("1", UP)), tanggal=read_as(date(2026, 12, 31), SPECIAL, TYPED)),
    "struck out before": display(
        runs(("80", STRUCK), "84,5"), angka=read_as(D("84.5"), SPECIAL, TYPED), teks=read_as("84,5", SPECIAL)),
    "struck out behind": display(
        runs("Kasubag Program ", ("Sekretaris", STRUCK)), teks=read_as("Kasubag Program", SPECIAL),
        angka=asked("BUKAN_ANGKA")),
    "struck out within": display(
        runs("8", ("4", STRUCK), "5"), angka=read_as(D(85), SPECIAL, TYPED), teks=read_as("85", SPECIAL)),
    "choice struck out and chosen anew": display(runs(("ya", STRUCK), "A"), pilihan=read_as("A", SPECIAL)),
    "wholly struck out in runs": display(
        runs(("batal", STRUCK), (" semua", {**STRUCK, "bold": True})), teks=asked("ISI_DICORET"),
        angka=asked("ISI_DICORET"), pilihan=asked("ISI_DICORET")),
    "cell struck out": display(
        text("dibatalkan", **STRUCK), teks=asked("ISI_DICORET"), pilihan=asked("ISI_DICORET")),
    "number struck out": display(number(84, **STRUCK), angka=asked("ISI_DICORET"), teks=asked("ISI_DICORET")),
    "date struck out": display(number(46387, "dd/mm/yyyy", **STRUCK), tanggal=asked("ISI_DICORET")),
    "cell raised": display(text("84", **UP), angka=asked("ISI_DICORET"), lost="ods fods xls"),
    "white run": display(runs("84", ("1", WHITE)), angka=read_as(D(84), SPECIAL, TYPED), teks=read_as("84", SPECIAL)),
    "bold run is nothing": display(
        runs("84", ("5", {"bold": True})), angka=read_as(D(845), TYPED), teks=read_as("845")),
    "red run is nothing": display(runs("Seks", ("i I", {"font_color": "#C00000"})), teks=read_as("Seksi I")),
    # moments
    "ratio become a time": display(
        number(RATIO, "hh:mm"), angka=asked("WAKTU_BUKAN_ANGKA"), persen=asked("WAKTU_BUKAN_ANGKA"),
        teks=read_as("01:20", SHOWN), tanggal=asked("BUKAN_TANGGAL"), kode=asked("KODE_MENJADI_ANGKA"),
        pilihan=asked("PILIHAN_TIDAK_DIKENAL")),
    "duration": display(
        number(1.5, "[h]:mm"), angka=asked("WAKTU_BUKAN_ANGKA"), teks=read_as("36:00", SHOWN),
        tanggal=asked("BUKAN_TANGGAL")),
    "date with a time": display(
        number(NOON, "dd/mm/yyyy hh:mm"), angka=asked("TANGGAL_BUKAN_ANGKA"), teks=read_as("01/01/2027 14:30"),
        tanggal=read_as(date(2027, 1, 1), LESS)),
    "date whose time does not show": display(
        number(NOON, "dd/mm/yyyy"), tanggal=read_as(date(2027, 1, 1), LESS), teks=read_as("01/01/2027", SHOWN)),
    "date": display(
        number(46387, "dd/mm/yyyy"), tanggal=read_as(date(2026, 12, 31)), teks=read_as("31/12/2026"),
        angka=asked("TANGGAL_BUKAN_ANGKA")),
    "date without its year": display(
        number(46387, "dd/mm"), tanggal=read_as(date(2026, 12, 31), LESS), teks=read_as("31/12", SHOWN)),
    "date that shows another": display(number(46455, "m/d/yyyy"), tanggal=asked(OTHER)),  # 9 March 2027 as 3/9/2027
    "number far beyond the last date": display(
        number(5_000_000, "dd/mm/yyyy"), angka=asked(OTHER), teks=asked(OTHER), lost="ods fods xls"),
    # number formats
    "plain": display(number(84.5), angka=read_as(D("84.5")), teks=read_as("84,5")),
    "thousands": display(number(1250, "#,##0"), angka=read_as(D(1250)), teks=read_as("1.250", SHOWN)),
    "rupiah": display(number(5_000_000, '"Rp" #,##0'), angka=read_as(D(5_000_000))),
    "accounting": display(
        number(1250, '_-"Rp"* #,##0_-;\\-"Rp"* #,##0_-;_-"Rp"* "-"_-;_-@_-'), angka=read_as(D(1250))),
    "accounting in brackets": display(
        number(-1250, '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"??_);_(@_)'), angka=read_as(D(-1250))
    ),
    "accounting zero with its currency": display(
        number(0, '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"??_);_(@_)'), angka=read_as(D(0), LESS)
    ),
    "accounting zero": display(number(0, '#,##0;-#,##0;"-"'), angka=read_as(D(0), LESS)),
    "unit in the format": display(number(12, '0" dokumen"'), angka=read_as(D(12)), teks=read_as("12 dokumen", SHOWN)),
    "percent": display(number(0.85, "0%"), persen=read_as(D(85), "PERSEN_DARI_FORMAT"), teks=read_as("85 %")),
    "percent rounded": display(number(0.855, "0%"), persen=read_as(D("85.5"), LESS, "PERSEN_DARI_FORMAT")),
    "percent sign said": display(
        number(85, '0"%"'), persen=read_as(D(85)), angka=asked("ANGKA_BERTANDA_PERSEN")),
    "rounded": display(number(84.5, "0"), angka=read_as(D("84.5"), LESS), teks=read_as("85", SHOWN)),
    "rounded to nothing": display(number(0.4, "0"), angka=asked(OTHER)),
    "more decimals than there are": display(number(84.5, "0.000"), angka=read_as(D("84.5"))),
    "negative in brackets": display(number(-5, "0;(0)"), angka=read_as(D(-5))),
    "negative in red without its sign": display(number(-5, "0;[Red]0"), angka=asked(OTHER)),
    "red": display(number(5, "[Red]0"), angka=read_as(D(5))),
    "percent or not by its size": display(number(84, "[<1]0%;0"), angka=read_as(D(84)), persen=read_as(D(84))),
    "percent by its size": display(
        number(0.84, "[<1]0%;0"), angka=asked("ANGKA_BERTANDA_PERSEN"), persen=read_as(D(84), "PERSEN_DARI_FORMAT")),
    "no time by its size": display(number(84, "[<1]hh:mm;0"), angka=read_as(D(84))),
    "a date by its size": display(
        number(46387, "[<100]0;dd/mm/yyyy"), angka=asked("TANGGAL_BUKAN_ANGKA"), tanggal=read_as(date(2026, 12, 31)),
        lost="ods fods"),
    "in thousands": display(number(5_000_000, '0,"ribu"'), angka=asked(OTHER)),
    "in thousands without a word": display(number(5_000_000, "0,"), angka=asked(OTHER)),
    "zeros said": display(number(5, '0"000"'), angka=asked(OTHER), teks=read_as("5000", SHOWN)),
    "word by condition": display(
        number(150, '[>=100]"tercapai";0'), angka=asked(OTHER), teks=read_as("tercapai", SHOWN)),
    "beside the condition": display(number(50, '[>=100]"tercapai";0'), angka=read_as(D(50))),
    "fraction": display(number(84.5, "# ?/?"), angka=read_as(D("84.5")), teks=read_as("84 1/2", SHOWN)),
    "fraction rounded": display(number(0.33, "# ?/?"), angka=read_as(D("0.33"), LESS)),
    "power of ten": display(number(84.5, "0.00E+00"), angka=read_as(D("84.5"))),
    "leading zeros": display(
        number(7, "000"), angka=read_as(D(7)), teks=read_as("007", SHOWN), kode=asked("KODE_MENJADI_ANGKA"),
        pilihan=asked("PILIHAN_TIDAK_DIKENAL")),
    "text in a format": display(text("12", '@" orang"'), teks=read_as("12 orang", SHOWN), lost="ods fods xls"),
    # not seen
    "number hidden by its format": display(number(5, ";;;"), angka=read_as(D(5), UNSEEN), teks=read_as("5", UNSEEN)),
    "text hidden by its format": display(text("rahasia", ";;;"), teks=read_as("rahasia", UNSEEN), lost="ods fods"),
    "zero hidden by its format": display(number(0, "0;-0;;@"), angka=read_as(D(0), UNSEEN)),
    "other sections are empty": display(number(5, "0;;;"), angka=read_as(D(5))),
    "white by its format": display(
        number(84, "[White]0"), angka=read_as(D(84), UNSEEN), teks=read_as("84", UNSEEN), lost="ods fods"),
    "white by its number in the palette": display(
        number(84, "[Color2]0;0"), angka=read_as(D(84), UNSEEN), lost="ods fods xls"),
    "white by condition": display(number(150, "[>=100][White]0;0"), angka=read_as(D(150), UNSEEN), lost="ods fods"),
    "beside the white condition": display(number(50, "[>=100][White]0;0"), angka=read_as(D(50))),
    "negative in white": display(number(-84, "0;[White]-0"), angka=read_as(D(-84), UNSEEN), lost="ods fods"),
    "positive beside a white negative": display(number(84, "0;[White]-0"), angka=read_as(D(84))),
    "white by its format on dark": display(number(84, "[White]0", bg_color="#0B5563"), angka=read_as(D(84))),
    "black by its format on black": display(
        number(84, "[Black]0", font_color="#FFFFFF", bg_color="#000000"), angka=read_as(D(84), UNSEEN),
        lost="ods fods"),
    "text in white by its format": display(
        text("A", "0;0;0;[White]@"), pilihan=read_as("A", UNSEEN), teks=read_as("A", UNSEEN), lost="ods fods xls"),
    "text beside white numbers": display(text("A", "[White]0"), pilihan=read_as("A"), teks=read_as("A")),
    "white on white": display(
        text("tersembunyi", **WHITE), teks=read_as("tersembunyi", UNSEEN), pilihan=asked("PILIHAN_TIDAK_DIKENAL")),
    "yellow on pale yellow": display(
        number(84, font_color="#FFFFCC", bg_color="#FFFBE6"), angka=read_as(D(84), UNSEEN)),
    "white on dark": display(number(84, font_color="#FFFFFF", bg_color="#0B5563"), angka=read_as(D(84))),
    "date white on white": display(
        number(46387, "dd/mm/yyyy", **WHITE), tanggal=read_as(date(2026, 12, 31), UNSEEN)),
    "one point high": display(text("A", font_size=1), pilihan=read_as("A", UNSEEN), teks=read_as("A", UNSEEN)),
}  # fmt: skip


def all_displays(book: Any, sheet: Any) -> None:
    def made(**look: object) -> Any:
        return book.add_format(look)

    for row, each in enumerate(DISPLAYS.values()):
        each.write(sheet, row, made)


@pytest.fixture(scope="session")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Grid]:
    """The sheet of all displays, as XlsxWriter writes it and as LibreOffice saves it in other formats."""
    return in_every_format(tmp_path_factory.mktemp("tampilan"), all_displays)


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("name", DISPLAYS)
def test_what_a_cell_shows_is_what_is_read_or_it_is_asked_back(
    saved: Callable[[str], Grid], name: str, ending: str
) -> None:
    each = DISPLAYS[name]
    if ending in each.lost:
        return
    cell = saved(ending).at(list(DISPLAYS).index(name) + 1, 1)
    assert {kind: answer(cell, kind) for kind in each.gives} == each.gives, (cell, cell.seen)


# ------------------------------------------------------------------ what only .xlsx can show


def cells_of(rows: str, **options: str) -> Grid:
    """The sheet of an .xlsx by its XML; further parts by their paths, with __ for / and _ for a dot at the end."""
    return open_book(packed_sheet(rows, **options)).grids[0]


def one_cell(attributes: str, inside: str, **options: str) -> Cell:
    return cells_of(f'<row r="1"><c r="A1" {attributes}>{inside}</c></row>', **options).at(1, 1)


RUN = '<r><rPr><strike/></rPr><t>80</t></r><r><t xml:space="preserve">84</t></r>'
RAISED_RUN = '<r><t>84</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>'
NOT_STRUCK = '<r><rPr><strike val="0"/></rPr><t>8</t></r><r><rPr><vertAlign val="baseline"/></rPr><t>4</t></r>'


@pytest.mark.parametrize(
    ("runs_xml", "value", "told"),
    [
        (RUN, D(84), {SPECIAL, TYPED}),
        (RAISED_RUN, D(84), {SPECIAL, TYPED}),
        (NOT_STRUCK, D(84), {TYPED}),
        (f'{RAISED_RUN}<rPh sb="0" eb="1"><t>9</t></rPh><phoneticPr fontId="1"/>', D(84), {SPECIAL, TYPED}),
        ('<r><rPr><sz val="1"/></rPr><t>9</t></r><r><rPr><sz val="10"/></rPr><t>84</t></r>', D(84), {SPECIAL, TYPED}),
        ('<r><rPr><color theme="0"/></rPr><t>9</t></r><r><t>84</t></r>', D(84), {SPECIAL, TYPED}),
        ('<r><rPr><color indexed="9"/></rPr><t>9</t></r><r><t>84</t></r>', D(84), {SPECIAL, TYPED}),
    ],
)
@pytest.mark.parametrize("shared", [True, False])
def test_runs_stand_in_shared_texts_and_in_cells_alike(
    runs_xml: str, value: Decimal, told: set[str], shared: bool
) -> None:
    if shared:
        cell = one_cell('t="s"', "<v>0</v>", strings=f"<si>{runs_xml}</si>")
    else:
        cell = one_cell('t="inlineStr"', f"<is>{runs_xml}</is>")
    assert answer(cell, "angka") == (value, frozenset(told))


FONT = "<fonts><font/><font>{}</font></fonts>"
FILL = '<fills><fill/><fill><patternFill patternType="{}">{}</patternFill></fill></fills>'


@pytest.mark.parametrize(
    ("ink", "pattern", "ground", "hidden"),
    [
        ('<color rgb="FFFFFFFF"/>', "none", "", True),
        ('<color rgb="00FFFFFF"/>', "none", "", True),
        ('<color theme="0"/>', "none", "", True),
        ('<color theme="1"/>', "none", "", False),
        ('<color theme="1" tint="0.99"/>', "none", "", True),
        ('<color theme="0" tint="-0.5"/>', "none", "", False),
        ('<color indexed="9"/>', "none", "", True),
        ('<color auto="1"/>', "none", "", False),
        ("", "solid", '<fgColor rgb="FF000000"/>', True),
        ("", "solid", '<fgColor theme="1"/><bgColor indexed="64"/>', True),
        ('<color rgb="FFFFFFFF"/>', "solid", '<fgColor rgb="FF0B5563"/>', False),
        ('<color rgb="FFFF0000"/>', "solid", '<fgColor rgb="FFFE0000"/>', True),
        ('<color rgb="FFFFFFFF"/>', "gray125", '<fgColor rgb="FF000000"/>', False),
        ('<sz val="1"/>', "none", "", True),
        ('<sz val="8"/>', "none", "", False),
    ],
)
def test_ink_that_cannot_be_told_from_what_lies_behind_it(ink: str, pattern: str, ground: str, hidden: bool) -> None:
    formats = '<cellXfs><xf/><xf fontId="1" fillId="1"/></cellXfs>'
    cell = one_cell('s="1"', "<v>84</v>", styles=FONT.format(ink) + FILL.format(pattern, ground) + formats)
    assert answer(cell, "angka") == (D(84), frozenset({UNSEEN} if hidden else set()))


@pytest.mark.parametrize("number", [8, 63])
def test_a_palette_of_the_file_itself_counts(number: int) -> None:
    white = "<colors><indexedColors>{}</indexedColors></colors>".format('<rgbColor rgb="00FFFFFF"/>' * 64)
    styles = FONT.format(f'<color indexed="{number}"/>') + '<cellXfs><xf/><xf fontId="1"/></cellXfs>' + white
    assert answer(one_cell('s="1"', "<v>84</v>", styles=styles), "angka") == read_as(D(84), UNSEEN)


@pytest.mark.parametrize(
    ("attributes", "inside", "kind", "given"),
    [
        ('t="d"', "<v>T14:30:00</v>", "teks", read_as("14:30", SHOWN)),
        ('t="d"', "<v>01:20:00</v>", "angka", asked("WAKTU_BUKAN_ANGKA")),
        ('t="d"', "<v>01:20:00</v>", "tanggal", asked("BUKAN_TANGGAL")),
        ('t="d"', "<v>2026-12-31</v>", "tanggal", read_as(date(2026, 12, 31))),
        ('t="e" vm="1"', "<v>#VALUE!</v>", "teks", asked("ISI_BERUPA_GAMBAR")),
        ('t="e"', "<v>#VALUE!</v>", "teks", asked("NILAI_ERROR")),
        ('t="str"', '<f>_xlfn.DISPIMG("ID_8",1)</f><v>=DISPIMG("ID_8",1)</v>', "teks", asked("ISI_BERUPA_GAMBAR")),
        ('t="str"', '<f>HYPERLINK("x","Dokumen")</f><v>Dokumen</v>', "teks", read_as("Dokumen", "RUMUS_DIPAKAI")),
    ],
)
def test_cells_of_rarer_types(attributes: str, inside: str, kind: str, given: Answer) -> None:
    assert answer(one_cell(attributes, inside), kind) == given


def test_times_are_no_dates_in_the_1904_system_either() -> None:
    styles = '<numFmts><numFmt numFmtId="200" formatCode="h:mm"/></numFmts><cellXfs><xf/><xf numFmtId="200"/></cellXfs>'
    cell = one_cell('s="1"', f"<v>{RATIO}</v>", styles=styles, book='<workbookPr date1904="1"/>')
    assert (answer(cell, "teks"), answer(cell, "angka")) == (read_as("01:20", SHOWN), asked("WAKTU_BUKAN_ANGKA"))


def test_a_picture_and_a_checkbox_as_xlsxwriter_puts_them_into_cells() -> None:
    dot = (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00\nIDATx"
        b"\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"
    )

    def fill(_: Any, sheet: Any) -> None:
        sheet.embed_image(0, 0, "titik.png", {"image_data": io.BytesIO(dot)})
        sheet.insert_checkbox(1, 0, True)
        sheet.insert_checkbox(2, 0, False)

    grid = open_book(written(fill)).grids[0]
    assert [answer(grid.at(1, 1), kind) for kind in ("angka", "teks")] == [asked("ISI_BERUPA_GAMBAR")] * 2
    assert [answer(grid.at(row, 1), "teks") for row in (2, 3)] == [read_as("☑", SHOWN), read_as("☐", SHOWN)]
    assert answer(grid.at(2, 1), "angka") == asked("BUKAN_ANGKA")


def test_zeros_that_the_sheet_does_not_show() -> None:
    view = '<sheetViews><sheetView showZeros="0"/></sheetViews>'
    rows = '<row r="1"><c r="A1"><v>0</v></c><c r="B1"><v>5</v></c></row>'
    grid = cells_of(rows, view=view)
    assert (answer(grid.at(1, 1), "angka"), answer(grid.at(1, 2), "angka")) == (read_as(D(0), UNSEEN), read_as(D(5)))


@pytest.mark.parametrize(
    ("view", "row", "hidden"),
    [
        ("", 'ht="0" customHeight="1"', True),
        ("", 'ht="0.75"', True),
        ("", 'ht="15"', False),
        ("", "", False),
        ('<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>', "", True),
        ('<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>', 'ht="15" customHeight="1"', False),
        ('<sheetFormatPr defaultRowHeight="0"/>', "", True),
    ],
)
def test_rows_too_low_to_show_anything_are_hidden(view: str, row: str, hidden: bool) -> None:
    grid = cells_of(f'<row r="1" {row}><c r="A1"><v>5</v></c></row>', view=view)
    assert grid.hidden_rows == ({1} if hidden else set())


@pytest.mark.parametrize(("width", "hidden"), [("0", True), ("0.1", True), ("8.43", False)])
def test_columns_too_narrow_to_show_anything_are_hidden(width: str, hidden: bool) -> None:
    view = f'<cols><col min="1" max="1" width="{width}" customWidth="1"/></cols>'
    grid = cells_of('<row r="1"><c r="A1"><v>5</v></c></row>', view=view)
    assert grid.hidden_columns == ({1} if hidden else set())


def test_low_rows_and_narrow_columns_of_an_ods() -> None:
    def style(name: str, family: str, size: str) -> str:
        kind = family.removeprefix("table-")
        attribute = "row-height" if kind == "row" else "column-width"
        properties = f'<style:table-{kind}-properties style:{attribute}="{size}"/>'
        return f'<style:style style:name="{name}" style:family="{family}">{properties}</style:style>'

    spaces = "".join(f' xmlns:{each}="urn:{each}"' for each in ("office", "style", "table", "text"))
    styles = style("rendah", "table-row", "0cm") + style("biasa", "table-row", "0.45cm")
    styles += style("sempit", "table-column", "0.2mm") + style("lebar", "table-column", "0.9in")
    cell = '<table:table-cell office:value-type="float" office:value="5"><text:p>5</text:p></table:table-cell>'
    rows = "".join(
        f'<table:table-row table:style-name="{name}">{cell * 2}</table:table-row>' for name in ("biasa", "rendah")
    )
    columns = "".join(f'<table:table-column table:style-name="{name}"/>' for name in ("lebar", "sempit"))
    table = f'<table:table table:name="Isian">{columns}{rows}</table:table>'
    content = (
        f"<office:document-content{spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
    grid = open_book(file.getvalue()).grids[0]
    assert (grid.hidden_rows, grid.hidden_columns) == ({2}, {2})


# ------------------------------------------------------------------ words and signs


@pytest.mark.parametrize(
    "words",
    ["#NAMA?", "#NILAI!", "#WERT!", "#BEZUG!", "#NOM?", "#VALEUR!", "#¡VALOR!", "#¿NOMBRE?", "#NÚM!", "#N/D", "#NV",
     "#ИМЯ?", "#SAYI/0!", "#ERROR!", "Err:508", "Galat:508", "Error: 502", "Fehler:502", "#######", "#FMT"],
)  # fmt: skip
def test_error_words_of_other_programs_and_languages_are_no_answers(words: str) -> None:
    cell = Cell(1, 1, CellContent.TEXT, words)
    assert {answer(cell, kind) for kind in ("angka", "teks", "pilihan", "tanggal")} == {asked("NILAI_ERROR")}


@pytest.mark.parametrize(
    "words", ["#1", "#rapat", "# catatan!", "No. 508", "Perda:12", "Rapat 2026", "#Literasi!", "Error!", "Galat", "#A?"]
)
def test_words_that_only_look_like_error_words(words: str) -> None:
    assert not is_error_name(words)


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        ("84½", read_as(D("84.5"), TYPED)),
        ("84 ½", read_as(D("84.5"), TYPED)),
        ("½", read_as(D("0.5"), TYPED)),
        ("1.250¾ km", read_as(D("1250.75"), TYPED)),
        ("84⅓", asked("BUKAN_ANGKA")),
        ("84‰", asked("BUKAN_ANGKA")),
        ("84①", asked("BUKAN_ANGKA")),
        ("84×2", asked("BUKAN_ANGKA")),
        ("8\u0336", asked("BUKAN_ANGKA")),  # a stroke through the digit
        ("84¹", read_as(D(84), SPECIAL, TYPED)),
        ("84²⁾ dokumen", read_as(D(84), SPECIAL, TYPED)),
        ("84 m²", read_as(D(84), TYPED)),
        ("1:20", asked("WAKTU_BUKAN_ANGKA")),
    ],
)
def test_signs_that_change_a_figure(typed: str, given: Answer) -> None:
    assert answer(Cell(1, 1, CellContent.TEXT, typed), "angka") == given


def test_a_full_width_percent_sign_is_one() -> None:
    assert answer(Cell(1, 1, CellContent.TEXT, "85％"), "persen") == read_as(D(85), TYPED)
    assert answer(Cell(1, 1, CellContent.TEXT, "85％"), "angka") == asked("ANGKA_BERTANDA_PERSEN")


# ------------------------------------------------------------------ number formats


# Made once with LibreOffice 7.4 in English, written the Indonesian way; hours with two digits.
SHOWN_BY_LIBREOFFICE = [
    ("0", "84.5", "85"), ("0", "-84.5", "-85"), ("0.00", "84.5", "84,50"), ("#,##0", "1234567.891", "1.234.568"),
    ("#,##0.00_);[Red]\\(#,##0.00\\)", "-84.5", "(84,50)"), ("0.0%", "0.855", "85,5%"),
    ("0.00E+00", "1250", "1,25E+03"),
    ("##0.0E+0", "1250", "1,3E+3"), ("# ?/?", "84.5", "84 1/2"), ("# ??/16", "0.5", "8/16"),
    ('# ?/?" kg"', "84.5", "84 1/2 kg"), ("0000", "84.5", "0085"),
    ("000\\-00", "1250", "012-50"), ("#,##0,", "1234567.891", "1.235"), ("0.0,,", "1234567.891", "1,2"),
    ('"Rp"#,##0', "1250", "Rp1.250"), ('[>=100]"banyak";"sedikit"', "84.5", "sedikit"),
    ("[<1]0%;0", "0.5", "50%"), ("0.00;0", "84.5", "84,50"),
    ('[=1]"satu";[=0]"nol";0', "84.5", "85"), (".00", "84.5", "84,50"), ("#.##", "0.5", ",5"),
    ("General", "84.5", "84,5"), ('General" buah"', "84.5", "84,5 buah"), (";;;", "84.5", ""), ("#", "0", ""),
    ("0;-0;;@", "0", ""), ("h:mm", "0.0555555555555556", "01:20"), ("h:mm:ss AM/PM", "0.75", "06:00:00 PM"),
    ("[h]:mm", "1.5", "36:00"), ("[mm]:ss", "0.5", "720:00"), ("mm:ss.0", "0.0555555555555556", "20:00,0"),
    ("dd/mm/yyyy", "46387", "31/12/2026"), ("d\\-mmm\\-yy", "46387", "31-Des-26"),
    ("mmmm yyyy", "46387", "Desember 2026"),
    ("[$-409]mmmm d, yyyy", "46387", "December 31, 2026"), ("dddd, dd mmmm yyyy", "46387", "Kamis, 31 Desember 2026"),
    ("yyyy-mm-dd\\Thh:mm", "46387.5", "2026-12-31T12:00"), ("[$-421]dd mmmm yyyy;@", "46387", "31 Desember 2026"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "value", "shown"), SHOWN_BY_LIBREOFFICE)
def test_a_number_is_shown_as_libreoffice_shows_it(code: str, value: str, shown: str) -> None:
    assert re.sub(r"\s+", " ", shown_number(D(value), code)).strip() == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("@", "teks"),
        ("0", "teks"),
        (";;;", ""),
        ("0;0;0", "teks"),
        ('0;0;0;"isi: "@', "isi: teks"),
        ('@" orang"', "teks orang"),
    ],
)
def test_a_text_is_shown_by_the_section_for_texts(code: str, shown: str) -> None:
    assert text_under_format("teks", code) == shown


CODES = st.text(alphabet='0#?.,;%/@"\\[]<>=$-_*hmsdyEe+ AMPRpred189', max_size=30)


@pytest.mark.tuntas
@given(code=CODES, value=st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, places=4))
@settings(deadline=None, max_examples=400)
def test_any_code_shows_something_without_failing(code: str, value: Decimal) -> None:
    cell = Cell(1, 1, CellContent.NUMBER, value, sight=Sight(code))
    assert isinstance(shown_number(value, code), str)
    assert isinstance(text_under_format("teks", code), str)
    assert number_agrees(cell)[0] in Agreement
    assert cell.unseen is not None


# ------------------------------------------------------------------ no false alarms

ALARMS = frozenset(
    {SPECIAL, OTHER, LESS, SHOWN, UNSEEN, "ISI_DICORET", "ISI_BERUPA_GAMBAR", "WAKTU_BUKAN_ANGKA", "MUNGKIN_WAKTU"}
)
OWN_FORMATS = ("", "General", "@", "#,##0", "dd/mm/yyyy")


@pytest.mark.tuntas
@given(
    value=st.decimals(min_value=0, max_value=10**12, allow_nan=False, places=3).map(lambda each: exact(str(each))),
    code=st.sampled_from(
        ["", "General", "@", "0.000", "#,##0.000", "0.###", '0.000" km"', "[Red]0.000", "0.000;(0.000)"]
    ),
)
@settings(deadline=None, max_examples=300)
def test_a_number_that_shows_in_full_gives_no_alarm(value: Decimal, code: str) -> None:
    cell = one_cell('s="1"', f"<v>{value}</v>", styles=_style(code))
    if value == 0 and code == "0.###":
        return
    found, told = answer(cell, "angka")
    assert (found, told & ALARMS) == (value, frozenset())


def _style(code: str) -> str:
    listed = code.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
    return (
        f'<numFmts><numFmt numFmtId="200" formatCode="{listed}"/></numFmts><cellXfs><xf/><xf numFmtId="200"/></cellXfs>'
    )


@pytest.mark.tuntas
@given(
    words=st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_characters="#="), min_size=1)
)
@settings(deadline=None, max_examples=300)
def test_a_text_typed_plainly_gives_no_alarm(words: str) -> None:
    def fill(book: Any, sheet: Any) -> None:
        for row, code in enumerate(OWN_FORMATS):
            sheet.write_string(row, 0, words, book.add_format({"num_format": code} if code else {}))

    grid = open_book(written(fill)).grids[0]
    for row in range(1, len(OWN_FORMATS) + 1):
        value, told = answer(grid.at(row, 1), "teks")
        assert not ({value} | told) & ALARMS


WHOLE_DATES = (
    "dd/mm/yyyy", "d mmmm yyyy", "dd-mmm-yy", "yyyy-mm-dd", "[$-421]dd mmmm yyyy;@", "dddd, d mmmm yyyy", "dd/mm/yy",
)  # fmt: skip


@pytest.mark.tuntas
@given(day=st.dates(date(1990, 1, 1), date(2100, 12, 31)), code=st.sampled_from(WHOLE_DATES))
@settings(deadline=None, max_examples=200)
def test_a_date_that_shows_as_a_whole_gives_no_alarm(day: date, code: str) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_datetime(0, 0, datetime.combine(day, datetime.min.time()), book.add_format({"num_format": code}))

    assert answer(open_book(written(fill)).grids[0].at(1, 1), "tanggal") == read_as(day)


@pytest.mark.parametrize(
    ("shown", "value"),
    [("84", D(84)), ("Rp 1.250", D(1250)), ("(5)", D(-5)), ("-Rp5", D(-5)), ("$ (5,50)", D("-5.5")), ("Rp(5)", D(-5)),
     ("1 250", D(1250)), ("84 1/2", D("84.5")),
     (",5", D("0.5")), ("84,", D(84)), ("8,45E+01", D("84.5")), ("85%", D(85)), ("12 dokumen", D(12)), ("5 ribu", None),
     ("tercapai", None), ("36:00", None), ("", None), ("> 84", None)],
)  # fmt: skip
def test_the_figure_that_a_person_reads(shown: str, value: Decimal | None) -> None:
    found = seen_figure(shown)
    assert (found and found.value) == value


def test_contrast_and_colours() -> None:
    assert indistinct((255, 255, 255), (255, 251, 230))
    assert not indistinct((217, 217, 217), (255, 255, 255))
    assert office_colour({"theme": "99"}, ["FFFFFF"]) is None
    assert office_colour({"rgb": "bukan"}, []) is None
    assert office_colour({"indexed": "64"}, []) is None
    assert SheetCode.ISI_TIDAK_TAMPAK.wording.remedy


@pytest.mark.parametrize(
    ("ink", "grey"), [((255, 0, 0), 127), ((0, 255, 0), 220), ((0, 0, 255), 76), ((255, 255, 0), 247)]
)
def test_a_colour_is_lost_on_a_grey_as_light_as_itself_and_on_no_other(ink: Colour, grey: int) -> None:
    """The weights of WCAG 2.1, relative luminance: red 0.2126, green 0.7152, blue 0.0722."""
    assert indistinct(ink, (grey, grey, grey))
    assert not indistinct(ink, (grey - 35, grey - 35, grey - 35))
    assert grey > 220 or not indistinct(ink, (grey + 35, grey + 35, grey + 35))


# ------------------------------------------------------------------ what only .xls has


def record(code: int, data: bytes) -> bytes:
    return struct.pack("<HH", code, len(data)) + data


def formula(row: int, result: bytes, flags: int = 0) -> bytes:
    """The record of =1+1 in column A (MS-XLS 2.4.127)."""
    tokens = b"\x1e\x01\x00\x1e\x01\x00\x03"
    body = struct.pack("<3H", row, 0, 0) + result + struct.pack("<HIH", flags, 0, len(tokens)) + tokens
    return record(0x0006, body)


def old_book(*records: bytes) -> bytes:
    """An .xls of Excel 5 without the OLE2 file around it, as xlrd takes it: globals and one sheet."""
    start = record(0x0809, struct.pack("<4H", 0x0500, 0x0005, 0, 0)) + record(0x0042, struct.pack("<H", 1252))
    name = b"Isian"
    bound = struct.pack("<IH", 0, 0) + bytes([len(name)]) + name
    end = record(0x000A, b"")
    place = len(start) + len(record(0x0085, bound)) + len(end)
    bound = struct.pack("<IH", place, 0) + bytes([len(name)]) + name
    sheet = record(0x0809, struct.pack("<4H", 0x0500, 0x0010, 0, 0)) + b"".join(records) + end
    return start + record(0x0085, bound) + end + sheet


def note(row: int, column: int, whole: int, part: bytes) -> bytes:
    return record(0x001C, struct.pack("<3H", row, column, whole) + part)


ZERO, FIVE = bytes(8), struct.pack("<d", 5)
NO_TEXT = b"\x03\x00\x00\x00\x00\x00\xff\xff"


@pytest.mark.parametrize(
    ("records", "uncalculated"),
    [
        ((formula(0, ZERO), formula(1, ZERO)), [True, True]),  # no formula of the file has a result
        ((formula(0, NO_TEXT), formula(1, ZERO)), [True, True]),  # as xlwt leaves it
        ((formula(0, ZERO, flags=2), formula(1, FIVE)), [True, False]),  # as Apache POI leaves it
        ((formula(0, ZERO, flags=3), formula(1, FIVE)), [True, False]),  # as Spreadsheet::WriteExcel leaves it
        ((formula(0, ZERO), formula(1, FIVE)), [False, False]),  # a sum that is zero
        ((formula(0, NO_TEXT, flags=2), formula(1, FIVE)), [False, False]),  # an empty text that Excel saved
    ],
)
def test_formulas_that_nobody_calculated_have_no_result(records: tuple[bytes, ...], uncalculated: list[bool]) -> None:
    grid = read_xls(old_book(*records)).grids[0]
    assert [grid.at(row, 1).uncached for row in (1, 2)] == uncalculated
    asked_back = answer(grid.at(1, 1), "angka") == asked("RUMUS_BELUM_DIHITUNG")
    assert asked_back is uncalculated[0]


def test_comments_of_excel_95_are_told() -> None:
    long = "catatan " * 300
    data = old_book(
        formula(0, FIVE),
        note(0, 0, 15, "mohon d\xedcek ya".encode("cp1252")),
        note(4, 2, len(long), long[:2048].encode()),
        note(0xFFFF, 0, len(long) - 2048, long[2048:].encode()),
        note(7, 7, 3, b""),
        record(0x001C, b"\x00"),
    )
    grid = read_xls(data).grids[0]
    assert {place: each.text for place, each in grid.comments.items()} == {(1, 1): "mohon d\xedcek ya", (5, 3): long}


def test_low_rows_and_narrow_columns_of_an_xls() -> None:
    def row(number: int, height: int, flags: int) -> bytes:
        return record(0x0208, struct.pack("<8H", number, 0, 1, height, 0, 0, 0x0100 | flags, 0x0F))

    def value(number: int, column: int) -> bytes:
        return record(0x0203, struct.pack("<3Hd", number, column, 0, 5))

    def width(column: int, units: int) -> bytes:
        return record(0x007D, struct.pack("<6H", column, column, units, 0, 0, 0))

    cells = [value(number, column) for number in range(4) for column in range(2)]
    sized = [row(0, 255, 0), row(1, 0, 0x40), row(2, 255, 0x20), row(3, 255, 0x40), width(0, 2304), width(1, 0)]
    grid = read_xls(old_book(*sized, *cells)).grids[0]
    assert (grid.hidden_rows, grid.hidden_columns) == ({2, 3}, {2})
