"""On which page each bookmark of a document stands, as LibreOffice says it in the PDF that it makes.

LibreOffice writes the bookmarks of a text as named destinations where its profile asks for them, and each cross
reference as a link whose text is the page number that it shows. So the numbers are those of the fields, however an
office counts its pages, and are never counted here as long as the PDF says them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from rkt_excel.edges.seal.pdf_objects import objects

_CATALOG: Final = re.compile(rb"/Type\s*/Catalog\b")
_PAGES: Final = re.compile(rb"/Pages\s+(\d+)\s+\d+\s+R")
_KIDS: Final = re.compile(rb"/Kids\s*\[(.*?)\]", re.DOTALL)
_REFERENCE: Final = re.compile(rb"(\d+)\s+\d+\s+R")
_NAMED: Final = re.compile(rb"/([^\s/\[\]()<>]+)\s*\[\s*(\d+)\s+\d+\s+R\s*(/XYZ[^\]]*)\]")
_LINK: Final = re.compile(rb"/Subtype\s*/Link\b")
_SAID: Final = re.compile(rb"/Contents\s*<FEFF([0-9A-Fa-f]+)>")
_TARGET: Final = re.compile(rb"/Dest\s*\[\s*(\d+)\s+\d+\s+R\s*(/XYZ[^\]]*)\]")
_NUMBER: Final = re.compile(r"[0-9]{1,5}")


def numbers_shown(pdf: bytes, names: Iterable[str], *, counted: bool) -> dict[str, str]:
    """The page number of each bookmark, as it is printed; bookmarks that the PDF does not know are left out.

    Args:
        pdf: As LibreOffice made it, with its bookmarks as destinations.
        names: The names of the bookmarks.
        counted: Whether the pages are numbered from the first one on, so that they may be counted where no link says.
    """
    known = dict(objects(pdf))
    places = {found[1]: (int(found[2]), found[3]) for each in known.values() for found in _NAMED.finditer(each)}
    said = dict(_links(known))
    order = {page: str(number) for number, page in enumerate(_pages(known), 1)} if counted else {}
    numbers = {}
    for name in names:
        place = places.get(_written(name))
        number = place and (said.get(place) or order.get(place[0]))
        if number:
            numbers[name] = number
    return numbers


def _written(name: str) -> bytes:
    """A name of a bookmark as LibreOffice writes it: anything but plain letters, digits and hyphens as its code."""
    return "".join(
        each
        if each.isascii() and (each.isalnum() or each == "-")
        else each.encode("utf-16-be").lstrip(b"\0").hex().upper()
        for each in name
    ).encode("ascii")


def _links(known: Mapping[int, bytes]) -> Iterator[tuple[tuple[int, bytes], str]]:
    """Where each link leads, and the number that it shows."""
    for each in known.values():
        said, target = _SAID.search(each), _TARGET.search(each)
        if _LINK.search(each) and said and target:
            text = bytes.fromhex(said[1].decode("ascii")).decode("utf-16-be", "replace").strip()
            if _NUMBER.fullmatch(text):
                yield (int(target[1]), target[2]), text


def _pages(known: Mapping[int, bytes]) -> Iterator[int]:
    """The objects of the pages in their order."""
    root = next((found for each in known.values() if _CATALOG.search(each) and (found := _PAGES.search(each))), None)
    waiting = [int(root[1])] if root else []
    seen = set[int]()
    while waiting:
        number = waiting.pop(0)
        kids = _KIDS.search(known.get(number, b""))
        if number in seen:
            continue
        seen.add(number)
        if kids:
            waiting = [*(int(each) for each in _REFERENCE.findall(kids[1])), *waiting]
        else:
            yield number
