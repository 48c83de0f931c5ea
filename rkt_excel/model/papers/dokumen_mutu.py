"""What the Word templates of the examination may print (SOP steps 6 and 8): lembar disposisi, pemeriksaan mutu."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from rkt_excel.model.origin.master import Master
from rkt_excel.model.origin.pejabat import paraf_titles, title
from rkt_excel.model.papers import kop
from rkt_excel.model.papers.dokumen_rapat import NaskahDinas
from rkt_excel.model.papers.isian import Dokumen, Isian, arti
from rkt_excel.model.papers.kop import ParafIsian
from rkt_excel.model.quality.mutu import Butir, Sifat
from rkt_excel.model.vocabulary.printed import OPEN, tanggal
from rkt_excel.model.vocabulary.terms import Peran
from rkt_excel.workbook.values.numbers import written

_LINE: Final = "…………………"  # short enough for half a page
_SHOWN: Final = 6  # kunci that are named in one cell; the rest is counted


class Disposisi(NaskahDinas):
    """What lembar-disposisi.docx may print."""

    surat_dari: str = arti("Dari siapa draft diajukan", "Kasubag Program")
    nomor: str = arti("Nomor surat; titik-titik bila belum diketahui", _LINE)
    tanggal_surat: str = arti("Tanggal surat", "12 Januari 2026")
    diterima: str = arti("Tanggal diterima; titik-titik untuk ditulisi", _LINE)
    agenda: str = arti("Nomor agenda; titik-titik untuk ditulisi", _LINE)
    sifat: list[str] = arti("Pilihan sifat", ["Sangat segera", "Segera", "Rahasia"])
    hal: str = arti("Hal", "Draft Konsep RKT 1 Tahun 2026")
    diteruskan: list[str] = arti("Pilihan penerima, satu per baris", ["Sekretaris"])
    harap: list[str] = arti("Pilihan yang diharapkan, satu per baris", ["Tanggapan dan saran"])
    catatan: str = arti("Catatan; kosong bila tidak ada", "Mohon diperiksa sebelum Jumat.")


class KriteriaIsian(Isian):
    """One criterion."""

    nomor: str = arti("Nomor kriteria", "1")
    kriteria: str = arti("Yang diperiksa", "Setiap indikator mempunyai target")
    cara: str = arti(
        "Cara pembuktian, dengan bukti atau petunjuk; kosong bila dinilai pemeriksa", "bukti: isian target"
    )
    banyak: str = arti("Yang memenuhi dari semuanya; kosong bila dinilai pemeriksa", "33 dari 34 indikator")
    persen: str = arti("Persentase yang memenuhi; kosong bila tidak dihitung", "97,06 %")
    nilai: str = arti("Nilai a sampai e; kosong bila tidak dihitung", "a")
    keterangan: str = arti("Yang belum memenuhi dengan sebabnya, atau petunjuk", "IK.1.1 target belum diisi")


class KelompokKriteria(Isian):
    """Criteria under one heading."""

    judul: str = arti("Judul kelompok", "Kelengkapan")
    butir: list[KriteriaIsian] = arti("Kriteria kelompok ini")


class PemeriksaanMutu(NaskahDinas):
    """What pemeriksaan-mutu.docx may print."""

    nama_draft: str = arti("Draft yang diperiksa", "Draft 1")
    kelompok: list[KelompokKriteria] = arti("Kriteria menurut kelompoknya")
    ringkasan: list[str] = arti("Ringkasan, satu per baris", ["20 kriteria dihitung: 18 bernilai a, 2 bernilai b."])
    paraf: list[ParafIsian] = arti("Yang memaraf, menurut urutan")
    tempat_tanggal: str = arti("Tempat dan tanggal pemeriksaan", "Paringin, …………………… 2026")


DISPOSISI: Final = Dokumen(
    "lembar-disposisi.docx", "Lembar disposisi", "Dibuat oleh rkt periksa, setengah folio, untuk draft yang diajukan.",
    Disposisi, setengah=True,
)  # fmt: skip
PEMERIKSAAN: Final = Dokumen(
    "pemeriksaan-mutu.docx", "Lembar pemeriksaan mutu", "Dibuat oleh rkt periksa untuk yang memeriksa draft.",
    PemeriksaanMutu,
)  # fmt: skip


def naskah_dinas(master: Master, day: date) -> dict[str, object]:
    """What every paper carries, as the fields of `NaskahDinas`."""
    return {
        "tahun": str(master.tahun), "edisi": master.instansi.edisi, "dibuat": tanggal(day),
        "instansi": kop.instansi(master),
    }  # fmt: skip


def disposisi(master: Master, draft: int, day: date, catatan: str = "") -> Disposisi:
    """The lembar disposisi of a draft.

    Args:
        master: The office.
        draft: The number of the draft.
        day: The day on which it is handed in.
        catatan: What is to be noted, such as what the draft came back with before.
    """
    kepala = master.official(Peran.KEPALA, day)
    last = title(kepala) if kepala else f"Kepala {master.instansi.perangkat_daerah}"
    to = [*paraf_titles(master, day), last]
    return Disposisi(
        **naskah_dinas(master, day),
        surat_dari="Staf penyusun RKT", nomor=_LINE, tanggal_surat=tanggal(day), diterima=_LINE, agenda=_LINE,
        sifat=["Sangat segera", "Segera", "Rahasia"], hal=f"Draft {draft} Konsep {master.rkt} Tahun {master.tahun}",
        diteruskan=to, harap=["Tanggapan dan saran", "Proses lebih lanjut", "Koordinasi/konfirmasikan"],
        catatan=catatan,
    )  # fmt: skip


def pemeriksaan(master: Master, draft: int, day: date, butir: Iterable[Butir]) -> PemeriksaanMutu:
    """The lembar pemeriksaan mutu of a draft.

    Args:
        master: The office.
        draft: The number of the draft.
        day: The day on which it is printed.
        butir: The criteria as they stand (`mutu_kriteria.periksa_mutu`).
    """
    listed = tuple(butir)
    headings = dict.fromkeys(each.kelompok for each in listed)
    return PemeriksaanMutu(
        **naskah_dinas(master, day),
        nama_draft=f"Draft {draft}",
        kelompok=[
            KelompokKriteria(judul=judul, butir=[_kriteria(each) for each in listed if each.kelompok == judul])
            for judul in headings
        ],
        ringkasan=list(ringkasan(listed)),
        paraf=[ParafIsian(jabatan=each) for each in paraf_titles(master, day)],
        tempat_tanggal=kop.tempat_tanggal(master, day),
    )


def _kriteria(each: Butir) -> KriteriaIsian:
    counted = bool(each.jumlah)
    return KriteriaIsian(
        nomor=str(each.nomor), kriteria=each.kriteria,
        cara="" if each.sifat is Sifat.PEMERIKSA else f"{each.sifat}: {each.cara}",
        banyak=f"{len(each.memenuhi)} dari {each.jumlah} {each.objek}" if counted else "",
        persen=f"{written(each.persen)} %" if each.persen is not None else "",
        nilai=each.nilai or (OPEN if each.sifat is not Sifat.PEMERIKSA else ""),
        keterangan=" ".join(_keterangan(each)),
    )  # fmt: skip


def _keterangan(each: Butir) -> Iterator[str]:
    """Which rows fall short and why; what shares one reason stands together."""
    reasons: dict[str, list[str]] = {}
    for one in each.kurang:
        reasons.setdefault(one.sebab.rstrip("."), []).append(one.kunci)
    for sebab, kunci in list(reasons.items())[:_SHOWN]:
        more = f", dan {len(kunci) - _SHOWN} lagi" if len(kunci) > _SHOWN else ""
        yield f"{', '.join(kunci[:_SHOWN])}{more}: {sebab}."
    if len(reasons) > _SHOWN:
        rest = sum(len(kunci) for kunci in list(reasons.values())[_SHOWN:])
        yield f"Masih ada {rest} lagi; lihat lembar Temuan."
    if each.jumlah and not each.kurang:
        yield "Semua memenuhi."
    if each.catatan:
        yield each.catatan


def ringkasan(butir: Iterable[Butir]) -> Iterator[str]:
    """The examination in a few sentences."""
    listed = tuple(butir)
    graded = [each for each in listed if each.nilai]
    counts = Counter(each.nilai for each in graded)
    shares = ", ".join(f"{counts[band]} bernilai {band}" for band in "abcde" if counts[band])
    yield f"{len(graded)} kriteria dihitung: {shares}." if graded else "Belum ada kriteria yang dapat dihitung."
    short = [each for each in listed if each.sifat is Sifat.BUKTI and each.kurang]
    if short:
        yield f"Belum terpenuhi seluruhnya: kriteria {', '.join(str(each.nomor) for each in short)}."
    else:
        yield "Semua kriteria yang dapat dibuktikan terpenuhi."
    left = [each for each in listed if each.sifat is Sifat.PEMERIKSA]
    yield f"{len(left)} kriteria dinilai oleh pemeriksa; petunjuk hanya membantu dan tidak menggantikan penilaian."
