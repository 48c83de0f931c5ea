"""The employee number (NIP) of Indonesian civil servants.

18 digits: birth date 8, appointment year and month 6, sex 1, serial 3. NI PPPK has 18 digits as well, but its digits
13 and 14 are a count of contracts, so they need not be a month (domain notes from BKN practice).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.workbook.findings import SheetCode
from rkt_excel.workbook.kinds import Choices, Kind, Note, Value
from rkt_excel.workbook.values.cells import Cell, CellContent
from rkt_excel.workbook.values.hollow import placeholder
from rkt_excel.workbook.values.numbers import Doubt

LENGTH: Final = 18
_GROUPS: Final = (8, 6, 1, 3)
_SEPARATORS: Final = re.compile(r"[\s.\-]+")


@dataclass(frozen=True)
class NipKind(Kind):
    """An NIP typed as text, with or without separators; the value has digits only.

    A wrong NIP only matters at the signature, so what is wrong is told and the digits are kept.
    """

    name: ClassVar[str] = "nip"

    @property
    def told(self) -> str:
        """How an NIP looks."""
        return self.hint or "ketik 18 angka NIP sebagai teks, misalnya 8 angka tanggal lahir lebih dahulu."

    def read(self, cell: Cell, note: Note, choices: Mapping[str, Choices]) -> Value:
        """The digits; Excel keeps only 15 of them in a number cell, so a number has lost its end."""
        del choices
        if cell.content is CellContent.NUMBER:
            raise Doubt(PlanCode.NIP_TERSIMPAN_ANGKA)
        text = self._text(cell, note)
        if placeholder(text):
            raise Doubt(SheetCode.ISIAN_SEMU)
        digits = _SEPARATORS.sub("", text)
        for reason in faults(digits):
            note(PlanCode.NIP_TIDAK_SAH, sebab=reason)
        return digits


def faults(digits: str) -> list[str]:
    """What is wrong with an NIP, one reason per part; empty when nothing is."""
    if not digits.isdecimal():
        return ["berisi huruf atau tanda lain"]
    if len(digits) != LENGTH:
        return [f"berisi {len(digits)} angka, seharusnya {LENGTH}"]
    reasons = []
    born = _day(digits[:8])
    if born is None:
        reasons.append(f"{digits[:8]} bukan tanggal lahir")
    year = int(digits[8:12])
    if born and not born.year + 15 <= year <= date.today().year:  # noqa: DTZ011 - a year is meant
        reasons.append(f"tahun pengangkatan {year} tidak sesuai dengan tahun lahir {born.year}")
    if digits[14] not in "12":
        reasons.append(f"angka ke-15 ({digits[14]}) seharusnya 1 atau 2")
    return reasons


def printed_nip(digits: str) -> str:
    """An NIP as it is printed, grouped 8 6 1 3; anything of another length unchanged."""
    if len(digits) != LENGTH:
        return digits
    parts, start = [], 0
    for size in _GROUPS:
        parts.append(digits[start : start + size])
        start += size
    return " ".join(parts)


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
