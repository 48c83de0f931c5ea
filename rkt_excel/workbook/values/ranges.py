"""Cells as people list them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from rkt_excel.workbook.runs import listed
from rkt_excel.workbook.values.cells import parse_a1


def ranges(cells: Iterable[str]) -> str:
    """A1 addresses ready to read, column by column; three or more that adjoin are a range: "L7, L9, L11–L14"."""
    return listed(sorted(dict.fromkeys(cells), key=column_first), _continues)


def _at(cell: str) -> tuple[int, int]:
    """Row and column; what is no address stands by itself before the others."""
    try:
        return parse_a1(cell)
    except ValueError:
        return -1, -1


def column_first(cell: str) -> tuple[int, int]:
    """By this addresses sort column by column; column and row of an A1 address, from 0."""
    row, column = _at(cell)
    return column, row


def _continues(run: Sequence[str], cell: str) -> bool:
    """Whether a cell lies next after a run, to the right or below, in the direction that the run took."""
    places = [_at(address) for address in (*run[-2:], cell)]
    steps = {(after[0] - before[0], after[1] - before[1]) for before, after in pairwise(places)}
    return steps in ({(0, 1)}, {(1, 0)})
