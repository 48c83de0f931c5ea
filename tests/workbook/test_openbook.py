"""Files of every kind and make, opened by their content: what is in them, and why others are refused."""

from __future__ import annotations

import io
import re
import struct
import subprocess
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from helpers.old_excel import container
from helpers.raw_books import (
    MAIN,
    ODF,
    ODS_TYPE,
    SHEET,
    SIMPLE,
    TEXTS,
    by_address,
    compound,
    ods_cell,
    ods_parts,
    opened,
    packed,
    parts_of,
    refused,
    relations,
    written,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from rkt_excel.workbook.containers import limits
from rkt_excel.workbook.containers.compound import Compound
from rkt_excel.workbook.excel.xlsx_sheet import unblanked, unescaped
from rkt_excel.workbook.reading.openbook import Reason, Unreadable, open_book
from rkt_excel.workbook.values.cells import Cell, CellContent, Opened, plain
from rkt_excel.workbook.values.number_formats import ShownAs, serial_moment, shown_as, text_constant

# ------------------------------------------------------------ files made by hand

STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def values(cells: dict[str, Cell]) -> dict[str, object]:
    return {address: cell.value for address, cell in cells.items()}


# ------------------------------------------------------------ .xlsx: cells


def test_every_cell_type() -> None:
    cells = opened(
        '<row r="1"><c r="A1"><v>85.5</v></c><c r="B1" t="s"><v>0</v></c><c r="C1" t="str"><v>hasil</v></c>'
        '<c r="D1" t="inlineStr"><is><t>langsung</t></is></c><c r="E1" t="b"><v>1</v></c>'
        '<c r="F1" t="b"><v>false</v></c><c r="G1" t="e"><v>#N/A</v></c><c r="H1" t="n"><v>1E-007</v></c>'
        '<c r="I1" t="d"><v>2027-01-31</v></c><c r="J1" t="d"><v>2027-01-31T08:30:00Z</v></c>'
        '<c r="K1"/><c r="L1" s="0"></c><c r="M1"><v/></c></row>',
        texts="<si><t>bersama</t></si>",
    )
    assert values(cells) == {
        "A1": Decimal("85.5"),
        "B1": "bersama",
        "C1": "hasil",
        "D1": "langsung",
        "E1": True,
        "F1": False,
        "G1": "#N/A",
        "H1": Decimal("0.0000001"),
        "I1": date(2027, 1, 31),
        "J1": datetime(2027, 1, 31, 8, 30),  # noqa: DTZ001 - cells know no time zone
    }
    contents = {cell.content for cell in cells.values()}
    assert contents == {CellContent.NUMBER, CellContent.TEXT, CellContent.BOOL, CellContent.ERROR, CellContent.DATE}


def test_a_formula_is_told_from_a_value_and_an_uncalculated_one_from_both() -> None:
    cells = opened(
        '<row r="1"><c r="A1"><v>5</v></c><c r="B1"><f>A1*2</f><v>10</v></c><c r="C1"><f>A1*3</f></c>'
        '<c r="D1" t="str"><f>""</f><v></v></c><c r="E1"><f>A1</f><v></v></c><c r="F1" t="e"><f>1/0</f>'
        "<v>#DIV/0!</v></c></row>"
    )
    assert [cell.formula for cell in cells.values()] == [False, True, True, True, True, True]
    assert [address for address, cell in cells.items() if cell.uncached] == ["C1", "E1"]
    assert cells["D1"] == Cell(1, 4, CellContent.TEXT, "", formula=True)
    assert cells["F1"] == Cell(1, 6, CellContent.ERROR, "#DIV/0!", formula=True)


def test_rich_text_is_joined_and_phonetic_text_left_out() -> None:
    rich = "<r><t>satu </t></r><r><rPr><b/></rPr><t>dua</t></r><rPh sb='0' eb='1'><t>SATU</t></rPh>"
    cells = opened(
        f'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is>{rich}</is></c></row>',
        texts=f"<si>{rich}</si>",
    )
    assert values(cells) == {"A1": "satu dua", "B1": "satu dua"}


def test_cells_and_rows_that_do_not_say_where_they_are() -> None:
    cells = opened(
        "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c><v>4</v></c></row>"
        '<row r="9"><c r="B9" s="0"/><c r="C9" s="0"/><c><v>5</v></c></row><row><c><v>6</v></c></row>'
        '<row r="20"><c r="A20"/></row><row><c><v>7</v></c></row>'
    )
    assert list(cells) == ["A1", "C1", "A3", "D9", "A10", "A21"]


def test_blank_cells_are_dropped_as_bytes_only_where_they_are_cells() -> None:
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[<c r="B1" s="1"/>]]></t></is></c></row>'
    assert values(opened(row)) == {"A1": '<c r="B1" s="1"/>'}
    xml = b'<row r="1"><c r="A1" s="1"/><c r="B1"/></row><row r="2"><c r="A2"/></row><row r="3"><c r="A3"><v>1'
    assert b"".join(unblanked([xml])) == b'<row r="3"><c r="A3"><v>1'
    pieces = [xml[at : at + 7] for at in range(0, len(xml), 7)]
    assert b'<c r="A3"><v>1' in b"".join(unblanked(pieces))


