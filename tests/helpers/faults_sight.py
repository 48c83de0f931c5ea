"""Cells that show another thing than they store, or store what nobody sees (docs/reading.md)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet

from helpers.faults_cells import COUNT, PERCENT, SCORE, in_sheet, raw, typed
from helpers.kiriman import Fault, Kiriman
from rkt_excel.workbook.values.cells import column_letters

_AT_SCORE, _AT_COUNT, _NOTE = f"{SCORE}/target", f"{COUNT}/target", f"{SCORE}/keterangan"


def _runs(*parts: tuple[str, str]) -> str:
    """A cell of several runs: what their letters look like, and their text."""
    inside = "".join(
        f'<r>{f"<rPr>{look}</rPr>" if look else ""}<t xml:space="preserve">{text}</t></r>' for look, text in parts
    )
    return '<c r="{at}" t="inlineStr"><is>' + inside + "</is></c>"


_STRUCK, _RAISED = "<strike/>", '<vertAlign val="superscript"/>'
_WHITE: Final = Font(color="FFFFFFFF")
_PICTURE: Final = '<c r="{at}" t="e" vm="1"><v>#VALUE!</v></c>'


def _struck_cell(one: Kiriman, sheet: Worksheet) -> None:
    sheet[one.at(SCORE, "target")].font = Font(strike=True)


def _white_letters(one: Kiriman, sheet: Worksheet) -> None:
    cell = sheet[one.at(SCORE, "target")]
    cell.font, cell.fill = Font(color="FFFFFFFF"), PatternFill()


def _tiny_letters(one: Kiriman, sheet: Worksheet) -> None:
    sheet[one.at(SCORE, "target")].font = Font(size=1)


def _ruled(font: Font, **rule: Any) -> Callable[[Kiriman], None]:
    """A conditional format that a person puts on one answer."""
    made = Rule(dxf=DifferentialStyle(font=font), **rule)
    return in_sheet(lambda one, sheet: sheet.conditional_formatting.add(one.at(SCORE, "target"), made))


_POSITIVE: Final[dict[str, Any]] = {"type": "cellIs", "operator": "greaterThan", "formula": ["0"]}
_TOLD_BY_NOBODY: Final[dict[str, Any]] = {"type": "expression", "formula": ["COUNTIF($L:$L,L1)>9"]}


def _low_row(one: Kiriman, sheet: Worksheet) -> None:
    sheet.row_dimensions[one.row(SCORE)].height = 0.1


def _narrow_column(one: Kiriman, sheet: Worksheet) -> None:
    sheet.column_dimensions[column_letters(one.column("keterangan"))].width = 0.05


def _seen(name: str, code: str, number_format: str, value: object, key: str = SCORE) -> Fault:
    """One that stays as it is and is told."""
    return Fault(33, name, typed(key, "target", value, number_format), ((code, f"{key}/target"),))


def _asked(number: int, name: str, code: str, number_format: str, value: object, key: str = COUNT) -> Fault:
    """One that is asked back."""
    spoil = typed(key, "target", value, number_format)
    return Fault(number, name, spoil, ((code, f"{key}/target"),), "perlu-perbaikan", same=False)


FAULTS: Final = (
    _seen("a figure that its format rounds", "TAMPILAN_LAIN", "0", 72.6),
    Fault(33, "a figure with words from its format", typed(COUNT, "target", 60, '0" orang"')),
    Fault(33, "a figure as a fraction", typed(SCORE, "target", 72.6, "# ?/?")),
    Fault(33, "a figure as a power of ten", typed(SCORE, "target", 72.6, "0.00E+00")),
    _asked(33, "a figure that its format shows in thousands", "TAMPILAN_BERTENTANGAN", '0,"ribu"', 60_000),
    _asked(33, "a figure to which its format adds zeros", "TAMPILAN_BERTENTANGAN", '0"000"', 60),
    _asked(33, "a figure that its format turns into a word", "TAMPILAN_BERTENTANGAN", '[>=50]"tercapai";0', 60),
    _asked(34, "a percent sign that the format only says", "ANGKA_BERTANDA_PERSEN", '0"%"', 72.6, SCORE),
    _asked(35, "a ratio that became a time of day", "WAKTU_BUKAN_ANGKA", "hh:mm", time(1, 20)),
    _asked(35, "a figure under a duration's format", "WAKTU_BUKAN_ANGKA", "[h]:mm", timedelta(hours=36)),
    _asked(35, "a figure with a dot that became a time", "WAKTU_BUKAN_ANGKA", "h:mm", time(3, 1), SCORE),
    _asked(35, "a figure with a dot that became a day", "TANGGAL_BUKAN_ANGKA", "d-mmm", date(2027, 1, 3), SCORE),
    _asked(35, "a figure with a dot that became a month", "TANGGAL_BUKAN_ANGKA", "mmm-yy", date(2001, 3, 1), SCORE),
    *(
        Fault(35, f"{name} in a column of texts", typed(SCORE, "keterangan", value, code), told, same=False)
        for name, value, code, told in (
            ("a time of day", time(8), "hh:mm", (("TAMPILAN_DIBACA", _NOTE),)),
            ("a duration", timedelta(hours=36), "[h]:mm", (("TAMPILAN_DIBACA", _NOTE),)),
            ("a date with its time", datetime(2027, 1, 1, 14, 30), "dd/mm/yyyy hh:mm", ()),  # noqa: DTZ001 - cells know none
            ("a number with leading zeros", 7, "000", (("TAMPILAN_DIBACA", _NOTE),)),
        )
    ),
    Fault(34, "a percentage that its format rounds", typed(PERCENT, "target", 0.0395, "0%"),
          (("PERSEN_DARI_FORMAT", f"{PERCENT}/target"), ("TAMPILAN_LAIN", f"{PERCENT}/target"))),
    Fault(39, "the error word of a program in another language", typed(SCORE, "target", "#NAMA?"),
          (("NILAI_ERROR", _AT_SCORE),), "perlu-perbaikan", same=False),
    Fault(39, "a picture in a cell", raw(SCORE, "keterangan", _PICTURE), (("ISI_BERUPA_GAMBAR", _NOTE),),
          "perlu-perbaikan", same=False),
    Fault(40, "a figure that its format hides", typed(SCORE, "target", 72.6, ";;;"),
          (("ISI_TIDAK_TAMPAK", _AT_SCORE),)),
    Fault(40, "white letters on white", in_sheet(_white_letters), (("ISI_TIDAK_TAMPAK", _AT_SCORE),)),
    Fault(40, "letters of one point", in_sheet(_tiny_letters), (("ISI_TIDAK_TAMPAK", _AT_SCORE),)),
    Fault(40, "a figure in white by its number format", typed(SCORE, "target", 72.6, "[White]0.0"),
          (("ISI_TIDAK_TAMPAK", _AT_SCORE),)),
    Fault(40, "a figure in white by a conditional format", _ruled(_WHITE, **_POSITIVE),
          (("ISI_TIDAK_TAMPAK", _AT_SCORE),)),
    Fault(40, "a conditional format that may hide a figure",
          _ruled(_WHITE, **_TOLD_BY_NOBODY), (("FORMAT_BERSYARAT", _AT_SCORE),)),
    Fault(41, "a figure struck out by a conditional format",
          _ruled(Font(strike=True), **_POSITIVE), (("ISI_DICORET", _AT_SCORE),),
          "perlu-perbaikan", same=False),
    Fault(40, "a line without height", in_sheet(_low_row), (("BARIS_TERSEMBUNYI", "*"),)),
    Fault(40, "a column without width", in_sheet(_narrow_column), (("KOLOM_TERSEMBUNYI", "*"),)),
    Fault(41, "a footnote's mark behind a figure", raw(SCORE, "target", _runs(("", "72,6"), (_RAISED, "1)"))),
          (("HURUF_KHUSUS", _AT_SCORE), ("ANGKA_DARI_TEKS", _AT_SCORE))),
    Fault(41, "an old figure struck out before the new one", raw(COUNT, "target", _runs((_STRUCK, "80"), ("", "60"))),
          (("HURUF_KHUSUS", _AT_COUNT), ("ANGKA_DARI_TEKS", _AT_COUNT))),
    Fault(41, "a text struck out in part", raw(SCORE, "keterangan", _runs((_STRUCK, "Sekretaris"), ("", "Kasubag"))),
          (("HURUF_KHUSUS", _NOTE),), same=False),
    Fault(41, "a text struck out as a whole", raw(SCORE, "keterangan", _runs((_STRUCK, "dibatalkan"))),
          (("ISI_DICORET", _NOTE),), "perlu-perbaikan", same=False),
    Fault(41, "a figure struck out by the style of its cell", in_sheet(_struck_cell), (("ISI_DICORET", _AT_SCORE),),
          "perlu-perbaikan", same=False),
)  # fmt: skip
