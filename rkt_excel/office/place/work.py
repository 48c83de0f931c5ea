"""The work of one command: place, master, work folder and journal, and how outputs come and go there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from rkt_excel.edges.docx import word
from rkt_excel.edges.docx.pages import page_fields
from rkt_excel.edges.seal import libreoffice
from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.edges.work_folder.register import Register
from rkt_excel.events import JURNAL_DIKEMBALIKAN, KELUARAN_DITULIS
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.origin.master import Master
from rkt_excel.model.papers.isian import Dokumen, Isian
from rkt_excel.model.papers.kop import paper_of
from rkt_excel.model.procedure.alur import Gerak, Keadaan
from rkt_excel.office.memory.known_pages import remembered_pages
from rkt_excel.office.place.dates import clock_doubts
from rkt_excel.office.place.journalled import allowed, issued, keadaan
from rkt_excel.office.place.older_copy import older_copy
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.workbook.findings import Finding, FindingCode, finding


@dataclass(frozen=True)
class Work:
    """What every step works with while it holds the journal; see `working`.

    Attributes:
        place: Inputs, clock, and who is told.
        master: By which the step goes on.
        told: What holds nothing back in the master, or differs from the forms that are out.
        folder: The work folder.
        register: Its journal, open; other commands wait.
    """

    place: Workplace
    master: Master
    told: tuple[Finding, ...]
    folder: Path
    register: Register

    @property
    def today(self) -> date:
        """The day of the run."""
        return self.place.today

    @property
    def inputs(self) -> Path:
        """Where templates and wordings are."""
        return self.place.inputs

    @property
    def issue(self) -> Issue:
        """Which forms are out.

        Raises:
            NotNowError: None are.
        """
        return issued(self.register)

    @property
    def state(self) -> Keadaan:
        """How far the procedure has come, with what was recorded in this run."""
        return keadaan(self.register)

    def allowed(self, gerak: Gerak) -> Keadaan:
        """How far the procedure has come, where a move may be made.

        Raises:
            NotNowError: It may not; the sentence says what may.
            InputUnusableError: The work folder is that of another year or edition.
        """
        return allowed(self.register, gerak, self.master)

    def printed(self, dokumen: Dokumen, values: Isian | Mapping[str, object], master: Master | None = None) -> bytes:
        """A document as .docx, from the office's template and on the paper of the office.

        Args:
            dokumen: Which one.
            values: What it prints; the pictures of the RKT are functions, so that one comes as a mapping.
            master: Whose paper it is, where a plan was merged under an earlier one.

        Raises:
            InputUnusableError: The template is missing or cannot be filled.
        """
        context = values.model_dump() if isinstance(values, Isian) else values
        paper = paper_of(master or self.master, dokumen)
        return word.render(self.inputs / dokumen.berkas, context, paper=paper, made=self.today)

    def with_page_numbers(self, document: bytes, name: str) -> bytes:
        """The document with page numbers in its table of contents, as LibreOffice lays out its pages.

        Starting LibreOffice takes seconds, so this is done for papers that are laid before officials. Where it cannot
        be done the document stays as it is, and that is told; in Word the fields fill themselves.

        Args:
            document: The bytes of a .docx.
            name: What it is called in the sentence.
        """
        asked = page_fields.bookmarks(document)
        if not asked:
            return document
        try:
            numbers = remembered_pages(document, asked)
        except libreoffice.LibreOfficeError:
            there = libreoffice.available() is not None
            why = "LibreOffice tidak dapat menghitungnya" if there else "LibreOffice tidak ada di komputer ini"
            self.place.tell(
                f"Daftar Isi {name} belum memuat nomor halaman, karena {why}. Di Word: tekan Ctrl+A lalu F9, cetak, "
                "dan tutup tanpa menyimpan."
            )
            return document
        return page_fields.with_page_numbers(document, numbers)

    def put(self, relative: str, data: bytes) -> disk.Published:
        """Put an output in its place, whole, and write that down; see `folder.publish`.

        Args:
            relative: The place, relative to the work folder with "/".
            data: The content.

        Raises:
            OutputLockedError: It is open elsewhere; the old file is whole.
        """
        return disk.publish(self.folder, self.register, relative, data)

    def keep(self, data: bytes) -> str:
        """Keep a content in the journal, so that what becomes of a file can be held against it.

        Returns:
            Its SHA-256, by which it is found there.
        """
        digest = disk.sha256(data)
        self.register.keep(digest, data)
        return digest

    def withdraw(self, outdated: Mapping[str, str]) -> list[Finding]:
        """Take away outputs that no longer hold, but those that a person has changed; either is told.

        Args:
            outdated: Why, as words that finish a sentence with "karena", by place in the work folder.

        Raises:
            OutputLockedError: One of them is open elsewhere.
        """
        found = []
        for name, why in outdated.items():
            done = disk.withdraw(self.folder, self.register, name, why)
            if done:
                code = FileCode.KELUARAN_LAMA_DISUNTING if done.kept else FileCode.KELUARAN_DITARIK
                found.append(finding(code, file=name, berkas=name, sebab=why))
        return found

    def withdraw_others(self, below: str, holds: Iterable[str], why: str) -> list[Finding]:
        """Withdraw every output of a folder but those that hold.

        Args:
            below: Where the family lies, with "/" at its end; what lies deeper is another one.
            holds: The files of it that still hold, relative to the work folder.
            why: Why the others do not, as words that finish a sentence with "karena".

        Raises:
            OutputLockedError: One of them is open elsewhere.
        """
        kept = set(holds)
        family = [name for name in ever_written(self.register) if f"{PurePosixPath(name).parent}/" == below]
        return self.withdraw({name: why for name in family if name not in kept})


@contextmanager
def working(
    place: Workplace,
    given: tuple[Master, list[Finding]] | None = None,
    *,
    begins: bool = False,
    fits: Callable[[Register], None] | None = None,
) -> Iterator[Work]:
    """Hold the journal of the work folder for the time of one step.

    Args:
        place: Where to work.
        given: The master with its findings, where a step goes by another one than that in force.
        begins: Whether the step may be the first in its folder, which is then made.
        fits: Looks closer whether the journal is what was written, and raises where it is not; nothing is derived from
            it or recorded before.

    Raises:
        InputUnusableError: The master cannot be used, or the journal is damaged, edited, or of a newer program.
        NotNowError: Nothing was done in the folder yet.
        OutputLockedError: The folder cannot be written, or another command works in it for too long.
    """
    master, told = given or place.master()
    folder = place.folder(master)
    opened = place.open_register if begins else place.begun_register
    with opened(folder, trusting=fits is not None) as register:
        if fits:
            fits(register)
        yield Work(place, master, (*told, *_put_back(place, register, folder)), folder, register)


def _put_back(place: Workplace, register: Register, folder: Path) -> list[Finding]:
    """Tell at once where the journal is an older copy, or the clock doubtful, and write down that work went on."""
    found = older_copy(register, folder)
    for each in (*found, *clock_doubts(place, register)):
        place.tell(f"{each.message} {each.remedy}")
    if register.mark and register.behind():
        register.record(JURNAL_DIKEMBALIKAN, nomor=register.mark.number, rantai=register.mark.link)
        register.mark = None  # told, and from now on the journal itself says so
    return found


def ever_written(register: Register) -> list[str]:
    """Every place at which the program ever put something, the withdrawn ones too: one may have been left half done."""
    return list(dict.fromkeys(str(each.details["berkas"]) for each in register.entries(KELUARAN_DITULIS)))


def holding(done: Iterable[disk.Published]) -> set[str]:
    """The files that hold after outputs were put in place: these, and what people had changed beneath them."""
    return {name for each in done for name in (each.path, each.beside) if name}


def left_by(done: disk.Published, code: FindingCode = FileCode.KONSEP_DISUNTING, **details: object) -> list[Finding]:
    """What is told where a person had changed an output, which was therefore left with the new one beside it."""
    if done.beside is None:
        return []
    told = finding(code, berkas=done.beside, baru=done.path, **details)  # type: ignore[arg-type]
    return [told.placed(file=done.beside)]
