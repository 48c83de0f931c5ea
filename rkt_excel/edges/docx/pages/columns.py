"""Columns of tables as wide as the longest word and the widest picture in them: neither is cut where a cell ends.

A template gives its columns widths for what is usually printed. What an office really prints may be longer
("perpustakaan", "rekomendasi" as a unit), and another paper is narrower. So once a table is filled its columns are
measured in Arial, and those that are too narrow take room from those that have some to spare. The table itself stays as
wide as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from rkt_excel.edges.docx.package.word_parts import WP, W
from rkt_excel.edges.docx.pages.looks import Looks, TextLook
from rkt_excel.workbook.writing.measure import advance

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.table import CT_Tbl

_TWIPS: Final = 20  # to the point
_EMU: Final = 635  # to the twip
_SAFETY: Final = 1.02  # programs differ a little in what they measure
_KEPT: Final = 0.25  # of its width that a column keeps, whatever stands in the others
_RIM: Final = 15  # twips: half of the lines on both sides
# Where a line may end: at white space, behind a dash. Behind a stroke LibreOffice breaks and Word does not.
_ENDS: Final = re.compile(r"[^\S\u00a0\u202f]+|[\u200b\u00ad]|(?<=[-–—])(?=\w)")
_ENDS_AND_STROKES: Final = re.compile(rf"{_ENDS.pattern}|(?<=/)(?=\w)")
_NUMBER: Final = re.compile(r"[0-9]{1,6}(\.[0-9]+)?")  # some programs write fractions of a twip
_ROW, _CELL, _PARAGRAPH, _RUN, _LETTERS, _VALUE = (f"{W}{name}" for name in ("tr", "tc", "p", "r", "t", "val"))
_HEADING: Final = f"{W}trPr/{W}tblHeader"
_BEFORE: Final = f"{W}trPr/{W}gridBefore"
_SPAN: Final = f"{W}tcPr/{W}gridSpan"
_LETTERED: Final = f"{W}r/{W}rPr"
_SPOKEN: Final = {f"{W}tab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "\u2011"}
_SAID: Final = (_LETTERS, *_SPOKEN)
_PICTURE: Final = f"{WP}inline/{WP}extent"
_CONTENT: Final = (f"{W}drawing", f"{W}pict", f"{W}tbl")  # what is as wide as it is


@dataclass
class _Column:
    """A column: its width, and what its longest word takes, whole and broken behind strokes; in twips."""

    width: int
    whole: float = 0
    parted: float = 0
    printed: bool = False
    fixed: bool = False

    def least(self, *, parted: bool) -> float:
        """How narrow it may become; one that people fill in by hand, or that holds a picture, stays as it is."""
        own = self.parted if parted else self.whole
        return own if self.printed and not self.fixed else max(self.width, own)


def fit_words(document: Document) -> None:
    """Widen each column of the text's tables that would break a word, by what other columns of its table can spare."""
    looks = Looks(document)
    for table in document.element.body.iter(f"{W}tbl"):
        _fit(table, looks)


def grid(table: CT_Tbl) -> list[int]:
    """How wide each column of a table is drawn, in twips; 0 where that is not said in twips."""
    said = [each.get(f"{W}w") or "" for each in table.tblGrid.gridCol_lst]
    return [round(float(each)) if _NUMBER.fullmatch(each) else 0 for each in said]


def is_drawn(table: CT_Tbl) -> bool:
    """Whether a table says of every column how wide it is; Word and LibreOffice give others their widths themselves."""
    widths = grid(table)
    ends = (at + span for row in table.iterchildren(_ROW) for _, at, span in placed_cells(row))
    return all(widths) and 0 < max(ends, default=0) <= len(widths)


def _fit(table: CT_Tbl, looks: Looks) -> None:
    columns = [_Column(each) for each in grid(table)] if is_drawn(table) else []
    if not columns:
        return
    margin = looks.margins(table)
    spans = []
    for row in table.iterchildren(_ROW):
        heading = row.find(_HEADING) is not None
        for cell, at, span in placed_cells(row):
            whole, parted = _needs(cell, looks, margin)
            if span > 1:
                spans.append((columns[at : at + span], whole, parted))
                continue
            own = columns[at]
            own.whole, own.parted = max(own.whole, whole), max(own.parted, parted)
            own.printed = own.printed or (whole > 0 and not heading)
            own.fixed = own.fixed or next(cell.iter(*_CONTENT), None) is not None
    for covered, whole, parted in spans:
        _spread(covered, whole, parted)
    widths = _widened(columns)
    if widths:
        _set(table, widths)


def placed_cells(row: Any) -> Iterator[tuple[Any, int, int]]:  # noqa: ANN401 - elements of lxml
    """The cells of a row, each with the column that it begins in and how many it covers."""
    skipped = row.find(_BEFORE)
    at = 0 if skipped is None else int(skipped.get(_VALUE))
    for cell in row.iterchildren(_CELL):
        span = cell.find(_SPAN)
        covered = 1 if span is None else int(span.get(_VALUE))
        yield cell, at, covered
        at += covered


def _spread(covered: Sequence[_Column], whole: float, parted: float) -> None:
    """Let the last of the columns that a cell covers hold what the others cannot."""
    last, others = covered[-1], sum(each.width for each in covered[:-1])
    last.whole, last.parted = max(last.whole, whole - others), max(last.parted, parted - others)


def _widened(columns: Sequence[_Column]) -> list[int] | None:
    """The widths with which no word is broken; `None` where the columns have them already."""
    if all(each.whole <= each.width for each in columns):
        return None
    total = sum(each.width for each in columns)
    for parted in (False, True):
        least = [each.least(parted=parted) for each in columns]
        settled = _settled([each.width for each in columns], least)
        if settled:
            return _whole(settled, total)
    wanted = [max(each.parted, 1.0) for each in columns]
    shares = [each * total / sum(wanted) for each in wanted]
    return _whole(_settled(shares, [each.width * _KEPT for each in columns]) or shares, total)


