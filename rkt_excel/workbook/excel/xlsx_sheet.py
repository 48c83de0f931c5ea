"""The cells of one .xlsx worksheet, in one pass. Section numbers are those of ECMA-376 part 1."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from rkt_excel.workbook.containers.limits import Budget, damaged
from rkt_excel.workbook.containers.package import Attributes, Part
from rkt_excel.workbook.excel.conditional import LookChange, apply_formats
from rkt_excel.workbook.excel.xlsx_conditional import SheetFormats
from rkt_excel.workbook.excel.xlsx_styles import CellFormat, Font, FontReader
from rkt_excel.workbook.values.cells import (
    MAX_COLUMN,
    MAX_ROW,
    Cell,
    CellContent,
    Grid,
    Range,
    exact,
    parse_a1,
    parse_range,
)
from rkt_excel.workbook.values.number_formats import ShownAs, iso_moment, iso_time, number_cell, shown_as_for
from rkt_excel.workbook.values.sight import (
    LEAST_HEIGHT,
    LEAST_WIDTH,
    ZERO_HIDDEN,
    Look,
    Run,
    Sight,
    is_flat,
    read_runs,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# xsd:boolean in both spellings (LibreOffice writes words), and an old one.
TRUE: Final = frozenset({"1", "true", "on"})

# Styled blanks, and rows of nothing else. People format whole columns: a million rows of that are dropped here as
# bytes, several times as fast as expat tells them. A blank goes only where a cell follows that says where it is, or
# the row ends; a row where one follows that says its number: what does not say it is counted from what stands before.
# Each expression begins with plain letters, which Python seeks before it tries anything, and nothing is tried twice:
# the group is atomic, for one that is repeated possessively matches wrongly before 3.11.5 (python/cpython#106052).
_BLANK: Final = re.compile(rb'<c r="[A-Z]++[0-9]++"(?>(?: s="[0-9]++")?) ?+(?:/>|></c>)(?=<c r="|</row>)')
_BLANK_ROW: Final = re.compile(rb'<row r="[0-9]++"[^<>]*+(?:(?<=/)>|></row>)(?=<row r=")')


def unblanked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The XML of a sheet without most of its blank cells, dropped as bytes because parsing them is four times as slow.

    Blank cells that are written in an unusual way stay. Each piece ends before a "<". After the first "<!" (a comment
    or CDATA, where the same bytes would be text) nothing is dropped any more.
    """
    rest = b""
    plain = True
    for chunk in chunks:
        head, mark, tail = (rest + chunk).rpartition(b"<")
        head, rest = (head, mark + tail) if head else (mark + tail, b"")
        plain = plain and b"<!" not in head
        yield _BLANK_ROW.sub(b"", _BLANK.sub(b"", head)) if plain else head
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


class Fonts(NamedTuple):
    """A run of a text with the font that it asks for; `None` where it looks as its cell does."""

    text: str
    font: Font | None


