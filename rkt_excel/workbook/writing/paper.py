"""The paper that sheets print on: Excel's number of it, its size, what the margins leave, where a page begins."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from rkt_excel.workbook.declaration.layout import FIRST_ROW, HEADER_ROW, STATE_ROW, LayoutLine, TableLayout
from rkt_excel.workbook.writing.content import Writing
from rkt_excel.workbook.writing.measure import pixels

_PIXEL: Final = 0.75  # points
_INCH: Final = 72.0
LEFT: Final = 0.5  # margins in inches
RIGHT: Final = 0.5
TOP: Final = 0.6
BOTTOM: Final = 0.7
_SHRINKS: Final = 0.25  # of its size that a page may lose, so that no last page holds a few rows only
_MARGIN_TEXT: Final = 255  # characters of a header or footer with its codes, as Excel reads them

NEVER: Final = math.inf  # a page must not begin with this row
_PAGE: Final = 10.0  # what one page more costs; no split group is worth one
_SPLIT: Final = 0.2  # what a page costs that begins within a group, twice that where it leaves one row by itself
_SLACK: Final = 0.96  # of a page that is planned: programs set rows a little higher or lower, and people type in them


@dataclass(frozen=True)
class Paper:
    """A paper as Excel knows it.

    Attributes:
        number: Its number in the page setup (ECMA-376 part 1, 18.3.1.63).
        short: The short edge in points.
        long: The long edge in points.
    """

    number: int
    short: float
    long: float

    def room(self, *, landscape: bool) -> tuple[float, float]:
        """What the margins leave, in points: across and down."""
        across, down = (self.long, self.short) if landscape else (self.short, self.long)
        return across - (LEFT + RIGHT) * _INCH, down - (TOP + BOTTOM) * _INCH


# 14 is Folio, 8.5 x 13 in, which is sold here as F4 and HVS.
PAPERS: Final[Mapping[str, Paper]] = {"A4": Paper(9, 595, 842), "F4": Paper(14, 612, 936)}


@dataclass(frozen=True)
class Strip:
    """One row as it is printed.

    Attributes:
        height: In points.
        begins: What it costs that a page begins with it: 0 where a group begins, `NEVER` right below its heading.
    """

    height: float
    begins: float = 0.0


def upright(paper: str, widths: Iterable[float]) -> bool:
    """Whether columns fit an upright page at 100 per cent.

    Args:
        paper: "F4" or "A4".
        widths: Of the columns that are shown, in characters.
    """
    return pixels(widths) * _PIXEL <= PAPERS[paper].room(landscape=False)[0]


def print_scale(paper: str, widths: Sequence[float], *, landscape: bool, across: int = 1, repeats: int = 0) -> float:
    """How far columns are shrunk to fit so many pages side by side: 1.0 for not at all, down to 0.1 in whole per cents.

    Args:
        paper: "F4" or "A4".
        widths: Of the columns that are shown, in characters.
        landscape: Whether it prints across.
        across: How many pages stand side by side.
        repeats: How many of the first columns stand on each of these pages.
    """
    room = PAPERS[paper].room(landscape=landscape)[0]
    points = [pixels([width]) * _PIXEL for width in widths]
    sizes = (per_cent / 100 for per_cent in range(100, 10, -1))
    return next((size for size in sizes if _side_by_side(points, repeats, room / size) <= across), 0.1)


def _side_by_side(points: Sequence[float], repeats: int, room: float) -> int:
    """How many pages columns take side by side."""
    always = sum(points[:repeats])
    pages, used = 1, always
    for width in points[repeats:]:
        if used + width > room:
            pages, used = pages + 1, always
        used += width
    return pages


def pages_begin(strips: Sequence[Strip], first: float, later: float) -> list[int]:
    """Which strips begin a page, by their 0-based place and without the first one.

    There are as few pages as there can be; then groups stay whole, and pages are about equally full.

    Args:
        strips: The rows in their order.
        first: The room for them on the first page, in points.
        later: The room on each other page, in points.
    """
    after: list[tuple[float, int]] = [(0.0, 0)] * (len(strips) + 1)  # what the pages from here on cost, and the next
    for begin in range(len(strips) - 1, -1, -1):
        room, used, found = (later if begin else first) * _SLACK, 0.0, (math.inf, begin + 1)
        for end in range(begin + 1, len(strips) + 1):
            used += strips[end - 1].height
            if used > room and end > begin + 1:
                break
            begins = strips[end].begins if end < len(strips) else 0.0
            found = min(found, (_PAGE + max(0.0, 1 - used / room) ** 2 + begins + after[end][0], end))
        after[begin] = found
    pages, at = [], 0
    while at < len(strips) and (at := after[at][1]) < len(strips):
        pages.append(at)
    return pages


def whole_pages(paper: str, widths: Iterable[float], height: float, *, landscape: bool) -> int:
    """How many pages a sheet is shrunk to fit so that the last one holds more than a few rows; 0 for no shrinking.

    Args:
        paper: "F4" or "A4".
        widths: Of the columns, in characters.
        height: Of all rows, in points.
        landscape: Whether it prints across; it is one page wide.
    """
    across, down = PAPERS[paper].room(landscape=landscape)
    pages = height * min(1.0, across / (pixels(widths) * _PIXEL)) / down
    whole = math.floor(pages)
    return whole if whole and pages * (1 - _SHRINKS) <= whole else 0


def print_table(writing: Writing, sheet: Any, layout: TableLayout, widths: Sequence[float]) -> None:  # noqa: ANN401
    """Set how a table prints: its headings and first columns on every page, no group heading parted from its first row.

    A title above the columns of several pages side by side would be cut on all but the first, so it stands in the
    margin of each of them; where nobody needs the rows on paper, what is said of them stands below the title.

    Args:
        writing: The workbook.
        sheet: XlsxWriter's sheet, with its rows written.
        layout: Its table.
        widths: Of the columns that are shown, in characters.
    """
    table, across = layout.table, layout.table.across > 1
    hidden = bool(table.on_screen and layout.lines)
    last = STATE_ROW if hidden else _last_filled(layout)
    how = Print(
        widths,
        (last, layout.last_column),
        landscape=not upright(writing.content.paper, widths),
        repeat=HEADER_ROW - 1,
        first=HEADER_ROW if across else 1,
        spare=0 if hidden else layout.last_row - last,
        across=table.across,
        repeats=table.repeats,
        depths={line.number - 1: _depth(layout, line) for line in layout.lines},
    )
    finish(writing, sheet, how)
    if across:
        _running_head(sheet, writing.content.headline(table.title), writing.content.legend(table))


def _last_filled(layout: TableLayout) -> int:
    """The last row that says something; of a table without rows its headings, or what is said in place of rows."""
    filled = [line.number for line in layout.lines if line.row or line.group is not None]
    return max(filled, default=HEADER_ROW if layout.lines else FIRST_ROW)


def _depth(layout: TableLayout, line: LayoutLine) -> int:
    """How deep a line stands below its heads: by the outline of its table, or below the heading of its group."""
    if line.group is not None or layout.table.group_fields() is None:
        return layout.depth(line) or 0
    return 1


@dataclass(frozen=True)
class Print:
    """How a sheet prints.

    Attributes:
        widths: Of the columns that are shown, in characters.
        last: The last 1-based row and column that print.
        landscape: Whether it prints across.
        repeat: The 0-based row that stands on every page; `None` for none.
        first: The first 1-based row that prints.
        spare: How many blank rows below the last one are printed too, as far as the last page has room.
        pages: How many pages it is shrunk to fit, 0 for as many as it needs.
        across: How many pages stand side by side.
        repeats: How many of the first columns stand on each of these pages.
        depths: How deep a 0-based row stands below its heads, 0 where it is not said.
    """

    widths: Sequence[float]
    last: tuple[int, int]
    landscape: bool
    repeat: int | None = None
    first: int = 1
    spare: int = 0
    pages: int = 0
    across: int = 1
    repeats: int = 0
    depths: Mapping[int, int] = field(default_factory=dict)


def finish(writing: Writing, sheet: Any, how: Print) -> None:  # noqa: ANN401 - XlsxWriter is untyped
    """Set paper, margins, what repeats, where pages begin, and the footer: what it is, which page it is, its mark."""
    sheet.hide_gridlines(2)
    sheet.set_paper(PAPERS[writing.content.paper].number)
    if how.landscape:
        sheet.set_landscape()
    sheet.set_margins(left=LEFT, right=RIGHT, top=TOP, bottom=BOTTOM)
    sheet.fit_to_pages(how.across, how.pages)
    if how.repeat is not None:
        sheet.repeat_rows(how.repeat)
    if how.across > 1:
        sheet.repeat_columns(0, how.repeats - 1)
        sheet.print_across()
    begins, spare = ([], 0) if how.pages else _divided(sheet, how, writing.content.paper)
    sheet.set_h_pagebreaks(begins)
    sheet.print_area(how.first - 1, 0, how.last[0] + spare - 1, how.last[1] - 1)
    mark = writing.content.identity.short
    label = _margin_text(writing.content.facts.get("kaki", ""), 150)
    sheet.set_footer(f"&L&8 {label}&C&8 &A&R&8 halaman &P dari &N  ·  {mark}")


def _divided(sheet: Any, how: Print, paper: str) -> tuple[list[int], int]:  # noqa: ANN401 - XlsxWriter is untyped
    """The 0-based rows that begin a page, and how many of the blank rows below have room on the last one."""
    size = print_scale(paper, how.widths, landscape=how.landscape, across=how.across, repeats=how.repeats)
    room = PAPERS[paper].room(landscape=how.landscape)[1] / size
    start = how.first - 1 if how.repeat is None else how.repeat + 1
    rows = range(start, how.last[0])
    first = room - sum(map(sheet.height, range(how.first - 1, start)))
    later = room - (0 if how.repeat is None else sheet.height(how.repeat))
    strips = list(map(Strip, map(sheet.height, rows), page_costs([how.depths.get(row, 0) for row in rows])))
    begins = pages_begin(strips, first, later)
    used = sum(strip.height for strip in strips[begins[-1] if begins else 0 :])
    spare = 0
    while (
        spare < how.spare
        and (used := used + sheet.height(how.last[0] + spare)) <= (later if begins else first) * _SLACK
    ):
        spare += 1
    return [rows[begin] for begin in begins], spare


def page_costs(depths: Sequence[int]) -> list[float]:
    """What it costs that a page begins with each row: never right below a head, rather not within a group.

    Args:
        depths: How deep each row stands below its heads, 0 for a head or where there are none.
    """
    costs: list[float] = []
    for at, depth in enumerate(depths):
        before, after = depths[at - 1] if at else depth, depths[at + 1] if at + 1 < len(depths) else 0
        alone = depth > 0 and (after < depth or (at > 1 and depths[at - 2] < depth))
        costs.append(NEVER if before < depth else _SPLIT * depth * (2 if alone else 1))
    return costs


def _running_head(sheet: Any, title: str, note: str) -> None:  # noqa: ANN401 - XlsxWriter is untyped
    """Put a title, and a note at its right, above each page: of a sheet whose own title would be cut on some."""
    right = f"&R&8 {_margin_text(note, 100)}" if note else ""
    sheet.set_header(f"&L&B{_margin_text(title, _MARGIN_TEXT - len(right) - 4)}{right}")


def _margin_text(text: str, most: int) -> str:
    """A text as headers and footers take it, with its ampersands doubled, cut to so many characters."""
    for length in range(len(text), 0, -1):
        told = (text if length == len(text) else text[:length].rstrip() + "…").replace("&", "&&")
        if len(told) <= most:
            return told
    return ""
