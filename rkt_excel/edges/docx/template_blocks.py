"""How the tags of a Word template are written and paired: braces, quotes, places, for with endfor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Final

from rkt_excel.edges.docx.templates import Story, Tag, TemplateLine
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.workbook.findings import Finding, FindingCode, finding

# What closes a command; "" for one that stands alone. Jinja knows more, but not in a template of an office.
_CLOSED_BY: Final = {
    "if": "endif", "for": "endfor", "with": "endwith",
    "set": "", "vm": "", "hm": "", "colspan": "", "cellbg": "",
}  # fmt: skip
_WITHIN: Final = {"elif": ("if",), "else": ("if", "for")}
_COMMANDS: Final = (*_CLOSED_BY, *_WITHIN, *filter(None, _CLOSED_BY.values()))
_HOLDER: Final = {"p": "paragraf", "tr": "baris tabel", "tc": "sel"}
_LONGEST: Final = 120  # characters of a quoted paragraph
_MERGES: Final = {"vm", "hm"}  # docxtpl's own, no expression
_SINGLE: Final = re.compile(r"\{\s*[a-z_][\w.\[\]]*\s*\}")


@dataclass
class ParsableTags:
    """The outcome of `check_blocks`.

    Attributes:
        tags: The tags that may be parsed, in order and well paired, each with its paragraph.
        findings: What is wrong with the others.
    """

    tags: list[tuple[TemplateLine, Tag]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def tag_finding(code: FindingCode, line: TemplateLine, tag: str, **details: str) -> Finding:
    """A finding about a tag with its place, quoting the paragraph where that holds more than the tag.

    Args:
        code: What is wrong.
        line: The paragraph that the tag stands in.
        tag: The tag as Word shows it.
        details: What the wording of the code names.
    """
    shown = finding(code, sheet=line.place, found=tag, **details)  # type: ignore[arg-type]
    text = line.text.strip()
    if text in {"", tag.strip()}:
        return shown
    quote = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return replace(shown, message=f"{shown.message} Paragrafnya: “{quote}”.")


def check_blocks(story: Story) -> ParsableTags:
    """Look at every tag of a story by itself and at how they pair; what cannot be parsed is told and left out."""
    checked, open_tags = ParsableTags(), list[tuple[TemplateLine, Tag]]()
    for line in story.lines:
        checked.findings += _braces(line)
        for tag in line.tags:
            faults = list(_of_tag(line, tag))
            checked.findings += faults
            if not tag.remark and not any(each.code in _UNREADABLE for each in faults):
                _pair(line, tag, open_tags, checked)
    for line, tag in reversed(open_tags):
        closer = _CLOSED_BY[tag.command]
        checked.findings.append(tag_finding(FileCode.TAG_TANPA_PENUTUP, line, tag.text, penutup=closer))
        checked.tags.append((line, Tag("", "", closer, closer)))
    return checked


def _braces(line: TemplateLine) -> Iterator[Finding]:
    """Braces that make no tag."""
    rest = line.text
    for tag in line.tags:
        rest = rest.replace(tag.text, "\0", 1)
    for piece in rest.split("\0"):
        if re.search(r"\{\{|\}\}|\{%|%\}|\{#|#\}", piece) or _SINGLE.search(piece):
            yield tag_finding(FileCode.TAG_SALAH_TULIS, line, piece.strip()[:_LONGEST])


def _of_tag(line: TemplateLine, tag: Tag) -> Iterator[Finding]:
    """What is wrong with one tag by itself."""
    if tag.remark:
        return
    if re.search(r"\{\{|\{%|\}\}|%\}", tag.text[2:-2]) or (not tag.inner):
        yield tag_finding(FileCode.TAG_SALAH_TULIS, line, tag.text)
    elif tag.text.startswith("{%") and tag.command not in _COMMANDS:
        near = get_close_matches(tag.command, _COMMANDS, 1)
        hint = f"; mungkin maksudnya “{near[0]}”" if near else ""
        yield tag_finding(FileCode.PERINTAH_TIDAK_DIKENAL, line, tag.text, perintah=tag.command, saran=hint)
    elif tag.command not in _MERGES and not _parses(tag):
        yield tag_finding(FileCode.TAG_SALAH_TULIS, line, tag.text)
    if re.search("[“”‘’]", tag.text):
        yield tag_finding(FileCode.TAG_KUTIP_MELENGKUNG, line, tag.text)
    if tag.mixed:
        yield tag_finding(FileCode.TAG_BEDA_FORMAT, line, tag.text)
    yield from _place(line, tag)


_UNREADABLE: Final = {FileCode.TAG_SALAH_TULIS, FileCode.PERINTAH_TIDAK_DIKENAL}


def _place(line: TemplateLine, tag: Tag) -> Iterator[Finding]:
    """A tag for a paragraph, row or cell stands alone in it, for the rest of it is not printed."""
    if tag.prefix in {"tr", "tc"} and line.homes.get(tag.prefix) is None:
        yield tag_finding(FileCode.TAG_DI_LUAR_TABEL, line, tag.text)
        return
    rest = line.around.get(tag.prefix, "").replace(tag.text, "", 1).strip() if tag.prefix in _HOLDER else ""
    if rest:
        yield tag_finding(
            FileCode.TAG_TIDAK_SENDIRI, line, tag.text, tempat=_HOLDER[tag.prefix], lain=rest[:_LONGEST],
        )  # fmt: skip


def _parses(tag: Tag) -> bool:
    """Whether one tag is written as Jinja wants it, whatever stands around it."""
    from jinja2 import Environment  # noqa: PLC0415 - comes with docxtpl
    from jinja2.exceptions import TemplateSyntaxError  # noqa: PLC0415

    rest = tag.inner[len(tag.command) :]
    alone = {"elif": f"{{% if{rest} %}}{{% endif %}}", "else": "" if not rest.strip() else "{%"}
    text = alone.get(tag.command, f"{source(tag)}{{% {_CLOSED_BY.get(tag.command) or 'set x = 1'} %}}")
    if tag.command in _CLOSED_BY.values() and tag.command:
        return tag.inner == tag.command
    try:
        Environment(autoescape=True).parse(text)
    except TemplateSyntaxError:
        return False
    return True


def source(tag: Tag) -> str:
    """The tag as plain Jinja on one line, without what only docxtpl knows; "" where nothing is left."""
    inner = " ".join(tag.inner.split())
    if tag.command in _MERGES:
        return ""
    if tag.command in {"colspan", "cellbg"}:
        return f"{{{{ {inner[len(tag.command) :]} }}}}"
    return f"{{% {inner} %}}" if tag.text.startswith("{%") or not tag.text else f"{{{{ {inner} }}}}"


def _pair(line: TemplateLine, tag: Tag, open_tags: list[tuple[TemplateLine, Tag]], checked: ParsableTags) -> None:
    """Keep account of what is open; a tag without its partner is told and left out."""
    if tag.command in _WITHIN:
        if not open_tags or open_tags[-1][1].command not in _WITHIN[tag.command]:
            checked.findings.append(tag_finding(FileCode.PENUTUP_TANPA_PEMBUKA, line, tag.text, pembuka="if"))
            return
        checked.findings += _apart(*open_tags[-1], line, tag)
    elif tag.command in _CLOSED_BY.values() and tag.command:
        _close(line, tag, open_tags, checked)
        return
    elif _CLOSED_BY.get(tag.command):
        open_tags.append((line, tag))
    checked.tags.append((line, tag))


def _close(line: TemplateLine, tag: Tag, open_tags: list[tuple[TemplateLine, Tag]], checked: ParsableTags) -> None:
    opener = next(name for name, closer in _CLOSED_BY.items() if closer == tag.command)
    if all(each.command != opener for _, each in open_tags):
        checked.findings.append(tag_finding(FileCode.PENUTUP_TANPA_PEMBUKA, line, tag.text, pembuka=opener))
        return
    while open_tags[-1][1].command != opener:  # those left open in between
        before, lost = open_tags.pop()
        closer = _CLOSED_BY[lost.command]
        checked.findings.append(tag_finding(FileCode.TAG_TANPA_PENUTUP, before, lost.text, penutup=closer))
        checked.tags.append((line, Tag("", "", closer, closer)))
    checked.findings += _apart(*open_tags.pop(), line, tag)
    checked.tags.append((line, tag))


def _apart(before: TemplateLine, opener: Tag, line: TemplateLine, tag: Tag) -> Iterable[Finding]:
    """The two tags of a pair are of one sort and stand in one paragraph, cell, row or table."""
    here, there = before.homes.get(opener.prefix), line.homes.get(tag.prefix)
    if opener.prefix == tag.prefix and here == there:
        return
    yield tag_finding(FileCode.PASANGAN_TERPISAH, line, tag.text, pembuka=opener.text, tempat=before.place)
