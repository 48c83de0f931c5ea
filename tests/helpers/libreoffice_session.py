"""Drives a real LibreOffice as a person would: opens a form, types, saves in its own way.

Example:
    with LibreOffice() as office:
        result = office.do(
            Job(
                open=Path("form.xlsx"),
                typed=(Typed.number("Kinerja", "H9", "85.5"), Typed.text("Kinerja", "I9", "5.10")),
                saves=(Path("isi.xlsx"), Path("isi.ods"), Path("isi.xls")),
                look_at=(("Kinerja", "H9"),),
                locks=True,
            )
        )
    assert result.refused == ()
    assert result.cells["Kinerja", "H9"].value == 85.5
    assert "H9" in result.locks["Kinerja"].unlocked

The typing itself happens in `office/typist.py`, under whichever Python has `uno`; this module exchanges JSON
with it. Where LibreOffice or such a
Python is missing, it is an error here; programs.py asks before.
"""

import contextlib
import functools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self
from uuid import uuid4
from xml.sax.saxutils import escape

Way = Literal["number", "text", "formula", "keys", "paste", "blank"]
"""How an entry is typed.

`number`, `text` and `formula` put exactly that into the cell, whatever its format (`formula` in LibreOffice's
English: `=SUM(1;2)`, `=Daftar.A1`). `keys` goes through the input line, which obeys the locale and the cell's
format: under `id-ID`, `85,5` is a number, `85.5` a text and `1.250` is 1250. `paste` copies a cell of
another workbook (`path#A1`) with its looks. `blank` is the Delete key.
"""

TYPIST = Path(__file__).parent / "office" / "typist.py"
FORMATS = ("xlsx", "ods", "xls", "pdf")
START_LIMIT = 90.0
STOP_LIMIT = 10.0
RUN_LIMIT = 180.0
_PATIENCE = 2.0
_NOT_LISTENING = 3
_LOG_TAIL = 2000
# Without UseLocking=false, a `.~lock.NAME#` left by a killed LibreOffice makes the next one refuse the file.
_PROFILE_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>{locale}</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="UseLocking" oor:op="fuse">
<value>false</value></prop></item>
</oor:items>
"""


class LibreOfficeError(Exception):
    """LibreOffice is missing, does not answer, or cannot do what was asked."""


class _NotListeningError(LibreOfficeError):
    """LibreOffice has not opened its pipe, or not yet."""


@dataclass(frozen=True, slots=True)
class Typed:
    """One thing typed into one cell."""

    sheet: str
    cell: str
    value: str
    way: Way

    @classmethod
    def number(cls, sheet: str, cell: str, value: str) -> Self:
        """A number, as decimal text such as `85.5`; it arrives as exactly `float(value)`."""
        float(value)
        return cls(sheet, cell, value, "number")

    @classmethod
    def text(cls, sheet: str, cell: str, value: str) -> Self:
        """A text that stays one, such as `007` or `=1+1`."""
        return cls(sheet, cell, value, "text")

    @classmethod
    def formula(cls, sheet: str, cell: str, value: str) -> Self:
        """A formula, in LibreOffice's English: `=SUM(H9;H10)`."""
        return cls(sheet, cell, value, "formula")

    @classmethod
    def keys(cls, sheet: str, cell: str, value: str) -> Self:
        """What a person presses; LibreOffice makes of it what it will."""
        return cls(sheet, cell, value, "keys")

    @classmethod
    def pasted(cls, sheet: str, cell: str, source: Path, at: str) -> Self:
        """What another workbook holds in a cell of its first sheet, with its looks."""
        return cls(sheet, cell, f"{source}#{at}", "paste")

    @classmethod
    def blank(cls, sheet: str, cell: str) -> Self:
        """The Delete key."""
        return cls(sheet, cell, "", "blank")


@dataclass(frozen=True, slots=True)
class Job:
    """What is done with one workbook, in this order: open, type, recalculate, look, save."""

    open: Path
    typed: Sequence[Typed] = ()
    saves: Sequence[Path] = ()
    """Copies to save; the extension names the format, one of `FORMATS`."""
    look_at: Sequence[tuple[str, str]] = ()
    """Cells to report, as (sheet, cell)."""
    locks: bool = False
    recalculate: bool = False
    """Calculate every formula anew; by itself LibreOffice keeps the values that came with the file."""


@dataclass(frozen=True, slots=True)
class CellSeen:
    """What one cell shows and holds, as LibreOffice tells it after the typing."""

    shown: str
    value: float
    formula: str
    type: Literal["empty", "value", "text", "formula"]
    error: int
    """0 none, 32767 #N/A, 532 #DIV/0!, 525 #NAME?, 519 #VALUE!, 524 #REF!; others are shown as `Err:nnn`."""


