"""`rkt distribusi`."""

from __future__ import annotations

from pathlib import Path

import click

from rkt_excel.commands.shared import Json, place, print_json, progress, shared_options, show_findings, temuan, verdict
from rkt_excel.errors import ExitCode, UnknownArgumentError
from rkt_excel.steps.distribute import Distributed, Receipt, distribute, receive


@click.command
@click.option("--diterima", metavar="BAGIAN", help="Catat bahwa bagian ini sudah menerima salinannya.")
@click.option("--oleh", default="", metavar="NAMA", help="Siapa yang menerimanya.")
@shared_options
def command(*, diterima: str | None, oleh: str, kerja: Path | None, as_json: bool) -> int:
    """Prepare the copies, or write down a receipt."""
    if diterima is not None:
        return _receipt(receive(place(kerja), diterima, oleh=oleh), as_json=as_json)
    if oleh:
        raise UnknownArgumentError("--oleh dipakai bersama --diterima BAGIAN.")
    result = distribute(place(kerja), progress(as_json=as_json))
    if as_json:
        print_json(as_data(result))
    else:
        _show(result)
    return verdict(result.temuan)


def as_data(result: Distributed) -> Json:
    """`rkt distribusi --json`."""
    return {
        "eksemplar": result.eksemplar,
        "penerima": list(result.penerima),
        "diterima": list(result.diterima),
        "keluaran": list(result.keluaran),
        "temuan": [temuan(each) for each in result.temuan],
    }


def _show(result: Distributed) -> None:
    click.echo(f"Perlu {result.eksemplar} eksemplar: {', '.join(result.penerima)}.")
    for name in result.keluaran:
        click.echo(f"  {name}")
    show_findings(result.temuan)
    click.echo("\nBerikutnya: rkt distribusi --diterima BAGIAN --oleh NAMA, untuk setiap salinan yang sudah diterima")


def _receipt(result: Receipt, *, as_json: bool) -> ExitCode:
    waiting = list(result.menunggu)
    if as_json:
        return print_json(
            {"penerima": result.penerima, "nama": result.nama, "oleh": result.oleh,
             "tanggal": result.tanggal.isoformat(), "menunggu": waiting}
        )  # fmt: skip
    click.echo(f"Salinan {result.nama} diterima oleh {result.oleh}.")
    click.echo(f"\nBelum: {', '.join(waiting)}" if waiting else "\nSemua sudah menerima. Berikutnya: rkt arsip")
    return ExitCode.DONE
