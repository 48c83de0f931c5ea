"""Letters (.eml): drafts that a person opens, looks at and sends, and the same letters stamped for sending by rkt."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from string import Formatter
from typing import Final

from rkt_excel.edges.oserrors import refused
from rkt_excel.errors import InputUnusableError

SUFFIX: Final = ".eml"
SUBJECT: Final = "Perihal:"  # begins the first line of a template
_TYPES: Final = {
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".pdf": ("application", "pdf"),
}
_ANY_TYPE: Final = ("application", "octet-stream")


@dataclass(frozen=True)
class Attachment:
    """A file that goes along, under the name that the receiver will see."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Draft:
    """A letter that a person will send.

    Attributes:
        to: The address of the receiver, empty where it is not known: it is then filled in by hand.
        to_name: Who that is, in words.
        sender: The address of the office, empty where the mail program should put its own.
        subject: In one line.
        body: Plain text.
        attachments: In order.
    """

    to: str
    subject: str
    body: str
    to_name: str = ""
    sender: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True)
class Stamp:
    """What a letter gets that rkt itself sends: when, with its time zone, and a name that no other letter has."""

    date: datetime
    message_id: str


@dataclass(frozen=True)
class Wording:
    """What a template says: subject and body with {placeholders}."""

    subject: str
    body: str

    def filled(self, facts: Mapping[str, str]) -> Wording:
        """With the facts in the place of the placeholders, which `template` has checked."""
        return Wording(self.subject.format_map(facts), self.body.format_map(facts))


def compose(draft: Draft, stamp: Stamp | None = None) -> bytes:
    """The letter as a file that mail programs open for sending; with a stamp, as rkt sends it.

    `X-Unsent: 1` makes mail programs open it as a draft (which ones: docs/surel.md). Date and Message-ID are left to
    the program that sends it. Equal content gives equal bytes: the boundary is made of the content.
    """
    mail = EmailMessage(policy=SMTP)
    if stamp is None:
        mail["X-Unsent"] = "1"
    else:
        mail["Date"] = format_datetime(stamp.date)
        mail["Message-ID"] = stamp.message_id
    _address(mail, "To", draft.to, draft.to_name)
    _address(mail, "From", draft.sender, "")
    mail["Subject"] = " ".join(draft.subject.split())
    mail.set_content(draft.body.strip() + "\n", cte="quoted-printable")
    for each in draft.attachments:
        main, sub = _TYPES.get(Path(each.name).suffix.lower(), _ANY_TYPE)
        mail.add_attachment(each.data, maintype=main, subtype=sub, filename=each.name)
    if draft.attachments:
        mail.set_boundary(f"rkt-{_digest(draft)}")
    return mail.as_bytes()


def template(path: Path, known: frozenset[str]) -> Wording:
    """The wording that the office keeps in a text file: a line "Perihal: ...", then the letter.

    Args:
        path: The file; Notepad's encodings are understood.
        known: The placeholders that may stand in it.

    Raises:
        InputUnusableError: It cannot be read, has no subject, or holds a placeholder that nobody knows.
    """
    try:
        text = _decoded(path.read_bytes())
    except OSError as error:
        raise InputUnusableError(refused(path, "dibuka", error)) from error
    first, _, body = text.lstrip().partition("\n")
    if not first.casefold().startswith(SUBJECT.casefold()) or not body.strip():
        raise InputUnusableError(f"{path} harus diawali baris “{SUBJECT} …”, lalu isi suratnya.")
    _check(path, text, known)
    return Wording(first[len(SUBJECT) :].strip(), body.strip() + "\n")


def _check(path: Path, text: str, known: frozenset[str]) -> None:
    """Only plain placeholders that are known; nothing that would look into objects."""
    told = ", ".join(f"{{{name}}}" for name in sorted(known))
    try:
        fields = [(field, spec, conversion) for _, field, spec, conversion in Formatter().parse(text)]
    except ValueError as error:
        sentence = f"{path} memuat kurung kurawal yang tidak berpasangan. Isian yang dikenal: {told}."
        raise InputUnusableError(sentence) from error
    asked = [each for each in fields if each[0] is not None]
    wrong = [field for field, spec, conversion in asked if field not in known or spec or conversion]
    if wrong:
        unknown = ", ".join(f"{{{field}}}" for field in dict.fromkeys(wrong))
        raise InputUnusableError(f"{path} memuat isian yang tidak dikenal: {unknown}. Yang dikenal: {told}.")


def usable(address: str) -> bool:
    """Whether a letter can be sent to an address."""
    mail = EmailMessage(policy=SMTP)
    _address(mail, "To", address, "")
    return bool(mail["To"])


def _address(mail: EmailMessage, header: str, address: str, name: str) -> None:
    """Set an address; one that no letter can carry is left out, to be filled in by hand."""
    if not address.isascii():
        return
    try:
        mail[header] = Address(" ".join(name.split()), addr_spec=address.strip()) if address.strip() else ""
    except (MessageError, ValueError, IndexError):
        del mail[header]


def _decoded(data: bytes) -> str:
    """The text of a file that Notepad saved, in any of its encodings."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _digest(draft: Draft) -> str:
    """A short hash of everything in a draft."""
    digest = hashlib.sha256(repr((draft.to, draft.sender, draft.subject, draft.body)).encode())
    for each in draft.attachments:
        digest.update(each.name.encode("utf-8", "replace") + hashlib.sha256(each.data).digest())
    return digest.hexdigest()[:32]
