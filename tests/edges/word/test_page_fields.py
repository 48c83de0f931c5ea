"""The Daftar Isi shows the pages that LibreOffice prints, its fields stay fields; without it nothing is made up."""

from __future__ import annotations

import stat
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from helpers.all_papers import PLAN
from helpers.kantor import KASUBAG, SEKRETARIS, hand_in, open_office
from helpers.paths import INPUTS
from helpers.rencana_besar import filled
from helpers.tahapan import Stage, drafted
from ooxml import faults

from rkt_excel.edges.docx import word
from rkt_excel.edges.docx.pages import page_fields
from rkt_excel.edges.seal import libreoffice
from rkt_excel.edges.seal.pdf_pages import numbers_shown
from rkt_excel.edges.work_folder.folder import sha256
from rkt_excel.model.papers.naskah import naskah as plan_texts
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.draft import draft
from rkt_excel.steps.format import format as make_forms
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.paraf import paraf

OPEN = "…"  # what a field shows that nobody has filled
LAID_OUT = pytest.mark.program("LibreOffice", "poppler")


def shown(document: bytes) -> dict[str, str]:
    """What the fields of the table of contents show, by the words of their line."""
    found = {}
    for paragraph in Document(BytesIO(document)).paragraphs:
        if any("PAGEREF" in (code.text or "") for code in paragraph._p.iter(qn("w:instrText"))):
            *words, number = paragraph.text.split("\t")
            found[" ".join(words)] = number
    return found


def stale(document: bytes) -> int:
    """How many fields are marked to be filled anew by Word."""
    marks = (each.get(qn("w:dirty")) for each in Document(BytesIO(document)).element.body.iter(qn("w:fldChar")))
    return sum(each is not None for each in marks)


def pages(made: Path, folder: Path) -> list[str]:
    """The text of each printed page, its white space as single spaces."""
    pdf = libreoffice.to_pdf(made, folder)
    done = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True)
    return [" ".join(each.split()).casefold() for each in done.stdout.decode("utf-8").split("\f")[:-1]]


def returned(place: Workplace) -> None:
    """The office in which every form has come back."""
    make_forms(place)
    for each in place.master()[0].bagian:
        hand_in(place, each.kode)


def told_by(place: Workplace) -> tuple[Workplace, list[str]]:
    told: list[str] = []
    return replace(place, tell=told.append), told


@LAID_OUT
@pytest.mark.xdist_group("libreoffice")
def test_konsep_draft_and_clean_copy_show_the_pages_that_are_printed(tmp_path: Path) -> None:
    place, told = told_by(open_office(tmp_path / "kantor"))
    drafted(place)
    paraf(place, oleh=KASUBAG)
    paraf(place, oleh=SEKRETARIS)
    folder = place.folder(place.master()[0])
    places = ("4-konsep/Konsep*.docx", "6-draft/draft-1/Draft*.docx", "7-rkt/RKT*.docx")
    papers = [next(folder.glob(each)) for each in places]
    for paper in papers:
        content = paper.read_bytes()
        texts = pages(paper, tmp_path)
        numbers = shown(content)
        assert len(numbers) > 10
        for words, number in numbers.items():
            heading = words.casefold().partition(" formulir")[0]  # of the lampiran, which has another title in the list
            assert heading in texts[int(number) - 1], (paper.name, words, number)
        assert stale(content) == len(numbers), "Word counts its own pages when it opens the document"
        assert faults(paper) == []
    with place.read_register(folder) as register:
        for paper in papers[1:]:
            assert register.kept(sha256(paper.read_bytes())) == paper.read_bytes()
    assert told == []


@LAID_OUT
def test_equal_documents_get_equal_bytes(at: Stage, tmp_path: Path) -> None:
    place = at(drafted)
    content = next(place.folder(place.master()[0]).glob("6-draft/draft-1/Draft*.docx")).read_bytes()
    names = page_fields.bookmarks(content)
    first, second = (
        page_fields.with_page_numbers(
            content, libreoffice.page_numbers(content, names, counted=page_fields.plainly_numbered(content))
        )
        for _ in range(2)
    )
    assert first == second


