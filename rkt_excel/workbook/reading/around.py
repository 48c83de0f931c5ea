"""What people do not see, or put where nobody looks: merges, hidden rows, cells beside the form, foreign sheets.

The policy is docs/reading.md: nothing of it counts in silence, nothing of it vanishes in silence.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from heapq import nsmallest
from itertools import islice
from typing import Final

from rkt_excel.workbook.declaration.declare import Sheet, Table, as_declared
from rkt_excel.workbook.declaration.layout import LONGEST_TITLE, NOTE_HEAD
from rkt_excel.workbook.findings import Finding, Severity, SheetCode, finding
from rkt_excel.workbook.runs import runs
from rkt_excel.workbook.values.cells import Cell, Grid, Range, Spot, a1, a1_range, column_letters

TOLD: Final = 50  # things of one sort on one sheet that are told one by one; what is beyond that is summed up
_QUOTED: Final = 5  # contents that a summary quotes
_QUOTE: Final = 60  # characters of each

Within = Callable[[Range], Sequence[Spot]]  # the declared cells in a range


class Declared:
    """The declared cells of a sheet, which are those of some 1-based rows in some 1-based columns."""

    def __init__(self, rows: Iterable[int], columns: Collection[int]) -> None:
        self.rows = sorted(rows)
        self.columns = sorted(columns)

    def within(self, span: Range) -> list[Spot]:
        """The declared cells in a range, row by row."""
        top, left, bottom, right = span
        rows = self.rows[bisect_left(self.rows, top) : bisect_right(self.rows, bottom)]
        columns = self.columns[bisect_left(self.columns, left) : bisect_right(self.columns, right)]
        return [(row, column) for row in rows for column in columns]


def merged(sheet: str, grid: Grid, within: Within) -> tuple[list[Finding], set[Spot]]:
    """What merges do to declared cells: the findings, and the declared cells that lie hidden under a merge.

    Args:
        sheet: The name that the findings say.
        grid: The sheet.
        within: Gives the declared cells in a range.
    """
    findings: list[Finding] = []
    hidden: set[Spot] = set()
    touching = [(span, cells) for span in islice(grid.merges, TOLD) if (cells := within(span))]
    rest = grid.merges[TOLD:]
    if rest:  # so many are no form any more: all that they enclose is asked again
        tops, lefts, bottoms, rights = zip(*rest, strict=True)
        span = min(tops), min(lefts), max(bottoms), max(rights)
        if cells := within(span):
            hidden.update(cells)
            findings.append(_merge(sheet, grid, span, cells, cells))
    for span, cells in touching:
        under = [place for place in cells if place != span[:2]]
        hidden.update(under)
        findings.append(_merge(sheet, grid, span, cells, under))
    return findings, hidden


def _merge(sheet: str, grid: Grid, span: Range, cells: Sequence[Spot], under: Sequence[Spot]) -> Finding:
    values = [cell for place in under if not (cell := grid.at(*place)).blank]
    return finding(
        SheetCode.SEL_DIGABUNG,
        sheet=sheet,
        cells=[a1(*place) for place in cells[:TOLD]],
        found=grid.at(*span[:2]).shown,
        weight=None if under else Severity.PERINGATAN,
        rentang=a1_range(span),
        tersembunyi=f"; di bawahnya tersembunyi {quoted_cells(values)}" if values else "",
    )


def hidden_rows(sheet: str, grid: Grid, rows: Iterable[int], column: int) -> Iterator[Finding]:
    """One finding of the rows that were read and are not shown.

    Args:
        sheet: The name that it says.
        grid: The sheet.
        rows: The 1-based rows that were read, in order.
        column: The 1-based column of the cells that it points at.
    """
    numbers = [row for row in rows if row in grid.hidden_rows]
    if numbers:
        cells = [a1(row, column) for row in numbers[:TOLD]]
        yield finding(SheetCode.BARIS_TERSEMBUNYI, sheet=sheet, cells=cells, baris=number_ranges(numbers, str))


def hidden_columns(sheet: str, grid: Grid, columns: Iterable[int], row: int) -> Iterator[Finding]:
    """One finding of the columns that were read and are not shown.

    Args:
        sheet: The name that it says.
        grid: The sheet.
        columns: The 1-based columns that were read.
        row: The 1-based row of the cells that it points at, that of the headings.
    """
    numbers = sorted(column for column in columns if column in grid.hidden_columns)
    if numbers:
        cells = [a1(row, column) for column in numbers[:TOLD]]
        yield finding(
            SheetCode.KOLOM_TERSEMBUNYI, sheet=sheet, cells=cells, kolom=number_ranges(numbers, column_letters)
        )


def strays(sheet: str, cells: Sequence[Cell]) -> Iterator[Finding]:
    """Findings of filled cells for which the workbook has no place: the first 50 one by one, the rest as one."""
    for cell in cells[:TOLD]:
        yield finding(SheetCode.ISI_DI_LUAR_TEMPAT, sheet=sheet, cells=[cell.address], found=cell.shown)
    if rest := cells[TOLD:]:
        addresses = [cell.address for cell in rest[:TOLD]]
        found = f"{len(rest)} sel lain, antara lain {quoted_cells(rest, addressed=True)}"
        yield finding(SheetCode.ISI_DI_LUAR_TEMPAT, sheet=sheet, cells=addresses, found=found)


def titles(sheet: Sheet, cell: Cell) -> bool:
    """Whether a cell says what was declared as the title, the lead or the legend of a sheet."""
    text = cell.shown
    declared = (sheet.title, sheet.lead, sheet.legend if isinstance(sheet, Table) else "")
    return len(text) <= LONGEST_TITLE and any(as_declared(each, text) for each in declared if each)


def comments(sheet: str, grid: Grid) -> Iterator[Finding]:
    """Findings of what people wrote on cells: the first 50 comments one by one, the rest as one.

    Comments that the program itself wrote are left out; they are known by their first line.
    """
    theirs = [
        (place, each.text) for place, each in sorted(grid.comments.items()) if not each.text.startswith(NOTE_HEAD)
    ]
    for place, text in theirs[:TOLD]:
        yield finding(SheetCode.CATATAN_SEL, sheet=sheet, cells=[a1(*place)], found=text)
    if rest := theirs[TOLD:]:
        cells = [a1(*place) for place, _ in rest[:TOLD]]
        yield finding(SheetCode.CATATAN_SEL, sheet=sheet, cells=cells, found=f"{len(rest)} catatan lain")


def foreign(grid: Grid) -> Iterator[Finding]:
    """A finding of a sheet that is not of this workbook; none where nothing stands on it."""
    filled = [place for place, cell in grid.cells.items() if not cell.blank]
    if filled:
        first = [grid.cells[place] for place in nsmallest(_QUOTED + 1, filled)]
        yield finding(
            SheetCode.LEMBAR_TAMBAHAN,
            sheet=grid.name,
            cells=[cell.address for cell in first[:_QUOTED]],
            jumlah=len(filled),
            cuplikan=quoted_cells(first, addressed=True),
        )


def quoted_cells(cells: Sequence[Cell], *, addressed: bool = False) -> str:
    """The contents of the first five cells, each in quotation marks and cut at 60 characters; "…" stands for more.

    Args:
        cells: In the order in which they are quoted.
        addressed: Whether the address stands before each.
    """
    said = [f"{cell.address} {_quote(cell)}" if addressed else _quote(cell) for cell in cells[:_QUOTED]]
    return ", ".join(said) + (", …" if len(cells) > _QUOTED else "")


def _quote(cell: Cell) -> str:
    text = " ".join(cell.shown[: 2 * _QUOTE].split())
    return f"“{text if len(text) <= _QUOTE else text[:_QUOTE] + '…'}”"


def number_ranges(numbers: Sequence[int], said: Callable[[int], str]) -> str:
    """Row or column numbers as people list them: 7–9, 12; at most 50 parts.

    Args:
        numbers: In ascending order.
        said: How one number is said, such as a column by its letters.
    """
    parts = runs(numbers, lambda run, number: number == run[-1] + 1)
    told = [said(run[0]) if len(run) == 1 else f"{said(run[0])}–{said(run[-1])}" for run in parts[:TOLD]]
    return ", ".join(told) + (", …" if len(parts) > TOLD else "")
