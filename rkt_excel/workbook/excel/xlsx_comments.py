"""The comments on the cells of one .xlsx worksheet (ECMA-376 part 1, 18.7).

A conversation of newer Excel ("threaded comment") is kept there too, as a comment that tells its text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rkt_excel.workbook.excel.xlsx_sheet import RichText, unescaped
from rkt_excel.workbook.values.cells import Comment, Grid, parse_a1

if TYPE_CHECKING:
    from rkt_excel.workbook.containers.limits import Budget
    from rkt_excel.workbook.containers.package import Attributes

_CONVERSATION: Final = "[Threaded comment]"


class Comments(RichText):
    """comments1.xml: authors first, then each comment with its cell. `read` puts them into the grid."""

    def __init__(self, grid: Grid, budget: Budget) -> None:
        super().__init__(budget)
        self._grid = grid
        self._authors: list[str] = []
        self._open: Attributes = {}
        self.starts |= {"author": self._author_starts, "comment": self._comment_starts, "text": self.item_starts}
        self.ends |= {"author": self._author_ends, "comment": self._comment_ends}

    def _author_starts(self, _: Attributes) -> None:
        self.pieces = []

    def _author_ends(self) -> None:
        self.budget.enter(1)
        self._authors.append(unescaped("".join(self.pieces or ())))
        self.pieces = None

    def _comment_starts(self, attributes: Attributes) -> None:
        self._open, self.item = attributes, None

    def _comment_ends(self) -> None:
        text = _said(unescaped("".join(self.item or ())).strip())
        self.item = None
        try:
            place = parse_a1(self._open.get("ref", ""))
        except ValueError:  # it hangs on nothing that could be shown
            return
        self.budget.enter(1)
        if text:
            self._grid.comments[place] = Comment(text, self._author())

    def _author(self) -> str:
        index = self._open.get("authorId", "")
        known = index.isascii() and index.isdecimal() and len(index) < 7 and int(index) < len(self._authors)
        return self._authors[int(index)] if known else ""


def _said(text: str) -> str:
    """What a person wrote: Excel explains to older programs what a conversation is, before it quotes it."""
    if not text.startswith(_CONVERSATION):
        return text
    return text.split("\n\n", 2)[-1].partition("\n")[2].strip() or text
