"""`rkt gabung`: what came back, judged and joined to the Konsep RKT (SOP step 3)."""

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
from rkt_excel.model.forms.returns import StatusBagian
from rkt_excel.office.state.next_step import what_next
from rkt_excel.steps.gabung import HasilGabung, gabung

JSON: Final = (JsonForm(HasilGabung, "tahun edisi bagian berkas temuan=findings nilai keluaran"),)


@click.command
@workers_options
@shared_options
def command(*, kerja: Path | None, as_json: bool, workers: Workers) -> int:
    """Judge everything in 3-kembali, join what counts to the Konsep RKT, and make the perbaikan forms."""
    where = workplace_in(kerja)
    with watched("Memeriksa formulir", as_json=as_json) as told:
        result = gabung(where, told, workers)
    if as_json:
        JSON[0].say(result)
    else:
        _show(result)
        show_next(what_next(where))
    return verdict(result.findings)


def _show(result: HasilGabung) -> None:
    """Who has returned, what is wrong, where the results are."""
    states = result.plan.status
    done = sum(state is StatusBagian.LENGKAP for state in states.values())
    click.echo(f"{done} dari {len(states)} bagian lengkap.")
    for each in result.plan.master.bagian:
        click.echo(f"  {each.kode:8} {states[each.kode].value:16} {each.nama}")
    show_findings(result.findings, result.keluaran.laporan)
    out = result.keluaran
    click.echo("\nHasil:")
    for name in (out.konsep_xlsx, out.konsep_docx, out.laporan, *out.perbaikan, *out.surel):
        click.echo(f"  {name}")