@dataclass(frozen=True, slots=True)
class SheetLocks:
    """The protection of one sheet."""

    protected: bool
    visible: bool
    examined: str
    """The used area from A1, with 20 rows and 5 columns more."""
    unlocked_ranges: tuple[str, ...]
    unlocked_beyond: tuple[str, ...]
    """Unlocked ranges that reach outside the examined area, whole."""

    @property
    def unlocked(self) -> frozenset[str]:
        """The addresses of all unlocked cells in the examined area."""
        return expand(self.unlocked_ranges)


@dataclass(frozen=True, slots=True)
class JobResult:
    """What came of one job."""

    refused: tuple[Typed, ...]
    """Entries that a locked cell on a protected sheet did not take."""
    cells: Mapping[tuple[str, str], CellSeen]
    locks: Mapping[str, SheetLocks]
    """By sheet name, in the workbook's order; empty unless asked for."""


class LibreOffice:
    """A LibreOffice of one's own, with a fresh profile, listening on a pipe while the `with` block lasts."""

    def __init__(self, locale: str = "en-US") -> None:
        """Prepare; `locale` decides about decimal signs, names of truth values and the meaning of keys."""
        self._locale = locale
        self._name = f"rkt-{uuid4().hex}"
        self._folder = Path()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start LibreOffice and wait until it answers."""
        soffice, self._python = find_soffice(), find_uno_python()
        self._folder = Path(tempfile.mkdtemp(prefix="libreoffice-"))
        try:
            self._start(soffice)
            self._wait_until_it_answers()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End LibreOffice with all its processes and remove its profile."""
        self._stop()

    def do(self, job: Job, *, limit: float = RUN_LIMIT) -> JobResult:
        """Do one job."""
        return self.do_all([job], limit=limit)[0]

    def do_all(self, jobs: Sequence[Job], *, limit: float = RUN_LIMIT) -> list[JobResult]:
        """Do several jobs in one run of the typist, within `limit` seconds altogether.

        Raises:
            LibreOfficeError: A job cannot be done; those before it are done and saved.
        """
        if not self._is_running():
            raise LibreOfficeError(f"LibreOffice is not running. {self._log_tail()}")
        answers = self._run_typist([_job_as_json(job) for job in jobs], limit)
        for job, answer in zip(jobs, answers, strict=False):
            if "failure" in answer:
                raise LibreOfficeError(f"{job.open}: {answer['failure']}")
        return [_result_from_json(answer) for answer in answers]

    def _start(self, soffice: Path) -> None:
        profile = self._folder / "profile"
        settings = profile / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_PROFILE_SETTINGS.format(locale=escape(self._locale)), encoding="utf-8")
        command = [
            str(soffice),
            "--headless",
            "--norestore",
            "--nologo",
            "--nodefault",
            f"-env:UserInstallation={profile.as_uri()}",
            f"--accept=pipe,name={self._name};urp;",
        ]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=_clean_environment(),
                start_new_session=True,
            )

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + START_LIMIT
        while True:
            try:
                self._run_typist([], limit=START_LIMIT)
            except _NotListeningError:
                if time.monotonic() > deadline or not self._is_running():
                    raise
            else:
                return

    def _run_typist(self, jobs: list[dict[str, Any]], limit: float) -> list[dict[str, Any]]:
        job_file, result_file = self._folder / "jobs.json", self._folder / "results.json"
        task = {
            "connection": f"uno:pipe,name={self._name};urp;StarOffice.ServiceManager",
            "patience": _PATIENCE,
            "jobs": jobs,
        }
        job_file.write_text(json.dumps(task, ensure_ascii=False), encoding="utf-8")
        result_file.unlink(missing_ok=True)
        command = [str(self._python), str(TYPIST), str(job_file), str(result_file)]
        done = self._run(command, limit)
        if done.returncode == -signal.SIGSEGV and self._is_running():
            # The UNO bridge of the typist crashed, not LibreOffice and nothing of ours. Every job begins with opening
            # its file and overwrites what it saves, so all of them can be done again.
            done = self._run(command, limit)
        if done.returncode != 0:
            complaint = done.stderr.decode("utf-8", "replace")
            kind = _NotListeningError if done.returncode == _NOT_LISTENING else LibreOfficeError
            raise kind(f"the typist ended with {done.returncode}:\n{complaint}{self._log_tail()}")
        answers: list[dict[str, Any]] = json.loads(result_file.read_text(encoding="utf-8"))
        return answers

    def _run(self, command: list[str], limit: float) -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=limit,
                check=False,
                env=_clean_environment(),
            )
        except subprocess.TimeoutExpired as error:
            raise LibreOfficeError(f"LibreOffice took longer than {limit:g} s\n{self._log_tail()}") from error

    def _is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _stop(self) -> None:
        if self._process is not None:
            _end_process_group(self._process)
            self._process = None
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _log(self) -> Path:
        return self._folder / "soffice.log"

    def _log_tail(self) -> str:
        log = self._log.read_text(encoding="utf-8", errors="replace") if self._log.exists() else ""
        return f"LibreOffice said: {log[-_LOG_TAIL:].strip() or 'nothing'}"


