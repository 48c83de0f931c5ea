"""Figures that are off by a power of ten: a lost comma, a fraction for per cent, thousands of rupiah.

"80,01" typed into a spreadsheet that expects a dot becomes 8001; one district's database holds 0.71, 82,7 and 97,00
side by side.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from rkt_excel.workbook.values.numbers import written

_EXACT: Final = (10, 100, 1_000)
_MONEY: Final = (1_000, 1_000_000)  # typed in thousands or millions of rupiah
_ABOUT: Final = (100, 1_000)
_NEAR: Final = (Decimal("0.8"), Decimal("1.25"))  # how far from the factor still counts as "about"


def slip(value: Decimal, reference: Decimal, *, about: bool) -> str | None:
    """How a figure lies beside its reference where it looks like a slip of the comma.

    Args:
        value: What was typed.
        reference: What it should be near to.
        about: Whether a factor near 100 or 1,000 counts, too (scores and per cent move little from year to year).

    Returns:
        Such as "tepat 100 kali" or "sekitar seperseratus"; `None` where nothing looks like a slip.
    """
    if value <= 0 or reference <= 0:
        return None
    exact = _factor(value, reference, _EXACT)
    if exact:
        return f"tepat {exact}"
    near = [
        _said(factor, larger=value > reference)
        for factor in _ABOUT
        if _NEAR[0] <= max(value, reference) / min(value, reference) / factor <= _NEAR[1]
    ]
    return f"sekitar {near[0]}" if about and near else None


def money_slip(value: Decimal, reference: Decimal) -> str | None:
    """How far an amount in rupiah is off, in words: exactly a thousand or a million times too large or too small.

    `None` where it is not.
    """
    exact = _factor(value, reference, _MONEY) if value > 0 and reference > 0 else None
    return f"tepat {exact}" if exact else None


def _factor(value: Decimal, reference: Decimal, factors: tuple[int, ...]) -> str | None:
    large, small = max(value, reference), min(value, reference)
    return next((_said(each, larger=value > reference) for each in factors if small * each == large), None)


def _said(factor: int, *, larger: bool) -> str:
    return f"{written(Decimal(factor))} kali" if larger else f"1/{written(Decimal(factor))} dari"
