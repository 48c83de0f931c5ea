"""What a spreadsheet cell holds, whatever program saved it. Rows and columns are 1-based throughout."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final

from rkt_excel.workbook.characters import cleaned, fit
from rkt_excel.workbook.values.display import shown_number, text_under_format
from rkt_excel.workbook.values.sight import BY_FORMAT, ZERO_HIDDEN, Sight

MAX_ROW: Final = 1_048_576  # of an .xlsx sheet
MAX_COLUMN: Final = 16_384
CELL_TEXT: Final = 32_767  # characters; Excel cuts longer texts without a word

# A double carries 15 to 17 significant digits; Excel shows and compares 15. More are noise of binary arithmetic.
SIGNIFICANT_DIGITS: Final = 15

# What a cell shows whose formula no program has calculated; kept as a text, it must be known again.
UNCACHED: Final = "(rumus belum dihitung)"

# Error values by name, as they also stand there as texts when pasted as values: of Excel, WPS, Google and LibreOffice,
# each in the language of its own screen (#NAMA?, #WERT!, #¡REF!, Galat:508). They are capitals between # and ! or ?.
_ERROR_NAME = re.compile(
    r"#(?:N/A|DIV/0!|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!|EXTERNAL!"
    r"|PYTHON!|GETTING_DATA)|(?:Err|Error|Galat|Kesalahan|Ralat|Fehler|Erreur|Erro):\s?\d{3}",
    re.IGNORECASE,
)
_LONGEST_ERROR: Final = 40  # characters
_ERROR_SHAPE = re.compile(r"#(?:[¡¿]?[^\W\d_]{2,}(?:[ /_.][^\W_]+)*[!?]|N/[A-Z]|NV|DIV/0|FMT|BEZUG|\#{2,})")
# What WPS and others keep in a cell in place of its picture.
_PICTURE_FORMULA = re.compile(r"=?\s*(?:_xlfn\.)?(?:DISPIMG|IMAGE)\(.*\)", re.IGNORECASE | re.DOTALL)

_FIRST_DAY: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - cells know no time zone

_A1 = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})", re.ASCII)
_WHOLE = re.compile(r"\$?(?:[A-Za-z]{1,3}|[1-9]\d{0,6})", re.ASCII)  # a column or a row

Spot = tuple[int, int]  # row and column, 1-based
Range = tuple[int, int, int, int]  # top, left, bottom, right; 1-based, inclusive


class CellContent(StrEnum):
    """What a cell holds. A blank, an error value and a zero are three different things."""

    BLANK = "blank"
    NUMBER = "number"
    TEXT = "text"
    BOOL = "bool"
    DATE = "date"
    TIME = "time"  # of a day, or a duration: a number that shows no day
    ERROR = "error"


CellValue = Decimal | str | bool | date | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it was found.

    Attributes:
        row: 1-based row.
        column: 1-based column.
        content: What the cell holds.
        value: `Decimal` for numbers and for times (the part of a day), `str` for texts and for the name of an error
            value, `None` for blanks. Of a text without the letters that are no part of an answer (`sight`).
        percent: The cell is shown under a percent format, so 0.85 means 85 %.
        formula: The cell is computed rather than typed.
        uncached: It is computed, but the program that saved the file never calculated it.
        sight: How it shows, where that is not simply what is stored.
    """

    row: int
    column: int
    content: CellContent = CellContent.BLANK
    value: CellValue = None
    percent: bool = False
    formula: bool = False
    uncached: bool = False
    sight: Sight | None = None

    @property
    def address(self) -> str:
        """The address as people read it, such as H9."""
        return a1(self.row, self.column)

    @property
    def blank(self) -> bool:
        """Nothing that a person could see stands here (blanks and invisible characters)."""
        if self.content is CellContent.BLANK:
            return not self.uncached
        if self.content is not CellContent.TEXT:
            return False
        text = str(self.value)
        inked = "!" <= text[:1] <= "~" and text[0] != "_"  # as nearly all texts begin; an underscore may hide _x000D_
        return not inked and not visible(cleaned(text))

    @property
    def failed(self) -> bool:
        """An error value stands here, be it computed or kept as the text of its name."""
        return self.content is CellContent.ERROR or (
            self.content is CellContent.TEXT and is_error_name(str(self.value))
        )

    @property
    def pictured(self) -> bool:
        """A picture stands here, or a value of several parts, which no file keeps in the cell itself."""
        if self.sight is not None and self.sight.picture:
            return True
        text = self.value if self.content is CellContent.TEXT else ""
        return isinstance(text, str) and text[:1] in {"=", "_", "D", "d"} and bool(_PICTURE_FORMULA.fullmatch(text))

    @property
    def uncomputed(self) -> bool:
        """A formula without a result stands here, or the text that was once shown for one."""
        return self.uncached or (self.content is CellContent.TEXT and visible(str(self.value)) == UNCACHED)

    @property
    def shown(self) -> str:
        """What stands in the cell, as the reader of a message would recognise it."""
        if self.uncached:
            return UNCACHED
        if isinstance(self.value, bool):
            return "TRUE" if self.value else "FALSE"
        if self.content is CellContent.TIME:
            return self.seen
        if isinstance(self.value, Decimal):
            return _shown_number(self.value, percent=self.percent)
        if isinstance(self.value, date):
            return _shown_moment(self.value)
        return "" if self.value is None else str(self.value)

    @property
    def seen(self) -> str:
        """What a person sees, under the cell's number format and without what is struck out."""
        if self.sight is None or self.uncached:
            return self.shown
        if self.sight.text is not None:
            return self.sight.text
        code = self.sight.code
        if not code:
            return self.shown
        if self.content is CellContent.TEXT:
            return text_under_format(str(self.value), code)
        number = self.serial
        return self.shown if number is None else shown_number(number, code)

    @property
    def serial(self) -> Decimal | None:
        """The number that a cell stores: of a date its serial number, days since 1900 as Excel counts them.

        `None` where the cell holds neither a number nor a date.
        """
        if isinstance(self.value, Decimal):
            return self.value
        if not isinstance(self.value, date):
            return None
        day = self.value if isinstance(self.value, datetime) else datetime(*self.value.timetuple()[:3])  # noqa: DTZ001
        days = (day - _FIRST_DAY) / timedelta(days=1)
        return exact(days if days > 60 else days - 1)  # Excel counts a 29 February 1900 that never was

    @property
    def quoted(self) -> str:
        """What a message quotes of the cell: a date as it is seen, anything else as it is stored."""
        return (self.content is CellContent.DATE and self.seen) or self.shown

    @property
    def unseen(self) -> str:
        """Why nobody sees what stands here, in Indonesian words that go into a finding; "" where it is seen."""
        if self.sight is None or self.blank or self.uncached:
            return ""
        if self.sight.unseen:
            return self.sight.unseen if self.sight.unseen != ZERO_HIDDEN or self.value == 0 else ""
        return "" if visible(self.seen) else BY_FORMAT


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote on a cell, beside its value."""

    text: str
    author: str = ""


@dataclass(slots=True)
class Grid:
    """One sheet: its cells by (row, column).

    Attributes:
        name: The tab.
        hidden: The tab is not shown.
        cells: What holds something, values under a merge included.
        merges: The merged ranges, in the order of the file.
        hidden_rows: Rows that hold something and are not shown, hidden by hand, by a filter or by an outline.
        hidden_columns: Columns that hold something and are not shown.
        comments: What is written on cells, by (row, column).
    """

    name: str
    hidden: bool = False
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    comments: dict[tuple[int, int], Comment] = field(default_factory=dict)

    def at(self, row: int, column: int) -> Cell:
        """The cell at a 1-based place, a blank one where the file holds none."""
        return self.cells.get((row, column)) or Cell(row, column)

    def put(self, cell: Cell) -> None:
        """Keep a cell that holds something, in place of the one that stood there."""
        self.cells[cell.row, cell.column] = cell

    def hide_columns(self, spans: Iterable[tuple[int, int]]) -> None:
        """Remember which filled columns lie in these spans; to be called once all cells are there.

        Args:
            spans: First and last column of each, 1-based and inclusive; they may overlap.
        """
        filled = sorted({column for _, column in self.cells})
        reached = 0  # spans may overlap, by the thousand in a hostile file
        for first, last in sorted(spans):
            self.hidden_columns.update(
                filled[bisect_left(filled, max(first, reached + 1)) : bisect_right(filled, last)]
            )
            reached = max(reached, last)

    @property
    def last_row(self) -> int:
        """The last row that holds anything, 1-based; 0 for an empty sheet."""
        return max((row for row, _ in self.cells), default=0)

    @property
    def last_column(self) -> int:
        """The last column that holds anything, 1-based; 0 for an empty sheet."""
        return max((column for _, column in self.cells), default=0)


@dataclass(slots=True)
class Opened:
    """A whole file, read.

    Attributes:
        grids: Its worksheets in the order of their tabs.
        names: The defined names that hold a text, with that text.
        properties: The custom document properties, as texts.
        modified: When the file says that it was saved, in UTC; `None` where it does not say.
    """

    grids: list[Grid] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    modified: datetime | None = None


def is_error_name(text: str) -> bool:
    """Whether a text is the name of an error value and nothing else, in whatever language its program says it."""
    text = text.strip()
    if not (text.startswith("#") or text[-3:].isdecimal()) or len(text) > _LONGEST_ERROR:
        return False
    text = visible(text)
    shaped = text == text.upper() and _ERROR_SHAPE.fullmatch(text) is not None
    return shaped or _ERROR_NAME.fullmatch(text) is not None


def a1(row: int, column: int) -> str:
    """The A1 address of a 1-based place."""
    return f"{column_letters(column)}{row}"


@lru_cache(maxsize=1_024)
def column_letters(column: int) -> str:
    """The letters of a 1-based column: 1 is A, 28 is AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def parse_a1(address: str) -> tuple[int, int]:
    """Row and column, both 1-based, of an A1 address.

    Raises:
        ValueError: The text is no address of one cell.
    """
    match = _A1.fullmatch(address)
    if match is None:
        raise ValueError(address)
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def a1_range(span: Range) -> str:
    """The address of a range, such as E7:E9."""
    return f"{a1(*span[:2])}:{a1(*span[2:])}"


