"""The end of a chapter never stands nearly alone on a page: its last paragraphs go there whole and together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from docx.document import Document

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def settle(document: Document) -> None:
    """Keep the last two paragraphs before every chapter that begins a page together, the last one whole."""
    from docx.text.paragraph import Paragraph  # noqa: PLC0415 - comes with docxtpl

    breaking = {
        style.style_id
        for style in document.styles
        if style.element.find(f"{_W}pPr/{_W}pageBreakBefore") is not None
    }  # fmt: skip
    for heading in document.element.body.iterchildren(f"{_W}p"):
        last: Any = heading.getprevious() if heading.style in breaking else None
        if last is None or last.tag != f"{_W}p" or last.style in breaking:
            continue
        Paragraph(last, document._body).paragraph_format.keep_together = True  # noqa: SLF001 - its own way to wrap it
        before: Any = last.getprevious()
        if before is not None and before.tag == f"{_W}p" and before.style not in breaking:
            Paragraph(before, document._body).paragraph_format.keep_with_next = True  # noqa: SLF001
