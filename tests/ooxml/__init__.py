"""Faults in .xlsx and .docx files which Office refuses or repairs, and the Open XML SDK's own validator.

`faults` looks for what that validator lets pass although Office does not; `sdk_faults` runs the validator.
Run as a program it does both for files and folders: `python tests/ooxml [--allowed LIST] PATH...`.
Elements are known by their local names, so that transitional and strict files are read alike.
"""

import argparse
import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET
from zipfile import BadZipFile, ZipFile

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".ci" / "tools" / "node_modules" / ".bin"
VALIDATOR = "ooxml-validator"

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
LONGEST_SHEET_NAME, LONGEST_NAME, LONGEST_BOOKMARK = 31, 255, 40
LONGEST_TITLE, LONGEST_TEXT = 32, 255  # of the prompt and the error message of a validation
LONGEST_LIST, LONGEST_LITERAL, LONGEST_FORMULA = 255, 255, 8192
LONGEST_MARGIN_TEXT = 255  # a header or footer with its codes

CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
NAME = re.compile(r"[^\W\d]|[_\\]")
NAME_REST = re.compile(r"[\w.?\\]*")
R1C1 = re.compile(r"r([0-9]*)(c[0-9]*)?|c[0-9]*", re.IGNORECASE)
QUOTED_OR_LITERAL = re.compile(r"'(?:[^']|'')*'|\"((?:[^\"]|\"\")*)\"")
LITERAL = re.compile(r"\"(?:[^\"]|\"\")*\"")
ERROR_VALUE = re.compile(r"#[A-Z]+(?:/0)?!")
BARE = r"[^\s'\"\[\](){}*+\-/,;:<>=&^%!#@]"  # may stand in the name of a sheet without quotes around it
SHEET_OF_REFERENCE = re.compile(rf"'((?:[^']|'')+)'!|(?<!\])(?<!{BARE})({BARE}+)!")
ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_")
RELATION_NAMESPACE = re.compile(r"\{[^}]*/officeDocument/(2006/)?relationships\}")
DXF_ATTRIBUTE = re.compile(r"dxfId$", re.IGNORECASE)


# ---------------------------------------------------------------------------------------------- the package


def local(name: str) -> str:
    """`name` of an element or attribute without its namespace."""
    return name.rpartition("}")[2]


def every(root: ET.Element, *names: str) -> Iterator[ET.Element]:
    """All elements below `root` (and itself) with one of these local names, in document order."""
    return (element for element in root.iter() if local(element.tag) in names)


def child(parent: ET.Element, name: str) -> ET.Element | None:
    """The first child with this local name."""
    return next((element for element in parent if local(element.tag) == name), None)


def attributes(element: ET.Element) -> dict[str, str]:
    """The attributes of `element` by local name."""
    return {local(name): value for name, value in element.attrib.items()}


def length(text: str) -> int:
    """As Office counts: UTF-16 units, an escaped control character as one."""
    return len(ESCAPED.sub("?", text).encode("utf-16-le", "surrogatepass")) // 2


def whole(text: str | None, otherwise: int) -> int:
    """The number that `text` holds; `otherwise` where it stands empty or holds something else."""
    return int(text) if text is not None and re.fullmatch(r"-?[0-9]+", text) else otherwise


def repeated(values: Iterable[str]) -> list[str]:
    """Every value that stands more than once, once."""
    return [value for value, count in Counter(values).items() if count > 1]


@dataclass(frozen=True)
class Relation:
    """One line of a `.rels` part, its target already a part's name."""

    identity: str
    kind: str
    target: str
    external: bool


class Package:
    """The parts of an Office file, by name without the leading slash."""

    def __init__(self, path: Path) -> None:
        """Read every part into memory; the files of this project are small."""
        with ZipFile(path) as archive:
            self.names = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
            self.parts = {name: archive.read(name) for name in self.names}
        self.folded = {name.casefold(): name for name in self.parts}  # part names ignore case
        self.trees: dict[str, ET.Element] = {}

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name.casefold() in self.folded

    def malformed(self) -> Iterator[str]:
        """Parse every XML part (drawings of comments need not be XML: Excel's own are not)."""
        for name, content in self.parts.items():
            if name.lower().endswith((".xml", ".rels")):
                try:
                    self.trees[name] = without_fallback(ET.fromstring(content))
                except ET.ParseError as error:
                    yield f"{name}: is not well-formed XML: {error}"

    def tree(self, name: str) -> ET.Element | None:
        """The parsed part, or None where there is none."""
        return self.trees.get(self.folded.get(name.casefold(), name))

    def relations(self, source: str) -> list[Relation]:
        """What `source` ("" is the package itself) points to."""
        folder, name = posixpath.split(source)
        tree = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        return [] if tree is None else [relation(line, source) for line in every(tree, "Relationship")]

    def related(self, source: str, *kinds: str) -> list[tuple[str, ET.Element]]:
        """The parts that `source` points to by relationships of these kinds, each once, with its tree."""
        lines = [line for line in self.relations(source) if line.kind in kinds and not line.external]
        names = dict.fromkeys(line.target for line in lines)
        return [(name, tree) for name in names if (tree := self.tree(name)) is not None]


def without_fallback(root: ET.Element) -> ET.Element:
    """The tree as a present-day Office reads it: Word writes each text box twice, with equal bookmarks."""
    for parent in list(root.iter()):
        for element in [item for item in parent if local(item.tag) == "Fallback"]:
            parent.remove(element)
    return root


def relation(line: ET.Element, source: str) -> Relation:
    """A `Relationship` element with its target resolved against its source."""
    target = unquote(line.get("Target", ""))
    external = line.get("TargetMode") == "External"
    if not external:
        place, _, _ = target.partition("#")
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), place)).lstrip("/")
        target = target if place else source
    return Relation(line.get("Id", ""), line.get("Type", "").rpartition("/")[2], target, external)


