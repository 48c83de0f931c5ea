"""One file that came back: read, or the reason why it was not, in the words of the catalogue."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import PurePosixPath
from typing import Final

from rkt_excel.edges.attachments.undelivered import Kabar, Notice
from rkt_excel.messages.file_codes import SARAN, FileCode
from rkt_excel.workbook.containers.limits import Reason, Unreadable
from rkt_excel.workbook.findings import Finding, finding
from rkt_excel.workbook.values.cells import Opened

_NAMED: Final = 5  # of other files that a message names
# What may be meant for an answer although it is no spreadsheet that is read.
_MEANT_BY_NAME: Final = re.compile(
    r".*\.(xls[xmb]?|xlt[xm]?|ods|ots|fods|et|csv|tsv|slk|numbers|gsheet|zip|rar|7z|msg|p7m|dat|bin|enc|gpg|pgp)",
    re.IGNORECASE,
)
_MEANT_BY_CONTENT: Final = re.compile(r"Apple Numbers|lembar kerja|\(CSV\)")


@dataclass(frozen=True)
class Arrived:
    """One file that came back, read; or why it was not.

    Attributes:
        name: Relative to the work folder with "/"; inside a letter or an archive the names of both, such as
            "3-kembali/kiriman.zip/Formulir SEK.xlsx". No two have the same.
        time: The time of the file, in UTC; `None` where it can be none.
        data: Its bytes; empty where they could not be had.
        mailed: When the letter was sent that brought it, in UTC; `None` where no letter did or it does not say.
        sender: The address of that letter's sender; `None` where no letter brought it or it names none.
        opened: What the spreadsheet holds, `None` where it was refused.
        refusal: The finding that says why it was refused, `None` where it was read.
        reason: What kind of obstacle the engine met, `None` where it met none.
        notes: What else is to be told of how it came.
        wadah: The letter or archive in 3-kembali that held it, as it came; `None` where the file lay there itself.
        meant: It may be meant for an answer, although it is none that is read.
        notice: What it reports, where a mail server or program wrote the letter by itself; `None` for all else.
        quoted: A workbook that such a letter brought back: no answer, but it says whose letter it was. Else `None`.
    """

    name: str
    time: datetime | None
    data: bytes = field(default=b"", repr=False)
    mailed: datetime | None = None
    sender: str | None = None
    opened: Opened | None = field(default=None, repr=False)
    refusal: Finding | None = None
    reason: Reason | None = None
    notes: tuple[Finding, ...] = ()
    wadah: Wadah | None = None
    meant: bool = False
    notice: Notice | None = None
    quoted: Opened | None = field(default=None, repr=False)

    @property
    def sha256(self) -> str:
        """The hexadecimal SHA-256 of its bytes, by which the journal keeps them; "" where there are none."""
        return hashlib.sha256(self.data).hexdigest() if self.data else ""

    @property
    def concerns(self) -> bool:
        """Whether `rkt gabung` has to deal with it: it was read, or somebody may have meant it for an answer."""
        return self.meant or self.reason is not Reason.BUKAN_LEMBAR_KERJA


@dataclass(frozen=True)
class Wadah:
    """A letter or an archive as it came.

    Attributes:
        name: Relative to the work folder with "/".
        data: Its bytes.
    """

    name: str
    data: bytes = field(repr=False)

    @cached_property
    def sha256(self) -> str:
        """The hexadecimal SHA-256 of its bytes."""
        return hashlib.sha256(self.data).hexdigest()


def refused_file(each: Arrived, cause: str, remedy: str, reason: Reason | None = None) -> Arrived:
    """The file, refused as one that cannot be read.

    Args:
        each: The file.
        cause: Why, in Indonesian, as the end of a sentence about it.
        remedy: What the Kasubag can do, as an Indonesian sentence.
        reason: What kind of obstacle the engine met, `None` where it met none.
    """
    fault = finding(FileCode.BERKAS_TIDAK_TERBACA, sebab=cause, saran=remedy, file=each.name)
    return replace(each, refusal=fault, reason=reason)


def unreadable(each: Arrived, error: Unreadable) -> Arrived:
    """The file, refused for what the engine says; whether it may be meant for an answer, its name or content tells."""
    told = refused_file(each, error.detail, SARAN[error.reason], error.reason)
    return replace(told, meant=_may_be_meant(PurePosixPath(each.name).name, error.detail))


def _may_be_meant(name: str, seems: str) -> bool:
    return _MEANT_BY_NAME.fullmatch(name) is not None or _MEANT_BY_CONTENT.search(seems) is not None


def still_copied(each: Arrived) -> Arrived:
    """The file, refused because it is still being copied to 3-kembali."""
    fault = finding(FileCode.MASIH_DISALIN, file=each.name, berkas=PurePosixPath(each.name).name)
    return replace(each, refusal=fault)


def elsewhere(each: Arrived, cause: str, remedy: str) -> Arrived:
    """The file, refused because it only stands for one that is not on this computer; cause and remedy in Indonesian."""
    name = PurePosixPath(each.name).name
    fault = finding(FileCode.BELUM_TERUNDUH, file=each.name, berkas=name, sebab=cause, saran=remedy)
    return replace(each, refusal=fault)


def stumbled(each: Arrived, details: str) -> Arrived:
    """The file, refused because the program stumbled over it; `details` tell where the log of the fault is."""
    fault = finding(FileCode.BERKAS_GAGAL_DIPROSES, file=each.name, berkas=each.name, rincian=details)
    return replace(each, opened=None, refusal=fault, reason=None)


def reported(each: Arrived, notice: Notice, quoted: Opened | None) -> Arrived:
    """A letter that a mail server or program wrote by itself: refused, for it is no answer, whatever it brings back.

    Args:
        each: The letter.
        notice: What it reports.
        quoted: The workbook that it brought back, which says whose letter it was; `None` where it brought none.
    """
    told = {"alamat": ", ".join(notice.alamat) or "penerimanya", "sebab": f": {notice.sebab}" if notice.sebab else ""}
    if notice.kabar is Kabar.TIDAK_SAMPAI:
        fault = finding(FileCode.SUREL_TIDAK_SAMPAI, file=each.name, **told)  # type: ignore[arg-type]
        reason = None
    else:
        fault = finding(FileCode.SUREL_OTOMATIS, file=each.name, kabar=notice.kabar, **told)  # type: ignore[arg-type]
        reason = None if quoted else Reason.BUKAN_LEMBAR_KERJA
    return replace(each, refusal=fault, reason=reason, notice=notice, quoted=quoted)


def without_book(holder: Arrived, wadah: str, others: list[str], *, meant: bool) -> Arrived:
    """A letter or an archive with no spreadsheet in it, refused as one that holds only other things.

    Args:
        holder: The letter or archive.
        wadah: What it is called at the beginning of a sentence: "Surel", "Arsip".
        others: The names of what it holds.
        meant: One of these may be meant for an answer.
    """
    content = f"isinya hanya {named_briefly(others)}" if others else "tidak ada berkas di dalamnya"
    sender = holder.sender or "pengirimnya"
    names = {"wadah": wadah, "isinya": content, "pengirim": sender}
    fault = finding(FileCode.KIRIMAN_TANPA_FORMULIR, file=holder.name, **names)  # type: ignore[arg-type]
    return replace(holder, refusal=fault, reason=Reason.BUKAN_LEMBAR_KERJA, meant=meant)


def with_note(each: Arrived, holder: Arrived, wadah: str, others: list[str]) -> Arrived:
    """A spreadsheet of a letter or an archive with a note about what else was in there; without others, as it is.

    Args:
        each: The spreadsheet.
        holder: The letter or archive.
        wadah: What that is called at the beginning of a sentence.
        others: The names of what else it holds.
    """
    if not others:
        return each
    note = finding(FileCode.LAMPIRAN_LAIN, file=holder.name, found=named_briefly(others), wadah=wadah)
    return replace(each, notes=(*each.notes, note))


def named_briefly(names: list[str]) -> str:
    """The first five names parted by commas, and how many more there are."""
    rest = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" dan {rest} lainnya" if rest > 0 else "")
