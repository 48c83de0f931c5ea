"""`rkt tandatangan`: the signature of the Kepala on the RKT (SOP step 8)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from rkt_excel.commands.decisions import JSON, by_option, tell
from rkt_excel.commands.shared import shared_options, tanggal_option, watched, workplace_in
from rkt_excel.steps.paraf import tandatangan

__all__ = ["JSON", "command"]


@click.command
@by_option
@click.option("--pindaian", type=click.Path(path_type=Path, dir_okay=False), metavar="BERKAS",
              help="Pindaian naskah yang sudah ditandatangani (PDF atau gambar); boleh menyusul.")  # fmt: skip
@tanggal_option
@shared_options
def command(*, oleh: str, pindaian: Path | None, tanggal: date | None, kerja: Path | None, as_json: bool) -> int:
    """Write down that the Kepala has signed the RKT, and keep the scan where there is one."""
    with watched("Mencatat tanda tangan", as_json=as_json):
        result = tandatangan(workplace_in(kerja), oleh=oleh, pindaian=pindaian, tanggal=tanggal)
    return tell(result, "ditandatangani", as_json=as_json)
