"""The letters of an .xls from before Excel 97, which are those of one code page of Windows, DOS or the Macintosh.

The file says which (CODEPAGE, MS-XLS 2.4.52). xlrd gives a file up at the first letter that is none of its code page,
or at a code page that it does not know: here such a letter becomes the sign for a lost one, which is told where it is
read, and a file that names no known code page is read as Windows wrote it in Indonesia.
"""

from __future__ import annotations

import codecs
from typing import Any, Final

from xlrd.biffh import encoding_from_codepage

_USUAL: Final = "cp1252"
_MARK: Final = "rkt_lenient_"  # before the name of a code page whose letters are read so
_UNICODE: Final = 80  # the version from which on texts are Unicode
_NAMES: Final = {**encoding_from_codepage, 367: _USUAL, 65001: "utf_8"}


def _lenient(name: str) -> codecs.CodecInfo | None:
    if not name.startswith(_MARK):
        return None
    base = name.removeprefix(_MARK)

    def decode(data: Any, errors: str = "strict", /) -> tuple[str, int]:  # noqa: ANN401 - any bytes
        del errors
        letters = bytes(data)
        return letters.decode(base, "replace"), len(letters)

    return codecs.CodecInfo(codecs.lookup(base).encode, decode, name=name)


codecs.register(_lenient)


def read_by_code_page(book: Any) -> None:  # noqa: ANN401 - xlrd has no types
    """Let a workbook of xlrd's read its texts by the code page that it names."""
    derive = book.derive_encoding

    def derived() -> str:
        if book.biff_version >= _UNICODE:
            return str(derive())
        name = _NAMES.get(book.codepage) or f"cp{book.codepage}"
        try:
            known = codecs.lookup(name).name
        except LookupError:
            known = _USUAL
        book.raw_user_name = False  # who saved it concerns nobody
        book.encoding = _MARK + (_USUAL if known.startswith("utf-16") else known.replace("-", "_"))
        return str(book.encoding)

    book.derive_encoding = derived
