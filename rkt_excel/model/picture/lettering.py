"""How wide a text is in Arial, where its lines break, and how it is shortened: what a drawing has to know.

A little is added to the widths, so that what fits here fits in Word and in LibreOffice. Lines are broken
here and nowhere else: a program that broke them elsewhere would need more of them than there is room for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from rkt_excel.workbook.writing.measure import advance

MM_PER_POINT: Final = 25.4 / 72
CUT: Final = "…"  # stands where a text was shortened
_SAFETY: Final = 1.02
_NARROWEST: Final = 0.19  # of the size, the width of the narrowest letter
_LINE: Final = 1.2  # of the size: the distance of two lines


def line_height(size: float) -> float:
    """The distance of two lines in millimetres; `size` in points."""
    return size * _LINE * MM_PER_POINT


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text on one line in millimetres; `size` in points."""
    return advance(text, bold=bold) / 1_000 * size * MM_PER_POINT * _SAFETY


@lru_cache(maxsize=8_192)  # the same texts are laid again and again until all of them fit
def wrapped(text: str, size: float, width: float, *, bold: bool = False) -> tuple[str, ...]:
    """The lines of a text in a width of millimetres: broken at spaces, and within a word that is wider than a line."""
    lines, line, used = list[str](), list[str](), 0.0
    space = width_of(" ", size, bold=bold)
    for word in _words(text):
        own = width_of(word, size, bold=bold)
        if line and used + space + own <= width:
            line.append(word)
            used += space + own
            continue
        if line:
            lines.append(" ".join(line))
        *whole, last = _pieces(word, size, width, bold=bold) if own > width else [word]
        lines += whole
        line, used = [last], width_of(last, size, bold=bold)
    return (*lines, " ".join(line))


@lru_cache(maxsize=8_192)
def shortened(text: str, size: float, width: float, lines: int, *, bold: bool = False) -> str:
    """The text, or as much of its beginning as takes at most so many lines, closed by an ellipsis."""
    whole = one_line(text)
    most = int(lines * width / (_NARROWEST * size * MM_PER_POINT))  # more letters never fit
    if len(whole) <= most and len(wrapped(whole, size, width, bold=bold)) <= lines:
        return whole
    fits, over = 0, min(len(whole), most) + 1
    while over - fits > 1:
        middle = (fits + over) // 2
        if len(wrapped(_cut(whole, middle), size, width, bold=bold)) <= lines:
            fits = middle
        else:
            over = middle
    return _cut(whole, fits)


def _cut(text: str, length: int) -> str:
    return text[:length].rstrip(" ,;:-/(") + CUT


def one_line(text: str) -> str:
    """The text with every run of white space as one space; a space that does not break stays."""
    return " ".join(_words(text))


def _words(text: str) -> list[str]:
    if "\u00a0" not in text:
        return text.split()
    return [word for word in re.split(r"[^\S\u00a0]+", text) if word]


def _pieces(word: str, size: float, width: float, *, bold: bool) -> Iterator[str]:
    """A word in parts of at most this width; a letter stands alone where even that is too wide."""
    piece, used = "", 0.0
    for letter in word:
        own = width_of(letter, size, bold=bold)
        if piece and used + own > width:
            yield piece
            piece, used = "", 0.0
        piece, used = piece + letter, used + own
    yield piece
