"""A process killed at any point leaves a folder on which the same command then succeeds, as if nothing had happened.

Real processes, real kills. A further command is one more entry of `COMMANDS`.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pytest
from helpers.kantor import KASUBAG, KEPALA, hand_in, official, officials, open_office
from helpers.paths import ROOT
from helpers.tahapan import filled, typed_in_the_konsep

from rkt_excel import events
from rkt_excel.cli import run
from rkt_excel.edges.work_folder.journal_check import check_journal
from rkt_excel.errors import ExitCode
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.distribusi import distribusi
from rkt_excel.steps.draft import draft
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.paraf import paraf, tandatangan

SEED: Final = int(os.environ.get("RKT_BENIH", "4711"))
STARTING: Final = 0.25  # of the whole duration: what Python needs before the folder is touched
YEAR: Final = Path("output", "2027")
LEFTOVER: Final = re.compile(r"(.*/)?\..+\.\d+\.sementara(/.*)?|rkt\.(sqlite(-journal)?|kunci)")
Contents = dict[str, str]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills and limits of POSIX")


def merged(place: Workplace) -> None:
    filled(place)
    gabung(place)


def edited(place: Workplace) -> None:
    """Up to a Konsep into which the meeting typed something."""
    merged(place)
    typed_in_the_konsep(place)


def late(place: Workplace) -> None:
    """An edited Konsep, and a return that came after it."""
    edited(place)
    kode = place.master()[0].indikator[-1].kode
    hand_in(place, "PEM", {("Kinerja", kode, "penanggung_jawab"): "Kepala Bidang Pembinaan"})


def readied(place: Workplace) -> None:
    """Up to a clean copy that waits for the signature."""
    merged(place)
    draft(place)
    paraf(place, oleh=KASUBAG)


def distributed(place: Workplace) -> None:
    readied(place)
    tandatangan(place, oleh=KEPALA)
    distribusi(place)


@dataclass(frozen=True)
class Killed:
    """A command that is killed.

    Attributes:
        arguments: The command line.
        prepare: Brings a new office to where the command is due.
        event: The entry of the journal that makes the command done; killed after it, nothing is left to repeat.
        kills: How often; a hundred in all.
        varies: Outputs that differ from run to run, because other programs write the time into them.
        office: Whether LibreOffice can be started; it takes most of the time of what uses it.
    """

    arguments: tuple[str, ...]
    prepare: Callable[[Workplace], object]
    event: str
    kills: int = 25
    varies: re.Pattern[str] = re.compile(r"(?!)")
    office: bool = True

    @property
    def path(self) -> str:
        """Where programs are looked for."""
        return os.environ["PATH"] if self.office else str(Path(sys.executable).parent)


_BY_THE_CLOCK: Final = re.compile(r".*(manifest-sha512\.txt|\.pdf|jurnal\.jsonl|bag-info\.txt|/Berita acara .*\.docx)")
_UNASKED: Final = ("arsip", "--tanpa-pindaian", "--tanpa-tanda-terima")
COMMANDS: Final[Mapping[str, Killed]] = {
    "arsip": Killed(_UNASKED, distributed, events.ARSIP_DISEGEL, 20, _BY_THE_CLOCK, office=False),
    "arsip dengan PDF": Killed(_UNASKED, distributed, events.ARSIP_DISEGEL, 5, _BY_THE_CLOCK),
    "draft": Killed(("draft",), edited, events.DRAFT_DIBUAT),
    "gabung": Killed(("gabung",), filled, events.DIGABUNG, 15),
    "gabung susulan": Killed(("gabung",), late, events.DIGABUNG, 10),
    "tandatangan": Killed(("tandatangan", "--oleh", KEPALA), readied, events.DITANDATANGANI),
}  # fmt: skip


@dataclass(frozen=True)
class Reference:
    """How a command goes when nobody kills it."""

    home: Path
    before: Contents
    after: Contents
    result: Any
    code: int
    seconds: float


def start(home: Path, arguments: tuple[str, ...], path: str = os.environ["PATH"]) -> subprocess.Popen[bytes]:
    """The command as an office starts it, in a session of its own so that what it started can be ended with it."""
    line = [sys.executable, "-m", "rkt_excel", *arguments, "--json", "--kerja", YEAR.as_posix()]
    return subprocess.Popen(
        line, cwd=home, env={**os.environ, "PYTHONPATH": str(ROOT), "PATH": path}, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def contents(home: Path) -> Contents:
    """Every file of the work folder that people see, with its SHA-256."""
    folder = home / YEAR
    names = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in names.items() if not LEFTOVER.match(name)
    }


def reference(command: Killed, base: Path) -> Reference:
    home = base / "semula"
    place = open_office(home, officials(official(KASUBAG, 1), official(KEPALA)), day=datetime.now)
    command.prepare(place)
    whole = shutil.copytree(home, base / "utuh")
    shutil.copytree(home, base / "pemanasan")
    start(base / "pemanasan", command.arguments, command.path).communicate(
        timeout=60
    )  # so that the measured one reads no cold disk
    since = time.monotonic()
    process = start(whole, command.arguments, command.path)
    out, _ = process.communicate(timeout=60)
    seconds = time.monotonic() - since
    assert process.returncode in (ExitCode.DONE, ExitCode.LOOK)
    return Reference(home, contents(home), contents(whole), lasting(json.loads(out)), process.returncode, seconds)


def lasting(result: Any) -> Any:
    """A result without the seal, which holds the moment of sealing."""
    return {name: value for name, value in result.items() if name != "segel"}


def killed(home: Path, command: Killed, delay: float) -> bool:
    """Kill a run after so many seconds; false where it was quicker."""
    process = start(home, command.arguments, command.path)
    try:
        process.wait(delay)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    with process:
        pass
    left = process.returncode == -signal.SIGKILL
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)  # what it had started, such as LibreOffice
    return left


def look(home: Path, command: Killed, known: Reference) -> bool:
    """What must hold right after a kill; gives whether the command was done already."""
    place = Workplace(inputs=home / "input_templates", outputs=home / "output")
    with place.read_register(home / YEAR) as register:
        verdict = check_journal(register)
        assert verdict.sah, verdict
        with place.read_register(known.home / YEAR) as earlier:
            done = len(list(register.entries(command.event))) > len(list(earlier.entries(command.event)))
    for name, digest in contents(home).items():
        if not command.varies.fullmatch(name):
            assert digest in (known.before.get(name), known.after.get(name)), f"half made: {name}"
    return done


def finish(
    home: Path, command: Killed, known: Reference, *, done: bool, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Give the same command again; the folder then is what it would have been without the kill."""
    if not done:
        code = run([*command.arguments, "--json", "--kerja", YEAR.as_posix()])  # home is where we stand
        out = capsysbinary.readouterr().out
        assert code == known.code
        assert lasting(json.loads(out)) == known.result
    after = contents(home)
    assert set(after) == set(known.after)  # and so no file "(baru)" that would not have been
    wrong = [name for name in after if after[name] != known.after[name] and not command.varies.fullmatch(name)]
    assert not wrong
    if not done:
        assert not list((home / YEAR).rglob(".*.sementara"))
    place = Workplace(inputs=home / "input_templates", outputs=home / "output")
    with place.read_register(home / YEAR) as register:
        assert check_journal(register).sah


