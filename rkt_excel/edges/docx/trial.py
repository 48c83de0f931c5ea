"""A template that did not come with the program is tried once in a process of its own, which can be ended.

What a template computes is counted (`edges.docx.language`). Before that docxtpl and this program look for its tags by
patterns, and some of these take for ever with a text that was made for it; nobody can count that, only end it.
"""

from __future__ import annotations

import atexit
import subprocess
import sys
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from threading import Lock, Thread
from typing import Final

from rkt_excel.edges.disk.one_way import file_bytes, followed
from rkt_excel.edges.disk.shipped import shipped_inputs

SECONDS: Final = 30.0  # a trial takes 0.1; whatever takes 300 times as long is not waited for on any machine
READY: Final = b"+"
BORNE: Final = b"."
SIZE_BYTES: Final = 8  # of the length that goes before the bytes of a template
# The child looks for modules where this process does and nowhere else, above all not in the folder that is open.
_CHILD: Final = "import sys; sys.path[:] = sys.argv[1:]; from rkt_excel.edges.docx import rehearsal; rehearsal.serve()"


class TrialError(Exception):
    """A template did not come through its trial."""


class _Rehearsal:
    """A process that tries templates, one after the other."""

    def __init__(self) -> None:
        path = [str(followed(Path(each))) for each in sys.path]
        self._process = subprocess.Popen(  # noqa: S603 - this very Python with our own words
            [sys.executable, "-c", _CHILD, *path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        atexit.register(self.end)

    def heard(self, wanted: bytes, said: bytes = b"") -> bool:
        """Whether the process answers so in time; where it does not, it is ended.

        Args:
            wanted: The answer.
            said: What is said to it before, nothing where it speaks first.
        """
        answers: list[bytes] = []
        waiting = Thread(target=lambda: answers.append(self._exchanged(said)), daemon=True)
        waiting.start()
        waiting.join(SECONDS)
        if answers == [wanted]:
            return True
        self.end()
        waiting.join()
        return False

    def _exchanged(self, said: bytes) -> bytes:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with suppress(OSError, ValueError):  # it has ended, or was ended meanwhile
            self._process.stdin.write(said)
            self._process.stdin.flush()
            return self._process.stdout.read(1)
        return b""

    def end(self) -> None:
        """End the process."""
        atexit.unregister(self.end)
        self._process.kill()
        with suppress(OSError):  # what was still to be said to it goes nowhere
            self._process.communicate()


class _Trials:
    """What was tried in this process, and the process that tries, which is started for the first template."""

    def __init__(self) -> None:
        self._borne: dict[bytes, bool] = {}
        self._rehearsal: _Rehearsal | None = None
        self._lock = Lock()

    def bears(self, content: bytes, digest: bytes) -> bool:
        """Whether a template comes through; tried once for each content."""
        with self._lock:
            if digest not in self._borne:
                self._borne[digest] = self._tried(content)
            return self._borne[digest]

    def _tried(self, content: bytes) -> bool:
        rehearsal = self._rehearsal or _started()
        if rehearsal is None:
            return True  # no process can be started here; what a template computes is still counted
        said = len(content).to_bytes(SIZE_BYTES) + content
        self._rehearsal = rehearsal if rehearsal.heard(BORNE, said) else None
        return self._rehearsal is not None


def _started() -> _Rehearsal | None:
    try:
        rehearsal = _Rehearsal()
    except OSError:
        return None
    return rehearsal if rehearsal.heard(READY) else None


_TRIALS: Final = _Trials()


def check_bearable(content: bytes) -> None:
    """Try a template; one that came with the program was tried long ago.

    Args:
        content: The bytes of the .docx.

    Raises:
        TrialError: It takes endless time or memory to look for its tags, or brings the process down.
    """
    digest = sha256(content).digest()
    if digest not in _shipped() and not _TRIALS.bears(content, digest):
        raise TrialError


@lru_cache(maxsize=1)
def _shipped() -> frozenset[bytes]:
    return frozenset(sha256(file_bytes(each)).digest() for each in shipped_inputs().glob("*.docx"))
