"""A BagIt package (RFC 8493) held against its seal: what is missing, changed, added or renamed in it, file by file.

The library bagit calls a package valid whose tag manifest is gone, passes over files beside the manifest, and stops
with a KeyError where two manifests list different files. A seal must not be so lenient: here everything in the package
has to be listed, and everything listed has to be there, in every list.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from rkt_excel.edges.disk.one_way import file_bytes, open_file
from rkt_excel.edges.disk.oserrors import refused
from rkt_excel.errors import InputUnusableError

JOURNAL_HEAD: Final = "Journal-Head"
DECLARATION: Final = "bagit.txt"
INFO: Final = "bag-info.txt"
PAYLOAD: Final = "data/"
OXUM: Final = "Payload-Oxum"
_LIST: Final = re.compile(r"manifest-([\w-]+)\.txt")
_SEAL: Final = re.compile(r"tagmanifest-([\w-]+)\.txt")
_LINE: Final = re.compile(r"([0-9a-f]{8,}|[0-9A-F]{8,})([ \t]+)(.+)", re.DOTALL)
_CODED: Final = re.compile(r"%(0[aAdD]|25)")
_CHUNK: Final = 1 << 20
_LONGEST: Final = 200  # characters of a path within a sentence


@dataclass(frozen=True)
class Sealed:
    """A package as it lies there.

    Attributes:
        path: Its folder.
        seal: Hexadecimal SHA-256 of its tag manifest, on whose sums everything in it hangs; empty where that is gone.
        info: What its bag-info.txt says, by label.
        faults: What does not fit, in Indonesian sentences; none where it is as it was sealed.
        sums: Hexadecimal SHA-256 of every file in it that can be read, by its path inside with "/".
    """

    path: Path
    seal: str
    info: Mapping[str, str]
    faults: tuple[str, ...]
    sums: Mapping[str, str] = field(default_factory=dict, repr=False)


def verify(path: Path) -> Sealed:
    """Look whether every file of a package is there and unchanged, and nothing else is.

    Raises:
        InputUnusableError: It is no package, or its folder cannot be listed.
    """
    there = dict(_files(path)) if path.is_dir() else {}
    if not any(of_a_package(name) for name in there):
        raise InputUnusableError(_no_package(path))
    look = _Look(path, there)
    return Sealed(path, look.seal(), look.info(), tuple(look.faults()), look.sums())


def journal_head(info: Path) -> str:
    """Number and link of the last entry of the journal that a package was sealed with, by its bag-info.txt.

    Args:
        info: That file.

    Returns:
        Empty where it does not say so or cannot be read; the package itself is not looked at.
    """
    return bag_labels(info).get(JOURNAL_HEAD, "")


def bag_labels(info: Path) -> dict[str, str]:
    """What a bag-info.txt says by label, each on one line; nothing where it cannot be read."""
    with suppress(OSError):
        lines = file_bytes(info).decode("utf-8", "replace").splitlines()
        return {label: value.strip() for label, _, value in (line.partition(":") for line in lines)}
    return {}


def shown_path(name: str) -> str:
    r"""A path as a person reads it; what no screen can show stands as its code (\x80)."""
    told = as_bytes(name).decode("utf-8", "backslashreplace")
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode("ascii") for each in told)


def _brief(name: str) -> str:
    """The same within a sentence; of a longer one its beginning and its end."""
    told = shown_path(name)
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 41]}…{told[-40:]}"


def as_bytes(name: str) -> bytes:
    """A path as the bytes that the file system has; those that are no UTF-8 come back as they were."""
    try:
        return name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # Windows gives half a surrogate pair as it is
        return name.encode("utf-8", "surrogatepass")


def of_a_package(name: str) -> bool:
    """Whether a file of this name makes a folder a package, whatever has become of the others."""
    return name in {DECLARATION, INFO} or bool(_LIST.fullmatch(name) or _SEAL.fullmatch(name))


def _no_package(path: Path) -> str:
    if path.is_file():
        way = (
            f"Ekstrak dahulu {path.name}, lalu periksa foldernya"
            if path.suffix.lower() == ".zip"
            else "Sebutkan foldernya"
        )
        return f"{path} adalah berkas, bukan folder paket arsip. {way}."
    if not path.is_dir():
        return f"Folder {path} tidak ada."
    inside = sorted(each.parent.name for each in path.glob(f"*/{DECLARATION}"))
    hint = f" Mungkin yang dimaksud {path / inside[0]}." if inside else ""
    return f"Folder {path} bukan paket arsip: tidak ada {DECLARATION} di dalamnya.{hint}"


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file of a package by its path inside, links among them; a folder that cannot be listed stops it."""

    def stop(error: OSError) -> None:
        raise InputUnusableError(refused(f"Folder {error.filename}", "dibuka", error)) from error

    for place, folders, names in os.walk(folder, onerror=stop):
        links = [each for each in folders if Path(place, each).is_symlink()]
        for name in (*names, *links):
            path = Path(place, name)
            yield path.relative_to(folder).as_posix(), path


