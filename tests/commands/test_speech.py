"""What the program prints reaches everybody: any code page, any terminal, any folder; in Indonesian only."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from helpers.kantor import KASUBAG, KEPALA, SEKRETARIS, hand_in, official, officials, open_office
from hypothesis import given
from hypothesis import strategies as st

from rkt_excel.cli import COMMANDS, run
from rkt_excel.edges.disk import oserrors
from rkt_excel.edges.terminal import fitting, harmless, spoken
from rkt_excel.errors import ExitCode
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung

CODE_PAGES = ("cp437", "cp850", "cp1252", "ascii", "utf-8")
NOT_WHOLE = "Daftar Isi Konsep diberi nomor halaman setelah semua bagian lengkap."  # while bagian are missing


@pytest.fixture
def office(tmp_path: Path) -> Workplace:
    return open_office(tmp_path, officials(official(KASUBAG, 1), official(SEKRETARIS, 2), official(KEPALA)))


# ------------------------------------------------------------------ signs


@pytest.mark.parametrize(
    ("typed", "cp437", "cp1252", "ascii_"),
    [
        ("≤3", "≤3", "<=3", "<=3"),
        ("2026 – 2027", "2026 - 2027", "2026 – 2027", "2026 - 2027"),
        ("“baik”", '"baik"', "“baik”", '"baik"'),
        ("a · b … c", "a · b ... c", "a · b … c", "a - b ... c"),
        ("5\u00a0orang\u202f%", "5\u00a0orang %", "5\u00a0orang %", "5 orang %"),
        ("84¹", "84^1", "84¹", "84^1"),  # no digit of the number before it
        ("84½", "84½", "84½", "84 1/2"),
        ("Andrée", "Andrée", "Andrée", "Andree"),
        ("Andre\u0301e", "Andrée", "Andrée", "Andree"),  # as a Mac writes it
        ("中", "\\u4e2d", "\\u4e2d", "\\u4e2d"),  # no plain form: still to be told apart
        ("\udce9", "\\udce9", "\\udce9", "\\udce9"),  # a file name that is no text
    ],
)
def test_a_sign_that_a_code_page_lacks_has_its_plain_form(typed: str, cp437: str, cp1252: str, ascii_: str) -> None:
    assert (fitting(typed, "cp437"), fitting(typed, "cp1252"), fitting(typed, "ascii")) == (cp437, cp1252, ascii_)
    assert "\ufffd" not in fitting(typed, "utf-8")


@given(st.text(), st.sampled_from(["cp437", "cp850", "cp1252", "cp65001", "ascii", "utf-8", "utf-16"]))
def test_whatever_is_said_can_be_written_and_is_obeyed_by_no_terminal(text: str, encoding: str) -> None:
    said = fitting(harmless(text), encoding)
    said.encode(encoding)
    assert not any((ord(each) < 32 and each not in "\t\n") or 0x7F <= ord(each) < 0xA0 for each in said)


@pytest.mark.parametrize("sign", ["\x1b[2J", "\r", "\x08", "\x9b31m", "\u202e", "\u2066", "\u200f", "\x07", "\x00"])
def test_what_a_terminal_obeys_is_shown_instead(sign: str) -> None:
    assert sign[0] not in harmless(f"nilai {sign} baru")
    assert harmless(f"a{sign[0]}b") == f"a{sign[0].encode('unicode_escape').decode()}b"
    assert harmless("a\r\nb\tc\n") == "a\nb\tc\n"


def test_everything_that_is_printed_goes_the_same_way() -> None:
    raw = io.BytesIO()
    before = sys.stdout
    try:
        sys.stdout = io.TextIOWrapper(raw, encoding="ascii", errors="strict")
        with spoken():
            assert run(["--help"]) == ExitCode.DONE
            print("≤ \x1b[31m")  # noqa: T201 - as any library may
        sys.stdout.flush()
        sys.stdout.detach()
    finally:
        sys.stdout = before
    assert raw.getvalue().decode("ascii").endswith("<= \\x1b[31m\n")


def _asked(office: Workplace) -> None:
    """An office whose bagian typed what no code page of Windows holds, and what a terminal obeys."""
    format(office)
    first, second = (each.kode for each in office.master()[0].bagian)
    master, _ = office.master()
    kode = next(each.kode for each in master.indikator if each.bagian == (first,))
    hand_in(office, first, {("Kinerja", kode, "target"): "≤3 “kira-kira” – 中\u202e"})
    hand_in(office, second)
    gabung(office)


@pytest.fixture
def redirected(office: Workplace, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, bytes, bytes]]:
    """Run a command with its output in a file of some code page."""
    _asked(office)
    monkeypatch.chdir(office.inputs.parent)

    def call(encoding: str, *arguments: str) -> tuple[int, bytes, bytes]:
        before, raw = (sys.stdout, sys.stderr), (io.BytesIO(), io.BytesIO())
        files = tuple(io.TextIOWrapper(each, encoding, "strict", write_through=True) for each in raw)
        sys.stdout, sys.stderr = files
        try:
            code = run(arguments)
        finally:
            sys.stdout, sys.stderr = before
            for each in files:
                each.detach()
        return code, raw[0].getvalue(), raw[1].getvalue()

    return call


@pytest.mark.tuntas
def test_redirected_output_never_fails_and_loses_no_sign(redirected: Callable[..., tuple[int, bytes, bytes]]) -> None:
    """Case 09: a finding quotes the cell, whatever the code page is."""
    for encoding in CODE_PAGES:
        code, out, err = redirected(encoding, "gabung")
        said = [each for each in err.decode(encoding).split("\n") if not each.startswith(("… ", "... "))]  # each file
        assert (code, said) == (ExitCode.LOOK, [NOT_WHOLE, ""])
        told = out.decode(encoding)
        assert "≤3" in told or "<=3" in told
        assert "中" in told or "\\u4e2d" in told
        assert "\u202e" not in told


@pytest.mark.tuntas
def test_every_command_can_be_redirected(redirected: Callable[..., tuple[int, bytes, bytes]]) -> None:
    calls = [[], ["--help"], ["templat"], ["templat", "--periksa"], ["status"], ["status", "--kerja", "tak≤ada"]]
    calls += [["jejak", "“"], ["pakai", "≤"], ["arsip", "--periksa", "…"], ["≤"], ["paraf", "--oleh", "≤"], ["rapat"]]
    calls += [[name, "--help"] for name in COMMANDS] + [["contoh", "input_templates"], ["draft"], ["mulai"]]
    for number, call in enumerate(calls):
        encoding = CODE_PAGES[number % 4]
        code, out, err = redirected(encoding, *call)
        assert code in {*ExitCode} - {ExitCode.PROGRAM}, (call, err)
        assert b"Traceback" not in out + err
        assert (out + err).decode(encoding).strip()


@pytest.mark.tuntas
def test_json_is_json_for_whoever_reads_it(redirected: Callable[..., tuple[int, bytes, bytes]]) -> None:
    for encoding in ("cp437", "ascii", "utf-8"):
        _, told, err = redirected(encoding, "gabung", "--json")
        assert err.decode(encoding).split("\n") == [NOT_WHOLE, ""]  # beside the JSON, never in it
        assert any("≤3" in (each["isi"] or "") for each in json.loads(told.decode("utf-8"))["temuan"])
        assert b"\xe2\x80\xae" not in told  # what would turn the line around on a terminal stands as an escape
        assert told.isascii() or encoding == "utf-8"
        assert json.loads(redirected(encoding, "templat", "--json")[1].decode("utf-8"))["templat"]


@pytest.mark.tuntas
@pytest.mark.parametrize(
    "told", [{"PYTHONIOENCODING": "cp437:strict"}, {"LC_ALL": "C", "LANG": "C", "PYTHONCOERCECLOCALE": "0"}]
)
def test_the_code_page_of_the_computer_is_enough(office: Workplace, told: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "rkt_excel", "templat"], cwd=office.inputs.parent, capture_output=True, check=False,
        env={**os.environ, "PYTHONUTF8": "0", **told},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (ExitCode.DONE, b"")
    assert b".docx - " in done.stdout


@pytest.mark.tuntas
def test_one_who_stops_reading_is_no_fault(office: Workplace) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "rkt_excel", "templat"], cwd=office.inputs.parent, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as started:  # fmt: skip
        assert started.stdout is not None
        assert started.stderr is not None
        started.stdout.close()
        assert started.stderr.read() == b""


@pytest.mark.tuntas
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full of Linux")
@pytest.mark.parametrize("at_once", ["", "1"])
@pytest.mark.parametrize("command", [["status"], ["status", "--json"], ["templat"]], ids=" ".join)
def test_a_full_disk_behind_the_output_is_said_once(office: Workplace, command: list[str], at_once: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "rkt_excel", *command], cwd=office.inputs.parent, stdout=full,
            stderr=subprocess.PIPE, check=False, env={**os.environ, "PYTHONUNBUFFERED": at_once},
        )  # fmt: skip
    assert done.returncode == ExitCode.OUTPUT
    (told,) = done.stderr.decode().splitlines()
    assert "ruang penyimpanan penuh" in told


# ------------------------------------------------------------------ what the system refuses


def _windows(winerror: int, number: int) -> OSError:
    error = OSError(number, "Access is denied", "D:\\RKT\\x.xlsx")
    error.winerror = winerror  # type: ignore[attr-defined,unused-ignore]  # as Windows sets it
    return error


_SYSTEM: list[tuple[OSError, str]] = [
    (OSError(errno.EACCES, "Permission denied"), "hak akses"),
    (OSError(errno.EPERM, "Operation not permitted"), "hak akses"),
    (OSError(errno.ENOSPC, "No space left on device"), "penuh"),
    (OSError(errno.EDQUOT, "Disk quota exceeded"), "penuh"),
    (OSError(errno.ENAMETOOLONG, "File name too long"), "lebih pendek"),
    (OSError(errno.EROFS, "Read-only file system"), "hanya boleh dibaca"),
    (OSError(errno.EIO, "Input/output error"), "terputus"),
    (OSError(errno.EINVAL, "Invalid argument"), "nama lain"),
    (OSError(99_999, "Something English"), "kode 99999"),
    (OSError("only a text"), "ditolak sistem operasi"),
    (_windows(5, errno.EACCES), "hak akses"),
    (_windows(32, errno.EACCES), "dipakai program lain"),
    (_windows(33, errno.EACCES), "dipakai program lain"),
    (_windows(112, errno.ENOSPC), "penuh"),
    (_windows(206, errno.ENOENT), "lebih pendek"),
    (_windows(53, errno.ENOENT), "terputus"),
    (_windows(19, errno.EACCES), "hanya boleh dibaca"),
    (_windows(123, errno.EINVAL), "nama lain"),
    (_windows(358, errno.EINVAL), "penyimpanan awan"),
    (_windows(362, errno.EINVAL), "Selalu simpan di perangkat ini"),  # OneDrive is not running
    (_windows(395, errno.EINVAL), "penyimpanan awan"),
    (_windows(404, errno.EINVAL), "penyimpanan awan"),
    (_windows(405, errno.EINVAL), "nama lain"),
    (_windows(31_337, errno.EACCES), "hak akses"),
]


@pytest.mark.parametrize(("error", "told"), _SYSTEM)
def test_what_the_system_refuses_is_said_in_words_with_the_remedy(error: OSError, told: str) -> None:
    sentence = oserrors.refused("Folder kerja", "ditulis", error)
    assert sentence.startswith("Folder kerja tidak dapat ditulis: ")
    assert told in sentence
    assert sentence.count(".") >= 2  # cause, and what to do
    assert not {"denied", "error", "space", "English", "text", "quota", "file"} & set(sentence.lower().split())


def test_every_number_that_python_knows_ends_in_our_own_words() -> None:
    for number in errno.errorcode:
        told = oserrors.cause(OSError(number, os.strerror(number)))
        assert os.strerror(number) not in told


def test_no_sentence_takes_its_words_from_the_system() -> None:
    sources = (Path(oserrors.__file__).parent.parent).rglob("*.py")
    guilty = [path.name for path in sources if "strerror" in path.read_text(encoding="utf-8")]
    assert not guilty


@pytest.mark.tuntas
@pytest.mark.parametrize(
    ("place", "arguments"),
    [
        ("input_templates/renstra.xlsx", ["format"]),
        ("input_templates/rkt.docx", ["gabung"]),
        ("input_templates/surel-formulir.txt", ["kirim"]),
        ("output/2027/1-formulir", ["format"]),
        ("output/2027/2-surel", ["kirim"]),
        ("output/2027/4-konsep", ["gabung"]),
        ("output/2027/rkt.kunci", ["gabung"]),
        ("output", ["format"]),
    ],
)
def test_a_place_that_cannot_be_used_is_said_in_indonesian(
    office: Workplace, in_home: Callable[..., tuple[int, str]], place: str, arguments: list[str]
) -> None:
    path = office.inputs.parent / place
    if place != "output":
        format(office)
    was_file = path.is_file()
    if path.exists():
        path.rename(path.with_name("dipindahkan"))
    if was_file:
        path.mkdir()
    else:
        path.write_bytes(b"")
    code, told = in_home(*arguments)
    assert code in {ExitCode.INPUT, ExitCode.OUTPUT}, told
    assert Path(place).name in told or place.endswith("kunci")
    assert told.count(".") >= 2
    assert not {"directory", "denied", "many", "levels", "kesalahan"} & set(told.lower().replace(".", " ").split())


@pytest.fixture
def in_home(
    office: Workplace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    monkeypatch.chdir(office.inputs.parent)

    def call(*arguments: str) -> tuple[int, str]:
        code = run(arguments)
        told: Any = capsys.readouterr()
        return code, told.out + told.err

    return call


# ------------------------------------------------------------------ the wrong folder


@pytest.mark.parametrize("inside", ["output/2027/3-kembali", "input_templates", "..", "../../x"])
def test_the_wrong_folder_is_named_and_the_right_one_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], inside: str
) -> None:
    office = open_office(tmp_path / "a" / "kantor")
    home = office.inputs.parent
    here = (home / inside).resolve()
    here.mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(here)
    assert run(["status"]) == ExitCode.INPUT
    told = capsys.readouterr().err
    assert f"Di folder {here} tidak ada input_templates/renstra.xlsx" in told
    if inside == "../../x":
        assert "rkt mulai" in told  # a stranger's folder: nothing above or below
        return
    assert f'cd "{home.resolve()}"' in told
    monkeypatch.chdir(told.rpartition('cd "')[2].rstrip().rstrip('"'))
    assert run(["status"]) == ExitCode.DONE


def test_a_work_folder_without_anything_is_named(office: Workplace, in_home: Callable[..., tuple[int, str]]) -> None:
    for command in (["draft"], ["gabung"], ["paraf", "--oleh", KASUBAG], ["jejak", "IK.1"], ["distribusi"], ["arsip"]):
        code, told = in_home(*command, "--kerja", "salah tempat")
        assert code == ExitCode.NOT_NOW, (command, told)
        assert "rkt format" in told
        assert str(office.inputs.parent.resolve() / "salah tempat") in told
    assert not (office.inputs.parent / "salah tempat").exists()


def test_a_printed_command_works_where_this_one_did(in_home: Callable[..., tuple[int, str]]) -> None:
    _, told = in_home("draft", "--kerja", "folder lain")
    assert 'rkt format --kerja "folder lain"' in told
    _, told = in_home("draft", "--kerja=folder lain")
    assert 'rkt format --kerja "folder lain"' in told
    _, told = in_home("draft")
    assert "--kerja" not in told
