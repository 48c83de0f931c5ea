"""How the styles of a Word document look, as far as widths depend on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from rkt_excel.edges.docx.package.word_parts import W

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.table import CT_Tbl

_VALUE: Final = f"{W}val"
_PROPERTIES: Final = f"{W}pPr"
_STYLE: Final = f"{W}pPr/{W}pStyle"
_INDENT: Final = f"{W}pPr/{W}ind"
_OFF: Final = {"0", "false", "off", "none"}


class TextLook(NamedTuple):
    """What a width depends on.

    Attributes:
        size: Of the letters, in points.
        bold: They are bold.
        caps: They are shown as capitals.
        indent: What the paragraph leaves free at its left and right, together, in twips.
    """

    size: float
    bold: bool
    caps: bool
    indent: int


class Looks:
    """How styles of a document look, each found out once."""

    def __init__(self, document: Document) -> None:
        self._styles = {each.get(f"{W}styleId"): each for each in document.styles.element.iter(f"{W}style")}
        defaults = document.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz")
        self._plain = TextLook(_half(defaults) or 10.0, bold=False, caps=False, indent=0)
        self._default = next((each.get(f"{W}styleId") for each in self._styles.values() if _is_default(each)), None)
        spaced = document.styles.element.find(f"{W}docDefaults/{W}pPrDefault/{_PROPERTIES}/{W}spacing")
        self._spaced = {} if spaced is None else {side: spaced.get(f"{W}{side}") for side in ("before", "after")}
        self._known: dict[str | None, TextLook] = {}

    def of_paragraph(self, paragraph: Any) -> TextLook:  # noqa: ANN401 - an element of lxml
        """The look that a paragraph (`w:p`) has by its style, with indents of its own."""
        style = paragraph.find(_STYLE)
        look = self._of_style(self._default if style is None else style.get(_VALUE))
        return look if paragraph.find(_INDENT) is None else _indented(look, paragraph.find(_PROPERTIES))

    def of_run(self, run: Any, base: TextLook) -> TextLook:  # noqa: ANN401 - an element of lxml
        """The look of a run (`w:r`) in a paragraph that has the look `base`."""
        properties = run.find(f"{W}rPr")
        if properties is None:
            return base
        style = properties.find(f"{W}rStyle")
        if style is not None and style.get(f"{W}val") in self._styles:
            for each in reversed(list(self._chain(style.get(f"{W}val")))):
                base = _lettered(base, each.find(f"{W}rPr"))
        return _lettered(base, properties)

    def margins(self, table: CT_Tbl) -> int:
        """The room that the cells of a table leave at their left and right, together, in twips."""
        return sum(self._margin(self._table_chain(table), sides) for sides in (("left", "start"), ("right", "end")))

    def inset(self, table: CT_Tbl, side: str) -> int:
        """The room that the cells of a table leave at a side, "top" or "bottom", in twips."""
        return self._margin(self._table_chain(table), (side,))

    def space(self, paragraph: Any, side: str) -> int:  # noqa: ANN401 - an element of lxml
        """What a paragraph (`w:p`) leaves free "before" or "after" itself, by itself or by its style, in twips."""
        style = paragraph.find(_STYLE)
        chain = [paragraph, *self._chain(self._default if style is None else style.get(_VALUE))]
        said = (each.find(f"{_PROPERTIES}/{W}spacing") for each in chain)
        found = (each.get(f"{W}{side}") for each in said if each is not None)
        return int(next(filter(None, found), None) or self._spaced.get(side) or 0)

    def _table_chain(self, table: CT_Tbl) -> list[Any]:
        own = table.find(f"{W}tblPr/{W}tblStyle")  # what other programs write may have no properties
        return [table, *(self._chain(own.get(f"{W}val")) if own is not None else ()), *self._default_table()]

    def _margin(self, chain: Sequence[Any], sides: tuple[str, ...]) -> int:
        for each in chain:
            for side in sides:
                found = each.find(f"{W}tblPr/{W}tblCellMar/{W}{side}")
                if found is not None:
                    return int(found.get(f"{W}w") or 0)
        return 0

    def _default_table(self) -> list[Any]:
        return [each for each in self._styles.values() if _is_default(each, "table")]

    def _of_style(self, name: str | None) -> TextLook:
        if name not in self._known:
            look = self._plain
            for each in reversed(list(self._chain(name))):
                look = _indented(_lettered(look, each.find(f"{W}rPr")), each.find(f"{W}pPr"))
            self._known[name] = look
        return self._known[name]

    def _chain(self, name: str | None) -> Iterator[Any]:
        """A style and those that it is based on, the nearest first."""
        seen = set[str | None]()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            base = self._styles[name].find(f"{W}basedOn")
            name = None if base is None else base.get(f"{W}val")


def _is_default(style: Any, kind: str = "paragraph") -> bool:  # noqa: ANN401 - an element of lxml
    return style.get(f"{W}type") == kind and style.get(f"{W}default") in {"1", "true", "on"}


def _half(size: Any) -> float | None:  # noqa: ANN401 - an element of lxml
    """Points of half points."""
    return None if size is None else float(size.get(f"{W}val")) / 2


def _lettered(look: TextLook, properties: Any) -> TextLook:  # noqa: ANN401 - an element of lxml
    if properties is None:
        return look
    bold, caps = (properties.find(f"{W}{name}") for name in ("b", "caps"))
    return look._replace(
        size=_half(properties.find(f"{W}sz")) or look.size,
        bold=look.bold if bold is None else bold.get(f"{W}val", "1") not in _OFF,
        caps=look.caps if caps is None else caps.get(f"{W}val", "1") not in _OFF,
    )


def _indented(look: TextLook, properties: Any) -> TextLook:  # noqa: ANN401 - an element of lxml
    indent = None if properties is None else properties.find(f"{W}ind")
    if indent is None:
        return look
    sides = (
        indent.get(f"{W}{one}") or indent.get(f"{W}{other}") or "0"
        for one, other in (("left", "start"), ("right", "end"))
    )
    return look._replace(indent=sum(max(0, int(each)) for each in sides))
