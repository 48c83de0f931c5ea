"""`rkt format`: a form for every bagian (SOP step 1)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from rkt_excel.commands.json_form import JsonForm
from rkt_excel.commands.shared import (
    shared_options,
    show_findings,
    show_next,
    verdict,
    watched,
    workers_options,
    workplace_in,
)
from rkt_excel.edges.workers.ordered_work import Workers
from rkt_excel.office.state.next_step import what_next
from rkt_excel.steps.format import HasilFormat, format

JSON: Final = (
    JsonForm(HasilFormat, "tahun edisi versi formulir temuan=findings", {"formulir": "bagian nama berkas isian"}),
)


@click.command
@workers_options
@shared_options
def command(*, kerja: Path | None, as_json: bool, workers: Workers) -> int:
    """Make the Excel form of every bagian from the master workbook."""
    where = workplace_in(kerja)
    with watched("Membuat formulir", as_json=as_json) as told:
        result = format(where, told, workers)
    if as_json:
        JSON[0].say(result)
    else:
        _show(result)
        show_next(what_next(where))
    return verdict(result.findings)


def _show(result: HasilFormat) -> None:
    """The forms and what to do with them."""
    click.echo(f"Formulir RKT {result.tahun} edisi {result.edisi}, versi {result.versi}:")
    for each in result.formulir:
        click.echo(f"  {each.bagian:8} {len([c for c in each.isian if c.wajib]):4} sel wajib   {each.berkas}")
        if each.disisihkan:
            click.echo(f"           {each.disisihkan} sudah disunting orang, jadi tidak ditimpa.")
    show_findings(result.findings)
