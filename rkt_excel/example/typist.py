"""What the people of the example type into workbooks: by openpyxl, another program than the one that wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from rkt_excel.edges.disk.one_way import write_whole
from rkt_excel.workbook.declaration.declare import Workbook
from rkt_excel.workbook.writing.content import Content

Answers = Mapping[tuple[str, str, str], object]  # what is typed, by (sheet, key, field)

COLUMNS_ROW = 4  # where each table says which field a column is (workbook/declaration/layout.py), hidden on screen


def type_into(workbook: Path, sheet: str, key: tuple[str, str | None], values: Mapping[str, str]) -> None:
    """Type values into one line of a table.

    Args:
        workbook: The file.
        sheet: The table's sheet.
        key: A field and the text that stands there in the wanted line; `None` for the first line where it is blank.
        values: What is typed, by field.

    Raises:
        StopIteration: No line is like that.
    """
    from openpyxl import load_workbook  # noqa: PLC0415 - only the example types into workbooks

    book = load_workbook(workbook)
    page = book[sheet]
    columns = {str(cell.value).removeprefix("kolom:"): cell.column for cell in page[COLUMNS_ROW] if cell.value}
    name, wanted = key
    lines = range(COLUMNS_ROW + 2, page.max_row + 2)
    line = next(row for row in lines if page.cell(row, columns[name]).value == wanted)
    for field, value in values.items():
        page.cell(line, columns[field]).value = value
    saved = BytesIO()
    book.save(saved)
    write_whole(workbook, saved.getvalue())


def answered(form: bytes, declaration: Workbook, content: Content, typed: Answers) -> bytes:
    """A form with answers typed into it, as staff would send it back.

    Args:
        form: The bytes of the form.
        declaration: What it was written by.
        content: What it was written from.
        typed: The answers; `None` empties a cell, what is no cell to fill is left out.
    """
    from openpyxl import load_workbook  # noqa: PLC0415 - only the example types into workbooks

    book = load_workbook(BytesIO(form))
    for table in declaration.tables():
        layout = content.layout(table)
        for line in layout.data():
            for name, _ in layout.fillable(line):
                if (table.name, line.key, name) in typed:
                    value = typed[table.name, line.key, name]
                    number = float(value) if isinstance(value, Decimal) else value
                    book[table.name][layout.address(line, name)].value = number
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()
