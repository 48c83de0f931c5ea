"""By which master returns are judged where it has changed since: column by column, and told with both texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from helpers.rules_subjects import master

from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.forms.in_force import SHOWN, differences, forms_digest, in_force
from rkt_excel.model.origin.master import Master
from rkt_excel.workbook.findings import Severity

THEN = master()
CELL = "ZZ99"


def other(value: object, name: str) -> object:
    """Another value of the same sort."""
    if isinstance(value, Decimal):
        return value + 1
    if isinstance(value, tuple):
        return value[::-1] if len(value) > 1 else (*value, "LAIN")
    if isinstance(value, date):
        return value.replace(year=2030)
    return f"{value} lain" if name != "sasaran" or value != THEN.sasaran[0].kode else THEN.sasaran[1].kode


def columns() -> Iterator[tuple[str, str, str, bool]]:
    for shown in SHOWN:
        for name in (*shown.held, *shown.told):
            yield shown.sheet, shown.attribute, name, name in shown.held


@pytest.mark.parametrize(("sheet", "attribute", "name", "held"), list(columns()))
def test_a_column_holds_as_it_was_issued_or_as_it_stands_and_either_is_told(
    sheet: str, attribute: str, name: str, *, held: bool
) -> None:
    rows: tuple[Any, ...] = getattr(THEN, attribute)
    place = next(number for number, each in enumerate(rows) if getattr(each, name) is not None)
    row = rows[place]
    new = row.model_copy(update={name: other(getattr(row, name), name)})
    shown = next(each for each in SHOWN if each.sheet == sheet)
    kunci = " ".join(str(getattr(row, each)) for each in shown.key)
    changed: dict[str, Any] = {attribute: (*rows[:place], new, *rows[place + 1 :])}
    now: Master = replace(THEN, sel={(sheet, kunci, name): CELL}, **changed)
    counts = getattr(in_force(now, THEN), attribute)[place]
    assert getattr(counts, name) == getattr(row if held else new, name)
    (told,) = differences(now, THEN, "Jalankan rkt format.")
    assert (told.code, told.sheet, told.key, told.column, told.cells) == (
        PlanCode.RENSTRA_BERUBAH, sheet, kunci, name, (CELL,),
    )  # fmt: skip
    assert told.severity is (Severity.PERINGATAN if held else Severity.INFO)
    assert "Jalankan rkt format." in told.remedy
    assert kunci in told.message
    assert told.found is not None
    assert told.found[:40] in told.message


def test_the_same_master_differs_in_nothing_and_stays_what_it_is() -> None:
    assert list(differences(THEN, THEN, "x")) == []
    again = in_force(THEN, THEN)
    assert replace(again, satuan=()) == replace(THEN, satuan=())
    assert [(each.satuan, each.alias or None) for each in again.satuan] == [
        (each.satuan, each.alias) for each in THEN.satuan
    ]


def test_rows_that_came_or_went_are_told_once_and_the_issued_ones_count() -> None:
    gone = THEN.indikator[0]
    now = replace(THEN, indikator=THEN.indikator[1:])
    (less,) = differences(now, THEN, "x")
    (more,) = differences(THEN, now, "x")
    assert (less.code, less.key, more.code, more.key) == (
        PlanCode.RENSTRA_BARIS_DIHAPUS, gone.kode, PlanCode.RENSTRA_BARIS_BARU, gone.kode,
    )  # fmt: skip
    assert in_force(now, THEN).indikator == THEN.indikator
    assert in_force(THEN, now).indikator == now.indikator


def test_what_is_the_offices_own_counts_as_it_stands() -> None:
    own = replace(THEN, instansi=THEN.instansi.model_copy(update={"kota": "Lain"}), pejabat=())
    assert in_force(own, THEN).instansi.kota == "Lain"
    assert in_force(own, THEN).pejabat == ()
    assert list(differences(own, THEN, "x")) == []


def test_an_empty_cell_is_told_as_empty() -> None:
    row = next(each for each in THEN.indikator if each.capaian_lalu is not None)
    emptied = tuple(each.model_copy(update={"capaian_lalu": None}) if each is row else each for each in THEN.indikator)
    (told,) = differences(replace(THEN, indikator=emptied), THEN, "x")
    assert told.found == "(kosong)"


def test_units_of_both_masters_are_known_with_the_spellings_of_both() -> None:
    first, second = THEN.satuan[0], THEN.satuan[1]
    now = replace(THEN, satuan=(first.model_copy(update={"alias": "baru"}),))
    before = replace(THEN, satuan=(first.model_copy(update={"alias": "dulu"}), second))
    units = in_force(now, before).satuan
    assert [(each.satuan, each.alias) for each in units] == [
        (first.satuan, "baru; dulu"),
        (second.satuan, second.alias),
    ]
    plain = replace(THEN, satuan=(first.model_copy(update={"alias": None}),))
    assert next(iter(in_force(plain, before).satuan)).alias == "dulu"


def test_no_row_points_to_one_that_is_not_there() -> None:
    fewer = replace(THEN, prioritas=())
    assert {each.prioritas for each in in_force(fewer, THEN).sasaran} == {None}
    whole = in_force(THEN, THEN)
    assert [each.prioritas for each in whole.sasaran] == [each.prioritas for each in THEN.sasaran]


def test_forms_are_the_same_while_nothing_that_is_answered_to_has_changed() -> None:
    assert forms_digest(THEN) == forms_digest(replace(THEN, pejabat=()))
    row = THEN.indikator[0]
    for name, value in (("target", Decimal(1)), ("skala", "lain"), ("indikator", "lain")):
        changed = (row.model_copy(update={name: value}), *THEN.indikator[1:])
        assert forms_digest(replace(THEN, indikator=changed)) != forms_digest(THEN)
