"""Where a run works: the inputs, the work folder, the clock. Every step takes one as its first argument."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from rkt_excel.edges.disk.one_way import file_bytes, followed, named_file_bytes
from rkt_excel.edges.disk.oserrors import refused
from rkt_excel.edges.disk.shipped import INPUTS, OUTPUTS, shipped_inputs
from rkt_excel.edges.work_folder.folder import KEMBALI, STAGES, is_leftover, prepare, sweep
from rkt_excel.edges.work_folder.journal_check import trusted
from rkt_excel.edges.work_folder.register import FILE, Register
from rkt_excel.errors import InputUnusableError, NotNowError
from rkt_excel.events import FORMULIR_TERBIT
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.origin.continuing import continued
from rkt_excel.model.origin.lalu import TahunLalu, last_year
from rkt_excel.model.origin.master import Master, understood
from rkt_excel.model.vocabulary.terms import Edisi
from rkt_excel.office.place.issued_master import master_in_force
from rkt_excel.office.place.misnamed import files_beside, how_to_name, not_there
from rkt_excel.office.place.signed_rkt import SignedRkt, base_of, newest, signed_in
from rkt_excel.workbook.findings import Finding, finding, joined
from rkt_excel.workbook.reading.openbook import Unreadable

MASTER_FILE: Final = "renstra.xlsx"
FORM_FILE: Final = "surel-formulir.txt"  # the wording of the letter that brings a form
REMINDER_FILE: Final = "surel-pengingat.txt"  # and of the reminder
CORRECTION_FILE: Final = "surel-perbaikan.txt"  # the wording of the letter that goes with a perbaikan form
DISTRIBUTION_FILE: Final = "surel-distribusi.txt"  # and of the one that takes the signed RKT to a bagian


def _example_used(path: Path, data: bytes) -> Iterable[Finding]:
    """The shipped example as the master, while another file that may be the office's own lies beside it."""
    own = files_beside(path)
    if own and data == file_bytes(shipped_inputs() / MASTER_FILE):
        names = " dan ".join(f"“{each.name}”" for each in own)
        yield finding(FileCode.MASTER_MASIH_CONTOH, berkas=names, cara=how_to_name(path, own))


