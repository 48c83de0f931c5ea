"""How a form opens, prints and helps: window, first cell, pages, protection, the worked example, size."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any
from zipfile import ZipFile

import pytest
from helpers.tahapan import Stage, drafted, folder
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.model.forms import form
from rkt_excel.model.forms.bantuan import EXAMPLES, petunjuk
from rkt_excel.model.forms.form import quarters_fault
from rkt_excel.model.forms.issuing import form_content
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.origin.master import Master
from rkt_excel.model.plans import konsep
from rkt_excel.model.tables import renstra
from rkt_excel.model.tables.formulir import Kinerja, ProgramBagian
from rkt_excel.model.vocabulary.terms import ModeTriwulan
from rkt_excel.office.place.workplace import MASTER_FILE, Workplace
from rkt_excel.steps.rapat import rapat
from rkt_excel.workbook.declaration.declare import Column, as_known
from rkt_excel.workbook.writing import measure, paper, style
from rkt_excel.workbook.writing.content import Paragraph
from rkt_excel.workbook.writing.measure import Laid, row_height
from rkt_excel.workbook.writing.write import write

MASTER: Master = Workplace(inputs=shipped_inputs()).master()[0]
ISSUE = Issue("Dinas", "2027", "murni", 1)
ROOM = 1_310  # pixels that a window of 1366 leaves to the cells
TABLES = (form.KINERJA, form.PROGRAM, form.USULAN)


def made(master: Master = MASTER, bagian: str = "SEK") -> bytes:
    content = form_content(master, bagian, ISSUE)
    return write(form.form_for(content.rows), content)


BOOK: Any = load_workbook(io.BytesIO(made()))


def widths(sheet: Any) -> list[float]:
    found: dict[int, float] = {}
    for each in sheet.column_dimensions.values():
        for number in range(each.min, each.max + 1):
            if not each.hidden:
                found[number] = each.width
    return [width for number, width in sorted(found.items()) if number <= sheet.max_column]


@pytest.mark.parametrize("sheet", [name for name in BOOK.sheetnames if not name.startswith("_")])
def test_a_sheet_fits_a_small_window_without_scrolling_sideways(sheet: str) -> None:
    zoom = BOOK[sheet].sheet_view.zoomScale or 100
    across = sum(int(width * 7) for width in widths(BOOK[sheet])) * zoom / 100
    assert across <= ROOM
    assert zoom >= 90


@pytest.mark.parametrize("bagian", [each.kode for each in MASTER.bagian])
def test_the_indikator_of_each_bagian_fit_a_small_window(bagian: str) -> None:
    page = load_workbook(io.BytesIO(made(bagian=bagian)))[form.KINERJA]
    assert sum(int(width * 7) for width in widths(page)) * (page.sheet_view.zoomScale or 100) / 100 <= ROOM


@pytest.mark.parametrize("sheet", TABLES)
def test_a_table_opens_on_its_first_cell_to_fill_with_its_headings_frozen(sheet: str) -> None:
    page = BOOK[sheet]
    pane = page.sheet_view.pane
    assert pane.state == "frozen"
    chosen = page[page.sheet_view.selection[-1].activeCell]
    assert not chosen.protection.locked
    earlier = [cell for row in page.iter_rows(max_row=chosen.row) for cell in row
               if not cell.protection.locked and (cell.row, cell.column) < (chosen.row, chosen.column)]  # fmt: skip
    assert earlier == []


@pytest.mark.parametrize("sheet", TABLES)
def test_a_locked_sheet_still_lets_people_look_copy_filter_and_make_room(sheet: str) -> None:
    lock = BOOK[sheet].protection
    assert lock.sheet
    assert lock.password is None
    # In the file "false" means that it is not forbidden.
    allowed = (lock.sort, lock.autoFilter, lock.formatColumns, lock.formatRows, lock.selectLockedCells)
    assert allowed == (False, False, False, False, False)
    assert (lock.deleteRows, lock.insertColumns, lock.formatCells) == (True, True, True)


@pytest.mark.parametrize("sheet", [*TABLES, form.PETUNJUK, form.DEFINISI, form.PERIKSA])
def test_a_sheet_prints_as_wide_as_its_page_on_the_offices_paper(sheet: str) -> None:
    page = BOOK[sheet]
    assert page.page_setup.paperSize == "14" or int(page.page_setup.paperSize) == 14
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToWidth in (None, 1)
    assert page.page_setup.fitToHeight in (None, 0) or sheet in (form.PETUNJUK, form.DEFINISI)
    if sheet in (*TABLES, form.PERIKSA):
        assert page.print_title_rows


@pytest.mark.parametrize("sheet", TABLES)
def test_rows_are_high_enough_for_their_texts(sheet: str) -> None:
    page = BOOK[sheet]
    for number in range(6, page.max_row + 1):
        texts = [
            Laid(
                str(cell.value),
                page.column_dimensions[get_column_letter(cell.column)].width,
                steps=int(cell.alignment.indent),
            )
            for cell in page[number]
            if cell.value and cell.data_type == "s" and cell.alignment.wrap_text
        ]
        height = page.row_dimensions[number].height or 0
        assert height >= row_height(texts) - 0.5
        assert len(texts) < 2 or height * 72 >= 72 * 13


def headings() -> Iterator[tuple[str, str, Column]]:
    for book in (form.FORM, konsep.KONSEP_BOOK, renstra.MASTER):
        for table in book.tables():
            yield from ((book.kind, table.name, column) for column in table.visible_columns().values())


@pytest.mark.parametrize(
    ("book", "sheet", "column"), [pytest.param(*each, id="-".join((*each[:2], each[2].heading))) for each in headings()]
)
def test_no_word_of_a_heading_is_broken_even_where_the_filters_button_takes_room(
    book: str, sheet: str, column: Column
) -> None:
    del book, sheet
    button = 18  # pixels: LibreOffice breaks a heading before its button
    star = "\u00a0*" if column.required is not False else ""
    longest = max(measure.stretch(word, bold=True) for word in (column.header.format(tahun=2027) + star).split(" "))
    assert longest + button <= measure.pixels([column.width])


@pytest.mark.parametrize(
    ("height", "pages"),
    [(100, 0), (500, 0), (540, 1), (680, 1), (710, 0), (1_030, 0), (1_200, 2), (1_400, 0), (2_200, 4)],
)
def test_the_last_page_never_holds_a_few_rows_only(height: float, pages: int) -> None:
    widths = [30.0] * 4  # narrower than the page, so that nothing else shrinks it
    assert paper.whole_pages("F4", widths, height, landscape=True) == pages


def test_each_kode_leads_to_the_definition_of_its_indikator() -> None:
    kinerja, definisi = BOOK[form.KINERJA], BOOK[form.DEFINISI]
    links = {cell.value: cell.hyperlink.location for cell in kinerja["A"] if cell.hyperlink}
    assert links
    for kode, location in links.items():
        sheet, cell = location.replace("'", "").split("!")
        assert (sheet, definisi[cell].value) == (form.DEFINISI, kode)
    told = {cell.value for row in definisi.iter_rows() for cell in row}
    for each in (each for each in MASTER.indikator if each.kode in links):
        assert {each.definisi, each.formula, each.sumber_data} - {None} <= told


def test_the_glossary_explains_every_satuan_of_the_form() -> None:
    definisi = BOOK[form.DEFINISI]
    begin = next(cell.row for cell in definisi["A"] if cell.value == "Arti satuan")
    end = next(row for row in range(begin + 2, definisi.max_row) if definisi.cell(row, 1).font.sz == 12)
    explained = {definisi.cell(row, 1).value: definisi.cell(row, 2).value for row in range(begin + 2, end)}
    used = {cell.value for cell in BOOK[form.KINERJA]["C"] if cell.row > 5 and cell.value}
    assert used <= explained.keys()
    assert all(explained.values())


@pytest.mark.parametrize("row", EXAMPLES, ids=[row.mode for row in EXAMPLES])
def test_the_worked_example_is_right_by_the_programs_own_rules(row: Kinerja) -> None:
    assert quarters_fault(as_known(row)) is None


def test_the_example_is_no_answer_and_no_indikator_of_the_office() -> None:
    assert not {row.indikator for row in EXAMPLES} & {each.indikator for each in MASTER.indikator}
    assert all(cell.protection.locked for row in BOOK[form.PETUNJUK].iter_rows() for cell in row)


def test_petunjuk_names_bagian_deadline_with_weekday_and_contact() -> None:
    told = " ".join(str(cell.value) for row in BOOK[form.PETUNJUK].iter_rows() for cell in row if cell.value)
    assert "Sekretariat (SEK)" in told
    assert "Selasa, 1 Desember 2026" in told
    assert MASTER.instansi.surel
    assert MASTER.instansi.surel in told
    start = next(cell for row in BOOK[form.PETUNJUK].iter_rows() for cell in row if cell.hyperlink)
    sheet, cell = start.hyperlink.location.replace("'", "").split("!")
    assert not BOOK[sheet][cell].protection.locked


def test_a_form_of_thirty_indikator_stays_small() -> None:
    mine = tuple(replace_bagian(each) for each in MASTER.indikator[:30])
    content = form_content(replace(MASTER, indikator=mine), "SEK", ISSUE)
    assert len(content.rows[form.KINERJA]) == 30
    assert len(write(form.form_for(content.rows), content)) < 60 * 1024


def replace_bagian(indikator: Any, **more: Any) -> Any:
    return indikator.model_copy(update={"bagian": ("SEK",), **more})


def longest_formula(book: Any) -> int:
    return max(len(str(c.value)) for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f")


@pytest.mark.tuntas
def test_no_formula_grows_with_the_rows() -> None:
    first = MASTER.indikator[0]
    many = tuple(
        replace_bagian(first, kode=f"IK.{n}", mode=ModeTriwulan.JUMLAH if n % 2 else ModeTriwulan.AKHIR)
        for n in range(400)
    )
    large: Any = load_workbook(io.BytesIO(made(replace(MASTER, indikator=many))))
    assert longest_formula(large) <= longest_formula(BOOK) + 20  # a row number has more digits


def test_the_widest_sheet_of_the_master_prints_on_two_pages_across() -> None:
    page: Any = load_workbook(shipped_inputs() / "renstra.xlsx")["Indikator"]
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (2, 0)
    assert page.print_title_cols == "$A:$C"  # kode, sasaran, indikator
    assert page.page_setup.pageOrder == "overThenDown"


def test_figures_of_neighbouring_columns_differ_in_an_ink_that_nobody_sees() -> None:
    """LibreOffice drops the room at the right of a figure that looks like the one drawn before it."""
    page = BOOK[form.KINERJA]
    for row in page.iter_rows(min_row=7, max_row=7):
        inks = [
            cell.font.color.rgb for cell in row if cell.alignment.horizontal == "right" and not cell.protection.locked
        ]
        assert len(inks) >= 5
        assert all(one != other for one, other in pairwise(inks))
        assert {ink[:6] for ink in inks} == {f"FF{style.INK[1:5]}"}


def test_every_font_of_every_workbook_is_the_one_that_is_named(at: Stage) -> None:
    """Excel follows the scheme of a font before its name; all widths and heights are counted in Arial."""
    place = at(drafted)
    rapat(place)
    books = [place.inputs / MASTER_FILE, *folder(place).rglob("*.xlsx")]
    ours = [each for each in books if each.parent.name != "3-kembali"]
    assert len(ours) >= 6
    for each in ours:
        with ZipFile(each) as package:
            styles = package.read("xl/styles.xml").decode("utf-8")
        assert "<scheme " not in styles, each.name
        named = set(re.findall(r'<name val="([^"]+)"', styles))
        assert named - {"Tahoma"} == {style.FONT}, each.name  # Tahoma is that of comments, as Excel writes them


@pytest.mark.parametrize("first_cell", ["E7", None])
def test_the_page_a_form_opens_with_counts_its_steps_through_and_says_something_below_every_heading(
    master: Master, first_cell: str | None
) -> None:
    page = list(petunjuk(master, "SEK", first_cell))
    texts = [each for each in page if isinstance(each, Paragraph)]
    steps = [match[1] for each in texts if (match := re.match(r"(\d+)\. ", each.text))]
    assert steps == [str(number) for number in range(1, len(steps) + 1)]
    assert len(steps) == 6
    headed = [place for place, each in enumerate(page) if isinstance(each, Paragraph) and each.heading]
    assert [page[place].text.partition(",")[0] for place in headed] == [  # type: ignore[union-attr]
        "Cara mengisi", "Mode triwulan", "Kolom Diisi: indikator yang diisi bersama bagian lain",
        "Arti warna dan tanda", "Mohon diperhatikan",
    ]  # fmt: skip
    assert not {place + 1 for place in headed} & {*headed, len(page)}
    assert [bool(each.leads) for each in texts].count(True) == bool(first_cell)


# ------------------------------------------------------------------ what is asked for


def without_pagu(master: Master) -> Master:
    """An office whose Renstra names no pagu."""
    return replace(master, program=tuple(each.model_copy(update={"pagu": None}) for each in master.program))


def only_year_ends(master: Master) -> Master:
    """An office all of whose targets are judged at the end of the year."""
    last = {"mode": ModeTriwulan.AKHIR}
    return replace(master, indikator=tuple(each.model_copy(update=last) for each in master.indikator))


@pytest.mark.parametrize(
    "office", [MASTER, without_pagu(MASTER), only_year_ends(MASTER)], ids=("whole", "no pagu", "year ends")
)
@pytest.mark.parametrize("bagian", [each.kode for each in MASTER.bagian])
def test_a_star_stands_above_what_some_row_needs_and_above_nothing_else(bagian: str, office: Master) -> None:
    book = load_workbook(io.BytesIO(made(office, bagian)))
    rows = form.form_rows(office, bagian)
    for table, model in ((form.KINERJA, Kinerja), (form.PROGRAM, ProgramBagian)):
        needed = {
            name for name, column in model.columns().items()
            if column.fills and any(column.required_for(as_known(row)) for row in rows[table])
        }  # fmt: skip
        names = {cell.column: str(cell.value).removeprefix("kolom:") for cell in book[table][4] if cell.value}
        starred = {names[cell.column or 0] for cell in book[table][5] if str(cell.value).endswith("*")}
        assert starred == needed, table


def test_the_column_of_the_pagu_indikatif_is_shown_only_where_the_renstra_names_one() -> None:
    shown = [
        {str(sheet.cell(4, number).value): not sheet.column_dimensions[get_column_letter(number)].hidden
         for number in range(1, sheet.max_column + 1)}["kolom:pagu_indikatif"]
        for office in (MASTER, without_pagu(MASTER))
        for sheet in [load_workbook(io.BytesIO(made(office)))[form.PROGRAM]]
    ]  # fmt: skip
    assert shown == [True, False]
