"""`rkt paraf`: an official's paraf on the last draft (SOP step 6)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from rkt_excel.commands.decisions import JSON, by_option, tell
from rkt_excel.commands.shared import shared_options, tanggal_option, watched, workplace_in
from rkt_excel.steps.paraf import paraf

__all__ = ["JSON", "command"]


@click.command
@by_option
@click.option("--catatan", default="", metavar="TEKS", help="Catatan untuk jurnal.")
@tanggal_option
@shared_options
def command(*, oleh: str, catatan: str, tanggal: date | None, kerja: Path | None, as_json: bool) -> int:
    """Write down that an official has put a paraf on the last draft."""
    with watched("Mencatat paraf", as_json=as_json):
        result = paraf(workplace_in(kerja), oleh=oleh, catatan=catatan, tanggal=tanggal)
    return tell(result, "diparaf", as_json=as_json)
