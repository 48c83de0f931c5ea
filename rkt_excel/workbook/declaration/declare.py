"""The declaration of a workbook: columns on the fields of pydantic row models, sheets, the whole book.

    class Buku(Row):
        kode: Annotated[str, Column("Kode", Code(example="B.1"), use=Use.KEY)]
        jumlah: Annotated[Decimal | None, Column("Jumlah", Number(whole=True), required=True)] = None

From this come header, width, hint, lock, number format, drop-down, limits, colours, the reading of the cell, the
pydantic validation, the findings and the data dictionary. Adding a column is adding one field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import cached_property, lru_cache
from typing import Annotated, Any, ClassVar, Final, TypeVar

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, ValidationError, create_model
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from rkt_excel.workbook.declaration.echo import Echo
from rkt_excel.workbook.findings import FindingCode, SheetCode
from rkt_excel.workbook.kinds import ByRow, Choices, Kind, Text
from rkt_excel.workbook.values.cells import Cell, folded
from rkt_excel.workbook.values.numbers import Doubt

Known = Mapping[str, object]

STAR: Final = "\u00a0*"  # behind the heading of a required column; never alone on a line


def starless(heading: str) -> str:
    """A heading without the star, which other programs may have parted from it by another space."""
    return heading.rstrip(" \u00a0*")


class Use(Enum):
    """What a column is for."""

    KEY = "key"  # names the row; locked where rows are given
    GIVEN = "given"  # locked, printed for the reader
    FILL = "fill"  # to be filled
    GROUP_KEY = "group key"  # names the group that a row belongs to; stands once, above its rows
    GROUP_TEXT = "group text"  # the text of that group


@dataclass(frozen=True)
class Reference:
    """A column that names rows of another sheet.

    Attributes:
        sheet: The other sheet.
        field: The field there that is named.
    """

    sheet: str
    field: str = "kode"


@dataclass(frozen=True)
class Column:
    """What one field is as a column of a sheet.

    Attributes:
        header: The heading; may hold {facts}, names in braces that each workbook fills, such as {tahun}.
        kind: The kind of value, or how the row decides it.
        use: Key, given, to fill, or part of a group row.
        width: In characters of the standard font.
        required: Whether a blank is a fault; a function decides by the row's fields that are declared before this one.
        unique: Whether a value may stand only once in the column.
        refers: The sheet whose rows the value has to name; `None` where it names none.
        meaning: What the column is for, in one sentence; printed in the data dictionary and under the cursor.
        example: A right value, as it would be typed.
        hidden: Kept in the sheet but not shown: what other columns need and nobody has to read.
        reference: To look at only; what stands there on return does not matter.
        sparse: Not shown where no row says anything in it.
        added: Came after files without it went out, so that its absence is no fault; it is not required.
        otherwise: Another heading, for workbooks in which the first one is not true (`Content.otherwise`).
        echo: A live formula shows here what another field of the row means; nobody fills it and nothing is read of it.
            `None` for a column of its own.
    """

    header: str
    kind: Kind | ByRow = field(default_factory=Text)
    use: Use = Use.FILL
    width: float = 12
    required: bool | Callable[[Known], bool] = False
    unique: bool = False
    refers: Reference | None = None
    meaning: str = ""
    example: str = ""
    hidden: bool = False
    reference: bool = False
    sparse: bool = False
    added: bool = False
    otherwise: str = ""
    echo: Echo | None = None

    def kind_for(self, row: Known) -> Kind:
        """The kind of value in a row, of which the fields declared before this one are known."""
        return self.kind.of(row) if isinstance(self.kind, ByRow) else self.kind

    def required_for(self, row: Known) -> bool:
        """Whether a row, of which the fields declared before this one are known, has to fill this column."""
        return self.required(row) if callable(self.required) else self.required

    @property
    def heading(self) -> str:
        """The heading for messages: without the {facts}, which differ from workbook to workbook."""
        return " ".join(re.sub(r"\{\w+\}", "", self.header).replace("()", "").split())

    def headed(self, text: str) -> bool:
        """Whether a cell holds this column's heading, whatever its {facts} and the star of required columns."""
        return self.headed_as(folded(starless(text)))

    def headed_as(self, seen: str) -> bool:
        """What `headed` says, of a text that is folded already and has no star."""
        declared = filter(None, (self.header, self.otherwise))
        return any(_pattern(each).fullmatch(seen) for each in declared)

    @property
    def fills(self) -> bool:
        """Whether people type here."""
        return self.use is Use.FILL

    def __get_pydantic_core_schema__(self, source: type, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let pydantic read cells: the field's own type is checked on what the kind made of the cell."""
        return core_schema.with_info_before_validator_function(self._validate, handler(source))

    def _validate(self, value: object, info: core_schema.ValidationInfo) -> object:
        reading = info.context if isinstance(info.context, RowReading) else RowReading()
        row: Known = info.data or {}
        kind = self.kind_for(row)
        name = info.field_name or ""
        try:
            if isinstance(value, Cell):
                return self._read(value, name, row, kind, reading)
            if self.fills and isinstance(value, (Decimal, str)) and value != "":
                kind.judge(value, lambda *_, **__: None)  # what the program itself puts there is as long as it is
        except Doubt as doubt:
            raise PydanticCustomError("finding", "{code}", {"code": doubt.code, **doubt.details}) from None
        return value

    def _read(self, cell: Cell, name: str, row: Known, kind: Kind, reading: RowReading) -> object:
        if cell.pictured:
            raise Doubt(SheetCode.ISI_BERUPA_GAMBAR)
        if cell.failed:
            raise Doubt(SheetCode.NILAI_ERROR)
        if cell.uncomputed:
            raise Doubt(SheetCode.RUMUS_BELUM_DIHITUNG)
        if cell.blank:
            if self.required_for(row):
                raise Doubt(SheetCode.WAJIB_DIISI)
            return None

        def note(code: FindingCode, **details: object) -> None:
            reading.notes.append(Noted(name, code, details))

        if cell.sight and cell.sight.crossed:
            raise Doubt(SheetCode.ISI_DICORET, {"isi": cell.seen, "cara": cell.sight.crossed})
        value = kind.read(cell, note, reading.choices)
        kind.answers(value, note, required=self.required_for(row))
        if cell.sight:
            _tell_sight(cell, kind.shown(value), note)
        if cell.formula and self.fills:
            note(SheetCode.RUMUS_DIPAKAI, nilai=kind.shown(value))
        return value


def _tell_sight(cell: Cell, value: str, note: Callable[..., None]) -> None:
    """Tell which letters are no part of the answer, and what nobody can see."""
    for why, letters in cell.sight.marks if cell.sight else ():
        note(SheetCode.HURUF_KHUSUS, bagian=letters, cara=why, nilai=value)
    if cell.unseen:
        note(SheetCode.ISI_TIDAK_TAMPAK, isi=cell.shown, sebab=cell.unseen)
    if cell.sight and cell.sight.perhaps:
        note(SheetCode.FORMAT_BERSYARAT, isi=cell.shown, akibat=cell.sight.perhaps)


@dataclass(frozen=True, slots=True)
class Noted:
    """Something to tell about a value that was read all the same."""

    field: str
    code: FindingCode
    details: Mapping[str, object]


@dataclass(slots=True)
class RowReading:
    """What pydantic carries along while it reads one row of cells.

    Attributes:
        choices: The lists that columns choose from, by name.
        notes: What was told so far of the fields that were read.
    """

    choices: Mapping[str, Choices] = field(default_factory=dict)
    notes: list[Noted] = field(default_factory=list)


class Row(BaseModel):
    """Base of every row model."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    _columns: ClassVar[dict[str, Column]]

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:  # noqa: ANN401 - pydantic's own signature
        """Collect the columns once."""
        super().__pydantic_init_subclass__(**kwargs)
        cls._columns = {
            name: column
            for name, info in cls.model_fields.items()
            for column in info.metadata
            if isinstance(column, Column)
        }

    @classmethod
    def columns(cls) -> Mapping[str, Column]:
        """All columns by field name, in the order of declaration."""
        return cls._columns

    @classmethod
    def key_field(cls) -> str | None:
        """The field that names a row, `None` where rows have no name."""
        return next((name for name, column in cls._columns.items() if column.use is Use.KEY), None)


RowT = TypeVar("RowT", bound=Row)


def adapted(base: type[RowT], change: Callable[[str, Column], Column]) -> type[RowT]:
    """A row model made of another one by changing some of its columns; what is added to the first is in the second too.

    Args:
        base: The row model.
        change: Given a field and its column, the column as it is to be; the same object where nothing changes.
    """
    fields: dict[str, Any] = {
        name: (Annotated[info.annotation, changed], ... if info.is_required() else info.default)
        for name, info in base.model_fields.items()
        if (changed := change(name, base.columns()[name])) is not base.columns()[name]
    }
    return create_model(base.__name__, __base__=base, **fields)


@dataclass(frozen=True)
class Fault:
    """One field of a row that could not be accepted."""

    field: str
    code: FindingCode
    details: Mapping[str, object]


def read_row(
    model: type[RowT], values: Mapping[str, object], choices: Mapping[str, Choices]
) -> tuple[RowT | None, list[Fault], list[Noted]]:
    """Validate one row of cells with pydantic, all faults at once.

    Args:
        model: The row model.
        values: Cells (or ready values) by field name.
        choices: The lists of the workbook by name.

    Returns:
        The row with the faulty fields left empty (`None` where it cannot stand without them), the faults, and what
        should be told about the fields that were read.
    """
    reading = RowReading(choices)
    try:
        return model.model_validate(dict(values), context=reading), [], reading.notes
    except ValidationError as error:
        faults = [_fault(each) for each in error.errors(include_url=False)]
    wrong = {fault.field for fault in faults}
    reading = RowReading(choices)
    rest = {name: None if name in wrong else value for name, value in values.items()}
    try:
        return model.model_validate(rest, context=reading), faults, reading.notes
    except ValidationError:
        return None, faults, reading.notes


def _fault(error: Mapping[str, Any]) -> Fault:
    """A pydantic error as a fault; a type that the engine does not know becomes the general one."""
    name = str(error["loc"][0]) if error["loc"] else ""
    context = dict(error.get("ctx") or {})
    code = context.pop("code", None)
    if isinstance(code, FindingCode):
        return Fault(name, code, context)
    return Fault(name, SheetCode.NILAI_TIDAK_SAH, {})


def as_declared(declared: str, text: str) -> bool:
    """Whether a text is a declared heading or title, whatever stands in place of its {facts}."""
    return _pattern(declared).fullmatch(folded(text)) is not None


@lru_cache(maxsize=1024)
def _pattern(declared: str) -> re.Pattern[str]:
    """A fact may be empty, as in a blank workbook; with it goes the space beside it."""
    parts = re.split(r"(\s?\{\w+\}\s?)", folded(declared))
    return re.compile("".join(_fact(part) if number % 2 else re.escape(part) for number, part in enumerate(parts)))


def _fact(part: str) -> str:
    if part.startswith("{"):
        return ".*" if part.endswith("}") else "(?:.* )?"
    return "(?: .*)?" + (" ?" if part.endswith(" ") else "")


@dataclass(frozen=True)
class Sheet:
    """Base of the sheets of a workbook.

    Attributes:
        name: The tab.
        title: The first line; may hold {facts}.
        lead: The lines below it: what the sheet is and what to do; may hold {facts}.
        optional: Whether the sheet may be missing without a word.
    """

    name: str
    title: str
    lead: str = ""
    optional: bool = False


@dataclass(frozen=True)
class Sign:
    """A judgement over one row that Excel and Python make alike.

    Attributes:
        formula: Given the cell of each field and what is known of the row, an Excel formula, without "=", that is TRUE
            where somebody has to look at the row; `None` where it never is.
        holds: The same judgement on the values of a row.
        word: What the row then says, at most three words.
        told: What is so, for the count over all rows.
    """

    formula: Callable[[Mapping[str, str], Known], str | None]
    holds: Callable[[Known], bool]
    word: str
    told: str = ""


@dataclass(frozen=True)
class Table(Sheet):
    """A sheet that holds one row model, a row a line.

    Attributes:
        row: The row model.
        spare: How many blank lines stand ready for new rows (LibreOffice crops styled lines about 1,000 below the
            last data, so stay well below).
        spare_key: Names new rows by their place, such as "U" for U.001, where the model has no key.
        protected: Whether everything but the cells to fill is locked.
        signs: Judgements shown in a last column, of several the first that holds.
        across: How many pages side by side it prints on.
        repeats: How many of the first columns are repeated on each of these pages.
        judged: Whether a last column judges each row; not where any answer will do.
        legend: Stands above the headings where cells are marked as changed, and shows the mark; may hold {facts}.
        outline: How deep a row stands below its heads, 0 for a head; weight, tint and indent show it. `None` where rows
            stand side by side.
        empty: Stands in place of rows where there are none; may hold {facts}.
        on_screen: Is printed in place of the rows, where nobody needs them on paper.
    """

    row: type[Row] = Row
    spare: int = 0
    spare_key: str = ""
    protected: bool = True
    signs: tuple[Sign, ...] = ()
    across: int = 1
    repeats: int = 1
    judged: bool = True
    legend: str = ""
    outline: Callable[[Known], int] | None = None
    empty: str = ""
    on_screen: str = ""

    def visible_columns(self) -> Mapping[str, Column]:
        """The columns that stand side by side; group columns stand above their rows."""
        return self._visible

    @cached_property
    def _visible(self) -> dict[str, Column]:
        return {n: c for n, c in self.row.columns().items() if c.use not in (Use.GROUP_KEY, Use.GROUP_TEXT)}

    def group_fields(self) -> tuple[str, str] | None:
        """The fields of the group's key and text, `None` where rows are not grouped."""
        uses = {column.use: name for name, column in self.row.columns().items()}
        if Use.GROUP_KEY not in uses:
            return None
        return uses[Use.GROUP_KEY], uses[Use.GROUP_TEXT]


@dataclass(frozen=True)
class Card(Sheet):
    """A sheet that holds one row model upright: a field a line, with its meaning beside it."""

    row: type[Row] = Row
    protected: bool = False


@dataclass(frozen=True)
class Page(Sheet):
    """A sheet of text for people: paragraphs and small tables; nobody types there.

    Attributes:
        columns: Widths in characters; labels stand in the first, texts over the rest.
        landscape: Whether it prints across.
        pages: How many pages it may fill when printed, 0 for as many as it needs.
    """

    columns: tuple[float, ...] = (30, 74)
    landscape: bool = False
    pages: int = 1


@dataclass(frozen=True)
class Tasks(Sheet):
    """A sheet that lists what has to be mended in the workbook, each entry linked to its cell."""


@dataclass(frozen=True)
class Selfcheck(Sheet):
    """A sheet that counts, live, what the tables of the workbook still lack.

    Attributes:
        ready: What it says when nothing is missing.
        unready: What it says otherwise.
    """

    ready: str = "SIAP"
    unready: str = "BELUM LENGKAP"


@dataclass(frozen=True)
class Workbook:
    """A whole declared workbook.

    Attributes:
        kind: What sort of workbook it is, part of its identity.
        version: Of the declaration; raise it when a column comes or goes.
        sheets: In order.
    """

    kind: str
    version: int
    sheets: tuple[Sheet, ...]

    def holding(self, rows: Rows) -> Workbook:
        """The same without the sheets that these rows leave blank: nobody has to fill or read anything there."""
        sheets = tuple(sheet for sheet in self.sheets if not _blank(sheet, rows))
        return Workbook(self.kind, self.version, sheets)

    def tables(self) -> Iterator[Table]:
        """The sheets that hold rows."""
        return (sheet for sheet in self.sheets if isinstance(sheet, Table))

    def cards(self) -> Iterator[Card]:
        """The sheets that hold one row upright."""
        return (sheet for sheet in self.sheets if isinstance(sheet, Card))

    def sheet(self, name: str) -> Sheet:
        """A sheet by its name.

        Raises:
            StopIteration: There is none of this name.
        """
        return next(sheet for sheet in self.sheets if sheet.name == name)


Rows = Mapping[str, Sequence[Row | Mapping[str, object]]]


def _blank(sheet: Sheet, rows: Rows) -> bool:
    """Whether a sheet that may be missing has no rows, no lines to fill and nothing to say about it."""
    table = isinstance(sheet, Table) and sheet.optional and not sheet.spare and not sheet.empty
    return table and not rows.get(sheet.name)


def value_of(row: Row | Mapping[str, object], name: str) -> object:
    """The value of a field, of a row or of raw answers; `None` where raw answers have none."""
    return row.get(name) if isinstance(row, Mapping) else getattr(row, name)


def as_known(row: Row | Mapping[str, object]) -> Known:
    """A row or raw answers as a mapping by field name."""
    return row if isinstance(row, Mapping) else {name: getattr(row, name) for name in row.columns()}
