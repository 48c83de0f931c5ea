"""Where each row and column of a sheet stands. Writer, reader and lists of addresses all ask here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rkt_excel.workbook.declaration.declare import Card, Column, Known, Row, Table, Use, as_known, value_of
from rkt_excel.workbook.values.cells import a1, column_letters

TITLE_ROW: Final = 1
LEAD_ROW: Final = 2
STATE_ROW: Final = 3
KEYS_ROW: Final = 4  # hidden: the field names, by which a moved or renamed column is known
HEADER_ROW: Final = 5
FIRST_ROW: Final = 6
STATE_LABEL: Final = "Baris yang sudah benar: "  # begins the live count above the headings
NOTE_HEAD: Final = "Formulir:\n"  # begins the comments that the program itself writes; LibreOffice drops their author
SIGN_HEADER: Final = "Cek"  # of the last column, the live judgement

KEY_MARK: Final = "kolom:"  # before a field name in the hidden row, so that no typed text looks like one

SEARCHED_ROWS: Final = 40  # how far down the headings are looked for
SEARCHED_COLUMNS: Final = 200  # and how far to the right
LONGEST_HEADING: Final = 300  # characters
LONGEST_TITLE: Final = 1_000

CARD_KEYS: Final = 1  # hidden column of field names on an upright sheet
CARD_LABELS: Final = 2
CARD_VALUES: Final = 3
CARD_HINTS: Final = 4
CARD_FIRST: Final = 4

PAGE_FIRST: Final = 3  # of a page of text: the first row under its title
SELFCHECK_COLUMNS: Final = 3
TASK_COLUMNS: Final = 7  # of a list of what has to be mended


@dataclass(frozen=True)
class LayoutLine:
    """One line of a table: a row of data, a group heading, or a spare line.

    Attributes:
        number: 1-based row of the sheet.
        key: The key of the row or of the group; without one, and for a spare line, its name by place (U.001).
        row: The fields known before filling, empty for spare lines and group headings.
        group: The text of a group heading, `None` for other lines.
        spare: It stands ready for a new row, so that people fill all of it.
    """

    number: int
    key: str
    row: Known
    group: str | None = None
    spare: bool = False


@dataclass(frozen=True)
class TableLayout:
    """Where each row and column of one table with its rows stands."""

    table: Table
    rows: Sequence[Row | Mapping[str, object]]

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """The 1-based column of each field that stands side by side."""
        return {name: number for number, name in enumerate(self.table.visible_columns(), 1)}

    @cached_property
    def lines(self) -> tuple[LayoutLine, ...]:
        """All lines below the headings, in order: group headings, rows, then spare lines."""
        return tuple(self._lines())

    @property
    def last_column(self) -> int:
        """The last 1-based column, that of the live judgement included."""
        return len(self.columns) + bool(self.sign_column)

    @property
    def sign_column(self) -> int | None:
        """The 1-based column of the live judgement; `None` where the table has none or nothing is to be filled."""
        filled = any(column.fills for column in self.table.visible_columns().values())
        return len(self.columns) + 1 if self.table.judged and self.table.protected and filled else None

    @property
    def last_row(self) -> int:
        """The 1-based row of the last line; that of the headings where there is no line."""
        return self.lines[-1].number if self.lines else HEADER_ROW

    def data(self) -> Iterator[LayoutLine]:
        """The lines that are no group headings."""
        return (line for line in self.lines if line.group is None)

    def shown(self, name: str) -> bool:
        """Whether people see a column: a sparse one only where a row says something in it."""
        column = self.table.visible_columns()[name]
        return not column.hidden and not (column.sparse and all(as_known(row).get(name) is None for row in self.rows))

    def asks(self, name: str) -> bool:
        """Whether a column has to be filled in any line: what no row needs is not asked for."""
        column = self.table.visible_columns()[name]
        if column.use not in (Use.FILL, Use.KEY):
            return False
        always = not callable(column.required) or self.table.spare > 0 or not self.table.protected
        return bool(column.required) if always else any(column.required_for(line.row) for line in self.data())

    def depth(self, line: LayoutLine) -> int | None:
        """How deep a line stands in the outline of its table, 0 for a head; `None` without one, and on empty lines."""
        return self.table.outline(line.row) if self.table.outline and line.row else None

    @cached_property
    def outlined(self) -> str | None:
        """The field whose text is indented to show the outline: the first text that is no key; `None` without one."""
        columns = self.table.visible_columns().items()
        return next((n for n, c in columns if c.use is not Use.KEY and c.kind_for({}).align == "left"), None)

    def address(self, line: LayoutLine, name: str) -> str:
        """The A1 address of a field in a line."""
        return a1(line.number, self.columns[name])

    def takes(self, line: LayoutLine, column: Column) -> bool:
        """Whether people type into a column in a line."""
        return column.echo is None and (column.fills or line.spare or not self.table.protected)

    def fillable(self, line: LayoutLine) -> Iterator[tuple[str, Column]]:
        """The fields that people fill in a line, each with its column; a spare line is filled whole."""
        for name, column in self.table.visible_columns().items():
            if self.takes(line, column):
                yield name, column

    @cached_property
    def to_fill(self) -> Mapping[str, tuple[LayoutLine, str]]:
        """The line and the field of each cell to fill, by its A1 address."""
        return {self.address(line, name): (line, name) for line in self.data() for name, _ in self.fillable(line)}

    def span(self, name: str) -> str:
        """The absolute range of a column over all its lines, such as $B$6:$B$80."""
        letters = column_letters(self.columns[name])
        return f"${letters}${FIRST_ROW}:${letters}${max(self.last_row, FIRST_ROW)}"

    def _lines(self) -> Iterator[LayoutLine]:
        groups = self.table.group_fields()
        key_field = self.table.row.key_field()
        number, group = FIRST_ROW, None
        for index, row in enumerate(self.rows, 1):
            if groups and value_of(row, groups[0]) != group:
                group = value_of(row, groups[0])
                yield LayoutLine(number, str(group or ""), {}, group=str(value_of(row, groups[1]) or ""))
                number += 1
            key = value_of(row, key_field) if key_field else None
            yield LayoutLine(
                number, str(key or spare_key(self.table, index)), as_known(row), spare=bool(self.table.spare_key)
            )
            number += 1
        for index in range(len(self.rows) + 1, len(self.rows) + 1 + self.table.spare):
            yield LayoutLine(number, spare_key(self.table, index), {}, spare=True)
            number += 1


def spare_key(table: Table, index: int) -> str:
    """The name of a line by its 1-based place among the lines of its table, such as U.001."""
    return f"{table.spare_key or table.name}.{index:03d}"


@dataclass(frozen=True)
class CardLayout:
    """Where each field of an upright sheet stands."""

    card: Card

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """The 1-based row of each field."""
        return {name: number for number, name in enumerate(self.card.row.columns(), CARD_FIRST)}

    def address(self, name: str) -> str:
        """The A1 address of a field's value."""
        return a1(self.rows[name], CARD_VALUES)


def frozen_columns(table: Table) -> int:
    """How many columns stay in place while one scrolls: the key and the column after it, at most two."""
    count = 0
    for count, column in enumerate(table.visible_columns().values(), 1):  # noqa: B007 - the count is the answer
        if column.use is not Use.KEY:
            break
    return min(count, 2)
