"""`rkt gabung`: what came back, judged and joined to the Konsep RKT (SOP step 3)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from rkt_excel.commands.shared import (
    Json,
    data,
    print_json,
    progress,
    shared_options,
    show_findings,
    show_next,
    verdict,
    workplace_in,
)
from rkt_excel.model.forms.returns import StatusBagian
from rkt_excel.model.vocabulary.nilai import as_text
from rkt_excel.office.state.next_step import what_next
from rkt_excel.steps.gabung import HasilGabung, gabung


@click.command
@shared_options
def command(*, kerja: Path | None, as_json: bool) -> int:
    """Judge everything in 3-kembali, join what counts to the Konsep RKT, and make the perbaikan forms."""
    where = workplace_in(kerja)
    result = gabung(where, progress(as_json=as_json))
    if as_json:
        print_json(as_data(result))
    else:
        _show(result)
        show_next(what_next(where))
    return verdict(result.findings)


def as_data(result: HasilGabung) -> Json:
    """What `rkt gabung --json` prints; its keys are a stable interface (docs/manual.md)."""
    master, chosen, counted = result.plan.master, result.chosen, result.chosen.counted
    return {
        **data(master, "tahun edisi=instansi.edisi"),
        "bagian": [
            {**data(each, "kode nama"), "status": data(result.plan.status[each.kode]),
             "berkas": counted[each.kode].berkas if each.kode in counted else None}
            for each in master.bagian
        ],
        "berkas": [
            {**data(one, "berkas sha256 bagian"), "putusan": data(chosen.verdicts[one.berkas]), "kode": one.kode,
             "tersimpan": one.berkas in result.tersimpan}
            for one in result.returns
        ],
        "temuan": data(result.findings),
        "nilai": list(_values(result)),
        "keluaran": data(result.keluaran, "konsep_xlsx konsep_docx laporan perbaikan surel"),
    }  # fmt: skip


def _values(result: HasilGabung) -> Iterable[Json]:
    """Every value as it was returned, with its cell; what was joined of several stands once per cell."""
    for one in result.chosen.counted.values():
        for sheet, rows in one.result.rows.items():
            for each in rows:
                for name, cell in each.cells.items():
                    value = getattr(each.row, name)
                    if value is not None:
                        yield {
                            "kunci": each.key, "kolom": name, "nilai": as_text(value), "bagian": one.bagian,
                            "berkas": one.berkas, "sha256": one.sha256, "lembar": sheet, "sel": cell.address,
                        }  # fmt: skip


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
