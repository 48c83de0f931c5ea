"""The closed vocabularies of the plan. Each list gives the drop-down, the check and the printed word alike."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from rkt_excel.model.vocabulary.nomenklatur import KodeProgram
from rkt_excel.workbook.kinds import ByRow, Choice, Kind, Number, Percent, Score, Text


class Edisi(StrEnum):
    """An RKT is drawn up once (murni) and may be changed within the year (perubahan)."""

    MURNI = "murni"
    PERUBAHAN = "perubahan"

    @property
    def rkt(self) -> str:
        """What an RKT of this edition is called: papers of both editions have to be told apart."""
        return "RKT" if self is Edisi.MURNI else f"RKT {self.capitalize()}"


class Jenis(StrEnum):
    """What sort of value an indikator has."""

    ANGKA = "angka"
    PERSEN = "persen"
    INDEKS = "indeks"
    PREDIKAT = "predikat"
    TEKS = "teks"


class Arah(StrEnum):
    """Whether more is better (positif) or less is (negatif)."""

    POSITIF = "positif"
    NEGATIF = "negatif"


class ModeTriwulan(StrEnum):
    """How the four quarters make the year's target.

    "Kumulatif" alone is ambiguous in the tools in use (increments or running total), so three modes say it.
    """

    JUMLAH = "jumlah"  # TW I + II + III + IV = target
    KUMULATIF = "kumulatif berjalan"  # a running total; TW IV = target
    AKHIR = "posisi akhir"  # TW IV = target; earlier quarters free


class CaraGabung(StrEnum):
    """How the answers of several bagian to one indikator become one value."""

    UTAMA = "utama"  # the first bagian named answers; the others must not differ
    JUMLAH = "jumlah"
    RATA = "rata-rata"


class Tingkat(StrEnum):
    """The levels of the budget nomenclature (Permendagri 90/2019 and its updates)."""

    PROGRAM = "program"
    KEGIATAN = "kegiatan"
    SUB_KEGIATAN = "sub kegiatan"


def kedalaman(row: Mapping[str, object]) -> int:
    """How deep a line of program, kegiatan or sub kegiatan lies in the budget, 0 for a program, by its `tingkat`."""
    levels = list(Tingkat)
    return levels.index(Tingkat(str(row["tingkat"]))) if row.get("tingkat") in levels else len(levels)


class Peran(StrEnum):
    """The actors of the SOP that sign, initial or keep."""

    KEPALA = "Kepala"
    SEKRETARIS = "Sekretaris"
    KASUBAG = "Kasubag Program"
    PENGADMINISTRASI = "Pengadministrasi Umum"


class Penugasan(StrEnum):
    """How an official holds the post."""

    DEFINITIF = "definitif"
    PENJABAT = "Pj."
    PELAKSANA_TUGAS = "Plt."
    PELAKSANA_HARIAN = "Plh."


class SifatHari(StrEnum):
    """What a day of the sheet Hari Libur is: off, or worked though the calendar says otherwise."""

    LIBUR = "libur"
    MASUK = "masuk kerja"


class Kertas(StrEnum):
    """The paper of the office."""

    F4 = "F4"
    A4 = "A4"


class ZonaWaktu(StrEnum):
    """The time of the office (Keputusan Presiden 41/1987)."""

    WIB = "WIB"
    WITA = "WITA"
    WIT = "WIT"


class BentukTabel(StrEnum):
    """Which columns the RKT's table has when it is printed."""

    LENGKAP = "lengkap"
    TANPA_TRIWULAN = "tanpa triwulan"
    TIGA_KOLOM = "tiga kolom"  # sasaran, indikator, target


YA: Final = "ya"
TIDAK: Final = "tidak"
TRIWULAN: Final = ("I", "II", "III", "IV")
QUARTERS: Final[tuple[str, ...]] = ("tw1", "tw2", "tw3", "tw4")

PREDIKAT_LIST: Final = "predikat"  # names of the lists that come with the master
SATUAN_LIST: Final = "satuan"
BAGIAN_LIST: Final = "bagian"


def options(vocabulary: type[StrEnum]) -> tuple[str, ...]:
    """The values of a vocabulary in order."""
    return tuple(member.value for member in vocabulary)


KIND_OF_JENIS: Final[Mapping[str, Kind]] = {
    Jenis.ANGKA: Number(),
    Jenis.PERSEN: Percent(),
    Jenis.INDEKS: Score(),
    Jenis.PREDIKAT: Choice(source=PREDIKAT_LIST, by=("skala", "kode")),
    Jenis.TEKS: Text(longest=200),
}
NILAI_INDIKATOR: Final = ByRow("jenis", KIND_OF_JENIS)

KODE_PROGRAM: Final = KodeProgram(
    example="2.23.02.2.01.0004",
    hint="ketik kode nomenklatur lengkap seperti 2.23.02.2.01.0004.",
)
