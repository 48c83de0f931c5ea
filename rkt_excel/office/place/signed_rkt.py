"""The signed plan of a work folder, from its journal: what a perubahan, next year's figures and the archive go by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from rkt_excel.edges.disk.one_way import file_bytes
from rkt_excel.edges.work_folder.journal_check import trusted
from rkt_excel.edges.work_folder.register import Entry, ReadJournal, Register
from rkt_excel.errors import InputUnusableError
from rkt_excel.events import ARSIP_DISEGEL, DITANDATANGANI, DRAFT_DIBUAT, FORMULIR_TERBIT
from rkt_excel.model.origin.signed_plan import SignedPlan, completed, signed_plan
from rkt_excel.model.procedure.alur import moment
from rkt_excel.model.vocabulary.terms import Edisi

DASAR = "dasar"  # under this name the journal of a perubahan keeps which signed plan its forms began with


@dataclass(frozen=True)
class SignedRkt:
    """What was signed.

    Attributes:
        when: The moment of the signature.
        isi: What it says.
        data: The same as it is kept.
        paket: Its sealed package, relative to its work folder, empty while there is none.
        segel: The seal of the package.
    """

    when: datetime
    isi: SignedPlan
    data: bytes
    paket: str = ""
    segel: str = ""

    def kept(self, register: Register) -> dict[str, Any]:
        """Keep it in the journal of the edition that starts from it, which then needs no folder beside it.

        Returns:
            What the entry of its forms says about it.
        """
        digest = hashlib.sha256(self.data).hexdigest()
        register.keep(digest, self.data)
        when = self.when.isoformat(timespec="seconds")
        return {"sha256": digest, "kapan": when, "paket": self.paket, "segel": self.segel}


def signed_rkt(register: ReadJournal, folder: Path) -> SignedRkt | None:
    """What was signed in a work folder, `None` while nothing was.

    Raises:
        InputUnusableError: It was signed, and what it says is neither in the journal nor in its package any more.
    """
    entry = register.last(DITANDATANGANI)
    if entry is None:
        return None
    sealed = register.last(ARSIP_DISEGEL)
    package = (str(sealed.details["paket"]), str(sealed.details["segel"])) if sealed else ("", "")
    data = register.kept(entry.details["data"]) or _packed(folder, package[0], entry.details["data"])
    if data is None:
        raise InputUnusableError(
            f"RKT di {folder} sudah ditandatangani, tetapi isinya tidak ada lagi di jurnal maupun di paket arsipnya. "
            "Kembalikan rkt.sqlite dari cadangan, atau paket arsipnya ke tempat semula."
        )
    whole = completed(data, _edits(register, entry), _words(register))
    return SignedRkt(moment(entry.when, entry.details), signed_plan(whole), whole, *package)


def signed_in(folder: Path) -> SignedRkt | None:
    """What was signed in a work folder that is only looked at; `None` where nothing was.

    Raises:
        InputUnusableError: The journal cannot be read, or lacks what was signed.
    """
    with trusted(Register(folder, datetime.now, read_only=True)) as register:
        return signed_rkt(register, folder)


def base_of(register: ReadJournal) -> SignedRkt | None:
    """The signed plan that the forms of a perubahan began with, by its journal; `None` where they began with none."""
    entry = register.last(FORMULIR_TERBIT)
    known = entry.details.get(DASAR) if entry else None
    data = register.kept(known["sha256"]) if known else None
    if known is None or data is None:
        return None
    return SignedRkt(datetime.fromisoformat(known["kapan"]), signed_plan(data), data, known["paket"], known["segel"])


def newest(folders: Iterable[Path]) -> tuple[Path, SignedRkt] | None:
    """The RKT that was signed last, with its work folder; `None` where none was signed.

    A perubahan comes after its first edition, whatever the clock said.

    Raises:
        InputUnusableError: A journal cannot be read, or lacks what was signed.
    """
    found = [(folder, signed) for folder in folders if (signed := signed_in(folder)) is not None]
    return max(found, key=lambda each: (each[1].isi.edisi != Edisi.MURNI, each[1].when, each[0].name), default=None)


def _packed(folder: Path, paket: str, digest: str) -> bytes | None:
    """The data from the sealed package, if they are those that were signed."""
    path = folder / paket / "data" / "rkt.json"
    try:
        data = file_bytes(path) if paket else b""
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == digest else None


def _edits(register: ReadJournal, signed: Entry) -> list[dict[str, Any]]:
    """What people had typed, as the entry of the signed draft holds it."""
    drafted = register.last(DRAFT_DIBUAT, nomor=signed.details["draft"])
    return list(drafted.details.get("suntingan", ())) if drafted else []


def _words(register: ReadJournal) -> dict[str, str]:
    """What each row was called, as far as a journal of an older program tells it."""
    found: dict[str, str] = {}
    for entry in register.entries(FORMULIR_TERBIT):
        found |= {kode: said[0] for kode, said in entry.details.get("indikator", {}).items()}
    for entry in register.entries(DRAFT_DIBUAT):
        found |= {
            each["kunci"]: each["dari"]
            for each in entry.details.get("perubahan", ())
            if each.get("jenis") == "baris dihapus" and each["dari"]
        }
    return found
