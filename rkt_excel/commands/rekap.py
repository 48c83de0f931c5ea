"""`rkt rekap`: many offices side by side, for the regency or the province."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from rkt_excel.commands.json_form import JsonForm
from rkt_excel.commands.shared import as_json_option, show_findings, verdict, watched, workers_options
from rkt_excel.edges.workers.ordered_work import Workers
from rkt_excel.errors import ExitCode
from rkt_excel.steps.rekap import REKAP, HasilRekap, rekap

_OFFICE = (
    "perangkat_daerah pemda tahun edisi langkah=langkah.nomor uraian=langkah.uraian pelaksana=langkah.pelaksana "
    "batas=langkah.batas terlambat=langkah.terlambat tamat=langkah.tamat lengkap=langkah.lengkap "
    "bagian=langkah.bagian ditandatangani rencana pagu wujud tempat"
)
_BESIDE: Final = "kantor=dihitung.perangkat_daerah edisi=ini.edisi tempat=ini.tempat hubungan dihitung=dihitung.tempat"
# The tables themselves lie beside the workbook.
JSON: Final = (
    JsonForm(
        HasilRekap,
        "folder keluaran kantor=recap.kantor lain=recap.lain tidak_terbaca=recap.tidak_terbaca pagu=recap.pagu "
        "temuan=findings",
        {"kantor": _OFFICE, "lain": _BESIDE, "tidak_terbaca": "tempat sebab"},
    ),
)


@click.command
@click.argument("folders", metavar="FOLDER…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--ke", type=click.Path(path_type=Path, file_okay=False), default=Path(REKAP), metavar="FOLDER",
              help="Folder untuk hasil rekap (bila tidak disebut: rekap).")  # fmt: skip
@workers_options
@as_json_option
def command(*, folders: tuple[Path, ...], ke: Path, as_json: bool, workers: Workers) -> ExitCode:
    """Read the offices below folders and put them side by side."""
    with watched("Mencari kantor", as_json=as_json) as told:
        result = rekap(
            folders, ke, progress=told, workers=workers, tell=lambda sentence: click.echo(sentence, err=True)
        )
    if as_json:
        JSON[0].say(result)
    else:
        _show(result)
    return verdict(result.findings)


def _show(result: HasilRekap) -> None:
    click.echo(result.ringkas)
    for name in result.keluaran:
        click.echo(f"  {(result.folder / name).as_posix()}")
    show_findings(result.findings, f"{result.folder.as_posix()}/{REKAP}.html")
    click.echo(f"\nBukalah {(result.folder / f'{REKAP}.html').as_posix()}")
