"""Which letters went out and which came in, as the journal tells it.

An outgoing letter is written down twice: before it is handed to the server, and with what became of it. Where the
second entry is missing (the power failed, the line broke before the answer) nobody knows whether it arrived.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from rkt_excel.edges.arrivals.arrived import Arrived
from rkt_excel.edges.work_folder.register import Entry, Register
from rkt_excel.events import KOTAK_SURAT_DILIHAT, SUREL_AKAN_DIKIRIM, SUREL_DIAMBIL, SUREL_DITOLAK, SUREL_TERKIRIM
from rkt_excel.model.forms.recognise import Issue, recognise
from rkt_excel.model.origin.master import Master

Key = tuple[str, str, str, str]  # bagian, kind, address, SHA-256 of the attachment


class Past(StrEnum):
    """What is known of a letter from earlier runs."""

    BARU = "baru"  # never handed over, or certainly refused
    TERKIRIM = "terkirim"
    MERAGUKAN = "meragukan"


@dataclass(frozen=True)
class PostedLetter:
    """A letter as the journal names it; the same letter has the same kind, receiver and attachment."""

    bagian: str
    jenis: str
    alamat: str
    lampiran: str
    message_id: str

    @property
    def key(self) -> Key:
        """What makes it the same letter: an address in other capitals is the same, a corrected one is not."""
        return self.bagian, self.jenis, self.alamat.casefold(), self.lampiran


_OUTCOMES: Final = {SUREL_AKAN_DIKIRIM: Past.MERAGUKAN, SUREL_TERKIRIM: Past.TERKIRIM, SUREL_DITOLAK: Past.BARU}


class Postbook:
    """The outgoing letters of a work folder."""

    def __init__(self, register: Register) -> None:
        """Read what is known."""
        self._register = register
        self._last: dict[Key, tuple[Past, Entry]] = {}
        for entry in register.entries():
            if entry.event in _OUTCOMES:
                self._last[_letter(entry.details).key] = (_OUTCOMES[entry.event], entry)

    def past(self, letter: PostedLetter) -> tuple[Past, Entry | None]:
        """What became of a letter, with the entry that says so."""
        return self._last.get(letter.key, (Past.BARU, None))

    def begin(self, letter: PostedLetter) -> None:
        """Write down that the letter is about to be handed over; without a word after this it is doubtful."""
        self._register.record(SUREL_AKAN_DIKIRIM, **vars(letter))

    def sent(self, letter: PostedLetter, *, oleh: str | None = None) -> None:
        """Write down that the server took it, or that somebody (`oleh`) knows that it arrived."""
        self._register.record(SUREL_TERKIRIM, **vars(letter), **({"oleh": oleh} if oleh else {}))

    def refused(self, letter: PostedLetter, why: str) -> None:
        """Write down that the letter was not sent: the server said no, or never got all of it."""
        self._register.record(SUREL_DITOLAK, **vars(letter), sebab=why)


def owner_of(arrived: Arrived, master: Master, issue: Issue) -> str | None:
    """Whose letter came back as undelivered, by its kode: by the address, else by the form in it; `None` else."""
    if arrived.notice is None:
        return None
    about = {each.casefold() for each in arrived.notice.alamat}
    owner = next((each.kode for each in master.bagian if (each.surel or "").strip().casefold() in about), None)
    if owner or arrived.quoted is None:
        return owner
    _, identity = recognise(arrived.quoted, master, issue)
    return identity.bagian if identity else None


def own_letters(register: Register) -> frozenset[str]:
    """The Message-IDs of what rkt itself sent."""
    return frozenset(entry.details["message_id"] for entry in register.entries(SUREL_AKAN_DIKIRIM))


def fetched(register: Register) -> frozenset[tuple[str, str]]:
    """Message-ID and SHA-256 of every letter that was fetched."""
    return frozenset((each.details["message_id"], each.details["sha256"]) for each in register.entries(SUREL_DIAMBIL))


def seen(register: Register, mailbox: str) -> frozenset[int]:
    """The UIDs in a mailbox that were looked at and need not be again.

    Args:
        register: The journal.
        mailbox: Server, user, folder and UIDVALIDITY in one text.
    """
    entries = (each for each in register.entries(KOTAK_SURAT_DILIHAT) if each.details["kotak"] == mailbox)
    return frozenset(uid for each in entries for uid in each.details["uid"])


def _letter(details: Mapping[str, Any]) -> PostedLetter:
    return PostedLetter(*(details[name] for name in ("bagian", "jenis", "alamat", "lampiran", "message_id")))
