"""What makes many tests quick: nothing is forced onto the disk, and a master of one content is made and read once."""

from __future__ import annotations

import os
import pickle
from functools import lru_cache

from rkt_excel.edges.work_folder import database
from rkt_excel.model.origin import master as masters
from rkt_excel.model.origin.master import Master
from rkt_excel.office.place import issued_master, workplace
from rkt_excel.steps.mulai import master_workbook

SYNCED = database.SYNCED  # what the program itself asks of SQLite


def unforced() -> None:
    """Write as usual, and leave it to the system when that reaches the disk: no test cuts the power."""
    database.SYNCED = "OFF"  # type: ignore[misc]
    os.fsync = lambda fd: None  # noqa: ARG005 - it is named so


def remembered() -> None:
    """Let the program remember as many masters as tests ask for in turns, where one command needs one or two."""
    known = lru_cache(maxsize=32)(masters.understood.__wrapped__)
    for module in (masters, issued_master, workplace):
        module.understood = known  # type: ignore[attr-defined]


_written: dict[bytes, bytes] = {}


def master_bytes(master: Master) -> bytes:
    """The workbook of a master."""
    key = pickle.dumps((master.rows(), master.choices))
    if key not in _written:
        _written[key] = master_workbook(master.rows(), master.choices)
    return _written[key]
