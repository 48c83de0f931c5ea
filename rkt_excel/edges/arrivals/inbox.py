"""What arrived in 3-kembali/: every spreadsheet, also in letters and archives, read; the rest with the reason.

Contents decide what a file is, never its name. The folder belongs to people and is only read; names from inside a
letter or an archive are texts and never become paths. The limits are those of the engine, counted while unpacking.
"""

from __future__ import annotations

import time
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Final

from rkt_excel.edges.arrivals.arrived import Arrived, Wadah, elsewhere, refused_file, still_copied, stumbled
from rkt_excel.edges.arrivals.sidefiles import is_hidden_name, kept_in_the_cloud, original, passed_over, stands_for
from rkt_excel.edges.arrivals.unpacking import HELD, WRAPPINGS, Opening, Unpacking, shown_name
from rkt_excel.edges.attachments.eml import LETTER_BYTES
from rkt_excel.edges.disk.guard import until_spoiled
from rkt_excel.edges.disk.listing import Listing, Obstacle, list_files
from rkt_excel.edges.disk.one_way import named_file_bytes
from rkt_excel.edges.disk.oserrors import cause
from rkt_excel.edges.disk.outside import moment_of
from rkt_excel.edges.work_folder.folder import KEMBALI
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.progress import Progress, one_by_one
from rkt_excel.workbook.containers.limits import Reason
from rkt_excel.workbook.findings import finding

__all__ = [
    "HELD",
    "LETTER_BYTES",
    "WRAPPINGS",
    "Arrived",
    "concerns",
    "files_waiting",
    "in_letter",
    "names_waiting",
    "received",
]

JUST_NOW: Final = 60.0  # seconds; what is broken and younger may still be being copied
LOOKS_APART: Final = 0.3  # seconds between two looks at a broken file; waited for once, not for each
_CUT: Final = (Reason.KOSONG, Reason.TERPOTONG)


def received(
    folder: Path, opening: Opening | None = None, deadly: Container[bytes] = frozenset(),
    progress: Progress = lambda _: None,
) -> Iterator[Arrived]:  # fmt: skip
    """Everything that people put into 3-kembali, read or refused, in the order of names; first what cannot be listed.

    Args:
        folder: The work folder.
        opening: Opens spreadsheets as `open_book` does; `None` for that itself.
        deadly: The bytes of files that are not opened, for they end whoever does; the program stumbles over each.
        progress: Told of each file before it is read.

    Raises:
        InputUnusableError: 3-kembali itself cannot be listed, so that nothing is known of what is there.
    """
    listing = _listing(folder)
    hindered = [_hindered(folder, each) for each in listing.obstacles]
    yield from hindered
    names = {each.name for each in hindered}

    def named(look: _Look) -> str:
        return shown_name(look.path.relative_to(folder).as_posix())

    for look in one_by_one(list(_looks(listing.files)), progress, named):
        came = Arrived(named(look), moment_of(look.modified))
        if look.path in listing.elsewhere:
            came = replace(came, notes=(finding(FileCode.TAUTAN_KERAS, file=came.name, berkas=came.name),))
        things = until_spoiled(
            _file(look, came, opening, deadly),
            lambda details, came=came: iter((stumbled(came, details),)),  # type: ignore[misc]
        )
        for each in things:
            name = _unused(each.name, names)
            names.add(name)
            yield each if name == each.name else replace(each, name=name)


def in_letter(letter: bytes, now: datetime) -> list[Arrived]:
    """What a letter holds, unpacked at any depth: read, or refused with the reason.

    Args:
        letter: The letter, as it came.
        now: The moment, with its time zone, which counts as the time of what it holds.
    """
    return list(Unpacking().unfold(Arrived("surel", now.astimezone(UTC), data=letter)))


def concerns(letter: bytes, now: datetime) -> bool:
    """Whether a letter holds anything that `rkt gabung` has to deal with (`Arrived.concerns`); arguments as above."""
    return any(each.concerns for each in in_letter(letter, now))


def files_waiting(folder: Path) -> tuple[Path, ...]:
    """The files in 3-kembali; nothing is opened.

    Raises:
        InputUnusableError: 3-kembali itself cannot be listed.
    """
    return _listing(folder).files


