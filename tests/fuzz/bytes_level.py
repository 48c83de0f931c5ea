"""Mutations that know nothing of what they touch: bytes that are others, missing, or there twice."""

from __future__ import annotations

from random import Random
from typing import Final

_EXTREMES: Final = (b"\xff\xff", b"\0\0", b"\xff\x7f", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\xf0\x7f")


def flipped(data: bytes, chance: Random) -> bytes:
    """Some bytes are others."""
    spoilt = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 8, 40))):
        spoilt[chance.randrange(len(spoilt))] = chance.choice((0, 0xFF, 0x7F, 0x80, chance.randrange(256)))
    return bytes(spoilt)


def one_bit(data: bytes, chance: Random) -> bytes:
    spoilt = bytearray(data)
    spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def cut(data: bytes, chance: Random) -> bytes:
    """The end is missing, or a piece is there twice or not at all."""
    start, end = sorted(chance.sample(range(len(data) + 1), 2))
    return chance.choice((data[:start], data[:start] + data[end:], data[:end] + data[start:]))


def extremes(data: bytes, chance: Random) -> bytes:
    """A number of two or four bytes is an extreme one, as in lengths, places and counts."""
    at = chance.randrange(max(len(data) - 4, 1))
    new = chance.choice(_EXTREMES)
    return data[:at] + new + data[at + len(new) :]


def around(data: bytes, chance: Random) -> bytes:
    """Something before or behind it."""
    more = (
        bytes(chance.randrange(256) for _ in range(chance.choice((1, 3, 100))))
        if chance.random() < 0.5
        else b"\0" * 512
    )
    return more + data if chance.random() < 0.5 else data + more


WAYS: Final = (flipped, flipped, one_bit, cut, extremes, around)
