"""Which tab of a file is which declared sheet: what stands on it tells that, and its name where nothing else does.

Programs that mend, convert or copy a file name its tabs anew, people swap, copy and sort them. Each tab is taken once.
A tab that bears the right name and looks like no other declared sheet is that sheet; the others are dealt out so that
all of them together fit best. A copy of a sheet that was found so stands in for no other one that is not in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from rkt_excel.workbook.declaration import identity
from rkt_excel.workbook.declaration.declare import (
    Card,
    Column,
    Rows,
    Sheet,
    Table,
    Workbook,
    as_declared,
    starless,
    value_of,
)
from rkt_excel.workbook.declaration.layout import (
    KEY_MARK,
    LONGEST_HEADING,
    LONGEST_TITLE,
    SEARCHED_COLUMNS,
    SEARCHED_ROWS,
)
from rkt_excel.workbook.values import hollow
from rkt_excel.workbook.values.cells import Cell, CellContent, Grid, folded

_ENOUGH: Final = 0.5  # of the columns of a sheet; with more of them a tab of another name is taken for it
_TITLE_ROWS: Final = 5  # a title stands in the first; programs put a line of their own above it
# What weighs how much where tabs are dealt out. Columns say what a sheet is; the rows that were issued, its title and
# its name part two that have the same columns.
_COLUMNS, _KEYS, _TITLE, _NAME = 4.0, 1.0, 1.0, 1.5


@dataclass(frozen=True)
class Matched:
    """The tabs of a file by the declared sheet that each of them is.

    Attributes:
        grids: The tab by the declared name; a sheet that was not found is not there.
        doubles: By the declared name of a sheet whose tab bears another name: a second tab that fits as well and holds
            other values.
    """

    grids: Mapping[str, Grid] = field(default_factory=dict)
    doubles: Mapping[str, Grid] = field(default_factory=dict)


def match(declaration: Workbook, grids: Sequence[Grid], given: Rows | None = None) -> Matched:
    """Deal out the tabs of a file to the sheets that hold values.

    Args:
        declaration: What the workbook should be.
        grids: The tabs in order.
        given: The rows that it was issued with, by sheet; their keys tell sheets with the same columns apart. `None`
            where that is not known.
    """
    sheets = [sheet for sheet in declaration.sheets if isinstance(sheet, (Table, Card))]
    headings = {column.header for sheet in sheets for column in _columns(sheet).values()}
    tabs = [_Tab(grid, headings) for grid in grids]
    sure = dict(_sure(sheets, tabs))
    rest = [sheet for sheet in sheets if sheet.name not in sure]
    free = [tab for tab in tabs if all(tab is not each for each in sure.values())]
    if not rest or not free:
        return Matched({name: tab.grid for name, tab in sure.items()})
    keys = {sheet.name: _keys(sheet, given) for sheet in sheets}
    found = [sheet for sheet in sheets if sheet.name in sure]
    copied = [max((tab.worth(each, keys[each.name]) for each in found), default=0.0) for tab in free]
    worth = [
        {
            at: worth
            for at, tab in enumerate(free)
            if (worth := tab.worth(each, keys[each.name])) and worth >= copied[at]
        }
        for each in rest
    ]
    dealt = {rest[sheet].name: free[tab] for sheet, tab in _dealt(worth)}
    grids_by_name = {name: tab.grid for name, tab in (sure | dealt).items()}
    left = [tab for tab in free if all(tab is not each for each in dealt.values())]
    doubles = {
        sheet.name: double
        for sheet in rest
        if sheet.name in dealt and (double := _double(sheet, keys[sheet.name], dealt[sheet.name], left))
    }
    return Matched(grids_by_name, doubles)


def is_page(sheet: Sheet, grid: Grid) -> bool:
    """Whether a tab bears the title of a declared sheet in its first five rows."""
    return any(as_declared(sheet.title, text) for text in _first_texts(grid))


def is_own(grid: Grid, lists: str) -> bool:
    """Whether a tab is one of those that the writer adds to every workbook, whatever its name is now.

    Args:
        grid: The tab.
        lists: The name under which the writer adds the tab of long lists.
    """
    if folded(grid.name) in {folded(lists), folded(identity.SHEET)}:
        return True
    ours = next(identity.identity_cells(grid), None)
    if ours is not None:  # nothing but a line that a program put above it
        return all(cell.row < ours.row or cell is ours for cell in grid.cells.values() if not cell.blank)
    return {cell.value for cell in grid.cells.values() if cell.content is CellContent.TEXT} >= _LISTED


_LISTED: Final = frozenset(hollow.hollow_texts())


# ------------------------------------------------------------------ what a tab says


class _Tab:
    """A tab, and what stands on it that tells which sheet it is."""

    def __init__(self, grid: Grid, headings: Iterable[str]) -> None:
        self.grid = grid
        self._headings = headings

    @cached_property
    def marks(self) -> frozenset[str]:
        """The names of fields that stand hidden on it."""
        texts = (cell.value for cell in self.grid.cells.values() if cell.content is CellContent.TEXT)
        return frozenset(text.removeprefix(KEY_MARK) for text in map(str, texts) if text.startswith(KEY_MARK))

    @cached_property
    def headed(self) -> frozenset[str]:
        """Those of all declared headings that stand near its top; they count where no hidden name is left."""
        near = (each for each in self.grid.cells.values() if each.row <= SEARCHED_ROWS and _may_head(each))
        seen = {folded(starless(str(cell.value))) for cell in near}
        return frozenset(header for header in self._headings if any(map(Column(header).headed_as, seen)))

    def fit(self, sheet: Table | Card) -> tuple[float, float]:
        """How many of a sheet's columns stand here, and how many of all columns that stand here or belong here do both.

        Both are shares from 0 to 1.
        """
        columns = _columns(sheet)
        found = self.marks or self.headed
        wanted = frozenset(columns) if self.marks else frozenset(each.header for each in columns.values())
        both = len(found & wanted)
        return both / max(len(wanted), 1), both / max(len(found | wanted), 1)

    def named(self, sheet: Sheet) -> bool:
        """Whether it bears the name of a sheet."""
        return folded(self.grid.name) == folded(sheet.name)

    def worth(self, sheet: Table | Card, keys: frozenset[str]) -> float:
        """How well it fits a sheet whose issued rows have these keys: the more the better; 0 where it cannot be it."""
        share, alike = self.fit(sheet)
        if share <= _ENOUGH and not self.named(sheet):
            return 0
        held = len(keys & self._texts) / len(keys) if keys else 0
        titled = is_page(sheet, self.grid)
        return 0.01 + _COLUMNS * alike + _KEYS * held + _TITLE * titled + _NAME * self.named(sheet)

    @cached_property
    def _texts(self) -> frozenset[str]:
        return frozenset(
            str(cell.value).strip() for cell in self.grid.cells.values() if cell.content is CellContent.TEXT
        )


def _columns(sheet: Table | Card) -> Mapping[str, Column]:
    return sheet.visible_columns() if isinstance(sheet, Table) else sheet.row.columns()


def _may_head(cell: Cell) -> bool:
    return (
        cell.content is CellContent.TEXT and cell.column <= SEARCHED_COLUMNS and len(str(cell.value)) <= LONGEST_HEADING
    )


def _first_texts(grid: Grid) -> Iterator[str]:
    """What stands in the first cells of the first rows."""
    for row in range(1, _TITLE_ROWS + 1):
        for column in (1, 2):
            cell = grid.at(row, column)
            if cell.content is CellContent.TEXT and len(str(cell.value)) <= LONGEST_TITLE:
                yield str(cell.value)


def _keys(sheet: Table | Card, given: Rows | None) -> frozenset[str]:
    name = sheet.row.key_field()
    rows = (given or {}).get(sheet.name, ())
    return frozenset(str(value_of(row, name)) for row in rows) if name else frozenset()


# ------------------------------------------------------------------ dealing out


def _sure(sheets: Sequence[Table | Card], tabs: Sequence[_Tab]) -> Iterator[tuple[str, _Tab]]:
    """The tabs that bear the name of a sheet, hold most of its columns and look like no other sheet."""
    for sheet in sheets:
        tab = next((each for each in tabs if each.named(sheet)), None)
        if tab is None:
            continue
        share, alike = tab.fit(sheet)
        if share > _ENOUGH and all(tab.fit(other)[1] <= alike for other in sheets):
            yield sheet.name, tab


def _dealt(worth: Sequence[Mapping[int, float]]) -> Sequence[tuple[int, int]]:
    """Pairs of sheet and tab whose worth adds up to the most, each tab taken once.

    Args:
        worth: For each sheet the worth of the tabs that can be it.

    Of each sheet the best tabs alone are looked at, one for every sheet, which is enough for the best deal; so a file
    of thousands of tabs costs no more. Sheets are few (a workbook has a dozen), so every set of them is kept.
    """
    best_few = [dict(sorted(each.items(), key=lambda pair: (-pair[1], pair[0]))[: len(worth)]) for each in worth]
    best: dict[int, tuple[float, tuple[tuple[int, int], ...]]] = {0: (0.0, ())}
    for tab in sorted({at for each in best_few for at in each}):
        for done, (total, pairs) in list(best.items()):
            for sheet, each in enumerate(best_few):
                now, sum_now = done | 1 << sheet, total + each.get(tab, 0.0)
                if tab in each and now != done and sum_now > best.get(now, (0.0,))[0]:
                    best[now] = sum_now, (*pairs, (sheet, tab))
    return max(best.values(), key=lambda each: each[0])[1]


def _double(sheet: Table | Card, keys: frozenset[str], taken: _Tab, left: Sequence[_Tab]) -> Grid | None:
    """Another tab that would do as well, where none bears the right name and the two differ."""
    if taken.named(sheet):
        return None
    worth = taken.worth(sheet, keys)
    alike = (tab.grid for tab in left if tab.worth(sheet, keys) >= worth)
    return next((grid for grid in alike if _said(grid) != _said(taken.grid)), None)


def _said(grid: Grid) -> dict[tuple[int, int], object]:
    return {place: cell.value for place, cell in grid.cells.items() if not cell.blank}
