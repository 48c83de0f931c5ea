"""Headers that every mail program reads as they were meant.

Python's own folding drops the quotation marks of a long name in parts (CPython gh-100884), so that a comma in the name
of a bagian began another receiver. Here addresses are written from address objects, and a text with anything in it that
could be read as something else is encoded as a whole (RFC 2047): what is encoded needs no marks.
"""

from __future__ import annotations

import re
from email.header import Header
from email.headerregistry import Address
from email.policy import EmailPolicy
from typing import Any, Final

_WIDTH: Final = 76  # characters of a line (RFC 2047, 2)
_PHRASE: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/^_{|}~-]+( [A-Za-z0-9!#$%&'*+/^_{|}~-]+)*")  # atoms (RFC 5322, 3.2.3)
_TEXT: Final = re.compile(r"[!-~]+( [!-~]+)*")
_CODED: Final = "=?"  # begins an encoded word; a text that only looks like one has to be encoded itself
_LONGEST_PHRASE: Final = 50  # characters that stand beside an address in one line
_LONGEST_WORD: Final = 60  # characters without a space, between which a line can be parted


class Plainly(EmailPolicy):
    """How letters are written: lines end as on the wire, addresses and subjects cannot be misread."""

    def fold_binary(self, name: str, value: Any) -> bytes:  # noqa: ANN401 - the header classes of `email`
        """A header as it stands in the letter."""
        addresses = getattr(value, "addresses", None)
        if addresses is not None:
            lines = ",\r\n ".join(_address(each) for each in addresses)
        elif name.lower() == "subject":
            lines = _text(str(value), len(name) + 2)
        else:
            return super().fold_binary(name, value)
        return f"{name}: {lines}\r\n".encode("ascii")


PLAINLY: Final = Plainly(linesep="\r\n")


def coded(text: str) -> str:
    """A text as a value to set: Python decodes what looks like an encoded word, and so gets the text itself."""
    return Header(text, "utf-8", maxlinelen=0).encode() if _CODED in text else text


def _address(each: Address) -> str:
    name = each.display_name
    if not name:
        return each.addr_spec
    if _PHRASE.fullmatch(name) and _CODED not in name and len(name) <= _LONGEST_PHRASE:
        return f"{name} <{each.addr_spec}>"
    return f"{_encoded(name, 6)}\r\n <{each.addr_spec}>"


def _text(text: str, used: int) -> str:
    """A text without structure; a plain one is parted at its spaces only."""
    if not text:
        return ""
    if not _TEXT.fullmatch(text) or _CODED in text or max(map(len, text.split())) > _LONGEST_WORD:
        return _encoded(text, used)
    lines, width = [""], used
    for word in text.split():
        if lines[-1] and width + 1 + len(word) > _WIDTH:
            lines.append("")
            width = 0
        lines[-1] += f" {word}" if lines[-1] else word
        width += 1 + len(word)
    return "\r\n ".join(lines)


def _encoded(text: str, used: int) -> str:
    """Encoded words, parted between characters."""
    return Header(text, "utf-8", maxlinelen=_WIDTH, header_name="x" * used).encode(linesep="\r\n")
