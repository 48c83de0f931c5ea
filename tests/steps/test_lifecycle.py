"""SOP steps 6 to 10: who may decide what and when, what a decision is bound to, and the sealed package."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import bagit
import pytest
from docx import Document
from helpers.kantor import (
    KASUBAG,
    KEPALA,
    SEKRETARIS,
    hand_in,
    official,
    officials,
    open_office,
    rewrite_master,
    scan,
)
from helpers.tahapan import Stage, distributed, drafted, folder, initialled, received, sealed
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from rkt_excel.edges.work_folder.register import broken_line
from rkt_excel.errors import ExitCode, InputUnusableError, NotNowError, RktError, UnknownArgumentError
from rkt_excel.model.origin.master import Master
from rkt_excel.model.procedure.alur import LEGAL, Gerak, Keadaan, Tahap
from rkt_excel.office.place.journalled import keadaan
from rkt_excel.office.place.signed_rkt import signed_in
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.arsip import arsip, check_package
from rkt_excel.steps.distribusi import distribusi, receivers, terima
from rkt_excel.steps.draft import draft
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.paraf import kembalikan, paraf, tandatangan
from rkt_excel.steps.periksa import periksa

# ------------------------------------------------------------ the table of moves


def test_every_state_has_a_way_on_and_every_move_a_state_that_allows_it() -> None:
    assert set(LEGAL) == set(Tahap)
    assert set(Gerak) == {move for moves in LEGAL.values() for move in moves}
    assert all(LEGAL.values())


@pytest.mark.parametrize("gerak", list(Gerak))
def test_what_is_refused_is_told_with_what_may_be_done(gerak: Gerak) -> None:
    refusal = Keadaan(Tahap.DITANDATANGANI).why_not(gerak)
    allowed = gerak in LEGAL[Tahap.DITANDATANGANI]
    assert (refusal is None) == allowed
    assert allowed or "rkt distribusi" in str(refusal)


# ------------------------------------------------------------ who


ACTING = (
    official(KASUBAG, 1),
    official(SEKRETARIS, 2, mulai=date(2026, 1, 1), sampai=date(2026, 11, 20)),
    official(SEKRETARIS, 2, jabatan="Sekretaris Dinas", penugasan="Plt.", mulai=date(2026, 11, 21)),
    official(KEPALA, mulai=date(2026, 1, 1), sampai=date(2026, 11, 10), jabatan="Kepala Dinas yang lama"),
    official(KEPALA, mulai=date(2026, 11, 11)),
    official("Pengadministrasi Umum"),
)
REFUSED = (  # who tries to initial first, the class of the refusal, and a word of its sentence
    ("Bupati", UnknownArgumentError, "Yang ada: Kasubag Program"),
    ("", UnknownArgumentError, "tidak ada di lembar Pejabat"),
    (SEKRETARIS, NotNowError, "Yang memaraf lebih dahulu: Kasubag Program Dinas"),
    (KEPALA, NotNowError, "tidak termasuk yang memaraf"),
    ("Kepala Dinas yang lama", NotNowError, "berakhir pada 10/11/2026"),
)


@pytest.mark.tuntas
@pytest.mark.parametrize(("who", "kind", "told"), REFUSED)
def test_a_paraf_of_somebody_else_is_refused(tmp_path: Path, who: str, kind: type[RktError], told: str) -> None:
    place = drafted(open_office(tmp_path, officials(*ACTING)))
    with pytest.raises(kind, match=told):
        paraf(place, oleh=who)


@pytest.mark.tuntas
def test_an_acting_official_initials_in_the_place_of_the_post(tmp_path: Path) -> None:
    place = drafted(open_office(tmp_path, officials(*ACTING)))
    paraf(place, oleh=KASUBAG)
    done = paraf(place, oleh="sekretaris dinas")
    assert done.oleh["jabatan"] == "Plt. Sekretaris Dinas"
    assert done.keluaran == ("7-rkt/RKT 2027.docx",)


@pytest.mark.tuntas
def test_a_paraf_is_given_once(at: Stage) -> None:
    place = at(drafted)
    paraf(place, oleh=KASUBAG)
    with pytest.raises(NotNowError, match="sudah memaraf"):
        paraf(place, oleh=KASUBAG)


@pytest.mark.tuntas
def test_another_kepala_than_the_one_printed_does_not_sign(tmp_path: Path) -> None:
    place = initialled(open_office(tmp_path, officials(*ACTING)))
    acting = official(KEPALA, jabatan="Kepala Dinas", penugasan="Plh.", mulai=date(2026, 11, 24))
    rewrite_master(place, officials(*ACTING, acting))
    with pytest.raises(NotNowError, match=r"Naskah mencetak Kepala Dinas, sedangkan .* Plh\. Kepala Dinas"):
        tandatangan(place, oleh="Plh. Kepala Dinas")


@pytest.mark.tuntas
def test_a_new_kepala_gets_a_clean_copy_of_their_own(tmp_path: Path) -> None:
    place = initialled(open_office(tmp_path, officials(*ACTING)))
    acting = official(KEPALA, jabatan="Kepala Dinas", penugasan="Plh.", mulai=date(2026, 11, 24))
    rewrite_master(place, officials(*ACTING, acting))
    assert "7-rkt/RKT 2027.docx" in periksa(place).keluaran
    assert tandatangan(place, oleh="Plh. Kepala Dinas").oleh["jabatan"] == "Plh. Kepala Dinas"


@pytest.mark.tuntas
def test_a_clean_copy_that_is_still_right_is_not_written_again(at: Stage) -> None:
    place = at(initialled)
    before = (folder(place) / "7-rkt/RKT 2027.docx").stat().st_mtime_ns
    assert "7-rkt/RKT 2027.docx" not in periksa(place).keluaran
    assert (folder(place) / "7-rkt/RKT 2027.docx").stat().st_mtime_ns == before


@pytest.mark.tuntas
def test_a_return_says_why_and_only_the_kepala_returns_what_lies_before_them(at: Stage) -> None:
    place = at(drafted)
    with pytest.raises(UnknownArgumentError, match="harus diperbaiki"):
        kembalikan(place, oleh=KASUBAG, catatan=" - ")
    with pytest.raises(NotNowError, match="belum sampai kepada Kepala"):
        kembalikan(place, oleh=KEPALA, catatan="Perbaiki target")
    paraf(place, oleh=KASUBAG)
    paraf(place, oleh=SEKRETARIS)
    kembalikan(place, oleh=KEPALA, catatan="Perbaiki target IKM")
    assert draft(place).nomor == 2
    with pytest.raises(NotNowError, match="draft menunggu diperiksa"):
        tandatangan(place, oleh=KEPALA)


# ------------------------------------------------------------ what a decision is bound to


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


BOUND: tuple[tuple[str, str, Callable[[Workplace], object]], ...] = (
    ("6-draft/draft-1/Draft 1 RKT 2027.docx", "periksa", periksa),
    ("6-draft/draft-1/Draft 1 RKT 2027.docx", "paraf", lambda place: paraf(place, oleh=SEKRETARIS)),
    ("6-draft/draft-1/Draft 1 RKT 2027.xlsx", "paraf", lambda place: paraf(place, oleh=SEKRETARIS)),
    ("6-draft/draft-1/Draft 1 RKT 2027.docx", "tanda tangan", lambda place: tandatangan(place, oleh=KEPALA)),
    ("7-rkt/RKT 2027.docx", "tanda tangan", lambda place: tandatangan(place, oleh=KEPALA)),
)


@pytest.mark.tuntas
@pytest.mark.parametrize(("name", "act", "command"), BOUND)
@pytest.mark.parametrize("spoil", [_flip, Path.unlink], ids=["one byte", "gone"])
def test_one_changed_byte_refuses_the_next_step(
    at: Stage, name: str, act: str, command: Callable[[Workplace], object], spoil: Callable[[Path], object]
) -> None:
    place = at(drafted)
    paraf(place, oleh=KASUBAG)
    if act == "tanda tangan":
        paraf(place, oleh=SEKRETARIS)
    spoil(folder(place) / name)
    with pytest.raises(NotNowError, match="sudah berubah atau hilang"):
        command(place)


def test_a_changed_draft_can_still_be_returned_and_made_anew(at: Stage) -> None:
    place = at(drafted)
    paraf(place, oleh=KASUBAG)
    _flip(folder(place) / "6-draft/draft-1/Draft 1 RKT 2027.docx")
    kembalikan(place, oleh=KASUBAG, catatan="Draft berubah setelah diparaf")
    again = draft(place)
    assert again.nomor == 2
    assert "DIKEMBALIKAN_TANPA_PERUBAHAN" in {each.code.name for each in again.findings}


SCANS = (
    (b"", "bukan PDF atau gambar"),
    (b"PK\x03\x04 dokumen", "bukan PDF atau gambar"),
    (b"%PDF-1.4 terpotong", "tidak utuh"),
    (b"\xff\xd8\xff terpotong", "tidak utuh"),
)


@pytest.mark.tuntas
@pytest.mark.parametrize(("content", "told"), SCANS)
def test_a_scan_that_is_none_stops_the_signature(at: Stage, tmp_path: Path, content: bytes, told: str) -> None:
    place = at(initialled)
    page = tmp_path / "pindaian.pdf"
    page.write_bytes(content)
    with pytest.raises(InputUnusableError, match=told):
        tandatangan(place, oleh=KEPALA, pindaian=page)
    with place.open_register(folder(place)) as register:
        assert keadaan(register).tahap is Tahap.NASKAH


def test_a_scan_may_follow_the_signature(at: Stage, tmp_path: Path) -> None:
    place = at(initialled)
    tandatangan(place, oleh=KEPALA)
    done = tandatangan(place, oleh=KEPALA, pindaian=scan(tmp_path / "p.pdf"))
    assert done.keluaran == ("7-rkt/RKT 2027 (pindaian).pdf",)


# ------------------------------------------------------------ papers


@pytest.mark.tuntas
def test_the_examiner_gets_the_disposisi_and_the_quality_sheet_of_this_draft(at: Stage) -> None:
    place = at(drafted)
    kembalikan(place, oleh=KASUBAG, catatan="Sebutkan jabatan penanggung jawab")
    draft(place)
    made = periksa(place).keluaran
    assert [Path(name).name for name in made] == [
        "Lembar disposisi Draft 2.docx",
        "Lembar pemeriksaan mutu Draft 2.docx",
    ]
    assert "Sebutkan jabatan penanggung jawab" in text_of(folder(place) / made[0])
    assert "Setiap indikator mempunyai target" in text_of(folder(place) / made[1])


@pytest.mark.tuntas
def test_every_receiver_gets_a_numbered_receipt_and_a_letter(at: Stage) -> None:
    place = at(distributed)
    names = receivers(place.master()[0])
    terima(place, names[0], oleh="Staf Sekretariat")
    made = distribusi(place).keluaran
    assert sum("Tanda terima" in name for name in made) == sum("Surat pengantar" in name for name in made) == len(names)
    listed = text_of(folder(place) / next(name for name in made if "Daftar distribusi" in name))
    assert "Staf Sekretariat" in listed
    assert all(place.master()[0].nama_bagian(each) in listed for each in names)


def text_of(path: Path) -> str:
    """Everything that a Word document says in its body."""
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


# ------------------------------------------------------------ copies


@pytest.mark.tuntas
def test_copies_go_to_every_bagian_and_each_signs_once(at: Stage) -> None:
    place = at(distributed)
    names = receivers(place.master()[0])
    assert names[-1] == "Pengadministrasi Umum"
    with pytest.raises(UnknownArgumentError, match="Yang menerima salinan"):
        terima(place, "KEU", oleh="Staf")
    with pytest.raises(UnknownArgumentError, match="siapa yang menerima"):
        terima(place, names[0], oleh=" ")
    first = terima(place, place.master()[0].bagian[0].nama.upper(), oleh="Staf")
    assert first.menunggu == names[1:]
    with pytest.raises(NotNowError, match="sudah dicatat"):
        terima(place, names[0], oleh="Staf")


# ------------------------------------------------------------ the package


@pytest.mark.program("LibreOffice")
def test_the_package_holds_everything_and_both_programs_call_it_whole(at: Stage) -> None:
    place = at(received)
    result = arsip(place, lokasi="Filing cabinet 2, laci 1")
    package = folder(place) / result.paket
    assert check_package(package).kesalahan == ()
    done = subprocess.run(
        [sys.executable, "-m", "bagit", "--validate", str(package)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    inside = {path.relative_to(package / "data").as_posix() for path in (package / "data").rglob("*") if path.is_file()}
    wanted = {"rkt/RKT 2027.docx", "rkt/RKT 2027.pdf", "rkt/RKT 2027 (pindaian).pdf", "rkt.json", "rkt.csv",
              "jurnal.jsonl", "baca-dahulu.txt", "daftar-arsip.csv", "masukan/renstra.xlsx"}  # fmt: skip
    assert wanted <= inside
    assert sum(name.startswith("diterima/") for name in inside) == 2
    lines = (package / "data/jurnal.jsonl").read_text(encoding="utf-8").splitlines()
    assert broken_line(lines) is None
    data = json.loads((package / "data/rkt.json").read_text(encoding="utf-8"))
    target = next(each for each in data["nilai"] if each["kolom"] == "target")
    assert target["sel"]
    assert target["sha256"]
    assert result.findings == ()


@pytest.mark.program("LibreOffice")
def test_a_sealed_package_is_never_written_again(at: Stage) -> None:
    place = at(received)
    first = arsip(place)
    before = {path: path.read_bytes() for path in (folder(place) / first.paket).rglob("*") if path.is_file()}
    with pytest.raises(NotNowError, match="RKT sudah diarsipkan"):
        arsip(place)
    assert before == {path: path.read_bytes() for path in before}


def _change_journal_line(package: Path) -> None:
    path = package / "data/jurnal.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[2] = lines[2].replace("rincian", "rincian ", 1)
    path.write_text("".join(lines), encoding="utf-8")


def _drop_journal_line(package: Path) -> None:
    path = package / "data/jurnal.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:3] + lines[4:]), encoding="utf-8")


SPOILED: tuple[tuple[str, Callable[[Path], object], str], ...] = (
    ("one byte of the RKT", lambda package: _flip(package / "data/rkt/RKT 2027.docx"), "rkt/RKT 2027.docx berubah"),
    ("a file gone", lambda package: (package / "data/rkt.csv").unlink(), "rkt.csv hilang"),
    ("a file more", lambda package: (package / "data/tambahan.txt").write_text("x"), "tambahan.txt ditambahkan"),
    ("a changed line of the journal", _change_journal_line, "tidak sambung mulai baris 3"),
    ("a line of the journal gone", _drop_journal_line, "tidak sambung mulai baris 4"),
    ("the list itself", lambda package: _flip(package / "manifest-sha512.txt"), "manifest-sha512.txt"),
)


@pytest.mark.tuntas
@pytest.mark.parametrize(("name", "spoil", "told"), SPOILED, ids=[each[0] for each in SPOILED])
def test_a_spoiled_package_is_found_out(
    at: Stage, name: str, spoil: Callable[[Path], object], told: str
) -> None:  # fmt: skip
    place = at(sealed)
    package = folder(place) / "9-arsip/RKT-2027-murni"
    spoil(package)
    assert any(told in each for each in check_package(package).kesalahan), (name, check_package(package).kesalahan)
    assert not bagit.Bag(str(package)).is_valid()


def test_what_is_no_package_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputUnusableError, match="bukan paket arsip"):
        check_package(tmp_path)


@pytest.mark.tuntas
@pytest.mark.parametrize(
    "known", [("rkt.sqlite", "rkt.kunci"), ("rkt.sqlite",)], ids=["killed before the journal", "older journal put back"]
)
def test_a_package_that_a_killed_run_finished_is_taken_as_it_is(at: Stage, known: tuple[str, ...]) -> None:
    place = at(received)
    before = {name: (folder(place) / name).read_bytes() for name in known}
    first = arsip(place)
    for name, data in before.items():
        (folder(place) / name).write_bytes(data)
    again = arsip(place)
    assert (again.paket, again.segel) == (first.paket, first.segel)
    assert [each.name for each in (folder(place) / "9-arsip").iterdir() if each.is_dir()] == ["RKT-2027-murni"]


def test_a_signed_file_that_was_changed_afterwards_is_archived_as_it_was_signed(at: Stage) -> None:
    place = at(received)
    path = folder(place) / "7-rkt/RKT 2027.docx"
    signed = path.read_bytes()
    _flip(path)
    first = arsip(place)
    assert "NASKAH_BERUBAH" in {each.code.name for each in first.findings}
    assert (folder(place) / first.paket / "data/rkt/RKT 2027.docx").read_bytes() == signed


@pytest.mark.tuntas
@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are POSIX's")
def test_a_disk_that_is_full_while_sealing_leaves_nothing_half_made(at: Stage) -> None:
    place = at(received)
    (folder(place) / "5-rapat/Foto rapat.jpg").write_bytes(bytes(100_000))
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000));"
        "from rkt_excel.cli import run; sys.exit(run(['arsip']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=place.inputs.parent, capture_output=True, text=True, check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == ExitCode.OUTPUT, (done.stdout, done.stderr)
    assert "tidak dapat ditulis" in done.stderr
    assert list((folder(place) / "9-arsip").iterdir()) == []
    assert arsip(place).paket == "9-arsip/RKT-2027-murni"


# ------------------------------------------------------------ a second edition


def _second(master: Master) -> Master:
    return replace(master, instansi=master.instansi.model_copy(update={"edisi": "perubahan"}))


@pytest.mark.tuntas
def test_a_second_edition_has_a_folder_of_its_own_and_knows_the_signed_one(at: Stage) -> None:
    place = at(sealed)
    first = folder(place)
    master = rewrite_master(place, _second)
    assert place.folder(master).name == "2027-perubahan"
    assert place.folder_before(master) == first
    signed = signed_in(first)
    assert signed is not None
    kode = master.indikator[0].kode
    assert isinstance(signed.isi.nilai[kode, "target"], Decimal)
    assert signed.isi.isian[kode, "target", master.indikator[0].bagian[0]] == signed.isi.nilai[kode, "target"]
    assert signed.paket == "9-arsip/RKT-2027-murni"


def test_a_second_edition_alone_takes_the_folder_of_the_year(tmp_path: Path) -> None:
    place = open_office(tmp_path, _second)
    master, _ = place.master()
    assert place.folder(master).name == "2027"
    assert place.folder_before(master) is None


def test_a_second_edition_waits_for_the_first_to_be_signed_and_its_package_names_the_other(at: Stage) -> None:
    place = at(drafted)
    rewrite_master(place, _second)
    with pytest.raises(NotNowError, match="edisi murni belum ditandatangani"):
        format(place)


@pytest.mark.tuntas
def test_the_forms_of_a_second_edition_begin_with_what_was_signed_and_show_it_beside(at: Stage) -> None:
    place = at(sealed)
    master = rewrite_master(place, _second)
    format(place)
    owner, kode = master.indikator[0].bagian[0], master.indikator[0].kode
    signed = signed_in(place.outputs / "2027")
    assert signed is not None
    wanted = signed.isi.nilai[kode, "target"]
    book = load_workbook(next((folder(place) / "1-formulir").glob(f"* - {owner} - *.xlsx")))
    sheet = book["Kinerja"]
    columns = {str(cell.value).removeprefix("kolom:"): cell.column for cell in sheet[4] if cell.value}
    row = next(row for row in range(5, sheet.max_row + 1) if sheet.cell(row, columns["kode"]).value == kode)
    assert [sheet.cell(row, columns[name]).value for name in ("target_murni", "target")] == [float(wanted)] * 2
    assert columns["target_murni"] not in _hidden(sheet)
    for each in master.bagian:
        hand_in(place, each.kode, {("Kinerja", kode, "target"): wanted})
    plan = gabung(place).plan
    assert {each.value for each in plan.status.values()} == {"lengkap"}
    printed = text_of(folder(place) / draft(place).draft_docx)
    assert "Perbandingan Murni dan Perubahan" in printed
    assert "tetap" in printed


def test_the_first_edition_shows_no_column_for_another_one(at: Stage) -> None:
    place = at(drafted)
    sheet = load_workbook(next((folder(place) / "1-formulir").glob("*.xlsx")))["Kinerja"]
    column = next(cell.column for cell in sheet[4] if cell.value == "kolom:target_murni")
    assert column in _hidden(sheet)


def _hidden(sheet: Worksheet) -> set[int]:
    """The 1-based columns that are not shown."""
    spans = [(each.min or 0, each.max or 0) for each in sheet.column_dimensions.values() if each.hidden]
    return {number for first, last in spans for number in range(first, last + 1)}


@pytest.mark.tuntas
def test_the_package_of_a_second_edition_names_the_first(at: Stage, tmp_path: Path) -> None:
    place = at(sealed)
    rewrite_master(place, _second)
    second = arsip(received(place))
    assert second.paket == "9-arsip/RKT-2027-perubahan"
    first = check_package(place.outputs / "2027/9-arsip/RKT-2027-murni")
    assert first.kesalahan == ()
    told = (folder(place) / second.paket / "bag-info.txt").read_text(encoding="utf-8")
    assert f"Prior-Package: RKT-2027-murni (segel {first.segel})" in told
    assert (folder(place) / "7-rkt/RKT Perubahan 2027.docx").exists()
