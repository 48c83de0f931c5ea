"""The table of findings in docs/manual.md, from the catalogue."""

from __future__ import annotations

from helpers.paths import DOCS

from rkt_excel.messages.plan_codes import CATALOGUE

PAGE = DOCS / "manual.md"
_BEGIN, _END = "<!-- katalog:awal -->\n", "<!-- katalog:akhir -->"
_HEAD = "| kode | tingkat | pesan | yang perlu dilakukan |\n|---|---|---|---|\n"


def table() -> str:
    """Every finding with its weight, text and remedy."""
    lines = (
        f"| `{name}` | {wording.severity.value} | {wording.message} | {wording.remedy} |\n"
        for name, wording in CATALOGUE.items()
    )
    return _HEAD + "".join(lines)


def write() -> None:
    """Write it anew."""
    text = PAGE.read_text(encoding="utf-8")
    before, after = text[: text.index(_BEGIN) + len(_BEGIN)], text[text.index(_END) :]
    PAGE.write_text(before + table() + after, encoding="utf-8")
