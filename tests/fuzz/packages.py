"""Mutations of a zip that are none of its contents: of its members, their headers, their names, and their order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random
from typing import Any, Final

from fuzz.mutant import DAMAGE, HARMLESS, Done, Mutator
from fuzz.zipped import LATER, Entry, entry, joined


@dataclass
class Package:
    """The members of a zip, and what is around them.

    Attributes:
        sheets: It is a spreadsheet, whose members are found by their names.
    """

    members: list[Entry]
    sheets: bool = True
    around: dict[str, bytes] = field(default_factory=dict)
    shift: int = 0

    @property
    def data(self) -> bytes:
        return joined(
            self.members,
            comment=self.around.get("comment", b""),
            before=self.around.get("before", b""),
            shift=self.shift,
        )

    def some(self, chance: Random) -> int:
        return chance.randrange(len(self.members))


# ------------------------------------------------------------------ another way to write the same


def members_in_disorder(package: Package, chance: Random) -> Done | None:
    first = package.members[0]
    chance.shuffle(package.members)
    if first.name == "mimetype":  # OpenDocument has it first; nobody relies on it
        package.members.sort(key=lambda each: each.name != "mimetype")
    return HARMLESS


def packed_otherwise(package: Package, chance: Random) -> Done | None:
    for number, each in enumerate(package.members):
        if chance.random() < 0.5:
            package.members[number] = entry(each.name, each.content, stored=each.method == 8)
    return HARMLESS


def sizes_behind(package: Package, chance: Random) -> Done | None:
    """Checksum and sizes behind the member instead of before it, as programs write that cannot go back."""
    for number, each in enumerate(package.members):
        if chance.random() < 0.5:
            package.members[number] = replace(each, flags=each.flags | LATER)
    return HARMLESS


def headers_with_more(package: Package, chance: Random) -> Done | None:
    """Extra fields, comments and times that concern nobody."""
    at = package.some(chance)
    more = chance.choice(
        (
            {"extra": b"\x99\x99\x04\0abcd"},
            {"comment": b"catatan"},
            {"stamp": 0},
            {"stamp": 0xFFFFFFFF},
            {"extra": b"UT\x05\0\x03abcd"},
        )
    )
    package.members[at] = replace(package.members[at], **more)
    return HARMLESS


def around_it(package: Package, chance: Random) -> Done | None:
    """A comment behind the directory, which may look like anything."""
    package.around["comment"] = chance.choice((b"x", b"PK\x01\x02" * 3, b"catatan" * 100, bytes(300)))
    return HARMLESS


def members_more(package: Package, chance: Random) -> Done | None:
    """Members that nobody needs: folders, files of the system."""
    name = chance.choice(
        ("folder/", "__MACOSX/._x", ".DS_Store", "Thumbs.db", "docProps/thumbnail.jpeg", "a" * 300 + ".tmp")
    )
    package.members.insert(
        chance.randrange(1, len(package.members) + 1), entry(name, b"" if name.endswith("/") else b"x")
    )
    return HARMLESS if package.sheets or name in {"folder/", ".DS_Store", "Thumbs.db", "__MACOSX/._x"} else DAMAGE


def names_otherwise(package: Package, chance: Random) -> Done | None:
    """Names in other letters, with other strokes."""
    at = package.some(chance)
    name = package.members[at].name
    if name == "mimetype":
        return None
    new = chance.choice((name.upper(), name.lower(), "/" + name, name.replace("/", "\\")))
    package.members[at] = replace(package.members[at], name=new)
    return HARMLESS


def member_twice(package: Package, chance: Random) -> Done | None:
    at = package.some(chance)
    each = package.members[at]
    package.members.insert(chance.randrange(len(package.members) + 1), each)
    return HARMLESS


# ------------------------------------------------------------------ damage


def member_twice_and_other(package: Package, chance: Random) -> Done | None:
    """A member that stands there twice with different contents."""
    at = package.some(chance)
    other = package.members[package.some(chance)]
    name = package.members[at].name
    new = replace(other, name=chance.choice((name, name, name.upper(), "/" + name)))
    package.members.insert(chance.randrange(len(package.members) + 1), new)
    return DAMAGE


def member_gone(package: Package, chance: Random) -> Done | None:
    del package.members[package.some(chance)]
    return DAMAGE


def member_called_otherwise(package: Package, chance: Random) -> Done | None:
    at = package.some(chance)
    name = chance.choice(
        (
            "x",
            package.members[at].name + "x",
            package.members[package.some(chance)].name,
            "../" + package.members[at].name,
        )
    )
    package.members[at] = replace(package.members[at], name=name)
    return DAMAGE


def members_swapped(package: Package, chance: Random) -> Done | None:
    """Two members that took each other's names."""
    one, other = package.some(chance), package.some(chance)
    first, second = package.members[one], package.members[other]
    package.members[one], package.members[other] = replace(first, name=second.name), replace(second, name=first.name)
    return DAMAGE


def header_wrong(package: Package, chance: Random) -> Done | None:
    """A header that says something else than is so."""
    at = package.some(chance)
    each = package.members[at]
    ways: tuple[dict[str, Any], ...] = (
        {"crc": each.crc ^ 1},
        {"size": each.size + 1},
        {"size": 0},
        {"size": 0xFFFFFFFF},
        {"packed": len(each.raw) + 7},
        {"packed": 0},
        {"packed": max(len(each.raw) - 1, 0)},
        {"method": 12},
        {"method": 99},
        {"method": 0 if each.method else 8},
        {"flags": 1},
        {"flags": 0x41},
        {"local_name": "lain.xml"},
        {"local_name": ""},
        {"flags": 0x20},
        {"extra": b"\1\0\x10\0" + b"\xff" * 16},
    )
    package.members[at] = replace(each, **chance.choice(ways))
    return DAMAGE


def member_spoilt(package: Package, chance: Random) -> Done | None:
    """Bytes of a packed member that are others; its checksum is that of before, or none that is known."""
    at = package.some(chance)
    each = package.members[at]
    if not each.raw:
        return None
    raw = bytearray(each.raw)
    raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    package.members[at] = replace(each, raw=bytes(raw), flags=chance.choice((each.flags, each.flags | LATER)))
    return DAMAGE


def directory_elsewhere(package: Package, chance: Random) -> Done | None:
    package.shift = chance.choice((1, -1, 100, 0x1000))
    return DAMAGE


def something_before(package: Package, chance: Random) -> Done | None:
    package.around["before"] = chance.choice((b"MZ" + bytes(200), b"\r\n", b"PK\x03\x04" + bytes(40), b"\xef\xbb\xbf"))
    return DAMAGE


PACKAGES: Final[tuple[Mutator[Package], ...]] = (
    members_in_disorder, packed_otherwise, sizes_behind, headers_with_more, around_it, members_more, names_otherwise,
    member_twice, member_twice_and_other, member_twice_and_other, member_gone, member_called_otherwise,
    members_swapped, header_wrong, header_wrong, header_wrong, member_spoilt, member_spoilt, directory_elsewhere,
    something_before,
)  # fmt: skip
