"""Which workbook a file is, kept in three places so that any one that survives is enough.

A file's name means nothing: mail programs and people change it. LibreOffice, WPS and Excel each drop other things on
saving, so the identity stands as a defined name that holds a text, as a custom document property, and in a cell of a
hidden sheet. A hidden sheet made visible is not tampering; LibreOffice does that by itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlencode

from rkt_excel.workbook.values.cells import Cell, Grid, Opened

SHEET: Final = "_identitas"
NAME: Final = "_identitas_berkas"  # of the defined name and of the document property
_SEAL: Final = "segel"
_SEAL_LENGTH: Final = 12
_SEARCHED: Final = 10  # rows and columns from the first, in which an identity may stand


@dataclass(frozen=True)
class Identity:
    """What a workbook says of itself.

    Attributes:
        kind: The sort of workbook, as declared.
        facts: What else it says, such as year and section; texts by name.
    """

    kind: str
    facts: Mapping[str, str]

    @property
    def text(self) -> str:
        """The whole identity as one line of ASCII text, URL-encoded, with a checksum at its end."""
        body = urlencode({"jenis": self.kind, **dict(sorted(self.facts.items()))})
        return f"{body}&{_SEAL}={_checksum(body)}"

    @property
    def short(self) -> str:
        """A mark of eight letters and digits for footers: the same identity gives the same mark."""
        return _checksum(self.text).upper()[:8]


@dataclass(frozen=True)
class Found:
    """The identities that a file carries.

    Attributes:
        places: The readable ones by the place where each was found, named in Indonesian for messages.
        altered: The places that hold one whose checksum no longer fits.
    """

    places: Mapping[str, Identity]
    altered: tuple[str, ...] = ()

    @property
    def agreed(self) -> Identity | None:
        """The one identity that all surviving places name; `None` where none survives or they differ."""
        distinct = {identity.text: identity for identity in self.places.values()}
        return next(iter(distinct.values())) if len(distinct) == 1 else None


def parse(text: str) -> Identity | None:
    """The identity in a text; `None` where it is none, or was altered so that its checksum does not fit."""
    body, _, seal = text.strip().rpartition(f"&{_SEAL}=")
    if not body or seal != _checksum(body):
        return None
    facts = dict(parse_qsl(body, keep_blank_values=True))
    return Identity(facts.pop("jenis", ""), facts)


def find(opened: Opened) -> Found:
    """The identities in the three places of a file; every sheet is searched, since people copy sheets over."""
    texts = {"nama": opened.names.get(NAME, ""), "properti": opened.properties.get(NAME, "")}
    for grid in opened.grids:
        for cell in identity_cells(grid):
            texts[_told(grid, cell)] = str(cell.value)
    parsed = {place: parse(text) for place, text in texts.items() if text}
    return Found(
        {place: identity for place, identity in parsed.items() if identity},
        tuple(place for place, identity in parsed.items() if identity is None),
    )


def identity_cells(grid: Grid) -> Iterator[Cell]:
    """The cells in the first ten rows and columns that look like an identity: programs push it down or aside."""
    for row in range(1, _SEARCHED + 1):
        for column in range(1, _SEARCHED + 1):
            cell = grid.cells.get((row, column))
            if cell is not None and f"&{_SEAL}=" in str(cell.value):
                yield cell


def _told(grid: Grid, cell: Cell) -> str:
    """Where an identity was found, as a message says it."""
    at = "sel" if (cell.row, cell.column) == (1, 1) else f"sel {cell.address}"
    return at if grid.name == SHEET else f"{at} di lembar {grid.name}"


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:_SEAL_LENGTH]
