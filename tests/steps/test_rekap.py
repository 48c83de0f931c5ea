"""`rkt rekap`: real offices at several stages, copies, packages and spoiled ones, put side by side."""

from __future__ import annotations

import csv
import hashlib
import json
import pickle
import shutil
import sqlite3
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from helpers.kantor import KASUBAG, KEPALA, SEKRETARIS, hand_in, official, officials, open_office, rewrite_master
from helpers.tahapan import folder, merged, sealed
from openpyxl import load_workbook

from rkt_excel.cli import run
from rkt_excel.edges.seal import libreoffice
from rkt_excel.edges.workers.ordered_work import Workers
from rkt_excel.errors import ExitCode, InputUnusableError, UnknownArgumentError
from rkt_excel.messages.recap_codes import RecapCode
from rkt_excel.model.origin.master import Master
from rkt_excel.model.recap import recap_tables
from rkt_excel.model.recap.office_recap import OfficeRecap, Unread, Wujud
from rkt_excel.office.others import read_office
from rkt_excel.office.others.find_offices import Candidate, find_offices
from rkt_excel.office.others.read_office import office_of
from rkt_excel.office.others.reduced import reduced
from rkt_excel.steps import rekap as step
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.rekap import HasilRekap, rekap

pytestmark = pytest.mark.tuntas
NOON = datetime(2026, 12, 10, 12, 0)  # noqa: DTZ001 - the program works in local time
PEOPLE = officials(official(KASUBAG, 1), official(SEKRETARIS, 2), official(KEPALA))


