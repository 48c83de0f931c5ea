"""One mutant tried: the tests run in a process of their own whose program is changed in that one place."""

from __future__ import annotations

import contextlib
import functools
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Literal

import pytest

Outcome = Literal["killed", "survived", "endless", "untried"]
# The file, what it holds instead, the tests, seconds of computing, and where what they say goes.
Trial = Callable[[Path, str, list[str], int, Path], Outcome]

HEAVY = (
    "pandas",
    "openpyxl",
    "pydantic",
    "xlsxwriter",
    "docxtpl",
    "lxml.etree",
    "holidays",
    "xlrd",
    "PIL.Image",
    "bagit",
)
MEMORY = 4 << 30
HUNG = 900  # seconds by the clock after which a process that does not even compute is ended


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds one module in a text instead of its file."""

    def __init__(self, name: str, path: Path, source: str) -> None:
        self._name, self._path, self._source = name, path, source

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self._name:
            return None
        return importlib.util.spec_from_file_location(fullname, self._path, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self._source, self._path, "exec"), module.__dict__)


def warm() -> None:
    """Load once what every trial needs and no mutant touches."""
    for name in HEAVY:
        importlib.import_module(name)


def attempt(root: Path, path: Path, source: str, tests: list[str], limit: int, told: Path) -> Outcome:
    """Run the tests against the changed file, for so many seconds of computing; what they say goes to `told`."""
    if not tests:
        return "untried"
    with tempfile.TemporaryDirectory(prefix="mutan-", ignore_cleanup_errors=True) as scratch:
        return apart(functools.partial(_tests_run, root, path, source, tests, Path(scratch)), limit, told)


def apart(run: Callable[[], int], limit: int, told: Path) -> Outcome:
    """Run tests in a process of its own, for so many seconds of computing; `run` gives an exit code of pytest."""
    process = os.fork()
    if not process:
        _run_here(run, limit, told)
    try:
        return _judged(process)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process, signal.SIGKILL)


def module_name(root: Path, path: Path) -> str:
    """How Python names a file of the program."""
    return ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")


def _judged(process: int) -> Outcome:
    end = time.monotonic() + HUNG
    while time.monotonic() < end:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            code = os.waitstatus_to_exitcode(status)
            if code == -signal.SIGXCPU:
                return "endless"
            if code == pytest.ExitCode.OK:
                return "survived"
            return "untried" if code in {pytest.ExitCode.USAGE_ERROR, pytest.ExitCode.NO_TESTS_COLLECTED} else "killed"
        time.sleep(0.05)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)
    os.waitpid(process, 0)
    return "endless"


def _run_here(run: Callable[[], int], limit: int, told: Path) -> None:
    code = int(pytest.ExitCode.INTERNAL_ERROR)
    try:
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))
        out = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1)
        os.dup2(out, 2)
        code = int(run())
    finally:
        sys.stdout.flush()
        os._exit(code)


def _tests_run(root: Path, path: Path, source: str, tests: list[str], scratch: Path) -> int:
    os.chdir(root)
    name = module_name(root, path)
    sys.meta_path.insert(0, _Changed(name, path, source))
    try:
        importlib.import_module(name)
    except Exception:  # noqa: BLE001 - whatever a mutant does at import: no test could even begin
        return pytest.ExitCode.TESTS_FAILED
    options = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider", "-m", "", f"--basetemp={scratch / 'work'}"]
    return int(pytest.main([*options, "--hypothesis-seed=0", *tests]))