@dataclass
class _Manifest:
    """One list of files with their sums.

    Attributes:
        name: Of the list itself.
        kind: The algorithm as its name says.
        algorithm: As hashlib names it, empty where it knows none of that name.
        sums: By path.
        faults: What is wrong with the list itself.
    """

    name: str
    kind: str
    algorithm: str
    sums: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


class _Look:
    """A package while it is held against its seal; each file is read once."""

    def __init__(self, path: Path, there: dict[str, Path]) -> None:
        self.path, self.there = path, there
        self.encoding = self._encoding()
        self.lists = [self._manifest(name, kind[1]) for name in sorted(there) if (kind := _LIST.fullmatch(name))]
        self.seals = [self._manifest(name, kind[1]) for name in sorted(there) if (kind := _SEAL.fullmatch(name))]
        self._sums: dict[str, dict[str, str] | None] = {}

    # ------------------------------------------------------------------ what it says of itself

    def seal(self) -> str:
        """The hexadecimal SHA-256 of the tag manifest with the longest sums, empty where there is none."""
        strongest = max(self.seals, key=lambda each: _strength(each.algorithm), default=None)
        return (self._sum(strongest.name) or {}).get("sha256", "") if strongest else ""

    def sums(self) -> dict[str, str]:
        """The hexadecimal SHA-256 of every file that can be read, by its path in the package."""
        return {name: sums["sha256"] for name in self.there if (sums := self._sum(name)) is not None}

    def info(self) -> dict[str, str]:
        """bag-info.txt; a line that begins with a space goes on with the one before."""
        told: dict[str, str] = {}
        label = ""
        for line in (self._text(INFO, "replace") or "").splitlines():
            if line[:1] in {" ", "\t"} and label:
                told[label] += f" {line.strip()}"
            elif ":" in line:
                label, _, value = line.partition(":")
                told[label] = value.strip()
        return told

    def _encoding(self) -> str:
        """The encoding of the lists, as bagit.txt says."""
        self.encoding = "utf-8"
        said = re.search(r"Tag-File-Character-Encoding:\s*(\S+)", self._text(DECLARATION, "replace") or "")
        try:
            b"BagIt".decode(said[1] if said else self.encoding)
        except (LookupError, ValueError):
            return self.encoding
        return said[1] if said else self.encoding

    def _text(self, name: str, errors: str = "strict") -> str | None:
        try:
            return file_bytes(self.there[name]).decode(self.encoding, errors) if name in self.there else None
        except (OSError, ValueError):
            return None

    def _manifest(self, name: str, kind: str) -> _Manifest:
        """A list, read as strictly as it was written: one way of parting the columns, one case of the sums."""
        made = _Manifest(name, kind, _known(kind))
        text = self._text(name)
        if text is None:
            made.faults.append(f"{name} tidak dapat dibaca.")
            return made
        if not text:
            made.faults.append(f"{name} kosong, padahal berisi saat disegel.")
        if not made.algorithm:
            made.faults.append(f"{name} memakai cara hitung {kind}, yang tidak dikenal di komputer ini.")
        end = "\r\n" if "\r\n" in text else "\n"
        *lines, rest = text.split(end)
        read = [_LINE.fullmatch(line) for line in lines]
        styles = {(each[2], "" if each[1].isdigit() else each[1].islower()) for each in read if each}
        if (
            rest
            or not all(read)
            or len({way for way, _ in styles}) > 1
            or {case for _, case in styles} >= {True, False}
        ):
            made.faults.append(f"{name} rusak atau terpotong: ada baris yang tidak seperti saat disegel.")
        for each in filter(None, read):
            place = _CODED.sub(lambda sign: chr(int(sign[1], 16)), each[3]) if self._coded() else _ends(each[3])
            if made.sums.setdefault(place, each[1].lower()) != each[1].lower():
                made.faults.append(f"{name} menyebut {_brief(place)} dua kali dengan isi yang berbeda.")
        return made

    def _coded(self) -> bool:
        """Whether "%" itself is written as a code, which it is since version 1.0."""
        said = re.search(r"BagIt-Version:\s*(\d+)\.", self._text(DECLARATION, "replace") or "")
        return bool(said and int(said[1][:4]) >= 1)

    # ------------------------------------------------------------------ what does not fit

    def faults(self) -> Iterator[str]:
        """Every fault as an Indonesian sentence, all of them at once."""
        found = list(self._told_by_lists())
        yield from found or self._of_another_size()  # what differs by the lists differs in size, too

    def _of_another_size(self) -> Iterator[str]:
        """That bag-info.txt tells of other contents: as many bytes in so many files (RFC 8493, 2.2.2)."""
        said = self.info().get(OXUM, "")
        sizes = [path.lstat().st_size for name, path in self.there.items() if name.startswith(PAYLOAD)]
        if said and said != f"{sum(sizes)}.{len(sizes)}":
            told = f"{sum(sizes)} bita dalam {len(sizes)} berkas"
            yield f"{INFO} menyebut isi sebesar {_brief(said)} ({OXUM}), padahal isi paket ini {told}."

    def _told_by_lists(self) -> Iterator[str]:
        """What differs between the lists and what is there."""
        if DECLARATION not in self.there:
            yield f"{DECLARATION} hilang dari paket."
        yield from self._unsealed()
        for each in (*self.seals, *self.lists):
            yield from each.faults
        tags = {name for name in self.there if not name.startswith(PAYLOAD) and not _SEAL.fullmatch(name)}
        payload = {name for name in self.there if name.startswith(PAYLOAD)}
        yield from self._unlike(self.seals, tags)
        yield from self._unlike(self.lists, payload)
        for name in sorted(self.there):
            if self.there[name].is_symlink():
                yield f"{_brief(name)} bukan berkas, melainkan penunjuk ke tempat lain."

    def _unsealed(self) -> Iterator[str]:
        """A seal or list of contents that is gone, or stands there without its other half."""
        whole = "jadi tidak dapat dipastikan bahwa paket ini masih seperti saat disegel"
        if not self.seals:
            names = ", ".join(f"tag{each.name}" for each in self.lists) or "tagmanifest"
            yield f"Segelnya ({names}) hilang dari paket, {whole}."
        if not self.lists:
            yield f"Daftar isinya (manifest) hilang dari paket, {whole}."
        if self.seals and self.lists:
            sealed, listed = ({each.kind for each in many} for many in (self.seals, self.lists))
            for each in sorted(listed ^ sealed):
                here, gone = ("", "tag") if each in listed else ("tag", "")
                yield f"{gone}manifest-{each}.txt, pasangan {here}manifest-{each}.txt, hilang dari paket, {whole}."

    def _unlike(self, manifests: list[_Manifest], there: set[str]) -> Iterator[str]:
        """What differs between files and the lists that have to name each of them."""
        missing: dict[str, list[tuple[str, str]]] = {}
        changed, added = set(), set()
        for each in manifests:
            known, gone, more = _matched(each.sums, there)
            added |= more
            for name in gone:
                missing.setdefault(name, []).append((each.algorithm, each.sums[name]))
            changed |= {real for name, real in known.items() if self._differs(real, each.algorithm, each.sums[name])}
        moved = {name: new for name, sums in missing.items() for new in added if self._is(new, sums)}
        of = "" if manifests is self.lists else f", atau segelnya ({', '.join(each.name for each in manifests)}) diubah"
        for name in sorted(missing):
            to = f": namanya diganti menjadi {_brief(moved[name])}" if name in moved else ""
            yield f"{_brief(name)} hilang dari paket{to}{of}."
        unlisted = sorted(added - set(moved.values()))
        yield from (f"{_brief(name)} ditambahkan sesudah paket disegel{of}." for name in unlisted)
        yield from (self._told(name, of) for name in sorted(changed))

    def _told(self, name: str, of: str) -> str:
        if self._sum(name) is None:
            return f"{_brief(name)} tidak dapat dibaca."
        empty = ": sekarang kosong" if self.there[name].stat().st_size == 0 else ""
        return f"Isi {_brief(name)} berubah sejak disegel{empty}{of}."

    def _differs(self, name: str, algorithm: str, wanted: str) -> bool:
        return bool(algorithm) and (self._sum(name) or {}).get(algorithm) != wanted

    def _is(self, name: str, sums: list[tuple[str, str]]) -> bool:
        return all(algorithm and not self._differs(name, algorithm, wanted) for algorithm, wanted in sums)

    def _sum(self, name: str) -> dict[str, str] | None:
        """The sums of a file by every algorithm of the package, `None` where it cannot be read; read once."""
        if name not in self._sums:
            kinds = {"sha256", *(each.algorithm for each in (*self.lists, *self.seals) if each.algorithm)}
            self._sums[name] = _sums(self.there[name], kinds)
        return self._sums[name]


