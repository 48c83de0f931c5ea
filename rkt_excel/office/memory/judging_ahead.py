"""Returns judged by several workers before they are looked at one by one; what comes out is the same.

A worker is given the bytes of a file and by what it is judged, and gives back notes as they are remembered. The loop
that follows finds every file known, and whatever no worker could say it finds out by itself.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

from rkt_excel.edges.arrivals.arrived import Arrived
from rkt_excel.edges.arrivals.unpacking import Unpacking
from rkt_excel.edges.disk.one_way import named_file_bytes
from rkt_excel.edges.workers.ordered_work import Lost, Workers
from rkt_excel.office.memory.judgements import Judgements
from rkt_excel.progress import Progress, Stage

EACH_PAYS: Final = 60  # returns; fewer are judged while a worker is still starting
_TOGETHER: Final = 4  # for each time that the master is handed over
_MOST_BYTES: Final = 5_000_000  # larger ones wait for the loop, so that memory does not fill with them


@dataclass(frozen=True)
class Returned:
    """A file of 3-kembali.

    Attributes:
        name: What it is called.
        data: Its bytes.
    """

    name: str
    data: bytes


def judge_ahead(known: Judgements, paths: Sequence[Path], workers: Workers, progress: Progress) -> frozenset[bytes]:
    """Let workers judge what is not known yet, where that pays.

    Args:
        known: Is told what they found.
        paths: The files of 3-kembali.
        workers: Who does it.
        progress: Told of each file that is done.

    Returns:
        The bytes of files that end whoever opens them.

    Raises:
        UnknownArgumentError: The cluster does not answer.
    """
    new = [path for path in paths if (data := _bytes(path)) and not known.has(data)]
    if not new or (workers.many(len(new), EACH_PAYS) <= 1 and not workers.dask):
        return frozenset()
    deadly: set[bytes] = set()
    work = partial(judged_in, known.manifest())
    done = workers.run(work, _read(new), pieces=len(new), each_pays=EACH_PAYS, together=_TOGETHER)
    for number, (path, each) in enumerate(zip(new, done, strict=False), 1):
        progress(Stage(path.name, number, len(new)))
        if isinstance(each, Lost):
            deadly.add(each.thing.data)
        else:
            known.learn(each)
    return frozenset(deadly)


def judged_in(manifest: bytes, returned: Returned) -> dict[str, bytes]:
    """The notes of every workbook in a file, for `Judgements.learn`: a pure function.

    Args:
        manifest: By what is judged (`Judgements.manifest`).
        returned: The file.
    """
    judge = _judge_of(manifest)
    judge.learnt(b"")
    with suppress(Exception):  # the loop will stumble over it, too, and tell of it
        for each in Unpacking(judge.opening).unfold(Arrived(returned.name, None, data=returned.data)):
            if each.opened is not None:
                judge.judged(each.data, each.opened)
    return judge.learnt(returned.data)


@lru_cache(maxsize=1)
def _judge_of(manifest: bytes) -> Judgements:
    master, issue = pickle.loads(manifest)  # noqa: S301 - of the process that asked, which this one belongs to
    return Judgements(None, master, issue)


def _read(paths: Sequence[Path]) -> Iterator[Returned]:
    for path in paths:
        data = _bytes(path)
        if data:
            yield Returned(path.name, data)


def _bytes(path: Path) -> bytes:
    """The bytes of a file; none where it is large or cannot be read."""
    with suppress(OSError):
        data = named_file_bytes(path, _MOST_BYTES + 1)
        return data if len(data) <= _MOST_BYTES else b""
    return b""
