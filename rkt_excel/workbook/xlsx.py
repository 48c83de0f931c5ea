"""Reads .xlsx, .xlsm and .xltx: Office Open XML, Transitional and Strict, from Excel and whoever else writes it.

One pass of expat over each part that matters. Names are taken without their namespaces: Strict files (ISO 29500)
differ in nothing else that concerns cells. Section numbers are those of ECMA-376 part 1.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from rkt_excel.workbook.cells import MAX_COLUMN, MAX_ROW, Cell, Content, Grid, Opened, exact, parse_a1
from rkt_excel.workbook.formats import BUILTIN, Shape, iso_moment, number_cell, shape_of, text_constant, utc
from rkt_excel.workbook.limits import Budget, damaged
from rkt_excel.workbook.package import Attributes, Package, Part, locally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

_TRUE: Final = frozenset({"1", "true", "on"})  # xsd:boolean, both spellings, and an old one
_HIDDEN: Final = frozenset(
    {"hidden", "veryHidden"}
)  # LibreOffice turns the second into the first: no difference
_WORKBOOK: Final = "xl/workbook.xml"


def read_xlsx(data: bytes) -> Opened:
    """All worksheets with their cells, names that hold a text, and the document's properties.

    Raises:
        Unreadable: The package or a part that is needed is damaged, locked or beyond the limits.
    """
    package = Package(data, Budget())
    top = _relations(package, "")
    path = next((link.target for link in top.values() if link.kind == "officeDocument"), _WORKBOOK)
    book = _Book(package.budget)
    book.read(package.chunks(path))
    links = _relations(package, path)
    texts = _Texts(package.budget)
    texts.read(package.chunks(_target(links, "sharedStrings", path, "sharedStrings.xml")))
    styles = _Styles(package.budget)
    styles.read(package.chunks(_target(links, "styles", path, "styles.xml")))
    opened = Opened(names=book.names)
    for sheet in book.sheets:
        link = links.get(sheet.relation)
        if link is None or link.target not in package:
            raise damaged(f"lembar “{sheet.name}” tidak ada isinya")
        if link.kind == "worksheet":  # neither a chart nor a macro or dialog sheet, which have no cells
            grid = Grid(sheet.name, sheet.hidden)
            reader = _Sheet(grid, texts.found, styles.shapes, book)
            reader.read(unblanked(package.chunks(link.target)))
            opened.grids.append(grid)
    _read_properties(package, top, opened)
    return opened


# ------------------------------------------------------------------------------------------ which part is where


class _Link(NamedTuple):
    kind: str  # the last word of the relationship type, the same in Transitional and Strict but for spelling
    target: str  # a path inside the package


def _relations(package: Package, source: str) -> dict[str, _Link]:
    """The relationships of a part (of the whole package for an empty path), by their ids."""
    folder, name = posixpath.split(source)
    part = _Relations(package.budget, folder)
    part.read(package.chunks(f"{folder}/_rels/{name}.rels"))
    return part.found


class _Relations(Part):
    def __init__(self, budget: Budget, folder: str) -> None:
        super().__init__(budget)
        self.folder = folder
        self.found: dict[str, _Link] = {}
        self.starts = {"Relationship": self._relationship}

    def _relationship(self, attributes: Attributes) -> None:
        if attributes.get("TargetMode") == "External":
            return
        target = unquote(attributes.get("Target", "")).replace("\\", "/")
        path = posixpath.normpath(
            posixpath.join("/", self.folder, target)
        )  # an absolute target replaces the folder
        kind = attributes.get("Type", "").rpartition("/")[2]
        self.found[attributes.get("Id", "")] = _Link(kind, path)


def _target(links: dict[str, _Link], kind: str, source: str, usual: str) -> str:
    """Where a part lies; where it usually lies if the relationship is missing."""
    usual = posixpath.join(posixpath.dirname(source), usual)
    return next((link.target for link in links.values() if link.kind == kind), usual)


# ------------------------------------------------------------------------------------------ workbook, texts, styles


class _SheetEntry(NamedTuple):
    name: str
    relation: str
    hidden: bool


class _Book(Part):
    """workbook.xml (18.2): the sheets in order, the date system, the names that hold a text."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.sheets: list[_SheetEntry] = []
        self.names: dict[str, str] = {}
        self.since_1904 = False
        self._name: Attributes = {}
        self.starts = {"workbookPr": self._properties, "sheet": self._sheet, "definedName": self._name_starts}
        self.ends = {"definedName": self._name_ends}

    def _properties(self, attributes: Attributes) -> None:
        self.since_1904 = attributes.get("date1904", "0") in _TRUE

    def _sheet(self, attributes: Attributes) -> None:
        relation = locally(attributes, "id") or ""
        hidden = attributes.get("state") in _HIDDEN
        self.sheets.append(_SheetEntry(unescaped(attributes.get("name", "")), relation, hidden))

    def _name_starts(self, attributes: Attributes) -> None:
        self._name, self.pieces = attributes, []

    def _name_ends(self) -> None:
        text = text_constant("".join(self.pieces or ()))
        self.pieces = None
        if text is None:
            return
        name = self._name.get("name", "")
        if "localSheetId" in self._name:  # a name of one sheet never hides the one of the whole book
            self.names.setdefault(name, unescaped(text))
        else:
            self.names[name] = unescaped(text)


