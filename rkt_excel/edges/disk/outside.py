"""Moments and texts that came from outside, made fit before anything is done with them.

A file system, a letter or an archive may say any time and any name: years that no calendar has, bytes that are no
letters, signs that turn a line around on the screen. Here is the one place where such a value becomes a moment that
can be reckoned with and a text that can be shown, stored and used as a name, or counts as unknown.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import Final

from rkt_excel.workbook.characters import cleaned

UNFIT_ALONE: Final = re.compile("[\ud800-\udfff]")  # halves of characters: names that are not UTF-8 are read with them
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
# Years that a file or letter of an office may have: zip archives and cameras without a clock say 1980, and what lies
# far ahead would be taken for the newest for ever.
_YEARS: Final = range(1981, 2200)


def moment_of(seconds: float) -> datetime | None:
    """The moment of a file's time in UTC; `None` where it is not credible.

    Computed instead of asked of the system, because Windows refuses times before 1970 and any system those beyond the
    year 9999.

    Args:
        seconds: Seconds since 1970, as the file system or an archive says them.
    """
    try:
        return credible(_EPOCH + timedelta(seconds=seconds)) if isfinite(seconds) else None
    except OverflowError:
        return None


def credible(when: datetime | None) -> datetime | None:
    """The moment in UTC; `None` for one outside the years 1981 to 2199, which no file or letter of an office can have.

    A moment without a time zone is taken for UTC.
    """
    if when is None or when.year not in _YEARS:
        return None
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)


def plain_line(text: str) -> str:
    """The text in one line, without what no file can hold and what turns the direction of writing on a screen."""
    return " ".join(cleaned(text).split())
