"""What can be wrong with what the procedure handles: returned files, letters, Word templates, copies, archive.

Part of the catalogue of `messages`.
"""

from __future__ import annotations

from rkt_excel.workbook.containers.limits import Reason
from rkt_excel.workbook.findings import FindingCode, Severity, Wording

_GALAT, _PERINGATAN, _INFO = Severity.GALAT, Severity.PERINGATAN, Severity.INFO


class FileCode(FindingCode):
    """What can be wrong with files, letters, templates and copies: the code of each finding with its wording."""

    # files
    BERKAS_TIDAK_TERBACA = Wording(_GALAT, "Berkas tidak dapat dibaca: {sebab}.", "{saran}")
    MASTER_MASIH_CONTOH = Wording(
        _PERINGATAN,
        "Berkas renstra.xlsx masih contoh bawaan, sedangkan di sampingnya ada {berkas}.",
        "{cara} Yang contoh dihapus atau dipindahkan dahulu.",
    )
    LAMBANG_BELUM_ADA = Wording(
        _INFO,
        "Naskah masih mencetak kotak abu-abu di tempat lambang daerah.",
        "Simpan gambarnya sebagai {nama} di input_templates; lambang itu dicetak di semua dokumen.",
    )
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
    BAGIAN_DIHAPUS = Wording(
        _PERINGATAN,
        "Formulir ini dikirimkan kepada bagian {isi}, yang sejak itu tidak ada lagi di lembar Bagian; isiannya tidak "
        "dipakai.",
        "Bila hanya kodenya yang berganti, kembalikan kodenya di lembar Bagian, lalu jalankan rkt format.",
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
    VERSI_LEBIH_BARU = Wording(
        _PERINGATAN,
        "Formulir versi {isi} lebih baru daripada versi {versi}, yang terakhir dibuat menurut jurnal; isinya "
        "dipindahkan menurut kodenya.",
        "Bila folder kerja ini dikembalikan dari cadangan, kembalikan yang lebih baru; bila tidak ada, jalankan rkt "
        "format, dan periksa isian yang masih kosong.",
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
    KIRIMAN_BARU_BELUM_LENGKAP = Wording(
        _PERINGATAN,
        "Ada kiriman {nama} yang lebih baru, {isi}, tetapi masih harus diperbaiki ({sebab}); yang dipakai tetap "
        "{dipakai}.",
        "Mintalah perbaikannya; bila kiriman baru itu yang harus dipakai, jalankan rkt pakai untuk berkas itu.",
    )
    KIRIMAN_TERSIMPAN = Wording(
        _PERINGATAN,
        "Kiriman {nama} yang dipakai, {berkas}, {sebab} (terakhir dibaca {kapan}); isinya tersimpan di jurnal, jadi "
        "tetap dipakai.",
        "Kiriman lengkap yang lebih baru akan menggantikannya; bila kiriman lain yang harus dipakai, jalankan "
        "rkt pakai BERKAS --oleh NAMA --alasan TEKS.",
    )
    ISIAN_BERKURANG = Wording(
        _PERINGATAN,
        "{jumlah} isian {nama} yang ada pada penggabungan {kapan} kini tidak ada lagi, karena {sebab}: {rincian}.",
        "Pastikan memang demikian sebelum konsep dipakai; isian yang dahulu dapat dilihat dengan rkt jejak KUNCI.",
    )
    ISIAN_BERGANTI = Wording(
        _PERINGATAN,
        "{jumlah} isian {nama} berubah sejak penggabungan {kapan} tanpa kiriman baru, karena {sebab}: {rincian}.",
        "Pastikan memang demikian sebelum konsep dipakai; riwayatnya dapat dilihat dengan rkt jejak KUNCI.",
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
    TEMPAT_TIDAK_TERBACA = Wording(
        _GALAT,
        "{berkas} tidak diperiksa: {sebab}.",
        "Perbaiki izinnya, atau pindahkan formulir di dalamnya langsung ke 3-kembali, lalu jalankan rkt gabung lagi.",
    )
    TAUTAN_TIDAK_DIBACA = Wording(
        _PERINGATAN,
        "{berkas} adalah tautan {sebab}, jadi tidak dibaca.",
        "Salin berkasnya sendiri ke 3-kembali, lalu jalankan rkt gabung lagi.",
    )
    TAUTAN_KERAS = Wording(
        _INFO,
        "{berkas} juga bernama lain di luar 3-kembali (tautan keras).",
        "Bila itu tidak dimaksud, salin berkasnya sendiri ke 3-kembali, lalu jalankan rkt gabung lagi.",
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
    BELUM_TERUNDUH = Wording(_PERINGATAN, "Isi {berkas} belum ada di komputer ini: {sebab}.", "{saran}")
    BERKAS_GAGAL_DIPROSES = Wording(
        _GALAT,
        "{berkas} tidak dapat diolah karena kesalahan program; yang lain tetap diolah.",
        "{rincian} Kirimkan catatan itu bersama berkasnya kepada pengelola rkt.",
    )
    SUREL_TIDAK_SAMPAI = Wording(
        _PERINGATAN,
        "Surel kepada {alamat} tidak sampai{sebab}. Ini laporan peladen surel, bukan jawaban bagian.",
        "Periksa alamatnya di lembar Bagian, perbaiki bila keliru, lalu kirim lagi dengan rkt kirim.",
    )
    SUREL_OTOMATIS = Wording(
        _INFO,
        "Surel ini {kabar} dari {alamat}, bukan jawaban bagian; formulir di dalamnya tidak dihitung.",
        "Bila memang memuat jawaban, simpan formulirnya sendiri di 3-kembali.",
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
    TEMPLAT_TERTAUT = Wording(
        _PERINGATAN,
        "Templat memuat {jenis} yang hanya tertaut ke “{tujuan}”, tidak tersimpan di dalamnya; isinya tidak ikut dalam "
        "PDF.",
        "Di Word buka Berkas > Info > Edit Tautan ke Berkas lalu putuskan tautannya, atau sisipkan lagi gambarnya dari "
        "berkas dengan Sisipkan.",
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

    # outputs that people edited, or that no longer hold
    NASKAH_DISUNTING = Wording(
        _PERINGATAN,
        "{berkas} disunting orang di Word{kutipan}. Suntingan itu disimpan, tetapi tidak ikut ke dokumen yang dibuat "
        "kemudian.",
        "{cara}",
    )
    KELUARAN_DITARIK = Wording(
        _INFO,
        "{berkas} ditarik dari folder kerja, karena {sebab}.",
        "Tidak perlu tindakan; isinya tetap tersimpan di jurnal.",
    )
    ISIAN_DI_LUAR_KEMBALI = Wording(
        _PERINGATAN,
        "{berkas} berisi isian {nama}, tetapi tidak dibaca: yang dibaca hanya kiriman di folder 3-kembali{rincian}.",
        "Bila itu jawaban {nama}, salin berkasnya ke 3-kembali, lalu jalankan rkt gabung; bila bukan, pindahkan.",
    )
    KELUARAN_LAMA_DISUNTING = Wording(
        _PERINGATAN,
        "{berkas} tidak berlaku lagi, karena {sebab}; sudah disunting orang, jadi tidak ditarik.",
        "Jangan dipakai; pindahkan dari folder kerja bila isinya tidak diperlukan.",
    )

    # the journal
    JURNAL_LEBIH_TUA = Wording(
        _PERINGATAN,
        "rkt.sqlite lebih tua daripada pekerjaan di sampingnya: {sebab}.",
        "Bila cadangan lama yang dikembalikan, kembalikan yang lebih baru; bila tidak ada, catat kembali keputusan "
        "yang hilang, dan tarik surat atau formulir yang tidak berlaku lagi.",
    )
    JURNAL_PERNAH_DIKEMBALIKAN = Wording(
        _INFO,
        "Jurnal pernah dikembalikan ke salinan yang lebih tua; yang terjadi sesudah salinan itu dibuat tidak tercatat "
        "({sebab}; diketahui {kapan}).",
        "Pastikan keputusan sesudah itu sudah dicatat kembali.",
    )

    JAM_MUNDUR = Wording(
        _PERINGATAN,
        "Jam komputer menunjukkan {sekarang}, lebih awal daripada entri terakhir jurnal ({terakhir}).",
        "Betulkan tanggal dan jam komputer; hari di surat, dokumen, dan tenggat mengikutinya. Urutan jurnal tetap.",
    )
    JAM_MELOMPAT = Wording(
        _INFO,
        "Jam komputer menunjukkan {sekarang}, {hari} hari sesudah entri terakhir jurnal ({terakhir}).",
        "Tidak perlu tindakan bila memang selama itu; bila tidak, betulkan tanggal dan jam komputer.",
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
    TAHUN_LALU_BELUM_DITANDATANGANI = Wording(
        _INFO,
        "RKT {tahun} belum ditandatangani, jadi kolom Target tahun lalu dikosongkan.",
        "Selesaikan RKT {tahun} sampai rkt tandatangan bila angkanya hendak disandingkan, lalu jalankan rkt format.",
    )
    TAHUN_LALU_TIDAK_TERBACA = Wording(
        _PERINGATAN,
        "RKT {tahun} tidak dapat disandingkan: {sebab}",
        "Kolom Target tahun lalu dikosongkan; pulihkan folder kerja tahun itu, lalu jalankan rkt format.",
    )
    PINDAIAN_BELUM_ADA = Wording(
        _PERINGATAN,
        "Paket ini disegel tanpa pindaian naskah yang ditandatangani.",
        "Simpan naskah kertasnya baik-baik; paket menyebut bahwa pindaiannya tidak ada di dalamnya.",
    )
    TANDA_TERIMA_BELUM = Wording(
        _PERINGATAN,
        "Paket ini disegel tanpa tanda terima dari {penerima}.",
        "Bila salinannya diterima kemudian, catat untuk jurnal: rkt distribusi --diterima BAGIAN --oleh NAMA.",
    )
    NASKAH_BERUBAH = Wording(
        _PERINGATAN,
        "{berkas} di folder kerja tidak lagi sama dengan yang ditandatangani.",
        "Yang disegel adalah isi yang ditandatangani, dari jurnal; cari tahu siapa yang mengubah berkas itu.",
    )
    ARSIP_NASKAH_BERUBAH = Wording(
        _PERINGATAN,
        "Isinya lain daripada yang dibuat program: {berkas}.",
        "Keduanya ada di paket: yang sekarang di tempatnya, yang menurut jurnal di tercatat/; lihat {daftar}. Cari "
        "tahu siapa yang menggantinya.",
    )
    ARSIP_NASKAH_HILANG = Wording(
        _PERINGATAN,
        "Tidak ada lagi di folder kerja: {berkas}.",
        "Yang disegel isinya menurut jurnal, di tercatat/ dalam paket; lihat {daftar}.",
    )
    ARSIP_BERKAS_BERUBAH = Wording(
        _INFO,
        "Diisi atau disunting orang sejak dibuat: {berkas}.",
        "Yang disegel adalah yang sekarang; lihat {daftar} di paket.",
    )
    ARSIP_BERKAS_HILANG = Wording(
        _INFO, "Tidak ada lagi di folder kerja: {berkas}.", "Tidak ikut disegel; lihat {daftar} di paket."
    )
    ARSIP_BUKAN_BERKAS = Wording(
        _PERINGATAN,
        "Tidak ikut disegel, karena tautan atau bukan berkas biasa: {berkas}.",
        "Bila isinya harus tersimpan, simpan salinan berkasnya di samping paket; cari tahu siapa yang menaruhnya.",
    )
    ARSIP_BELUM_DIGABUNG = Wording(
        _PERINGATAN,
        "Ada di 3-kembali tetapi belum pernah digabungkan: {berkas}. Isinya tidak ada dalam RKT.",
        "Berkasnya ikut disegel; bila isinya jawaban bagian yang harus berlaku, bicarakan dengan bagiannya dan buat "
        "edisi perubahan.",
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
    SUREL_TIDAK_TERAMBIL = Wording(
        _PERINGATAN,
        "Surel dari {pengirim} berjudul “{perihal}” tidak dapat diambil: {sebab}.",
        "Simpanlah sendiri lampirannya di 3-kembali; surel yang lain tetap diambil.",
    )
    SUREL_DILEWATI = Wording(
        _INFO,
        "Surel dari {pengirim} berjudul “{perihal}” tidak diambil karena tidak memuat lembar kerja.",
        "Bukalah sendiri bila lampirannya memuat jawaban.",
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
    Reason.HAK_AKSES: (
        "Mintalah pengirim melepas hak akses atau label kerahasiaannya (di Excel: menu Berkas, Info), atau mengirim "
        "salinan yang berlabel umum."
    ),
    Reason.BUKAN_LEMBAR_KERJA: "Mintalah formulir Excelnya dikirim, bukan berkas lain.",
    Reason.TERLALU_BESAR: "Pakailah formulir yang dikirimkan; formulir terisi jauh lebih kecil daripada ini.",
    Reason.XLSB: "Buka di Excel, simpan sebagai Buku Kerja Excel (.xlsx), lalu kirim ulang.",
    Reason.FORMAT_LAIN: "Buka di Excel atau LibreOffice, simpan sebagai Buku Kerja Excel (.xlsx), lalu kirim ulang.",
    Reason.ARSIP: "Buka arsip itu, lalu simpan isinya di 3-kembali.",
    Reason.SUREL: "Buka di Outlook, lalu simpan lampirannya di 3-kembali.",
}
