"""Thousands of forms of hundreds of offices: made by the program's own steps, and each office consolidated by `gabung`.

`python benchmarks/regency.py make FOLDER OFFICES` makes offices of eight bagian: forms issued, answered and returned.
`python benchmarks/regency.py merge FOLDER OFFICES` consolidates them one after another in this one process, which may
run while they are made. Behind both may stand PART PARTS, where several processes share the offices: every one of so
many, counted from 0.

Each office has a name and figures of its own, drawn by its number, so that equal numbers give equal bytes. Both leave
out what is done already and end after the office in hand at Ctrl-C or SIGTERM. What each office took stands in
`made.csv` and `merged.csv` of the folder: which process did it, seconds of CPU and of the clock, and the memory of that
process so far. LibreOffice is not asked for page numbers, as on a computer that has none.
"""

from __future__ import annotations

import csv
import os
import re
import resource
import signal
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Final
from xml.sax.saxutils import escape

from offices import placed, returned, settled, shipped_master, sized

from rkt_excel.edges.seal import libreoffice
from rkt_excel.edges.work_folder import database
from rkt_excel.example.typist import Answers
from rkt_excel.model.origin.master import Master
from rkt_excel.model.tables.renstra import Indikator, Program
from rkt_excel.model.vocabulary.terms import Jenis
from rkt_excel.steps.gabung import gabung
from rkt_excel.workbook.declaration.declare import Workbook
from rkt_excel.workbook.writing.content import Content

BAGIAN: Final = 8
OF_A_REGENCY: Final = 30  # offices
_SLIPS: Final = 10  # one office of so many returns forms with the mistakes of the example
_FAR: Final = 400  # one target of so many is ten times what was meant
_WAIT: Final = 2.0  # seconds until it is looked again for an office that was made
_CELL: Final = re.compile(rb'<c r="([A-Z]+[0-9]+)"( s="[0-9]+")?[^>]*?(?:/>|>(.*?)</c>)', re.DOTALL)
_RESULT: Final = re.compile(rb"</f><v>.*?</v>", re.DOTALL)


# ------------------------------------------------------------------ what an office plans and types


def master_of(number: int) -> Master:
    """The master of an office: a name of its own, and figures drawn by its number."""
    chance, shipped = Random(number), shipped_master()
    budget = Decimal(chance.randint(50, 200))
    indikator = tuple(_drawn(each, chance) for each in shipped.indikator)
    program = tuple(_funded(each, budget) for each in shipped.program)
    master = sized(replace(shipped, indikator=indikator, program=program), BAGIAN)
    pemda, name = f"Kabupaten Contoh {number // OF_A_REGENCY + 1:03}", f"Dinas Contoh {number:05}"
    named = master.instansi.model_copy(update={"pemda": pemda, "perangkat_daerah": name})
    return replace(master, instansi=named)


def _drawn(each: Indikator, chance: Random) -> Indikator:
    if not isinstance(each.target, Decimal):
        return each
    target = each.target * Decimal(chance.randint(70, 130)) / 100 * (10 if chance.randrange(_FAR) == 0 else 1)
    if each.jenis == Jenis.PERSEN:
        target = min(target, Decimal(100))
    places = Decimal(1) if each.jenis == Jenis.ANGKA else Decimal("0.01")
    return each.model_copy(update={"target": target.quantize(places)})


