"""The Konsep workbook: every value leads to the line that names its cell, and back."""

from __future__ import annotations

import pytest
from helpers.returning import fill
from openpyxl import load_workbook

from rkt_excel.model.origin.master import Master
from rkt_excel.model.plans import konsep
from rkt_excel.model.tables.formulir import TEXTS
from rkt_excel.model.vocabulary.terms import Jenis
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import HasilGabung, gabung
from rkt_excel.workbook.declaration.declare import Table
from rkt_excel.workbook.values.cells import parse_a1
from rkt_excel.workbook.writing.measure import pixels
from rkt_excel.workbook.writing.paper import LEFT, PAPERS, RIGHT
from rkt_excel.workbook.writing.widths import SIGN_WIDTH


def _consolidated(place: Workplace, master: Master) -> HasilGabung:
    format(place)
    for each in master.bagian:
        fill(place, master, each.kode)
    return gabung(place)


@pytest.mark.tuntas
def test_each_value_leads_to_the_line_of_its_source_and_back(place: Workplace, master: Master) -> None:
    result = _consolidated(place, master)
    book = load_workbook(place.folder(master) / result.keluaran.konsep_xlsx)
    sources = book[konsep.SUMBER]
    linked: set[tuple[str, str]] = set()
    rows: set[str] = set()
    for name in (konsep.KINERJA, konsep.PROGRAM):
        sheet = book[name]
        fields = {cell.column: str(cell.value).removeprefix("kolom:") for cell in sheet[4]}
        for row in sheet.iter_rows(min_row=6):
            for cell in row:
                if cell.hyperlink is None:
                    continue
                place_there = str(cell.hyperlink.location).partition("!")[2]
                line = [each.value for each in sources[parse_a1(place_there)[0]]]
                kunci, kolom = str(sheet.cell(cell.row or 0, 1).value), fields[cell.column]
                if kolom == "kode":
                    assert line[0] == kunci
                    assert sources.cell(parse_a1(place_there)[0] - 1, 1).value != kunci, "the first line of the row"
                    rows.add(kunci)
                    continue
                assert line[:2] == [kunci, konsep.heading(kolom)]
                assert f"{line[6]} {line[7]}" in str(cell.hyperlink.tooltip)
                assert str(sources[place_there].hyperlink.location) == f"'{name}'!{cell.coordinate}"
                linked.add((kunci, kolom))
    values = {place for place, isi in result.plan.isi.items() if isi.origins}
    worded = {each.kode for each in master.indikator if each.jenis == Jenis.TEKS}
    assert worded
    assert linked == {place for place in values if place[1] not in TEXTS and place[0] not in worded}
    assert rows == {kunci for kunci, _ in values}


@pytest.mark.tuntas
def test_a_linked_number_stays_a_number(place: Workplace, master: Master) -> None:
    result = _consolidated(place, master)
    sheet = load_workbook(place.folder(master) / result.keluaran.konsep_xlsx)[konsep.KINERJA]
    letters = next(cell.column_letter for cell in sheet[4] if cell.value == "kolom:target")
    targets = [cell for cell in sheet[letters][5:] if cell.hyperlink is not None]
    assert targets
    assert any(isinstance(cell.value, (int, float)) for cell in targets)
    assert all(cell.value not in (None, " ") for cell in targets)


_LEGIBLE = 0.88  # of Arial 10, which is 9 points but for what rounding takes


def _pages(table: Table, page: float) -> int:
    """How many pages side by side a table takes when all that may be shown is shown; the page in pixels."""
    columns = [column for column in table.visible_columns().values() if not (column.hidden or column.sparse)]
    given = any(column.fills for column in table.visible_columns().values())
    widths = [pixels([width]) for width in [*(column.width for column in columns), *([SIGN_WIDTH] if given else [])]]
    repeated = sum(widths[: table.repeats]) if table.across > 1 else 0
    pages, used = 1, 0.0
    for width in widths:
        if used + width > page:
            pages, used = pages + 1, float(repeated)
        used += width
    return pages


@pytest.mark.parametrize(
    "table", [*konsep.KONSEP_BOOK.tables(), *konsep.DRAFT_BOOK.tables()], ids=lambda table: table.name
)
def test_a_sheet_prints_in_letters_that_can_be_read(table: Table) -> None:
    room = (PAPERS["F4"].long - (LEFT + RIGHT) * 72) / 0.75
    assert _pages(table, room / _LEGIBLE) <= table.across
