"""Signatures that never stand alone on a page, nor what follows them: the rows before them come along.

A list in a template is followed by its notes and the table of the signature, as an office would type them. Word could
tie them to the last rows of the list; LibreOffice ties rows within one table only. So in what is printed notes and
signature become the last rows of the list itself, without frames, and the rows before them are kept with them. Notes
behind a signature (Tembusan) become its last row in the same way, and so do notes behind a list without one (Sumber).
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from rkt_excel.edges.docx.package.word_parts import W
from rkt_excel.edges.docx.pages.columns import grid, is_drawn
from rkt_excel.workbook.writing import style

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document
    from docx.oxml.table import CT_Row, CT_Tbl

_SIGNER: Final = "Nama Pejabat"  # the style of the name under a signature
_NOTES: Final = frozenset({"Jarak", "Catatan", "Catatan Lanjut"})  # what may stand between a list and its signature
_FOLLOWING: Final = _NOTES - {"Jarak"}
_NEAR: Final = 60  # twips by which two columns may end apart and still be one
_TIED: Final = 2  # rows of the list that stand on the page of its signature at the least


def tie(document: Document) -> None:
    """Make each signature behind a list its last row, and keep the last rows of the list with it.

    The last row of a list, often its sum, has the row before with it in any case.
    """
    for table in document.element.body.iterchildren(f"{W}tbl"):
        if _is_list(table):
            for row in table.tr_lst[-2:-1]:
                keep_with_next(row)
    names = {style.style_id: style.name for style in document.styles}
    lists = [each for each in document.element.body.iterchildren(f"{W}tbl") if _is_list(each) and is_drawn(each)]
    for table in list(document.element.body.iterchildren(f"{W}tbl")):
        if _SIGNER not in {names.get(each) for each in _styles(table)} or not is_drawn(table):
            continue
        notes: list[Any] = []
        before = table.getprevious()
        while before is not None and before.tag == f"{W}p" and names.get(before.style or "") in _NOTES:
            notes.insert(0, before)
            before = before.getprevious()
        _follow(table, names)
        if before in lists:
            _fold(before, notes, table)
    for table in lists:
        if table.getparent() is not None:
            _foot(table, names)


def _foot(table: CT_Tbl, names: Mapping[str, str | None]) -> None:
    """Make the notes behind a list its last row, where a paragraph follows them, as Word wants it behind a table."""
    notes = _behind(table, names)
    after = notes[-1].getnext() if notes else None
    if after is None or after.tag != f"{W}p" or any(each.find(f"{W}pPr/{W}sectPr") is not None for each in notes):
        return
    rows, edges = table.tr_lst[-_TIED:], _edges(table)
    _row(table, [(notes, edges[-1])], edges, framed=True)
    for row in rows:
        keep_with_next(row)


def _behind(table: CT_Tbl, names: Mapping[str, str | None]) -> list[Any]:
    """The notes right behind a table."""
    notes: list[Any] = []
    behind = table.getnext()
    while behind is not None and behind.tag == f"{W}p" and names.get(behind.style or "") in _FOLLOWING:
        notes.append(behind)
        behind = behind.getnext()
    return notes


def _follow(signature: CT_Tbl, names: Mapping[str, str | None]) -> None:
    """Make the notes behind a signature its last row, kept with the others."""
    notes = _behind(signature, names)
    if notes:
        for row in signature.tr_lst:
            keep_with_next(row)
        edges = _edges(signature)
        _row(signature, [(notes, edges[-1])], edges, framed=False)


def _styles(element: Any) -> set[str]:  # noqa: ANN401 - elements of lxml
    return {each.get(f"{W}val") for each in element.iter(f"{W}pStyle")}


def _is_list(table: CT_Tbl) -> bool:
    """Whether its headings repeat, as only those of a list do."""
    return next(table.iter(f"{W}tblHeader"), None) is not None


def _fold(table: CT_Tbl, notes: list[Any], signature: CT_Tbl) -> None:
    own = _edges(signature)
    edges = _parted(table, own)
    rows = table.tr_lst
    added = [_row(table, [(notes, edges[-1])], edges, framed=True)] if notes else []
    for row in signature.tr_lst:
        ends = _ends(row, own)
        held = [list(cell.iterchildren())[1:] for cell in row.tc_lst]
        added.append(_row(table, list(zip(held, ends, strict=True)), edges, framed=not added))
    body = signature.getparent()
    assert body is not None
    body.remove(signature)
    for row in [*rows[-_TIED:], *added[:-1]]:
        keep_with_next(row)


def _edges(table: CT_Tbl) -> list[int]:
    """Where each column ends, in twips."""
    return list(accumulate(grid(table)))


def _ends(row: CT_Row, edges: list[int]) -> list[int]:
    """Where each cell of a row ends, in twips."""
    columns = accumulate((each.grid_span for each in row.tc_lst), initial=row.grid_before)
    return [edges[column - 1] for column in list(columns)[1:]]


def _parted(table: CT_Tbl, wanted: list[int]) -> list[int]:
    """Split columns of a list where those of its signature end, also in its cells; where columns end now, in twips."""
    old = _edges(table)
    new = sorted(
        {*old, *(each for each in wanted if min(abs(each - edge) for edge in (0, *old)) > _NEAR and each < old[-1])}
    )
    parts = [sum(start < edge <= end for edge in new) for start, end in zip([0, *old], old, strict=False)]
    if max(parts) > 1:
        for row in table.tr_lst:
            column = row.grid_before
            for cell in row.tc_lst:
                span = cell.grid_span
                cell.grid_span = sum(parts[column : column + span])
                column += span
        for each in table.tblGrid.gridCol_lst:
            table.tblGrid.remove(each)
        table.tblGrid.extend(_made("gridCol", w=end - start) for start, end in zip([0, *new], new, strict=False))
    return new


def _column(edges: list[int], place: int) -> int:
    """The number of the column (1-based) that ends nearest to a place."""
    return min(range(1, len(edges) + 1), key=lambda column: abs(edges[column - 1] - place))


def _row(table: CT_Tbl, cells: list[tuple[list[Any], int]], edges: list[int], *, framed: bool) -> Any:  # noqa: ANN401
    """A new last row of the table; each cell is given with what it holds and where it ends."""
    row = _made("tr")
    properties = _made("trPr")
    properties.append(_made("cantSplit"))
    row.append(properties)
    start = 0
    for held, place in cells:
        end = max(_column(edges, place), start + 1)
        cell, look = _made("tc"), _made("tcPr")
        look.append(_made("tcW", w=edges[end - 1] - (edges[start - 1] if start else 0), type="dxa"))
        if end - start > 1:
            look.append(_made("gridSpan", val=end - start))
        look.extend((_frame(framed=framed), _margins()))
        cell.append(look)
        cell.extend(held)
        row.append(cell)
        start = end
    table.append(row)
    return row


def _frame(*, framed: bool) -> Any:  # noqa: ANN401 - an element of lxml
    """The borders of an added cell: none, but at its top the last line of the list where it is `framed`."""
    borders = _made("tcBorders")
    line: dict[str, object] = {"val": "single", "sz": 8, "space": 0, "color": style.INK.removeprefix("#")}
    top = _made("top", **(line if framed else {"val": "nil"}))
    borders.extend((top, *(_made(edge, val="nil") for edge in ("left", "bottom", "right"))))
    return borders


def _margins() -> Any:  # noqa: ANN401 - an element of lxml
    margins = _made("tcMar")
    margins.extend(_made(edge, w=0, type="dxa") for edge in ("left", "right"))
    return margins


def _made(name: str, **attributes: object) -> Any:  # noqa: ANN401 - an element of lxml
    from docx.oxml import OxmlElement  # noqa: PLC0415 - comes with docxtpl
    from docx.oxml.ns import qn  # noqa: PLC0415

    return OxmlElement(f"w:{name}", {qn(f"w:{key}"): str(value) for key, value in attributes.items()})


def keep_with_next(row: Any) -> None:  # noqa: ANN401 - an element of lxml
    """Keep a row with the next one: Word looks at all its paragraphs, LibreOffice at the first."""
    for paragraph in row.iter(f"{W}p"):
        properties = paragraph.get_or_add_pPr()
        if properties.find(f"{W}keepNext") is None:
            properties._add_keepNext()  # noqa: SLF001 - puts it where the schema wants it
