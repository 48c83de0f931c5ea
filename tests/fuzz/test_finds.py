"""What the fuzzer found, each as the smallest file of its kind; each was read as another value in silence."""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterable
from decimal import Decimal

import pytest
from helpers import old_excel
from helpers.arriving import letter
from helpers.form_files import as_flat
from helpers.raw_books import by_address, ods_cell, ods_parts, opened, packed, parts_of, refused

from fuzz import originals
from fuzz.reading import read
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.workbook.reading.openbook import open_book
from rkt_excel.workbook.values.cells import CellContent, exact

# ------------------------------------------------------------ what a cell said, outside of it

SHEET = "xl/worksheets/sheet1.xml"
LIST = "<dataValidations><dataValidation><t>satu</t></dataValidation></dataValidations>"
STRAY = {
    "a text in a list of choices": ("</sheetData>", f"</sheetData>{LIST}"),
    "a text behind its cell": ("</c>", "</c><t>satu</t>"),
    "a text of runs behind its cell": ("</c>", "</c><is><r><t>satu</t></r></is>"),
    "a value behind its cell": ("</c>", "</c><v>7</v>"),
    "a value before the rows": ("<sheetData>", "<v>7</v><sheetData>"),
}  # fmt: skip


@pytest.mark.parametrize(("place", "stray"), STRAY.values(), ids=STRAY)
def test_what_stands_in_a_sheet_outside_every_cell_is_damage(place: str, stray: str) -> None:
    """The cell that had lost it was read as an empty one."""
    sheet = '<c r="A1" t="inlineStr"><is><formula1>satu</formula1></is></c>'
    parts = parts_of(f"<row r='1'>{sheet}</row>")
    parts[SHEET] = str(parts[SHEET]).replace(place, stray, 1)
    assert "di luar sel" in refused(packed(parts)).detail


@pytest.mark.parametrize("kind", ["rId99", "inlinestr", "S", "date"])
def test_a_cell_of_a_type_that_the_format_does_not_have_is_damage(kind: str) -> None:
    """What stood there was read as a text, whatever it had been."""
    for inside in ("<v>7</v>", "<is><t>satu</t></is>"):
        sheet = packed(parts_of(f'<row r="1"><c r="A1" t="{kind}">{inside}</c></row>'))
        assert "jenis isi sel" in refused(sheet).detail
    table = packed(ods_parts(_row(ods_cell("<text:p>satu</text:p>", office_value_type=kind.replace("date", "day")))))
    assert "jenis isi sel" in refused(table).detail


# ------------------------------------------------------------ tables in the text of a cell


def _row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


_TEXT = "<text:p>satu</text:p>"
_INNER = '<table:table-cell office:value-type="float" office:value="77"/>'
NESTED = {
    "a cell in the text of a cell": f"<text:p>satu{_INNER}</text:p>",
    "a cell in a part of that text": f"<text:p><text:span>satu{_INNER}</text:span></text:p>",
    "a covered cell": "<text:p>satu<table:covered-table-cell/></text:p>",
    "a row": f"<text:p>satu<table:table-row>{_INNER}</table:table-row></text:p>",
    "a table": f"<text:p>satu<table:table><table:table-row>{_INNER}</table:table-row></table:table></text:p>",
    "a cell beside the text": f"{_TEXT}{_INNER}",
    "a table beside the text": f"{_TEXT}<table:table><table:table-row>{_INNER}{_INNER}</table:table-row></table:table>",
}


@pytest.mark.parametrize("inside", NESTED.values(), ids=NESTED)
def test_a_table_in_a_cell_moves_no_other_cell(inside: str) -> None:
    """It was counted as a cell of the row, so that every answer behind it stood under the heading before its own."""
    row = _row(ods_cell(inside, office_value_type="string"), ods_cell("<text:p>dua</text:p>"))
    below = _row(ods_cell("<text:p>tiga</text:p>"))
    cells = by_address(open_book(packed(ods_parts(row + below))))
    assert {address: cell.value for address, cell in cells.items()} == {"A1": "satu", "B1": "dua", "A2": "tiga"}


# ------------------------------------------------------------ texts and cells outside their places

OUTSIDE = {
    "a text": "<text:p>satu</text:p>",
    "a part of a text": "<text:span>satu</text:span>",
    "letters": "satu",
    "a text of a program's own": '<x:catatan xmlns:x="urn:x">satu</x:catatan>',
}


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("outside", OUTSIDE.values(), ids=OUTSIDE)
def test_a_text_in_a_row_outside_every_cell_is_damage(outside: str, first: bool) -> None:
    """It was passed over: an answer whose cell had lost its tags was read as none."""
    cell = ods_cell("<text:p>dua</text:p>")
    assert "di luar sel" in refused(packed(ods_parts(_row(*((outside, cell) if first else (cell, outside)))))).detail


