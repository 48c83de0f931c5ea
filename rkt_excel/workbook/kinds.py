"""The kinds of value a column can hold: how each is read, judged, written and shown.

A kind is declared once with its column; from it come the number format, the drop-down or limit, the formula
that turns a wrong cell red (pasting destroys validations, colours survive) and the reading of a cell.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, Final

from rkt_excel.workbook.cells import Cell, Content, folded, visible
from rkt_excel.workbook.characters import cleaned, strange
from rkt_excel.workbook.days import read_day
from rkt_excel.workbook.findings import SheetCode
from rkt_excel.workbook.hollow import (
    LISTED,
    hollow,
    hollow_formula,
    means_nothing,
    stopgap,
    wordless,
    wordless_formula,
)
from rkt_excel.workbook.numbers import Doubt, placeholder, read_figure, written

Note = Callable[..., None]  # note(code, **details): something to tell about a value that was read all the same
Value = Decimal | str | date | tuple[str, ...]


class ErrorValue(str):
    """An error value or a formula without result, as it is shown: it is written as what it is, never as a text."""

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

        Raises:
            Doubt: The cell cannot be read as one certain value of this kind.
        """
        del choices
        return self.judge(self._text(cell, note), note)

    def judge(self, value: Value, note: Note) -> Value:
        """The value itself when it is acceptable.

        Raises:
            Doubt: It is outside what this kind allows.
        """
        del note
        return value

    def shown(self, value: Value) -> str:
        """The value as it is printed."""
        return str(value)

    def answers(self, value: Value, note: Note, *, required: bool) -> None:
        """See whether an accepted value says anything; what only fills the cell is a fault where an answer is required.

        Raises:
            Doubt: It says nothing, and an answer is required.
        """
        del value, note, required

    def wrong(self, ref: str, choices: Mapping[str, Choices]) -> str | None:
        """The Excel formula that holds for a filled cell that is wrong; `None` where Excel cannot tell."""
        del ref, choices
        return None

    def unanswered(self, ref: str, choices: Mapping[str, Choices]) -> str | None:
        """The Excel formula that holds for a filled cell that says nothing; `None` where `wrong` sees it already."""
        del ref, choices
        return None

    def validation(self, choices: Mapping[str, Choices]) -> dict[str, object]:
        """What Excel is asked to allow, without the messages (XlsxWriter's words)."""
        del choices
        return {"validate": "any"}

    @staticmethod
    def _text(cell: Cell, note: Note) -> str:
        """The text that a cell shows; what no file can hold, or nobody can see, is taken out of it and told."""
        if cell.content in (Content.NUMBER, Content.DATE, Content.BOOL):
            return cell.shown
        text = str(cell.value)
        if not (found := strange(text)):
            return visible(text)
        text = visible(cleaned(text))
        note(SheetCode.KARAKTER_DIBERSIHKAN, karakter=found, nilai=text)
        return text


@dataclass(frozen=True)
class Choices:
    """A closed list of values, each with other spellings that mean it."""

    values: tuple[str, ...]
    aliases: Mapping[str, str] = field(default_factory=dict)  # folded spelling -> value
    range: str | None = None  # where the list stands in the workbook that is being written

    def match(self, text: str) -> str | None:
        """The value meant by a text, regardless of case and spaces."""
        wanted = folded(text)
        for value in self.values:
            if folded(value) == wanted:
                return value
        return self.aliases.get(wanted)

    @property
    def inline(self) -> bool:
        """Whether the list fits into the drop-down itself (a comma would part a value in two)."""
        return len(",".join(self.values)) <= INLINE_LIST and not any("," in value for value in self.values)

    def near(self, text: str) -> list[str]:
        """Values that look like the text, most alike first."""
        by_folded = {folded(value): value for value in self.values}
        return [by_folded[each] for each in difflib.get_close_matches(folded(text), by_folded, n=3)]


