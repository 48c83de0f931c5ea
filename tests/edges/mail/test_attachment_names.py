"""Names of attachments as programs read them: those that know the standard, and Outlook, which does not.

The rules of the table are those of public reports: what Outlook and others make of a name that is parted, encoded by
RFC 2231, or folded (MimeKit #186, #231, #291 and #401, MailKit #1041 and #1071, PHPMailer #1469, jakartaee/mail-api
#459, stalwartlabs/mail-builder #51).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from typing import Final

import pytest
from helpers import mail_parsers
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rkt_excel.edges.post.as_meant import read_as_meant
from rkt_excel.edges.post.letter_draft import Attachment, LetterDraft, Stamp
from rkt_excel.edges.post.mail import compose

STAMP: Final = Stamp(datetime(2026, 11, 23, 1, 15, tzinfo=UTC), "<rkt.1@contoh.go.id>")
ASCII: Final = (
    "Formulir RKT 2027 - SEK - Sekretariat.xlsx",
    f"Formulir RKT 2027 - PKP - {'Bidang Pengelolaan dan Pelestarian ' * 5}Kearsipan.xlsx",
    "a" * 195 + ".xlsx",
    "Formulir, RKT; 100% (akhir) - bagian 'umum' [2] {3} #4 & co. = ya @ kantor.xlsx",
    "formulir%20rkt%2.xlsx",
    "utf-8''formulir.xlsx",
    "formulir.xlsx; filename=lain.exe",
    ".xlsx",
    "RKT <lain@contoh.com>.xlsx",
)
OTHERS: Final = (
    "Formulir RKT 2027 – SEK – Sekretariat.xlsx",
    "Laporan Élan, 'Arsip' (1); 100%.xlsx",
    "é" * 195 + ".xlsx",
    "–" * 195 + ".xlsx",
    'kata "kutip" dan \\ garis.xlsx',
    "قسم المحفوظات.xlsx",
    "📚📄" * 40 + ".xlsx",
    "e\u0301" * 60 + ".xlsx",
    f"{'Bidang Pelestarian, Kearsipan – ' * 6}.docx",
)
NAMES: Final = (*ASCII, *OTHERS)


def letter(*names: str, stamp: Stamp | None = None) -> bytes:
    attached = tuple(Attachment(name, name.encode()) for name in names)
    return compose(LetterDraft("sek@contoh.go.id", "Formulir RKT", "isi", "Sekretariat", attachments=attached), stamp)


def headers(data: bytes) -> list[dict[str, str]]:
    """The headers of every attachment as they were written, line ends included."""
    boundary = re.search(rb'boundary="([^"]+)"', data)
    assert boundary
    parts = data.split(b"--" + boundary[1])[2:-1]
    heads = (part.lstrip(b"\r\n").partition(b"\r\n\r\n")[0].decode("ascii") for part in parts)
    return [dict(line.split(": ", 1) for line in re.split(r"\r\n(?=\S)", head)) for head in heads]


def outlook(head: dict[str, str]) -> str:
    """What a program reads that knows quoted strings and encoded words, and no RFC 2231."""
    plain = re.compile(r'[;\s](file)?name="((?:[^"\\]|\\.)*)"', re.DOTALL)
    for value in (head["Content-Disposition"], head["Content-Type"]):
        if found := plain.search(value):
            return str(make_header(decode_header(found[2].replace("\r\n", ""))))
    return "Untitled attachment"


def python_today(data: bytes) -> list[str | None]:
    mail = message_from_bytes(data, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return [part.get_filename() for part in mail.iter_attachments()]


def python_of_old(data: bytes) -> list[str | None]:
    mail = message_from_bytes(data, policy=policy.compat32)
    return [part.get_filename() for part in mail.walk() if part.get_content_disposition() == "attachment"]


def by_outlook(data: bytes) -> list[str | None]:
    return [outlook(head) for head in headers(data)]


@pytest.mark.parametrize("read", [python_today, python_of_old, by_outlook])
@pytest.mark.parametrize("name", NAMES)
def test_every_program_shows_an_attachment_under_its_name(name: str, read: Callable[[bytes], list[str | None]]) -> None:
    assert read(letter(name)) == [name]
    assert read(letter("pertama.xlsx", name, stamp=STAMP)) == ["pertama.xlsx", name]


@pytest.mark.program("mail parsers")
def test_two_parsers_of_another_language_show_them_under_their_names() -> None:
    for number, reader in enumerate(mail_parsers.PARSERS):
        assert mail_parsers.read(letter(*NAMES))[reader]["names"] == list(NAMES), (number, reader)


@pytest.mark.parametrize("name", ASCII)
def test_a_plain_name_stands_whole_between_quotation_marks_in_both_places(name: str) -> None:
    (head,) = headers(letter(name))
    for key, parameter in (("Content-Disposition", "filename"), ("Content-Type", "name")):
        assert head[key].split(";\r\n ", 1)[1] == f'{parameter}="{name}"'  # not in pieces, not folded, not encoded


@pytest.mark.parametrize("name", OTHERS)
def test_any_other_name_is_told_by_the_standard_and_in_words_for_outlook(name: str) -> None:
    (head,) = headers(letter(name))
    assert re.search(r"[; ]filename\*(0\*)?=utf-8''", head["Content-Disposition"])
    assert 'filename="' not in head["Content-Disposition"]  # programs that find both take the first, undecoded
    words = head["Content-Type"].split(";\r\n ", 1)[1]
    assert re.fullmatch(r'name="(=\?utf-8\?b\?[A-Za-z0-9+/]+=*\?=(\r\n )?)+"', words)
    assert all(len(word) <= 75 for word in re.findall(r"=\?.*?\?=", words))  # RFC 2047, 2


@pytest.mark.parametrize("name", [name for name in OTHERS if len(name.encode()) < 250])
def test_a_name_is_in_pieces_only_where_no_line_can_hold_it(name: str) -> None:
    assert b"filename*0" not in letter(name)


@pytest.mark.parametrize("name", NAMES)
def test_no_line_is_longer_than_servers_take(name: str) -> None:
    assert max(map(len, letter(name).split(b"\r\n"))) <= 998  # RFC 5322, 2.1.1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b' filename="F.xlsx"', b' filename="G.xlsx"'),
        (b' name="F.xlsx"', b' name="G.xlsx"'),
        (b' name="F.xlsx"', b" name*0=F; name*1=.xlsx"),
        (b' name="F.xlsx"', b" x=y"),
    ],
)
def test_a_letter_that_outlook_would_show_under_another_name_is_not_given_away(old: bytes, new: bytes) -> None:
    draft = LetterDraft("sek@contoh.go.id", "RKT", "isi\n", attachments=(Attachment("F.xlsx", b"PK"),))
    data = compose(draft)
    assert old in data
    assert read_as_meant(data, draft, None)
    assert not read_as_meant(data.replace(old, new), draft, None)


@pytest.mark.tuntas
@example("é" * 300)
@example("x" * 2_000)
@settings(deadline=None, max_examples=60)
@given(
    st.text(
        st.one_of(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), st.sampled_from(" ,;\"'%()\\–é*=")),
        max_size=260,
    )
)
def test_any_name_is_read_alike_by_all(text: str) -> None:
    name = " ".join(f"{text}.xlsx".split()).replace("=?", "=-")
    data = letter(name)
    shown = python_today(data)
    assert shown == python_of_old(data) == by_outlook(data)
    assert len(shown) == 1
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert BytesHeaderParser().parsebytes(data)["to"]
