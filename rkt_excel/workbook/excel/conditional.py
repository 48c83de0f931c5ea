"""What conditional formats make of the cells that they lie on: struck out, not seen, shown under another format.

The colours of our own marks change nothing of that, so that they are never told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from rkt_excel.workbook.containers.limits import Budget
from rkt_excel.workbook.excel.conditions import CellRule, holds
from rkt_excel.workbook.values.agreement import contradicted
from rkt_excel.workbook.values.cells import Cell, CellContent, Grid, Range, Spot
from rkt_excel.workbook.values.colours import Colour
from rkt_excel.workbook.values.number_formats import number_cell, shown_as_for
from rkt_excel.workbook.values.sight import INDISTINCT, STRUCK, Look, Sight, legible

_BY_RULE: Final = "menurut format bersyarat"
BARE: Final = f"hanya gambarnya yang tampil {_BY_RULE}"
_STRUCK_BY_RULE: Final = f"{STRUCK} {_BY_RULE}"
_UNSEEN: Final = "tidak tampak"
_OTHERWISE: Final = "tampil lain"


class Ground(NamedTuple):
    """What lies behind the letters: a colour, or `None` for several of them, as in a pattern or gradient."""

    colour: Colour | None


class LookChange(NamedTuple):
    """What a conditional format changes of a cell; what is `None` stays as it is.

    Attributes:
        struck: Whether its letters are struck out.
        ink: Their colour.
        ground: What lies behind them.
        code: The number format.
        bare: Only an icon or a bar shows, and no value.
    """

    struck: bool | None = None
    ink: Colour | None = None
    ground: Ground | None = None
    code: str | None = None
    bare: bool = False

    def under(self, later: LookChange) -> LookChange:
        """This change and one of lower priority together; what both change, this one decides."""
        return LookChange(
            later.struck if self.struck is None else self.struck,
            self.ink or later.ink,
            self.ground or later.ground,
            later.code if self.code is None else self.code,
            self.bare or later.bare,
        )

    def on(self, look: Look) -> Look:
        """The look with letters and ground so changed."""
        letters = look.letters
        struck = letters.struck if self.struck is None else self.struck
        letters = letters._replace(struck=struck, ink=self.ink or letters.ink)
        return Look(letters, look.ground if self.ground is None else self.ground.colour)


@lru_cache(maxsize=4096)
def matters(change: LookChange, look: Look) -> bool:
    """Whether a format may change what is seen in a cell of this look."""
    if change.struck or change.bare or change.code is not None:
        return True
    if change.ink is None and change.ground is None:
        return False
    changed = change.on(look)
    return bool(changed.letters.unseen(changed.ground)) != bool(look.letters.unseen(look.ground))


_MOST_CELLS: Final = 20_000  # of a sheet that are looked at, the first ones: answers stand there
_MOST_RULES: Final = 60  # of one cell
_RULE_STEPS: Final = 8  # that telling what one rule does to one cell counts as, against finding that it lies there
_NO_CHANGE: Final = LookChange()
_PLAIN: Final = Look()


class Format(NamedTuple):
    """One rule with what it changes and where.

    Attributes:
        rule: When it holds.
        change: What it then changes.
        spans: The ranges that it lies on.
        priority: The rule with the lowest number goes first (ECMA-376 part 1, 18.3.1.10).
        stops: Where the rule holds, those of lower priority do not count.
    """

    rule: CellRule
    change: LookChange
    spans: Sequence[Range]
    priority: int = 0
    stops: bool = False


def apply_formats(grid: Grid, looks: Mapping[Spot, Look], formats: Iterable[Format], budget: Budget) -> None:
    """Put into each cell of a sheet how its conditional formats let it show.

    Looked at are the first 20,000 cells that a format may change, and the first 60 rules of each.

    Args:
        grid: The sheet, with all its cells; those that show otherwise are replaced in it.
        looks: How cells look without the formats, where that is not plain.
        formats: All of the sheet, in any order.
        budget: Charged for every cell that is compared with a range.
    """
    ordered = sorted(formats, key=lambda each: each.priority)
    touched: set[Spot] = set()
    for each in ordered:
        if matters(each.change, _PLAIN):
            touched |= _within(each.spans, grid.cells, budget)
        elif each.change != _NO_CHANGE:
            near = _within(each.spans, looks, budget)
            touched |= {place for place in near if matters(each.change, looks[place])}
    if len(touched) > _MOST_CELLS:
        touched = set(sorted(touched)[:_MOST_CELLS])
    over: dict[Spot, list[Format]] = defaultdict(list)
    for each in ordered if touched else ():
        for place in _within(each.spans, touched, budget):
            if len(over[place]) < _MOST_RULES:
                over[place].append(each)
    for place, found in over.items():
        budget.step(_RULE_STEPS * len(found))
        grid.cells[place] = _shown(grid, grid.cells[place], looks.get(place, _PLAIN), found)


def _within(spans: Iterable[Range], places: Collection[Spot], budget: Budget) -> set[Spot]:
    """Those of some places that lie in ranges."""
    seen: set[Spot] = set()
    for top, left, bottom, right in spans if places else ():
        area = (bottom - top + 1) * (right - left + 1)
        budget.step(1 + min(area, len(places)))
        if area <= len(places):
            inside = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
            seen.update(each for each in inside if each in places)
        else:
            seen.update(each for each in places if top <= each[0] <= bottom and left <= each[1] <= right)
    return seen


def _shown(grid: Grid, cell: Cell, look: Look, formats: Iterable[Format]) -> Cell:
    """The cell as it shows under its formats; of a rule that cannot be decided it is only said what it may do."""
    certain, doubtful = LookChange(), []
    for each in formats:
        answer = holds(each.rule, cell, grid.at)
        if answer is None:
            doubtful.append(each.change)
        elif answer:
            certain = certain.under(each.change)
            if each.stops:
                break
    shown = changed(cell, look, certain)
    told = {_effect(shown, changed(cell, look, each.under(certain))) for each in doubtful} - {""}
    if not told:
        return shown
    return replace(shown, sight=replace(shown.sight or Sight(), perhaps=" atau ".join(sorted(told))))


def _effect(before: Cell, after: Cell) -> str:
    """What a change does to an answer, "" where it does nothing."""
    if after.sight and after.sight.crossed and not (before.sight and before.sight.crossed):
        return STRUCK
    if after.unseen and not before.unseen:
        return _UNSEEN
    return _OTHERWISE if contradicted(after) and not contradicted(before) else ""


def changed(cell: Cell, look: Look, change: LookChange) -> Cell:
    """The cell as it shows under conditional formats whose rules hold.

    Args:
        cell: As it is without them.
        look: How it looks without them.
        change: What they change together.
    """
    if change == _NO_CHANGE:
        return cell
    sight = cell.sight or Sight()
    after = change.on(look)
    unseen = sight.unseen
    if unseen in {"", INDISTINCT} and (change.ink or change.ground):
        found = after.letters.unseen(after.ground)
        unseen = f"{found} {_BY_RULE}" if found and not unseen else found
    crossed = sight.crossed
    if change.struck and not crossed:
        crossed = _STRUCK_BY_RULE
    elif change.struck is False and crossed == STRUCK:
        crossed = ""
    sight = replace(
        sight, crossed=crossed, unseen=BARE if change.bare and cell.content is CellContent.NUMBER else unseen
    )
    if change.code is not None:
        return _under_code(cell, sight, legible(change.code, after.ground))
    return replace(cell, sight=None if sight == Sight() else sight)


def _under_code(cell: Cell, sight: Sight, code: str) -> Cell:
    """A cell under the number format of a rule; what a percentage or a time is, is so by what it shows."""
    sight = replace(sight, code=code, text=None)
    if isinstance(cell.value, Decimal) and cell.content in {CellContent.NUMBER, CellContent.TIME}:
        return number_cell(
            (cell.row, cell.column), cell.value, shown_as_for(code, cell.value), formula=cell.formula, sight=sight
        )
    return replace(cell, sight=sight)
