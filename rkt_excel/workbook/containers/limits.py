"""How much one file may ask of the machine, and how a file is refused.

The limits are absolute. A ratio of packed to unpacked size refuses good forms (they shrink well), and a size
that stands in a header is only a claim, so everything here is counted while it happens.
"""

from __future__ import annotations

from enum import StrEnum
from time import thread_time
from typing import Final

MEGABYTE: Final = 1_000_000

FILE_BYTES: Final = 20 * MEGABYTE  # a form has 0.1 MB; mail servers stop at about 25 MB
MEMBER_BYTES: Final = 120 * MEGABYTE  # unpacked; a whole sheet of three styled blank columns has 105 MB
TOTAL_BYTES: Final = 200 * MEGABYTE  # unpacked, all members that are read
MEMBERS: Final = 10_000  # in one zip; each costs memory before anything of it is read
CELLS: Final = 200_000  # that hold something, all sheets together; reading and judging so many takes under two seconds
ENTRIES: Final = 300_000  # of every list besides cells: shared texts, formats, names, links, merges, comments
SHEET_ENTRIES: Final = 100  # what one sheet counts as among them, for it costs that much memory even when empty
CHARACTERS: Final = 15 * MEGABYTE  # of all texts kept; 60 MB of memory at worst
UNBROKEN_BYTES: Final = MEGABYTE  # of one tag or comment, which is held whole; texts pass piece by piece
DEPTH: Final = 1_000  # of elements within elements; expat keeps every open one, real files have about twenty
STEPS: Final = 3_000_000  # of comparing and searching: rules against cells, records, texts; about a second
SECONDS: Final = 20.0  # of computing for one file: ten times what the counts above let anything take
HELD_FILES: Final = 20  # times these counts, for all the files together that one letter or archive holds
XLS_TEXTS: Final = 300_000  # different ones that an .xls claims to hold; they are unpacked in one go
LOCKED_ROUNDS: Final = 200_000  # of the hash of a password; Office writes 100,000, which take 0.1 s
XOR_BYTES: Final = MEGABYTE  # of a file locked as Excel 95 did, undone byte by byte; a form has 0.2 MB


class Reason(StrEnum):
    """Why a file gives no cells."""

    KOSONG = "kosong"
    TERPOTONG = "terpotong"
    BERKATA_SANDI = "berkata-sandi"
    HAK_AKSES = "hak-akses"  # locked by rights management, for which no password is known to anybody
    BUKAN_LEMBAR_KERJA = "bukan-lembar-kerja"
    TERLALU_BESAR = "terlalu-besar"
    RUSAK = "rusak"
    XLSB = "xlsb"
    FORMAT_LAIN = "format-lain"  # a spreadsheet of a program or a time whose form is not read
    ARSIP = "arsip"  # it holds other files
    SUREL = "surel"  # it holds a message with its attachments, in a form that is not read


class Unreadable(Exception):  # noqa: N818 - it names what is so, not an error of ours
    """The file cannot be read, whatever one does with it here.

    Attributes:
        reason: What kind of obstacle it is.
        detail: The obstacle in Indonesian, to stand after the file's name, without a capital or full stop.
    """

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail

    def __reduce__(self) -> tuple[type[Unreadable], tuple[Reason, str]]:
        """Both parts go along when a worker process hands the exception over."""
        return Unreadable, (self.reason, self.detail)


def damaged(detail: str) -> Unreadable:
    """What to raise for a file whose inside contradicts its own format; `detail` as in `Unreadable`."""
    return Unreadable(Reason.RUSAK, detail)


def locked() -> Unreadable:
    """What to raise for a file that somebody's own password keeps shut."""
    return Unreadable(Reason.BERKATA_SANDI, "berkas dikunci dengan kata sandi")


def too_big(detail: str) -> Unreadable:
    """What to raise for a file beyond one of the limits; `detail` as in `Unreadable`."""
    return Unreadable(Reason.TERLALU_BESAR, detail)


class Budget:
    """What one file has used so far. Every method that counts raises `Unreadable` at its limit.

    A verdict on a file must not depend on how fast the machine is or what else it does, so work is counted: bytes,
    cells, entries, characters, steps. The clock, of computing time of this thread, only ends what has passed every
    count by far, which would be a fault of ours.

    Args:
        within: The budget of the letter or archive that holds the file, which is charged too; `None` for a file by
            itself.
        files: For how many files together it is granted.
        seconds: Seconds of computing that are granted.
    """

    def __init__(self, within: Budget | None = None, *, files: int = 1, seconds: float = SECONDS) -> None:
        self._within = within
        self._files = files
        self._seconds = seconds
        self._until = thread_time() + seconds
        self._bytes = 0
        self._cells = 0
        self._characters = 0
        self._entries = 0
        self._steps = 0

    def time(self) -> None:
        """Look at the clock; to be called at every chunk, that is after some thousands of cells at the latest.

        Raises:
            Unreadable: The seconds are used up.
        """
        if thread_time() > self._until:
            raise too_big(f"isinya tidak selesai dibaca dalam {self._seconds:.0f} detik kerja komputer")

    def again(self) -> None:
        """Forget what a failed first try has counted, but not the steps and the time that it took."""
        self._bytes = self._cells = self._characters = self._entries = 0

    def unpack(self, count: int) -> None:
        """Count bytes that came out of a packed member.

        Raises:
            Unreadable: All members together hold more than `TOTAL_BYTES`.
        """
        self._bytes += count
        if self._bytes > TOTAL_BYTES * self._files:
            raise too_big(f"isinya lebih dari {TOTAL_BYTES * self._files // MEGABYTE} MB setelah dimekarkan")
        if self._within:
            self._within.unpack(count)

    def keep(self, cells: int) -> None:
        """Count cells that hold something, before they are made.

        Raises:
            Unreadable: There are more than `CELLS`.
        """
        self._cells += cells
        if self._cells > CELLS * self._files:
            raise too_big(f"lebih dari {CELLS * self._files:,} sel terisi".replace(",", "."))
        if self._within:
            self._within.keep(cells)

    def enter(self, entries: int) -> None:
        """Count entries of the lists beside the cells: shared texts, formats, names, merges, comments.

        Raises:
            Unreadable: There are more than `ENTRIES`.
        """
        self._entries += entries
        if self._entries > ENTRIES * self._files:
            raise too_big("salah satu daftar di dalamnya terlalu panjang")
        if self._within:
            self._within.enter(entries)

    def text(self, characters: int) -> None:
        """Count characters of texts that stay in memory.

        Raises:
            Unreadable: There are more than `CHARACTERS`.
        """
        self._characters += characters
        if self._characters > CHARACTERS * self._files:
            raise too_big(f"teksnya lebih dari {CHARACTERS * self._files // MEGABYTE} juta karakter")
        if self._within:
            self._within.text(characters)

    def step(self, steps: int) -> None:
        """Count steps of a search whose length no other count bounds, before they are taken.

        Raises:
            Unreadable: There are more than `STEPS`.
        """
        self._steps += steps
        if self._steps > STEPS * self._files:
            raise too_big("terlalu banyak aturan, daftar, atau catatan di dalamnya untuk diperiksa satu per satu")
        if self._within:
            self._within.step(steps)
