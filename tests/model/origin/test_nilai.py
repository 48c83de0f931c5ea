"""A value of the plan and a day as text, for data and for people."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rkt_excel.model.vocabulary.nilai import KOSONG, Nilai, as_text, shown, shown_text
from rkt_excel.model.vocabulary.printed import tanggal
from rkt_excel.workbook.values.days import read_day


@pytest.mark.parametrize(
    ("value", "text", "read"),
    [
        (Decimal("1E+3"), "1000", "1.000"),
        (Decimal("72.50"), "72.50", "72,5"),
        (Decimal("-0.25"), "-0.25", "-0,25"),
        ("BB", "BB", "BB"),
        ("", "", ""),
        (None, None, KOSONG),
    ],
)
def test_a_value_is_one_text_for_data_and_one_for_people(value: Nilai | None, text: str | None, read: str) -> None:
    assert (as_text(value), shown(value)) == (text, read)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4))
def test_what_data_hold_reads_as_the_value_itself(value: Decimal) -> None:
    assert shown_text(as_text(value)) == shown(value)


def test_what_is_not_there_is_said_as_the_place_needs_it() -> None:
    assert (shown(None, "–"), shown_text(None, ""), shown_text("B")) == ("–", "", "B")


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_printed_day_is_read_as_that_day(day: date) -> None:
    assert read_day(tanggal(day)) == day


@pytest.mark.parametrize("text", ["007", "1e5", "1_000", " 12 ", "NaN", "Infinity", "٣", "-", "1."])
def test_a_text_that_no_number_is_written_as_is_quoted_as_it_stands(text: str) -> None:
    assert shown_text(text) == text
