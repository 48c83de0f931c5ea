"""Answers of several bagian to one indikator become one value, a finding, or wait; never a guess."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.forms import form
from rkt_excel.model.forms.choosing import Chosen
from rkt_excel.model.forms.returns import NUMERIC, Return, StatusBagian, Times
from rkt_excel.model.origin.master import Master
from rkt_excel.model.plans.merge import merge
from rkt_excel.model.tables.formulir import TEXTS, Kinerja
from rkt_excel.model.tables.renstra import Indikator
from rkt_excel.model.vocabulary.terms import CaraGabung, Jenis
from rkt_excel.workbook.reading.read import ReadResult, ReadRow
from rkt_excel.workbook.values.cells import Cell, CellContent, plain

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


def returned_all(master: Master, bagian: str, answers: Mapping[str, Mapping[str, object]]) -> Return:
    """A return that answers several indikator, also such as nobody asked this bagian for."""
    issued = {
        row.kode: row
        for each in master.bagian
        for row in form.form_rows(master, each.kode)[form.KINERJA]
        if isinstance(row, Kinerja)
    }
    rows = [
        ReadRow(
            issued[kode].model_copy(update=dict(said)), number, kode,
            {name: Cell(number, 10, CellContent.TEXT, None) for name in said},
        )
        for number, (kode, said) in enumerate(answers.items(), 9)
    ]  # fmt: skip
    return Return(f"3-kembali/{bagian}.xlsx", "0" * 64, Times(NOW), bagian, ReadResult({form.KINERJA: rows}))


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


# ------------------------------------------------------------------------------------------ the same, told plainly

Said = Mapping[str, Decimal | str]  # what bagian answered for one place, by their kode
_NUMBERS = st.sampled_from([Decimal("85.5"), Decimal("85.50"), Decimal(0), Decimal("0.1"), Decimal(1_250_000_000)])
_WORDS = st.sampled_from(["sama", "lain", "satu; dua", ""])
_KINDS: Mapping[str, st.SearchStrategy[Decimal | str]] = {
    "target": _NUMBERS, "penanggung_jawab": _WORDS, "keterangan": _WORDS,
}  # fmt: skip


def plainly(master: Master, row: Indikator, kolom: str, said: Said) -> tuple[object, list[str], str]:
    """The value of a place, the bagian whose cells it points to, and the code of a finding, case by case."""
    order = [*(each for each in row.bagian if each in said), *sorted(said.keys() - set(row.bagian))]
    values = [said[each] for each in order]
    if len(row.bagian) == 1:
        return values[0], order[:1], ""
    if kolom in TEXTS:
        texts = list(dict.fromkeys(map(str, values)))
        if len(texts) > 1 and kolom != "penanggung_jawab":
            texts = [f"{master.nama_bagian(each)}: {said[each]}" for each in order]
        return "; ".join(texts), order, ""
    if row.cara_gabung == CaraGabung.UTAMA or row.jenis not in NUMERIC:
        code = "BEDA_ANTAR_BAGIAN" if len(set(values)) > 1 else ""
        return (values[0], order, code) if order[0] == row.bagian[0] else (None, [], code)
    if set(row.bagian) - set(order):
        return None, [], "GABUNGAN_BELUM_LENGKAP"
    numbers = [each for each in values if isinstance(each, Decimal)]
    total = sum(numbers, Decimal(0))
    if row.cara_gabung == CaraGabung.RATA:
        total = (total / len(numbers)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return plain(total), order, ""


def asked_of(master: Master) -> Sequence[Indikator]:
    """One indikator for each way to join that the shipped master knows, one of one bagian, and one of grades."""
    ways = {(each.cara_gabung, each.jenis in NUMERIC, min(len(each.bagian), 2)): each for each in master.indikator}
    return list(ways.values())


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_table_joins_as_the_master_says_whoever_answers_what(master: Master, data: st.DataObject) -> None:
    rows = asked_of(master)
    answers: dict[str, dict[str, dict[str, Decimal | str]]] = {}  # by bagian, kode and kolom
    for row in rows:
        for bagian in [*row.bagian, *data.draw(st.sampled_from([[], [master.bagian[-1].kode]]))]:
            for kolom, kind in _KINDS.items():
                if data.draw(st.booleans()):
                    answers.setdefault(bagian, {}).setdefault(row.kode, {})[kolom] = data.draw(kind)
    counted = {each: returned_all(master, each, said) for each, said in answers.items()}
    plan, findings = merge(master, Chosen({}, counted, ()))
    codes = {(each.key, each.column): each.code.name for each in findings}
    for row in rows:
        for kolom in _KINDS:
            said = {b: told[row.kode][kolom] for b, told in answers.items() if kolom in told.get(row.kode, {})}
            isi = plan.isi.get((row.kode, kolom))
            found = (isi.nilai if isi else None, [each.bagian for each in isi.origins] if isi else [])
            value, order, code = plainly(master, row, kolom, said) if said else (None, [], "")
            assert (str(found[0]), found[1], codes.get((row.kode, kolom), "")) == (str(value), order, code)
