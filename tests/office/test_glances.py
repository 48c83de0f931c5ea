"""`rkt status` says again what it said where nothing has changed, never anything else, and loads nothing for it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from helpers.kantor import open_office, rewrite_master
from helpers.tahapan import filled, merged

from rkt_excel import cli
from rkt_excel.cli import run
from rkt_excel.edges.private import own_notes
from rkt_excel.errors import ExitCode
from rkt_excel.office.memory import glances, whole_folders
from rkt_excel.office.place.workplace import MASTER_FILE, Workplace
from rkt_excel.steps.format import format

WAYS: tuple[list[str], ...] = (
    [],
    ["status"],
    ["status", "--json"],
    ["status", "--kerja", "output/2027"],
    ["status", "--json", "--kerja=output/2027"],
)
pytestmark = pytest.mark.tuntas
Capture = pytest.CaptureFixture[bytes]


def now() -> datetime:
    """The clock of this computer, by which the command goes."""
    return datetime.now()  # noqa: DTZ005 - local time


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    """The small office whose forms are out and answered, in whose folder one stands."""
    place = filled(open_office(tmp_path / "kantor", day=now))
    monkeypatch.chdir(tmp_path / "kantor")
    return place


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, capsysbinary: Capture) -> Callable[..., tuple[int, bytes, bytes, bool]]:
    """Exit code, output and error output of a command, and whether it was run rather than remembered."""

    def say(words: list[str], *, forgetful: bool = False) -> tuple[int, bytes, bytes, bool]:
        ran: list[int] = []
        capsysbinary.readouterr()
        with monkeypatch.context() as patch:
            ended = cli._ended
            patch.setattr(cli, "_ended", lambda typed: (ran.append(1), ended(typed))[1])  # type: ignore[func-returns-value]
            if forgetful:
                patch.setenv(own_notes.PLACE, "")
            code = run(words)
        return code, *capsysbinary.readouterr(), bool(ran)

    return say


@pytest.mark.parametrize("words", WAYS, ids=" ".join)
def test_where_nothing_has_changed_the_same_is_said_without_looking_again(
    office: Workplace, told: Callable[..., tuple[int, bytes, bytes, bool]], words: list[str]
) -> None:
    anew = told(words, forgetful=True)
    assert anew[0] == ExitCode.DONE
    assert told(words) == anew
    assert told(words) == (*anew[:3], False)
    assert office.inputs.exists()


def _folder(place: Workplace) -> Path:
    return place.folder(place.master()[0])


def _a_letter_comes(place: Workplace) -> None:
    (_folder(place) / "3-kembali" / "catatan.txt").write_text("belum", encoding="utf-8")


def _a_return_is_replaced(place: Workplace) -> None:
    one, other = sorted((_folder(place) / "3-kembali").glob("*.xlsx"))
    one.write_bytes(other.read_bytes())


def _a_form_is_deleted(place: Workplace) -> None:
    next((_folder(place) / "1-formulir").glob("*.xlsx")).unlink()


def _merged(place: Workplace) -> None:
    merged(place)


def _other_officials(place: Workplace) -> None:
    rewrite_master(place, lambda master: replace(master, pejabat=master.pejabat[:1]))


def _damaged(place: Workplace) -> None:
    (place.inputs / MASTER_FILE).write_bytes(b"PK\x03\x04 rusak")


def _no_master(place: Workplace) -> None:
    (place.inputs / MASTER_FILE).unlink()


def _no_journal(place: Workplace) -> None:
    (_folder(place) / "rkt.sqlite").unlink()


def _cut_journal(place: Workplace) -> None:
    path = _folder(place) / "rkt.sqlite"
    path.write_bytes(path.read_bytes()[:5000])


def _an_emblem(place: Workplace) -> None:
    (place.inputs / "lambang.png").write_bytes(b"bukan gambar")


def _a_link(place: Workplace) -> None:
    (_folder(place) / "3-kembali" / "tautan.xlsx").symlink_to(place.inputs / MASTER_FILE)


CHANGES = (
    _a_letter_comes, _a_return_is_replaced, _a_form_is_deleted, _merged, _other_officials, _damaged, _no_master,
    _no_journal, _cut_journal, _an_emblem, _a_link,
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda each: each.__name__.strip("_"))
def test_whatever_has_changed_is_looked_at_and_told_as_without_memory(
    office: Workplace, told: Callable[..., tuple[int, bytes, bytes, bool]], change: Callable[[Workplace], None]
) -> None:
    before = told(["status"])
    change(office)
    after = told(["status"])
    assert after[3]
    assert after == told(["status"], forgetful=True)
    assert before[0] == ExitCode.DONE


@pytest.mark.parametrize("what", ["day", "program", "folder"])
def test_another_day_another_program_and_another_folder_know_nothing(
    office: Workplace, told: Callable[..., tuple[int, bytes, bytes, bool]], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    told(["status"])
    if what == "day":
        monkeypatch.setattr(glances, "date", SimpleNamespace(today=lambda: now().date() + timedelta(days=1)))
    elif what == "program":
        monkeypatch.setattr(glances, "program", lambda: "another")
    else:
        moved = office.inputs.parent.rename(office.inputs.parent.with_name("pindah"))
        monkeypatch.chdir(moved)
    assert told(["status"])[3]


def test_a_fault_and_what_hangs_on_the_minute_are_not_remembered(
    tmp_path: Path, told: Callable[..., tuple[int, bytes, bytes, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead = open_office(tmp_path / "kantor", day=lambda: now() + timedelta(days=3))  # the journal is of tomorrow
    format(ahead)
    monkeypatch.chdir(tmp_path / "kantor")
    for _ in range(2):
        assert told(["status"])[3]
    (ahead.inputs / MASTER_FILE).unlink()
    for _ in range(2):
        code, _, error, ran = told(["status"])
        assert (code, ran) == (ExitCode.INPUT, True)
        assert b"renstra.xlsx" in error


def test_what_changes_while_it_is_looked_at_is_not_remembered(
    office: Workplace, told: Callable[..., tuple[int, bytes, bytes, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = cli._ended

    def meanwhile(typed: list[str]) -> int:
        code = ended(typed)
        _a_letter_comes(office)
        return code

    with monkeypatch.context() as patch:
        patch.setattr(cli, "_ended", meanwhile)
        assert run(["status"]) == ExitCode.DONE
    (_folder(office) / "3-kembali" / "catatan.txt").unlink()
    assert told(["status"])[3]


def test_a_note_that_somebody_else_made_says_nothing(
    office: Workplace, told: Callable[..., tuple[int, bytes, bytes, bool]]
) -> None:
    anew = told(["status"])
    [notes] = Path(os.environ[own_notes.PLACE]).glob("dilihat.catatan")
    key, mark, text = notes.read_bytes().split(b" ")
    for planted in (b" ".join((key, mark[::-1], text)), b" ".join((key, mark, text[:-8])), b"\0"):
        notes.write_bytes(planted)
        assert told(["status"]) == anew
    assert office.inputs.exists()


def test_too_much_to_be_read_is_looked_at_as_ever(
    office: Workplace, told: Callable[..., tuple[int, bytes, bytes, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole_folders, "MOST_BYTES", 1000)
    first = told(["status"])
    assert first == told(["status"])
    monkeypatch.undo()
    monkeypatch.chdir(office.inputs.parent)
    monkeypatch.setattr(whole_folders, "MOST_ENTRIES", 3)
    assert told(["status"])[3]


@pytest.mark.parametrize(
    "typed",
    [["status", "--periksa-jurnal"], ["status", "--kerja"], ["status", "--kerja", ""], ["status", "--kerja="],
     ["gabung"], ["status", "--kerja", "output/2027", "--kerja", "output/2028"], ["status", "--help"], ["--help"]],
)  # fmt: skip
def test_only_what_looks_and_is_understood_is_remembered(typed: list[str]) -> None:
    assert not cli._only_looks(typed)


@pytest.mark.parametrize(
    "hindered", [PermissionError(13, "hidden"), RuntimeError("Symlink loop"), ValueError("null byte")]
)
def test_where_not_all_can_be_had_the_command_runs_as_ever(
    hindered: Exception,
    office: Workplace,
    told: Callable[..., tuple[int, bytes, bytes, bool]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def hidden() -> Path:
        raise hindered

    usual = told(["status"])
    monkeypatch.setattr(glances, "shipped_inputs", hidden)
    for _ in range(2):
        assert told(["status"]) == (*usual[:3], True)


def test_a_work_folder_elsewhere_is_looked_at_as_ever(
    tmp_path: Path, told: Callable[..., tuple[int, bytes, bytes, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = open_office(tmp_path / "kantor", day=now)
    elsewhere = replace(place, kerja=tmp_path / "lain" / "kerja")
    format(elsewhere)
    monkeypatch.chdir(tmp_path / "kantor")
    words = ["status", "--kerja", str(tmp_path / "lain" / "kerja")]
    for _ in range(2):
        assert told(words)[3]


def test_what_was_said_is_said_again_without_the_models_and_the_readers(office: Workplace) -> None:
    code = "import sys; from rkt_excel.cli import run; run(['status']); print(*sys.modules, file=sys.stderr)"
    line = [sys.executable, "-c", code]
    runs = [subprocess.run(line, capture_output=True, check=True, cwd=office.inputs.parent) for _ in range(2)]
    first, second = (each.stderr.decode().split() for each in runs)
    assert runs[0].stdout == runs[1].stdout
    assert {"pydantic", "sqlite3", "rkt_excel.model.origin.master"} <= set(first)
    slow = {"pydantic", "sqlite3", "holidays", "pandas", "openpyxl", "email", "importlib.metadata"}
    assert not slow & set(second)
    assert not [
        each for each in second if each.startswith(("rkt_excel.model", "rkt_excel.workbook.r", "rkt_excel.steps"))
    ]
