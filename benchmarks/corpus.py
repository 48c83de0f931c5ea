"""Try the consolidator on any folder of files: no traceback, no hang, no file without a verdict, all within bounds.

    python benchmarks/corpus.py FOLDER [--batas SECONDS] [--json FILE]

Every file below FOLDER, whatever its name, is opened by its content and judged as a returned form against the shipped
master. So that "not our form" is no short cut, its sheets are also read as if they were one, and every cell is looked
at. Each file has a process of its own: one that dies, hangs, or eats memory is reported and harms no other. Exit code
1 if any file gave a traceback, a hang, a death, or no verdict, or left the bounds.

Seconds are of computing, not of waiting, and of the quickest try where one seemed too slow; MB are what one file adds
to the peak of its process (POSIX only).
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from rkt_excel.edges.arrivals import inbox
from rkt_excel.edges.disk.shipped import INPUTS, shipped_inputs
from rkt_excel.edges.work_folder.folder import KEMBALI
from rkt_excel.model.forms import form
from rkt_excel.model.forms.choosing import choose
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.forms.returns import Return, Times, judge
from rkt_excel.model.origin.master import Master
from rkt_excel.office.place.journalled import issued
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.format import format
from rkt_excel.workbook.containers.limits import FILE_BYTES, MEGABYTE
from rkt_excel.workbook.reading.read import read

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

SECONDS: Final = 2.0  # of computing that one file of up to FILE_BYTES may take, on a processor of pace 1
YARDSTICK: Final = 0.035  # seconds that `pace` counts with there
PEAK: Final = 200  # MB that it may add to the process
_RUNAWAY: Final = 2_000 * MEGABYTE  # address space at which a process is stopped before it stops the machine
_SHOWN: Final = 5
_TRIES: Final = 4  # more, of a file that seems too slow

HANG, DEATH, TRACEBACK = "hang", "death", "traceback"
FAULTS: Final = (HANG, DEATH, TRACEBACK)


@dataclass(frozen=True)
class Examined:
    """What came of one file.

    Attributes:
        verdict: The consolidator's verdict, or hang, death, traceback.
        code: The heaviest finding or the reason of refusal; empty for a form in order.
        cells: Cells that hold something, all sheets.
        seconds: Of computing.
        pace: How many times slower the processor was meanwhile than the one that the bounds are meant for, at least 1.
        peak: MB that the file added to the peak of its process; -1 where that cannot be measured.
        detail: The reason in words; for a fault the end of the traceback.
    """

    verdict: str
    code: str = ""
    cells: int = 0
    seconds: float = 0.0
    peak: float = -1.0
    detail: str = ""
    pace: float = 1.0


@dataclass(frozen=True)
class Office:
    """What a return is held against: the shipped master and the forms issued from it."""

    master: Master
    issue: Issue


def office() -> Office:
    """Issue the forms of the shipped master in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder) / INPUTS
        shutil.copytree(shipped_inputs(), inputs)
        place = Workplace(inputs=inputs, outputs=Path(folder) / "output")
        format(place)
        master, _ = place.master()
        with place.open_register(place.folder(master)) as register:
            return Office(master, issued(register))


# ------------------------------------------------------------ in the process of one file


def examine(path: Path, known: Office) -> Examined:
    """Judge one file as a return, and read whatever it holds as a form even if it is none."""
    with tempfile.TemporaryDirectory() as work:
        kept = Path(work) / KEMBALI / path.name
        kept.parent.mkdir()
        shutil.copyfile(path, kept)
        os.utime(kept, (_LONG_AGO, _LONG_AGO))  # nobody is still copying it
        slow = pace()
        began, before = time.process_time(), _peak()
        arrived = list(inbox.received(Path(work)))
        verdict, code, detail = _judged(arrived, known)
        seconds, peak = time.process_time() - began, _peak() - before
        slow = max(slow, pace())
    grids = [grid for each in arrived if each.opened for grid in each.opened.grids]
    cells = sum(1 for grid in grids for cell in grid.cells.values() if cell.shown or cell.blank)
    return Examined(verdict, code, cells, round(seconds, 3), round(peak, 1), detail, round(slow, 2))


def pace() -> float:
    """How slow the processor is now: on a shared machine a process has all of a core at one time, half at another."""
    began, seen = time.process_time(), {}
    for number in range(300_000):
        seen[number % 977] = str(number)
    return max(1.0, (time.process_time() - began) / YARDSTICK)


_LONG_AGO: Final = 1_577_836_800  # 2020


def _judged(arrived: Sequence[inbox.Arrived], known: Office) -> tuple[str, str, str]:
    """Verdict, code and message of what arrived; of a letter or an archive with several forms, of the first."""
    returns = [_returned(each, known) for each in arrived]
    if not returns:
        return "dilewati", "", "a lock file or the like"
    verdicts = choose(returns, known.master).verdicts
    first, came = returns[0], arrived[0]
    code = came.reason.name if came.reason else first.kode or ""
    return verdicts[first.berkas].value, code, first.findings[0].message if first.findings else ""


