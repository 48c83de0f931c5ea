"""Every place of a Word file where an office may write a tag, whichever part of the package holds it.

A .docx is a package of parts. Some are stories of paragraphs: the text, headers, footers, notes, comments. The others
hold single texts: the properties of the file, charts, diagrams, numbering, what content controls are bound to, the
targets of links. docxtpl fills the text, headers, footers and footnotes; what it leaves is filled by way of this
module, and `rkt templat --periksa` reads the same places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.part import Part

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_SIDE: Final = {"footnotes": "catatan kaki", "endnotes": "catatan akhir", "comments": "komentar"}
_STORIES: Final = (*_SIDE, "document.main", "header", "footer", "document.glossary")
_PROPERTIES: Final = {
    "title": "judul", "subject": "subjek", "category": "kategori", "keywords": "kata kunci", "description": "komentar",
    "contentStatus": "status", "creator": "penulis", "lastModifiedBy": "penyimpan terakhir", "Company": "perusahaan",
    "Manager": "manajer", "HyperlinkBase": "dasar tautan",
}  # fmt: skip
_URL: Final = ":/?#[]@!$&'()*+,;=%~-._"


@dataclass(frozen=True)
class OutsideText:
    """A text outside the stories that holds a tag.

    Attributes:
        place: Where it stands, in Indonesian.
        text: The text with its tags.
        set: Puts another text in its place.
    """

    place: str
    text: str
    set: Callable[[str], None]


def side_stories(document: Document) -> Iterator[tuple[Part, str]]:
    """The parts with notes and comments of a document, each with its Indonesian name: "catatan kaki"."""
    for part in document.part.package.iter_parts():
        for kind, name in _SIDE.items():
            if part.content_type == f"{_WORD}{kind}+xml":
                yield part, name


def is_story(part: Part) -> bool:
    """Whether a part is made of paragraphs: the text, headers, footers, notes, comments, building blocks."""
    return str(part.content_type).startswith(tuple(f"{_WORD}{kind}" for kind in _STORIES))


def root_of(part: Part) -> Any:  # noqa: ANN401 - an element of lxml
    """The XML of a part: the live one where python-docx keeps it so, else parsed from its bytes.

    Raises:
        SyntaxError: It is broken (lxml's class for that).
    """
    from lxml import etree  # noqa: PLC0415 - comes with docxtpl

    element = getattr(part, "element", None)
    return element if element is not None else etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))


def tags(document: Document) -> Iterator[str]:
    """The tags of a document as Word shows them, whatever runs they are split into, those of its text first."""
    roots = [document.element, *(root_of(part) for part in document.part.package.iter_parts() if is_story(part))]
    for root in roots:
        for paragraph in root.iter(f"{W}p"):
            yield from TAG.findall("".join(text.text or "" for text in paragraph.iter(f"{W}t")))
        for element in root.iter():
            yield from (tag for text in hidden_texts(element) for tag in TAG.findall(text))
    for each in texts(document):
        yield from TAG.findall(each.text)


def hidden_texts(element: Any) -> Iterator[str]:  # noqa: ANN401 - an element of lxml
    """The texts with a tag in an element that no line of its story shows: alternative text, watermark, field code."""
    if not isinstance(element.tag, str):
        return
    yield from (value for value in element.attrib.values() if TAG.search(value))
    if not len(element) and element.tag != f"{W}t" and TAG.search(element.text or ""):
        yield element.text


def texts(document: Document) -> Iterator[OutsideText]:
    """The texts outside the stories that hold a tag: properties of the file, charts, diagrams, links."""
    document.core_properties  # noqa: B018 - makes the part where the file has none
    package = document.part.package
    for part in list(package.iter_parts()):
        yield from _links(part)
        if part.content_type.endswith("xml") and not is_story(part) and b"{" in part.blob:
            yield from _within(part)


def _within(part: Part) -> Iterator[OutsideText]:
    try:
        root = root_of(part)
    except SyntaxError:
        return  # not read by us otherwise either; Word has its own word for a damaged part

    def kept() -> None:
        from lxml import etree  # noqa: PLC0415 - comes with docxtpl

        if not hasattr(part, "element"):
            part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001 - python-docx' own way

    for paragraph in root.iter(f"{_A}p"):  # the runs of charts and diagrams, into which a tag may be split
        pieces = list(paragraph.iter(f"{_A}t"))
        joined = "".join(each.text or "" for each in pieces)
        if TAG.search(joined) and not any(TAG.search(each.text or "") for each in pieces):
            yield OutsideText(_named(part, paragraph), joined, _joined(pieces, kept))
    for element in root.iter():
        if isinstance(element.tag, str):
            yield from _of_element(part, element, kept)


def _joined(pieces: list[Any], kept: Callable[[], None]) -> Callable[[str], None]:
    def put(text: str) -> None:
        for number, each in enumerate(pieces):
            each.text = "" if number else text
        kept()

    return put


def _of_element(part: Part, element: Any, kept: Callable[[], None]) -> Iterator[OutsideText]:  # noqa: ANN401 - of lxml
    def put_text(text: str) -> None:
        element.text = text
        kept()

    if TAG.search(element.text or ""):
        yield OutsideText(_named(part, element), element.text, put_text)
    for name, value in element.items():
        if TAG.search(value):
            yield OutsideText(_named(part, element), value, _attribute(element, name, kept))


def _attribute(element: Any, name: str, kept: Callable[[], None]) -> Callable[[str], None]:  # noqa: ANN401 - of lxml
    def put(text: str) -> None:
        element.set(name, text)
        kept()

    return put


def _named(part: Part, element: Any) -> str:  # noqa: ANN401 - an element of lxml
    """What people call the place: a property by its name in Word, everything else by its part."""
    local = element.tag.rpartition("}")[2]
    path = str(part.partname)
    if path.startswith("/docProps/custom"):
        return f"{element.getparent().get('name', 'kustom')} pada properti berkas"
    if path.startswith("/docProps/"):
        return f"{_PROPERTIES.get(local, local)} pada properti berkas"
    words = {"chart": "grafik", "diagram": "diagram", "numbering": "penomoran", "customXml": "isi terikat"}
    word = next((word for key, word in words.items() if key in path), "bagian lain berkas")
    return f"{word} ({path.rpartition('/')[2]})"


def _links(part: Part) -> Iterator[OutsideText]:
    """The targets of links, in which Word writes a brace as %7B."""
    for relation in part.rels.values():
        if relation.is_external and TAG.search(target := unquote(relation.target_ref)):

            def put(text: str, relation: Any = relation) -> None:  # noqa: ANN401 - python-docx has no name for it
                relation._target = quote(text, safe=_URL)  # noqa: SLF001 - it has no setter

            yield OutsideText("alamat tautan", target, put)


# ------------------------------------------------------------------------- what Word refuses to open

_BLOCKS: Final = frozenset(f"{W}{name}" for name in ("p", "tbl"))
_WRAPPERS: Final = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "del", "moveFrom", "moveTo")
)
_ENDING: Final = ("tc", "hdr", "ftr", "footnote", "endnote", "comment", "txbxContent", "docPartBody", "body")
_HOLDERS: Final = tuple(f"{W}{name}" for name in _ENDING)


def complete(root: Any) -> None:  # noqa: ANN401 - an element of lxml
    """Give every place that a condition left empty what Word wants in it.

    A table cell ends in a paragraph (ECMA-376 part 1, 17.4.65), and so does every story; a table has a row and a row a
    cell. Word calls a file damaged in which one of them is missing; LibreOffice opens it.
    """
    for row in [each for each in root.iter(f"{W}tr") if next(each.iter(f"{W}tc"), None) is None]:
        _dropped(row)
    for table in [each for each in root.iter(f"{W}tbl") if next(each.iter(f"{W}tr"), None) is None]:
        _dropped(table)
    for content in [each for each in root.iter(f"{W}sdtContent") if not len(each)]:
        _dropped(content.getparent())
    for holder in list(root.iter(*_HOLDERS)):
        last = _last_block(holder)
        if last is None or (last.tag == f"{W}tbl" and holder.tag != f"{W}body"):
            _append(holder)


def say_distances(root: Any) -> None:  # noqa: ANN401 - an element of lxml
    """Say of every picture in the line that the text comes up to it, as Word takes it where nothing is said.

    LibreOffice then leaves 9 points at each side, so that a picture in a cell is cut at its right.
    """
    for picture in root.iter(f"{WP}inline"):
        for side in ("distT", "distB", "distL", "distR"):
            picture.set(side, picture.get(side, "0"))


def _dropped(element: Any) -> None:  # noqa: ANN401 - an element of lxml
    """Take an element out with what stands around nothing else."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
        if parent.tag in _WRAPPERS and not any(each.tag not in {f"{W}sdtPr", f"{W}sdtEndPr"} for each in parent):
            _dropped(parent)


def _last_block(holder: Any) -> Any:  # noqa: ANN401 - an element of lxml
    """The last paragraph or table of a place, inside what may stand around it."""
    for element in reversed(holder):
        if element.tag in _BLOCKS:
            return element
        if element.tag in _WRAPPERS and (found := _last_block(element)) is not None:
            return found
    return None


def _append(holder: Any) -> None:  # noqa: ANN401 - an element of lxml
    paragraph = holder.makeelement(f"{W}p")
    end = holder[-1] if len(holder) and holder[-1].tag == f"{W}sectPr" else None
    if end is None:
        holder.append(paragraph)
    else:
        end.addprevious(paragraph)
