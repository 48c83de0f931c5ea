"""What must hold in a document of Word: stories, tables, grids, fields, notes, numbering, styles, sections, anchors."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree as ET

from ooxml.package import Package, attributes, child, every, length, local, repeated, whole

LONGEST_BOOKMARK = 40  # characters


@dataclass(frozen=True)
class Letter:
    """A Word document with all the parts that hold text."""

    package: Package
    part: str
    stories: list[tuple[str, ET.Element]]


def letter_of(package: Package, part: str, root: ET.Element) -> Letter:
    """The document with its headers, footers and notes."""
    others = package.related(part, "header", "footer", "footnotes", "endnotes", "comments")
    return Letter(package, part, [(part, root), *others])


def of_stories(check: Callable[[ET.Element], Iterator[str]]) -> Callable[[Letter], Iterator[str]]:
    """A check of one story made one of all of them, each fault led by the story's part."""

    def checked(letter: Letter) -> Iterator[str]:
        for part, root in letter.stories:
            yield from (f"{part}: {fault}" for fault in check(root))

    return checked


def faults_of_pictures(story: ET.Element) -> Iterator[str]:
    """Every drawing has an id of its own."""
    for identity in repeated(item.get("id", "") for item in every(story, "docPr")):
        yield f"docPr id {identity} stands twice"


def faults_of_bookmarks(story: ET.Element) -> Iterator[str]:
    """Every bookmark has an id of its own, a beginning and an end."""
    starts = [attributes(item).get("id", "") for item in every(story, "bookmarkStart")]
    ends = [attributes(item).get("id", "") for item in every(story, "bookmarkEnd")]
    for identity in repeated(starts):
        yield f"bookmark id {identity} stands twice"
    for identity in sorted(set(starts) - set(ends)):
        yield f"bookmark id {identity} has no end"
    for identity in sorted(set(ends) - set(starts)):
        yield f"bookmark id {identity} has no beginning"


def faults_of_bookmark_names(letter: Letter) -> Iterator[str]:
    """Names of bookmarks are one set for the whole document."""
    marks = [item for _, root in letter.stories for item in every(root, "bookmarkStart")]
    names = [attributes(item).get("name", "") for item in marks]
    for name in repeated(name.casefold() for name in names):
        yield f"{letter.part}: bookmark name {name!r} stands twice"
    for name in names:
        if not 0 < length(name) <= LONGEST_BOOKMARK:
            yield f"{letter.part}: bookmark name {name!r} has {length(name)} characters of {LONGEST_BOOKMARK}"


def faults_of_cells(story: ET.Element) -> Iterator[str]:
    """Every cell of a table ends with a paragraph."""
    for number, cell in enumerate(every(story, "tc"), start=1):
        if (last := last_block(cell)) != "p":
            yield f"table cell {number} ends with {last or 'nothing'} instead of a paragraph"


def last_block(cell: ET.Element) -> str:
    """The kind of the last block in a cell, looking into content controls; "" for none."""
    blocks = [item for item in cell if local(item.tag) in {"p", "tbl", "sdt", "customXml", "altChunk"}]
    if not blocks:
        return ""
    last = blocks[-1]
    if local(last.tag) == "customXml":
        return last_block(last)
    content = child(last, "sdtContent")
    return local(last.tag) if content is None else last_block(content)


def unwrapped(parent: ET.Element, name: str) -> Iterator[ET.Element]:
    """Rows of a table or cells of a row, also those inside content controls; none of nested tables."""
    for item in parent:
        if local(item.tag) == name:
            yield item
        elif local(item.tag) in {"sdt", "sdtContent", "customXml", "ins", "del", "moveFrom", "moveTo"}:
            yield from unwrapped(item, name)


def property_of(element: ET.Element, holder: str, name: str) -> str | None:
    """The `val` of e.g. `gridSpan` in `tcPr`; "" where it has none, None where there is no such element."""
    properties = child(element, holder)
    found = None if properties is None else child(properties, name)
    return None if found is None else attributes(found).get("val", "")


