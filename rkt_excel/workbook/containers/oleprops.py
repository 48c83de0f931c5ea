"""Document properties of an .xls: the property sets of OLE2, as far as they hold texts, numbers and dates.

Section numbers are those of MS-OLEPS.
"""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from rkt_excel.workbook.values.cells import exact

if TYPE_CHECKING:
    from collections.abc import Callable

_SUMMARY: Final = "\x05SummaryInformation"
_DOCUMENT_SUMMARY: Final = "\x05DocumentSummaryInformation"
_USER_DEFINED: Final = UUID("d5cdd505-2e9c-101b-9397-08002b2cf9ae")
_DICTIONARY, _CODEPAGE, _LAST_SAVED = 0, 1, 13  # property identifiers (2.1, 2.25.1)
_UTF16: Final = 1200  # code page
_MOST: Final = 10_000  # properties in a set; a header may claim four thousand million
_EPOCH: Final = datetime(1601, 1, 1, tzinfo=UTC)  # of FILETIME, which counts tenths of microseconds

# VT_* (2.15) of single values, with the format that `struct` reads them by.
_I2, _I4, _R4, _R8, _BOOL, _UI4, _LPSTR, _LPWSTR, _FILETIME = 2, 3, 4, 5, 11, 19, 30, 31, 64
_PLAIN: Final = {_I2: "<h", _I4: "<i", _R4: "<f", _R8: "<d", _UI4: "<I"}


_FAULTS: Final = (struct.error, LookupError, ValueError, OverflowError)  # of unpacking and decoding


def read_properties(stream: Callable[[str], bytes | None]) -> tuple[dict[str, str], datetime | None]:
    """The user's own properties as texts, and when the file was saved, in UTC (`None` where it does not say).

    A damaged property set counts as none at all: no cell depends on it.

    Args:
        stream: Gives the bytes of a stream by its name; `None` where there is none.
    """
    try:
        users = _section(stream(_DOCUMENT_SUMMARY), _USER_DEFINED)
        properties = users.named() if users else {}
    except _FAULTS:
        properties = {}
    try:
        summary = _section(stream(_SUMMARY), None)
        saved = summary.value(_LAST_SAVED) if summary else None
    except _FAULTS:
        saved = None
    return properties, saved if isinstance(saved, datetime) else None


def _section(stream: bytes | None, kind: UUID | None) -> _Section | None:
    """One set of a property stream (2.21): the one of this kind, the first for None."""
    if not stream:
        return None
    (sets,) = struct.unpack_from("<I", stream, 24)
    for number in range(min(sets, 2)):
        identifier, offset = struct.unpack_from("<16sI", stream, 28 + 20 * number)
        if kind is None or UUID(bytes_le=identifier) == kind:
            return _Section(stream[offset:])
    return None


class _Section:
    """One property set (2.20): places of values by their identifiers."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        (count,) = struct.unpack_from("<I", data, 4)
        pairs = (struct.unpack_from("<II", data, 8 + 8 * number) for number in range(min(count, _MOST)))
        self._places: dict[int, int] = dict(pairs)
        self._page = 1252
        page = self.value(_CODEPAGE) if _CODEPAGE in self._places else None
        if isinstance(page, str):
            self._page = int(page) & 0xFFFF  # a signed number in the file

    def value(self, identifier: int) -> str | datetime | None:
        """A value, None for one that is missing or of a type that is no single value."""
        place = self._places.get(identifier)
        if place is None:
            return None
        (kind,) = struct.unpack_from("<I", self._data, place)
        place += 4
        if kind in _PLAIN:
            return format(exact(struct.unpack_from(_PLAIN[kind], self._data, place)[0]), "f")
        if kind == _BOOL:
            return "true" if struct.unpack_from("<H", self._data, place)[0] else "false"
        if kind == _FILETIME:
            (ticks,) = struct.unpack_from("<Q", self._data, place)
            return _EPOCH + timedelta(microseconds=ticks // 10)
        if kind in {_LPSTR, _LPWSTR}:
            return self._text(place, wide=kind == _LPWSTR)[0]
        return None

    def named(self) -> dict[str, str]:
        """Names and texts of the properties in the dictionary (2.16, 2.17)."""
        place = self._places.get(_DICTIONARY)
        if place is None:
            return {}
        found = {}
        (count,) = struct.unpack_from("<I", self._data, place)
        place += 4
        for _ in range(min(count, _MOST)):
            (identifier,) = struct.unpack_from("<I", self._data, place)
            name, place = self._text(place + 4, wide=self._page == _UTF16)
            if self._page == _UTF16:
                place += -place % 4  # entries in Unicode are padded
            value = self.value(identifier)
            if value is not None:
                found[name] = value if isinstance(value, str) else value.strftime("%Y-%m-%dT%H:%M:%SZ")
        return found

    def _text(self, place: int, *, wide: bool) -> tuple[str, int]:
        """A text with its length before it, and where it ends; the length counts characters where wide."""
        (length,) = struct.unpack_from("<I", self._data, place)
        place += 4
        end = place + (length * 2 if wide else length)
        codec = "utf-16-le" if wide else _CODECS.get(self._page, f"cp{self._page}")
        return self._data[place:end].decode(codec, errors="replace").partition("\0")[0], end


_CODECS: Final = {_UTF16: "utf-16-le", 10000: "mac-roman", 65001: "utf-8"}
