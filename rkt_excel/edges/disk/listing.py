"""What lies in a folder that belongs to people, and what of it cannot be listed: named, never passed over as empty."""

from __future__ import annotations

import os
import stat
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
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
        unlisted: What hindered, where it is a folder that cannot be listed, so that nobody knows what is missing.
    """

    path: Path
    cause: str
    link: bool = False
    unlisted: OSError | None = None


@dataclass(frozen=True)
class Listing:
    """The files below a folder, in the order of their names, and what could not be listed.

    Attributes:
        files: Plain files, and links to such where they were asked for.
        obstacles: What is not read.
        elsewhere: Those of the files that have another name outside the folder, by a hard link.
    """

    files: tuple[Path, ...]
    obstacles: tuple[Obstacle, ...]
    elsewhere: frozenset[Path] = frozenset()


def list_files(folder: Path, noise: Callable[[str], object], *, within: bool = True) -> Listing:
    """The files below a folder, which may itself be a link.

    Args:
        folder: Where to look.
        noise: Whether a name is one of those that programs leave behind by themselves.
        within: Whether links to files within it count; no other link does.

    Raises:
        InputUnusableError: The folder itself cannot be listed.
    """
    files: list[Path] = []
    obstacles: list[Obstacle] = []

    def unlisted(error: OSError) -> None:
        path = Path(os.fsdecode(error.filename)) if error.filename else folder
        if path == folder:
            raise InputUnusableError(refused(f"Folder {folder}", "dibaca", error)) from error
        obstacles.append(Obstacle(path, f"foldernya tidak dapat dibaca ({_why(error)})", unlisted=error))

    for place, folders, names in os.walk(folder, onerror=unlisted):
        kept = [name for name in folders if not noise(name)]
        links = [name for name in kept if _leads_away(Path(place, name))]
        obstacles += [_link(Path(place, name)) for name in links]
        folders[:] = [name for name in kept if name not in links]
        files += [Path(place, name) for name in names if not noise(name)]
    ordered = sorted(files, key=lambda each: each.as_posix())
    hindered = {each.path: each for path in ordered if (each := _obstacle(path, folder if within else None))}
    plain = tuple(path for path in ordered if path not in hindered)
    return Listing(plain, (*obstacles, *hindered.values()), _linked_outside(plain))


def _linked_outside(files: tuple[Path, ...]) -> frozenset[Path]:
    """The files with more names than stand here; whoever put one here may have meant another place by it."""
    names: dict[tuple[int, int], list[Path]] = defaultdict(list)
    count = dict[tuple[int, int], int]()
    for path in files:
        with suppress(OSError):
            seen = path.lstat()
            if stat.S_ISREG(seen.st_mode) and seen.st_nlink > 1:
                names[seen.st_dev, seen.st_ino].append(path)
                count[seen.st_dev, seen.st_ino] = seen.st_nlink
    return frozenset(path for one, paths in names.items() if len(paths) < count[one] for path in paths)


def _leads_away(path: Path) -> bool:
    """Whether a folder is a link or a junction, which may lead anywhere, back to itself too."""
    if path.is_symlink():
        return True
    try:
        return getattr(path.lstat(), "st_reparse_tag", 0) == _JUNCTION
    except OSError:
        return False


def _obstacle(path: Path, folder: Path | None) -> Obstacle | None:
    """Why a file is not read; `None` where it is, and where it was taken away in between."""
    try:
        if path.is_symlink():
            target = Path(os.path.realpath(path, strict=True))
            if folder is None or not target.is_relative_to(os.path.realpath(folder)):
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
