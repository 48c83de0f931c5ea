"""Bantuan: how the desk is used, what its buttons do, and what helps where something goes wrong."""

from __future__ import annotations

from collections.abc import Mapping

from rkt_excel import __version__
from rkt_excel.desk.pages.office import Office, Standing
from rkt_excel.desk.work.moves import MOVES
from rkt_excel.model.procedure.sop import LANGKAH


def show(office: Office, standing: Standing, asked: Mapping[str, str]) -> Mapping[str, object]:
    """What Bantuan shows."""
    del asked
    return {
        "tombol": [(each.label, f"rkt {' '.join(each.typed)}", each.done) for each in MOVES],
        "langkah": LANGKAH,
        "versi": __version__,
        "tempat_kantor": str(office.home),
        "folder": str(standing.folder or ""),
    }
