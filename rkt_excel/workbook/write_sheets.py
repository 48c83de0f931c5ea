"""The sheets that are no tables: upright cards, pages of text, and the live self-check."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from rkt_excel.workbook import style
from rkt_excel.workbook.cells import a1, column_letters, legal
from rkt_excel.workbook.declare import Card, Page, Selfcheck, value_of
from rkt_excel.workbook.layout import (
    CARD_FIRST,
    CARD_HINTS,
    CARD_KEYS,
    CARD_LABELS,
    CARD_VALUES,
    FIRST_ROW,
    KEY_MARK,
    CardLayout,
    TableLayout,
)
from rkt_excel.workbook.write_table import IN_ORDER, finish, guard, put, style_sentence
from rkt_excel.workbook.write_tasks import open_tasks

if TYPE_CHECKING:
    from rkt_excel.workbook.write import Paragraph, Writing

_LABEL_WIDTH: Final = 26
_TEXT_WIDTH: Final = 78
_POINTS_PER_LINE: Final = 14.8  # of Arial 11


def write_card(writing: Writing, sheet: Any, card: Card) -> None:  # noqa: ANN401 - XlsxWriter is untyped
    """Write an upright sheet: hidden field name, label, value, meaning."""
    layout = CardLayout(card)
    rows = writing.content.rows.get(card.name, ())
    sheet.write_string(0, CARD_LABELS - 1, writing.content.said(card.title), writing.look(style.TITLE))
    sheet.write_string(1, CARD_LABELS - 1, writing.content.said(card.lead), writing.look(style.LEAD))
    for name, column in card.row.columns().items():
        row = layout.rows[name]
        kind = column.kind_for({})
        label = column.header + (" *" if column.required is True else "")
        meaning = column.meaning or style_sentence(kind.told)
        sheet.write_string(row - 1, CARD_KEYS - 1, KEY_MARK + name)
        sheet.write_string(row - 1, CARD_LABELS - 1, label, writing.look(style.LOCKED, bold=True))
        value = value_of(rows[0], name) if rows else None
        put(
            sheet,
            row,
            CARD_VALUES,
            value,
            writing.look(style.OPEN, num_format=kind.number_format, **style.aligned("left")),
        )
        sheet.write_string(
            row - 1, CARD_HINTS - 1, meaning, writing.look(style.LEAD, text_wrap=True, **style.aligned("left"))
        )
        guard(writing, sheet, kind, column, [(row, CARD_VALUES)])
        texts = [(label, _LABEL_WIDTH), (kind.shown(value) if value else "", 46.0), (meaning, 60.0)]  # type: ignore[arg-type]
        sheet.set_row(row - 1, style.row_height(texts))
    sheet.set_column(CARD_KEYS - 1, CARD_KEYS - 1, None, None, {"hidden": True})
    sheet.set_column(CARD_LABELS - 1, CARD_LABELS - 1, _LABEL_WIDTH)
    sheet.set_column(CARD_VALUES - 1, CARD_VALUES - 1, 46)
    sheet.set_column(CARD_HINTS - 1, CARD_HINTS - 1, 60)
    sheet.set_selection(CARD_FIRST - 1, CARD_VALUES - 1, CARD_FIRST - 1, CARD_VALUES - 1)
    finish(writing, sheet, last=(max(layout.rows.values()), CARD_HINTS), landscape=True)


def write_page(writing: Writing, sheet: Any, page: Page) -> None:  # noqa: ANN401 - XlsxWriter is untyped
    """Write a page of text on two columns, label and text."""
    sheet.set_column(0, 0, _LABEL_WIDTH)
    sheet.set_column(1, 1, _TEXT_WIDTH)
    sheet.write_string(0, 0, writing.content.said(page.title), writing.look(style.TITLE))
    row = 2
    for paragraph in writing.content.pages.get(page.name, ()):
        _write_paragraph(writing, sheet, row, paragraph)
        row += 1
    sheet.protect("", {"format_columns": True, "format_rows": True})
    finish(writing, sheet, last=(row, 2), landscape=False)


def _write_paragraph(writing: Writing, sheet: Any, row: int, paragraph: Paragraph) -> None:  # noqa: ANN401
    if paragraph.heading:
        sheet.write_string(row, 0, paragraph.text, writing.look(style.PAGE_HEADING))
        sheet.set_row(row, 24)
        return
    if paragraph.label:
        sheet.write_string(row, 0, paragraph.label, writing.look(style.PAGE_LABEL))
        sheet.write_string(row, 1, paragraph.text, writing.look(style.PAGE))
        texts = [(paragraph.label, _LABEL_WIDTH * 0.9), (paragraph.text, _TEXT_WIDTH * 0.9)]
    else:
        sheet.merge_range(row, 0, row, 1, paragraph.text, writing.look(style.PAGE))
        texts = [(paragraph.text, (_LABEL_WIDTH + _TEXT_WIDTH) * 0.9)]
    sheet.set_row(row, style.row_height(texts, line=_POINTS_PER_LINE))


def write_selfcheck(writing: Writing, sheet: Any, check: Selfcheck) -> None:  # noqa: ANN401 - XlsxWriter is untyped
    """Write the live count of what the tables before it still lack."""
    layouts = [writing.content.layout(table) for table in writing.declaration.tables()]
    layouts = [layout for layout in layouts if layout.sign_column]
    _selfcheck_head(writing, sheet, check, layouts)
    row = 6
    for layout in layouts:
        row = _selfcheck_table(writing, sheet, layout, row)
    for column, width in enumerate((16, 60, 22)):
        sheet.set_column(column, column, width)
    _colour_signs(writing, sheet, f"C7:C{row}")
    sheet.freeze_panes(6, 0)
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    finish(writing, sheet, last=(row, 3), landscape=False, repeat=5)


def _selfcheck_head(writing: Writing, sheet: Any, check: Selfcheck, layouts: list[TableLayout]) -> None:  # noqa: ANN401
    sheet.write_string(0, 0, writing.content.said(check.title), writing.look(style.TITLE))
    sheet.write_string(1, 0, writing.content.said(check.lead), writing.look(style.LEAD))
    counts = [f'COUNTIF({_signs(layout)},"{IN_ORDER}")-COUNTIF({_signs(layout)},"?*")' for layout in layouts]
    missing = sum(_not_in_order(layout) for layout in layouts)
    listed = open_tasks(writing)
    if listed:
        counts.append(f"-{listed}")
        missing += 1
    formula = f'=IF({"+".join(counts) or "0"}=0,"{check.ready}","{check.unready}")'
    word = check.unready if missing else check.ready
    sheet.merge_range(2, 0, 3, 2, "", writing.look(style.BIG))
    sheet.write_formula(2, 0, formula, writing.look(style.BIG), word)
    big = {"type": "formula", "criteria": f'=$A$3="{check.ready}"', "format": writing.look(style.IN_ORDER)}
    sheet.conditional_format("A3:C4", big)
    sheet.conditional_format(
        "A3:C4", {**big, "criteria": f'=$A$3<>"{check.ready}"', "format": writing.look(style.PERINGATAN)}
    )
    for column, header in enumerate(("Baris", "Uraian", "Keadaan")):
        sheet.write_string(5, column, header, writing.look(style.HEADER))


def _selfcheck_table(writing: Writing, sheet: Any, layout: TableLayout, row: int) -> int:  # noqa: ANN401
    """One line per row of a table, linked to it; the next free 0-based row."""
    lines = [line for line in layout.data() if not line.spare]
    spare = [line for line in layout.data() if line.spare]
    if lines or spare:
        sheet.write_string(row, 0, f"Lembar {layout.table.name}", writing.look(style.GROUP))
        sheet.write_blank(row, 1, None, writing.look(style.GROUP))
        formula, value = _spare_summary(layout) if spare else ("", "")
        if formula:
            sheet.write_formula(row, 2, formula, writing.look(style.GROUP, align="center"), value)
        else:
            sheet.write_blank(row, 2, None, writing.look(style.GROUP))
        row += 1
    texts = [name for name in layout.table.visible_columns() if name != layout.table.row.key_field()]
    for line in lines:
        text = str(line.row.get(texts[0]) or "")
        target = f"internal:'{layout.table.name}'!{a1(line.number, 1)}"
        sheet.write_url(row, 0, target, writing.look(style.LOCKED, underline=1), legal(line.key))
        sheet.write_string(row, 1, legal(text), writing.look(style.LOCKED))
        sign = f"='{layout.table.name}'!{column_letters(layout.sign_column or 1)}{line.number}"
        sheet.write_formula(row, 2, sign, writing.look(style.LOCKED, align="center"), _sign(layout, line.row))
        sheet.set_row(row, style.row_height([(text, 60)]))
        row += 1
    return row


def _spare_summary(layout: TableLayout) -> tuple[str, str]:
    open_rows = sum(_sign(layout, line.row) not in ("", IN_ORDER) for line in layout.data())
    formula = f'=COUNTIF({_signs(layout)},"?*")-COUNTIF({_signs(layout)},"{IN_ORDER}")&" belum lengkap"'
    return formula, f"{open_rows} belum lengkap"


def _colour_signs(writing: Writing, sheet: Any, span: str) -> None:  # noqa: ANN401
    first = span.split(":", maxsplit=1)[0]
    ok = {"type": "formula", "criteria": f'={first}="{IN_ORDER}"', "format": writing.look(style.IN_ORDER)}
    other = {
        "type": "formula",
        "criteria": f'=AND({first}<>"",{first}<>"{IN_ORDER}",ISERROR(SEARCH("belum",{first})))',
    }
    sheet.conditional_format(span, ok)
    sheet.conditional_format(span, {**other, "format": writing.look(style.PERINGATAN)})


def _signs(layout: TableLayout) -> str:
    letters = column_letters(layout.sign_column or 1)
    return f"'{layout.table.name}'!${letters}${FIRST_ROW}:${letters}${max(layout.last_row, FIRST_ROW)}"


def _sign(layout: TableLayout, row: Any) -> str:  # noqa: ANN401
    from rkt_excel.workbook.signs import sign_value  # noqa: PLC0415

    return sign_value(layout.table, row)


def _not_in_order(layout: TableLayout) -> int:
    signs: Iterable[str] = (_sign(layout, line.row) for line in layout.data())
    return sum(sign not in ("", IN_ORDER) for sign in signs)
