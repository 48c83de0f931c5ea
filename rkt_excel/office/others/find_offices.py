"""Work folders and packages below given folders, told by what lies in them: no name of a folder means anything."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from rkt_excel.edges.disk.one_way import followed
from rkt_excel.edges.disk.oserrors import refused
from rkt_excel.edges.disk.zipped_folder import is_zip, names_inside
from rkt_excel.edges.seal.bag_check import of_a_package
from rkt_excel.edges.work_folder.folder import KEMBALI, STAGES
from rkt_excel.edges.work_folder.register import FILE
from rkt_excel.errors import InputUnusableError
from rkt_excel.model.recap.office_recap import Unread, Wujud
from rkt_excel.office.place.workplace import not_lost

# Files of ours and of office programs, which are not looked into; a .zip may bear any other ending.
_NO_ZIP: Final = frozenset(
    {".xlsx", ".xlsm", ".xls", ".ods", ".docx", ".odt", ".pdf", ".eml", ".msg", ".html", ".txt", ".csv", ".json",
     ".jsonl", ".sqlite", ".kunci", ".png", ".jpg", ".jpeg", ".parquet"}
)  # fmt: skip
_A_FOLDER: Final = 2  # stages side by side that no other folder has


@dataclass(frozen=True)
class Candidate:
    """Where a state of an office lies.

    Attributes:
        path: The folder, or the .zip that holds it.
        wujud: What it is.
        inside: The folder within the .zip with "/" behind it, "" for the whole; `None` where it is no .zip.
    """

    path: Path
    wujud: Wujud
    inside: str | None = None

    @property
    def tempat(self) -> str:
        """Where it lies, as people find it."""
        return f"{self.path.as_posix()} › {self.inside.rstrip('/')}" if self.inside else self.path.as_posix()


def find_offices(folders: Iterable[Path]) -> Iterator[Candidate | Unread]:
    """Every work folder and package at any depth below folders, each once, and what could not be looked into.

    Links are not followed, except where a given folder is one itself.

    Args:
        folders: Folders, or single .zip files.
    """
    seen: set[Path] = set()
    for folder in folders:
        count = 0
        for each in _below(folder):
            place = followed(each.path) if isinstance(each, Candidate) else None
            count += 1
            if place and isinstance(each, Candidate) and each.inside is None:
                if place in seen:
                    continue
                seen.add(place)
            yield each
        if not count:
            yield Unread(folder.as_posix(), NOTHING)


NOTHING: Final = "tidak ada kantor"  # of a folder in which no office was found


def _below(folder: Path) -> Iterator[Candidate | Unread]:
    if folder.is_file():
        yield from _zipped(folder) if is_zip(folder) else ()
        return
    unlisted: list[Unread] = []

    def stop(error: OSError) -> None:
        unlisted.append(Unread(str(error.filename or folder), refused("Folder ini", "dibuka", error)))

    for place, folders, files in os.walk(folder, onerror=stop):
        here = Path(place)
        folders.sort()
        if any(of_a_package(name) for name in files):
            yield Candidate(here, Wujud.PAKET)
            folders.clear()
            continue
        if FILE in files:
            yield Candidate(here, Wujud.FOLDER)
        elif len(set(STAGES) & set(folders)) >= _A_FOLDER:
            yield from _lost(here)
        yield from _links(here, folders)
        for name in sorted(files):
            if Path(name).suffix.lower() not in _NO_ZIP and is_zip(here / name):
                yield from _zipped(here / name)
    yield from unlisted


def _lost(folder: Path) -> Iterator[Unread]:
    """A work folder whose journal is gone; one that was never used says nothing."""
    try:
        not_lost(folder)
    except InputUnusableError as error:
        yield Unread(folder.as_posix(), str(error))


def _links(here: Path, folders: list[str]) -> Iterator[Unread]:
    for name in folders:
        if (here / name).is_symlink() and name != KEMBALI:
            yield Unread(
                (here / name).as_posix(), "Itu tautan ke tempat lain, yang tidak diikuti; sebutkan tempat aslinya."
            )


def _zipped(path: Path) -> Iterator[Candidate | Unread]:
    """The offices in a .zip; one that holds none says nothing, for people pack other things, too."""
    try:
        names = names_inside(path)
    except InputUnusableError as error:
        yield Unread(path.as_posix(), str(error))
        return
    bags = sorted({_above(name) for name in names if of_a_package(PurePosixPath(name).name)})
    bags = [each for each in bags if not any(each != other and each.startswith(other) for other in bags)]
    homes = {_above(name) for name in names if PurePosixPath(name).name == FILE}
    homes = {each for each in homes if not any(each.startswith(bag) for bag in bags)}
    yield from (Candidate(path, Wujud.PAKET, each) for each in bags)
    yield from (Candidate(path, Wujud.FOLDER, each) for each in sorted(homes))


def _above(name: str) -> str:
    folder, slash, _ = name.rpartition("/")
    return folder + slash
