"""What a workbook is written with: its rows, texts, links and marks; and the state of one writing."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from rkt_excel.workbook.declaration.declare import Column, Rows, Table, Workbook
from rkt_excel.workbook.declaration.identity import Identity
from rkt_excel.workbook.declaration.layout import TITLE_ROW, TableLayout
from rkt_excel.workbook.findings import Finding, Severity
from rkt_excel.workbook.kinds import Choices
from rkt_excel.workbook.spreadsheetml.book import book_class
from rkt_excel.workbook.spreadsheetml.sheet import sheet_class
from rkt_excel.workbook.writing import measure, style
from rkt_excel.workbook.writing.style import Style


@dataclass(frozen=True)
class Paragraph:
    """One line of a page: a heading, a text, or a label with its text.

    Attributes:
        text: The text, over all columns of the page but that of a label.
        label: Stands in the first column; "" for none.
        heading: The text is a heading.
        leads: Where a click on it leads; `None` for nowhere.
        looks: How the label looks, where the text explains that look; `None` as labels do.
    """

    text: str
    label: str = ""
    heading: bool = False
    leads: Link | None = None
    looks: Style | None = None


@dataclass(frozen=True)
class SmallTable:
    """A small table on a page, to look at: a cell for each column of the page.

    Attributes:
        headers: Of the columns.
        rows: The cells, as they are shown.
        centred: The 0-based columns that are centred.
        filled: The 0-based columns that look like cells to fill.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    centred: frozenset[int] = frozenset()
    filled: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Link:
    """Where a click on a cell leads, inside the workbook.

    Attributes:
        sheet: The other sheet.
        address: A1 address there.
        tip: What is told while the pointer rests on the cell.
    """

    sheet: str
    address: str
    tip: str = ""


@dataclass(frozen=True)
class Task:
    """One entry of a list of what has to be mended.

    Attributes:
        severity: How much it weighs.
        group: The heading that it stands under.
        text: What is wrong and what to do.
        sheet: The sheet that it leads to.
        cells: A1 addresses there, of which a click leads to the first; none where it concerns nothing in this workbook.
        place: Where it was, in words, for an entry that leads nowhere.
        key: The key of the row.
        found: What stood there.
    """

    severity: Severity
    group: str
    text: str
    sheet: str = ""
    cells: tuple[str, ...] = ()
    place: str = ""
    key: str = ""
    found: str = ""


@dataclass(frozen=True)
class Content:
    """What goes into a declared workbook.

    Attributes:
        identity: Which workbook this is.
        facts: What the {names} in titles and headings stand for.
        rows: The rows (or raw answers) of each table and card by sheet name.
        choices: The lists that columns choose from, by name.
        pages: The paragraphs of each page by sheet name.
        findings: Faults to mark in the cells that they name.
        tasks: What the list of faults holds, in its order.
        paper: "F4" or "A4".
        created: The moment that is written into the file; equal content gives equal bytes.
        notes: Comments by sheet name and address.
        changed: Cells to mark as changed, by sheet name and address.
        links: Links by sheet name and address of the cell that carries them.
        otherwise: Columns that have another heading are written under that one.
    """

    identity: Identity
    facts: Mapping[str, str] = field(default_factory=dict)
    rows: Rows = field(default_factory=dict)
    choices: Mapping[str, Choices] = field(default_factory=dict)
    pages: Mapping[str, Sequence[Paragraph | SmallTable]] = field(default_factory=dict)
    findings: Sequence[Finding] = ()
    tasks: Sequence[Task] = ()
    paper: str = "F4"
    created: datetime = datetime(2026, 1, 1)  # noqa: DTZ001 - the file format knows no zone
    notes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    changed: Collection[tuple[str, str]] = frozenset()
    links: Mapping[tuple[str, str], Link] = field(default_factory=dict)
    otherwise: bool = False

    def heading(self, column: Column) -> str:
        """What stands above a column."""
        return self.said((self.otherwise and column.otherwise) or column.header)

    def said(self, text: str) -> str:
        """A declared text with the facts filled in."""
        return text.format_map(self.facts)

    def headline(self, text: str) -> str:
        """A declared title with the facts filled in, without the double spaces that an empty fact leaves."""
        return " ".join(self.said(text).split())

    def legend(self, table: Table) -> str:
        """What explains the mark of changed cells; "" where the table has none."""
        return self.said(table.legend) if any(name == table.name for name, _ in self.changed) else ""

    def layout(self, table: Table) -> TableLayout:
        """Where each line of a table stands, with the rows given for it; made once for each table."""
        known = self._layouts.get(table.name)
        if known is None or known.table is not table:
            known = self._layouts[table.name] = TableLayout(table, self.rows.get(table.name, ()))
        return known

    @cached_property
    def _layouts(self) -> dict[str, TableLayout]:
        return {}


class Writing:
    """One workbook being written: XlsxWriter's objects with each look made once."""

    def __init__(self, declaration: Workbook, content: Content) -> None:
        """Open a workbook in memory."""
        self.declaration = declaration
        self.buffer = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, **style.measures()}
        self.book = book_class()(self.buffer, options)
        self.content = content
        self._sheet_class = sheet_class()
        self._looks: dict[frozenset[tuple[str, object]], Any] = {}
        self._remembered: dict[Hashable, Any] = {}

    def add_sheet(self, name: str) -> Any:  # noqa: ANN401 - XlsxWriter is untyped
        """XlsxWriter's new sheet, after those that are there.

        Its `set_growing_row` takes a 0-based row and a height in points.
        """
        sheet = self.book.add_worksheet(name, self._sheet_class)
        sheet.set_default_row(measure.ONE_LINE)
        return sheet

    def close(self) -> bytes:
        """The bytes of the finished workbook; whatever a protected sheet does not open is locked."""
        for sheet in self.book.worksheets():
            if sheet.protect_options:
                sheet.lock_blanks(self.look(style.BLANK))
        self.book.close()
        return self.buffer.getvalue()

    def title(self, sheet: Any, text: str, column: int = 1) -> None:  # noqa: ANN401 - XlsxWriter is untyped
        """Put the title of a sheet into its first row, high enough for every program.

        Args:
            sheet: XlsxWriter's sheet.
            text: As it is declared.
            column: The 1-based column.
        """
        sheet.set_row(TITLE_ROW - 1, style.TITLE_HEIGHT)
        sheet.write_string(TITLE_ROW - 1, column - 1, self.content.headline(text), self.look(style.TITLE))

    def look(self, *styles: Style, **more: object) -> Any:  # noqa: ANN401 - XlsxWriter is untyped
        """XlsxWriter's cell format of styles laid over each other, the later over the earlier; made once for each."""
        properties: Style = {}
        for look in (*styles, more):
            properties.update(look)
        key = frozenset(properties.items())
        if key not in self._looks:
            self._looks[key] = self.book.add_format(properties)
        return self._looks[key]

    def remembered(self, traits: Hashable, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - XlsxWriter is untyped
        """What `make` gives for these traits; it is called for the first cell with them only."""
        if traits not in self._remembered:
            self._remembered[traits] = make()
        return self._remembered[traits]
