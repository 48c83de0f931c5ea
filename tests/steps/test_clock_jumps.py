"""A clock that goes back a year between two commands, or jumps ahead: it is said, and the procedure goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from helpers.kantor import KASUBAG, KEPALA, NOON, SEKRETARIS, scan
from helpers.tahapan import Stage, drafted, folder

from rkt_excel.edges.work_folder.journal_check import check_journal
from rkt_excel.edges.work_folder.register import Register
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.arsip import arsip, check_package
from rkt_excel.steps.distribusi import distribusi, receivers, terima
from rkt_excel.steps.draft import draft
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.paraf import kembalikan, paraf, tandatangan
from rkt_excel.steps.periksa import periksa
from rkt_excel.steps.status import status


def _received(place: Workplace) -> None:
    for each in receivers(place.master()[0]):
        terima(place, each, oleh="Staf")


# The rest of the procedure, from the first draft on.
WAY: tuple[tuple[str, Callable[[Workplace], object]], ...] = (
    ("periksa", periksa),
    ("kembalikan", lambda place: kembalikan(place, oleh=KASUBAG, catatan="perbaiki targetnya")),
    ("gabung", gabung),
    ("draft", draft),
    ("paraf 1", lambda place: paraf(place, oleh=KASUBAG)),
    ("paraf 2", lambda place: paraf(place, oleh=SEKRETARIS)),
    ("tandatangan", lambda place: tandatangan(place, oleh=KEPALA, pindaian=scan(place.inputs.parent / "p.pdf"))),
    ("distribusi", distribusi),
    ("diterima", _received),
    ("arsip", arsip),
)
JUMPS = {"a year back": -365, "a day back": -1, "a year ahead": 365, "ten years ahead": 3_653}


def _next(place: Workplace) -> list[tuple[int, str, int]]:
    """Step, next command and draft after each act."""
    found = []
    for _, act in WAY:
        act(place)
        now = status(place)
        found.append((now.langkah.nomor, now.berikutnya, now.draft))
    return found


@pytest.mark.tuntas
@pytest.mark.parametrize("when", [2, 6], ids=["gabung", "tandatangan"])
@pytest.mark.parametrize("days", JUMPS.values(), ids=list(JUMPS))
def test_one_command_under_a_wrong_clock_changes_no_step_that_follows(
    at: Stage, days: int, when: int
) -> None:  # fmt: skip
    said: list[str] = []
    place = at(drafted)
    now = NOON
    place = replace(place, now=lambda: now, tell=said.append)
    for number, (_, act) in enumerate(WAY):
        now = NOON + timedelta(days=days if number == when else 0, minutes=number)
        doubts = {each.code.name for each in status(place).findings} & {"JAM_MUNDUR", "JAM_MELOMPAT"}
        if number == when:
            assert doubts == {"JAM_MUNDUR" if days < 0 else "JAM_MELOMPAT"}
        said.clear()
        act(place)
        if number == when:
            assert any("Jam komputer menunjukkan" in each for each in said), "the command says so itself"
    after = status(place)
    assert (after.berikutnya, after.draft, after.tamat) == ("", 2, True)
    with Register(folder(place), lambda: NOON, read_only=True) as register:
        checked = check_journal(register)
        assert [each.number for each in register.entries()] == list(range(1, checked.entri + 1))
    assert checked.sah
    assert any("jam komputer mungkin dimundurkan" in each for each in checked.catatan)
    assert check_package(folder(place) / "9-arsip/RKT-2027-murni").kesalahan == ()


@pytest.mark.tuntas
@pytest.mark.parametrize("days", [-365, 365], ids=["a year back", "a year ahead"])
def test_the_whole_rest_under_a_wrong_clock_takes_the_same_steps(at: Stage, days: int) -> None:
    place = at(drafted)
    wrong = replace(place, now=lambda: NOON + timedelta(days=days))
    assert [each[1] for each in _next(wrong)][-1] == ""
    right = replace(place, now=lambda: NOON)
    assert status(right).tamat
    with Register(folder(place), datetime.now, read_only=True) as register:
        assert check_journal(register).sah
