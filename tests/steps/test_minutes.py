"""What the meeting types into Keputusan Rapat enters the next draft once, and never over what stands elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.kantor import hand_in, open_office
from openpyxl import load_workbook

from rkt_excel.events import DRAFT_DIBUAT
from rkt_excel.example.typist import type_into
from rkt_excel.model.meeting.notulen_book import KEPUTUSAN
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.draft import HasilDraft, draft
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.jejak import jejak
from rkt_excel.steps.rapat import rapat

POST = "Penanggung jawab"


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    """An office after the consolidation, with the papers of the meeting."""
    place = open_office(tmp_path)
    format(place)
    for each in place.master()[0].bagian:
        hand_in(place, each.kode)
    gabung(place)
    rapat(place)
    return place


def folder(place: Workplace) -> Path:
    return place.folder(place.master()[0])


def kode(place: Workplace, number: int = 0) -> str:
    return place.master()[0].indikator[number].kode


def decide(place: Workplace, kunci: str, value: str, **more: str) -> None:
    """Type one decision into the first blank line of the minutes."""
    book = next((folder(place) / "5-rapat").glob("*.xlsx"))
    told = {"kolom": POST, "alasan": "Disepakati dalam rapat", "oleh": "Sekretaris", **more}
    type_into(book, KEPUTUSAN, ("kunci", None), {"kunci": kunci, "menjadi": value, **told})


def codes(done: HasilDraft) -> set[str]:
    return {each.code.name for each in done.findings}


def posts(place: Workplace, number: int = 0) -> str | None:
    return jejak(place, kode(place, number), POST).isi[0].nilai


@pytest.mark.tuntas
def test_a_decision_becomes_a_change_with_its_reason_and_who_asked(place: Workplace) -> None:
    decide(place, kode(place), "Kepala Bidang Layanan")
    done = draft(place)
    (change,) = done.perubahan
    assert (change.kunci, change.menjadi) == (kode(place), "Kepala Bidang Layanan")
    assert (change.alasan, change.oleh) == ("Disepakati dalam rapat", "Sekretaris")
    assert change.berkas is not None
    assert change.berkas.startswith("5-rapat/")
    assert posts(place) == "Kepala Bidang Layanan"


@pytest.mark.tuntas
def test_a_decision_is_taken_over_once(place: Workplace) -> None:
    decide(place, kode(place), "Kepala Bidang Layanan")
    first = draft(place)
    typed = {"penanggung_jawab": "Sekretaris", "alasan_perubahan": "Permintaan Kasubag", "diminta_oleh": "Kasubag"}
    type_into(folder(place) / first.draft_xlsx, "Kinerja", ("kode", kode(place)), typed)
    draft(place)
    decide(place, kode(place, 1), "Arsiparis")
    third = draft(place)
    assert [(each.kunci, each.menjadi) for each in third.perubahan] == [(kode(place, 1), "Arsiparis")]
    assert (posts(place), posts(place, 1)) == ("Sekretaris", "Arsiparis")


@pytest.mark.tuntas
def test_filled_minutes_alone_make_a_new_draft_and_read_ones_do_not(place: Workplace) -> None:
    draft(place)
    decide(place, kode(place), "Kepala Bidang Layanan")
    assert draft(place).berubah
    assert not draft(place).berubah


@pytest.mark.tuntas
def test_what_is_typed_into_the_konsep_stays_and_the_difference_is_told(place: Workplace) -> None:
    decide(place, kode(place), "Kepala Bidang Layanan")
    typed = {"penanggung_jawab": "Sekretaris", "alasan_perubahan": "Hasil rapat", "diminta_oleh": "Sekretaris"}
    konsep = folder(place) / f"4-konsep/Konsep {place.master()[0].rkt_tahun}.xlsx"
    type_into(konsep, "Kinerja", ("kode", kode(place)), typed)
    done = draft(place)
    assert "KEPUTUSAN_BEDA_KONSEP" in codes(done)
    assert posts(place) == "Sekretaris"
    sheet = load_workbook(folder(place) / done.draft_xlsx)["Temuan"]
    heads = [cell.value for cell in sheet[5]]
    told = [dict(zip(heads, [cell.value for cell in row], strict=True)) for row in sheet.iter_rows(min_row=6)]
    row = next(each for each in told if each["Kode temuan"] == "KEPUTUSAN_BEDA_KONSEP")
    assert str(row["Berkas"]).startswith("5-rapat/Keputusan Rapat"), "a cell says nothing without its file"
    assert str(row["Tempat"]).startswith("Keputusan ")


@pytest.mark.tuntas
def test_a_decision_without_reason_changes_nothing(place: Workplace) -> None:
    decide(place, kode(place), "Kepala Bidang Layanan", alasan="-")
    done = draft(place)
    assert "KEPUTUSAN_TANPA_ALASAN" in codes(done)
    assert done.perubahan == ()


@pytest.mark.tuntas
def test_minutes_that_cannot_be_read_are_told_and_kept(place: Workplace) -> None:
    book = next((folder(place) / "5-rapat").glob("*.xlsx"))
    book.write_bytes(b"rusak")
    done = draft(place)
    (told,) = [each for each in done.findings if each.code.name == "NOTULEN_TIDAK_TERBACA"]
    assert "kesalahan program" not in told.message, "it is the file that is spoiled"
    with place.open_register(folder(place)) as register:
        entry = register.last(DRAFT_DIBUAT)
        assert entry is not None
        digest = entry.details["dibaca"][book.relative_to(folder(place)).as_posix()]
        assert register.kept(digest) == b"rusak"
