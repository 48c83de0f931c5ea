"""What is no plain file is read by nobody: a link leads anywhere, a pipe keeps its reader waiting for ever."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from helpers.kantor import KEPALA, NOON, scan
from helpers.tahapan import Stage, drafted, folder, initialled, received

from rkt_excel.cli import run
from rkt_excel.edges.disk.one_way import file_bytes, write_whole
from rkt_excel.edges.disk.oserrors import NotPlainError, cause
from rkt_excel.edges.work_folder.register import Register
from rkt_excel.errors import ExitCode
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.arsip import arsip
from rkt_excel.steps.gabung import gabung

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes, sockets and links without rights of POSIX")
SECRET = b"rahasia orang lain"
YEAR = Path("output", "2027")


@pytest.fixture(autouse=True)
def _in_time() -> Iterator[None]:
    """Whoever waits at a pipe fails instead of hanging."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def _link(path: Path) -> None:
    outside = Path(os.environ["RKT_LUAR"])
    outside.write_bytes(SECRET)
    path.symlink_to(outside)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        here = Path.cwd()
        os.chdir(path.parent)  # the path of a socket may not be long
        try:
            made.bind(path.name)
        finally:
            os.chdir(here)


INSTEAD: dict[str, Callable[[Path], None]] = {
    "tautan": _link,
    "tautan putus": lambda path: path.symlink_to("tidak ada"),
    "tautan ke folder": lambda path: path.symlink_to(path.parents[1]),
    "pipa": os.mkfifo,
    "soket": _socket,
}


@pytest.fixture(autouse=True)
def _outside(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RKT_LUAR", str(tmp_path_factory.mktemp("luar") / "rahasia.txt"))


@pytest.mark.parametrize("how", [each for each in INSTEAD if each != "tautan ke folder"])
def test_the_one_reader_of_files_reads_no_other_thing(tmp_path: Path, how: str) -> None:
    path = tmp_path / "a" / "x.xlsx"
    path.parent.mkdir()
    INSTEAD[how](path)
    with pytest.raises(NotPlainError) as told:
        file_bytes(path)
    assert ("tautan" in cause(told.value)) == how.startswith("tautan")


def test_devices_are_not_read_and_folders_say_what_they_are(tmp_path: Path) -> None:
    with pytest.raises(NotPlainError):
        file_bytes(Path(os.devnull))
    with pytest.raises(IsADirectoryError):
        file_bytes(tmp_path)


def test_a_link_in_the_place_of_an_output_is_replaced_and_not_written_through(tmp_path: Path) -> None:
    target = tmp_path / "sasaran.txt"
    target.write_bytes(SECRET)
    (tmp_path / "hasil.txt").symlink_to(target)
    write_whole(tmp_path / "hasil.txt", b"baru")
    assert target.read_bytes() == SECRET
    assert not (tmp_path / "hasil.txt").is_symlink()


STAGES = ("1-formulir", "2-surel", "3-kembali", "4-konsep", "5-rapat", "6-draft/draft-1", "7-rkt", "8-distribusi")


@pytest.mark.tuntas
@pytest.mark.parametrize("how", INSTEAD)
def test_what_lies_in_any_folder_and_is_no_file_is_named_and_not_sealed(at: Stage, how: str) -> None:
    place = at(received)
    strange = [folder(place) / stage / "asing.docx" for stage in STAGES] + [place.inputs / "asing.docx"]
    for path in strange:
        INSTEAD[how](path)
    done = arsip(place)
    (told,) = [each for each in done.findings if each.code.name == "ARSIP_BUKAN_BERKAS"]
    assert "1-formulir/asing.docx" in told.message
    assert f"dan {len(strange) - 5} lagi" in told.message
    package = folder(place) / done.paket
    sealed = [path for path in package.rglob("*") if path.is_file()]
    assert not [path for path in sealed if "asing" in path.name or SECRET in path.read_bytes()]
    with Register(folder(place), lambda: NOON, read_only=True) as register:
        assert not [digest for digest, data in register.raw("isi") if SECRET in data]


# One place of each kind that a command reads; what it reads it through is the same for its neighbours.
READ = (
    ("input_templates/renstra.xlsx", drafted, ["gabung"]),
    ("input_templates/rkt.docx", drafted, ["gabung"]),
    ("input_templates/surel-perbaikan.txt", drafted, ["gabung"]),
    ("input_templates/rkt.docx", drafted, ["templat", "--periksa"]),
    ("output/2027/4-konsep/Konsep RKT 2027.xlsx", drafted, ["gabung"]),
    ("output/2027/4-konsep/laporan.html", drafted, ["gabung"]),
    ("output/2027/6-draft/draft-1/Draft 1 RKT 2027.xlsx", drafted, ["draft"]),
    ("output/2027/6-draft/draft-1/Draft 1 RKT 2027.docx", drafted, ["draft"]),
    ("output/2027/1-formulir/Formulir RKT 2027 - SEK - Sekretariat.xlsx", drafted, ["kirim"]),
    ("output/2027/7-rkt/RKT 2027.docx", initialled, ["tandatangan", "--oleh", KEPALA]),
    ("pindaian.pdf", initialled, ["tandatangan", "--oleh", KEPALA, "--pindaian", "pindaian.pdf"]),
    ("output/2027/rkt.sqlite", drafted, ["status"]),
    ("output/2027/rkt.sqlite", drafted, ["gabung"]),
)
FOLDERS = {**INSTEAD, "folder": Path.mkdir}
QUICK = {"tautan", "pipa", "folder"}


@pytest.mark.tuntas
@pytest.mark.parametrize(
    "how", [each if each in QUICK else pytest.param(each, marks=pytest.mark.lama) for each in FOLDERS]
)
@pytest.mark.parametrize(("name", "stage", "command"), READ, ids=[f"{each[0]} {each[2][0]}" for each in READ])
def test_no_command_reads_it_waits_for_it_or_stumbles_over_it(
    at: Stage, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], how: str, name: str,
    stage: Callable[[Workplace], object], command: list[str],
) -> None:  # fmt: skip
    place = at(stage)
    home = place.inputs.parent
    scan(home / "pindaian.pdf")
    monkeypatch.chdir(home)
    path = home / name
    path.unlink()
    FOLDERS[how](path)
    code = run(command)
    said = capfd.readouterr()
    assert code in set(ExitCode) - {ExitCode.PROGRAM, ExitCode.INTERRUPTED}, said
    assert "Errno" not in said.err
    journal = home / YEAR / "rkt.sqlite"
    if journal.is_file() and not journal.is_symlink():
        assert SECRET not in journal.read_bytes()


