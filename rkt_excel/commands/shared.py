"""What every command shares: its options, JSON, findings, and the place where it works."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import wraps
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

import click

from rkt_excel.edges.terminal import PROGRESS, for_programs
from rkt_excel.edges.workers.ordered_work import Workers
from rkt_excel.errors import ExitCode
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.vocabulary.nilai import as_text
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.office.state.berikutnya import Berikutnya
from rkt_excel.progress import Progress, Stage
from rkt_excel.workbook.characters import cleaned, strange
from rkt_excel.workbook.findings import Finding, Severity
from rkt_excel.workbook.reading.grouped import lines
from rkt_excel.workbook.values.days import read_day

Json = dict[str, Any]
as_json_option = click.option("--json", "as_json", is_flag=True, help="Hasil sebagai JSON di keluaran standar.")
_kerja = click.option(
    "--kerja", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
    help="Folder kerja (bila tidak disebut: output/<tahun>).",
)  # fmt: skip
FINDING: Final = (
    "kode=code.name tingkat=severity berkas=file bagian=owner lembar=sheet sel=cells kunci=key kolom=column isi=found "
    "pesan=message perbaikan=remedy"
)
# Of a result that says what is next: the command by its name, and as it is typed.
NEXT: Final = "berikutnya=berikutnya.perintah ketik=berikutnya.ketik"


class TextOption(click.ParamType):  # type: ignore[type-arg]  # generic only in newer versions
    """A text for journal and documents; characters that neither can hold are refused with exit code 2, not dropped."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text itself, as click's parameter types give it; refused where it holds such a character."""
        if cleaned(value) == value:
            return value
        return self.fail(f"Teks memuat {strange(value)}. Ketik ulang tanpa karakter itu.", param, ctx)


TEXT_OPTION = TextOption()
# Only notes, but somebody may look for the file, or sign the grey frame.
_ALWAYS: Final = frozenset({FileCode.KELUARAN_DITARIK, FileCode.LAMBANG_BELUM_ADA})


class DayOption(click.ParamType):  # type: ignore[type-arg]  # generic only in newer versions
    """A day as people write it: 14/1/2026, 2026-01-14, 14 Januari 2026."""

    name = "day"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that a text means, as click's parameter types give it; refused where it is none."""
        day = value if isinstance(value, date) else read_day(value)
        return day or self.fail(f"“{value}” bukan tanggal. Tulislah seperti 14/1/2026.", param, ctx)


DAY = DayOption()
tanggal_option = click.option(
    "--tanggal",
    type=DAY,
    metavar="TANGGAL",
    help="Kapan terjadinya, misalnya 14/1/2026 (bila tidak disebut: hari ini).",
)


def shared_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options that every one has: --kerja as `kerja`, --json as `as_json`."""
    return _kerja(as_json_option(command))


def workers_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command --pekerja and --dask, as `workers`."""

    @wraps(command)
    def with_workers(*, pekerja: int | None, dask: str, **rest: Any) -> int:  # noqa: ANN401 - whatever the command takes
        return command(workers=Workers(pekerja, dask), **rest)

    pekerja = click.option(
        "--pekerja", type=click.IntRange(1), metavar="N",
        help="Banyaknya proses yang bekerja bersama (bila tidak disebut: sebanyak yang mempercepat).",
    )  # fmt: skip
    dask = click.option(
        "--dask", default="", metavar="ALAMAT", help="Kluster Dask yang mengerjakan, misalnya tcp://10.0.0.1:8786."
    )
    return pekerja(dask(with_workers))


def workplace_in(kerja: Path | None) -> Workplace:
    """Where a command works; what it has to tell while it runs goes to standard error, each sentence once.

    Args:
        kerja: The work folder as typed; `None` for output/<tahun> of the current folder.
    """
    said: set[str] = set()

    def tell(sentence: str) -> None:
        if sentence not in said:
            said.add(sentence)
            click.echo(sentence, err=True)

    return Workplace(kerja=kerja, tell=tell)


