"""A letter that is to go out, before it is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Attachment:
    """A file that a letter carries: the name that the receiver will see, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class LetterDraft:
    """A letter that a person will send.

    Attributes:
        to: The address of the receiver, empty where it is not known: it is then filled in by hand.
        subject: The subject, in one line.
        body: The plain text.
        to_name: The name of the receiver.
        sender: The address of the office, empty where the mail program should put its own.
        attachments: The files that it carries, in order.
    """

    to: str
    subject: str
    body: str
    to_name: str = ""
    sender: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True)
class Stamp:
    """What a letter gets that rkt itself sends: the moment with its time zone, and a Message-ID of its own."""

    date: datetime
    message_id: str
