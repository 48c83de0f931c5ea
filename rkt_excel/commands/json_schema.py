"""The JSON Schema of what a command says under --json, made of its `JsonForm` and the types of its result."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from dataclasses import is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache, reduce
from importlib import import_module
from operator import or_
from pathlib import PurePath
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints, is_typeddict

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, create_model
from pydantic.json_schema import GenerateJsonSchema

from rkt_excel.commands.json_form import JsonForm
from rkt_excel.commands.shared import FINDING, Json, below
from rkt_excel.workbook.findings import Finding

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_ANY_WORD: Final = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$")]  # the code of a finding: others may be added
_DECIMAL: Final = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$")]
_SHUT: Final = ConfigDict(extra="forbid")
_MEANING: Final = r"^    {name}: (.+(?:\n {{6,}}.+)*)"


class _Plain(GenerateJsonSchema):
    """Without a title for every key, which says the key once more."""

    def field_title_should_be_set(self, schema: object) -> bool:
        del schema
        return False


def json_schema(command: str) -> Json:
    """The schema (draft 2020-12) of the JSON of a command; keys that it does not name are refused.

    Args:
        command: Its word, such as "gabung".

    Raises:
        KeyError: There is no such command.
    """
    try:
        forms: tuple[JsonForm, ...] = import_module(f"rkt_excel.commands.{command}").JSON
    except (ModuleNotFoundError, AttributeError):
        raise KeyError(command) from None
    many = len(forms) > 1
    models = [_model(f"{each.of.__name__}{n if many else ''}", each) for n, each in enumerate(forms, 1)]
    made = TypeAdapter(reduce(or_, models)).json_schema(mode="serialization", schema_generator=_Plain)
    head = {"$schema": _DIALECT, "$id": f"urn:rkt-excel:{command}", "title": f"rkt {command} --json"}
    return head | {key: value for key, value in made.items() if key != "title"}


def _model(name: str, form: JsonForm) -> type[BaseModel]:
    """The object that a form writes, as a pydantic model: its keys, no others, each with its type and meaning."""
    types = _types(form.of)
    fields: dict[str, Any] = {}
    for part in (form.keys or " ".join(types)).split():
        key, _, path = part.partition("=")
        kind, meaning = _at(form.of, path or key)
        inner = JsonForm(kind, form.within.get(key, ""), below(form.within, key))
        said = _said(kind, f"{name}{key.title().replace('_', '')}", inner)
        fields[key] = (said | None if path.endswith("?") else said, Field(..., description=meaning or None))
    doc = (inspect.getdoc(form.of) or "").partition("\n\n")[0].replace("\n", " ")
    made: type[BaseModel] = create_model(name, __config__=_SHUT, __doc__=doc, **fields)
    return made


def _types(whole: type) -> dict[str, Any]:
    """The types of the fields of a result, a row or a typed dictionary."""
    return get_type_hints(whole)


def _at(whole: Any, path: str) -> tuple[Any, str]:  # noqa: ANN401 - a type of any kind
    """The type that lies behind a path of attributes, and what its docstring says of it; "@" is the whole itself."""
    if path == "@":
        return whole, ""
    meaning = ""
    for name in path.removesuffix("?").split("."):
        if isinstance(whole, type) and issubclass(whole, Enum) and name == "name":
            return _ANY_WORD, ""
        own = inspect.getattr_static(whole, name, None)
        if isinstance(own, property):
            meaning, whole = inspect.getdoc(own) or "", get_type_hints(own.fget)["return"]
        else:
            meaning, whole = _meaning(whole, name), _types(whole)[name]
    return whole, " ".join(meaning.replace("`None`", "null").split())


def _meaning(whole: type, name: str) -> str:
    """What stands of a field under "Attributes" in the docstring of its class, "" where nothing does."""
    found = re.search(_MEANING.format(name=name), inspect.getdoc(whole) or "", re.MULTILINE)
    return found[1] if found else ""


def _said(kind: Any, name: str, form: JsonForm) -> Any:  # noqa: ANN401, PLR0911 - one line for each kind of type
    """The type of what `data` makes of a value: objects by their keys, paths and decimal numbers as texts."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated and kind not in (_ANY_WORD, _DECIMAL):
        return _said(inner[0], name, form)
    if origin in (Union, UnionType):
        return reduce(or_, (each if each is NoneType else _said(each, name, form) for each in inner))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return dict[str, _said(inner[1], name, form)]  # type: ignore[misc]  # a type that is made here
    if origin is not None and origin in (tuple, list):
        return list[_said(inner[0], name, form)]  # type: ignore[misc]  # the same
    if not isinstance(kind, type):
        return kind
    if issubclass(kind, Finding):
        return _finding()
    if form.keys or is_dataclass(kind) or is_typeddict(kind):
        return _model(name, JsonForm(kind, form.keys, form.within))
    if issubclass(kind, Decimal):
        return _DECIMAL
    return str if issubclass(kind, PurePath) else kind


@cache
def _finding() -> type[BaseModel]:
    return _model("Temuan", JsonForm(Finding, FINDING))
