"""A form that was damaged at random gets a verdict: values and findings, or the reason why it cannot be read."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from helpers import old_excel
from helpers.form_files import as_flat, as_ods, xls_records
from helpers.issued_form import filled_form, issue, said
from helpers.kantor import NOON, hand_in, open_office
from helpers.raw_books import packed
from openpyxl import load_workbook

from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.model.forms import form
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.forms.returns import Return, Times, judge
from rkt_excel.model.origin.master import Master
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.workbook.declaration.layout import FIRST_ROW
from rkt_excel.workbook.reading.openbook import Unreadable, open_book

# In place of a value: numbers beyond every type, days that are none, places outside a sheet, other spellings.
HOSTILE = (
    *("", "0", "-1", "1", "4294967296", "9" * 20, "9" * 5_000, "1e999", "-1E-999", "nan", "inf", "0x10", "1_0", "²"),
    *("٣", "½", "1,5", "1.5.5", " 7 ", "16384", "1048576", "A0", "A1048577", "XFE1", "AAAA1", "A1:B", "A:A", "1:1"),
    *("$A$1", "A1:XFD1048576", "0000-00-00", "2026-02-30", "9999999-01-01", "-0001-01-01", "2026-01-01T24:60:61Z"),
    *("23:59:59", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "PT" + "9" * 400 + "H", "PT1E5S", "-P1Y"),
    *("P", "PT", "rId99", "../../../../etc/passwd", "\\\\tuan\\berkas", "%00", "%FF%FE", "[Red]0;;;@", "[h]:mm:ss.000"),
    *(
        '0.0%;"',
        "@@@",
        "_xD800_",
        "_xZZZZ_",
        "#N/A",
        "=1/0",
        "&#1114111;",
        "\u202e84",
        "😀" * 50,
        "d",
        "n",
        "s",
        "b",
        "e",
    ),
    *(
        "b",
        "e",
        "str",
        "inlineStr",
        "float",
        "percentage",
        "date",
        "time",
        "boolean",
        "string",
        "error",
        "collapse",
        "hidden",
    ),
    *("veryHidden", "true", "General", "2958466", "-0.5", "60", "1E+300", "10000000000000000000000000000000000000001"),
)


@cache
def forms() -> dict[str, bytes]:
    """The same filled form in every format; of the .xls its records."""
    opened = open_book(filled_form())
    return {"xlsx": filled_form(), "ods": as_ods(opened), "fods": as_flat(opened), "xls": xls_records(opened)}


@cache
def office() -> tuple[Master, Issue]:
    """What a return is held against."""
    master, _ = Workplace(inputs=shipped_inputs()).master()
    return master, issue()


def judged(data: bytes) -> Return | Unreadable:
    """The verdict on a file."""
    try:
        opened = open_book(data)
    except Unreadable as refusal:
        return refusal
    master, issued = office()
    return judge("3-kembali/a", "0" * 64, Times(NOON.replace(tzinfo=UTC)), opened, master, issued)


# ------------------------------------------------------------ ways to damage


def flipped(data: bytes, chance: random.Random) -> bytes:
    """Some bytes are others."""
    spoilt = bytearray(data)
    for _ in range(chance.choice((1, 2, 8, 40))):
        spoilt[chance.randrange(len(spoilt))] = chance.choice((0, 0xFF, 0x7F, 0x80, chance.randrange(256)))
    return bytes(spoilt)


def cut(data: bytes, chance: random.Random) -> bytes:
    """The end is missing, or a piece is there twice or not at all."""
    start, end = sorted(chance.sample(range(len(data) + 1), 2))
    return chance.choice((data[:start], data[:start] + data[end:], data[:end] + data[start:]))


_VALUE = re.compile(rb'"[^"<>]{0,200}"')
_TEXT = re.compile(rb">[^<>]{1,200}<")
_NAME = re.compile(rb"</?[A-Za-z:]+|\s[A-Za-z:-]+=")


def reworded(xml: bytes, chance: random.Random) -> bytes:
    """A value, a text, or a name is another: a hostile one, or one that stands elsewhere in the part."""
    for _ in range(chance.choice((1, 1, 3, 12))):
        pattern = chance.choice((_VALUE, _VALUE, _VALUE, _TEXT, _TEXT, _TEXT, _NAME))
        found = list(pattern.finditer(xml))
        if not found:
            continue
        place, other = chance.choice(found), chance.choice(found)[0]
        hostile = chance.choice(HOSTILE).encode("utf-8", errors="replace").replace(b'"', b"&quot;")
        new = place[0][:1] + hostile + place[0][-1:] if pattern is not _NAME and chance.random() < 0.7 else other
        xml = xml[: place.start()] + new + xml[place.end() :]
    return xml


def reversed_words(data: bytes, chance: random.Random) -> bytes:
    """A number of two or four bytes is an extreme one, as in lengths, places and counts."""
    at = chance.randrange(len(data) - 4)
    new = chance.choice((b"\xff\xff", b"\0\0", b"\xff\x7f", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\xf0\x7f"))
    return data[:at] + new + data[at + len(new) :]


Damage = Callable[[bytes, random.Random], bytes]
BYTES: tuple[Damage, ...] = (flipped, cut)
XML: tuple[Damage, ...] = (flipped, cut, *[reworded] * 10)
RECORDS: tuple[Damage, ...] = (flipped, cut, reversed_words, reversed_words, reversed_words)


def damaged(kind: str, chance: random.Random) -> bytes:
    """The form of a kind, damaged in one way."""
    data = forms()[kind]
    if kind == "xls":
        spoilt = chance.choice(RECORDS)(data, chance)
        file = old_excel.container({"Workbook": spoilt})
        return chance.choice(BYTES)(file, chance) if chance.random() < 0.2 else file
    if kind == "fods":
        return chance.choice(XML)(data, chance)
    if chance.random() < 0.1:
        return chance.choice(BYTES)(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {info.filename: package.read(info) for info in package.infolist()}
    name = chance.choice([each for each in parts if parts[each]])
    if chance.random() < 0.1:
        del parts[name]
    else:
        parts[name] = chance.choice(XML)(parts[name], chance)
    return packed(dict(parts))


# ------------------------------------------------------------ the tests


@pytest.mark.tuntas
@pytest.mark.parametrize("kind", ["ods", "fods", "xls"])
def test_the_form_made_by_hand_says_what_the_form_says(kind: str) -> None:
    data = forms()[kind]
    one, other = judged(old_excel.container({"Workbook": data}) if kind == "xls" else data), judged(filled_form())
    assert isinstance(one, Return)
    assert isinstance(other, Return)
    assert said(one.result) == said(other.result)


@pytest.mark.tuntas
@pytest.mark.parametrize("kind", ["xlsx", "ods", "fods", "xls"])
def test_a_damaged_form_gets_a_verdict(kind: str) -> None:
    for seed in range(25):
        _check(kind, seed)


@pytest.mark.lama
@pytest.mark.parametrize("kind", ["xlsx", "ods", "fods", "xls"])
def test_thousands_of_damaged_forms_get_a_verdict(kind: str) -> None:
    for seed in range(1_000, 2_000):
        _check(kind, seed)


def _check(kind: str, seed: int) -> None:
    data = damaged(kind, random.Random(f"{kind} {seed}"))
    try:
        judged(data)
    except Exception as fault:
        fault.add_note(f"damaged({kind!r}, random.Random({f'{kind} {seed}'!r}))")
        raise


# ------------------------------------------------------------ what is typed into a cell

# One of each class of what a conversion cannot take: numbers beyond a double or a date, digits without end, long texts.
TYPED: dict[str, Any] = {
    "a number that sums leave every type": 1e308,
    "a number below every type": 1e-308,
    "more digits than a number has": "9" * 5_000,
    "a fraction without end": "0," + "0" * 5_000 + "1",
    "a month without end": "1." + "1" * 5_000 + ".2026",
    "a month beyond every calendar": "1/99999999999999999999/2026",
    "a day beyond every calendar": "99999999999999999999/1/2026",
    "digits of another script": "٣²½",
    "separators only": "1." * 10_000,
    "as long a text as a cell holds": "A" * 32_767,
    "signs of a pattern": "(" * 5_000 + "{kolom}{0}%s",
    "a text that looks like half a letter": "_xD800_",
    "the last day of all": date(9999, 12, 31),
    "a truth": True,
}


@pytest.mark.tuntas
def test_whatever_is_typed_is_judged_and_consolidated(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    format(office)
    master, _ = office.master()
    forms = [hand_in(office, each.kode) for each in master.bagian]
    plain = [path.read_bytes() for path in forms]
    for what, value in TYPED.items():
        for path, data in zip(forms, plain, strict=True):
            book = load_workbook(io.BytesIO(data))
            for name in (form.KINERJA, form.USULAN):
                sheet = book[name]
                for row in sheet.iter_rows(min_row=FIRST_ROW, max_row=FIRST_ROW + 4):
                    for cell in row:
                        if not cell.protection.locked:
                            cell.value = value
            book[form.KINERJA]["AA40"].value = value
            book.save(path)
        done = gabung(office)
        assert {each.berkas for each in done.returns} >= {f"3-kembali/{path.name}" for path in forms}, what
        assert done.findings, what
