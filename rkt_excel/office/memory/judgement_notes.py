"""A judgement as JSON and back, the same in every part.

No pickle: whoever planted one could run a program. Only what a judgement is made of is written, and only that is made
again; anything else is a `ValueError`, and what was to be remembered is judged anew.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, Final

from rkt_excel.model.forms import form
from rkt_excel.model.forms.returns import Judgement
from rkt_excel.workbook.declaration.declare import Card, Row, Table
from rkt_excel.workbook.findings import Finding
from rkt_excel.workbook.reading.result import ReadResult, ReadRow
from rkt_excel.workbook.values.cells import Cell
from rkt_excel.workbook.values.sight import Sight

_HOUSE: Final = "rkt_excel."
_OBJECTS: Final[Mapping[str, type[Any]]] = {each.__name__: each for each in (Finding, Cell, Sight)}
_DEFAULTS: Final = {
    kind: {each.name: each.default for each in fields(kind) if each.default is not MISSING}
    for kind in _OBJECTS.values()
}
_PLAIN: Final = frozenset({type(None), bool, int, str})
_WRITTEN: Final = frozenset({Decimal, datetime, date})  # as texts
_READ: Final[Mapping[str, Any]] = {
    "Decimal": Decimal, "datetime": datetime.fromisoformat, "date": date.fromisoformat,
}  # fmt: skip
_MODELS: Final[Mapping[str, type[Row]]] = {
    each.name: each.row for each in form.FORM.sheets if isinstance(each, (Table, Card))
}


def as_note(judgement: Judgement) -> bytes:
    """A judgement as JSON.

    Raises:
        ValueError: It holds something that no judgement is known to hold.
    """
    said = judgement.result
    told = {
        "modified": _packed(judgement.modified),
        "bagian": judgement.bagian,
        "refused": judgement.refused,
        "findings": [_packed(each) for each in judgement.findings],
        "rows": {sheet: [_packed_row(sheet, each) for each in rows] for sheet, rows in said.rows.items()},
        "read": [_packed(each) for each in said.findings],
        "named": [[*place, list(texts.items())] for place, texts in said.named.items()],
    }
    return json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def from_note(note: bytes) -> Judgement:
    """The judgement that `as_note` wrote.

    Raises:
        ValueError: It did not, or it knew other things than this program does.
    """
    try:
        told = json.loads(note)
        result = ReadResult(
            {sheet: [_row(sheet, each) for each in rows] for sheet, rows in told["rows"].items()},
            [_value(each) for each in told["read"]],
            {(sheet, name): {text: list(cells) for text, cells in texts} for sheet, name, texts in told["named"]},
        )
        findings = tuple(_value(each) for each in told["findings"])
        return Judgement(_value(told["modified"]), told["bagian"], result, findings, refused=told["refused"])
    except (KeyError, TypeError, AttributeError, IndexError, InvalidOperation, RecursionError) as fault:
        raise ValueError("no judgement of this program") from fault


def _packed_row(sheet: str, each: ReadRow) -> list[Any]:
    if type(each.row) is not _MODELS.get(sheet):
        raise ValueError(f"rows of {sheet} are {type(each.row).__name__} here")
    row = {name: _packed(value) for name, value in each.row.__dict__.items()}
    cells = {name: _packed(cell) for name, cell in each.cells.items()}
    return [row, sorted(each.row.model_fields_set), each.number, each.key, cells, sorted(each.faulty)]


def _row(sheet: str, told: list[Any]) -> ReadRow:
    row, given, number, key, cells, faulty = told
    model = _MODELS[sheet]
    if not set(row) <= set(model.model_fields):
        raise ValueError("fields of another program")
    made = model.model_construct(_fields_set=set(given), **{name: _value(value) for name, value in row.items()})
    return ReadRow(made, number, key, {name: _value(cell) for name, cell in cells.items()}, frozenset(faulty))


def _packed(value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """A value: a plain one as it is, any other as a list that begins with what it is."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind in _WRITTEN:
        return [kind.__name__, str(value)]
    if isinstance(value, Enum):
        return ["enum", f"{kind.__module__}:{kind.__qualname__}", value.name]
    if isinstance(value, tuple):
        return ["tuple", *(_packed(each) for each in value)]
    if _OBJECTS.get(kind.__name__) is not kind:
        raise ValueError(f"{kind.__name__} is no part of a judgement")
    defaults = _DEFAULTS[kind]
    told = {
        each.name: _packed(held)
        for each in fields(kind)
        if (held := getattr(value, each.name)) is not defaults.get(each.name, MISSING)
    }
    return [kind.__name__, told]


def _value(told: Any) -> Any:  # noqa: ANN401 - as above
    """What `_packed` was given."""
    if not isinstance(told, list):
        return told
    what = told[0]
    if what in _OBJECTS:
        return _OBJECTS[what](**{name: _value(each) for name, each in told[1].items()})
    if what == "enum":
        return _member(told[1], told[2])
    if what == "tuple":
        return tuple(_value(each) for each in told[1:])
    return _READ[what](told[1])


def _member(kind: str, name: str) -> Enum:
    """A member of one of the program's own lists."""
    module, _, known = kind.partition(":")
    found = getattr(sys.modules[module], known) if module.startswith(_HOUSE) else None
    if not (isinstance(found, type) and issubclass(found, Enum)):
        raise TypeError(f"{kind} is no list of this program")
    return found[name]
