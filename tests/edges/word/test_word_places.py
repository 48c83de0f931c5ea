"""Whatever part of a Word file holds a tag, it is filled, or found; what a condition leaves empty, Word can open."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from docx import Document
from helpers import word_places
from helpers.small_template import KECIL
from helpers.word_places import STORIES, TEXTS, everything, line, made
from lxml import etree

from rkt_excel.edges.docx import word
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.papers.isian import example_values
from rkt_excel.steps.templat import check_template
from rkt_excel.workbook.findings import Severity

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Put = Callable[[Any, str], None]


def in_a_line(put: Put) -> Put:
    return lambda document, text: put(document, line(text))


PLACES: dict[str, Put] = {**{name: in_a_line(put) for name, put in STORIES.items()}, **TEXTS}


@pytest.mark.tuntas
@pytest.mark.parametrize("place", PLACES)
def test_a_known_tag_is_filled_wherever_it_stands(place: str, tmp_path: Path) -> None:
    template = made(tmp_path / "kecil.docx", PLACES[place], "{{ tahun }}")
    said = unquote(everything(word.render(template, {**example_values(KECIL.isi), "tahun": "2031"}, paper="A4")))
    assert "2031" in said
    assert "{{" not in said


@pytest.mark.tuntas
@pytest.mark.parametrize("place", PLACES)
def test_an_unknown_tag_is_found_wherever_it_stands(place: str, tmp_path: Path) -> None:
    template = made(tmp_path / "kecil.docx", PLACES[place], "{{ tahunn }}")
    found = [each for each in check_template(template, KECIL) if each.severity is Severity.GALAT]
    assert [(each.code, each.found) for each in found] == [(FileCode.ISIAN_TIDAK_DIKENAL, "{{ tahunn }}")]
    assert found[0].sheet
    with pytest.raises(word.TemplateError, match="tahunn"):
        word.render(template, example_values(KECIL.isi), paper="A4")


@pytest.mark.tuntas
@pytest.mark.parametrize("place", TEXTS)
def test_a_text_is_printed_as_it_is_wherever_it_stands(place: str, tmp_path: Path) -> None:
    template = made(tmp_path / "kecil.docx", TEXTS[place], "{{ tahun }}")
    content = word.render(template, {**example_values(KECIL.isi), "tahun": "A & B <C>"}, paper="A4")
    Document(BytesIO(content))
    assert "A & B <C>" in unescape(unquote(everything(content)))
    with zipfile.ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))


# ------------------------------------------------------------------ what a condition leaves empty

NEVER, NONE = ("{%p if not ada %}", "x", "{%p endif %}"), ("{%p for o in orang %}", "{{ o.nama }}", "{%p endfor %}")


def incomplete(content: bytes) -> list[str]:
    """What Word refuses in a file: cells and stories without last paragraph, bare tables and rows."""
    faults = []
    with zipfile.ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            if not name.startswith("word/") or not name.endswith(".xml"):
                continue
            for element in etree.fromstring(package.read(name)).iter():
                kind = etree.QName(element).localname
                inside = [each for each in element if etree.QName(each).localname not in {"tcPr", "sdtPr", "sectPr"}]
                if kind in {"tc", "hdr", "ftr", "footnote", "endnote", "comment", "txbxContent"}:
                    last = inside[-1] if inside else None
                    if last is None or last.tag not in {f"{W}p", f"{W}sdt"}:
                        faults.append(f"{name}: {kind}")
                if (kind == "tbl" and not list(element.iter(f"{W}tr"))) or (
                    kind == "tr" and not list(element.iter(f"{W}tc"))
                ):
                    faults.append(f"{name}: {kind}")
                if kind == "sdtContent" and not inside:
                    faults.append(f"{name}: {kind}")
    return faults


@pytest.mark.tuntas
@pytest.mark.parametrize("lines", [NEVER, NONE], ids=["if", "for"])
@pytest.mark.parametrize("place", STORIES)
def test_a_place_that_a_condition_leaves_empty_keeps_a_paragraph(
    place: str, lines: tuple[str, ...], tmp_path: Path
) -> None:
    template = made(tmp_path / "kecil.docx", STORIES[place], "")
    template = made(template, STORIES[place], "".join(map(line, lines)))
    assert [each for each in check_template(template, KECIL) if each.severity is Severity.GALAT] == []
    assert incomplete(word.render(template, {**example_values(KECIL.isi), "orang": []}, paper="A4")) == []


GRID = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid>'


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{each}</w:tc>' for each in cells)}</w:tr>"


def control(*blocks: str) -> str:
    return f"<w:sdt><w:sdtContent>{''.join(blocks)}</w:sdtContent></w:sdt>"


def table(*rows: str) -> str:
    return f"<w:tbl>{GRID}{''.join(rows)}</w:tbl>"


ROWS = tuple(row(line(each)) for each in ("{%tr for o in orang %}", "{{ o.nama }}", "{%tr endfor %}"))
GONE, NO_CELL = "".join(map(line, NEVER)), map(line, ("{%tc if not ada %}", "x", "{%tc endif %}"))
TABLES = {
    "a table whose rows are all gone": table(*ROWS),
    "such a table alone in a cell": table(row(table(*ROWS) + line("{%p if ada %}") + line("{%p endif %}"))),
    "a cell that ends in a table": table(row(table(row(line("x"))) + GONE)),
    "a row whose cells are all gone": table(row(*NO_CELL)),
    "an empty content control": control(GONE),
    "a cell with an empty content control": table(row(control(GONE))),
    "rows in a content control": table(control(*ROWS)),
    "a table without grid": table(row(line("{{ tahun }}"))).replace(GRID, ""),
}


@pytest.mark.tuntas
@pytest.mark.parametrize("case", TABLES)
def test_a_table_that_a_condition_leaves_empty_is_one_that_word_opens(case: str, tmp_path: Path) -> None:
    template = made(tmp_path / "kecil.docx", word_places.body, TABLES[case])
    content = word.render(template, {**example_values(KECIL.isi), "orang": []}, paper="A4")
    assert incomplete(content) == []
    assert "Isi" in everything(content)
