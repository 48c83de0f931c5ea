"""The boxes of the picture of the plan: what stands in each, how high that makes it, and its shapes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from rkt_excel.model.picture.kaskade import IndikatorPeta, PrioritasPeta, ProgramPeta, SasaranPeta, numbers
from rkt_excel.model.picture.lettering import line_height, one_line, shortened, width_of, wrapped
from rkt_excel.model.picture.shapes import TINTA, Alinea, Bentuk, Garis, Kotak, Ruas, Teks, Warna, warna
from rkt_excel.workbook.values.numbers import written
from rkt_excel.workbook.writing import style

SMALL: Final = 7.0  # points; nothing is smaller
PAD: Final = 1.3  # millimetres between a frame and what stands in it
INK: Final[Warna] = TINTA
SOFT: Final[Warna] = "4A5560"
HAIR: Final[Warna] = "9AA5AE"
DARK: Final[Warna] = warna(style.DEEP)
LIGHT: Final[Warna] = warna(style.TINT)
PALE: Final[Warna] = warna(style.PALE)
WHITE: Final[Warna] = "FFFFFF"
CHANGED: Final = "▌"  # before what differs from the text before, as in the tables

_BAR: Final = 1.7  # millimetres
_ROOM: Final = 0.6  # above a bar, and around a row of indikator
_TIGHT: Final = 0.8  # above and below rows without room between them
_NARROW: Final = 0.2  # around a row that takes one line
SLACK: Final = 0.8  # millimetres that a frame is wider than its longest line
_HAIRLINE: Final = 0.35  # points
_LABEL_GAP: Final = 0.4
_HANG: Final = 1.5  # between a number and its text
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
    """

    ukuran: float
    baris: int = _LONGEST
    rinci: bool = True
    lajur: int = 1
    kelompok: bool = False


@dataclass(frozen=True)
class Blok:
    """A box without its frame: height in millimetres, shapes from its upper left corner, how many letters were cut."""

    tinggi: float
    bentuk: tuple[Bentuk, ...]
    hilang: int = 0


@dataclass
class Susun:
    """Piles texts and bars upon each other in a column of `lebar` millimetres."""

    lebar: float
    nama: str
    y: float = PAD
    bentuk: list[Bentuk] = field(default_factory=list)
    hilang: int = 0

    def teks(
        self, text: str, ukuran: float, lines: int = 1, *, tebal: bool = False, tinta: Warna = INK, nomor: str = ""
    ) -> None:
        """A text of at most so many lines, behind its number; nothing where there is none."""
        width = self.lebar - 2 * PAD
        hang = width_of(nomor, ukuran, bold=tebal) + _HANG if nomor else 0.0
        whole = one_line(text)
        shown = shortened(whole, ukuran, width - hang, lines, bold=tebal)
        if not shown:
            return
        self.hilang += lost(whole, shown)
        lines_ = wrapped(shown, ukuran, width - hang, bold=tebal)
        height = len(lines_) * line_height(ukuran)
        before = (Ruas(f"{nomor}\t", tebal, tinta),) if nomor else ()
        self.bentuk.append(
            Teks(
                PAD,
                self.y,
                width + SLACK,
                height,
                self.nama,
                (Alinea((*before, Ruas("\n".join(lines_), tebal, tinta)), gantung=hang),),
                ukuran,
            )
        )
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
        return Blok(self.y + PAD, tuple(self.bentuk), self.hilang)


def lost(whole: str, shown: str) -> int:
    """How many letters of a text are not shown."""
    return 0 if whole == shown else max(1, len(whole) - len(shown) + 1)


def percent(share: Decimal) -> str:
    """A share of 1 in percent with one decimal: 38,4%; a trace is not nothing."""
    if 0 < share < _SMALLEST:
        return "<0,1%"
    if share == 1:
        return "100%"
    return f"{(share * 100).quantize(Decimal('0.1'), ROUND_HALF_UP)}%".replace(".", ",")


def rupiah(amount: Decimal, total: Decimal | None = None) -> str:
    """An amount as it is printed, with its share of the total."""
    share = f" · {percent(amount / total)}" if total else ""
    return f"Rp{written(amount)}{share}"


def _money(pile: Susun, amount: Decimal | None, total: Decimal | None, ukuran: float, *, tanda: str = "") -> None:
    if amount is None:
        return
    pile.teks(tanda + rupiah(amount, total), ukuran, tebal=bool(tanda))
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


def program_box(each: ProgramPeta, sasaran: Sequence[SasaranPeta], padat: Padat, lebar: float, total: Decimal | None
                ) -> Blok:  # fmt: skip
    """A program with its pagu, the sasaran that it serves and how many lines stand below it."""
    pile = Susun(lebar, f"program {each.kode}")
    serves = _served([sasaran[place] for place in each.sasaran])
    pile.teks(" · ".join(part for part in (each.kode, serves) if part), SMALL, tinta=SOFT)
    pile.y += _LABEL_GAP
    pile.teks(each.uraian, padat.ukuran, padat.baris, tebal=True)
    below = [f"{each.kegiatan} kegiatan"] * bool(each.kegiatan)
    below += [f"{each.sub_kegiatan} sub kegiatan"] * bool(each.sub_kegiatan)
    if padat.rinci:
        pile.teks(" · ".join(below), SMALL, tinta=SOFT)
    _money(pile, each.pagu, total, max(SMALL, padat.ukuran - 1), tanda=CHANGED if each.berubah else "")
    return pile.blok()


