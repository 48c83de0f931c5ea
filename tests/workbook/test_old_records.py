"""Cells, names and sheets of an .xls, record by record (MS-XLS), and cells of OpenDocument, type by type."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from helpers import old_excel
from helpers.old_excel import record
from helpers.raw_books import ODF, by_address, ods_cell, ods_parts, packed, refused

from rkt_excel.workbook.reading.openbook import Reason, open_book
from rkt_excel.workbook.values.cells import Cell, CellContent
from rkt_excel.workbook.values.sight import INDISTINCT, RAISED, STRUCK, TINY

D = Decimal
FIVE = old_excel.number(5, 0, 5)


def read(cells: bytes, version: int = 0x600) -> dict[str, Cell]:
    return by_address(open_book(old_excel.workbook(cells + FIVE, version=version)))


def label(text: bytes, count: int, *, flag: bytes = b"\0") -> bytes:
    """A text in the first cell that says that it has so many letters."""
    return record(0x204, struct.pack("<HHHH", 0, 0, 0, count) + flag + text)


def several(count: int, more: int = 0) -> bytes:
    """So many numbers in the first row, the last column being told, and some bytes too many."""
    inner = b"".join(struct.pack("<HI", 0, (number + 1) << 2 | 2) for number in range(count))
    return record(0xBD, struct.pack("<HH", 0, 0) + inner + bytes(more) + struct.pack("<H", max(count - 1, 0)))


def of_length(code: int, length: int) -> bytes:
    return record(code, bytes(length))


# ------------------------------------------------------------ whole or cut

WHOLE = {
    "number": of_length(0x203, 14), "number with three bytes more": of_length(0x203, 17),
    "truth": of_length(0x205, 8), "truth with three bytes more": of_length(0x205, 11),
    "short number": of_length(0x27E, 10), "short number with three bytes more": of_length(0x27E, 13),
    "one of several numbers": several(1), "four of several numbers": several(4),
    "text": label(b"isi", 3), "text with bytes behind it": label(b"isi..", 3),
    "wide text": label("isi".encode("utf-16-le"), 3, flag=b"\1"),
    "text without letters": label(b"", 0),
}  # fmt: skip
CUT = {
    "number": of_length(0x203, 13), "number that takes in another": of_length(0x203, 18),
    "truth": of_length(0x205, 7), "truth that takes in another": of_length(0x205, 12),
    "short number": of_length(0x27E, 9), "short number that takes in another": of_length(0x27E, 14),
    "shared text": of_length(0xFD, 9), "shared text that takes in another": of_length(0xFD, 14),
    "no number of several": several(0), "several numbers and a byte": several(2, more=1),
    "several numbers and one more than they say": record(0xBD, bytes(2) + several(3)[6:-2] + struct.pack("<H", 1)),
    "text": label(b"is", 3), "wide text": label(b"isi", 3, flag=b"\1"),
}  # fmt: skip


@pytest.mark.parametrize("what", WHOLE)
def test_a_cell_that_is_whole_is_read(what: str) -> None:
    cells = read(WHOLE[what])
    assert cells["A6"].value == 5
    assert "A1" in cells or what == "text without letters"


@pytest.mark.parametrize("what", CUT)
def test_a_cell_that_is_cut_or_swallows_another_is_damage(what: str) -> None:
    fault = refused(old_excel.workbook(CUT[what] + FIVE))
    assert (fault.reason, fault.detail) == (Reason.RUSAK, "salah satu selnya terpotong")


def test_a_text_of_excel_95_has_no_flag_before_its_letters() -> None:
    assert read(label(b"isi", 3, flag=b""), 0x500)["A1"].value == "isi"
    assert refused(old_excel.workbook(label(b"is", 3, flag=b"") + FIVE, version=0x500)).reason is Reason.RUSAK


# ------------------------------------------------------------ what cells hold

ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def truth(value: int, *, error: bool = False) -> bytes:
    return record(0x205, struct.pack("<HHHBB", 0, 0, 0, value, error))


def short(number: int) -> bytes:
    """A number in four bytes: 30 of its bits, whether it is whole, and whether it is of hundredths (2.5.122)."""
    return record(0x27E, struct.pack("<HHHI", 0, 0, 0, number & 0xFFFFFFFF))


@pytest.mark.parametrize(
    ("held", "content", "value"),
    [
        (truth(1), CellContent.BOOL, True),
        (truth(0), CellContent.BOOL, False),
        *((truth(code, error=True), CellContent.ERROR, name) for code, name in ERRORS.items()),
        (short(7 << 2 | 2), CellContent.NUMBER, D(7)),
        (short(-7 << 2 | 2), CellContent.NUMBER, D(-7)),
        (short(855 << 2 | 3), CellContent.NUMBER, D("8.55")),
        (short(struct.unpack("<I", struct.pack("<d", 1.5)[4:])[0]), CellContent.NUMBER, D("1.5")),
        (old_excel.number(0, 0, 0.1 + 0.2), CellContent.NUMBER, D("0.3")),
        (old_excel.number(0, 0, float("nan")), CellContent.ERROR, "#NUM!"),
        (label(b"isi", 3), CellContent.TEXT, "isi"),
        (label("≥ 2".encode("utf-16-le"), 3, flag=b"\1"), CellContent.TEXT, "≥ 2"),
    ],
)
def test_a_cell_of_an_xls_holds_what_its_record_says(held: bytes, content: CellContent, value: object) -> None:
    cell = read(held)["A1"]
    assert (cell.content, cell.value, cell.formula) == (content, value, False)


def test_several_numbers_stand_side_by_side() -> None:
    cells = read(several(3))
    assert {address: cell.value for address, cell in cells.items()} == {"A1": 1, "B1": 2, "C1": 3, "A6": 5}


def test_cells_stand_where_their_records_say() -> None:
    places = [(0, 0), (0, 255), (7, 2), (9_999, 0)]
    cells = read(b"".join(old_excel.number(row, column, row + column) for row, column in places))
    assert {address: int(str(cell.value)) for address, cell in cells.items() if address != "A6"} == {
        "A1": 0, "IV1": 255, "C8": 9, "A10000": 9_999,
    }  # fmt: skip


# ------------------------------------------------------------ behind the end

AFTER_END = {
    "padding, and what lies behind it": bytes(4) + old_excel.number(0, 0, 7),
    "a record longer than any, and what lies in it": record(0x1A, bytes(8_225)) + old_excel.number(0, 0, 7),
    "the next part of the file": record(0x809, bytes(16)) + old_excel.number(0, 0, 7),
    "the next part, as Excel 2 begins it": record(0x09, bytes(4)) + old_excel.number(0, 0, 7),
    "the next part, as Excel 3 begins it": record(0x209, bytes(6)) + old_excel.number(0, 0, 7),
    "the next part, as Excel 4 begins it": record(0x409, bytes(6)) + old_excel.number(0, 0, 7),
    "a record of no cell": record(0x1A, bytes(8_224)),
}


@pytest.mark.parametrize("what", AFTER_END)
def test_what_stands_behind_the_last_record_of_a_sheet_is_no_cell_of_it(what: str) -> None:
    behind = old_excel.workbook(FIVE + record(0x0A) + AFTER_END[what])
    assert {address: cell.value for address, cell in by_address(open_book(behind)).items()} == {"A6": 5}


def test_a_cell_behind_other_records_behind_the_end_is_damage() -> None:
    behind = old_excel.workbook(FIVE + record(0x0A) + record(0x1A, bytes(8_224)) + old_excel.number(0, 0, 7))
    assert refused(behind).reason is Reason.RUSAK


# ------------------------------------------------------------ names


def name_record(name: str, tokens: bytes, *, sheet: int = 0) -> bytes:
    head = struct.pack("<HBBHHHI", 0, 0, len(name), len(tokens), 0, sheet, 0)
    return record(0x18, head + b"\0" + name.encode("latin-1") + tokens)


def said(text: str) -> bytes:
    """The formula of a text, as its tokens."""
    return bytes([0x17, len(text), 0]) + text.encode("latin-1")


@pytest.mark.parametrize(
    ("records", "names"),
    [
        ([name_record("satu", said("isi"))], {"satu": "isi"}),
        ([name_record("satu", said("isi") + b"\x1e\x01\x00\x03")], {}),  # more than a text
        ([name_record("satu", b"\x1e\x01\x00")], {}),  # a number
        ([name_record("satu", b"")], {}),
        ([name_record("satu", b"\x17\x09\x00is")], {}),  # cut
        ([name_record("satu", said("buku")), name_record("satu", said("lembar"), sheet=1)], {"satu": "buku"}),
        ([name_record("satu", said("lembar"), sheet=1), name_record("satu", said("buku"))], {"satu": "buku"}),
        ([name_record("satu", said("lembar"), sheet=1)], {"satu": "lembar"}),
    ],
)
def test_a_name_of_an_xls_holds_a_text_where_a_text_is_all_of_it(
    records: Sequence[bytes], names: dict[str, str]
) -> None:
    data = old_excel.workbook(FIVE, texts=b"".join(records))
    assert open_book(data).names == names


# ------------------------------------------------------------ OpenDocument: a number, and what is shown of it


def figure(kind: str, stored: str, shown: str | None) -> Cell:
    value = {"office_time_value": stored} if kind == "time" else {"office_value": stored}
    text = "" if shown is None else f"<text:p>{shown}</text:p>"
    row = f"<table:table-row>{ods_cell(text, office_value_type=kind, **value)}</table:table-row>"
    return by_address(open_book(packed(ods_parts(row))))["A1"]


# Type, stored, shown; whether it is a percentage, and what is told to be seen beside the stored, if anything.
FIGURES: list[tuple[str, str, str | None, bool, str | None]] = [
    ("float", "84.5", "84,5", False, None),
    ("float", "84.5", "84.5", False, None),
    ("float", "84.5", None, False, None),
    ("float", "84.5", "85", False, "85"),
    ("float", "84", "84%", False, "84%"),
    ("float", "0.84", "84%", True, None),  # a section of its format shows it so
    ("float", "0.84", "84 %", True, None),
    ("float", "0.84", "85%", False, "85%"),
    ("float", "0.84", "", False, ""),
    ("currency", "5000", "5000", False, None),
    ("currency", "5000", "Rp5.000", False, "Rp5.000"),
    ("percentage", "0.84", "84%", True, None),
    ("percentage", "0.84", "84,0%", True, "84,0%"),
    ("percentage", "0.84", None, True, None),
    ("percentage", "0.84", "0,84", False, None),
    ("percentage", "0.84", "8", True, "8"),
]


@pytest.mark.parametrize(("kind", "stored", "shown", "percent", "seen"), FIGURES)
def test_a_number_of_opendocument_is_what_it_is_shown_as(
    kind: str, stored: str, shown: str | None, percent: bool, seen: str | None
) -> None:
    cell = figure(kind, stored, shown)
    assert (cell.content, cell.value, cell.percent) == (CellContent.NUMBER, D(stored), percent)
    assert (cell.sight and cell.sight.text) == seen


@pytest.mark.parametrize(
    ("stored", "part"),
    [
        ("PT12H00M00S", "0.5"),
        ("PT36H", "1.5"),
        ("P1DT12H", "1.5"),
        ("-PT6H", "-0.25"),
        ("PT0H1M0S", "0.000694444444444444"),
        ("PT0H0M1.5S", "0.0000173611111111111"),
        ("PT0H0M1,5S", "0.0000173611111111111"),
    ],
)
def test_a_time_of_opendocument_is_a_part_of_a_day(stored: str, part: str) -> None:
    cell = figure("time", stored, "waktu")
    assert (cell.content, cell.value) == (CellContent.TIME, D(part))


def rows(*inner: str) -> str:
    return "".join(f"<table:table-row>{each}</table:table-row>" for each in inner)


SEVEN = ods_cell("<text:p>7</text:p>", office_value_type="float", office_value="7")


def text_of(inside: str) -> object:
    row = rows(ods_cell(inside, office_value_type="string"))
    return by_address(open_book(packed(ods_parts(row))))["A1"].value


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<text:p>dua</text:p><text:p>baris</text:p>", "dua\nbaris"),
        ("<text:p>a<text:s/>b</text:p>", "a b"),
        ('<text:p>a<text:s text:c="3"/>b</text:p>', "a   b"),
        ("<text:p>a<text:tab/>b<text:line-break/>c</text:p>", "a\tb\nc"),
        ("<text:p>a<text:span>b<text:span>c</text:span>d</text:span>e</text:p>", "abcde"),
        ("<text:p/><text:p>b</text:p>", "\nb"),
        ("<text:p>a</text:p> di luar <text:p>b</text:p>", "a\nb"),
    ],
)
def test_the_text_of_a_cell_of_opendocument_is_that_of_its_paragraphs(inside: str, text: str) -> None:
    assert text_of(inside) == text


def test_cells_and_rows_of_opendocument_stand_behind_those_that_are_repeated() -> None:
    twice = SEVEN.replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="2"', 1)
    empty = '<table:table-cell table:number-columns-repeated="3"/>'
    thrice = rows(empty + twice).replace("<table:table-row", '<table:table-row table:number-rows-repeated="3"', 1)
    cells = by_address(open_book(packed(ods_parts(rows(SEVEN) + thrice + rows(twice + SEVEN)))))
    assert sorted(cells) == sorted(
        ["A1", *(f"{letter}{row}" for row in (2, 3, 4) for letter in "DE"), "A5", "B5", "C5"]
    )
    assert {cell.value for cell in cells.values()} == {D(7)}


def test_a_date_of_opendocument_is_its_day() -> None:
    cell = ods_cell("<text:p>31/12/26</text:p>", office_value_type="date", office_date_value="2026-12-31")
    found = by_address(open_book(packed(ods_parts(rows(cell)))))["A1"]
    assert (found.content, found.value, found.seen) == (CellContent.DATE, date(2026, 12, 31), "31/12/26")


# ------------------------------------------------------------ OpenDocument: letters


def with_styles(styles: str, cell: str, columns: str = "") -> Cell:
    """The first cell of an .fods with styles."""
    names = ("office", "table", "text", "style", "meta")
    spaces = "".join(f' xmlns:{name}="{ODF}{name}:1.0"' for name in names)
    body = f'<table:table table:name="Isian">{columns}<table:table-row>{cell}</table:table-row></table:table>'
    data = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document{spaces} xmlns:fo="{ODF}xsl-fo-compatible:1.0">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{body}"
        "</office:spreadsheet></office:body></office:document>"
    )
    return by_address(open_book(data.encode()))["A1"]


def style(name: str, family: str, said: str, *, parent: str = "", cell: str = "") -> str:
    above = f' style:parent-style-name="{parent}"' if parent else ""
    inner = f"<style:text-properties {said}/>" + (f"<style:table-cell-properties {cell}/>" if cell else "")
    return f'<style:style style:name="{name}" style:family="{family}"{above}>{inner}</style:style>'


# What is said of the letters of a part; the text that counts, and why the part does not.
LETTERS: list[tuple[str, str, str | None]] = [
    ('style:text-line-through-style="solid"', "845", STRUCK),
    ('style:text-line-through-type="single"', "845", STRUCK),
    ('style:text-line-through-style="none" style:text-line-through-type="none"', "8415", None),
    ('style:text-position="super 58%"', "845", RAISED),
    ('style:text-position="sub 58%"', "845", RAISED),
    ('style:text-position="33% 58%"', "845", RAISED),
    ('style:text-position="-33% 58%"', "845", RAISED),
    ('style:text-position="0% 100%"', "8415", None),
    ('style:text-position="-0% 100%"', "8415", None),
    ('fo:color="#ffffff"', "845", INDISTINCT),
    ('fo:color="#ff0000"', "8415", None),
    ('fo:font-size="1pt"', "845", TINY),
    ('fo:font-size="2pt"', "845", TINY),
    ('fo:font-size="2.1pt"', "8415", None),
    ('fo:font-size="50%"', "8415", None),
]


@pytest.mark.parametrize(("said", "value", "why"), LETTERS)
def test_letters_of_opendocument_that_are_no_part_of_an_answer(said: str, value: str, why: str | None) -> None:
    part = '<text:p>84<text:span text:style-name="T1">1</text:span>5</text:p>'
    found = with_styles(style("T1", "text", said), ods_cell(part, office_value_type="string"))
    assert found.value == value
    assert (found.sight.marks if found.sight else ()) == (((why, "1"),) if why else ())


def test_letters_of_opendocument_stand_within_each_other() -> None:
    styles = style("T1", "text", 'style:text-line-through-type="single"') + style("T2", "text", 'fo:color="#ff0000"')
    part = (
        '<text:p>a<text:span text:style-name="T1">b<text:span text:style-name="T2">c</text:span>d</text:span>e'
        '<text:span text:style-name="T2">f</text:span>g</text:p><text:p>h</text:p>'
    )
    assert with_styles(styles, ods_cell(part, office_value_type="string")).value == "acefg\nh"


@pytest.mark.parametrize(
    ("own", "parent", "unseen"),
    [
        ('fo:color="#ffffff"', "", INDISTINCT),
        ('fo:color="#000000"', 'fo:color="#ffffff"', ""),
        ("", 'fo:color="#ffffff"', INDISTINCT),
        ("", "", ""),
    ],
)
def test_a_style_of_opendocument_says_what_its_parent_says_unless_it_says_otherwise(
    own: str, parent: str, unseen: str
) -> None:
    styles = style("induk", "table-cell", parent) + style("ce1", "table-cell", own, parent="induk")
    cell = ods_cell("<text:p>isi</text:p>", office_value_type="string", table_style_name="ce1")
    assert with_styles(styles, cell).unseen == unseen


def test_a_cell_of_opendocument_without_a_style_has_that_of_its_column() -> None:
    styles = style("ce1", "table-cell", 'fo:color="#ffffff"') + style(
        "ce2", "table-cell", "", cell='fo:background-color="#000000"'
    )
    columns = '<table:table-column table:default-cell-style-name="{}"/>'
    cell = ods_cell("<text:p>isi</text:p>", office_value_type="string")
    assert [with_styles(styles, cell, columns.format(name)).unseen for name in ("ce1", "ce2", "")] == [
        INDISTINCT, INDISTINCT, "",
    ]  # fmt: skip


@pytest.mark.parametrize("where", ["{cell}{row}", "{row}{cell}", "{row}{cell}{row}"])
def test_a_cell_of_opendocument_outside_its_row_is_damage(where: str) -> None:
    assert refused(packed(ods_parts(where.format(cell=SEVEN, row=rows(SEVEN))))).reason is Reason.RUSAK


@pytest.mark.parametrize("code", [0x1C, 0x5D, 0x1B6, 0x1B8, 0x800])
def test_an_odd_note_object_link_or_tip_costs_no_cell(code: int) -> None:
    assert {address: cell.value for address, cell in read(record(code, b"\x01")).items()} == {"A6": 5}


def font(options: int) -> bytes:
    """The record of a font; 8 is struck out (MS-XLS 2.4.122)."""
    head = struct.pack("<HHHHHBBBBBB", 200, options, 0x7FFF, 400, 0, 0, 0, 0, 0, 5, 0)
    return record(0x31, head + b"Arial")


@pytest.mark.parametrize("claimed", [1, 9], ids=["as many texts as are claimed", "fewer"])
def test_letters_of_a_shared_text_that_are_struck_out_are_no_part_of_an_answer(claimed: int) -> None:
    struck = struct.pack("<HBH", 6, 8, 1) + b"845 no" + struct.pack("<HH", 3, 1)  # from the fourth letter, font 1
    texts = font(0) + font(8) + old_excel.table([struck], claimed=claimed)
    found = by_address(open_book(old_excel.workbook(old_excel.shared(0, 0, 0), texts=texts)))["A1"]
    assert (found.value, found.sight and found.sight.marks) == ("845", ((STRUCK, "no"),))


def computed(row: int, column: int, value: float) -> bytes:
    """A formula at a 0-based place, with its result (MS-XLS 2.4.127)."""
    return record(0x06, struct.pack("<HHHdHIH", row, column, 0, value, 0, 0, 3) + b"\x1e\x07\x00")


def test_only_the_cell_of_a_formula_is_computed() -> None:
    cells = read(old_excel.number(0, 0, 7) + computed(0, 1, 7) + computed(1, 1, 7) + old_excel.number(1, 2, 7))
    assert {address for address, cell in cells.items() if cell.formula} == {"B1", "B2"}
