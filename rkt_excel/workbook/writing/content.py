"""What a workbook is written with: its rows, texts, links and marks; and the state of one writing."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property
from typing import Any, Final

from rkt_excel.workbook.declaration.declare import Column, Rows, Table, Workbook
from rkt_excel.workbook.declaration.identity import Identity
from rkt_excel.workbook.declaration.layout import TITLE_ROW, TableLayout
from rkt_excel.workbook.findings import Finding, Severity
from rkt_excel.workbook.kinds import Choices
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


NO_RESULT: Final = "#N/A"  # the formula, without "=", of a cell that says that it was never calculated


class _KeepsResults:
    """What is said of a formula's cell: an empty text is a result, and not the number that XlsxWriter leaves out."""

    def _xml_formula_element(self, formula: str, result: object, attributes: list[tuple[str, Any]]) -> None:
        if result == "" and formula != NO_RESULT:
            attributes = [*attributes, ("t", "str")]
        super()._xml_formula_element(formula, result, attributes)  # type: ignore[misc]


class _LetsGo:
    """What becomes of the cells of a sheet: once they are written, a book of many rows holds them no longer."""

    table: dict[int, Any]

    def _write_rows(self) -> None:
        super()._write_rows()  # type: ignore[misc]
        self.table.clear()


@cache
def _sheet_class() -> type:
    """XlsxWriter's sheet with rows that grow, and without its search for functions that came after Excel 2007.

    It looks for some thirty names in every formula, which took a third of the time of writing a form; the engine's own
    formulas hold none of them.
    """
    from xlsxwriter.worksheet import Worksheet  # noqa: PLC0415 - loaded where a workbook is written

    class Sheet(_KeepsResults, _LetsGo, Worksheet):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self._growing: set[int] = set()
            self._blank: int | None = None  # the first column that nobody set
            self._heights: dict[int, float] = {}

        def set_row(self, row: int, height: float | None = None, *how: Any) -> None:  # noqa: ANN401 - XlsxWriter's own
            """Set a 0-based row as XlsxWriter does, and remember its height."""
            hidden = any(isinstance(each, dict) and each.get("hidden") for each in how)
            self._heights[row] = 0.0 if hidden else measure.row_height(()) if height is None else height
            super().set_row(row, height, *how)

        def height(self, row: int) -> float:
            """How high a 0-based row is, in points; 0 where it is hidden."""
            return self._heights.get(row, measure.row_height(()))

        def lock_blanks(self, look: Any) -> None:  # noqa: ANN401 - XlsxWriter is untyped
            """Lock every cell that nobody wrote, to the last column; without a look they are as Normal, and open."""
            self._blank = _lock_columns(self.col_info, look)

        def _write_col_info(self, col_min: int, col_max: int, col_info: Any) -> None:  # noqa: ANN401
            super()._write_col_info(col_min, _LAST_COLUMN if col_max == self._blank else col_max, col_info)

        def set_growing_row(self, row: int, height: float) -> None:
            """Give a 0-based row a height (points) that Excel and LibreOffice fit anew when somebody types there.

            A height marked as custom, which is all that XlsxWriter writes, stays, and longer answers vanish below it.
            """
            self.set_row(row, height)
            self._growing.add(row + 1)

        def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, Any]]) -> None:
            if tag == "row":
                attributes = _lean(attributes, self._growing)
            super()._xml_start_tag_unencoded(tag, attributes)

        def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
            del expand_future_functions
            return formula.removeprefix("=")

    return Sheet


def _lean(attributes: list[tuple[str, Any]], growing: set[int]) -> list[tuple[str, Any]]:
    """What is said of a row, without its spans (for programs in a hurry) and a height that is to be fitted anew."""
    taken = ("spans", "customHeight") if dict(attributes)["r"] in growing else ("spans",)
    return [each for each in attributes if each[0] not in taken]


def _lock_columns(known: dict[int, Any], look: Any) -> int:  # noqa: ANN401 - XlsxWriter is untyped
    """Give each column of a sheet a look for its blank cells; the 0-based one that stands for all that follow.

    A row without a look of its own leaves its blank cells to their columns.
    """
    from xlsxwriter.worksheet import ColumnInfo  # noqa: PLC0415 - loaded where a workbook is written

    last = max(known, default=-1) + 1
    for column in range(last + 1):
        info = known.setdefault(column, ColumnInfo())
        info.column_format = info.column_format or look
    return last


@cache
def _book_class() -> type:
    """XlsxWriter's workbook whose style Normal is open: what is pasted from elsewhere takes it, and would lock a cell.

    Each look says itself whether it locks, for what it does not say it takes from Normal in some programs.
    """
    from xlsxwriter import Workbook as Book  # noqa: PLC0415 - loaded where a workbook is written
    from xlsxwriter.packager import Packager  # noqa: PLC0415

    class OpenPackager(Packager):  # type: ignore[misc]
        def _write_styles_file(self) -> None:
            super()._write_styles_file()
            self._rewrite(lambda text: text.replace(_NORMAL, _NORMAL_OPEN, 1))

        def _write_theme_file(self) -> None:
            """Without the fonts for other scripts: no font here follows the theme, and they are a part of each form."""
            super()._write_theme_file()
            self._rewrite(lambda text: _SCRIPTS.sub("", text))

        def _rewrite(self, change: Callable[[str], str]) -> None:
            """Change the part that was written last."""
            part = self.filenames[-1][0]
            text = change(part.getvalue())
            part.seek(0)
            part.truncate()
            part.write(text)

    class OpenBook(Book):  # type: ignore[misc]
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments)
            self.formats[0].set_locked(False)

        def add_format(self, properties: Style | None = None) -> Any:  # noqa: ANN401
            made = super().add_format(properties)
            made._get_protection_properties = lambda: [("locked", int(made.locked))]  # noqa: SLF001
            return made

        def _get_packager(self) -> Packager:
            return OpenPackager()

    return OpenBook


_LAST_COLUMN: Final = 16_383  # 0-based
_NORMAL: Final = '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
_SCRIPTS: Final = re.compile(r'<a:font script="[^>]*>')
_NORMAL_OPEN: Final = _NORMAL.replace("/></cell", ' applyProtection="1"><protection locked="0"/></xf></cell')


class Writing:
    """One workbook being written: XlsxWriter's objects with each look made once."""

    def __init__(self, declaration: Workbook, content: Content) -> None:
        """Open a workbook in memory."""
        self.declaration = declaration
        self.buffer = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, **style.measures()}
        self.book = _book_class()(self.buffer, options)
        self.content = content
        self._sheet_class = _sheet_class()
        self._looks: dict[tuple[tuple[str, str], ...], Any] = {}
        self._remembered: dict[Hashable, Any] = {}

    def add_sheet(self, name: str) -> Any:  # noqa: ANN401 - XlsxWriter is untyped
        """XlsxWriter's new sheet, after those that are there.

        Its `set_growing_row` takes a 0-based row and a height in points.
        """
        sheet = self.book.add_worksheet(name, self._sheet_class)
        sheet.set_default_row(measure.row_height(()))
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
        key = tuple(sorted((name, repr(value)) for name, value in properties.items()))
        if key not in self._looks:
            self._looks[key] = self.book.add_format(properties)
        return self._looks[key]

    def remembered(self, traits: Hashable, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - XlsxWriter is untyped
        """What `make` gives for these traits; it is called for the first cell with them only."""
        if traits not in self._remembered:
            self._remembered[traits] = make()
        return self._remembered[traits]
