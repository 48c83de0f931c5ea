"""Offices at every stage at which the pages of the desk are looked at, on the first road and on the second."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from helpers.kantor import KASUBAG, KEPALA, SEKRETARIS, hand_in, rewrite_master, small
from helpers.perubahan import begin, next_year
from helpers.tahapan import Work, distributed, drafted, folder, initialled, merged, met, received, sealed
from helpers.typing_in import write
from rkt_excel.model.origin.master import Master
from rkt_excel.model.papers.letters import JenisSurat
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.distribusi import distribusi, receivers, terima
from rkt_excel.steps.draft import draft
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.kirim import kirim
from rkt_excel.steps.paraf import kembalikan, paraf, tandatangan
from rkt_excel.steps.periksa import periksa

LONG: Final = "Nilai yang dipersetujui bersama seluruh bagian dalam pertemuan, " * 4


def found(place: Workplace) -> None:
    """Returns with faults in several cells, a file that is no form, letters, and a return that nobody looked at."""
    format(place)
    kirim(place)
    master = place.master()[0]
    first, second = (each.kode for each in master.bagian)
    rows = [each.kode for each in master.indikator if each.bagian == (first,)]
    hand_in(place, first, {
        ("Kinerja", rows[0], "target"): LONG, ("Kinerja", rows[0], "penanggung_jawab"): "   ",
        ("Kinerja", rows[1], "target"): "segera", ("Kinerja", rows[1], "tw1"): "<b>satu</b>",
    })  # fmt: skip
    came = folder(place) / "3-kembali"
    (came / "catatan rapat yang panjang sekali namanya dan bukan formulir bagian mana pun.txt").write_bytes(b"teks")
    gabung(place)
    kirim(place, JenisSurat.PERBAIKAN)
    hand_in(place, second)


def typed(place: Workplace) -> None:
    """The Konsep with what the meeting changed: once with its reason, once without."""
    met(place)
    one, other = (each.kode for each in place.master()[0].indikator[:2])
    book = folder(place) / f"4-konsep/Konsep {place.master()[0].rkt_tahun}.xlsx"
    write(book, "Kinerja", one, target=9, alasan_perubahan="Diputuskan rapat", diminta_oleh="Sekretaris")
    write(book, "Kinerja", other, target=8)


def returned_twice(place: Workplace) -> None:
    """Draft 2, which came back as draft 1 did, from the Sekretaris and then from the Kepala."""
    typed(place)
    draft(place)
    periksa(place)
    paraf(place, oleh=KASUBAG, catatan="Sudah dicermati")
    kembalikan(place, oleh=SEKRETARIS, catatan="Target pertama terlalu tinggi.\nSesuaikan dengan pagu.")
    kode = place.master()[0].indikator[0].kode
    (book,) = (folder(place) / "6-draft/draft-1").glob("Draft*.xlsx")
    write(book, "Kinerja", kode, target=7, alasan_perubahan="Menurut catatan", diminta_oleh="Sekretaris")
    draft(place)
    periksa(place)
    for each in (KASUBAG, SEKRETARIS):
        paraf(place, oleh=each)
    kembalikan(place, oleh=KEPALA, catatan="Sekali lagi")


def unscanned(place: Workplace) -> None:
    """Distributed without a scan; one receiver has signed."""
    tandatangan(initialled(place), oleh=KEPALA)
    distribusi(place)
    terima(place, receivers(place.master()[0])[0], oleh="Staf")


def signed(place: Workplace) -> None:
    """Signed a moment ago."""
    tandatangan(initialled(place), oleh=KEPALA)


def second_edition(place: Workplace) -> None:
    """The perubahan after a sealed archive: its forms are back as they went out."""
    sealed(place)
    begin(place)


def second_edition_drafted(place: Workplace) -> None:
    """The perubahan with a draft that came back."""
    second_edition(place)
    draft(place)
    kembalikan(place, oleh=KASUBAG, catatan="Lengkapi alasan")


def year_after(place: Workplace) -> None:
    """The next year after a sealed archive, on A4: its forms are out."""
    sealed(place)
    rewrite_master(place, next_year, on_a4)
    format(place)


def on_a4(master: Master) -> Master:
    """The office with A4 in its printer."""
    return replace(master, instansi=master.instansi.model_copy(update={"kertas": "A4"}))


def nothing(place: Workplace) -> None:
    """Nothing done yet."""
    del place


STAGES: Final[Mapping[str, Work]] = {
    "awal": nothing, "formulir": format, "temuan": found, "digabung": merged, "rapat": met, "diketik": typed,
    "draft": drafted, "dua kali kembali": returned_twice, "naskah": initialled, "ditandatangani": signed,
    "tanpa pindaian": unscanned, "dibagikan": distributed, "diterima": received, "disegel": sealed,
    "perubahan": second_edition, "draft perubahan kembali": second_edition_drafted, "tahun depan": year_after,
}  # fmt: skip


def without_pagu(home: Path, open_office: Callable[..., Workplace]) -> Workplace:
    """An office on A4 without a line of pagu, nothing done yet."""
    return open_office(home, small, on_a4)
