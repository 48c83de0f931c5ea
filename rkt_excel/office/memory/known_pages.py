"""On which pages bookmarks stand, as LibreOffice counted them once: the same text is not laid out twice.

They are a pure function of what is laid out, the program, and what lays it out here, so they are found by a digest of
all of these. What is remembered lies in this person's own folder (`edges.private`), gone or ignored without harm.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Final

from rkt_excel.edges.docx.pages import page_fields
from rkt_excel.edges.private.own_notes import OwnNotes, pressed, unpressed
from rkt_excel.edges.seal import libreoffice
from rkt_excel.edges.seal.typesetting import typesetting
from rkt_excel.office.memory.program import program

_MOST: Final = 40  # documents, those asked for last


def remembered_pages(document: bytes, names: Sequence[str]) -> dict[str, str]:
    """The page of each bookmark, remembered or counted.

    Args:
        document: The bytes of a .docx.
        names: The bookmarks.

    Raises:
        LibreOfficeError: As `libreoffice.page_numbers` does.
    """
    part, counted = page_fields.counted_part(document, names), page_fields.plainly_numbered(document)
    found = libreoffice.available()
    here = typesetting(found) if found and program() else ""
    if not here:
        return libreoffice.page_numbers(part, names, counted=counted)
    content = hashlib.sha256(part).hexdigest()
    key = hashlib.sha256(repr((program(), here, content, tuple(names), counted)).encode()).hexdigest()
    notes = OwnNotes("halaman")
    known = notes.read()
    note = known.pop(key, None)
    numbers = _read(note, names) if note else None
    if numbers is None:
        numbers = libreoffice.page_numbers(part, names, counted=counted)
        told = pressed(json.dumps(numbers).encode())
        notes.write(dict([*known.items(), (key, told)][-_MOST:]))
    return numbers


def _read(note: bytes, names: Sequence[str]) -> dict[str, str] | None:
    """The numbers of a note; `None` where it does not hold one for each bookmark."""
    try:
        told = json.loads(unpressed(note))
    except ValueError:
        return None
    good = isinstance(told, dict) and told.keys() == set(names) and all(isinstance(each, str) for each in told.values())
    return told if good else None
