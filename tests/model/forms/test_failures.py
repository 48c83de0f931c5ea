"""Every fault of the catalogue, made from the form itself, is answered with a verdict, a code and a place."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from helpers.kantor import NOON
from helpers.kiriman import BAGIAN, Fault, Kiriman
from pages import faults_page
from pages.faults_page import ELSEWHERE, FAULTS

from rkt_excel.edges.disk.shipped import INPUTS
from rkt_excel.model.forms.returns import Judgement
from rkt_excel.office.memory.judgement_notes import as_note, from_note
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import HasilGabung, gabung
from rkt_excel.workbook.findings import Finding

Told = set[tuple[str, tuple[str, ...]]]


@dataclass(frozen=True)
class Right:
    """An office where the rightly filled form of one bagian lies in 3-kembali, and what the program says of it."""

    home: Path
    told: set[tuple[object, ...]]
    answers: dict[tuple[str, str], Any]


def _at(home: Path) -> Workplace:
    return Workplace(inputs=home / INPUTS, outputs=home / "output", now=lambda: NOON)


@pytest.fixture(scope="session")
def right(tmp_path_factory: pytest.TempPathFactory, inputs: Path) -> Right:
    """Made once; every test spoils a copy of it, in which nothing was merged yet: what has counted goes on counting."""
    home = tmp_path_factory.mktemp("kantor")
    shutil.copytree(inputs, home / INPUTS)
    place = _at(home)
    format(place)
    Kiriman(place, place.master()[0])
    result = gabung(_at(shutil.copytree(home, tmp_path_factory.mktemp("dinilai") / "kantor")))
    assert [verdict.value for verdict in result.chosen.verdicts.values()] == ["dipakai"]
    return Right(home, {_known(each) for each in _told(result)}, _answers(result))


@pytest.fixture
def office(right: Right, tmp_path: Path) -> Workplace:
    """An office whose forms are out, and where one came back."""
    shutil.copytree(right.home, tmp_path / "kantor")
    return _at(tmp_path / "kantor")


def _known(each: Finding) -> tuple[object, ...]:
    """A finding by its row, wherever its lines stand now."""
    return each.code, each.key, each.column


def _told(result: HasilGabung) -> list[Finding]:
    own = {one.berkas for one in result.returns}
    return [each for each in result.findings if each.file in own]


def _beyond(result: HasilGabung, right: Right) -> Told:
    """What is told beyond what the right form gives."""
    return {(each.code.name, each.cells) for each in _told(result) if _known(each) not in right.told}


def _answers(result: HasilGabung) -> dict[tuple[str, str], Any]:
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


@pytest.mark.tuntas
@pytest.mark.parametrize("fault", FAULTS, ids=lambda each: f"{each.number:02d} {each.name}")
def test_every_fault_is_answered(office: Workplace, right: Right, fault: Fault) -> None:
    one = Kiriman(office, office.master()[0])
    fault.spoil(one)
    result = gabung(office)
    new = _beyond(result, right)
    for code, cells in _expected(one, fault):
        found = [each for each in new if each[0] == code and cells in (None, each[1])]
        assert found, (code, cells, new)
    assert {code for code, _ in new} == {code for code, _ in fault.told}
    assert [result.chosen.verdicts[each.berkas].value for each in result.returns] == [fault.verdict]
    if fault.same:
        shared = {place: value for place, value in _answers(result).items() if place in right.answers}
        assert shared == right.answers
    for each in result.returns:  # what is remembered of it is the same in every part
        judged = Judgement(each.times.program, each.bagian, each.result, each.findings, each.refused)
        assert from_note(as_note(judged)) == judged


@pytest.mark.lama
def test_all_faults_in_one_folder_twice_and_in_either_order(office: Workplace, tmp_path: Path) -> None:
    """All spoiled files together, twice in one process and in reversed order: nothing of one leaks into another."""
    master = office.master()[0]
    inbox = office.folder(master) / "3-kembali"
    clean = shutil.copytree(inbox, tmp_path / "utuh")
    made: list[bytes] = []
    for fault in FAULTS:
        fault.spoil(Kiriman(office, master))
        made += [path.read_bytes() for path in sorted(inbox.iterdir())]
        shutil.rmtree(inbox)
        shutil.copytree(clean, inbox)
    assert len(made) > len(FAULTS)
    verdicts: list[dict[str, Any]] = []
    for order in (made, made, made[::-1]):
        shutil.rmtree(inbox)
        inbox.mkdir()
        for place, data in enumerate(order):
            (inbox / f"{place:03d}.xlsx").write_bytes(data)
            os.utime(inbox / f"{place:03d}.xlsx", (1_780_000_000, 1_780_000_000))
        result = gabung(office)
        told = {one.sha256: (one.kode, sorted(each.code.name for each in one.findings)) for one in result.returns}
        verdicts.append(told)
    assert verdicts[0] == verdicts[1] == verdicts[2]


def test_the_whole_catalogue_is_covered() -> None:
    assert {fault.number for fault in FAULTS} | ELSEWHERE.keys() == set(range(1, 51))


def test_every_fault_has_a_name_of_its_own() -> None:
    names = [(fault.number, fault.name) for fault in FAULTS]
    assert len(set(names)) == len(names)


def test_the_page_about_faults_is_what_the_tests_do() -> None:
    assert faults_page.PAGE.read_text(encoding="utf-8") == faults_page.page(), "run python tests/pages"
