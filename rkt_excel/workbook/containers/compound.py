"""Streams of an OLE2 compound file, the wrapping of .xls and of locked .xlsx. Section numbers are those of MS-CFB.

In a damaged file the chains of sectors and the trees of names may lead back to themselves or outside the file. Here
every step is counted: what cannot be followed ends early, and whoever reads the stream finds it cut short.
"""

from __future__ import annotations

import struct
from functools import cached_property
from typing import Final, NamedTuple

OLE_SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER: Final = 512  # bytes
_TABLE_PLACES: Final = 109  # of sectors of the allocation table that the header itself names (2.2)
_LARGEST: Final = 0xFFFFFFFA  # of a sector's number; what is above marks ends, free sectors and tables
_NOBODY: Final = 0xFFFFFFFF
_ENTRY: Final = 128  # bytes of a directory entry (2.6)
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_SHIFTS: Final = frozenset({9, 12})  # sectors of 512 or 4096 bytes
_MINI_SHIFT: Final = 6
_MINI_CUTOFF: Final = 4096  # bytes; smaller streams lie in the mini stream


class _Entry(NamedTuple):
    name: str  # in lower case, as names are compared
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class Compound:
    """An OLE2 file in memory. Its entries, which are streams or storages (folders), are numbered from 0.

    Raises:
        ValueError: It is no such file, or its header cannot be true.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER or not data.startswith(OLE_SIGNATURE):
            raise ValueError(data[:8])
        self._data = data
        (self._shift,) = struct.unpack_from("<H", data, 30)
        if self._shift not in _SHIFTS:
            raise ValueError(self._shift)
        self._sectors = (len(data) >> self._shift) + 1
        self._table = self._allocation()
        self._entries = _entries(self._chain(_u32(data, 48), len(data)))

    @cached_property
    def names(self) -> dict[str, int]:
        """The number of each entry directly below the root, by its name in lower case."""
        return {self._entries[number].name: number for number in self._top()}

    @cached_property
    def everywhere(self) -> frozenset[str]:
        """The names of all entries in lower case, at whatever depth."""
        return frozenset(entry.name for entry in self._entries)

    def stream(self, name: str) -> bytes | None:
        """The bytes of a stream directly below the root, by its name regardless of case; `None` where there is none."""
        number = self.names.get(name.lower())
        return None if number is None else self.content(number)

    def content(self, number: int) -> bytes | None:
        """The bytes of the stream with this number; `None` for a storage."""
        entry = self._entries[number]
        if entry.kind != _STREAM:
            return None
        if entry.size >= _MINI_CUTOFF:
            return self._chain(entry.start, entry.size)
        return self._mini_chain(entry.start, entry.size)

    def inside(self, number: int) -> dict[str, int]:
        """The number of each entry directly in the storage with this number, by its name in lower case."""
        return {self._entries[each].name: each for each in self._below(self._entries[number].child)}

    def _top(self) -> list[int]:
        """The numbers of the entries directly below the root; all streams where its tree leads nowhere."""
        found = self._below(self._entries[0].child) if self._entries else []
        return found or [number for number, entry in enumerate(self._entries) if entry.kind == _STREAM]

    def _below(self, child: int) -> list[int]:
        """The numbers of the entries in the tree (2.6.4) that begins at one of them."""
        found: list[int] = []
        waiting = [child]
        seen: set[int] = set()
        while waiting:
            number = waiting.pop()
            if number >= len(self._entries) or number in seen:
                continue
            seen.add(number)
            entry = self._entries[number]
            waiting += (entry.left, entry.right)
            if entry.kind in {_STREAM, _STORAGE}:
                found.append(number)
        return found

    # sectors

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) << self._shift : (number + 2) << self._shift]

    def _allocation(self) -> list[int]:
        """The table that names the next sector of each (2.3), put together from where header and chain say it is."""
        places = list(struct.unpack_from(f"<{_TABLE_PLACES}I", self._data, 76))
        further, seen = _u32(self._data, 68), 0
        while further < self._sectors and seen < self._sectors:
            numbers = _numbers(self._sector(further))
            places += numbers[:-1]
            further, seen = (numbers[-1] if numbers else _NOBODY), seen + 1
        table: list[int] = []
        for place in places[: self._sectors]:
            if place < self._sectors:
                table += _numbers(self._sector(place))
            if len(table) >= self._sectors:
                break
        return table

    def _chain(self, start: int, size: int) -> bytes:
        """The bytes of a chain of sectors, at most `size`."""
        wanted = (min(size, len(self._data)) >> self._shift) + 1
        parts = [self._sector(number) for number in _follow(self._table, start, min(wanted, self._sectors))]
        return b"".join(parts)[:size]

    @cached_property
    def _mini(self) -> tuple[list[int], bytes]:
        """The table of small sectors and the stream that they lie in (2.4)."""
        table = _numbers(self._chain(_u32(self._data, 60), len(self._data)))
        root = self._entries[0] if self._entries else None
        return table, self._chain(root.start, root.size) if root else b""

    def _mini_chain(self, start: int, size: int) -> bytes:
        table, stream = self._mini
        wanted = (size >> _MINI_SHIFT) + 1
        numbers = _follow(table, start, wanted)
        return b"".join(stream[n << _MINI_SHIFT : (n + 1) << _MINI_SHIFT] for n in numbers)[:size]


def _u32(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<I", data, at)[0])


def _numbers(data: bytes) -> list[int]:
    count = len(data) // 4
    return list(struct.unpack_from(f"<{count}I", data))


def _follow(table: list[int], start: int, most: int) -> list[int]:
    """The sectors of a chain; it ends where it leaves the table, runs in a circle, or has enough."""
    found: list[int] = []
    seen: set[int] = set()
    while start <= _LARGEST and start not in seen and len(found) < most:
        found.append(start)
        seen.add(start)
        start = table[start] if start < len(table) else _NOBODY
    return found


def _entries(directory: bytes) -> list[_Entry]:
    found = []
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length, kind, left, right, child = struct.unpack_from("<HBxIII", directory, at + 64)
        start, size = struct.unpack_from("<II", directory, at + 116)
        name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", errors="replace").lower()
        found.append(_Entry(name, kind, left, right, child, start, size))
    return found
