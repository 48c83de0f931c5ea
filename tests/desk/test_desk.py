"""The desk from its beginning to its end, and what its pages and buttons say."""

from __future__ import annotations

import http.client
import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.desk_stages import STAGES
from helpers.desks import OWN, Browser, open_desk, words
from helpers.kantor import hand_in, open_office, rewrite_master
from helpers.tahapan import Stage, drafted, met
from helpers.typing_in import write
from openpyxl import load_workbook

from rkt_excel.cli import run
from rkt_excel.desk.door.alive import FIRST, LEFT, SILENT, Alive
from rkt_excel.desk.door.first import note
from rkt_excel.desk.pages.menu import MENU
from rkt_excel.desk.pages.page_bantuan import READABLE
from rkt_excel.desk.pages.page_konsep import shown_value
from rkt_excel.desk.work.moves import BY_WORD, MOVES, from_typed, in_buttons, refusal
from rkt_excel.edges.disk.starters import STARTERS
from rkt_excel.errors import ExitCode
from rkt_excel.example.typist import type_into
from rkt_excel.model.meeting.notulen_book import KEPUTUSAN
from rkt_excel.model.procedure.alur import LEGAL, Gerak, Keadaan, Tahap
from rkt_excel.model.procedure.sop import LANGKAH
from rkt_excel.office.place import workplace
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.office.state.next_step import what_next
from rkt_excel.steps.draft import draft
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.paraf import kembalikan


@pytest.fixture
def office(tmp_path: Path) -> Workplace:
    return open_office(tmp_path / "kantor")


# ------------------------------------------------------------------ the table of buttons


@pytest.mark.parametrize("gerak", list(Gerak))
def test_every_legal_move_has_its_button(gerak: Gerak) -> None:
    (move,) = (each for each in MOVES if each.gerak is gerak)
    found = from_typed(str(gerak))
    assert found
    assert found[0] is move or gerak is Gerak.PINDAIAN
    assert move.page in MENU or move.page in {"rapat", "konsep", "pemeriksaan", "tanda-tangan", "distribusi", "arsip"}


@pytest.mark.parametrize("tahap", list(Tahap))
def test_a_button_may_be_pressed_where_the_table_of_legal_moves_says_so_and_only_there(tahap: Tahap) -> None:
    state = Keadaan(tahap)
    for move in MOVES:
        if move.gerak:
            why = refusal(move, state, begun=True)
            assert (why == "") == (move.gerak in LEGAL[tahap]), (move.word, why)
            assert "rkt " not in why
            assert not why or str(tahap) in why


@pytest.mark.parametrize(
    ("typed", "word", "told"),
    [
        ("rkt format", "format", {}),
        ("rkt kirim", "surel", {}),
        ("rkt kirim --perbaikan", "surel-perbaikan", {}),
        ("rkt kirim --ingatkan", "ingatkan", {}),
        ('rkt paraf --oleh "Kasubag Program"', "paraf", {"oleh": "Kasubag Program"}),
        ('rkt kembalikan --oleh "Kepala" --catatan TEKS', "kembalikan", {"oleh": "Kepala"}),
        ('rkt tandatangan --oleh "Kepala"', "tandatangan", {"oleh": "Kepala"}),
        ('rkt tandatangan --pindaian BERKAS --oleh "Kepala"', "pindaian", {"oleh": "Kepala"}),
        ("rkt distribusi", "distribusi", {}),
        ("rkt distribusi --diterima SEK --oleh NAMA", "terima", {"diterima": "SEK"}),
        (
            "rkt arsip --tanpa-tanda-terima --tanpa-pindaian",
            "arsip",
            {"tanpa-tanda-terima": "ya", "tanpa-pindaian": "ya"},
        ),
        ('rkt gabung --kerja "/a b"', "gabung", {}),
        ("rkt status --kerja x", None, {}),
        ("", None, {}),
    ],
)
def test_what_would_be_typed_next_is_a_button_with_what_it_tells(
    typed: str, word: str | None, told: dict[str, str]
) -> None:
    found = from_typed(typed)
    assert (found[0].word if found else None, dict(found[1]) if found else {}) == (word, told)


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("Jalankan rkt format lebih dahulu.", "Jalankan “Buat formulir” lebih dahulu."),
        ("Kirimkan dengan rkt kirim --perbaikan.", "Kirimkan dengan “Tulis surel perbaikan”."),
        ("Berkas rkt.sqlite rusak.", "Berkas rkt.sqlite rusak."),
        ("rkt status --periksa-jurnal", "rkt status --periksa-jurnal"),
    ],
)
def test_a_sentence_that_names_a_command_names_its_button(sentence: str, read: str) -> None:
    assert in_buttons(sentence) == read


