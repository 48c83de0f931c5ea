"""The data dictionary of a declaration: what every column holds, in Markdown, for the documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rkt_excel.workbook.declaration.declare import Card, Column, Row, Table, Use, Workbook
from rkt_excel.workbook.kinds import ByRow, Choice, Code, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_HEADINGS = ("Kolom", "Isi", "Wajib", "Dikunci/diisi", "Arti", "Contoh")


def data_dictionary(declaration: Workbook, facts: Mapping[str, str]) -> str:
    """Every sheet that holds data described as a table of its columns, in Indonesian Markdown.

    Args:
        declaration: The workbook.
        facts: What the {names} in titles and headings stand for.
    """
    sheets = (sheet for sheet in declaration.sheets if isinstance(sheet, (Table, Card)))
    return "\n".join(line for sheet in sheets for line in _described(sheet, facts))


def _described(sheet: Table | Card, facts: Mapping[str, str]) -> Iterator[str]:
    yield f"## {sheet.name}"
    yield ""
    if sheet.lead:
        yield sheet.lead.format_map(facts)
        yield ""
    if sheet.optional:
        yield "Lembar ini boleh tidak ada."
        yield ""
    yield _line(_HEADINGS)
    yield _line("---" for _ in _HEADINGS)
    for column in sheet.row.columns().values():
        header = column.header.format_map(facts)
        filled = "dikunci" if _locked(sheet, column) else "diisi"
        yield _line(
            (
                header,
                _content(column, sheet.row),
                _required(column),
                filled,
                _meaning(column),
                _example(column),
            )
        )
    yield ""


def _line(cells: Iterable[str]) -> str:
    """One line of a Markdown table; what would part or end it is made harmless."""
    safe = (" ".join(cell.replace("|", r"\|").split()) for cell in cells)
    return f"| {' | '.join(safe)} |"


def _locked(sheet: Table | Card, column: Column) -> bool:
    return sheet.protected and isinstance(sheet, Table) and column.use is not Use.FILL


def _content(column: Column, row: type[Row]) -> str:
    """What to type: the kind's own words, for each value of the deciding column where that decides."""
    kind = column.kind
    if not isinstance(kind, ByRow):
        return _told(kind)
    decider = row.columns()[kind.field].header
    each = "; ".join(f"{value}: {_told(one).rstrip('.')}" for value, one in kind.kinds.items())
    return f"menurut kolom {decider} – {each}."


def _told(kind: Kind) -> str:
    if isinstance(kind, Choice) and kind.options:
        return f"{kind.told.rstrip('.')}: {', '.join(f'“{option}”' for option in kind.options)}."
    return kind.told


def _required(column: Column) -> str:
    if callable(column.required):
        return "tergantung isian lain pada barisnya"
    return "ya" if column.required else "tidak"


def _meaning(column: Column) -> str:
    told = [column.meaning] if column.meaning else []
    if column.use is Use.KEY:
        told.append("Nama baris; setiap baris mempunyai yang lain.")
    elif column.use in (Use.GROUP_KEY, Use.GROUP_TEXT):
        told.append("Berada sekali di atas baris-barisnya.")
    if column.unique:
        told.append("Tidak boleh ada dua yang sama.")
    if column.refers:
        told.append(f"Harus ada di lembar {column.refers.sheet}.")
    return " ".join(told)


def _example(column: Column) -> str:
    return column.example or (column.kind.example if isinstance(column.kind, Code) else "")
