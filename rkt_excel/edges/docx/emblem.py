"""The emblem of the region: one file beside the templates, printed wherever a template has the grey frame for it.

Templates come with a grey frame whose alternative text is "lambang daerah". A picture that the office has put in its
place in a template by itself stays.
"""

from __future__ import annotations

import hashlib
import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rkt_excel.edges.disk.one_way import file_bytes
from rkt_excel.edges.docx.package.word_parts import WP
from rkt_excel.errors import InputUnusableError

if TYPE_CHECKING:
    from docx.document import Document

NAME: Final = "lambang.png"  # or .jpg
_NAMED: Final = re.compile(r"lambang(\.\w+)+", re.IGNORECASE)
_WHOLE: Final = {
    b"\x89PNG\r\n\x1a\n": b"IEND\xaeB`\x82",
    b"\xff\xd8\xff": b"\xff\xd9",
}  # how a PNG and a JPG begin and end
_LARGEST: Final = 5_000_000  # bytes; every document carries it
_WORDS: Final = "lambang daerah"
_FRAME: Final = "a9b754fb3e7a9255"  # begins the SHA-256 of the grey frame
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SAVE: Final = f"Simpan satu gambar PNG atau JPG sebagai {NAME} di folder itu"


def emblem(folder: Path) -> bytes | None:
    """The bytes of the office's emblem, `None` where it has put none into the folder.

    Args:
        folder: Where the templates lie.

    Raises:
        InputUnusableError: There are several, or it is no whole PNG or JPG of at most 5 MB.
    """
    found = sorted(each for each in folder.iterdir() if _NAMED.fullmatch(each.name)) if folder.is_dir() else []
    if not found:
        return None
    if len(found) > 1:
        names = " dan ".join(f"“{each.name}”" for each in found)
        raise InputUnusableError(f"Di folder {folder} ada {names}. {_SAVE}; pindahkan yang lain.")
    try:
        data = file_bytes(found[0])
    except OSError as fault:
        raise InputUnusableError(f"Lambang {found[0]} tidak dapat dibaca. Tutup programnya, lalu ulangi.") from fault
    if len(data) > _LARGEST:
        raise InputUnusableError(f"Lambang {found[0]} lebih dari 5 MB. Perkecil gambarnya. {_SAVE}.")
    if _size(data) is None:
        raise InputUnusableError(f"Lambang {found[0]} bukan gambar PNG atau JPG yang utuh. {_SAVE}.")
    return data


def _size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, `None` where it is no picture that Word and PDF programs all print."""
    from docx.image.image import Image  # noqa: PLC0415 - comes with docxtpl

    start = next((start for start in _WHOLE if data.startswith(start)), None)
    if start is None or not data.rstrip(b"\0\r\n").endswith(_WHOLE[start]):
        return None
    try:
        image = Image.from_blob(data)
    except Exception:  # noqa: BLE001 - whatever python-docx stumbles over in a damaged head, it is no picture to print
        return None
    return (image.px_width, image.px_height) if image.px_width > 0 and image.px_height > 0 else None


def frames(document: Document) -> list[Any]:
    """The drawings in the text of a document, as elements of lxml, in which the grey frame still stands."""
    found = []
    for drawing in document.element.body.iter(f"{WP}inline", f"{WP}anchor"):
        words, blip = drawing.find(f"{WP}docPr"), next(drawing.iter(f"{_A}blip"), None)
        part: Any = document.part.related_parts.get(blip.get(f"{_R}embed")) if blip is not None else None
        named = part is not None and words is not None and words.get("descr") == _WORDS
        if named and hashlib.sha256(part.blob).hexdigest().startswith(_FRAME):
            found.append(drawing)
    return found


def lay(document: Document, folder: Path) -> None:
    """Put the office's emblem into every grey frame, as large as the frame allows and not distorted.

    Without an emblem the frames stay.

    Args:
        document: The template.
        folder: Where the emblem lies.

    Raises:
        InputUnusableError: What lies there as the emblem cannot be used.
    """
    drawings = frames(document)
    data = emblem(folder) if drawings else None
    size = _size(data) if data else None
    if data is None or size is None:
        return
    name, _ = document.part.get_or_add_image(BytesIO(data))
    for drawing in drawings:
        next(drawing.iter(f"{_A}blip")).set(f"{_R}embed", name)
        extent = drawing.find(f"{WP}extent")
        scale = min(int(extent.get("cx")) / size[0], int(extent.get("cy")) / size[1])
        for each in (extent, *drawing.iter(f"{_A}ext")):
            if each.get("cx"):
                each.set("cx", str(round(size[0] * scale)))
                each.set("cy", str(round(size[1] * scale)))
