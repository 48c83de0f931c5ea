"""What number formats say about a number: a percentage, a date, a time, or just a number; and which day a serial is.

Sources: ECMA-376 part 1, 18.8.30 (built-in formats) and 18.8.31 (codes); Excel's own counting of days.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache
from typing import Final

from rkt_excel.workbook.values.cells import Cell, CellContent, exact
from rkt_excel.workbook.values.display import section_of
from rkt_excel.workbook.values.display_codes import GENERAL, Section, Sort, sections
from rkt_excel.workbook.values.sight import Sight


class ShownAs(Enum):
    """How a number is shown, as far as it changes what the number means."""

    PLAIN = auto()
    PERCENT = auto()
    DATE = auto()
    TIME = auto()  # of a day, or a duration: no day is shown


# Formats that a file need not spell out, as Excel shows them in Indonesia; 27–36 and 50–58 are the dates of East
# Asian editions.
_DAY_CODE: Final = "dd/mm/yyyy"
BUILTIN: Final[dict[int, str]] = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"Rp"#,##0',
    6: '"Rp"#,##0',
    7: '"Rp"#,##0.00',
    8: '"Rp"#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: _DAY_CODE,
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: f"{_DAY_CODE} h:mm",
    **dict.fromkeys((*range(27, 37), *range(50, 59)), _DAY_CODE),
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"',
    42: '"Rp"#,##0;-"Rp"#,##0;"Rp -"',
    43: '#,##0.00;-#,##0.00;"-"',
    44: '"Rp"#,##0.00;-"Rp"#,##0.00;"Rp -"',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
}

_BOOLEAN: Final = re.compile(r"boolean", re.IGNORECASE)  # LibreOffice's own, whose letters mean nothing


@lru_cache(maxsize=1024)
def shown_as(code: str) -> ShownAs:
    """What the first section of a format code shows, the one for positive numbers."""
    return _shape(sections(_BOOLEAN.sub("", code))[0])


def _shape(section: Section) -> ShownAs:
    if section.dated:
        return ShownAs.DATE if section.shows("ymdegb") else ShownAs.TIME
    return ShownAs.PERCENT if Sort.PERCENT in section.sorts else ShownAs.PLAIN


@lru_cache(maxsize=1024)
def varied(code: str) -> bool:
    """Whether the sections of a code show numbers as different things, such as [<1]0%;0."""
    return (
        ";" in code
        and len({_shape(each) for each in sections(code)[:3] if each.pieces and Sort.TEXT not in each.sorts}) > 1
    )


@lru_cache(maxsize=4096)
def shown_as_for(code: str, value: Decimal) -> ShownAs:
    """What a code makes of this number, which decides about the section that shows it."""
    return _shape(section_of(value, code))


@lru_cache(maxsize=1024)
def telling(code: str) -> str:
    """The code, or "" where it shows a number as it is (General, and what LibreOffice writes for yes and no)."""
    return "" if code.strip().lower() in GENERAL or _BOOLEAN.search(code) else code


_LEAP_BUG: Final = 60  # Excel counts a 29 February 1900 that never was (inherited from Lotus 1-2-3)
_LAST_SERIAL: Final = 2_958_465  # 31 December 9999
_DAY: Final = 86_400_000  # milliseconds; finer ones are noise of binary arithmetic
_DAYS_TO_1904: Final = 1_462


def serial_moment(serial: Decimal, *, since_1904: bool = False) -> date | None:
    """The day of a serial number, with its time if it has one, as Excel counts them.

    Args:
        serial: Days since 1900 (day 1 is 1 January), the time as a part of a day.
        since_1904: The file counts from 1 January 1904 instead.

    Returns:
        A `datetime` where there is a time, to the millisecond; `None` where Excel shows no valid date.
    """
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


def iso_time(text: str) -> Decimal | None:
    """An ISO 8601 time without a day, such as T01:20, as a part of a day (0.5 is noon); `None` for anything else."""
    try:
        found = time.fromisoformat(text.strip().lstrip("Tt"))
    except ValueError:
        return None
    seconds = (found.hour * 60 + found.minute) * 60 + found.second + Decimal(found.microsecond) / 1_000_000
    return exact(str(seconds / 86_400))


def iso_moment(text: str) -> date | None:
    """A day, or a day with its time but no zone, from ISO 8601; `None` for anything else, such as a time alone."""
    try:
        found = datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        return None
    midnight = (found.hour, found.minute, found.second, found.microsecond) == (0, 0, 0, 0)
    return found.date() if midnight else found


def utc(text: str) -> datetime | None:
    """A moment in UTC from ISO 8601 (W3CDTF); UTC is meant too where no zone is named. `None` for anything else."""
    try:
        found = datetime.fromisoformat(text.strip())
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def number_cell(
    place: tuple[int, int],
    value: Decimal,
    shape: ShownAs,
    *,
    since_1904: bool = False,
    formula: bool = False,
    sight: Sight | None = None,
) -> Cell:
    """The cell that a number makes under its number format.

    Args:
        place: 1-based row and column.
        value: What the file stores; of a date its serial number, of a time the part of a day.
        shape: What the format makes of it.
        since_1904: The file counts days from 1904.
        formula: The number is computed.
        sight: How the cell shows; `None` for plainly.
    """
    if shape is ShownAs.DATE and (day := serial_moment(value, since_1904=since_1904)) is not None:
        return Cell(*place, CellContent.DATE, day, formula=formula, sight=sight)
    if shape is ShownAs.TIME:
        return Cell(*place, CellContent.TIME, value, formula=formula, sight=sight or _AS_TIME)
    return Cell(*place, CellContent.NUMBER, value, percent=shape is ShownAs.PERCENT, formula=formula, sight=sight)


_AS_TIME: Final = Sight("[h]:mm")


# A defined name that holds a text: "…" with quotes doubled inside, with or without an equals sign.
_CONSTANT = re.compile(r'\s*=?\s*"((?:[^"]|"")*)"\s*')


def text_constant(formula: str) -> str | None:
    """The text of a formula that is nothing but a text in quotes, `None` for any other formula."""
    match = _CONSTANT.fullmatch(formula)
    return None if match is None else match[1].replace('""', '"')
