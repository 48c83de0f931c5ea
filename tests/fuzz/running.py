"""A long run: files made, read and judged by worker processes that the parent watches, and what came of them.

A worker deals with a few hundred files and ends, so that nothing grows. It says before each file which one it is, so
that the parent knows what a worker was at that does not come back: by the computing time of the worker, not by the
clock. How much memory a file took is seen by how far the largest amount that the worker ever held has risen.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from fuzz.making import make
from fuzz.oracle import verdict
from fuzz.reading import quick, read

CHUNK: Final = 400  # files that one worker deals with
HANGS: Final = 30.0  # seconds of computing for one file, where a budget ends after 20
MEMORY: Final = 300_000_000  # bytes that a file may take
RESULTS: Final = ("ditolak", "ada temuan", "sama", "lain, seperti isi berkas")


@dataclass
class Figures:
    """What came of a run.

    Attributes:
        counts: Files by format, level and result.
        failures: What each failing file is, and why it fails.
        slowest: The most seconds of computing that one file took to be read and judged, with its number.
        largest: The most bytes that one file took, with its number.
        seconds: Of computing, all together.
    """

    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    failures: list[dict[str, Any]] = field(default_factory=list)
    slowest: tuple[float, int] = (0.0, -1)
    largest: tuple[int, int] = (0, -1)
    seconds: float = 0.0

    @property
    def files(self) -> int:
        return sum(self.counts.values())

    def add(self, other: Figures) -> None:
        self.counts += other.counts
        self.failures += other.failures
        self.slowest, self.largest = max(self.slowest, other.slowest), max(self.largest, other.largest)
        self.seconds += other.seconds


def highest() -> int:
    """The most bytes that this process ever held; 0 where the system does not say."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def deal_with(figures: Figures, seed: int, number: int, programs: tuple[str, ...]) -> bytes | None:
    """Make, read and judge one file; its bytes where it fails."""
    before, held = time.thread_time(), highest()
    made = make(seed, number, programs)
    started = time.thread_time()
    problems: list[str]
    try:
        outcome = verdict(made.mutant, read(made.mutant.data), made.form, made.by)
        problems = outcome.problems
        result = RESULTS[0] if outcome.refused else RESULTS[1] if outcome.told else RESULTS[3 if outcome.changed else 2]
    except Exception:  # noqa: BLE001 - that is what is looked for
        problems, result = [traceback.format_exc(limit=-8)], "tersandung"
    took, grown = time.thread_time() - started, highest() - held
    if grown > MEMORY:
        problems.append(f"took {grown} bytes")
    figures.counts[made.kind, made.mutant.level, result] += 1
    figures.slowest = max(figures.slowest, (took, number))
    figures.largest = max(figures.largest, (grown, number))
    figures.seconds += time.thread_time() - before
    if not problems:
        return None
    said = {
        "seed": seed,
        "number": number,
        "kind": made.kind,
        "form": made.form,
        "by": made.by,
        "level": made.mutant.level,
    }
    figures.failures.append({**said, "what": made.mutant.what, "programs": programs, "problems": problems})
    return made.mutant.data


# ------------------------------------------------------------------ workers


def _work(pipe: Connection, seed: int, numbers: range, programs: tuple[str, ...], failing: Path | None) -> None:
    """Deal with some files, saying before each which it is, and in the end what came of all."""
    quick()
    figures = Figures()
    for number in numbers:
        pipe.send(number)
        data = deal_with(figures, seed, number, programs)
        if data is not None and failing:
            keep(failing, figures.failures[-1], data)
    pipe.send(figures)


def keep(folder: Path, failure: dict[str, Any], data: bytes) -> None:
    """Write a failing file and what is wrong with it, named by its seed and number."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{failure['seed']}-{failure['number']}"
    (folder / f"{name}.{failure['kind']}").write_bytes(data)
    (folder / f"{name}.json").write_text(json.dumps(failure, indent=1, ensure_ascii=False), encoding="utf-8")


if sys.platform == "win32":
    _CONTEXT = multiprocessing.get_context("spawn")
else:
    _CONTEXT = multiprocessing.get_context("fork")


class _Worker:
    """A process with the files that it has to deal with."""

    def __init__(self, seed: int, numbers: range, programs: tuple[str, ...], failing: Path | None) -> None:
        self.pipe, theirs = _CONTEXT.Pipe(duplex=False)
        self.process = _CONTEXT.Process(target=_work, args=(theirs, seed, numbers, programs, failing), daemon=True)
        self.process.start()
        theirs.close()
        self.seed, self.numbers, self.programs = seed, numbers, programs
        self.at, self.since = numbers.start, self.computed()
        self.done: Figures | None = None

    def computed(self) -> float:
        """Seconds of computing so far; by the clock where the system does not tell."""
        try:
            return time.clock_gettime(~(self.process.pid or 0) << 3 | 2)  # CPUCLOCK_SCHED of another process
        except (AttributeError, OSError):
            return time.monotonic()

    def listen(self, seconds: float) -> bool:
        """Take what it says; whether it has come to its end, by itself or because it hangs or died."""
        try:
            while self.pipe.poll(seconds):
                said = self.pipe.recv()
                if isinstance(said, Figures):
                    self.done = said
                    return True
                self.at, self.since, seconds = said, self.computed(), 0
        except (EOFError, OSError):
            self.done = self._ended("the worker died")
            return True
        if self.computed() - self.since > HANGS:
            self.done = self._ended("does not end")
            return True
        return False

    def _ended(self, why: str) -> Figures:
        """What is told of the file that it was at; the others of it are not counted, and dealt with anew."""
        failure = {
            "seed": self.seed,
            "number": self.at,
            "kind": "?",
            "what": "?",
            "programs": self.programs,
            "problems": [why],
        }
        return Figures(failures=[failure])

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def run(
    seed: int, numbers: range, programs: tuple[str, ...], workers: int = 1, failing: Path | None = None
) -> Iterator[Figures]:
    """Deal with many files; what came of each few hundred is given as it is known.

    Args:
        seed: Of the run.
        numbers: Of the files.
        programs: Those that may have saved the form before.
        workers: How many processes.
        failing: Where failing files are written; `None` for nowhere.
    """
    waiting = [numbers[at : at + CHUNK] for at in range(0, len(numbers), CHUNK)]
    waiting.reverse()
    busy: list[_Worker] = []
    try:
        while waiting or busy:
            while waiting and len(busy) < workers:
                busy.append(_Worker(seed, waiting.pop(), programs, failing))
            for worker in list(busy):
                if not worker.listen(0.2):
                    continue
                busy.remove(worker)
                worker.end()
                assert worker.done is not None
                if not worker.done.files:  # without the one that it was at
                    numbers = worker.numbers
                    halves = (range(numbers.start, worker.at), range(worker.at + 1, numbers.stop))
                    waiting += filter(len, halves)
                yield worker.done
    finally:
        for worker in busy:
            worker.end()
