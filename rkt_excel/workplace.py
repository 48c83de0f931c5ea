"""Where a run works: the inputs, the work folder, the clock. Every step takes one as its first argument."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from rkt_excel.edges.folder import prepare
from rkt_excel.edges.register import FILE, Entry, Register
from rkt_excel.errors import InputUnusableError, NotNowError
from rkt_excel.model.history import histories
from rkt_excel.model.lalu import TahunLalu, last_year
from rkt_excel.model.master import Master, read_master
from rkt_excel.model.recognise import Issue
from rkt_excel.workbook.findings import Finding, joined
from rkt_excel.workbook.openbook import Unreadable, open_book

INPUTS: Final = "input_templates"
OUTPUTS: Final = "output"
MASTER_FILE: Final = "renstra.xlsx"
WORD_FILE: Final = "rkt.docx"
CORRECTION_FILE: Final = "surel-perbaikan.txt"  # the wording of the letter that goes with a perbaikan form
ISSUED: Final = "formulir-terbit"  # the journal's events
MERGED: Final = "digabung"
DRAFTED: Final = "draft-dibuat"
DECIDED: Final = "dipakai-diputuskan"
_NOT_MERGED: Final = "Belum ada kiriman yang digabungkan. Jalankan rkt gabung lebih dahulu."


def shipped_inputs() -> Path:
    """The input templates that came with the program."""
    here = Path(__file__).parent
    packed = here / INPUTS
    return packed if packed.exists() else here.parent / INPUTS


@dataclass(frozen=True)
class Workplace:
    """The places of one run.

    Attributes:
        inputs: The folder with the master workbook and the Word templates.
        outputs: The folder that holds a work folder per year.
        kerja: The work folder where it is not outputs/<tahun>.
        now: The clock, local time.
    """

    inputs: Path = field(default_factory=lambda: Path(INPUTS))
    outputs: Path = field(default_factory=lambda: Path(OUTPUTS))
    kerja: Path | None = None
    now: Callable[[], datetime] = datetime.now

    @property
    def today(self) -> date:
        """The day of the run."""
        return self.now().date()

    def master(self, path: Path | None = None) -> tuple[Master, list[Finding]]:
        """The master workbook (or one at another place), with findings that hold nothing back.

        Raises:
            InputUnusableError: There is none, or it has faults of weight galat.
        """
        path = path or self.inputs / MASTER_FILE
        if not path.exists():
            raise InputUnusableError(f"{path} belum ada. Jalankan rkt mulai untuk menyiapkannya.")
        try:
            master, findings = read_master(open_book(path.read_bytes()))
        except Unreadable as error:
            raise InputUnusableError(f"{path} tidak dapat dibaca: {error.detail}.") from error
        except OSError as error:
            raise InputUnusableError(f"{path} tidak dapat dibuka: {error.strerror}.") from error
        told = tuple(each.placed(file=path.name) for each in joined(findings))
        if master is None:
            raise InputUnusableError(f"{path} belum dapat dipakai; perbaiki temuan berikut.", told)
        return replace(master, lalu=self._last_year(master)), list(told)

    def _last_year(self, master: Master) -> TahunLalu | None:
        """The RKT of the year before, from its work folder beside this one; a work folder elsewhere has no years."""
        folder = self.outputs / str(master.tahun - 1)
        if self.kerja or not has_register(folder):
            return None
        with Register(folder, self.now) as register:
            known = histories((each.when, each.details) for each in register.entries())
            last = {place: told[-1].ke for place, told in known.items()}
            return last_year(master.tahun - 1, (each.details for each in register.entries(ISSUED)), last)

    def folder(self, master: Master) -> Path:
        """The work folder of the master's year."""
        return self.kerja or self.outputs / str(master.tahun)

    def begun_register(self, folder: Path) -> Register:
        """The journal of a work folder in which something was done; nothing is made.

        Raises:
            NotNowError: There is none.
        """
        if not has_register(folder):
            raise NotNowError(_NOT_MERGED)
        return self.open_register(folder)

    def open_register(self, folder: Path) -> Register:
        """The journal of a work folder, which is made when it is not there."""
        prepare(folder)
        return Register(folder, self.now)


def wording(inputs: Path, name: str) -> Path:
    """Where the wording of a letter stands: the office's own, else the one that came with the program."""
    own = inputs / name
    return own if own.exists() else shipped_inputs() / name


def issued(register: Register) -> Issue:
    """Which forms are out.

    Raises:
        NotNowError: None are.
    """
    entry = register.last(ISSUED)
    if entry is None:
        raise NotNowError("Formulir belum dibuat. Jalankan rkt format lebih dahulu.")
    known = entry.details
    first = next(register.entries(ISSUED)).when.astimezone(UTC)
    return Issue(known["kantor"], known["tahun"], known["edisi"], known["versi"], first)


def last_merge(register: Register) -> Entry:
    """The newest consolidation.

    Raises:
        NotNowError: There was none.
    """
    entry = register.last(MERGED)
    if entry is None:
        raise NotNowError(_NOT_MERGED)
    return entry


def decided(register: Register) -> dict[str, str]:
    """The SHA-256 of the return that the Kasubag wants to count, by bagian."""
    return {each.details["bagian"]: each.details["sha256"] for each in register.entries(DECIDED)}


def has_register(folder: Path) -> bool:
    """Whether any step was done in a folder."""
    return (folder / FILE).exists()
