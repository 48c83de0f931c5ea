"""What a PDF says of itself: the PDF/A level that it claims, and whether its fonts travel with it.

Only the claim in the XMP packet (ISO 19005-2, 6.6.4) and the font dictionaries (6.2.11.4) are looked at. It is no
validator; a full one can be run on the archive at any time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from rkt_excel.edges.seal.pdf_objects import objects

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
    dictionaries = [each for _, each in objects(content)]
    fonts = [each for each in dictionaries if re.search(rb"/Type\s*/Font(?![A-Za-z])", each)]
    descriptors = [each for each in dictionaries if re.search(rb"/Type\s*/FontDescriptor\b", each)]
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
