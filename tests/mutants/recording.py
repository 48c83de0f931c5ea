"""A plugin of pytest: what runs while a file of tests is collected is recorded for that file."""

from __future__ import annotations

from collections.abc import Generator

import coverage
import pytest


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Name the file that is collected as the context of the lines that run."""
    measured = coverage.Coverage.current()
    if measured and isinstance(collector, pytest.Module):
        measured.switch_context(f"{collector.nodeid}|collect")
    return (yield)
