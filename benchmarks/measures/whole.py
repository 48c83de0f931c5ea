"""Whole commands on offices of several sizes, each run in a process of its own, beside what an analyst would write.

The analyst reads the filled sheet of every form with pandas, puts the tables below each other and saves them; that
judges nothing, mends nothing and prints nothing. Each run works on a fresh copy of the office.
"""

from __future__ import annotations

import json
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
from rkt_excel.edges.work_folder.folder import KEMBALI
from rkt_excel.model.forms.form import KINERJA

_PEER: Final = "pandas loop"
_LIMITS: Final = {30: 3.0, 200: 2.0}  # whole `gabung` to the pandas loop
_AGAIN: Final = 0.25  # a second run after one new return, to the first
_MEGABYTES: Final = {200: 220.0}
_JSON: Final = 15.0  # MB of 200 forms


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


def office(home: Path, bagian: int) -> Path:
    """The office of so many bagian, made once and kept."""
    made = home / str(bagian)
    if not (made / "output").exists():
        offices.returned(offices.opened(made, bagian))
    return made


def measured(home: Path, sizes: Sequence[int], rounds: int) -> Iterator[tuple[str, list[Row]]]:
    """The tables of the whole command: against pandas, again after one new return, memory and growth."""
    first, again, peaks, jsons = [], [], [], []
    whole: dict[int, float] = {}
    for size in sizes:
        runs = [_round(office(home, size)) for _ in range(1 if size > 500 else rounds)]
        peer = median(each[0].own for each in runs)
        whole[size] = median(each[1].whole for each in runs)
        ratio = median(each[1].whole / each[0].own for each in runs)
        lean = median(each[1].own / each[0].own for each in runs)
        first += [
            Row(f"{_PEER}, {size:,} forms", peer),
            Row(f"rkt gabung, {size:,} forms", whole[size], ratio, _PEER, _LIMITS.get(size)),
            Row("of it without LibreOffice", median(each[1].own for each in runs), lean, _PEER),
        ]
        second = median(each[2].whole for each in runs)
        repeated = median(each[2].whole / each[1].whole for each in runs)
        again.append(Row(f"{size:,} forms, one of them new", second, repeated, "the first run", _AGAIN))
        peaks += [
            Row(f"{_PEER}, {size:,} forms", median(each[0].peak for each in runs), unit="MB"),
            Row(
                f"rkt gabung, {size:,} forms",
                median(each[1].peak for each in runs),
                None,
                "",
                _MEGABYTES.get(size),
                "MB",
            ),
        ]
        jsons.append(
            Row(f"{size:,} forms", runs[0][1].json_bytes / 1e6, None, "", _JSON if size == 200 else None, "MB")
        )
    yield "Whole `rkt gabung`", first
    yield "`rkt gabung` again", again
    yield "Peak memory of `rkt gabung`", peaks
    yield "`rkt gabung --json`", jsons
    yield "Growth of `rkt gabung`", list(_growth(whole))


def _growth(whole: dict[int, float]) -> Iterator[Row]:
    sizes = sorted(whole)
    for less, more in pairwise(sizes):
        times = more / less
        limit = 1.15 * times if more > 500 else 1.1 * times
        yield Row(
            f"{less:,} → {more:,} forms (× {times:g})",
            whole[more],
            whole[more] / whole[less],
            f"{less:,} forms",
            round(limit, 1),
        )


def _round(made: Path) -> tuple[Run, Run, Run]:
    """The peer, the first run and the second one after one new return, all on the same copy of an office."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "kantor")
        shutil.copytree(made, copy)
        peer, first = _run("analyst", copy), _run("gabung", copy)
        _changed(next(iter(sorted(next(copy.glob(f"output/*/{KEMBALI}")).glob("*.xlsx")))))
        return peer, first, _run("gabung", copy)


def _changed(form: Path) -> None:
    """Another value in one return, typed by another program."""
    import openpyxl  # noqa: PLC0415 - for this alone

    book = openpyxl.load_workbook(form)
    sheet = book[KINERJA]
    filled = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value == "Kepala Bagian B0001"]
    filled[0].value = "Kepala Bagian B0001 (baru)"
    book.save(form)


def _run(what: str, copy: Path) -> Run:
    command = [sys.executable, str(Path(__file__).with_name("alone.py")), what, str(copy), offices.NOON.isoformat()]
    told = subprocess.run(command, check=True, capture_output=True)
    return Run(**json.loads(told.stdout.splitlines()[-1]))
