"""What is installed with the program is what it imports, and what is heavy is loaded only where it works."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from helpers.kantor import open_office
from helpers.paths import ROOT

from rkt_excel.steps.format import format

HEAVY = {
    "PIL",
    "pandas",
    "numpy",
    "openpyxl",
    "docxtpl",
    "docx",
    "holidays",
    "xlsxwriter",
    "msoffcrypto",
    "imapclient",
    "rich",
}


def _name(distribution: str) -> str:
    """The name of a distribution without its version, as registries compare names."""
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=! ;\[]", distribution, maxsplit=1)[0]).lower()


def _imported() -> dict[str, set[str]]:
    """The distributions that modules of the program import, with the files that do; their own rooms left out."""
    known = packages_distributions()
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "rkt_excel").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            for name in names:
                top = name.partition(".")[0]
                if top not in sys.stdlib_module_names and top != "rkt_excel":
                    found.setdefault(_name(known[top][0]), set()).add(path.name)
    return found


def test_a_runtime_dependency_is_what_the_program_imports_and_nothing_else() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {_name(each) for each in project["dependencies"]}
    optional = {_name(each) for extra in ("dask", "keyring") for each in project["optional-dependencies"][extra]}
    # What a library is made of and hands out itself: python-docx and lxml are docxtpl's.
    brought = {"lxml": "docxtpl", "python-docx": "docxtpl", "markupsafe": "jinja2", "pydantic-core": "pydantic"}
    imported = {brought.get(each, each) for each in _imported()}
    assert imported - optional == declared


def test_tables_of_values_are_joined_by_pandas_and_by_nothing_else_that_loads_it() -> None:
    assert _imported()["pandas"] == {"merge.py", "recap_tables.py"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office whose forms are out."""
    place = open_office(tmp_path_factory.mktemp("kantor") / "dinas")
    format(place)
    return place.inputs.parent


@pytest.mark.parametrize(
    ("command", "allowed"),
    [
        (["--help"], set[str]()),
        (["gabung", "--help"], set[str]()),
        (["templat", "rkt"], set[str]()),
        (["status"], {"holidays"}),  # the deadlines are counted in working days
        (["status", "--json"], {"holidays"}),
    ],
    ids=lambda each: " ".join(sorted(each)) or "-",
)
def test_a_command_loads_what_is_heavy_only_where_it_works(office: Path, command: list[str], allowed: set[str]) -> None:
    code = f"import sys; from rkt_excel.cli import run; ended = run({command})"
    code += "; print('loaded', *sys.modules); sys.exit(ended)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8",
        cwd=office, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert set(done.stdout.rpartition("loaded ")[2].split()) & HEAVY <= allowed
