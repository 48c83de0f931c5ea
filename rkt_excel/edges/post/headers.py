"""Headers that every mail program reads as they were meant.

Python's own folding drops the quotation marks of a long name in parts (CPython gh-100884), so that a comma in the name
of a bagian began another receiver. Here addresses are written from address objects, and a text with anything in it that
could be read as something else is encoded as a whole (RFC 2047): what is encoded needs no marks.

Names of attachments are written as Outlook reads them, which knows neither a name in pieces nor a percent-encoded one
(RFC 2231) and calls what it cannot read "Untitled attachment" (MimeKit #186 and #291, MailKit #1041): a plain name
stands whole between quotation marks in both places where names are looked for, `filename` of the disposition and `name`
of the type. Any other stands as RFC 2231 in the first, as the standard says, and in encoded words in the second, as
Thunderbird writes it. Never both in one place: programs take the first that they meet.
"""

from __future__ import annotations

import re
from email.charset import BASE64, Charset
from email.header import Header
from email.headerregistry import Address
from email.policy import EmailPolicy
from typing import Any, Final
from urllib.parse import quote

_WIDTH: Final = 76  # characters of a line (RFC 2047, 2)
_PHRASE: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/^_{|}~-]+( [A-Za-z0-9!#$%&'*+/^_{|}~-]+)*")  # atoms (RFC 5322, 3.2.3)
_TEXT: Final = re.compile(r"[!-~]+( [!-~]+)*")
_CODED: Final = "=?"  # begins an encoded word; a text that only looks like one has to be encoded itself
_LONGEST_PHRASE: Final = 50  # characters that stand beside an address in one line
_LONGEST_WORD: Final = 60  # characters without a space, between which a line can be parted
_QUOTABLE: Final = re.compile(r"[ !#-\[\]-~]*")  # what needs no escape in a quoted string (RFC 5322, 3.2.4)
_LONGEST_LINE: Final = 900  # characters of one parameter; a line of a letter may have 998 (RFC 5322, 2.1.1)
_UTF8: Final = Charset("utf-8")
_UTF8.header_encoding = BASE64


class Plainly(EmailPolicy):
    """How letters are written: lines end in CR LF (RFC 5322, 2.1), addresses and subjects cannot be misread."""

    def fold_binary(self, name: str, value: Any) -> bytes:  # noqa: ANN401 - the header classes of `email`
        """A header as it stands in the letter, its last line end included."""
        addresses = getattr(value, "addresses", None)
        if addresses is not None:
            lines = ",\r\n ".join(_address(each) for each in addresses)
        elif name.lower() == "subject":
            lines = _text(str(value), len(name) + 2)
        elif name.lower() in _STRUCTURED:
            first = getattr(value, _STRUCTURED[name.lower()])
            lines = ";\r\n ".join((first, *(_parameter(each, text) for each, text in value.params.items())))
        else:
            return super().fold_binary(name, value)
        return f"{name}: {lines}\r\n".encode("ascii")


_STRUCTURED: Final = {"content-type": "content_type", "content-disposition": "content_disposition"}
PLAINLY: Final = Plainly(linesep="\r\n")


def coded(text: str) -> str:
    """A subject as it has to be given to Python's `email`, which decodes what looks like an encoded word (RFC 2047)."""
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


def _parameter(name: str, text: str) -> str:
    """A parameter of a type or a disposition, never parted within quotation marks: that would add a space."""
    if _QUOTABLE.fullmatch(text) and _CODED not in text and len(text) <= _LONGEST_LINE:
        return f'{name}="{text}"'
    if name == "name":
        words = Header(text, _UTF8, maxlinelen=_WIDTH, header_name="name").encode(linesep="\r\n")
        return f'name="{words}"'
    whole = f"utf-8''{quote(text, safe='')}"
    if len(whole) <= _LONGEST_LINE:
        return f"{name}*={whole}"
    pieces = re.findall(rf".{{1,{_LONGEST_LINE}}}(?<!%)(?<!%.)", whole)
    return ";\r\n ".join(f"{name}*{number}*={piece}" for number, piece in enumerate(pieces))


def _encoded(text: str, used: int) -> str:
    """Encoded words, parted between characters."""
    return Header(text, "utf-8", maxlinelen=_WIDTH, header_name="x" * used).encode(linesep="\r\n")
