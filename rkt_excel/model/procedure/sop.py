"""The ten steps of the SOP: who, how long, what comes out, all as the SOP prints it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rkt_excel.model.vocabulary.terms import Peran


@dataclass(frozen=True)
class Langkah:
    """One step of the SOP.

    Attributes:
        nomor: As printed.
        uraian: In a few words of our own.
        pelaksana: Who does it.
        hari: The norm in working days, 0 for what is done within a day.
        keluaran: The output by its name in the SOP.
        norma: The norm as it is printed.
    """

    nomor: int
    uraian: str
    pelaksana: str
    hari: int
    keluaran: str
    norma: str


_STAFF: Final = "Staf"
LANGKAH: Final = (
    Langkah(1, "membuat konsep format RKT", Peran.KASUBAG, 3, "Konsep RKT", "3 hari"),
    Langkah(2, "menyampaikan format ke bagian", Peran.KASUBAG, 3, "Konsep RKT", "3 hari"),
    Langkah(3, "mengumpulkan isian dan membuat konsep", _STAFF, 2, "Konsep RKT", "2 hari"),
    Langkah(4, "rapat koordinasi penyusunan", Peran.SEKRETARIS, 0, "Konsep RKT, Notulen", "3 jam"),
    Langkah(5, "memperbarui konsep menjadi draft", _STAFF, 3, "Draft Konsep RKT", "3 hari"),
    Langkah(6, "memeriksa draft dan memberi paraf", Peran.KASUBAG, 0, "Disposisi Draft Konsep RKT", "20 menit"),
    Langkah(7, "memperbaiki draft", _STAFF, 0, "Draft Konsep RKT", "1 jam"),
    Langkah(8, "menilai dan menandatangani", Peran.KEPALA, 0, "RKT", "20 menit"),
    Langkah(9, "menggandakan dan membagikan", Peran.PENGADMINISTRASI, 3, "Dokumen RKT", "3 hari"),
    Langkah(10, "menyimpan sebagai arsip", Peran.PENGADMINISTRASI, 0, "Arsip", "5 menit"),
)
