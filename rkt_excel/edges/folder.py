"""The work folder on disk: where each stage keeps its files, and how a file is put there whole."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rkt_excel.edges.register import Register
from rkt_excel.errors import OutputLockedError

FORMULIR: Final = "1-formulir"
SUREL: Final = "2-surel"
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

WRITTEN: Final = "keluaran-ditulis"  # the journal's event
_ILLEGAL: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_LONGEST: Final = 80  # characters of a file name, so that a deep folder stays within Windows' 260
_DEVICES: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Published:
    """Where an output went.

    Attributes:
        path: The file, relative to the work folder with "/".
        beside: The file that a person had changed and that was therefore left, `None` where there was none.
    """

    path: str
    beside: str | None = None


def sha256(data: bytes) -> str:
    """The name of a content."""
    return hashlib.sha256(data).hexdigest()


def digest(path: Path) -> str | None:
    """The SHA-256 of a file, `None` where it is not there or cannot be read."""
    try:
        return sha256(path.read_bytes())
    except OSError:
        return None


def legal_name(text: str) -> str:
    """A text as a file name that Windows accepts: no forbidden character, no device name, no trailing dot."""
    text = unicodedata.normalize("NFC", _ILLEGAL.sub("-", text)).strip(" .")[:_LONGEST].strip(" .")
    return f"_{text}" if not text or _DEVICES.fullmatch(text) else text


def prepare(folder: Path) -> None:
    """Make the work folder with its stages.

    Raises:
        OutputLockedError: It cannot be made.
    """
    try:
        for stage in STAGES:
            (folder / stage).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputLockedError(f"Folder {folder} tidak dapat dibuat: {error.strerror}.") from error


def publish(folder: Path, register: Register, relative: str, data: bytes) -> Published:
    """Put an output in its place, whole; one that a person has changed is left and the new one stands beside it.

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
    _replace(folder / place, data)
    register.record(WRITTEN, berkas=place, sha256=sha256(data))
    return Published(place, relative if changed else None)


def withdraw(folder: Path, register: Register, relative: str) -> None:
    """Take away an output that no longer holds, unless a person has changed it.

    Raises:
        OutputLockedError: It is open elsewhere.
    """
    target = folder / relative
    if target.exists() and not _changed_by_hand(target, register, relative):
        try:
            target.unlink()
        except OSError as error:
            raise OutputLockedError(_locked(target)) from error


def _changed_by_hand(target: Path, register: Register, relative: str) -> bool:
    if not target.exists():
        return False
    now = sha256(target.read_bytes())
    before = register.last(WRITTEN, berkas=relative)
    return before is None or before.details["sha256"] != now


def _beside(folder: Path, register: Register, relative: str) -> str:
    """A free place beside a changed file, or one that the program itself wrote there."""
    path = Path(relative)
    for number in range(1, 1_000):
        mark = "baru" if number == 1 else f"baru {number}"
        place = path.with_name(f"{path.stem} ({mark}){path.suffix}").as_posix()
        if not _changed_by_hand(folder / place, register, place):
            return place
    raise OutputLockedError(f"Terlalu banyak salinan {path.name}; rapikan dahulu foldernya.")


def _replace(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.sementara")
    try:
        temporary.write_bytes(data)
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise OutputLockedError(_locked(target)) from error


def _locked(target: Path) -> str:
    return f"{target} tidak dapat ditulis. Tutuplah bila sedang dibuka di Excel atau Word, lalu ulangi perintahnya."
