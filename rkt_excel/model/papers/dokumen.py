"""The documents that are filled from Word templates, in the order of the procedure."""

from __future__ import annotations

from typing import Final

from rkt_excel.model.papers import dokumen_mutu, dokumen_rapat, dokumen_serah, naskah
from rkt_excel.model.papers.isian import Dokumen

DOKUMEN: Final[tuple[Dokumen, ...]] = (
    naskah.RKT,
    dokumen_rapat.UNDANGAN,
    dokumen_rapat.DAFTAR_HADIR,
    dokumen_rapat.BAHAN_RAPAT,
    dokumen_rapat.NOTULEN,
    dokumen_mutu.DISPOSISI,
    dokumen_mutu.PEMERIKSAAN,
    dokumen_serah.LEMBAR_TANDA_TERIMA,
    dokumen_serah.DAFTAR_DISTRIBUSI,
    dokumen_serah.SURAT_PENGANTAR,
    dokumen_serah.BERITA_ACARA,
    dokumen_serah.DAFTAR_ARSIP,
)
