"""How long the printed RKT takes from 100 to 5,000 indikator: `python benchmarks/word.py [ROWS …]`.

Each line tells the seconds of filling the template and the time of one row against that of the smallest document; with
linear growth the last column stays near 1. Nothing else should run beside it.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.edges.docx import word
from rkt_excel.model.papers.isian import example_values
from rkt_excel.model.papers.naskah import RKT

ROWS = (100, 500, 1_000, 2_500, 5_000)
GROUP = 10  # indikator of one sasaran


def values(rows: int) -> dict[str, Any]:
    """The values of a document with so many indikator, half of them changed, and as many lines of programs."""
    one = example_values(RKT.isi, baris=1)
    sasaran, program = one["sasaran"][0], one["program"][0]
    clean = [{**sasaran["indikator"][0], "berubah": []}, *sasaran["indikator"]] * (GROUP // 2)
    groups = [{**sasaran, "nomor": str(number), "indikator": clean} for number in range(1, rows // GROUP + 1)]
    return {**one, "sasaran": groups, "program": [program] * rows}


def seconds(rows: int, template: Path) -> float:
    """The best of three fillings."""
    context = values(rows)
    taken = []
    for _ in range(3):
        began = time.process_time()
        word.render(template, context, paper="F4")
        taken.append(time.process_time() - began)
    return min(taken)


def main() -> None:
    """Print a line for each size."""
    sizes = [int(each) for each in sys.argv[1:]] or list(ROWS)
    template = shipped_inputs() / RKT.berkas
    seconds(sizes[0], template)  # what is loaded late is loaded now
    first = 0.0
    sys.stdout.write(f"{'baris':>6} {'detik':>8} {'md/baris':>9} {'× baris pertama':>16}\n")
    for rows in sizes:
        taken = seconds(rows, template)
        each = 1000 * taken / rows
        first = first or each
        sys.stdout.write(f"{rows:>6} {taken:>8.2f} {each:>9.3f} {each / first:>16.2f}\n")


if __name__ == "__main__":
    main()
