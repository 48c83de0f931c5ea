"""The ten steps of the SOP: who, how long, what comes out, which command does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rkt_excel.model.terms import Peran


@dataclass(frozen=True)
class Langkah:
    """One step of the SOP.

    Attributes:
        nomor: As printed.
        uraian: In a few words of our own.
        pelaksana: Who does it.
        hari: The norm in working days, 0 for what is done within a day.
        keluaran: The output by its name in the SOP.
        perintah: The command that does it, empty where only people act.
    """

    nomor: int
    uraian: str
    pelaksana: str
    hari: int
    keluaran: str
    perintah: str


_STAFF: Final = "Staf"
LANGKAH: Final = (
    Langkah(1, "membuat konsep format RKT", Peran.KASUBAG, 3, "Konsep RKT", "rkt format"),
    Langkah(2, "menyampaikan format ke bagian", Peran.KASUBAG, 3, "Konsep RKT", "rkt format"),
    Langkah(3, "mengumpulkan isian dan membuat konsep", _STAFF, 2, "Konsep RKT", "rkt gabung"),
    Langkah(4, "rapat koordinasi penyusunan", Peran.SEKRETARIS, 0, "Konsep RKT, Notulen", ""),
    Langkah(5, "memperbarui konsep menjadi draft", _STAFF, 3, "Draft Konsep RKT", "rkt draft"),
    Langkah(6, "memeriksa draft dan memberi paraf", Peran.KASUBAG, 0, "Disposisi Draft Konsep RKT", ""),
    Langkah(7, "memperbaiki draft", _STAFF, 0, "Draft Konsep RKT", "rkt draft"),
    Langkah(8, "menilai dan menandatangani", Peran.KEPALA, 0, "RKT", ""),
    Langkah(9, "menggandakan dan membagikan", Peran.PENGADMINISTRASI, 3, "Dokumen RKT", ""),
    Langkah(10, "menyimpan sebagai arsip", Peran.PENGADMINISTRASI, 0, "Arsip", ""),
)
