"""What cells look like by themselves, in programs that draw no conditions, no table styles and no font schemes."""

from __future__ import annotations

import io
import re
from typing import Any
from zipfile import ZipFile

import pytest
from helpers.every_workbook import PAPERS, books
from openpyxl import load_workbook

from rkt_excel.workbook.writing import style

NAMES = ("renstra", "kosong", "formulir", "perbaikan", "konsep", "draft", "keputusan")
ALL = [pytest.param(kertas, name, id=f"{name}-{kertas}") for kertas in PAPERS for name in NAMES]
LEGIBLE = 4.5  # WCAG 2.1, 1.4.3


def luminance(colour: str) -> float:
    """Of a colour such as FFFFFF, by WCAG 2.1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def data(kertas: str, name: str) -> bytes:
    return books(kertas)[name].data


@pytest.mark.parametrize(("kertas", "name"), ALL)
def test_every_formula_keeps_its_result_for_who_does_not_calculate(kertas: str, name: str) -> None:
    """A preview, a telephone and Protected View show what is kept; a number that is not there is no result."""
    with ZipFile(io.BytesIO(data(kertas, name))) as package:
        sheets = [package.read(each).decode() for each in package.namelist() if each.startswith("xl/worksheets/sheet")]
    cells = [cell for sheet in sheets for cell in re.findall(r"<c [^>]*(?<!/)><f.*?</c>", sheet)]
    assert (len(cells) > 30) == (name not in {"renstra", "kosong"})
    without = [cell[:200] for cell in cells if not re.search(r"<v>[^<]+</v>", cell) and ' t="str"' not in cell]
    assert without == []


def column_hidden(page: Any, column: int) -> bool:
    return any(each.hidden and each.min <= column <= each.max for each in page.column_dimensions.values())


@pytest.mark.parametrize(("kertas", "name"), ALL)
def test_every_text_is_read_on_the_ground_of_its_own_cell(kertas: str, name: str) -> None:
    """A heading whose ground comes from somewhere else is white on nothing where it is pasted or not drawn."""
    book: Any = load_workbook(io.BytesIO(data(kertas, name)))
    light = 0
    for page in book:
        for cell in (cell for row in page.iter_rows() for cell in row if cell.value is not None):
            unseen = page.row_dimensions[cell.row].hidden or column_hidden(page, cell.column)
            if unseen or page.sheet_state != "visible":
                continue
            ink, ground = cell.font.color.rgb[2:], "FFFFFF"
            if cell.fill.patternType == "solid":
                ground = cell.fill.fgColor.rgb[2:]
            assert contrast(ink, ground) >= LEGIBLE, (page.title, cell.coordinate, ink, ground)
            light += ink == "FFFFFF"
    assert light


@pytest.mark.parametrize(("kertas", "name"), ALL)
def test_no_workbook_leaves_its_looks_to_table_styles_or_font_schemes(kertas: str, name: str) -> None:
    with ZipFile(io.BytesIO(data(kertas, name))) as package:
        parts = package.namelist()
        styles = package.read("xl/styles.xml").decode("utf-8")
    assert not [each for each in parts if "/tables/" in each]
    assert "<scheme " not in styles
    assert set(re.findall(r'<name val="([^"]+)"', styles)) - {"Tahoma"} == {style.FONT}  # Tahoma is that of comments
