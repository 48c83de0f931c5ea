"""The second look at OpenDocument: tables by counting rows and cells, as the standard has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from fuzz.mutant import Stored

_GROUPS: Final = frozenset({"table-row-group", "table-header-rows", "table-rows"})
_NUMBERS: Final = frozenset({"float", "percentage", "currency"})
_FAR: Final = 2_000  # rows and columns; what is repeated further is blank or no form
_ASIDE: Final = frozenset({"annotation", "note", "ruby-text", "frame", "custom-shape", "g"})


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def book(content: bytes) -> dict[str, dict[tuple[int, int], Stored]]:
    """What stands in the cells of content.xml or of an .fods.

    Raises:
        ValueError: It holds no spreadsheet, or something that this reader does not know.
        ET.ParseError: It is no XML.
    """
    root = ET.fromstring(content)
    if not root.tag.startswith(_STANDARD):
        raise ValueError("none of the standard's")
    sheet = next((each for each in root.iter() if _local(each.tag) == "spreadsheet"), None)
    if sheet is None:
        raise ValueError("no spreadsheet")
    tables = (each for each in sheet if _local(each.tag) == "table")
    return {_said(each).get("name", ""): _table(each) for each in tables}


def _said(element: ET.Element) -> dict[str, str]:
    """The attributes that the standard knows; those of programs say nothing."""
    return {_local(name): value for name, value in element.attrib.items() if name.startswith(_STANDARD)}


_STANDARD: Final = "{urn:oasis:names:tc:opendocument:"


def _rows(table: ET.Element) -> Iterator[ET.Element]:
    for each in table:
        if _local(each.tag) == "table-row":
            yield each
        elif _local(each.tag) in _GROUPS:
            yield from _rows(each)


def _table(table: ET.Element) -> dict[tuple[int, int], Stored]:
    cells: dict[tuple[int, int], Stored] = {}
    row = 1
    for line in _rows(table):
        rows = max(int(_said(line).get("number-rows-repeated", "1")), 1)
        column = 1
        for cell in line:
            if _local(cell.tag) not in {"table-cell", "covered-table-cell"}:
                continue
            columns = max(int(_said(cell).get("number-columns-repeated", "1")), 1)
            stored = _cell(cell)
            if stored is not None:
                for down in range(min(rows, _FAR)):
                    cells |= {(row + down, column + right): stored for right in range(min(columns, _FAR))}
            column += columns
        row += rows
    return cells


def _cell(cell: ET.Element) -> Stored | None:  # noqa: PLR0911 - one for each type
    said = _said(cell)
    kind, formula = said.get("value-type", ""), "formula" in said
    paragraphs = [each for each in cell if _local(each.tag) == "p"]
    text = "\n".join(map(_shown, paragraphs))
    if any(value == "error" for name, value in cell.attrib.items() if _local(name) == "value-type"):
        return Stored("e", text)
    if kind in _NUMBERS:
        number = said.get("value", "")
        return Stored("n", repr(float(number))) if _DOUBLE.fullmatch(number) else Stored("s", text, doubt=True)
    if kind == "boolean":
        return Stored("b", str(int(said.get("boolean-value") == "true")))
    if kind in {"date", "time"} or (kind and kind != "string"):
        return Stored("s", text, doubt=True)
    if formula and not paragraphs and "string-value" not in said:
        return Stored("f", "")
    if not paragraphs and not kind and not formula:
        return None
    odd = any(_local(each.tag) not in _PLAIN for p in paragraphs for each in p.iter())
    return Stored("s", said.get("string-value", text), doubt=odd)


_DOUBLE: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([Ee][+-]?\d+)?", re.ASCII)
_PLAIN: Final = frozenset({"p", "span", "s", "tab", "line-break", "a"})


def _shown(element: ET.Element) -> str:
    parts = [element.text or ""]
    for each in element:
        name = _local(each.tag)
        if name == "s":
            parts.append(" " * min(int(_said(each).get("c", "1")), 40_000))
        elif name in {"tab", "line-break"}:
            parts.append("\t" if name == "tab" else "\n")
        elif name not in _ASIDE:
            parts.append(_shown(each))
        parts.append(each.tail or "")
    return "".join(parts)
