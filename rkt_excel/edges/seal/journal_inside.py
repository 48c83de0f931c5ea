"""A package held against the journal that it carries: whoever seals it anew would have to work out the journal anew.

The seal says that nothing changed since somebody sealed; it cannot say who. The journal inside names the bytes of what
the program wrote, received and had signed, link by link, so that a file exchanged before a new seal contradicts it.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, Final

from rkt_excel.edges.disk.one_way import file_bytes
from rkt_excel.edges.seal.bag_check import JOURNAL_HEAD, PAYLOAD, Sealed, shown_path
from rkt_excel.edges.work_folder.folder import ARSIP, KEMBALI
from rkt_excel.edges.work_folder.register import READ, broken_line
from rkt_excel.events import (
    DIGABUNG,
    DITANDATANGANI,
    DRAFT_DIBUAT,
    ISI_DISIMPAN,
    KELUARAN_DITARIK,
    KELUARAN_DITULIS,
    PINDAIAN_DILAMPIRKAN,
)

JOURNAL: Final = "jurnal.jsonl"
DIFFERING: Final = "berbeda-dari-jurnal.csv"  # what lay there otherwise when the package was sealed
SIGNED_DATA: Final = "rkt.json"
UNREADABLE: Final = "Jurnal di dalam paket tidak dapat dibaca."
_NOT_OURS: Final = (LookupError, TypeError, AttributeError, ValueError, csv.Error, OSError)  # entries no program wrote
_Entry = tuple[str, Mapping[str, Any]]


def journal_inside(sealed: Sealed) -> Iterator[str]:
    """What does not fit in the journal that a package carries, or between the two, as Indonesian sentences.

    A package without a journal that never named one, such as another program's, has nothing to be held against.
    """
    head = sealed.info.get(JOURNAL_HEAD, "")
    lines = _lines(sealed)
    if lines is None:
        yield UNREADABLE
        return
    if not lines:
        if head:
            yield f"Jurnal ({JOURNAL}) tidak ada di dalam paket, padahal paket ini disegel bersama jurnalnya."
        return
    broken = broken_line(lines)
    if broken:
        yield f"Jurnal di dalam paket tidak sambung mulai baris {broken}."
        return
    last = json.loads(lines[-1])
    if head != f"{last['nomor']} {last['rantai']}":
        yield "Jurnal di dalam paket bukan yang disebut bag-info.txt: ada entri yang hilang, ditambah, atau diganti."
    if sealed.faults:
        return  # the same change would be told twice
    try:
        yield from list(_Inside(sealed, lines).contradictions())
    except _NOT_OURS:
        yield UNREADABLE


def _lines(sealed: Sealed) -> list[str] | None:
    """The lines of the journal, none where it is not there; `None` where it cannot be read."""
    path = sealed.path / PAYLOAD / JOURNAL
    try:
        return file_bytes(path).decode("utf-8").splitlines() if path.is_file() else []
    except (OSError, ValueError):
        return None


class _Inside:
    """The entries of a whole journal beside the sums of the files that a package holds."""

    def __init__(self, sealed: Sealed, lines: list[str]) -> None:
        self.sums = {name.removeprefix(PAYLOAD): digest for name, digest in sealed.sums.items()}
        self.all = set(self.sums.values())
        told = [json.loads(line) for line in lines]
        self.entries: list[_Entry] = [(each["peristiwa"], each["rincian"]) for each in told]
        self.otherwise = list(_otherwise(sealed))

    def contradictions(self) -> Iterator[str]:
        """Every file that is not what the journal says."""
        for name, digests in self._wanted().items():
            there = self.sums.get(name)
            if there in digests or (there is None and self.all & digests) or self._noted(digests, there):
                continue
            what = "tidak ada di dalam paket" if there is None else "bukan isi yang dicatat jurnal di dalam paket"
            yield f"{shown_path(name)} {what}, dan tidak disebut di {DIFFERING}."
        for name, digest in self._received().items():
            if digest not in self.all:
                yield f"{shown_path(name)} pernah diterima menurut jurnal di dalam paket, tetapi tidak ada di paket."

    def _noted(self, digests: set[str], there: str | None) -> bool:
        """Whether the package itself says that something else lay there, or nothing; it may have another name here."""
        return any(
            recorded in digests and (now == (there or "") or (there is None and now in self.all))
            for recorded, now in self.otherwise
        )

    def _wanted(self) -> dict[str, set[str]]:
        """The contents that each file of the package may have, by its place: as written last, or read as edited.

        What was signed lies in a folder of its own, whatever became of it in the work folder.
        """
        wanted: dict[str, set[str]] = {}
        signed: dict[str, str] = {}
        for event, said in self.entries:
            if event == KELUARAN_DITULIS and not said["berkas"].startswith((f"{ARSIP}/", f"{KEMBALI}/")):
                wanted[said["berkas"]] = {said["sha256"]}
            elif event == KELUARAN_DITARIK:
                wanted.pop(said["berkas"], None)
            elif event in {DITANDATANGANI, PINDAIAN_DILAMPIRKAN}:
                signed |= {**said.get("berkas", {}), **said.get("pindaian", {})}
                wanted |= {SIGNED_DATA: {said["data"]}} if "data" in said else {}
        for event, said in self.entries:
            read = said.get(READ, {}) if event in {DIGABUNG, DRAFT_DIBUAT} else {}
            for name in read.keys() & wanted.keys():
                wanted[name].add(read[name])
        kept = {name: digests for name, digests in wanted.items() if name not in signed}
        return kept | {f"rkt/{PurePosixPath(name).name}": {digest} for name, digest in signed.items()}

    def _received(self) -> dict[str, str]:
        """The SHA-256 of every file that was received and kept, by its name in 3-kembali."""
        kept = {said["sha256"] for event, said in self.entries if event == ISI_DISIMPAN}
        came = [said for event, said in self.entries if event == DIGABUNG]
        return {
            name: digest
            for said in came
            for name, digest in {**said["berkas"], **said.get("wadah", {})}.items()
            if digest in kept and name.startswith(f"{KEMBALI}/")
        }


def _otherwise(sealed: Sealed) -> Iterator[tuple[str, str]]:
    """What the package itself says lay there otherwise: the SHA-256 by the journal, and of what lay there or ""."""
    path = sealed.path / PAYLOAD / DIFFERING
    text = file_bytes(path).decode("utf-8-sig", "replace") if path.is_file() else ""
    yield from ((row[2], row[3]) for row in csv.reader(text.splitlines()[1:], delimiter=";") if len(row) > 3)
