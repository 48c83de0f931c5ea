"""The sheets that are no tables: upright cards and pages of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rkt_excel.workbook import style
from rkt_excel.workbook.declare import Card, Page, value_of
from rkt_excel.workbook.layout import (
    CARD_FIRST,
    CARD_HINTS,
    CARD_KEYS,
    CARD_LABELS,
    CARD_VALUES,
    KEY_MARK,
    CardLayout,
)
from rkt_excel.workbook.write_table import finish, guard, put, style_sentence

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
        guard(writing, sheet, kind, column, [(row, CARD_VALUES)], required=column.required is True)
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