def faults_of_names(package: Package) -> Iterator[str]:
    """Two parts of one name."""
    for name in repeated(name.casefold() for name in package.names):
        yield f"{name}: stands twice in the package"


def faults_of_types(package: Package) -> Iterator[str]:
    """Every part has one content type, and every declared part is there."""
    tree = package.tree("[Content_Types].xml")
    if tree is None:
        yield "[Content_Types].xml: is missing"
        return
    overrides = [item.get("PartName", "").lstrip("/") for item in every(tree, "Override")]
    defaults = [item.get("Extension", "").casefold() for item in every(tree, "Default")]
    declared = {name.casefold() for name in overrides}
    for name in repeated(name.casefold() for name in overrides) + repeated(defaults):
        yield f"[Content_Types].xml: declares {name} twice"
    for name in overrides:
        if not package.has(name):
            yield f"[Content_Types].xml: declares {name}, which is missing"
    for name in package.parts:
        known = name.casefold() in declared or name.rpartition(".")[2].casefold() in defaults
        if not known and name != "[Content_Types].xml":
            yield f"{name}: has no content type"


def faults_of_relations(package: Package) -> Iterator[str]:
    """Every relationship leads from a part to a part under an id of its own."""
    for name in package.parts:
        folder, file = posixpath.split(name)
        if not file.endswith(".rels"):
            continue
        source = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
        if source and not package.has(source):
            yield f"{name}: belongs to {source}, which is missing"
        lines = package.relations(source)
        for identity in repeated(line.identity for line in lines):
            yield f"{name}: id {identity} stands twice"
        for line in lines:
            if not line.external and not package.has(line.target):
                yield f"{name}: {line.identity} points to {line.target}, which is missing"


def faults_of_references(package: Package) -> Iterator[str]:
    """Every `r:id` in a part is declared by that part's relationships."""
    for name, tree in package.trees.items():
        used = {
            value
            for element in tree.iter()
            for attribute, value in element.attrib.items()
            if RELATION_NAMESPACE.match(attribute)
        }
        declared = {line.identity for line in package.relations(name)}
        for identity in sorted(used - declared - {""}):
            yield f"{name}: uses relationship {identity}, which is not declared"


def faults_of_orphans(package: Package) -> Iterator[str]:
    """Every part is reached by relationships that begin at the package."""
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        for line in package.relations(waiting.pop()):
            if not line.external and line.target.casefold() not in reached:
                reached.add(line.target.casefold())
                waiting.append(package.folded.get(line.target.casefold(), line.target))
    for name in package.parts:
        if name != "[Content_Types].xml" and not name.endswith(".rels") and name.casefold() not in reached:
            yield f"{name}: nothing leads to it"


# The last word of a relationship and the end of the content type that its target must have.
KINDS = {
    "header": "header+xml", "footer": "footer+xml", "styles": "styles+xml", "settings": "settings+xml",
    "numbering": "numbering+xml", "footnotes": "footnotes+xml", "endnotes": "endnotes+xml", "comments": "comments+xml",
    "fontTable": "fontTable+xml", "theme": "theme+xml", "worksheet": "worksheet+xml", "officeDocument": "main+xml",
}  # fmt: skip


def faults_of_kinds(package: Package) -> Iterator[str]:
    """A part is of the kind that the relationship to it says."""
    tree = package.tree("[Content_Types].xml")
    types = {} if tree is None else {
        item.get("PartName", "").lstrip("/").casefold(): item.get("ContentType", "") for item in every(tree, "Override")
    }  # fmt: skip
    for source in ["", *package.parts]:
        for line in package.relations(source):
            kind = types.get(line.target.casefold())
            if kind is not None and line.kind in KINDS and not kind.endswith(KINDS[line.kind]):
                yield f"{line.target}: is {kind.rpartition('.')[2]}, but {line.kind} leads to it"


def faults_of_prefixes(package: Package) -> Iterator[str]:
    """Every prefix that a program may pass over is declared: Word does not open the file otherwise."""
    for name, content in package.parts.items():
        head = content[:20_000].decode("utf-8", "replace")
        for prefixes in re.findall(r'\bIgnorable="([^"]*)"', head):
            for prefix in prefixes.split():
                if f"xmlns:{prefix}=" not in head:
                    yield f"{name}: may pass over prefix {prefix}, which is not declared"


def faults_of_properties(package: Package) -> Iterator[str]:
    """Custom document properties have a name and a number of their own."""
    for part, tree in package.related("", "custom-properties"):
        properties = list(every(tree, "property"))
        for name in repeated(item.get("name", "").casefold() for item in properties):
            yield f"{part}: property {name} stands twice"
        for number in repeated(item.get("pid", "") for item in properties):
            yield f"{part}: property number {number} stands twice"


# ------------------------------------------------------------------------------------------------- workbooks


@dataclass(frozen=True)
class Area:
    """Cells from one corner to the other, all numbers from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def meets(self, other: "Area") -> bool:
        """Whether a cell belongs to both."""
        across = self.left <= other.right and other.left <= self.right
        return across and self.top <= other.bottom and other.top <= self.bottom


@dataclass(frozen=True)
class Book:
    """What the checks of a workbook ask for again and again."""

    package: Package
    part: str
    root: ET.Element
    sheets: list[tuple[str, ET.Element]]  # worksheets and chart sheets: the part and its tree
    counts: dict[str, int]  # of each collection in the style sheet: fonts, cellXfs, dxfs, …
    strings: int


def book_of(package: Package, part: str, root: ET.Element) -> Book:
    """Read the workbook's parts once."""
    sheets = package.related(part, "worksheet", "chartsheet", "dialogsheet", "xlMacrosheet")
    counts = {local(item.tag): len(item) for _, tree in package.related(part, "styles") for item in tree}
    strings = [item for _, tree in package.related(part, "sharedStrings") for item in every(tree, "si")]
    return Book(package, part, root, sheets, counts, len(strings))


