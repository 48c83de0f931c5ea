"""The places that a mutant can differ in, and the program with one of them changed."""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import parso
from cosmic_ray.operators.operator import Operator
from cosmic_ray.operators.provider import OperatorProvider

ROOMS = {
    "engine": ("workbook",),
    "rules": ("model/rules", "model/forms"),
    "merge": ("model/plans",),
    "lifecycle": ("model/procedure", "office/state", "steps/paraf.py", "steps/draft.py", "steps/gabung.py"),
}
# What a decorator of a class does (frozen, slots) is no behaviour, and the others want names of ours.
LEFT_OUT = {"RemoveDecorator", "VariableReplacer", "VariableInserter"}
# Most of a file, of which no operator asks anything.
NEVER = {
    "name",
    "newline",
    "string",
    "endmarker",
    "fstring_string",
    "fstring_start",
    "fstring_end",
    "trailer",
    "simple_stmt",
}
PUNCTUATION = frozenset("()[]{},.:;=@") | {"->"}

Position = tuple[int, int]


@dataclass(frozen=True)
class Mutant:
    """One change: the `index`-th of an operator at the `node`-th node of a file; its line is 1-based."""

    path: Path
    line: int
    column: int
    operator: str
    node: int
    index: int

    def source(self) -> str:
        """The file with this change."""
        tree = _parsed(self.path.read_text(encoding="utf-8"))
        node = _nodes(tree)[self.node]
        changed = _operators()[self.operator].mutate(node, self.index)
        if changed is not node:
            siblings = node.parent.children
            siblings[next(i for i, each in enumerate(siblings) if each is node)] = changed
        return str(tree.get_code())


def files(root: Path, room: str) -> list[Path]:
    """The modules of a room."""
    found: list[Path] = []
    for each in ROOMS[room]:
        path = root / "rkt_excel" / each
        found += [path] if path.suffix else sorted(path.rglob("*.py"))
    return found


def draw(root: Path, room: str, count: int, seed: int, *, boundaries: bool = False) -> list[Mutant]:
    """A sample of a room's places, one mutant each: every place as likely as any other, then every change of it."""
    chance = Random(f"{seed} {room}")
    places = [some for path in files(root, room) for some in places_of(path, boundaries=boundaries)]
    drawn = [chance.choice(some) for some in chance.sample(places, min(count, len(places)))]
    return [mutant for mutant in drawn if _is_python(mutant.source())]


def _is_python(source: str) -> bool:
    """Whether a changed text is still a program: the `*` before arguments of a function is no operator."""
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def places_of(path: Path, *, boundaries: bool = False) -> list[list[Mutant]]:
    """For each place of a file the mutants that differ there; `boundaries`: only `<` for `<=` and figures by one."""
    text = path.read_text(encoding="utf-8")
    silent = _silent(ast.parse(text))
    found: dict[tuple[Position, Position, str], list[Mutant]] = {}
    for number, node in enumerate(_nodes(_parsed(text))):
        for name, operator in _operators().items():
            for index, (start, end) in enumerate(operator.mutation_positions(node)):
                if any(first <= start < last for first, last in silent):
                    continue
                if boundaries and not _is_boundary(name):
                    continue
                kind = name.partition("_")[0].removeprefix("Replace")
                mutant = Mutant(path, start[0], start[1], name, number, index)
                found.setdefault((start, end, kind), []).append(mutant)
    return list(found.values())


def _is_boundary(name: str) -> bool:
    ends = ("_Lt_LtE", "_LtE_Lt", "_Gt_GtE", "_GtE_Gt")
    return name == "NumberReplacer" or (name.startswith("ReplaceComparison") and name.endswith(ends))


@functools.cache
def _operators() -> dict[str, Operator]:
    known = OperatorProvider()
    return {name: known[name]() for name in sorted(known) if name not in LEFT_OUT}


def _parsed(text: str) -> Any:
    parse: Callable[[str], Any] = parso.parse
    return parse(text)


def _nodes(node: Any) -> list[Any]:
    return list(_walk(node))


def _walk(node: Any) -> Iterator[Any]:
    if node.type not in NEVER and not (node.type == "operator" and node.value in PUNCTUATION):
        yield node
    for each in getattr(node, "children", ()):
        yield from _walk(each)


def _silent(tree: ast.Module) -> list[tuple[Position, Position]]:
    """From where to where nothing is done that a test could notice: annotations, names of types, decorators of data."""
    found: list[ast.expr | ast.stmt] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign | ast.arg) and node.annotation and not _says_more(node.annotation):
            found.append(node.annotation)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found += node.decorator_list
            found += [node.returns] if isinstance(node, ast.FunctionDef) and node.returns else []
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            found.append(node)
    found += [node for node in tree.body if isinstance(node, ast.Assign) and _names_a_type(node.value)]
    return [((node.lineno, node.col_offset), (node.end_lineno or 0, node.end_col_offset or 0)) for node in found]


def _says_more(annotation: ast.expr) -> bool:
    """Whether an annotation holds values, as the declaration of a column does."""
    return any(isinstance(each, ast.Call) for each in ast.walk(annotation))


def _names_a_type(value: ast.expr) -> bool:
    parts = [value]
    while parts:
        each = parts.pop()
        if isinstance(each, ast.BinOp) and isinstance(each.op, ast.BitOr):
            parts += [each.left, each.right]
        elif not isinstance(each, ast.Name | ast.Subscript | ast.Constant | ast.Attribute):
            return False
    return isinstance(value, ast.BinOp)
