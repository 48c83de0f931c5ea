"""What must hold in a workbook: rows, merges, ranges, validations, names, formulas, styles, comments."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from ooxml.package import Package, child, every, length, local, repeated, whole

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
LONGEST_SHEET_NAME, LONGEST_NAME = 31, 255
LONGEST_TITLE, LONGEST_TEXT = 32, 255  # of the prompt and the error message of a validation
LONGEST_LIST, LONGEST_LITERAL, LONGEST_FORMULA = 255, 255, 8192
LONGEST_MARGIN_TEXT = 255  # a header or footer with its codes
CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
NAME = re.compile(r"[^\W\d]|[_\\]")
NAME_REST = re.compile(r"[\w.?\\]*")
R1C1 = re.compile(r"r([0-9]*)(c[0-9]*)?|c[0-9]*", re.IGNORECASE)
QUOTED_OR_LITERAL = re.compile(r"'(?:[^']|'')*'|\"((?:[^\"]|\"\")*)\"")
LITERAL = re.compile(r"\"(?:[^\"]|\"\")*\"")
ERROR_VALUE = re.compile(r"#[A-Z]+(?:/0)?!")
BARE = r"[^\s'\"\[\](){}*+\-/,;:<>=&^%!#@]"  # may stand in the name of a sheet without quotes around it
SHEET_OF_REFERENCE = re.compile(rf"'((?:[^']|'')+)'!|(?<!\])(?<!{BARE})({BARE}+)!")
DXF_ATTRIBUTE = re.compile(r"dxfId$", re.IGNORECASE)


@dataclass(frozen=True)
class Area:
    """Cells from one corner to the other, all numbers from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def meets(self, other: "Area") -> bool:
        """Whether a cell belongs to both."""
        across = self.left <= other.right and other.left <= self.right
        return across and self.top <= other.bottom and other.top <= self.bottom


@dataclass(frozen=True)
class Book:
    """What the checks of a workbook ask for again and again."""

    package: Package
    part: str
    root: ET.Element
    sheets: list[tuple[str, ET.Element]]  # worksheets and chart sheets: the part and its tree
    counts: dict[str, int]  # of each collection in the style sheet: fonts, cellXfs, dxfs, …
    strings: int


def book_of(package: Package, part: str, root: ET.Element) -> Book:
    """Read the workbook's parts once."""
    sheets = package.related(part, "worksheet", "chartsheet", "dialogsheet", "xlMacrosheet")
    counts = {local(item.tag): len(item) for _, tree in package.related(part, "styles") for item in tree}
    strings = [item for _, tree in package.related(part, "sharedStrings") for item in every(tree, "si")]
    return Book(package, part, root, sheets, counts, len(strings))


def column_number(letters: str) -> int:
    """A is 1, XFD is 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def cell_place(reference: str) -> tuple[int, int] | None:
    """Row and column of `B7`, both from 1; None where that is no cell."""
    found = CELL.fullmatch(reference)
    if found is None:
        return None
    row, column = int(found[2]), column_number(found[1])
    return (row, column) if row <= LAST_ROW and column <= LAST_COLUMN else None


def area_of(reference: str) -> Area | None:
    """The cells of `B7`, `B7:C9`, `B:C` or `7:9`; None where that is no range."""
    first, _, last = reference.replace("$", "").partition(":")
    last = last or first
    if first.isalpha() and last.isalpha():
        first, last = f"{first}1", f"{last}{LAST_ROW}"
    elif first.isdecimal() and last.isdecimal() and ":" in reference:
        first, last = f"A{first}", f"XFD{last}"
    start, end = cell_place(first), cell_place(last)
    if start is None or end is None or start[0] > end[0] or start[1] > end[1]:
        return None
    return Area(*start, *end)


def of_sheets(check: Callable[[Book, ET.Element], Iterator[str]]) -> Callable[[Book], Iterator[str]]:
    """A check of one sheet made one of all of them, each fault led by the sheet's part."""

    def checked(book: Book) -> Iterator[str]:
        for part, root in book.sheets:
            yield from (f"{part}: {fault}" for fault in check(book, root))

    return checked