def _returned(each: inbox.Arrived, known: Office) -> Return:
    times = Times(each.time, each.mailed)
    if each.opened is None:
        told = (each.refusal,) if each.refusal else ()
        return Return(each.name, each.sha256, times, findings=told, refused=True)
    returned = judge(each.name, each.sha256, times, each.opened, known.master, known.issue)
    if returned.refused:
        rows = form.form_rows(known.master, known.master.bagian[0].kode)
        read(form.form_returned(rows), each.opened, choices=form.form_choices(known.master), given=rows)
    return returned


def _peak() -> float:
    """The most memory that this process ever held, in MB."""
    if resource is None:
        return -1.0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MEGABYTE


# ------------------------------------------------------------ around it


def supervised(work: Callable[..., Examined], limit: float, *arguments: object) -> Examined:
    """What the work gives in a process of its own, or how it failed; killed after `limit` seconds."""
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in methods else "spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(theirs, work, arguments), daemon=True)  # type: ignore[attr-defined]
    began = time.monotonic()
    process.start()
    theirs.close()
    try:
        if ours.poll(limit):
            return ours.recv()  # type: ignore[no-any-return]
    except EOFError:
        process.join(limit)
        return Examined(DEATH, seconds=round(time.monotonic() - began, 3), detail=f"exit code {process.exitcode}")
    finally:
        process.kill()
        process.join()
        ours.close()
    return Examined(HANG, seconds=limit, detail=f"no answer within {limit:g} s")


def _child(pipe: Connection, work: Callable[..., Examined], arguments: tuple[object, ...]) -> None:
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (_RUNAWAY, _RUNAWAY))
    try:
        found = work(*arguments)
    except BaseException:  # noqa: BLE001 - whatever it is, it must be reported
        found = Examined(TRACEBACK, detail=traceback.format_exc()[-2000:])
    pipe.send(found)
    pipe.close()


def outside(found: Examined, size: int) -> str:
    """Which bound a file has left, empty for none."""
    if _slow(found, size):
        return f"{found.seconds:.2f} s"
    return f"{found.peak:.0f} MB" if size <= FILE_BYTES and found.peak > PEAK else ""


def walk(folder: Path, limit: float) -> Iterator[tuple[Path, Examined]]:
    """Every file of a folder with what came of it, in order of their names."""
    known = office()
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        yield path, steadied(partial(supervised, examine, limit, path, known), path.stat().st_size)


def steadied(examined: Callable[[], Examined], size: int) -> Examined:
    """The quickest of some tries of one file: what takes too long once may have met a busy processor.

    Pace is taken before and after, and a processor that is shared halves for moments between; work that is really too
    much is so at every try.
    """
    found = examined()
    for _ in range(_TRIES):
        if found.verdict in FAULTS or not _slow(found, size):
            break
        again = examined()
        found = min(found, again, key=lambda each: (each.verdict not in FAULTS, each.seconds / each.pace))
    return found


def _slow(found: Examined, size: int) -> bool:
    return size <= FILE_BYTES and found.seconds > SECONDS * found.pace


def report(folder: Path, results: Mapping[Path, Examined]) -> list[str]:
    """The summary: counts, the slowest, the largest; returns the names of the files that fail."""
    sizes = {path: path.stat().st_size for path in results}
    print(f"\n{len(results)} files, {sum(each.cells for each in results.values())} cells")
    counts = Counter((each.verdict, each.code or "-") for each in results.values())
    for (verdict, code), count in sorted(counts.items()):
        print(f"{count:7} {verdict} {code}")
    for title, key in (("slowest", "seconds"), ("largest", "peak")):
        print(f"{title}:")
        for path in sorted(results, key=lambda each: -getattr(results[each], key))[:_SHOWN]:
            _line(path.relative_to(folder), results[path])
    failed = [path for path, each in results.items() if each.verdict in FAULTS or outside(each, sizes[path])]
    for path in failed:
        print(f"FAILED {path.relative_to(folder)}: {outside(results[path], sizes[path])} {results[path].detail}")
    return [path.relative_to(folder).as_posix() for path in failed]


def _line(path: Path, each: Examined) -> None:
    code = each.code or "-"
    print(f"{each.verdict:15} {code:25} {each.cells:8} {each.seconds:7.3f} s {each.peak:7.1f} MB  {path}")


def main(arguments: list[str] | None = None) -> int:
    """Walk the folder and print what was found; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--batas", type=float, default=30.0, metavar="SECONDS", help="kill a file after (default 30)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all results there")
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        parser.error(f"{options.folder} is no folder")
    results = {}
    for path, found in walk(options.folder, options.batas):
        results[path] = found
        _line(path.relative_to(options.folder), found)
    failed = report(options.folder, results)
    if options.json:
        files = {path.relative_to(options.folder).as_posix(): asdict(found) for path, found in results.items()}
        text = json.dumps({"files": files, "failed": failed}, ensure_ascii=False, indent=1)
        options.json.write_text(text, encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
