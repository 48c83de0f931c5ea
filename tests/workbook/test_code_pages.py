"""Texts of Excel 5.0/95 are read by the code page that the file names; none makes the file unreadable."""

from __future__ import annotations

import pytest
from helpers.old_excel import labelled

from rkt_excel.workbook.reading.openbook import open_book

PAGES = {
    "Windows, Western Europe": (1252, "Pelayanan – “prima” café", "cp1252"),
    "Windows, Cyrillic": (1251, "При", "cp1251"),
    "Windows, Central Europe": (1250, "č", "cp1250"),
    "Windows, Arabic": (1256, "ا", "cp1256"),
    "Windows, Thai": (874, "ก", "cp874"),
    "Japanese": (932, "日本", "cp932"),
    "Chinese": (936, "中文", "gbk"),
    "DOS": (437, "é", "cp437"),
    "DOS, Western Europe": (850, "é", "cp850"),
    "Macintosh": (10000, "é", "mac_roman"),
    "Macintosh, as Excel says it": (32768, "é", "mac_roman"),
    "Windows, as Excel 2 and 3 say it": (32769, "é–", "cp1252"),
    "ASCII": (367, "kegiatan", "ascii"),
    "UTF-8": (65001, "é–", "utf-8"),
    "none": (None, "é–", "cp1252"),
    "one that nobody knows": (9999, "é–", "cp1252"),
    "Unicode, which cannot be": (1200, "é–", "cp1252"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_text_is_read_by_its_code_page(name: str) -> None:
    page, text, encoding = PAGES[name]
    (grid,) = open_book(labelled(page, text.encode(encoding), b"IK.1.1", name=text.encode(encoding)[:31])).grids
    assert [each.value for each in grid.cells.values()] == [text, "IK.1.1"]
    assert grid.name == text


@pytest.mark.parametrize(("page", "letters"), [(932, b"\x81\x20"), (1252, b"\x81"), (874, b"\xff"), (936, b"a\x81")])
def test_a_letter_that_is_none_of_its_code_page_is_seen_to_be_lost(page: int, letters: bytes) -> None:
    (grid,) = open_book(labelled(page, letters, b"IK.1.1", name=b"\x81\xff")).grids
    assert "\ufffd" in str(grid.at(1, 1).value)
    assert grid.at(2, 1).value == "IK.1.1"
