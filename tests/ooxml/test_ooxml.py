"""Every fault that `ooxml.faults` knows is put into a good file, and exactly that fault must be named."""

import io
import os
import re
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
import xlsxwriter
from docx.shared import Cm

import ooxml

SHEET = "xl/worksheets/sheet1.xml"
SHEET_RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
BOOK = "xl/workbook.xml"
STYLES = "xl/styles.xml"
COMMENTS = "xl/comments1.xml"
DRAWING = "xl/drawings/vmlDrawing1.vml"
TYPES = "[Content_Types].xml"
CUSTOM = "docProps/custom.xml"
TEXT = "word/document.xml"
TEXT_RELATIONS = "word/_rels/document.xml.rels"
SETTINGS = "word/settings.xml"
NOTES = "word/footnotes.xml"

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LONG = "x" * 256

FIRST_BOOKMARK = '<w:bookmarkStart w:id="1" w:name="Satu"/><w:bookmarkEnd w:id="1"/>'
SECOND_BOOKMARK = '<w:bookmarkStart w:id="2" w:name="Dua"/><w:bookmarkEnd w:id="2"/>'
SECOND_END = '<w:bookmarkEnd w:id="2"/>'
BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
BOX_BOOKMARK = FIRST_BOOKMARK.replace("1", "3").replace("Satu", "Kotak")
TEXT_BOX = (  # Word writes it twice: for itself and for programs from before 2010
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    f'<mc:Choice Requires="wps">{BOX_BOOKMARK}</mc:Choice>'
    f"<mc:Fallback>{BOX_BOOKMARK}</mc:Fallback>"
    "</mc:AlternateContent>"
)

