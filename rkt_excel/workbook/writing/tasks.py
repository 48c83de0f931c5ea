"""The sheet that lists what has to be mended: each entry leads to its cell and ticks itself off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from rkt_excel.workbook.declaration.declare import Tasks
from rkt_excel.workbook.declaration.layout import TASK_COLUMNS
from rkt_excel.workbook.findings import Severity
from rkt_excel.workbook.values.cells import a1, column_letters, legal
from rkt_excel.workbook.values.ranges import ranges
from rkt_excel.workbook.writing import measure, style
from rkt_excel.workbook.writing.content import Task, Writing
from rkt_excel.workbook.writing.marks import fault_formula, place_of
from rkt_excel.workbook.writing.measure import Laid
from rkt_excel.workbook.writing.paper import Print, finish

NOT_DONE: Final = "BELUM"
DONE: Final = "SUDAH"
# Header and width in characters; together they fill the width of a landscape page in a legible size.
_COLUMNS: Final = (
    ("No", 5.0), ("Tanda", 11.0), ("Letak", 17.0), ("Baris", 36.0), ("Yang tertulis", 22.0),
    ("Yang perlu dilakukan", 54.0), ("Keadaan", 10.0),
)  # fmt: skip
_HEADER_ROW: Final = 5
_STATE: Final = TASK_COLUMNS
_PLACE: Final = 2
_TEXTS: Final = slice(_PLACE, 6)  # the columns with texts
_LITERAL: Final = 200  # characters; Excel takes 255 in one text of a formula
_LOOKS: Final = {Severity.GALAT: style.GALAT, Severity.PERINGATAN: style.PERINGATAN, Severity.INFO: style.LOCKED}
_QUOTED: Final = 400  # characters of what stood in a cell; the cell itself, or the file, holds the rest


def open_tasks(writing: Writing) -> str | None:
    """An Excel expression, without "=", for how many entries are still open; `None` where none can be ticked off."""
    sheet = next((each for each in writing.declaration.sheets if isinstance(each, Tasks)), None)
    if sheet is None or not _has_state(writing):
        return None
    return f"COUNTIF('{sheet.name}'!{_span(writing, absolute=True)},\"{NOT_DONE}\")"


def write_tasks(writing: Writing, sheet: Any, tasks: Tasks) -> None:  # noqa: ANN401 - XlsxWriter is untyped
    """Write the list of what has to be mended, in the order of `Content.tasks`, each group under its heading.

    Args:
        writing: The workbook.
        sheet: XlsxWriter's sheet, still empty.
        tasks: The declaration of the sheet.
    """
    _write_head(writing, sheet, tasks)
    row, number, depths = _HEADER_ROW, 0, dict[int, int]()
    for each in _with_headings(writing.content.tasks):
        if isinstance(each, str):
            _write_heading(writing, sheet, row, each)
        else:
            number += 1
            _write_task(writing, sheet, row, each, number)
            depths[row] = 1
        row += 1
    if _has_state(writing):
        _colour(writing, sheet)
    sheet.freeze_panes(_HEADER_ROW, 0)
    sheet.set_zoom(measure.zoom_for(_widths(writing)))
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    last = (max(row, _HEADER_ROW + 1), _STATE)
    finish(writing, sheet, Print(_widths(writing), last, landscape=True, repeat=_HEADER_ROW - 1, depths=depths))


def _with_headings(tasks: Iterable[Task]) -> Iterator[Task | str]:
    group = None
    for each in tasks:
        if each.group != group:
            group = each.group
            yield group
        yield each


def _write_head(writing: Writing, sheet: Any, tasks: Tasks) -> None:  # noqa: ANN401
    said = writing.content.said
    writing.title(sheet, tasks.title)
    sheet.write_string(1, 0, said(tasks.lead), writing.look(style.LEAD))
    must = _count(writing)
    if must:
        formula = f'="Sudah diperbaiki: "&COUNTIF({_span(writing)},"{DONE}")&" dari {must}"'
        sheet.write_formula(2, 0, formula, writing.look(style.STATE), f"Sudah diperbaiki: 0 dari {must}")
    else:
        sheet.write_string(2, 0, "Tidak ada sel yang harus diperbaiki.", writing.look(style.STATE))
    sheet.set_row(0, 21)
    wide = _widths(writing)
    for column, (header, _) in enumerate(_COLUMNS):
        sheet.write_string(_HEADER_ROW - 1, column, header, writing.look(style.HEADER))
        sheet.set_column(column, column, wide[column])
    sheet.set_row(_HEADER_ROW - 1, 20)


def _write_heading(writing: Writing, sheet: Any, row: int, text: str) -> None:  # noqa: ANN401
    look = writing.look(style.GROUP)
    sheet.write_string(row, 0, text, look)
    for column in range(1, _STATE):
        sheet.write_blank(row, column, None, look)
    sheet.set_row(row, 18)


def _write_task(writing: Writing, sheet: Any, row: int, task: Task, number: int) -> None:  # noqa: ANN401
    cell, centred = writing.look(style.LISTED), writing.look(style.LISTED, align="center", indent=0)
    sheet.write_number(row, 0, number, centred)
    mark = writing.look(style.LISTED, _LOOKS[task.severity], align="center", indent=0, bold=True)
    sheet.write_string(row, 1, task.severity.word, mark)
    told, key, found, text = texts = _told(task)
    if task.cells:
        _write_link(writing, sheet, row, f"'{task.sheet}'!{task.cells[0]}", told)
    else:
        sheet.write_string(row, 2, told, cell)
    sheet.write_string(row, 3, key, cell)
    sheet.write_string(row, 4, found, cell)
    sheet.write_string(row, 5, text, cell)
    formula = _state(writing, task)
    if formula:
        sheet.write_formula(row, 6, formula, writing.look(style.LISTED, align="center", indent=0, bold=True), NOT_DONE)
    else:
        sheet.write_blank(row, 6, None, cell)
    wide = _widths(writing)[_TEXTS]
    sheet.set_row(row, measure.row_height(Laid(*each, steps=1) for each in zip(texts, wide, strict=True)))


def _write_link(writing: Writing, sheet: Any, row: int, target: str, told: str) -> None:  # noqa: ANN401
    """Where it is, leading there; a formula where that takes several lines, for LibreOffice wraps no linked text."""
    look = writing.look(style.LISTED, style.LINK)
    if measure.on_one_line(Laid(told, _widths(writing)[_PLACE], steps=1)):
        sheet.write_url(row, _PLACE, f"internal:{target}", look, told, "Klik untuk menuju selnya")
    else:
        parts = "&".join(_literal(told[at : at + _LITERAL]) for at in range(0, len(told), _LITERAL))
        sheet.write_formula(row, _PLACE, f"=HYPERLINK({_literal(f'#{target}')},{parts})", look, told)


def _literal(text: str) -> str:
    """A text as formulas hold it."""
    return '"{}"'.format(text.replace('"', '""'))


def _told(task: Task) -> tuple[str, str, str, str]:
    """Where it is, in which row, what stands there, and what to do."""
    where = ranges(task.cells) if task.cells else task.place
    found = task.found if len(task.found) <= _QUOTED else task.found[:_QUOTED] + " …"
    return legal(f"{task.sheet} {where}" if task.cells else where), legal(task.key), legal(found), legal(task.text)


def _widths(writing: Writing) -> list[float]:
    """The widths of the columns: as declared, or as their longest word needs."""

    def needed() -> list[float]:
        wide = [width for _, width in _COLUMNS]
        told = zip(*map(_told, writing.content.tasks), strict=True)
        for column, texts in enumerate(told, _TEXTS.start):
            wide[column] = measure.widest(texts, steps=1, above=wide[column])
        return wide

    wide: list[float] = writing.remembered("tasks", needed)
    return wide


def _state(writing: Writing, task: Task) -> str | None:
    """The live state of what must be mended: open as long as the fault of one of its cells stands."""
    if task.severity is not Severity.GALAT:
        return None
    tables = list(writing.declaration.tables())
    places = [place_of(writing.content, tables, task.sheet, cell) for cell in task.cells]
    tests = list(dict.fromkeys(fault_formula(place, f"'{task.sheet}'!") for place in places if place))
    if not tests:
        return None
    test = tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"
    return f'=IF(IFERROR({test},TRUE),"{NOT_DONE}","{DONE}")'


def _count(writing: Writing) -> int:
    return sum(_state(writing, each) is not None for each in writing.content.tasks)


def _has_state(writing: Writing) -> bool:
    return any(_state(writing, each) is not None for each in writing.content.tasks)


def _span(writing: Writing, *, absolute: bool = False) -> str:
    """The column of live states, over all lines and headings."""
    last = _HEADER_ROW + sum(1 for _ in _with_headings(writing.content.tasks))
    letters, mark = column_letters(_STATE), "$" if absolute else ""
    return f"{mark}{letters}{mark}{_HEADER_ROW + 1}:{mark}{letters}{mark}{last}"


def _colour(writing: Writing, sheet: Any) -> None:  # noqa: ANN401
    first = a1(_HEADER_ROW + 1, _STATE)
    for word, look in ((NOT_DONE, style.GALAT), (DONE, style.IN_ORDER)):
        rule = {"type": "formula", "criteria": f'={first}="{word}"', "format": writing.look(look)}
        sheet.conditional_format(_span(writing), rule)
