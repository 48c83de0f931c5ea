"""The printed RKT holds everything that was planned, and nothing else: read back from Word and from its PDF."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from helpers.looked_at import squeezed
from helpers.returning import fill

from rkt_excel.edges.disk.shipped import INPUTS, shipped_inputs
from rkt_excel.edges.seal import libreoffice
from rkt_excel.model.origin.master import Master
from rkt_excel.model.vocabulary.terms import KIND_OF_JENIS, Jenis
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.draft import draft
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADINGS = ("Sasaran Strategis", "Indikator Kinerja", "Satuan", "Target")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Master]:
    """The draft of the shipped master, answered as the example's staff does."""
    home = tmp_path_factory.mktemp("naskah")
    shutil.copytree(shipped_inputs(), home / INPUTS)
    place = Workplace(inputs=home / INPUTS, outputs=home / "output")
    master, _ = place.master()
    format(place)
    for each in master.bagian:
        fill(place, master, each.kode)
    gabung(place)
    return place.folder(master) / draft(place).draft_docx, master


def wanted(master: Master) -> set[tuple[str, str, str, str]]:
    """Sasaran, indikator, satuan and target of each indikator as they have to be printed."""
    sasaran = {each.kode: each.sasaran for each in master.sasaran}
    rows = set()
    for each in master.indikator:
        assert each.target is not None
        shown = KIND_OF_JENIS[Jenis(each.jenis)].shown(each.target)  # in the example staff plans what the Renstra says
        rows.add((squeezed(sasaran[each.sasaran]), squeezed(each.indikator), squeezed(each.satuan), squeezed(shown)))
    return rows


def printed(document: Path) -> set[tuple[str, str, str, str]]:
    """The same of the lampiran's table in the Word file; a merged sasaran counts for all its rows."""
    with zipfile.ZipFile(document) as package:
        body = ET.fromstring(package.read("word/document.xml"))
    tables = [table for table in body.iter(f"{W}tbl") if _cells(table)[:1] and "TW I" in _texts(_cells(table)[0])]
    assert len(tables) == 1
    rows, sasaran = set(), ""
    for row in _cells(tables[0])[1:]:
        texts = _texts(row)
        if len(texts) < 10 or not re.fullmatch(r"IK\.\d+\.\d+", texts[2].strip()):
            continue
        sasaran = texts[1] or sasaran
        rows.add((squeezed(sasaran), squeezed(texts[3]), squeezed(texts[4]), squeezed(texts[5])))
    return rows


def _cells(table: ET.Element) -> list[list[ET.Element]]:
    return [row.findall(f"{W}tc") for row in table.findall(f"{W}tr")]


def _texts(cells: list[ET.Element]) -> list[str]:
    return ["".join(text.text or "" for text in cell.iter(f"{W}t")) for cell in cells]


@pytest.mark.tuntas
def test_the_table_holds_every_planned_row_and_no_other(made: tuple[Path, Master]) -> None:
    document, master = made
    assert printed(document) == wanted(master)


@pytest.mark.program("LibreOffice", "poppler")
def test_the_pdf_shows_every_planned_text(made: tuple[Path, Master], tmp_path: Path) -> None:
    document, master = made
    pdf = libreoffice.to_pdf(document, tmp_path)
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True)
    raw = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True)
    text = squeezed(raw.stdout.decode("utf-8"))
    missing = [part for row in wanted(master) for part in row if part not in text]
    assert not missing
    pages = done.stdout.decode("utf-8").split("\f")[:-1]
    assert all(len(page.split()) > 20 for page in pages), "an empty page"
    for heading in HEADINGS:
        assert squeezed(heading) in text
