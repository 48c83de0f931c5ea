"""Every sentence that the program itself says: the catalogue of findings about plans, and the words of the commands.

What the engine can find in any workbook stands in `workbook.findings`; together they are the catalogue.
"""

from __future__ import annotations

from rkt_excel.workbook.findings import FindingCode, Severity, SheetCode, Wording
from rkt_excel.workbook.limits import Reason

_GALAT, _PERINGATAN, _INFO = Severity.GALAT, Severity.PERINGATAN, Severity.INFO


class PlanCode(FindingCode):
    """What can be wrong with a plan, beyond single cells."""

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
    # files
    BERKAS_TIDAK_TERBACA = Wording(_GALAT, "Berkas tidak dapat dibaca: {sebab}.", "{saran}")
    BUKAN_FORMULIR_INI = Wording(
        _GALAT,
        "Berkas ini bukan formulir RKT dari kantor ini.",
        "Mintalah formulir yang dikirimkan, bukan berkas lain.",
    )
    FORMULIR_LAIN = Wording(
        _GALAT,
        "Formulir ini untuk {milik}, bukan untuk {seharusnya}.",
        "Pakailah formulir tahun dan edisi yang sedang disusun.",
    )
    IDENTITAS_TIDAK_SEPAKAT = Wording(
        _GALAT,
        "Tanda pengenal berkas saling bertentangan ({rincian}).",
        "Salin isian ke formulir yang dikirimkan; jangan menyalin lembar dari formulir lain.",
    )
    VERSI_LAMA = Wording(
        _INFO,
        "Formulir versi {isi}, sedangkan yang berlaku versi {versi}; isinya dipindahkan menurut kodenya.",
        "Periksa isian yang masih kosong.",
    )
    IDENTITAS_HILANG = Wording(
        _GALAT,
        "Berkas ini berisi baris {nama}, tetapi tanda pengenalnya hilang.",
        "Salin isian ke formulir yang dikirimkan; lembar yang disalin ke berkas baru tidak dikenali.",
    )
    IDENTITAS_DIUBAH = Wording(
        _GALAT,
        "Tanda pengenal berkas telah diubah ({tempat}).",
        "Salin isian ke formulir yang dikirimkan.",
    )
    BARIS_BARU = Wording(
        _GALAT,
        "Baris {kunci} baru ada sejak formulir versi {versi}, jadi belum diisi.",
        "Isilah baris itu di formulir perbaikan.",
    )
    BARIS_DIHAPUS = Wording(
        _PERINGATAN,
        "Baris {isi} tidak ada lagi di formulir versi {versi}; isiannya tidak dipakai.",
        "Pastikan isian itu memang tidak diperlukan lagi.",
    )
    ISI_BARIS_BERUBAH = Wording(
        _INFO,
        "{kolom} {kunci} di formulir lama masih “{isi}”; yang berlaku sejak versi {versi} sudah lain.",
        "Pastikan isian baris itu masih sesuai.",
    )
    ARTI_BARIS_BERUBAH = Wording(
        _GALAT,
        "{kolom} {kunci} di formulir lama “{isi}”, tetapi sejak versi {versi} sudah lain, sehingga artinya berubah.",
        "Isilah ulang baris itu di formulir perbaikan.",
    )
    # several returns of one bagian
    KIRIMAN_SAMA = Wording(_INFO, "Berkas ini sama persis dengan {isi}.", "Tidak perlu tindakan.")
    KIRIMAN_BERBEDA = Wording(
        _INFO,
        "{nama} mengirim dua formulir lengkap yang berbeda di {jumlah} sel ({sel_berbeda}); yang dipakai {dipakai}.",
        "Bila yang benar {isi}, jalankan rkt pakai untuk berkas itu.",
    )
    URUTAN_MERAGUKAN = Wording(
        _PERINGATAN,
        "Tidak jelas mana kiriman {nama} yang terbaru: waktu {dipakai} dan {isi} saling bertentangan.",
        "Yang dipakai {dipakai}; tetapkan dengan rkt pakai BERKAS --oleh NAMA --alasan TEKS.",
    )
    KIRIMAN_DIKESAMPINGKAN = Wording(
        _PERINGATAN,
        "Ada kiriman {nama} yang lebih baru, {isi}, tetapi yang dipakai {dipakai} menurut keputusan rkt pakai.",
        "Bila kiriman baru itu yang benar, jalankan rkt pakai untuk berkas itu.",
    )
    PENGIRIM_LAIN = Wording(
        _PERINGATAN,
        "Formulir {nama} dikirim dari alamat {lain} ({isi}).",
        "Pastikan bagian yang berhak yang mengisinya.",
    )
    KONSEP_DISUNTING = Wording(
        _PERINGATAN,
        "{berkas} sudah disunting orang, jadi tidak ditimpa.",
        "Hasil baru ada di {baru}; bandingkan keduanya.",
    )

    # how files come
    MASIH_DISALIN = Wording(
        _PERINGATAN,
        "{berkas} belum utuh: masih disalin.",
        "Jalankan rkt gabung lagi sebentar lagi.",
    )
    KIRIMAN_TANPA_FORMULIR = Wording(
        _GALAT,
        "{wadah} ini tidak memuat lembar kerja; {isinya}.",
        "Mintalah formulirnya kepada {pengirim}, atau simpan formulirnya langsung di 3-kembali.",
    )
    LAMPIRAN_LAIN = Wording(
        _INFO,
        "{wadah} juga memuat yang bukan lembar kerja: {isi}.",
        "Tidak dibaca; bukalah sendiri bila memuat isian atau penjelasan.",
    )

    # Word templates
    TEMPLAT_TIDAK_DAPAT_DIPAKAI = Wording(
        _GALAT, "{sebab}", "Perbaiki di Word, lalu jalankan rkt templat --periksa lagi."
    )
    ISIAN_TIDAK_DIKENAL = Wording(
        _GALAT,
        "Isian “{nama}” pada “{isi}” tidak dikenal{saran}.",
        "Perbaiki ejaannya di Word atau hapus isian itu; daftarnya ditampilkan oleh rkt templat.",
    )
    ISIAN_TANPA_RINCIAN = Wording(
        _GALAT,
        "“{nama}” pada “{isi}” adalah {jenis}, jadi tidak dapat dicetak begitu saja.",
        "Sebut bagiannya: untuk kelompok dengan titik, untuk daftar di dalam for dan endfor; lihat rkt templat.",
    )
    ISIAN_BUKAN_DAFTAR = Wording(
        _GALAT,
        "“{nama}” pada “{isi}” bukan daftar, jadi tidak dapat diulang dengan for.",
        "Pakailah isian yang berjenis daftar; lihat rkt templat.",
    )
    ISIAN_TIDAK_DIPAKAI = Wording(
        _INFO, "Isian yang tersedia tetapi tidak dicetak templat ini: {daftar}.", "Tidak perlu tindakan."
    )
    TAG_SALAH_TULIS = Wording(
        _GALAT,
        "“{isi}” salah tulis.",
        "Isian ditulis di antara dua kurung kurawal, perintah di antara kurung kurawal dengan tanda persen, "
        "lengkap dengan penutupnya dan dalam satu paragraf.",
    )
    PERINTAH_TIDAK_DIKENAL = Wording(
        _GALAT,
        "Perintah “{perintah}” pada “{isi}” tidak dikenal{saran}.",
        "Perbaiki ejaannya di Word; templat memakai if, elif, else, endif, for, dan endfor.",
    )
    TAG_TANPA_PENUTUP = Wording(
        _GALAT,
        "“{isi}” tidak ditutup.",
        "Tambahkan {penutup} sesudahnya, ditulis dengan huruf awal yang sama (p, tr, atau tanpa huruf).",
    )
    PENUTUP_TANPA_PEMBUKA = Wording(
        _GALAT, "“{isi}” tidak mempunyai pembuka {pembuka}.", "Tambahkan pembukanya sebelum itu, atau hapus tag ini."
    )
    PASANGAN_TERPISAH = Wording(
        _GALAT,
        "“{isi}” menutup “{pembuka}” di {tempat}, padahal tempat atau bentuk keduanya berbeda.",
        "Tulislah keduanya dengan huruf awal yang sama: tanpa huruf dalam satu paragraf; p masing-masing di paragraf "
        "sendiri dalam sel atau halaman yang sama; tr masing-masing di baris sendiri dalam tabel yang sama.",
    )
    TAG_DI_LUAR_TABEL = Wording(
        _GALAT,
        "“{isi}” berada di luar tabel.",
        "Pindahkan ke baris tersendiri dalam tabel, atau pakailah huruf p sebagai pengganti tr.",
    )
    TAG_TIDAK_SENDIRI = Wording(
        _GALAT,
        "Di {tempat} tempat “{isi}” ada tulisan lain, yang akan hilang: “{lain}”.",
        "Pindahkan tag itu ke {tempat} tersendiri.",
    )
    TAG_KUTIP_MELENGKUNG = Wording(
        _INFO, "“{isi}” memakai tanda kutip melengkung; dibaca sebagai kutip lurus.", "Tidak perlu tindakan."
    )
    TAG_BEDA_FORMAT = Wording(
        _INFO,
        "Bagian-bagian “{isi}” berbeda format hurufnya; hasilnya memakai format yang pertama.",
        "Bila tidak dikehendaki, pilih seluruh tag di Word lalu samakan format hurufnya.",
    )

    # the edited Konsep and its drafts
    PERUBAHAN_TANPA_ALASAN = Wording(
        _PERINGATAN,
        "{kolom} {kunci} diubah menjadi “{menjadi}” tanpa alasan.",
        "Ketiklah alasannya di kolom Alasan perubahan baris {kunci} pada konsep atau draft terbaru, "
        "lalu jalankan rkt draft.",
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
    DRAFT_MENUNGGU = Wording(
        _PERINGATAN,
        "Sesudah draft {nomor} dibuat, {jumlah} isian kiriman berubah.",
        "Jalankan rkt draft untuk memasukkannya ke draft {berikut}.",
    )
    # decisions, copies, archive
    DIKEMBALIKAN_TANPA_PERUBAHAN = Wording(
        _PERINGATAN,
        "Draft sebelumnya dikembalikan dengan catatan “{catatan}”, tetapi tidak ada yang diubah.",
        "Pastikan catatan itu sudah dipenuhi sebelum draft ini diajukan lagi.",
    )
    MURNI_TIDAK_ADA = Wording(
        _PERINGATAN,
        "RKT {tahun} edisi murni yang ditandatangani tidak ada di samping folder kerja ini.",
        "Edisi perubahan dibuat tanpa nilai murni; pindahkan folder kerja edisi murni ke {tempat} bila ada.",
    )
    PINDAIAN_BELUM_ADA = Wording(
        _PERINGATAN,
        "Pindaian naskah yang ditandatangani belum dilampirkan.",
        "Pindailah naskahnya: rkt tandatangan --oleh NAMA --pindaian BERKAS, sebelum paket arsip disegel.",
    )
    TANDA_TERIMA_BELUM = Wording(
        _PERINGATAN,
        "Tanda terima belum ada dari {penerima}.",
        "Catat setelah salinannya diterima: rkt distribusi --diterima BAGIAN --oleh NAMA.",
    )
    NASKAH_BERUBAH = Wording(
        _PERINGATAN,
        "{berkas} di folder kerja tidak lagi sama dengan yang ditandatangani.",
        "Yang disegel adalah isi yang ditandatangani, dari jurnal; cari tahu siapa yang mengubah berkas itu.",
    )
    PDF_TIDAK_DIBUAT = Wording(
        _PERINGATAN,
        "PDF dari naskah yang ditandatangani tidak dibuat: {sebab}",
        "Naskah Word-nya yang dipakai; PDF dapat disimpan dari Word.",
    )
    SUREL_BELUM_ADA = Wording(
        _PERINGATAN,
        "Alamat surel {nama} belum ada di lembar Bagian.",
        "Isilah alamatnya saat surelnya dibuka, atau lengkapi lembar Bagian.",
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

    # mail, out and in
    SUREL_TIDAK_TERKIRIM = Wording(
        _PERINGATAN,
        "Surel {jenis} untuk {nama} ({alamat}) tidak terkirim: {sebab}.",
        "Perbaiki sebabnya lalu ulangi perintahnya; yang sudah terkirim tidak dikirim lagi. Drafnya ada di 2-surel.",
    )
    SUREL_MERAGUKAN = Wording(
        _PERINGATAN,
        "Surel {jenis} untuk {nama} ({alamat}) belum tentu sampai: terputus sebelum peladen menjawab, {kapan}.",
        "Lihat folder Terkirim atau tanyakan. Bila belum sampai, tambahkan --bagian {kode} --ulang; bila sudah, "
        "--bagian {kode} --sudah-sampai.",
    )
    LAMPIRAN_BELUM_ADA = Wording(
        _PERINGATAN,
        "Formulir untuk {nama} tidak ada lagi di tempatnya ({berkas}), jadi surelnya tidak dibuat.",
        "Jalankan {perintah} lagi.",
    )
    LAMPIRAN_DISUNTING = Wording(
        _PERINGATAN,
        "{berkas} disunting orang setelah dibuat; yang dilampirkan berkas yang sekarang.",
        "Pastikan perubahan itu memang dimaksud.",
    )
    SALINAN_TIDAK_TERSIMPAN = Wording(
        _INFO, "Salinan surel untuk {nama} tidak dapat disimpan: {sebab}", "Surelnya sendiri sudah terkirim."
    )
    SUREL_TERLALU_BESAR = Wording(
        _PERINGATAN,
        "Surel dari {pengirim} berjudul “{perihal}” sebesar {ukuran} tidak diambil; batasnya {batas}.",
        "Simpanlah sendiri lampirannya di 3-kembali, atau mintalah formulirnya dikirim ulang tanpa lampiran lain.",
    )
    SUREL_GAGAL_DIAMBIL = Wording(
        _PERINGATAN,
        "Pengambilan berhenti: {sebab}. Yang sudah diambil tetap tersimpan.",
        "Jalankan rkt ambil lagi; yang sudah diambil tidak diambil dua kali.",
    )


# What to do about a file that cannot be read, by the reason; the sentence of BERKAS_TIDAK_TERBACA ends with it.
SARAN: dict[Reason, str] = {
    Reason.KOSONG: "Mintalah berkas itu dikirim ulang.",
    Reason.TERPOTONG: "Mintalah berkas itu dikirim ulang; kiriman ini tidak utuh.",
    Reason.RUSAK: "Buka di Excel, perbaiki bila ditawarkan, simpan sebagai .xlsx, lalu kirim ulang.",
    Reason.BERKATA_SANDI: "Buka di Excel, hapus kata sandinya, simpan, lalu kirim ulang.",
    Reason.BUKAN_LEMBAR_KERJA: "Mintalah formulir Excelnya dikirim, bukan berkas lain.",
    Reason.TERLALU_BESAR: "Pakailah formulir yang dikirimkan; formulir terisi jauh lebih kecil daripada ini.",
    Reason.XLSB: "Buka di Excel, simpan sebagai Buku Kerja Excel (.xlsx), lalu kirim ulang.",
    Reason.ARSIP: "Buka arsip itu, lalu simpan isinya di 3-kembali.",
    Reason.SUREL: "Buka di Outlook, lalu simpan lampirannya di 3-kembali.",
}
SARAN_WINMAIL = (
    "Simpan formulirnya dari Outlook, atau mintalah surelnya dikirim ulang dengan format HTML, bukan Rich Text."
)


CATALOGUE: dict[str, Wording] = {code.name: code.wording for code in (*SheetCode, *PlanCode)}
