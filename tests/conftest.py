"""What many tests need: a clock that stands still, a workplace of its own, the shipped master."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from helpers import json_schemas, mail_servers
from helpers.kantor import NOON, open_office
from helpers.programs import absent
from helpers.quick import master_bytes, remembered, unforced
from helpers.tahapan import Stage, Work

from rkt_excel.edges.disk.shipped import INPUTS, shipped_inputs
from rkt_excel.edges.private import own_notes
from rkt_excel.edges.seal import libreoffice
from rkt_excel.model.origin.master import Master
from rkt_excel.model.vocabulary.terms import TIDAK
from rkt_excel.office.place.workplace import MASTER_FILE, Workplace

unforced()
remembered()
json_schemas.held()


@pytest.fixture(scope="session")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped inputs without the picture of the plan, which has tests of its own and takes time to draw."""
    folder = tmp_path_factory.mktemp("masukan") / INPUTS
    shutil.copytree(shipped_inputs(), folder)
    master, _ = Workplace(inputs=folder).master()
    plain = replace(master, instansi=master.instansi.model_copy(update={"cetak_peta": TIDAK}))
    (folder / MASTER_FILE).write_bytes(master_bytes(plain))
    return folder


@pytest.fixture
def place(tmp_path: Path, inputs: Path) -> Workplace:
    """An office with the shipped master and nothing done yet."""
    shutil.copytree(inputs, tmp_path / INPUTS)
    return Workplace(inputs=tmp_path / INPUTS, outputs=tmp_path / "output", now=lambda: NOON)


@pytest.fixture
def master(place: Workplace) -> Master:
    """The shipped master."""
    return place.master()[0]


@pytest.fixture
def in_office(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Stand in the office's folder, as the command line does; gives a path below it."""
    home = place.inputs.parent
    monkeypatch.chdir(home)
    return home.joinpath


# ------------------------------------------------------------------ foreign programs (see programs.py)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """A test that names no foreign program finds none: neither on the PATH nor where LibreOffice is usually put."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(own_notes.PLACE, str(_notes(item)))
        if _driven(item):
            return (yield)
        patch.setenv("PATH", str(Path(sys.executable).parent))
        patch.setattr(libreoffice, "_usual_places", list)
        patch.setattr(mail_servers, "SBIN", ())
        return (yield)


def _notes(item: pytest.Item) -> Path:
    """A folder of its own for what the program notes, made by the program where a test comes that far."""
    base: Path = item.session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
    return base / "ingatan" / hashlib.sha256(item.nodeid.encode()).hexdigest()[:16]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test whose program is missing is skipped with the sentence that says how to get it."""
    reason = absent(_driven(item))
    if reason:
        pytest.skip(reason)


def _driven(item: pytest.Item) -> tuple[str, ...]:
    return tuple(sorted({str(name) for mark in item.iter_markers("program") for name in mark.args}))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With CI set, nothing may be left untried: a skipped test fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter and reporter.stats.get("skipped") and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Work], Path]:
    """Offices that have come as far as a stage, each made once and never touched."""
    made: dict[Work, Path] = {}

    def office(stage: Work) -> Path:
        if stage not in made:
            made[stage] = tmp_path_factory.mktemp("tahap") / "kantor"
            stage(open_office(made[stage]))
        return made[stage]

    return office


@pytest.fixture
def at(offices: Callable[[Work], Path], tmp_path: Path) -> Stage:
    """An office of one's own that has come as far as a stage."""

    def office(stage: Work) -> Workplace:
        home = tmp_path / "kantor"
        shutil.copytree(offices(stage), home)
        return Workplace(inputs=home / INPUTS, outputs=home / "output", now=lambda: NOON)

    return office
