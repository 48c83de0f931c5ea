"""The meaning of every message in docs/panduan.md, from the catalogue, with dots where something is filled in."""

from __future__ import annotations

import re
from typing import Final

from helpers.paths import DOCS

from rkt_excel.messages.plan_codes import CATALOGUE
from rkt_excel.workbook.findings import Severity

PAGE = DOCS / "panduan.md"
_BEGIN, _END = "<!-- pesan:awal -->\n", "<!-- pesan:akhir -->"
_HEADINGS: Final = {
    Severity.GALAT: "Harus diperbaiki (galat, PERBAIKI)",
    Severity.PERINGATAN: "Harus dilihat (peringatan, CEK)",
    Severity.INFO: "Hanya memberi tahu (info)",
}


def table() -> str:
    """A table for each weight: the message with its code, and what is to be done."""
    return "\n".join(_weight(weight, heading) for weight, heading in _HEADINGS.items())


def _weight(weight: Severity, heading: str) -> str:
    lines = (
        f"| {_open(wording.message)} `{name}` | {_open(wording.remedy)} |\n"
        for name, wording in CATALOGUE.items()
        if wording.severity is weight
    )
    return f"### {heading}\n\n| pesan | yang perlu dilakukan |\n|---|---|\n" + "".join(lines)


def _open(text: str) -> str:
    """A sentence with dots where something is filled in."""
    return re.sub(r"…(\s*…)+", "…", re.sub(r"\{\w+\}", "…", text))


def write() -> None:
    """Write it anew."""
    text = PAGE.read_text(encoding="utf-8")
    before, after = text[: text.index(_BEGIN) + len(_BEGIN)], text[text.index(_END) :]
    PAGE.write_text(before + table() + after, encoding="utf-8")
