"""Mutated forms of every format: none makes the program stumble, and no value is another one without a word."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from helpers.paths import ROOT, TESTS

from fuzz import originals
from fuzz.making import PROGRAMS, make
from fuzz.running import Figures, deal_with

FEW, MANY = 400, 2_500  # files of each run; beyond that: python tests/fuzz


@pytest.mark.tuntas
@pytest.mark.parametrize("first", range(0, FEW, 100))
def test_a_few_hundred_files(first: int) -> None:
    assert _failures(range(first, first + 100), PROGRAMS) == []


@pytest.mark.lama
def test_thousands_of_files_by_the_command(tmp_path: Path) -> None:
    command = [sys.executable, str(TESTS / "fuzz"), "--files", str(MANY), "--seed", "2", "--failing", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout
    assert f"{MANY:,} files, 0 failing" in done.stdout
    assert not list(tmp_path.iterdir())


@pytest.mark.program("LibreOffice")
@pytest.mark.lama
def test_forms_that_libreoffice_saved() -> None:
    assert _failures(range(300), ("LibreOffice",)) == []


@pytest.mark.tuntas
def test_every_format_and_level_is_among_a_few_hundred() -> None:
    made = {(each.kind, each.mutant.level) for each in (make(1, number) for number in range(FEW))}
    assert {kind for kind, _ in made} == {*originals.KINDS, "zip", "eml"}
    assert {level for _, level in made} == {"sel", "XML", "rekaman", "wadah", "bita"}


def _failures(numbers: range, programs: tuple[str, ...]) -> list[str]:
    figures = Figures()
    for number in numbers:
        deal_with(figures, 1, number, programs)
    assert figures.files == len(numbers)
    return [json.dumps(each, ensure_ascii=False, indent=1) for each in figures.failures]
