"""Mutations of an .xlsx that people and programs make to rows, columns and tabs."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import Final

from helpers.raw_books import MAIN, RELATIONS

from fuzz import originals
from fuzz.book_xlsx import BOOK, BookXlsx
from fuzz.mutant import DAMAGE, HARMLESS, Done

_TABLES: Final = ("Kinerja", "Program", "Usulan")
_ROW: Final = re.compile(r'<row r="(\d+)"[^>]*?(?:/>|>.*?</row>)', re.DOTALL)
_PLACE: Final = re.compile(r'(<c r=")([A-Z]+)(\d+)"')


def _rows(xml: str) -> dict[int, str]:
    return {int(each[1]): each[0] for each in _ROW.finditer(xml)}


def _put_rows(book: BookXlsx, sheet: str, rows: dict[int, str] | list[str]) -> Done:
    every = [rows[each] for each in sorted(rows)] if isinstance(rows, dict) else rows
    xml = book.sheet(sheet)
    start, end = xml.index("<sheetData>") + len("<sheetData>"), xml.index("</sheetData>")
    book.put(sheet, xml[:start] + "".join(every) + xml[end:])
    return HARMLESS


def _numbered(row: str, number: int) -> str:
    """A row under another number."""
    row = re.sub(r'^<row r="\d+"', f'<row r="{number}"', row)
    return _PLACE.sub(lambda found: f'{found[1]}{found[2]}{number}"', row)


def _lines(sheet: str) -> list[int]:
    """The rows that answers stand in."""
    of = originals.original("xlsx").addresses
    return sorted({int(re.sub(r"\D", "", address)) for (name, _, _), address in of.items() if name == sheet})


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _number(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column


def a_row_below(book: BookXlsx, chance: Random) -> Done | None:
    """A line cut and put further down."""
    sheet = chance.choice(_TABLES[:2])
    rows, line = _rows(book.sheet(sheet)), chance.choice(_lines(sheet))
    to = chance.randrange(30, 200)
    rows[to] = _numbered(rows.pop(line), to)
    return _put_rows(book, sheet, rows)


def rows_sorted_otherwise(book: BookXlsx, chance: Random) -> Done | None:
    rows = _rows(book.sheet("Kinerja"))
    one, other = chance.sample(_lines("Kinerja"), 2)
    rows[one], rows[other] = _numbered(rows[other], one), _numbered(rows[one], other)
    return _put_rows(book, "Kinerja", rows)


def a_row_more(book: BookXlsx, chance: Random) -> Done | None:
    """An empty row between others, as one inserts it; in the table of proposals they change their names by it."""
    sheet = chance.choice(_TABLES[:2])
    at = chance.randrange(1, max(_lines(sheet)) + 1)
    rows = {n + (n >= at): _numbered(row, n + (n >= at)) for n, row in _rows(book.sheet(sheet)).items()}
    return _put_rows(book, sheet, rows)


def a_row_less(book: BookXlsx, chance: Random) -> Done | None:
    sheet = chance.choice(_TABLES[:2])
    rows = _rows(book.sheet(sheet))
    at = chance.choice(_lines(sheet))
    kept = {n - (n > at): _numbered(row, n - (n > at)) for n, row in rows.items() if n != at}
    _put_rows(book, sheet, kept)
    return DAMAGE


def a_row_twice(book: BookXlsx, chance: Random) -> Done | None:
    """A line copied: to another place, where its key stands twice, or under the same number."""
    sheet = chance.choice(_TABLES[:2])
    rows, line = _rows(book.sheet(sheet)), chance.choice(_lines(sheet))
    if chance.random() < 0.4:
        every = [rows[n] for n in sorted(rows)]
        every.insert(chance.randrange(len(every)), rows[line])
        return _put_rows(book, sheet, every)
    to = chance.randrange(30, 60)
    rows[to] = _numbered(rows[line], to)
    _put_rows(book, sheet, rows)
    return Done(told=((sheet, f"A{to}"), (sheet, f"A{line}")))


def rows_in_disorder(book: BookXlsx, chance: Random) -> Done | None:
    """Rows that say their numbers, in another order."""
    sheet = chance.choice(_TABLES)
    every = list(_rows(book.sheet(sheet)).values())
    chance.shuffle(every)
    return _put_rows(book, sheet, every)


def cells_in_disorder(book: BookXlsx, chance: Random) -> Done | None:
    """Cells of a row in another order, each of which says where it stands."""
    sheet = chance.choice(_TABLES)
    rows, line = _rows(book.sheet(sheet)), chance.choice(_lines(sheet))
    head, _, rest = rows[line].partition(">")
    cells = re.findall(r"<c\b[^>]*?/>|<c\b.*?</c>", rest, re.DOTALL)
    chance.shuffle(cells)
    rows[line] = f"{head}>{''.join(cells)}</row>"
    return _put_rows(book, sheet, rows)


def places_unsaid(book: BookXlsx, chance: Random) -> Done | None:
    """Rows and cells that do not say where they stand, where each follows the one before."""
    sheet = chance.choice(_TABLES)
    rows = _rows(book.sheet(sheet))
    if sorted(rows) != list(range(1, len(rows) + 1)):
        return None
    for number, row in rows.items():
        columns = [_number(each[2]) for each in _PLACE.finditer(row)]
        if columns == list(range(1, len(columns) + 1)):
            row = _PLACE.sub("<c", row)  # noqa: PLW2901
        rows[number] = re.sub(r'^<row r="\d+"', "<row", row) if chance.random() < 0.5 else row
    return _put_rows(book, sheet, rows)


def hidden_rows(book: BookXlsx, chance: Random) -> Done | None:
    sheet = chance.choice(_TABLES[:2])
    rows, line = _rows(book.sheet(sheet)), chance.choice(_lines(sheet))
    said = chance.choice((' hidden="1"', ' hidden="true"', ' ht="0" customHeight="1"'))
    rows[line] = re.sub(r'^(<row r="\d+")[^>]*', lambda found: found[1] + said, rows[line])
    _put_rows(book, sheet, rows)
    return Done(harmless=True, told=((sheet, f"A{line}"),))


def hidden_columns(book: BookXlsx, chance: Random) -> Done | None:
    sheet = chance.choice(_TABLES[:2])
    letters = re.sub(r"\d", "", chance.choice([a for (s, _, _), a in book.original.addresses.items() if s == sheet]))
    number = _number(letters)
    hidden = chance.choice(("", 'hidden="1"'))
    said = f'<col min="{number}" max="{number}" width="0.1" {hidden}/></cols>'
    done = book.replace(book.sheets[sheet], "</cols>", said)
    return Done(harmless=True, told=((sheet, f"{letters}5"),)) if done else None


def merged(book: BookXlsx, chance: Random) -> Done | None:
    sheet = chance.choice(_TABLES)
    line = chance.choice(_lines(sheet))
    here = re.compile(rf"[A-Z]+{line}")
    addresses = [a for (s, _, _), a in book.original.addresses.items() if s == sheet and here.fullmatch(a)]
    columns = sorted(_number(re.sub(r"\d", "", each)) for each in addresses)
    left = chance.choice(columns[:-1])
    span = f"{_letters(left)}{line}:{_letters(left + 1)}{line}"
    merge = f'<mergeCells count="1"><mergeCell ref="{span}"/></mergeCells>'
    if "<mergeCells" in book.sheet(sheet):
        done = book.replace(book.sheets[sheet], "</mergeCells>", f'<mergeCell ref="{span}"/></mergeCells>')
    else:
        done = book.replace(book.sheets[sheet], "</sheetData>", f"</sheetData>{merge}")
    empty = sheet == "Usulan" and line > min(_lines(sheet))  # nothing stands in the whole line
    return Done(told=() if empty else ((sheet, f"{_letters(left + 1)}{line}"),)) if done else None


def _columns_moved(book: BookXlsx, sheet: str, to: Callable[[int], int | None]) -> Done:
    """Every cell in the column that `to` says, none where it says none."""
    rows = _rows(book.sheet(sheet))
    for number, row in rows.items():
        head, _, rest = row.partition(">")
        cells = {}
        for cell in re.findall(r"<c\b[^>]*?/>|<c\b.*?</c>", rest, re.DOTALL):
            found = _PLACE.match(cell)
            goes = to(_number(found[2])) if found else None
            if found and goes:
                cells[goes] = _PLACE.sub(f'<c r="{_letters(goes)}{found[3]}"', cell)
        inside = "".join(cells[each] for each in sorted(cells))
        rows[number] = row if head.endswith("/") else f"{head}>{inside}</row>"
    return _put_rows(book, sheet, rows)


def a_column_more(book: BookXlsx, chance: Random) -> Done | None:
    sheet = chance.choice(_TABLES)
    at = chance.randrange(2, 12)
    return _columns_moved(book, sheet, lambda column: column + (column >= at))


def a_column_less(book: BookXlsx, chance: Random) -> Done | None:
    sheet = chance.choice(_TABLES)
    letters = re.sub(r"\d", "", chance.choice([a for (s, _, _), a in book.original.addresses.items() if s == sheet]))
    at = _number(letters)
    _columns_moved(book, sheet, lambda column: None if column == at else column - (column > at))
    return DAMAGE


def columns_swapped(book: BookXlsx, chance: Random) -> Done | None:
    sheet = chance.choice(_TABLES)
    one, other = chance.sample(range(2, 9), 2)
    return _columns_moved(book, sheet, lambda column: {one: other, other: one}.get(column, column))


def something_beside(book: BookXlsx, chance: Random) -> Done | None:
    """A cell where the form has no place for one."""
    sheet = chance.choice(_TABLES)
    rows = _rows(book.sheet(sheet))
    if chance.random() < 0.5:
        row = chance.choice([*_lines(sheet), 5])
        address = f"{chance.choice(('AA', 'AZ', 'ZZ', 'XFD'))}{row}"
        rows[row] = rows[row].removesuffix("</row>") + f'<c r="{address}"><v>77</v></c></row>'
    else:
        row = chance.randrange(40, 900)
        address = f"{chance.choice(('B', 'C', 'F') if sheet != 'Usulan' else ('Z',))}{row}"
        rows[row] = f'<row r="{row}"><c r="{address}" t="str"><v>catatan</v></c></row>'
    _put_rows(book, sheet, rows)
    return Done(harmless=True, told=((sheet, address),))


def a_heading(book: BookXlsx, chance: Random) -> Done | None:
    """A heading typed over, while the hidden name above it stays."""
    sheet = chance.choice(_TABLES)
    letters = re.sub(r"\d", "", chance.choice([a for (s, _, _), a in book.original.addresses.items() if s == sheet]))
    done = book.set(sheet, f"{letters}5", "<is><t>Judul saya</t></is>", kind="inlineStr")
    return Done(harmless=True, told=((sheet, f"{letters}5"),)) if done else None


def tabs(book: BookXlsx, chance: Random) -> Done | None:
    """Tabs in another order, hidden or shown, or called otherwise."""
    every = re.search(r"<sheets>(.*?)</sheets>", book.part(BOOK), re.DOTALL)
    listed = re.findall(r"<sheet\b[^>]*?/>", every[1]) if every else []
    if not listed:
        return None
    what = chance.randrange(3)
    if what == 0:
        chance.shuffle(listed)
    elif what == 1:
        one = chance.randrange(len(listed))
        listed[one] = re.sub(
            r'name="[^"]+"', f'name="{chance.choice(("Sheet1", "Kinerja (2)", "RKT", "x"))}"', listed[one]
        )
    else:
        one = chance.randrange(3)
        listed[one] = (
            listed[one].replace("<sheet ", '<sheet state="hidden" ') if "state" not in listed[one] else listed[one]
        )
    book.replace(BOOK, r"<sheets>.*?</sheets>", lambda _: f"<sheets>{''.join(listed)}</sheets>")
    return HARMLESS


def tabs_swap_names(book: BookXlsx, chance: Random) -> Done | None:
    del chance
    swapped = {'"Kinerja"': '"Program"', '"Program"': '"Kinerja"'}
    book.replace(BOOK, r'(?<=name=)"(?:Kinerja|Program)"', lambda found: swapped[found[0]], count=2)
    return HARMLESS


def a_tab_more(book: BookXlsx, chance: Random) -> Done | None:
    """A tab of one's own: with something on it, or the copy of another one."""
    copied = chance.random() < 0.5
    xml = book.sheet(chance.choice(_TABLES)) if copied else ""
    xml = re.sub(r"<legacyDrawing[^>]*/>", "", xml)
    row = '<row r="2"><c r="B2"><v>5</v></c></row>'
    own = f'<worksheet xmlns="{MAIN}"><sheetData>{row}</sheetData></worksheet>'
    book.parts["xl/worksheets/sheet99.xml"] = xml or own
    link = f'<Relationship Id="rId99" Type="{RELATIONS}/worksheet" Target="worksheets/sheet99.xml"/>'
    book.replace("xl/_rels/workbook.xml.rels", "</Relationships>", f"{link}</Relationships>")
    book.replace(BOOK, "</sheets>", '<sheet name="Lain" sheetId="99" r:id="rId99"/></sheets>')
    return Done(harmless=True, told=() if copied else (("Lain", "B2"),))


