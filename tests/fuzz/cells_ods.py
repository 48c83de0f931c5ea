"""Mutations of cells, rows and tables of an OpenDocument spreadsheet."""

from __future__ import annotations

import copy
from random import Random
from typing import Final
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element, SubElement

from helpers.raw_books import ODF

from fuzz import originals, typed
from fuzz.cells_xlsx import some_cell
from fuzz.look import place
from fuzz.mutant import DAMAGE, HARMLESS, Done, Mutator, Place, Stored
from fuzz.originals import Original
from fuzz.zipped import changed, entries, joined

_TABLE, _OFFICE, _TEXT, _STYLE = (f"{{{ODF}{name}:1.0}}" for name in ("table", "office", "text", "style"))
_CALC: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_CELLS: Final = frozenset({f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"})
_COLUMNS: Final = f"{_TABLE}number-columns-repeated"
_ROWS: Final = f"{_TABLE}number-rows-repeated"
for _name, _space in {
    "office": "office",
    "table": "table",
    "text": "text",
    "style": "style",
    "number": "datastyle",
}.items():
    ET.register_namespace(_name, f"{ODF}{_space}:1.0")


class BookOds:
    """A form as .ods or .fods: the tree of its content."""

    def __init__(self, original: Original) -> None:
        self.original = original
        packed = original.kind == "ods"
        self._members = entries(original.data) if packed else ()
        content = next((each.content for each in self._members if each.name == "content.xml"), original.data)
        self.root = ET.fromstring(content)
        sheet = next(each for each in self.root.iter(f"{_OFFICE}spreadsheet"))
        self.body = sheet
        self.tables = {each.get(f"{_TABLE}name", ""): each for each in sheet.findall(f"{_TABLE}table")}

    @property
    def data(self) -> bytes:
        content = ET.tostring(self.root, "utf-8", xml_declaration=True)
        return joined(changed(self._members, {"content.xml": content})) if self._members else content

    def rows(self, sheet: str) -> list[Element]:
        """The rows of a table one by one, those that are written once for several taken apart."""
        table = self.tables[sheet]
        for parent in list(table.iter()):
            for row in parent.findall(f"{_TABLE}table-row"):
                times = int(row.attrib.pop(_ROWS, "1"))
                if 1 < times < 60:  # beyond that come the blank ones at the end
                    at = list(parent).index(row)
                    for more in range(times - 1):
                        parent.insert(at + more, copy.deepcopy(row))
                elif times > 1:
                    row.set(_ROWS, str(times))
        return list(table.iter(f"{_TABLE}table-row"))

    def cells(self, row: Element) -> list[Element]:
        """The cells of a row one by one."""
        for cell in [each for each in row if each.tag in _CELLS]:
            times = int(cell.attrib.pop(_COLUMNS, "1"))
            if 1 < times < 60:
                at = list(row).index(cell)
                for more in range(times - 1):
                    row.insert(at + more, copy.deepcopy(cell))
            elif times > 1:
                cell.set(_COLUMNS, str(times))
        return [each for each in row if each.tag in _CELLS]

    def row_of(self, sheet: str, address: str) -> Element:
        return self.rows(sheet)[place(address)[0] - 1]

    def cell(self, where: Place) -> Element:
        address = self.original.addresses[where]
        return self.cells(self.row_of(where[0], address))[place(address)[1] - 1]


def _emptied(cell: Element) -> None:
    kept = cell.get(f"{_TABLE}style-name")
    cell.clear()
    if kept:
        cell.set(f"{_TABLE}style-name", kept)


def _put(cell: Element, kind: str, value: str, shown: str | None) -> None:
    """Put something into a cell: its type, its value, and what it shows."""
    _emptied(cell)
    if kind:
        cell.set(f"{_OFFICE}value-type", kind)
    if kind in {"float", "percentage", "currency"}:
        cell.set(f"{_OFFICE}value", value)
    elif kind in {"date", "time", "boolean"}:
        cell.set(f"{_OFFICE}{kind}-value", value)
    for line in (shown or "").split("\n") if shown is not None else ():
        SubElement(cell, f"{_TEXT}p").text = line


def _spot(book: BookOds, where: Place) -> tuple[str, str]:
    return where[0], book.original.addresses[where]


def _plain(number: str) -> str:
    return f"{float(number):.15g}".replace(".", ",")


def number_typed(book: BookOds, chance: Random) -> Done | None:
    where, stored = some_cell(chance), typed.number(chance)
    shown = chance.choice((_plain(stored.text), _plain(stored.text).replace(",", "."), None))
    _put(book.cell(where), chance.choice(("float", "currency")), stored.text, shown)
    return Done(harmless=True, typed={where: stored})


def text_typed(book: BookOds, chance: Random) -> Done | None:
    where, stored = some_cell(chance), typed.text(chance)
    if any(letter in stored.text for letter in "\t\ufeff") or "  " in stored.text:
        return None  # OpenDocument writes them as elements
    _put(book.cell(where), "string", "", stored.text)
    if chance.random() < 0.3:
        book.cell(where).set(f"{_OFFICE}string-value", stored.text)
    return Done(harmless=True, typed={where: stored})


def error_typed(book: BookOds, chance: Random) -> Done | None:
    where, text = some_cell(chance), chance.choice(("#N/A", "#REF!", "Err:502", "#DIV/0!"))
    cell = book.cell(where)
    _put(cell, "string", "", text)
    cell.set(f"{_TABLE}formula", "of:=1/0")
    if chance.random() < 0.5:
        cell.set(f"{_CALC}value-type", "error")
    return Done(harmless=True, typed={where: Stored("e", text)}, told=(_spot(book, where),))


def other_than_shown(book: BookOds, chance: Random) -> Done | None:
    """A number that shows as another one."""
    where = some_cell(chance, number=True)
    shown = chance.choice(("84.321", "77,7", "999999", "ada", "", "01/02/2027", "1 000 000 000"))
    _put(book.cell(where), "float", str(originals.answers()[where]), shown)
    return Done(told=(_spot(book, where),))


def percentage_typed(book: BookOds, chance: Random) -> Done | None:
    where = some_cell(chance, number=True)
    stored = str(originals.answers()[where])
    _put(book.cell(where), "percentage", stored, f"{float(stored) * 100:g} %".replace(".", ","))
    return Done(told=(_spot(book, where),))


def day_typed(book: BookOds, chance: Random) -> Done | None:
    where = some_cell(chance, number=True)
    kind, value, shown = chance.choice(
        (("date", "2027-01-03", "03/01/27"), ("time", "PT03H01M00S", "03:01"), ("date", "x", "?"))
    )
    _put(book.cell(where), kind, value, shown)
    return Done(harmless=True, typed={where: Stored("x", "")}, told=(_spot(book, where),))


def formula_typed(book: BookOds, chance: Random) -> Done | None:
    where, stored = some_cell(chance), typed.number(chance)
    cell = book.cell(where)
    if chance.random() < 0.5:
        _put(cell, "float", stored.text, _plain(stored.text))
        cell.set(f"{_TABLE}formula", "of:=[.A1]")
        return Done(harmless=True, typed={where: stored})
    _emptied(cell)
    cell.set(f"{_TABLE}formula", "of:=[.A1]*2")
    return Done(harmless=True, typed={where: Stored("f", "")}, told=(_spot(book, where),))


def emptied(book: BookOds, chance: Random) -> Done | None:
    where = some_cell(chance, filled=True)
    _emptied(book.cell(where))
    return Done(harmless=True, typed={where: Stored("s", "")})


def text_in_pieces(book: BookOds, chance: Random) -> Done | None:
    """The text of a cell in spans, with notes and reading aids beside it."""
    where = some_cell(chance, filled=True)
    text, cell = originals.answers()[where], book.cell(where)
    if not isinstance(text, str):
        return None
    _put(cell, "string", "", "")
    paragraph, cut = cell[0], chance.randrange(len(text) + 1)
    paragraph.text = text[:cut]
    span = SubElement(paragraph, f"{_TEXT}{chance.choice(('span', 'a'))}")
    span.text = text[cut:]
    if chance.random() < 0.5:
        note = SubElement(paragraph, f"{_TEXT}note")
        SubElement(SubElement(note, f"{_TEXT}note-body"), f"{_TEXT}p").text = "catatan"
    return HARMLESS


def table_in_a_cell(book: BookOds, chance: Random) -> Done | None:
    """A table where only text belongs: in a cell, in its text, or in something drawn on it."""
    where = some_cell(chance, filled=True)
    cell = book.cell(where)
    paragraph = next(cell.iter(f"{_TEXT}p"), None)
    parent = chance.choice([cell, paragraph if paragraph is not None else cell])
    if chance.random() < 0.5:
        parent = SubElement(cell, f"{{{ODF}drawing:1.0}}frame")
    inner: Element = parent
    for tag in chance.choice(
        (("table", "table-row", "table-cell"), ("table-row", "table-cell"), ("table-cell",), ("covered-table-cell",))
    ):
        inner = SubElement(inner, f"{_TABLE}{tag}")
    inner.set(f"{_OFFICE}value-type", "float")
    inner.set(f"{_OFFICE}value", "77")
    return Done(told=())


def written_once_for_two(book: BookOds, chance: Random) -> Done | None:
    """A cell or a row that stands for two: what stood in the second is gone."""
    where = some_cell(chance, filled=True)
    if chance.random() < 0.6:
        row = book.row_of(*_spot(book, where))
        cells = book.cells(row)
        at = place(_spot(book, where)[1])[1] - 1
        cells[at].set(_COLUMNS, "2")
        row.remove(cells[at + 1])
    else:
        book.row_of(*_spot(book, where)).set(_ROWS, chance.choice(("2", "3")))
    return DAMAGE


def blanks_beyond(book: BookOds, chance: Random) -> Done | None:
    """Blank cells and rows repeated to the end of the sheet, as LibreOffice writes them."""
    sheet = chance.choice(tuple(book.tables))
    rows = book.rows(sheet)
    SubElement(chance.choice(rows), f"{_TABLE}table-cell").set(_COLUMNS, "16000")
    SubElement(book.tables[sheet], f"{_TABLE}table-row").set(_ROWS, "1048000")
    SubElement(book.tables[sheet][-1], f"{_TABLE}table-cell").set(_COLUMNS, "16384")
    return HARMLESS


def rows_in_a_group(book: BookOds, chance: Random) -> Done | None:
    """Rows as headings or in an outline."""
    table = book.tables[chance.choice(("Kinerja", "Program", "Usulan"))]
    rows = table.findall(f"{_TABLE}table-row")
    if len(rows) < 5:
        return None
    first = chance.randrange(len(rows) - 3)
    at = list(table).index(rows[first])
    if list(table)[at : at + 3] != rows[first : first + 3]:
        return None  # something else stands between them
    group = Element(f"{_TABLE}{chance.choice(('table-header-rows', 'table-row-group', 'table-rows'))}")
    for each in rows[first : first + 3]:
        table.remove(each)
        group.append(each)
    table.insert(at, group)
    return HARMLESS


def row_hidden(book: BookOds, chance: Random) -> Done | None:
    where = some_cell(chance, filled=True)
    if where[0] == "Usulan":
        return None
    sheet, address = _spot(book, where)
    book.row_of(sheet, address).set(f"{_TABLE}visibility", chance.choice(("collapse", "filter")))
    return Done(harmless=True, told=((sheet, f"A{place(address)[0]}"),))


def row_moved(book: BookOds, chance: Random) -> Done | None:
    """A line cut and put below the others, or an empty one put in between."""
    sheet = chance.choice(("Kinerja", "Program"))
    rows, table = book.rows(sheet), book.tables[sheet]
    lines = sorted({place(a)[0] for (s, _, _), a in book.original.addresses.items() if s == sheet})
    row = rows[chance.choice(lines) - 1]
    if row not in list(table):
        return None
    at = list(table).index(row)
    if chance.random() < 0.5:
        table.insert(at, Element(f"{_TABLE}table-row"))
        return HARMLESS
    last = rows[max(lines) - 1]
    if row is last or last not in list(table):
        return None
    table[at] = Element(f"{_TABLE}table-row")
    table.insert(list(table).index(last) + 1, row)
    return HARMLESS


def letters_struck(book: BookOds, chance: Random) -> Done | None:
    """Letters struck out: of the whole cell, or of a part of its text."""
    where = some_cell(chance, filled=True)
    cell, text = book.cell(where), str(originals.answers()[where])
    styles = next(book.root.iter(f"{_OFFICE}automatic-styles"), None)
    if styles is None:
        styles = Element(f"{_OFFICE}automatic-styles")
        book.root.insert(0, styles)
    whole = chance.random() < 0.5
    family = "table-cell" if whole else "text"
    style = SubElement(styles, f"{_STYLE}style", {f"{_STYLE}name": "coret", f"{_STYLE}family": family})
    SubElement(style, f"{_STYLE}text-properties", {f"{_STYLE}text-line-through-style": "solid"})
    if whole:
        cell.set(f"{_TABLE}style-name", "coret")
        return Done(told=(_spot(book, where),))
    if not isinstance(originals.answers()[where], str) or len(text) < 2:
        return None
    _put(cell, "string", "", text[:-1])
    SubElement(cell[0], f"{_TEXT}span", {f"{_TEXT}style-name": "coret"}).text = text[-1]
    return Done(told=(_spot(book, where),))


def attributes_of_others(book: BookOds, chance: Random) -> Done | None:
    """Attributes of a program's own beside those of the standard, with the same names."""
    where = some_cell(chance, filled=True)
    cell = book.cell(where)
    name, value = chance.choice(
        (
            ("value", "99"),
            ("value-type", "float"),
            ("string-value", "lain"),
            ("number-columns-repeated", "3"),
            ("style-name", "x"),
            ("number-columns-spanned", "2"),
            ("date-value", "2027-01-01"),
        )
    )
    own = f"{_OFFICE}{name}" if f"{_OFFICE}{name}" in cell.attrib else f"{_TABLE}{name}"
    if own not in cell.attrib and "repeated" not in name and "spanned" not in name:
        return None  # alone it might be the standard's under another prefix
    cell.attrib.setdefault(own, "1")
    said = {**cell.attrib, f"{{urn:x-lain}}{name}": value}
    cell.attrib.clear()
    cell.attrib.update(said)
    return HARMLESS


def row_gone(book: BookOds, chance: Random) -> Done | None:
    where = some_cell(chance, filled=True)
    row = book.row_of(*_spot(book, where))
    table = book.tables[where[0]]
    if row not in list(table) or where[0] == "Usulan":
        return None
    table.remove(row)
    return DAMAGE


def spanned(book: BookOds, chance: Random) -> Done | None:
    """Two cells merged; both of them hold something."""
    where = some_cell(chance, filled=True)
    sheet, address = _spot(book, where)
    if where[2] not in {"target", "tw1", "tw2", "tw3", "satuan", "jenis"} or where[0] == "Program":
        return None
    cells = book.cells(book.row_of(sheet, address))
    at = place(address)[1] - 1
    cells[at].set(f"{_TABLE}number-columns-spanned", "2")
    cells[at].set(f"{_TABLE}number-rows-spanned", "1")
    cells[at + 1].tag = chance.choice(tuple(sorted(_CELLS)))
    return Done(told=((sheet, address),))


def tables_otherwise(book: BookOds, chance: Random) -> Done | None:
    """Tables in another order, called otherwise, one more among them."""
    what = chance.randrange(3)
    every = list(book.tables.values())
    if what == 0:
        for each in every:
            book.body.remove(each)
        chance.shuffle(every)
        for at, each in enumerate(every):
            book.body.insert(at, each)
        return HARMLESS
    if what == 1:
        chance.choice(every).set(f"{_TABLE}name", chance.choice(("Sheet1", "Kinerja_2", "")))
        return HARMLESS
    more = SubElement(book.body, f"{_TABLE}table", {f"{_TABLE}name": "Lain"})
    cell = SubElement(SubElement(more, f"{_TABLE}table-row"), f"{_TABLE}table-cell")
    _put(cell, "float", "5", "5")
    return Done(harmless=True, told=(("Lain", "A1"),))


def beside_the_table(book: BookOds, chance: Random) -> Done | None:
    sheet = chance.choice(("Kinerja", "Program", "Usulan"))
    rows = book.rows(sheet)
    line = chance.choice(sorted({place(a)[0] for (s, _, _), a in book.original.addresses.items() if s == sheet}))
    cells = book.cells(rows[line - 1])
    if any(_COLUMNS in each.attrib for each in cells):
        return None
    for _ in range(30 - len(cells)):
        SubElement(rows[line - 1], f"{_TABLE}table-cell")
    _put(SubElement(rows[line - 1], f"{_TABLE}table-cell"), "float", "77", "77")
    return Done(harmless=True, told=((sheet, f"AE{line}"),))


CELLS: Final[tuple[Mutator[BookOds], ...]] = (
    number_typed, number_typed, text_typed, text_typed, error_typed, other_than_shown, percentage_typed, day_typed,
    formula_typed, emptied, text_in_pieces, table_in_a_cell, written_once_for_two, blanks_beyond, rows_in_a_group,
    row_hidden, row_moved, row_gone, attributes_of_others, letters_struck, spanned, tables_otherwise,
    beside_the_table,
)  # fmt: skip
