"""Page numbers are counted once for one text, and anew for whatever could move one of them."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from rkt_excel.edges.docx.pages import page_fields
from rkt_excel.edges.private import own_notes
from rkt_excel.edges.seal import libreoffice, typesetting
from rkt_excel.office.memory import known_pages

LAID_OUT = pytest.mark.program("LibreOffice")
LONG = 450  # rows, more than are left


def _paragraph(document: object, text: str, mark: str = "", asks: str = "") -> None:
    line = document.add_paragraph(text)._p  # type: ignore[attr-defined]
    if mark:
        for kind in ("bookmarkStart", "bookmarkEnd"):
            found = OxmlElement(f"w:{kind}")
            found.set(qn("w:id"), mark)
            if kind == "bookmarkStart":
                found.set(qn("w:name"), f"m{mark}")
            line.append(found)
    if asks:
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), f" PAGEREF m{asks} \\h ")
        line.append(field)


def made(
    section: WD_SECTION | None = None, *, early: str = "Satu", row: str = "isi", rows: int = LONG, between: int = 3
) -> bytes:
    """A text whose last heading stands before a long table, in a section of its own or in the middle of a page."""
    document = Document()
    for number in ("1", "2"):
        _paragraph(document, "", asks=number)
    _paragraph(document, early, "1")
    for _ in range(between):
        document.add_paragraph("Alinea. " * 200)
    if section is not None:
        document.add_section(section)
    _paragraph(document, "Lampiran", "2")
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    table = document.add_table(rows, 2)
    for place, each in enumerate(table.columns[0].cells):
        each.text = row if place == rows - 1 else f"baris {place}"
    into = BytesIO()
    document.save(into)
    return timeless(into)


def timeless(made: BytesIO) -> bytes:
    """The package as the program makes its own: without the time at which it was made."""
    into = BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(into, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name))
    return into.getvalue()


SECTIONS = [None, WD_SECTION.NEW_PAGE, WD_SECTION.ODD_PAGE, WD_SECTION.CONTINUOUS]


@LAID_OUT
@pytest.mark.xdist_group("libreoffice")
@pytest.mark.parametrize(("section", "between"), [(each, 3) for each in SECTIONS] + [(None, 4), (None, 5)])
def test_what_decides_gives_the_pages_of_the_whole(section: WD_SECTION | None, between: int) -> None:
    document = made(section, between=between)
    names = page_fields.bookmarks(document)
    part = page_fields.counted_part(document, names)
    whole, less = (libreoffice.page_numbers(each, names, counted=True, timeout=180) for each in (document, part))
    assert names == ("m1", "m2")
    assert whole == less


@pytest.mark.parametrize(("section", "left"), [(None, 200), (WD_SECTION.NEW_PAGE, 1), (WD_SECTION.CONTINUOUS, 200)])
def test_only_rows_behind_a_page_are_left_out(section: WD_SECTION | None, left: int) -> None:
    document = made(section)
    for names, rows in ((("m1", "m2"), left), ((), LONG), (("m1",), 200)):
        part = Document(BytesIO(page_fields.counted_part(document, names)))
        assert [len(table.rows) for table in part.tables] == [rows]
        assert [each.text for each in part.paragraphs] == [each.text for each in Document(BytesIO(document)).paragraphs]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], bool]:
    """Whether a document was counted rather than remembered, by a LibreOffice that is here."""
    asked: list[bytes] = []

    def numbers(data: bytes, names: tuple[str, ...], *, counted: bool) -> dict[str, str]:
        asked.append(data)
        return dict.fromkeys(names, str(len(asked))) if counted else {}

    monkeypatch.setattr(libreoffice, "page_numbers", numbers)
    monkeypatch.setattr(libreoffice, "available", lambda: Path("soffice"))
    monkeypatch.setattr(known_pages, "typesetting", lambda _: "di sini")

    def was(document: bytes) -> bool:
        before = len(asked)
        told = known_pages.remembered_pages(document, page_fields.bookmarks(document))
        assert told.keys() == {"m1", "m2"}
        return len(asked) > before

    return was


def test_a_text_is_counted_once_and_whatever_may_move_a_page_anew(counted: Callable[[bytes], bool]) -> None:
    new = WD_SECTION.NEW_PAGE
    assert counted(made(new))
    for same in (made(new), made(new, row="lain"), made(new, rows=LONG + 7), made(new, rows=3)):
        assert not counted(same)
    for other in (made(new, early="Dua"), made(new, between=4), made(), made(WD_SECTION.CONTINUOUS), made(rows=100)):
        assert counted(other)
        assert not counted(other)
    assert counted(made(rows=100, row="lain"))


def test_another_libreoffice_another_program_and_a_note_of_somebody_else_count_anew(
    counted: Callable[[bytes], bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = made()
    assert counted(document)
    assert not counted(document)
    for name, said in (("typesetting", lambda _: "lain"), ("program", lambda: "lain")):
        with monkeypatch.context() as patch:
            patch.setattr(known_pages, name, said)
            assert counted(document)
    notes = Path(os.environ[own_notes.PLACE]) / "halaman.catatan"
    key, mark, text = notes.read_bytes().split(b"\n")[0].split(b" ")
    for planted in (b" ".join((key, mark[::-1], text)), b"", b"\xff"):
        notes.write_bytes(planted)
        assert counted(document)
    notes.unlink()
    monkeypatch.setattr(known_pages, "typesetting", lambda _: "")  # nobody can tell what lays it out
    assert counted(document)
    assert counted(document)
    assert not notes.exists()


def test_what_lays_out_is_known_by_program_fonts_and_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "program" / "soffice"
    fonts = tmp_path / "huruf"
    for each in (program, fonts / "sub" / "satu.ttf"):
        each.parent.mkdir(parents=True)
        each.write_bytes(b"1")
    monkeypatch.setattr(typesetting, "_font_folders", lambda: [fonts])
    assert typesetting.typesetting(program) == ""
    (program.parent / "versionrc").write_bytes(b"7.4")
    said = [typesetting.typesetting(program)]
    assert said == [typesetting.typesetting(program)]
    (fonts / "sub" / "dua.ttf").write_bytes(b"2")
    said.append(typesetting.typesetting(program))
    (program.parent / "versionrc").write_bytes(b"24.8")
    said.append(typesetting.typesetting(program))
    monkeypatch.setenv("LC_ALL", "xx_XX")
    said.append(typesetting.typesetting(program))
    assert len(set(said)) == 4
    link = tmp_path / "soffice"
    link.symlink_to(program)
    assert typesetting.typesetting(link) == said[-1]
