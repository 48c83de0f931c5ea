"""What arrived in 3-kembali/: every spreadsheet, also in letters and archives, read; the rest with the reason.

Contents decide what a file is, never its name. The folder belongs to people and is only read; names from inside a
letter or an archive are texts and never become paths. The limits are those of the engine, counted while unpacking.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Final

from rkt_excel.edges.eml import Attached, Letter, is_letter, read_letter
from rkt_excel.edges.folder import KEMBALI
from rkt_excel.edges.listing import Obstacle, listed
from rkt_excel.edges.oserrors import cause
from rkt_excel.messages_files import SARAN, SARAN_WINMAIL, FileCode
from rkt_excel.workbook.cells import Opened
from rkt_excel.workbook.findings import Finding, finding
from rkt_excel.workbook.limits import FILE_BYTES, MEGABYTE, Budget, Reason, Unreadable, too_big
from rkt_excel.workbook.openbook import open_book
from rkt_excel.workbook.package import Moment, Package

LETTER_BYTES: Final = 44 * MEGABYTE  # an attachment of 30 MB has 41 in base64, one of 30 MiB 43; servers stop before
HELD: Final = 1_000  # files in one letter or archive, at every depth together
DEPTH: Final = 4  # of letters and archives within each other
SECONDS: Final = 30.0  # of computing for all that one letter or archive holds
JUST_NOW: Final = 60.0  # seconds; what is broken and younger may still be being copied
LOOKS_APART: Final = 0.3  # seconds between two looks at a broken file; waited for once, not for each

_CUT: Final = (Reason.KOSONG, Reason.TERPOTONG)
_NAMED: Final = 5  # of other files that a message names
_DOS_BEGINS: Final = 1980  # the first year of zip headers; programs that know no time leave it
_ZIP: Final = b"PK"
_NEVER: Final = datetime.fromtimestamp(0, UTC)  # the time of what was not opened

# What programs leave behind by themselves: lock files, thumbnails, folder settings, half-written copies.
_NOISE: Final = re.compile(
    r"~\$.*|\..*|thumbs\.db|ehthumbs\.db|desktop\.ini|__macosx|@eadir|\$recycle\.bin|system volume information"
    r"|.*\.sementara|~.*\.tmp",
    re.IGNORECASE,
)
_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True)
class Arrived:
    """One file that came back, read; or why it was not.

    Attributes:
        name: Relative to the work folder with "/"; inside a letter or an archive the names of both, such as
            "3-kembali/kiriman.zip/Formulir SEK.xlsx". No two have the same.
        time: The time of the file, in UTC.
        data: Its bytes; empty where they could not be had.
        mailed: When the letter was sent that brought it.
        sender: The address that sent it.
        opened: What the spreadsheet holds, `None` where it was refused.
        refusal: Why it was refused.
        reason: What kind of obstacle that was, where the engine met it.
        notes: What else is to be told of how it came.
        wadah: The letter or archive in 3-kembali that held it, as it came; `None` where the file lay there itself.
    """

    name: str
    time: datetime
    data: bytes = field(default=b"", repr=False)
    mailed: datetime | None = None
    sender: str | None = None
    opened: Opened | None = field(default=None, repr=False)
    refusal: Finding | None = None
    reason: Reason | None = None
    notes: tuple[Finding, ...] = ()
    wadah: Wadah | None = None

    @property
    def sha256(self) -> str:
        """The name of its content; empty where there is none."""
        return hashlib.sha256(self.data).hexdigest() if self.data else ""


@dataclass(frozen=True)
class Wadah:
    """A letter or an archive as it came.

    Attributes:
        name: Relative to the work folder with "/".
        data: Its bytes.
    """

    name: str
    data: bytes = field(repr=False)

    @cached_property
    def sha256(self) -> str:
        """The name of its content."""
        return hashlib.sha256(self.data).hexdigest()


def received(folder: Path) -> Iterator[Arrived]:
    """Everything that people put into 3-kembali, in the order of the names; first what could not be listed.

    Args:
        folder: The work folder.

    Raises:
        InputUnusableError: 3-kembali itself cannot be listed, so that nothing is known of what is there.
    """
    listing = listed(folder / KEMBALI, _NOISE.fullmatch)
    yield from (_hindered(folder, each) for each in listing.obstacles)
    names = {_hindered(folder, each).name for each in listing.obstacles}
    for look in list(_looks(listing.files)):
        relative = look.path.relative_to(folder).as_posix()
        for each in _Unpacking(look).file(_shown(relative)):
            name = _unused(each.name, names)
            names.add(name)
            yield each if name == each.name else replace(each, name=name)


def concerns(letter: bytes, now: datetime) -> bool:
    """Whether a letter holds anything to consolidate, or something of which the Kasubag must be told why not.

    Args:
        letter: The letter, as it came.
        now: The moment, with its time zone.
    """
    look = _Look(Path(), len(letter), 0.0, time.monotonic())
    came = Arrived("surel", now.astimezone(UTC), data=letter)
    return any(each.reason is not Reason.BUKAN_LEMBAR_KERJA for each in _Unpacking(look).unfold(came))


def waiting(folder: Path) -> Iterator[str]:
    """The names of the files in 3-kembali, relative to the work folder; nothing is opened.

    Raises:
        InputUnusableError: 3-kembali itself cannot be listed.
    """
    for path in listed(folder / KEMBALI, _NOISE.fullmatch).files:
        yield _shown(path.relative_to(folder).as_posix())


# ------------------------------------------------------------------ the folder


@dataclass(frozen=True)
class _Look:
    """A file as it was when it was first seen."""

    path: Path
    size: int
    modified: float
    taken: float

    def unfinished(self, *, broken: bool) -> bool:
        """Whether the file is still being copied: it changed since, or it is broken and very young."""
        if broken and abs(time.time() - self.modified) <= JUST_NOW:
            return True
        time.sleep(max(0.0, self.taken + LOOKS_APART - time.monotonic()))
        try:
            now = self.path.stat()
        except OSError:
            return False
        return (now.st_size, now.st_mtime) != (self.size, self.modified)


def _looks(files: Iterable[Path]) -> Iterator[_Look]:
    """The files as they are now."""
    for path in files:
        try:
            seen = path.stat()
        except OSError:
            continue  # gone again
        yield _Look(path, seen.st_size, seen.st_mtime, time.monotonic())


def _hindered(folder: Path, each: Obstacle) -> Arrived:
    """What could not be listed, as a file that was refused."""
    name = _shown(each.path.relative_to(folder).as_posix())
    code = FileCode.TAUTAN_TIDAK_DIBACA if each.link else FileCode.TEMPAT_TIDAK_TERBACA
    return Arrived(name, _NEVER, refusal=finding(code, file=name, berkas=name, sebab=each.cause))


# ------------------------------------------------------------------ one file and what it holds


class _Unpacking:
    """One file of the folder with everything in it; the limits hold for all of that together."""

    def __init__(self, look: _Look) -> None:
        self.look = look
        self.budget = Budget(SECONDS)
        self.held = 0

    def file(self, name: str) -> Iterator[Arrived]:
        """The file itself, or what it holds."""
        came = Arrived(name, datetime.fromtimestamp(self.look.modified, UTC))
        try:
            with self.look.path.open("rb") as file:
                data = file.read(LETTER_BYTES + 1)
        except FileNotFoundError:
            return  # taken away since
        except OSError as error:
            yield self._closed(came, error)
            return
        holder = Wadah(name, data)
        for each in self._unfold(replace(came, data=data), 0):
            if each.name != name:
                yield replace(each, wadah=holder)
            else:
                looked = self._looked_at_again(each) if each.refusal else each
                # What is larger was not read to its end, and a part must not be kept for the whole.
                yield replace(looked, data=b"") if len(data) > LETTER_BYTES else looked

    def unfold(self, came: Arrived) -> Iterator[Arrived]:
        """A file that is at hand, or what it holds."""
        return self._unfold(came, 0)

    def _closed(self, came: Arrived, error: OSError) -> Arrived:
        """A file that the system does not let us read; Windows locks one while it is written."""
        if self.look.unfinished(broken=True):
            return _still_copied(came)
        reason, _, remedy = cause(error).partition(". ")
        return _refused(
            came,
            f"berkas tidak dapat dibuka: {reason}",
            f"{remedy or 'Periksa berkasnya'}, lalu jalankan rkt gabung lagi.",
        )

    def _looked_at_again(self, each: Arrived) -> Arrived:
        """A refused file of the folder; one that is still on its way is nobody's fault."""
        broken = each.reason in _CUT or (each.reason is not None and not any(each.data))
        return _still_copied(each) if self.look.unfinished(broken=broken) else each

    def _unfold(self, blob: Arrived, depth: int) -> Iterator[Arrived]:
        """A spreadsheet, what a letter or an archive holds, or a refusal."""
        try:
            if is_letter(blob.data):
                if len(blob.data) > LETTER_BYTES:
                    raise too_big(f"surel lebih dari {LETTER_BYTES // MEGABYTE} MB")
                yield from self._letter(blob, read_letter(blob.data), depth)
            else:
                yield replace(blob, opened=open_book(blob.data))
        except Unreadable as error:
            if error.reason is Reason.ARSIP and blob.data.startswith(_ZIP):
                yield from self._held(blob, "Arsip", self._archived(blob), depth)
            else:
                yield _unreadable(blob, error)

    def _letter(self, blob: Arrived, letter: Letter, depth: int) -> Iterator[Arrived]:
        """What a letter holds; of one that was cut off, what is whole, and that it was cut off."""
        if letter.cut:
            cause = "surelnya terpotong, jadi lampiran terakhirnya mungkin hilang"
            yield _unreadable(blob, Unreadable(Reason.TERPOTONG, cause))
            if depth == 0 and self.look.unfinished(broken=True):
                return
        told = replace(blob, mailed=letter.date or blob.mailed, sender=letter.sender or blob.sender)
        yield from self._held(told, "Surel", self._attached(told, letter), depth)

    def _held(self, holder: Arrived, wadah: str, parts: Iterable[_Part], depth: int) -> Iterator[Arrived]:
        """Everything in a letter or an archive that concerns us; what does not is named once."""
        others: list[str] = []
        last: Arrived | None = None  # kept back by one: a spreadsheet carries the note about the others
        try:
            for each in self._parts(parts, depth):
                if each.reason is Reason.BUKAN_LEMBAR_KERJA:
                    others.append(each.name.removeprefix(f"{holder.name}/"))
                    continue
                if last:
                    yield last
                last = each
        except Unreadable as error:
            if last:
                yield last
            last = _unreadable(holder, error)
        if last is None:
            yield _without_book(holder, wadah, others)
        else:
            yield _with_note(last, holder, wadah, others)

    def _parts(self, parts: Iterable[_Part], depth: int) -> Iterator[Arrived]:
        """The parts unfolded, as long as the limits allow."""
        if depth >= DEPTH:
            raise too_big(f"lebih dari {DEPTH} lapis surel atau arsip")
        for part in parts:
            self.held += 1
            if self.held > HELD:
                raise too_big(f"memuat lebih dari {HELD} berkas")
            self.budget.time()
            if part.letter:
                yield from self._letter(part.came, part.letter, depth + 1)
            elif part.came.refusal:
                yield part.came
            else:
                yield from self._unfold(part.came, depth + 1)
            self.budget.unpack(0)

    def _archived(self, archive: Arrived) -> Iterator[_Part]:
        """The members of a zip; one that cannot be had is refused by itself."""
        for member, moment, chunks in Package(archive.data, self.budget).files():
            name = _shown(member)
            if any(_NOISE.fullmatch(part) for part in name.split("/")):
                continue
            came = replace(archive, name=f"{archive.name}/{name}", data=b"", time=_member_time(moment, archive.time))
            try:
                yield _Part(replace(came, data=_whole(chunks)))
            except Unreadable as error:
                yield _Part(_unreadable(came, error))

    def _attached(self, mail: Arrived, letter: Letter) -> Iterator[_Part]:
        """The attachments of a letter."""
        for number, each in enumerate(letter.attached(), 1):
            name = _shown(each.name) or _unnamed(each, number)
            if _NOISE.fullmatch(PurePosixPath(name).name):
                continue
            self.budget.unpack(len(each.data))
            came = replace(mail, name=f"{mail.name}/{name}", data=each.data)
            if each.tnef:
                cause = "lampirannya terbungkus dalam winmail.dat, bentuk yang hanya dibaca Outlook"
                came = _refused(came, cause, SARAN_WINMAIL)
            yield _Part(came, each.letter)


