"""`rkt pakai`: which of several returns of a bagian counts (SOP step 3)."""

from __future__ import annotations

from pathlib import Path

import click

from rkt_excel.commands.shared import Json, data, print_json, shared_options, show_next, workplace_in
from rkt_excel.errors import ExitCode
from rkt_excel.office.state.berikutnya import Berikutnya
from rkt_excel.office.state.next_step import what_next
from rkt_excel.steps.pakai import HasilPakai, pakai


@click.command
@click.argument("berkas")
@click.option("--oleh", required=True, metavar="NAMA", help="Siapa yang memutuskan.")
@click.option("--alasan", required=True, metavar="TEKS", help="Mengapa kiriman ini yang dipakai.")
@shared_options
def command(berkas: str, *, oleh: str, alasan: str, kerja: Path | None, as_json: bool) -> int:
    """Write down that one return of a bagian counts instead of its others, by whom and why."""
    where = workplace_in(kerja)
    result = pakai(where, berkas, oleh=oleh, alasan=alasan)
    then = what_next(where)
    if as_json:
        return print_json(as_data(result, then))
    _show(result)
    show_next(then)
    return ExitCode.DONE


def as_data(result: HasilPakai, then: Berikutnya) -> Json:
    """What `rkt pakai --json` prints; its keys are a stable interface (docs/manual.md)."""
    return {**data(result, "bagian berkas sha256 oleh alasan"), "berikutnya": then.perintah}


def _show(result: HasilPakai) -> None:
    """What was decided and what to do next."""
    click.echo(f"Untuk {result.nama} dipakai {result.berkas}, diputuskan oleh {result.oleh}: {result.alasan}")