@LAID_OUT
@pytest.mark.xdist_group("libreoffice")
def test_pages_are_counted_without_shapes_and_are_the_same(tmp_path: Path) -> None:
    context: Any = plan_texts(filled(PLAN.master), tanda="DRAFT 1", day=date(2026, 6, 1))
    content = word.render(INPUTS / "rkt.docx", context, paper="A4")
    light = page_fields.lighter(content)
    shapes = [len(list(Document(BytesIO(each)).element.body.iter("{*}wsp"))) for each in (content, light)]
    assert shapes[0] > 100
    assert shapes[1] == 0
    (tmp_path / "ringan.docx").write_bytes(light)
    assert faults(tmp_path / "ringan.docx") == []
    names = page_fields.bookmarks(content)
    whole, quick = (libreoffice.page_numbers(each, names, counted=True, timeout=180) for each in (content, light))
    assert whole == quick
    assert len(whole) == len(names)


def test_without_libreoffice_the_command_says_it_and_the_document_does_not(at: Stage) -> None:
    place, told = told_by(at(make_forms))
    hand_in(place, "SEK")
    first = gabung(place)
    assert told == ["Daftar Isi Konsep diberi nomor halaman setelah semua bagian lengkap."]
    told.clear()
    for each in place.master()[0].bagian:
        hand_in(place, each.kode)
    gabung(place)
    done = draft(place)
    folder = place.folder(place.master()[0])
    assert len(told) == 2
    assert told[1].startswith("Daftar Isi Draft 1 belum memuat nomor halaman, karena LibreOffice tidak ada di komputer")
    for name in (first.keluaran.konsep_docx, done.draft_docx):
        content = (folder / name).read_bytes()
        assert set(shown(content).values()) == {OPEN}
        assert "LibreOffice" not in "".join(each.text for each in Document(BytesIO(content)).paragraphs)


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Puts a shell script in the place of LibreOffice; gives the file in which it notes each call."""

    def make(body: str) -> Path:
        script = tmp_path / "soffice"
        script.write_text(
            f"#!/bin/sh\nPATH=/usr/bin:/bin\ncd '{tmp_path}'\necho x >> dipanggil\n{body}\n", encoding="utf-8"
        )
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(libreoffice, "available", lambda: script)
        return tmp_path / "dipanggil"

    return make


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_one_that_hangs_is_given_up_at_once(at: Stage, stand_in: Callable[[str], Path]) -> None:
    place = at(drafted)
    calls = stand_in("sleep 30")
    content = next(place.folder(place.master()[0]).glob("6-draft/draft-1/Draft*.docx")).read_bytes()
    began = time.monotonic()
    with pytest.raises(libreoffice.LibreOfficeError):
        libreoffice.page_numbers(content, page_fields.bookmarks(content), counted=True, timeout=1)
    assert time.monotonic() - began < 10
    assert len(calls.read_text(encoding="utf-8").split()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
@pytest.mark.parametrize(
    "script",
    ["exit 77", 'while [ "$1" != --outdir ]; do shift; done\nmkdir -p "$2"; echo %PDF-1.7 > "$2/naskah.pdf"'],
    ids=["gives nothing", "knows no page"],
)
def test_one_that_fails_keeps_no_draft_back(at: Stage, stand_in: Callable[[str], Path], script: str) -> None:
    place, told = told_by(at(returned))
    gabung(place)
    stand_in(script)
    done = draft(place)
    assert [each.partition(".")[0] for each in told[1:]] == [
        "Daftar Isi Draft 1 belum memuat nomor halaman, karena LibreOffice tidak dapat menghitungnya"
    ]
    content = (place.folder(place.master()[0]) / done.draft_docx).read_bytes()
    assert set(shown(content).values()) == {OPEN}


# ------------------------------------------------------------------------------------------ however pages are counted


def field(name: str) -> Any:
    return parse_xml(
        f'<w:p {nsdecls("w")}><w:r><w:t>{name}</w:t><w:tab/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>'
        f'<w:instrText xml:space="preserve"> PAGEREF {name} \\h </w:instrText></w:r><w:r><w:fldChar '
        f'w:fldCharType="separate"/></w:r><w:r><w:t>{OPEN}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def marked(document: Any, name: str, number: int) -> None:
    paragraph = document.add_paragraph(f"Bagian {name}")._p
    mark = f'<w:bookmark{{}} {nsdecls("w")} w:id="{number}"{{}}/>'
    paragraph.insert(0, parse_xml(mark.format("Start", f' w:name="{name}"')))
    paragraph.append(parse_xml(mark.format("End", "")))


@LAID_OUT
def test_numbers_are_those_of_the_sections_however_they_count() -> None:
    document: Any = Document()
    for name in ("prakata", "bab_1", "lampiran-A"):
        document.element.body.insert(0, field(name))
    document.add_page_break()
    marked(document, "prakata", 1)
    document.add_section(WD_SECTION.NEW_PAGE)
    marked(document, "bab_1", 2)
    document.add_page_break()
    marked(document, "lampiran-A", 3)
    for section, said in zip(document.sections, ('w:fmt="lowerRoman"', 'w:start="7"'), strict=True):
        section._sectPr.append(parse_xml(f"<w:pgNumType {nsdecls('w')} {said}/>"))
    target = BytesIO()
    document.save(target)
    names = page_fields.bookmarks(target.getvalue())
    found = libreoffice.page_numbers(target.getvalue(), names, counted=page_fields.plainly_numbered(target.getvalue()))
    made = page_fields.with_page_numbers(target.getvalue(), found)
    assert shown(made) == {"prakata": "ii", "bab_1": "7", "lampiran-A": "8"}


PLAIN = b"""1 0 obj
<</Type/Catalog/Pages 2 0 R/Dests 9 0 R>>
endobj
2 0 obj
<</Type/Pages/Kids[3 0 R 4 0 R]/Count 3>>
endobj
3 0 obj
<</Type/Page>>
endobj
4 0 obj
<</Type/Pages/Kids[ 5 0 R 6 0 R ]>>
endobj
5 0 obj
<</Type/Page>>
endobj
6 0 obj
<</Type/Page>>
endobj
"""
NAMED = b"<</satu[3 0 R/XYZ 1 2 0]\n/bab5F2[6 0 R/XYZ 85.05 700 0]>>"
LINK = b"7 0 obj\n<</Type/Annot/Subtype/Link/Contents<FEFF0031>/Dest[6 0 R/XYZ 85.05 700 0]>>\nendobj\n"
PACKED_DESTS = zlib.compress(b"9 0 " + NAMED)
PACKED = b"8 0 obj\n<</Type/ObjStm/N 1/First 4>>\nstream\n" + PACKED_DESTS + b"\nendstream\nendobj\n"


@pytest.mark.parametrize(
    ("pdf", "counted", "numbers"),
    [
        (PLAIN + b"9 0 obj\n" + NAMED + b"\nendobj\n", True, {"satu": "1", "bab_2": "3"}),
        (PLAIN + b"9 0 obj\n" + NAMED + b"\nendobj\n", False, {}),
        (PLAIN + b"9 0 obj\n" + NAMED + b"\nendobj\n" + LINK, True, {"satu": "1", "bab_2": "1"}),
        (PLAIN + PACKED, True, {"satu": "1", "bab_2": "3"}),
        (PLAIN, True, {}),
        (b"%PDF-1.6 <</Type/Catalog/Pages 2 0 R>>", True, {}),
        (b"", True, {}),
    ],
    ids=["counted", "not to be counted", "a link says it", "packed", "no names", "damaged", "empty"],
)
def test_what_a_pdf_says_of_its_pages(pdf: bytes, counted: bool, numbers: dict[str, str]) -> None:
    assert numbers_shown(pdf, ["satu", "bab_2", "tiga"], counted=counted) == numbers
