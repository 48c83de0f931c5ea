"""The published schemas: what they refuse, and what commands say with another exit code or in another edition.

Beside these, every command that any test runs in its own process is held against its schema (helpers/json_schemas.py).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from helpers.json_schemas import misfit, published
from helpers.kantor import KASUBAG, NOON, hand_in, open_office, rewrite_master
from helpers.perubahan import approved, perubahan
from pages import schema_pages

from rkt_excel.cli import COMMANDS, run
from rkt_excel.commands import shared
from rkt_excel.errors import ExitCode
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung

Say = Callable[..., tuple[int, Any]]


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Say:
    """A command in a small office: its exit code, and what it says as JSON, `None` for nothing at all."""
    place = open_office(tmp_path / "kantor")
    monkeypatch.chdir(place.inputs.parent)
    monkeypatch.setattr(shared, "Workplace", partial(Workplace, now=place.now))

    def said(*typed: str) -> tuple[int, Any]:
        capfdbinary.readouterr()
        ended = run([*typed, "--json"])
        told = capfdbinary.readouterr().out
        return ended, json.loads(told) if told else None

    return said


@pytest.fixture
def office(say: Say) -> Workplace:
    """The office in which `say` speaks."""
    return Workplace(now=lambda: NOON)


def merged(office: Workplace) -> None:
    format(office)
    for each in office.master()[0].bagian:
        hand_in(office, each.kode)
    gabung(office)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_schema_is_what_the_face_declares_and_sound_by_its_draft(command: str) -> None:
    assert schema_pages.page_of(command).read_text(encoding="utf-8") == schema_pages.page(command), (
        "run: python tests/pages"
    )
    assert published(command).schema["$schema"].endswith("2020-12/schema")


def test_no_schema_is_published_of_what_is_no_command() -> None:
    assert {path.stem for path in schema_pages.FOLDER.iterdir()} == set(COMMANDS)


def _objects(told: Any, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object in what was said, with where it stands, which is the same for all in a list."""
    if isinstance(told, dict):
        yield where, told
    for key, each in told.items() if isinstance(told, dict) else enumerate(told) if isinstance(told, list) else ():
        yield from _objects(each, f"{where}.{key}" if isinstance(key, str) else where)


@pytest.mark.tuntas
def test_a_key_that_is_not_declared_and_one_that_is_missing_are_refused_wherever_they_stand(
    say: Say, office: Workplace
) -> None:
    samples = [("format", say("format")[1])]
    hand_in(office, office.master()[0].bagian[0].kode, {("Kinerja", office.master()[0].indikator[0].kode, "tw1"): "x"})
    samples += [(each, say(each)[1]) for each in ("gabung", "rapat", "status")]
    samples += [("templat", say("templat", "rkt")[1])]
    for command, told in samples:
        assert misfit(command, told) == ""
        for where, each in dict(_objects(told)).items():
            each["baru"] = 1
            assert not published(command).is_valid(told), (command, where)
            del each["baru"]
            key, value = each.popitem()
            assert not published(command).is_valid(told), (command, where, key)
            each[key] = value


def _broken_journal(office: Workplace) -> None:
    merged(office)
    with closing(sqlite3.connect(office.folder(office.master()[0]) / "rkt.sqlite")) as file:
        for (name,) in file.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            file.execute(f"drop trigger {name}")
        file.execute("update jurnal set rincian = replace(rincian, '2027', '2028') where nomor = 1")
        file.commit()


def _no_master(office: Workplace) -> None:
    (office.inputs / "renstra.xlsx").write_bytes(b"PK\x03\x04 rusak")


def _place_taken(office: Workplace) -> None:
    (office.outputs / str(office.master()[0].tahun)).parent.mkdir(exist_ok=True)
    (office.outputs / str(office.master()[0].tahun)).write_bytes(b"berkas, bukan folder")


def _template_broken(office: Workplace) -> None:
    (office.inputs / "rkt.docx").write_bytes(b"bukan Word")


def _package_broken(office: Workplace) -> None:
    bag = Path("paket")
    (bag / "data").mkdir(parents=True)
    (bag / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", encoding="utf-8")
    (bag / "manifest-sha512.txt").write_text(f"{'0' * 128}  data/a.txt\n", encoding="utf-8")
    (bag / "data/a.txt").write_bytes(b"a")


def _nothing(_: Workplace) -> None:
    return


def _one_is_wrong(office: Workplace) -> None:
    format(office)
    master, _ = office.master()
    hand_in(office, master.bagian[0].kode, {("Kinerja", master.indikator[0].kode, "target"): "segera"})


ENDS: dict[str, tuple[Callable[[Workplace], None], str, ExitCode, bool]] = {
    "findings are said and weigh": (_one_is_wrong, "gabung", ExitCode.LOOK, True),
    "no such option": (_nothing, "gabung --tidak-ada", ExitCode.ARGUMENTS, False),
    "no such row": (merged, "jejak TIDAK.ADA target", ExitCode.ARGUMENTS, False),
    "the master cannot be read": (_no_master, "status", ExitCode.INPUT, False),
    "a template that cannot be used is told of": (_template_broken, "templat --periksa rkt.docx", ExitCode.INPUT, True),
    "a package that is not whole is told of": (_package_broken, "arsip --periksa paket", ExitCode.INPUT, True),
    "a journal that was edited is told of": (_broken_journal, "status --periksa-jurnal", ExitCode.INPUT, True),
    "a journal that was edited stops the rest": (_broken_journal, "gabung", ExitCode.INPUT, False),
    "the work folder's place is taken": (_place_taken, "format", ExitCode.OUTPUT, False),
    "not now": (_nothing, "gabung", ExitCode.NOT_NOW, False),
    "a decision too early": (merged, "tandatangan --oleh Kepala", ExitCode.NOT_NOW, False),
}


@pytest.mark.tuntas
@pytest.mark.parametrize(("prepared", "typed", "code", "speaks"), ENDS.values(), ids=ENDS)
def test_however_a_command_ends_standard_output_has_what_the_schema_allows_or_nothing(
    say: Say, office: Workplace, prepared: Callable[[Workplace], None], typed: str, code: ExitCode, speaks: bool
) -> None:
    prepared(office)
    ended, told = say(*typed.split())
    assert (ended, told is not None) == (code, speaks), told
    assert told is None or misfit(typed.split(maxsplit=1)[0], told) == ""


@pytest.mark.tuntas
def test_the_second_edition_says_what_the_schemas_allow(say: Say, office: Workplace) -> None:
    merged(office)
    approved(office)
    rewrite_master(office, perubahan)
    row = office.master()[0].indikator[0].kode
    steps = ["status", "format", "kirim", "gabung", "rapat", "draft", "periksa", f"jejak {row}", f"jejak {row} target"]
    for each in steps:
        if each == "gabung":
            for bagian in office.master()[0].bagian:
                hand_in(office, bagian.kode)
        ended, told = say(*each.split())
        assert ended in {ExitCode.DONE, ExitCode.LOOK}, (each, ended)
        assert misfit(each.split()[0], told) == ""
        assert told.get("edisi", "perubahan") == "perubahan"
    ended, told = say("paraf", "--oleh", KASUBAG)
    assert (ended, misfit("paraf", told)) == (ExitCode.DONE, "")
