"""All that lies in folders as one digest: where it is the same, so is every name and every content."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from rkt_excel.edges.disk.one_way import file_bytes

MOST_BYTES: Final = 64_000_000  # of all files together: to read more takes longer than what it saves
MOST_ENTRIES: Final = 20_000


def digest_of_all(folders: Iterable[Path]) -> str | None:
    """The SHA-256 of what lies in folders at any depth: names, contents, and when each was changed.

    Args:
        folders: Each may be missing, or be a link to one; what lies in them may be no link.

    Returns:
        `None` where not all of it can be read, it is too much, or there is a link, a pipe or a device.
    """
    told, entries, amount = hashlib.sha256(), 0, 0
    with suppress(OSError):
        for folder in folders:
            told.update(_line(os.path.realpath(folder), folder.exists()))
            for path, seen in _entries(folder):
                entries, amount = entries + 1, amount + seen.st_size
                plain = stat.S_ISREG(seen.st_mode)
                if not (plain or stat.S_ISDIR(seen.st_mode)) or entries > MOST_ENTRIES or amount > MOST_BYTES:
                    return None
                content = hashlib.sha256(file_bytes(Path(path))).hexdigest() if plain else ""
                told.update(_line(path, seen.st_mtime_ns if plain else 0, content))
        return told.hexdigest()
    return None


def _entries(folder: str | Path) -> Iterator[tuple[str, os.stat_result]]:
    """What lies in a folder at any depth, in a fixed order; nothing where there is none."""
    with suppress(FileNotFoundError), os.scandir(folder) as found:
        for each in sorted(found, key=lambda each: each.name):
            seen = each.stat(follow_symlinks=False)
            yield each.path, seen
            if stat.S_ISDIR(seen.st_mode):
                yield from _entries(each.path)


def _line(*parts: object) -> bytes:
    return repr(parts).encode("utf-8", "surrogatepass")
