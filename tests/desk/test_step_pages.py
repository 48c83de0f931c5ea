"""The pages of the steps from the meeting to the archive: what they show, on every road, and what they refuse."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from helpers.desks import OWN, Browser, words
from helpers.kantor import KASUBAG, KEPALA, SEKRETARIS, open_office, scan
from helpers.tahapan import drafted, folder, initialled, merged, met, received, sealed
from werkzeug.test import TestResponse

import rkt_excel.desk
from rkt_excel.cli import run
from rkt_excel.desk.preview import BusyPreviewError, Previews
from rkt_excel.desk.work.moves import MOST_TYPED, MOVES
from rkt_excel.edges.disk.oserrors import NotPlainError
from rkt_excel.edges.seal import libreoffice
from rkt_excel.errors import NotNowError
from rkt_excel.model.vocabulary.printed import hari_tanggal, tanggal
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.arsip import arsip
from rkt_excel.steps.distribusi import distribusi, receivers, terima
from rkt_excel.steps.draft import draft
from rkt_excel.steps.paraf import kembalikan, paraf, tandatangan
from rkt_excel.steps.periksa import periksa

TEMPLATES = Path(rkt_excel.desk.__file__).parent / "templates"
STEPS = ("rapat", "pemeriksaan", "tanda-tangan", "distribusi", "arsip")


def returned(place: Workplace) -> None:
    """Draft 1, initialled by one, and given back with a note full of signs."""
    drafted(place)
    periksa(place)
    paraf(place, oleh=KASUBAG, catatan="Sudah dicermati")
    kembalikan(place, oleh=SEKRETARIS, catatan="Target <b>IK</b> & 'pagu' {{ 7*7 }}")


def again(place: Workplace) -> None:
    """Draft 2 after the return, initialled by one."""
    returned(place)
    draft(place)
    paraf(place, oleh=KASUBAG)


def unscanned(place: Workplace) -> None:
    """Distributed without a scan; one receiver has signed."""
    tandatangan(initialled(place), oleh=KEPALA)
    distribusi(place)
    terima(place, receivers(place.master()[0])[0], oleh="Staf")


STAGES: dict[str, Callable[[Workplace], object]] = {
    "awal": lambda _: None, "digabung": merged, "rapat": met, "dikembalikan": returned, "draft kedua": again,
    "naskah": initialled, "tanpa pindaian": unscanned, "diterima": received, "disegel": sealed,
}  # fmt: skip


# ------------------------------------------------------------------ pages against the JSON of the command line


@pytest.mark.tuntas
def test_each_page_says_what_its_commands_say_as_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    place = open_office(tmp_path / "kantor", day=datetime.now)
    merged(place)
    monkeypatch.chdir(place.inputs.parent)
    person = Browser(Workplace()).come_in()

    def told(*typed: str) -> dict[str, object]:
        capsysbinary.readouterr()
        assert run([*typed, "--json"]) in {0, 1}, typed
        said: dict[str, object] = json.loads(capsysbinary.readouterr().out)
        return said

    def shows(page: str, said: dict[str, object], *more: str) -> str:
        text = words(person.page(f"/{page}"))
        names = said["keluaran"]
        assert isinstance(names, list)
        for name in names:
            assert name.rpartition("/")[2] in text, (page, name)
        for each in more:
            assert each in text, (page, each)
        return text

    today = tanggal(place.today)
    said = told("rapat")
    shows("rapat", said, hari_tanggal(date.fromisoformat(said["rapat"]["tanggal"])))  # type: ignore[index]
    told("draft", "--oleh", KASUBAG)
    shows("pemeriksaan", told("periksa"), "Draft 1", "GILIRAN")
    first = told("paraf", "--oleh", KASUBAG, "--catatan", "dicermati")
    shows("pemeriksaan", first, str(first["oleh"]["jabatan"]), "dicermati", today)  # type: ignore[index]
    shows("tanda-tangan", told("paraf", "--oleh", SEKRETARIS))
    path = scan(tmp_path / "pindaian.pdf")
    shows("tanda-tangan", told("tandatangan", "--oleh", KEPALA, "--pindaian", str(path)), "Sudah ditandatangani")
    shared = told("distribusi")
    shows("distribusi", shared, f"0 dari {shared['eksemplar']} salinan sudah diterima")
    names = shared["penerima"]
    assert isinstance(names, list)
    for number, each in enumerate(names, 1):
        told("distribusi", "--diterima", each, "--oleh", f"Staf {number}")
        text = words(person.page("/distribusi"))
        assert f"{number} dari {len(names)} salinan sudah diterima" in text
        assert f"{today}, Staf {number}" in text
    assert "Paket dapat disegel" in words(person.page("/arsip"))
    package = told("arsip", "--lokasi", "Lemari 2")
    shows("arsip", package, str(package["paket"]), str(package["segel"]), f"{package['berkas']} berkas", "Lemari 2")
    assert "Paket utuh" in words(person.page("/arsip?periksa=ya"))


@pytest.mark.parametrize("stage", STAGES)
def test_at_every_stage_every_page_is_there_and_its_buttons_are_those_of_the_legal_moves(
    stage: str, at: Callable[..., Workplace]
) -> None:
    person = Browser(at(STAGES[stage])).come_in()
    state = person.desk.office.standing().state
    for word in STEPS:
        page = person.page(f"/{word}")
        for move in (each for each in MOVES if each.page == word and each.gerak and each.word != "terima"):
            assert (f'"/lakukan/{move.word}' in page) == (state.why_not(move.gerak) is None), (word, move.word)  # type: ignore[arg-type]
        assert "undefined" not in page
        assert "rkt " not in words(page).replace("rkt.sqlite", ""), word


# ------------------------------------------------------------------ the second road


def test_after_a_return_the_parafs_are_gone_and_the_note_is_text(at: Callable[..., Workplace]) -> None:
    page = Browser(at(returned)).come_in().page("/pemeriksaan")
    assert "GUGUR" in page
    assert "SUDAH DIPARAF" not in page
    assert "<b>IK</b>" not in page
    assert "Target <b>IK</b> & 'pagu' {{ 7*7 }}" in words(page)


def test_the_second_draft_begins_its_parafs_anew_and_the_return_is_remembered(at: Callable[..., Workplace]) -> None:
    page = words(Browser(at(again)).come_in().page("/pemeriksaan"))
    assert "Draft 2 RKT" in page
    assert page.count("SUDAH DIPARAF") == 1
    assert "Lembar disposisi Draft 1" not in page  # of another draft
    assert "Pernah dikembalikan Draft Oleh" in page


@pytest.mark.parametrize(("what", "word"), [("berubah", "BERUBAH"), ("hilang", "HILANG")])
def test_a_draft_or_clean_copy_that_is_not_what_it_was_says_so_where_it_would_be_decided(
    at: Callable[..., Workplace], what: str, word: str
) -> None:
    place = at(initialled)
    person = Browser(place).come_in()
    copy = next((folder(place) / "7-rkt").glob("*.docx"))
    drafts = next((folder(place) / "6-draft/draft-1").glob("Draft 1*.docx"))
    assert word not in words(person.page("/tanda-tangan"))
    for path in (copy, drafts):
        path.write_bytes(path.read_bytes() + b" ") if what == "berubah" else path.unlink()
    page = words(person.page("/tanda-tangan"))
    assert word in page
    assert "tidak dapat ditandatangani" in page
    assert word in words(person.page("/pemeriksaan"))


def test_what_the_archive_lacks_is_what_its_command_refuses_for(at: Callable[..., Workplace]) -> None:
    place = at(unscanned)
    page = words(Browser(place).come_in().page("/arsip"))
    with pytest.raises(NotNowError) as refused:
        arsip(place)
    assert "indaian naskah yang ditandatangani" in page
    assert "indaian naskah yang ditandatangani" in str(refused.value)
    master = place.master()[0]
    for number, each in enumerate(receivers(master)):
        name = master.nama_bagian(each)
        assert (f"Tanda terima dari {name}" in page) == (name in str(refused.value)) == (number > 0)


def test_a_package_that_somebody_changed_is_told(at: Callable[..., Workplace]) -> None:
    place = at(sealed)
    person = Browser(place).come_in()
    assert "Paket utuh" in words(person.page("/arsip?periksa=ya"))
    inside = next((folder(place) / "9-arsip").glob("RKT-*/data/**/*.docx"))
    inside.write_bytes(b"lain")
    assert "Paket TIDAK utuh" in words(person.page("/arsip?periksa=ya"))


# ------------------------------------------------------------------ papers to look at


def test_without_libreoffice_papers_are_opened_and_nothing_promises_a_preview(
    at: Callable[..., Workplace], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "available", lambda: None)
    person = Browser(at(met)).come_in()
    page = person.page("/rapat")
    assert "Lihat dan cetak" not in page
    assert "/buka/5-rapat/" in page
    name = person.desk.office.standing().written[-1]
    paper = next(each for each in person.desk.office.standing().written if each.endswith(".docx"))
    answer = person.get(f"/lihat/{paper}")
    assert answer.status_code == 409, name
    assert "LibreOffice tidak ditemukan" in words(answer.text)


@pytest.mark.program("LibreOffice")
def test_a_paper_is_shown_as_pdf_made_once(at: Callable[..., Workplace]) -> None:
    person = Browser(at(met)).come_in()
    name = next(each for each in person.desk.office.standing().written if "Daftar hadir" in each)
    answer = person.get(f"/lihat/{name}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF-")
    assert "attachment" not in answer.headers.get("Content-Disposition", "")
    assert "script-src" not in answer.headers["Content-Security-Policy"]


def test_a_preview_is_kept_by_its_bytes_and_only_a_few_wait(tmp_path: Path) -> None:
    made: list[bytes] = []

    def make(data: bytes, name: str, **_: object) -> bytes:
        assert name == "a.docx"
        made.append(data)
        return b"%PDF-"

    held = Previews(make)
    path = tmp_path / "a.docx"
    for data in (b"1", b"1", b"2"):
        path.write_bytes(data)
        assert held.of(path) == b"%PDF-"
    assert made == [b"1", b"2"]
    inner = Previews(lambda *_, **__: b"")
    for _ in range(2):
        inner._room.acquire()
    with pytest.raises(BusyPreviewError):
        inner.of(path)


def test_a_link_in_the_place_of_a_paper_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "rahasia.docx").write_bytes(b"PK")
    link = tmp_path / "a.docx"
    link.symlink_to(tmp_path / "rahasia.docx")
    with pytest.raises(NotPlainError):
        Previews(lambda *_, **__: b"").of(link)


def test_the_name_that_is_read_aloud_holds_the_words_that_are_seen() -> None:
    """Who steers by voice says what stands on the button (WCAG 2.5.3)."""
    pages = {each.name: each.read_text(encoding="utf-8") for each in TEMPLATES.rglob("*.html")}
    controls = [
        (name, said, re.sub(r"{#.*?#}|<[^>]*>", "", seen).strip())
        for name, text in pages.items()
        for _, said, seen in re.findall(r'<(a|button)\b[^>]*aria-label="([^"]*)"[^>]*>(.*?)</\1>', text)
    ]
    assert controls
    assert [each for each in controls if each[2].casefold() not in each[1].casefold()] == []


def test_only_what_the_program_wrote_is_handed_to_libreoffice(at: Callable[..., Workplace]) -> None:
    place = at(merged)
    sent = folder(place) / "3-kembali/surat.docx"
    sent.write_bytes(b"PK")
    person = Browser(place).come_in()
    for name in ("3-kembali/surat.docx", "3-kembali/../rkt.sqlite", "5-rapat/tidak-ada.docx", "rkt.sqlite"):
        assert person.get(f"/lihat/{name}").status_code == 404, name


# ------------------------------------------------------------------ decisions under attack


def _bound(person: Browser, word: str) -> str:
    return person.page(f"/lakukan/{word}").split('name="terikat" value="')[1].split('"')[0]


def _decided(person: Browser, word: str, **told: object) -> TestResponse:
    return person.post(f"/lakukan/{word}", {"terikat": _bound(person, word), "yakin": "ya", **told})


BAD_TEXTS = {
    "escape": "merah \x1b[31m", "nul": "a\0b", "terlalu panjang": "x" * (MOST_TYPED + 1), "berbalik": "a\u202eb",
    "c1": "a\x9bb", "sangat panjang": "y" * 900_000,
}  # fmt: skip


@pytest.mark.parametrize("text", BAD_TEXTS.values(), ids=list(BAD_TEXTS))
def test_a_note_that_nobody_means_to_type_is_refused_with_a_sentence_and_nothing_is_done(
    at: Callable[..., Workplace], text: str
) -> None:
    person = Browser(at(drafted)).come_in()
    answer = _decided(person, "kembalikan", oleh=SEKRETARIS, catatan=text)
    assert answer.status_code == 409
    assert "Yang harus diperbaiki" in words(answer.text)
    assert person.desk.runner.last is None


@pytest.mark.parametrize("note", ["--json", "<script>alert(1)</script>", "baris satu\r\nbaris dua", "{{ config }}"])
def test_a_note_of_signs_is_kept_and_shown_as_it_was_typed(at: Callable[..., Workplace], note: str) -> None:
    place = at(drafted)
    person = Browser(place).come_in()
    assert _decided(person, "kembalikan", oleh=SEKRETARIS, catatan=note).status_code == 303
    person.done()
    page = person.page("/pemeriksaan")
    assert "<script>alert" not in page
    assert " ".join(note.split()) in words(page)


@pytest.mark.parametrize("day", ["2026-13-45", "besok", "9999-12-31", "1900-01-01", "2026-11-24; rm"])
def test_a_day_that_cannot_be_is_told_and_nothing_is_recorded(at: Callable[..., Workplace], day: str) -> None:
    person = Browser(at(drafted)).come_in()
    assert _decided(person, "paraf", oleh=KASUBAG, tanggal=day).status_code == 303
    person.done()
    assert person.desk.runner.last
    assert not person.desk.runner.last.well
    assert person.desk.office.standing().state.paraf == ()
    assert "BELUM Catat paraf" in words(person.page("/pemeriksaan"))


def test_a_decision_that_is_sent_twice_is_done_once(at: Callable[..., Workplace]) -> None:
    person = Browser(at(drafted)).come_in()
    told = {"terikat": _bound(person, "paraf"), "yakin": "ya", "oleh": KASUBAG}
    answers = [person.post("/lakukan/paraf", told).status_code for _ in range(2)]
    assert answers == [303, 409]
    person.done()
    late = person.post("/lakukan/paraf", told)
    assert late.status_code == 409
    assert "keadaannya berubah" in words(late.text)
    assert person.desk.office.standing().state.paraf == (KASUBAG,)


@pytest.mark.parametrize("word", ["paraf", "kembalikan"])
def test_a_decision_on_a_draft_that_changed_meanwhile_is_asked_anew(at: Callable[..., Workplace], word: str) -> None:
    place = at(drafted)
    person = Browser(place).come_in()
    bound = _bound(person, word)
    kembalikan(place, oleh=SEKRETARIS, catatan="Perbaiki")
    draft(place)
    told = {"terikat": bound, "yakin": "ya", "oleh": KASUBAG, "catatan": "x"}
    answer = person.post(f"/lakukan/{word}", told)
    assert answer.status_code == 409
    assert "keadaannya berubah" in words(answer.text)


SCANS = {
    "bukan pindaian": ("a.pdf", b"MZ"), "kosong": ("a.pdf", b""), "halaman": ("a.html", b"<script>"),
    "keluar folder": ("../../../a.pdf", b"bukan"), "nama alat": ("CON.pdf", b"bukan"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data"), SCANS.values(), ids=list(SCANS))
def test_a_scan_that_is_none_is_told_and_left_nowhere(at: Callable[..., Workplace], name: str, data: bytes) -> None:
    place = at(initialled)
    person = Browser(place).come_in()
    before = {each for each in place.inputs.parent.parent.rglob("*") if each.is_file()}
    assert _decided(person, "tandatangan", oleh=KEPALA, pindaian=(io.BytesIO(data), name)).status_code == 303
    person.done()
    assert person.desk.runner.last
    assert not person.desk.runner.last.well
    assert person.desk.runner.last.said
    after = {each for each in place.inputs.parent.parent.rglob("*") if each.is_file()}
    assert {each.name for each in after - before} <= {"rkt.sqlite-wal", "rkt.sqlite-shm"}


def test_a_scan_is_what_was_sent_and_never_a_path_that_somebody_names(
    at: Callable[..., Workplace], tmp_path: Path
) -> None:
    place = at(initialled)
    secret = scan(tmp_path / "rahasia.pdf")
    person = Browser(place).come_in()
    assert _decided(person, "tandatangan", oleh=KEPALA, pindaian=str(secret)).status_code == 303
    person.done()
    assert "belum dilampirkan" in words(person.page("/tanda-tangan"))


def test_a_scan_of_300_mb_is_refused_before_it_is_read(at: Callable[..., Workplace]) -> None:
    person = Browser(at(initialled)).come_in()
    answer = person.client.post(
        "/lakukan/tandatangan", base_url=OWN, headers={"Origin": OWN, "X-Meja": person.desk.keys.token},
        content_type="multipart/form-data; boundary=x", environ_overrides={"CONTENT_LENGTH": "300000000"},
    )  # fmt: skip
    assert answer.status_code == 413
    assert "terlalu besar" in answer.text


def test_a_scan_that_comes_later_is_attached_and_shown(at: Callable[..., Workplace], tmp_path: Path) -> None:
    person = Browser(at(unscanned)).come_in()
    told = {"oleh": KEPALA, "pindaian": (io.BytesIO(scan(tmp_path / "x.pdf").read_bytes()), "hasil pindai.pdf")}
    assert person.post("/lakukan/pindaian", told).status_code == 303
    person.done()
    page = person.page("/tanda-tangan")
    assert "(pindaian).pdf" in page
    assert "Lihat dan cetak" in page
    assert "indaian naskah yang ditandatangani" not in words(person.page("/arsip")).split("Belum ada untuk arsip")[1]
