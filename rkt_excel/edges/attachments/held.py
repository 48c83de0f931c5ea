"""What letters, mailbox files and archives hold, in the one form in which all of them give it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rkt_excel.edges.attachments.eml import ReadLetter


@dataclass(frozen=True)
class Closed:
    """Why something cannot be looked into.

    Attributes:
        cause: In Indonesian, to stand after the name and before a full stop.
        remedy: What the Kasubag can do, as a sentence.
    """

    cause: str
    remedy: str


@dataclass(frozen=True)
class Held:
    """One thing in a letter or an archive.

    Attributes:
        name: The file name that it has there, empty where it has none.
        data: Its bytes; empty where `letter` or `closed` stands in their place.
        letter: The letter that it is, already read; `None` for anything else.
        moment: When it was changed, as its wrapping says, in UTC; `None` where that does not say.
        closed: Why it cannot be looked into, `None` where it can.
    """

    name: str
    data: bytes = b""
    letter: ReadLetter | None = None
    moment: datetime | None = None
    closed: Closed | None = None
