"""A letter that is to go out, before it is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Attachment:
    """A file that goes along, under the name that the receiver will see."""

    name: str
    data: bytes


@dataclass(frozen=True)
class LetterDraft:
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
