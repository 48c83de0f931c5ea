"""What can be wrong with people's data, and how it is said. Faults in data are values, never exceptions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, StrEnum
from typing import Final

from rkt_excel.workbook.characters import fit
from rkt_excel.workbook.sentences import one_stop


class Severity(StrEnum):
    """How much a finding weighs."""

    GALAT = "galat"  # must be mended before the value counts
    PERINGATAN = "peringatan"  # the value counts, but somebody must look at it
    INFO = "info"  # how something was read

    @property
    def rank(self) -> int:
        """0 for galat, 1 for peringatan, 2 for info: sorting by it puts the heaviest first."""
        return list(Severity).index(self)

    @property
    def word(self) -> str:
        """The word that stands with its colour in workbooks and in the page of a merge."""
        return {Severity.GALAT: "PERBAIKI", Severity.PERINGATAN: "CEK", Severity.INFO: "INFO"}[self]


@dataclass(frozen=True, slots=True)
class Wording:
    """One entry of a catalogue: how much it weighs, what is wrong, what to do.

    Both texts may hold `{name}` for a detail that `finding` is given, such as `{kolom}` or `{nilai}`.
    """

    severity: Severity
    message: str
    remedy: str


class FindingCode(Enum):
    """Base of every catalogue of findings: a member's name is its code, its value the wording."""

    @property
    def wording(self) -> Wording:
        """Weight, message and remedy of this code."""
        wording = self.value
        assert isinstance(wording, Wording)
        return wording


def _galat(message: str, remedy: str) -> Wording:
    return Wording(Severity.GALAT, message, remedy)


def _peringatan(message: str, remedy: str) -> Wording:
    return Wording(Severity.PERINGATAN, message, remedy)


def _info(message: str, remedy: str = "Tidak perlu tindakan bila sudah benar.") -> Wording:
    return Wording(Severity.INFO, message, remedy)


