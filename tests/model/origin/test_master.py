"""The master workbook that is shipped, and what is said when people fill it in wrong."""

import io
from collections.abc import Callable
from enum import StrEnum
from functools import cache

import openpyxl
import pytest
from helpers.dictionary import data_dictionary
from helpers.paths import INPUTS
from helpers.quick import master_bytes
from helpers.rencana_besar import sized
from openpyxl.workbook import Workbook as Book
from openpyxl.worksheet.worksheet import Worksheet

from rkt_excel.model.origin.master import Master, read_master
from rkt_excel.model.tables import renstra
from rkt_excel.model.tables.renstra import MASTER
from rkt_excel.model.vocabulary.nomenklatur import parent_of
from rkt_excel.model.vocabulary.terms import Arah, CaraGabung, Jenis, ModeTriwulan, Peran, Tingkat
from rkt_excel.workbook.declaration.declare import Card, Table
from rkt_excel.workbook.declaration.identity import Identity, find
from rkt_excel.workbook.declaration.layout import CARD_KEYS, CARD_VALUES, FIRST_ROW, HEADER_ROW, KEY_MARK, KEYS_ROW
from rkt_excel.workbook.findings import Finding, Severity
from rkt_excel.workbook.reading.openbook import open_book
from rkt_excel.workbook.values.cells import a1
from rkt_excel.workbook.writing.content import Content
from rkt_excel.workbook.writing.write import write

SHIPPED = INPUTS / "renstra.xlsx"


@cache
def shipped() -> bytes:
    """The file as it is shipped."""
    return SHIPPED.read_bytes()


@cache
def master() -> Master:
    """The shipped master."""
    read_one, _ = read_master(open_book(shipped()))
    assert read_one is not None
    return read_one


@cache
def written_again() -> bytes:
    """The shipped rows, written by the engine of today."""
    said = {"tahun": str(master().tahun), "perangkat_daerah": master().instansi.perangkat_daerah}
    who = Identity(MASTER.kind, {"versi": str(MASTER.version)})
    return write(MASTER, Content(who, said, master().rows(), master().choices))


def heavy(findings: list[Finding]) -> list[Finding]:
    """Without the findings that only inform."""
    return [each for each in findings if each.severity is not Severity.INFO]


# ------------------------------------------------------------------ what is shipped


def test_the_shipped_master_reads_without_fault_or_warning() -> None:
    _, findings = read_master(open_book(shipped()))
    assert heavy(findings) == []
    assert {each.code.name for each in findings} == {"NAMA_BELUM_ADA"}


def test_the_shipped_master_says_what_it_is() -> None:
    who = find(open_book(shipped())).agreed
    assert who is not None
    assert (who.kind, who.facts["versi"]) == (MASTER.kind, str(MASTER.version))


@pytest.mark.parametrize(
    ("field", "vocabulary"),
    [("jenis", Jenis), ("arah", Arah), ("mode", ModeTriwulan), ("cara_gabung", CaraGabung)],
)
def test_the_shipped_indikator_show_every_case(field: str, vocabulary: type[StrEnum]) -> None:
    assert {getattr(each, field) for each in master().indikator} - {None} == set(vocabulary)


def test_the_shipped_programs_have_every_level() -> None:
    assert {each.tingkat for each in master().program} == set(Tingkat)


@pytest.mark.parametrize(
    ("sheet", "least"),
    [
        (renstra.BAGIAN, 5), (renstra.SASARAN, 6), (renstra.INDIKATOR, 24), (renstra.PROGRAM, 30),
        (renstra.PRIORITAS, 1), (renstra.SATUAN, 1), (renstra.PREDIKAT, 1),
    ],
)  # fmt: skip
def test_the_shipped_master_is_as_large_as_a_real_one(sheet: str, least: int) -> None:
    assert len(master().rows()[sheet]) >= least


def test_no_person_is_named_in_the_shipped_master() -> None:
    named = [each for each in master().pejabat if each.nama or each.nip]
    assert [*named, *(each for each in master().bagian if each.kepala or each.nip)] == []


def test_every_role_of_the_procedure_is_held() -> None:
    day = master().instansi.mulai
    assert [role for role in Peran if master().official(role, day) is None] == []


@pytest.mark.parametrize("sheet", [renstra.PRIORITAS, renstra.SASARAN, renstra.INDIKATOR, renstra.PROGRAM])
def test_every_shipped_row_names_its_source(sheet: str) -> None:
    sourced = {each.kunci for each in master().sumber if each.lembar == sheet and each.sumber}
    assert {getattr(row, "kode", None) for row in master().rows()[sheet]} - sourced == set()


