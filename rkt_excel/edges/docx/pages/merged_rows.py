"""A text beside several rows of a list stands whole on one page: as many rows as it needs are kept together.

A sasaran is one cell beside the rows of its indikator. Programs end a page between two of these rows and part the text
of the cell there, when the rows before the end are lower than the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rkt_excel.edges.docx.package.word_parts import W
from rkt_excel.edges.docx.pages.columns import line_count, placed_cells
from rkt_excel.edges.docx.pages.looks import Looks
from rkt_excel.edges.docx.pages.signature import keep_with_next

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document

_MERGE: Final = f"{W}tcPr/{W}vMerge"
_CONTINUED: Final = "continue"  # by the schema what a merge says that does not say "restart"


def keep_texts_whole(document: Document) -> None:
    """Keep the rows beside each merged text with each other until there are lines enough for it."""
    looks = Looks(document)
    for table in document.element.body.iter(f"{W}tbl"):
        elements = table.tr_lst
        rows = [{at: cell for cell, at, _ in placed_cells(row)} for row in elements]
        if not any(cell.find(_MERGE) is not None for row in rows for cell in row.values()):
            continue
        margin = looks.margins(table)
        for first, row in enumerate(rows):
            for column, cell in row.items():
                if _merge(cell) == "restart":
                    beside = rows[first : first + 1 + _following(rows[first + 1 :], column)]
                    enough = _enough(beside, line_count(cell, looks, margin), looks, margin)
                    for each in elements[first : first + enough - 1]:
                        keep_with_next(each)


def _merge(cell: Any) -> str | None:  # noqa: ANN401 - an element of lxml
    found = cell.find(_MERGE)
    return None if found is None else found.get(f"{W}val", _CONTINUED)


def _following(rows: Sequence[dict[int, Any]], column: int) -> int:
    """How many rows the merge of a column goes on for."""
    end = (number for number, row in enumerate(rows) if column not in row or _merge(row[column]) != _CONTINUED)
    return next(end, len(rows))


def _enough(rows: Sequence[dict[int, Any]], wanted: int, looks: Looks, margin: int) -> int:
    """How many rows have lines enough, by the cells that are theirs alone; all of them where none have."""
    reached = 0
    for number, row in enumerate(rows, 1):
        own = [line_count(cell, looks, margin) for cell in row.values() if cell.find(_MERGE) is None]
        reached += max(own, default=1)
        if reached >= wanted:
            return number
    return len(rows)
