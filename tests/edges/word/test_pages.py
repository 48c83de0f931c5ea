"""No page of a printed paper is nearly empty: real pages, counted in the PDF that LibreOffice makes."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest
from helpers.all_papers import MASTER, every_paper
from helpers.rencana_besar import filled
from ooxml import faults

from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.edges.docx import word
from rkt_excel.edges.docx.pages.word_paper import PaperName
from rkt_excel.edges.seal import libreoffice
from rkt_excel.model.origin.master import Master
from rkt_excel.model.papers.dokumen import DOKUMEN
from rkt_excel.model.papers.kop import paper_of
from rkt_excel.model.papers.naskah import RKT, naskah
from rkt_excel.model.vocabulary.terms import Kertas

LEAST = 4  # lines of a page, its footer among them

# The papers as the shipped office prints them, and with so many entries in each of their lists: numbers at which the
# last page once held a list of copies, a place for paraf, or nothing at all.
SIZES: Mapping[str, Iterable[int]] = {
    "undangan-rapat.docx": (1, 2, 3),
    "daftar-hadir.docx": (33,),
    "lembar-disposisi.docx": (4,),
    "pemeriksaan-mutu.docx": (29,),
}


def lines(pdf: Path) -> list[int]:
    """How many lines each page has."""
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, encoding="utf-8")
    return [sum(bool(line.strip()) for line in page.splitlines()) for page in done.stdout.split("\f")[:-1]]


@pytest.mark.program("LibreOffice", "poppler")
@pytest.mark.xdist_group("libreoffice")
@pytest.mark.parametrize("program", ["ya", "tidak"])
@pytest.mark.parametrize("paper", ["A4", "F4"])
def test_no_page_holds_a_line_or_two(master: Master, tmp_path: Path, paper: PaperName, program: str) -> None:
    office = master.instansi.model_copy(update={"cetak_program": program, "cetak_peta": "tidak"})
    values = naskah(filled(replace(master, instansi=office)), tanda="", day=date(2026, 1, 12))
    (tmp_path / "rkt.docx").write_bytes(word.render(shipped_inputs() / "rkt.docx", values, paper=paper))
    counts = lines(libreoffice.to_pdf(tmp_path / "rkt.docx", tmp_path))
    assert min(counts) >= LEAST, counts


def of_size(values: Mapping[str, Any], size: int) -> dict[str, Any]:
    """The values with so many entries in each list that has any; 0 leaves them as they are."""
    return {
        name: list(islice(cycle(each), size)) if size and isinstance(each, list) and each else each
        for name, each in values.items()
    }


def test_every_paper_is_looked_at() -> None:
    assert {RKT, *every_paper()} == set(DOKUMEN)


@pytest.mark.program("LibreOffice", "poppler")
@pytest.mark.xdist_group("libreoffice")
@pytest.mark.parametrize("kertas", list(Kertas))
def test_no_page_of_any_other_paper_holds_a_line_or_two(kertas: Kertas, tmp_path: Path) -> None:
    office = replace(MASTER, instansi=MASTER.instansi.model_copy(update={"kertas": kertas}))
    for document, values in every_paper().items():
        for size in (0, *SIZES.get(document.berkas, ())):
            made = word.render(
                shipped_inputs() / document.berkas, of_size(values, size), paper=paper_of(office, document)
            )
            (tmp_path / f"{Path(document.berkas).stem} {size}.docx").write_bytes(made)
    written = sorted(tmp_path.glob("*.docx"))
    assert [fault for each in written for fault in faults(each)] == []
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", *map(str, (tmp_path, *written))]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    counts = {each.stem: lines(each.with_suffix(".pdf")) for each in written}
    assert {name: pages for name, pages in counts.items() if min(pages) < LEAST} == {}
