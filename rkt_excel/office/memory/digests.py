"""What goes into a piece of work, as a digest that changes when anything of it does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final

from pydantic import BaseModel


def digest_of(*values: object) -> str:
    """A digest of values of any kind that this program holds: equal ones have the same, whatever run made them.

    Raises:
        TypeError: One holds something that has no content of its own, such as a function.
    """
    told = hashlib.sha256()
    for each in values:
        told.update(repr(_plain(each)).encode("utf-8", "surrogatepass"))
    return told.hexdigest()


def _plain(value: object) -> object:
    """The value as nested tuples of what `repr` writes the same way in every run."""
    if type(value) in _PLAIN:
        return value
    return (type(value).__qualname__, *_parts(value))


_PLAIN: Final = frozenset({type(None), bool, int, float, str, bytes})


def _parts(value: object) -> Iterator[object]:
    if isinstance(value, Enum):
        yield value.name
    elif isinstance(value, BaseModel):
        yield from ((name, _plain(each)) for name, each in value.__dict__.items())
    elif is_dataclass(value):
        yield from ((each.name, _plain(getattr(value, each.name))) for each in fields(value))
    elif isinstance(value, Mapping):
        yield from ((_plain(key), _plain(each)) for key, each in value.items())
    elif isinstance(value, AbstractSet):
        yield from sorted(repr(_plain(each)) for each in value)
    elif isinstance(value, (list, tuple)):
        yield from (_plain(each) for each in value)
    elif isinstance(value, (Decimal, date)):
        yield str(value)
    else:
        raise TypeError(f"{value!r} is nothing that can be told by its content")
