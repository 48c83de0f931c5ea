"""Rows of a least height are as high in Word as in the PDF, whatever the cells of an office say of their margins."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from helpers.all_papers import every_paper
from helpers.paths import INPUTS
from ooxml import faults

from rkt_excel.edges.docx import word
from rkt_excel.model.vocabulary.terms import Kertas

AT_LEAST = '<w:trHeight w:val="520" w:hRule="atLeast"/>'
MARGINS = '<w:tcMar><w:top w:w="{}" w:type="dxa"/><w:right w:w="10" w:type="dxa"/></w:tcMar>'
NESTED = '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>'

# What the row and its cell say; then margins above and below, and space before the first and after the last paragraph.
CELLS = {
    "by the style of the table": (AT_LEAST, "<w:p/>", ("0", "0", "45", "45")),
    "without a rule, which is a least height": ('<w:trHeight w:val="520"/>', "<w:p/>", ("0", "0", "45", "45")),
    "in two paragraphs": (AT_LEAST, "<w:p/><w:p/>", ("0", "0", "45", "45")),
    "by the cell itself": (AT_LEAST, f"<w:tcPr>{MARGINS.format(100)}</w:tcPr><w:p/>", ("0", "0", "100", "45")),
    "none above": (AT_LEAST, f"<w:tcPr>{MARGINS.format(0)}</w:tcPr><w:p/>", ("0", "0", None, "45")),
    "beside what stands behind it": (AT_LEAST, '<w:tcPr><w:vAlign w:val="center"/></w:tcPr><w:p/>',
                                     ("0", "0", "45", "45")),
    "with space of the paragraph": (AT_LEAST, '<w:p><w:pPr><w:spacing w:before="60"/></w:pPr></w:p>',
                                    ("0", "0", "105", "45")),
    "of an exact height": ('<w:trHeight w:val="520" w:hRule="exact"/>', "<w:p/>", (None, None, None, None)),
    "of no height": ("", "<w:p/>", (None, None, None, None)),
    "that begins with a table": (AT_LEAST, f"{NESTED}<w:p/>", (None, None, None, None)),
}  # fmt: skip


def template(row: str, cell: str, folder: Path) -> Path:
    """An office's template with one table of one cell, in the looks of the shipped one."""
    document = Document(str(INPUTS / "daftar-hadir.docx"))
    for each in [*document.element.body][:-1]:
        document.element.body.remove(each)
    table = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TabelRKT"/><w:tblW w:w="2000" w:type="dxa"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid><w:tr><w:trPr>{row}</w:trPr><w:tc>{cell}</w:tc></w:tr></w:tbl>'
    )
    document.element.body.insert(0, table)
    document.element.body.insert(1, parse_xml(f"<w:p {nsdecls('w')}/>"))
    document.save(str(folder / "kantor.docx"))
    return folder / "kantor.docx"


def said(cell: Any) -> tuple[str | None, ...]:
    """Margins above and below, space before the first paragraph and after the last."""
    margins = [cell.find(f"{qn('w:tcPr')}/{qn('w:tcMar')}/{qn(f'w:{side}')}") for side in ("top", "bottom")]
    spaces = [cell.findall(qn("w:p"))[place].find(f"{qn('w:pPr')}/{qn('w:spacing')}") for place in (0, -1)]
    return (
        *(None if each is None else each.get(qn("w:w")) for each in margins),
        *(None if each is None else each.get(qn(f"w:{side}")) for each, side in zip(spaces, ("before", "after"),
                                                                                   strict=True)),
    )  # fmt: skip


@pytest.mark.parametrize("name", CELLS)
def test_margins_of_cells_stand_in_their_paragraphs_where_a_row_has_a_least_height(name: str, tmp_path: Path) -> None:
    row, cell, expected = CELLS[name]
    made = word.render(template(row, cell, tmp_path), {"tahun": 2027, "edisi": "murni"}, paper="A4")
    (tmp_path / "cetak.docx").write_bytes(made)
    assert said(Document(BytesIO(made)).tables[0].rows[0]._tr.tc_lst[0]) == expected
    assert faults(tmp_path / "cetak.docx") == []


@pytest.mark.tuntas
def test_no_paper_has_a_row_that_word_draws_higher() -> None:
    seen = 0
    for document, values in every_paper().items():
        made = Document(BytesIO(word.render(INPUTS / document.berkas, values, paper=Kertas.A4.value)))
        for height in made.element.body.iter(qn("w:trHeight")):
            seen += 1
            for cell in height.getparent().getparent().tc_lst:
                assert said(cell)[:2] == ("0", "0"), document.berkas
    assert seen
