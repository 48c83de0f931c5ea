"""Which tests come by a line: from one run with `--cov --cov-context=test --junitxml`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree as ET

from coverage import CoverageData

from mutants.places import ROOMS, files
from mutants.uses import Lines, statement, users

ALIKE = 4  # rows of one table that are taken before tests of another kind
USUAL = 0.1  # seconds of a test whose time is not known


class Nearby:
    """The tests that come by each line of the program, and how long each takes."""

    def __init__(self, covered: Path, times: Path) -> None:
        self._data = CoverageData(str(covered))
        self._data.read()
        self._files = {Path(name).as_posix().rpartition("/rkt_excel/")[2]: name for name in self._data.measured_files()}
        self._breadth: Counter[str] = Counter()
        self._lines: dict[str, dict[int, list[str]]] = {}
        for short, name in self._files.items():
            lines = {
                line: sorted({each.rpartition("|")[0] for each in contexts if each})
                for line, contexts in self._data.contexts_by_lineno(name).items()
            }
            self._lines[short] = lines
            for tests in lines.values():
                self._breadth.update(tests)
        cases = list(ET.parse(times).iter("testcase")) if times.exists() else []
        self._seconds = {_key(case): float(case.get("time", 0)) for case in cases}
        self._failed = {_key(case) for case in cases if len(case)}

    def tests(self, root: Path, path: Path, line: int, seconds: float) -> list[str]:
        """Tests that come by a place, the narrowest first, of every kind, for so many seconds altogether.

        What Python runs at import is tried by the tests that come by its users, else by those that come by its module.
        """
        found = self._by([(path, statement(path, line))])
        if not found:
            found = self._by(users([each for room in ROOMS for each in files(root, room)], path, line))
        if not found:
            found = self._by([(path, range(1 << 20))])
        chosen: list[str] = []
        for test in (*self._ordered({each for each in found if "::" in each}), *self._ordered(self._beside(found))):
            took = self._seconds.get(_flat(test), USUAL)
            if _flat(test) not in self._failed and (took <= seconds or not chosen):
                chosen.append(test)
                seconds -= took
        return chosen

    def _beside(self, found: set[str]) -> set[str]:
        """The other tests of their files: what is prepared once for all is recorded for the first, or for none."""
        homes = {test.partition("::")[0] for test in found}
        beside = {test for test in self._breadth if "::" in test and test.partition("::")[0] in homes}
        for home in homes:
            within = _flat(home)
            beside |= {f"{home}::{each.removeprefix(within)}" for each in self._seconds if each.startswith(within)}
        return beside - found

    def _ordered(self, tests: set[str]) -> list[str]:
        """The narrowest first, of every kind a few before more rows of one table."""
        seen: Counter[str] = Counter()
        ordered: list[tuple[int, int, str]] = []
        for test in sorted(tests, key=lambda each: (self._breadth[each], each)):
            kind = test.partition("[")[0]
            ordered.append((seen[kind] // ALIKE, len(ordered), test))
            seen[kind] += 1
        return [test for *_, test in sorted(ordered)]

    def _by(self, places: Iterable[Lines]) -> set[str]:
        """Tests that come by one of some lines."""
        found: set[str] = set()
        for path, lines in places:
            known = self._lines.get(path.as_posix().rpartition("/rkt_excel/")[2], {})
            found.update(*(tests for line, tests in known.items() if line in lines))
        return found


def _key(case: ET.Element) -> str:
    return f"{case.get('classname', '')}.{case.get('name', '')}"


def _flat(test: str) -> str:
    """A test's name as the report of times writes it: `tests.model.test_x.test_y[z]`."""
    file, _, name = test.partition("::")
    return f"{re.sub(r'[.]py$', '', file).replace('/', '.')}.{name.replace('::', '.')}"
