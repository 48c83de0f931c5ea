"""A value of the plan: a number or a text, as data hold it and as people read it."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import overload

from rkt_excel.workbook.values.numbers import written

Nilai = Decimal | str
KOSONG = "(kosong)"  # where a sentence names a value that is not there


@overload
def as_text(value: Nilai) -> str: ...
@overload
def as_text(value: None) -> None: ...
@overload
def as_text(value: Nilai | None) -> str | None: ...
def as_text(value: Nilai | None) -> str | None:
    """A value as it is compared and as JSON and the journal hold it: decimal dot, percent points, no exponent."""
    return format(value, "f") if isinstance(value, Decimal) else value


def shown(value: Nilai | None, blank: str = KOSONG) -> str:
    """A value as people read it: dots between thousands, an Indonesian comma; `blank` where there is none."""
    if value is None:
        return blank
    return written(value) if isinstance(value, Decimal) else str(value)


def shown_text(text: str | None, blank: str = KOSONG) -> str:
    """The same of a value that `as_text` wrote: whatever is a number reads as one."""
    try:
        return shown(None if text is None else Decimal(text), blank)
    except InvalidOperation:
        return str(text)