@contextmanager
def watched(what: str, *, as_json: bool = False) -> Iterator[Progress]:
    """While long work goes on, what tells its stages: a bar on a terminal, elsewhere a line for each, none with JSON.

    Another program that shows the progress hears the lines always.

    Args:
        what: What is done, a few words.
        as_json: Whether the result is wanted as JSON.
    """
    if os.environ.get(PROGRESS) or not (as_json or sys.stderr.isatty()):
        yield lambda text: click.echo(f"… {text.line if isinstance(text, Stage) else text}", err=True)
    elif as_json:
        yield lambda _: None
    else:
        from rkt_excel.edges.bar import bar  # noqa: PLC0415 - only where a person waits

        with bar(what) as told:
            yield told


def print_json(result: object) -> ExitCode:
    """Print the result as JSON on standard output, with nothing else there, and give exit code 0."""
    text = json.dumps(data(result), ensure_ascii=False, indent=1)
    sys.stdout.buffer.write(for_programs(f"{text}\n"))
    sys.stdout.flush()
    return ExitCode.DONE


def show_next(then: Berikutnya) -> None:
    """Print what people do now, the other ways, and the next command as the last line, to be copied."""
    if not then.perintah:
        click.echo("\nSemua langkah selesai.")
        return
    click.echo(f"\n{then.dahulu}" if then.dahulu else "")
    for typed, when in then.atau:
        click.echo(f"{when[:1].upper()}{when[1:]}: {typed}")
    click.echo(f"Berikutnya: {then.ketik}")


def verdict(findings: Iterable[Finding]) -> ExitCode:
    """The exit code of a command that is done: `LOOK` where people have to look at a finding, else `DONE`."""
    return ExitCode.LOOK if to_look_at(findings) else ExitCode.DONE


def to_look_at(findings: Iterable[Finding]) -> bool:
    """Whether people have to look: there is a finding heavier than an info."""
    return any(each.severity is not Severity.INFO for each in findings)


def data(told: Any, keys: str = "", **within: str) -> Any:  # noqa: ANN401 - whatever a step says, as JSON can hold it
    """What a step says as JSON: days as ISO, paths with "/", decimal numbers as texts, findings by Indonesian keys.

    Args:
        told: A value, a dataclass, or any number of them in a tuple, a list or a dict.
        keys: The keys of a JSON object in their order, parted by spaces: each the name of an attribute, or
            `key=path.of.attributes`, where "@" is the object itself and an
            empty text is null where a "?" stands behind. With "" all fields of a dataclass.
        within: The keys of the objects that stand under a key, by that key; below it with a dot between, as "a.b".
    """
    if isinstance(told, Mapping):
        return {key: data(value) for key, value in told.items()}
    if isinstance(told, tuple | list):
        return [data(each, keys, **within) for each in told]
    if told is not None and (keys or is_dataclass(told)):
        spoken = keys or (FINDING if isinstance(told, Finding) else " ".join(each.name for each in fields(told)))
        parts = (each.partition("=") for each in spoken.split())
        return {key: data(_at(told, path or key), within.get(key, ""), **below(within, key)) for key, _, path in parts}
    return _plain(told)


def _at(told: object, path: str) -> object:
    if path == "@":
        return told
    value = attrgetter(path.removesuffix("?"))(told)
    return None if path.endswith("?") and value == "" else value


def below(within: Mapping[str, str], key: str) -> dict[str, str]:
    """The keys of objects that stand deeper than one key."""
    return {name.removeprefix(f"{key}."): keys for name, keys in within.items() if name.startswith(f"{key}.")}


def _plain(value: object) -> object:
    """A single value as JSON."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return as_text(value)
    return value.as_posix() if isinstance(value, Path) else value


def show_findings(findings: Iterable[Finding], report: str = "") -> None:
    """Print what was found, the same fault in many cells as one line.

    Args:
        findings: All of them.
        report: Where all of them can be read, so that the less important are only counted here; "" shows everything.
    """
    for number, line in enumerate(lines(tuple(findings), report, _ALWAYS)):
        click.echo(f"\n{line}" if number == 0 else line)
