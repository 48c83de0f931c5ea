"""The tags of a Word template with the place where each stands, as the person sees it who wrote them.

A tag is `{{ … }}` or `{% … %}`, whatever runs Word has split it into. `{%p … %}` stands for its whole paragraph,
`{%tr … %}` for its row, `{%tc … %}` for its cell (docxtpl).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rkt_excel.edges.docx.package.word_parts import TAG, W, hidden_texts, root_of, side_stories, texts
from rkt_excel.edges.docx.word import opened

if TYPE_CHECKING:
    from docx.document import Document

_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PARTS: Final = re.compile(r"\{[{%#][-+]?(p|tr|tc|r)?(?=\s)\s*(.*?)\s*[-+]?[}%#]\}|\{[{%#][-+]?\s*(.*?)\s*[-+]?[}%#]\}",
                           re.DOTALL)  # fmt: skip
_CURLY: Final = str.maketrans("“”‘’", "\"\"''")
_WHICH: Final = {"first": " pertama", "even": " genap"}
_LINKED: Final = {"image": "gambar", "attachedTemplate": "templat lain"}
_EDGES: Final = {"headerReference": "kepala halaman", "footerReference": "kaki halaman"}


@dataclass(frozen=True)
class TemplateLine:
    """A paragraph of a template.

    Attributes:
        text: All of its text, tags included.
        place: Where it stands, in Indonesian: "isi dokumen, tabel 2, baris 3, kolom 1".
        homes: For each prefix of a tag the element in which both tags of a pair have to stand; `None` outside tables.
        around: For each prefix all text of what the tag stands for: its paragraph, row or cell.
        tags: Its tags in order.
    """

    text: str
    place: str
    homes: dict[str, Any]
    around: dict[str, str]
    tags: tuple[Tag, ...]


@dataclass(frozen=True)
class Tag:
    """One tag.

    Attributes:
        text: As Word shows it.
        prefix: "p", "tr", "tc", "r", or "" for a tag within a line.
        inner: What stands between the braces, without the prefix and with straight quotation marks.
        command: The first word of a `{% … %}`, "" for a placeholder.
        mixed: Whether its runs are formatted differently, so that only the first format is printed.
    """

    text: str
    prefix: str
    inner: str
    command: str
    mixed: bool = False

    @property
    def remark(self) -> bool:
        """Whether it is a comment."""
        return self.text.startswith("{#")


@dataclass(frozen=True)
class Story:
    """A part of the document that is filled by itself: what a tag sets in one is not known in another."""

    lines: tuple[TemplateLine, ...]


def stories(template: Path) -> list[Story]:
    """All that is filled in a template: properties of the file, text, headers, footers, notes, comments, single texts.

    Raises:
        TemplateError: It is missing or no .docx.
    """
    return stories_of(opened(template).docx)


def stories_of(document: Document) -> list[Story]:
    """All that is filled in a document that is open; see `stories`."""
    alone = [TemplateLine(each.text, each.place, {}, {}, tuple(_tags(each.text))) for each in texts(document)]
    sides = [(root_of(part), name) for part, name in side_stories(document)]
    roots = [(document.element.body, "isi dokumen"), *_edges(document), *sides]
    return [Story((line,)) for line in alone] + [Story(tuple(_lines(root, name))) for root, name in roots]


def links_outside(template: Path) -> list[tuple[str, str]]:
    """What a template shows that lies elsewhere, without the links that a reader clicks.

    Returns:
        For each one what it is, in Indonesian, and where it lies.

    Raises:
        TemplateError: The template is missing or no .docx.
    """
    parts = opened(template).docx.part.package.iter_parts()
    outside = (each for part in parts for each in part.rels.values() if each.is_external)
    kinds = ((each.reltype.rsplit("/", 1)[-1], each.target_ref) for each in outside)
    return sorted({(_LINKED.get(kind, "isi"), target) for kind, target in kinds if kind != "hyperlink"})


def _edges(document: Document) -> Iterator[tuple[Any, str]]:
    """The headers and footers, each once, named by the section that uses it first."""
    seen: set[str] = set()
    for number, section in enumerate(document.element.body.iter(f"{W}sectPr"), 1):
        for reference in section.iter(*(f"{W}{name}" for name in _EDGES)):
            part = document.part.related_parts[reference.get(f"{_R}id")]
            if str(part.partname) not in seen:
                seen.add(str(part.partname))
                which = _WHICH.get(reference.get(f"{W}type"), "")
                name = _EDGES[reference.tag.removeprefix(W)]
                yield part.element, f"{name}{which} bagian {number}"


def _lines(root: Any, story: str) -> Iterator[TemplateLine]:  # noqa: ANN401 - elements of lxml
    tables = list(root.iter(f"{W}tbl"))
    for paragraph in root.iter(f"{W}p"):
        pieces = [text for text in paragraph.iter(f"{W}t") if _above(text, "p") is paragraph]
        text = "".join(each.text or "" for each in pieces)
        cell, row, table = (_above(paragraph, name) for name in ("tc", "tr", "tbl"))
        place = f"{story}{_in_table(cell, row, table, tables)}"
        homes = {"": paragraph, "r": paragraph, "p": paragraph.getparent(), "tc": row, "tr": table}
        around = {"p": text, "tr": _text(row), "tc": _text(cell)}
        yield TemplateLine(text, place, homes, around, tuple(_tags(text, pieces)))
        yield from _beside(paragraph, place)


def _beside(paragraph: Any, place: str) -> Iterator[TemplateLine]:  # noqa: ANN401 - elements of lxml
    """What is filled with a paragraph and shown in no line: the alternative text of a picture, a watermark, a field."""
    for element in paragraph.iter():
        if _above(element, "p") is paragraph:
            for text in hidden_texts(element):
                yield TemplateLine(
                    text, f"{place}, keterangan gambar atau kode bidang", {"": element}, {}, tuple(_tags(text))
                )


def _above(element: Any, name: str) -> Any:  # noqa: ANN401 - elements of lxml
    return next(element.iterancestors(f"{W}{name}"), None)


def _text(element: Any) -> str:  # noqa: ANN401 - elements of lxml
    return "" if element is None else "".join(text.text or "" for text in element.iter(f"{W}t"))


def _in_table(cell: Any, row: Any, table: Any, tables: list[Any]) -> str:  # noqa: ANN401 - elements of lxml
    if table is None:
        return ""
    # A content control may stand around a row or a cell.
    rows = [each for each in table.iter(f"{W}tr") if _above(each, "tbl") is table]
    cells = [each for each in row.iter(f"{W}tc") if _above(each, "tr") is row]
    return f", tabel {tables.index(table) + 1}, baris {rows.index(row) + 1}, kolom {cells.index(cell) + 1}"


def _tags(text: str, pieces: list[Any] | None = None) -> Iterator[Tag]:
    for found in TAG.finditer(text):
        parts = _PARTS.fullmatch(found[0])
        assert parts is not None
        inner = (parts[2] if parts[3] is None else parts[3]).translate(_CURLY)
        command = next(iter(inner.split()), "") if found[0].startswith("{%") else ""
        yield Tag(found[0], parts[1] or "", inner, command, _mixed(found.span(), pieces or []))


def _mixed(span: tuple[int, int], pieces: list[Any]) -> bool:
    """Whether the runs that a tag is split into look different."""
    looks, start = set(), 0
    for piece in pieces:
        end = start + len(piece.text or "")
        if start < span[1] and end > span[0]:
            looks.add(_look(piece.getparent()))
        start = end
    return len(looks) > 1


def _look(run: Any) -> str:  # noqa: ANN401 - elements of lxml
    """How a run is formatted, without what is not seen: its language and its proofing."""
    properties = run.find(f"{W}rPr")
    seen = [] if properties is None else [each for each in properties if each.tag not in {f"{W}lang", f"{W}noProof"}]
    return "|".join(sorted(f"{each.tag}{dict(each.attrib)}" for each in seen))