def faults_of_grids(story: ET.Element) -> Iterator[str]:
    """Rows as wide as their table's grid; a cell that continues a merge stands under one that is merged."""
    for number, table in enumerate(every(story, "tbl"), start=1):
        grid = child(table, "tblGrid")
        width = 0 if grid is None else sum(1 for item in grid if local(item.tag) == "gridCol")
        above: dict[int, int] = {}  # column and width of the merged cells of the row above
        for index, row in enumerate(unwrapped(table, "tr"), start=1):
            merged: dict[int, int] = {}
            column = whole(property_of(row, "trPr", "gridBefore"), 0)
            for cell in unwrapped(row, "tc"):
                span = whole(property_of(cell, "tcPr", "gridSpan"), 1)
                merge = property_of(cell, "tcPr", "vMerge")
                if merge in {"", "continue"} and above.get(column) != span:
                    yield f"table {number} row {index} column {column + 1}: vMerge continues nothing"
                if merge is not None:
                    merged[column] = span
                column += span
            column += whole(property_of(row, "trPr", "gridAfter"), 0)
            if column != width:
                yield f"table {number} row {index}: spans {column} columns of {width}"
            above = merged


def faults_of_fields(story: ET.Element) -> Iterator[str]:
    """Complex fields begin, separate at most once, and end."""
    open_fields: list[bool] = []  # whether each field that has begun has been separated
    for item in every(story, "fldChar"):
        kind = attributes(item).get("fldCharType", "")
        if kind == "begin":
            open_fields.append(False)
        elif not open_fields:
            yield f"a field has {kind} without begin"
        elif kind == "end":
            open_fields.pop()
        elif open_fields[-1]:
            yield "a field has separate twice"
        else:
            open_fields[-1] = True
    for _ in open_fields:
        yield "a field has begin without end"


def faults_of_settings(letter: Letter) -> Iterator[str]:
    """One settings part, which fetches nothing when the file is opened and sets no compatibility twice."""
    parts = letter.package.related(letter.part, "settings")
    if len(parts) != 1:
        yield f"{letter.part}: has {len(parts)} settings parts"
    for part, tree in parts:
        for line in letter.package.relations(part):
            if line.external:
                yield f"{part}: fetches {line.kind} from {line.target}"
        named = [attributes(item) for item in every(tree, "compatSetting")]
        for name in repeated(f"{item.get('uri')} {item.get('name')}" for item in named):
            yield f"{part}: compatSetting {name.rpartition(' ')[2]} stands twice"


def faults_of_notes(letter: Letter) -> Iterator[str]:
    """Every note that the text or the settings refer to is there, and none twice."""
    trees = [tree for _, tree in [*letter.package.related(letter.part, "settings"), *letter.stories]]
    for kind in ("footnote", "endnote"):
        notes = [tree for _, tree in letter.package.related(letter.part, f"{kind}s")]
        there = [attributes(item).get("id", "") for tree in notes for item in tree if local(item.tag) == kind]
        for identity in repeated(there):
            yield f"{letter.part}: {kind} {identity} stands twice"
        named = {attributes(item).get("id", "") for tree in trees for item in every(tree, f"{kind}Reference", kind)}
        for identity in sorted(named - set(there)):
            yield f"{letter.part}: {kind} {identity} is missing"


def faults_of_comment_marks(letter: Letter) -> Iterator[str]:
    """Every comment has an id of its own, and what refers to one finds it."""
    there = [
        attributes(item).get("id", "")
        for _, tree in letter.package.related(letter.part, "comments")
        for item in every(tree, "comment")
    ]
    for identity in repeated(there):
        yield f"{letter.part}: comment {identity} stands twice"
    for part, story in letter.stories:
        for item in every(story, "commentReference", "commentRangeStart", "commentRangeEnd"):
            identity = attributes(item).get("id", "")
            if identity not in there:
                yield f"{part}: {local(item.tag)} {identity} names no comment"
        starts, ends = (
            [attributes(item).get("id", "") for item in every(story, f"commentRange{edge}")]
            for edge in ("Start", "End")
        )
        for identity in sorted(set(starts) ^ set(ends)):
            yield f"{part}: comment range {identity} is not closed on both sides"


