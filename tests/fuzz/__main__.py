"""Fuzz the readers: `python tests/fuzz --files 200000 --seed 1 --workers 2`."""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
from pathlib import Path
from typing import TextIO

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fuzz import originals
from fuzz.making import PROGRAMS, make
from fuzz.running import Figures, deal_with, run
from fuzz.telling import summary, table


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python tests/fuzz", description=__doc__)
    parser.add_argument("--files", type=int, default=2_000, help="how many")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first file")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--failing", type=Path, default=Path("fuzz-failing"), help="where failing files are written")
    parser.add_argument("--libreoffice", action="store_true", help="mutate forms that LibreOffice saved, too")
    parser.add_argument(
        "--replay", type=int, metavar="NUMBER", help="deal with one file again, and say what is wrong with it"
    )
    return parser.parse_args()


def _say(text: str, *, end: str = "\n", to: TextIO | None = None) -> None:
    stream = to or sys.stdout
    stream.write(text + end)
    stream.flush()


def main() -> int:
    said = _arguments()
    programs = (*PROGRAMS, "LibreOffice") if said.libreoffice else PROGRAMS
    if said.replay is not None:
        return _replayed(said.seed, said.replay, programs)
    for kind in originals.KINDS:  # once, for all workers
        for by in programs:
            if by != "openpyxl" or kind == "xlsx":
                originals.original(kind, by)
    figures = Figures()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever ends it early gets the figures so far
    with contextlib.suppress(KeyboardInterrupt):
        for some in run(said.seed, range(said.first, said.first + said.files), programs, said.workers, said.failing):
            figures.add(some)
            for failure in some.failures:
                what = f"{failure['seed']} {failure['number']} {failure['kind']} {failure['what']}"
                _say(f"FAILS {what}: {failure['problems'][0]}")
            _say(f"\r{figures.files:,} files", end="", to=sys.stderr)
    _say("", to=sys.stderr)
    _say("\n".join((*table(figures), "", *summary(figures))))
    return 1 if figures.failures else 0


def _replayed(seed: int, number: int, programs: tuple[str, ...]) -> int:
    figures = Figures()
    data = deal_with(figures, seed, number, programs)
    made = make(seed, number, programs)
    mutant = made.mutant
    _say(f"{made.kind} of {made.form} by {made.by}, {mutant.level}: {mutant.what}, {len(mutant.data)} bytes")
    for failure in figures.failures:
        _say("\n".join(failure["problems"]))
    return 1 if data is not None else 0


if __name__ == "__main__":
    sys.exit(main())
