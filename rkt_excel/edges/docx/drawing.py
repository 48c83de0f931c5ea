"""A drawing as DrawingML: one group of shapes in the line of text, drawn and edited by Word since 2010 and LibreOffice.

The shapes are those of Word's own drawing tools (`wps`, `wpg`), their texts ordinary paragraphs. Programs that draw no
such groups show a picture of the same layout. Curves are paths of their own and no connectors, because LibreOffice
routes connectors anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from rkt_excel.edges.docx.package.word_parts import W
from rkt_excel.model.picture.lettering import line_height
from rkt_excel.model.picture.shapes import Drawing, Passage, Rectangle, Shape, Stroke, TextFrame, TextRun

if TYPE_CHECKING:
    from lxml.etree import _Element

_EMU_PER_MM: Final = 36_000
_EMU_PER_POINT: Final = 12_700
_TWIPS_PER_MM: Final = 1440 / 25.4
_GROUP: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_PICTURE: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_NAMES: Final = {
    "w": W[1:-1],
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wpg": _GROUP,
    "pic": _PICTURE,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
_ENDS: Final = {"\t": "w:tab", "\n": "w:br"}
_BEND: Final = 0.5  # of its width, at which a curve turns


def run_of(drawing: Drawing, first_id: int, image: str) -> _Element:
    """The run (`w:r`) that holds a drawing, to be put into a paragraph.

    Args:
        drawing: The drawing, in millimetres; its texts are fit for XML.
        first_id: A number that no drawing of the document has, nor those above it; each shape takes the next one.
        image: The relationship to a picture of it, for programs that draw no groups of shapes.
    """
    size = {"cx": _emu(drawing.width), "cy": _emu(drawing.height)}
    ground = Rectangle(
        0, 0, drawing.width, drawing.height, "bidang"
    )  # LibreOffice stretches what does not fill its group
    shapes = [_shape(each, number) for number, each in enumerate((ground, *drawing.shapes), first_id + 1)]
    frame = _new("a:xfrm", _new("a:off", x=0, y=0), _new("a:ext", **size), _new("a:chOff", x=0, y=0),
                 _new("a:chExt", **size))  # fmt: skip
    group = _new("wpg:wgp", _new("wpg:cNvGrpSpPr"), _new("wpg:grpSpPr", frame), *shapes)
    inline = _inline(drawing, first_id, _GROUP, group)
    painted = _inline(
        drawing, first_id + len(shapes) + 1, _PICTURE, _picture(drawing, first_id + len(shapes) + 2, image)
    )
    return _new(
        "w:r",
        _new(
            "mc:AlternateContent",
            _new("mc:Choice", _new("w:drawing", inline), Requires="wpg"),
            _new("mc:Fallback", _new("w:drawing", painted)),
        ),
    )


def _inline(drawing: Drawing, number: int, kind: str, content: _Element) -> _Element:
    """What stands in the line of text, as large as the drawing, and says what it shows."""
    return _new(
        "wp:inline",
        _new("wp:extent", cx=_emu(drawing.width), cy=_emu(drawing.height)),
        _new("wp:effectExtent", l=0, t=0, r=0, b=0),
        _new("wp:docPr", id=number, name=drawing.title, descr=drawing.description),
        _new("wp:cNvGraphicFramePr"),
        _new("a:graphic", _new("a:graphicData", content, uri=kind)),
        distT=0, distB=0, distL=0, distR=0,
    )  # fmt: skip


def _picture(drawing: Drawing, number: int, image: str) -> _Element:
    """The same as a picture of dots."""
    names = _new(
        "pic:nvPicPr", _new("pic:cNvPr", id=number, name=drawing.title, descr=drawing.description), _new("pic:cNvPicPr")
    )
    blip = _new("a:blip")
    blip.set(f"{{{_NAMES['r']}}}embed", image)
    filling = _new("pic:blipFill", blip, _new("a:stretch", _new("a:fillRect")))
    return _new(
        "pic:pic", names, filling, _new("pic:spPr", _placed(0, 0, drawing.width, drawing.height), _preset("rect"))
    )


def _new(tag: str, /, *children: _Element, **attributes: object) -> _Element:
    """An element; attributes of WordprocessingML stand in its namespace, those of DrawingML in none."""
    from lxml import etree  # noqa: PLC0415 - comes with docxtpl

    prefix = tag.partition(":")[0]
    element: Any = etree.Element(_tag(tag), nsmap=_NAMES if tag == "w:r" else {prefix: _NAMES[prefix]})
    for key, value in attributes.items():
        element.set(_tag(f"w:{key}") if prefix == "w" else key, str(value))
    element.extend(children)
    return element


def _tag(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_NAMES[prefix]}}}{local}"


def _emu(length: float) -> int:
    return round(length * _EMU_PER_MM)


def _shape(each: Shape, number: int) -> _Element:
    properties = {Rectangle: _box, Stroke: _line, TextFrame: _frame}[type(each)](each)  # type: ignore[operator]
    kind = _new("wps:cNvSpPr", **({"txBox": 1} if isinstance(each, TextFrame) else {}))
    words = [_new("wps:txbx", _new("w:txbxContent", *_paragraphs(each)))] if isinstance(each, TextFrame) else []
    inner = {"wrap": "square", "lIns": 0, "tIns": 0, "rIns": 0, "bIns": 0, "anchor": "t"}
    return _new(
        "wps:wsp",
        _new("wps:cNvPr", id=number, name=each.name),
        kind,
        properties,
        *words,
        _new("wps:bodyPr", _new("a:noAutofit"), **inner) if words else _new("wps:bodyPr"),
    )


def _placed(x: float, y: float, width: float, height: float, *, flipped: bool = False) -> _Element:
    turn = {"flipV": 1} if flipped else {}
    return _new("a:xfrm", _new("a:off", x=_emu(x), y=_emu(y)), _new("a:ext", cx=_emu(width), cy=_emu(height)), **turn)


def _preset(name: str) -> _Element:
    return _new("a:prstGeom", _new("a:avLst"), prst=name)


def _filled(colour: str | None) -> _Element:
    return _new("a:solidFill", _new("a:srgbClr", val=colour)) if colour else _new("a:noFill")


def _stroke(colour: str | None, weight: float, *, dashed: bool) -> _Element:
    if colour is None:
        return _new("a:ln", _new("a:noFill"))
    dash = [_new("a:prstDash", val="dash")] if dashed else []
    return _new("a:ln", _filled(colour), *dash, w=round(weight * _EMU_PER_POINT))


def _box(each: Rectangle) -> _Element:
    place = _placed(each.x, each.y, each.width, each.height)
    return _new("wps:spPr", place, _preset("rect"), _filled(each.fill),
                _stroke(each.outline, each.weight, dashed=each.dashed))  # fmt: skip


def _frame(each: TextFrame) -> _Element:
    place = _placed(each.x, each.y, each.width, each.height)
    return _new("wps:spPr", place, _preset("rect"), _filled(None), _stroke(None, 0, dashed=False))


def _line(each: Stroke) -> _Element:
    """A line as DrawingML has it: the diagonal of the box between its ends, turned over where the line rises."""
    x, y = min(each.x, each.to_x), min(each.y, each.to_y)
    width, height = abs(each.to_x - each.x), abs(each.to_y - each.y)
    flat = not each.curved or _emu(height) == 0
    place = _placed(x, y, width, height, flipped=(each.to_y < each.y) != (each.to_x < each.x))
    shape = _preset("line") if flat else _curve(_emu(width), _emu(height))
    return _new("wps:spPr", place, shape, _filled(None), _stroke(each.ink, each.weight, dashed=each.dashed))


def _curve(width: int, height: int) -> _Element:
    """From the upper left to the lower right corner, horizontal at both."""
    bend = round(width * _BEND)
    corners = ((bend, 0), (width - bend, height), (width, height))
    curve = _new("a:cubicBezTo", *(_new("a:pt", x=x, y=y) for x, y in corners))
    start = _new("a:moveTo", _new("a:pt", x=0, y=0))
    path = _new("a:path", start, curve, w=width, h=height, fill="none")
    lists = (_new(f"a:{name}") for name in ("avLst", "gdLst", "ahLst", "cxnLst"))
    return _new("a:custGeom", *lists, _new("a:rect", l="0", t="0", r="r", b="b"), _new("a:pathLst", path))


# ------------------------------------------------------------------------------------------------- its texts


def _paragraphs(frame: TextFrame) -> Iterator[_Element]:
    for each in frame.passages:
        yield _new("w:p", _paragraph_look(each, frame.size), *_runs(each, frame.size))


def _paragraph_look(each: Passage, size: float) -> _Element:
    line = round(line_height(size) * _TWIPS_PER_MM)
    hang = round(each.hang * _TWIPS_PER_MM)
    look = [_new("w:spacing", before=0, after=0, line=line, lineRule="exact")]
    if hang:
        look = [_new("w:tabs", _new("w:tab", val="left", pos=hang)), *look, _new("w:ind", left=hang, hanging=hang)]
    else:
        look.append(_new("w:ind", left=0, firstLine=0))
    return _new("w:pPr", *look, _new("w:jc", val=each.align))


def _runs(each: Passage, size: float) -> Iterator[_Element]:
    for piece in each.runs:
        yield _new("w:r", _look(piece, size), *_words(piece.text))


def _words(text: str) -> Iterator[_Element]:
    """The text with its tabs and line ends as Word has them."""
    for part in re.split("([\t\n])", text):
        if part in _ENDS:
            yield _new(_ENDS[part])
        elif part:
            yield _text(part)


def _look(piece: TextRun, size: float) -> _Element:
    bold = [_new("w:b"), _new("w:bCs")] if piece.bold else []
    half = round(size * 2)  # Word counts in half points
    return _new("w:rPr", _new("w:rFonts", ascii="Arial", hAnsi="Arial", eastAsia="Arial", cs="Arial"), *bold,
                _new("w:color", val=piece.ink), _new("w:sz", val=half), _new("w:szCs", val=half))  # fmt: skip


def _text(text: str) -> _Element:
    element = _new("w:t")
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element
