"""What the journal records: each event bears the very word that stands there, whoever writes it or reads it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

Details = Mapping[str, Any]  # what the journal keeps of an event beside its name and its moment

FORMULIR_TERBIT: Final = "formulir-terbit"
DIGABUNG: Final = "digabung"
DIPAKAI_DIPUTUSKAN: Final = "dipakai-diputuskan"
RAPAT_DISIAPKAN: Final = "rapat-disiapkan"
DRAFT_DIBUAT: Final = "draft-dibuat"
PEMERIKSAAN_DISIAPKAN: Final = "pemeriksaan-disiapkan"
DIPARAF: Final = "diparaf"
DIKEMBALIKAN: Final = "dikembalikan"
NASKAH_DISIAPKAN: Final = "naskah-disiapkan"  # the clean copy for the signature
DITANDATANGANI: Final = "ditandatangani"
PINDAIAN_DILAMPIRKAN: Final = "pindaian-dilampirkan"
DISTRIBUSI_DISIAPKAN: Final = "distribusi-disiapkan"
TANDA_TERIMA: Final = "tanda-terima"
ARSIP_DISEGEL: Final = "arsip-disegel"
KELUARAN_DITULIS: Final = "keluaran-ditulis"  # an output stands in its place
KELUARAN_DITARIK: Final = "keluaran-ditarik"  # an output that no longer holds was taken away; its bytes are kept
SUNTINGAN_WORD_DIKETAHUI: Final = "suntingan-word-diketahui"  # a Word file that a person edited was kept and told of
JURNAL_DIKEMBALIKAN: Final = "jurnal-dikembalikan"  # an older copy was put back, and went on from here
ISI_DISIMPAN: Final = "isi-disimpan"  # the bytes of a received file were kept for the first time
SUREL_AKAN_DIKIRIM: Final = "surel-akan-dikirim"  # without one of the next two after it, the letter is doubtful
SUREL_TERKIRIM: Final = "surel-terkirim"
SUREL_DITOLAK: Final = "surel-ditolak"
SUREL_DIAMBIL: Final = "surel-diambil"
KOTAK_SURAT_DILIHAT: Final = "kotak-surat-dilihat"  # which letters of a mailbox need not be looked at again
