"""How wide the columns of a table are: as declared, or as the longest word needs that may stand in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from rkt_excel.workbook.declaration.declare import STAR, Use
from rkt_excel.workbook.declaration.layout import SIGN_HEADER, LayoutLine, TableLayout, frozen_columns
from rkt_excel.workbook.findings import Severity
from rkt_excel.workbook.kinds import Choice, Choices, Code, Kind
from rkt_excel.workbook.writing import measure, style
from rkt_excel.workbook.writing.content import Content

SIGN_WIDTH: Final = 10.0  # of the live judgement, in characters, at least
_FROZEN: Final = 120  # pixels: a third of an upright telephone of 360
_BUTTON: Final = (measure.BUTTON - measure.FRAME) / 7


def starred_heading(content: Content, layout: TableLayout, name: str) -> str:
    """What stands above a column, with the star where somebody has to fill it."""
    return content.heading(layout.table.visible_columns()[name]) + (STAR if layout.asks(name) else "")


def column_widths(content: Content, layout: TableLayout) -> Mapping[str, float]:
    """The width of each field's column, in characters."""
    return {name: _width(content, layout, name) for name in layout.columns}


def sign_width(layout: TableLayout) -> float:
    """The width of the column of the live judgement, in characters: its words stand on one line.

    No row grows when a formula gives a longer word.
    """
    words = [Severity.GALAT.word, SIGN_HEADER, *(sign.word for sign in layout.table.signs)]
    return measure.widest((each.replace(" ", "\u00a0") for each in words), bold=True, above=SIGN_WIDTH)


def steps(layout: TableLayout, line: LayoutLine, name: str, kind: Kind) -> int:
    """How many steps of Excel's indent the text of a cell stands in."""
    return int(str(style.aligned(kind.align, deeper(layout, line, name)).get("indent", 0)))


def deeper(layout: TableLayout, line: LayoutLine, name: str) -> int:
    """How many steps further in than others the text of a cell stands; a key one less, for it is frozen and narrow."""
    if layout.table.visible_columns()[name].use is Use.KEY:
        return -1
    return (layout.depth(line) or 0) if name == layout.outlined else 0


def frozen(layout: TableLayout, wide: Mapping[str, float]) -> int:
    """How many columns stay in place while one scrolls: the key and the next, as far as a telephone has room."""
    count = frozen_columns(layout.table)
    while count and measure.pixels(list(wide.values())[:count]) > _FROZEN:
        count -= 1
    return count


def bold(layout: TableLayout, line: LayoutLine) -> bool:
    """Whether a line is printed in bold because of its place in an outline."""
    return bool(style.outlined(layout.depth(line)))


def _width(content: Content, layout: TableLayout, name: str) -> float:
    column = layout.table.visible_columns()[name]
    width = column.width
    if not layout.shown(name):
        return width
    # A heading needs room for the filter's button beside its longest word.
    width = max(
        width, measure.widest([starred_heading(content, layout, name)], bold=True, above=width - _BUTTON) + _BUTTON
    )
    known = set[Kind]()
    for line in layout.data():
        kind = column.kind_for(line.row)
        inset = steps(layout, line, name, kind)
        if kind not in known and (column.fills or line.spare):  # a given cell holds what it holds
            known.add(kind)
            width = measure.widest(_offered(kind, content.choices), steps=inset, above=width)
        value = line.row.get(name)
        if value is not None:
            text = value if isinstance(value, str) else kind.shown(value)  # type: ignore[arg-type]
            heavy = bold(layout, line) or (layout.table.name, layout.address(line, name)) in content.changed
            width = measure.widest((text,), bold=heavy, steps=inset, above=width)
    if name == next(iter(layout.columns)):
        groups = (line.key for line in layout.lines if line.group is not None)
        width = measure.widest(groups, bold=True, above=width)
    return width


def _offered(kind: Kind, choices: Mapping[str, Choices]) -> Iterator[str]:
    """What may be chosen or has to be typed as it is told, word for word."""
    if isinstance(kind, Choice):
        yield from kind.list(choices).values
    elif isinstance(kind, Code):
        yield kind.example
