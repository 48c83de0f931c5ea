"""What `import rkt_excel` gives: every step with its result, loaded when asked for, described, and as its page says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import is_dataclass
from importlib import import_module
from importlib.util import find_spec
from inspect import getdoc, isfunction
from pathlib import Path
from typing import get_type_hints

import pytest
from helpers.kantor import hand_in, open_office
from helpers.paths import DOCS, ROOT

import rkt_excel
from rkt_excel import library
from rkt_excel.cli import COMMANDS
from rkt_excel.steps.format import format

NAMES = library.__all__
PAGE = (DOCS / "library.md").read_text(encoding="utf-8")
NO_STEP = {"meja": "serves pages until it is left", "contoh": "fills forms as staff would, for those who try RKT"}


def _run(code: str, folder: Path = ROOT) -> str:
    environment: Mapping[str, str] = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
    line = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(line, capture_output=True, encoding="utf-8", cwd=folder, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_the_package_loads_no_other_module_of_it() -> None:
    loaded = _run("import sys, rkt_excel; rkt_excel.__version__; print(*sys.modules)").split()
    assert [each for each in loaded if each.startswith("rkt_excel.") or each in {"pydantic", "click"}] == []


def test_a_name_is_there_for_whoever_asks_and_none_that_is_not() -> None:
    said = _run(
        "import rkt_excel; from rkt_excel import gabung, errors; print(gabung.__name__, errors.ExitCode.DONE.value); "
        "from rkt_excel import *; print(format.__module__, set(rkt_excel.__all__) <= set(dir(rkt_excel)))"
    )
    assert said.split() == ["gabung", "0", "rkt_excel.steps.format", "True"]
    with pytest.raises(AttributeError, match="has no attribute 'tidak_ada'"):
        _ = rkt_excel.tidak_ada  # type: ignore[attr-defined]
    assert not [each for each in NAMES if find_spec(f"rkt_excel.{each}")], "Python loads a module by that"


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - set(NO_STEP)))
def test_every_command_has_its_step_and_its_results_in_it(command: str) -> None:
    assert isfunction(getattr(rkt_excel, command))
    for form in import_module(f"rkt_excel.commands.{command}").JSON:
        if form.of.__module__.startswith("rkt_excel.steps"):
            assert form.of.__name__ in NAMES


def test_what_it_gives_is_typed_and_described() -> None:
    for name in NAMES:
        each = getattr(rkt_excel, name)
        assert getdoc(each), name
        if isfunction(each):
            hints = get_type_hints(each)
            assert "return" in hints, name
            assert set(each.__annotations__) - {"return"} == set(each.__code__.co_varnames[: _parameters(each)]), name
        elif is_dataclass(each):
            assert get_type_hints(each), name
    assert (Path(str(rkt_excel.__file__)).parent / "py.typed").is_file()


def _parameters(function: object) -> int:
    code = function.__code__  # type: ignore[attr-defined]
    return int(code.co_argcount + code.co_kwonlyargcount)


@pytest.mark.tuntas
def test_the_pages_of_docs_api_are_written_without_a_warning_and_hold_every_name(tmp_path: Path) -> None:
    line = [sys.executable, str(ROOT / "packaging/api.py"), str(tmp_path)]
    done = subprocess.run(
        line, capture_output=True, encoding="utf-8", check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert (done.returncode, done.stderr) == (0, "")
    text = (tmp_path / "rkt_excel.html").read_text(encoding="utf-8")
    assert [each for each in NAMES if f'id="{each}"' not in text] == []
    assert str(ROOT) not in text


def test_the_page_names_only_what_is_there() -> None:
    named = set(re.findall(r"\brkt_excel\.(\w+)", PAGE))
    assert named
    assert named <= set(NAMES)


@pytest.mark.tuntas
def test_the_example_of_the_page_reads_a_folder_of_returns_into_tables(tmp_path: Path) -> None:
    place = open_office(tmp_path / "kantor")
    format(place)
    master, _ = place.master()
    first, second = (each.kode for each in master.bagian)
    wrong = next(each.kode for each in master.indikator if each.bagian == (second,))
    hand_in(place, first)
    hand_in(place, second, {("Kinerja", wrong, "target"): "segera"})
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    said = _run(example, place.inputs.parent)
    for each in master.indikator:
        line = next(row for row in said.splitlines() if re.search(rf"\b{re.escape(each.kode)} ", row))
        assert len(line.split()) >= 5, "target and four quarters"
    assert re.search(rf"kiriman {second}\.xlsx +{second} +perlu-perbaikan +BUKAN_ANGKA", said)
    assert re.search(rf"kiriman {first}\.xlsx +{first} +dipakai", said)
    assert re.search(rf"{second} +BUKAN_ANGKA +galat +1", said)
