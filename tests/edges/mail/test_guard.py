"""Whatever one thing from outside does to the program, the others are dealt with, and that one is told by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from helpers.arriving import book, letter, packed, put
from helpers.kantor import hand_in, open_office
from openpyxl import load_workbook

from rkt_excel.edges.arrivals.inbox import received
from rkt_excel.edges.private.own_notes import PLACE
from rkt_excel.edges.work_folder.folder import KEMBALI
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.draft import draft
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.rapat import rapat
from rkt_excel.steps.templat import check_templates
from rkt_excel.workbook.declaration import identity
from rkt_excel.workbook.values.cells import Opened

STONE = book("batu sandungan")


JUDGED = "rkt_excel.office.memory.judgements.judgement"


def of_bagian(opened: Opened) -> str:
    """Whose form a file is, as its identity says."""
    return next(each.facts["bagian"] for each in identity.find(opened).places.values())


def stumbling(monkeypatch: pytest.MonkeyPatch, place: str, on: Callable[..., bool]) -> None:
    """Let a function of the program stumble over some of its arguments: nobody knows the next fault of this kind."""
    module, _, name = place.rpartition(".")
    real = getattr(__import__(module, fromlist=[name]), name)

    def deal(*arguments: Any, **more: Any) -> Any:
        if on(*arguments, **more):
            raise ZeroDivisionError
        return real(*arguments, **more)

    monkeypatch.setattr(place, deal)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    """An office whose forms are out; the log of a fault goes into its own output folder."""
    made = open_office(tmp_path / "kantor")
    monkeypatch.chdir(tmp_path / "kantor")
    format(made)
    return made


def test_files_members_and_attachments_are_each_read_by_themselves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stumbling(monkeypatch, "rkt_excel.edges.arrivals.unpacking.open_book", lambda data, _: data == STONE)
    put(tmp_path, "a.xlsx", STONE)
    put(tmp_path, "b.xlsx", book("1"))
    put(tmp_path, "c.zip", packed({"1.xlsx": STONE, "2.xlsx": book("2")}))
    put(tmp_path, "d.eml", letter(("1.xlsx", STONE), ("2.xlsx", book("3"))).as_bytes())
    came = {each.name.removeprefix(f"{KEMBALI}/"): each for each in received(tmp_path)}
    assert {name for name, each in came.items() if each.opened} == {"b.xlsx", "c.zip/2.xlsx", "d.eml/2.xlsx"}
    told = {name: each.refusal.code for name, each in came.items() if each.refusal}
    assert told == dict.fromkeys(("a.xlsx", "c.zip/1.xlsx", "d.eml/1.xlsx"), FileCode.BERKAS_GAGAL_DIPROSES)


@pytest.mark.tuntas
def test_a_form_that_cannot_be_judged_leaves_the_others_and_is_kept(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (each.kode for each in place.master()[0].bagian)
    hand_in(place, first)
    hand_in(place, second)
    stumbling(monkeypatch, JUDGED, lambda opened, *_: of_bagian(opened) == first)
    merged = gabung(place)
    assert {kode: state.value for kode, state in merged.plan.status.items()} == {
        first: "belum-masuk", second: "lengkap",
    }  # fmt: skip
    (told,) = (each for each in merged.findings if each.code is FileCode.BERKAS_GAGAL_DIPROSES)
    assert "rkt-kesalahan-" in told.remedy
    with place.open_register(place.folder(place.master()[0])) as register:
        (one,) = (each for each in merged.returns if each.refused)
        assert register.kept(one.sha256)


@pytest.mark.tuntas
def test_a_kept_return_that_cannot_be_judged_again_leaves_the_others(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (each.kode for each in place.master()[0].bagian)
    gone, stays = hand_in(place, first), hand_in(place, second)
    gabung(place)
    gone.unlink()
    monkeypatch.setenv(PLACE, "")  # nothing is remembered, as on another computer
    stumbling(monkeypatch, JUDGED, lambda opened, *_: of_bagian(opened) == first)
    merged = gabung(place)
    assert merged.plan.status[second].value == "lengkap"
    assert FileCode.BERKAS_GAGAL_DIPROSES in {each.code for each in merged.findings}
    assert stays.exists()


@pytest.mark.tuntas
def test_minutes_that_cannot_be_taken_over_leave_the_draft(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    for each in place.master()[0].bagian:
        hand_in(place, each.kode)
    gabung(place)
    rapat(place)
    (minutes,) = (place.folder(place.master()[0]) / "5-rapat").glob("*.xlsx")
    edited = load_workbook(minutes)
    edited.save(minutes)
    stumbling(monkeypatch, "rkt_excel.office.state.minutes.keputusan", lambda *_: True)
    made = draft(place)
    (told,) = (each for each in made.findings if each.code is PlanCode.NOTULEN_TIDAK_TERBACA)
    assert "kesalahan program" in told.message


@pytest.mark.tuntas
def test_a_template_that_cannot_be_looked_through_leaves_the_others(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    stumbling(monkeypatch, "rkt_excel.steps.templat.stories", lambda path, *_: path.name == "rkt.docx")
    checked = {each.berkas.name: {one.code for one in each.findings} for each in check_templates(place)}
    assert checked.pop("rkt.docx") == {FileCode.BERKAS_GAGAL_DIPROSES}
    assert not any(FileCode.BERKAS_GAGAL_DIPROSES in codes for codes in checked.values())
