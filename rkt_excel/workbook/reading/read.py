"""Declaration + cells -> rows + findings. Sheets, columns and rows are known by what they are, not where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rkt_excel.workbook.declaration.declare import (
    Card,
    Column,
    Page,
    Rows,
    Selfcheck,
    Sheet,
    Table,
    Tasks,
    Workbook,
    as_declared,
)
from rkt_excel.workbook.declaration.layout import (
    CARD_KEYS,
    CARD_LABELS,
    CARD_VALUES,
    KEY_MARK,
    SELFCHECK_COLUMNS,
    TASK_COLUMNS,
    TableLayout,
)
from rkt_excel.workbook.findings import Finding, SheetCode, finding
from rkt_excel.workbook.kinds import Choices
from rkt_excel.workbook.reading import around
from rkt_excel.workbook.reading.matching import Matched, is_own, is_page, match
from rkt_excel.workbook.reading.result import ReadResult, ReadRow, cells_lost, validated
from rkt_excel.workbook.reading.table_reading import TableReading
from rkt_excel.workbook.values.cells import Cell, Grid, Opened, Spot, folded
from rkt_excel.workbook.writing.write import LISTS_SHEET

__all__ = ["ReadResult", "ReadRow", "dangling", "read"]


def read(
    declaration: Workbook,
    opened: Opened,
    *,
    choices: Mapping[str, Choices] | None = None,
    given: Rows | None = None,
) -> ReadResult:
    """Read a workbook by its declaration; every fault is found in one run.

    Args:
        declaration: What the workbook should be.
        opened: The cells of the file.
        choices: The lists that columns choose from, by name; `None` where no column needs one.
        given: The rows that the workbook was issued with, by sheet; locked values are compared with them and rows
            are known by their keys. With `None` rows are read as they stand.
    """
    result = ReadResult()
    matched = match(declaration, opened.grids, given)
    result.findings.extend(_matching(declaration, matched, given))
    ours = {id(grid): name for name, grid in matched.grids.items()}  # the declared name of each grid
    for sheet in declaration.sheets:
        grid = matched.grids.get(sheet.name)
        if grid is None or not isinstance(sheet, (Table, Card)):
            continue
        if grid.hidden:
            result.findings.append(finding(SheetCode.LEMBAR_TERSEMBUNYI, sheet=sheet.name))
        if isinstance(sheet, Card):
            _read_card(sheet, grid, choices or {}, result)
        else:
            rows = None if given is None else given.get(sheet.name, ())
            TableReading(sheet, grid, choices or {}, rows, result).run()
    unused = [sheet for sheet in declaration.sheets if _width(sheet)]
    pages = _pages(unused, [grid for grid in opened.grids if id(grid) not in ours])
    result.findings.extend(_elsewhere(declaration, opened, ours, pages))
    if given is not None:
        there = {sheet.name for sheet in pages.values()}
        asked = (sheet for sheet in unused if not isinstance(sheet, Tasks))  # only a mended form has a list of tasks
        gone = (sheet.name for sheet in asked if sheet.name not in there)
        result.findings.extend(finding(SheetCode.LEMBAR_BACAAN_HILANG, sheet=name) for name in gone)
    return result


def _matching(declaration: Workbook, matched: Matched, given: Rows | None) -> Iterator[Finding]:
    """Which sheets stand under another name, are missing, or may be meant by two tabs."""
    for sheet in declaration.sheets:
        if not isinstance(sheet, (Table, Card)):
            continue
        grid, double = matched.grids.get(sheet.name), matched.doubles.get(sheet.name)
        if grid is None:
            yield from _gone(sheet, given)
        elif folded(grid.name) != folded(sheet.name):
            yield finding(SheetCode.LEMBAR_BERGANTI_NAMA, sheet=sheet.name, found=grid.name)
            if double is not None:
                yield finding(SheetCode.LEMBAR_GANDA, sheet=sheet.name, found=grid.name, lain=double.name)


def _gone(sheet: Table | Card, given: Rows | None) -> Iterator[Finding]:
    """A declared sheet that is not there: one that was issued has taken its answers with it, optional or not."""
    rows = given.get(sheet.name, ()) if given is not None else ()
    issued = given is not None and isinstance(sheet, Table) and bool(rows or sheet.spare)
    if issued or not sheet.optional:
        cells = len(TableLayout(sheet, rows).to_fill) if issued and isinstance(sheet, Table) else 0
        yield finding(SheetCode.LEMBAR_HILANG, sheet=sheet.name, hilang=cells_lost(cells))


_WIDTHS: Final[dict[type[Sheet], int]] = {Selfcheck: SELFCHECK_COLUMNS, Tasks: TASK_COLUMNS}


def _width(sheet: Sheet) -> int | None:
    """How many columns of a sheet that nobody reads are the program's own, `None` for one that is read."""
    return len(sheet.columns) if isinstance(sheet, Page) else _WIDTHS.get(type(sheet))


