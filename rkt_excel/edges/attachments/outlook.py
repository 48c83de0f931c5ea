"""Letters that Outlook saved (.msg): an OLE2 file with a storage for each attachment. Numbers are those of MS-OXMSG.

The engine's own reader of OLE2 is used, which counts every step in a damaged file. The libraries for .msg either forbid
this use by their licence (extract-msg: GPL) or give no letters within letters (python-oxmsg).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from rkt_excel.edges.attachments.held import Closed, Held
from rkt_excel.edges.disk.outside import moment_of, plain_line
from rkt_excel.workbook.containers.compound import OLE_SIGNATURE, Compound

_MARK: Final = "__properties_version1.0"  # only a .msg has it (2.4)
_ATTACHMENT: Final = "__attach_version1.0_#"  # 2.2.2
_PROPERTY: Final = "__substg1.0_{:04x}{:04x}"  # 2.1.3: a property in a stream of its own
_WIDE, _NARROW, _BINARY, _STORAGE = 0x1F, 0x1E, 0x102, 0x0D
_DATA, _LONG_NAME, _NAME, _DISPLAY = 0x3701, 0x3707, 0x3704, 0x3001
_SUBJECT, _HEADERS, _CLASS = 0x0037, 0x007D, 0x001A
_SENDERS: Final = (0x5D01, 0x5D02, 0x0C1F, 0x0065)  # SMTP addresses before others, which may be X.400
_SENT, _DELIVERED = 0x0039, 0x0E06
_TOP_HEADER, _INNER_HEADER = 32, 24  # bytes before the fixed properties (2.4.1)
_ENTRY: Final = 16  # bytes of a fixed property
_FILETIME: Final = 11_644_473_600  # seconds from 1601 to 1970
_TICKS: Final = 10_000_000  # in a second
_DEPTH: Final = 4
_REFERENCE: Final = Closed("lampirannya hanya rujukan ke berkas di tempat lain", "Mintalah formulirnya dikirim ulang.")


@dataclass(frozen=True)
class Message:
    """A letter of Outlook.

    Attributes:
        sender: The address of its sender; `None` where none is a mail address.
        date: When it was sent, else delivered, in UTC; `None` where it does not say.
        subject: Its subject in one line, empty where there is none.
        kind: Its message class, such as "IPM.Note" or "REPORT.IPM.Note.NDR".
        headers: The headers with which it arrived by mail; empty for a letter that never did.
        attached: What is attached, letters within it unfolded.
    """

    sender: str | None
    date: datetime | None
    subject: str
    kind: str
    headers: str
    attached: tuple[Held, ...]


def is_message(data: bytes) -> bool:
    """Whether a file is a letter of Outlook, and whole enough to be read."""
    if not data.startswith(OLE_SIGNATURE):
        return False
    try:
        return len(Compound(data).stream(_MARK) or b"") >= _TOP_HEADER
    except (ValueError, struct.error):
        return False


def read_message(data: bytes) -> Message:
    """Read a letter of Outlook that `is_message` has recognised; damaged parts of it count as absent."""
    file = Compound(data)
    return _message(_Storage(file, file.names), _TOP_HEADER)


@dataclass(frozen=True)
class _Storage:
    """A storage of the file with its entries."""

    file: Compound
    entries: Mapping[str, int]

    def stream(self, name: str) -> bytes:
        number = self.entries.get(name)
        return (self.file.content(number) if number is not None else None) or b""

    def text(self, *numbers: int) -> str:
        """The first of several properties that holds a text."""
        for number in numbers:
            wide, narrow = (self.stream(_PROPERTY.format(number, kind)) for kind in (_WIDE, _NARROW))
            found = wide.decode("utf-16-le", "replace") if wide else narrow.decode("cp1252", "replace")
            if found.strip("\0 "):
                return found.strip("\0")
        return ""

    def inner(self, name: str) -> _Storage:
        return _Storage(self.file, self.file.inside(self.entries[name]))

    def moment(self, number: int, header: int) -> datetime | None:
        """A property that is a moment; those lie in one stream together (2.4.2)."""
        data = self.stream(_MARK)
        for at in range(header, len(data) - _ENTRY + 1, _ENTRY):
            _, identifier, _, ticks = struct.unpack_from("<HHIQ", data, at)
            if identifier == number and ticks:
                return moment_of(ticks / _TICKS - _FILETIME)
        return None


def _message(storage: _Storage, header: int, depth: int = 0) -> Message:
    sender = next((each for number in _SENDERS if "@" in (each := storage.text(number))), None)
    return Message(
        plain_line(sender) if sender else None,
        storage.moment(_SENT, header) or storage.moment(_DELIVERED, header),
        plain_line(storage.text(_SUBJECT)),
        storage.text(_CLASS),
        storage.text(_HEADERS),
        tuple(_attachments(storage, depth)),
    )


def _attachments(storage: _Storage, depth: int) -> Iterator[Held]:
    for name in sorted(each for each in storage.entries if each.startswith(_ATTACHMENT)):
        each = storage.inner(name)
        shown = each.text(_LONG_NAME, _NAME, _DISPLAY)
        letter = _PROPERTY.format(_DATA, _STORAGE)
        data = each.stream(_PROPERTY.format(_DATA, _BINARY))
        if data:
            yield Held(shown, data)
        elif letter in each.entries and depth < _DEPTH:
            yield from _message(each.inner(letter), _INNER_HEADER, depth + 1).attached
        else:
            yield Held(shown, closed=_REFERENCE)