# ------------------------------------------------------------------ pages against the JSON of the command line


def _json(capsysbinary: pytest.CaptureFixture[bytes], place: Workplace, *words_: str) -> dict[str, object]:
    capsysbinary.readouterr()
    run([*words_, "--json"])
    told: dict[str, object] = json.loads(capsysbinary.readouterr().out)
    return told


def test_what_bagian_shows_of_returns_is_what_gabung_says_as_json(
    office: Workplace, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    format(office)
    one = office.master()[0].bagian[0].kode
    hand_in(office, one)
    (office.outputs / "2027/3-kembali/catatan.txt").write_text("bukan formulir", encoding="utf-8")
    monkeypatch.chdir(office.inputs.parent)
    told = _json(capsysbinary, office, "gabung")
    page = words(Browser(office).come_in().page("/bagian"))
    berkas = told["berkas"]
    assert isinstance(berkas, list)
    assert berkas
    for each in berkas:
        shown = page[page.index(each["berkas"].rpartition("/")[2], page.index("Berkas di 3-kembali")) :][:120]
        assert each["putusan"].replace("-", " ").upper() in shown


def test_temuan_shows_every_finding_of_gabung_with_the_sheet_around_its_cell(
    office: Workplace, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    format(office)
    master = office.master()[0]
    first, second = (each.kode for each in master.bagian)
    row, other = (each.kode for each in master.indikator if each.bagian == (first,))
    nasty = "<script>alert(1)</script>{{ 7 * 7 }}"
    hand_in(office, first, {("Kinerja", row, "target"): "segera", ("Kinerja", other, "target"): nasty})
    hand_in(office, second)
    monkeypatch.chdir(office.inputs.parent)
    told = _json(capsysbinary, office, "gabung")
    found = told["temuan"]
    assert isinstance(found, list)
    text = Browser(office).come_in().page("/temuan")
    page = words(text)
    for each in found:
        if each["kode"] != "KELUARAN_DITARIK":
            assert " ".join(in_buttons(each["pesan"]).split()) in page
            assert " ".join(in_buttons(each["perbaikan"]).split()) in page
    (wrong,) = (each for each in found if each["isi"] == "segera")
    assert f"<mark>{wrong['isi']}</mark>" in text
    assert f"{wrong['lembar']} – {wrong['sel'][0]}" in page
    assert row in page.split("sekitar Kinerja")[1][:400], "the kode of the row stands beside the cell"
    assert "<script>alert" not in text
    assert "{{ 7 * 7 }}" in page
    assert "kolom:" not in page, "what is hidden in the sheet is not drawn"
    others = words(Browser(office).come_in().page(f"/temuan?bagian={second}"))
    assert "segera" not in others
    assert "0 dari" in words(Browser(office).come_in().page("/temuan?cari=tidak-ada-yang-begini"))


def test_temuan_outlives_the_file_and_a_new_desk(office: Workplace) -> None:
    format(office)
    first = office.master()[0].bagian[0].kode
    row = next(each.kode for each in office.master()[0].indikator if each.bagian == (first,))
    came = hand_in(office, first, {("Kinerja", row, "target"): "segera"})
    assert "Belum ada yang diperiksa" in Browser(office).come_in().page("/temuan")
    gabung(office)
    came.unlink()
    assert "<mark>segera</mark>" in Browser(office).come_in().page("/temuan")


def test_renstra_shows_the_findings_of_the_master_and_what_differs_from_the_forms(
    office: Workplace, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(office.inputs.parent)
    told = _json(capsysbinary, office, "format")
    page = words(Browser(office).come_in().page("/renstra"))
    for each in told["temuan"]:  # type: ignore[attr-defined]
        assert " ".join(in_buttons(each["pesan"]).split()) in page
        assert all(cell in page for cell in each["sel"])
    assert "Berbeda dari formulir" not in page
    rewrite_master(office, lambda master: replace(master, indikator=tuple(
        each.model_copy(update={"indikator": f"{each.indikator} lain"}) for each in master.indikator
    )))  # fmt: skip
    page = words(Browser(office).come_in().page("/renstra"))
    told = _json(capsysbinary, office, "status")
    assert told["temuan"]
    for each in told["temuan"]:  # type: ignore[attr-defined]
        if each["kode"].startswith("RENSTRA"):
            assert " ".join(in_buttons(each["pesan"]).split()) in page.split("Berbeda dari formulir yang beredar")[1]
    book = load_workbook(office.inputs / "renstra.xlsx")
    book["Indikator"]["B6"].value = "SS.99"
    book.save(office.inputs / "renstra.xlsx")
    page = words(Browser(office).come_in().page("/renstra"))
    assert "PERBAIKI" in page
    assert "Indikator, B6" in page


def test_konsep_shows_what_jejak_says_as_json_and_each_change_with_its_reason(
    at: Callable[..., Workplace], monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    office = at(drafted)
    master = office.master()[0]
    kunci = master.indikator[0].kode
    book = office.outputs / f"2027/6-draft/draft-1/Draft 1 RKT {master.tahun}.xlsx"
    kembalikan(office, oleh="Sekretaris", catatan="Ubah targetnya")
    assert "DISUNTING" not in words(Browser(office).come_in().page("/konsep"))
    write(book, "Kinerja", kunci, target=7.25, diminta_oleh="Sekretaris")
    assert "DISUNTING" in words(Browser(office).come_in().page("/konsep"))
    draft(office)
    monkeypatch.chdir(office.inputs.parent)
    person = Browser(Workplace()).come_in()
    table = words(person.page("/konsep"))
    told = _json(capsysbinary, office, "jejak", kunci)
    isi = told["isi"]
    assert isinstance(isi, list)
    assert {each["kolom"] for each in isi} >= {"target", "tw4", "penanggung_jawab"}
    for each in isi:
        page = words(person.page(f"/konsep?kunci={kunci}&kolom={each['kolom']}"))
        shown = page.split("Jejak ")[1].split("Rencana")[0]
        for event in each["riwayat"]:
            assert shown_value(each["kolom"], event["ke"]) in shown
            assert all(event[name] in shown for name in ("berkas", "sel") if event[name])
        if each["kolom"] in {"target", "tw1", "tw2", "tw3", "tw4", "penanggung_jawab"}:
            assert shown_value(each["kolom"], each["nilai"]) in table.split(kunci, 1)[1][:300]
    after = table.split("Yang diubah untuk draft 2")[1]
    assert f"{kunci} Target" in after
    assert "7,25" in after
    assert "CEK belum ditulis" in after, "the reason is asked where it is missing"
    beside = words(person.page("/konsep?kiri=1&kanan=2")).split("Draft 1 Draft 2")[1].split("Yang diubah")[0]
    assert "7,25" in beside
    assert "Tidak ada yang cocok" not in words(person.page(f"/konsep?cari={kunci}"))
    assert master.indikator[1].indikator not in words(person.page(f"/konsep?cari={kunci}"))


@pytest.mark.parametrize("where", ["konsep", "keputusan rapat"])
def test_what_was_typed_is_shown_before_it_becomes_a_draft_and_its_reason_is_asked_for(
    where: str,
    at: Callable[..., Workplace],
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    place = at(STAGES["diketik"] if where == "konsep" else met)
    if where != "konsep":
        (book,) = (place.outputs / "2027/5-rapat").glob("Keputusan Rapat*.xlsx")
        decision = {"kunci": place.master()[0].indikator[0].kode, "kolom": "Target", "menjadi": "9", "alasan": "Rapat"}
        type_into(book, KEPUTUSAN, ("kunci", None), decision)
    person = Browser(place).come_in()
    journal = place.outputs / "2027/rkt.sqlite"
    before = journal.read_bytes()
    shown = words(person.page("/konsep")).split("Sudah diketik, belum menjadi draft")[1].split(" Rencana ")[0]
    assert journal.read_bytes() == before, "who only looks keeps nothing"
    monkeypatch.chdir(place.inputs.parent)
    told = _json(capsysbinary, place, "draft")
    changes = told["perubahan"]
    assert isinstance(changes, list)
    assert len(changes) == (2 if where == "konsep" else 1)
    for each in changes:
        line = shown[shown.index(f"{each['kunci']} Target") :]
        old, new = (shown_value(each["kolom"], each[name]) for name in ("dari", "ke"))
        assert line.startswith(f"{each['kunci']} Target {old or '–'} {new} {each['alasan'] or 'CEK belum ditulis'}")
    for one in told["temuan"]:  # type: ignore[attr-defined]
        if one["tingkat"] != "info" and one["berkas"] and "/Konsep RKT" in one["berkas"]:
            assert " ".join(in_buttons(one["pesan"]).split()) in shown
    assert "Sudah diketik" not in words(person.page("/konsep"))


def test_a_konsep_that_is_being_saved_is_a_sentence(at: Callable[..., Workplace]) -> None:
    place = at(STAGES["diketik"])
    book = place.outputs / "2027/4-konsep/Konsep RKT 2027.xlsx"
    book.write_bytes(book.read_bytes()[:3000])
    page = words(Browser(place).come_in().page("/konsep"))
    assert "Konsep RKT 2027.xlsx tidak dapat dibaca" in page
    assert "Rencana" in page


def test_peta_draws_the_plan_and_counts_the_findings_of_gabung(
    office: Workplace, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    nasty = "Mutu <script>alert(1)</script> {{ 7 * 7 }}"
    rewrite_master(office, lambda master: replace(master, sasaran=tuple(
        each.model_copy(update={"sasaran": nasty}) for each in master.sasaran
    )))  # fmt: skip
    person = Browser(office).come_in()
    assert "belum ada yang digabungkan" in words(person.page("/peta"))
    format(office)
    master = office.master()[0]
    first, second = (each.kode for each in master.bagian)
    row = next(each.kode for each in master.indikator if each.bagian == (first,))
    hand_in(office, first, {("Kinerja", row, "target"): "segera"})
    hand_in(office, second)
    monkeypatch.chdir(office.inputs.parent)
    told = _json(capsysbinary, office, "gabung")
    text = person.page("/peta")
    assert 'role="img" aria-labelledby="peta-judul peta-uraian"' in text
    assert "<script>alert" not in text
    assert " style=" not in text
    page = words(text)
    for each in (first, second):
        line = page[page.index(f"{each} {master.nama_bagian(each)}") + len(f"{each} {master.nama_bagian(each)}") :][:40]
        counts = [sum(one["bagian"] == each and one["tingkat"] == weight for one in told["temuan"])  # type: ignore[attr-defined]
                  for weight in ("galat", "peringatan", "info")]  # fmt: skip
        assert " ".join(str(one or "–") for one in counts) in line
    assert row in page.split("Prioritas, sasaran, indikator, dan program")[1]


def test_bantuan_names_every_button_and_step(office: Workplace) -> None:
    page = words(Browser(office).come_in().page("/bantuan"))
    assert all(each.label in page for each in MOVES)
    assert all(each.uraian in page for each in LANGKAH)


# ------------------------------------------------------------------ what happens meanwhile


def test_a_command_runs_beside_the_page_and_its_result_is_shown(office: Workplace) -> None:
    person = Browser(office).come_in()
    assert person.post("/lakukan/format").status_code == 303
    assert person.get("/").status_code == 200
    person.done()
    page = words(person.page("/bagian"))
    assert "Formulir sudah dibuat." in page
    assert page.count("Formulir RKT 2027") >= 2
    person.post("/dibaca", {"dari": "bagian"})
    assert "Formulir sudah dibuat." not in words(person.page("/bagian"))


def test_one_command_at_a_time_and_it_can_be_stopped(office: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    person = Browser(office).come_in()
    began = time.monotonic()
    monkeypatch.setattr(
        person.desk.runner, "_begun",
        lambda _: subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=os.name != "nt"),
    )  # fmt: skip
    assert person.post("/lakukan/format").status_code == 303
    answer = person.post("/lakukan/format")
    assert answer.status_code == 409
    assert "masih berjalan" in answer.text
    assert person.post("/tutup").status_code == 409
    assert "sedang dikerjakan" in words(person.page("/"))
    person.post("/henti")
    person.done()
    assert time.monotonic() - began < 30
    assert person.desk.runner.last
    assert person.desk.runner.last.ended == ExitCode.INTERRUPTED
    assert "Dihentikan." in words(person.page("/"))


def test_a_refusal_and_a_faulty_master_are_told_in_words_of_the_page(office: Workplace) -> None:
    person = Browser(office).come_in()
    answer = person.post("/lakukan/draft")
    assert answer.status_code == 409
    assert "Yang dapat dilakukan: Buat formulir" in words(answer.text)
    (office.inputs / "renstra.xlsx").write_bytes(b"rusak")
    page = words(person.page("/"))
    assert "tidak dapat dibaca" in page
    assert "Perbaiki dahulu" in page


def test_what_another_window_did_appears(office: Workplace) -> None:
    person = Browser(office).come_in()
    before = person.get("/denyut").json["cap"]  # type: ignore[index]
    assert "belum dibuat" in words(person.page("/bagian"))
    format(office)
    assert person.get("/denyut").json["cap"] != before  # type: ignore[index]
    assert "belum dibuat" not in words(person.page("/bagian")).split("Formulir yang kembali")[0]
    hand_in(office, office.master()[0].bagian[0].kode)
    assert "1 BELUM DIPERIKSA" in words(person.page("/bagian"))
    gabung(office)
    assert "BELUM DIPERIKSA" not in words(person.page("/bagian"))


def test_the_work_folder_gone_while_the_page_is_open_is_a_sentence(office: Workplace) -> None:
    format(office)
    person = Browser(office).come_in()
    assert "Menyampaikan" in person.page("/").replace("menyampaikan", "Menyampaikan")
    moved = office.outputs.with_name("dipindahkan")
    office.outputs.rename(moved)
    page = words(person.page("/"))
    assert "tidak ada lagi" in page
    assert person.get("/denyut").status_code == 200
    moved.rename(office.outputs)
    assert "tidak ada lagi" not in words(person.page("/"))
    shutil.rmtree(office.inputs.parent)
    assert "tidak ada lagi" in words(person.page("/"))


def test_a_master_that_excel_has_open_is_told_in_words(office: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    person = Browser(office).come_in()
    assert "Sedang dibuka di Excel" not in words(person.page("/renstra"))
    before = person.desk.office.stamp()
    (office.inputs / "~$renstra.xlsx").write_bytes(bytes(165))
    assert person.desk.office.stamp() != before, "the page sees that Excel opens and closes it"
    assert "Sedang dibuka di Excel" in words(person.page("/renstra"))

    def locked(path: Path) -> bytes:  # as Windows says it of a file that another program keeps to itself
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(workplace, "file_bytes", locked)
    assert "Buat formulir" in words(person.page("/")), "what is known stays, as long as nothing on the disk changes"
    person = Browser(office).come_in()
    for word in MENU:
        page = words(person.page(f"/{word}"))
        assert "Permission" not in page
        assert "Errno" not in page
    assert "Tutuplah bila sedang dibuka di program lain" in words(person.page("/"))
    assert "Tutuplah bila sedang dibuka di program lain" in words(person.page("/renstra"))


def test_a_file_that_goes_while_a_page_is_made_is_told_in_words(
    office: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_: Workplace) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr("rkt_excel.desk.pages.office.status", gone)
    page = words(Browser(office).come_in().page("/"))
    assert "No such file" not in page
    assert "tidak dapat dibaca" in page


@pytest.mark.tuntas
@pytest.mark.parametrize("stage", ["temuan", "dua kali kembali"])
def test_whatever_of_the_folder_is_gone_every_page_is_there_and_says_it_in_words(
    stage: str, at: Stage, tmp_path: Path
) -> None:
    place = at(STAGES[stage])
    person = Browser(place).come_in()
    kode = place.master()[0].indikator[0].kode
    traces = [f"konsep?kunci={kode}&kolom=target", "konsep?kiri=1&kanan=2"]
    pages = [*MENU, *traces, "lakukan/paraf", "lakukan/pakai", "lakukan/arsip"]
    wrong = []
    for path in sorted(place.outputs.rglob("*"), key=str):
        path.rename(tmp_path / "disisihkan")
        for word in pages:
            answer = person.get(f"/{word}")
            if answer.status_code != 200 or "kesalahan program" in answer.text or "Errno" in answer.text:
                wrong.append((str(path.relative_to(place.outputs)), word, words(answer.text)[-200:]))
        (tmp_path / "disisihkan").rename(path)
    assert wrong == []


def test_with_the_work_folder_gone_every_button_says_that_and_nothing_is_begun(at: Stage) -> None:
    place = at(STAGES["temuan"])
    person = Browser(place).come_in()
    assert "Periksa dan gabungkan" in person.page("/bagian")
    place.outputs.rename(place.outputs.with_name("dipindahkan"))
    for word in ("gabung", "pakai", "rapat", "surel-perbaikan"):
        assert "tidak ada lagi" in words(person.page(f"/lakukan/{word}"))
        assert person.post(f"/lakukan/{word}", {"berkas": "x", "oleh": "y", "alasan": "z"}).status_code == 409
    assert person.desk.runner.last is None
    assert not place.outputs.exists()


def test_returned_files_are_dropped_many_at_once_and_judged(office: Workplace, tmp_path: Path) -> None:
    format(office)
    person = Browser(office).come_in()
    made = [hand_in(office, each.kode) for each in office.master()[0].bagian]
    data = [each.read_bytes() for each in made]
    for each in made:
        each.unlink()
    answer = person.post("/titip", {"berkas": [(io.BytesIO(each), "formulir.xlsx") for each in [*data, data[0]]]})
    assert answer.status_code == 200
    assert "sudah ada sebagai" in answer.text
    assert len(list((office.outputs / "2027/3-kembali").iterdir())) == len(data)
    person.post("/lakukan/gabung")
    person.done()
    assert f"{len(data)} dari {len(data)} bagian lengkap" in words(person.page("/bagian"))
    assert what_next(office).perintah == "rkt rapat"


def test_files_are_not_taken_before_there_are_forms(office: Workplace) -> None:
    answer = Browser(office).come_in().post("/titip", {"berkas": (io.BytesIO(b"x"), "a.xlsx")})
    assert answer.status_code == 409
    assert not office.outputs.exists()


def test_a_form_asks_for_what_is_missing_and_keeps_what_was_typed(at: Callable[..., Workplace]) -> None:
    person = Browser(at(drafted)).come_in()
    page = person.page("/lakukan/kembalikan?oleh=Sekretaris")
    bound = page.split('name="terikat" value="')[1].split('"')[0]
    for told, said in (
        ({"oleh": "Sekretaris", "catatan": ""}, "Yang harus diperbaiki belum diisi."),
        ({"oleh": "Sekretaris", "catatan": "Target keliru", "terikat": bound}, "yakin"),
        ({"oleh": "Sekretaris", "catatan": "a\0b", "terikat": bound, "yakin": "ya"}, "Ketik ulang"),
    ):
        answer = person.post("/lakukan/kembalikan", told)
        assert answer.status_code == 409
        assert said in words(answer.text)
        assert 'value="Sekretaris"' in answer.text
    person.post(
        "/lakukan/kembalikan", {"oleh": "Sekretaris", "catatan": "Target keliru", "terikat": bound, "yakin": "ya"}
    )
    person.done()
    assert person.desk.runner.last
    assert person.desk.runner.last.well, person.desk.runner.last.said


@pytest.mark.parametrize("word", MENU)
def test_every_page_is_there_in_an_empty_folder_and_at_every_stage(word: str, tmp_path: Path) -> None:
    path = "/" if word == "beranda" else f"/{word}"
    empty = Workplace(inputs=tmp_path / "input_templates", outputs=tmp_path / "output")
    page = words(Browser(empty).come_in().page(path))
    assert "belum disiapkan" in page or word in {"bantuan", "temuan", "konsep"}


def test_a_folder_is_begun_with_the_example_or_with_a_master_to_be_filled(tmp_path: Path) -> None:
    empty = Workplace(inputs=tmp_path / "input_templates", outputs=tmp_path / "output")
    person = Browser(empty).come_in()
    assert "Siapkan folder ini" in person.page("/")
    person.post("/lakukan/siapkan-kosong")
    person.done()
    assert (tmp_path / "input_templates/renstra.xlsx").is_file()
    page = words(person.page("/"))
    assert "Pemerintah daerah belum diisi" in page + words(person.page("/renstra"))
    assert person.post("/lakukan/siapkan-kosong").status_code == 409, "only once"


@pytest.mark.parametrize("word", READABLE)
def test_the_desk_has_what_there_is_to_read_with_its_pictures(word: str, tmp_path: Path) -> None:
    empty = Workplace(inputs=tmp_path / "input_templates", outputs=tmp_path / "output")
    person = Browser(empty).come_in()
    assert f"/bantuan?baca={word}" in person.page("/bantuan")
    page = person.page(f"/bantuan?baca={word}")
    assert '<article class="bacaan' in page
    for picture in re.findall(r'<img src="([^"]+)"', page):
        assert person.get(picture).mimetype == "image/png"
    assert person.page("/bantuan?baca=../../rkt") == person.page("/bantuan"), "only what there is to read"


# ------------------------------------------------------------------ the process


def test_a_second_desk_in_a_folder_finds_the_first_and_it_ends_when_asked(office: Workplace) -> None:
    home = office.inputs.parent
    with open_desk(home) as (address, process):
        port = int(address.split(":")[2].split("/")[0])
        second = subprocess.run(
            [sys.executable, "-m", "rkt_excel", "meja", "--tanpa-peramban", "--json"], cwd=home, capture_output=True,
            check=True, timeout=60,
        )  # fmt: skip
        told = json.loads(second.stdout)
        assert (told["sudah"], told["port"]) == (True, port)
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        line.request("GET", told["alamat"].split(str(port))[1])
        answer = line.getresponse()
        cookie = answer.headers["Set-Cookie"].split(";")[0]
        answer.read()
        line.request("GET", "/", headers={"Cookie": cookie})
        token = line.getresponse().read().decode().split('data-token="')[1].split('"')[0]
        origin = f"http://127.0.0.1:{port}"
        line.request("POST", "/tutup", f"token={token}", {
            "Cookie": cookie, "Origin": origin, "Content-Type": "application/x-www-form-urlencoded"
        })  # fmt: skip
        assert "sudah ditutup" in line.getresponse().read().decode()
        assert process.wait(30) == ExitCode.DONE
        assert not note(home).exists()
        line.close()


def test_a_port_that_is_taken_is_a_sentence(office: Workplace) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = subprocess.run(
            [sys.executable, "-m", "rkt_excel", "meja", "--tanpa-peramban", "--port", str(other.getsockname()[1])],
            cwd=office.inputs.parent, capture_output=True, check=False, timeout=60, encoding="utf-8",
        )  # fmt: skip
    assert done.returncode == ExitCode.OUTPUT
    assert "dipakai program lain" in done.stderr


def test_without_a_browser_the_address_is_printed(office: Workplace) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "rkt_excel", "meja"], cwd=office.inputs.parent, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, encoding="utf-8", env={**os.environ, "BROWSER": "tidak-ada", "PATH": "", "DISPLAY": ""},
    )  # fmt: skip
    assert process.stdout
    assert "Peramban tidak ditemukan" in process.stdout.readline()
    assert process.stdout.readline().startswith("http://127.0.0.1:")
    process.kill()
    process.communicate()


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C of another process")
def test_ctrl_c_ends_the_desk(office: Workplace) -> None:
    with open_desk(office.inputs.parent) as (_, process):
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == ExitCode.INTERRUPTED
        assert not note(office.inputs.parent).exists()


_LOST = """
import contextlib, signal, sys
from rkt_excel.desk.pages.office import Office

def standing(_):
    with contextlib.suppress(KeyboardInterrupt):  # as a callback of the import system does
        signal.raise_signal(signal.SIGINT)

Office.standing = standing
sys.argv = ["rkt", "meja", "--tanpa-peramban"]
from rkt_excel.cli import main
main()
"""


def test_ctrl_c_ends_the_desk_also_where_python_loses_the_interrupt(office: Workplace) -> None:
    ended = subprocess.run([sys.executable, "-c", _LOST], cwd=office.inputs.parent, timeout=60, check=False)
    assert ended.returncode == ExitCode.INTERRUPTED
    assert not note(office.inputs.parent).exists()


def test_it_listens_to_this_computer_only(office: Workplace) -> None:
    with open_desk(office.inputs.parent) as (address, _):
        port = int(address.split(":")[2].split("/")[0])
        name = socket.gethostbyname(socket.gethostname())
        if not name.startswith("127."):
            with pytest.raises(OSError, match=""):
                socket.create_connection((name, port), timeout=2).close()


def test_it_ends_when_nobody_is_there_any_more() -> None:
    now = [0.0]
    alive = Alive(lambda: now[0])

    def later(seconds: float) -> bool:
        for _ in range(int(seconds)):
            now[0] += 1
            alive.over()
        return alive.over()

    assert not later(FIRST - 1)
    alive.seen()
    assert not later(SILENT - 1)
    assert later(2)
    alive.seen()
    alive.left()
    assert not later(LEFT - 1)
    assert later(2)
    alive.seen()
    now[0] += 10 * SILENT  # asleep
    assert not alive.over()
    assert not later(SILENT - 1)


def test_mulai_puts_starters_there_and_never_over_what_a_person_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Buka Meja RKT.cmd").write_bytes(b"milik orang")
    run(["mulai"])
    assert (tmp_path / "Buka Meja RKT.cmd").read_bytes() == b"milik orang"
    for name, text in STARTERS.items():
        assert text.isascii()
        if not name.endswith(".cmd"):
            assert (tmp_path / name).read_bytes() == text.encode()
    assert STARTERS["Buka Meja RKT.cmd"].count("\r\n") == STARTERS["Buka Meja RKT.cmd"].count("\n")
    assert "tidak diubah" in capsys.readouterr().out


FOLDERS = ("kantor dinas", "A & B 100% (baru)", "Kantor Émile – arsip", "it's; $(false) `x` %TEMP% ^ !a!")


@pytest.mark.skipif(shutil.which("sh") is None, reason="a shell")
@pytest.mark.program
@pytest.mark.parametrize("name", FOLDERS)
@pytest.mark.parametrize("starter", ["command", "desktop"])
def test_the_starters_start_the_desk_in_their_own_folder_whatever_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, starter: str, name: str
) -> None:
    home, tools = tmp_path / name, tmp_path / "bin"
    for each in (home, tools):
        each.mkdir()
    (tools / "rkt").write_text('#!/bin/sh\necho "$PWD $*"\n', encoding="utf-8")
    (tools / "rkt").chmod(0o755)
    monkeypatch.chdir(home)
    run(["mulai"])
    environment = {**os.environ, "PATH": f"{tools}{os.pathsep}/usr/bin{os.pathsep}/bin"}
    monkeypatch.chdir(tmp_path)
    path = home / f"Buka Meja RKT.{starter}"
    started = [str(path)] if starter == "command" else _as_a_desktop_starts(path)
    done = subprocess.run(started, capture_output=True, check=True, encoding="utf-8", env=environment)
    assert done.stdout == f"{home} meja\n"


def _as_a_desktop_starts(path: Path) -> list[str]:
    """The command of a desktop entry, by its specification: a text, unquoted once as such and once as arguments."""
    (line,) = (each for each in path.read_text(encoding="ascii").splitlines() if each.startswith("Exec="))
    text = line.removeprefix("Exec=").replace("\\\\", "\\")
    words_ = [quoted or plain for quoted, plain in re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', text)]
    return [str(path) if each == "%k" else re.sub(r'\\(["`$\\])', r"\1", each) for each in words_]


@pytest.mark.skipif(shutil.which("sh") is None, reason="a shell")
@pytest.mark.program
def test_a_starter_says_so_where_the_program_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "python3").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (tools / "python3").chmod(0o755)
    (tools / "dirname").symlink_to("/usr/bin/dirname")
    monkeypatch.chdir(tmp_path)
    run(["mulai"])
    done = subprocess.run(
        ["/bin/sh", "Buka Meja RKT.command"], capture_output=True, check=False, encoding="utf-8",
        env={"PATH": str(tools)}, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert (done.returncode, done.stdout.startswith("Program rkt tidak ditemukan")) == (ExitCode.INPUT, True)


def test_the_starter_for_windows_holds_for_any_folder_and_runs_nothing_that_lies_there() -> None:
    text = STARTERS["Buka Meja RKT.cmd"]
    lines = text.split("\r\n")
    own = "%LOCALAPPDATA%\\RKT\\"  # where the kit for Windows installs: the profile's, never this folder's
    assert [each for each in lines if "%" in each and own not in each] == ['pushd "%~dp0" || goto berhenti']
    assert not [each for each in lines if own in re.sub(r'"[^"]*"', "", each)]
    assert "DisableDelayedExpansion" in text, "a folder may be called !so!"
    before, after = text.split("where /q $PATH:rkt")
    assert "NoDefaultCurrentDirectoryInExePath=1" in before, "a rkt.bat in the folder is none of ours"
    for each in after.split("\r\n"):
        assert not re.match(r"(py|python) (?!-P )", each), each
    assert set(re.findall(r"goto (\w+)", text)) <= {each[1:] for each in lines if each.startswith(":")}
    missing = text.split("goto python\r\n")[1].split("exit /b")[0]
    assert "Program rkt tidak ditemukan" in missing, "without the py launcher, too, it is a sentence"
    assert "pause" in missing


def test_beranda_needs_nothing_heavy(office: Workplace) -> None:
    code = """
import sys
from pathlib import Path
from rkt_excel.desk.app import Desk, application
from rkt_excel.office.place.workplace import Workplace
desk = Desk(Workplace(), 8123)
client = application(desk).test_client()
own = "http://127.0.0.1:8123"
client.get(f"/masuk?kunci={desk.keys.another()}", base_url=own)
assert "Langkah berikutnya" in client.get("/", base_url=own).text
print("loaded", *sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=office.inputs.parent, capture_output=True, check=True, encoding="utf-8"
    )
    heavy = {"pandas", "numpy", "openpyxl", "docxtpl", "docx", "xlsxwriter", "msoffcrypto", "imapclient"}
    loaded = done.stdout.split()
    assert not set(loaded) & heavy
    assert not [each for each in loaded if each.startswith("holidays.countries")], "250 countries take a tenth of it"


def test_every_button_belongs_to_a_word_of_its_own() -> None:
    assert len(BY_WORD) == len(MOVES)
    assert OWN