# By part: what stands there, what is put in its place, the fault that is then named; "" if all is well still.
BOOK_CASES = {
    SHEET: [
        ('<c r="B2">', '<c r="A2"/><c r="B2">', "cell A2 stands twice"),
        ('<c r="C2">', '<c r="D2"/><c r="C2">', "cell C2 stands after column 4"),
        ('<c r="A4"', '<c r="A3"', "cell A3 stands in row 4"),
        ('<c r="A4"', '<c r="XFE4"', "XFE4 is no cell"),
        ('<c r="A4"', "<c", ""),
        ('<row r="8"', '<row r="5"/><row r="8"', "row 5 stands twice"),
        ('<row r="8"', '<row r="3"/><row r="8"', "row 3 stands after row 5"),
        ('<col min="3"', '<col min="2"', "column description 2 overlaps the one up to 2"),
        ('"A5:B6"', '"B4:C6"', "merged A4:B4 overlaps B4:C6"),
        ('"A5:B6"', '"A5:B5"', ""),
        ('"A4:B4"', '"A4"', "merged A4 is a single cell"),
        ('"A4:B4"', '"B4:A4"', "merged B4:A4 is no range"),
        ('"Isi"', f'"{LONG[:33]}"', "validation of B2:B3: promptTitle has 33 characters of 32"),
        ('"Salah"', f'"{LONG[:33]}"', "validation of B2:B3: errorTitle has 33 characters of 32"),
        ('"Pilih"', f'"{LONG}"', "validation of B2:B3: prompt has 256 characters of 255"),
        ('"Pilih"', f'"{"😀" * 128}"', "validation of B2:B3: prompt has 256 characters of 255"),
        ('"Pilih"', f'"_x000a_{LONG[:254]}"', ""),
        ('"Ketik"', f'"{LONG}"', "validation of B2:B3: error has 256 characters of 255"),
        ('"ya,tidak"', f'"{LONG}"', "validation of B2:B3: list has 256 characters of 255"),
        ('"ya,tidak"', f'"{LONG[:255]}"', ""),
        (
            'sqref="B2:B3"><formula1',
            'sqref="B2:B"><formula1',
            "dataValidation applies to 'B2:B', which is no range",
        ),
        (
            'sqref="B2:B3"><cfRule',
            'sqref=""><cfRule',
            "conditionalFormatting applies to '', which is no range",
        ),
        ('sqref="B2:B3"><cfRule', 'sqref="B:C 7:9 $D$4"><cfRule', ""),
        ('ref="A8"', 'ref="A0"', "hyperlink applies to 'A0', which is no range"),
        ("&amp;Lhalaman", LONG, "oddFooter has 259 characters of 255"),
        ('"lebih"', f'"{LONG}"', "f holds a text of more than 255 characters"),
        ("<f>IF(", f"<f>{'1+' * 4096}IF(", "f has 8215 characters of 8192"),
        ("Dua!A1", "Tiga!A1", "f refers to sheet 'Tiga', which is missing"),
        ("Dua!A1", "'It''s'!A1", 'f refers to sheet "It\'s", which is missing'),
        ("Dua!A1", "'Dua'!A1+[1]Luar!A1+#REF!+#DIV/0!+'[2]Luar'!A1+DUA!B1+Satu:Dua!A1", ""),
        ('"lebih"', '"Tiga!A1"', ""),
        ('dxfId="0"', 'dxfId="1"', "uses dxf 1 of 1"),
        ('s="1"', 's="3"', "uses style 3 of 3"),
        ('s="1"', 's=""', "uses style '' of 3"),
        ('<row r="8"', '<row r="8" s="9"', "uses style 9 of 3"),
        ('<col min="3"', '<col style="9" min="3"', "uses style 9 of 3"),
        ("<v>5</v>", "<v>6</v>", "uses shared string 6 of 6"),
        ('r:id="rId2"', 'r:id="rId9"', "uses relationship rId9, which is not declared"),
    ],
    BOOK: [
        (
            "</sheets>",
            f'<sheet name="{LONG[:32]}"/></sheets>',
            f"sheet name '{LONG[:32]}' has 32 characters of 31",
        ),
        ("</sheets>", '<sheet name=""/></sheets>', "sheet name '' has 0 characters of 31"),
        (
            "</sheets>",
            '<sheet name="a/b"/></sheets>',
            "sheet name 'a/b' holds a character that Excel forbids there",
        ),
        (
            "</sheets>",
            '<sheet name="\'a"/></sheets>',
            'sheet name "\'a" holds a character that Excel forbids there',
        ),
        ("</sheets>", '<sheet name="SATU"/></sheets>', "sheet name 'satu' stands twice"),
        ('name="Tahun"', 'name="2026 tahun"', "'2026 tahun' is no valid name"),
        ('name="Tahun"', 'name="RKT2026"', "'RKT2026' is no valid name"),
        ('name="Tahun"', 'name="r1c1"', "'r1c1' is no valid name"),
        ('name="Tahun"', f'name="{LONG}"', f"'{LONG}' is no valid name"),
        ('name="Tahun"', 'name="TAHUN2026"', ""),
        ('name="Tahun"', 'name="_xlnm.Print_Area"', ""),
        ('name="Tahun"', 'name="NAMA" localSheetId="1"', "name 'nama' stands twice in its scope"),
        ('name="Tahun"', 'name="Nama"', ""),
        ('localSheetId="1"', 'localSheetId="2"', "name 'Nama' belongs to sheet 2 of 2"),
        ("Satu!$B$2", "", "name 'Tahun' refers to nothing"),
        ("Satu!$B$2", "Lama!$B$2", "name 'Tahun' refers to sheet 'Lama', which is missing"),
        ('r:id="rId2"', 'r:id="rId99"', "uses relationship rId99, which is not declared"),
    ],
    STYLES: [
        ('fontId="1"', 'fontId="4"', "uses fontId 4 of 4"),
        ('fillId="0"', 'fillId="2"', "uses fillId 2 of 2"),
        ('borderId="0"', 'borderId="1"', "uses borderId 1 of 1"),
        ('numFmtId="164" fontId', 'numFmtId="165" fontId', "uses number format 165, which is not declared"),
        ('xfId="1" applyAlignment', 'xfId="2" applyAlignment', "uses xfId 2 of 2"),
    ],
    COMMENTS: [
        ('ref="B1"', 'ref="A1"', "comment of A1 stands twice"),
        ('ref="B1"', 'ref="B0"', "comment of 'B0', which is no cell"),
        ('ref="B1"', 'ref="B9"', "comment of B9 has no box in the sheet's drawing"),
        ('ref="B1" authorId="0"', 'ref="B1" authorId="1"', "uses author 1 of 1"),
    ],
    DRAWING: [("<x:Row>", "<br><x:Row>", "")],
    SHEET_RELATIONS: [
        ("../comments1.xml", "/xl/Comments1.xml", ""),
        ('Id="rId3"', 'Id="rId2"', "id rId2 stands twice"),
    ],
    TYPES: [
        ("<Override", '<Override PartName="/xl/x.xml"/><Override', "declares xl/x.xml, which is missing"),
        ("<Override", f'<Override PartName="/{SHEET}"/><Override', f"declares {SHEET} twice"),
        ("<Default", '<Default Extension="XML"/><Default', "declares xml twice"),
    ],
    CUSTOM: [
        ('name="versi"', 'name="Formulir"', "property formulir stands twice"),
        ('pid="3"', 'pid="2"', "property number 2 stands twice"),
    ],
}

