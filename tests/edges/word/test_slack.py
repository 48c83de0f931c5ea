"""What fits on one page in LibreOffice fits in Word: such papers keep room, and no page holds a source line alone."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from helpers.all_papers import MASTER, every_paper
from helpers.contoh_naskah import naskah
from helpers.paths import INPUTS
from ooxml import faults

from rkt_excel.edges.docx import word
from rkt_excel.model.papers.kop import paper_of
from rkt_excel.model.vocabulary.terms import Kertas

LEAST = 12.0  # millimetres that programs may differ in over a page
MM = 25.4 / 72
ONE_PAGE = ("berita-acara-arsip.docx", "daftar-arsip.docx", "daftar-distribusi.docx", "lembar-disposisi.docx",
            "surat-pengantar.docx", "tanda-terima.docx", "undangan-rapat.docx")  # fmt: skip
ON_F4_ONLY = "daftar-hadir.docx"  # which has more lines than a page of A4 holds
RECEIVERS = ("Kepala Bidang Penyelamatan dan Pemanfaatan Arsip Statis", "Sekretaris Dinas Perpustakaan dan Kearsipan")
REMARK = (
    "Mohon dicermati target tiga indikator pertama dan pagu yang belum lengkap, lalu dibahas bersama bagian terkait."
)

pytestmark = [pytest.mark.program("LibreOffice", "poppler"), pytest.mark.xdist_group("libreoffice")]


def converted(folder: Path) -> list[Path]:
    """The documents of a folder, each with its PDF beside it."""
    written = sorted(folder.glob("*.docx"))
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", *map(str, (folder, *written))]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return written


def free(made: Path) -> list[float]:
    """Millimetres between the lowest letter of the text and the bottom margin, page by page."""
    done = subprocess.run(["pdftotext", "-bbox", str(made.with_suffix(".pdf")), "-"], check=True, capture_output=True)
    margin = Document(str(made)).sections[-1].bottom_margin
    assert margin is not None
    found = []
    for height, text in re.findall(
        r'<page width="[\d.]+" height="([\d.]+)">(.*?)</page>', done.stdout.decode(), re.DOTALL
    ):
        end = float(height) - margin.pt
        bottoms = (float(each) for each in re.findall(r'yMax="([\d.]+)"', text))
        found.append((end - max(each for each in bottoms if each <= end + 2)) * MM)
    return found


def variants(values: Mapping[str, dict[str, Any]]) -> dict[str, tuple[str, dict[str, Any]]]:
    """The papers of one page as the shipped office prints them, and a disposisi for six officials with a remark."""
    papers = {name: (name, values[name]) for name in ONE_PAGE}
    more = {"diteruskan": list(islice(cycle(RECEIVERS), 6)), "catatan": REMARK}
    return papers | {"disposisi 6.docx": ("lembar-disposisi.docx", values["lembar-disposisi.docx"] | more)}


def in_word(made: bytes) -> bytes:
    """The paper with its rows as high as Word draws them: the margins of cells come on top of a least height."""
    document = Document(BytesIO(made))
    for table in document.tables:
        margins = sum(style_margin(table.style, side) for side in ("top", "bottom"))
        for row in table.rows:
            height = row._tr.find(f"{qn('w:trPr')}/{qn('w:trHeight')}")
            if height is None or height.get(qn("w:hRule")) != "atLeast":
                continue
            cells = [cell.find(f"{qn('w:tcPr')}/{qn('w:tcMar')}/{qn('w:top')}") for cell in row._tr.tc_lst]
            if any(cell is None for cell in cells):
                height.set(qn("w:val"), str(int(height.get(qn("w:val"))) + margins))
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def style_margin(style: Any, side: str) -> int:
    """What a style of tables leaves free in cells, in twips."""
    while style is not None:
        found = style.element.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}/{qn(f'w:{side}')}")
        if found is not None:
            return int(found.get(qn("w:w")))
        style = style.base_style
    return 0


@pytest.mark.parametrize("kertas", list(Kertas))
def test_papers_of_one_page_keep_room_for_what_programs_differ_in(kertas: Kertas, tmp_path: Path) -> None:
    office = replace(MASTER, instansi=MASTER.instansi.model_copy(update={"kertas": kertas}))
    documents = {each.berkas: each for each in every_paper()}
    papers = variants({each.berkas: filling for each, filling in every_paper().items()})
    if kertas is Kertas.F4:
        papers[ON_F4_ONLY] = (ON_F4_ONLY, next(v for d, v in every_paper().items() if d.berkas == ON_F4_ONLY))
    for name, (template, filling) in papers.items():
        made = word.render(INPUTS / template, filling, paper=paper_of(office, documents[template]))
        (tmp_path / name).write_bytes(in_word(made))
    rooms = {each.name: free(each) for each in converted(tmp_path)}
    assert {name: room for name, room in rooms.items() if len(room) != 1 or room[0] < LEAST} == {}


def test_a_disposisi_of_two_pages_has_its_receivers_where_it_is_initialled(tmp_path: Path) -> None:
    values = next(each for document, each in every_paper().items() if document.berkas == "lembar-disposisi.docx")
    for number in range(7, 17):
        more = {"diteruskan": list(islice(cycle(RECEIVERS), number)), "catatan": REMARK}
        made = word.render(INPUTS / "lembar-disposisi.docx", values | more, paper="A4/2")
        (tmp_path / f"{number:02}.docx").write_bytes(made)
    for each in converted(tmp_path):
        last = texts(each)[-1]
        assert "Paraf dan tanggal" in last
        assert last.count("Arsip Statis") + last.count("Sekretaris Dinas") >= int(each.stem), each.stem


# ------------------------------------------------------------------------------------------ lines of a table


def texts(made: Path) -> list[str]:
    done = subprocess.run(["pdftotext", "-layout", str(made.with_suffix(".pdf")), "-"], check=True, capture_output=True)
    return done.stdout.decode("utf-8").split("\f")[:-1]


def listed(lines: int, notes: Sequence[str], folder: Path) -> bytes:
    """A page with so many lines of text, then a list of five rows with its notes, in the looks of the shipped RKT."""
    document = Document(str(INPUTS / "rkt.docx"))
    body = document.element.body
    for each in [*body][:-1]:
        body.remove(each)
    for number in range(lines):
        document.add_paragraph(f"Baris {number}", style="Teks Tabel")
    table = document.add_table(6, 2, style="Tabel RKT")
    mark = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    for number, row in enumerate(table.rows):
        for cell in row.cells:
            cell.text = "Judul" if not number else f"Isi {number}"
            cell.paragraphs[0].style = document.styles["Teks Tabel"]
    for note in notes:
        document.add_paragraph(note, style="Catatan")
    document.add_paragraph("Sesudahnya.", style="Isi")
    document.save(str(folder / "templat.dasar"))
    return word.render(folder / "templat.dasar", naskah(), paper="A4")


@pytest.mark.parametrize("notes", [("Sumber: Renstra.",), ("TW = triwulan.", "Sumber: Renstra.")])
def test_a_source_line_has_rows_of_its_table_with_it(notes: Sequence[str], tmp_path: Path) -> None:
    for lines in range(36, 60):
        (tmp_path / f"{lines}.docx").write_bytes(listed(lines, notes, tmp_path))
    made = converted(tmp_path)
    assert [fault for each in made[:3] for fault in faults(each)] == []
    pages = [page for each in made for page in texts(each) if "Sumber:" in page]
    assert len(pages) == len(made)
    alone = [
        page for page in pages if "Isi 5" not in page or "Isi 4" not in page or any(each not in page for each in notes)
    ]
    assert alone == []
    assert any("Baris" not in page for page in pages), "none of the lists was parted, so nothing was tried"


def test_a_note_that_ends_a_section_or_stands_before_a_table_stays_a_paragraph(tmp_path: Path) -> None:
    content = listed(3, ("Sumber: Renstra.",), tmp_path)
    document = Document(str(tmp_path / "templat.dasar"))
    document.element.body.remove(document.paragraphs[-1]._p)
    document.save(str(tmp_path / "akhir.docx"))
    (tmp_path / "cetak.docx").write_bytes(word.render(tmp_path / "akhir.docx", naskah(), paper="A4"))
    assert faults(tmp_path / "cetak.docx") == []
    assert [each.text for each in Document(str(tmp_path / "cetak.docx")).paragraphs][-1] == "Sumber: Renstra."
    (tmp_path / "lain.docx").write_bytes(content)
    assert "Sumber: Renstra." not in [each.text for each in Document(str(tmp_path / "lain.docx")).paragraphs]
    assert list(Document(str(tmp_path / "lain.docx")).element.body.iter(qn("w:tbl")))
