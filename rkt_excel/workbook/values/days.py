"""Dates that people typed as text: day, month, year, the month by number or name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from rkt_excel.workbook.values.cells import visible

MONTHS: Final[Sequence[Sequence[str]]] = (  # each by the name that is printed, then what people type for it
    ("januari", "jan"), ("februari", "feb", "pebruari"), ("maret", "mar"), ("april", "apr"), ("mei",), ("juni", "jun"),
    ("juli", "jul"), ("agustus", "agu", "ags", "agt"), ("september", "sep", "sept"), ("oktober", "okt"),
    ("november", "nov", "nopember", "nop"), ("desember", "des"),
)  # fmt: skip
_MONTH_NUMBER: Final = {name: number for number, names in enumerate(MONTHS, 1) for name in names}


def read_day(text: str) -> date | None:
    """A date typed as 31/12/2026, 31-12-2026, 2026-12-31 or 31 Desember 2026; `None` for anything else.

    The day comes before the month, as Indonesians write; a year has four digits.
    """
    parts = re.split(r"[\s/.-]+", visible(text).casefold())
    if len(parts) != 3:
        return None
    day, month, year = reversed(parts) if len(parts[0]) == 4 else parts
    if not (day.isdecimal() and len(day) <= 2 and year.isdecimal() and len(year) == 4):
        return None
    number = _MONTH_NUMBER.get(month) or (int(month) if month.isdecimal() and len(month) <= 2 else 0)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


def month_named(word: str) -> int | None:
    """The number of the month, from 1, that a word in small letters names; `None` where it names none.

    Understood are Indonesian and English names, in full or in three letters.
    """
    return _MONTH_NUMBER.get(word) or _ENGLISH.get(word[:3])


def told_parts(text: str, day: object) -> bool:
    """Whether day, month and year of a date all stand in a text, in any order, the year perhaps with two digits.

    Args:
        text: What a cell shows.
        day: What it stores; anything but a date is told by no text.
    """
    if not isinstance(day, date):
        return False
    parts = [part for part in re.split(r"[^0-9a-z]+", visible(text).casefold()) if part]
    numbers = {int(part) for part in parts if part.isdecimal()}
    months = {month_named(part) for part in parts if part.isalpha()}
    return day.day in numbers and not numbers.isdisjoint({day.year, day.year % 100}) and day.month in months | numbers


_ENGLISH: Final = {  # by three letters, those that differ from the Indonesian ones and the beginnings of the long names
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
