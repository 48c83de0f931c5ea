"""What `rkt paraf`, `rkt kembalikan` and `rkt tandatangan` have in common: a decision as JSON and on the terminal."""

from __future__ import annotations

from typing import Final

import click

from rkt_excel.commands.json_form import JsonForm
from rkt_excel.commands.shared import NEXT, show_findings, show_next, verdict
from rkt_excel.errors import ExitCode
from rkt_excel.model.vocabulary.printed import hari_tanggal
from rkt_excel.steps.paraf import HasilParaf

JSON: Final = (JsonForm(HasilParaf, f"oleh draft berkas catatan keluaran tanggal {NEXT} temuan=findings"),)
by_option = click.option("--oleh", required=True, metavar="NAMA", help="Peran, jabatan, atau nama di lembar Pejabat.")


def tell(result: HasilParaf, done: str, *, as_json: bool) -> ExitCode:
    """Tell a decision that was written down, and give the exit code of its command.

    Args:
        result: What was written down.
        done: The word for it in a sentence: "diparaf".
        as_json: Whether it is told as JSON instead of sentences.
    """
    if as_json:
        JSON[0].say(result)
        return verdict(result.findings)
    who = result.oleh["nama"] or result.oleh["jabatan"]
    click.echo(f"Draft {result.draft} {done} oleh {who}, {hari_tanggal(result.tanggal)}.")
    if result.catatan:
        click.echo(f"  catatan: {result.catatan}")
    for name in result.keluaran:
        click.echo(f"  {name}")
    show_findings(result.findings)
    show_next(result.berikutnya)
    return verdict(result.findings)
