"""`rkt periksa`: disposition sheet and quality check of the last draft (SOP steps 6 and 8)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from rkt_excel.commands.json_form import JsonForm
from rkt_excel.commands.shared import shared_options, show_findings, show_next, verdict, watched, workplace_in
from rkt_excel.office.state.next_step import what_next
from rkt_excel.steps.periksa import HasilPeriksa, periksa

JSON: Final = (JsonForm(HasilPeriksa, "draft langkah keluaran temuan=findings"),)


@click.command
@shared_options
def command(*, kerja: Path | None, as_json: bool) -> int:
    """Print what an official needs to examine the last draft."""
    where = workplace_in(kerja)
    with watched("Menyiapkan lembar pemeriksaan", as_json=as_json):
        result = periksa(where)
    if as_json:
        JSON[0].say(result)
    else:
        _show(result)
        show_next(what_next(where))
    return verdict(result.findings)


def _show(result: HasilPeriksa) -> None:
    click.echo(f"Bahan pemeriksaan draft {result.draft} (langkah {result.langkah}):")
    for name in result.keluaran:
        click.echo(f"  {name}")
    show_findings(result.findings)
