"""The manual names every command, exit code and finding, in the program's own words."""

from __future__ import annotations

import gettext
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from helpers.paths import DOCS
from pages import catalogue_page, kamus_page

import rkt_excel
from rkt_excel.cli import COMMANDS, run
from rkt_excel.errors import ExitCode

MANUAL = (DOCS / "manual.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_in_the_manual(command: str) -> None:
    assert f"`rkt {command}" in MANUAL


@pytest.mark.parametrize("code", list(ExitCode))
def test_every_exit_code_is_in_the_manual(code: ExitCode) -> None:
    assert f"| {code.value} |" in MANUAL


def test_the_table_of_findings_is_the_catalogue() -> None:
    assert catalogue_page.table() in MANUAL, "run: python tests/pages"


def test_the_data_dictionary_is_what_the_declarations_say() -> None:
    assert kamus_page.PAGE.read_text(encoding="utf-8") == kamus_page.page(), "run: python tests/pages"


def test_the_words_of_the_command_line_are_compiled_from_their_text() -> None:
    folder = Path(rkt_excel.__file__).parent / "locale/id/LC_MESSAGES"
    with (folder / "messages.po").open("rb") as text, (folder / "messages.mo").open("rb") as compiled:
        catalog, known = read_po(text, locale="id"), gettext.GNUTranslations(compiled)
    for each in (message for message in catalog if message.id):
        if isinstance(each.id, str):
            assert known.gettext(each.id) == each.string, "run: pybabel compile -d rkt_excel/locale"
        else:
            assert each.string
            assert known.ngettext(each.id[0], each.id[1], 1) == each.string[0]


ENGLISH = re.compile(r"\b(Usage|Options|Missing|No such|required|Show|Invalid|does not|unexpected|exit)\b")


def test_help_speaks_indonesian_though_a_command_was_asked_for_before_it_ran() -> None:
    """What click makes once for each command keeps the language of that moment, also one without a file to read."""
    code = (
        "import click, gettext; from rkt_excel.cli import rkt, run; context = click.Context(rkt); known = gettext.find;"
        "gettext.find = lambda *a, **k: None; rkt.get_command(context, 'gabung').make_context('gabung', []);"
        "gettext.find = known; run(['gabung', '--help'])"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    ).stdout  # fmt: skip
    assert "--help" in told
    assert not ENGLISH.search(told), told


@pytest.mark.parametrize("command", ["", *COMMANDS])
@pytest.mark.parametrize("argument", ["--help", "--tidak-ada", "--kerja"])
def test_the_command_line_speaks_indonesian(command: str, argument: str, capsys: pytest.CaptureFixture[str]) -> None:
    run([command, argument] if command else [argument])
    said = "".join(capsys.readouterr())
    assert said.strip()
    assert not ENGLISH.search(said), said


@pytest.mark.parametrize(
    "arguments", [["grafik"], ["status", "sekarang"], ["paraf"], ["arsip", "--periksa", "tidak-ada"]]
)
def test_a_wrong_word_is_answered_in_indonesian(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) in {ExitCode.ARGUMENTS, ExitCode.INPUT}
    said = capsys.readouterr().err
    assert said.strip()
    assert not ENGLISH.search(said), said
