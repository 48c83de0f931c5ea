"""`rkt status`, also `rkt` alone."""

from __future__ import annotations

from pathlib import Path

import click

from rkt_excel.commands.shared import Json, place, print_json, shared_options
from rkt_excel.errors import ExitCode
from rkt_excel.steps.status import Status, status


@click.command
@shared_options
def command(*, kerja: Path | None = None, as_json: bool = False) -> int:
    """Where the procedure stands."""
    result = status(place(kerja))
    if as_json:
        return print_json(as_data(result))
    _show(result)
    return ExitCode.DONE


def as_data(result: Status) -> Json:
    """`rkt status --json`."""
    return {
        "langkah": result.langkah.nomor,
        "pelaksana": result.langkah.pelaksana,
        "mulai": result.mulai.isoformat(),
        "batas": result.batas.isoformat(),
        "terlambat": result.terlambat,
        "berikutnya": result.berikutnya,
        "bagian": [{"kode": each.kode, "nama": each.nama, "status": each.status.value} for each in result.bagian],
        "draft": result.draft,
    }


def _show(result: Status) -> None:
    """Where the procedure stands."""
    late = " (terlambat)" if result.terlambat else ""
    click.echo(f"RKT {result.tahun}, langkah {result.langkah.nomor}: {result.langkah.uraian}")
    click.echo(f"  pelaksana  {result.langkah.pelaksana}")
    click.echo(f"  batas      {result.batas:%d/%m/%Y}{late}")
    for each in result.bagian:
        click.echo(f"  {each.kode:8} {each.status.value:16} {each.nama}")
    click.echo(f"\nBerikutnya: {result.berikutnya}")
