"""What number formats say about a number: a percentage, a date, or just a number; and which day a serial is.

Sources: ECMA-376 part 1, 18.8.30 (built-in formats) and 18.8.31 (codes); Excel's own counting of days.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rkt_excel.workbook.cells import Cell, Content

if TYPE_CHECKING:
    from decimal import Decimal


class Shape(Enum):
    """How a number is shown, as far as it changes what the number means."""

    PLAIN = auto()
    PERCENT = auto()
    DATE = auto()


# Formats that a file need not spell out; 27–36 and 50–58 are the dates of East Asian editions.
BUILTIN: Final[dict[int, Shape]] = {
    **dict.fromkeys((9, 10), Shape.PERCENT),
    **dict.fromkeys((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)), Shape.DATE),
}

# Parts of a code that stand for themselves: quoted texts, escaped, padding and filling characters; and all
# that is in brackets (colours, conditions, currencies, locales) except elapsed time such as [h] or [mm].
_SAID = re.compile(r'"[^"]*"?|[\\_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]?', re.IGNORECASE | re.DOTALL)
_DATE = re.compile(r"[dmyhs]", re.IGNORECASE)
# General in any spelling, and texts of LibreOffice's own such as BOOLEAN, hold letters that mean nothing.
_WORDS = re.compile(r"general|standard|boolean", re.IGNORECASE)


@lru_cache(maxsize=1024)
def shape_of(code: str) -> Shape:
    """What a format code shows; only its first section counts, the one for positive numbers."""
    section = _WORDS.sub("", _SAID.sub("", code).partition(";")[0])
    if "%" in section:
        return Shape.PERCENT
    return Shape.DATE if _DATE.search(section) else Shape.PLAIN


_LEAP_BUG: Final = 60  # Excel counts a 29 February 1900 that never was (inherited from Lotus 1-2-3)
_LAST_SERIAL: Final = 2_958_465  # 31 December 9999
_DAY: Final = 86_400_000  # milliseconds; finer ones are noise of binary arithmetic
_DAYS_TO_1904: Final = 1_462


def moment(serial: Decimal, *, since_1904: bool = False) -> date | None:
    """The day of a serial number, with its time if it has one; None where Excel shows no valid date."""
    days, part = divmod(int((serial * _DAY).to_integral_value()), _DAY)
    if since_1904:
        days += _DAYS_TO_1904
    elif days == _LEAP_BUG or (days == 0 and part == 0):
        return None
    if not 0 <= days <= _LAST_SERIAL:
        return None
    start = datetime(1899, 12, 30 if days > _LEAP_BUG else 31)  # noqa: DTZ001 - cells know no time zone
    found = start + timedelta(days=days, milliseconds=part)
    return found if part else found.date()


def iso_moment(text: str) -> date | None:
    """A day, or a day with its time, from ISO 8601; None for anything else, such as a time alone."""
    try:
        found = datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        return None
    midnight = (found.hour, found.minute, found.second, found.microsecond) == (0, 0, 0, 0)
    return found.date() if midnight else found


def utc(text: str) -> datetime | None:
    """A moment in UTC from ISO 8601 (W3CDTF), which is what programs mean when they name no zone."""
    try:
        found = datetime.fromisoformat(text.strip())
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def number_cell(
    row: int, column: int, value: Decimal, shape: Shape, *, since_1904: bool = False, formula: bool = False
) -> Cell:
    """The cell of a number under a format."""
    if shape is Shape.DATE and (day := moment(value, since_1904=since_1904)) is not None:
        return Cell(row, column, Content.DATE, day, formula=formula)
    return Cell(row, column, Content.NUMBER, value, percent=shape is Shape.PERCENT, formula=formula)


# A defined name that holds a text: "…" with quotes doubled inside, with or without an equals sign.
_CONSTANT = re.compile(r'\s*=?\s*"((?:[^"]|"")*)"\s*')


def text_constant(formula: str) -> str | None:
    """The text of a formula that is nothing but a text."""
    match = _CONSTANT.fullmatch(formula)
    return None if match is None else match[1].replace('""', '"')
