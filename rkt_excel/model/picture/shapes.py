"""A drawing as shapes in millimetres from its upper left corner; knows nothing of RKT and nothing of Word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from rkt_excel.workbook.writing import style

HexColour: TypeAlias = str  # six hexadecimal digits


def colour_of(sheet: str) -> HexColour:
    """A colour of the sheets as a drawing has it, so that what is printed together looks alike."""
    return sheet.removeprefix("#")


INK: Final[HexColour] = colour_of(style.INK)


@dataclass(frozen=True)
class TextRun:
    """A piece of text in one look."""

    text: str
    bold: bool = False
    ink: HexColour = INK


@dataclass(frozen=True)
class Passage:
    """A paragraph with its line feeds; a tab in it goes to `hang` millimetres, where its further lines begin."""

    runs: tuple[TextRun, ...]
    align: str = "left"  # left, right, center
    hang: float = 0


@dataclass(frozen=True)
class Rectangle:
    """A rectangle; without `outline` it has no outline, without `fill` one looks through it. `weight` in points."""

    x: float
    y: float
    width: float
    height: float
    name: str
    fill: HexColour | None = None
    outline: HexColour | None = None
    weight: float = 0.5
    dashed: bool = False

    def shifted(self, x: float, y: float) -> Rectangle:
        """The same, `x` millimetres farther right and `y` farther down."""
        return replace(self, x=self.x + x, y=self.y + y)


@dataclass(frozen=True)
class TextFrame:
    """A text in a frame that is not seen; `size` in points. All that is in it fits."""

    x: float
    y: float
    width: float
    height: float
    name: str
    passages: tuple[Passage, ...]
    size: float

    def shifted(self, x: float, y: float) -> TextFrame:
        """The same, `x` millimetres farther right and `y` farther down."""
        return replace(self, x=self.x + x, y=self.y + y)


@dataclass(frozen=True)
class Stroke:
    """A line from the first point to the second; curved, it leaves and arrives horizontally. `weight` in points."""

    x: float
    y: float
    to_x: float
    to_y: float
    name: str
    ink: HexColour = INK
    weight: float = 0.75
    dashed: bool = False
    curved: bool = False

    def shifted(self, x: float, y: float) -> Stroke:
        """The same, `x` millimetres farther right and `y` farther down."""
        return replace(self, x=self.x + x, y=self.y + y, to_x=self.to_x + x, to_y=self.to_y + y)


Shape: TypeAlias = Rectangle | TextFrame | Stroke


@dataclass(frozen=True)
class Drawing:
    """A drawing of so many millimetres; later shapes lie upon earlier ones.

    Attributes:
        judul: Its name.
        description: What it shows, for people who cannot see it.
    """

    width: float
    height: float
    title: str
    description: str
    shapes: tuple[Shape, ...]


Draw: TypeAlias = Callable[[float, float], Drawing]
"""Draws into a place of so many millimetres in width and height, of which it may leave some of the height."""
