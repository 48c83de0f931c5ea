"""Archives other than zip that Python itself opens: tar, gzip, bzip2, xz; every byte counted as it comes out."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import IO, Any, Final

from rkt_excel.edges.attachments.held import Closed, Held
from rkt_excel.edges.disk.outside import moment_of
from rkt_excel.workbook.containers.limits import FILE_BYTES, TOTAL_BYTES, Budget, Reason, Unreadable, too_big

_CHUNK: Final = 1 << 16
_USTAR: Final = slice(257, 262)
_OPENERS: Final[dict[bytes, Callable[[BytesIO], Any]]] = {
    b"\x1f\x8b": lambda file: gzip.GzipFile(fileobj=file),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\x00": lzma.LZMAFile,
}
# What these modules raise on damaged input; tarfile's arithmetic and decoding stumble, too.
_FAULTS: Final = (OSError, EOFError, zlib.error, lzma.LZMAError, tarfile.TarError, ValueError, OverflowError)
_KEEP: Final = "Buka arsip itu, lalu simpan isinya di 3-kembali."


def is_packed(data: bytes) -> bool:
    """Whether a file is tar, gzip, bzip2 or xz, told by its content."""
    return data.startswith(tuple(_OPENERS)) or data[_USTAR] == b"ustar"


def members(data: bytes, name: str, budget: Budget) -> Iterator[Held]:
    """What an archive holds; of a damaged one, what could be read before the exception.

    Args:
        data: The archive.
        name: Its own name, from which that of a single packed file is made.
        budget: What it may use; it is charged for every byte that comes out.

    Raises:
        Unreadable: It is damaged or too large.
    """
    opener = next((opens for magic, opens in _OPENERS.items() if data.startswith(magic)), None)
    try:
        plain = _unpacked(opener(BytesIO(data)), budget) if opener else data
        if plain[_USTAR] == b"ustar":
            yield from _tarred(plain, budget)
        else:
            yield Held(_without_ending(name), plain)
    except _FAULTS as fault:
        raise Unreadable(Reason.TERPOTONG, "arsipnya terpotong atau rusak") from fault


def _unpacked(file: IO[bytes], budget: Budget) -> bytes:
    found = bytearray()
    while chunk := file.read(_CHUNK):
        budget.unpack(len(chunk))
        budget.time()
        found += chunk
        if len(found) > TOTAL_BYTES // 2:  # held in memory as a whole
            raise too_big("isi arsipnya terlalu besar setelah dimekarkan")
    return bytes(found)


def _tarred(data: bytes, budget: Budget) -> Iterator[Held]:
    with tarfile.open(fileobj=BytesIO(data), mode="r:") as archive:
        for member in archive:
            budget.time()
            if member.isdir():
                continue
            file = archive.extractfile(member) if member.isreg() else None
            if file is None:
                closed = Closed("hanya rujukan ke berkas lain, bukan berkasnya", _KEEP)
                yield Held(member.name, closed=closed)
                continue
            content = file.read(FILE_BYTES + 1)  # a file beyond that is refused anyway
            budget.unpack(len(content))
            yield Held(member.name, content, moment=moment_of(member.mtime))


def _without_ending(name: str) -> str:
    stem, _, ending = name.rpartition(".")
    return stem if stem and ending.lower() in {"gz", "bz2", "xz", "gzip"} else "isi arsip"
