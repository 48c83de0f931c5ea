"""The paper that sheets print on: Excel's number of it, its size, what the margins leave, and how many pages come."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from rkt_excel.workbook.writing.content import Writing
from rkt_excel.workbook.writing.measure import pixels

_PIXEL: Final = 0.75  # points
_INCH: Final = 72.0
LEFT: Final = 0.5  # margins in inches
RIGHT: Final = 0.5
TOP: Final = 0.6
BOTTOM: Final = 0.7
_SHRINKS: Final = 0.25  # of its size that a page may lose, so that no last page holds a few rows only


@dataclass(frozen=True)
class Paper:
    """A paper as Excel knows it; sizes in points, upright."""

    number: int
    short: float
    long: float


# 14 is Folio, 8.5 x 13 in, which is sold here as F4 and HVS.
PAPERS: Final[Mapping[str, Paper]] = {"A4": Paper(9, 595, 842), "F4": Paper(14, 612, 936)}


def whole_pages(paper: str, widths: Iterable[float], height: float, *, landscape: bool) -> int:
    """How many pages a sheet should be made to fit, 0 where it may take what it needs.

    Args:
        paper: Its name.
        widths: Of the columns, in characters.
        height: Of all rows, in points.
        landscape: How it prints, one page wide.
    """
    size = PAPERS[paper]
    across, down = (size.long, size.short) if landscape else (size.short, size.long)
    scale = min(1.0, (across - (LEFT + RIGHT) * _INCH) / (pixels(widths) * _PIXEL))
    pages = height * scale / (down - (TOP + BOTTOM) * _INCH)
    whole = math.floor(pages)
    return whole if whole and pages * (1 - _SHRINKS) <= whole else 0


def finish(
    writing: Writing,
    sheet: Any,  # noqa: ANN401 - XlsxWriter is untyped
    *,
    last: tuple[int, int],
    landscape: bool,
    repeat: int | None = None,
    pages: int = 0,
) -> None:
    """Set how a sheet prints: paper, one page wide, headings repeated, page count and file mark in the footer."""
    sheet.hide_gridlines(2)
    sheet.set_paper(PAPERS[writing.content.paper].number)
    if landscape:
        sheet.set_landscape()
    sheet.set_margins(left=LEFT, right=RIGHT, top=TOP, bottom=BOTTOM)
    sheet.fit_to_pages(1, pages)
    sheet.print_area(0, 0, last[0] - 1, last[1] - 1)
    if repeat is not None:
        sheet.repeat_rows(repeat)
    mark = writing.content.identity.short
    label = writing.content.facts.get("kaki", "")
    sheet.set_footer(f"&L&8 {label}&C&8 halaman &P dari &N&R&8 {mark}")
