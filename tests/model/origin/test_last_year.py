"""Last year's targets stand beside this year's, where the indikator is still the same: those that were signed."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from helpers.kantor import NOON
from helpers.perubahan import approved
from openpyxl import load_workbook

from rkt_excel.edges.disk.shipped import INPUTS, shipped_inputs
from rkt_excel.example.contoh import staff_answers
from rkt_excel.model.forms import form
from rkt_excel.model.forms.issuing import form_content
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.forms.returns import Times, judge
from rkt_excel.model.origin.lalu import Baris, TahunLalu
from rkt_excel.model.origin.master import Master
from rkt_excel.model.tables.formulir import Kinerja
from rkt_excel.office.place.journalled import issued
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.workbook.findings import SheetCode
from rkt_excel.workbook.reading.openbook import open_book

KODE = "IK.7.1"


def filled(place: Workplace, master: Master) -> None:
    """A whole year up to the signature."""
    made = format(place)
    folder = place.folder(master)
    for each in made.formulir:
        right = staff_answers(master, each.bagian, slips=False)
        book = load_workbook(folder / each.berkas)
        for cell in each.isian:
            value = right.get((cell.lembar, cell.kunci, cell.kolom))
            if value is not None:
                book[cell.lembar][cell.sel].value = float(value) if isinstance(value, Decimal) else value
        book.save(folder / "3-kembali" / f"{each.bagian}.xlsx")
    gabung(place)
    approved(place)


def next_year(place: Workplace, tell: Callable[[object], None] = lambda _: None) -> None:
    """The office's master for the year after."""
    path = place.inputs / "renstra.xlsx"
    book = load_workbook(path)
    card = book["Instansi"]
    row = next(row for row in range(1, card.max_row + 1) if card.cell(row, 1).value == "kolom:tahun")
    card.cell(row, 3).value = 2028
    tell(book["Indikator"])
    book.save(path)


def rename(sheet: object) -> None:
    cells = {row[0].value: row for row in sheet.iter_rows()}  # type: ignore[attr-defined]
    cells[KODE][2].value = "Nilai SAKIP menurut evaluasi baru"


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """An office with one year done, at the beginning of the next."""
    home = tmp_path_factory.mktemp("office")
    shutil.copytree(shipped_inputs(), home / INPUTS)
    place = Workplace(inputs=home / INPUTS, outputs=home / "output", now=lambda: NOON)
    filled(place, place.master()[0])
    next_year(place)
    return place


@pytest.mark.tuntas
def test_last_years_target_and_quarters_are_filled_in_by_kode(second: Workplace, master: Master) -> None:
    now, _ = second.master()
    assert now.lalu
    assert now.lalu.tahun == master.tahun
    then = next(each for each in master.indikator if each.kode == KODE)
    row = next(row for row in form.form_rows(now, "SEK")[form.KINERJA] if isinstance(row, Kinerja) and row.kode == KODE)
    assert row.target_lalu == then.target
    made = format(second)
    path = second.folder(now) / next(each.berkas for each in made.formulir if each.bagian == "SEK")
    sheet = load_workbook(path)["Kinerja"]
    at = next(cell.column for cell in sheet[4] if cell.value == "kolom:target_lalu")
    line = next(row for row in sheet.iter_rows() if row[0].value == KODE)
    assert Decimal(str(line[at - 1].value)) == then.target
    assert line[at - 1].protection.locked
    note = line[at - 1].comment
    assert note is not None
    assert note.text.startswith("Formulir:\nRKT 2027: TW I")


@pytest.mark.tuntas
@pytest.mark.parametrize("change", ["none", "another value", "no column"])
def test_such_a_form_comes_back_without_a_word_about_it(second: Workplace, change: str) -> None:
    now, _ = second.master()
    made = format(second)
    folder = second.folder(now)
    book = load_workbook(folder / next(each.berkas for each in made.formulir if each.bagian == "SEK"))
    sheet = book["Kinerja"]
    at = next(cell.column for cell in sheet[4] if cell.value == "kolom:target_lalu")
    if change == "another value":
        next(row for row in sheet.iter_rows() if row[0].value == KODE)[at - 1].value = 1
    if change == "no column":
        sheet.cell(4, at).value = sheet.cell(5, at).value = None
        for line in sheet.iter_rows(min_row=6):
            line[at - 1].value = None
    data = io.BytesIO()
    book.save(data)
    with second.open_register(folder) as register:
        issue = issued(register)
    found = judge("a.xlsx", "0", Times(datetime.now(UTC)), open_book(data.getvalue()), now, issue).findings
    assert [each for each in found if each.column == "target_lalu" or each.code is SheetCode.KOLOM_HILANG] == []


@pytest.mark.tuntas
def test_another_indikator_under_the_kode_gets_no_target_but_a_note(second: Workplace, tmp_path: Path) -> None:
    inputs = tmp_path / INPUTS
    shutil.copytree(second.inputs, inputs)
    next_year(replace(second, inputs=inputs), rename)
    now, _ = replace(second, inputs=inputs).master(fresh=True)
    content = form_content(now, "SEK", Issue("Dinas", "2028", "murni", 1))
    layout = content.layout(form.FORM.sheet(form.KINERJA))  # type: ignore[arg-type]
    line = next(line for line in layout.data() if line.key == KODE)
    assert line.row["target_lalu"] is None
    note = content.notes[form.KINERJA, layout.address(line, "target_lalu")]
    assert note.startswith(f"RKT 2027 memakai kode {KODE} untuk “Nilai SAKIP")


@pytest.mark.parametrize("other", ["indikator", "satuan", "jenis"])
def test_the_words_decide_and_not_the_kode(master: Master, other: str) -> None:
    now = next(each for each in master.indikator if each.kode == KODE)
    same = Baris(now.indikator.upper(), now.satuan, now.jenis, {"target": "80.5"})
    assert TahunLalu(2026, {KODE: same}).target(now) == Decimal("80.5")
    assert TahunLalu(2026, {KODE: replace(same, **{other: "lain"})}).target(now) is None  # type: ignore[arg-type]


def test_an_indikator_is_known_again_under_another_kode(master: Master) -> None:
    now = next(each for each in master.indikator if each.kode == KODE)
    there = {"U.SEK.1": Baris(now.indikator, now.satuan, now.jenis, {"target": "80.5"})}
    assert TahunLalu(2026, there).target(now) == Decimal("80.5")
    assert TahunLalu(2026, there).note(now) == "RKT 2026 (kode U.SEK.1): tanpa triwulan."
    twice = {**there, "U.SEK.2": there["U.SEK.1"]}
    assert TahunLalu(2026, twice).target(now) is None, "words that stand there twice prove nothing"


def test_a_work_folder_elsewhere_has_no_year_before(second: Workplace, tmp_path: Path) -> None:
    assert replace(second, kerja=tmp_path / "kerja").master()[0].lalu is None
