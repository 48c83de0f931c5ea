"""What the program has put into the work folder, held against what lies there now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.edges.work_folder.register import READ, Register
from rkt_excel.events import DIGABUNG, DRAFT_DIBUAT


@dataclass(frozen=True)
class Output:
    """A file that the journal knows, and that is not as the journal knows it.

    Attributes:
        berkas: Relative to the work folder with "/".
        tercatat: The SHA-256 of what the program put there last.
        sekarang: Of what lies there, `None` where nothing does.
    """

    berkas: str
    tercatat: str
    sekarang: str | None


def differing(register: Register, folder: Path) -> Iterator[Output]:
    """Every output that somebody has changed or taken away since it was written, unless the program has read it so."""
    read = {
        (name, digest)
        for event in (DIGABUNG, DRAFT_DIBUAT)
        for entry in register.entries(event)
        for name, digest in entry.details.get(READ, {}).items()
    }
    for name, digest in register.written().items():
        now = disk.digest(folder / name)
        if now != digest and (name, now) not in read:
            yield Output(name, digest, now)
