"""A journal that something else has changed ends every command in a sentence, never in a fault of the program."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from helpers.chaining import chain_anew
from helpers.kantor import KASUBAG, KEPALA, NOON, SEKRETARIS, hand_in, official, officials, open_office, scan

from rkt_excel import events
from rkt_excel.cli import run
from rkt_excel.edges.work_folder.journal_check import check_journal
from rkt_excel.edges.work_folder.register import FILE, Register
from rkt_excel.errors import ExitCode
from rkt_excel.steps.distribusi import distribusi, receivers, terima
from rkt_excel.steps.draft import draft
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.pakai import pakai
from rkt_excel.steps.paraf import kembalikan, paraf, tandatangan
from rkt_excel.steps.periksa import periksa
from rkt_excel.steps.rapat import rapat

COMMANDS = (["status"], ["gabung"])
EVERY = (
    *COMMANDS, ["kirim"], ["draft"], ["jejak", "IK.1.1", "target"], ["periksa"], ["rapat"],
    ["paraf", "--oleh", "x"], ["arsip"], ["distribusi"], ["status", "--periksa-jurnal"],
)  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a draft, to be copied."""
    home = tmp_path_factory.mktemp("kantor")
    place = open_office(home / "kantor")
    format(place)
    for each in place.master()[0].bagian:
        hand_in(place, each.kode)
    gabung(place)
    draft(place)
    return home / "kantor"


def statement(*statements: str) -> Callable[[Path], None]:
    """Change the file as somebody would who knows SQLite: the guards are taken away first."""

    def change(path: Path) -> None:
        with closing(sqlite3.connect(path)) as base:
            for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                base.execute(f"DROP TRIGGER {name}")
            for each in statements:
                base.execute(each)
            base.commit()

    return change


