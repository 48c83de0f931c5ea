"""Small .xls files made by hand: an OLE2 container with streams, and the records of a workbook."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from itertools import accumulate

END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
LEAST = 4096  # bytes of a stream that lies in sectors of its own


def container(streams: Mapping[str, bytes]) -> bytes:
    """An OLE2 file with these streams at its top."""
    padded = [data.ljust(LEAST, b"\0") for data in streams.values()]
    counts = [-(-len(data) // 512) for data in padded]
    folders = -(-(len(streams) + 1) // 4)
    tables = -(-(folders + sum(counts)) // 127)
    starts = list(accumulate(counts, initial=tables + folders))
    chains = [*range(tables + 1, tables + folders), END]
    for start, count in zip(starts, counts, strict=False):
        chains += [*range(start + 1, start + count), END]
    table = [TABLE] * tables + chains
    table += [FREE] * (tables * 128 - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(10) + struct.pack("<IIIIIIIII", tables, tables, 0, LEAST, END, 0, END, 0, 0)
    header += struct.pack("<108I", *[*range(1, tables), *[FREE] * (109 - tables)])
    entries = [_entry("Root Entry", 5, FREE, 1, END, 0)]
    for number, (name, start, data) in enumerate(zip(streams, starts, padded, strict=False), 1):
        after = number + 1 if number < len(streams) else FREE
        entries.append(_entry(name, 2, after, FREE, start, len(data)))
    directory = b"".join(entries).ljust(folders * 512, b"\0")
    body = b"".join(data.ljust(count * 512, b"\0") for data, count in zip(padded, counts, strict=True))
    return header + struct.pack(f"<{len(table)}I", *table) + directory + body


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<HBBIII", len(text), kind, 1, FREE, right, child)
    return text.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)


def record(code: int, data: bytes = b"") -> bytes:
    """One record of a workbook."""
    return struct.pack("<HH", code, len(data)) + data


def text(letters: str, *, wide: bool = False) -> bytes:
    """A text as the table of shared texts holds it."""
    return struct.pack("<HB", len(letters), wide) + letters.encode("utf-16-le" if wide else "latin-1")


def table(texts: Sequence[bytes], *, claimed: int | None = None) -> bytes:
    """The record of shared texts."""
    count = len(texts) if claimed is None else claimed
    return record(0xFC, struct.pack("<II", count, count) + b"".join(texts))


def labelled(page: int | None, *texts: bytes, name: bytes = b"Isian") -> bytes:
    """An .xls of Excel 5.0/95 with texts of one code page in its first column; `None` names no code page."""
    kind = struct.pack("<HHII", 0x0DBB, 0x07CC, 0, 6)
    begin = record(0x809, struct.pack("<HH", 0x500, 5) + kind)
    begin += b"" if page is None else record(0x42, struct.pack("<H", page))
    place = len(begin) + 11 + len(name) + 4
    listed = record(0x85, struct.pack("<IHB", place, 0, len(name)) + name) + record(0x0A)
    cells = b"".join(record(0x204, struct.pack("<HHHH", row, 0, 0, len(each)) + each) for row, each in enumerate(texts))
    start = record(0x809, struct.pack("<HH", 0x500, 0x10) + kind)
    return container({"Book": begin + listed + start + cells + record(0x0A)})


def workbook(cells: bytes, *, texts: bytes = b"", lock: bytes = b"", version: int = 0x600) -> bytes:
    """The records of a workbook of one sheet, called Isian.

    Args:
        cells: Its records.
        texts: The record of shared texts.
        lock: The record that says how it is locked, nothing yet being locked.
        version: 0x600 since Excel 97, 0x500 before.
    """
    return book({"Isian": cells}, texts=texts, lock=lock, version=version)


def book(sheets: Mapping[str, bytes], *, texts: bytes = b"", lock: bytes = b"", version: int = 0x600) -> bytes:
    """The same of several sheets, by their names."""
    kind = struct.pack("<HHII", 0x0DBB, 0x07CC, 0, 6)
    page = record(0x42, struct.pack("<H", 1200 if version == 0x600 else 1252))
    begin = record(0x809, struct.pack("<HH", version, 5) + kind) + lock + page
    flag = b"\0" if version == 0x600 else b""
    names = [bytes([len(name)]) + flag + name.encode("latin-1") for name in sheets]
    start = record(0x809, struct.pack("<HH", version, 0x10) + kind)
    bodies = [start + cells + record(0x0A) for cells in sheets.values()]
    first = len(begin) + sum(10 + len(name) for name in names) + len(texts) + 4
    places = accumulate(map(len, bodies), initial=first)
    listed = b"".join(
        record(0x85, struct.pack("<IH", place, 0) + name) for place, name in zip(places, names, strict=False)
    )
    return begin + listed + texts + record(0x0A) + b"".join(bodies)


def number(row: int, column: int, value: float) -> bytes:
    """A number at a 0-based place."""
    return record(0x203, struct.pack("<HHHd", row, column, 0, value))


def shared(row: int, column: int, index: int) -> bytes:
    """A shared text at a 0-based place."""
    return record(0xFD, struct.pack("<HHHI", row, column, 0, index))
