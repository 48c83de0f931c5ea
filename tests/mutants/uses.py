"""Where a place of the program shows itself: its statement, or, where Python runs that only at import, its users."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable, Iterator
from pathlib import Path

Lines = tuple[Path, range]
_FAR = 3  # constants made of constants


def statement(path: Path, line: int) -> range:
    """The lines of the statement at a line (1-based); of one that holds others only its head."""
    around = [node for node in ast.walk(_tree(path)) if isinstance(node, ast.stmt) and line in _span(node)]
    if not around:
        return range(line, line + 1)
    inner = max(around, key=lambda node: node.lineno)
    body = getattr(inner, "body", None)
    end = body[0].lineno if isinstance(body, list) and body and line < body[0].lineno else _span(inner).stop
    return range(inner.lineno, end)


def users(files: Iterable[Path], path: Path, line: int) -> list[Lines]:
    """The lines within functions that use what a line makes at import, also by way of other constants."""
    modules = list(files)
    names, known, found = _made_at(path, line), set[str](), list[Lines]()
    for _ in range(_FAR):
        names -= known
        known |= names
        more: set[str] = set()
        for each in modules if names else ():
            for number in _lines_with(each, frozenset(names)):
                if _in_function(each, number):
                    found.append((each, statement(each, number)))
                more |= _made_at(each, number)
        names = more
    return found


def _made_at(path: Path, line: int) -> set[str]:
    """The names that the outermost statement at a line gives to something, and within a class those of its fields."""
    made: set[str] = set()
    body = _tree(path).body
    while outer := next((node for node in body if line in _span(node)), None):
        if isinstance(outer, ast.FunctionDef | ast.ClassDef):
            made.add(outer.name)
        targets = outer.targets if isinstance(outer, ast.Assign) else [getattr(outer, "target", None)]
        made |= {node.id for each in targets if each for node in ast.walk(each) if isinstance(node, ast.Name)}
        body = outer.body if isinstance(outer, ast.ClassDef) else []
    return made


def _in_function(path: Path, line: int) -> bool:
    functions = (node for node in ast.walk(_tree(path)) if isinstance(node, ast.FunctionDef))
    return any(node.body[0].lineno <= line <= (node.end_lineno or 0) for node in functions)


@functools.cache
def _lines_with(path: Path, names: frozenset[str]) -> list[int]:
    return sorted({line for name, line in _mentions(path) if name in names})


@functools.cache
def _mentions(path: Path) -> list[tuple[str, int]]:
    return list(_mentioned(_tree(path)))


def _mentioned(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id, node.lineno
        elif isinstance(node, ast.Attribute):
            yield node.attr, node.end_lineno or node.lineno


def _span(node: ast.stmt) -> range:
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


@functools.cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))
