"""What lies in a folder that belongs to people, and what of it cannot be listed: named, never passed over as empty."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rkt_excel.edges.disk.oserrors import cause, refused
from rkt_excel.errors import InputUnusableError

_JUNCTION: Final = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)  # of Windows; folders of OneDrive have other tags


@dataclass(frozen=True)
class Obstacle:
    """Something in the folder that is not read.

    Attributes:
        path: Where it is.
        cause: Why, as the end of a sentence about it.
        link: Whether it is a link that leads out of the folder, or nowhere.
    """

    path: Path
    cause: str
    link: bool = False


@dataclass(frozen=True)
class Listing:
    """The files below a folder, in the order of their names, and what could not be listed."""

    files: tuple[Path, ...]
    obstacles: tuple[Obstacle, ...]


def list_files(folder: Path, noise: Callable[[str], object]) -> Listing:
    """The files at any depth below a folder. Links are followed only to files within it; the folder itself may be one.

    Args:
        folder: Where to look.
        noise: Says of the name of a file or folder whether a program left it behind, so that it is passed over.

    Raises:
        InputUnusableError: The folder itself cannot be listed.
    """
    files: list[Path] = []
    obstacles: list[Obstacle] = []

    def unlisted(error: OSError) -> None:
        path = Path(os.fsdecode(error.filename)) if error.filename else folder
        if path == folder:
            raise InputUnusableError(refused(f"Folder {folder}", "dibaca", error)) from error
        obstacles.append(Obstacle(path, f"foldernya tidak dapat dibaca ({_why(error)})"))

    for place, folders, names in os.walk(folder, onerror=unlisted):
        kept = [name for name in folders if not noise(name)]
        links = [name for name in kept if _leads_away(Path(place, name))]
        obstacles += [_link(Path(place, name)) for name in links]
        folders[:] = [name for name in kept if name not in links]
        files += [Path(place, name) for name in names if not noise(name)]
    ordered = sorted(files, key=lambda each: each.as_posix())
    hindered = {each.path: each for path in ordered if (each := _obstacle(path, folder))}
    return Listing(tuple(path for path in ordered if path not in hindered), (*obstacles, *hindered.values()))


def _leads_away(path: Path) -> bool:
    """Whether a folder is a link or a junction, which may lead anywhere, back to itself too."""
    if path.is_symlink():
        return True
    try:
        return getattr(path.lstat(), "st_reparse_tag", 0) == _JUNCTION
    except OSError:
        return False


def _obstacle(path: Path, folder: Path) -> Obstacle | None:
    """Why a file is not read; `None` where it is, and where it was taken away in between."""
    try:
        if path.is_symlink():
            target = Path(os.path.realpath(path, strict=True))
            if not target.is_relative_to(os.path.realpath(folder)):
                return _link(path)
        kind = path.stat().st_mode
    except FileNotFoundError:
        return _link(path) if path.is_symlink() else None
    except OSError as error:
        return _link(path) if path.is_symlink() else Obstacle(path, _why(error))
    return None if stat.S_ISREG(kind) else Obstacle(path, "bukan berkas biasa")


def _link(path: Path) -> Obstacle:
    try:
        target = f"menuju {Path(path).readlink()}"
    except OSError:
        target = "yang tujuannya tidak dapat dibaca"
    return Obstacle(path, target, link=True)


def _why(error: OSError) -> str:
    """What hindered, without the remedy, which stands with the finding."""
    return cause(error).partition(". ")[0]
