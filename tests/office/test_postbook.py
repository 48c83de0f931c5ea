"""Which letters went out, which came in and which are in doubt, read back from a real journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from helpers.rules_subjects import master

from rkt_excel.edges.arrivals.arrived import Arrived
from rkt_excel.edges.work_folder.register import Register
from rkt_excel.events import KOTAK_SURAT_DILIHAT, SUREL_DIAMBIL, SUREL_TERKIRIM
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.office.state.postbook import Past, Postbook, PostedLetter, fetched, own_letters, owner_of, seen
from rkt_excel.workbook.declaration.identity import NAME
from rkt_excel.workbook.values.cells import Opened

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LETTER = PostedLetter("SEK", "formulir", "sek@dinas.example", "5" * 64, "<1@dinas.example>")


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register(tmp_path, lambda: NOW) as opened:
        yield opened


def begun(book: Postbook) -> None:
    book.begin(LETTER)


def sent(book: Postbook) -> None:
    book.begin(LETTER)
    book.sent(LETTER)


def refused(book: Postbook) -> None:
    book.begin(LETTER)
    book.refused(LETTER, "550 tidak dikenal")


def sent_at_last(book: Postbook) -> None:
    refused(book)
    sent(book)


def begun_again(book: Postbook) -> None:
    refused(book)
    book.begin(LETTER)


@pytest.mark.parametrize(
    ("happened", "past"),
    [
        (lambda _: None, Past.BARU), (begun, Past.MERAGUKAN), (sent, Past.TERKIRIM), (refused, Past.BARU),
        (sent_at_last, Past.TERKIRIM), (begun_again, Past.MERAGUKAN),
    ],
)  # fmt: skip
def test_what_became_of_a_letter_is_what_was_written_last(
    register: Register, happened: Callable[[Postbook], None], past: Past
) -> None:
    happened(Postbook(register))
    known, entry = Postbook(register).past(LETTER)
    assert known is past
    assert (entry is None) is (next(iter(register.entries()), None) is None)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({"alamat": "SEK@Dinas.Example"}, True), ({"message_id": "<2@dinas.example>"}, True),
        ({"alamat": "baru@dinas.example"}, False), ({"lampiran": "6" * 64}, False), ({"jenis": "pengingat"}, False),
        ({"bagian": "PLY"}, False),
    ],
)  # fmt: skip
def test_a_letter_is_the_same_by_bagian_kind_address_and_attachment(
    register: Register, other: dict[str, str], *, same: bool
) -> None:
    sent(Postbook(register))
    assert (Postbook(register).past(replace(LETTER, **other))[0] is Past.TERKIRIM) is same


def test_who_knows_that_it_arrived_is_written_down(register: Register) -> None:
    Postbook(register).sent(LETTER, oleh="Kasubag")
    Postbook(register).sent(LETTER)
    first, second = register.entries(SUREL_TERKIRIM)
    assert first.details["oleh"] == "Kasubag"
    assert "oleh" not in second.details
    assert all(first.details[name] == value for name, value in vars(LETTER).items())


def test_letters_of_our_own_are_those_that_were_to_go_out(register: Register) -> None:
    book = Postbook(register)
    assert own_letters(register) == frozenset()
    book.begin(LETTER)
    book.begin(replace(LETTER, message_id="<2@x>"))
    book.sent(replace(LETTER, message_id="<3@x>"))
    assert own_letters(register) == {LETTER.message_id, "<2@x>"}


def test_what_was_fetched_and_looked_at_is_remembered_mailbox_by_mailbox(register: Register) -> None:
    register.record(SUREL_DIAMBIL, message_id="<a>", sha256="1")
    register.record(SUREL_DIAMBIL, message_id="<b>", sha256="2")
    assert fetched(register) == {("<a>", "1"), ("<b>", "2")}
    for mailbox, numbers in (("satu", [1, 2]), ("satu", [7]), ("dua", [3]), ("a", [9])):
        register.record(KOTAK_SURAT_DILIHAT, kotak=mailbox, uid=numbers)
    assert {name: seen(register, name) for name in ("satu", "dua", "a", "lain")} == {
        "satu": {1, 2, 7}, "dua": {3}, "a": {9}, "lain": frozenset(),
    }  # fmt: skip


# ------------------------------------------------------------------ letters that came back

ISSUE = Issue("Dinas A", "2027", "murni", 1)
FIRST, SECOND = master().bagian[0].kode, master().bagian[1].kode
OFFICE = replace(
    master(),
    bagian=tuple(
        each.model_copy(
            update={"surel": {FIRST: " Satu@Dinas.Example ", SECOND: None}.get(each.kode, "lain@x.example")}
        )
        for each in master().bagian
    ),
)


@dataclass(frozen=True)
class Notice:
    alamat: tuple[str, ...]


def came_back(*addresses: str, form: str | None = None, told: bool = True) -> Arrived:
    """A word of a mail server about a letter, with the form that it quotes."""
    quoted = Opened(names={NAME: ISSUE.of(form).identity().text}) if form else None
    fields: dict[str, Any] = {"notice": Notice(addresses) if told else None, "quoted": quoted}
    return cast("Arrived", type("Came", (), fields))


@pytest.mark.parametrize(
    ("arrived", "owner"),
    [
        (came_back("SATU@dinas.example"), FIRST),
        (came_back("asing@x.example", "satu@dinas.example", form=SECOND), FIRST),
        (came_back("asing@x.example", form=SECOND), SECOND),
        (came_back("asing@x.example", form="TIDAK-ADA"), "TIDAK-ADA"),
        (came_back("asing@x.example"), None),
        (came_back(form=SECOND), SECOND),
        (came_back("satu@dinas.example", told=False, form=SECOND), None),
    ],
)
def test_whose_letter_came_back_is_told_by_its_address_else_by_its_form(arrived: Arrived, owner: str | None) -> None:
    assert owner_of(arrived, OFFICE, ISSUE) == owner


def test_a_form_of_another_office_names_nobody() -> None:
    other = Opened(names={NAME: replace(ISSUE, kantor="Dinas B").of(FIRST).identity().text})
    arrived = cast("Arrived", type("Came", (), {"notice": Notice(("asing@x.example",)), "quoted": other}))
    assert owner_of(arrived, OFFICE, ISSUE) is None
