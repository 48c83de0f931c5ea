"""How densely the picture of the plan is filled: the most legible boxes that fit into the height of the page.

Letters shrink first. Where that is not enough, each band takes the way to list its indikator that shows most of their
words within the height that is left; then indikator are counted per sasaran, and at last boxes are joined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from rkt_excel.model.picture.boxes import (
    SMALL,
    Block,
    Density,
    indikator_rows,
    prioritas_box,
    program_box,
    room,
    sasaran_box,
)
from rkt_excel.model.picture.kaskade import Kaskade
from rkt_excel.model.picture.kaskade_ringkas import fewer_prioritas, fewer_programs, joined_sasaran
from rkt_excel.model.picture.lettering import line_height

GAP: Final = 1.3  # millimetres between boxes, at the least
_SIZES: Final = (9.0, 8.5, 8.0, 7.5, SMALL)
_WHOLE_SIZES: Final = (8.0, 7.5)  # at which indikator in lanes are listed only if no word is lost
_LINES: Final = (12, 4, 3, 2, 1)  # that a sasaran may take
_WAYS: Final = tuple((lines, lanes) for lines in (12, 3, 2, 1) for lanes in (1, 2))  # to list the indikator of one
_SHORTER: Final = (
    Density(SMALL),
    Density(SMALL, 3),
    Density(SMALL, 2),
    Density(SMALL, 1),
    Density(SMALL, 1, detailed=False),
)


@dataclass(frozen=True)
class Columns:
    """Where the columns stand in millimetres: from and width; a width of 0 where there is no such column."""

    prioritas: tuple[float, float]
    sasaran: tuple[float, float]
    indikator: tuple[float, float]
    program: tuple[float, float]


@dataclass(frozen=True)
class Fitted:
    """Boxes that fit.

    Attributes:
        plan: As far as it is drawn.
        counted: Whether indikator are only counted.
    """

    plan: Kaskade
    prioritas: Sequence[Block]
    sasaran: Sequence[Block]
    indikator: Sequence[Block]
    program: Sequence[Block]
    counted: bool = False

    @property
    def bands(self) -> list[float]:
        """The height of each sasaran with its indikator."""
        return _heights(self.sasaran, self.indikator)

    @property
    def height(self) -> float:
        """The height of the highest column."""
        sides = ([each.height for each in side] for side in (self.prioritas, self.program))
        return max(piled(heights) for heights in (self.bands, *sides))

    @property
    def cut(self) -> int:
        """How many letters were cut."""
        return sum(each.cut for each in (*self.prioritas, *self.sasaran, *self.indikator, *self.program))


def piled(heights: Sequence[float]) -> float:
    """The height of boxes upon each other, with the least gap between them; millimetres."""
    return sum(heights) + GAP * max(0, len(heights) - 1)


def _heights(goals: Sequence[Block], rows: Sequence[Block]) -> list[float]:
    return [max(a.height, b.height) for a, b in zip(goals, rows, strict=True)]


@dataclass
class Filler:
    """Fills the boxes of one plan in columns of these widths; what was measured once is kept."""

    plan: Kaskade
    columns: Columns
    _listed: dict[tuple[float, int, int], list[Block]] = field(default_factory=dict)

    def fitted(self, height: float) -> Fitted:
        """The most legible boxes that fit into this height of millimetres."""
        for size in _SIZES:
            if self._least(size, 1) <= height:
                whole = self._whole(size)
                if whole.height <= height:
                    return whole
        plan, goals, rows, counted = next(self._bands(height))
        first = _side(plan, height, self.prioritas, fewer_prioritas, len(plan.prioritas))
        last = _side(first[0], height, self.programs, fewer_programs, len(plan.program))
        return Fitted(last[0], first[1], goals, rows, last[1], counted)

    def _least(self, size: float, lanes: int) -> float:
        """Less than this height no list of the indikator takes."""
        return sum(-(-len(each.indikator) // lanes) for each in self.plan.sasaran) * line_height(size)

    def _whole(self, size: float) -> Fitted:
        same = Density(size)
        goals = self._goals(self.plan, same)
        rows = self._rows(self.plan, same)
        return Fitted(self.plan, self.prioritas(self.plan, same), goals, rows, self.programs(self.plan, same))

    def prioritas(self, plan: Kaskade, density: Density) -> list[Block]:
        """The boxes of the priorities, in their order, as dense as asked."""
        return [prioritas_box(each, density, self.columns.prioritas[1], plan.total) for each in plan.prioritas]

    def programs(self, plan: Kaskade, density: Density) -> list[Block]:
        """The boxes of the programs, in their order, as dense as asked."""
        return [program_box(each, plan.sasaran, density, self.columns.program[1], plan.total) for each in plan.program]

    def _goals(self, plan: Kaskade, density: Density) -> list[Block]:
        return [sasaran_box(each, density, self.columns.sasaran[1], plan.total) for each in plan.sasaran]

    def _rows(self, plan: Kaskade, density: Density) -> list[Block]:
        width = self.columns.indikator[1]
        space = room([row for each in plan.sasaran for row in each.indikator], density, width)
        return [indikator_rows(each, density, width, space) for each in plan.sasaran]

    def _bands(self, height: float) -> Iterator[tuple[Kaskade, list[Block], list[Block], bool]]:
        """The bands that fit, the most telling first; the last ones always do."""
        for size, lines in [*((size, _LINES[0]) for size in _WHOLE_SIZES), *((SMALL, lines) for lines in _LINES)]:
            goals = self._goals(self.plan, Density(size, lines))
            rows = self._told(self.plan, goals, size, height) if self._least(size, 2) <= height else None
            if rows is not None and (size == SMALL or not sum(each.cut for each in rows)):
                yield self.plan, goals, rows, False
        yield from self._counted(self.plan, height)
        by_prioritas, one = (joined_sasaran(self.plan, by_prioritas=each) for each in (True, False))
        for plan in (by_prioritas, one):
            goals = self._goals(plan, Density(SMALL, 2))
            rows = self._told(plan, goals, SMALL, height)
            if rows is not None:
                yield plan, goals, rows, True
        yield from self._counted(by_prioritas, height)
        least = Density(SMALL, 1, detailed=False, counted=True)
        yield one, self._goals(one, least), self._rows(one, least), True

    def _counted(self, plan: Kaskade, height: float) -> Iterator[tuple[Kaskade, list[Block], list[Block], bool]]:
        """The indikator only counted."""
        for lines in _LINES:
            density = Density(SMALL, lines, detailed=lines > 1, counted=True)
            goals, rows = self._goals(plan, density), self._rows(plan, density)
            if piled(_heights(goals, rows)) <= height:
                yield plan, goals, rows, True

    def _told(self, plan: Kaskade, goals: Sequence[Block], size: float, height: float) -> list[Block] | None:
        """The indikator of each sasaran so listed that together most words are read; `None` where no way fits."""
        ways = [self._listed_by(plan, size, lines, lanes) for lines, lanes in _WAYS]
        choices = [[way[place] for way in ways] for place in range(len(plan.sasaran))]
        shown = [min(each, key=lambda way: (way.height, way.cut)) for each in choices]
        left = height - piled(_heights(goals, shown))
        while left >= 0:
            step = _better(goals, choices, shown, left)
            if step is None:
                return shown
            place, way, cost = step
            shown[place], left = way, left - cost
        return None

    def _listed_by(self, plan: Kaskade, size: float, lines: int, lanes: int) -> list[Block]:
        if plan is not self.plan:
            return self._rows(plan, Density(size, lines, lanes=lanes))
        known = self._listed.get((size, lines, lanes))
        if known is None:
            known = self._listed[size, lines, lanes] = self._rows(plan, Density(size, lines, lanes=lanes))
        return known


def _better(goals: Sequence[Block], choices: Sequence[Sequence[Block]], shown: Sequence[Block], left: float
            ) -> tuple[int, Block, float] | None:  # fmt: skip
    """The band, and the way to list it, that gains most letters for the height it costs; `None` where none can."""
    best: tuple[float, int, Block, float] | None = None
    for place, (goal, now) in enumerate(zip(goals, shown, strict=True)):
        for way in choices[place]:
            gain = now.cut - way.cut
            cost = max(goal.height, way.height) - max(goal.height, now.height)
            if gain > 0 and cost <= left and (best is None or gain / max(cost, 0.01) > best[0]):
                best = gain / max(cost, 0.01), place, way, cost
    return None if best is None else best[1:]


def _side(
    plan: Kaskade,
    height: float,
    boxes: Callable[[Kaskade, Density], list[Block]],
    fewer: Callable[[Kaskade, int], Kaskade],
    count: int,
) -> tuple[Kaskade, list[Block]]:
    """A column at the side: shortened, and where even that is too much as many boxes as fit, the others as one."""
    for density in _SHORTER:
        found = boxes(plan, density)
        if piled([each.height for each in found]) <= height:
            return plan, found
    for keep in range(count - 2, 0, -1):
        less = fewer(plan, keep)
        found = boxes(less, _SHORTER[-1])
        if piled([each.height for each in found]) <= height:
            return less, found
    less = fewer(plan, 0)
    return less, boxes(less, _SHORTER[-1])
