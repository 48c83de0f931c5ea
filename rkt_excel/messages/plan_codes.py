"""What can be wrong with a plan; with `file_codes` and what the engine finds (`workbook.findings`) the catalogue."""

from __future__ import annotations

from rkt_excel.messages.file_codes import FileCode
from rkt_excel.messages.recap_codes import RecapCode
from rkt_excel.workbook.findings import FindingCode, Severity, SheetCode, Wording

_GALAT, _PERINGATAN, _INFO = Severity.GALAT, Severity.PERINGATAN, Severity.INFO


class PlanCode(FindingCode):
    """What can be wrong with a plan, beyond single cells: the code of each finding with its wording."""

    NIP_TIDAK_SAH = Wording(_PERINGATAN, "NIP {isi} {sebab}.", "Perbaiki NIP sebelum RKT ditandatangani.")
    NIP_TERSIMPAN_ANGKA = Wording(
        _GALAT,
        "NIP tersimpan sebagai angka, sehingga tiga angka terakhirnya hilang.",
        "Ubah format sel menjadi Teks, lalu ketik ulang ke-18 angkanya.",
    )
    NAMA_BELUM_ADA = Wording(
        _INFO,
        "{kolom} {peran} masih kosong.",
        "Isilah sebelum RKT ditandatangani; sampai saat itu dicetak titik-titik.",
    )
    PERAN_TIDAK_ADA = Wording(
        _PERINGATAN,
        "Belum ada pejabat dengan peran {peran} yang berlaku pada {tanggal}.",
        "Tambahkan di lembar Pejabat.",
    )
    MASA_TUGAS_LEWAT = Wording(
        _PERINGATAN,
        "Masa tugas {peran} berakhir pada {tanggal}.",
        "Perbarui lembar Pejabat sebelum RKT ditandatangani.",
    )
    SASARAN_TANPA_INDIKATOR = Wording(
        _GALAT, "Sasaran {kunci} belum mempunyai indikator.", "Tambahkan indikatornya di lembar Indikator."
    )
    SASARAN_TANPA_PRIORITAS = Wording(
        _PERINGATAN,
        "Sasaran {kunci} belum dikaitkan dengan prioritas pembangunan.",
        "Isilah kode prioritasnya; draft yang tidak sesuai prioritas akan dikembalikan (peringatan SOP).",
    )
    PRIORITAS_KOSONG = Wording(
        _INFO,
        "Lembar Prioritas masih kosong, jadi keselarasan sasaran dengan prioritas pembangunan belum dapat diperiksa.",
        "Isilah prioritasnya; draft yang tidak sesuai prioritas akan dikembalikan (peringatan SOP).",
    )
    PRIORITAS_TANPA_SASARAN = Wording(
        _INFO,
        "Prioritas {kunci} belum didukung sasaran mana pun.",
        "Kaitkan sasaran yang mendukungnya, atau hapus barisnya bila bukan tugas dinas ini.",
    )
    LEMBAR_BELUM_DIISI = Wording(
        _GALAT,
        "Lembar {nama} belum diisi.",
        "Isilah paling sedikit satu baris; tanpa itu tidak ada formulir yang dapat dibuat.",
    )
    DAFTAR_BELUM_DIISI = Wording(
        _GALAT,
        "Lembar {nama} masih kosong, sehingga pilihannya tidak dapat dicocokkan.",
        "Isilah lembar itu dengan yang dipakai di lembar Indikator dan Program, satu baris satu.",
    )
    SKALA_BELUM_DIPILIH = Wording(
        _PERINGATAN,
        "Predikat {isi} ada di lebih dari satu skala, atau di tidak satu pun.",
        "Pilihlah skalanya di kolom Skala predikat, supaya formulir menawarkan predikat yang benar.",
    )
    KODE_RANGKAP = Wording(
        _GALAT,
        "Kode {kunci} menunjuk dua baris (lihat juga {lain}), sehingga isian keduanya tertukar.",
        "Beri salah satunya kode lain; huruf besar dan kecil dianggap sama.",
    )
    KODE_SAMA = Wording(
        _PERINGATAN,
        "Kode {kunci} juga dipakai di lembar {lain}, sehingga dalam rapat dapat berarti dua hal.",
        "Sebaiknya beri kode lain, misalnya dengan awalan yang berbeda untuk setiap lembar.",
    )
    INDIKATOR_GANDA = Wording(
        _PERINGATAN,
        "Indikator {kunci} berbunyi sama dengan {lain}.",
        "Hapus salah satunya, atau bedakan rumusannya.",
    )
    SATUAN_TIDAK_SESUAI = Wording(
        _PERINGATAN,
        "Indikator {kunci} {sebab}.",
        "Samakan satuan dan jenisnya dengan bunyi indikator, atau perbaiki bunyinya.",
    )
    RUMUSAN_KEGIATAN = Wording(
        _INFO,
        "{kolom} {kunci} diawali “{kata}”, yang menyebut kegiatan, bukan hasil.",
        "Sebagai petunjuk: evaluator SAKIP mengharapkan hasil, misalnya “{contoh}”.",
    )
    BAGIAN_TANPA_ISIAN = Wording(
        _PERINGATAN,
        "Bagian {kunci} tidak mengampu indikator apa pun.",
        "Periksa kolom bagian pengampu di lembar Indikator.",
    )
    BATAS_SEBELUM_MULAI = Wording(
        _GALAT,
        "Batas kembali {isi} lebih awal daripada tanggal mulai {mulai}.",
        "Perbaiki salah satu tanggalnya.",
    )
    MODE_TIDAK_SESUAI_JENIS = Wording(
        _GALAT, "Mode triwulan “{isi}” tidak dapat dipakai untuk jenis {jenis}.", "Pilih mode posisi akhir."
    )
    GABUNG_TIDAK_SESUAI_JENIS = Wording(
        _GALAT, "Cara gabung “{isi}” tidak dapat dipakai untuk jenis {jenis}.", "Pilih cara gabung utama."
    )
    INDUK_PROGRAM_TIDAK_ADA = Wording(
        _PERINGATAN,
        "Kode {isi} tidak mempunyai induk {induk} di lembar Program.",
        "Tambahkan baris induknya.",
    )
    PAGU_TIDAK_SAMA = Wording(
        _PERINGATAN,
        "Pagu {kunci} Rp{pagu} berbeda Rp{selisih} dari jumlah di bawahnya, Rp{jumlah}.",
        "Periksa pagunya; selisih ini tidak menghalangi penggabungan.",
    )
    # against the forms that are out
    RENSTRA_BERUBAH = Wording(
        _PERINGATAN,
        "{kolom}{baris} di renstra.xlsx kini “{isi}”, sedangkan di formulir yang beredar “{asli}”.",
        "{saran}",
    )
    RENSTRA_BARIS_BARU = Wording(
        _PERINGATAN, "Baris {kunci} di lembar {lembar} belum ada di formulir yang beredar.", "{saran}"
    )
    RENSTRA_BARIS_DIHAPUS = Wording(
        _PERINGATAN,
        "Baris {kunci} tidak ada lagi di lembar {lembar}, tetapi ada di formulir yang beredar.",
        "{saran}",
    )
    RENSTRA_TIDAK_TERCATAT = Wording(
        _PERINGATAN,
        "Isi renstra.xlsx sudah lain daripada saat formulir versi {versi} dibuat{rincian}; rinciannya belum dicatat "
        "program saat itu.",
        "{saran}",
    )
    # between returns
    BELUM_MASUK = Wording(_PERINGATAN, "Formulir {nama} belum masuk.", "Ingatkan bagian itu; batasnya {batas}.")
    BEDA_ANTAR_BAGIAN = Wording(
        _GALAT,
        "{kolom} {kunci} berbeda antarbagian: {rincian}.",
        "Sepakati satu nilai, lalu perbaiki formulir yang berbeda: {tempat}.",
    )
    GABUNGAN_BELUM_LENGKAP = Wording(
        _PERINGATAN,
        "{kolom} {kunci} belum dapat dihitung ({cara}) karena menunggu {menunggu}.",
        "Tunggu formulir bagian itu, lalu jalankan rkt gabung lagi.",
    )
    SASARAN_TANPA_TARGET = Wording(
        _PERINGATAN,
        "Sasaran {kunci} belum mempunyai satu target pun, padahal semua bagiannya sudah mengembalikan formulir.",
        "Lengkapi target sekurang-kurangnya satu indikatornya ({rincian}).",
    )
    GABUNGAN_BEDA_RENSTRA = Wording(
        _PERINGATAN,
        "Target {kunci} hasil gabungan ({cara}) {target} berbeda dari target Renstra {renstra} tanpa alasan.",
        "Bagi ulang target di antara bagian ({rincian}), atau tulis alasannya pada salah satu formulir.",
    )
    PAGU_GABUNGAN_TIDAK_SAMA = Wording(
        _PERINGATAN,
        "Pagu {kunci} Rp{pagu} {arah} Rp{selisih} daripada jumlah di bawahnya, Rp{jumlah}.",
        "Cocokkan pagunya ({rincian}); selisih ini tidak menghalangi penggabungan.",
    )
    USULAN_GANDA_ANTARBAGIAN = Wording(
        _PERINGATAN,
        "Usulan {kunci} dari {dari} berbunyi sama dengan {lain} dari {bagian_lain}.",
        "Sepakati satu usulan bersama ({rincian}).",
    )
    # within a return
    BEDA_RENSTRA_TANPA_ALASAN = Wording(
        _GALAT,
        "Target {target} berbeda dari target Renstra {renstra} tanpa alasan.",
        "Samakan targetnya atau isilah kolom alasan.",
    )
    TRIWULAN_TIDAK_SAMA = Wording(
        _GALAT,
        "Triwulan tidak sesuai dengan target {target}: {sebab}.",
        "Perbaiki triwulan atau targetnya menurut mode {mode}.",
    )
    ALASAN_TANPA_ISI = Wording(
        _PERINGATAN,
        "Alasan “{isi}” belum menjelaskan mengapa target {target} berbeda dari target Renstra {renstra}.",
        "Tulislah sebabnya dalam satu kalimat.",
    )
    TARGET_NOL = Wording(_PERINGATAN, "Target bernilai nol.", "Pastikan nol memang target, bukan tanda belum diisi.")
    TARGET_MUNDUR = Wording(
        _PERINGATAN,
        "Target {target} lebih buruk daripada capaian tahun lalu {lalu} (arah {arah}).",
        "Pastikan targetnya benar; bila memang demikian, tulis sebabnya di kolom alasan.",
    )
    SKALA_TIDAK_WAJAR = Wording(
        _PERINGATAN,
        "{kolom} {nilai} {banding} {acuan}.",
        "Periksa letak koma dan banyaknya nol; bila memang benar, biarkan.",
    )
    PECAHAN_BENDA = Wording(
        _PERINGATAN,
        "{kolom} {nilai} {satuan} berupa pecahan, padahal {satuan} dihitung satu per satu{dugaan}.",
        "Bila ribuan yang dimaksud, ketik tanpa titik, misalnya 1250; bila memang pecahan, biarkan.",
    )
    PENANGGUNG_JAWAB_ORANG = Wording(
        _INFO,
        "Penanggung jawab “{isi_pendek}” tampaknya nama orang.",
        "Tulislah jabatannya, karena pejabat dapat berganti dalam tahun berjalan.",
    )
    PAGU_TANPA_TARGET = Wording(
        _PERINGATAN,
        "Pagu Rp{pagu} diisi, tetapi target keluarannya nol.",
        "Isilah target keluarannya, atau nolkan pagunya bila tidak dilaksanakan.",
    )
    TARGET_TANPA_PAGU = Wording(
        _PERINGATAN,
        "Target keluaran {target} diisi, tetapi pagunya nol.",
        "Isilah pagunya, atau tulis di keterangan dari mana biayanya.",
    )
    PAGU_BEDA_INDIKATIF = Wording(
        _PERINGATAN,
        "Pagu Rp{pagu} {arah} Rp{selisih} daripada pagu indikatif Rp{indikatif}.",
        "Pastikan pagunya benar, dan tulis sebabnya di keterangan.",
    )
    USULAN_SUDAH_ADA = Wording(
        _PERINGATAN,
        "Indikator yang diusulkan sudah ada dengan kode {lain}.",
        "Hapus usulannya, atau jelaskan bedanya dalam rumusannya.",
    )
    USULAN_GANDA = Wording(
        _PERINGATAN,
        "Usulan {kunci} berbunyi sama dengan usulan {lain}.",
        "Hapus salah satunya.",
    )
    # the edited Konsep and its drafts
    PERUBAHAN_TANPA_ALASAN = Wording(
        _PERINGATAN,
        "{kolom} {kunci} diubah menjadi “{menjadi}” tanpa alasan.",
        "Ketiklah alasannya di kolom Alasan perubahan baris {kunci} pada konsep atau draft terbaru, "
        "lalu jalankan rkt draft.",
    )
    BERUBAH_TANPA_ALASAN = Wording(
        _PERINGATAN,
        "{kolom} {kunci} yang ditandatangani {semula}, kini {menjadi}, tanpa alasan.",
        "Tulislah sebabnya di kolom {tempat} barisnya, atau di Alasan perubahan bila rapat yang mengubahnya; kolom "
        "Alasan di lampiran perbandingan masih kosong.",
    )
    ALASAN_TANPA_PERUBAHAN = Wording(
        _PERINGATAN,
        "Alasan “{isi}” ditulis pada baris {kunci}, padahal isian baris itu tidak berubah.",
        "Ketik juga perubahannya; di draft berikutnya kolom Alasan perubahan kosong kembali.",
    )
    BENTROK_SUNTINGAN = Wording(
        _GALAT,
        "{kolom} {kunci} disunting menjadi “{disunting}” di {tempat}, sedangkan kiriman sesudahnya berisi “{baru}” "
        "({asal}); sebelumnya “{semula}”.",
        "Yang dipakai tetap “{disunting}”. Ketik “{baru}” bila kiriman itu yang benar, atau tulis di kolom Alasan "
        "perubahan baris {kunci} mengapa suntingan tetap dipakai.",
    )
    BARIS_KONSEP_HILANG = Wording(
        _GALAT,
        "Baris {kunci} tidak ada lagi di lembar {lembar}; di dalam RKT baris itu tetap ada.",
        "Bila memang tidak dipakai, pilih {pilihan} di kolom {kolom_hapus} baris itu pada draft terbaru dan tulis "
        "alasannya.",
    )
    LEMBAR_KONSEP_HILANG = Wording(
        _GALAT,
        "Lembar {lembar} tidak ada lagi; di dalam RKT isinya tetap ada, seperti sebelum lembar itu dihapus.",
        "Lembar itu ada lagi di draft atau konsep berikutnya; ketiklah perubahannya di sana.",
    )
    KOLOM_KONSEP_HILANG = Wording(
        _GALAT,
        "Kolom {kolom} tidak ada lagi di lembar {lembar}; di dalam RKT isinya tetap ada.",
        "Kolom itu ada lagi di draft atau konsep berikutnya; ketiklah perubahannya di sana.",
    )
    SUNTINGAN_DIBAWA = Wording(
        _PERINGATAN,
        "{berkas} sudah disunting orang, jadi tidak ditimpa; semua suntingannya dibawa ke {baru} ({jumlah} sel).",
        "Lanjutkan menyunting {baru}, bukan berkas yang lama.",
    )
    SUNTINGAN_TERTINGGAL = Wording(
        _PERINGATAN,
        "{berkas} masih disunting sesudah {sekarang} dibuat; suntingan itu tidak dipakai{rincian}.",
        "Ketiklah suntingan itu di {sekarang}.",
    )
    SALINAN_DISUNTING = Wording(
        _PERINGATAN,
        "{berkas} adalah salinan {asal} yang berisi suntingan, dan tidak dibaca{rincian}.",
        "Ketiklah suntingan itu di {sekarang}, atau pindahkan salinan itu dari folder ini bila tidak dipakai.",
    )
    DRAFT_MENUNGGU = Wording(
        _PERINGATAN,
        "Sesudah draft {nomor} dibuat, {jumlah} isian kiriman berubah.",
        "Jalankan rkt draft untuk memasukkannya ke draft {berikut}.",
    )
    # decisions of the meeting
    NOTULEN_TIDAK_TERBACA = Wording(
        _GALAT,
        "Buku kerja Keputusan Rapat tidak dapat dibaca: {sebab}.",
        "Buka dan simpan lagi di Excel; keputusannya belum terbawa ke draft.",
    )
    KEPUTUSAN_BEDA_KONSEP = Wording(
        _GALAT,
        "Keputusan rapat untuk {kolom} {kunci} adalah {keputusan}, tetapi di {tempat} diketik {isi}.",
        "Samakan keduanya; sampai saat itu yang dipakai {isi}.",
    )
    KEPUTUSAN_TANPA_ALASAN = Wording(
        _GALAT,
        "Keputusan tentang {kode} belum beralasan.",
        "Tulislah alasannya dalam satu kalimat; tanpa alasan keputusan itu tidak diterapkan.",
    )
    KEPUTUSAN_KODE_TIDAK_ADA = Wording(
        _GALAT,
        "Keputusan menyebut kode “{isi}”, yang tidak ada dalam konsep.",
        "Salin kodenya dari Konsep RKT, atau kosongkan bila keputusannya umum.",
    )
    KEPUTUSAN_KOLOM_TIDAK_ADA = Wording(
        _GALAT,
        "Keputusan tentang {kode} tidak menyebut kolom yang ada pada baris itu (“{isi}”).",
        "Pilih kolomnya dari daftar; indikator dan program mempunyai kolom yang berbeda.",
    )
    KEPUTUSAN_BERTENTANGAN = Wording(
        _GALAT,
        "Ada dua keputusan yang berbeda tentang satu nilai {kode} (“{isi}”).",
        "Sisakan satu keputusan untuk nilai itu.",
    )
    KEPUTUSAN_UMUM = Wording(
        _PERINGATAN,
        "Keputusan “{isi}” tidak menyebut kode, jadi tidak diterapkan pada draft.",
        "Bila mengubah angka, isilah kode dan kolomnya; bila tidak, biarkan sebagai catatan rapat.",
    )

    # the master beside what was signed, in the edition perubahan
    BEDA_DARI_DITANDATANGANI = Wording(
        _PERINGATAN,
        "{kolom} {kunci} di renstra.xlsx “{isi}”, dalam {asal} “{semula}”.",
        "Bila disengaja, biarkan{akibat}; bila tidak, kembalikan seperti yang ditandatangani.",
    )
    BARIS_DITANDATANGANI_TIDAK_ADA = Wording(
        _PERINGATAN,
        "{kunci} “{uraian}” ada dalam {asal}, tetapi tidak ada di lembar {lembar}.",
        "{akibat}",
    )
    USULAN_DITERUSKAN = Wording(
        _INFO,
        "Usulan {kunci} “{uraian}” diterima dalam {asal}, jadi diteruskan sebagai indikator {nama}.",
        "Tidak perlu tindakan; bila ditambahkan ke lembar Indikator, salin bunyinya persis.",
    )
    TETAP_DIHAPUS = Wording(
        _INFO,
        "{kunci} “{uraian}” sudah dihapus dalam {asal}, jadi tidak ditanyakan lagi kepada bagian.",
        "Bila dipakai kembali, pilih tidak di kolom Dihapus barisnya pada Konsep RKT, lalu isi di sana.",
    )
    BARIS_DIPULIHKAN = Wording(
        _PERINGATAN,
        "{kunci} dihapus dalam {asal} dan kini dipakai kembali; yang terakhir diisi: {isian}.",
        "Ketik lagi yang masih berlaku di baris itu; isian lama tidak kembali dengan sendirinya.",
    )
    KODE_BERGANTI = Wording(
        _PERINGATAN,
        "“{uraian}” kini berkode {kunci}, dalam {asal} {lama}.",
        "Isian yang ditandatangani diteruskan ke {kunci}; pastikan indikatornya memang sama.",
    )
    KODE_DIPAKAI_LAIN = Wording(
        _PERINGATAN,
        "Kode {kunci} dalam {asal} berarti “{semula}”, di renstra.xlsx “{isi}”.",
        "{akibat} Bila indikatornya tetap sama, kembalikan bunyinya seperti yang ditandatangani.",
    )
    BARIS_BELUM_DITANDATANGANI = Wording(
        _INFO,
        "{kunci} “{uraian}” belum ada dalam {asal}, jadi masuk sebagai baris baru.",
        "Bila yang dimaksud baris yang sudah ditandatangani, samakan kode dan bunyinya.",
    )

    # the schedule
    CUTI_BERSAMA_BELUM_ADA = Wording(
        _PERINGATAN,
        "Cuti bersama tahun {tahun} belum diketahui program ini, jadi batas waktu dapat bergeser.",
        "Isilah di lembar Hari Libur begitu keputusannya terbit.",
    )
    HARI_LIBUR_PERKIRAAN = Wording(
        _PERINGATAN,
        "Tanggal hari libur berikut baru perkiraan: {rincian}.",
        "Bila keputusannya sudah terbit, tulis tanggal yang benar di lembar Hari Libur.",
    )


CATALOGUE: dict[str, Wording] = {code.name: code.wording for code in (*SheetCode, *PlanCode, *FileCode, *RecapCode)}