def _counts(declaration: Workbook, sheet: Sheet, cell: Cell) -> bool:
    """Whether a cell is one of the hidden ones that a self-check adds up: formulas of 0 or 1, a column for each field.

    Not every format says that it is a formula, and not every program keeps its result.
    """
    fields = max((sum(c.fills for c in t.visible_columns().values()) for t in declaration.tables()), default=0)
    hidden = isinstance(sheet, Selfcheck) and cell.column <= SELFCHECK_COLUMNS + fields
    return hidden and (cell.formula or cell.value in (0, 1))


def _elsewhere(
    declaration: Workbook, opened: Opened, ours: Mapping[int, str], pages: Mapping[int, Sheet]
) -> Iterator[Finding]:
    """What people put on sheets that nobody reads, and what they wrote on cells anywhere.

    Args:
        declaration: What the workbook should be.
        opened: The file.
        ours: The sheets that were read, by their grids.
        pages: Those that nobody reads.
    """
    for grid in opened.grids:
        name, page = ours.get(id(grid)), pages.get(id(grid))
        if page:
            name = page.name
            width = _width(page) or 0
            beside = [
                each
                for each in grid.cells.values()
                if each.column > width and not (each.blank or _counts(declaration, page, each))
            ]
            yield from around.strays(name, sorted(beside, key=lambda each: (each.row, each.column)))
        elif not name and not is_own(grid, LISTS_SHEET):
            yield from around.foreign(grid)
        yield from around.comments(name or grid.name, grid)


def _pages(pages: Sequence[Sheet], grids: Sequence[Grid]) -> dict[int, Sheet]:
    """The page that each of these grids is: by its title, which survives another name of the tab, else by its name."""
    found: dict[int, Sheet] = {}
    for fits in (
        is_page,
        lambda sheet, grid: folded(sheet.name) == folded(grid.name) and not is_own(grid, LISTS_SHEET),
    ):
        for sheet in (each for each in pages if each not in found.values()):
            grid = next((each for each in grids if id(each) not in found and fits(sheet, each)), None)
            if grid is not None:
                found[id(grid)] = sheet
    return found


def _read_card(card: Card, grid: Grid, choices: Mapping[str, Choices], result: ReadResult) -> None:
    columns = card.row.columns()
    keys = {
        str(cell.value).removeprefix(KEY_MARK): (row, column)
        for (row, column), cell in sorted(grid.cells.items())
        if str(cell.value).startswith(KEY_MARK)
    }
    for name in (each for each, column in columns.items() if each not in keys and not column.added):
        result.findings.append(
            finding(SheetCode.KOLOM_HILANG, sheet=card.name, column=name, kolom=columns[name].heading, hilang="")
        )
    cells = {name: _card_value(grid, *keys[name], columns[name]) for name in columns if name in keys}
    findings, under = _around_card(card, grid, keys, cells)
    result.findings.extend(findings)
    seen = {
        name: Cell(cell.row, cell.column) if (cell.row, cell.column) in under else cell for name, cell in cells.items()
    }
    row, findings, faulty = validated(card.row, seen, seen, choices, card.name, None)
    hidden = frozenset(name for name, cell in cells.items() if (cell.row, cell.column) in under)
    result.findings.extend(
        each for each in findings if each.column not in hidden or each.code is not SheetCode.WAJIB_DIISI
    )
    if row is not None:
        first = min((row for row, _ in keys.values()), default=1)
        result.rows[card.name] = [ReadRow(row, first, card.name, seen, faulty | hidden)]


