"""Items that follow one another, told as a range: 7–9, 12."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

_SHORTEST_RANGE: Final = 3  # side by side these read better as a range; two stand by themselves

_Item = TypeVar("_Item")


def runs(items: Iterable[_Item], follows: Callable[[Sequence[_Item], _Item], bool]) -> list[list[_Item]]:
    """The items in order, each stretch of consecutive ones as a list of its own: 7, 8, 9, 12 is [[7, 8, 9], [12]].

    Args:
        items: In the order in which they are to be told.
        follows: Whether an item continues the run that it is given, which is never empty.
    """
    found: list[list[_Item]] = []
    for item in items:
        if found and follows(found[-1], item):
            found[-1].append(item)
        else:
            found.append([item])
    return found


def listed(items: Iterable[str], follows: Callable[[Sequence[str], str], bool]) -> str:
    """The runs as people list them, "1, 4, 7–12" or "L7, L9, L11–L14"; two that are consecutive are told one by one."""
    return ", ".join(
        f"{run[0]}–{run[-1]}" if len(run) >= _SHORTEST_RANGE else ", ".join(run) for run in runs(items, follows)
    )
