"""`rkt mulai`: master workbook and templates put into the current folder."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from rkt_excel.commands.json_form import JsonForm
from rkt_excel.commands.shared import as_json_option, show_next
from rkt_excel.errors import ExitCode, UnknownArgumentError
from rkt_excel.office.state.berikutnya import Fakta, berikutnya
from rkt_excel.steps.mulai import HasilMulai, mulai

JSON: Final = (JsonForm(HasilMulai, "dibuat sudah_ada ditahan=ditahan?"),)


@click.command
@as_json_option
@click.option("--kosong", is_flag=True, help="Siapkan renstra.xlsx yang kosong, bukan yang berisi contoh.")
@click.option(
    "--dari", type=click.Path(path_type=Path, dir_okay=False), metavar="BERKAS",
    help="Pindahkan isi renstra.xlsx lama ke bentuk yang berlaku sekarang.",
)  # fmt: skip
def command(*, as_json: bool, kosong: bool, dari: Path | None) -> int:
    """Put input_templates/ and output/ into the current folder; what is there already stays as it is.

    Raises:
        UnknownArgumentError: --kosong and --dari stand together.
    """
    if kosong and dari:
        raise UnknownArgumentError("Pilih salah satu: --kosong atau --dari.")
    done = mulai(Path(), blank=kosong, old=dari)
    if as_json:
        JSON[0].say(done)
        return ExitCode.LOOK if done.ditahan else ExitCode.DONE
    for name in done.dibuat:
        click.echo(f"dibuat     {name}")
    for name in done.sudah_ada:
        click.echo(f"sudah ada  {name} (tidak diubah)")
    if done.ditahan:
        click.echo(f"tidak dibuat  input_templates/renstra.xlsx\n\n{done.ditahan}")
        return ExitCode.LOOK
    show_next(berikutnya(Fakta()))
    return ExitCode.DONE
