"""`rkt contoh`: the whole procedure on the shipped example."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from rkt_excel.commands.json_form import JsonForm
from rkt_excel.commands.shared import as_json_option, watched
from rkt_excel.errors import ExitCode
from rkt_excel.example.contoh import contoh


@dataclass(frozen=True)
class HasilContoh:
    """What `rkt contoh` made.

    Attributes:
        folder: Where it lies.
        buka: The files worth opening, relative to it with "/".
    """

    folder: Path
    buka: tuple[str, ...]


JSON: Final = (JsonForm(HasilContoh),)


@click.command
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("output/contoh"))
@as_json_option
def command(folder: Path, *, as_json: bool) -> int:
    """Run the whole procedure on the shipped example, in a folder that is made anew each time."""
    with watched("Menjalankan contoh", as_json=as_json):
        shown = contoh(folder, (lambda _: None) if as_json else click.echo)
    if as_json:
        return JSON[0].say(HasilContoh(folder, tuple(shown)))
    click.echo("\nYang dapat dibuka:")
    for name in shown:
        click.echo(f"  {(folder / name).as_posix()}")
    return ExitCode.DONE
