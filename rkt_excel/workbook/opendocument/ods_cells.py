"""What one cell of an OpenDocument table holds, by its attributes and by the text that it shows."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from rkt_excel.workbook.containers.limits import damaged
from rkt_excel.workbook.containers.package import Attributes, local
from rkt_excel.workbook.opendocument.ods_styles import locals_of
from rkt_excel.workbook.values.cells import Cell, CellContent, exact, is_error_name, plain, visible
from rkt_excel.workbook.values.number_formats import ShownAs, iso_moment, number_cell
from rkt_excel.workbook.values.sight import Look, Run, Sight, read_runs

if TYPE_CHECKING:
    from collections.abc import Sequence

# Error values have no value type in OpenDocument 1.3. LibreOffice tells them by an attribute of its own and
# shows the name; older programs only show it, beside a zero or an empty text.


def _is_error(attributes: Attributes, text: str) -> bool:
    told = any(local(name) == "value-type" and value == "error" for name, value in attributes.items())
    return told or (is_error_name(text) and "formula" in locals_of(attributes))


def cell_of(
    place: tuple[int, int], attributes: Attributes, text: str | None, look: Look, runs: Sequence[Run]
) -> Cell | None:
    """The cell that these attributes and this text make; `None` where it holds nothing.

    Args:
        place: 1-based row and column.
        attributes: The attributes of its element.
        text: What the cell shows; `None` where the file does not say it.
        look: Letters and ground of the cell.
        runs: The text by its letters, empty where they all look alike.

    Raises:
        Unreadable: Its type is none that the format has, so that nobody can know what was typed.
    """
    said = locals_of(attributes)
    formula = "formula" in said
    kind = said.get("value-type", "")
    if text is not None and _is_error(attributes, text):
        return Cell(*place, CellContent.ERROR, text, formula=formula)
    if kind in _NUMBERS and (number := _number(said, kind)) is not None:
        shape = _shape(kind, text, number)
        sight = _shown(look, text, plainly=_plain(text or "", number, percent=shape is ShownAs.PERCENT))
        return number_cell(place, number, shape, formula=formula, sight=sight)
    if kind == "date" and (day := iso_moment(said.get("date-value", ""))) is not None:
        return Cell(*place, CellContent.DATE, day, formula=formula, sight=_shown(look, text))
    if kind == "boolean":
        return Cell(*place, CellContent.BOOL, said.get("boolean-value") == "true", formula=formula, sight=look.sight())
    return _text_cell(place, said, text, look, runs)


def _text_cell(
    place: tuple[int, int], said: Attributes, text: str | None, look: Look, runs: Sequence[Run]
) -> Cell | None:
    if said.get("value-type", "string") not in _TYPES:
        raise damaged(f"jenis isi sel “{said['value-type'][:20]}” tidak dikenal")
    formula, stored = "formula" in said, said.get("string-value")
    if stored is not None:  # LibreOffice writes it for results and where the text shows otherwise, always in full
        sight = _shown(look, text, plainly=text is None or visible(text) == visible(stored))
        return Cell(*place, CellContent.TEXT, stored, formula=formula, sight=sight)
    if text or (text is not None and (formula or said.get("value-type"))):
        value, sight = read_runs(runs, look) if runs else (text, look.sight())
        return Cell(*place, CellContent.TEXT, value, formula=formula, sight=sight)
    return Cell(*place, formula=True, uncached=True) if formula else None


def _shape(kind: str, text: str | None, number: Decimal) -> ShownAs:
    """What a number is by its type, unless a section of its format shows it otherwise ([<1]0%;0)."""
    shape = _NUMBERS[kind]
    if text and shape is ShownAs.PERCENT and "%" not in text and _plain(text, number, percent=False):
        return ShownAs.PLAIN
    if text and shape is ShownAs.PLAIN and text.endswith("%") and _plain(text, number, percent=True):
        return ShownAs.PERCENT
    return shape


def _plain(text: str, value: Decimal, *, percent: bool) -> bool:
    """Whether a number shows as it is, whatever the language of its decimal sign."""
    digits = text.rstrip(" %") if percent else text
    return digits.replace(",", ".") == str(plain(value * 100) if percent else value)


def _shown(look: Look, text: str | None, *, plainly: bool = False) -> Sight | None:
    """How a cell shows whose text the file tells."""
    sight = look.sight()
    return sight if text is None or plainly else replace(sight or Sight(), text=text)


_NUMBERS: Final = {
    "float": ShownAs.PLAIN,
    "currency": ShownAs.PLAIN,
    "percentage": ShownAs.PERCENT,
    "time": ShownAs.TIME,
}
_TYPES: Final = {*_NUMBERS, "date", "boolean", "string", "void"}  # 19.389; void is LibreOffice's
# Of as many digits as any program writes: what is longer is no time, and no number that could be counted with.
_DURATION: Final = re.compile(
    r"(-?)P(?:(\d{1,12})D)?T?(?:(\d{1,12})H)?(?:(\d{1,12})M)?(?:(\d{1,12}(?:[.,]\d{1,20})?)S)?", re.ASCII
)


def _number(said: Attributes, kind: str) -> Decimal | None:
    """The number of a cell; of a time the part of a day, as Excel counts it."""
    if kind != "time":
        try:
            return exact(said.get("value", ""))
        except ValueError:
            return None
    match = _DURATION.fullmatch(said.get("time-value", ""))
    if match is None:
        return None
    days, hours, minutes, seconds = (Decimal((part or "0").replace(",", ".")) for part in match.groups()[1:])
    total = exact(str((((days * 24 + hours) * 60 + minutes) * 60 + seconds) / 86_400))
    return -total if match[1] else total
