"""`rkt rapat`: the papers of the coordination meeting (SOP step 4)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Final

import click

from rkt_excel.commands.json_form import JsonForm
from rkt_excel.commands.shared import (
    DAY,
    shared_options,
    show_findings,
    show_next,
    verdict,
    watched,
    workplace_in,
)
from rkt_excel.model.meeting.bahan import JAM
from rkt_excel.model.vocabulary.printed import hari_tanggal
from rkt_excel.office.state.next_step import what_next
from rkt_excel.steps.rapat import Asked, HasilRapat, rapat

JSON: Final = (
    JsonForm(
        HasilRapat, "rapat=@ terbuka=bahan.terbuka tugas=bahan.tugas jadwal=bahan.jadwal keluaran temuan=findings",
        {"rapat": "tanggal=rapat.tanggal jam=rapat.jam waktu=bahan.waktu tempat=rapat.tempat nomor=rapat.nomor",
         "terbuka": "kelompok bagian=bagian? kunci=kunci? kolom=kolom? uraian tindakan",
         "tugas": "tugas penanggung_jawab batas",
         "jadwal": "langkah=langkah.nomor batas"},
    ),
)  # fmt: skip


@click.command
@click.option(
    "--tanggal",
    type=DAY,
    metavar="TANGGAL",
    help="Hari rapat, misalnya 14/1/2026 (bila tidak disebut: hari kerja berikutnya).",
)
@click.option("--jam", default=JAM, show_default=True, metavar="JAM", help="Waktu mulai, seperti dicetak.")
@click.option("--tempat", default="", metavar="TEKS", help="Tempat rapat.")
@click.option("--nomor", default="", metavar="TEKS", help="Nomor surat undangan.")
@click.option("--pimpinan", default="", metavar="JABATAN", help="Pemimpin rapat bila bukan Sekretaris.")
@shared_options
def command(
    *, tanggal: date | None, jam: str, tempat: str, nomor: str, pimpinan: str, kerja: Path | None, as_json: bool
) -> int:
    """Prepare invitation, attendance list, papers and minutes of the meeting."""
    where = workplace_in(kerja)
    with watched("Menyiapkan rapat", as_json=as_json):
        result = rapat(where, Asked(tanggal, jam, tempat, nomor, pimpinan))
    if as_json:
        JSON[0].say(result)
    else:
        _show(result)
        show_next(what_next(where))
    return verdict(result.findings)


def _show(result: HasilRapat) -> None:
    """The meeting, what is open, where the papers are."""
    meeting = result.rapat
    click.echo(f"Rapat {hari_tanggal(meeting.tanggal)}, pukul {result.bahan.waktu}.")
    counts = Counter(each.kelompok for each in result.bahan.terbuka)
    for group, number in counts.items():
        click.echo(f"  {number:3} {group}")
    show_findings(result.findings, next((name for name in result.keluaran if "Bahan rapat" in name), ""))
    click.echo("\nHasil:")
    for name in result.keluaran:
        click.echo(f"  {name}")
