"""Rows of a least height, as high in every program: what cells leave free above and below stands in their paragraphs.

Word adds the margins of the cells to the least height of a row (`w:hRule` `atLeast`); LibreOffice counted them in until
2024. A list of twelve rows was a centimetre longer in Word than in the PDF. Where cells have no margins above and below
there is nothing to add, and the space before and after their paragraphs keeps the letters where they were.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rkt_excel.edges.docx.package.word_parts import W
from rkt_excel.edges.docx.pages.looks import Looks

if TYPE_CHECKING:
    from docx.document import Document

_HEIGHT: Final = f"{W}trPr/{W}trHeight"
_BLOCKS: Final = tuple(f"{W}{name}" for name in ("p", "tbl", "sdt"))
_BEHIND_MARGINS: Final = ("w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark")  # by the schema
_SIDES: Final = ("top", "bottom")
_SPACES: Final = ("before", "after")


def even(document: Document) -> None:
    """Move the margins above and below into the paragraphs, in the cells of each row that has a least height."""
    looks = Looks(document)
    for table in document.element.body.iter(f"{W}tbl"):
        insets = tuple(looks.inset(table, side) for side in _SIDES)
        for row in table.iterchildren(f"{W}tr"):
            height = row.find(_HEIGHT)
            if height is not None and height.get(f"{W}hRule") != "exact":
                for cell in row.iterchildren(f"{W}tc"):
                    _move(cell, insets, looks)


def _move(cell: Any, insets: tuple[int, ...], looks: Looks) -> None:  # noqa: ANN401 - an element of lxml
    """Move them in one cell, unless it begins or ends with a table, which has no space before it."""
    blocks = list(cell.iterchildren(*_BLOCKS))
    ends = (blocks[0], blocks[-1]) if blocks else ()
    if not ends or any(each.tag != f"{W}p" for each in ends):
        return
    margins = _margins(cell)
    for side, space, inset, paragraph in zip(_SIDES, _SPACES, insets, ends, strict=True):
        own = margins.find(f"{W}{side}")
        free = inset if own is None else int(own.get(f"{W}w") or 0)
        if own is None:
            own = margins.makeelement(f"{W}{side}")
            margins.insert(0 if side == "top" else len(margins) - (margins.find(f"{W}right") is not None), own)
        own.set(f"{W}w", "0")
        own.set(f"{W}type", "dxa")
        if free:
            spacing = paragraph.get_or_add_pPr().get_or_add_spacing()
            spacing.set(f"{W}{space}", str(looks.space(paragraph, space) + free))


def _margins(cell: Any) -> Any:  # noqa: ANN401 - elements of lxml
    properties = cell.get_or_add_tcPr()
    found = properties.find(f"{W}tcMar")
    if found is None:
        found = properties.makeelement(f"{W}tcMar")
        properties.insert_element_before(found, *_BEHIND_MARGINS)
    return found
