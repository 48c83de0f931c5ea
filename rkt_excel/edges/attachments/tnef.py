"""Attachments inside winmail.dat (TNEF), which Outlook sends to people without it. Numbers are those of MS-OXTNEF.

The one library for it (tnefparse) was last released in 2021 and stands under the LGPL; it gives the same attachments
on the samples that it comes with.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rkt_excel.edges.attachments.held import Closed, Held

TNEF_SIGNATURE: Final = b"\x78\x9f\x3e\x22"
_HEADER: Final = 6  # bytes: signature and key
_RENDERING, _TITLE, _DATA, _PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005  # 2.1.3.3: of an attachment
_ATTACHMENT_LEVEL: Final = 2
_LONG_NAME, _OBJECT_DATA = 0x3707, 0x3701  # PidTagAttachLongFilename, PidTagAttachDataObject
_INTERFACE: Final = 16  # bytes of an identifier before the data of an object (2.1.3.4.2)
_FIXED: Final = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16}  # bytes by property type
_STRING, _WIDE, _OBJECT, _BINARY, _SEVERAL = 30, 31, 13, 258, 0x1000
_NAMED: Final = 0x8000  # numbers from here on have a name as well
_MOST: Final = 1_000  # properties of an attachment

_SAVE: Final = (
    "Simpan formulirnya dari Outlook, atau mintalah surelnya dikirim ulang dengan format HTML, bukan Rich Text."
)
_BROKEN: Final = Closed("lampirannya terbungkus dalam winmail.dat yang rusak atau terpotong", _SAVE)


@dataclass
class _Attachment:
    """What is known of an attachment so far."""

    title: str = ""
    long: str = ""
    data: bytes | None = None
    inner: bytes | None = None  # a letter or an object in its place, as a property

    def held(self) -> Held:
        name = self.long or self.title
        if self.inner is not None and (self.data is None or self.inner.startswith(TNEF_SIGNATURE)):
            return Held(name, self.inner)
        return Held(name, closed=_BROKEN) if self.data is None else Held(name, self.data)


def attachments(data: bytes) -> Iterator[Held]:
    """The files in a winmail.dat; of a damaged one, what could be read of it and one `Held` that says it is damaged."""
    one: _Attachment | None = None
    try:
        for kind, value in _attributes(data):
            if kind == _RENDERING:  # begins an attachment
                if one:
                    yield one.held()
                one = _Attachment()
            elif one and kind == _TITLE:
                one.title = value.partition(b"\0")[0].decode("cp1252", "replace")
            elif one and kind == _DATA:
                one.data = value
            elif one and kind == _PROPERTIES:
                _take(one, value)
    except (struct.error, ValueError):
        yield Held("", closed=_BROKEN)
    if one:
        yield one.held()


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The attributes of attachments (2.1.3.2): level, number, length, value, checksum."""
    at = _HEADER
    while at < len(data):
        level, number, length = struct.unpack_from("<BIi", data, at)
        at += 9
        if length < 0 or at + length + 2 > len(data):
            raise ValueError(length)
        if level == _ATTACHMENT_LEVEL:
            yield number & 0xFFFF, data[at : at + length]
        at += length + 2


def _take(one: _Attachment, data: bytes) -> None:
    """What the properties of an attachment (2.1.3.4) say of it, as far as they can be read."""
    try:
        (count,) = struct.unpack_from("<I", data)
        at = 4
        for _ in range(min(count, _MOST)):
            kind, number = struct.unpack_from("<HH", data, at)
            at = _past_its_name(data, at + 4) if number >= _NAMED else at + 4
            value, at = _value(data, at, kind)
            if number == _LONG_NAME:
                codec = "utf-16-le" if kind == _WIDE else "cp1252"
                one.long = value.decode(codec, "replace").partition("\0")[0]
            elif number == _OBJECT_DATA:
                one.inner = value[_INTERFACE:] if kind == _OBJECT else value
    except (struct.error, ValueError):
        return


def _past_its_name(data: bytes, at: int) -> int:
    """Where the value of a named property begins."""
    (by_name, length) = struct.unpack_from("<II", data, at + 16)
    return int(at) + 20 + (4 + int(length) + -int(length) % 4 if by_name else 4)


def _value(data: bytes, at: int, kind: int) -> tuple[bytes, int]:
    """The (first) value of a property, and where the next property begins."""
    if kind in _FIXED:
        return data[at : at + _FIXED[kind]], at + _FIXED[kind]
    plain = kind & ~_SEVERAL
    if plain not in {_STRING, _WIDE, _OBJECT, _BINARY, *_FIXED}:
        raise ValueError(kind)
    (count,) = struct.unpack_from("<I", data, at)
    at, first = at + 4, b""
    for number in range(min(count, _MOST)):
        length = _FIXED.get(plain)
        if length is None:
            (length,) = struct.unpack_from("<I", data, at)
            at += 4
        if at + length > len(data):
            raise ValueError(length)
        first = data[at : at + length] if number == 0 else first
        at += length + -length % 4
    return first, at