def column_number(letters: str) -> int:
    """A is 1, XFD is 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def cell_place(reference: str) -> tuple[int, int] | None:
    """Row and column of `B7`, both from 1; None where that is no cell."""
    found = CELL.fullmatch(reference)
    if found is None:
        return None
    row, column = int(found[2]), column_number(found[1])
    return (row, column) if row <= LAST_ROW and column <= LAST_COLUMN else None


def area_of(reference: str) -> Area | None:
    """The cells of `B7`, `B7:C9`, `B:C` or `7:9`; None where that is no range."""
    first, _, last = reference.replace("$", "").partition(":")
    last = last or first
    if first.isalpha() and last.isalpha():
        first, last = f"{first}1", f"{last}{LAST_ROW}"
    elif first.isdecimal() and last.isdecimal() and ":" in reference:
        first, last = f"A{first}", f"XFD{last}"
    start, end = cell_place(first), cell_place(last)
    if start is None or end is None or start[0] > end[0] or start[1] > end[1]:
        return None
    return Area(*start, *end)


def of_sheets(check: Callable[[Book, ET.Element], Iterator[str]]) -> Callable[[Book], Iterator[str]]:
    """A check of one sheet made one of all of them, each fault led by the sheet's part."""

    def checked(book: Book) -> Iterator[str]:
        for part, root in book.sheets:
            yield from (f"{part}: {fault}" for fault in check(book, root))

    return checked


def faults_of_rows(_book: Book, sheet: ET.Element) -> Iterator[str]:
    """Rows and their cells ascend, and none stands twice."""
    last = 0
    seen: set[int] = set()
    for row in (row for data in every(sheet, "sheetData") for row in data):
        number = whole(row.get("r"), last + 1)
        if number in seen:
            yield f"row {number} stands twice"
        elif number < last:
            yield f"row {number} stands after row {last}"
        seen.add(number)
        last = max(last, number)
        yield from faults_in_row(row, number)


def faults_in_row(row: ET.Element, number: int) -> Iterator[str]:
    """One row's cells; a cell without a reference follows the one before it."""
    last = 0
    seen: set[int] = set()
    for cell in row:
        reference = cell.get("r")
        place = (number, last + 1) if reference is None else cell_place(reference)
        if place is None:
            yield f"{reference} is no cell"
            continue
        if place[0] != number:
            yield f"cell {reference} stands in row {number}"
            continue
        if place[1] in seen:
            yield f"cell {reference} stands twice"
        elif place[1] < last:
            yield f"cell {reference} stands after column {last}"
        seen.add(place[1])
        last = max(last, place[1])


def faults_of_merges(_book: Book, sheet: ET.Element) -> Iterator[str]:
    """Merged ranges hold two cells at least and none of another's."""
    areas: list[tuple[str, Area]] = []
    for item in every(sheet, "mergeCell"):
        reference = item.get("ref", "")
        area = area_of(reference)
        if area is None:
            yield f"merged {reference} is no range"
        elif (area.top, area.left) == (area.bottom, area.right):
            yield f"merged {reference} is a single cell"
        else:
            areas.append((reference, area))
    areas.sort(key=lambda item: item[1].top)
    for index, (reference, area) in enumerate(areas):
        for other, below in areas[index + 1 :]:
            if below.top > area.bottom:
                break
            if area.meets(below):
                yield f"merged {reference} overlaps {other}"


def faults_of_columns(_book: Book, sheet: ET.Element) -> Iterator[str]:
    """Column descriptions ascend without overlapping."""
    last = 0
    for item in (item for columns in every(sheet, "cols") for item in columns):
        first = whole(item.get("min"), 0)
        if first <= last:
            yield f"column description {first} overlaps the one up to {last}"
        last = whole(item.get("max"), 0)


def faults_of_ranges(_book: Book, sheet: ET.Element) -> Iterator[str]:
    """Validations, conditional formats and hyperlinks say where they apply."""
    for item in every(sheet, "dataValidation", "conditionalFormatting", "hyperlink"):
        where = item.get("ref" if local(item.tag) == "hyperlink" else "sqref")
        if where is None:  # the extension of 2010 has a child of that name
            where = " ".join(place.text or "" for place in every(item, "sqref"))
        for reference in where.split() or [""]:
            if area_of(reference) is None:
                yield f"{local(item.tag)} applies to {reference!r}, which is no range"


def faults_of_validations(_book: Book, sheet: ET.Element) -> Iterator[str]:
    """Texts of validations as long as Excel reads them."""
    limits = {
        "promptTitle": LONGEST_TITLE,
        "errorTitle": LONGEST_TITLE,
        "prompt": LONGEST_TEXT,
        "error": LONGEST_TEXT,
    }
    for item in every(sheet, "dataValidation"):
        where = item.get("sqref") or "".join(place.text or "" for place in every(item, "sqref"))
        for name, limit in limits.items():
            if (found := length(item.get(name, ""))) > limit:
                yield f"validation of {where}: {name} has {found} characters of {limit}"
        if item.get("type") != "list":
            continue
        formula = "".join("".join(part.itertext()) for part in every(item, "formula1"))
        text = formula[1:-1] if formula.startswith('"') else formula
        if (found := length(text)) > LONGEST_LIST:
            yield f"validation of {where}: list has {found} characters of {LONGEST_LIST}"


def faults_of_margin_texts(_book: Book, sheet: ET.Element) -> Iterator[str]:
    """Headers and footers as long as Excel reads them."""
    for part in every(sheet, "headerFooter"):
        for item in part:
            if (found := length(item.text or "")) > LONGEST_MARGIN_TEXT:
                yield f"{local(item.tag)} has {found} characters of {LONGEST_MARGIN_TEXT}"


