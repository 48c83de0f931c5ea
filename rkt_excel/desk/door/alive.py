"""Whether somebody still has a page open: pages tell it every few seconds, and when they are left."""

from __future__ import annotations

import time
from threading import Lock
from typing import Final

FIRST: Final = 1800.0  # seconds for the first page, where the address is only printed
SILENT: Final = 900.0  # without a word of any page; a page in the background tells it once a minute
LEFT: Final = 90.0  # after a page was left and no other has spoken since
_SLEPT: Final = 30.0  # between two looks; the computer was asleep, and so were the pages


class Alive:
    """The pages that are open, as far as they tell."""

    def __init__(self, clock: object = None) -> None:
        """Nobody was there yet."""
        self._now = clock if callable(clock) else time.monotonic
        self._lock = Lock()
        self._until = self._looked = self._now()
        self._until += FIRST

    def seen(self) -> None:
        """A page is there."""
        with self._lock:
            self._until = self._now() + SILENT

    def left(self) -> None:
        """A page was left; where another is open, it will speak."""
        with self._lock:
            self._until = min(self._until, self._now() + LEFT)

    def over(self) -> bool:
        """Whether nobody is there any more; to be asked every second or so."""
        now = self._now()
        with self._lock:
            if now - self._looked > _SLEPT:
                self._until += now - self._looked
            self._looked = now
            return now > self._until
