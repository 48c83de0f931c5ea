"""The journal that a package carries, read as the one of a work folder is; nothing is written, nothing is locked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property

from rkt_excel.edges.disk.one_way import file_bytes
from rkt_excel.edges.seal.bag_check import PAYLOAD, Sealed
from rkt_excel.edges.seal.journal_inside import JOURNAL, UNREADABLE
from rkt_excel.edges.work_folder.register import Entry, broken_line, read_entry
from rkt_excel.errors import InputUnusableError


class SealedJournal:
    """The entries that a package was sealed with, and the files that they name, by content."""

    def __init__(self, sealed: Sealed) -> None:
        """Read the journal of a package, link by link.

        Raises:
            InputUnusableError: It carries none, or one that is not what was written.
        """
        self._sealed = sealed
        try:
            lines = file_bytes(sealed.path / PAYLOAD / JOURNAL).decode("utf-8").splitlines()
        except FileNotFoundError as error:
            raise InputUnusableError("Paket ini bukan paket arsip RKT: tidak ada jurnal di dalamnya.") from error
        except (OSError, ValueError) as error:
            raise InputUnusableError(UNREADABLE) from error
        broken = broken_line(lines)
        if broken or not lines:
            raise InputUnusableError(f"Jurnal di dalam paket tidak sambung mulai baris {broken or 1}.")
        told = [json.loads(line) for line in lines]
        self.links: tuple[str, ...] = tuple(str(each["rantai"]) for each in told)
        self._entries = [
            read_entry((each["nomor"], each["kapan"], each["peristiwa"], json.dumps(each["rincian"]))) for each in told
        ]

    def entries(self, event: str | None = None) -> Iterator[Entry]:
        """The entries in order, of one event or (`None`) of all."""
        return (each for each in self._entries if event in {None, each.event})

    def last(self, event: str, **wanted: object) -> Entry | None:
        """The newest entry of an event whose details hold these values, `None` where there is none."""
        alike = (
            each
            for each in reversed(self._entries)
            if each.event == event and all(each.details.get(name) == value for name, value in wanted.items())
        )
        return next(alike, None)

    def kept(self, digest: str) -> bytes | None:
        """The bytes of a file of the package by their hexadecimal SHA-256, `None` where it holds none such."""
        name = self._places.get(digest)
        with suppress(OSError):
            return file_bytes(self._sealed.path / name) if name else None
        return None

    @cached_property
    def _places(self) -> dict[str, str]:
        return {digest: name for name, digest in self._sealed.sums.items()}
