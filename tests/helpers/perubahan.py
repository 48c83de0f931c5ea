"""An office with a signed RKT in which everything happened that can happen before a signature, and its perubahan."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from docx import Document

from helpers.kantor import KASUBAG, KEPALA, SEKRETARIS, hand_in, rewrite_master
from helpers.typing_in import write
from rkt_excel.model.origin.master import Master
from rkt_excel.model.vocabulary.terms import CaraGabung, Jenis, ModeTriwulan
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.draft import HasilDraft, draft
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import HasilGabung, gabung
from rkt_excel.steps.paraf import paraf, tandatangan

JUMLAH, RATA, UTAMA = "IK.9.1", "IK.9.2", "IK.9.3"
PROPOSAL = {
    "sasaran": "SS.1", "indikator": "Persentase arsiparis bersertifikat", "satuan": "Persen", "jenis": "persen",
    "arah": "positif", "mode": "posisi akhir", "target": 60, "alasan": "Diminta LKE tahun lalu",
}  # fmt: skip
ACCEPTED = {
    "diterima": "ya", "tw1": 60, "tw2": 60, "tw3": 60, "tw4": 60, "penanggung_jawab": "Sekretaris",
    "alasan_perubahan": "Diputuskan rapat", "diminta_oleh": "Rapat",
}  # fmt: skip
Typed = Mapping[tuple[str, str], Mapping[str, object]]  # what is typed into the Konsep, by sheet and kode


def shared(master: Master) -> Master:
    """The shipped master cut down, with an indikator that two bagian share in each way, and program lines."""
    known = {each.kode: each for each in master.indikator}
    wide = known["IK.7.1"].model_copy(
        update={"jenis": Jenis.ANGKA, "satuan": "Dokumen", "mode": ModeTriwulan.AKHIR, "bagian": ("SEK", "PEM")}
    )
    joined = [
        wide.model_copy(update={"kode": kode, "cara_gabung": cara, "indikator": f"Banyaknya dokumen {cara}"})
        for kode, cara in ((JUMLAH, CaraGabung.JUMLAH), (RATA, CaraGabung.RATA), (UTAMA, CaraGabung.UTAMA))
    ]
    kept = [known[kode] for kode in ("IK.1.2", "IK.7.1", "IK.7.2")]
    program = [each.model_copy(update={"sasaran": None}) for each in master.program if each.bagian == "PEM"][:3]
    return replace(
        master,
        bagian=tuple(each for each in master.bagian if each.kode in ("SEK", "PEM")),
        sasaran=tuple(each for each in master.sasaran if each.kode in ("SS.1", "SS.7")),
        indikator=(*kept, *joined),
        program=tuple(program),
        sumber=(),
    )


def perubahan(master: Master) -> Master:
    """The same master, of the second edition."""
    return replace(master, instansi=master.instansi.model_copy(update={"edisi": "perubahan"}))


def next_year(master: Master) -> Master:
    """The same master, of the year after, first edition."""
    office = master.instansi.model_copy(update={"edisi": "murni", "tahun": master.instansi.tahun + 1})
    return replace(master, instansi=office)


def konsep(place: Workplace) -> Path:
    """The Konsep that people type into."""
    master = place.master()[0]
    return place.folder(master) / f"4-konsep/Konsep {master.rkt_tahun}.xlsx"


def type_in(path: Path, typed: Typed) -> None:
    """What the meeting types, row by row."""
    for (sheet, kunci), values in typed.items():
        write(path, sheet, kunci, **values)


def signed(place: Workplace, typed: Typed, proposals: Mapping[str, Mapping[str, object]] | None = None) -> HasilDraft:
    """The first edition up to the signature.

    Args:
        place: Where.
        typed: What the meeting types into the Konsep.
        proposals: A proposal by the bagian that makes it.
    """
    format(place)
    for each in place.master()[0].bagian:
        path = hand_in(place, each.kode)
        if each.kode in (proposals or {}):
            write(path, "Usulan", "6", **(proposals or {})[each.kode])
    gabung(place)
    type_in(konsep(place), typed)
    return approved(place)


def approved(place: Workplace) -> HasilDraft:
    """From the Konsep to the signature."""
    made = draft(place)
    paraf(place, oleh=KASUBAG)
    paraf(place, oleh=SEKRETARIS)
    tandatangan(place, oleh=KEPALA)
    return made


def begin(place: Workplace, *changes: Callable[[Master], Master]) -> HasilGabung:
    """The perubahan is started, and its forms come back as they went out."""
    rewrite_master(place, *changes, perubahan)
    format(place)
    return returned(place)


def returned(place: Workplace) -> HasilGabung:
    """All forms come back as they went out."""
    folder = place.folder(place.master()[0])
    for path in sorted((folder / "1-formulir").glob("*.xlsx")):
        shutil.copy(path, folder / "3-kembali" / path.name)
    return gabung(place)


SIGNED = "yang ditandatangani"  # however the column is called


def compared(path: Path) -> dict[str, tuple[str, str, str, str]]:
    """The comparison as it is printed: murni, perubahan, word and reason by kode."""
    return {row["Kode"]: (row[SIGNED], row["Perubahan"], row["Keterangan"], row["Alasan"]) for row in _banding(path)}


def _banding(path: Path) -> Iterator[dict[str, str]]:
    for table in Document(str(path)).tables:
        rows = [[cell.text.strip() for cell in row.cells] for row in table.rows]
        headings = [SIGNED if text in {"Murni", "Sebelum"} else text for text in rows[0]] if rows else []
        if {SIGNED, "Perubahan"} <= set(headings):
            yield from (dict(zip(headings, row, strict=True)) for row in rows[2:])
