"""What is given out: wheel and source run on the oldest and the newest Python; changelog and licences are complete."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from helpers.json_schemas import misfit
from helpers.paths import DOCS, ROOT
from helpers.pythons import NEWEST, OLDEST, find_python

import rkt_excel

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINS = dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.MULTILINE))
VERSION = rkt_excel.__version__


def _run(*line: str | Path, folder: Path = ROOT) -> str:
    """Run a program of another environment, which must not see this tree."""
    own = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(
        [str(each) for each in line], capture_output=True, encoding="utf-8", cwd=folder, check=False,
        env={**own, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution, and the wheel that is made of that."""
    folder = tmp_path_factory.mktemp("rilis")
    _run(sys.executable, "-m", "uv", "build", "--quiet", "--out-dir", folder, ROOT)
    return folder


@pytest.mark.lama
@pytest.mark.parametrize("kind", ["whl", "tar.gz"])
@pytest.mark.parametrize(
    "version",
    [
        pytest.param(OLDEST, marks=pytest.mark.program(f"Python {OLDEST}")),
        pytest.param(NEWEST, marks=pytest.mark.program(f"Python {NEWEST}")),
    ],
)
def test_what_is_given_out_installs_into_a_clean_environment_and_works(
    built: Path, tmp_path: Path, kind: str, version: str
) -> None:
    (given,) = built.glob(f"rkt_excel-{VERSION}*.{kind}")
    environment, office = tmp_path / "lingkungan", tmp_path / "kantor"
    office.mkdir()
    uv = [sys.executable, "-m", "uv"]
    _run(*uv, "venv", "--quiet", "--python", str(find_python(version)), environment)
    _run(*uv, "pip", "install", "--quiet", "--python", environment, "-c", ROOT / "constraints.txt", given)
    _run(*uv, "pip", "check", "--quiet", "--python", environment)
    rkt, python = environment / "bin/rkt", environment / "bin/python"
    assert _run(rkt, "--versi", folder=office).split() == ["rkt", VERSION]
    _run(rkt, "mulai", folder=office)
    for command in ("format", "gabung", "status"):
        assert misfit(command, json.loads(_run(python, "-m", "rkt_excel", command, "--json", folder=office))) == ""
    code = (
        "import rkt_excel, sys; print(rkt_excel.status(rkt_excel.Workplace()).tahun, sys.version, rkt_excel.__file__)"
    )
    said = _run(python, "-W", "error", "-c", code, folder=office)
    assert re.search(rf"^\d{{4}} {re.escape(version)}\..*{re.escape(str(environment))}", said, re.DOTALL)


@pytest.mark.lama
def test_the_wheel_holds_the_program_alone_and_the_source_what_a_developer_needs(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as held:
        names = held.namelist()
    assert {each.split("/")[0] for each in names} == {"rkt_excel", f"rkt_excel-{VERSION}.dist-info"}
    assert {"rkt_excel/py.typed", "rkt_excel/input_templates/renstra.xlsx"} <= set(names)
    assert not [each for each in names if each.endswith((".pyc", ".sqlite")) or "/output/" in each]
    (source,) = built.glob("*.tar.gz")
    with tarfile.open(source) as packed:
        inside = {each.partition("/")[2] for each in packed.getnames()}
    wanted = {
        "README.md",
        "LICENSE",
        "constraints.txt",
        "docs/schema/gabung.json",
        "tests/conftest.py",
        "packaging/api.py",
    }
    assert wanted <= inside
    assert not [each for each in inside if each.startswith("output/")]


@pytest.mark.parametrize("version", [OLDEST, NEWEST])
def test_the_versions_of_python_that_are_tried_are_those_that_are_promised(version: str) -> None:
    assert PROJECT["requires-python"] == f">={OLDEST}"
    assert version in (DOCS.parent / ".ci/run").read_text(encoding="utf-8"), "CI gets what this test needs"


# ------------------------------------------------------------------ changelog


def test_the_version_has_a_section_in_the_changelog_and_every_section_its_day() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    heads = [
        re.fullmatch(r"(\d+\.\d+\.\d+) \((unreleased|\d{4}-\d{2}-\d{2})\)", each.splitlines()[0]) for each in sections
    ]
    assert all(heads), [each.splitlines()[0] for each in sections]
    known = [(each[1], each[2]) for each in heads if each]
    assert known[0][0] == VERSION, "the newest section is that of the version"
    assert [day for _, day in known[1:] if day == "unreleased"] == [], "only the newest may be unreleased"
    numbers = [tuple(map(int, version.split("."))) for version, _ in known]
    assert all(new > old for new, old in pairwise(numbers))
    days = [date.fromisoformat(day) for _, day in known if day != "unreleased"]
    assert days == sorted(days, reverse=True)
    assert all(re.search(r"^- \S", each, re.MULTILINE) for each in sections), "a section says what changed"


# ------------------------------------------------------------------ licences


def _listed() -> list[list[str]]:
    page = (DOCS / "licences.md").read_text(encoding="utf-8")
    return [
        [cell.strip() for cell in row.strip("|").split("|")] for row in page.splitlines() if re.match(r"\| [\w.]", row)
    ][1:]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_package_stands_with_its_licence_and_size_on_the_page() -> None:
    rows = _listed()
    listed = {_plain(name): version for name, version, *_ in rows}
    assert listed == {_plain(name): version for name, version in PINS.items()}, "run: python packaging/licences.py"
    assert len(rows) == len(listed)
    for name, _, licence, purpose, packed, unpacked in rows:
        assert licence, name
        assert purpose in {"program", "keyring", "parquet", "test", "dev"}, name
        assert 0 < float(packed) <= float(unpacked) or float(unpacked) < 0.02, name
    direct = {_plain(re.split(r"[<>=]", each)[0]) for each in PROJECT["dependencies"]}
    assert direct <= {_plain(name) for name, _, _, purpose, *_ in rows if purpose == "program"}


ALLOWED = {  # of docxtpl, LGPL: it is a package of its own that anybody can exchange
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "LGPL-2.1-only", "MIT", "MIT-0", "MIT-CMU",
    "MPL-2.0",
    "PSF-2.0", "Unlicense", "ZPL-2.1", "Zlib",
}  # fmt: skip


def test_every_licence_lets_an_office_use_and_pass_on_the_program() -> None:
    for name, _, licence, *_ in _listed():
        assert set(re.split(r" (?:AND|OR|WITH) ", licence.replace("(", "").replace(")", ""))) <= ALLOWED, (
            name,
            licence,
        )
