"""Long work beside the page: one command at a time in a process of its own, with its progress, and stopped safely.

The desk types the command for the person: what it does, refuses, prints as JSON and how it ends is that of the command
line, and so is what a kill leaves behind. A command of another window holds the same lock of the work folder.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from rkt_excel.desk.work.moves import Asks, Move
from rkt_excel.edges.terminal import PROGRESS
from rkt_excel.errors import ExitCode

_PATIENCE: Final = 5.0  # seconds that a command has to end by itself when it is stopped
_MOST_TOLD: Final = 200  # lines of progress that are kept


@dataclass
class Job:
    """One command, running or ended.

    Attributes:
        number: From 1, within this desk.
        move: The button that was pressed.
        begun: When.
        told: What it says while it works, newest last.
        ended: How it ended, `None` while it runs.
        result: Its JSON, empty where there is none.
        said: What it said on the way out: a refusal, a fault.
        stopped: Whether a person stopped it.
        seen: Whether its result was put aside.
    """

    number: int
    move: Move
    begun: datetime
    told: list[str] = field(default_factory=list)
    ended: int | None = None
    result: Mapping[str, Any] = field(default_factory=dict)
    said: str = ""
    stopped: bool = False
    seen: bool = False

    @property
    def running(self) -> bool:
        """Whether it still works."""
        return self.ended is None

    @property
    def well(self) -> bool:
        """Whether it did what it was to do."""
        return self.ended in {ExitCode.DONE, ExitCode.LOOK}


class BusyError(Exception):
    """A command is still running."""


class Runner:
    """The one command that runs, and the last one that did."""

    def __init__(self, home: Path, kerja: Path | None = None) -> None:
        """Nothing runs yet.

        Args:
            home: The folder of the office, in which commands run.
            kerja: The work folder where it is not the usual one.
        """
        self._home, self._kerja = home, kerja
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self.last: Job | None = None

    @property
    def running(self) -> bool:
        """Whether a command runs."""
        return self.last is not None and self.last.running

    def start(self, move: Move, told: Mapping[str, str], done: Callable[[], None] = lambda: None) -> Job:
        """Run the command of a button.

        Args:
            move: The button.
            told: What the person said, by the names of its fields.
            done: Called when it has ended.

        Raises:
            BusyError: Another one runs.
        """
        with self._lock:
            if self.running:
                raise BusyError
            number = self.last.number + 1 if self.last else 1
            job = Job(number, move, datetime.now().astimezone())
            self._process = self._begun(arguments(move, told, self._kerja))
            self.last = job
        threading.Thread(target=self._attend, args=(job, self._process, done), daemon=True).start()
        return job

    def _begun(self, typed: Sequence[str]) -> subprocess.Popen[bytes]:
        # -P: a file of the office's folder is never taken for a module of the program.
        return subprocess.Popen(  # noqa: S603 - our own program, and no shell
            [sys.executable, "-P", "-m", "rkt_excel", *typed],
            cwd=self._home, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8", PROGRESS: "1"},
            start_new_session=os.name != "nt",
        )  # fmt: skip

    def _attend(self, job: Job, process: subprocess.Popen[bytes], done: Callable[[], None]) -> None:
        """Listen to a command until it has ended."""
        said: list[str] = []
        with tempfile.TemporaryFile() as spoken, process:
            reader = threading.Thread(target=_copy, args=(process, spoken), daemon=True)
            reader.start()
            assert process.stderr is not None
            for line in process.stderr:
                text = line.decode("utf-8", "replace").rstrip()
                if text.startswith(MARK):
                    job.told = [*job.told, text.removeprefix(MARK)][-_MOST_TOLD:]
                elif text:
                    said.append(text)
            reader.join()
            code = process.wait()
            spoken.seek(0)
            job.result = _read(spoken.read())
        job.said = "\n".join(said)
        job.ended = int(ExitCode.INTERRUPTED) if job.stopped and code else code
        with suppress(Exception):
            done()

    def stop(self) -> None:
        """Stop the command that runs; what it has half done, the next one takes away."""
        with self._lock:
            job, process = self.last, self._process
        if job is None or process is None or not job.running:
            return
        job.stopped = True
        _ask_to_end(process)
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            _end(process)

    def put_aside(self) -> None:
        """The person has read the last result."""
        if self.last and not self.last.running:
            self.last.seen = True


MARK: Final = "… "


def arguments(move: Move, told: Mapping[str, str], kerja: Path | None = None) -> list[str]:
    """A command as it is typed, one word each; what a person said is never taken for an option.

    Args:
        move: The button.
        told: What the person said, by the names of its fields.
        kerja: The work folder where it is not the usual one.
    """
    typed = [*move.typed, "--json"]
    if kerja and move.typed != ("mulai",):
        typed.append(f"--kerja={kerja}")
    alone: list[str] = []
    for each in move.fields:
        value = told.get(each.name, "").strip()
        if not value:
            continue
        if each.asks is Asks.YES:
            typed.append(each.option)
        elif each.option:
            typed.append(f"{each.option}={value}")
        else:
            alone.append(value)
    return [*typed, "--", *alone] if alone else typed


def _copy(process: subprocess.Popen[bytes], into: Any) -> None:  # noqa: ANN401 - a file of the system
    assert process.stdout is not None
    for piece in iter(lambda: process.stdout.read(65536), b""):  # type: ignore[union-attr]
        into.write(piece)


def _read(spoken: bytes) -> Mapping[str, Any]:
    """The JSON of a command, empty where it gave none."""
    with suppress(ValueError):
        result = json.loads(spoken)
        if isinstance(result, dict):
            return result
    return {}


def _ask_to_end(process: subprocess.Popen[bytes]) -> None:
    """Ctrl-C where a process can be told so; Windows knows only the end."""
    with suppress(OSError):
        if os.name == "nt":
            process.terminate()
        else:
            os.killpg(process.pid, signal.SIGINT)


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        if os.name == "nt":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