_BLANK = st.sampled_from(['<c r="{}"/>', '<c r="{}" s="3"/>', '<c r="{}" s="3" />', '<c r="{}" s="12"></c>'])
_HELD = st.sampled_from(['<c r="{}"><v>1</v></c>', '<c r="{}" s="3"><v>2</v></c>', '<c r="{}" t="b"><v>1</v></c>'])
_ROWS = st.lists(
    st.tuples(
        st.sampled_from(['<row r="{}">', '<row r="{}" ht="15" customHeight="1">', "<row>"]),
        st.lists(st.one_of(_BLANK, _BLANK, _HELD, st.sampled_from(["<c/>", "<c><v>7</v></c>"])), max_size=6),
    ),
    max_size=8,
)


@pytest.mark.tuntas
@given(_ROWS)
@settings(deadline=None)
def test_a_sheet_reads_the_same_with_its_blanks_dropped_as_bytes_or_told_one_by_one(
    rows: list[tuple[str, list[str]]],
) -> None:
    """On Python before 3.11.5 too, where a group repeated possessively matches wrongly (python/cpython#106052)."""
    xml = "".join(
        head.format(number)
        + "".join(cell.format(f"{'ABCDEF'[at]}{number}") for at, cell in enumerate(cells))
        + "</row>"
        for number, (head, cells) in enumerate(rows, 1)
    )
    assert opened(xml) == opened("<!-- after this nothing is dropped -->" + xml)


def test_no_pattern_repeats_a_group_possessively() -> None:
    code = (path for path in Path(limits.__file__).parents[1].rglob("*.py"))
    assert not [path.name for path in code if re.search(r"\(\?[:>].*\)[*+?]\+", path.read_text(encoding="utf-8"))]


def test_a_value_under_a_merge_and_a_far_cell_are_cells_like_others() -> None:
    parts = parts_of(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>3</v></c></row>'
    )
    sheet = str(parts["xl/worksheets/sheet1.xml"])
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>'
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("</sheetData>", merged)
    book = open_book(packed(parts))
    assert list(by_address(book)) == ["A1", "B1", "XFD1048576"]
    assert (book.grids[0].last_row, book.grids[0].last_column) == (1_048_576, 16_384)


@pytest.mark.parametrize(
    ("rows", "address"),
    [
        ('<row r="1"><c r="H1"><v>1</v></c><c r="H1"><v>2</v></c></row>', "H1"),
        ('<row r="9"><c r="H9"><v>1</v></c></row><row r="9"><c r="H9"><f>A1</f></c></row>', "H9"),
    ],
)
def test_a_cell_that_stands_twice_and_says_two_things_is_damage(rows: str, address: str) -> None:
    assert f"sel {address} ada dua kali" in refused(packed(parts_of(rows))).detail


def test_a_cell_that_stands_twice_and_says_the_same_does_no_harm() -> None:
    twice = '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>1.0</v></c><c r="B1"/><c r="B1"><v>2</v></c></row>'
    apart = '<row r="2"><c r="A2"><v>3</v></c></row><row r="2"><c r="B2"><v>4</v></c></row>'
    found = opened(twice + apart)
    assert values(found) == {"A1": 1, "B1": 2, "A2": 3, "B2": 4}


def test_shared_and_array_formulas_without_results_are_known_in_every_cell() -> None:
    cells = opened(
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f></c><c r="C1"><f t="array" ref="C1:D2">B1</f></c>'
        '<c r="F1"><f t="array" ref="F1:F2">B1</f><v>5</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/></c><c r="C2"/><c r="F2"><v>6</v></c></row>'
    )
    assert {address for address, cell in cells.items() if cell.uncached} == {"A1", "A2", "C1", "D1", "C2", "D2"}
    assert (cells["F1"].value, cells["F2"].value) == (5, 6)


def test_a_conversation_of_newer_excel_is_told_without_its_explanation() -> None:
    parts = parts_of('<row r="1"><c r="A1"><v>5</v></c></row>')
    said = "[Threaded comment]\n\nYour version of Excel allows you to read this.\n\nComment:\n    dari mana?"
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = relations(comments="../comments1.xml")
    parts["xl/comments1.xml"] = (
        f'<comments xmlns="{MAIN}"><authors><author>tc={{1}}</author></authors><commentList>'
        f'<comment ref="A1" authorId="0"><text><r><t>{said}</t></r></text></comment>'
        '<comment ref="B1" authorId="7"><text><t>lain</t></text></comment></commentList></comments>'
    )
    found = open_book(packed(parts)).grids[0].comments
    assert {place: (each.text, each.author) for place, each in found.items()} == {
        (1, 1): ("dari mana?", "tc={1}"),
        (1, 2): ("lain", ""),
    }


def test_characters_that_xml_cannot_hold() -> None:
    assert unescaped("a_x000D__x000A_b") == "a\r\nb"
    assert unescaped("_x005F_x0041_") == "_x0041_"
    assert unescaped("_xD83D__xDE00_") == "\N{GRINNING FACE}"
    assert unescaped("kode_x12") == "kode_x12"


def test_a_number_that_is_none_is_shown_as_it_stands() -> None:
    assert opened('<row r="1"><c r="A1"><v>1E999</v></c></row>')["A1"].value == "1E999"


# ------------------------------------------------------------ .xlsx: number formats


