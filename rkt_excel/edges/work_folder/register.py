"""The register and journal of one work folder, in SQLite: what was issued, received, written and decided.

One append-only table; every state is derived from it. Each entry carries the hash of the one before, and a head record
says how many there are, so that a changed, removed or cut-off entry shows (`journal_check`). Beside it the bytes of
every file received, named by their SHA-256: what was merged can be opened again, even after the folder has been tidied.
No write-ahead log, because work folders live on shared office drives where it is unsafe.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, NoReturn, Protocol, Self

from rkt_excel.edges.disk.outside import UNFIT_ALONE, credible
from rkt_excel.edges.work_folder.database import Database
from rkt_excel.edges.work_folder.mark import Mark, held_mark, read_mark, set_mark
from rkt_excel.edges.work_folder.register_schema import GENESIS, migrate
from rkt_excel.errors import InputUnusableError, RktError
from rkt_excel.events import ISI_DISIMPAN, KELUARAN_DITARIK, KELUARAN_DITULIS

FILE: Final = "rkt.sqlite"
LOCK: Final = "rkt.kunci"  # held by the command that works in the folder
READ: Final = "dibaca"  # under this name an entry keeps which bytes of an edited workbook were read


class _Recorded(dict[str, Any]):
    """The details of an entry, at any depth; asking for a key that is not there means that the entry was changed."""

    def __missing__(self, name: str) -> NoReturn:
        raise InputUnusableError(_CHANGED)


@dataclass(frozen=True)
class Entry:
    """One entry of the journal.

    Attributes:
        number: From 1, without gaps.
        when: Local time, as the clock of the computer said.
        event: A word of `rkt_excel.events`.
        details: What was recorded with it; a key that is not there raises `InputUnusableError`.
    """

    number: int
    when: datetime
    event: str
    details: dict[str, Any]


class ReadJournal(Protocol):
    """What is read of a journal, whether it lies in a work folder or was sealed into a package."""

    def entries(self, event: str | None = None) -> Iterator[Entry]:
        """The entries in order, of one event or (`None`) of all."""

    def last(self, event: str, **wanted: object) -> Entry | None:
        """The newest entry of an event whose details hold these values, `None` where there is none."""

    def kept(self, digest: str) -> bytes | None:
        """The bytes of a file by their hexadecimal SHA-256, `None` where they are not at hand."""


class Register:
    """The journal of a work folder; use it as a context manager.

    One command at a time has it open for writing: what a command reads from the journal holds until it ends.
    """

    def __init__(
        self,
        folder: Path,
        now: Callable[[], datetime],
        *,
        read_only: bool = False,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Open the journal, making it when the folder has none and moving an older one to today's schema.

        Args:
            folder: The work folder, which exists.
            now: The clock; it stamps the entries.
            read_only: Only look: nothing is made or moved, and the folder need not be writable.
            tell: Called with the Indonesian sentence that another program is waited for.

        Raises:
            InputUnusableError: The file is no journal of this program, damaged, or of a newer program.
            OutputLockedError: Another program holds it for too long, or it cannot be written.
        """
        self.folder, self._now = folder, now
        self._lock: Database | None = None
        with ExitStack() as opened:
            if read_only:
                self.mark = read_mark(folder / LOCK)
            else:
                self._lock = self._hold(folder, opened, tell)
                self.mark = held_mark(self._lock)
            self._database = opened.enter_context(closing(Database(folder / FILE, read_only=read_only, tell=tell)))
            if not read_only:
                self._database.durable()
            self.schema = migrate(self._database, read_only=read_only)
            self._began = self._known_head()
            self._opened = opened.pop_all()

    @staticmethod
    def _hold(folder: Path, opened: ExitStack, tell: Callable[[str], None]) -> Database:
        """Keep every other writing command out of the work folder until this one has ended, however it ends.

        The lock is SQLite's own on a file that holds nothing but the mark, so that it holds wherever the journal does,
        and the system gives it back when a process is killed.
        """
        shown = f"Folder kerja {folder}"
        lock = opened.enter_context(closing(Database(folder / LOCK, read_only=False, tell=tell, shown=shown)))
        lock.patiently("BEGIN EXCLUSIVE")
        return lock

    def _leave_mark(self) -> None:
        """Say beside the journal how far it has come; a run that is killed before leaves the mark of the one before.

        A command that recorded nothing, such as one that was refused, leaves the file of the mark as it was.
        """
        with suppress(RktError, sqlite3.Error):
            head = self._known_head()
            if self._lock and head and head != self._began:
                set_mark(self._lock, Mark(*head))

    def _known_head(self) -> tuple[int, str] | None:
        """The head, `None` where it is not what was written; that is told by whoever needs it."""
        with suppress(RktError, sqlite3.Error):
            return self.head()
        return None

    def behind(self) -> bool:
        """Whether the mark beside it knows an entry that the journal does not: then this is an older copy."""
        if self.mark is None:
            return False
        return self.link(self.mark.number) != self.mark.link

    def link(self, number: int) -> str | None:
        """The hash of an entry by its number, `None` where there is no such entry."""
        row = (
            self._database.one("SELECT rantai FROM jurnal WHERE nomor = ?", (number,)) if self._has("jurnal") else None
        )
        return str(row[0]) if row else None

    def __enter__(self) -> Self:
        """The register itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file, and let the next command in.

        Raises:
            InputUnusableError: The command stumbled, and the journal is not what was written: that is the cause.
        """
        with self._opened:
            if isinstance(error, Exception) and not isinstance(error, RktError) and not self._whole():
                raise InputUnusableError(_CHANGED) from error
            self._leave_mark()

    def _whole(self) -> bool:
        """Whether the journal still is what was written; asked only when a command has stumbled."""
        from rkt_excel.edges.work_folder.journal_check import check_journal  # noqa: PLC0415 - it reads a register itself

        try:
            return check_journal(self).sah
        except Exception:  # noqa: BLE001 - nobody knows what stands in a file that something else has written
            return False

    def record(self, event: str, **details: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
        """Append one entry.

        Raises:
            OutputLockedError: The journal cannot be written; it is as it was.
        """
        with self._database.transaction():
            self._append(event, details)

    def _append(self, event: str, details: Mapping[str, Any]) -> None:
        """Append one entry within a transaction, and move the head to it."""
        when = self._now().isoformat(timespec="seconds")
        text = UNFIT_ALONE.sub("\ufffd", json.dumps(details, ensure_ascii=False, sort_keys=True))
        number, before = self.head()
        number, link = number + 1, chained(before, when, event, text)
        self._database.run(
            "INSERT INTO jurnal (nomor, kapan, peristiwa, rincian, rantai) VALUES (?, ?, ?, ?, ?)",
            (number, when, event, text, link),
        )
        self._database.run("UPDATE kepala SET nomor = ?, rantai = ?", (number, link))

    def head(self) -> tuple[int, str]:
        """How many entries there are, and the hash of the last one, which fixes all before it.

        Raises:
            InputUnusableError: The head of the journal is not what was written.
        """
        headed = self._has("kepala")
        row = self._database.one("SELECT nomor, rantai FROM kepala") if headed else None
        if headed and row is None:  # taken away, and whatever entries went with it
            raise InputUnusableError(_CHANGED)
        row = row or (self._database.one(_LAST) if self._has("jurnal") else None)
        try:
            return (int(row[0]), str(row[1])) if row else (0, GENESIS)
        except (TypeError, ValueError) as error:
            raise InputUnusableError(_CHANGED) from error

    def keep(self, digest: str, data: bytes) -> None:
        """Keep the bytes of a received file under their SHA-256 (hexadecimal); known ones are kept once.

        Raises:
            OutputLockedError: The journal cannot be written; it is as it was.
        """
        if self._known(digest):
            return
        with self._database.transaction():
            if not self._known(digest):
                self._database.run("INSERT INTO isi (sha256, bita) VALUES (?, ?)", (digest, data))
                self._append(ISI_DISIMPAN, {"sha256": digest, "panjang": len(data)})

    def _known(self, digest: str) -> bool:
        return self._database.one("SELECT 1 FROM isi WHERE sha256 = ?", (digest,)) is not None

    def kept(self, digest: str) -> bytes | None:
        """The bytes of a received file by their hexadecimal SHA-256, `None` where they were never kept.

        Raises:
            InputUnusableError: They are not what was written.
        """
        row = self._database.one("SELECT bita FROM isi WHERE sha256 = ?", (digest,)) if self._has("isi") else None
        if row and not isinstance(row[0], bytes):
            raise InputUnusableError(_CHANGED)
        return row[0] if row else None

    def intend(self, place: str, digest: str) -> None:
        """Say which content is about to be put into a place, so that a killed run is not taken for a person's change.

        Args:
            place: Relative to the work folder with "/".
            digest: Hexadecimal SHA-256 of the content.

        Raises:
            OutputLockedError: The journal cannot be written.
        """
        with self._database.transaction():
            self._database.run("INSERT OR IGNORE INTO niat (berkas, sha256) VALUES (?, ?)", (place, digest))

    def wrote(self, place: str, digest: str) -> None:
        """Record that an output stands in its place, which settles what was intended there; arguments as `intend`.

        Raises:
            OutputLockedError: The journal cannot be written.
        """
        with self._database.transaction():
            self._append(KELUARAN_DITULIS, {"berkas": place, "sha256": digest})
            self._database.run("DELETE FROM niat WHERE berkas = ?", (place,))

    def written(self) -> dict[str, str]:
        """The hexadecimal SHA-256 of every output that ought to stand in its place, by that place.

        Places are relative to the work folder with "/"; withdrawn outputs are not among them.
        """
        known: dict[str, str] = {}
        for entry in self.entries():
            if entry.event == KELUARAN_DITULIS:
                known[entry.details["berkas"]] = entry.details["sha256"]
            elif entry.event == KELUARAN_DITARIK:
                known.pop(entry.details["berkas"], None)
        return known

    def written_since(self, number: int, below: str) -> bool:
        """Whether an output was put in place, or was about to be, after an entry of the journal.

        Args:
            number: The number of the entry.
            below: How the place begins, relative to the work folder with "/".
        """
        intended = self._database.all("SELECT berkas FROM niat") if self._has("kepala") else []
        if any(place.startswith(below) for (place,) in intended):
            return True
        return any(
            each.number > number and each.details["berkas"].startswith(below) for each in self.entries(KELUARAN_DITULIS)
        )

    def own(self, place: str, digest: str) -> bool:
        """Whether the content of a place is what this program put there last, finished or not; arguments as `intend`.

        A person has changed it where it is not.
        """
        last = self.last(KELUARAN_DITULIS, berkas=place)
        if last and last.details["sha256"] == digest:
            return True
        return self._database.one("SELECT 1 FROM niat WHERE berkas = ? AND sha256 = ?", (place, digest)) is not None

    def stands(self, place: str, digest: str) -> bool:
        """Whether a content was put into a place last, finished, and not withdrawn since; arguments as `intend`."""
        put, gone = (self.last(event, berkas=place) for event in (KELUARAN_DITULIS, KELUARAN_DITARIK))
        intended = self._database.one("SELECT 1 FROM niat WHERE berkas = ?", (place,))
        if put is None or put.details["sha256"] != digest or intended is not None:
            return False
        return gone is None or gone.number < put.number

    def entries(self, event: str | None = None) -> Iterator[Entry]:
        """The entries in order, of one event or (`None`) of all.

        Raises:
            InputUnusableError: An entry cannot be read; raised when it is reached.
        """
        rows = self._database.all(_ENTRIES.format(order="ASC"), (event, event)) if self._has("jurnal") else []
        return (read_entry(row) for row in rows)

    def last(self, event: str, **wanted: object) -> Entry | None:
        """The newest entry of an event whose details hold these values, `None` where there is none.

        Raises:
            InputUnusableError: An entry of the event cannot be read.
        """
        if not self._has("jurnal"):
            return None
        # A word that is asked for stands in the text as it is: what lacks it need not be taken apart.
        words = [json.dumps(value) for value in wanted.values() if isinstance(value, str) and value.isascii()]
        with closing(self._database.run(_ENTRIES.format(order="DESC"), (event, event))) as rows:
            for row in self._database.each(rows):
                if isinstance(row[-1], str) and any(each not in row[-1] for each in words):
                    continue
                entry = read_entry(row)
                if all(entry.details.get(name) == value for name, value in wanted.items()):
                    return entry
        return None

    def latest(self) -> Entry | None:
        """The newest entry, `None` in a journal without any.

        Raises:
            InputUnusableError: It cannot be read.
        """
        row = self._database.one(_LATEST) if self._has("jurnal") else None
        return read_entry(row) if row else None

    def lines(self) -> Iterator[str]:
        """The journal as JSON Lines, each with the hash that ties it to the one before."""
        for number, when, event, text, link in self.raw("jurnal"):
            entry = {"nomor": number, "kapan": when, "peristiwa": event, "rincian": json.loads(text), "rantai": link}
            yield json.dumps(entry, ensure_ascii=False, sort_keys=True)

    def raw(self, table: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a table ("jurnal" or "isi") as they stand, unchecked; none where an older schema lacks it."""
        order = {"jurnal": "nomor", "isi": "sha256"}[table]
        if self._has(table):
            with closing(self._database.run(f"SELECT * FROM {table} ORDER BY {order}")) as rows:  # noqa: S608 - a name of ours
                yield from self._database.each(rows)

    def damage(self) -> str | None:
        """What SQLite finds wrong with the file, such as an index that leads astray; `None` where all is well."""
        row = self._database.one("PRAGMA integrity_check(1)")
        return None if row and row[0] == "ok" else str(row[0] if row else "")

    def _has(self, table: str) -> bool:
        """Whether the schema has a table; an older one is only moved to today's by a command that writes."""
        return self.schema >= {"jurnal": 1, "isi": 2, "kepala": 3}[table]


_ENTRIES: Final = (
    "SELECT nomor, kapan, peristiwa, rincian FROM jurnal WHERE ? IS NULL OR peristiwa = ? ORDER BY nomor {order}"
)
_LATEST: Final = "SELECT nomor, kapan, peristiwa, rincian FROM jurnal ORDER BY nomor DESC LIMIT 1"
_CHANGED: Final = (
    f"{FILE} rusak atau diubah program lain, sehingga tidak dapat dipakai. Periksa dengan rkt status --periksa-jurnal, "
    "lalu pulihkan dari cadangan terakhir folder kerja."
)
_LAST: Final = "SELECT nomor, rantai FROM jurnal ORDER BY nomor DESC LIMIT 1"


def read_entry(row: tuple[Any, ...]) -> Entry:
    """An entry as it stands in its table: number, moment, event, details.

    Raises:
        InputUnusableError: It cannot be read.
    """
    number, when, name, text = row
    sentence = f"Entri {number} di {FILE} tidak dapat dibaca. Periksa dengan rkt status --periksa-jurnal."
    try:
        moment, details = datetime.fromisoformat(when), json.loads(text, object_hook=_Recorded)
    except (ValueError, TypeError, RecursionError) as error:
        raise InputUnusableError(sentence) from error
    if not isinstance(name, str) or not isinstance(details, dict) or credible(moment) is None:
        raise InputUnusableError(sentence)
    return Entry(number, moment, name, details)


def chained(before: str, when: str, event: str, text: str) -> str:
    """The hexadecimal SHA-256 that ties an entry to the one before it.

    Args:
        before: The hash of that one, `GENESIS` for the first entry.
        when: The moment as it stands in the entry (ISO 8601).
        event: Its event.
        text: Its details as JSON, with sorted keys.
    """
    return hashlib.sha256(f"{before}\n{when}\n{event}\n{text}".encode()).hexdigest()


def broken_line(lines: Iterable[str]) -> int | None:
    """The 1-based number of the first of exported `Register.lines` that does not fit the one before; `None`: all do."""
    before = GENESIS
    for number, line in enumerate(lines, 1):
        try:
            entry = json.loads(line)
            text = json.dumps(entry["rincian"], ensure_ascii=False, sort_keys=True)
            link = chained(before, entry["kapan"], entry["peristiwa"], text)
        except (ValueError, KeyError, TypeError, RecursionError):
            return number
        if link != entry.get("rantai") or entry.get("nomor") != number:
            return number
        before = link
    return None
