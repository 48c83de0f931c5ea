"""Rapat: the papers of the meeting, and the workbook into which its decisions are typed."""

from __future__ import annotations

from collections.abc import Mapping

from rkt_excel.desk.pages.buttons import button
from rkt_excel.desk.pages.office import Office, Standing
from rkt_excel.desk.pages.steps.papers import day_of, lying, step_buttons
from rkt_excel.edges.work_folder.folder import RAPAT
from rkt_excel.events import RAPAT_DISIAPKAN


def show(office: Office, standing: Standing, asked: Mapping[str, str]) -> Mapping[str, object]:
    """What Rapat shows."""
    del asked
    papers = lying(standing, f"{RAPAT}/")
    buttons = {"tombol": step_buttons(standing, "rapat"), "siapkan": button(standing, "rapat")}
    journal = office.journal(standing)
    if journal is None or standing.master is None:
        return buttons
    with journal as register:
        entry = register.last(RAPAT_DISIAPKAN)
    return {
        **buttons,
        "hari_rapat": day_of(entry.details, entry.when.date()) if entry else None,
        "kertas": [each for each in papers if not each.berkas.endswith(".xlsx")],
        "keputusan": [each for each in papers if each.berkas.endswith(".xlsx")],
        "draft": button(standing, "draft"),
    }
