"""Letters that no person wrote: what mail servers and mail programs send by themselves about a letter of ours.

Most of them bring our own letter back, form included. That form is no answer, and what matters is what the letter
says: it was not delivered, and to whom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from enum import StrEnum
from typing import Final

from rkt_excel.edges.attachments.eml import ReadLetter, tried
from rkt_excel.edges.attachments.server_words import meaning, server_words
from rkt_excel.edges.disk.outside import plain_line


class Kabar(StrEnum):
    """What such a letter reports, in Indonesian words for a sentence; the worst stands first."""

    TIDAK_SAMPAI = "laporan bahwa surel tidak sampai"
    TERTUNDA = "pemberitahuan bahwa surel masih tertunda"
    SAMPAI = "pemberitahuan bahwa surel sudah sampai"
    DIBACA = "tanda terima baca"
    OTOMATIS = "jawaban otomatis"


@dataclass(frozen=True)
class Notice:
    """What a mail server or a mail program reports.

    Attributes:
        kabar: What it reports.
        alamat: The addresses that it is about, at most five; none where it does not say.
        sebab: Why, in Indonesian words; empty where it does not say.
    """

    kabar: Kabar
    alamat: tuple[str, ...] = ()
    sebab: str = ""


_ACTIONS: Final = {
    "failed": Kabar.TIDAK_SAMPAI, "delayed": Kabar.TERTUNDA, "delivered": Kabar.SAMPAI, "relayed": Kabar.SAMPAI,
    "expanded": Kabar.SAMPAI,
}  # fmt: skip  # RFC 3464, 2.3.3
# Who returns letters. Exchange has a name with a number, some servers no domain.
_SERVERS: Final = re.compile(
    r"(mailer[-_. ]?daemon|mail[-_. ]?daemon|mdaemon|postmaster|microsoftexchange[0-9a-f]+|bounces?)(@.*|\s.*|$)",
    re.IGNORECASE,
)
_RETURNED: Final = re.compile(
    r"undeliver|not delivered|non[- ]?delivery|delivery (status|fail|has failed|problem|incomplete)"
    r"|failure (notice|delivery)|mail delivery|returned mail|returned to sender|mail system error|message status"
    r"|could not be delivered|gagal (dikirim|terkirim|disampaikan)|tidak (terkirim|sampai|dapat disampaikan)"
    r"|pengiriman gagal",
    re.IGNORECASE,
)
_DELAYED: Final = re.compile(r"delay|tertunda|warning: (could not send|message)|temporarily", re.IGNORECASE)
_AUTOMATIC: Final = re.compile(
    r"\s*(automatic reply|auto(matic)?[- ]?(reply|response|respon)|out of (the )?office|vacation( reply)?|away from"
    r"|balasan otomatis|jawaban otomatis|sedang cuti|di luar kantor)\b",
    re.IGNORECASE,
)
_READ: Final = re.compile(r"\s*(read|dibaca|telah dibaca|disposition notification|return receipt)\b.*:", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_STATUS: Final = re.compile(r"\b[45]\.\d{1,3}\.\d{1,3}\b")
_MOST: Final = 5  # addresses that are named


def notice(letter: ReadLetter) -> Notice | None:
    """What a letter reports by itself (RFC 3464, 3834 and older ways), `None` for one that a person wrote."""
    parts = list(_own_parts(letter.message))
    kinds = {part.get_content_type() for part in parts}
    if "message/delivery-status" in kinds:
        return _delivery(letter, [part for part in parts if part.get_content_type() == "message/delivery-status"])
    if "message/disposition-notification" in kinds:
        return Notice(Kabar.DIBACA, _asked(letter))
    said = letter.header("content-type") + letter.subject
    if letter.header("x-failed-recipients") or (_by_a_server(letter) and _is_report(letter, said)):
        kabar = Kabar.TERTUNDA if _DELAYED.search(letter.subject) else Kabar.TIDAK_SAMPAI
        return _told(kabar, letter, _text(letter))
    if _is_automatic(letter):
        return Notice(Kabar.DIBACA if _READ.match(letter.subject) else Kabar.OTOMATIS, _asked(letter))
    return None


def _own_parts(message: Message) -> Iterator[Message]:
    """The parts of a letter, without those of letters in it."""
    yield message
    payload = tried(message.get_payload)
    if isinstance(payload, list) and message.get_content_maintype() == "multipart":
        for part in payload:
            if isinstance(part, Message):
                yield from _own_parts(part)


def from_a_server(sender: str) -> bool:
    """Whether a sender is a mail server, told by its address or name (MAILER-DAEMON, postmaster …)."""
    return _SERVERS.match(sender) is not None


def _by_a_server(letter: ReadLetter) -> bool:
    return from_a_server(letter.sender or letter.header("from")) or letter.header("return-path").strip() == "<>"


def _is_report(letter: ReadLetter, said: str) -> bool:
    """Whether a server's letter is about another letter: it says so, or brings that one with it."""
    brings = any(part.get_content_maintype() == "message" for part in _own_parts(letter.message))
    return brings or "multipart/report" in said or bool(_RETURNED.search(said)) or bool(_DELAYED.search(said))


