"""`rkt draft`: the next draft with the list of its changes (SOP steps 5 and 7)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from rkt_excel.commands.json_form import JsonForm
from rkt_excel.commands.shared import (
    shared_options,
    show_findings,
    show_next,
    verdict,
    watched,
    workplace_in,
)
from rkt_excel.office.state.next_step import what_next
from rkt_excel.steps.draft import HasilDraft, draft

JSON: Final = (
    JsonForm(
        HasilDraft, "draft=nomor berubah sumber keluaran=@ perubahan temuan=findings",
        {"keluaran": "draft_xlsx draft_docx",
         "perubahan": "kunci kolom dari ke=menjadi alasan oleh jenis uraian lembar sel berkas"},
    ),
)  # fmt: skip


@click.command
@click.option("--oleh", metavar="NAMA", help="Yang meminta perubahan, bila kolom Diminta oleh kosong.")
@shared_options
def command(*, oleh: str | None, kerja: Path | None, as_json: bool) -> int:
    """Make the edited Konsep, or the last draft as it was edited, the next draft."""
    where = workplace_in(kerja)
    with watched("Menyusun draft", as_json=as_json):
        result = draft(where, oleh)
    if as_json:
        JSON[0].say(result)
    else:
        _show(result)
        show_next(what_next(where))
    return verdict(result.findings)


def _show(result: HasilDraft) -> None:
    """The draft and what changed."""
    if result.berubah:
        click.echo(f"Draft {result.nomor} dibuat dari {result.sumber}, {len(result.perubahan)} perubahan.")
    else:
        click.echo(f"Tidak ada yang berubah sejak draft {result.nomor}, jadi tidak ada draft baru.")
    show_findings(result.findings, f"{result.draft_xlsx}, lembar Temuan" if result.berubah else "")
    click.echo(f"  {result.draft_xlsx}\n  {result.draft_docx}")
