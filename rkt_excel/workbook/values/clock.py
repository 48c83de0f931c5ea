"""Figures that a program took for a time or a date while somebody typed them, and what was meant.

Where the computer parts hours by a dot, as Windows does in Indonesia, a typed 3.1 becomes 03.01 o'clock; where it
parts days by one, the third of January; and 3.75 becomes March 1975. The number that was typed is in the cell no more,
so it is asked back, with the figure that was probably meant written as it has to be typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from rkt_excel.workbook.findings import SheetCode
from rkt_excel.workbook.values.cells import Cell, CellContent, exact, visible
from rkt_excel.workbook.values.days import month_named, read_day
from rkt_excel.workbook.values.numbers import Doubt

_MINUTES: Final = 1440  # of a day
# Minutes of a day that are no quotient of what offices count: averages of up to 36 things fall between them.
_FINEST_QUOTIENT: Final = 48
_NOISE: Final = 9  # decimals; nobody types more
_TIME: Final = re.compile(r"(\d{1,3}):(\d\d)(?::\d\d)?(?: ?[AaPp][Mm])?")
_TIME_BEHIND: Final = re.compile(r"[ T]\d{1,2}[:.]\d\d(?:[:.]\d\d)?$")


def told(cell: Cell) -> Mapping[str, object]:
    """What a finding says of a time or a date that stands in the place of a figure.

    Returns:
        `tampak`: what the cell shows. `jam`: the same with colons in brackets, where it may show either. `koma`: the
        figure as it has to be typed, as a sentence.
    """
    if cell.content is CellContent.TIME:
        dotted, colons = of_day(cell), visible(cell.seen)
        return {
            "tampak": dotted,
            "jam": "" if dotted == colons else f" ({colons})",
            "koma": _with_comma(_of_time(cell)),
        }
    shown = visible(cell.quoted)
    return {"tampak": shown, "jam": "", "koma": _with_comma(_of_date(shown))}


def told_as_text(text: str) -> Doubt | None:
    """The same of a time or a date that stands as text, as after a program that wrote down what it saw.

    Returns:
        The doubt that the time or date itself would have met; `None` for any other text.
    """
    shown = visible(text)
    if time := _TIME.fullmatch(shown):
        details = {"tampak": shown, "jam": "", "koma": _with_comma((int(time[1]), int(time[2])))}
        return Doubt(SheetCode.WAKTU_BUKAN_ANGKA, details)
    if _is_date(_TIME_BEHIND.sub("", shown)):
        return Doubt(SheetCode.TANGGAL_BUKAN_ANGKA, {"tampak": shown, "jam": "", "koma": _with_comma(_of_date(shown))})
    return None


def of_day(cell: Cell) -> str:
    """A time as computers in Indonesia show it, with dots; as it is shown where the file says how."""
    seen = visible(cell.seen)
    return seen if cell.sight is not None and cell.sight.text is not None else seen.replace(":", ".")


def disguised(cell: Cell) -> Mapping[str, object] | None:
    """What is said of a number that is a time whose format was lost; `None` for any other number.

    A time that somebody gave the format of a number back is a part of a day, such as 0,125694444444444 for 03.01. It
    is told only where it is no quotient of small numbers either, which offices paste from their tables.
    """
    parts = disguised_as(cell.value) if not cell.formula and isinstance(cell.value, Decimal) else None
    return {"tampak": f"{parts[0]:02d}.{parts[1]:02d}", "koma": _with_comma(parts)} if parts else None


def disguised_as(value: Decimal) -> tuple[int, int] | None:
    """Hour and minute of the time that a number under a plain format really is; `None` where it is a number.

    Args:
        value: What the cell stores; a time is a part of a day.
    """
    if value <= 0 or -int(value.as_tuple().exponent) <= _NOISE:
        return None
    minutes = int((value * _MINUTES).to_integral_value())
    if exact(minutes / _MINUTES) != value or Fraction(minutes, _MINUTES).denominator < _FINEST_QUOTIENT:
        return None
    return divmod(minutes, 60)


def _of_time(cell: Cell) -> tuple[int, int] | None:
    """Hour and minute, where the time has no seconds."""
    value = cell.value
    if not isinstance(value, Decimal) or value < 0:
        return None
    minutes = int((value * _MINUTES).to_integral_value())
    return divmod(minutes, 60) if abs(value * _MINUTES - minutes) * 60 < 1 else None


def _of_date(shown: str) -> tuple[int, int] | None:
    """The first two numbers of a date as it is shown, a month by its number: "03.01", "3-Jan", "Mar-75"."""
    words = re.findall(r"[^\W\d_]+|\d+", shown.casefold())
    numbers = [int(word) if word.isdecimal() else month_named(word) for word in words]
    if ":" in shown or len(parts := [number for number in numbers if number is not None]) not in {2, 3}:
        return None
    if len(parts) == 3 and parts[0] > 99:
        parts.reverse()
    return parts[0], parts[1] % 100


def _is_date(text: str) -> bool:
    """Whether it is a whole date, or a month by its name with a day or a year."""
    parts = re.split(r"[\s/.-]+", text.casefold())
    named = len(parts) == 2 and sum(part.isdecimal() for part in parts) == 1
    return read_day(text) is not None or (named and any(map(month_named, parts)))


def _with_comma(parts: tuple[int, int] | None) -> str:
    """How to type a figure whose whole part and decimals were taken for something else."""
    if parts is None:
        return "Untuk desimal pakailah koma, bukan titik."
    whole, part = parts
    figures = [f"{whole},{part:02d}".rstrip("0").rstrip(",")]
    if 0 < part < 10:
        figures.insert(0, f"{whole},{part}")
    return f"Untuk desimal pakailah koma, bukan titik: ketik {' atau '.join(figures)}."
