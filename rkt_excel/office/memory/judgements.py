"""Returns that were judged before: the same bytes under the same forms, master and rules are not judged again.

A judgement is a pure function of these, so it is found by a digest of all of them, never by a name or a time. What is
remembered lies in this person's own folder (`edges.private`), and is gone or ignored without harm.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Mapping
from copy import copy
from pathlib import Path
from typing import Final
from weakref import WeakKeyDictionary

from rkt_excel.edges.disk.one_way import followed
from rkt_excel.edges.private.own_notes import OwnNotes, pressed, unpressed
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.forms.returns import Judgement, judgement
from rkt_excel.model.origin.master import Master
from rkt_excel.office.memory.digests import digest_of
from rkt_excel.office.memory.judgement_notes import as_note, from_note
from rkt_excel.office.memory.program import program
from rkt_excel.workbook.containers.limits import HELD_FILES, Budget, Unreadable
from rkt_excel.workbook.reading.openbook import open_book
from rkt_excel.workbook.values.cells import Opened

Cost = tuple[int, int, int, int, int]  # bytes, cells, entries, characters, steps: what opening a file took
_COSTS: Final = 5


class KnownBook(Opened):
    """A workbook that was judged before; it is opened only where somebody asks for its cells all the same."""

    __slots__ = ("_data", "judgement")

    def __init__(self, data: bytes, known: Judgement) -> None:
        self._data = data
        self.judgement = known

    def __getattr__(self, name: str) -> object:
        """The cells, from the bytes."""
        opened = open_book(self._data)
        self.grids, self.names = opened.grids, opened.names
        self.properties, self.modified = opened.properties, opened.modified
        return object.__getattribute__(self, name)


class _Tally(Budget):
    """What was asked of the machine, counted to be asked again."""

    @property
    def cost(self) -> Cost:
        """What was counted so far."""
        return self._bytes, self._cells, self._entries, self._characters, self._steps


class Judgements:
    """What every return says, remembered or found out; see the module."""

    def __init__(self, folder: Path | None, master: Master, issue: Issue) -> None:
        """Ask what is remembered of a work folder.

        Args:
            folder: The work folder; another one remembers for itself. `None` where nothing is to be remembered.
            master: By which returns are judged.
            issue: Which forms are out.
        """
        self._master, self._issue = master, issue
        self._under = digest_of(program(), master, issue) if program() else ""
        name = hashlib.sha256(str(followed(folder)).encode()).hexdigest()[:16] if folder else ""
        self._notes = OwnNotes(f"putusan-{name}") if folder and self._under else None
        self._before = self._notes.read() if self._notes else {}
        self._kept = frozenset(self._before)
        self._now: dict[str, bytes] = {}
        self._costs: dict[str, Cost] = {}
        self._tallies: WeakKeyDictionary[Budget, _Tally] = WeakKeyDictionary()

    def opening(self, data: bytes, within: Budget | None = None) -> Opened:
        """A file, opened, or known; a letter or archive is charged the same for either.

        Args:
            data: The bytes of the file.
            within: The budget of the letter or archive that holds it; `None` for a file by itself.

        Raises:
            Unreadable: As `open_book` does; such a file is never known.
        """
        key = self._key(data)
        before = self._known(key)
        if before and self._charged(before[1], within):
            self._now[key] = self._before[key]
            return KnownBook(data, before[0])
        tally = _Tally(within, files=HELD_FILES)
        opened = open_book(data, tally)
        self._costs[key] = tally.cost
        if within is not None:
            _charge(self._tally(within), tally.cost)
        return opened

    def judged(self, data: bytes, opened: Opened) -> Judgement:
        """What an opened file says and what is wrong with it; it is remembered.

        Args:
            data: The bytes of the file.
            opened: What `opening` gave.
        """
        if isinstance(opened, KnownBook):
            return opened.judgement
        found = judgement(opened, self._master, self._issue)
        self._remember(self._key(data), found)
        return found

    def keep(self, *, cut_off: bool = False) -> None:
        """Remember what was judged in this run.

        Args:
            cut_off: The run did not come to its end: what it did not come to is remembered still. Else it is forgotten.
        """
        notes = {**self._before, **self._now} if cut_off else self._now
        if self._notes and notes.keys() != self._kept:
            self._notes.write(notes)

    def manifest(self) -> bytes:
        """By what returns are judged, for workers that judge elsewhere (`judge_of`)."""
        return pickle.dumps((self._master, self._issue))

    def has(self, data: bytes) -> bool:
        """Whether nothing of a file has to be opened and judged any more."""
        key = self._key(data)
        if key not in self._before:
            return False
        self._now[key] = self._before[key]
        return True

    def learn(self, notes: Mapping[str, bytes]) -> None:
        """Take over what a worker has judged; what it judged under another master or program is nothing here."""
        self._before.update(notes)
        self._now.update(notes)

    def learnt(self, data: bytes) -> dict[str, bytes]:
        """What was judged since this was asked last, with a note that all in a file was."""
        notes = {self._key(data): pressed(b""), **self._now}
        self._now = {}
        return notes

    def _key(self, data: bytes) -> str:
        return hashlib.sha256(f"{self._under} {hashlib.sha256(data).hexdigest()}".encode()).hexdigest()

    def _known(self, key: str) -> tuple[Judgement, Cost] | None:
        note = self._before.get(key)
        try:
            cost, _, told = unpressed(note).partition(b"\n") if note else (b"", b"", b"")
            counts = tuple(int(each) for each in cost.split())
            return (from_note(told), (*counts,)) if len(counts) == _COSTS else None
        except ValueError:
            return None  # of another program, or nobody's

    def _remember(self, key: str, found: Judgement) -> None:
        cost = self._costs.pop(key, None)
        if cost and self._under:
            try:
                told = as_note(found)
            except ValueError:
                return  # it is judged again the next time
            self._now[key] = pressed(b" ".join(str(each).encode() for each in cost) + b"\n" + told)

    def _charged(self, cost: Cost, within: Budget | None) -> bool:
        """Charge the letter or archive what opening took; where that is too much, it is opened and says so itself."""
        if within is None:
            return True
        tally = self._tally(within)
        try:
            _charge(copy(tally), cost)
        except Unreadable:
            return False
        _charge(tally, cost)
        _charge(within, cost)
        return True

    def _tally(self, within: Budget) -> _Tally:
        """What was opened within a letter or archive so far: all of it went through `opening`."""
        return self._tallies.setdefault(within, _Tally(files=HELD_FILES))


def _charge(budget: Budget, cost: Cost) -> None:
    count, cells, entries, characters, steps = cost
    budget.unpack(count)
    budget.keep(cells)
    budget.enter(entries)
    budget.text(characters)
    budget.step(steps)
