"""The end of a chapter never stands nearly alone on a page: its last paragraphs go there whole and together.

Nor does the paragraph that Word wants behind a table at the end of a text: it takes no room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rkt_excel.edges.docx.package.word_parts import W

if TYPE_CHECKING:
    from docx.document import Document


def keep_chapter_end(document: Document) -> None:
    """Keep the last two paragraphs before every heading that begins a page together, the last one whole."""
    from docx.text.paragraph import Paragraph  # noqa: PLC0415 - comes with docxtpl

    breaking = {
        style.style_id
        for style in document.styles
        if style.element.find(f"{W}pPr/{W}pageBreakBefore") is not None
    }  # fmt: skip
    for heading in document.element.body.iterchildren(f"{W}p"):
        last: Any = heading.getprevious() if heading.style in breaking else None
        if last is None or last.tag != f"{W}p" or last.style in breaking:
            continue
        Paragraph(last, document._body).paragraph_format.keep_together = True  # noqa: SLF001 - its own way to wrap it
        before: Any = last.getprevious()
        if before is not None and before.tag == f"{W}p" and before.style not in breaking:
            Paragraph(before, document._body).paragraph_format.keep_with_next = True  # noqa: SLF001


def close(document: Document) -> None:
    """Let an empty last paragraph behind a table take no room, so that it never makes a page of its own.

    Word wants it there. Hidden it takes none in Word, one twentieth of a point high it takes none in LibreOffice.
    """
    from docx.enum.text import WD_LINE_SPACING  # noqa: PLC0415 - comes with docxtpl
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.shared import Twips  # noqa: PLC0415
    from docx.text.paragraph import Paragraph  # noqa: PLC0415

    last: Any = next(document.element.body.iterchildren(f"{W}p", reversed=True), None)
    before: Any = None if last is None else last.getprevious()
    if before is None or before.tag != f"{W}tbl" or any(each.tag != f"{W}pPr" for each in last):
        return
    look = Paragraph(last, document._body).paragraph_format  # noqa: SLF001 - its own way to wrap it
    look.space_before = look.space_after = Twips(0)
    look.line_spacing_rule, look.line_spacing = WD_LINE_SPACING.EXACTLY, Twips(1)
    mark = last.pPr.find(f"{W}rPr")
    if mark is None:
        mark = OxmlElement("w:rPr")
        behind = last.pPr.find(f"{W}sectPr")
        last.pPr.append(mark) if behind is None else behind.addprevious(mark)
    mark.get_or_add_vanish()
