"""The rules that rows of a form and rows of the master share."""

from __future__ import annotations

from collections.abc import Iterator

from rkt_excel.model.rules import words
from rkt_excel.model.rules.counting import counts, meant
from rkt_excel.model.rules.rule import Line, Told
from rkt_excel.model.vocabulary.terms import Jenis, ModeTriwulan
from rkt_excel.workbook.kinds import Number
from rkt_excel.workbook.values.numbers import written


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


def things_are_whole(line: Line) -> Iterator[Told]:
    """What is counted one by one has no fraction; 1,25 dokumen is a 1.250 typed under American settings."""
    satuan = line.text("satuan")
    if not counts(satuan):
        return
    columns = line.each.row.columns().items()
    counted = (name for name, column in columns if column.fills and type(column.kind_for(line.row)) is Number)
    sound = (name for name in counted if name not in line.each.faulty)
    values = {name: value for name in sound if (value := line.number(name)) is not None}
    broken = [name for name, value in values.items() if value != value.to_integral_value()]
    if broken:
        first = values[broken[0]]
        yield line.told(*broken, nilai=written(first), satuan=satuan, dugaan=meant(first))
