"""The package: what it is sealed with and what not, under which names, and that nothing in it changes unseen."""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import sqlite3
import string
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote_to_bytes

import bagit
import pytest
from helpers.kantor import KEPALA, rewrite_master, scan
from helpers.looked_at import png
from helpers.tahapan import Stage, distributed, folder, initialled, received, sealed
from hypothesis import given, settings
from hypothesis import strategies as st

from rkt_excel.cli import run
from rkt_excel.edges.seal.bag_check import verify
from rkt_excel.edges.seal.packing import paths_in_package
from rkt_excel.edges.work_folder.folder import legal_file
from rkt_excel.errors import ExitCode, InputUnusableError, NotNowError, UnknownArgumentError
from rkt_excel.model.origin.master import Master
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.arsip import arsip, check_package
from rkt_excel.steps.distribusi import distribusi, receivers, terima
from rkt_excel.steps.paraf import tandatangan

NAME = "9-arsip/RKT-2027-murni"


@pytest.fixture
def package(at: Stage, tmp_path: Path) -> Path:
    """A sealed package away from its work folder, so that no journal helps to find what was done to it."""
    place = at(sealed)
    return Path(shutil.copytree(folder(place) / NAME, tmp_path / "paket"))


def _inside(package: Path) -> list[str]:
    return sorted(path.relative_to(package).as_posix() for path in package.rglob("*") if path.is_file())


# ------------------------------------------------------------ what is done to a sealed package


def _one_byte(path: Path) -> None:
    data = bytearray(path.read_bytes() or b"x")
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def _made_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "isi.txt").write_text("x")


SPOILS: dict[str, Callable[[Path], object]] = {
    "deleted": Path.unlink,
    "one byte": _one_byte,
    "half of it": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "its last byte gone": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "emptied": lambda path: path.write_bytes(b""),
    "renamed": lambda path: path.rename(path.with_name(f"{path.stem} lama{path.suffix}")),
    "other capitals": lambda path: path.rename(path.with_name(path.name.swapcase())),
    "a byte more": lambda path: path.write_bytes(path.read_bytes() + b"\n"),
    "made a folder": _made_a_folder,
}


@pytest.mark.tuntas
@pytest.mark.parametrize("spoil", SPOILS.values(), ids=list(SPOILS))
def test_whatever_is_done_to_any_file_of_a_package_is_named(package: Path, spoil: Callable[[Path], object]) -> None:
    whole = verify(package)
    assert whole.faults == ()
    intact = set(package.rglob("*"))
    for name in _inside(package):
        path, data = package / name, (package / name).read_bytes()
        spoil(path)
        faults = verify(package).faults
        seal = "tagmanifest" if name.startswith("tagmanifest") else name
        assert any(seal in each for each in faults), (name, faults)
        if path.is_dir():
            shutil.rmtree(path)
        for left in set(path.parent.iterdir()) - intact:  # as it was, for the next one
            left.unlink()
        path.write_bytes(data)
    assert verify(package) == whole


@pytest.mark.tuntas
@settings(deadline=None, max_examples=150)
@given(data=st.data())
def test_no_single_byte_of_the_seal_itself_can_change_unseen(seal: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([name for name in _inside(seal) if not name.startswith("data/")]))
    path = seal / name
    before = path.read_bytes()
    place = data.draw(st.integers(0, len(before) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != before[place]))
    path.write_bytes(before[:place] + bytes([byte]) + before[place + 1 :])
    try:
        assert verify(seal).faults, (name, place, byte)
    finally:
        path.write_bytes(before)


