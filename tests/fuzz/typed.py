"""What people type, and the ways in which a format can show it otherwise than it is stored."""

from __future__ import annotations

from random import Random
from typing import Final

from fuzz.mutant import Stored

NUMBERS: Final = (
    "0", "1", "7", "46", "75", "85", "100", "101", "0.5", "0.125", "3.95", "12.5", "85.25", "1250", "1250.5",
    "99999", "6000000", "15301500", "123456789012345", "1E3", "1e-5", "2.5E+1", "0.30000000000000004",
    "68.90000000000001", "-1", "-0.5", "4E15", "46387", "0.5416666666666666", "2027", "1e308", "1E-320",
)  # fmt: skip
TEXTS: Final = (
    "84", "84,5", "1.250", "1,250", "1.250,5", "85 %", "85%", "Rp 5.000", "12 dokumen", "delapan puluh", "-", "xxx",
    "tidak ada", "0", "BB", "bb", "A", "a ", " B", "jumlah", "Jumlah ", "positif", "dokumen", "%", "orang", "84½",
    "1/2", "3:15", "31/12/2027", "#N/A", "#REF!", "=1+1", "+84", "@SUM(A1)", "TRUE", "benar", "Kepala\u00a0Bidang",
    "Kepala  Bidang", "Ke\u200bpala", "kepala\nbidang", "Ke\u202epala", "\ufeffSekretaris", "Sekretaris\u00ad",
    "₿itcoin 😀", "O’Brien & Co <x>", "]]>", "&amp;", "&#65;", "_x0041_", "_x000D_", "a_x005F_b", "\t7", "7 ", "７５",
    "٧٥", "²", "1e3", "0x1F", "1_000", "NaN", "inf", "", " ", "kolom:target", "IK.4.1", "U.001", "ok" * 200,
)  # fmt: skip

# Number formats that leave a number what it is, whatever it is, and such that make people see another one or none.
SAME: Final = ("General", "@", "0.############", "#,##0.############", '"Rp" #,##0.######')
OTHER: Final = ("0,", "#,##0,,", ";;;", '"ada"', "[Red];;;", "dd/mm/yyyy", "hh:mm", '0"0"', '[=46]"40";General', '"-"')


def number(chance: Random) -> Stored:
    """A number, as a file writes it."""
    if chance.random() < 0.4:
        return Stored("n", str(chance.randrange(1, 10 ** chance.randrange(1, 9)) / 10 ** chance.randrange(3)))
    return Stored("n", chance.choice(NUMBERS))


def text(chance: Random) -> Stored:
    return Stored("s", chance.choice(TEXTS))
