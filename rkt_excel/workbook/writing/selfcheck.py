"""The sheet that says, live, what the tables of a workbook still lack: by column, by row, and in one large word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from rkt_excel.workbook.declaration.declare import Selfcheck
from rkt_excel.workbook.declaration.layout import FIRST_ROW, HEADER_ROW, SELFCHECK_COLUMNS, LayoutLine, TableLayout
from rkt_excel.workbook.kinds import ErrorValue
from rkt_excel.workbook.values.cells import a1, column_letters, legal
from rkt_excel.workbook.writing import measure, style
from rkt_excel.workbook.writing.content import Writing
from rkt_excel.workbook.writing.measure import Laid
from rkt_excel.workbook.writing.paper import Print, finish, whole_pages
from rkt_excel.workbook.writing.signs import IN_ORDER, WRONG, line_signs, untyped
from rkt_excel.workbook.writing.tasks import open_tasks

WIDTHS: Final = (19.0, 72.0, 22.0)
_HEADERS: Final = ("Baris", "Uraian", "Keadaan")
_HEADER: Final = 5  # 0-based
_BIG: Final = (2, 3)  # 0-based rows of the large word
_WRONG_TOLD: Final = "Isian yang salah atau tidak berarti"
_UNFINISHED: Final = "Baris yang belum lengkap"


@dataclass(frozen=True)
class TableCheck:
    """The lines of one table on the sheet.

    Beside each line stands, in hidden columns, whether its cells to fill are blank; the counts add those up. A formula
    over a whole column would have to pick its rows one by one, grow past what Excel takes, and rely on programs that
    calculate with ranges inside functions of one value.

    Attributes:
        layout: The table.
        lines: Its lines that are listed: the given rows.
        asked: The fields that some of them have to fill, each with its hidden column.
        first: The 1-based row of the first line.
    """

    layout: TableLayout
    lines: tuple[LayoutLine, ...]
    asked: tuple[str, ...]
    first: int = 0

    @classmethod
    def of(cls, layout: TableLayout) -> TableCheck:
        """What is to be said of a table; where its lines stand is decided later (`first`)."""
        lines = tuple(line for line in layout.data() if not line.spare)
        asked = tuple(name for name in layout.columns if any(_asked(layout, line, name) for line in lines))
        return cls(layout, lines, asked)

    def column(self, name: str) -> int:
        """The 1-based hidden column of a field."""
        return SELFCHECK_COLUMNS + 1 + self.asked.index(name)

    def blanks(self, name: str) -> str:
        """An Excel expression, without "=", for how many cells of a field are blank."""
        letters = column_letters(self.column(name))
        return f"SUM(${letters}${self.first}:${letters}${self.first + len(self.lines) - 1})"


@dataclass(frozen=True)
class Count:
    """One thing that is counted over a table.

    Attributes:
        told: What it is, in words.
        place: A1 address of the heading that a click leads to.
        number: An Excel expression, without "=", for the count.
        value: The count as it is now, kept in the file as the result.
        unit: What is counted: "sel kosong", "baris".
    """

    told: str
    place: str
    number: str
    value: int
    unit: str


def write_selfcheck(writing: Writing, sheet: Any, check: Selfcheck) -> None:  # noqa: ANN401 - XlsxWriter is untyped
    """Write the live count of what the tables of the workbook still lack.

    Args:
        writing: The workbook.
        sheet: XlsxWriter's sheet, still empty.
        check: The declaration of the sheet.
    """
    layouts = [writing.content.layout(table) for table in writing.declaration.tables()]
    layouts = [layout for layout in layouts if layout.sign_column and any(layout.data())]
    _head(writing, sheet, check, layouts)
    parts = _placed(writing, layouts)
    row, heads = _HEADER + 1, set[int]()
    for write in (_summary, _rows):
        for part in parts:
            heads.add(row)
            row = write(writing, sheet, part, row)
    keys = (line.key for part in parts for line in part.lines)
    wide = (measure.widest(keys, above=WIDTHS[0]), *WIDTHS[1:])
    for column, width in enumerate(wide):
        sheet.set_column(column, column, width)
    hidden = max((len(part.asked) for part in parts), default=0)
    if hidden:
        sheet.set_column(SELFCHECK_COLUMNS, SELFCHECK_COLUMNS + hidden - 1, None, None, {"hidden": True})
    _colour(writing, sheet, f"C{_HEADER + 2}:C{row}")
    sheet.freeze_panes(_HEADER + 1, 0)
    sheet.set_zoom(measure.zoom_for(wide))
    sheet.set_selection(_HEADER + 1, 0, _HEADER + 1, 0)
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    pages = whole_pages(writing.content.paper, wide, sum(map(sheet.height, range(row))), landscape=False)
    depths = {each: int(each not in heads) for each in range(_HEADER + 1, row)}
    how = Print(wide, (row, SELFCHECK_COLUMNS), landscape=False, repeat=_HEADER, pages=pages, depths=depths)
    finish(writing, sheet, how)


def _placed(writing: Writing, layouts: list[TableLayout]) -> list[TableCheck]:
    """Where the lines of each table stand: below all counts, each table under its heading."""
    parts = [TableCheck.of(layout) for layout in layouts]
    row = _HEADER + 2 + sum(1 + len(list(_counts(writing, part))) for part in parts)
    placed = []
    for part in parts:
        placed.append(replace(part, first=row + 1))
        row += 1 + len(part.lines) if part.lines else 0
    return placed


def _head(writing: Writing, sheet: Any, check: Selfcheck, layouts: list[TableLayout]) -> None:  # noqa: ANN401
    writing.title(sheet, check.title)
    sheet.write_string(1, 0, writing.content.said(check.lead), writing.look(style.LEAD))
    missing = [f'COUNTIF({_signs(layout)},"?*")-COUNTIF({_signs(layout)},"{IN_ORDER}")' for layout in layouts]
    unready = any(sign not in ("", IN_ORDER) for layout in layouts for sign in _values(writing, layout))
    listed = open_tasks(writing)
    formula = f'=IF({"+".join([*missing, listed] if listed else missing) or "0"}=0,"{check.ready}","{check.unready}")'
    sheet.merge_range(_BIG[0], 0, _BIG[1], SELFCHECK_COLUMNS - 1, "", writing.look(style.BIG))
    word = check.unready if unready or listed else check.ready
    sheet.write_formula(_BIG[0], 0, formula, writing.look(style.BIG), word)
    span = f"A{_BIG[0] + 1}:C{_BIG[1] + 1}"
    for sign, look in (("=", style.IN_ORDER), ("<>", style.PERINGATAN)):
        test = f'=$A${_BIG[0] + 1}{sign}"{check.ready}"'
        sheet.conditional_format(span, {"type": "formula", "criteria": test, "format": writing.look(look)})
    for column, header in enumerate(_HEADERS):
        sheet.write_string(_HEADER, column, header, writing.look(style.HEADER))
    sheet.set_row(_HEADER, 20)


def _group(writing: Writing, sheet: Any, row: int, text: str, layout: TableLayout) -> None:  # noqa: ANN401
    """A heading over lines, with how many rows of its table are in order."""
    sheet.write_string(row, 0, text, writing.look(style.GROUP))
    sheet.write_blank(row, 1, None, writing.look(style.GROUP))
    signs = _values(writing, layout)
    formula = f'=COUNTIF({_signs(layout)},"{IN_ORDER}")&" dari "&COUNTIF({_signs(layout)},"?*")&" baris benar"'
    value = f"{signs.count(IN_ORDER)} dari {sum(sign != '' for sign in signs)} baris benar"
    sheet.write_formula(row, 2, formula, writing.look(style.GROUP, align="center"), value)
    sheet.set_row(row, 18)


def _summary(writing: Writing, sheet: Any, part: TableCheck, row: int) -> int:  # noqa: ANN401
    """What is counted over a table, a line each; the next free 0-based row."""
    table = part.layout.table
    _group(writing, sheet, row, f"Ringkasan lembar {table.name}", part.layout)
    link = writing.look(style.LOCKED, style.LINK)
    for each in _counts(writing, part):
        row += 1
        sheet.write_url(row, 0, f"internal:'{table.name}'!{each.place}", link, table.name)
        sheet.write_string(row, 1, legal(each.told), writing.look(style.LOCKED, style.aligned("left")))
        look = writing.look(style.LOCKED, align="center")
        formula = f'=IF({each.number}=0,"{IN_ORDER}",{each.number}&" {each.unit}")'
        sheet.write_formula(row, 2, formula, look, f"{each.value} {each.unit}" if each.value else IN_ORDER)
    return row + 1


def _counts(writing: Writing, part: TableCheck) -> Iterator[Count]:
    layout = part.layout
    columns = layout.table.visible_columns()
    for name in part.asked:
        blank = sum(_blank(line.row.get(name)) for line in part.lines if _asked(layout, line, name))
        told = writing.content.heading(columns[name])
        yield Count(told, a1(HEADER_ROW, layout.columns[name]), part.blanks(name), blank, "sel kosong")
    signs, place = _values(writing, layout), a1(HEADER_ROW, layout.sign_column or 1)
    if layout.table.spare:
        unfinished = sum(sign.startswith("ISI ") and sign[4:].isdecimal() for sign in signs)
        count = f'COUNTIF({_signs(layout)},"ISI ?")+COUNTIF({_signs(layout)},"ISI ??")'
        yield Count(_UNFINISHED, place, f"({count})", unfinished, "baris")
    words = ((WRONG, _WRONG_TOLD), *((sign.word, sign.told) for sign in layout.table.signs))
    for word, told in words:
        yield Count(f"{told} ({word})", place, f'COUNTIF({_signs(layout)},"{word}")', signs.count(word), "baris")


def _blank(value: object) -> bool:
    """Whether a cell counts as blank: spaces do, an error value does not."""
    return untyped(value) and not isinstance(value, ErrorValue)


def _asked(layout: TableLayout, line: LayoutLine, name: str) -> bool:
    """Whether a line has to fill a column."""
    column = layout.table.visible_columns()[name]
    return layout.takes(line, column) and column.required_for(line.row)


def _rows(writing: Writing, sheet: Any, part: TableCheck, row: int) -> int:  # noqa: ANN401
    """One line per given row of a table, linked to it; the next free 0-based row."""
    if not part.lines:
        return row
    layout = part.layout
    _group(writing, sheet, row, f"Lembar {layout.table.name}", layout)
    text_field = next(name for name in layout.table.visible_columns() if name != layout.table.row.key_field())
    for line in part.lines:
        row += 1
        text = str(line.row.get(text_field) or "")
        target = f"internal:'{layout.table.name}'!{a1(line.number, 1)}"
        sheet.write_url(row, 0, target, writing.look(style.LOCKED, style.LINK), legal(line.key))
        sheet.write_string(row, 1, legal(text), writing.look(style.LOCKED, style.aligned("left")))
        sign = f"='{layout.table.name}'!{column_letters(layout.sign_column or 1)}{line.number}"
        value = line_signs(writing, layout)[line.number]
        sheet.write_formula(row, 2, sign, writing.look(style.LOCKED, align="center"), value)
        sheet.set_row(row, measure.row_height([Laid(text, WIDTHS[1], steps=1)]))
        _note_blanks(sheet, part, line, row)
    return row + 1


def _note_blanks(sheet: Any, part: TableCheck, line: LayoutLine, row: int) -> None:  # noqa: ANN401
    """Beside a line (0-based row), hidden, 1 for each cell that it has to fill and that is blank, else 0."""
    for name in part.asked:
        if _asked(part.layout, line, name):
            ref = f"'{part.layout.table.name}'!{part.layout.address(line, name)}"
            formula = f'=IF(ISERROR({ref}),0,IF(TRIM({ref})="",1,0))'
            sheet.write_formula(row, part.column(name) - 1, formula, None, int(_blank(line.row.get(name))))


def _colour(writing: Writing, sheet: Any, span: str) -> None:  # noqa: ANN401
    """The colour of each state; its word says the same, and the count over a heading has none."""
    first = span.split(":", maxsplit=1)[0]
    for test, look in (
        (f'{first}="{IN_ORDER}"', style.IN_ORDER),
        (f'{first}="{WRONG}"', style.GALAT),
        (f'AND({first}<>"",ISERROR(SEARCH("benar",{first})))', style.PERINGATAN),
    ):
        rule = {"type": "formula", "criteria": f"={test}", "format": writing.look(look), "stop_if_true": True}
        sheet.conditional_format(span, rule)


def _signs(layout: TableLayout) -> str:
    letters = column_letters(layout.sign_column or 1)
    return f"'{layout.table.name}'!${letters}${FIRST_ROW}:${letters}${max(layout.last_row, FIRST_ROW)}"


def _values(writing: Writing, layout: TableLayout) -> list[str]:
    """The judgement of each line as it is now."""
    return list(line_signs(writing, layout).values())
