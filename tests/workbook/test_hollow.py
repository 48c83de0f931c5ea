"""Texts that only fill a cell are known for what they are, and short answers that mean something are not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rkt_excel.workbook.declaration.declare import Column
from rkt_excel.workbook.findings import FindingCode, SheetCode
from rkt_excel.workbook.kinds import Number, Text, Value
from rkt_excel.workbook.values.cells import Cell, CellContent
from rkt_excel.workbook.values.hollow import hollow, means_nothing, stopgap
from rkt_excel.workbook.values.numbers import Doubt

NOTHING = ["-", "--", "–", "—", "...", "…", "?", ".", "_", "/", "( )", "n/a", "N.A.", "NA", "#N/A", "nihil",
           "Tidak  ada", "belum diisi", "TBD", "menyusul"]  # fmt: skip
STOPGAP = ["xxx", "XX", "x x x", "aaaa", "sda", "s.d.a", "S.D.A.", "idem", "isi di sini", "[isi]", "Isi disini...",
           "coba", "coba-coba", "tes", "Test", "asdf", "qwerty", "abc", "lorem ipsum"]  # fmt: skip
MEANT = ["AA", "A", "B", "BB", "CC", "D", "WTP", "III", "AAA", "%", "Rp", "Sekretaris", "Kasubbag", "Ya", "Ada", "2,5",
         "Level 3", "Uji coba layanan", "Tes masuk", "Isi koleksi", "Belum terakreditasi", "Ditetapkan"]  # fmt: skip


@pytest.mark.parametrize("text", NOTHING)
def test_a_mark_for_nothing_is_known(text: str) -> None:
    assert (means_nothing(text), stopgap(text), hollow(text)) == (True, False, True)


@pytest.mark.parametrize("text", STOPGAP)
def test_a_stopgap_is_known(text: str) -> None:
    assert (means_nothing(text), stopgap(text), hollow(text)) == (False, True, True)


@pytest.mark.parametrize("text", MEANT)
def test_a_short_answer_that_means_something_stays(text: str) -> None:
    assert not hollow(text)


@given(st.text(max_size=20))
def test_a_text_is_hollow_for_one_reason_at_most(text: str) -> None:
    assert not (means_nothing(text) and stopgap(text))


def judged(column: Column, value: str) -> tuple[Value | FindingCode, list[FindingCode]]:
    """What a column makes of a typed text: the value or the fault, and what is told."""
    notes: list[FindingCode] = []
    kind = column.kind_for({})
    try:
        read = kind.read(Cell(1, 1, CellContent.TEXT, value), lambda code, **_: notes.append(code), {})
        kind.answers(read, lambda code, **_: notes.append(code), required=column.required_for({}))
    except Doubt as doubt:
        return doubt.code, notes
    return read, notes


@pytest.mark.parametrize(
    ("column", "typed", "outcome"),
    [
        (Column("Jabatan", Text(words=True), required=True), "-", (SheetCode.ISIAN_SEMU, [])),
        (Column("Jabatan", Text(words=True), required=True), "xxx", (SheetCode.ISIAN_SEMU, [])),
        (Column("Jabatan", Text(words=True), required=True), "12345", (SheetCode.ISIAN_SEMU, [])),
        (Column("Jabatan", Text(words=True), required=True), "Kepala Bidang 2", ("Kepala Bidang 2", [])),
        (Column("Nilai", Text(), required=True), "3", ("3", [])),
        (Column("Nilai", Text(), required=True), "AA", ("AA", [])),
        (Column("Catatan", Text()), "-", ("-", [])),
        (Column("Catatan", Text(words=True)), "-", ("-", [])),
        (Column("Catatan", Text()), "2027", ("2027", [])),
        (Column("Catatan", Text(words=True)), "2027", ("2027", [SheetCode.ISIAN_TANPA_ARTI])),
        (Column("Catatan", Text()), "isi di sini", ("isi di sini", [SheetCode.ISIAN_TANPA_ARTI])),
        (Column("Angka", Number(), required=True), "12", (Decimal(12), [SheetCode.ANGKA_DARI_TEKS])),
    ],
)  # fmt: skip
def test_a_required_text_has_to_say_something_and_an_optional_stopgap_is_pointed_out(
    column: Column, typed: str, outcome: tuple[Value | FindingCode, list[FindingCode]]
) -> None:
    assert judged(column, typed) == outcome
