"""The quicker way: tests are collected once, then each mutant is a fork whose loaded program is changed in place.

What is noticed so counts only where the same test holds with the unchanged module put in its place in the same way.
What is not noticed may be a change that did not arrive (a value that another module has copied, or made something of,
at import), and is left to `--again`, which imports the changed file itself.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import inspect
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from enum import Enum
from itertools import pairwise
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest

from mutants.trying import Outcome, Trial, apart, module_name

OURS = ("rkt_excel", "helpers", "test_", "conftest")
_OF_PYTHON = {"__name__", "__file__", "__package__", "__spec__", "__loader__", "__builtins__", "__path__"}


def collected(root: Path, tests: list[str], work: Callable[[Trial], None]) -> None:
    """Collect these tests, of them those that need no other program, and let `work` try mutants on them."""
    options = ["-q", "-s", "-n", "0", "-p", "no:cacheprovider", "--hypothesis-seed=0", "-m", "not program and not lama"]
    with tempfile.TemporaryDirectory(prefix="mutan-", ignore_cleanup_errors=True) as scratch:
        pytest.main([*options, f"--basetemp={Path(scratch) / 'work'}", *tests], plugins=[_Resident(root, work)])


class _Resident:
    """A plugin of pytest that hands `work` a trial of the collected tests instead of running them."""

    def __init__(self, root: Path, work: Callable[[Trial], None]) -> None:
        self._root, self._work = root, work
        self._noticed = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._noticed = report.nodeid

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            raise session.Interrupted(f"{session.testsfailed} files of tests cannot be collected")
        items = {each.nodeid: [each] for each in session.items}
        for each in session.items:
            items.setdefault(each.nodeid.partition("::")[0], []).append(each)
        gc.freeze()
        self._work(functools.partial(self._tried, items))
        return True

    def _tried(
        self, items: dict[str, list[pytest.Item]], path: Path, source: str, tests: list[str], limit: int, told: Path
    ) -> Outcome:
        """As `trying.attempt`; of the tests, or files of tests, what was collected."""
        chosen = [item for test in tests for item in items.get(test, [])]
        if not chosen or module_name(self._root, path) not in sys.modules:
            return "untried"
        outcome = apart(functools.partial(self._run, path, source, chosen), limit, told)
        noticed = items.get(told.read_text(encoding="utf-8", errors="replace").rpartition("\n")[2], [])
        if outcome != "killed":
            return outcome
        unchanged = path.read_text(encoding="utf-8")
        held = apart(functools.partial(self._run, path, unchanged, noticed), limit, Path(os.devnull))
        return outcome if held == "survived" else "untried"

    def _run(self, path: Path, source: str, chosen: list[pytest.Item]) -> int:
        try:
            put(module_name(self._root, path), path, source)
        except Exception:  # noqa: BLE001 - whatever a mutant does at import
            return pytest.ExitCode.TESTS_FAILED
        for item, following in pairwise([*chosen, None]):
            assert item
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self._noticed:
                sys.stdout.write(f"\n{self._noticed}")
                return pytest.ExitCode.TESTS_FAILED
        return pytest.ExitCode.OK


def put(name: str, path: Path, source: str) -> None:
    """Make a loaded module, in place, one that was made from this source.

    Its functions and classes stay the objects that others hold, and only do what the source says; what has become
    another value is put wherever a module of ours has it by that name. Raises whatever the source raises.
    """
    old = sys.modules[name]
    new = ModuleType(name)
    vars(new).update({key: value for key, value in vars(old).items() if key in _OF_PYTHON})
    sys.modules[name] = new
    try:
        exec(compile(source, path, "exec"), vars(new))
    finally:
        sys.modules[name] = old
    others = [each for each in list(sys.modules.values()) if str(getattr(each, "__name__", "")).startswith(OURS)]
    for key, before, after in list(_changed(vars(old), vars(new), name)):
        for each in (old, *others):
            if each is old or vars(each).get(key, each) is before:
                setattr(each, key, after)
    vars(new).update(vars(old))  # what is new asks for the classes that everybody else holds
    for each in others:
        for value in list(vars(each).values()):
            if isinstance(value, functools._lru_cache_wrapper):
                value.cache_clear()


def _changed(old: dict[str, Any], new: dict[str, Any], name: str) -> Iterator[tuple[str, object, object]]:
    """The names that have another value now; functions and classes of the module are turned instead."""
    for key, after in new.items():
        before = old.get(key)
        if key in _OF_PYTHON or isinstance(after, ModuleType):
            continue
        if isinstance(after, type | FunctionType) and after.__module__ != name:
            continue
        if isinstance(before, type) and isinstance(after, type):
            _turn_class(before, after)
        elif not _turned(before, after) and _differ(before, after):
            yield key, before, after


def _turn_class(old: type, new: type) -> None:
    for key, after in vars(new).items():
        before = vars(old).get(key)
        if _turned(before, after) or (key.startswith("__") and key.endswith("__")) or isinstance(after, Enum):
            continue
        if isinstance(after, int | str | float | tuple | frozenset | dict | list | None) and _differ(before, after):
            with contextlib.suppress(AttributeError, TypeError):
                setattr(old, key, after)


def _turned(old: object, new: object) -> bool:
    """Whether both are functions, of which the old one does from now on what the new one does."""
    before, after = _function(old), _function(new)
    if before is None or after is None or before.__code__.co_freevars != after.__code__.co_freevars:
        return False
    before.__code__ = after.__code__
    if _differ(before.__defaults__, after.__defaults__):
        before.__defaults__ = after.__defaults__
    if _differ(before.__kwdefaults__, after.__kwdefaults__):
        before.__kwdefaults__ = after.__kwdefaults__
    return True


def _function(value: object) -> FunctionType | None:
    """The function within a method, a property or what a decorator made; `None` where there is none."""
    if isinstance(value, classmethod | staticmethod):
        value = value.__func__
    elif isinstance(value, property):
        value = value.fget
    elif isinstance(value, functools.cached_property):
        value = value.func
    inner = inspect.unwrap(value) if callable(value) else None
    return inner if isinstance(inner, FunctionType) else None


def _differ(old: object, new: object) -> bool:
    """Whether two values read differently; what shows only where it lies in memory may have changed."""
    said = repr(new)
    return type(old) is not type(new) or repr(old) != said or " at 0x" in said
