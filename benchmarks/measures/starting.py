"""Starting the program, beside an interpreter that does nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from measures.paired import Row, Way, children, in_turn, rows

_BARE = "python -c pass"
_LIMITS = {"rkt --help": 5.0, "rkt status": 20.0, "rkt": 20.0}


def measured(folder: Path, rounds: int) -> tuple[str, list[Row]]:
    """The table; `folder` is a work folder in which `rkt gabung` was run."""
    home = folder.parent.parent
    of_rkt = {
        "rkt --help": ["--help"],
        "rkt status": ["status", "--kerja", str(folder.relative_to(home))],
        "rkt": [],
    }
    ways: dict[str, Way] = {_BARE: _started(["-c", "pass"], home)}
    ways |= {name: _started(["-m", "rkt_excel", *words], home) for name, words in of_rkt.items()}
    return "Starting", rows(in_turn(ways, rounds, children), _BARE, 1, _LIMITS)


def _started(words: list[str], home: Path) -> Way:
    def run() -> None:
        subprocess.run([sys.executable, *words], cwd=home, capture_output=True, check=False)

    return run
