"""How wide texts and columns are, and how high rows, in Arial, the font of every sheet and document.

Liberation Sans has the same widths. Letters that are not listed count as wide: an estimate on the safe side.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

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

SIZE: Final = 10.0  # points of the letters of tables
_PIXELS_PER_POINT: Final = 96 / 72
LINE_HEIGHT: Final = 13.2  # points of one line of that size; LibreOffice sets it a little higher than Excel
# A little is left because Excel and LibreOffice break lines at other places.
_RESERVE: Final = 1.05
FRAME: Final = 5  # pixels of a column that its frame takes
STEP: Final = 11  # pixels of each step of an indent: three spaces
BUTTON: Final = 18  # pixels of the filter's button; LibreOffice breaks a heading before it
_DIGIT: Final = 7  # pixels of a character, as columns are counted
_WIDEST: Final = 13.4  # pixels of the widest letter
_LONGEST: Final = 250.0  # pixels: an address or the name of a file may be broken, no word of a language
_EXCEL_ROW_LIMIT: Final = 409.0  # points


class Laid(NamedTuple):
    """A text as it stands in a cell.

    Attributes:
        text: What it says.
        width: The width of its column in characters, or of all columns that it lies over.
        bold: Whether its letters are bold.
        steps: How many steps of Excel's indent it stands in.
        size: The size of its letters in points.
    """

    text: str
    width: float
    bold: bool = False
    steps: int = 0
    size: float = SIZE


@lru_cache(maxsize=16_384)  # words come again and again
def advance(text: str, *, bold: bool = False) -> int:
    """The width of a text on one line, in thousandths of the size of its letters: of 10 points, 556 is 5.56 points."""
    return sum(map((_BOLD if bold else _REGULAR).__getitem__, text))


def row_height(cells: Iterable[Laid], *, reserve: float = _RESERVE) -> float:
    """The height in points that shows every wrapped text whole.

    Args:
        cells: The texts of the row.
        reserve: By which factor they may be drawn wider than they are measured; 1 where a line is left below anyway.
    """
    tallest = max((_lines(each, reserve) * LINE_HEIGHT * each.size / SIZE for each in cells), default=LINE_HEIGHT)
    return min(_EXCEL_ROW_LIMIT, round(tallest + 3, 2))


ONE_LINE: Final = row_height(())  # points of a row that holds one line


@lru_cache(maxsize=4_096)  # forms say the same again and again
def _lines(laid: Laid, reserve: float) -> int:
    """How many lines a wrapped text takes: words are kept whole."""
    room = (_pixels(laid.width) - FRAME - STEP * laid.steps) / reserve
    if len(laid.text) * _WIDEST * laid.size / SIZE <= room and "\n" not in laid.text:
        return 1
    space = stretch(" ", bold=laid.bold, size=laid.size)
    total = 0
    for paragraph in laid.text.split("\n"):
        total += 1
        used = 0.0
        for word in paragraph.split(" "):
            own = stretch(word, bold=laid.bold, size=laid.size)
            if used and used + own > room:
                total, used = total + 1, 0.0
            total += math.floor(own / room) if own > room else 0
            used += own + space
    return total


def on_one_line(laid: Laid) -> bool:
    """Whether a text surely stands in its cell without being wrapped."""
    return _lines(laid, _RESERVE) == 1


def stretch(text: str, *, bold: bool = False, size: float = SIZE) -> float:
    """How wide a text is on one line, in pixels of a screen of 96 to the inch; `size` is in points."""
    return advance(text, bold=bold) * size * _PIXELS_PER_POINT / 1_000


def widest(texts: Iterable[str], *, bold: bool = False, steps: int = 0, above: float = 0.0) -> float:
    """How wide the column of these texts has to be, in characters, so that none of their words is broken.

    Args:
        texts: What stands there, or may.
        bold: Whether their letters are bold.
        steps: How many steps of Excel's indent they stand in.
        above: The width that it has in any case, in characters: what needs no more is not measured.
    """
    enough = least = above * _DIGIT - STEP * steps
    for text in texts:
        if len(text) * _WIDEST <= least:
            continue
        for word in text.replace("\n", " ").split(" "):
            if len(word) * _WIDEST > least:
                least = max(least, min(stretch(word, bold=bold), _LONGEST))
    if least == enough:
        return above
    needed = math.ceil(round(least + STEP * steps, 3))  # whole pixels
    return max(above, math.ceil(needed * 10 / _DIGIT) / 10)


_ROOM: Final = 1_310  # pixels that a window of 1366 leaves to the cells, beside row numbers and scroll bar
_ZOOMS: Final = (90, 100)  # per cent; smaller is hard to read


def pixels(widths: Iterable[float]) -> int:
    """How many pixels columns take on the screen at 100 per cent, by Excel's rule of 7 to the character and 5 more.

    Args:
        widths: Of each column, in characters.
    """
    return sum(map(_pixels, widths))


def _pixels(width: float) -> int:
    return math.floor(width * 7 + 5)


def zoom_for(widths: Iterable[float]) -> int:
    """The zoom in per cent, 90 to 100, at which columns fit into a window of 1366 pixels; 90 where none does.

    Args:
        widths: Of each column, in characters.
    """
    return max(_ZOOMS[0], min(_ZOOMS[1], _ROOM * 100 // max(pixels(widths), 1)))
