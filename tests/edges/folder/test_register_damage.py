"""Whatever is done to the bytes of a journal: it is read as it was written, or refused in a sentence."""

from __future__ import annotations

import hashlib
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from helpers.kantor import NOON

from rkt_excel.edges.work_folder.journal_check import check_journal, trusted
from rkt_excel.edges.work_folder.register import FILE, Register
from rkt_excel.errors import RktError

KEPT = b"isi kiriman " * 400


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A journal of sixty entries with some kept files."""
    folder = tmp_path_factory.mktemp("jurnal")
    with Register(folder, lambda: NOON) as register:
        for number in range(40):
            register.record("peristiwa", nomor=number, teks="Ünïkode “kutip” " * 9)
        for number in range(20):
            data = KEPT + bytes([number])
            register.keep(hashlib.sha256(data).hexdigest(), data)
    return (folder / FILE).read_bytes()


def _said(folder: Path, *, read_only: bool) -> tuple[list[str], bool] | str:
    """What the journal gives and whether its check is content, or the sentence with which it is refused."""
    try:
        with trusted(Register(folder, lambda: NOON, read_only=read_only)) as register:
            return list(register.lines()), check_journal(register).sah
    except RktError as error:
        return str(error)


def _cut(share: float) -> Callable[[bytes], bytes]:
    return lambda data: data[: int(len(data) * share)]


def _at(place: int, what: bytes) -> Callable[[bytes], bytes]:
    return lambda data: data[:place] + what + data[place + len(what) :]


# The head of an SQLite file (https://www.sqlite.org/fileformat.html), page by page, and what disks and people do.
DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "satu bita": lambda data: data[:1],
    "seratus bita": lambda data: data[:100],
    **{f"terpotong {share:.0%}": _cut(share) for share in (0.1, 0.3, 0.5, 0.7, 0.9, 0.99)},
    "bita terakhir hilang": lambda data: data[:-1],
    "sambungan asing": lambda data: data + b"lain" * 2_000,
    "nol seluruhnya": lambda data: bytes(len(data)),
    "nol dari tengah": lambda data: data[: len(data) // 2] + bytes(len(data) - len(data) // 2),
    "teks": lambda _: b"catatan rapat\n" * 500,
    "zip": lambda _: b"PK\x03\x04" + bytes(4_000),
    "dua kali": lambda data: data + data,
    "tanda berkas": _at(0, b"SQLite format 4\x00"),
    "ukuran halaman 512": _at(16, b"\x02\x00"),
    "ukuran halaman 65536": _at(16, b"\x00\x01"),
    "ukuran halaman 0": _at(16, b"\x00\x00"),
    "ukuran halaman ganjil": _at(16, b"\x10\x01"),
    "cara tulis 2": _at(18, b"\x02\x02"),
    "cara tulis 9": _at(18, b"\x09\x09"),
    "ruang cadangan": _at(20, b"\x40"),
    "pecahan": _at(21, b"\x00\x00\x00"),
    "jumlah halaman": _at(28, b"\x00\x00\x00\x02"),
    "daftar bebas": _at(32, b"\x00\x00\x00\x03\x00\x00\x00\x09"),
    "bentuk skema 9": _at(44, b"\x00\x00\x00\x09"),
    "huruf UTF-16": _at(56, b"\x00\x00\x00\x02"),
    "huruf 7": _at(56, b"\x00\x00\x00\x07"),
    "versi skema 0": _at(60, b"\x00\x00\x00\x00"),
    "versi skema 99": _at(60, b"\x00\x00\x00\x63"),
    "versi skema -1": _at(60, b"\xff\xff\xff\xff"),
    "akar skema": _at(100, b"\x05"),
    "halaman skema kosong": lambda data: data[:100] + bytes(4_096 - 100) + data[4_096:],
    **{f"halaman {page} nol": _at(page * 4_096, bytes(4_096)) for page in (1, 2, 3, 5)},
    **{f"halaman {page} acak": _at(page * 4_096, random.Random(page).randbytes(4_096)) for page in (1, 2, 3, 5)},
    "halaman tertukar": lambda data: data[:4_096] + data[8_192:12_288] + data[4_096:8_192] + data[12_288:],
}


def _judge(folder: Path, whole: bytes, spoiled: bytes) -> None:
    """Refused in a sentence; or everything is as it was, or the check says that it is not."""
    (folder / "semula").mkdir(exist_ok=True)
    (folder / "semula" / FILE).write_bytes(whole)
    wanted = _said(folder / "semula", read_only=True)
    for read_only in (True, False):
        (folder / FILE).write_bytes(spoiled)
        got = _said(folder, read_only=read_only)
        if isinstance(got, str):
            assert "rkt.sqlite" in got
            assert any(remedy in got for remedy in ("cadangan", "Perbarui", "Pindahkan", "Periksa", "ulangi")), got
        else:
            assert got == wanted or not got[1], "another journal is given for whole"


@pytest.mark.parametrize("case", DAMAGES)
def test_a_damaged_journal_is_refused_in_a_sentence_or_read_as_it_was(tmp_path: Path, whole: bytes, case: str) -> None:
    _judge(tmp_path, whole, DAMAGES[case](whole))


@pytest.mark.parametrize("seed", range(8))
def test_bytes_changed_anywhere_end_in_a_sentence_or_change_nothing(tmp_path: Path, whole: bytes, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(25):
        spoiled = bytearray(whole)
        for _ in range(chance.choice((1, 1, 3, 40))):
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
        _judge(tmp_path, whole, bytes(spoiled))


def _changed(folder: Path, whole: bytes, *statements: str) -> bytes:
    (folder / FILE).write_bytes(whole)
    with closing(sqlite3.connect(folder / FILE)) as base:
        for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            base.execute(f"DROP TRIGGER {name}")
        for each in statements:
            base.execute(each)
        base.commit()
    return (folder / FILE).read_bytes()


def test_a_head_record_taken_away_with_the_last_entries_is_noticed(tmp_path: Path, whole: bytes) -> None:
    spoiled = _changed(tmp_path, whole, "DELETE FROM kepala", "DELETE FROM jurnal WHERE nomor > 40")
    _judge(tmp_path, whole, spoiled)
    assert isinstance(_said(tmp_path, read_only=True), str)


@pytest.mark.parametrize("version", [1, 2])
def test_a_journal_that_says_it_is_older_than_its_tables_is_refused(tmp_path: Path, whole: bytes, version: int) -> None:
    spoiled = _changed(tmp_path, whole, f"PRAGMA user_version = {version}", "DELETE FROM jurnal WHERE nomor > 40")
    (tmp_path / FILE).write_bytes(spoiled)
    assert isinstance(_said(tmp_path, read_only=True), str)
