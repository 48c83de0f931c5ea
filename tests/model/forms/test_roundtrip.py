"""One cell changed in LibreOffice and saved in three formats: feature by feature, what is still there."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from helpers.libreoffice_session import Job, JobResult, LibreOffice, Typed
from openpyxl import load_workbook
from pages import roundtrip_page
from pages.roundtrip_page import FORMATS, KEPT

from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.model.forms import form
from rkt_excel.model.forms.issuing import form_content
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.origin.master import Master
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.format import input_cells
from rkt_excel.workbook.declaration import identity
from rkt_excel.workbook.reading.openbook import open_book
from rkt_excel.workbook.values.cells import a1, parse_a1
from rkt_excel.workbook.writing.content import Content
from rkt_excel.workbook.writing.write import write

pytestmark = [pytest.mark.program("LibreOffice"), pytest.mark.xdist_group("libreoffice")]

MASTER: Final[Master] = Workplace(inputs=shipped_inputs()).master()[0]
CONTENT: Final[Content] = form_content(MASTER, "SEK", Issue("Dinas", "2027", "murni", 1))
ISSUED: Final = write(form.form_for(CONTENT.rows), CONTENT)
CHANGED: Final = next(each for each in input_cells(CONTENT) if each.kolom == "target")
LONG: Final = parse_a1([e.sel for e in input_cells(CONTENT) if e.lembar == form.KINERJA and e.kolom == "alasan"][-2])
TABLES: Final = (form.KINERJA, form.PROGRAM, form.USULAN)
VALUE: Final = Decimal("12.5")


@dataclass(frozen=True)
class Back:
    """A form that came back: its bytes, as the program opens it, as LibreOffice sees it, and as openpyxl does.

    The last from a copy in .xlsx, since openpyxl reads nothing else.
    """

    data: bytes
    seen: JobResult
    book: Any

    @property
    def opened(self) -> Any:
        return open_book(self.data)


@pytest.fixture(scope="module")
def back(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Back]:
    folder: Path = tmp_path_factory.mktemp("back")
    fresh = folder / "form.xlsx"
    fresh.write_bytes(ISSUED)
    saved = {each: folder / f"saved.{each}" for each in FORMATS}
    copies = {each: folder / f"copy-{each}.xlsx" for each in FORMATS}
    typed = (
        Typed.number(CHANGED.lembar, CHANGED.sel, str(VALUE)),
        Typed.text(form.KINERJA, a1(*LONG), "Alasan yang perlu diceritakan panjang lebar. " * 8),
    )
    with LibreOffice() as office:
        office.do(Job(open=fresh, typed=typed, saves=tuple(saved.values()), recalculate=True))
        jobs = [Job(open=saved[each], saves=(copies[each],), locks=True) for each in FORMATS]
        results = office.do_all(jobs)
    return {
        each: Back(saved[each].read_bytes(), result, load_workbook(saved[each] if each == "xlsx" else copies[each]))
        for each, result in zip(FORMATS, results, strict=True)
    }


def issued() -> Any:
    return load_workbook(io.BytesIO(ISSUED))


def cell(opened: Any, sheet: str, address: str) -> Any:
    grid = next(grid for grid in opened.grids if grid.name == sheet)
    return grid.at(*parse_a1(address))


def typed_values(back: Back) -> bool:
    return bool(cell(back.opened, CHANGED.lembar, CHANGED.sel).value == VALUE)


def locked_values(back: Back) -> bool:
    before, after = open_book(ISSUED), back.opened
    for table in form.form_for(CONTENT.rows).tables():
        layout = CONTENT.layout(table)
        for line in layout.data():
            for name in set(layout.columns) - dict(layout.fillable(line)).keys():
                address = layout.address(line, name)
                if cell(before, table.name, address).shown != cell(after, table.name, address).shown:
                    return False
    return True


def results(back: Back) -> bool:
    periksa = next(grid for grid in back.opened.grids if grid.name == form.PERIKSA)
    return bool(
        periksa.at(3, 1).shown == "BELUM LENGKAP" and "7 sel kosong" in {c.shown for c in periksa.cells.values()}
    )


def identity_in(place: str) -> Callable[[Back], bool]:
    return lambda back: place in identity.find(back.opened).places


def field_names(back: Back) -> bool:
    return all(cell(back.opened, table, "A4").shown.startswith("kolom:") for table in TABLES)


def locked_cells(back: Back) -> bool:
    unlocked = {
        (sheet, address) for sheet, each in back.seen.locks.items() if each.visible for address in each.unlocked
    }
    return unlocked == {(each.lembar, each.sel) for each in input_cells(CONTENT)}


def protected(back: Back) -> bool:
    return all(each.protected for each in back.seen.locks.values() if each.visible)


def guarded(book: Any) -> dict[str, set[tuple[str, str]]]:
    return {
        name: {
            (each.type, str(address))
            for each in book[name].data_validations.dataValidation
            if each.type
            for span in each.sqref.ranges
            for row in span.rows
            for address in row
        }
        for name in TABLES
    }


def coloured(book: Any) -> dict[str, set[object]]:
    return {
        name: {
            place for rules in book[name].conditional_formatting for span in rules.sqref.ranges for place in span.cells
        }
        for name in (*TABLES, form.PERIKSA)
    }


def cells_with(book: Any, part: str) -> set[tuple[str, str]]:
    return {
        (sheet.title, each.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for each in row
        if getattr(each, part)
    }


def frozen(book: Any) -> list[object]:
    return [book[name].freeze_panes for name in TABLES]


def widths(book: Any) -> list[float]:
    page = book[form.KINERJA]
    spread = {n: each.width for each in page.column_dimensions.values() for n in range(each.min, each.max + 1)}
    usual = page.sheet_format.defaultColWidth  # which LibreOffice leaves out at the columns
    return [spread.get(number, usual) for number in range(1, 18)]


def close(one: list[float], other: list[float], by: float) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


def heights(book: Any) -> dict[int, float]:
    return {row: book[form.KINERJA].row_dimensions[row].height or 0 for row in range(6, 16)}


def untouched_rows_as_high(back: Back) -> bool:
    before, after = heights(issued()), heights(back.book)
    return all(abs(after[row] - before[row]) <= 1 for row in before if row not in (parse_a1(CHANGED.sel)[0], LONG[0]))


def row_of_the_long_answer_grew(back: Back) -> bool:
    return heights(back.book)[LONG[0]] > 2 * heights(issued())[LONG[0]]


def hidden(book: Any) -> dict[str, bool]:
    return {name: book[name].sheet_state != "visible" for name in book.sheetnames}


def permissions(book: Any) -> list[object]:
    lock = book[form.KINERJA].protection
    return [lock.sort, lock.autoFilter, lock.formatColumns, lock.formatRows, lock.selectLockedCells]


def same(of: Callable[[Any], object]) -> Callable[[Back], bool]:
    return lambda back: of(back.book) == of(issued())


FEATURES: Final[Mapping[str, Callable[[Back], bool]]] = {
    "values that were typed": typed_values,
    "locked values": locked_values,
    "results of formulas": results,
    "identity in the defined name": identity_in("nama"),
    "identity in the document property": identity_in("properti"),
    "identity in the cell": identity_in("sel"),
    "hidden row of field names": field_names,
    "locked cells still locked": locked_cells,
    "sheets still protected": protected,
    "drop-downs and limits": same(guarded),
    "colours that say the same": same(coloured),
    "comments": same(lambda book: cells_with(book, "comment")),
    "links": same(lambda book: cells_with(book, "hyperlink")),
    "frozen headings": same(frozen),
    "column widths": lambda back: close(widths(back.book), widths(issued()), 0.8),
    "row heights": untouched_rows_as_high,
    "rows grow with a long answer": row_of_the_long_answer_grew,
    "hidden sheets still hidden": same(hidden),
    "identity sheet very hidden": same(lambda book: book[identity.SHEET].sheet_state),
    "headings repeated in print": same(lambda book: [book[name].print_title_rows for name in TABLES]),
    "paper": same(lambda book: [int(book[name].page_setup.paperSize or 0) for name in TABLES]),
    "filter buttons": same(lambda book: [book[name].auto_filter.ref for name in TABLES]),
    "zoom": same(lambda book: [book[name].sheet_view.zoomScale for name in TABLES]),
    "permissions on locked sheets": same(permissions),
}


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("feature", KEPT)
def test_what_libreoffice_keeps_is_what_the_page_says(feature: str, suffix: str, back: Mapping[str, Back]) -> None:
    _, kept = KEPT[feature]
    assert FEATURES[feature](back[suffix]) is kept[FORMATS.index(suffix)]


def test_what_the_program_relies_on_is_kept_in_every_format() -> None:
    assert all(all(kept) for needed, kept in KEPT.values() if needed)
    assert FEATURES.keys() == KEPT.keys()


def test_the_page_is_the_table() -> None:
    assert roundtrip_page.PAGE.read_text(encoding="utf-8") == roundtrip_page.page(), "run: python tests/pages"
