"""BagIt packages (RFC 8493) with SHA-512, sealed whole or not at all, and verified; only this module knows bagit."""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rkt_excel.edges.folder import settle
from rkt_excel.edges.oserrors import refused
from rkt_excel.errors import InputUnusableError, OutputLockedError

_ALGORITHM: Final = "sha512"
_SEAL: Final = f"tagmanifest-{_ALGORITHM}.txt"  # lists the manifest, which lists every file
JOURNAL_HEAD: Final = "Journal-Head"


@dataclass(frozen=True)
class Sealed:
    """A package as it lies there.

    Attributes:
        path: Its folder.
        seal: SHA-256 of the file that everything in it hangs on.
        info: What its bag-info.txt says.
        faults: What does not fit, in sentences; nothing where it is as it was sealed.
    """

    path: Path
    seal: str
    info: Mapping[str, str]
    faults: tuple[str, ...]


def seal(target: Path, files: Mapping[str, bytes | Path], info: Mapping[str, str]) -> Sealed:
    """Make a package beside its place and move it there whole.

    Args:
        target: The folder of the package; it must not be there yet.
        files: What goes in, by its path inside with "/": bytes, or a file to be copied.
        info: For bag-info.txt.

    Raises:
        OutputLockedError: It cannot be written (a full disk, a file in use); nothing half-made is left.
    """
    temporary = target.with_name(f".{target.name}.{os.getpid()}.sementara")
    try:
        _fill(temporary, files)
        _bag(temporary, info)
        made = verify(temporary)
        if made.faults:
            raise OutputLockedError(f"Paket arsip tidak tersimpan dengan utuh: {made.faults[0]} Ulangi perintahnya.")
        settle(temporary)
        temporary.rename(target)
    except OSError as error:
        raise OutputLockedError(_unwritten(target, error)) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return verify(target)


def verify(path: Path) -> Sealed:
    """Look whether every file of a package is there and unchanged, and none besides.

    Raises:
        InputUnusableError: It is no package.
    """
    import bagit  # noqa: PLC0415 - loaded where packages are made or looked at

    if not (path / "bagit.txt").is_file():
        what = "bukan paket arsip: tidak ada bagit.txt di dalamnya" if path.is_dir() else "tidak ada"
        raise InputUnusableError(f"Folder {path} {what}.")
    # The library tells each fault to its logger and then raises it; ours is the one place that tells people.
    logging.getLogger("bagit").setLevel(logging.CRITICAL + 1)
    try:
        bag = bagit.Bag(str(path))
        faults = _faults(bag)
    except (bagit.BagError, OSError, UnicodeDecodeError) as error:
        raise InputUnusableError(f"Daftar berkas di paket {path} rusak, jadi isinya tidak dapat diperiksa.") from error
    info = {name: str(value) for name, value in bag.info.items()}
    return Sealed(path, _digest(path / _SEAL), info, faults)


def _fill(folder: Path, files: Mapping[str, bytes | Path]) -> None:
    folder.mkdir(parents=True)
    for name, content in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.read_bytes())


def _bag(folder: Path, info: Mapping[str, str]) -> None:
    import bagit  # noqa: PLC0415

    logging.getLogger("bagit").setLevel(logging.CRITICAL + 1)
    here = Path.cwd()
    try:
        bagit.make_bag(str(folder), dict(info), checksums=[_ALGORITHM])
    except bagit.BagError as error:
        raise OSError(errno.EACCES, str(error)) from error
    finally:
        os.chdir(here)


def _faults(bag: Any) -> tuple[str, ...]:  # noqa: ANN401 - bagit has no types
    """Every fault at once; the library alone stops at the first sum that differs."""
    import bagit  # noqa: PLC0415

    missing, added = bag.compare_manifests_with_fs()
    told = [f"{path} hilang dari paket." for path in sorted(missing)]
    told += [f"{path} ditambahkan sesudah paket disegel." for path in sorted(added)]
    told += [f"Isi {path} berubah sejak disegel." for path in sorted(bag.entries) if _changed(bag, path)]
    try:
        bag.validate()
    except bagit.BagValidationError as error:
        return tuple(told) or (f"{_short(str(error))}.",)
    return tuple(told)


def _changed(bag: Any, path: str) -> bool:  # noqa: ANN401 - bagit has no types
    file = Path(str(bag)) / path
    if not file.is_file():
        return False
    with file.open("rb") as content:
        return hashlib.file_digest(content, _ALGORITHM).hexdigest() != str(bag.entries[path][_ALGORITHM])


def _short(text: str) -> str:
    return " ".join(text.split())[:200].rstrip(".")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _unwritten(target: Path, error: OSError) -> str:
    return f"{refused(f'Paket {target.name}', 'ditulis', error)} Tidak ada yang tertinggal setengah jadi."
