"""What forms say of themselves, found once for each content: whoever only looks need not open them again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Final, Self

from rkt_excel.edges.disk.one_way import file_bytes
from rkt_excel.edges.private.own_notes import OwnNotes, pressed, unpressed
from rkt_excel.office.memory.program import program
from rkt_excel.workbook.declaration import identity
from rkt_excel.workbook.reading.openbook import Unreadable, open_book

_MOST: Final = 500  # that are remembered, those asked for last


class Identities:
    """What forms say of themselves, remembered or read; use it as a context manager, which remembers at its end."""

    def __init__(self) -> None:
        """Nothing is asked for yet: most who might ask find nothing to ask about."""
        self._new = False

    def __enter__(self) -> Self:
        """The identities themselves."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remember what was read, if anything was."""
        if self._new and program():
            self._notes.write(dict(list(self._known.items())[-_MOST:]))

    @cached_property
    def _notes(self) -> OwnNotes:
        return OwnNotes("identitas")

    @cached_property
    def _known(self) -> dict[str, bytes]:
        """What this person's programs have found before."""
        return self._notes.read() if program() else {}

    def of(self, path: Path) -> Mapping[str, str]:
        """What a form says of itself in the places that survive; nothing for any other file."""
        try:
            data = file_bytes(path)
        except OSError:
            return {}
        key = hashlib.sha256(f"{program()} {hashlib.sha256(data).hexdigest()}".encode()).hexdigest()
        before = self._known.pop(key, None)
        said = _read(before) if before else None
        if said is None:
            said, self._new = _found(data), True
        self._known[key] = pressed(json.dumps(said).encode())
        return said


def _found(data: bytes) -> dict[str, str]:
    with suppress(Unreadable, ValueError):
        agreed = identity.find(open_book(data)).agreed
        return dict(agreed.facts) if agreed else {}
    return {}


def _read(note: bytes) -> dict[str, str] | None:
    """The facts of a note, `None` where it holds none."""
    with suppress(ValueError):
        said = json.loads(unpressed(note))
        if isinstance(said, dict) and all(isinstance(each, str) for each in said.values()):
            return said
    return None
