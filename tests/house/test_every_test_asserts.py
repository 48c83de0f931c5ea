"""A test says what must hold: every test function comes to an assertion that can fail."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

import pytest
from helpers.paths import TESTS

SAYS = {"raises", "fail", "warns"}  # of pytest


def judges(node: ast.AST) -> bool:
    """Whether code can fail by its own saying: an assertion, an exception, a program that must end well."""
    return any(
        (isinstance(each, ast.Assert) and not always(each.test))
        or isinstance(each, ast.Raise)
        or (isinstance(each, ast.Attribute) and each.attr in SAYS)
        or (isinstance(each, ast.keyword) and each.arg == "check" and ast.unparse(each.value) == "True")
        for each in ast.walk(node)
    )


def always(said: ast.expr) -> bool:
    """Whether an assertion holds whatever the program does: a literal, a filled tuple, a thing equal to itself."""
    if isinstance(said, ast.Compare) and len(said.ops) == 1 and isinstance(said.ops[0], ast.Eq | ast.Is | ast.LtE):
        return not _calls(said.left) and ast.dump(said.left) == ast.dump(said.comparators[0])
    return isinstance(said, ast.Constant | ast.JoinedStr) or (isinstance(said, ast.Tuple) and bool(said.elts))


def _calls(node: ast.AST) -> bool:
    """Whether something is done, so that doing it twice can give two results."""
    return any(isinstance(each, ast.Call) for each in ast.walk(node))


def judging(named: Mapping[str, list[ast.AST]], known: AbstractSet[str] = frozenset()) -> AbstractSet[str]:
    """The names among these that stand for what judges, by itself or by naming, at whatever remove, what does."""
    found = {*known, *(name for name, nodes in named.items() if all(judges(node) for node in nodes))}
    naming = {name: [_names(node) for node in nodes] for name, nodes in named.items() if name not in found}
    while more := {name for name, each in naming.items() if all(names & found for names in each)} - found:
        found |= more
    return found


def silent(tests: list[ast.FunctionDef], known: AbstractSet[str]) -> list[str]:
    """The tests that neither judge nor name what does."""
    return [each.name for each in tests if not judges(each) and not _names(each) & known]


def _names(node: ast.AST) -> set[str]:
    """What code names: functions called or handed over, tables, classes, methods."""
    loaded = (each for each in ast.walk(node) if isinstance(each, ast.Name | ast.Attribute))
    return {each.id if isinstance(each, ast.Name) else each.attr for each in loaded if isinstance(each.ctx, ast.Load)}


def _defined(tree: ast.Module) -> dict[str, list[ast.AST]]:
    """What the top of a module, and its classes, give names to."""
    found: dict[str, list[ast.AST]] = {}
    for node in (*tree.body, *(each for top in tree.body if isinstance(top, ast.ClassDef) for each in top.body)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.setdefault(node.name, []).append(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                found.setdefault(ast.unparse(target), []).append(node.value)
    return found


def _tests(tree: ast.Module) -> list[ast.FunctionDef]:
    return [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef) and each.name.startswith("test_")]


HELPERS = [path for path in sorted(TESTS.rglob("*.py")) if not path.name.startswith("test_")]


def test_every_test_comes_to_an_assertion() -> None:
    shared: dict[str, list[ast.AST]] = {}
    for path in HELPERS:
        for name, nodes in _defined(ast.parse(path.read_text(encoding="utf-8"))).items():
            shared.setdefault(name, []).extend(nodes)
    known = judging(shared)
    told = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        told[path.name] = silent(_tests(tree), judging(_defined(tree), known))
    assert {name: found for name, found in told.items() if found} == {}


def _asserted() -> list[tuple[Path, ast.Assert]]:
    trees = [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in sorted(TESTS.rglob("*.py"))]
    return [(path, each) for path, tree in trees for each in ast.walk(tree) if isinstance(each, ast.Assert)]


def test_no_assertion_holds_whatever_the_program_does() -> None:
    assert [f"{path.name}:{each.lineno}" for path, each in _asserted() if always(each.test)] == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("run()", ["test_it"]),
        ("assert True", ["test_it"]),
        ("assert (run(), 'a text')", ["test_it"]),
        ("x = run(); assert x == x", ["test_it"]),
        ("lost(run())", ["test_it"]),
        ("assert run()", []),
        ("assert run() == run()", []),
        ("with pytest.raises(ValueError): run()", []),
        ("held(run())", []),
        ("for each in TABLE: each(run())", []),
        ("subprocess.run([], check=True)", []),
    ],
)
def test_a_test_that_says_nothing_is_seen(body: str, expected: list[str]) -> None:
    helpers = "def held(x): assert x\ndef lost(x): print(x)\ndef through(x): held(x)\nTABLE = (through,)\n"
    tree = ast.parse(f"{helpers}def test_it():\n    {body}\n")
    assert silent(_tests(tree), judging(_defined(tree))) == expected
