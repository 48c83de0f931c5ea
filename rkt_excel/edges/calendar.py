"""The office's calendar: a five-day week without public holidays and cuti bersama, corrected by the office's own list.

The days come from the library holidays, which knows cuti bersama as far as they are decreed, and marks days that depend
on the sighting of the moon as estimates. What it does not know is told (`undecreed`, `estimated`), not guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Final

_SATURDAY: Final = 5
_ESTIMATED: Final = "(perkiraan)"  # how the library marks it
_JOINT_LEAVE: Final = "cuti bersama"
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class OwnDay:
    """A day for which the office's own list overrides the library.

    Attributes:
        day: The day.
        name: What the day is for.
        off: Whether the office is closed; if not, it works on that day, also on a weekend.
    """

    day: date
    name: str = ""
    off: bool = True


class OfficeCalendar:
    """Which days the office works, and how many of them lie between two dates."""

    def __init__(self, own: Iterable[OwnDay] = ()) -> None:
        """Take the office's own days.

        Args:
            own: Days of the master's sheet Hari Libur; they override everything else.
        """
        self._own = {each.day: each for each in own}

    def working(self, day: date) -> bool:
        """Whether the office works on a day."""
        if day in self._own:
            return not self._own[day].off
        return day.weekday() < _SATURDAY and day not in _days_off(day.year)

    def on_or_after(self, day: date) -> date:
        """The day itself, or the next working day."""
        while not self.working(day):
            day += _DAY
        return day

    def after(self, start: date, days: int) -> date:
        """The working day that lies so many working days after a date.

        Args:
            start: Where counting begins; it is not counted itself.
            days: How many working days; for 0 it is `start`, or the next working day.
        """
        day = start
        for _ in range(days):
            day = self.on_or_after(day + _DAY)
        return self.on_or_after(day)

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`; 0 where `end` is not later."""
        return sum(self.working(start + _DAY * number) for number in range(1, (end - start).days + 1))

    def undecreed(self, start: date, end: date) -> tuple[int, ...]:
        """The years of a span, both ends included, whose cuti bersama neither the library nor the own list knows."""
        listed = {day.year for day, each in self._own.items() if _JOINT_LEAVE in each.name.casefold()}
        years = range(start.year, end.year + 1)
        return tuple(year for year in years if year not in listed and not _known(year, "government"))

    def estimated(self, start: date, end: date) -> Mapping[date, str]:
        """The weekdays of a span, both ends included, that the library only estimates to be days off, by their names.

        Days that stand in the office's own list are settled, and are not among them.
        """
        days = {day: name for year in range(start.year, end.year + 1) for day, name in _days_off(year).items()}
        return {
            day: name.replace(_ESTIMATED, "").strip()
            for day, name in sorted(days.items())
            if start <= day <= end and _ESTIMATED in name and day not in self._own and day.weekday() < _SATURDAY
        }


def _days_off(year: int) -> Mapping[date, str]:
    # `public` alone leaves cuti bersama out; civil servants' offices are closed on those days as well.
    return {**_known(year, "public"), **_known(year, "government")}


@cache
def _known(year: int, category: str) -> Mapping[date, str]:
    return dict(_indonesia()(years=year, categories=(category,), language="id"))


@cache
def _indonesia() -> Callable[..., Mapping[date, str]]:
    """The days off of Indonesia as the library knows them, loaded without those of 250 other countries.

    To import one country the usual way is to import the package of all of them, which takes a tenth of a second and
    opens hundreds of files each time that a command counts days.
    """
    import holidays  # noqa: PLC0415 - loaded where days are counted

    path = Path(holidays.__file__).with_name("countries") / "indonesia.py"
    spec = spec_from_file_location("rkt_excel_indonesia", path) if path.is_file() else None
    if spec is None or spec.loader is None:  # not laid out in files, or no longer in this one
        return partial(holidays.country_holidays, "ID")
    alone = module_from_spec(spec)
    spec.loader.exec_module(alone)
    found: Callable[..., Mapping[date, str]] = alone.Indonesia
    return found
