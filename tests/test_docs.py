"""The manual names every command, exit code and finding, in the program's own words."""

from __future__ import annotations

from pathlib import Path

import catalogue_page
import kamus_page
import pytest

from rkt_excel.cli import COMMANDS
from rkt_excel.errors import ExitCode

MANUAL = (Path(__file__).parent.parent / "docs" / "manual.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_in_the_manual(command: str) -> None:
    assert f"`rkt {command}" in MANUAL


@pytest.mark.parametrize("code", list(ExitCode))
def test_every_exit_code_is_in_the_manual(code: ExitCode) -> None:
    assert f"| {code.value} |" in MANUAL


def test_the_table_of_findings_is_the_catalogue() -> None:
    assert catalogue_page.table() in MANUAL, "run: python tests/catalogue_page.py"


def test_the_data_dictionary_is_what_the_declarations_say() -> None:
    assert kamus_page.PAGE.read_text(encoding="utf-8") == kamus_page.page(), "run: python tests/kamus_page.py"
