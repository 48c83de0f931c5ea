"""`rkt rapat`: the papers of the coordination meeting (SOP step 4)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Final

import click

from rkt_excel.commands.shared import (
    DAY,
    Json,
    data,
    print_json,
    shared_options,
    show_findings,
    show_next,
    verdict,
    workplace_in,
)
from rkt_excel.model.meeting.bahan import JAM
from rkt_excel.model.vocabulary.printed import hari_tanggal
from rkt_excel.office.state.next_step import what_next
from rkt_excel.steps.rapat import Asked, HasilRapat, rapat

_PLACE: Final = ("bagian", "kunci", "kolom")  # null where a question is about none


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
    result = rapat(where, Asked(tanggal, jam, tempat, nomor, pimpinan))
    if as_json:
        print_json(as_data(result))
    else:
        _show(result)
        show_next(what_next(where))
    return verdict(result.findings)


def as_data(result: HasilRapat) -> Json:
    """What `rkt rapat --json` prints; its keys are a stable interface (docs/manual.md)."""
    asked = data(result.bahan.terbuka, "kelompok bagian kunci kolom uraian tindakan")
    return {
        "rapat": data(
            result, "tanggal=rapat.tanggal jam=rapat.jam waktu=bahan.waktu tempat=rapat.tempat nomor=rapat.nomor"
        ),
        "terbuka": [each | {key: each[key] or None for key in _PLACE} for each in asked],
        "tugas": data(result.bahan.tugas, "tugas penanggung_jawab batas"),
        "jadwal": data(result.bahan.jadwal, "langkah=langkah.nomor batas"),
        **data(result, "keluaran temuan=findings"),
    }


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
