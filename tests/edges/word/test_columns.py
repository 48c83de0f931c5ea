"""No word of a table is broken where its column ends: counted in Arial, and read back from the PDF of every paper."""

from __future__ import annotations

import base64
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, Twips
from helpers.all_papers import MASTER, PLAN, every_paper
from helpers.contoh_naskah import naskah as made_up
from helpers.paths import INPUTS
from helpers.rencana_besar import filled
from hypothesis import given, settings
from hypothesis import strategies as st
from ooxml import faults

from rkt_excel.edges.docx import word
from rkt_excel.edges.docx.pages.columns import fit_words
from rkt_excel.edges.docx.pages.looks import Looks
from rkt_excel.model.papers.isian import example_values
from rkt_excel.model.papers.kop import paper_of
from rkt_excel.model.papers.naskah import RKT, naskah
from rkt_excel.model.vocabulary.terms import BentukTabel, Kertas
from rkt_excel.workbook.writing.measure import advance

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)  # a PNG of one point
MARGIN = 216  # twips: what cells of a plain table leave at both sides
# Units and words of targets, as offices have them, and what they put in the place of a target.
UNITS = ("rekomendasi", "perpustakaan", "Dokumen/Laporan", "orang/bulan", "eksemplar", "kelurahan/desa", "Kilogram")
TARGETS = ("Ditetapkan", "Terakreditasi", "1.250.000", "Memuaskan", "12 kabupaten/kota")


def word_width(text: str, size: float = 9.5, *, bold: bool = False) -> float:
    """In twips."""
    return advance(text, bold=bold) / 1_000 * size * 20


def narrow(widths: Sequence[int], *rows: Sequence[str]) -> Any:
    """A document with a table of columns so wide in twips, filled row by row."""
    document = Document()
    table = document.add_table(len(rows), len(widths))
    for at, width in enumerate(widths):
        table.columns[at].width = Twips(width)
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text, width in zip(line.cells, row, widths, strict=True):
            cell.text, cell.width = text, Twips(width)
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(9.5)
    document.add_paragraph()
    return document


def printed(document: Any, folder: Path) -> list[list[int]]:
    """The widths of its columns once it is printed, and of the cells of each row."""
    document.save(str(folder / "kantor.docx"))
    content = word.render(folder / "kantor.docx", {}, paper="A4")
    (folder / "cetak.docx").write_bytes(content)
    assert faults(folder / "cetak.docx") == []
    return measured(Document(BytesIO(content)))


def printed_with(columns: str, rows: Sequence[Sequence[str]], folder: Path, *, span: int = 1) -> Any:
    """What is printed of a table with this grid, a list with its notes and a signature behind it on the same grid."""
    document = Document()
    for name in ("Catatan", "Nama Pejabat"):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    covered = f'<w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>' if span > 1 else ""
    head = "<w:trPr><w:tblHeader/></w:trPr>"
    for style in ("Normal", "NamaPejabat"):
        look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        lines = [
            "".join(f"<w:tc>{covered}<w:p>{look}<w:r><w:t>{each}</w:t></w:r></w:p></w:tc>" for each in row)
            for row in rows
        ]
        body = "".join(f"<w:tr>{head if style == 'Normal' else ''}{each}</w:tr>" for each in lines)
        xml = f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{body}</w:tbl>"
        document.element.body.insert(-1, parse_xml(xml))
        document.add_paragraph("Sumber: kantor", style="Catatan")
    document.add_paragraph()
    document.save(str(folder / "kantor.docx"))
    return Document(BytesIO(word.render(folder / "kantor.docx", {}, paper="A4")))


def measured(document: Any) -> list[list[int]]:
    """The widths of the columns of its table, and of the cells of each row."""
    table = document.tables[0]._tbl
    grid = [int(each.get(qn("w:w"))) for each in table.tblGrid.gridCol_lst]
    return [grid, *([int(cell.tcPr.tcW.get(qn("w:w"))) for cell in row.tc_lst] for row in table.tr_lst)]


def test_a_column_takes_what_its_longest_word_needs_from_those_that_can_spare_it(tmp_path: Path) -> None:
    before, *_ = printed(narrow((900, 4000, 900), ("a", "b", "c")), tmp_path)
    grid, *cells = printed(narrow((900, 4000, 900), ("perpustakaan", "Jumlah yang dibina", "x")), tmp_path)
    assert grid[0] >= word_width("perpustakaan") + MARGIN > before[0]
    assert sum(grid) == sum(before)
    assert [grid, *cells] == [grid, grid]


