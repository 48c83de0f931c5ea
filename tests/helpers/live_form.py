"""The self-check of a form, driven in LibreOffice."""

from __future__ import annotations

import io
from collections.abc import Iterable

from openpyxl import load_workbook


def formulas(data: bytes) -> list[tuple[str, str]]:
    """Every formula cell of a workbook."""
    book = load_workbook(io.BytesIO(data))
    return [(sheet.title, cell.coordinate) for sheet in book for row in sheet for cell in row if cell.data_type == "f"]


def kept(data: bytes, places: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The results that are kept in a workbook, as they are shown."""
    book = load_workbook(io.BytesIO(data), data_only=True)
    return {(sheet, cell): "" if (value := book[sheet][cell].value) is None else str(value) for sheet, cell in places}
