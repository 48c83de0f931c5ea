"""Whether what a person sees in a cell and what the cell stores are one answer.

The rule: what is seen is read as if it had been typed. Where that gives the stored answer, all is well; where it gives
the stored number rounded, the number counts and both are told; anything else is asked back.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum, auto
from typing import Final, NamedTuple

from rkt_excel.workbook.values.cells import Cell, CellContent, exact, plain, visible
from rkt_excel.workbook.values.days import read_day, told_parts
from rkt_excel.workbook.values.numbers import Doubt, read_figure


class Agreement(Enum):
    """How what is seen stands to what is stored."""

    SAME = auto()
    ROUNDED = auto()  # the same, less exact or in part: the stored one counts, and it is told
    UNSEEN = auto()  # nothing is seen
    OTHER = auto()  # two answers


class SeenFigure(NamedTuple):
    """A number as it is seen.

    Attributes:
        value: The number; in percent points where a percent sign stands behind it.
        percent: Whether a percent sign stands behind it.
        finest: How much one unit in its last place is worth: 0.01 for 85,25, and 1/4 for 3/4.
    """

    value: Decimal
    percent: bool
    finest: Decimal


# Digits beyond these are noise that nobody looks for.
_NOTICED: Final = Decimal("1e-9")

_CURRENCY: Final = re.compile(r"^(?:Rp\.?|IDR|US\$|[$€£¥])\s*", re.IGNORECASE)
_POWER: Final = re.compile(r"([\d.,]+)E([+-]?)(\d{1,3})", re.IGNORECASE)
_MIXED: Final = re.compile(r"(?:(\d{1,15}) +)?(\d{1,9}) */ *(\d{1,9})")
_SPACED: Final = re.compile(r"(?<=\d) (?=\d{3}(?:\D|$))")
_OTHER_SIGNS: Final = str.maketrans(",.", ".,")
_NOTHING: Final = frozenset("-–— ,.")


def seen_figure(text: str) -> SeenFigure | None:
    """The number that a person reads in a text written the Indonesian way (1.250,5); `None` where it shows no number.

    Understood are currency, brackets or a minus, a power of ten, a fraction and a percent sign.
    """
    text = _CURRENCY.sub("", visible(text))
    negative = text.startswith("-") or (text.startswith("(") and text.endswith(")"))
    text = _CURRENCY.sub("", text.strip("()").lstrip("-").strip()).lstrip("-").strip()
    found = _fraction(text) or _power(text) or _usual(text)
    if found is None or not negative:
        return found
    return found._replace(value=-found.value)


def _fraction(text: str) -> SeenFigure | None:
    match = _MIXED.fullmatch(text)
    if match is None or not int(match[3]):
        return None
    part = Decimal(int(match[2])) / int(match[3])
    return SeenFigure(int(match[1] or 0) + part, percent=False, finest=1 / Decimal(int(match[3])))


def _power(text: str) -> SeenFigure | None:
    match = _POWER.fullmatch(text)
    mantissa = _usual(match[1]) if match else None
    if match is None or mantissa is None:
        return None
    power = int(match[2] + match[3])
    return SeenFigure(mantissa.value.scaleb(power), percent=False, finest=mantissa.finest.scaleb(power))


def _usual(text: str) -> SeenFigure | None:
    text = _SPACED.sub(".", text) if text[:1] != "0" else text
    text = f"0{text}" if text.startswith(",") else re.sub(r",(?=\D|$)", "", text)
    try:
        figure = read_figure(text, grouped=True)
    except Doubt:
        return None
    digits = re.match(r"[\d.]*(?:,(\d+))?", text)
    places = len(digits[1] or "") if digits else 0
    return SeenFigure(figure.value, figure.percent, Decimal(1).scaleb(-places))


def number_agrees(cell: Cell) -> tuple[Agreement, SeenFigure | None]:
    """How the number that a cell stores agrees with what is seen of it; with it the number seen, `None` where none is.

    Of a text that an .ods shows, both the Indonesian and the American reading are tried; the better one counts.
    """
    if cell.sight is None or not (cell.sight.code or cell.sight.text is not None):
        return Agreement.SAME, None
    seen = visible(cell.seen)
    if not seen:
        return Agreement.UNSEEN, None
    assert isinstance(cell.value, Decimal)
    stored = plain(cell.value * 100) if cell.percent else cell.value
    ways = [seen]
    if cell.sight.text is not None:  # as the file says it, in a language that it does not name
        ways.append(seen.translate(_OTHER_SIGNS))
    found = [(_compared(stored, figure), figure) for each in ways if (figure := seen_figure(each))]
    if found:
        return min(found, key=lambda each: each[0].value)
    nothing = stored == 0 and set(_CURRENCY.sub("", seen)) <= _NOTHING
    return (Agreement.ROUNDED if nothing else Agreement.OTHER), None


def indonesian(cell: Cell) -> str:
    """What is seen of a cell; a number that an .ods shows with American signs (1,250.5) gets Indonesian ones."""
    if cell.content is not CellContent.NUMBER or cell.sight is None or cell.sight.text is None:
        return cell.seen
    american = cell.seen.translate(_OTHER_SIGNS)
    figures = (seen_figure(cell.seen), seen_figure(american))
    here, there = (each is not None and each.value == cell.value for each in figures)
    return american if there and not here else cell.seen


def _compared(stored: Decimal, figure: SeenFigure) -> Agreement:
    if figure.value == stored:
        return Agreement.SAME
    off = abs(figure.value - stored)
    if off * 2 > figure.finest or (figure.value == 0 and figure.finest > _NOTICED):
        return Agreement.OTHER
    return Agreement.SAME if off <= _NOTICED * max(abs(stored), Decimal(1)) else Agreement.ROUNDED


def day_agrees(cell: Cell) -> Agreement:
    """How the date that a cell stores agrees with what is seen of it.

    A date that is seen without its day or year, or that is stored with a time of day, shown or not, is `ROUNDED`: the
    day counts.
    """
    seen = visible(cell.seen)
    if not seen:
        return Agreement.UNSEEN
    day = read_day(seen)
    stored = cell.serial
    if day is not None:
        midnight = Cell(cell.row, cell.column, CellContent.DATE, day).serial
        if stored is None or midnight is None or not 0 <= stored - midnight < 1:
            return Agreement.OTHER
        return Agreement.SAME if stored == midnight else Agreement.ROUNDED
    if not any(character.isdigit() for character in seen):
        return Agreement.OTHER
    whole = stored is not None and stored == exact(str(int(stored)))
    return Agreement.SAME if whole and told_parts(seen, cell.value) else Agreement.ROUNDED


def contradicted(cell: Cell) -> bool:
    """Whether what is seen in a cell and what it stores are two answers, so that neither may be carried over."""
    if cell.sight is None:
        return False
    if cell.sight.crossed or cell.pictured:
        return True
    if cell.content is CellContent.NUMBER:
        return number_agrees(cell)[0] is Agreement.OTHER
    return cell.content is CellContent.DATE and day_agrees(cell) is Agreement.OTHER
