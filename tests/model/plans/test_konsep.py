"""The Konsep workbook: every value leads to the line that names its cell, and back."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from helpers.returning import fill
from helpers.rules_subjects import plan
from openpyxl import load_workbook

from rkt_excel.model.forms.returns import StatusBagian
from rkt_excel.model.origin.master import Master
from rkt_excel.model.plans import konsep
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.tables.formulir import ANSWERS, PROGRAM_ANSWERS, TEXTS, Kinerja, ProgramBagian, Usulan
from rkt_excel.model.vocabulary.nilai import shown
from rkt_excel.model.vocabulary.terms import TIDAK, YA, Jenis, ModeTriwulan
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import HasilGabung, gabung
from rkt_excel.workbook.declaration.declare import Row, Table
from rkt_excel.workbook.findings import SheetCode, finding
from rkt_excel.workbook.kinds import Text
from rkt_excel.workbook.values.cells import parse_a1
from rkt_excel.workbook.values.ranges import ranges
from rkt_excel.workbook.writing.measure import pixels
from rkt_excel.workbook.writing.paper import LEFT, PAPERS, RIGHT
from rkt_excel.workbook.writing.widths import SIGN_WIDTH


@cache
def fresh() -> Plan:
    """The plan of the shipped master as all bagian answered it."""
    return plan().subject().plan


def _consolidated(place: Workplace, master: Master) -> HasilGabung:
    format(place)
    for each in master.bagian:
        fill(place, master, each.kode)
    return gabung(place)


@pytest.mark.tuntas
def test_each_value_leads_to_the_line_of_its_source_and_back(place: Workplace, master: Master) -> None:
    result = _consolidated(place, master)
    book = load_workbook(place.folder(master) / result.keluaran.konsep_xlsx)
    sources = book[konsep.SUMBER]
    linked: set[tuple[str, str]] = set()
    rows: set[str] = set()
    for name in (konsep.KINERJA, konsep.PROGRAM):
        sheet = book[name]
        fields = {cell.column: str(cell.value).removeprefix("kolom:") for cell in sheet[4]}
        for row in sheet.iter_rows(min_row=6):
            for cell in row:
                if cell.hyperlink is None:
                    continue
                place_there = str(cell.hyperlink.location).partition("!")[2]
                line = [each.value for each in sources[parse_a1(place_there)[0]]]
                kunci, kolom = str(sheet.cell(cell.row or 0, 1).value), fields[cell.column]
                if kolom == "kode":
                    assert line[0] == kunci
                    assert sources.cell(parse_a1(place_there)[0] - 1, 1).value != kunci, "the first line of the row"
                    rows.add(kunci)
                    continue
                assert line[:2] == [kunci, konsep.heading(kolom)]
                assert f"{line[6]} {line[7]}" in str(cell.hyperlink.tooltip)
                assert str(sources[place_there].hyperlink.location) == f"'{name}'!{cell.coordinate}"
                linked.add((kunci, kolom))
    values = {place for place, isi in result.plan.isi.items() if isi.origins}
    worded = {each.kode for each in master.indikator if each.jenis == Jenis.TEKS}
    assert worded
    assert linked == {place for place in values if place[1] not in TEXTS and place[0] not in worded}
    assert rows == {kunci for kunci, _ in values}


@pytest.mark.tuntas
def test_a_linked_number_stays_a_number(place: Workplace, master: Master) -> None:
    result = _consolidated(place, master)
    sheet = load_workbook(place.folder(master) / result.keluaran.konsep_xlsx)[konsep.KINERJA]
    letters = next(cell.column_letter for cell in sheet[4] if cell.value == "kolom:target")
    targets = [cell for cell in sheet[letters][5:] if cell.hyperlink is not None]
    assert targets
    assert any(isinstance(cell.value, (int, float)) for cell in targets)
    assert all(cell.value not in (None, " ") for cell in targets)


_LEGIBLE = 0.88  # of Arial 10, which is 9 points but for what rounding takes


def _pages(table: Table, page: float) -> int:
    """How many pages side by side a table takes when all that may be shown is shown; the page in pixels."""
    columns = [column for column in table.visible_columns().values() if not (column.hidden or column.sparse)]
    given = any(column.fills for column in table.visible_columns().values())
    widths = [pixels([width]) for width in [*(column.width for column in columns), *([SIGN_WIDTH] if given else [])]]
    repeated = sum(widths[: table.repeats]) if table.across > 1 else 0
    pages, used = 1, 0.0
    for width in widths:
        if used + width > page:
            pages, used = pages + 1, float(repeated)
        used += width
    return pages


@pytest.mark.parametrize(
    "table", [*konsep.KONSEP_BOOK.tables(), *konsep.DRAFT_BOOK.tables()], ids=lambda table: table.name
)
def test_a_sheet_prints_in_letters_that_can_be_read(table: Table) -> None:
    room = (PAPERS["F4"].long - (LEFT + RIGHT) * 72) / 0.75
    assert _pages(table, room / _LEGIBLE) <= table.across


# ------------------------------------------------------------------ what its columns ask for

_MEETING = {"dihapus", "alasan_perubahan", "diminta_oleh"}
_DROPPED = {"dihapus": YA}
_ACCEPTED = {"diterima": YA}
_EVERY_QUARTER = {"mode": ModeTriwulan.JUMLAH}


def _required(row: type[Row], known: Mapping[str, object]) -> set[str]:
    """The columns that a row has to fill, of which these fields are known."""
    return {name for name, column in row.columns().items() if column.fills and column.required_for(known)}


@pytest.mark.parametrize(
    ("row", "known", "asked"),
    [
        (konsep.KonsepKinerja, {}, {"target", "tw4", "penanggung_jawab"}),
        (konsep.KonsepKinerja, {"dihapus": TIDAK}, {"target", "tw4", "penanggung_jawab"}),
        (konsep.KonsepKinerja, _EVERY_QUARTER, {"target", "tw1", "tw2", "tw3", "tw4", "penanggung_jawab"}),
        (konsep.KonsepKinerja, _DROPPED, set()),
        (konsep.KonsepKinerja, {**_EVERY_QUARTER, **_DROPPED}, set()),
        (konsep.KonsepProgram, {}, set()),
        (konsep.KonsepProgram, {"indikator": "Jumlah", "pagu_indikatif": Decimal(1)}, {"target", "pagu"}),
        (konsep.KonsepProgram, {"indikator": "Jumlah", "pagu_indikatif": Decimal(1), **_DROPPED}, set()),
        (konsep.KonsepUsulan, {}, set()),
        (konsep.KonsepUsulan, {"diterima": TIDAK, **_EVERY_QUARTER}, set()),
        (konsep.KonsepUsulan, {**_ACCEPTED, **_EVERY_QUARTER},
         {"bagian", *Usulan.columns(), "tw1", "tw2", "tw3", "tw4", "penanggung_jawab"}),
        (konsep.KonsepUsulan, _ACCEPTED, {"bagian", *Usulan.columns(), "tw4", "penanggung_jawab"}),
    ],
)  # fmt: skip
def test_a_row_asks_for_what_it_needs_unless_it_was_dropped_or_is_only_proposed(
    row: type[Row], known: Mapping[str, object], asked: set[str]
) -> None:
    assert _required(row, known) == asked


@pytest.mark.parametrize(
    ("row", "of_the_form"), [(konsep.KonsepKinerja, Kinerja), (konsep.KonsepProgram, ProgramBagian)]
)
def test_the_konsep_reads_an_answer_as_the_form_does_but_for_the_length_of_joined_texts(
    row: type[Row], of_the_form: type[Row]
) -> None:
    asked = of_the_form.columns()
    assert set(row.columns()) - set(asked) == _MEETING | {"bagian"}
    longer = TEXTS if of_the_form is Kinerja else ()
    for name, column in asked.items():
        kind = row.columns()[name].kind
        assert kind == (Text(longest=8_000) if name in longer else column.kind), name


def test_people_type_answers_and_decisions_and_reasons_stand_beside_them() -> None:
    assert {
        konsep.KINERJA: (*ANSWERS, "dihapus"),
        konsep.PROGRAM: (*PROGRAM_ANSWERS, "dihapus"),
        konsep.USULAN: ("diterima", "bagian", *[name for name in Usulan.columns() if name != "alasan"],
                        "tw1", "tw2", "tw3", "tw4", "penanggung_jawab", "alasan"),
    } == konsep.TYPED  # fmt: skip
    assert [sheet.name for sheet in konsep.editable().sheets] == list(konsep.TYPED)
    assert set(konsep.kolom_isian()) == {*ANSWERS, *PROGRAM_ANSWERS}


_FOUND = {"sheet": "Kinerja", "cells": ["J9", "J10"], "key": "IK.1", "kolom": "Target", "petunjuk": "angka"}


@pytest.mark.parametrize(
    ("lacks", "place"),
    [
        ((), "Kinerja J9, J10 (IK.1)"), (("sheet",), "J9, J10 (IK.1)"), (("cells",), "Kinerja (IK.1)"),
        (("key",), "Kinerja J9, J10"), (("sheet", "cells", "key"), None),
    ],
)  # fmt: skip
def test_a_finding_is_listed_with_whatever_is_known_of_its_place(lacks: tuple[str, ...], place: str | None) -> None:
    known: dict[str, Any] = {name: value for name, value in _FOUND.items() if name not in lacks}
    told = finding(SheetCode.WAJIB_DIISI, owner="SEK", file="3-kembali/a.xlsx", **known)
    (line,) = konsep.konsep_rows(fresh(), [told], {}, {})[konsep.TEMUAN]
    assert isinstance(line, konsep.Temuan)
    assert line.tempat == (place.replace("J9, J10", ranges(["J9", "J10"])) if place else None)
    assert (line.tingkat, line.bagian, line.berkas, line.kode) == ("galat", "SEK", "3-kembali/a.xlsx", "WAJIB_DIISI")
    assert (line.pesan, line.perbaikan) == (told.message, told.remedy)


def test_the_source_of_a_value_names_how_it_was_joined_and_what_each_cell_said() -> None:
    joined = fresh()
    rows = [
        each for each in konsep.konsep_rows(joined, [], {}, {})[konsep.SUMBER] if isinstance(each, konsep.SumberNilai)
    ]
    told = {(each.kunci, each.kolom, each.bagian): (each.nilai, each.cara, each.isian) for each in rows}
    for (kunci, kolom), isi in joined.isi.items():
        for each in isi.origins:
            assert told[kunci, konsep.heading(kolom), each.bagian] == (
                shown(isi.nilai), isi.cara or None, shown(each.nilai),
            )  # fmt: skip
    assert {cara for _, cara, _ in told.values()} >= {None, "jumlah", "rata-rata", "utama"}


def test_the_words_for_how_far_a_bagian_has_come_differ() -> None:
    assert [konsep.status_words(each) for each in StatusBagian] == ["lengkap", "perlu perbaikan", "BELUM MASUK"]
