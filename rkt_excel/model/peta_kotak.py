"""The boxes of the picture of the plan: what stands in each, how high that makes it, and its shapes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from rkt_excel.model.gambar import Alinea, Bentuk, Garis, Kotak, Ruas, Teks, Warna
from rkt_excel.model.huruf import line_height, one_line, shortened, width_of, wrapped
from rkt_excel.model.kaskade import IndikatorPeta, PrioritasPeta, ProgramPeta, SasaranPeta, numbers
from rkt_excel.workbook.numbers import written

SMALL: Final = 7.0  # points; nothing is smaller
PAD: Final = 1.3  # millimetres between a frame and what stands in it
INK: Final[Warna] = "1F2933"
SOFT: Final[Warna] = "4A5560"
HAIR: Final[Warna] = "9AA5AE"
DARK: Final[Warna] = "0B5563"
LIGHT: Final[Warna] = "DCE9EC"
PALE: Final[Warna] = "F3F4F6"
WHITE: Final[Warna] = "FFFFFF"
CHANGED: Final = "▌"  # before what differs from the text before, as in the tables

_BAR: Final = 1.7  # millimetres
_ROOM: Final = 0.6  # above a bar, and around a row of indikator
_LABEL_GAP: Final = 0.4
_LONGEST: Final = 12  # lines that one text may take at most
_TARGET_LINES: Final = 4
_SMALLEST: Final = Decimal("0.001")


@dataclass(frozen=True)
class Padat:
    """How densely the boxes of a column are filled.

    Attributes:
        ukuran: Of the letters in points.
        baris: The most lines that a text may take.
        rinci: Whether what explains a box stands in it.
        lajur: Columns that the indikator of a sasaran stand in.
        kelompok: Whether the indikator are only counted.
        baris_sasaran: The most lines of a sasaran, as `baris` where it is `None`.
    """

    ukuran: float
    baris: int = _LONGEST
    rinci: bool = True
    lajur: int = 1
    kelompok: bool = False
    baris_sasaran: int | None = None


@dataclass(frozen=True)
class Blok:
    """A box without its frame: height in millimetres, shapes from its upper left corner, whether texts were cut."""

    tinggi: float
    bentuk: tuple[Bentuk, ...]
    dipotong: bool = False


@dataclass
class Susun:
    """Piles texts and bars upon each other in a column of `lebar` millimetres."""

    lebar: float
    nama: str
    y: float = PAD
    bentuk: list[Bentuk] = field(default_factory=list)
    dipotong: bool = False

    def teks(
        self, text: str, ukuran: float, lines: int = 1, *, tebal: bool = False, tinta: Warna = INK, tanda: str = ""
    ) -> None:
        """A text of at most so many lines; nothing where there is none."""
        width = self.lebar - 2 * PAD
        whole = one_line(f"{tanda}{text}")
        shown = shortened(whole, ukuran, width, lines, bold=tebal)
        if not shown:
            return
        self.dipotong = self.dipotong or shown != whole
        height = len(wrapped(shown, ukuran, width, bold=tebal)) * line_height(ukuran)
        self.bentuk.append(Teks(PAD, self.y, width, height, self.nama, (Alinea((Ruas(shown, tebal, tinta),)),), ukuran))
        self.y += height

    def batang(self, share: Decimal) -> None:
        """A bar: its frame is the whole, what is dark the share."""
        width, y = self.lebar - 2 * PAD, self.y + _ROOM
        name = f"batang {self.nama}"
        self.bentuk.append(Kotak(PAD, y, width, _BAR, name, WHITE, SOFT))
        dark = width * float(share)
        if dark > 0:
            self.bentuk.append(Kotak(PAD, y, dark, _BAR, f"{name} {percent(share)}", DARK, DARK))
        self.y = y + _BAR

    def blok(self) -> Blok:
        """What was piled up."""
        return Blok(self.y + PAD, tuple(self.bentuk), self.dipotong)


def percent(share: Decimal) -> str:
    """A share of 1 in percent with one decimal: 38,4%; a trace is not nothing."""
    if 0 < share < _SMALLEST:
        return "<0,1%"
    return f"{written((share * 100).quantize(Decimal('0.1'), ROUND_HALF_UP))}%"


def rupiah(amount: Decimal, total: Decimal | None = None) -> str:
    """An amount as it is printed, with its share of the total."""
    share = f" · {percent(amount / total)}" if total else ""
    return f"Rp{written(amount)}{share}"


def _money(pile: Susun, amount: Decimal | None, total: Decimal | None, ukuran: float, *, tanda: str = "") -> None:
    if amount is None:
        return
    pile.teks(rupiah(amount, total), ukuran, tebal=bool(tanda), tanda=tanda)
    if total:
        pile.batang(amount / total)


def prioritas_box(each: PrioritasPeta, padat: Padat, lebar: float, total: Decimal | None) -> Blok:
    """A priority with what goes to it."""
    pile = Susun(lebar, f"prioritas {each.kode}")
    pile.teks(each.kode, SMALL, tinta=SOFT)
    pile.y += _LABEL_GAP if each.kode else 0
    pile.teks(each.uraian, padat.ukuran, padat.baris, tebal=True)
    _money(pile, each.pagu or None, total, max(SMALL, padat.ukuran - 1))
    return pile.blok()


def program_box(each: ProgramPeta, nomor: Sequence[str], padat: Padat, lebar: float, total: Decimal | None) -> Blok:
    """A program with its pagu, the sasaran that it serves and how many lines stand below it."""
    pile = Susun(lebar, f"program {each.kode}")
    serves = f"sasaran {numbers([nomor[place] for place in each.sasaran])}" if each.sasaran else "belum dikaitkan"
    pile.teks(" · ".join(part for part in (each.kode, serves) if part), SMALL, tinta=SOFT)
    pile.y += _LABEL_GAP
    pile.teks(each.uraian, padat.ukuran, padat.baris, tebal=True)
    below = [f"{each.kegiatan} kegiatan"] * bool(each.kegiatan)
    below += [f"{each.sub_kegiatan} sub kegiatan"] * bool(each.sub_kegiatan)
    if padat.rinci:
        pile.teks(" · ".join(below), SMALL, tinta=SOFT)
    _money(pile, each.pagu, total, max(SMALL, padat.ukuran - 1), tanda=CHANGED if each.berubah else "")
    return pile.blok()


def sasaran_box(each: SasaranPeta, padat: Padat, lebar: float, total: Decimal | None) -> Blok:
    """The left part of a band."""
    pile = Susun(lebar, f"sasaran {each.nomor}")
    pile.teks(f"Sasaran {each.nomor}", SMALL, padat.baris_sasaran or 2, tinta=SOFT)
    pile.y += _LABEL_GAP
    pile.teks(each.uraian, padat.ukuran, padat.baris_sasaran or padat.baris, tebal=True)
    _money(pile, each.pagu or None, total, max(SMALL, padat.ukuran - 1))
    return pile.blok()


@dataclass(frozen=True)
class Ruang:
    """How the width of the indikator is shared, in millimetres: of one column, its numbers and its targets."""

    lajur: float
    nomor: float
    target: float


def room(rows: Iterable[IndikatorPeta], padat: Padat, lebar: float) -> Ruang:
    """The same for all sasaran, so that targets stand below each other."""
    column = lebar / padat.lajur
    number, target = 0.0, 0.0
    for each in rows:
        number = max(number, width_of(each.nomor, padat.ukuran))
        target = max(target, width_of(CHANGED + one_line(each.target), padat.ukuran, bold=True))
    return Ruang(column, min(number + 1.2, column / 4), min(target + 0.3, column * 0.3))


def indikator_rows(each: SasaranPeta, padat: Padat, lebar: float, ruang: Ruang) -> Blok:
    """The right part of a band: its indikator, or how many there are."""
    if padat.kelompok or each.gabungan > 1 or not each.indikator:
        pile = Susun(lebar, f"indikator sasaran {each.nomor}")
        counted = f"{each.jumlah} indikator · {len(each.bagian)} bagian" if each.jumlah else "belum ada indikator"
        pile.teks(counted, padat.ukuran)
        return pile.blok()
    length = -(-len(each.indikator) // padat.lajur)
    shapes, height, cut = list[Bentuk](), 0.0, False
    for lane in range(padat.lajur):
        column = _lane(each.indikator[lane * length : (lane + 1) * length], padat, ruang)
        shapes += [shape.geser(lane * ruang.lajur, 0) for shape in column.bentuk]
        height, cut = max(height, column.tinggi), cut or column.dipotong
    return Blok(height, tuple(shapes), cut)


def _lane(rows: Sequence[IndikatorPeta], padat: Padat, ruang: Ruang) -> Blok:
    shapes, y, cut = list[Bentuk](), PAD - _ROOM, False
    for place, row in enumerate(rows):
        if place and padat.lajur == 1:
            shapes.append(Garis(PAD, y, ruang.lajur - PAD, y, f"sekat {row.nomor}", HAIR, 0.35))
        one = _row(row, padat, ruang)
        shapes += [shape.geser(0, y + _ROOM) for shape in one.bentuk]
        y, cut = y + one.tinggi + (2 * _ROOM if padat.lajur == 1 else 0), cut or one.dipotong
    return Blok(y + PAD - _ROOM, tuple(shapes), cut)


def _row(row: IndikatorPeta, padat: Padat, ruang: Ruang) -> Blok:
    """One indikator: number and text at the left, the target at the right."""
    left = ruang.lajur - 2 * PAD - ruang.target - 1
    height, whole = line_height(padat.ukuran), one_line(row.uraian)
    text = shortened(whole, padat.ukuran, left - ruang.nomor, padat.baris)
    mark = CHANGED if row.berubah else ""
    aim = one_line(mark + row.target)
    target = shortened(aim, padat.ukuran, ruang.target, min(padat.baris, _TARGET_LINES), bold=row.berubah)
    lines = len(wrapped(text, padat.ukuran, left - ruang.nomor))
    aims = len(wrapped(target, padat.ukuran, ruang.target, bold=row.berubah))
    name = f"indikator {row.nomor}"
    said = Alinea((Ruas(f"{row.nomor}\t", tinta=SOFT), Ruas(text)), gantung=ruang.nomor)
    aimed = Alinea((Ruas(target, row.berubah),), "kanan")
    shapes = (
        Teks(PAD, 0, left, lines * height, name, (said,), padat.ukuran),
        Teks(ruang.lajur - PAD - ruang.target, 0, ruang.target, aims * height, f"target {row.nomor}", (aimed,),
             padat.ukuran),
    )  # fmt: skip
    return Blok(max(lines, aims) * height, shapes, (text, target) != (whole, aim))


def kepala(judul: str, lain: str, lebar: float, tinggi: float) -> tuple[Bentuk, ...]:
    """The head of a column: what it holds, and how much."""
    width, big, nama = lebar - 2 * PAD, SMALL + 1.5, f"kepala {judul}"
    lines = (
        Alinea((Ruas(shortened(judul, big, width, 1, bold=True), tebal=True, tinta=WHITE),)),
        Alinea((Ruas(shortened(lain, big, width, 1), tinta=WHITE),)),
    )
    body = 2 * line_height(big)
    return (
        Kotak(0, 0, lebar, tinggi, nama, DARK, DARK),
        Teks(PAD, (tinggi - body) / 2, width, body, nama, lines, big),
    )


def framed(blok: Blok, lebar: float, tinggi: float, nama: str, isi: Warna = WHITE) -> list[Bentuk]:
    """A block in a frame, in the middle of its height."""
    down = (tinggi - blok.tinggi) / 2
    return [Kotak(0, 0, lebar, tinggi, nama, isi, INK, 0.75), *(each.geser(0, down) for each in blok.bentuk)]


def moved(shapes: Iterable[Bentuk], x: float, y: float) -> list[Bentuk]:
    """The shapes farther right and down."""
    return [each.geser(x, y) for each in shapes]