def test_a_column_takes_what_its_picture_needs(tmp_path: Path) -> None:
    document = narrow((900, 4000), ("", "Jumlah yang dibina"))
    document.tables[0].cell(0, 0).paragraphs[0].add_run().add_picture(BytesIO(DOT), width=Twips(1500))
    before, *_ = printed(narrow((900, 4000), ("a", "b")), tmp_path)
    grid, *_ = printed(document, tmp_path)
    assert grid[0] >= 1500 + MARGIN > before[0]
    assert sum(grid) == sum(before)


def test_what_is_wide_enough_stays_as_it_was_drawn(tmp_path: Path) -> None:
    once, twice = (
        printed(narrow((1500, 3000, 900), row), tmp_path)
        for row in (("unit", "b", "c"), ("rekomendasi", "Jumlah arsip", "12"))
    )
    assert once == twice


def test_a_column_that_people_fill_in_by_hand_gives_nothing(tmp_path: Path) -> None:
    before, *_ = printed(narrow((900, 2000, 3000), ("a", "", "b"), ("a", "", "b")), tmp_path)
    grid, *_ = printed(narrow((900, 2000, 3000), ("perpustakaan", "", "b"), ("a", "", "b")), tmp_path)
    assert grid[1] == before[1]
    assert grid[0] > before[0]


def test_words_with_strokes_are_parted_there_before_others_are_broken(tmp_path: Path) -> None:
    words = ("Bulanan/Triwulanan/Semesteran", "perpustakaan")
    wide, *_ = printed(narrow((1500, 4500), words), tmp_path)
    tight, *_ = printed(narrow((1500, 1500), words), tmp_path)
    assert wide[0] >= word_width(words[0]) + MARGIN
    assert tight[0] >= word_width("Semesteran") + MARGIN
    assert tight[1] >= word_width("perpustakaan") + MARGIN


def test_where_no_width_is_enough_all_columns_keep_some(tmp_path: Path) -> None:
    grid, *_ = printed(narrow((800, 800, 800), ("x" * 40, "y" * 60, "z")), tmp_path)
    before, *_ = printed(narrow((800, 800, 800), ("a", "b", "c")), tmp_path)
    assert sum(grid) == sum(before)
    assert min(grid) > 0
    grid, *_ = printed(narrow((1500, 1500, 1500), ("x" * 9_000, "", "y")), tmp_path)
    assert min(grid) > 300


DRAWN = {  # what the grid of a table of two columns says, as Word and other programs write it
    "fractions": ('<w:gridCol w:w="900.5"/><w:gridCol w:w="4000.25"/>', True),
    "no widths": ("<w:gridCol/><w:gridCol/>", False),
    "no columns": ("", False),
    "fewer columns than cells, without widths": ("<w:gridCol/>", False),
    "one without width": ('<w:gridCol w:w="900"/><w:gridCol/>', False),
    "a width of nothing": ('<w:gridCol w:w="0"/><w:gridCol w:w="4000"/>', False),
    "another unit": ('<w:gridCol w:w="2cm"/><w:gridCol w:w="4cm"/>', False),
}
CELLS = ("perpustakaan", "Jumlah")


@pytest.mark.parametrize("case", DRAWN)
def test_a_table_whose_grid_does_not_say_its_widths_is_printed_as_it_is(case: str, tmp_path: Path) -> None:
    columns, widened = DRAWN[case]
    made = printed_with(columns, [CELLS], tmp_path)
    widths = [each.get(qn("w:w")) for each in made.tables[0]._tbl.tblGrid.gridCol_lst]
    shown = [each.text for each in made.element.body.iter(qn("w:t"))]
    assert [shown.count(each) for each in (*CELLS, "Sumber: kantor")] == [2, 2, 2]
    if widened:
        assert int(widths[0]) >= word_width(CELLS[0]) + MARGIN


def test_a_cell_that_covers_more_columns_than_there_are_is_printed(tmp_path: Path) -> None:
    grid = '<w:gridCol w:w="900"/><w:gridCol w:w="900"/>'
    made = printed_with(grid, [CELLS], tmp_path, span=3)
    assert "perpustakaan" in "".join(each.text or "" for each in made.element.body.iter(qn("w:t")))


@settings(deadline=None)
@given(
    widths=st.lists(st.integers(300, 4000), min_size=2, max_size=6),
    words=st.lists(st.text("abcimw ", min_size=1, max_size=14), min_size=6, max_size=6),
)
def test_no_word_is_broken_as_long_as_the_table_has_the_room(widths: list[int], words: list[str]) -> None:
    row = [f"{each}x" for each in words[: len(widths)]]
    document = narrow(widths, row)
    fit_words(document)
    grid, *cells = measured(document)
    needs = [max(map(word_width, each.split())) + MARGIN for each in row]
    assert (sum(grid), min(grid) > 0, cells) == (sum(widths), True, [grid])
    if sum(needs) * 1.03 + 20 * len(needs) <= sum(widths):
        assert all(width >= need for width, need in zip(grid, needs, strict=True))


