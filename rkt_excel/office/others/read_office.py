"""A work folder or package of another office, reduced to the rows of a recap; nothing is written, no lock is taken."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from rkt_excel.edges.disk.guard import by_itself
from rkt_excel.edges.disk.one_way import file_bytes
from rkt_excel.edges.disk.oserrors import refused
from rkt_excel.edges.disk.zipped_folder import unpacked
from rkt_excel.edges.seal.bag_check import PAYLOAD, verify
from rkt_excel.edges.seal.journal_inside import journal_inside
from rkt_excel.edges.seal.sealed_journal import SealedJournal
from rkt_excel.edges.work_folder.journal_check import trusted
from rkt_excel.edges.work_folder.register import Entry, ReadJournal, Register
from rkt_excel.errors import InputUnusableError, RktError
from rkt_excel.events import FORMULIR_TERBIT
from rkt_excel.model.origin.master import Master, understood
from rkt_excel.model.recap.office_recap import OfficeRecap, Unread, Wujud
from rkt_excel.office.others.find_offices import Candidate
from rkt_excel.office.others.reduced import reduced
from rkt_excel.office.place.issued_master import issued_master
from rkt_excel.office.place.workplace import MASTER_FILE, not_lost

_DIGITS: Final = 12  # of each hash in the chain, enough to tell copies from others
_MORE: Final = "Selain itu ada {banyak} hal lagi; lihat rkt arsip --periksa."
_NO_MASTER: Final = (
    "Jurnalnya dari rkt yang lebih lama dan tidak menyimpan renstra.xlsx; jalankan rkt gabung di kantor itu lebih "
    "dahulu."
)


def office_of(found: Candidate, today: date) -> OfficeRecap | Unread:
    """One state of one office; whatever is wrong with it is told in its place.

    A pure function of what lies there, whose arguments and result can be sent to other processes.

    Args:
        found: Where it lies.
        today: The day by which steps are late.
    """

    def read() -> OfficeRecap | Unread:
        try:
            with unpacked(found.path, found.inside) if found.inside is not None else nullcontext(found.path) as folder:
                state = _package(folder, today) if found.wujud is Wujud.PAKET else _folder(folder, today)
        except RktError as error:
            return Unread(found.tempat, str(error))
        except OSError as error:
            return Unread(found.tempat, refused("Isinya", "dibaca", error))
        return replace(state, tempat=found.tempat) if state else Unread(found.tempat, "")

    return by_itself(read, lambda details: Unread(found.tempat, f"Isinya tidak dapat diolah. {details}"))


def _folder(folder: Path, today: date) -> OfficeRecap | None:
    not_lost(folder)
    with trusted(Register(folder, datetime.now, read_only=True)) as register:
        if register.last(FORMULIR_TERBIT) is None:
            return None
        links = tuple(link[:_DIGITS] for *_, link in register.raw("jurnal"))
        journal = _Unchanged(register)
        master = issued_master(journal)
        if master is None:
            raise InputUnusableError(_NO_MASTER)
        state = reduced(journal, folder, master, today)
        return replace(state, wujud=Wujud.FOLDER, rantai=links, lebih_tua=register.behind())


def _package(folder: Path, today: date) -> OfficeRecap | None:
    sealed = verify(folder)
    faults = [*sealed.faults, *journal_inside(sealed)]
    if faults:
        more = f" {_MORE.format(banyak=len(faults) - 1)}" if len(faults) > 1 else ""
        raise InputUnusableError(f"Paket ini tidak lagi seperti saat disegel: {faults[0]}{more}")
    journal = SealedJournal(sealed)
    master = issued_master(journal) or _sealed_master(folder)
    state = reduced(journal, folder, master, today)
    return replace(state, wujud=Wujud.PAKET, rantai=tuple(each[:_DIGITS] for each in journal.links))


def _sealed_master(folder: Path) -> Master:
    """The master that was sealed with the plan, where its forms came from an earlier state of it."""
    master, _ = understood(file_bytes(folder / PAYLOAD / "masukan" / MASTER_FILE))
    if master is None:
        raise InputUnusableError(_NO_MASTER)
    return master


class _Unchanged:
    """A journal whose kept files are held against their hash when they are asked for."""

    def __init__(self, journal: ReadJournal) -> None:
        self._journal = journal

    def entries(self, event: str | None = None) -> Iterator[Entry]:
        return self._journal.entries(event)

    def last(self, event: str, **wanted: object) -> Entry | None:
        return self._journal.last(event, **wanted)

    def kept(self, digest: str) -> bytes | None:
        data = self._journal.kept(digest)
        if data is not None and hashlib.sha256(data).hexdigest() != digest:
            raise InputUnusableError(
                "Berkas yang disimpan jurnalnya berubah. Periksa dengan rkt status --periksa-jurnal di kantor itu."
            )
        return data
