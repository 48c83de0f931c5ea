"""What a mail server answers, in words that help: its codes (RFC 5321, 3463), else its own words in one line."""

from __future__ import annotations

import re
from typing import Final

_QUOTED: Final = 200  # characters of a server's answer that are repeated


def server_words(text: str) -> str:
    """A server's own words in one line of printable characters, cut at 200."""
    line = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return line if len(line) <= _QUOTED else f"{line[:_QUOTED]}…"


_ENHANCED: Final = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")  # RFC 3463
_REPLY: Final = re.compile(r"\b[45]\d\d\b")

# What an answer means, by its enhanced code, else by its code (RFC 5321, 3463).
_MEANINGS: Final = {
    "5.1.1": "alamat itu tidak ada di peladen penerima", "5.1.2": "nama domain alamat itu tidak ada",
    "5.1.3": "alamat itu tidak sah", "5.1.10": "alamat itu tidak ada di peladen penerima",
    "5.2.1": "kotak surat itu dinonaktifkan", "5.2.2": "kotak surat itu penuh", "4.2.2": "kotak surat itu penuh",
    "5.3.4": "surel itu lebih besar daripada yang diterima peladen",
    "5.7.0": "peladen menolak surel itu menurut aturannya", "5.7.1": "peladen menolak surel itu menurut aturannya",
    "421": "peladen sedang tidak melayani; ulangi beberapa saat lagi",
    "450": "kotak surat itu sedang tidak dapat menerima; ulangi beberapa saat lagi",
    "451": "peladen sedang terganggu; ulangi beberapa saat lagi",
    "452": "peladen sedang kekurangan tempat; ulangi beberapa saat lagi",
    "550": "alamat itu tidak ada atau tidak boleh menerima", "551": "penerima itu bukan pengguna peladen ini",
    "552": "kotak surat itu penuh atau surelnya terlalu besar", "553": "alamat itu tidak sah",
    "554": "peladen menolak surel itu",
}  # fmt: skip


def meaning(said: str) -> str | None:
    """What a mail server's answer means, in Indonesian words; `None` where it holds no code whose meaning is known.

    Args:
        said: The answer; its enhanced code (5.1.1, RFC 3463) counts before its reply code (550, RFC 5321).
    """
    codes = (*_ENHANCED.findall(said), *_REPLY.findall(said))
    return next((_MEANINGS[code] for code in codes if code in _MEANINGS), None)
