"""A zip put together byte by byte, so that anything in it can be wrong."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, field, replace
from functools import cache

LATER = 8  # the flag that says that checksum and sizes stand behind the member
_STAMP = (2026 - 1980) << 25 | 11 << 21 | 20 << 16 | 8 << 11


@dataclass(frozen=True)
class Entry:
    """A member of a zip as its headers say it and as it is.

    Attributes:
        name: As the headers have it.
        raw: Its bytes as they lie there.
        method: 0 stored, 8 deflated; any other says so only.
        crc: Of its unpacked bytes, as the headers say.
        size: Of its unpacked bytes, as the headers say.
        local_name: The name in the header before it, where it differs; `None` where it does not.
        flags: General purpose flags.
        extra: Extra fields.
        packed: The size of `raw`, as the headers say; `None` for the true one.
        stamp: Day and time, as MS-DOS counts them.
        comment: Of this member.
    """

    name: str
    raw: bytes = field(repr=False)
    method: int = 8
    crc: int = 0
    size: int = 0
    local_name: str | None = None
    flags: int = 0
    extra: bytes = b""
    packed: int | None = None
    stamp: int = _STAMP
    comment: bytes = b""

    @property
    def content(self) -> bytes:
        return zlib.decompress(self.raw, -15) if self.method == 8 else self.raw


def entry(name: str, data: bytes, *, stored: bool = True) -> Entry:
    """A member that is in order; stored, for that is what takes no time."""
    raw = data
    if not stored:
        packer = zlib.compressobj(1, zlib.DEFLATED, -15)
        raw = packer.compress(data) + packer.flush()
    return Entry(name, raw, 0 if stored else 8, zlib.crc32(data), len(data))


@cache
def entries(data: bytes) -> tuple[Entry, ...]:
    """The members of a zip that is in order, as they lie there."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return tuple(_entry(data, info) for info in package.infolist())


def _entry(data: bytes, info: zipfile.ZipInfo) -> Entry:
    name, extra = struct.unpack_from("<HH", data, info.header_offset + 26)
    start = info.header_offset + 30 + name + extra
    return Entry(info.filename, data[start : start + info.compress_size], info.compress_type, info.CRC, info.file_size)


def joined(
    members: list[Entry] | tuple[Entry, ...], *, comment: bytes = b"", before: bytes = b"", shift: int = 0
) -> bytes:
    """The whole zip; `shift` is added to where its directory is said to be."""
    out, directory = [before], []
    at = len(before)
    for each in members:
        name = each.name.encode("utf-8", "surrogateescape")
        flags = each.flags | (0x800 if not name.isascii() else 0)
        packed = len(each.raw) if each.packed is None else each.packed
        common = struct.pack("<HHIIII", flags, each.method, each.stamp, each.crc, packed, each.size)
        own = name if each.local_name is None else each.local_name.encode("utf-8", "surrogateescape")
        first = common[:8] + bytes(12) if flags & LATER else common
        local = b"PK\x03\x04\x14\0" + first + struct.pack("<HH", len(own), len(each.extra)) + own + each.extra
        said = struct.pack("<HHHHHII", len(name), len(each.extra), len(each.comment), 0, 0, 0, at)
        directory.append(b"PK\x01\x02\x14\0\x14\0" + common + said + name + each.extra + each.comment)
        after = b"PK\x07\x08" + common[8:] if flags & LATER else b""
        out += [local, each.raw, after]
        at += len(local) + len(each.raw) + len(after)
    listed = b"".join(directory)
    count = min(len(members), 0xFFFF)
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(listed), at + shift, len(comment))
    return b"".join([*out, listed, b"PK\x05\x06", end, comment])


def changed(members: tuple[Entry, ...], parts: dict[str, bytes]) -> list[Entry]:
    """The members with other contents, those that were not there at the end."""
    known = {each.name for each in members}
    kept = [entry(each.name, parts[each.name]) if each.name in parts else each for each in members]
    return [*kept, *(entry(name, data) for name, data in parts.items() if name not in known)]


def renamed(each: Entry, name: str) -> Entry:
    return replace(each, name=name)
