"""The page docs/faults.md, from the catalogue of faults that the tests make."""

from __future__ import annotations

from collections.abc import Iterator

from helpers import faults_cells, faults_file, faults_sight
from helpers.kiriman import Fault
from helpers.paths import DOCS

from rkt_excel.messages.plan_codes import CATALOGUE

FAULTS = (*faults_file.FAULTS, *faults_cells.FAULTS, *faults_sight.FAULTS)
ELSEWHERE = {  # faults that one spoiled form cannot show, and where they are tested
    44: ("a list too long for a drop-down", "the list stands on a hidden sheet", "tests/workbook/test_engine.py"),
    46: ("the form of another office, year, bagian", "`FORMULIR_LAIN`, `BUKAN_FORMULIR_INI`",
         "tests/model/forms/test_returns.py"),
    47: ("a check that is wrong about valid data", "the file is kept and can be judged again",
         "tests/model/forms/test_returns.py"),
}  # fmt: skip
PAGE = DOCS / "faults.md"
_HEAD = """# What comes back, and what is said of it

What people, spreadsheet programs and mail do to a form between sending and return. Each line is a test case, made from
the form itself (`tests/helpers/faults_file.py`, `faults_cells.py`, `faults_sight.py`) and run by
`tests/model/forms/test_failures.py` under the name in the second column.
This page is written by `python tests/pages`; a test says when it is old.

| no. | what happens | what the office is told | verdict | tested by |
|---|---|---|---|---|
"""


def page() -> str:
    """The whole page."""
    lines = [(each.number, _line(each)) for each in FAULTS]
    lines += [(number, f"| {number} | {what} | {told} | – | `{where}` |")
              for number, (what, told, where) in ELSEWHERE.items()]  # fmt: skip
    return _HEAD + "\n".join(line for _, line in sorted(lines, key=lambda each: each[0])) + "\n"


def _line(fault: Fault) -> str:
    told = "<br>".join(dict.fromkeys(_told(fault))) or "nothing; every answer is read"
    return f"| {fault.number} | {fault.name} | {told} | {fault.verdict} | `tests/model/forms/test_failures.py` |"


def _told(fault: Fault) -> Iterator[str]:
    for code, _ in fault.told:
        yield f"`{code}`: {CATALOGUE[code].message}"


def write() -> None:
    """Write it anew."""
    PAGE.write_text(page(), encoding="utf-8")
