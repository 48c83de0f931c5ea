"""What a caller cannot see in types stands in the docstring: what `None` means, and what is raised.

That every public module, class and function has a docstring, ruff sees (D100 to D104).
"""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Iterable, Iterator
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import click

import rkt_excel

HOUSE = Path(rkt_excel.__file__).parent
MODULES = [
    ".".join(path.relative_to(HOUSE.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in sorted(HOUSE.rglob("*.py"))
    if path.name != "__main__.py"
]


class Documented(NamedTuple):
    """A public function with what is said of it, also where it stands in the place of a method of its base."""

    name: str
    function: Any
    said: str


def functions(module: Any) -> Iterator[Documented]:
    for name, thing in vars(module).items():
        own = getattr(inspect.unwrap(thing), "__module__", "") == module.__name__ if callable(thing) else False
        if isinstance(thing, click.Command) and name == "command":
            yield Documented(name, thing.callback, inspect.getdoc(thing.callback) or "")
        elif name.startswith("_") or not own:
            continue
        elif isinstance(thing, type):
            yield from methods(thing)
        elif inspect.isfunction(function := inspect.unwrap(thing)):
            yield Documented(name, function, inspect.getdoc(function) or "")


def methods(kind: type) -> Iterator[Documented]:
    for name, thing in list(vars(kind).items()):
        function = bare(thing)
        if (
            not name.startswith("_")
            and inspect.isfunction(function)
            and function.__qualname__ == f"{kind.__qualname__}.{name}"
        ):
            said = "\n".join(
                inspect.getdoc(bare(vars(each)[name])) or "" for each in kind.__mro__ if name in vars(each)
            )
            yield Documented(f"{kind.__name__}.{name}", function, said)


def bare(thing: Any) -> Any:
    """The function of a method or property."""
    if isinstance(thing, property):
        return thing.fget
    if isinstance(thing, cached_property):
        return thing.func
    return inspect.unwrap(thing.__func__ if isinstance(thing, classmethod | staticmethod) else thing)


def may_give_none(function: Any) -> bool:
    """Whether it is declared to give something or `None`."""
    declared = function.__annotations__.get("return")
    told = declared if isinstance(declared, str) else getattr(declared, "__name__", str(declared))
    node = ast.parse(told, mode="eval").body
    ways = []
    while isinstance(node, ast.BinOp):
        ways += [node.right, node.left]
        node = node.left
    return any(isinstance(each, ast.Constant) and each.value is None for each in ways)


def raised(function: Any) -> list[str]:
    """The exceptions that its own body lets out: by their class, or by a function that makes them (`damaged`)."""
    node = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    assert isinstance(node, ast.FunctionDef)
    return list(let_out(node.body, function.__globals__, frozenset()))


def let_out(nodes: Iterable[ast.AST], known: dict[str, Any], caught: frozenset[str]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            continue
        if isinstance(node, ast.Raise) and node.exc is not None:
            yield from (each for each in made(node.exc, known) if each not in caught)
        elif isinstance(node, ast.Try):
            named = {
                each.id for one in node.handlers for each in ast.walk(one.type or one) if isinstance(each, ast.Name)
            }
            yield from let_out(node.body, known, caught | named)
            yield from let_out([*node.handlers, *node.orelse, *node.finalbody], known, caught)
        else:
            yield from let_out(ast.iter_child_nodes(node), known, caught)


def made(node: ast.expr, known: dict[str, Any]) -> Iterator[str]:
    if isinstance(node, ast.Call):
        yield from made(node.func, known)
    elif isinstance(node, ast.IfExp):
        yield from (*made(node.body, known), *made(node.orelse, known))
    elif isinstance(node, ast.Name):
        thing = known.get(node.id) or getattr(known["__builtins__"], node.id, known["__builtins__"].get(node.id))
        if inspect.isfunction(thing):
            made_by = thing.__annotations__["return"]
            yield made_by if isinstance(made_by, str) else made_by.__name__
        elif isinstance(thing, type) and issubclass(thing, BaseException):
            yield thing.__name__


EVERY = [(name, each) for name in MODULES for each in functions(import_module(name))]


def test_what_may_be_none_says_when() -> None:
    silent = [f"{at}: {each.name}" for at, each in EVERY if may_give_none(each.function) and "None" not in each.said]
    assert silent == []


def test_what_is_raised_is_named() -> None:
    silent = [
        f"{at}: {each.name} raises {name}"
        for at, each in EVERY
        for name in raised(each.function)
        if not re.search(rf"\b{name}\b", each.said)
    ]
    assert silent == []


def test_the_rules_see_what_they_are_for() -> None:
    assert sorted(raised(raises_in_three_ways)) == ["KeyError", "OSError", "ValueError"]
    assert may_give_none(raises_in_three_ways)
    assert not may_give_none(raised)
    assert len(EVERY) > 1_000


def maker() -> KeyError:
    return KeyError()


def raises_in_three_ways(way: int) -> int | None:
    try:
        if way == 1:
            raise TypeError  # noqa: TRY301 - which it catches itself, and that is the point
        if way == 2:
            raise (ValueError if way else OSError)
    except TypeError:
        raise maker() from None
    return None
