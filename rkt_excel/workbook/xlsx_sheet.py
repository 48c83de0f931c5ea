"""The cells of one .xlsx worksheet, in one pass. Section numbers are those of ECMA-376 part 1."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from rkt_excel.workbook.cells import MAX_COLUMN, MAX_ROW, Cell, Content, Grid, Range, exact, parse_a1, parse_range
from rkt_excel.workbook.formats import Shape, iso_moment, number_cell
from rkt_excel.workbook.limits import Budget, damaged
from rkt_excel.workbook.package import Attributes, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# xsd:boolean in both spellings (LibreOffice writes words), and an old one.
TRUE: Final = frozenset({"1", "true", "on"})

# Runs of rows of nothing but styled blanks, and runs of such cells beside others. People format whole
# columns: a million rows of that are dropped here as bytes, four times as fast as expat tells them. The last
# of each run stays: what does not say where it is, is counted from it. Possessive: nothing is tried twice.
_CELL: Final = rb'<c r="[A-Z]++[0-9]++"(?: s="[0-9]++")?+ ?+(?:/>|></c>)'
_ROW: Final = rb'<row r="[0-9]++"[^<>]*+(?:(?<=/)>|>(?:' + _CELL + rb")*+</row>)"
_BLANKS: Final = re.compile(rb"(?:(" + _ROW + rb"))++|(?:(" + _CELL + rb"))++")
_LAST: Final = rb"\1\2"


def unblanked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The XML of a sheet without its blank cells, as far as they can be told by their bytes.

    Each piece ends before a "<". After the first "<!" (a comment or CDATA, where the same bytes would be
    text) nothing is dropped any more.
    """
    rest = b""
    plain = True
    for chunk in chunks:
        head, mark, tail = (rest + chunk).rpartition(b"<")
        head, rest = (head, mark + tail) if head else (mark + tail, b"")
        plain = plain and b"<!" not in head
        yield _BLANKS.sub(_LAST, head) if plain else head
    yield rest


_exact = lru_cache(maxsize=4096)(exact)  # the same figures come again and again


def _parsed(reference: str) -> tuple[int, int]:
    try:
        return parse_a1(reference)
    except ValueError as fault:
        raise damaged(f"alamat sel “{reference[:20]}” tidak dikenal") from fault


def _range(reference: str) -> Range:
    try:
        return parse_range(reference)
    except ValueError as fault:
        raise damaged(f"rentang “{reference[:20]}” tidak dikenal") from fault


def _within_use(span: Range, grid: Grid) -> Range:
    """A range; of whole rows or columns the part that is in use."""
    top, left, bottom, right = span
    bottom = max(grid.last_row, top) if bottom == MAX_ROW else bottom
    return top, left, bottom, max(grid.last_column, left) if right == MAX_COLUMN else right


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    return _parsed(f"{letters}1")[1]


