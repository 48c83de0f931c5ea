"""What was issued and does not come back (sheet, column, row) is named and counted, whichever workbook it was in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from helpers.returning import fill
from openpyxl import load_workbook

from rkt_excel.edges.work_folder.folder import sha256
from rkt_excel.model.forms import form
from rkt_excel.model.forms.choosing import choose
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.forms.returns import Return, StatusBagian, Times, judge
from rkt_excel.model.meeting import notulen_book
from rkt_excel.model.origin.master import Master
from rkt_excel.model.plans import konsep
from rkt_excel.model.tables.formulir import Usulan
from rkt_excel.office.place.journalled import issued
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.draft import draft
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.rapat import rapat
from rkt_excel.workbook.findings import Finding, Severity
from rkt_excel.workbook.reading.openbook import open_book

SEK = "SEK"  # has all three sheets to fill
COUNTED = re.compile(r"(\d+) sel isian")


def edit(path: Path, change: Callable[[Any], None], target: str = "") -> Path:
    """Change a workbook as another program would save it."""
    book = load_workbook(path)
    change(book)
    place = path.with_name(target) if target else path
    book.save(place)
    return place


def without_sheet(name: str) -> Callable[[Any], None]:
    """A person deletes a sheet."""
    return lambda book: book.remove(book[name])


def without_column(sheet: str, field: str) -> Callable[[Any], None]:
    """A person deletes a column."""

    def change(book: Any) -> None:
        marks = next(row for row in book[sheet].iter_rows(max_row=6) if row[0].value == "kolom:kode"
                     or row[0].value == "kolom:sasaran")  # fmt: skip
        book[sheet].delete_cols(next(cell.column for cell in marks if cell.value == f"kolom:{field}"))

    return change


def without_row(sheet: str, key: str) -> Callable[[Any], None]:
    """A person deletes a row."""

    def change(book: Any) -> None:
        book[sheet].delete_rows(next(cell.row for cell in book[sheet]["A"] if cell.value == key))

    return change


def both(*changes: Callable[[Any], None]) -> Callable[[Any], None]:
    """One after the other."""

    def change(book: Any) -> None:
        for each in changes:
            each(book)

    return change


def told(findings: Iterable[Finding], code: str) -> list[Finding]:
    """The findings of a code."""
    return [each for each in findings if each.code.name == code]


def slow(*names: str) -> list[Any]:
    """The same with other sheets, for the long run."""
    return [pytest.param(name, marks=pytest.mark.lama) for name in names]


GONE: dict[str, Callable[[Any], None]] = {
    "sheet Kinerja": without_sheet(form.KINERJA),
    "sheet Program": without_sheet(form.PROGRAM),
    "sheet Usulan": without_sheet(form.USULAN),
    "two sheets": both(without_sheet(form.PROGRAM), without_sheet(form.USULAN)),
    "a column of Kinerja": without_column(form.KINERJA, "tw2"),
    "a column of Program": without_column(form.PROGRAM, "pagu"),
    "a column of Usulan": without_column(form.USULAN, "alasan"),
    "a row of Kinerja": without_row(form.KINERJA, "IK.7.1"),
    "a row of Program": without_row(form.PROGRAM, "2.23.01"),
    "a row and a column": both(without_row(form.PROGRAM, "2.23.01"), without_column(form.PROGRAM, "pagu")),
    "a row, and another sheet": both(without_row(form.KINERJA, "IK.7.1"), without_sheet(form.PROGRAM)),
}


@dataclass(frozen=True)
class Filled:
    """The filled form of one bagian, and what it takes to judge it."""

    path: Path
    master: Master
    issue: Issue
    cells: int

    def judged(self, change: Callable[[Any], None], target: Path, hour: int = 12) -> Return:
        """What the program says of it after a person's change, sent at an hour of one day."""
        book = load_workbook(self.path)
        change(book)
        book.save(target)
        data = target.read_bytes()
        when = Times(datetime(2026, 11, 24, hour, tzinfo=UTC))
        return judge(target.name, sha256(data), when, open_book(data), self.master, self.issue)


