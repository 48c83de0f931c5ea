"""Files that nobody sent: what programs and systems lay beside the files of people, and what stands for a file.

The first are passed over. The second stand for an answer that is not on this computer yet, so that they are named.
"""

from __future__ import annotations

import re
from typing import Final

from rkt_excel.edges.attachments.held import Closed
from rkt_excel.edges.disk.oserrors import CLOUD

# Lock files, thumbnails, folder settings, half-written copies, and what file systems cannot keep inside a file: the
# marks that Windows and macOS put beside whatever was downloaded (":Zone.Identifier"; U+F03A is what WSL has for ":").
_NAMES: Final = re.compile(
    r"~\$.*|\.~lock\..*#|\._.*|~.*\.tmp|.*\.sementara"
    r"|\.ds_store|\.apdisk|\.localized|\.directory|\.fseventsd|\.spotlight-v100|\.trash(es|-.*)?|\.temporaryitems"
    r"|\.documentrevisions-v100|\.appledouble|__macosx|icon[\r\uf00d]"
    r"|thumbs\.db|ehthumbs(_vista)?\.db|desktop\.ini|@eadir|\$recycle\.bin|system volume information|folder\.htt"
    r"|\.dropbox(\..*)?|\.sync.*|\.st(folder|ignore|versions)|\.owncloud.*|\.nextcloud.*|\._?sync_.*\.db(-\w+)?"
    r"|\.tmp\.drive(up|down)load"
    r"|.*[:\uf03a](zone\.identifier|smartscreen|afp_\w+|com\.apple\..*|favicon|encryptable|oecustomproperty"
    r"|\x05?(document)?summaryinformation|\{.*\}|ms-properties|mshield)(:\$data)?",
    re.IGNORECASE | re.DOTALL,
)
_EMPTY: Final = re.compile(r"icon[_?]?", re.IGNORECASE)  # macOS' folder picture, whose name ends in a line end
# The same by their first bytes, whatever the name became on its way.
_BEGINNINGS: Final = (
    b"[ZoneTransfer]",
    b"[.ShellClassInfo]",
    b"\x00\x05\x16\x07\x00",  # AppleDouble: the second half of a file
    b"\x00\x00\x00\x01Bud1",  # .DS_Store
)
_BOM: Final = (b"\xef\xbb\xbf", b"")

_DOWNLOAD: Final = "Buka foldernya di {program}, unduh berkas itu, lalu jalankan rkt gabung lagi."
_SAVE: Final = "Buka berkas itu di {program}, simpan atau unduh sebagai .xlsx ke 3-kembali."
_STANDS_FOR: Final = {
    r".*\.icloud": ("isinya masih di iCloud", _DOWNLOAD.format(program="Mac")),
    r".*\.(nextcloud|owncloud)": (
        "isinya masih di penyimpanan awan",
        _DOWNLOAD.format(program="program sinkronisasinya"),
    ),
    r".*\.(odlocal|cloud|cloudf)": (
        "isinya masih di penyimpanan awan",
        _DOWNLOAD.format(program="program sinkronisasinya"),
    ),
    r".*\.gsheet": ("ini hanya pintasan ke Google Spreadsheet", _SAVE.format(program="peramban")),
    r".*\.(gdoc|gdrive|glink|gform)": ("ini hanya pintasan ke Google Drive", _SAVE.format(program="peramban")),
    r".*\.(lnk|url|webloc|desktop)": ("ini hanya pintasan, bukan berkasnya", _SAVE.format(program="tempat asalnya")),
    r".*\.(crdownload|part|partial|opdownload|download|filepart|!ut|dropboxtmp)": (
        "unduhannya belum selesai",
        "Tunggu sampai unduhannya selesai, atau unduh sekali lagi, lalu jalankan rkt gabung lagi.",
    ),
}


def passed_over(name: str, data: bytes | None = None) -> bool:
    """Whether a file was laid there by a program or system, so that nothing is said about it.

    Args:
        name: Its name without its folder.
        data: Its bytes; `None` where only the name is judged.
    """
    if _NAMES.fullmatch(name):
        return True
    if data is None:
        return False
    if not data:
        return _EMPTY.fullmatch(name) is not None
    return any(data.startswith(bom + mark) for mark in _BEGINNINGS for bom in _BOM)


def is_hidden_name(name: str) -> bool:
    """Whether a file is hidden by its name; such a file counts where it is a spreadsheet, and else is passed over."""
    return name.startswith(".")


def stands_for(name: str) -> Closed | None:
    """Why the answer is not here yet, where a file by its name only stands for it; `None` for any other file."""
    for pattern, (cause, remedy) in _STANDS_FOR.items():
        if re.fullmatch(pattern, name, re.IGNORECASE | re.DOTALL):
            return Closed(cause, remedy)
    return None


def original(name: str) -> str:
    """The name of the file that a placeholder stands for: `.Formulir.xlsx.icloud` stands for Formulir.xlsx."""
    return name.rpartition(".")[0].removeprefix(".")


def kept_in_the_cloud(error: OSError) -> Closed | None:
    """Why a file cannot be opened, where Windows says that its content is in the cloud; `None` for other errors."""
    if getattr(error, "winerror", None) not in CLOUD:
        return None
    return Closed("isinya masih di penyimpanan awan", _DOWNLOAD.format(program="OneDrive"))
