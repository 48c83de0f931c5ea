"""A filled form of one bagian, to be spoiled in one way: the fault follows the form when the form changes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from helpers.returning import fill
from rkt_excel.model.forms import form
from rkt_excel.model.forms.issuing import form_content
from rkt_excel.model.forms.returns import Return
from rkt_excel.model.origin.master import Master
from rkt_excel.office.place.journalled import issued
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.workbook.values.cells import parse_a1

BAGIAN = "PEM"
Parts = dict[str, bytes]


class Kiriman:
    """The form of a bagian as it lies in 3-kembali, rightly filled.

    Attributes:
        place: The office.
        master: What it plans from.
        path: The file; what a fault does is done here.
        issued: The form as it went out.
    """

    def __init__(self, place: Workplace, master: Master, bagian: str = BAGIAN) -> None:
        self.place, self.master, self.bagian = place, master, bagian
        with place.open_register(place.folder(master)) as register:
            content = form_content(master, bagian, issued(register))
        self.layouts = {table.name: content.layout(table) for table in form.form_for(content.rows).tables()}
        kept = place.folder(master) / "3-kembali" / f"kiriman {bagian}.xlsx"
        self.path = kept if kept.exists() else fill(place, master, bagian)
        self.issued = next((place.folder(master) / "1-formulir").glob(f"* - {bagian} - *.xlsx"))

    @property
    def inbox(self) -> Path:
        """The folder 3-kembali."""
        return self.path.parent

    def at(self, key: str, name: str, sheet: str = form.KINERJA) -> str:
        """The address of a field of a row."""
        layout = self.layouts[sheet]
        return layout.address(next(line for line in layout.data() if line.key == key), name)

    def edit(self, change: Callable[[Any], None]) -> None:
        """Change the file with openpyxl, as another program would save it."""
        book = load_workbook(self.path)
        change(book)
        book.save(self.path)

    def type(self, key: str, name: str, value: object, sheet: str = form.KINERJA, number_format: str = "") -> None:
        """Type one value into a cell."""

        def change(book: Any) -> None:
            cell = book[sheet][self.at(key, name, sheet)]
            cell.value = value
            if number_format:
                cell.number_format = number_format

        self.edit(change)

    def parts(self) -> Parts:
        """The members of the file."""
        with zipfile.ZipFile(self.path) as package:
            return {info.filename: package.read(info) for info in package.infolist()}

    def pack(self, parts: Parts) -> None:
        """Put the file together again from its members."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in parts.items():
                package.writestr(name, data)
        self.path.write_bytes(file.getvalue())

    def patch(self, member: str, old: str, new: str) -> None:
        """Replace a text inside one member; it has to be there."""
        parts = self.parts()
        text = parts[member].decode("utf-8")
        assert old in text, (member, old)
        self.pack({**parts, member: text.replace(old, new).encode("utf-8")})

    def sheet_part(self, sheet: str = form.KINERJA) -> str:
        """The member that holds a sheet: openpyxl numbers them in order."""
        names = load_workbook(self.path, read_only=True).sheetnames
        return f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"

    def raw(self, key: str, name: str, xml: str, sheet: str = form.KINERJA) -> None:
        """Put one cell's XML, with {at} for its address, in place of what stands there."""
        address, member = self.at(key, name, sheet), self.sheet_part(sheet)
        text = self.parts()[member].decode("utf-8")
        start = text.index(f'<c r="{address}"')
        end = min(
            (place + len(mark) for mark in ("</c>", "/>") if (place := text.find(mark, start)) >= 0), default=start
        )
        self.patch(member, text[start:end], xml.format(at=address))

    def column(self, name: str, sheet: str = form.KINERJA) -> int:
        """The 1-based column of a field."""
        return self.layouts[sheet].columns[name]

    def row(self, key: str, sheet: str = form.KINERJA) -> int:
        """The 1-based row of a key."""
        return parse_a1(self.at(key, "kode", sheet))[0]


@dataclass(frozen=True)
class Fault:
    """One thing that happens to a form between sending and return.

    Attributes:
        number: The kind of fault: as in docs/faults.md.
        name: What happens, in English.
        spoil: Does it to the file.
        told: What the office is told beyond what the right form gives: code and place, where the place is an address,
            "KUNCI/kolom", several of those joined by "+", or empty for the whole file or row.
        verdict: What becomes of the file, empty where the file is passed over.
        same: Whether every answer still has to come back as it was typed.
    """

    number: int
    name: str
    spoil: Callable[[Kiriman], None]
    told: tuple[tuple[str, str], ...] = ()
    verdict: str = "dipakai"
    same: bool = True


def read_back(one: Return) -> dict[tuple[str, str, str], Any]:
    """Every value that was read, by sheet, kunci and kolom."""
    return {
        (sheet, each.key, name): getattr(each.row, name)
        for sheet, rows in one.result.rows.items()
        for each in rows
        for name in each.cells
        if getattr(each.row, name) is not None
    }
