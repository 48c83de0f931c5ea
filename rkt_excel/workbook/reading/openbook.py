"""Opens a file of any spreadsheet format, told by its content, never by its name.

Names lie: people rename .xls to .xlsx, mail programs append endings, web pages are saved as "Excel". What is
no spreadsheet is said to be what it seems to be, so that whoever sent it learns what went wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from rkt_excel.workbook.containers.compound import OLE_SIGNATURE, Compound
from rkt_excel.workbook.containers.limits import FILE_BYTES, MEGABYTE, Budget, Reason, Unreadable, damaged, too_big
from rkt_excel.workbook.containers.package import Package
from rkt_excel.workbook.containers.unlock import unlocked_package
from rkt_excel.workbook.excel.xls import read_xls
from rkt_excel.workbook.excel.xlsx import read_xlsx
from rkt_excel.workbook.opendocument.ods import read_flat_ods, read_ods

if TYPE_CHECKING:
    from rkt_excel.workbook.values.cells import Opened

__all__ = ["Reason", "Unreadable", "open_book"]

_ZIP: Final = b"PK"
_OLD_EXCEL: Final = (
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",  # BIFF 2, 3, 4: no OLE2 around
    b"\x09\x08\x06\x00",
    b"\x09\x08\x08\x00",  # BIFF 5 and 7, as programs write them without it
    b"\x09\x08\x10\x00",
)
_EXCEL_4_BOOK: Final = b"\x09\x04\x06\x00\x00\x00\x00\x01"  # several sheets in one file (.xlw)
# Of an .fods, near its beginning, in every encoding that XML may have.
_FLAT: Final = tuple(
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be")
)
_ROOT: Final = 16_384  # bytes; the root element of LibreOffice alone takes four thousand letters


def open_book(data: bytes, within: Budget | None = None) -> Opened:
    """A spreadsheet file as cells, whatever program saved it and whatever its name is: docs/reading.md has the policy.

    Args:
        data: The bytes of the file.
        within: The budget of the letter or archive that holds the file; `None` for a file by itself.

    Raises:
        Unreadable: It is empty, cut short, locked, damaged, too big, or no spreadsheet at all.
    """
    opened = _opened(data, within)
    names = Counter(grid.name.casefold() for grid in opened.grids)
    double = next((grid.name for grid in opened.grids if grid.name and names[grid.name.casefold()] > 1), None)
    if double:  # no program makes such a file, and each takes another of the two for the one that counts
        raise damaged(f"lembar “{double}” ada dua kali")
    return opened


def _opened(data: bytes, within: Budget | None) -> Opened:
    if not data:
        raise Unreadable(Reason.KOSONG, "berkas kosong (0 bita)")
    if len(data) > FILE_BYTES:
        raise too_big(f"berkas lebih dari {FILE_BYTES // MEGABYTE} MB")
    if data.startswith(_ZIP):
        return _open_zip(data, within)
    if data.startswith(OLE_SIGNATURE):
        return _open_ole(data, within)
    if data.startswith(_OLD_EXCEL) and not data.startswith(_EXCEL_4_BOOK):
        return read_xls(data, within)
    if any(name in data[:_ROOT] for name in _FLAT):
        return read_flat_ods(data, within)
    raise _not_a_book(_guess(data))


def _open_zip(data: bytes, within: Budget | None) -> Opened:
    package = Package(data, Budget(within))
    kind = b"".join(package.chunks("mimetype"))[:200].decode("ascii", errors="replace").strip()
    if kind.startswith(_OPENDOCUMENT + "spreadsheet"):
        return read_ods(data, within)
    if kind.startswith(_OPENDOCUMENT):
        raise _not_a_book(f"dokumen OpenDocument jenis lain ({kind.removeprefix(_OPENDOCUMENT)})")
    if "xl/workbook.bin" in package:
        raise Unreadable(Reason.XLSB, "format .xlsb")
    for member, seems in _MEMBERS.items():
        if member in package:
            raise _not_a_book(seems)
    if "[Content_Types].xml" in package or "_rels/.rels" in package or "xl/workbook.xml" in package:
        return read_xlsx(data, within)
    if "content.xml" in package:  # an OpenDocument file that has lost its mimetype
        return read_ods(data, within)
    raise _not_a_book("arsip zip")


_OPENDOCUMENT: Final = "application/vnd.oasis.opendocument."

# A member that only this kind of package has.
_MEMBERS: Final = {
    "word/document.xml": "dokumen Word (.docx)",
    "ppt/presentation.xml": "presentasi PowerPoint (.pptx)",
    "Index/Document.iwa": "berkas Apple Numbers, Pages, atau Keynote",
    "Index.zip": "berkas Apple Numbers, Pages, atau Keynote",
    "META-INF/container.xml": "buku elektronik (.epub)",
}


def _open_ole(data: bytes, within: Budget | None) -> Opened:
    try:
        streams = Compound(data)
    except ValueError as fault:
        raise damaged("isi berkas .xls rusak atau terpotong") from fault
    names = streams.names.keys()
    if any(name.startswith(_RIGHTS) for name in streams.everywhere):
        raise Unreadable(Reason.HAK_AKSES, "berkas dilindungi hak akses atau label kerahasiaan")
    if "encryptedpackage" in names:
        info, package = (streams.stream(name) or b"" for name in ("EncryptionInfo", "EncryptedPackage"))
        return _open_zip(unlocked_package(info, package), within)
    if names.isdisjoint({"workbook", "book"}):
        for member, seems in _STREAMS.items():
            if member in names:
                raise _not_a_book(seems)
    try:
        return read_xls(data, within)
    except Unreadable as fault:
        if fault.reason is not Reason.RUSAK or "workbook" in names:
            raise
        raise damaged("isi berkas Excel 5.0/95 (.xls) rusak atau terpotong") from fault


# Rights management (MS-OFFCRYPTO 2.2), in an encrypted .xlsx and in an .xls; the second name begins with a tab.
_RIGHTS: Final = ("drmencrypted", "\tdrm")
_STREAMS: Final = {
    "worddocument": "dokumen Word (.doc)",
    "powerpoint document": "presentasi PowerPoint (.ppt)",
    "__properties_version1.0": "surel Outlook (.msg)",
    "!_stringdata": "paket pemasang Windows (.msi)",
    "wksssworkbook": "lembar kerja Microsoft Works",
    "matost": "dokumen Microsoft Works",
    "lotus123": "lembar kerja Lotus 1-2-3",
    "nativecontent_main": "lembar kerja Quattro Pro",
}


# What holds other files, and spreadsheets of other forms, by the first word of what it seems to be: a caller may look
# into it or say how to.
_HOLDERS: Final = {"arsip": Reason.ARSIP, "surel": Reason.SUREL, "lembar": Reason.FORMAT_LAIN}


def _not_a_book(seems: str) -> Unreadable:
    reason = _HOLDERS.get(seems.partition(" ")[0], Reason.BUKAN_LEMBAR_KERJA)
    return Unreadable(reason, f"tampaknya {seems}")


# First bytes of what people send by mistake.
_MAGIC: Final = {
    b"%PDF": "PDF",
    b"\x89PNG": "gambar (PNG)",
    b"\xff\xd8\xff": "gambar (JPEG)",
    b"GIF8": "gambar (GIF)",
    b"BM": "gambar (BMP)",
    b"RIFF": "gambar atau rekaman",
    b"II*\x00": "gambar (TIFF)",
    b"MM\x00*": "gambar (TIFF)",
    b"{\\rtf": "dokumen RTF",
    b"Rar!": "arsip RAR",
    b"7z\xbc\xaf": "arsip 7z",
    b"\x1f\x8b": "arsip gzip",
    b"ID;P": "lembar kerja SYLK (.slk), format teks lama",
    _EXCEL_4_BOOK: "lembar kerja Excel 4.0 (.xlw)",
    **dict.fromkeys(  # a record that begins the file, of two bytes, and the version in it
        (b"\0\0\2\0\4\4", b"\0\0\2\0\5\4", b"\0\0\2\0\6\4", *(b"\0\0\x1a\0%c\x10" % each for each in range(6))),
        "lembar kerja Lotus 1-2-3 (.wk1, .wk3, .123)",
    ),
    **dict.fromkeys(
        (b"\0\0\2\0\x20\x51", b"\0\0\2\0\x21\x51", *(b"\0\0\2\0%c\x10" % each for each in range(1, 8))),
        "lembar kerja Quattro Pro (.wq1, .wb1, .qpw)",
    ),
    b"\xff\0\2\0\4\4": "lembar kerja Microsoft Works (.wks)",
    b"TABLE\r\n0,1": "lembar kerja DIF, format teks lama",
    b"TABLE\n0,1": "lembar kerja DIF, format teks lama",
}
# What marks a text, the first that is found counts.
_MARKED: Final = {
    re.compile("urn:schemas-microsoft-com:office:spreadsheet"): "lembar kerja XML Excel 2003 (.xml)",
    re.compile("schemas.microsoft.com/office/word/200"): "dokumen Word XML 2003",
    re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta|script|div)\b", re.IGNORECASE): "halaman web (HTML)",
    re.compile(r"\s*<\?xml"): "berkas XML",
}
_DBASE: Final = frozenset(b"\x02\x03\x30\x31\x83\x8b\xf5")  # then year, month and day of its last change
_LOCK_BYTES: Final = 165  # of Excel's ~$ files: the length of the user's name, then the name, padded


def _guess(data: bytes) -> str:
    """What a file that is no spreadsheet seems to be, in Indonesian."""
    for magic, seems in _MAGIC.items():
        if data.startswith(magic):
            return seems
    if len(data) == _LOCK_BYTES and data[0] < _LOCK_BYTES // 3:
        return "berkas kunci sementara Excel (~$), bukan lembar kerjanya"
    if len(data) > 32 and data[0] in _DBASE and 1 <= data[2] <= 12 and 1 <= data[3] <= 31 and not any(data[12:14]):
        return "lembar kerja atau tabel dBase (.dbf)"
    text = _decoded(data[:_ROOT])
    if text is None:
        return "berkas yang jenisnya tidak dikenal"
    marked = next((seems for mark, seems in _MARKED.items() if mark.search(text)), None)
    return marked or ("teks bertanda pemisah (CSV)" if _is_separated(text) else "teks biasa")


def _decoded(sample: bytes) -> str | None:
    """The sample as text, `None` where it holds a byte that no text holds."""
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return sample.decode("utf-16", errors="replace")
    if any(byte < 9 or 13 < byte < 32 for byte in sample):
        return None
    return sample.decode("utf-8", errors="replace").removeprefix("\ufeff")


def _is_separated(text: str) -> bool:
    """Whether the first five lines all hold the same separator."""
    lines = text.splitlines()[:5]
    return any(all(mark in line for line in lines) for mark in ";,\t|")