def test_a_hard_link_to_a_file_elsewhere_is_told(at: Stage) -> None:
    place = at(drafted)
    returned = next((folder(place) / "3-kembali").iterdir())
    (place.inputs.parent / "asli.xlsx").hardlink_to(returned)
    told = [each.file for each in gabung(place).findings if each.code.name == "TAUTAN_KERAS"]
    assert told == [f"3-kembali/{returned.name}"]


def test_two_names_of_one_file_in_the_folder_are_only_the_same_return_twice(at: Stage) -> None:
    place = at(drafted)
    returned = next((folder(place) / "3-kembali").iterdir())
    returned.with_name("salinan.xlsx").hardlink_to(returned)
    codes = {each.code.name for each in gabung(place).findings}
    assert "TAUTAN_KERAS" not in codes
    assert "KIRIMAN_SAMA" in codes


def test_a_package_with_a_pipe_in_it_is_looked_at_and_named(at: Stage, capfd: pytest.CaptureFixture[str]) -> None:
    place = at(received)
    package = folder(place) / arsip(place).paket
    for name in ("bagit.txt", "bag-info.txt", "manifest-sha512.txt", "data/jurnal.jsonl"):
        whole = shutil.copytree(package, package.with_name("salinan"))
        (whole / name).unlink()
        os.mkfifo(whole / name)
        assert run(["arsip", "--periksa", str(whole)]) == ExitCode.INPUT
        assert name in capfd.readouterr().out
        shutil.rmtree(whole)


CIRCLES = ("output", "output/2027", "output/2027/3-kembali", "output/2027/rkt.sqlite", "input_templates")
IN_A_CIRCLE: tuple[list[str], ...] = (
    [], ["status"], ["status", "--json"], ["status", "--kerja", "output/2027"], ["format"], ["gabung"], ["kirim"],
    ["jejak", "IK.1.1"], ["draft"], ["paraf", "--oleh", KEPALA], ["arsip", "--periksa", "output/2027/9-arsip/x"],
    ["rekap", "."], ["mulai"], ["contoh", "output"], ["templat", "--periksa", "input_templates/rkt.docx"],
)  # fmt: skip


@pytest.mark.tuntas
@pytest.mark.parametrize("which", CIRCLES)
def test_a_link_that_leads_in_a_circle_is_told_in_a_sentence_by_every_command(
    which: str, at: Stage, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = at(drafted).inputs.parent
    circle = home / which
    circle.rename(home / "disimpan")
    circle.symlink_to(circle)
    monkeypatch.chdir(home)
    for words in IN_A_CIRCLE:
        ended = run(words)
        told = capsys.readouterr()
        assert ended != ExitCode.PROGRAM, (words, told)
        assert told.out or told.err, words
