"""Figures as people type them, each with the number it means or the reason why it is asked back."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rkt_excel.workbook.findings import SheetCode
from rkt_excel.workbook.values.cells import exact, plain
from rkt_excel.workbook.values.hollow import placeholder
from rkt_excel.workbook.values.numbers import Doubt, Figure, read_figure, written

TOLD = "ANGKA_DARI_TEKS"
DOT = "TITIK_DIBACA_DESIMAL"
COMMA = "KOMA_DIBACA_DESIMAL"
NONE = "BUKAN_ANGKA"
TWO = "ANGKA_BERMAKNA_GANDA"

# What was typed, the figure it means in a count and in a score (a word: it is asked back), what is told.
# Most stand in real district documents (domain notes 3.1).
TYPED = [
    ("0", "0", "0", TOLD),
    ("85", "85", "85", TOLD),
    ("007", "7", "7", TOLD),
    ("2026", "2026", "2026", TOLD),
    ("284231881", "284231881", "284231881", TOLD),
    ("82,7", "82.7", "82.7", TOLD),
    ("97,00", "97", "97", TOLD),
    ("4,86", "4.86", "4.86", TOLD),
    ("0,5", "0.5", "0.5", TOLD),
    ("0,125", "0.125", "0.125", TOLD),
    ("3,1416", "3.1416", "3.1416", TOLD),
    ("1,250", "1.25", "1.25", COMMA),
    ("12,345", "12.345", "12.345", COMMA),
    ("0.71", "0.71", "0.71", DOT),
    ("80.01", "80.01", "80.01", DOT),
    ("7.5", "7.5", "7.5", DOT),
    ("0.500", "0.5", "0.5", DOT),
    ("1234.567", "1234.567", "1234.567", DOT),
    ("1.2500", "1.25", "1.25", DOT),
    ("1.250", "1250", TWO, TOLD),
    ("80.000", "80000", TWO, TOLD),
    ("999.999", "999999", TWO, TOLD),
    ("1.250.000", "1250000", "1250000", TOLD),
    ("804.422.468.669", "804422468669", "804422468669", TOLD),
    ("1,250,000", "1250000", "1250000", TOLD),
    ("1.250,5", "1250.5", "1250.5", TOLD),
    ("1.250.000,75", "1250000.75", "1250000.75", TOLD),
    ("1,250.5", "1250.5", "1250.5", TOLD),
    ("737,884,000.00", "737884000", "737884000", TOLD),
    ("5.", "5", "5", TOLD),
    (" 85 ", "85", "85", TOLD),
    ("\u00a085\u200b", "85", "85", TOLD),
    ("85\n", "85", "85", TOLD),
    ("+5", "5", "5", TOLD),
    ("-5", "-5", "-5", TOLD),
    ("\u22125,5", "-5.5", "-5.5", TOLD),
    ("- 5", "-5", "-5", TOLD),
    ("-0", "0", "0", TOLD),
    ("Rp 5.000", "5000", "5000", TOLD),
    ("Rp5.000", "5000", "5000", TOLD),
    ("rp. 5.000", "5000", "5000", TOLD),
    ("Rp. 15.000.000,-", "15000000", "15000000", TOLD),
    ("Rp. 10.567.928.898,-", "10567928898", "10567928898", TOLD),
    ("Rp. 737,884,000.00", "737884000", "737884000", TOLD),
    ("Rp284.231.881", "284231881", "284231881", TOLD),
    ("500,-", "500", "500", TOLD),
    ("7  orang", "7", "7", TOLD),
    ("12 Bulan", "12", "12", TOLD),
    ("20 Kali", "20", "20", TOLD),
    ("1000 Eksemplar", "1000", "1000", TOLD),
    ("1.000 Eksemplar", "1000", TWO, TOLD),
    ("1 Orang/bulan", "1", "1", TOLD),
    ("47 Angka", "47", "47", TOLD),
    ("5 dokumen", "5", "5", TOLD),
    ("12dokumen", "12", "12", TOLD),
    ("3 (tiga)", "3", "3", TOLD),
    ("5,", "5", "5", TOLD),
    ("1.250,", "1250", TWO, TOLD),
    ("1,250.", "1.25", "1.25", COMMA),
    ("", NONE, NONE, ""),
    ("-", NONE, NONE, ""),
    ("delapan puluh", NONE, NONE, ""),
    ("BB Predikat", NONE, NONE, ""),
    ("WTP", NONE, NONE, ""),
    ("5 juta", NONE, NONE, ""),
    ("Rp943 miliar", NONE, NONE, ""),
    ("Rp 5 jt", NONE, NONE, ""),
    ("2 lusin", NONE, NONE, ""),
    ("3 per 4", NONE, NONE, ""),
    ("80 s.d. 90", NONE, NONE, ""),
    ("80-90", NONE, NONE, ""),
    ("80 - 90", NONE, NONE, ""),
    ("> 80", NONE, NONE, ""),
    ("80 >", NONE, NONE, ""),
    ("±80", NONE, NONE, ""),
    ("1/2", NONE, NONE, ""),
    ("5 x 4", NONE, NONE, ""),
    ("1 250", NONE, NONE, ""),
    ("1.25.0", NONE, NONE, ""),
    ("1,2,3", NONE, NONE, ""),
    ("12.50,000", NONE, NONE, ""),
    (",5", NONE, NONE, ""),
    (".5", NONE, NONE, ""),
    ("1.5e3", NONE, NONE, ""),
    ("(5)", NONE, NONE, ""),
    ("5 %%", NONE, NONE, ""),
    ("31/12/2026", NONE, NONE, ""),
    ("#REF!", NONE, NONE, ""),
]


def reading(text: str, *, grouped: bool) -> tuple[str, str]:
    """The figure and what is told of it; for a doubt its code."""
    try:
        figure = read_figure(text, grouped=grouped)
    except Doubt as doubt:
        return doubt.code.name, ""
    return format(figure.value, "f"), ", ".join(code.name for code in figure.doubts)


@pytest.mark.parametrize(("text", "count", "score", "note"), TYPED, ids=[row[0] or "blank" for row in TYPED])
def test_a_typed_figure_means_one_thing_or_is_asked_back(text: str, count: str, score: str, note: str) -> None:
    asked_back = "" if score in (NONE, TWO) else note
    assert (reading(text, grouped=True), reading(text, grouped=False)) == ((count, note), (score, asked_back))


# What was typed, the percentage in percent points, what is told.
PERCENTAGES = [
    ("85 %", "85", TOLD),
    ("85%", "85", TOLD),
    ("100 %", "100", TOLD),
    ("98,58%", "98.58", TOLD),
    ("0,00%", "0", TOLD),
    ("105,62 %", "105.62", TOLD),
    ("0.71 %", "0.71", DOT),
    ("85 persen", "85", TOLD),
    ("85 Persen", "85", TOLD),
    ("-2,5 %", "-2.5", TOLD),
]


@pytest.mark.parametrize(("text", "value", "note"), PERCENTAGES)
def test_a_percent_sign_is_seen(text: str, value: str, note: str) -> None:
    assert read_figure(text, grouped=False) == Figure(Decimal(value), percent=True, doubts=(SheetCode[note],))


@pytest.mark.parametrize("text", ["85", "85 orang", "85 persentase"])
def test_no_percent_sign_is_made_up(text: str) -> None:
    assert not read_figure(text, grouped=False).percent


@pytest.mark.parametrize("text", ["5 trilyun", "Rp 5 jutaan", "2 ribuan", "5 T", "10K"])
def test_words_that_multiply_are_asked_back(text: str) -> None:
    with pytest.raises(Doubt):
        read_figure(text, grouped=True)


def test_a_figure_with_two_meanings_names_both() -> None:
    with pytest.raises(Doubt) as caught:
        read_figure("1.250", grouped=False)
    assert caught.value.details == {"pilihan": "1250 atau 1,250"}


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("-", True), (" – ", True), ("n/a", True), ("N/A", True), ("n.a", True), ("xxx", True), ("…", True),
        ("nihil", True), ("0", False), ("", False), ("WTP", False), ("-5", False), ("tidak ada", False),
    ],
)  # fmt: skip
def test_words_for_nothing_are_known(text: str, nothing: bool) -> None:
    assert placeholder(text) is nothing


# The number, printed with and without dots between thousands.
PRINTED = [
    ("0", "0", "0"),
    ("-0", "0", "0"),
    ("85.5", "85,5", "85,5"),
    ("85.50", "85,5", "85,5"),
    ("1250", "1.250", "1250"),
    ("284231881", "284.231.881", "284231881"),
    ("-1234.5", "-1.234,5", "-1234,5"),
    ("1E+3", "1.000", "1000"),
    ("1E-7", "0,0000001", "0,0000001"),
    ("0.30000000000000004", "0,30000000000000004", "0,30000000000000004"),
]


@pytest.mark.parametrize(("value", "with_dots", "without"), PRINTED)
def test_numbers_are_printed_as_in_indonesia(value: str, with_dots: str, without: str) -> None:
    assert (written(Decimal(value)), written(Decimal(value), grouped=False)) == (with_dots, without)


INTEGERS = st.integers(-(10**15), 10**15).map(Decimal)
DECIMALS = st.decimals(-(10**12), 10**12, places=6, allow_nan=False).map(plain)


@given(INTEGERS | DECIMALS)
def test_what_is_printed_with_dots_reads_back_exactly(value: Decimal) -> None:
    figure = read_figure(written(value), grouped=True)
    assert (figure.value, figure.percent) == (value, False)


@given(INTEGERS | DECIMALS)
def test_what_is_printed_without_dots_reads_back_in_scores_too(value: Decimal) -> None:
    assert read_figure(written(value, grouped=False), grouped=False).value == value


@given(st.integers(1, 999), st.integers(0, 999))
def test_one_dot_and_three_digits_are_never_read_as_a_decimal_in_silence(whole: int, rest: int) -> None:
    text = f"{whole}.{rest:03d}"
    assert read_figure(text, grouped=True).value == whole * 1000 + rest
    with pytest.raises(Doubt) as caught:
        read_figure(text, grouped=False)
    assert caught.value.code is SheetCode.ANGKA_BERMAKNA_GANDA


@given(st.text(max_size=20))
def test_any_text_is_a_finite_figure_or_a_doubt(text: str) -> None:
    try:
        figure = read_figure(text, grouped=True)
    except Doubt:
        return
    assert figure.value.is_finite()
    assert figure.doubts


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_of_a_cell_keeps_fifteen_digits(number: float) -> None:
    value = exact(number)
    assume(number != 0)
    assert len(value.normalize().as_tuple().digits) <= 15
    assert abs(value - Decimal(number)) <= abs(Decimal(number)) * Decimal("5e-15")


@pytest.mark.parametrize(
    ("stored", "meant"),
    [("0.30000000000000004", "0.3"), ("85.499999999999986", "85.5"), ("1E+3", "1000")],
)
def test_noise_of_binary_arithmetic_is_dropped(stored: str, meant: str) -> None:
    assert exact(stored) == Decimal(meant)


@pytest.mark.parametrize("stored", ["nan", "inf", "-inf", "1e999", "", "abc"])
def test_what_is_no_finite_number_is_refused(stored: str) -> None:
    with pytest.raises(ValueError):
        exact(stored)
