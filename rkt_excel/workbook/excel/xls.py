"""Reads .xls, Excel 2 to 2003, through xlrd.

xlrd knows no formulas; which cells are computed is seen in the records as they pass. Every formula of an .xls
has a result, for the format has no way to leave it out: what was never calculated is known by `_Formulas`. xlrd 2.0 is
finished and untyped: whatever has no type for that reason stays in this module, `xls_styles` and `xls_texts`.
"""

from __future__ import annotations

import io
import struct
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from xlrd.biffh import (
    XL_CELL_BOOLEAN,
    XL_CELL_DATE,
    XL_CELL_ERROR,
    XL_CELL_NUMBER,
    XL_CELL_TEXT,
    XL_WORKBOOK_GLOBALS,
    XLRDError,
    error_text_from_code,
    unpack_string_update_pos,
    unpack_unicode_update_pos,
)
from xlrd.book import Book

from rkt_excel.workbook.containers.compound import OLE_SIGNATURE, Compound
from rkt_excel.workbook.containers.limits import SHEET_ENTRIES, XLS_TEXTS, Budget, damaged, locked, too_big
from rkt_excel.workbook.containers.oleprops import read_properties
from rkt_excel.workbook.containers.unlock import unlocked_records
from rkt_excel.workbook.excel.xls_codepage import read_by_code_page
from rkt_excel.workbook.excel.xls_comments import NOTE, RECORDS, XlsComments
from rkt_excel.workbook.excel.xls_styles import XlsStyle, XlsStyles, dated
from rkt_excel.workbook.excel.xls_texts import read_texts
from rkt_excel.workbook.values.cells import Cell, CellContent, Grid, Opened, exact
from rkt_excel.workbook.values.number_formats import ShownAs, number_cell, shown_as_for
from rkt_excel.workbook.values.sight import LEAST_HEIGHT, LEAST_WIDTH, ZERO_HIDDEN, Sight, read_runs

if TYPE_CHECKING:
    from collections.abc import Callable

# What xlrd stumbles over in a damaged file, besides its own class.
_FAULTS: Final = (
    XLRDError,
    struct.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    MemoryError,
    EOFError,
    RecursionError,
)

_SST: Final = 0xFC  # the record of shared strings: the number of uses, then of different ones
# Comments, objects, their texts, links and their tips: of no use to xlrd, which gives a file up over an odd one.
_NEEDLESS: Final = frozenset({0x1C, 0x5D, 0x1B6, 0x1B8, 0x800})
# Blank cells that carry only a format; people format whole columns.
_BLANKS: Final = frozenset({0x01, 0x201, 0xBE})
_UNKNOWN: Final = 0xFFFE  # a record that xlrd passes over
# Records of one cell each that begin with row and column, from Excel 2 to 2003; and of several numbers in a row.
_CELL: Final = frozenset({0x02, 0x03, 0x04, 0x05, 0x202, 0x203, 0x204, 0x205, 0x27E, 0xD6, 0xFD})
_FORMULA: Final = frozenset({0x06, 0x206, 0x406})
_NUMBERS: Final = 0xBD
_RICH, _LABEL = 0xD6, 0x204  # a text with runs, as Excel 95 has it, begins like one without; xlrd trips over some runs
_LENGTHS: Final = {0x203: 14, 0x205: 8, 0x27E: 10, 0xFD: 10}  # bytes of the records that always have as many
_SLACK: Final = 4  # bytes that may follow; as many as begin a record, and another cell may lie in this one
_HEAD: Final = 6  # bytes: of the row, the first and the last column of several numbers (MS-XLS 2.4.175)
_END: Final = 0x0A
_BEGINS: Final = frozenset({0x09, 0x209, 0x409, 0x809})  # the next part of the file, of Excel 2 to 2003
_LONGEST: Final = 8_224  # bytes of a record; what claims more is none
_CLOCK_RECORDS: Final = 500  # records between two looks at the clock, about a millisecond
_RECORD_STEPS: Final = 3  # that one record counts as


class _Nowhere(io.TextIOBase):
    """A stream that swallows what xlrd says of odd files; it would go to standard output."""

    def write(self, text: str) -> int:
        return len(text)


