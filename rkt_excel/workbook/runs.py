"""What follows one another said as a range: 7–9, 12."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

_SHORTEST_RANGE: Final = 3  # side by side these read better as a range; two stand by themselves

_Item = TypeVar("_Item")


def runs(items: Iterable[_Item], follows: Callable[[Sequence[_Item], _Item], bool]) -> list[list[_Item]]:
    """The items in order, those that follow one another together.

    Args:
        items: In the order in which they are to be told.
        follows: Whether an item goes on with the run before it, which is never empty.
    """
    found: list[list[_Item]] = []
    for item in items:
        if found and follows(found[-1], item):
            found[-1].append(item)
        else:
            found.append([item])
    return found


def listed(items: Iterable[str], follows: Callable[[Sequence[str], str], bool]) -> str:
    """The same as people list it: "1, 4, 7–12", "L7, L9, L11–L14"."""
    return ", ".join(
        f"{run[0]}–{run[-1]}" if len(run) >= _SHORTEST_RANGE else ", ".join(run) for run in runs(items, follows)
    )
