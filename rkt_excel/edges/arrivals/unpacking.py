"""One file that came back with everything in it, at any depth; the limits hold for all of that together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Final

from rkt_excel.edges.arrivals.arrived import (
    Arrived,
    refused_file,
    reported,
    stumbled,
    unreadable,
    with_note,
    without_book,
)
from rkt_excel.edges.arrivals.holders import ARCHIVE, LETTER, Holder, holder_of, of_letter
from rkt_excel.edges.arrivals.sidefiles import is_hidden_name, passed_over
from rkt_excel.edges.attachments.eml import LETTER_BYTES, is_letter
from rkt_excel.edges.attachments.held import Closed, Held
from rkt_excel.edges.disk.guard import until_spoiled
from rkt_excel.edges.disk.outside import credible
from rkt_excel.messages.file_codes import SARAN
from rkt_excel.workbook.characters import cleaned
from rkt_excel.workbook.containers.limits import FILE_BYTES, HELD_FILES, MEGABYTE, Budget, Reason, Unreadable, too_big
from rkt_excel.workbook.containers.package import Moment, Package
from rkt_excel.workbook.reading.openbook import open_book
from rkt_excel.workbook.values.cells import Opened

HELD: Final = 1_000  # files in one letter or archive, at every depth together
WRAPPINGS: Final = 4  # of letters and archives within each other
UNPACKING_SECONDS: Final = (
    300.0  # of computing for all that one letter or archive holds, beyond what its counts let it take
)

Opening = Callable[[bytes, Budget], Opened]

_ZIP: Final = b"PK"
_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_LONGEST: Final = 200  # characters of one name that are shown
# What a zip says of a member that cannot be unpacked concerns the archive, never the spreadsheet in it.
_OF_MEMBERS: Final = {
    Reason.BERKATA_SANDI: (
        "arsipnya dikunci dengan kata sandi",
        "Buka arsip itu dengan kata sandinya, lalu simpan formulirnya di 3-kembali.",
    ),
    Reason.RUSAK: ("cara pemampatan arsipnya tidak dikenal", SARAN[Reason.ARSIP]),
}


class Unpacking:
    """One file that came back with everything in it; its limits of files, seconds and bytes hold for all together."""

    def __init__(self, opening: Opening | None = None) -> None:
        """Nothing is counted yet.

        Args:
            opening: Opens spreadsheets as `open_book` does; `None` for that itself.
        """
        self.opening = opening
        self.budget = Budget(seconds=UNPACKING_SECONDS)
        self.books = Budget(files=HELD_FILES, seconds=UNPACKING_SECONDS)
        self.held = 0

    def unfold(self, blob: Arrived, depth: int = 0) -> Iterator[Arrived]:
        """The spreadsheet that a file is, what the letter or archive that it is holds, or the refusal of it.

        Args:
            blob: The file with its bytes.
            depth: How many letters and archives it lies in.
        """
        try:
            whole = len(blob.data) <= LETTER_BYTES
            if not whole and is_letter(blob.data):
                raise too_big(f"surel lebih dari {LETTER_BYTES // MEGABYTE} MB")
            found = holder_of(blob.data, PurePosixPath(blob.name).name) if whole else None
            if found:
                yield from self._opened(blob, found, depth)
            else:
                yield replace(blob, opened=(self.opening or open_book)(blob.data, self.books))
        except Unreadable as error:
            if error.reason is Reason.ARSIP and blob.data.startswith(_ZIP):
                yield from self._held(blob, ARCHIVE, self._zipped(blob), depth)
            else:
                yield unreadable(blob, error)

    def _opened(self, blob: Arrived, found: Holder, depth: int) -> Iterator[Arrived]:
        """What a letter or an archive holds; of a letter that was cut off, what is whole, and that it was cut off."""
        told = replace(blob, mailed=found.date or blob.mailed, sender=found.sender or blob.sender)
        if found.notice:
            yield reported(told, found.notice, self._brought_back(told, found, depth))
            return
        if found.cut:
            cause = "surelnya terpotong, jadi lampiran terakhirnya mungkin hilang"
            yield unreadable(blob, Unreadable(Reason.TERPOTONG, cause))
        yield from self._held(told, found.wadah, self._parts_of(told, found), depth)

    def _brought_back(self, told: Arrived, found: Holder, depth: int) -> Opened | None:
        """The first workbook in a letter that a mail server or program wrote: it was ours, and says to whom it went."""
        parts = self._held(told, found.wadah, self._parts_of(told, found), depth)
        return next((each.opened or each.quoted for each in parts if each.opened or each.quoted), None)

    def _held(self, outer: Arrived, wadah: str, parts: Iterable[_Part], depth: int) -> Iterator[Arrived]:
        """Everything in a letter or an archive that concerns us; what does not is named once."""
        others: list[str] = []
        meant = False
        last: Arrived | None = None  # kept back by one: a spreadsheet carries the note about the others
        try:
            for each in self._each(parts, depth):
                if each.reason is Reason.BUKAN_LEMBAR_KERJA and not each.notice:
                    others.append(each.name.removeprefix(f"{outer.name}/"))
                    meant = meant or each.meant
                    continue
                if last:
                    yield last
                last = each
        except Unreadable as error:
            if last:
                yield last
            last = unreadable(outer, error)
        if last is None:
            yield without_book(outer, wadah, others, meant=meant)
        else:
            yield with_note(last, outer, wadah, others)

    def _each(self, parts: Iterable[_Part], depth: int) -> Iterator[Arrived]:
        """The parts unfolded, as long as the limits allow; what one of them does to the program stays with it."""
        if depth >= WRAPPINGS:
            raise too_big(f"lebih dari {WRAPPINGS} lapis surel atau arsip")
        for part in parts:
            self.held += 1
            if self.held > HELD:
                raise too_big(f"memuat lebih dari {HELD} berkas")
            self.budget.time()
            yield from until_spoiled(
                self._part(part, depth + 1),
                lambda details, came=part.came: iter((stumbled(came, details),)),  # type: ignore[misc]
            )
            self.budget.unpack(0)

    def _part(self, part: _Part, depth: int) -> Iterator[Arrived]:
        if part.holder:
            yield from self._opened(part.came, part.holder, depth)
        elif part.came.refusal:
            yield part.came
        elif not is_hidden_name(PurePosixPath(part.came.name).name):
            yield from self.unfold(part.came, depth)
        else:
            yield from (each for each in self.unfold(part.came, depth) if each.opened)

    def _zipped(self, archive: Arrived) -> Iterator[_Part]:
        """The members of a zip; one that cannot be had is refused by itself."""
        for member, moment, chunks in Package(archive.data, self.budget).files():
            name = shown_name(member)
            if _beside(member):
                continue
            when = _member_time(moment)
            came = replace(archive, name=f"{archive.name}/{name}", data=b"", time=_not_after(when, archive.time))
            try:
                data = _whole(chunks)
            except Unreadable as error:
                yield _Part(_locked_in(came, error))
                continue
            if not passed_over(PurePosixPath(name).name, data):
                yield _Part(replace(came, data=data))

    def _parts_of(self, outer: Arrived, found: Holder) -> Iterator[_Part]:
        """What any other letter or archive holds."""
        for number, each in enumerate(found.parts(self.budget), 1):
            name = shown_name(each.name) or _unnamed(each, number)
            if _beside(each.name) or (
                not (each.letter or each.closed) and passed_over(PurePosixPath(name).name, each.data)
            ):
                continue
            if found.wadah == LETTER:
                self.budget.unpack(len(each.data))  # archives have counted what they gave
            came = replace(outer, name=f"{outer.name}/{name}", data=each.data)
            if each.moment:
                came = replace(came, time=_not_after(each.moment, outer.time))
            if each.closed:
                came = _closed(came if each.name else outer, each.closed)
            yield _Part(came, of_letter(each.letter) if each.letter else None)


@dataclass(frozen=True)
class _Part:
    """Something in a letter or archive before it is unfolded; a letter that is read already comes with its `holder`."""

    came: Arrived
    holder: Holder | None = None


def _closed(came: Arrived, closed: Closed) -> Arrived:
    return refused_file(came, closed.cause, closed.remedy)


def _locked_in(came: Arrived, error: Unreadable) -> Arrived:
    """A member that does not come out of its zip."""
    if error.reason not in _OF_MEMBERS:
        return unreadable(came, error)
    cause, remedy = _OF_MEMBERS[error.reason]
    return refused_file(came, cause, remedy, error.reason)


def _whole(chunks: Iterable[bytes]) -> bytes:
    """The bytes of a member, not much further than a spreadsheet may go: beyond that it is refused anyway."""
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > FILE_BYTES:
            break
    return bytes(data)


def _member_time(moment: Moment) -> datetime | None:
    """The time of a zip member, which is local and need not exist."""
    try:
        return credible(datetime(*moment).astimezone(UTC))
    except (ValueError, OverflowError, OSError):
        return None


def _not_after(when: datetime | None, outer: datetime | None) -> datetime | None:
    """A member's time, else that of the archive that holds it: nothing is younger than that."""
    return min(when, outer) if when and outer else when or outer


# ------------------------------------------------------------------ names


def shown_name(name: str) -> str:
    """A name from outside as it is shown and recorded: parted by "/", without ".." or characters no screen can show.

    Of each part the last 200 characters stay.
    """
    parts = cleaned(_UNPRINTABLE.sub("_", name)).replace("\\", "/").split("/")
    return "/".join("__" if part == ".." else part[-_LONGEST:] for part in parts if part not in ("", "."))


def _beside(name: str) -> bool:
    """Whether a file, or a folder that it lies in, was laid there by a program or system, by the name as it came."""
    return any(passed_over(part) for part in name.replace("\\", "/").split("/"))


def _unnamed(each: Held, number: int) -> str:
    subject = shown_name(each.letter.subject).replace("/", "-")[:60].strip() if each.letter else ""
    return f"{subject or f'lampiran {number}'}{'.eml' if each.letter else ''}"
