"""How wide a text is in Arial, where its lines break, and how it is shortened: what a drawing has to know.

The widths are those of Arial, which Liberation Sans shares. They are an estimate on the safe side: letters that are not
listed count as wide, and a little is added, so that what fits here fits in Word and in LibreOffice. Lines are broken
here and nowhere else: a program that broke them elsewhere would need more of them than there is room for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

MM_PER_POINT: Final = 25.4 / 72
CUT: Final = "…"  # stands where a text was shortened
_SAFETY: Final = 1.02
_WIDE: Final = 1_000  # of a letter that is not listed: scripts of East Asia, emoji
_NARROWEST: Final = 0.19  # of the size, the width of the narrowest letter
_LINE: Final = 1.2  # of the size: the distance of two lines

# Advance widths in thousandths of the size.
_REGULAR: Final = {
    letter: width
    for width, letters in (
        (191, "'"), (222, "ijl‘’"), (260, "|"), (278, " \u00a0!,./:;I[\\]ft·"),
        (334, "()-r`“”²{}"), (355, '•"'), (400, "*°"),
        (469, "^"), (500, "Jcksvxyz"), (556, "#$0123456789?L_abdeghnopqu–éè"), (584, "+<=>~×±"), (611, "FTZ"),
        (667, "&ABEKPSVXY"), (722, "▌CDHNRUw"), (778, "GOQ"), (834, "Mm½"), (889, "%"), (944, "W"),
    )
    for letter in letters
}  # fmt: skip
_BOLD: Final = {
    letter: width
    for width, letters in (
        (238, "'"), (278, " \u00a0,./I\\ijl‘’·"),
        (334, "!()-:;[]`ft²|"), (350, "•"), (400, "*r{}°"), (474, '"'), (500, "z“”"),
        (556, "#$0123456789J_aceksvxy–éè"), (584, "+<=>^~×±"), (611, "?FLTZbdghnopqu"), (667, "EPSVXY"),
        (722, "▌&ABCDHKNRU"), (778, "GOQw"), (834, "M½"), (889, "%m"), (944, "W"),
    )
    for letter in letters
}  # fmt: skip


def line_height(size: float) -> float:
    """The distance of two lines in millimetres; `size` in points."""
    return size * _LINE * MM_PER_POINT


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text on one line in millimetres; `size` in points."""
    widths = _BOLD if bold else _REGULAR
    return sum(widths.get(letter, _WIDE) for letter in text) / 1_000 * size * MM_PER_POINT * _SAFETY


def wrapped(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """The lines of a text in a width of millimetres: broken at spaces, and within a word that is wider than a line."""
    lines, line, used = list[str](), list[str](), 0.0
    space = width_of(" ", size, bold=bold)
    for word in _words(text):
        own = width_of(word, size, bold=bold)
        if line and used + space + own <= width:
            line, used = [*line, word], used + space + own
            continue
        if line:
            lines.append(" ".join(line))
        *whole, last = _pieces(word, size, width, bold=bold) if own > width else [word]
        lines += whole
        line, used = [last], width_of(last, size, bold=bold)
    return [*lines, " ".join(line)]


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
