"""The form says how it stands while it is filled: in LibreOffice, recalculated, and in what was written into it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from helpers.libreoffice_session import CellSeen, Job, LibreOffice, Typed
from helpers.live_form import formulas, kept
from openpyxl import load_workbook

from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.example.contoh import staff_answers
from rkt_excel.model.forms import form
from rkt_excel.model.forms.issuing import form_content
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.origin.master import Master
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.format import input_cells
from rkt_excel.workbook.writing.content import Content
from rkt_excel.workbook.writing.write import write

pytestmark = [pytest.mark.program("LibreOffice"), pytest.mark.xdist_group("libreoffice")]

Key = tuple[str, str, str]
BAGIAN: Final = "WAS"  # running totals in both directions, a sum, positions, a predikat, a text
MASTER: Final[Master] = Workplace(inputs=shipped_inputs()).master()[0]
CONTENT: Final[Content] = form_content(MASTER, BAGIAN, Issue("Dinas", "2027", "murni", 1))
ADDRESS: Final = {(each.lembar, each.kunci, each.kolom): each.sel for each in input_cells(CONTENT)}
RIGHT: Final[Mapping[Key, object]] = {
    key: value for key, value in staff_answers(MASTER, BAGIAN, slips=False).items() if value is not None
}
READY, UNREADY = "SIAP DIKIRIM", "BELUM LENGKAP"
BIG: Final = ("Periksa", "A3")
# All of them in Excel 2007, WPS and LibreOffice; no LET, XLOOKUP, TEXTJOIN, IFS, no dynamic arrays.
SINCE_2007: Final = frozenset(
    {
        *("ABS", "AND", "CHAR", "COUNTIF", "EXACT", "FIND", "IF", "IFERROR", "INT", "ISERROR", "ISNA", "ISNUMBER"),
        *("LEFT", "LEN", "LOWER", "MATCH", "N", "NOT", "OR", "SEARCH", "SUBSTITUTE", "SUM", "SUMPRODUCT", "TRIM"),
        *("UPPER",),
    }
)


def K(kunci: str, kolom: str) -> Key:  # noqa: N802 - reads as a key
    return (form.KINERJA, kunci, kolom)


# What is typed over a rightly filled form, and what the row then says; found in the shipped plan of BAGIAN.
ONE_CELL: Final[Mapping[str, tuple[Mapping[Key, object], str, str]]] = {
    "a blank": ({K("IK.5.2", "target"): None}, "IK.5.2", "ISI 1"),
    "only spaces": ({K("IK.5.1", "penanggung_jawab"): "   "}, "IK.5.1", "ISI 1"),
    "a hard space": ({K("IK.5.3", "penanggung_jawab"): "\u00a0"}, "IK.5.3", "PERBAIKI"),
    "xxx": ({K("IK.5.4", "penanggung_jawab"): "xxx"}, "IK.5.4", "PERBAIKI"),
    "a dash": ({K("IK.5.5", "penanggung_jawab"): "-"}, "IK.5.5", "PERBAIKI"),
    "n/a": ({K("IK.5.6", "penanggung_jawab"): "N/A"}, "IK.5.6", "PERBAIKI"),
    "a question mark": ({K("IK.5.7", "penanggung_jawab"): "?"}, "IK.5.7", "PERBAIKI"),
    "isi di sini": ({K("IK.5.2", "penanggung_jawab"): "[Isi di sini...]"}, "IK.5.2", "PERBAIKI"),
    "s.d.a": ({K("IK.5.1", "penanggung_jawab"): "S.D.A."}, "IK.5.1", "PERBAIKI"),
    "one letter": ({K("IK.5.3", "penanggung_jawab"): "aaaaaa"}, "IK.5.3", "PERBAIKI"),
    "digits where words are asked": ({K("IK.5.4", "penanggung_jawab"): "12345"}, "IK.5.4", "PERBAIKI"),
    "words with digits": ({K("IK.5.5", "penanggung_jawab"): "Kepala Seksi 2"}, "IK.5.5", "OK"),
    "a dash where nothing was asked": ({K("IK.5.6", "keterangan"): "-"}, "IK.5.6", "OK"),
    "words as a number": ({K("IK.5.2", "target"): "delapan puluh"}, "IK.5.2", "PERBAIKI"),
    "a number as text": ({K("IK.5.2", "target"): "100"}, "IK.5.2", "PERBAIKI"),
    "less than nothing": ({K("IK.5.2", "target"): Decimal(-1)}, "IK.5.2", "PERBAIKI"),
    "the last quarter off the target": ({K("IK.5.1", "tw4"): Decimal(1)}, "IK.5.1", "CEK TW"),
    "a running total that falls": ({K("IK.5.2", "tw2"): Decimal(0)}, "IK.5.2", "CEK TW"),
    "a falling running total that rises": ({K("IK.5.6", "tw1"): Decimal(0)}, "IK.5.6", "CEK TW"),
    "a grade that is no grade": ({K("IK.5.4", "target"): "ZZZ", K("IK.5.4", "tw4"): "ZZZ"}, "IK.5.4", "PERBAIKI"),
    "another grade in the last quarter": ({K("IK.5.4", "tw4"): "B"}, "IK.5.4", "CEK TW"),
    "another text in the last quarter": ({K("IK.5.7", "tw4"): "Lain"}, "IK.5.7", "CEK TW"),
    "capitals": ({K("IK.5.7", "target"): "LAIN", K("IK.5.7", "tw4"): "lain", K("IK.5.7", "alasan"): "Baru"},
                 "IK.5.7", "OK"),
    "another target without reason": (
        {K("IK.5.1", "target"): Decimal("1.5"), K("IK.5.1", "tw4"): Decimal("1.5")}, "IK.5.1", "ISI ALASAN"),
    "another target with a stopgap": (
        {K("IK.5.1", "target"): Decimal("1.5"), K("IK.5.1", "tw4"): Decimal("1.5"), K("IK.5.1", "alasan"): "xxx"},
        "IK.5.1", "ISI ALASAN"),
    "another target with a reason": (
        {K("IK.5.1", "target"): Decimal("1.5"), K("IK.5.1", "tw4"): Decimal("1.5"),
         K("IK.5.1", "alasan"): "Anggaran bertambah"}, "IK.5.1", "OK"),
}  # fmt: skip


def issued(typed: Mapping[Key, object]) -> bytes:
    """The form with answers that the program itself writes, as in a perbaikan form."""
    rows = {sheet: [_answered(row, typed, sheet) for row in each] for sheet, each in CONTENT.rows.items()}
    return write(form.form_for(CONTENT.rows), replace(CONTENT, rows=rows))


def _answered(row: Any, typed: Mapping[Key, object], sheet: str) -> dict[str, object]:
    known = {name: getattr(row, name) for name in row.columns()}
    answers_here = {key[2]: value for key, value in typed.items() if key[:2] == (sheet, row.kode)}
    return {**known, **answers_here}


def typing(typed: Mapping[Key, object]) -> Iterator[Typed]:
    for key, value in typed.items():
        if value is None:
            yield Typed.blank(key[0], ADDRESS[key])
        elif isinstance(value, Decimal):
            yield Typed.number(key[0], ADDRESS[key], str(value))
        else:
            yield Typed.text(key[0], ADDRESS[key], str(value))


def sign(kunci: str) -> tuple[str, str]:
    """Where the judgement of a row stands."""
    table = form.FORM.sheet(form.KINERJA)
    layout = CONTENT.layout(table)  # type: ignore[arg-type]
    line = next(line for line in layout.data() if line.key == kunci)
    from rkt_excel.workbook.values.cells import a1  # noqa: PLC0415

    return form.KINERJA, a1(line.number, layout.sign_column or 1)


def together() -> dict[str, str]:
    """Each case of `ONE_CELL` with the form that it is typed into: one form holds a case a row."""
    taken: set[tuple[int, str]] = set()
    home = {}
    for name, (_, kunci, _) in ONE_CELL.items():
        number = next(each for each in range(len(ONE_CELL)) if (each, kunci) not in taken)
        taken.add((number, kunci))
        home[name] = f"wrong {number + 1}"
    return home


HOME: Final = together()
CASES: Final[Mapping[str, Mapping[Key, object]]] = {
    "empty": {},
    "half": dict(list(RIGHT.items())[::2]),
    "right": RIGHT,
    **{
        form: {
            **RIGHT,
            **{key: value for name in HOME if HOME[name] == form for key, value in ONE_CELL[name][0].items()},
        }
        for form in dict.fromkeys(HOME.values())
    },
}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[tuple[str, str], CellSeen]]:
    """What LibreOffice shows in every formula cell, for the fresh form with each case typed into it."""
    folder: Path = tmp_path_factory.mktemp("live")
    fresh = folder / "form.xlsx"
    fresh.write_bytes(issued({}))
    everything = formulas(issued({}))
    with LibreOffice() as office:
        jobs = [
            Job(open=fresh, typed=tuple(typing(typed)), look_at=everything, recalculate=True)
            for typed in CASES.values()
        ]
        results = office.do_all(jobs)
    assert not [result.refused for result in results if result.refused]
    return {name: result.cells for name, result in zip(CASES, results, strict=True)}


@pytest.mark.parametrize("name", CASES)
def test_what_was_written_into_the_form_is_what_libreoffice_calculates(
    name: str, seen: Mapping[str, Mapping[tuple[str, str], CellSeen]]
) -> None:
    shown = {place: cell.shown for place, cell in seen[name].items()}
    assert kept(issued(CASES[name]), shown) == shown


@pytest.mark.parametrize("name", ONE_CELL)
def test_a_row_says_how_it_stands(name: str, seen: Mapping[str, Mapping[tuple[str, str], CellSeen]]) -> None:
    _, kunci, word = ONE_CELL[name]
    assert seen[HOME[name]][sign(kunci)].shown == word
    assert seen[HOME[name]][BIG].shown == UNREADY


def test_periksa_counts_by_column_and_says_when_all_is_done(
    seen: Mapping[str, Mapping[tuple[str, str], CellSeen]],
) -> None:
    def states(name: str) -> dict[str, str]:
        book = load_workbook(io.BytesIO(issued({})))["Periksa"]
        return {
            f"{book.cell(row, 1).value} {book.cell(row, 2).value}": seen[name]["Periksa", f"C{row}"].shown
            for row in range(7, book.max_row + 1)
            if ("Periksa", f"C{row}") in seen[name]
        }

    rows = len(CONTENT.rows[form.KINERJA])
    empty, half, right = states("empty"), states("half"), states("right")
    assert (seen["empty"][BIG].shown, seen["half"][BIG].shown, seen["right"][BIG].shown) == (UNREADY, UNREADY, READY)
    assert empty["Kinerja Target 2027"] == f"{rows} sel kosong"
    assert empty["Kinerja Penanggung jawab"] == f"{rows} sel kosong"
    assert empty["Ringkasan lembar Kinerja None"] == f"0 dari {rows} baris benar"
    assert half["Kinerja Target 2027"].endswith(" sel kosong")
    assert half["Kinerja Target 2027"] != empty["Kinerja Target 2027"]
    counts = (0, rows, len(CONTENT.rows[form.PROGRAM]))
    assert set(right.values()) == {"OK", *(f"{count} dari {count} baris benar" for count in counts)}


def test_every_formula_keeps_to_functions_of_excel_2007() -> None:
    book = load_workbook(io.BytesIO(issued({})))
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    texts += [
        str(formula)
        for sheet in book
        for rules in sheet.conditional_formatting
        for rule in rules.rules
        for formula in rule.formula
    ]
    texts += [str(v.formula1) for sheet in book for v in sheet.data_validations.dataValidation if v.formula1]
    bare = [re.sub(r'"(?:[^"]|"")*"', '""', text) for text in texts]
    assert {name for text in bare for name in re.findall(r"([A-Z][A-Z0-9.]*)\(", text)} <= SINCE_2007
    assert max(map(len, texts)) < 8_192
    assert not [text for text in bare if "{" in text or "_xl" in text]
    for text in bare:  # Excel refuses more than 64 levels
        depth = deepest = 0
        for character in text:
            depth += (character == "(") - (character == ")")
            deepest = max(deepest, depth)
        assert deepest < 64


@pytest.mark.parametrize("bagian", [each.kode for each in MASTER.bagian])
def test_messages_of_validations_fit_excels_limits_and_say_what_to_do(bagian: str) -> None:
    content = form_content(MASTER, bagian, Issue("Dinas", "2027", "murni", 1))
    book = load_workbook(io.BytesIO(write(form.form_for(content.rows), content)))
    for sheet in book:
        for each in sheet.data_validations.dataValidation:
            assert 0 < len(each.promptTitle) <= 32
            assert 0 < len(each.errorTitle) <= 32
            assert 0 < len(each.prompt) <= 255
            assert 0 < len(each.error) <= 255
            assert each.error.split()[0] in {"Ketik", "Pilih"}
            assert each.prompt.endswith(".")


def test_every_validation_has_a_colour_that_says_the_same() -> None:
    book = load_workbook(io.BytesIO(issued({})))
    for sheet in book:
        guarded = {str(span) for each in sheet.data_validations.dataValidation for span in each.sqref.ranges}
        coloured: dict[str, int] = {}
        for rules in sheet.conditional_formatting:
            for span in str(rules.sqref).split():
                coloured[span] = coloured.get(span, 0) + len(rules.rules)
        assert all(coloured.get(span, 0) >= 2 for span in guarded), sheet.title