@pytest.mark.program("LibreOffice")
@pytest.mark.lama
@pytest.mark.parametrize("name", COMMANDS)
def test_killed_at_any_point_the_same_command_then_succeeds(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    command = COMMANDS[name]
    known = reference(command, tmp_path)
    chance = random.Random(f"{SEED} {name}")
    kills = finished = 0
    monkeypatch.setenv("PATH", command.path)
    home = tmp_path / "kantor"
    while kills < command.kills:
        shutil.copytree(known.home, home)
        monkeypatch.chdir(home)
        delay = known.seconds * chance.uniform(STARTING, 1)
        if killed(home, command, delay):
            kills += 1
            try:
                done = look(home, command, known)
                finish(home, command, known, done=done, capsysbinary=capsysbinary)
            except BaseException as error:
                error.add_note(f"{name}: kill {kills} after {delay:.3f} of {known.seconds:.3f} s, RKT_BENIH={SEED}")
                raise
        else:
            finished += 1
            assert finished <= 3 * command.kills, "it is always quicker than it was when it was measured"
        monkeypatch.chdir(tmp_path)
        shutil.rmtree(home)


# ------------------------------------------------------------------ quick ones, in every run


@pytest.mark.tuntas
def test_two_gabung_at_once_do_not_spoil_the_folder(tmp_path: Path) -> None:
    place = open_office(tmp_path, day=datetime.now)
    filled(place)
    running = [start(tmp_path, ("gabung",)) for _ in range(2)]
    results = [json.loads(process.communicate(timeout=60)[0]) for process in running]
    assert [process.returncode for process in running] == [ExitCode.DONE, ExitCode.DONE]
    assert results[0] == results[1]
    with place.read_register(tmp_path / YEAR) as register:
        assert check_journal(register).sah
        assert len(list(register.entries(events.DIGABUNG))) == 2
    assert not [name for name in contents(tmp_path) if "(baru" in name]


def _limited(size: int) -> Callable[[], None]:
    def limit() -> None:
        import resource  # noqa: PLC0415 - not on Windows, where this test does not run

        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


@pytest.mark.tuntas
@pytest.mark.parametrize("size", [8_000, 60_000])
def test_a_full_disk_ends_with_a_sentence_and_nothing_half_made(tmp_path: Path, size: int) -> None:
    place = open_office(tmp_path, day=datetime.now)
    filled(place)
    before = contents(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "rkt_excel", "gabung", "--kerja", YEAR.as_posix()], cwd=tmp_path, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, preexec_fn=_limited(size), capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == ExitCode.OUTPUT, done.stderr
    assert "penuh" in done.stderr
    assert "Traceback" not in done.stderr
    made = contents(tmp_path)
    assert {name: made[name] for name in before} == before
    assert not list((tmp_path / YEAR).rglob(".*.sementara"))
    with place.read_register(tmp_path / YEAR) as register:
        assert check_journal(register).sah
    gabung(place)
    assert not [name for name in contents(tmp_path) if "(baru" in name]
