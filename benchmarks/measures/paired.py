"""Ways to do one thing, timed in turn, so that a busy machine slows all of them alike.

A way is timed by the CPU seconds of this process, or of the processes that it starts; what counts is the ratio to the
way beside it in the same round, and of the rounds the median.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

Way = Callable[[], object]
Clock = Callable[[], float]


@dataclass(frozen=True)
class Row:
    """One line of the page.

    Attributes:
        work: What was done.
        seconds: CPU of one piece of it, the median; where `unit` is another one, so many of these.
        ratio: To what stands in `against`, the median of the rounds; `None` for what the others are held against.
        against: What the ratio is to.
        limit: The ratio, or the figure, that is to be reached; `None` where none was set.
        unit: What `seconds` counts.
    """

    work: str
    seconds: float
    ratio: float | None = None
    against: str = ""
    limit: float | None = None
    unit: str = "s"

    @property
    def reached(self) -> bool | None:
        """Whether the limit is kept, `None` without one; two workers are to reach at least theirs."""
        if self.limit is None:
            return None
        seen = self.seconds if self.ratio is None else self.ratio
        return seen >= self.limit if self.against == AT_LEAST else seen <= self.limit


AT_LEAST = "one worker"  # where the ratio says how many times as quick it is, and more is better


def own() -> float:
    """CPU seconds of this process."""
    return time.process_time()


def children() -> float:
    """CPU seconds of the processes that this one started and saw end (POSIX)."""
    import resource  # noqa: PLC0415 - POSIX

    taken = resource.getrusage(resource.RUSAGE_CHILDREN)
    return taken.ru_utime + taken.ru_stime


def in_turn(ways: Mapping[str, Way], rounds: int, clock: Clock = own) -> dict[str, list[float]]:
    """The seconds of each way in each round; a first round is not counted."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        for name, way in ways.items():
            gc.collect()
            began = clock()
            way()
            if number:
                taken[name].append(clock() - began)
    return taken


def rows(taken: Mapping[str, Sequence[float]], against: str, pieces: int, limits: Mapping[str, float]) -> list[Row]:
    """A row for each way, held against one of them.

    Args:
        taken: What `in_turn` gave.
        against: The name of the way that the others are held against.
        pieces: How many pieces of work one round did.
        limits: The ratios to be reached, by way.
    """
    base = taken[against]
    return [
        Row(
            name,
            median(seconds) / pieces,
            None if name == against else median(one / other for one, other in zip(seconds, base, strict=True)),
            "" if name == against else against,
            limits.get(name),
        )
        for name, seconds in taken.items()
    ]
