"""One table of a workbook, read by its declaration. Columns and rows are known by what they are, not where they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from rkt_excel.workbook.declaration.declare import Known, Row, Table, as_known, starless, value_of
from rkt_excel.workbook.declaration.layout import (
    KEY_MARK,
    LONGEST_HEADING,
    SEARCHED_COLUMNS,
    SEARCHED_ROWS,
    SIGN_HEADER,
    STATE_LABEL,
    TableLayout,
    spare_key,
)
from rkt_excel.workbook.findings import SheetCode, finding
from rkt_excel.workbook.kinds import Choices
from rkt_excel.workbook.reading import around
from rkt_excel.workbook.reading.result import ReadResult, ReadRow, cells_lost, validated
from rkt_excel.workbook.values.cells import Cell, Grid, Spot, a1, exact, folded, legal, visible

MOST_ROWS: Final = 1_000  # beyond those issued, of a table to fill; the largest real one (programs) has some hundred
MOST_OWN_ROWS: Final = 10_000  # of a table that nobody issued, as the master's; a province may have some thousand


class TableReading:
    """One table being read: `run` adds its rows and all that is wrong with it to the result.

    Args:
        table: The declaration.
        grid: Its tab.
        choices: The lists that columns choose from, by name.
        given: The rows that it was issued with; `None` to read rows as they stand.
        result: What everything is added to.
    """

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
        self.places: dict[str, int] = {}  # the 1-based column of each field
        self.echoes: set[int] = set()  # the columns in which a formula of ours shows what another one means
        self.cells = sorted(grid.cells.values(), key=lambda each: (each.row, each.column))
        self.lines: list[int] = []  # the rows below the headings that hold anything in a column of the table
        self.covered: set[Spot] = set()  # cells of the table that lie hidden under a merge
        self.swallowed: set[Spot] = set()  # those of them that people were to fill

    def run(self) -> None:
        """Find the columns, look at what nobody sees, then read the rows; without headings there is one finding."""
        if not self._find_columns():
            self._say(SheetCode.JUDUL_KOLOM_HILANG, hilang=cells_lost(self._lines_issued() * self._asked(self.columns)))
            return
        self._find_lines()
        self._look_around()
        if self.given is not None and self.key_field:
            rows = list(self._given_rows())
        else:
            rows = list(self._free_rows())
            self._find_duplicates()
        self.result.rows[self.table.name] = rows

    def _say(self, code: SheetCode, cells: Sequence[str] = (), **details: object) -> None:
        self.result.findings.append(finding(code, sheet=self.table.name, cells=cells, **details))  # type: ignore[arg-type]

    def _lines_issued(self) -> int:
        """How many lines people were to fill; none are counted where rows are read as they stand."""
        return 0 if self.given is None else sum(1 for _ in TableLayout(self.table, self.given).data())

    def _asked(self, names: Iterable[str]) -> int:
        """How many of these fields people fill."""
        return sum(self.columns[name].fills for name in names)

    def _find_columns(self) -> bool:
        """Know the columns by the hidden field names, else by their headings."""
        by_row: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for cell in self.cells:
            if cell.row > SEARCHED_ROWS:
                break
            name = self._named(cell)
            if name is not None and name in self.columns:
                by_row[cell.row][name].append(cell.column)
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

    def _named(self, cell: Cell) -> str | None:
        """The field that a hidden name or a heading stands for."""
        text = str(cell.value)
        if text.startswith(KEY_MARK):
            return text.removeprefix(KEY_MARK)
        if cell.column > SEARCHED_COLUMNS or len(text) > LONGEST_HEADING:
            return None
        seen = folded(starless(text))
        return next((name for name, column in self.columns.items() if column.headed_as(seen)), None)

    def _place(self, found: Mapping[str, list[int]]) -> None:
        for name, column in self.columns.items():
            numbers = found.get(name, [])
            if not numbers and not column.added:
                gone = cells_lost(self._lines_issued() * self._asked([name]))
                self._say(SheetCode.KOLOM_HILANG, column=name, kolom=column.heading, hilang=gone)
            elif len(numbers) > 1:
                cells = [a1(self.header_row, number) for number in numbers]
                self._say(SheetCode.KOLOM_GANDA, cells, column=name, kolom=column.heading)
            if numbers:
                self.places[name] = numbers[0]
                self._check_heading(name)
        self._check_order()
        self.echoes = {number for name, number in self.places.items() if self.columns[name].echo}
        self.places = {name: number for name, number in self.places.items() if number not in self.echoes}
        self._strays({number for numbers in found.values() for number in numbers})

    def _check_order(self) -> None:
        """Columns that were moved, or pushed aside by new ones; they are known by their names and read all the same."""
        moved = [name for place, name in enumerate(self.places, 1) if self.places[name] != place]
        if moved:
            cells = [a1(self.header_row, self.places[name]) for name in moved]
            self._say(SheetCode.KOLOM_BERPINDAH, cells, kolom=", ".join(self.columns[name].heading for name in moved))

    def _check_heading(self, name: str) -> None:
        """A heading that was typed over, while the hidden name still tells the column."""
        cell, column = self.grid.at(self.header_row, self.places[name]), self.columns[name]
        if not cell.blank and not column.headed(cell.shown[:LONGEST_HEADING]):
            self._say(
                SheetCode.JUDUL_KOLOM_BERUBAH, [cell.address], column=name, found=cell.shown, kolom=column.heading
            )

    def _strays(self, known: set[int]) -> None:
        """What stands beside or above the table is told, so that nothing that a person typed is lost in silence."""
        signs = {cell.column for cell in self.cells if cell.row == self.header_row and cell.value == SIGN_HEADER}
        ours = known | signs
        found = [cell for cell in self.cells if not self._at_home(cell, ours) and not cell.blank]
        self.result.findings.extend(around.strays(self.table.name, found))

    def _at_home(self, cell: Cell, columns: set[int]) -> bool:
        """Whether a cell stands where the form has a place: in a column, or above the headings what was put there."""
        if cell.row > self.header_row and cell.column in self.echoes:
            return cell.formula
        if cell.row >= self.header_row:
            return cell.column in columns
        text = str(cell.value)
        return cell.formula or text.startswith((KEY_MARK, STATE_LABEL)) or around.titles(self.table, cell)

    def _find_lines(self) -> None:
        known = set(self.places.values())
        rows = {cell.row for cell in self.cells if cell.column in known and not cell.blank}
        self.lines = sorted(row for row in rows if row > self.header_row)
        # each issued row may have a group heading above it
        most = MOST_OWN_ROWS if self.given is None else MOST_ROWS + 2 * len(self.given)
        fills = any(column.fills for column in self.columns.values())
        if fills and len(self.lines) > most:
            self._say(SheetCode.BARIS_TERLALU_BANYAK, jumlah=len(self.lines), batas=most)
            del self.lines[most:]

    def _look_around(self) -> None:
        """Merges, hidden rows and columns: what is there without being seen."""
        groups = self._groups()
        rows = [row for row in self.lines if self._key(row) not in groups]
        declared = around.Declared(rows, self.places.values())
        name, say = self.table.name, self.result.findings.extend
        findings, self.covered = around.merged(name, self.grid, declared.within)
        say(findings)
        answers = {
            column
            for field, column in self.places.items()
            if self.given is None or self.columns[field].fills or not self.key_field
        }
        self.swallowed = {place for place in self.covered if place[1] in answers}
        shown = [
            column
            for field, column in self.places.items()
            if not self.columns[field].hidden and not self.columns[field].sparse
        ]
        say(around.hidden_rows(name, self.grid, self.lines, min(shown, default=1)))
        say(around.hidden_columns(name, self.grid, shown, self.header_row))

    def _key(self, row: int) -> str:
        column = self.places.get(self.key_field or "")
        return str(self.grid.at(row, column).value or "").strip() if column else ""

    def _cells(self, number: int) -> dict[str, Cell]:
        """The cells of a line; one under a merge says nothing."""
        return {
            name: Cell(number, column) if (number, column) in self.swallowed else self.grid.at(number, column)
            for name, column in self.places.items()
        }

    def _under(self, number: int) -> frozenset[str]:
        """The fields of a line whose cells lie under a merge."""
        if not self.swallowed:
            return frozenset()
        return frozenset(name for name, column in self.places.items() if (number, column) in self.swallowed)

    def _filled_rows(self) -> Iterator[tuple[int, dict[str, Cell]]]:
        """The lines that say anything, with their true row numbers."""
        for number in self.lines:
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
            row, faulty = self._judged(number, {**group, **cells}, cells, name)
            if row is not None:
                yield ReadRow(row, number, name, cells, faulty)

    def _given_rows(self) -> Iterator[ReadRow]:
        """The issued rows, each with what stands in its line now; locked values are compared."""
        lines = self._lines_by_key()
        given = {str(value_of(row, self.key_field or "")): row for row in self.given or ()}
        for key, row in given.items():
            numbers = lines.pop(key, [])
            if not numbers:
                self._say(SheetCode.BARIS_HILANG, key=key, hilang=cells_lost(self._asked(self.places)))
                continue
            if len(numbers) > 1:
                places = [a1(number, self.places[self.key_field or ""]) for number in numbers]
                header = self.columns[self.key_field or ""].heading
                self._say(SheetCode.KUNCI_GANDA, places, key=key, found=key, kolom=header)
            read_one = self._given_row(numbers[0], key, row)
            if read_one:
                yield read_one
        groups = self._groups()
        unknown: list[int] = []
        for key, numbers in lines.items():
            if key in groups:
                for number in numbers:
                    self._beside_heading(self._cells(number))
            else:
                unknown.extend(numbers)
        self._unknown(sorted(unknown))

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
            emptied = cell.blank and (cell.row, cell.column) in self.covered
            if name not in fill and name != self.key_field and not emptied:
                self._compare(cell, name, key, known)
        locked = {name: known[name] for name in self.table.row.columns() if name not in fill and name in known}
        built, faulty = self._judged(number, {**locked, **fill}, fill, key)
        return ReadRow(built, number, key, fill, faulty) if built is not None else None

    def _judged(
        self, number: int, values: Known, cells: Mapping[str, Cell], key: str
    ) -> tuple[Row | None, frozenset[str]]:
        """A validated row and its faulty fields; of a cell under a merge only the merge is told."""
        under = self._under(number)
        row, findings, faulty = validated(self.table.row, values, cells, self.choices, self.table.name, key)
        self.result.findings.extend(
            each for each in findings if each.column not in under or each.code is not SheetCode.WAJIB_DIISI
        )
        return row, faulty | under

    def _compare(self, cell: Cell, name: str, key: str, known: Known) -> None:
        """A locked value that is no longer what was issued."""
        column = self.columns[name]
        if column.reference:
            return
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

    def _unknown(self, numbers: Sequence[int]) -> None:
        """Lines that hold something and are none of the issued ones."""
        for number in numbers[: around.TOLD]:
            cells = [cell for cell in self._cells(number).values() if not cell.blank]
            key = self._key(number)
            text = " | ".join(cell.shown for cell in cells)
            addresses = [cell.address for cell in cells]
            self._say(SheetCode.BARIS_TIDAK_DIKENAL, addresses, key=key or None, found=text, baris=number)
        if rest := numbers[around.TOLD :]:
            said = around.number_ranges(rest, str)
            self._say(SheetCode.BARIS_TIDAK_DIKENAL, found=f"isi {len(rest)} baris lain", baris=said)

    def _find_duplicates(self) -> None:
        for name, column in self.columns.items():
            for text, places in self.result.named.get((self.table.name, name), {}).items():
                if len(places) > 1:
                    heading = column.heading
                    self._say(SheetCode.KUNCI_GANDA, places, key=text, column=name, found=text, kolom=heading)
