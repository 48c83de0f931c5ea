"""Working days: a five-day week without public holidays and cuti bersama; the office's own list adds to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

_SATURDAY: Final = 5


def days_off(years: Iterable[int], own: Iterable[date]) -> set[date]:
    """The days on which the office is closed, weekends apart.

    Args:
        years: The years to look at.
        own: Days of the master's sheet Hari Libur.
    """
    import holidays  # noqa: PLC0415 - loaded where days are counted

    # `public` alone leaves cuti bersama out; civil servants' offices are closed on those days as well.
    known = holidays.country_holidays("ID", years=set(years), categories=("public", "government"))
    return set(known) | set(own)


def add_working_days(start: date, days: int, own: Iterable[date]) -> date:
    """The working day that lies so many working days after a date; the date itself for none."""
    closed = days_off(range(start.year, start.year + 2), own)
    day = start
    while days > 0:
        day += timedelta(days=1)
        if day.weekday() < _SATURDAY and day not in closed:
            days -= 1
    return day
