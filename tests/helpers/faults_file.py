"""What happens to the file: other programs, other formats, damage, hostile content."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook as Book
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from helpers.kiriman import Fault, Kiriman
from helpers.raw_books import compound
from rkt_excel.model.forms import form
from rkt_excel.workbook.declaration.identity import NAME, SHEET

_WORKBOOK: Final = "xl/workbook.xml"
_STRICT: Final = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}


def _encrypted(one: Kiriman) -> None:
    one.path.write_bytes(compound("EncryptionInfo", "EncryptedPackage"))


def _renamed_csv(one: Kiriman) -> None:
    one.path.write_text("Kode;Target\nIK.1.2;72,6\n", encoding="utf-8")


def _renamed_pdf(one: Kiriman) -> None:
    one.path.write_bytes(b"%PDF-1.7\n%%EOF\n")


def _other_name(one: Kiriman) -> None:
    one.path.replace(one.path.with_name("scan 003.pdf"))


def _lock_file(one: Kiriman) -> None:
    one.path.with_name(f"~${one.path.name}").write_bytes(b"\x05Staf " + bytes(159))


def _strict(one: Kiriman) -> None:
    def swapped(data: bytes) -> bytes:
        for old, new in _STRICT.items():
            data = data.replace(old.encode(), new.encode())
        return data

    one.pack({name: swapped(data) if name.endswith((".xml", ".rels")) else data for name, data in one.parts().items()})


def _other_case(one: Kiriman) -> None:
    one.pack({name.replace("xl/worksheets/s", "XL/Worksheets/S"): data for name, data in one.parts().items()})


def _no_content_types(one: Kiriman) -> None:
    one.pack({name: data for name, data in one.parts().items() if name != "[Content_Types].xml"})


def _no_shared_strings(one: Kiriman) -> None:
    shutil.copy(one.issued, one.path)  # openpyxl puts texts into the cells themselves
    parts = one.parts()
    del parts["xl/sharedStrings.xml"]
    one.pack(parts)


def _foreign_style(one: Kiriman) -> None:
    one.patch("xl/styles.xml", "<cellXfs ", '<cellXfs asing="1" ')


def _pivot(one: Kiriman) -> None:
    parts = one.parts()
    parts["xl/pivotTables/pivotTable1.xml"] = b'<pivotTableDefinition xmlns="x"><pivotFields count="9"/>'
    one.pack(parts)


def _entity_bomb(one: Kiriman) -> None:
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    text = one.parts()[_WORKBOOK].decode("utf-8")
    head = re.match(r"<\?xml[^>]*\?>", text)
    one.patch(_WORKBOOK, text, (head[0] if head else "") + entities + text[head.end() if head else 0 :])


def _zip_bomb(one: Kiriman) -> None:
    parts = one.parts()
    parts["xl/sharedStrings.xml"] = b"<sst><si><t>" + b" " * 130_000_000 + b"</t></si></sst>"
    one.pack(parts)


def _million_styled_rows(one: Kiriman) -> None:
    member = one.sheet_part()
    blank = "".join(f'<row r="{row}" spans="1:3"><c r="A{row}" s="1"/></row>' for row in range(1_000, 200_000))
    one.patch(member, "</sheetData>", f"{blank}</sheetData>")


def _many_merges(one: Kiriman) -> None:
    member = one.sheet_part(form.USULAN)
    merges = "".join(f'<mergeCell ref="AA{row}:AB{row}"/>' for row in range(200, 20_200))
    text = one.parts()[member].decode("utf-8")
    after = "</sheetData>" if "<autoFilter" not in text else re.search(r"<autoFilter[^>]*/>", text)[0]  # type: ignore[index]
    one.patch(member, after, f'{after}<mergeCells count="20000">{merges}</mergeCells>')


def _wrong_dimension(one: Kiriman) -> None:
    member = one.sheet_part()
    said = re.search(r'<dimension ref="[^"]*" ?/>', one.parts()[member].decode("utf-8"))
    assert said
    one.patch(member, said[0], '<dimension ref="A1:A1"/>')


def _wps(one: Kiriman) -> None:
    one.patch("docProps/core.xml", "</cp:coreProperties>", "<dc:date>2026</dc:date></cp:coreProperties>")
    text = one.parts()[_WORKBOOK].decode("utf-8")
    numbers = iter(range(40, 99))
    one.patch(_WORKBOOK, text, re.sub(r'sheetId="\d+"', lambda _: f'sheetId="{next(numbers)}"', text))


def _macro(one: Kiriman) -> None:
    parts = one.parts()
    kind = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(plain, kind)
    parts["xl/vbaProject.bin"] = compound("VBA")
    parts["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"
    one.pack(parts)
    one.path = one.path.replace(one.path.with_suffix(".xlsm"))


def _visible_identity(one: Kiriman) -> None:
    def change(book: Any) -> None:
        book[SHEET].sheet_state = "visible"

    one.edit(change)


def _no_book_lock(one: Kiriman) -> None:
    def change(book: Any) -> None:
        book.security = None

    one.edit(change)


def _each_sheet(one: Kiriman, change: Any) -> None:
    def every(book: Any) -> None:
        for sheet in book:
            change(sheet)

    one.edit(every)


def _no_sheet_locks(one: Kiriman) -> None:
    def unlock(sheet: Worksheet) -> None:
        sheet.protection.sheet = False

    _each_sheet(one, unlock)


def _other_permissions(one: Kiriman) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.protection.formatColumns = sheet.protection.sort = True

    _each_sheet(one, change)


def _no_validations(one: Kiriman) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.data_validations.dataValidation = []

    _each_sheet(one, change)


def _no_freeze(one: Kiriman) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.freeze_panes = None
        for rule in sheet.data_validations.dataValidation:
            rule.formula1 = str(rule.formula1).lstrip("=")

    _each_sheet(one, change)


def _without(*places: str) -> Any:
    """Take the identity out of some of its places."""

    def spoil(one: Kiriman) -> None:
        def change(book: Any) -> None:
            if "nama" in places:
                del book.defined_names[NAME]
            if "properti" in places:
                del book.custom_doc_props[NAME]
            if "sel" in places:
                del book[SHEET]

        one.edit(change)

    return spoil


def _google(one: Kiriman) -> None:
    """Lists become date rules, names and properties are gone."""

    def change(book: Any) -> None:
        book.defined_names.clear()
        del book.custom_doc_props[NAME]
        for sheet in book:
            for rule in sheet.data_validations.dataValidation:
                if rule.type == "list":
                    rule.type, rule.formula1 = "date", "1"

    one.edit(change)


def _moved_sheets(one: Kiriman) -> None:
    def change(book: Any) -> None:
        del book.defined_names[NAME]
        book.move_sheet(form.USULAN, -3)

    one.edit(change)


def _foreign_names(one: Kiriman) -> None:
    one.patch(
        _WORKBOOK, "<definedNames>",
        '<definedNames><definedName name="ExternalData_1" localSheetId="1" hidden="1">Kinerja!#REF!</definedName>'
        '<definedName name="_xlnm._FilterDatabase" localSheetId="2" hidden="1">Program!$A$5:$J$9</definedName>',
    )  # fmt: skip


def _cut_short(one: Kiriman) -> None:
    _old(one)
    one.path.write_bytes(one.path.read_bytes()[:-4000])
    _old(one)


def _empty(one: Kiriman) -> None:
    one.path.write_bytes(b"")
    _old(one)


def _old(one: Kiriman) -> None:
    """Nobody is copying the file any more."""
    import os  # noqa: PLC0415 - for this one line

    os.utime(one.path, (1_780_000_000, 1_780_000_000))


def _in_archive(one: Kiriman) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.write(one.path, f"RKT/{one.path.name}")
        package.writestr("__MACOSX/._RKT", b"\0")
    one.path.unlink()
    one.path = Path(one.path.with_name("kiriman.zip"))
    one.path.write_bytes(file.getvalue())


def _foreign_book(one: Kiriman) -> None:
    book = Book()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "Daftar belanja"
    book.save(one.path)


def _far_cell(one: Kiriman) -> None:
    one.patch(
        one.sheet_part(form.USULAN), "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )


def _x14_lists(one: Kiriman) -> None:
    """Openpyxl drops lists that Excel wrote as an extension; the answers stay."""
    _no_validations(one)
    load_workbook(one.path)


_REFUSED: Final = {"told": (("BERKAS_TIDAK_TERBACA", ""),), "verdict": "ditolak", "same": False}

FAULTS: Final = (
    Fault(1, "locked with a password", _encrypted, **_REFUSED),  # type: ignore[arg-type]
    Fault(2, "a text file called .xlsx", _renamed_csv, **_REFUSED),  # type: ignore[arg-type]
    Fault(2, "a PDF called .xlsx", _renamed_pdf, **_REFUSED),  # type: ignore[arg-type]
    Fault(2, "a form called .pdf", _other_name),
    Fault(2, "another workbook altogether", _foreign_book, (("BUKAN_FORMULIR_INI", ""),), "ditolak", same=False),
    Fault(3, "the lock file of an open workbook beside it", _lock_file),
    Fault(4, "saved as Strict Open XML", _strict),
    Fault(5, "members whose names differ in upper and lower case", _other_case),
    Fault(5, "the list of content types is missing", _no_content_types),
    Fault(5, "the shared texts are missing", _no_shared_strings, **_REFUSED),  # type: ignore[arg-type]
    Fault(5, "cut short", _cut_short, **_REFUSED),  # type: ignore[arg-type]
    Fault(5, "empty", _empty, **_REFUSED),  # type: ignore[arg-type]
    Fault(6, "foreign attributes in the styles", _foreign_style),
    Fault(7, "a broken pivot table", _pivot),
    Fault(8, "an entity bomb", _entity_bomb, **_REFUSED),  # type: ignore[arg-type]
    Fault(8, "a zip bomb", _zip_bomb, **_REFUSED),  # type: ignore[arg-type]
    Fault(9, "hundreds of thousands of styled blank rows", _million_styled_rows),
    Fault(9, "one cell in the farthest corner", _far_cell, (("ISI_DI_LUAR_TEMPAT", "XFD1048576"),)),
    Fault(10, "twenty thousand merges beside the table", _many_merges),
    Fault(11, "a wrong dimension", _wrong_dimension),
    Fault(12, "saved by WPS: further properties, other sheet numbers", _wps),
    Fault(13, "with macros and a link to another workbook", _macro),
    Fault(14, "the hidden sheet is visible", _visible_identity),
    Fault(15, "the lock of the workbook is gone", _no_book_lock),
    Fault(16, "the locks of the sheets are gone", _no_sheet_locks),
    Fault(17, "other permissions on the sheets", _other_permissions),
    Fault(18, "validations are gone", _no_validations),
    Fault(19, "frozen panes are gone, rules respelled", _no_freeze),
    Fault(20, "identity only in the cell", _without("nama", "properti")),
    Fault(20, "identity only in the name", _without("properti", "sel")),
    Fault(20, "identity only in the property", _without("nama", "sel")),
    Fault(
        20, "identity nowhere", _without("nama", "sel", "properti"), (("IDENTITAS_HILANG", ""),), "ditolak", same=False
    ),
    Fault(21, "drop-downs of Excel's own kind are gone", _x14_lists),
    Fault(22, "through Google Sheets: rules changed, names and properties gone", _google),
    Fault(23, "through ONLYOFFICE: sheets moved, names gone", _moved_sheets),
    Fault(26, "further hidden names", _foreign_names),
    Fault(45, "inside an archive", _in_archive),
)
