"""The work folder on disk: where each stage keeps its files, and how a file is put there whole."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final, Protocol

from rkt_excel.edges.disk.one_way import file_bytes, write_whole
from rkt_excel.edges.disk.oserrors import refused
from rkt_excel.edges.work_folder.register import Register
from rkt_excel.errors import InputUnusableError, OutputLockedError
from rkt_excel.events import KELUARAN_DITARIK

FORMULIR: Final = "1-formulir"
SUREL: Final = "2-surel"
TERKIRIM: Final = "2-surel/terkirim"  # copies of what rkt itself sent
KEMBALI: Final = "3-kembali"
KONSEP: Final = "4-konsep"
PERBAIKAN: Final = "4-konsep/perbaikan"
RAPAT: Final = "5-rapat"
DRAFT: Final = "6-draft"
RKT: Final = "7-rkt"
DISTRIBUSI: Final = "8-distribusi"
ARSIP: Final = "9-arsip"
STAGES: Final = (
    FORMULIR, SUREL, KEMBALI, KONSEP, RAPAT, DRAFT, RKT, DISTRIBUSI, ARSIP,
)  # fmt: skip

# What Windows refuses, and what no eye sees or no file system can hold: control characters, lone surrogates,
# line separators, characters that turn the direction of writing, noncharacters.
_ILLEGAL: Final = re.compile(
    r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]'
)
_LONGEST: Final = 80  # characters of a file name, so that a deep folder stays within Windows' 260
_WIDEST: Final = 200  # bytes of a file name, of which Linux takes 255 with what is put before and behind it
_ENDING: Final = re.compile(r"\.[0-9A-Za-z]{1,10}")
_LEFTOVER: Final = re.compile(r"\..+\.\d+\.sementara")  # of a run that was killed while it wrote
_SEALED: Final = "bagit.txt"  # a folder that holds it is never changed
_WORD: Final = ".docx"
_DEVICES: Final = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])\s*(\..*)?", re.IGNORECASE)


class Written(Protocol):
    """What knows which contents the program itself put into the places of a folder."""

    def own(self, place: str, digest: str) -> bool:
        """Whether the content of a place is what was put there last, finished or not."""

    def stands(self, place: str, digest: str) -> bool:
        """Whether a content was put there last, finished, and not withdrawn since."""

    def intend(self, place: str, digest: str) -> None:
        """Say which content is about to be put into a place."""

    def wrote(self, place: str, digest: str) -> None:
        """Record that it stands there."""

    def keep(self, digest: str, data: bytes) -> None:
        """Keep the bytes of a Word file, so that what people write into it can be told from it."""


@dataclass(frozen=True)
class Published:
    """Where an output went.

    Attributes:
        path: The file, relative to the work folder with "/".
        beside: The file, named the same way, that a person had changed and that was left; `None` where there was none.
    """

    path: str
    beside: str | None = None


@dataclass(frozen=True)
class Withdrawn:
    """An output that no longer holds.

    Attributes:
        berkas: Relative to the work folder with "/".
        sebab: Why it no longer holds, as Indonesian words that finish a sentence with "karena".
        kept: Whether it lies there still, because a person has changed it.
    """

    berkas: str
    sebab: str
    kept: bool = False


def sha256(data: bytes) -> str:
    """The hexadecimal SHA-256 of some bytes, by which the journal names and keeps them."""
    return hashlib.sha256(data).hexdigest()


def digest(path: Path) -> str | None:
    """The hexadecimal SHA-256 of a file, `None` where it is not there or cannot be read."""
    try:
        return sha256(file_bytes(path))
    except OSError:
        return None


def legal_name(text: str) -> str:
    """A text as a file name that Windows accepts: no forbidden character, no device name, no trailing dot.

    It has at most 80 characters and 200 bytes of UTF-8.
    """
    text = _cut(_plain(text), _LONGEST, _WIDEST)
    return f"_{text}" if not text or _DEVICES.fullmatch(text) else text


def legal_file(name: str, mark: str = "") -> str:
    """The name of a file as Windows accepts it, however long it was: its ending stays, a mark stands before that.

    Args:
        name: With its ending.
        mark: Few characters that tell it from others, such as " [3fa9c1d2]".
    """
    name = _plain(name)
    ending = PurePosixPath(name).suffix
    ending = ending if _ENDING.fullmatch(ending) else ""
    stem = _plain(name.removesuffix(ending))
    taken = len(mark) + len(ending)
    return legal_name(f"{_cut(stem, _LONGEST - taken, _WIDEST - taken)}{mark}{ending}")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", _ILLEGAL.sub("-", text)).strip().strip(" .")


def _cut(text: str, longest: int, widest: int) -> str:
    """The beginning of a text within so many characters and bytes of UTF-8."""
    return text[:longest].encode("utf-8")[:widest].decode("utf-8", "ignore").strip(" .")


def prepare(folder: Path) -> None:
    """Make the work folder with its stages.

    Raises:
        OutputLockedError: It cannot be made.
        InputUnusableError: Something else stands where 3-kembali is to be.
    """
    for stage in STAGES:
        path = folder / stage
        try:
            path.mkdir(parents=True, exist_ok=True)
        except FileExistsError as error:
            sentence = (
                f"{path} bukan folder, melainkan berkas atau tautan yang putus. Pindahkan, lalu ulangi perintahnya."
            )
            raise (InputUnusableError if stage == KEMBALI else OutputLockedError)(sentence) from error
        except OSError as error:
            raise OutputLockedError(refused(f"Folder {error.filename or path}", "dibuat", error)) from error


def publish(folder: Path, register: Written, relative: str, data: bytes) -> Published:
    """Put an output in its place, whole; one that a person has changed is left and the new one stands beside it.

    What stands there already, byte for byte, is left alone, and the journal says nothing new.

    Args:
        folder: The work folder.
        register: Knows what was written before.
        relative: The place, relative to the work folder with "/".
        data: The content.

    Raises:
        OutputLockedError: The place cannot be written; the old file is whole.
    """
    target = folder / relative
    changed = _changed_by_hand(target, register, relative)
    place = _beside(folder, register, relative) if changed else relative
    content = sha256(data)
    if _there_already(folder / place, register, place, content):
        return Published(place, relative if changed else None)
    register.intend(place, content)  # killed from here on, the next run knows the file for its own
    _replace(folder / place, data)
    if place.endswith(_WORD):  # so that what people write into it can be told from it
        register.keep(content, data)
    register.wrote(place, content)
    return Published(place, relative if changed else None)


def _there_already(target: Path, register: Written, place: str, content: str) -> bool:
    """Whether a content stands in its place, as the journal says, so that nothing has to be written."""
    return digest(target) == content and register.stands(place, content)


def sweep(folder: Path) -> None:
    """Remove what a killed run left half made; call it while the register is open, for then no other run writes."""
    for path in list(_leftovers(folder)):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)  # what cannot go now, goes at the next run
            continue
        with suppress(OSError):
            path.unlink()


def is_leftover(name: str) -> bool:
    """Whether a name is that of a file which a killed run had not finished."""
    return _LEFTOVER.fullmatch(name) is not None


def _leftovers(folder: Path) -> Iterator[Path]:
    for stage in STAGES:
        if stage == KEMBALI:
            continue  # belongs to people
        for place, folders, files in os.walk(folder / stage):
            if _SEALED in files:
                folders.clear()
                continue
            left = [name for name in (*folders, *files) if is_leftover(name)]
            folders[:] = [name for name in folders if name not in left]
            yield from (Path(place, name) for name in left)


def withdraw(folder: Path, register: Register, relative: str, why: str) -> Withdrawn | None:
    """Take away an output that no longer holds, unless a person has changed it; its bytes stay in the journal.

    Args:
        folder: The work folder.
        register: Knows what was written, and is told.
        relative: The place, relative to the work folder with "/".
        why: Why it no longer holds, as words that finish a sentence with "karena".

    Returns:
        What became of it, `None` where there is nothing.

    Raises:
        OutputLockedError: It is open elsewhere.
    """
    target = folder / relative
    if not target.is_file():
        return None
    if _changed_by_hand(target, register, relative):
        return Withdrawn(relative, why, kept=True)
    try:
        data = file_bytes(target)
        register.keep(sha256(data), data)
        if relative in register.written():  # else a run that was killed here has said so already
            register.record(KELUARAN_DITARIK, berkas=relative, sha256=sha256(data), sebab=why)
        target.unlink()
    except OSError as error:
        raise OutputLockedError(_locked(target, error)) from error
    return Withdrawn(relative, why)


def _changed_by_hand(target: Path, register: Written, relative: str) -> bool:
    try:
        now = sha256(file_bytes(target))
    except FileNotFoundError:
        return False
    except OSError as error:
        raise OutputLockedError(_locked(target, error)) from error
    return not register.own(relative, now)


def _beside(folder: Path, register: Written, relative: str) -> str:
    """A free place beside a changed file, or one that the program itself wrote there."""
    path = Path(relative)
    for number in range(1, 1_000):
        mark = "baru" if number == 1 else f"baru {number}"
        place = path.with_name(f"{path.stem} ({mark}){path.suffix}").as_posix()
        if not _changed_by_hand(folder / place, register, place):
            return place
    raise OutputLockedError(f"Terlalu banyak salinan {path.name}; rapikan dahulu foldernya.")


def _replace(target: Path, data: bytes) -> None:
    try:
        write_whole(target, data)
    except OSError as error:
        raise OutputLockedError(_locked(target, error)) from error


def _locked(target: Path, error: OSError) -> str:
    return refused(target, "ditulis", error)