class RichText(Part):
    """A part with texts in runs (18.4.12): runs are joined, phonetic ones (furigana) left out."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.item: list[str] | None = None
        self._phonetic = False
        self.starts = {"rPh": self._phonetic_starts, "t": self._text_starts}
        self.ends = {"rPh": self._phonetic_ends, "t": self.text_ends}

    def item_starts(self, _: Attributes) -> None:
        """A text begins, of one run or several."""
        self.item = []

    def text_ends(self) -> None:
        """The characters that follow belong to no text."""
        self.pieces = None

    def _text_starts(self, _: Attributes) -> None:
        self.pieces = None if self._phonetic else self.item

    def _phonetic_starts(self, _: Attributes) -> None:
        self._phonetic = True

    def _phonetic_ends(self) -> None:
        self._phonetic = False


class Tables(NamedTuple):
    """What cells refer to by number."""

    texts: list[str]
    shapes: dict[str, Shape]  # by the index of a cell format, as it is written
    since_1904: bool


class Sheet(RichText):
    """One worksheet (18.3.1): `c` elements that hold something become cells of the grid."""

    def __init__(self, grid: Grid, tables: Tables, budget: Budget) -> None:
        super().__init__(budget)
        self._grid = grid
        self._tables = tables
        self._counted = 0  # cells of the grid that the budget knows of
        self._row = 0
        self._said = ""  # the row's number as it is written
        self._reference = ""  # the last cell that said where it is
        self._unsaid = 0  # cells after it that did not: each stands one column further
        self._attributes: Attributes | None = None  # of the cell that is open
        self._value: list[str] | None = None
        self._formula = False
        self._row_hidden = False
        self._hidden_columns: list[tuple[int, int]] = []
        self._spread: Range | None = None  # what the formula of the open cell fills, where it fills several
        self._uncomputed: list[Range] = []  # such ranges without results
        self.starts |= {"row": self._row_starts, "c": self._cell_starts, "v": self._value_starts}
        self.starts |= {"f": self._formula_starts, "is": self.item_starts}
        self.starts |= {"col": self._columns, "mergeCell": self._merge}
        self.ends |= {"c": self._cell_ends, "v": self.text_ends, "worksheet": self._sheet_ends}

    def _columns(self, attributes: Attributes) -> None:
        if attributes.get("hidden", "0") in TRUE:
            first = _number(attributes.get("min", "0"))
            self._hidden_columns.append((first, _number(attributes.get("max", "0"))))
            self.budget.enter(1)

    def _merge(self, attributes: Attributes) -> None:
        span = _range(attributes.get("ref", ""))
        if span[:2] != span[2:]:
            self._grid.merges.append(span)
            self.budget.enter(1)

    def _sheet_ends(self) -> None:
        self._grid.hide_columns(self._hidden_columns)
        for span in self._uncomputed:
            top, left, bottom, right = _within_use(span, self._grid)
            self.budget.keep((bottom - top + 1) * (right - left + 1))
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    if (row, column) not in self._grid.cells:
                        self._put(Cell(row, column, formula=True, uncached=True))

    def _row_starts(self, attributes: Attributes) -> None:
        self._row_hidden = attributes.get("hidden", "0") in TRUE
        self._said = attributes.get("r", "")
        self._row = _number(self._said) if self._said else self._row + 1
        self._reference, self._unsaid = "", 0

    def _cell_starts(self, attributes: Attributes) -> None:
        said = attributes.get("r")
        if said:
            self._reference, self._unsaid = said, 0
        else:
            self._unsaid += 1
        self._attributes = attributes
        self._value = self.item = self._spread = None
        self._formula = False

    def _value_starts(self, _: Attributes) -> None:
        if self._attributes is not None:
            self.pieces = self._value = []

    def _formula_starts(self, attributes: Attributes) -> None:
        self._formula = True
        if "ref" in attributes and attributes.get("t") in _SPREADING:
            self._spread = _range(attributes["ref"])

    def _cell_ends(self) -> None:
        attributes, self._attributes = self._attributes, None
        if attributes is None:
            return
        kind = attributes.get("t", "n")
        pieces = self.item if self._value is None or kind == "inlineStr" else self._value
        if pieces or (pieces is not None and kind in _TEXTS):
            self._put(self._full(kind, "".join(pieces), attributes.get("s", "0")))
        elif self._formula:
            row, column = self._place()
            self._put(Cell(row, column, formula=True, uncached=True))
            if self._spread:
                self._uncomputed.append(self._spread)

    def _put(self, cell: Cell) -> None:
        """Keep a cell; one that stands there already says something else, and nobody can know which is meant."""
        cells, place = self._grid.cells, (cell.row, cell.column)
        if cells.setdefault(place, cell) != cell:
            raise damaged(f"sel {cell.address} ada dua kali dengan isi berbeda")
        if self._row_hidden:
            self._grid.hidden_rows.add(cell.row)

    def count(self) -> None:
        """Charge the budget for texts and for cells; one chunk of a sheet holds some thousands at most."""
        super().count()
        self.budget.keep(len(self._grid.cells) - self._counted)
        self._counted = len(self._grid.cells)

    def _full(self, kind: str, text: str, style: str) -> Cell:
        """The open cell by its type (18.18.11), which holds `text` as it stands in the file."""
        row, column = self._place()
        if kind == "n":
            return self._number(row, column, text, style)
        if kind == "s":
            return Cell(row, column, Content.TEXT, self._shared(text), formula=self._formula)
        if kind == "b":
            return Cell(row, column, Content.BOOL, text.strip() in TRUE, formula=self._formula)
        if kind == "e":
            return Cell(row, column, Content.ERROR, text.strip(), formula=self._formula)
        if kind == "d" and (day := iso_moment(text)) is not None:
            return Cell(row, column, Content.DATE, day, formula=self._formula)
        return Cell(row, column, Content.TEXT, unescaped(text), formula=self._formula)

    def _number(self, row: int, column: int, text: str, style: str) -> Cell:
        try:
            value = _exact(text)
        except ValueError:  # Excel repairs such a file; what stands there is shown to whoever must correct it
            return Cell(row, column, Content.TEXT, text, formula=self._formula)
        shape = self._tables.shapes.get(style, Shape.PLAIN)
        return number_cell(row, column, value, shape, since_1904=self._tables.since_1904, formula=self._formula)

    def _shared(self, text: str) -> str:
        index = _number(text)
        if index >= len(self._tables.texts):
            raise damaged("teks bersama yang dirujuk sebuah sel tidak ada")
        return self._tables.texts[index]

    def _place(self) -> tuple[int, int]:
        row, column = self._row, 0
        if self._reference:
            letters = self._reference.removesuffix(self._said)
            if letters.isalpha():  # the usual case: letters, and the number of the row that it stands in
                column = _column(letters)
            else:
                row, column = _parsed(self._reference)
        column += self._unsaid
        if not (0 < row <= MAX_ROW and 0 < column <= MAX_COLUMN):
            raise damaged("ada sel di luar batas lembar kerja")
        return row, column


_SPREADING: Final = frozenset({"array", "dataTable"})  # types of formulas whose results fill a range
_TEXTS: Final = frozenset({"str", "inlineStr"})  # of these an empty one is an empty text, not a blank


def _number(text: str) -> int:
    """A row number or an index."""
    text = text.strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= 10):
        raise damaged(f"“{text[:20]}” bukan bilangan bulat")
    return int(text)


# ST_Xstring (22.9.2.19): characters that XML cannot hold, as UTF-16 code units; "_" escapes itself.
_ESCAPE: Final = re.compile(r"(?:_x[0-9A-Fa-f]{4}_)+")


def unescaped(text: str) -> str:
    """The text with `_x000D_` and its like turned into the characters they stand for."""
    return _ESCAPE.sub(_escaped_run, text) if "_x" in text else text


def _escaped_run(match: re.Match[str]) -> str:
    codes = match[0].replace("_x", "").replace("_", "")
    return bytes.fromhex(codes).decode("utf-16-be", errors="replace")