def faults_of_rows(_book: Book, sheet: ET.Element) -> Iterator[str]:
    """Rows and their cells ascend, and none stands twice."""
    last = 0
    seen: set[int] = set()
    for row in (row for data in every(sheet, "sheetData") for row in data):
        number = whole(row.get("r"), last + 1)
        if number in seen:
            yield f"row {number} stands twice"
        elif number < last:
            yield f"row {number} stands after row {last}"
        seen.add(number)
        last = max(last, number)
        yield from faults_in_row(row, number)


def faults_in_row(row: ET.Element, number: int) -> Iterator[str]:
    """One row's cells; a cell without a reference follows the one before it."""
    last = 0
    seen: set[int] = set()
    for cell in row:
        reference = cell.get("r")
        place = (number, last + 1) if reference is None else cell_place(reference)
        if place is None:
            yield f"{reference} is no cell"
            continue
        if place[0] != number:
            yield f"cell {reference} stands in row {number}"
            continue
        if place[1] in seen:
            yield f"cell {reference} stands twice"
        elif place[1] < last:
            yield f"cell {reference} stands after column {last}"
        seen.add(place[1])
        last = max(last, place[1])


def faults_of_merges(_book: Book, sheet: ET.Element) -> Iterator[str]:
    """Merged ranges hold two cells at least and none of another's."""
    areas: list[tuple[str, Area]] = []
    for item in every(sheet, "mergeCell"):
        reference = item.get("ref", "")
        area = area_of(reference)
        if area is None:
            yield f"merged {reference} is no range"
        elif (area.top, area.left) == (area.bottom, area.right):
            yield f"merged {reference} is a single cell"
        else:
            areas.append((reference, area))
    areas.sort(key=lambda item: item[1].top)
    for index, (reference, area) in enumerate(areas):
        for other, below in areas[index + 1 :]:
            if below.top > area.bottom:
                break
            if area.meets(below):
                yield f"merged {reference} overlaps {other}"


def faults_of_columns(_book: Book, sheet: ET.Element) -> Iterator[str]:
    """Column descriptions ascend without overlapping."""
    last = 0
    for item in (item for columns in every(sheet, "cols") for item in columns):
        first = whole(item.get("min"), 0)
        if first <= last:
            yield f"column description {first} overlaps the one up to {last}"
        last = whole(item.get("max"), 0)


def faults_of_ranges(_book: Book, sheet: ET.Element) -> Iterator[str]:
    """Validations, conditional formats and hyperlinks say where they apply."""
    for item in every(sheet, "dataValidation", "conditionalFormatting", "hyperlink"):
        where = item.get("ref" if local(item.tag) == "hyperlink" else "sqref")
        if where is None:  # the extension of 2010 has a child of that name
            where = " ".join(place.text or "" for place in every(item, "sqref"))
        for reference in where.split() or [""]:
            if area_of(reference) is None:
                yield f"{local(item.tag)} applies to {reference!r}, which is no range"


def faults_of_validations(_book: Book, sheet: ET.Element) -> Iterator[str]:
    """Texts of validations as long as Excel reads them."""
    limits = {
        "promptTitle": LONGEST_TITLE,
        "errorTitle": LONGEST_TITLE,
        "prompt": LONGEST_TEXT,
        "error": LONGEST_TEXT,
    }
    for item in every(sheet, "dataValidation"):
        where = item.get("sqref") or "".join(place.text or "" for place in every(item, "sqref"))
        for name, limit in limits.items():
            if (found := length(item.get(name, ""))) > limit:
                yield f"validation of {where}: {name} has {found} characters of {limit}"
        if item.get("type") != "list":
            continue
        formula = "".join("".join(part.itertext()) for part in every(item, "formula1"))
        text = formula[1:-1] if formula.startswith('"') else formula
        if (found := length(text)) > LONGEST_LIST:
            yield f"validation of {where}: list has {found} characters of {LONGEST_LIST}"


def faults_of_margin_texts(_book: Book, sheet: ET.Element) -> Iterator[str]:
    """Headers and footers as long as Excel reads them."""
    for part in every(sheet, "headerFooter"):
        for item in part:
            if (found := length(item.text or "")) > LONGEST_MARGIN_TEXT:
                yield f"{local(item.tag)} has {found} characters of {LONGEST_MARGIN_TEXT}"


