"""Files of the work folder that leave it by a page, or are opened here with their own program."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePosixPath
from typing import Final

from rkt_excel.edges.work_folder.folder import STAGES

PDF: Final = ".pdf"
_OPENED: Final = frozenset({".xlsx", ".xls", ".ods", ".docx", ".pdf", ".eml", ".png", ".jpg", ".jpeg", ".html", ".txt"})
"""What may be opened with its own program: nothing that the system would run."""


class NoFileError(Exception):
    """There is no such file that a page may hand out."""


def handed_out(folder: Path, name: str) -> Path:
    """A file of the work folder by its place there.

    Only what lies in one of the stages, step by step a real folder and at the end a real file: the journal, what lies
    elsewhere, and whatever a link points to, is not there for pages.

    Args:
        folder: The work folder.
        name: Relative to it with "/".

    Raises:
        NoFileError: There is none.
    """
    parts = name.split("/")
    if parts[0] not in STAGES or len(parts) < 2 or any(_crooked(each) for each in parts):
        raise NoFileError(name)
    path = folder
    try:
        for place, each in enumerate(parts, 1):
            path /= each
            kind = os.lstat(path)
            last = place == len(parts)
            reparse = getattr(kind, "st_file_attributes", 0) & getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0)
            if reparse or not (stat.S_ISREG if last else stat.S_ISDIR)(kind.st_mode):
                raise NoFileError(name)
    except (OSError, ValueError) as error:
        raise NoFileError(name) from error
    return path


def may_be_opened(path: Path) -> bool:
    """Whether a file may be opened with its own program."""
    return path.suffix.lower() in _OPENED


def _crooked(part: str) -> bool:
    """Whether a part of a name leads elsewhere than to a visible entry of its folder, on any system."""
    return (
        part in {"", ".", ".."}
        or part.startswith(".")
        or PurePosixPath(part).name != part
        or bool(set(part) & set("\\:\0"))
    )
