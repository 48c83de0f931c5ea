"""Letters that came back (.eml, RFC 5322): when, from whom, and what is attached. Python's `email` reads them.

Whatever a letter says of itself may be wrong or hostile: its headers raise nearly anything in `email`, so each is
asked for by itself and counts as absent where it cannot be read. What is wrapped once more (winmail.dat, a signed
letter) is handed on as it is: `edges.arrivals.holders` knows it by its content.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email import errors, message_from_bytes, policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any, Final, TypeVar

from rkt_excel.edges.attachments.bounded import bounded, short_headers
from rkt_excel.edges.attachments.held import Closed, Held
from rkt_excel.edges.attachments.uuencode import uuencoded
from rkt_excel.edges.disk.outside import credible, plain_line
from rkt_excel.workbook.containers.limits import MEGABYTE, Unreadable, too_big

_T = TypeVar("_T")

LETTER_BYTES: Final = 44 * MEGABYTE  # an attachment of 30 MB has 41 in base64, one of 30 MiB 43; servers stop before
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
# As it came: a header is never written anew, for that is where bytes that are no letters would be stumbled over.
_AS_IT_CAME: Final = policy.default.clone(refold_source="none")

# What mail programs add by themselves: signatures, pictures in the text, invitations, receipts.
_MATTER: Final = re.compile(
    r"image/.*|text/(html|calendar|vcard|x-vcard|directory|rfc822-headers|enriched|x-amp-html)"
    r"|application/((x-)?pkcs7-signature|pgp-signature|pgp-keys|ics|pgp-encrypted)|message/.*"
)
_LETTERS: Final = frozenset({"message/rfc822", "message/global", "message/news"})
_LETTER_TYPE: Final = re.compile(rb"^(content-type:\s*)message/(?:rfc822|global|news)\b", re.IGNORECASE | re.MULTILINE)
_ENCODED: Final = re.compile(rb"^content-transfer-encoding:\s*(base64|quoted-printable)", re.IGNORECASE | re.MULTILINE)
_BLANK: Final = re.compile(rb"\r?\n\r?\n")
_CODED: Final = "application/x-letter-encoded"
_REPORT: Final = "multipart/report"
_TNEF: Final = b"\x78\x9f\x3e\x22"  # the first bytes of winmail.dat (MS-OXTNEF 2.1.3.1)
_BOOKS: Final = (b"PK", b"\xd0\xcf\x11\xe0", _TNEF)  # these stay what they are under any type that they were sent as
_CHECKED: Final = b"PK"  # a zip has a checksum of each of its members
_NOT_ENCODED: Final = {  # what stands in no part of that encoding
    "base64": re.compile(r"[^A-Za-z0-9+/]"),
    "quoted-printable": re.compile(r"=(?![0-9A-Fa-f]{2}|[ \t]*(?:\r?\n|\Z))"),
}
_FILES: Final = re.compile(
    r".*\.(xls[xmb]?|xlt[xm]?|ods|ots|fods|csv|numbers|zip|rar|7z|t?gz|eml|msg|p7m)", re.IGNORECASE
)
_PGP: Final = b"-----BEGIN PGP MESSAGE-----"
_APPLE_LEFT_OUT: Final = "x-apple-content-length"  # Apple Mail keeps the attachment of such a part elsewhere

_SAVE: Final = "Buka suratnya di program surel, lalu simpan formulirnya di 3-kembali."
_ENCRYPTED: Final = Closed("surelnya dienkripsi, jadi hanya penerimanya yang dapat membukanya", _SAVE)
_ELSEWHERE: Final = Closed("lampirannya tidak ikut disimpan di dalam surel ini", _SAVE)
_SPOILT: Final = Closed(
    "lampirannya rusak di perjalanan surat",
    "Mintalah formulirnya dikirim ulang, atau simpan lampirannya dari program surel di 3-kembali bila di sana utuh.",
)
_UNOPENED: Final = Closed("surel yang dilampirkan tidak dapat dibuka", _SAVE)
_IN_PARTS: Final = Closed("surelnya dipecah menjadi beberapa kiriman, dan ini hanya satu di antaranya", _SAVE)
_CLOSED: Final = {
    "multipart/encrypted": _ENCRYPTED,
    "message/partial": _IN_PARTS,
    "message/external-body": _ELSEWHERE,
}


@dataclass(frozen=True)
class ReadLetter:
    """A letter, read. What it says of itself is unchecked: whoever wrote it may have put anything there.

    Attributes:
        message: The letter as Python's `email` holds it.
        cut: The letter ends before its last part does.
    """

    message: EmailMessage
    cut: bool = False

    @property
    def date(self) -> datetime | None:
        """When it was sent as it says itself, in UTC; `None` where it does not say, or nothing credible."""
        return tried(lambda: credible(self._header("date").datetime))

    @property
    def sender(self) -> str | None:
        """The address that it names as its sender, `None` where it names none."""
        return tried(lambda: plain_line(str(self._header("from").addresses[0].addr_spec))) or None

    @property
    def subject(self) -> str:
        """Its subject in one line, empty where there is none."""
        return self.header("subject")

    @property
    def message_id(self) -> str:
        """Its Message-ID (RFC 5322, 3.6.4), empty where there is none."""
        return "".join(self.header("message-id").split())

    def header(self, name: str) -> str:
        """A header in one line, empty where there is none or it cannot be read."""
        return tried(lambda: plain_line(str(self._header(name) or ""))) or ""

    def addresses(self, name: str) -> tuple[str, ...]:
        """The addresses that a header names, in order; none where it is absent or cannot be read."""
        return tried(lambda: tuple(plain_line(str(each.addr_spec)) for each in self._header(name).addresses)) or ()

    def attached(self) -> Iterator[Held]:
        """What is attached, in order; signatures, pictures in the text and receipts are passed over."""
        return _attached(self.message, whole=True)

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


def read_letter(data: bytes) -> ReadLetter:
    """Read a letter with all that is in it; whatever `is_letter` says, any bytes give some letter.

    Raises:
        Unreadable: It has more parts than letters have, or is nested more deeply.
    """
    whole = bounded(data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))
    try:
        message = message_from_bytes(_as_files(whole), policy=_AS_IT_CAME)
    except RecursionError as fault:
        raise _too_deep() from fault
    return _letter(message)


def read_head(data: bytes) -> ReadLetter:
    """Read the headers of a letter alone, which takes no longer for a large one; it has no attachments then."""
    head = short_headers(data[:_HEADERS].removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))
    try:
        return ReadLetter(BytesParser(policy=_AS_IT_CAME).parsebytes(head, headersonly=True))
    except RecursionError:  # brackets within brackets: it says nothing of itself
        return ReadLetter(EmailMessage())


def _as_files(data: bytes) -> bytes:
    """The letter, with letters in it that were encoded as a whole told to be files.

    RFC 2046 (5.2.1) forbids that encoding, so that `email` does not undo it; programs write it, and others show it.
    """

    def told(found: re.Match[bytes]) -> bytes:
        begin = max(data.rfind(end, 0, found.start()) for end in (b"\n\n", b"\n\r\n"))
        block = _BLANK.split(data[max(begin, 0) : found.end() + _SAMPLE].lstrip(b"\r\n"), maxsplit=1)[0]
        return found[1] + _CODED.encode() if _ENCODED.search(block) else found[0]

    return _LETTER_TYPE.sub(told, data)


def _too_deep() -> Unreadable:
    return too_big("suratnya bersarang terlalu dalam")


def _letter(message: EmailMessage) -> ReadLetter:
    return ReadLetter(message, any(_is_cut(part) for part in message.walk()))


def _is_cut(part: Any) -> bool:  # noqa: ANN401
    ends = (errors.CloseBoundaryNotFoundDefect, errors.StartBoundaryNotFoundDefect)
    return any(isinstance(defect, ends) for defect in part.defects)


def _attached(part: EmailMessage, *, whole: bool = False) -> Iterator[Held]:
    """What a part holds; `whole` says that it is the letter itself."""
    kind = part.get_content_type()
    if kind in _LETTERS:
        yield _inner(part)
    elif kind in _CLOSED:
        yield Held("" if whole else _named(part), closed=_CLOSED[kind])
    elif _APPLE_LEFT_OUT in part and not part.is_multipart():
        yield Held(_named(part), closed=_ELSEWHERE)
    elif kind == _REPORT and not whole:
        yield Held("laporan peladen surel", letter=_letter(part))  # it says of itself what it is
    elif part.is_multipart():
        for each in part.iter_parts():
            assert isinstance(each, EmailMessage)
            yield from _attached(each)
    else:
        yield from _leaf(part, kind)


def _inner(part: EmailMessage) -> Held:
    """A letter in a letter."""
    payload = tried(part.get_payload)
    inner = payload[0] if isinstance(payload, list) and payload else None
    if isinstance(inner, EmailMessage) and inner.keys():
        return Held(_named(part), letter=_letter(inner))
    return Held(_named(part), closed=_UNOPENED)


def _leaf(part: EmailMessage, kind: str) -> Iterator[Held]:
    data = tried(lambda: part.get_payload(decode=True))
    content = data if isinstance(data, bytes) else b""
    name = _named(part)
    if kind == _CODED and not is_letter(content):
        yield Held(name, closed=_UNOPENED)
    elif kind == "text/plain" and not name:
        yield from _in_the_text(content)
    elif content.startswith(_BOOKS) or _FILES.fullmatch(name) or not _MATTER.fullmatch(kind):
        spoilt = not content.startswith(_CHECKED) and _is_spoilt(part)
        yield Held(name, closed=_SPOILT) if spoilt else Held(name, content)


def _is_spoilt(part: EmailMessage) -> bool:
    """Whether signs of an encoded part are missing or are none of its encoding; `email` passes over them."""
    text = tried(part.get_payload)
    encoding = (tried(lambda: str(part["content-transfer-encoding"])) or "").strip().lower()
    if not isinstance(text, str) or encoding not in _NOT_ENCODED:
        return False
    if encoding == "base64":
        lines = ["".join(line.split()) for line in text.splitlines()]
        text = "".join(lines).rstrip("=")
        if len(text) % 4 == 1 or not _is_even([len(line) for line in lines if line]):
            return True
    return _NOT_ENCODED[encoding].search(text) is not None


def _is_even(lines: list[int]) -> bool:
    """Whether lines of base64 are of such lengths as programs write; else a piece of them is missing or there twice.

    All are as long as the first but the last, which may be shorter. Programs that encode a piece of the file at a time,
    and servers that break long lines once more, write a shorter one at every so many.
    """
    *lines, last = lines or [0]
    if not lines:
        return True
    turn = next((at for at, length in enumerate(lines, 1) if length != lines[0]), 1)
    known = turn == 1 or (lines[turn - 1] < lines[0] and len(lines) >= 2 * turn)
    return known and last <= lines[0] and all(length == lines[at % turn] for at, length in enumerate(lines))


def _in_the_text(content: bytes) -> Iterator[Held]:
    """What stands in the text of a letter itself; a text is no attachment."""
    if content.startswith(_BOOKS):
        yield Held("", content)
    if _PGP in content:
        yield Held("", closed=_ENCRYPTED)
    yield from uuencoded(content)


def _named(part: EmailMessage) -> str:
    return tried(part.get_filename) or ""


def tried(ask: Callable[[], _T | None]) -> _T | None:
    """What `ask` makes of a header, `None` where that raises any exception.

    `email` raises nearly anything on what it did not expect (IndexError, AttributeError, TypeError, ValueError,
    RecursionError, LookupError for unknown encodings), so there is no shorter list to catch.
    """
    try:
        return ask()
    except Exception:  # noqa: BLE001 - see above
        return None
