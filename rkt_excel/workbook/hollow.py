"""Texts that only fill a cell: what people type when they have nothing to say, or to see whether typing works.

Two sorts are told apart. A mark for "nothing" ("-", "nihil") is honest where nothing was asked, so an optional cell may
hold it; a stopgap ("xxx", "isi di sini", "asdf") was meant to be replaced and is pointed out wherever it stands. Met in
real district data: "xxx", "ss 1 enok", "coba tambah rekening lagi", "-" and "n/a" in columns that are printed.
"""

from __future__ import annotations

from typing import Final

from rkt_excel.workbook.cells import folded
from rkt_excel.workbook.numbers import PLACEHOLDERS

NOTHING: Final = frozenset({"nihil", "kosong", "tidak ada", "tdk ada", "belum diisi", "menyusul", "tbd"})
STOPGAPS: Final = frozenset(
    {
        *("isi", "isian", "isilah", "diisi", "isi di sini", "isi disini", "ketik di sini", "ketik disini"),
        *("sda", "s d a", "sama dengan atas", "sama dengan di atas", "sama seperti di atas", "idem", "idem di atas"),
        *("coba", "coba coba", "cobacoba", "tes", "test", "testing", "tes tes", "test test", "dummy", "lorem ipsum"),
        *("asd", "asdf", "asdfg", "asdfgh", "asdfghjkl", "qwe", "qwer", "qwerty", "zxc", "zxcv", "abc", "abcd"),
        *("xx", "xxx", "yyy", "zzz", "xyz"),
    }
)
_MARKS: Final = frozenset("-–—_.…,;:?!*/\\|=+~#'\"()[]<> ")  # not "%", which is a unit
_GRADES: Final = frozenset({"III", "AAA", "BBB", "CCC"})  # one letter three times, and yet an answer


def means_nothing(text: str) -> bool:
    """Whether the text is a mark for "nothing here", such as "-", "n/a" or "nihil"."""
    if set(folded(text)) <= _MARKS:
        return True
    return bare(text) in NOTHING or (folded(text) in PLACEHOLDERS and not stopgap(text))


def stopgap(text: str) -> bool:
    """Whether the text was typed to be replaced, such as "xxx", "isi di sini", "s.d.a" or "asdf"."""
    words = bare(text)
    return words in STOPGAPS or (_one_character(words.replace(" ", "")) and text.strip() not in _GRADES)


def hollow(text: str) -> bool:
    """Whether the text says nothing, for either reason."""
    return means_nothing(text) or stopgap(text)


def wordless(text: str) -> bool:
    """Whether the text holds no letter, where words are asked ("123", "12/3")."""
    return not any(character.isalpha() for character in text)


def bare(text: str) -> str:
    """The text for comparing what it says: letters and digits in words, in small letters, without any mark."""
    return " ".join("".join(c if c.isalnum() else " " for c in folded(text)).split())


def _one_character(text: str) -> bool:
    """Three times or oftener the same letter ("aaaa"); digits may be a figure."""
    return len(text) >= 3 and len(set(text)) == 1 and text.isalpha()
