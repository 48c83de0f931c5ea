"""Declaration + rows (+ findings) -> .xlsx.

Written with XlsxWriter: it stores the result of each formula beside it, so that previews and Protected View show it,
and it never turns a typed text that begins with "=" into a formula when told that it is text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from rkt_excel.workbook.declaration import identity as identities
from rkt_excel.workbook.declaration.declare import Card, Page, Selfcheck, Table, Tasks, Workbook
from rkt_excel.workbook.kinds import Choices
from rkt_excel.workbook.values import hollow
from rkt_excel.workbook.values.cells import column_letters, legal
from rkt_excel.workbook.writing import cards, selfcheck, table, tasks
from rkt_excel.workbook.writing.content import Content, Paragraph, SmallTable, Writing

LISTS_SHEET: Final = "_daftar"


def write(declaration: Workbook, content: Content) -> bytes:
    """Write a declared workbook.

    Args:
        declaration: The workbook.
        content: What goes into it.

    Returns:
        The bytes of an .xlsx file; the same declaration and content give the same bytes.
    """
    content = _legal(content)
    writing = Writing(declaration, content)
    lists = _listed(content)
    writing.content = content = replace(content, choices=lists)
    for sheet in declaration.sheets:
        worksheet = writing.add_sheet(sheet.name)
        match sheet:
            case Table():
                table.write_table(writing, worksheet, sheet)
            case Card():
                cards.write_card(writing, worksheet, sheet)
            case Page():
                cards.write_page(writing, worksheet, sheet)
            case Tasks():
                tasks.write_tasks(writing, worksheet, sheet)
            case Selfcheck():
                selfcheck.write_selfcheck(writing, worksheet, sheet)
    _write_lists(writing, lists)
    _write_identity(writing)
    return writing.close()


def _legal(content: Content) -> Content:
    """The content without characters that the file format cannot hold; the values of rows are cleaned as they go in."""
    return replace(
        content,
        facts={name: legal(text) for name, text in content.facts.items()},
        choices={
            name: replace(choices, values=tuple(legal(value) for value in choices.values))
            for name, choices in content.choices.items()
        },
        pages={name: [_legal_part(each) for each in page] for name, page in content.pages.items()},
        notes={place: legal(text) for place, text in content.notes.items()},
    )


def _legal_part(part: Paragraph | SmallTable) -> Paragraph | SmallTable:
    if isinstance(part, SmallTable):
        return replace(part, rows=tuple(tuple(map(legal, row)) for row in part.rows))
    return replace(part, text=legal(part.text), label=legal(part.label))


def _listed(content: Content) -> dict[str, Choices]:
    """The lists, those too long for a drop-down placed on the hidden sheet."""
    placed: dict[str, Choices] = {}
    column = 0
    for name, choices in content.choices.items():
        if (choices.inline and not choices.placed) or choices.range:
            placed[name] = choices
            continue
        column += 1
        letters = column_letters(column)
        span = f"'{LISTS_SHEET}'!${letters}$1:${letters}${len(choices.values)}"
        placed[name] = replace(choices, range=span)
    letters, said = column_letters(column + 1), hollow.hollow_texts()
    placed[hollow.LISTED] = Choices(said, range=f"'{LISTS_SHEET}'!${letters}$1:${letters}${len(said)}")
    return placed


def _write_lists(writing: Writing, lists: Mapping[str, Choices]) -> None:
    ranged = [choices for choices in lists.values() if choices.range and LISTS_SHEET in choices.range]
    sheet = writing.add_sheet(LISTS_SHEET)
    for column, choices in enumerate(ranged):
        for row, value in enumerate(choices.values):
            sheet.write_string(row, column, value)
    sheet.hide()
    writing.book.define_name(hollow.LISTED, f"={lists[hollow.LISTED].range}")


def _write_identity(writing: Writing) -> None:
    text = writing.content.identity.text
    sheet = writing.add_sheet(identities.SHEET)
    sheet.write_string(0, 0, text)
    sheet.protect()
    sheet.very_hidden()
    writing.book.define_name(identities.NAME, f'="{text}"')
    writing.book.set_custom_property(identities.NAME, text)
    writing.book.set_properties({"created": writing.content.created})
