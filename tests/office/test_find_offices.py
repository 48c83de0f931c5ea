"""Offices below a folder are found by what lies in them, whatever anything is called and however deep."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from rkt_excel.edges.work_folder.folder import KEMBALI, KONSEP, RAPAT, STAGES
from rkt_excel.edges.work_folder.register import FILE
from rkt_excel.model.recap.office_recap import Unread, Wujud
from rkt_excel.office.others.find_offices import NOTHING, Candidate, find_offices

BAG = "bagit.txt"


def put(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"isi")


def packed(path: Path, *names: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "isi")
    return path


def seen(home: Path, folders: Iterable[Path] | None = None) -> list[tuple[str, str]]:
    """What is found: where below a folder, and what it is or what is said of it."""
    base = f"{home.as_posix()}/"
    return [
        (each.tempat.removeprefix(base), each.wujud.name)
        if isinstance(each, Candidate)
        else (each.tempat.removeprefix(base), each.sebab)
        for each in find_offices(folders or [home])
    ]


def test_journals_and_packages_are_found_at_any_depth_in_the_order_of_their_names(tmp_path: Path) -> None:
    put(tmp_path / "b/dalam/sekali" / FILE, tmp_path / "a" / FILE, tmp_path / "c" / BAG, tmp_path / "d/catatan.txt")
    assert seen(tmp_path) == [("a", "FOLDER"), ("b/dalam/sekali", "FOLDER"), ("c", "PAKET")]


def test_what_lies_within_a_package_belongs_to_it(tmp_path: Path) -> None:
    put(tmp_path / "paket" / BAG, tmp_path / "paket/data" / FILE, tmp_path / "paket" / FILE)
    packed(tmp_path / "paket/lain.zip", FILE)
    assert seen(tmp_path) == [("paket", "PAKET")]


def test_a_work_folder_may_hold_packages_and_others(tmp_path: Path) -> None:
    put(tmp_path / FILE, tmp_path / "9-arsip/RKT 2027" / BAG, tmp_path / "2026" / FILE)
    assert seen(tmp_path) == [(tmp_path.as_posix(), "FOLDER"), ("2026", "FOLDER"), ("9-arsip/RKT 2027", "PAKET")]


@pytest.mark.parametrize("name", ["kantor.zip", "kantor", "kantor.rkt", "KANTOR.ZIP.1"])
def test_a_zip_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    packed(tmp_path / name, f"2027/{FILE}", f"RKT/{BAG}", f"RKT/data/{FILE}", f"RKT/dalam/{BAG}", "lain/catatan.txt")
    assert seen(tmp_path) == [(f"{name} › RKT", "PAKET"), (f"{name} › 2027", "FOLDER")]
    assert seen(tmp_path, [tmp_path / name]) == seen(tmp_path), "also where it is named itself"


def test_the_whole_of_a_zip_may_be_the_office(tmp_path: Path) -> None:
    (one,) = find_offices([packed(tmp_path / "a.zip", FILE, "3-kembali/x.xlsx")])
    assert (one.tempat, getattr(one, "inside", None)) == ((tmp_path / "a.zip").as_posix(), "")
    (bag,) = find_offices([packed(tmp_path / "b.zip", BAG, f"data/{FILE}")])
    assert (getattr(bag, "wujud", None), getattr(bag, "inside", None)) == (Wujud.PAKET, "")


@pytest.mark.parametrize("name", ["a.xlsx", "b.DOCX", "c.pdf", "d.txt"])
def test_files_of_office_programs_are_not_looked_into(tmp_path: Path, name: str) -> None:
    packed(tmp_path / name, FILE)
    assert seen(tmp_path) == [(tmp_path.as_posix(), NOTHING)]


def test_a_zip_that_holds_no_office_or_is_none_says_nothing_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    packed(tmp_path / "foto.zip", "foto.png")
    put(tmp_path / "bukan.zip")
    assert seen(tmp_path) == [(tmp_path.as_posix(), NOTHING)]
    whole = packed(tmp_path / "rusak.zip", *(f"{number}/{FILE}" for number in range(9))).read_bytes()
    (tmp_path / "rusak.zip").write_bytes(whole[: len(whole) // 2])
    (one,) = seen(tmp_path)
    assert one[0] == "rusak.zip"
    assert one[1] not in {NOTHING, "FOLDER", "PAKET"}


def test_a_folder_without_any_office_is_told_each_by_itself(tmp_path: Path) -> None:
    put(tmp_path / "ada" / FILE, tmp_path / "kosong/catatan.txt", tmp_path / "surat.txt")
    found = seen(tmp_path, [tmp_path / "ada", tmp_path / "kosong", tmp_path / "surat.txt"])
    assert found == [("ada", "FOLDER"), ("kosong", NOTHING), ("surat.txt", NOTHING)]


def test_an_office_that_lies_below_two_given_folders_is_found_once(tmp_path: Path) -> None:
    put(tmp_path / "kab/dinas" / FILE, tmp_path / "lain" / FILE)
    packed(tmp_path / "kab/dua.zip", FILE)
    found = seen(tmp_path, [tmp_path / "kab", tmp_path / "kab/dinas", tmp_path])
    assert [place for place, _ in found].count("kab/dinas") == 1
    assert ("lain", "FOLDER") in found, "what comes after it is looked at"
    assert (tmp_path.as_posix(), NOTHING) not in found, "it was found, though not anew"


@pytest.mark.parametrize(
    ("stages", "outputs", "said"),
    [
        ((KONSEP, RAPAT), (), False),
        ((KONSEP, RAPAT), (f"{KONSEP}/Konsep RKT 2027.xlsx",), True),
        ((KONSEP,), (f"{KONSEP}/Konsep RKT 2027.xlsx",), False),
        (STAGES, (f"{STAGES[0]}/Formulir.xlsx",), True),
    ],
)
def test_a_work_folder_whose_journal_is_gone_is_told(
    tmp_path: Path, stages: tuple[str, ...], outputs: tuple[str, ...], *, said: bool
) -> None:
    for each in stages:
        (tmp_path / "2027" / each).mkdir(parents=True)
    put(*(tmp_path / "2027" / each for each in outputs))
    found = list(find_offices([tmp_path]))
    assert all(isinstance(each, Unread) for each in found)
    assert ([each.tempat for each in found] == [(tmp_path / "2027").as_posix()]) is said


def linked(home: Path) -> None:
    (home / "tautan").symlink_to(home / "asli", target_is_directory=True)


def returned_by_link(home: Path) -> None:
    (home / "asli" / KEMBALI).symlink_to(home / "luar", target_is_directory=True)


@pytest.mark.parametrize(
    ("lay", "told"),
    [(linked, ["tautan"]), (returned_by_link, [])],
)
def test_links_are_told_and_not_followed_but_for_a_folder_of_returns(
    tmp_path: Path, lay: Callable[[Path], None], told: list[str]
) -> None:
    put(tmp_path / "asli" / FILE, tmp_path / "luar/catatan.txt")
    lay(tmp_path)
    found = seen(tmp_path)
    assert ("asli", "FOLDER") in found
    assert [place for place, said in found if "tautan" in said] == told
    assert len(found) == 1 + len(told)


def test_a_given_folder_may_be_a_link_itself(tmp_path: Path) -> None:
    put(tmp_path / "asli" / FILE)
    linked(tmp_path)
    (one,) = find_offices([tmp_path / "tautan"])
    assert isinstance(one, Candidate)
    assert len(list(find_offices([tmp_path / "tautan", tmp_path / "asli"]))) == 1, "it is the same folder"


def test_a_folder_that_cannot_be_listed_is_told_beside_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "ada" / FILE, tmp_path / "tertutup" / FILE)
    import os  # noqa: PLC0415 - the system refuses nothing to who is root, so that it is told to

    whole = os.scandir

    def refuses(path: object) -> object:
        if str(path).endswith("tertutup"):
            raise PermissionError(13, "Permission denied", str(path))
        return whole(path)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "scandir", refuses)
    found = seen(tmp_path)
    assert ("ada", "FOLDER") in found
    (other,) = [said for place, said in found if place.endswith("tertutup")]
    assert "dibuka" in other