def test_every_source_is_of_a_row_that_exists() -> None:
    known = {(sheet, getattr(row, "kode", None)) for sheet, rows in master().rows().items() for row in rows}
    keyed = {renstra.PRIORITAS, renstra.SASARAN, renstra.INDIKATOR, renstra.PROGRAM, renstra.BAGIAN}
    said = {(each.lembar, each.kunci) for each in master().sumber if each.lembar in keyed}
    assert said - known == set()


# ------------------------------------------------------------------ file and declaration cannot part


def texts(data: bytes, sheet: str, where: Callable[[Worksheet], list[str | None]]) -> list[str | None]:
    """Some texts of a sheet."""
    return where(sheet_of(openpyxl.load_workbook(io.BytesIO(data)), sheet))


def heads(sheet: Worksheet) -> list[str | None]:
    """The hidden field names and the headings of a sheet, side by side or upright."""
    if sheet.cell(KEYS_ROW, 1).value and sheet.title != renstra.INSTANSI:
        rows = (KEYS_ROW, HEADER_ROW)
        cells = [sheet.cell(row, column).value for row in rows for column in range(1, sheet.max_column + 1)]
    else:
        cells = [sheet.cell(row, column).value for column in (1, 2) for row in range(1, sheet.max_row + 1)]
    return [None if value is None else str(value) for value in cells]


@pytest.mark.tuntas
@pytest.mark.parametrize("sheet", [sheet.name for sheet in MASTER.sheets])
def test_names_and_headings_of_the_shipped_file_are_those_declared(sheet: str) -> None:
    assert texts(shipped(), sheet, heads) == texts(written_again(), sheet, heads)


@pytest.mark.tuntas
@pytest.mark.parametrize("sheet", list(MASTER.tables()), ids=lambda sheet: sheet.name)
def test_hidden_names_are_the_fields_in_order(sheet: Table) -> None:
    names = [name for name in texts(shipped(), sheet.name, heads) if str(name).startswith(KEY_MARK)]
    assert names == [KEY_MARK + name for name in sheet.visible_columns()]


def test_the_shipped_sheets_are_those_declared_in_order() -> None:
    visible_ones = [grid.name for grid in open_book(shipped()).grids if not grid.hidden]
    assert visible_ones == [sheet.name for sheet in MASTER.sheets]


def test_what_was_read_and_written_again_reads_equal() -> None:
    again, findings = read_master(open_book(written_again()))
    assert again == master()
    assert heavy(findings) == []


def test_a_blank_master_asks_for_what_is_required_and_nothing_breaks() -> None:
    blank = write(MASTER, Content(Identity(MASTER.kind, {}), {"tahun": "2027", "perangkat_daerah": "Dinas"}))
    read_one, findings = read_master(open_book(blank))
    required = {name for name, column in renstra.Instansi.columns().items() if column.required is True}
    asked = [each for each in findings if each.code.name == "WAJIB_DIISI"]
    assert read_one is None
    assert {each.column for each in asked if each.sheet == renstra.INSTANSI} == required
    assert len(asked) == len(required)


def test_the_data_dictionary_describes_every_column_of_the_master() -> None:
    lines = data_dictionary(MASTER, {"tahun": "2027", "perangkat_daerah": "Dinas"}).splitlines()
    sheets = [sheet for sheet in MASTER.sheets if isinstance(sheet, (Table, Card))]
    assert [line.removeprefix("## ") for line in lines if line.startswith("## ")] == [s.name for s in sheets]
    expected = [column.header for sheet in sheets for column in sheet.row.columns().values()]
    told = [line.split("|")[1].strip() for line in lines if line.startswith("| ") and "---" not in line]
    assert [each for each in told if each != "Kolom"] == [each for each in expected if each != "Kolom"]


# ------------------------------------------------------------------ what people do to it


def sheet_of(book: Book, name: str) -> Worksheet:
    """A sheet of cells."""
    sheet = book[name]
    assert isinstance(sheet, Worksheet)
    return sheet


@cache
def untouched() -> Book:
    """The shipped file, only to look at."""
    return openpyxl.load_workbook(io.BytesIO(shipped()))


def address(name: str, key: str | int, field: str) -> str:
    """Where a field stands, found by the hidden names: the row by its key, or the row with that place."""
    sheet = sheet_of(untouched(), name)
    if name == renstra.INSTANSI:
        (row,) = [n for n in range(1, sheet.max_row + 1) if sheet.cell(n, CARD_KEYS).value == KEY_MARK + field]
        return a1(row, CARD_VALUES)
    columns = {sheet.cell(KEYS_ROW, n).value: n for n in range(1, sheet.max_column + 1)}
    if isinstance(key, int):
        return a1(FIRST_ROW - 1 + key, columns[KEY_MARK + field])
    (row,) = [n for n in range(FIRST_ROW, sheet.max_row + 1) if sheet.cell(n, 1).value == key]
    return a1(row, columns[KEY_MARK + field])


