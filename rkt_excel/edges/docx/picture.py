"""Where a template asks for a picture, it is drawn: as large as the page leaves room for, once everything is filled in.

A picture stands in the values as a function that draws (`model.picture.shapes.Draw`). The template prints it like any
other value, `{{ peta_kinerja }}`; what that leaves is an element of our own, which no value that a person typed can be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from rkt_excel.edges.docx.drawing import run_of
from rkt_excel.edges.docx.package.word_parts import W, is_story
from rkt_excel.edges.docx.painted import as_png
from rkt_excel.model.picture.lettering import MM_PER_POINT, wrapped
from rkt_excel.model.picture.shapes import Draw, Drawing, Passage, TextFrame, TextRun

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.text.paragraph import Paragraph
    from lxml.etree import _Element
    from markupsafe import Markup

_OWN: Final = "urn:rkt-excel:gambar"
_NAME: Final = "nama"
_NOT_AT_THE_EDGE: Final = "harus berdiri dalam isi dokumen, bukan di tepi halaman."
_LEAST: Final = (120.0, 70.0)  # millimetres, below which nothing can be read
_SHARED: Final = 0.4  # of a page: text that takes more does not stand on the page of the picture
_SPARE: Final = 3.0  # millimetres that programs may differ in
_LINE: Final = 1.2  # of the size of letters
_DEFAULT_SIZE: Final = 12  # points
_SINGLE: Final = 240  # how Word writes single spacing
_TWIPS: Final = 20  # to the point
_SPACING: Final = {f"{W}styles": f"{W}docDefaults/{W}pPrDefault/{W}pPr/{W}spacing"}
_LETTERS: Final = {f"{W}styles": f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz"}


class PictureError(Exception):
    """A picture cannot be drawn where the template has it; the text is an Indonesian clause.

    Attributes:
        name: The placeholder of the picture.
    """

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.name = name


def pictures_of(values: Mapping[str, object]) -> dict[str, Draw]:
    """Those of the values for a template that are functions which draw, by their placeholders."""
    return {name: value for name, value in values.items() if callable(value)}


def markers(pictures: Mapping[str, Draw]) -> dict[str, Markup]:
    """What the template prints where a picture is to be drawn, by its placeholder: an element that `draw` looks for."""
    from markupsafe import Markup, escape  # noqa: PLC0415 - comes with jinja2

    return {name: Markup('<g:gambar xmlns:g="{}" nama="{}"/>').format(_OWN, escape(name)) for name in pictures}


class _NoPlace:
    """Stands for a picture in properties of the file, charts and links; printing it there is an error."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        raise PictureError(self.name, _NOT_AT_THE_EDGE)


def pictures_as_words(pictures: Mapping[str, Draw]) -> dict[str, _NoPlace]:
    """What stands for the pictures where only words are printed; printing one is a `PictureError`."""
    return {name: _NoPlace(name) for name in pictures}


def draw(document: Document, pictures: Mapping[str, Draw], fit: Callable[[str], str]) -> None:
    """Draw every picture that the filled document asks for.

    Args:
        document: The filled document, with the elements of `markers`.
        pictures: The functions that draw, by their placeholders; each is given the room in millimetres.
        fit: Makes a text fit for XML.

    Raises:
        PictureError: One stands in a table or an edge of the page, or there is no room.
    """
    for part in _edges(document):
        if _OWN.encode() in part:
            raise PictureError(next(iter(pictures)), _NOT_AT_THE_EDGE)
    for marker in list(document.element.body.iter(f"{{{_OWN}}}gambar")):
        name = str(marker.get(_NAME))
        paragraph = next(marker.iterancestors(f"{W}p"))
        if paragraph.getparent() is not document.element.body:
            raise PictureError(name, "harus berdiri dalam paragraf tersendiri, tidak di dalam tabel atau kotak.")
        width, height = _room(document, paragraph, name)
        drawing = _fit(pictures[name](width, height), fit)
        _single(_wrapped(document, paragraph))
        run = next(marker.iterancestors(f"{W}r"))
        image, _ = document.part.get_or_add_image(BytesIO(as_png(drawing)))
        run.addnext(run_of(drawing, _free_id(document), image))
        marker.getparent().remove(marker)


def _single(paragraph: Paragraph) -> None:
    """Single spacing, for a multiple would count for the height of the drawing, and an exact one would crop it."""
    paragraph.paragraph_format.line_spacing = 1.0


