"""The commands as people and programs use them: exit codes, JSON, and what is never overwritten."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.json_schemas import misfit
from helpers.returning import call, fill
from openpyxl import load_workbook

from rkt_excel.cli import run
from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.errors import ExitCode, OutputLockedError
from rkt_excel.example.contoh import staff_answers
from rkt_excel.model.origin.master import Master
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.draft import draft
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung

Office = Callable[..., Path]


def test_without_a_master_every_command_says_how_to_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for command in (["format"], ["gabung"], ["draft"], ["status"], []):
        assert run(command) == ExitCode.INPUT
        assert "rkt mulai" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_mulai_prepares_the_folder_and_overwrites_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    code, first = call(capsysbinary, "mulai")
    assert (code, first["sudah_ada"]) == (0, [])
    assert {"input_templates/renstra.xlsx", "input_templates/rkt.docx"} <= set(first["dibuat"])
    (tmp_path / "input_templates/renstra.xlsx").write_bytes(b"milik kantor")
    code, second = call(capsysbinary, "mulai")
    assert (code, second["dibuat"]) == (0, [])
    assert (tmp_path / "input_templates/renstra.xlsx").read_bytes() == b"milik kantor"


def test_mulai_gives_a_blank_master_or_an_old_one_renewed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    for name in ("kosong", "lama"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / "kosong")
    assert run(["mulai", "--kosong"]) == ExitCode.DONE
    assert load_workbook("input_templates/renstra.xlsx")["Indikator"]["A6"].value is None
    assert run(["format"]) == ExitCode.INPUT
    monkeypatch.chdir(tmp_path / "lama")
    shipped = shipped_inputs() / "renstra.xlsx"
    assert run(["mulai", "--dari", str(shipped)]) == ExitCode.DONE
    # The shipped master is what the engine writes today: declaration and file have not parted.
    assert Path("input_templates/renstra.xlsx").read_bytes() == shipped.read_bytes()


@pytest.mark.parametrize("text", ["a\x07b", "\x1b[2J", "\u202eterbalik", "a\ud800b", "a\ufffeb"])
def test_a_text_that_nothing_can_keep_is_refused_and_not_cleaned(
    text: str, in_office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["kembalikan", "--oleh", "Sekretaris", "--catatan", text]) == ExitCode.ARGUMENTS
    told = capsys.readouterr().err
    assert "--catatan" in told
    assert "Ketik ulang" in told
    assert text not in told


def test_an_ordinary_text_of_several_lines_is_no_fault(in_office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["kembalikan", "--oleh", "Sekretaris", "--catatan", "baris satu\nbaris dua\t(مكتبة)"]
    assert run(asked) == ExitCode.NOT_NOW
    assert "Ketik ulang" not in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["tidak-ada"], ["format", "--salah"], ["format", "--kerja"]])
def test_a_wrong_argument_is_exit_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == ExitCode.ARGUMENTS
    assert capsys.readouterr().err


def test_a_step_out_of_order_is_exit_5_and_names_the_step_before(
    in_office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["gabung"]) == ExitCode.NOT_NOW
    assert "rkt format" in capsys.readouterr().err
    assert run(["format"]) == ExitCode.DONE
    assert run(["draft"]) == ExitCode.NOT_NOW
    assert "rkt gabung" in capsys.readouterr().err


def test_a_faulty_master_is_exit_3_with_every_fault_and_nothing_written(
    in_office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    path = in_office("input_templates", "renstra.xlsx")
    book = load_workbook(path)
    book["Sasaran"]["A7"].value = book["Sasaran"]["A6"].value
    book["Indikator"]["B6"].value = "SS.99"
    book.save(path)
    for command in ("format", "gabung", "draft", "status"):
        assert run([command]) == ExitCode.INPUT
        told = capsys.readouterr().err
        assert ": A6, A7." in told
        assert "Indikator – " in told
        assert ": B6." in told
    assert not in_office("output").exists()


@pytest.mark.tuntas
def test_format_names_every_input_cell(in_office: Office, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    code, result = call(capsysbinary, "format")
    assert code == ExitCode.DONE
    assert (result["tahun"], result["edisi"], result["versi"]) == (2027, "murni", 1)
    for each in result["formulir"]:
        book = load_workbook(in_office("output", "2027", each["berkas"]))
        named = {(cell["lembar"], cell["sel"]) for cell in each["isian"]}
        unlocked = {
            (sheet.title, cell.coordinate)
            for sheet in book
            if sheet.protection.sheet
            for row in sheet.iter_rows()
            for cell in row
            if not cell.protection.locked
        }
        assert named == unlocked
        assert {"lembar", "kunci", "kolom", "sel", "jenis", "wajib"} <= set(each["isian"][0])


@pytest.mark.tuntas
def test_forms_keep_their_version_until_the_master_changes(place: Workplace, master: Master) -> None:
    assert format(place).versi == 1
    assert format(place).versi == 1
    path = place.inputs / "renstra.xlsx"
    book = load_workbook(path)
    book["Indikator"]["C6"].value = "Indikator yang diganti namanya"
    book.save(path)
    assert format(place).versi == 2


@pytest.mark.tuntas
def test_missing_bagian_are_shown_and_the_konsep_is_made(
    in_office: Office, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    run(["format"])
    capsysbinary.readouterr()
    code, result = call(capsysbinary, "gabung")
    assert code == ExitCode.LOOK
    assert {each["status"] for each in result["bagian"]} == {"belum-masuk"}
    assert sum(each["kode"] == "BELUM_MASUK" for each in result["temuan"]) == len(result["bagian"])
    for name in ("konsep_xlsx", "konsep_docx", "laporan"):
        assert in_office("output", "2027", result["keluaran"][name]).exists()


@pytest.mark.tuntas
def test_every_answer_comes_back_with_its_cell(place: Workplace, master: Master) -> None:
    format(place)
    for each in master.bagian:
        fill(place, master, each.kode)
    result = gabung(place)
    wanted = {
        (each.kode, key, name): value
        for each in master.bagian
        for (_, key, name), value in staff_answers(master, each.kode, slips=False).items()
        if value is not None
    }
    got = {
        (one.bagian, each.key, name): getattr(each.row, name)
        for one in result.returns
        for rows in one.result.rows.values()
        for each in rows
        for name in each.cells
        if getattr(each.row, name) is not None
    }
    assert got == wanted
    assert {state.value for state in result.plan.status.values()} == {"lengkap"}


@pytest.mark.tuntas
def test_a_konsep_that_a_person_edited_is_left_alone(place: Workplace, master: Master) -> None:
    format(place)
    first = gabung(place)
    folder = place.folder(master)
    konsep = folder / first.keluaran.konsep_xlsx
    book = load_workbook(konsep)
    book["Kinerja"]["A1"].value = "disunting"
    book.save(konsep)
    edited = konsep.read_bytes()
    fill(place, master, "SEK")
    second = gabung(place)
    assert konsep.read_bytes() == edited
    assert second.keluaran.konsep_xlsx != first.keluaran.konsep_xlsx
    assert (folder / second.keluaran.konsep_xlsx).exists()
    assert "SUNTINGAN_DIBAWA" in {each.code.name for each in second.findings}


@pytest.mark.tuntas
def test_an_unedited_konsep_is_replaced(place: Workplace, master: Master) -> None:
    format(place)
    first = gabung(place)
    before = (place.folder(master) / first.keluaran.konsep_xlsx).read_bytes()
    fill(place, master, "SEK")
    second = gabung(place)
    assert second.keluaran == first.keluaran
    assert (place.folder(master) / first.keluaran.konsep_xlsx).read_bytes() != before


@pytest.mark.tuntas
def test_an_output_that_cannot_be_replaced_is_exit_4_and_stays_whole(
    place: Workplace, master: Master, monkeypatch: pytest.MonkeyPatch
) -> None:
    format(place)
    first = gabung(place)
    konsep = place.folder(master) / first.keluaran.konsep_xlsx
    before = konsep.read_bytes()
    fill(place, master, "SEK")

    def refused(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(target))

    # Windows refuses to replace a file that is open in Excel; nothing on this system does.
    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(OutputLockedError, match=r"Konsep RKT 2027\.xlsx") as caught:
        gabung(place)
    assert caught.value.exit_code == ExitCode.OUTPUT
    assert konsep.read_bytes() == before
    assert not list(konsep.parent.glob("*.sementara"))


@pytest.mark.tuntas
def test_what_the_meeting_changed_is_listed_in_the_draft(place: Workplace, master: Master) -> None:
    format(place)
    for each in master.bagian:
        fill(place, master, each.kode)
    konsep = place.folder(master) / gabung(place).keluaran.konsep_xlsx
    book = load_workbook(konsep)
    sheet = book["Kinerja"]
    names = {str(cell.value): cell.column or 0 for cell in sheet[4]}
    kode = master.indikator[0].kode
    row = next(cell.row for cell in sheet["A"] if cell.value == kode)
    sheet.cell(row, names["kolom:penanggung_jawab"]).value = "Sekretaris"
    sheet.cell(row, names["kolom:alasan_perubahan"]).value = "hasil rapat keputusan"
    sheet.cell(row, names["kolom:diminta_oleh"]).value = "Kepala Dinas"
    book.save(konsep)
    result = draft(place)
    assert {(each.kunci, each.kolom, each.menjadi) for each in result.perubahan} == {
        (kode, "penanggung_jawab", "Sekretaris"),
    }  # fmt: skip
    assert all((each.alasan, each.oleh) == ("hasil rapat keputusan", "Kepala Dinas") for each in result.perubahan)
    listed = load_workbook(place.folder(master) / result.draft_xlsx)["Perubahan"]
    assert "Sekretaris" in {cell.value for row in listed.iter_rows() for cell in row}


@pytest.mark.program("LibreOffice")
@pytest.mark.lama
def test_the_example_holds_everything_that_it_names(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "rkt_excel", "contoh", "--json", str(tmp_path / "contoh")]
    said = json.loads(subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout)
    assert misfit("contoh", said) == ""
    shown = said["buka"]
    assert all((tmp_path / "contoh" / name).is_file() for name in shown)
    suffixes = {Path(name).suffix for name in shown}
    assert suffixes == {".xlsx", ".docx", ".html", ".pdf", ".eml", ".txt"}
    stages = {name.split("/")[0] for name in shown}
    assert {"1-formulir", "4-konsep", "5-rapat", "6-draft", "7-rkt", "8-distribusi", "9-arsip"} <= stages
    assert any("perbaikan" in name for name in shown)


def test_the_example_leaves_a_folder_of_somebody_else_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "surat.txt").write_text("penting", encoding="utf-8")
    assert run(["contoh", str(tmp_path)]) == ExitCode.INPUT
    assert [path.name for path in tmp_path.iterdir()] == ["surat.txt"]


def test_help_is_quick_and_loads_nothing_heavy() -> None:
    code = "import sys; from rkt_excel.cli import run; run(['--help']); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert "Rencana Kinerja Tahunan" in done.stdout
    loaded = set(done.stdout.split())
    assert not loaded & {"pandas", "openpyxl", "docxtpl", "xlsxwriter", "pydantic"}
