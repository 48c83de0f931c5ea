"""The short ways of writing cells give the XML that XlsxWriter gives by its own, whatever stands in them."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rkt_excel.workbook.spreadsheetml.book import book_class
from rkt_excel.workbook.spreadsheetml.sheet import NO_RESULT, sheet_class

TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12),
    st.sampled_from(
        [" a", "a ", "a\n", "\ta", "a\nb", "_x0041_", "<r>a</r>", "a & b", 'a "b"', "\ufffe", "\x01", "=1"]
    ),
)
FORMULAS = st.sampled_from(['A1&"<"', "SUM(A1:B2)", "IF(A1>1,2,3)", NO_RESULT])
RESULTS: st.SearchStrategy[Any] = st.one_of(
    TEXTS, st.just(""), st.sampled_from(["#N/A", "#REF!", "#1"]), st.integers(-9, 9), st.floats(0, 1), st.booleans()
)
CELLS = st.one_of(
    st.tuples(st.just("string"), TEXTS),
    st.tuples(st.just("blank"), st.none()),
    st.tuples(st.just("number"), st.integers(-10_000, 10_000)),
    st.tuples(st.just("formula"), FORMULAS, RESULTS),
)
PLACES = st.tuples(st.integers(0, 40), st.integers(0, 30))


def parts(book: Any, sheet: Any, cells: dict[tuple[int, int], Any], rows: dict[int, float]) -> tuple[str, str]:
    """The sheet and the shared texts, without the spans of rows and what an empty result is said to be."""
    look = book.add_format({"bold": True})
    for row, height in rows.items():
        sheet.set_row(row, height)
    for number, ((row, column), (kind, value, *result)) in enumerate(cells.items()):
        how = look if number % 5 else None
        match kind:
            case "formula":
                sheet.write_formula(row, column, f"={value}", how, *result)
            case "blank":
                sheet.write_blank(row, column, value, how)
            case "number":
                sheet.write_number(row, column, value, how)
            case _:
                sheet.write_string(row, column, value, how)
    sheet.write_comment(2, 3, "catatan")
    book.close()
    with zipfile.ZipFile(book.filename) as made:
        texts = "xl/sharedStrings.xml"
        xml = made.read("xl/worksheets/sheet1.xml").decode()
        shared = made.read(texts).decode() if texts in made.namelist() else ""
    xml = re.sub(r' spans="[\d:]+"', "", xml)
    return re.sub(r' t="str"(><f>[^<]*</f><v></v>)', r"\1", xml), shared


@settings(max_examples=30)
@given(st.dictionaries(PLACES, CELLS, max_size=40), st.dictionaries(st.integers(0, 45), st.floats(10, 90), max_size=6))
@example({(0, 0): ("formula", "A2", ""), (3, 29): ("string", "a_x0041_")}, {1: 20.0})
def test_every_cell_becomes_the_xml_that_xlsxwriter_writes(
    cells: dict[tuple[int, int], Any], rows: dict[int, float]
) -> None:
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    own = book_class()(io.BytesIO(), options)
    usual = xlsxwriter.Workbook(io.BytesIO(), options)
    made = parts(own, own.add_worksheet("x", sheet_class()), cells, rows)
    assert made == parts(usual, usual.add_worksheet("x"), cells, rows)


def test_a_formula_without_text_has_an_empty_result_and_one_never_calculated_has_none() -> None:
    book = book_class()(io.BytesIO(), {"in_memory": True})
    sheet = book.add_worksheet("x", sheet_class())
    sheet.write_formula(0, 0, "=A2", book.add_format(), "")
    sheet.write_formula(1, 0, f"={NO_RESULT}", book.add_format(), "")
    book.close()
    with zipfile.ZipFile(book.filename) as made:
        xml = made.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r"<c [^>]*><f>.*?</c>", xml) == [
        '<c r="A1" s="1" t="str"><f>A2</f><v></v></c>',
        '<c r="A2" s="1"><f>#N/A</f><v></v></c>',
    ]
