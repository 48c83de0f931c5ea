"""What a test drives is said by its mark; what cannot be tried is counted, and in CI it is a failure."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import mail_servers, programs
from helpers.paths import TESTS

from rkt_excel.edges.seal import libreoffice

DRIVEN = "test_a_browser_runs_no_script_of_peoples_text"


@pytest.mark.parametrize("name", programs.PROGRAMS)
def test_each_program_that_is_missing_is_named_with_how_to_get_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "PROGRAMS", {name: programs.Program(lambda: False, "apt-get install sesuatu")})
    assert programs.absent.__wrapped__((name,)) == f"{name} is not here (apt-get install sesuatu)"


def test_a_name_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError):
        programs.absent(("LibreOfice",))


def test_a_test_without_a_mark_sees_none_of_them() -> None:
    assert libreoffice.available() is None
    assert mail_servers.find_dovecot() is None
    assert programs.chromium() is None
    assert shutil.which("pdftotext") is None


def test_readme_gets_in_one_line_every_program_that_tests_drive() -> None:
    ways = [each.get.removeprefix("apt-get install ") for each in programs.PROGRAMS.values() if "apt-get" in each.get]
    told = re.findall(r"`apt-get install ([^`]+)`", (TESTS.parent / "README.md").read_text(encoding="utf-8"))
    assert [set(each.split()) for each in told] == [{package for way in ways for package in way.split()}]


@pytest.mark.tuntas
@pytest.mark.parametrize(("ci", "code"), [("", pytest.ExitCode.OK), ("true", pytest.ExitCode.TESTS_FAILED)])
def test_what_was_skipped_is_counted_with_its_reason_and_fails_in_ci(ci: str, code: pytest.ExitCode) -> None:
    line = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        "0",
        "-p",
        "no:cacheprovider",
        "edges/folder/test_report.py",
        "-k",
        DRIVEN,
    ]
    environment = {**os.environ, "PATH": str(Path(sys.executable).parent), "CI": ci}
    done = subprocess.run(line, cwd=TESTS, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == code
    assert "SKIPPED [1] conftest.py" in done.stdout.replace("tests/conftest.py", "conftest.py")
    assert "Chromium is not here (apt-get install chromium)" in done.stdout
