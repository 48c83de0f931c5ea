"""What a written sheet is to people, in words: columns, rows, looks, limits, print; as openpyxl sees it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from zipfile import ZipFile

import openpyxl

from rkt_excel.workbook.writing import style

_FRAME = 5 / 7  # characters of a column's width in the file that its frame takes
_GROUNDS = {
    style.PALE: "pale", style.TINT: "tinted", style.DEEP: "deep", "#FFFBE6": "yellow", "#FFFFFF": "white",
    "#FBE3E3": "red", "#FFF1CC": "amber", "#E3F4E6": "green",
}  # fmt: skip


@cache
def opened(data: bytes, *, results: bool = False) -> Any:
    """The workbook, with its formulas or with the results that are kept beside them."""
    return openpyxl.load_workbook(io.BytesIO(data), data_only=results)


def columns(sheet: Any) -> str:
    """The width of each column that somebody set, as it was declared; in brackets where it is hidden."""
    known = {number: each for each in sheet.column_dimensions.values() for number in range(each.min, each.max + 1)}
    last = max((number for number, each in known.items() if each.max < 16_384), default=0)
    told = (f"{max(known[number].width - _FRAME, 0):.3g}" for number in range(1, last + 1))
    return " ".join(f"({each})" if known[number].hidden else each for number, each in enumerate(told, 1))


def heights(data: bytes, name: str) -> str:
    """The height of each row in points; in brackets where it is hidden, with + where it grows with what is typed."""
    told: list[tuple[int, int, str]] = []
    for row in re.findall(r"<row ([^>]*?)/?>", _part(data, name)):
        at = dict(re.findall(r'(\w+)="([^"]*)"', row))
        number, each = int(at["r"]), f"{at.get('ht', '–')}{'' if 'customHeight' in at else '+'}"
        each = f"({each})" if "hidden" in at else each
        if told and told[-1][1:] == (number - 1, each):
            told[-1] = (told[-1][0], number, each)
        else:
            told.append((number, number, each))
    return " ".join(f"{first}:{each}" if first == last else f"{first}-{last}:{each}" for first, last, each in told)


def _part(data: bytes, name: str) -> str:
    number = opened(data).sheetnames.index(name) + 1
    with ZipFile(io.BytesIO(data)) as package:
        return package.read(f"xl/worksheets/sheet{number}.xml").decode()


def look(cell: Any) -> str:
    """How a cell looks by itself."""
    font, alignment, sides = cell.font, cell.alignment, cell.border
    words = ["locked" if cell.protection.locked else "open"]
    words += [ground(cell.fill.fgColor.rgb)] if cell.fill.patternType else []
    words += [f"{font.sz:g}pt"] if font.sz != 10 else []
    words += [word for word, said in (("bold", font.b), ("italic", font.i), ("link", font.u)) if said]
    indent = f"{int(alignment.indent):+d}" if alignment.indent else ""
    words += [f"{alignment.horizontal or ''}{indent}"] if alignment.horizontal or indent else []
    words += [alignment.vertical] if alignment.vertical not in (None, "top") else []
    words += ["wraps"] if alignment.wrap_text else []
    lines = "".join(getattr(sides, each).style or "-" for each in ("left", "right", "top", "bottom"))
    named = {
        "----": "",
        "thin" * 4: "framed",
        "--thinthin": "ruled",
        "thick---": "barred",
        "thickthinthinthin": "barred",
    }
    words += [named.get(lines, lines)] if lines != "----" else []
    words += [cell.number_format] if cell.number_format != "General" else []
    return " ".join(words)


def ground(colour: str) -> str:
    """The name of a colour of ours, such as "yellow" for FFFFFBE6."""
    return _GROUNDS[f"#{colour[2:]}"]


def looked(sheet: Any) -> dict[str, str]:
    """How each cell looks that was written at all, by its address."""
    return {cell.coordinate: look(cell) for row in sheet.iter_rows() for cell in row if cell.has_style}


def rows(sheet: Any) -> list[str]:
    """What stands in each row, a bar between two cells; of a long text the beginning."""
    told = []
    for row in sheet.iter_rows():
        values = ["" if each.value is None else str(each.value)[:40].rstrip() for each in row]
        told.append(" | ".join(values).rstrip(" |"))
    return told


def links(sheet: Any) -> dict[str, str]:
    """Where each link leads, and what is told while the pointer rests on it, by the address of its cell."""
    found = {cell.coordinate: cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    return {address: " ".join(filter(None, (each.location, each.tooltip))) for address, each in found.items()}


def comments(data: bytes, name: str) -> dict[str, tuple[str, int, int]]:
    """The text of each comment, and how wide and how high its box is in points, by the address of its cell."""
    sheet = opened(data)[name]
    texts = {(cell.row, cell.column): cell for row in sheet.iter_rows() for cell in row if cell.comment}
    number = 1 + [each.title for each in opened(data) if any(c.comment for r in each.iter_rows() for c in r)].index(
        name
    )
    with ZipFile(io.BytesIO(data)) as package:
        drawing = package.read(f"xl/drawings/vmlDrawing{number}.vml").decode()
    found = {}
    for shape in re.findall(r"<v:shape .*?</v:shape>", drawing, re.DOTALL):
        width, height = (round(float(re.findall(rf"[;:]{side}:([\d.]+)pt", shape)[0])) for side in ("width", "height"))
        row, column = (int(re.findall(rf"<x:{each}>(\d+)<", shape)[0]) + 1 for each in ("Row", "Column"))
        found[texts[row, column].coordinate] = (texts[row, column].comment.text, width, height)
    return found


def limits(sheet: Any) -> Iterator[tuple[str, str, str]]:
    """Of each limit its cells, what it allows, and what is told under the cursor."""
    for each in sheet.data_validations.dataValidation:
        bounds = [str(said) for said in (each.formula1, each.formula2) if said is not None]
        stops = "" if each.showErrorMessage else " offered"
        told = f"{each.type or 'any'} {each.operator or ''} {' '.join(bounds)}{stops}"
        assert each.errorStyle in (None, "stop")
        assert each.showInputMessage
        assert each.errorTitle == each.promptTitle
        yield str(each.sqref), " ".join(told.split()), f"{each.promptTitle}: {each.prompt}"


def colours(sheet: Any) -> list[tuple[str, str, str]]:
    """Of each condition, in the order in which they are asked, its cells, its formula, and the colour that it gives."""
    found = []
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            ends = " and ends it" if rule.stopIfTrue else ""
            (formula,) = rule.formula
            bold = " bold" if rule.dxf.font and rule.dxf.font.b else ""
            framed = " framed" if rule.dxf.border and rule.dxf.border.left.style == "thin" else ""
            colour = ground(rule.dxf.fill.bgColor.rgb)
            found.append((rule.priority, str(area.sqref), formula, f"{colour}{bold}{framed}{ends}"))
    return [tuple(each[1:]) for each in sorted(found)]


def printing(sheet: Any) -> str:
    """What prints, how, on what, and what repeats."""
    setup = sheet.page_setup
    words = [sheet.print_area.rpartition("!")[2].replace("$", ""), setup.orientation, f"paper {setup.paperSize}"]
    words.append(f"{setup.fitToWidth or 1}x{'1' if setup.fitToHeight is None else setup.fitToHeight}")
    words += [f"row {sheet.print_title_rows}"] if sheet.print_title_rows else []
    words += [f"columns {sheet.print_title_cols}"] if sheet.print_title_cols else []
    words += [f"{setup.pageOrder}"] if setup.pageOrder else []
    words += [f"breaks {' '.join(str(each.id) for each in sheet.row_breaks.brk)}"] if sheet.row_breaks.brk else []
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    return " ".join(words).replace("$", "")


def seen(sheet: Any) -> str:
    """What stays in place, where the cursor stands, what is filtered and what a locked sheet still allows."""
    view, lock = sheet.sheet_view, sheet.protection
    words = [f"frozen {sheet.freeze_panes}"] if sheet.freeze_panes else []
    words += [f"cursor {view.selection[-1].sqref}", f"{view.zoomScale or 100} %"]
    words += [f"filter {sheet.auto_filter.ref}"] if sheet.auto_filter.ref else []
    allowed = ("formatColumns", "formatRows", "sort", "autoFilter", "formatCells", "insertRows", "deleteRows")
    words += [f"locked but {' '.join(each for each in allowed if not getattr(lock, each))}"] if lock.sheet else ["open"]
    words += [] if view.showGridLines is False else ["gridlines"]
    return ", ".join(words)