SPAN = '<w:gridSpan w:val="2"/>'
WIDE_CELL = '<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="5760"/>'
ONE_BEFORE = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'


def wrapped(block: str) -> str:
    """`block` in a content control."""
    return f"<w:sdt><w:sdtContent>{block}</w:sdtContent></w:sdt>"


SHEET_OF_STYLES = "word/styles.xml"
CONTROL = '<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>'
TABLE = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"


def line(run: str, properties: str = "") -> str:
    """A paragraph of one run, at the end of the text."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r>{run}</w:r></w:p><w:sectPr"


LETTER_CASES = {
    TEXT: [
        ('<wp:docPr id="2"', '<wp:docPr id="1"', "docPr id 1 stands twice"),
        (SECOND_BOOKMARK, SECOND_BOOKMARK.replace('"2"', '"1"'), "bookmark id 1 stands twice"),
        (SECOND_END, "", "bookmark id 2 has no end"),
        (SECOND_BOOKMARK, SECOND_END, "bookmark id 2 has no beginning"),
        ('w:name="Dua"', 'w:name="SATU"', "bookmark name 'satu' stands twice"),
        ('w:name="Dua"', f'w:name="{LONG[:41]}"', f"bookmark name '{LONG[:41]}' has 41 characters of 40"),
        (SECOND_BOOKMARK, SECOND_BOOKMARK + TEXT_BOX, ""),
        ("<w:p/></w:tc>", "</w:tc>", "table cell 1 ends with nothing instead of a paragraph"),
        ("<w:p/></w:tc>", "<w:p/><w:tbl/></w:tc>", "table cell 1 ends with tbl instead of a paragraph"),
        (
            "<w:p/></w:tc>",
            f"{wrapped('<w:tbl/>')}</w:tc>",
            "table cell 1 ends with tbl instead of a paragraph",
        ),
        ("<w:p/></w:tc>", f"{wrapped('<w:p/>')}</w:tc>", ""),
        ("<w:p/></w:tc>", "<w:customXml><w:p/></w:customXml></w:tc>", ""),
        ("<w:p/></w:tc>", "<w:tbl/><w:p/></w:tc>", ""),
        (SPAN, SPAN.replace("2", "3"), "table 1 row 3: spans 4 columns of 3"),
        (SPAN, "", "table 1 row 3: spans 2 columns of 3"),
        (f"<w:tr>{WIDE_CELL}{SPAN}", f"<w:tr>{ONE_BEFORE}{WIDE_CELL}", ""),
        (
            f"<w:tr>{WIDE_CELL}{SPAN}",
            f"<w:tr>{ONE_BEFORE}{WIDE_CELL}{SPAN}",
            "table 1 row 3: spans 4 columns of 3",
        ),
        ('<w:vMerge w:val="restart"/>', "", "table 1 row 2 column 1: vMerge continues nothing"),
        (SPAN, f"{SPAN}<w:vMerge/>", "table 1 row 3 column 1: vMerge continues nothing"),
        (SPAN, f'{SPAN}<w:vMerge w:val="restart"/>', ""),
        (END, "", "a field has begin without end"),
        (END, END * 2, "a field has end without begin"),
        (END, END + SEPARATE, "a field has separate without begin"),
        (SEPARATE, "", ""),
        (SEPARATE, SEPARATE * 2, "a field has separate twice"),
        (SEPARATE, SEPARATE + BEGIN + END, ""),
        (
            "<w:sectPr",
            '<w:p><w:r><w:footnoteReference w:id="7"/></w:r></w:p><w:sectPr',
            "footnote 7 is missing",
        ),
        ('r:embed="rId9"', 'r:embed="rId99"', "uses relationship rId99, which is not declared"),
        (
            "<w:sectPr",
            line('<w:commentReference w:id="2"/>'),
            "commentReference 2 names no comment",
        ),
        ("<w:sectPr", '<w:p w14:paraId="1"/><w:sectPr', "paraId 1 is out of bounds"),
        ("<w:sectPr", '<w:p w14:paraId="80000000"/><w:sectPr', "paraId 80000000 is out of bounds"),
        (
            "<w:sectPr",
            '<w:p w14:paraId="0000000A"/><w:p w14:paraId="0000000a"/><w:sectPr',
            "paraId 0000000A stands twice",
        ),
        ("<w:sectPr", '<w:p w14:paraId="0000000A"/><w:p w14:paraId="0000000B"/><w:sectPr', ""),
        ("<w:sectPr", f"{CONTROL}{CONTROL}<w:sectPr", "content control 5 stands twice"),
        (
            "<w:sectPr",
            line("", '<w:numPr><w:numId w:val="99"/></w:numPr>'),
            "uses list 99, which is not defined",
        ),
        ("<w:sectPr", line("", '<w:pStyle w:val="99"/>'), "uses style 99, which is not defined"),
        ("<w:sectPr", "<w:sectPr/><w:sectPr", "the body does not end with its only section"),
        ("</w:body>", "<w:p/></w:body>", "the body does not end with its only section"),
        ("<w:sectPr", line("", "<w:sectPr/>"), ""),
        ("<w:sectPr", line("<w:t> tepi</w:t>"), "the text ' tepi' loses the spaces at its edge"),
        ("<w:sectPr", line('<w:t xml:space="preserve"> tepi </w:t>'), ""),
        ("<w:sectPr", line("<w:t>\u00a0tepi</w:t>"), ""),
        (
            f"<w:tr>{WIDE_CELL}{SPAN}",
            f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{WIDE_CELL}{SPAN}",
            "table 1 row 3 is a heading after rows that are none",
        ),
        ("<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>", ""),
        (f"<w:tr>{WIDE_CELL}{SPAN}", f'<w:tr><w:trPr><w:tblHeader w:val="0"/></w:trPr>{WIDE_CELL}{SPAN}', ""),
        ("<w:sectPr", "<w:tbl><w:tblPr/><w:tblGrid/></w:tbl><w:p/><w:sectPr", "table 2 has no row"),
        ("<w:sectPr", "<w:tbl><w:tblGrid/><w:tr/></w:tbl><w:p/><w:sectPr", "table 2 row 1 has no cell"),
        ("<w:sectPr", f"{TABLE}<w:sectPr", "a table is followed by sectPr instead of a paragraph"),
        ("<w:sectPr", f"{TABLE}{TABLE}<w:p/><w:sectPr", "a table is followed by tbl instead of a paragraph"),
        ("<w:sectPr", f"{TABLE}<w:p/>{TABLE}<w:p/><w:sectPr", ""),
        (
            "<w:sectPr",
            '<w:p><w:hyperlink w:anchor="Tiga"/></w:p><w:sectPr',
            "refers to bookmark Tiga, which is missing",
        ),
        ("<w:sectPr", '<w:p><w:hyperlink w:anchor="dua"/></w:p><w:sectPr', ""),
        ("> PAGE <", "> PAGEREF _Toc9 \\h <", "refers to bookmark _Toc9, which is missing"),
        ("> PAGE <", "> PAGEREF Satu \\h <", ""),
        ('mc:Ignorable="', 'mc:Ignorable="wx ', "may pass over prefix wx, which is not declared"),
    ],
    SHEET_OF_STYLES: [
        ('w:styleId="Title"', 'w:styleId="Judul"', "uses style Title, which is not defined"),
        ('<w:basedOn w:val="Normal"/>', '<w:basedOn w:val="Lain"/>', "uses style Lain, which is not defined"),
    ],
    SETTINGS: [
        (
            'w:name="enableOpenTypeFeatures"',
            'w:name="compatibilityMode"',
            "compatSetting compatibilityMode stands twice",
        ),
    ],
}

# The part that is changed and the part at fault differ.
ELSEWHERE = [
    (BOOK, "Dua!$A$1", "Dua!#REF!", []),
    (TYPES, 'Extension="vml"', 'Extension="x"', [f"{DRAWING}: has no content type"]),
    (
        SHEET_RELATIONS,
        "../comments1.xml",
        "../comments2.xml",
        [
            f"{SHEET_RELATIONS}: rId3 points to xl/comments2.xml, which is missing",
            f"{COMMENTS}: nothing leads to it",
        ],
    ),
    (
        DRAWING,
        "<x:Column>1<",
        "<x:Column>2<",
        [f"{COMMENTS}: comment of B1 has no box in the sheet's drawing"],
    ),
]


def with_changes(good: Path, changes: dict[str, Callable[[str], str]]) -> Path:
    """A copy of `good` beside it, its parts passed through `changes`; a part that is not there is new."""
    target = good.with_stem(f"{good.stem}-changed")
    with ZipFile(good) as old, ZipFile(target, "w") as new:
        parts = {name: old.read(name) for name in old.namelist()}
        for name in dict.fromkeys([*parts, *changes]):
            content = parts.get(name, b"")
            if name in changes:
                content = changes[name](content.decode("utf-8")).encode("utf-8")
            new.writestr(name, content)
    return target


def with_change(good: Path, part: str, old: str, new: str) -> Path:
    """The first `old` in `part` replaced; it must be there, or the case would test nothing."""

    def change(content: str) -> str:
        assert old in content
        return content.replace(old, new, 1)

    return with_changes(good, {part: change})


def picture() -> bytes:
    """The smallest PNG: one grey dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = zlib.crc32(kind + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + kind + data + checksum

    header = bytes([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.fixture
def good_book(tmp_path: Path) -> Path:
    """A workbook with one of everything that the checks look at."""
    path = tmp_path / "buku.xlsx"
    with xlsxwriter.Workbook(path) as book:
        bold = book.add_format({"bold": True, "num_format": "0.000"})
        first = book.add_worksheet("Satu")
        book.add_worksheet("Dua")
        first.set_column("A:B", 9)
        first.set_column("C:C", 12)
        first.write_row("A1", ["kode", "target"])
        first.write("A2", "IK.1", bold)
        first.write_number("B2", 85.5)
        first.write_formula("C2", '=IF(B2>1,"lebih",Dua!A1)')
        first.merge_range("A4:B4", "judul")
        first.merge_range("A5:B6", "isi")
        first.write_url("A8", "https://example.org/")
        first.write_comment("A1", "satu")
        first.write_comment("B1", "dua")
        first.set_footer("&Lhalaman &P")
        texts = {
            "input_title": "Isi",
            "input_message": "Pilih",
            "error_title": "Salah",
            "error_message": "Ketik",
        }
        first.data_validation("B2:B3", {"validate": "list", "source": ["ya", "tidak"], **texts})
        first.conditional_format("B2:B3", {"type": "cell", "criteria": ">", "value": 3, "format": bold})
        book.define_name("Tahun", "=Satu!$B$2")
        book.define_name("Dua!Nama", "=Dua!$A$1")
        book.set_custom_property("formulir", "x")
        book.set_custom_property("versi", "1")
    return path


@pytest.fixture
def good_letter(tmp_path: Path) -> Path:
    """A document with one of everything that the checks look at."""
    plain = tmp_path / "surat.docx"
    document = docx.Document()
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(2, 0).merge(table.cell(2, 1))
    for _ in range(2):
        document.add_picture(io.BytesIO(picture()), width=Cm(1))
    document.save(str(plain))
    field = BEGIN + "<w:r><w:instrText> PAGE </w:instrText></w:r>" + SEPARATE + END
    line = f"<w:p>{FIRST_BOOKMARK}{SECOND_BOOKMARK}{field}</w:p>"
    return with_change(plain, TEXT, "<w:sectPr", f"{line}<w:sectPr")


def named(cases: dict[str, list[tuple[str, str, str]]]) -> list[object]:
    """The table as parameters, a case called after the fault or after the harmless change."""
    return [
        pytest.param(part, old, new, fault, id=f"{Path(part).name} {(fault or f'fine {new}')[:60]}")
        for part, changes in cases.items()
        for old, new, fault in changes
    ]


def test_good_files_have_no_faults(good_book: Path, good_letter: Path) -> None:
    assert ooxml.faults(good_book) == []
    assert ooxml.faults(good_letter) == []


@pytest.mark.tuntas
@pytest.mark.parametrize(("part", "old", "new", "fault"), named(BOOK_CASES))
def test_exactly_this_fault_of_a_workbook_is_named(good_book: Path, part: str, old: str, new: str, fault: str) -> None:
    assert ooxml.faults(with_change(good_book, part, old, new)) == [f"{part}: {fault}"] * bool(fault)


@pytest.mark.tuntas
@pytest.mark.parametrize(("part", "old", "new", "fault"), named(LETTER_CASES))
def test_exactly_this_fault_of_a_document_is_named(
    good_letter: Path, part: str, old: str, new: str, fault: str
) -> None:
    assert ooxml.faults(with_change(good_letter, part, old, new)) == [f"{part}: {fault}"] * bool(fault)


@pytest.mark.parametrize(("part", "old", "new", "expected"), ELSEWHERE)
def test_a_fault_shows_in_another_part(good_book: Path, part: str, old: str, new: str, expected: list[str]) -> None:
    assert ooxml.faults(with_change(good_book, part, old, new)) == expected


def test_a_workbook_needs_a_visible_sheet(good_book: Path) -> None:
    hidden = with_changes(good_book, {BOOK: lambda text: text.replace("sheetId", 'state="hidden" sheetId')})
    assert ooxml.faults(hidden) == [f"{BOOK}: no sheet is visible"]


def test_a_part_that_is_not_xml_is_the_only_fault(good_book: Path) -> None:
    found = ooxml.faults(with_change(good_book, SHEET, "</worksheet>", ""))
    assert len(found) == 1
    assert found[0].startswith(f"{SHEET}: is not well-formed XML: ")


def test_relationships_need_the_part_they_belong_to(good_book: Path) -> None:
    orphan = with_changes(good_book, {"xl/worksheets/_rels/sheet9.xml.rels": lambda _: "<Relationships/>"})
    fault = "xl/worksheets/_rels/sheet9.xml.rels: belongs to xl/worksheets/sheet9.xml, which is missing"
    assert ooxml.faults(orphan) == [fault]


def test_a_part_stands_once(good_book: Path) -> None:
    with ZipFile(good_book, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(SHEET, archive.read(SHEET))
    assert ooxml.faults(good_book) == [f"{SHEET}: stands twice in the package"]


def test_content_types_are_declared(good_book: Path) -> None:
    without = with_changes(good_book, {TYPES: lambda _: ""})
    assert len(ooxml.faults(without)) == 1
    with ZipFile(good_book) as old, ZipFile(without, "w") as new:
        for name in old.namelist():
            if name != TYPES:
                new.writestr(name, old.read(name))
    assert ooxml.faults(without) == [f"{TYPES}: is missing"]


def test_a_document_has_settings(good_letter: Path) -> None:
    without = with_change(good_letter, TEXT_RELATIONS, "relationships/settings", "relationships/lain")
    assert ooxml.faults(without) == [f"{TEXT}: has 0 settings parts"]


NUMBERING = "word/numbering.xml"
PATTERN = '<w:abstractNum w:abstractNumId="70"/>'
LIST = '<w:num w:numId="70"><w:abstractNumId w:val="70"/></w:num>'


@pytest.mark.tuntas
@pytest.mark.parametrize(
    ("added", "faults"),
    [
        (PATTERN + LIST, []),
        (PATTERN * 2 + LIST, ["list pattern 70 stands twice"]),
        (PATTERN + LIST * 2, ["list 70 stands twice"]),
        (LIST, ["list 70 follows pattern 70, which is missing"]),
    ],
)
def test_lists_are_defined_once(good_letter: Path, added: str, faults: list[str]) -> None:
    changed = with_change(good_letter, NUMBERING, "</w:numbering>", f"{added}</w:numbering>")
    assert ooxml.faults(changed) == [f"{TEXT}: {each}" for each in faults]


def test_a_style_stands_once(good_letter: Path) -> None:
    twice = with_change(good_letter, SHEET_OF_STYLES, "</w:styles>", '<w:style w:styleId="Title"/></w:styles>')
    assert ooxml.faults(twice) == [f"{TEXT}: style Title stands twice"]


@pytest.mark.tuntas
@pytest.mark.parametrize(
    ("comments", "text", "faults"),
    [
        ('<w:comment w:id="1"><w:p/></w:comment>', '<w:commentRangeStart w:id="1"/><w:commentRangeEnd w:id="1"/>', []),
        ('<w:comment w:id="1"><w:p/></w:comment>' * 2, "", ["comment 1 stands twice"]),
        ('<w:comment w:id="1"><w:p/></w:comment>', '<w:commentRangeStart w:id="1"/>',
         ["comment range 1 is not closed on both sides"]),
        ('<w:comment w:id="1"><w:p/></w:comment>', '<w:commentRangeStart w:id="1"/><w:commentRangeEnd w:id="2"/>',
         ["commentRangeEnd 2 names no comment", "comment range 1 is not closed on both sides",
          "comment range 2 is not closed on both sides"]),
    ],
)  # fmt: skip
def test_comments_are_there_once_and_closed(good_letter: Path, comments: str, text: str, faults: list[str]) -> None:
    line = f'<Relationship Id="rId30" Type="{RELATION}/comments" Target="comments.xml"/></Relationships>'
    changes: dict[str, Callable[[str], str]] = {
        "word/comments.xml": lambda _: f'<w:comments xmlns:w="{WORD}">{comments}</w:comments>',
        TEXT_RELATIONS: lambda old: old.replace("</Relationships>", line),
        TEXT: lambda old: old.replace("<w:sectPr", f"<w:p>{text}</w:p><w:sectPr", 1),
    }
    assert ooxml.faults(with_changes(good_letter, changes)) == [f"{TEXT}: {each}" for each in faults]


def test_a_picture_that_is_missing_is_named(good_letter: Path) -> None:
    astray = with_change(good_letter, TEXT_RELATIONS, "media/image1.png", "media/image2.png")
    assert ooxml.faults(astray) == [
        f"{TEXT_RELATIONS}: rId9 points to word/media/image2.png, which is missing",
        "word/media/image1.png: nothing leads to it",
    ]


def test_a_part_that_nothing_leads_to_is_named(good_letter: Path) -> None:
    orphan = with_changes(good_letter, {"word/yatim.xml": lambda _: "<x/>"})
    assert ooxml.faults(orphan) == ["word/yatim.xml: nothing leads to it"]


EDGES = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId31"/>%s'
    '<w:footerReference w:type="default" r:id="rId32"/>'
)  # fmt: skip


@pytest.mark.tuntas
@pytest.mark.parametrize(
    ("text", "header", "faults"),
    [
        (EDGES % "", "header", []),
        (EDGES % '<w:headerReference w:type="first" r:id="rId31"/>', "header", []),
        (EDGES % '<w:headerReference w:type="default" r:id="rId31"/>', "header",
         [f"{TEXT}: section 1 has its default headerReference twice"]),
        (EDGES.replace("31", "32") % "", "header", [f"{TEXT}: section 1 takes a footer for its header"]),
        (EDGES.replace("31", "39") % "", "header", [f"{TEXT}: uses relationship rId39, which is not declared"]),
        (EDGES % "", "footer", ["word/header9.xml: is footer+xml, but header leads to it"]),
    ],
)  # fmt: skip
def test_sections_name_edges_that_are_there(good_letter: Path, text: str, header: str, faults: list[str]) -> None:
    lines = "".join(
        f'<Relationship Id="rId3{number}" Type="{RELATION}/{kind}" Target="{kind}9.xml"/>'
        for number, kind in ((1, "header"), (2, "footer"))
    )
    types = "".join(
        f'<Override PartName="/word/{kind}9.xml" ContentType="application/vnd.x.{told}+xml"/>'
        for kind, told in (("header", header), ("footer", "footer"))
    )
    changes: dict[str, Callable[[str], str]] = {
        "word/header9.xml": lambda _: f'<w:hdr xmlns:w="{WORD}"><w:p/></w:hdr>',
        "word/footer9.xml": lambda _: f'<w:ftr xmlns:w="{WORD}"><w:p/></w:ftr>',
        TEXT_RELATIONS: lambda old: old.replace("</Relationships>", f"{lines}</Relationships>"),
        TYPES: lambda old: old.replace("</Types>", f"{types}</Types>"),
        TEXT: lambda old: re.sub(r"<w:sectPr\b[^>]*>", text, old, count=1),
    }
    assert ooxml.faults(with_changes(good_letter, changes)) == faults


def test_a_margin_ends_with_a_paragraph(good_letter: Path) -> None:
    line = f'<Relationship Id="rId33" Type="{RELATION}/header" Target="header9.xml"/></Relationships>'
    kind = '<Override PartName="/word/header9.xml" ContentType="application/vnd.x.header+xml"/></Types>'
    changes: dict[str, Callable[[str], str]] = {
        "word/header9.xml": lambda _: f'<w:hdr xmlns:w="{WORD}">{TABLE}</w:hdr>',
        TEXT_RELATIONS: lambda old: old.replace("</Relationships>", line),
        TYPES: lambda old: old.replace("</Types>", kind),
    }
    fault = "word/header9.xml: a table is followed by end instead of a paragraph"
    assert ooxml.faults(with_changes(good_letter, changes)) == [fault]


def test_settings_fetch_nothing(good_letter: Path) -> None:
    line = f'<Relationship Id="rId1" Type="{RELATION}/attachedTemplate" Target="x.dotx" TargetMode="External"/>'
    relations = f"<Relationships>{line}</Relationships>"
    fetching = with_changes(good_letter, {"word/_rels/settings.xml.rels": lambda _: relations})
    assert ooxml.faults(fetching) == [f"{SETTINGS}: fetches attachedTemplate from x.dotx"]


def test_a_note_stands_once(good_letter: Path) -> None:
    note = '<w:footnote w:id="1"/>'
    line = f'<Relationship Id="rId20" Type="{RELATION}/footnotes" Target="footnotes.xml"/></Relationships>'
    changes: dict[str, Callable[[str], str]] = {
        NOTES: lambda _: f'<w:footnotes xmlns:w="{WORD}">{note * 2}</w:footnotes>',
        TEXT_RELATIONS: lambda text: text.replace("</Relationships>", line),
    }
    assert ooxml.faults(with_changes(good_letter, changes)) == [f"{TEXT}: footnote 1 stands twice"]


@pytest.mark.parametrize("content", [b"", b"PK", b"<html></html>"])
def test_what_is_no_package_is_named_too(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "palsu.xlsx"
    path.write_bytes(content)
    assert [fault[:18] for fault in ooxml.faults(path)] == ["is no Office file:"]


def test_a_package_of_another_kind_is_named(good_letter: Path) -> None:
    other = with_change(good_letter, "_rels/.rels", "relationships/officeDocument", "relationships/lain")
    assert ooxml.faults(other) == ["holds neither a workbook nor a document"]


# ------------------------------------------------------------------------------------- the SDK's validator


needs_sdk = pytest.mark.program("ooxml-validator")


@needs_sdk
def test_the_sdk_names_the_fault_of_each_file(good_book: Path, good_letter: Path) -> None:
    bad_book = with_change(good_book, SHEET, "<sheetData>", "<sheetBata/><sheetData>")
    bad_letter = with_change(good_letter, TEXT, "<w:gridCol ", "<w:gridKol ")
    found = ooxml.sdk_faults([good_book, bad_book, good_letter, bad_letter])
    assert list(found) == [good_book, bad_book, good_letter, bad_letter]
    assert found[good_book] == found[good_letter] == []
    assert [fault.partition(" at ")[0] for fault in found[bad_book]] == [
        f"/{SHEET}: Sch_InvalidElementContentExpectingComplex"
    ]
    assert all(fault.startswith(f"/{TEXT}: Sch_") for fault in found[bad_letter])
    assert found[bad_letter]


@needs_sdk
def test_the_sdk_names_a_file_that_it_cannot_open(tmp_path: Path) -> None:
    path = tmp_path / "palsu.xlsx"
    path.write_bytes(b"PK")
    assert len(ooxml.sdk_faults([path])[path]) == 1


def test_without_the_validator_no_file_is_called_good(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("OOXML_VALIDATOR", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("ooxml.sdk.TOOLS", tmp_path)
    with pytest.raises(FileNotFoundError, match="not installed"):
        ooxml.sdk_faults([])


@needs_sdk
def test_a_validator_that_cannot_work_is_no_clean_bill(monkeypatch: pytest.MonkeyPatch, good_book: Path) -> None:
    monkeypatch.setenv("OOXML_VALIDATOR_CLI", str(good_book))
    with pytest.raises(RuntimeError, match="ended with 2"):
        ooxml.sdk_faults([good_book])


# ------------------------------------------------------------------------------------------- the program


def run(*arguments: str | Path) -> tuple[int, list[str]]:
    """Exit code and lines of `python tests/ooxml`."""
    command = [sys.executable, str(Path(ooxml.__file__).parent), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env={**os.environ})
    return done.returncode, done.stdout.splitlines()


@needs_sdk
def test_the_program_tolerates_only_what_is_listed(good_book: Path, tmp_path: Path) -> None:
    bad = with_change(good_book, SHEET, '"A4:B4"', '"A4"')
    allowed = tmp_path / "allowed.txt"
    fault = f"{bad.as_posix()}: {SHEET}: merged A4 is a single cell"
    assert run(tmp_path) == (1, [fault, "2 files validated, 1 faults, 0 tolerated"])
    allowed.write_text("# why\n*: xl/worksheets/*.xml: merged A4 is a *\n", encoding="utf-8")
    assert run("--allowed", allowed, tmp_path) == (0, ["2 files validated, 0 faults, 1 tolerated"])


@needs_sdk
def test_the_program_names_what_is_listed_for_nothing(good_book: Path, tmp_path: Path) -> None:
    allowed = tmp_path / "allowed.txt"
    allowed.write_text("*: merged\n", encoding="utf-8")
    lines = [f"{allowed}: occurs no longer: *: merged", "1 files validated, 1 faults, 0 tolerated"]
    assert run("--allowed", allowed, good_book) == (1, lines)


@needs_sdk
def test_a_program_that_finds_no_file_has_proved_nothing(tmp_path: Path) -> None:
    assert run(tmp_path) == (1, ["0 files validated, 0 faults, 0 tolerated"])
