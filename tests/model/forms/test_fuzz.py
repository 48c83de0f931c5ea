"""Whatever is typed into a form is judged; tests/fuzz does the same for whatever happens to its file."""

from __future__ import annotations

import io
from datetime import UTC, date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from helpers import old_excel
from helpers.form_files import as_flat, as_ods, xls_records
from helpers.issued_form import filled_form, issue, said
from helpers.kantor import NOON, hand_in, open_office
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


# ------------------------------------------------------------ the tests


@pytest.mark.tuntas
@pytest.mark.parametrize("kind", ["ods", "fods", "xls"])
def test_the_form_made_by_hand_says_what_the_form_says(kind: str) -> None:
    data = forms()[kind]
    one, other = judged(old_excel.container({"Workbook": data}) if kind == "xls" else data), judged(filled_form())
    assert isinstance(one, Return)
    assert isinstance(other, Return)
    assert said(one.result) == said(other.result)


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
