"""What every command shares: its options, JSON, findings, and the place where it works."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from rkt_excel.edges.terminal import for_programs
from rkt_excel.errors import ExitCode
from rkt_excel.messages.files import FileCode
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.office.state.langkah_berikut import Berikutnya
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


class Typed(click.ParamType):  # type: ignore[type-arg]  # generic only in newer versions
    """A text for journal and documents; characters that neither can hold are refused, not dropped."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text itself."""
        if cleaned(value) == value:
            return value
        return self.fail(f"Teks memuat {strange(value)}. Ketik ulang tanpa karakter itu.", param, ctx)


TYPED = Typed()
# Only notes, but somebody may look for the file, or sign the grey frame.
_ALWAYS: Final = frozenset({FileCode.KELUARAN_DITARIK, FileCode.LAMBANG_BELUM_ADA})


class Day(click.ParamType):  # type: ignore[type-arg]  # generic only in newer versions
    """A day as people write it: 14/1/2026, 2026-01-14, 14 Januari 2026."""

    name = "day"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day itself."""
        day = value if isinstance(value, date) else read_day(value)
        return day or self.fail(f"“{value}” bukan tanggal. Tulislah seperti 14/1/2026.", param, ctx)


DAY = Day()
tanggal_option = click.option(
    "--tanggal",
    type=DAY,
    metavar="TANGGAL",
    help="Kapan terjadinya, misalnya 14/1/2026 (bila tidak disebut: hari ini).",
)


def shared_options(command: Callable[..., int]) -> Callable[..., int]:
    """The options that every command has."""
    return _kerja(as_json_option(command))


def place(kerja: Path | None) -> Workplace:
    """Where a command works; what it is told at once is shown once."""
    said: set[str] = set()

    def tell(sentence: str) -> None:
        if sentence not in said:
            said.add(sentence)
            click.echo(sentence, err=True)

    return Workplace(kerja=kerja, tell=tell)


def progress(*, as_json: bool) -> Callable[[str], None]:
    """Tell long work on standard error, where somebody is watching."""
    if as_json or not sys.stderr.isatty():
        return lambda _: None
    return lambda text: click.echo(f"… {text}", err=True)


def print_json(result: object) -> ExitCode:
    """The result on standard output, and nothing else there."""
    text = json.dumps(result, ensure_ascii=False, indent=1)
    sys.stdout.buffer.write(for_programs(f"{text}\n"))
    sys.stdout.flush()
    return ExitCode.DONE


def show_next(then: Berikutnya) -> None:
    """What people do now, other ways, and the next command as the last line, to be copied."""
    if not then.perintah:
        click.echo("\nSemua langkah selesai.")
        return
    click.echo(f"\n{then.dahulu}" if then.dahulu else "")
    for typed, when in then.atau:
        click.echo(f"{when[:1].upper()}{when[1:]}: {typed}")
    click.echo(f"Berikutnya: {then.ketik}")


def verdict(findings: Iterable[Finding]) -> ExitCode:
    """How a command ends that may have found something."""
    return ExitCode.LOOK if to_look_at(findings) else ExitCode.DONE


def to_look_at(findings: Iterable[Finding]) -> bool:
    """Whether people have to look: anything heavier than a note."""
    return any(each.severity is not Severity.INFO for each in findings)


def temuan(each: Finding) -> Json:
    """A finding as JSON."""
    return {
        "kode": each.code.name, "tingkat": each.severity.value, "berkas": each.file, "bagian": each.owner,
        "lembar": each.sheet, "sel": list(each.cells), "kunci": each.key, "kolom": each.column, "isi": each.found,
        "pesan": each.message, "perbaikan": each.remedy,
    }  # fmt: skip


def show_findings(findings: Iterable[Finding], report: str = "") -> None:
    """What was found, the same fault in many cells as one line.

    Args:
        findings: All of them.
        report: Where all of them can be read; what is not shown here is counted then. Everything is shown without one.
    """
    for number, line in enumerate(lines(tuple(findings), report, _ALWAYS)):
        click.echo(f"\n{line}" if number == 0 else line)