Typed = tuple[str, str | int, str, str | int | None]  # sheet, key or place of the row, field, what is typed


def after(*edits: Typed, drop: tuple[str, ...] = ()) -> tuple[Master | None, list[Finding]]:
    """What is read after people typed."""
    book = openpyxl.load_workbook(io.BytesIO(shipped()))
    for name, key, field, value in edits:
        sheet_of(book, name)[address(name, key, field)].value = value
    for name in drop:
        book.remove(sheet_of(book, name))
    buffer = io.BytesIO()
    book.save(buffer)
    read_one, findings = read_master(open_book(buffer.getvalue()))
    return read_one, heavy(findings)


FIRST = {name: str(getattr(row[0], "kode", "")) for name, row in master().rows().items() if row}
SASARAN, INDIKATOR, BAGIAN = FIRST[renstra.SASARAN], FIRST[renstra.INDIKATOR], FIRST[renstra.BAGIAN]
SECOND_BAGIAN = master().bagian[1].kode
GRADED = next(each.kode for each in master().indikator if each.jenis == Jenis.PREDIKAT)
COUNTED = next(each.kode for each in master().indikator if each.jenis == Jenis.ANGKA)

# What is typed, the code that has to come of it, in the cell that was typed into.
FAULTS: list[tuple[Typed, str]] = [
    ((renstra.INDIKATOR, INDIKATOR, "sasaran", "SS.99"), "RUJUKAN_TIDAK_ADA"),
    ((renstra.INDIKATOR, INDIKATOR, "bagian", "XYZ"), "RUJUKAN_TIDAK_ADA"),
    ((renstra.INDIKATOR, INDIKATOR, "jenis", "uang"), "PILIHAN_TIDAK_DIKENAL"),
    ((renstra.INDIKATOR, INDIKATOR, "indikator", None), "WAJIB_DIISI"),
    ((renstra.INDIKATOR, COUNTED, "target", "banyak"), "BUKAN_ANGKA"),
    ((renstra.INDIKATOR, COUNTED, "target", None), "WAJIB_DIISI"),
    ((renstra.INDIKATOR, COUNTED, "target", "-"), "ISIAN_SEMU"),
    ((renstra.INDIKATOR, GRADED, "target", "ZZ"), "PILIHAN_TIDAK_DIKENAL"),
    ((renstra.INDIKATOR, GRADED, "mode", "jumlah"), "MODE_TIDAK_SESUAI_JENIS"),
    ((renstra.INDIKATOR, GRADED, "cara_gabung", "rata-rata"), "GABUNG_TIDAK_SESUAI_JENIS"),
    ((renstra.INDIKATOR, GRADED, "skala", "Predikat dinas"), "RUJUKAN_TIDAK_ADA"),
    ((renstra.INDIKATOR, GRADED, "target", "Belum terakreditas"), "PILIHAN_TIDAK_DIKENAL"),
    ((renstra.INDIKATOR, GRADED, "target", "D"), "PILIHAN_TIDAK_DIKENAL"),
    ((renstra.SASARAN, SASARAN, "prioritas", "P.99"), "RUJUKAN_TIDAK_ADA"),
    ((renstra.SASARAN, SASARAN, "prioritas", None), "SASARAN_TANPA_PRIORITAS"),
    ((renstra.PROGRAM, 1, "sasaran", "SS.99"), "RUJUKAN_TIDAK_ADA"),
    ((renstra.PROGRAM, 1, "pagu", "lima juta"), "BUKAN_ANGKA"),
    ((renstra.PROGRAM, 1, "pagu", 1), "PAGU_TIDAK_SAMA"),
    ((renstra.BAGIAN, BAGIAN, "surel", "sek"), "SUREL_SALAH"),
    ((renstra.INSTANSI, "", "tahun", "dua ribu"), "BUKAN_ANGKA"),
    ((renstra.INSTANSI, "", "pemda", None), "WAJIB_DIISI"),
    ((renstra.INSTANSI, "", "kode_pos", 71662), "KODE_MENJADI_ANGKA"),
    ((renstra.INSTANSI, "", "batas_kembali", "1/1/2001"), "BATAS_SEBELUM_MULAI"),
    ((renstra.INSTANSI, "", "mulai", "31/02/2026"), "BUKAN_TANGGAL"),
    ((renstra.HARI_LIBUR, 1, "tanggal", "besok"), "BUKAN_TANGGAL"),
    ((renstra.PEJABAT, 1, "nip", "1968041119930310091"), "NIP_TIDAK_SAH"),
    ((renstra.PEJABAT, 1, "sampai", "31/12/2020"), "MASA_TUGAS_LEWAT"),
]


