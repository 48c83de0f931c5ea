"""The desk that is open already in a folder: found by a note that only its own person can read, asked for a key."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from rkt_excel.desk.door.whence import LOOPBACK
from rkt_excel.edges.disk.one_way import followed

KNOCK: Final = "X-Meja-Kenal"
ASK: Final = "/kunci-lagi"
_SECONDS: Final = 3.0


def note(folder: Path) -> Path:
    """Where a desk says that it is open: in the folder of this person for what is temporary, one note a work folder."""
    name = hashlib.sha256(os.fsencode(followed(folder))).hexdigest()[:16]
    person = getattr(os, "getuid", lambda: "")()
    return Path(tempfile.gettempdir()) / f"rkt-meja-{person}-{name}.json"


def announce(folder: Path, port: int, secret: str) -> None:
    """Say that a desk is open; where that cannot be written, a second desk simply does not find it."""
    path = note(folder)
    with suppress(OSError):
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"port": port, "kenal": secret}, file)


def take_away(folder: Path, port: int) -> None:
    """Take the note away, unless another desk has written it since."""
    known = _noted(folder)
    if known and known[0] == port:
        with suppress(OSError):
            note(folder).unlink()


def key_of(folder: Path) -> tuple[int, str] | None:
    """The port of the desk that is open in a folder and a key to it, `None` where none is."""
    known = _noted(folder)
    if known is None:
        return None
    port, secret = known
    line = http.client.HTTPConnection(LOOPBACK, port, timeout=_SECONDS)
    try:
        line.request("POST", ASK, headers={KNOCK: secret, "Content-Length": "0"})
        answer = line.getresponse()
        key = answer.read(200).decode("ascii", "replace")
    except (OSError, http.client.HTTPException):
        return None
    finally:
        line.close()
    return (port, key) if answer.status == http.client.OK and key.replace("-", "").replace("_", "").isalnum() else None


def _noted(folder: Path) -> tuple[int, str] | None:
    path = note(folder)
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(handle, encoding="utf-8") as file:
            if os.fstat(handle).st_uid != getattr(os, "getuid", lambda: os.fstat(handle).st_uid)():
                return None  # somebody else's, who would like to be asked
            known = json.loads(file.read(1000))
        return int(known["port"]), str(known["kenal"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
