"""Whatever legal answers go into a form come out again; whatever is done to a form, no value lands on another row."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from helpers.kantor import NOON
from helpers.kiriman import read_back
from helpers.libreoffice_session import Job, LibreOffice, Typed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.model.forms import form
from rkt_excel.model.forms.issuing import form_content
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.forms.returns import Return, Times, judge
from rkt_excel.model.origin.master import Master
from rkt_excel.model.plans.merge import tidy
from rkt_excel.model.tables.formulir import Kinerja
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.format import InputCell, input_cells
from rkt_excel.workbook.declaration.layout import TableLayout
from rkt_excel.workbook.reading.openbook import open_book
from rkt_excel.workbook.writing.write import write

BAGIAN = "PEM"
Place = tuple[str, str, str]  # sheet, kunci, kolom
Answers = dict[Place, Any]


class Office(NamedTuple):
    """What all examples share: the master, the form as it goes out, and where its cells are."""

    master: Master
    issue: Issue
    form: bytes
    cells: list[InputCell]
    layouts: dict[str, TableLayout]


@cache
def office() -> Office:
    """The shipped office with the form of one bagian."""
    master, _ = Workplace(inputs=shipped_inputs()).master()
    issue = Issue(master.instansi.perangkat_daerah, str(master.tahun), master.instansi.edisi, 1)
    content = form_content(master, BAGIAN, issue)
    declaration = form.form_for(content.rows)
    layouts = {table.name: content.layout(table) for table in declaration.tables()}
    return Office(master, issue, write(declaration, content), list(input_cells(content)), layouts)


def judged(data: bytes) -> Return:
    """The file as the consolidator judges it."""
    here = office()
    times = Times(datetime.combine(NOON.date(), NOON.time(), UTC))
    return judge("3-kembali/a.xlsx", "0" * 64, times, open_book(data), here.master, here.issue)


# Characters that a person can type and XML can hold; a text that is only spaces is a blank.
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=3, max_size=40).map(
    lambda text: f"Bagian {text}"
)


def values(cell: InputCell) -> st.SearchStrategy[Any]:
    """The legal values of a cell to fill."""
    if cell.pilihan:
        return st.sampled_from(cell.pilihan)
    if cell.jenis == "rupiah":
        return st.integers(0, 10**12)
    if cell.jenis in {"angka", "indeks", "persen"}:
        return st.decimals(Decimal(0), Decimal(10**6), places=3).map(lambda each: Decimal(f"{each:f}"))
    return TEXTS


def answer_sets() -> st.SearchStrategy[Answers]:
    """Answers to some of the cells of the form, as many as may be."""
    cells = [cell for cell in office().cells if cell.lembar != form.USULAN]
    places = {(cell.lembar, cell.kunci, cell.kolom): values(cell) for cell in cells}
    return st.fixed_dictionaries({}, optional=places)


def filled(answers: Answers) -> bytes:
    """The form with these answers, saved by openpyxl."""
    book = load_workbook(io.BytesIO(office().form))
    for (sheet, key, name), value in answers.items():
        book[sheet][address(sheet, key, name)].value = value
    return saved(book)


def saved(book: Any) -> bytes:
    """The bytes of a workbook."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def address(sheet: str, key: str, name: str) -> str:
    """Where a field stands in the form as it went out."""
    layout = office().layouts[sheet]
    return layout.address(next(line for line in layout.data() if line.key == key), name)


SLOW = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.tuntas
@given(answer_sets())
@SLOW
def test_legal_answers_come_back_as_they_were_typed(answers: Answers) -> None:
    assert read_back(judged(filled(answers))) == answers


@given(st.lists(answer_sets(), min_size=4, max_size=4))
@settings(SLOW, max_examples=1)
@pytest.mark.program("LibreOffice")
@pytest.mark.xdist_group("libreoffice")
def test_legal_answers_come_back_from_libreoffice(
    tmp_path_factory: pytest.TempPathFactory, sets: list[Answers]
) -> None:
    folder = tmp_path_factory.mktemp("libreoffice")
    (folder / "form.xlsx").write_bytes(office().form)
    jobs = []
    for number, answers in enumerate(sets):
        source = shutil.copy(folder / "form.xlsx", folder / f"form-{number}.xlsx")
        saves = [folder / f"saved-{number}.{ending}" for ending in ("xlsx", "ods", "xls")]
        typed = [
            (Typed.text if isinstance(value, str) else Typed.number)(sheet, address(sheet, key, name), str(value))
            for (sheet, key, name), value in answers.items()
        ]
        jobs.append(Job(open=Path(source), typed=typed, saves=saves))
    with LibreOffice() as program:
        program.do_all(jobs, limit=240)
    for job, answers in zip(jobs, sets, strict=True):
        for path in job.saves:
            assert read_back(judged(path.read_bytes())) == answers, path.suffix