@pytest.mark.parametrize(
    ("successor", "told"),
    [
        ({"peran": "Kepala", "mulai": "1/1/2021"}, []),
        ({"peran": "Kepala", "mulai": "1/1/2021", "sampai": "31/12/2021"}, ["successor"]),
        ({"peran": "Sekretaris", "mulai": "1/1/2021"}, ["Kepala"]),
    ],
)
def test_a_term_that_is_over_is_told_of_the_last_who_held_the_post(successor: dict[str, str], told: list[str]) -> None:
    (kepala,) = (each.row for each in sheet_of(untouched(), renstra.PEJABAT)["A"] if each.value == "Kepala")
    rows = {"Kepala": kepala - FIRST_ROW + 1, "successor": 40}  # far below the last official
    new = {**successor, "jabatan": "Kepala Dinas", "penugasan": "Plt."}
    typed = [(renstra.PEJABAT, rows["successor"], field, text) for field, text in new.items()]
    _, findings = after((renstra.PEJABAT, rows["Kepala"], "sampai", "31/12/2020"), *typed)
    over = [each.cells for each in findings if each.code.name == "MASA_TUGAS_LEWAT"]
    assert over == [(address(renstra.PEJABAT, rows[each], "sampai"),) for each in told]


@pytest.mark.tuntas
@pytest.mark.parametrize(("typed", "code"), FAULTS, ids=lambda value: str(value)[:60])
def test_a_fault_is_found_in_its_cell_with_its_remedy(typed: Typed, code: str) -> None:
    sheet, key, field, value = typed
    read_one, findings = after(typed)
    (found,) = [each for each in findings if each.code.name == code]
    assert (found.sheet, found.cells[0], found.column) == (sheet, address(sheet, key, field), field)
    assert found.found == value or not isinstance(value, str)
    assert found.message
    assert found.remedy
    assert (read_one is None) is any(each.severity is Severity.GALAT for each in findings)


@pytest.mark.tuntas
@pytest.mark.parametrize(
    ("sheet", "field"),
    [
        (renstra.INDIKATOR, "definisi"),
        (renstra.INSTANSI, "alamat"),
        (renstra.PEJABAT, "nama"),
    ],
)
def test_what_is_taken_out_of_a_text_is_told_with_its_cell(sheet: str, field: str) -> None:
    row: str | int = 1 if sheet == renstra.PEJABAT else "" if sheet == renstra.INSTANSI else FIRST[sheet]
    typed = (sheet, row, field, "Jalan_x0007_ \u202eraya\u202c_xD800_ no. 5")  # as such characters stand in the file
    read_one, findings = after(typed)
    assert read_one is not None
    (found,) = [each for each in findings if each.code.name == "KARAKTER_DIBERSIHKAN"]
    assert (found.sheet, found.cells, found.column) == (sheet, (address(sheet, row, field),), field)
    assert "“Jalan raya\ufffd no. 5”" in found.message
    assert "U+0007" in found.message
    assert "U+202E" in found.message
    assert "\x07" not in found.message
    first = read_one.rows()[sheet][0]
    assert getattr(first, field) == "Jalan raya\ufffd no. 5"


@pytest.mark.tuntas
def test_all_faults_are_found_in_one_run() -> None:
    alone, other = (each.kode for each in master().sasaran[:2])
    moved = [each.kode for each in master().indikator if each.sasaran == alone]
    shared = next(each.kode for each in master().indikator if each.sasaran == other)
    edits: list[Typed] = [
        *((renstra.INDIKATOR, kode, "sasaran", other) for kode in moved),
        (renstra.INDIKATOR, master().indikator[-1].kode, "kode", master().indikator[-2].kode),
        (renstra.INDIKATOR, shared, "bagian", "XYZ"),
        (renstra.SASARAN, other, "prioritas", "P.99"),
        (renstra.INDIKATOR, COUNTED, "target", "delapan puluh"),
        (renstra.PEJABAT, 1, "nip", "1968041119930310091"),
    ]
    twice = tuple(address(renstra.INDIKATOR, each.kode, "kode") for each in master().indikator[-2:])
    expected = {
        ("SASARAN_TANPA_INDIKATOR", renstra.SASARAN, (address(renstra.SASARAN, alone, "kode"),)),
        ("KUNCI_GANDA", renstra.INDIKATOR, twice),
        ("RUJUKAN_TIDAK_ADA", renstra.INDIKATOR, (address(renstra.INDIKATOR, shared, "bagian"),)),
        ("RUJUKAN_TIDAK_ADA", renstra.SASARAN, (address(renstra.SASARAN, other, "prioritas"),)),
        ("BUKAN_ANGKA", renstra.INDIKATOR, (address(renstra.INDIKATOR, COUNTED, "target"),)),
        ("NIP_TIDAK_SAH", renstra.PEJABAT, (address(renstra.PEJABAT, 1, "nip"),)),
    }
    read_one, findings = after(*edits)
    assert {(each.code.name, each.sheet, each.cells) for each in findings} == expected
    assert all(each.message and each.remedy for each in findings)
    assert read_one is None


