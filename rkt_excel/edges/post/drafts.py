"""A letter that the program wrote and that still lies in 2-surel, read again: to whom it goes, and what it carries."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass(frozen=True)
class Carried:
    """What a letter carries.

    Attributes:
        alamat: The address that it goes to, empty where it has none yet.
        lampiran: The hexadecimal SHA-256 of each attachment.
    """

    alamat: str
    lampiran: frozenset[str]


def carried(data: bytes) -> Carried:
    """Read a letter of our own; the caller has to see by the journal that nobody has changed it."""
    letter = message_from_bytes(data, EmailMessage, policy=policy.default)
    to = letter["To"]
    address = to.addresses[0].addr_spec if to is not None and to.addresses else ""
    contents = (part.get_payload(decode=True) for part in letter.iter_attachments())
    return Carried(address, frozenset(hashlib.sha256(each).hexdigest() for each in contents if isinstance(each, bytes)))
