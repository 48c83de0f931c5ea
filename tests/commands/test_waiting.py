"""Who waits sees how far the work is: a bar on a terminal, lines in a log, nothing beside JSON."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.kantor import open_office

from rkt_excel.edges.terminal import PROGRESS
from rkt_excel.edges.work_folder.folder import KEMBALI
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.progress import Stage, one_by_one
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung

SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@pytest.fixture
def office(tmp_path: Path) -> Workplace:
    return open_office(tmp_path)


def rkt(*words: str) -> list[str]:
    return [sys.executable, "-m", "rkt_excel", *words]


def at_terminal(home: Path, words: list[str], **given: str) -> str:
    """What a person at a terminal of 100 columns sees, with all that moved the cursor."""
    ours, theirs = pty.openpty()
    given = {**os.environ, "TERM": "xterm", "COLUMNS": "100", "PYTHONUTF8": "1", **given}
    process = subprocess.Popen(words, cwd=home, stdin=theirs, stdout=theirs, stderr=theirs, env=given)
    os.close(theirs)
    seen = b""
    try:
        while part := os.read(ours, 65536):
            seen += part
    except OSError:  # the other end is closed
        pass
    finally:
        os.close(ours)
        process.wait()
    return seen.decode(given.get("PYTHONIOENCODING", "utf-8"))


def test_on_a_terminal_a_bar_counts_and_is_gone_at_the_end(office: Workplace) -> None:
    seen = at_terminal(office.inputs.parent, rkt("format"))
    assert re.search("Sekretariat .* 0/2.*Bidang Pembinaan Perpustakaan .* 1/2", SEQUENCE.sub("", seen))
    assert seen.count("\x1b[?25l") == seen.count("\x1b[?25h") == 1, "the cursor comes back"
    shown = screen(seen)
    assert "Formulir RKT 2027" in shown
    assert "1/2" not in shown


def screen(seen: str) -> str:
    """The lines that are left on the screen: only what the bar uses of a terminal's language is understood."""
    lines, at = [""], 0
    for piece in re.findall(r"\x1b\[[0-9;?]*[A-Za-z]|\r|\n|[^\x1b\r\n]+", seen):
        if piece == "\n":
            at += 1
            lines += [""] * (at + 1 - len(lines))
        elif re.fullmatch(r"\x1b\[\d*A", piece):
            at = max(0, at - int(piece[2:-1] or 1))
        elif piece == "\x1b[2K":
            lines[at] = ""
        elif not piece.startswith(("\x1b", "\r")):
            lines[at] += piece
    return "\n".join(lines)


def test_of_many_pieces_the_rate_and_the_time_left_are_told(tmp_path: Path) -> None:
    code = (
        "import time\nfrom rkt_excel.edges.bar import bar\nfrom rkt_excel.progress import one_by_one\n"
        "with bar('Bekerja') as tell:\n    for _ in one_by_one('abcdefgh', tell): time.sleep(.15)\n"
    )
    words = SEQUENCE.sub("", at_terminal(tmp_path, [sys.executable, "-c", code], PYTHONPATH=os.pathsep.join(sys.path)))
    assert re.search(r"f ━+╺?━* 5/8  \d+(,\d/detik|/menit)  sisa 0\.\d\d", words), words


def test_in_a_log_every_stage_is_a_line(office: Workplace) -> None:
    done = subprocess.run(rkt("format"), cwd=office.inputs.parent, capture_output=True, encoding="utf-8",
                          env={**os.environ, "PYTHONUTF8": "1"}, check=True)  # fmt: skip
    lines = [each for each in done.stderr.splitlines() if each.startswith("… ")]
    assert [each.split()[1] for each in lines] == ["1/2", "2/2"]
    assert "\x1b" not in done.stderr + done.stdout


