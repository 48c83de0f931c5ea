"""Which tab is which declared sheet: whatever tabs are called, wherever they stand, every value is read as before."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from time import thread_time
from typing import Any

import pytest
from helpers.issued_form import BAGIAN, filled_form, issue, said, saved
from helpers.kantor import NOON, hand_in, open_office
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.model.forms import form
from rkt_excel.model.forms.returns import Return, Times, judge
from rkt_excel.model.meeting import notulen_book
from rkt_excel.model.plans import konsep
from rkt_excel.model.tables import renstra
from rkt_excel.office.place.workplace import MASTER_FILE, Workplace
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.rapat import rapat
from rkt_excel.workbook.declaration.declare import Card, Rows, Table, Workbook
from rkt_excel.workbook.findings import Severity
from rkt_excel.workbook.kinds import Choices
from rkt_excel.workbook.reading.openbook import open_book
from rkt_excel.workbook.reading.read import ReadResult, read
from rkt_excel.workbook.values.cells import Cell, CellContent, Grid, Opened


@dataclass(frozen=True)
class Kept:
    """A workbook of the program with something typed into it, and how it is read."""

    declaration: Workbook
    opened: Opened
    choices: Mapping[str, Choices]
    given: Rows | None = None

    def read(self, grids: Sequence[Grid]) -> ReadResult:
        """What is read where its tabs are these."""
        return read(self.declaration, replace(self.opened, grids=list(grids)), choices=self.choices, given=self.given)

    @property
    def sheets(self) -> list[str]:
        """The declared sheets with values that the file holds."""
        names = {grid.name for grid in self.opened.grids}
        return [each.name for each in self.declaration.sheets if isinstance(each, (Table, Card)) and each.name in names]


@cache
def kept() -> dict[str, Kept]:
    """Every workbook that people fill and send: the first two of the shipped office, the rest of a small one."""
    place = Workplace(inputs=shipped_inputs())
    master, _ = place.master()
    rows = form.form_rows(master, BAGIAN)
    known = {
        "form": Kept(form.form_returned(rows), open_book(filled_form()), form.form_choices(master), rows),
        "master": Kept(renstra.MASTER, open_book((place.inputs / MASTER_FILE).read_bytes()), master.choices),
    }
    with tempfile.TemporaryDirectory() as home:
        office = open_office(Path(home))
        format(office)
        small, _ = office.master()
        for each in small.bagian:
            hand_in(office, each.kode)
        plan = gabung(office).plan
        rapat(office)
        folder = office.folder(small)
        written, minutes = next((folder / "4-konsep").glob("*.xlsx")), next((folder / "5-rapat").glob("*.xlsx"))
        issued = {**konsep.edited_rows(plan, {}), konsep.USULAN: []}
        known["konsep"] = Kept(konsep.editable(), open_book(written.read_bytes()), konsep.konsep_choices(small), issued)
        known["notulen"] = Kept(notulen_book.NOTULEN_BOOK, open_book(minutes.read_bytes()), {})
    return known


def told(result: ReadResult) -> list[tuple[str, str | None, tuple[str, ...]]]:
    """What is found, by code, sheet and cells."""
    return sorted((each.code.name, each.sheet, tuple(each.cells)) for each in result.findings)


KINDS = ("form", "master", "konsep", "notulen")
ANY = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.tuntas
@pytest.mark.parametrize("kind", KINDS)
def test_whatever_tabs_are_called_and_in_what_order_they_stand_every_value_is_read(kind: str) -> None:
    book = kept()[kind]
    before = book.read(book.opened.grids)
    names = [grid.name for grid in book.opened.grids]
    others = st.sampled_from(["Sheet", "Recovered_Sheet", "Lembar ", "Tabel 1-", "PENJELASAN "])

    @given(st.permutations(range(len(names))), st.permutations(names), st.sets(st.sampled_from(names)), others)
    @ANY
    def check(order: list[int], called: list[str], fresh: set[str], stem: str) -> None:
        now = [f"{stem}{place}" if name in fresh else name for place, name in enumerate(called)]
        grids = [replace(book.opened.grids[at], name=now[at]) for at in order]
        after = book.read(grids)
        assert said(after) == said(before)
        renamed = {sheet for sheet in book.sheets if now[names.index(sheet)] != sheet}
        expected = [*told(before), *(("LEMBAR_BERGANTI_NAMA", sheet, ()) for sheet in renamed)]
        # The lists that the program adds to a Konsep are none of the sheets that are read there.
        known = [each for each in told(after) if kind != "konsep" or each[0] != "LEMBAR_TAMBAHAN"]
        assert known == sorted(each for each in expected if kind != "konsep" or each[0] != "LEMBAR_TAMBAHAN")

    check()


def _copied(grid: Grid, name: str, **typed: str) -> Grid:
    cells = dict(grid.cells)
    for row, text in enumerate(typed.values(), 1):
        place = grid.last_row + row, 2
        cells[place] = Cell(*place, CellContent.TEXT, text)
    return replace(grid, name=name, cells=cells)


@pytest.mark.tuntas
@pytest.mark.parametrize("kind", KINDS)
def test_a_copy_never_stands_in_for_the_sheet_that_bears_the_name(kind: str) -> None:
    book = kept()[kind]
    before = book.read(book.opened.grids)
    for sheet in book.sheets:
        grid = next(each for each in book.opened.grids if each.name == sheet)
        copy = _copied(grid, f"{sheet} (2)", typed="Salinan yang diubah")
        for grids in ([copy, *book.opened.grids], [*book.opened.grids, copy]):
            after = book.read(grids)
            assert said(after) == said(before)
            assert [each[:2] for each in told(after) if each not in told(before)] == [("LEMBAR_TAMBAHAN", copy.name)]


@pytest.mark.tuntas
def test_two_tabs_that_may_both_be_meant_are_asked_back() -> None:
    book = kept()["form"]
    grids = [replace(each, name="Sheet1") if each.name == form.KINERJA else each for each in book.opened.grids]
    at = next(place for place, each in enumerate(grids) if each.name == "Sheet1")
    same, other = replace(grids[at], name="Sheet1 (2)"), _copied(grids[at], "Sheet1 (2)", typed="lain")
    assert "LEMBAR_GANDA" not in {code for code, _, _ in told(book.read([*grids, same]))}
    double = next(each for each in book.read([*grids, other]).findings if each.code.name == "LEMBAR_GANDA")
    assert double.severity is Severity.GALAT
    assert "Sheet1 (2)" in double.message


@pytest.mark.parametrize("gone", [form.KINERJA, form.USULAN])
def test_a_missing_sheet_is_never_made_up_from_another_one(gone: str) -> None:
    book = kept()["form"]
    before = book.read(book.opened.grids)
    left = [replace(each, name=f"Sheet{at}") for at, each in enumerate(book.opened.grids) if each.name != gone]
    after = book.read(left)
    assert ("LEMBAR_HILANG", gone, ()) in told(after)
    assert said(after) == {place: value for place, value in said(before).items() if place[0] != gone}


def test_tabs_are_told_apart_by_their_headings_where_the_hidden_names_are_gone() -> None:
    book = kept()["form"]
    before = book.read(book.opened.grids)

    def bare(grid: Grid) -> Grid:
        cells = {at: cell for at, cell in grid.cells.items() if not str(cell.value).startswith("kolom:")}
        return replace(grid, name=f"Lembar {grid.name[::-1]}", cells=cells)

    assert said(book.read([bare(each) for each in book.opened.grids])) == said(before)


def test_thousands_of_tabs_cost_little() -> None:
    book = kept()["form"]
    kinerja = next(each for each in book.opened.grids if each.name == form.KINERJA)
    small = replace(kinerja, cells={at: cell for at, cell in kinerja.cells.items() if at[0] < 7})
    many = [replace(small, name=f"Lembar {number}") for number in range(500)]
    began = thread_time()
    book.read(many)
    assert thread_time() - began < 5


# ------------------------------------------------------------------ rows and columns put before everything


def shifted(rows: int, columns: int, *, head: str = "") -> Callable[[Any], None]:
    """Rows and columns put before all that stands on each sheet, as exports of other programs do."""

    def do(book: Any) -> None:
        for sheet in book.worksheets:
            if rows:
                sheet.insert_rows(1, rows)
            if columns:
                sheet.insert_cols(1, columns)
            if head:
                sheet["A1"].value = head
        book.defined_names.clear()
        book.custom_doc_props.props.clear()

    return do


@pytest.mark.tuntas
@pytest.mark.parametrize(
    ("rows", "columns", "head"), [(1, 0, "Tabel 1"), (3, 0, ""), (0, 1, ""), (2, 2, "Diekspor dari Numbers")]
)
def test_the_identity_is_found_where_other_programs_shift_it(rows: int, columns: int, head: str) -> None:
    master, _ = Workplace(inputs=shipped_inputs()).master()
    times = Times(datetime.combine(NOON.date(), NOON.time(), UTC))

    def wrong(one: Return) -> set[str]:
        return {each.code.name for each in one.findings if each.severity is Severity.GALAT}

    def judged(data: bytes) -> Return:
        return judge("3-kembali/a.xlsx", "0" * 64, times, open_book(data), master, issue())

    book = load_workbook(io.BytesIO(filled_form()))
    shifted(rows, columns, head=head)(book)
    one, before = judged(saved(book)), judged(filled_form())
    assert not one.refused
    assert one.bagian == BAGIAN
    assert said(one.result) == said(before.result)
    assert wrong(one) == wrong(before)
