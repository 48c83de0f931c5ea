"""The names of what the journal records; whoever writes an event and whoever reads it back take its name from here."""

from __future__ import annotations

from typing import Final

ISSUED: Final = "formulir-terbit"
MERGED: Final = "digabung"
DECIDED: Final = "dipakai-diputuskan"
MEETING: Final = "rapat-disiapkan"
DRAFTED: Final = "draft-dibuat"
EXAMINED: Final = "pemeriksaan-disiapkan"
INITIALLED: Final = "diparaf"
RETURNED: Final = "dikembalikan"
READIED: Final = "naskah-disiapkan"  # the clean copy for the signature
SIGNED: Final = "ditandatangani"
SCANNED: Final = "pindaian-dilampirkan"
DISTRIBUTED: Final = "distribusi-disiapkan"
RECEIVED: Final = "tanda-terima"
SEALED: Final = "arsip-disegel"
WRITTEN: Final = "keluaran-ditulis"  # an output stands in its place
WITHDRAWN: Final = "keluaran-ditarik"  # an output that no longer holds was taken away; its bytes are kept
EDITED: Final = "suntingan-word-diketahui"  # a Word file that a person edited was kept and told of
KEPT: Final = "isi-disimpan"  # the bytes of a received file were kept for the first time
SENDING: Final = "surel-akan-dikirim"  # without one of the next two after it, the letter is doubtful
SENT: Final = "surel-terkirim"
UNSENT: Final = "surel-ditolak"
FETCHED: Final = "surel-diambil"
SEEN: Final = "kotak-surat-dilihat"  # which letters of a mailbox need not be looked at again
