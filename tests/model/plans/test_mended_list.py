"""The list of a perbaikan form and its letter, entry by entry: what is named, quoted, counted, and what is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from helpers.perbaikan import BAGIAN, N, S, blank, cells, numeric, office, right, sent
from helpers.rules_subjects import INDEKS, read_line

from rkt_excel.messages.file_codes import FileCode
from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.forms.form import KINERJA, PERBAIKAN, USULAN
from rkt_excel.model.forms.returns import Return
from rkt_excel.model.plans import perbaikan
from rkt_excel.model.plans.perbaikan import letter_facts, mended_form
from rkt_excel.model.tables.formulir import Usulan
from rkt_excel.workbook.declaration.layout import HEADER_ROW
from rkt_excel.workbook.findings import Finding, Severity, SheetCode, finding
from rkt_excel.workbook.kinds import ErrorValue
from rkt_excel.workbook.reading.read import ReadResult, ReadRow
from rkt_excel.workbook.values.cells import Cell, CellContent
from rkt_excel.workbook.writing.content import Task

PLACES = dict(cells(*blank()[1:]))
TEXT, NUMBER, ERROR = CellContent.TEXT, CellContent.NUMBER, CellContent.ERROR


def blank_cell(key: str = N, column: str | None = "target", **more: Any) -> Finding:
    """A cell of the sheet Kinerja that was not filled."""
    told = {"sheet": KINERJA, "cells": ["Z99"], "kolom": "Target", "petunjuk": "angka", **more}
    return finding(SheetCode.WAJIB_DIISI, key=key, column=column, **told)


def held_back(*found: Finding) -> Return:
    """A return with nothing wrong but this."""
    return replace(sent({}), findings=found)


# ------------------------------------------------------------------ the letter


def _faults(count: int) -> Iterator[Finding]:
    """So many different faults, each of its own line."""
    for number in range(count):
        yield finding(SheetCode.BUKAN_ANGKA, sheet=KINERJA, key=N, column="target", found=f"x{number}", petunjuk="")


@pytest.mark.parametrize(("count", "listed", "rest"), [(1, 1, ""), (12, 12, ""), (13, 12, "1"), (20, 12, "8")])
def test_a_letter_names_twelve_faults_and_counts_the_others(count: int, listed: int, rest: str) -> None:
    light = finding(SheetCode.ANGKA_DARI_TEKS, sheet=KINERJA, key=N, found="5", nilai="5")
    told = letter_facts(office()[0], held_back(*_faults(count), light), "Perbaikan.xlsx")
    lines = told["daftar"].splitlines()
    assert told["jumlah"] == str(count), "what is only told is not counted"
    assert [line for line in lines if "“x" in line] == lines[:listed]
    assert lines[listed:] == ([f"- dan {rest} lainnya; semuanya ada di lembar {PERBAIKAN}."] if rest else [])


def test_the_others_are_counted_cell_by_cell_as_all_are() -> None:
    same = [replace(blank_cell(key), message="Yang terakhir belum diisi.") for key in (N, S)]
    lines = letter_facts(office()[0], held_back(*_faults(12), *same), "a.xlsx")["daftar"].splitlines()
    assert lines[-1].startswith("- dan 2 lainnya;")


def test_a_letter_names_cells_of_the_perbaikan_form_and_rows_or_the_file_where_it_has_none() -> None:
    of_the_file = finding(FileCode.BUKAN_FORMULIR_INI)
    elsewhere = replace(blank_cell("IK.99"), message="Yang lain belum diisi.")
    told = letter_facts(office()[0], held_back(blank_cell(), elsewhere, of_the_file), "a.xlsx")["daftar"].splitlines()
    first, other, whole = told
    assert first == f"- {KINERJA}: Target belum diisi: {PLACES[KINERJA, N, 'target']}."
    assert other == f"- {KINERJA}: Yang lain belum diisi: IK.99."
    assert whole.startswith("- Berkas: ")
    both = [blank_cell(), blank_cell("IK.99")]
    (mixed,) = letter_facts(office()[0], held_back(*both), "a.xlsx")["daftar"].splitlines()
    assert mixed == f"- {KINERJA}: Target belum diisi: {N}, IK.99.", "never one place of two"


# ------------------------------------------------------------------ what was typed


@pytest.mark.parametrize(
    ("value", "cell", "kept"),
    [
        (Decimal(5), Cell(9, 9, NUMBER, Decimal(7)), Decimal(5)),
        ("", Cell(9, 9, TEXT, "x"), ""),
        (Decimal(0), Cell(9, 9, TEXT, "nol"), Decimal(0)),
        (None, Cell(9, 9, TEXT, "banyak"), "banyak"),
        (None, Cell(9, 9, NUMBER, Decimal(-5)), Decimal(-5)),
        (None, Cell(9, 9, NUMBER, Decimal("0.85"), percent=True), "85%"),
        (None, Cell(9, 9, ERROR, "#N/A"), ErrorValue("#N/A")),
        (None, Cell(9, 9, uncached=True), ErrorValue(Cell(9, 9, uncached=True).shown)),
        (None, Cell(9, 9), None),
    ],
)
def test_a_value_goes_in_as_it_was_understood_else_as_it_stood(value: object, cell: Cell, kept: object) -> None:
    made = perbaikan._kept(value, cell)
    if isinstance(kept, str) and kept.endswith("%"):
        made = str(made).replace(" ", "")
    assert (made, type(made)) == (kept, type(kept))


@pytest.mark.parametrize(
    ("lines", "filled"),
    [
        ([], {}), ([1], {1}), ([1, 2], {1, 2}), ([3], {3}), ([2, 5], {2, 5}), ([100], {100}), ([101], {100}),
        ([150, 151], {100, 101}), ([99, 400], {99, 100}),
    ],
)  # fmt: skip
def test_a_proposal_stays_on_its_line_as_long_as_the_form_has_a_hundred(lines: list[int], filled: set[int]) -> None:
    rows = [
        ReadRow(Usulan(indikator=f"Usul {line}"), HEADER_ROW + line, f"U.{line:03}", {
            "indikator": Cell(HEADER_ROW + line, 2, TEXT, f"Usul {line}"),
        })
        for line in lines
    ]  # fmt: skip
    made = perbaikan._proposed(Return("a", "0", sent({}).times, BAGIAN, ReadResult({USULAN: rows})))
    assert {place for place, each in enumerate(made, 1) if each} == set(filled)
    assert [each["indikator"] for each in made if each] == [f"Usul {line}" for line in lines]


# ------------------------------------------------------------------ the entries


@pytest.mark.parametrize(
    ("found", "code", "quoted"),
    [
        ("banyak", SheetCode.BUKAN_ANGKA, "banyak"), ("  ", SheetCode.WAJIB_DIISI, "(hanya spasi)"),
        ("\u00a0", SheetCode.BUKAN_ANGKA, "(hanya spasi)"), (None, SheetCode.WAJIB_DIISI, "(kosong)"),
        ("", SheetCode.WAJIB_DIISI, "(kosong)"), (None, SheetCode.BUKAN_ANGKA, ""),
        ("x", SheetCode.WAJIB_DIISI, "x"),
    ],
)  # fmt: skip
def test_what_stood_in_the_cell_is_quoted_in_words_where_nothing_can_be_seen(
    found: str | None, code: SheetCode, quoted: str
) -> None:
    assert perbaikan._quoted(replace(blank_cell(), code=code, found=found)) == quoted


@pytest.mark.parametrize(
    ("sheet", "key", "named"),
    [
        (KINERJA, N, f"{N} – Jumlah"), (KINERJA, "IK.99", "IK.99"), (KINERJA, None, ""), ("Lain", N, N),
        (None, N, N), (KINERJA, S, S),
    ],
)  # fmt: skip
def test_a_row_is_named_by_its_key_and_in_words(sheet: str | None, key: str | None, named: str) -> None:
    names = {(KINERJA, N): "Jumlah", (KINERJA, S): ""}
    assert perbaikan._named(replace(blank_cell(), sheet=sheet, key=key), names) == named


_ONLY_THEN = (
    (finding(SheetCode.TERKUNCI_BERUBAH, sheet=KINERJA, cells=["B7"], key=N, column="indikator", found="x", asli="y",
             kolom="Indikator"), "sudah dipulihkan", True),
    (finding(SheetCode.BARIS_TIDAK_DIKENAL, sheet=KINERJA, cells=["A60"], key="IK.99", found="IK.99 | 7", baris=60),
     "ketik ulang di sel yang disediakan", False),
    (finding(SheetCode.LEMBAR_HILANG, hilang=""), "sudah dipulihkan", False),
    (finding(FileCode.VERSI_LAMA, versi=1, terbaru=2, yang_berubah=""), "", False),
)  # fmt: skip


@pytest.mark.parametrize(("each", "told", "leads"), _ONLY_THEN)
def test_what_only_the_returned_file_had_is_told_with_where_it_was(each: Finding, told: str, *, leads: bool) -> None:
    (task,) = [one for one in mended_form(office()[0], held_back(each), office()[1])[1].tasks if _of_then(one)]
    assert task.text.startswith(each.message)
    assert task.text.endswith(f"{told}." if told else each.remedy)
    assert (task.severity, bool(task.cells)) == (Severity.INFO, leads)
    where = f"{each.sheet or 'Berkas'} {' '.join(each.cells)}".strip()
    assert task.place == (f"{where} di berkas yang dikirim" if each.cells else where)
    assert (task.sheet, task.found) == (each.sheet or "", each.found or "")


def _of_then(task: Task) -> bool:
    return task.group.startswith("Hanya di berkas yang dikirim")


@pytest.mark.parametrize("code", [FileCode.LAMPIRAN_LAIN, FileCode.KIRIMAN_SAMA])
def test_how_a_file_came_is_no_business_of_the_bagian(code: FileCode) -> None:
    told = replace(finding(FileCode.BUKAN_FORMULIR_INI), code=code)
    _, content = mended_form(office()[0], held_back(told), office()[1])
    assert not [each for each in content.tasks if _of_then(each)]


def test_how_an_answer_was_read_stays_at_its_cell_of_the_fresh_form() -> None:
    read = finding(
        SheetCode.ANGKA_DARI_TEKS, sheet=KINERJA, cells=["Z99"], key=N, column="target", found="5", nilai="5"
    )
    _, content = mended_form(office()[0], held_back(read), office()[1])
    (mine,) = [each for each in content.findings if each.code is SheetCode.ANGKA_DARI_TEKS]
    assert mine.cells == (PLACES[KINERJA, N, "target"],)
    assert not [each for each in content.tasks if _of_then(each)]


def test_what_is_asked_of_a_whole_row_points_to_its_first_cell_to_fill() -> None:
    about_the_row = finding(SheetCode.CATATAN_SEL, sheet=KINERJA, cells=["A9"], key=N, found="lihat")
    _, content = mended_form(office()[0], held_back(about_the_row), office()[1])
    (mine,) = [each for each in content.findings if each.code is SheetCode.CATATAN_SEL]
    assert mine.cells == (PLACES[KINERJA, N, "target"],)


def test_the_list_is_heaviest_first_then_as_the_cells_stand_whatever_order_they_were_found_in() -> None:
    wrong = {(KINERJA, S, "target"): "banyak", (KINERJA, N, "target"): "sedikit", (KINERJA, N, "tw4"): "sedikit"}
    wrong |= {(KINERJA, numeric(1), "tw4"): str(right()[KINERJA, numeric(1), "tw4"])}  # a text is read as its number
    before = sent({**wrong, (USULAN, "U.001", "indikator"): "Usulan"})
    declaration, content = mended_form(office()[0], before, office()[1])
    tasks = [each for each in content.tasks if not _of_then(each)]
    order = [sheet.name for sheet in declaration.sheets]
    lines = {
        (table.name, line.key): line.number for table in declaration.tables() for line in content.layout(table).data()
    }
    places = [
        (each.severity.rank, order.index(each.sheet), lines.get((each.sheet, each.key.partition(" – ")[0]), 0))
        for each in tasks
    ]
    assert {each.severity for each in tasks} > {Severity.GALAT}
    assert len({each[1:] for each in places}) >= 3
    assert places == sorted(places)
    assert {each.group for each in tasks if each.severity is Severity.GALAT} == {"Harus diperbaiki"}


# ------------------------------------------------------------------ between bagian


def between(*parties: tuple[str, str]) -> Finding:
    """What two forms say otherwise, at cells of each."""
    return replace(
        finding(PlanCode.TARGET_NOL, sheet=KINERJA, key=N, column="target", indikator="x", rincian=""), parties=parties
    )


@pytest.mark.parametrize(
    ("others", "remedy"),
    [
        ((), "Cocokkan isian itu, dan ubahlah di sini bila keliru."),
        (("SEK",), "Bicarakan dengan {SEK}; bila bagian ini yang menyesuaikan, ubahlah di sini."),
        (("SEK", "PLY"), "Bicarakan dengan {SEK} dan {PLY}; bila bagian ini yang menyesuaikan, ubahlah di sini."),
    ],
)
def test_what_lies_between_bagian_is_asked_at_the_own_cell_and_names_the_others(
    others: tuple[str, ...], remedy: str
) -> None:
    master, issue = office()
    mine = sent({})
    typed = next(each for each in mine.result.rows[KINERJA] if each.key == N).cells["target"]
    told = between((BAGIAN, typed.address), *((each, "J9") for each in others))
    _, content = mended_form(master, mine, issue, [told, between(("SEK", typed.address))])
    (shared,) = [each for each in content.findings if each.code is PlanCode.TARGET_NOL]
    assert shared.cells == (PLACES[KINERJA, N, "target"],)
    assert shared.remedy == remedy.format(**{each.kode: each.nama for each in master.bagian})
    assert (shared.severity, shared.key, shared.found) == (Severity.PERINGATAN, N, typed.shown)
    (task,) = [each for each in content.tasks if "disepakati antarbagian" in each.group]
    assert task.cells == shared.cells


# ------------------------------------------------------------------ rows that mean something else by now


def test_figures_of_a_row_that_means_something_else_are_asked_anew_and_kept_as_a_comment() -> None:
    master, issue = office()
    moved = replace(finding(FileCode.BUKAN_FORMULIR_INI), code=FileCode.ARTI_BARIS_BERUBAH, sheet=KINERJA, key=N)
    before = sent({(KINERJA, N, "keterangan"): "catatan lama"})
    _, content = mended_form(master, replace(before, findings=(moved,)), issue)
    rows = {row["kode"]: row for row in content.rows[KINERJA] if isinstance(row, dict)}
    assert rows[N].get("target") is None
    assert rows[N]["penanggung_jawab"] == right()[KINERJA, N, "penanggung_jawab"]
    assert rows[N]["keterangan"] == "catatan lama"
    assert rows[S]["target"] == next(each for each in before.result.rows[KINERJA] if each.key == S).row.target  # type: ignore[attr-defined]
    ((where, note),) = [each for each in content.notes.items() if "Isian di formulir lama" in each[1]]
    assert where[0] == KINERJA
    shown = next(each for each in before.result.rows[KINERJA] if each.key == N).cells["target"].shown
    assert f"Isian di formulir lama: Target {shown}; " in note
    assert "Keterangan catatan lama" in note
    assert "Alasan" not in note, "what was blank is not told"
    gone = replace(moved, key="IK.99")
    lost = ReadResult({KINERJA: [*before.result.rows[KINERJA], read_line(INDEKS, "IK.99")]})
    _, other = mended_form(master, replace(before, findings=(gone,), result=lost), issue)
    assert not [each for each in other.notes.values() if "Isian di formulir lama" in each]
