"""Bantuan: how the desk is used, what its buttons do, what helps where something goes wrong, what is to be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rkt_excel import __version__
from rkt_excel.desk.pages.office import Office, Standing
from rkt_excel.desk.work.moves import MOVES
from rkt_excel.model.procedure.sop import LANGKAH

READABLE: Final[Mapping[str, str]] = {  # the pages of docs/ that the desk shows too, by their words, with what they are
    "panduan": "Panduan: dari komputer kosong sampai arsip, perubahan, dan tahun berikutnya",
    "lembar-bagian": "Lembar satu halaman untuk staf bagian, untuk dicetak atau dilampirkan",
    "manual": "Setiap perintah, kode keluar, dan pesan",
    "surel": "Mengirim dan mengambil surel langsung",
    "kamus": "Setiap kolom renstra.xlsx dan formulir",
}


def show(office: Office, standing: Standing, asked: Mapping[str, str]) -> Mapping[str, object]:
    """What Bantuan shows: one of the pages to read, or itself."""
    read = asked.get("baca", "")
    return {
        "baca": read if read in READABLE else "",
        "bacaan": READABLE,
        "tombol": [(each.label, f"rkt {' '.join(each.typed)}", each.done) for each in MOVES],
        "langkah": LANGKAH,
        "versi": __version__,
        "tempat_kantor": str(office.home),
        "folder": str(standing.folder or ""),
    }
