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
    """What `deal` gives, or what stands in its place where the program stumbled over this one thing.

    Args:
        deal: Deals with the thing.
        spoiled: Makes what stands in its place, given the sentence that tells where the log of the fault is.
        passing: Exceptions that are no fault of the thing and end the whole run, as every `RktError` does.
    """
    try:
        return deal()
    except Exception as error:
        if isinstance(error, (RktError, *passing)):
            raise
        return spoiled(details())  # nobody knows what the next bad thing raises; it is told and kept


def until_spoiled(things: Iterator[_T], spoiled: Callable[[str], Iterator[_T]]) -> Iterator[_T]:
    """What one thing gives, up to where the program stumbles over it, and from there what `spoiled` makes.

    Args:
        things: What the thing gives, such as the files in an archive; every `RktError` in it is passed on.
        spoiled: As for `by_itself`, but it gives any number of things.
    """
    try:
        yield from things
    except RktError:
        raise
    except Exception:  # noqa: BLE001 - as above
        yield from spoiled(details())
