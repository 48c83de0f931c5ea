"""Many pieces of pure work, done here, by processes of this computer or by a Dask cluster; results in order.

All three are `concurrent.futures`: a piece is a function and a value that can be pickled, so where it is done changes
nothing in what comes out. A few pieces for each worker are under way at a time, so that memory does not grow with
their number. Processes are spawned on every system, never forked: that is what Windows can do.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, Generic, TypeVar

from rkt_excel.errors import UnknownArgumentError

T = TypeVar("T")
R = TypeVar("R")

_MOST: Final = 32  # processes; Windows can wait for 61 at most
_UNDER_WAY: Final = 3  # batches for each worker
_PATIENCE: Final = "20s"  # until a cluster has answered
_MISSING: Final = "Untuk --dask diperlukan paket tambahan. Pasanglah dengan: python -m pip install 'rkt_excel[dask]'"


@dataclass(frozen=True)
class Lost(Generic[T]):
    """A piece that ended the worker which did it, also when that worker had nothing else to do.

    Attributes:
        thing: What was to be worked on.
    """

    thing: T


@dataclass(frozen=True)
class Workers:
    """Who does the work.

    Attributes:
        pekerja: How many processes; 1 for this one alone, `None` for as many as pay.
        dask: The address of the scheduler of a Dask cluster, such as tcp://127.0.0.1:8786; "" for this computer.
    """

    pekerja: int | None = None
    dask: str = ""

    def many(self, pieces: int, each_pays: int) -> int:
        """How many workers would be asked.

        Args:
            pieces: How many pieces there are.
            each_pays: How many a worker has to do before it has made up for being started.
        """
        if self.pekerja is not None or self.dask:
            return min(self.pekerja or _MOST, _MOST)
        return max(1, min(_cores(), pieces // each_pays, _MOST))

    def run(
        self, work: Callable[[T], R], things: Iterable[T], *, pieces: int, each_pays: int, together: int = 1
    ) -> Iterator[R | Lost[T]]:  # fmt: skip
        """What the work gives for each thing, in order; what ends its worker is `Lost`, and the others go on.

        Args:
            work: A function of a module, pure, or a `partial` of one; what it raises is raised here.
            things: What it is done to; they can be pickled. They are asked for as workers become free.
            pieces: How many things there are.
            each_pays: As in `many`.
            together: How many things are handed over at once, where handing over takes long.

        Raises:
            UnknownArgumentError: The cluster does not answer, or what it needs is not installed.
        """
        many = self.many(pieces, each_pays)
        if many <= 1 and not self.dask:
            yield from map(work, things)
            return
        yield from _Crew(self.dask, many).run(work, things, together)


HERE: Final = Workers(pekerja=1)  # this process alone


def _cores() -> int:
    """The processors that this process may use."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1


class _Crew:
    """Workers while they are at work."""

    def __init__(self, address: str, many: int) -> None:
        self.address, self.many = address, many
        self.dead = (BrokenExecutor, CancelledError, *(_dask_deaths() if address else ()))

    def run(self, work: Callable[[T], R], things: Iterable[T], together: int) -> Iterator[R | Lost[T]]:
        """See `Workers.run`; where one dies, nobody knows of which piece, so what was under way is done one by one."""
        left = iter(things)
        while True:
            suspects: list[T] = []
            yield from self._side_by_side(work, left, together, suspects)
            if not suspects:
                return
            for each in suspects:
                yield self._alone(work, each)

    def _side_by_side(
        self, work: Callable[[T], R], left: Iterator[T], together: int, suspects: list[T]
    ) -> Iterator[R]:  # fmt: skip
        """The results up to where a worker dies; what was under way then goes to the suspects."""
        under_way: deque[tuple[tuple[T, ...], Future[list[R]]]] = deque()
        batch: tuple[T, ...] = ()
        with self._executor(self.many) as executor:
            try:
                while True:
                    while len(under_way) < self.many * _UNDER_WAY and (batch := tuple(islice(left, together))):
                        under_way.append((batch, executor.submit(_all_of, work, batch)))
                        batch = ()
                    if not under_way:
                        return
                    yield from under_way[0][1].result()
                    under_way.popleft()
            except self.dead:
                suspects += [each for held, _ in under_way for each in held] + list(batch)

    def _alone(self, work: Callable[[T], R], thing: T) -> R | Lost[T]:
        """One piece with a worker to itself; where no worker lives at all, this process does it as it always could."""
        for asked in (True, False):
            with self._executor(1) as executor:
                try:
                    if asked:
                        return executor.submit(work, thing).result()
                    executor.submit(_all_of, str, ()).result()
                except self.dead:
                    continue
                return Lost(thing)
        return work(thing)

    @contextmanager
    def _executor(self, many: int) -> Iterator[Executor]:
        """Workers; what they have not begun when they are left is taken back."""
        if self.address:
            with self._cluster() as executor:
                yield executor
            return
        executor = _processes(many)
        try:
            yield executor
        finally:
            executor.shutdown(cancel_futures=True)

    @contextmanager
    def _cluster(self) -> Iterator[Executor]:
        try:
            from distributed import Client  # noqa: PLC0415 - an extra, for those who have a cluster
        except ImportError as fault:
            raise UnknownArgumentError(_MISSING) from fault
        try:
            client = Client(self.address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError) as fault:
            raise UnknownArgumentError(
                f"Kluster Dask di {self.address} tidak menjawab. Periksa alamatnya, atau jalankan tanpa --dask."
            ) from fault
        executor = client.get_executor(pure=False)
        try:
            yield executor
        finally:
            executor.shutdown(wait=False)
            client.close()


def _dask_deaths() -> Iterator[type[Exception]]:
    """What a cluster says of a piece that ended one worker after another."""
    with suppress(ImportError):
        from distributed.scheduler import KilledWorker  # noqa: PLC0415 - as above

        yield KilledWorker


def _processes(many: int) -> Executor:
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - most runs need none
    from multiprocessing import get_context  # noqa: PLC0415

    return ProcessPoolExecutor(many, mp_context=get_context("spawn"), initializer=_begin)


def _begin() -> None:
    """Leave Ctrl-C to the process that asked, and end when that has ended, however it did."""
    import signal  # noqa: PLC0415 - in a worker only
    from multiprocessing import connection, parent_process  # noqa: PLC0415
    from threading import Thread  # noqa: PLC0415

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()

    def watch() -> None:
        assert parent is not None
        connection.wait([parent.sentinel])
        os._exit(1)

    if parent is not None:
        Thread(target=watch, daemon=True).start()


def _all_of(work: Callable[[Any], Any], batch: Iterable[Any]) -> list[Any]:
    """What the work gives for each thing of a batch."""
    return [work(each) for each in batch]