def sheet_names(book: Book) -> list[str]:
    """The names of the sheets in their order."""
    return [sheet.get("name", "") for sheet in every(book.root, "sheet")]


def faults_of_sheets(book: Book) -> Iterator[str]:
    """Names of sheets as Excel takes them, one of them to be seen."""
    names = sheet_names(book)
    for name in names:
        if not 0 < length(name) <= LONGEST_SHEET_NAME:
            yield f"{book.part}: sheet name {name!r} has {length(name)} characters of {LONGEST_SHEET_NAME}"
        if re.search(r"[\[\]:*?/\\]|^'|'$", name):
            yield f"{book.part}: sheet name {name!r} holds a character that Excel forbids there"
    for name in repeated(name.casefold() for name in names):
        yield f"{book.part}: sheet name {name!r} stands twice"
    if all(sheet.get("state", "visible") != "visible" for sheet in every(book.root, "sheet")):
        yield f"{book.part}: no sheet is visible"


def faults_of_defined_names(book: Book) -> Iterator[str]:
    """Defined names that Excel takes, each once in its scope."""
    names = list(every(book.root, "definedName"))
    scopes = len(sheet_names(book))
    for item in names:
        name, scope = item.get("name", ""), item.get("localSheetId")
        if not valid_name(name):
            yield f"{book.part}: {name!r} is no valid name"
        if scope is not None and not 0 <= whole(scope, -1) < scopes:
            yield f"{book.part}: name {name!r} belongs to sheet {scope} of {scopes}"
        if not (item.text or "").strip():
            yield f"{book.part}: name {name!r} refers to nothing"
    scoped = [f"{item.get('name', '').casefold()} {item.get('localSheetId', '')}" for item in names]
    for key in repeated(scoped):
        yield f"{book.part}: name {key.partition(' ')[0]!r} stands twice in its scope"


def valid_name(name: str) -> bool:
    """Whether Excel takes `name` for a name and not for a cell."""
    plain = name.removeprefix("_xlnm.").removeprefix("_xlpm.")
    if not (NAME.match(plain) and NAME_REST.fullmatch(plain)) or length(name) > LONGEST_NAME:
        return False
    return not (cell_place(plain.upper()) or R1C1.fullmatch(plain))


def faults_of_formulas(book: Book) -> Iterator[str]:
    """Formulas as long as Excel reads them, about sheets that are there."""
    known = {name.casefold() for name in sheet_names(book)}
    for name in every(book.root, "definedName"):
        for fault in faults_in_formula(name.text or "", known):
            yield f"{book.part}: name {name.get('name')!r} {fault}"
    for part, root in book.sheets:
        for item in every(root, "f", "formula", "formula1", "formula2"):
            for fault in faults_in_formula("".join(item.itertext()), known):
                yield f"{part}: {local(item.tag)} {fault}"


def faults_in_formula(formula: str, known: set[str]) -> Iterator[str]:
    """One formula; a list of a validation, which is one literal, has its own check."""
    if length(formula) > LONGEST_FORMULA:
        yield f"has {length(formula)} characters of {LONGEST_FORMULA}"
    literals = [found[1] or "" for found in QUOTED_OR_LITERAL.finditer(formula)]
    if not LITERAL.fullmatch(formula) and any(length(text) > LONGEST_LITERAL for text in literals):
        yield f"holds a text of more than {LONGEST_LITERAL} characters"
    without_texts = QUOTED_OR_LITERAL.sub(lambda found: found[0] if found[0][0] == "'" else "", formula)
    for quoted, plain in SHEET_OF_REFERENCE.findall(ERROR_VALUE.sub("", without_texts)):
        for sheet in (quoted.replace("''", "'") or plain).split(":"):
            if "[" not in sheet and sheet.casefold() not in known:
                yield f"refers to sheet {sheet!r}, which is missing"


def faults_of_styles(book: Book) -> Iterator[str]:
    """Every style that a sheet asks for is there, and every part that a style asks for."""
    for part, root in book.sheets:
        used = {item.get("style" if local(item.tag) == "col" else "s") for item in every(root, "c", "row", "col")}
        yield from beyond(part, "style", used, book.counts.get("cellXfs", 0))
    styles = book.package.related(book.part, "styles")
    for part, root in styles:
        yield from faults_in_stylesheet(part, root, book.counts)
    tables = [table for sheet, _ in book.sheets for table in book.package.related(sheet, "table")]
    for part, root in [*styles, *book.sheets, *tables]:
        formats = {value for item in root.iter() for name, value in item.attrib.items() if DXF_ATTRIBUTE.search(name)}
        yield from beyond(part, "dxf", formats, book.counts.get("dxfs", 0))


def beyond(part: str, what: str, used: Iterable[str | None], count: int) -> Iterator[str]:
    """The indexes that go past a collection's end."""
    for index in sorted({value for value in used if value is not None}):
        if not 0 <= whole(index, -1) < count:
            yield f"{part}: uses {what} {index or repr(index)} of {count}"


def faults_in_stylesheet(part: str, tree: ET.Element, counts: dict[str, int]) -> Iterator[str]:
    """Fonts, fills, borders and number formats of every cell format exist."""
    formats = [item for table in every(tree, "cellXfs", "cellStyleXfs") for item in table]
    for attribute, table in {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}.items():
        yield from beyond(part, attribute, {item.get(attribute) for item in formats}, counts.get(table, 0))
    if "cellStyleXfs" in counts:  # some programs leave it out, which Excel accepts
        named = {item.get("xfId") for item in every(tree, "xf", "cellStyle")}
        yield from beyond(part, "xfId", named, counts["cellStyleXfs"])
    own = {item.get("numFmtId") for table in every(tree, "numFmts") for item in table}
    used = {item.get("numFmtId", "0") for item in formats}
    for number in sorted(used - own):
        if whole(number, 164) >= 164:  # the smaller ones are built in
            yield f"{part}: uses number format {number}, which is not declared"


