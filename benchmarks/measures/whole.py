"""Whole commands on offices of several sizes, each run in a process of its own, beside what an analyst would write.

The analyst reads the filled sheet of every form with pandas, puts the tables below each other and saves them; that
judges nothing, mends nothing and prints nothing. Each run works on a fresh copy of the office.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Final

import offices

from measures.paired import Row
from rkt_excel.edges.private.own_notes import PLACE
from rkt_excel.edges.work_folder.folder import KEMBALI
from rkt_excel.model.forms.form import KINERJA

_PEER: Final = "pandas loop"
_LIMITS: Final = {30: 3.0, 200: 2.0}  # whole `gabung` to the pandas loop
_AGAIN: Final = 0.25  # a second run after one new return, to the first
_MEGABYTES: Final = {200: 220.0}
_JSON: Final = {200: 15.0}  # MB
_FIRST: Final = "the first run"
_LARGE: Final = 500  # bagian; more take too long for several rounds


@dataclass(frozen=True)
class Run:
    """What one process needed; seconds of CPU, of itself and of LibreOffice that it started, and MB at its peak."""

    own: float
    started: float
    peak: float
    json_bytes: int = 0

    @property
    def whole(self) -> float:
        """CPU of everything that ran."""
        return self.own + self.started


@dataclass(frozen=True)
class Round:
    """The analyst's run, the first one, one after a new return, and one with nothing new."""

    peer: Run
    first: Run
    second: Run
    third: Run


def office(home: Path, bagian: int) -> Path:
    """The office of so many bagian, made once and kept."""
    made = home / str(bagian)
    if not (made / "output").exists():
        offices.returned(offices.opened(made, bagian))
    return made


def measured(home: Path, sizes: Sequence[int], rounds: int) -> Iterator[tuple[str, list[Row]]]:
    """The tables of the whole command: against pandas, again, memory, JSON and growth."""
    seen = {size: [_round(office(home, size)) for _ in range(1 if size > _LARGE else rounds)] for size in sizes}
    yield "Whole `rkt gabung`", [row for size, runs in seen.items() for row in _against(size, runs)]
    yield "`rkt gabung` again", [row for size, runs in seen.items() for row in _again(size, runs)]
    yield "Peak memory of `rkt gabung`", [row for size, runs in seen.items() for row in _memory(size, runs)]
    yield (
        "`rkt gabung --json`",
        [
            Row(f"{size:,} forms", runs[0].first.json_bytes / 1e6, limit=_JSON.get(size), unit="MB")
            for size, runs in seen.items()
        ],
    )
    whole = {size: median(each.first.whole for each in runs) for size, runs in seen.items()}
    yield "Growth of `rkt gabung`", list(_growth(whole))


def _against(size: int, runs: list[Round]) -> Iterator[Row]:
    """The first run against the analyst's."""
    yield Row(f"{_PEER}, {size:,} forms", median(each.peer.own for each in runs))
    whole = median(each.first.whole for each in runs)
    ratio = median(each.first.whole / each.peer.own for each in runs)
    yield Row(f"rkt gabung, {size:,} forms", whole, ratio, _PEER, _LIMITS.get(size))
    lean = median(each.first.own / each.peer.own for each in runs)
    yield Row("of it without LibreOffice", median(each.first.own for each in runs), lean, _PEER)


def _again(size: int, runs: list[Round]) -> Iterator[Row]:
    """Later runs against the first."""
    later = median(each.second.whole / each.first.whole for each in runs)
    same = median(each.third.whole / each.first.whole for each in runs)
    yield Row(f"{size:,} forms, one of them new", median(each.second.whole for each in runs), later, _FIRST, _AGAIN)
    yield Row(f"{size:,} forms, nothing new", median(each.third.whole for each in runs), same, _FIRST)


def _memory(size: int, runs: list[Round]) -> Iterator[Row]:
    yield Row(f"{_PEER}, {size:,} forms", median(each.peer.peak for each in runs), unit="MB")
    ours = median(each.first.peak for each in runs)
    yield Row(f"rkt gabung, {size:,} forms", ours, limit=_MEGABYTES.get(size), unit="MB")


def _growth(whole: dict[int, float]) -> Iterator[Row]:
    sizes = sorted(whole)
    for less, more in pairwise(sizes):
        times = more / less
        limit = 1.15 * times if more > _LARGE else 1.1 * times
        yield Row(
            f"{less:,} → {more:,} forms (× {times:.3g})",
            whole[more],
            whole[more] / whole[less],
            f"{less:,} forms",
            round(limit, 1),
        )


def _round(made: Path) -> Round:
    """All four runs on the same copy of an office."""
    with tempfile.TemporaryDirectory() as folder:
        copy, memory = Path(folder, "kantor"), Path(folder, "ingatan")
        shutil.copytree(made, copy)
        peer, first = _run("analyst", copy, memory), _run("gabung", copy, memory)
        _changed(next(iter(sorted(next(copy.glob(f"output/*/{KEMBALI}")).glob("*.xlsx")))))
        return Round(peer, first, _run("gabung", copy, memory), _run("gabung", copy, memory))


def _changed(form: Path) -> None:
    """Another value in one return, typed by another program."""
    import openpyxl  # noqa: PLC0415 - for this alone

    book = openpyxl.load_workbook(form)
    sheet = book[KINERJA]
    filled = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value == "Kepala Bagian B0001"]
    filled[0].value = "Kepala Bagian B0001 (baru)"
    book.save(form)


def _run(what: str, copy: Path, memory: Path) -> Run:
    command = [sys.executable, str(Path(__file__).with_name("alone.py")), what, str(copy), offices.NOON.isoformat()]
    told = subprocess.run(command, check=True, capture_output=True, env={**os.environ, PLACE: str(memory)})
    return Run(**json.loads(told.stdout.splitlines()[-1]))
