"""BagIt packages (RFC 8493) with SHA-512, sealed whole or not at all; the only module that uses the library bagit."""

from __future__ import annotations

import errno
import logging
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from rkt_excel.edges.disk.one_way import file_bytes, move_folder_whole, write_whole
from rkt_excel.edges.disk.oserrors import refused
from rkt_excel.edges.seal.bag_check import Sealed, shown_path, verify
from rkt_excel.errors import OutputLockedError

_ALGORITHM: Final = "sha512"


def seal(target: Path, files: Mapping[str, bytes | Path], info: Mapping[str, str]) -> Sealed:
    """Make a package (SOP step 10) beside its place, verify it, and move it there whole.

    Args:
        target: The folder of the package; it must not be there yet.
        files: What goes in, by its path inside with "/": bytes, or a file to be copied.
        info: The labels and values for bag-info.txt (RFC 8493, 2.2.2).

    Returns:
        The package as it lies in its place, verified once more.

    Raises:
        OutputLockedError: It cannot be written (a full disk, a file in use); nothing half-made is left.
    """
    temporary = target.with_name(f".{target.name}.{os.getpid()}.sementara")
    try:
        _fill(temporary, files)
        _bag(temporary, info)
        _check_all_there(temporary, files)
        made = verify(temporary)
        if made.faults:
            raise OutputLockedError(f"Paket arsip tidak tersimpan dengan utuh: {made.faults[0]} Ulangi perintahnya.")
        move_folder_whole(temporary, target)
    except OSError as error:
        raise OutputLockedError(_unwritten(target, error)) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return verify(target)


def _fill(folder: Path, files: Mapping[str, bytes | Path]) -> None:
    folder.mkdir(parents=True)
    for name, content in files.items():
        place = folder / name
        write_whole(place, content if isinstance(content, bytes) else _content(content))


def _content(path: Path) -> bytes:
    """What a file of the work folder holds.

    Raises:
        OutputLockedError: It cannot be read, so that the package would lack it.
    """
    try:
        return file_bytes(path)
    except OSError as error:
        what = refused(shown_path(str(path)), "dibaca", error)
        raise OutputLockedError(f"{what} Paket arsip belum disegel.") from error


def _bag(folder: Path, info: Mapping[str, str]) -> None:
    import bagit  # noqa: PLC0415

    logging.getLogger("bagit").setLevel(logging.CRITICAL + 1)
    here = Path.cwd()
    try:
        bagit.make_bag(str(folder), dict(info), checksums=[_ALGORITHM])
    except bagit.BagError as error:
        raise OSError(errno.EACCES, str(error)) from error
    except FileNotFoundError as error:  # what it has itself just moved there
        raise OSError(errno.EIO, "not there after it was moved", str(folder)) from error
    finally:
        os.chdir(here)


def _check_all_there(folder: Path, names: Iterable[str]) -> None:
    """See that every file stands in the package: what a share dropped while it was moved there is in no list, too.

    Raises:
        OSError: One is missing.
    """
    for name in names:
        place = folder / "data" / name
        if not place.is_file():
            raise OSError(errno.EIO, "not there after it was moved", str(place))


def _unwritten(target: Path, error: OSError) -> str:
    return f"{refused(f'Paket {target.name}', 'ditulis', error)} Tidak ada yang tertinggal setengah jadi."
