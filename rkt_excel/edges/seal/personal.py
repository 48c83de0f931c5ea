"""What personal data a package holds: names and NIP of officials, and mail addresses, counted by kind and place.

Whoever hands a package on has to know. Texts of Office files and plain files are looked through; what is packed or
encoded deeper, such as an attachment of a letter or a scanned page, is not.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Final

from rkt_excel.edges.disk.one_way import file_bytes

_MOST: Final = 4_000_000  # bytes that are read of a file or of a part of one
_PARTS: Final = 60  # of an Office file
_BLOCK: Final = re.compile(r"</(?:w:p|si|c|is|row|text:p)>")  # where one text ends; runs within it go together
_TAG: Final = re.compile(r"<[^>]*>")
_ADDRESS: Final = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_AROUND: Final = 64  # characters before and behind an "@" in which an address is looked for
# Not within the hexadecimal digits of a sum: of some thousands of them, one has eighteen figures side by side.
_NIP: Final = re.compile(r"(?<![0-9a-f])\d{8} ?\d{6} ?\d ?\d{3}(?![0-9a-f])")
NAMA: Final = "nama"
NIP: Final = "NIP"
SUREL: Final = "alamat surel"


@dataclass(frozen=True)
class PersonalData:
    """One kind of personal data in a package.

    Attributes:
        jenis: Which kind, in Indonesian.
        jumlah: How many different ones.
        tempat: The folders and files of the package that hold them.
    """

    jenis: str
    jumlah: int
    tempat: tuple[str, ...]

    @property
    def kalimat(self) -> str:
        """The same in words."""
        return f"{self.jumlah} {self.jenis} ({', '.join(self.tempat)})"


def personal_data(files: Mapping[str, bytes | Path], names: Iterable[str]) -> tuple[PersonalData, ...]:
    """The personal data in the files of a package, by kind; a kind that does not occur is left out.

    Args:
        files: By their path in the package, which begins below `data/`.
        names: The names of officials to look for.
    """
    known = tuple({each for each in names if each})
    found: dict[str, dict[str, set[str]]] = {NAMA: {}, NIP: {}, SUREL: {}}
    for name, content in files.items():
        text = "\n".join(_texts(content))
        for jenis, values in (
            (NAMA, {each for each in known if each in text}),
            (NIP, {each.replace(" ", "") for each in _NIP.findall(text)}),
            (SUREL, {each.casefold() for each in _addresses(text)}),
        ):
            for value in values:
                found[jenis].setdefault(value, set()).add(_place(name))
    return tuple(
        PersonalData(jenis, len(values), tuple(sorted(set().union(*values.values()))))
        for jenis, values in found.items()
        if values
    )


def _addresses(text: str) -> Iterator[str]:
    for at in re.finditer("@", text):
        begin = max(0, at.start() - _AROUND)
        near = text[begin : at.start() + 2 * _AROUND]
        yield from (each[0] for each in _ADDRESS.finditer(near) if each.start() <= at.start() - begin < each.end())


def _place(name: str) -> str:
    parts = PurePosixPath(name).parts
    return f"{parts[0]}/" if len(parts) > 1 else name


def _texts(content: bytes | Path) -> Iterator[str]:
    """The texts of a file, without tags; nothing of what cannot be read."""
    with suppress(OSError):
        data = content if isinstance(content, bytes) else file_bytes(content, _MOST)
        if not data.startswith(b"PK"):
            yield data[:_MOST].decode("utf-8", "ignore")
            return
        with suppress(zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError):
            yield from _parts(data)


def _parts(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        for each in package.infolist()[:_PARTS]:
            if each.filename.endswith(".xml"):
                with package.open(each) as part:
                    yield _TAG.sub("", _BLOCK.sub("\n", part.read(_MOST).decode("utf-8", "ignore")))