@dataclass(frozen=True)
class _Part:
    """A member of an archive or an attachment, before it is unfolded."""

    came: Arrived
    letter: Letter | None = None


def _whole(chunks: Iterable[bytes]) -> bytes:
    """The bytes of a member, not much further than a spreadsheet may go: beyond that it is refused anyway."""
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > FILE_BYTES:
            break
    return bytes(data)


def _member_time(moment: Moment, outer: datetime) -> datetime:
    """The time of a zip member, which is local and need not exist; else that of the archive."""
    try:
        when = datetime(*moment).astimezone(UTC) if moment[0] > _DOS_BEGINS else outer
    except (ValueError, OverflowError, OSError):
        return outer
    return min(when, outer)  # nothing is younger than the archive that holds it


# ------------------------------------------------------------------ names and words


def _shown(name: str) -> str:
    """A name as a text: no control characters, and no part that would lead out of the folder were it a path."""
    parts = _UNPRINTABLE.sub("_", name).replace("\\", "/").split("/")
    return "/".join("__" if part == ".." else part for part in parts if part not in ("", "."))


def _unnamed(each: Attached, number: int) -> str:
    subject = _shown(each.letter.subject).replace("/", "-")[:60].strip() if each.letter else ""
    return f"{subject or f'lampiran {number}'}{'.eml' if each.letter else ''}"


