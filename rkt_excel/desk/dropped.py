"""Returned files that are dropped on a page: kept in 3-kembali under safe names, never over another.

What is in them is judged by the consolidation, as of any return; here only their size is.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import IO, Final

from rkt_excel.edges.arrivals.inbox import LETTER_BYTES
from rkt_excel.edges.disk.one_way import file_bytes, write_new
from rkt_excel.edges.disk.oserrors import refused
from rkt_excel.edges.work_folder.folder import KEMBALI, legal_file

MOST_BYTES: Final = LETTER_BYTES
"""Of one file: the largest letter that a consolidation opens."""
_ONE_BY_ONE: Final = Lock()  # requests come side by side, and two files may have one name


@dataclass(frozen=True)
class Kept:
    """What became of a dropped file.

    Attributes:
        name: As it was called.
        place: Where it lies now, relative to the work folder; empty where it was not kept.
        sentence: What is said of it.
    """

    name: str
    place: str
    sentence: str


def keep(folder: Path, name: str, content: IO[bytes]) -> Kept:
    """Keep one file.

    Args:
        folder: The work folder.
        name: As the sender called it; only a text.
        content: Its bytes, from where it can be read again.
    """
    shown = name.replace("\\", "/").rpartition("/")[2]
    size, digest = _measured(content)
    if size > MOST_BYTES:
        return Kept(shown, "", f"“{shown}” lebih besar dari {MOST_BYTES // 1_000_000} MB, jadi tidak disimpan.")
    if not size:
        return Kept(shown, "", f"“{shown}” kosong (0 bita), jadi tidak disimpan.")
    into = folder / KEMBALI
    with _ONE_BY_ONE:
        same = _same(into, size, digest)
        if same:
            return Kept(shown, f"{KEMBALI}/{same}", f"“{shown}” sudah ada sebagai “{same}”; tidak disimpan dua kali.")
        try:
            kept = _put(into, shown, content.read())
        except OSError as error:
            return Kept(shown, "", refused(f"“{shown}”", "disimpan", error))
    return Kept(
        shown, f"{KEMBALI}/{kept}", f"“{shown}” disimpan." if kept == shown else f"“{shown}” disimpan sebagai “{kept}”."
    )


def _measured(content: IO[bytes]) -> tuple[int, bytes]:
    digest, size = hashlib.sha256(), 0
    content.seek(0)
    while piece := content.read(1 << 16):
        digest.update(piece)
        size += len(piece)
    content.seek(0)
    return size, digest.digest()


def _same(into: Path, size: int, digest: bytes) -> str:
    """The name of a file there with the same content, empty where there is none."""
    with suppress(OSError):
        for each in sorted(into.iterdir()):
            with suppress(OSError):
                if each.lstat().st_size == size and hashlib.sha256(file_bytes(each)).digest() == digest:
                    return each.name
    return ""


def _put(into: Path, name: str, data: bytes) -> str:
    """Put a file there under the first name that is free."""
    number = 1
    while True:
        legal = legal_file(name, f" ({number})" if number > 1 else "").lstrip(".~$") or f"kiriman {number}"
        try:
            write_new(into / legal, data)
        except FileExistsError:
            number += 1
        else:
            return legal
