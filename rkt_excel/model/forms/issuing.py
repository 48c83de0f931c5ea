"""A form ready to be issued: its rows, its texts, its identity."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from rkt_excel.model.forms import bantuan, form
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.forms.unanswered import begun
from rkt_excel.model.origin.master import Master
from rkt_excel.model.vocabulary.nilai import Nilai
from rkt_excel.model.vocabulary.printed import hari_tanggal
from rkt_excel.workbook.declaration.declare import Rows, Table
from rkt_excel.workbook.declaration.layout import TableLayout
from rkt_excel.workbook.writing.content import Content, Link

__all__ = ["file_name", "form_content", "form_names"]
_TIP: Final = "Klik untuk membaca definisi, formula, dan sumber datanya"


def file_name(master: Master, bagian: str) -> str:
    """The name of a form, without folder and ending; for people only, the program goes by content."""
    return f"Formulir {master.rkt_tahun} - {bagian} - {master.nama_bagian(bagian)}"


def office_facts(master: Master) -> dict[str, str]:
    """What the {placeholders} of every letter stand for that speak of the office and its plan."""
    office = master.instansi
    return {
        "tahun": str(master.tahun), "edisi": office.edisi, "rkt": master.rkt_tahun,
        "perangkat_daerah": office.perangkat_daerah, "surel_kantor": office.surel or "",
    }  # fmt: skip


def form_names(master: Master, bagian: str) -> dict[str, str]:
    """What the {names} on a form stand for."""
    name = master.nama_bagian(bagian)
    return {
        "tahun": str(master.tahun),
        "rkt": master.rkt_tahun,
        "bagian": name,
        "perangkat_daerah": master.instansi.perangkat_daerah,
        "batas": hari_tanggal(master.instansi.batas_kembali),
        "kaki": f"{master.rkt_tahun} · {name}",
    }


ADDRESSED: Final = frozenset(
    {"tahun", "edisi", "rkt", "perangkat_daerah", "surel_kantor", "bagian", "batas", "kode", "kepala", "formulir"}
)


def addressed(master: Master, kode: str, formulir: str) -> dict[str, str]:
    """What every letter says that brings a form to a bagian: the texts of the names in `ADDRESSED`.

    Args:
        master: The plan.
        kode: The bagian.
        formulir: The file name of the attached form.
    """
    bagian = next(each for each in master.bagian if each.kode == kode)
    told = {**office_facts(master), **form_names(master, kode), "kode": kode, "kepala": bagian.kepala or bagian.nama}
    return {name: text for name, text in {**told, "formulir": formulir}.items() if name in ADDRESSED}


def form_content(master: Master, bagian: str, issue: Issue) -> Content:
    """What the form of a bagian is issued with: rows, lists, texts and the identity that it carries."""
    rows = begun_rows(master, bagian)
    return Content(
        identity=issue.of(bagian).identity(),
        facts=form_names(master, bagian),
        rows=rows,
        choices=form.form_choices(master),
        pages={
            form.PETUNJUK: tuple(bantuan.petunjuk(master, bagian, _first_cell(rows))),
            form.DEFINISI: tuple(bantuan.definisi(master, rows)),
        },
        paper=master.instansi.kertas,
        notes=_notes(master, rows),
        links=_links(rows),
        otherwise=master.perubahan_lagi,
    )


def begun_rows(master: Master, bagian: str) -> Rows:
    """The rows of a form, in a perubahan with the answers that it starts from: those that were signed."""
    answers: dict[tuple[str, str], dict[str, Nilai]] = defaultdict(dict)
    for sheet, kunci, kolom, _, value in begun(master, bagian):
        answers[sheet, kunci][kolom] = value
    return {
        sheet: [row.model_copy(update=answers.get((sheet, getattr(row, "kode", "")), {})) for row in lines]  # type: ignore[union-attr]
        for sheet, lines in form.form_rows(master, bagian).items()
    }


def _layout(rows: Rows) -> TableLayout:
    table = form.FORM.sheet(form.KINERJA)
    assert isinstance(table, Table)
    return TableLayout(table, rows.get(form.KINERJA, ()))


def _first_cell(rows: Rows) -> str | None:
    layout = _layout(rows)
    return next((layout.address(line, "target") for line in layout.data()), None)


def _links(rows: Rows) -> dict[tuple[str, str], Link]:
    """From the kode of each indikator to its definition."""
    layout = _layout(rows)
    return {
        (form.KINERJA, layout.address(line, "kode")): Link(form.DEFINISI, bantuan.definition_place(place), _TIP)
        for place, line in enumerate(layout.data())
    }


def _notes(master: Master, rows: Rows) -> dict[tuple[str, str], str]:
    """On each indikator its definition, formula and data source; on last year's target its quarters."""
    layout = _layout(rows)
    by_kode = {each.kode: each for each in master.indikator}
    notes = {}
    for line in layout.data():
        row = by_kode[line.key]
        parts = (("Definisi", row.definisi), ("Formula", row.formula), ("Sumber data", row.sumber_data))
        text = "\n".join(f"{label}: {value}" for label, value in parts if value)
        before = master.lalu.note(row) if master.lalu else None
        if text:
            notes[form.KINERJA, layout.address(line, "indikator")] = text
        if before:
            notes[form.KINERJA, layout.address(line, "target_lalu")] = before
        signed = master.murni.note(row) if master.murni else None
        if signed:
            notes[form.KINERJA, layout.address(line, "satuan")] = signed
    return notes