def names_waiting(folder: Path) -> Iterator[str]:
    """The names of the files in 3-kembali, relative to the work folder; nothing is opened.

    Raises:
        InputUnusableError: 3-kembali itself cannot be listed.
    """
    for path in _listing(folder).files:
        yield shown_name(path.relative_to(folder).as_posix())


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


def _listing(folder: Path) -> Listing:
    """What lies in 3-kembali, without what stands for a file that lies beside it by now."""
    listing = list_files(folder / KEMBALI, passed_over)
    here = set(listing.files)
    waited = (each for each in listing.files if not (stands_for(each.name) and _named_by(each) in here))
    return replace(listing, files=tuple(waited))


def _named_by(placeholder: Path) -> Path:
    return placeholder.with_name(original(placeholder.name) or placeholder.name)


def _looks(files: Iterable[Path]) -> Iterator[_Look]:
    """The files as they are now."""
    for path in files:
        try:
            seen = path.stat()
        except OSError:
            continue  # gone again
        yield _Look(path, seen.st_size, seen.st_mtime, time.monotonic())


def _hindered(folder: Path, each: Obstacle) -> Arrived:
    """Something that could not be listed, told as a file that was refused."""
    name = shown_name(each.path.relative_to(folder).as_posix())
    code = FileCode.TAUTAN_TIDAK_DIBACA if each.link else FileCode.TEMPAT_TIDAK_TERBACA
    return Arrived(name, None, refusal=finding(code, file=name, berkas=name, sebab=each.cause))


# ------------------------------------------------------------------ one file


def _file(look: _Look, came: Arrived, opening: Opening | None, deadly: Container[bytes]) -> Iterator[Arrived]:
    """A file of the folder itself, or what it holds."""
    name = PurePosixPath(came.name).name
    pointer = stands_for(look.path.name)
    if pointer:
        yield elsewhere(came, pointer.cause, pointer.remedy)
        return
    try:
        data = named_file_bytes(look.path, LETTER_BYTES + 1)  # a link that is listed leads to a file within
    except FileNotFoundError:
        return  # taken away since
    except OSError as error:
        yield _unopened(look, came, error)
        return
    if data in deadly:
        raise RuntimeError(f"{came.name} ended the process that opened it")
    if not passed_over(name, data):
        found = _contents(look, replace(came, data=data), opening)
        yield from (each for each in found if each.opened) if is_hidden_name(name) else found


def _contents(look: _Look, came: Arrived, opening: Opening | None) -> Iterator[Arrived]:
    holder = Wadah(came.name, came.data)
    for each in Unpacking(opening).unfold(came):
        if each.name != came.name:
            yield replace(each, wadah=holder)
            continue
        told = _looked_at_again(look, each) if each.refusal else each
        # What is larger was not read to its end, and a part must not be kept for the whole.
        yield replace(told, data=b"") if len(came.data) > LETTER_BYTES else told
        if told is not each:
            return  # a letter that is still being copied: what else it holds is told when it is whole


def _unopened(look: _Look, came: Arrived, error: OSError) -> Arrived:
    """A file that the system does not let us read; Windows locks one while it is written."""
    cloud = kept_in_the_cloud(error)
    if cloud:
        return elsewhere(came, cloud.cause, cloud.remedy)
    if look.unfinished(broken=True):
        return still_copied(came)
    reason, _, remedy = cause(error).partition(". ")
    return refused_file(
        came,
        f"berkas tidak dapat dibuka: {reason}",
        f"{remedy or 'Periksa berkasnya'}, lalu jalankan rkt gabung lagi.",
    )


def _looked_at_again(look: _Look, each: Arrived) -> Arrived:
    """A refused file of the folder, looked at a second time: one that is still being copied is only told so."""
    broken = each.reason in _CUT or (each.reason is not None and not any(each.data))
    return still_copied(each) if look.unfinished(broken=broken) else each


def _unused(name: str, used: set[str]) -> str:
    """The name, with a number where another file has the same."""
    path, number = PurePosixPath(name), 2
    while name in used:
        name = path.with_name(f"{path.stem} ({number}){path.suffix}").as_posix()
        number += 1
    return name
