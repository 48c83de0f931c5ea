"""Where a bagian has not answered otherwise, what it had answered in the signed plan still holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from rkt_excel.model.forms import form
from rkt_excel.model.forms.returns import Return
from rkt_excel.model.origin.master import Master
from rkt_excel.model.tables.formulir import ANSWERS, PROGRAM_ANSWERS
from rkt_excel.model.vocabulary.nilai import Nilai
from rkt_excel.workbook.reading.read import ReadRow
from rkt_excel.workbook.values.cells import Cell, folded

BegunValue = tuple[str, str, str, str, Nilai]  # sheet, kunci, kolom, bagian, and what its form begins with


def begun(master: Master, only: str | None = None) -> Iterator[BegunValue]:
    """What the forms of a perubahan begin with, cell by cell; nothing in a first edition.

    Args:
        master: With what was signed.
        only: The bagian whose form it is; all where none is named.
    """
    signed = master.murni
    if signed is None:
        return
    for row in master.indikator:
        for bagian in row.bagian if row.kode not in signed.dihapus else ():
            for kolom in ANSWERS if only in (None, bagian) else ():
                value = signed.answer(row, kolom, bagian)
                if value is not None:
                    yield form.KINERJA, row.kode, kolom, bagian, value
    for line in master.program:
        for kolom in PROGRAM_ANSWERS if line.kode not in signed.dihapus and only in (None, line.bagian) else ():
            value = signed.nilai.get((line.kode, kolom))
            if value is not None:
                yield form.PROGRAM, line.kode, kolom, line.bagian or "", value


def unanswered(
    master: Master, counted: Mapping[str, Return], accepted: set[tuple[str, str, str]]
) -> Iterator[BegunValue]:
    """What still holds though no return gives it.

    A bagian whose form is not in, a line that was deleted, and a cell that is still as it was issued but is at fault
    leave the signed answer standing; a cell that says something else, or was emptied, does not.

    Args:
        master: With what was signed.
        counted: The returns that count, by bagian.
        accepted: What they do give, by (kunci, kolom, bagian).
    """
    rows = {
        (bagian, sheet, each.key): each
        for bagian, one in counted.items()
        for sheet, lines in one.result.rows.items()
        for each in lines
    }
    for each in begun(master):
        sheet, kunci, kolom, bagian, value = each
        if (kunci, kolom, bagian) not in accepted and _as_issued(rows.get((bagian, sheet, kunci)), kolom, value):
            yield each


def _as_issued(line: ReadRow | None, kolom: str, value: Nilai) -> bool:
    cell = line.cells.get(kolom) if line else None
    return cell is None or _says(cell, value)


def _says(cell: Cell, value: Nilai) -> bool:
    if isinstance(value, Decimal) or isinstance(cell.value, Decimal):
        return cell.value == value
    return folded(str(cell.value or "")) == folded(value)
