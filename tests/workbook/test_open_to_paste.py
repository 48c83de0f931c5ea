"""What is pasted into a form leaves its cell open, and nothing is open that was locked: Normal is open, looks say it.

A pasted cell follows the style Normal of the workbook that it comes into; the blank cells of a sheet would, too.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from helpers.libreoffice_session import Job, LibreOffice, Typed
from helpers.written_books import ISSUE, all_books, form_of, forms, loaded, shipped
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

from rkt_excel.model.forms import form
from rkt_excel.model.forms.issuing import form_content

LAST = 16_384
PAGES = {"Petunjuk", "Definisi", "Periksa", "Perbaikan", "_identitas"}  # nobody types there


def styles(book: bytes) -> str:
    with ZipFile(io.BytesIO(book)) as package:
        return package.read("xl/styles.xml").decode("utf-8")


def looks(text: str, part: str) -> list[str]:
    """The looks of cells or of named styles, as they are written."""
    inside = re.search(rf"<{part} .*?</{part}>", text, re.DOTALL)
    assert inside
    return re.findall(r"<xf [^>]*?/>|<xf .*?</xf>", inside.group(), re.DOTALL)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return all_books(tmp_path_factory.mktemp("buku"))


def test_normal_is_open_and_every_other_look_says_whether_it_locks(books: Mapping[str, bytes]) -> None:
    for name, book in books.items():
        text = styles(book)
        normal, *named = looks(text, "cellStyleXfs")
        first, *others = looks(text, "cellXfs")
        assert 'locked="0"' in normal, name
        assert 'locked="0"' in first, name
        assert named == []
        assert all(re.search(r'applyProtection="1".*<protection locked="[01]"', each) for each in others), name


def unlocked(sheet: Any) -> Iterator[str]:
    """The cells of a protected sheet that are open, blank ones by their columns among them."""
    spans: dict[int, Any] = {}
    for each in sheet.column_dimensions.values():
        spans |= dict.fromkeys(range(each.min, each.max + 1), each)
    for number in range(1, LAST + 1):
        if number not in spans or spans[number].protection.locked is not True:
            yield f"column {number}"
    for row in sheet.row_dimensions.values():
        if row.s and row.protection.locked is not True:
            yield f"row {row.index}"
    for line in sheet.iter_rows():
        yield from (cell.coordinate for cell in line if cell.protection.locked is not True)


def test_all_that_was_locked_is_locked_to_the_last_column(books: Mapping[str, bytes]) -> None:
    """Of a form exactly what the bagian fills is open; of all other protected sheets nothing is."""
    rows = {name: form_content(shipped(), name.split()[1], ISSUE) for name in forms() if name.startswith("formulir ")}
    seen = set()
    for name, book in books.items():
        for sheet in loaded(book).worksheets:
            if not sheet.protection.sheet:
                continue
            seen.add(sheet.title)
            tables = {table.name: table for table in form.FORM.tables()}
            if name in rows and sheet.title in tables:
                expected = set(rows[name].layout(tables[sheet.title]).to_fill)
                assert set(unlocked(sheet)) == expected, (name, sheet.title)
            elif sheet.title in PAGES:
                assert list(unlocked(sheet)) == [], (name, sheet.title)
            else:
                assert not [each for each in unlocked(sheet) if " " in each], (name, sheet.title)
    assert PAGES | {"Kinerja", "Program", "Usulan", "Keputusan"} <= seen


def elsewhere(path: Path) -> Path:
    """A workbook of somebody else: cells as they come, and one with looks."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"], sheet["A3"] = 77, "Kepala Seksi", 5
    sheet["A3"].font, sheet["A3"].fill = Font(bold=True), PatternFill("solid", fgColor="FFFF0000")
    book.save(path)
    return path


@pytest.mark.program("LibreOffice")
@pytest.mark.xdist_group("libreoffice")
def test_a_cell_that_was_pasted_into_can_be_typed_into_again(tmp_path: Path) -> None:
    target, source = tmp_path / "formulir.xlsx", elsewhere(tmp_path / "lain.xlsx")
    target.write_bytes(form_of(shipped(), "SEK"))
    layout = form_content(shipped(), "SEK", ISSUE).layout(form.FORM.sheet(form.KINERJA))  # type: ignore[arg-type]
    line = next(layout.data())
    cells = [layout.address(line, name) for name in ("target", "penanggung_jawab", "tw4")]
    pasted = [Typed.pasted(form.KINERJA, cell, source, f"A{n}") for n, cell in enumerate(cells, 1)]
    again = [Typed.text(form.KINERJA, cell, "lagi") for cell in cells]
    job = Job(target, (*pasted, *again), look_at=tuple((form.KINERJA, cell) for cell in cells), locks=True)
    with LibreOffice() as office:
        result = office.do(job)
    assert result.refused == ()
    assert {each.shown for each in result.cells.values()} == {"lagi"}
    locks = result.locks[form.KINERJA]
    assert locks.unlocked == set(layout.to_fill)
    assert locks.unlocked_beyond == ()
