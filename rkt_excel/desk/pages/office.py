"""The office as the pages see it: read anew whenever anything on the disk is not as it was, else remembered."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import Any, Final

from rkt_excel.edges.disk.oserrors import refused
from rkt_excel.edges.work_folder.folder import ARSIP
from rkt_excel.edges.work_folder.register import Register
from rkt_excel.errors import InputUnusableError, RktError
from rkt_excel.events import DIGABUNG
from rkt_excel.model.origin.master import Master
from rkt_excel.model.procedure.alur import Keadaan, Tahap
from rkt_excel.office.place.journalled import keadaan
from rkt_excel.office.place.workplace import MASTER_FILE, Workplace, has_register
from rkt_excel.steps.status import Status, status
from rkt_excel.workbook.findings import Finding

_MOST: Final = 5_000  # entries that are looked at for the stamp


_GONE: Final = (
    "Folder {folder} tidak ada lagi: dihapus, dipindahkan, atau penyimpanannya terputus. Kembalikan ke tempatnya; "
    "halaman ini membacanya lagi dengan sendirinya. Bila memang dihapus, tutup meja ini lalu buka lagi."
)


@dataclass(frozen=True)
class Standing:
    """How the office stands.

    Attributes:
        stamp: Changes when anything on the disk does.
        begun: Whether there is a master, whatever it is worth.
        master: The office, `None` where it cannot be read.
        status: Where the procedure stands, `None` where that cannot be told.
        state: How far the procedure has come.
        folder: The work folder.
        trouble: Why nothing can be told, a sentence; empty where it can.
        findings: The faults inside the input that stand in the way.
        told: What is said of the master, though it can be worked with.
        merged: What the journal says of the last consolidation, empty before the first.
        written: The outputs that ought to stand in their place, oldest first.
    """

    stamp: str
    begun: bool = True
    master: Master | None = None
    status: Status | None = None
    state: Keadaan = field(default_factory=Keadaan)
    folder: Path | None = None
    trouble: str = ""
    findings: tuple[Finding, ...] = ()
    told: tuple[Finding, ...] = ()
    merged: Mapping[str, Any] = field(default_factory=dict)
    written: tuple[str, ...] = ()


class Office:
    """An office whose pages are shown."""

    def __init__(self, place: Workplace) -> None:
        """Nothing is read yet."""
        self.place = place
        self.home = place.inputs.absolute().parent
        """The folder of the office."""
        self._lock = Lock()
        self._known: Standing | None = None

    def standing(self) -> Standing:
        """How it stands now."""
        with self._lock:
            folder = self._known.folder if self._known else None
            if self._known and folder and self._known.stamp == self._stamp(folder):
                return self._known
            self._known = self._read()
            return self._known

    def stamp(self) -> str:
        """What changes when anything on the disk does; cheap enough to be asked every few seconds."""
        known = self._known
        return self._stamp(known.folder if known else None)

    def journal(self, standing: Standing) -> Register | None:
        """The journal of the work folder, open to be read; `None` where nothing was done yet.

        Args:
            standing: As the page is shown.
        """
        folder = standing.folder
        return self.place.read_register(folder) if folder and has_register(folder) else None

    def _read(self) -> Standing:
        here, known = self.place, self._known
        if not self.home.is_dir():
            return Standing(self._stamp(None), trouble=_GONE.format(folder=self.home))
        begun = here.inputs.is_dir()
        try:
            master, of_master = here.master()
            told = status(here)
            folder = told.folder.absolute()
            seen = Standing(self._stamp(folder), begun, master, told, folder=folder, told=tuple(of_master))
            if has_register(folder):
                return self._with_journal(seen, folder)
            if known and known.folder == folder and known.state.tahap is not Tahap.AWAL:
                return replace(known, stamp=seen.stamp, status=None, trouble=_GONE.format(folder=folder))
        except InputUnusableError as error:
            return Standing(self._stamp(None), begun, trouble=str(error) if begun else "", findings=error.findings)
        except (RktError, OSError) as error:  # also a file that goes while it is read
            said = refused(self.home, "dibaca", error) if isinstance(error, OSError) else str(error)
            return Standing(self._stamp(None), begun, trouble=said)
        return seen

    def _with_journal(self, seen: Standing, folder: Path) -> Standing:
        with self.place.read_register(folder) as register:
            merged = register.last(DIGABUNG)
            return replace(
                seen, state=keadaan(register), merged=merged.details if merged else {},
                written=tuple(name for name in register.written() if (folder / name).is_file()),
            )  # fmt: skip

    def _stamp(self, folder: Path | None) -> str:
        """The names, sizes and times of everything that pages are made from."""
        told = hashlib.sha256(str(self.place.today).encode())
        for path, size, when in _looked_at(self.place.inputs, folder):
            told.update(os.fsencode(f"{path}\0{size}\0{when}\n"))
        return told.hexdigest()[:16]


def _looked_at(inputs: Path, folder: Path | None) -> Iterator[tuple[str, int, int]]:
    """Path, size and time of the files of inputs and work folder; sealed packages do not change."""
    left = _MOST
    for top in filter(None, (inputs, folder)):
        for place, folders, files in os.walk(top):
            folders[:] = sorted(each for each in folders if each != ARSIP)
            for name in sorted(files):
                path = os.path.join(place, name)  # noqa: PTH118 - asked for thousands, every few seconds
                with suppress(OSError):
                    known = os.stat(path)  # noqa: PTH116 - the same
                    yield path, known.st_size, known.st_mtime_ns
                left -= 1
                if not left:
                    return


def master_of(inputs: Path) -> Path:
    """The master workbook, whether it is there or not."""
    return inputs / MASTER_FILE
