"""Headings of tables are read where a viewer draws no conditions of a style: ground and ink stand in the cells."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from helpers.all_papers import every_paper
from helpers.contoh_naskah import naskah
from helpers.paths import INPUTS
from ooxml import faults

from rkt_excel.edges.docx import word
from rkt_excel.model.papers.dokumen import DOKUMEN

READABLE = 4.5  # contrast, as WCAG counts it
WHITE = "FFFFFF"
TEMPLATES = sorted(each.berkas for each in DOKUMEN)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def value(found: Any, name: str) -> str | None:
    return found.get(qn(f"w:{name}")) if found is not None else None


def heading_cells(document: Any) -> Iterator[tuple[Any, str]]:
    """The cells of repeated rows, with their words."""
    for row in document.element.body.iter(qn("w:tr")):
        if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None:
            yield from ((cell, "".join(each.text or "" for each in cell.iter(qn("w:t")))) for cell in row.tc_lst)


def unreadable(document: Any) -> list[str]:
    """Headings that do not say by themselves in which ink on which ground they stand, or that nobody reads so."""
    styles = {each.style_id: each for each in document.styles}
    found = []
    for cell, words in heading_cells(document):
        ground = value(cell.find(f"{qn('w:tcPr')}/{qn('w:shd')}"), "fill")
        for run in cell.iter(qn("w:r")):
            own = value(run.find(f"{qn('w:rPr')}/{qn('w:color')}"), "val")
            of_style = styles[value(run.getparent().find(f"{qn('w:pPr')}/{qn('w:pStyle')}"), "val")].font.color.rgb
            if own is None and str(of_style) == WHITE:
                found.append(f"{words}: white by its style alone")
            if contrast(own or str(of_style), ground or WHITE) < READABLE:
                found.append(f"{words}: {own or of_style} on {ground}")
    return found


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_says_it_in_its_cells(name: str) -> None:
    document = Document(str(INPUTS / name))
    assert list(heading_cells(document)) or name in {"lembar-disposisi.docx", "undangan-rapat.docx"}
    assert unreadable(document) == []


def test_what_is_printed_says_it_too(tmp_path: Path) -> None:
    values = {each.berkas: filling for each, filling in every_paper().items()} | {"rkt.docx": naskah()}
    assert sorted(values) == TEMPLATES
    for name, filling in values.items():
        (tmp_path / name).write_bytes(word.render(INPUTS / name, filling, paper="A4"))
        assert unreadable(Document(str(tmp_path / name))) == [], name
        assert faults(tmp_path / name) == []


CONDITION = f"""<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr>
<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="702070"/></w:tcPr></w:tblStylePr>"""


@pytest.mark.parametrize(
    ("look", "own", "wanted"),
    [
        ({"firstRow": "1"}, None, ("702070", "FFFFFF")),
        ({"val": "04A0"}, None, ("702070", "FFFFFF")),
        ({"firstRow": "0", "val": "04A0"}, None, (None, None)),
        ({"val": "0400"}, None, (None, None)),
        ({"firstRow": "1"}, "FFE699", ("FFE699", "FFFFFF")),
    ],
)
def test_a_table_of_the_offices_own_is_painted_as_its_style_says(
    look: dict[str, str], own: str | None, wanted: tuple[str | None, str | None], tmp_path: Path
) -> None:
    document = Document()
    base = document.styles.add_style("Dasar", WD_STYLE_TYPE.TABLE)
    base.element.append(parse_xml(CONDITION))
    document.styles.add_style("Milik Kantor", WD_STYLE_TYPE.TABLE).base_style = base
    table = document.add_table(2, 1)
    table.style = "Milik Kantor"
    shown = table._tbl.tblPr.find(qn("w:tblLook"))
    for name in list(shown.attrib):
        del shown.attrib[name]
    for name, said in look.items():
        shown.set(qn(f"w:{name}"), said)
    table.cell(0, 0).text, table.cell(1, 0).text = "Kode", "{{ tahun }}"
    if own:
        table.cell(0, 0)._tc.get_or_add_tcPr().append(
            parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{own}"/>')
        )
    document.add_paragraph()
    document.save(str(tmp_path / "kantor.docx"))
    made = word.render(tmp_path / "kantor.docx", {"tahun": "2026"}, paper="A4")
    (tmp_path / "cetak.docx").write_bytes(made)
    first, second = Document(BytesIO(made)).tables[0].column_cells(0)
    ink = value(first._tc.find(f".//{qn('w:color')}"), "val")
    assert (value(first._tc.find(f".//{qn('w:shd')}"), "fill"), ink) == wanted
    assert second._tc.find(f".//{qn('w:shd')}") is None
    assert faults(tmp_path / "cetak.docx") == []


def test_numbers_of_lists_say_their_letters_themselves() -> None:
    """A viewer that gives a number no look but its own would print it in another face than its line."""
    for name in TEMPLATES:
        numbering = Document(str(INPUTS / name)).part.numbering_part.element if has_numbering(name) else ()
        levels = [level for each in numbering for level in each.iter(qn("w:lvl"))]
        assert all(value(level.find(f".//{qn('w:rFonts')}"), "ascii") == "Arial" for level in levels), name


def has_numbering(name: str) -> bool:
    return any(
        part.partname == "/word/numbering.xml" for part in Document(str(INPUTS / name)).part.package.iter_parts()
    )
