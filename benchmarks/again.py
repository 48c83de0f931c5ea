"""What a second `rkt gabung` costs after one new return, and what two processes save.

`python benchmarks/again.py OFFICE`, where OFFICE was made by benchmarks/offices.py and is not touched. Each run is a
process of its own; CPU is that of the run and of every process it started. Nine of ten bagian have answered, then one
more does.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rkt_excel.edges.private.own_notes import PLACE


def merged(home: Path, memory: str, *more: str) -> tuple[float, float]:
    """CPU and elapsed seconds of one `rkt gabung` in an office."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "rkt_excel", "gabung", "--json", *more]
    subprocess.run(command, cwd=home, env={**os.environ, PLACE: memory}, stdout=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return sum(after[:2]) - sum(before[:2]), time.perf_counter() - began


def told(what: str, run: tuple[float, float], first: tuple[float, float]) -> None:
    cpu, elapsed = run
    print(f"| {what} | {cpu:.1f} | {cpu / first[0]:.2f} | {elapsed:.1f} | {elapsed / first[1]:.2f} |", flush=True)


def main(office: Path) -> None:
    with tempfile.TemporaryDirectory() as beside:
        home, memory = Path(beside, "kantor"), str(Path(beside, "ingatan"))
        shutil.copytree(office, home)
        inbox = next(home.glob("output/*/3-kembali"))
        files = sorted(inbox.iterdir())
        late = files[len(files) * 9 // 10 :]
        for each in late:
            shutil.move(each, Path(beside, each.name))
        parallel = Path(beside, "dua")
        shutil.copytree(home, parallel)
        print("| run | CPU s | of the first | elapsed s | of the first |\n|---|---|---|---|---|")
        first = merged(home, memory, "--pekerja", "1")
        told("first", first, first)
        shutil.move(Path(beside, late[0].name), inbox)
        told("after one new return", merged(home, memory, "--pekerja", "1"), first)
        told("nothing new", merged(home, memory, "--pekerja", "1"), first)
        told("nothing new, memory deleted", merged(home, "", "--pekerja", "1"), first)
        told("first, two processes", merged(parallel, "", "--pekerja", "2"), first)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
