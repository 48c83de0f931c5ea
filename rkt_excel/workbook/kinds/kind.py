"""What a kind of value is: how a cell of it is read, judged, written and shown; lists to choose from.

A kind is declared once with its column; from it come the number format, the drop-down or limit, the formula
that turns a wrong cell red (pasting destroys validations, colours survive) and the reading of a cell.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar, Final

from rkt_excel.workbook.characters import cleaned, strange
from rkt_excel.workbook.findings import SheetCode
from rkt_excel.workbook.values.agreement import indonesian
from rkt_excel.workbook.values.cells import Cell, CellContent, folded, visible
from rkt_excel.workbook.values.numbers import Doubt

Note = Callable[..., None]  # note(code, **details): something to tell about a value that was read all the same

Value = Decimal | str | date | tuple[str, ...]


class ErrorValue(str):
    """An error value (#N/A), or the words for a formula without its result: written as what it is, never as a text."""

    __slots__ = ()


INLINE_LIST: Final = 255  # characters; Excel refuses a longer list inside a drop-down


@dataclass(frozen=True)
class Kind:
    """Base of all kinds; by itself any text.

    Attributes:
        hint: What to type, for the person who fills the cell; empty for the kind's own words.
    """

    name: ClassVar[str] = "teks"
    number_format: ClassVar[str] = "@"
    align: ClassVar[str] = "left"
    hint: str = ""

    @property
    def told(self) -> str:
        """What to type into such a cell, in the reader's language."""
        return self.hint or "ketik teks yang sesuai."

    def read(self, cell: Cell, note: Note, choices: Mapping[str, Choices]) -> Value:
        """The value of a cell that is neither blank nor an error value.

        Args:
            cell: As it was found.
            note: Called with a code and its details for what has to be told about a value that counts all the same.
            choices: The lists that come with the data, by name.

        Raises:
            Doubt: The cell cannot be read as one certain value of this kind.
        """
        del choices
        return self.judge(self._text(cell, note), note)

    def judge(self, value: Value, note: Note) -> Value:
        """The value itself when it is acceptable; `note` as in `read`.

        Raises:
            Doubt: It is outside what this kind allows.
        """
        del note
        return value

    def shown(self, value: Value) -> str:
        """The value as a person reads it in a finding or a document."""
        return str(value)

    def answers(self, value: Value, note: Note, *, required: bool) -> None:
        """Tell of an accepted value that says nothing ("-", "xxx"); it is a fault only where an answer is required.

        Raises:
            Doubt: It says nothing, and an answer is required.
        """
        del value, note, required

    def in_row(self, row: Mapping[str, object]) -> Kind:
        """The kind as it is in one row, where other fields of the row decide about it; by itself none does."""
        del row
        return self

    def settled(self, choices: Mapping[str, Choices]) -> Kind:
        """The kind as it is once the lists are known, the same object for all rows in which it allows the same."""
        del choices
        return self

    def wrong(self, ref: str, choices: Mapping[str, Choices]) -> str | None:
        """The Excel formula, without "=", that is TRUE for a filled cell that is wrong; `None` where Excel cannot tell.

        Args:
            ref: The cell, as a formula names it.
            choices: The lists that come with the data, by name.
        """
        del ref, choices
        return None

    def unanswered(self, ref: str, choices: Mapping[str, Choices]) -> str | None:
        """The Excel formula, without "=", that is TRUE for a filled cell that says nothing; `None` where there is none.

        Of most kinds there is none, because `wrong` sees such a cell already. The arguments are those of `wrong`.
        """
        del ref, choices
        return None

    def validation(self, choices: Mapping[str, Choices]) -> dict[str, object]:
        """What Excel shall allow in a cell: options of XlsxWriter's `data_validation`, without its messages."""
        del choices
        return {"validate": "any"}

    @staticmethod
    def _text(cell: Cell, note: Note) -> str:
        """The text that a cell shows; what no file can hold, or nobody can see, is taken out of it and told."""
        if cell.content in (CellContent.NUMBER, CellContent.DATE, CellContent.BOOL, CellContent.TIME):
            return shown_as_text(cell, note)
        text = str(cell.value)
        if cell.sight and cell.sight.code and visible(cell.seen):
            text = cell.seen  # with what the format puts around it
            if visible(text) != visible(str(cell.value)):
                note(SheetCode.TAMPILAN_DIBACA, tampak=text, tersimpan=cell.value)
        if not (found := strange(text)):
            return visible(text)
        text = visible(cleaned(text))
        note(SheetCode.KARAKTER_DIBERSIHKAN, karakter=found, nilai=text)
        return text


def shown_as_text(cell: Cell, note: Note) -> str:
    """A cell that holds no text, in a column of texts: what is seen of it, or what it stores where nothing is.

    Args:
        cell: It holds a number, a moment, or yes or no.
        note: Told `TAMPILAN_DIBACA` where what is seen differs from what is stored.

    Raises:
        Doubt: The cell shows ####, because it cannot show what it holds.
    """
    seen, stored = visible(indonesian(cell)), cell.shown
    if not seen:
        return stored
    if set(seen) == {"#"}:
        raise Doubt(SheetCode.TAMPILAN_BERTENTANGAN, {"tampak": seen, "tersimpan": stored})
    if cell.content is CellContent.TIME:
        stored = format(cell.value, "f").replace(".", ",") if isinstance(cell.value, Decimal) else stored
    if seen.replace(" ", "") != stored.replace(" ", ""):
        note(SheetCode.TAMPILAN_DIBACA, tampak=seen, tersimpan=stored)
        return seen
    return stored


@dataclass(frozen=True)
class Choices:
    """A closed list of values, each with other spellings that mean it."""

    values: tuple[str, ...]
    aliases: Mapping[str, str] = field(default_factory=dict)  # folded spelling -> value
    range: str | None = None  # where the list stands in the workbook that is being written; None where it does not
    placed: bool = False  # whether it stands there in any case, for a formula that looks it up
    own: Mapping[str, str] = field(default_factory=dict)  # the list of rows that have one of their own, by their word
    live: bool = False  # whether people add to it where it stands, so that drop-downs offer what is there then

    def match(self, text: str) -> str | None:
        """The value that a text means, regardless of case and spaces; `None` where it means none."""
        wanted = folded(text)
        for value in self.values:
            if folded(value) == wanted:
                return value
        return self.aliases.get(wanted)

    @property
    def offered(self) -> str:
        """The source of a drop-down, a formula of the list's range; of a live list as far down as it is filled."""
        if not self.live:
            return f"={self.range}"
        first = str(self.range).partition(":")[0]
        return f"=OFFSET({first},0,0,MAX(1,COUNTA({self.range})),1)"

    @property
    def inline(self) -> bool:
        """Whether the list fits into the drop-down itself: 255 characters, and no comma, which would cut a value."""
        return len(",".join(self.values)) <= INLINE_LIST and not any("," in value for value in self.values)

    def near(self, text: str) -> list[str]:
        """At most three values that look like the text, most alike first."""
        by_folded = {folded(value): value for value in self.values}
        return [by_folded[each] for each in difflib.get_close_matches(folded(text), by_folded, n=3)]


@dataclass(frozen=True)
class AnyValue(Kind):
    """A value whose kind is chosen in its own row while the form is filled: read as it stands."""

    name: ClassVar[str] = "nilai"
    number_format: ClassVar[str] = "General"
    align: ClassVar[str] = "right"

    @property
    def told(self) -> str:
        """What to type as long as the kind is open."""
        return self.hint or "ketik nilai menurut jenisnya."


@dataclass(frozen=True)
class ByRow:
    """A kind that another field of the same row decides.

    Attributes:
        field: The deciding field; it has to be declared before.
        kinds: The kind for each of its values.
    """

    field: str
    kinds: Mapping[str, Kind]

    def of(self, row: Mapping[str, object]) -> Kind:
        """The kind for a row; `AnyValue` as long as the deciding field is open."""
        return self.kinds.get(str(row.get(self.field) or ""), AnyValue()).in_row(row)