def sheet_names(book: Book) -> list[str]:
    """The names of the sheets in their order."""
    return [sheet.get("name", "") for sheet in every(book.root, "sheet")]


def faults_of_sheets(book: Book) -> Iterator[str]:
    """Names of sheets as Excel takes them, one of them to be seen."""
    names = sheet_names(book)
    for name in names:
        if not 0 < length(name) <= LONGEST_SHEET_NAME:
            yield f"{book.part}: sheet name {name!r} has {length(name)} characters of {LONGEST_SHEET_NAME}"
        if re.search(r"[\[\]:*?/\\]|^'|'$", name):
            yield f"{book.part}: sheet name {name!r} holds a character that Excel forbids there"
    for name in repeated(name.casefold() for name in names):
        yield f"{book.part}: sheet name {name!r} stands twice"
    if all(sheet.get("state", "visible") != "visible" for sheet in every(book.root, "sheet")):
        yield f"{book.part}: no sheet is visible"


def faults_of_defined_names(book: Book) -> Iterator[str]:
    """Defined names that Excel takes, each once in its scope."""
    names = list(every(book.root, "definedName"))
    scopes = len(sheet_names(book))
    for item in names:
        name, scope = item.get("name", ""), item.get("localSheetId")
        if not valid_name(name):
            yield f"{book.part}: {name!r} is no valid name"
        if scope is not None and not 0 <= whole(scope, -1) < scopes:
            yield f"{book.part}: name {name!r} belongs to sheet {scope} of {scopes}"
        if not (item.text or "").strip():
            yield f"{book.part}: name {name!r} refers to nothing"
    scoped = [f"{item.get('name', '').casefold()} {item.get('localSheetId', '')}" for item in names]
    for key in repeated(scoped):
        yield f"{book.part}: name {key.partition(' ')[0]!r} stands twice in its scope"


def valid_name(name: str) -> bool:
    """Whether Excel takes `name` for a name and not for a cell."""
    plain = name.removeprefix("_xlnm.").removeprefix("_xlpm.")
    if not (NAME.match(plain) and NAME_REST.fullmatch(plain)) or length(name) > LONGEST_NAME:
        return False
    return not (cell_place(plain.upper()) or R1C1.fullmatch(plain))


def faults_of_formulas(book: Book) -> Iterator[str]:
    """Formulas as long as Excel reads them, about sheets that are there."""
    known = {name.casefold() for name in sheet_names(book)}
    for name in every(book.root, "definedName"):
        for fault in faults_in_formula(name.text or "", known):
            yield f"{book.part}: name {name.get('name')!r} {fault}"
    for part, root in book.sheets:
        for item in every(root, "f", "formula", "formula1", "formula2"):
            for fault in faults_in_formula("".join(item.itertext()), known):
                yield f"{part}: {local(item.tag)} {fault}"


def faults_in_formula(formula: str, known: set[str]) -> Iterator[str]:
    """One formula; a list of a validation, which is one literal, has its own check."""
    if length(formula) > LONGEST_FORMULA:
        yield f"has {length(formula)} characters of {LONGEST_FORMULA}"
    literals = [found[1] or "" for found in QUOTED_OR_LITERAL.finditer(formula)]
    if not LITERAL.fullmatch(formula) and any(length(text) > LONGEST_LITERAL for text in literals):
        yield f"holds a text of more than {LONGEST_LITERAL} characters"
    without_texts = QUOTED_OR_LITERAL.sub(lambda found: found[0] if found[0][0] == "'" else "", formula)
    for quoted, plain in SHEET_OF_REFERENCE.findall(ERROR_VALUE.sub("", without_texts)):
        for sheet in (quoted.replace("''", "'") or plain).split(":"):
            if "[" not in sheet and sheet.casefold() not in known:
                yield f"refers to sheet {sheet!r}, which is missing"


def faults_of_styles(book: Book) -> Iterator[str]:
    """Every style that a sheet asks for is there, and every part that a style asks for."""
    for part, root in book.sheets:
        used = {item.get("style" if local(item.tag) == "col" else "s") for item in every(root, "c", "row", "col")}
        yield from beyond(part, "style", used, book.counts.get("cellXfs", 0))
    styles = book.package.related(book.part, "styles")
    for part, root in styles:
        yield from faults_in_stylesheet(part, root, book.counts)
    tables = [table for sheet, _ in book.sheets for table in book.package.related(sheet, "table")]
    for part, root in [*styles, *book.sheets, *tables]:
        formats = {value for item in root.iter() for name, value in item.attrib.items() if DXF_ATTRIBUTE.search(name)}
        yield from beyond(part, "dxf", formats, book.counts.get("dxfs", 0))


