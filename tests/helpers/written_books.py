"""Every kind of workbook that the program writes, for the shipped office, and what stands in its cells."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from helpers.perbaikan import FAULTS, sent, sent_back
from helpers.returning import fill
from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.model.forms import form
from rkt_excel.model.forms.issuing import form_content
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.origin.master import Master
from rkt_excel.office.place.workplace import MASTER_FILE, Workplace
from rkt_excel.steps.draft import draft
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.mulai import blank_master
from rkt_excel.steps.rapat import rapat
from rkt_excel.workbook.writing.write import write


@cache
def shipped() -> Master:
    """The office that the program comes with."""
    return Workplace(inputs=shipped_inputs()).master()[0]


ISSUE = Issue(shipped().instansi.perangkat_daerah, "2027", "murni", 1)


def form_of(master: Master, bagian: str) -> bytes:
    """The form of a bagian as it is issued."""
    content = form_content(master, bagian, ISSUE)
    return write(form.form_for(content.rows), content)


@cache
def forms() -> dict[str, bytes]:
    """The form of each bagian, and a perbaikan form with faults of several kinds."""
    faults = {key: value for name in ("kata", "usulan", "terlalu panjang") for key, value in FAULTS[name].items()}
    made = {f"formulir {each.kode}": form_of(shipped(), each.kode) for each in shipped().bagian}
    return {**made, "perbaikan": sent_back(sent(faults))[0]}


def all_books(home: Path) -> dict[str, bytes]:
    """The forms, the masters, and what comes of a consolidation, a meeting and a draft."""
    place = Workplace(inputs=shipped_inputs(), outputs=home)
    format(place)
    for each in shipped().bagian:
        fill(place, shipped(), each.kode, slips=each.kode == "WAS")
    gabung(place)
    rapat(place)
    draft(place)
    made = {path.stem: path.read_bytes() for step in "456" for path in sorted(home.glob(f"*/{step}-*/**/*.xlsx"))}
    masters = {"induk": (shipped_inputs() / MASTER_FILE).read_bytes(), "induk kosong": blank_master()}
    return {**forms(), **masters, **made}


def loaded(book: bytes) -> Any:
    """A workbook as openpyxl reads it, with the results of its formulas."""
    return load_workbook(io.BytesIO(book), data_only=True)


def widths(sheet: Any) -> dict[int, float]:
    """How wide each column is that people see, by its number, in characters."""
    found: dict[int, float] = {}
    for each in sheet.column_dimensions.values():
        for number in range(each.min, min(each.max, sheet.max_column) + 1):
            if not each.hidden:
                found[number] = each.width
    return found


def texts(sheet: Any) -> Iterator[tuple[Any, list[int]]]:
    """Each cell with a text that people see, and the columns that it lies over."""
    over = {(area.min_row, area.min_col): range(area.min_col, area.max_col + 1) for area in sheet.merged_cells.ranges}
    seen = widths(sheet)
    for row in sheet.iter_rows():
        if sheet.row_dimensions[row[0].row].hidden:
            continue
        for cell in row:
            if isinstance(cell.value, str) and cell.value and cell.column in seen:
                yield cell, list(over.get((cell.row, cell.column), (cell.column,)))


def offered(book: Any, sheet: Any) -> Iterator[tuple[str, list[str]]]:
    """Each range of cells that offers a list, and what it offers."""
    for rule in sheet.data_validations.dataValidation:
        source = str(rule.formula1 or "")
        if rule.type != "list" or "OFFSET" in source:
            continue
        if source.startswith('"'):
            values = source.strip('"').split(",")
        else:
            name, _, area = source.lstrip("=").replace("'", "").partition("!")
            left, top, right, bottom = range_boundaries(area)
            cells = book[name].iter_rows(top, bottom, left, right)
            values = [str(cell.value) for row in cells for cell in row if cell.value is not None]
        for area in rule.sqref.ranges:
            yield str(area), values
