"""Three states of the same values become one: as written, as a person edited them, as they came in anew.

Pure, over any values that can be compared. A value that only one side changed is that side's; what both changed to
different values is no winner but a conflict: the edited value stays where it is until somebody decides.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(frozen=True)
class Conflict(Generic[V]):
    """One value that both sides changed, `None` where a side has none."""

    written: V | None
    edited: V | None
    new: V | None


@dataclass(frozen=True)
class Merged(Generic[K, V]):
    """What three states make together.

    Attributes:
        values: What holds now; in a conflict the edited value.
        conflicts: What both sides changed, by place.
    """

    values: Mapping[K, V]
    conflicts: Mapping[K, Conflict[V]]


def three_way(written: Mapping[K, V], edited: Mapping[K, V], new: Mapping[K, V]) -> Merged[K, V]:
    """Merge what a person changed and what changed underneath; a missing place is an empty one.

    Args:
        written: What both sides began with.
        edited: As a person left it.
        new: As it came in since.
    """
    values: dict[K, V] = {}
    conflicts: dict[K, Conflict[V]] = {}
    for place in dict.fromkeys((*written, *edited, *new)):
        before, typed, came = written.get(place), edited.get(place), new.get(place)
        kept = came if typed == before else typed
        if typed not in (before, came) and came != before:
            conflicts[place] = Conflict(before, typed, came)
        if kept is not None:
            values[place] = kept
    return Merged(values, conflicts)
