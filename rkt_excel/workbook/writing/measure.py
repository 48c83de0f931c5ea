"""How wide texts and columns are, and how high rows, in Arial, the font of every sheet and document.

Liberation Sans has the same widths. Letters that are not listed count as wide: an estimate on the safe side.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

DIGIT: Final = 556  # thousandths of the size: what columns are measured in
_WIDE: Final = 1_000  # of a letter that is not listed: scripts of East Asia, emoji


class _Widths(dict[str, int]):
    def __missing__(self, letter: str) -> int:
        return _WIDE


_REGULAR: Final = _Widths(
    (letter, width)
    for width, letters in (
        (191, "'"), (222, "ijl‘’"), (260, "|"), (278, " \u00a0!,./:;I[\\]ft·"),
        (334, "()-r`“”²{}"), (355, '•"'), (400, "*°"),
        (469, "^"), (500, "Jcksvxyz"), (556, "#$0123456789?L_abdeghnopqu–éè"), (584, "+<=>~×±"), (611, "FTZ"),
        (667, "&ABEKPSVXY"), (722, "▌CDHNRUw"), (778, "GOQ"), (834, "Mm½"), (889, "%"), (944, "W"),
    )
    for letter in letters
)  # fmt: skip
_BOLD: Final = _Widths(
    (letter, width)
    for width, letters in (
        (238, "'"), (278, " \u00a0,./I\\ijl‘’·"),
        (334, "!()-:;[]`ft²|"), (350, "•"), (400, "*r{}°"), (474, '"'), (500, "z“”"),
        (556, "#$0123456789J_aceksvxy–éè"), (584, "+<=>^~×±"), (611, "?FLTZbdghnopqu"), (667, "EPSVXY"),
        (722, "▌&ABCDHKNRU"), (778, "GOQw"), (834, "M½"), (889, "%m"), (944, "W"),
    )
    for letter in letters
)  # fmt: skip

LINE_HEIGHT: Final = 13.2  # points of one line of Arial 10; LibreOffice sets it a little higher than Excel
# A little is left because Excel and LibreOffice break lines at other places.
_RESERVE: Final = 1.05
BOLD: Final = 1.1  # how much wider letters are
_PADDING: Final = 1.2  # of a column, taken by its frame and the indent
_EXCEL_ROW_LIMIT: Final = 409.0  # points


def advance(text: str, *, bold: bool = False) -> int:
    """The width of a text on one line, in thousandths of the size of its letters: of 10 points, 556 is 5.56 points."""
    return sum(map((_BOLD if bold else _REGULAR).__getitem__, text))


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
