"""`rkt draft`."""

from __future__ import annotations

from pathlib import Path

import click

from rkt_excel.commands.shared import Json, place, print_json, shared_options, show_findings, show_next, temuan, verdict
from rkt_excel.model.vocabulary.nilai import as_text
from rkt_excel.office.state.next_step import what_next
from rkt_excel.steps.draft import Drafted, draft


@click.command
@click.option("--oleh", metavar="NAMA", help="Yang meminta perubahan, bila kolom Diminta oleh kosong.")
@shared_options
def command(*, oleh: str | None, kerja: Path | None, as_json: bool) -> int:
    """Make the next draft."""
    where = place(kerja)
    result = draft(where, oleh)
    if as_json:
        print_json(as_data(result))
    else:
        _show(result)
        show_next(what_next(where))
    return verdict(result.temuan)


def as_data(result: Drafted) -> Json:
    """`rkt draft --json`."""
    return {
        "draft": result.nomor,
        "berubah": result.berubah,
        "sumber": result.sumber,
        "keluaran": {"draft_xlsx": result.draft_xlsx, "draft_docx": result.draft_docx},
        "perubahan": [
            {"kunci": each.kunci, "kolom": each.kolom, "dari": as_text(each.dari),
             "ke": as_text(each.menjadi), "alasan": each.alasan,
             "oleh": each.oleh, "jenis": each.jenis.value, "uraian": each.uraian, "lembar": each.lembar,
             "sel": each.sel, "berkas": each.berkas}
            for each in result.perubahan
        ],
        "temuan": [temuan(each) for each in result.temuan],
    }  # fmt: skip


def _show(result: Drafted) -> None:
    """The draft and what changed."""
    if result.berubah:
        click.echo(f"Draft {result.nomor} dibuat dari {result.sumber}, {len(result.perubahan)} perubahan.")
    else:
        click.echo(f"Tidak ada yang berubah sejak draft {result.nomor}, jadi tidak ada draft baru.")
    show_findings(result.temuan, f"{result.draft_xlsx}, lembar Temuan" if result.berubah else "")
    click.echo(f"  {result.draft_xlsx}\n  {result.draft_docx}")
