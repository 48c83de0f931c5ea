"""The tables of the journal, and how a file of an earlier program is moved to today's.

One list: entry N moves schema N to N + 1; a new file goes through all of them, so that old and new files are alike.
What has stood in a released program is never changed here, only added to.
"""

from __future__ import annotations

from typing import Final

from rkt_excel.edges.work_folder.database import Database
from rkt_excel.errors import InputUnusableError

GENESIS: Final = "0" * 64  # stands before the first entry

_JOURNAL: Final = """
CREATE TABLE jurnal (
    nomor INTEGER PRIMARY KEY,
    kapan TEXT NOT NULL,
    peristiwa TEXT NOT NULL,
    rincian TEXT NOT NULL,
    rantai TEXT NOT NULL
)"""
_CONTENTS: Final = """
CREATE TABLE isi (
    sha256 TEXT PRIMARY KEY,
    bita BLOB NOT NULL
)"""
_HEAD: Final = """
CREATE TABLE kepala (
    satu INTEGER PRIMARY KEY CHECK (satu = 1),
    nomor INTEGER NOT NULL,
    rantai TEXT NOT NULL
)"""
_FILL_HEAD: Final = f"""
INSERT INTO kepala
SELECT 1, coalesce(max(nomor), 0), coalesce((SELECT rantai FROM jurnal ORDER BY nomor DESC LIMIT 1), '{GENESIS}')
FROM jurnal"""  # noqa: S608 - a constant of ours
_INTENDED: Final = """
CREATE TABLE niat (
    berkas TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (berkas, sha256)
)"""


def _guard(moment: str, table: str, when: str = "") -> str:
    """The SQL of a trigger that refuses whatever is not appended."""
    name = f"{table}_{moment.removeprefix('BEFORE ').lower()}"
    return (
        f"CREATE TRIGGER {name} {moment} ON {table} {when} "
        f"BEGIN SELECT RAISE(ABORT, 'jurnal rkt hanya dapat ditambah'); END"
    )


_NEXT: Final = "WHEN NEW.nomor IS NOT (SELECT nomor + 1 FROM kepala)"
_KNOWN: Final = "WHEN EXISTS (SELECT 1 FROM isi WHERE sha256 = NEW.sha256)"  # REPLACE deletes without a trigger
MIGRATIONS: Final = (
    (_JOURNAL,),
    (_CONTENTS,),
    (
        _HEAD,
        _FILL_HEAD,
        _INTENDED,
        _guard("BEFORE INSERT", "jurnal", _NEXT),
        _guard("BEFORE UPDATE", "jurnal"),
        _guard("BEFORE DELETE", "jurnal"),
        _guard("BEFORE INSERT", "isi", _KNOWN),
        _guard("BEFORE UPDATE", "isi"),
        _guard("BEFORE DELETE", "isi"),
        _guard("BEFORE INSERT", "kepala"),
        _guard("BEFORE UPDATE", "kepala", "WHEN NEW.nomor IS NOT OLD.nomor + 1"),
        _guard("BEFORE DELETE", "kepala"),
    ),
)
SCHEMA: Final = len(MIGRATIONS)
_SINCE: Final = {"jurnal": 1, "isi": 2, "kepala": 3, "niat": 3}  # which schema brought which table


def migrate(database: Database, *, read_only: bool) -> int:
    """Move a file to today's schema, each step in one transaction, unless it is only read.

    Returns:
        The schema that the file has now; 0 for an empty one.

    Raises:
        InputUnusableError: It is of a newer program, or something else than a journal.
    """
    schema = _known(database)
    while schema < SCHEMA and not read_only:
        with database.transaction():
            schema = _known(database)  # another process may have been quicker
            if schema < SCHEMA:
                for statement in MIGRATIONS[schema]:
                    database.run(statement)
                schema += 1
                database.run(f"PRAGMA user_version = {schema:d}")
    return schema


def _known(database: Database) -> int:
    row = database.one("PRAGMA user_version")
    schema = int(row[0]) if row else 0
    if schema > SCHEMA:
        raise InputUnusableError(
            f"{database.path} dibuat oleh rkt yang lebih baru (skema {schema}, program ini mengenal sampai {SCHEMA}). "
            "Perbarui rkt lebih dahulu."
        )
    tables = {name for (name,) in database.all("SELECT name FROM sqlite_master WHERE type = 'table'")}
    made = {name for name in tables if name in _SINCE}
    if "jurnal" in tables and (schema < 1 or made != {name for name, since in _SINCE.items() if since <= schema}):
        raise InputUnusableError(
            f"{database.path} rusak atau diubah program lain. Pulihkan dari cadangan terakhir folder kerja."
        )
    if ("jurnal" in tables) != (schema > 0) or (tables and schema == 0):
        raise InputUnusableError(f"{database.path} bukan jurnal rkt. Pindahkan berkas itu, atau pakai folder lain.")
    return schema
