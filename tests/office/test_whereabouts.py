"""Somebody stands in the wrong folder, or the master bears another name: the sentence names what lies where."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.office.place.misnamed import files_beside, how_to_name, not_there
from rkt_excel.office.place.whereabouts import nothing_here, offices
from rkt_excel.office.place.workplace import MASTER_FILE

FOLDER = "masukan"
MARK = f"{FOLDER}/{MASTER_FILE}"


def office(home: Path) -> Path:
    """A folder that is an office by the mark in it."""
    (home / FOLDER).mkdir(parents=True)
    (home / MARK).write_bytes(b"isi")
    return home


def put(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"isi")


# ------------------------------------------------------------------ in the wrong folder


def test_offices_above_come_nearest_first_and_those_below_by_name(tmp_path: Path) -> None:
    top, middle = office(tmp_path / "a"), office(tmp_path / "a/b")
    here = middle / "c"
    below = [office(here / "x"), office(here / "w/y")]
    office(here / "w/dalam/terlalu")
    office(here / ".tersembunyi")
    assert list(offices(here, MARK)) == [middle, top, *below]


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    office(tmp_path / "lain")
    (tmp_path / "sini").mkdir()
    (tmp_path / "sini/tautan").symlink_to(tmp_path / "lain", target_is_directory=True)
    assert list(offices(tmp_path / "sini", MARK)) == []


def test_a_folder_with_hundreds_of_others_keeps_nobody_waiting(tmp_path: Path) -> None:
    for number in range(501):
        (tmp_path / f"{number:04}").mkdir()
    office(tmp_path / "9999")
    assert list(offices(tmp_path, MARK)) == []


def test_the_sentence_leads_to_the_one_or_lists_the_several(tmp_path: Path) -> None:
    here = tmp_path / "sini"
    here.mkdir()
    none = nothing_here(here, MARK)
    assert f"Di folder {here} tidak ada {MARK}." in none
    assert "rkt mulai" in none
    one = office(here / "dinas")
    assert f'Yang ada di {one}. Pindahlah ke sana, lalu ulangi perintahnya: cd "{one}"' in nothing_here(here, MARK)
    other = office(here / "kantor")
    assert f"Yang ada di: {one}; {other}. Pindahlah ke salah satunya (cd)" in nothing_here(here, MARK)


# ------------------------------------------------------------------ under another name


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("renstra (1).xlsx", "Bila itu Renstra kantor, ganti namanya menjadi renstra.xlsx."),
        ("RENSTRA final.XLSX", "Bila itu Renstra kantor, ganti namanya menjadi renstra.xlsx."),
        ("renstra.xls", "Bila itu Renstra kantor, buka, lalu simpan sebagai Buku Kerja Excel (*.xlsx)"),
        ("renstra.ods", "Bila itu Renstra kantor, buka, lalu simpan sebagai Buku Kerja Excel (*.xlsx)"),
        ("renstra", "Bila itu Renstra kantor, buka, lalu simpan sebagai"),
        ("renstra.xlsx.xlsx", "ganti namanya menjadi renstra.xlsx (Explorer menyembunyikan akhiran nama"),
        ("~$renstra.xlsx", "Itu hanya penanda bahwa renstra.xlsx sedang dibuka, bukan buku kerjanya."),
        (".~lock.renstra.xlsx#", "Itu hanya penanda bahwa renstra.xlsx sedang dibuka, bukan buku kerjanya."),
    ],
)
def test_a_master_of_another_name_is_named_with_how_to_name_it(tmp_path: Path, name: str, said: str) -> None:
    wanted = tmp_path / MARK
    put(wanted.parent / name, wanted.parent / "rkt.docx", wanted.parent / "daftar.xlsx", wanted.parent / "renstra.pdf")
    assert [each.name for each in files_beside(wanted)] == [name]
    told = not_there(wanted)
    assert f"tidak ada {MARK}, tetapi ada “{FOLDER}/{name}”" in told
    assert said in told


def test_of_several_somebody_chooses_and_marks_of_open_files_come_last(tmp_path: Path) -> None:
    wanted = tmp_path / MARK
    put(*(wanted.parent / name for name in ("~$a renstra.xlsx", "renstra b.xlsx", "renstra a.xlsx")))
    assert [each.name for each in files_beside(wanted)] == ["renstra a.xlsx", "renstra b.xlsx", "~$a renstra.xlsx"]
    told = not_there(wanted)
    assert f"“{FOLDER}/renstra a.xlsx” dan “{FOLDER}/renstra b.xlsx”" in told
    assert "Pilih yang berlaku, lalu ganti namanya menjadi renstra.xlsx." in told


def test_a_master_is_known_by_what_it_says_of_itself_whatever_it_is_called(tmp_path: Path) -> None:
    wanted = tmp_path / MARK
    put(wanted.parent / "daftar.xlsx")
    shutil.copy(shipped_inputs() / MASTER_FILE, wanted.parent / "buku.xlsx")
    assert [each.name for each in files_beside(wanted)] == ["buku.xlsx"]


@pytest.mark.parametrize(
    ("name", "moved"),
    [("renstra.xlsx", True), ("Renstra copy.xlsx", True), ("renstra - Salinan.xlsx", True), ("renstra (2).xls", True),
     ("renstra dinas.xlsx", False), ("telaah renstra.xlsx", False)],
)  # fmt: skip
def test_a_master_one_folder_too_high_is_moved_unless_it_may_be_another_paper(
    tmp_path: Path, name: str, *, moved: bool
) -> None:
    wanted = tmp_path / "kantor" / MARK
    put(tmp_path / "kantor" / name)
    wanted.parent.mkdir()
    told = not_there(wanted)
    assert (f"ada “{name}”" in told) is moved
    assert (f"folder {FOLDER}" in told) is moved
    assert ("rkt mulai" in told) is not moved


def nothing(_: Path) -> None:
    """The folder of inputs is not there at all."""


def beside_another(home: Path) -> None:
    office(home / "kantor/dalam")
    put(home / "kantor/renstra.xlsx")


@pytest.mark.parametrize(("lay", "said"), [(nothing, "rkt mulai"), (beside_another, "kantor/dalam")])
def test_without_any_master_the_way_to_an_office_is_told(
    tmp_path: Path, lay: Callable[[Path], None], said: str
) -> None:
    (tmp_path / "kantor").mkdir()
    lay(tmp_path)
    assert said in not_there(tmp_path / "kantor" / MARK)


def test_a_file_in_another_folder_is_moved_first(tmp_path: Path) -> None:
    wanted = tmp_path / MARK
    assert f"pindahkan ke folder {FOLDER} dengan nama renstra.xlsx" in how_to_name(wanted, (tmp_path / "renstra.xlsx",))