def _unused(name: str, used: set[str]) -> str:
    """The name, with a number where another file has the same."""
    path, number = PurePosixPath(name), 2
    while name in used:
        name = path.with_name(f"{path.stem} ({number}){path.suffix}").as_posix()
        number += 1
    return name


def _refused(each: Arrived, cause: str, remedy: str, reason: Reason | None = None) -> Arrived:
    fault = finding(FileCode.BERKAS_TIDAK_TERBACA, sebab=cause, saran=remedy, file=each.name)
    return replace(each, refusal=fault, reason=reason)


def _unreadable(each: Arrived, error: Unreadable) -> Arrived:
    return _refused(each, error.detail, SARAN[error.reason], error.reason)


def _still_copied(each: Arrived) -> Arrived:
    fault = finding(FileCode.MASIH_DISALIN, file=each.name, berkas=PurePosixPath(each.name).name)
    return replace(each, refusal=fault)


def _without_book(holder: Arrived, wadah: str, others: list[str]) -> Arrived:
    """A letter or an archive with nothing to read in it; inside another one it counts as any other matter."""
    content = f"isinya hanya {_listed(others)}" if others else "tidak ada berkas di dalamnya"
    sender = holder.sender or "pengirimnya"
    names = {"wadah": wadah, "isinya": content, "pengirim": sender}
    fault = finding(FileCode.KIRIMAN_TANPA_FORMULIR, file=holder.name, **names)  # type: ignore[arg-type]
    return replace(holder, refusal=fault, reason=Reason.BUKAN_LEMBAR_KERJA)


def _with_note(each: Arrived, holder: Arrived, wadah: str, others: list[str]) -> Arrived:
    if not others:
        return each
    note = finding(FileCode.LAMPIRAN_LAIN, file=holder.name, found=_listed(others), wadah=wadah)
    return replace(each, notes=(*each.notes, note))


def _listed(names: list[str]) -> str:
    rest = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" dan {rest} lainnya" if rest > 0 else "")
