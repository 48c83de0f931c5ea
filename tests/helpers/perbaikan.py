"""A form with faults, and the perbaikan form that answers it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from openpyxl import load_workbook

from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.example.contoh import staff_answers
from rkt_excel.model.forms import form
from rkt_excel.model.forms.form import KINERJA, USULAN
from rkt_excel.model.forms.issuing import form_content
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.forms.returns import Return, Times, judge
from rkt_excel.model.origin.master import Master
from rkt_excel.model.plans.perbaikan import mended_form
from rkt_excel.office.place.workplace import MASTER_FILE, Workplace
from rkt_excel.workbook.declaration.declare import Workbook
from rkt_excel.workbook.reading.openbook import open_book
from rkt_excel.workbook.writing.content import Content
from rkt_excel.workbook.writing.write import write

BAGIAN = "PEM"
NOW = datetime(2026, 11, 24, tzinfo=UTC)
Key = tuple[str, str, str]  # sheet, row, field
Edit = Callable[[Any], None]  # of an openpyxl workbook


@cache
def office() -> tuple[Master, Issue]:
    """The shipped master, and the forms that are out."""
    master, _ = Workplace().master(shipped_inputs() / MASTER_FILE)
    return master, Issue(master.instansi.perangkat_daerah, str(master.tahun), master.instansi.edisi, 1)


@cache
def blank() -> tuple[bytes, Workbook, Content]:
    master, issue = office()
    content = form_content(master, BAGIAN, issue)
    declaration = form.form_for(content.rows)
    return write(declaration, content), declaration, content


def cells(declaration: Workbook, content: Content) -> Iterator[tuple[Key, str]]:
    """Every cell to fill with its address."""
    for table in declaration.tables():
        layout = content.layout(table)
        for line in layout.data():
            for name, _ in layout.fillable(line):
                yield (table.name, line.key, name), layout.address(line, name)


def typed(data: bytes, declaration: Workbook, content: Content, values: Mapping[Key, Any], *edits: Edit) -> bytes:
    """The form with values typed into it by another program."""
    book: Any = load_workbook(io.BytesIO(data))
    for key, address in cells(declaration, content):
        if key in values:
            cell = book[key[0]][address]
            cell.value = values[key]
            if isinstance(values[key], str) and values[key].startswith("=") and values[key] not in COMPUTED:
                cell.data_type = "s"
    for edit in edits:
        edit(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


COMPUTED = {"=1+1"}  # a formula that openpyxl writes without its result


def returned(data: bytes, master: Master | None = None, issue: Issue | None = None) -> Return:
    return judge("3-kembali/a.xlsx", "0" * 64, Times(NOW), open_book(data), master or office()[0], issue or office()[1])


def right() -> dict[Key, Any]:
    return staff_answers(office()[0], BAGIAN, slips=False)


def sent(values: Mapping[Key, Any], *edits: Edit) -> Return:
    """The form as staff sends it: right answers, with these over them."""
    return returned(typed(*blank(), {**right(), **values}, *edits))


def sent_back(one: Return) -> tuple[bytes, Workbook, Content]:
    declaration, content = mended_form(*office()[:1], one, office()[1])
    return write(declaration, content), declaration, content


def numeric(place: int = 0) -> str:
    """An indikator of the bagian whose target is a number, by place."""
    rows = office()[0].indikator
    return [each.kode for each in rows if BAGIAN in each.bagian and each.jenis == "angka"][place]


def scored() -> str:
    return next(each.kode for each in office()[0].indikator if BAGIAN in each.bagian and each.jenis == "indeks")


N, S = numeric(), scored()


FAULTS: dict[str, dict[Key, Any]] = {
    "kata": {(KINERJA, N, "target"): "delapan puluh"},
    "galat rumus": {(KINERJA, N, "target"): "#N/A"},
    "galat rumus di teks": {(KINERJA, N, "penanggung_jawab"): "#REF!"},
    "galat rumus lain": {(KINERJA, N, "tw4"): "#DIV/0!", (KINERJA, S, "target"): "#NULL!"},
    "rumus belum dihitung": {(KINERJA, N, "target"): "=1+1", (KINERJA, N, "penanggung_jawab"): "=1+1"},
    "kosong": {(KINERJA, N, "target"): None, (KINERJA, N, "penanggung_jawab"): None},
    "spasi": {(KINERJA, N, "penanggung_jawab"): "  ", (KINERJA, N, "target"): " \u00a0\u200b"},
    "isian semu": {(KINERJA, N, "target"): "-", (KINERJA, S, "target"): "n/a"},
    "bermakna ganda": {(KINERJA, S, "target"): "1.250"},
    "bertanda persen": {(KINERJA, N, "target"): "85 %"},
    "negatif": {(KINERJA, N, "tw4"): -5},
    "tanggal": {(KINERJA, N, "target"): datetime(2026, 2, 1)},  # noqa: DTZ001 - cells know no zone
    "benar salah": {(KINERJA, N, "target"): True},
    "terlalu panjang": {(KINERJA, N, "penanggung_jawab"): "Kepala " * 60},
    "terlalu panjang, banyak baris": {(KINERJA, N, "alasan"): 'a"b\n' * 600},
    "huruf di luar BMP": {(KINERJA, N, "target"): "\U0001f642" * 150},
    "seperti rumus": {(KINERJA, N, "target"): '=HYPERLINK("http://a")', (KINERJA, N, "alasan"): "=1+2 &<>"},
    "triwulan": {(KINERJA, N, "tw4"): 1_000_000},
    "beda Renstra": {(KINERJA, S, "target"): 99, (KINERJA, S, "tw4"): 99},
    "usulan": {
        (USULAN, "U.003", "indikator"): "Usulan", (USULAN, "U.003", "sasaran"): "SS.99", (USULAN, "U.003", "target"): 5,
    },
    "usulan berjenis salah": {(USULAN, "U.001", "jenis"): "bilangan", (USULAN, "U.001", "target"): "tinggi"},
    "usulan jauh di bawah": {(USULAN, "U.030", "indikator"): "Usulan"},
}  # fmt: skip