def _settled(widths: Sequence[float], least: Sequence[float]) -> list[float] | None:
    """The widths, none below the least, taken from those that can spare it; `None` where they cannot."""
    pairs = list(zip(widths, least, strict=True))
    spare = sum(max(0.0, width - wanted) for width, wanted in pairs)
    lacking = sum(max(0.0, wanted - width) for width, wanted in pairs)
    if lacking > spare:
        return None
    share = lacking / spare if spare else 0.0
    return [max(wanted, width - max(0.0, width - wanted) * share) for width, wanted in pairs]


def _whole(widths: Sequence[float], total: int) -> list[int]:
    """Whole twips of the same sum; each column begins where it would."""
    edges, at = [0], 0.0
    for each in widths:
        at += each
        edges.append(round(at))
    edges[-1] = total
    return [end - start for start, end in pairwise(edges)]


def _set(table: CT_Tbl, widths: Sequence[int]) -> None:
    for column, width in zip(table.tblGrid.gridCol_lst, widths, strict=True):
        column.set(f"{W}w", str(width))
    for row in table.iterchildren(_ROW):
        for cell, at, span in placed_cells(row):
            place = cell.get_or_add_tcPr().get_or_add_tcW()
            place.set(f"{W}w", str(sum(widths[at : at + span])))
            place.set(f"{W}type", "dxa")


# ------------------------------------------------------------------------------------------ how wide words are


def line_count(cell: Any, looks: Looks, margin: int) -> int:  # noqa: ANN401 - an element of lxml
    """How many lines the text of a cell takes at the width that the cell says.

    Args:
        cell: The cell (`w:tc`).
        looks: How the styles of its document look.
        margin: What its table leaves free at both sides of cells together, in twips.
    """
    width = cell.find(f"{W}tcPr/{W}tcW")
    room = int(float(width.get(f"{W}w") or 0)) - margin if width is not None else 0
    return sum(_lines_of(each, looks, room) for each in cell.iterchildren(_PARAGRAPH))


def _lines_of(paragraph: Any, looks: Looks, room: int) -> int:  # noqa: ANN401 - an element of lxml
    look = looks.of_paragraph(paragraph)
    text = _text(paragraph)
    found, left = 1, float(room - look.indent)
    for number, word in enumerate(_ENDS_AND_STROKES.split(text.upper() if look.caps else text)):
        width = _width(word, look.size, look.bold) * _TWIPS * _SAFETY
        space = _width(" ", look.size, look.bold) * _TWIPS if number else 0.0
        if number and width + space > left:
            found, left = found + 1, room - look.indent - width
        else:
            left -= width + space
    return found


def _needs(cell: Any, looks: Looks, margin: int) -> tuple[float, float]:  # noqa: ANN401 - an element of lxml
    """What the longest word or picture of a cell takes with its margins, whole and broken behind strokes, in twips."""
    whole = parted = 0.0
    for paragraph in cell.iterchildren(_PARAGRAPH):
        one, other = _longest(paragraph, looks)
        drawn = _drawn(paragraph, looks)
        whole, parted = max(whole, one, drawn), max(parted, other, drawn)
    return (whole + margin, parted + margin) if whole else (0.0, 0.0)


def _drawn(paragraph: Any, looks: Looks) -> float:  # noqa: ANN401 - an element of lxml
    """What the widest picture in the line takes, in twips; one that floats takes nothing."""
    wide = [int(each.get("cx") or 0) for each in paragraph.iterfind(f".//{_PICTURE}")]
    return max(wide) / _EMU + looks.of_paragraph(paragraph).indent if wide else 0.0


def _longest(paragraph: Any, looks: Looks) -> tuple[float, float]:  # noqa: ANN401 - an element of lxml
    text = _text(paragraph)
    if not text or text.isspace():
        return 0.0, 0.0
    base = looks.of_paragraph(paragraph)
    if paragraph.find(_LETTERED) is None:
        return _of_runs(((text, base),), base.indent)
    return _of_runs(tuple((_text(run), looks.of_run(run, base)) for run in paragraph.iter(_RUN)), base.indent)


@lru_cache(maxsize=4096)
def _of_runs(runs: tuple[tuple[str, TextLook], ...], indent: int) -> tuple[float, float]:
    """What the longest word of a paragraph takes, whole and broken behind strokes, in twips."""
    whole = parted = _word(runs, _ENDS)
    if any("/" in text for text, _ in runs):
        parted = _word(runs, _ENDS_AND_STROKES)
    return whole * _TWIPS * _SAFETY + indent + _RIM, parted * _TWIPS * _SAFETY + indent + _RIM


def _word(runs: Sequence[tuple[str, TextLook]], ends: re.Pattern[str]) -> float:
    """The width of the longest word in points, also of one that goes on from run to run."""
    longest = word = 0.0
    for text, look in runs:
        for number, piece in enumerate(ends.split(text.upper() if look.caps else text)):
            word = _width(piece, look.size, look.bold) + (0.0 if number else word)
            longest = max(longest, word)
    return longest


@lru_cache(maxsize=4096)
def _width(piece: str, size: float, bold: bool) -> float:
    return advance(piece, bold=bold) / 1_000 * size


def _text(element: Any) -> str:  # noqa: ANN401 - an element of lxml
    """The text of a paragraph or of a run."""
    return "".join((each.text or "") if each.tag == _LETTERS else _SPOKEN[each.tag] for each in element.iter(*_SAID))
