"""A bar for people who wait at a terminal: how far the work is, how quickly it goes, and how long it still takes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Final, TextIO, cast

from rich.console import Console
from rich.file_proxy import FileProxy
from rich.progress import BarColumn, ProgressColumn, Task, TaskID, TextColumn
from rich.progress import Progress as Bars
from rich.table import Column
from rich.text import Text

from rkt_excel.edges.terminal import Spoken, fitting, harmless
from rkt_excel.progress import Progress, Stage

_MINUTE: Final = 60  # seconds
_SIGNS: Final = 24  # of the bar


@contextmanager
def bar(what: str) -> Iterator[Progress]:
    """Show a bar on the terminal behind standard error, and give what tells it how far the work is.

    It is gone at the end, however that comes. What is printed meanwhile stands above it.

    Args:
        what: What is done, a few words; it stands there until a stage is told.
    """
    stream = sys.stderr.behind if isinstance(sys.stderr, Spoken) else sys.stderr
    console = Console(file=stream, highlight=False)
    bars = Bars(*_columns(), console=console, transient=True, redirect_stdout=False, redirect_stderr=False)
    shown = bars.add_task(_fit(what, stream), total=None)
    with ExitStack() as above, bars:
        for each in (sys.stdout, sys.stderr):
            if isinstance(each, Spoken) and each.isatty():
                above.enter_context(each.through(cast("TextIO", FileProxy(console, stream))))
        yield lambda text: _tell(bars, shown, text, stream)


def _tell(bars: Bars, shown: TaskID, text: str, stream: TextIO) -> None:
    """A stage begins: what was counted before it is done."""
    bars.update(shown, description=_fit(text, stream))
    if isinstance(text, Stage):
        bars.update(shown, completed=text.number - 1, total=text.total)


def _fit(text: str, stream: TextIO) -> str:
    return fitting(harmless(text).replace("\n", " "), stream.encoding or "utf-8")


def _columns() -> Iterator[ProgressColumn]:
    """What is done, the bar, and the figures; the first gives way where the terminal is narrow."""
    yield TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True, overflow="crop", ratio=1))
    yield BarColumn(_SIGNS, complete_style="green", finished_style="green", pulse_style="green")
    yield _Figures(Column(no_wrap=True, overflow="crop"))


class _Figures(ProgressColumn):
    """How many are done, how many in a second or minute, and the time left; of uncounted work the time that it took."""

    def render(self, task: Task) -> Text:
        """The figures, as far as they are known."""
        if task.total is None:
            return Text(_clock(task.elapsed or 0))
        figures = [f"{task.completed:.0f}/{task.total:.0f}"]
        if task.speed:
            figures.append(_rate(task.speed))
        if task.time_remaining is not None and task.completed:
            figures.append(f"sisa {_clock(task.time_remaining)}")
        return Text("  ".join(figures))


def _clock(seconds: float) -> str:
    return f"{int(seconds) // _MINUTE}.{int(seconds) % _MINUTE:02}"


def _rate(speed: float) -> str:
    """Pieces in a second, or in a minute where they are fewer than one."""
    return f"{speed:.1f}/detik".replace(".", ",") if speed >= 1 else f"{speed * _MINUTE:.0f}/menit"