def test_the_nip_of_the_procedure_is_warned_of_and_holds_nothing_back() -> None:
    read_one, (found,) = after((renstra.PEJABAT, 1, "nip", "1968041119930310091"))
    assert found.severity is Severity.PERINGATAN
    assert "berisi 19 angka, seharusnya 18" in found.message
    assert read_one is not None
    assert read_one.pejabat[0].nip == "1968041119930310091"


HARMLESS: list[Typed] = [
    (renstra.BAGIAN, BAGIAN, "kepala", "Nama Seseorang, S.Sos."),
    (renstra.PEJABAT, 1, "nip", "19680411 199303 1 009"),
    (renstra.INDIKATOR, INDIKATOR, "jenis", "PERSEN" if master().indikator[0].jenis == Jenis.PERSEN else "ANGKA"),
    (renstra.INDIKATOR, INDIKATOR, "bagian", f"{BAGIAN.lower()} ; {SECOND_BAGIAN}"),
    (renstra.INSTANSI, "", "mulai", f"{master().instansi.mulai:%d-%m-%Y}"),
]


@pytest.mark.tuntas
@pytest.mark.parametrize("typed", HARMLESS, ids=lambda typed: typed[2])
def test_what_can_be_read_for_certain_is_read_without_a_warning(typed: Typed) -> None:
    read_one, findings = after(typed)
    assert findings == []
    assert read_one is not None


OPTIONAL = [sheet.name for sheet in MASTER.sheets if sheet.optional]
NEEDED = [sheet.name for sheet in MASTER.sheets if not sheet.optional]


def test_a_master_needs_the_sheets_that_say_who_plans_what() -> None:
    assert NEEDED == ["Instansi", "Pejabat", "Bagian", "Sasaran", "Indikator", "Satuan"]


@pytest.mark.tuntas
@pytest.mark.parametrize("sheet", NEEDED)
def test_a_missing_sheet_is_told(sheet: str) -> None:
    read_one, findings = after(drop=(sheet,))
    assert ("LEMBAR_HILANG", sheet) in [(each.code.name, each.sheet) for each in findings]
    assert read_one is None


@pytest.mark.tuntas
@pytest.mark.parametrize("sheet", OPTIONAL)
def test_an_optional_sheet_may_be_missing(sheet: str) -> None:
    _, findings = after(drop=(sheet,))
    assert {each.code.name for each in findings} <= {"RUJUKAN_TIDAK_ADA", "DAFTAR_BELUM_DIISI"}


@pytest.mark.tuntas
@pytest.mark.parametrize(
    ("sheet", "key", "field"),
    [(renstra.SASARAN, SASARAN, "sasaran"), (renstra.BAGIAN, BAGIAN, "nama")],
)
def test_a_blank_suppresses_what_it_causes(sheet: str, key: str, field: str) -> None:
    _, findings = after((sheet, key, field, None))
    assert [(each.code.name, each.sheet) for each in findings] == [("WAJIB_DIISI", sheet)]


@pytest.mark.parametrize(
    ("kode", "parent"),
    [
        ("2.23", None),
        ("2.23.02", None),
        ("2.23.02.2.01", "2.23.02"),
        ("2.23.02.2.01.01", "2.23.02.2.01"),
        ("2.23.02.2.01.0004", "2.23.02.2.01"),
    ],
)
def test_the_parent_of_a_program_code(kode: str, parent: str | None) -> None:
    assert parent_of(kode) == parent


@pytest.mark.tuntas
def test_the_master_of_a_large_office_is_read_whole() -> None:
    """34 bagian of 30 indikator each, as a province has them, were more lines than a table might hold."""
    read, findings = read_master(open_book(master_bytes(sized(master(), 1_020))))
    assert [each.code.name for each in findings if each.severity is Severity.GALAT] == []
    assert read is not None
    assert len(read.indikator) == 1_020