class RichText(Part):
    """A part with texts in runs (18.4.12): runs are joined, phonetic ones (furigana) left out."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.item: list[str] | None = None
        self._phonetic = False
        self._reader = FontReader()
        self._places: list[tuple[int, Font]] = []  # from which piece of the item on letters look so
        self._telling = False  # whether any of them is more than a matter of taste
        read = self._reader
        self.starts = {"rPh": self._phonetic_starts, "t": self.text_starts, "rPr": read.begin}
        self.starts |= {"strike": read.strike, "vertAlign": read.align, "sz": read.size, "color": read.colour}
        self.ends = {"rPh": self._phonetic_ends, "t": self.text_ends, "rPr": self._look_ends, "r": self._run_ends}

    def item_starts(self, _: Attributes) -> None:
        """Begin with a text, of one run or several."""
        self.item, self._places, self._telling = [], [], False

    def text_ends(self) -> None:
        """End a text: the characters that follow belong to none."""
        self.pieces = None

    def runs_of_item(self) -> tuple[Fonts, ...]:
        """The runs of the text that was read; none where no letter is struck, raised, tiny or coloured."""
        if not self._telling or self.item is None:
            return ()
        bounds = [*self._places, (len(self.item), Font())]
        head = "".join(self.item[: bounds[0][0]])
        runs = [
            Fonts(unescaped("".join(self.item[start:end])), None if font is _AS_CELL else font)
            for (start, font), (end, _) in itertools.pairwise(bounds)
        ]
        return tuple(each for each in (Fonts(unescaped(head), None), *runs) if each.text)

    def _look_ends(self) -> None:
        if self.item is not None:
            self._telling = self._telling or self._reader.telling
            self._places.append((len(self.item), self._reader.font))

    def _run_ends(self) -> None:
        if self.item is not None and self._places:
            self._places.append((len(self.item), _AS_CELL))

    def text_starts(self, _: Attributes) -> None:
        """Begin with the characters of a text, or with what is spoken beside it, which is none."""
        self.pieces = None if self._phonetic else self.item

    def _phonetic_starts(self, _: Attributes) -> None:
        self._phonetic = True

    def _phonetic_ends(self) -> None:
        self._phonetic = False


_AS_CELL: Final = Font()


class Tables(NamedTuple):
    """What the cells of a workbook refer to by number.

    Attributes:
        texts: The shared texts, from 0.
        runs: Of those whose letters differ, the runs, by the number of the text.
        styles: The cell formats by their index from 0, as the file writes it.
        theme: The colours of the theme as RRGGBB, as cells number them from 0.
        since_1904: Days are counted from 1904.
        changes: What the formats of conditional formatting (dxf) change, from 0.
        watched: The cell formats of which one of these may change what is seen.
    """

    texts: list[str]
    runs: dict[int, tuple[Fonts, ...]]
    styles: dict[str, CellFormat]
    theme: Sequence[str]
    since_1904: bool
    changes: Sequence[LookChange] = ()
    watched: frozenset[str] = frozenset()


class WorksheetPart(RichText):
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
        self._others: list[str] = []  # values before it in the same cell
        self._formula = False
        self._row_hidden = False
        self._told: dict[
            tuple[int, int], tuple[str, Sight | None]
        ] = {}  # texts of several runs, by number of text and style
        self._zeros = True  # whether the sheet shows them
        self._usual_height = ""  # of rows that say none, with whether they are hidden
        self._hidden_columns: list[tuple[int, int]] = []
        self._spread: Range | None = None  # what the formula of the open cell fills, where it fills several
        self._uncomputed: list[Range] = []  # such ranges without results
        self._looks: dict[tuple[int, int], Look] = {}  # of cells that a conditional format may change
        self._formats = SheetFormats(self, tables.changes, tables.theme)
        self.starts |= {"conditionalFormatting": self._formats.begin}
        self.starts |= {"row": self._row_starts, "c": self._cell_starts, "v": self._value_starts}
        self.starts |= {"f": self._formula_starts, "is": self.item_starts}
        self.starts |= {"col": self._columns, "mergeCell": self._merge}
        self.starts |= {"sheetView": self._view, "sheetFormatPr": self._usual}
        self.ends |= {"c": self._cell_ends, "v": self.text_ends, "worksheet": self._sheet_ends}

    def _view(self, attributes: Attributes) -> None:
        self._zeros = self._zeros and attributes.get("showZeros", "1") in TRUE

    def _usual(self, attributes: Attributes) -> None:
        flat = attributes.get("zeroHeight", "0") in TRUE
        self._usual_height = "0" if flat else attributes.get("defaultRowHeight", "")

    def _columns(self, attributes: Attributes) -> None:
        if attributes.get("hidden", "0") in TRUE or is_flat(attributes.get("width", ""), LEAST_WIDTH):
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
        if self._formats.found:
            apply_formats(self._grid, self._looks, self._formats.found, self.budget)

    def _row_starts(self, attributes: Attributes) -> None:
        height = attributes.get("ht") or self._usual_height
        self._row_hidden = attributes.get("hidden", "0") in TRUE or bool(height and is_flat(height, LEAST_HEIGHT))
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
        self._within_a_cell()
        if self._value is not None:
            self._others.append("".join(self._value))
        self.pieces = self._value = []

    def text_starts(self, attributes: Attributes) -> None:
        """Begin with the characters of a text of the open cell."""
        self._within_a_cell()
        super().text_starts(attributes)

    def _within_a_cell(self) -> None:
        """Refuse what a cell may have said that has lost it."""
        if self._attributes is None:
            raise damaged("ada isi di luar sel")

    def _formula_starts(self, attributes: Attributes) -> None:
        self._formula = True
        if "ref" in attributes and attributes.get("t") in _SPREADING:
            self._spread = _range(attributes["ref"])

    def _cell_ends(self) -> None:
        attributes, self._attributes = self._attributes, None
        if attributes is None:
            return
        if self._others:
            self._one_value()
        kind = attributes.get("t", "n")
        pieces = self.item if self._value is None or kind == "inlineStr" else self._value
        if pieces or (pieces is not None and kind in _TEXTS):
            cell = self._full(kind, "".join(pieces), attributes)
            self._put(cell)
            if (number := attributes.get("s", "0")) in self._tables.watched:
                self._looks[cell.row, cell.column] = self._tables.styles[number].look
        elif self._formula:
            row, column = self._place()
            self._put(Cell(row, column, formula=True, uncached=True))
            if self._spread:
                self._uncomputed.append(self._spread)

    def _one_value(self) -> None:
        """Refuse a cell that says several things: nobody can know which is meant."""
        if set(self._others) != {"".join(self._value or ())}:
            raise damaged("ada sel yang berisi dua nilai berbeda")
        self._others = []

    def _put(self, cell: Cell) -> None:
        """Keep a cell; one that stands there already says something else, and nobody can know which is meant."""
        cells, place = self._grid.cells, (cell.row, cell.column)
        kept = cells.setdefault(place, cell)
        if kept is not cell and kept != cell:
            raise damaged(f"sel {cell.address} ada dua kali dengan isi berbeda")
        if self._row_hidden:
            self._grid.hidden_rows.add(cell.row)

    def count(self) -> None:
        """Charge the budget for texts and for cells; one chunk of a sheet brings some thousands at most."""
        super().count()
        self.budget.keep(len(self._grid.cells) - self._counted)
        self._counted = len(self._grid.cells)

    def _full(self, kind: str, text: str, attributes: Attributes) -> Cell:
        """The open cell by its type (18.18.11), which holds `text` as it stands in the file."""
        row, column = self._place()
        style = self._tables.styles.get(attributes.get("s", "0"), _PLAIN)
        if kind == "n":
            return self._number(row, column, text, style)
        if kind == "s":
            return self._shared(row, column, text, style)
        if kind == "b":
            yes = text.strip() in TRUE
            sight = Sight(text="☑" if yes else "☐") if style.checkbox else style.sight
            return Cell(row, column, CellContent.BOOL, yes, formula=self._formula, sight=sight)
        if kind == "e":
            sight = Sight(picture=True) if "vm" in attributes else None  # its true value is stored elsewhere
            return Cell(row, column, CellContent.ERROR, text.strip(), formula=self._formula, sight=sight)
        if kind == "d" and (moment := self._moment(row, column, text, style)):
            return moment
        if kind not in _TYPES:
            raise damaged(f"jenis isi sel “{kind[:20]}” tidak dikenal")
        text, sight = unescaped(text), style.sight
        if kind == "inlineStr" and (fonts := self.runs_of_item()):
            text, sight = self._read_runs(fonts, style)
        return Cell(row, column, CellContent.TEXT, text, formula=self._formula, sight=sight)

    def _moment(self, row: int, column: int, text: str, style: CellFormat) -> Cell | None:
        """A day, or a time of day alone, in ISO 8601; `None` where the text is neither."""
        day = iso_moment(text)
        if day is not None:
            return Cell(row, column, CellContent.DATE, day, formula=self._formula, sight=style.sight)
        part = iso_time(text)
        return None if part is None else number_cell((row, column), part, ShownAs.TIME, formula=self._formula)

    def _number(self, row: int, column: int, text: str, style: CellFormat) -> Cell:
        try:
            value = _exact(text)
        except ValueError:  # Excel repairs such a file; what stands there is shown to whoever must correct it
            return Cell(row, column, CellContent.TEXT, text, formula=self._formula)
        sight = style.sight
        if value == 0 and not self._zeros:
            sight = replace(sight or Sight(), unseen=(sight and sight.unseen) or ZERO_HIDDEN)
        since_1904 = self._tables.since_1904
        shape = shown_as_for(style.code, value) if style.varied else style.shape
        return number_cell((row, column), value, shape, since_1904=since_1904, formula=self._formula, sight=sight)

    def _shared(self, row: int, column: int, text: str, style: CellFormat) -> Cell:
        index = _number(text)
        if index >= len(self._tables.texts):
            raise damaged("teks bersama yang dirujuk sebuah sel tidak ada")
        text, sight = self._tables.texts[index], style.sight
        if fonts := self._tables.runs.get(index):
            known = index, id(style)
            if known not in self._told:
                self._told[known] = self._read_runs(fonts, style)
            text, sight = self._told[known]
        return Cell(row, column, CellContent.TEXT, text, formula=self._formula, sight=sight)

    def _read_runs(self, fonts: Sequence[Fonts], style: CellFormat) -> tuple[str, Sight | None]:
        """What of a text is an answer, and how it shows."""
        theme = self._tables.theme
        runs = [Run(each.text, None if each.font is None else each.font.inked(theme)) for each in fonts]
        return read_runs(runs, style.look, style.code)

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


_PLAIN: Final = CellFormat()
_SPREADING: Final = frozenset({"array", "dataTable"})  # types of formulas whose results fill a range
_TYPES: Final = frozenset({"n", "s", "b", "e", "d", "str", "inlineStr"})  # 18.18.11
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
    """The text with `_x000D_` and its like turned into the characters that they stand for (ST_Xstring, 22.9.2.19)."""
    return _ESCAPE.sub(_escaped_run, text) if "_x" in text else text


def _escaped_run(match: re.Match[str]) -> str:
    codes = match[0].replace("_x", "").replace("_", "")
    return bytes.fromhex(codes).decode("utf-16-be", errors="replace")
