"""Word files made anew with a text in one of the places that Word has for texts, as python-docx does not make them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ML: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_DRAWN: Final = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)


def line(text: str) -> str:
    """A paragraph in XML, its text parted into two runs as Word likes to do."""
    half = len(text) // 2
    runs = "".join(f'<w:r><w:t xml:space="preserve">{each}</w:t></w:r>' for each in (text[:half], text[half:]))
    return f"<w:p {W}>{runs}</w:p>"


def _part(document: Any, name: str, kind: str, relation: str, xml: str) -> None:
    package = document.part.package
    part = Part(PackURI(name), kind, f'<?xml version="1.0" encoding="UTF-8"?>{xml}'.encode(), package)
    owner = package if name.startswith("/docProps") else document.part
    owner.relate_to(part, relation)


def body(document: Any, xml: str) -> None:
    """Put blocks in front of everything else."""
    document.element.body.insert(0, parse_xml(f"<w:x {W} {_DRAWN}>{xml}</w:x>")[0])


def _notes(kind: str, inner: str) -> Callable[[Any, str], None]:
    def put(document: Any, blocks: str) -> None:
        xml = f'<w:{kind}s {W}><w:{inner} w:id="1">{blocks}</w:{inner}></w:{kind}s>'
        _part(document, f"/word/{kind}s.xml", f"{_ML}.{kind}s+xml", f"{_OFFICE}/relationships/{kind}s", xml)

    return put


def _edge(which: str) -> Callable[[Any, str], None]:
    def put(document: Any, blocks: str) -> None:
        section = document.sections[0]
        section.different_first_page_header_footer = True
        document.settings.odd_and_even_pages_header_footer = True
        edge = getattr(section, which)
        edge.is_linked_to_previous = False
        root = edge._element
        for each in list(root):
            root.remove(each)
        root.extend(list(parse_xml(f"<w:x {W} {_DRAWN}>{blocks}</w:x>")))

    return put


def _text_box(document: Any, blocks: str) -> None:
    box = f"<v:textbox><w:txbxContent>{blocks}</w:txbxContent></v:textbox>"
    body(document, f'<w:p><w:r><w:pict><v:shape style="width:90pt">{box}</v:shape></w:pict></w:r></w:p>')


def _cell(document: Any, blocks: str) -> None:
    grid = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid>'
    body(document, f"<w:tbl>{grid}<w:tr><w:tc>{blocks}</w:tc></w:tr></w:tbl>")


def _control(document: Any, blocks: str) -> None:
    """A cell within a content control within a row within another."""
    grid = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid>'
    cell = f"<w:sdt><w:sdtContent><w:tc>{blocks}</w:tc></w:sdtContent></w:sdt>"
    body(document, f"<w:tbl>{grid}<w:sdt><w:sdtContent><w:tr>{cell}</w:tr></w:sdtContent></w:sdt></w:tbl>")


# Where paragraphs may stand: each puts blocks there.
STORIES: Final[Mapping[str, Callable[[Any, str], None]]] = {
    "footnote": _notes("footnote", "footnote"),
    "endnote": _notes("endnote", "endnote"),
    "comment": _notes("comment", "comment"),
    "text box": _text_box,
    "table cell": _cell,
    "cell in content controls": _control,
    **{name.replace("_", " "): _edge(name) for name in (
        "header", "footer", "first_page_header", "first_page_footer", "even_page_header", "even_page_footer",
    )},
}  # fmt: skip


def _core(name: str) -> Callable[[Any, str], None]:
    return lambda document, text: setattr(document.core_properties, name, text)


def _app(document: Any, text: str) -> None:
    part = next(each for each in document.part.package.iter_parts() if each.partname == "/docProps/app.xml")
    part._blob = re.sub(rb"<Company>.*?</Company>|<Company ?/>", f"<Company>{text}</Company>".encode(), part.blob)
    assert text.encode() in part.blob


def _custom(document: Any, text: str) -> None:
    vt = f'xmlns:vt="{_OFFICE}/docPropsVTypes"'
    one = (
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="Nomor"><vt:lpwstr>{text}</vt:lpwstr>'
    )
    xml = f'<Properties xmlns="{_OFFICE}/custom-properties" {vt}>{one}</property></Properties>'
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    _part(document, "/docProps/custom.xml", kind, f"{_OFFICE}/relationships/custom-properties", xml)


def _chart(document: Any, text: str) -> None:
    half = len(text) // 2
    runs = "".join(f"<a:r><a:t>{each}</a:t></a:r>" for each in (text[:half], text[half:]))
    title = f"<c:title><c:tx><c:rich><a:p>{runs}</a:p></c:rich></c:tx></c:title>"
    xml = f"<c:chartSpace {_DRAWN}><c:chart>{title}</c:chart></c:chartSpace>"
    kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    _part(document, "/word/charts/chart1.xml", kind, f"{_OFFICE}/relationships/chart", xml)


def _bound(document: Any, text: str) -> None:
    xml = f'<CoverPageProperties xmlns="urn:x"><Abstract>{text}</Abstract></CoverPageProperties>'
    _part(document, "/customXml/item9.xml", "application/xml", f"{_OFFICE}/relationships/customXml", xml)


def _alternative(document: Any, text: str) -> None:
    picture = f'<wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="x" descr="{text}"/></wp:inline>'
    body(document, f"<w:p><w:r><w:drawing>{picture}</w:drawing></w:r></w:p>")


def _watermark(document: Any, text: str) -> None:
    shape = f'<v:shape style="width:90pt"><v:textpath string="{text}"/></v:shape>'
    _edge("header")(document, f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>")


def _field(document: Any, text: str) -> None:
    code = f'<w:instrText xml:space="preserve"> HYPERLINK mailto:{text} </w:instrText>'
    body(document, f"<w:p><w:r>{code}</w:r></w:p>")


def _link(document: Any, text: str) -> None:
    target = f"https://example.go.id/{text}".replace("{", "%7B").replace("}", "%7D").replace(" ", "%20")
    document.part.relate_to(target, RT.HYPERLINK, is_external=True)


def _numbering(document: Any, text: str) -> None:
    part = document.part.numbering_part.element
    level = f'<w:lvl w:ilvl="0"><w:lvlText w:val="{text} %1"/></w:lvl>'
    part.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="99">{level}</w:abstractNum>'))


# Where a single text may stand: each puts it there.
TEXTS: Final[Mapping[str, Callable[[Any, str], None]]] = {
    **{f"property {name}": _core(name)
       for name in ("title", "subject", "category", "keywords", "comments", "content_status")},
    "company": _app, "custom property": _custom, "chart title": _chart, "bound content": _bound,
    "alternative text": _alternative, "watermark": _watermark, "code of a field": _field, "link": _link,
    "numbering": _numbering,
}  # fmt: skip


def made(path: Path, put: Callable[[Any, str], None], what: str) -> Path:
    """A Word file with something in one place."""
    document = Document()
    document.add_paragraph("Isi")
    put(document, what)
    document.save(str(path))
    return path


def everything(content: bytes) -> str:
    """All XML of a Word file, unescaped enough to look for words in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
        return "\n".join(package.read(name).decode() for name in names)
