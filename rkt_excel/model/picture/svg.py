"""A drawing as SVG: for pages that a browser shows, with what it shows told to people who cannot see it.

One of three writers of the same layout; the others are Word's shapes (`edges/docx/drawing.py`) and the picture beneath
them (`edges/docx/painted.py`). The result is one element, to be put into a page as it is or into a file by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape  # xml.sax would bring the network and TLS with it
from typing import Final

from rkt_excel.model.picture.lettering import MM_PER_POINT, line_height
from rkt_excel.model.picture.shapes import Drawing, Passage, Rectangle, Shape, Stroke, TextFrame
from rkt_excel.workbook.characters import fit

BASELINE: Final = 0.8  # of a line's height, below its top
BEND: Final = 0.5  # of its width, at which a curve turns
DASH: Final = 3.0  # times its weight: the strokes of a dashed line, and what is between them
_FAMILY: Final = "Arial, 'Liberation Sans', Helvetica, sans-serif"
_ANCHORS: Final = {"left": "start", "right": "end", "center": "middle"}


def as_svg(drawing: Drawing, *, name: str = "gambar") -> str:
    """The drawing as one `svg` element, as wide as its place and never distorted.

    Args:
        drawing: In millimetres. Characters that no file can hold become spaces.
        name: Begins the ids of its title and description; a page with several drawings gives each its own.
    """
    lines = "".join(line for each in drawing.shapes for line in _drawn(each))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby={_quoted(f"{name}-judul {name}-uraian")} '
        f'viewBox="0 0 {_mm(drawing.width)} {_mm(drawing.height)}" font-family={_quoted(_FAMILY)}>'
        f"<title id={_quoted(f'{name}-judul')}>{_text(drawing.title)}</title>"
        f"<desc id={_quoted(f'{name}-uraian')}>{_text(drawing.description)}</desc>{lines}</svg>"
    )


def _drawn(each: Shape) -> Iterator[str]:
    if isinstance(each, Rectangle):
        fill = f"#{each.fill}" if each.fill else "none"
        place = f'x="{_mm(each.x)}" y="{_mm(each.y)}" width="{_mm(each.width)}" height="{_mm(each.height)}"'
        yield f'<rect {place} fill="{fill}"{_pen(each.outline, each.weight, dashed=each.dashed)}/>'
    elif isinstance(each, Stroke):
        yield f'<path d="{_way(each)}" fill="none"{_pen(each.ink, each.weight, dashed=each.dashed)}/>'
    else:
        yield from _words(each)


def _way(each: Stroke) -> str:
    start, end = f"{_mm(each.x)} {_mm(each.y)}", f"{_mm(each.to_x)} {_mm(each.to_y)}"
    if not each.curved:
        return f"M{start}L{end}"
    turn = _mm(each.x + (each.to_x - each.x) * BEND)
    return f"M{start}C{turn} {_mm(each.y)} {turn} {_mm(each.to_y)} {end}"


def _pen(ink: str | None, weight: float, *, dashed: bool) -> str:
    if ink is None:
        return ""
    width = weight * MM_PER_POINT
    dash = f' stroke-dasharray="{_mm(width * DASH)}"' if dashed else ""
    return f' stroke="#{ink}" stroke-width="{_mm(width)}"{dash}'


def _words(frame: TextFrame) -> Iterator[str]:
    top = frame.y
    for passage in frame.passages:
        for line in lines_in_passage(passage):
            yield from _line(frame, passage, line, top + line_height(frame.size) * BASELINE)
            top += line_height(frame.size)


def lines_in_passage(passage: Passage) -> list[list[tuple[int, str, bool, str]]]:
    """The lines of a passage, each of pieces: in which stop (0, or 1 behind a tab), text, weight, ink.

    A line behind the first begins at the stop of the tab, where the passage has one.
    """
    lines: list[list[tuple[int, str, bool, str]]] = [[]]
    stop = 0
    for run in passage.runs:
        for number, row in enumerate(run.text.split("\n")):
            if number:
                lines.append([])
                stop = 1 if passage.hang else 0
            for place, text in enumerate(row.split("\t")):
                stop = 1 if place else stop
                if text:
                    lines[-1].append((stop, text, run.bold, run.ink))
    return lines


def _line(frame: TextFrame, passage: Passage, line: list[tuple[int, str, bool, str]], baseline: float) -> Iterator[str]:
    starts = {"left": frame.x, "right": frame.x + frame.width, "center": frame.x + frame.width / 2}
    for stop in (0, 1):
        pieces = [f"<tspan{_look(bold, ink)}>{_text(text)}</tspan>" for at, text, bold, ink in line if at == stop]
        if pieces:
            x = frame.x + passage.hang if stop else starts[passage.align]
            yield (
                f'<text x="{_mm(x)}" y="{_mm(baseline)}" font-size="{_mm(frame.size * MM_PER_POINT)}" '
                f'text-anchor="{_ANCHORS[passage.align]}" xml:space="preserve">{"".join(pieces)}</text>'
            )


def _look(bold: bool, ink: str) -> str:
    return f'{" font-weight=" + _quoted("bold") if bold else ""} fill="#{ink}"'


def _mm(length: float) -> str:
    """Thousandths of a millimetre are enough."""
    return f"{length:.3f}".rstrip("0").rstrip(".")


def _text(text: str) -> str:
    return escape(fit(text), quote=False)


def _quoted(text: str) -> str:
    return f'"{escape(fit(text))}"'.replace("\n", "&#10;")