def test_blank_space_and_drawings_between_cells_do_no_harm() -> None:
    between = '\n  <draw:frame xmlns:draw="urn:x"><text:p>gambar</text:p></draw:frame>\n  '
    row = _row("\n\t", ods_cell("<text:p>satu</text:p>"), between, ods_cell("<text:p>dua</text:p>"), "\n")
    cells = by_address(open_book(packed(ods_parts(f"\n  {row}\n"))))
    assert {address: cell.value for address, cell in cells.items()} == {"A1": "satu", "B1": "dua"}


@pytest.mark.parametrize("behind", ["", _row(ods_cell("<text:p>dua</text:p>"))])
def test_a_cell_outside_every_row_is_damage(behind: str) -> None:
    """It stood in no column, so that nobody missed it."""
    rows = _row(ods_cell("<text:p>satu</text:p>")) + ods_cell("<text:p>lepas</text:p>") + behind
    assert "di luar barisnya" in refused(packed(ods_parts(rows))).detail


# ------------------------------------------------------------ two sheets of one name


@pytest.mark.parametrize("second", ["Kinerja", "KINERJA"])
def test_a_file_with_two_sheets_of_one_name_is_damage(second: str) -> None:
    """A piece of an .fods that was there twice: the later of its sheets was passed over, or the earlier."""
    row = _row(ods_cell("<text:p>satu</text:p>"))
    content = str(ods_parts(row, table="Kinerja")["content.xml"])
    table = content[content.index("<table:table ") : content.index("</table:table>") + len("</table:table>")]
    other = table.replace("Kinerja", second).replace("satu", "dua")
    assert "ada dua kali" in refused(packed({"content.xml": content.replace(table, table + other)})).detail
    old = old_excel.book({"Kinerja": old_excel.number(0, 0, 46), "Lainnya": b""})
    renamed = old.replace(b"Lainnya", second.encode())
    assert "ada dua kali" in refused(old_excel.container({"Workbook": renamed})).detail


@pytest.mark.parametrize("second", ["Kinerja ", "Kinerja2"])
def test_sheets_of_names_that_programs_take_for_two_are_read(second: str) -> None:
    row = _row(ods_cell("<text:p>satu</text:p>"))
    content = str(ods_parts(row, table="Kinerja")["content.xml"])
    table = content[content.index("<table:table ") : content.index("</table:table>") + len("</table:table>")]
    twice = content.replace(table, table + table.replace("Kinerja", second))
    assert [grid.name for grid in open_book(packed({"content.xml": twice})).grids] == ["Kinerja", second]


# ------------------------------------------------------------ attributes of others

OTHERS = (
    ('office:value-type="float" office:value="46"', 'x:value="99"'),
    ('office:value-type="float" office:value="46"', 'x:value-type="percentage"'),
    ('office:value-type="float" office:value="46" table:number-columns-repeated="1"', 'x:number-columns-repeated="3"'),
    ('office:value-type="float" office:value="46" table:number-columns-spanned="1"', 'x:number-columns-spanned="2"'),
    ('office:value-type="string" office:string-value="46"', 'x:string-value="99"'),
)


@pytest.mark.parametrize("behind", [True, False])
@pytest.mark.parametrize(("own", "foreign"), OTHERS)
def test_attributes_of_a_programs_own_say_nothing_of_a_cell(own: str, foreign: str, behind: bool) -> None:
    """The later of two with one local name counted, whosever it was."""
    said = f"{own} {foreign}" if behind else f"{foreign} {own}"
    row = _row(f'<table:table-cell xmlns:x="urn:x" {said}/>', ods_cell("<text:p>dua</text:p>"))
    book = open_book(packed(ods_parts(row)))
    assert {address: str(cell.value) for address, cell in by_address(book).items()} == {"A1": "46", "B1": "dua"}
    assert not by_address(book)["A1"].percent
    assert not book.grids[0].merges


def test_prefixes_of_another_choice_are_the_standards_all_the_same() -> None:
    content = str(
        ods_parts(f"<table:table-row>{ods_cell(office_value_type='float', office_value='46')}</table:table-row>")[
            "content.xml"
        ]
    )
    assert (
        by_address(open_book(packed({"content.xml": content.replace("office:", "ns0:").replace(":office", ":ns0")})))[
            "A1"
        ].value
        == 46
    )


