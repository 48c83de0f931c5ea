"""A file read as `rkt gabung` reads what came back, but without the net below: what makes it stumble is raised."""

from __future__ import annotations

import gc
import itertools
import time
from collections.abc import Callable, Iterator
from datetime import UTC
from typing import Final
from unittest.mock import patch

from helpers.kantor import NOON

from rkt_excel.edges.arrivals import unpacking
from rkt_excel.edges.arrivals.arrived import Arrived
from rkt_excel.workbook.containers import limits
from rkt_excel.workbook.declaration.declare import Column

NAME: Final = "3-kembali/kiriman"


def read(data: bytes) -> list[Arrived]:
    """What a file gives, whatever it is; letters and archives are unpacked.

    Raises:
        Exception: The program stumbles over it.
    """
    with patch.object(unpacking, "until_spoiled", _without_a_net):
        return list(unpacking.Unpacking().unfold(Arrived(NAME, NOON.replace(tzinfo=UTC), data=data)))


def quick() -> None:
    """What makes a long run cheaper: the same answers remembered, and the clock asked less often.

    The clock of a thread is a call into the system, which may take longer than what it measures; a budget ends at most
    fifty of its looks later. Everything that was made before is left alone by the collector of garbage.
    """
    looks = itertools.count()
    last = [0.0]

    def now_and_then() -> float:
        if next(looks) % _LOOKS == 0:
            last[0] = time.thread_time()
        return last[0]

    patch.object(limits, "thread_time", now_and_then).start()
    patch.object(Column, "headed_as", _remembered(Column.headed_as)).start()
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)


def _remembered(ask: Callable[[Column, str], bool]) -> Callable[[Column, str], bool]:
    """Whether a text is a heading, asked for every cell near the top of every file."""
    known: dict[tuple[str, str | None, str], bool] = {}

    def remembered(column: Column, seen: str) -> bool:
        key = column.header, column.otherwise, seen
        found = known.get(key)
        if found is None:
            if len(known) > _REMEMBERED:
                known.clear()
            found = known[key] = ask(column, seen)
        return found

    return remembered


_LOOKS: Final = 50
_REMEMBERED: Final = 100_000


def _without_a_net(things: Iterator[Arrived], _: Callable[[str], Iterator[Arrived]]) -> Iterator[Arrived]:
    return things
