"""No page of the printed RKT is nearly empty: real pages, counted in the PDF that LibreOffice makes."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rencana_besar import filled

from rkt_excel.edges import libreoffice, word
from rkt_excel.edges.word_paper import Paper
from rkt_excel.model.master import Master
from rkt_excel.model.naskah import naskah
from rkt_excel.office.workplace import shipped_inputs

LEAST = 4  # lines of a page, its footer among them


@pytest.mark.program("LibreOffice", "poppler")
@pytest.mark.xdist_group("libreoffice")
@pytest.mark.parametrize("program", ["ya", "tidak"])
@pytest.mark.parametrize("paper", ["A4", "F4"])
def test_no_page_holds_a_line_or_two(master: Master, tmp_path: Path, paper: Paper, program: str) -> None:
    office = master.instansi.model_copy(update={"cetak_program": program, "cetak_peta": "tidak"})
    values = naskah(filled(replace(master, instansi=office)), tanda="", day=date(2026, 1, 12))
    (tmp_path / "rkt.docx").write_bytes(word.render(shipped_inputs() / "rkt.docx", values, paper=paper))
    pdf = libreoffice.to_pdf(tmp_path / "rkt.docx", tmp_path)
    said = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True).stdout.decode()
    counts = [sum(bool(line.strip()) for line in page.splitlines()) for page in said.split("\f")[:-1]]
    assert min(counts) >= LEAST, counts
