"""The rules that rows of a form and rows of the master share."""

from __future__ import annotations

from collections.abc import Iterator

from rkt_excel.model.rules import words
from rkt_excel.model.rules.rule import Line, Told
from rkt_excel.model.terms import Jenis, ModeTriwulan


def satuan_fits_wording(line: Line) -> Iterator[Told]:
    """What is called Persentase is counted in per cent, a Jumlah is not (real tables: "Persentase ..." in "Nilai")."""
    indikator = line.text("indikator")
    found = words.clash(indikator, line.text("satuan"), line.text("jenis")) if indikator else None
    if found:
        name, why = found
        yield line.told(name, "indikator", sebab=why)


def mode_fits_jenis(line: Line) -> Iterator[Told]:
    """Grades and texts cannot be added up over quarters."""
    jenis = line.text("jenis")
    if jenis in (Jenis.PREDIKAT, Jenis.TEKS) and line.text("mode") != ModeTriwulan.AKHIR:
        yield line.told("mode", "jenis", jenis=jenis)
