"""A value of the plan: a number or a text, as data hold it and as people read it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, overload

from rkt_excel.workbook.values.numbers import written

Nilai = Decimal | str
Place = tuple[str, str]  # kunci and kolom of a value
KOSONG = "(kosong)"  # where a sentence names a value that is not there
_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")  # as `as_text` writes them; "007" and "1e5" are words


@overload
def as_text(value: Nilai) -> str: ...
@overload
def as_text(value: None) -> None: ...
@overload
def as_text(value: Nilai | None) -> str | None: ...
def as_text(value: Nilai | None) -> str | None:
    """A value as it is compared and as JSON and the journal hold it: decimal dot, percent points, no exponent.

    A text stays as it is, and so does `None`, which stands for a blank.
    """
    return format(value, "f") if isinstance(value, Decimal) else value


def shown(value: Nilai | None, blank: str = KOSONG) -> str:
    """A value as people read it: dots between thousands, an Indonesian comma; `blank` where there is none."""
    if value is None:
        return blank
    return written(value) if isinstance(value, Decimal) else str(value)


def shown_text(text: str | None, blank: str = KOSONG) -> str:
    """The same of a value that `as_text` wrote: a number reads as one, and no other text is taken for a number."""
    number = as_number(text)
    return shown(text if number is None else number, blank)


def as_number(text: str | None) -> Decimal | None:
    """The number that a text of `as_text` says, `None` where it says none."""
    return Decimal(text) if text is not None and _NUMBER.fullmatch(text) else None
