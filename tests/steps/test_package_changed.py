"""A sealed package that somebody changed: whatever was done to it, the checker says so in a sentence.

Each row is one change. Those that were sealed anew afterwards fit every list of the package; what finds them is the
journal inside, which names what was written, received and signed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import struct
import sys
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import bagit
import pytest
from helpers.tahapan import Stage, folder, sealed

from rkt_excel.cli import run
from rkt_excel.edges.work_folder.register import broken_line, chained
from rkt_excel.edges.work_folder.register_schema import GENESIS
from rkt_excel.errors import ExitCode
from rkt_excel.steps.arsip import check_package

NAME = "9-arsip/RKT-2027-murni"
MANIFEST, SEAL = LISTED = ("manifest-sha512.txt", "tagmanifest-sha512.txt")
SIGNED, JOURNAL = "data/rkt/RKT 2027.docx", "data/jurnal.jsonl"
Change = Callable[[Path], object]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and odd names of POSIX")


@pytest.fixture(scope="module")
def whole(offices: Callable[..., Path]) -> Path:
    """A sealed package away from its work folder; never touched."""
    return offices(sealed) / "output/2027" / NAME


@pytest.fixture
def package(whole: Path, tmp_path: Path) -> Path:
    """One to be changed, with something beside it that no change may reach."""
    outside = tmp_path / "luar"
    outside.mkdir()
    (outside / "rahasia.txt").write_text("bukan milik paket", encoding="utf-8")
    return Path(shutil.copytree(whole, tmp_path / "rak" / "paket"))


def _everything(home: Path) -> dict[str, tuple[int, bytes]]:
    """What lies below a folder, with its time: a check reads and changes nothing."""
    found = {}
    for path in sorted(home.rglob("*")):
        seen = path.lstat()
        data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        found[os.fsdecode(path.relative_to(home))] = (seen.st_mtime_ns, data)
    return found


# ------------------------------------------------------------------ the files


def _inside(package: Path, start: str = "") -> list[Path]:
    return sorted(path for path in package.rglob("*") if path.is_file() and _name(package, path).startswith(start))


def _name(package: Path, path: Path) -> str:
    return path.relative_to(package).as_posix()


def _byte(path: Path, at: float = 0.5) -> None:
    data = bytearray(path.read_bytes() or b"x")
    data[min(len(data) - 1, int(len(data) * at))] ^= 1
    path.write_bytes(bytes(data))


def _swap(one: Path, other: Path) -> None:
    first, second = one.read_bytes(), other.read_bytes()
    assert first != second
    one.write_bytes(second)
    other.write_bytes(first)


def _folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _write(name: str, data: bytes = b"tambahan") -> Change:
    def change(package: Path) -> None:
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    return change


def _renamed(change: Callable[[str], str], *names: str) -> Change:
    """Files beside the data under other names."""

    def changed(package: Path) -> None:
        for name in names:
            (package / name).rename(package / change(name))

    return changed


def _gone(*names: str) -> Change:
    def changed(package: Path) -> None:
        for name in names:
            (package / name).unlink()

    return changed


def _at(name: str, change: Change) -> Change:
    """A change of one file."""
    return lambda package: change(package / name)


def _first_in(start: str, change: Change) -> Change:
    """A change of the first file of a folder."""
    return lambda package: change(_inside(package, start)[0])


def _copied(start: str, name: str) -> Change:
    """The first file of a folder laid into the place of another one."""
    return lambda package: shutil.copy(_inside(package, start)[0], package / name)


def _nested(package: Path) -> None:
    copy = shutil.copytree(package, package.parent / "x")
    shutil.move(copy, package / "data/paket")


def _each(package: Path, change: Change) -> None:
    for path in _inside(package, "data/"):
        change(path)


def _append(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"lagi")


def _comment(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as package:
        package.comment = b"catatan"


def _second_end(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data + data[data.rindex(b"PK\x05\x06") :])


def _member(path: Path, name: str) -> None:
    with zipfile.ZipFile(path, "a") as package, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # that the name stands there twice
        package.writestr(zipfile.ZipInfo(name), "lain")


def _patch_zip(path: Path, offset: int, value: int) -> None:
    """Overwrite a number in the first record of the directory of a zip (APPNOTE 4.3.12)."""
    data = bytearray(path.read_bytes())
    place = data.index(b"PK\x01\x02") + offset
    data[place : place + (2 if offset == 8 else 4)] = struct.pack("<H" if offset == 8 else "<I", value)
    path.write_bytes(bytes(data))


FILES: dict[str, Change] = {
    "the data folder gone": lambda package: shutil.rmtree(package / "data"),
    "all payload emptied": lambda package: _each(package, lambda path: path.write_bytes(b"")),
    "all payload gone, folders left": lambda package: _each(package, Path.unlink),
    "a folder renamed": lambda package: (package / "data/rkt").rename(package / "data/rkt lama"),
    "a folder moved out of data": lambda package: shutil.move(package / "data/rkt", package / "rkt"),
    "data renamed": lambda package: (package / "data").rename(package / "Data"),
    "data inside data": lambda package: shutil.copytree(package / "data/rkt", package / "data/data/rkt"),
    "two files swapped": lambda package: _swap(*_inside(package, "data/rkt/")[:2]),
    "two templates swapped": lambda package: _swap(*_inside(package, "data/masukan/")[:2]),
    "draft in the place of the RKT": _copied("data/6-draft/", SIGNED),
    "an older file of the same name put back": _write("data/rkt.csv", b"Kunci;Kolom\r\n"),
    "a folder in a file's place": _at("data/rkt.json", _folder_instead),
    "a folder in bagit.txt's place": _at("bagit.txt", _folder_instead),
    "a folder in the manifest's place": _at(MANIFEST, _folder_instead),
    "a folder in the seal's place": _at(SEAL, _folder_instead),
    "a folder in the journal's place": _at("data/jurnal.jsonl", _folder_instead),
    "a letter added": _write("data/2-surel/tambahan.eml"),
    "a form added": _write("data/diterima/kiriman.xlsx"),
    "a scan added": _write("data/rkt/RKT 2027 (pindaian 2).pdf"),
    "an empty file added": _write("data/kosong.txt", b""),
    "a hidden file added": _write("data/.tersembunyi"),
    "a file of a Mac added": _write("data/.DS_Store"),
    "a file of Windows added": _write("data/Thumbs.db"),
    "a journal of a database added": _write("data/rkt.sqlite"),
    "a file beside the lists added": _write("catatan.txt"),
    "a folder of tags added": _write("tags/catatan.txt"),
    "a whole package within": _nested,
    "a zip bomb added": _write("data/bom.zip", b"PK\x03\x04" + b"\0" * 26),
    "a zip with trailing data": _at(SIGNED, _append),
    "a zip with a comment": _at(SIGNED, _comment),
    "a zip with two end records": _at(SIGNED, _second_end),
    "a zip with a member twice": lambda package: _member(package / SIGNED, "word/document.xml"),
    "a zip with a member outside": lambda package: _member(package / SIGNED, "../../luar/rahasia.txt"),
    "a zip with an encrypted member": lambda package: _patch_zip(package / SIGNED, 8, 1),
    "a zip with a huge declared size": lambda package: _patch_zip(package / SIGNED, 24, 0xFFFFFFF0),
    "a zip inside a zip": lambda package: _member(package / SIGNED, "word/dalam.zip"),
}  # fmt: skip


# ------------------------------------------------------------------ the lists


def _lines(name: str, change: Callable[[list[str]], list[str]]) -> Change:
    """A list of the package with its lines changed."""

    def changed(package: Path) -> None:
        lines = (package / name).read_text(encoding="utf-8").splitlines(keepends=True)
        (package / name).write_text("".join(change(lines)), encoding="utf-8", newline="")

    return changed


def _listed(path: str) -> Callable[[list[str]], list[str]]:
    return lambda lines: [*lines, f"{'0' * 128}  {path}\n"]


def _first(change: Callable[[str], str]) -> Callable[[list[str]], list[str]]:
    return lambda lines: [change(lines[0]), *lines[1:]]


def _path(change: Callable[[str], str]) -> Callable[[list[str]], list[str]]:
    """The path of the first line written otherwise."""
    return _first(lambda line: line[:130] + change(line[130:-1]) + "\n")


def _without(word: str) -> Callable[[list[str]], list[str]]:
    return lambda lines: [each for each in lines if word not in each]


def _said(old: str, new: str) -> Change:
    """bag-info.txt says something else."""
    return _lines("bag-info.txt", lambda lines: [each.replace(old, new) for each in lines])


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _weaker(package: Path) -> None:
    """A second list by a weaker algorithm that leaves a changed file out."""
    (package / "data/rkt.csv").write_bytes(b"lain")
    rest = [path for path in _inside(package, "data/") if path.name != "rkt.csv"]
    sums = {_name(package, path): hashlib.md5(path.read_bytes()).hexdigest() for path in rest}
    (package / "manifest-md5.txt").write_text("".join(f"{digest}  {name}\n" for name, digest in sums.items()))


DECLARED = b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n"
FOREIGN = {
    "two dots": "../luar/rahasia.txt",
    "two dots within": "data/../../luar/rahasia.txt",
    "absolute": "/etc/passwd",
    "a drive": "C:/Windows/win.ini",
    "a drive with backslashes": "C:\\Windows\\win.ini",
    "a share": "\\\\server\\berbagi\\x.txt",
    "a share with slashes": "//server/berbagi/x.txt",
    "a backslash": "data\\rkt.json",
    "a home": "~/x.txt",
    "a device": "data/con",
    "a stream": "data/rkt.json:lain",
    "other capitals": "data/RKT.JSON",
    "a line end in it": "data/a%0Ab",
    "nothing": "data/",
    "a dot": "./data/rkt.json",
    "doubled slashes": "data//rkt.json",
    "turned writing": "data/\u202egpj.exe",
    "a null": "data/a\0b",
    "very long": "data/" + "n" * 40_000,
}

LISTS: dict[str, Change] = {
    "the manifest gone": _gone(MANIFEST),
    "the seal gone": _gone(SEAL),
    "both lists gone": _gone(*LISTED),
    "all tag files but bagit.txt gone": _gone(*LISTED, "bag-info.txt"),
    "a line gone": _lines(MANIFEST, lambda lines: lines[1:]),
    "the last line gone": _lines(MANIFEST, lambda lines: lines[:-1]),
    "a line twice": _lines(MANIFEST, lambda lines: [*lines, lines[0]]),
    "a file listed twice with two sums": _lines(MANIFEST, lambda lines: [*lines, "0" * 128 + lines[0][128:]]),
    "lines in another order": _lines(MANIFEST, lambda lines: lines[::-1]),
    "a line of the seal gone": _lines(SEAL, lambda lines: lines[1:]),
    "a line of words in the seal": _lines(SEAL, lambda lines: [*lines, "catatan\n"]),
    "a blank line in the seal": _lines(SEAL, lambda lines: [*lines, "\n"]),
    "one sum of the seal in capitals": _lines(SEAL, _first(lambda line: line[:128].upper() + line[128:])),
    "no line end at the end of the seal": _lines(SEAL, lambda lines: [*lines[:-1], lines[-1].rstrip()]),
    "a star in the seal": _lines(SEAL, _first(lambda line: f"{line[:128]} *{line[128:].lstrip()}")),
    "the manifest left out of the seal": _lines(SEAL, _without(MANIFEST)),
    "sums of another length": _lines(MANIFEST, _first(lambda line: line[64:])),
    "sums in capitals": _lines(MANIFEST, lambda lines: [line[:128].upper() + line[128:] for line in lines]),
    "one sum in capitals": _lines(MANIFEST, _first(lambda line: line[:128].upper() + line[128:])),
    "a sum that is none": _lines(MANIFEST, _first(lambda line: "g" * 128 + line[128:])),
    "another way of parting": _lines(MANIFEST, lambda lines: [line.replace("  ", "\t") for line in lines]),
    "a star before the path": _lines(MANIFEST, lambda lines: [line.replace("  ", " *") for line in lines]),
    "other line ends": _lines(MANIFEST, lambda lines: [line.replace("\n", "\r\n") for line in lines]),
    "no line end at its end": _lines(MANIFEST, lambda lines: [*lines[:-1], lines[-1].rstrip()]),
    "a blank line": _lines(MANIFEST, lambda lines: [*lines, "\n"]),
    "a line of words": _lines(MANIFEST, lambda lines: [*lines, "catatan\n"]),
    "a byte order mark": _lines(MANIFEST, _first(lambda line: "\ufeff" + line)),
    "no UTF-8": lambda package: (package / MANIFEST).write_bytes(b"\xff\xfe" + (package / MANIFEST).read_bytes()),
    "as UTF-16": lambda package: (package / MANIFEST).write_text(_text(package / MANIFEST), encoding="utf-16"),
    "of another algorithm": _renamed(lambda name: name.replace("512", "256"), MANIFEST),
    "the seal of another algorithm": _renamed(lambda name: name.replace("512", "256"), SEAL),
    "both of another algorithm": _renamed(lambda name: name.replace("512", "256"), *LISTED),
    "both of an unknown algorithm": _renamed(lambda name: name.replace("sha512", "rot13"), *LISTED),
    "both of an algorithm without a length": _renamed(lambda name: name.replace("sha512", "shake_128"), *LISTED),
    "a weaker list beside it": _write("manifest-md5.txt", b""),
    "a weaker list and seal that fit beside it": _weaker,
    "a list of what to fetch": _write("fetch.txt", b"https://example.go.id/x 1 data/x\n"),
    **{f"lists {what}": _lines(MANIFEST, _listed(path)) for what, path in FOREIGN.items()},
    **{f"the seal lists {what}": _lines(SEAL, _listed(path)) for what, path in FOREIGN.items() if what != "very long"},
    "a path with a leading slash": _lines(MANIFEST, _path(lambda path: f"/{path}")),
    "a path with backslashes": _lines(MANIFEST, _path(lambda path: path.replace("/", "\\"))),
    "a path in capitals": _lines(MANIFEST, _path(str.upper)),
    "a path that steps out and in": _lines(MANIFEST, _path(lambda path: f"data/../{path}")),
    "bagit.txt gone": _gone("bagit.txt"),
    "bagit.txt empty": _write("bagit.txt", b""),
    "another version": _write("bagit.txt", DECLARED.replace(b"0.97", b"1.0")),
    "another encoding": _write("bagit.txt", DECLARED.replace(b"UTF-8", b"UTF-16")),
    "an encoding that nobody knows": _write("bagit.txt", DECLARED.replace(b"UTF-8", b"X")),
    "an encoding that is a program": _write("bagit.txt", DECLARED.replace(b"UTF-8", b"zlib_codec")),
    "bag-info.txt gone": _gone("bag-info.txt"),
    "bag-info.txt empty": _write("bag-info.txt", b""),
    "bag-info.txt with another day": _said("2026-11-24", "2025-11-24"),
    "bag-info.txt with another office": _said("Balangan", "Lain"),
    "bag-info.txt with a label more": _lines("bag-info.txt", lambda lines: [*lines, "Tanpa: pindaian\n"]),
    "bag-info.txt with a label twice": _lines("bag-info.txt", lambda lines: [*lines, lines[0]]),
    "bag-info.txt with another journal": _said("Journal-Head: ", "Journal-Head: 1"),
    "bag-info.txt without a journal": _lines("bag-info.txt", _without("Journal")),
    "bag-info.txt with another size": _said("Payload-Oxum: ", "Payload-Oxum: 9"),
    "bag-info.txt of control signs": _write("bag-info.txt", b"Source-Organization: \x1b[2J\x07\n"),
}  # fmt: skip


# ------------------------------------------------------------------ what only some systems can do


def _linked(package: Path, name: str) -> None:
    (package / name).unlink()
    (package / name).symlink_to(package.parent.parent / "luar/rahasia.txt")


def _data_elsewhere(package: Path) -> None:
    shutil.move(package / "data", package.parent / "isi")
    (package / "data").symlink_to(package.parent / "isi")


def _pipe(package: Path, name: str) -> None:
    (package / name).unlink(missing_ok=True)
    os.mkfifo(package / name)


def _socket(package: Path) -> None:
    here = Path.cwd()
    os.chdir(package / "data")  # a socket has a short name only
    with closing(socket.socket(socket.AF_UNIX)) as made:
        made.bind("soket")
    os.chdir(here)


def _odd_name(package: Path, name: bytes) -> None:
    with open(os.path.join(os.fsencode(package / "data"), name), "wb"):  # noqa: PTH118, PTH123 - no text
        pass


SYSTEMS: dict[str, Change] = {
    "a link in a file's place": lambda package: _linked(package, "data/rkt.csv"),
    "a link in the journal's place": lambda package: _linked(package, "data/jurnal.jsonl"),
    "a link in bagit.txt's place": lambda package: _linked(package, "bagit.txt"),
    "a link in the manifest's place": lambda package: _linked(package, MANIFEST),
    "a link in the seal's place": lambda package: _linked(package, SEAL),
    "a link in bag-info.txt's place": lambda package: _linked(package, "bag-info.txt"),
    "a link to a folder added": lambda package: (package / "data/luar").symlink_to(package.parent.parent / "luar"),
    "a link to itself added": lambda package: (package / "data/diri").symlink_to(package / "data"),
    "a link to nowhere added": lambda package: (package / "data/hilang").symlink_to(package / "tidak ada"),
    "data is a link": _data_elsewhere,
    "a pipe added": lambda package: _pipe(package, "data/pipa"),
    "a pipe in a file's place": lambda package: _pipe(package, "data/rkt.csv"),
    "a pipe in the journal's place": lambda package: _pipe(package, "data/jurnal.jsonl"),
    "a pipe in the manifest's place": lambda package: _pipe(package, MANIFEST),
    "a socket added": _socket,
    "a name of no encoding": lambda package: _odd_name(package, b"a\xff\xfe.txt"),
    "a name with a line end": lambda package: _odd_name(package, b"a\nb.txt"),
    "a name with control signs": lambda package: _odd_name(package, b"a\x1b[2Jb.txt"),
    "a name with a backslash": lambda package: _odd_name(package, b"..\\luar.txt"),
    "only other capitals beside it": lambda package: shutil.copy(package / "data/rkt.json", package / "data/RKT.json"),
    "only other capitals of a file": lambda package: (package / "data/rkt.json").rename(package / "data/RKT.json"),
    "only other capitals of bagit.txt": lambda package: (package / "bagit.txt").rename(package / "BAGIT.TXT"),
    "only other capitals of the seal": lambda package: (package / SEAL).rename(package / SEAL.upper()),
}  # fmt: skip


# ------------------------------------------------------------------ sealed anew


def _seal_anew(package: Path, info: dict[str, str] | None = None) -> None:
    """What somebody does who knows how packages are made; its own words about itself stay, or are told otherwise."""
    said = dict(bagit.Bag(str(package)).info)
    for tag in [path for path in package.iterdir() if path.is_file()]:
        tag.unlink()
    for path in list((package / "data").iterdir()):
        path.rename(package / path.name)
    (package / "data").rmdir()
    kept = {key: value for key, value in said.items() if key not in {"Payload-Oxum", "Bag-Software-Agent"}}
    bagit.make_bag(str(package), {**kept, **(info or {})}, checksums=["sha512"])


def _changed_and_renamed(path: Path) -> None:
    _byte(path)
    path.rename(path.with_name("lain.docx"))


def _other_size(package: Path) -> None:
    """bag-info.txt tells of other contents, and the seal of just that."""
    info = package / "bag-info.txt"
    info.write_bytes(info.read_bytes().replace(b"Payload-Oxum: ", b"Payload-Oxum: 9"))
    digest = hashlib.sha512(info.read_bytes()).hexdigest()
    _lines(SEAL, lambda lines: [f"{digest}  bag-info.txt\n" if "bag-info" in each else each for each in lines])(package)


def _then_sealed(change: Change) -> Change:
    def both(package: Path) -> None:
        change(package)
        _seal_anew(package)

    return both


def _journal(change: Callable[[list[dict[str, object]]], list[dict[str, object]]], *, chain: bool) -> Change:
    """The journal inside edited, and its chain worked out anew or not; then all is sealed anew."""

    def changed(package: Path) -> None:
        path = package / "data/jurnal.jsonl"
        entries = change([json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()])
        before = GENESIS
        for number, entry in enumerate(entries if chain else (), 1):
            text = json.dumps(entry["rincian"], ensure_ascii=False, sort_keys=True)
            before = chained(before, str(entry["kapan"]), str(entry["peristiwa"]), text)
            entry |= {"nomor": number, "rantai": before}
        lines = [json.dumps(entry, ensure_ascii=False, sort_keys=True) for entry in entries]
        assert not chain or broken_line(lines) is None
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        _seal_anew(package)

    return changed


def _other_signer(entries: list[dict[str, object]]) -> list[dict[str, object]]:
    for each in entries:
        if each["peristiwa"] == "ditandatangani":
            each["rincian"]["nama"] = "Orang Lain"  # type: ignore[index]
    return entries


def _garbage(entries: list[dict[str, object]]) -> list[dict[str, object]]:
    return [{**each, "rincian": [1, None]} for each in entries]


def _head_too(change: Change) -> Change:
    """Sealed anew once more with the head of the journal as it is now: only what the journal names is left to tell."""

    def both(package: Path) -> None:
        change(package)
        last = json.loads((package / "data/jurnal.jsonl").read_text(encoding="utf-8").splitlines()[-1])
        _seal_anew(package, {"Journal-Head": f"{last['nomor']} {last['rantai']}"})

    return both


SEALED_ANEW: dict[str, Change] = {
    "another size told": _other_size,
    "the signed RKT exchanged": _then_sealed(_copied("data/6-draft/", SIGNED)),
    "one byte of the signed RKT": _then_sealed(_at(SIGNED, _byte)),
    "the scan exchanged": _then_sealed(_write("data/rkt/RKT 2027 (pindaian).pdf", b"%PDF lain")),
    "the signed RKT gone": _then_sealed(_gone(SIGNED, "data/7-rkt/RKT 2027.docx")),
    "a figure of the data": _then_sealed(_at("data/rkt.json", _byte)),
    "the data gone": _then_sealed(_gone("data/rkt.json")),
    "a draft exchanged": _then_sealed(_first_in("data/6-draft/", _byte)),
    "the Konsep exchanged": _then_sealed(_at("data/4-konsep/Konsep RKT 2027.xlsx", _byte)),
    "a form exchanged": _then_sealed(_first_in("data/1-formulir/", _byte)),
    "a letter exchanged": _then_sealed(_first_in("data/8-distribusi/", _byte)),
    "a draft gone": _then_sealed(_first_in("data/6-draft/", Path.unlink)),
    "a received file exchanged": _then_sealed(_first_in("data/diterima/", _byte)),
    "a received file gone": _then_sealed(_first_in("data/diterima/", Path.unlink)),
    "a file renamed and changed": _then_sealed(_first_in("data/6-draft/", _changed_and_renamed)),
    "the journal gone": _then_sealed(_gone(JOURNAL)),
    "the journal emptied": _then_sealed(_write(JOURNAL, b"")),
    "one byte of the journal": _then_sealed(_at(JOURNAL, _byte)),
    "bytes of the journal that are no text": _then_sealed(_write(JOURNAL, b"\xff\xfe\x00")),
    "another journal": _then_sealed(_write(JOURNAL, b'{"nomor": 1}\n')),
    "deeply nested journal": _then_sealed(_write(JOURNAL, b"[" * 200_000 + b"\n")),
    "the last entry gone": _journal(lambda entries: entries[:-1], chain=False),
    "an entry in the middle gone": _journal(lambda entries: entries[:5] + entries[6:], chain=False),
    "an entry edited": _journal(_other_signer, chain=False),
    "an entry edited, the chain worked out anew": _journal(_other_signer, chain=True),
    "an entry gone, the chain worked out anew": _journal(lambda entries: entries[:5] + entries[6:], chain=True),
    "entries in another order, the chain worked out anew": _journal(lambda entries: entries[::-1], chain=True),
    "entries of no program, the chain worked out anew": _head_too(_journal(_garbage, chain=True)),
}  # fmt: skip

CHANGES = {**FILES, **LISTS, **SEALED_ANEW}
WHOLE_FOLDER = ("all payload gone, folders left",)


@pytest.mark.tuntas
@pytest.mark.parametrize("change", [*CHANGES.values(), *(pytest.param(each, marks=POSIX) for each in SYSTEMS.values())],
                         ids=[*CHANGES, *SYSTEMS])  # fmt: skip
def test_a_package_that_was_changed_is_never_called_whole(
    package: Path, capsys: pytest.CaptureFixture[str], change: Change
) -> None:
    change(package)
    before = _everything(package.parent.parent)
    assert run(["arsip", "--periksa", str(package)]) == ExitCode.INPUT
    told = capsys.readouterr()
    assert ("TIDAK utuh" in told.out) != ("bukan paket arsip" in told.err)
    assert "utuh, seperti saat disegel" not in told.out
    assert "rahasia" not in told.out.replace("luar/rahasia.txt", "")
    assert all(each == "\n" or each.isprintable() for each in told.out + told.err)
    assert max(map(len, told.out.splitlines()), default=0) < 600, "a sentence that nobody can read"
    assert _everything(package.parent.parent) == before, "a check changes nothing"


# ------------------------------------------------------------------ every file, every way


EVERY: dict[str, Change] = {
    "removed": Path.unlink,
    "emptied": lambda path: path.write_bytes(b""),
    "cut in half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "its first byte": lambda path: _byte(path, 0),
    "a byte in its middle": _byte,
    "its last byte": lambda path: _byte(path, 1),
    "a byte more": lambda path: path.write_bytes(path.read_bytes() + b"\0"),
    "zeros of the same length": lambda path: path.write_bytes(b"\0" * (path.stat().st_size + 1)),
    "made a folder": _folder_instead,
}


@pytest.mark.tuntas
@pytest.mark.parametrize("way", EVERY)
def test_every_file_changed_in_every_way_is_told_by_its_name(package: Path, way: str) -> None:
    for path in _inside(package):
        data, seen = path.read_bytes(), path.stat()
        EVERY[way](path)
        faults = check_package(package).kesalahan
        assert any(path.name in each for each in faults), (path, faults)
        if path.is_dir():
            path.rmdir()
        path.write_bytes(data)
        os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert check_package(package).kesalahan == ()


@pytest.mark.tuntas
@pytest.mark.parametrize(
    "kind", ["data/rkt/", "data/6-draft/", "data/1-formulir/", "data/4-konsep/", "data/8-distribusi/"]
)
def test_a_file_changed_and_sealed_anew_contradicts_the_journal_inside(package: Path, kind: str) -> None:
    for number in range(len(_inside(package, kind))):
        path = _inside(package, kind)[number]
        data = path.read_bytes()
        _byte(path)
        _seal_anew(package)
        (told,) = check_package(package).kesalahan
        assert path.name in told
        path.write_bytes(data)
    _seal_anew(package)
    assert check_package(package).kesalahan == ()


# ------------------------------------------------------------------ what is no change


MOMENTS = {"before Unix": -86_400 * 400, "before zip": 0, "of 2107": 4_354_819_199, "of 2999": 32_503_680_000}


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=list(MOMENTS))
def test_times_of_files_say_nothing_and_stop_nothing(package: Path, moment: int) -> None:
    for path in sorted(package.rglob("*")):
        os.utime(path, (moment, moment))
    assert run(["arsip", "--periksa", str(package)]) == ExitCode.DONE


@pytest.mark.parametrize(
    "algorithms", [["sha256"], ["md5"], ["sha512", "sha256", "md5"], ["blake2b"], ["sha3_512"]], ids=" ".join
)
def test_a_package_with_lists_of_other_algorithms_is_checked_by_them(package: Path, algorithms: list[str]) -> None:
    """As an archive does that moves its packages to another algorithm."""
    for name in (MANIFEST, SEAL):
        (package / name).unlink()
    for kind, start in (("manifest", "data/"), ("tagmanifest", "")):
        paths = [path for path in _inside(package, start) if start or not _name(package, path).startswith("data/")]
        paths = [path for path in paths if not path.name.startswith("tagmanifest")]
        for each in algorithms:
            rows = (f"{hashlib.new(each, path.read_bytes()).hexdigest()}  {_name(package, path)}\n" for path in paths)
            (package / f"{kind}-{each}.txt").write_text("".join(rows), encoding="utf-8", newline="\n")
    assert check_package(package).kesalahan == ()
    _byte(package / "data/rkt.csv")
    assert run(["arsip", "--periksa", str(package)]) == ExitCode.INPUT


@pytest.mark.parametrize("name", ["paket.zip", "paket.rar", "catatan.txt"])
def test_a_package_that_is_one_file_is_told_how_to_be_checked(
    whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """Whatever stands in the file; nothing is unpacked by the program."""
    path = tmp_path / name
    if path.suffix == ".zip":
        shutil.make_archive(str(path.with_suffix("")), "zip", whole)
    else:
        path.write_bytes(b"x")
    assert run(["arsip", "--periksa", str(path)]) == ExitCode.INPUT
    told = capsys.readouterr().err
    assert f"{name} adalah berkas, bukan folder paket arsip" in told
    assert ("Ekstrak dahulu" in told) == (path.suffix == ".zip")
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_the_seal_in_another_order_says_the_same_and_is_another_seal(at: Stage, tmp_path: Path) -> None:
    """Everything is as it was sealed; that the seal itself was written anew only the journal and the paper can know."""
    package = folder(at(sealed)) / NAME
    before = check_package(package)
    _lines(SEAL, lambda lines: lines[::-1])(package)
    assert any("bukan yang dicatat jurnal" in each for each in check_package(package).kesalahan)
    away = check_package(Path(shutil.copytree(package, tmp_path / "paket")))
    assert (away.kesalahan, away.segel == before.segel) == ((), False)


def test_a_package_checked_in_its_work_folder_is_held_against_that_journal_too(at: Stage) -> None:
    place = at(sealed)
    package = folder(place) / NAME
    assert check_package(package).kesalahan == ()
    _head_too(_journal(_other_signer, chain=True))(package)
    (told,) = check_package(package).kesalahan
    assert "bukan yang dicatat jurnal" in told


def _all() -> Iterator[str]:
    yield from (*CHANGES, *SYSTEMS, *EVERY)


def test_the_table_is_as_long_as_it_has_to_be() -> None:
    assert len(list(_all())) >= 146
