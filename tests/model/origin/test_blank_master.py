"""The blank master is as helpful as the filled one: who fills it by what the screen says gets forms."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from rkt_excel.cli import run
from rkt_excel.edges.disk.shipped import INPUTS
from rkt_excel.errors import ExitCode
from rkt_excel.model.origin.master import read_master
from rkt_excel.office.place.workplace import MASTER_FILE
from rkt_excel.steps.mulai import blank_master
from rkt_excel.workbook.declaration.declare import starless
from rkt_excel.workbook.declaration.layout import FIRST_ROW, HEADER_ROW
from rkt_excel.workbook.findings import Finding, Severity
from rkt_excel.workbook.reading.openbook import open_book

# What an office knows by itself; everything else is taken from what the screen offers or gives as its example.
KNOWN = {
    "Pemerintah daerah": "Pemerintah Kabupaten Contoh",
    "Perangkat daerah": "Dinas Kearsipan",
    "Kota penandatanganan": "Kota",
    "Nama Renstra": "Renstra Dinas Kearsipan 2025–2029",
    "Nama bagian": "Bidang Kearsipan",
    "Jabatan": "Kepala Dinas",
    "Sasaran strategis": "Meningkatnya tertib arsip",
    "Indikator kinerja": "Persentase arsip tertata",
    "Target Renstra": 80,
    "Tanggal mulai": "23/11/2026",
    "Batas kembali": "30/11/2026",
}
TABLES = ("Bagian", "Sasaran", "Indikator")


def prompts(sheet: Any) -> dict[str, Any]:
    """The limits of a sheet by the cell that they hold for."""
    return {
        f"{get_column_letter(column)}{row}": rule
        for rule in sheet.data_validations.dataValidation
        for span in rule.sqref.ranges
        for row in range(span.min_row, span.max_row + 1)
        for column in range(span.min_col, span.max_col + 1)
    }


def offered(book: Any, rule: Any) -> list[str]:
    """What a drop-down offers, as a spreadsheet program works it out."""
    if rule is None or rule.type != "list":
        return []
    text = str(rule.formula1)
    if text.startswith('"'):
        return text.strip('"').split(",")
    found = re.search(r"'?([\w ]+)'?!\$?([A-Z]+)\$?(\d+):\$?[A-Z]+\$?(\d+)", text)
    assert found, text
    cells = (book[found[1]][f"{found[2]}{row}"].value for row in range(int(found[3]), int(found[4]) + 1))
    return [str(each) for each in cells if each]


def answer(book: Any, rule: Any, heading: str) -> Any:
    """What somebody types who reads heading, drop-down and hint."""
    choices = offered(book, rule)
    if choices:
        return next((each for each in choices if each in {"%", "persen", "SS.1", "posisi akhir"}), choices[0])
    if rule is not None and (example := re.search(r"(?:misalnya|seperti) (\S+?)\.?$", str(rule.prompt))):
        return KNOWN.get(heading, example[1])
    return KNOWN.get(heading, 2027)


def fill(book: Any, sheet: str, row: int = FIRST_ROW) -> None:
    """Fill what carries a star, as the screen guides."""
    rules = prompts(book[sheet])
    for cell in book[sheet][HEADER_ROW]:
        heading = str(cell.value or "")
        if heading.endswith("*"):
            place = f"{get_column_letter(cell.column)}{row}"
            book[sheet][place].value = answer(book, rules.get(place), starless(heading))


@pytest.fixture
def filled() -> Any:
    """The blank master with a first row in every sheet that is needed, and the two officials."""
    book = load_workbook(io.BytesIO(blank_master()))
    card, rules = book["Instansi"], prompts(book["Instansi"])
    for row in range(4, card.max_row + 1):
        label = str(card.cell(row, 2).value or "")
        if label.endswith("*"):
            card.cell(row, 3).value = answer(book, rules.get(f"C{row}"), starless(label))
    for sheet in TABLES:
        fill(book, sheet)
    for row, role in ((FIRST_ROW, "Kepala"), (FIRST_ROW + 1, "Kasubag Program")):
        fill(book, "Pejabat", row)
        book["Pejabat"].cell(row, 1).value = role
    return book


def told(book: Any) -> Iterator[Finding]:
    target = io.BytesIO()
    book.save(target)
    return (each for each in read_master(open_book(target.getvalue()))[1] if each.severity is not Severity.INFO)


def test_the_blank_master_blames_nobody_for_its_own_words() -> None:
    _, found = read_master(open_book(blank_master()))
    assert {each.code.name for each in found} == {"WAJIB_DIISI"}
    assert {each.sheet for each in found} == {"Instansi"}


@pytest.mark.tuntas
def test_whoever_fills_it_by_the_screen_alone_gets_forms(
    filled: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["mulai", "--kosong"]) == ExitCode.DONE
    filled.save(tmp_path / INPUTS / MASTER_FILE)
    capsys.readouterr()
    assert run(["format"]) == ExitCode.DONE
    said = capsys.readouterr().out
    assert "GALAT" not in said
    assert re.findall(r"PERINGATAN.*", said) == [
        each
        for each in re.findall(r"PERINGATAN.*", said)
        if "Prioritas" in each  # true: none is listed
    ]
    assert list((tmp_path / "output" / "2027" / "1-formulir").glob("*SEK*.xlsx"))


@pytest.mark.tuntas
@pytest.mark.parametrize(
    ("sheet", "heading", "least"),
    [
        ("Indikator", "Satuan", 20), ("Indikator", "Kode sasaran", 1), ("Indikator", "Bagian pengampu", 1),
        ("Indikator", "Mode triwulan", 3), ("Indikator", "Cara gabung", 3), ("Program", "Satuan", 20),
        ("Program", "Bagian", 1), ("Program", "Kode sasaran", 1), ("Sasaran", "Kode prioritas", 0),
    ],
)  # fmt: skip
def test_its_drop_downs_offer_what_stands_elsewhere(filled: Any, sheet: str, heading: str, least: int) -> None:
    column = next(c.column for c in filled[sheet][HEADER_ROW] if starless(str(c.value or "")) == heading)
    rule = prompts(filled[sheet])[f"{get_column_letter(column)}{FIRST_ROW + 3}"]
    assert rule.type == "list"
    assert len(offered(filled, rule)) >= least
    assert rule.showDropDown in {None, False}


@pytest.mark.tuntas
@pytest.mark.parametrize(
    ("heading", "words"),
    [("Mode triwulan", ("jumlah:", "kumulatif berjalan:", "posisi akhir:")),
     ("Cara gabung", ("utama:", "jumlah:", "rata-rata:")), ("Jenis", ("angka:", "predikat:"))],
)  # fmt: skip
def test_it_explains_what_the_words_of_a_list_mean(filled: Any, heading: str, words: tuple[str, ...]) -> None:
    column = next(c.column for c in filled["Indikator"][HEADER_ROW] if starless(str(c.value or "")) == heading)
    prompt = str(prompts(filled["Indikator"])[f"{get_column_letter(column)}{FIRST_ROW}"].prompt)
    assert all(each in prompt for each in words)


HALF: dict[str, tuple[tuple[tuple[str, str], ...], set[str]]] = {
    "no bagian": ((("Bagian", "*"),), {"LEMBAR_BELUM_DIISI", "RUJUKAN_TIDAK_ADA"}),
    "no sasaran": ((("Sasaran", "*"),), {"LEMBAR_BELUM_DIISI", "RUJUKAN_TIDAK_ADA"}),
    "no indikator": ((("Indikator", "*"),), {"LEMBAR_BELUM_DIISI", "SASARAN_TANPA_INDIKATOR", "BAGIAN_TANPA_ISIAN"}),
    "only Instansi": (
        tuple((sheet, "*") for sheet in (*TABLES, "Pejabat")),
        {"LEMBAR_BELUM_DIISI", "PERAN_TIDAK_ADA"},
    ),
    "no satuan": ((("Satuan", "*"),), {"DAFTAR_BELUM_DIISI"}),
    "no predikat, none used": ((("Predikat", "*"),), set()),
    "no officials": ((("Pejabat", "*"),), {"PERAN_TIDAK_ADA"}),
    "one cell": ((("Indikator", "C6"),), {"WAJIB_DIISI"}),
}  # fmt: skip


@pytest.mark.tuntas
@pytest.mark.parametrize("case", HALF)
def test_a_half_filled_master_is_judged_by_what_is_missing(filled: Any, case: str) -> None:
    emptied, codes = HALF[case]
    for sheet, where in emptied:
        cells = [filled[sheet][where]] if where != "*" else [
            cell for row in filled[sheet].iter_rows(min_row=FIRST_ROW) for cell in row]  # fmt: skip
        for cell in cells:
            cell.value = None
    found = [each for each in told(filled) if each.code.name != "PRIORITAS_KOSONG"]
    assert {each.code.name for each in found} == codes
    assert not [each for each in found if ": ." in each.message + each.remedy]
