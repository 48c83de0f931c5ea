"""What many tests need: a clock that stands still, a workplace of its own, the shipped master."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from rkt_excel.model.master import Master
from rkt_excel.model.terms import TIDAK
from rkt_excel.office.workplace import INPUTS, MASTER_FILE, Workplace, shipped_inputs
from rkt_excel.steps.begin import master_workbook

sys.path.insert(0, str(Path(__file__).parent))  # the helpers beside the tests

NOON = datetime(2026, 11, 24, 12, 0)  # noqa: DTZ001 - the program works in local time


@pytest.fixture(scope="session")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped inputs without the picture of the plan, which has tests of its own and takes time to draw."""
    folder = tmp_path_factory.mktemp("masukan") / INPUTS
    shutil.copytree(shipped_inputs(), folder)
    master, _ = Workplace(inputs=folder).master()
    plain = replace(master, instansi=master.instansi.model_copy(update={"cetak_peta": TIDAK}))
    (folder / MASTER_FILE).write_bytes(master_workbook(plain.rows(), plain.choices))
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
