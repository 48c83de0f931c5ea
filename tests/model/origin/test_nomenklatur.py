"""Codes of the nomenclature: spoiled ones are asked back with what they may have been, right ones are left alone."""

from __future__ import annotations

import pytest

from rkt_excel.model.vocabulary.nomenklatur import repairs
from rkt_excel.model.vocabulary.terms import KODE_PROGRAM
from rkt_excel.workbook.findings import SheetCode
from rkt_excel.workbook.values.numbers import Doubt

OLD, NEW = "2.23.01.2.01.01", "2.23.01.2.01.0001"


@pytest.mark.parametrize(
    ("spoiled", "meant"),
    [
        ("2.23.01.2.01.1", [OLD, NEW]),  # a number lost its zeros; old and new codes are different things
        ("2.23.1.2.08.4", ["2.23.01.2.08.04", "2.23.01.2.08.0004"]),
        ("2.23.02.02.01.0004", ["2.23.02.2.01.0004"]),  # a zero was added
        ("2.23.02.2.01.004", ["2.23.02.2.01.04", "2.23.02.2.01.0004"]),
        ("2.23.2.2.1", ["2.23.02.2.01"]),
        ("02.23.01", ["2.23.01"]),
        ("2-23-02", ["2.23.02"]),
        ("2.23.01.2.01.0001.", [NEW]),
        ("123456", []),
        ("2.23.2.24.0.00.01.0000", []),  # the code of an office with two urusan
        ("2.23.02.2.01.00004x", []),
        ("x", []),
        ("", []),
    ],
)
def test_a_spoiled_code_may_stand_for(spoiled: str, meant: list[str]) -> None:
    assert repairs(spoiled) == meant


@pytest.mark.parametrize("kode", ["2.23", "2.23.02", "2.23.02.2.01", OLD, NEW, "2.24.02.2.02.02"])
def test_old_and_new_codes_are_both_right(kode: str) -> None:
    assert KODE_PROGRAM.judge(kode, lambda *_, **__: None) == kode


def test_the_remedy_names_both_readings_and_takes_neither() -> None:
    with pytest.raises(Doubt) as caught:
        KODE_PROGRAM.judge("2.23.01.2.01.1", lambda *_, **__: None)
    assert caught.value.code is SheetCode.BENTUK_KODE_SALAH
    assert f"{OLD} atau {NEW}" in str(caught.value.details["petunjuk"])


def test_a_code_beyond_repair_gets_the_general_hint() -> None:
    with pytest.raises(Doubt) as caught:
        KODE_PROGRAM.judge("123456", lambda *_, **__: None)
    assert "petunjuk" not in caught.value.details
