"""Reads .ods, .ots and .fods: OpenDocument spreadsheets as LibreOffice, Excel and Google save them.

Sources: OASIS OpenDocument 1.3 part 3, and what LibreOffice 7.4 really writes. A table always reaches down to
its last row by repeating blanks; only what holds something is spread out, and counted before that.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rkt_excel.workbook.containers.limits import SHEET_ENTRIES, Budget, Reason, Unreadable, damaged, locked
from rkt_excel.workbook.containers.package import Attributes, Ending, Package, Part, Starting, local, pieces
from rkt_excel.workbook.opendocument.ods_cells import cell_of
from rkt_excel.workbook.opendocument.ods_styles import NamedStyles, OdsStyles, locals_of
from rkt_excel.workbook.values.cells import MAX_COLUMN, MAX_ROW, Comment, Grid, Opened
from rkt_excel.workbook.values.number_formats import text_constant, utc
from rkt_excel.workbook.values.sight import Look, Run

if TYPE_CHECKING:
    from datetime import datetime


def read_ods(data: bytes, within: Budget | None = None) -> Opened:
    """A whole .ods: its tables with their cells, the names that hold a text, the document's properties.

    Args:
        data: The bytes of the file.
        within: The budget of the letter or archive that holds the file; `None` for a file by itself.

    Raises:
        Unreadable: The package or a part that is needed is damaged, locked or beyond the limits.
    """
    package = Package(data, Budget(within))
    _Manifest(package.budget).read(package.chunks("META-INF/manifest.xml"))
    content = _Content(package.budget)
    NamedStyles(package.budget, content.styles).read(package.chunks("styles.xml"))
    content.read(package.chunks("content.xml"))
    if not content.spreadsheet:
        raise damaged("tidak ada lembar kerja di dalamnya")
    meta = _Meta(package.budget)
    meta.read(package.chunks("meta.xml"))
    return Opened(content.grids, content.names, meta.properties, meta.modified)


def read_flat_ods(data: bytes, within: Budget | None = None) -> Opened:
    """What `read_ods` gives, of an .fods, which is one XML file instead of a package.

    Args:
        data: The bytes of the file.
        within: The budget of the letter or archive that holds the file; `None` for a file by itself.

    Raises:
        Unreadable: It is no spreadsheet, damaged, or beyond the limits.
    """
    budget = Budget(within)
    content, meta = _Content(budget), _Meta(budget)
    for part in (content, meta):
        part.read(pieces(data, budget))
    if not content.spreadsheet:
        raise Unreadable(Reason.BUKAN_LEMBAR_KERJA, "tampaknya dokumen OpenDocument jenis lain")
    return Opened(content.grids, content.names, meta.properties, meta.modified)


class _Manifest(Part):
    """META-INF/manifest.xml: here alone a locked file says that it is locked."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.starts = {"encryption-data": self._encrypted}

    def _encrypted(self, _: Attributes) -> None:
        raise locked()


_META_DEPTH: Final = 2  # of the document's own; charts and other objects in an .fods bring theirs


