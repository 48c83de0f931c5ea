"""The picture of the plan on one page: the cascade laid out in millimetres.

Columns from left to right: prioritas, sasaran with their indikator as one band each, program. What was condensed so
that it fits is said below the picture, with where all of it is to be found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rkt_excel.model.picture.boxes import (
    CHANGED,
    INK,
    LIGHT,
    PALE,
    SLACK,
    SMALL,
    SOFT,
    WHITE,
    Blok,
    framed,
    kepala,
    moved,
    rupiah,
)
from rkt_excel.model.picture.filling import GAP, Isi, Kolom, Pemuat, piled
from rkt_excel.model.picture.kaskade import FULL_TABLE, PROGRAM_TABLE, Kaskade
from rkt_excel.model.picture.lettering import line_height, wrapped
from rkt_excel.model.picture.shapes import Alinea, Bentuk, Gambar, Garis, Kotak, Lukis, Ruas, Teks

_HEAD: Final = 9.6  # millimetres
_WIDEST_GAP: Final = 6.0
_HEAD_GAP: Final = 2.0  # below the heads of the columns
_NOTE_GAP: Final = 2.0  # above what is said below


def columns(plan: Kaskade, lebar: float) -> Kolom:
    """Share the width; a level that the plan does not have leaves its room to the indikator."""
    first = (lebar * 0.135, lebar * 0.028) if plan.prioritas else (0.0, 0.0)
    last = (lebar * 0.21, lebar * 0.042) if plan.program else (0.0, 0.0)
    goal = lebar * 0.172
    x = first[0] + first[1]
    middle = lebar - x - goal - last[0] - last[1]
    return Kolom((0.0, first[0]), (x, goal), (x + goal, middle), (lebar - last[0], last[0]))


def drawn(plan: Kaskade) -> Lukis:
    """The picture of a plan, ready to be laid out where there is room."""

    def draw(lebar: float, tinggi: float) -> Gambar:
        return peta(plan, lebar, tinggi)

    return draw


def peta(plan: Kaskade, lebar: float, tinggi: float) -> Gambar:
    """The picture in this width and at most this height, in millimetres."""
    kolom = columns(plan, lebar)
    filler, below = Pemuat(plan, kolom), 0.0
    while True:  # what is said below takes room of the boxes, and what is condensed is said there
        isi = filler.fitted(tinggi - _HEAD - _HEAD_GAP - below)
        needed = _notes_height(_notes(plan, isi), lebar)
        if needed <= below:
            return _assembled(plan, isi, kolom, lebar)
        below = needed


# ------------------------------------------------------------------------------------------ where it stands


def _assembled(plan: Kaskade, isi: Isi, kolom: Kolom, lebar: float) -> Gambar:
    top, body = _HEAD + _HEAD_GAP, isi.tinggi
    heights, shown = isi.bands, isi.plan
    spare = body - piled(heights)
    gap = GAP + min(_WIDEST_GAP - GAP, spare / max(1, len(heights) - 1))
    start = top + (body - sum(heights) - gap * max(0, len(heights) - 1)) / 2
    bands = [(start + sum(heights[:place]) + gap * place, height) for place, height in enumerate(heights)]
    served: list[list[int]] = [[] for _ in shown.prioritas]
    for place, each in enumerate(shown.sasaran):
        if each.prioritas is not None:
            served[each.prioritas].append(place)
    first = _beside(isi.prioritas, served, bands, top, body)
    last = _beside(isi.program, [each.sasaran for each in shown.program], bands, top, body)
    notes = _notes(plan, isi)
    shapes = [
        *_heads(plan, kolom),
        *_left_lines(shown, kolom, first, bands),
        *_right_lines(shown, kolom, last, bands),
        *_boxes(isi, kolom, bands, first, last),
        *_notes_shapes(notes, lebar, top + body + _NOTE_GAP),
    ]
    height = top + body + _notes_height(notes, lebar)
    return Gambar(lebar, height, f"Peta kinerja {plan.tahun}", _described(plan), tuple(shapes))


Span = tuple[float, float]  # from and height


def _beside(blocks: Sequence[Blok], tied: Sequence[Sequence[int]], bands: Sequence[Span], top: float, body: float
            ) -> list[Span]:  # fmt: skip
    """Where the boxes of a side column stand: each at the middle of its bands, as far as there is room."""
    middles = [y + height / 2 for y, height in bands]
    wanted = [sum(middles[place] for place in places) / len(places) if places else top + body for places in tied]
    order = sorted(range(len(blocks)), key=lambda place: (wanted[place], place))
    found, end = [0.0] * len(blocks), top - GAP
    for place in order:
        found[place] = max(end + GAP, wanted[place] - blocks[place].tinggi / 2)
        end = found[place] + blocks[place].tinggi
    limit = top + body
    for place in reversed(order):
        found[place] = min(found[place], limit - blocks[place].tinggi)
        limit = found[place] - GAP
    return [(y, block.tinggi) for y, block in zip(found, blocks, strict=True)]


def _boxes(isi: Isi, kolom: Kolom, bands: Sequence[Span], first: Sequence[Span], last: Sequence[Span]
           ) -> Iterator[Bentuk]:  # fmt: skip
    for block, each, (y, height) in zip(isi.prioritas, isi.plan.prioritas, first, strict=True):
        yield from moved(framed(block, kolom.prioritas[1], height, f"prioritas {each.kode}", PALE), 0, y)
    (x, width), (_, more) = kolom.sasaran, kolom.indikator
    for place, (y, height) in enumerate(bands):
        name = f"sasaran {isi.plan.sasaran[place].nomor}"
        rows = isi.indikator[place]
        yield Kotak(x + width, y, more, height, f"indikator {name}", WHITE, INK, 0.75)
        yield from moved(framed(isi.sasaran[place], width, height, name, LIGHT), x, y)
        yield from moved(rows.bentuk, x + width, y + (height - rows.tinggi) / 2)
    for block, program, (y, height) in zip(isi.program, isi.plan.program, last, strict=True):
        name = f"program {program.kode}"
        yield from moved(framed(block, kolom.program[1], height, name, PALE), kolom.program[0], y)


def _left_lines(plan: Kaskade, kolom: Kolom, first: Sequence[Span], bands: Sequence[Span]) -> Iterator[Garis]:
    for place, (y, height) in enumerate(first):
        ties = [number for number, each in enumerate(plan.sasaran) if each.prioritas == place]
        for turn, number in enumerate(ties, 1):
            name = f"prioritas {plan.prioritas[place].kode} – sasaran {plan.sasaran[number].nomor}"
            goal = bands[number][0] + bands[number][1] / 2
            yield Garis(kolom.prioritas[1], y + height * turn / (len(ties) + 1), kolom.sasaran[0], goal, name, INK,
                        lengkung=True)  # fmt: skip


def _right_lines(plan: Kaskade, kolom: Kolom, last: Sequence[Span], bands: Sequence[Span]) -> Iterator[Garis]:
    """From each band to the programs that serve it; both ends are spread, so that lines can be followed."""
    order = sorted(range(len(last)), key=lambda place: last[place][0])
    leaving: dict[int, list[int]] = {number: [] for number in range(len(bands))}
    for place in order:
        for number in plan.program[place].sasaran:
            leaving[number].append(place)
    x = kolom.indikator[0] + kolom.indikator[1]
    for place, program in enumerate(plan.program):
        ties = program.sasaran
        for turn, number in enumerate(ties, 1):
            (y, height), (to, other), out = bands[number], last[place], leaving[number]
            start = y + height * (out.index(place) + 1) / (len(out) + 1)
            name = f"sasaran {plan.sasaran[number].nomor} – program {program.kode}"
            yield Garis(x, start, kolom.program[0], to + other * turn / (len(ties) + 1), name, INK,
                        putus=number not in program.langsung, lengkung=True)  # fmt: skip


# ------------------------------------------------------------------------------------------ what is said


def _heads(plan: Kaskade, kolom: Kolom) -> Iterator[Bentuk]:
    counted = sum(each.jumlah for each in plan.sasaran)
    pagu = f" · {rupiah(plan.total)}" if plan.total is not None else ""
    heads = (
        (kolom.prioritas, "Prioritas", f"{len(plan.prioritas)} prioritas"),
        (kolom.sasaran, "Sasaran Strategis", f"{len(plan.sasaran)} sasaran"),
        (kolom.indikator, "Indikator Kinerja", f"{counted} indikator dengan target {plan.tahun}"),
        (kolom.program, "Program", f"{len(plan.program)} program{pagu}"),
    )
    for (x, width), title, more in heads:
        if width:
            yield from moved(kepala(title, more, width, _HEAD), x, 0)


def _notes(plan: Kaskade, isi: Isi) -> list[str]:
    """What the reader has to know, and what was condensed."""
    shown, said = isi.plan, list[str]()
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
    if isi.dihitung:
        said.append(f"Indikator hanya dihitung; bunyi dan target setiap indikator ada dalam {FULL_TABLE}.")
    if any(each.gabungan for each in shown.sasaran):
        said.append("Sasaran dikelompokkan agar muat.")
    if isi.hilang:
        said.append(f"Uraian yang berakhir dengan “…” dipendekkan; bunyi lengkapnya ada dalam {FULL_TABLE}.")
    if len(shown.program) < len(plan.program):
        said.append(f"Program dengan pagu terkecil digabung agar muat; setiap program ada dalam {PROGRAM_TABLE}.")
    if len(shown.prioritas) < len(plan.prioritas):
        said.append("Sebagian prioritas digabung agar muat; setiap prioritas ada dalam tabel prioritas.")
    marked = any(each.berubah for each in shown.program) or any(
        row.berubah for each in shown.sasaran for row in (() if isi.dihitung else each.indikator)
    )
    if marked:
        said.append(f"{CHANGED} dan huruf tebal: berubah sejak naskah sebelumnya.")
    return said


def _notes_height(notes: Sequence[str], lebar: float) -> float:
    """With the room above them; nothing where nothing is said."""
    return len(_note_lines(notes, lebar)) * line_height(SMALL) + _NOTE_GAP if notes else 0.0


def _note_lines(notes: Sequence[str], lebar: float) -> list[str]:
    return wrapped(" ".join(notes), SMALL, lebar - SLACK)


def _notes_shapes(notes: Sequence[str], lebar: float, y: float) -> Iterator[Bentuk]:
    if notes:
        height = _notes_height(notes, lebar) - _NOTE_GAP
        lines = "\n".join(_note_lines(notes, lebar))
        yield Teks(0, y, lebar, height, "catatan", (Alinea((Ruas(lines, tinta=SOFT),)),), SMALL)


def _described(plan: Kaskade) -> str:
    """What the picture shows, for people who cannot see it."""
    counted = sum(each.jumlah for each in plan.sasaran)
    money = f" Jumlah pagu {rupiah(plan.total)}." if plan.total is not None else ""
    return (
        f"Bagan dari kiri ke kanan: {len(plan.prioritas)} prioritas, {len(plan.sasaran)} sasaran, {counted} indikator, "
        f"dan {len(plan.program)} program tahun {plan.tahun}, dengan garis antara yang terkait.{money}"
    )