def expand(ranges: Iterable[str]) -> frozenset[str]:
    """Return every cell of ranges such as `A1` and `B2:C3`, by its address."""
    return frozenset(cell for each in ranges for cell in _cells_of(each))


def find_soffice() -> Path:
    """Return the LibreOffice program: the one on the path, else where its installers put it.

    Raises:
        LibreOfficeError: There is none.
    """
    usual = (
        Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
        Path(os.environ.get("PROGRAMFILES", "C:/Program Files")) / "LibreOffice" / "program" / "soffice.exe",
    )
    on_path = (shutil.which(name) for name in ("soffice", "libreoffice"))
    candidates = [*(Path(found) for found in on_path if found), *usual]
    for candidate in candidates:
        if candidate.exists():
            return candidate.resolve()
    raise LibreOfficeError(
        "LibreOffice was not found: these tests drive a real one. Install it, or put `soffice` on the PATH."
    )


@functools.cache
def find_uno_python() -> Path:
    """Return a Python that can `import uno`: this one, LibreOffice's own, or the system's.

    Raises:
        LibreOfficeError: There is none.
    """
    program = find_soffice().parent
    candidates = [
        Path(sys.executable),
        program / "python",
        program / "python.exe",
        Path("/usr/bin/python3"),  # where Debian and Ubuntu put python3-uno
    ]
    for candidate in candidates:
        if candidate.exists() and _has_uno(candidate):
            return candidate
    tried = ", ".join(str(each) for each in candidates)
    raise LibreOfficeError(
        f"No Python with LibreOffice's `uno` module was found (tried {tried}). "
        "On Debian or Ubuntu: apt-get install python3-uno."
    )


def _has_uno(python: Path) -> bool:
    try:
        done = subprocess.run(
            [str(python), "-c", "import uno"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
            env=_clean_environment(),
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _clean_environment() -> dict[str, str]:
    """This environment without the settings of our own Python, which another Python would stumble over."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def _end_process_group(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice and what it started: politely, then by force."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
        process.wait(STOP_LIMIT)
        return
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
        except ProcessLookupError:
            break
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(STOP_LIMIT)


def _job_as_json(job: Job) -> dict[str, Any]:
    return {
        "open": str(job.open.absolute()),
        "type": [{"sheet": each.sheet, "cell": each.cell, "value": each.value, "as": each.way} for each in job.typed],
        "save": [{"path": str(each.absolute()), "format": _format_of(each)} for each in job.saves],
        "report": {
            "locks": job.locks,
            "recalculate": job.recalculate,
            "values": [{"sheet": sheet, "cell": cell} for sheet, cell in job.look_at],
        },
    }


def _format_of(path: Path) -> str:
    extension = path.suffix.removeprefix(".").lower()
    if extension not in FORMATS:
        raise LibreOfficeError(f"{path.name}: the extension must be one of {', '.join(FORMATS)}")
    return extension


def _result_from_json(answer: Mapping[str, Any]) -> JobResult:
    return JobResult(
        refused=tuple(Typed(each["sheet"], each["cell"], each["value"], each["as"]) for each in answer["refused"]),
        cells={
            (each["sheet"], each["cell"]): CellSeen(
                each["shown"], each["value"], each["formula"], each["type"], each["error"]
            )
            for each in answer["values"]
        },
        locks={
            each["sheet"]: SheetLocks(
                each["protected"],
                each["visible"],
                each["examined"],
                tuple(each["unlocked"]),
                tuple(each["unlocked_beyond"]),
            )
            for each in answer["locks"]
        },
    )


def _cells_of(address: str) -> Iterator[str]:
    first, _, last = address.partition(":")
    left, top = _column_and_row(first)
    right, bottom = _column_and_row(last or first)
    for column in range(left, right + 1):
        letters = _column_letters(column)
        for row in range(top, bottom + 1):
            yield f"{letters}{row}"


def _column_and_row(cell: str) -> tuple[int, int]:
    match = re.fullmatch(r"([A-Z]+)([1-9][0-9]*)", cell)
    if match is None:
        raise ValueError(f"not the address of a cell: {cell!r}")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column, int(match[2])


def _column_letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
