"""The boxes of the picture of the plan: what stands in each, how high that makes it, and its shapes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from rkt_excel.model.picture.kaskade import IndikatorPeta, PrioritasPeta, ProgramPeta, SasaranPeta, number_runs
from rkt_excel.model.picture.lettering import line_height, one_line, shortened, width_of, wrapped
from rkt_excel.model.picture.shapes import (
    INK,
    HexColour,
    Passage,
    Rectangle,
    Shape,
    Stroke,
    TextFrame,
    TextRun,
    colour_of,
)
from rkt_excel.workbook.values.numbers import written
from rkt_excel.workbook.writing import style

SMALL: Final = 7.0  # points; nothing is smaller
PAD: Final = 1.3  # millimetres between a frame and what stands in it
SOFT: Final[HexColour] = "4A5560"
HAIR: Final[HexColour] = "9AA5AE"
DARK: Final[HexColour] = colour_of(style.DEEP)
LIGHT: Final[HexColour] = colour_of(style.TINT)
PALE: Final[HexColour] = colour_of(style.PALE)
WHITE: Final[HexColour] = "FFFFFF"
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
class Density:
    """How densely the boxes of a column are filled.

    Attributes:
        ukuran: Of the letters in points.
        baris: The most lines that a text may take.
        rinci: Whether what explains a box stands in it.
        lajur: Columns that the indikator of a sasaran stand in.
        kelompok: Whether the indikator are only counted.
    """

    size: float
    lines: int = _LONGEST
    detailed: bool = True
    lanes: int = 1
    counted: bool = False


@dataclass(frozen=True)
class Block:
    """A box without its frame: height in millimetres, shapes from its upper left corner, how many letters were cut."""

    height: float
    shapes: tuple[Shape, ...]
    cut: int = 0


@dataclass
class Pile:
    """Piles texts and bars upon each other in a column of `width` millimetres."""

    width: float
    name: str
    y: float = PAD
    shapes: list[Shape] = field(default_factory=list)
    cut: int = 0

    def text(
        self, text: str, size: float, lines: int = 1, *, bold: bool = False, ink: HexColour = INK, nomor: str = ""
    ) -> None:
        """A text of at most so many lines, behind its number; nothing where there is none."""
        width = self.width - 2 * PAD
        hang = width_of(nomor, size, bold=bold) + _HANG if nomor else 0.0
        whole = one_line(text)
        shown = shortened(whole, size, width - hang, lines, bold=bold)
        if not shown:
            return
        self.cut += lost(whole, shown)
        lines_ = wrapped(shown, size, width - hang, bold=bold)
        height = len(lines_) * line_height(size)
        before = (TextRun(f"{nomor}\t", bold, ink),) if nomor else ()
        self.shapes.append(
            TextFrame(
                PAD,
                self.y,
                width + SLACK,
                height,
                self.name,
                (Passage((*before, TextRun("\n".join(lines_), bold, ink)), hang=hang),),
                size,
            )
        )
        self.y += height

    def bar(self, share: Decimal) -> None:
        """A bar: its frame is the whole, what is dark in it the share, 0 to 1."""
        width, y = self.width - 2 * PAD, self.y + _ROOM
        name = f"batang {self.name}"
        self.shapes.append(Rectangle(PAD, y, width, _BAR, name, WHITE, SOFT))
        dark = width * float(share)
        if dark > 0:
            self.shapes.append(Rectangle(PAD, y, dark, _BAR, f"{name} {percent(share)}", DARK, DARK))
        self.y = y + _BAR

    def block(self) -> Block:
        """What was piled up so far, as one block."""
        return Block(self.y + PAD, tuple(self.shapes), self.cut)


def lost(whole: str, shown: str) -> int:
    """How many letters of a text are not shown; the ellipsis in their place hides one at least."""
    return 0 if whole == shown else max(1, len(whole) - len(shown) + 1)


def percent(share: Decimal) -> str:
    """A share of 1 in percent with one decimal: 38,4%; a trace is not nothing."""
    if 0 < share < _SMALLEST:
        return "<0,1%"
    if share == 1:
        return "100%"
    return f"{(share * 100).quantize(Decimal('0.1'), ROUND_HALF_UP)}%".replace(".", ",")


def rupiah(amount: Decimal, total: Decimal | None = None) -> str:
    """An amount of rupiah as it is printed, behind it its share of the total where one is given."""
    share = f" · {percent(amount / total)}" if total else ""
    return f"Rp{written(amount)}{share}"


def _money(pile: Pile, amount: Decimal | None, total: Decimal | None, size: float, *, tanda: str = "") -> None:
    if amount is None:
        return
    pile.text(tanda + rupiah(amount, total), size, bold=bool(tanda))
    if total:
        pile.bar(amount / total)


def prioritas_box(each: PrioritasPeta, density: Density, width: float, total: Decimal | None) -> Block:
    """The box of a priority: its text and its pagu of the `total`; width in millimetres, `total` in rupiah."""
    pile = Pile(width, f"prioritas {each.kode}")
    pile.text(each.kode, SMALL, ink=SOFT)
    pile.y += _LABEL_GAP if each.kode else 0
    pile.text(each.uraian, density.size, density.lines, bold=True)
    _money(pile, each.pagu or None, total, max(SMALL, density.size - 1))
    return pile.block()


def program_box(each: ProgramPeta, sasaran: Sequence[SasaranPeta], density: Density, width: float, total: Decimal | None
                ) -> Block:  # fmt: skip
    """A program with its pagu, the sasaran that it serves and how many lines stand below it."""
    pile = Pile(width, f"program {each.kode}")
    serves = _served([sasaran[place] for place in each.sasaran])
    pile.text(" · ".join(part for part in (each.kode, serves) if part), SMALL, ink=SOFT)
    pile.y += _LABEL_GAP
    pile.text(each.uraian, density.size, density.lines, bold=True)
    below = [f"{each.kegiatan} kegiatan"] * bool(each.kegiatan)
    below += [f"{each.sub_kegiatan} sub kegiatan"] * bool(each.sub_kegiatan)
    if density.detailed:
        pile.text(" · ".join(below), SMALL, ink=SOFT)
    _money(pile, each.pagu, total, max(SMALL, density.size - 1), tanda=CHANGED if each.berubah else "")
    return pile.block()


def _served(sasaran: Sequence[SasaranPeta]) -> str:
    """The sasaran by number, or the groups of them by letter."""
    if not sasaran:
        return "belum dikaitkan dengan sasaran"
    return f"{'kelompok' if sasaran[0].gabungan else 'sasaran'} {number_runs([each.nomor for each in sasaran])}"


def sasaran_box(each: SasaranPeta, density: Density, width: float, total: Decimal | None) -> Block:
    """The left part of a band: the sasaran with its pagu; width in millimetres, `total` in rupiah."""
    pile = Pile(width, f"sasaran {each.nomor}")
    pile.text(each.uraian, density.size, density.lines, bold=True, nomor=each.nomor)
    if each.gabungan:
        pile.text(each.dihitung, SMALL, ink=SOFT)
    _money(pile, each.pagu or None, total, max(SMALL, density.size - 1))
    return pile.block()


@dataclass(frozen=True)
class Sharing:
    """How the width of the indikator is shared, in millimetres: of one column, its numbers, its targets at the most."""

    lane: float
    nomor: float
    target: float


def room(rows: Iterable[IndikatorPeta], density: Density, width: float) -> Sharing:
    """The same for all sasaran, so that texts begin below each other."""
    column = width / density.lanes
    number = max((width_of(each.nomor, density.size) for each in rows), default=0.0)
    return Sharing(column, min(number + 1.2, column / 4), column * 0.34)


def indikator_rows(each: SasaranPeta, density: Density, width: float, sharing: Sharing) -> Block:
    """The right part of a band: its indikator, or how many there are."""
    if density.counted or not each.indikator:
        pile = Pile(width, f"indikator sasaran {each.nomor}")
        pile.text(each.dihitung, density.size)
        if density.detailed:
            pile.text(", ".join(sorted(each.bagian)), SMALL, density.lines, ink=SOFT)
        return pile.block()
    length = -(-len(each.indikator) // density.lanes)
    lanes = [
        _lane(each.indikator[lane * length : (lane + 1) * length], density, sharing)
        for lane in range(min(density.lanes, len(each.indikator)))
    ]
    height = max(lane.height for lane in lanes)
    shapes = [shape for number, lane in enumerate(lanes) for shape in moved(lane.shapes, number * sharing.lane, 0)]
    shapes += [
        Stroke(number * sharing.lane, PAD, number * sharing.lane, height - PAD, f"sekat {each.nomor}", HAIR, _HAIRLINE)
        for number in range(1, len(lanes))
    ]
    return Block(height, tuple(shapes), sum(lane.cut for lane in lanes))


def _lane(rows: Sequence[IndikatorPeta], density: Density, sharing: Sharing) -> Block:
    """Rows upon each other, between hairlines where there is room for these."""
    between = _ROOM if density.lines > 1 else _NARROW if density.lanes == 1 else 0.0
    edge = PAD if between else _TIGHT
    shapes, y, cut = list[Shape](), edge - between, 0
    for place, row in enumerate(rows):
        if place and between:
            shapes.append(Stroke(PAD, y, sharing.lane - PAD, y, f"sekat {row.nomor}", HAIR, _HAIRLINE))
        one = _row(row, density, sharing)
        shapes += moved(one.shapes, 0, y + between)
        y, cut = y + one.height + 2 * between, cut + one.cut
    return Block(y + edge - between, tuple(shapes), cut)


def _row(row: IndikatorPeta, density: Density, sharing: Sharing) -> Block:
    """One indikator: number and text at the left, the target at the right."""
    size, height = density.size, line_height(density.size)
    aim = one_line((CHANGED if row.berubah else "") + row.target)
    aside = min(width_of(aim, size, bold=row.berubah) + 0.1, sharing.target)
    target = shortened(aim, size, aside, min(density.lines, _TARGET_LINES), bold=row.berubah)
    left = sharing.lane - 2 * PAD - aside - 2 * SLACK
    whole = one_line(row.uraian)
    text = shortened(whole, size, left - sharing.nomor, density.lines)
    lines = wrapped(text, size, left - sharing.nomor)
    aims = wrapped(target, size, aside, bold=row.berubah)
    said = Passage((TextRun(f"{row.nomor}\t", ink=SOFT), TextRun("\n".join(lines))), hang=sharing.nomor)
    aimed = Passage((TextRun("\n".join(aims), row.berubah),), "right")
    x, name = sharing.lane - PAD - aside - SLACK, f"indikator {row.nomor}"
    shapes = (
        TextFrame(PAD, 0, left + SLACK, len(lines) * height, name, (said,), size),
        TextFrame(x, 0, aside + SLACK, len(aims) * height, f"target {name}", (aimed,), size),
    )
    return Block(max(len(lines), len(aims)) * height, shapes, lost(whole, text) + lost(aim, target))


def column_head(title: str, more: str, width: float, height: float) -> tuple[Shape, ...]:
    """The head of a column, its title over how much it holds; width and height in millimetres."""
    inner, big, name = width - 2 * PAD, SMALL + 1.5, f"kepala {title}"
    lines = (
        Passage((TextRun(shortened(title, big, inner, 1, bold=True), bold=True, ink=WHITE),)),
        Passage((TextRun(shortened(more, big, inner, 1), ink=WHITE),)),
    )
    body = 2 * line_height(big)
    return (
        Rectangle(0, 0, width, height, name, DARK, DARK),
        TextFrame(PAD, (height - body) / 2, inner, body, name, lines, big),
    )


def framed(block: Block, width: float, height: float, name: str, fill: HexColour = WHITE) -> list[Shape]:
    """A frame of so many millimetres from the upper left corner, the block in the middle of its height."""
    down = (height - block.height) / 2
    return [Rectangle(0, 0, width, height, name, fill, INK, 0.75), *(each.shifted(0, down) for each in block.shapes)]


def moved(shapes: Iterable[Shape], x: float, y: float) -> list[Shape]:
    """The shapes, `x` millimetres farther right and `y` farther down."""
    return [each.shifted(x, y) for each in shapes]
