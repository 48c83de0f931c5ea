"""What a person sees in a cell: a number, a moment or a text under its number format, in Indonesian writing.

No library does this that anybody keeps: docs/reading.md says which were tried, and how all of them and this one compare
with LibreOffice. Here only what decides about an answer matters: digits, signs, words, and whether anything shows.
Hours have two digits whatever the code says, as they are written in Indonesia.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Final

from rkt_excel.workbook.values.display_codes import GENERAL, Piece, Section, Sort, sections

OVERFLOW: Final = "####"  # what a cell shows that cannot show its number
_LAST_SERIAL: Final = 2_958_466  # the day after 31 December 9999
_LEAP_BUG: Final = 60
_MONTHS: Final = (
    [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
)
_DAYS: Final = (
    ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
)
_TESTS: Final = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1), "=": (0,), "<>": (-1, 1)}


def text_under_format(text: str, code: str) -> str:
    """What a text shows under a number format, and "" where it is hidden.

    The section with an @ says what stands around the text; a fourth section without one takes its place.
    """
    parts = sections(code)
    last = parts[-1]
    if len(parts) < 4 and Sort.TEXT not in last.sorts:
        return text
    return "".join(text if piece.sort is Sort.TEXT else piece.text for piece in last.pieces)


def shown_number(value: Decimal, code: str) -> str:
    """What a number shows under a number format, with Indonesian signs and month names.

    Args:
        value: The number, or the serial number of a moment (days since 1900, as Excel counts them).
        code: The format, as files write it; "" is General.

    Returns:
        "" where the format shows nothing, `OVERFLOW` where it cannot show this number.
    """
    if code.lower() in GENERAL:
        return general(value)
    section, signed = _chosen(sections(code), value)
    if section.dated:
        return _moment(section, value)
    if not section.pieces:
        return ""
    text = _figure(section, abs(value))
    zero = not any(character in "123456789" for character in text) and any(c == "0" for c in text)
    return f"-{text}" if signed and value < 0 and not zero else text


def section_of(value: Decimal, code: str) -> Section:
    """The section of a code that shows this number: by its condition, else by its sign."""
    return _chosen(sections(code), value)[0]


def general(value: Decimal) -> str:
    """A number in full, as the format General shows it: no thousands, a comma before the decimals."""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def _chosen(parts: Sequence[Section], value: Decimal) -> tuple[Section, bool]:
    """The section that shows a number, and whether the minus is added to what it says."""
    numeric = [part for part in parts[:3] if Sort.TEXT not in part.sorts or part is not parts[-1]]
    if not numeric:
        return Section((Piece(Sort.GENERAL, ""),)), True
    if not any(part.test for part in numeric):
        place = (1 if value < 0 else 2 if value == 0 else 0) if len(numeric) > 1 else 0
        return numeric[place if place < len(numeric) else 0], place != 1
    for place, part in enumerate(numeric):
        test, limit = (part.test, part.limit) if part.test else ("<", Decimal(0)) if place == 1 else ("", Decimal(0))
        if place == 1 and not part.test and len(numeric) == 2:
            test = ""
        if not test or (value > limit) - (value < limit) in _TESTS[test]:
            only_negative = test in {"<", "<="} and limit <= 0
            rest = not test and numeric[0].test in {">", ">="} and numeric[0].limit <= 0 and place == 1
            return part, not (only_negative or rest)
    return Section((Piece(Sort.SAID, OVERFLOW),)), False


# ------------------------------------------------------------ figures


def _figure(section: Section, value: Decimal) -> str:
    """What a section shows of a number that is not negative."""
    pieces, sorts = section.pieces, section.sorts
    value = value.scaleb(2 * _count(pieces, Sort.PERCENT) - 3 * _count(pieces, Sort.THOUSANDTH))
    if Sort.SLASH in sorts:
        return _fraction(pieces, value)
    if Sort.GENERAL in sorts:
        return "".join(general(value) if piece.sort is Sort.GENERAL else _said(piece) for piece in pieces)
    if Sort.DIGIT not in sorts:
        return "".join(_said(piece) for piece in pieces)
    return _power(pieces, value) if Sort.POWER in sorts else _digits(pieces, value)


def _count(pieces: Iterable[Piece], sort: Sort) -> int:
    return sum(piece.sort is sort for piece in pieces)


def _said(piece: Piece) -> str:
    if piece.sort is Sort.POINT:
        return ","
    return piece.text if piece.sort in {Sort.SAID, Sort.PERCENT, Sort.SLASH} else ""


def _digits(pieces: Sequence[Piece], value: Decimal) -> str:
    """Digits in their places, filled from the point to both sides."""
    point = next((place for place, piece in enumerate(pieces) if piece.sort is Sort.POINT), len(pieces))
    decimals = _count(pieces[point:], Sort.DIGIT)
    whole, _, part = rounded(value, decimals).partition(".")
    grouped = Sort.GROUP in {piece.sort for piece in pieces[:point]}
    return _whole(pieces[:point], whole, grouped=grouped) + _part(pieces[point:], part)


def rounded(value: Decimal, decimals: int) -> str:
    """A number with so many decimals, a half rounded away from zero as Excel does; a point before the decimals."""
    with localcontext(rounding=ROUND_HALF_UP):
        return format(value, f".{decimals}f")


def _whole(pieces: Sequence[Piece], digits: str, *, grouped: bool) -> str:
    left = digits.lstrip("0")
    found: list[str] = []
    places = _count(pieces, Sort.DIGIT)
    written = 0

    def write(digit: str) -> None:
        nonlocal written
        if grouped and written and written % 3 == 0 and digit.isdigit():
            found.append(".")
        found.append(digit)
        written += 1

    for piece in reversed(pieces):
        if piece.sort is not Sort.DIGIT:
            found.append(_said(piece)[::-1])
            continue
        places -= 1
        if left:
            write(left[-1])
            left = left[:-1]
        elif piece.text != "#":
            write("0" if piece.text == "0" else " ")
        while places == 0 and left:  # the first place takes what is left
            write(left[-1])
            left = left[:-1]
    if not any(piece.sort is Sort.DIGIT for piece in pieces):  # ".00" shows what is before the point all the same
        return "".join(found)[::-1] + left
    return "".join(found)[::-1]


def _part(pieces: Sequence[Piece], digits: str) -> str:
    found: list[str] = []
    rest = digits
    for piece in pieces:
        if piece.sort is not Sort.DIGIT:
            found.append(_said(piece))
            continue
        digit, rest = rest[:1], rest[1:]
        empty = digit == "0" and not rest.strip("0") and piece.text != "0"
        found.append((" " if piece.text == "?" else "") if empty else digit)
    return "".join(found)


def _power(pieces: Sequence[Piece], value: Decimal) -> str:
    """A number with a power of ten, its digits before the point being those that the code has."""
    place = next(place for place, piece in enumerate(pieces) if piece.sort is Sort.POWER)
    mantissa = [piece for piece in pieces[:place] if piece.sort is not Sort.GROUP]
    point = next((at for at, piece in enumerate(mantissa) if piece.sort is Sort.POINT), len(mantissa))
    step = max(_count(mantissa[:point], Sort.DIGIT), 1)
    power = 0
    if value:
        power = value.adjusted() // step * step if step > 1 else value.adjusted()
        if Decimal(rounded(value.scaleb(-power), _count(mantissa[point:], Sort.DIGIT))) >= Decimal(10) ** step:
            power += step
    mark = pieces[place].text
    sign = "-" if power < 0 else "+" if mark[1] == "+" else ""
    written = str(abs(power)).rjust(mark.count("0"), "0")
    return f"{_digits(mantissa, value.scaleb(-power))}E{sign}{written}{_part(pieces[place + 1 :], '')}"


_FINEST: Final = 7  # digits of a denominator that programs take


def _fraction(pieces: Sequence[Piece], value: Decimal) -> str:
    """A whole and a fraction, as "84 1/2"."""
    slash = next(place for place, piece in enumerate(pieces) if piece.sort is Sort.SLASH)
    above = slash
    while above and (pieces[above - 1].sort is Sort.DIGIT or not pieces[above - 1].text):
        above -= 1
    below = slash + 1
    while below < len(pieces) and _denominates(pieces[below]):
        below += 1
    mixed = any(piece.sort is Sort.DIGIT for piece in pieces[:above])
    said = "".join(piece.text for piece in pieces[slash + 1 : below])
    exact = Fraction(value)
    whole = int(exact) if mixed else 0
    if said.isdecimal() and int(said):
        part = int(said)
        top = int((exact - whole) * part + Fraction(1, 2))
    else:
        near = (exact - whole).limit_denominator(10 ** min(max(len(said), 1), _FINEST) - 1)
        top, part = near.numerator, near.denominator
    if mixed and top == part:
        whole, top = whole + 1, 0
    head = _whole(pieces[:above], str(whole), grouped=False) if mixed else _part(pieces[:above], "")
    shown = f"{top}/{part}" if top or not mixed else ""
    if not shown and not head.strip():
        head = "0"
    return head + shown + _part(pieces[below:], "")


def _denominates(piece: Piece) -> bool:
    return piece.sort is Sort.DIGIT or (piece.sort is Sort.SAID and piece.text.isdecimal())


# ------------------------------------------------------------ moments


def _moment(section: Section, serial: Decimal) -> str:
    if not 0 <= serial < _LAST_SERIAL:
        return OVERFLOW
    seconds = _count(section.pieces, Sort.DIGIT)  # behind the point of seconds
    ticks = int(rounded(serial * 86_400, min(seconds, 3)).replace(".", "").ljust(1, "0"))
    scale = 10 ** min(seconds, 3)
    total, part = divmod(ticks, scale)
    days, second = divmod(total, 86_400)
    # Excel counts a 29 February 1900 that never was, and calls the day before the first one the 0th of January.
    start = datetime(1899, 12, 30 if days > _LEAP_BUG else 31)  # noqa: DTZ001 - cells know no time zone
    day = start + timedelta(days=min(max(days, 1), _LAST_SERIAL - 1))
    told = _Told(section, day, days, second, str(part).rjust(min(seconds, 3), "0") if seconds else "")
    return "".join(told.piece(piece) for piece in section.pieces)


class _Told:
    """One moment, shown piece by piece of its number format."""

    def __init__(self, section: Section, day: datetime, days: int, second: int, part: str) -> None:
        self.day, self.days, self.second, self.part = day, days, second, part
        self.language = int(section.english)
        self.noon = Sort.NOON in section.sorts
        self.hour, self.minute = second // 3600, second // 60 % 60

    def piece(self, piece: Piece) -> str:
        """What a piece of the code shows of the moment; pieces have to be asked for in their order."""
        if piece.sort is Sort.DATE:
            return self._date(piece.text)
        if piece.sort is Sort.ELAPSED:
            total = self.days * 86_400 + self.second
            count = total // {"h": 3600, "m": 60, "s": 1}[piece.text[0]]
            return f"{count:0{max(len(piece.text), 2)}d}"
        if piece.sort is Sort.NOON:
            return "AM" if self.hour < 12 else "PM"
        if piece.sort is Sort.DIGIT:
            digit, self.part = self.part[:1], self.part[1:]
            return digit
        return _said(piece)

    def _date(self, letters: str) -> str:
        sort, length = letters[0], len(letters)
        if sort == "h":
            return f"{(self.hour - 1) % 12 + 1 if self.noon else self.hour:02d}"
        if sort in "Ms":
            return f"{self.minute if sort == 'M' else self.second % 60:0{min(length, 2)}d}"
        if sort in "yeb":
            return f"{self.day.year % 100:02d}" if length <= 2 and sort == "y" else f"{self.day.year:04d}"
        if sort == "g":
            return ""
        number = self.day.month if sort == "m" else 0 if not self.days else self.day.day
        if length <= 2:
            return f"{number:0{length}d}"
        names = _MONTHS if sort == "m" else _DAYS
        name = names[self.language][number - 1 if sort == "m" else self.day.weekday()]
        return name[:1] if length == 5 else name[:3] if length == 3 else name
