"""Figures that people typed as text, read by Indonesian rules.

The rules (met in real district data): both separators -> the last one is the decimal sign; several equal
separators -> thousands; one comma -> decimal; one dot and exactly three digits -> thousands for counts and
money, asked back for scores, because 1.250 must never become 1,25 in silence; any other dot -> decimal, said so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Final

from rkt_excel.workbook.findings import FindingCode, SheetCode
from rkt_excel.workbook.values.cells import plain, visible
from rkt_excel.workbook.values.sight import SMALL_SIGNS

_GROUPED: Final = re.compile(r"[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*")
_FIGURE: Final = re.compile(
    r"(?P<money>Rp\.?\s*)?(?P<sign>[-+]?)\s*(?P<digits>\d[\d.,]*?)(?P<whole>,-)?\s*(?P<percent>%|persen\b)?\s*(?P<unit>[^\d\s%][^\d%]*)?",
    re.IGNORECASE,
)
_SAME_SIGNS: Final = str.maketrans({"\u2212": "-", "\uff05": "%", "\ufe6a": "%", "\u066a": "%", "\n": " "})
_BEHIND_DIGITS: Final = re.compile(rf"(?<=\d)[{SMALL_SIGNS}]+")  # m² is a unit, 84² is a figure with a footnote
_FRACTION_SIGN: Final = re.compile(r"(\d+)?\s?([\u00bc-\u00be\u2150-\u215e\u2189])")
_FINEST_SIGN: Final = 10  # the greatest denominator of such a sign
# Categories of signs that make another number of the digits before them: ①, ×, a stroke through the digit.
_RECKONING: Final = frozenset({"No", "Nl", "Sm", "Mn", "Me"})
_LONGEST_FIGURE: Final = 100  # characters, its unit included; a cell may hold 32,767
# Words that multiply: "5 juta" read as 5 would be wrong by a million.
_MAGNITUDES: Final = frozenset(
    {
        *(
            "ribu",
            "rb",
            "ribuan",
            "k",
            "juta",
            "jt",
            "jutaan",
            "miliar",
            "miliaran",
            "milyar",
            "m",
            "triliun",
            "trilyun",
            "t",
        ),
        *("ratus", "puluh", "belas", "lusin", "kodi", "rim", "setengah", "per", "s.d", "s/d", "sampai", "atau", "dan"),
    }
)


@dataclass(frozen=True, slots=True)
class Doubt(Exception):  # noqa: N818 - a doubt about one figure, turned into a finding by the column
    """A cell cannot be read as one certain value; the column turns it into a finding.

    Attributes:
        code: The finding that it becomes.
        details: What its wording names, besides what is known of the cell.
    """

    code: FindingCode
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure read from text.

    Attributes:
        value: The number; a percentage in percent points.
        percent: A percent sign stood behind it.
        doubts: What has to be told about the reading; none of it keeps the figure from counting.
        raised: Small signs behind the digits that were left out, as of a footnote.
    """

    value: Decimal
    percent: bool
    doubts: tuple[FindingCode, ...]
    raised: str = ""


def read_figure(text: str, *, grouped: bool) -> Figure:
    """Read a typed figure.

    Args:
        text: What was typed, such as "1.250", "Rp 5.000,-", "85 %", "12 dokumen".
        grouped: Whether a single dot before exactly three digits parts thousands (counts, money) or has to be
            asked back (scores, percentages).

    Raises:
        Doubt: The text is no figure, or can mean two.
    """
    text = visible(text).translate(_SAME_SIGNS)
    if len(text) > _LONGEST_FIGURE:
        raise Doubt(SheetCode.BUKAN_ANGKA)
    raised = "".join(_BEHIND_DIGITS.findall(text))
    match = _FIGURE.fullmatch(_FRACTION_SIGN.sub(_decimals, _BEHIND_DIGITS.sub("", text)))
    if match is None or _multiplied(match["unit"]):
        raise Doubt(SheetCode.BUKAN_ANGKA)
    value, doubt = _digits(match["digits"], grouped=grouped or bool(match["money"]))
    if match["sign"] == "-":
        value = -value
    doubts = (doubt,) if doubt else (SheetCode.ANGKA_DARI_TEKS,)
    return Figure(plain(value), percent=bool(match["percent"]), doubts=doubts, raised=raised)


def _decimals(sign: re.Match[str]) -> str:
    """A fraction that is one sign, as decimals behind its whole number: 84½ is 84,5; a third has no end."""
    part = Fraction(unicodedata.numeric(sign[2])).limit_denominator(_FINEST_SIGN)
    if 1_000 % part.denominator:
        raise Doubt(SheetCode.BUKAN_ANGKA)
    return f"{sign[1] or '0'},{int(part * 1_000):03d}".rstrip("0")


def _multiplied(unit: str | None) -> bool:
    """Whether the words behind the digits change the figure rather than name its unit."""
    if not unit:
        return False
    words = re.split(r"[\s,;()]+", unit.casefold())
    reckons = unit[0] in "-–—+*/^=<>~±:‰‱" or unicodedata.category(unit[0]) in _RECKONING
    return reckons or any(word.strip(".") in _MAGNITUDES for word in words)


def _digits(digits: str, *, grouped: bool) -> tuple[Decimal, FindingCode | None]:
    """The value of digits with separators, and what should be said about it."""
    marks = [character for character in digits if character in ".,"]
    if not marks:
        return Decimal(digits), None
    if len(set(marks)) == 2:
        return _both(digits, decimal_mark=marks[-1])
    if len(marks) > 1:
        if not _GROUPED.fullmatch(digits):
            raise Doubt(SheetCode.BUKAN_ANGKA)
        return Decimal(digits.replace(marks[0], "")), None
    return _one_comma(digits) if marks[0] == "," else _one_dot(digits, grouped=grouped)


def _both(digits: str, *, decimal_mark: str) -> tuple[Decimal, FindingCode | None]:
    whole, _, fraction = digits.rpartition(decimal_mark)
    if decimal_mark in whole or not fraction or not _GROUPED.fullmatch(whole):
        raise Doubt(SheetCode.BUKAN_ANGKA)
    return Decimal(re.sub(r"[.,]", "", whole) + "." + fraction), None


def _one_comma(digits: str) -> tuple[Decimal, FindingCode | None]:
    whole, _, fraction = digits.partition(",")
    if not fraction:
        raise Doubt(SheetCode.BUKAN_ANGKA)
    unsure = len(fraction) == 3 and not whole.startswith("0")
    return Decimal(f"{whole}.{fraction}"), SheetCode.KOMA_DIBACA_DESIMAL if unsure else None


def _one_dot(digits: str, *, grouped: bool) -> tuple[Decimal, FindingCode | None]:
    whole, _, fraction = digits.partition(".")
    if not fraction:
        return Decimal(whole), None
    if not _GROUPED.fullmatch(digits):
        return Decimal(digits), SheetCode.TITIK_DIBACA_DESIMAL
    if grouped:
        return Decimal(whole + fraction), None
    meanings = f"{whole}{fraction} atau {whole},{fraction}"
    raise Doubt(SheetCode.ANGKA_BERMAKNA_GANDA, {"pilihan": meanings})


def written(value: Decimal | int, *, grouped: bool = True) -> str:
    """A number as it is printed in Indonesia: 284.231.881 and 85,5; exact, without trailing zeros.

    Args:
        value: Any finite number.
        grouped: Whether a dot parts thousands, as in print but not in what is typed into Excel.
    """
    text = format(plain(Decimal(value)), ",f" if grouped else "f")
    return text.translate(str.maketrans(",.", ".,"))
