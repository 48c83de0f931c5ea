"""Printing the RKT, beside docxtpl alone with the same template and the same values, and how it grows."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docxtpl import DocxTemplate
from word import values

from measures.paired import Row, in_turn, rows
from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.edges.docx import word
from rkt_excel.model.papers.naskah import RKT


def measured(sizes: Sequence[int], rounds: int) -> tuple[str, list[Row]]:
    """The table: of each size the program beside docxtpl, then one row of each size beside the first."""
    template = shipped_inputs() / RKT.berkas
    found, each = [], {}
    for size in sizes:
        given = values(size)
        bare, ours = f"{size:,} indikator, docxtpl alone", f"{size:,} indikator, printed by rkt"
        taken = in_turn({bare: lambda v=given: _bare(v), ours: lambda v=given: _printed(v)}, rounds)  # type: ignore[misc]
        found += rows(taken, bare, 1, {})
        each[size] = min(taken[ours]) / size
    grown = [
        Row(f"an indikator of {size:,}", each[size], each[size] / each[sizes[0]], f"one of {sizes[0]:,}")
        for size in sizes[1:]
    ]
    return f"The RKT by the template {template.name}", [*found, *grown]


def _printed(given: dict[str, Any]) -> None:
    word.render(shipped_inputs() / RKT.berkas, given, paper="F4")


def _bare(given: dict[str, Any]) -> None:
    document = DocxTemplate(shipped_inputs() / RKT.berkas)
    document.render({name: "" if callable(value) else value for name, value in given.items()}, autoescape=True)
    document.save(io.BytesIO())
