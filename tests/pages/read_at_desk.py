"""The pages of docs/ that the desk shows under Bantuan, so that an office needs neither docs/ nor a parser of Markdown.

Each becomes a piece of a template of the desk, without scripts and styles of its own, as the desk's policy asks.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from helpers.paths import DOCS, ROOT
from markdown_it import MarkdownIt
from markdown_it.token import Token

from rkt_excel.desk.pages.page_bantuan import READABLE

FOLDER: Final = ROOT / "rkt_excel/desk/templates/dibaca"
_COMMENT: Final = re.compile(r"(?m)^<!--.*?-->\n")
_PICTURES: Final = "../rkt_excel/desk/static/"


def anchor(heading: str) -> str:
    """The name by which a heading is linked to, as forges make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def piece(word: str) -> str:
    """A page as a piece of a template."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(_COMMENT.sub("", (DOCS / f"{word}.md").read_text(encoding="utf-8")))
    for token in list(_seen(tokens)):
        if token.type == "image":
            token.attrs["src"] = "/static/" + str(token.attrs["src"]).removeprefix(_PICTURES)
            token.attrs["loading"] = "lazy"
        if token.type == "link_open":
            token.attrs["href"] = _leading(str(token.attrs["href"]))
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrs["id"] = anchor(tokens[place + 1].content)
    return "{% raw %}\n" + _tables(markdown.renderer.render(tokens, markdown.options, {})) + "{% endraw %}\n"


def _seen(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _seen(token.children or [])


def _leading(target: str) -> str:
    """Where a link leads at the desk: to another page of it, or nowhere."""
    file, _, name = target.partition("#")
    word = file.removesuffix(".md")
    if not file or target.startswith("https://"):
        return target
    if word not in READABLE:
        return "#"
    return f"/bantuan?baca={word}" + (f"#{name}" if name else "")


def _tables(text: str) -> str:
    """Tables that scroll by themselves where a window is narrow; links that lead nowhere as their words."""
    heading, number = "", 0
    parts = []
    for part in re.split(r"(<h\d[^>]*>.*?</h\d>|<table>.*?</table>)", text, flags=re.DOTALL):
        if part.startswith("<h"):
            heading = html.escape(html.unescape(re.sub(r"<[^>]+>", "", part)))
        if part.startswith("<table>"):
            number += 1
            label = f"Tabel {number}: {heading}"
            bare = re.sub(r"<thead>\s*<tr>\s*(?:<th></th>\s*)+</tr>\s*</thead>\s*", "", part)
            table = bare.replace("<th>", '<th scope="col">')
            part = f'<div class="gulung" role="region" aria-label="{label}" tabindex="0">{table}</div>'  # noqa: PLW2901
        parts.append(part.replace("<pre>", '<pre tabindex="0">'))
    return re.sub(r'<a href="#">(.*?)</a>', r"\1", "".join(parts), flags=re.DOTALL)


def write() -> None:
    """Write all of them anew."""
    FOLDER.mkdir(exist_ok=True)
    for word in READABLE:
        (FOLDER / f"{word}.html").write_text(piece(word), encoding="utf-8")
