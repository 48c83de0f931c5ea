"""Outputs in a folder without a journal: a record of hashes beside them tells what the program put there."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from rkt_excel.edges.disk.one_way import file_bytes, write_whole
from rkt_excel.edges.disk.oserrors import refused
from rkt_excel.edges.work_folder.folder import Published, publish
from rkt_excel.errors import OutputLockedError

RECORD: Final = "rekap-tercatat.json"
_KEY: Final = "keluaran"


class OwnOutputs:
    """The outputs of one folder; what a person changed there is never replaced."""

    def __init__(self, folder: Path) -> None:
        """Read the record; where it is gone or spoiled, everything there counts as a person's."""
        self._folder = folder
        self._known: dict[str, list[str]] = {}
        with suppress(OSError, ValueError, AttributeError, TypeError):
            told: Any = json.loads(file_bytes(folder / RECORD))
            self._known = {str(name): [str(each) for each in digests] for name, digests in told[_KEY].items()}

    def put(self, name: str, data: bytes) -> Published:
        """Put an output in its place, whole; one that a person has changed is left and the new one stands beside it.

        Raises:
            OutputLockedError: The place cannot be written; the old file is whole.
        """
        return publish(self._folder, self, name, data)

    def own(self, place: str, digest: str) -> bool:
        """Whether the content of a place is what was put there last, finished or not."""
        return digest in self._known.get(place, ())

    def stands(self, place: str, digest: str) -> bool:
        """Whether a content was put there last, finished."""
        return self._known.get(place) == [digest]

    def intend(self, place: str, digest: str) -> None:
        """Note what is about to be put into a place, so that a killed run is not taken for a person's change."""
        self._known.setdefault(place, []).append(digest)
        self._write()

    def wrote(self, place: str, digest: str) -> None:
        """Note that it stands there."""
        self._known[place] = [digest]
        self._write()

    def keep(self, digest: str, data: bytes) -> None:
        """Keep nothing: a recap is made anew from the offices at any time."""

    def _write(self) -> None:
        path = self._folder / RECORD
        try:
            write_whole(path, json.dumps({_KEY: self._known}, ensure_ascii=False, indent=1).encode("utf-8"))
        except OSError as error:
            raise OutputLockedError(refused(path, "ditulis", error)) from error
