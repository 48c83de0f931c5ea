"""What a form explains and shows while it is filled agrees with what it is judged by when it comes back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from helpers.rules_subjects import INDEKS, master
from hypothesis import given, settings
from hypothesis import strategies as st

from rkt_excel.model.forms import bantuan, form
from rkt_excel.model.forms.issuing import ADDRESSED, addressed, file_name, form_content, form_names
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.tables.formulir import Kinerja
from rkt_excel.model.vocabulary.printed import hari_tanggal
from rkt_excel.model.vocabulary.terms import QUARTERS, Arah, CaraGabung, Jenis, ModeTriwulan
from rkt_excel.workbook.declaration.declare import Table, as_known
from rkt_excel.workbook.reading.openbook import open_book
from rkt_excel.workbook.values.cells import Grid
from rkt_excel.workbook.values.hollow import hollow, hollow_formula
from rkt_excel.workbook.writing.content import Paragraph, SmallTable
from rkt_excel.workbook.writing.write import write

D = Decimal
BAGIAN = next(each.bagian[0] for each in master().indikator if len(each.bagian) > 1)


# ------------------------------------------------------------------ the signs that Excel computes

_CELLS: Mapping[str, str] = {"target": "L7", "target_renstra": "K7", "alasan": "R7"} | {
    name: f"{column}7" for name, column in zip(QUARTERS, "MNOP", strict=True)
}


def shown(formula: str, row: Mapping[str, Any]) -> bool:
    """What Excel makes of the few functions of these formulas; a blank cell is 0 among numbers and "" among texts."""
    text = formula.replace(hollow_formula(_CELLS["alasan"]), str(hollow(str(row.get("alasan") or ""))))
    text = re.sub(r"SUM\(M7:P7\)", "sum((M7, N7, O7, P7))", text)
    text = text.replace("<>", "!=")
    text = re.sub(r"(?<![<>=!])=(?!=)", "==", text)
    values = {cell: row.get(name) for name, cell in _CELLS.items()}
    texts = any(isinstance(each, str) for name, each in row.items() if name != "alasan")
    blank: object = "" if texts else 0
    known = {
        cell: float(value) if isinstance(value, Decimal) else value.lower() if isinstance(value, str) else blank
        for cell, value in values.items()
    }
    known[_CELLS["alasan"]] = str(row.get("alasan") or "")
    functions = {"ABS": abs, "OR": lambda *each: any(each), "AND": lambda *each: all(each), "TRIM": str.strip}
    return bool(eval(text, {"__builtins__": {"sum": sum}}, {**functions, **known}))


_FIGURES = st.sampled_from([D(0), D("0.1"), D("0.2"), D("0.3"), D("0.6"), D(20), D(40), D(60), D(80), D(100)])
_GRADES = st.sampled_from(["BB", "bb", "A"])
_PART = f"bersama: {CaraGabung.JUMLAH}"


@st.composite
def _rows(draw: st.DrawFn) -> dict[str, Any]:
    """A row as it is filled: all quarters, in each mode and direction, as figures or as grades."""
    jenis = draw(st.sampled_from([Jenis.ANGKA, Jenis.PREDIKAT]))
    said = _GRADES if jenis is Jenis.PREDIKAT else _FIGURES
    row: dict[str, Any] = {name: draw(said) for name in ("target", "target_renstra", *QUARTERS)}
    if jenis is Jenis.ANGKA and draw(st.booleans()):
        row["tw4"] = row["target"]
        if draw(st.booleans()):
            ordered = sorted((row[name] for name in QUARTERS), reverse=draw(st.booleans()))
            row |= dict(zip(QUARTERS, ordered, strict=True), target=ordered[-1])
    return {
        **row, "jenis": jenis, "alasan": draw(st.sampled_from([None, " ", "-", "Depo baru"])),
        "mode": ModeTriwulan.AKHIR if jenis is Jenis.PREDIKAT else draw(st.sampled_from(ModeTriwulan)),
        "arah": draw(st.sampled_from(Arah)),
        "pengisian": draw(st.sampled_from([form.SENDIRI, form.BERSAMA_UTAMA, _PART])),
    }  # fmt: skip


@given(_rows())
@settings(max_examples=400, deadline=None)
def test_the_signs_beside_a_row_say_what_its_return_will_be_told(row: dict[str, Any]) -> None:
    table = form.FORM.sheet(form.KINERJA)
    assert isinstance(table, Table)
    for sign in table.signs:
        formula = sign.formula(_CELLS, row)
        assert (formula is not None and shown(formula, row)) is sign.holds(row), (sign.word, formula)


@pytest.mark.parametrize("mode", [ModeTriwulan.JUMLAH, ModeTriwulan.KUMULATIF, ModeTriwulan.AKHIR])
def test_a_row_that_is_not_filled_to_its_end_is_not_judged_yet(mode: ModeTriwulan) -> None:
    whole = {"target": D(80), **dict.fromkeys(QUARTERS, D(20)), "mode": mode, "arah": Arah.POSITIF}
    for name in ("target", "tw4"):
        assert form.quarters_fault({**whole, name: None}) is None
    if mode is ModeTriwulan.JUMLAH:
        assert form.quarters_fault(whole) is None
        assert form.quarters_fault({**whole, "tw1": None}) is None, "the sum is not whole"
    else:
        assert form.quarters_fault(whole) is not None
        assert form.quarters_fault({**whole, "tw4": D(80), "tw2": None}) is None


# ------------------------------------------------------------------ the worked examples


@pytest.mark.parametrize("row", bantuan.EXAMPLES, ids=lambda row: str(row.mode))
def test_an_example_is_what_it_explains(row: Kinerja) -> None:
    assert form.quarters_fault(as_known(row)) is None
    assert row.target == row.target_renstra, "it needs no reason"
    told = bantuan.mode_told(row)
    figures = [Decimal(each.replace(",", ".")) for each in re.findall(r"\d+(?:,\d+)?", told)]
    assert figures[-1] == row.target
    quarters = [value for name in QUARTERS if (value := getattr(row, name)) is not None]
    assert figures[:-1] == quarters
    assert len(quarters) == (1 if row.mode == ModeTriwulan.AKHIR else 4)
    if row.mode == ModeTriwulan.KUMULATIF:
        assert quarters == sorted(quarters)
        assert quarters[-1] == row.target
    if row.mode == ModeTriwulan.JUMLAH:
        assert sum(quarters) == row.target


def test_the_examples_show_every_mode_in_round_figures_that_differ() -> None:
    assert [row.mode for row in bantuan.EXAMPLES] == list(ModeTriwulan)
    for row in bantuan.EXAMPLES:
        assert all(value % 5 == 0 for name in ("target", *QUARTERS) if (value := getattr(row, name)) is not None)
    table = bantuan.example(2027)
    assert [line[0] for line in table.rows] == [row.indikator for row in bantuan.EXAMPLES]
    assert table.rows[1] == ("Persentase arsip terdata", "%", "kumulatif berjalan", "80", "80", "20", "40", "60", "80")
    assert table.rows[2][-4:] == ("", "", "", "85")
    headings = Kinerja.columns()
    assert len(table.headers) == len(table.rows[0])
    assert [place for place, text in enumerate(table.headers) if place in table.filled] == sorted(table.filled)
    filled = {headings[name].header.format(tahun=2027) for name in ("target", *QUARTERS)}
    assert {table.headers[place] for place in table.filled} == filled
    assert table.centred == frozenset(range(1, 9)), "figures, not the wording"


def test_each_way_of_joining_is_shown_with_what_it_makes() -> None:
    results: Mapping[CaraGabung, Callable[[int, int], float | None]] = {
        CaraGabung.JUMLAH: lambda one, other: one + other,
        CaraGabung.RATA: lambda one, other: (one + other) / 2,
        CaraGabung.UTAMA: lambda one, other: one if one == other else None,
    }
    assert [each.cara for each in bantuan.JOINT] == list(results)
    for each in bantuan.JOINT:
        assert each.hasil == results[each.cara](*each.isian)
        assert f"bagian ini {each.isian[0]}, bagian lain {each.isian[1]}; RKT memuat {each.hasil}" in each.told


# ------------------------------------------------------------------ the pages


@cache
def written() -> dict[str, Grid]:
    """The sheets of a form as they come back unfilled."""
    content = form_content(master(), BAGIAN, ISSUE)
    return {each.name: each for each in open_book(write(form.form_for(content.rows), content)).grids}


ISSUE = Issue("Dinas A", "2027", "murni", 1)


def test_each_indikator_leads_to_the_line_that_explains_it() -> None:
    content = form_content(master(), BAGIAN, ISSUE)
    shown_there = {cell.address: cell.value for cell in written()[form.DEFINISI].cells.values()}
    rows = {cell.address: cell.value for cell in written()[form.KINERJA].cells.values()}
    kodes = [row.kode for row in content.rows[form.KINERJA] if isinstance(row, Kinerja)]
    assert len(kodes) > 2
    led = {rows[address]: shown_there[link.address] for (_, address), link in content.links.items()}
    assert led == {kode: kode for kode in kodes}
    assert all(link.sheet == form.DEFINISI for link in content.links.values())


def test_the_page_of_definitions_is_what_the_master_says() -> None:
    content = form_content(master(), BAGIAN, ISSUE)
    parts = list(bantuan.definisi(master(), content.rows))
    tables = [each for each in parts if isinstance(each, SmallTable)]
    known = {each.kode: each for each in master().indikator}
    for kode, *told in tables[0].rows:
        row = known[kode]
        assert told == [
            row.indikator, row.definisi or "", row.formula or "", row.sumber_data or "", row.satuan,
        ]  # fmt: skip
    units = {each.satuan: each.alias or "" for each in master().satuan}
    used = {row["satuan"] for lines in content.rows.values() for row in map(as_known, lines) if row.get("satuan")}
    assert {line[0]: line[2] for line in tables[1].rows} == {name: units[name] for name in units if name in used}
    assert all(line[1] for line in tables[1].rows), "every satuan of the example is explained"
    asked = {(sheet, heading) for sheet, headings, _ in tables[2].rows for heading in headings.split(", ")}
    fills = {
        (table.name, column.header.format(tahun=master().tahun))
        for table in form.form_for(content.rows).tables()
        for column in table.visible_columns().values()
        if column.fills
    }
    assert asked == fills


def test_what_a_cell_explains_in_a_comment_is_the_definition_of_its_row() -> None:
    content = form_content(master(), BAGIAN, ISSUE)
    rows = {cell.address: cell.value for cell in written()[form.KINERJA].cells.values()}
    for row in master().indikator:
        if BAGIAN not in row.bagian:
            continue
        (at,) = [address for address, value in rows.items() if value == row.indikator]
        note = content.notes[form.KINERJA, at]
        assert note == f"Definisi: {row.definisi}\nFormula: {row.formula}\nSumber data: {row.sumber_data}"
    none = replace(
        master(),
        indikator=tuple(
            each.model_copy(update={"definisi": None, "formula": None, "sumber_data": None})
            for each in master().indikator
        ),
    )
    assert form_content(none, BAGIAN, ISSUE).notes == {}


def test_the_page_that_a_form_opens_with_names_office_day_and_whom_to_ask() -> None:
    office = master().instansi
    parts = [each for each in bantuan.petunjuk(master(), BAGIAN, "L7") if isinstance(each, Paragraph)]
    said = {each.label: each.text for each in parts if each.label}
    assert said["Bagian"] == f"{master().nama_bagian(BAGIAN)} ({BAGIAN}) – {office.perangkat_daerah}"
    assert said["Tahun RKT"] == f"{master().tahun}, edisi {office.edisi}"
    assert said["Kembalikan paling lambat"] == hari_tanggal(office.batas_kembali)
    assert said["Kirim dan bertanya kepada"].endswith(f", {office.surel}")
    (start,) = [each.leads for each in parts if each.leads]
    assert (start.sheet, start.address) == (form.KINERJA, "L7")
    assert not [each for each in bantuan.petunjuk(master(), BAGIAN, None) if isinstance(each, Paragraph) and each.leads]
    numbers = [each.text.partition(". ")[0] for each in parts if re.match(r"\d+\. ", each.text)]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    without = replace(master(), instansi=office.model_copy(update={"surel": None}))
    plain = [each for each in bantuan.petunjuk(without, BAGIAN, None) if isinstance(each, Paragraph)]
    assert not any(str(office.surel) in each.text for each in plain)


def test_a_form_says_which_indikator_are_answered_together_and_how() -> None:
    rows = {
        row.kode: row for row in form_content(master(), BAGIAN, ISSUE).rows[form.KINERJA] if isinstance(row, Kinerja)
    }
    known = {each.kode: each for each in master().indikator if BAGIAN in each.bagian}
    assert {kode: row.pengisian for kode, row in rows.items()} == {
        kode: f"bersama: {each.cara_gabung}" if len(each.bagian) > 1 else form.SENDIRI for kode, each in known.items()
    }
    assert {row.pengisian == form.SENDIRI for row in rows.values()} == {True, False}, "some of both"


def test_a_letter_names_the_office_the_bagian_and_the_form() -> None:
    office, one = master().instansi, next(each for each in master().bagian if each.kode == BAGIAN)
    told = addressed(master(), BAGIAN, "Formulir.xlsx")
    assert told == {
        "tahun": str(master().tahun), "edisi": office.edisi, "rkt": master().rkt_tahun, "bagian": one.nama,
        "perangkat_daerah": office.perangkat_daerah, "surel_kantor": office.surel, "kode": BAGIAN,
        "batas": hari_tanggal(office.batas_kembali), "kepala": one.kepala or one.nama, "formulir": "Formulir.xlsx",
    }  # fmt: skip
    assert set(told) == ADDRESSED
    assert form_names(master(), BAGIAN)["kaki"] == f"{master().rkt_tahun} · {one.nama}"
    assert file_name(master(), BAGIAN) == f"Formulir {master().rkt_tahun} - {BAGIAN} - {one.nama}"
    nameless = replace(
        master(), instansi=office.model_copy(update={"surel": None}),
        bagian=tuple(each.model_copy(update={"kepala": "Kepala Bidang"}) for each in master().bagian),
    )  # fmt: skip
    other = addressed(nameless, BAGIAN, "x")
    assert (other["surel_kantor"], other["kepala"]) == ("", "Kepala Bidang")


def test_a_row_of_which_the_renstra_says_nothing_needs_no_reason() -> None:
    row = as_known(INDEKS)
    assert form.needs_reason({**row, "target": D(1), "alasan": None})
    for changes in ({"target_renstra": None}, {"target": None}, {"pengisian": _PART}, {"alasan": "Depo baru"}):
        assert not form.needs_reason({**row, "target": D(1), "alasan": None, **changes})