def beyond(part: str, what: str, used: Iterable[str | None], count: int) -> Iterator[str]:
    """The indexes that go past a collection's end."""
    for index in sorted({value for value in used if value is not None}):
        if not 0 <= whole(index, -1) < count:
            yield f"{part}: uses {what} {index or repr(index)} of {count}"


def faults_in_stylesheet(part: str, tree: ET.Element, counts: dict[str, int]) -> Iterator[str]:
    """Fonts, fills, borders and number formats of every cell format exist."""
    formats = [item for table in every(tree, "cellXfs", "cellStyleXfs") for item in table]
    for attribute, table in {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}.items():
        yield from beyond(part, attribute, {item.get(attribute) for item in formats}, counts.get(table, 0))
    if "cellStyleXfs" in counts:  # some programs leave it out, which Excel accepts
        named = {item.get("xfId") for item in every(tree, "xf", "cellStyle")}
        yield from beyond(part, "xfId", named, counts["cellStyleXfs"])
    own = {item.get("numFmtId") for table in every(tree, "numFmts") for item in table}
    used = {item.get("numFmtId", "0") for item in formats}
    for number in sorted(used - own):
        if whole(number, 164) >= 164:  # the smaller ones are built in
            yield f"{part}: uses number format {number}, which is not declared"


def faults_of_strings(book: Book) -> Iterator[str]:
    """Every shared text that a cell asks for is there."""
    for part, root in book.sheets:
        values = {
            value.text for cell in every(root, "c") if cell.get("t") == "s" and (value := child(cell, "v")) is not None
        }
        yield from beyond(part, "shared string", values, book.strings)


def faults_of_comments(book: Book) -> Iterator[str]:
    """Every comment has a cell of its own, a known author and a box that shows it."""
    for sheet, _ in book.sheets:
        for part, tree in book.package.related(sheet, "comments"):
            comments = list(every(tree, "comment"))
            authors = {item.get("authorId") for item in comments}
            yield from beyond(part, "author", authors, sum(1 for _ in every(tree, "author")))
            references = [item.get("ref", "") for item in comments]
            for fault in faults_of_comment_cells(references, comment_boxes(book.package, sheet)):
                yield f"{part}: comment of {fault}"


def faults_of_comment_cells(references: list[str], boxes: set[tuple[int, int]] | None) -> Iterator[str]:
    """The cells that carry a sheet's comments."""
    for reference in repeated(references):
        yield f"{reference} stands twice"
    for reference in dict.fromkeys(references):
        place = cell_place(reference)
        if place is None:
            yield f"{reference!r}, which is no cell"
        elif boxes is not None and place not in boxes:
            yield f"{reference} has no box in the sheet's drawing"


def comment_boxes(package: Package, sheet: str) -> set[tuple[int, int]] | None:
    """The cells whose comments a drawing shows, from 1; None if it is not XML, as some of Excel's own."""
    boxes = set()
    for line in package.relations(sheet):
        if line.kind != "vmlDrawing" or not package.has(line.target):
            continue
        try:
            tree = ET.fromstring(package.parts[package.folded[line.target.casefold()]])
        except ET.ParseError:
            return None
        for data in every(tree, "ClientData"):
            row, column = (next(every(data, name), None) for name in ("Row", "Column"))
            if row is not None and column is not None:
                boxes.add((whole(row.text, -1) + 1, whole(column.text, -1) + 1))
    return boxes


BOOK_CHECKS: Sequence[Callable[[Book], Iterator[str]]] = (
    faults_of_sheets,
    faults_of_defined_names,
    of_sheets(faults_of_rows),
    of_sheets(faults_of_columns),
    of_sheets(faults_of_merges),
    of_sheets(faults_of_ranges),
    of_sheets(faults_of_validations),
    of_sheets(faults_of_margin_texts),
    faults_of_formulas,
    faults_of_styles,
    faults_of_strings,
    faults_of_comments,
)
