"""The edition perubahan on disk: it starts from what was signed, on every road that leads there."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from helpers.chaining import chain_anew
from helpers.kantor import KASUBAG, KEPALA, NOON, SEKRETARIS, rewrite_master
from helpers.perubahan import (
    ACCEPTED,
    JUMLAH,
    PROPOSAL,
    approved,
    begin,
    compared,
    konsep,
    next_year,
    perubahan,
    returned,
    shared,
    signed,
    type_in,
)  # fmt: skip
from helpers.typing_in import said, write
from openpyxl import load_workbook

from rkt_excel.edges.disk.shipped import INPUTS
from rkt_excel.errors import InputUnusableError
from rkt_excel.events import DIGABUNG, DITANDATANGANI
from rkt_excel.model.forms.returns import StatusBagian
from rkt_excel.model.origin.master import Master
from rkt_excel.model.plans.changes import JenisPerubahan
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.vocabulary.nilai import shown
from rkt_excel.office.place.signed_rkt import signed_in
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.arsip import arsip
from rkt_excel.steps.distribusi import distribusi
from rkt_excel.steps.draft import draft
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.jejak import jejak
from rkt_excel.steps.paraf import paraf, tandatangan
from rkt_excel.steps.rapat import rapat

DROPPED, SINGLE, PROPOSED = "IK.7.2", "IK.1.2", "U.SEK.1"
MEETING: Mapping[tuple[str, str], Mapping[str, object]] = {
    ("Kinerja", JUMLAH): {
        "target": 260, "tw1": 260, "tw4": 260, "penanggung_jawab": "Kepala Dinas", "alasan": "Kapasitas depo bertambah",
        "keterangan": "Diputuskan bersama", "alasan_perubahan": "Masukan rapat", "diminta_oleh": "Sekretaris",
    },
    ("Kinerja", DROPPED): {"dihapus": "ya", "alasan_perubahan": "Digabung ke indikator lain"},
    ("Kinerja", SINGLE): {"target": 91, "tw4": 91, "alasan": "Capaian lalu lebih baik", "alasan_perubahan": "Rapat"},
    ("Usulan", PROPOSED): ACCEPTED,
}  # fmt: skip


@pytest.fixture(scope="session")
def signed_home(tmp_path_factory: pytest.TempPathFactory, inputs: Path) -> Path:
    """An office with a signed murni in which the meeting decided about everything that it can."""
    home = tmp_path_factory.mktemp("murni") / "kantor"
    shutil.copytree(inputs, home / INPUTS)
    place = Workplace(inputs=home / INPUTS, outputs=home / "output", now=lambda: NOON)
    rewrite_master(place, shared)
    signed(place, MEETING, {"SEK": PROPOSAL})
    return home


@pytest.fixture
def office(signed_home: Path, tmp_path: Path) -> Workplace:
    """The same, to be worked in."""
    home = tmp_path / "kantor"
    shutil.copytree(signed_home, home)
    return Workplace(inputs=home / INPUTS, outputs=home / "output", now=lambda: NOON)


def folder(place: Workplace) -> Path:
    """The work folder of the edition that the master is of."""
    return place.folder(place.master()[0])


def as_signed(place: Workplace, plan: Plan, year: str = "2027") -> dict[tuple[str, str], object]:
    """What a plan says otherwise than was signed, of the answers."""
    there = signed_in(place.outputs / year)
    assert there is not None
    answers = ("target", "tw1", "tw2", "tw3", "tw4", "penanggung_jawab", "keterangan", "pagu")
    rows = {each.kode for each in plan.master.indikator} | {each.kode for each in plan.master.program}
    places = {
        place for place in (*there.isi.nilai, *plan.isi) if place[1] in answers and place[0] in rows - plan.dihapus
    }
    return {each: plan.nilai(*each) for each in places if plan.nilai(*each) != there.isi.nilai.get(each)}


def form_of(place: Workplace, bagian: str) -> Path:
    """The form that a bagian got."""
    return next((folder(place) / "1-formulir").glob(f"* - {bagian} - *.xlsx"))


# ------------------------------------------------------------------ nobody touches it


@pytest.mark.tuntas
def test_what_was_signed_goes_on_when_nobody_changes_anything(office: Workplace) -> None:
    result = begin(office)
    assert as_signed(office, result.plan) == {}
    assert set(result.plan.status.values()) == {StatusBagian.LENGKAP}
    assert said(form_of(office, "SEK"), "Kinerja", PROPOSED, "target") == 60
    assert said(konsep(office), "Kinerja", JUMLAH, "target") == 260
    assert said(konsep(office), "Kinerja", DROPPED, "dihapus") == "ya"
    assert not any(row[0].value == DROPPED for row in load_workbook(form_of(office, "SEK"))["Kinerja"].iter_rows())
    shown = next(row for row in load_workbook(konsep(office))["Kinerja"].iter_rows() if row[0].value == DROPPED)
    assert not any(str(cell.value).startswith("ISI") for cell in shown), "nothing is missing in a dropped row"
    made = draft(office)
    assert made.perubahan == ()
    assert {each.code.name for each in made.findings} & {"PERUBAHAN_TANPA_ALASAN", "BENTROK_SUNTINGAN"} == set()
    told = compared(folder(office) / made.draft_docx)
    assert {(word, why) for _, _, word, why in told.values()} == {("tetap", "")}, "of the Renstra, not of a change"
    assert told[PROPOSED][:2] == ("60", "60")
    assert told[JUMLAH][:2] == ("260", "260")
    assert DROPPED not in told


@pytest.mark.tuntas
def test_a_form_that_is_not_in_yet_leaves_what_was_signed(office: Workplace) -> None:
    rewrite_master(office, perubahan)
    format(office)
    result = gabung(office)
    assert set(result.plan.status.values()) == {StatusBagian.BELUM_MASUK}
    assert as_signed(office, result.plan) == {}
    assert {word for _, _, word, _ in compared(folder(office) / result.keluaran.konsep_docx).values()} == {"tetap"}


@pytest.mark.tuntas
def test_the_papers_of_the_meeting_go_by_it_as_well(office: Workplace) -> None:
    begin(office)
    plan = rapat(office).bahan.plan
    assert plan.nilai(JUMLAH, "target") == 260
    kodes = {each.kode for each in plan.master.indikator}
    assert PROPOSED in kodes
    assert DROPPED not in kodes


@pytest.mark.tuntas
def test_where_an_inherited_value_came_from_is_told(office: Workplace) -> None:
    begin(office)
    history = jejak(office, JUMLAH, "target").isi[0]
    assert history.nilai == "260"
    last = history.riwayat[-1]
    assert (last.alasan, last.oleh) == ("Masukan rapat", "Sekretaris")
    assert last.berkas == "RKT 2027 edisi murni yang ditandatangani"


# ------------------------------------------------------------------ somebody changes something


@pytest.mark.tuntas
def test_a_changed_part_is_a_question_and_the_signed_figure_stands_until_it_is_decided(office: Workplace) -> None:
    begin(office)
    back = folder(office) / "3-kembali" / form_of(office, "SEK").name
    write(back, "Kinerja", JUMLAH, target=150, tw4=150, tw1=150)
    result = gabung(office)
    assert result.plan.nilai(JUMLAH, "target") == 260
    # The parts are no target of anybody while the meeting's figure stands.
    assert "GABUNGAN_BEDA_RENSTRA" not in {each.code.name for each in result.findings if each.key == JUMLAH}
    told = [each for each in result.findings if each.code.name == "BENTROK_SUNTINGAN" and each.column == "target"]
    assert len(told) == 1
    assert "260" in told[0].message
    assert "RKT 2027 edisi murni yang ditandatangani" in told[0].message
    assert "BENTROK_SUNTINGAN" in {each.code.name for each in rapat(office).findings}, "the meeting decides"
    write(konsep(office), "Kinerja", JUMLAH, target=230, alasan_perubahan="Sesuai kiriman Sekretariat")
    made = draft(office)
    change = next(each for each in made.perubahan if (each.kunci, each.kolom) == (JUMLAH, "target"))
    assert (change.dari, change.menjadi) == (Decimal(260), Decimal(230))
    row = compared(folder(office) / made.draft_docx)[JUMLAH]
    assert row == ("260", "230", "berubah", "Sesuai kiriman Sekretariat")


@pytest.mark.tuntas
def test_a_bagian_changes_its_own_figure_without_a_question(office: Workplace) -> None:
    begin(office)
    back = folder(office) / "3-kembali" / form_of(office, "PEM").name
    write(back, "Kinerja", SINGLE, target=95, tw4=95)
    result = gabung(office)
    assert result.plan.nilai(SINGLE, "target") == 95
    assert "BENTROK_SUNTINGAN" not in {each.code.name for each in result.findings}
    made = draft(office)
    told = [(each.key, each.column) for each in made.findings if each.code.name == "BERUBAH_TANPA_ALASAN"]
    assert told == [(SINGLE, "target")]
    # What the row said before the signature is no reason for a change after it.
    assert compared(folder(office) / made.draft_docx)[SINGLE] == ("91", "95", "berubah", "")
    write(back, "Kinerja", SINGLE, alasan="Survei tahun ini lebih baik")
    gabung(office)
    again = draft(office)
    assert "BERUBAH_TANPA_ALASAN" not in {each.code.name for each in again.findings}
    assert compared(folder(office) / again.draft_docx)[SINGLE][3] == "Survei tahun ini lebih baik"


@pytest.mark.tuntas
def test_rows_come_and_go_with_a_reason(office: Workplace) -> None:
    begin(office)
    type_in(
        konsep(office),
        {
            ("Kinerja", PROPOSED): {"dihapus": "ya", "alasan_perubahan": "Tidak dibiayai"},
            ("Kinerja", DROPPED): {"dihapus": "tidak", "target": "A", "tw4": "A", "alasan_perubahan": "Diminta lagi"},
        },
    )
    made = draft(office)
    kinds = {(each.kunci, each.jenis) for each in made.perubahan if each.kolom == "baris"}
    assert kinds == {(PROPOSED, JenisPerubahan.BARIS_DIHAPUS), (DROPPED, JenisPerubahan.BARIS_KEMBALI)}
    told = compared(folder(office) / made.draft_docx)
    assert told[PROPOSED] == ("60", "–", "dihapus", "Tidak dibiayai")
    assert told[DROPPED][:3] == ("–", "A", "baru")


@pytest.mark.tuntas
def test_a_proposal_of_the_perubahan_takes_no_kode_that_was_signed(office: Workplace) -> None:
    begin(office)
    back = folder(office) / "3-kembali" / form_of(office, "SEK").name
    write(back, "Usulan", "6", **{**PROPOSAL, "indikator": "Persentase pustakawan bersertifikat"})
    plan = gabung(office).plan
    assert [row.kode for _, row in plan.usulan] == ["U.SEK.2"]
    assert next(each.indikator for each in plan.master.indikator if each.kode == PROPOSED) == PROPOSAL["indikator"]


# ------------------------------------------------------------------ the second road


@pytest.mark.tuntas
def test_it_goes_on_when_the_folder_before_was_tidied_away(office: Workplace) -> None:
    rewrite_master(office, perubahan)
    format(office)
    shutil.move(office.outputs / "2027", office.outputs.parent / "disimpan")
    result = returned(office)
    assert folder(office).name == "2027-perubahan"
    assert result.plan.nilai(JUMLAH, "target") == 260
    assert result.plan.nilai(PROPOSED, "target") == 60
    assert "MURNI_TIDAK_ADA" not in {each.code.name for each in format(office).findings}


@pytest.mark.tuntas
@pytest.mark.parametrize("murni", ["beside", "in outputs"])
def test_a_work_folder_elsewhere_finds_what_was_signed(office: Workplace, murni: str, tmp_path: Path) -> None:
    place = replace(office, kerja=tmp_path / "lain/perubahan 2027")
    if murni == "beside":
        place.kerja.parent.mkdir()  # type: ignore[union-attr]
        (office.outputs / "2027").rename(tmp_path / "lain/murni 2027")
    rewrite_master(place, perubahan)
    assert "MURNI_TIDAK_ADA" not in {each.code.name for each in format(place).findings}
    plan = returned(place).plan
    assert plan.nilai(JUMLAH, "target") == 260
    assert plan.nilai(PROPOSED, "target") == 60


@pytest.mark.tuntas
def test_a_second_perubahan_starts_from_the_first(office: Workplace) -> None:
    begin(office)
    write(konsep(office), "Kinerja", JUMLAH, target=300, alasan_perubahan="Perubahan anggaran")
    write(konsep(office), "Kinerja", SINGLE, dihapus="ya", alasan_perubahan="Perubahan anggaran")
    approved(office)
    again = replace(office, kerja=office.outputs / "2027-perubahan-2")
    format(again)
    plan = returned(again).plan
    assert as_signed(office, plan, "2027-perubahan") == {}
    assert plan.nilai(JUMLAH, "target") == 300
    assert plan.dihapus >= {SINGLE}
    assert draft(again).perubahan == ()


def read_by_people(home: Path) -> Iterator[tuple[str, str]]:
    """Every text of the workbooks and documents of a work folder, with its file."""
    for path in sorted(home.rglob("*.xlsx")):
        for sheet in load_workbook(path):
            cells = (cell for row in sheet.iter_rows() for cell in row)
            yield from ((path.name, str(cell.value)) for cell in cells if cell.value and cell.row != 4)  # field names
            yield from ((path.name, each.prompt or "") for each in sheet.data_validations.dataValidation)
    for path in sorted(home.rglob("*.docx")):
        yield from (
            (path.name, node.text or "") for node in Document(str(path)).element.iter() if node.tag.endswith("}t")
        )


@pytest.mark.tuntas
def test_what_a_perubahan_starts_from_is_called_what_it_is(office: Workplace) -> None:
    begin(office)
    rapat(office)
    first = list(read_by_people(folder(office)))
    shown = {text for _, text in first if "murni" in text.casefold()}
    assert {"Target murni", "Pagu murni (Rp)", "Murni", "Perbandingan Murni dan Perubahan"} <= shown
    assert not [text for _, text in first if "sebelum perubahan" in text.casefold()]
    approved(office)
    again = replace(office, kerja=office.outputs / "2027-perubahan-2")
    format(again)
    returned(again)
    rapat(again)
    draft(again)
    second = list(read_by_people(folder(again)))
    assert {name.split()[0] for name, _ in second} >= {"Formulir", "Konsep", "Draft", "Bahan", "Keputusan"}
    assert not [each for each in second if "murni" in each[1].casefold()]
    texts = {text for _, text in second}
    assert {"Target sebelum perubahan", "Pagu sebelum perubahan (Rp)", "Sebelum"} <= texts
    assert "Perbandingan Sebelum dan Sesudah Perubahan" in texts
    assert gabung(again).plan.status == dict.fromkeys(["SEK", "PEM"], StatusBagian.LENGKAP)


@pytest.mark.tuntas
def test_a_row_that_is_taken_back_says_what_it_had_said_last(office: Workplace) -> None:
    there = signed_in(office.outputs / "2027")
    assert there is not None
    last = there.isi.dihapus[DROPPED].isian
    assert last["target"] is not None
    begin(office)
    write(konsep(office), "Kinerja", DROPPED, dihapus="tidak", alasan_perubahan="Diminta lagi")
    for made in (gabung(office).findings, draft(office).findings):
        (told,) = [each for each in made if each.code.name == "BARIS_DIPULIHKAN"]
        assert told.key == DROPPED
        for value in last.values():
            assert shown(value) in told.message
    path = next((folder(office) / "6-draft").rglob("Draft*.xlsx"))
    answers = {name: float(value) if isinstance(value, Decimal) else value for name, value in last.items()}
    write(path, "Kinerja", DROPPED, **answers, alasan_perubahan="Diminta lagi")
    again = draft(office)
    assert "BARIS_DIPULIHKAN" not in {each.code.name for each in again.findings}


@pytest.mark.tuntas
def test_what_a_dropped_row_had_said_outlasts_a_perubahan_that_leaves_it_dropped(office: Workplace) -> None:
    there = signed_in(office.outputs / "2027")
    begin(office)
    approved(office)
    after = signed_in(office.outputs / "2027-perubahan")
    assert there is not None
    assert after is not None
    assert after.isi.dihapus[DROPPED].isian == there.isi.dihapus[DROPPED].isian != {}


def opened(place: Workplace, edition: str) -> sqlite3.Connection:
    """The journal of a work folder without what guards it."""
    database = sqlite3.connect(place.outputs / edition / "rkt.sqlite", isolation_level=None)
    for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        database.execute(f"DROP TRIGGER {name}")
    return database


def entry(database: sqlite3.Connection, event: str) -> dict[str, Any]:
    """The newest entry of an event."""
    rows = database.execute("SELECT rincian FROM jurnal WHERE peristiwa = ? ORDER BY nomor DESC", (event,))
    return dict(json.loads(rows.fetchone()[0]))


def lose(place: Workplace, edition: str = "2027") -> None:
    """The kept data of a signature are gone, as after a restored backup that was not whole."""
    with closing(opened(place, edition)) as database:
        database.execute("DELETE FROM isi WHERE sha256 = ?", (entry(database, DITANDATANGANI)["data"],))


def as_older(place: Workplace) -> None:
    """The signature as the older program wrote it, whose data said neither what was dropped nor what was typed."""
    with closing(opened(place, "2027")) as database:
        known = entry(database, DITANDATANGANI)
        (data,) = database.execute("SELECT bita FROM isi WHERE sha256 = ?", (known["data"],)).fetchone()
        told = {name: value for name, value in json.loads(data).items() if name not in ("dihapus", "suntingan")}
        old = json.dumps(told).encode("utf-8")
        known["data"] = hashlib.sha256(old).hexdigest()
        database.execute("INSERT INTO isi (sha256, bita) VALUES (?, ?)", (known["data"], old))
        database.execute("UPDATE jurnal SET rincian = ? WHERE peristiwa = ?", (json.dumps(known), DITANDATANGANI))
        chain_anew(database)


@pytest.mark.tuntas
def test_what_an_older_program_signed_goes_on_as_well(office: Workplace) -> None:
    as_older(office)
    plan = begin(office).plan
    assert as_signed(office, plan) == {}
    assert plan.dihapus == {DROPPED}
    assert draft(office).perubahan == ()


@pytest.mark.tuntas
def test_a_perubahan_that_an_older_program_began_inherits_at_the_next_merge(office: Workplace) -> None:
    begin(office)
    with closing(opened(office, "2027-perubahan")) as database:
        known = {name: value for name, value in entry(database, DIGABUNG).items() if name != "perubahan"}
        old = json.dumps({**known, "suntingan": []})
        database.execute("UPDATE jurnal SET rincian = ? WHERE peristiwa = ?", (old, DIGABUNG))
        chain_anew(database)
    plan = gabung(office).plan
    assert as_signed(office, plan) == {}
    assert plan.dihapus == {DROPPED}


def test_a_signed_plan_that_is_lost_is_said_and_nothing_is_begun(office: Workplace) -> None:
    lose(office)
    with pytest.raises(InputUnusableError, match=r"sudah ditandatangani, tetapi isinya tidak ada lagi.*cadangan"):
        rewrite_master(office, perubahan)
    with pytest.raises(InputUnusableError, match="tidak ada lagi"):
        format(office)
    assert not (office.outputs / "2027-perubahan").exists()


@pytest.mark.tuntas
def test_a_sealed_package_gives_back_what_the_journal_lost(office: Workplace) -> None:
    distribusi(office)
    arsip(office, tanpa_pindaian=True, tanpa_tanda_terima=True)
    lose(office)
    assert as_signed(office, begin(office).plan) == {}


@pytest.mark.tuntas
def test_what_is_signed_is_what_the_clean_copy_said_whatever_the_master_says_meanwhile(office: Workplace) -> None:
    begin(office)
    draft(office)
    paraf(office, oleh=KASUBAG)
    paraf(office, oleh=SEKRETARIS)
    rewrite_master(office, _reworded(SINGLE, "Bunyi yang diketik sesudah paraf"))
    tandatangan(office, oleh=KEPALA)
    there = signed_in(office.outputs / "2027-perubahan")
    assert there is not None
    assert there.isi.indikator[SINGLE].indikator == "Nilai Tingkat Kegemaran Membaca Masyarakat"


def _reworded(kode: str, text: str) -> Callable[[Master], Master]:
    def change(master: Master) -> Master:
        rows = [each.model_copy(update={"indikator": text}) if each.kode == kode else each for each in master.indikator]
        return replace(master, indikator=tuple(rows))

    return change


@pytest.mark.tuntas
def test_the_package_says_what_was_signed_and_names_the_one_before(office: Workplace) -> None:
    distribusi(office)
    first = arsip(office, tanpa_pindaian=True, tanpa_tanda_terima=True)
    begin(office)
    approved(office)
    distribusi(office)
    sealed = folder(office) / arsip(office, tanpa_pindaian=True, tanpa_tanda_terima=True).paket
    told = json.loads((sealed / "data/rkt.json").read_text(encoding="utf-8"))
    values = {(each["kunci"], each["kolom"]): each["nilai"] for each in told["nilai"]}
    assert (values[JUMLAH, "target"], values[PROPOSED, "target"]) == ("260", "60")
    assert [row["kode"] for row in told["dihapus"]] == [DROPPED]
    info = (sealed / "bag-info.txt").read_text(encoding="utf-8")
    assert f"Prior-Package: {Path(first.paket).name} (segel {first.segel})" in info


# ------------------------------------------------------------------ last year's figures


def last_targets(place: Workplace) -> dict[str, object]:
    """Last year's target beside each indikator."""
    master, _ = place.master()
    assert master.lalu is not None
    return {each.kode: master.lalu.target(each) for each in master.indikator}


