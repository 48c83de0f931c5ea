"""The journal: only appended to, checked from end to end, moved from older schemas, used by several at once."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from helpers.kantor import NOON, hand_in, open_office
from helpers.quick import SYNCED

from rkt_excel.cli import run
from rkt_excel.edges.work_folder import database
from rkt_excel.edges.work_folder.folder import prepare, publish, sweep
from rkt_excel.edges.work_folder.journal_check import JournalCheck, check_journal
from rkt_excel.edges.work_folder.register import FILE, Register, chained
from rkt_excel.edges.work_folder.register_schema import SCHEMA
from rkt_excel.errors import ExitCode, InputUnusableError, NotNowError, OutputLockedError
from rkt_excel.steps.draft import draft
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung

RECEIVED = b"isi kiriman"
DIGEST = hashlib.sha256(RECEIVED).hexdigest()


def opened(folder: Path, *, read_only: bool = False) -> Register:
    return Register(folder, lambda: NOON, read_only=read_only)


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """A folder whose journal has six entries, the third of which kept a file."""
    with opened(tmp_path) as register:
        register.record("satu", nomor=1)
        register.record("dua", teks="Ünïkode “kutip”")
        register.keep(DIGEST, RECEIVED)
        register.keep(DIGEST, RECEIVED)
        for number in (4, 5, 6):
            register.record("lagi", nomor=number)
    return tmp_path


def checked(folder: Path) -> JournalCheck:
    with opened(folder, read_only=True) as register:
        return check_journal(register)


def tampered(folder: Path, *statements: str) -> None:
    """Change the file as somebody would who knows SQLite: the guards are taken away first."""
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            raw.execute(statement)


# ------------------------------------------------------------------ the check


def test_an_untouched_journal_fits_and_a_known_file_is_kept_once(journal: Path) -> None:
    assert checked(journal) == JournalCheck(entri=6, berkas=1, misfit=None)
    with opened(journal) as register:
        assert [each.event for each in register.entries()] == ["satu", "dua", "isi-disimpan", "lagi", "lagi", "lagi"]
        assert register.kept(DIGEST) == RECEIVED


@pytest.mark.parametrize(
    ("statement", "entry", "fine", "cause"),
    [
        ("UPDATE jurnal SET rincian = '{\"nomor\": 9}' WHERE nomor = 4", 4, 3, "tidak lagi cocok dengan rantai"),
        ("UPDATE jurnal SET peristiwa = 'lain' WHERE nomor = 2", 2, 1, "tidak lagi cocok dengan rantai"),
        ("UPDATE jurnal SET kapan = '2026-11-24T12:00:01' WHERE nomor = 5", 5, 4, "tidak lagi cocok dengan rantai"),
        ("UPDATE jurnal SET rincian = '{' WHERE nomor = 1", 1, 0, "tidak lagi cocok dengan rantai"),
        ("UPDATE jurnal SET rincian = x'00ff' WHERE nomor = 5", 5, 4, "bukan teks"),
        ("DELETE FROM jurnal WHERE nomor = 4", 5, 3, "entri 4 tidak ada lagi"),
        ("DELETE FROM jurnal WHERE nomor IN (2, 3)", 4, 1, "entri 2 sampai 3 tidak ada lagi"),
        ("DELETE FROM jurnal WHERE nomor = 6", 6, 5, "entri 6, yang terakhir, tidak ada lagi"),
        ("DELETE FROM jurnal WHERE nomor > 4", 5, 4, "entri 5 sampai 6, yang terakhir"),
        ("DELETE FROM jurnal", 1, 0, "entri 1 sampai 6, yang terakhir"),
        ("UPDATE kepala SET rantai = 'x'", 6, 6, "kepala jurnal"),
        ("INSERT INTO jurnal VALUES (7, '2026-11-24T12:00:00', 'susulan', '{}', 'x')", 7, 6, "tidak lagi cocok"),
        ("INSERT INTO jurnal VALUES (0, '2026-11-24T12:00:00', 'sisipan', '{}', 'x')", 0, 0, "tidak berurutan"),
        ("UPDATE isi SET bita = x'00'", 3, 6, f"isi berkas tersimpan {DIGEST} tidak lagi cocok"),
        ("DELETE FROM isi", 3, 6, f"berkas tersimpan {DIGEST} tidak ada lagi"),
    ],
)  # fmt: skip
def test_the_first_thing_that_does_not_fit_is_named(
    journal: Path, statement: str, entry: int, fine: int, cause: str
) -> None:
    tampered(journal, statement)
    result = checked(journal)
    assert result.misfit is not None
    assert not result.sah
    assert (result.misfit.entri, result.entri) == (entry, fine)
    assert cause in result.misfit.sebab


def test_an_entry_that_nobody_can_read_is_named_though_the_chain_holds(journal: Path) -> None:
    with opened(journal, read_only=True) as register:
        _, before = register.head()
    link = chained(before, "kemarin", "aneh", "bukan JSON")
    tampered(journal, f"INSERT INTO jurnal VALUES (7, 'kemarin', 'aneh', 'bukan JSON', '{link}')",
             f"UPDATE kepala SET nomor = 7, rantai = '{link}'")  # fmt: skip
    result = checked(journal)
    assert result.misfit is not None
    assert (result.misfit.entri, result.misfit.kapan) == (7, "kemarin")
    assert "tidak dapat dibaca" in result.misfit.sebab


def test_entries_after_a_cut_do_not_hide_it(journal: Path) -> None:
    tampered(journal, "DELETE FROM jurnal WHERE nomor = 6")
    with opened(journal) as register:
        register.record("sesudahnya")
    result = checked(journal)
    assert result.misfit is not None
    assert result.misfit.sebab == "entri 6 tidak ada lagi"


def test_a_clock_set_back_is_told_and_breaks_nothing(tmp_path: Path) -> None:
    for when in (NOON, NOON - timedelta(days=3), NOON):
        with Register(tmp_path, lambda moment=when: moment) as register:  # type: ignore[misc]
            register.record("jam")
    result = checked(tmp_path)
    assert result.sah
    assert len(result.catatan) == 1
    assert "Entri 2 bertanggal 21/11/2026 12:00, lebih awal" in result.catatan[0]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE jurnal SET peristiwa = 'lain' WHERE nomor = 2", "DELETE FROM jurnal WHERE nomor = 6",
        "INSERT INTO jurnal VALUES (9, '', '', '{}', '')",
        "REPLACE INTO jurnal VALUES (2, '', '', '{}', '')",
        "INSERT INTO jurnal (kapan, peristiwa, rincian, rantai) VALUES ('', '', '', '')",
        "UPDATE isi SET bita = x'00'", "DELETE FROM isi", f"REPLACE INTO isi VALUES ('{DIGEST}', x'00')",
        "UPDATE kepala SET nomor = 3", "DELETE FROM kepala", "REPLACE INTO kepala VALUES (1, 3, 'x')",
    ],
)  # fmt: skip
def test_sqlite_itself_refuses_whatever_does_not_append(journal: Path, statement: str) -> None:
    with (
        closing(sqlite3.connect(journal / FILE, isolation_level=None)) as raw,
        pytest.raises(sqlite3.IntegrityError, match="hanya dapat ditambah"),
    ):
        raw.execute(statement)
    assert checked(journal).sah


def test_a_copy_made_between_two_commands_is_a_backup(journal: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    backup = tmp_path_factory.mktemp("cadangan") / "salinan"
    shutil.copytree(journal, backup)
    with opened(journal) as register:
        register.record("sesudah cadangan")
        head = register.head()
    assert checked(backup).entri == 6
    with opened(backup) as register:
        register.record("sesudah cadangan")
        assert register.head() == head


# ------------------------------------------------------------------ older and foreign files

_SCHEMA_1 = """CREATE TABLE IF NOT EXISTS jurnal (
    nomor INTEGER PRIMARY KEY,
    kapan TEXT NOT NULL,
    peristiwa TEXT NOT NULL,
    rincian TEXT NOT NULL,
    rantai TEXT NOT NULL
)"""
_SCHEMA_2 = "CREATE TABLE IF NOT EXISTS isi (sha256 TEXT PRIMARY KEY, bita BLOB NOT NULL)"


def old_file(folder: Path, schema: int, entries: int = 3) -> None:
    """A journal as the program of those days wrote it."""
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as raw:
        raw.execute(_SCHEMA_1)
        if schema == 2:
            raw.execute(_SCHEMA_2)
            raw.execute("INSERT OR IGNORE INTO isi (sha256, bita) VALUES (?, ?)", (DIGEST, RECEIVED))
        raw.execute(f"PRAGMA user_version = {schema}")
        link = "0" * 64
        for number in range(entries):
            text = json.dumps({"berkas": f"1-formulir/{number}.xlsx", "sha256": "ab"}, sort_keys=True)
            row = ("2026-10-05T08:00:00", "keluaran-ditulis", text)
            link = hashlib.sha256("\n".join((link, *row)).encode()).hexdigest()
            raw.execute("INSERT INTO jurnal (kapan, peristiwa, rincian, rantai) VALUES (?, ?, ?, ?)", (*row, link))


@pytest.mark.parametrize("schema", [1, 2])
@pytest.mark.parametrize("entries", [0, 3])
def test_an_older_journal_is_moved_with_its_chain_whole(tmp_path: Path, schema: int, entries: int) -> None:
    old_file(tmp_path, schema, entries)
    files = schema - 1
    assert checked(tmp_path) == JournalCheck(entries, files, None)  # only looking moves nothing
    with opened(tmp_path, read_only=True) as register:
        assert (register.schema, register.head()[0]) == (schema, entries)
        assert (register.kept(DIGEST) is not None) == bool(files)
    with opened(tmp_path) as register:
        assert register.schema == SCHEMA
        register.record("baru")
        register.keep(DIGEST, RECEIVED)
    assert checked(tmp_path) == JournalCheck(entries + 2 - files, 1, None)
    with closing(sqlite3.connect(tmp_path / FILE)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
        moved = raw.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()
    (tmp_path / "1").mkdir()
    with opened(tmp_path / "1"):
        pass
    with closing(sqlite3.connect(tmp_path / "1" / FILE)) as raw:
        fresh = raw.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()
    assert [_bare(each) for each in moved] == [_bare(each) for each in fresh]


def _bare(row: tuple[str | None]) -> str:
    return "".join((row[0] or "").replace("IF NOT EXISTS", "").split())


def test_a_cut_off_move_leaves_the_older_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old_file(tmp_path, 1)
    steps = ((), (_SCHEMA_2,), ("CREATE TABLE kepala (satu INTEGER)", "SELECT kolom_yang_tidak_ada FROM jurnal"))
    monkeypatch.setattr("rkt_excel.edges.work_folder.register_schema.MIGRATIONS", steps)
    with pytest.raises(sqlite3.OperationalError):
        opened(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (2,)
        assert raw.execute("SELECT count(*) FROM jurnal").fetchone() == (3,)
        assert not raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'kepala'").fetchall()


def _newer(folder: Path) -> None:
    with opened(folder) as register:
        register.record("satu")
    with closing(sqlite3.connect(folder / FILE)) as raw:
        raw.execute(f"PRAGMA user_version = {SCHEMA + 1}")


def _foreign(folder: Path) -> None:
    with closing(sqlite3.connect(folder / FILE)) as raw:
        raw.execute("CREATE TABLE barang (nama TEXT)")


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    ("make", "told"),
    [
        (_newer, "lebih baru"),
        (_foreign, "bukan jurnal rkt"),
        (lambda folder: (folder / FILE).write_bytes(b"PK\x03\x04 bukan basis data" * 100), "rusak atau bukan jurnal"),
        (lambda folder: (folder / FILE).write_text("catatan", encoding="utf-8"), "rusak atau bukan jurnal"),
    ],
)
def test_what_is_no_journal_of_ours_is_refused_and_left_as_it_is(
    tmp_path: Path, make: Callable[[Path], object], told: str, *, read_only: bool
) -> None:
    make(tmp_path)
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(InputUnusableError, match=told):
        opened(tmp_path, read_only=read_only)
    assert (tmp_path / FILE).read_bytes() == before


def test_a_journal_with_damaged_pages_ends_in_a_sentence(journal: Path) -> None:
    with opened(journal) as register:
        for number in range(30):
            register.record("panjang", teks="x" * 2_000, nomor=number)
    data = bytearray((journal / FILE).read_bytes())
    data[4096 * 6 : 4096 * 12] = b"\xa5" * (4096 * 6)
    (journal / FILE).write_bytes(data)
    with pytest.raises(InputUnusableError, match="rusak"), opened(journal, read_only=True) as register:
        check_journal(register)


# ------------------------------------------------------------------ several at once

_HAMMER = """
import hashlib, sys
from datetime import datetime
from pathlib import Path
from rkt_excel.edges.work_folder.register import Register