def _served(sasaran: Sequence[SasaranPeta]) -> str:
    """The sasaran by number, or the groups of them by letter."""
    if not sasaran:
        return "belum dikaitkan dengan sasaran"
    return f"{'kelompok' if sasaran[0].gabungan else 'sasaran'} {numbers([each.nomor for each in sasaran])}"


def sasaran_box(each: SasaranPeta, padat: Padat, lebar: float, total: Decimal | None) -> Blok:
    """The left part of a band."""
    pile = Susun(lebar, f"sasaran {each.nomor}")
    pile.teks(each.uraian, padat.ukuran, padat.baris, tebal=True, nomor=each.nomor)
    if each.gabungan:
        pile.teks(each.dihitung, SMALL, tinta=SOFT)
    _money(pile, each.pagu or None, total, max(SMALL, padat.ukuran - 1))
    return pile.blok()


@dataclass(frozen=True)
class Ruang:
    """How the width of the indikator is shared, in millimetres: of one column, its numbers, its targets at the most."""

    lajur: float
    nomor: float
    target: float


def room(rows: Iterable[IndikatorPeta], padat: Padat, lebar: float) -> Ruang:
    """The same for all sasaran, so that texts begin below each other."""
    column = lebar / padat.lajur
    number = max((width_of(each.nomor, padat.ukuran) for each in rows), default=0.0)
    return Ruang(column, min(number + 1.2, column / 4), column * 0.34)


def indikator_rows(each: SasaranPeta, padat: Padat, lebar: float, ruang: Ruang) -> Blok:
    """The right part of a band: its indikator, or how many there are."""
    if padat.kelompok or not each.indikator:
        pile = Susun(lebar, f"indikator sasaran {each.nomor}")
        pile.teks(each.dihitung, padat.ukuran)
        if padat.rinci:
            pile.teks(", ".join(sorted(each.bagian)), SMALL, padat.baris, tinta=SOFT)
        return pile.blok()
    length = -(-len(each.indikator) // padat.lajur)
    lanes = [
        _lane(each.indikator[lane * length : (lane + 1) * length], padat, ruang)
        for lane in range(min(padat.lajur, len(each.indikator)))
    ]
    height = max(lane.tinggi for lane in lanes)
    shapes = [shape for number, lane in enumerate(lanes) for shape in moved(lane.bentuk, number * ruang.lajur, 0)]
    shapes += [
        Garis(number * ruang.lajur, PAD, number * ruang.lajur, height - PAD, f"sekat {each.nomor}", HAIR, _HAIRLINE)
        for number in range(1, len(lanes))
    ]
    return Blok(height, tuple(shapes), sum(lane.hilang for lane in lanes))


def _lane(rows: Sequence[IndikatorPeta], padat: Padat, ruang: Ruang) -> Blok:
    """Rows upon each other, between hairlines where there is room for these."""
    between = _ROOM if padat.baris > 1 else _NARROW if padat.lajur == 1 else 0.0
    edge = PAD if between else _TIGHT
    shapes, y, cut = list[Bentuk](), edge - between, 0
    for place, row in enumerate(rows):
        if place and between:
            shapes.append(Garis(PAD, y, ruang.lajur - PAD, y, f"sekat {row.nomor}", HAIR, _HAIRLINE))
        one = _row(row, padat, ruang)
        shapes += moved(one.bentuk, 0, y + between)
        y, cut = y + one.tinggi + 2 * between, cut + one.hilang
    return Blok(y + edge - between, tuple(shapes), cut)


def _row(row: IndikatorPeta, padat: Padat, ruang: Ruang) -> Blok:
    """One indikator: number and text at the left, the target at the right."""
    ukuran, height = padat.ukuran, line_height(padat.ukuran)
    aim = one_line((CHANGED if row.berubah else "") + row.target)
    aside = min(width_of(aim, ukuran, bold=row.berubah) + 0.1, ruang.target)
    target = shortened(aim, ukuran, aside, min(padat.baris, _TARGET_LINES), bold=row.berubah)
    left = ruang.lajur - 2 * PAD - aside - 2 * SLACK
    whole = one_line(row.uraian)
    text = shortened(whole, ukuran, left - ruang.nomor, padat.baris)
    lines = wrapped(text, ukuran, left - ruang.nomor)
    aims = wrapped(target, ukuran, aside, bold=row.berubah)
    said = Alinea((Ruas(f"{row.nomor}\t", tinta=SOFT), Ruas("\n".join(lines))), gantung=ruang.nomor)
    aimed = Alinea((Ruas("\n".join(aims), row.berubah),), "kanan")
    x, name = ruang.lajur - PAD - aside - SLACK, f"indikator {row.nomor}"
    shapes = (
        Teks(PAD, 0, left + SLACK, len(lines) * height, name, (said,), ukuran),
        Teks(x, 0, aside + SLACK, len(aims) * height, f"target {name}", (aimed,), ukuran),
    )
    return Blok(max(len(lines), len(aims)) * height, shapes, lost(whole, text) + lost(aim, target))


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
