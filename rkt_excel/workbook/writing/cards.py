"""The sheets that are no tables: upright cards and pages of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from rkt_excel.workbook.declaration.declare import STAR, Card, Page, value_of
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
from rkt_excel.workbook.writing.measure import Laid
from rkt_excel.workbook.writing.table import limit_cells, put_value, style_sentence

_LABEL_WIDTH: Final = 26
_HEADING: Final = 34.0  # points of a heading between paragraphs: half of it is air
_GAP: Final = 8.0  # points between texts and a small table
_AIR: Final = 3.0  # points more than the text needs
_VALUE_WIDTH: Final = 46
_HINT_WIDTH: Final = 60


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
        label = column.header + (STAR if column.required is True else "")
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
        shown = kind.shown(value) if value else ""  # type: ignore[arg-type]
        texts = [
            Laid(label, _LABEL_WIDTH, bold=True),
            Laid(shown, _VALUE_WIDTH, steps=1),
            Laid(meaning, _HINT_WIDTH, steps=1),
        ]
        sheet.set_row(row - 1, measure.row_height(texts))
    sheet.set_column(CARD_KEYS - 1, CARD_KEYS - 1, None, None, {"hidden": True})
    sheet.set_column(CARD_LABELS - 1, CARD_LABELS - 1, _LABEL_WIDTH)
    sheet.set_column(CARD_VALUES - 1, CARD_VALUES - 1, _VALUE_WIDTH)
    sheet.set_column(CARD_HINTS - 1, CARD_HINTS - 1, _HINT_WIDTH)
    sheet.set_selection(CARD_FIRST - 1, CARD_VALUES - 1, CARD_FIRST - 1, CARD_VALUES - 1)
    last, widths = max(layout.rows.values()), (_LABEL_WIDTH, _VALUE_WIDTH, _HINT_WIDTH)
    height = sum(map(sheet.height, range(last)))
    pages = paper.whole_pages(writing.content.paper, widths, height, landscape=True)
    paper.finish(writing, sheet, paper.Print(widths, (last, CARD_HINTS), landscape=True, pages=pages))


def write_page(writing: Writing, sheet: Any, page: Page) -> None:  # noqa: ANN401 - XlsxWriter is untyped
    """Write a page of text and small tables; arguments as for `write_card`."""
    parts = writing.content.pages.get(page.name, ())
    page = replace(page, columns=_page_widths(page, parts))
    for number, width in enumerate(page.columns):
        sheet.set_column(number, number, width)
    writing.title(sheet, page.title)
    if page.lead:
        sheet.write_string(1, 0, writing.content.said(page.lead), writing.look(style.LEAD))
    row, depths = PAGE_FIRST - 1, dict[int, int]()
    for before, part in zip((None, *parts), parts, strict=False):
        if _meet(before, part):
            sheet.set_row(row, _GAP)
            depths[row], row = 1, row + 1
        if isinstance(part, SmallTable):
            _write_listing(writing, sheet, page, row, part)
            depths |= {row: 1} | dict.fromkeys(range(row + 1, row + 1 + len(part.rows)), 2)
            row += len(part.rows) + 1
        else:
            _write_paragraph(writing, sheet, page, row, part)
            depths[row] = 0 if part.heading else 1
            row += 1
    sheet.set_zoom(measure.zoom_for(page.columns))
    sheet.protect("", {"format_columns": True, "format_rows": True})
    height = sum(map(sheet.height, range(row)))
    whole = paper.whole_pages(writing.content.paper, page.columns, height, landscape=page.landscape)
    pages = page.pages or int(whole == 1)  # several are divided where their parts begin
    last = (row, len(page.columns))
    paper.finish(writing, sheet, paper.Print(page.columns, last, page.landscape, pages=pages, depths=depths))


def _meet(before: Paragraph | SmallTable | None, part: Paragraph | SmallTable) -> bool:
    """Whether a text and a small table stand next to each other, without a heading between them."""
    texts = [each for each in (before, part) if isinstance(each, Paragraph)]
    return before is not None and len(texts) == 1 and not texts[0].heading


def _page_widths(page: Page, parts: Sequence[Paragraph | SmallTable]) -> tuple[float, ...]:
    """The widths of a page's columns: as declared, or as the longest word of its small tables needs."""
    wide = list(page.columns)
    for part in parts:
        if isinstance(part, SmallTable):
            for number, header in enumerate(part.headers):
                wide[number] = measure.widest([header], bold=True, above=wide[number])
                texts = (cells[number] for cells in part.rows)
                wide[number] = measure.widest(texts, steps=number not in part.centred, above=wide[number])
    return tuple(wide)


def _write_paragraph(writing: Writing, sheet: Any, page: Page, row: int, part: Paragraph) -> None:  # noqa: ANN401
    last, size = len(page.columns) - 1, style.PAGE_SIZE
    if part.heading:
        sheet.write_string(row, 0, part.text, writing.look(style.PAGE_HEADING))
        sheet.set_row(row, _HEADING)
        return
    first = 1 if part.label else 0
    beside: style.Style = {} if part.looks is None else style.aligned("left")
    look = writing.look(style.PAGE, style.LINK if part.leads else beside)
    if first < last:
        sheet.merge_range(row, first, row, last, "", look)
    if part.leads:
        target = f"internal:'{part.leads.sheet}'!{part.leads.address}"
        sheet.write_url(row, first, target, look, part.text, part.leads.tip)
    else:
        sheet.write_string(row, first, part.text, look)
    if part.label:
        looks = {} if part.looks is None else {**part.looks, **style.SAMPLE}
        sheet.write_string(row, 0, part.label, writing.look(style.PAGE_LABEL, looks))
    over = (measure.pixels(page.columns[first:]) - measure.FRAME) / 7
    label = Laid(part.label, page.columns[0], bold=True, steps=int(part.looks is not None), size=size)
    sheet.set_row(row, measure.row_height([label, Laid(part.text, over, steps=len(beside), size=size)]))


def _write_listing(writing: Writing, sheet: Any, page: Page, row: int, part: SmallTable) -> None:  # noqa: ANN401
    """Write one small table."""
    for number, header in enumerate(part.headers):
        sheet.write_string(row, number, header, writing.look(style.HEADER))
    headers = (Laid(*each, bold=True) for each in zip(part.headers, page.columns, strict=False))
    sheet.set_row(row, measure.row_height(headers) + _AIR)
    looks = [_listed_look(writing, part, number) for number in range(len(part.headers))]
    for offset, cells in enumerate(part.rows, 1):
        for number, text in enumerate(cells):
            sheet.write_string(row + offset, number, text, looks[number])
        texts = (
            Laid(text, page.columns[number], steps=number not in part.centred) for number, text in enumerate(cells)
        )
        sheet.set_row(row + offset, measure.row_height(texts) + _AIR)


def _listed_look(writing: Writing, part: SmallTable, number: int) -> Any:  # noqa: ANN401 - XlsxWriter is untyped
    """The look of a 0-based column of a small table."""
    base = style.FILLED_SAMPLE if number in part.filled else style.LOCKED
    aligned = style.aligned("center" if number in part.centred else "left")
    return writing.look(base, aligned, {"locked": True})
