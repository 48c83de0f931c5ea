"""`rkt templat`."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import click

from rkt_excel.commands.shared import Json, place, print_json, shared_options, show_findings, temuan, to_look_at
from rkt_excel.errors import ExitCode
from rkt_excel.model.papers.isian import Dokumen, placeholders
from rkt_excel.steps.templat import Checked, check, documents
from rkt_excel.workbook.findings import Severity


@click.command
@click.argument("berkas", required=False)
@click.option("--periksa", is_flag=True, help="Periksa templat kantor (semua, atau BERKAS) sebelum dipakai.")
@shared_options
def command(berkas: str | None, *, periksa: bool, kerja: Path | None, as_json: bool) -> int:
    """What the templates may print, or whether they will hold."""
    if not periksa:
        known = documents(berkas)
        if as_json:
            return print_json(as_data(known))
        _show(known)
        return ExitCode.DONE
    result = check(place(kerja), berkas)
    if as_json:
        print_json(as_checked(result))
    else:
        _show_checked(result)
    return _verdict(result)


def as_data(known: Sequence[Dokumen]) -> Json:
    """`rkt templat --json`."""
    return {
        "templat": [
            {
                "berkas": each.berkas, "judul": each.judul, "guna": each.guna,
                "isian": [
                    {"nama": one.path, "arti": one.meaning, "contoh": one.example, "jenis": one.kind}
                    for one in placeholders(each.isi)
                ],
            }
            for each in known
        ]
    }  # fmt: skip


def as_checked(result: Sequence[Checked]) -> Json:
    """`rkt templat --periksa --json`."""
    return {
        "templat": [
            {"berkas": each.berkas.as_posix(), "temuan": [temuan(one) for one in each.temuan]} for each in result
        ]
    }


def _verdict(result: Sequence[Checked]) -> ExitCode:
    """Whether the templates can be used, and whether people have to look."""
    found = [one for each in result for one in each.temuan]
    if any(one.severity is Severity.GALAT for one in found):
        return ExitCode.INPUT
    return ExitCode.LOOK if to_look_at(found) else ExitCode.DONE


def _show(known: Sequence[Dokumen]) -> None:
    """A table of placeholders for each template."""
    from rich.console import Console  # noqa: PLC0415 - loaded where tables are shown
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    watched = sys.stdout.isatty()  # a table as wide as the window, and as a file can hold it
    width = shutil.get_terminal_size().columns if watched else 140
    for each in known:
        click.echo(f"\n{each.berkas} – {each.judul}. {each.guna}")
        table = Table("isian", "jenis", "arti", "contoh", box=None, pad_edge=False)
        for one in placeholders(each.isi):
            table.add_row(*(Text(part) for part in (one.path, one.kind, one.meaning, one.example)))
        drawn = Console(file=StringIO(), width=width, highlight=False, force_terminal=False)
        with drawn.capture() as shown:
            drawn.print(table)
        click.echo(shown.get(), nl=False)
    click.echo(
        "\nDi templat: {{ tahun }}, {{ instansi.pemda }}. Daftar, misalnya sasaran[].uraian: {%tr for s in sasaran %} "
        "di baris tabel tersendiri, {{ s.uraian }}, lalu {%tr endfor %}.\n"
        "Untuk memeriksa templat kantor: rkt templat --periksa"
    )


def _show_checked(result: Sequence[Checked]) -> None:
    for each in result:
        heavy = to_look_at(each.temuan)
        click.echo(f"{each.berkas}: {'perlu diperbaiki' if heavy else 'dapat dipakai'}")
        show_findings(each.temuan)
