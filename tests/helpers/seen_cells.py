"""One answer as a cell stores and shows it, in every format that is read."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import xlsxwriter

from rkt_excel.workbook.declaration.declare import Column, Row, read_row
from rkt_excel.workbook.kinds import Choice, Code, Day, Number, Percent, Text
from rkt_excel.workbook.reading.openbook import open_book
from rkt_excel.workbook.values.cells import Cell, Grid


class Isian(Row):
    """One cell, read as each kind of answer."""

    angka: Annotated[Decimal | None, Column("Angka", Number(least=None))] = None
    persen: Annotated[Decimal | None, Column("Persen", Percent())] = None
    teks: Annotated[str | None, Column("Teks", Text())] = None
    pilihan: Annotated[str | None, Column("Pilihan", Choice(options=("A", "7", "80", "ya")))] = None
    kode: Annotated[str | None, Column("Kode", Code(pattern=r"[A-Z]\.\d", example="A.1"))] = None
    tanggal: Annotated[date | None, Column("Tanggal", Day())] = None


Answer = tuple[object, frozenset[str]]  # the value or the name of the code that asks it back, and what is told


def answer(cell: Cell, kind: str) -> Answer:
    """What one kind of column makes of a cell."""
    row, faults, notes = read_row(Isian, {kind: cell}, {})
    told = frozenset(each.code.name for each in notes)
    return (faults[0].code.name if faults else getattr(row, kind), told)


def asked(code: str) -> Answer:
    return code, frozenset()


def read_as(value: object, *told: str) -> Answer:
    return value, frozenset(told)


def written(write: Callable[[Any, Any], None], **options: object) -> bytes:
    """A workbook of one sheet."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, **options})
    write(book, book.add_worksheet("Isian"))
    book.close()
    return file.getvalue()


def convert(path: Path, ending: str) -> None:
    """Let LibreOffice save a file in another format, beside it."""
    profile = f"-env:UserInstallation={(path.parent / 'profil').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", path.parent, path],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip


def in_every_format(folder: Path, fill: Callable[[Any, Any], None]) -> Callable[[str], Grid]:
    """A sheet by the ending of its format: .xlsx as XlsxWriter writes it, all others as LibreOffice saves it."""
    (folder / "isian.xlsx").write_bytes(written(fill))

    @cache
    def grid(ending: str) -> Grid:
        if ending != "xlsx":
            convert(folder / "isian.xlsx", ending)
        return open_book((folder / f"isian.{ending}").read_bytes()).grids[0]

    return grid


def packed_sheet(
    rows: str, *, styles: str = "", strings: str = "", view: str = "", book: str = "", after: str = ""
) -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    offdoc = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    related = "http://schemas.openxmlformats.org/package/2006/relationships"

    def links(*targets: tuple[str, str]) -> str:
        listed = "".join(
            f'<Relationship Id="r{n}" Type="{offdoc}/{kind}" Target="{target}"/>'
            for n, (kind, target) in enumerate(targets, 1)
        )
        return f'<Relationships xmlns="{related}">{listed}</Relationships>'

    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": links(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{offdoc}">{book}<sheets><sheet name="Isian" sheetId="1" '
        'r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": links(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{view}<sheetData>{rows}</sheetData>{after}</worksheet>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}">{styles}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{strings}</sst>',
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()
