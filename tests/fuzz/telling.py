"""The figures of a run as a table that can stand in a document."""

from __future__ import annotations

from collections.abc import Iterator

from fuzz.mutant import LEVELS
from fuzz.running import RESULTS, Figures

_KINDS = ("xlsx", "xls", "ods", "fods", "zip", "eml")
_LEVELS = {"sel": "cells", "XML": "XML", "rekaman": "records", "wadah": "container", "bita": "bytes"}
_RESULTS = dict(zip(RESULTS, ("refused", "told", "as before", "another value, as the file has it"), strict=True))


def table(figures: Figures) -> Iterator[str]:
    """Files by format and level, with what came of them."""
    yield "| Format | Level | Files | " + " | ".join(each.capitalize() for each in _RESULTS.values()) + " |"
    yield "|---|---|---" + "|---" * len(RESULTS) + "|"
    for kind in _KINDS:
        for level in LEVELS:
            counts = [figures.counts[kind, level, each] for each in RESULTS]
            files = sum(count for (a, b, _), count in figures.counts.items() if (a, b) == (kind, level))
            if files:
                yield f"| .{kind} | {_LEVELS[level]} | {files:,} | " + " | ".join(f"{each:,}" for each in counts) + " |"
    totals = [sum(count for (*_, result), count in figures.counts.items() if result == each) for each in RESULTS]
    yield f"| all | | {figures.files:,} | " + " | ".join(f"{each:,}" for each in totals) + " |"


def summary(figures: Figures) -> Iterator[str]:
    """What else is to be said of a run."""
    slow, large = figures.slowest, figures.largest
    yield f"{figures.files:,} files, {len(figures.failures)} failing; {figures.seconds:.0f} s of computing"
    if figures.files:
        yield f"slowest {slow[0]:.2f} s (file {slow[1]}), most memory {large[0] / 1e6:.0f} MB (file {large[1]})"
