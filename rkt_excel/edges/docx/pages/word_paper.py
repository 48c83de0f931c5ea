"""The paper of a filled Word document: every section takes the office's size, tables and tab stops follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

from rkt_excel.edges.docx.package.word_parts import W

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.shared import Length
    from lxml.etree import _Element

PaperName: TypeAlias = Literal["F4", "A4", "F4/2", "A4/2"]

# Short and long edge in EMU (360,000 to the centimetre). F4, or folio, is 21.5 × 33 cm in Indonesian offices; half a
# sheet is cut across.
_PAPER: Mapping[PaperName, tuple[int, int]] = {
    "F4": (7_740_000, 11_880_000),
    "A4": (7_560_000, 10_692_000),
    "F4/2": (5_940_000, 7_740_000),
    "A4/2": (5_346_000, 7_560_000),
}
_EMU_PER_TWIP = 635
_ROUNDING = 30  # twips by which a tab stop may miss the right margin and still belong to it


def fit_paper(document: Document, paper: PaperName) -> None:
    """Give every section this paper, and fit tables and tab stops at the right margin to the new width of its text.

    Margins and the orientation of each section stay.
    """
    moved: dict[int, int] = {}
    for section, tables in zip(document.sections, _tables_by_section(document), strict=True):
        before = _text_width(section)
        short, long = _PAPER[paper]
        landscape = (section.page_width or 0) > (section.page_height or 0)
        section.page_width, section.page_height = (
            _emu(long if landscape else short),
            _emu(short if landscape else long),
        )
        after = _text_width(section)
        if before > 0 and before != after:
            moved[before] = after
            for table in tables:
                _scale(table, after / before)
    for root in _parts(document):
        _move_tabs(root, moved)


def _emu(length: int) -> Length:
    from docx.shared import Emu  # noqa: PLC0415 - comes with docxtpl

    return Emu(length)


def _text_width(section: Section) -> int:
    """Width of the text of a section in twips; 0 or less where the section does not say."""
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    return round(width / _EMU_PER_TWIP)


def _tables_by_section(document: Document) -> Iterator[list[_Element]]:
    """The tables of each section, those in its own headers and footers among them."""
    edges = [_tables_of_edges(section) for section in document.sections]
    tables: list[_Element] = []
    number = 0
    for element in document.element.body:
        if element.tag == f"{W}tbl":
            tables.append(element)
        elif element.tag == f"{W}sectPr" or element.find(f"{W}pPr/{W}sectPr") is not None:
            yield tables + edges[number]
            number, tables = number + 1, []


def _tables_of_edges(section: Section) -> list[_Element]:
    edges = (section.header, section.footer, section.first_page_header, section.first_page_footer)
    own = (edge for edge in edges if not edge.is_linked_to_previous)
    return [table._tbl for edge in own for table in edge.tables]  # noqa: SLF001 - python-docx' own door to the XML


def _scale(table: _Element, ratio: float) -> None:
    """Multiply every width in the table, and in tables within it, by `ratio`."""
    for element in table.iter(f"{W}tblW", f"{W}gridCol", f"{W}tcW"):
        width = element.get(f"{W}w", "")
        if element.get(f"{W}type", "dxa") == "dxa" and width.isdigit():
            element.set(f"{W}w", str(round(int(width) * ratio)))


def _move_tabs(root: _Element, moved: Mapping[int, int]) -> None:
    """Move the tab stops that stand at an old right margin (in twips) to the new one."""
    for stop in root.iter(f"{W}tab"):
        place = stop.get(f"{W}pos", "")
        for before, after in moved.items():
            if place.isdigit() and abs(int(place) - before) <= _ROUNDING:
                stop.set(f"{W}pos", str(int(place) + after - before))
                break


def _parts(document: Document) -> list[_Element]:
    """The roots of the body, the styles, the headers and the footers."""
    related = (relation.target_part for relation in document.part.rels.values() if not relation.is_external)
    edges = [part.element for part in related if part.content_type.endswith(("header+xml", "footer+xml"))]
    return [document.element, document.styles.element, *edges]
