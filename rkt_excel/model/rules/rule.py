"""What a rule is: one function, one code, and the cells that it must find in order before it speaks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Generic, TypeVar

from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.workbook.declaration.declare import Known, Row, Rows, as_known
from rkt_excel.workbook.findings import Finding, Severity, finding
from rkt_excel.workbook.reading.read import ReadResult, ReadRow
from rkt_excel.workbook.values.cells import Cell
from rkt_excel.workbook.values.numbers import written


@dataclass(frozen=True)
class Told:
    """What a rule found: the place, and the details of the wording. Its code comes from the rule.

    Attributes:
        cells: A1 addresses of every cell concerned, first the one to mend.
        column: The field of the first cell.
        found: What stands there.
        weight: Where this case weighs otherwise than the code.
        details: Fill the wording.
        parties: Bagian and address of each cell, where they stand in several forms.
    """

    sheet: str | None = None
    cells: tuple[str, ...] = ()
    key: str | None = None
    column: str | None = None
    found: str | None = None
    file: str | None = None
    owner: str | None = None
    weight: Severity | None = None
    details: Mapping[str, object] = field(default_factory=dict)
    parties: tuple[tuple[str, str], ...] = ()


S_contra = TypeVar("S_contra", contravariant=True)


@dataclass(frozen=True)
class Rule(Generic[S_contra]):
    """An entry in a list of rules.

    Attributes:
        code: What its findings are called.
        check: The function; its docstring says what, why and after which source.
        needs: Fields of the row without which the rule is silent: blank or faulty ones have their own finding.
        reads: Further fields; the rule is silent while one is faulty, but they may be blank.
        weight: Instead of the code's own weight, so that a new rule can enter as a warning.
    """

    code: PlanCode
    check: Callable[[S_contra], Iterator[Told]]
    needs: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    weight: Severity | None = None

    @property
    def name(self) -> str:
        """The name of its function."""
        return self.check.__name__

    def run(self, subject: S_contra) -> Iterator[Finding]:
        """Its findings about a subject."""
        for told in self.check(subject):
            yield finding(
                self.code, sheet=told.sheet, cells=told.cells, key=told.key, column=told.column, found=told.found,
                file=told.file, owner=told.owner, weight=self.weight or told.weight, parties=told.parties,
                **told.details,
            )  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One row of a sheet, as rules look at it."""

    sheet: str
    each: ReadRow

    @property
    def row(self) -> Known:
        """The values by field name."""
        return as_known(self.each.row)

    def number(self, name: str) -> Decimal | None:
        """A field that holds a number, `None` for anything else."""
        value = self.row.get(name)
        return value if isinstance(value, Decimal) else None

    def text(self, name: str) -> str:
        """A field as text, empty where it is blank."""
        value = self.row.get(name)
        return written(value) if isinstance(value, Decimal) else str(value or "")

    def ready(self, needs: tuple[str, ...], reads: tuple[str, ...]) -> bool:
        """Whether the cells that a rule needs are filled, and all that it reads in order."""
        filled = all(self.row.get(name) not in (None, "") for name in needs)
        return filled and self.each.faulty.isdisjoint((*needs, *reads))

    def told(self, *names: str, weight: Severity | None = None, **details: object) -> Told:
        """Something about fields of this row, the first one to be mended."""
        return at(self.sheet, self.each, *names, weight=weight, **details)


LineT = TypeVar("LineT", bound=Line)


def at(sheet: str, each: ReadRow, *names: str, weight: Severity | None = None, **details: object) -> Told:
    """A place in a row: its fields that were read from cells."""
    cell: Cell | None = each.cells.get(names[0])
    return Told(
        sheet=sheet,
        cells=tuple(address for name in names if (address := each.address(name))),
        key=each.key,
        column=names[0],
        found=cell.shown if cell and not cell.blank else None,
        weight=weight,
        details={"kolom": each.row.columns()[names[0]].heading, **details},
    )


def over_lines(rules: Iterable[Rule[LineT]], lines: Iterable[LineT]) -> Iterator[Finding]:
    """What rules say about rows; a row's findings stand together."""
    listed = tuple(rules)
    for line in lines:
        for rule in listed:
            if line.ready(rule.needs, rule.reads):
                yield from rule.run(line)


def lines_of(result: ReadResult, sheet: str) -> Iterator[Line]:
    """The rows of a sheet that were read."""
    return (Line(sheet, each) for each in result.rows.get(sheet, ()))


def as_read(
    rows: Rows, found: Mapping[str, ReadRow] | None = None, wrong: Mapping[str, Collection[str]] | None = None
) -> ReadResult:
    """Rows as if they had been read, so that rules can be run over what no file holds.

    Args:
        rows: By sheet.
        found: Where such rows do stand in a workbook, by kunci; a row that is not among them has no cells.
        wrong: The fields that are at fault already, by kunci.
    """
    return ReadResult(
        {
            sheet: [_as_read(row, found or {}, wrong or {}) for row in each if isinstance(row, Row)]
            for sheet, each in rows.items()
        }
    )


def _as_read(row: Row, found: Mapping[str, ReadRow], wrong: Mapping[str, Collection[str]]) -> ReadRow:
    key = str(getattr(row, row.key_field() or "kode", None) or "")  # proposals have a kode and are not known by it
    read = found.get(key)
    number, cells = (read.number, read.cells) if read else (0, {})
    return ReadRow(row, number, key, cells, frozenset(wrong.get(key, ())))
