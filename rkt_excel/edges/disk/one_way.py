"""The bytes of a file, and a file put into its place: the one way in which things are read and written.

Only a plain file is read. A link leads wherever somebody let it lead, so that what it points to would go into the
journal and into the sealed package; a pipe keeps whoever opens it waiting for ever. Whatever is written stands in its
place whole or not at all: a full disk, a kill or a power cut leaves what was there before.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from rkt_excel.edges.disk.oserrors import NotPlainError

# Systems that lack one of them have no such danger: Windows opens neither links nor pipes by these names.
_READ: Final = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_NOINHERIT")
)
_WHOLE: Final = -1


def file_bytes(path: Path, most: int = _WHOLE) -> bytes:
    """The bytes of a plain file.

    Args:
        path: The file; no link.
        most: How many bytes at most; all of them where nothing is said.

    Raises:
        NotPlainError: It is a link, a pipe, a socket or a device.
        OSError: It is not there, is a folder, or cannot be opened.
    """
    with open_file(path) as file:
        return file.read(most)


def named_file_bytes(path: Path, most: int = _WHOLE) -> bytes:
    """The bytes of a file that was chosen whether it is a link or not; the rest as `file_bytes`."""
    return file_bytes(followed(path), most)


def followed(path: Path) -> Path:
    """Where a path leads, from the root on; a link that leads in a circle stays, for whoever opens it to refuse.

    `Path.resolve` ends in a `RuntimeError` at such a link before Python 3.13, which nobody takes for a user's fault.

    Raises:
        OSError: The path begins in the folder where one stands, and that is gone.
    """
    return Path(os.path.realpath(path))


@contextmanager
def open_file(path: Path) -> Iterator[BinaryIO]:
    """A plain file, open for reading; the rest as `file_bytes`."""
    _plain(path, path.lstat().st_mode)  # before it is opened: to open a device may already do something
    try:
        handle = os.open(path, _READ)
    except OSError:
        _plain(path, path.lstat().st_mode)  # it was exchanged in between
        raise
    with os.fdopen(handle, "rb") as file:
        _plain(path, os.fstat(handle).st_mode)
        yield file


def check_plain(path: Path) -> None:
    """See that what lies in a place, if anything, is a plain file; for what is opened by other libraries.

    Raises:
        NotPlainError: It is a link, a pipe, a socket or a device.
        OSError: It is a folder, or cannot be looked at.
    """
    with suppress(FileNotFoundError):
        _plain(path, path.lstat().st_mode)


def _plain(path: Path, mode: int) -> None:
    """See that something is a file; a folder is left to the system, which refuses to read it."""
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "a folder", str(path))
    if not stat.S_ISREG(mode):
        raise NotPlainError(path, link=stat.S_ISLNK(mode))


def write_whole(target: Path, data: bytes) -> None:
    """Write a file whole: after a full disk, a kill or a power cut the old content or the new one is there.

    It is looked at once more where it stands: a share may say that it moved a file and not have done so.

    Args:
        target: Its place; folders above are made.
        data: Its content.

    Raises:
        OSError: It cannot be written; nothing half made is left.
    """
    _put(target, data, Path.replace)


def write_new(target: Path, data: bytes) -> None:
    """Write a file whole as `write_whole` does, but never over another.

    Raises:
        FileExistsError: Something lies there.
        OSError: It cannot be written; nothing half made is left.
    """
    _put(target, data, _publish)


def _publish(made: Path, target: Path) -> None:
    """Give a file a name that nothing has."""
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, "there already", str(target))
    made.rename(target)  # Windows looks once more


def _put(target: Path, data: bytes, publish: Callable[[Path, Path], object]) -> None:
    """Write beside a place what then gets its name."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}.sementara")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _clear(target)
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        publish(temporary, target)
        _check_moved(target, data)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    _sync(target.parent)


def move_folder_whole(made: Path, target: Path) -> None:
    """Put a folder into its place that was filled beside it, once all of it outlasts a power cut.

    Raises:
        OSError: It cannot be moved there.
    """
    for place, _, files in os.walk(made):
        for name in files:
            with Path(place, name).open("r+b") as file:
                os.fsync(file.fileno())
        _sync(Path(place))
    made.rename(target)
    if made.exists() or not target.is_dir():
        raise OSError(errno.EIO, "not there after it was moved", str(target))
    _sync(target.parent)


def _clear(target: Path) -> None:
    """Take away what killed runs left of this very file, wherever it lies."""
    for each in target.parent.iterdir():
        if each.name.startswith(f".{target.name}.") and each.name.endswith(".sementara"):
            with suppress(OSError):
                each.unlink()


def _check_moved(target: Path, data: bytes) -> None:
    """See that a content stands in its place.

    Raises:
        OSError: Another one does, or none.
    """
    there = file_bytes(target) if os.path.lexists(target) else None
    if there != data:
        raise OSError(errno.EIO, "not there after it was moved", str(target))


def _sync(folder: Path) -> None:
    """Make the names in a folder outlast a power cut; Windows does so by itself and opens no folders."""
    if hasattr(os, "O_DIRECTORY"):
        with suppress(OSError):  # some network drives cannot
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
