"""`rkt rekap`: many offices side by side, for the regency or the province."""

from __future__ import annotations

from pathlib import Path

import click

from rkt_excel.commands.shared import as_json_option, data, print_json, progress, show_findings, verdict
from rkt_excel.errors import ExitCode
from rkt_excel.steps.rekap import REKAP, HasilRekap, rekap

_OFFICE = (
    "perangkat_daerah pemda tahun edisi langkah=langkah.nomor uraian=langkah.uraian pelaksana=langkah.pelaksana "
    "batas=langkah.batas terlambat=langkah.terlambat tamat=langkah.tamat lengkap=langkah.lengkap "
    "bagian=langkah.bagian ditandatangani rencana pagu wujud tempat"
)


@click.command
@click.argument("folders", metavar="FOLDER…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--ke", type=click.Path(path_type=Path, file_okay=False), default=Path(REKAP), metavar="FOLDER",
              help="Folder untuk hasil rekap (bila tidak disebut: rekap).")  # fmt: skip
@as_json_option
def command(*, folders: tuple[Path, ...], ke: Path, as_json: bool) -> ExitCode:
    """Read the offices below folders and put them side by side."""
    result = rekap(folders, ke, progress=progress(as_json=as_json))
    if as_json:
        print_json(as_data(result))
    else:
        _show(result)
    return verdict(result.findings)


def as_data(result: HasilRekap) -> dict[str, object]:
    """What `rkt rekap --json` prints; the tables themselves lie beside the workbook."""
    recap = result.recap
    beside = "kantor=dihitung.perangkat_daerah edisi=ini.edisi tempat=ini.tempat hubungan dihitung=dihitung.tempat"
    return {
        "folder": data(result.folder),
        "keluaran": data(result.keluaran),
        "kantor": data(recap.kantor, _OFFICE),
        "lain": data(recap.lain, beside),
        "tidak_terbaca": data(recap.tidak_terbaca, "tempat sebab"),
        "pagu": data(recap.pagu),
        "temuan": data(result.findings),
    }


def _show(result: HasilRekap) -> None:
    click.echo(result.ringkas)
    for name in result.keluaran:
        click.echo(f"  {(result.folder / name).as_posix()}")
    show_findings(result.findings, f"{result.folder.as_posix()}/{REKAP}.html")
    click.echo(f"\nBukalah {(result.folder / f'{REKAP}.html').as_posix()}")
