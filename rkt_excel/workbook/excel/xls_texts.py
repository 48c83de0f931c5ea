"""The shared texts of an .xls whose table xlrd stumbles over (MS-XLS 2.4.265).

Some programs write a wrong number of texts into it. xlrd believes the number: it gives up where there are fewer, and a
cell that refers to one beyond finds nothing. Here the table is read as far as it goes, whatever number it claims; a
cell whose text is not there makes the file one that cannot be read, for what it says is gone.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, Final

from xlrd.book import unpack_SST_table

from rkt_excel.workbook.containers.limits import XLS_TEXTS, Budget, damaged

if TYPE_CHECKING:
    from collections.abc import Sequence

_CONTINUE: Final = 0x3C
_STEPS: Final = 3  # that one text counts as
_LEAST: Final = 3  # bytes of a text: its length and how it is written
_FAULTS: Final = (struct.error, LookupError, ValueError, AssertionError)


class _Texts(list[str]):
    """The texts; asking for one that is not there raises `Unreadable`."""

    def __getitem__(self, index: Any) -> Any:  # noqa: ANN401 - as in a list
        try:
            return super().__getitem__(index)
        except IndexError as fault:
            raise damaged("teks bersama yang dirujuk sebuah sel tidak ada") from fault


def read_texts(book: Any, data: bytes, budget: Budget) -> None:  # noqa: ANN401 - xlrd has no types
    """Give xlrd's book its shared texts, as `Book.handle_sst` does, but as many as there are instead of as are claimed.

    Args:
        book: xlrd's book, whose next record follows the one of shared texts.
        data: The bytes of that record; records that continue it are taken from the book.
        budget: Whose clock is looked at for each try at another number of texts; it raises `Unreadable`.
    """
    parts = [data]
    while (more := book.get_record_parts_conditional(_CONTINUE))[0] is not None:
        parts.append(more[2])
    texts, runs = _longest(parts, budget)
    book._sharedstrings = _Texts(texts)  # noqa: SLF001 - as handle_sst does
    if book.formatting_info:
        book._rich_text_runlist_map = runs  # noqa: SLF001 - as handle_sst does


def _longest(parts: Sequence[bytes], budget: Budget) -> tuple[list[str], dict[int, object]]:
    """The texts and their runs by the greatest number with which the table can be read, found by halving."""
    best: tuple[list[str], dict[int, object]] = [], {}
    some, too_many = 0, min(sum(map(len, parts)) // _LEAST, XLS_TEXTS) + 1
    while too_many - some > 1:
        count = (some + too_many) // 2
        budget.step(count * _STEPS)
        try:
            best = unpack_SST_table(list(parts), count)
            some = count
        except _FAULTS:
            too_many = count
    return best