@pytest.mark.parametrize(
    ("code", "shape"),
    [
        ("0.0%", ShownAs.PERCENT),
        ("0%;[Red]-0%", ShownAs.PERCENT),
        ('0"%"', ShownAs.PLAIN),
        (r"0\%", ShownAs.PLAIN),
        ("0;-0%", ShownAs.PLAIN),
        ("General", ShownAs.PLAIN),
        ("GENERAL", ShownAs.PLAIN),
        ("[Red]0.00", ShownAs.PLAIN),
        ('0" hari"', ShownAs.PLAIN),
        ("[$Rp-421]#,##0.00", ShownAs.PLAIN),
        ("_(* #,##0_);_(* (#,##0)", ShownAs.PLAIN),
        ("0.00E+00", ShownAs.PLAIN),
        ("@", ShownAs.PLAIN),
        ("dd/mm/yyyy", ShownAs.DATE),
        ("[$-421]dd mmmm yyyy;@", ShownAs.DATE),
        (r"yyyy\-mm\-dd\ hh:mm", ShownAs.DATE),
        ("[h]:mm", ShownAs.TIME),
        ("[SS]", ShownAs.TIME),
        ("mm:ss.0", ShownAs.TIME),
        ("h:mm AM/PM", ShownAs.TIME),
        ("[Blue][<=100]hh:mm", ShownAs.TIME),
    ],
)
def test_what_a_format_code_shows(code: str, shape: ShownAs) -> None:
    assert shown_as(code) is shape


@pytest.mark.parametrize(
    ("serial", "since_1904", "day"),
    [
        ("46235", False, date(2026, 8, 1)),
        ("1", False, date(1900, 1, 1)),
        ("59", False, date(1900, 2, 28)),
        ("60", False, None),  # 29 February 1900 never was
        ("61", False, date(1900, 3, 1)),
        ("0", False, None),
        ("-5", False, None),
        ("2958465", False, date(9999, 12, 31)),
        ("2958466", False, None),
        ("46235.5", False, datetime(2026, 8, 1, 12)),  # noqa: DTZ001 - cells know no time zone
        ("46235.9999999999", False, date(2026, 8, 2)),
        ("0.25", False, datetime(1899, 12, 31, 6)),  # noqa: DTZ001 - cells know no time zone
        ("44773", True, date(2026, 8, 1)),
        ("0", True, date(1904, 1, 1)),
    ],
)
def test_which_day_a_serial_is(serial: str, since_1904: bool, day: date | None) -> None:
    found = serial_moment(Decimal(serial), since_1904=since_1904)
    assert found == day
    assert type(found) is type(day)


def test_builtin_formats_count_and_the_percent_sign_of_a_cell_style_does_not() -> None:
    cells = opened(
        '<row r="1"><c r="A1"><v>0.5</v></c><c r="B1" s="1"><v>0.5</v></c><c r="C1" s="2"><v>46235</v></c>'
        '<c r="D1" s="2"><v>-5</v></c><c r="E1" s="99"><v>0.5</v></c></row>',
        formats="10 14",
    )
    assert [cell.percent for cell in cells.values()] == [False, True, False, False, False]
    assert [cell.content.value for cell in cells.values()] == ["number", "number", "date", "number", "number"]


def test_the_1904_date_system_in_spite_of_an_extension_of_the_same_name() -> None:
    parts = parts_of('<row r="1"><c r="A1" s="1"><v>44773</v></c></row>', formats="14")
    book = str(parts["xl/workbook.xml"]).replace("<workbookPr/>", '<workbookPr date1904="1"/>')
    extension = '<extLst xmlns:x15="urn:x"><ext><x15:workbookPr chartTrackingRefBase="1"/></ext></extLst>'
    parts["xl/workbook.xml"] = book.replace("</workbook>", extension + "</workbook>")
    assert by_address(open_book(packed(parts)))["A1"].value == date(2026, 8, 1)


# ------------------------------------------------------------ .xlsx: the package around the cells


def test_strict_files_are_read_like_others() -> None:
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    strict = opened(rows, texts="<si><t>ketat</t></si>", main=STRICT_MAIN, base=STRICT_RELATIONS)
    assert values(strict) == {"A1": "ketat"}


def test_odd_prefixes_absolute_paths_and_other_cases() -> None:
    parts = parts_of('<row r="1"><c r="A1"><v>5</v></c><c r="B1"/></row>')
    sheet = str(parts.pop("xl/worksheets/sheet1.xml"))
    for name in ("worksheet", "sheetData", "row", "c", "v"):
        sheet = sheet.replace(f"<{name} ", f"<x:{name} ").replace(f"<{name}>", f"<x:{name}>")
        sheet = sheet.replace(f"</{name}>", f"</x:{name}>")
    parts["xl/Worksheets/SHEET1.xml"] = sheet.replace("xmlns=", "xmlns:x=")
    absolute = relations(worksheet1="/xl/worksheets/sheet1.xml")
    parts["xl/_rels/workbook.xml.rels"] = absolute
    assert values(by_address(open_book(packed(parts)))) == {"A1": Decimal(5)}


def twice(name: str, first: bytes, second: bytes) -> bytes:
    """A package with a member that stands twice, the second time in other letters."""
    parts = parts_of('<row r="1"><c r="A1"><v>5</v></c></row>')
    parts.pop(name, None)
    file = io.BytesIO(packed(parts))
    with zipfile.ZipFile(file, "a") as package:
        package.writestr(name, first)
        package.writestr(name.upper(), second)
    return file.getvalue()