def _is_automatic(letter: ReadLetter) -> bool:
    """Whether a mail program answered by itself (RFC 3834, and what programs wrote before it)."""
    if (
        letter.header("auto-submitted").strip().lower().startswith("auto-replied")
        or letter.header("precedence").lower() == "auto_reply"
    ):
        return True
    if any(letter.header(name) for name in ("x-autoreply", "x-autorespond", "x-auto-reply")):
        return True
    return bool(_AUTOMATIC.match(letter.subject))


def _delivery(letter: ReadLetter, parts: list[Message]) -> Notice:
    """A report with a part for programs (RFC 3464)."""
    groups = [each for part in parts for each in _groups(part) if each.get("action") or each.get("final-recipient")]
    told: dict[Kabar, list[Message]] = {}
    for each in groups:
        action = str(each.get("action", "failed")).split(None, 1)[0].strip().lower()
        told.setdefault(_ACTIONS.get(action, Kabar.TIDAK_SAMPAI), []).append(each)
    kabar = next((each for each in Kabar if each in told), Kabar.TIDAK_SAMPAI)  # the worst of them first
    about = told.get(kabar, [])
    found = [found for each in about if (found := _recipient(each))]
    said = " ".join(str(each.get(name, "")) for each in about for name in ("status", "diagnostic-code"))
    return _told(kabar, letter, said, tuple(dict.fromkeys(found)))


def _groups(part: Message) -> list[Message]:
    payload = tried(part.get_payload)
    return [each for each in payload if isinstance(each, Message)] if isinstance(payload, list) else []


def _recipient(group: Message) -> str:
    for name in ("original-recipient", "final-recipient"):
        found = tried(lambda name=name: _ADDRESS.search(str(group.get(name, "")).partition(";")[2]))  # type: ignore[misc]
        if found:
            return found[0]
    return ""


def _told(kabar: Kabar, letter: ReadLetter, said: str, addresses: tuple[str, ...] = ()) -> Notice:
    addresses = addresses or letter.addresses("x-failed-recipients") or _asked(letter) or _in_text(letter, said)
    said = plain_line(said)
    status = _STATUS.search(said)
    why = meaning(said) or (f"jawaban peladen {status[0]}" if status else "")
    return Notice(kabar, addresses[:_MOST], server_words(why))


def _asked(letter: ReadLetter) -> tuple[str, ...]:
    """The addresses to which the letter went that this one brings back; none where it brings none."""
    for part in _own_parts(letter.message):
        kind, payload = part.get_content_type(), tried(part.get_payload)
        inner = payload[0] if kind == "message/rfc822" and isinstance(payload, list) and payload else None
        found = ReadLetter(inner).addresses("to") if inner is not None else ()
        own = {each.casefold() for each in letter.addresses("to")}
        if others := tuple(each for each in found if each.casefold() not in own):
            return others
    return ()


def _text(letter: ReadLetter) -> str:
    """What a report says to people."""
    for part in _own_parts(letter.message):
        if part.get_content_type() == "text/plain":
            data = tried(lambda part=part: part.get_payload(decode=True))  # type: ignore[misc]
            return data.decode("utf-8", "replace") if isinstance(data, bytes) else ""
    return ""


def _in_text(letter: ReadLetter, said: str) -> tuple[str, ...]:
    """The addresses in a report's text, the failed one among them, without the office's own and the server's."""
    known = {each.casefold() for name in ("to", "from") for each in letter.addresses(name)}
    said = re.split(r"(?im)^-+ ?(below this line|this is a copy|original message|isi surel)", said)[0]
    found = (each.strip(".") for each in _ADDRESS.findall(said))
    return tuple(dict.fromkeys(each for each in found if each.casefold() not in known))
