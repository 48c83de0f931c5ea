"""`rkt templat`: what Word templates may print, and whether those of the office hold."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from textwrap import wrap
from typing import Final

import click

from rkt_excel.commands.json_form import JsonForm
from rkt_excel.commands.shared import shared_options, show_findings, to_look_at, watched, workplace_in
from rkt_excel.errors import ExitCode
from rkt_excel.model.papers.isian import Dokumen, placeholders
from rkt_excel.steps.templat import CheckedTemplate, check_templates, templat
from rkt_excel.workbook.findings import Severity


@dataclass(frozen=True)
class KnownTemplates:
    """What templates may print."""

    templat: tuple[Dokumen, ...]


@dataclass(frozen=True)
class CheckedTemplates:
    """The templates that were looked at."""

    templat: tuple[CheckedTemplate, ...]


_KNOWN: Final = JsonForm(
    KnownTemplates, "templat",
    {"templat": "berkas judul guna isian", "templat.isian": "nama=path arti=meaning contoh=example jenis=kind"},
)  # fmt: skip
_CHECKED: Final = JsonForm(CheckedTemplates, "templat", {"templat": "berkas temuan=findings"})
JSON: Final = (_KNOWN, _CHECKED)


@click.command
@click.argument("berkas", required=False)
@click.option("--periksa", is_flag=True, help="Periksa templat kantor (semua, atau BERKAS) sebelum dipakai.")
@shared_options
def command(berkas: str | None, *, periksa: bool, kerja: Path | None, as_json: bool) -> int:
    """List what a template, or all of them, may print; with --periksa check the templates of the office."""
    if not periksa:
        known = templat(berkas)
        if as_json:
            return _KNOWN.say(KnownTemplates(known))
        _show(known)
        return ExitCode.DONE
    with watched("Memeriksa templat", as_json=as_json):
        result = check_templates(workplace_in(kerja), berkas)
    if as_json:
        _CHECKED.say(CheckedTemplates(tuple(result)))
    else:
        _show_checked(result)
    return _verdict(result)


def _verdict(result: Sequence[CheckedTemplate]) -> ExitCode:
    """Whether the templates can be used, and whether people have to look."""
    found = [one for each in result for one in each.findings]
    if any(one.severity is Severity.GALAT for one in found):
        return ExitCode.INPUT
    return ExitCode.LOOK if to_look_at(found) else ExitCode.DONE


def _show(known: Sequence[Dokumen]) -> None:
    """A table of placeholders for each template."""
    looked_at = sys.stdout.isatty()  # a table as wide as the window, and as a file can hold it
    width = shutil.get_terminal_size().columns if looked_at else 140
    for each in known:
        click.echo(f"\n{each.berkas} – {each.judul}. {each.guna}")
        rows = [(one.path, one.kind, one.meaning, one.example) for one in placeholders(each.isi)]
        click.echo(in_columns([("isian", "jenis", "arti", "contoh"), *rows], width))
    click.echo(
        "\nDi templat: {{ tahun }}, {{ instansi.pemda }}. Daftar, misalnya sasaran[].uraian: {%tr for s in sasaran %} "
        "di baris tabel tersendiri, {{ s.uraian }}, lalu {%tr endfor %}.\n"
        "Untuk memeriksa templat kantor: rkt templat --periksa"
    )


def in_columns(rows: Sequence[tuple[str, ...]], width: int) -> str:
    """Rows below each other, a space between their columns; what is wider than its column goes on in the next line.

    Args:
        rows: Name, kind, meaning and example of each; the first may be the headings.
        width: Characters in a line, 40 at least. Names take at most two fifths of it; meanings and examples share the
            rest.
    """
    name, kind, meaning, example = (max(map(len, column)) for column in zip(*rows, strict=True))
    width = max(width, 40)
    name = min(name, width * 2 // 5)
    left = width - name - kind - 3
    example = min(example, max(left - meaning, left // 2))
    widths = name, kind, min(meaning, left - example), example
    lines = []
    for row in rows:
        cells = [wrap(text, at) for text, at in zip(row, widths, strict=True)]
        lines += [
            " ".join(part.ljust(at) for part, at in zip(parts, widths, strict=True)).rstrip()
            for parts in zip_longest(*cells, fillvalue="")
        ]
    return "\n".join(lines)


def _show_checked(result: Sequence[CheckedTemplate]) -> None:
    for each in result:
        heavy = to_look_at(each.findings)
        click.echo(f"{each.berkas}: {'perlu diperbaiki' if heavy else 'dapat dipakai'}")
        show_findings(each.findings)
