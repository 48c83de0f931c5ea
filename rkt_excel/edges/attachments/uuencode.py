"""Files that stand in a text as uuencode, as mail programs sent them before MIME and some servers still do."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Final

from rkt_excel.edges.attachments.held import Closed, Held

_BEGIN: Final = re.compile(rb"^begin(-base64)? [0-7]{3,4} ([^\r\n]+?)[ \t]*\r?$", re.MULTILINE)
_END: Final = re.compile(rb"^(end|====)[ \t]*\r?$", re.MULTILINE)
_CLOSED: Final = Closed("lampirannya (uuencode) rusak atau terpotong", "Mintalah formulirnya dikirim ulang.")


def uuencoded(text: bytes) -> Iterator[Held]:
    """The uuencoded files in a text, in order; one that is damaged or cut off is given as closed."""
    at = 0
    while begin := _BEGIN.search(text, at):
        end = _END.search(text, begin.end())
        at = end.end() if end else len(text)
        name = begin[2].decode("utf-8", "replace")
        data = _data(text[begin.end() : end.start()], coded=bool(begin[1])) if end else None
        yield Held(name, data) if data else Held(name, closed=_CLOSED)


def _data(lines: bytes, *, coded: bool) -> bytes | None:
    try:
        if coded:
            return base64.b64decode(lines)
        return b"".join(_line(each.rstrip(b"\r")) for each in lines.split(b"\n"))
    except (binascii.Error, ValueError):
        return None


def _line(line: bytes) -> bytes:
    if not line.strip():
        return b""
    count = (line[0] - 32) & 63
    wanted = 1 + (count + 2) // 3 * 4
    # Servers take away blanks at the end of a line, and blanks are zeros here; what is too much is a checksum.
    return binascii.a2b_uu(line[:wanted].ljust(wanted))
