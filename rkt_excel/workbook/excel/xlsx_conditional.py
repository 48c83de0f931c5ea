"""The conditional formats of an .xlsx: what they change (dxf) and their rules (ECMA-376 part 1, 18.3.1.18 and 18.8.14).

Rules that look at another sheet stand a second time, in an extension of the sheet (MS-XLSX 2.6.1), with their formats
beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from rkt_excel.workbook.containers.package import Attributes, Part
from rkt_excel.workbook.excel.conditional import Format, Ground, LookChange
from rkt_excel.workbook.excel.conditions import CellRule
from rkt_excel.workbook.values.cells import Range, parse_range
from rkt_excel.workbook.values.colours import office_colour
from rkt_excel.workbook.values.number_formats import telling

_TRUE: Final = frozenset({"1", "true", "on"})
_SPANS: Final = 1_000  # ranges of one rule that are looked at


class ChangeReader:
    """Gathers what one dxf (a format by which a cell differs) says, element by element.

    `starts` and `ends` are what a `Part` has to call at the elements of a dxf.
    """

    def __init__(self) -> None:
        self.begin({})
        self.starts: dict[str, Callable[[Attributes], None]] = {
            "dxf": self.begin,
            "font": self._font_starts,
            "strike": self._strike,
            "color": self._colour,
            "numFmt": self._number_format,
            "patternFill": self._pattern,
            "gradientFill": self._gradient,
            "bgColor": self._ground,
            "fgColor": self._solid,
        }
        self.ends: dict[str, Callable[[], None]] = {"font": self._font_ends}

    def begin(self, _: Attributes) -> None:
        """Begin with a dxf of which nothing is known yet."""
        self._in_font = False
        self._struck: bool | None = None
        self._code: str | None = None
        self._ink: Attributes | None = None
        self._paper: Attributes | None = None
        self._mixed = False

    def change(self, theme: Sequence[str], palette: Sequence[str] = ()) -> LookChange:
        """What the dxf changes, by all that was read since `begin`.

        Args:
            theme: The colours of the workbook's theme as RRGGBB, as cells number them from 0.
            palette: The workbook's own palette as RRGGBB; empty for Excel's.
        """
        ink = office_colour(self._ink, theme, palette) if self._ink else None
        paper = office_colour(self._paper, theme, palette) if self._paper else None
        ground = Ground(None) if self._mixed else Ground(paper) if paper else None
        return LookChange(self._struck, ink, ground, None if self._code is None else telling(self._code))

    def said(self) -> ChangeReader:
        """A copy of what was read so far, to be asked for its `change` later, when the palette is known."""
        kept = ChangeReader()
        kept.__dict__.update({name: value for name, value in self.__dict__.items() if name not in {"starts", "ends"}})
        return kept

    def _font_starts(self, _: Attributes) -> None:
        self._in_font = True  # borders have colours too

    def _font_ends(self) -> None:
        self._in_font = False

    def _strike(self, attributes: Attributes) -> None:
        self._struck = attributes.get("val", "1") in _TRUE

    def _colour(self, attributes: Attributes) -> None:
        if self._in_font:
            self._ink = attributes

    def _number_format(self, attributes: Attributes) -> None:
        self._code = attributes.get("formatCode", "")

    def _pattern(self, attributes: Attributes) -> None:
        self._mixed = attributes.get("patternType", "solid") not in {"solid", "none"}

    def _gradient(self, _: Attributes) -> None:
        self._mixed = True

    def _ground(self, attributes: Attributes) -> None:
        self._paper = attributes

    def _solid(self, attributes: Attributes) -> None:
        """Of a solid fill the background counts here; some programs name the foreground alone."""
        if self._paper is None:
            self._paper = attributes


class SheetFormats:
    """Gathers the conditional formats of a sheet in `found`; while one is open, it listens in place of its part.

    Args:
        part: The reader of the sheet.
        changes: What the dxf of styles.xml change, by their number from 0.
        theme: The colours of the workbook's theme as RRGGBB, as cells number them from 0.
    """

    def __init__(self, part: Part, changes: Sequence[LookChange], theme: Sequence[str]) -> None:
        self.found: list[Format] = []
        self._part, self._changes, self._theme = part, changes, theme
        self._outside = part.starts, part.ends
        self._sqref = ""
        self._rules: list[tuple[Attributes, list[str], LookChange]] = []
        self._pieces: list[str] = []
        self._reader = ChangeReader()
        self._starts = self._reader.starts | {
            "cfRule": self._rule,
            "formula": self._text_starts,
            "f": self._text_starts,
            "sqref": self._text_starts,
            "dataBar": self._bare,
            "iconSet": self._bare,
        }
        self._ends = self._reader.ends | {
            "formula": self._formula_ends,
            "f": self._formula_ends,
            "sqref": self._sqref_ends,
            "dxf": self._change_ends,
            "conditionalFormatting": self._formats_end,
        }

    def begin(self, attributes: Attributes) -> None:
        """Begin with the rules of one `conditionalFormatting`; it ends by itself."""
        self._outside = self._part.starts, self._part.ends
        self._part.starts, self._part.ends = self._starts, self._ends
        self._sqref, self._rules = attributes.get("sqref", ""), []

    def _rule(self, attributes: Attributes) -> None:
        self._part.budget.enter(1)
        number = attributes.get("dxfId", "")
        known = number.isascii() and number.isdecimal() and len(number) < 6 and int(number) < len(self._changes)
        self._rules.append((attributes, [], self._changes[int(number)] if known else LookChange()))

    def _text_starts(self, _: Attributes) -> None:
        self._part.pieces = self._pieces = []

    def _formula_ends(self) -> None:
        self._part.pieces = None
        if self._rules:
            self._rules[-1][1].append("".join(self._pieces))

    def _sqref_ends(self) -> None:
        self._part.pieces = None
        self._sqref = "".join(self._pieces)

    def _bare(self, attributes: Attributes) -> None:
        if attributes.get("showValue", "1") not in _TRUE:
            self._change(LookChange(bare=True))

    def _change_ends(self) -> None:
        self._change(self._reader.change(self._theme))

    def _change(self, change: LookChange) -> None:
        if self._rules:
            said, formulas, _ = self._rules[-1]
            self._rules[-1] = said, formulas, change

    def _formats_end(self) -> None:
        self._part.starts, self._part.ends = self._outside
        spans = _spans(self._sqref)
        if not spans:
            return
        corner = min(span[0] for span in spans), min(span[1] for span in spans)
        for said, formulas, change in self._rules:
            kind = "always" if change.bare else said.get("type", "")
            rule = CellRule(kind, said.get("operator", ""), said.get("text", ""), tuple(formulas), corner)
            number = said.get("priority", "")
            priority = int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 0
            self.found.append(Format(rule, change, spans, priority, said.get("stopIfTrue", "0") in _TRUE))


def _spans(sqref: str) -> list[Range]:
    """The ranges of a rule; what is no range is passed over, for no answer depends on it."""
    found = []
    for each in sqref.split()[:_SPANS]:
        try:
            found.append(parse_range(each))
        except ValueError:
            continue
    return found
