"""A row that heads those below it never ends a page: a kegiatan stands with the first of its sub kegiatan.

Such a row is known by its letters, in a template of an office as in the shipped one: all of them are bold, and those of
the next row are not.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from rkt_excel.edges.docx.package.word_parts import W
from rkt_excel.edges.docx.pages.looks import Looks
from rkt_excel.edges.docx.pages.signature import keep_with_next

if TYPE_CHECKING:
    from docx.document import Document


def keep_headings(document: Document) -> None:
    """Keep each bold row of a table with the next one, where that is not bold."""
    looks = Looks(document)
    for table in document.element.body.iter(f"{W}tbl"):
        weights = [(row, _is_bold(row, looks)) for row in table.tr_lst]
        for (row, heads), (_, follows) in pairwise(weights):
            if heads and follows is False:
                keep_with_next(row)


def _is_bold(row: Any, looks: Looks) -> bool | None:  # noqa: ANN401 - an element of lxml
    """Whether all letters of a row are bold; `None` where it has no letters."""
    found = None
    for paragraph in row.iter(f"{W}p"):
        base = None
        for run in paragraph.iterchildren(f"{W}r"):
            if "".join(each.text or "" for each in run.iterchildren(f"{W}t")).strip():
                base = base or looks.of_paragraph(paragraph)
                if not looks.of_run(run, base).bold:
                    return False
                found = True
    return found
