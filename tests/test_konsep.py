"""The Konsep workbook: every value leads to the line that names its cell, and back."""

from __future__ import annotations

from openpyxl import load_workbook
from test_commands import fill

from rkt_excel.model import konsep
from rkt_excel.model.master import Master
from rkt_excel.model.plan import TEXTS
from rkt_excel.model.terms import Jenis
from rkt_excel.office.workplace import Workplace
from rkt_excel.steps.consolidate import Consolidated, consolidate
from rkt_excel.steps.generate import generate
from rkt_excel.workbook.cells import parse_a1


def _consolidated(place: Workplace, master: Master) -> Consolidated:
    generate(place)
    for each in master.bagian:
        fill(place, master, each.kode)
    return consolidate(place)


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


def test_a_linked_number_stays_a_number(place: Workplace, master: Master) -> None:
    result = _consolidated(place, master)
    sheet = load_workbook(place.folder(master) / result.keluaran.konsep_xlsx)[konsep.KINERJA]
    letters = next(cell.column_letter for cell in sheet[4] if cell.value == "kolom:target")
    targets = [cell for cell in sheet[letters][5:] if cell.hyperlink is not None]
    assert targets
    assert any(isinstance(cell.value, (int, float)) for cell in targets)
    assert all(cell.value not in (None, " ") for cell in targets)
