"""The second look at an .xls: the OLE2 file by its first table of sectors, and the records that hold values.

MS-CFB and MS-XLS, as far as a form of ours needs them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from fuzz.mutant import Stored

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
Record = tuple[int, bytes]


def stream(data: bytes) -> bytes:
    """The records of the workbook.

    Raises:
        ValueError: There are none where they should be.
    """
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    sectors = [each for each in struct.unpack_from("<109I", data, 76) if each < 0xFFFFFFFA]
    table: list[int] = []
    for each in sectors:
        sector = data[(each + 1) * size : (each + 2) * size]
        table += struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])

    def chain(start: int) -> bytes:
        found: list[bytes] = []
        at = start
        while at < 0xFFFFFFFA:
            if len(found) > len(table):
                raise ValueError("a circle")
            found.append(data[(at + 1) * size : (at + 2) * size])
            at = table[at]
        return b"".join(found)

    directory = chain(struct.unpack_from("<I", data, 48)[0])
    for at in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + length - 2].decode("utf-16-le").lower()
        start, wanted = struct.unpack_from("<II", directory, at + 116)
        if name in {"workbook", "book"} and wanted >= 4096:
            return chain(start)[:wanted]
    raise ValueError("no workbook")


def records(data: bytes, at: int = 0) -> Iterator[tuple[int, int, bytes]]:
    """The records from a place on: place, code, bytes. The last may be cut short."""
    while at + 4 <= len(data):
        code, length = struct.unpack_from("<HH", data, at)
        yield at, code, data[at + 4 : at + 4 + length]
        at += 4 + length


def book(data: bytes) -> dict[str, dict[tuple[int, int], Stored]]:
    """What stands in the cells of the file.

    Raises:
        ValueError: It is damaged.
        struct.error: The same.
        LookupError: The same.
    """
    said = stream(data)
    sheets: list[tuple[int, str]] = []
    texts: list[str] = []
    waiting: list[bytes] | None = None
    for _, code, body in records(said):
        if waiting is not None and code == 0x3C:
            waiting.append(body)
            continue
        if waiting is not None:
            texts, waiting = _texts(waiting), None
        if code == 0x85:
            sheets.append((struct.unpack_from("<I", body)[0], _short(body, 6)))
        elif code == 0xFC:
            waiting = [body]
        elif code == 0x0A:
            break
    return {name: _sheet(said, at, texts) for at, name in sheets}


def _short(body: bytes, at: int) -> str:
    """A text whose length takes one byte."""
    count, flags = body[at], body[at + 1]
    return body[at + 2 : at + 2 + count * (2 if flags & 1 else 1)].decode("utf-16-le" if flags & 1 else "latin-1")


class _Parts:
    """Bytes that go on in the next record; letters begin there with a byte that says how wide they are."""

    def __init__(self, parts: list[bytes]) -> None:
        self.parts, self.number, self.at = parts, 0, 0

    def take(self, count: int) -> bytes:
        found = b""
        while len(found) < count:
            if self.at >= len(self.parts[self.number]):
                self.number, self.at = self.number + 1, 0
            piece = self.parts[self.number][self.at : self.at + count - len(found)]
            self.at += len(piece)
            found += piece
        return found

    def letters(self, count: int, *, wide: bool) -> str:
        text = ""
        while count:
            if self.at >= len(self.parts[self.number]):
                self.number, self.at = self.number + 1, 1
                wide = bool(self.parts[self.number][0] & 1)
            size = 2 if wide else 1
            here = min(count, (len(self.parts[self.number]) - self.at) // size)
            if not here:
                raise ValueError("half a letter")
            piece = self.parts[self.number][self.at : self.at + here * size]
            text += piece.decode("utf-16-le" if wide else "latin-1")
            self.at, count = self.at + here * size, count - here
        return text


def _texts(bodies: list[bytes]) -> list[str]:
    parts = _Parts(bodies)
    _, count = struct.unpack("<II", parts.take(8))
    found = []
    for _ in range(count):
        length, flags = struct.unpack("<HB", parts.take(3))
        runs = struct.unpack("<H", parts.take(2))[0] if flags & 8 else 0
        extra = struct.unpack("<I", parts.take(4))[0] if flags & 4 else 0
        found.append(parts.letters(length, wide=bool(flags & 1)))
        parts.take(4 * runs + extra)
    return found


def _sheet(said: bytes, at: int, texts: list[str]) -> dict[tuple[int, int], Stored]:
    cells: dict[tuple[int, int], Stored] = {}
    waiting: tuple[int, int] | None = None
    begun = False
    for _, code, body in records(said, at):
        if not begun:
            if code != 0x809 or struct.unpack_from("<H", body, 2)[0] != 0x10:
                raise ValueError("no sheet")
            begun = True
        elif code == 0x0A:
            return cells
        elif code in {0x809, 0x03, 0x02, 0x05, 0x04} or len(body) > 8224:
            raise ValueError("a sheet in a sheet, or records of old")
        elif code == 0x207 and waiting:
            cells[waiting] = Stored("s", _long(body, 0))
        elif code in _CELLS:
            place = _place(body)
            waiting = place if code == 0x06 and body[6] == 0 and body[12:14] == b"\xff\xff" else None
            for right, stored in enumerate(_stored(code, body, texts)):
                cells[place[0], place[1] + right] = stored
    raise ValueError("no end")


_CELLS: Final = frozenset({0xFD, 0x203, 0x27E, 0xBD, 0x06, 0x205, 0x204, 0xD6})


def _place(body: bytes) -> tuple[int, int]:
    row, column = struct.unpack_from("<HH", body)
    return row + 1, column + 1


def _long(body: bytes, at: int) -> str:
    count, flags = struct.unpack_from("<HB", body, at)
    text = body[at + 3 : at + 3 + count * (2 if flags & 1 else 1)]
    return text.decode("utf-16-le" if flags & 1 else "latin-1")


def _stored(code: int, body: bytes, texts: list[str]) -> list[Stored]:  # noqa: PLR0911 - one line for each record
    if code == 0xFD:
        return [Stored("s", texts[struct.unpack_from("<I", body, 6)[0]])]
    if code == 0x203:
        return [_number(struct.unpack_from("<d", body, 6)[0])]
    if code == 0x27E:
        return [_number(_packed(struct.unpack_from("<i", body, 6)[0]))]
    if code == 0xBD:
        return [_number(_packed(struct.unpack_from("<i", body, at)[0])) for at in range(6, len(body) - 2, 6)]
    if code == 0x205:
        return [_told(body[6], error=bool(body[7]))]
    if code == 0x06:
        return [_result(body)]
    return [Stored("s", _long(body, 6), doubt=code == 0xD6)]


def _number(value: float) -> Stored:
    return Stored("n", repr(value), doubt=value != value or value in {float("inf"), float("-inf")})  # noqa: PLR0124


def _packed(value: int) -> float:
    """A number of 30 bits (RK, MS-XLS 2.5.217)."""
    whole = float(value >> 2) if value & 2 else struct.unpack("<d", struct.pack("<Q", (value & 0xFFFFFFFC) << 32))[0]
    return whole / 100 if value & 1 else whole


def _told(value: int, *, error: bool) -> Stored:
    return Stored("e", _ERRORS.get(value, "#N/A")) if error else Stored("b", str(int(bool(value))))


def _result(body: bytes) -> Stored:
    """The result of a formula."""
    if body[12:14] != b"\xff\xff":
        value = struct.unpack_from("<d", body, 6)[0]
        return Stored("n", repr(value), doubt=not value)  # a zero may stand for a formula that nobody calculated
    if body[6] in {1, 2}:
        return _told(body[8], error=body[6] == 2)
    return Stored("s", "", doubt=True)