def faults_of_strings(book: Book) -> Iterator[str]:
    """Every shared text that a cell asks for is there."""
    for part, root in book.sheets:
        values = {
            value.text for cell in every(root, "c") if cell.get("t") == "s" and (value := child(cell, "v")) is not None
        }
        yield from beyond(part, "shared string", values, book.strings)


def faults_of_comments(book: Book) -> Iterator[str]:
    """Every comment has a cell of its own, a known author and a box that shows it."""
    for sheet, _ in book.sheets:
        for part, tree in book.package.related(sheet, "comments"):
            comments = list(every(tree, "comment"))
            authors = {item.get("authorId") for item in comments}
            yield from beyond(part, "author", authors, sum(1 for _ in every(tree, "author")))
            references = [item.get("ref", "") for item in comments]
            for fault in faults_of_comment_cells(references, comment_boxes(book.package, sheet)):
                yield f"{part}: comment of {fault}"


def faults_of_comment_cells(references: list[str], boxes: set[tuple[int, int]] | None) -> Iterator[str]:
    """The cells that carry a sheet's comments."""
    for reference in repeated(references):
        yield f"{reference} stands twice"
    for reference in dict.fromkeys(references):
        place = cell_place(reference)
        if place is None:
            yield f"{reference!r}, which is no cell"
        elif boxes is not None and place not in boxes:
            yield f"{reference} has no box in the sheet's drawing"


def comment_boxes(package: Package, sheet: str) -> set[tuple[int, int]] | None:
    """The cells whose comments a drawing shows, from 1; None if it is not XML, as some of Excel's own."""
    boxes = set()
    for line in package.relations(sheet):
        if line.kind != "vmlDrawing" or not package.has(line.target):
            continue
        try:
            tree = ET.fromstring(package.parts[package.folded[line.target.casefold()]])
        except ET.ParseError:
            return None
        for data in every(tree, "ClientData"):
            row, column = (next(every(data, name), None) for name in ("Row", "Column"))
            if row is not None and column is not None:
                boxes.add((whole(row.text, -1) + 1, whole(column.text, -1) + 1))
    return boxes


BOOK_CHECKS: Sequence[Callable[[Book], Iterator[str]]] = (
    faults_of_sheets,
    faults_of_defined_names,
    of_sheets(faults_of_rows),
    of_sheets(faults_of_columns),
    of_sheets(faults_of_merges),
    of_sheets(faults_of_ranges),
    of_sheets(faults_of_validations),
    of_sheets(faults_of_margin_texts),
    faults_of_formulas,
    faults_of_styles,
    faults_of_strings,
    faults_of_comments,
)


# ------------------------------------------------------------------------------------------------- documents


@dataclass(frozen=True)
class Letter:
    """A Word document with all the parts that hold text."""

    package: Package
    part: str
    stories: list[tuple[str, ET.Element]]


def letter_of(package: Package, part: str, root: ET.Element) -> Letter:
    """The document with its headers, footers and notes."""
    others = package.related(part, "header", "footer", "footnotes", "endnotes", "comments")
    return Letter(package, part, [(part, root), *others])


def of_stories(check: Callable[[ET.Element], Iterator[str]]) -> Callable[[Letter], Iterator[str]]:
    """A check of one story made one of all of them, each fault led by the story's part."""

    def checked(letter: Letter) -> Iterator[str]:
        for part, root in letter.stories:
            yield from (f"{part}: {fault}" for fault in check(root))

    return checked


def faults_of_pictures(story: ET.Element) -> Iterator[str]:
    """Every drawing has an id of its own."""
    for identity in repeated(item.get("id", "") for item in every(story, "docPr")):
        yield f"docPr id {identity} stands twice"


def faults_of_bookmarks(story: ET.Element) -> Iterator[str]:
    """Every bookmark has an id of its own, a beginning and an end."""
    starts = [attributes(item).get("id", "") for item in every(story, "bookmarkStart")]
    ends = [attributes(item).get("id", "") for item in every(story, "bookmarkEnd")]
    for identity in repeated(starts):
        yield f"bookmark id {identity} stands twice"
    for identity in sorted(set(starts) - set(ends)):
        yield f"bookmark id {identity} has no end"
    for identity in sorted(set(ends) - set(starts)):
        yield f"bookmark id {identity} has no beginning"


def faults_of_bookmark_names(letter: Letter) -> Iterator[str]:
    """Names of bookmarks are one set for the whole document."""
    marks = [item for _, root in letter.stories for item in every(root, "bookmarkStart")]
    names = [attributes(item).get("name", "") for item in marks]
    for name in repeated(name.casefold() for name in names):
        yield f"{letter.part}: bookmark name {name!r} stands twice"
    for name in names:
        if not 0 < length(name) <= LONGEST_BOOKMARK:
            yield f"{letter.part}: bookmark name {name!r} has {length(name)} characters of {LONGEST_BOOKMARK}"


def faults_of_cells(story: ET.Element) -> Iterator[str]:
    """Every cell of a table ends with a paragraph."""
    for number, cell in enumerate(every(story, "tc"), start=1):
        if (last := last_block(cell)) != "p":
            yield f"table cell {number} ends with {last or 'nothing'} instead of a paragraph"


def last_block(cell: ET.Element) -> str:
    """The kind of the last block in a cell, looking into content controls; "" for none."""
    blocks = [item for item in cell if local(item.tag) in {"p", "tbl", "sdt", "customXml", "altChunk"}]
    if not blocks:
        return ""
    last = blocks[-1]
    if local(last.tag) == "customXml":
        return last_block(last)
    content = child(last, "sdtContent")
    return local(last.tag) if content is None else last_block(content)