class _Texts(Part):
    """sharedStrings.xml (18.4): rich runs joined, phonetic runs left out."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.found: list[str] = []
        self._item: list[str] = []
        self._phonetic = False
        self.starts = {"si": self._item_starts, "rPh": self._phonetic_starts, "t": self._text_starts}
        self.ends = {"si": self._item_ends, "rPh": self._phonetic_ends, "t": self._text_ends}

    def _item_starts(self, _: Attributes) -> None:
        self._item = []

    def _item_ends(self) -> None:
        self.found.append(unescaped("".join(self._item)))

    def _phonetic_starts(self, _: Attributes) -> None:
        self._phonetic = True

    def _phonetic_ends(self) -> None:
        self._phonetic = False

    def _text_starts(self, _: Attributes) -> None:
        self.pieces = None if self._phonetic else self._item

    def _text_ends(self) -> None:
        self.pieces = None


class _Styles(Part):
    """styles.xml (18.8): what each cell format, by its index, shows."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.shapes: list[Shape] = []
        self._codes: dict[str, str] = {}
        self._within = False
        self.starts = {"numFmt": self._format, "cellXfs": self._formats_start, "xf": self._cell_format}
        self.ends = {"cellXfs": self._formats_end}

    def _format(self, attributes: Attributes) -> None:
        self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")

    def _formats_start(self, _: Attributes) -> None:
        self._within = True  # the same element `xf` also stands in cellStyleXfs

    def _formats_end(self) -> None:
        self._within = False

    def _cell_format(self, attributes: Attributes) -> None:
        if not self._within:
            return
        number = attributes.get("numFmtId", "0")
        code = self._codes.get(number)
        builtin = BUILTIN.get(int(number), Shape.PLAIN) if number.isdecimal() else Shape.PLAIN
        self.shapes.append(builtin if code is None else shape_of(code))


# ------------------------------------------------------------------------------------------ cells

# Whole rows of nothing but styled blanks, and runs of such cells beside others. People format whole columns; a
# million rows of that are dropped here as bytes six times as fast as expat tells them. Positions do not suffer: only
# rows and cells that say where they are match. The quantifiers are possessive, so nothing is tried twice.
_BLANK: Final = rb'<c r="[A-Z]++[0-9]++"(?: s="[0-9]++")?+ ?+(?:/>|></c>)'
_BLANKS: Final = re.compile(rb'<row r="[0-9]++"[^<>]*+>(?:' + _BLANK + rb")*+</row>|(?:" + _BLANK + rb")++")


