"""The kinds of value that are texts: free text, short codes, addresses of mail."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from rkt_excel.workbook.findings import SheetCode
from rkt_excel.workbook.kinds.kind import Choices, Kind, Note, Value
from rkt_excel.workbook.values.cells import Cell, CellContent
from rkt_excel.workbook.values.hollow import (
    LISTED,
    hollow,
    hollow_formula,
    means_nothing,
    stopgap,
    wordless,
    wordless_formula,
)
from rkt_excel.workbook.values.numbers import Doubt


@dataclass(frozen=True)
class Text(Kind):
    """Free text of one or more lines.

    Attributes:
        longest: The greatest length allowed, in characters.
        words: Whether words are asked, so that digits alone are no answer.
    """

    longest: int = 1_000
    words: bool = False

    def read(self, cell: Cell, note: Note, choices: Mapping[str, Choices]) -> Value:
        """The text as it is seen, with its raised and lowered signs (m²)."""
        if cell.content is CellContent.TEXT and cell.sight and cell.sight.marks and cell.sight.text:
            cell = replace(cell, value=cell.sight.text)
        return super().read(cell, note, choices)

    def answers(self, value: Value, note: Note, *, required: bool) -> None:
        """See that a required text says something; in an optional one "-" may stand, "xxx" is pointed out.

        Raises:
            Doubt: The text is required and says nothing, or has no letter where words are asked.
        """
        text = str(value)
        wordless_text = self.words and wordless(text)
        if required and (hollow(text) or wordless_text):
            raise Doubt(SheetCode.ISIAN_SEMU)
        if stopgap(text) or (wordless_text and not means_nothing(text)):
            note(SheetCode.ISIAN_TANPA_ARTI)

    def judge(self, value: Value, note: Note) -> Value:
        """The text itself, when it is not too long.

        Raises:
            Doubt: It has more characters than allowed.
        """
        del note
        text = str(value)
        if len(text) > self.longest:
            raise Doubt(SheetCode.TEKS_TERLALU_PANJANG, {"panjang": len(text), "batas": self.longest})
        return text

    def wrong(self, ref: str, choices: Mapping[str, Choices]) -> str | None:
        """A formula for "longer than `longest` characters"."""
        del choices
        return f"LEN({ref})>{self.longest}"

    def unanswered(self, ref: str, choices: Mapping[str, Choices]) -> str | None:
        """A formula for a stopgap, a mark for nothing, or digits where words are asked; `None` where it has no list.

        The workbook brings the list of stopgaps under the name `LISTED`, or leaves it out.
        """
        tests = [hollow_formula(ref)] if LISTED in choices else []
        if self.words:
            tests.append(wordless_formula(ref))
        return f"OR({','.join(tests)})" if tests else None

    def validation(self, choices: Mapping[str, Choices]) -> dict[str, object]:
        """Excel takes texts up to the greatest length."""
        del choices
        return {"validate": "length", "criteria": "<=", "value": self.longest}


@dataclass(frozen=True)
class Code(Kind):
    """A code: always text, because a number loses its zeros.

    Attributes:
        pattern: The regular expression that the whole code has to match.
        example: A right code, shown in messages.
    """

    name: ClassVar[str] = "kode"
    pattern: str = r"\S.*"
    example: str = ""

    @property
    def told(self) -> str:
        """The hint, or an example of the code."""
        return self.hint or f"ketik kode seperti {self.example}."

    def read(self, cell: Cell, note: Note, choices: Mapping[str, Choices]) -> Value:
        """A code that is stored as a text.

        Raises:
            Doubt: It is stored as a number, date or time, or is not of the declared form.
        """
        del choices
        if cell.content in (CellContent.NUMBER, CellContent.DATE, CellContent.TIME):
            raise Doubt(SheetCode.KODE_MENJADI_ANGKA)
        return self.judge(self._text(cell, note), note)

    def judge(self, value: Value, note: Note) -> Value:
        """The code itself, when the whole of it matches the pattern.

        Raises:
            Doubt: It does not.
        """
        del note
        if not re.fullmatch(self.pattern, str(value)):
            raise Doubt(SheetCode.BENTUK_KODE_SALAH)
        return str(value)


@dataclass(frozen=True)
class Email(Kind):
    """An e-mail address, judged only as far as a form can."""

    name: ClassVar[str] = "surel"

    def judge(self, value: Value, note: Note) -> Value:
        """The address itself, when it has one @ between two parts and a dot in the second.

        Raises:
            Doubt: It has not.
        """
        del note
        if not re.fullmatch(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+", str(value)):
            raise Doubt(SheetCode.SUREL_SALAH)
        return str(value)

    def wrong(self, ref: str, choices: Mapping[str, Choices]) -> str | None:
        """A formula for "no @ in it"."""
        del choices
        return f'ISERROR(FIND("@",{ref}))'
