"""A folder that was packed into a .zip, laid out for a while beside the system's other temporary files.

Bounds count bytes as they come out, for what a zip says of itself may be untrue; names lead nowhere but below the
folder.
"""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final

from rkt_excel.edges.disk.one_way import open_file
from rkt_excel.errors import InputUnusableError

MOST_FILES: Final = 20_000  # of one package; an office of 34 bagian has some 600
MOST_BYTES: Final = 2 << 30  # unpacked
_MAGIC: Final = b"PK\x03\x04"
_FAULTS: Final = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError)
_OFFICE: Final = frozenset({"[Content_Types].xml", "mimetype"})  # a workbook or a document, not a folder
_CHUNK: Final = 1 << 20
_STRANGE: Final = frozenset({"..", ".", ""})


def is_zip(path: Path) -> bool:
    """Whether a file begins as a .zip does; one that cannot be opened does not."""
    try:
        with open_file(path) as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def names_inside(path: Path) -> tuple[str, ...]:
    """The names of the files in a .zip with "/"; none of an Office file.

    Raises:
        InputUnusableError: It is damaged or cannot be opened.
    """
    try:
        with open_file(path) as file, zipfile.ZipFile(file) as packed:
            names = tuple(packed.namelist())
    except _FAULTS as error:
        raise InputUnusableError("Arsip .zip ini rusak atau terpotong. Salin ulang dari asalnya.") from error
    return () if _OFFICE & set(names) else tuple(name for name in names if not name.endswith("/"))


@contextmanager
def unpacked(path: Path, inside: str) -> Iterator[Path]:
    """A folder of a .zip, as long as the context lasts.

    Args:
        path: The .zip.
        inside: The folder in it with "/" behind it, "" for all of it.

    Raises:
        InputUnusableError: It is damaged, has a password, is too large, or a name in it leads out of the folder.
    """
    with tempfile.TemporaryDirectory(prefix="rkt-") as made:
        try:
            with open_file(path) as file, zipfile.ZipFile(file) as packed:
                _lay_out(packed, inside, Path(made))
        except _FAULTS as error:
            told = "dikunci dengan kata sandi" if "password" in str(error) else "rusak atau terpotong"
            raise InputUnusableError(f"Arsip .zip ini {told}, jadi isinya tidak dapat dibaca.") from error
        yield Path(made)


def _lay_out(packed: zipfile.ZipFile, inside: str, target: Path) -> None:
    members = [each for each in packed.infolist() if each.filename.startswith(inside) and not each.is_dir()]
    if len(members) > MOST_FILES:
        raise InputUnusableError(f"Arsip .zip ini memuat lebih dari {MOST_FILES} berkas. Ekstrak dahulu foldernya.")
    left = MOST_BYTES
    for each in members:
        parts = PurePosixPath(each.filename.removeprefix(inside)).parts
        if (
            not parts
            or _STRANGE & set(parts)
            or each.filename.startswith("/")
            or any("\\" in one or ":" in one for one in parts)
        ):
            raise InputUnusableError("Arsip .zip ini memuat nama yang menuju ke luar foldernya, jadi tidak dibuka.")
        place = target.joinpath(*parts)
        place.parent.mkdir(parents=True, exist_ok=True)
        left = _unpack(packed, each, place, left)


def _unpack(packed: zipfile.ZipFile, member: zipfile.ZipInfo, place: Path, left: int) -> int:
    """Lay one file out, and say how many bytes may still come."""
    with packed.open(member) as source, place.open("xb") as file:
        while chunk := source.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise InputUnusableError("Arsip .zip ini terlalu besar setelah dimekarkan. Ekstrak dahulu foldernya.")
            file.write(chunk)
    return left