def parse_range(reference: str) -> Range:
    """The range of an address such as E7:E9, of a single cell, or of whole columns or rows (A:C, 1:3).

    Raises:
        ValueError: The text is no address of a range.
    """
    first, _, last = reference.partition(":")
    if (
        _WHOLE.fullmatch(first)
        and _WHOLE.fullmatch(last)
        and first.strip("$").isdecimal() == last.strip("$").isdecimal()
    ):
        across = first.strip("$").isdecimal()  # rows
        first, last = (f"A{first}", f"XFD{last}") if across else (f"{first}1", f"{last}{MAX_ROW}")
    rows, columns = zip(parse_a1(first), parse_a1(last or first), strict=True)
    return min(rows), min(columns), max(rows), max(columns)


def exact(number: float | str) -> Decimal:
    """The number rounded to the 15 significant digits that Excel shows; what lies beyond is noise of binary arithmetic.

    Raises:
        ValueError: The text is no finite number.
    """
    if isinstance(number, str) and not (number.isascii() and "_" not in number):
        raise ValueError(number)  # Python reads 1_0 and ٣, no spreadsheet program does
    value = float(number)
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124 - only NaN differs from itself
        raise ValueError(number)
    return plain(Decimal(f"{value:.{SIGNIFICANT_DIGITS}g}"))


