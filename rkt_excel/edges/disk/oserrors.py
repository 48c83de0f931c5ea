"""What the operating system refuses, in words: cause and remedy; its own texts are in another language."""

from __future__ import annotations

import errno
import os
from pathlib import Path, PureWindowsPath
from typing import Final

_CLOSE: Final = "Tutuplah bila sedang dibuka di program lain, lalu ulangi"
_RIGHTS: Final = f"tidak diizinkan. {_CLOSE}; bila tetap ditolak, periksa hak akses berkas dan foldernya"
_BUSY: Final = f"sedang dipakai program lain. {_CLOSE}"
_FULL: Final = "ruang penyimpanan penuh. Kosongkan sebagian, lalu ulangi"
_ABSENT: Final = "berkas atau foldernya tidak ada. Periksa ejaan nama dan tempatnya"
_LOST: Final = "penyimpanan atau jaringannya terputus. Periksa sambungannya, lalu ulangi"
_LONG: Final = "namanya terlalu panjang. Pakailah nama atau folder yang lebih pendek"
_NAME: Final = "namanya tidak dapat dipakai di penyimpanan itu. Pakailah nama lain"
_READ_ONLY: Final = "penyimpanannya hanya boleh dibaca. Pakailah folder lain atau buka kuncinya"
_TAKEN: Final = "nama itu sudah dipakai. Pindahkan yang lama, atau pakailah nama lain"
_A_FOLDER: Final = "itu folder, bukan berkas. Sebutkan berkasnya"
_A_LINK: Final = "itu tautan ke tempat lain, bukan berkasnya sendiri. Gantilah dengan salinan berkasnya"
_NO_FILE: Final = "itu bukan berkas biasa. Pindahkan, lalu ulangi"
_A_FILE: Final = "di jalur itu ada berkas, bukan folder. Periksa nama foldernya"
_NOT_EMPTY: Final = "foldernya tidak kosong. Pindahkan isinya lebih dahulu"
_IN_THE_CLOUD: Final = (
    "isinya masih di penyimpanan awan. Jalankan OneDrive, klik kanan berkasnya, "
    "pilih “Selalu simpan di perangkat ini”, lalu ulangi"
)
_TOO_MANY: Final = "terlalu banyak berkas sedang dibuka. Tutuplah program lain, lalu ulangi"

_BY_NAME: Final = {
    **dict.fromkeys(("EACCES", "EPERM"), _RIGHTS),
    **dict.fromkeys(("EBUSY", "ETXTBSY", "EAGAIN", "EDEADLK", "ENOLCK"), _BUSY),
    **dict.fromkeys(("ENOSPC", "EDQUOT"), _FULL),
    **dict.fromkeys(("ENOENT", "ENXIO"), _ABSENT),
    **dict.fromkeys(
        ("EIO", "ENODEV", "ESTALE", "ETIMEDOUT", "ENETDOWN", "ENETUNREACH", "EHOSTDOWN", "EHOSTUNREACH", "ENOTCONN",
         "ECONNRESET", "ECONNABORTED", "ECONNREFUSED", "EREMOTEIO"), _LOST),
    **dict.fromkeys(("EINVAL", "EILSEQ"), _NAME),
    "ENAMETOOLONG": _LONG, "EROFS": _READ_ONLY, "EEXIST": _TAKEN, "EISDIR": _A_FOLDER, "ENOTDIR": _A_FILE,
    "ENOTEMPTY": _NOT_EMPTY, "EMFILE": _TOO_MANY, "ENFILE": _TOO_MANY,
    "EFBIG": "berkasnya terlalu besar untuk penyimpanan itu. Pakailah penyimpanan lain",
    "ELOOP": "pintasan foldernya berputar. Sebutkan folder aslinya",
    "EXDEV": "tempat lama dan barunya berada di penyimpanan yang berbeda. Salinlah sendiri",
    "ENOMEM": "memori komputer habis. Tutuplah program lain, lalu ulangi",
}  # fmt: skip
# A system may give two names one number, and lack others.
BY_ERRNO: Final = {getattr(errno, name): text for name, text in _BY_NAME.items() if hasattr(errno, name)}
# Windows tells more than the number that Python makes of it: a file in use is "not permitted" there.
CLOUD: Final = range(358, 405)  # ERROR_CLOUD_FILE_*: a placeholder that cannot be filled now
BY_WINERROR: Final = {
    **dict.fromkeys(CLOUD, _IN_THE_CLOUD),
    **dict.fromkeys((2, 3), _ABSENT),
    **dict.fromkeys((5, 65), _RIGHTS),
    **dict.fromkeys((32, 33, 170), _BUSY),
    **dict.fromkeys((39, 112, 1295), _FULL),
    **dict.fromkeys((15, 20, 21, 31, 51, 53, 54, 55, 58, 59, 64, 67, 121, 1117, 1167, 1231, 1232, 1236, 1265), _LOST),
    **dict.fromkeys((87, 123, 161), _NAME),
    **dict.fromkeys((111, 206), _LONG),
    **dict.fromkeys((80, 183), _TAKEN),
    4: _TOO_MANY,
    19: _READ_ONLY,
    145: _NOT_EMPTY,
    267: _A_FILE,
}


_NOT_THERE: Final = (2, 3)  # what Windows says of a path that is too long for it, too
_TOO_DEEP: Final = 248  # characters from which it takes no folder; files from 260


class NotPlainError(OSError):
    """Something lies in the place of a file that is none, and is not read."""

    def __init__(self, path: Path, *, link: bool) -> None:
        """Say what it is.

        Args:
            path: Where it lies.
            link: Whether it is a link; else a pipe, a socket or a device.
        """
        super().__init__(errno.EINVAL, "not a plain file", str(path))
        self.said = _A_LINK if link else _NO_FILE


def cause(error: OSError) -> str:
    """Why the system refused and what to do, in Indonesian and without a full stop at the end.

    The system's own text is never repeated: it may be in any language.
    """
    if isinstance(error, NotPlainError):
        return error.said
    number = getattr(error, "winerror", None)
    if number in _NOT_THERE and _is_too_long(error):
        return _LONG
    if number in BY_WINERROR:
        return BY_WINERROR[number]
    if error.errno in BY_ERRNO:
        return BY_ERRNO[error.errno]
    code = number or error.errno
    told = f" (kode {code})" if code is not None else ""
    return f"ditolak sistem operasi{told}. Ulangi; bila tetap ditolak, pakailah folder lain"


def _is_too_long(error: OSError) -> bool:
    """Whether a path of an error is longer than Windows takes without long paths being allowed."""
    named = (os.fsdecode(each) for each in (error.filename, error.filename2) if isinstance(each, str | bytes | Path))
    whole = (each if PureWindowsPath(each).is_absolute() else str(Path(each).absolute()) for each in named)
    return any(len(each) >= _TOO_DEEP for each in whole)


def refused(what: object, verb: str, error: OSError) -> str:
    """An Indonesian sentence that names what cannot be done, its cause and its remedy.

    Args:
        what: The file or folder, with its kind where that is not plain.
        verb: What cannot be done with it: "dibuka", "ditulis", "dibuat".
        error: What the system said.
    """
    return f"{what} tidak dapat {verb}: {cause(error)}."
