"""Entries of a journal changed by hand and chained anew, as if an earlier program had written them so."""

from __future__ import annotations

import sqlite3

from rkt_excel.edges.work_folder.register import chained
from rkt_excel.edges.work_folder.register_schema import GENESIS


def chain_anew(base: sqlite3.Connection) -> None:
    """Work out the hash of every entry again, and that of the head; the guards are gone already."""
    base.execute("DROP TRIGGER IF EXISTS jurnal_update")
    base.execute("DROP TRIGGER IF EXISTS kepala_update")
    link = GENESIS
    for number, *told in base.execute("SELECT nomor, kapan, peristiwa, rincian FROM jurnal ORDER BY nomor").fetchall():
        link = chained(link, *told)
        base.execute("UPDATE jurnal SET rantai = ? WHERE nomor = ?", (link, number))
    base.execute("UPDATE kepala SET rantai = ?", (link,))
