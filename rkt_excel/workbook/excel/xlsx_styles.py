"""How cells of an .xlsx look: styles.xml and the theme, each read once (ECMA-376 part 1, 18.8 and 20.1.6.2)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from rkt_excel.workbook.containers.package import Attributes, Part
from rkt_excel.workbook.excel.conditional import LookChange, matters
from rkt_excel.workbook.excel.xlsx_conditional import ChangeReader
from rkt_excel.workbook.values.colours import OFFICE, WHITE, Colour, office_colour
from rkt_excel.workbook.values.number_formats import BUILTIN, ShownAs, shown_as, telling, varied
from rkt_excel.workbook.values.sight import TINY_POINTS, Letters, Look, Sight, legible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rkt_excel.workbook.containers.limits import Budget

OFF: Final = frozenset({"0", "false", "off"})
_RAISED: Final = {"superscript": 1, "subscript": -1}


class CellFormat(NamedTuple):
    """What a cell format says, by its index in cellXfs.

    Attributes:
        shape: What its number format makes of a number.
        code: The number format, "" where it shows a number as it is.
        look: Letters and ground.
        sight: How a cell of this format shows, its text all in one look; `None` for plainly.
        checkbox: A value of yes or no shows as a box to tick.
        varied: The shape depends on the number ([<1]0%;0).
    """

    shape: ShownAs = ShownAs.PLAIN
    code: str = ""
    look: Look = Look()
    sight: Sight | None = None
    checkbox: bool = False
    varied: bool = False


class Theme(Part):
    """theme1.xml: the twelve colours that cells name by number, in the order in which they count them."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.colours: list[str] = list(OFFICE)
        self._found: list[str] = []
        self.starts = {"clrScheme": self._scheme, "srgbClr": self._own, "sysClr": self._system}
        self.ends = {"clrScheme": self._ends}
        self._within = False

    def _scheme(self, _: Attributes) -> None:
        self._within = True

    def _own(self, attributes: Attributes) -> None:
        self._add(attributes.get("val", ""))

    def _system(self, attributes: Attributes) -> None:
        self._add(attributes.get("lastClr", "000000"))

    def _add(self, colour: str) -> None:
        if self._within and len(self._found) < len(OFFICE):
            self._found.append(colour)

    def _ends(self) -> None:
        self._within = False
        if len(self._found) == len(OFFICE):  # dark and light stand the other way round than cells count them
            dark, light, dark2, light2, *rest = self._found
            self.colours = [light, dark, light2, dark2, *rest]


class Font(NamedTuple):
    """What the properties of a font or of a run say; the ink as the attributes of its element, `None` for the usual."""

    letters: Letters = Letters()
    ink: Attributes | None = None

    def inked(self, theme: Sequence[str], palette: Sequence[str] = ()) -> Letters:
        """The letters with their ink as a colour; theme and palette as `office_colour` takes them."""
        return self.letters._replace(ink=office_colour(self.ink, theme, palette)) if self.ink else self.letters


class FontReader:
    """Gathers the properties of fonts and runs, element by element."""

    def __init__(self) -> None:
        self.begin({})

    def begin(self, _: Attributes) -> None:
        """Begin with a font or a run of which nothing is known yet."""
        self._struck, self._raised = False, 0
        self._size: float | None = None
        self._ink: Attributes | None = None

    @property
    def font(self) -> Font:
        """The font by all that was read since `begin`."""
        return Font(Letters(self._struck, self._raised, None, self._size), self._ink)

    @property
    def telling(self) -> bool:
        """Whether such letters may be no part of an answer or not be seen: struck, raised, coloured or tiny."""
        tiny = self._size is not None and self._size <= TINY_POINTS
        return self._struck or self._raised != 0 or self._ink is not None or tiny

    def strike(self, attributes: Attributes) -> None:
        """Take `strike`: struck out, unless it says that it is not."""
        self._struck = attributes.get("val", "1") not in OFF

    def align(self, attributes: Attributes) -> None:
        """Take `vertAlign`: raised or lowered."""
        self._raised = _RAISED.get(attributes.get("val", ""), 0)

    def size(self, attributes: Attributes) -> None:
        """Take `sz`: the size in points."""
        self._size = _points(attributes.get("val", ""))

    def colour(self, attributes: Attributes) -> None:
        """Take `color`: the ink."""
        self._ink = attributes


@lru_cache(maxsize=256)
def _points(text: str) -> float | None:
    return float(text) if re.fullmatch(r"\d{1,4}(\.\d{1,9})?", text, re.ASCII) else None