for number in range(int(sys.argv[3])):
    data = f"{sys.argv[2]} {number // 2}".encode()
    with Register(Path(sys.argv[1]), datetime.now) as register:
        register.record("palu", siapa=sys.argv[2], nomor=number)
        register.keep(hashlib.sha256(data).hexdigest(), data)
"""


def test_two_processes_that_write_at_once_lose_and_break_nothing(tmp_path: Path) -> None:
    each, names = 40, ("kiri", "kanan")
    running = [
        subprocess.Popen([sys.executable, "-c", _HAMMER, str(tmp_path), name, str(each)], stderr=subprocess.PIPE)
        for name in names
    ]
    told = [process.communicate(timeout=60)[1] for process in running]
    assert [process.returncode for process in running] == [0, 0], told
    assert checked(tmp_path) == JournalCheck(2 * (each + each // 2), each, None)
    with opened(tmp_path, read_only=True) as register:
        for name in names:
            got = [entry.details["nomor"] for entry in register.entries("palu") if entry.details["siapa"] == name]
            assert got == list(range(each))


def test_who_waits_in_vain_ends_with_a_sentence(journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.3)
    monkeypatch.setattr(database, "QUIET_SECONDS", 0.1)
    told: list[str] = []
    with opened(journal), pytest.raises(OutputLockedError, match=r"Folder kerja .* masih dipakai perintah lain"):
        Register(journal, lambda: NOON, tell=told.append)
    assert len(told) == 1
    assert told[0].startswith("Menunggu: Folder kerja")
    with opened(journal) as register:  # whoever waited left nothing locked
        register.record("sesudahnya")


def test_a_journal_that_another_program_writes_can_be_read(journal: Path) -> None:
    with closing(sqlite3.connect(journal / FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert checked(journal).entri == 6
        other.execute("ROLLBACK")


def test_a_journal_locked_by_another_program_is_waited_for_and_told(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.3)
    monkeypatch.setattr(database, "QUIET_SECONDS", 0.1)
    with opened(journal) as register, closing(sqlite3.connect(journal / FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OutputLockedError, match=r"rkt\.sqlite masih dipakai perintah lain"):
            register.record("terhalang")
        other.execute("ROLLBACK")
        register.record("lancar")
    assert checked(journal).entri == 7


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may write everywhere, so that a test of read-only folders has to be somebody else for a while."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def readable() -> Iterator[Path]:
    """A folder that everybody may look into, and that is read-only once the test has made it so."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    for path in [folder, *(each for each in folder.rglob("*") if each.is_dir())]:
        path.chmod(0o755)
    shutil.rmtree(folder)


