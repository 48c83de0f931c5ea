"""A command in a process of its own that is disturbed at one of its writes: killed, refused, or not taken at its word.

The writes are counted where the system sees them: files opened for writing, synced, moved, removed, folders made, and
the statements that change the journal. Nothing of the program is replaced, so that a new way to the disk counts, too.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from helpers.kantor import NOON
from rkt_excel.cli import run
from rkt_excel.commands import shared
from rkt_excel.edges.private.own_notes import PLACE
from rkt_excel.office.place.workplace import Workplace

_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_CHANGES: Final = ("INSERT", "UPDATE", "DELETE", "COMMIT", "CREATE")
_MOVES: Final = ("os.rename", "os.remove", "os.mkdir", "os.rmdir")
Command = (
    Sequence[str] | Callable[[Path], int]
)  # what is typed after `rkt`, or what is done in a folder, with its exit code
Fault = Callable[[str, Path], None]  # is told of each write before it happens: what it is, and of which file


@dataclass(frozen=True)
class Ended:
    """How a command ended.

    Attributes:
        code: Its exit code, `None` where it was killed.
        said: What it wrote on standard output and error.
        writes: How many writes there were; 0 where it was killed.
        moves: How many of them put a file into its place.
    """

    code: int | None
    said: str
    writes: int
    moves: int


def kill(_: str, __: Path) -> None:
    """The process ends here, as by a power cut."""
    os.kill(os.getpid(), signal.SIGKILL)


def refuse(_: str, path: Path) -> None:
    """As Windows does where a file is open in another program.

    Raises:
        PermissionError: Always.
    """
    raise PermissionError(13, "Permission denied", str(path))


def disturbed(
    home: Path, command: Command, fault: Fault | None = None, at: int = 0, *, day: datetime = NOON, drop: int = 0
) -> Ended:  # fmt: skip
    """Run a command in the folder of an office, with a fault at one of its writes.

    Args:
        home: The folder.
        command: What is typed after `rkt`, or is done in the folder by other means.
        fault: What happens there; `None` for nothing.
        at: Which write, from 1.
        day: What the clock says.
        drop: Which move of a file is dropped in silence, from 1; 0 for none.
    """
    beside = tempfile.TemporaryDirectory()
    told, count = Path(beside.name, "keluaran"), Path(beside.name, "tulisan")
    count.write_text("0 0", encoding="ascii")
    child = os.fork()
    if child == 0:
        os._exit(_child(home, command, told, count, _Writes(home, fault, at, drop), day))
    _, status = os.waitpid(child, 0)
    code = None if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
    number, moves = map(int, count.read_text(encoding="ascii").split())
    said = told.read_text(encoding="utf-8", errors="replace")
    beside.cleanup()
    return Ended(code, said, number, moves)


def _child(home: Path, command: Command, told: Path, count: Path, writes: _Writes, day: datetime) -> int:
    """What the process of the command does."""
    sys.dont_write_bytecode = True  # the first run of a fresh copy would write its modules, and no other one
    with suppress(BaseException):
        os.chdir(home)
        os.environ[PLACE] = str(told.with_name("ingatan"))  # of its own, so that every run has the same writes
        screen = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(screen, 1)
        os.dup2(screen, 2)
        for name in ("stdout", "stderr"):
            setattr(sys, name, open({"stdout": 1, "stderr": 2}[name], "w", encoding="utf-8", closefd=False))  # noqa: SIM115
        vars(shared)["Workplace"] = partial(Workplace, now=lambda: day)
        writes.watch()
        code = command(home) if callable(command) else run(list(command))
        writes.done = True
        sys.stdout.flush()
        sys.stderr.flush()
        count.write_text(f"{writes.number} {writes.moved}", encoding="ascii")
        return code
    return 99


class _Writes:
    """The writes of this process below a folder."""

    def __init__(self, home: Path, fault: Fault | None, at: int, drop: int) -> None:
        self.home, self.fault, self.at, self.drop = str(home), fault, at, drop
        self.number = self.moved = 0
        self.done = False
        self.held: str | None = None  # a file that is open elsewhere stays so

    def watch(self) -> None:
        """Be told of every write from now on; there is no way back."""
        sync, connect = os.fsync, sqlite3.connect
        sys.addaudithook(self._seen)

        def synced(handle: int) -> None:
            self._write("os.fsync", _opened(handle) or self.home)
            sync(handle)

        def connected(*arguments: Any, **more: Any) -> sqlite3.Connection:
            made: sqlite3.Connection = connect(*arguments, **more)
            made.set_trace_callback(self._stated)
            return made

        vars(os).update(fsync=synced, replace=self._moving(os.replace), rename=self._moving(os.rename))
        vars(sqlite3).update(connect=connected)

    def _moving(self, move: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
        """A move that is counted, and at one time only said to have been made."""

        def moved(source: Any, target: Any) -> None:
            self.moved += self._inside(target)
            if not self._inside(target) or self.moved != self.drop:
                move(source, target)
            elif not Path(source).is_dir():
                Path(source).unlink()

        return moved

    def _seen(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING:
            self._write(event, arguments[0])
        elif event in _MOVES:
            self._write(event, arguments[1] if event == "os.rename" else arguments[0])

    def _stated(self, statement: str) -> None:
        if statement.startswith(_CHANGES):
            with suppress(OSError):  # SQLite takes no refusal from here
                self._write("sqlite", self.home)

    def _write(self, event: str, path: object) -> None:
        if self.done or not self._inside(path):
            return
        name = os.fsdecode(path)  # type: ignore[arg-type]  # what is inside has a name
        self.number += 1
        if self.fault and (self.number == self.at or (self.held and name == self.held)):
            self.held = name
            self.fault(event, Path(name))

    def _inside(self, path: object) -> bool:
        """Whether a path lies in the folder; the notes that the program keeps elsewhere are no writes of the office."""
        name = os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else ""
        return os.path.join(os.getcwd(), name).startswith(self.home)  # noqa: PTH118, PTH109 - quick, and of any type


def _opened(handle: int) -> str:
    """The path of an open file, "" where the system does not say it."""
    try:
        return os.readlink(f"/proc/self/fd/{handle}")  # noqa: PTH115 - quick
    except OSError:
        return ""
