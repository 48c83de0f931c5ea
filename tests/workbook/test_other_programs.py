"""Files as programs write them that are no Excel: read like others, or refused with what helps."""

from __future__ import annotations

import base64
import io
import re
import struct
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from itertools import accumulate
from pathlib import Path
from uuid import UUID

import pytest
from helpers import old_excel
from helpers.issued_form import filled_form, saved
from helpers.raw_books import ODF, SIMPLE, Parts, by_address, ods_cell, ods_parts, opened, packed, parts_of, refused
from openpyxl import load_workbook
from openpyxl.comments import Comment as Note

from rkt_excel.workbook.reading.openbook import Reason, open_book
from rkt_excel.workbook.values.cells import Opened, parse_range

# ------------------------------------------------------------ what is drawn on a sheet of OpenDocument

ROW = "<table:table-row>{}</table:table-row>"
NUMBER = ods_cell("<text:p>7</text:p>", office_value_type="float", office_value="7")
FIGURES = f'<table:table table:name="local-table">{ROW.format(NUMBER)}</table:table>'
EMBEDDED = (
    "<draw:object><office:document><office:meta><dc:date>1999-01-01T00:00:00</dc:date><meta:user-defined "
    'meta:name="_identitas_berkas">lain</meta:user-defined></office:meta><office:automatic-styles><style:style '
    'style:name="ta1"><style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    "<office:body><{kind}>{tables}</{kind}></office:body></office:document></draw:object>"
)
CHART = EMBEDDED.format(kind="office:chart", tables=FIGURES)
BOOK = EMBEDDED.format(kind="office:spreadsheet", tables=FIGURES)
BOX = f"<draw:text-box>{FIGURES}<text:p>kotak</text:p></draw:text-box>"

DRAWN = {
    "chart among the shapes of a sheet": "<table:shapes><draw:frame>{chart}</draw:frame></table:shapes>",
    "chart in a group": "<table:shapes><draw:g><draw:frame>{chart}</draw:frame></draw:g></table:shapes>",
    "workbook among the shapes": "<table:shapes><draw:frame>{book}</draw:frame></table:shapes>",
    "text box with a table": "<table:shapes><draw:frame>{box}</draw:frame></table:shapes>",
    "shape with a table": "<table:shapes><draw:custom-shape>{box}</draw:custom-shape></table:shapes>",
}
IN_CELL = {
    "chart at a cell": "<draw:frame>{chart}</draw:frame>",
    "chart in a paragraph": "<text:p><draw:frame>{chart}</draw:frame></text:p>",
    "text box at a cell": "<draw:frame>{box}</draw:frame>",
    "note with a table": "<office:annotation>{box}</office:annotation>",
}


def flat(rows: str, *, before: str = "", after: str = "", picture: bytes = b"") -> bytes:
    """An .fods, which is one file, its pictures and charts included."""
    names = ("office", "table", "text", "style", "drawing", "meta", "chart")
    spaces = "".join(f' xmlns:{"draw" if name == "drawing" else name}="{ODF}{name}:1.0"' for name in names)
    image = base64.encodebytes(picture).decode("ascii") if picture else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document{spaces} xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<office:meta><dc:date>2026-11-24T08:00:00</dc:date></office:meta><office:body><office:spreadsheet>"
        f'{before}<table:table table:name="Isian" table:style-name="ta1">{rows}</table:table>{after}'
        f"{'<draw:image><office:binary-data>' + image + '</office:binary-data></draw:image>' if image else ''}"
        "</office:spreadsheet></office:body></office:document>"
    ).encode()


def sole(book: Opened) -> dict[str, object]:
    """The values of the only sheet."""
    assert [(grid.name, grid.hidden) for grid in book.grids] == [("Isian", False)]
    return {address: cell.value for address, cell in by_address(book).items()}


