"""`rkt meja`: the desk, the procedure in a browser window on this computer."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from rkt_excel.commands.json_form import JsonForm
from rkt_excel.commands.shared import shared_options, workplace_in
from rkt_excel.desk.meja import OpenDesk, meja
from rkt_excel.errors import ExitCode

JSON: Final = (JsonForm(OpenDesk),)


@click.command
@click.option("--port", type=click.IntRange(1024, 65535), metavar="N", help="Port (bila tidak disebut: yang kosong).")
@click.option("--tanpa-peramban", "quiet", is_flag=True, help="Sebutkan alamatnya saja, tanpa membuka peramban.")
@shared_options
def command(*, port: int | None, quiet: bool, kerja: Path | None, as_json: bool) -> int:
    """Open the desk and keep it open until it is left; with --json its address is printed as JSON."""

    def opened(there: OpenDesk) -> None:
        if as_json:
            JSON[0].say(there)

    def say(text: str) -> None:
        if not as_json:
            click.echo(text)

    meja(workplace_in(kerja), say, opened, port=port, browser=not quiet)
    return ExitCode.DONE
