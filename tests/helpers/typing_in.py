"""Cells of a Konsep or draft typed into and looked at, as a person with a spreadsheet program would."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from rkt_excel.workbook.reading.openbook import open_book
from rkt_excel.workbook.values.cells import Cell


def cells(path: Path, sheet: str) -> dict[tuple[str, str], Cell]:
    """The cell of each (kunci, kolom) of a sheet; spare lines are named by their row."""
    grid = next(each for each in open_book(path.read_bytes()).grids if each.name == sheet)
    names = {
        column: str(cell.value).removeprefix("kolom:")
        for column in range(1, grid.last_column + 1)
        if not (cell := grid.at(4, column)).blank
    }
    kodes = {row: str(grid.at(row, 1).value or row) for row in range(6, 200)}
    return {
        (kode if sheet != "Usulan" or "U." in kode else str(row), name): grid.at(row, column)
        for row, kode in kodes.items()
        for column, name in names.items()
    }


def write(path: Path, sheet: str, kunci: str, **typed: object) -> None:
    """Type into a row, as a person with a spreadsheet program would."""
    places = cells(path, sheet)
    book = load_workbook(path)
    for kolom, value in typed.items():
        book[sheet][places[kunci, kolom].address].value = value
    book.save(path)


def said(path: Path, sheet: str, kunci: str, kolom: str) -> object:
    """What a cell holds."""
    return cells(path, sheet)[kunci, kolom].value
