"""What every command shares: its options, JSON, findings, and the place where it works."""

from __future__ import annotations

import json
import os
import re
import shlex
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import click

from rkt_excel.edges.terminal import for_programs
from rkt_excel.errors import ExitCode
from rkt_excel.messages_files import FileCode
from rkt_excel.office.workplace import Workplace
from rkt_excel.workbook.characters import cleaned, strange
from rkt_excel.workbook.findings import Finding, Severity

Json = dict[str, Any]
as_json_option = click.option("--json", "as_json", is_flag=True, help="Hasil sebagai JSON di keluaran standar.")
_BARE: Final = re.compile(r"[\w.:\\/-]+")
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


def shared_options(command: Callable[..., int]) -> Callable[..., int]:
    """The options that every command has."""
    return _kerja(as_json_option(command))


def place(kerja: Path | None) -> Workplace:
    """Where a command works."""
    return Workplace(kerja=kerja, tell=lambda sentence: click.echo(sentence, err=True))


def typed(path: Path) -> str:
    """A path as it is typed in the folder of now, with the quotation marks that spaces and signs need."""
    text = str(path)
    if os.name == "nt":  # no name holds a quotation mark there
        return text if _BARE.fullmatch(text) else f'"{text}"'
    return shlex.quote(text)


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


def plain(value: object) -> str:
    """A value in JSON: a decimal number with a dot."""
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def show_findings(findings: Iterable[Finding]) -> None:
    """The count by weight and the heavy ones; the whole list stands in the report."""
    found = list(findings)
    counts = Counter(each.severity for each in found)
    if not found:
        return
    click.echo("\nTemuan: " + ", ".join(f"{counts[each]} {each.value}" for each in Severity if counts[each]))
    for each in found:
        if each.code is FileCode.KELUARAN_DITARIK:  # only a note, but somebody may look for the file
            click.echo(f"  {each.message}")
    for each in [one for one in found if one.severity is not Severity.INFO][:20]:
        place = " ".join(part for part in (each.owner, each.sheet, ", ".join(each.cells)) if part)
        click.echo(f"  {each.severity.value.upper():10} {place}: {each.message} {each.remedy}")
