"""The kind of value that is a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from rkt_excel.workbook.findings import SheetCode
from rkt_excel.workbook.kinds.kind import Choices, Kind, Note, Value
from rkt_excel.workbook.values.agreement import Agreement, day_agrees
from rkt_excel.workbook.values.cells import Cell, CellContent, visible
from rkt_excel.workbook.values.days import read_day
from rkt_excel.workbook.values.numbers import Doubt


@dataclass(frozen=True)
class Day(Kind):
    """A date without a time of day."""

    name: ClassVar[str] = "tanggal"
    number_format: ClassVar[str] = "dd/mm/yyyy"
    align: ClassVar[str] = "center"

    @property
    def told(self) -> str:
        """The hint, or how to type a date."""
        return self.hint or "ketik tanggal seperti 31/12/2026."

    def read(self, cell: Cell, note: Note, choices: Mapping[str, Choices]) -> Value:
        """The day of a date cell, or of a text in Indonesian order (day, month, year).

        Raises:
            Doubt: The cell holds no date, or shows another day than it stores.
        """
        del choices
        if isinstance(cell.value, date):
            return self._day(cell, cell.value, note)
        found = read_day(str(cell.value)) if cell.content is CellContent.TEXT else None
        if found is None:
            raise Doubt(SheetCode.BUKAN_TANGGAL)
        note(SheetCode.ANGKA_DARI_TEKS, nilai=f"{found:%d/%m/%Y}")
        return found

    @staticmethod
    def _day(cell: Cell, value: date, note: Note) -> date:
        """The day of a date cell; where the cell shows another one, or less or more than a day, both are told."""
        day = value.date() if isinstance(value, datetime) else value
        told = {"tampak": visible(cell.seen), "tersimpan": cell.shown, "nilai": f"{day:%d/%m/%Y}"}
        agreement = day_agrees(cell)
        if agreement is Agreement.OTHER:
            raise Doubt(SheetCode.TAMPILAN_BERTENTANGAN, told)
        if agreement is Agreement.ROUNDED:
            note(SheetCode.TAMPILAN_LAIN, **told)
        return day

    def judge(self, value: Value, note: Note) -> Value:
        """The day itself.

        Raises:
            Doubt: It is no day, as what was typed and stands there again.
        """
        del note
        if not isinstance(value, date):
            raise Doubt(SheetCode.BUKAN_TANGGAL)
        return value

    def shown(self, value: Value) -> str:
        """Day, month, year: 31/12/2026."""
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)

    def wrong(self, ref: str, choices: Mapping[str, Choices]) -> str | None:
        """A formula for "no date", which in Excel is a number like any other."""
        del choices
        return f"NOT(ISNUMBER({ref}))"

    def validation(self, choices: Mapping[str, Choices]) -> dict[str, object]:
        """Excel takes dates from 1990 on."""
        del choices
        return {"validate": "date", "criteria": ">=", "value": date(1990, 1, 1)}
