"""What a conditional format hides, strikes out or shows otherwise is told; our own marks and mere colours never are."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from helpers.issued_form import own_form
from helpers.seen_cells import Answer, answer, asked, convert, packed_sheet, read_as, written
from hypothesis import given, settings
from hypothesis import strategies as st

from rkt_excel.model.origin.master import Master
from rkt_excel.workbook.containers.limits import SECONDS, Unreadable
from rkt_excel.workbook.excel.conditions import CellRule, holds
from rkt_excel.workbook.reading.openbook import open_book
from rkt_excel.workbook.values.cells import Cell, CellContent, Grid

D = Decimal
STRUCK = {"font_strikeout": True}
WHITE = {"font_color": "#FFFFFF"}
UNSEEN, OTHER, MAYBE = "ISI_TIDAK_TAMPAK", "TAMPILAN_BERTENTANGAN", "FORMAT_BERSYARAT"
ALWAYS: Mapping[str, Any] = {"type": "no_blanks"}
DOUBTFUL: Mapping[str, Any] = {"type": "formula", "criteria": "=COUNTIF($C:$C,A1)>1"}


@dataclass(frozen=True)
class Case:
    """A cell A1 under conditional formats, and what a column of that kind makes of it.

    Attributes:
        value: What stands there.
        rules: As XlsxWriter takes them, `format` being the properties of one; the first goes first.
        gives: The answer.
        kind: The kind of column.
        look: Of the cell itself.
        beside: What stands in C1.
    """

    value: float | str
    rules: Sequence[Mapping[str, Any]]
    gives: Answer
    kind: str = "angka"
    look: Mapping[str, Any] = field(default_factory=dict)
    beside: str = ""


def rule(kind: Mapping[str, Any], **look: Any) -> Mapping[str, Any]:
    return {**kind, "format": look}


def over(limit: float) -> Mapping[str, Any]:
    return {"type": "cell", "criteria": ">", "value": limit}


def formula(text: str) -> Mapping[str, Any]:
    return {"type": "formula", "criteria": text}


def text_rule(criteria: str, part: str) -> Mapping[str, Any]:
    return {"type": "text", "criteria": criteria, "value": part}


CASES: Mapping[str, Case] = {
    # struck out
    "struck out above a limit": Case(84, [rule(over(50), **STRUCK)], asked("ISI_DICORET")),
    "not above it": Case(40, [rule(over(50), **STRUCK)], read_as(D(40))),
    "struck out between": Case(
        84, [rule({"type": "cell", "criteria": "between", "minimum": 80, "maximum": 90}, **STRUCK)],
        asked("ISI_DICORET")),
    "not between": Case(
        84, [rule({"type": "cell", "criteria": "not between", "minimum": 80, "maximum": 90}, **STRUCK)],
        read_as(D(84))),
    "struck out for a word in it": Case(
        "Sudah batal", [rule(text_rule("containing", "BATAL"), **STRUCK)], asked("ISI_DICORET"), "teks"),
    "begins otherwise": Case("jadi", [rule(text_rule("begins with", "bat"), **STRUCK)], read_as("jadi"), "teks"),
    "struck out for the cell beside": Case(
        84, [rule(formula('=$C1="batal"'), **STRUCK)], asked("ISI_DICORET"), beside="Batal"),
    "the cell beside says otherwise": Case(84, [rule(formula('=$C1="batal"'), **STRUCK)], read_as(D(84)), beside="ya"),
    "struck out where the cell beside is filled": Case(
        84, [rule(formula("=AND(NOT(ISBLANK($C$1)),LEN(TRIM(C1))>0)"), **STRUCK)], asked("ISI_DICORET"), beside="x"),
    "a word sought in a figure": Case(84, [rule(text_rule("containing", "8"), **STRUCK)], read_as(D(84), MAYBE)),
    "a rule that cannot be told": Case(84, [rule(DOUBTFUL, **STRUCK)], read_as(D(84), MAYBE)),
    "duplicates": Case(84, [rule({"type": "duplicate"}, **STRUCK)], read_as(D(84), MAYBE)),
    # not seen
    "white": Case(84, [rule(over(50), **WHITE)], read_as(D(84), UNSEEN)),
    "a zero in white": Case(0, [rule({"type": "cell", "criteria": "=", "value": 0}, **WHITE)], read_as(D(0), UNSEEN)),
    "white on dark": Case(84, [rule(over(50), **WHITE, bg_color="#0B5563")], read_as(D(84))),
    "black on black": Case(84, [rule(ALWAYS, bg_color="#000000")], read_as(D(84), UNSEEN)),
    "the ground as white as the letters": Case(
        84, [rule(ALWAYS, bg_color="#FFFFFF")], read_as(D(84), UNSEEN), look={**WHITE, "bg_color": "#0B5563"}),
    "the ground lets white letters be seen": Case(84, [rule(ALWAYS, bg_color="#0B5563")], read_as(D(84)), look=WHITE),
    "white, if it can be told": Case("x", [rule(DOUBTFUL, **WHITE)], read_as("x", MAYBE), "teks"),
    "hidden by its number format": Case(84, [rule(ALWAYS, num_format=";;;")], read_as(D(84), UNSEEN)),
    "a text hidden by its number format": Case("x", [rule(ALWAYS, num_format=";;;")], read_as("x", UNSEEN), "teks"),
    "white by its number format": Case(84, [rule(ALWAYS, num_format="[White]0")], read_as(D(84), UNSEEN)),
    "icons only": Case(
        84, [{"type": "icon_set", "icon_style": "3_arrows", "icons_only": True}], read_as(D(84), UNSEEN)),
    "a bar only": Case(84, [{"type": "data_bar", "bar_only": True}], read_as(D(84), UNSEEN)),
    "a bar only of a newer Excel": Case(
        84, [{"type": "data_bar", "bar_only": True, "data_bar_2010": True}], read_as(D(84), UNSEEN)),
    "icons beside a figure": Case(84, [{"type": "icon_set", "icon_style": "3_arrows"}], read_as(D(84))),
    "icons over a text": Case(
        "x", [{"type": "icon_set", "icon_style": "3_arrows", "icons_only": True}], read_as("x"), "teks"),
    # shown otherwise
    "in thousands": Case(84_000, [rule(ALWAYS, num_format="0,")], asked(OTHER)),
    "as a percentage": Case(0.84, [rule(ALWAYS, num_format="0%")], read_as(D(84), "PERSEN_DARI_FORMAT"), "persen"),
    "as a percentage that it is none": Case(0.84, [rule(ALWAYS, num_format="0%")], asked("ANGKA_BERTANDA_PERSEN")),
    "as it is": Case(84, [rule(ALWAYS, num_format="#,##0")], read_as(D(84))),
    "in thousands, if it can be told": Case(84_000, [rule(DOUBTFUL, num_format="0,")], read_as(D(84_000), MAYBE)),
    # which rule counts
    "the first colour counts": Case(84, [rule(ALWAYS, font_color="#FF0000"), rule(ALWAYS, **WHITE)], read_as(D(84))),
    "white comes first": Case(84, [rule(ALWAYS, **WHITE), rule(ALWAYS, font_color="#FF0000")], read_as(D(84), UNSEEN)),
    "stopped before": Case(84, [{**rule(ALWAYS, bold=True), "stop_if_true": True}, rule(ALWAYS, **STRUCK)],
                           read_as(D(84))),
    "not stopped by one that does not hold": Case(
        84, [{**rule(over(90), bold=True), "stop_if_true": True}, rule(ALWAYS, **STRUCK)], asked("ISI_DICORET")),
    "over the whole sheet": Case(84, [{**rule(over(50), **STRUCK), "range": "A1:XFD1048576"}], asked("ISI_DICORET")),
    "in the only row of a wide area": Case(84, [{**rule(over(50), **STRUCK), "range": "A1:Z1"}], asked("ISI_DICORET")),
    "in the only column of a tall area": Case(
        84, [{**rule(over(50), **STRUCK), "range": "A1:A9"}], asked("ISI_DICORET")),
    "beside the cell": Case(84, [{**rule(over(50), **STRUCK), "range": "B1:B9"}], read_as(D(84))),
    # colours that hide nothing
    "red": Case(84, [rule(over(50), font_color="#C00000", bg_color="#FBE3E3")], read_as(D(84))),
    "red, if it can be told": Case(84, [rule(DOUBTFUL, font_color="#C00000", bold=True)], read_as(D(84))),
    "a colour scale": Case(84, [{"type": "3_color_scale"}], read_as(D(84))),
}  # fmt: skip


def under(case: Case) -> Callable[[Any, Any], None]:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write(0, 0, case.value, book.add_format(case.look))
        sheet.write(0, 2, case.beside)
        for each in case.rules:
            options = dict(each)
            if "format" in options:
                options["format"] = book.add_format(options["format"])
            sheet.conditional_format(options.pop("range", "A1"), options)

    return fill


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_a_conditional_format_makes_of_a_cell_is_told(case: Case) -> None:
    cell = open_book(written(under(case))).grids[0].at(1, 1)
    assert answer(cell, case.kind) == case.gives, cell.sight


# ------------------------------------------------------------------ as Excel itself writes them


def _inside(rows: str, formats: str, changes: str) -> Cell:
    data = packed_sheet(rows, styles=f"<cellXfs><xf/></cellXfs><dxfs>{changes}</dxfs>", after=formats)
    return open_book(data).grids[0].at(1, 1)


ROW = '<row r="1"><c r="A1"><v>84</v></c></row>'
STRIKE = "<dxf><font><strike/></font></dxf>"


@pytest.mark.parametrize(
    ("formats", "changes", "gives"),
    [
        pytest.param(
            '<extLst><ext><x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule type="expression">'
            "<xm:f>Lain!A1=1</xm:f><x14:dxf><font><strike/></font></x14:dxf></x14:cfRule><xm:sqref>A1:B2</xm:sqref>"
            "</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>",
            "", read_as(D(84), MAYBE), id="a rule that looks at another sheet"),
        pytest.param(
            '<conditionalFormatting sqref="C1 A1:A5"><cfRule type="cellIs" dxfId="0" operator="greaterThan">'
            "<formula>50</formula></cfRule></conditionalFormatting>",
            STRIKE, asked("ISI_DICORET"), id="several ranges"),
        pytest.param(
            '<conditionalFormatting sqref="A1"><cfRule type="notContainsBlanks" dxfId="0"/></conditionalFormatting>',
            '<dxf><font><strike val="0"/></font><border><left><color rgb="FFFFFFFF"/></left></border></dxf>',
            read_as(D(84)), id="the colour of a border is no ink"),
        pytest.param(
            '<conditionalFormatting sqref="A1"><cfRule type="notContainsBlanks" dxfId="7"/></conditionalFormatting>',
            STRIKE, read_as(D(84)), id="a format that is not there"),
        pytest.param(
            '<conditionalFormatting sqref="bukan rentang"><cfRule type="notContainsBlanks" dxfId="0"/>'
            "</conditionalFormatting>",
            STRIKE, read_as(D(84)), id="ranges that are none"),
        pytest.param(
            '<conditionalFormatting sqref="A1"><cfRule type="cellIs" operator="equal" dxfId="0"/>'
            '<cfRule type="entah" dxfId="0"/></conditionalFormatting>',
            STRIKE, read_as(D(84), MAYBE), id="a type that nobody knows"),
    ],
)  # fmt: skip
def test_rules_are_read_wherever_excel_keeps_them(formats: str, changes: str, gives: Answer) -> None:
    xmlns = 'xmlns:x14="urn:x14" xmlns:xm="urn:xm"'
    formats = formats.replace("<extLst>", f"<extLst {xmlns}>")
    assert answer(_inside(ROW, formats, changes), "angka") == gives


@pytest.mark.tuntas
@given(
    text=st.one_of(st.text(max_size=30), st.text(alphabet='A1$B2(),<>="-x"NOTISBLANKEN 0.5', max_size=40)),
    kind=st.sampled_from(["expression", "cellIs", "containsText", "entah"]),
    test=st.sampled_from(["between", "equal", "entah"]),
)
@settings(deadline=None, max_examples=400)
def test_any_rule_holds_does_not_hold_or_cannot_be_told(text: str, kind: str, test: str) -> None:
    found = holds(CellRule(kind, test, text, (text, text)), Cell(1, 1, CellContent.NUMBER, D(84)), Grid("Isian").at)
    assert found in {True, False, None}


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("TRUE", True),
        ("=true", True),
        ("FALSE", False),
        ("TRUE()", True),
        ("FALSE()", False),
        ("NOT(FALSE())", True),
        ("AND(TRUE,FALSE)", False),
        ("OR(FALSE,TRUE())", True),
        ("TRUE(", None),
        ("Batas", None),
        ("NOT(Batas)", None),
        ("OR(FALSE,Batas)", None),
        ("COUNT(A1)", None),
    ],
)
def test_a_word_in_a_formula_is_a_truth_a_function_or_unknown(text: str, answer: bool | None) -> None:
    cell = Cell(1, 1, CellContent.NUMBER, D(84))
    assert holds(CellRule("expression", formulas=(text,)), cell, Grid("Isian").at) is answer


# ------------------------------------------------------------------ our own forms


def _told(data: bytes) -> list[str]:
    """The cells of a workbook of which anything is said that an answer would be asked back for."""
    return [
        f"{grid.name}!{cell.address}"
        for grid in open_book(data).grids
        for cell in grid.cells.values()
        if cell.sight and (cell.sight.crossed or cell.sight.perhaps or cell.unseen.endswith("format bersyarat"))
    ]


def test_the_marks_of_our_own_forms_are_never_told(master: Master) -> None:
    assert _told(own_form(master)) == []


@pytest.mark.program("LibreOffice")
@pytest.mark.xdist_group("libreoffice")
def test_nor_are_they_when_libreoffice_saved_the_form(master: Master, tmp_path: Path) -> None:
    (tmp_path / "asli").mkdir()
    path = tmp_path / "asli" / "formulir.ods"
    path.with_suffix(".xlsx").write_bytes(own_form(master))
    convert(path.with_suffix(".xlsx"), "ods")
    assert _told(path.read_bytes()) == []
    path.with_suffix(".xlsx").unlink()
    convert(path, "xlsx")
    assert _told(path.with_suffix(".xlsx").read_bytes()) == []


@pytest.mark.tuntas
def test_rules_made_to_hurt_are_read_in_time_or_refused() -> None:
    cells = '<row r="*"><c r="A*"><v>84</v></c><c r="B*"><v>9</v></c></row>'
    rows = "".join(cells.replace("*", str(row)) for row in range(1, 9_001))
    rules = (
        '<conditionalFormatting sqref="A1:XFD1048576"><cfRule type="expression" dxfId="0">'
        "<formula>A1&gt;COUNT(B:B)</formula></cfRule></conditionalFormatting>"
    )
    data = packed_sheet(rows, styles=f"<cellXfs><xf/></cellXfs><dxfs>{STRIKE}</dxfs>", after=rules * 300)
    began = time.thread_time()
    with contextlib.suppress(Unreadable):
        open_book(data)
    assert time.thread_time() - began < SECONDS * 1.5


OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def test_a_colour_that_a_number_format_of_an_ods_asks_for_is_no_ink_of_the_cells() -> None:
    """In styles.xml the number formats stand behind the style that all cells start from."""
    names = ("office", "style", "number", "table", "text", "fo")
    spaces = " ".join(f'xmlns:{each}="{OASIS}:{each}:1.0"' for each in names)
    flat = (
        f'<?xml version="1.0"?><office:document {spaces} '
        'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:styles>'
        '<style:default-style style:family="table-cell"/><number:number-style style:name="N1"><style:text-properties '
        'fo:color="#ffffff"/></number:number-style></office:styles><office:body><office:spreadsheet>'
        '<table:table table:name="Isian"><table:table-row><table:table-cell office:value-type="float" '
        'office:value="84"><text:p>84</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>'
        "</office:body></office:document>"
    )
    assert answer(open_book(flat.encode()).grids[0].at(1, 1), "angka") == read_as(D(84))