def test_two_members_of_one_name_count_only_while_they_say_the_same() -> None:
    sheet = str(parts_of('<row r="1"><c r="A1"><v>5</v></c></row>')[SHEET]).encode()
    assert values(by_address(open_book(twice(SHEET, sheet, sheet)))) == {"A1": 5}
    assert f"{SHEET} ada dua kali" in refused(twice(SHEET, sheet, sheet.replace(b"5", b"6"))).detail
    assert values(by_address(open_book(twice("xl/media/image1.png", b"1", b"2")))) == {"A1": 5}


def test_what_other_programs_add_changes_no_value() -> None:
    parts = parts_of('<row r="7"><c r="C7" s="1" cm="1" vm="2"><v>0.5</v></c></row>', formats="10")
    sheet = str(parts[SHEET]).replace("<sheetData>", '<dimension ref="A1"/><sheetData>')
    parts[SHEET] = sheet.replace(
        "</sheetData>", '</sheetData><mc:AlternateContent xmlns:mc="m"><mc:Choice Requires="x"/></mc:AlternateContent>'
    )
    styles = str(parts["xl/styles.xml"])
    parts["xl/styles.xml"] = styles.replace(
        "<cellXfs>", '<fonts x:odd="1" xmlns:x="x"><font asing="ya"/></fonts><cellXfs>'
    )
    parts |= {"xl/vbaProject.bin": b"\xd0\xcf", "xl/pivotTables/pivotTable1.xml": "<", "xl/externalLinks/e1.xml": "<"}
    cells = by_address(open_book(packed(parts)))
    assert (values(cells), cells["C7"].percent) == ({"C7": Decimal("0.5")}, True)


def test_shared_texts_and_styles_may_be_missing() -> None:
    parts = parts_of('<row r="1"><c r="A1" s="3"><v>5</v></c></row>')
    del parts["xl/sharedStrings.xml"], parts["xl/styles.xml"]
    assert values(by_address(open_book(packed(parts)))) == {"A1": Decimal(5)}


def test_hidden_sheets_and_sheets_without_cells() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write("A1", 1)
        book.add_worksheet("Tersembunyi").hide()
        book.add_worksheet("Sangat").very_hidden()
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Isian!$A$1:$A$2"})
        book.add_chartsheet("Grafik").set_chart(chart)

    book = open_book(written(fill))
    assert [(grid.name, grid.hidden) for grid in book.grids] == [
        ("Isian", False),
        ("Tersembunyi", True),
        ("Sangat", True),
    ]


def test_names_and_properties() -> None:
    def fill(book: Any, _: Any) -> None:
        book.define_name("RKT_ID", '="form-2027 ""uji"""')
        book.define_name("RKT_SEL", "=Isian!$A$1")
        book.define_name("RKT_ANGKA", "=2027")
        book.define_name("Isian!RKT_ID", '="lembar"')
        book.set_properties({"created": datetime(2027, 1, 2, 3, 4, 5)})  # noqa: DTZ001 - it wants it so
        book.set_custom_property("RKT_FORM", "ab12")
        book.set_custom_property("RKT_VERSI", 3)

    book = open_book(written(fill))
    assert book.names == {"RKT_ID": 'form-2027 "uji"'}
    assert book.properties == {"RKT_FORM": "ab12", "RKT_VERSI": "3"}
    assert book.modified == datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ('="a"', "a"),
        ('"a ""b"""', 'a "b"'),
        ('""', ""),
        ('="a"&"b"', None),
        ('"a" "b"', None),
        ("A1", None),
        ("", None),
    ],
)
def test_only_a_text_alone_is_a_text(formula: str, text: str | None) -> None:
    assert text_constant(formula) == text


def test_openpyxl_writes_no_cached_values() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["B1"], sheet["C1"] = 5, "=A1*2", "teks"
    file = io.BytesIO()
    book.save(file)
    cells = by_address(open_book(file.getvalue()))
    assert values(cells) == {"A1": Decimal(5), "B1": None, "C1": "teks"}
    assert cells["B1"].uncached


NUMBERS = st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, places=3).map(plain)


@settings(max_examples=25, deadline=None)
@given(numbers=st.lists(NUMBERS, min_size=1, max_size=20))
def test_numbers_come_back_as_they_were_typed(numbers: list[Decimal]) -> None:
    data = written(lambda _, sheet: sheet.write_column("A1", [float(number) for number in numbers]))
    assert [cell.value for cell in open_book(data).grids[0].cells.values()] == numbers


# ------------------------------------------------------------ other programs, other formats


def example(book: Any, sheet: Any) -> None:
    """A sheet with everything that programs save in ways of their own."""
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    percent = book.add_format({"num_format": "0.0%"})
    quoted = book.add_format({"num_format": '0"%"'})
    sheet.write_column("A1", ["teks", "dua\nbaris", "  dua  spasi  ", "007", "a & <b>"])
    sheet.write_column("B1", [float(number) for number in EXAMPLE_NUMBERS])
    sheet.write("C1", 0.125, percent)
    sheet.write("C2", 12.5, quoted)
    sheet.write_datetime("C3", date(2026, 8, 1), day)
    sheet.write("C4", -5, day)
    sheet.write_formula("D1", "=B1*2", None, 171)
    sheet.write_formula("D2", "=1/0", None, "#DIV/0!")
    sheet.write_formula("D3", "=NA()", None, "#N/A")
    sheet.merge_range("E1:F2", "induk")
    sheet.write("F1", "di bawah")
    sheet.write_comment("B1", "catatan")
    sheet.write_comment("A9", "catatan sel kosong")
    sheet.write_column("G1", ["sama", "sama", "sama"])
    sheet.write_row("H1", ["sama", "sama"])
    sheet.write("J40", "jauh")
    book.add_worksheet("Meta").very_hidden()
    book.define_name("RKT_ID", '="form-2027 ""uji"""')
    book.define_name("RKT_SEL", "=Isian!$A$1")
    book.set_custom_property("RKT_FORM", "ab12")
    book.set_custom_property("RKT_VERSI", 3)


