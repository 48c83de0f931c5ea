"""Every fault of the catalogue, made from the form itself, is answered with a verdict, a code and a place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import faults_page
import pytest
from faults_page import ELSEWHERE, FAULTS
from kiriman import BAGIAN, Fault, Kiriman

from rkt_excel.model.master import Master
from rkt_excel.steps.consolidate import Consolidated, consolidate
from rkt_excel.steps.generate import generate
from rkt_excel.workbook.findings import Finding
from rkt_excel.workplace import Workplace

Told = set[tuple[str, tuple[str, ...]]]


@pytest.fixture
def office(place: Workplace, master: Master) -> Workplace:
    """An office whose forms are out."""
    generate(place)
    return place


def _empty(place: Workplace, master: Master) -> Path:
    inbox = place.folder(master) / "3-kembali"
    shutil.rmtree(inbox, ignore_errors=True)
    inbox.mkdir()
    return inbox


def _told(result: Consolidated) -> list[Finding]:
    own = {one.berkas for one in result.returns}
    return [each for each in result.temuan if each.file in own]


def _beyond(result: Consolidated, right: Consolidated) -> Told:
    """What is told beyond what the right form gives, wherever its lines stand now."""
    known = {(each.code, each.key, each.column) for each in _told(right)}
    return {
        (each.code.name, each.cells) for each in _told(result) if (each.code, each.key, each.column) not in known
    }  # fmt: skip


def _answers(result: Consolidated) -> dict[tuple[str, str], Any]:
    one = result.chosen.counted.get(BAGIAN)
    rows = [row for rows in one.result.rows.values() for row in rows] if one else []
    return {(row.key, name): getattr(row.row, name) for row in rows for name in row.cells}


def _expected(one: Kiriman, fault: Fault) -> Iterator[tuple[str, tuple[str, ...] | None]]:
    for code, place in fault.told:
        if place == "*":
            yield code, None
        elif "/" in place:
            yield code, tuple(one.at(*each.split("/")) for each in place.split("+"))
        else:
            yield code, tuple(place.split("+")) if place else ()


def _facts(result: Consolidated) -> object:
    return [(one.berkas, result.chosen.verdicts[one.berkas], one.kode) for one in result.returns], result.temuan


@pytest.mark.parametrize("fault", FAULTS, ids=lambda each: f"{each.number:02d} {each.name}")
def test_every_fault_is_answered(office: Workplace, master: Master, fault: Fault) -> None:
    _empty(office, master)
    Kiriman(office, master)
    right = consolidate(office)
    _empty(office, master)
    one = Kiriman(office, master)
    fault.spoil(one)
    result = consolidate(office)
    new = _beyond(result, right)
    for code, cells in _expected(one, fault):
        found = [each for each in new if each[0] == code and cells in (None, each[1])]
        assert found, (code, cells, new)
    assert {code for code, _ in new} == {code for code, _ in fault.told}
    assert [result.chosen.verdicts[each.berkas].value for each in result.returns] == [fault.verdict]
    if fault.same:
        shared = {place: value for place, value in _answers(result).items() if place in _answers(right)}
        assert shared == _answers(right)
    assert _facts(consolidate(office)) == _facts(result), "the same answer the second time"


def test_all_faults_in_one_folder_in_either_order(office: Workplace, master: Master) -> None:
    """Many spoiled files together, consolidated twice in one process: nothing of one file leaks into another."""
    inbox = _empty(office, master)
    chosen = FAULTS[:: max(1, len(FAULTS) // 20)]
    made: list[tuple[str, bytes]] = []
    for number, fault in enumerate(chosen):
        one = Kiriman(office, master)
        fault.spoil(one)
        made += [(f"{number:02d} {path.name}", path.read_bytes()) for path in inbox.iterdir()]
        shutil.rmtree(inbox)
        inbox.mkdir()
    verdicts: list[dict[str, Any]] = []
    for order in (made, made[::-1]):
        _empty(office, master)
        for place, (_, data) in enumerate(order):
            (inbox / f"{place:02d}.xlsx").write_bytes(data)
        result = consolidate(office)
        verdicts.append(
            {one.sha256: (one.kode, sorted(each.code.name for each in one.findings)) for one in result.returns}
        )
    assert verdicts[0] == verdicts[1]


def test_the_whole_catalogue_is_covered() -> None:
    assert {fault.number for fault in FAULTS} | ELSEWHERE.keys() == set(range(1, 51))


def test_every_fault_has_a_name_of_its_own() -> None:
    names = [(fault.number, fault.name) for fault in FAULTS]
    assert len(set(names)) == len(names)


def test_the_page_about_faults_is_what_the_tests_do() -> None:
    assert faults_page.PAGE.read_text(encoding="utf-8") == faults_page.page(), "run python tests/faults_page.py"
