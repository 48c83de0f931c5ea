"""What a number shows under a format, compared with LibreOffice, and where Excel has its own way."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from rkt_excel.workbook.values.display import section_of, shown_number
from rkt_excel.workbook.values.display_codes import LONGEST, Section, sections

# As LibreOffice 7.4 shows them in English, the signs and the names of months and days written the Indonesian way.
SHOWN: dict[str, list[tuple[str, str]]] = {
    '[<=-5]"kecil";[>5]"besar";"tengah"': [
        ("-6", "kecil"),
        ("-5", "kecil"),
        ("0", "tengah"),
        ("5", "tengah"),
        ("6", "besar"),
    ],
    '[<5]"a";[<10]"b";"c"': [("4", "a"), ("5", "b"), ("9", "b"), ("10", "c")],
    '[>=0]0;"x"0': [("0", "0"), ("3", "3"), ("-3", "x3")],
    '[>0]"plus "0;"sisa "0': [("2", "plus 2"), ("-2", "sisa 2")],
    '[<>0]0;"nol"': [("0", "nol"), ("5", "5"), ("-5", "-5")],
    '[<0]"min "0;0': [("-3", "min 3"), ("0", "0"), ("3", "3")],
    '[=5]"lima"': [("5", "lima")],
    '[>=100]"banyak";"sedikit"': [("99", "sedikit"), ("100", "banyak")],
    '0;-0;"nol"': [("1", "1"), ("-1", "-1"), ("0", "nol")],
    "0;(0)": [("-0.4", "(0)"), ("-0.5", "(1)"), ("0", "0")],
    "0;@": [("-3", "-3")],
    "0;0;@": [("-3", "3")],
    '@" orang"': [("3", "3")],
    "General;(General)": [("-3", "(3)")],
    "0;;": [("0", ""), ("-3", "")],
    "# ?/?": [
        ("0.5", "1/2"),
        ("0.9999", "1"),
        ("1.5", "1 1/2"),
        ("-0.5", "- 1/2"),
        ("0", "0"),
        ("2", "2"),
        ("0.333", "1/3"),
        ("7.75", "7 3/4"),
    ],
    "# ??/??": [("0.05", "1/20"), ("0.3333", "1/3"), ("-0.05", "- 1/20")],
    "?/?": [("1.5", "3/2")],
    "0/4": [("0.5", "2/4")],
    "# ?/8": [("0.3", "2/8"), ("0.95", "1"), ("0.06", "0")],
    "0 0/4": [("2.25", "2 1/4")],
    "# ?/?;(# ?/?)": [("-7.75", "(7 3/4)")],
    "0.0E+0": [("9.99", "1,0E+1"), ("9.94", "9,9E+0"), ("0.00012", "1,2E-4"), ("0", "0,0E+0")],
    "##0.00E+00": [
        ("0.049", "49,00E-03"),
        ("9.99", "9,99E+00"),
        ("999.999", "1,00E+03"),
        ("12345", "12,35E+03"),
        ("1", "1,00E+00"),
    ],
    "#0E-0": [("62", "62E0")],
    "0.00E-00": [("61", "6,10E01"), ("0.0061", "6,10E-03")],
    "0E+000": [("5e7", "5E+007")],
    "0.?": [("5", "5,")],
    "0.??": [("5.2", "5,2")],
    "0.0#": [("5.25", "5,25"), ("5", "5,0")],
    "?0": [("5", "5")],
    "#,###": [("999", "999"), ("1000", "1.000")],
    "#,##0": [("-1234567", "-1.234.567")],
    "0 0": [("12", "1 2")],
    "00:00": [("1234", "12:34")],
    "000-00": [("12345", "123-45")],
    "#.##": [("5.25", "5,25")],
    "0,,": [("1234567", "1")],
    "0.0,": [("1250", "1,3")],
    "0,0.0": [("1234.5", "1.234,5")],
    "General%": [("1", "100%")],
    '"a"0"b"': [("5", "a5b")],
    "_-0_-": [("1", "1")],
    "0\\ \\k\\g": [("5", "5 kg")],
    "[Red]-0": [("5", "-5")],
    "0.00": [("-0.001", "0,00"), ("0.005", "0,01")],
    "0": [("2.5", "3"), ("-0.5", "-1")],
    "d": [("46387", "31")],
    "dddd": [
        ("46388", "Jumat"),
        ("46392", "Selasa"),
        ("46390", "Minggu"),
        ("46391", "Senin"),
        ("46393", "Rabu"),
        ("46394", "Kamis"),
        ("46395", "Jumat"),
        ("46396", "Sabtu"),
    ],
    "m": [("46387", "12")],
    "mm": [("36526", "01")],
    "mmmmm": [("46387", "D")],
    "yy": [("36526", "00")],
    "[$-409]ddd": [("46387", "Thu")],
    "[$-409]dddd": [
        ("46387", "Thursday"),
        ("46390", "Sunday"),
        ("46391", "Monday"),
        ("46392", "Tuesday"),
        ("46393", "Wednesday"),
        ("46394", "Thursday"),
        ("46395", "Friday"),
        ("46396", "Saturday"),
    ],
    "[$-409]mmm": [("46143", "May")],
    "[$-409]mmmmm": [("46387", "D")],
    "yyyy-mm-dd": [("61", "1900-03-01"), ("2958465", "9999-12-31")],
    "d mmmm yyyy": [
        ("46023", "1 Januari 2026"),
        ("46054", "1 Februari 2026"),
        ("46082", "1 Maret 2026"),
        ("46113", "1 April 2026"),
        ("46143", "1 Mei 2026"),
        ("46174", "1 Juni 2026"),
        ("46204", "1 Juli 2026"),
        ("46235", "1 Agustus 2026"),
        ("46266", "1 September 2026"),
        ("46296", "1 Oktober 2026"),
        ("46327", "1 November 2026"),
        ("46357", "1 Desember 2026"),
    ],
    "[$-409]d mmmm yyyy": [
        ("46023", "1 January 2026"),
        ("46054", "1 February 2026"),
        ("46082", "1 March 2026"),
        ("46113", "1 April 2026"),
        ("46143", "1 May 2026"),
        ("46174", "1 June 2026"),
        ("46204", "1 July 2026"),
        ("46235", "1 August 2026"),
        ("46266", "1 September 2026"),
        ("46296", "1 October 2026"),
        ("46327", "1 November 2026"),
        ("46357", "1 December 2026"),
    ],
    "h AM/PM": [("0", "12 AM"), ("0.5", "12 PM")],
    "hh:mm": [("0.9999", "23:59")],
    "ss": [("0.0005", "43")],
    "ss.0": [("0.00050347", "43,5")],
    "ss.00": [("0.9999", "51,36")],
    "ss.000": [("0.9999", "51,360")],
    "[h]": [("1.75", "42")],
    "[hh]:mm": [("0.1", "02:24")],
    "[m]": [("0.5", "720")],
    "[mm]:ss": [("0.001", "01:26")],
    "[s]": [("0.5", "43200")],
    'h"jam"m': [("0.52", "12jam28")],
    "mm-yy": [("46387", "12-26")],
    "m/d/yyyy h:mm": [("1000.5", "9/26/1902 12:00")],
    "hh:mm m": [("46387.5", "12:00 12")],
    'd"/"m': [("46387", "31/12")],
}

# Where LibreOffice does not do as Excel does.
BY_EXCEL: dict[str, list[tuple[str, str]]] = {
    "yyyy-mm-dd": [("1", "1900-01-01"), ("59", "1900-02-28"), ("46387.999999", "2027-01-01")],
    "hh:mm": [("0.999999", "00:00"), ("0.9999", "23:59")],
    "h AM/PM": [("0", "12 AM"), ("0.25", "06 AM"), ("0.75", "06 PM"), ("0.5416667", "01 PM")],
    "[ss].00": [("0.00005", "04,32")],
    "# ???????/???????": [("0.12345671", "1160379/9399076")],  # seven digits below the line, and no more
    "e": [("46387", "2026")],
    "dd/mm/yyyy": [("2958465.99", "31/12/9999"), ("2958466", "####"), ("-0.5", "####"), ("0", "00/01/1900")],
    '[=5]"lima"': [("4", "####")],  # there is no section for it
    '[<5]"a";[<10]"b";"c"': [("-3", "-a")],  # a minus that no section says is said
    '[<=-5]"kecil";[>5]"besar";"tengah"': [("-4", "-tengah")],
    '[>0]"plus "0;"sisa "0': [("0", "sisa 0")],
}


@pytest.mark.parametrize(("code", "shown"), [*SHOWN.items(), *BY_EXCEL.items()], ids=lambda each: str(each)[:30])
def test_a_number_shows_under_its_format_as_programs_show_it(code: str, shown: list[tuple[str, str]]) -> None:
    found = [(value, re.sub(r"\s+", " ", shown_number(Decimal(value), code)).strip()) for value, _ in shown]
    assert found == shown


def test_a_format_longer_than_excel_takes_is_none() -> None:
    code = '0"' + "x" * (LONGEST - 3) + '"'
    assert shown_number(Decimal(5), code) == "5" + "x" * 252
    assert shown_number(Decimal(5), code[:-1] + 'x"') == "5"


@pytest.mark.parametrize(
    ("code", "letters", "shows"),
    [("dd/mm/yyyy", "y", True), ("dd/mm", "y", False), ("hh:mm", "m", False), ("hh:mm", "M", True), ("mm", "m", True),
     ("mm:ss", "M", True), ("mmm:ss", "m", True), ('"y"0', "y", False), ("0.0", "d", False)],
)  # fmt: skip
def test_which_parts_of_a_moment_a_format_shows(code: str, letters: str, shows: bool) -> None:
    assert sections(code)[0].shows(letters) is shows


def test_a_section_says_its_colour_and_its_condition() -> None:
    first, second = sections("[>=1.5][Red]0;[Color 12]-0")
    assert (first.test, first.limit, first.ink) == (">=", Decimal("1.5"), "red")
    assert (second.test, second.limit, second.ink, second.english) == ("", Decimal(0), "color12", False)
    assert section_of(Decimal(2), "[>=1.5][Red]0;[Color 12]-0") == first
    assert section_of(Decimal(1), "[>=1.5][Red]0;[Color 12]-0") == second
    assert (Section(()).limit, Section(()).english) == (Decimal(0), False)
    assert len(sections("0;0;0;@;0;0")) == 4
