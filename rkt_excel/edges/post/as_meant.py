"""A written letter read again, as strangers will read it: by the rules of today and by those of old programs.

What is read has to be what was meant: one receiver under the name and address that were given, the same subject and
text, the same attachments byte by byte, and no header that nobody asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.utils import collapse_rfc2231_value, getaddresses
from typing import Final, NamedTuple

from rkt_excel.edges.post.letter_draft import LetterDraft, Stamp

_EVERY: Final = {"to", "from", "subject", "mime-version", "content-type", "content-transfer-encoding"}
_DRAFT: Final = {"x-unsent"}
_STAMPED: Final = {"date", "message-id"}


class _Read(NamedTuple):
    to: tuple[tuple[str, str], ...]
    sender: tuple[tuple[str, str], ...]
    subject: str
    body: str
    attachments: tuple[tuple[str, bytes], ...]


def read_as_meant(data: bytes, draft: LetterDraft, stamp: Stamp | None) -> bool:
    """Whether a written letter says what its draft says, read by the rules of today and by those of old programs.

    Args:
        data: The letter as it was written.
        draft: What it has to say.
        stamp: Date and Message-ID that it has to bear; `None` for a letter that a person sends.
    """
    meant = _Read(
        ((draft.to_name, draft.to),) if draft.to else (),
        (("", draft.sender),) if draft.sender else (),
        draft.subject,
        draft.body,
        tuple((each.name, each.data) for each in draft.attachments),
    )
    today, old = message_from_bytes(data, policy=policy.default), message_from_bytes(data, policy=policy.compat32)
    known = _EVERY | (_STAMPED if stamp else _DRAFT)
    names = [name.lower() for name in old.keys()]  # noqa: SIM118 - a header may stand there twice
    if len(set(names)) != len(names) or not set(names) <= known:
        return False
    if stamp and (today["message-id"] != stamp.message_id or old["message-id"] != stamp.message_id):
        return False
    assert isinstance(today, EmailMessage)
    # Python's reader of today puts a space between the encoded words of a name, so that its spaces say nothing.
    bare = meant._replace(to=tuple((_bare(name), address) for name, address in meant.to))
    return _read_of_old(old) == meant and _read_today(today) == bare


def _read_today(mail: EmailMessage) -> _Read:
    to, sender = (
        tuple((_bare(each.display_name), each.addr_spec) for each in mail[name].addresses) if name in mail else ()
        for name in ("to", "from")
    )
    body = mail.get_body(("plain",))
    text = body.get_content().replace("\r\n", "\n") if body else ""
    files = tuple((each.get_filename() or "", each.get_content()) for each in mail.iter_attachments())
    return _Read(to, sender, str(mail["subject"]), text, files)


def _read_of_old(mail: Message) -> _Read:
    to, sender = (
        tuple((_words(name), address) for name, address in getaddresses(mail.get_all(header, [])))
        for header in ("to", "from")
    )
    body, *files = _leaves(mail)
    attached = tuple((_named(each), _bytes(each)) for each in files)
    return _Read(to, sender, _words(str(mail["subject"])), _bytes(body).decode("utf-8").replace("\r\n", "\n"), attached)


def _leaves(mail: Message) -> Iterator[Message]:
    yield from (part for part in mail.walk() if not part.is_multipart())


def _bytes(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _named(part: Message) -> str:
    """The name of an attachment where both places say the same, that of the type without RFC 2231, as Outlook reads."""
    told, old = part.get_param("filename", header="content-disposition"), part.get_param("name")
    name = collapse_rfc2231_value(told) if told is not None else ""
    whole = isinstance(old, str) and ' name="' in str(part["content-type"])
    return name if whole and _words(str(old)) == name else ""


def _bare(text: str) -> str:
    return "".join(text.split())


def _words(text: str) -> str:
    """A header's text in words (RFC 2047), lines joined."""
    return str(make_header(decode_header(text.replace("\r\n", "").replace("\n", ""))))