@dataclass(frozen=True)
class Workplace:
    """The places of one run.

    Attributes:
        inputs: The folder with the master workbook and the Word templates.
        outputs: The folder that holds a work folder per year.
        kerja: The work folder where it is not outputs/<tahun>.
        now: The clock, local time.
        tell: Says at once what nobody asked for: that another command is waited for, that master and forms differ.
    """

    inputs: Path = field(default_factory=lambda: Path(INPUTS))
    outputs: Path = field(default_factory=lambda: Path(OUTPUTS))
    kerja: Path | None = None
    now: Callable[[], datetime] = datetime.now
    tell: Callable[[str], None] = lambda _: None

    @property
    def today(self) -> date:
        """The day of the run."""
        return self.now().date()

    def master(self, path: Path | None = None, *, fresh: bool = False) -> tuple[Master, list[Finding]]:
        """The master by which work goes on, with findings that hold nothing back.

        What forms show is as they were issued; where the workbook says otherwise by now, that is told. So every command
        compares the two, for every command asks here.

        Args:
            path: A workbook at another place, as it stands.
            fresh: As the workbook is now; `rkt format` makes that count.

        Raises:
            InputUnusableError: There is none, or it has faults of weight galat.
        """
        if path:
            return self._read(path)
        plain, told = self._read(self.inputs / MASTER_FILE)
        lalu, about = self._last_year(plain)
        master, otherwise = self._continued(replace(plain, lalu=lalu))
        master, differing = (master, []) if fresh else self._as_issued(master)
        if differing:
            more = f" Ada {len(differing) - 1} perbedaan lain." if len(differing) > 1 else ""
            self.tell(f"{differing[0].message}{more} {differing[0].remedy}")
        otherwise = [*otherwise, *differing]
        return master, joined([*told, *about, *(each.placed(file=MASTER_FILE) for each in otherwise)])

    def renstra(self, path: Path | None = None) -> bytes:
        """The bytes of the master workbook.

        Raises:
            InputUnusableError: There is none, or it cannot be opened.
        """
        place = path or self.inputs / MASTER_FILE
        try:
            return named_file_bytes(place) if path else file_bytes(place)
        except FileNotFoundError as error:
            if place != self.inputs / MASTER_FILE:
                raise InputUnusableError(f"{place} tidak ada. Periksa ejaan nama dan tempatnya.") from error
            raise InputUnusableError(not_there(place)) from error
        except OSError as error:
            raise InputUnusableError(refused(place, "dibuka", error)) from error

    def _as_issued(self, master: Master) -> tuple[Master, list[Finding]]:
        """The master as the forms of its work folder were made from it; a damaged journal is told by who needs it."""
        with suppress(InputUnusableError):
            folder = self.folder(master)
            if has_register(folder):
                with self.read_register(folder) as register:
                    return master_in_force(register, master, self.renstra())
        return master, []

    def _read(self, path: Path) -> tuple[Master, list[Finding]]:
        """A master workbook as it stands."""
        data = self.renstra(path)
        try:
            master, findings = understood(data)
        except Unreadable as error:
            raise InputUnusableError(f"{path} tidak dapat dibaca: {error.detail}.") from error
        told = tuple(each.placed(file=path.name) for each in (*joined(findings), *_example_used(path, data)))
        if master is None:
            raise InputUnusableError(f"{path} belum dapat dipakai; perbaiki temuan berikut.", told)
        return master, list(told)

    def _continued(self, master: Master) -> tuple[Master, list[Finding]]:
        """The master with what was signed, where it is of the edition perubahan, and what it says otherwise."""
        base = self.base(master)
        return continued(master, base.isi) if base else (master, [])

    def base(self, master: Master) -> SignedRkt | None:
        """The signed plan that an edition perubahan starts from, `None` where there is none at hand.

        Its own journal keeps it from the first forms on, so that the folder of the edition before may be tidied.

        Raises:
            InputUnusableError: An edition before was signed, and what it says is lost.
        """
        if master.instansi.edisi == Edisi.MURNI:
            return None
        here = self.folder(master)
        if has_register(here):
            with self.read_register(here) as register:
                kept = base_of(register)
            if kept:
                return kept
        before = self.folder_before(master)
        return signed_in(before) if before else None

    def _last_year(self, master: Master) -> tuple[TahunLalu | None, list[Finding]]:
        """The RKT of the year before as it was signed last; a work folder elsewhere has no years.

        A journal that cannot be read, or an RKT that nobody has signed, holds nothing back: the column stays blank.
        """
        year = str(master.tahun - 1)
        folders = [] if self.kerja else list(_of_year(self.outputs, year))
        try:
            found = newest(folders)
        except InputUnusableError as error:
            return None, [finding(FileCode.TAHUN_LALU_TIDAK_TERBACA, tahun=year, sebab=str(error))]
        if found:
            return last_year(found[1].isi), []
        return None, [finding(FileCode.TAHUN_LALU_BELUM_DITANDATANGANI, tahun=year)] if folders else []

    def folder(self, master: Master) -> Path:
        """The work folder of the master's year; a second edition has one of its own beside that of the first."""
        if self.kerja:
            return self.kerja
        year = self.outputs / str(master.tahun)
        named = year.with_name(f"{year.name}-{master.instansi.edisi}")
        # One that was begun beside the first edition stays there, though the folder of that one is tidied away.
        edisi = master.instansi.edisi
        own = not has_register(named) and self._edition(year, edisi) in {None, edisi}
        return year if own else named

    def folder_before(self, master: Master) -> Path | None:
        """The work folder of the edition before this perubahan: the one that was signed last, else one that is not yet.

        It is looked for beside this work folder and among the outputs; `None` where there is none.
        """
        if master.instansi.edisi == Edisi.MURNI:
            return None
        here, year = self.folder(master), str(master.tahun)
        beside = _all_of_year(here.parent, year) if self.kerja else ()
        found = dict.fromkeys([*beside, *_of_year(self.outputs, year)])
        folders = [each for each in found if each.absolute() != here.absolute()]
        signed = newest(folders)
        if signed:
            return signed[0]
        return next((each for each in folders if self._edition(each, Edisi.MURNI) == Edisi.MURNI), None)

    def _edition(self, folder: Path, expected: str) -> str | None:
        """Which edition lives in a folder, `None` where no forms were made there.

        A journal that names another one than expected is looked at first, lest an edited entry hide the whole folder.
        """
        if not has_register(folder):
            return None
        with self.read_register(folder, trusting=True) as register:
            entry = register.last(FORMULIR_TERBIT)
            edisi = entry.details.get("edisi") if entry else None
            if entry and edisi != expected:
                trusted(register)
            return edisi

    def begun_register(self, folder: Path, *, trusting: bool = False) -> Register:
        """The journal of a work folder in which something was done; nothing is made.

        Args:
            folder: The work folder.
            trusting: Without looking whether its entries are what was written; the caller does.

        Raises:
            NotNowError: There is none.
            InputUnusableError: The journal is damaged, edited, or of a newer program.
        """
        if not has_register(folder):
            not_lost(folder)
            raise NotNowError(_nothing_done(folder))
        return self.open_register(folder, trusting=trusting)

    def open_register(self, folder: Path, *, trusting: bool = False) -> Register:
        """The journal of a work folder, which is made when it is not there; other commands wait while it is open.

        Args:
            folder: The work folder.
            trusting: Without looking whether its entries are what was written; the caller does.

        Raises:
            InputUnusableError: The journal is damaged, edited, or of a newer program.
            OutputLockedError: The folder cannot be written, or another command works in it for too long.
        """
        prepare(folder)
        not_lost(folder)
        try:
            register = Register(folder, self.now, tell=self.tell)
        except sqlite3.Error as error:  # it says of itself that it is older than it is
            raise InputUnusableError(f"{folder / FILE} rusak. Pulihkan dari cadangan terakhir folder kerja.") from error
        register = register if trusting else trusted(register)
        sweep(folder)
        return register

    def read_register(self, folder: Path, *, trusting: bool = False) -> Register:
        """The journal of a work folder in which something was done, only to look: it may be in use or read-only.

        Args:
            folder: The work folder.
            trusting: Without looking whether its entries are what was written; the caller does.

        Raises:
            NotNowError: There is none.
            InputUnusableError: The journal is damaged, edited, or of a newer program.
        """
        not_lost(folder)
        if not has_register(folder):
            raise NotNowError(_nothing_done(folder))
        register = Register(folder, self.now, read_only=True, tell=self.tell)
        return register if trusting else trusted(register)


