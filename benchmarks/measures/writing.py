"""Writing forms, beside packing the same bytes and beside XlsxWriter writing the same cells without looks."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Final

import openpyxl
import xlsxwriter

from measures.paired import Row, Way, in_turn, rows
from rkt_excel.model.forms import form
from rkt_excel.model.forms.issuing import form_content
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.origin.master import Master
from rkt_excel.workbook.writing.write import write

_FLOOR: Final = "the same bytes packed"
_OURS: Final = "written by rkt"

Cells = dict[str, list[tuple[int, int, object]]]


def measured(master: Master, issue: Issue, rounds: int, most: int = 20) -> tuple[str, list[Row]]:
    """The table; so many bagian at most."""
    bagian = [each.kode for each in master.bagian][:most]
    made = {kode: form_bytes(master, kode, issue) for kode in bagian}
    cells = {kode: _cells(data) for kode, data in made.items()}
    ways: dict[str, Callable[[str], object]] = {
        _FLOOR: lambda kode: _packed(made[kode]),
        "XlsxWriter, the same cells, formulas as text": lambda kode: _plain(cells[kode], as_text=True),
        "XlsxWriter, the same cells and formulas": lambda kode: _plain(cells[kode], as_text=False),
        _OURS: lambda kode: form_bytes(master, kode, issue),
    }
    each: dict[str, Way] = {name: _all(way, bagian) for name, way in ways.items()}
    title = f"One of {len(bagian)} forms, {sum(map(len, cells[bagian[0]].values())):,} cells each"
    return title, rows(in_turn(each, rounds), _FLOOR, len(bagian), {_OURS: 10.0})


def form_bytes(master: Master, bagian: str, issue: Issue) -> bytes:
    """A form, from the master to its bytes."""
    content = form_content(master, bagian, issue)
    return write(form.form_for(content.rows), content)


def _all(way: Callable[[str], object], bagian: list[str]) -> Way:
    def run() -> None:
        for kode in bagian:
            way(kode)

    return run


def _packed(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(member.filename, old.read(member))


def _cells(data: bytes) -> Cells:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        sheet.title: [
            (cell.row - 1, cell.column - 1, cell.value)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        ]
        for sheet in book.worksheets
    }  # fmt: skip


def _plain(sheets: Cells, *, as_text: bool) -> None:
    book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    for name, cells in sheets.items():
        sheet = book.add_worksheet(name)
        for row, column, value in cells:
            if not isinstance(value, str):
                sheet.write(row, column, value)
            elif value.startswith("=") and not as_text:
                sheet.write_formula(row, column, value)
            else:
                sheet.write_string(row, column, value)
    book.close()
