"""The harness itself: what it types arrives, what is locked refuses, and it tells both truthfully."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import xlrd
import xlsxwriter
from helpers.libreoffice_session import (
    Job,
    JobResult,
    LibreOffice,
    LibreOfficeError,
    Typed,
    expand,
    find_uno_python,
)

pytestmark = pytest.mark.xdist_group("libreoffice")
driven = pytest.mark.program("LibreOffice")

NUMBERS = {
    "B2": "85.5",
    "B3": "0.1",
    "B4": "1234567890123",
    "B5": "33.3333333333333",
    "B6": "-5",
    "B7": "0.125",
}
TEXTS = {"C2": "5.10", "C3": "007", "C4": "=1+1", "C5": "dua  spasi\nbaris kedua", "C6": "é 😀 \u00a0"}
UNLOCKED = {f"{letter}{row}" for letter in "BC" for row in range(2, 9)} | {"E5"}
ROUTES = ("xlsx", "ods", "xls")


@pytest.fixture(scope="module")
def office() -> Iterator[LibreOffice]:
    with LibreOffice() as session:
        yield session


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("form") / "formulir isian é.xlsx"
    _write_form(path)
    return path


@pytest.fixture(scope="module")
def filled(office: LibreOffice, form: Path) -> dict[str, Path]:
    """The form with `NUMBERS` and `TEXTS`, saved in each format."""
    saves = {route: form.with_name(f"isi.{route}") for route in ROUTES}
    result = office.do(Job(form, typed=_entries(), saves=tuple(saves.values())))
    assert result.refused == ()
    return saves


def _write_form(path: Path) -> None:
    workbook = xlsxwriter.Workbook(path)
    sheet = workbook.add_worksheet("Kinerja")
    number = workbook.add_format({"locked": False, "num_format": "#,##0.00"})
    text = workbook.add_format({"locked": False, "num_format": "@"})
    sheet.write("A1", "Kepala")
    for row in range(1, 8):
        sheet.write_blank(row, 1, None, number)
        sheet.write_blank(row, 2, None, text)
    sheet.write_blank("E5", None, workbook.add_format({"locked": False}))
    sheet.write_formula("D2", "=B2*2", None, 0)
    sheet.write_formula("D3", '="teks"&1', None, "lama")
    sheet.protect()
    workbook.add_worksheet("Bebas")
    hidden = workbook.add_worksheet("Meta")
    hidden.very_hidden()
    hidden.set_column("Z:Z", None, workbook.add_format({"locked": False}))
    hidden.protect()
    workbook.close()


def _entries() -> tuple[Typed, ...]:
    numbers = (Typed.number("Kinerja", cell, value) for cell, value in NUMBERS.items())
    texts = (Typed.text("Kinerja", cell, value) for cell, value in TEXTS.items())
    return (*numbers, *texts)


def _look(office: LibreOffice, path: Path, *cells: str) -> JobResult:
    return office.do(Job(path, look_at=[("Kinerja", cell) for cell in cells], locks=True))


@driven
@pytest.mark.parametrize("route", ROUTES)
def test_what_was_typed_is_read_back_by_libreoffice(office: LibreOffice, filled: dict[str, Path], route: str) -> None:
    seen = _look(office, filled[route], *NUMBERS, *TEXTS).cells
    assert {cell: seen["Kinerja", cell].value for cell in NUMBERS} == {
        cell: float(value) for cell, value in NUMBERS.items()
    }
    assert {cell: seen["Kinerja", cell].shown for cell in TEXTS} == TEXTS
    assert {seen["Kinerja", cell].type for cell in NUMBERS} == {"value"}
    assert {seen["Kinerja", cell].type for cell in TEXTS} == {"text"}


@driven
def test_what_was_typed_is_read_back_from_xlsx_by_openpyxl(filled: dict[str, Path]) -> None:
    sheet = openpyxl.load_workbook(filled["xlsx"])["Kinerja"]
    assert {cell: sheet[cell].value for cell in NUMBERS} == {cell: float(value) for cell, value in NUMBERS.items()}
    assert {cell: sheet[cell].value for cell in TEXTS} == TEXTS
    assert {sheet[cell].data_type for cell in TEXTS} == {"s"}


@driven
def test_what_was_typed_is_read_back_from_xls_by_xlrd(filled: dict[str, Path]) -> None:
    sheet = xlrd.open_workbook(filled["xls"]).sheet_by_name("Kinerja")
    typed = NUMBERS | TEXTS
    seen = {cell: sheet.cell_value(int(cell[1:]) - 1, ord(cell[0]) - ord("A")) for cell in typed}
    assert seen == {cell: float(value) for cell, value in NUMBERS.items()} | TEXTS


@driven
def test_a_formula_follows_what_was_typed(office: LibreOffice, filled: dict[str, Path]) -> None:
    assert _look(office, filled["xlsx"], "D2").cells["Kinerja", "D2"].value == 171
    values = openpyxl.load_workbook(filled["xlsx"], data_only=True)["Kinerja"]
    assert values["D2"].value == 171


@driven
@pytest.mark.parametrize(
    "entry",
    [
        Typed.number("Kinerja", "A2", "1"),
        Typed.text("Kinerja", "A1", "Diganti"),
        Typed.formula("Kinerja", "D2", "=1"),
        Typed.keys("Kinerja", "D4", "1"),
        Typed.blank("Kinerja", "A1"),
    ],
    ids=lambda entry: entry.way,
)
def test_a_locked_cell_refuses(office: LibreOffice, form: Path, tmp_path: Path, entry: Typed) -> None:
    copy = tmp_path / "isi.xlsx"
    accepted = Typed.number("Kinerja", "B2", "3")
    result = office.do(Job(form, typed=(entry, accepted), saves=(copy,)))
    assert result.refused == (entry,)
    sheet = openpyxl.load_workbook(copy)["Kinerja"]
    assert (sheet["A1"].value, sheet["A2"].value, sheet["D2"].value, sheet["D4"].value) == (
        "Kepala",
        None,
        "=B2*2",
        None,
    )
    assert sheet["B2"].value == 3


@driven
def test_locks_do_not_bind_where_the_sheet_is_not_protected(office: LibreOffice, form: Path) -> None:
    entry = Typed.text("Bebas", "A1", "boleh")
    result = office.do(Job(form, typed=(entry,), look_at=[("Bebas", "A1")]))
    assert result.refused == ()
    assert result.cells["Bebas", "A1"].shown == "boleh"


@driven
def test_the_lock_report_is_what_was_declared(office: LibreOffice, form: Path) -> None:
    locks = office.do(Job(form, locks=True)).locks
    assert list(locks) == ["Kinerja", "Bebas", "Meta"]
    assert locks["Kinerja"].unlocked == UNLOCKED
    assert locks["Kinerja"].unlocked_beyond == ()
    assert locks["Kinerja"].examined == "A1:I23"
    assert [each.protected for each in locks.values()] == [True, False, True]
    assert [each.visible for each in locks.values()] == [True, True, False]
    assert locks["Bebas"].unlocked == set()


@driven
def test_unlocked_cells_far_outside_are_reported_too(office: LibreOffice, form: Path) -> None:
    meta = office.do(Job(form, locks=True)).locks["Meta"]
    assert meta.unlocked == set()
    assert meta.unlocked_beyond == ("Z1:Z1048576",)


@driven
@pytest.mark.parametrize("route", ROUTES)
def test_locks_survive_each_route(office: LibreOffice, filled: dict[str, Path], route: str) -> None:
    kinerja = _look(office, filled[route]).locks["Kinerja"]
    assert kinerja.protected
    assert kinerja.unlocked == UNLOCKED


@driven
def test_the_lock_report_agrees_with_the_lock_of_every_single_cell(office: LibreOffice, form: Path) -> None:
    cells = sorted(expand(["A1:I23"]))
    entries = [Typed.blank("Kinerja", cell) for cell in cells]
    refused = {entry.cell for entry in office.do(Job(form, typed=entries)).refused}
    assert set(cells) - refused == UNLOCKED


@driven
def test_blank_empties_a_cell(office: LibreOffice, filled: dict[str, Path]) -> None:
    job = Job(filled["ods"], typed=(Typed.blank("Kinerja", "B2"),), look_at=[("Kinerja", "B2")])
    assert office.do(job).cells["Kinerja", "B2"].type == "empty"


@driven
@pytest.mark.parametrize(
    ("formula", "shown", "error"),
    [("=SUM(B2;1)", "1", 0), ("=1/0", "#DIV/0!", 532), ("=NA()", "#N/A", 32767), ("=Meta.A1&1", "1", 0)],
)
def test_a_formula_is_typed_in_english(office: LibreOffice, form: Path, formula: str, shown: str, error: int) -> None:
    job = Job(form, typed=(Typed.formula("Kinerja", "E5", formula),), look_at=[("Kinerja", "E5")])
    seen = office.do(job).cells["Kinerja", "E5"]
    assert (seen.type, seen.shown, seen.error) == ("formula", shown, error)


@driven
def test_untouched_formulas_keep_their_old_value_unless_recalculated(office: LibreOffice, form: Path) -> None:
    look_at = [("Kinerja", "D3")]
    kept, anew = office.do_all([Job(form, look_at=look_at), Job(form, look_at=look_at, recalculate=True)])
    assert kept.cells["Kinerja", "D3"].shown == "lama"
    assert anew.cells["Kinerja", "D3"].shown == "teks1"


@driven
def test_keys_obey_locale_and_format(form: Path) -> None:
    pressed = {"B2": "85,5", "B3": "85.5", "B4": "1.250", "C2": "5.10", "B5": "'5"}
    entries = [Typed.keys("Kinerja", cell, value) for cell, value in pressed.items()]
    with LibreOffice(locale="id-ID") as indonesian:
        result = indonesian.do(Job(form, typed=entries, look_at=[("Kinerja", cell) for cell in pressed]))
    assert {cell: (seen.type, seen.shown) for (_, cell), seen in result.cells.items()} == {
        "B2": ("value", "85,50"),
        "B3": ("text", "85.5"),
        "B4": ("value", "1.250,00"),
        "C2": ("text", "5.10"),
        "B5": ("text", "5"),
    }


@driven
def test_a_pdf_is_printed(office: LibreOffice, form: Path, tmp_path: Path) -> None:
    office.do(Job(form, saves=(tmp_path / "form.pdf",)))
    assert (tmp_path / "form.pdf").read_bytes().startswith(b"%PDF-")


@driven
@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        (Typed.number("Kinerj", "B2", "1"), "there is no sheet 'Kinerj'"),
        (Typed.number("Kinerja", "B2:B3", "1"), "B2:B3 is not one cell"),
    ],
)
def test_a_job_that_cannot_be_done_says_why(office: LibreOffice, form: Path, entry: Typed, complaint: str) -> None:
    with pytest.raises(LibreOfficeError, match=complaint):
        office.do(Job(form, typed=(entry,)))
    assert office.do(Job(form, locks=True)).locks["Kinerja"].protected


@driven
def test_a_file_that_is_missing_or_no_workbook_is_an_error(office: LibreOffice, tmp_path: Path) -> None:
    with pytest.raises(LibreOfficeError, match=r"tiada\.xlsx"):
        office.do(Job(tmp_path / "tiada.xlsx"))
    broken = tmp_path / "rusak.xlsx"
    broken.write_bytes(b"PK\x03\x04 bukan zip")
    with pytest.raises(LibreOfficeError, match=r"rusak\.xlsx"):
        office.do(Job(broken))


@driven
@pytest.mark.parametrize(
    "content",
    ["", ",orang,komputer,23.11.2026 10:00,file:///home/orang/.config;"],
    ids=["unreadable", "of another machine"],
)
def test_a_lock_file_left_behind_is_no_hindrance(office: LibreOffice, form: Path, tmp_path: Path, content: str) -> None:
    copy = tmp_path / "isi.xlsx"
    copy.write_bytes(form.read_bytes())
    (tmp_path / ".~lock.isi.xlsx#").write_text(content, encoding="utf-8")
    office.do(Job(copy, typed=(Typed.number("Kinerja", "B2", "3"),), saves=(copy,)))
    assert openpyxl.load_workbook(copy)["Kinerja"]["B2"].value == 3
    assert {path.name for path in tmp_path.iterdir()} == {"isi.xlsx", ".~lock.isi.xlsx#"}


@driven
def test_an_unknown_format_is_an_error(office: LibreOffice, form: Path) -> None:
    with pytest.raises(LibreOfficeError, match="must be one of xlsx, ods, xls, pdf"):
        office.do(Job(form, saves=(Path("isi.docx"),)))


@driven
def test_a_run_over_its_time_limit_is_an_error(office: LibreOffice, form: Path) -> None:
    with pytest.raises(LibreOfficeError, match=r"longer than 0\.01 s"):
        office.do(Job(form), limit=0.01)
    assert office.do(Job(form, locks=True)).locks


@driven
def test_nothing_is_left_behind() -> None:
    with LibreOffice() as session:
        folder, process = session._folder, session._process
        assert process is not None
        assert folder.exists()
    assert not folder.exists()
    assert process.returncode is not None
    with pytest.raises(LibreOfficeError, match="is not running"):
        session.do_all([])


def test_without_libreoffice_it_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("helpers.libreoffice_session.shutil.which", lambda _name: None)
    monkeypatch.setattr(Path, "exists", lambda _path: False)
    with pytest.raises(LibreOfficeError, match="LibreOffice was not found"):
        LibreOffice().__enter__()


def test_without_a_uno_python_it_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("helpers.libreoffice_session.find_soffice", lambda: Path("soffice"))
    monkeypatch.setattr("helpers.libreoffice_session._has_uno", lambda _python: False)
    find_uno_python.cache_clear()
    with pytest.raises(LibreOfficeError, match="No Python with LibreOffice's `uno`"):
        find_uno_python()
    find_uno_python.cache_clear()


def test_ranges_expand_to_cells() -> None:
    assert expand(["A1", "Y2:AA3"]) == {"A1", "Y2", "Z2", "AA2", "Y3", "Z3", "AA3"}
    assert expand([]) == set()
    with pytest.raises(ValueError, match="not the address"):
        expand(["1A"])
