"""The Konsep and its drafts as people edit them: what is taken over, asked back, kept, and told."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from helpers.kantor import NOON
from helpers.quick import master_bytes
from helpers.returning import fill
from helpers.typing_in import cells, said, write
from openpyxl import load_workbook

from rkt_excel.edges.disk.shipped import INPUTS, shipped_inputs
from rkt_excel.model.origin.master import Master
from rkt_excel.model.plans.changes import NO_REASON, JenisPerubahan
from rkt_excel.model.vocabulary.terms import CaraGabung
from rkt_excel.office.place.workplace import MASTER_FILE, Workplace
from rkt_excel.steps.draft import HasilDraft, draft
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import HasilGabung, gabung
from rkt_excel.steps.jejak import jejak
from rkt_excel.workbook.findings import Finding
from rkt_excel.workbook.reading.openbook import open_book
from rkt_excel.workbook.values.numbers import written

PROPOSAL = {
    "sasaran": "SS.1", "indikator": "Persentase arsiparis bersertifikat", "satuan": "Persen", "jenis": "persen",
    "arah": "positif", "mode": "posisi akhir", "target": 60, "alasan": "Diminta LKE tahun lalu",
}  # fmt: skip


def codes(found: tuple[Finding, ...]) -> set[str]:
    """The codes that were told."""
    return {each.code.name for each in found}


@dataclass(frozen=True)
class Office:
    """An office whose bagian have all returned their forms, one of them with a proposal."""

    place: Workplace
    master: Master
    konsep: Path

    @property
    def folder(self) -> Path:
        return self.place.folder(self.master)

    @property
    def kode(self) -> str:
        """An indikator of one bagian, with a number as its target and only the last quarter bound to it."""
        return next(
            each.kode
            for each in self.master.indikator
            if each.bagian == ("PEM",) and each.jenis in ("persen", "indeks") and each.mode == "posisi akhir"
        )

    def at(self, result: HasilDraft) -> Path:
        return self.folder / result.draft_xlsx

    def returns(self, **typed: object) -> HasilGabung:
        """PEM sends its form again, with other answers."""
        path = next((self.folder / "3-kembali").glob("kiriman PEM*"))
        write(path, "Kinerja", self.kode, **typed)
        return gabung(self.place)


def _small(master: Master) -> Master:
    """A few rows of the shipped master: these tests make many drafts."""
    shared = {"bagian": ("SEK", "PEM"), "cara_gabung": CaraGabung.RATA}
    joined = next(each for each in master.indikator if each.kode == "IK.7.3").model_copy(update=shared)
    program = [each.model_copy(update={"sasaran": None}) for each in master.program if each.bagian == "PEM"][:2]
    return replace(
        master,
        bagian=tuple(each for each in master.bagian if each.kode in ("SEK", "PEM")),
        sasaran=tuple(each for each in master.sasaran if each.kode in ("SS.1", "SS.7")),
        indikator=(*(each for each in master.indikator if each.kode in ("IK.1.2", "IK.7.1", "IK.7.2")), joined),
        program=tuple(program),
        sumber=(),
    )


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("kantor")
    shutil.copytree(shipped_inputs(), home / INPUTS)
    place = Workplace(inputs=home / INPUTS, outputs=home / "output", now=lambda: NOON)
    small = _small(place.master()[0])
    (place.inputs / MASTER_FILE).write_bytes(master_bytes(small))
    master, _ = place.master()
    format(place)
    for each in master.bagian:
        path = fill(place, master, each.kode)
        if each.kode == "SEK":
            write(path, "Usulan", "6", **PROPOSAL)
    gabung(place)
    return home


@pytest.fixture
def office(prepared: Path, tmp_path: Path) -> Office:
    home = tmp_path / "kantor"
    shutil.copytree(prepared, home)
    place = Workplace(inputs=home / INPUTS, outputs=home / "output", now=lambda: NOON)
    master, _ = place.master()
    return Office(place, master, place.folder(master) / f"4-konsep/Konsep {master.rkt_tahun}.xlsx")


# ------------------------------------------------------------------ what is taken over


@pytest.mark.tuntas
def test_a_change_carries_its_reason_and_who_asked(office: Office) -> None:
    write(office.konsep, "Kinerja", office.kode, target=91, tw4=91, alasan="Kapasitas depo bertambah",
          alasan_perubahan="Keputusan rapat tanggal 3", diminta_oleh="Sekretaris")  # fmt: skip
    made = draft(office.place)
    told = {each.kolom: each for each in made.perubahan}
    assert set(told) == {"target", "tw4", "alasan"}
    assert (told["target"].alasan, told["target"].oleh) == ("Keputusan rapat tanggal 3", "Sekretaris")
    assert said(office.at(made), "Kinerja", office.kode, "target") == 91
    assert said(office.at(made), "Kinerja", office.kode, "alasan_perubahan") is None
    assert "PERUBAHAN_TANPA_ALASAN" not in codes(made.findings)
    event = jejak(office.place, office.kode, "target").isi[0].riwayat[-1]
    assert (event.ke, event.oleh, event.berkas) == ("91", "Sekretaris", made.sumber)
    assert event.sha256
    with office.place.open_register(office.folder) as register:
        assert register.kept(event.sha256) == office.konsep.read_bytes()


def marks(path: Path, sheet: str) -> dict[str, str]:
    """The cells with the bar of a change, each with the comment on it."""
    found = {}
    for row in load_workbook(path)[sheet].iter_rows(min_row=6):
        for cell in row:
            if cell.border.left.style == "thick":
                assert cell.font.b, "in grey the weight says it too"
                found[cell.coordinate] = cell.comment.text if cell.comment else ""
    return found


def legend(path: Path, sheet: str) -> str:
    """What stands above the headings about marked cells."""
    return " ".join(str(cell.value) for cell in load_workbook(path)[sheet][3][1:] if cell.value)


@pytest.mark.tuntas
def test_a_changed_cell_is_marked_with_its_former_value_until_the_next_draft(office: Office) -> None:
    before = said(office.konsep, "Kinerja", office.kode, "target")
    write(office.konsep, "Kinerja", office.kode, target=91, tw4=91, keterangan="baru", alasan="Depo bertambah",
          alasan_perubahan="Keputusan rapat", diminta_oleh="Sekretaris")  # fmt: skip
    places = {
        name: cell.address for (kode, name), cell in cells(office.konsep, "Kinerja").items() if kode == office.kode
    }
    assert (marks(office.konsep, "Kinerja"), legend(office.konsep, "Kinerja")) == ({}, "")
    first = draft(office.place)
    told = marks(office.at(first), "Kinerja")
    assert set(told) == {places[name] for name in ("target", "tw4", "keterangan", "alasan")}
    lines = ["Diubah sejak konsep.", f"Semula: {written(Decimal(str(before)))}", "Menjadi: 91",
             "Alasan: Keputusan rapat", "Diminta oleh: Sekretaris"]  # fmt: skip
    assert told[places["target"]].splitlines()[1:] == lines
    assert "Semula: (kosong)" in told[places["keterangan"]]
    assert legend(office.at(first), "Kinerja").startswith("diubah sejak konsep")
    assert (marks(office.at(first), "Program"), legend(office.at(first), "Program")) == ({}, "")
    write(office.at(first), "Kinerja", office.kode, keterangan=None, alasan_perubahan="Tidak perlu")
    second = draft(office.place)
    assert "CATATAN_SEL" not in codes(second.findings)
    assert "ISI_DI_LUAR_TEMPAT" not in codes(second.findings)
    again = marks(office.at(second), "Kinerja")
    assert set(again) == {places["keterangan"]}, "also an emptied cell"
    assert "Diubah sejak Draft 1.\nSemula: baru\nMenjadi: (kosong)" in again[places["keterangan"]]


@pytest.mark.tuntas
def test_a_reason_given_later_marks_no_cell(office: Office) -> None:
    write(office.konsep, "Kinerja", office.kode, keterangan="baru")
    first = draft(office.place)
    write(office.at(first), "Kinerja", office.kode, alasan_perubahan="Keputusan rapat")
    second = draft(office.place)
    assert [each.jenis for each in second.perubahan] == [JenisPerubahan.ALASAN]
    assert marks(office.at(second), "Kinerja") == {}
    bars = [run for run in Document(str(office.folder / second.draft_docx)).element.body.iter(qn("w:rStyle"))
            if run.get(qn("w:val")) == "Berubah"]  # fmt: skip
    assert len(bars) <= 1, "in the document only the legend: one rule for both"


@pytest.mark.tuntas
def test_rows_that_come_and_go_are_marked_by_the_cell_that_says_so(office: Office) -> None:
    write(office.konsep, "Kinerja", office.kode, dihapus="ya", alasan_perubahan="Digabung")
    first = draft(office.place)
    places = cells(office.at(first), "Kinerja")
    assert "Baris dihapus sejak konsep." in marks(office.at(first), "Kinerja")[places[office.kode, "dihapus"].address]


@pytest.mark.tuntas
def test_who_asked_may_be_named_once_for_all(office: Office) -> None:
    write(office.konsep, "Kinerja", office.kode, keterangan="baru", alasan_perubahan="Keputusan rapat")
    assert [each.oleh for each in draft(office.place, "Kepala Dinas").perubahan] == ["Kepala Dinas"]


@pytest.mark.tuntas
def test_a_change_without_reason_is_told_until_it_has_one(office: Office) -> None:
    write(office.konsep, "Kinerja", office.kode, keterangan="baru")
    first = draft(office.place)
    told = next(each for each in first.findings if each.code.name == "PERUBAHAN_TANPA_ALASAN")
    places = cells(office.konsep, "Kinerja")
    assert (told.file, told.cells) == (first.sumber, (places[office.kode, "alasan_perubahan"].address,))
    write(office.at(first), "Kinerja", office.kode, penanggung_jawab="Sekretaris", alasan_perubahan="Keputusan rapat")
    second = draft(office.place)
    kinds = {each.kolom: each.jenis for each in second.perubahan}
    assert kinds == {"penanggung_jawab": JenisPerubahan.DIUBAH, "keterangan": JenisPerubahan.ALASAN}
    assert "PERUBAHAN_TANPA_ALASAN" not in codes(second.findings)


@pytest.mark.tuntas
def test_the_list_of_changes_is_ready_for_print(office: Office) -> None:
    write(office.konsep, "Kinerja", office.kode, target=91, tw4=91, alasan="Depo baru", diminta_oleh="Sekretaris")
    made = draft(office.place)
    lines = [each.row() for each in made.perubahan]
    assert [each.kolom for each in lines] == ["Target", "TW IV", "Alasan bila berbeda dari Renstra"]
    assert (lines[0].menjadi, lines[0].oleh, lines[0].alasan) == ("91", "Sekretaris", NO_REASON)


@pytest.mark.tuntas
def test_an_untouched_draft_is_not_made_again(office: Office) -> None:
    first = draft(office.place)
    again = draft(office.place)
    assert (again.berubah, again.nomor, again.draft_xlsx, again.findings) == (False, 1, first.draft_xlsx, ())
    assert not (office.folder / "6-draft/draft-2").exists()
    load_workbook(office.at(first)).save(office.at(first))  # its bytes differ now, so nobody could initial it
    second = draft(office.place)
    assert (second.berubah, second.nomor, second.perubahan) == (True, 2, ())


@pytest.mark.tuntas
def test_a_cell_that_cannot_be_read_is_told_and_the_value_before_stands(office: Office) -> None:
    before = said(office.konsep, "Kinerja", office.kode, "target")
    write(office.konsep, "Kinerja", office.kode, target="sembilan puluh")
    write(office.konsep, "Kinerja", "IK.7.1", target=None)
    made = draft(office.place)
    emptied = next(each for each in made.findings if each.code.name == "WAJIB_DIISI")
    assert (emptied.key, "yang dipakai isian sebelumnya" in emptied.remedy) == ("IK.7.1", True)
    assert said(office.at(made), "Kinerja", "IK.7.1", "target") is not None
    told = next(each for each in made.findings if each.code.name == "BUKAN_ANGKA")
    assert (told.found, told.file, told.key) == ("sembilan puluh", made.sumber, office.kode)
    assert "yang dipakai isian sebelumnya" in told.remedy
    assert said(office.at(made), "Kinerja", office.kode, "target") == before
    assert made.perubahan == ()
    grid = open_book(office.at(made).read_bytes()).grids[0]
    assert "2 harus diperbaiki" in str(grid.at(2, 1).value)


@pytest.mark.tuntas
def test_the_rules_of_forms_judge_the_draft(office: Office) -> None:
    write(office.konsep, "Kinerja", office.kode, tw4=12, alasan_perubahan="Keputusan rapat")
    told = next(each for each in draft(office.place).findings if each.code.name == "TRIWULAN_TIDAK_SAMA")
    assert cells(office.konsep, "Kinerja")[office.kode, "tw4"].address in told.cells
    assert told.file == office.konsep.relative_to(office.folder).as_posix()


# ------------------------------------------------------------------ rows


@pytest.mark.tuntas
def test_a_joined_target_that_the_meeting_changes_asks_for_the_reason(office: Office) -> None:
    write(office.konsep, "Kinerja", "IK.7.3", target=99, tw4=99, alasan_perubahan="Keputusan rapat")
    first = draft(office.place)
    told = next(each for each in first.findings if each.code.name == "GABUNGAN_BEDA_RENSTRA")
    assert (told.key, told.cells) == ("IK.7.3", (cells(office.konsep, "Kinerja")["IK.7.3", "target"].address,))
    write(office.at(first), "Kinerja", "IK.7.3", alasan="Dua bidang bergabung", alasan_perubahan="Keputusan rapat")
    assert "GABUNGAN_BEDA_RENSTRA" not in codes(draft(office.place).findings)


@pytest.mark.tuntas
def test_an_accepted_proposal_becomes_an_indikator(office: Office) -> None:
    assert said(office.konsep, "Usulan", "U.SEK.1", "indikator") == PROPOSAL["indikator"]
    write(office.konsep, "Usulan", "U.SEK.1", diterima="ya", tw4=60, penanggung_jawab="Sekretaris",
          alasan_perubahan="Disepakati rapat", diminta_oleh="Sekretaris")  # fmt: skip
    made = draft(office.place)
    new = next(each for each in made.perubahan if each.jenis is JenisPerubahan.BARIS_BARU)
    assert (new.kunci, new.menjadi, new.alasan, new.oleh) == (
        "U.SEK.1", PROPOSAL["indikator"], "Disepakati rapat", "Sekretaris",
    )  # fmt: skip
    assert said(office.at(made), "Kinerja", "U.SEK.1", "target") == 60
    assert ("U.SEK.1", "target") not in cells(office.at(made), "Usulan")
    assert str(PROPOSAL["indikator"]) in _text(office.folder / made.draft_docx)
    # it stays in later drafts, is edited there, and is explained
    write(office.at(made), "Kinerja", "U.SEK.1", target=65, tw4=65, alasan_perubahan="Permintaan Kepala")
    later = draft(office.place)
    told: list[object] = [(each.kolom, each.dari, each.menjadi) for each in later.perubahan]
    assert told == [("target", 60, 65), ("tw4", 60, 65)]
    assert said(office.at(later), "Kinerja", "U.SEK.1", "target") == 65
    history = jejak(office.place, "U.SEK.1", "target").isi[0].riwayat
    assert [each.ke for each in history] == ["60", "65"]
    assert jejak(office.place, "U.SEK.1", "seluruh baris").isi[0].riwayat[-1].peristiwa.value == "baris-baru"


def test_the_meeting_may_write_a_proposal_of_its_own(office: Office) -> None:
    write(office.konsep, "Usulan", "9", **PROPOSAL, bagian="PEM", diterima="ya", tw4=60, penanggung_jawab="Sekretaris")
    made = draft(office.place)
    assert said(office.at(made), "Kinerja", "U.PEM.1", "indikator") == PROPOSAL["indikator"]


@pytest.mark.tuntas
def test_an_incomplete_proposal_waits_and_says_what_it_lacks(office: Office) -> None:
    write(office.konsep, "Usulan", "9", **{**PROPOSAL, "satuan": None}, bagian="PEM", diterima="ya")
    made = draft(office.place)
    missing = {each.column for each in made.findings if each.key == "U.PEM.1" and each.code.name == "WAJIB_DIISI"}
    assert missing == {"satuan", "tw4", "penanggung_jawab"}
    assert said(office.at(made), "Usulan", "U.PEM.1", "diterima") == "ya"
    write(office.at(made), "Usulan", "U.PEM.1", satuan="Persen", tw4=60, penanggung_jawab="Sekretaris")
    assert JenisPerubahan.BARIS_BARU in {each.jenis for each in draft(office.place).perubahan}


@pytest.mark.tuntas
def test_a_dropped_row_stays_marked_is_not_printed_and_may_come_back(office: Office) -> None:
    write(office.konsep, "Kinerja", office.kode, dihapus="ya", alasan_perubahan="Digabung", diminta_oleh="Kepala")
    name = next(each.indikator for each in office.master.indikator if each.kode == office.kode)
    made = draft(office.place)
    gone = next(each for each in made.perubahan if each.jenis is JenisPerubahan.BARIS_DIHAPUS)
    assert (gone.kunci, gone.dari, gone.alasan, gone.oleh) == (office.kode, name, "Digabung", "Kepala")
    assert len(made.perubahan) == 1
    before, _, listed = _text(office.folder / made.draft_docx).rpartition("Daftar Perubahan")
    assert name not in before
    assert name in listed
    assert said(office.at(made), "Kinerja", office.kode, "dihapus") == "ya"
    write(office.at(made), "Kinerja", office.kode, dihapus="tidak", alasan_perubahan="Tetap perlu")
    back = draft(office.place)
    assert [each.jenis for each in back.perubahan] == [JenisPerubahan.BARIS_KEMBALI]
    assert name in _text(office.folder / back.draft_docx)


def test_a_row_that_is_simply_missing_stays_and_is_told(office: Office) -> None:
    book = load_workbook(office.konsep)
    row = next(cell.row for cell in book["Kinerja"]["A"] if cell.value == office.kode)
    book["Kinerja"].delete_rows(row)
    book.save(office.konsep)
    made = draft(office.place)
    assert made.perubahan == ()
    assert ("BARIS_KONSEP_HILANG", office.kode) in {(each.code.name, each.key) for each in made.findings}
    assert said(office.at(made), "Kinerja", office.kode, "target") is not None


def _text(path: Path) -> str:
    from docx import Document  # noqa: PLC0415 - only these tests look into documents

    document = Document(str(path))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(each.text for each in document.paragraphs), *cells))


# ------------------------------------------------------------------ three ways


@pytest.mark.tuntas
def test_a_late_return_and_the_edits_stand_together_in_the_new_konsep(office: Office) -> None:
    write(office.konsep, "Kinerja", office.kode, penanggung_jawab="Sekretaris", alasan_perubahan="Keputusan rapat",
          tw1="dua puluh")  # fmt: skip
    write(office.konsep, "Kinerja", "IK.7.1", alasan_perubahan="Tanpa perubahan")
    edited = office.konsep.read_bytes()
    result = office.returns(keterangan="dari bagian")
    assert "dua puluh" in {each.found for each in result.findings}
    quiet = {"WAJIB_DIISI", "PERSEN_PECAHAN"}  # blanks and doubts that nobody typed into the Konsep
    assert not [
        each for each in result.findings if each.code.name in quiet and (each.file or "").startswith("4-konsep")
    ]
    assert "ALASAN_TANPA_PERUBAHAN" in codes(result.findings)
    new = office.folder / result.keluaran.konsep_xlsx
    assert office.konsep.read_bytes() == edited
    assert "SUNTINGAN_DIBAWA" in codes(result.findings)
    assert "BENTROK_SUNTINGAN" not in codes(result.findings)
    assert said(new, "Kinerja", office.kode, "penanggung_jawab") == "Sekretaris"
    assert said(new, "Kinerja", office.kode, "keterangan") == "dari bagian"
    assert said(new, "Kinerja", office.kode, "alasan_perubahan") == "Keputusan rapat"
    made = draft(office.place)
    assert made.sumber == result.keluaran.konsep_xlsx
    assert [(each.kolom, each.alasan) for each in made.perubahan] == [("penanggung_jawab", "Keputusan rapat")]
    event = jejak(office.place, office.kode, "penanggung_jawab").isi[0].riwayat[-1]
    assert event.berkas == office.konsep.relative_to(office.folder).as_posix(), "where it was typed"


Resolve = Callable[[Office, Path], None]


@pytest.mark.tuntas
@pytest.mark.parametrize(
    ("resolve", "ends"),
    [
        (lambda office, path: write(path, "Kinerja", office.kode, keterangan="dari bagian"), "dari bagian"),
        (lambda office, path: write(path, "Kinerja", office.kode, alasan_perubahan="Rapat tetap"), "dari rapat"),
        (lambda office, path: write(path, "Kinerja", office.kode, keterangan="yang ketiga"), "yang ketiga"),
    ],
)
def test_what_both_changed_is_asked_until_somebody_decides(office: Office, resolve: Resolve, ends: str) -> None:
    write(office.konsep, "Kinerja", office.kode, keterangan="dari rapat", alasan_perubahan="Keputusan rapat")
    result = office.returns(keterangan="dari bagian")
    told = next(each for each in result.findings if each.code.name == "BENTROK_SUNTINGAN")
    assert "dari rapat" in told.message
    assert "dari bagian" in told.message
    assert "3-kembali/kiriman PEM.xlsx Kinerja" in told.message
    assert "4-konsep" in told.message
    assert "BENTROK_SUNTINGAN" in codes(gabung(office.place).findings), "asked again"
    first = draft(office.place)
    assert "BENTROK_SUNTINGAN" in codes(first.findings)
    assert said(office.at(first), "Kinerja", office.kode, "keterangan") == "dari rapat"
    resolve(office, office.at(first))
    second = draft(office.place)
    assert second.berubah
    assert "BENTROK_SUNTINGAN" not in codes(second.findings)
    assert said(office.at(second), "Kinerja", office.kode, "keterangan") == ends


@pytest.mark.tuntas
def test_a_return_after_the_draft_enters_the_next_draft(office: Office) -> None:
    write(office.konsep, "Kinerja", office.kode, penanggung_jawab="Sekretaris", alasan_perubahan="Keputusan rapat")
    first = draft(office.place)
    write(office.at(first), "Kinerja", office.kode, alasan="Depo baru", alasan_perubahan="Permintaan Kepala")
    merged = office.returns(keterangan="menyusul", penanggung_jawab="Kepala Bidang Arsip")
    assert "DRAFT_MENUNGGU" in codes(merged.findings)
    second = draft(office.place)
    told = {each.kolom: (each.jenis, each.menjadi) for each in second.perubahan}
    assert told == {
        "alasan": (JenisPerubahan.DIUBAH, "Depo baru"),
        "keterangan": (JenisPerubahan.KIRIMAN, "menyusul"),
    }
    held = [each for each in second.findings if each.code.name == "BENTROK_SUNTINGAN"]
    assert [each.column for each in held] == ["penanggung_jawab"]
    assert said(office.at(second), "Kinerja", office.kode, "penanggung_jawab") == "Sekretaris"
    assert jejak(office.place, office.kode, "penanggung_jawab").isi[0].nilai == "Sekretaris"
    assert not draft(office.place).berubah
    office.returns(keterangan="menyusul lagi")
    assert [each.menjadi for each in draft(office.place).perubahan] == ["menyusul lagi"]


@pytest.mark.tuntas
def test_an_accepted_proposal_survives_a_return_without_it(office: Office) -> None:
    write(office.konsep, "Usulan", "U.SEK.1", diterima="ya", tw4=60, penanggung_jawab="Sekretaris")
    first = draft(office.place)
    path = next((office.folder / "3-kembali").glob("kiriman SEK*"))
    write(path, "Usulan", "6", **dict.fromkeys(PROPOSAL))
    gabung(office.place)
    second = draft(office.place)
    assert said(office.at(second if second.berubah else first), "Kinerja", "U.SEK.1", "target") == 60
    write(path, "Usulan", "6", **{**PROPOSAL, "target": 70})
    gabung(office.place)
    third = draft(office.place)
    assert ("U.SEK.1", "target") in {
        (each.key, each.column) for each in third.findings if each.code.name == "BENTROK_SUNTINGAN"
    }


@pytest.mark.tuntas
@pytest.mark.parametrize("name", ["{}-PC-ADMIN", "{} (1)", "Salinan {}", "usulan kabid"])
def test_edits_in_a_copy_under_another_name_are_told_where_the_copy_is(office: Office, name: str) -> None:
    copy = office.konsep.with_stem(name.format(office.konsep.stem))
    copy.write_bytes(office.konsep.read_bytes())
    (copy.parent / f"~${copy.name}").write_bytes(b"\x05Staf")
    assert "SALINAN_DISUNTING" not in codes(gabung(office.place).findings), "nobody typed in it"
    write(copy, "Kinerja", office.kode, keterangan="dari rapat")
    for told in (gabung(office.place).findings, draft(office.place).findings, draft(office.place).findings):
        (one,) = [each for each in told if each.code.name == "SALINAN_DISUNTING"]
        assert one.file == copy.relative_to(office.folder).as_posix()
        assert "dari rapat" in one.message
        assert office.konsep.name in one.message
    copy.unlink()
    assert "SALINAN_DISUNTING" not in codes(draft(office.place).findings)


@pytest.mark.tuntas
@pytest.mark.parametrize("drafted", [False, True])
def test_edits_in_a_workbook_that_counts_no_more_are_told(office: Office, *, drafted: bool) -> None:
    write(office.konsep, "Kinerja", office.kode, keterangan="pertama", alasan_perubahan="Keputusan rapat")
    result: Any = draft(office.place) if drafted else office.returns(alasan="Depo baru")
    assert "SUNTINGAN_TERTINGGAL" not in codes(result.findings)
    write(office.konsep, "Kinerja", office.kode, keterangan="terlambat")
    assert "SUNTINGAN_TERTINGGAL" in codes(gabung(office.place).findings)
    told = next(each for each in draft(office.place).findings if each.code.name == "SUNTINGAN_TERTINGGAL")
    assert "terlambat" in told.message
    assert told.file == office.konsep.relative_to(office.folder).as_posix()
