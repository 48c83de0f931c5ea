"""Thousands of offices in one recap: what is held of each is small, and the page stays one that a person can read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from helpers.recaps import indikator, office, prioritas

from rkt_excel.edges.plots import points
from rkt_excel.model.recap import recap_tables
from rkt_excel.model.recap.office_recap import OfficeRecap
from rkt_excel.model.recap.recap import recap_of
from rkt_excel.model.recap.recap_book import REKAP_BOOK
from rkt_excel.steps import rekap as step
from rkt_excel.workbook.declaration.identity import Identity
from rkt_excel.workbook.writing.content import Content, Writing
from rkt_excel.workbook.writing.table import put_value

DAY = date(2026, 12, 10)


def apart(text: str) -> str:
    """The same text as another object, as every office reads its own."""
    return text.encode().decode()


def offices(count: int, *, regencies: int = 1) -> list[OfficeRecap]:
    return [
        office(
            f"Dinas {number:03}", indikator(apart("25"), indikator=apart("Persentase arsip baik menurut pengawasan")),
            pemda=f"Kabupaten {number % regencies}", rantai=(str(number),),
            prioritas=tuple(prioritas(f"P{each}", f"Prioritas {each} dinas {number}") for each in range(2)),
        )
        for number in range(count)
    ]  # fmt: skip


def page(states: list[OfficeRecap], folder: Path) -> str:
    step._written(recap_of(states, ""), folder, DAY)
    return (folder / "rekap.html").read_text(encoding="utf-8")


def test_equal_words_of_many_offices_are_held_once() -> None:
    given = offices(3)
    assert len({id(each.indikator[0].indikator) for each in given}) == 3
    recap = recap_of(given, "")
    assert list(recap.kantor) == given
    assert len({id(each.indikator[0].indikator) for each in recap.kantor}) == 1


@pytest.mark.parametrize("name", recap_tables.COLUMNS)
def test_the_rows_of_a_table_are_made_as_they_are_asked_for(name: str) -> None:
    rows = recap_tables.tidy_rows(recap_of(offices(3), ""), name)
    assert iter(rows) is rows
    assert all(list(each) == list(recap_tables.COLUMNS[name]) for each in rows)


def test_the_cells_of_a_sheet_are_let_go_once_they_are_written() -> None:
    writing = Writing(REKAP_BOOK, Content(Identity("rekap", {}), {}, {}))
    sheet = writing.add_sheet("Kantor")
    put_value(sheet, 1, 1, "Dinas", None)
    assert sheet.table
    assert writing.close()[:2] == b"PK"
    assert not sheet.table


def test_no_kind_of_finding_buries_another(tmp_path: Path) -> None:
    shown = page(offices(7), tmp_path)
    assert shown.count('<li class="hal">') == 14, "each is there"
    assert "<summary>4 hal sejenis lagi</summary>" in shown
    assert "<summary>" not in page(offices(5), tmp_path / "few")


def test_a_province_sees_its_regencies_and_a_regency_only_its_offices(tmp_path: Path) -> None:
    assert "Setiap pemerintah daerah" not in page(offices(4), tmp_path / "one")
    shown = page(offices(5, regencies=2), tmp_path / "two")
    row = '<th scope="row">Kabupaten 0</th><td class="angka">3</td><td class="angka">0</td>'
    assert row in shown
    assert row.replace("Kabupaten 0", "Kabupaten 1").replace(">3<", ">2<") in shown


def test_a_thousand_offices_that_say_the_same_are_one_dot() -> None:
    assert points("x", [1.0, 2.0, 9.0], 2.0, [9.0]) == points("x", [1.0, *[2.0] * 1000, 9.0], 2.0, [9.0])
