"""How cells of an .xls look, from the fonts, fills and formats that xlrd gathers; xlrd has no types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from rkt_excel.workbook.values.colours import WHITE, Colour
from rkt_excel.workbook.values.number_formats import ShownAs, shown_as, telling, varied
from rkt_excel.workbook.values.sight import Letters, Look, Run, Sight, legible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TWIPS: Final = 20  # of a point
_SOLID: Final = 1
_RAISED: Final = {1: 1, 2: -1}  # escapement: superscript, subscript
_SOME_DATE: Final = "dd/mm/yyyy"


class XlsStyle(NamedTuple):
    """What a cell format says.

    Attributes:
        shape: What the number format makes of a number; `None` where its code cannot be read, so that xlrd alone knows
            whether a number is a date.
        code: The number format, "" where it shows a number as it is.
        look: Letters and ground.
        sight: How a cell of this format shows, its text all in one look; `None` for plainly.
        varied: The shape depends on the number ([<1]0%;0).
    """

    shape: ShownAs | None = None
    code: str = ""
    look: Look = Look()
    sight: Sight | None = None
    varied: bool = False


class XlsStyles:
    """The cell formats of one book, each made once."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - xlrd has no types
        self._book = book
        self._found: dict[int, XlsStyle] = {}

    def of(self, index: int) -> XlsStyle:
        """The style of a cell by the 0-based index of its format; a plain one where xlrd read no formats."""
        style = self._found.get(index)
        if style is None:
            known = self._book.formatting_info and 0 <= index < len(self._book.xf_list)
            style = self._found[index] = self._style(self._book.xf_list[index]) if known else XlsStyle()
        return style

    def runs(self, text: str, places: Sequence[tuple[int, int]]) -> Iterator[Run]:
        """The runs of a text of several fonts; before the first place it looks as its cell does.

        Args:
            text: The whole text.
            places: The 0-based character from which a font counts, with the index of the font, in order.
        """
        start, letters = 0, None
        for place, font in [*places, (len(text), 0)]:
            if place > start:
                yield Run(text[start:place], letters)
            start, letters = max(place, start), self._letters(font)

    def _style(self, xf: Any) -> XlsStyle:  # noqa: ANN401
        number_format = self._book.format_map.get(xf.format_key)
        said = getattr(number_format, "format_str", None)
        look = Look(self._letters(xf.font_index), self._ground(xf.background))
        code = "" if said is None else legible(telling(said), look.ground)
        return XlsStyle(
            None if said is None else shown_as(said), code, look, look.sight(code), said is not None and varied(said)
        )

    def _letters(self, index: int) -> Letters:
        if not 0 <= index < len(self._book.font_list):
            return Letters()
        font = self._book.font_list[index]
        raised = _RAISED.get(font.escapement, 0)
        return Letters(bool(font.struck_out), raised, self._colour(font.colour_index), font.height / _TWIPS)

    def _ground(self, background: Any) -> Colour | None:  # noqa: ANN401
        if not background.fill_pattern:
            return WHITE
        return self._colour(background.pattern_colour_index) if background.fill_pattern == _SOLID else None

    def _colour(self, index: int) -> Colour | None:
        found = self._book.colour_map.get(index)
        return None if found is None else (int(found[0]), int(found[1]), int(found[2]))


def dated(style: XlsStyle, *, date: bool) -> XlsStyle:
    """The style of a number cell, completed by what xlrd says where the format itself could not be read.

    Args:
        style: What the format says.
        date: xlrd takes the number for a date.
    """
    if style.shape is not None:
        return style
    return (
        XlsStyle(ShownAs.DATE, _SOME_DATE, style.look) if date else XlsStyle(ShownAs.PLAIN, "", style.look, style.sight)
    )
