"""Mutate the rooms that decide: `python tests/mutants --seed 1 --sample 400 --covered cov.db --times junit.xml`."""

from __future__ import annotations

import argparse
import contextlib
import difflib
import functools
import math
import signal
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mutants.nearby import Nearby
from mutants.places import ROOMS, Mutant, draw, files, places_of
from mutants.resident import collected
from mutants.trying import Outcome, Trial, attempt, warm

ROOT = Path(__file__).resolve().parents[2]
# What pytest says where a mutant keeps it from importing what every test needs, or the file of a test.
_NO_IMPORT = ("while loading conftest", "ERROR collecting ")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python tests/mutants", description=__doc__)
    parser.add_argument("--sample", type=int, default=400, help="how many mutants, as many of each room")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--covered", type=Path, default=Path(".coverage"), help="written by pytest --cov-context=test")
    parser.add_argument("--times", type=Path, default=Path("junit.xml"), help="written by pytest --junitxml")
    parser.add_argument("--seconds", type=float, default=5, help="tests for so long at most, for each mutant")
    parser.add_argument("--rooms", nargs="+", choices=ROOMS, default=list(ROOMS))
    parser.add_argument("--boundaries", action="store_true", help="only < for <= and the like, and figures by one")
    parser.add_argument("--control", action="store_true", help="change nothing: every one must survive")
    parser.add_argument("--again", type=Path, help="only those that were not noticed in this output of an earlier run")
    parser.add_argument("--tests", nargs="+", default=[], help="these tests, whatever comes by; for new ones")
    parser.add_argument(
        "--resident", nargs="+", default=[], help="collect these once, and of them try those that come by"
    )
    return parser.parse_args()


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def named(mutant: Mutant) -> str:
    """A mutant in one line, by which it is found again."""
    place = f"{mutant.path.relative_to(ROOT)}:{mutant.line}:{mutant.column}"
    return f"{place} {mutant.operator} {mutant.index}"


def main() -> int:
    said = _arguments()
    nearby = None if said.tests else Nearby(said.covered, said.times)
    each = math.ceil(said.sample / len(said.rooms))
    drawn = [(room, draw(ROOT, room, each, said.seed, boundaries=said.boundaries)) for room in said.rooms]
    work = [(room, some[number]) for number in range(each) for room, some in drawn if number < len(some)]
    if said.again:
        text = said.again.read_text(encoding="utf-8")
        seen = {f"{kind} {named(mutant)}" for kind in ("killed", "endless") for _, mutant in work}
        seen &= set(text.splitlines())
        work = [each for each in work if not seen & {f"{kind} {named(each[1])}" for kind in ("killed", "endless")}]
    outcomes: dict[str, Counter[Outcome]] = {room: Counter() for room in said.rooms}

    def through(trial: Trial) -> None:
        with contextlib.suppress(KeyboardInterrupt):
            for room, mutant in work:
                tests = nearby.tests(ROOT, mutant.path, mutant.line, said.seconds) if nearby else said.tests
                outcome, shown = _tried(trial, mutant, tests, said.seconds, control=said.control)
                outcomes[room][outcome] += 1
                _say(f"{outcome} {named(mutant)}")
                if outcome in {"survived", "untried"}:
                    _say(shown)

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever ends it early gets the figures so far
    if said.resident:
        collected(ROOT, said.resident, through)
    else:
        warm()
        through(functools.partial(attempt, ROOT))
    _say("\n".join(_table(outcomes, boundaries=said.boundaries)))
    return 0


def _tried(trial: Trial, mutant: Mutant, tests: list[str], seconds: float, *, control: bool) -> tuple[Outcome, str]:
    before = mutant.path.read_text(encoding="utf-8")
    after = before if control else mutant.source()
    with tempfile.NamedTemporaryFile() as told:
        outcome = trial(mutant.path, after, tests, 20 + int(10 * seconds), Path(told.name))
        text = Path(told.name).read_text(encoding="utf-8", errors="replace")
    if outcome == "untried" and any(each in text for each in _NO_IMPORT):
        outcome = "killed"
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1))[2:]
    return outcome, "\n".join(
        f"    {line}" for line in (*lines, f"{len(tests)} tests: {text.strip().rpartition(chr(10))[2]}")
    )


def _table(outcomes: dict[str, Counter[Outcome]], *, boundaries: bool) -> list[str]:
    """The rate of each room, and of all of them by their places, each with its 95 % interval."""
    rows = ["| Room | Places | Tried | Noticed | Share | 95 % |", "|---|---|---|---|---|---|"]
    sizes = {room: sum(len(places_of(path, boundaries=boundaries)) for path in files(ROOT, room)) for room in outcomes}
    mean = variance = 0.0
    for room, some in outcomes.items():
        count = some.total()
        if not count:
            continue
        noticed = _noticed(some)
        share = noticed / count
        low, high = _wilson(noticed, count)
        rows.append(f"| {room} | {sizes[room]:,} | {count} | {noticed} | {share:.1%} | {low:.1%}–{high:.1%} |")
        weight = sizes[room] / sum(sizes.values())
        mean += weight * share
        variance += weight**2 * share * (1 - share) / count
    reach = 1.96 * math.sqrt(variance)
    tried = sum(some.total() for some in outcomes.values())
    noticed = sum(_noticed(some) for some in outcomes.values())
    ends = f"{mean - reach:.1%}–{mean + reach:.1%}"
    return [*rows, f"| all, by places | {sum(sizes.values()):,} | {tried} | {noticed} | {mean:.1%} | {ends} |"]


def _noticed(some: Counter[Outcome]) -> int:
    """A mutant that never ends, or kills its process, is noticed by whoever runs the tests."""
    return some["killed"] + some["endless"]


def _wilson(hits: int, count: int) -> tuple[float, float]:
    z, share = 1.96, hits / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    reach = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return middle - reach, middle + reach


if __name__ == "__main__":
    sys.exit(main())
