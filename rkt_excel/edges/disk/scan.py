"""A scanned page: a PDF or a picture, known by its content and never by its name."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from rkt_excel.edges.disk.one_way import named_file_bytes
from rkt_excel.edges.disk.oserrors import refused
from rkt_excel.errors import InputUnusableError

SCAN_BYTES: Final = 100 * 1024 * 1024  # bytes; a book of scanned pages has about a tenth of it
_KINDS: Final = (
    (b"%PDF-", ".pdf"),
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"II*\x00", ".tif"),
    (b"MM\x00*", ".tif"),
)
_WHOLE: Final = {".pdf": b"%%EOF", ".png": b"IEND", ".jpg": b"\xff\xd9"}  # what stands at the end of a whole file
_TAIL: Final = 2048  # bytes; scanners append a few of their own


def read_scan(path: Path) -> tuple[bytes, str]:
    """The bytes of a scan, and the ending that belongs to its content: ".pdf", ".png", ".jpg" or ".tif".

    Raises:
        InputUnusableError: It is not there, is no PDF or picture (PNG, JPEG, TIFF), is cut off, or is too large.
    """
    try:
        size = path.stat().st_size
        if size > SCAN_BYTES:
            raise InputUnusableError(f"Pindaian {path.name} terlalu besar; batasnya {SCAN_BYTES // 1024**2} MB.")
        data = named_file_bytes(path)
    except OSError as error:
        raise InputUnusableError(refused(f"Pindaian {path}", "dibuka", error)) from error
    ending = next((ending for start, ending in _KINDS if data.startswith(start)), None)
    if ending is None:
        raise InputUnusableError(f"{path.name} bukan PDF atau gambar (PNG, JPEG, TIFF). Pindailah ulang naskahnya.")
    if _WHOLE.get(ending, b"") not in data[-_TAIL:]:
        raise InputUnusableError(f"Pindaian {path.name} tidak utuh. Pindai atau salinlah sekali lagi.")
    return data, ending
