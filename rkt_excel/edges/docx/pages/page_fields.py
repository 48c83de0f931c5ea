"""The page numbers of a table of contents: fields that Word fills by itself, and what they show until it does.

The fields stay fields, marked as stale, so that Word counts its own pages when somebody prints. What they show until
then is seen by everybody who opens the document elsewhere.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from rkt_excel.edges.docx.package.word_parts import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TEXT: Final = "word/document.xml"
_MOST_ROWS: Final = 200  # of a table on one page: rows of six points on A3
_ROMAN: Final = ("lowerRoman", "upperRoman")
_LETTERS: Final = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
                   (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_ASKED: Final = re.compile(r'\s*PAGEREF\s+"?([^\s"\\]+)')


def bookmarks(document: bytes) -> tuple[str, ...]:
    """The names of the bookmarks whose pages the fields of a .docx ask for (PAGEREF), each once."""
    return tuple(dict.fromkeys(name for name, _ in _fields(_root(document))))


def plainly_numbered(document: bytes) -> bool:
    """Whether the pages of a .docx are numbered from the first one on, without a section that begins anew."""
    return not any(each.get(f"{W}start") for each in _root(document).iter(f"{W}pgNumType"))


def lighter(document: bytes) -> bytes:
    """The document with pictures of dots in the place of shapes, as large as these: its pages end where they ended.

    LibreOffice lays shapes out four times as long as everything else together.
    """
    root = _root(document)
    _paint(root)
    return _rewritten(document, root)


def counted_part(document: bytes, names: Iterable[str]) -> bytes:
    """What of a document decides on which pages bookmarks stand: `lighter`, without the ends of tables behind the last.

    Pages are filled from the front, so that what follows a page moves nothing on it. Of each table behind the last
    bookmark as many rows are left as fill any page; its first one only, where that bookmark begins a page of its own.

    Args:
        document: The bytes of a .docx.
        names: The bookmarks.
    """
    root, asked = _root(document), set(names)
    _paint(root)
    body = root.find(f"{W}body")
    parts = [] if body is None else list(body)
    marked = [
        place for place, part in enumerate(parts)
        if any(each.get(f"{W}name") in asked for each in part.iter(f"{W}bookmarkStart"))
    ]  # fmt: skip
    if marked:
        before, behind = parts[: marked[-1]], parts[marked[-1] + 1 :]
        left = 1 if _begins_a_page(before, behind) else _MOST_ROWS
        for table in (part for part in behind if part.tag == f"{W}tbl"):
            for row in table.findall(f"{W}tr")[left:]:
                table.remove(row)
    return _rewritten(document, root)


def _begins_a_page(before: list[_Element], behind: list[_Element]) -> bool:
    """Whether what stands between is the first of a section that begins on a new page."""
    ended = bool(before) and before[-1].find(f"{W}pPr/{W}sectPr") is not None
    section = next((found for part in behind for found in part.iter(f"{W}sectPr")), None)
    kind = None if section is None else section.find(f"{W}type")
    said = "nextPage" if kind is None else kind.get(f"{W}val")
    return ended and section is not None and said in {"nextPage", "oddPage", "evenPage"}


def _paint(root: _Element) -> None:
    """Put pictures in the place of shapes, where the document holds both."""
    for either in list(root.iter(f"{_MC}AlternateContent")):
        painted = either.find(f"{_MC}Fallback/{W}drawing")
        if painted is not None:
            either.getparent().replace(either, painted)


def with_page_numbers(document: bytes, numbers: Mapping[str, str]) -> bytes:
    """The document whose fields show these numbers; equal numbers give equal bytes.

    Args:
        document: The bytes of a .docx.
        numbers: The page of each bookmark in digits; it is shown as its section prints it (ii). A field of any other
            bookmark stays as it is.
    """
    root = _root(document)
    forms = dict(_forms(root))
    for name, shown in _fields(root):
        if name in numbers and shown:
            shown[0].text = _written(numbers[name], forms.get(name))
            for each in shown[1:]:
                each.text = ""
    return _rewritten(document, root)


def _rewritten(document: bytes, root: _Element) -> bytes:
    """The package with this text."""
    from lxml import etree  # noqa: PLC0415 - comes with docxtpl

    text = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(document)) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.infolist():
            new.writestr(member, text if member.filename == _TEXT else old.read(member))
    return target.getvalue()


def _root(document: bytes) -> _Element:
    from lxml import etree  # noqa: PLC0415 - comes with docxtpl

    with zipfile.ZipFile(BytesIO(document)) as package:
        return etree.fromstring(package.read(_TEXT), etree.XMLParser(resolve_entities=False))


def _forms(root: _Element) -> Iterator[tuple[str, str]]:
    """How the section in which a bookmark stands prints its page numbers, where it says so."""
    names: list[str] = []
    for element in root.iter(f"{W}bookmarkStart", f"{W}sectPr"):
        if element.tag == f"{W}bookmarkStart":
            names.append(element.get(f"{W}name", ""))
            continue
        form = element.find(f"{W}pgNumType")
        said = "" if form is None else form.get(f"{W}fmt", "")
        yield from ((name, said) for name in names if said)
        names = []


def _written(number: str, form: str | None) -> str:
    if form not in _ROMAN or not number.isdigit():
        return number
    left, text = int(number), ""
    for value, letters in _LETTERS:
        text += letters * (left // value)
        left %= value
    return text if form == "lowerRoman" else text.upper()


def _fields(root: _Element) -> Iterator[tuple[str, list[Any]]]:
    """Each field that asks for the page of a bookmark, and the texts that show its answer."""
    for simple in root.iter(f"{W}fldSimple"):
        asked = _ASKED.match(simple.get(f"{W}instr", ""))
        if asked:
            yield asked[1], list(simple.iter(f"{W}t"))
    open_fields: list[_Field] = []
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            open_fields.append(_Field())
        elif open_fields and kind == "separate":
            open_fields[-1].answered = True
        elif open_fields and kind == "end":
            done = open_fields.pop()
            asked = _ASKED.match(done.code)
            if asked:
                yield asked[1], done.shown
        elif open_fields and element.tag == f"{W}instrText":
            open_fields[-1].code += element.text or ""
        elif open_fields and open_fields[-1].answered:
            open_fields[-1].shown.append(element)


class _Field:
    """A field that has begun."""

    def __init__(self) -> None:
        self.code, self.answered = "", False
        self.shown: list[Any] = []
