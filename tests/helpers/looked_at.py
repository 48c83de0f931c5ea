"""Texts of a page and pictures as they are looked at."""

from __future__ import annotations

import re
import struct
import zlib


def squeezed(text: str) -> str:
    """The text without spaces and hyphens, because lines break where the column ends."""
    return re.sub(r"[\s\-\u00ad]+", "", text)


def png(width: int, height: int) -> bytes:
    """A red picture of this size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\xff\0\0" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
