"""A kegiatan is never the last row of a page: it stands with the first of its sub kegiatan."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from helpers.contoh_naskah import naskah
from helpers.paths import INPUTS

from rkt_excel.edges.docx import word

# The rows by the weight of their letters, b(old), p(lain), m(ixed), e(mpty); and which are kept with the next one. A
# list has its last row but one with its last in any case.
LISTS = {
    "kegiatan with sub kegiatan": ("bppbpppp", (0, 3, 6)),
    "two levels of headings": ("bbppppp", (1, 5)),
    "kegiatan only": ("bbbbbb", (4,)),
    "a bold figure in a row": ("mppppp", (4,)),
    "nothing below": ("beeppp", (4,)),
}


def printed(weights: str, folder: Path) -> list[bool]:
    """Whether each row of such a list is kept with the next one, in what is printed."""
    document = Document(str(INPUTS / "rkt.docx"))
    for each in [*document.element.body][:-1]:
        document.element.body.remove(each)
    table = document.add_table(len(weights) + 1, 2, style="Tabel RKT")
    table.rows[0]._tr.get_or_add_trPr().append(table._tbl.makeelement(qn("w:tblHeader")))
    for row, weight in zip(table.rows[1:], weights, strict=True):
        for place, cell in enumerate(row.cells):
            run = cell.paragraphs[0].add_run("" if weight == "e" else "Isi")
            bold = weight == "b" or (weight == "m" and not place)
            cell.paragraphs[0].style = document.styles["Teks Tabel Tebal" if bold and place else "Teks Tabel"]
            run.bold = True if bold and not place else None
    document.add_paragraph("Sesudahnya.", style="Isi")
    document.save(str(folder / "kantor.docx"))
    made = Document(BytesIO(word.render(folder / "kantor.docx", naskah(), paper="A4")))
    kept = [each.find(f".//{qn('w:keepNext')}") is not None for each in made.tables[0]._tbl.tr_lst]
    return kept[1:]


@pytest.mark.parametrize("name", LISTS)
def test_a_bold_row_is_kept_with_the_next_one_where_that_is_not_bold(name: str, tmp_path: Path) -> None:
    weights, expected = LISTS[name]
    assert tuple(number for number, kept in enumerate(printed(weights, tmp_path)) if kept) == expected


def test_every_kegiatan_of_the_rkt_stands_with_its_first_sub_kegiatan() -> None:
    made = Document(BytesIO(word.render(INPUTS / "rkt.docx", naskah(), paper="F4")))
    table = next(each for each in made.tables if each.rows[0].cells[0].text.startswith("Program / Kegiatan"))
    heads = [row for row, below in pairwise(table.rows) if _is_kegiatan(row) and not _is_kegiatan(below)]
    assert heads
    assert [row.cells[0].text for row in heads if row._tr.find(f".//{qn('w:keepNext')}") is None] == []


def _is_kegiatan(row: Any) -> bool:
    return "Teks Tabel Tebal" in {each.style.name for cell in row.cells for each in cell.paragraphs}
