"""A sasaran beside the rows of its indikator is printed whole: no page ends within its text."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from helpers.contoh_naskah import naskah
from helpers.paths import INPUTS
from ooxml import faults

from rkt_excel.edges.docx import word

WORDS = [f"kata{number:02}" for number in range(1, 13)]  # which take one line each in their narrow column
ROWS = 15

pytestmark = [pytest.mark.program("LibreOffice", "poppler"), pytest.mark.xdist_group("libreoffice")]


def listed(above: int, wanted: list[str], rows: int, folder: Path) -> bytes:
    """A page with so many lines of text, then a list whose words stand merged beside its rows."""
    document = Document(str(INPUTS / "rkt.docx"))
    for each in [*document.element.body][:-1]:
        document.element.body.remove(each)
    for number in range(above):
        document.add_paragraph(f"Baris {number}", style="Teks Tabel")
    table = document.add_table(rows + 1, 2, style="Tabel RKT")
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for column, width in enumerate(("1000", "8000")):
        table._tbl.tblGrid.gridCol_lst[column].set(qn("w:w"), width)
    for number, row in enumerate(table.rows):
        for cell, twips in zip(row._tr.tc_lst, (1000, 8000), strict=True):
            cell.width = twips * 635
        row.cells[1].text = "Judul" if not number else f"Isi {number}"
    table.cell(1, 0).merge(table.cell(rows, 0))
    table.cell(1, 0).text = " ".join(wanted)
    for paragraph in [each for row in table.rows for cell in row.cells for each in cell.paragraphs]:
        paragraph.style = document.styles["Teks Tabel"]
    document.add_paragraph("Sesudahnya.", style="Isi")
    document.save(str(folder / "templat.dasar"))
    return word.render(folder / "templat.dasar", naskah(), paper="A4")


def pages(folder: Path) -> dict[str, list[str]]:
    """The text of each page by document."""
    written = sorted(folder.glob("*.docx"))
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", *map(str, (folder, *written))]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    found = {}
    for each in written:
        read = ["pdftotext", "-layout", str(each.with_suffix(".pdf")), "-"]
        found[each.name] = subprocess.run(read, check=True, capture_output=True).stdout.decode("utf-8").split("\f")
    return found


TEXTS = {"a short one": (WORDS[:4], 15), "a long one": (WORDS, 15), "one longer than its rows": (WORDS, 3)}


def test_no_page_ends_within_a_text_beside_several_rows(tmp_path: Path) -> None:
    for number, (wanted, rows) in enumerate(TEXTS.values()):
        for above in range(24, 46, 3):
            (tmp_path / f"{number} {above}.docx").write_bytes(listed(above, wanted, rows, tmp_path))
    assert faults(tmp_path / "0 24.docx") == []
    looked_at = pages(tmp_path)
    for number, (name, (wanted, rows)) in enumerate(TEXTS.items()):
        own = [each for key, each in looked_at.items() if key.startswith(f"{number} ")]
        most = [max(len(re.findall(r"kata\d\d", page)) for page in each) for each in own]
        assert min(most) == len(wanted), name
        assert any("Baris" not in page and "kata01" in page for each in own for page in each), f"{name}: none was moved"
        if rows > len(wanted):
            ends = ["kata01" in each[0] and f"Isi {rows}" not in each[0] for each in own]
            assert any(ends), f"{name}: more rows are kept together than the text needs"
