"""Declaration + cells -> rows + findings. Sheets, columns, rows are known by what they are, not where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, TypeVar

from rkt_excel.workbook.cells import Cell, Grid, Opened, a1, exact, folded, legal, visible
from rkt_excel.workbook.declare import (
    Card,
    Column,
    Fault,
    Known,
    Noted,
    Row,
    Rows,
    Table,
    Workbook,
    as_known,
    read_row,
    value_of,
)
from rkt_excel.workbook.findings import Finding, SheetCode, finding
from rkt_excel.workbook.kinds import Choices
from rkt_excel.workbook.layout import (
    CARD_KEYS,
    CARD_LABELS,
    CARD_VALUES,
    KEY_MARK,
    SIGN_HEADER,
    TableLayout,
    spare_key,
)

_SEARCHED_ROWS: Final = 40  # how far down the headings are looked for
RowT = TypeVar("RowT", bound=Row)


@dataclass(frozen=True)
class ReadRow:
    """One row as it was read.

    Attributes:
        row: The validated row; fields that could not be read are empty.
        number: Its true 1-based row in the sheet.
        key: Its key, for a new row its name by place.
        cells: The cells that were read, by field name.
        faulty: The fields whose cells could not be accepted.
    """

    row: Row
    number: int
    key: str
    cells: Mapping[str, Cell]
    faulty: frozenset[str] = frozenset()

    def address(self, name: str) -> str | None:
        """The A1 address that a field was read from; `None` for what the declaration itself gave."""
        cell = self.cells.get(name)
        return cell.address if cell else None


@dataclass
class ReadResult:
    """What a workbook says: rows by sheet, and everything that is wrong with it."""

    rows: dict[str, list[ReadRow]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    named: dict[tuple[str, str], dict[str, list[str]]] = field(default_factory=dict)
    """What keys and unique columns hold, by (sheet, field): each text with its addresses, faulty rows included."""

    def of(self, name: str, model: type[RowT]) -> list[RowT]:
        """The rows of a sheet as their own model."""
        return [each.row for each in self.rows.get(name, ()) if isinstance(each.row, model)]


def read(
    declaration: Workbook,
    opened: Opened,
    *,
    choices: Mapping[str, Choices] | None = None,
    given: Rows | None = None,
) -> ReadResult:
    """Read a workbook by its declaration; every fault is found in one run.

    Args:
        declaration: What the workbook should be.
        opened: The cells of the file.
        choices: The lists that columns choose from.
        given: The rows that the workbook was issued with, by sheet; locked values are compared with them and rows
            are known by their keys. Without it rows are read as they stand.
    """
    result = ReadResult()
    for sheet in declaration.sheets:
        if not isinstance(sheet, (Table, Card)):
            continue
        grid = _grid(declaration, sheet, opened, result)
        if grid is None:
            continue
        if isinstance(sheet, Card):
            _read_card(sheet, grid, choices or {}, result)
        else:
            _TableReading(
                sheet, grid, choices or {}, None if given is None else given.get(sheet.name, ()), result
            ).run()
    return result


def _grid(declaration: Workbook, sheet: Table | Card, opened: Opened, result: ReadResult) -> Grid | None:
    """The sheet by its name, else the one that carries its field names."""
    named = next((grid for grid in opened.grids if folded(grid.name) == folded(sheet.name)), None)
    if named:
        return named
    wanted = {KEY_MARK + name for name in sheet.row.columns()}
    taken = {folded(each.name) for each in declaration.sheets}
    for grid in opened.grids:
        if folded(grid.name) in taken:
            continue
        texts = {str(cell.value) for cell in grid.cells.values() if str(cell.value).startswith(KEY_MARK)}
        if len(wanted & texts) * 2 > len(wanted):
            result.findings.append(finding(SheetCode.LEMBAR_BERGANTI_NAMA, sheet=sheet.name, found=grid.name))
            return grid
    if not sheet.optional:
        result.findings.append(finding(SheetCode.LEMBAR_HILANG, sheet=sheet.name))
    return None


def _read_card(card: Card, grid: Grid, choices: Mapping[str, Choices], result: ReadResult) -> None:
    columns = card.row.columns()
    keys = {
        str(cell.value).removeprefix(KEY_MARK): (row, column)
        for (row, column), cell in sorted(grid.cells.items())
        if str(cell.value).startswith(KEY_MARK)
    }
    for name in (each for each in columns if each not in keys):
        result.findings.append(
            finding(SheetCode.KOLOM_HILANG, sheet=card.name, column=name, kolom=columns[name].heading)
        )
    cells = {name: _card_value(grid, *keys[name], columns[name]) for name in columns if name in keys}
    row, findings, faulty = _validated(card.row, cells, cells, choices, card.name, None)
    result.findings.extend(findings)
    if row is not None:
        first = min((row for row, _ in keys.values()), default=1)
        result.rows[card.name] = [ReadRow(row, first, card.name, cells, faulty)]


def _card_value(grid: Grid, row: int, column: int, declared: Column) -> Cell:
    """The cell beside the label; people insert columns, so the label is looked for to the right of the hidden name."""
    labels = (place for place in range(column + 1, grid.last_column + 1) if declared.headed(grid.at(row, place).shown))
    return grid.at(row, next(labels, column + CARD_LABELS - CARD_KEYS) + CARD_VALUES - CARD_LABELS)


class _TableReading:
    """One table being read."""

    def __init__(
        self,
        table: Table,
        grid: Grid,
        choices: Mapping[str, Choices],
        given: Sequence[Row | Mapping[str, object]] | None,
        result: ReadResult,
    ) -> None:
        self.table, self.grid, self.choices, self.result = table, grid, choices, result
        self.columns = table.visible_columns()
        self.key_field = table.row.key_field()
        self.given = given
        self.header_row = 0
        self.places: dict[str, int] = {}

    def run(self) -> None:
        if not self._find_columns():
            self.result.findings.append(finding(SheetCode.JUDUL_KOLOM_HILANG, sheet=self.table.name))
            return
        if self.given is not None and self.key_field:
            rows = list(self._given_rows())
        else:
            rows = list(self._free_rows())
            self._find_duplicates()
        self.result.rows[self.table.name] = rows

    def _say(self, code: SheetCode, cells: Sequence[str] = (), **details: object) -> None:
        self.result.findings.append(finding(code, sheet=self.table.name, cells=cells, **details))  # type: ignore[arg-type]

    def _find_columns(self) -> bool:
        """Know the columns by the hidden field names, else by their headings."""
        by_row: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for (row, column), cell in sorted(self.grid.cells.items()):
            name = self._named(str(cell.value)) if row <= _SEARCHED_ROWS else None
            if name in self.columns:
                by_row[row][name].append(column)
        hidden_rows = [row for row, found in by_row.items() if self._hidden(row, found)]
        rows = hidden_rows or [row for row, found in by_row.items() if len(found) * 2 > len(self.columns)]
        if not rows:
            return False
        first, hidden = min(rows), bool(hidden_rows)
        self.header_row = first + 1 if hidden else first  # the hidden names stand one line above the headings
        self._place(by_row[first])
        return True

    def _hidden(self, row: int, found: Mapping[str, list[int]]) -> bool:
        return any(str(self.grid.at(row, numbers[0]).value).startswith(KEY_MARK) for numbers in found.values())

    def _named(self, text: str) -> str | None:
        """The field that a hidden name or a heading stands for."""
        if text.startswith(KEY_MARK):
            return text.removeprefix(KEY_MARK)
        return next((name for name, column in self.columns.items() if column.headed(text)), None)

    def _place(self, found: Mapping[str, list[int]]) -> None:
        for name, column in self.columns.items():
            numbers = found.get(name, [])
            if not numbers:
                self._say(SheetCode.KOLOM_HILANG, column=name, kolom=column.heading)
            elif len(numbers) > 1:
                cells = [a1(self.header_row, number) for number in numbers]
                self._say(SheetCode.KOLOM_GANDA, cells, column=name, kolom=column.heading)
            if numbers:
                self.places[name] = numbers[0]
        self._strays({number for numbers in found.values() for number in numbers})

    def _strays(self, known: set[int]) -> None:
        """What stands beside the table is told, so that nothing that a person typed is lost in silence."""
        signs = {
            column
            for (row, column), cell in self.grid.cells.items()
            if row == self.header_row and cell.value == SIGN_HEADER
        }
        for (row, column), cell in sorted(self.grid.cells.items()):
            if row > self.header_row and column not in known | signs and not cell.blank:
                self._say(SheetCode.ISI_DI_LUAR_TEMPAT, [cell.address], found=cell.shown)

    def _cells(self, number: int) -> dict[str, Cell]:
        return {name: self.grid.at(number, column) for name, column in self.places.items()}

    def _filled_rows(self) -> Iterator[tuple[int, dict[str, Cell]]]:
        """The lines below the headings that hold anything, with their true row numbers."""
        known = set(self.places.values())
        numbers = sorted({row for (row, column) in self.grid.cells if row > self.header_row and column in known})
        for number in numbers:
            cells = self._cells(number)
            if not all(cell.blank for cell in cells.values()):
                yield number, cells

    def _free_rows(self) -> Iterator[ReadRow]:
        """Rows as they stand; each is named by its key, or by its place."""
        groups = self._groups()
        group: Known = {}
        for number, cells in self._filled_rows():
            key_cell = cells.get(self.key_field) if self.key_field else None
            key = str(key_cell.value or "").strip() if key_cell else ""
            if key in groups:
                group = groups[key]
                self._beside_heading(cells)
                continue
            self._remember(cells)
            name = key or spare_key(self.table, number - self.header_row)
            row, findings, faulty = _validated(
                self.table.row, {**group, **cells}, cells, self.choices, self.table.name, name
            )
            self.result.findings.extend(findings)
            if row is not None:
                yield ReadRow(row, number, name, cells, faulty)

    def _given_rows(self) -> Iterator[ReadRow]:
        """The issued rows, each with what stands in its line now; locked values are compared."""
        lines = self._lines_by_key()
        given = {str(value_of(row, self.key_field or "")): row for row in self.given or ()}
        for key, row in given.items():
            numbers = lines.pop(key, [])
            if not numbers:
                self._say(SheetCode.BARIS_HILANG, key=key)
                continue
            if len(numbers) > 1:
                places = [a1(number, self.places[self.key_field or ""]) for number in numbers]
                header = self.columns[self.key_field or ""].heading
                self._say(SheetCode.KUNCI_GANDA, places, key=key, found=key, kolom=header)
            read_one = self._given_row(numbers[0], key, row)
            if read_one:
                yield read_one
        groups = self._groups()
        for key, numbers in lines.items():
            for number in numbers:
                if key in groups:
                    self._beside_heading(self._cells(number))
                else:
                    self._unknown(number, key)

    def _beside_heading(self, cells: Mapping[str, Cell]) -> None:
        """A group heading takes the first two columns; anything else in its line was typed by a person."""
        for name, cell in cells.items():
            if name not in list(self.columns)[:2] and not cell.blank:
                self._say(SheetCode.ISI_DI_LUAR_TEMPAT, [cell.address], found=cell.shown)

    def _remember(self, cells: Mapping[str, Cell]) -> None:
        """Keep what names a row, even when the row itself cannot be accepted."""
        for name, column in self.columns.items():
            cell = cells.get(name)
            if (column.unique or name == self.key_field) and cell and not cell.blank:
                texts = self.result.named.setdefault((self.table.name, name), {})
                texts.setdefault(visible(cell.shown), []).append(cell.address)

    def _given_row(self, number: int, key: str, row: Row | Mapping[str, object]) -> ReadRow | None:
        cells = self._cells(number)
        self._remember(cells)
        fill = {name: cell for name, cell in cells.items() if self.columns[name].fills}
        known = as_known(row)
        for name, cell in cells.items():
            if name not in fill and name != self.key_field:
                self._compare(cell, name, key, known)
        locked = {name: known[name] for name in self.table.row.columns() if name not in fill and name in known}
        built, findings, faulty = _validated(
            self.table.row, {**locked, **fill}, fill, self.choices, self.table.name, key
        )
        self.result.findings.extend(findings)
        return ReadRow(built, number, key, fill, faulty) if built is not None else None

    def _compare(self, cell: Cell, name: str, key: str, known: Known) -> None:
        """A locked value that is no longer what was issued."""
        column = self.columns[name]
        kind = column.kind_for(known)
        value = known.get(name)
        issued = "" if value is None else kind.shown(value)  # type: ignore[arg-type]
        if isinstance(value, Decimal) and cell.value == exact(str(value)):
            return
        if folded(cell.shown) != folded(legal(issued)):
            self._say(
                SheetCode.TERKUNCI_BERUBAH, [cell.address], key=key, column=name, found=cell.shown,
                kolom=column.heading, asli=issued,
            )  # fmt: skip

    def _lines_by_key(self) -> dict[str, list[int]]:
        lines: dict[str, list[int]] = defaultdict(list)
        for number, cells in self._filled_rows():
            cell = cells.get(self.key_field or "")
            lines[str(cell.value or "").strip() if cell else ""].append(number)
        return lines

    def _groups(self) -> dict[str, Known]:
        """The group headings that were issued, by their key, with the fields that they stand for."""
        fields = self.table.group_fields()
        if not fields or not self.given:
            return {}
        return {
            line.key: {fields[0]: line.key, fields[1]: line.group}
            for line in TableLayout(self.table, self.given).lines
            if line.group is not None
        }

    def _unknown(self, number: int, key: str) -> None:
        cells = [cell for cell in self._cells(number).values() if not cell.blank]
        text = " | ".join(cell.shown for cell in cells)
        self._say(
            SheetCode.BARIS_TIDAK_DIKENAL,
            [cell.address for cell in cells],
            key=key or None,
            found=text,
            baris=number,
        )

    def _find_duplicates(self) -> None:
        for name, column in self.columns.items():
            for text, places in self.result.named.get((self.table.name, name), {}).items():
                if len(places) > 1:
                    heading = column.heading
                    self._say(SheetCode.KUNCI_GANDA, places, key=text, column=name, found=text, kolom=heading)


def _validated(
    model: type[Row],
    values: Mapping[str, object],
    cells: Mapping[str, Cell],
    choices: Mapping[str, Choices],
    sheet: str,
    key: str | None,
) -> tuple[Row | None, list[Finding], frozenset[str]]:
    """A row read by pydantic, with its faults and notes as findings."""
    row, faults, notes = read_row(model, values, choices)
    known = as_known(row) if row is not None else {}
    findings = []
    told: list[Fault | Noted] = [*faults, *notes]
    for each in told:
        if each.field in model.columns() and each.field not in cells and each.code is SheetCode.NILAI_TIDAK_SAH:
            continue  # its column is missing, which was told once
        column = model.columns().get(each.field, Column(each.field))
        cell = cells.get(each.field)
        place: dict[str, object] = {
            "kolom": column.heading,
            "petunjuk": column.kind_for(known).told,
            **each.details,
        }
        findings.append(
            finding(
                each.code,
                sheet=sheet,
                cells=[cell.address] if cell else [],
                key=key,
                column=each.field,
                found=cell.shown if cell else None,
                **place,  # type: ignore[arg-type]
            )
        )
    return row, findings, frozenset(fault.field for fault in faults)


def dangling(declaration: Workbook, result: ReadResult) -> list[Finding]:
    """Values that should name a row of another sheet and do not that was read."""
    findings: list[Finding] = []
    sheets: list[Table | Card] = [*declaration.tables(), *declaration.cards()]
    for sheet in sheets:
        for name, column in sheet.row.columns().items():
            if column.refers and column.refers.sheet in result.rows:
                target = column.refers
                known = set(result.named.get((target.sheet, target.field), {}))
                known |= {str(getattr(each.row, target.field)) for each in result.rows[target.sheet]}
                findings.extend(_dangling(sheet.name, name, column, known, result))
    return findings


def _dangling(sheet: str, name: str, column: Column, known: set[str], result: ReadResult) -> Iterator[Finding]:
    assert column.refers is not None
    near = Choices(tuple(sorted(known)))
    for each in result.rows.get(sheet, ()):
        value = getattr(each.row, name)
        for one in value if isinstance(value, tuple) else (value,):
            if one is not None and str(one) not in known:
                alike = near.near(str(one))
                yield finding(
                    SheetCode.RUJUKAN_TIDAK_ADA,
                    sheet=sheet,
                    cells=[address] if (address := each.address(name)) else [],
                    key=each.key,
                    column=name,
                    found=str(one),
                    kolom=column.heading,
                    lembar_rujukan=column.refers.sheet,
                    saran=f" (mungkin {' atau '.join(alike)})" if alike else "",
                )
