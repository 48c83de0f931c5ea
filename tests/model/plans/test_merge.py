"""Answers of several bagian to one indikator become one value, a finding, or wait; never a guess."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.forms import form
from rkt_excel.model.forms.choosing import Chosen
from rkt_excel.model.forms.returns import Return, StatusBagian, Times
from rkt_excel.model.origin.master import Master
from rkt_excel.model.plans.plan import merge
from rkt_excel.model.tables.formulir import Kinerja
from rkt_excel.model.vocabulary.terms import CaraGabung, Jenis
from rkt_excel.workbook.reading.read import ReadResult, ReadRow
from rkt_excel.workbook.values.cells import Cell, CellContent

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def shared(master: Master, cara: CaraGabung) -> tuple[str, tuple[str, ...]]:
    """An indikator that several bagian join in a way, with its bagian."""
    row = next(each for each in master.indikator if each.cara_gabung == cara and each.jenis != Jenis.PREDIKAT)
    return row.kode, row.bagian


def returned(master: Master, bagian: str, kode: str, **answers: object) -> Return:
    """A complete return that answers one indikator."""
    issued = next(
        row for row in form.form_rows(master, bagian)[form.KINERJA] if isinstance(row, Kinerja) and row.kode == kode
    )
    cells = {
        name: Cell(9, 10 + place, CellContent.NUMBER, value if isinstance(value, Decimal) else None)
        for place, (name, value) in enumerate(answers.items())
    }
    row = ReadRow(issued.model_copy(update=answers), 9, kode, cells)
    return Return(f"3-kembali/{bagian}.xlsx", "0" * 64, Times(NOW), bagian, ReadResult({form.KINERJA: [row]}))


@pytest.mark.parametrize(
    ("cara", "answers", "joined"),
    [
        (CaraGabung.UTAMA, ["85.5", "85.5"], "85.5"),
        (CaraGabung.JUMLAH, ["10", "0.1"], "10.1"),
        (CaraGabung.RATA, ["80", "85", "85"], "83.33"),
    ],
)
def test_shared_answers_are_joined_as_the_master_says(
    master: Master, cara: CaraGabung, answers: list[str], joined: str
) -> None:
    kode, bagian = shared(master, cara)
    values = [Decimal(text) for text in answers] + [Decimal(answers[-1])] * (len(bagian) - len(answers))
    counted = {b: returned(master, b, kode, target=v) for b, v in zip(bagian, values, strict=True)}
    plan, findings = merge(master, Chosen({}, counted, ()))
    assert plan.nilai(kode, "target") == Decimal(joined)
    assert not findings
    assert {origin.bagian for origin in plan.isi[kode, "target"].origins} == set(bagian)


def test_bagian_that_disagree_are_named_with_both_values_and_both_cells(master: Master) -> None:
    kode, bagian = shared(master, CaraGabung.UTAMA)
    counted = {b: returned(master, b, kode, target=Decimal(80 + n)) for n, b in enumerate(bagian)}
    plan, findings = merge(master, Chosen({}, counted, ()))
    assert [each.code for each in findings] == [PlanCode.BEDA_ANTAR_BAGIAN]
    told = findings[0]
    assert told.cells == ("J9",) * len(bagian)
    assert all(f"{b} {80 + n}" in told.message for n, b in enumerate(bagian))
    assert all(f"J9 di 3-kembali/{b}.xlsx" in told.remedy for b in bagian)
    assert plan.nilai(kode, "target") == Decimal(80), "the first bagian named answers"


@pytest.mark.parametrize("cara", [CaraGabung.JUMLAH, CaraGabung.RATA])
def test_a_sum_or_average_waits_for_all_and_says_for_whom(master: Master, cara: CaraGabung) -> None:
    kode, bagian = shared(master, cara)
    plan, findings = merge(master, Chosen({}, {bagian[0]: returned(master, bagian[0], kode, target=Decimal(80))}, ()))
    assert plan.nilai(kode, "target") is None
    assert [each.code for each in findings] == [PlanCode.GABUNGAN_BELUM_LENGKAP]
    assert all(master.nama_bagian(b) in findings[0].message for b in bagian[1:])
    assert plan.status[bagian[1]] is StatusBagian.BELUM_MASUK


def test_the_main_bagian_is_waited_for(master: Master) -> None:
    kode, bagian = shared(master, CaraGabung.UTAMA)
    plan, _ = merge(master, Chosen({}, {bagian[1]: returned(master, bagian[1], kode, target=Decimal(80))}, ()))
    assert plan.nilai(kode, "target") is None


def test_posts_stand_side_by_side_and_other_texts_name_their_bagian(master: Master) -> None:
    kode, bagian = shared(master, CaraGabung.UTAMA)
    counted = {b: returned(master, b, kode, penanggung_jawab=f"Kepala {b}", keterangan=f"catatan {b}") for b in bagian}
    plan, findings = merge(master, Chosen({}, counted, ()))
    assert plan.nilai(kode, "penanggung_jawab") == "; ".join(f"Kepala {b}" for b in bagian)
    assert plan.nilai(kode, "keterangan") == "; ".join(f"{master.nama_bagian(b)}: catatan {b}" for b in bagian)
    assert not findings
