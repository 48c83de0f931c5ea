"""How days and numbers are printed in Indonesian, and what stands where something is not known yet."""

from __future__ import annotations

from datetime import date
from typing import Final

from rkt_excel.workbook.values.days import MONTHS

DOTS: Final = "……………………………………"
OPEN: Final = "–"  # printed where a value is not there yet
_MONTHS: Final = tuple(names[0].capitalize() for names in MONTHS)
_DAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def tanggal(day: date) -> str:
    """A date as it is printed: 23 November 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def hari_tanggal(day: date) -> str:
    """A date with its weekday: Selasa, 1 Desember 2026."""
    return f"{_DAYS[day.weekday()]}, {tanggal(day)}"


_ONES: Final = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()  # noqa: SIM905 - reads as one line
_SIZES: Final = ((1000, "seribu", "ribu"), (100, "seratus", "ratus"), (10, "", "puluh"))
_A_MILLION: Final = 1_000_000  # has a word of its own, and no paper counts so far


def terbilang(number: int) -> str:
    """A whole number in Indonesian words.

    Raises:
        ValueError: It is negative, or a million or more.
    """
    if not 0 <= number < _A_MILLION:
        raise ValueError(number)
    if number < len(_ONES):
        return _ONES[number]
    if number < 20:
        return f"{_ONES[number - 10]} belas"
    size, one, many = next(each for each in _SIZES if number >= each[0])
    count, rest = divmod(number, size)
    head = one if count == 1 and one else f"{terbilang(count)} {many}"
    return f"{head} {terbilang(rest)}" if rest else head