# ------------------------------------------------------------ two values in one cell


@pytest.mark.parametrize(
    "second",
    [
        "<v>47</v><v>47</v>",
        "<v>47</v><v>46</v>",
        "<v>47</v>",
        '<x:v xmlns:x="urn:x">47</x:v>',
        "<v/>",
        "<extLst><ext><v>47</v></ext></extLst>",
    ],
)
def test_a_cell_with_two_values_is_damage(second: str) -> None:
    """The later one counted."""
    fault = refused(packed(parts_of(f'<row r="1"><c r="A1"><v>46</v>{second}</c></row>')))
    assert "dua nilai berbeda" in fault.detail


def test_a_value_that_is_said_twice_does_no_harm() -> None:
    assert opened('<row r="1"><c r="A1"><v>46</v><v>46</v></c><c r="B1"><v>5</v></c></row>')["A1"].value == 46


# ------------------------------------------------------------ digits that only Python reads

PYTHONS = ("1_0", "1_000.5", "٣", "４６", "1e1_0", "૪૬", "²")


@pytest.mark.parametrize("text", PYTHONS)
def test_digits_that_no_spreadsheet_program_reads_are_no_number(text: str) -> None:
    """`float` took 1_0 for 10."""
    with pytest.raises(ValueError, match=text):
        exact(text)
    cell = opened(f'<row r="1"><c r="A1"><v>{text}</v></c></row>')["A1"]
    assert (cell.content, cell.value) == (CellContent.TEXT, text)
    row = _row(ods_cell(f"<text:p>{text}</text:p>", office_value_type="float", office_value=text))
    assert by_address(open_book(packed(ods_parts(row))))["A1"].content is CellContent.TEXT


@pytest.mark.parametrize(
    ("text", "number"), [(" 46 ", 46), ("+4.6E+1", 46), (".5", Decimal("0.5")), ("1e3", 1000), (46.0, 46)]
)
def test_every_way_in_which_programs_write_a_number_is_one(text: str | float, number: object) -> None:
    assert exact(text) == number


# ------------------------------------------------------------ cells behind the end of their sheet

_HEAD = old_excel.number(0, 0, 46)
BEHIND = {
    "a number": old_excel.number(1, 0, 47),
    "a text": old_excel.shared(1, 0, 0),
    "a cell behind what lays out rows": old_excel.record(0x208, bytes(16)) + old_excel.number(1, 0, 47),
    "a cell behind a record that nobody knows": old_excel.record(0x7FFF, bytes(4)) + old_excel.number(1, 0, 47),
    "a formula": old_excel.record(0x06, bytes(22)),
    "several numbers": old_excel.record(0xBD, bytes(18)),
}


@pytest.mark.parametrize("behind", BEHIND.values(), ids=BEHIND)
@pytest.mark.parametrize("last", [True, False])
def test_an_xls_whose_sheet_ends_before_its_cells_is_damage(behind: bytes, last: bool) -> None:
    """An end that stood too early cut the sheet off: every proposal behind it was lost without a word."""
    cut = _HEAD + old_excel.record(0x0A) + behind
    sheets = {"Satu": _HEAD, "Dua": cut} if last else {"Satu": cut, "Dua": _HEAD}
    texts = old_excel.table([old_excel.text("isi")])
    assert "di belakang akhir" in refused(old_excel.container({"Workbook": old_excel.book(sheets, texts=texts)})).detail


@pytest.mark.parametrize(
    "behind", [b"", bytes(600), b"\xff" * 600, old_excel.record(0x0A), old_excel.record(0x201, bytes(6))]
)
def test_what_programs_leave_behind_a_sheet_does_no_harm(behind: bytes) -> None:
    book = old_excel.book({"Satu": _HEAD + old_excel.record(0x0A) + behind})
    assert by_address(open_book(old_excel.container({"Workbook": book})))["A1"].value == 46


# ------------------------------------------------------------ cells of an .xls that end too soon