def unwrapped(parent: ET.Element, name: str) -> Iterator[ET.Element]:
    """Rows of a table or cells of a row, also those inside content controls; none of nested tables."""
    for item in parent:
        if local(item.tag) == name:
            yield item
        elif local(item.tag) in {"sdt", "sdtContent", "customXml", "ins", "del", "moveFrom", "moveTo"}:
            yield from unwrapped(item, name)


def property_of(element: ET.Element, holder: str, name: str) -> str | None:
    """The `val` of e.g. `gridSpan` in `tcPr`; "" where it has none, None where there is no such element."""
    properties = child(element, holder)
    found = None if properties is None else child(properties, name)
    return None if found is None else attributes(found).get("val", "")


def faults_of_grids(story: ET.Element) -> Iterator[str]:
    """Rows as wide as their table's grid; a cell that continues a merge stands under one that is merged."""
    for number, table in enumerate(every(story, "tbl"), start=1):
        grid = child(table, "tblGrid")
        width = 0 if grid is None else sum(1 for item in grid if local(item.tag) == "gridCol")
        above: dict[int, int] = {}  # column and width of the merged cells of the row above
        for index, row in enumerate(unwrapped(table, "tr"), start=1):
            merged: dict[int, int] = {}
            column = whole(property_of(row, "trPr", "gridBefore"), 0)
            for cell in unwrapped(row, "tc"):
                span = whole(property_of(cell, "tcPr", "gridSpan"), 1)
                merge = property_of(cell, "tcPr", "vMerge")
                if merge in {"", "continue"} and above.get(column) != span:
                    yield f"table {number} row {index} column {column + 1}: vMerge continues nothing"
                if merge is not None:
                    merged[column] = span
                column += span
            column += whole(property_of(row, "trPr", "gridAfter"), 0)
            if column != width:
                yield f"table {number} row {index}: spans {column} columns of {width}"
            above = merged


def faults_of_fields(story: ET.Element) -> Iterator[str]:
    """Complex fields begin, separate at most once, and end."""
    open_fields: list[bool] = []  # whether each field that has begun has been separated
    for item in every(story, "fldChar"):
        kind = attributes(item).get("fldCharType", "")
        if kind == "begin":
            open_fields.append(False)
        elif not open_fields:
            yield f"a field has {kind} without begin"
        elif kind == "end":
            open_fields.pop()
        elif open_fields[-1]:
            yield "a field has separate twice"
        else:
            open_fields[-1] = True
    for _ in open_fields:
        yield "a field has begin without end"


def faults_of_settings(letter: Letter) -> Iterator[str]:
    """One settings part, which fetches nothing when the file is opened and sets no compatibility twice."""
    parts = letter.package.related(letter.part, "settings")
    if len(parts) != 1:
        yield f"{letter.part}: has {len(parts)} settings parts"
    for part, tree in parts:
        for line in letter.package.relations(part):
            if line.external:
                yield f"{part}: fetches {line.kind} from {line.target}"
        named = [attributes(item) for item in every(tree, "compatSetting")]
        for name in repeated(f"{item.get('uri')} {item.get('name')}" for item in named):
            yield f"{part}: compatSetting {name.rpartition(' ')[2]} stands twice"


def faults_of_notes(letter: Letter) -> Iterator[str]:
    """Every note that the text or the settings refer to is there, and none twice."""
    trees = [tree for _, tree in [*letter.package.related(letter.part, "settings"), *letter.stories]]
    for kind in ("footnote", "endnote"):
        notes = [tree for _, tree in letter.package.related(letter.part, f"{kind}s")]
        there = [attributes(item).get("id", "") for tree in notes for item in tree if local(item.tag) == kind]
        for identity in repeated(there):
            yield f"{letter.part}: {kind} {identity} stands twice"
        named = {attributes(item).get("id", "") for tree in trees for item in every(tree, f"{kind}Reference", kind)}
        for identity in sorted(named - set(there)):
            yield f"{letter.part}: {kind} {identity} is missing"


def faults_of_comment_marks(letter: Letter) -> Iterator[str]:
    """Every comment has an id of its own, and what refers to one finds it."""
    there = [
        attributes(item).get("id", "")
        for _, tree in letter.package.related(letter.part, "comments")
        for item in every(tree, "comment")
    ]
    for identity in repeated(there):
        yield f"{letter.part}: comment {identity} stands twice"
    for part, story in letter.stories:
        for item in every(story, "commentReference", "commentRangeStart", "commentRangeEnd"):
            identity = attributes(item).get("id", "")
            if identity not in there:
                yield f"{part}: {local(item.tag)} {identity} names no comment"
        starts, ends = (
            [attributes(item).get("id", "") for item in every(story, f"commentRange{edge}")]
            for edge in ("Start", "End")
        )
        for identity in sorted(set(starts) ^ set(ends)):
            yield f"{part}: comment range {identity} is not closed on both sides"


def faults_of_paragraph_ids(letter: Letter) -> Iterator[str]:
    """The ids that Word gives to paragraphs and rows are unique and below 0x80000000."""
    named = [attributes(item).get("paraId") for _, story in letter.stories for item in every(story, "p", "tr")]
    ids = [each for each in named if each is not None]
    for identity in repeated(each.upper() for each in ids):
        yield f"{letter.part}: paraId {identity} stands twice"
    for identity in ids:
        if not re.fullmatch(r"[0-7][0-9A-Fa-f]{7}", identity):
            yield f"{letter.part}: paraId {identity} is out of bounds"


