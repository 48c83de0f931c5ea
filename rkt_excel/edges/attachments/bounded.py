"""How much work a letter may ask for before it is parsed, counted in its bytes.

`email` takes a tenth of a millisecond for each part, empty or not, and time by the square of its length for one header:
a letter of 7 MB with a million empty parts took minutes, one with a single long header of 4 MB did not end. So parts
are counted and headers cut before the parser sees them; the letter itself is kept as it came.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from rkt_excel.workbook.containers.limits import too_big

MOST_PARTS: Final = 2_000  # lines that may part a letter; one with a hundred attachments has some two hundred
LONGEST_HEADER: Final = 8_192  # bytes of one header that are read, its further lines included
ALL_HEADERS: Final = 131_072  # bytes that say what parts are, in the whole letter; an attachment has about 350

_PARTING: Final = re.compile(rb"(?:^|[\r\n])--")  # `email` takes a carriage return for a line end, too
_MOST_NESTS: Final = 100  # a letter with a letter in it has about six; `email` reads each line once for every open one
_NESTS: Final = re.compile(rb"boundary\s*\*?[\d*]*\s*=|message/rfc822", re.IGNORECASE)
# Those that are asked for, here or by `email` itself.
_FURTHER: Final = rb"[ \t]*:[^\r\n]*(?:(?:\r\n|\r|\n)[ \t][^\r\n]*)*"
_CONTENT: Final = re.compile(rb"(?:^|(?<=[\r\n]))content-[a-z-]{1,40}" + _FURTHER, re.IGNORECASE)
_HEADER: Final = re.compile(
    rb"(?:^|(?<=[\r\n]))(?:content-[a-z-]{1,40}|mime-version|subject|from|to|cc|sender|reply-to|date|message-id|auto-submitted"
    rb"|original-recipient|final-recipient|diagnostic-code|status|action|x-[a-z-]{1,40})" + _FURTHER,
    re.IGNORECASE,
)


def bounded(data: bytes) -> bytes:
    """A letter with headers of a length that can be read; those that are longer end early.

    Raises:
        Unreadable: It has more parts than any letter that people write, or is nested more deeply.
    """
    if len(_NESTS.findall(data)) > _MOST_NESTS:
        raise too_big("suratnya bersarang terlalu dalam")
    if next(islice(_PARTING.finditer(data), MOST_PARTS, None), None) is not None:
        raise too_big(f"suratnya terdiri atas lebih dari {MOST_PARTS:,} bagian".replace(",", "."))
    short = short_headers(data)
    if sum(len(each[0]) for each in _CONTENT.finditer(short)) > ALL_HEADERS:
        raise too_big("keterangan tentang bagian-bagian suratnya terlalu panjang")
    return short


def short_headers(data: bytes) -> bytes:
    """A letter, or the beginning of one, with headers of a length that can be read."""
    return _HEADER.sub(_cut, data)


def _cut(found: re.Match[bytes]) -> bytes:
    return found[0] if len(found[0]) <= LONGEST_HEADER else found[0][:LONGEST_HEADER].rstrip(b"\r\n")
