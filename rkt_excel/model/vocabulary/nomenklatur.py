"""The nomenclature of programs: how a code is built, how it gets spoiled, and how pagu add up along it.

A sub kegiatan has two digits (Permendagri 90/2019) or four (Kepmendagri 900.1.15.5-1317 of 2023); both live side by
side and are different lists: old 2.23.02.2.01.01 is new .0020, so no code is ever padded. Spoiled codes met in real
tables: 2.23.01.2.01.1 and 2.23.1.2.08.4 (a number lost its zeros), 2.23.02.02.01.0004 (a zero was added).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final

from rkt_excel.workbook.findings import SheetCode
from rkt_excel.workbook.kinds import Code, Note, Value
from rkt_excel.workbook.values.numbers import Doubt

_TOP_LEVELS: Final = 2  # "2.23" names a bidang, which is no line of the master
_WIDTHS: Final = (1, 2, 2, 1, 2)  # digits of urusan, bidang, program, level of government, kegiatan
_SUB_WIDTHS: Final = (2, 4)
_LENGTHS: Final = (2, 3, 5, 6)  # parts of a code: bidang, program, kegiatan, sub kegiatan


@dataclass(frozen=True)
class KodeProgram(Code):
    """A code of program, kegiatan or sub kegiatan; a spoiled one is asked back with what it may have been."""

    pattern: str = r"\d\.\d{2}(\.\d{2}(\.\d\.\d{2}(\.\d{2}|\.\d{4})?)?)?"

    def judge(self, value: Value, note: Note) -> Value:
        """A code of the declared form; otherwise the doubt names the codes that it may stand for."""
        try:
            return super().judge(value, note)
        except Doubt:
            meant = repairs(str(value))
            if not meant:
                raise
            hint = f"cocokkan dengan dokumen nomenklatur; mungkin maksudnya {' atau '.join(meant)}."
            raise Doubt(SheetCode.BENTUK_KODE_SALAH, {"petunjuk": hint}) from None


def repairs(text: str) -> list[str]:
    """The well-formed codes that a spoiled one may stand for, the older form first; never to be taken unasked."""
    parts = [part for part in re.split(r"[\s.,;:/\-]+", text) if part]
    if len(parts) not in _LENGTHS or not all(part.isascii() and part.isdecimal() for part in parts):
        return []
    head = [_fitted(part, width) for part, width in zip(parts, _WIDTHS, strict=False)]
    if None in head:
        return []
    stem = ".".join(part for part in head if part)
    if len(parts) < _LENGTHS[-1]:
        return [stem]
    tails = [_fitted(parts[-1], width) for width in _SUB_WIDTHS]
    if len(parts[-1]) in _SUB_WIDTHS:
        tails = [parts[-1]]
    return [f"{stem}.{tail}" for tail in tails if tail]


def _fitted(digits: str, width: int) -> str | None:
    """The digits with the zeros that were lost, or without those that were added; `None` where they do not fit."""
    bare = digits.lstrip("0") or "0"
    return bare.zfill(width) if len(bare) <= width else None


def parent_of(kode: str) -> str | None:
    """The code one level up: 2.23.02.2.01.0004 -> 2.23.02.2.01 -> 2.23.02; `None` for a program."""
    parts = kode.split(".")
    if len(parts) <= _TOP_LEVELS + 1:
        return None
    return ".".join(parts[:-1] if len(parts) > 5 else parts[:3])  # a kegiatan has two parts of its own: 2.01


@dataclass(frozen=True)
class Gap:
    """A line whose pagu is not the sum of the lines below it; amounts in rupiah.

    Attributes:
        kode: The line.
        whole: Its own pagu.
        parts: The sum of the lines one level below.
        children: Their codes.
    """

    kode: str
    whole: Decimal
    parts: Decimal
    children: tuple[str, ...]

    @property
    def difference(self) -> Decimal:
        """How far they are apart, never negative."""
        return abs(self.whole - self.parts)


def gaps(pagu: Mapping[str, Decimal | None], unknown: Collection[str] = ()) -> Iterator[Gap]:
    """Where pagu do not add up, in the order of the codes given.

    Args:
        pagu: The pagu of each line in rupiah, `None` where the line has none.
        unknown: Lines whose pagu is still to come or cannot be read; sums that need one of them are not judged.
    """
    ordered = sorted((kode for kode in pagu if parent_of(kode)), key=lambda kode: parent_of(kode) or "")
    below = {parent: tuple(children) for parent, children in groupby(ordered, key=parent_of)}
    for kode, whole in pagu.items():
        children = below.get(kode, ())
        amounts = [amount for each in children if (amount := pagu[each]) is not None]
        if whole is None or not amounts or not {kode, *children}.isdisjoint(unknown):
            continue
        parts = sum(amounts, Decimal(0))
        if whole != parts:
            yield Gap(kode, whole, parts, children)