def plain(value: Decimal) -> Decimal:
    """The same number without exponent and without trailing zeros behind the decimal point."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Decimal(0) if text in {"-0", ""} else Decimal(text)


# Characters that take no ink: zero-width ones and the byte order mark that Windows programs leave behind.
_INKLESS = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"))
# Two of them join and part letters of other scripts and emoji, and mean something only there.
_JOINERS = re.compile("(?<![\u0250-\U0010ffff])[\u200c\u200d]|[\u200c\u200d](?![\u0250-\U0010ffff])")
_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")


_SHORT: Final = 200  # characters of a text that is remembered; headings, kode and names come again and again
_REMEMBERED: Final = 4096  # texts


def visible(text: str) -> str:
    """The text as a person sees it: no invisible characters, single spaces, no space around lines."""
    return _visible_short(text) if len(text) <= _SHORT else _visible(text)


def _visible(text: str) -> str:
    text = _JOINERS.sub("", text.translate(_INKLESS)).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(lines).strip()


def folded(text: str) -> str:
    """The text for comparing: as seen, on one line, case-folded."""
    return _folded_short(text) if len(text) <= _SHORT else _folded(text)


def _folded(text: str) -> str:
    return " ".join(_visible(text).split()).casefold()


_visible_short = lru_cache(maxsize=_REMEMBERED)(_visible)
_folded_short = lru_cache(maxsize=_REMEMBERED)(_folded)


def legal(text: str) -> str:
    """The text as a cell may hold it: fit for XML 1.0, with line feeds only, cut at the 32,767 characters of Excel."""
    return fit(text.replace("\r\n", "\n").replace("\r", "\n"))[:CELL_TEXT]


def _shown_moment(value: date) -> str:
    if not isinstance(value, datetime):
        return f"{value:%d/%m/%Y}"
    return f"{value:%d/%m/%Y %H:%M:%S}".removesuffix(":00")


def _shown_number(value: Decimal, *, percent: bool) -> str:
    text = format(plain(value * 100 if percent else value), "f").replace(".", ",")
    return f"{text} %" if percent else text