EXAMPLE_NUMBERS = [
    *map(Decimal, ("85.5", "0.1", "33.3333333333333", "-0.3", "1234567890123", "0.0000001", "15000000.5"))
]
EXAMPLE_VALUES: dict[str, object] = {
    **{f"B{row}": number for row, number in enumerate(EXAMPLE_NUMBERS, 1)},
    "A1": "teks",
    "A2": "dua\nbaris",
    "A3": "  dua  spasi  ",
    "A4": "007",
    "A5": "a & <b>",
    "C1": Decimal("0.125"),
    "C2": Decimal("12.5"),
    "C3": date(2026, 8, 1),
    "C4": Decimal(-5),
    "D1": Decimal(171),
    "D2": "#DIV/0!",
    "D3": "#N/A",
    "E1": "induk",
    "F1": "di bawah",
    "G1": "sama",
    "G2": "sama",
    "G3": "sama",
    "H1": "sama",
    "I1": "sama",
    "J40": "jauh",
}


def check_example(book: Opened, changed: dict[str, object] | None = None) -> None:
    cells = by_address(book)
    assert values(cells) == EXAMPLE_VALUES | (changed or {})
    assert [cell.address for cell in cells.values() if cell.percent] == ["C1"]
    errors = [cell.address for cell in cells.values() if cell.content is CellContent.ERROR]
    assert errors == ["D2", "D3"]
    assert [(grid.name, grid.hidden) for grid in book.grids] == [("Isian", False), ("Meta", True)]
    assert book.names == {"RKT_ID": 'form-2027 "uji"'}
    assert {key: book.properties[key] for key in ("RKT_FORM", "RKT_VERSI")} == {
        "RKT_FORM": "ab12",
        "RKT_VERSI": "3",
    }
    assert book.modified is not None
    assert book.modified.tzinfo is UTC


