"""One table of rows: headings, locked and fillable cells, limits, drop-downs, colours, live judgement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, Final, NamedTuple

from rkt_excel.workbook.declaration.declare import Column, Table
from rkt_excel.workbook.declaration.layout import (
    FIRST_ROW,
    HEADER_ROW,
    KEY_MARK,
    KEYS_ROW,
    LEAD_ROW,
    NOTE_HEAD,
    SIGN_HEADER,
    STATE_LABEL,
    STATE_ROW,
    LayoutLine,
    TableLayout,
    frozen_columns,
)
from rkt_excel.workbook.findings import Finding, Severity, heaviest
from rkt_excel.workbook.kinds import Choice, ErrorValue, Kind
from rkt_excel.workbook.runs import runs
from rkt_excel.workbook.spreadsheetml.sheet import NO_RESULT
from rkt_excel.workbook.values.cells import CELL_TEXT, a1, legal, parse_a1
from rkt_excel.workbook.writing import measure, style, widths
from rkt_excel.workbook.writing.content import Link, Writing
from rkt_excel.workbook.writing.marks import comment, fault_formula, marked, place_of
from rkt_excel.workbook.writing.measure import Laid
from rkt_excel.workbook.writing.paper import print_table
from rkt_excel.workbook.writing.signs import IN_ORDER, WRONG, line_formula, line_signs

Marks = Mapping[str, Sequence[Finding]]  # by address

__all__ = ["IN_ORDER", "cell_ranges", "limit_cells", "prompt", "put_value", "style_sentence", "write_table"]

_GROUP_HEIGHT: Final = 18.0  # points
_BOX: Final = {"x_scale": 2.4, "y_scale": 1.6, "font_size": 9}  # of a comment as issued
PROMPT_TITLE: Final = 32  # Excel's limits in characters
PROMPT_TEXT: Final = 255
LINK_TIP: Final = 255
# What people may still do on a locked sheet: look, sort, filter, make room.
_ALLOWED: Final = {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True}


def write_table(writing: Writing, sheet: Any, table: Table) -> None:  # noqa: ANN401 - XlsxWriter is untyped
    """Write a table with its rows, its spare lines and the findings that concern it.

    Args:
        writing: The workbook.
        sheet: XlsxWriter's sheet, still empty.
        table: The declaration of the sheet.
    """
    layout = writing.content.layout(table)
    marks = marked(writing.content.findings, table)
    _write_head(writing, sheet, layout)
    for line in layout.lines:
        if line.group is None:
            _write_line(writing, sheet, layout, line, marks)
        else:
            _write_group(writing, sheet, layout, line)
    _guard_columns(writing, sheet, layout, marks)
    _colour(writing, sheet, layout)
    for (name, address), text in writing.content.notes.items():
        if name == table.name:
            row, column = parse_a1(address)
            sheet.write_comment(
                row - 1,
                column - 1,
                (NOTE_HEAD + text)[:CELL_TEXT],
                _BOX,
            )
    _set_view(writing, sheet, layout)
    print_table(writing, sheet, layout, _widths(writing, layout))


def _write_head(writing: Writing, sheet: Any, layout: TableLayout) -> None:  # noqa: ANN401
    table, said = layout.table, writing.content.said
    writing.title(sheet, table.title)
    sheet.write_string(LEAD_ROW - 1, 0, said(table.lead), writing.look(style.LEAD))
    note = writing.content.legend(table)
    if note:
        sheet.write_string(STATE_ROW - 1, frozen_columns(table), note, writing.look(style.LEGEND))
    if table.on_screen and layout.lines:
        sheet.write_string(STATE_ROW - 1, 0, said(table.on_screen), writing.look(style.LEAD))
    if table.empty and not layout.lines:
        sheet.write_string(FIRST_ROW - 1, 0, said(table.empty), writing.look(style.LEAD))
    headings: list[Laid] = []
    wide = _wide(writing, layout)
    for name, number in layout.columns.items():
        heading, shown = widths.starred_heading(writing.content, layout, name), layout.shown(name)
        sheet.write_string(KEYS_ROW - 1, number - 1, KEY_MARK + name)
        sheet.write_string(HEADER_ROW - 1, number - 1, heading, writing.look(style.TABLE_HEADER))
        sheet.set_column(number - 1, number - 1, wide[name], None, {"hidden": not shown})
        if shown:
            headings.append(Laid(heading, wide[name], bold=True))
    sheet.set_row(KEYS_ROW - 1, None, None, {"hidden": True})
    # A line is left below the headings for the buttons of the filter.
    button = measure.LINE_HEIGHT if layout.lines else 0
    sheet.set_row(HEADER_ROW - 1, measure.row_height(headings, reserve=1) + button)
    if layout.sign_column:
        sheet.set_column(layout.sign_column - 1, layout.sign_column - 1, widths.sign_width(layout))
        sheet.write_string(HEADER_ROW - 1, layout.sign_column - 1, SIGN_HEADER, writing.look(style.TABLE_HEADER))
        _write_state(writing, sheet, layout)


def _write_state(writing: Writing, sheet: Any, layout: TableLayout) -> None:  # noqa: ANN401
    """How many rows are in order, live."""
    letters = a1(1, layout.sign_column or 1)[:-1]
    span = f"{letters}{FIRST_ROW}:{letters}{max(layout.last_row, FIRST_ROW)}"
    stands = list(line_signs(writing, layout).values())
    done, begun = stands.count(IN_ORDER), sum(sign != "" for sign in stands)
    formula = f'="{STATE_LABEL}"&COUNTIF({span},"{IN_ORDER}")&" dari "&COUNTIF({span},"?*")'
    text = f"{STATE_LABEL}{done} dari {begun}"
    sheet.write_formula(STATE_ROW - 1, 0, formula, writing.look(style.STATE), text)


def _write_group(writing: Writing, sheet: Any, layout: TableLayout, line: LayoutLine) -> None:  # noqa: ANN401
    """A heading over its rows; where pages stand side by side it stays within the column that all of them repeat."""
    across = layout.table.across > 1
    look = writing.look(style.GROUP, {"text_wrap": True} if across else {})
    for number in range(1, layout.last_column + 1):
        sheet.write_blank(line.number - 1, number - 1, None, look)
    sheet.write_string(line.number - 1, 0, legal(line.key), look)
    sheet.write_string(line.number - 1, 1, legal(line.group or ""), look)
    laid = Laid(line.group or "", list(_wide(writing, layout).values())[1], bold=True)
    height = max(_GROUP_HEIGHT, measure.row_height([laid]) if across else 0)
    sheet.set_row(line.number - 1, height)


def _write_line(
    writing: Writing,
    sheet: Any,  # noqa: ANN401 - XlsxWriter is untyped
    layout: TableLayout,
    line: LayoutLine,
    marks: Marks,
) -> None:
    texts: list[Laid] = []
    wide, heavy = _wide(writing, layout), widths.bold(layout, line)
    for name, column in layout.table.visible_columns().items():
        kind = column.kind_for(line.row)
        address = layout.address(line, name)
        value = line.row.get(name)
        look = _look(writing, layout, line, name, column)
        link = writing.content.links.get((layout.table.name, address))
        if link is not None:
            _link(sheet, (line.number, layout.columns[name]), link, look)
        if column.echo is not None:
            texts.append(Laid("\n", wide[name]))  # what a typed kode brings here makes no program fit the row anew
            key = column.echo.of
            value = column.echo.value(line.row.get(key), writing.content.choices)
            formula = column.echo.formula(layout.address(line, key), writing.content.choices)
            sheet.write_formula(line.number - 1, layout.columns[name] - 1, formula, look, value)
        else:
            put_value(sheet, line.number, layout.columns[name], value, look)
        if value is not None and value != "":
            text = kind.shown(value) if not isinstance(value, str) else value  # type: ignore[arg-type]
            bold = heavy or _changed(writing, layout, line, name)
            texts.append(Laid(text, wide[name], bold, widths.steps(layout, line, name, kind)))
        if marks.get(address):
            _comment(sheet, address, marks[address])
    if layout.sign_column:
        formula, value = line_formula(writing, layout, line), line_signs(writing, layout)[line.number]
        look = writing.look(style.LOCKED, align="center", bold=True)
        sheet.write_formula(line.number - 1, layout.sign_column - 1, formula, look, value)
    sheet.set_growing_row(line.number - 1, measure.row_height(texts))


def _link(sheet: Any, place: tuple[int, int], link: Link, look: Any) -> None:  # noqa: ANN401 - XlsxWriter is untyped
    """Lay a link over a cell (1-based place) whose value is written afterwards and keeps its own look."""
    target = "internal:'{}'!{}".format(link.sheet.replace("'", "''"), link.address)
    sheet.write_url(place[0] - 1, place[1] - 1, target, look, " ", legal(link.tip)[:LINK_TIP])


def _look(writing: Writing, layout: TableLayout, line: LayoutLine, name: str, column: Column) -> Any:  # noqa: ANN401
    """The look of one cell; those of a column in lines with nothing in them are the same."""
    if line.row or writing.content.changed:
        return _look_in_line(writing, layout, line, name, column)
    empty = ("empty", layout.table.name, name, line.spare)
    return writing.remembered(empty, lambda: _look_in_line(writing, layout, line, name, column))


def _look_in_line(writing: Writing, layout: TableLayout, line: LayoutLine, name: str, column: Column) -> Any:  # noqa: ANN401
    """The look of one cell: to fill, locked or open, aligned by its kind, weighed by its place in an outline."""
    kind = column.kind_for(line.row)
    traits = _Traits(
        fillable=column.echo is None and (column.fills or line.spare),
        open=not layout.table.protected,
        depth=layout.depth(line),
        deeper=widths.deeper(layout, line, name),
        wrapped=bool(column.echo) or isinstance(line.row.get(name), str),
        changed=_changed(writing, layout, line, name),
        align=kind.align,
        number_format=kind.number_format,
        column=layout.columns[name] if kind.align == "right" else 0,
    )
    return writing.remembered(traits, partial(_laid, writing, traits))


class _Traits(NamedTuple):
    """What decides how a cell of a table looks; cells of the same traits share one look."""

    fillable: bool
    open: bool
    depth: int | None
    deeper: int
    wrapped: bool
    changed: bool
    align: str
    number_format: str
    column: int


def _laid(writing: Writing, traits: _Traits) -> Any:  # noqa: ANN401 - XlsxWriter is untyped
    base = style.OPEN if traits.open else style.FILL if traits.fillable else style.LOCKED
    weight: style.Style = {} if base is style.FILL else style.outlined(traits.depth)
    wrap: style.Style = {"text_wrap": True} if traits.wrapped else {}
    changed = style.CHANGED if traits.changed else {}
    aligned = style.aligned(traits.align, traits.deeper)
    if base is style.FILL and traits.column:
        aligned |= style.figures(traits.column)
    return writing.look(base, weight, aligned, wrap, changed, num_format=traits.number_format)


def _changed(writing: Writing, layout: TableLayout, line: LayoutLine, name: str) -> bool:
    """Whether a cell is to be marked as changed."""
    changed = writing.content.changed
    return bool(changed) and (layout.table.name, layout.address(line, name)) in changed


def _changed_places(writing: Writing, layout: TableLayout, places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    changed = writing.content.changed
    return [place for place in places if (layout.table.name, a1(*place)) in changed] if changed else []


def put_value(sheet: Any, row: int, column: int, value: object, look: Any) -> None:  # noqa: ANN401 - XlsxWriter is untyped
    """Write one value to a cell as what it is; a text never becomes a formula, a link or a number.

    Args:
        sheet: XlsxWriter's sheet.
        row: 1-based.
        column: 1-based.
        value: `None` and "" leave the cell blank; several values in a tuple are parted by semicolons.
        look: XlsxWriter's cell format.
    """
    match value:
        case None | "":
            sheet.write_blank(row - 1, column - 1, None, look)
        case ErrorValue():
            _put_error(sheet, row, column, value, look)
        case bool():
            sheet.write_boolean(row - 1, column - 1, value, look)
        case Decimal() | int():
            sheet.write_number(row - 1, column - 1, float(value), look)
        case date():
            sheet.write_datetime(row - 1, column - 1, value, look)
        case tuple():
            sheet.write_string(row - 1, column - 1, legal("; ".join(map(str, value))), look)
        case _:
            sheet.write_string(row - 1, column - 1, legal(str(value)), look)


def _put_error(sheet: Any, row: int, column: int, value: str, look: Any) -> None:  # noqa: ANN401
    """An error value as the formula that gives it; any other one, and a formula without result, as one of no result."""
    if value in _ERRORS:
        sheet.write_formula(row - 1, column - 1, f"={value}", look, value)
    else:
        sheet.write_formula(row - 1, column - 1, f"={NO_RESULT}", look, "")


# What ECMA-376 part 1, 18.17.3 allows in a formula.
_ERRORS: Final = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})


def _guard_columns(writing: Writing, sheet: Any, layout: TableLayout, marks: Marks) -> None:  # noqa: ANN401
    """Give every cell to fill its limit or drop-down, and the colours that say the same when it is pasted over."""
    places: dict[tuple[str, Kind, bool], list[tuple[int, int]]] = defaultdict(list)
    columns = layout.table.visible_columns()
    for line in layout.data():
        for name, column in layout.fillable(line):
            kind = column.kind_for(line.row).settled(writing.content.choices)
            places[name, kind, column.required_for(line.row)].append((line.number, layout.columns[name]))
    for (name, kind, required), cells in places.items():
        unmarked = [place for place in cells if a1(*place) not in marks] if marks else cells
        changed = _changed_places(writing, layout, unmarked)
        marked_so = set(changed)
        unchanged = [place for place in unmarked if place not in marked_so]
        limit_cells(writing, sheet, kind, columns[name], cells, unchanged, required=required)
        _colour_cells(writing, sheet, kind, changed, required=required, filled=style.CHANGED_FILLED)
    tables = [layout.table]
    for address, findings in marks.items():
        place = place_of(writing.content, tables, layout.table.name, address)
        if place:
            worst = heaviest(findings) or Severity.PERINGATAN
            rule = {
                "type": "formula",
                "criteria": f"={fault_formula(place)}",
                "format": writing.look(style.MARKED[worst]),
            }
            sheet.conditional_format(address, {**rule, "stop_if_true": True})
            column, row = columns[place.name], place.line.row
            filled = style.CHANGED_FILLED if _changed(writing, layout, place.line, place.name) else style.FILLED
            _colour_cells(
                writing,
                sheet,
                column.kind_for(row),
                [parse_a1(address)],
                required=column.required_for(row),
                filled=filled,
            )


def limit_cells(
    writing: Writing,
    sheet: Any,  # noqa: ANN401 - XlsxWriter is untyped
    kind: Kind,
    column: Column,
    cells: Sequence[tuple[int, int]],
    coloured: Sequence[tuple[int, int]] | None = None,
    *,
    required: bool,
) -> None:
    """Limit cells to what their kind allows, and colour those that are wrong and those that are filled.

    Args:
        writing: The workbook.
        sheet: XlsxWriter's sheet.
        kind: Decides what is allowed.
        column: Its heading and meaning stand in the prompt under the cursor.
        cells: 1-based row and column of each cell, at least one, all of this kind.
        coloured: Those of them to colour; `None` for all.
        required: Whether they need an answer that says something.
    """
    title = writing.content.heading(column)[:PROMPT_TITLE]
    message = {"input_title": title, "input_message": prompt(column, kind), "error_title": title, "error_type": "stop",
               "error_message": style_sentence(kind.told)[:PROMPT_TEXT]}  # fmt: skip
    areas = cell_ranges(cells)
    limits = {**_limits(writing, kind, column), **message, "multi_range": " ".join(areas)}
    sheet.data_validation(areas[0], limits)
    _colour_cells(writing, sheet, kind, cells if coloured is None else coloured, required=required)


def _limits(writing: Writing, kind: Kind, column: Column) -> dict[str, object]:
    """What the kind allows; a column that names rows of another sheet offers those that stand there."""
    named = writing.content.choices.get(column.refers.sheet) if column.refers else None
    if named is None or not (named.live or named.values) or isinstance(kind, Choice):
        return kind.validation(writing.content.choices)
    return {"validate": "list", "source": named.offered if named.range else list(named.values), "show_error": False}


def _colour_cells(
    writing: Writing,
    sheet: Any,  # noqa: ANN401 - XlsxWriter is untyped
    kind: Kind,
    cells: Sequence[tuple[int, int]],
    *,
    required: bool,
    filled: style.Style = style.FILLED,
) -> None:
    """The colours that say the same as the limits when those are pasted over."""
    areas = cell_ranges(cells)
    if not areas:
        return
    first, ranges = a1(*cells[0]), " ".join(areas)
    wrong = kind.wrong(first, writing.content.choices)
    empty = kind.unanswered(first, writing.content.choices) if required else None
    tests = [
        each for each in (wrong and f'AND({first}<>"",{wrong})', empty and f'AND(TRIM({first})<>"",{empty})') if each
    ]
    test = f"IF(ISERROR({first}),TRUE,OR({','.join(tests)}))" if tests else f"ISERROR({first})"
    rule = {"type": "formula", "criteria": f"={test}", "format": writing.look(style.GALAT)}
    sheet.conditional_format(areas[0], {**rule, "multi_range": ranges, "stop_if_true": True})
    answered = {"type": "formula", "criteria": f'=TRIM({first})<>""', "format": writing.look(filled)}
    sheet.conditional_format(areas[0], {**answered, "multi_range": ranges})


def prompt(column: Column, kind: Kind) -> str:
    """What is told under the cursor of a cell to fill: what it is for, and what to type; at most 255 characters."""
    return f"{column.meaning} {style_sentence(kind.told)}".strip()[:PROMPT_TEXT]


def style_sentence(text: str) -> str:
    """A hint with a capital, so that it can stand as a sentence of its own."""
    return text[:1].upper() + text[1:]


def cell_ranges(cells: Iterable[tuple[int, int]]) -> list[str]:
    """Cells as A1 ranges, such as H6:H20: those that follow one another in one column are one range.

    Args:
        cells: 1-based row and column of each, in order.
    """
    found = runs(cells, lambda run, cell: cell == (run[-1][0] + 1, run[-1][1]))
    return [f"{a1(*run[0])}:{a1(*run[-1])}" for run in found]


def _colour(writing: Writing, sheet: Any, layout: TableLayout) -> None:  # noqa: ANN401
    """Colour the live judgement; its word says the same."""
    if not layout.sign_column:
        return
    first = a1(FIRST_ROW, layout.sign_column)
    span = f"{first}:{a1(max(layout.last_row, FIRST_ROW), layout.sign_column)}"
    for test, look in (
        (f'={first}="{IN_ORDER}"', style.IN_ORDER),
        (f'={first}="{WRONG}"', style.GALAT),
        (f'={first}<>""', style.PERINGATAN),
    ):
        sheet.conditional_format(
            span, {"type": "formula", "criteria": test, "format": writing.look(look), "stop_if_true": True}
        )


def _comment(sheet: Any, address: str, findings: Sequence[Finding]) -> None:  # noqa: ANN401
    text = comment(findings)
    row, column = parse_a1(address)
    sheet.write_comment(row - 1, column - 1, legal(NOTE_HEAD + text), {"x_scale": 2, "y_scale": 1.4, "font_size": 9})


def _widths(writing: Writing, layout: TableLayout) -> list[float]:
    """The widths of the columns that are shown."""
    shown = [width for name, width in _wide(writing, layout).items() if layout.shown(name)]
    return [*shown, widths.sign_width(layout)] if layout.sign_column else shown


def _wide(writing: Writing, layout: TableLayout) -> Mapping[str, float]:
    """The width of each column of a table."""
    wide: Mapping[str, float] = writing.remembered(
        ("widths", layout.table.name), lambda: widths.column_widths(writing.content, layout)
    )
    return wide


def _set_view(writing: Writing, sheet: Any, layout: TableLayout) -> None:  # noqa: ANN401
    sheet.freeze_panes(HEADER_ROW, widths.frozen(layout, _wide(writing, layout)))
    sheet.set_zoom(measure.zoom_for(_widths(writing, layout)))
    for line in layout.data():
        for name, _ in layout.fillable(line):
            sheet.set_selection(line.number - 1, layout.columns[name] - 1, line.number - 1, layout.columns[name] - 1)
            break
        else:
            continue
        break
    if layout.table.protected:
        sheet.protect("", _ALLOWED)
    if layout.lines:
        sheet.autofilter(HEADER_ROW - 1, 0, layout.last_row - 1, layout.last_column - 1)
