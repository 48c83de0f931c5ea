"""`rkt draft`: the next draft with the list of its changes (SOP steps 5 and 7)."""

from __future__ import annotations

from pathlib import Path

import click

from rkt_excel.commands.shared import (
    Json,
    data,
    print_json,
    shared_options,
    show_findings,
    show_next,
    verdict,
    workplace_in,
)
from rkt_excel.office.state.next_step import what_next
from rkt_excel.steps.draft import HasilDraft, draft


@click.command
@click.option("--oleh", metavar="NAMA", help="Yang meminta perubahan, bila kolom Diminta oleh kosong.")
@shared_options
def command(*, oleh: str | None, kerja: Path | None, as_json: bool) -> int:
    """Make the edited Konsep, or the last draft as it was edited, the next draft."""
    where = workplace_in(kerja)
    result = draft(where, oleh)
    if as_json:
        print_json(as_data(result))
    else:
        _show(result)
        show_next(what_next(where))
    return verdict(result.findings)


def as_data(result: HasilDraft) -> Json:
    """What `rkt draft --json` prints; its keys are a stable interface (docs/manual.md)."""
    changes = "kunci kolom dari ke=menjadi alasan oleh jenis uraian lembar sel berkas"
    return {
        **data(result, "draft=nomor berubah sumber"),
        "keluaran": data(result, "draft_xlsx draft_docx"),
        **data(result, "perubahan temuan=findings", perubahan=changes),
    }


def _show(result: HasilDraft) -> None:
    """The draft and what changed."""
    if result.berubah:
        click.echo(f"Draft {result.nomor} dibuat dari {result.sumber}, {len(result.perubahan)} perubahan.")
    else:
        click.echo(f"Tidak ada yang berubah sejak draft {result.nomor}, jadi tidak ada draft baru.")
    show_findings(result.findings, f"{result.draft_xlsx}, lembar Temuan" if result.berubah else "")
    click.echo(f"  {result.draft_xlsx}\n  {result.draft_docx}")
