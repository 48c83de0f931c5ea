"""The picture of the plan on one page: the cascade laid out in millimetres.

Columns from left to right: prioritas, sasaran with their indikator as one band each, program. What was condensed so
that it fits is said below the picture, with where all of it is to be found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rkt_excel.model.picture.boxes import (
    CHANGED,
    LIGHT,
    PALE,
    SLACK,
    SMALL,
    SOFT,
    WHITE,
    Block,
    column_head,
    framed,
    moved,
    rupiah,
)
from rkt_excel.model.picture.filling import GAP, Columns, Filler, Fitted, piled
from rkt_excel.model.picture.kaskade import FULL_TABLE, PROGRAM_TABLE, Kaskade
from rkt_excel.model.picture.lettering import line_height, wrapped
from rkt_excel.model.picture.shapes import INK, Draw, Drawing, Passage, Rectangle, Shape, Stroke, TextFrame, TextRun

_HEAD: Final = 9.6  # millimetres
_WIDEST_GAP: Final = 6.0
_HEAD_GAP: Final = 2.0  # below the heads of the columns
_NOTE_GAP: Final = 2.0  # above what is said below


def shared_width(plan: Kaskade, width: float) -> Columns:
    """Share the width; a level that the plan does not have leaves its room to the indikator."""
    first = (width * 0.135, width * 0.028) if plan.prioritas else (0.0, 0.0)
    last = (width * 0.21, width * 0.042) if plan.program else (0.0, 0.0)
    goal = width * 0.172
    x = first[0] + first[1]
    middle = width - x - goal - last[0] - last[1]
    return Columns((0.0, first[0]), (x, goal), (x + goal, middle), (width - last[0], last[0]))


def drawn(plan: Kaskade) -> Draw:
    """The picture of a plan, ready to be laid out where there is room."""

    def draw(width: float, height: float) -> Drawing:
        return peta(plan, width, height)

    return draw


def peta(plan: Kaskade, width: float, height: float) -> Drawing:
    """The picture in this width and at most this height, in millimetres."""
    columns = shared_width(plan, width)
    filler, below = Filler(plan, columns), 0.0
    while True:  # what is said below takes room of the boxes, and what is condensed is said there
        fitted = filler.fitted(height - _HEAD - _HEAD_GAP - below)
        needed = _notes_height(_notes(plan, fitted), width)
        if needed <= below:
            return _assembled(plan, fitted, columns, width)
        below = needed


# ------------------------------------------------------------------------------------------ where it stands


def _assembled(plan: Kaskade, fitted: Fitted, columns: Columns, width: float) -> Drawing:
    top, body = _HEAD + _HEAD_GAP, fitted.height
    heights, shown = fitted.bands, fitted.plan
    spare = body - piled(heights)
    gap = GAP + min(_WIDEST_GAP - GAP, spare / max(1, len(heights) - 1))
    start = top + (body - sum(heights) - gap * max(0, len(heights) - 1)) / 2
    bands = [(start + sum(heights[:place]) + gap * place, height) for place, height in enumerate(heights)]
    served: list[list[int]] = [[] for _ in shown.prioritas]
    for place, each in enumerate(shown.sasaran):
        if each.prioritas is not None:
            served[each.prioritas].append(place)
    first = _beside(fitted.prioritas, served, bands, top, body)
    last = _beside(fitted.program, [each.sasaran for each in shown.program], bands, top, body)
    notes = _notes(plan, fitted)
    shapes = [
        *_heads(plan, columns),
        *_left_lines(shown, columns, first, bands),
        *_right_lines(shown, columns, last, bands),
        *_boxes(fitted, columns, bands, first, last),
        *_notes_shapes(notes, width, top + body + _NOTE_GAP),
    ]
    height = top + body + _notes_height(notes, width)
    return Drawing(width, height, f"Peta kinerja {plan.tahun}", _described(plan), tuple(shapes))


Span = tuple[float, float]  # from and height


def _beside(blocks: Sequence[Block], tied: Sequence[Sequence[int]], bands: Sequence[Span], top: float, body: float
            ) -> list[Span]:  # fmt: skip
    """Where the boxes of a side column stand: each at the middle of its bands, as far as there is room."""
    middles = [y + height / 2 for y, height in bands]
    wanted = [sum(middles[place] for place in places) / len(places) if places else top + body for places in tied]
    order = sorted(range(len(blocks)), key=lambda place: (wanted[place], place))
    found, end = [0.0] * len(blocks), top - GAP
    for place in order:
        found[place] = max(end + GAP, wanted[place] - blocks[place].height / 2)
        end = found[place] + blocks[place].height
    limit = top + body
    for place in reversed(order):
        found[place] = min(found[place], limit - blocks[place].height)
        limit = found[place] - GAP
    return [(y, block.height) for y, block in zip(found, blocks, strict=True)]


def _boxes(fitted: Fitted, columns: Columns, bands: Sequence[Span], first: Sequence[Span], last: Sequence[Span]
           ) -> Iterator[Shape]:  # fmt: skip
    for block, each, (y, height) in zip(fitted.prioritas, fitted.plan.prioritas, first, strict=True):
        yield from moved(framed(block, columns.prioritas[1], height, f"prioritas {each.kode}", PALE), 0, y)
    (x, width), (_, more) = columns.sasaran, columns.indikator
    for place, (y, height) in enumerate(bands):
        name = f"sasaran {fitted.plan.sasaran[place].nomor}"
        rows = fitted.indikator[place]
        yield Rectangle(x + width, y, more, height, f"indikator {name}", WHITE, INK, 0.75)
        yield from moved(framed(fitted.sasaran[place], width, height, name, LIGHT), x, y)
        yield from moved(rows.shapes, x + width, y + (height - rows.height) / 2)
    for block, program, (y, height) in zip(fitted.program, fitted.plan.program, last, strict=True):
        name = f"program {program.kode}"
        yield from moved(framed(block, columns.program[1], height, name, PALE), columns.program[0], y)


def _left_lines(plan: Kaskade, columns: Columns, first: Sequence[Span], bands: Sequence[Span]) -> Iterator[Stroke]:
    for place, (y, height) in enumerate(first):
        ties = [number for number, each in enumerate(plan.sasaran) if each.prioritas == place]
        for turn, number in enumerate(ties, 1):
            name = f"prioritas {plan.prioritas[place].kode} – sasaran {plan.sasaran[number].nomor}"
            goal = bands[number][0] + bands[number][1] / 2
            yield Stroke(columns.prioritas[1], y + height * turn / (len(ties) + 1), columns.sasaran[0], goal, name, INK,
                        curved=True)  # fmt: skip


def _right_lines(plan: Kaskade, columns: Columns, last: Sequence[Span], bands: Sequence[Span]) -> Iterator[Stroke]:
    """From each band to the programs that serve it; both ends are spread, so that lines can be followed."""
    order = sorted(range(len(last)), key=lambda place: last[place][0])
    leaving: dict[int, list[int]] = {number: [] for number in range(len(bands))}
    for place in order:
        for number in plan.program[place].sasaran:
            leaving[number].append(place)
    x = columns.indikator[0] + columns.indikator[1]
    for place, program in enumerate(plan.program):
        ties = program.sasaran
        for turn, number in enumerate(ties, 1):
            (y, height), (to, other), out = bands[number], last[place], leaving[number]
            start = y + height * (out.index(place) + 1) / (len(out) + 1)
            name = f"sasaran {plan.sasaran[number].nomor} – program {program.kode}"
            yield Stroke(x, start, columns.program[0], to + other * turn / (len(ties) + 1), name, INK,
                        dashed=number not in program.langsung, curved=True)  # fmt: skip


# ------------------------------------------------------------------------------------------ what is said


def _heads(plan: Kaskade, columns: Columns) -> Iterator[Shape]:
    counted = sum(each.jumlah for each in plan.sasaran)
    pagu = f" · {rupiah(plan.total)}" if plan.total is not None else ""
    heads = (
        (columns.prioritas, "Prioritas", f"{len(plan.prioritas)} prioritas"),
        (columns.sasaran, "Sasaran Strategis", f"{len(plan.sasaran)} sasaran"),
        (columns.indikator, "Indikator Kinerja", f"{counted} indikator dengan target {plan.tahun}"),
        (columns.program, "Program", f"{len(plan.program)} program{pagu}"),
    )
    for (x, width), title, more in heads:
        if width:
            yield from moved(column_head(title, more, width, _HEAD), x, 0)


def _notes(plan: Kaskade, fitted: Fitted) -> list[str]:
    """What the reader has to know, and what was condensed."""
    shown, said = fitted.plan, list[str]()
    if not plan.sasaran:
        said.append("Rencana ini belum memuat sasaran.")
    if any(each.sebagian for each in shown.program):
        said.append("Garis utuh: sasaran program. Garis putus-putus: sasaran dari kegiatan atau sub kegiatannya.")
    if plan.total:
        said.append(
            "Batang dan persentase: bagian dari jumlah pagu, dibulatkan; pagu sasaran dan prioritas mengikuti sasaran "
            "baris terbawah (program, kegiatan, atau sub kegiatan)."
        )
    said += plan.catatan
    if fitted.counted:
        said.append(f"Indikator hanya dihitung; bunyi dan target setiap indikator ada dalam {FULL_TABLE}.")
    if any(each.gabungan for each in shown.sasaran):
        said.append("Sasaran dikelompokkan agar muat.")
    if fitted.cut:
        said.append(f"Uraian yang berakhir dengan “…” dipendekkan; bunyi lengkapnya ada dalam {FULL_TABLE}.")
    if len(shown.program) < len(plan.program):
        said.append(f"Program dengan pagu terkecil digabung agar muat; setiap program ada dalam {PROGRAM_TABLE}.")
    if len(shown.prioritas) < len(plan.prioritas):
        said.append("Sebagian prioritas digabung agar muat; setiap prioritas ada dalam tabel prioritas.")
    marked = any(each.berubah for each in shown.program) or any(
        row.berubah for each in shown.sasaran for row in (() if fitted.counted else each.indikator)
    )
    if marked:
        said.append(f"{CHANGED} dan huruf tebal: berubah sejak naskah sebelumnya.")
    return said


def _notes_height(notes: Sequence[str], width: float) -> float:
    """With the room above them; nothing where nothing is said."""
    return len(_note_lines(notes, width)) * line_height(SMALL) + _NOTE_GAP if notes else 0.0


def _note_lines(notes: Sequence[str], width: float) -> tuple[str, ...]:
    return wrapped(" ".join(notes), SMALL, width - SLACK)


def _notes_shapes(notes: Sequence[str], width: float, y: float) -> Iterator[Shape]:
    if notes:
        height = _notes_height(notes, width) - _NOTE_GAP
        lines = "\n".join(_note_lines(notes, width))
        yield TextFrame(0, y, width, height, "catatan", (Passage((TextRun(lines, ink=SOFT),)),), SMALL)


def _described(plan: Kaskade) -> str:
    """What the picture shows, for people who cannot see it."""
    counted = sum(each.jumlah for each in plan.sasaran)
    money = f" Jumlah pagu {rupiah(plan.total)}." if plan.total is not None else ""
    return (
        f"Bagan dari kiri ke kanan: {len(plan.prioritas)} prioritas, {len(plan.sasaran)} sasaran, {counted} indikator, "
        f"dan {len(plan.program)} program tahun {plan.tahun}, dengan garis antara yang terkait.{money}"
    )