def wording(inputs: Path, name: str) -> Path:
    """Where the wording of a letter stands: the office's own, else the one that came with the program."""
    own = inputs / name
    return own if own.exists() else shipped_inputs() / name


def _nothing_done(folder: Path) -> str:
    return f"Di folder kerja {followed(folder)} belum ada yang dikerjakan. Jalankan rkt format lebih dahulu."


def _of_year(outputs: Path, year: str) -> Iterator[Path]:
    """The work folders of a year under the names that the program gives, those of all its editions."""
    if outputs.is_dir():
        yield from (
            each for each in sorted(outputs.iterdir())
            if (each.name == year or each.name.startswith(f"{year}-")) and has_register(each)
        )  # fmt: skip


def _all_of_year(folder: Path, year: str) -> Iterator[Path]:
    """The work folders of a year in a folder, whatever they are called; what cannot be read is none."""
    for each in sorted(folder.iterdir()) if folder.is_dir() else ():
        if has_register(each):
            with suppress(InputUnusableError), Register(each, datetime.now, read_only=True) as register:
                entry = register.last(FORMULIR_TERBIT)
                if entry and entry.details["tahun"] == year:
                    yield each


def not_lost(folder: Path) -> None:
    """See that a folder with outputs has its journal, whole or not, lest a new one forgets all that was done.

    A full disk or a broken synchronisation leaves an empty file, which is a new journal to SQLite, or none.

    Raises:
        InputUnusableError: It has none, or an empty one.
    """
    path = folder / FILE
    there = os.path.lexists(path)
    if there and not (path.is_file() and path.stat().st_size == 0):
        return
    outputs = (each for stage in STAGES if stage != KEMBALI for each in sorted((folder / stage).glob("**/*")))
    left = next((each for each in outputs if each.is_file() and not is_leftover(each.name)), None)
    if left is not None:
        how, name = "kosong (0 bita)" if there else "tidak ada", left.relative_to(folder).as_posix()
        raise InputUnusableError(
            f"{path} {how}, padahal hasil pekerjaan ada di sampingnya, antara lain {name}. Pulihkan {FILE} dari "
            "cadangan terakhir; bila memang hendak memulai dari awal, pindahkan dahulu isi folder kerja itu."
        )


def has_register(folder: Path) -> bool:
    """Whether any step was done in a folder."""
    return (folder / FILE).exists()