def read_xls(data: bytes, within: Budget | None = None) -> Opened:
    """A whole .xls: its worksheets with their cells, the names that hold a text, the document's properties.

    Args:
        data: The bytes of the file.
        within: The budget of the letter or archive that holds the file; `None` for a file by itself.

    Raises:
        Unreadable: The file is damaged, locked or beyond the limits.
    """
    budget = Budget(within)
    streams = Compound(data) if data.startswith(OLE_SIGNATURE) else None
    book = _load(_workbook(streams) if streams else data, budget)
    opened = Opened(names=_names(book))
    styles = XlsStyles(book)
    for sheet in book.sheets():
        opened.grids.append(_grid(book, sheet, styles, budget))
    if streams:
        opened.properties, opened.modified = read_properties(streams.stream)
    return opened


def _workbook(streams: Compound) -> bytes:
    """The records of the workbook: since Excel 97 in one stream, before in another; some files hold both."""
    for name in ("workbook", "book"):
        if (stream := streams.stream(name)) is not None:
            return unlocked_records(stream)
    raise damaged("tidak ada lembar kerja di dalam berkas .xls ini")


def _load(data: bytes, budget: Budget) -> Any:  # noqa: ANN401 - xlrd has no types
    """The book: with its formats, else leniently, else without formats, so that damage around the values hides none."""
    for formats, lenient in ((True, False), (True, True), (False, True)):
        budget.again()
        try:
            return _attempt(data, budget, formats=formats, lenient=lenient)
        except _FAULTS as fault:
            last = fault
    if "encrypted" in str(last):
        raise locked() from last
    raise damaged("isi berkas .xls rusak atau terpotong") from last


def _attempt(data: bytes, budget: Budget, *, formats: bool, lenient: bool) -> Any:  # noqa: ANN401
    """What `xlrd.open_workbook` does, step for step, with an eye on the clock at every record."""
    book: Any = Book()
    book.watch = watch = _Watch(book, budget, lenient=lenient)
    book.get_record_parts = watch.record
    if lenient:
        book.handle_sst = lambda data: read_texts(book, data, budget)
    book.names_epilogue = lambda: None  # evaluates the formulas of names, and gives up at some that Excel writes
    book.biff2_8_load(
        file_contents=data,
        logfile=_Nowhere(),
        use_mmap=False,
        formatting_info=formats,
        ragged_rows=True,
        ignore_workbook_corruption=lenient,
    )
    read_by_code_page(book)
    version = book.getbof(XL_WORKBOOK_GLOBALS)
    if not version:
        raise XLRDError("no BOF record")
    book.biff_version = version
    if version <= 40:  # Excel 4 and before: one sheet and nothing around it
        book.fake_globals_get_sheet()
        return book
    book.parse_globals()
    if version > 45:
        book._sheet_list = [None for _ in book._sheet_names]  # noqa: SLF001 - as open_workbook does
        for watch.sheet in range(len(book._sheet_names)):  # noqa: SLF001 - as get_sheets does
            budget.enter(SHEET_ENTRIES)
            book.get_sheet(watch.sheet)
            _ends_there(book.mem, watch.ended, budget)
    return book


def _ends_there(data: bytes, place: int, budget: Budget) -> None:
    """Refuse a sheet that ends before its cells do: what stands behind its end, up to the next part, would be lost.

    Args:
        data: All records.
        place: Where the record that ends the sheet has ended.
        budget: Charged for each record behind it.

    Raises:
        Unreadable: A cell stands there.
    """
    while place + 4 <= len(data):
        code, length = struct.unpack_from("<HH", data, place)
        if code == 0 or code in _BEGINS or length > _LONGEST:
            return
        budget.step(_RECORD_STEPS)
        if code in _CELL or code in _FORMULA or code == _NUMBERS:
            raise damaged("ada sel di belakang akhir lembarnya")
        place += 4 + length


class _Formulas:
    """Which cells are computed, and which of them nobody ever calculated, by sheet, row and column, all 0-based.

    Libraries leave a zero or an empty text as the result (MS-XLS 2.4.127). Apache POI and PHPExcel ask for calculation
    in the flags beside it; others do not, but then no formula of the whole file has any other result.
    """

    def __init__(self) -> None:
        self.found: set[tuple[int, int, int]] = set()
        self._asked: set[tuple[int, int, int]] = set()
        self._empty: set[tuple[int, int, int]] = set()

    def see(self, sheet: int, data: bytes, *, old: bool) -> None:
        """Take the record of a formula.

        Args:
            sheet: The 0-based sheet.
            data: The bytes of the record.
            old: It is of Excel 2, where the result lies elsewhere and is believed.
        """
        place = (sheet, *struct.unpack_from("<HH", data))
        self.found.add(place)
        if old or len(data) < 16:
            return
        zero, flags = data[6:14] == bytes(8), struct.unpack_from("<H", data, 14)[0]
        if zero or (data[6] == _NO_TEXT and data[12:14] == b"\xff\xff"):
            self._empty.add(place)
            if zero and flags & _CALCULATE:
                self._asked.add(place)

    def uncalculated(self, place: tuple[int, int, int]) -> bool:
        """Whether nobody ever calculated the formula at this place (0-based sheet, row, column)."""
        return place in self._asked or (place in self._empty and len(self._empty) == len(self.found))


