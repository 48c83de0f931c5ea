"""The forms that are mutated: of an office of one bagian, filled, in every format that is read.

The program itself makes them, as small as it can: three indikator of the kinds that differ most, a line of the budget,
a proposal. What was typed into them is known without reading them.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass, replace
from datetime import UTC
from decimal import Decimal
from functools import cache
from html import escape
from pathlib import Path
from typing import Final

from helpers import old_excel
from helpers.form_files import as_flat, as_ods, xls_records
from helpers.kantor import NOON
from openpyxl import load_workbook

from fuzz.mutant import Place
from fuzz.zipped import entries, entry, joined
from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.model.forms import form
from rkt_excel.model.forms.issuing import form_content
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.forms.returns import Times
from rkt_excel.model.origin.master import Master
from rkt_excel.model.tables.formulir import Usulan
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.workbook.declaration.declare import Page, Selfcheck, Table, Workbook
from rkt_excel.workbook.reading.openbook import open_book
from rkt_excel.workbook.writing.write import LISTS_SHEET, write

BAGIAN: Final = "WAS"
CHOSEN: Final = ("IK.4.1", "IK.5.2", "IK.5.4")  # a count, a percentage, a predikat
SPARE: Final = 3  # lines for proposals, where a form that goes out has thirty
TIMES: Final = Times(NOON.replace(tzinfo=UTC))
KINDS: Final = ("xlsx", "ods", "fods", "xls")
_LISTS: Final = 12  # satuan that the small office knows


@cache
def office() -> tuple[Master, Issue]:
    """What a return is held against."""
    whole, _ = Workplace(inputs=shipped_inputs()).master()
    indikator = tuple(each for each in whole.indikator if each.kode in CHOSEN)
    used = {each.satuan for each in indikator}
    satuan = tuple(each for each in whole.satuan if each.satuan in used) + whole.satuan[:_LISTS]
    program = tuple(each.model_copy(update={"bagian": BAGIAN}) for each in whole.program[2:3])
    small = replace(
        whole,
        indikator=indikator,
        sasaran=tuple(each for each in whole.sasaran if each.kode in {row.sasaran for row in indikator}),
        program=program,
        satuan=tuple({each.satuan: each for each in satuan}.values()),
        sumber=(),
    )
    return small, Issue(small.instansi.perangkat_daerah, str(small.tahun), small.instansi.edisi, 1)


@cache
def answers() -> dict[Place, Decimal | str]:
    """What was typed, by sheet, key and field."""
    master, _ = office()
    typed: dict[Place, Decimal | str] = {}
    quarters = {
        "IK.4.1": ("10", "20", "30.5", "46"),
        "IK.5.2": ("18.75", "37.5", "56.25", "75"),
        "IK.5.4": ("", "", "", "BB"),
    }
    for kode, values in quarters.items():
        for name, text in zip(("tw1", "tw2", "tw3", "tw4", "target"), (*values, values[-1]), strict=True):
            if text:
                typed[form.KINERJA, kode, name] = text if text == "BB" else Decimal(text)
        typed[form.KINERJA, kode, "penanggung_jawab"] = "Kepala Bidang Pengawasan & Pembinaan"
    typed[form.KINERJA, "IK.4.1", "keterangan"] = "Menunggu jadwal pelatihan ‘tahap dua’ < Juni"
    typed[form.KINERJA, "IK.5.2", "alasan"] = "Disesuaikan dengan hasil pengawasan tahun lalu"
    typed[form.PROGRAM, master.program[0].kode, "target"] = Decimal(12)
    typed[form.PROGRAM, master.program[0].kode, "pagu"] = Decimal(6_000_000)
    proposal: tuple[Decimal | str, ...] = (
        master.sasaran[0].kode,
        "Jumlah naskah kuno yang dialihmediakan",
        master.satuan[0].satuan,
        "angka",
        "positif",
        "jumlah",
        Decimal(7),
        "Naskahnya mulai lapuk dan banyak diminta",
    )
    for name, value in zip(Usulan.columns(), proposal, strict=True):
        typed[form.USULAN, "U.001", name] = value
    return typed


@dataclass(frozen=True)
class Original:
    """A form as it was before anything was done to it.

    Attributes:
        kind: Its format.
        data: Its bytes.
        addresses: Where each cell to fill stands, by sheet, key and field.
        locked: The same of the cells that nobody fills.
    """

    kind: str
    data: bytes
    addresses: dict[Place, str]
    locked: dict[Place, str]


@cache
def _declared() -> tuple[bytes, dict[Place, str], dict[Place, str]]:
    """The form as it goes out, with where its cells stand."""
    master, issue = office()
    content = form_content(master, BAGIAN, issue)
    whole = form.form_for(content.rows)
    sheets = [each for each in whole.sheets if not isinstance(each, (Page, Selfcheck))]  # read by nobody but people
    small = [replace(each, spare=SPARE) if isinstance(each, Table) and each.spare else each for each in sheets]
    declaration = Workbook(whole.kind, whole.version, tuple(small))
    open_cells: dict[Place, str] = {}
    locked: dict[Place, str] = {}
    for table in declaration.tables():
        layout = content.layout(table)
        for line in layout.data():
            filled = {name for name, _ in layout.fillable(line)}
            for name in layout.columns:
                to = open_cells if name in filled else locked
                to[table.name, line.key, name] = layout.address(line, name)
    return write(declaration, content), open_cells, locked


_JUDGEMENT: Final = re.compile(
    rb"<f>[^<]{200,}</f>"
)  # the live one beside each line: a formula of thousands of letters
_LIST_ROWS: Final = re.compile(rb'<row r="(?:[2-9]\d|\d{3,})".*(?=</sheetData>)', re.DOTALL)


def _lean(names: list[str], parts: dict[str, bytes]) -> None:
    """Cut short what nobody reads and everybody would have to parse: long formulas, and the lists of drop-downs."""
    for number, name in enumerate(names, 1):
        part = f"xl/worksheets/sheet{number}.xml"
        parts[part] = _JUDGEMENT.sub(b'<f>IF(A1="","","OK")</f>', parts[part])
        if name == LISTS_SHEET:
            parts[part] = _LIST_ROWS.sub(b"", parts[part])


@cache
def original(kind: str, by: str = "rkt") -> Original:
    """The filled form in a format, as a program saved it.

    Args:
        kind: One of `KINDS`.
        by: "rkt" for the form itself as Excel leaves it, "openpyxl", or "LibreOffice", which has to be here.
    """
    _, open_cells, locked = _declared()
    return Original(kind, _undated(_made(kind, by)), open_cells, locked)


_SAVED: Final = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?")


def _undated(data: bytes) -> bytes:
    """A package without the moment at which it was made, so that a file can be made again."""
    if not data.startswith(b"PK"):
        return data
    members = entries(data)
    dated = [each for each in members if each.name in {"docProps/core.xml", "meta.xml"}]
    new = {each.name: _SAVED.sub(b"2026-11-24T08:00:00", each.content) for each in dated}
    return joined([entry(each.name, new.get(each.name, each.content), stored=not each.method) for each in members])


def _made(kind: str, by: str) -> bytes:
    if by == "LibreOffice":
        return _converted(kind)
    if by == "openpyxl":
        file = io.BytesIO()
        load_workbook(io.BytesIO(_typed())).save(file)
        return file.getvalue()
    if kind == "xlsx":
        return _typed()
    opened = open_book(_typed())
    if kind == "xls":
        return old_excel.container({"Workbook": xls_records(opened)})
    return as_ods(opened) if kind == "ods" else as_flat(opened)


@cache
def _typed() -> bytes:
    """The form with its answers typed as Excel stores them: numbers as they are, texts among the shared ones."""
    blank, open_cells, _ = _declared()
    with zipfile.ZipFile(io.BytesIO(blank)) as package:
        parts = {each.filename: package.read(each) for each in package.infolist()}
    names = re.findall(r'<sheet name="([^"]+)"', parts["xl/workbook.xml"].decode())
    _lean(names, parts)
    texts: list[str] = []
    count = parts["xl/sharedStrings.xml"].count(b"<si>")
    for (sheet, key, name), value in answers().items():
        part = f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"
        kind, stored = "", str(value)
        if isinstance(value, str):
            kind, stored = ' t="s"', str(count + len(texts))
            texts.append(f"<si><t>{escape(value, quote=False)}</t></si>")
        head = f'<c r="{open_cells[sheet, key, name]}"'
        cell = re.compile(rf'{head}( s="\d+")?/>'.encode())
        parts[part], done = cell.subn(rf"{head}\1{kind}><v>{stored}</v></c>".encode(), parts[part])
        assert done == 1, (sheet, key, name)
    shared = parts["xl/sharedStrings.xml"]
    parts["xl/sharedStrings.xml"] = shared.replace(b"</sst>", "".join(texts).encode() + b"</sst>")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2026, 11, 20, 8, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def has_libreoffice() -> bool:
    return shutil.which("soffice") is not None


@cache
def _converted(kind: str) -> bytes:
    """The form as LibreOffice saves it."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "asal.xlsx"
        source.write_bytes(_typed())
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profil", "--convert-to", kind]
        target = Path(folder) / "hasil"
        subprocess.run([*command, "--outdir", str(target), str(source)], check=True, capture_output=True, timeout=300)
        return (target / f"asal.{kind}").read_bytes()
