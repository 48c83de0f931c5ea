"""The manual names every command, exit code and finding, in the program's own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from rkt_excel.cli import COMMANDS
from rkt_excel.errors import ExitCode
from rkt_excel.messages import CATALOGUE

MANUAL = (Path(__file__).parent.parent / "docs" / "manual.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_in_the_manual(command: str) -> None:
    assert f"`rkt {command}" in MANUAL


@pytest.mark.parametrize("code", list(ExitCode))
def test_every_exit_code_is_in_the_manual(code: ExitCode) -> None:
    assert f"| {code.value} |" in MANUAL


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_every_finding_is_in_the_manual_with_its_text(name: str) -> None:
    wording = CATALOGUE[name]
    assert f"| `{name}` | {wording.severity.value} | {wording.message} | {wording.remedy} |" in MANUAL