class Styles(Part):
    """styles.xml (18.8): how each cell format looks, in `found` by its index from 0 as the file writes it.

    `changes` are those of conditional formats by number, `watched` the cell formats of which one may change what is
    seen.
    """

    def __init__(self, budget: Budget, theme: Sequence[str] = OFFICE) -> None:
        super().__init__(budget)
        self.found: dict[str, CellFormat] = {}
        self.theme = theme
        self._codes: dict[str, str] = {}
        self._fonts: list[Font] = []
        self._grounds: list[Attributes | None] = []  # {} is white, None is of several colours
        self._formats: list[tuple[Attributes, bool]] = []  # with whether a checkbox stands there
        self._palette: list[str] = []
        self._reader = FontReader()
        self.changes: list[LookChange] = []  # what conditional formats change, by their numbers
        self.watched: frozenset[str] = frozenset()  # the cell formats of which one of these may change what is seen
        self._change = ChangeReader()
        self._said: list[ChangeReader] = []
        self.starts = {
            "numFmt": self._number_format,
            "rgbColor": self._colour_of_palette,
            "fonts": self._fonts_start,
            "fills": self._fills_start,
            "cellXfs": self._formats_start,
            "dxfs": self._changes_start,
        }
        self.ends = dict.fromkeys(("fonts", "fills", "cellXfs", "dxfs"), self._part_ends) | {
            "styleSheet": self._sheet_ends
        }
        self._always = dict(self.starts), dict(self.ends)

    def _part_ends(self) -> None:
        """The same names stand in other parts of the file, where they mean something else."""
        self.starts, self.ends = dict(self._always[0]), dict(self._always[1])

    def _number_format(self, attributes: Attributes) -> None:
        self.budget.enter(1)
        self._codes.setdefault(attributes.get("numFmtId", ""), attributes.get("formatCode", ""))

    def _colour_of_palette(self, attributes: Attributes) -> None:
        if len(self._palette) < _PALETTE_SIZE:
            self._palette.append(attributes.get("rgb", ""))

    def _fonts_start(self, _: Attributes) -> None:
        read = self._reader
        self.starts |= {"font": read.begin, "strike": read.strike, "vertAlign": read.align}
        self.starts |= {"sz": read.size, "color": read.colour}
        self.ends["font"] = self._font_ends

    def _font_ends(self) -> None:
        self.budget.enter(1)
        self._fonts.append(self._reader.font)

    def _fills_start(self, _: Attributes) -> None:
        self.starts |= {"fill": self._fill, "patternFill": self._pattern, "gradientFill": self._gradient}

    def _fill(self, _: Attributes) -> None:
        self.budget.enter(1)
        self._grounds.append({})

    def _pattern(self, attributes: Attributes) -> None:
        kind = attributes.get("patternType", "none")
        if kind == "solid":
            self.starts["fgColor"] = self._ground
        elif kind != "none":  # dots and lines of two colours
            self._gradient(attributes)

    def _gradient(self, _: Attributes) -> None:
        if self._grounds:
            self._grounds[-1] = None

    def _ground(self, attributes: Attributes) -> None:
        if self._grounds:
            self._grounds[-1] = attributes
        del self.starts["fgColor"]

    def _formats_start(self, _: Attributes) -> None:
        self.starts |= {"xf": self._format, "xfComplement": self._checkbox}

    def _format(self, attributes: Attributes) -> None:
        self.budget.enter(1)
        self._formats.append((attributes, False))

    def _checkbox(self, _: Attributes) -> None:
        if self._formats:
            self._formats[-1] = self._formats[-1][0], True

    def _changes_start(self, _: Attributes) -> None:
        read = self._change
        self.starts |= read.starts
        self.ends |= read.ends | {"dxf": self._change_ends}

    def _change_ends(self) -> None:
        self.budget.enter(1)
        self._said.append(self._change.said())

    def _sheet_ends(self) -> None:
        """The palette stands last in the file, so that colours are known only now."""
        palette = tuple(self._palette)
        letters = [font.inked(self.theme, self._palette) for font in self._fonts]
        grounds = [self._coloured(said) for said in self._grounds]
        for index, (said, checkbox) in enumerate(self._formats):
            code = self._codes.get(number := said.get("numFmtId", "0"))
            if code is None:
                code = BUILTIN.get(int(number), "") if number.isdecimal() and len(number) < 5 else ""
            font, fill = _index(said.get("fontId"), letters), _index(said.get("fillId"), grounds)
            look = Look(Letters() if font is None else letters[font], WHITE if fill is None else grounds[fill])
            told = legible(telling(code), look.ground, palette)
            self.found[str(index)] = CellFormat(shown_as(code), told, look, look.sight(told), checkbox, varied(code))
        self.changes = [said.change(self.theme, self._palette) for said in self._said]
        self.watched = frozenset(self._looked_at())

    def _looked_at(self) -> Iterator[str]:
        """The cell formats of which a conditional format may change what is seen."""
        changes = {LookChange(ink=each.ink, ground=each.ground) for each in self.changes}  # the rest asks for no look
        told: dict[Look, bool] = {}
        for index, style in self.found.items():
            if style.look not in told:
                self.budget.step(len(changes))
                told[style.look] = any(matters(change, style.look) for change in changes)
            if told[style.look]:
                yield index

    def _coloured(self, said: Attributes | None) -> Colour | None:
        if said is None:
            return None
        return office_colour(said, self.theme, self._palette) if said else WHITE


_PALETTE_SIZE: Final = 64


def _index(number: str | None, found: Sequence[object]) -> int | None:
    known = number is not None and number.isascii() and number.isdecimal() and len(number) < 7
    return int(number) if known and number and int(number) < len(found) else None