class _Meta(Part):
    """meta.xml: the user's own properties as texts, and when the file was saved."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.properties: dict[str, str] = {}
        self.modified: datetime | None = None
        self._name = ""
        self.starts = {"meta": self._meta_starts}  # in an .fods comments have dates too
        self.ends = {"meta": self._meta_ends}

    def _meta_starts(self, _: Attributes) -> None:
        if self.depth != _META_DEPTH:
            return
        self.starts |= {"user-defined": self._user_starts, "date": self._date_starts}
        self.ends |= {"user-defined": self._user_ends, "date": self._date_ends}

    def _meta_ends(self) -> None:
        if self.depth == _META_DEPTH - 1:
            self.starts, self.ends = {}, {}

    def _user_starts(self, attributes: Attributes) -> None:
        self.budget.enter(1)
        self._name, self.pieces = locals_of(attributes).get("name", ""), []

    def _user_ends(self) -> None:
        self.properties[self._name] = "".join(self.pieces or ()).strip()
        self.pieces = None

    def _date_starts(self, _: Attributes) -> None:
        self.pieces = []

    def _date_ends(self) -> None:
        self.modified = utc("".join(self.pieces or ()))
        self.pieces = None


# Inside a paragraph of a cell: notes about the text and the reading aid over it, not the text itself. Anywhere: what is
# drawn on a sheet, which in an .fods holds whole documents of its own, a chart's figures as a table among them.
_NOTES: Final = frozenset({"annotation", "note", "ruby-text"})
_DRAWN: Final = frozenset(
    {
        *("shapes", "frame", "object", "object-ole", "text-box", "custom-shape", "g", "control", "plugin", "applet"),
        *("rect", "circle", "ellipse", "line", "polyline", "polygon", "regular-polygon", "path", "caption", "measure"),
        *("connector", "page-thumbnail", "scene"),
    }
)
_ASIDE: Final = _NOTES | _DRAWN
_OF_TABLES: Final = frozenset({"table", "table-row", "table-cell", "covered-table-cell", "table-column"})

_UNHEARD: Final = ""  # the name of no element, so that nothing is called

# A table that only caches what formulas saw in another file: 'file:///C:/other.ods'#$Sheet1
_FOREIGN: Final = re.compile(r"'.*'#\$?.*", re.DOTALL)


class _Content(Part):
    """content.xml: tables, rows and cells by counting, for no cell says where it is."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.spreadsheet = 0  # how deep it lies; its sheets lie directly in it, other tables cache what links brought
        self.grids: list[Grid] = []
        self.names: dict[str, str] = {}
        self.styles = OdsStyles()
        self._grid: Grid | None = None
        self._row = self._rows = 0  # the first row that the open element stands for, and how many
        self._column = self._columns = 0
        self._cell: Attributes | None = None
        self._paragraphs: list[str] | None = None  # None: the cell shows nothing at all
        self._aside_depth = 0  # where an element opened that is none of a cell's own text
        self._aside: list[str] | None = None  # where characters go again after it
        self._comment: dict[str, list[str]] | None = None  # paragraphs and author of the open comment
        self._row_hidden = False
        self._hidden_columns: list[tuple[int, int]] = []
        self._next_column = 1  # of those that the table declares before its rows
        self._column_styles: list[tuple[int, str]] = []  # the last column that each is for
        self._between: list[str] = []  # what stands in the open row outside its cells
        self._row_style = ""
        self._spans: list[str] = []  # the styles of the letters that are being read, the innermost last
        self._changes: list[tuple[int, str]] = []  # from which piece of the paragraphs on letters have another style
        self._listen()

    def _listen(self) -> None:
        self.starts = self.styles.listeners() | {
            "spreadsheet": self._spreadsheet_starts,
            "table": self._table_starts,
            "table-column": self._table_column,
            "table-row": self._row_starts,
            "table-cell": self._cell_starts,
            "covered-table-cell": self._cell_starts,
            "p": self._paragraph_starts,
            "span": self._span_starts,
            "s": self._spaces,
            "tab": self._tab,
            "line-break": self._line_break,
            "named-expression": self._named_expression,
        }
        self.ends = {
            "table": self._table_ends,
            "table-row": self._row_ends,
            "table-cell": self._cell_ends,
            "covered-table-cell": self._cell_ends,
            "p": self._paragraph_ends,
            "span": self._span_ends,
        }

    def handlers(self) -> tuple[Starting, Ending]:
        """What expat calls: elements that lie aside are counted and listened to here alone."""
        self._opens, self._closes = super().handlers()
        return self._start, self._end

    def _start(self, name: str, attributes: Attributes) -> None:
        if self._aside_depth:
            self._opens(_UNHEARD, attributes)
            if self._comment is not None:
                self._in_comment(self._comment, local(name), attributes)
        elif self._is_aside(local(name)):
            self._opens(_UNHEARD, attributes)
            self._aside_depth, self._aside, self.pieces = self.depth, self.pieces, None
            self._comment = {"p": [], "creator": []} if local(name) == "annotation" else None
        else:
            self._opens(name, attributes)

    def _is_aside(self, name: str) -> bool:
        """Whether an element holds nothing of what a cell says; a table or a part of one in a cell would be counted."""
        if name in _ASIDE:
            return True
        return self._cell is not None and (name in _OF_TABLES if self.pieces is not None else name != "p")

    def _end(self, name: str) -> None:
        if not self._aside_depth:
            self._closes(name)
            return
        if self.depth == self._aside_depth:
            self._aside_depth, self.pieces = 0, self._aside
            self._comment_ends()
        elif self._comment is not None and local(name) in self._comment:
            self.pieces = None
        self._closes(_UNHEARD)

    def _in_comment(self, comment: dict[str, list[str]], name: str, attributes: Attributes) -> None:
        """Its paragraphs begin lines, and spaces, tabs and breaks in them are told as in a cell."""
        kept = comment.get(name)
        if kept is not None:
            kept.append("\n")
            self.pieces = kept
        elif self.pieces is not None and name in _SPACING:
            self.starts[name](attributes)

    def _comment_ends(self) -> None:
        comment, self._comment = self._comment, None
        text = "".join(comment["p"]).strip() if comment else ""
        if comment and text and self._grid is not None:
            self.budget.enter(1)
            place = self._row, self._column
            self._grid.comments[place] = Comment(text, "".join(comment["creator"]).strip())

    # tables and names

    def _spreadsheet_starts(self, _: Attributes) -> None:
        self.spreadsheet = self.spreadsheet or self.depth

    def _table_starts(self, attributes: Attributes) -> None:
        if self.depth != self.spreadsheet + 1:
            return
        said = locals_of(attributes)
        self.budget.enter(SHEET_ENTRIES)
        self._grid = Grid(said.get("name", ""), said.get("style-name") in self.styles.hidden_tables)
        self._row = self._rows = 0
        self._hidden_columns, self._next_column, self._column_styles = [], 1, []
        if not _FOREIGN.fullmatch(self._grid.name):
            self.grids.append(self._grid)

    def _table_ends(self) -> None:
        if self._grid is not None:
            self._grid.hide_columns(self._hidden_columns)
        self._grid = None

    def _table_column(self, attributes: Attributes) -> None:
        count, said = _repeated(attributes, "number-columns-repeated"), locals_of(attributes)
        self.budget.enter(1)
        if said.get("visibility") in _UNSEEN or said.get("style-name") in self.styles.flat:
            self._hidden_columns.append((self._next_column, self._next_column + count - 1))
        self._next_column += count
        self._column_styles.append((self._next_column - 1, said.get("default-cell-style-name", "")))

    def _named_expression(self, attributes: Attributes) -> None:
        said = locals_of(attributes)
        text = text_constant(said.get("expression", "").removeprefix("of:"))
        if text is None:
            return
        self.budget.enter(1)
        if self._grid is None:
            self.names[said.get("name", "")] = text
        else:  # a name of one sheet never hides the one of the whole book
            self.names.setdefault(said.get("name", ""), text)

    # rows and cells

    def _row_starts(self, attributes: Attributes) -> None:
        self._row, self._rows = self._row + self._rows or 1, _repeated(attributes, "number-rows-repeated")
        said = locals_of(attributes)
        self._row_hidden = said.get("visibility") in _UNSEEN or said.get("style-name") in self.styles.flat
        self._row_style = said.get("default-cell-style-name", "")
        self._column, self._columns = 1, 0
        if self._grid is not None:
            self.pieces = self._between = []

    def _row_ends(self) -> None:
        self._column = self._columns = 0
        self.pieces = None
        if "".join(self._between).strip():
            raise damaged("ada teks di luar sel")
        self._between = []

    def _cell_starts(self, attributes: Attributes) -> None:
        if self._grid is None:
            return
        if not self._column:
            raise damaged("ada sel di luar barisnya")
        self.pieces = None
        self._column += self._columns
        self._columns = _repeated(attributes, "number-columns-repeated")
        self._cell = attributes
        self._paragraphs = None
        self._spans, self._changes = [], []
        if attributes:
            self._merge(locals_of(attributes))

    def _merge(self, said: Attributes) -> None:
        if not said.keys() & _SPANNING:
            return
        bottom = min(self._row + _repeated(said, "number-rows-spanned") - 1, MAX_ROW)
        right = min(self._column + _repeated(said, "number-columns-spanned") - 1, MAX_COLUMN)
        if self._grid is not None and (bottom > self._row or right > self._column):
            self.budget.enter(1)
            self._grid.merges.append((self._row, self._column, bottom, right))

    def _cell_ends(self) -> None:
        attributes, self._cell = self._cell, None
        if self._grid is not None:
            self.pieces = self._between
        if attributes is None or self._grid is None or (self._paragraphs is None and not attributes):
            return
        said = locals_of(attributes)
        look = self.styles.look(said.get("style-name") or self._row_style or self._style_of_column())
        text = None if self._paragraphs is None else "".join(self._paragraphs)
        cell = cell_of((self._row, self._column), attributes, text, look, self._runs(look))
        if cell is None:
            return
        self.budget.keep(self._rows * self._columns)
        if self._row + self._rows - 1 > MAX_ROW or self._column + self._columns - 1 > MAX_COLUMN:
            raise damaged("ada sel di luar batas lembar kerja")
        if self._row_hidden:
            self._grid.hidden_rows.update(range(self._row, self._row + self._rows))
        repeated = self._rows * self._columns > 1
        for row in range(self._row, self._row + self._rows):
            for column in range(self._column, self._column + self._columns):
                self._grid.put(replace(cell, row=row, column=column) if repeated else cell)

    def _style_of_column(self) -> str:
        place = bisect_left(self._column_styles, (self._column, ""))
        return self._column_styles[place][1] if place < len(self._column_styles) else ""

    # the text of a cell

    def _runs(self, look: Look) -> list[Run]:
        """The parts of the text whose letters do not look as the cell does, with those between them."""
        if self._paragraphs is None or not self._changes:
            return []
        bounds = [(0, ""), *self._changes, (len(self._paragraphs), "")]
        return [
            Run("".join(self._paragraphs[start:end]), self.styles.letters(style, look) if style else None)
            for (start, style), (end, _) in itertools.pairwise(bounds)
            if end > start
        ]

    def _span_starts(self, attributes: Attributes) -> None:
        if self._paragraphs is not None:
            self._spans.append(locals_of(attributes).get("style-name", ""))
            self._changes.append((len(self._paragraphs), self._spans[-1]))

    def _span_ends(self) -> None:
        if self._paragraphs is not None and self._spans:
            self._spans.pop()
            self._changes.append((len(self._paragraphs), self._spans[-1] if self._spans else ""))

    def _paragraph_starts(self, _: Attributes) -> None:
        if self._cell is None:
            return
        if self._paragraphs is None:
            self._paragraphs = []
        else:
            self._paragraphs.append("\n")
        self.pieces = self._paragraphs

    def _paragraph_ends(self) -> None:
        if self._cell is not None:
            self.pieces = None

    def _spaces(self, attributes: Attributes) -> None:
        self._text(" " * min(_repeated(attributes, "c"), _LONGEST_TEXT))

    def _tab(self, _: Attributes) -> None:
        self._text("\t")

    def _line_break(self, _: Attributes) -> None:
        self._text("\n")


_SPACING: Final = frozenset({"s", "tab", "line-break"})
_UNSEEN: Final = frozenset({"collapse", "filter"})  # table:visibility, hidden by hand or by a filter
_SPANNING: Final = frozenset({"number-rows-spanned", "number-columns-spanned"})
_LONGEST_TEXT: Final = 32_767  # characters of a cell, of which one element may make as many blanks


def _repeated(attributes: Attributes, name: str) -> int:
    text = locals_of(attributes).get(name, "1") if attributes else "1"
    if not (text.isascii() and text.isdecimal() and len(text) <= 10):
        raise damaged(f"“{text[:20]}” bukan bilangan bulat")
    return max(int(text), 1)
