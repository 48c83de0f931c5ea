"""Reads .xlsx, .xlsm and .xltx: Office Open XML, Transitional and Strict, whoever wrote it.

One pass of expat over each part that matters. Names are taken without their namespaces: Strict files
(ISO 29500) differ in nothing else that concerns cells. Section numbers are those of ECMA-376 part 1.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from rkt_excel.workbook.containers.limits import SHEET_ENTRIES, Budget, damaged
from rkt_excel.workbook.containers.package import Attributes, Package, Part, locally
from rkt_excel.workbook.excel.xlsx_comments import Comments
from rkt_excel.workbook.excel.xlsx_sheet import TRUE, Fonts, RichText, Tables, WorksheetPart, unblanked, unescaped
from rkt_excel.workbook.excel.xlsx_styles import Styles, Theme
from rkt_excel.workbook.values.cells import Grid, Opened
from rkt_excel.workbook.values.number_formats import text_constant, utc

if TYPE_CHECKING:
    from datetime import datetime

_HIDDEN: Final = frozenset({"hidden", "veryHidden"})  # LibreOffice turns the second into the first: no difference
_WORKBOOK: Final = "xl/workbook.xml"


def read_xlsx(data: bytes, within: Budget | None = None) -> Opened:
    """A whole .xlsx: its worksheets with their cells, the names that hold a text, the document's properties.

    Args:
        data: The bytes of the file.
        within: The budget of the letter or archive that holds the file; `None` for a file by itself.

    Raises:
        Unreadable: The package or a part that is needed is damaged, locked or beyond the limits.
    """
    package = Package(data, Budget(within))
    package.check_names()
    top = _relations(package, "")
    path = next((link.target for link in top.values() if link.kind == "officeDocument"), _WORKBOOK)
    book = _Book(package.budget)
    book.read(package.chunks(path))
    if not book.sheets:
        raise damaged("tidak ada lembar kerja di dalamnya")
    links = _relations(package, path)
    texts = _Texts(package.budget)
    texts.read(package.chunks(_target(links, "sharedStrings", path, "sharedStrings.xml")))
    theme = Theme(package.budget)
    theme.read(package.chunks(_target(links, "theme", path, "theme/theme1.xml")))
    styles = Styles(package.budget, theme.colours)
    styles.read(package.chunks(_target(links, "styles", path, "styles.xml")))
    tables = Tables(
        texts.found, texts.runs, styles.found, theme.colours, book.since_1904, styles.changes, styles.watched
    )
    opened = Opened(_grids(package, book, links, tables), book.names)
    _read_properties(package, top, opened)
    return opened


def _grids(package: Package, book: _Book, links: dict[str, _Link], tables: Tables) -> list[Grid]:
    grids = []
    for sheet in book.sheets:
        if not sheet.relation:  # the place of a module of Excel 5, which is stored elsewhere
            continue
        link = links.get(sheet.relation)
        if link is None or link.target not in package:
            raise damaged(f"lembar “{sheet.name}” tidak ada isinya")
        if link.kind == "worksheet":  # neither a chart nor a macro or dialog sheet, which have no cells
            grid = Grid(sheet.name, sheet.hidden)
            reader = WorksheetPart(grid, tables, package.budget)
            reader.read(unblanked(package.chunks(link.target)))
            for further in _relations(package, link.target).values():
                if further.kind == "comments":
                    Comments(grid, package.budget).read(package.chunks(further.target))
            grids.append(grid)
    return grids


# ------------------------------------------------------------ which part is where


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
        path = posixpath.normpath(posixpath.join("/", self.folder, target))  # an absolute target replaces the folder
        kind = attributes.get("Type", "").rpartition("/")[2]
        self.budget.enter(1)
        self.found[attributes.get("Id", "")] = _Link(kind, path)


def _target(links: dict[str, _Link], kind: str, source: str, usual: str) -> str:
    """Where a part lies; where it usually lies if the relationship is missing."""
    usual = posixpath.join(posixpath.dirname(source), usual)
    return next((link.target for link in links.values() if link.kind == kind), usual)


# ------------------------------------------------------------ workbook, texts, styles


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
        if attributes.get("date1904", "0") in TRUE:  # an extension has an element of the same name, without it
            self.since_1904 = True

    def _sheet(self, attributes: Attributes) -> None:
        relation = locally(attributes, "id") or ""
        hidden = attributes.get("state") in _HIDDEN
        self.budget.enter(SHEET_ENTRIES)
        self.sheets.append(_SheetEntry(unescaped(attributes.get("name", "")), relation, hidden))

    def _name_starts(self, attributes: Attributes) -> None:
        self._name, self.pieces = attributes, []

    def _name_ends(self) -> None:
        text = text_constant("".join(self.pieces or ()))
        self.pieces = None
        if text is None:
            return
        self.budget.enter(1)
        name = self._name.get("name", "")
        if "localSheetId" in self._name:  # a name of one sheet never hides the one of the whole book
            self.names.setdefault(name, unescaped(text))
        else:
            self.names[name] = unescaped(text)


class _Texts(RichText):
    """sharedStrings.xml (18.4)."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.found: list[str] = []
        self.runs: dict[int, tuple[Fonts, ...]] = {}  # of the texts whose letters differ
        self._counted = 0  # texts that the budget knows of
        self.starts["si"] = self.item_starts
        self.ends["si"] = self._item_ends

    def count(self) -> None:
        """Charge the budget for what the last chunk brought."""
        super().count()
        self.budget.enter(len(self.found) - self._counted)
        self._counted = len(self.found)

    def _item_ends(self) -> None:
        if runs := self.runs_of_item():
            self.budget.enter(len(runs))
            self.runs[len(self.found)] = runs
        self.found.append(unescaped("".join(self.item or ())))
        self.item = None


# ------------------------------------------------------------ properties


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
        self.budget.enter(1)
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
