"""Papers as a browser shows and prints them: a Word file or a letter of the program as PDF, made by LibreOffice.

What was made is kept as long as the desk is open, by the bytes that it was made of. One is made at a time; the few that
wait for it hold a thread each, so that the rest of the page goes on, and one more is told to wait.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Final

from rkt_excel.edges.disk.one_way import file_bytes
from rkt_excel.edges.seal import libreoffice
from rkt_excel.edges.work_folder.folder import sha256

MADE_OF: Final = frozenset({".docx"})
_WAITING: Final = 2  # of the threads of the server
_MOST_KEPT: Final = 20
_PATIENCE: Final = 60.0  # seconds that one may take


class BusyPreviewError(Exception):
    """Others are being made."""


class Previews:
    """The papers that were looked at."""

    def __init__(self, make: Callable[..., bytes] = libreoffice.pdf_of) -> None:
        """Nothing was looked at yet.

        Args:
            make: Makes a PDF of bytes with a file name.
        """
        self._make = make
        self._one = Lock()
        self._room = BoundedSemaphore(_WAITING)
        self._made: OrderedDict[str, bytes] = OrderedDict()

    def of(self, path: Path) -> bytes:
        """The PDF of a file.

        Raises:
            BusyPreviewError: Too many wait already.
            LibreOfficeError: There is none.
            NotPlainError: It is a link, a pipe, a socket or a device.
            OSError: The file cannot be read.
        """
        data = file_bytes(path)
        key = sha256(data)
        if found := self._made.get(key):
            return found
        if not self._room.acquire(blocking=False):
            raise BusyPreviewError
        try:
            with self._one:
                if key not in self._made:
                    self._made[key] = self._make(data, path.name, timeout=_PATIENCE)
                    while len(self._made) > _MOST_KEPT:
                        self._made.popitem(last=False)
                return self._made[key]
        finally:
            self._room.release()


def possible(name: str) -> bool:
    """Whether a file can be shown here: a PDF always, a Word file where LibreOffice is."""
    ending = Path(name).suffix.lower()
    return ending == ".pdf" or (ending in MADE_OF and libreoffice.available() is not None)
