"""Measure the program: `python benchmarks` prints ratios taken side by side and writes them into docs/performance.md.

    python benchmarks [MEASURE …] [--sizes BAGIAN …] [--rounds N] [--offices FOLDER] [--no-page]

Measures are reading, writing, printing, starting, workers and whole. The page is written where all of them ran. With
sizes of 2,000 and more the whole command runs once for each of these.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from measures import page, printing, reading, starting, whole, workers, writing
from measures.paired import Row

from rkt_excel.edges.disk.one_way import file_bytes
from rkt_excel.edges.work_folder.folder import KEMBALI
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.origin.master import Master
from rkt_excel.office.place.journalled import issued
from rkt_excel.office.place.workplace import Workplace

_MEASURES: Final = ("reading", "writing", "printing", "starting", "workers", "whole")
Tables = Iterator[tuple[str, list[Row]]]


def main() -> int:
    """Measure what was asked for."""
    said = _arguments()
    asked = said.measures or list(_MEASURES)
    sections = []
    with tempfile.TemporaryDirectory() as passing:
        home = said.offices or Path(passing)
        for title, rows in _tables(asked, home, said):
            sections.append(page.table(title, rows))
            print(f"\n{sections[-1]}", flush=True)
    if not said.no_page and set(asked) == set(_MEASURES):
        page.write(sections)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("measures", nargs="*", choices=[*_MEASURES, []], metavar="MEASURE")
    parser.add_argument("--sizes", type=int, nargs="+", default=[8, 30, 50, 200], help="bagian of the offices")
    parser.add_argument("--forms", type=int, default=30, help="forms that are read, and at most written, one by one")
    parser.add_argument("--rows", type=int, nargs="+", default=[100, 1_000, 5_000], help="indikator that are printed")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--offices", type=Path, help="where made offices are kept for another run")
    parser.add_argument("--no-page", action="store_true", help="only print")
    return parser.parse_args()


def _tables(asked: list[str], home: Path, said: argparse.Namespace) -> Tables:
    rounds = said.rounds
    forms = whole.office(home, said.forms)
    master, issue = _known(forms)
    returned = _returned(forms)
    if "reading" in asked:
        yield from reading.measured(returned, master, issue, rounds)
    if "writing" in asked:
        yield writing.measured(master, issue, rounds)
    if "printing" in asked:
        yield printing.measured(said.rows, rounds)
    if "starting" in asked:
        yield starting.measured(next(forms.glob("output/*")), rounds)
    if "workers" in asked:
        many = whole.office(home, said.sizes[-1])
        yield from workers.measured(_returned(many), *_known(many), rounds)
    if "whole" in asked:
        yield from whole.measured(home, sorted(said.sizes), rounds)


def _returned(home: Path) -> list[bytes]:
    return [file_bytes(path) for path in sorted(home.glob(f"output/*/{KEMBALI}/*.xlsx"))]


def _known(home: Path) -> tuple[Master, Issue]:
    place = Workplace(inputs=home / "input_templates", outputs=home / "output")
    master, _ = place.master()
    with place.open_register(place.folder(master)) as register:
        return master, issued(register)


if __name__ == "__main__":
    sys.exit(main())
