"""Letters from a mailbox put into 3-kembali as files, without ever replacing one that lies there.

The whole letter is kept, not its attachments alone: it carries the sender and the moment, by which `rkt gabung` knows
who answered and which of two returns is newer, and it stays as evidence of what was sent.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from rkt_excel.edges.attachments.eml import read_head
from rkt_excel.edges.disk.one_way import file_bytes, write_whole
from rkt_excel.edges.disk.oserrors import refused
from rkt_excel.edges.post.mail import SUFFIX
from rkt_excel.edges.work_folder.folder import KEMBALI, legal_name
from rkt_excel.errors import OutputLockedError

_MOST_COPIES: Final = 1_000


def letter_file(data: bytes, now: datetime) -> str:
    """The file name for a letter, without folder and ending: "2026-11-24 0930 sek@contoh.go.id – RKT 2027".

    Args:
        data: The letter.
        now: The moment, in whose time zone the name is; it stands for the date of a letter that has none.
    """
    letter = read_head(data)
    when = (letter.date or now).astimezone(now.tzinfo)
    return legal_name(f"{when:%Y-%m-%d %H%M} {letter.sender or 'tanpa nama'} – {letter.subject or 'tanpa perihal'}")


def put_letter(folder: Path, stem: str, data: bytes) -> tuple[str, bool]:
    """Put a letter into 3-kembali beside what lies there; one that lies there already under that name is left.

    Args:
        folder: The work folder.
        stem: The file name, without ending; a number is added where another letter has it.
        data: The letter.

    Returns:
        Its place relative to the work folder with "/", and whether it is new.

    Raises:
        OutputLockedError: The folder cannot be written.
    """
    for number in range(1, _MOST_COPIES):
        name = f"{KEMBALI}/{stem}{f' ({number})' if number > 1 else ''}{SUFFIX}"
        target = folder / name
        if target.exists():
            if target.is_file() and file_bytes(target) == data:
                return name, False
            continue
        _write(target, data)
        return name, True
    raise OutputLockedError(f"Terlalu banyak surel bernama {stem}; rapikan dahulu {KEMBALI}.")


def _write(target: Path, data: bytes) -> None:
    try:
        write_whole(target, data)  # nobody else writes here at the same instant under the same name
    except OSError as error:
        raise OutputLockedError(refused(target, "ditulis", error)) from error
