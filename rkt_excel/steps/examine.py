"""SOP steps 6 and 8, `rkt periksa`: what the examiner of a draft holds in hand, filled with what can be proved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rkt_excel.edges import folder as disk
from rkt_excel.events import EXAMINED
from rkt_excel.model.alur import Gerak, Tahap
from rkt_excel.model.master import Master
from rkt_excel.model.pejabat import signature
from rkt_excel.model.terms import Peran
from rkt_excel.readying import intact, ready_naskah
from rkt_excel.workplace import Workplace, allowed


@dataclass(frozen=True)
class Examined:
    """What `rkt periksa` printed; paths relative to the work folder with "/"."""

    draft: int
    langkah: int
    keluaran: tuple[str, ...]


def examine(place: Workplace) -> Examined:
    """Print the sheets for the examination of the newest draft, and before the signature a clean copy that is outdated.

    Raises:
        NotNowError: There is no draft to examine, or it has changed since it was written.
        InputUnusableError: A template cannot be used.
        OutputLockedError: An output is open elsewhere.
    """
    master, _ = place.master()
    folder = place.folder(master)
    with place.begun_register(folder) as register:
        state = allowed(register, Gerak.PERIKSA)
        intact(folder, state.berkas, f"Draft {state.draft}", "yang diperiksa harus draft yang diajukan")
        made: list[str] = []
        if state.tahap is Tahap.NASKAH and not _current(place, folder, master, state.naskah):
            made.append(ready_naskah(place, register, master, state))
        register.record(EXAMINED, draft=state.draft, langkah=state.langkah, berkas=dict(state.berkas), keluaran=made)
    return Examined(state.draft, state.langkah, tuple(made))


def _current(place: Workplace, folder: Path, master: Master, naskah: Mapping[str, Any]) -> bool:
    """Whether the clean copy is there, as it was written, and names the Kepala of today."""
    kepala = master.official(Peran.KEPALA, place.today)
    same = bool(naskah) and disk.digest(folder / naskah["berkas"]) == naskah["sha256"]
    return same and kepala is not None and naskah["kepala"] == signature(kepala)
