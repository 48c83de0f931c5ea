"""One thing that came from outside never stops the others.

Letters, files of 3-kembali, members of archives, minutes, templates: whatever one of them does to the program, the
others are still dealt with. What is expected of bad input is answered where it is met; this is the net below, for what
nobody expected. It is then told by name, and what happened is kept for whoever mends the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from rkt_excel.edges.disk.faultlog import details
from rkt_excel.errors import RktError

_T = TypeVar("_T")


def by_itself(deal: Callable[[], _T], spoiled: Callable[[str], _T], *, passing: tuple[type[Exception], ...] = ()) -> _T:
    """Deal with one thing.

    Args:
        deal: Does it.
        spoiled: What stands in its place where the program stumbled over it, given where the details are kept.
        passing: What is no fault of the thing and ends the whole, beside every `RktError`.
    """
    try:
        return deal()
    except Exception as error:
        if isinstance(error, (RktError, *passing)):
            raise
        return spoiled(details())  # nobody knows what the next bad thing raises; it is told and kept


def until_spoiled(things: Iterator[_T], spoiled: Callable[[str], Iterator[_T]]) -> Iterator[_T]:
    """What one thing gives, up to where the program stumbles over it, and then that it did."""
    try:
        yield from things
    except RktError:
        raise
    except Exception:  # noqa: BLE001 - as above
        yield from spoiled(details())
