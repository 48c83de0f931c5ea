"""Files in which mail programs keep letters: mailbox files with many (.mbox), Apple Mail's with one (.emlx)."""

from __future__ import annotations

import re
from typing import Final

from rkt_excel.edges.attachments.eml import is_letter

# The line before a letter (RFC 4155): it stands at the beginning or after an empty line, has a time, and a header
# follows. A line of a text that begins with "From " has none of them; programs put a ">" before it as well.
_POSTMARK: Final = re.compile(
    rb"(?:\A(?:\xef\xbb\xbf)?|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]*\d\d:\d\d[^\r\n]*\r?\n(?=(?:>?From |[!-9;-~]+[ \t]*:))"
)
_QUOTED: Final = re.compile(rb"^>(>*From )", re.MULTILINE)
_APPLE: Final = re.compile(rb"\A[ \t]*(\d{1,9})[ \t]*\r?\n")  # the length of the letter; a property list follows it


def letters_in(data: bytes) -> list[bytes]:
    """The bytes of the letters in a mailbox file (.mbox, RFC 4155), in order.

    There are none for any other file, and for a mailbox with one letter, which is read as that letter.
    """
    if _POSTMARK.match(data) is None:
        return []
    marks = [match.span() for match in _POSTMARK.finditer(data)]
    if len(marks) < 2:
        return []
    ends = [start for start, _ in marks[1:]] + [len(data)]
    return [_QUOTED.sub(rb"\1", data[begin:end]) for (_, begin), end in zip(marks, ends, strict=True)]


def apple_letter(data: bytes) -> bytes | None:
    """The bytes of the letter in a file of Apple Mail (.emlx), `None` for any other file."""
    length = _APPLE.match(data)
    if length is None:
        return None
    letter = data[length.end() : length.end() + int(length[1])]
    return letter if is_letter(letter) else None