def faults_of_controls(letter: Letter) -> Iterator[str]:
    """Content controls have an id of their own."""
    held = [child(item, "id") for _, story in letter.stories for item in every(story, "sdtPr")]
    for identity in repeated(attributes(item).get("val", "") for item in held if item is not None):
        yield f"{letter.part}: content control {identity} stands twice"


def faults_of_numbering(letter: Letter) -> Iterator[str]:
    """Lists are defined once, each by a pattern that is there, and none is used that is not defined."""
    parts = letter.package.related(letter.part, "numbering")
    patterns = [
        attributes(item).get("abstractNumId", "") for _, tree in parts for item in tree if _is(item, "abstractNum")
    ]
    numbers = [attributes(item).get("numId", "") for _, tree in parts for item in tree if _is(item, "num")]
    for name in repeated(patterns):
        yield f"{letter.part}: list pattern {name} stands twice"
    for name in repeated(numbers):
        yield f"{letter.part}: list {name} stands twice"
    for _, tree in parts:
        for item in every(tree, "num"):
            pattern = _value(child(item, "abstractNumId"))
            if pattern not in patterns:
                yield f"{letter.part}: list {attributes(item).get('numId')} follows pattern {pattern}, which is missing"
    trees = [*letter.stories, *letter.package.related(letter.part, "styles")]
    used = {_value(child(item, "numId")) for _, tree in trees for item in every(tree, "numPr")}
    for name in sorted(used - {*numbers, "0", ""}):
        yield f"{letter.part}: uses list {name}, which is not defined"


def _is(element: ET.Element, name: str) -> bool:
    return local(element.tag) == name


def _value(element: ET.Element | None) -> str:
    return "" if element is None else attributes(element).get("val", "")


def faults_of_styles_used(letter: Letter) -> Iterator[str]:
    """Styles are defined once, and none is used or leaned on that is not defined: Word would print it as Normal."""
    sheets = letter.package.related(letter.part, "styles")
    names = [attributes(item).get("styleId", "") for _, tree in sheets for item in every(tree, "style")]
    for name in repeated(names):
        yield f"{letter.part}: style {name} stands twice"
    uses = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")
    for part, tree in [*letter.stories, *sheets, *letter.package.related(letter.part, "numbering")]:
        for name in sorted({_value(item) for item in every(tree, *uses)} - set(names)):
            yield f"{part}: uses style {name}, which is not defined"


def faults_of_sections(letter: Letter) -> Iterator[str]:
    """The body ends with one section, others end in a paragraph; a section names each header and footer once."""
    body = next(every(letter.stories[0][1], "body"), None)
    blocks = [] if body is None else list(body)
    ends = [place for place, item in enumerate(blocks) if _is(item, "sectPr")]
    if ends != [len(blocks) - 1]:
        yield f"{letter.part}: the body does not end with its only section"
    kinds = {line.identity: line.kind for line in letter.package.relations(letter.part)}
    for number, section in enumerate(every(letter.stories[0][1], "sectPr"), start=1):
        edges = [item for item in section if local(item.tag) in {"headerReference", "footerReference"}]
        held = [(local(item.tag), attributes(item)) for item in edges]
        for twice in repeated(f"{given.get('type')} {tag}" for tag, given in held):
            yield f"{letter.part}: section {number} has its {twice} twice"
        for tag, given in held:
            kind = kinds.get(given.get("id", ""))
            if kind is not None and kind != tag.removesuffix("Reference"):
                yield f"{letter.part}: section {number} takes a {kind} for its {tag.removesuffix('Reference')}"


def faults_of_spaces(story: ET.Element) -> Iterator[str]:
    """Spaces at the edge of a text are kept only where it says so."""
    for item in every(story, "t", "delText"):
        text = item.text or ""
        if text != text.strip(" \t\n\r") and attributes(item).get("space") != "preserve":
            yield f"the text {text[:40]!r} loses the spaces at its edge"


def faults_of_headings(story: ET.Element) -> Iterator[str]:
    """Rows that repeat on every page are the first of their table: Word repeats none after a gap."""
    for number, table in enumerate(every(story, "tbl"), start=1):
        heads = [property_of(row, "trPr", "tblHeader") not in {None, "0", "false"} for row in unwrapped(table, "tr")]
        for index, is_head in enumerate(heads, start=1):
            if is_head and not all(heads[:index]):
                yield f"table {number} row {index} is a heading after rows that are none"


def faults_of_tables(story: ET.Element) -> Iterator[str]:
    """A table has rows and a row cells; a paragraph stands between two tables and behind the last."""
    for number, table in enumerate(every(story, "tbl"), start=1):
        rows = list(unwrapped(table, "tr"))
        if not rows and child(table, "tblPr") is not None:
            yield f"table {number} has no row"
        for index, row in enumerate(rows, start=1):
            if next(unwrapped(row, "tc"), None) is None:
                yield f"table {number} row {index} has no cell"
    for parent in every(story, "body", "hdr", "ftr", "comment", "footnote", "endnote", "tc"):
        blocks = [local(item.tag) for item in parent if local(item.tag) in {"p", "tbl", "sdt", "sectPr"}]
        for block, following in pairwise([*blocks, "end"]):
            if block == "tbl" and following in {"tbl", "sectPr"} | (set() if _is(parent, "tc") else {"end"}):
                yield f"a table is followed by {following} instead of a paragraph"


def faults_of_anchors(letter: Letter) -> Iterator[str]:
    """Links and references to a page lead to bookmarks that are there: Word prints an error in bold otherwise."""
    trees = [root for _, root in letter.stories]
    marks = {attributes(item).get("name", "").casefold() for root in trees for item in every(root, "bookmarkStart")}
    for part, root in letter.stories:
        wanted = [attributes(item).get("anchor", "") for item in every(root, "hyperlink")]
        codes = "".join(item.text or "" for item in every(root, "instrText"))
        wanted += re.findall(r"(?:PAGEREF|\bREF|NOTEREF) +([^ \\\\]+)", codes)
        for name in sorted({each for each in wanted if each} - {""}):
            if name.casefold() not in marks:
                yield f"{part}: refers to bookmark {name}, which is missing"