# ------------------------------------------------------------------------------------------ every paper


def words(made: Path) -> Iterator[str]:
    """The words in the cells of a document that have to stay whole; at dashes and strokes they may part."""
    for cell in Document(str(made)).element.body.iter(qn("w:tc")):
        for paragraph in cell.iterchildren(qn("w:p")):
            parts = paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"))
            text = "".join(each.text or "" if each.tag == qn("w:t") else " " for each in parts)
            yield from (each for each in text.split() if len(each) > 1 and not set(each) & set("-–—/…."))


def broken(made: Path) -> list[str]:
    """Those of them that the PDF does not show whole."""
    done = subprocess.run(["pdftotext", "-raw", str(made.with_suffix(".pdf")), "-"], check=True, capture_output=True)
    shown = set(done.stdout.decode("utf-8").casefold().split())
    return sorted({each for each in words(made) if each.casefold() not in shown})


def with_office_words(values: dict[str, Any]) -> dict[str, Any]:
    """The RKT with units and targets as offices have them, one after the other."""
    units, targets = cycle(UNITS), cycle(TARGETS)
    for group in values["sasaran"]:
        for row in group["indikator"]:
            row |= {"satuan": next(units), "target": next(targets), "tw": [next(targets) for _ in range(4)]}
    for row in values["program"]:
        row["target"] = f"12 {next(units)}"
    return values


@pytest.mark.program("LibreOffice", "poppler")
@pytest.mark.xdist_group("libreoffice")
@pytest.mark.parametrize("kertas", list(Kertas))
def test_every_paper_prints_its_words_whole(kertas: Kertas, tmp_path: Path) -> None:
    office = replace(MASTER, instansi=MASTER.instansi.model_copy(update={"kertas": kertas}))
    plan = naskah(filled(replace(PLAN.master, instansi=office.instansi)), tanda="DRAFT 2", day=date(2026, 6, 1))
    texts: list[tuple[str, Any, dict[str, Any]]] = [
        (each.berkas, each, filling) for each, filling in every_paper().items()
    ]
    texts += [("rkt.docx", RKT, dict(plan)), ("rkt.docx", RKT, example_values(RKT.isi))]
    forms = list(BentukTabel)
    texts += [("rkt.docx", RKT, with_office_words(made_up(12, bentuk_tabel=each))) for each in forms]
    for number, (name, document, filling) in enumerate(texts):
        made = word.render(INPUTS / name, filling, paper=paper_of(office, document))
        (tmp_path / f"{number} {name}").write_bytes(made)
    written = sorted(tmp_path.glob("*.docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", *map(str, (tmp_path, *written))]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    assert {each.name: found for each in written if (found := broken(each))} == {}


def cut(document: Any) -> list[str]:
    """The pictures in the line that have less room than they take, by what is told of them; in twips.

    Where a picture does not say how far off the text stays, LibreOffice leaves 9 points at each side.
    """
    looks, found = Looks(document), []
    for table in document.element.body.iter(qn("w:tbl")):
        margin = looks.margins(table)
        for cell in table.iter(qn("w:tc")):
            room = int(cell.tcPr.tcW.get(qn("w:w"))) - margin
            for drawing in cell.iter(qn("wp:inline")):
                sides = (int(drawing.get(f"dist{side}", 114_300)) for side in "LR")
                wide = (int(drawing.find(qn("wp:extent")).get("cx")) + sum(sides)) / 635
                found += [f"{drawing.find(qn('wp:docPr')).get('descr')}: {wide} > {room}"] if wide > room else []
    return found


@pytest.mark.parametrize("kertas", list(Kertas))
@pytest.mark.parametrize("name", sorted({each.berkas for each in every_paper()}))
def test_a_picture_has_the_room_that_it_takes_on_every_paper(name: str, kertas: Kertas) -> None:
    office = replace(MASTER, instansi=MASTER.instansi.model_copy(update={"kertas": kertas}))
    document, filling = next((each, values) for each, values in every_paper().items() if each.berkas == name)
    made = Document(BytesIO(word.render(INPUTS / name, filling, paper=paper_of(office, document))))
    assert any(True for _ in made.element.body.iter(qn("wp:inline"))) or name == "rkt.docx"
    assert cut(made) == []
