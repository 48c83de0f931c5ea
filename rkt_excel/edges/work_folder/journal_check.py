"""Whether a journal still is what was written: the chain, the head, and the bytes of every file received."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime

from rkt_excel.edges.work_folder.database import DbRow
from rkt_excel.edges.work_folder.register import Register, chained
from rkt_excel.edges.work_folder.register_schema import GENESIS
from rkt_excel.errors import InputUnusableError
from rkt_excel.events import ISI_DISIMPAN


@dataclass(frozen=True)
class Misfit:
    """The first thing that does not fit.

    Attributes:
        entri: The number of the entry, from 1; `None` where a kept file is meant of which no entry tells.
        kapan: The moment that stands in the entry, as it stands there; `None` where there is none.
        sebab: What does not fit, in Indonesian, without a capital or full stop.
    """

    entri: int | None
    kapan: str | None
    sebab: str


@dataclass(frozen=True)
class JournalCheck:
    """What a check of the journal found.

    Attributes:
        entri: How many entries fit, from the first on.
        berkas: How many kept files fit.
        misfit: The first thing that does not fit, `None` where everything does.
        catatan: Indonesian sentences about what breaks nothing, such as a clock that was set back.
    """

    entri: int
    berkas: int
    misfit: Misfit | None
    catatan: tuple[str, ...] = ()

    @property
    def sah(self) -> bool:
        """Whether everything fits."""
        return self.misfit is None

    @property
    def kalimat(self) -> str:
        """What the check says, with what to do, in Indonesian."""
        misfit = self.misfit
        if misfit is None:
            return f"Jurnal utuh: {self.entri} entri dan {self.berkas} berkas tersimpan cocok."
        entry = f"entri {misfit.entri}" if misfit.entri is not None else "berkas yang disimpan"
        when = f" ({misfit.kapan})" if misfit.kapan else ""
        return (
            f"Jurnal TIDAK utuh pada {entry}{when}: {misfit.sebab}. Sebelum itu {self.entri} entri dan "
            f"{self.berkas} berkas cocok. Jangan menyunting rkt.sqlite; pulihkan folder kerja dari cadangan terakhir."
        )


def check_journal(register: Register) -> JournalCheck:
    """Go through a journal from the first entry to the last, then through the files that it keeps.

    Raises:
        InputUnusableError: The file itself is damaged, so that its rows cannot be read.
    """
    walk = _Walk()
    misfit = walk.along(register)
    if misfit:
        return JournalCheck(walk.fine, 0, misfit, tuple(walk.notes))
    misfit = next(walk.files(register), None) or _damaged(register)
    return JournalCheck(walk.fine, walk.files_fine, misfit, tuple(walk.notes))


def trusted(register: Register) -> Register:
    """The same journal, once all its entries are checked to be what was written; that takes milliseconds.

    Raises:
        InputUnusableError: They are not, so that nothing read from it can be relied on; the journal is closed.
    """
    with ExitStack() as opened:
        opened.push(register)
        walk = _Walk()
        misfit = walk.along(register)
        if misfit:
            raise InputUnusableError(JournalCheck(walk.fine, 0, misfit).kalimat)
        opened.pop_all()
    return register


def _damaged(register: Register) -> Misfit | None:
    """What is wrong with the file although every row fits, so that rows may be passed over another time."""
    if register.damage() is None:
        return None
    return Misfit(None, None, "berkas rkt.sqlite sendiri rusak (daftar di dalamnya tidak cocok dengan isinya)")


class _Walk:
    """A walk along the chain of entries, which ends at the first thing that does not fit."""

    def __init__(self) -> None:
        self.fine = self.files_fine = 0
        self.link, self.before = GENESIS, datetime.min  # noqa: DTZ901 - local time, as the journal's
        self.notes: list[str] = []
        self.kept: dict[str, tuple[int, str]] = {}

    def along(self, register: Register) -> Misfit | None:
        """The first entry that does not fit, from the first one to the head; `None` where all do."""
        return next(self.entries(register), None) or self.cut_off(register)

    def entries(self, register: Register) -> Iterator[Misfit]:
        for row in register.raw("jurnal"):
            cause = self._misfit(row)
            if cause:
                yield Misfit(row[0], _text(row[1]), cause)
                return
            self.fine, self.link = self.fine + 1, row[4]

    def _misfit(self, row: DbRow) -> str | None:
        """What is wrong with an entry, held against the one before it; `None` where nothing is."""
        number, when, event, text, link = row
        if number != self.fine + 1:
            gone = f"entri {self.fine + 1}" + (f" sampai {number - 1}" if number > self.fine + 2 else "")
            return f"{gone} tidak ada lagi" if number > self.fine else "nomornya tidak berurutan"
        if not all(isinstance(each, str) for each in row[1:]):
            return "isinya bukan teks"
        if chained(self.link, when, event, text) != link:
            return "isinya tidak lagi cocok dengan rantai: entri ini atau yang sebelumnya diubah"
        try:
            details, moment = json.loads(text), datetime.fromisoformat(when).replace(tzinfo=None)
        except (ValueError, RecursionError):
            return "rincian atau waktunya tidak dapat dibaca"
        if not isinstance(details, dict):
            return "rinciannya tidak dapat dibaca"
        self._note(number, moment)
        if event == ISI_DISIMPAN:
            self.kept[str(details.get("sha256"))] = (number, when)
        return None

    def _note(self, number: int, moment: datetime) -> None:
        """A clock that was set back is told; it breaks nothing."""
        if moment < self.before:
            self.notes.append(
                f"Entri {number} bertanggal {moment:%d/%m/%Y %H:%M}, lebih awal daripada entri sebelumnya "
                f"({self.before:%d/%m/%Y %H:%M}); jam komputer mungkin dimundurkan."
            )
        self.before = moment

    def cut_off(self, register: Register) -> Misfit | None:
        """What the chain alone cannot show, entries removed from its end; `None` where none were."""
        number, link = register.head()
        if number > self.fine:
            gone = f"entri {self.fine + 1}" + (f" sampai {number}" if number > self.fine + 1 else "")
            return Misfit(self.fine + 1, None, f"{gone}, yang terakhir, tidak ada lagi")
        if (number, link) != (self.fine, self.link):
            return Misfit(self.fine, None, "catatan kepala jurnal tidak cocok dengan entri terakhir")
        return None

    def files(self, register: Register) -> Iterator[Misfit]:
        """The files whose bytes changed, then those that were kept and are gone."""
        for digest, data in register.raw("isi"):
            number, when = self.kept.pop(digest, (None, None))
            if hashlib.sha256(data if isinstance(data, bytes) else str(data).encode()).hexdigest() != digest:
                yield Misfit(number, when, f"isi berkas tersimpan {_text(digest)} tidak lagi cocok dengan SHA-256-nya")
                return
            self.files_fine += 1
        for digest, (number, when) in self.kept.items():
            yield Misfit(number, when, f"berkas tersimpan {digest} tidak ada lagi")


def _text(value: object) -> str:
    return value if isinstance(value, str) else repr(value)