@pytest.fixture(scope="module")
def filled(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """Made once: nothing here is changed."""
    home = tmp_path_factory.mktemp("kantor")
    place = Workplace(inputs=inputs, outputs=home / "output")
    made = format(place)
    master = place.master()[0]
    with place.open_register(place.folder(master)) as register:
        issue = issued(register)
    cells = sum(len(each.isian) for each in made.formulir if each.bagian == SEK)
    return Filled(fill(place, master, SEK), master, issue, cells)


@pytest.mark.tuntas
@pytest.mark.parametrize("case", GONE)
def test_what_is_gone_from_a_form_is_a_galat_and_counted_cell_by_cell(
    filled: Filled, tmp_path: Path, case: str
) -> None:
    good = filled.judged(lambda _: None, tmp_path / "baik.xlsx")
    assert good.complete
    spoiled = filled.judged(GONE[case], tmp_path / "rusak.xlsx", 13)
    assert not spoiled.complete
    assert _counted(spoiled.findings) == filled.cells - _read(spoiled)
    assert choose([good, spoiled], filled.master).counted[SEK] is good, (
        "a good one is not replaced by a newer one like this"
    )


def _read(one: Return) -> int:
    """The cells that were found again; lines of the sheet Usulan that nobody filled were found, too."""
    known = sum(len(each.cells) for name, rows in one.result.rows.items() if name != form.USULAN for each in rows)
    spare = len(Usulan.columns()) - sum(each.sheet == form.USULAN for each in told(one.findings, "KOLOM_HILANG"))
    return known + (30 * spare if form.USULAN in one.result.rows else 0)


def _counted(findings: Iterable[Finding]) -> int:
    return sum(int(found.group(1)) for each in findings if (found := COUNTED.search(each.message)))


@pytest.mark.tuntas
@pytest.mark.parametrize("sheet", [form.PROGRAM, *slow(form.KINERJA, form.USULAN)])
def test_a_form_without_a_sheet_needs_mending_and_the_sheet_is_named(
    place: Workplace, master: Master, sheet: str
) -> None:
    format(place)
    edit(fill(place, master, SEK), without_sheet(sheet))
    result = gabung(place)
    (one,) = told(result.findings, "LEMBAR_HILANG")
    assert (one.severity, one.sheet, one.owner) == (Severity.GALAT, sheet, SEK)
    assert result.plan.status[SEK] is StatusBagian.PERLU_PERBAIKAN
    mended = load_workbook(place.folder(master) / result.keluaran.perbaikan[0])
    assert sheet in mended.sheetnames


@pytest.mark.tuntas
@pytest.mark.parametrize("sheet", [form.PETUNJUK, form.DEFINISI, form.PERIKSA])
def test_a_sheet_that_is_only_read_is_named_and_holds_nothing_back(filled: Filled, tmp_path: Path, sheet: str) -> None:
    one = filled.judged(without_sheet(sheet), tmp_path / "tanpa.xlsx")
    assert [each.sheet for each in told(one.findings, "LEMBAR_BACAAN_HILANG")] == [sheet]
    assert one.complete


@pytest.mark.tuntas
@pytest.mark.parametrize("sheet", [konsep.PROGRAM, *slow(konsep.KINERJA, konsep.USULAN)])
def test_a_sheet_deleted_from_konsep_or_draft_is_told_and_nothing_of_it_is_lost(
    place: Workplace, master: Master, sheet: str
) -> None:
    format(place)
    for each in master.bagian:
        fill(place, master, each.kode)
    first = gabung(place)
    folder = place.folder(master)
    edit(folder / first.keluaran.konsep_xlsx, without_sheet(sheet))
    again = gabung(place)
    assert [each.sheet for each in told(again.findings, "LEMBAR_KONSEP_HILANG")] == [sheet]
    assert again.plan.isi == first.plan.isi
    edit(folder / again.keluaran.konsep_xlsx, without_sheet(sheet))
    drafted = draft(place)
    assert [each.sheet for each in told(drafted.findings, "LEMBAR_KONSEP_HILANG")] == [sheet]
    assert not drafted.perubahan
    edit(folder / drafted.draft_xlsx, without_sheet(sheet))
    second = draft(place)
    assert [each.sheet for each in told(second.findings, "LEMBAR_KONSEP_HILANG")] == [sheet]
    assert not second.perubahan
    assert sheet in load_workbook(folder / second.draft_xlsx).sheetnames


@pytest.mark.tuntas
def test_a_column_deleted_from_the_konsep_is_told_and_nothing_of_it_is_lost(place: Workplace, master: Master) -> None:
    format(place)
    for each in master.bagian:
        fill(place, master, each.kode)
    first = gabung(place)
    edit(place.folder(master) / first.keluaran.konsep_xlsx, without_column(konsep.PROGRAM, "pagu"))
    drafted = draft(place)
    assert [each.column for each in told(drafted.findings, "KOLOM_KONSEP_HILANG")] == ["pagu"]
    assert not drafted.perubahan


@pytest.mark.tuntas
@pytest.mark.parametrize("sheet", [notulen_book.KEPUTUSAN, *slow(notulen_book.TUGAS, notulen_book.PROGRES)])
def test_a_sheet_deleted_from_the_minutes_is_told(place: Workplace, master: Master, sheet: str) -> None:
    format(place)
    for each in master.bagian:
        fill(place, master, each.kode)
    gabung(place)
    papers = rapat(place)
    book = next(name for name in papers.keluaran if name.endswith(".xlsx"))
    edit(place.folder(master) / book, without_sheet(sheet))
    told_then = told(draft(place).findings, "LEMBAR_HILANG")
    assert [(each.sheet, each.file) for each in told_then] == [(sheet, book)]