class SheetCode(FindingCode):
    """What the engine itself can find in a cell, a row, a sheet or a file."""

    # the cell
    WAJIB_DIISI = _galat("{kolom} belum diisi.", "Isilah {kolom}: {petunjuk}")
    ISIAN_SEMU = _galat("“{isi}” bukan isian {kolom}.", "Isilah {kolom}: {petunjuk}")
    ISIAN_TANPA_ARTI = _peringatan(
        "“{isi}” di {kolom} tidak memberi keterangan.", "Kosongkan selnya, atau tulislah keterangan yang sebenarnya."
    )
    NILAI_ERROR = _galat("Sel berisi kesalahan rumus {isi}.", "Ketik langsung nilainya; {petunjuk}")
    RUMUS_BELUM_DIHITUNG = _galat(
        "Sel berisi rumus yang hasilnya tidak tersimpan.", "Ketik hasilnya sebagai nilai; {petunjuk}"
    )
    RUMUS_DIPAKAI = _info("Sel berisi rumus; hasilnya yang dipakai: {nilai}.")
    BUKAN_ANGKA = _galat("“{isi}” tidak dapat dibaca sebagai angka.", "Ketik angkanya saja; {petunjuk}")
    ANGKA_BERMAKNA_GANDA = _galat(
        "“{isi}” dapat berarti {pilihan}.", "Ketik ulang sebagai angka tanpa pemisah ribuan; {petunjuk}"
    )
    ANGKA_BERTANDA_PERSEN = _galat(
        "“{isi}” bertanda persen, padahal {kolom} bukan persen.", "Ketik angkanya saja; {petunjuk}"
    )
    ANGKA_DARI_TEKS = _info("Teks “{isi}” dibaca sebagai {nilai}.")
    TITIK_DIBACA_DESIMAL = _peringatan(
        "Titik pada “{isi}” dibaca sebagai koma desimal: {nilai}.",
        "Pastikan nilainya benar; pakailah koma untuk desimal.",
    )
    KOMA_DIBACA_DESIMAL = _peringatan(
        "Koma pada “{isi}” dibaca sebagai koma desimal: {nilai}.",
        "Pastikan nilainya benar; untuk ribuan ketik tanpa pemisah.",
    )
    PERSEN_DARI_FORMAT = _info("Sel berformat persen; {isi} dibaca {nilai} persen.")
    PERSEN_PECAHAN = _peringatan(
        "Persen bernilai {nilai}: mungkin yang dimaksud {kali_seratus} persen.",
        "Bila benar, biarkan; bila yang dimaksud {kali_seratus} persen, ketik {kali_seratus}.",
    )
    PERSEN_LEBIH_SERATUS = _peringatan(
        "Persen bernilai {nilai}, lebih dari 100.", "Pastikan nilainya memang boleh melebihi 100 persen."
    )
    KURANG_DARI_BATAS = _galat("Nilai {nilai} kurang dari batas {batas}.", "{petunjuk}")
    LEBIH_DARI_BATAS = _galat("Nilai {nilai} lebih dari batas {batas}.", "{petunjuk}")
    HARUS_BULAT = _galat("Nilai {nilai} harus bilangan bulat.", "{petunjuk}")
    BUKAN_TANGGAL = _galat("“{isi}” tidak dapat dibaca sebagai tanggal.", "Ketik tanggal seperti 31/12/2026.")
    KODE_MENJADI_ANGKA = _galat(
        "Kode tersimpan sebagai angka {isi}, sehingga nol dapat hilang.",
        "Ubah format sel menjadi Teks, lalu ketik ulang kodenya.",
    )
    BENTUK_KODE_SALAH = _galat("“{isi}” bukan bentuk kode yang benar.", "{petunjuk}")
    TEKS_TERLALU_PANJANG = _galat("Teks sepanjang {panjang} huruf melebihi {batas}.", "Ringkaslah teksnya.")
    PILIHAN_TIDAK_DIKENAL = _galat("“{isi}” tidak ada dalam pilihan {kolom}.", "Pilih salah satu: {pilihan}.")
    PILIHAN_DISESUAIKAN = _info("“{isi}” dibaca sebagai {nilai}.")
    KARAKTER_DIBERSIHKAN = _peringatan(
        "Isi {kolom} memuat {karakter}, yang tidak dapat dipakai; yang dibaca: “{nilai}”.",
        "Bila bunyinya tidak benar, ketik ulang isi sel itu; jangan menempelkannya dari tempat lain.",
    )
    # what is seen is not what is stored
    TAMPILAN_BERTENTANGAN = _galat(
        "Sel menampilkan “{tampak}”, padahal yang tersimpan {tersimpan}.",
        "Hapus format khusus sel itu, lalu ketik ulang yang dimaksud; {petunjuk}",
    )
    TAMPILAN_LAIN = _peringatan(
        "Sel menampilkan “{tampak}”, sedangkan yang tersimpan {tersimpan}; yang dibaca {nilai}.",
        "Bila yang dimaksud adalah yang tampak, ketik ulang; bila tidak, biarkan.",
    )
    TAMPILAN_DIBACA = _info("Sel menampilkan “{tampak}”, dan itu yang dibaca; yang tersimpan {tersimpan}.")
    WAKTU_BUKAN_ANGKA = _galat(
        "Sel menampilkan waktu “{tampak}”{jam}, bukan angka.",
        "{koma} Bila yang dimaksud perbandingan (rasio), misalnya 1:20, ketik hasil baginya, yaitu 0,05; {petunjuk}",
    )
    TANGGAL_BUKAN_ANGKA = _galat(
        "Sel menampilkan tanggal “{tampak}”, bukan angka.",
        "{koma} Bila yang dimaksud pecahan, misalnya 1/2, ketik hasil baginya, yaitu 0,5; {petunjuk}",
    )
    MUNGKIN_WAKTU = _peringatan(
        "Angka {nilai} sama dengan waktu {tampak} sebagai bagian dari sehari.", "{koma} Bila memang angka, biarkan."
    )
    ISI_DICORET = _galat(
        "Isi {kolom} “{isi}” seluruhnya {cara}.",
        "Bila isi itu berlaku, ketik ulang sebagai huruf biasa; bila tidak, hapuslah; {petunjuk}",
    )
    HURUF_KHUSUS = _peringatan(
        "Pada {kolom}, “{bagian}” {cara}; yang dibaca “{nilai}”.",
        "Pastikan bacaannya benar; hapus huruf yang tidak berlaku, dan tulis catatan di kolom keterangan.",
    )
    ISI_TIDAK_TAMPAK = _peringatan(
        "Isi {kolom} “{isi}” tidak tampak ({sebab}), tetapi tetap dibaca.",
        "Tampakkan isinya bila memang dimaksud, atau hapuslah.",
    )
    FORMAT_BERSYARAT = _peringatan(
        "Format bersyarat dapat membuat isi {kolom} “{isi}” {akibat}; isi itu tetap dibaca.",
        "Lihat selnya di Excel; bila isinya tidak berlaku, hapuslah, dan bila berlaku, biarkan.",
    )
    ISI_BERUPA_GAMBAR = _galat(
        "Sel berisi gambar atau tipe data Excel, bukan teks atau angka.",
        "Ketik isinya sebagai teks atau angka; {petunjuk}",
    )
    SUREL_SALAH = _galat("“{isi}” bukan alamat surel yang lengkap.", "Ketik alamat seperti nama@contoh.go.id.")
    NILAI_TIDAK_SAH = _galat("“{isi}” tidak dapat diterima sebagai {kolom}.", "{petunjuk}")
    # the row
    KUNCI_GANDA = _galat("{kolom} “{isi}” dipakai lebih dari sekali.", "Beri setiap baris {kolom} sendiri.")
    RUJUKAN_TIDAK_ADA = _galat(
        "{kolom} “{isi}” tidak ada di lembar {lembar_rujukan}.",
        "Pilih {kolom} yang ada, atau tambahkan di lembar {lembar_rujukan}{saran}.",
    )
    BARIS_HILANG = _galat(
        "Baris {kunci} tidak ada lagi{hilang}.", "Pakailah formulir perbaikan; baris itu ada di sana."
    )
    BARIS_TIDAK_DIKENAL = _galat(
        "Baris {baris} berisi “{isi}”, yang bukan bagian formulir ini.",
        "Pindahkan isinya ke baris yang disediakan atau ke lembar usulan.",
    )
    TERKUNCI_BERUBAH = _galat(
        "{kolom} diubah dari “{asli}” menjadi “{isi}”.",
        "Kembalikan seperti semula; usul perubahan ditulis di kolom keterangan.",
    )
    ISI_DI_LUAR_TEMPAT = _peringatan(
        "“{isi}” berada di luar tempat yang disediakan.", "Pindahkan ke tempat yang disediakan bila diperlukan."
    )
    SEL_DIGABUNG = _galat(
        "Sel {rentang} digabung, sehingga hanya “{isi}” yang terlihat{tersembunyi}.",
        "Batalkan penggabungan selnya, lalu isilah setiap sel dengan nilainya sendiri.",
    )
    CATATAN_SEL = _info("Ada catatan pada sel: “{isi}”.", "Pindahkan ke kolom yang disediakan bila harus ikut dibaca.")
    BARIS_TERSEMBUNYI = _info("Baris {baris} tersembunyi atau tersaring; isinya tetap dibaca.")
    KOLOM_TERSEMBUNYI = _info("Kolom {kolom} tersembunyi; isinya tetap dibaca.")
    BARIS_TERLALU_BANYAK = _galat(
        "Lembar {lembar} berisi {jumlah} baris; hanya {batas} baris pertama yang dibaca.",
        "Hapus baris yang tidak diperlukan, atau bagilah isinya ke beberapa berkas.",
    )
    # the sheet and the file
    LEMBAR_TERSEMBUNYI = _info("Lembar {lembar} tersembunyi; isinya tetap dibaca.")
    LEMBAR_TAMBAHAN = _peringatan(
        "Lembar {lembar} bukan bagian berkas ini; {jumlah} sel berisi di sana tidak dipakai: {cuplikan}.",
        "Pindahkan yang diperlukan ke tempat yang disediakan.",
    )
    JUDUL_KOLOM_BERUBAH = _peringatan(
        "Judul kolom {kolom} berubah menjadi “{isi}”; isinya tetap dibaca sebagai {kolom}.",
        "Pastikan isinya memang {kolom}.",
    )
    LEMBAR_HILANG = _galat(
        "Lembar {lembar} tidak ada{hilang}.", "Pakailah berkas yang dikirimkan, jangan hapus lembarnya."
    )
    LEMBAR_BACAAN_HILANG = _info(
        "Lembar {lembar} tidak ada; lembar itu hanya untuk dibaca, jadi tidak ada isian yang hilang."
    )
    LEMBAR_BERGANTI_NAMA = _info("Lembar {lembar} kini bernama “{isi}”; isinya tetap dibaca.")
    LEMBAR_GANDA = _galat(
        "Lembar {lembar} ada dua: “{isi}” dan “{lain}”, dan isinya berbeda; yang dibaca “{isi}”.",
        "Hapus salinan yang tidak dipakai, lalu beri nama {lembar} pada lembar yang benar.",
    )
    KOLOM_HILANG = _galat("Kolom {kolom} tidak ada{hilang}.", "Pakailah berkas yang dikirimkan, jangan hapus kolomnya.")
    KOLOM_BERPINDAH = _info("Kolom {kolom} tidak lagi di tempatnya semula; isinya tetap dibaca.")
    KOLOM_GANDA = _galat("Kolom {kolom} ada lebih dari satu.", "Hapus kolom salinannya.")
    JUDUL_KOLOM_HILANG = _galat(
        "Baris judul kolom lembar {lembar} tidak ditemukan{hilang}.",
        "Pakailah berkas yang dikirimkan tanpa mengubah judulnya.",
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in people's data, with its place and its remedy.

    Attributes:
        code: The catalogue entry.
        message: What is wrong, ready to read.
        remedy: What to do, ready to read.
        file: The file, relative to the work folder with "/", where there is one.
        owner: Whose file it is (for a form, the kode of the bagian).
        sheet: The sheet.
        cells: A1 addresses.
        key: The key of the row.
        column: The field name of the column.
        found: What stands in the cell.
        weight: The severity where it differs from the catalogue's.
        parties: Owner and address of each cell, where the finding lies between the files of several owners.
    """

    code: FindingCode
    message: str
    remedy: str
    file: str | None = None
    owner: str | None = None
    sheet: str | None = None
    cells: tuple[str, ...] = ()
    key: str | None = None
    column: str | None = None
    found: str | None = None
    weight: Severity | None = field(default=None)
    parties: tuple[tuple[str, str], ...] = ()

    @property
    def severity(self) -> Severity:
        """How much this finding weighs."""
        return self.weight or self.code.wording.severity

    def placed(self, *, file: str | None = None, owner: str | None = None) -> Finding:
        """The same finding with the file and the owner that it concerns; what is `None` stays as it was."""
        return replace(self, file=file or self.file, owner=owner or self.owner)


QUOTED: Final = 300  # characters of a cell that a message quotes; `found` keeps all of it
_DETAIL: Final = 1_000  # characters of anything else in it, such as a list of rows


def _cut(detail: object, most: int) -> object:
    """A detail as a sentence can hold it: a cell may hold 32,767 characters."""
    return f"{detail[:most]}…" if isinstance(detail, str) and len(detail) > most else detail


def finding(
    code: FindingCode,
    *,
    sheet: str | None = None,
    cells: Iterable[str] = (),
    key: str | None = None,
    column: str | None = None,
    found: str | None = None,
    file: str | None = None,
    owner: str | None = None,
    weight: Severity | None = None,
    parties: Iterable[tuple[str, str]] = (),
    **details: object,
) -> Finding:
    """Make a finding, its message and remedy ready to read.

    Its wording may name `isi` (what was found, cut at `QUOTED` characters), `kunci`, `lembar`, `kolom` and any of
    `details`, whose texts are cut at 1,000 characters. What the parameters mean stands with `Finding`.

    Raises:
        KeyError: The wording names a detail that is not given.
    """
    said = {"isi": _cut(found, QUOTED), "kunci": key, "lembar": sheet, "kolom": column, **details}
    known: Mapping[str, object] = {name: _cut(each, _DETAIL) for name, each in said.items()}
    return Finding(
        code=code,
        message=fit(sentence(code.wording.message.format_map(known))),
        remedy=fit(sentence(code.wording.remedy.format_map(known))),
        file=file,
        owner=owner,
        sheet=sheet,
        cells=tuple(cells),
        key=key,
        column=column,
        found=found,
        weight=weight,
        parties=tuple(parties),
    )


def sentence(text: str) -> str:
    """The text with a capital at its beginning and one full stop, question or exclamation mark at its end."""
    text = one_stop(text.strip())
    if not text.endswith(("?", "!")):
        text = text.rstrip(".") + "."
    return text[:1].upper() + text[1:]


def joined(findings: Iterable[Finding]) -> list[Finding]:
    """The findings with the same fault in several cells told once, its cells together; heaviest first, else in order.

    It is the same fault where code, message, file, sheet, key and what was found are the same.
    """
    merged: dict[tuple[object, ...], Finding] = {}
    for each in findings:
        same = (each.code, each.message, each.file, each.sheet, each.key, each.found)
        before = merged.get(same)
        merged[same] = _as_one(before, each) if before else each
    return sorted(merged.values(), key=lambda each: each.severity.rank)


def _as_one(first: Finding, other: Finding) -> Finding:
    return replace(first, cells=(*first.cells, *other.cells), parties=(*first.parties, *other.parties))


def heaviest(findings: Iterable[Finding]) -> Severity | None:
    """The weight of the heaviest finding, `None` where there is none."""
    return min((each.severity for each in findings), key=lambda severity: severity.rank, default=None)