PLACE = struct.pack("<HHH", 0, 0, 0)
CUT = {
    "a shared text in the record of a text": (0x204, PLACE + struct.pack("<I", 60)),
    "a shared text in that of a text with runs": (0xD6, PLACE + struct.pack("<I", 60)),
    "a shared text in that of several numbers": (0xBD, PLACE + struct.pack("<I", 60)),
    "several numbers, one of them less": (0xBD, PLACE[:4] + struct.pack("<HIHIH", 0, 46 << 2 | 2, 0, 47 << 2 | 2, 2)),
    "several numbers, one of them more": (0xBD, PLACE[:4] + struct.pack("<HIHIH", 0, 46 << 2 | 2, 0, 47 << 2 | 2, 0)),
    "half a text": (0x204, PLACE + struct.pack("<HB", 8, 0) + b"Deng"),
    "half a wide text": (0x204, PLACE + struct.pack("<HB", 4, 1) + b"D\0e\0"),
    "half a number": (0x203, PLACE + bytes(4)),
    "half a short number": (0x27E, PLACE + bytes(2)),
    "half a truth": (0x205, PLACE + bytes(1)),
    "half a shared text": (0xFD, PLACE + bytes(2)),
    "a number with another in it": (0x203, PLACE + bytes(8) + old_excel.number(0, 1, 47)),
    "a shared text with a number in it": (0xFD, PLACE + bytes(4) + old_excel.number(0, 1, 47)),
}


@pytest.mark.parametrize(("code", "body"), CUT.values(), ids=CUT)
def test_a_cell_of_an_xls_that_ends_too_soon_is_damage(code: int, body: bytes) -> None:
    """Some were read as blank: an answer whose record bore another's number was lost without a word."""
    cells = old_excel.record(code, body) + old_excel.number(1, 0, 46)
    texts = old_excel.table([old_excel.text("isi")])
    fault = refused(old_excel.container({"Workbook": old_excel.workbook(cells, texts=texts)}))
    assert "terpotong" in fault.detail


def test_whole_cells_of_an_xls_are_read_whatever_follows_in_their_records() -> None:
    cells = {
        0x204: PLACE + struct.pack("<HB", 4, 0) + b"satu" + b"?",
        0xD6: struct.pack("<HHHHB", 1, 0, 0, 3, 1) + "dua".encode("utf-16-le") + bytes(2),
        0xBD: struct.pack("<HHHIHIH", 2, 0, 0, 46 << 2 | 2, 0, 47 << 2 | 2, 1),
        0x203: struct.pack("<HHHd", 3, 0, 0, 5.5) + b"?",
    }
    book = old_excel.workbook(b"".join(old_excel.record(code, body) for code, body in cells.items()))
    read_cells = by_address(open_book(old_excel.container({"Workbook": book})))
    found = {address: str(cell.value) for address, cell in read_cells.items()}
    assert found == {"A1": "satu", "A2": "dua", "A3": "46", "B3": "47", "A4": "5.5"}


# ------------------------------------------------------------ attachments spoilt on their way


def _brought(
    body: Iterable[bytes], encoding: str = "base64", name: str = "formulir.xls", data: bytes | None = None
) -> bytes:
    """A letter whose attachment has this body."""
    mail = letter((name, data or originals.original("xls").data)).as_bytes()
    head, _, _ = mail.partition(b"UEsDB") if (data or b"").startswith(b"PK") else mail.partition(b"0M8R4")
    edge = mail.rstrip().rpartition(b"\r\n--")[2].removesuffix(b"--")
    head = head.replace(b"Content-Transfer-Encoding: base64", b"Content-Transfer-Encoding: " + encoding.encode())
    return head + b"\r\n".join(body) + b"\r\n--" + edge + b"--\r\n"


def _lines(data: bytes) -> list[bytes]:
    return base64.encodebytes(data).splitlines()


def _with(lines: list[bytes], at: int, new: bytes | None) -> list[bytes]:
    return [*lines[:at], *([] if new is None else [new]), *lines[at + 1 :]]


def _broken(lines: list[bytes], width: int, every: int = 1 << 30) -> list[bytes]:
    """The same letters in lines of another width, with a line's end after every so many besides."""
    text = b"".join(lines)
    return [
        piece[at : at + width]
        for piece in (text[start : start + every] for start in range(0, len(text), every))
        for at in range(0, len(piece), width)
    ]


