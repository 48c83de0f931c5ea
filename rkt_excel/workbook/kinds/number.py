"""The kinds of value that are figures: numbers, scores, rupiah, percent points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Final

from rkt_excel.workbook.findings import SheetCode
from rkt_excel.workbook.kinds.kind import Choices, Kind, Note, Value
from rkt_excel.workbook.values import clock
from rkt_excel.workbook.values.agreement import Agreement, number_agrees
from rkt_excel.workbook.values.cells import Cell, CellContent, visible
from rkt_excel.workbook.values.hollow import placeholder
from rkt_excel.workbook.values.numbers import Doubt, Figure, read_figure, written
from rkt_excel.workbook.values.sight import RAISED

# Where no limit is declared: above it spreadsheets lose digits, and sums leave every type.
LARGEST: Final = Decimal("1E+15")


@dataclass(frozen=True)
class Number(Kind):
    """A number.

    Attributes:
        least: The lowest value allowed; `None` for the negative of `LARGEST`.
        most: The highest value allowed; `None` for `LARGEST`.
        whole: Whether only whole numbers make sense.
        grouped: Whether a typed 1.250 means 1250 (counts, money) or has to be asked back (scores).
    """

    name: ClassVar[str] = "angka"
    number_format: ClassVar[str] = "General"
    align: ClassVar[str] = "right"
    least: Decimal | None = Decimal(0)
    most: Decimal | None = None
    whole: bool = False
    grouped: bool = True

    @property
    def told(self) -> str:
        """The hint, or which numbers may be typed."""
        what = "bilangan bulat" if self.whole else "angka"
        floor = f" mulai {written(self.least)}" if self.least is not None else ""
        ceiling = f" sampai {written(self.most)}" if self.most is not None else ""
        return self.hint or f"ketik {what}{floor}{ceiling}, tanpa satuan."

    def read(self, cell: Cell, note: Note, choices: Mapping[str, Choices]) -> Value:
        """The number that a cell stores; of a text the number read by Indonesian rules, which is told.

        Raises:
            Doubt: The cell holds no number or an ambiguous one, shows another number than it stores, or is outside the
                limits.
        """
        del choices
        if cell.content is CellContent.NUMBER and isinstance(cell.value, Decimal):
            if (time := clock.disguised(cell)) is not None:
                note(SheetCode.MUNGKIN_WAKTU, nilai=cell.shown, **time)
            self._see(cell, note)
            return self.judge(self._scaled(cell, cell.value, note), note)
        if cell.content is CellContent.TIME:
            raise Doubt(SheetCode.WAKTU_BUKAN_ANGKA, clock.told(cell))
        if cell.content is CellContent.DATE:
            raise Doubt(SheetCode.TANGGAL_BUKAN_ANGKA, clock.told(cell))
        if cell.content is not CellContent.TEXT:
            raise Doubt(SheetCode.BUKAN_ANGKA)
        text = str(cell.value)
        if placeholder(text):
            raise Doubt(SheetCode.ISIAN_SEMU)
        figure = self._figure(text)
        if figure.percent:
            self._percent_sign()
        for code in figure.doubts:
            note(code, nilai=written(figure.value))
        if figure.raised:
            note(SheetCode.HURUF_KHUSUS, bagian=figure.raised, cara=RAISED, nilai=written(figure.value))
        return self.judge(figure.value, note)

    def _figure(self, text: str) -> Figure:
        """What a text says; a time or a date that stands as text is asked back as the time or date itself would be."""
        try:
            return read_figure(text, grouped=self.grouped)
        except Doubt as doubt:
            raise clock.told_as_text(text) or doubt from None

    def judge(self, value: Value, note: Note) -> Value:
        """The number itself, when it is within the limits.

        Raises:
            Doubt: It is too small, too large, or has decimals where only whole numbers make sense.
        """
        del note
        assert isinstance(value, Decimal)
        least = -LARGEST if self.least is None else self.least
        if value < least:
            raise Doubt(SheetCode.KURANG_DARI_BATAS, {"nilai": written(value), "batas": written(least)})
        most = LARGEST if self.most is None else self.most
        if value > most:
            raise Doubt(SheetCode.LEBIH_DARI_BATAS, {"nilai": written(value), "batas": written(most)})
        if self.whole and value != value.to_integral_value():
            raise Doubt(SheetCode.HARUS_BULAT, {"nilai": written(value)})
        return value

    def shown(self, value: Value) -> str:
        """The number with a dot between thousands and a comma before decimals."""
        return written(value) if isinstance(value, Decimal) else str(value)

    def wrong(self, ref: str, choices: Mapping[str, Choices]) -> str | None:
        """A formula for "no number, or one outside the limits"."""
        del choices
        tests = [f"NOT(ISNUMBER({ref}))"]
        if self.least is not None:
            tests.append(f"{ref}<{self.least}")
        tests.append(f"{ref}>{LARGEST if self.most is None else self.most}")
        if self.whole:
            tests.append(f"N({ref})<>INT(N({ref}))")
        return f"OR({','.join(tests)})"

    def validation(self, choices: Mapping[str, Choices]) -> dict[str, object]:
        """Excel takes numbers within the declared limits."""
        del choices
        kind = {"validate": "integer" if self.whole else "decimal"}
        if self.least is not None and self.most is not None:
            return {**kind, "criteria": "between", "minimum": float(self.least), "maximum": float(self.most)}
        if self.most is not None:
            return {**kind, "criteria": "<=", "value": float(self.most)}
        lowest = -1e15 if self.least is None else float(self.least)
        return {**kind, "criteria": ">=", "value": lowest}

    def _see(self, cell: Cell, note: Note) -> None:
        """Hold the number against what is seen of it.

        Raises:
            Doubt: They are two answers.
        """
        agreement, figure = number_agrees(cell)
        told = {"tampak": visible(cell.seen), "tersimpan": cell.shown, "nilai": cell.shown}
        if agreement is Agreement.OTHER:
            raise Doubt(SheetCode.TAMPILAN_BERTENTANGAN, told)
        if figure and figure.percent and not cell.percent:
            self._percent_sign()
        if agreement is Agreement.ROUNDED:
            note(SheetCode.TAMPILAN_LAIN, **told)

    def _scaled(self, cell: Cell, value: Decimal, note: Note) -> Decimal:
        """The number as typed; a percent format on a column that is no percentage is asked back."""
        del note
        if cell.percent:
            self._percent_sign()
        return value

    def _percent_sign(self) -> None:
        raise Doubt(SheetCode.ANGKA_BERTANDA_PERSEN)


@dataclass(frozen=True)
class Score(Number):
    """An index or score with decimals: a typed 1.250 can mean two things and is asked back."""

    name: ClassVar[str] = "indeks"
    grouped: bool = False


@dataclass(frozen=True)
class Money(Number):
    """An amount in whole rupiah."""

    name: ClassVar[str] = "rupiah"
    number_format: ClassVar[str] = "#,##0"
    whole: bool = True


@dataclass(frozen=True)
class Percent(Number):
    """A percentage in percent points: 85.5 is 85,5 %. More than 100 can be right and is only pointed out."""

    name: ClassVar[str] = "persen"
    grouped: bool = False

    @property
    def told(self) -> str:
        """The hint, or how to type a percentage."""
        return self.hint or "ketik 85 untuk 85 persen."

    def judge(self, value: Value, note: Note) -> Value:
        """The percentage within its limits; above 0 and up to 1, and above 100 percent points it is pointed out."""
        number = super().judge(value, note)
        assert isinstance(number, Decimal)
        if 0 < number <= 1 and clock.disguised_as(number) is None:
            note(SheetCode.PERSEN_PECAHAN, nilai=written(number), kali_seratus=written(number * 100))
        if number > 100:
            note(SheetCode.PERSEN_LEBIH_SERATUS, nilai=written(number))
        return number

    def _scaled(self, cell: Cell, value: Decimal, note: Note) -> Decimal:
        """A cell that holds 0.85 under a percent format means 85 percent (Excel's behaviour)."""
        if not cell.percent:
            return value
        note(SheetCode.PERSEN_DARI_FORMAT, nilai=written(value * 100))
        return value * 100

    def _percent_sign(self) -> None:
        """Nothing is wrong: a percent sign belongs to a percentage."""
