"""`rkt contoh`: the whole procedure on the shipped example."""

from __future__ import annotations

from pathlib import Path

import click

from rkt_excel.commands.shared import as_json_option, print_json
from rkt_excel.errors import ExitCode
from rkt_excel.example.contoh import contoh


@click.command
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("output/contoh"))
@as_json_option
def command(folder: Path, *, as_json: bool) -> int:
    """Run the whole procedure on the shipped example, in a folder that is made anew each time."""
    shown = contoh(folder, (lambda _: None) if as_json else click.echo)
    if as_json:
        return print_json({"folder": folder.as_posix(), "buka": shown})
    click.echo("\nYang dapat dibuka:")
    for name in shown:
        click.echo(f"  {(folder / name).as_posix()}")
    return ExitCode.DONE
