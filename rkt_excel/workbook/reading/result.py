"""What reading a workbook gives: rows with their cells, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rkt_excel.workbook.declaration.declare import Column, Fault, Noted, Row, RowT, as_known, read_row
from rkt_excel.workbook.findings import Finding, SheetCode, finding
from rkt_excel.workbook.kinds import Choices
from rkt_excel.workbook.values.cells import Cell


@dataclass(frozen=True)
class ReadRow:
    """One row as it was read.

    Attributes:
        row: The validated row; fields that could not be read are `None`.
        number: Its true 1-based row in the sheet.
        key: Its key; for a row without one its name by place (U.001), for a card the name of its sheet.
        cells: The cells that were read, by field name.
        faulty: The fields whose cells could not be accepted.
    """

    row: Row
    number: int
    key: str
    cells: Mapping[str, Cell]
    faulty: frozenset[str] = frozenset()

    def address(self, name: str) -> str | None:
        """The A1 address that a field was read from; `None` for what was not read but known from issuing the form."""
        cell = self.cells.get(name)
        return cell.address if cell else None


@dataclass
class ReadResult:
    """What a workbook says: rows by the declared name of their sheet, and everything that is wrong with it."""

    rows: dict[str, list[ReadRow]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    named: dict[tuple[str, str], dict[str, list[str]]] = field(default_factory=dict)
    """What keys and unique columns hold, by (sheet, field): each text with its addresses, faulty rows included."""

    def of(self, name: str, model: type[RowT]) -> list[RowT]:
        """The rows of a sheet that are of this model; none where the sheet was not read."""
        return [each.row for each in self.rows.get(name, ()) if isinstance(each.row, model)]


def cells_lost(cells: int) -> str:
    """How many cells to fill are not there, as an Indonesian clause for the end of a sentence; "" for none."""
    return f"; {cells} sel isiannya tidak terbaca" if cells else ""


def validated(
    model: type[Row],
    values: Mapping[str, object],
    cells: Mapping[str, Cell],
    choices: Mapping[str, Choices],
    sheet: str,
    key: str | None,
) -> tuple[Row | None, list[Finding], frozenset[str]]:
    """Read one row by pydantic, its faults and notes as findings.

    Args:
        model: The row model.
        values: Cells and ready values by field name.
        cells: Those of them that people fill; findings point at them.
        choices: The lists that columns choose from, by name.
        sheet: The name that the findings say.
        key: The key of the row that they say; `None` on a card, which has one row.

    Returns:
        The row, `None` where too much of it is faulty; the findings; the fields with a fault.
    """
    row, faults, notes = read_row(model, values, choices)
    known = as_known(row) if row is not None else {}
    findings = []
    told: list[Fault | Noted] = [*faults, *notes]
    for each in told:
        if each.field in model.columns() and each.field not in cells and each.code is SheetCode.NILAI_TIDAK_SAH:
            continue  # its column is missing, which was told once
        column = model.columns().get(each.field, Column(each.field))
        cell = cells.get(each.field)
        place: dict[str, object] = {
            "kolom": column.heading,
            "petunjuk": column.kind_for(known).told,
            **each.details,
        }
        findings.append(
            finding(
                each.code,
                sheet=sheet,
                cells=[cell.address] if cell else [],
                key=key,
                column=each.field,
                found=cell.quoted if cell else None,
                **place,  # type: ignore[arg-type]
            )
        )
    return row, findings, frozenset(fault.field for fault in faults)
