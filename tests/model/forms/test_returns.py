"""Several returns of one bagian, other versions of the form, forms that lost their identity; what the journal keeps."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from helpers.kantor import rewrite_master
from helpers.returning import call, fill
from openpyxl import Workbook as Book
from openpyxl import load_workbook

from rkt_excel.cli import run
from rkt_excel.errors import ExitCode
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.forms import form
from rkt_excel.model.forms.choosing import Putusan, choose
from rkt_excel.model.forms.issuing import form_content
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.forms.returns import Return, StatusBagian, Times, judge
from rkt_excel.model.origin.master import Master
from rkt_excel.model.tables.formulir import Usulan
from rkt_excel.office.place.journalled import issued
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.draft import draft
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import HasilGabung, gabung
from rkt_excel.steps.jejak import jejak
from rkt_excel.workbook.findings import Severity, finding
from rkt_excel.workbook.reading.openbook import open_book
from rkt_excel.workbook.reading.read import ReadResult
from rkt_excel.workbook.reading.result import ReadRow
from rkt_excel.workbook.values.cells import Cell, CellContent
from rkt_excel.workbook.writing.write import write

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def sent(name: str, *, bagian: str = "SEK", complete: bool = True, **hours: float | None) -> Return:
    """A return that was saved, mailed and stored so many hours from now."""
    moments = {place: None if hour is None else NOW + timedelta(hours=hour) for place, hour in hours.items()}
    times = Times(moments.get("berkas") or NOW, moments.get("surat"), moments.get("program"))
    faults = () if complete else (finding(FileCode.BARIS_BARU, key="IK.1.1", versi=2),)
    return Return(f"3-kembali/{name}", name * 8, times, bagian, ReadResult(), faults)


def codes(findings: Iterable[Any]) -> set[str]:
    """The codes of findings."""
    return {each.code.name for each in findings}


@pytest.mark.parametrize(
    ("case", "returns", "used", "asked"),
    [
        ("the newer by the program", [sent("a", program=1), sent("b", program=2)], "b", False),
        ("complete before newer", [sent("a", program=1), sent("b", program=2, complete=False)], "a", False),
        ("newest of the incomplete", [sent("a", program=1, complete=False),
                                      sent("b", program=2, complete=False)], "b", False),
        ("the mail where no program says", [sent("a", surat=1, berkas=9), sent("b", surat=2, berkas=3)], "b", False),
        ("the file where nobody says", [sent("a", berkas=1), sent("b", berkas=2)], "b", False),
        ("program against mail", [sent("a", program=5, surat=1), sent("b", program=2, surat=4)], "a", True),
        ("program against file", [sent("a", program=5, berkas=1), sent("b", program=2, berkas=4)], "a", True),
        ("the same moment", [sent("a", program=5), sent("b", program=5)], "b", True),
    ],
)  # fmt: skip
def test_which_return_counts(master: Master, case: str, returns: list[Return], used: str, *, asked: bool) -> None:
    for order in (returns, returns[::-1]):
        chosen = choose(order, master)
        assert chosen.counted["SEK"].berkas == f"3-kembali/{used}", case
        assert ("URUTAN_MERAGUKAN" in codes(chosen.findings)) is asked, case


def test_a_decision_goes_before_newer_returns_and_says_so(master: Master) -> None:
    old, new = sent("a", program=1), sent("b", program=2)
    chosen = choose([old, new], master, {"SEK": old.sha256})
    assert chosen.verdicts == {old.berkas: Putusan.DIPAKAI, new.berkas: Putusan.DIGANTIKAN}
    assert codes(chosen.findings) == {"KIRIMAN_DIKESAMPINGKAN"}
    assert choose([new], master, {"SEK": old.sha256}).verdicts[new.berkas] is Putusan.DIPAKAI


def test_a_decision_for_the_newest_says_nothing_of_older_returns(master: Master) -> None:
    old, new = sent("a", program=1), sent("b", program=2)
    assert codes(choose([old, new], master, {"SEK": new.sha256}).findings) == set()


@pytest.mark.parametrize(("faults", "more"), [(1, ""), (2, " dan 1 hal lain"), (3, " dan 2 hal lain")])
def test_a_newer_return_to_be_mended_says_what_first_and_how_much_more(master: Master, faults: int, more: str) -> None:
    old, new = sent("a", program=1), sent("b", program=2, complete=False)
    worst = new.findings[0].message.rstrip(".")
    (told,) = choose([old, replace(new, findings=new.findings * faults)], master).findings
    assert told.code is FileCode.KIRIMAN_BARU_BELUM_LENGKAP
    assert f"({worst}{more})" in told.message


def proposed(name: str, program: int, **typed: str | None) -> Return:
    """A return with proposals, each by its kunci, in the rows from the seventh on."""
    rows = [
        ReadRow(Usulan(indikator=text), number, key, {"indikator": Cell(number, 2, CellContent.TEXT, text)})
        for number, (key, text) in enumerate(typed.items(), 7)
    ]
    return replace(sent(name, program=program), result=ReadResult({"Usulan": rows}))


@pytest.mark.parametrize(
    ("older", "newer", "cells"),
    [
        ({"U.1": "Satu"}, {"U.1": "Satu"}, None),
        ({"U.1": "Satu"}, {"U.1": "Dua"}, "Usulan B7"),
        ({"U.1": "Satu"}, {"U.1": "Satu", "U.2": "Dua"}, "Usulan B8"),
        ({"U.1": "Satu", "U.2": "Dua"}, {"U.1": "Satu"}, "Usulan B8"),
        ({"U.1": "Satu", "U.2": None}, {"U.1": "Satu"}, None),
        ({"U.1": "Satu"}, {"U.1": None}, "Usulan B7"),
        ({f"U.{number}": "Satu" for number in range(5)}, {f"U.{number}": "Dua" for number in range(5)},
         "Usulan B7, Usulan B8, Usulan B9, Usulan B10, Usulan B11"),
        ({f"U.{number}": "Satu" for number in range(6)}, {f"U.{number}": "Dua" for number in range(6)},
         "Usulan B7, Usulan B8, Usulan B9, Usulan B10, Usulan B11, …"),
    ],
)  # fmt: skip
def test_returns_that_differ_are_told_with_the_cells_that_do(
    master: Master, older: dict[str, str | None], newer: dict[str, str | None], cells: str | None
) -> None:
    told = choose([proposed("a", 1, **older), proposed("b", 2, **newer)], master).findings
    assert codes(told) == ({"KIRIMAN_BERBEDA"} if cells else set())
    assert not cells or f"({cells})" in told[0].message


@pytest.mark.parametrize(
    ("weights", "refused", "named"),
    [
        ([], False, None),
        ([Severity.INFO, Severity.PERINGATAN], False, None),
        ([Severity.PERINGATAN, Severity.GALAT], False, Severity.GALAT),
        ([Severity.INFO, Severity.PERINGATAN], True, Severity.PERINGATAN),
        ([], True, None),
    ],
)
def test_what_keeps_a_return_from_counting_is_named_by_its_heaviest_finding(
    weights: list[Severity], refused: bool, named: Severity | None
) -> None:
    codes_of = {
        Severity.INFO: FileCode.KIRIMAN_SAMA,
        Severity.PERINGATAN: FileCode.PENGIRIM_LAIN,
        Severity.GALAT: FileCode.BARIS_BARU,
    }
    (one,) = sent("a", complete=False).findings
    told = tuple(replace(one, code=codes_of[each], weight=each) for each in weights)
    held = replace(sent("a"), findings=told, refused=refused)
    assert held.kode == (codes_of[named].name if named else None)
    assert held.complete is (not refused and Severity.GALAT not in weights)


def test_the_same_bytes_twice_count_once(master: Master) -> None:
    one = sent("a", program=1)
    copy = Return("3-kembali/a (1)", one.sha256, one.times, one.bagian, one.result)
    chosen = choose([copy, one], master)
    assert sorted(chosen.verdicts.values()) == [Putusan.DIGANTIKAN, Putusan.DIPAKAI]
    assert codes(chosen.findings) == {"KIRIMAN_SAMA"}
    assert chosen == choose([one, copy], master)


def test_a_form_from_the_address_of_another_bagian_is_told(master: Master) -> None:
    one = sent("a", program=1)
    moved = Return(one.berkas, one.sha256, one.times, one.bagian, one.result, pengirim="ARSIP@contoh.go.id ")
    owned = [
        each.model_copy(update={"surel": "arsip@contoh.go.id"}) if each.kode == "STA" else each
        for each in master.bagian
    ]
    known = Master(**{**vars(master), "bagian": tuple(owned)})
    assert codes(choose([moved], known).findings) == {"PENGIRIM_LAIN"}
    assert not choose([moved], master).findings


def test_a_clock_before_the_forms_were_made_is_not_believed() -> None:
    times = Times(NOW)
    assert times.saved(NOW - timedelta(days=300), NOW).program is None
    assert times.saved(NOW + timedelta(hours=1), NOW).best == NOW + timedelta(hours=1)


def _refill(path: Path, change: Callable[[Any], None], target: str) -> None:
    book = load_workbook(path)
    change(book)
    book.save(path.with_name(target))


def _cells(sheet: Any) -> dict[str, int]:
    return {str(cell.value).removeprefix("kolom:"): cell.column for cell in sheet[4] if cell.value}


def _reason(master: Master, text: str) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        sheet = book["Kinerja"]
        row = next(cell.row for cell in sheet["A"] if str(cell.value).startswith("IK."))
        sheet.cell(row, _cells(sheet)["keterangan"]).value = text

    return change


@pytest.mark.tuntas
def test_two_complete_returns_that_differ_are_told_with_their_cells(place: Workplace, master: Master) -> None:
    format(place)
    first = fill(place, master, "SEK")
    _refill(first, _reason(master, "kiriman kedua"), "kiriman kedua.xlsx")
    result = gabung(place)
    told = next(each for each in result.findings if each.code.name in {"KIRIMAN_BERBEDA", "URUTAN_MERAGUKAN"})
    assert told.owner == "SEK"
    assert result.plan.status["SEK"] is StatusBagian.LENGKAP
    assert sorted(result.chosen.verdicts.values()) == [Putusan.DIGANTIKAN, Putusan.DIPAKAI]


@pytest.mark.tuntas
def test_pakai_decides_and_the_journal_says_who_and_why(
    place: Workplace, master: Master, in_office: Callable[..., Path], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    format(place)
    first = fill(place, master, "SEK")
    os.utime(first, (NOW.timestamp(), NOW.timestamp()))
    _refill(first, _reason(master, "kiriman kedua"), "kiriman kedua.xlsx")
    gabung(place)
    assert run(["pakai", "tidak ada.xlsx", "--oleh", "Kasubag Program", "--alasan", "x"]) == ExitCode.ARGUMENTS
    assert run(["pakai", first.name, "--oleh", " ", "--alasan", "x"]) == ExitCode.ARGUMENTS
    capsysbinary.readouterr()
    code, told = call(
        capsysbinary, "pakai", first.name, "--oleh", "Kasubag Program", "--alasan", "disahkan kepala bagian"
    )
    assert (code, told["bagian"], told["berkas"]) == (ExitCode.DONE, "SEK", f"3-kembali/{first.name}")
    result = gabung(place)
    assert result.chosen.counted["SEK"].berkas == f"3-kembali/{first.name}"
    with place.open_register(place.folder(master)) as register:
        entry = register.last("dipakai-diputuskan")
    assert entry is not None
    assert (entry.details["oleh"], entry.details["alasan"]) == ("Kasubag Program", "disahkan kepala bagian")


@pytest.mark.tuntas
def test_a_refused_file_can_never_be_decided_for(
    place: Workplace, master: Master, in_office: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    format(place)
    (place.folder(master) / "3-kembali" / "surat.txt").write_text("bukan formulir", encoding="utf-8")
    gabung(place)
    assert run(["pakai", "surat.txt", "--oleh", "Kasubag", "--alasan", "x"]) == ExitCode.INPUT
    assert "ditolak" in capsys.readouterr().err


# ------------------------------------------------------------------ versions


def _change_master(place: Workplace, change: Callable[[Any], None]) -> None:
    path = place.inputs / "renstra.xlsx"
    book = load_workbook(path)
    change(book)
    book.save(path)


def _late(place: Workplace, master: Master, change: Callable[[Any], None]) -> HasilGabung:
    """Forms go out, one comes back filled, but meanwhile the Renstra changed and new forms went out."""
    format(place)
    fill(place, master, "PEM")
    _change_master(place, change)
    assert format(place).versi == 2
    return gabung(place)


def _indikator(book: Any, kode: str) -> Any:
    return next(row for row in book["Indikator"].iter_rows(min_row=6) if row[0].value == kode)


@pytest.mark.tuntas
def test_a_late_return_on_an_older_version_is_moved_by_kunci(place: Workplace, master: Master) -> None:
    def change(book: Any) -> None:
        _indikator(book, "IK.1.2")[2].value = "Nilai Kegemaran Membaca Masyarakat"  # the text only

    result = _late(place, master, change)
    one = result.chosen.counted["PEM"]
    assert {"VERSI_LAMA", "ISI_BARIS_BERUBAH"} <= codes(one.findings)
    assert one.complete
    assert result.plan.nilai("IK.1.2", "target") is not None


ASKED = {"BEDA_RENSTRA_TANPA_ALASAN", "ALASAN_TANPA_ISI"}


@pytest.mark.tuntas
@pytest.mark.parametrize(
    ("target", "alasan", "blamed", "told"),
    [
        ("then", None, set(), True),  # what the Renstra said when it was asked
        ("then", "-", set(), True),  # a mark in a cell that nobody had to fill
        ("now", None, set(), False),
        ("neither", None, {"BEDA_RENSTRA_TANPA_ALASAN"}, False),  # it left both
        ("then", "Anggaran berkurang setelah rasionalisasi", set(), True),
    ],
)
def test_nobody_is_asked_why_the_office_changed_the_renstra(
    place: Workplace, master: Master, target: str, alasan: str | None, blamed: set[str], *, told: bool
) -> None:
    row = next(each for each in master.indikator if each.kode == "IK.1.2")
    assert isinstance(row.target, Decimal)
    figure = {"then": row.target, "now": row.target + 3, "neither": row.target + 5}[target]
    format(place)
    fill(place, master, "PEM")
    path = next((place.folder(master) / "3-kembali").glob("*PEM*"))
    book = load_workbook(path)
    sheet = book["Kinerja"]
    columns = {str(cell.value).removeprefix("kolom:"): cell.column for cell in sheet[4] if cell.value}
    number = next(cell.row for cell in sheet["A"] if cell.value == "IK.1.2")
    for name in ("target", "tw4"):
        sheet.cell(number, columns[name]).value = float(figure)
    sheet.cell(number, columns["alasan"]).value = alasan
    book.save(path)

    new = row.model_copy(update={"target": row.target + 3})
    rewrite_master(
        place,
        lambda old: replace(old, indikator=tuple(new if each.kode == row.kode else each for each in old.indikator)),
    )
    assert format(place).versi == 2
    result = gabung(place)
    found = [each for each in result.chosen.counted["PEM"].findings if each.key == "IK.1.2"]
    assert {each.code.name for each in found} & ASKED == blamed
    assert not {each.column for each in found if each.code.name == "WAJIB_DIISI"}
    changed = [each for each in found if each.code.name == "ISI_BARIS_BERUBAH" and each.severity.value == "peringatan"]
    assert [each.column for each in changed] == (["target_renstra"] if told else [])
    assert result.plan.nilai("IK.1.2", "target") == figure


@pytest.mark.tuntas
def test_what_an_older_form_leaves_open_is_said(place: Workplace, master: Master) -> None:
    def change(book: Any) -> None:
        _indikator(book, "IK.1.2")[3].value = "persen"  # another satuan: the old answer means something else
        sheet = book["Indikator"]
        old = next(row for row in sheet.iter_rows(min_row=6) if row[0].value == "IK.2.1")
        blank = next(row for row in sheet.iter_rows(min_row=6) if row[0].value is None)
        for source, target in zip(old, blank, strict=True):
            target.value = source.value
        old[0].value, old[2].value = "IK.2.9", "Persentase perpustakaan desa terakreditasi"
        blank[0].value, blank[2].value = "IK.2.8", "Persentase perpustakaan sekolah terakreditasi"

    result = _late(place, master, change)
    one = result.chosen.counted["PEM"]
    assert not one.complete
    told = {(each.code.name, each.key) for each in one.findings}
    assert {("BARIS_BARU", "IK.2.9"), ("BARIS_BARU", "IK.2.8"), ("ARTI_BARIS_BERUBAH", "IK.1.2"),
            ("BARIS_DIHAPUS", "IK.2.1")} <= told  # fmt: skip
    assert result.plan.nilai("IK.1.2", "target") is None
    assert result.plan.nilai("IK.2.2", "target") is not None
    mended = place.folder(master) / result.keluaran.perbaikan[0]
    sheet = load_workbook(mended)["Kinerja"]
    row = next(row for row in sheet.iter_rows(min_row=6) if row[0].value == "IK.1.2")
    target = next(cell.column for cell in sheet[4] if cell.value == "kolom:target")
    assert row[target - 1].value is None, "a figure that means something else is asked anew"
    assert any("Isian di formulir lama: Target 72,6" in str(cell.comment.text) for cell in row if cell.comment)


@pytest.mark.tuntas
def test_a_changed_locked_value_of_todays_form_keeps_its_row_out_of_the_konsep(
    place: Workplace, master: Master
) -> None:
    format(place)
    path = fill(place, master, "PEM")

    def change(book: Any) -> None:
        sheet = book["Kinerja"]
        row = next(cell.row for cell in sheet["A"] if cell.value == "IK.1.2")
        sheet.cell(row, _cells(sheet)["satuan"]).value = "orang"

    _refill(path, change, path.name)
    result = gabung(place)
    assert ("TERKUNCI_BERUBAH", "IK.1.2") in {(each.code.name, each.key) for each in result.findings}
    assert result.plan.nilai("IK.1.2", "target") is None
    assert result.plan.nilai("IK.2.1", "target") is not None


# ------------------------------------------------------------------ identity


@pytest.mark.tuntas
def test_sheets_copied_into_a_new_file_are_told_apart_from_a_foreign_file(place: Workplace, master: Master) -> None:
    format(place)
    filled = load_workbook(fill(place, master, "SEK"))
    inbox = place.folder(master) / "3-kembali"
    shutil.rmtree(inbox)
    inbox.mkdir()
    copied = Book()
    sheet = copied.create_sheet("Kinerja")
    for row in filled["Kinerja"].iter_rows():
        for cell in row:
            sheet[cell.coordinate].value = cell.value
    copied.save(inbox / "salinan.xlsx")
    Book().save(inbox / "lain.xlsx")
    result = gabung(place)
    told = {one.berkas: one.kode for one in result.returns}
    assert told == {"3-kembali/salinan.xlsx": "IDENTITAS_HILANG", "3-kembali/lain.xlsx": "BUKAN_FORMULIR_INI"}
    assert "Sekretariat" in next(each.message for each in result.findings if each.code.name == "IDENTITAS_HILANG")


@pytest.mark.tuntas
def test_two_identities_in_one_file_are_a_question_and_an_altered_one_is_said(place: Workplace, master: Master) -> None:
    format(place)
    one, other = fill(place, master, "SEK"), fill(place, master, "PEM")
    foreign = load_workbook(other)["_identitas"]["A1"].value

    def mixed(book: Any) -> None:
        book["_identitas"]["A1"].value = foreign

    def altered(book: Any) -> None:
        text = str(book["_identitas"]["A1"].value).replace("bagian=SEK", "bagian=PEM")
        book["_identitas"]["A1"].value = text
        book.custom_doc_props["_identitas_berkas"].value = text
        book.defined_names["_identitas_berkas"].attr_text = f'"{text}"'

    _refill(one, mixed, "campur.xlsx")
    _refill(one, altered, "diubah.xlsx")
    told = {each.berkas.rpartition("/")[2]: each for each in gabung(place).returns}
    assert told["campur.xlsx"].kode == "IDENTITAS_TIDAK_SEPAKAT"
    assert "PEM" in told["campur.xlsx"].findings[0].message
    assert told["diubah.xlsx"].kode == "IDENTITAS_DIUBAH"


# ------------------------------------------------------------------ the same answer every time; the journal


def _facts(result: HasilGabung) -> Any:
    return (
        result.plan.isi, dict(result.chosen.verdicts), [(each.code, each.file, each.cells) for each in result.findings],
    )  # fmt: skip


@pytest.mark.lama
def test_consolidating_again_in_any_order_gives_the_same(place: Workplace, master: Master) -> None:
    format(place)
    for each in master.bagian[:-1]:
        fill(place, master, each.kode, slips=True)
    first = gabung(place)
    assert _facts(gabung(place)) == _facts(first)
    paths = [place.folder(master) / one.berkas for one in first.returns]
    kept = [path.read_bytes() for path in paths]
    times = [path.stat().st_mtime for path in paths]
    for path in paths:
        path.unlink()
    kept_by_content = gabung(place)
    assert kept_by_content.plan.isi == first.plan.isi
    assert {each.owner for each in kept_by_content.findings if each.code.name == "KIRIMAN_TERSIMPAN"} == {
        each.kode for each in master.bagian[:-1]
    }
    for path, data, moment in reversed(list(zip(paths, kept, times, strict=True))):
        path.write_bytes(data)
        os.utime(path, (moment, moment))
    assert _facts(gabung(place)) == _facts(first)


@pytest.mark.tuntas
def test_jejak_tells_the_cell_and_every_change(
    place: Workplace, master: Master, in_office: Callable[..., Path], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    format(place)
    for each in master.bagian:
        fill(place, master, each.kode)
    result = gabung(place)
    gabung(place)
    kode = master.indikator[0].kode
    konsep = place.folder(master) / result.keluaran.konsep_xlsx
    book = load_workbook(konsep)
    sheet = book["Kinerja"]
    row = next(cell.row for cell in sheet["A"] if cell.value == kode)
    sheet.cell(row, _cells(sheet)["penanggung_jawab"]).value = "Sekretaris"
    sheet.cell(row, _cells(sheet)["alasan_perubahan"]).value = "hasil rapat"
    sheet.cell(row, _cells(sheet)["diminta_oleh"]).value = "Sekretaris"
    book.save(konsep)
    draft(place)
    code, told = call(capsysbinary, "jejak", kode.lower(), "Penanggung jawab")
    assert (code, told["kunci"], told["kolom"], told["nilai"]) == (0, kode, "penanggung_jawab", "Sekretaris")
    events = [(each["peristiwa"], each["ke"]) for each in told["riwayat"]]
    assert events[-1] == ("diubah", "Sekretaris")
    assert told["riwayat"][-1]["alasan"] == "hasil rapat"
    assert told["riwayat"][-1]["oleh"] == "Sekretaris"
    origins = result.plan.isi[kode, "penanggung_jawab"].origins
    merged = [each for each in told["riwayat"] if each["peristiwa"] == "digabung"]
    assert [(each["berkas"], each["lembar"], each["sel"], each["sha256"]) for each in merged] == [
        (each.berkas, each.lembar, each.sel, each.sha256) for each in origins
    ]
    assert run(["jejak", "IK.99"]) == ExitCode.ARGUMENTS
    assert run(["jejak", kode, "tidak ada"]) == ExitCode.ARGUMENTS
    assert run(["jejak", kode]) == ExitCode.DONE


@pytest.mark.tuntas
def test_a_received_file_can_be_opened_again_after_the_folder_was_tidied(place: Workplace, master: Master) -> None:
    format(place)
    for each in master.bagian:
        fill(place, master, each.kode)
    result = gabung(place)
    originals = {one.sha256: (place.folder(master) / one.berkas).read_bytes() for one in result.returns}
    shutil.rmtree(place.folder(master) / "3-kembali")
    assert draft(place).nomor == 1
    kode = next(each.kode for each in master.indikator if each.bagian == ("PEM",))
    target = place.inputs.parent / "salinan"
    copied = jejak(place, kode, "target", target).salinan
    assert [path.read_bytes() for path in copied] == [originals[result.chosen.counted["PEM"].sha256]]
    assert jejak(place, kode, "target", target).salinan == ()


@pytest.mark.tuntas
def test_a_value_that_the_forms_no_longer_give_is_told(place: Workplace, master: Master) -> None:
    """The bagian empties a cell and sends its form again: that alone takes a value away."""
    format(place)
    path = fill(place, master, "PEM")
    kode = next(each.kode for each in master.indikator if "PEM" in each.bagian)  # stands first in its form
    _refill(path, _reason(master, "catatan"), path.name)
    gabung(place)
    _refill(path, _reason(master, ""), path.name)
    gabung(place)
    told = jejak(place, kode, "keterangan").isi[0]
    assert told.nilai is None
    assert [event.peristiwa.value for event in told.riwayat] == ["digabung", "ditarik"]


@pytest.mark.tuntas
def test_every_answer_that_was_issued_is_read(place: Workplace, master: Master) -> None:
    """As many input cells come back as went out; the counts are those of form version 1 of the shipped master."""
    made = format(place)
    for each in master.bagian:
        fill(place, master, each.kode)
    counted = gabung(place).chosen.counted
    issued = {each.bagian: sum(cell.lembar != form.USULAN for cell in each.isian) for each in made.formulir}
    read = {
        bagian: sum(len(row.cells) for sheet, rows in one.result.rows.items() if sheet != form.USULAN for row in rows)
        for bagian, one in counted.items()
    }
    assert read == issued == PINNED


PINNED = {"SEK": 136, "PEM": 103, "PLY": 92, "WAS": 99, "STA": 99}


# ------------------------------------------------------------------ forms that were never sent out, and hostile answers


@pytest.mark.tuntas
@pytest.mark.parametrize(
    ("case", "change", "code"),
    [
        ("another year", {"tahun": 2025}, "FORMULIR_LAIN"),
        ("another edition", {"edisi": "perubahan"}, "FORMULIR_LAIN"),
        ("another office", {"perangkat_daerah": "Dinas Lain"}, "BUKAN_FORMULIR_INI"),
    ],
)
def test_a_form_of_another_round_is_refused_by_what_it_is(
    place: Workplace, master: Master, case: str, change: dict[str, Any], code: str
) -> None:
    format(place)
    other = replace(master, instansi=master.instansi.model_copy(update=change))
    issue = Issue(other.instansi.perangkat_daerah, str(other.tahun), other.instansi.edisi, 1)
    content = form_content(other, "SEK", issue)
    path = place.folder(master) / "3-kembali" / "SEK.xlsx"
    path.write_bytes(write(form.form_for(content.rows), content))
    result = gabung(place)
    assert [(one.kode, result.chosen.verdicts[one.berkas]) for one in result.returns] == [(code, Putusan.DITOLAK)], case
    assert result.plan.status["SEK"] is StatusBagian.BELUM_MASUK


@pytest.mark.tuntas
def test_a_bagian_that_the_master_no_longer_has_is_named(place: Workplace, master: Master) -> None:
    format(place)
    issue = Issue(master.instansi.perangkat_daerah, str(master.tahun), master.instansi.edisi, 1)
    gone = [each.model_copy(update={"kode": "LMA"}) if each.kode == "STA" else each for each in master.bagian]
    rows = [each.model_copy(update={"bagian": ("LMA",)}) if "STA" in each.bagian else each for each in master.indikator]
    other = replace(master, bagian=tuple(gone), indikator=tuple(rows))
    content = form_content(other, "LMA", issue)
    (place.folder(master) / "3-kembali" / "x.xlsx").write_bytes(write(form.form_for(content.rows), content))
    (one,) = gabung(place).returns
    assert one.kode == "FORMULIR_LAIN"
    assert "LMA" in one.findings[0].message


@pytest.mark.tuntas
def test_a_kept_file_is_judged_alike_again(place: Workplace, master: Master) -> None:
    format(place)
    fill(place, master, "SEK", slips=True)
    (one,) = gabung(place).returns
    with place.open_register(place.folder(master)) as register:
        data, issue = register.kept(one.sha256), issued(register)
    assert data is not None
    assert judge(one.berkas, one.sha256, one.times, open_book(data), master, issue).findings == one.findings


HOSTILE = ('=HYPERLINK("http://contoh.invalid","klik")', "@SUM(A1:A9)", "+1+1", "-2+3", "=1+1", "\t=1+1", "{{ 7*7 }}")


@pytest.mark.tuntas
@pytest.mark.parametrize("text", [*HOSTILE[:3], *(pytest.param(each, marks=pytest.mark.lama) for each in HOSTILE[3:])])
def test_a_text_that_looks_like_a_formula_stays_a_text_everywhere(place: Workplace, master: Master, text: str) -> None:
    format(place)
    path = fill(place, master, "SEK")
    kode = "IK.7.1"

    def change(book: Any) -> None:
        sheet = book["Kinerja"]
        row = next(cell.row for cell in sheet["A"] if cell.value == kode)
        cell = sheet.cell(row, _cells(sheet)["keterangan"])
        cell.value = text
        cell.data_type = "s"  # as Excel keeps what was typed after an apostrophe

    _refill(path, change, path.name)
    result = gabung(place)
    konsep = load_workbook(place.folder(master) / result.keluaran.konsep_xlsx)["Kinerja"]
    row = next(cell.row for cell in konsep["A"] if cell.value == kode)
    cell = konsep.cell(row or 0, _cells(konsep)["keterangan"])
    assert (cell.data_type, cell.value) == ("s", text.strip())
    assert "49" not in str(cell.value)


@pytest.mark.tuntas
def test_the_perbaikan_form_has_its_drop_downs_and_locks_again(place: Workplace, master: Master) -> None:
    """Excel's own kind of lists is lost by other programs; the fresh form brings all of them back."""
    made = format(place)
    path = fill(place, master, "SEK", slips=True)

    def stripped(book: Any) -> None:
        for sheet in book:
            sheet.data_validations.dataValidation = []
            sheet.protection.sheet = False

    _refill(path, stripped, path.name)
    mended = load_workbook(place.folder(master) / gabung(place).keluaran.perbaikan[0])
    issued_form = load_workbook(
        place.folder(master) / next(each.berkas for each in made.formulir if each.bagian == "SEK")
    )
    for name in ("Kinerja", "Program", "Usulan"):
        rules = [str(rule.sqref) for rule in issued_form[name].data_validations.dataValidation]
        assert sorted(rules) == sorted(str(rule.sqref) for rule in mended[name].data_validations.dataValidation)
        assert mended[name].protection.sheet
