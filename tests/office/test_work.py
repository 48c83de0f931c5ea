"""One context of a run: what a step works with is gathered in `Work`, and nothing of it is done beside it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import rkt_excel
from rkt_excel.errors import NotNowError
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.procedure.alur import Gerak
from rkt_excel.office.place.work import holding, left_by, working
from rkt_excel.office.place.workplace import Workplace

STEPS = sorted((Path(rkt_excel.__file__).parent / "steps").glob("[!_]*.py"))
GATHERED = {"place", "master", "folder", "register", "state"}  # what a run has, and `Work` holds
IN_WORK = {"word.render", "disk.publish", "place.begun_register", "place.open_register"}
SCREEN = 30  # lines of a main function, its docstring aside
MAIN = {  # the functions of a step are called by the word of their command
    **{each: (each,) for each in ("ambil", "arsip", "draft", "format", "gabung", "kirim", "pakai", "periksa", "rapat")},
    "distribusi": ("distribusi", "terima"),
    "paraf": ("paraf", "kembalikan", "tandatangan"),
}


def parsed(step: str) -> ast.Module:
    return ast.parse(next(each for each in STEPS if each.stem == step).read_text(encoding="utf-8"))


def fields(each: ast.ClassDef) -> set[str]:
    """What a class holds: declared, or set when it is made."""
    declared = {
        node.target.id for node in each.body if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    made = {
        node.attr
        for node in ast.walk(each)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and ast.unparse(node.value) == "self"
    }
    return declared | made


@pytest.mark.parametrize("path", STEPS, ids=lambda path: path.stem)
def test_no_class_of_a_step_gathers_the_run_again(path: Path) -> None:
    classes = [each for each in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(each, ast.ClassDef)]
    assert {each.name: held for each in classes if len(held := fields(each) & GATHERED) > 2} == {}


@pytest.mark.parametrize("step", MAIN)
def test_outputs_are_printed_and_put_in_place_by_the_work_alone(step: str) -> None:
    called = {ast.unparse(node.func) for node in ast.walk(parsed(step)) if isinstance(node, ast.Call)}
    assert called & IN_WORK == set()
    assert "working" in called


MAIN_FUNCTIONS = [(step, name) for step, names in MAIN.items() for name in names]


@pytest.mark.parametrize(("step", "name"), MAIN_FUNCTIONS)
def test_a_main_function_is_seen_on_one_screen(step: str, name: str) -> None:
    function = next(each for each in parsed(step).body if isinstance(each, ast.FunctionDef) and each.name == name)
    assert (function.end_lineno or 0) - function.body[1].lineno + 1 <= SCREEN


def test_what_a_person_changed_is_left_and_told_with_every_output(place: Workplace) -> None:
    with working(place, begins=True) as work:
        first = work.put("5-rapat/kertas.txt", b"satu")
        assert left_by(first) == []
        (work.folder / first.path).write_bytes(b"disunting")
        second = work.put("5-rapat/kertas.txt", b"dua")
        told = left_by(second)
        assert [(each.code, each.file) for each in told] == [(FileCode.KONSEP_DISUNTING, first.path)]
        assert holding([second]) == {first.path, second.path}
        assert work.withdraw_others("5-rapat/", holding([second]), "sudah diganti") == []
        gone = work.withdraw_others("5-rapat/", [], "sudah diganti")
        assert [(each.code, each.file) for each in gone] == [
            (FileCode.KELUARAN_LAMA_DISUNTING, first.path),
            (FileCode.KELUARAN_DITARIK, second.path),
        ]
        assert (work.folder / first.path).read_bytes() == b"disunting"


def test_a_step_does_not_begin_a_work_folder_unless_it_says_so(place: Workplace) -> None:
    with pytest.raises(NotNowError), working(place):
        pytest.fail("there is nothing to work on")
    assert not place.outputs.exists()


def test_the_journal_is_let_go_when_a_step_is_refused(place: Workplace) -> None:
    with working(place, begins=True):
        pass
    for _ in range(2):  # the second would wait for the first
        with pytest.raises(NotNowError), working(place) as work:
            work.allowed(Gerak.ARSIP)
