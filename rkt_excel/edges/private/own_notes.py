"""Notes in a folder of this person's own, beside no work folder: nobody else writes them and nobody relies on them.

Each note carries a mark that only this person's key makes (HMAC). What is damaged, cut off, or was brought here from
another computer or person has another mark, or none, and is as if it were not there. So a file that somebody returned,
or laid on a shared drive, can never speak for the program.
"""

from __future__ import annotations

import hmac
import os
import secrets
import stat
import sys
import zlib
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from rkt_excel.edges.disk.one_way import file_bytes, write_whole

PLACE: Final = "RKT_INGATAN"  # the variable that names another folder; empty where nothing is to be noted
_KEY: Final = "kunci"
_KEY_BYTES: Final = 32
_ENDING: Final = ".catatan"
_MOST_BYTES: Final = 200_000_000  # of one file of notes; 2,000 forms take 20 MB
_MOST_FILES: Final = 40  # of notes, the ones written last; each work folder has two or three


def own_folder() -> Path | None:
    """Where this person's programs keep what can be made again; `None` where there is no such place."""
    told = os.environ.get(PLACE)
    if told is not None:
        return Path(told) if told else None
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local) / "rkt_excel" if local else None
    with suppress(RuntimeError):  # nobody's home is known
        usual = Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")
        other = Path(os.environ.get("XDG_CACHE_HOME", ""))
        return (other if other.is_absolute() else usual) / "rkt_excel"
    return None


class OwnNotes:
    """The notes of one name; whatever hinders reading or writing them, there simply are none."""

    def __init__(self, name: str) -> None:
        """Nothing is read yet.

        Args:
            name: Of letters, digits and "-": which notes.
        """
        self.name = name
        self._folder = _private(own_folder())
        self._key = _key_of(self._folder) if self._folder else b""

    def read(self) -> dict[str, bytes]:
        """The notes by their keys, pressed as `unpressed` takes them; those with a wrong mark are left out."""
        if not self._key or self._folder is None:
            return {}
        try:
            data = file_bytes(self._folder / f"{self.name}{_ENDING}", _MOST_BYTES + 1)
        except OSError:
            return {}
        return dict(self._marked(data)) if len(data) <= _MOST_BYTES else {}

    def _marked(self, data: bytes) -> Iterator[tuple[str, bytes]]:
        for line in data.split(b"\n"):
            with suppress(ValueError, Error, UnicodeDecodeError):
                key, mark, text = line.split(b" ")
                packed = b64decode(text, validate=True)
                if hmac.compare_digest(mark, self._mark(key, packed)):
                    yield key.decode("ascii"), packed

    def _mark(self, key: bytes, packed: bytes) -> bytes:
        return hmac.digest(self._key, b"\0".join((self.name.encode(), key, packed)), "sha256").hex().encode()

    def write(self, notes: Mapping[str, bytes]) -> None:
        """Put these pressed notes in the place of all that were there.

        Args:
            notes: By keys without spaces or line ends.
        """
        if not self._key or self._folder is None:
            return
        lines = [
            b" ".join((key.encode("ascii"), self._mark(key.encode("ascii"), packed), b64encode(packed)))
            for key, packed in notes.items()
        ]
        with suppress(OSError):
            write_whole(self._folder / f"{self.name}{_ENDING}", b"\n".join(lines))
            _tidy(self._folder)


def pressed(data: bytes) -> bytes:
    """A note as it is kept."""
    return zlib.compress(data, 1)


def unpressed(note: bytes) -> bytes:
    """What was pressed.

    Raises:
        ValueError: It was not.
    """
    try:
        return zlib.decompress(note)
    except zlib.error as fault:
        raise ValueError("no note") from fault


def _private(folder: Path | None) -> Path | None:
    """The folder, made where it is not there; `None` where others could write in it or it cannot be had."""
    if folder is None:
        return None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        seen = folder.lstat()
    except OSError:
        return None
    if not stat.S_ISDIR(seen.st_mode):
        return None
    if sys.platform != "win32" and (seen.st_uid != os.geteuid() or seen.st_mode & 0o077):
        return None  # somebody else's, or open to somebody else
    return folder


def _key_of(folder: Path) -> bytes:
    """The key of this person, made once; nothing where it can neither be read nor made."""
    path = folder / _KEY
    with suppress(OSError):
        key = file_bytes(path, _KEY_BYTES + 1)
        if len(key) == _KEY_BYTES:
            return key
    key = secrets.token_bytes(_KEY_BYTES)
    try:
        write_whole(path, key)
    except OSError:
        return b""
    return key


def _tidy(folder: Path) -> None:
    """Take away the notes that were written longest ago, where there are many."""
    files = sorted(folder.glob(f"*{_ENDING}"), key=lambda each: each.stat().st_mtime, reverse=True)
    for each in files[_MOST_FILES:]:
        each.unlink(missing_ok=True)
