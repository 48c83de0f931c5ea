"""A form as .xlsx to be mutated: its parts as texts, its sheets by name, its cells by address."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import escape
from typing import Final

from helpers.raw_books import MAIN, RELATIONS

from fuzz import originals
from fuzz.mutant import Place, Stored
from fuzz.originals import Original
from fuzz.zipped import Entry, changed, entries, joined

STYLES: Final = "xl/styles.xml"
TEXTS: Final = "xl/sharedStrings.xml"
BOOK: Final = "xl/workbook.xml"
LINKS: Final = "xl/_rels/workbook.xml.rels"


class BookXlsx:
    """A form; what is put into `parts` takes the place of what was there."""

    def __init__(self, original: Original) -> None:
        self.original = original
        self.members: tuple[Entry, ...] = entries(original.data)
        self.parts: dict[str, str] = {}
        self.sheets = sheets(original.data)

    @property
    def data(self) -> bytes:
        return joined(
            changed(self.members, {name: text.encode("utf-8", "surrogatepass") for name, text in self.parts.items()})
        )

    def part(self, name: str) -> str:
        if name not in self.parts:
            self.parts[name] = contents(self.original.data)[name].decode("utf-8-sig")
        return self.parts[name]

    def sheet(self, name: str) -> str:
        return self.part(self.sheets[name])

    def put(self, name: str, xml: str) -> None:
        self.parts[self.sheets[name]] = xml

    def replace(self, part: str, pattern: str, new: str | Callable[[re.Match[str]], str], count: int = 1) -> bool:
        """Whether something in a part was replaced."""
        old = self.part(part)
        self.parts[part] = re.sub(pattern, new, old, count=count, flags=re.DOTALL)
        return self.parts[part] != old

    def cell(self, sheet: str, address: str) -> re.Match[str] | None:
        """A cell: its attributes but the address, and what stands in it."""
        return re.search(rf'<c r="{address}"([^>]*?)(?:/>|>(.*?)</c>)', self.sheet(sheet), re.DOTALL)

    def set(
        self, sheet: str, address: str, inside: str, *, kind: str = "", style: str | None = None, more: str = ""
    ) -> bool:
        """Put something into a cell; `False` where the file has no such cell."""
        found = self.cell(sheet, address)
        if found is None:
            return False
        old = re.search(r'\ss="\d+"', found[1])
        said = f' s="{style}"' if style is not None else old[0] if old else ""
        new = f'<c r="{address}"{said}{f" t={chr(34)}{kind}{chr(34)}" if kind else ""}{more}>{inside}</c>'
        xml = self.sheet(sheet)
        self.put(sheet, xml[: found.start()] + new + xml[found.end() :])
        return True

    def style_of(self, sheet: str, address: str) -> int:
        found = self.cell(sheet, address)
        said = re.search(r'\ss="(\d+)"', found[1]) if found else None
        return int(said[1]) if said else 0

    def shared(self, xml: str) -> int:
        """The number of a new shared text, in a table of them that some programs do not write."""
        if TEXTS not in self.parts and TEXTS not in contents(self.original.data):
            self.parts[TEXTS] = f'<sst xmlns="{MAIN}"></sst>'
            link = f'<Relationship Id="rId98" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
            self.replace(LINKS, "</Relationships>", f"{link}</Relationships>")
        number = len(re.findall(r"<si\b", self.part(TEXTS)))
        self.replace(TEXTS, r"</sst>\s*$", lambda _: f"{xml}</sst>")
        return number

    def new_style(self, base: int, *, code: str = "", font: str = "") -> str | None:
        """The number of a new cell format: an old one with another number format or font."""
        formats = re.search(r"<cellXfs[^>]*>(.*?)</cellXfs>", self.part(STYLES), re.DOTALL)
        known = re.findall(r"<xf\b(?:[^>]*/>|.*?</xf>)", formats[1], re.DOTALL) if formats else []
        if base >= len(known):
            return None
        xf = known[base]
        if code:
            xf = re.sub(r'numFmtId="\d+"', f'numFmtId="{_format(self, code)}"', xf, count=1)
            xf = xf if "applyNumberFormat" in xf else xf.replace("<xf ", '<xf applyNumberFormat="1" ', 1)
        if font:
            number = len(re.findall(r"<font\b", re.search(r"<fonts.*?</fonts>", self.part(STYLES), re.DOTALL)[0]))  # type: ignore[index]
            self.replace(STYLES, "</fonts>", f"<font>{font}</font></fonts>")
            xf = re.sub(r'fontId="\d+"', f'fontId="{number}"', xf, count=1)
        self.replace(STYLES, "</cellXfs>", lambda _: f"{xf}</cellXfs>")
        return str(len(known))

    def type_in(self, where: Place, stored: Stored, how: str) -> bool:
        """Type something into a cell that people fill; `how` says where a text is kept."""
        sheet, address = where[0], self.original.addresses[where]
        if stored.kind == "n":
            return self.set(sheet, address, f"<v>{stored.text}</v>")
        text = escape(stored.text, quote=False)
        space = ' xml:space="preserve"'
        if how == "inlineStr":
            return self.set(sheet, address, f"<is><t{space}>{text}</t></is>", kind="inlineStr")
        if how == "str":
            return self.set(sheet, address, f"<v>{text}</v>", kind="str")
        return self.set(sheet, address, f"<v>{self.shared(f'<si><t{space}>{text}</t></si>')}</v>", kind="s")


def _format(book: BookXlsx, code: str) -> int:
    number = 300 + len(re.findall(r"<numFmt\b", book.part(STYLES)))
    said = f'<numFmt numFmtId="{number}" formatCode="{escape(code)}"/>'
    if not book.replace(STYLES, "</numFmts>", lambda _: f"{said}</numFmts>"):
        book.replace(STYLES, r"(<styleSheet[^>]*>)", lambda found: f'{found[1]}<numFmts count="1">{said}</numFmts>')
    return number


@cache
def contents(data: bytes) -> dict[str, bytes]:
    """The parts of a package that is in order."""
    return {each.name: each.content for each in entries(data)}


@cache
def sheets(data: bytes) -> dict[str, str]:
    """The part of each sheet."""
    parts = contents(data)
    links = dict(re.findall(r'Id="([^"]+)"[^>]*?Target="([^"]+)"', parts["xl/_rels/workbook.xml.rels"].decode()))
    links |= {
        i: t for t, i in re.findall(r'Target="([^"]+)"[^>]*?Id="([^"]+)"', parts["xl/_rels/workbook.xml.rels"].decode())
    }
    found = re.findall(r'<sheet\b[^>]*?name="([^"]+)"[^>]*?r:id="([^"]+)"', parts[BOOK].decode())
    return {name: "xl/" + links[link].removeprefix("/xl/").removeprefix("xl/") for name, link in found}


def form_of(by: str) -> BookXlsx:
    return BookXlsx(originals.original("xlsx", by))
