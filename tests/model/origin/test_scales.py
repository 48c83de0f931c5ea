"""Each indikator that is graded offers, in its order, the scale that it is judged by, and takes no grade of another."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from helpers.perbaikan import returned
from helpers.written_books import ISSUE, form_of, loaded, offered, shipped
from openpyxl import load_workbook

from rkt_excel.model.forms import form
from rkt_excel.model.forms.issuing import form_content
from rkt_excel.model.origin.master import Master
from rkt_excel.model.origin.skala import scale_of, scales
from rkt_excel.model.tables.renstra import Indikator, Predikat
from rkt_excel.model.vocabulary.terms import QUARTERS, Jenis
from rkt_excel.steps.mulai import master_workbook
from rkt_excel.workbook.declaration.layout import TableLayout
from rkt_excel.workbook.values.cells import parse_a1, parse_range
from rkt_excel.workbook.writing.signs import IN_ORDER, WRONG, sign_value

SAKIP, ARSIP, AKREDITASI = "Predikat SAKIP", "Pengawasan Kearsipan", "Akreditasi Perpustakaan"
GRADES = {
    SAKIP: ["AA", "A", "BB", "B", "CC", "C", "D"], ARSIP: ["AA", "A", "BB", "B", "CC", "C", "D"],
    AKREDITASI: ["A", "B", "C", "Belum terakreditasi"],
}  # fmt: skip
GRADED = {each.kode: each for each in shipped().indikator if each.jenis == Jenis.PREDIKAT}
ANSWERED = ("target", *QUARTERS)


def indikator(words: str, target: str, before: str | None = None, skala: str | None = None) -> Indikator:
    base = next(iter(GRADED.values()))
    return base.model_copy(update={"indikator": words, "target": target, "capaian_lalu": before, "skala": skala})


@pytest.mark.parametrize(
    ("each", "skala"),
    [
        (indikator("Predikat SAKIP Perangkat Daerah", "A", "B"), SAKIP),
        (indikator("Predikat akreditasi perpustakaan umum kabupaten", "A", "B"), AKREDITASI),
        (indikator("Kategori hasil pengawasan kearsipan eksternal", "A"), ARSIP),
        (indikator("Peringkat dinas", "Belum terakreditasi"), AKREDITASI),  # one scale alone holds it
        (indikator("Peringkat dinas", "BB"), SAKIP),  # two scales of the same grades are one list
        (indikator("Peringkat dinas", "A", "B"), None),
        (indikator("Predikat akreditasi pengawasan", "A"), None),  # bears two names
        (indikator("Predikat akreditasi perpustakaan", "BB", "Belum terakreditasi"), None),  # no scale holds both
        (indikator("Peringkat dinas", "A", "B", AKREDITASI), AKREDITASI),
        (indikator("Predikat SAKIP", "A", "B", AKREDITASI), AKREDITASI),  # the office chose
        (indikator("Predikat SAKIP", "A", "B", "Skala yang tidak ada"), None),
    ],
)  # fmt: skip
def test_the_scale_of_an_indikator(each: Indikator, skala: str | None) -> None:
    assert scale_of(each, scales(shipped().predikat)) == skala


def lists(master: Master) -> Iterator[tuple[str, str, list[str]]]:
    """What the cells of each graded indikator offer in the form of the bagian that answers."""
    for kode in GRADED:
        each = next(row for row in master.indikator if row.kode == kode)
        book = loaded(form_of(master, each.bagian[0]))
        content = form_content(master, each.bagian[0], ISSUE)
        layout = content.layout(form.FORM.sheet(form.KINERJA))  # type: ignore[arg-type]
        line = next(line for line in layout.data() if line.key == kode)
        for name in ANSWERED:
            cell = layout.address(line, name)
            found = [values for area, values in offered(book, book[form.KINERJA]) if _within(cell, area)]
            assert len(found) == 1, (kode, name)
            yield kode, name, found[0]


def _within(cell: str, area: str) -> bool:
    row, column = parse_a1(cell)
    top, left, bottom, right = parse_range(area)
    return left <= column <= right and top <= row <= bottom


def test_a_form_offers_each_row_its_own_scale_best_first() -> None:
    skala = {"IK.2.6": AKREDITASI, "IK.5.4": ARSIP, "IK.7.2": SAKIP}
    assert GRADED.keys() == skala.keys()
    found = list(lists(shipped()))
    assert len(found) == len(skala) * len(ANSWERED)
    assert all(values == GRADES[skala[kode]] for kode, _, values in found)


def test_a_scale_too_long_for_a_drop_down_is_offered_from_the_hidden_sheet() -> None:
    long = [
        Predikat(skala=AKREDITASI, urutan=Decimal(number), nilai=f"Terakreditasi tingkat {number}")
        for number in range(1, 30)
    ]
    rest = tuple(each for each in shipped().predikat if each.skala != AKREDITASI)
    master = replace(shipped(), predikat=(*rest, *long))
    found = {kode: values for kode, _, values in lists(master)}
    assert found["IK.7.2"] == GRADES[SAKIP]
    assert found["IK.2.6"] == [each.nilai for each in long]


def test_rows_of_one_scale_that_stand_below_each_other_share_one_limit() -> None:
    graded = GRADED["IK.7.2"]
    many = tuple(graded.model_copy(update={"kode": f"IK.7.{number}"}) for number in range(10, 40))
    book: Any = loaded(form_of(replace(shipped(), indikator=many), "SEK"))
    sheet = book[form.KINERJA]
    assert len([1 for _ in offered(book, sheet)]) == len(ANSWERED)


def typed(kode: str, grade: str) -> dict[str, object]:
    """The answers of one graded indikator, with a grade everywhere."""
    row = {"alasan": "Menurut hasil evaluasi", "penanggung_jawab": "Kepala bidang", "target": grade, "tw4": grade}
    return {"kode": kode, **row}


CASES = [
    ("IK.2.6", "Belum terakreditasi", True), ("IK.2.6", "a", True), ("IK.2.6", "AA", False), ("IK.2.6", "D", False),
    ("IK.5.4", "AA", True), ("IK.5.4", "Belum terakreditasi", False), ("IK.7.2", "CC", True),
    ("IK.7.2", "Belum terakreditasi", False),
]  # fmt: skip


@pytest.mark.parametrize(("kode", "grade", "right"), CASES)
def test_reader_and_self_check_go_by_the_rows_own_scale(kode: str, grade: str, *, right: bool) -> None:
    master, bagian = shipped(), GRADED[kode].bagian[0]
    content = form_content(master, bagian, ISSUE)
    table = form.FORM.sheet(form.KINERJA)
    layout: TableLayout = content.layout(table)  # type: ignore[arg-type]
    line = next(line for line in layout.data() if line.key == kode)
    answer = typed(kode, grade)
    sign = sign_value(layout.table, {**line.row, **answer}, form.form_choices(master))
    assert sign == (IN_ORDER if right else WRONG)
    book: Any = load_workbook(io.BytesIO(form_of(master, bagian)))
    for name in answer.keys() - {"kode"}:
        book[form.KINERJA][layout.address(line, name)].value = answer[name]
    file = io.BytesIO()
    book.save(file)
    told = {
        (each.code.name, each.column) for each in returned(file.getvalue(), master, ISSUE).findings if each.key == kode
    }
    assert (("PILIHAN_TIDAK_DIKENAL", "target") in told) is not right
    assert (("PILIHAN_TIDAK_DIKENAL", "tw4") in told) is not right


def test_the_master_offers_its_scales_and_each_row_the_grades_of_its_own() -> None:
    book = loaded(master_workbook(shipped().rows(), shipped().choices))
    sheet = book["Indikator"]
    names = {str(cell.value).removeprefix("kolom:"): cell.column for cell in sheet[4]}
    found: dict[tuple[str, str], list[str]] = {}
    for area, values in offered(book, sheet):
        top, left, bottom, _ = parse_range(area)
        for name in (name for name, column in names.items() if column == left):
            found |= {(str(sheet.cell(row, 1).value), name): values for row in range(top, bottom + 1)}
    assert found["IK.1.1", "skala"] == [SAKIP, ARSIP, AKREDITASI]
    assert found["IK.2.6", "target"] == GRADES[AKREDITASI]
    assert found["IK.7.2", "capaian_lalu"] == GRADES[SAKIP]
