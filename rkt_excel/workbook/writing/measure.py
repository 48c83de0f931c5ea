"""How wide columns and how high rows are, counted in the letters of Arial."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

from rkt_excel.workbook.writing.arial import DIGIT, advance

LINE_HEIGHT: Final = 13.2  # points of one line of Arial 10; LibreOffice sets it a little higher than Excel
# A little is left because Excel and LibreOffice break lines at other places.
_RESERVE: Final = 1.05
BOLD: Final = 1.1  # how much wider letters are
_PADDING: Final = 1.2  # of a column, taken by its frame and the indent
_EXCEL_ROW_LIMIT: Final = 409.0  # points


def row_height(cells: Iterable[tuple[str, float]], *, line: float = LINE_HEIGHT) -> float:
    """The height in points that shows every wrapped text whole.

    Args:
        cells: Each text with the width of its column in characters.
        line: The height of one line in points.
    """
    lines = max((_lines(text, width - _PADDING) for text, width in cells), default=1)
    return min(_EXCEL_ROW_LIMIT, lines * line + 3)


def _lines(text: str, width: float) -> int:
    """How many lines a wrapped text takes: words are kept whole."""
    total = 0
    for paragraph in text.split("\n"):
        total += 1
        used = 0.0
        for word in paragraph.split(" "):
            length = digits_wide(word) * _RESERVE
            if used and used + length > width:
                total, used = total + 1, 0.0
            total += math.floor(length / width) if length > width else 0
            used += length + digits_wide(" ")
    return total


_ROOM: Final = 1_310  # pixels that a window of 1366 leaves to the cells, beside row numbers and scroll bar
_ZOOMS: Final = (90, 100)  # per cent; smaller is hard to read


def pixels(widths: Iterable[float]) -> int:
    """How many pixels columns take on the screen at 100 per cent, by Excel's rule of 7 to the character and 5 more.

    Args:
        widths: Of each column, in characters.
    """
    return sum(math.floor(width * 7 + 5) for width in widths)


def zoom_for(widths: Iterable[float]) -> int:
    """The zoom in per cent, 90 to 100, at which columns fit into a window of 1366 pixels; 90 where none does.

    Args:
        widths: Of each column, in characters.
    """
    return max(_ZOOMS[0], min(_ZOOMS[1], _ROOM * 100 // max(pixels(widths), 1)))


def digits_wide(word: str) -> float:
    """How wide a text is on one line, in widths of a digit, which is the unit of Excel's columns."""
    return advance(word) / DIGIT
