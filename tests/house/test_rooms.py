"""The rooms of the house: each says what belongs in it and what it may import, and that is so."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from helpers.paths import TESTS

import rkt_excel
from rkt_excel import events
from rkt_excel.cli import COMMANDS

HOUSE = Path(rkt_excel.__file__).parent
MOST = 12  # modules in a room that a newcomer takes in at a glance; faces and steps are one for each command
ONE_FOR_EACH_COMMAND = {"commands", "steps"}
MODULES = {
    ".".join((HOUSE.name, *path.relative_to(HOUSE).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in sorted(HOUSE.rglob("*.py"))
}
ROOMS = sorted({path.parent for path in MODULES.values()} - {HOUSE})


# names that several modules have, because each of them is the same thing for another command
OF_EVERY_FACE = {
    "command": "what `cli` calls: the arguments of a command and what is done with them",
    "show": "what a page of the desk gives its template",
}


def name(path: Path) -> str:
    """The room of a module: its folder; a module at the top stands for itself."""
    return path.stem if path.parent == HOUSE else ".".join(path.parent.relative_to(HOUSE).parts)


def room_of(folder: Path) -> str:
    """The name of a room by its folder."""
    return name(folder / "__init__.py")


def imported(path: Path) -> Iterator[str]:
    """The rooms of which a module imports something, wherever in it that stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == HOUSE.name:
            for each in node.names:
                whole = f"{node.module}.{each.name}"
                yield name(MODULES[whole if whole in MODULES else node.module])
        elif isinstance(node, ast.Import):
            yield from (name(MODULES[each.name]) for each in node.names if each.name in MODULES)


def said(room: Path) -> tuple[str, set[str]]:
    """What a room says of itself: what belongs in it, and the rooms that it may import."""
    text = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))) or ""
    what, _, may = text.partition("May import: ")
    return " ".join(what.split()), set(re.findall(r"[a-z_.]*[a-z_]", may)) if "nothing" not in may else set()


@pytest.mark.tuntas
@pytest.mark.parametrize("room", ROOMS, ids=room_of)
def test_a_room_imports_what_it_says_and_nothing_else(room: Path) -> None:
    what, may = said(room)
    own = room_of(room)
    does = {each for path in room.glob("*.py") for each in imported(path)} - {own, HOUSE.name, "__init__"}
    assert what.endswith(".")
    assert does == may


def test_no_room_leads_back_to_itself() -> None:
    rooms = {room_of(room): said(room)[1] for room in ROOMS}
    order = list(TopologicalSorter(rooms).static_order())  # raises CycleError with the way round
    assert order.index("workbook.values") < order.index("model.forms") < order.index("steps") < order.index("commands")


def test_the_engine_knows_nothing_of_rkt() -> None:
    for room in ROOMS:
        own = room_of(room)
        if own.split(".")[0] == "workbook":
            assert {each.split(".")[0] for each in said(room)[1]} <= {"workbook"}, own


def test_steps_never_import_each_other() -> None:
    assert [path.stem for path in (HOUSE / "steps").glob("*.py") if "steps" in set(imported(path))] == []


@pytest.mark.parametrize("room", ROOMS, ids=room_of)
def test_a_room_is_taken_in_at_a_glance(room: Path) -> None:
    if room_of(room) not in ONE_FOR_EACH_COMMAND:
        assert len([path for path in room.glob("*.py") if path.stem != "__init__"]) <= MOST


def test_the_map_tells_what_each_room_says_of_itself() -> None:
    page = (HOUSE.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z_.]+)` \| (.*) \|$", page, re.MULTILINE)
    assert dict(rows) == {room_of(room): said(room)[0] for room in ROOMS}


def test_every_module_that_a_page_names_is_there() -> None:
    for page in (*(HOUSE.parent / "docs").glob("*.md"), HOUSE.parent / "README.md"):
        for path in re.findall(r"`([\w/]+\.py)`", page.read_text(encoding="utf-8")):
            assert any((root / path).is_file() for root in (HOUSE.parent, HOUSE)) or "/" not in path, (page.name, path)


def test_every_module_that_a_docstring_names_is_there() -> None:
    for path in MODULES.values():
        for said in re.findall(
            r"`((?:model|edges|workbook|office|messages)\.[a-z_.]+)", path.read_text(encoding="utf-8")
        ):
            parts = [HOUSE.name, *said.rstrip(".").split(".")]
            assert any(".".join(parts[:end]) in MODULES for end in (len(parts), len(parts) - 1)), (path.name, said)


def test_an_event_is_called_by_the_word_that_stands_in_the_journal() -> None:
    words = {each: word for each, word in vars(events).items() if each.isupper()}
    assert words == {word.upper().replace("-", "_"): word for word in words.values()}


def test_no_test_imports_another_and_no_helper_is_one() -> None:
    for path in TESTS.rglob("*.py"):
        imports = [
            node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ImportFrom)
        ]
        assert not [
            each.module for each in imports if each.module and each.module.split(".")[-1].startswith("test_")
        ], path
        assert path.stem.startswith("test_") <= (path.parent.name != "helpers"), path


def test_tests_stand_in_a_room_of_their_own() -> None:
    assert not list(TESTS.glob("test_*.py"))
    stems = [path.stem for path in TESTS.rglob("test_*.py")]
    assert len(stems) == len(set(stems)), "pytest knows a test file by its name"


def public(path: Path) -> Iterator[str]:
    """What a module gives a name to beside constants: classes, functions, aliases of types."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if isinstance(target, ast.Name) and not target.id.isupper():
                    yield target.id


def test_no_name_stands_for_two_things() -> None:
    homes: dict[str, set[str]] = {}
    for module, path in MODULES.items():
        own = module.rsplit(".", 1)[-1]
        if path.name != "__init__.py":
            homes.setdefault(own, set()).add(module)
        for each in public(path):  # a module may be called by the one thing in it
            if not each.startswith("_"):
                homes.setdefault(each, set()).add(module)
    of_commands = {each for each in COMMANDS if homes[each] <= {
        f"rkt_excel.{room}.{word}" for room in ("commands", "steps", "example", "desk") for word in COMMANDS
    }}  # fmt: skip
    twice = {each: sorted(where) for each, where in homes.items() if len(where) > 1}
    assert of_commands == set(
        COMMANDS
    )  # the face and the step of a command are called by its word, and nothing else is
    assert {each: where for each, where in twice.items() if each not in {*of_commands, *OF_EVERY_FACE}} == {}


def test_the_step_of_a_command_is_a_function_by_its_word() -> None:
    steps = {each for path in (HOUSE / "steps").glob("*.py") for each in public(path)}
    assert set(COMMANDS) - {"contoh", "meja"} <= steps  # these have a room of their own
