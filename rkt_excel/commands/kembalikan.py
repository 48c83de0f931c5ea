"""`rkt kembalikan`: the last draft given back to be mended (SOP steps 6 and 8)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from rkt_excel.commands.decisions import JSON, by_option, tell
from rkt_excel.commands.shared import shared_options, tanggal_option, workplace_in
from rkt_excel.steps.paraf import kembalikan

__all__ = ["JSON", "command"]


@click.command
@by_option
@click.option("--catatan", required=True, metavar="TEKS", help="Apa yang harus diperbaiki.")
@tanggal_option
@shared_options
def command(*, oleh: str, catatan: str, tanggal: date | None, kerja: Path | None, as_json: bool) -> int:
    """Write down that an official gives the last draft back, with what has to be mended."""
    return tell(
        kembalikan(workplace_in(kerja), oleh=oleh, catatan=catatan, tanggal=tanggal), "dikembalikan", as_json=as_json
    )
