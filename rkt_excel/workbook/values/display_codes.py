"""Number format codes taken apart: sections, conditions and the pieces of each (ECMA-376 part 1, 18.8.31).

Codes stand in files as an American Excel writes them, whatever language shows them: "," parts thousands or, behind the
last digit, divides by a thousand; "." is the decimal sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache
from typing import Final, NamedTuple

LONGEST: Final = 255  # characters that Excel takes; a longer code is shown as General
GENERAL: Final = frozenset({"general", "standard", "@", ""})  # codes that show a number as it is


class Sort(Enum):
    """What one piece of a code is."""

    SAID = auto()  # stands for itself
    DIGIT = auto()  # 0 # ?
    POINT = auto()
    GROUP = auto()  # a comma between digits
    THOUSANDTH = auto()  # a comma behind the last digit
    PERCENT = auto()
    POWER = auto()  # E+00
    SLASH = auto()
    GENERAL = auto()
    TEXT = auto()  # @
    DATE = auto()  # y m d h s, runs of them
    ELAPSED = auto()  # [h] [m] [s]
    NOON = auto()  # AM/PM


class Piece(NamedTuple):
    """One piece of a code: what it is and how it is written; a text that stands for itself without its quotes."""

    sort: Sort
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """What one section of a code shows.

    Attributes:
        pieces: What it shows, in order.
        test: The comparison of its condition: ">=" of [>=100]; "" where it has none.
        limit: What the condition compares with: 100 of [>=100].
        english: Names of months and days are asked for in English ([$-409]).
        ink: The colour that it asks for, in small letters (red, color12); "" where it asks for none.
    """

    pieces: tuple[Piece, ...]
    test: str = ""
    limit: Decimal = Decimal(0)
    english: bool = False
    ink: str = ""

    @property
    def sorts(self) -> frozenset[Sort]:
        """The sorts of its pieces, each once."""
        return frozenset(piece.sort for piece in self.pieces)

    @property
    def dated(self) -> bool:
        """It shows a moment or a duration."""
        return not self.sorts.isdisjoint({Sort.DATE, Sort.ELAPSED, Sort.NOON})

    def shows(self, letters: str) -> bool:
        """Whether any of these parts of a moment is shown, each by its letter: "m" months, "M" minutes, "y" years."""
        return any(piece.sort is Sort.DATE and piece.text[0] in letters for piece in self.pieces)


_PIECE: Final = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<padding>.)|\*(?P<filling>.)|\[(?P<bracket>[^\]]*)\]?'
    r"|(?P<noon>AM/PM|A/P)|(?P<general>General|Standard)|(?P<power>E[+-][0#?]+)"
    r"|(?P<date>y+|m+|d+|h+|s+|e+|g+|b+)|(?P<digit>[0#?])|(?P<mark>[.,%/@])|(?P<said>.)",
    re.IGNORECASE | re.DOTALL,
)
_TEST: Final = re.compile(r"\s*(<=|>=|<>|<|>|=)\s*(-?\d{1,15}(?:\.\d{0,15})?)\s*")
_MARKS: Final = {".": Sort.POINT, ",": Sort.GROUP, "%": Sort.PERCENT, "/": Sort.SLASH, "@": Sort.TEXT}
_INK: Final = re.compile(r"black|white|red|green|blue|yellow|cyan|magenta|colou?r *\d{1,2}", re.IGNORECASE)
_ENGLISH: Final = re.compile(r"\$-(?:.*)0?09", re.IGNORECASE)


@lru_cache(maxsize=1024)
def sections(code: str) -> tuple[Section, ...]:
    """The sections of a code, in order, at most the four that Excel knows: for positive, negative, zero and text.

    Conditions of its own change which number each is for. A code longer than the 255 characters that Excel takes is one
    section of General.
    """
    if len(code) > LONGEST:
        return (Section((Piece(Sort.GENERAL, ""),)),)
    return tuple(_section(part) for part in list(parts(code))[:4])


def parts(code: str) -> Iterator[str]:
    """The code cut at its semicolons, but not at those that are quoted or escaped; any number of parts."""
    start = 0
    for match in _PIECE.finditer(code):
        if match["said"] == ";":
            yield code[start : match.start()]
            start = match.end()
    yield code[start:]


def _section(part: str) -> Section:
    pieces: list[Piece] = []
    test, limit, english, ink = "", Decimal(0), False, ""
    for match in _PIECE.finditer(part):
        bracket = match["bracket"]
        if bracket is None:
            pieces.append(_piece(match))
        elif found := _TEST.fullmatch(bracket):
            test, limit = found[1], Decimal(found[2])
        elif _INK.fullmatch(bracket):
            ink = bracket.lower().replace(" ", "").replace("colour", "color")
        elif re.fullmatch(r"h+|m+|s+", bracket, re.IGNORECASE):
            pieces.append(Piece(Sort.ELAPSED, bracket.lower()))
        elif bracket.startswith("$"):
            pieces.append(Piece(Sort.SAID, bracket[1:].partition("-")[0]))
            english = english or _ENGLISH.fullmatch(bracket) is not None
    return Section(tuple(_settled(pieces)), test, limit, english, ink)


def _piece(match: re.Match[str]) -> Piece:
    kind = match.lastgroup or ""
    text = match[kind]
    if kind == "mark":
        return Piece(_MARKS[text], text)
    if kind == "date":
        return Piece(Sort.DATE, text.lower())
    if kind in {"padding", "filling"}:
        return Piece(Sort.SAID, " " if kind == "padding" else "")
    named = {"noon": Sort.NOON, "general": Sort.GENERAL, "power": Sort.POWER, "digit": Sort.DIGIT}
    return Piece(named.get(kind, Sort.SAID), text)


def _settled(pieces: list[Piece]) -> Iterator[Piece]:
    """The pieces as their neighbours decide: minutes or months, thousands or thousandths, marks that are only said."""
    sorts = {piece.sort for piece in pieces}
    dated = not sorts.isdisjoint({Sort.DATE, Sort.ELAPSED, Sort.NOON})
    last = max((place for place, piece in enumerate(pieces) if piece.sort is Sort.DIGIT), default=-1)
    first = next((place for place, piece in enumerate(pieces) if piece.sort is Sort.DIGIT), len(pieces))
    point = next((place for place, piece in enumerate(pieces) if piece.sort is Sort.POINT), len(pieces))
    for place, piece in enumerate(pieces):
        if dated:
            yield _moment_piece(pieces, place)
        elif piece.sort is Sort.GROUP:
            behind = not any(each.sort is Sort.DIGIT for each in pieces[place:point]) or place > last
            yield Piece(Sort.SAID if place < first else Sort.THOUSANDTH if behind else Sort.GROUP, ",")
        elif piece.sort is Sort.SLASH and not first < place:
            yield Piece(Sort.SAID, "/")
        else:
            yield piece


def _moment_piece(pieces: list[Piece], place: int) -> Piece:
    piece = pieces[place]
    parts_seconds = any(each.sort is Sort.DIGIT for each in pieces[place + 1 : place + 2])
    if piece.sort in {Sort.GROUP, Sort.SLASH, Sort.PERCENT} or (piece.sort is Sort.POINT and not parts_seconds):
        return Piece(Sort.SAID, piece.text)
    if piece.sort is Sort.DATE and piece.text[0] == "m" and len(piece.text) <= 2:
        timed = {Sort.DATE, Sort.ELAPSED}
        before = next((each.text[0] for each in reversed(pieces[:place]) if each.sort in timed), "")
        after = next((each.text[0] for each in pieces[place + 1 :] if each.sort in timed), "")
        if before == "h" or after == "s":
            return Piece(Sort.DATE, piece.text.upper())
    return piece