def _edges(document: Document) -> Iterator[bytes]:
    """Every story but the text itself."""
    for part in document.part.package.iter_parts():
        if is_story(part) and part is not document.part:
            yield part.blob


def _fit(drawing: Drawing, fit: Callable[[str], str]) -> Drawing:
    shapes = tuple(
        replace(each, name=fit(each.name), passages=tuple(_fit_text(one, fit) for one in each.passages))
        if isinstance(each, TextFrame)
        else replace(each, name=fit(each.name))
        for each in drawing.shapes
    )
    return replace(drawing, title=fit(drawing.title), description=fit(drawing.description), shapes=shapes)


def _fit_text(each: Passage, fit: Callable[[str], str]) -> Passage:
    return replace(each, runs=tuple(TextRun(fit(one.text), one.bold, one.ink) for one in each.runs))


def _free_id(document: Document) -> int:
    """The first id that no drawing of the document has."""
    places = document.element.body.iter("{*}docPr", "{*}cNvPr")
    return max((int(each.get("id", "0")) for each in places), default=0) + 1


# ------------------------------------------------------------------------------------------ how much room


def _room(document: Document, paragraph: _Element, name: str) -> tuple[float, float]:
    """Width and height that the page leaves to the picture in millimetres."""
    section, others = _section(document, paragraph)
    width = _mm((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0))
    page = _mm((section.page_height or 0) - (section.top_margin or 0) - (section.bottom_margin or 0))
    own = _height(document, _wrapped(document, paragraph), width, empty=True)
    taken = sum(_height(document, each, width) for each in others)
    height = page - own - (taken if taken <= page * _SHARED else page * _SHARED / 2) - _SPARE
    if width < _LEAST[0] or height < _LEAST[1]:
        raise PictureError(name, "tidak mendapat cukup ruang. Kecilkan margin atau datarkan halamannya.")
    return width, height


def _mm(emu: int) -> float:
    return emu / 36_000


def _section(document: Document, paragraph: _Element) -> tuple[Section, list[Paragraph]]:
    """The section that a paragraph of the body stands in, and its other paragraphs."""
    number, others, found = 0, list[Any](), False
    for element in document.element.body:
        found = found or element is paragraph
        if element.tag == f"{W}p" and element is not paragraph:
            others.append(_wrapped(document, element))
        if element.find(f"{W}pPr/{W}sectPr") is not None:
            if found:
                break
            number, others = number + 1, []
    return document.sections[min(number, len(document.sections) - 1)], others


def _wrapped(document: Document, paragraph: _Element) -> Paragraph:
    from docx.text.paragraph import Paragraph as Wrapped  # noqa: PLC0415 - comes with docxtpl

    return Wrapped(paragraph, document._body)  # noqa: SLF001 - python-docx' own way to wrap it


def _height(document: Document, paragraph: Paragraph, width: float, *, empty: bool = False) -> float:
    """About how high a paragraph is in millimetres; where it is `empty` only the room above and below it."""
    look = _look(document, paragraph)
    size = look.get("sz", _DEFAULT_SIZE * 2) / 2
    spacing = look.get("line", _SINGLE) / _SINGLE if look.get("auto", 1) else 1.0
    lines = 0 if empty else max(1, len(wrapped(paragraph.text, size, width, bold=True)))
    around = (look.get("before", 0) + look.get("after", 0)) / _TWIPS
    return (around + lines * size * _LINE * max(1.0, spacing)) * MM_PER_POINT


def _look(document: Document, paragraph: Paragraph) -> dict[str, int]:
    """Spacing and size of letters as Word has them: of the document, of the styles, of the paragraph itself."""
    found: dict[str, int] = {}
    own = paragraph._p  # noqa: SLF001 - python-docx' own door to the XML
    for each in (document.styles.element, *reversed(list(_styles(paragraph))), own):
        for spacing in each.iterfind(_SPACING.get(each.tag, f"{W}pPr/{W}spacing")):
            found |= {key: int(value) for key in ("before", "after", "line") if (value := spacing.get(f"{W}{key}"))}
            found["auto"] = int(spacing.get(f"{W}lineRule", "auto") == "auto")
        for letters in each.iterfind(_LETTERS.get(each.tag, f"{W}rPr/{W}sz")):
            found["sz"] = int(letters.get(f"{W}val"))
    return found


def _styles(paragraph: Paragraph) -> Iterator[Any]:
    style: Any = paragraph.style
    while style is not None:
        yield style.element
        style = style.base_style
