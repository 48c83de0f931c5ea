"""A figure typed with a dot that a program took for a time or a date: asked back with what is seen and what to type."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from helpers.seen_cells import Isian, answer, in_every_format, read_as

from rkt_excel.workbook.declaration.declare import read_row
from rkt_excel.workbook.findings import Finding, SheetCode, finding
from rkt_excel.workbook.kinds import Number
from rkt_excel.workbook.values.cells import Cell, CellContent, Grid, exact
from rkt_excel.workbook.values.clock import disguised, told_as_text
from rkt_excel.workbook.values.numbers import Doubt
from rkt_excel.workbook.values.sight import Sight

TIME, DATE = "WAKTU_BUKAN_ANGKA", "TANGGAL_BUKAN_ANGKA"
THIRD_OF_JANUARY, MARCH_2001, MARCH_1975, FIRST_OF_FEBRUARY = 46025, 36951, 27454, 46054


def minutes(hour: int, minute: int) -> float:
    return (hour * 60 + minute) / 1440


# What was typed, what the cell stores, its format, what people see, and how it has to be typed.
TYPED = {
    "3.1 as a time": (minutes(3, 1), "h:mm", TIME, "“03.01”", "ketik 3,1 atau 3,01."),
    "3.1 as a time of two digits": (minutes(3, 1), "hh:mm", TIME, "“03.01”", "ketik 3,1 atau 3,01."),
    "3.1 as a time with seconds": (minutes(3, 1), "hh:mm:ss", TIME, "“03.01.00”", "ketik 3,1 atau 3,01."),
    "3.1 under a dot of its own": (minutes(3, 1), 'hh"."mm', TIME, "“03.01”", "ketik 3,1 atau 3,01."),
    "3.25": (minutes(3, 25), "h:mm", TIME, "“03.25”", "ketik 3,25."),
    "3.10": (minutes(3, 10), "h:mm", TIME, "“03.10”", "ketik 3,1."),
    "3.0": (minutes(3, 0), "h:mm", TIME, "“03.00”", "ketik 3."),
    "15.30 in the afternoon": (minutes(15, 30), "h:mm AM/PM", TIME, "“03.30 PM”", "ketik 15,3."),
    "12.30 is after noon": (minutes(12, 30), "h:mm AM/PM", TIME, "“12.30 PM”", "ketik 12,3."),
    "0.30 is after midnight": (minutes(0, 30), "h:mm AM/PM", TIME, "“12.30 AM”", "ketik 0,3."),
    "11.59 is before noon": (minutes(11, 59), "h:mm AM/PM", TIME, "“11.59 AM”", "ketik 11,59."),
    "85.5 as a duration": (minutes(85, 5), "[h]:mm:ss", TIME, "“85.05.00”", "ketik 85,5 atau 85,05."),
    "a time with seconds": (minutes(3, 1) + 7 / 86_400, "h:mm:ss", TIME, "“03.01.07”", "bukan titik."),
    "3.1 as day and month": (THIRD_OF_JANUARY, "dd.mm", DATE, "“03.01”", "ketik 3,1 atau 3,01."),
    "3.1 as day and month with a name": (THIRD_OF_JANUARY, "d-mmm", DATE, "“3-Jan”", "ketik 3,1 atau 3,01."),
    "3.1 as a whole date": (THIRD_OF_JANUARY, "dd/mm/yyyy", DATE, "“03/01/2026”", "ketik 3,1 atau 3,01."),
    "3.1 as a date of a standard": (THIRD_OF_JANUARY, "yyyy-mm-dd", DATE, "“2026-01-03”", "ketik 3,1 atau 3,01."),
    "3.1 as a date with its day": (THIRD_OF_JANUARY, "dddd, d mmmm yyyy", DATE, "“Sabtu, 3 Januari 2026”", "ketik 3,1"),
    "3.01 as month and year": (MARCH_2001, "mmm-yy", DATE, "“Mar-01”", "ketik 3,1 atau 3,01."),
    "3.2001 as month and year": (MARCH_2001, "mm/yyyy", DATE, "“03/2001”", "ketik 3,1 atau 3,01."),
    "3.75 as month and year": (MARCH_1975, "mmm-yy", DATE, "“Mar-75”", "ketik 3,75."),
    "1/2 as a date": (FIRST_OF_FEBRUARY, "d-mmm", DATE, "“1-Feb”", "misalnya 1/2, ketik hasil baginya, yaitu 0,5"),
    "a date with a time": (THIRD_OF_JANUARY + 0.5, "dd/mm/yyyy hh:mm", DATE, "“03/01/2026 12:00”", "bukan titik."),
}  # fmt: skip


def all_typed(book: Any, sheet: Any) -> None:
    for row, (stored, code, *_) in enumerate(TYPED.values()):
        sheet.write_number(row, 0, stored, book.add_format({"num_format": code}))


@pytest.fixture(scope="session")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Grid]:
    return in_every_format(tmp_path_factory.mktemp("titik"), all_typed)


def said(cell: Cell, kind: str = "angka") -> Finding:
    """What a column of figures says of a cell that it asks back."""
    _, faults, _ = read_row(Isian, {kind: cell}, {})
    (fault,) = faults
    return finding(
        fault.code,
        sheet="Isian",
        cells=["A1"],
        found=cell.quoted,
        petunjuk="ketik angka.",
        **dict[str, Any](fault.details),
    )


CONVERTED = pytest.mark.program("LibreOffice")


@pytest.mark.parametrize("ending", ["xlsx", *(pytest.param(each, marks=CONVERTED) for each in ("ods", "fods", "xls"))])
@pytest.mark.parametrize("name", TYPED)
def test_a_figure_that_became_a_time_or_a_date_is_asked_back(
    saved: Callable[[str], Grid], name: str, ending: str
) -> None:
    _, _, code, seen, remedy = TYPED[name]
    cell = saved(ending).at(list(TYPED).index(name) + 1, 1)
    for kind in ("angka", "persen"):
        told = said(cell, kind)
        assert told.code.name == code
        assert remedy in told.remedy
        if ending in {"xlsx", "xls"}:
            assert seen in told.message
        else:  # as the file says it, whose program writes colons and English names
            assert f"“{cell.seen}”" in told.message


@pytest.mark.parametrize(
    ("content", "value", "shown", "code", "remedy"),
    [
        (CellContent.TIME, exact(minutes(3, 1)), "03.01", TIME, "ketik 3,1 atau 3,01."),
        (CellContent.TIME, exact(minutes(3, 1)), "03:01:00", TIME, "ketik 3,1 atau 3,01."),
        (CellContent.DATE, None, "03.01", DATE, "ketik 3,1 atau 3,01."),
        (CellContent.DATE, None, "03.01.26", DATE, "ketik 3,1 atau 3,01."),
        (CellContent.DATE, None, "Jan 03", DATE, "ketik 1,3 atau 1,03."),
        (CellContent.DATE, None, "03. Januari", DATE, "ketik 3,1 atau 3,01."),
    ],
)
def test_what_an_opendocument_file_shows_is_what_is_quoted(
    content: CellContent, value: Decimal | None, shown: str, code: str, remedy: str
) -> None:
    from datetime import date  # noqa: PLC0415

    cell = Cell(1, 1, content, value if value is not None else date(2026, 1, 3), sight=Sight(text=shown))
    told = said(cell)
    assert (told.code.name, f"“{shown}”" in told.message, remedy in told.remedy) == (code, True, True)


def test_a_time_is_quoted_with_dots_and_with_colons_for_computers_show_either() -> None:
    cell = Cell(1, 1, CellContent.TIME, exact(minutes(3, 1)), sight=Sight("h:mm"))
    assert said(cell).message == "Sel menampilkan waktu “03.01” (03:01), bukan angka."
    assert "1:20, ketik hasil baginya, yaitu 0,05" in said(cell).remedy


# ------------------------------------------------------------------ the format was lost


def number(value: float | str, *, formula: bool = False, code: str = "") -> Cell:
    return Cell(1, 1, CellContent.NUMBER, exact(value), formula=formula, sight=Sight(code) if code else None)


@pytest.mark.parametrize(("hour", "minute"), [(3, 1), (3, 5), (8, 7), (12, 59), (85, 5), (3, 15), (0, 50), (99, 59)])
def test_a_part_of_a_day_under_the_format_of_a_number_is_told(hour: int, minute: int) -> None:
    value = minutes(hour, minute)
    assert answer(number(value), "angka") == read_as(exact(value), "MUNGKIN_WAKTU")
    details = disguised(number(value))
    assert details is not None
    told = finding(SheetCode.MUNGKIN_WAKTU, sheet="Isian", cells=["A1"], nilai="x", **dict[str, Any](details))
    assert f"{hour:02d}.{minute:02d}" in told.message
    assert f"{hour},{minute:02d}".rstrip("0").rstrip(",") in told.remedy


@pytest.mark.parametrize("value", ["0,5", "0,125", "3,1", "0,333", "85,55", "0,0625", "1", "0", "0,1256944", "1000000"])
def test_a_figure_that_people_type_is_no_part_of_a_day(value: str) -> None:
    assert disguised(number(value.replace(",", "."))) is None


@pytest.mark.parametrize("below", [3, 6, 7, 9, 11, 12, 13, 15, 18, 24, 36, 100, 365])
def test_an_average_pasted_as_a_value_is_no_part_of_a_day(below: int) -> None:
    assert [above for above in range(1, 3 * below) if disguised(number(above / below))] == []


def test_the_result_of_a_formula_is_a_figure() -> None:
    assert disguised(number(minutes(3, 1), formula=True)) is None


def test_a_percentage_is_told_to_be_a_time_or_a_fraction_and_not_both() -> None:
    assert answer(number(minutes(3, 1)), "persen") == read_as(exact(minutes(3, 1)), "MUNGKIN_WAKTU")
    assert answer(number(0.85), "persen") == read_as(Decimal("0.85"), "PERSEN_PECAHAN")


def test_in_other_columns_times_and_dates_are_what_they_were() -> None:
    time = Cell(1, 1, CellContent.TIME, exact(minutes(8, 0)), sight=Sight("hh:mm"))
    assert answer(time, "teks") == read_as("08:00", "TAMPILAN_DIBACA")


@pytest.mark.parametrize(
    ("text", "code", "remedy"),
    [
        ("3:01", TIME, "ketik 3,1 atau 3,01."), ("85:05:00", TIME, "ketik 85,5 atau 85,05."),
        ("03:25 PM", TIME, "ketik 3,25."), ("3-Jan", DATE, "ketik 3,1 atau 3,01."), ("Mar-75", DATE, "ketik 3,75."),
        ("3/Agustus", DATE, "ketik 3,8 atau 3,08."), ("03/01/2026", DATE, "ketik 3,1 atau 3,01."),
        ("2026-01-03 00:00:00", DATE, "bukan titik."), ("2026-01-03", DATE, "ketik 3,1 atau 3,01."),
    ],
)  # fmt: skip
def test_what_a_program_wrote_down_of_a_time_or_a_date_is_asked_as_the_time_or_date_itself(
    text: str, code: str, remedy: str
) -> None:
    with pytest.raises(Doubt) as caught:
        Number().read(Cell(1, 1, CellContent.TEXT, text), lambda *_args, **_details: None, {})
    assert caught.value.code.name == code
    assert str(caught.value.details["tampak"]) == text
    assert remedy in str(caught.value.details["koma"])


@pytest.mark.parametrize("text", ["1/2", "3-x", "10:5", "12-13", "32/01/2026", "Jan", "1:2:3", "3 Mar 4", "Mar-x"])
def test_other_texts_with_such_signs_are_no_time_and_no_date(text: str) -> None:
    assert told_as_text(text) is None
