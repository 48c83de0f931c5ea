"""What a person sees in a cell, where that is not simply what the file stores.

Readers say it of a cell in passing (once for each style, and for each text of several letters); what it means for an
answer is found only where an answer is read (`agreement.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, NamedTuple

from rkt_excel.workbook.values.colours import BLACK, WHITE, Colour, format_colour, indistinct
from rkt_excel.workbook.values.display_codes import Sort, parts, sections

STRUCK: Final = "dicoret"
RAISED: Final = "ditulis kecil di atas atau di bawah baris"
INDISTINCT: Final = "hurufnya sewarna dengan latarnya"
TINY: Final = "hurufnya terlalu kecil"
BY_FORMAT: Final = "disembunyikan format angkanya"
ZERO_HIDDEN: Final = "lembarnya tidak menampilkan nol"
TINY_POINTS: Final = 2.0
LEAST_HEIGHT: Final = 2.0  # points of a row; what is lower shows nothing
LEAST_WIDTH: Final = 0.3  # of a column, in characters


# Signs that are letters of their own when they stand raised or lowered; others are only left out.
_PLAIN: Final = "0123456789+-=()n"
_UP: Final = str.maketrans(_PLAIN, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_DOWN: Final = str.maketrans(_PLAIN, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ")
SMALL_SIGNS: Final = "".join(map(chr, (*_UP.values(), *_DOWN.values()))).replace("ⁿ", "").replace("ₙ", "")


@dataclass(frozen=True, slots=True)
class Sight:
    """How a cell shows.

    Attributes:
        code: The number format that it is shown under; "" where it shows as it is stored.
        text: What it shows, where the file itself says so; `None` where it does not.
        marks: Parts of its text that are no part of the value, each as (why, the part).
        crossed: Why nothing of what it shows is an answer (all struck out, all raised); "" where it may be one.
        unseen: Why nothing of it is seen; "" where something is.
        picture: It shows a picture or a value with parts of its own, which is stored elsewhere.
        perhaps: What conditional formats may make of it whose rules cannot be decided here; "" for nothing.

    The reasons are Indonesian words that go into findings as they are.
    """

    code: str = ""
    text: str | None = None
    marks: tuple[tuple[str, str], ...] = ()
    crossed: str = ""
    unseen: str = ""
    picture: bool = False
    perhaps: str = ""


class Letters(NamedTuple):
    """How letters look: of a whole cell, or of a run in it."""

    struck: bool = False
    raised: int = 0  # 1 above the line, -1 below it
    ink: Colour | None = None  # None: left to the program, which takes black
    size: float | None = None  # points

    def unseen(self, ground: Colour | None) -> str:
        """Why nobody sees such letters, "" where they are seen.

        Args:
            ground: The colour behind them; `None` for one of several colours, on which they count as seen.
        """
        if self.size is not None and self.size <= TINY_POINTS:
            return TINY
        return INDISTINCT if ground and indistinct(self.ink or BLACK, ground) else ""

    @property
    def crossed(self) -> str:
        """Why such letters are no part of an answer, "" where they are one."""
        return STRUCK if self.struck else RAISED if self.raised else ""


@lru_cache(maxsize=1024)
def legible(code: str, ground: Colour | None, palette: tuple[str, ...] = ()) -> str:
    """The number format with each section emptied whose colour ([White]) cannot be told from the ground.

    Args:
        code: The number format.
        ground: The colour behind the letters; `None` for one of several colours, which empties nothing.
        palette: The workbook's own palette as RRGGBB; empty for Excel's.
    """
    if "[" not in code or ground is None:
        return code
    said = sections(code)
    shown = list(parts(code))[: len(said)]
    for place, section in enumerate(said):
        ink = format_colour(section.ink, palette) if section.ink else None
        if ink and indistinct(ink, ground) and (place == _FOR_TEXTS or Sort.TEXT not in section.sorts):
            condition = f"[{section.test}{section.limit}]" if section.test else ""
            shown[place] = condition
    if shown == [""]:  # an only section, which says nothing of texts
        return ";;;@"
    return ";".join(shown)


_FOR_TEXTS: Final = 3  # the fourth section


class Look(NamedTuple):
    """How a cell looks as a whole: its letters, and what lies behind them."""

    letters: Letters = Letters()
    ground: Colour | None = WHITE

    def sight(self, code: str = "") -> Sight | None:
        """How a cell of this look shows under a number format, its text all in one look; `None` where plainly."""
        letters = self.letters
        found = Sight(code, crossed=letters.crossed, unseen=letters.unseen(self.ground))
        return None if found == _PLAIN_SIGHT else found


_PLAIN_SIGHT: Final = Sight()


class Run(NamedTuple):
    """A part of a text whose letters look alike; its letters are `None` where they look as the cell does."""

    text: str
    letters: Letters | None = None


def read_runs(runs: Iterable[Run], look: Look, code: str = "") -> tuple[str, Sight | None]:
    """A text of several runs: what of it is an answer, and how it shows.

    Struck-out, raised and unseen runs are no part of the value. Raised digits and signs stay in what is shown, as the
    signs of their own that Unicode has for them (m²).

    Args:
        runs: The parts in order.
        look: How the cell looks that they stand in.
        code: Its number format.

    Returns:
        The value, which is the whole text where nothing of it would be left; and the sight, `None` where all of it
        shows plainly.
    """
    kept: list[str] = []
    shown: list[str] = []
    marks: list[tuple[str, str]] = []
    everything: list[str] = []
    for text, own in runs:
        letters = own or look.letters
        why = letters.crossed or letters.unseen(look.ground)
        everything.append(text)
        if not why or not text.strip():
            kept.append(text)
            shown.append(text)
            continue
        marks.append((why, text))
        if why == RAISED and set(text) <= set(_PLAIN + " "):
            shown.append(text.translate(_UP if letters.raised > 0 else _DOWN))
    whole = "".join(everything)
    if not marks:
        return whole, replace(_PLAIN_SIGHT, code=code) if code else None
    if not "".join(kept).strip():
        why = marks[0][0]
        hidden = all(each in {TINY, INDISTINCT} for each, _ in marks)
        return whole, Sight(code, text=whole, unseen=why) if hidden else Sight(code, text=whole, crossed=why)
    return "".join(kept), Sight(code, text="".join(shown), marks=_together(marks))


def _together(marks: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The marked parts by why they are marked."""
    found: dict[str, list[str]] = {}
    for why, text in marks:
        found.setdefault(why, []).append(text.strip())
    return tuple((why, " … ".join(texts)) for why, texts in found.items())


@lru_cache(maxsize=256)
def is_flat(size: str, least: float) -> bool:
    """Whether a row or column is too low or narrow to show anything.

    Args:
        size: Its height or width as a file writes it, in the unit of `least`; "" and what is no number are as usual.
        least: `LEAST_HEIGHT` in points, or `LEAST_WIDTH` in characters.
    """
    try:
        return bool(size) and float(size) < least
    except ValueError:
        return False