def faults_of_paragraph_ids(letter: Letter) -> Iterator[str]:
    """The ids that Word gives to paragraphs and rows are unique and below 0x80000000."""
    named = [attributes(item).get("paraId") for _, story in letter.stories for item in every(story, "p", "tr")]
    ids = [each for each in named if each is not None]
    for identity in repeated(each.upper() for each in ids):
        yield f"{letter.part}: paraId {identity} stands twice"
    for identity in ids:
        if not re.fullmatch(r"[0-7][0-9A-Fa-f]{7}", identity):
            yield f"{letter.part}: paraId {identity} is out of bounds"


def faults_of_controls(letter: Letter) -> Iterator[str]:
    """Content controls have an id of their own."""
    held = [child(item, "id") for _, story in letter.stories for item in every(story, "sdtPr")]
    for identity in repeated(attributes(item).get("val", "") for item in held if item is not None):
        yield f"{letter.part}: content control {identity} stands twice"


def faults_of_numbering(letter: Letter) -> Iterator[str]:
    """Lists are defined once, each by a pattern that is there, and none is used that is not defined."""
    parts = letter.package.related(letter.part, "numbering")
    patterns = [
        attributes(item).get("abstractNumId", "") for _, tree in parts for item in tree if _is(item, "abstractNum")
    ]
    numbers = [attributes(item).get("numId", "") for _, tree in parts for item in tree if _is(item, "num")]
    for name in repeated(patterns):
        yield f"{letter.part}: list pattern {name} stands twice"
    for name in repeated(numbers):
        yield f"{letter.part}: list {name} stands twice"
    for _, tree in parts:
        for item in every(tree, "num"):
            pattern = _value(child(item, "abstractNumId"))
            if pattern not in patterns:
                yield f"{letter.part}: list {attributes(item).get('numId')} follows pattern {pattern}, which is missing"
    trees = [*letter.stories, *letter.package.related(letter.part, "styles")]
    used = {_value(child(item, "numId")) for _, tree in trees for item in every(tree, "numPr")}
    for name in sorted(used - {*numbers, "0", ""}):
        yield f"{letter.part}: uses list {name}, which is not defined"


def _is(element: ET.Element, name: str) -> bool:
    return local(element.tag) == name


def _value(element: ET.Element | None) -> str:
    return "" if element is None else attributes(element).get("val", "")


def faults_of_styles_used(letter: Letter) -> Iterator[str]:
    """Styles are defined once, and none is used or leaned on that is not defined: Word would print it as Normal."""
    sheets = letter.package.related(letter.part, "styles")
    names = [attributes(item).get("styleId", "") for _, tree in sheets for item in every(tree, "style")]
    for name in repeated(names):
        yield f"{letter.part}: style {name} stands twice"
    uses = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")
    for part, tree in [*letter.stories, *sheets, *letter.package.related(letter.part, "numbering")]:
        for name in sorted({_value(item) for item in every(tree, *uses)} - set(names)):
            yield f"{part}: uses style {name}, which is not defined"


