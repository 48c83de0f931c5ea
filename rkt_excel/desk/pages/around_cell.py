"""The returned sheet around a cell, as it came: what each cell shows, between the letters and numbers of a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rkt_excel.workbook.reading.openbook import Unreadable, open_book
from rkt_excel.workbook.values.cells import Grid, Opened, column_letters, parse_a1

_ROWS: Final = 3  # shown above and below the marked cells
_COLUMNS: Final = 3  # and beside them
_MOST_ROWS: Final = 14
_MOST_COLUMNS: Final = 12
_LONGEST: Final = 120  # characters of a cell
_KEY_COLUMN: Final = 1


@dataclass(frozen=True)
class DrawnCell:
    """A cell as it is drawn: what it shows, over how many columns and rows, and whether it is marked."""

    text: str
    across: int = 1
    down: int = 1
    marked: bool = False


@dataclass(frozen=True)
class DrawnSheet:
    """A part of a sheet.

    Attributes:
        columns: The letters of its columns; "…" where some are left out.
        rows: Each with its number ("…" for rows left out) and its cells; `None` for one that lies under another.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[DrawnCell | None, ...]], ...]


def drawn_around(data: bytes, sheet: str, cells: Iterable[str]) -> DrawnSheet | None:
    """The part of a sheet around cells.

    Args:
        data: The file, as it came.
        sheet: The sheet.
        cells: The addresses that are marked.

    Returns:
        The drawing; `None` where the file cannot be opened, has no such sheet, or none of the cells has an address.
    """
    book = _opened(data)
    grid = next((each for each in book.grids if each.name == sheet), None) if book else None
    marked = {spot for each in cells if (spot := _spot(each))}
    if grid is None or not marked:
        return None
    lines, letters = [row for row, _ in marked], [column for _, column in marked]
    hidden = grid.hidden_rows - set(lines), grid.hidden_columns - set(letters)
    rows = _window(lines, _ROWS, _MOST_ROWS, grid.last_row, _heading(grid, marked), hidden[0])
    columns = _window(letters, _COLUMNS, _MOST_COLUMNS, grid.last_column, (_KEY_COLUMN,), hidden[1])
    return _drawn(grid, rows, columns, marked)


@lru_cache(maxsize=12)
def _opened(data: bytes) -> Opened | None:
    try:
        return open_book(data)
    except Unreadable:
        return None


def _spot(address: str) -> tuple[int, int] | None:
    try:
        return parse_a1(address)
    except ValueError:
        return None


def _heading(grid: Grid, marked: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """The row of the headings above the cells: the nearest that is filled almost throughout with texts."""
    first = min(row for row, _ in marked)
    wide = grid.last_column
    for row in range(min(first - 1, 8), 0, -1):
        texts = sum(isinstance(grid.at(row, column).value, str) for column in range(1, wide + 1))
        if texts * 2 > wide:
            return (row,)
    return ()


def _window(
    marked: Sequence[int], beside: int, most: int, last: int, always: Iterable[int], hidden: set[int]
) -> list[int]:
    """The lines to show: the marked ones with their neighbours, and some always; 0 stands for those left out.

    What is hidden in the sheet is left out without a word, for nobody saw it there.
    """
    wanted = {each for one in marked for each in range(max(1, one - beside), min(max(last, one), one + beside) + 1)}
    wanted -= hidden
    shown = sorted({*always, *sorted(wanted, key=lambda each: (min(abs(each - one) for one in marked), each))[:most]})
    with_gaps: list[int] = []
    for each in shown:
        if with_gaps and set(range(with_gaps[-1] + 1, each)) - hidden:
            with_gaps.append(0)
        with_gaps.append(each)
    return with_gaps


def _drawn(grid: Grid, rows: list[int], columns: list[int], marked: set[tuple[int, int]]) -> DrawnSheet:
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for top, left, bottom, right in grid.merges:
        for row in filter(lambda each: top <= each <= bottom, rows):
            for column in filter(lambda each: left <= each <= right, columns):
                covered[row, column] = (top, left)
    made = []
    for row in rows:
        line: list[DrawnCell | None] = []
        for place, column in enumerate(columns):
            owner = covered.get((row, column), (row, column))
            before = [(row, each) for each in columns[:place]]
            if owner != (row, column) and any(covered.get(each) == owner for each in before):
                line.append(None)
                continue
            across = sum(covered.get((row, each)) == owner for each in columns[place:]) or 1
            text = grid.at(*owner).seen if row and column else ""
            short = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
            line.append(DrawnCell(short, across, marked=(row, column) in marked or owner in marked))
        made.append((str(row) if row else "…", tuple(line)))
    return DrawnSheet(tuple(column_letters(each) if each else "…" for each in columns), tuple(made))