@dataclass(frozen=True)
class Text(Kind):
    """Free text of one or more lines.

    Attributes:
        longest: The greatest length in characters.
        words: Whether words are asked, so that digits alone are no answer.
    """

    longest: int = 1_000
    words: bool = False

    def answers(self, value: Value, note: Note, *, required: bool) -> None:
        """A required text has to say something; in an optional one "-" may stand, "xxx" is pointed out."""
        text = str(value)
        wordless_text = self.words and wordless(text)
        if required and (hollow(text) or wordless_text):
            raise Doubt(SheetCode.ISIAN_SEMU)
        if stopgap(text) or (wordless_text and not means_nothing(text)):
            note(SheetCode.ISIAN_TANPA_ARTI)

    def judge(self, value: Value, note: Note) -> Value:
        """A text within its length."""
        del note
        text = str(value)
        if len(text) > self.longest:
            raise Doubt(SheetCode.TEKS_TERLALU_PANJANG, {"panjang": len(text), "batas": self.longest})
        return text

    def wrong(self, ref: str, choices: Mapping[str, Choices]) -> str | None:
        """Too long a text."""
        del choices
        return f"LEN({ref})>{self.longest}"

    def unanswered(self, ref: str, choices: Mapping[str, Choices]) -> str | None:
        """A stopgap, a mark for nothing, or digits where words are asked."""
        tests = [hollow_formula(ref)] if LISTED in choices else []
        if self.words:
            tests.append(wordless_formula(ref))
        return f"OR({','.join(tests)})" if tests else None

    def validation(self, choices: Mapping[str, Choices]) -> dict[str, object]:
        """Excel limits the length."""
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
        """The form of the code."""
        return self.hint or f"ketik kode seperti {self.example}."

    def read(self, cell: Cell, note: Note, choices: Mapping[str, Choices]) -> Value:
        """A code typed as text; one typed as a number is asked back."""
        del choices
        if cell.content in (Content.NUMBER, Content.DATE):
            raise Doubt(SheetCode.KODE_MENJADI_ANGKA)
        return self.judge(self._text(cell, note), note)

    def judge(self, value: Value, note: Note) -> Value:
        """A code of the declared form."""
        del note
        if not re.fullmatch(self.pattern, str(value)):
            raise Doubt(SheetCode.BENTUK_KODE_SALAH)
        return str(value)


