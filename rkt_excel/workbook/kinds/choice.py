"""The kind of value that is one of a list, or several of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from rkt_excel.workbook.findings import SheetCode
from rkt_excel.workbook.kinds.kind import Choices, Kind, Note, Value
from rkt_excel.workbook.values.cells import Cell, visible
from rkt_excel.workbook.values.hollow import placeholder
from rkt_excel.workbook.values.numbers import Doubt


@dataclass(frozen=True)
class Choice(Kind):
    """One value of a closed list.

    Attributes:
        options: The list, where it is known when the form is declared.
        source: The name of a list that comes with the data, which then goes before `options`; "" for none.
        by: The fields by whose value a row may have a list of its own among those of `source` (`Choices.own`), the
            first that names one.
        words: What stands in those fields of a row.
        many: Whether several values may stand in one cell, parted by semicolons, commas or line breaks; the value is
            then a tuple, each once.
    """

    name: ClassVar[str] = "pilihan"
    options: tuple[str, ...] = ()
    source: str = ""
    by: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    many: bool = False
    align: ClassVar[str] = "center"

    @property
    def told(self) -> str:
        """The hint, or that one picks from the list."""
        several = "; beberapa pilihan dipisahkan titik koma" if self.many else ""
        return self.hint or f"pilih dari daftar{several}."

    def list(self, choices: Mapping[str, Choices]) -> Choices:
        """The list that counts: that of `source`, or the row's own of it; the options where no source is named."""
        return choices.get(self._name(choices), Choices(())) if self.source else Choices(self.options)

    def _name(self, choices: Mapping[str, Choices]) -> str:
        """The name of that list."""
        own = choices[self.source].own if self.words and self.source in choices else {}
        return next((own[word] for word in self.words if word in own), self.source)

    def in_row(self, row: Mapping[str, object]) -> Choice:
        """The choice from the list that the row's own fields name, where `by` says which."""
        return replace(self, words=tuple(str(row[name]) for name in self.by if row.get(name))) if self.by else self

    def settled(self, choices: Mapping[str, Choices]) -> Choice:
        """The choice with the name of the list that counts, the same for all rows that choose from that list."""
        return replace(self, source=self._name(choices), words=()) if self.words else self

    def read(self, cell: Cell, note: Note, choices: Mapping[str, Choices]) -> Value:
        """The value meant, in the list's own spelling; a tuple of several where the column takes them.

        Raises:
            Doubt: A value is not on the list, or the text only fills the cell.
        """
        text = self._text(cell, note)
        known = self.list(choices)
        if self.many:
            parts = [part for part in re.split(r"[;,\n]", text) if part.strip()]
            if not parts:
                raise Doubt(SheetCode.ISIAN_SEMU)
            return tuple(dict.fromkeys(self._one(part, known, note) for part in parts))
        return self._one(text, known, note)

    def shown(self, value: Value) -> str:
        """The value as it is printed, several parted by semicolons."""
        return "; ".join(value) if isinstance(value, tuple) else str(value)

    def wrong(self, ref: str, choices: Mapping[str, Choices]) -> str | None:
        """A formula for "not on the list"; `None` for several values, and for a list that Excel cannot look in."""
        known = self.list(choices)
        if self.many or not (known.values or known.live):
            return None
        if known.range:
            return f"ISNA(MATCH({ref},{known.range},0))"
        if not known.inline:
            return None
        # Excel refuses array constants in conditional formats, so each value is compared by itself.
        same = ",".join('{}="{}"'.format(ref, value.replace('"', '""')) for value in known.values)
        return f"NOT(OR({same}))"

    def validation(self, choices: Mapping[str, Choices]) -> dict[str, object]:
        """A drop-down of the list. Of several values one is picked and the others typed, so that none is refused."""
        known = self.list(choices)
        if self.many:  # one is picked, several are typed
            shown = {"validate": "list", "source": known.offered, "show_error": False}
            return shown if known.live else {"validate": "any"}
        if known.range:
            return {"validate": "list", "source": known.offered}
        if not known.values:
            return {"validate": "any"}
        return {"validate": "list", "source": list(known.values)}

    @staticmethod
    def _one(text: str, known: Choices, note: Note) -> str:
        value = known.match(text)
        if value is None:
            if placeholder(text):
                raise Doubt(SheetCode.ISIAN_SEMU)
            offered = known.near(text) or list(known.values[:8])
            raise Doubt(SheetCode.PILIHAN_TIDAK_DIKENAL, {"pilihan": ", ".join(offered)})
        if visible(text) != value:
            note(SheetCode.PILIHAN_DISESUAIKAN, nilai=value)
        return value
