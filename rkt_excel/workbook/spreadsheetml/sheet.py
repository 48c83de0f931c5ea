"""A sheet as XlsxWriter writes it: rows that grow, columns that lock, and cells by short ways."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from rkt_excel.workbook.values.cells import column_letters

NO_RESULT: Final = "#N/A"  # the formula, without "=", of a cell that says that it was never calculated
_LAST_COLUMN: Final = 16_383  # 0-based


class _Rows:
    """Rows that grow when somebody types there, and rows whose height is known."""

    def __init__(self) -> None:
        super().__init__()
        self._growing: set[int] = set()
        self._heights: dict[int, float] = {}
        self._usual = 0.0

    def set_default_row(self, height: float) -> None:
        """Give every row a height (points) for which nothing else is said."""
        self._usual = height
        super().set_default_row(height)  # type: ignore[misc]

    def set_row(self, row: int, height: float | None = None, *how: Any) -> None:  # noqa: ANN401 - XlsxWriter's own
        """Set a 0-based row as XlsxWriter does, and remember its height."""
        hidden = any(isinstance(each, dict) and each.get("hidden") for each in how)
        self._heights[row] = 0.0 if hidden else self._usual if height is None else height
        super().set_row(row, height, *how)  # type: ignore[misc]

    def height(self, row: int) -> float:
        """How high a 0-based row is, in points; 0 where it is hidden."""
        return self._heights.get(row, self._usual)

    def set_growing_row(self, row: int, height: float) -> None:
        """Give a 0-based row a height (points) that Excel and LibreOffice fit anew when somebody types there.

        A height marked as custom, which is all that XlsxWriter writes, stays, and longer answers vanish below it.
        """
        self.set_row(row, height)
        self._growing.add(row + 1)

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, Any]]) -> None:
        if tag == "row" and attributes[0][1] in self._growing:  # what comes first is its number
            attributes = [each for each in attributes if each[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)  # type: ignore[misc]


class _Blanks:
    """Columns that lock the cells that nobody wrote."""

    col_info: dict[int, Any]

    def __init__(self) -> None:
        super().__init__()
        self._blank: int | None = None  # the first column that nobody set

    def lock_blanks(self, look: Any) -> None:  # noqa: ANN401 - XlsxWriter is untyped
        """Lock every cell that nobody wrote, to the last column; without a look they are as Normal, and open."""
        self._blank = _lock_columns(self.col_info, look)

    def _write_col_info(self, col_min: int, col_max: int, col_info: Any) -> None:  # noqa: ANN401
        super()._write_col_info(col_min, _LAST_COLUMN if col_max == self._blank else col_max, col_info)  # type: ignore[misc]


class _Quick:
    """Cells by short ways: XlsxWriter's own are for what may be, and forms are written by the thousand.

    It looks for some thirty names of functions that came after Excel 2007 in every formula, and for dynamic arrays,
    though the engine's own formulas hold none of them; it takes places as letters too, measures the span of every row,
    which is for programs in a hurry, and asks of every cell what it may be, though most are a text or blank.
    """

    table: dict[int, dict[int, Any]]
    row_info: dict[int, Any]
    comments: dict[int, Any]
    formula_cell: type  # XlsxWriter's
    fh: Any
    dim_rowmin: int
    dim_rowmax: int

    def write_formula(self, row: int, column: int, formula: str, look: Any = None, value: object = 0) -> None:  # noqa: ANN401
        """Write a formula with its result to a 0-based place."""
        self._check_dimensions(row, column)  # type: ignore[attr-defined]
        self.table[row][column] = self.formula_cell(formula.removeprefix("="), look, value)

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        del expand_future_functions
        return formula.removeprefix("=")

    def _xml_formula_element(self, formula: str, result: object, attributes: list[tuple[str, Any]]) -> None:
        """Say of an empty text that it is a result; XlsxWriter leaves it to be taken for a number that is missing."""
        if result == "" and formula != NO_RESULT:
            attributes = [*attributes, ("t", "str")]
        super()._xml_formula_element(formula, result, attributes)  # type: ignore[misc]

    def _write_rows(self) -> None:
        """Every row as XML; its cells are let go with it, for a book of many rows would hold them to the end."""
        for row in range(self.dim_rowmin, self.dim_rowmax + 1):
            cells, how = self.table.pop(row, None), self.row_info.get(row)
            if cells:
                self._write_row(row, None, how)  # type: ignore[attr-defined]
                for column, cell in sorted(cells.items()):
                    self._write_cell(row, column, cell)
                self._xml_end_tag("row")  # type: ignore[attr-defined]
            elif how is not None or row in self.comments:
                self._write_empty_row(row, None, how)  # type: ignore[attr-defined]

    def _write_cell(self, row: int, col: int, cell: Any) -> None:  # noqa: ANN401
        kind = type(cell).__name__
        if cell.format is None or kind not in {"String", "Blank", "Formula"} or (kind == "Formula" and _odd(cell)):
            super()._write_cell(row, col, cell)  # type: ignore[misc]
            return
        begun = f'<c r="{column_letters(col + 1)}{row + 1}" s="{cell.format._get_xf_index()}"'  # noqa: SLF001
        if kind == "Blank":
            rest = "/>"
        elif kind == "String":
            rest = f' t="s"><v>{cell.string}</v></c>'
        else:
            formula, value = map(self._escape_data, (cell.formula, cell.value))  # type: ignore[attr-defined]
            rest = f' t="str"><f>{formula}</f><v>{value}</v></c>'
        self.fh.write(begun + rest)


def _odd(cell: Any) -> bool:  # noqa: ANN401 - XlsxWriter is untyped
    """Whether the result of a formula is no plain text: a number, an error value, or none."""
    return not isinstance(cell.value, str) or cell.value[:1] == "#" or cell.formula == NO_RESULT


@cache
def sheet_class() -> type:
    """XlsxWriter's sheet with rows that grow, columns that lock, and cells that are written quickly."""
    from xlsxwriter.worksheet import CellFormulaTuple, Worksheet  # noqa: PLC0415 - loaded where a workbook is written

    class Sheet(_Rows, _Blanks, _Quick, Worksheet):  # type: ignore[misc]
        formula_cell = CellFormulaTuple
        # What its public methods end in, once an address of letters has been looked for.
        write_string = Worksheet._write_string  # noqa: SLF001
        write_blank = Worksheet._write_blank  # noqa: SLF001
        write_number = Worksheet._write_number  # noqa: SLF001

    return Sheet


def _lock_columns(known: dict[int, Any], look: Any) -> int:  # noqa: ANN401 - XlsxWriter is untyped
    """Give each column of a sheet a look for its blank cells; the 0-based one that stands for all that follow.

    A row without a look of its own leaves its blank cells to their columns.
    """
    from xlsxwriter.worksheet import ColumnInfo  # noqa: PLC0415 - loaded where a workbook is written

    last = max(known, default=-1) + 1
    for column in range(last + 1):
        info = known.setdefault(column, ColumnInfo())
        info.column_format = info.column_format or look
    return last