def called(name: str, kertas: str = "F4") -> Callable[[Master], Master]:
    """A change of the sheet Instansi."""
    return lambda master: replace(
        master, instansi=master.instansi.model_copy(update={"perangkat_daerah": name, "kertas": kertas})
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three offices: signed and sealed on F4, merged on A4, and one that waits for its second bagian."""
    home = tmp_path_factory.mktemp("daerah")
    with pytest.MonkeyPatch.context() as without:  # the PDF of an archive is another test's
        without.setattr(libreoffice, "available", lambda: None)
        signed = open_office(home / "a", PEOPLE, called("Dinas Arsip"))
        sealed(signed)
    fresh = open_office(home / "b", PEOPLE, called("Dinas Buku", "A4"))
    merged(fresh)
    half = open_office(home / "c", PEOPLE, called("Dinas Cagar"))
    format(half)
    row = half.master()[0].indikator[0]
    hand_in(half, row.bagian[0], {("Kinerja", row.kode, "target"): "entah"})
    gabung(half)
    kumpulan = home / "kumpulan"
    for place, name in ((signed, "satu"), (fresh, "dua/dalam sekali"), (half, "tiga")):
        shutil.copytree(folder(place), kumpulan / name)
    return kumpulan


@pytest.fixture
def collected(made: Path, tmp_path: Path) -> Path:
    """The same in a folder that a test may spoil."""
    shutil.copytree(made, tmp_path / "kumpulan")
    return tmp_path / "kumpulan"


def put(*folders: Path, ke: Path) -> HasilRekap:
    return rekap(folders, ke, now=lambda: NOON)


def names(result: HasilRekap) -> list[str]:
    return [each.perangkat_daerah for each in result.recap.kantor]


def codes(result: HasilRekap) -> list[str]:
    return sorted({each.code.name for each in result.findings} - {RecapCode.PRIORITAS_TANPA_SASARAN.name})


def content(of: Path) -> dict[str, str]:
    """Every file below a folder by its hash, with the folders."""
    return {
        each.relative_to(of).as_posix(): hashlib.sha256(each.read_bytes()).hexdigest() if each.is_file() else ""
        for each in sorted(of.rglob("*"))
    }


def package(collected: Path) -> Path:
    return next((collected / "satu/9-arsip").glob("*/bagit.txt")).parent


def packed(what: Path, into: Path) -> None:
    with zipfile.ZipFile(into, "w") as file:
        for each in what.rglob("*"):
            file.write(each, each.relative_to(what.parent))


# ------------------------------------------------------------------ what is read


def test_offices_are_put_side_by_side(made: Path, tmp_path: Path) -> None:
    result = put(made, ke=tmp_path / "rekap")
    assert names(result) == ["Dinas Arsip", "Dinas Buku", "Dinas Cagar"]
    arsip, buku, cagar = result.recap.kantor
    assert (arsip.langkah.nomor, arsip.langkah.tamat, arsip.rencana) == (10, True, "yang ditandatangani")
    assert (buku.langkah.nomor, buku.rencana, buku.langkah.lengkap, buku.langkah.bagian) == (4, "Konsep", 2, 2)
    assert (cagar.langkah.nomor, cagar.langkah.lengkap) == (3, 0)
    assert buku.langkah.terlambat > 0
    assert {each.tingkat for each in cagar.temuan or ()} >= {"galat"}
    assert [each.hubungan.value for each in result.recap.lain] == ["paket arsip dari jurnal yang sama"]
    assert all(len(each.indikator) == 4 for each in result.recap.kantor)


def test_every_figure_is_that_of_the_journal(made: Path, tmp_path: Path) -> None:
    result = put(made, ke=tmp_path / "rekap")
    known = json.loads((package(made) / "data/rkt.json").read_text(encoding="utf-8"))
    signed = {(each["kunci"], each["kolom"]): each["nilai"] for each in known["nilai"]}
    for row in result.recap.kantor[0].indikator:
        for kolom in ("target", "tw1", "tw2", "tw3", "tw4"):
            assert getattr(row, kolom) == signed.get((row.kode, kolom)), (row.kode, kolom)
    for row in result.recap.kantor[1].indikator:
        assert row.angka == (None if row.jenis == "predikat" else Decimal(row.target or ""))


def test_nothing_is_written_into_the_folder_of_an_office(collected: Path, tmp_path: Path) -> None:
    before = content(collected)
    put(collected, ke=tmp_path / "rekap")
    assert content(collected) == before


def test_the_one_state_tells_the_same_as_folder_as_package_and_as_zip(collected: Path, tmp_path: Path) -> None:
    packed(package(collected), tmp_path / "paket.dat")  # its name says nothing
    packed(collected / "satu", tmp_path / "folder.zip")
    shutil.copytree(package(collected), tmp_path / "paket/nama lain")
    told = [
        put(each, ke=tmp_path / "rekap").recap.kantor[0]
        for each in (collected / "satu", tmp_path / "paket.dat", tmp_path / "paket", tmp_path / "folder.zip")
    ]
    assert [each.wujud for each in told] == [Wujud.FOLDER, Wujud.PAKET, Wujud.PAKET, Wujud.FOLDER]
    for each in told[1:]:
        assert (each.indikator, each.program, each.prioritas) == (told[0].indikator, told[0].program, told[0].prioritas)
        assert each.kunci == told[0].kunci
    assert "›" in told[3].tempat
    assert told[1].langkah.nomor in {9, 10}


def test_what_an_office_reads_as_can_be_sent_to_another_process(made: Path) -> None:
    found = [each for each in find_offices([made]) if isinstance(each, Candidate)]
    assert pickle.loads(pickle.dumps(found)) == found
    for each in found:
        told = office_of(each, NOON.date())
        assert pickle.loads(pickle.dumps(told)) == told


@pytest.mark.tuntas
def test_several_workers_read_the_same_recap(made: Path, tmp_path: Path) -> None:
    other = rekap([made], tmp_path / "satu", now=lambda: NOON, workers=Workers(pekerja=2))
    assert other.recap == put(made, ke=tmp_path / "dua").recap


# ------------------------------------------------------------------ several states of one office


def test_a_copy_under_another_name_counts_once(collected: Path, tmp_path: Path) -> None:
    shutil.copytree(collected / "tiga", collected / "Salinan dari tiga (2)")
    result = put(collected, ke=tmp_path / "rekap")
    assert names(result) == ["Dinas Arsip", "Dinas Buku", "Dinas Cagar"]
    assert codes(result) == ["KEADAAN_LAIN"]


def test_an_office_begun_twice_is_told(collected: Path, tmp_path: Path) -> None:
    again = open_office(tmp_path / "lagi", PEOPLE, called("Dinas Buku"))
    format(again)
    shutil.copytree(folder(again), collected / "empat")
    result = put(collected, ke=tmp_path / "rekap")
    assert "KANTOR_KEMBAR" in codes(result)
    assert result.recap.kantor[1].langkah.nomor == 4


def test_a_perubahan_in_work_stands_beside_the_signed_plan(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made.parent / "a", tmp_path / "a")
    place = replace(
        open_office(tmp_path / "lain"), inputs=tmp_path / "a/input_templates", outputs=tmp_path / "a/output",
        now=lambda: NOON,
    )  # fmt: skip
    edisi = lambda each: replace(each, instansi=each.instansi.model_copy(update={"edisi": "perubahan"}))  # noqa: E731
    rewrite_master(place, edisi)
    format(place)
    result = put(tmp_path / "a", ke=tmp_path / "rekap")
    assert [(each.edisi, each.rencana) for each in result.recap.kantor] == [("murni", "yang ditandatangani")]
    running = result.recap.berjalan(result.recap.kantor[0])
    assert running
    assert (running.edisi, running.langkah.nomor) == ("perubahan", 3)
    assert recap_tables.tidy_table(result.recap, recap_tables.KANTOR).berjalan[0] == "perubahan: langkah 3"


# ------------------------------------------------------------------ what cannot be read


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:3000])


def _edited(path: Path) -> None:
    with sqlite3.connect(path) as base:
        base.execute("DROP TRIGGER jurnal_update")
        base.execute("UPDATE jurnal SET rincian = replace(rincian, 'murni', 'palsu')")
    base.close()


def _kept_changed(path: Path) -> None:
    with sqlite3.connect(path) as base:
        base.execute("DROP TRIGGER isi_update")
        base.execute("UPDATE isi SET bita = x'00'")
    base.close()


def _foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE foto (nama TEXT)")
    base.close()


SPOILED: dict[str, tuple[Callable[[Path], object], str]] = {
    "cut off": (_cut, "rusak"),
    "an entry edited": (_edited, "TIDAK utuh"),
    "a kept file changed": (_kept_changed, "berubah"),
    "another program's": (_foreign, "bukan jurnal rkt"),
    "empty": (lambda path: path.write_bytes(b""), "kosong"),
    "gone": (lambda path: path.unlink(), "tidak ada"),
    "no database": (lambda path: path.write_bytes(b"halo " * 1000), "rusak"),
}


@pytest.mark.parametrize(("spoil", "said"), SPOILED.values(), ids=SPOILED)
def test_a_spoiled_journal_is_told_and_stops_nobody(
    collected: Path, tmp_path: Path, spoil: Callable[[Path], object], said: str
) -> None:
    spoil(collected / "dua/dalam sekali/rkt.sqlite")
    result = put(collected, ke=tmp_path / "rekap")
    assert names(result) == ["Dinas Arsip", "Dinas Cagar"]
    (unread,) = result.recap.tidak_terbaca
    assert unread.tempat.endswith("dalam sekali")
    assert said in unread.sebab
    assert "KANTOR_TIDAK_TERBACA" in codes(result)


def test_the_package_of_an_office_counts_where_its_journal_is_lost(collected: Path, tmp_path: Path) -> None:
    (collected / "satu/rkt.sqlite").write_bytes(b"\x00" * 5000)
    result = put(collected, ke=tmp_path / "rekap")
    assert [each.wujud for each in result.recap.kantor] == [Wujud.PAKET, Wujud.FOLDER, Wujud.FOLDER]


def _grown(path: Path) -> None:
    (path / "data/tambahan.txt").write_text("x", encoding="utf-8")


def _figure_changed(path: Path) -> None:
    data = path / "data/rkt.json"
    data.write_bytes(data.read_bytes().replace(b"72", b"99", 1))


def _unsealed(path: Path) -> None:
    (path / "tagmanifest-sha512.txt").unlink()


def _without_journal(path: Path) -> None:
    (path / "data/jurnal.jsonl").unlink()


@pytest.mark.parametrize("spoil", [_grown, _figure_changed, _unsealed, _without_journal])
@pytest.mark.parametrize("as_zip", [False, True])
def test_a_package_that_was_changed_does_not_count(
    collected: Path, tmp_path: Path, spoil: Callable[[Path], None], *, as_zip: bool
) -> None:
    alone = tmp_path / "paket"
    shutil.copytree(package(collected), alone / "p")
    spoil(alone / "p")
    if as_zip:
        packed(alone / "p", tmp_path / "paket.zip")
        alone = tmp_path / "paket.zip"
    result = put(alone, collected / "tiga", ke=tmp_path / "rekap")
    assert names(result) == ["Dinas Cagar"]
    (unread,) = result.recap.tidak_terbaca
    assert "tidak lagi seperti saat disegel" in unread.sebab


def _no_bag(path: Path) -> None:
    path.mkdir()
    (path / "bagit.txt").write_text("BagIt-Version: 0.97\n", encoding="utf-8")


def _no_zip(path: Path) -> None:
    path.with_suffix(".zip").write_bytes(b"PK\x03\x04" + b"x" * 500)


def _leads_out(path: Path) -> None:
    with zipfile.ZipFile(path.with_suffix(".zip"), "w") as file:
        file.writestr("p/bagit.txt", "x")
        file.writestr("p/../../keluar.txt", "x")


@pytest.mark.parametrize("make", [_no_bag, _no_zip, _leads_out])
def test_what_only_looks_like_a_package_is_told(collected: Path, tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(collected / "aneh")
    result = put(collected, ke=tmp_path / "rekap")
    assert len(names(result)) == 3
    assert [each.tempat for each in result.recap.tidak_terbaca if "aneh" in each.tempat]
    assert not (tmp_path / "keluar.txt").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_are_named_and_not_followed(collected: Path, tmp_path: Path) -> None:
    (collected / "pintas").symlink_to(collected)
    result = put(collected, ke=tmp_path / "rekap")
    assert len(names(result)) == 3
    assert "tautan" in result.recap.tidak_terbaca[0].sebab


def test_a_foreign_folder_is_told_and_one_that_is_not_there(collected: Path, tmp_path: Path) -> None:
    (tmp_path / "foto").mkdir()
    (tmp_path / "foto/liburan.zip").write_bytes(b"bukan zip")
    result = put(collected, tmp_path / "foto", tmp_path / "tiada", ke=tmp_path / "rekap")
    assert len(names(result)) == 3
    assert codes(result) == ["KANTOR_TIDAK_TERBACA", "KEADAAN_LAIN", "TANPA_KANTOR"]


def test_a_fault_of_the_program_in_one_office_stops_nobody(
    collected: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = reduced

    def stumbling(journal: Any, where: Path, *more: Any) -> OfficeRecap:
        if where.name == "tiga":
            raise ZeroDivisionError
        return plain(journal, where, *more)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(read_office, "reduced", stumbling)
    result = put(collected, ke=tmp_path / "rekap")
    assert names(result) == ["Dinas Arsip", "Dinas Buku"]
    assert isinstance(result.recap.tidak_terbaca[0], Unread)


def test_where_nothing_is_readable_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "kosong").mkdir()
    with pytest.raises(InputUnusableError) as told:
        put(tmp_path / "kosong", ke=tmp_path / "rekap")
    assert [each.code for each in told.value.findings] == [RecapCode.TANPA_KANTOR]
    assert not (tmp_path / "rekap").exists()


# ------------------------------------------------------------------ what is written


def test_the_workbook_the_page_and_the_tables_say_the_same(made: Path, tmp_path: Path) -> None:
    result = put(made, ke=tmp_path / "rekap")
    assert {each.rpartition(".")[2] for each in result.keluaran} == {"xlsx", "html", "parquet"}
    book = load_workbook(tmp_path / "rekap/rekap.xlsx")
    sheet = book["Indikator"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(number for number, row in enumerate(cells) if row[0] == "Kantor")
    table = pd.read_parquet(tmp_path / "rekap/indikator.parquet")
    rows = [row for row in cells[head + 1 :] if row[0]]
    place = cells[head].index("Target")
    assert len(rows) == len(table) == 12
    for row, (_, said) in zip(rows, table.iterrows(), strict=True):
        assert row[0] == said.perangkat_daerah
        if said.angka is not None and not pd.isna(said.angka):
            assert Decimal(str(row[place])) == said.angka == Decimal(said.target)
    page = (tmp_path / "rekap/rekap.html").read_text(encoding="utf-8")
    assert "Dinas Buku" in page
    assert page.count("<svg") >= 2
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "").replace("http://www.w3.org/2000/svg", "")


def test_without_pyarrow_tables_are_csv_that_no_program_takes_for_formulas(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(step, "find_spec", lambda _: None)
    evil = open_office(tmp_path / "jahat", PEOPLE, called("=HYPERLINK(0)"))
    format(evil)
    result = put(made, tmp_path / "jahat", ke=tmp_path / "rekap")
    assert {each.rpartition(".")[2] for each in result.keluaran} == {"xlsx", "html", "csv"}
    text = (tmp_path / "rekap/kantor.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    assert len(rows) == 4
    assert "'=HYPERLINK(0)" in [each["perangkat_daerah"] for each in rows]


def test_names_of_offices_are_words_on_the_page(tmp_path: Path) -> None:
    evil = open_office(tmp_path / "jahat", PEOPLE, called("<script>alert(1)</script> & Dinas"))
    format(evil)
    put(tmp_path / "jahat", ke=tmp_path / "rekap")
    page = (tmp_path / "rekap/rekap.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Dinas" in page


def test_what_a_person_changed_is_left_and_the_new_one_stands_beside_it(made: Path, tmp_path: Path) -> None:
    ke = tmp_path / "rekap"
    put(made, ke=ke)
    (ke / "rekap.html").write_text("catatan saya", encoding="utf-8")
    first = put(made, ke=ke)
    second = put(made, ke=ke)
    assert (ke / "rekap.html").read_text(encoding="utf-8") == "catatan saya"
    assert "rekap (baru).html" in first.keluaran
    assert second.keluaran == first.keluaran  # no third copy
    assert "KONSEP_DISUNTING" in codes(first)


def test_a_recap_is_made_twice_with_the_same_bytes(made: Path, tmp_path: Path) -> None:
    put(made, ke=tmp_path / "rekap")
    before = content(tmp_path / "rekap")
    assert put(made, ke=tmp_path / "rekap").keluaran[0] == "rekap.xlsx"
    assert content(tmp_path / "rekap") == before


def test_files_of_others_in_the_folder_are_not_replaced(made: Path, tmp_path: Path) -> None:
    (tmp_path / "rekap").mkdir()
    (tmp_path / "rekap/rekap.xlsx").write_bytes(b"milik orang")
    result = put(made, ke=tmp_path / "rekap")
    assert (tmp_path / "rekap/rekap.xlsx").read_bytes() == b"milik orang"
    assert result.keluaran[0] == "rekap (baru).xlsx"


@pytest.mark.parametrize("below", ["", "rekap", "4-konsep/rekap"])
def test_no_recap_stands_in_the_folder_of_an_office(collected: Path, below: str) -> None:
    with pytest.raises(UnknownArgumentError):
        put(collected, ke=collected / "tiga" / below)
    assert not (collected / "tiga/rekap").exists()


# ------------------------------------------------------------------ the command


def test_the_command_ends_as_all_others(
    collected: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["rekap", "kumpulan"]) == ExitCode.LOOK  # priorities that nobody carries
    told = capsys.readouterr().out
    assert told.splitlines()[-1] == "Bukalah rekap/rekap.html"
    assert "3 kantor" in told
    assert run(["rekap", "kumpulan/tiga/1-formulir"]) == ExitCode.INPUT
    assert run(["rekap", "tiada"]) == ExitCode.ARGUMENTS
    assert run(["rekap"]) == ExitCode.ARGUMENTS
    assert run(["rekap", "kumpulan", "--ke", "kumpulan/tiga"]) == ExitCode.ARGUMENTS
    (tmp_path / "berkas").write_text("x", encoding="utf-8")
    assert run(["rekap", "kumpulan", "--ke", "berkas/rekap"]) == ExitCode.OUTPUT
