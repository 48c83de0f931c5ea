"""What a PDF says of itself: the PDF/A level that it claims, and whether its fonts travel with it.

A small reader of the file's objects, packed ones included, instead of a library: only the claim in the XMP packet
(ISO 19005-2, 6.6.4) and the font dictionaries (6.2.11.4) are looked at. It is no validator; a full one can
be run on the archive at any time.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

_OBJECT: Final = re.compile(rb"(?<![\d])\d+\s+\d+\s+obj\b(.*?)(?:\bendobj\b|\bstream\r?\n)", re.DOTALL)
_PACKED: Final = re.compile(
    rb"obj\s*(<<(?:(?!endobj).)*?/ObjStm(?:(?!endobj).)*?>>)\s*stream\r?\n(.*?)endstream", re.DOTALL
)
_CLAIM: Final = re.compile(rb"pdfaid:(part|conformance)(?:>|=[\"'])\s*([0-9A-Za-z]+)")
_NAME: Final = re.compile(rb"/(?:BaseFont|FontName)\s*/([^\s/<>\[\]()]+)")
_PROGRAM: Final = re.compile(rb"/FontFile[23]?\b")
_WITHOUT_PROGRAM: Final = re.compile(rb"/Subtype\s*/(?:Type0|Type3)\b")  # a Type0 font has its program in a descendant


@dataclass(frozen=True)
class Claim:
    """What a PDF says of itself.

    Attributes:
        part: The part of ISO 19005 that it claims (2 of PDF/A-2b), 0 for none.
        conformance: The level that it claims ("B" of PDF/A-2b), "" for none.
        fonts: How many fonts it has.
        missing: The names of the fonts that are not embedded in it.
    """

    part: int
    conformance: str
    fonts: int
    missing: tuple[str, ...]

    @property
    def archival(self) -> bool:
        """Whether it claims PDF/A-2b and has every font embedded."""
        return self.part == 2 and self.conformance == "B" and not self.missing


def claim(content: bytes) -> Claim:
    """The claim and the fonts of a PDF; no claim and no fonts where it is none."""
    said: dict[bytes, bytes] = dict(_CLAIM.findall(content))
    objects = list(_objects(content))
    fonts = [each for each in objects if re.search(rb"/Type\s*/Font(?![A-Za-z])", each)]
    descriptors = [each for each in objects if re.search(rb"/Type\s*/FontDescriptor\b", each)]
    missing = [each for each in descriptors if not _PROGRAM.search(each)]
    missing += [each for each in fonts if b"/FontDescriptor" not in each and not _WITHOUT_PROGRAM.search(each)]
    part = said.get(b"part", b"0")
    return Claim(
        part=int(part) if part.isdigit() else 0,
        conformance=said.get(b"conformance", b"").decode("ascii", "replace"),
        fonts=len(fonts),
        missing=tuple(sorted({_name(each) for each in missing})),
    )


def _name(font: bytes) -> str:
    found = _NAME.search(font)
    return found[1].decode("latin-1") if found else "?"


def _objects(content: bytes) -> Iterator[bytes]:
    """The dictionaries of all objects, those in compressed object streams (PDF 1.5) among them."""
    for found in _OBJECT.finditer(content):
        yield found[1]
    for found in _PACKED.finditer(content):
        with suppress(zlib.error, ValueError):
            yield from _unpacked(found[1], zlib.decompressobj().decompress(found[2]))


def _unpacked(header: bytes, content: bytes) -> Iterator[bytes]:
    """The objects of an object stream: a list of numbers and offsets, then the objects from /First on."""
    found = re.search(rb"/First\s+(\d+)", header)
    if found is None:
        return
    first = int(found[1])
    offsets = [int(each) for each in content[:first].split()[1::2]]
    for start, end in zip(offsets, [*offsets[1:], len(content) - first], strict=True):
        yield content[first + start : first + end]
