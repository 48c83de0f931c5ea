"""The objects of a PDF: a small reader instead of a library, for the few facts asked of what LibreOffice makes."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

_OBJECT: Final = re.compile(rb"(?<![\d])(\d+)\s+\d+\s+obj\b(.*?)(?:\bendobj\b|\bstream\r?\n)", re.DOTALL)
_PACKED: Final = re.compile(
    rb"obj\s*(<<(?:(?!endobj).)*?/ObjStm(?:(?!endobj).)*?>>)\s*stream\r?\n(.*?)endstream", re.DOTALL
)


def objects(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Every object of a PDF by its number, without its stream, those in compressed object streams (PDF 1.5) too."""
    for found in _OBJECT.finditer(content):
        yield int(found[1]), found[2]
    for found in _PACKED.finditer(content):
        with suppress(zlib.error, ValueError):
            yield from _unpacked(found[1], zlib.decompressobj().decompress(found[2]))


def _unpacked(header: bytes, content: bytes) -> Iterator[tuple[int, bytes]]:
    """The objects of an object stream: a list of numbers and offsets, then the objects from /First on."""
    found = re.search(rb"/First\s+(\d+)", header)
    if found is None:
        return
    first = int(found[1])
    pairs = [int(each) for each in content[:first].split()]
    offsets = pairs[1::2]
    for number, start, end in zip(pairs[::2], offsets, [*offsets[1:], len(content) - first], strict=True):
        yield number, content[first + start : first + end]
