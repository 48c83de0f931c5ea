"""Texts that only fill a cell: what people type when they have nothing to say, or to see whether typing works.

Two sorts are told apart. A mark for "nothing" ("-", "nihil") is honest where nothing was asked, so an optional cell may
hold it; a stopgap ("xxx", "isi di sini", "asdf") was meant to be replaced and is pointed out wherever it stands. Met in
real district data: "xxx", "ss 1 enok", "coba tambah rekening lagi", "-" and "n/a" in columns that are printed.
"""

from __future__ import annotations

from functools import cache
from string import ascii_lowercase
from typing import Final

from rkt_excel.workbook.values.cells import folded, visible

# What stands by itself where a number or a choice was asked; there nothing else may be meant by it.
_PLACEHOLDERS: Final = frozenset(
    {
        *("-", "--", "---", "–", "—", "...", "…", "?", "."),
        *("n/a", "na", "n.a", "n.a.", "#n/a", "x", "xx", "xxx", "tba", "nihil"),
    }
)
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


_LONGEST_ROW: Final = 15  # letters of one kind in a row ("aaaa") that formulas know; the reader knows any number
LISTED: Final = "isian_semu"  # the list that formulas look in, and the name of its range in a workbook
_END: Final = "_"  # after each listed text, so that a cell of nothing but marks is found as well


def placeholder(text: str) -> bool:
    """Whether the text, in place of a number or a choice, only stands for "nothing here": "-", "n/a", "xxx"."""
    return visible(text).casefold() in _PLACEHOLDERS


def means_nothing(text: str) -> bool:
    """Whether the text is a mark for "nothing here", such as "-", "n/a" or "nihil"."""
    return set(folded(text)) <= _MARKS or _squeezed(text) in _NOTHING_KEYS


def stopgap(text: str) -> bool:
    """Whether the text was typed to be replaced, such as "xxx", "isi di sini", "s.d.a" or "asdf"."""
    letters = _squeezed(text)
    return letters in _STOPGAP_KEYS or (_one_character(letters) and text.strip() not in _GRADES)


def hollow(text: str) -> bool:
    """Whether the text says nothing: a mark for nothing, or a stopgap."""
    return means_nothing(text) or stopgap(text)


def wordless(text: str) -> bool:
    """Whether the text holds no letter, where words are asked ("123", "12/3")."""
    return not any(character.isalpha() for character in text)


def bare(text: str) -> str:
    """The text for comparing what it says: letters and digits in words, in small letters, without any mark."""
    return " ".join("".join(c if c.isalnum() else " " for c in folded(text)).split())


def _squeezed(text: str) -> str:
    """Letters and digits only, in small letters."""
    return bare(text).replace(" ", "")


def _one_character(text: str) -> bool:
    """Whether a text is one letter three times or oftener ("aaaa"); digits may be a figure."""
    return len(text) >= 3 and len(set(text)) == 1 and text.isalpha()


_STOPGAP_KEYS: Final = frozenset(map(_squeezed, STOPGAPS))
_NOTHING_KEYS: Final = frozenset(map(_squeezed, NOTHING | _PLACEHOLDERS)) - _STOPGAP_KEYS - {""}

# ------------------------------------------------------------------ the same as a formula


def hollow_texts() -> tuple[str, ...]:
    """What `hollow_formula` looks up: letters and digits of every text that says nothing, each followed by "_"."""
    repeated = {letter * count for letter in ascii_lowercase for count in range(3, _LONGEST_ROW + 1)}
    return tuple(f"{each}{_END}" for each in sorted({"", *_STOPGAP_KEYS, *_NOTHING_KEYS, *repeated}))


def hollow_formula(ref: str) -> str:
    """An Excel formula, without "=", that holds where a filled cell says nothing.

    Args:
        ref: The cell. The workbook needs the name `LISTED` over the texts of `hollow_texts`.
    """
    return _hollow_formula().replace(_REF, ref)


_REF: Final = "\0"  # stands for the cell, as nothing in a formula does


@cache
def _hollow_formula() -> str:
    letters = _REF
    for mark in (*sorted(_MARKS), "\u00a0"):
        letters = 'SUBSTITUTE({},"{}","")'.format(letters, '""' if mark == '"' else mark)
    letters = f'SUBSTITUTE({letters},CHAR(10),"")'
    grades = "|".join(("", *sorted(_GRADES), ""))
    return f'AND(ISNUMBER(MATCH({letters}&"{_END}",{LISTED},0)),ISERROR(FIND("|"&TRIM({_REF})&"|","{grades}")))'


def wordless_formula(ref: str) -> str:
    """An Excel formula, without "=", that holds where a filled cell has no letter."""
    return f"EXACT(UPPER({ref}),LOWER({ref}))"
