"""What goes back to a bagian: its own answers in a fresh form, every fault marked, listed, linked, and nothing lost."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from helpers.kiriman import read_back
from helpers.libreoffice_session import Job, LibreOffice, Typed
from helpers.perbaikan import (
    BAGIAN,
    FAULTS,
    Edit,
    Key,
    N,
    S,
    blank,
    cells,
    numeric,
    office,
    returned,
    right,
    sent,
    sent_back,
    typed,
)
from helpers.returning import fill
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.styles import Font

from rkt_excel.cli import run
from rkt_excel.model.forms.form import KINERJA, PERBAIKAN, PERIKSA, USULAN
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.forms.returns import Return
from rkt_excel.model.plans.perbaikan import mended_form
from rkt_excel.model.vocabulary.terms import CaraGabung
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.workbook.findings import Severity
from rkt_excel.workbook.reading.openbook import open_book
from rkt_excel.workbook.values.cells import CellContent as Held
from rkt_excel.workbook.values.cells import column_letters
from rkt_excel.workbook.values.numbers import written
from rkt_excel.workbook.writing.content import Content
from rkt_excel.workbook.writing.write import write


def faults(one: Return) -> set[tuple[str, str | None, str | None, str | None]]:
    """The galat of cells to fill: code, sheet, row, field."""
    places = {key for key, _ in cells(*blank()[1:])}
    proposals = {name for sheet, _, name in places if sheet == USULAN}
    return {
        (each.code.name, each.sheet, each.key, each.column)
        for each in one.findings
        if each.severity is Severity.GALAT
        and each.code.name not in GONE
        and (each.column is None or each.sheet != USULAN or each.column in proposals)
    }


# What a fresh form cannot have.
GONE = {"TERKUNCI_BERUBAH", "BARIS_HILANG", "BARIS_TIDAK_DIKENAL", "KUNCI_GANDA", "LEMBAR_HILANG", "KOLOM_HILANG",
        "KOLOM_GANDA", "JUDUL_KOLOM_HILANG"}  # fmt: skip


def raw(one: Return) -> dict[Key, str]:
    """What stands in the cells that were not understood."""
    return {
        (sheet, each.key, name): each.cells[name].quoted
        for sheet, rows in one.result.rows.items()
        for each in rows
        for name in each.faulty
    }


# ------------------------------------------------------------------ one fault at a time


# Every second fault goes all the way in the short run, each of them in the long one.
IN_TURN = [pytest.param(case, marks=pytest.mark.lama if number % 2 else ()) for number, case in enumerate(FAULTS)]


@pytest.mark.tuntas
@pytest.mark.parametrize("case", IN_TURN)
def test_returned_untouched_it_has_the_same_faults_and_the_same_answers(case: str) -> None:
    before = sent(FAULTS[case])
    assert not before.complete
    data, declaration, content = sent_back(before)
    after = returned(data)
    assert faults(after) == faults(before)
    assert read_back(after) == read_back(before)
    assert raw(after) == raw(before)
    again = returned(typed(data, declaration, content, {}))  # openpyxl drops the results of formulas
    assert {each[1:] for each in faults(again)} == {each[1:] for each in faults(before)}


@pytest.mark.tuntas
@pytest.mark.parametrize("case", IN_TURN)
def test_mended_it_passes(case: str) -> None:
    data, declaration, content = sent_back(sent(FAULTS[case]))
    proposed: dict[Key, Any] = {key: None for key, _ in cells(declaration, content) if key[0] == USULAN}
    optional = {key: None for key in FAULTS[case] if key[2] == "alasan"}
    after = returned(typed(data, declaration, content, {**proposed, **optional, **right()}))
    assert [each for each in after.findings if each.severity is Severity.GALAT] == []
    assert read_back(after) == read_back(sent({}))


@pytest.mark.tuntas
@pytest.mark.parametrize("case", FAULTS)
def test_every_fault_is_marked_commented_listed_and_linked(case: str) -> None:
    before = sent(FAULTS[case])
    data, declaration, content = sent_back(before)
    book: Any = load_workbook(io.BytesIO(data))
    assert book.sheetnames[0] == PERBAIKAN
    marked = {
        (sheet.title, cell)
        for sheet in book
        for rules in sheet.conditional_formatting
        for cell in str(rules.sqref).split()
        if rules.rules[0].dxf and rules.rules[0].dxf.border and rules.rules[0].stopIfTrue
    }
    commented = {
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment and "PERBAIKI" in cell.comment.text
    }
    wrong = {(each.sheet, cell) for each in returned(data).findings if each.severity.rank == 0 for cell in each.cells}
    assert wrong
    assert wrong <= marked
    assert wrong == commented
    listed = book[PERBAIKAN]
    links = {cell.hyperlink.location for row in listed.iter_rows() for cell in row if cell.hyperlink}
    assert {f"'{sheet}'!{cell}" for sheet, cell in links_of(content)} == links
    signs = [cell.value for cell in listed["B"] if cell.value in ("PERBAIKI", "CEK", "INFO")]
    assert signs == sorted(signs, key=("PERBAIKI", "CEK", "INFO").index)
    assert {(sheet, cell.split(", ")[0]) for sheet, cell in links_of(content)} <= {
        *((key[0], address) for key, address in cells(declaration, content)), *wrong,
    }  # fmt: skip


def links_of(content: Content) -> set[tuple[str, str]]:
    return {(each.sheet, each.cells[0]) for each in content.tasks if each.cells}


@pytest.mark.lama
@pytest.mark.parametrize("case", FAULTS)
def test_the_formulas_are_within_excels_grammar(case: str) -> None:
    book: Any = load_workbook(io.BytesIO(sent_back(sent(FAULTS[case]))[0]))
    formulas = [
        formula
        for sheet in book
        for rules in sheet.conditional_formatting
        for rule in rules.rules
        for formula in rule.formula
    ]
    formulas += [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    for formula in formulas:
        assert len(formula) <= 8_192
        texts = re.findall(r'"((?:[^"]|"")*)"', formula)
        assert all(len(text) <= 255 for text in texts)
        assert "{" not in re.sub(r'"(?:[^"]|"")*"', "", formula)


@pytest.mark.tuntas
def test_a_wrong_number_stays_a_number_and_an_error_value_an_error_value() -> None:
    wrong: dict[Key, Any] = {(KINERJA, N, "tw4"): -5, (KINERJA, S, "target"): "#N/A", (KINERJA, N, "target"): "-"}
    data, declaration, content = sent_back(sent(wrong))
    places = dict(cells(declaration, content))
    grid = next(each for each in open_book(data).grids if each.name == KINERJA)
    held = {each.address: each for each in grid.cells.values()}
    assert [held[places[key]].content for key in wrong] == [Held.NUMBER, Held.ERROR, Held.TEXT]


def _displayed(name: str, key: str = N, **look: Any) -> Edit:
    """The look of one cell to fill."""
    address = dict(cells(*blank()[1:]))[KINERJA, key, name]

    def edit(book: Any) -> None:
        for attribute, value in look.items():
            setattr(book[KINERJA][address], attribute, value)

    return edit


# What is typed where, how it is made to look, what both forms quote of it.
DISPLAYED: dict[str, tuple[dict[Key, Any], Edit, tuple[str, ...]]] = {
    "two answers": ({(KINERJA, N, "target"): 60_000}, _displayed("target", number_format="0,"), ("“60”", "60000")),
    "struck out": (
        {(KINERJA, N, "keterangan"): "batal"},
        _displayed("keterangan", font=Font(strike=True)),
        ("“batal”",),
    ),
}


@pytest.mark.tuntas
@pytest.mark.parametrize("case", DISPLAYED)
def test_of_two_answers_neither_goes_into_the_fresh_form_and_both_are_quoted(case: str) -> None:
    values, look, quoted = DISPLAYED[case]
    data, declaration, content = sent_back(sent(values, look))
    book: Any = load_workbook(io.BytesIO(data))
    places = dict(cells(declaration, content))
    assert [book[KINERJA][places[key]].value for key in values] == [None]
    listed = " ".join(str(cell.value) for row in book[PERBAIKAN].iter_rows() for cell in row if cell.value)
    assert [each for each in quoted if each not in listed] == []


@pytest.mark.tuntas
@pytest.mark.parametrize(
    ("value", "look", "seen"),
    [
        (time(1, 20), "hh:mm", "01:20"),
        (timedelta(hours=85, minutes=5), "[h]:mm:ss", "85:05:00"),
        (date(2027, 1, 3), "d-mmm", "3-Jan"),
        (date(1975, 3, 1), "mmm-yy", "Mar-75"),
        (date(2027, 1, 3), "dd/mm/yyyy", "03/01/2027"),
    ],
)
def test_a_time_or_a_day_goes_into_the_fresh_form_as_it_was_seen_and_is_asked_as_before(
    value: object, look: str, seen: str
) -> None:
    target = KINERJA, N, "target"
    before = sent({target: value}, _displayed("target", number_format=look))
    data, declaration, content = sent_back(before)
    assert load_workbook(io.BytesIO(data))[KINERJA][dict(cells(declaration, content))[target]].value == seen
    again = returned(data)
    assert faults(again) == faults(before)
    assert faults(again) & {("WAKTU_BUKAN_ANGKA", *target), ("TANGGAL_BUKAN_ANGKA", *target)}


# ------------------------------------------------------------------ any answers


TYPED = st.one_of(
    st.none(),
    st.integers(-10, 10**7),
    st.decimals(-1, 1_000, places=2).map(float),
    st.sampled_from(
        ["  ", "-", "xxx", "n/a", "#N/A", "#VALUE!", "1.250", "85 %", "85,5", "12 dokumen", "BB", "=1+1", "Rp 5.000"]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=40),
    st.booleans(),
    st.dates().map(lambda day: datetime(max(day.year, 1901), day.month, min(day.day, 28))),  # noqa: DTZ001
)  # fmt: skip
PLACES = [key for key, _ in cells(*blank()[1:]) if key[0] != USULAN or key[1] in ("U.001", "U.004")]


@pytest.mark.tuntas
@settings(max_examples=16, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(st.sampled_from(PLACES), TYPED, max_size=12))
def test_whatever_was_typed_comes_back_as_it_was(values_typed: dict[Key, Any]) -> None:
    before = sent(values_typed)
    after = returned(sent_back(before)[0])
    assert faults(after) == faults(before)
    assert read_back(after) == read_back(before)
    assert raw(after) == raw(before)


# ------------------------------------------------------------------ what stood outside the cells to fill


def _locked(book: Any) -> None:
    book[KINERJA]["B7"].value = "nama yang diubah"


def _stray(book: Any) -> None:
    book[KINERJA]["X9"].value = "catatan di luar"


def _unknown(book: Any) -> None:
    for place, value in enumerate(("IK.99", "baris tambahan", "orang"), 1):
        book[KINERJA].cell(60, place).value = value
    book[KINERJA]["J60"].value = 77


def _deleted(book: Any) -> None:
    book[KINERJA].delete_rows(7)


OUTSIDE: dict[str, tuple[Edit, tuple[str, ...]]] = {
    "sel terkunci": (_locked, ("nama yang diubah", "sudah dipulihkan")),
    "catatan": (_stray, ("catatan di luar", "X9")),
    "baris tambahan": (_unknown, ("IK.99", "baris tambahan", "77", "A60")),
    "baris dihapus": (_deleted, ("tidak ada lagi", "sudah dipulihkan")),
}


@pytest.mark.tuntas
@pytest.mark.parametrize("case", OUTSIDE)
def test_what_stood_elsewhere_is_told_and_marks_no_good_cell(case: str) -> None:
    edit, words = OUTSIDE[case]
    before = sent({}, edit)
    data, _, content = sent_back(before)
    book: Any = load_workbook(io.BytesIO(data))
    listed = " ".join(str(cell.value) for row in book[PERBAIKAN].iter_rows() for cell in row if cell.value)
    assert [word for word in words if word not in listed] == []
    after = returned(data)
    wrong = {(each.sheet, cell) for each in after.findings for cell in each.cells}
    assert {(each.sheet, cell) for each in content.findings for cell in each.cells} == wrong
    lost = set(read_back(before)) - set(read_back(after))
    assert lost == set()


def test_a_form_whose_only_fault_is_gone_in_the_fresh_one_only_has_to_be_sent_again() -> None:
    before = sent({}, _locked)
    assert not before.complete
    data, _, content = sent_back(before)
    assert returned(data).complete
    assert Severity.GALAT not in {each.severity for each in content.tasks}
    assert load_workbook(io.BytesIO(data))[PERBAIKAN]["A3"].value == "Tidak ada sel yang harus diperbaiki."


def test_an_older_form_comes_out_at_todays_version() -> None:
    """A row that is no longer planned is quoted with its answers, a new one is blank and asked for."""
    master, issue = office()
    gone, new = [each.kode for each in master.indikator if each.bagian == (BAGIAN,)][:2]
    rows = tuple(
        each.model_copy(update={"kode": "IK.9.9"}) if each.kode == new else each
        for each in master.indikator
        if each.kode != gone
    )
    today = replace(master, indikator=rows)
    now = Issue(issue.kantor, issue.tahun, issue.edisi, 2)
    before = returned(typed(*blank(), right()), today, now)
    declaration, content = mended_form(today, before, now)
    again = returned(write(declaration, content), today, now)
    assert "VERSI_LAMA" not in {each.code.name for each in again.findings}
    blanks = {each.column for each in again.findings if each.key == "IK.9.9" and each.code.name == "WAJIB_DIISI"}
    assert {"target", "tw4", "penanggung_jawab"} <= blanks
    quoted = next(each for each in content.tasks if each.found.startswith(f"{gone} | "))
    target = right()[KINERJA, gone, "target"]
    assert str(target).replace(".", ",") in quoted.found


# ------------------------------------------------------------------ live, in a real spreadsheet program


@pytest.mark.program("LibreOffice")
@pytest.mark.xdist_group("libreoffice")
def test_the_list_ticks_itself_off_and_the_form_says_when_it_is_ready(tmp_path: Path) -> None:
    wrong: dict[Key, Any] = {
        (KINERJA, N, "target"): "delapan puluh", (KINERJA, S, "target"): "#N/A",
        (KINERJA, numeric(1), "tw4"): 123_456, (KINERJA, numeric(1), "penanggung_jawab"): "  ",
    }  # fmt: skip
    data, declaration, content = sent_back(sent(wrong))
    path = tmp_path / "perbaikan.xlsx"
    path.write_bytes(data)
    layout = content.layout(next(each for each in declaration.tables() if each.name == KINERJA))
    sign = f"{column_letters(layout.sign_column or 0)}{next(x.number for x in layout.data() if x.key == S)}"
    states = [f"G{row}" for row in range(6, 7 + len(content.tasks))]
    look = (*((PERBAIKAN, cell) for cell in states), (PERIKSA, "A3"), (KINERJA, sign))
    places = dict(cells(declaration, content))
    mend = [_keys(key[0], places[key], right()[key]) for key in wrong]
    with LibreOffice() as program:
        before = program.do(Job(open=path, look_at=look, recalculate=True)).cells
        after = program.do(Job(open=path, typed=mend, look_at=look, recalculate=True)).cells
    must = sum(each.severity is Severity.GALAT for each in content.tasks)
    assert must >= len(wrong)
    assert sum(seen.shown == "BELUM" for seen in before.values()) == must
    assert before[PERIKSA, "A3"].shown == "BELUM LENGKAP"
    assert before[KINERJA, sign].shown == "PERBAIKI", "an error value does not blank the judgement of its row"
    assert sum(seen.shown == "SUDAH" for seen in after.values()) == must
    assert after[PERIKSA, "A3"].shown == "SIAP DIKIRIM"


@pytest.mark.program("LibreOffice")
@pytest.mark.xdist_group("libreoffice")
def test_a_form_is_not_ready_while_an_entry_of_the_list_is_open(tmp_path: Path) -> None:
    """A spreadsheet program takes a no-break space for a text, and its judgement of the row for in order."""
    path = tmp_path / "perbaikan.xlsx"
    path.write_bytes(sent_back(sent({(KINERJA, N, "penanggung_jawab"): "\u00a0"}))[0])
    with LibreOffice() as program:
        seen = program.do(Job(open=path, look_at=((PERIKSA, "A3"), (PERBAIKAN, "G7")), recalculate=True)).cells
    assert seen[PERBAIKAN, "G7"].shown == "BELUM"
    assert seen[PERIKSA, "A3"].shown == "BELUM LENGKAP"


def _keys(sheet: str, cell: str, value: object) -> Typed:
    return Typed.text(sheet, cell, value) if isinstance(value, str) else Typed.number(sheet, cell, str(value))


# ------------------------------------------------------------------ what lies between bagian


def shared_with() -> tuple[str, str]:
    """An indikator that this bagian answers together with one other, both with the same target; the other bagian."""
    row = next(
        each
        for each in office()[0].indikator
        if BAGIAN in each.bagian and len(each.bagian) == 2 and each.cara_gabung == CaraGabung.UTAMA
    )
    return row.kode, next(kode for kode in row.bagian if kode != BAGIAN)


@pytest.mark.tuntas
def test_what_bagian_have_to_agree_on_is_listed_and_commented_but_holds_nothing_back(place: Workplace) -> None:
    master, _ = office()
    format(place)
    folder = place.folder(master)
    kode, other = shared_with()
    fill(place, master, other)
    theirs = right()[KINERJA, kode, "target"]
    values = {(KINERJA, kode, "target"): theirs + 1, (KINERJA, kode, "tw4"): theirs + 1,
              (KINERJA, kode, "alasan"): "Depo bertambah", (KINERJA, N, "penanggung_jawab"): None}  # fmt: skip
    (folder / "3-kembali" / "kiriman.xlsx").write_bytes(typed(*blank(), {**right(), **values}))
    result = gabung(place)
    assert "BEDA_ANTAR_BAGIAN" in {each.code.name for each in result.findings}
    (name,) = result.keluaran.perbaikan
    book: Any = load_workbook(folder / name)
    lines = [[cell.value for cell in row] for row in book[PERBAIKAN].iter_rows(min_row=6)]
    start = next(place for place, line in enumerate(lines) if "disepakati antarbagian" in str(line[0]))
    entry = lines[start + 1]
    assert (entry[1], entry[4]) == ("CEK", written(theirs + 1)), "asked, not judged"
    indikator = next(each.indikator for each in master.indikator if each.kode == kode)
    target = next(address for key, address in cells(*blank()[1:]) if key == (KINERJA, kode, "target"))
    assert (entry[2], entry[3]) == (f"{KINERJA} {target}", f"{kode} – {indikator}"), "the cell and the row to mend"
    assert f"Bicarakan dengan {master.nama_bagian(other)}" in str(entry[5])
    assert "3-kembali" not in str(entry[5]), "other bagian's files are no business of this one"
    assert entry[6] is None, "no formula of one form can tick it off"
    assert "CEK: " in book[KINERJA][target].comment.text
    assert book[PERBAIKAN]["A3"].value.endswith('dari 1"'), "only what this form can mend is counted"
    again = returned((folder / name).read_bytes())
    assert {each.code.name for each in again.findings if each.severity is Severity.GALAT} == {"WAJIB_DIISI"}


@pytest.mark.tuntas
def test_a_bagian_whose_own_form_is_right_gets_no_form_for_what_lies_between(place: Workplace) -> None:
    master, _ = office()
    format(place)
    kode, other = shared_with()
    fill(place, master, other)
    theirs = right()[KINERJA, kode, "target"]
    values = {(KINERJA, kode, "target"): theirs + 1, (KINERJA, kode, "tw4"): theirs + 1,
              (KINERJA, kode, "alasan"): "Depo bertambah"}  # fmt: skip
    (place.folder(master) / "3-kembali" / "kiriman.xlsx").write_bytes(typed(*blank(), {**right(), **values}))
    result = gabung(place)
    assert "BEDA_ANTAR_BAGIAN" in {each.code.name for each in result.findings}
    assert result.keluaran.perbaikan == ()


# ------------------------------------------------------------------ in the command


@pytest.mark.tuntas
def test_a_letter_lies_beside_each_form_and_both_are_withdrawn_together(
    place: Workplace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    master, _ = office()
    format(place)
    folder = place.folder(master)
    target = folder / "3-kembali" / "kiriman.xlsx"
    target.write_bytes(typed(*blank(), {**right(), (KINERJA, N, "target"): "banyak"}))
    out = gabung(place).keluaran
    assert [Path(name).stem for name in out.surel] == [Path(name).stem for name in out.perbaikan]
    mail = message_from_bytes((folder / out.surel[0]).read_bytes(), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    (attached,) = mail.iter_attachments()
    assert attached.get_content() == (folder / out.perbaikan[0]).read_bytes()
    body = mail.get_body(("plain",))
    assert body is not None
    assert "- Kinerja: " in body.get_content()
    assert "{" not in body.get_content()
    monkeypatch.chdir(place.inputs.parent)
    run(["gabung"])
    told = capsys.readouterr().out
    assert out.surel[0] in told
    assert out.perbaikan[0] in told
    target.write_bytes(typed(*blank(), right()))
    assert gabung(place).keluaran.surel == ()
    assert not list((folder / "4-konsep/perbaikan").glob("*"))


@pytest.mark.tuntas
def test_an_office_without_the_wording_of_the_letter_uses_the_shipped_one(place: Workplace) -> None:
    (place.inputs / "surel-perbaikan.txt").unlink()
    format(place)
    (place.folder(office()[0]) / "3-kembali" / "a.xlsx").write_bytes(typed(*blank(), {}))
    assert len(gabung(place).keluaran.surel) == 1
