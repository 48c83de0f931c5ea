"""What kind of letter or archive a file is, told by its content; how it is looked into stands in a module for each.

Zip is not among them: spreadsheets are zips themselves, so that the engine has to have a look at one first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from rkt_excel.edges.attachments import mailfiles, outlook, packed, smime, tnef
from rkt_excel.edges.attachments.eml import ReadLetter, is_letter, read_head, read_letter
from rkt_excel.edges.attachments.held import Closed, Held
from rkt_excel.edges.attachments.undelivered import Kabar, Notice, notice
from rkt_excel.edges.attachments.uuencode import uuencoded
from rkt_excel.workbook.containers.limits import Budget

LETTER: Final = "Surel"
ARCHIVE: Final = "Arsip"
_ENTITY: Final = re.compile(rb"\A\s*(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-[a-z-]+[ \t]*:", re.IGNORECASE)
_BEGIN: Final = re.compile(rb"\s*begin(-base64)? [0-7]{3,4} \S")
_SAMPLE: Final = 4_096

# Message classes of Outlook ([MS-OXCMSG], 2.2.1.3) of what nobody wrote.
_CLASSES: Final = (
    (re.compile(r"REPORT\..*\.NDR", re.IGNORECASE), Kabar.TIDAK_SAMPAI),
    (re.compile(r"REPORT\..*\.(DR|EXPANDED\.DR|RELAYED\.DR)", re.IGNORECASE), Kabar.SAMPAI),
    (re.compile(r"REPORT\..*\.DELAYED", re.IGNORECASE), Kabar.TERTUNDA),
    (re.compile(r"REPORT\..*\.IPNN?RN", re.IGNORECASE), Kabar.DIBACA),
    (re.compile(r".*\.OofTemplate\..*", re.IGNORECASE), Kabar.OTOMATIS),
)


@dataclass(frozen=True)
class Holder:
    """A letter or an archive, recognised.

    Attributes:
        wadah: What it is called in Indonesian, at the beginning of a sentence.
        parts: Gives what it holds, within a budget; raises `Unreadable` at its limit or where it is damaged.
        date: When it was sent, in UTC; `None` where it is no letter or does not say.
        sender: The address that sent it; `None` where it is no letter or names none.
        cut: It is a letter that ends too early.
        notice: What it reports, where a mail server or program wrote it by itself; `None` for all else.
    """

    wadah: str
    parts: Callable[[Budget], Iterator[Held]]
    date: datetime | None = None
    sender: str | None = None
    cut: bool = False
    notice: Notice | None = None


def holder_of(data: bytes, name: str) -> Holder | None:
    """What kind of letter or archive a file is, `None` for any other file.

    Args:
        data: Its bytes.
        name: Its own name, from which that of the single file in a .gz or .p7m is made.

    Raises:
        Unreadable: It is a letter nested more deeply than letters are.
    """
    letter = mailfiles.apple_letter(data) or data
    if letters := mailfiles.letters_in(data):
        return Holder("Kotak surat", lambda _: (Held("", letter=read_letter(each)) for each in letters))
    if is_letter(letter):
        return of_letter(read_letter(letter))
    return next((open_it(data, name) for known, open_it in _KNOWN if known(data)), None)


def of_letter(letter: ReadLetter) -> Holder:
    """A letter that was read already, as a holder of what is attached to it."""
    return Holder(LETTER, lambda _: letter.attached(), letter.date, letter.sender, letter.cut, notice(letter))


def _of_message(message: outlook.Message) -> Holder:
    told = next((Notice(kabar) for kind, kabar in _CLASSES if kind.fullmatch(message.kind)), None)
    if told is None and message.headers:
        told = notice(read_head(message.headers.encode("utf-8", "replace")))
    return Holder(LETTER, lambda _: iter(message.attached), message.date, message.sender, notice=told)


def _of_signed(content: bytes | Closed | None, name: str) -> Holder | None:
    """What was signed: a part of a letter with its own headers, or a file."""
    if content is None:
        return None  # a signature alone
    if isinstance(content, Closed):
        closed = Held("", closed=content)
        return Holder(LETTER, lambda _: iter((closed,)))
    if _ENTITY.match(content[:_SAMPLE]):
        signed = read_letter(content)
        return Holder(LETTER, lambda _: signed.attached(), cut=signed.cut)
    ending = name.rpartition(".")[2].lower()
    file = Held(name.rpartition(".")[0] if ending in {"p7m", "p7s", "pem"} else "", content)
    return Holder("Bungkus tanda tangan", lambda _: iter((file,)))


_KNOWN: Final[tuple[tuple[Callable[[bytes], bool], Callable[[bytes, str], Holder | None]], ...]] = (
    (outlook.is_message, lambda data, _: _of_message(outlook.read_message(data))),
    (
        lambda data: data.startswith(tnef.TNEF_SIGNATURE),
        lambda data, _: Holder("Lampiran Outlook", lambda _: tnef.attachments(data)),
    ),
    (smime.is_signed, lambda data, name: _of_signed(smime.signed_content(data), name)),
    (
        packed.is_packed,
        lambda data, name: Holder(ARCHIVE, lambda budget: packed.members(data, name, budget)),
    ),
    (
        lambda data: _BEGIN.match(data[:_SAMPLE]) is not None,
        lambda data, _: Holder("Berkas teks", lambda _: uuencoded(data)),
    ),
)
