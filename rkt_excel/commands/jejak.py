"""`rkt jejak`: from which cell a value came, and every change since."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from rkt_excel.commands.json_form import JsonForm
from rkt_excel.commands.shared import shared_options, workplace_in
from rkt_excel.errors import ExitCode
from rkt_excel.model.plans.history import JenisPeristiwa, Peristiwa
from rkt_excel.model.plans.konsep import heading
from rkt_excel.model.vocabulary.nilai import shown_text
from rkt_excel.steps.jejak import HasilJejak, jejak

_VALUE: Final = JsonForm(HasilJejak, "kunci kolom nilai riwayat salinan")
_ROW: Final = JsonForm(HasilJejak, "kunci kolom nilai riwayat isi salinan")
JSON: Final = (_VALUE, _ROW)


@click.command
@click.argument("kunci")
@click.argument("kolom", required=False)
@click.option("--salin", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
              help="Salin juga berkas asalnya ke FOLDER.")  # fmt: skip
@shared_options
def command(kunci: str, kolom: str | None, *, salin: Path | None, kerja: Path | None, as_json: bool) -> int:
    """Tell the origin and the changes of one value, or of all values of a row where no column is named."""
    result = jejak(workplace_in(kerja), kunci, kolom, salin)
    if as_json:
        return (_VALUE if result.satu else _ROW).say(result)
    _show(result)
    return ExitCode.DONE


def _show(result: HasilJejak) -> None:
    """Each value with what happened to it, oldest first."""
    for each in result.isi:
        click.echo(f"{each.kunci} · {heading(each.kolom)}: {shown_text(each.nilai)}")
        for event in each.riwayat:
            click.echo(f"  {event.kapan:%d/%m/%Y %H.%M}  {' '.join(_told(event).split())}")
    for path in result.salinan:
        click.echo(f"Salinan berkas asal: {path}")


_ROWS: Final = {
    JenisPeristiwa.BARIS_BARU: "baris baru",
    JenisPeristiwa.BARIS_DIHAPUS: "baris dihapus",
    JenisPeristiwa.BARIS_KEMBALI: "baris dikembalikan",
}


def _told(event: Peristiwa) -> str:
    """One event in a sentence."""
    before = "" if event.dari is None else f", sebelumnya {shown_text(event.dari)}"
    reason = f", alasan: {event.alasan}" if event.alasan else ""
    reason += f", diminta oleh {event.oleh}" if event.oleh else ""
    if event.peristiwa in _ROWS:
        return f"{_ROWS[event.peristiwa]} di {event.berkas}: {event.ke or event.dari}{reason}"
    if event.peristiwa is JenisPeristiwa.DITAHAN:
        return f"tetap {shown_text(event.ke)}, padahal kiriman berisi {shown_text(event.dari)}; belum diputuskan"
    if event.peristiwa is JenisPeristiwa.DITARIK:
        return f"tidak ada lagi di formulir{before}"
    if event.peristiwa is JenisPeristiwa.DIHAPUS:
        return f"dikosongkan di {event.berkas}{before}{reason}"
    if event.peristiwa is JenisPeristiwa.DIUBAH:
        return f"diubah menjadi {shown_text(event.ke, '')} di {event.berkas}{before}{reason}"
    part = f" ({event.cara}; isian di sel itu {shown_text(event.isian, '')})" if event.cara else ""
    whence = f"{event.bagian}, {event.berkas}, {event.lembar} {event.sel}"
    return f"digabung {shown_text(event.ke, '')}{part} dari {whence}{before}"
