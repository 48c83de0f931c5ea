"""The sheets that are no tables: upright cards and pages of text."""

from __future__ import annotations

from typing import Any, Final

from rkt_excel.workbook.declaration.declare import Card, Page, value_of
from rkt_excel.workbook.declaration.layout import (
    CARD_FIRST,
    CARD_HINTS,
    CARD_KEYS,
    CARD_LABELS,
    CARD_VALUES,
    KEY_MARK,
    PAGE_FIRST,
    CardLayout,
)
from rkt_excel.workbook.writing import measure, paper, style
from rkt_excel.workbook.writing.content import Paragraph, SmallTable, Writing
from rkt_excel.workbook.writing.paper import finish
from rkt_excel.workbook.writing.table import limit_cells, put_value, style_sentence

_LABEL_WIDTH: Final = 26
_LARGER: Final = 0.95  # of a column's characters, that fit in the larger type of a page
_HEADING: Final = 24.0  # points of a heading between paragraphs
_AIR: Final = 3.0  # points more than the text needs
_POINTS_PER_LINE: Final = 14.8  # of Arial 11


def write_card(writing: Writing, sheet: Any, card: Card) -> None:  # noqa: ANN401 - XlsxWriter is untyped
    """Write an upright sheet, a line for each field: its name (hidden), its label, its value, its meaning.

    Args:
        writing: The workbook.
        sheet: XlsxWriter's sheet, still empty.
        card: The declaration of the sheet.
    """
    layout = CardLayout(card)
    rows = writing.content.rows.get(card.name, ())
    writing.title(sheet, card.title, CARD_LABELS)
    sheet.write_string(1, CARD_LABELS - 1, writing.content.said(card.lead), writing.look(style.LEAD))
    for name, column in card.row.columns().items():
        row = layout.rows[name]
        kind = column.kind_for({})
        label = column.header + (" *" if column.required is True else "")
        meaning = column.meaning or style_sentence(kind.told)
        sheet.write_string(row - 1, CARD_KEYS - 1, KEY_MARK + name)
        sheet.write_string(row - 1, CARD_LABELS - 1, label, writing.look(style.LOCKED, bold=True))
        value = value_of(rows[0], name) if rows else None
        put_value(
            sheet,
            row,
            CARD_VALUES,
            value,
            writing.look(style.OPEN, num_format=kind.number_format, **style.aligned("left")),
        )
        sheet.write_string(
            row - 1, CARD_HINTS - 1, meaning, writing.look(style.LEAD, text_wrap=True, **style.aligned("left"))
        )
        limit_cells(writing, sheet, kind, column, [(row, CARD_VALUES)], required=column.required is True)
        texts = [(label, _LABEL_WIDTH), (kind.shown(value) if value else "", 46.0), (meaning, 60.0)]  # type: ignore[arg-type]
        sheet.set_row(row - 1, measure.row_height(texts))
    sheet.set_column(CARD_KEYS - 1, CARD_KEYS - 1, None, None, {"hidden": True})
    sheet.set_column(CARD_LABELS - 1, CARD_LABELS - 1, _LABEL_WIDTH)
    sheet.set_column(CARD_VALUES - 1, CARD_VALUES - 1, 46)
    sheet.set_column(CARD_HINTS - 1, CARD_HINTS - 1, 60)
    sheet.set_selection(CARD_FIRST - 1, CARD_VALUES - 1, CARD_FIRST - 1, CARD_VALUES - 1)
    finish(writing, sheet, last=(max(layout.rows.values()), CARD_HINTS), landscape=True)


def write_page(writing: Writing, sheet: Any, page: Page) -> None:  # noqa: ANN401 - XlsxWriter is untyped
    """Write a page of text and small tables; arguments as for `write_card`."""
    for number, width in enumerate(page.columns):
        sheet.set_column(number, number, width)
    writing.title(sheet, page.title)
    if page.lead:
        sheet.write_string(1, 0, writing.content.said(page.lead), writing.look(style.LEAD))
    row, height = PAGE_FIRST - 1, style.TITLE_HEIGHT + measure.row_height(())
    for part in writing.content.pages.get(page.name, ()):
        if isinstance(part, SmallTable):
            height += _write_listing(writing, sheet, page, row, part)
            row += len(part.rows) + 1
        else:
            height += _write_paragraph(writing, sheet, page, row, part)
            row += 1
    sheet.set_zoom(measure.zoom_for(page.columns))
    sheet.protect("", {"format_columns": True, "format_rows": True})
    pages = page.pages or paper.whole_pages(writing.content.paper, page.columns, height, landscape=page.landscape)
    finish(writing, sheet, last=(row, len(page.columns)), landscape=page.landscape, pages=pages)


def _write_paragraph(writing: Writing, sheet: Any, page: Page, row: int, part: Paragraph) -> float:  # noqa: ANN401
    """Write one paragraph; returns its height in points."""
    last, label_width = len(page.columns) - 1, page.columns[0] * _LARGER
    if part.heading:
        sheet.write_string(row, 0, part.text, writing.look(style.PAGE_HEADING))
        sheet.set_row(row, _HEADING)
        return _HEADING
    first = 1 if part.label else 0
    look = writing.look(style.PAGE, style.LINK if part.leads else {})
    width = sum(page.columns[first:]) * _LARGER
    if first < last:
        sheet.merge_range(row, first, row, last, "", look)
    if part.leads:
        target = f"internal:'{part.leads.sheet}'!{part.leads.address}"
        sheet.write_url(row, first, target, look, part.text, part.leads.tip)
    else:
        sheet.write_string(row, first, part.text, look)
    if part.label:
        sheet.write_string(row, 0, part.label, writing.look(style.PAGE_LABEL))
    height = measure.row_height([(part.label, label_width), (part.text, width)], line=_POINTS_PER_LINE)
    sheet.set_row(row, height)
    return height


def _write_listing(writing: Writing, sheet: Any, page: Page, row: int, part: SmallTable) -> float:  # noqa: ANN401
    """Write one small table; returns its height in points."""
    for number, header in enumerate(part.headers):
        sheet.write_string(row, number, header, writing.look(style.HEADER))
    headers = zip(part.headers, (width / measure.BOLD for width in page.columns), strict=False)
    heights = [measure.row_height(headers) + _AIR]
    sheet.set_row(row, heights[0])
    for offset, cells in enumerate(part.rows, 1):
        for number, text in enumerate(cells):
            look = {"locked": True, **style.aligned("center" if number in part.centred else "left")}
            base = style.FILLED_SAMPLE if number in part.filled else style.LOCKED
            sheet.write_string(row + offset, number, text, writing.look(base, **look))
        heights.append(measure.row_height(zip(cells, page.columns, strict=False)) + _AIR)
        sheet.set_row(row + offset, heights[-1])
    return sum(heights)
