"""A drawing as a picture of dots, for viewers that know no groups of shapes: telephones, browsers, previews of mail.

It lies beneath the shapes in the document and shows the same layout. Pillow draws it in the Arial of the computer or in
what is as wide; a computer that has neither gets Pillow's own letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from rkt_excel.model.picture.lettering import MM_PER_POINT, line_height
from rkt_excel.model.picture.shapes import Drawing, Rectangle, Stroke, TextFrame
from rkt_excel.model.picture.svg import BASELINE, BEND, DASH, lines_in_passage

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont, ImageFont

_DOTS: Final = 132 / 25.4  # to the millimetre: letters of 7 points are read
_FINER: Final = 2  # drawn so many times as large, so that lines become smooth
_COLOURS: Final = 16
_STEPS: Final = 24  # straight pieces of a curve
_FACES: Final = {
    False: ("arial.ttf", "LiberationSans-Regular.ttf", "Arial.ttf", "Arimo-Regular.ttf", "DejaVuSans.ttf"),
    True: ("arialbd.ttf", "LiberationSans-Bold.ttf", "Arial Bold.ttf", "Arimo-Bold.ttf", "DejaVuSans-Bold.ttf"),
}


@lru_cache(maxsize=4)  # one command prints the same plan into several papers
def as_png(drawing: Drawing) -> bytes:
    """The drawing as PNG on white, 132 dots to the inch; equal on the same computer.

    Args:
        drawing: In millimetres.
    """
    from PIL import Image, ImageDraw  # noqa: PLC0415 - only where a picture is drawn

    size = (max(1, round(drawing.width * _DOTS)), max(1, round(drawing.height * _DOTS)))
    image = Image.new("RGB", (size[0] * _FINER, size[1] * _FINER), "white")
    canvas = ImageDraw.Draw(image)
    for each in drawing.shapes:
        if isinstance(each, Rectangle):
            _rectangle(canvas, each)
        elif isinstance(each, Stroke):
            _stroke(canvas, list(_points(each)), f"#{each.ink}", each.weight, dashed=each.dashed)
        else:
            _words(canvas, each)
    small = image.resize(size, Image.Resampling.LANCZOS)
    target = BytesIO()
    small.quantize(_COLOURS, dither=Image.Dither.NONE).save(target, "PNG", optimize=True, dpi=(132, 132))
    return target.getvalue()


def _at(length: float) -> float:
    return length * _DOTS * _FINER


def _thick(weight: float) -> int:
    return max(1, round(_at(weight * MM_PER_POINT)))


def _rectangle(canvas: ImageDraw, each: Rectangle) -> None:
    left, top, right, bottom = map(_at, (each.x, each.y, each.x + each.width, each.y + each.height))
    if each.fill:
        canvas.rectangle((left, top, right, bottom), fill=f"#{each.fill}")
    if each.outline:
        around = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        _stroke(canvas, around, f"#{each.outline}", each.weight, dashed=each.dashed)


def _points(each: Stroke) -> Iterator[tuple[float, float]]:
    """The corners of a line; of a curve, so many that it looks like one."""
    x, y, to_x, to_y = map(_at, (each.x, each.y, each.to_x, each.to_y))
    if not each.curved:
        yield from ((x, y), (to_x, to_y))
        return
    turn = x + (to_x - x) * BEND
    for step in range(_STEPS + 1):
        t = step / _STEPS
        parts = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
        yield (
            sum(part * place for part, place in zip(parts, (x, turn, turn, to_x), strict=True)),
            sum(part * place for part, place in zip(parts, (y, y, to_y, to_y), strict=True)),
        )


def _stroke(canvas: ImageDraw, points: list[tuple[float, float]], ink: str, weight: float, *, dashed: bool) -> None:
    if not dashed:
        canvas.line(points, fill=ink, width=_thick(weight), joint="curve")
        return
    length, drawn, on = _at(weight * MM_PER_POINT * DASH), 0.0, True
    for (x, y), (to_x, to_y) in pairwise(points):
        whole, done = ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5, 0.0
        while done < whole:
            piece = min(length - drawn, whole - done)
            if on:
                one, two = done / whole, (done + piece) / whole
                ends = [(x + (to_x - x) * part, y + (to_y - y) * part) for part in (one, two)]
                canvas.line(ends, fill=ink, width=_thick(weight))
            done, drawn = done + piece, drawn + piece
            if drawn >= length:
                drawn, on = 0.0, not on


def _words(canvas: ImageDraw, frame: TextFrame) -> None:
    top = frame.y
    for passage in frame.passages:
        for line in lines_in_passage(passage):
            baseline = _at(top + line_height(frame.size) * BASELINE)
            for stop in (0, 1):
                pieces = [(text, _face(frame.size, bold=bold), ink) for at, text, bold, ink in line if at == stop]
                width = sum(face.getlength(text) for text, face, _ in pieces)
                free = {"left": 0.0, "right": _at(frame.width) - width, "center": (_at(frame.width) - width) / 2}
                x = _at(frame.x + passage.hang) if stop else _at(frame.x) + free[passage.align]
                for text, face, ink in pieces:
                    canvas.text((x, baseline), text, fill=f"#{ink}", font=face, anchor="ls")
                    x += face.getlength(text)
            top += line_height(frame.size)


@lru_cache(maxsize=32)
def _face(size: float, *, bold: bool) -> FreeTypeFont | ImageFont:
    """The letters of a size in points, of the first face that this computer has."""
    from PIL import ImageFont  # noqa: PLC0415 - only where a picture is drawn

    dots = _at(size * MM_PER_POINT)
    for name in _FACES[bold]:
        try:
            return ImageFont.truetype(name, dots, layout_engine=ImageFont.Layout.BASIC)
        except OSError:
            continue
    return ImageFont.load_default(dots)
