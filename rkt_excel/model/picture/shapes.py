"""A drawing as shapes in millimetres from its upper left corner; knows nothing of RKT and nothing of Word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from rkt_excel.workbook.writing import style

Warna: TypeAlias = str  # six hexadecimal digits


def warna(sheet: str) -> Warna:
    """A colour of the sheets as a drawing has it, so that what is printed together looks alike."""
    return sheet.removeprefix("#")


TINTA: Final[Warna] = warna(style.INK)


@dataclass(frozen=True)
class Ruas:
    """A piece of text in one look."""

    teks: str
    tebal: bool = False
    tinta: Warna = TINTA


@dataclass(frozen=True)
class Alinea:
    """A paragraph with its line feeds; a tab in it goes to `gantung` millimetres, where its further lines begin."""

    ruas: tuple[Ruas, ...]
    rata: str = "kiri"  # kiri, kanan, tengah
    gantung: float = 0


@dataclass(frozen=True)
class Kotak:
    """A rectangle; without `garis` it has no outline, without `isi` one looks through it. `tebal` in points."""

    x: float
    y: float
    lebar: float
    tinggi: float
    nama: str
    isi: Warna | None = None
    garis: Warna | None = None
    tebal: float = 0.5
    putus: bool = False

    def geser(self, x: float, y: float) -> Kotak:
        """The same farther right and down."""
        return replace(self, x=self.x + x, y=self.y + y)


@dataclass(frozen=True)
class Teks:
    """A text in a frame that is not seen; `ukuran` in points. All that is in it fits."""

    x: float
    y: float
    lebar: float
    tinggi: float
    nama: str
    alinea: tuple[Alinea, ...]
    ukuran: float

    def geser(self, x: float, y: float) -> Teks:
        """The same farther right and down."""
        return replace(self, x=self.x + x, y=self.y + y)


@dataclass(frozen=True)
class Garis:
    """A line from the first point to the second; curved, it leaves and arrives horizontally. `tebal` in points."""

    x: float
    y: float
    ke_x: float
    ke_y: float
    nama: str
    tinta: Warna = TINTA
    tebal: float = 0.75
    putus: bool = False
    lengkung: bool = False

    def geser(self, x: float, y: float) -> Garis:
        """The same farther right and down."""
        return replace(self, x=self.x + x, y=self.y + y, ke_x=self.ke_x + x, ke_y=self.ke_y + y)


Bentuk: TypeAlias = Kotak | Teks | Garis


@dataclass(frozen=True)
class Gambar:
    """A drawing of so many millimetres; later shapes lie upon earlier ones.

    Attributes:
        judul: Its name.
        uraian: What it shows, for people who cannot see it.
    """

    lebar: float
    tinggi: float
    judul: str
    uraian: str
    bentuk: tuple[Bentuk, ...]


Lukis: TypeAlias = Callable[[float, float], Gambar]
"""Draws into a place of so many millimetres in width and height, of which it may leave some of the height."""
