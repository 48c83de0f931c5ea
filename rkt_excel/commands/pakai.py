"""`rkt pakai`: which of several returns of a bagian counts (SOP step 3)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from rkt_excel.commands.json_form import JsonForm
from rkt_excel.commands.shared import shared_options, show_next, workplace_in
from rkt_excel.errors import ExitCode
from rkt_excel.steps.pakai import HasilPakai, pakai

JSON: Final = (JsonForm(HasilPakai, "bagian berkas sha256 oleh alasan berikutnya=berikutnya.perintah"),)


@click.command
@click.argument("berkas")
@click.option("--oleh", required=True, metavar="NAMA", help="Siapa yang memutuskan.")
@click.option("--alasan", required=True, metavar="TEKS", help="Mengapa kiriman ini yang dipakai.")
@shared_options
def command(berkas: str, *, oleh: str, alasan: str, kerja: Path | None, as_json: bool) -> int:
    """Write down that one return of a bagian counts instead of its others, by whom and why."""
    result = pakai(workplace_in(kerja), berkas, oleh=oleh, alasan=alasan)
    if as_json:
        return JSON[0].say(result)
    _show(result)
    show_next(result.berikutnya)
    return ExitCode.DONE


def _show(result: HasilPakai) -> None:
    """What was decided and what to do next."""
    click.echo(f"Untuk {result.nama} dipakai {result.berkas}, diputuskan oleh {result.oleh}: {result.alasan}")