_NO_TEXT: Final = 3  # the type of a result that is an empty text
_CALCULATE: Final = 2  # the flag that asks to calculate when the file is opened


class _Watch:
    """Stands between a book and its records: keeps the time and the count, drops what nobody needs, notes formulas."""

    def __init__(self, book: Any, budget: Budget, *, lenient: bool) -> None:  # noqa: ANN401 - xlrd has no types
        self._book, self._budget, self._lenient = book, budget, lenient
        self._take: Callable[[], tuple[int, int, bytes]] = book.get_record_parts
        self._taken = 0
        self.ended = 0  # where the last part of the file that came to its end did so
        self.sheet = 0
        self.formulas = _Formulas()
        self.comments = XlsComments()

    def record(self) -> tuple[int, int, bytes]:
        """The next record as xlrd would get it: its code, length and bytes; of a needless one a code that it skips.

        Raises:
            Unreadable: The budget is used up, or the file claims to hold too many shared texts.
        """
        self._taken += 1
        if self._taken % _CLOCK_RECORDS == 0:
            self._budget.step(_CLOCK_RECORDS * _RECORD_STEPS)
            self._budget.time()
        code, length, data = record = self._take()
        if code == _END:
            self.ended = self._book._position  # noqa: SLF001 - xlrd has no other way to say where it stands
        if code in RECORDS:
            self._comment(code, data)
        if code in _NEEDLESS or code in _BLANKS:
            return _UNKNOWN, length, data
        if code == _RICH and self._lenient:
            record = _LABEL, length, data
        if code in _CELL:
            self._whole(code, data)
            self._budget.keep(1)
        elif code == _NUMBERS:
            self._whole(code, data)
            self._budget.keep(length // 6)
        elif code in _FORMULA and length >= 4:
            self._budget.keep(1)
            self.formulas.see(self.sheet, data, old=self._book.biff_version < 30)
        elif code == _SST and length >= 8 and struct.unpack_from("<I", data, 4)[0] > XLS_TEXTS:
            raise too_big("teks bersamanya terlalu banyak")
        return record

    def _whole(self, code: int, data: bytes) -> None:
        """Refuse a cell that ends before what it says of itself does, or long after it, where it swallows others."""
        length = len(data)
        if code == _NUMBERS:
            first, last = struct.unpack_from("<2xH", data)[0], struct.unpack_from("<H", data, length - 2)[0]
            whole = length == _HEAD + 6 * (last - first + 1) > _HEAD
        elif code in {_LABEL, _RICH}:
            new = self._book.biff_version >= 80
            count = struct.unpack_from("<H", data, 6)[0]
            wide = new and length > 8 and data[8] & 1
            whole = length >= (9 if new else 8) + count * (2 if wide else 1)
        else:
            least = _LENGTHS.get(code)
            whole = least is None or least <= length < least + _SLACK
        if not whole:
            raise damaged("salah satu selnya terpotong")

    def _comment(self, code: int, data: bytes) -> None:
        if self._book.biff_version >= 80:
            self.comments.see(self.sheet, code, data)
        elif code == NOTE:
            self.comments.see_old(self.sheet, data, self._book.encoding or "cp1252")


_TEXT_TOKEN: Final = 0x17  # ptgStr (MS-XLS 2.5.198.89)


def _names(book: Any) -> dict[str, str]:  # noqa: ANN401 - xlrd has no types
    """Names that hold a text; one of a single sheet never hides one of the whole book."""
    found: dict[str, str] = {}
    for name in book.name_obj_list:
        text = _text_of_name(book, name)
        if text is None:
            continue
        if name.excel_sheet_index if book.biff_version >= 80 else name.extn_sheet_num:
            found.setdefault(name.name, text)
        else:
            found[name.name] = text
    return found


def _text_of_name(book: Any, name: Any) -> str | None:  # noqa: ANN401 - xlrd has no types
    """The text, if a text is all there is to the formula of a name."""
    tokens = name.raw_formula
    if not tokens or tokens[0] != _TEXT_TOKEN:
        return None
    try:
        if book.biff_version >= 80:
            text, end = unpack_unicode_update_pos(tokens, 1, lenlen=1)
        else:
            text, end = unpack_string_update_pos(tokens, 1, book.encoding, lenlen=1)
    except _FAULTS:
        return None
    return str(text) if end == name.basic_formula_len else None


def _grid(book: Any, sheet: Any, styles: XlsStyles, budget: Budget) -> Grid:  # noqa: ANN401 - xlrd has no types
    grid = Grid(sheet.name, hidden=sheet.visibility != 0)
    grid.comments.update(book.watch.comments.found[sheet.number])
    for row in range(sheet.nrows):
        budget.time()
        hidden = _unseen_row(sheet, row)
        for column, kind in enumerate(sheet.row_types(row)):
            cell = _cell(styles, sheet, row, column, kind)
            if cell is not None:
                grid.put(cell)
                if hidden:
                    grid.hidden_rows.add(cell.row)
    narrow = LEAST_WIDTH * _WIDTH_UNITS
    columns = sheet.colinfo_map.items()
    grid.hide_columns((place + 1, place + 1) for place, column in columns if column.hidden or column.width < narrow)
    for top, bottom, left, right in sheet.merged_cells:  # 0-based, ends exclusive
        budget.enter(1)
        if bottom - top > 1 or right - left > 1:
            grid.merges.append((top + 1, left + 1, bottom, right))
    return grid


_WIDTH_UNITS: Final = 256  # of a character
_TWIPS: Final = 20  # of a point


def _unseen_row(sheet: Any, row: int) -> bool:  # noqa: ANN401 - xlrd has no types
    """Whether a row at a 0-based place is hidden or too low to show anything."""
    said = sheet.rowinfo_map.get(row)
    if said is None:
        return bool(sheet.default_row_hidden)
    return bool(said.hidden) or (not said.has_default_height and said.height < LEAST_HEIGHT * _TWIPS)


def _cell(styles: XlsStyles, sheet: Any, row: int, column: int, kind: int) -> Cell | None:  # noqa: ANN401
    """The cell at a 0-based place, None for a blank one."""
    book, value = sheet.book, sheet.cell_value(row, column)
    formula = (sheet.number, row, column) in book.watch.formulas.found
    place = row + 1, column + 1
    if formula and book.watch.formulas.uncalculated((sheet.number, row, column)):
        return Cell(*place, formula=True, uncached=True)
    style = styles.of(sheet.cell_xf_index(row, column)) if book.formatting_info else XlsStyle()
    if kind == XL_CELL_TEXT:
        places, sight = sheet.rich_text_runlist_map.get((row, column)), style.sight
        if places:
            value, sight = read_runs(styles.runs(value, places), style.look, style.code)
        return Cell(*place, CellContent.TEXT, value, formula=formula, sight=sight)
    if kind == XL_CELL_BOOLEAN:
        return Cell(*place, CellContent.BOOL, bool(value), formula=formula, sight=style.sight)
    if kind == XL_CELL_ERROR:
        return Cell(*place, CellContent.ERROR, error_text_from_code.get(value, "#N/A"), formula=formula)
    return _number(style, sheet, place, value, kind) if kind in {XL_CELL_NUMBER, XL_CELL_DATE} else None


def _number(style: XlsStyle, sheet: Any, place: tuple[int, int], value: float, kind: int) -> Cell:  # noqa: ANN401
    """The cell of a number at a 1-based place."""
    formula = (sheet.number, place[0] - 1, place[1] - 1) in sheet.book.watch.formulas.found
    try:
        number = exact(value)
    except ValueError:  # no number at all (NaN); Excel cannot show it, other programs write it
        return Cell(*place, CellContent.ERROR, "#NUM!", formula=formula)
    style = dated(style, date=kind == XL_CELL_DATE)
    sight = style.sight
    if number == 0 and not sheet.show_zero_values:
        sight = replace(sight or Sight(), unseen=(sight and sight.unseen) or ZERO_HIDDEN)
    shape = shown_as_for(style.code, number) if style.varied else style.shape or ShownAs.PLAIN
    since_1904 = sheet.book.datemode == 1
    return number_cell(place, number, shape, since_1904=since_1904, formula=formula, sight=sight)
