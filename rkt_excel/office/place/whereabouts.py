"""Where an office lies, told to somebody who stands in another folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from rkt_excel.edges.disk.one_way import followed

_DEEP: Final = 2  # folders below that are looked into
_MOST: Final = 500  # entries that are looked at, so that a folder of a network drive keeps nobody waiting


def nothing_here(home: Path, mark: str) -> str:
    """Which folder was looked into, and where an office lies above or below it.

    Args:
        home: The folder in which the office was expected.
        mark: The file that makes a folder an office, relative to it with "/".
    """
    here = followed(home)
    told = f"Di folder {here} tidak ada {mark}."
    found = list(offices(here, mark))
    if not found:
        return f"{told} Pindahlah ke folder kantor Anda, atau jalankan rkt mulai untuk menyiapkannya di sini."
    if len(found) == 1:
        return f'{told} Yang ada di {found[0]}. Pindahlah ke sana, lalu ulangi perintahnya: cd "{found[0]}"'
    listed = "; ".join(str(each) for each in found)
    return f"{told} Yang ada di: {listed}. Pindahlah ke salah satunya (cd), lalu ulangi perintahnya."


def offices(here: Path, mark: str) -> Iterator[Path]:
    """The folders of offices, told by the file `mark` in them: those above `here`, nearest first, then those below."""
    for each in here.parents:
        if _is_file(each / mark):
            yield each
    yield from _below(here, mark)


def _below(here: Path, mark: str) -> Iterator[Path]:
    level, looked = [here], 0
    for _ in range(_DEEP):
        children: list[Path] = []
        for folder in level:
            with suppress(OSError), os.scandir(folder) as entries:
                for each in entries:
                    looked += 1
                    if looked > _MOST:
                        return
                    if not each.name.startswith(".") and each.is_dir(follow_symlinks=False):
                        children.append(Path(each.path))
        yield from (each for each in sorted(children) if _is_file(each / mark))
        level = children


def _is_file(path: Path) -> bool:
    with suppress(OSError):
        return path.is_file()
    return False