def _funded(each: Program, percent: Decimal) -> Program:
    """A line of the budget with another amount, even so that its half is whole rupiah."""
    return each if each.pagu is None else each.model_copy(update={"pagu": each.pagu * percent // 200 * 2})


def typed_in(form: bytes, declaration: Workbook, content: Content, typed: Answers) -> bytes:
    """A form with answers typed into it and all else as it was issued; formulas lose their results, as none calculated.

    Args:
        form: The bytes of the form.
        declaration: What it was written by.
        content: What it was written from.
        typed: The answers, by (sheet, key, field); `None` empties a cell, what is no cell to fill is left out.
    """
    wanted = _by_sheet(declaration, content, typed)
    saved = BytesIO()
    with zipfile.ZipFile(BytesIO(form)) as before, zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            data = before.read(part)
            place = re.fullmatch(r"xl/worksheets/sheet([0-9]+)[.]xml", part.filename)
            after.writestr(part, _typed_sheet(data, wanted.get(int(place[1]), {})) if place else data)
    return saved.getvalue()


def _by_sheet(declaration: Workbook, content: Content, typed: Answers) -> dict[int, dict[bytes, object]]:
    """The answers by the number of the sheet and by cell."""
    number = {sheet.name: place for place, sheet in enumerate(declaration.sheets, 1)}
    wanted: dict[int, dict[bytes, object]] = {}
    for table in declaration.tables():
        layout = content.layout(table)
        for line in layout.data():
            for name, _ in layout.fillable(line):
                if (table.name, line.key, name) in typed:
                    address = layout.address(line, name).encode("ascii")
                    wanted.setdefault(number[table.name], {})[address] = typed[table.name, line.key, name]
    return wanted


def _typed_sheet(sheet: bytes, wanted: Mapping[bytes, object]) -> bytes:
    def cell(found: re.Match[bytes]) -> bytes:
        if found[1] not in wanted:
            return _RESULT.sub(b"</f>", found[0]) if found[3] else found[0]
        return _cell(found[1], found[2] or b"", wanted[found[1]])

    return _CELL.sub(cell, sheet)


def _cell(address: bytes, style: bytes, value: object) -> bytes:
    """A cell of a sheet that holds a value as Excel would store it."""
    begun = b'<c r="' + address + b'"' + style
    if value is None:
        return begun + b"/>"
    if isinstance(value, Decimal | int | float):
        return begun + f"><v>{value}</v></c>".encode("ascii")
    text = escape(str(value)).encode("utf-8")
    if text.startswith(b"="):
        return begun + b"><f>" + text[1:] + b"</f></c>"
    return begun + b' t="inlineStr"><is><t xml:space="preserve">' + text + b"</t></is></c>"


# ------------------------------------------------------------------ one after another


def home_of(folder: Path, number: int) -> Path:
    """Where an office lies."""
    return folder / "kantor" / f"{number // OF_A_REGENCY + 1:03}" / f"{number:05}"


def make(folder: Path, number: int) -> None:
    """One office whose forms have all come back."""
    returned(settled(home_of(folder, number), master_of(number)), typed_in, slips=number % _SLIPS == _SLIPS - 1)


def merge(folder: Path, number: int) -> None:
    """One office consolidated."""
    gabung(placed(home_of(folder, number)))


class Ledger:
    """What is done, a line an office; whoever reads it while it grows sees whole lines only."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def done(self) -> set[int]:
        """The numbers of the offices."""
        if not self.path.exists():
            return set()
        whole = self.path.read_text("ascii").rpartition("\n")[0]
        return {int(number) for number, *_ in list(csv.reader(whole.splitlines()))[1:]}

    def note(self, number: int, cpu: float, clock: float) -> None:
        """One office more."""
        begins = not self.path.exists()
        with self.path.open("a", encoding="ascii") as file:
            if begins:
                file.write("office,process,cpu,clock,now_mb,peak_mb\n")
            file.write(f"{number},{os.getpid()},{cpu:.3f},{clock:.3f},{_resident():.0f},{_peak():.0f}\n")


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Stop:
    """Whether somebody asked for an end."""

    def __init__(self) -> None:
        self.asked = False
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, self._ask)

    def _ask(self, *_: object) -> None:
        self.asked = True


def one_by_one(work: Callable[[int], None], ready: Iterator[int], ledger: Ledger, stop: Stop) -> None:
    """Do what is ready, note what each took, and end where somebody asked for it."""
    for number in ready:
        if stop.asked:
            return
        cpu, clock = time.process_time(), time.perf_counter()
        work(number)
        ledger.note(number, time.process_time() - cpu, time.perf_counter() - clock)


def made_so_far(made: Ledger, wanted: set[int], stop: Stop) -> Iterator[int]:
    """The offices to consolidate, in the order of their numbers; waits for those that are not made."""
    while wanted and not stop.asked:
        there = sorted(made.done() & wanted)
        yield from there
        wanted.difference_update(there)
        if not there:
            time.sleep(_WAIT)


def main() -> None:
    """Make or consolidate what is not yet."""
    deed, folder, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    libreoffice.available = lambda: None
    made, merged, stop = Ledger(folder / "made.csv"), Ledger(folder / "merged.csv"), Stop()
    part, parts = map(int, sys.argv[4:6] or (0, 1))
    wanted = set(range(part, count, parts))
    if deed == "make":
        database.SYNCED = "OFF"  # type: ignore[misc]
        one_by_one(lambda number: make(folder, number), iter(sorted(wanted - made.done())), made, stop)
    else:
        ready = made_so_far(made, wanted - merged.done(), stop)
        one_by_one(lambda number: merge(folder, number), ready, merged, stop)


if __name__ == "__main__":
    main()