@pytest.mark.parametrize("what", DRAWN)
def test_a_table_inside_a_drawing_is_no_sheet_and_hides_no_row(what: str) -> None:
    drawing = DRAWN[what].format(chart=CHART, book=BOOK, box=BOX)
    for rows in (drawing + ROW.format(NUMBER), ROW.format(NUMBER) + drawing + ROW.format(NUMBER)):
        book = open_book(flat(rows))
        assert sole(book) == {address: Decimal(7) for address in ("A1", "A2")[: rows.count(ROW[:17]) - 1]}
        assert book.properties == {}
        assert book.modified is not None
        assert book.modified.year == 2026


@pytest.mark.parametrize("what", IN_CELL)
def test_a_drawing_in_a_cell_leaves_the_cell_as_it_is(what: str) -> None:
    inside = IN_CELL[what].format(chart=CHART, book=BOOK, box=BOX)
    cell = ods_cell(f"{inside}<text:p>7</text:p>", office_value_type="float", office_value="7")
    assert sole(open_book(flat(ROW.format(cell + NUMBER) + ROW.format(NUMBER)))) == dict.fromkeys(
        ("A1", "B1", "A2"), Decimal(7)
    )


def test_tables_that_cache_what_links_brought_are_no_sheets() -> None:
    links = f"<table:dde-links><table:dde-link>{FIGURES}</table:dde-link></table:dde-links>"
    assert sole(open_book(flat(ROW.format(NUMBER), after=links))) == {"A1": 7}
    assert sole(open_book(packed(ods_parts(ROW.format(NUMBER), after=links)))) == {"A1": 7}


@pytest.mark.parametrize("megabytes", [1, 4, 12])
def test_a_picture_of_any_size_does_not_keep_the_cells_from_being_read(megabytes: int) -> None:
    assert sole(open_book(flat(ROW.format(NUMBER), picture=b"\xff\xd8" * (megabytes * 500_000)))) == {"A1": 7}


def test_a_tag_that_never_ends_is_refused_before_it_fills_the_memory() -> None:
    for long in ('<x a=">', "<!-- ", "<?x "):
        parts = parts_of(f"{SIMPLE}{long}{'a' * 2_000_000}")
        assert refused(packed(parts)).reason is Reason.TERLALU_BESAR


# ------------------------------------------------------------ notes


def test_breaks_spaces_and_tabs_in_a_note_are_read_as_in_a_cell() -> None:
    note = (
        "<office:annotation><dc:creator>Kasubag</dc:creator><text:p>Formulir:<text:line-break/>a<text:s text:c='2'/>"
        "<text:span>b<text:tab/></text:span>c</text:p><text:list><text:list-item><text:p>d</text:p></text:list-item>"
        "</text:list></office:annotation>"
    )
    book = open_book(flat(ROW.format(ods_cell(note) + NUMBER)))
    assert {place: each.text for place, each in book.grids[0].comments.items()} == {(1, 1): "Formulir:\na  b\tc\nd"}
    assert sole(book) == {"B1": 7}


