"""The office's own master under another name: it is named with the way to name it, and nothing is laid beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rkt_excel.cli import run
from rkt_excel.edges.disk.shipped import INPUTS, shipped_inputs
from rkt_excel.errors import ExitCode
from rkt_excel.office.place.workplace import MASTER_FILE
from rkt_excel.steps.mulai import master_workbook, mulai

RENAME, SAVE = "ganti namanya menjadi renstra.xlsx", "simpan sebagai Buku Kerja Excel"
HIDDEN = "Explorer menyembunyikan"
# What lies in input_templates in the place of renstra.xlsx, and what is said of it.
MEANT: dict[str, tuple[str, ...]] = {
    "renstra.xlsx.xlsx": (RENAME, HIDDEN),
    "renstra (1).xlsx": (RENAME,),
    "Renstra.xlsx": (RENAME,),
    "RENSTRA.XLSX": (RENAME,),
    "renstra - Copy.xlsx": (RENAME,),
    "Salinan dari renstra.xlsx": (RENAME,),
    "Renstra Dinas 2027 final.xlsx": (RENAME,),
    "renstra.ods": (SAVE,),
    "renstra.xls": (SAVE,),
    "renstra.xlsm": (SAVE,),
    "renstra.xlsx.ods": (SAVE,),
    "renstra": (SAVE,),
    "~$renstra.xlsx": ("penanda bahwa renstra.xlsx sedang dibuka", "Simpan buku kerjanya"),
    ".~lock.renstra.xlsx#": ("penanda bahwa renstra.xlsx sedang dibuka",),
    "Rencana kita.xlsx": (RENAME,),  # by what it says of itself
}
NOT_MEANT = ("Renstra 2025-2029.pdf", "catatan renstra.docx", "anggaran.xlsx", "surel-pengingat.txt")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the templates and no master."""
    mulai(tmp_path)
    (tmp_path / INPUTS / MASTER_FILE).unlink()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def content(name: str) -> bytes:
    """The office's own master, in whatever the name says; a mark of an open file is none."""
    return b"" if name.startswith(("~$", ".~")) or name in NOT_MEANT else (shipped_inputs() / MASTER_FILE).read_bytes()


@pytest.mark.parametrize("name", MEANT)
def test_the_file_that_lies_there_is_named_with_the_way_to_name_it(
    home: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / INPUTS / name).write_bytes(content(name))
    assert run(["format"]) == ExitCode.INPUT
    told = capsys.readouterr().err
    assert f"“{INPUTS}/{name}”" in told
    assert all(each in told for each in MEANT[name])
    assert "rkt mulai" not in told


@pytest.mark.tuntas
@pytest.mark.parametrize("name", MEANT)
@pytest.mark.parametrize("how", [[], ["--kosong"]], ids=["example", "blank"])
def test_nothing_is_laid_beside_it_without_a_word(
    home: Path, name: str, how: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (home / INPUTS / name).write_bytes(content(name))
    (home / INPUTS / "rkt.docx").unlink()
    assert run(["mulai", *how]) == ExitCode.LOOK
    told = capsys.readouterr().out
    assert f"“{INPUTS}/{name}”" in told
    assert not [each for each in (home / INPUTS).iterdir() if each.name == MASTER_FILE]
    assert (home / INPUTS / "rkt.docx").exists()  # the rest is put in place all the same
    assert run(["mulai", "--json", *how]) == ExitCode.LOOK
    assert name in json.loads(capsys.readouterr().out)["ditahan"]


@pytest.mark.parametrize("name", [None, *NOT_MEANT])
def test_where_nothing_like_it_lies_the_way_is_rkt_mulai(
    home: Path, name: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if name:
        (home / INPUTS / name).write_bytes(content(name) if name.endswith("x") else b"%PDF-")
    assert run(["format"]) == ExitCode.INPUT
    assert "rkt mulai" in capsys.readouterr().err
    assert run(["mulai"]) == ExitCode.DONE
    assert (home / INPUTS / MASTER_FILE).exists()


@pytest.mark.parametrize("name", ["renstra.xlsx", "renstra (2).xlsx"])
def test_a_master_one_folder_too_high_is_named(home: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (home / name).write_bytes(content(name))
    assert run(["status"]) == ExitCode.INPUT
    told = capsys.readouterr().err
    assert f"“{name}”" in told
    assert f"pindahkan ke folder {INPUTS} dengan nama renstra.xlsx" in told


def test_several_are_all_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("renstra (1).xlsx", "renstra (2).xlsx", "~$renstra (1).xlsx"):
        (home / INPUTS / name).write_bytes(content(name))
    assert run(["format"]) == ExitCode.INPUT
    told = capsys.readouterr().err
    assert "renstra (1).xlsx” dan " in told
    assert "renstra (2).xlsx”" in told
    assert "Pilih yang berlaku" in told


def test_the_example_in_use_beside_the_own_one_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / INPUTS / MASTER_FILE).write_bytes((shipped_inputs() / MASTER_FILE).read_bytes())
    (home / INPUTS / "renstra (1).xlsx").write_bytes(master_workbook())
    assert run(["format"]) == ExitCode.LOOK
    told = capsys.readouterr()
    assert "masih contoh bawaan, sedangkan di sampingnya ada “renstra (1).xlsx”" in told.out + told.err


def test_the_own_one_can_be_moved_to_its_name_by_asking_for_it(home: Path) -> None:
    (home / INPUTS / "renstra (1).xlsx").write_bytes(content("renstra (1).xlsx"))
    assert run(["mulai", "--dari", f"{INPUTS}/renstra (1).xlsx"]) == ExitCode.DONE
    assert (home / INPUTS / MASTER_FILE).exists()