def _matched(sums: Mapping[str, str], there: set[str]) -> tuple[dict[str, str], set[str], set[str]]:
    """Which listed name is which file, what is missing, and what is there besides.

    A Mac may have written a name in its own Unicode form while the package was copied; that is the same name.
    """
    known = {name: name for name in sums if name in there}
    gone, more = set(sums) - there, there - set(sums)
    composed = {unicodedata.normalize("NFC", name): name for name in more}
    for name in sorted(gone):
        real = composed.pop(unicodedata.normalize("NFC", name), None)
        if real is not None:
            known[name] = real
    return known, gone - set(known), more - set(known.values())


def _ends(text: str) -> str:
    """A path of a package of before version 1.0, in which only line ends are written as codes."""
    return _CODED.sub(lambda sign: sign[0] if sign[1] == "25" else chr(int(sign[1], 16)), text)


def _known(kind: str) -> str:
    """An algorithm as hashlib names it, empty where it has none that gives a sum of one length."""
    name = kind.lower()
    try:
        return name if hashlib.new(name, usedforsecurity=False).digest_size else ""
    except (ValueError, TypeError):
        return ""


def _strength(algorithm: str) -> int:
    return hashlib.new(algorithm, usedforsecurity=False).digest_size if algorithm else 0


def _sums(path: Path, kinds: set[str]) -> dict[str, str] | None:
    sums = {kind: hashlib.new(kind, usedforsecurity=False) for kind in kinds}
    try:
        with open_file(path) as file:
            while chunk := file.read(_CHUNK):
                for each in sums.values():
                    each.update(chunk)
    except OSError:
        return None
    return {kind: each.hexdigest() for kind, each in sums.items()}
