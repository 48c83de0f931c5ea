"""What `rkt rekap` tells of many offices side by side.

Part of the catalogue of `messages`.
"""

from __future__ import annotations

from rkt_excel.workbook.findings import FindingCode, Severity, Wording

_PERINGATAN, _INFO = Severity.PERINGATAN, Severity.INFO


class RecapCode(FindingCode):
    """What can be wrong with offices side by side: the code of each finding with its wording."""

    KANTOR_TIDAK_TERBACA = Wording(
        _PERINGATAN,
        "{tempat} tidak ikut direkap. {sebab}",
        "Perbaiki atau mintalah salinannya dari kantor itu, lalu jalankan rkt rekap lagi; kantor lain tetap direkap.",
    )
    TANPA_KANTOR = Wording(
        _PERINGATAN,
        "Di {tempat} tidak ada folder kerja maupun paket arsip RKT.",
        "Periksa foldernya; yang dicari adalah folder yang memuat rkt.sqlite, atau paket arsip dan .zip-nya.",
    )
    KANTOR_BELUM_MULAI = Wording(
        _INFO,
        "{tempat}: formulirnya belum dibuat, jadi belum diketahui kantor siapa.",
        "Tidak perlu tindakan; kantor itu tampak setelah menjalankan rkt format.",
    )
    KEADAAN_LAIN = Wording(
        _INFO,
        "{kantor}: {tempat} tidak dihitung ({hubungan}); yang dihitung {dihitung}.",
        "Tidak perlu tindakan bila memang kantor yang sama.",
    )
    KANTOR_KEMBAR = Wording(
        _PERINGATAN,
        "{kantor}: {tempat} tidak dihitung ({hubungan}); yang dihitung {dihitung}.",
        "Tanyakan kantor itu folder mana yang benar, lalu pindahkan yang lain dari folder yang direkap.",
    )
    KANTOR_BERJURNAL_SAMA = Wording(
        _PERINGATAN,
        "{kantor} dan {lain} memakai jurnal dengan entri pertama yang sama ({tempat} dan {dihitung}).",
        "Folder kerja satu kantor mungkin disalin untuk kantor lain; keduanya dihitung. Tanyakan mana yang asli.",
    )
    JURNAL_KANTOR_LEBIH_TUA = Wording(
        _PERINGATAN,
        "{kantor}: jurnal di {tempat} lebih tua daripada yang pernah ada di sana; angkanya mungkin bukan terakhir.",
        "Mintalah kantor itu menjalankan rkt status, lalu mengirimkan folder kerja yang terbaru.",
    )
    INDIKATOR_KEMBAR = Wording(
        _PERINGATAN,
        "{kantor}: indikator “{indikator}” ({satuan}) ada lebih dari sekali, dengan kode {kode}.",
        "Pastikan memang dua indikator; bila tidak, targetnya terhitung dua kali.",
    )
    PRIORITAS_TANPA_SASARAN = Wording(
        _PERINGATAN,
        "Prioritas {kode} “{uraian}” ({pemda}, {tahun}) tidak didukung sasaran kantor mana pun.",
        "Bicarakan kantor mana yang mendukungnya, lalu isi Kode prioritas di lembar Sasaran kantor itu.",
    )
    TARGET_MENYIMPANG = Wording(
        _PERINGATAN,
        "{kantor}: target {kode} “{indikator}” {nilai} {satuan}, sedangkan nilai tengah {banyak} kantor "
        "{tengah}.{dugaan}",
        "Pastikan targetnya benar; bila memang berbeda, tidak perlu diubah.",
    )
