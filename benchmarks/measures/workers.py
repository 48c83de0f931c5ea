"""Two workers beside one, by the time that a person waits: processes of this computer, and a Dask cluster of two.

Starting processes is counted, for a person waits for it; a cluster runs before anybody asks it for something.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from statistics import median
from typing import Any, Final

from measures.paired import AT_LEAST, Row, Way, in_turn
from rkt_excel.edges.workers.ordered_work import HERE, Workers
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.origin.master import Master
from rkt_excel.office.memory.judging_ahead import Returned, judged_in
from rkt_excel.steps.format import form_of

_TWO, _CLUSTER = "two processes", "two workers of a Dask cluster"
_LIMITS: Final = {_TWO: 1.7, _CLUSTER: 1.5}


def measured(forms: list[bytes], master: Master, issue: Issue, rounds: int) -> Iterator[tuple[str, list[Row]]]:
    """The tables of reading and judging returned forms, and of writing the forms of all bagian."""
    manifest = pickle.dumps((master, issue))
    returned = [Returned(f"{number:04}.xlsx", data) for number, data in enumerate(forms)]
    bagian = [each.kode for each in master.bagian]
    with _cluster() as address:
        crews = {AT_LEAST: HERE, _TWO: Workers(2)} | ({_CLUSTER: Workers(2, address)} if address else {})
        yield (
            f"{len(returned)} returned forms read and judged",
            _table(crews, partial(judged_in, manifest), returned, rounds),
        )
        yield f"{len(bagian)} forms written", _table(crews, partial(form_of, manifest), bagian, rounds)


def _table(crews: dict[str, Workers], work: Callable[[Any], object], things: list[Any], rounds: int) -> list[Row]:
    ways: dict[str, Way] = {name: _done(crew, work, things) for name, crew in crews.items()}
    taken = in_turn(ways, rounds, time.perf_counter)
    alone = taken[AT_LEAST]
    first = Row(AT_LEAST, median(alone))
    return [first] + [
        Row(
            name,
            median(taken[name]),
            median(one / other for one, other in zip(alone, taken[name], strict=True)),
            AT_LEAST,
            _LIMITS[name],
        )
        for name in crews
        if name != AT_LEAST
    ]


def _done(crew: Workers, work: Callable[[Any], object], things: list[Any]) -> Way:
    def run() -> None:
        for _ in crew.run(work, things, pieces=len(things), each_pays=1, together=4):
            pass

    return run


@contextmanager
def _cluster() -> Iterator[str]:
    """The address of a cluster of two processes on this computer; "" where Dask is not installed."""
    try:
        from distributed import LocalCluster  # noqa: PLC0415 - an extra
    except ImportError:
        yield ""
        return
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        yield cluster.scheduler_address