def test_returned_files_are_counted(office: Workplace) -> None:
    format(office)
    returned = office.folder(office.master()[0]) / KEMBALI
    heard: list[str] = []
    for name in ("satu.txt", "dua.txt"):
        (returned / name).write_text("catatan", encoding="utf-8")
    gabung(office, heard.append)
    assert [each.line for each in heard if isinstance(each, Stage)] == [
        "1/2 3-kembali/dua.txt",
        "2/2 3-kembali/satu.txt",
    ]


def test_beside_json_nothing_is_told_unless_another_program_shows_it(office: Workplace) -> None:
    for asked, told in ((False, 0), (True, 2)):
        given = {**os.environ, "PYTHONUTF8": "1", **({PROGRESS: "1"} if asked else {})}
        done = subprocess.run(rkt("format", "--json"), cwd=office.inputs.parent, capture_output=True,
                              encoding="utf-8", env=given, check=True)  # fmt: skip
        assert json.loads(done.stdout)["formulir"]
        assert done.stderr.count("… ") == told


def test_what_a_name_holds_moves_no_cursor_and_what_is_said_meanwhile_stands_above_the_bar(tmp_path: Path) -> None:
    code = (
        "import sys, time, click\n"
        "from rkt_excel.edges.terminal import spoken\n"
        "from rkt_excel.edges.bar import bar\n"
        "from rkt_excel.progress import Stage\n"
        "with spoken(), bar('Bekerja') as tell:\n"
        "    tell(Stage('Bidang\\x1b[2J [red]A[/red]', 2, 4)); time.sleep(.3)\n"
        "    click.echo('Perhatian\\x1b[31m: [bold]pelan', err=True); click.echo('keluaran')\n"
        "    time.sleep(.3)\n"
        "click.echo('selesai')\n"
    )
    seen = at_terminal(tmp_path, [sys.executable, "-c", code], PYTHONPATH=os.pathsep.join(sys.path))
    assert "\x1b[2J" not in seen
    assert "\x1b[31m" not in seen
    shown = screen(seen)
    assert r"Perhatian\x1b[31m: [bold]pelan" in shown
    assert shown.index("Perhatian") < shown.index("keluaran") < shown.index("selesai")
    assert r"Bidang\x1b[2J [red]A[/red]" in SEQUENCE.sub("", seen)


@pytest.mark.parametrize("encoding", ["cp437", "cp850", "cp1252", "ascii"])
def test_the_bar_can_be_drawn_on_every_console(tmp_path: Path, encoding: str) -> None:
    code = (
        "import time\nfrom rkt_excel.edges.bar import bar\nfrom rkt_excel.progress import Stage\n"
        "with bar('Menyusun “draft” …' * 9) as tell:\n"
        "    for number in range(1, 4): tell(Stage('Bagian ≤ 3 中', number, 3)); time.sleep(.15)\n"
    )
    given = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "PYTHONPATH": os.pathsep.join(sys.path)}
    seen = at_terminal(tmp_path, [sys.executable, "-c", code], **given)
    assert "Traceback" not in seen
    assert "2/3" in seen


def test_items_are_told_before_each_begins() -> None:
    heard: list[str] = []

    def worked() -> Iterator[str]:
        for each in one_by_one(["a", "b"], heard.append, str.upper):
            yield f"{heard[-1]}{each}"

    assert list(worked()) == ["Aa", "Bb"]
    assert [(each.number, each.total, each.line) for each in heard if isinstance(each, Stage)] == [
        (1, 2, "1/2 A"),
        (2, 2, "2/2 B"),
    ]


def test_an_interrupted_bar_gives_the_cursor_back(tmp_path: Path) -> None:
    code = (
        "import time\nfrom rkt_excel.edges.bar import bar\n"
        "with bar('Bekerja'):\n    time.sleep(.3); raise KeyboardInterrupt\n"
    )
    seen = at_terminal(tmp_path, [sys.executable, "-c", code], PYTHONPATH=os.pathsep.join(sys.path))
    assert seen.count("\x1b[?25l") == seen.count("\x1b[?25h") == 1