def test_the_example_as_xlsxwriter_writes_it() -> None:
    check_example(open_book(written(example)))


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example as LibreOffice saves it, in each of its formats."""
    folder = tmp_path_factory.mktemp("resaved")
    (folder / "contoh.xlsx").write_bytes(written(example))
    for ending in ("xlsx", "ods", "xls"):
        command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", ending, "--outdir", str(folder / ending), str(folder / "contoh.xlsx")]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder


@pytest.mark.program("LibreOffice")
@pytest.mark.xdist_group("libreoffice")
@pytest.mark.parametrize(
    ("ending", "changed"),
    [("xlsx", {}), ("ods", {"C4": date(1899, 12, 25)}), ("xls", {})],
)
def test_the_example_as_libreoffice_saves_it(resaved: Path, ending: str, changed: dict[str, object]) -> None:
    book = open_book((resaved / ending / f"contoh.{ending}").read_bytes())
    check_example(book, changed)
    formulas = [cell.address for cell in by_address(book).values() if cell.formula]
    assert formulas == ["D1", "D2", "D3"]


@pytest.mark.program("LibreOffice")
@pytest.mark.xdist_group("libreoffice")
def test_a_damaged_xls_is_refused_by_its_reason(resaved: Path) -> None:
    data = (resaved / "xls" / "contoh.xls").read_bytes()
    assert refused(data[: len(data) // 4]).reason is Reason.RUSAK
    assert refused(data[:600]).reason is Reason.RUSAK


# ------------------------------------------------------------ .ods made by hand


def ods(rows: str) -> dict[str, Cell]:
    return by_address(open_book(packed(ods_parts(f"<table:table-row>{rows}</table:table-row>"))))


def test_ods_cell_types() -> None:
    shown = "<text:p>lain</text:p>"
    cells = ods(
        ods_cell(shown, office_value_type="float", office_value="9.00719925474099E+015")
        + ods_cell(shown, office_value_type="percentage", office_value="0.125")
        + ods_cell(shown, office_value_type="currency", office_value="15000.5")
        + ods_cell(shown, office_value_type="date", office_date_value="2026-08-01")
        + ods_cell(shown, office_value_type="date", office_date_value="2026-08-01T12:00:00")
        + ods_cell(shown, office_value_type="time", office_time_value="PT30H00M00S")
        + ods_cell(shown, office_value_type="boolean", office_boolean_value="true")
        + ods_cell("<text:p>#N/A</text:p>", office_value_type="string", calcext_value_type="error")
        + ods_cell("<text:p/>", table_formula="of:=1")
        + ods_cell("", table_formula="of:=1")
        + ods_cell("<text:p>#REF!</text:p>", table_formula="of:=1", office_value_type="float", office_value="0")
    )
    assert values(cells) == {
        "A1": Decimal(9007199254740990),
        "B1": Decimal("0.125"),
        "C1": Decimal("15000.5"),
        "D1": date(2026, 8, 1),
        "E1": datetime(2026, 8, 1, 12),  # noqa: DTZ001 - cells know no time zone
        "F1": Decimal("1.25"),
        "G1": True,
        "H1": "#N/A",
        "I1": "",
        "J1": None,
        "K1": "#REF!",
    }
    assert [address for address, cell in cells.items() if cell.percent] == ["B1"]
    assert [address for address, cell in cells.items() if cell.uncached] == ["J1"]
    assert [address for address, cell in cells.items() if cell.content is CellContent.ERROR] == ["H1", "K1"]


def test_ods_text_is_put_together_without_notes() -> None:
    text = (
        "<office:annotation><text:p>catatan</text:p></office:annotation><text:p>a<text:s text:c='2'/>b"
        "<text:span>c</text:span><text:tab/><text:a>d</text:a><text:line-break/>e</text:p><text:p/>"
        "<text:p>f<text:ruby><text:ruby-base>g</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby>"
        "</text:p>"
    )
    note = "<office:annotation><text:p>catatan</text:p></office:annotation>"
    assert values(ods(ods_cell(text, office_value_type="string") + ods_cell(note))) == {"A1": "a  bc\td\ne\n\nfg"}


def test_ods_repeats_are_spread_where_they_hold_something() -> None:
    cell = ods_cell("<text:p>x</text:p>", office_value_type="string", table_number_columns_repeated="2")
    blank = ods_cell(table_number_columns_repeated="16382")
    rows = (
        '<table:table-header-rows><table:table-row table:number-rows-repeated="2">'
        f"{cell}{blank}</table:table-row></table:table-header-rows>"
        f'<table:table-row table:number-rows-repeated="1000000">{blank}</table:table-row>'
        f"<table:table-row><table:covered-table-cell/>{cell}</table:table-row>"
    )
    found = by_address(open_book(packed(ods_parts(rows))))
    assert list(found) == ["A1", "B1", "A2", "B2", "B1000003", "C1000003"]


def test_ods_repeats_beyond_reason_are_refused_before_they_are_spread() -> None:
    cell = ods_cell("<text:p>x</text:p>", office_value_type="string", table_number_columns_repeated="16384")
    rows = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    assert refused(packed(ods_parts(rows))).reason is Reason.TERLALU_BESAR
    outside = f'<table:table-row table:number-rows-repeated="1048576"/><table:table-row>{cell}</table:table-row>'
    assert refused(packed(ods_parts(outside))).reason is Reason.RUSAK


def test_ods_tables_that_only_cache_another_file_are_left_out() -> None:
    parts = ods_parts("<table:table-row/>", table="'file:///C:/lain.ods'#$Lembar")
    assert open_book(packed(parts)).grids == []


def test_ods_locked_with_a_password() -> None:
    parts = ods_parts("")
    parts["META-INF/manifest.xml"] = (
        f'<m:manifest xmlns:m="{ODF}manifest:1.0"><m:file-entry m:full-path="content.xml">'
        "<m:encryption-data/></m:file-entry></m:manifest>"
    )
    parts["content.xml"] = b"\x00\x01"
    assert refused(packed(parts)).reason is Reason.BERKATA_SANDI


# ------------------------------------------------------------ what is refused, and as what


@pytest.mark.parametrize(
    ("data", "reason", "detail"),
    [
        (b"", Reason.KOSONG, "kosong"),
        (b"%PDF-1.7\n", Reason.BUKAN_LEMBAR_KERJA, "PDF"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", Reason.BUKAN_LEMBAR_KERJA, "gambar"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html><table>", Reason.BUKAN_LEMBAR_KERJA, "HTML"),
        (b"Kode;Nilai\r\nA;1\r\n", Reason.BUKAN_LEMBAR_KERJA, "CSV"),
        ("Kode\tNilai\r\n".encode("utf-16"), Reason.BUKAN_LEMBAR_KERJA, "CSV"),
        (b"Bersama ini kami kirimkan\r\n", Reason.BUKAN_LEMBAR_KERJA, "teks biasa"),
        (b"<?xml version='1.0'?><Workbook/>", Reason.BUKAN_LEMBAR_KERJA, "XML"),
        (b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>",
         Reason.FORMAT_LAIN, "lembar kerja XML Excel 2003"),
        (b"<?xml version='1.0'?><!--" + b"x" * 5_000
         + b"--><s:Workbook xmlns:s='urn:schemas-microsoft-com:office:spreadsheet'/>",
         Reason.FORMAT_LAIN, "lembar kerja XML Excel 2003"),
        ("<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>".encode("utf-16"),
         Reason.FORMAT_LAIN, "lembar kerja XML Excel 2003"),
        (b"<?xml version='1.0'?><w:wordDocument xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml'/>",
         Reason.BUKAN_LEMBAR_KERJA, "dokumen Word XML 2003"),
        (b"\x09\x04\x06\0\0\0\0\x01\0\0", Reason.FORMAT_LAIN, "Excel 4.0 (.xlw)"),
        (b"\0\0\x02\0\x06\x04\x06\0\x08\0", Reason.FORMAT_LAIN, "Lotus 1-2-3"),
        (b"\0\0\x1a\0\0\x10\x04\0", Reason.FORMAT_LAIN, "Lotus 1-2-3"),
        (b"\0\0\x1a\0\x03\x10\x04\0", Reason.FORMAT_LAIN, "Lotus 1-2-3"),
        (b"\0\0\x02\0\x20\x51\0\0", Reason.FORMAT_LAIN, "Quattro Pro"),
        (b"\0\0\x02\0\x02\x10\0\0", Reason.FORMAT_LAIN, "Quattro Pro"),
        (b"\xff\0\x02\0\x04\x04\x05\x54", Reason.FORMAT_LAIN, "Microsoft Works"),
        (b"\x03\x7e\x0b\x18" + bytes(60), Reason.FORMAT_LAIN, "dBase"),
        (b"ID;PWXL;N;E\r\n", Reason.FORMAT_LAIN, "SYLK"),
        (b'TABLE\r\n0,1\r\n"EXCEL"\r\n', Reason.FORMAT_LAIN, "DIF"),
        (container({"Book": b"\x09\x08\x08\0\0\x05\x05\0" + bytes(50)}), Reason.RUSAK, "Excel 5.0/95 (.xls) rusak"),
        (container({"WksSSWorkBook": b"x"}), Reason.FORMAT_LAIN, "Microsoft Works"),
        (container({"NativeContent_MAIN": b"x"}), Reason.FORMAT_LAIN, "Quattro Pro"),
        (container({"Lotus123": b"x"}), Reason.FORMAT_LAIN, "Lotus 1-2-3"),
        (b"<?xml version='1.0'?><o:document xmlns:o='urn:oasis:names:tc:opendocument:xmlns:office:1.0'/>",
         Reason.BUKAN_LEMBAR_KERJA, "OpenDocument"),
        (b"\x06Unit A" + b" " * 158, Reason.BUKAN_LEMBAR_KERJA, "kunci sementara"),
        (bytes(1000), Reason.BUKAN_LEMBAR_KERJA, "tidak dikenal"),
        (packed({"word/document.xml": ""}), Reason.BUKAN_LEMBAR_KERJA, "Word"),
        (packed({"ppt/presentation.xml": ""}), Reason.BUKAN_LEMBAR_KERJA, "PowerPoint"),
        (packed({"mimetype": ODS_TYPE.replace("spreadsheet", "text")}), Reason.BUKAN_LEMBAR_KERJA, "text"),
        (packed({"foto.jpg": ""}), Reason.ARSIP, "arsip zip"),
        (packed({"xl/workbook.bin": ""}), Reason.XLSB, ".xlsb"),
        (packed({"xl/workbook.xml": ""}), Reason.RUSAK, "tidak ada lembar kerja"),
        (packed(parts_of(SIMPLE))[:-40], Reason.TERPOTONG, "terpotong"),
        (packed(parts_of(SIMPLE))[:200], Reason.TERPOTONG, "terpotong"),
        (packed(parts_of("<row><c>")), Reason.RUSAK, "XML"),
        (packed(parts_of('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')), Reason.RUSAK, "teks bersama"),
        (packed(parts_of('<row r="1"><c r="XFE1"><v>7</v></c></row>')), Reason.RUSAK, "di luar batas"),
        (packed(parts_of('<row r="1"><c r="1A"><v>7</v></c></row>')), Reason.RUSAK, "1A"),
        (packed(parts_of('<row r="x"/>')), Reason.RUSAK, "bilangan"),
        (bytes(limits.FILE_BYTES + 1), Reason.TERLALU_BESAR, "20 MB"),
    ],
)  # fmt: skip
def test_what_a_refused_file_is_told_to_be(data: bytes, reason: Reason, detail: str) -> None:
    fault = refused(data)
    assert fault.reason is reason
    assert detail in fault.detail


def test_a_sheet_that_is_listed_but_missing_is_no_empty_sheet() -> None:
    parts = parts_of(SIMPLE)
    del parts["xl/worksheets/sheet1.xml"]
    assert "Isian" in refused(packed(parts)).detail


def test_the_name_of_a_file_does_not_matter_and_the_reason_survives_another_process() -> None:
    import pickle  # noqa: PLC0415 - as a pool of processes hands exceptions over

    fault = pickle.loads(pickle.dumps(refused(b"")))
    assert (fault.reason, fault.detail) == (Reason.KOSONG, "berkas kosong (0 bita)")


# ------------------------------------------------------------ OLE2


@pytest.mark.parametrize(
    ("data", "reason", "detail"),
    [
        (compound("EncryptionInfo", "EncryptedPackage"), Reason.BERKATA_SANDI, "kata sandi"),
        (compound("WordDocument"), Reason.BUKAN_LEMBAR_KERJA, "Word"),
        (compound("PowerPoint Document"), Reason.BUKAN_LEMBAR_KERJA, "PowerPoint"),
        (compound("Workbook"), Reason.RUSAK, ".xls"),
        (compound("Entah"), Reason.RUSAK, ".xls"),
        (compound("Workbook")[:300], Reason.RUSAK, ".xls"),
    ],
)
def test_ole_files_are_told_apart_by_their_streams(data: bytes, reason: Reason, detail: str) -> None:
    fault = refused(data)
    assert fault.reason is reason
    assert detail in fault.detail


def test_streams_of_an_ole_file_are_found_by_name_and_cut_to_their_size() -> None:
    data = bytearray(compound("Workbook") + b"isi".ljust(512, b"!"))
    data[512 + 2 * 4 : 512 + 3 * 4] = struct.pack("<I", 0xFFFFFFFE)  # the third sector is a chain of its own
    at = data.index("Workbook".encode("utf-16-le"))
    data[at + 116 : at + 124] = struct.pack("<II", 2, 4_500)  # 4500 bytes are claimed, 512 are there
    assert Compound(bytes(data)).stream("WORKBOOK") == b"isi".ljust(512, b"!")
    assert Compound(bytes(data)).stream("Lain") is None


def test_circles_in_an_ole_file_are_left() -> None:
    data = bytearray(compound("Workbook", "\x05SummaryInformation"))
    struct.pack_into("<II", data, 512, 1, 0)  # the directory's chain runs in a circle
    at = data.index("Workbook".encode("utf-16-le"))
    struct.pack_into("<II", data, at + 68, 1, 2)  # its entry is its own brother
    struct.pack_into("<II", data, 68, 0, 5)  # the table's own chain starts at the table
    assert set(Compound(bytes(data)).names) == {"workbook", "\x05summaryinformation"}
    assert refused(bytes(data)).reason is Reason.RUSAK


# ------------------------------------------------------------ bombs


def replaced(name: str, content: str | bytes) -> bytes:
    return packed(parts_of(SIMPLE) | {name: content})


@pytest.mark.tuntas
def test_a_bomb_is_stopped_while_it_unpacks() -> None:
    bomb = b"<sst><si><t>" + b" " * 130_000_000
    assert refused(replaced(TEXTS, bomb)).reason is Reason.TERLALU_BESAR
    assert by_address(open_book(replaced("xl/media/image1.png", bomb)))  # a part that nobody reads
    deep = replaced(SHEET, b"<a>" * 1_000_000)
    assert "bersarang" in refused(deep).detail
    deep_note = ods_cell("<office:annotation>" + "<a>" * 100_000)
    assert "bersarang" in refused(packed(ods_parts(f"<table:table-row>{deep_note}</table:table-row>"))).detail
    held_back = b"<worksheet><!--" + b"<" * 130_000_000  # expat cannot tell a comment before it ends
    assert refused(replaced(SHEET, held_back)).reason is Reason.TERLALU_BESAR


@pytest.mark.parametrize(
    ("limit", "most", "detail"),
    [
        ("rkt_excel.workbook.containers.package.MEMBER_BYTES", 100_000, "satu bagiannya"),
        ("rkt_excel.workbook.containers.limits.TOTAL_BYTES", 100_000, "isinya lebih dari"),
        ("rkt_excel.workbook.containers.limits.CHARACTERS", 100_000, "karakter"),
    ],
)
def test_each_limit_is_counted(monkeypatch: pytest.MonkeyPatch, limit: str, most: int, detail: str) -> None:
    texts = parts_of("", texts="<si><t>teks</t></si>" * 30_000)
    open_book(packed(texts))
    monkeypatch.setattr(limit, most)
    assert detail in refused(packed(texts)).detail


def test_a_header_that_lies_about_the_size_is_not_believed() -> None:
    data = bytearray(packed(parts_of(SIMPLE)))
    at = data.rindex(SHEET.encode()) - 46 + 24  # the unpacked size in the central directory (APPNOTE 4.3.12)
    data[at : at + 4] = struct.pack("<I", 10)
    assert refused(bytes(data)).reason in {Reason.TERPOTONG, Reason.RUSAK}


@pytest.mark.parametrize("name", [SHEET, TEXTS, "xl/workbook.xml", "_rels/.rels"])
def test_entities_are_never_expanded(name: str) -> None:
    xml = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert refused(replaced(name, xml)).detail == "XML di dalamnya memuat DOCTYPE"


def test_an_unknown_encoding_is_damage() -> None:
    assert refused(replaced(SHEET, '<?xml version="1.0" encoding="shift_jis"?><x/>')).reason is Reason.RUSAK


@pytest.mark.tuntas
def test_more_filled_cells_than_anyone_types() -> None:
    rows = "".join(f'<row r="{row}">{"<c><v>1</v></c>" * 1000}</row>' for row in range(1, 302))
    assert refused(packed(parts_of(rows))).reason is Reason.TERLALU_BESAR


@pytest.mark.tuntas
def test_a_million_blank_rows_are_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 20)  # under test runners; alone it takes less than one
    blank = "".join(
        f'<row r="{row}" spans="1:3"><c r="A{row}" s="1"/><c r="B{row}" s="1"/><c r="C{row}" s="1"/></row>'
        for row in range(2, 1_048_577)
    )
    assert list(opened(SIMPLE + blank)) == ["A1"]


def test_time_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    later = count(step=limits.SECONDS + 1)
    monkeypatch.setattr(limits, "thread_time", lambda: next(later))
    assert refused(packed(parts_of(SIMPLE))).reason is Reason.TERLALU_BESAR


def test_members_in_great_numbers_and_members_with_a_password() -> None:
    assert refused(b"PK\x03\x04" + b"PK\x01\x02" * 10_001).reason is Reason.TERLALU_BESAR
    data = packed(parts_of(SIMPLE))
    locked = data.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    assert locked != data
    assert refused(locked).reason is Reason.BERKATA_SANDI


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_damage_anywhere_is_answered_by_cells_or_a_reason(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(WHOLE))
    at = data.draw(st.integers(0, len(whole) - 1))
    damage = data.draw(st.binary(min_size=1, max_size=8))
    try:
        open_book(whole[:at] + damage + whole[at + len(damage) :])
    except Unreadable as fault:
        assert fault.detail  # noqa: PT017 - any reason will do, no other exception may come


WHOLE = [
    packed(parts_of(SIMPLE)),
    packed(ods_parts(f"<table:table-row>{ods_cell('<text:p>x</text:p>')}</table:table-row>")),
    compound("Workbook", "\x05SummaryInformation"),
    written(example),
]
