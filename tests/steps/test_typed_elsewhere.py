"""What is typed into a workbook of ours that no step reads is told, whichever workbook it is and wherever it lies."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.kantor import hand_in, open_office, rewrite_master
from openpyxl import load_workbook

from rkt_excel.example.typist import type_into
from rkt_excel.model.meeting.notulen_book import KEPUTUSAN
from rkt_excel.model.origin.master import Master
from rkt_excel.office.place.workplace import MASTER_FILE, Workplace
from rkt_excel.steps.draft import draft
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.rapat import rapat
from rkt_excel.workbook.findings import Finding


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """An office whose forms are out."""
    place = open_office(tmp_path_factory.mktemp("sent"))
    format(place)
    return place


@pytest.fixture(scope="module")
def met(sent: Workplace, tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """The same after the consolidation, with the papers of the meeting."""
    place = moved(sent, tmp_path_factory.mktemp("met"))
    for each in place.master()[0].bagian:
        hand_in(place, each.kode)
    gabung(place)
    rapat(place)
    return place


def moved(place: Workplace, home: Path) -> Workplace:
    """A copy of an office, to do as one likes with."""
    shutil.copytree(place.inputs.parent, home, dirs_exist_ok=True)
    return replace(place, inputs=home / place.inputs.name, outputs=home / place.outputs.name)


def folder(place: Workplace) -> Path:
    return place.folder(place.master()[0])


def told(findings: Iterable[Finding], code: str) -> list[Finding]:
    return [each for each in findings if each.code.name == code]


def resaved(path: Path) -> None:
    """Opened and saved by another program, with nothing typed."""
    load_workbook(path).save(path)


# ------------------------------------------------------------------ forms


@pytest.mark.tuntas
@pytest.mark.parametrize(
    ("stage", "name"), [("1-formulir", "{}"), ("1-formulir", "{}-PC-ADMIN"), ("4-konsep", "jawaban bidang")]
)
def test_a_form_answered_outside_the_folder_of_returns_is_told(
    sent: Workplace, tmp_path: Path, stage: str, name: str
) -> None:
    place = moved(sent, tmp_path)
    bagian = place.master()[0].bagian[0]
    row = next(each for each in place.master()[0].indikator if each.bagian == (bagian.kode,))
    issued = next((folder(place) / "1-formulir").glob(f"* - {bagian.kode} - *.xlsx"))
    lies = folder(place) / stage / f"{name.format(issued.stem)}.xlsx"
    lies.parent.mkdir(exist_ok=True)
    if lies != issued:
        shutil.copy(issued, lies)
    assert not told(gabung(place).findings, "ISIAN_DI_LUAR_KEMBALI"), "it is as it was sent"
    resaved(lies)
    assert not told(gabung(place).findings, "ISIAN_DI_LUAR_KEMBALI"), "nothing was typed"
    answer = hand_in(place, bagian.kode, {("Kinerja", row.kode, "target"): "delapan puluh"})
    answer.replace(lies)
    (one,) = told(gabung(place).findings, "ISIAN_DI_LUAR_KEMBALI")
    assert (one.file, one.owner) == (lies.relative_to(folder(place)).as_posix(), bagian.kode)
    assert bagian.nama in one.message
    assert f"{row.kode} target “delapan puluh”" in one.message, "what is not understood is told, too"
    shutil.copy(lies, answer)
    assert not told(gabung(place).findings, "ISIAN_DI_LUAR_KEMBALI"), "it was received"


@pytest.mark.tuntas
def test_a_form_to_mend_that_was_mended_where_it_lay_is_told(sent: Workplace, tmp_path: Path) -> None:
    place = moved(sent, tmp_path)
    bagian = place.master()[0].bagian[0].kode
    row = next(each for each in place.master()[0].indikator if each.bagian == (bagian,))
    hand_in(place, bagian, {("Kinerja", row.kode, "penanggung_jawab"): None})
    gabung(place)
    mended = next((folder(place) / "4-konsep/perbaikan").glob("*.xlsx"))
    resaved(mended)
    assert not told(gabung(place).findings, "ISIAN_DI_LUAR_KEMBALI"), "it repeats what was sent"
    mended = max((folder(place) / "4-konsep/perbaikan").glob("*.xlsx"), key=lambda each: each.stat().st_mtime)
    type_into(mended, "Kinerja", ("kode", row.kode), {"penanggung_jawab": "Kepala Bidang Layanan"})
    (one,) = told(gabung(place).findings, "ISIAN_DI_LUAR_KEMBALI")
    assert f"({row.kode} penanggung jawab “Kepala Bidang Layanan”)" in one.message


# ------------------------------------------------------------------ the meeting


@pytest.mark.tuntas
@pytest.mark.parametrize(
    ("stage", "name"), [("5-rapat", "{}-PC-ADMIN"), ("5-rapat", "Salinan {}"), ("4-konsep", "hasil kerja kabid")]
)
def test_decisions_in_a_copy_of_the_minutes_are_told(met: Workplace, tmp_path: Path, stage: str, name: str) -> None:
    place = moved(met, tmp_path)
    kode = place.master()[0].indikator[0].kode
    book = next((folder(place) / "5-rapat").glob("*.xlsx"))
    copy = folder(place) / stage / f"{name.format(book.stem)}.xlsx"
    shutil.copy(book, copy)
    resaved(copy)
    decision = {"kunci": kode, "kolom": "Penanggung jawab", "menjadi": "Arsiparis", "alasan": "Disepakati rapat"}
    assert not told(draft(place).findings, "SALINAN_DISUNTING"), "nobody decided anything in it"
    type_into(copy, KEPUTUSAN, ("kunci", None), decision)
    for found in (draft(place).findings, gabung(place).findings, draft(place).findings):
        (one,) = told(found, "SALINAN_DISUNTING")
        assert one.file == copy.relative_to(folder(place)).as_posix()
        assert f"({kode} Penanggung jawab “Arsiparis”)" in one.message
        assert book.name in one.message
        assert f"5-rapat/{book.name}" in one.remedy
    shutil.copy(copy, book)
    assert draft(place).berubah
    assert not told(draft(place).findings, "SALINAN_DISUNTING"), "the same decision was read where it counts"


@pytest.mark.tuntas
def test_what_was_decided_in_general_in_a_copy_is_told_by_its_matter(met: Workplace, tmp_path: Path) -> None:
    place = moved(met, tmp_path)
    book = next((folder(place) / "5-rapat").glob("*.xlsx"))
    copy = book.with_stem(f"{book.stem} (2)")
    shutil.copy(book, copy)
    type_into(copy, KEPUTUSAN, ("hal", None), {"hal": "Jadwal rapat berikut", "menjadi": "Setiap Senin"})
    (one,) = told(draft(place).findings, "SALINAN_DISUNTING")
    assert "(Jadwal rapat berikut “Setiap Senin”)" in one.message


# ------------------------------------------------------------------ the master


def typed_into_a_copy(place: Workplace, name: str) -> str:
    """Somebody types into a copy of the master; gives the kode of the row."""
    kode = place.master()[0].indikator[0].kode
    shutil.copy(place.inputs / MASTER_FILE, place.inputs / name)
    type_into(place.inputs / name, "Indikator", ("kode", kode), {"formula": "Dihitung setiap triwulan"})
    return kode


@pytest.mark.tuntas
@pytest.mark.parametrize("name", ["{}-PC-ADMIN", "Salinan {}"])
def test_what_stands_in_a_copy_of_the_master_is_told(tmp_path: Path, name: str) -> None:
    place = open_office(tmp_path)
    copy = f"{name.format('renstra')}.xlsx"
    shutil.copy(place.inputs / MASTER_FILE, place.inputs / copy)
    resaved(place.inputs / copy)
    assert not told(format(place).findings, "SALINAN_DISUNTING"), "nothing was typed"
    kode = typed_into_a_copy(place, copy)
    for found in (format(place).findings, gabung(place).findings):
        (one,) = told(found, "SALINAN_DISUNTING")
        assert one.file == copy
        assert f"({kode} formula “Dihitung setiap triwulan”)" in one.message
    (place.inputs / copy).replace(place.inputs / MASTER_FILE)
    assert not told(format(place).findings, "SALINAN_DISUNTING")


@pytest.mark.tuntas
def test_a_master_that_counted_once_or_is_of_another_year_is_no_copy(tmp_path: Path) -> None:
    place = open_office(tmp_path)
    counts = place.inputs / MASTER_FILE
    format(place)
    shutil.copy(counts, place.inputs / "renstra lama.xlsx")
    typed_into_a_copy(place, "baru.xlsx")
    (place.inputs / "baru.xlsx").replace(counts)
    rewrite_master(Workplace(inputs=place.inputs, outputs=tmp_path / "lain", now=place.now), next_year)
    counts.replace(place.inputs / "renstra tahun depan.xlsx")
    shutil.copy(place.inputs / "renstra lama.xlsx", counts)
    typed_into_a_copy(place, "baru.xlsx")
    (place.inputs / "baru.xlsx").replace(counts)
    (place.inputs / "bukan buku kerja.xlsx").write_bytes(b"bukan buku kerja")
    shutil.copy(next((folder(place) / "1-formulir").glob("*.xlsx")), place.inputs / "formulir.xlsx")
    assert not told(format(place).findings, "SALINAN_DISUNTING")


def next_year(master: Master) -> Master:
    return replace(master, instansi=master.instansi.model_copy(update={"tahun": master.tahun + 1}))
