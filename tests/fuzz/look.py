"""A second look at a file: what stands in its cells, by a simple reader that shares no code with the program.

It knows just enough of each format to say what a plain cell stores. Where it cannot say it surely, it says so; where it
cannot read a file at all, nothing is concluded from it. It is slow to doubt: a cell that stands there twice with
different contents is `TWICE`, which no value agrees with.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from fuzz import look_ods, look_xls
from fuzz.mutant import Stored

Sheet = dict[tuple[int, int], Stored]  # by 1-based row and column
Book = dict[str, Sheet]  # by the names of the tabs
TWICE: Final = Stored("x", "")


def look(data: bytes) -> Book | None:
    """What stands in the cells of a file; `None` where this reader cannot read it."""
    try:
        return _look(data)
    except Exception:  # noqa: BLE001 - it is given damaged files, and what it cannot read it says nothing about
        return None


def _look(data: bytes) -> Book:
    if data.startswith(look_xls.SIGNATURE):
        return look_xls.book(data)
    if not data.startswith(b"PK"):
        return look_ods.book(data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = {each.lower(): each for each in package.namelist()}
        if "content.xml" in names:
            return look_ods.book(package.read(names["content.xml"]))
        return _xlsx({key: package.read(name) for key, name in names.items() if key.endswith((".xml", ".rels"))})


# ------------------------------------------------------------------ Office Open XML


def local(name: str) -> str:
    return name.rpartition("}")[2]


def _all(root: ET.Element, name: str) -> Iterator[ET.Element]:
    return (each for each in root.iter() if local(each.tag) == name)


def _xlsx(parts: dict[str, bytes]) -> Book:
    path = _target(parts, "_rels/.rels", "officeDocument") or "xl/workbook.xml"
    folder, name = posixpath.split(path)
    links = f"{folder}/_rels/{name}.rels"
    texts = parts.get(_target(parts, links, "sharedStrings") or f"{folder}/sharedstrings.xml", b"")
    targets = _targets(parts, links)
    book: Book = {}
    for sheet in _all(ET.fromstring(parts[path]), "sheet"):
        link = next((value for key, value in sheet.attrib.items() if local(key) == "id"), "")
        kind, target = targets[link]
        if kind == "worksheet":
            book[sheet.attrib["name"]] = _sheet(parts[target], texts)
    return book


def _targets(parts: dict[str, bytes], path: str) -> dict[str, tuple[str, str]]:
    if path.lower() not in parts:
        return {}
    folder = posixpath.dirname(posixpath.dirname(path))
    return {
        each.attrib["Id"]: (
            each.attrib["Type"].rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, unquote(each.attrib["Target"]))).lstrip("/").lower(),
        )
        for each in _all(ET.fromstring(parts[path.lower()]), "Relationship")
        if each.attrib.get("TargetMode") != "External"
    }


def _target(parts: dict[str, bytes], path: str, kind: str) -> str | None:
    return next((target for said, target in _targets(parts, path).values() if said == kind), None)


@lru_cache(maxsize=64)  # most parts are as they were
def _texts(part: bytes) -> list[Stored]:
    if not part:
        return []
    return [_text(each) for each in _all(ET.fromstring(part), "si")]


def _text(item: ET.Element) -> Stored:
    """The text of a shared or inline string, its runs joined and phonetic ones left out."""
    phonetic = {inner for each in _all(item, "rPh") for inner in each.iter()}
    text = "".join(each.text or "" for each in _all(item, "t") if each not in phonetic)
    odd = any(local(each.tag) not in {"si", "is", "t", "r", "rPr", "rPh", "phoneticPr"} for each in item)
    nested = any(len(each) for each in _all(item, "t"))
    return Stored("s", unescaped(text), doubt=odd or nested)


_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """A text with the characters that XML cannot hold, which Excel writes by their numbers (ST_Xstring)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


_PLACE: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)


def place(address: str) -> tuple[int, int]:
    found = _PLACE.fullmatch(address)
    if found is None:
        raise ValueError(address)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


@lru_cache(maxsize=64)
def _sheet(part: bytes, shared: bytes) -> Sheet:
    cells: Sheet = {}
    number, texts = 0, _texts(shared)
    for row in _all(ET.fromstring(part), "row"):
        number = int(row.attrib.get("r") or number + 1)
        column = 0
        for cell in row:
            if local(cell.tag) != "c":
                continue
            at = place(cell.attrib["r"].upper()) if cell.attrib.get("r") else (number, column + 1)
            column = at[1]
            stored = _cell(cell, texts)
            if stored is not None:
                cells[at] = stored if cells.get(at, stored) == stored else TWICE
    return cells


def _cell(cell: ET.Element, texts: list[Stored]) -> Stored | None:
    inside: dict[str, list[ET.Element]] = {}
    for each in cell:
        inside.setdefault(local(each.tag), []).append(each)
    kind = cell.attrib.get("t", "n")
    values = inside.get("v") or []
    if len({each.text or "" for each in values}) > 1:
        return TWICE
    if any(len(each) for each in values) or len(inside.get("is") or []) > 1:
        return Stored("s", "", doubt=True)
    if kind != "inlineStr" and "is" in inside:
        return Stored("s", "", doubt=True)
    if kind == "inlineStr":
        return (
            _text(inside["is"][0])
            if "is" in inside
            else Stored("s", values[0].text or "", doubt=True)
            if values
            else None
        )
    if not values or (not (values[0].text or "") and kind != "str"):
        return Stored("f", "") if "f" in inside else None
    return _value(kind, values[0].text or "", texts)


def _value(kind: str, text: str, texts: list[Stored]) -> Stored:
    if kind == "s":
        return texts[int(text)]
    if kind == "n":
        return number(text)
    if kind == "b":
        return Stored("b", text.strip())
    if kind == "e":
        return Stored("e", text)
    return Stored("s", unescaped(text), doubt=kind != "str")


def number(text: str) -> Stored:
    """A number as a file writes it; what is none is a text that somebody has to look at."""
    if not _DOUBLE.fullmatch(text.strip()):
        return Stored("s", text)
    value = float(text)
    return Stored("n", repr(value), doubt=value in {float("inf"), float("-inf")})


_DOUBLE: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([Ee][+-]?\d+)?", re.ASCII)
