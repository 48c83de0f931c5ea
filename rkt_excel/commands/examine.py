"""`rkt periksa`."""

from __future__ import annotations

from pathlib import Path

import click

from rkt_excel.commands.shared import Json, place, print_json, shared_options, show_findings, temuan, verdict
from rkt_excel.steps.examine import Examined, examine


@click.command
@shared_options
def command(*, kerja: Path | None, as_json: bool) -> int:
    """Print what the examiner needs."""
    result = examine(place(kerja))
    if as_json:
        print_json(as_data(result))
    else:
        _show(result)
    return verdict(result.temuan)


def as_data(result: Examined) -> Json:
    """`rkt periksa --json`."""
    return {"draft": result.draft, "langkah": result.langkah, "keluaran": list(result.keluaran),
            "temuan": [temuan(each) for each in result.temuan]}  # fmt: skip


def _show(result: Examined) -> None:
    click.echo(f"Bahan pemeriksaan draft {result.draft} (langkah {result.langkah}):")
    for name in result.keluaran:
        click.echo(f"  {name}")
    show_findings(result.temuan)
    then = "rkt paraf" if result.langkah == 6 else "rkt tandatangan"
    click.echo(f"\nBerikutnya: {then} --oleh NAMA, atau rkt kembalikan --oleh NAMA --catatan TEKS")
