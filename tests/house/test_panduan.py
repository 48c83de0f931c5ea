"""docs/panduan.md is true: done as written it leads from an empty folder to the next year; what it names is there."""

from __future__ import annotations

import re
import shlex
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from helpers.paths import DOCS, ROOT
from helpers.read_aloud import Reader, acts
from pages import panduan_page, read_at_desk

from rkt_excel.cli import run
from rkt_excel.commands import shared
from rkt_excel.desk.pages.menu import MENU
from rkt_excel.desk.pages.page_bantuan import READABLE
from rkt_excel.desk.work.moves import MOVES
from rkt_excel.errors import ExitCode
from rkt_excel.messages.plan_codes import CATALOGUE
from rkt_excel.office.place.workplace import Workplace

PAGE = (DOCS / "panduan.md").read_text(encoding="utf-8")
OWN = PAGE[: PAGE.index("<!-- pesan:awal -->")]  # without what is made of the catalogue
ACTS = tuple(acts(OWN))
TYPED = [each.said for each in ACTS if each.word == "rkt"]
QUOTED = set(re.findall(r"`([^`\n]+)`", re.sub(r"(?ms)^```.*?^```$", "", OWN)))
LINKED = ("docs/panduan.md", "docs/lembar-bagian.md", "README.md")


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Reader:
    """Somebody with an empty folder."""

    def typed(words: list[str], now: datetime, folder: Path) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(shared, "Workplace", partial(Workplace, now=lambda: now))
            patch.chdir(folder)
            code = run(words)
        told = capsys.readouterr()
        assert code in {ExitCode.DONE, ExitCode.LOOK}, (words, told.out, told.err)

    home = tmp_path / "kantor"
    home.mkdir()
    return Reader(home, typed)


@pytest.mark.tuntas
def test_panduan_leads_from_an_empty_folder_to_the_next_year(reader: Reader) -> None:
    for act in ACTS:
        reader.do(act)
    named = {each.rstrip("/") for each in QUOTED if _is_path(each)}
    beside = {Path(each).name for each in reader.seen} | {each.stem for each in ROOT.glob("packaging/kit/**/*.*")}
    kit = {each.name for each in ROOT.glob("packaging/kit/**/*.*")}
    assert named - reader.seen - beside - kit == set(), "named, and never there"
    sealed = [each for each in reader.seen if each.endswith("/bagit.txt")]
    assert {each.split("/")[1] for each in sealed if each.startswith("output/")} == {"2027", "2027-perubahan"}


def _is_path(quoted: str) -> bool:
    """Not a command, a code, the kit and where Windows keeps it, or what the office may add."""
    return not quoted.startswith(("rkt ", "--", "rkt-windows", '"%', "%")) and quoted not in {
        *CATALOGUE, "rkt", "lambang.png", "Panduan RKT.pdf",
    }  # fmt: skip


def test_every_command_that_panduan_names_is_run_by_it() -> None:
    named = {each for each in QUOTED if each.startswith("rkt ")}
    assert {each for each in named if not any(f"{line} ".startswith(f"{each} ") for line in TYPED)} == set()
    every = {shlex.split(each)[1] for each in TYPED}
    assert {each.typed[0] for each in MOVES} <= every, "a step of the procedure that panduan leaves out"


def test_every_button_and_page_that_panduan_names_is_on_the_desk() -> None:
    templates = "".join(each.read_text(encoding="utf-8") for each in ROOT.glob("rkt_excel/desk/templates/**/*.html"))
    labels = {each.label for each in MOVES}
    buttons = set(re.findall(r"[Tt]ombol “([^”]+)”", OWN))
    assert {each for each in buttons - labels if f">{each}<" not in templates} == set()
    assert {each.label for each in MOVES if each.gerak} - set(re.findall(r"“([^”]+)”", OWN)) == {"Lampirkan pindaian"}
    assert set(re.findall(r"halaman\s+([A-Z]\w+)", OWN)) <= set(MENU.values())


def test_every_message_is_in_panduan() -> None:
    assert panduan_page.table() in PAGE, "run: python tests/pages"
    assert {each for each in QUOTED if re.fullmatch(r"[A-Z]+_[A-Z_]+", each)} <= CATALOGUE.keys()


def test_the_numbers_that_explain_mode_and_cara_gabung_are_those_that_are_typed() -> None:
    typed = {(kode, *values) for act in ACTS if act.word in {"isi", "lihat"} for kode, *values in act.rows}
    modes = re.findall(r"(?m)^\| [a-z ]+ \|.*\| (IK\.\d), [^|]+\|((?:[ \d]+\|){4}[ \d]+)\|$", OWN)
    assert len(modes) == 3
    for kode, numbers in modes:
        *quarters, target = (each.strip() for each in numbers.split("|"))
        assert any(row[:6] == (kode, target, *quarters) for row in typed), kode
    results = re.findall(r"(?m)^\| (?:jumlah|rata-rata|utama) \|.*\| (IK\.\d), [^|]+\| [A-Z][^|]+\| (\d+) \|$", OWN)
    shown = {row[:2] for act in ACTS if act.word == "lihat" for row in act.rows}
    assert len(results) == 3
    assert set(results) <= shown


@pytest.mark.parametrize("name", LINKED)
def test_every_link_leads_somewhere(name: str) -> None:
    page = ROOT / name
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if target.startswith("https://"):
            continue
        file, _, anchor = target.partition("#")
        there = (page.parent / file).resolve() if file else page
        assert there.is_file(), target
        if anchor:
            headings = re.findall(r"(?m)^#+ (.+)$", there.read_text(encoding="utf-8"))
            assert anchor in map(read_at_desk.anchor, headings), target


@pytest.mark.parametrize("word", READABLE)
def test_what_the_desk_shows_is_the_page_of_docs(word: str) -> None:
    piece = read_at_desk.piece(word)
    assert (read_at_desk.FOLDER / f"{word}.html").read_text(encoding="utf-8") == piece, "run: python tests/pages"
    assert not re.search(r"<script|<style| style=| on\w+=", piece), "the policy of the desk lets none of them through"
    for target in re.findall(r'href="/bantuan\?baca=([\w-]+)(?:#([^"]+))?"', piece):
        there, name = target
        assert not name or f'id="{name}"' in read_at_desk.piece(there), target
