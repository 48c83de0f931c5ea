"""The fuzzer itself: its forms say what was typed, its files are the same every time, and it sees what it looks for."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from helpers.paths import TESTS

from fuzz import cells_ods, cells_xlsx, letters, oracle, originals, packages, records, running, sheets_xlsx
from fuzz.book_xlsx import BookXlsx
from fuzz.cells_ods import BookOds
from fuzz.letters import Letter
from fuzz.look import look
from fuzz.making import make
from fuzz.mutant import HARMLESS, Done, Mutant
from fuzz.oracle import held, judged, values, verdict
from fuzz.packages import Package
from fuzz.reading import read
from fuzz.records import BookXls
from fuzz.running import Figures, deal_with, run
from fuzz.zipped import entries
from rkt_excel.workbook.containers.limits import damaged
from rkt_excel.workbook.excel import xlsx_sheet
from rkt_excel.workbook.kinds.number import Number
from rkt_excel.workbook.reading import around

FORMS = [("xlsx", "rkt"), ("xlsx", "openpyxl"), ("ods", "rkt"), ("fods", "rkt"), ("xls", "rkt")]


@pytest.mark.parametrize(("kind", "by"), FORMS)
def test_what_was_typed_is_what_the_program_and_the_second_look_find(kind: str, by: str) -> None:
    original = originals.original(kind, by)
    (came,) = read(original.data)
    read_by_us = values(judged(came))
    seen = held(look(original.data) or {})
    for where in original.addresses:
        typed = originals.answers().get(where)
        assert read_by_us.get(where) == typed, where
        assert oracle.agrees(typed, seen.stored[where]), where
        assert seen.addresses[where] == original.addresses[where], where


@pytest.mark.parametrize("kind", originals.KINDS)
def test_a_form_that_nobody_touched_gives_no_problem(kind: str) -> None:
    data = originals.original(kind).data
    outcome = verdict(Mutant(data, "", "", HARMLESS), read(data), kind, "rkt")
    assert (outcome.problems, outcome.refused, outcome.told, outcome.changed) == ([], False, False, False)


def test_a_number_gives_the_same_file_every_time() -> None:
    """Also in another process, where sets have another order."""
    numbers = range(40)
    code = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1]); from fuzz.making import make; "
        f"print(hashlib.sha256(b''.join(make(1, n, ('rkt',)).mutant.data for n in {numbers!r})).hexdigest())"
    )
    there = subprocess.run(
        [sys.executable, "-c", code, str(TESTS)], check=True, capture_output=True, text=True, env=_environment("7")
    )
    here = hashlib.sha256(b"".join(make(1, number, ("rkt",)).mutant.data for number in numbers)).hexdigest()
    assert there.stdout.strip() == here


def _environment(seed: str) -> dict[str, str]:
    return {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(TESTS.parent)}


# An .xls made by hand has no formats, of which that mutator changes one; test_forms_that_libreoffice_saved has them.
_WITHOUT_FORMATS = tuple(each for each in records.RECORDS if each is not records.format_record)
TABLES: dict[str, tuple[tuple[Callable[..., Done | None], ...], Callable[[], Any]]] = {
    "cells of .xlsx": (cells_xlsx.CELLS, lambda: BookXlsx(originals.original("xlsx"))),
    "sheets of .xlsx": (sheets_xlsx.SHEETS, lambda: BookXlsx(originals.original("xlsx"))),
    "cells of .ods": (cells_ods.CELLS, lambda: BookOds(originals.original("ods"))),
    "records": (_WITHOUT_FORMATS, lambda: BookXls(originals.original("xls"))),
    "packages": (packages.PACKAGES, lambda: Package(list(entries(originals.original("xlsx").data)))),
    "letters": (letters.LETTERS, lambda: Letter(originals.original("xls").data, "formulir.xls")),
}


@pytest.mark.parametrize("table", TABLES)
def test_every_mutator_finds_something_to_do(table: str) -> None:
    """Each within forty tries; what it makes is other bytes than before for all but a few that change what is equal."""
    mutators, fresh = TABLES[table]
    for mutator in mutators:
        done = [_applied(mutator, fresh(), Random(number)) for number in range(40)]
        assert any(each is not None for each in done), mutator.__name__
        assert any(each not in (None, fresh().data) for each in done), mutator.__name__


def _applied(mutator: Callable[..., Done | None], subject: Any, chance: Random) -> bytes | None:
    done = mutator(subject, chance)
    return bytes(subject.data) if done is not None else None


# ------------------------------------------------------------ faults planted in the program


def _seen(mutators: frozenset[str], numbers: range) -> bool:
    """Whether any of the files that these mutators make, with which nothing is wrong otherwise, fails."""
    for number in numbers:
        made = make(1, number, ("rkt",))
        if made.mutant.what.split()[0] not in mutators:
            continue
        figures = Figures()
        deal_with(figures, 1, number, ("rkt",))
        if figures.failures:
            return True
    return False


def _one_too_many(patch: pytest.MonkeyPatch) -> None:
    """A figure is read as another one, in one case of many."""
    real = Number.read

    def wrong(self: Number, cell: Any, note: Any, choices: Any) -> Any:
        value = real(self, cell, note, choices)
        return Decimal(19) if value == Decimal("18.75") else value

    patch.setattr(Number, "read", wrong)


def _first_of_two(patch: pytest.MonkeyPatch) -> None:
    """Of two cells of one address the first counts, without a word."""
    patch.setattr(
        xlsx_sheet.WorksheetPart, "_put", lambda self, cell: self._grid.cells.setdefault((cell.row, cell.column), cell)
    )


def _nothing_beside(patch: pytest.MonkeyPatch) -> None:
    """What stands beside the table is told to nobody."""
    patch.setattr(around, "strays", lambda *_: iter(()))


def _merges_unseen(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(around, "merged", lambda *_: ([], set()))


def _stumbles(patch: pytest.MonkeyPatch) -> None:
    """Letters that Excel writes by their numbers are nothing that anybody has thought of."""
    real = xlsx_sheet.unescaped
    patch.setattr(xlsx_sheet, "unescaped", lambda text: real(text) if "_x" not in text else text.index("tidak ada"))


def _refuses_too_much(patch: pytest.MonkeyPatch) -> None:
    """Attributes in an order that Excel does not write are damage."""
    real = xlsx_sheet.WorksheetPart._cell_starts

    def fussy(self: Any, attributes: dict[str, str]) -> None:
        if attributes and next(iter(attributes)) != "r":
            raise damaged("urutannya salah")
        real(self, attributes)

    patch.setattr(xlsx_sheet.WorksheetPart, "_cell_starts", fussy)


PLANTED: dict[Callable[[pytest.MonkeyPatch], None], frozenset[str]] = {  # with the mutators whose files show it
    _one_too_many: frozenset({"unused_texts", "rows_in_disorder"}),
    _first_of_two: frozenset({"twice"}),
    _nothing_beside: frozenset({"something_beside", "beside_the_table", "far_record"}),
    _merges_unseen: frozenset({"merged", "spanned", "merged_records"}),
    _stumbles: frozenset({"a_text"}),
    _refuses_too_much: frozenset({"attributes_otherwise"}),
}


@pytest.mark.tuntas
@pytest.mark.parametrize("plant", PLANTED, ids=lambda each: each.__name__.strip("_"))
def test_a_fault_in_the_program_is_found(plant: Callable[[pytest.MonkeyPatch], None]) -> None:
    """By files that give no problem without it."""
    numbers = range(1_500)
    with pytest.MonkeyPatch.context() as patch:
        plant(patch)
        assert _seen(PLANTED[plant], numbers)


# ------------------------------------------------------------ workers


def _spins(*_: object) -> None:
    while True:
        pass


@pytest.mark.tuntas
def test_a_file_that_does_not_end_is_named_and_the_others_are_dealt_with(monkeypatch: pytest.MonkeyPatch) -> None:
    real = running.deal_with
    monkeypatch.setattr(
        running, "deal_with", lambda f, s, number, p: _spins() if number == 3 else real(f, s, number, p)
    )
    monkeypatch.setattr(running, "HANGS", 0.5)
    figures = Figures()
    for some in run(1, range(6), ("rkt",)):
        figures.add(some)
    assert [(each["number"], each["problems"]) for each in figures.failures] == [(3, ["does not end"])]
    assert figures.files == 5


@pytest.mark.tuntas
def test_a_worker_that_dies_is_named_with_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    real = running.deal_with
    monkeypatch.setattr(
        running, "deal_with", lambda f, s, number, p: os._exit(9) if number == 1 else real(f, s, number, p)
    )
    figures = Figures()
    for some in run(1, range(3), ("rkt",)):
        figures.add(some)
    assert [(each["number"], each["problems"]) for each in figures.failures] == [(1, ["the worker died"])]
    assert figures.files == 2


def test_much_memory_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    held_bytes = iter((1_000_000, 400_000_000))
    monkeypatch.setattr(running, "highest", lambda: next(held_bytes))
    figures = Figures()
    assert deal_with(figures, 1, 0, ("rkt",)) is not None
    assert "399000000 bytes" in figures.failures[0]["problems"][-1]
