"""How cells of an OpenDocument spreadsheet look: the styles of content.xml and styles.xml.

OpenDocument 1.3, part 3, section 16. A style says only what differs from its parent. Number formats are not read: such
a file says itself what a cell shows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from rkt_excel.workbook.containers.package import Attributes, Part, local
from rkt_excel.workbook.values.colours import WHITE, hexadecimal
from rkt_excel.workbook.values.sight import LEAST_HEIGHT, LEAST_WIDTH, Letters, Look

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rkt_excel.workbook.containers.limits import Budget

_DEFAULT: Final = ""  # the name of the style that all cells without one have
_DEEPEST: Final = 20  # parents of a style
_LENGTH: Final = re.compile(r"(\d{1,6}(?:\.\d{1,9})?)(pt|cm|mm|in|px|pc)", re.ASCII)
_POINTS: Final = {"pt": 1.0, "cm": 28.35, "mm": 2.835, "in": 72.0, "px": 0.75, "pc": 12.0}
_POINTS_OF_CHARACTER: Final = 5.25  # of a column's width


@dataclass(slots=True)
class _Style:
    parent: str = _DEFAULT
    said: dict[str, str] = field(default_factory=dict)


class OdsStyles:
    """The styles of a spreadsheet by name, gathered from styles.xml and content.xml while these are read.

    `hidden_tables` are the styles of tables that are not shown, `flat` those of rows and columns that are too small to
    show anything.
    """

    def __init__(self) -> None:
        self.hidden_tables: set[str] = set()
        self.flat: set[str] = set()  # rows and columns that are too small to show anything
        self._styles: dict[tuple[str, str], _Style] = {}  # by family and name
        self._open = _Style()
        self._name = self._family = ""
        self._looks: dict[str, Look] = {}

    def listeners(self) -> dict[str, Callable[[Attributes], None]]:
        """What a `Part` has to call at the start of which element, by local names."""
        return {
            "style": self._style_starts,
            "default-style": self._default_starts,
            **dict.fromkeys(_OF_NUMBERS, self._of_numbers),
            "text-properties": self._says,
            "table-cell-properties": self._says,
            "table-properties": self._table,
            "table-row-properties": self._row,
            "table-column-properties": self._column,
        }

    def look(self, name: str) -> Look:
        """How a cell of this style looks, its parents and the default style included; "" is the default."""
        found = self._looks.get(name)
        if found is None:
            said = self._inherited("table-cell", name)
            paper = said.get("background-color", "transparent")
            ground = WHITE if paper == "transparent" else hexadecimal(paper)
            found = self._looks[name] = Look(_letters(said), ground)
        return found

    def letters(self, name: str, cell: Look) -> Letters:
        """How letters of this style look in a cell: what the style does not say is as in the cell."""
        said = self._inherited("text", name)
        own = _letters(said)
        return Letters(
            own.struck if _STRUCK & said.keys() else cell.letters.struck,
            own.raised if "text-position" in said else cell.letters.raised,
            own.ink if "color" in said else cell.letters.ink,
            cell.letters.size if own.size is None else own.size,
        )

    def _inherited(self, family: str, name: str) -> dict[str, str]:
        said: dict[str, str] = {}
        for _ in range(_DEEPEST):
            style = self._styles.get((family, name))
            if style is None:
                break
            said = style.said | said
            name = style.parent
        base = self._styles.get((family, _DEFAULT))
        return base.said | said if base else said

    def _style_starts(self, attributes: Attributes) -> None:
        said = locals_of(attributes)
        self._name, self._family = said.get("name", ""), said.get("family", "")
        self._open = _Style(said.get("parent-style-name", _DEFAULT))
        if self._family in {"table-cell", "text"}:
            self._styles[self._family, self._name] = self._open

    def _default_starts(self, attributes: Attributes) -> None:
        self._name, self._family, self._open = "", locals_of(attributes).get("family", ""), _Style()
        if self._family == "table-cell":
            self._styles[self._family, _DEFAULT] = self._open

    def _of_numbers(self, _: Attributes) -> None:
        """Begin with a number format: what is said of letters in it is not said of the cell style before it."""
        self._open = _Style()

    def _says(self, attributes: Attributes) -> None:
        self._open.said.update({name: text for name, text in locals_of(attributes).items() if name in _TELLING})

    def _table(self, attributes: Attributes) -> None:
        if locals_of(attributes).get("display") == "false":
            self.hidden_tables.add(self._name)

    def _row(self, attributes: Attributes) -> None:
        if _points(locals_of(attributes).get("row-height", "")) < LEAST_HEIGHT:
            self.flat.add(self._name)

    def _column(self, attributes: Attributes) -> None:
        if _points(locals_of(attributes).get("column-width", "")) < LEAST_WIDTH * _POINTS_OF_CHARACTER:
            self.flat.add(self._name)


_OF_NUMBERS: Final = (
    *("number-style", "currency-style", "percentage-style", "date-style", "time-style", "boolean-style", "text-style"),
)
_STRUCK: Final = frozenset({"text-line-through-style", "text-line-through-type"})
_TELLING: Final = _STRUCK | {"text-position", "color", "font-size", "background-color"}


def _letters(said: Mapping[str, str]) -> Letters:
    struck = any(said.get(name, "none") != "none" for name in _STRUCK)
    place = said.get("text-position", "").split(" ")[0]
    lowered = place.startswith(("sub", "-")) and place != "-0%"
    raised = -1 if lowered else int(place == "super" or bool(re.fullmatch(r"0*[1-9]\d*%", place)))
    size = said.get("font-size", "")
    return Letters(struck, raised, hexadecimal(said.get("color", "")), _points(size) if size.endswith("pt") else None)


def _points(length: str) -> float:
    """A length in points; what cannot be read is long enough."""
    match = _LENGTH.fullmatch(length.strip())
    return float(match[1]) * _POINTS[match[2]] if match else 1_000.0


# As the standard names its namespaces and all programs write them; a file may call them otherwise.
_OWN: Final = frozenset({"office", "table", "text", "style", "fo", "number", "meta"})


def locals_of(attributes: Attributes) -> dict[str, str]:
    """The attributes of an element by their local names, whatever their prefixes.

    Of two with one local name that of the standard counts, for programs write attributes of their own beside them.
    """
    said = {local(name): value for name, value in attributes.items()}
    if len(said) < len(attributes):
        said |= {local(name): value for name, value in attributes.items() if name.partition(":")[0] in _OWN}
    return said


class NamedStyles(Part):
    """styles.xml: the styles that have names of their own, of which those of content.xml are children."""

    def __init__(self, budget: Budget, styles: OdsStyles) -> None:
        super().__init__(budget)
        self.starts = styles.listeners()
