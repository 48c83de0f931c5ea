"""One mutated file from its number: the same number gives the same file."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from fuzz import bytes_level, cells_ods, cells_xlsx, letters, originals, packages, records, sheets_xlsx, xml_level
from fuzz.book_xlsx import BookXlsx
from fuzz.cells_ods import BookOds
from fuzz.letters import Letter
from fuzz.mutant import BYTES, CELL, CONTAINER, DAMAGE, RECORD, XML, Mutant, applied
from fuzz.originals import Original
from fuzz.packages import Package
from fuzz.records import BookXls
from fuzz.zipped import changed, entries, entry, joined

PROGRAMS: Final = ("rkt", "openpyxl")


@dataclass(frozen=True)
class Made:
    """A mutated file with the form that it comes from."""

    kind: str
    form: str  # its own format, where a letter or an archive holds it
    by: str
    mutant: Mutant


def _cells_of_xlsx(original: Original, chance: Random) -> Mutant:
    book = BookXlsx(original)
    what, done = applied(chance.choice((cells_xlsx.CELLS, cells_xlsx.CELLS, sheets_xlsx.SHEETS)), book, chance)
    return Mutant(book.data, CELL, what, done)


def _xml(original: Original, chance: Random) -> Mutant:
    """A part of a package, or an .fods, mutated as XML."""
    if original.kind == "fods":
        what, data, done = xml_level.mutated(original.data.decode(), chance)
        return Mutant(data, XML, what, done)
    members = entries(original.data)
    part = chance.choice([each for each in members if each.name.endswith((".xml", ".rels")) and each.size])
    what, data, done = xml_level.mutated(part.content.decode("utf-8-sig"), chance)
    return Mutant(joined(changed(members, {part.name: data})), XML, f"{what} {part.name}", done)


def _cells_of_ods(original: Original, chance: Random) -> Mutant:
    book = BookOds(original)
    what, done = applied(cells_ods.CELLS, book, chance)
    return Mutant(book.data, CELL, what, done)


def _records(original: Original, chance: Random) -> Mutant:
    book = BookXls(original)
    what, done = applied(records.RECORDS, book, chance)
    return Mutant(book.data, RECORD, what, done)


def _bytes(original: Original, chance: Random) -> Mutant:
    way = chance.choice(bytes_level.WAYS)
    return Mutant(way(original.data, chance), BYTES, way.__name__, DAMAGE)


def _package(original: Original, chance: Random) -> Mutant:
    package = Package(list(entries(original.data)))
    what, done = applied(packages.PACKAGES, package, chance)
    return Mutant(package.data, CONTAINER, what, done)


def _archive(original: Original, chance: Random) -> Mutant:
    """A zip with the form in it, and other files beside it."""
    name = f"Formulir RKT.{original.kind}"
    members = [entry(name, original.data, stored=chance.random() < 0.5), entry("catatan.txt", b"Terlampir.")]
    package = Package(members, sheets=False)
    what, done = applied(packages.PACKAGES, package, chance)
    data = package.data
    if what in _BY_NAME:
        done = DAMAGE
    for _ in range(chance.choice((0, 0, 0, 1, 2))):
        data = joined([entry("kiriman.zip", data)])
    return Mutant(data, CONTAINER, what, done, inner=(original.data,))


_BY_NAME: Final = frozenset(
    {"names_otherwise", "member_called_otherwise"}
)  # a form may lie anywhere, but no name is its own


def _letter(original: Original, chance: Random) -> Mutant:
    """A letter with the form attached, by itself or in a zip."""
    zipped = chance.random() < 0.2
    form = joined([entry(f"formulir.{original.kind}", original.data)]) if zipped else original.data
    letter = Letter(form, "formulir.zip" if zipped else f"formulir.{original.kind}")
    what, done = applied(letters.LETTERS, letter, chance)
    inner = (
        () if what == "base64_changed" else (original.data,)
    )  # nobody can tell that from a form with other letters in it
    return Mutant(letter.data, CONTAINER, what, done, inner)


def _damaged_letter(original: Original, chance: Random) -> Mutant:
    way = chance.choice(bytes_level.WAYS)
    data = way(Letter(original.data, f"formulir.{original.kind}").data, chance)
    return Mutant(data, BYTES, way.__name__, DAMAGE)


_WAYS: Final = {
    "xlsx": (_cells_of_xlsx, _cells_of_xlsx, _cells_of_xlsx, _xml, _xml, _xml, _package, _bytes),
    "ods": (_cells_of_ods, _cells_of_ods, _cells_of_ods, _xml, _xml, _xml, _package, _bytes),
    "fods": (_cells_of_ods, _cells_of_ods, _xml, _xml, _bytes),
    "xls": (_records, _records, _records, _records, _bytes),
    "zip": (_archive,),
    "eml": (_letter, _letter, _letter, _letter, _damaged_letter),
}
_KINDS: Final = (
    *("xlsx",) * 6,
    *("ods",) * 3,
    *("xls",) * 6,
    "fods",
    "zip",
    "eml",
    "eml",
)  # as often as they come, and as they are quick


def make(seed: int, number: int, programs: tuple[str, ...] = PROGRAMS) -> Made:
    """One mutated file.

    Args:
        seed: Of the whole run.
        number: Of the file in it.
        programs: Those that may have saved the form before; "rkt" must be among them.
    """
    chance = Random(f"{seed} {number}")
    kind = chance.choice(_KINDS)
    form = kind if kind in originals.KINDS else chance.choice(originals.KINDS)
    by = chance.choice([each for each in programs if each != "openpyxl" or form == "xlsx"])
    way = chance.choice(_WAYS[kind])
    return Made(kind, form, by, way(originals.original(form, by), chance))
