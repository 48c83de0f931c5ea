"""A letter that rkt drafts opens for sending everywhere, is the same for the same content, and says what it should."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from helpers.paths import DOCS

from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.edges.post.mail import Attachment, LetterDraft, compose, template
from rkt_excel.errors import InputUnusableError
from rkt_excel.model.plans.perbaikan import LETTER_FACTS
from rkt_excel.office.place.workplace import CORRECTION_FILE

NAME = "Perbaikan Formulir RKT 2027 – SEK – Sekretariat.xlsx"
DRAFT = LetterDraft(
    to="sek@contoh.go.id", to_name="Sekretariat – Umum", sender="dinas@contoh.go.id", subject="Perbaikan – Sekretariat",
    body="Yth. Sekretariat,\n\n“mohon diperbaiki”\n" + "panjang " * 400,
    attachments=(Attachment(NAME, bytes(range(256)) * 40),),
)  # fmt: skip


def read(data: bytes) -> EmailMessage:
    mail = message_from_bytes(data, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def test_a_draft_opens_unsent_with_everything_in_it() -> None:
    mail = read(compose(DRAFT))
    assert mail["X-Unsent"] == "1"
    assert mail["To"] == "Sekretariat – Umum <sek@contoh.go.id>"
    assert mail["From"] == "dinas@contoh.go.id"
    assert mail["Subject"] == "Perbaikan – Sekretariat"
    assert mail["Message-ID"] is None
    assert mail["Date"] is None
    body = mail.get_body(("plain",))
    assert body is not None
    assert body.get_content().split() == DRAFT.body.split()
    (form,) = mail.iter_attachments()
    assert form.get_filename() == NAME
    assert form.get_content() == DRAFT.attachments[0].data
    assert form.get_content_type().endswith("spreadsheetml.sheet")


def test_the_bytes_keep_to_the_rules_of_mail_and_are_always_the_same() -> None:
    data = compose(DRAFT)
    assert data == compose(DRAFT)
    lines = data.split(b"\r\n")
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    assert max(map(len, lines)) <= 998
    assert data.isascii()
    assert b"filename*" in data


@pytest.mark.parametrize("to", ["", "bukan alamat", "ä@contoh.go.id", "a@b.go.id\nBcc: lain@contoh.go.id", "<a@b.id"])
def test_an_address_that_no_letter_can_carry_is_left_to_the_sender(to: str) -> None:
    mail = read(compose(LetterDraft(to=to, subject="a\nBcc: lain@contoh.go.id", body="x", sender="ö")))
    assert not mail["To"]
    assert mail["Bcc"] is None
    assert mail["From"] is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_template_may_come_from_any_notepad(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "surel.txt"
    path.write_bytes("perihal: RKT – {bagian}\r\n\r\nYth. “{bagian}”\r\n".encode(encoding))
    filled = template(path, frozenset({"bagian"})).filled({"bagian": "Arsip {x}"})
    assert (filled.subject, filled.body) == ("RKT – Arsip {x}", "Yth. “Arsip {x}”\n")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Perihal: {tahun}\n\n{bagan} dan {batas.__class__}", "{bagan}, {batas.__class__}"),
        ("Perihal: {tahun:>10}\n\nx", "{tahun}"),
        ("Perihal: x\n\n{", "tidak berpasangan"),
        ("Perihal: x\n\n{}", "{}"),
        ("Yth. Bapak\n\nisi", "Perihal:"),
        ("Perihal: x\n\n  ", "Perihal:"),
    ],
)
def test_a_template_with_a_fault_is_refused_with_what_is_wrong(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "surel.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputUnusableError, match=r"surel\.txt") as caught:
        template(path, frozenset({"tahun", "batas"}))
    assert told in str(caught.value)


def test_a_missing_template_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputUnusableError, match="tidak ada"):
        template(tmp_path / "tidak ada.txt", frozenset())


def test_the_shipped_template_says_everything_that_the_program_knows() -> None:
    wording = template(shipped_inputs() / CORRECTION_FILE, LETTER_FACTS)
    assert "{jumlah}" in wording.body
    assert "{daftar}" in wording.body


@pytest.mark.parametrize("name", sorted(LETTER_FACTS))
def test_every_placeholder_of_the_letter_is_in_the_manual(name: str) -> None:
    manual = (DOCS / "manual.md").read_text(encoding="utf-8")
    assert f"`{{{name}}}`" in manual
