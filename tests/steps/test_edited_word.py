"""A sentence that a person wrote into a Word file is never silently gone: it is kept, quoted, told where it belongs."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from docx import Document
from helpers.kantor import KASUBAG, KEPALA, NOON, SEKRETARIS
from helpers.tahapan import Stage, distributed, drafted, folder, initialled, merged, met, received

from rkt_excel.edges.docx.package.word_text import added_words
from rkt_excel.edges.work_folder.folder import sha256
from rkt_excel.edges.work_folder.register import Register
from rkt_excel.errors import NotNowError
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.arsip import arsip
from rkt_excel.steps.distribusi import distribusi
from rkt_excel.steps.draft import draft
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.paraf import kembalikan, paraf, tandatangan
from rkt_excel.steps.periksa import periksa
from rkt_excel.steps.rapat import rapat
from rkt_excel.workbook.findings import Finding

SENTENCE = "Kalimat yang ditulis Sekretaris sendiri di Word."
DRAFT = "6-draft/draft-1/Draft 1 RKT 2027.docx"
KONSEP = "4-konsep/Konsep RKT 2027.docx"
NASKAH = "7-rkt/RKT 2027.docx"
Step = Callable[[Workplace], object]


def examined(place: Workplace) -> None:
    drafted(place)
    periksa(place)


def wrote(place: Workplace, name: str) -> bytes:
    """A person writes a sentence into a Word file and saves it."""
    path = folder(place) / name
    document = Document(str(path))
    document.add_paragraph(SENTENCE)
    document.save(str(path))
    return path.read_bytes()


def told(result: object) -> list[Finding]:
    found: tuple[Finding, ...] = getattr(result, "findings")  # noqa: B009 - results of different steps
    return [each for each in found if each.code.name == "NASKAH_DISUNTING"]


def returned(place: Workplace) -> object:
    return kembalikan(place, oleh=KASUBAG, catatan="Perbaiki target IKM")


@dataclass(frozen=True)
class Case:
    """Who writes where, which command comes next, and what it has to name."""

    stage: Step
    name: str
    act: Step
    templat: str
    buku: str = ""


CASES = (
    Case(drafted, DRAFT, draft, "rkt.docx", "6-draft/draft-1/Draft 1 RKT 2027.xlsx"),
    Case(drafted, DRAFT, returned, "rkt.docx", "6-draft/draft-1/Draft 1 RKT 2027.xlsx"),
    Case(drafted, DRAFT, gabung, "rkt.docx", "6-draft/draft-1/Draft 1 RKT 2027.xlsx"),
    Case(merged, KONSEP, draft, "rkt.docx", "4-konsep/Konsep RKT 2027.xlsx"),
    Case(merged, KONSEP, gabung, "rkt.docx", "4-konsep/Konsep RKT 2027.xlsx"),
    Case(merged, KONSEP, rapat, "rkt.docx", "4-konsep/Konsep RKT 2027.xlsx"),
    Case(met, "5-rapat/Notulen rapat RKT 2027.docx", draft, "notulen-rapat.docx",
         "5-rapat/Keputusan Rapat RKT 2027.xlsx"),
    Case(met, "5-rapat/Bahan rapat RKT 2027.docx", rapat, "bahan-rapat.docx", "5-rapat/Keputusan"),
    Case(met, "5-rapat/Undangan rapat RKT 2027.docx", gabung, "undangan-rapat.docx"),
    Case(met, "5-rapat/Daftar hadir rapat RKT 2027.docx", draft, "daftar-hadir.docx"),
    Case(examined, "6-draft/draft-1/Lembar disposisi Draft 1.docx", returned, "lembar-disposisi.docx"),
    Case(examined, "6-draft/draft-1/Lembar disposisi Draft 1.docx", periksa, "lembar-disposisi.docx"),
    Case(examined, "6-draft/draft-1/Lembar pemeriksaan mutu Draft 1.docx",
         lambda place: paraf(place, oleh=KASUBAG), "pemeriksaan-mutu.docx"),
    Case(initialled, NASKAH, periksa, "rkt.docx", "6-draft/draft-1/Draft 1 RKT 2027.xlsx"),
    Case(initialled, NASKAH, lambda place: kembalikan(place, oleh=KEPALA, catatan="Perbaiki target"), "rkt.docx"),
    Case(initialled, KONSEP, lambda place: tandatangan(place, oleh=KEPALA), "rkt.docx"),
    Case(distributed, "8-distribusi/Surat pengantar RKT 2027 - Pengadministrasi Umum.docx", distribusi,
         "surat-pengantar.docx"),
    Case(distributed, "8-distribusi/Daftar distribusi RKT 2027.docx", distribusi, "daftar-distribusi.docx"),
)  # fmt: skip


@pytest.mark.tuntas
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name} – {getattr(case.act, '__name__', '')}")
def test_a_sentence_written_in_word_is_kept_quoted_and_told_where_it_belongs(at: Stage, case: Case) -> None:
    place = at(case.stage)
    data = wrote(place, case.name)
    found = told(case.act(place))
    assert [each.file for each in found] == [case.name]
    assert SENTENCE in found[0].message
    assert f"input_templates/{case.templat}" in found[0].remedy
    assert case.buku in found[0].remedy
    assert (folder(place) / case.name).read_bytes() == data
    with Register(folder(place), lambda: NOON, read_only=True) as register:
        assert register.kept(sha256(data)) == data


@pytest.mark.tuntas
def test_it_is_told_once_for_each_content(at: Stage) -> None:
    place = at(drafted)
    wrote(place, DRAFT)
    assert len(told(draft(place))) == 1
    assert told(draft(place)) == []
    wrote(place, DRAFT)
    assert [each.file for each in told(draft(place))] == [DRAFT]


REFUSED: tuple[tuple[Step, str, Step], ...] = (
    (drafted, DRAFT, lambda place: paraf(place, oleh=KASUBAG)),
    (drafted, DRAFT, periksa),
    (initialled, DRAFT, lambda place: tandatangan(place, oleh=KEPALA)),
    (initialled, NASKAH, lambda place: tandatangan(place, oleh=KEPALA)),
)


@pytest.mark.tuntas
@pytest.mark.parametrize(("stage", "name", "act"), REFUSED)
def test_a_refusal_for_an_edited_text_says_where_the_text_belongs(at: Stage, stage: Step, name: str, act: Step) -> None:
    place = at(stage)
    wrote(place, name)
    with pytest.raises(NotNowError, match=r"sudah berubah atau hilang") as caught:
        act(place)
    for part in ("templat", "input_templates/rkt.docx", "6-draft/draft-1/Draft 1 RKT 2027.xlsx", "rkt kembalikan"):
        assert part in str(caught.value)


def test_nothing_is_said_of_text_where_the_file_is_only_gone(at: Stage) -> None:
    place = at(drafted)
    (folder(place) / DRAFT).unlink()
    with pytest.raises(NotNowError) as caught:
        paraf(place, oleh=KASUBAG)
    assert "templat" not in str(caught.value)


def test_the_way_that_is_told_leads_to_the_printed_sentence(at: Stage) -> None:
    place = at(drafted)
    wrote(place, DRAFT)
    template = place.inputs / "rkt.docx"
    document = Document(str(template))
    document.add_paragraph(SENTENCE)
    document.save(str(template))
    returned(place)
    printed = Document(str(folder(place) / draft(place).draft_docx))
    assert SENTENCE in [each.text for each in printed.paragraphs]


def test_untouched_files_and_a_walk_to_the_archive_say_nothing(at: Stage) -> None:
    place = at(received)
    assert told(arsip(place)) == []


def test_what_is_no_word_file_any_more_is_kept_and_told(at: Stage) -> None:
    place = at(drafted)
    (folder(place) / DRAFT).write_bytes(b"bukan Word")
    assert [each.file for each in told(draft(place))] == [DRAFT]


@pytest.mark.parametrize("now", [b"", b"PK\x05\x06" + bytes(18), b"PK\x03\x04", b"<w:p>"])
def test_what_cannot_be_read_is_not_quoted(now: bytes) -> None:
    assert added_words(b"", now) == ""


@pytest.mark.tuntas
def test_the_edited_naskah_stays_beside_the_new_one(at: Stage, tmp_path: Path) -> None:
    place = at(initialled)
    data = wrote(place, NASKAH)
    assert "7-rkt/RKT 2027 (baru).docx" in periksa(place).keluaran
    assert (folder(place) / NASKAH).read_bytes() == data
    shutil.rmtree(tmp_path, ignore_errors=True)


@pytest.mark.tuntas
def test_an_edited_copy_of_a_second_round_is_told_as_well(at: Stage) -> None:
    place = at(initialled)
    kembalikan(place, oleh=KEPALA, catatan="Perbaiki target IKM")
    draft(place)
    paraf(place, oleh=KASUBAG)
    paraf(place, oleh=SEKRETARIS)
    wrote(place, NASKAH)
    assert [each.file for each in told(kembalikan(place, oleh=KEPALA, catatan="Perbaiki lagi"))] == [NASKAH]