def _read_only(folder: Path) -> None:
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)


def test_a_folder_that_cannot_be_written_can_be_looked_into_and_refuses_with_a_sentence(readable: Path) -> None:
    with opened(readable) as register:
        register.record("satu")
    _read_only(readable)
    with as_nobody():
        assert checked(readable).entri == 1
        with opened(readable) as register, pytest.raises(OutputLockedError, match="hanya boleh dibaca"):
            register.record("dua")


@pytest.mark.tuntas
def test_status_and_jejak_work_in_a_folder_that_cannot_be_written(
    readable: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = open_office(readable / "kantor")
    format(place)
    for bagian in ("SEK", "PEM"):
        hand_in(place, bagian)
    gabung(place)
    monkeypatch.chdir(readable / "kantor")
    assert run(["gabung"]) == ExitCode.DONE  # as root: nobody may not even look into some folders of the program
    capsys.readouterr()
    looks = (["status"], ["status", "--periksa-jurnal"], ["jejak", place.master()[0].indikator[0].kode])
    before = [run(look) for look in looks], capsys.readouterr()
    for path in [*readable.rglob("*"), readable]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    with as_nobody():
        assert ([run(look) for look in looks], capsys.readouterr()) == before
        assert run(["gabung"]) == ExitCode.OUTPUT
    assert before[0] == [ExitCode.DONE] * 3
    told = capsys.readouterr().err
    assert "tidak dapat" in told
    assert "Traceback" not in told


_KILLED = """
import os, sqlite3, sys
raw = sqlite3.connect(sys.argv[1], isolation_level=None)
raw.execute("PRAGMA cache_size = 1")
raw.execute("BEGIN IMMEDIATE")
raw.execute("INSERT INTO isi VALUES ('x', zeroblob(2000000))")
os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("locked", [False, True])
def test_a_transaction_cut_off_by_a_kill_is_taken_back(readable: Path, *, locked: bool) -> None:
    with opened(readable) as register:
        register.record("satu")
        register.keep(DIGEST, RECEIVED)
    subprocess.run([sys.executable, "-c", _KILLED, str(readable / FILE)], check=False)
    assert (readable / f"{FILE}-journal").stat().st_size > 0
    if locked:
        _read_only(readable)
    with as_nobody():
        assert checked(readable) == JournalCheck(2, 1, None)
    if not locked:
        with opened(readable) as register:
            register.record("dua")
        assert checked(readable) == JournalCheck(3, 1, None)


# ------------------------------------------------------------------ outputs and kills


def test_a_file_of_a_run_that_was_killed_before_it_was_recorded_is_known_as_our_own(tmp_path: Path) -> None:
    prepare(tmp_path)
    place = "4-konsep/Konsep.xlsx"
    with opened(tmp_path) as register:
        publish(tmp_path, register, place, b"pertama")
        # a run that was killed between putting the file in its place and recording it
        register.intend(place, hashlib.sha256(b"kedua").hexdigest())
        (tmp_path / place).write_bytes(b"kedua")
        assert publish(tmp_path, register, place, b"ketiga").beside is None
        # and one that was killed before it replaced the file
        register.intend(place, hashlib.sha256(b"keempat").hexdigest())
        assert publish(tmp_path, register, place, b"kelima").beside is None
        # what was only intended once is not ours for ever
        (tmp_path / place).write_bytes(b"keempat")
        assert publish(tmp_path, register, place, b"keenam").path == "4-konsep/Konsep (baru).xlsx"
        (tmp_path / place).write_bytes(b"tangan orang")
        assert publish(tmp_path, register, place, b"ketujuh").beside == place
    assert (tmp_path / place).read_bytes() == b"tangan orang"


@pytest.mark.tuntas
@pytest.mark.parametrize("recorded", [False, True])
def test_a_draft_waits_for_a_consolidation_that_was_cut_off(tmp_path: Path, *, recorded: bool) -> None:
    place = open_office(tmp_path)
    format(place)
    folder = place.folder(place.master()[0])
    for bagian in ("SEK", "PEM"):
        hand_in(place, bagian)
    made = gabung(place).keluaran.konsep_xlsx
    with place.open_register(folder) as register:  # another run that was killed after it had written the Konsep
        if recorded:
            register.wrote(made, "ab")
        else:
            register.intend(made, "ab")
    with pytest.raises(NotNowError, match="terputus sebelum selesai"):
        draft(place)
    gabung(place)
    assert draft(place).nomor == 1


def test_leftovers_of_killed_runs_are_swept_and_nothing_else(tmp_path: Path) -> None:
    prepare(tmp_path)
    swept = [
        "4-konsep/.Konsep RKT 2027.xlsx.4711.sementara",
        "6-draft/draft-1/.Draft 1.docx.9.sementara",
        "9-arsip/.RKT-2027-murni.77.sementara/data/a.xlsx",
        "9-arsip/.RKT-2027-murni.77.sementara/bagit.txt",
    ]
    left = [
        "3-kembali/.titipan.xlsx.12.sementara", "4-konsep/Konsep.xlsx.12.sementara", "4-konsep/.catatan.sementara",
        "4-konsep/.Konsep.xlsx.12.sementara.txt", "9-arsip/paket/data/.a.xlsx.1.sementara", "9-arsip/paket/bagit.txt",
    ]  # fmt: skip
    for name in (*swept, *left):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    sweep(tmp_path)
    assert not [name for name in swept if (tmp_path / name).exists()]
    assert all((tmp_path / name).exists() for name in left)


def test_what_is_noted_outlasts_a_power_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite forces it onto the disk and its folder (3), and no log beside it gets lost on a network drive."""
    monkeypatch.setattr(database, "SYNCED", SYNCED)  # other tests need no power cut
    with Register(tmp_path, lambda: NOON) as register:
        known = register._database.one("PRAGMA synchronous"), register._database.one("PRAGMA journal_mode")
    assert known == ((3,), ("delete",))
