"""The form of a bagian of the shipped master: issued, filled, saved by another program."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

from openpyxl import load_workbook

from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.example.contoh import staff_answers
from rkt_excel.model.forms import form
from rkt_excel.model.forms.issuing import form_content
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.origin.master import Master
from rkt_excel.model.tables.formulir import Usulan
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.workbook.reading.read import ReadResult
from rkt_excel.workbook.writing.write import write

BAGIAN = "SEK"


@cache
def filled_form() -> bytes:
    """The form of a bagian of the shipped office with all its answers, proposals among them."""
    master, _ = Workplace(inputs=shipped_inputs()).master()
    content = form_content(master, BAGIAN, issue())
    declaration = form.form_for(content.rows)
    book = load_workbook(io.BytesIO(write(declaration, content)))
    typed = staff_answers(master, BAGIAN, slips=False)
    proposal = dict(zip(Usulan.columns(), ("SS.7", "Jumlah naskah kuno yang dialihmediakan"), strict=False))
    for table in declaration.tables():
        layout = content.layout(table)
        for line in layout.data():
            for name, _ in layout.fillable(line):
                value = typed.get((table.name, line.key, name))
                if table.name == form.USULAN and line.key == "U.001":
                    value = proposal.get(name)
                if value is not None:
                    book[table.name][layout.address(line, name)].value = value
    return saved(book)


def issue() -> Issue:
    master, _ = Workplace(inputs=shipped_inputs()).master()
    return Issue(master.instansi.perangkat_daerah, str(master.tahun), master.instansi.edisi, 1)


def saved(book: Any) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def said(result: ReadResult) -> dict[tuple[str, str, str], object]:
    """Every value by sheet, row and field."""
    return {
        (sheet, each.key, name): getattr(each.row, name)
        for sheet, rows in result.rows.items()
        for each in rows
        for name in each.cells
    }


def own_form(master: Master) -> bytes:
    """The form of the first bagian, as it was issued."""
    issue = Issue(master.instansi.perangkat_daerah, str(master.tahun), master.instansi.edisi, 1)
    content = form_content(master, master.bagian[0].kode, issue)
    return write(form.form_for(content.rows), content)
