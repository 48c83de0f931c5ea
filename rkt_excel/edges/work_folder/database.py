"""An SQLite file on a shared office drive: other programs are waited for, and whatever it meets ends in a sentence."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from rkt_excel.edges.disk.one_way import check_plain, file_bytes, followed, write_whole
from rkt_excel.edges.disk.oserrors import refused
from rkt_excel.errors import InputUnusableError, OutputLockedError

WAIT_SECONDS: Final = 20.0  # how long one rkt waits for another
QUIET_SECONDS: Final = 1.0  # of waiting before a word is said about it
SYNCED: Final = "EXTRA"  # as FULL, and the folder is synced after a commit
_BUSY: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_SMALLEST: Final = 512  # bytes; one page of the smallest size there is
_SUFFIX: Final = "-journal"  # SQLite's own, beside the file while a transaction is under way

DbRow = tuple[Any, ...]


class Database:
    """One SQLite file."""

    def __init__(self, path: Path, *, read_only: bool, tell: Callable[[str], None], shown: str = "") -> None:
        """Open it.

        Args:
            path: The file; made when it is not there, unless it is only read.
            read_only: Nothing is written; the folder need not be writable.
            tell: Called with the Indonesian sentence that another program is waited for, after one second.
            shown: What sentences call it; "" for its path.

        Raises:
            InputUnusableError: It is no plain file, no SQLite file, or damaged.
            OutputLockedError: It cannot be opened.
        """
        self.path, self.shown, self._tell = path, shown or str(path), tell
        self._writing = False
        self._copy: tempfile.TemporaryDirectory[str] | None = None
        try:
            check_plain(path)
        except OSError as error:
            raise InputUnusableError(refused(self.shown, "dibuka", error)) from error
        if path.exists() and 0 < path.stat().st_size < _SMALLEST:  # SQLite takes it for an empty one and begins anew
            raise self._spoiled()
        with self._told():
            self._connection = self._only_read() if read_only else self._writable()

    def _writable(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=WAIT_SECONDS, isolation_level=None)

    def durable(self) -> None:
        """Let commits outlast a power cut, also on a network drive: no write-ahead log, and everything is synced."""
        self.run("PRAGMA journal_mode = DELETE")
        self.run(f"PRAGMA synchronous = {SYNCED}")

    def _only_read(self) -> sqlite3.Connection:
        """A connection that never writes.

        Where a killed run left a transaction half done and the folder cannot be written, SQLite cannot take it back in
        place; then a copy is read, in which it can.
        """
        uri = f"{followed(self.path).as_uri()}?mode=ro"
        connection = sqlite3.connect(uri, uri=True, timeout=WAIT_SECONDS, isolation_level=None)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            connection.close()
            left = self.path.with_name(self.path.name + _SUFFIX)
            if error.sqlite_errorcode & 0xFF in _BUSY or not left.exists():
                raise
            return self._copied(left)
        return connection

    def _copied(self, left: Path) -> sqlite3.Connection:
        self._copy = tempfile.TemporaryDirectory(prefix="rkt-")
        for each in (self.path, left):
            write_whole(Path(self._copy.name, each.name), file_bytes(each))
        return sqlite3.connect(Path(self._copy.name, self.path.name), isolation_level=None)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
        if self._copy:
            self._copy.cleanup()

    def run(self, statement: str, values: DbRow = ()) -> sqlite3.Cursor:
        """Run one SQL statement.

        Raises:
            InputUnusableError: What stands in the file is damaged or no journal.
            OutputLockedError: The file cannot be opened, read or written, or another program holds it for 20 seconds.
        """
        with self._told():
            return self._connection.execute(statement, values)

    def one(self, statement: str, values: DbRow = ()) -> DbRow | None:
        """The first row of an answer, `None` where there is none; raises as `run` does."""
        with self._told():
            row: DbRow | None = self._connection.execute(statement, values).fetchone()
            return row

    def all(self, statement: str, values: DbRow = ()) -> list[DbRow]:
        """All rows of an answer; raises as `run` does."""
        with self._told():
            return self._connection.execute(statement, values).fetchall()

    def each(self, rows: sqlite3.Cursor) -> Iterator[DbRow]:
        """The rows of an answer one by one, for answers too large to be held in memory; raises as `run` does."""
        while True:
            with self._told():
                row = rows.fetchone()
            if row is None:
                return
            yield row

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all that is written within, or nothing of it.

        Raises:
            OutputLockedError: Another program holds the file for too long, or it cannot be written.
        """
        self.patiently("BEGIN IMMEDIATE")
        self._writing = True
        try:
            with self._told():
                try:
                    yield
                    self.patiently("COMMIT")
                except BaseException:
                    if self._connection.in_transaction:
                        self._connection.execute("ROLLBACK")
                    raise
        finally:
            self._writing = False

    def patiently(self, statement: str) -> None:
        """Run a statement that other programs may hold up; after a second of waiting `tell` is called.

        Raises:
            OutputLockedError: They hold it up for 20 seconds.
        """
        until, told = time.monotonic() + WAIT_SECONDS, False
        with self._told():
            self._connection.execute(f"PRAGMA busy_timeout = {QUIET_SECONDS * 1000:.0f}")
            while self._held_up(statement, until):
                if not told:
                    self._tell(f"Menunggu: {self.shown} sedang dipakai perintah lain …")
                    told = True
            self._connection.execute(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000:.0f}")

    def _held_up(self, statement: str, until: float) -> bool:
        """Whether another program still holds a statement up."""
        try:
            self._connection.execute(statement)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in _BUSY or time.monotonic() >= until:
                raise
            return True
        return False

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what SQLite meets into what a user can do about it."""
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
            if code in _SENTENCES:
                raise OutputLockedError(f"{self.shown} {_SENTENCES[code]}") from error
            if self._writing:
                raise  # what is being written is ours: whoever writes sees whether the file is whole
            # Everything else comes of what stands in the file: pages that are none, texts that are not UTF-8, tables,
            # columns and rows that something else has changed.
            raise self._spoiled() from error
        except UnicodeDecodeError as error:  # what SQLite wants to say quotes bytes that are no text
            raise self._spoiled() from error

    def _spoiled(self) -> InputUnusableError:
        return InputUnusableError(
            f"{self.shown} rusak atau bukan jurnal rkt. Pulihkan dari cadangan terakhir folder kerja."
        )


_SENTENCES: Final = {
    **dict.fromkeys(_BUSY, "masih dipakai perintah lain. Tunggulah sampai perintah itu selesai, lalu ulangi."),
    sqlite3.SQLITE_READONLY: "tidak dapat ditulis: berkas atau foldernya hanya boleh dibaca.",
    sqlite3.SQLITE_CANTOPEN: "tidak dapat dibuka. Periksa hak akses folder kerja.",
    sqlite3.SQLITE_PERM: "tidak dapat dibuka. Periksa hak akses folder kerja.",
    sqlite3.SQLITE_FULL: "tidak dapat ditulis: ruang penyimpanan penuh. Kosongkan sebagian, lalu ulangi perintahnya.",
    sqlite3.SQLITE_IOERR: "tidak dapat ditulis atau dibaca: penyimpanan penuh atau terputus. Periksa, lalu ulangi.",
}