LETTER_CHECKS: Sequence[Callable[[Letter], Iterator[str]]] = (
    of_stories(faults_of_pictures),
    of_stories(faults_of_bookmarks),
    faults_of_bookmark_names,
    of_stories(faults_of_cells),
    of_stories(faults_of_grids),
    of_stories(faults_of_fields),
    of_stories(faults_of_spaces),
    of_stories(faults_of_headings),
    of_stories(faults_of_tables),
    faults_of_settings,
    faults_of_notes,
    faults_of_comment_marks,
    faults_of_paragraph_ids,
    faults_of_controls,
    faults_of_numbering,
    faults_of_styles_used,
    faults_of_sections,
    faults_of_anchors,
)

PACKAGE_CHECKS: Sequence[Callable[[Package], Iterator[str]]] = (
    faults_of_names,
    faults_of_types,
    faults_of_relations,
    faults_of_references,
    faults_of_orphans,
    faults_of_kinds,
    faults_of_prefixes,
    faults_of_properties,
)


# ------------------------------------------------------------------------------------------------- all checks


def faults(path: Path) -> list[str]:
    """What Office would refuse or repair in this .xlsx or .docx, each fault led by its part."""
    try:
        package = Package(path)
    except BadZipFile as error:
        return [f"is no Office file: {error}"]
    malformed = list(package.malformed())
    if malformed:
        return malformed
    found = [fault for check in PACKAGE_CHECKS for fault in check(package)]
    return found + faults_of_content(package)


def faults_of_content(package: Package) -> list[str]:
    """The faults of the workbook or of the document that the package holds."""
    for part, root in package.related("", "officeDocument"):
        if local(root.tag) == "workbook":
            book = book_of(package, part, root)
            return [fault for check in BOOK_CHECKS for fault in check(book)]
        if local(root.tag) == "document":
            letter = letter_of(package, part, root)
            return [fault for check in LETTER_CHECKS for fault in check(letter)]
    return ["holds neither a workbook nor a document"]


# --------------------------------------------------------------------------------------- the SDK's validator


def validator() -> str | None:
    """The Open XML SDK's validator: OOXML_VALIDATOR, else on PATH, else where .ci/run installs it."""
    named = os.environ.get("OOXML_VALIDATOR")
    return named or shutil.which(VALIDATOR) or shutil.which(VALIDATOR, path=str(TOOLS))


def sdk_faults(paths: Iterable[Path]) -> dict[Path, list[str]]:
    """What the validator finds in each file, as `part: id at element: description`; [] for a good file."""
    program = validator()
    if program is None:
        message = "the Open XML SDK's validator is not installed"
        raise FileNotFoundError(message)
    files = list(paths)
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # the work is done by the processes that it starts
        return dict(zip(files, pool.map(lambda path: sdk_faults_of(program, path), files), strict=True))


def sdk_faults_of(program: str, path: Path) -> list[str]:
    """One file; the validator ends with 0 for a good one, 1 for a bad one, 2 where it cannot work."""
    command = [program, str(path)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False)
    if run.returncode not in {0, 1}:
        message = f"{program} ended with {run.returncode}: {run.stderr.strip()}"
        raise RuntimeError(message)
    errors = json.loads(run.stdout)["errors"]
    return [f"{item['path']}: {item['id']} at {item['xPath']}: {item['description']}" for item in errors]


# ------------------------------------------------------------------------------------------------ the program


class Allowed:
    """The list of tolerated faults: a line is matched against `file: fault`, `*` standing for anything."""

    def __init__(self, path: Path | None) -> None:
        """Empty lines and lines that start with # are comments."""
        lines = [] if path is None else path.read_text(encoding="utf-8").splitlines()
        self.unused = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
        self.patterns = {line: wildcard(line) for line in self.unused}

    def __contains__(self, fault: object) -> bool:
        """Whether a line tolerates `fault`; that line is then in use."""
        matching = {line for line, pattern in self.patterns.items() if pattern.fullmatch(str(fault))}
        self.unused -= matching
        return bool(matching)


def wildcard(line: str) -> re.Pattern[str]:
    """A pattern in which only `*` is special: faults are full of brackets and dots."""
    return re.compile(re.escape(line).replace(r"\*", ".*"), re.DOTALL)


def office_files(paths: Iterable[Path]) -> list[Path]:
    """The .xlsx and .docx among these files and below these folders."""
    files = [file for path in paths for file in ([path] if path.is_file() else sorted(path.rglob("*")))]
    return [file for file in files if file.is_file() and file.suffix.lower() in {".xlsx", ".docx"}]


def main() -> int:
    """Check files by both means; 1 where a fault is not tolerated, or a tolerated one no longer occurs."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--allowed", type=Path, help="list of tolerated faults")
    parser.add_argument("paths", nargs="+", type=Path)
    arguments = parser.parse_args()
    allowed = Allowed(arguments.allowed)
    files = office_files(arguments.paths)
    by_sdk = sdk_faults(files)
    found = [f"{file.as_posix()}: {fault}" for file in files for fault in faults(file) + by_sdk[file]]
    wrong = [fault for fault in found if fault not in allowed]
    tolerated = len(found) - len(wrong)
    wrong += [f"{arguments.allowed}: occurs no longer: {line}" for line in sorted(allowed.unused)]
    summary = f"{len(files)} files validated, {len(wrong)} faults, {tolerated} tolerated"
    sys.stdout.buffer.write("\n".join([*wrong, summary, ""]).encode("utf-8"))  # on any machine
    return 1 if wrong or not files else 0
