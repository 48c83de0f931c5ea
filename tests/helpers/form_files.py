"""The form in every format that comes back, made by hand of its cells: no foreign program is needed for it."""

from __future__ import annotations

import struct
from decimal import Decimal
from html import escape

from helpers import old_excel
from helpers.raw_books import ODF, packed
from rkt_excel.workbook.values.cells import Cell, CellContent, Grid, Opened

_SPACES = "".join(
    f' xmlns:{name}="{ODF}{space}:1.0"'
    for name, space in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("draw", "drawing"),
        ("number", "datastyle"), ("fo", "xsl-fo-compatible"), ("meta", "meta"),
    )
)  # fmt: skip


def as_ods(opened: Opened) -> bytes:
    """As a package of OpenDocument."""
    content = f"<office:document-content{_SPACES}>{_body(opened)}</office:document-content>"
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{ODF}manifest:1.0"/>',
            "content.xml": content,
            "styles.xml": f"<office:document-styles{_SPACES}>{_STYLES}</office:document-styles>",
            "meta.xml": f"<office:document-meta{_SPACES}>{_meta(opened)}</office:document-meta>",
        }
    )


def as_flat(opened: Opened) -> bytes:
    """As one XML file of OpenDocument."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document{_SPACES}>{_meta(opened)}{_STYLES}{_body(opened)}'
        "</office:document>"
    ).encode()


_STYLES = (
    "<office:automatic-styles>"
    '<number:percentage-style style:name="N1"><number:number number:decimal-places="1"/><number:text>%</number:text>'
    '</number:percentage-style><style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1">'
    '<style:text-properties fo:color="#000000"/></style:style><style:style style:name="ro1" style:family="table-row">'
    '<style:table-row-properties style:row-height="0.5cm"/></style:style><style:style style:name="ta1" '
    'style:family="table"><style:table-properties table:display="true"/></style:style></office:automatic-styles>'
)


def _meta(opened: Opened) -> str:
    said = "".join(
        f'<meta:user-defined meta:name="{escape(name)}">{escape(text)}</meta:user-defined>'
        for name, text in opened.properties.items()
    )
    return f"<office:meta><dc:date xmlns:dc='urn:dc'>2026-11-24T08:00:00</dc:date>{said}</office:meta>"


def _body(opened: Opened) -> str:
    names = "".join(
        f'<table:named-expression table:name="{escape(name)}" table:expression="of:=&quot;{escape(text)}&quot;"/>'
        for name, text in opened.names.items()
    )
    sheets = "".join(map(_sheet, opened.grids))
    return (
        f"<office:body><office:spreadsheet>{sheets}<table:named-expressions>{names}</table:named-expressions>"
        "</office:spreadsheet></office:body>"
    )


def _sheet(grid: Grid) -> str:
    rows = []
    for row in range(1, grid.last_row + 1):
        cells = "".join(_cell(grid, row, column) for column in range(1, grid.last_column + 1))
        rows.append(f'<table:table-row table:style-name="ro1">{cells}</table:table-row>')
    columns = f'<table:table-column table:number-columns-repeated="{max(grid.last_column, 1)}"/>'
    return (
        f'<table:table table:name="{escape(grid.name)}" table:style-name="ta1">{columns}{"".join(rows)}</table:table>'
    )


def _cell(grid: Grid, row: int, column: int) -> str:
    cell, said = grid.at(row, column), ""
    if isinstance(cell.value, Decimal):
        said = f' office:value-type="float" office:value="{cell.value}" table:style-name="ce1"'
    elif cell.content is CellContent.TEXT:
        said = ' office:value-type="string"'
    note = grid.comments.get((row, column))
    told = f"<office:annotation><text:p>{escape(note.text)}</text:p></office:annotation>" if note else ""
    span = next((each for each in grid.merges if each[:2] == (row, column)), None)
    if span:
        tall, wide = span[2] - row + 1, span[3] - column + 1
        said += f' table:number-rows-spanned="{tall}" table:number-columns-spanned="{wide}"'
    shown = f"<text:p><text:span>{escape(cell.shown)}</text:span></text:p>" if cell.shown else ""
    return f"<table:table-cell{said}>{told}{shown}</table:table-cell>"


def xls_records(opened: Opened) -> bytes:
    """As the records of an .xls, its names left out."""
    texts = list(
        dict.fromkeys(str(c.value) for g in opened.grids for c in g.cells.values() if c.content is CellContent.TEXT)
    )
    places = {text: number for number, text in enumerate(texts)}
    sheets = {
        grid.name: b"".join(_record(cell, places) for _, cell in sorted(grid.cells.items())) for grid in opened.grids
    }
    return old_excel.book(sheets, texts=_table(texts))


def _record(cell: Cell, places: dict[str, int]) -> bytes:
    row, column = cell.row - 1, cell.column - 1
    if cell.content is CellContent.TEXT:
        return old_excel.shared(row, column, places[str(cell.value)])
    if isinstance(cell.value, Decimal):
        return old_excel.number(row, column, float(cell.value))
    return b""


_LONGEST_RECORD = 8_000  # bytes; a record holds 8,224


def _table(texts: list[str]) -> bytes:
    """The shared texts, in as many records as they need; each ends with a whole text."""
    parts = [struct.pack("<II", len(texts), len(texts))]
    for text in texts:
        data = old_excel.text(text, wide=True)
        if len(parts[-1]) + len(data) > _LONGEST_RECORD:
            parts.append(b"")
        parts[-1] += data
    return old_excel.record(0xFC, parts[0]) + b"".join(old_excel.record(0x3C, part) for part in parts[1:])
