"""Secrets of this run, and texts of others that give one away: such a text is repeated on no screen and in no log.

A server may say back whatever it was told, in any form: as it is, cut, turned around, or encoded as it went over the
line. So the secret is looked for in pieces and in every such form, and the whole text is left out where one is found.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

_PIECE: Final = 5  # characters of a secret that give it away
_CODED: Final = re.compile(r"[A-Za-z0-9+/_-]{4,}")
_HEX: Final = re.compile(r"(?:[0-9A-Fa-f]{2}[ :]?){3,}")
_withheld: set[str] = set()


def withhold(secret: str) -> None:
    """Remember a secret for as long as the program runs."""
    if secret:
        _withheld.add(secret)


def betrays(text: str) -> bool:
    """Whether a text holds a secret of this run, or five characters of one, in whatever form."""
    if not _withheld:
        return False
    pieces = {piece for secret in _withheld for piece in _pieces(secret.casefold())}
    return any(piece in form for form in _forms(text) for piece in pieces)


def without_secrets(text: str) -> str:
    """A text of many lines without those that hold a secret."""
    return "\n".join("(baris ini memuat kata sandi)" if betrays(line) else line for line in text.split("\n"))


def _pieces(secret: str) -> Iterator[str]:
    for form in {secret, "".join(secret.split())}:
        length = min(len(form), _PIECE)
        yield from (form[at : at + length] for at in range(len(form) - length + 1) if form)


def _forms(text: str) -> Iterator[str]:
    """A text as it is and undone from what hides a secret in it, in small letters."""
    for each in (text, unquote(text)):
        for form in (each, "".join(each.split()), each.replace("=", "")):
            yield form.casefold()
            yield form[::-1].casefold()
    for word in _CODED.findall(text):
        plain = word.replace("-", "+").replace("_", "/")
        for skipped in range(4):
            piece = plain[skipped:]
            yield _text(base64.b64decode(piece[: len(piece) // 4 * 4] or ""))
            yield _text(base64.b64decode(piece + "=" * (-len(piece) % 4)) if len(piece) % 4 != 1 else b"")
    for word in _HEX.findall(text):
        digits = re.sub(r"[ :]", "", word)
        yield _text(binascii.unhexlify(digits[: len(digits) // 2 * 2]))


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace").casefold()