XLS = _lines(originals.original("xls").data)
SPOILT = {
    "a sign that base64 has not": _with(XLS, 40, b"*" + XLS[40][1:]),
    "a sign of another alphabet": _with(XLS, 40, b"-_" + XLS[40][2:]),
    "a byte that is no letter": _with(XLS, 40, b"\xff" + XLS[40][1:]),
    "an end in between": _with(XLS, 40, XLS[40][:-2] + b"=="),
    "ends early": [*XLS[:40], XLS[40][:5]],
    "a word of a scanner in between": _with(XLS, 40, b"[dipindai: bersih]"),
    "a piece of two lines less": [*XLS[:40], XLS[40][:20] + XLS[41][40:], *XLS[42:]],
    "a piece of many lines less": [*XLS[:40], XLS[40][:8] + XLS[70][12:], *XLS[71:]],
    "a piece twice": [*XLS[:40], XLS[40][:40] + XLS[30][20:], *XLS[31:]],
    "the first line by half": _with(XLS, 0, XLS[0][:40]),
    "the first line by half, and another": _with(_with(XLS, 0, XLS[0][:40]), 9, XLS[9][:40]),
    "the last line twice as long": [*XLS[:-2], XLS[-2] + XLS[-1]],
    "a whole line less by one group": _with(XLS, 40, XLS[40][4:]),
}


@pytest.mark.parametrize("body", SPOILT.values(), ids=SPOILT)
def test_an_attachment_spoilt_on_its_way_is_refused(body: list[bytes]) -> None:
    """`email` passed over such signs; an .xls has no checksum, so that other letters and figures were read from it."""
    (one,) = read(_brought(body))
    assert one.opened is None
    assert one.refusal is not None
    assert one.refusal.code is FileCode.BERKAS_TIDAK_TERBACA
    assert "rusak di perjalanan" in one.refusal.message


WHOLE = {
    "as it is sent": XLS,
    "without its last signs": [*XLS[:-1], XLS[-1].rstrip(b"=")],
    "with blank lines and spaces": [line + ending for line in XLS for ending in (b"  ",)] + [b"", b" "],
    "in one line": [b"".join(XLS)],
    "in longer lines": _broken(XLS, 998),
    "in lines of 60": _broken(XLS, 60),
    "encoded a piece at a time": _broken(XLS, 76, every=4_000),
    "its lines broken once more": _broken(XLS, 64, every=76),
    "ending with a whole line": _broken([b"".join(XLS).rstrip(b"=")], len(b"".join(XLS).rstrip(b"=")) // 4),
}


@pytest.mark.parametrize("body", WHOLE.values(), ids=WHOLE)
def test_an_attachment_that_is_only_written_otherwise_is_read(body: list[bytes]) -> None:
    (one,) = read(_brought(body))
    assert one.opened is not None


def test_a_spoilt_sign_in_quoted_printable_is_refused() -> None:
    flat = as_flat(open_book(originals.original("xlsx").data))
    lines = [b"".join(b"=%02X" % byte for byte in flat[at : at + 24]) + b"=" for at in range(0, len(flat), 24)]
    (whole,) = read(_brought(lines, "quoted-printable", "formulir.fods"))
    assert whole.opened is not None
    (spoilt,) = read(_brought(_with(lines, 9, b"=ZZ" + lines[9][3:]), "quoted-printable", "formulir.fods"))
    assert spoilt.opened is None
    assert "rusak di perjalanan" in spoilt.refusal.message if spoilt.refusal else False


def test_a_spreadsheet_with_checksums_is_read_whatever_stands_behind_it() -> None:
    """What mailing lists put behind an attachment does no harm to a zip, which says itself whether it is whole."""
    data = originals.original("xlsx").data
    (one,) = read(_brought([*_lines(data), b"-- ", b"Milis RKT"], name="formulir.xlsx", data=data))
    assert one.opened is not None


@pytest.mark.parametrize("multipart", [True, False])
@pytest.mark.parametrize("charset", [b"ut\0f-8", b"\0", b"us-ascii\0"])
def test_a_letter_whose_charset_holds_a_sign_of_no_name_is_read(charset: bytes, multipart: bool) -> None:
    """`email` raised ValueError, which ended the reading of the letter with a fault of the program."""
    text = (
        b'Content-Type: text/plain; charset="' + charset + b'"\n\nTerlampir formulir, terima kasih \xe2\x80\x93 Sek\n'
    )
    head = b"From: a@contoh.go.id\nTo: b@contoh.go.id\nMIME-Version: 1.0\n"
    form = base64.encodebytes(originals.original("xlsx").data)
    sheet = b'Content-Type: application/octet-stream; name="F.xlsx"\nContent-Transfer-Encoding: base64\n\n' + form
    mixed = b"Content-Type: multipart/mixed; boundary=B\n\n--B\n" + text + b"--B\n" + sheet + b"--B--\n"
    came = read(head + (mixed if multipart else text))
    assert [each.opened is not None for each in came] == ([True] if multipart else [False])
    assert all(each.opened or (each.refusal and each.refusal.message) for each in came)