@pytest.fixture(scope="module")
def seal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small package."""
    return _bag(tmp_path_factory.mktemp("paket"), ["sha512"])


def _bag(path: Path, algorithms: list[str]) -> Path:
    (path / "isi").mkdir()
    (path / "isi/rencana – 2027.txt").write_text("target 85", encoding="utf-8")
    (path / "kosong.txt").write_text("")
    bagit.make_bag(str(path), {"Source-Organization": "Dinas"}, checksums=algorithms)
    return path


ADDED = (
    "tambahan.txt", "data/tambahan.txt", "data/6-draft/Draft 9.docx", "data/baru/dalam/x.txt", "fetch.txt",
    "bag-info (2).txt", "manifest-md5.txt", "tagmanifest-md5.txt", "manifest-sha256.txt", "tags/x.txt", ".tersembunyi",
)  # fmt: skip


@pytest.mark.tuntas
@pytest.mark.parametrize("name", ADDED)
def test_whatever_is_added_anywhere_is_named(package: Path, name: str) -> None:
    path = package / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("")
    faults = verify(package).faults
    assert any(PurePosixPath(name).name in each for each in faults), faults


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("name", ["data/rkt.csv", "bag-info.txt"])
def test_a_link_in_the_place_of_a_file_is_named(package: Path, tmp_path: Path, name: str) -> None:
    outside = tmp_path / "di luar"
    shutil.move(package / name, outside)
    (package / name).symlink_to(outside)
    assert any("penunjuk" in each for each in verify(package).faults)


ALGORITHMS = (["sha256"], ["md5"], ["sha256", "sha512"], ["md5", "sha1", "sha384"], ["sha3_256"])


@pytest.mark.parametrize("algorithms", ALGORITHMS, ids=" ".join)
def test_packages_of_other_programs_are_judged_by_their_own_sums(tmp_path: Path, algorithms: list[str]) -> None:
    other = tmp_path / "paket lain"
    other.mkdir()
    if "sha3_256" in algorithms:
        _bag(other, ["sha256"])
        for path in list(other.glob("*sha256.txt")):  # what no program here writes
            path.rename(path.with_name(path.name.replace("sha256", "sha3_256")))
        assert any("tidak dikenal" in each or "berubah" in each for each in check_package(other).kesalahan)
        return
    _bag(other, algorithms)
    assert check_package(other).kesalahan == ()
    assert len(check_package(other).segel) == 64
    for name in _inside(other):
        for spoil in (Path.unlink, _one_byte):
            data = (other / name).read_bytes()
            spoil(other / name)
            assert any(PurePosixPath(name).name in each for each in check_package(other).kesalahan), name
            (other / name).write_bytes(data)


def test_manifests_that_list_different_files_are_told_and_stop_nothing(tmp_path: Path) -> None:
    other = tmp_path / "paket"
    other.mkdir()
    _bag(other, ["md5", "sha256"])
    path = other / "manifest-md5.txt"
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[1:]), encoding="utf-8")
    assert any("manifest-md5.txt" in each for each in check_package(other).kesalahan)


GARBAGE = (
    b"", b"\x00\xff\xfe", b"BagIt-Version: 9.9.9\n", b"x" * 9, "é ".encode("utf-16"),
    b"Tag-File-Character-Encoding: UTF-99\n", b"Tag-File-Character-Encoding: base64\n",
    b"BagIt-Version: " + b"9" * 5000 + b".0\nTag-File-Character-Encoding: undefined\n",
)  # fmt: skip


@pytest.mark.tuntas
@pytest.mark.parametrize("content", GARBAGE, ids=range(len(GARBAGE)))
@pytest.mark.parametrize(
    "name", ["bagit.txt", "bag-info.txt", "manifest-sha512.txt", "tagmanifest-sha512.txt", "data/jurnal.jsonl"]
)
def test_no_content_of_a_package_is_a_fault_of_the_program(package: Path, name: str, content: bytes) -> None:
    (package / name).write_bytes(content)
    assert run(["arsip", "--periksa", str(package)]) == ExitCode.INPUT


def _sealed_again(package: Path) -> None:
    """What somebody does who knows how packages are made: change a file that no journal names, and seal anew."""
    head = bagit.Bag(str(package)).info["Journal-Head"]
    shutil.move(package / "data", package.parent / "isi")
    for path in package.iterdir():
        path.unlink()
    (package.parent / "isi").rename(package / "isi")
    for path in (package / "isi").iterdir():
        path.rename(package / path.name)
    (package / "isi").rmdir()
    (package / "rkt.csv").write_text("lain", encoding="utf-8")
    bagit.make_bag(str(package), {"Journal-Head": head}, checksums=["sha512"])


def test_a_package_that_was_sealed_anew_is_held_against_the_journal(at: Stage, tmp_path: Path) -> None:
    place = at(sealed)
    package = folder(place) / NAME
    assert check_package(package).kesalahan == check_package(package).catatan == ()
    _sealed_again(package)
    assert verify(package).faults == ()
    assert any("bukan yang dicatat jurnal" in each for each in check_package(package).kesalahan)
    away = Path(shutil.copytree(package, tmp_path / "RKT-2027-murni"))
    assert check_package(away).kesalahan == ()  # nobody knows better there
    assert any("bukan yang dicatat jurnal" in each for each in check_package(away, folder(place)).kesalahan)


def test_a_journal_that_was_rewritten_after_the_seal_is_told(at: Stage) -> None:
    place = at(sealed)
    _edit_journal(folder(place), "UPDATE jurnal SET rantai = 'lain' WHERE nomor = (SELECT max(nomor) - 3 FROM jurnal)")
    info = (folder(place) / NAME / "bag-info.txt").read_text(encoding="utf-8")
    number = info.partition("Journal-Head: ")[2].split()[0]
    _edit_journal(folder(place), f"UPDATE jurnal SET rantai = 'lain' WHERE nomor = {number}")
    assert any("bukan lagi jurnal" in each for each in check_package(folder(place) / NAME).kesalahan)


def _edit_journal(home: Path, statement: str) -> None:
    with closing(sqlite3.connect(home / "rkt.sqlite")) as journal:
        for (name,) in journal.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            journal.execute(f"DROP TRIGGER {name}")
        journal.execute(statement)
        journal.commit()


# ------------------------------------------------------------ what is asked before the seal


def _unscanned(place: Workplace) -> Workplace:
    tandatangan(initialled(place), oleh=KEPALA)
    distribusi(place)
    return place


def _unscanned_but_received(place: Workplace) -> Workplace:
    _unscanned(place)
    for each in receivers(place.master()[0]):
        terima(place, each, oleh="Staf")
    return place


SCAN, RECEIPTS = "--tanpa-pindaian", "--tanpa-tanda-terima"
LACKING: tuple[tuple[Callable[[Workplace], Workplace], set[str]], ...] = (
    (_unscanned, {SCAN, RECEIPTS}),
    (_unscanned_but_received, {SCAN}),
    (distributed, {RECEIPTS}),
    (received, set()),
)


@pytest.mark.tuntas
@pytest.mark.parametrize("given_options", [(), (SCAN,), (RECEIPTS,), (SCAN, RECEIPTS)], ids=" ".join)
@pytest.mark.parametrize(("stage", "lacking"), LACKING, ids=[each[0].__name__ for each in LACKING])
def test_a_package_that_lacks_something_is_sealed_only_where_somebody_says_so(
    at: Stage,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    stage: Callable[[Workplace], Workplace],
    lacking: set[str],
    given_options: tuple[str, ...],
) -> None:
    place = at(stage)
    monkeypatch.chdir(place.inputs.parent)
    code = run(["arsip", *given_options])
    told = capsys.readouterr()
    if not lacking <= set(given_options):
        assert code == ExitCode.NOT_NOW
        assert list((folder(place) / "9-arsip").iterdir()) == []
        assert f"rkt arsip {' '.join(sorted(lacking))}" in told.err
        assert (
            ("pindaian naskah" in told.err)
            == ("rkt tandatangan --oleh NAMA --pindaian" in told.err)
            == (SCAN in lacking)
        )
        assert ("tanda terima dari" in told.err) == ("rkt distribusi --diterima" in told.err) == (RECEIPTS in lacking)
        return
    assert code == ExitCode.LOOK
    assert ("disegel tanpa pindaian" in told.out) == (SCAN in lacking)
    assert ("disegel tanpa tanda terima" in told.out) == (RECEIPTS in lacking)
    read = (folder(place) / NAME / "data/baca-dahulu.txt").read_text(encoding="utf-8-sig")
    row = (folder(place) / NAME / "data/daftar-arsip.csv").read_text(encoding="utf-8-sig")
    info = (folder(place) / NAME / "bag-info.txt").read_text(encoding="utf-8")
    for text in (read, row, info):
        assert ("pindaian naskah yang ditandatangani" in text) == (SCAN in lacking)
        assert ("tanda terima dari" in text) == (RECEIPTS in lacking)
    assert check_package(folder(place) / NAME).kesalahan == ()


@pytest.mark.tuntas
def test_what_was_missing_can_be_brought_after_the_refusal(at: Stage, tmp_path: Path) -> None:
    place = at(_unscanned)
    with pytest.raises(NotNowError):
        arsip(place)
    tandatangan(place, oleh=KEPALA, pindaian=scan(tmp_path / "p.pdf"))
    for each in receivers(place.master()[0]):
        terima(place, each, oleh="Staf")
    assert arsip(place).tanpa == ()


EDITS = (
    "UPDATE jurnal SET rincian = '{}' WHERE nomor = 3",
    "UPDATE jurnal SET kapan = '2020-01-01T00:00:00' WHERE nomor = 5",
    "DELETE FROM jurnal WHERE nomor = 4",
    "DELETE FROM jurnal WHERE nomor = (SELECT max(nomor) FROM jurnal)",
    "UPDATE isi SET bita = x'00' WHERE rowid = (SELECT min(rowid) FROM isi)",
)


@pytest.mark.tuntas
@pytest.mark.parametrize("statement", EDITS)
def test_a_journal_that_does_not_fit_together_is_not_sealed(at: Stage, statement: str) -> None:
    place = at(received)
    _edit_journal(folder(place), statement)
    with pytest.raises(InputUnusableError, match=r"Jurnal TIDAK utuh .* cadangan terakhir\. Paket arsip belum disegel"):
        arsip(place)
    assert list((folder(place) / "9-arsip").iterdir()) == []


def test_what_came_after_the_last_merge_is_told_and_sealed_with_the_rest(at: Stage) -> None:
    place = at(received)
    came = folder(place) / "3-kembali"
    known = next(each for each in came.iterdir() if each.is_file())
    (came / "salinan lagi.xlsx").write_bytes(known.read_bytes())  # this content was merged
    (came / "surat").mkdir()
    (came / "surat" / "jawaban terlambat.xlsx").write_bytes(b"terlambat")
    (came / "catatan.txt").write_bytes(b"catatan")
    (came / "~$kiriman.xlsx").write_bytes(b"kunci")
    done = arsip(place)
    (told,) = [each for each in done.findings if each.code.name == "ARSIP_BELUM_DIGABUNG"]
    assert "3-kembali/catatan.txt, 3-kembali/surat/jawaban terlambat.xlsx" in told.message
    assert "salinan" not in told.message
    inside = {path.name: path.read_bytes() for path in (folder(place) / NAME / "data" / "diterima").iterdir()}
    assert {b"terlambat", b"catatan"} <= set(inside.values())
    assert b"kunci" not in inside.values()
    assert check_package(folder(place) / NAME).kesalahan == ()


def test_the_words_of_letters_and_the_emblem_are_sealed_as_they_were_used(at: Stage) -> None:
    place = at(received)
    own = {"surel-pengingat.txt": b"Perihal: Kata-kata kantor", "lambang.png": png(40, 50)}
    for name, data in own.items():
        (place.inputs / name).write_bytes(data)
    arsip(place)
    inside = {path.name: path.read_bytes() for path in (folder(place) / NAME / "data" / "masukan").iterdir()}
    assert inside.items() >= own.items()
    assert {"surel-formulir.txt", "renstra.xlsx", "rkt.docx"} <= set(inside)


# ------------------------------------------------------------ the names in it


ODD: dict[str, tuple[bytes, ...]] = {
    "Unicode in two ways": ("Foto rapat é.jpg".encode(), "Foto rapat é.jpg".encode()),
    "percent codes": (b"Target 50%0Arev.pdf", b"Target 50%0D.pdf", b"100%25.pdf", b"50%.pdf"),
    "a space at the end": (b"Foto.jpg ", b"Foto.jpg"),
    "a dot at the end": (b"Notulen.", b"Notulen"),
    "no UTF-8": (b"Foto \xe9.jpg", "Foto é.jpg".encode()),
    "reserved on Windows": (b"con.txt", b"AUX", b"lpt1.docx", b"nul .txt"),
    "capitals": (b"Daftar.txt", b"DAFTAR.TXT", b"daftar.txt"),
    "control characters": (b"a\nb.txt", b"a\rb.txt", b"a\tb.txt", b"a\x1bb.txt", b"a\x7fb.txt"),
    "signs that Windows refuses": (b'a"b.txt', b"a?b.txt", b"a*b.txt", b"a\\b.txt", b"a:b.txt"),
    "long": (b"n" * 250 + b".xlsx", b"n" * 249 + b"m.xlsx", "é".encode() * 120 + b".pdf"),
    "turned writing": ("laporan\u202exslx.exe".encode(), "\ufeffa.txt".encode()),
    "deep": (b"/".join([b"folder yang dalam sekali " * 3] * 12) + b"/isi.docx",),
    "a folder and a file": (b"Lampiran/x.txt", b"lampiran"),
    "folders in other capitals": (b"Foto/a.txt", b"foto/b.txt", b"FOTO/A.txt"),
    "a formula": (b"=1+1.txt", b"@a.txt"),
    "only dots and spaces": (b"... .", b"   ", b".catatan"),
}


def _put(home: Path, names: tuple[bytes, ...]) -> dict[bytes, bytes]:
    """Files of such names in 5-rapat, with what they hold."""
    made = {}
    for number, name in enumerate(names):
        path = os.path.join(os.fsencode(home / "5-rapat"), name)  # noqa: PTH118 - names that are no text
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(b"%d" % number + name)
        made[b"5-rapat/" + name] = b"%d" % number + name
    return made


@pytest.mark.tuntas
@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
@pytest.mark.parametrize("names", [*ODD.values(), tuple(name for names in ODD.values() for name in names)],
                         ids=[*ODD, "all of them"])  # fmt: skip
def test_a_file_of_any_name_is_sealed_under_one_that_every_system_can_hold(at: Stage, names: tuple[bytes, ...]) -> None:
    place = at(received)
    put = _put(folder(place), names)
    arsip(place)
    package = folder(place) / NAME
    assert check_package(package).kesalahan == ()
    assert bagit.Bag(str(package)).is_valid()
    inside = {name: (package / name).read_bytes() for name in _inside(package)}
    _all_systems_can_hold(inside)
    listed = dict(_listed(inside["data/nama-semula.csv"].decode("utf-8-sig")))
    known = {listed.get(name.removeprefix("data/"), os.fsencode(name.removeprefix("data/"))): data
             for name, data in inside.items()}  # fmt: skip
    assert put.items() <= known.items()


def _listed(text: str) -> Iterator[tuple[str, bytes]]:
    """What each file was called, by its path in the package."""
    for line in text.splitlines()[1:]:
        place, *_, code = line.split(";")
        yield place.strip('"').removeprefix("'"), unquote_to_bytes(code.strip('"'))


def _all_systems_can_hold(names: object) -> None:
    told = [str(name) for name in names]  # type: ignore[attr-defined]
    same = [unicodedata.normalize("NFC", name.casefold()) for name in told]
    assert len(same) == len(set(same))
    for name in told:
        assert len(name) <= 160
        for part in PurePosixPath(name).parts:
            assert part == part.strip().rstrip(".")
            assert not any(unicodedata.category(each) in {"Cc", "Cs", "Zl", "Zp"} for each in part)
            assert not set(part) & set('<>:"\\|?*')
            assert len(part.encode("utf-8")) <= 200
            assert part.partition(".")[0].strip().casefold() not in {"con", "prn", "aux", "nul", "com1", "lpt1"}


_anything = st.text(st.characters(exclude_characters="/\x00"), min_size=1, max_size=300).filter(
    lambda name: name not in {".", ".."}
)


@pytest.mark.tuntas
@settings(deadline=None)
@given(st.lists(st.lists(_anything, min_size=1, max_size=6).map("/".join), min_size=1, max_size=12, unique=True))
def test_names_are_safe_and_none_is_given_twice(names: list[str]) -> None:
    given_away = paths_in_package(names).names
    assert set(given_away) == set(names)
    _all_systems_can_hold(given_away.values())
    again = paths_in_package(given_away.values())
    assert not again.called, "a safe name stays what it is"


@settings(deadline=None)
@given(stem=_anything, ending=st.text(string.ascii_letters + string.digits, min_size=1, max_size=6))
def test_an_ending_stays_however_long_the_name(stem: str, ending: str) -> None:
    assert legal_file(f"a{stem}.{ending}", " [3fa9c1d2]").endswith(f" [3fa9c1d2].{ending}")


def test_a_received_file_with_a_long_name_keeps_its_ending(at: Stage) -> None:
    place = at(received)
    inside = _inside(folder(place) / _archived(place))
    assert all(name.endswith(".xlsx") for name in inside if name.startswith("data/diterima/"))


def _archived(place: Workplace) -> str:
    return arsip(place).paket


# ------------------------------------------------------------ the command that it prints


@pytest.mark.parametrize("kerja", [None, "folder kerja & 'lain'", "jauh"])
def test_the_command_that_checks_a_package_works_as_it_is_printed(
    at: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kerja: str | None
) -> None:
    place = at(received)
    monkeypatch.chdir(place.inputs.parent)
    options: list[str] = []
    if kerja:
        target = tmp_path / kerja if kerja == "jauh" else Path(kerja)
        shutil.move(folder(place), target)
        options = ["--kerja", str(target)]
    assert run(["arsip", *options]) in {ExitCode.DONE, ExitCode.LOOK}  # LibreOffice may be missing
    line = capsys.readouterr().out.splitlines()[-1]
    command = shlex.split(line.partition(": ")[2])
    assert (command[:2], "--periksa" in command) == (["rkt", "arsip"], True)
    assert run(command[1:]) == ExitCode.DONE
    assert "utuh, seperti saat disegel" in capsys.readouterr().out


# ------------------------------------------------------------ held against the journal


REPLACED = (
    "6-draft/draft-1/Draft 1 RKT 2027.docx", "6-draft/draft-1/Draft 1 RKT 2027.xlsx", "4-konsep/Konsep RKT 2027.xlsx",
    "4-konsep/Konsep RKT 2027.docx",
)  # fmt: skip


@pytest.mark.tuntas
@pytest.mark.parametrize("name", REPLACED)
@pytest.mark.parametrize("gone", [False, True], ids=["replaced", "gone"])
def test_what_is_replaced_after_the_signature_is_told_and_the_recorded_one_sealed_beside(
    at: Stage, name: str, *, gone: bool
) -> None:
    place = at(received)
    path = folder(place) / name
    before = path.read_bytes()
    path.unlink() if gone else path.write_bytes(b"lain")
    result = arsip(place)
    told = {each.code.name: each for each in result.findings}
    found = told["ARSIP_NASKAH_HILANG" if gone else "ARSIP_NASKAH_BERUBAH"]
    assert name in found.message
    data = folder(place) / NAME / "data"
    assert (data / "tercatat" / name).read_bytes() == before
    assert (data / name).exists() == (not gone)
    listed = (data / "berbeda-dari-jurnal.csv").read_text(encoding="utf-8-sig")
    (line,) = [each for each in listed.splitlines() if name in each]
    assert ("tidak ada lagi" in line, "isinya lain" in line) == (gone, not gone)
    assert hashlib.sha256(before).hexdigest() in line
    assert check_package(folder(place) / NAME).kesalahan == ()


def test_papers_that_people_fill_in_are_only_noted(at: Stage) -> None:
    place = at(received)
    for name in ("8-distribusi/Surat pengantar RKT 2027 - SEK.docx", "1-formulir"):
        path = next((folder(place) / name).glob("*.xlsx")) if name == "1-formulir" else folder(place) / name
        if path.exists():
            path.write_bytes(b"diisi")
    codes = {each.code.name for each in arsip(place).findings}
    assert codes - {"PDF_TIDAK_DIBUAT"} == {"ARSIP_BERKAS_BERUBAH"}


def test_a_folder_that_cannot_be_listed_is_told_and_nothing_sealed(at: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    place = at(received)
    (folder(place) / "5-rapat/foto").mkdir()
    listed = os.scandir

    def refused(path: str) -> object:
        if str(path).endswith("foto"):  # whoever runs the tests may list everything
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr(os, "scandir", refused)
    with pytest.raises(InputUnusableError, match="foto tidak dapat dibuka: tidak diizinkan"):
        arsip(place)
    assert list((folder(place) / "9-arsip").iterdir()) == []


# ------------------------------------------------------------ receivers that have changed since


def _renamed(master: Master) -> Master:
    first, *rest = master.bagian
    return replace(master, bagian=(first.model_copy(update={"nama": "Bagian Bernama Baru"}), *rest))


def _removed(master: Master) -> Master:
    kode = master.bagian[0].kode
    kept = tuple(row for row in master.indikator if kode not in row.bagian)
    goals = {row.sasaran for row in kept}
    sasaran = tuple(each for each in master.sasaran if each.kode in goals)
    return replace(master, bagian=master.bagian[1:], indikator=kept, sasaran=sasaran)


@pytest.mark.tuntas
@pytest.mark.parametrize("change", [_renamed, _removed])
def test_a_receipt_is_written_down_for_whoever_got_a_copy_whatever_the_master_says_now(
    at: Stage, change: Callable[[Master], Master]
) -> None:
    place = at(distributed)
    first = place.master()[0].bagian[0]
    rewrite_master(place, change)
    assert terima(place, first.nama, oleh="Staf").penerima == first.kode


@pytest.mark.tuntas
def test_a_bagian_that_came_later_is_told_to_be_given_a_copy_first(at: Stage) -> None:
    place = at(distributed)
    first = place.master()[0].bagian[0]
    new = first.model_copy(update={"kode": "BRU", "nama": "Bagian Baru"})
    rewrite_master(place, lambda master: replace(master, bagian=(*master.bagian, new)))
    with pytest.raises(UnknownArgumentError, match="rkt distribusi lagi"):
        terima(place, "BRU", oleh="Staf")
    distribusi(place)
    assert terima(place, "BRU", oleh="Staf").penerima == "BRU"
