"""What decides on this computer where LibreOffice ends a page, as one digest: the program, fonts, which one is chosen.

A digest of names, sizes and times of files, for the files themselves are hundreds of megabytes. Each of them is put in
its place by an installer; whatever is exchanged, added or taken away has another one.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from rkt_excel.edges.disk.one_way import followed, named_file_bytes

_VERSIONS: Final = ("versionrc", "version.ini")  # beside the program, where it is LibreOffice itself
_CHOOSING: Final = Path("/etc/fonts")  # fontconfig
_NAMED: Final = re.compile(r"<dir(?: prefix=\"\w+\")?>([^<]+)</dir>")
_MOST: Final = 30_000  # files; somebody keeps other things there


def typesetting(program: Path) -> str:
    """The digest; "" where nobody can tell, as behind a script that starts a LibreOffice somewhere else.

    Args:
        program: As `libreoffice.available` gives it.
    """
    home = followed(program).parent
    if not any((home / name).is_file() for name in _VERSIONS):
        return ""
    said = [f"{name}={value}" for name, value in sorted(os.environ.items()) if name == "LANG" or name.startswith("LC_")]
    told = hashlib.sha256(repr(said).encode("utf-8", "surrogatepass"))
    lines = [
        *_flat(home), *_flat(home.parent / "share" / "registry"), *_flat(home.parent / "share" / "extensions"),
        *(line for folder in (home.parent / "share" / "fonts", *_font_folders()) for line in _deep(folder)),
    ]  # fmt: skip
    if len(lines) > _MOST:
        return ""
    for line in lines:
        told.update(repr(line).encode("utf-8", "surrogatepass"))
    return told.hexdigest()


def _font_folders() -> Iterator[Path]:
    """Where fonts lie, and where it is written which of them stands for another."""
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
        yield Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts"
        return
    with suppress(RuntimeError):  # nobody's home is known
        home = Path.home()
        yield from (home / ".fonts", home / ".local/share/fonts", home / ".config/fontconfig", home / "Library/Fonts")
    yield from map(Path, ("/Library/Fonts", "/System/Library/Fonts", "/usr/share/fonts", "/usr/local/share/fonts"))
    yield _CHOOSING
    with suppress(OSError):
        told = named_file_bytes(_CHOOSING / "fonts.conf").decode("utf-8", "replace")
        yield from (Path(each).expanduser() for each in _NAMED.findall(told))


def _flat(folder: Path) -> Iterator[tuple[str, int, int]]:
    """The files of a folder, not of those in it."""
    with suppress(OSError), os.scandir(folder) as found:
        for each in sorted(found, key=lambda each: each.name):
            seen = each.stat()
            yield each.path, seen.st_size, seen.st_mtime_ns


def _deep(folder: Path) -> Iterator[tuple[str, int, int]]:
    """The files of a folder and of all in it."""
    for place, inner, _ in os.walk(folder):
        inner.sort()
        yield from _flat(Path(place))
