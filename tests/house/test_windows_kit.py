"""The kit for Windows: whole, installed from itself alone, and what its files for Windows may do."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from helpers.paths import ROOT

import rkt_excel

VERSION = rkt_excel.__version__
KIT = ROOT / "packaging/kit"
FOLDER = "RKT untuk Windows"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
OFFLINE = {
    "PIP_NO_INDEX": "1",
    "UV_NO_INDEX": "1",
    "HTTPS_PROXY": "http://127.0.0.1:9",
    "HTTP_PROXY": "http://127.0.0.1:9",
}


def _build(*options: str) -> str:
    line = [sys.executable, str(ROOT / "packaging/windows.py"), *options]
    done = subprocess.run(line, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _offline(*line: str | Path, folder: Path = ROOT) -> str:
    """Run a tool that can reach no registry, and give what it printed."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PIP_")} | OFFLINE
    done = subprocess.run(
        [str(each) for each in line], capture_output=True, encoding="utf-8", env=environment, cwd=folder, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


# ------------------------------------------------------------------ what is in it


@pytest.mark.lama
@pytest.mark.program("Chromium")
def test_the_kit_holds_all_that_each_python_needs_and_nothing_else(tmp_path: Path) -> None:
    _build("--to", str(tmp_path))
    with zipfile.ZipFile(tmp_path / f"rkt-windows-{VERSION}.zip") as packed:
        packed.extractall(tmp_path)
    kit = tmp_path / FOLDER
    shelf = kit / "paket"
    lines = [each.split("  ") for each in (kit / "SIDIK SHA-256.txt").read_text("ascii").splitlines()]
    files = {each.relative_to(kit).as_posix(): each for each in kit.rglob("*") if each.is_file()}
    told = {name.replace("\\", "/"): value for value, name in lines} | {"SIDIK SHA-256.txt": ""}
    assert told.keys() == files.keys()
    assert all(hashlib.sha256(files[name].read_bytes()).hexdigest() == value for name, value in told.items() if value)
    used = set()
    for python in PYTHONS:
        used |= _served(shelf, python, tmp_path / python)
    assert used == {each.name for each in shelf.glob("*.whl")}
    for each in (*kit.glob("*.txt"), *kit.glob("*.cmd"), *kit.glob("berkas/*"), *shelf.glob("*.txt")):
        data = each.read_bytes()
        assert data.isascii()
        assert data.count(b"\n") == data.count(b"\r\n")
        assert not re.search(rb"@[A-Z_]+@", data), each


def _plain(line: str) -> str:
    """A name and version as registries compare them."""
    return re.sub(r"[-_.]+", "-", line).lower()


def _served(shelf: Path, python: str, scratch: Path) -> set[str]:
    """The wheels that pip takes for a Python on 64-bit Windows, which are what another resolver says it needs."""
    listed, asked = shelf / f"{python}.txt", f"rkt_excel[keyring]=={VERSION}"
    line = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "-q",
        "--no-deps",
        "--no-index",
        "--find-links",
        shelf,
        "-d",
        scratch,
    ]
    line += ["--require-hashes", "--only-binary=:all:", "--platform", "win_amd64", "--python-version", python]
    _offline(*map(str, line), "-r", listed)
    line = [
        sys.executable,
        "-m",
        "uv",
        "pip",
        "compile",
        "-q",
        "--no-header",
        "--no-annotate",
        "--no-index",
        "--find-links",
        shelf,
    ]
    line += ["--python-platform=x86_64-pc-windows-msvc", f"--python-version={python}", "-"]
    needed = subprocess.run(
        [str(each) for each in line],
        input=asked,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout.split()
    names = {_plain(each.split(" ")[0]) for each in listed.read_text("ascii").splitlines()}
    assert {_plain(each) for each in needed} | {_plain(asked)} == names | {_plain(asked.replace("[keyring]", ""))}
    pins = {_plain(each) for each in (ROOT / "constraints.txt").read_text("utf-8").split()}
    assert names - {_plain(asked)} <= pins
    return {each.name for each in scratch.iterdir()}


@pytest.mark.lama
def test_a_compiled_package_without_a_wheel_is_named_and_one_of_python_alone_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(ROOT / "packaging")
    from wheels import Target, fetch  # noqa: PLC0415 - it lies beside the package

    asked = ["MarkupSafe==3.0.4", "bagit==1.9.0"]
    assert fetch(asked, Target("3.99", "win_amd64"), tmp_path) == ("MarkupSafe==3.0.4",)
    assert [each.name for each in tmp_path.iterdir()] == ["bagit-1.9.0-py3-none-any.whl"]


# ------------------------------------------------------------------ installed from it alone


@pytest.mark.lama
@pytest.mark.program("Chromium")
def test_it_installs_from_its_folder_alone_and_the_program_works(tmp_path: Path) -> None:
    """With this machine's wheels in the place of the compiled ones for Windows; by the words of Pasang RKT.cmd."""
    home = tmp_path / "Unduhan (1) & lain 100% Ü!"
    _build("--here", "--to", str(home))
    kit, environment, office = home / FOLDER, home / "lingkungan", tmp_path / "kantor"
    office.mkdir()
    subprocess.run([sys.executable, "-I", "-m", "venv", environment], check=True)
    (line,) = (
        each for each in (kit / "Pasang RKT.cmd").read_text("ascii").splitlines() if " install --no-index " in each
    )
    words = line.partition('python.exe" ')[2].split(' -r "')[0].split()
    listed = f"paket/{sys.version_info.major}.{sys.version_info.minor}.txt"
    _offline(environment / "bin/python", *words, "-r", listed, folder=kit)
    for command in (["--versi"], ["mulai"], ["format"], ["status"]):
        _offline(environment / "bin/rkt", *command, folder=office)
    assert list(office.glob("output/*/1-formulir/*.xlsx"))
    (wheel,) = (kit / "paket").glob("xlrd-*.whl")
    wheel.write_bytes(wheel.read_bytes() + b" ")
    with pytest.raises(AssertionError, match=r"HASHES|hashes"):
        _offline(environment / "bin/python", *words, "--force-reinstall", "-r", listed, folder=kit)


# ------------------------------------------------------------------ what is double-clicked


@pytest.mark.tuntas
@pytest.mark.program("Chromium", "poppler")
def test_the_papers_of_the_kit_are_printed_and_the_sheet_for_bagian_fits_one_page(tmp_path: Path) -> None:
    line = [sys.executable, str(ROOT / "packaging/papers.py"), str(tmp_path)]
    subprocess.run(line, check=True, capture_output=True, timeout=300)
    pages = {each.stem: _text_of(each).split("\f") for each in tmp_path.glob("*.pdf")}
    assert pages.keys() == {"Panduan RKT", "Lembar untuk bagian"}
    assert len(pages["Lembar untuk bagian"]) == 2, "one page, and the end behind it"
    assert "SIAP DIKIRIM" in pages["Lembar untuk bagian"][0]
    assert "Arti setiap pesan" in "".join(pages["Panduan RKT"])
    guide = pages["Panduan RKT"][:-1]
    assert all(f"halaman {number} dari {len(guide)}" in page for number, page in enumerate(guide, 1))
    assert max(each.stat().st_size for each in tmp_path.glob("*.pdf")) < 3_000_000


def _text_of(pdf: Path) -> str:
    return subprocess.run(["pdftotext", pdf, "-"], capture_output=True, encoding="utf-8", check=True).stdout


@pytest.mark.parametrize("path", sorted(KIT.rglob("*.cmd")), ids=lambda each: each.name)
def test_a_file_for_windows_jumps_only_where_it_can_and_quotes_every_path(path: Path) -> None:
    text = path.read_text("ascii")
    lines = text.splitlines()
    labels = {each[1:] for each in lines if each.startswith(":")}
    assert set(re.findall(r"(?:goto |call :)(\w+)", text)) == labels - _fallen_into(lines)
    assert "DisableDelayedExpansion" in text, "a folder may be called !so!"
    assert "||" not in text, "what counts is whether the thing is there afterwards"
    for each in lines:
        assert not re.search(
            r"%(RUMAH|KANTOR|DESKTOP|MENU|LOCALAPPDATA|APPDATA|USERPROFILE)%", re.sub(r'"[^"]*"', "", each)
        ), each
        assert each.count('"') % 2 == 0, each
        assert not (each.startswith("echo ") and re.search(r"[&|<>]", re.sub(r'"[^"]*"', "", each))), each


def _fallen_into(lines: list[str]) -> set[str]:
    """Labels that nothing jumps to."""
    text = "\n".join(lines)
    return {each[1:] for each in lines if each.startswith(":") and not re.search(rf"(goto |call :){each[1:]}\b", text)}


def test_what_is_removed_is_what_was_installed() -> None:
    install, remove = ((KIT / f"{name} RKT.cmd").read_text("ascii") for name in ("Pasang", "Hapus"))
    for name in ("lingkungan-lama", "dipakai.txt", "dipakai.baru", "rkt.cmd", "Meja RKT.cmd", "Meja RKT.lnk"):
        assert name in install
        assert name in remove
    assert not re.search(r"(del|rmdir|ren) [^\n]*%KANTOR%", install + remove), (
        "the work of the office is nobody's but its own"
    )
    assert (KIT / "berkas/Meja RKT.cmd").read_text("ascii").count("dipasang oleh Pasang RKT") == 1
