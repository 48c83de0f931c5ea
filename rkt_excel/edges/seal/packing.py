"""Names inside a package: any file that lies in a work folder gets one that every system can hold, and none is lost.

Names that differ for one system are the same for another: capitals on Windows, Unicode's two ways to write "é" on a
Mac. Some cannot be written elsewhere at all. What was called otherwise is told in a list (`Packed.renamed`).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote

from rkt_excel.edges.seal.bag_check import as_bytes, shown_path
from rkt_excel.edges.work_folder.folder import legal_file

_DEEPEST: Final = 140  # characters of a path in a package, which has to fit into Windows' 260 wherever it is put
_CODE: Final = re.compile(r"%(?=[0-9A-Fa-f]{2})")  # programs for BagIt read such a sign as another one
LIST_TITLES: Final[Mapping[str, str]] = {
    "paket": "Nama di paket",
    "asal": "Nama semula",
    "bita": "Nama semula, setiap bita (UTF-8 dengan kode persen)",
}


@dataclass(frozen=True)
class Packed:
    """The paths that files get in a package, all with "/".

    Attributes:
        names: The path in the package, by the path that was asked for.
        called: What a file was called before, by its path in the package, where the two differ.
    """

    names: Mapping[str, str]
    called: Mapping[str, str]

    def renamed(self) -> Iterator[dict[str, str]]:
        """The rows of the list of names, each by the keys of `LIST_TITLES`."""
        for place, name in sorted(self.called.items()):
            yield {"paket": place, "asal": shown_path(name), "bita": quote(as_bytes(name))}


def paths_in_package(names: Iterable[str], called: Mapping[str, str] | None = None) -> Packed:
    """A path for each file that every system can hold and that no other file has on any.

    Args:
        names: The paths with "/" that the files would have.
        called: What some of them were called before, by these paths, where the path does not say it; `None` for none.
    """
    work, known = _Packing(), called or {}
    given = {name: work.place(name) for name in sorted(names, key=_order)}
    was = {place: known.get(name, name) for name, place in given.items()}
    return Packed(given, {place: name for place, name in was.items() if place != name})


def _order(name: str) -> tuple[bool, str]:
    """Good names first, so that they keep their own."""
    return name != "/".join(map(_component, name.split("/"))), name


class _Packing:
    """The paths of a package that are taken already."""

    def __init__(self) -> None:
        self.files: set[str] = set()
        self.folders: dict[str, str] = {}  # as it is written, by what all systems take for the same

    def place(self, name: str) -> str:
        """A path for a file that no other one has, of at most 140 characters; it is taken from then on."""
        *folders, file = name.split("/")
        path = PurePosixPath(*self._above([_component(each) for each in folders]), _component(file))
        if len(str(path)) > _DEEPEST:
            mark = f" [{hashlib.sha256(as_bytes(name)).hexdigest()[:8]}]"
            path = PurePosixPath(*path.parts[:1], legal_file(path.name[-40:], mark))
        for number in range(2, 100_000):
            if _same(str(path)) not in self.files | set(self.folders):
                break
            path = path.with_name(legal_file(_component(file)[-60:], f" ({number})"))
        self.files.add(_same(str(path)))
        for each in list(path.parents)[:-1]:
            self.folders.setdefault(_same(str(each)), str(each))
        return str(path)

    def _above(self, folders: list[str]) -> Iterator[str]:
        """The folders, each written as it was the first time; one that is called like a file gets another name."""
        path = ""
        for each in folders:
            name, number = each, 2
            while _same(f"{path}{name}") in self.files:
                name, number = f"{each} ({number})", number + 1
            known = self.folders.get(_same(f"{path}{name}"), f"{path}{name}")
            yield PurePosixPath(known).name
            path = f"{known}/"


def _component(text: str) -> str:
    """One part of a path as it is written in a package."""
    try:
        readable = as_bytes(text).decode("utf-8")
    except UnicodeDecodeError:  # older systems wrote in cp1252
        readable = as_bytes(text).decode("cp1252", "replace")
    return legal_file(_CODE.sub("_", readable))


def _same(path: str) -> str:
    """The path without what some system does not distinguish: capitals, and the forms of a letter in Unicode."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", path).casefold())
