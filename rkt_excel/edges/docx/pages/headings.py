"""Headings of tables that look the same everywhere: what a table style says of its first row stands in the cells too.

Viewers on telephones and in browsers, and tables pasted into another document, draw a table without the conditions of
its style: white letters would stand on nothing there.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from rkt_excel.edges.docx.package.word_parts import W, is_story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document

_FIRST_ROW: Final = 0x0020  # of w:tblLook, which says what of its style a table shows
_BEHIND_SHD: Final = ("noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark")  # by the schema


def paint(document: Document) -> None:
    """Write what the style of a table says of its first row into the cells: ground, ink and weight of letters.

    What a cell says of itself already stays.
    """
    styles = {each.get(f"{W}styleId"): each for each in document.styles.element.iter(f"{W}style")}
    for part in document.part.package.iter_parts():
        if is_story(part) and hasattr(part, "element"):
            for table in part.element.iter(f"{W}tbl"):
                _paint(table, styles)


def _paint(table: Any, styles: dict[str | None, Any]) -> None:  # noqa: ANN401 - elements of lxml
    row = table.find(f"{W}tr")
    look = table.find(f"{W}tblPr/{W}tblLook")
    if row is None or look is None or not _shows_first_row(look):
        return
    chain = list(_chain(table.find(f"{W}tblPr/{W}tblStyle"), styles))
    said = [each for style in chain for each in style.iterfind(f"{W}tblStylePr") if each.get(f"{W}type") == "firstRow"]
    ground = _first([each.find(f"{W}tcPr/{W}shd") for each in said])
    if ground is None:
        return
    middle = _first([each.find(f"{W}tcPr/{W}vAlign") for each in said])
    for cell in row.iterfind(f"{W}tc"):
        properties = cell.get_or_add_tcPr()
        _give(properties, ground)
        _give(properties, middle)
        for paragraph in cell.iter(f"{W}p"):
            inks = [*said, *_chain(paragraph.find(f"{W}pPr/{W}pStyle"), styles)]
            for run in paragraph.iter(f"{W}r"):
                for name in ("b", "color"):
                    _give(run.get_or_add_rPr(), _first([each.find(f"{W}rPr/{W}{name}") for each in inks]))


def _shows_first_row(look: Any) -> bool:  # noqa: ANN401 - an element of lxml
    flag = look.get(f"{W}firstRow")
    return flag in {"1", "true", "on"} if flag else bool(int(look.get(f"{W}val", "0"), 16) & _FIRST_ROW)


def _chain(reference: Any, styles: dict[str | None, Any]) -> Iterator[Any]:  # noqa: ANN401 - elements of lxml
    """A style and those that it is based on, the nearest first."""
    seen = set[str]()
    while reference is not None:
        name = reference.get(f"{W}val")
        style = styles.get(name)
        if style is None or name in seen:
            return
        seen.add(name)
        yield style
        reference = style.find(f"{W}basedOn")


def _first(found: list[Any]) -> Any:  # noqa: ANN401 - an element of lxml
    return next((each for each in found if each is not None), None)


def _give(properties: Any, wanted: Any) -> None:  # noqa: ANN401 - elements of lxml
    """Put a property where the schema wants it, unless one of its name is there."""
    if wanted is None or properties.find(wanted.tag) is not None:
        return
    name = wanted.tag.removeprefix(W)
    if name == "shd":  # which python-docx does not know
        properties.insert_element_before(deepcopy(wanted), *(f"w:{each}" for each in _BEHIND_SHD))
        return
    made = getattr(properties, f"get_or_add_{name}")()
    for key, said in wanted.attrib.items():
        made.set(key, said)
