"""What a command said that only looks: where all that it looked at is the same, it says the same again.

Nothing is known of what it looked at in particular: all that lies in the inputs and among the outputs counts, by its
content, and so do the program, the day, and where the command was typed. What is remembered lies in this person's own
folder (`edges.private`), and is gone or ignored without harm.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any, Final

from rkt_excel.edges.disk.one_way import followed
from rkt_excel.edges.disk.shipped import INPUTS, OUTPUTS, shipped_inputs
from rkt_excel.edges.private.own_notes import OwnNotes, pressed, unpressed
from rkt_excel.edges.terminal import Said, hear, say_again
from rkt_excel.office.memory.program import program
from rkt_excel.office.memory.whole_folders import digest_of_all

_MOST: Final = 20  # answers that are remembered, those given last
_passing: list[bool] = []  # by each answer that is being given: whether it holds for this moment only


def only_now() -> None:
    """Say that what is being said hangs on the time of the day, so that it is not remembered."""
    _passing[:] = [True] * len(_passing)


class Glance:
    """What was said of how things stand now, or is to be said."""

    def __init__(self, typed: Sequence[str], kerja: str) -> None:
        """Ask whether it was said before.

        Args:
            typed: What was typed after `rkt`.
            kerja: The work folder that was named; "" for that of the year.
        """
        self._typed, self._kerja = tuple(typed), kerja
        self._notes = OwnNotes("dilihat")
        self._key = self._as_it_stands()
        self._before = self._notes.read() if self._key else {}

    def again(self) -> bool:
        """Say what was said before; false where nothing was, or nobody can tell that it still holds."""
        note = self._before.get(self._key or "")
        said = _from_note(note) if note else None
        if said is None:
            return False
        say_again(said)
        return True

    @contextmanager
    def heard(self) -> Iterator[list[bool]]:
        """Remember what is said within; whoever knows that it is good puts true into what is given."""
        good: list[bool] = []
        _passing.append(False)
        try:
            with hear() as said:
                yield good
        finally:
            passing = _passing.pop()
        if all(good) and good and not passing and self._key and self._key == self._as_it_stands():
            self._before.pop(self._key, None)
            self._notes.write(dict([*self._before.items(), (self._key, _as_note(said))][-_MOST:]))

    def _as_it_stands(self) -> str | None:
        """A digest of all that an answer can depend on; `None` where nobody can tell, or not all of it can be had."""
        with suppress(OSError, RuntimeError, ValueError):  # no access, a link to itself, a name that cannot be
            return self._digest()
        return None

    def _digest(self) -> str | None:
        outputs = Path(OUTPUTS)
        beside = followed(Path(self._kerja)).parent if self._kerja else followed(outputs)
        if not program() or beside != followed(outputs):
            return None  # what lies beside a work folder counts too, and elsewhere nobody knows how much that is
        lies = digest_of_all((Path(INPUTS), outputs, shipped_inputs()))
        if lies is None:
            return None
        told = (program(), self._typed, str(Path.cwd()), date.today().isoformat(), lies)  # noqa: DTZ011 - the office's day
        return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()


def _as_note(said: Sequence[Said]) -> bytes:
    told = [[name, b64encode(each).decode("ascii") if isinstance(each, bytes) else {"": each}] for name, each in said]
    return pressed(json.dumps(told).encode("ascii"))


def _from_note(note: bytes) -> list[Said] | None:
    """What `_as_note` was given; `None` where it was not."""
    try:
        told: Any = json.loads(unpressed(note))
        return [(str(name), b64decode(each) if isinstance(each, str) else str(each[""])) for name, each in told]
    except (ValueError, TypeError, KeyError):
        return None
