"""Whether what the program says of a mutated file is right: what the file holds, or else told with its cell.

Three things are held together for every cell that somebody fills: what the program reads, what was typed before the
mutation, and what the second look finds in the file now. What the program reads has to be what the file holds; where
the second look cannot tell, it has to be what was typed. Anything else must be named: by a finding of the reading (not
by a rule that stumbles over the consequence) that the form did not have before, at that cell, row, column or sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Final

from fuzz import originals
from fuzz.look import Book, Sheet, look, place
from fuzz.mutant import Mutant, Place, Spot, Stored
from fuzz.reading import read
from rkt_excel.edges.arrivals.arrived import Arrived
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.forms import form
from rkt_excel.model.forms.returns import Return, judge
from rkt_excel.workbook.findings import Finding, SheetCode

MARK: Final = "kolom:"  # before the hidden name of a field, as the form itself writes it
_HIDDEN_ROWS: Final = 40


@dataclass
class Outcome:
    """What came of one file.

    Attributes:
        refused: Nothing of it was read, and it was said why.
        told: Something was said that the form itself does not give.
        changed: Some value is another one than was typed before the mutation.
        problems: What is wrong with how the program dealt with it.
    """

    refused: bool = False
    told: bool = False
    changed: bool = False
    problems: list[str] = field(default_factory=list)


# ------------------------------------------------------------------ what the program says


def judged(came: Arrived) -> Return:
    """A file that was read, held against what was issued."""
    assert came.opened is not None
    return judge(came.name, came.sha256, originals.TIMES, came.opened, *originals.office())


def values(returned: Return) -> dict[Place, Decimal | str | None]:
    return {
        (sheet, each.key, name): getattr(each.row, name)
        for sheet, rows in returned.result.rows.items()
        for each in rows
        for name in each.cells
    }


_Said = tuple[str, str | None, tuple[str, ...], str | None, str | None, str]


def _said(each: Finding) -> _Said:
    return each.code.name, each.sheet, each.cells, each.key, each.column, each.message


@cache
def usual(kind: str, by: str) -> frozenset[_Said]:
    """The findings that the form has before anything is done to it."""
    (came,) = read(originals.original(kind, by).data)
    return frozenset(map(_said, judged(came).findings))


# ------------------------------------------------------------------ what the file says


@dataclass
class Held:
    """The cells to fill and the locked ones as the second look finds them, with their addresses."""

    stored: dict[Place, Stored | None] = field(default_factory=dict)
    addresses: dict[Place, str] = field(default_factory=dict)


@cache
def _fields() -> dict[str, frozenset[str]]:
    known: dict[str, set[str]] = {}
    for of in (originals.original("xlsx").addresses, originals.original("xlsx").locked):
        for sheet, _, name in of:
            known.setdefault(sheet, set()).add(name)
    return {sheet: frozenset(names) for sheet, names in known.items()}


def held(book: Book, further: Iterable[Place] = ()) -> Held:
    """Where each cell of the form stands in a file, known by the hidden names of its columns and by the key of its row.

    Args:
        book: What the second look found.
        further: Other places that are asked for: lines of proposals beyond those that were issued.
    """
    found = Held()
    original = originals.original("xlsx")
    for sheet, names in _fields().items():
        cells = _tab(book, sheet, names)
        if cells is None:
            continue
        header, columns = _columns(cells, names)
        lines = _lines(cells, header, columns)
        for where in dict.fromkeys((*original.addresses, *original.locked, *further)):
            if where[0] == sheet and where[2] in columns:
                _find(found, where, cells, lines, columns)
    return found


def _tab(book: Book, sheet: str, names: frozenset[str]) -> Sheet | None:
    """The tab that a sheet of the form is: whose hidden names are most like its own, and only where it is the one."""
    worth = {name: _alike(cells, names) for name, cells in book.items()}
    best = max(worth.values(), default=0.0)
    found = [name for name, each in worth.items() if each == best and best > 0.5]
    if sheet in found and len(found) > 1:
        return None  # a copy of it: which of them counts is not for this reader to say
    return book[found[0]] if len(found) == 1 else None


def _alike(cells: Sheet, names: frozenset[str]) -> float:
    said = {each.text.removeprefix(MARK) for each in cells.values() if each.text.startswith(MARK)}
    return len(said & names) / len(said | names) if said else 0.0


def _columns(cells: Sheet, names: frozenset[str]) -> tuple[int, dict[str, int]]:
    """The row of the headings, and the column of each field."""
    rows: dict[int, dict[str, int]] = {}
    for (row, column), stored in sorted(cells.items()):
        name = stored.text.removeprefix(MARK)
        if row <= _HIDDEN_ROWS and stored.text.startswith(MARK) and name in names:
            rows.setdefault(row, {}).setdefault(name, column)
    first = min(rows, default=0)
    return first + 1, rows.get(first, {})


def _find(found: Held, where: Place, cells: Sheet, lines: dict[str, list[int]], columns: dict[str, int]) -> None:
    sheet, key, name = where
    rows = [lines[""][0] + int(key.removeprefix("U."))] if sheet == form.USULAN else lines.get(key, [])
    if len(rows) == 1:
        found.stored[where] = cells.get((rows[0], columns[name]))
        found.addresses[where] = _a1(rows[0], columns[name])


def _lines(cells: Sheet, header: int, columns: dict[str, int]) -> dict[str, list[int]]:
    """The rows of each key; under "" that of the headings."""
    found: dict[str, list[int]] = {"": [header]}
    for (row, column), stored in cells.items():
        if column == columns.get("kode") and row > header:
            found.setdefault(stored.text.strip(), []).append(row)
    return found


def _a1(row: int, column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


# ------------------------------------------------------------------ whether the two agree

_UNSEEN: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_PLAIN: Final = re.compile(r"\d{1,15}(,\d{1,9})?", re.ASCII)


def seen(text: str) -> str:
    """A text as it is compared: without what nobody sees, and without regard to capitals."""
    return " ".join(
        text.replace("_x000D_", " ").translate(_UNSEEN).split()
    ).casefold()  # what programs leave of a line end


def agrees(value: Decimal | str | None, stored: Stored | None) -> bool:  # noqa: PLR0911 - one for each kind
    """Whether a value is what a cell holds, plainly and without anything that would have to be told."""
    if stored is None:
        return value is None
    if stored.kind == "s" and not seen(stored.text):
        return value is None
    if value is None or stored.kind in {"e", "f", "x"}:
        return False
    if stored.kind == "n":
        number = Decimal(f"{float(stored.text) + 0.0:.15g}")
        return (
            value == number
            if isinstance(value, Decimal)
            else value.replace(",", ".") == format(number.normalize(), "f")
        )
    if stored.kind == "b":
        return isinstance(value, str) and (value, stored.text) in {("TRUE", "1"), ("FALSE", "0")}
    if isinstance(value, Decimal):
        text = seen(stored.text)
        return bool(_PLAIN.fullmatch(text)) and Decimal(text.replace(",", ".")) == value
    return seen(value) == seen(stored.text)


# ------------------------------------------------------------------ whether it is told

_NO_CAUSE: Final = frozenset(  # they say how something was read, never that it is another value than it seems
    {
        SheetCode.RUMUS_DIPAKAI,
        SheetCode.BARIS_TERSEMBUNYI,
        SheetCode.KOLOM_TERSEMBUNYI,
        SheetCode.CATATAN_SEL,
        SheetCode.KOLOM_BERPINDAH,
        SheetCode.LEMBAR_BERGANTI_NAMA,
        SheetCode.LEMBAR_TERSEMBUNYI,
        SheetCode.LEMBAR_BACAAN_HILANG,
    }
)
_OF_SHEETS: Final = frozenset(
    {SheetCode.LEMBAR_HILANG, SheetCode.JUDUL_KOLOM_HILANG, SheetCode.LEMBAR_GANDA, SheetCode.BARIS_TERLALU_BANYAK}
)
_OF_COLUMNS: Final = frozenset({SheetCode.KOLOM_HILANG, SheetCode.KOLOM_GANDA, SheetCode.JUDUL_KOLOM_BERUBAH})
_OF_ROWS: Final = frozenset(
    {SheetCode.BARIS_HILANG, SheetCode.KUNCI_GANDA, FileCode.BARIS_BARU, FileCode.BARIS_DIHAPUS}
)


def names_it(each: Finding, where: Place, addresses: Iterable[str]) -> bool:
    """Whether a finding of the reading names a cell, or the row, column or sheet that it is lost with."""
    sheet, key, name = where
    if not isinstance(each.code, (SheetCode, FileCode)) or each.sheet != sheet or each.code in _NO_CAUSE:
        return False
    if each.code in _OF_SHEETS:
        return True
    if each.code in _OF_COLUMNS:
        return each.column == name
    if each.code in _OF_ROWS and each.key == key:
        return True
    return any(address in each.cells for address in addresses)


def tells(each: Finding, spot: Spot) -> bool:
    """Whether a finding, of whatever weight, names a cell by its address, or what it stands in."""
    sheet, address = spot
    if each.sheet != sheet:
        return each.code is FileCode.BERKAS_TIDAK_TERBACA
    return each.code in _OF_SHEETS or not each.cells or address in each.cells or _far(each)


def _far(each: Finding) -> bool:
    return "lain" in (each.found or "") and each.code in {SheetCode.ISI_DI_LUAR_TEMPAT, SheetCode.BARIS_TIDAK_DIKENAL}


# ------------------------------------------------------------------ the verdict


def verdict(mutant: Mutant, came: list[Arrived], kind: str, by: str) -> Outcome:
    """What came of a mutated file, with everything that is wrong with how it was dealt with."""
    outcome = Outcome()
    refusals = [each.refusal for each in came if each.refusal]
    opened = [each for each in came if each.opened]
    if not came or any(not each.message for each in refusals):
        outcome.problems.append("vanished without a word")
    outcome.told = bool(refusals) or any(each.notes for each in came)
    returned = [(each, judged(each)) for each in opened]
    counted = [(each, one) for each, one in returned if not one.refused]
    outcome.refused = not counted
    if mutant.done.harmless and not counted:
        why = [each.message for each in refusals] or [f.message for _, one in returned for f in one.findings]
        outcome.problems.append(f"refused, although nothing is wrong with it: {why}")
    for each, one in counted:
        _check(outcome, mutant, each, one, usual(kind, by))
    return outcome


def _check(outcome: Outcome, mutant: Mutant, came: Arrived, returned: Return, before: frozenset[_Said]) -> None:
    """One form that counts, cell by cell."""
    told = [each for each in returned.findings if _said(each) not in before]
    outcome.told = outcome.told or bool(told)
    read = values(returned)
    strange = bool(mutant.inner) and came.data not in mutant.inner
    book = (
        None if strange or mutant.done.harmless else look(came.data)
    )  # what was typed is known where nothing is spoilt
    now = held(book, read) if book is not None else Held()
    for where in dict.fromkeys((*originals.original("xlsx").addresses, *read)):
        value, typed = read.get(where), originals.answers().get(where)
        outcome.changed = outcome.changed or _differ(value, typed)
        if mutant.done.harmless and _differ(value, typed) and where not in mutant.done.typed:
            outcome.problems.append(f"{where}: {value!r} instead of {typed!r}, although nothing was changed")
        elif not _right(value, typed, where, mutant, now):
            addresses = set(_addresses(where, returned, now))
            if not any(names_it(each, where, addresses) for each in told):
                outcome.problems.append(_complaint(where, value, typed, now, mutant))
    outcome.problems += _locked(now, told)
    outcome.problems += [
        f"{spot}: nothing is said of it" for spot in mutant.done.told if not any(tells(f, spot) for f in told)
    ]


def _right(value: Decimal | str | None, typed: Decimal | str | None, where: Place, mutant: Mutant, now: Held) -> bool:
    """Whether a value is what the mutator typed, else what the second look finds, else what stood there before."""
    if where in mutant.done.typed:
        return agrees(value, mutant.done.typed[where])
    if where in now.addresses:
        stored = now.stored.get(where)
        if stored is None or not stored.doubt:
            return agrees(value, stored)
    return not _differ(value, typed)


def _differ(value: Decimal | str | None, typed: Decimal | str | None) -> bool:
    """Whether two values are two; 7 is the same where another cell of its row says that the indikator is a text."""
    one, other = (format(each.normalize(), "f") if isinstance(each, Decimal) else each for each in (value, typed))
    return one != other


def _addresses(where: Place, returned: Return, now: Held) -> Iterator[str]:
    yield from (each[where] for each in (originals.original("xlsx").addresses, now.addresses) if where in each)
    for row in returned.result.rows.get(where[0], ()):
        if row.key == where[1] and (address := row.address(where[2])):
            yield address


def _complaint(where: Place, value: object, typed: object, now: Held, mutant: Mutant) -> str:
    there = mutant.done.typed.get(where) or now.stored.get(where)
    known = (
        f"the file holds {there}"
        if where in mutant.done.typed or where in now.addresses
        else "the file is beyond the second look"
    )
    return f"{where}: read as {value!r} without a finding; {known}; before it was {typed!r}"


_REFERENCE: Final = frozenset({"target_lalu", "target_murni", "pagu_murni"})  # to look at: nothing is read from there


@cache
def _issued() -> Held:
    book = look(originals.original("xlsx").data)
    assert book is not None
    return held(book)


def _locked(now: Held, told: list[Finding]) -> Iterator[str]:
    """Locked cells that say something else than was issued, and nobody is told."""
    for where in originals.original("xlsx").locked:
        if where[2] in _REFERENCE:
            continue
        before, stored = _issued().stored.get(where), now.stored.get(where)
        if where not in now.addresses or (stored is not None and stored.doubt) or _same(before, stored):
            continue
        addresses = (now.addresses[where], originals.original("xlsx").locked[where])
        if not any(
            names_it(each, where, addresses) or (each.key == where[1] and each.column == where[2]) for each in told
        ):
            yield f"{where}: locked, now {stored}, and nothing is said of it"


def _same(before: Stored | None, stored: Stored | None) -> bool:
    if before is None or stored is None:
        return not (before and seen(before.text)) and not (stored and seen(stored.text))
    one, other = (
        f"{float(each.text):.15g}" if each.kind == "n" else seen(each.text).replace(",", ".")
        for each in (before, stored)
    )
    return one == other


__all__ = ["Outcome", "place", "verdict"]
