"""Letters (.eml): drafts that a person opens, looks at and sends, and the same letters stamped for sending by rkt."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from string import Formatter
from typing import Final

from rkt_excel.edges.disk.one_way import file_bytes
from rkt_excel.edges.disk.oserrors import refused
from rkt_excel.edges.disk.outside import plain_line
from rkt_excel.edges.post.as_meant import read_as_meant
from rkt_excel.edges.post.headers import PLAINLY, coded
from rkt_excel.edges.post.letter_draft import Attachment, LetterDraft, Stamp
from rkt_excel.errors import InputUnusableError, OutputLockedError
from rkt_excel.workbook.characters import cleaned
from rkt_excel.workbook.sentences import one_stop

__all__ = ["SUFFIX", "Attachment", "LetterDraft", "LetterWording", "Stamp", "compose", "template", "usable"]

SUFFIX: Final = ".eml"
SUBJECT: Final = "Perihal:"  # begins the first line of a template
_TYPES: Final = {
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".pdf": ("application", "pdf"),
}
_ANY_TYPE: Final = ("application", "octet-stream")


@dataclass(frozen=True)
class LetterWording:
    """What the template of a letter says: subject and body, with {placeholders} in both."""

    subject: str
    body: str

    def filled(self, facts: Mapping[str, str]) -> LetterWording:
        """The wording with a fact in the place of each placeholder.

        Raises:
            KeyError: A placeholder has no fact; `template` has checked that each is known.
        """
        return LetterWording(one_stop(self.subject.format_map(facts)), one_stop(self.body.format_map(facts)))


def compose(draft: LetterDraft, stamp: Stamp | None = None) -> bytes:
    """The letter as a file that mail programs open for sending; with a stamp, as rkt sends it.

    `X-Unsent: 1` makes mail programs open it as a draft (which ones: docs/surel.md). Date and Message-ID are left to
    the program that sends it. Equal content gives equal bytes: the boundary is made of the content. What was written is
    read again before it is given away; where the receiver's name is read as anything else, the letter goes without it.

    Args:
        draft: The letter; texts that no letter can carry are cleaned, unusable addresses left out.
        stamp: Date and Message-ID of a letter that rkt sends; `None` for a draft that a person sends.

    Raises:
        OutputLockedError: It cannot be written so that it is read as it was meant.
    """
    draft = _fit(draft)
    for each in (draft, replace(draft, to_name="")):
        data = _written(each, stamp)
        if read_as_meant(data, each, stamp):
            return data
    raise OutputLockedError(
        f"Surel untuk {draft.to_name or draft.to} tidak dibuat, karena akan terbaca lain. Periksa nama dan alamatnya."
    )


def _fit(draft: LetterDraft) -> LetterDraft:
    """The same letter with texts that a letter can carry; an address that none can carry is left out."""
    return replace(
        draft,
        to=draft.to.strip() if usable(draft.to) else "",
        to_name=plain_line(draft.to_name) if usable(draft.to) else "",
        sender=draft.sender.strip() if usable(draft.sender) else "",
        subject=plain_line(draft.subject),
        body=cleaned(draft.body.replace("\r\n", "\n").replace("\r", "\n")).strip() + "\n",
        attachments=tuple(
            Attachment(plain_line(each.name).replace("=?", "=-"), each.data) for each in draft.attachments
        ),
    )


def _written(draft: LetterDraft, stamp: Stamp | None) -> bytes:
    mail = EmailMessage(policy=PLAINLY)
    if stamp is None:
        mail["X-Unsent"] = "1"
    else:
        mail["Date"] = format_datetime(stamp.date)
        mail["Message-ID"] = stamp.message_id
    if draft.to:
        mail["To"] = Address(draft.to_name, addr_spec=draft.to)
    if draft.sender:
        mail["From"] = Address(addr_spec=draft.sender)
    mail["Subject"] = coded(draft.subject)
    mail.set_content(draft.body, cte="quoted-printable")
    for each in draft.attachments:
        main, sub = _TYPES.get(Path(each.name).suffix.lower(), _ANY_TYPE)
        mail.add_attachment(each.data, maintype=main, subtype=sub, filename=each.name, params={"name": each.name})
    if draft.attachments:
        mail.set_boundary(f"rkt-{_digest(draft)}")
    return mail.as_bytes()


def template(path: Path, known: frozenset[str]) -> LetterWording:
    """The wording that the office keeps in a text file: a line "Perihal: ...", then the letter.

    Args:
        path: The file; Notepad's encodings are understood.
        known: The placeholders that may stand in it.

    Raises:
        InputUnusableError: It cannot be read, has no subject, or holds a placeholder that nobody knows.
    """
    try:
        text = _decoded(file_bytes(path))
    except OSError as error:
        raise InputUnusableError(refused(path, "dibuka", error)) from error
    first, _, body = text.lstrip().partition("\n")
    if not first.casefold().startswith(SUBJECT.casefold()) or not body.strip():
        raise InputUnusableError(f"{path} harus diawali baris “{SUBJECT} …”, lalu isi suratnya.")
    _check(path, text, known)
    return LetterWording(first[len(SUBJECT) :].strip(), body.strip() + "\n")


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
    """Whether an address is one that a letter can be sent to: plain ASCII, of the form of RFC 5322, 3.4.1."""
    if not address.isascii() or not address.strip():
        return False
    try:
        return Address(addr_spec=address.strip()).addr_spec == address.strip()
    except (MessageError, ValueError, IndexError):
        return False


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


def _digest(draft: LetterDraft) -> str:
    """A short hash of everything in a draft."""
    digest = hashlib.sha256(repr((draft.to, draft.sender, draft.subject, draft.body)).encode())
    for each in draft.attachments:
        digest.update(each.name.encode("utf-8", "replace") + hashlib.sha256(each.data).digest())
    return digest.hexdigest()[:32]