# ------------------------------------------------------------------ what is done to a form


class Edit(NamedTuple):
    """Something done to the sheet Kinerja, and the finding that has to name it: code and kunci or kolom."""

    name: str
    do: Callable[[Worksheet], None]
    code: str
    names: str


def _columns(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value).removeprefix("kolom:"): cell.column or 0 for cell in sheet[4] if cell.value}


def _row(sheet: Worksheet, key: str) -> int | None:
    column = _columns(sheet)["kode"]
    return next((row for row in range(6, sheet.max_row + 1) if sheet.cell(row, column).value == key), None)


def _retype(key: str, name: str) -> Edit:
    def do(sheet: Worksheet) -> None:
        row = _row(sheet, key)
        if row:
            sheet.cell(row, _columns(sheet)[name]).value = "diubah orang"

    return Edit(f"retype {name} of {key}", do, "BARIS_HILANG" if name == "kode" else "TERKUNCI_BERUBAH", key)


def _delete(key: str) -> Edit:
    def do(sheet: Worksheet) -> None:
        row = _row(sheet, key)
        if row:
            sheet.delete_rows(row)

    return Edit(f"delete {key}", do, "BARIS_HILANG", key)


def _move(name: str, to: int) -> Edit:
    def do(sheet: Worksheet) -> None:
        source = _columns(sheet)[name]
        held = [sheet.cell(row, source).value for row in range(1, sheet.max_row + 1)]
        sheet.delete_cols(source)
        sheet.insert_cols(to)
        for row, value in enumerate(held, 1):
            sheet.cell(row, to).value = value

    return Edit(f"move {name} to {to}", do, "KOLOM_BERPINDAH", Kinerja.columns()[name].heading)


def _rename(name: str) -> Edit:
    def do(sheet: Worksheet) -> None:
        sheet.title = name

    return Edit(f"rename to {name}", do, "LEMBAR_BERGANTI_NAMA", name)


def _sort() -> Edit:
    def do(sheet: Worksheet) -> None:
        lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6, max_row=sheet.max_row)]
        for row, line in enumerate(sorted(lines, key=lambda each: str(each[1])), 6):
            for column, value in enumerate(line, 1):
                sheet.cell(row, column).value = value

    return Edit("sort", do, "", "")


def edits() -> st.SearchStrategy[list[Edit]]:
    """Some of the things that are done to a form, one after the other."""
    layout = office().layouts[form.KINERJA]
    keys = [line.key for line in layout.data()]
    columns = Kinerja.columns().items()  # what stands in a column of reference does not matter
    locked = [name for name, each in columns if name in layout.columns and not (each.fills or each.reference)]
    one = st.one_of(
        st.builds(_retype, st.sampled_from(keys), st.sampled_from(locked)),
        st.builds(_delete, st.sampled_from(keys)),
        st.builds(_move, st.sampled_from(list(layout.columns)), st.integers(1, len(layout.columns))),
        st.builds(_rename, st.sampled_from(["Sheet1", "Kinerja (2)", "RKT 2027"])),
        st.builds(_sort),
    )
    return st.lists(one, min_size=1, max_size=3)


def _named(edit: Edit, one: Return) -> bool:
    """Whether a finding names what was done."""
    said = (f"{each.code.name} {each.key} {each.found} {each.message}" for each in one.findings)
    return any(edit.code in text and edit.names in text for text in said)


@pytest.mark.tuntas
@given(answer_sets(), edits())
@settings(SLOW, max_examples=16)
def test_an_edit_is_named_and_no_value_lands_on_another_row(answers: Answers, done: list[Edit]) -> None:
    book = load_workbook(io.BytesIO(filled(answers)))
    sheet = book[form.KINERJA]
    for edit in done:
        edit.do(sheet)
    one = judged(saved(book))
    merged = {(line.lembar, line.kunci, line.kolom): line.nilai for line in tidy({BAGIAN: one}).itertuples()}
    assert merged.items() <= answers.items()
    if len(done) == 1 and done[0].code and one.result.rows:
        still = done[0].code != "KOLOM_BERPINDAH" or _columns(sheet) != office().layouts[form.KINERJA].columns
        assert _named(done[0], one) or not still, [(each.code.name, each.message) for each in one.findings]


def test_kinds_of_the_form_are_all_generated() -> None:
    """A new kind of value needs legal values here."""
    kinds = {cell.jenis for cell in office().cells if cell.lembar != form.USULAN}
    assert kinds <= {"angka", "persen", "indeks", "rupiah", "teks", "pilihan"}
