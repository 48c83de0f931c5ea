"""Letters that came back (.eml, RFC 5322): when, from whom, and what is attached. Python's `email` reads them.

Whatever a letter says of itself may be wrong or hostile: its headers raise nearly anything in `email`, so each is
asked for by itself and counts as absent where it cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import errors, message_from_bytes, policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any, Final, TypeVar

from rkt_excel.workbook.limits import Unreadable, too_big

T = TypeVar("T")

_SAMPLE: Final = 16_384  # bytes in which the headers are looked for
_HEADERS: Final = 262_144  # bytes that headers may take
_HEADER: Final = re.compile(rb"([!-9;-~]+)[ \t]*:")  # RFC 5322, 2.2
_MBOX: Final = b"From "  # the line that mailbox files put before a letter
# A web page saved by Excel or a browser (.mht) has the headers of a letter, too, but nobody sent it.
_OF_LETTERS: Final = frozenset(
    {b"from", b"to", b"cc", b"date", b"subject", b"received", b"message-id", b"return-path", b"delivered-to", b"sender",
     b"reply-to", b"x-unsent"}
)  # fmt: skip
_LEAST_HEADERS: Final = 2
_NESTS: Final = re.compile(rb"boundary\s*=|message/rfc822", re.IGNORECASE)
_MOST_NESTS: Final = 100  # a letter with a letter in it has about six; `email` reads each line once for every open one

# What mail programs add by themselves: signatures, pictures in the text, invitations, receipts.
_MATTER: Final = re.compile(
    r"image/.*|text/(html|calendar|vcard|x-vcard|directory|rfc822-headers|enriched|x-amp-html)"
    r"|application/(x-)?pkcs7-signature|application/pgp-signature|application/ics|message/(?!rfc822).*"
)
_TNEF_TYPES: Final = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_TNEF: Final = b"\x78\x9f\x3e\x22"  # the first bytes of winmail.dat (MS-OXTNEF 2.1.3.1)
_BOOKS: Final = (b"PK", b"\xd0\xcf\x11\xe0")  # a spreadsheet stays one under any type that it was sent as


@dataclass(frozen=True)
class Attached:
    """One thing in a letter that may concern us.

    Attributes:
        name: The file name that it was sent under, empty where it has none.
        data: Its bytes.
        letter: The letter that it is, where a letter was attached.
        tnef: It is Outlook's wrapping (winmail.dat), which hides the attachments in it.
    """

    name: str
    data: bytes = b""
    letter: Letter | None = None
    tnef: bool = False


@dataclass(frozen=True)
class Letter:
    """A letter, read.

    Attributes:
        message: As `email` holds it.
        cut: It ends before its last part does.
    """

    message: EmailMessage
    cut: bool = False

    @property
    def date(self) -> datetime | None:
        """When it was sent, by its own word; a date without zone is taken as UTC."""
        return _tried(lambda: _aware(self._header("date").datetime))

    @property
    def sender(self) -> str | None:
        """The address that it names as its sender."""
        return _tried(lambda: str(self._header("from").addresses[0].addr_spec)) or None

    @property
    def subject(self) -> str:
        """Its subject in one line, empty where there is none."""
        return _tried(lambda: " ".join(str(self._header("subject")).split())) or ""

    @property
    def message_id(self) -> str:
        """The name that its sender gave it, empty where there is none."""
        return _tried(lambda: "".join(str(self._header("message-id") or "").split())) or ""

    def attached(self) -> Iterator[Attached]:
        """What is attached, in order; what mail programs add by themselves is passed over."""
        return _attached(self.message)

    def _header(self, name: str) -> Any:  # noqa: ANN401 - the header classes of `email` are made at run time
        return self.message[name]


def is_letter(data: bytes) -> bool:
    """Whether a file is a letter, told by the header lines that it begins with."""
    head = data[:_SAMPLE].removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if head.startswith(_MBOX):
        head = head.partition(b"\n")[2]
    names: set[bytes] = set()
    for line in head.split(b"\n"):
        if line.startswith((b" ", b"\t")) and names:
            continue
        match = _HEADER.match(line)
        if match is None:
            break
        names.add(match[1].lower())
    return len(names) >= _LEAST_HEADERS and not names.isdisjoint(_OF_LETTERS)


def read_letter(data: bytes) -> Letter:
    """Read a letter.

    Raises:
        Unreadable: It is nested more deeply than letters are.
    """
    if len(_NESTS.findall(data)) > _MOST_NESTS:
        raise _too_deep()
    try:
        message = message_from_bytes(data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"), policy=policy.default)
    except RecursionError as fault:
        raise _too_deep() from fault
    return _letter(message)


def read_head(data: bytes) -> Letter:
    """What a letter says of itself: its headers alone, at once for a letter of any size."""
    head = data[:_HEADERS].removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    return Letter(BytesParser(policy=policy.default).parsebytes(head, headersonly=True))


def _too_deep() -> Unreadable:
    return too_big("suratnya bersarang terlalu dalam")


def _letter(message: EmailMessage) -> Letter:
    return Letter(message, any(_is_cut(part) for part in message.walk()))


def _is_cut(part: Any) -> bool:  # noqa: ANN401
    ends = (errors.CloseBoundaryNotFoundDefect, errors.StartBoundaryNotFoundDefect)
    return any(isinstance(defect, ends) for defect in part.defects)


def _attached(message: EmailMessage) -> Iterator[Attached]:
    for part in message.iter_parts() if message.is_multipart() else (message,):
        assert isinstance(part, EmailMessage)
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], EmailMessage):
                yield Attached(_named(part), letter=_letter(inner[0]))
        elif part.is_multipart():
            yield from _attached(part)
        else:
            yield from _leaf(part, kind)


def _leaf(part: EmailMessage, kind: str) -> Iterator[Attached]:
    data = _tried(lambda: part.get_payload(decode=True))
    content = data if isinstance(data, bytes) else b""
    name = _named(part)
    if kind in _TNEF_TYPES or content.startswith(_TNEF):
        yield Attached(name, tnef=True)
    elif content.startswith(_BOOKS) or not (_MATTER.fullmatch(kind) or (kind == "text/plain" and not name)):
        yield Attached(name, content)


def _named(part: EmailMessage) -> str:
    return _tried(part.get_filename) or ""


def _tried(ask: Callable[[], T | None]) -> T | None:
    """What a header says, `None` where it cannot be read.

    `email` raises nearly anything on what it did not expect (IndexError, AttributeError, TypeError, ValueError,
    RecursionError, LookupError for unknown encodings), so there is no shorter list to catch.
    """
    try:
        return ask()
    except Exception:  # noqa: BLE001 - see above
        return None


def _aware(when: datetime | None) -> datetime | None:
    if when is None:
        return None
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
