"""Outputs that no longer hold are withdrawn, told and journalled; what a person has changed stays and is told."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from helpers.kantor import KASUBAG, KEPALA, NOON, SEKRETARIS, hand_in, open_office, rewrite_master
from helpers.tahapan import Stage, distributed, folder, initialled

from rkt_excel.edges.work_folder.register import Register
from rkt_excel.events import KELUARAN_DITARIK
from rkt_excel.model.origin.master import Master
from rkt_excel.model.papers.letters import JenisSurat
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.distribusi import distribusi
from rkt_excel.steps.draft import draft
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.kirim import kirim
from rkt_excel.steps.paraf import kembalikan, paraf, tandatangan
from rkt_excel.steps.periksa import periksa
from rkt_excel.steps.rapat import rapat
from rkt_excel.workbook.findings import Finding

Step = Callable[[Workplace], object]


def _first(place: Workplace) -> str:
    return place.master()[0].bagian[0].kode


def _incomplete(place: Workplace, text: str) -> None:
    """A return of the first bagian with something that has to be mended."""
    master = place.master()[0]
    kode = next(row.kode for row in master.indikator if row.bagian == (master.bagian[0].kode,))
    hand_in(place, master.bagian[0].kode, {("Kinerja", kode, "target"): text})


def _complete(place: Workplace) -> None:
    hand_in(place, _first(place))


def _changed(**values: object) -> Callable[[Master], Master]:
    """The first bagian changed in the master."""
    return lambda master: replace(
        master, bagian=(master.bagian[0].model_copy(update=values), *master.bagian[1:])
    )  # fmt: skip


def _removed(master: Master) -> Master:
    gone = master.bagian[0].kode
    kept = tuple(row for row in master.indikator if gone not in row.bagian)
    goals = {row.sasaran for row in kept}
    sasaran = tuple(each for each in master.sasaran if each.kode in goals)
    return replace(master, bagian=master.bagian[1:], indikator=kept, sasaran=sasaran)


# ------------------------------------------------------------ how an office comes to old papers


def with_form_letters(place: Workplace) -> None:
    format(place)
    kirim(place)


def with_reminders(place: Workplace) -> None:
    with_form_letters(place)
    gabung(place)
    kirim(place, JenisSurat.PENGINGAT)


def with_perbaikan_letters(place: Workplace) -> None:
    with_form_letters(place)
    _incomplete(place, "delapan puluh")
    gabung(place)
    kirim(place, JenisSurat.PERBAIKAN)
    kirim(place, JenisSurat.PENGINGAT)


def with_meeting(place: Workplace) -> None:
    with_reminders(place)
    rapat(place)


def _rename(place: Workplace) -> object:
    rewrite_master(place, _changed(nama="Sekretariat Dinas"))
    return format(place)


def _remove(place: Workplace) -> object:
    rewrite_master(place, _removed)
    return format(place)


def _move(place: Workplace, step: Step = format) -> object:
    rewrite_master(place, _changed(surel="baru@contoh.go.id"))
    return step(place)


def _answer(place: Workplace) -> object:
    _complete(place)
    return gabung(place)


def _answer_again(place: Workplace) -> object:
    _incomplete(place, "sembilan")
    return gabung(place)


def _new_version(place: Workplace) -> object:
    rewrite_master(place, lambda master: replace(
        master, indikator=(master.indikator[0].model_copy(update={"definisi": "Definisi baru"}), *master.indikator[1:])
    ))  # fmt: skip
    master = rewrite_master(place, lambda master: replace(
        master, indikator=(master.indikator[0].model_copy(update={"indikator": "Persentase yang lain"}),
                           *master.indikator[1:])
    ))  # fmt: skip
    assert master.indikator
    return format(place)


FORM, LETTER = "1-formulir/Formulir RKT 2027 - {0}", "2-surel/Formulir RKT 2027 - {0}"
REMINDER, MEND = "2-surel/Pengingat Formulir RKT 2027 - {0}", "2-surel/Perbaikan Formulir RKT 2027 - {0}"
MENDED = "4-konsep/perbaikan/Perbaikan Formulir RKT 2027 - {0}"
OLD: tuple[tuple[str, Step, Step, set[str]], ...] = (
    ("renamed", with_form_letters, _rename, {FORM, LETTER}),
    ("renamed, reminded", with_reminders, _rename, {FORM, LETTER, REMINDER}),
    ("removed", with_form_letters, _remove, {FORM, LETTER}),
    ("another address", with_form_letters, _move, {LETTER}),
    ("another address, merged", with_reminders, lambda place: _move(place, gabung), {LETTER, REMINDER}),
    ("answered", with_reminders, _answer, {REMINDER}),
    ("answered with faults", with_reminders, _answer_again, {REMINDER}),
    ("mended", with_perbaikan_letters, _answer, {REMINDER, MEND, MENDED}),
    ("mended in part", with_perbaikan_letters, _answer_again, {REMINDER, MEND}),
    ("a new version of the form", with_form_letters, _new_version, {LETTER}),
    ("the Konsep is another one", with_meeting, _answer,
     {REMINDER, "5-rapat/Bahan rapat", "5-rapat/Notulen", "5-rapat/Keputusan Rapat"}),
)  # fmt: skip


def _told(result: object) -> dict[str, Finding]:
    """What the result of a step says of files that no longer hold."""
    found = getattr(result, "findings")  # noqa: B009 - results of different steps
    codes = {"KELUARAN_DITARIK", "KELUARAN_LAMA_DISUNTING"}
    return {str(each.file): each for each in found if each.code.name in codes}


def _files(place: Workplace) -> dict[str, bytes]:
    home = folder(place)
    paths = (path for stage in sorted(home.glob("[1-9]-*")) for path in sorted(stage.rglob("*")) if path.is_file())
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.tuntas
@pytest.mark.parametrize(("before", "act", "old"), [each[1:] for each in OLD], ids=[each[0] for each in OLD])
def test_what_no_longer_holds_is_withdrawn_told_and_kept_in_the_journal(
    at: Stage, before: Step, act: Step, old: set[str]
) -> None:
    place = at(before)
    first = _first(place)
    lay = _files(place)
    told = _told(act(place))
    wanted = {name for name in lay if name.startswith(tuple(each.format(first) for each in old))}
    assert len(wanted) >= len(old)
    wanted |= {name for name in told if name.startswith("2-surel/") and act in {_new_version, _remove}}  # older forms
    assert set(told) == wanted
    assert {each.code.name for each in told.values()} == {"KELUARAN_DITARIK"}
    with Register(folder(place), lambda: NOON, read_only=True) as register:
        journal = {each.details["berkas"]: each.details["sha256"] for each in register.entries(KELUARAN_DITARIK)}
        for name in wanted:
            assert not (folder(place) / name).exists()
            assert journal[name] == hashlib.sha256(lay[name]).hexdigest()
            assert register.kept(journal[name]) == lay[name]
        assert not wanted & set(register.written())


@pytest.mark.tuntas
@pytest.mark.parametrize(("before", "act", "old"), [each[1:] for each in OLD], ids=[each[0] for each in OLD])
def test_what_a_person_changed_stays_and_is_told(at: Stage, before: Step, act: Step, old: set[str]) -> None:
    place = at(before)
    first = _first(place)
    names = [name for name in _files(place) if name.startswith(tuple(each.format(first) for each in old))]
    edited = {name: _files(place)[name] + b" " for name in names if not name.startswith("1-formulir")}
    for name, data in edited.items():
        (folder(place) / name).write_bytes(data)
    told = _told(act(place))
    for name, data in edited.items():
        assert (folder(place) / name).read_bytes() == data
        if name in told:
            assert told[name].code.name == "KELUARAN_LAMA_DISUNTING"
    assert edited.keys() <= told.keys()


KEPT: tuple[tuple[str, Step, Step], ...] = (
    ("nothing new came", with_reminders, gabung),
    ("the same forms again", with_form_letters, format),
    ("the same letters again", with_form_letters, kirim),
    ("the same reminders again", with_reminders, lambda place: kirim(place, JenisSurat.PENGINGAT)),
    ("the same merge before the meeting", with_meeting, gabung),
    ("the meeting prepared again", with_meeting, rapat),
    ("copies prepared again", distributed, distribusi),
    ("looked at again", initialled, periksa),
)


@pytest.mark.tuntas
@pytest.mark.parametrize(("before", "act"), [each[1:] for each in KEPT], ids=[each[0] for each in KEPT])
def test_what_holds_stays(at: Stage, before: Step, act: Step) -> None:
    place = at(before)
    lay = set(_files(place))
    assert _told(act(place)) == {}
    assert lay <= set(_files(place))


@pytest.mark.tuntas
def test_papers_of_a_meeting_that_was_held_are_a_record(at: Stage) -> None:
    place = at(with_meeting)
    later = replace(place, now=lambda: NOON + timedelta(days=14))
    _complete(later)
    told = _told(gabung(later))
    assert not any(name.startswith("5-rapat") for name in told)


# ------------------------------------------------------------ clean copies


def test_a_clean_copy_goes_with_the_draft_that_was_returned(at: Stage) -> None:
    place = at(initialled)
    result = kembalikan(place, oleh=KEPALA, catatan="Perbaiki target IKM")
    assert set(_told(result)) == {"7-rkt/RKT 2027.docx"}
    assert list((folder(place) / "7-rkt").iterdir()) == []


@pytest.mark.tuntas
def test_a_clean_copy_that_a_person_changed_stays_and_is_told_at_every_step_to_the_signature(at: Stage) -> None:
    place = at(initialled)
    path = folder(place) / "7-rkt/RKT 2027.docx"
    path.write_bytes(path.read_bytes() + b" ")
    assert "7-rkt/RKT 2027.docx" in _told(kembalikan(place, oleh=KEPALA, catatan="Perbaiki target IKM"))
    assert "7-rkt/RKT 2027.docx" in _told(draft(place))
    paraf(place, oleh=KASUBAG)
    done = paraf(place, oleh=SEKRETARIS)
    assert done.keluaran == ("7-rkt/RKT 2027 (baru).docx",)
    assert "7-rkt/RKT 2027.docx" in _told(done)
    assert "7-rkt/RKT 2027.docx" in _told(tandatangan(place, oleh=KEPALA))
    assert path.exists()


def test_a_clean_copy_left_by_an_earlier_program_goes_with_the_next_draft(at: Stage) -> None:
    place = at(initialled)
    path = folder(place) / "7-rkt/RKT 2027.docx"
    data = path.read_bytes()
    kembalikan(place, oleh=KEPALA, catatan="Perbaiki target IKM")
    path.write_bytes(data)  # it was not withdrawn then
    draft(place)
    assert not path.exists()


@pytest.mark.tuntas
def test_only_the_signed_copy_is_left_after_the_signature(at: Stage) -> None:
    place = at(initialled)
    path = folder(place) / "7-rkt/RKT 2027.docx"
    data = path.read_bytes()
    path.write_bytes(data + b" ")
    assert "7-rkt/RKT 2027 (baru).docx" in periksa(place).keluaran
    path.write_bytes(data)  # the person has put it back
    done = tandatangan(place, oleh=KEPALA)
    assert set(_told(done)) == {"7-rkt/RKT 2027.docx"}
    assert [each.name for each in (folder(place) / "7-rkt").iterdir()] == ["RKT 2027 (baru).docx"]


# ------------------------------------------------------------ copies


def _another_kode(master: Master) -> Master:
    gone = master.bagian[0].kode
    moved = [
        row.model_copy(update={"bagian": tuple("SKR" if each == gone else each for each in row.bagian)})
        for row in master.indikator
    ]
    return replace(_changed(kode="SKR")(master), indikator=tuple(moved))


@pytest.mark.tuntas
@pytest.mark.parametrize("change", [_removed, _another_kode])
def test_papers_for_a_receiver_that_is_no_more_go(at: Stage, change: Callable[[Master], Master]) -> None:
    place = at(distributed)
    first = _first(place)
    rewrite_master(place, change)
    told = {Path(name).name for name in _told(distribusi(place))}
    assert told == {
        f"Surel RKT 2027 - {first}.eml", f"Tanda terima RKT 2027 - {first}.docx",
        f"Surat pengantar RKT 2027 - {first}.docx",
    }  # fmt: skip
    assert not any(first in path.name for path in (folder(place) / "8-distribusi").iterdir())


# ------------------------------------------------------------ killed half-way


@pytest.mark.tuntas
def test_a_withdrawal_that_was_killed_is_finished_by_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = open_office(tmp_path / "kantor")
    with_reminders(place)
    _complete(place)

    def killed(self: Path, *, missing_ok: bool = False) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", killed)
        with pytest.raises(KeyboardInterrupt):
            gabung(place)
    left = [name for name in _files(place) if name.startswith(f"2-surel/Pengingat Formulir RKT 2027 - {_first(place)}")]
    assert left
    gabung(place)
    assert not (folder(place) / left[0]).exists()
    with place.read_register(folder(place)) as register:
        assert [each.details["berkas"] for each in register.entries(KELUARAN_DITARIK)].count(left[0]) == 1
