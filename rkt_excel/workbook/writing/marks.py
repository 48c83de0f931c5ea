"""Faults shown in a written workbook: each marked cell stays coloured for as long as its fault stands, and no longer.

A conditional format of its own decides, because nothing else runs in a workbook without macros. Excel refuses array
constants and texts over 255 characters in such a formula.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from rkt_excel.workbook.declaration.declare import Table
from rkt_excel.workbook.declaration.layout import LayoutLine, TableLayout
from rkt_excel.workbook.findings import Finding, Severity
from rkt_excel.workbook.kinds import Choices, ErrorValue
from rkt_excel.workbook.values.cells import legal, visible
from rkt_excel.workbook.writing.content import Content
from rkt_excel.workbook.writing.signs import acceptable, untyped

_COMPARED: Final = 100  # characters of a text that a formula compares; with its length that is enough to know it


@dataclass(frozen=True)
class MarkedCell:
    """A cell to fill that a finding names.

    Attributes:
        layout: The table that it stands in.
        line: Its line.
        name: Its field.
        choices: The lists of the workbook, by name.
    """

    layout: TableLayout
    line: LayoutLine
    name: str
    choices: Mapping[str, Choices]

    @property
    def address(self) -> str:
        """Its A1 address."""
        return self.layout.address(self.line, self.name)


def place_of(content: Content, tables: Iterable[Table], sheet: str | None, address: str) -> MarkedCell | None:
    """The cell to fill at an A1 address of a sheet; `None` where no table of these has a cell to fill there."""
    table = next((each for each in tables if each.name == sheet), None)
    if table is None:
        return None
    layout = content.layout(table)
    found = layout.to_fill.get(address)
    return MarkedCell(layout, *found, content.choices) if found else None


def marked(findings: Iterable[Finding], table: Table) -> dict[str, list[Finding]]:
    """The findings to mark in a table, by A1 address; an info is told and not marked."""
    marks: dict[str, list[Finding]] = defaultdict(list)
    for each in findings:
        if each.sheet == table.name and each.severity is not Severity.INFO:
            for address in each.cells:
                marks[address].append(each)
    return marks


def comment(findings: Sequence[Finding]) -> str:
    """The text of the comment on a marked cell, a line for each finding."""
    return "\n".join(f"{each.severity.word}: {each.message} {each.remedy}" for each in findings)


def fault_formula(place: MarkedCell, prefix: str = "") -> str:
    """An Excel formula, without "=", that is TRUE as long as the fault of a cell stands.

    A blank that has to be filled: while it is blank. A fault between the cells of the row: while the judgement of the
    row condemns it. Anything else: while the very same value stands there.

    Args:
        place: The cell with the fault.
        prefix: Stands before each address, such as 'Kinerja'! for a formula on another sheet.
    """
    layout, line, name = place.layout, place.line, place.name
    refs = {each: f"{prefix}{layout.address(line, each)}" for each in layout.columns}
    column, value = layout.table.visible_columns()[name], line.row.get(name)
    blank = value is None or not visible(str(value))
    if blank and column.required_for(line.row):
        return _blank(refs[name], value)
    if blank or acceptable(column, line.row, value, place.choices):
        tests = [sign.formula(refs, line.row) for sign in layout.table.signs if sign.holds(line.row)]
        held = [test for test in tests if test]
        if held:
            return held[0] if len(held) == 1 else f"OR({','.join(held)})"
    return _blank(refs[name], value) if blank else _unchanged(refs[name], value)


def _blank(ref: str, value: object) -> str:
    """Whether a cell is still blank; what cannot be seen and is no space to Excel is compared as it is."""
    trimmed = f'TRIM({ref})=""'
    return trimmed if untyped(value) else f"OR({trimmed},{_unchanged(ref, value)})"


def _unchanged(ref: str, value: object) -> str:
    """Whether a cell still holds a value."""
    match value:
        case ErrorValue():
            return f"ISERROR({ref})"
        case Decimal() | int() | float():
            return f"{ref}={float(value)!r}"
    text = legal(str(value))
    begin = text.split("\n", maxsplit=1)[0][:_COMPARED]
    quoted = begin.replace('"', '""')
    return f'AND(LEN({ref})={_units(text)},EXACT(LEFT({ref},{_units(begin)}),"{quoted}"))'


def _units(text: str) -> int:
    """The length as Excel counts it, in UTF-16."""
    return len(text.encode("utf-16-le")) // 2