def unblanked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The XML of a sheet without its blank cells, as far as they can be told by their bytes.

    Each piece ends before a "<". After the first "<!" (a comment or CDATA, where the same bytes would be text)
    nothing is dropped any more.
    """
    rest = b""
    plain = True
    for chunk in chunks:
        head, mark, tail = (rest + chunk).rpartition(b"<")
        head, rest = (head, mark + tail) if head else (mark + tail, b"")
        plain = plain and b"<!" not in head
        yield _BLANKS.sub(b"", head) if plain else head
    yield rest


class _Sheet(Part):
    """One worksheet (18.3.1): `c` elements that hold something become cells."""

    def __init__(self, grid: Grid, texts: list[str], shapes: list[Shape], book: _Book) -> None:
        super().__init__(book.budget)
        self._grid = grid
        self._texts = texts
        self._shapes = shapes
        self._since_1904 = book.since_1904
        self._row = 0
        self._reference = ""  # the last cell that said where it is
        self._unsaid = 0  # cells after it that did not: each stands one column further
        self._attributes: Attributes | None = None  # of the cell that is open
        self._value: list[str] | None = None
        self._inline: list[str] | None = None
        self._formula = False
        self._phonetic = False
        self.starts = {
            "row": self._row_starts,
            "c": self._cell_starts,
            "v": self._value_starts,
            "f": self._formula_starts,
            "is": self._inline_starts,
            "t": self._text_starts,
            "rPh": self._phonetic_starts,
        }
        self.ends = {
            "c": self._cell_ends,
            "v": self._text_ends,
            "t": self._text_ends,
            "rPh": self._phonetic_ends,
        }

    def _row_starts(self, attributes: Attributes) -> None:
        said = attributes.get("r")
        self._row = self._row + 1 if said is None else _number(said)
        self._reference, self._unsaid = "", 0

    def _cell_starts(self, attributes: Attributes) -> None:
        said = attributes.get("r")
        if said:
            self._reference, self._unsaid = said, 0
        else:
            self._unsaid += 1
        self._attributes = attributes
        self._value = self._inline = None
        self._formula = False

    def _value_starts(self, _: Attributes) -> None:
        if self._attributes is not None:
            self.pieces = self._value = []

    def _formula_starts(self, _: Attributes) -> None:
        self._formula = True

    def _inline_starts(self, _: Attributes) -> None:
        self._inline = []

    def _text_starts(self, _: Attributes) -> None:
        self.pieces = None if self._phonetic else self._inline

    def _phonetic_starts(self, _: Attributes) -> None:
        self._phonetic = True

    def _phonetic_ends(self) -> None:
        self._phonetic = False

    def _text_ends(self) -> None:
        self.pieces = None

    def _cell_ends(self) -> None:
        attributes, self._attributes = self._attributes, None
        if attributes is None:
            return
        kind = attributes.get("t", "n")
        pieces = self._inline if self._value is None or kind == "inlineStr" else self._value
        if pieces or (pieces is not None and kind in _TEXTS):
            self._put(self._full(kind, "".join(pieces), attributes.get("s", "")))
        elif self._formula:
            row, column = self._place()
            self._put(Cell(row, column, formula=True, uncached=True))

    def _put(self, cell: Cell | None) -> None:
        if cell is not None:
            self.budget.keep(1)
            self._grid.put(cell)

    def _full(self, kind: str, text: str, style: str) -> Cell:
        """The open cell by its type (18.18.11), which holds `text` as it stands in the file."""
        row, column = self._place()
        if kind == "n":
            return self._number(row, column, text, style)
        if kind == "s":
            return Cell(row, column, Content.TEXT, self._shared(text), formula=self._formula)
        if kind == "b":
            return Cell(row, column, Content.BOOL, text.strip() in _TRUE, formula=self._formula)
        if kind == "e":
            return Cell(row, column, Content.ERROR, text.strip(), formula=self._formula)
        if kind == "d" and (day := iso_moment(text)) is not None:
            return Cell(row, column, Content.DATE, day, formula=self._formula)
        return Cell(row, column, Content.TEXT, unescaped(text), formula=self._formula)

    def _number(self, row: int, column: int, text: str, style: str) -> Cell:
        try:
            value = exact(text)
        except ValueError:  # Excel repairs such a file; what stands there is shown to whoever must correct it
            return Cell(row, column, Content.TEXT, text, formula=self._formula)
        index = _number(style) if style else 0
        shape = self._shapes[index] if index < len(self._shapes) else Shape.PLAIN
        return number_cell(row, column, value, shape, since_1904=self._since_1904, formula=self._formula)

    def _shared(self, text: str) -> str:
        index = _number(text)
        if index >= len(self._texts):
            raise damaged("teks bersama yang dirujuk sebuah sel tidak ada")
        return self._texts[index]

    def _place(self) -> tuple[int, int]:
        row, column = self._row, 0
        if self._reference:
            try:
                row, column = parse_a1(self._reference)
            except ValueError as fault:
                raise damaged(f"alamat sel “{self._reference[:20]}” tidak dikenal") from fault
        column += self._unsaid
        if not (0 < row <= MAX_ROW and 0 < column <= MAX_COLUMN):
            raise damaged("ada sel di luar batas lembar kerja")
        return row, column


_TEXTS: Final = frozenset({"str", "inlineStr"})  # of these an empty one is an empty text, not a blank


def _number(text: str) -> int:
    """A row number or an index."""
    text = text.strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= 10):
        raise damaged(f"“{text[:20]}” bukan bilangan bulat")
    return int(text)


# ST_Xstring (22.9.2.19): characters that XML cannot hold, as UTF-16 code units; the underscore escapes itself.
_ESCAPE: Final = re.compile(r"(?:_x[0-9A-Fa-f]{4}_)+")


def unescaped(text: str) -> str:
    """The text with `_x000D_` and its like turned into the characters they stand for."""
    return _ESCAPE.sub(_escaped_run, text) if "_x" in text else text


def _escaped_run(match: re.Match[str]) -> str:
    codes = match[0].replace("_x", "").replace("_", "")
    return bytes.fromhex(codes).decode("utf-16-be", errors="replace")


# ------------------------------------------------------------------------------------------ properties


def _read_properties(package: Package, top: dict[str, _Link], opened: Opened) -> None:
    """What the document says of itself; Strict spells the relationship types without hyphens."""
    for link in top.values():
        if link.kind.replace("-", "").lower() == "customproperties":
            custom = _Custom(package.budget, opened.properties)
            custom.read(package.chunks(link.target))
        elif link.kind.replace("-", "").lower() == "coreproperties":
            core = _Core(package.budget)
            core.read(package.chunks(link.target))
            opened.modified = core.modified


class _Custom(Part):
    """docProps/custom.xml (22.3): every property as the text that stands there."""

    def __init__(self, budget: Budget, found: dict[str, str]) -> None:
        super().__init__(budget)
        self._found = found
        self._name = ""
        self.starts = {"property": self._property_starts}
        self.ends = {"property": self._property_ends}

    def _property_starts(self, attributes: Attributes) -> None:
        self._name, self.pieces = unescaped(attributes.get("name", "")), []

    def _property_ends(self) -> None:
        self._found[self._name] = unescaped("".join(self.pieces or ()).strip())
        self.pieces = None


class _Core(Part):
    """docProps/core.xml (part 2, section 11): when the file was saved."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.modified: datetime | None = None
        self.starts = {"modified": self._modified_starts}
        self.ends = {"modified": self._modified_ends}

    def _modified_starts(self, _: Attributes) -> None:
        self.pieces = []

    def _modified_ends(self) -> None:
        self.modified = utc("".join(self.pieces or ()))
        self.pieces = None