def details(event: str, change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    """Change what stands in the entries of an event, in a way that is still JSON."""

    def changed(path: Path) -> None:
        statement()(path)
        with closing(sqlite3.connect(path)) as base:
            rows = base.execute("SELECT nomor, rincian FROM jurnal WHERE peristiwa = ?", (event,)).fetchall()
            assert rows
            for number, text in rows:
                new = change(json.loads(text))
                base.execute("UPDATE jurnal SET rincian = ? WHERE nomor = ?", (json.dumps(new), number))
            base.commit()

    return changed


def without(key: str) -> Callable[[dict[str, Any]], object]:
    return lambda old: {name: value for name, value in old.items() if name != key}


def instead(key: str, value: object) -> Callable[[dict[str, Any]], object]:
    return lambda old: {**old, key: value}


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as base:
        base.execute("CREATE TABLE lain (x)")
        base.commit()


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def other(path: Path) -> None:
    path.write_bytes(b"halo " * 999)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def scrambled(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for place in range(4_096, len(data), 97):
        data[place] ^= 0xFF
    path.write_bytes(bytes(data))


NOT_TEXT = "CAST(x'ff7bfe' AS TEXT)"
SPOILED: dict[str, Callable[[Path], None]] = {
    "0 bita": emptied,
    "bukan basis data": other,
    "terpotong": cut,
    "teracak": scrambled,
    "basis data lain": foreign,
    "folder": folder,
    "rincian bukan UTF-8": statement(f"UPDATE jurnal SET rincian = {NOT_TEXT} WHERE nomor = 3"),
    "peristiwa bukan UTF-8": statement(f"UPDATE jurnal SET peristiwa = {NOT_TEXT} WHERE nomor = 3"),
    "kapan bukan UTF-8": statement(f"UPDATE jurnal SET kapan = {NOT_TEXT}"),
    "rantai bukan UTF-8": statement(f"UPDATE kepala SET rantai = {NOT_TEXT}"),
    "rincian bita": statement("UPDATE jurnal SET rincian = x'00ff' WHERE nomor = 3"),
    "rincian bukan JSON": statement("UPDATE jurnal SET rincian = '{'"),
    "rincian daftar": statement("UPDATE jurnal SET rincian = '[]'"),
    "rincian angka": statement("UPDATE jurnal SET rincian = 5"),
    "rincian kosong": statement("UPDATE jurnal SET rincian = '{}'"),
    "kapan kata": statement("UPDATE jurnal SET kapan = 'kemarin'"),
    "kapan angka": statement("UPDATE jurnal SET kapan = 5"),
    "kapan tahun 9999": statement("UPDATE jurnal SET kapan = '9999-12-31T23:59:59'"),
    "kapan tahun 1": statement("UPDATE jurnal SET kapan = '0001-01-01T00:00:00'"),
    "kapan dengan zona": statement("UPDATE jurnal SET kapan = '2026-11-24T12:00:00+14:00' WHERE nomor = 2"),
    "nomor kepala kata": statement("UPDATE kepala SET nomor = 'satu'"),
    "kepala hilang": statement("DELETE FROM kepala"),
    "tabel hilang": statement("DROP TABLE niat", "DROP TABLE isi"),
    "kolom hilang": statement("ALTER TABLE jurnal RENAME COLUMN rincian TO lain"),
    "isi bukan bita": statement("UPDATE isi SET bita = 5"),
    "isi kosong": statement("UPDATE isi SET bita = ''"),
    "isi hilang": statement("DELETE FROM isi"),
    "skema lebih baru": statement("PRAGMA user_version = 99"),
    "skema lebih tua": statement("PRAGMA user_version = 1"),
    "skema negatif": statement("PRAGMA user_version = -5"),
    "formulir-terbit tanpa kunci": details("formulir-terbit", without("formulir")),
    "formulir-terbit salah jenis": details("formulir-terbit", instead("formulir", 5)),
    "formulir-terbit tahun kata": details("formulir-terbit", instead("versi", "satu")),
    "digabung tanpa berkas": details("digabung", without("berkas")),
    "digabung salah jenis": details("digabung", instead("dipakai", ["x"])),
    "digabung nilai salah": details("digabung", instead("nilai", {"a": 1})),
    "digabung status salah": details("digabung", instead("status", {"SEK": "entah"})),
    "draft salah": details("draft-dibuat", instead("nomor", None)),
    "draft berkas salah": details("draft-dibuat", instead("berkas", 7)),
    "keluaran tanpa berkas": details("keluaran-ditulis", lambda _: {}),
}


WHOLE_LOSS = {"0 bita", "bukan basis data", "terpotong", "basis data lain", "folder", "rincian bukan JSON",
              "kapan kata"}  # fmt: skip


QUICK = ("0 bita", "bukan basis data", "rincian bukan UTF-8", "rincian kosong", "kapan tahun 9999", "kolom hilang",
         "formulir-terbit tanpa kunci", "digabung salah jenis", "isi kosong")  # fmt: skip
RUNS = [
    *(pytest.param(case, COMMANDS, id=case) for case in QUICK),
    *(pytest.param(case, EVERY, marks=pytest.mark.lama, id=f"{case}, semua perintah") for case in SPOILED),
]


@pytest.mark.tuntas
@pytest.mark.parametrize(("case", "commands"), RUNS)
def test_a_spoiled_journal_is_told_and_nothing_is_a_fault_of_the_program(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], case: str,
    commands: tuple[list[str], ...],
) -> None:  # fmt: skip
    home = tmp_path / "kantor"
    shutil.copytree(office, home)
    monkeypatch.chdir(home)
    (journal,) = home.glob(f"output/*/{FILE}")
    SPOILED[case](journal)
    kept = journal.read_bytes() if journal.is_file() else b""
    ended = {}
    for command in commands:
        ended[" ".join(command)] = run(command)
        said = capfd.readouterr()
        assert "Traceback" not in said.err
        assert said.out or said.err
    assert ExitCode.PROGRAM not in ended.values(), ended
    if case in WHOLE_LOSS:
        assert set(ended.values()) <= {ExitCode.INPUT, ExitCode.OUTPUT}, ended
        assert (journal.read_bytes() if journal.is_file() else b"") == kept, "a spoiled journal was written over"


# ------------------------------------------------------------------ every kind of entry, every key


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office whose journal holds an entry of every kind that a hand can make; only the seal is left to do."""
    home = tmp_path_factory.mktemp("lengkap") / "kantor"
    place = open_office(home, officials(official(KASUBAG, 1), official(SEKRETARIS, 2), official(KEPALA)))
    format(place)
    for each in place.master()[0].bagian:
        last = hand_in(place, each.kode)
    gabung(place)
    pakai(place, last.name, oleh=KASUBAG, alasan="Kiriman ini yang benar")
    gabung(place)
    rapat(place)
    draft(place)
    periksa(place)
    kembalikan(place, oleh=KASUBAG, catatan="Target belum tepat")
    draft(place)
    paraf(place, oleh=KASUBAG)
    paraf(place, oleh=SEKRETARIS)
    tandatangan(place, oleh=KEPALA)
    tandatangan(place, oleh=KEPALA, pindaian=scan(home / "pindaian.pdf"))
    distribusi(place)
    for kode in receivers(place.master()[0]):
        terima(place, kode, oleh="Staf")
    return home


BY_HAND = sorted({getattr(events, name) for name in dir(events) if name.isupper()} - {
    events.SUREL_AKAN_DIKIRIM, events.SUREL_TERKIRIM, events.SUREL_DITOLAK, events.SUREL_DIAMBIL,
    events.KOTAK_SURAT_DILIHAT, events.SUNTINGAN_WORD_DIKETAHUI, events.ARSIP_DISEGEL, events.KELUARAN_DITARIK,
    events.JURNAL_DIKEMBALIKAN,
})  # fmt: skip
READING = (["status"], ["status", "--periksa-jurnal"], ["jejak", "IK.1.1", "target"], ["gabung"], ["draft"],
           ["arsip"])  # fmt: skip
ACTING = (
    ["kirim"], ["rapat"], ["periksa"], ["format"], ["distribusi"], ["distribusi", "--diterima", "SEK", "--oleh", "x"],
    ["paraf", "--oleh", KEPALA], ["tandatangan", "--oleh", KEPALA], ["kembalikan", "--oleh", KEPALA, "--catatan", "x"],
    ["pakai", "kiriman SEK.xlsx", "--oleh", "x", "--alasan", "kiriman ini yang benar"],
)  # fmt: skip
EDITED: tuple[Callable[[dict[str, Any]], object], ...] = (
    lambda _: {}, lambda _: [], lambda _: None, lambda old: {**old, "tambahan": 1},
)  # fmt: skip


def spoil(path: Path, event: str, change: Callable[[dict[str, Any]], object], *, hidden: bool) -> None:
    """Change the entries of an event; hidden by somebody who works out the chain anew."""
    details(event, change)(path)
    if hidden:
        with closing(sqlite3.connect(path)) as base:
            chain_anew(base)
            base.commit()


@pytest.fixture
def spoiling(full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    home = tmp_path / "kantor"
    shutil.copytree(full, home)
    monkeypatch.chdir(home)
    (journal,) = home.glob(f"output/*/{FILE}")
    return home, journal


@pytest.mark.tuntas
@pytest.mark.parametrize("event", BY_HAND)
def test_an_edited_entry_is_told_and_nothing_is_derived_from_it(
    spoiling: tuple[Path, Path], capfd: pytest.CaptureFixture[str], event: str
) -> None:
    _, journal = spoiling
    whole = journal.read_bytes()
    for change in EDITED:
        journal.write_bytes(whole)
        spoil(journal, event, change, hidden=False)
        for command in READING:
            assert run(command) == ExitCode.INPUT, (command, capfd.readouterr())
            said = capfd.readouterr()
            assert re.search(r"Jurnal TIDAK utuh pada entri .* cadangan|tidak dapat dibaca\. Periksa", said.err), (
                command
            )
            assert said.out == "", command


@pytest.mark.lama
@pytest.mark.parametrize("event", BY_HAND)
def test_no_command_stumbles_over_an_entry_whose_chain_was_worked_out_anew(
    spoiling: tuple[Path, Path], capfd: pytest.CaptureFixture[str], event: str
) -> None:
    _, journal = spoiling
    whole = journal.read_bytes()
    with closing(sqlite3.connect(journal)) as base:
        texts = base.execute("SELECT rincian FROM jurnal WHERE peristiwa = ?", (event,)).fetchall()
    keys = sorted({key for (text,) in texts for key in json.loads(text)})
    for change in (*EDITED, *(without(key) for key in keys)):
        journal.write_bytes(whole)
        spoil(journal, event, change, hidden=True)
        spoilt = journal.read_bytes()
        for command in (*READING, *ACTING):
            journal.write_bytes(spoilt)
            assert run(command) != ExitCode.PROGRAM, (command, capfd.readouterr())


@pytest.mark.tuntas
@pytest.mark.parametrize("value", [[5], {"a": 5}])
def test_what_is_read_before_and_after_the_journal_was_open_is_told_too(
    spoiling: tuple[Path, Path], capfd: pytest.CaptureFixture[str], value: object
) -> None:
    spoil(spoiling[1], events.FORMULIR_TERBIT, instead("edisi", value), hidden=False)
    for command in READING:
        assert run(command) == ExitCode.INPUT
        said = capfd.readouterr()
        assert "TIDAK utuh pada entri" in said.err + said.out, command


@pytest.mark.tuntas
def test_a_fault_of_the_program_stays_one_while_the_journal_is_whole(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(office, tmp_path / "kantor")
    monkeypatch.chdir(tmp_path / "kantor")
    monkeypatch.setattr("rkt_excel.steps.status.keadaan", lambda _: 1 / 0)  # no input is known to do it
    assert run(["status"]) == ExitCode.PROGRAM
    assert "Terjadi kesalahan program" in capsys.readouterr().err


def test_a_new_folder_with_an_empty_journal_is_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = open_office(tmp_path / "kantor")
    monkeypatch.chdir(tmp_path / "kantor")
    work = place.folder(place.master()[0])
    work.mkdir(parents=True)
    (work / FILE).write_bytes(b"")  # a run killed before it had written anything leaves this
    assert run(["format"]) == ExitCode.DONE


@pytest.mark.parametrize("text", ["\ud83d separuh", "\udcff\udcfe bukan UTF-8", "\x00 nol", "\uffff"])
def test_any_text_can_be_stored_and_read_back(tmp_path: Path, text: str) -> None:
    with Register(tmp_path, lambda: NOON) as register:
        register.record("peristiwa", nama=text, daftar=[{"a": text}])
        (entry,) = register.entries()
        assert entry.details["nama"] == "".join("\ufffd" if "\ud800" <= each <= "\udfff" else each for each in text)
        assert check_journal(register).sah
        assert [line.encode() for line in register.lines()]
