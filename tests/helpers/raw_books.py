"""Workbooks put together part by part, without any library, and what reading them gives."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter

from rkt_excel.workbook.reading.openbook import Unreadable, open_book
from rkt_excel.workbook.values.cells import Cell, Opened

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
Parts = dict[str, str | bytes]


def packed(parts: Parts) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def relations(base: str = RELATIONS, **targets: str) -> str:
    links = "".join(
        f'<Relationship Id="{name}" Type="{base}/{name.rstrip("0123456789")}" Target="{target}"/>'
        for name, target in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'


def parts_of(
    rows: str, *, texts: str = "", formats: str = "", book: str = "", main: str = MAIN, base: str = RELATIONS
) -> Parts:
    """A workbook of one sheet, as little as a program may write."""
    styles = "".join(f'<xf numFmtId="{number}"/>' for number in ("0", *formats.split()))
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": relations(base, officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{base}"><workbookPr/><sheets>'
        f'<sheet name="Isian" sheetId="1" r:id="worksheet1"/></sheets>{book}</workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            base, worksheet1="worksheets/sheet1.xml", sharedStrings="sharedStrings.xml", styles="styles.xml"
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{texts}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        f"<cellXfs>{styles}</cellXfs></styleSheet>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }


def opened(rows: str, **further: str) -> dict[str, Cell]:
    """The cells of a hand-made sheet by their addresses."""
    return by_address(open_book(packed(parts_of(rows, **further))))


def by_address(book: Opened, sheet: int = 0) -> dict[str, Cell]:
    return {cell.address: cell for cell in book.grids[sheet].cells.values()}


def refused(data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        open_book(data)
    return caught.value


def written(fill: Callable[[Any, Any], None]) -> bytes:
    """A workbook by XlsxWriter; `fill` gets the book and its only sheet."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    fill(book, book.add_worksheet("Isian"))
    book.close()
    return file.getvalue()


ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def ods_parts(rows: str, *, after: str = "", table: str = "Isian") -> Parts:
    spaces = "".join(f' xmlns:{name}="{ODF}{name}:1.0"' for name in ("office", "table", "text", "style"))
    return {
        "mimetype": ODS_TYPE,
        "content.xml": f'<office:document-content{spaces} xmlns:calcext="urn:x:calcext"><office:body>'
        f'<office:spreadsheet><table:table table:name="{table}">{rows}</table:table>{after}'
        "</office:spreadsheet></office:body></office:document-content>",
    }


def ods_cell(inside: str = "", **attributes: str) -> str:
    said = "".join(f' {name.replace("_", ":", 1).replace("_", "-")}="{v}"' for name, v in attributes.items())
    return f"<table:table-cell{said}>{inside}</table:table-cell>"


SIMPLE = '<row r="1"><c r="A1"><v>5</v></c></row>'


def compound(*streams: str) -> bytes:
    """An OLE2 file (MS-CFB): a header, a table of sectors, a directory of up to three empty streams."""
    end, free, table = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(10) + struct.pack("<IIIIIIIII", 1, 1, 0, 4096, end, 0, end, 0, 0)
    header += struct.pack("<108I", *[free] * 108)

    def entry(name: str, kind: int, left: int, right: int, child: int) -> bytes:
        text = name.encode("utf-16-le") + b"\0\0"
        links = struct.pack("<HBBIII", len(text), kind, 1, left, right, child)
        return text.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", end, 0)

    entries = [entry("Root Entry", 5, free, free, 1)]
    for number, name in enumerate(streams, 1):
        entries.append(entry(name, 2, free, number + 1 if number < len(streams) else free, free))
    directory = b"".join(entries).ljust(512, b"\0")
    return header + struct.pack("<128I", table, end, *[free] * 126) + directory


SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"