@dataclass(frozen=True)
class Email(Kind):
    """An e-mail address, judged only as far as a form can."""

    name: ClassVar[str] = "surel"

    def judge(self, value: Value, note: Note) -> Value:
        """Something with one @ between two parts and a dot behind it."""
        del note
        if not re.fullmatch(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+", str(value)):
            raise Doubt(SheetCode.SUREL_SALAH)
        return str(value)

    def wrong(self, ref: str, choices: Mapping[str, Choices]) -> str | None:
        """No @ in it."""
        del choices
        return f'ISERROR(FIND("@",{ref}))'


@dataclass(frozen=True)
class Number(Kind):
    """A number.

    Attributes:
        least: The lowest value allowed.
        most: The highest value allowed.
        whole: Whether only whole numbers make sense.
        grouped: Whether a typed 1.250 means 1250 (counts, money) or has to be asked back (scores).
    """

    name: ClassVar[str] = "angka"
    number_format: ClassVar[str] = "General"
    align: ClassVar[str] = "right"
    least: Decimal | None = Decimal(0)
    most: Decimal | None = None
    whole: bool = False
    grouped: bool = True

    @property
    def told(self) -> str:
        """What number to type."""
        what = "bilangan bulat" if self.whole else "angka"
        floor = f" mulai {written(self.least)}" if self.least is not None else ""
        ceiling = f" sampai {written(self.most)}" if self.most is not None else ""
        return self.hint or f"ketik {what}{floor}{ceiling}, tanpa satuan."

    def read(self, cell: Cell, note: Note, choices: Mapping[str, Choices]) -> Value:
        """A real number wins; text is read by Indonesian rules and told."""
        del choices
        if isinstance(cell.value, Decimal):
            return self.judge(self._scaled(cell, cell.value, note), note)
        if cell.content is not Content.TEXT:
            raise Doubt(SheetCode.BUKAN_ANGKA)
        text = str(cell.value)
        if placeholder(text):
            raise Doubt(SheetCode.ISIAN_SEMU)
        figure = read_figure(text, grouped=self.grouped)
        if figure.percent:
            self._percent_sign()
        for code in figure.doubts:
            note(code, nilai=written(figure.value))
        return self.judge(figure.value, note)

    def judge(self, value: Value, note: Note) -> Value:
        """A number within its limits."""
        del note
        assert isinstance(value, Decimal)
        if self.least is not None and value < self.least:
            raise Doubt(SheetCode.KURANG_DARI_BATAS, {"nilai": written(value), "batas": written(self.least)})
        if self.most is not None and value > self.most:
            raise Doubt(SheetCode.LEBIH_DARI_BATAS, {"nilai": written(value), "batas": written(self.most)})
        if self.whole and value != value.to_integral_value():
            raise Doubt(SheetCode.HARUS_BULAT, {"nilai": written(value)})
        return value

    def shown(self, value: Value) -> str:
        """Dot between thousands, comma before decimals."""
        return written(value) if isinstance(value, Decimal) else str(value)

    def wrong(self, ref: str, choices: Mapping[str, Choices]) -> str | None:
        """No number, or one outside the limits."""
        del choices
        tests = [f"NOT(ISNUMBER({ref}))"]
        if self.least is not None:
            tests.append(f"{ref}<{self.least}")
        if self.most is not None:
            tests.append(f"{ref}>{self.most}")
        if self.whole:
            tests.append(f"N({ref})<>INT(N({ref}))")
        return f"OR({','.join(tests)})"

    def validation(self, choices: Mapping[str, Choices]) -> dict[str, object]:
        """Excel limits the number."""
        del choices
        kind = {"validate": "integer" if self.whole else "decimal"}
        if self.least is not None and self.most is not None:
            return {**kind, "criteria": "between", "minimum": float(self.least), "maximum": float(self.most)}
        if self.most is not None:
            return {**kind, "criteria": "<=", "value": float(self.most)}
        lowest = -1e15 if self.least is None else float(self.least)
        return {**kind, "criteria": ">=", "value": lowest}

    def _scaled(self, cell: Cell, value: Decimal, note: Note) -> Decimal:
        """The number as typed; a percent format on a column that is no percentage is asked back."""
        del note
        if cell.percent:
            self._percent_sign()
        return value

    def _percent_sign(self) -> None:
        raise Doubt(SheetCode.ANGKA_BERTANDA_PERSEN)


@dataclass(frozen=True)
class Score(Number):
    """An index or score with decimals: a typed 1.250 can mean two things and is asked back."""

    name: ClassVar[str] = "indeks"
    grouped: bool = False


@dataclass(frozen=True)
class Money(Number):
    """Whole rupiah."""

    name: ClassVar[str] = "rupiah"
    number_format: ClassVar[str] = "#,##0"
    whole: bool = True


@dataclass(frozen=True)
class Percent(Number):
    """A percentage in percent points: 85.5 is 85,5 %. More than 100 can be right and is only pointed out."""

    name: ClassVar[str] = "persen"
    grouped: bool = False

    @property
    def told(self) -> str:
        """How to type a percentage."""
        return self.hint or "ketik 85 untuk 85 persen."

    def judge(self, value: Value, note: Note) -> Value:
        """A percentage; fractions of one and values above 100 are pointed out."""
        number = super().judge(value, note)
        assert isinstance(number, Decimal)
        if 0 < number <= 1:
            note(SheetCode.PERSEN_PECAHAN, nilai=written(number), kali_seratus=written(number * 100))
        if number > 100:
            note(SheetCode.PERSEN_LEBIH_SERATUS, nilai=written(number))
        return number

    def _scaled(self, cell: Cell, value: Decimal, note: Note) -> Decimal:
        """A cell that holds 0.85 under a percent format means 85 percent (Excel's behaviour)."""
        if not cell.percent:
            return value
        note(SheetCode.PERSEN_DARI_FORMAT, nilai=written(value * 100))
        return value * 100

    def _percent_sign(self) -> None:
        """A percent sign is at home here."""


@dataclass(frozen=True)
class Choice(Kind):
    """One value of a closed list.

    Attributes:
        options: The list, where it is known when the form is declared.
        source: The name of a list that comes with the data; used where `options` is empty.
        many: Whether several values may stand in one cell, parted by semicolons; the value is then a tuple.
    """

    name: ClassVar[str] = "pilihan"
    options: tuple[str, ...] = ()
    source: str = ""
    many: bool = False
    align: ClassVar[str] = "center"

    @property
    def told(self) -> str:
        """How to choose."""
        several = "; beberapa pilihan dipisahkan titik koma" if self.many else ""
        return self.hint or f"pilih dari daftar{several}."

    def list(self, choices: Mapping[str, Choices]) -> Choices:
        """The list that counts."""
        return choices.get(self.source, Choices(())) if self.source else Choices(self.options)

    def read(self, cell: Cell, note: Note, choices: Mapping[str, Choices]) -> Value:
        """The value meant, in the list's own spelling."""
        text = self._text(cell, note)
        known = self.list(choices)
        if self.many:
            parts = [part for part in re.split(r"[;,\n]", text) if part.strip()]
            if not parts:
                raise Doubt(SheetCode.ISIAN_SEMU)
            return tuple(dict.fromkeys(self._one(part, known, note) for part in parts))
        return self._one(text, known, note)

    def shown(self, value: Value) -> str:
        """Several values parted by semicolons."""
        return "; ".join(value) if isinstance(value, tuple) else str(value)

    def wrong(self, ref: str, choices: Mapping[str, Choices]) -> str | None:
        """Not on the list."""
        known = self.list(choices)
        if self.many or not known.values:
            return None
        if known.range:
            return f"ISNA(MATCH({ref},{known.range},0))"
        if not known.inline:
            return None
        # Excel refuses array constants in conditional formats, so each value is compared by itself.
        same = ",".join('{}="{}"'.format(ref, value.replace('"', '""')) for value in known.values)
        return f"NOT(OR({same}))"

    def validation(self, choices: Mapping[str, Choices]) -> dict[str, object]:
        """A drop-down."""
        known = self.list(choices)
        if self.many or not known.values:
            return {"validate": "any"}
        if known.range:
            return {"validate": "list", "source": f"={known.range}"}
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


@dataclass(frozen=True)
class Day(Kind):
    """A date without time."""

    name: ClassVar[str] = "tanggal"
    number_format: ClassVar[str] = "dd/mm/yyyy"
    align: ClassVar[str] = "center"

    @property
    def told(self) -> str:
        """How to type a date."""
        return self.hint or "ketik tanggal seperti 31/12/2026."

    def read(self, cell: Cell, note: Note, choices: Mapping[str, Choices]) -> Value:
        """A date cell, or a date written in Indonesian order (day, month, year)."""
        del choices
        if isinstance(cell.value, datetime):
            return cell.value.date()
        if isinstance(cell.value, date):
            return cell.value
        found = read_day(str(cell.value)) if cell.content is Content.TEXT else None
        if found is None:
            raise Doubt(SheetCode.BUKAN_TANGGAL)
        note(SheetCode.ANGKA_DARI_TEKS, nilai=f"{found:%d/%m/%Y}")
        return found

    def shown(self, value: Value) -> str:
        """Day, month, year."""
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)

    def wrong(self, ref: str, choices: Mapping[str, Choices]) -> str | None:
        """No date."""
        del choices
        return f"NOT(ISNUMBER({ref}))"

    def validation(self, choices: Mapping[str, Choices]) -> dict[str, object]:
        """Excel asks for a date."""
        del choices
        return {"validate": "date", "criteria": ">=", "value": date(1990, 1, 1)}


@dataclass(frozen=True)
class Any(Kind):
    """A value whose kind is chosen in its own row while the form is filled: read as it stands."""

    name: ClassVar[str] = "nilai"
    number_format: ClassVar[str] = "General"
    align: ClassVar[str] = "right"


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
        """The kind for a row; `Any` as long as the deciding field is open."""
        return self.kinds.get(str(row.get(self.field) or ""), Any())
