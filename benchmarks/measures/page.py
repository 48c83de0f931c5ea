"""The measured part of docs/performance.md; what is written by hand around it stays."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from measures.paired import Row
from rkt_excel.edges.disk.one_way import file_bytes, write_whole
from rkt_excel.edges.seal import libreoffice

PAGE: Final = Path(__file__).parents[2] / "docs" / "performance.md"
_BEGIN, _END = "<!-- measured: python benchmarks -->", "<!-- end of what was measured -->"


def table(title: str, rows: Iterable[Row]) -> str:
    """A section of the page."""
    lines = [f"### {title}", "", "| work | median | ratio | to | limit | reached |", "|---|---|---|---|---|---|"]
    return "\n".join([*lines, *(f"| {' | '.join(_cells(each))} |" for each in rows)])


def _cells(each: Row) -> tuple[str, ...]:
    return each.work, _figure(each), _ratio(each.ratio), each.against, _limit(each.limit), _yes(each.reached)


def _figure(each: Row) -> str:
    if each.unit != "s":
        return f"{each.seconds:,.3g} {each.unit}" if each.seconds < 100 else f"{each.seconds:,.0f} {each.unit}"
    return f"{each.seconds:,.1f} s" if each.seconds >= 1 else f"{each.seconds * 1000:,.1f} ms"


def _ratio(ratio: float | None) -> str:
    return "" if ratio is None else f"{ratio:.2f}"


def _limit(limit: float | None) -> str:
    return "" if limit is None else f"{limit:g}"


def _yes(reached: bool | None) -> str:
    return "" if reached is None else "yes" if reached else "**no**"


def machine() -> str:
    """What the figures were measured on."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    office = _libreoffice()
    return (
        f"Measured on {datetime.now(UTC):%d.%m.%Y}: {platform.system()} on {platform.machine()}, {_processor()}{cores} "
        f"cores shared with others, Python {platform.python_version()}{office}. Seconds are of CPU, medians; a ratio "
        "is taken within each round, side by side, and is what counts."
    )


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.+)", told.read_text(encoding="utf-8")) if told.exists() else None
    return f"{found[1].strip()}, " if found else ""


def _libreoffice() -> str:
    program = libreoffice.available()
    if program is None:
        return ", no LibreOffice"
    told = subprocess.run([str(program), "--version"], capture_output=True, check=False, encoding="utf-8").stdout
    found = re.search(r"\d+(\.\d+)+", told)
    return f", LibreOffice {found[0]}" if found else ", LibreOffice"


def write(sections: list[str]) -> None:
    """Put the sections in the place of those that stand there."""
    text = file_bytes(PAGE).decode("utf-8")
    before, _, rest = text.partition(_BEGIN)
    after = rest.partition(_END)[2] or "\n"
    whole = "\n\n".join([_BEGIN, machine(), *sections, _END])
    write_whole(PAGE, (before.rstrip("\n") + "\n\n" + whole + after).encode("utf-8"))
