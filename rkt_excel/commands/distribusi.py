"""`rkt distribusi`: copies of the signed RKT and their receipts (SOP step 9)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import click

from rkt_excel.commands.json_form import JsonForm
from rkt_excel.commands.shared import (
    NEXT,
    shared_options,
    show_findings,
    show_next,
    tanggal_option,
    verdict,
    watched,
    workplace_in,
)
from rkt_excel.errors import ExitCode, UnknownArgumentError
from rkt_excel.model.vocabulary.printed import hari_tanggal
from rkt_excel.office.state.next_step import what_next
from rkt_excel.steps.distribusi import HasilDistribusi, HasilTerima, distribusi, terima

_PREPARED: Final = JsonForm(HasilDistribusi, "eksemplar penerima diterima keluaran temuan=findings")
_RECEIVED: Final = JsonForm(HasilTerima, f"penerima nama oleh tanggal menunggu {NEXT}")
JSON: Final = (_PREPARED, _RECEIVED)


@click.command
@click.option("--diterima", metavar="BAGIAN", help="Catat bahwa bagian ini sudah menerima salinannya.")
@click.option("--oleh", default="", metavar="NAMA", help="Siapa yang menerimanya.")
@tanggal_option
@shared_options
def command(*, diterima: str | None, oleh: str, tanggal: date | None, kerja: Path | None, as_json: bool) -> int:
    """Prepare the copies and their receipts, or with --diterima write down that a bagian has received its copy.

    Raises:
        UnknownArgumentError: --oleh or --tanggal stands without --diterima.
    """
    if diterima is not None:
        return _receipt(terima(workplace_in(kerja), diterima, oleh=oleh, tanggal=tanggal), as_json=as_json)
    if oleh or tanggal:
        raise UnknownArgumentError("--oleh dan --tanggal dipakai bersama --diterima BAGIAN.")
    where = workplace_in(kerja)
    with watched("Menyiapkan salinan", as_json=as_json) as told:
        result = distribusi(where, told)
    if as_json:
        _PREPARED.say(result)
    else:
        _show(result)
        show_next(what_next(where))
    return verdict(result.findings)


def _show(result: HasilDistribusi) -> None:
    click.echo(f"Perlu {result.eksemplar} eksemplar: {', '.join(result.penerima)}.")
    for name in result.keluaran:
        click.echo(f"  {name}")
    show_findings(result.findings)


def _receipt(result: HasilTerima, *, as_json: bool) -> ExitCode:
    if as_json:
        return _RECEIVED.say(result)
    click.echo(f"Salinan {result.nama} diterima oleh {result.oleh}, {hari_tanggal(result.tanggal)}.")
    click.echo(f"Belum: {', '.join(result.menunggu)}" if result.menunggu else "Semua sudah menerima.")
    show_next(result.berikutnya)
    return ExitCode.DONE
