"""Plots for pages of a browser, as SVG within the page: no script, nothing fetched, colours from the page's own style.

What a plot shows stands in its title for whoever cannot see it, and every bar or point says its figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

_ROW: Final = 26  # pixels of one bar with what parts it from the next
_LABELS: Final = 270  # pixels left of the bars
_BARS: Final = 280
_SIGN: Final = 7.6  # pixels of an average letter, as wide as the widest of the usual fonts draw it
_POINTS: Final = 560  # pixels of the line on which points lie
_EDGE: Final = 20


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its figure, how much of it is marked, and what stands behind it."""

    label: str
    value: int
    marked: int = 0
    told: str = ""


def bars(title: str, rows: Sequence[Bar]) -> str:
    """Bars that lie, one below the other; the marked part of each is darker and hatched."""
    largest = max((each.value for each in rows), default=0) or 1
    width, height = _LABELS + _BARS + 170, _ROW * len(rows) + 8
    drawn = "".join(_bar(each, number, largest) for number, each in enumerate(rows))
    return _svg(title, width, height, drawn)


def _bar(each: Bar, number: int, largest: int) -> str:
    top = number * _ROW + 4
    long, dark = (_BARS * part / largest for part in (each.value, each.marked))
    label, told = _cut(each.label, _LABELS - 12), escape(each.told or str(each.value))
    parts = [
        f"<title>{escape(each.label)}: {told}</title>",
        f'<text class="label" x="{_LABELS - 8}" y="{top + 14}" text-anchor="end">{escape(label)}</text>',
        f'<rect class="batang" x="{_LABELS}" y="{top}" width="{long:.1f}" height="18"/>',
        f'<rect class="batang-tanda" x="{_LABELS}" y="{top}" width="{dark:.1f}" height="18"/>' if each.marked else "",
        f'<text class="angka" x="{_LABELS + long + 6:.1f}" y="{top + 14}">{told}</text>',
    ]
    return f"<g>{''.join(parts)}</g>"


def points(title: str, figures: Sequence[float], middle: float, far: Sequence[float]) -> str:
    """Figures on one line, the middle as a stroke, those that lie far away as crosses with a ring.

    Args:
        title: What is shown.
        figures: All of them.
        middle: The median.
        far: Those that are pointed out.
    """
    low, high = min([*figures, *far, middle]), max([*figures, *far, middle])
    across = (high - low) or 1.0

    def place(figure: float) -> float:
        return _EDGE + _POINTS * (figure - low) / across

    odd = set(far)
    spots = dict.fromkeys(f"{place(each):.1f}" for each in figures if each not in odd)  # one dot where many lie
    dots = "".join(f'<circle class="titik" cx="{x}" cy="22" r="4"/>' for x in spots)
    crosses = "".join(
        f'<g class="jauh"><circle cx="{x:.1f}" cy="22" r="8"/><path d="M{x - 4:.1f} 18l8 8m0-8l-8 8"/></g>'
        for x in map(place, sorted(odd))
    )
    at = place(middle)
    return _svg(
        title, _POINTS + 2 * _EDGE, 44,
        f'<path class="garis" d="M{_EDGE} 22h{_POINTS}"/>{dots}'
        f'<path class="tengah" d="M{at:.1f} 8v28"/>{crosses}',
    )  # fmt: skip


def _svg(title: str, width: int, height: int, drawn: str) -> str:
    name = escape(title)
    return (
        f'<svg role="img" aria-label="{name}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{name}</title>{drawn}</svg>'
    )


def _cut(text: str, room: float) -> str:
    most = int(room / _SIGN)
    return text if len(text) <= most else f"{text[: most - 1]}…"