def faults_of_sections(letter: Letter) -> Iterator[str]:
    """The body ends with one section, others end in a paragraph; a section names each header and footer once."""
    body = next(every(letter.stories[0][1], "body"), None)
    blocks = [] if body is None else list(body)
    ends = [place for place, item in enumerate(blocks) if _is(item, "sectPr")]
    if ends != [len(blocks) - 1]:
        yield f"{letter.part}: the body does not end with its only section"
    kinds = {line.identity: line.kind for line in letter.package.relations(letter.part)}
    for number, section in enumerate(every(letter.stories[0][1], "sectPr"), start=1):
        edges = [item for item in section if local(item.tag) in {"headerReference", "footerReference"}]
        held = [(local(item.tag), attributes(item)) for item in edges]
        for twice in repeated(f"{given.get('type')} {tag}" for tag, given in held):
            yield f"{letter.part}: section {number} has its {twice} twice"
        for tag, given in held:
            kind = kinds.get(given.get("id", ""))
            if kind is not None and kind != tag.removesuffix("Reference"):
                yield f"{letter.part}: section {number} takes a {kind} for its {tag.removesuffix('Reference')}"


def faults_of_spaces(story: ET.Element) -> Iterator[str]:
    """Spaces at the edge of a text are kept only where it says so."""
    for item in every(story, "t", "delText"):
        text = item.text or ""
        if text != text.strip(" \t\n\r") and attributes(item).get("space") != "preserve":
            yield f"the text {text[:40]!r} loses the spaces at its edge"


def faults_of_headings(story: ET.Element) -> Iterator[str]:
    """Rows that repeat on every page are the first of their table: Word repeats none after a gap."""
    for number, table in enumerate(every(story, "tbl"), start=1):
        heads = [property_of(row, "trPr", "tblHeader") not in {None, "0", "false"} for row in unwrapped(table, "tr")]
        for index, is_head in enumerate(heads, start=1):
            if is_head and not all(heads[:index]):
                yield f"table {number} row {index} is a heading after rows that are none"


def faults_of_tables(story: ET.Element) -> Iterator[str]:
    """A table has rows and a row cells; a paragraph stands between two tables and behind the last."""
    for number, table in enumerate(every(story, "tbl"), start=1):
        rows = list(unwrapped(table, "tr"))
        if not rows and child(table, "tblPr") is not None:
            yield f"table {number} has no row"
        for index, row in enumerate(rows, start=1):
            if next(unwrapped(row, "tc"), None) is None:
                yield f"table {number} row {index} has no cell"
    for parent in every(story, "body", "hdr", "ftr", "comment", "footnote", "endnote", "tc"):
        blocks = [local(item.tag) for item in parent if local(item.tag) in {"p", "tbl", "sdt", "sectPr"}]
        for block, following in pairwise([*blocks, "end"]):
            if block == "tbl" and following in {"tbl", "sectPr"} | (set() if _is(parent, "tc") else {"end"}):
                yield f"a table is followed by {following} instead of a paragraph"


def faults_of_anchors(letter: Letter) -> Iterator[str]:
    """Links and references to a page lead to bookmarks that are there: Word prints an error in bold otherwise."""
    trees = [root for _, root in letter.stories]
    marks = {attributes(item).get("name", "").casefold() for root in trees for item in every(root, "bookmarkStart")}
    for part, root in letter.stories:
        wanted = [attributes(item).get("anchor", "") for item in every(root, "hyperlink")]
        codes = "".join(item.text or "" for item in every(root, "instrText"))
        wanted += re.findall(r"(?:PAGEREF|\bREF|NOTEREF) +([^ \\\\]+)", codes)
        for name in sorted({each for each in wanted if each} - {""}):
            if name.casefold() not in marks:
                yield f"{part}: refers to bookmark {name}, which is missing"


LETTER_CHECKS: Sequence[Callable[[Letter], Iterator[str]]] = (
    of_stories(faults_of_pictures),
    of_stories(faults_of_bookmarks),
    faults_of_bookmark_names,
    of_stories(faults_of_cells),
    of_stories(faults_of_grids),
    of_stories(faults_of_fields),
    of_stories(faults_of_spaces),
    of_stories(faults_of_headings),
    of_stories(faults_of_tables),
    faults_of_settings,
    faults_of_notes,
    faults_of_comment_marks,
    faults_of_paragraph_ids,
    faults_of_controls,
    faults_of_numbering,
    faults_of_styles_used,
    faults_of_sections,
    faults_of_anchors,
)
