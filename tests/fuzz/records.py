"""Mutations of the records of an .xls: of its cells, its shared texts, and of records as such."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from random import Random
from typing import Final

from helpers import old_excel

from fuzz import look_xls, typed
from fuzz.cells_xlsx import some_cell
from fuzz.look import place
from fuzz.mutant import DAMAGE, HARMLESS, Done, Mutator, Place, Stored
from fuzz.originals import Original

Record = tuple[int, bytes]
_BOF, _EOF, _SHEET, _SST, _CONTINUE = 0x809, 0x0A, 0x85, 0xFC, 0x3C
_OF_CELLS: Final = frozenset({0xFD, 0x203, 0x27E, 0x06, 0x205, 0x204, 0xD6, 0xBD, 0x201, 0xBE})


@dataclass
class BookXls:
    """A form as .xls: the records of the book, then those of each sheet by its name."""

    original: Original
    head: list[Record] = field(default_factory=list)
    sheets: dict[str, list[Record]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        said = look_xls.stream(self.original.data)
        places: list[tuple[int, str]] = []
        for _, code, body in look_xls.records(said):
            self.head.append((code, body))
            if code == _SHEET:
                places.append((struct.unpack_from("<I", body)[0], look_xls._short(body, 6)))
            if code == _EOF:
                break
        for at, name in places:
            self.sheets[name] = _until_end(said, at)

    @property
    def data(self) -> bytes:
        """The file, with the places of the sheets as they are now."""
        head = [old_excel.record(code, body) for code, body in self.head]
        bodies = [b"".join(old_excel.record(code, body) for code, body in each) for each in self.sheets.values()]
        at, offsets = sum(map(len, head)), []
        for body in bodies:
            offsets.append(at)
            at += len(body)
        waiting = iter(offsets)
        for number, (code, body) in enumerate(self.head):
            if code == _SHEET:
                head[number] = old_excel.record(code, struct.pack("<I", next(waiting, 0)) + body[4:])
        return old_excel.container({"Workbook": b"".join([*head, *bodies])})

    def at(self, where: Place) -> int | None:
        """Which record of its sheet holds a cell alone."""
        row, column = place(self.original.addresses[where])
        for number, (code, body) in enumerate(self.sheets[where[0]]):
            if code in _OF_CELLS - {0xBD, 0xBE} and struct.unpack_from("<HH", body) == (row - 1, column - 1):
                return number
        return None

    def put(self, where: Place, *new: Record) -> None:
        """Records in place of that of a cell; of a cell that has none, before the end of the sheet."""
        sheet = self.sheets[where[0]]
        number = self.at(where)
        if number is None:
            sheet[-1:-1] = new
        else:
            sheet[number : number + 1] = new

    def share(self, text: bytes) -> int:
        """The number of a shared text put behind the others, as the table holds it."""
        start, end = self.texts()
        count = struct.unpack_from("<I", self.head[start][1], 4)[0]
        code, body = self.head[start]
        self.head[start] = code, struct.pack("<II", count + 1, count + 1) + body[8:]
        self.head.insert(end, (_CONTINUE, text))
        return int(count)

    def texts(self) -> tuple[int, int]:
        """Where the records of the shared texts begin and end."""
        start = next(number for number, (code, _) in enumerate(self.head) if code == _SST)
        end = start + 1
        while self.head[end][0] == _CONTINUE:
            end += 1
        return start, end


def _until_end(said: bytes, at: int) -> list[Record]:
    found: list[Record] = []
    for _, code, body in look_xls.records(said, at):
        found.append((code, body))
        if code == _EOF:
            return found
    return found


def _head(book: BookXls, where: Place) -> bytes:
    """Row, column and format of a cell."""
    row, column = place(book.original.addresses[where])
    number = book.at(where)
    style = book.sheets[where[0]][number][1][4:6] if number is not None else b"\0\0"
    return struct.pack("<HH", row - 1, column - 1) + style


def number_record(book: BookXls, chance: Random) -> Done | None:
    """A number in one of the records that can hold one."""
    where, stored = some_cell(chance), typed.number(chance)
    value, head = float(stored.text), _head(book, where)
    if value == int(value) and abs(value) < 2**29 and chance.random() < 0.4:
        book.put(where, (0x27E, head + struct.pack("<i", int(value) << 2 | 2)))
    elif abs(value) < 2**22 and round(value * 100) == value * 100 and chance.random() < 0.4:
        book.put(where, (0x27E, head + struct.pack("<i", round(value * 100) << 2 | 3)))
    else:
        book.put(where, (0x203, head + struct.pack("<d", value)))
    return Done(harmless=True, typed={where: stored})


def several_numbers(book: BookXls, chance: Random) -> Done | None:
    """The quarters of an indikator in one record."""
    first = ("Kinerja", chance.choice(("IK.4.1", "IK.5.2")), "tw1")
    places = [(*first[:2], f"tw{number}") for number in (1, 2, 3)]
    head, values = _head(book, first), [chance.randrange(1, 9_999) for _ in places]
    packed = b"".join(head[4:6] + struct.pack("<i", value << 2 | 2) for value in values)
    for each in places[1:]:
        number = book.at(each)
        if number is None:
            return None
        del book.sheets["Kinerja"][number]
    book.put(
        first, (0xBD, head[:4] + packed + struct.pack("<H", struct.unpack_from("<H", head, 2)[0] + len(places) - 1))
    )
    return Done(
        harmless=True, typed={each: Stored("n", str(value)) for each, value in zip(places, values, strict=True)}
    )


def text_record(book: BookXls, chance: Random) -> Done | None:
    where, stored = some_cell(chance), typed.text(chance)
    wide = any(letter > "\xff" for letter in stored.text) or chance.random() < 0.5
    letters = stored.text.encode("utf-16-le" if wide else "latin-1")
    text = struct.pack("<HB", len(stored.text.encode("utf-16-le")) // 2, wide) + letters
    what = chance.randrange(3)
    if what == 0:
        book.put(where, (0x204, _head(book, where) + text))
    elif what == 1:
        book.put(where, (0xFD, _head(book, where) + struct.pack("<I", book.share(text))))
    else:  # with runs and a reading aid, which say nothing of what stands there
        rich = (
            text[:2] + bytes([wide | 0x0C]) + struct.pack("<HI", 1, 6) + letters + struct.pack("<HH", 0, 0) + bytes(6)
        )
        book.put(where, (0xFD, _head(book, where) + struct.pack("<I", book.share(rich))))
    return Done(harmless=True, typed={where: stored})


def error_record(book: BookXls, chance: Random) -> Done | None:
    where, code = some_cell(chance), chance.choice((0x07, 0x17, 0x2A, 0x1D))
    if chance.random() < 0.5:
        book.put(where, (0x205, _head(book, where) + bytes([code, 1])))
    else:
        result = b"\x02\0" + bytes([code]) + b"\0\0\0\xff\xff"
        book.put(where, (0x06, _head(book, where) + result + bytes(6) + b"\x03\0\x1e\x01\0"))
    sheet, address = where[0], book.original.addresses[where]
    return Done(harmless=True, typed={where: Stored("e", "#N/A")}, told=((sheet, address),))


def truth_record(book: BookXls, chance: Random) -> Done | None:
    where, value = some_cell(chance), chance.randrange(2)
    book.put(where, (0x205, _head(book, where) + bytes([value, 0])))
    return Done(harmless=True, typed={where: Stored("b", str(value))})


def formula_record(book: BookXls, chance: Random) -> Done | None:
    """A formula with a number or a text as its result."""
    where, stored = some_cell(chance), typed.number(chance)
    if float(stored.text) == 0:
        return None  # as a library writes what nobody calculated
    tokens = b"\x03\0\x1e\x01\0"
    if chance.random() < 0.5:
        book.put(where, (0x06, _head(book, where) + struct.pack("<d", float(stored.text)) + bytes(6) + tokens))
        return Done(harmless=True, typed={where: stored})
    text = "hasil"
    result = (0x06, _head(book, where) + bytes(6) + b"\xff\xff" + bytes(6) + tokens)
    book.put(where, result, (0x207, struct.pack("<HB", len(text), 0) + text.encode()))
    return Done(harmless=True, typed={where: Stored("s", text)})


def record_gone(book: BookXls, chance: Random) -> Done | None:
    where = some_cell(chance, filled=True)
    number = book.at(where)
    if number is None:
        return None
    if chance.random() < 0.5:
        book.sheets[where[0]][number] = 0x201, _head(book, where)  # blank, with its format
    else:
        del book.sheets[where[0]][number]
    return Done(harmless=True, typed={where: Stored("s", "")})


def records_shuffled(book: BookXls, chance: Random) -> Done | None:
    """The cells of a sheet in another order."""
    sheet = book.sheets[chance.choice(("Kinerja", "Program", "Usulan"))]
    places = [number for number, (code, _) in enumerate(sheet) if code in {0xFD, 0x203, 0x27E, 0x205}]
    records = [sheet[number] for number in places]
    chance.shuffle(records)
    for number, each in zip(places, records, strict=True):
        sheet[number] = each
    return HARMLESS


def record_twice(book: BookXls, chance: Random) -> Done | None:
    """A cell that stands there twice; the later one counts, as in Excel."""
    where, stored = some_cell(chance, filled=True), typed.number(chance)
    number = book.at(where)
    if number is None:
        return None
    new = (0x203, _head(book, where) + struct.pack("<d", float(stored.text)))
    sheet = book.sheets[where[0]]
    sheet.insert(number + 1 if chance.random() < 0.5 else len(sheet) - 1, new)
    return Done(harmless=True, typed={where: stored})


def needless_records(book: BookXls, chance: Random) -> Done | None:
    """Records that say nothing of cells, or that nobody knows."""
    sheet = chance.choice((book.head, *book.sheets.values()))
    code = chance.choice((0x7FFF, 0x1C, 0x5D, 0x800, 0xBE, 0x89C, 0x863))
    sheet.insert(chance.randrange(1, len(sheet)), (code, bytes(chance.choice((8, 20, 300)))))
    return HARMLESS if code not in {0xBE, 0x1C} else DAMAGE


def texts_cut_elsewhere(book: BookXls, chance: Random) -> Done | None:
    """The shared texts go on in another record somewhere else, within the letters of a text too."""
    start, end = book.texts()
    parts = [body for _, body in book.head[start:end]]
    number = chance.randrange(len(parts))
    at, wide = _inside_a_text(parts[number], first=number == 0, chance=chance)
    if at is None:
        return None
    head, tail = parts[number][:at], parts[number][at:]
    parts[number : number + 1] = [head, (bytes([wide]) if wide is not None else b"") + tail]
    book.head[start:end] = [(_SST if each == 0 else _CONTINUE, part) for each, part in enumerate(parts)]
    return HARMLESS


def _inside_a_text(part: bytes, *, first: bool, chance: Random) -> tuple[int | None, int | None]:
    """A place where a record of shared texts may end: between texts, or between the letters of one with their width."""
    at, places = 8 if first else 0, list[tuple[int, int | None]]()
    while at + 3 <= len(part):
        count, flags = struct.unpack_from("<HB", part, at)
        if flags & ~1:
            break
        places.append((at, None))
        size = 2 if flags & 1 else 1
        places += [(at + 3 + size * letter, flags & 1) for letter in range(1, count)][:3]
        at += 3 + size * count
    places = [each for each in places if 8 < each[0] < len(part)]
    return chance.choice(places) if places else (None, None)


def texts_damaged(book: BookXls, chance: Random) -> Done | None:
    """The table of shared texts claims another number, ends early, or lacks a part."""
    start, end = book.texts()
    code, body = book.head[start]
    what = chance.randrange(4)
    if what == 0:
        book.head[start] = code, body[:4] + struct.pack("<I", chance.choice((0, 1, 5, 10_000, 2**31))) + body[8:]
    elif what == 1:
        at = chance.randrange(start, end)
        book.head[at] = book.head[at][0], book.head[at][1][: chance.randrange(len(book.head[at][1]))]
    elif what == 2:
        del book.head[chance.randrange(start, end)]
    else:
        at = chance.randrange(start, end)
        spoilt = bytearray(book.head[at][1])
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
        book.head[at] = book.head[at][0], bytes(spoilt)
    return DAMAGE


def record_damaged(book: BookXls, chance: Random) -> Done | None:
    """A record of another kind, cut short, longer, changed, moved, or gone."""
    sheet = chance.choice((book.head, *book.sheets.values(), *book.sheets.values()))
    at = chance.randrange(len(sheet))
    code, body = sheet[at]
    what = chance.randrange(6)
    if what == 0:
        sheet[at] = chance.choice((*_OF_CELLS, _BOF, _EOF, _CONTINUE, 0x207, 0x2F, 0x22, 0xE5)), body
    elif what == 1:
        sheet[at] = code, body[: chance.randrange(len(body) + 1)]
    elif what == 2:
        sheet[at] = code, body + bytes(chance.randrange(256) for _ in range(chance.choice((1, 2, 40))))
    elif what == 3 and body:
        spoilt = bytearray(body)
        spoilt[chance.randrange(len(body))] = chance.choice((0, 0xFF, 0x7F, 0x80, chance.randrange(256)))
        sheet[at] = code, bytes(spoilt)
    elif what == 4:
        sheet.insert(chance.randrange(len(sheet)), sheet.pop(at))
    else:
        del sheet[at]
    return DAMAGE


def number_of_bytes(book: BookXls, chance: Random) -> Done | None:
    """A number whose eight bytes are any: not a number, infinite, or too small to be one."""
    where = some_cell(chance, filled=True)
    value = chance.choice(
        (b"\xff" * 8, b"\0" * 6 + b"\xf0\x7f", b"\0" * 6 + b"\xf0\xff", b"\1" + b"\0" * 7, b"\0" * 7 + b"\x80")
    )
    book.put(where, (0x203, _head(book, where) + value))
    return DAMAGE


def tabs_of_records(book: BookXls, chance: Random) -> Done | None:
    """Tabs hidden, called otherwise or in another order."""
    places = [number for number, (code, _) in enumerate(book.head) if code == _SHEET]
    at = chance.choice(places[:3])
    code, body = book.head[at]
    if chance.random() < 0.5:
        book.head[at] = code, body[:4] + bytes([chance.choice((1, 2))]) + body[5:]
    else:
        book.head[at] = code, body[:6] + b"\x06\0" + b"Lembar"
    return HARMLESS


def format_record(book: BookXls, chance: Random) -> Done | None:
    """A number under a format that shows another one or none; only where the file has formats."""
    last = max((number for number, (code, _) in enumerate(book.head) if code == 0xE0), default=None)
    where = some_cell(chance, number=True)
    at = book.at(where)
    if last is None or at is None:
        return None
    code, index = chance.choice((";;;", "0,", '"ada"')), struct.unpack_from("<H", book.sheets[where[0]][at][1], 4)[0]
    formats = [body for code, body in book.head if code == 0xE0]
    new = formats[index][:2] + struct.pack("<H", 999) + formats[index][4:]
    said = struct.pack("<HHB", 999, len(code), 0) + code.encode()
    book.head[last + 1 : last + 1] = [(0xE0, new)]
    first = next(number for number, (code, _) in enumerate(book.head) if code == 0xE0)
    book.head[first:first] = [(0x41E, said)]
    kind, body = book.sheets[where[0]][at]
    book.sheets[where[0]][at] = kind, body[:4] + struct.pack("<H", len(formats)) + body[6:]
    return Done(told=((where[0], book.original.addresses[where]),))


def merged_records(book: BookXls, chance: Random) -> Done | None:
    where = ("Kinerja", chance.choice(("IK.4.1", "IK.5.2")), chance.choice(("target", "tw1", "tw2")))
    row, column = place(book.original.addresses[where])
    span = struct.pack("<HHHHH", 1, row - 1, row - 1, column - 1, column)
    book.sheets["Kinerja"][-1:-1] = [(0xE5, span)]
    return Done(told=((where[0], book.original.addresses[where]),))


def far_record(book: BookXls, chance: Random) -> Done | None:
    """A number where the form has no place for one."""
    sheet = chance.choice(("Kinerja", "Program", "Usulan"))
    row = chance.choice((5, 6, 40, 900, 65_000))
    book.sheets[sheet][-1:-1] = [(0x203, struct.pack("<HHHd", row - 1, 200, 0, 77.0))]
    return Done(harmless=True, told=((sheet, f"GS{row}"),))


RECORDS: Final[tuple[Mutator[BookXls], ...]] = (
    number_record, number_record, several_numbers, text_record, text_record, error_record, truth_record,
    formula_record, record_gone, records_shuffled, record_twice, needless_records, texts_cut_elsewhere,
    texts_cut_elsewhere, texts_damaged, texts_damaged, record_damaged, record_damaged, record_damaged,
    record_damaged, number_of_bytes, tabs_of_records, format_record, merged_records, far_record,
)  # fmt: skip
