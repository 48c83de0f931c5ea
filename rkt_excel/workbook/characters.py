"""Characters that stand in a text although nobody typed them on purpose: no file can hold them, or no eye see them.

They come with what is pasted from elsewhere. A text that is read is cleaned of them and the person told
(KARAKTER_DIBERSIHKAN).
"""

from __future__ import annotations

import re
from typing import Final

# What XML 1.0 (§2.2) forbids or discourages, besides tab and line feed; Unicode's noncharacters; lone surrogates,
# which no file can carry.
_UNFIT: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
UNFIT: Final = re.compile(f"[{_UNFIT}]")

# Embeddings, overrides and isolates of Unicode's bidirectional algorithm (UAX 9): they let a text show other than it is
# stored, and reach beyond their own cell. Arabic and Hebrew need none of them.
_TURNING: Final = "\u202a-\u202e\u2066-\u2069"
_TURNING_ONE: Final = re.compile(f"[{_TURNING}]")
_LOST: Final = "\ufffd"  # stands where a program could not make out a character; it is told and stays to be seen

_STRANGE: Final = re.compile(f"[{_UNFIT}{_TURNING}{_LOST}]")
_TOLD: Final = 5  # different ones that are named
_NAMED: Final = {"\ufffd": "huruf yang rusak (�)", "\x00": "karakter kosong"}


def fit(text: str) -> str:
    """The text with a space for each character that no XML file can hold (XML 1.0, 2.2); its length stays the same."""
    return UNFIT.sub(" ", text)


def cleaned(text: str) -> str:
    """The text as it is used: fit for a file, and without characters that turn the direction of writing."""
    return fit(_TURNING_ONE.sub("", text))


def strange(text: str) -> str:
    """The characters for which a text has to be looked at, named in Indonesian and parted by commas.

    Five different ones are named, more are told by an ellipsis; "" for a good text.
    """
    found = dict.fromkeys(_STRANGE.findall(text))
    if not found:
        return ""
    told = [_named(each) for each in found]
    return ", ".join(dict.fromkeys(told[:_TOLD])) + (", …" if len(told) > _TOLD else "")


def _named(character: str) -> str:
    if _TURNING_ONE.match(character):
        return f"pengubah arah tulisan (U+{ord(character):04X})"
    return _NAMED.get(character) or f"karakter kendali (U+{ord(character):04X})"