@pytest.mark.program("Gnumeric")
@pytest.mark.parametrize(
    ("exporter", "ending"),
    [
        ("Gnumeric_OpenCalc:odf", "ods"),
        ("Gnumeric_OpenCalc:openoffice", "ods"),
        ("Gnumeric_Excel:xlsx", "xlsx"),
        ("Gnumeric_Excel:xlsx2", "xlsx"),
        ("Gnumeric_Excel:excel_biff8", "xls"),
    ],
)
def test_notes_that_gnumeric_saved_are_told_from_those_of_the_form(tmp_path: Path, exporter: str, ending: str) -> None:
    book = load_workbook(io.BytesIO(filled_form()))
    book["Kinerja"]["L7"].comment = Note("Tunggu surat edaran.\nNanti diperbaiki.", "Bagian")
    before = open_book(saved(book))
    (tmp_path / "form.xlsx").write_bytes(saved(book))
    command = ["ssconvert", "-T", exporter, "form.xlsx", f"gnumeric.{ending}"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    after = open_book((tmp_path / f"gnumeric.{ending}").read_bytes())

    def notes(opened: Opened) -> dict[tuple[str, tuple[int, int]], str]:
        return {(grid.name, place): each.text for grid in opened.grids for place, each in grid.comments.items()}

    assert notes(after) == notes(before)


# ------------------------------------------------------------ encodings

ENCODINGS = {
    "UTF-16, marked": ("utf-16-le", b"\xff\xfe", "UTF-16"),
    "UTF-16, the other order": ("utf-16-be", b"\xfe\xff", "UTF-16"),
    "UTF-16 without mark": ("utf-16-le", b"", "UTF-16"),
    "UTF-16 without mark, the other order": ("utf-16-be", b"", "utf-16"),
    "UTF-16 with its order said": ("utf-16-le", b"\xff\xfe", "UTF-16LE"),
    "UTF-16 without a word": ("utf-16-le", b"\xff\xfe", ""),
    "UTF-16 that calls itself UTF-8": ("utf-16-le", b"\xff\xfe", "UTF-8"),
    "UTF-8 that calls itself UTF-16": ("utf-8", b"", "utf-16"),
    "UTF-8, marked": ("utf-8", b"\xef\xbb\xbf", "UTF-8"),
    "UTF-8 spelt otherwise": ("utf-8", b"", "utf8"),
    "Latin 1": ("iso-8859-1", b"", "ISO-8859-1"),
    "Windows": ("cp1252", b"", "Windows-1252"),
}
TEXT = "Pâté – “é”"


def in_encoding(xml: str, encoding: str) -> bytes:
    codec, mark, name = ENCODINGS[encoding]
    said = f'<?xml version="1.0" encoding="{name}" standalone="yes"?>\r\n' if name else ""
    plain = re.sub(r"^<\?xml.*?\?>", "", xml)
    return mark + (said + plain).encode(codec, errors="xmlcharrefreplace")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_parts_are_read_in_the_encoding_that_their_bytes_show(encoding: str) -> None:
    xlsx: Parts = parts_of('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', texts=f"<si><t>{TEXT}</t></si>")
    cell = ROW.format(ods_cell(f"<text:p>{TEXT}</text:p>", office_value_type="string"))
    ods = ods_parts(cell)
    for parts in (xlsx, ods):
        said = {name: in_encoding(str(part), encoding) if name != "mimetype" else part for name, part in parts.items()}
        assert by_address(open_book(packed(said)))["A1"].value == TEXT
    assert sole(open_book(in_encoding(flat(cell).decode(), encoding))) == {"A1": TEXT}


def test_a_bare_doctype_does_no_harm_and_what_it_leaves_out_is_refused() -> None:
    parts = ods_parts(ROW.format(NUMBER))
    parts["META-INF/manifest.xml"] = (
        '<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd">'
        f'<manifest:manifest xmlns:manifest="{ODF}manifest:1.0"/>'
    )
    assert sole(open_book(packed(parts))) == {"A1": 7}
    lost = str(ods_parts(ROW.format(ods_cell("<text:p>8&nilai;4</text:p>", office_value_type="string")))["content.xml"])
    parts["content.xml"] = '<!DOCTYPE x SYSTEM "lain.dtd">' + lost
    assert refused(packed(parts)).reason is Reason.RUSAK


# ------------------------------------------------------------ whole columns and rows


@pytest.mark.parametrize(
    ("said", "span"),
    [
        ("A:A", (1, 1, 1_048_576, 1)),
        ("$C:$A", (1, 1, 1_048_576, 3)),
        ("1:1", (1, 1, 1, 16_384)),
        ("$2:$4", (2, 1, 4, 16_384)),
        ("E7:E9", (7, 5, 9, 5)),
    ],
)
def test_a_range_may_be_of_whole_columns_or_rows(said: str, span: tuple[int, int, int, int]) -> None:
    assert parse_range(said) == span
    merges = f'</sheetData><mergeCells><mergeCell ref="{said}"/></mergeCells><sheetData>'
    assert open_book(packed(parts_of(SIMPLE + merges))).grids[0].merges == [span]


@pytest.mark.parametrize("said", ["A:1", "1:A", "A:", ":", "", "A:B:C", "0:1", "AAAA:B", "²:³"])
def test_what_is_no_range_is_refused(said: str) -> None:
    with pytest.raises(ValueError):
        parse_range(said)


def test_a_formula_over_whole_columns_without_results_is_known_where_the_sheet_is_in_use() -> None:
    cells = opened(
        '<row r="1"><c r="A1"><f t="array" ref="A:B">C:C</f></c><c r="C1"><v>1</v></c></row>'
        '<row r="3"><c r="C3"><v>1</v></c></row>'
    )
    assert [address for address, cell in cells.items() if cell.uncached] == ["A1", "B1", "A2", "B2", "A3", "B3"]


# ------------------------------------------------------------ shared texts of an .xls

WORDS = [old_excel.text("Jumlah"), old_excel.text("naskah ≥ 2", wide=True), old_excel.text("persen")]


def old(cells: bytes, texts: bytes, version: int = 0x600) -> bytes:
    name = "Workbook" if version == 0x600 else "Book"
    return old_excel.container({name: old_excel.workbook(cells, texts=texts, version=version)})


@pytest.mark.parametrize("claimed", [0, 1, 2, 3, 4, 5_000, 250_000])
def test_as_many_shared_texts_are_read_as_there_are_whatever_number_is_claimed(claimed: int) -> None:
    cells = b"".join(old_excel.shared(row, 0, row) for row in range(3)) + old_excel.number(3, 0, 0.85)
    found = by_address(open_book(old(cells, old_excel.table(WORDS, claimed=claimed))))
    assert [str(cell.value) for cell in found.values()] == ["Jumlah", "naskah ≥ 2", "persen", "0.85"]


@pytest.mark.parametrize("claimed", [0, 3, 9])
def test_a_cell_whose_shared_text_is_gone_is_told_by_that(claimed: int) -> None:
    fault = refused(old(old_excel.shared(0, 0, 7), old_excel.table(WORDS, claimed=claimed)))
    assert fault.reason is Reason.RUSAK
    assert fault.detail == "teks bersama yang dirujuk sebuah sel tidak ada"


def test_shared_texts_that_are_cut_in_the_middle_are_read_up_to_there() -> None:
    cut = old_excel.table(WORDS)[:-3]
    cut = cut[:2] + struct.pack("<H", len(cut) - 4) + cut[4:]
    whole = by_address(open_book(old(old_excel.shared(0, 0, 1), cut)))
    assert [cell.value for cell in whole.values()] == ["naskah ≥ 2"]
    assert refused(old(old_excel.shared(0, 0, 2), cut)).reason is Reason.RUSAK


def test_a_text_of_excel_95_with_runs_that_make_no_sense_is_read_without_them() -> None:
    words = "84,5 persen".encode("cp1252")
    rich = old_excel.record(0xD6, struct.pack("<HHHH", 0, 0, 0, len(words)) + words + b"\x09\x01")
    cells = by_address(open_book(old(rich + old_excel.number(1, 0, 7), b"", version=0x500)))
    assert [str(cell.value) for cell in cells.values()] == ["84,5 persen", "7"]


@pytest.mark.parametrize(("tall", "wide"), [(1, 3), (2, 1), (4, 2)])
def test_cells_of_an_ods_are_joined_as_far_as_they_say(tall: int, wide: int) -> None:
    joined = ods_cell(table_number_rows_spanned=str(tall), table_number_columns_spanned=str(wide))
    book = open_book(packed(ods_parts(ROW.format(ods_cell() + joined))))
    assert book.grids[0].merges == [(1, 2, tall, 1 + wide)]


# ------------------------------------------------------------ records of an .xls

# What holds an answer, by its number (MS-XLS 2.3.2; the small ones are those of Excel 2 to 4).
OF_CELLS = {
    "integer of Excel 2": 0x02, "number of Excel 2": 0x03, "text of Excel 2": 0x04, "truth of Excel 2": 0x05,
    "formula": 0x06, "formula of Excel 3": 0x206, "formula of Excel 4": 0x406, "number": 0x203, "text": 0x204,
    "truth": 0x205, "short number": 0x27E, "short numbers": 0xBD, "text with runs": 0xD6, "shared text": 0xFD,
}  # fmt: skip


@pytest.mark.parametrize("code", OF_CELLS.values(), ids=OF_CELLS)
def test_a_cell_behind_the_end_of_its_sheet_is_damage(code: int) -> None:
    cell = old_excel.record(code, bytes(14))
    behind = old_excel.workbook(old_excel.number(0, 0, 5) + old_excel.record(0x0A) + cell)
    assert refused(behind).reason is Reason.RUSAK


def test_what_is_no_cell_may_stand_behind_the_end_of_a_sheet() -> None:
    behind = old_excel.number(0, 0, 5) + old_excel.record(0x0A) + old_excel.record(0x1A, bytes(14))
    assert by_address(open_book(old_excel.workbook(behind)))["A1"].value == Decimal(5)


def test_more_shared_texts_than_can_be_unpacked_are_refused_by_what_the_file_claims() -> None:
    texts = old_excel.table([old_excel.text("isi")], claimed=300_001)
    assert refused(old_excel.workbook(old_excel.shared(0, 0, 0), texts=texts)).reason is Reason.TERLALU_BESAR


@pytest.mark.parametrize(
    ("first", "last", "joined"),
    [((1, 1), (1, 2), True), ((1, 1), (2, 1), True), ((1, 1), (2, 2), True), ((1, 1), (1, 1), False)],
)
def test_cells_of_an_xls_are_joined_where_there_are_several(
    first: tuple[int, int], last: tuple[int, int], joined: bool
) -> None:
    said = old_excel.record(0xE5, struct.pack("<HHHHH", 1, first[0], last[0], first[1], last[1]))
    (grid,) = open_book(old_excel.workbook(old_excel.number(1, 1, 5) + said)).grids
    assert grid.merges == ([(2, 2, last[0] + 1, last[1] + 1)] if joined else [])


# ------------------------------------------------------------ properties of an .xls (MS-OLEPS)

USERS = UUID("d5cdd505-2e9c-101b-9397-08002b2cf9ae")  # the set that holds the user's own (2.25.2)
OTHERS = UUID("d5cdd502-2e9c-101b-9397-08002b2cf9ae")  # the set before it in the same stream (2.25.1)
LETTERS = {1252: "cp1252", 1200: "utf-16-le", 65001: "utf-8", 10000: "mac-roman"}
UNIX = 116_444_736_000_000_000  # 1 January 1970 as a FILETIME
# A value as it is stored (2.15), and what is read of it.
STORED = {
    "wide text": (struct.pack("<II", 31, 4) + "isi\0".encode("utf-16-le"), "isi"),
    "small number": (struct.pack("<Ih", 2, -7), "-7"),
    "number": (struct.pack("<Ii", 3, 70_000), "70000"),
    "unsigned number": (struct.pack("<II", 19, 4_000_000_000), "4000000000"),
    "short fraction": (struct.pack("<If", 4, 0.5), "0.5"),
    "fraction": (struct.pack("<Id", 5, 82.7), "82.7"),
    "true": (struct.pack("<IH", 11, 0xFFFF), "true"),
    "false": (struct.pack("<IH", 11, 0), "false"),
    "moment": (struct.pack("<IQ", 64, UNIX + 10_000_000 * 1_796_170_800), "2026-12-02T00:20:00Z"),
    "several values": (struct.pack("<III", 0x1003, 1, 5), None),
}


def property_set(places: Mapping[int, bytes]) -> bytes:
    """One set (2.20): how long it is, where each property lies, the properties."""
    at = accumulate(map(len, places.values()), initial=8 + 8 * len(places))
    listed = b"".join(struct.pack("<II", number, place) for number, place in zip(places, at, strict=False))
    return struct.pack("<II", 0, len(places)) + listed + b"".join(places.values())


def property_stream(sets: Mapping[UUID, bytes]) -> bytes:
    """A stream of sets (2.21): byte order, version, system, program, how many, and where each begins."""
    at = accumulate(map(len, sets.values()), initial=28 + 20 * len(sets))
    listed = b"".join(kind.bytes_le + struct.pack("<I", place) for kind, place in zip(sets, at, strict=False))
    return struct.pack("<HHI16xI", 0xFFFE, 0, 0, len(sets)) + listed + b"".join(sets.values())


def named_properties(page: int, named: Mapping[str, bytes]) -> bytes:
    """A set with a dictionary of names (2.17), in letters of a code page."""
    wide = page == 1200
    dictionary = struct.pack("<I", len(named))
    for number, name in enumerate(named, 2):
        letters = (name + "\0").encode(LETTERS[page])
        dictionary += struct.pack("<II", number, len(name) + 1 if wide else len(letters)) + letters
        dictionary += bytes(-len(dictionary) % 4 if wide else 0)
    signed = page - 0x10000 if page > 0x7FFF else page
    return property_set({0: dictionary, 1: struct.pack("<Ihxx", 2, signed), **dict(enumerate(named.values(), 2))})


def with_properties(**streams: bytes) -> Opened:
    return open_book(
        old_excel.container(
            {
                "Workbook": old_excel.workbook(old_excel.number(0, 0, 5)),
                **{f"\x05{name}": data for name, data in streams.items()},
            }
        )
    )


@pytest.mark.parametrize("page", LETTERS)
@pytest.mark.parametrize("behind", [False, True])
def test_a_property_of_an_xls_is_read_by_its_name_whatever_its_kind(page: int, behind: bool) -> None:
    text = "isi\0".encode(LETTERS[page])  # in the letters of the set, its length in bytes (2.5)
    names = {"é": struct.pack("<II", 30, len(text)) + text, **{f"{kind} é": data for kind, (data, _) in STORED.items()}}
    others = {OTHERS: property_set({2: STORED["number"][0]})} if behind else {}
    stream = property_stream({**others, USERS: named_properties(page, names)})
    read = with_properties(DocumentSummaryInformation=stream).properties
    assert read == {"é": "isi"} | {f"{kind} é": text for kind, (_, text) in STORED.items() if text is not None}


def test_when_an_xls_was_saved_is_said_by_its_summary() -> None:
    summary = property_set({1: struct.pack("<Ihxx", 2, 1252), 12: struct.pack("<IQ", 64, 1), 13: STORED["moment"][0]})
    opened = with_properties(SummaryInformation=property_stream({OTHERS: summary}))
    assert opened.modified == datetime(2026, 12, 2, 0, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2026-11-24T08:00:00Z", datetime(2026, 11, 24, 8, tzinfo=UTC)),
        (" 2026-11-24T16:00:00+08:00 ", datetime(2026, 11, 24, 8, tzinfo=UTC)),
        ("2026-11-24T08:00:00", datetime(2026, 11, 24, 8, tzinfo=UTC)),
        ("0001-01-01T00:00:00+14:00", None),
        ("kemarin", None),
    ],
)
def test_when_a_file_was_saved_is_one_moment_whatever_the_zone(said: str, moment: datetime | None) -> None:
    content = flat(ROW.format(NUMBER)).replace(b"2026-11-24T08:00:00", said.encode())
    assert open_book(content).modified == moment


@pytest.mark.parametrize("kept", [0, 27, 47, 60])
def test_properties_that_are_cut_short_are_none_and_cost_no_cell(kept: int) -> None:
    stream = property_stream({USERS: named_properties(1252, {"isi": STORED["number"][0]})})
    opened = with_properties(DocumentSummaryInformation=stream[:kept], SummaryInformation=stream[:kept])
    assert (opened.properties, opened.modified) == ({}, None)
    assert by_address(opened)["A1"].value == Decimal(5)
