"""How far a journal had come when it was closed last, kept beside it in the file of the lock.

Whoever puts an older copy of the journal back puts a whole journal back: its chain holds, and its head fits. Only what
lies outside it can know better, and the nearest such thing is this mark.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rkt_excel.edges.disk.one_way import check_plain, followed
from rkt_excel.edges.work_folder.database import Database

_TABLE: Final = "CREATE TABLE IF NOT EXISTS tanda (satu INTEGER PRIMARY KEY, nomor INTEGER, rantai TEXT)"
_READ: Final = "SELECT nomor, rantai FROM tanda"
_WRITE: Final = "INSERT OR REPLACE INTO tanda (satu, nomor, rantai) VALUES (1, ?, ?)"


@dataclass(frozen=True)
class Mark:
    """An entry of the journal.

    Attributes:
        number: Of the entry, 1-based.
        link: Its hash in the chain.
    """

    number: int
    link: str


def read_mark(path: Path) -> Mark | None:
    """The mark in the file of a lock, `None` where there is none or a command holds the lock just now."""
    with suppress(sqlite3.Error, OSError):
        if not path.exists() or not path.stat().st_size:
            return None
        check_plain(path)
        with closing(sqlite3.connect(f"{followed(path).as_uri()}?mode=ro", uri=True, timeout=0)) as lock:
            return _mark(lock.execute(_READ).fetchone())
    return None


def held_mark(lock: Database) -> Mark | None:
    """The mark, for the command that holds the lock; `None` before the first."""
    there = lock.one("SELECT 1 FROM sqlite_master WHERE name = 'tanda'")
    return _mark(lock.one(_READ)) if there else None


def set_mark(lock: Database, mark: Mark) -> None:
    """Set the mark, and give the lock back with that."""
    lock.run(_TABLE)
    lock.run(_WRITE, (mark.number, mark.link))
    lock.run("COMMIT")


def _mark(row: tuple[object, ...] | None) -> Mark | None:
    return Mark(row[0], row[1]) if row and isinstance(row[0], int) and isinstance(row[1], str) else None
