"""What a Word document says, paragraph by paragraph, so that what a person wrote into it can be quoted."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections import Counter
from typing import Final

from rkt_excel.edges.docx.package import sound
from rkt_excel.workbook.containers.limits import Unreadable

_SHOWN: Final = 3  # paragraphs that a sentence quotes
_LONGEST: Final = 80  # characters of each

# What zipfile and its decompressors, python-docx and lxml (whose error is a SyntaxError) meet in a damaged file.
SPOILED: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, KeyError, ValueError,
    SyntaxError, AttributeError,
)  # fmt: skip


def paragraphs(data: bytes) -> list[str]:
    """The paragraphs of a .docx's body that are not blank, those in tables among them; none where it is damaged."""
    from docx import Document  # noqa: PLC0415 - loaded only where somebody has edited
    from docx.opc.exceptions import OpcError  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    try:
        sound.check_size(data)
        body = Document(io.BytesIO(data)).element.body
    except (OpcError, Unreadable, *SPOILED, OSError):
        return []  # a person may have put anything there
    lines = ("".join(text.text or "" for text in each.iter(qn("w:t"))) for each in body.iter(qn("w:p")))
    return [" ".join(line.split()) for line in lines if line.strip()]


def added_words(before: bytes | None, now: bytes) -> str:
    """What a .docx says now that it did not say before, in Indonesian words for behind "disunting di Word".

    Args:
        before: Its bytes before; `None` where they are not known.
        now: Its bytes now.

    Returns:
        The first three paragraphs that are new, each cut at 80 characters; "" where none is.
    """
    if before is None:
        return ""
    new = list((Counter(paragraphs(now)) - Counter(paragraphs(before))).elements())
    told = ", ".join(f"“{each[:_LONGEST]}{'…' if len(each) > _LONGEST else ''}”" for each in new[:_SHOWN])
    rest = f", dan {len(new) - _SHOWN} paragraf lagi" if len(new) > _SHOWN else ""
    return f": {told}{rest}" if told else ""