@pytest.mark.tuntas
def test_last_year_is_the_edition_that_was_signed_and_not_a_draft(office: Workplace) -> None:
    begin(office)
    write(konsep(office), "Kinerja", SINGLE, target=99, tw4=99, alasan_perubahan="Usul anggaran")
    draft(office)
    rewrite_master(office, next_year)
    assert last_targets(office)[SINGLE] == 91, "the perubahan is a draft that nobody has signed"
    assert last_targets(office)[JUMLAH] == 260
    assert last_targets(office)[DROPPED] is None


@pytest.mark.tuntas
def test_last_year_is_the_perubahan_once_that_is_signed(office: Workplace) -> None:
    begin(office)
    write(konsep(office), "Kinerja", SINGLE, target=99, tw4=99, alasan_perubahan="Usul anggaran")
    approved(office)
    rewrite_master(office, next_year)
    assert last_targets(office)[SINGLE] == 99


@pytest.mark.tuntas
def test_a_year_that_nobody_signed_gives_no_figures_and_says_so(place: Workplace) -> None:
    rewrite_master(place, shared)
    format(place)
    returned(place)
    rewrite_master(place, next_year)
    master, findings = place.master()
    assert master.lalu is None
    told = [each for each in findings if each.code.name == "TAHUN_LALU_BELUM_DITANDATANGANI"]
    assert [each.message for each in told] == [
        "RKT 2027 belum ditandatangani, jadi kolom Target tahun lalu dikosongkan."
    ]  # fmt: skip


def test_a_year_whose_signed_plan_is_lost_holds_nothing_back(office: Workplace) -> None:
    lose(office)
    rewrite_master(office, next_year)
    assert office.master()[0].lalu is None
    assert "TAHUN_LALU_TIDAK_TERBACA" in {each.code.name for each in format(office).findings}
