"""Comments of an .xls, gathered from its records as they pass.

Since Excel 97 a comment is in four records (MS-XLS 2.4.179, 2.4.181, 2.4.329, 2.4.58): an object with its number, the
text of that object, which continues in the next record, and a note that says on which cell the object lies. Before, a
note held its text itself, in parts of up to 2,048 bytes. A comment that is damaged is passed over: the values of the
file do not hang on it.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from typing import Final

from rkt_excel.workbook.values.cells import CELL_TEXT, Comment

_OBJECT: Final = 0x5D
_TEXT: Final = 0x1B6
_CONTINUED: Final = 0x3C
NOTE: Final = 0x1C
RECORDS: Final = frozenset({_OBJECT, _TEXT, _CONTINUED, NOTE})
_COMMON: Final = 0x15  # the first part of an object, which holds its number
_NOTE_LENGTH: Final = 8  # bytes before the author
_OLD_NOTE: Final = 6  # bytes before the text
_FURTHER: Final = 0xFFFF


class XlsComments:
    """The comments of each sheet, in `found`: by the 0-based number of the sheet, then by 1-based row and column."""

    def __init__(self) -> None:
        self.found: dict[int, dict[tuple[int, int], Comment]] = defaultdict(dict)
        self._sheet = 0
        self._object: int | None = None
        self._missing = 0  # characters of a text that is still to come
        self._texts: dict[int, str] = {}
        self._last = 0, 0  # where the note before stands

    def see(self, sheet: int, code: int, data: bytes) -> None:
        """Take what a record of Excel 97 or newer says about comments.

        Args:
            sheet: The 0-based sheet that is being read.
            code: The code of the record, one of `RECORDS`.
            data: Its bytes.
        """
        if sheet != self._sheet:
            self._sheet, self._object, self._missing, self._texts = sheet, None, 0, {}
        if code == _CONTINUED:
            self._continue(data)
            return
        self._missing = 0
        if code == _OBJECT:
            known = len(data) >= _NOTE_LENGTH and struct.unpack_from("<H", data)[0] == _COMMON
            self._object = struct.unpack_from("<H", data, 6)[0] if known else None
        elif code == _TEXT and len(data) >= 12:
            self._missing = min(struct.unpack_from("<H", data, 10)[0], CELL_TEXT)
        elif code == NOTE and len(data) >= _NOTE_LENGTH:
            row, column, _, number = struct.unpack_from("<4H", data)
            if text := self._texts.get(number, ""):
                self.found[sheet][row + 1, column + 1] = Comment(text)

    def see_old(self, sheet: int, data: bytes, encoding: str) -> None:
        """Take a note of Excel 2 to 95, which holds its text itself; further parts of a long one say row 65535.

        Args:
            sheet: The 0-based sheet that is being read.
            data: The bytes of the record.
            encoding: The encoding of the texts of the file, as Python names it.
        """
        if len(data) < _OLD_NOTE:
            return
        row, column, _ = struct.unpack_from("<3H", data)
        text = data[_OLD_NOTE:].decode(encoding, errors="replace").replace("\r", "\n")
        if row != _FURTHER:
            self._last = row + 1, column + 1
        elif self._last in self.found[sheet]:
            text = self.found[sheet][self._last].text + text
        if text:
            self.found[sheet][self._last] = Comment(text[:CELL_TEXT])

    def _continue(self, data: bytes) -> None:
        """A part of a text: a byte that says whether its letters have one or two bytes, then the letters."""
        if not self._missing or self._object is None or not data:
            return
        wide = bool(data[0] & 1)
        letters = data[1:].decode("utf-16-le" if wide else "latin-1", errors="replace")[: self._missing]
        self._missing -= len(letters)
        self._texts[self._object] = self._texts.get(self._object, "") + letters
