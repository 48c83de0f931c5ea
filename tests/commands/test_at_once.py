"""Ten commands at once in one work folder: each ends as it would alone, and the journal holds them all."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from helpers.kantor import KASUBAG, NOON
from helpers.paths import ROOT
from helpers.tahapan import Stage, drafted, folder

from rkt_excel.edges.work_folder.journal_check import check_journal
from rkt_excel.edges.work_folder.register import Register
from rkt_excel.errors import ExitCode

COMMANDS = (
    ["gabung"], ["status"], ["draft"], ["rapat"], ["kirim"], ["gabung"], ["periksa"], ["jejak", "IK.1.1"],
    ["format"], ["paraf", "--oleh", KASUBAG],
)  # fmt: skip


@pytest.mark.tuntas
def test_ten_commands_at_once_break_nothing(at: Stage) -> None:
    place = at(drafted)
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "rkt_excel", *each], cwd=place.inputs.parent, env=env,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8",
        )
        for each in COMMANDS
    ]  # fmt: skip
    told = [process.communicate(timeout=240)[1] for process in running]
    ended = [process.returncode for process in running]
    may = {ExitCode.DONE, ExitCode.LOOK, ExitCode.NOT_NOW, ExitCode.OUTPUT, ExitCode.ARGUMENTS}  # or waited too long
    assert set(ended) <= may, list(zip(COMMANDS, ended, told, strict=True))
    with Register(folder(place), lambda: NOON, read_only=True) as register:
        assert check_journal(register).sah
        assert not register.behind()
    assert not [path for path in folder(place).rglob("*") if path.name.endswith(".sementara") or "(baru" in path.name]