def one_identity_less(book: BookXlsx, chance: Random) -> Done | None:
    """One of the three places that say whose form it is, gone or spoiled."""
    what = chance.randrange(3)
    new = chance.choice(("", "jenis=formulir&amp;bagian=X&amp;segel=0"))
    if what == 0:
        done = book.replace(BOOK, r'jenis=formulir[^<"]*', new)
    elif what == 1:
        done = book.replace("docProps/custom.xml", r"jenis=formulir[^<]*", new)
    else:
        done = book.set("_identitas", "A1", f"<is><t>{new}</t></is>", kind="inlineStr")
    return HARMLESS if done else None


def counted_from_1904(book: BookXlsx, chance: Random) -> Done | None:
    """Days counted from 1904: no day stands in the form."""
    done = book.replace(BOOK, "<workbookPr", f'<workbookPr date1904="{chance.choice(("1", "true", "0"))}"')
    return HARMLESS if done else None


def odd_names(book: BookXlsx, chance: Random) -> Done | None:
    """Names that other programs leave behind."""
    names = chance.choice(
        ('<definedName name="_xlnm._FilterDatabase">#REF!</definedName>', '<definedName name="x">"y"</definedName>')
    )
    return HARMLESS if book.replace(BOOK, "</definedNames>", f"{names}</definedNames>") else None


SHEETS: Final = (
    a_row_below, rows_sorted_otherwise, a_row_more, a_row_less, a_row_twice, rows_in_disorder, cells_in_disorder,
    places_unsaid, hidden_rows, hidden_columns, merged, a_column_more, a_column_less, columns_swapped,
    something_beside, a_heading, tabs, tabs_swap_names, a_tab_more, one_identity_less, counted_from_1904, odd_names,
)  # fmt: skip
