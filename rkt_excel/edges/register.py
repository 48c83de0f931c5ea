"""The register and journal of one work folder, in SQLite: what was issued, received, written and decided.

One append-only table; every state is derived from it. Each entry carries the hash of the one before, so that a changed
or removed entry shows. Beside it the bytes of every file received, named by their SHA-256: what was merged can be
opened again, even after the folder has been tidied. No write-ahead log, because work folders live on shared office
drives where it is unsafe.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

FILE: Final = "rkt.sqlite"
SCHEMA: Final = 2  # 1 kept no files
_WAIT_SECONDS: Final = 20.0  # how long one rkt waits for another
_GENESIS: Final = "0" * 64
_CREATE: Final = """
CREATE TABLE IF NOT EXISTS jurnal (
    nomor INTEGER PRIMARY KEY,
    kapan TEXT NOT NULL,
    peristiwa TEXT NOT NULL,
    rincian TEXT NOT NULL,
    rantai TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS isi (
    sha256 TEXT PRIMARY KEY,
    bita BLOB NOT NULL
);
"""

Details = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """One entry of the journal."""

    number: int
    when: datetime
    event: str
    details: Details


class Register:
    """The journal of a work folder; use it as a context manager."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        """Open the journal, making it when the folder has none.

        Args:
            folder: The work folder, which exists.
            now: The clock.
        """
        self._now = now
        self._database = sqlite3.connect(folder / FILE, timeout=_WAIT_SECONDS, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = DELETE")
        self._database.execute("PRAGMA synchronous = FULL")
        self._database.executescript(_CREATE)
        self._database.execute(f"PRAGMA user_version = {SCHEMA:d}")

    def __enter__(self) -> Self:
        """The register itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._database.close()

    def record(self, event: str, **details: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
        """Append one entry."""
        when = self._now().isoformat(timespec="seconds")
        text = json.dumps(details, ensure_ascii=False, sort_keys=True)
        self._database.execute("BEGIN IMMEDIATE")
        try:
            row = self._database.execute("SELECT rantai FROM jurnal ORDER BY nomor DESC LIMIT 1").fetchone()
            link = chained(row[0] if row else _GENESIS, when, event, text)
            self._database.execute(
                "INSERT INTO jurnal (kapan, peristiwa, rincian, rantai) VALUES (?, ?, ?, ?)",
                (when, event, text, link),
            )
            self._database.execute("COMMIT")
        except BaseException:
            self._database.execute("ROLLBACK")
            raise

    def keep(self, digest: str, data: bytes) -> None:
        """Keep the bytes of a received file under their SHA-256 (hexadecimal); known ones are kept once."""
        self._database.execute("INSERT OR IGNORE INTO isi (sha256, bita) VALUES (?, ?)", (digest, data))

    def kept(self, digest: str) -> bytes | None:
        """The bytes of a received file by their SHA-256, `None` where they were never kept."""
        row = self._database.execute("SELECT bita FROM isi WHERE sha256 = ?", (digest,)).fetchone()
        return bytes(row[0]) if row else None

    def entries(self, event: str | None = None) -> Iterator[Entry]:
        """The entries in order, of one event or of all."""
        rows = self._database.execute(
            "SELECT nomor, kapan, peristiwa, rincian FROM jurnal WHERE ? IS NULL OR peristiwa = ? ORDER BY nomor",
            (event, event),
        ).fetchall()
        for number, when, name, text in rows:
            yield Entry(number, datetime.fromisoformat(when), name, json.loads(text))

    def head(self) -> tuple[int, str]:
        """The number and the hash of the newest entry; 0 and the first hash while there is none."""
        row = self._database.execute("SELECT nomor, rantai FROM jurnal ORDER BY nomor DESC LIMIT 1").fetchone()
        return (int(row[0]), str(row[1])) if row else (0, _GENESIS)

    def lines(self) -> Iterator[str]:
        """The journal as JSON Lines, each with the hash that ties it to the one before."""
        rows = self._database.execute(
            "SELECT nomor, kapan, peristiwa, rincian, rantai FROM jurnal ORDER BY nomor"
        ).fetchall()
        for number, when, event, text, link in rows:
            entry = {"nomor": number, "kapan": when, "peristiwa": event, "rincian": json.loads(text), "rantai": link}
            yield json.dumps(entry, ensure_ascii=False, sort_keys=True)

    def last(self, event: str, **wanted: object) -> Entry | None:
        """The newest entry of an event whose details hold the wanted ones."""
        found = None
        for entry in self.entries(event):
            if all(entry.details.get(name) == value for name, value in wanted.items()):
                found = entry
        return found


def chained(before: str, when: str, event: str, text: str) -> str:
    """The hash that ties an entry to the one before it."""
    return hashlib.sha256(f"{before}\n{when}\n{event}\n{text}".encode()).hexdigest()


def broken_line(lines: Iterable[str]) -> int | None:
    """The first line of an exported journal that does not hang on the one before (1-based), `None` where all do."""
    before = _GENESIS
    for number, line in enumerate(lines, 1):
        try:
            entry = json.loads(line)
            text = json.dumps(entry["rincian"], ensure_ascii=False, sort_keys=True)
            link = chained(before, entry["kapan"], entry["peristiwa"], text)
        except (ValueError, KeyError, TypeError):
            return number
        if link != entry.get("rantai") or entry.get("nomor") != number:
            return number
        before = link
    return None