def _around_card(
    card: Card, grid: Grid, keys: Mapping[str, tuple[int, int]], cells: Mapping[str, Cell]
) -> tuple[list[Finding], set[Spot]]:
    """What stands on an upright sheet beside its values or cannot be seen, and which values lie under a merge."""
    places = {(cell.row, cell.column) for cell in cells.values()}

    def within(span: tuple[int, int, int, int]) -> list[Spot]:
        top, left, bottom, right = span
        return sorted(each for each in places if top <= each[0] <= bottom and left <= each[1] <= right)

    findings, under = around.merged(card.name, grid, within)
    if places:
        column = min(column for _, column in places)
        findings.extend(around.hidden_rows(card.name, grid, sorted({row for row, _ in places}), column))
        findings.extend(around.hidden_columns(card.name, grid, {column for _, column in places}, min(places)[0]))
    known = {(row, place) for row, column in places for place in range(column - 1, column + 2)} | set(keys.values())
    beside = [
        cell
        for place, cell in sorted(grid.cells.items())
        if place not in known
        and not cell.blank
        and not any(as_declared(said, cell.shown[:300]) for said in (card.title, card.lead))
    ]
    findings.extend(around.strays(card.name, beside))
    return findings, under


def _card_value(grid: Grid, row: int, column: int, declared: Column) -> Cell:
    """The cell beside the label; people insert columns, so the label is looked for to the right of the hidden name."""
    labels = (place for place in range(column + 1, grid.last_column + 1) if declared.headed(grid.at(row, place).shown))
    return grid.at(row, next(labels, column + CARD_LABELS - CARD_KEYS) + CARD_VALUES - CARD_LABELS)


def dangling(declaration: Workbook, result: ReadResult) -> list[Finding]:
    """Findings of values that have to name a row of another sheet (`Column.refers`) and name none that was read.

    References to a sheet of which no rows were read are not judged.
    """
    findings: list[Finding] = []
    sheets: list[Table | Card] = [*declaration.tables(), *declaration.cards()]
    for sheet in sheets:
        for name, column in sheet.row.columns().items():
            if column.refers and column.refers.sheet in result.rows:
                target = column.refers
                known = set(result.named.get((target.sheet, target.field), {}))
                known |= {str(getattr(each.row, target.field)) for each in result.rows[target.sheet]}
                findings.extend(_dangling(sheet.name, name, column, known, result))
    return findings


def _dangling(sheet: str, name: str, column: Column, known: set[str], result: ReadResult) -> Iterator[Finding]:
    assert column.refers is not None
    near = Choices(tuple(sorted(known)))
    for each in result.rows.get(sheet, ()):
        value = getattr(each.row, name)
        for one in value if isinstance(value, tuple) else (value,):
            if one is not None and str(one) not in known:
                alike = near.near(str(one))
                yield finding(
                    SheetCode.RUJUKAN_TIDAK_ADA,
                    sheet=sheet,
                    cells=[address] if (address := each.address(name)) else [],
                    key=each.key,
                    column=name,
                    found=str(one),
                    kolom=column.heading,
                    lembar_rujukan=column.refers.sheet,
                    saran=f" (mungkin {' atau '.join(alike)})" if alike else "",
                )
