"""The Konsep or draft workbook ready to be written: rows, titles, identity, and links from values to their sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from rkt_excel.model.plans import konsep
from rkt_excel.model.plans.changes import Change, changed_cells
from rkt_excel.model.plans.konsep import SUMBER, TYPED
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.tables.formulir import TEXTS
from rkt_excel.model.vocabulary.printed import tanggal
from rkt_excel.model.vocabulary.terms import Jenis
from rkt_excel.workbook.declaration.declare import Rows, Table, Workbook
from rkt_excel.workbook.declaration.identity import Identity
from rkt_excel.workbook.findings import Finding, Severity
from rkt_excel.workbook.writing.content import Content, Link

SheetCell = tuple[str, str]  # sheet and address


@dataclass(frozen=True)
class State:
    """Which state of the plan a workbook shows.

    Attributes:
        tanda: "Konsep", or "Draft 2".
        day: The day it was made.
        kantor: The office.
        findings: To be listed.
        files: The file that counts, by bagian.
        changes: What changed since the state before.
        sejak: The state before, such as "konsep" or "Draft 1".
        reasons: What stands beside changes that are in no draft yet.
    """

    tanda: str
    day: date
    kantor: str
    findings: Sequence[Finding]
    files: Mapping[str, str]
    changes: Sequence[Change] = ()
    sejak: str = "konsep"
    reasons: konsep.Reasons = field(default_factory=dict)


def konsep_content(declaration: Workbook, plan: Plan, state: State) -> Content:
    """What the Konsep or draft workbook is written with.

    Args:
        declaration: `konsep.KONSEP` or `konsep.DRAFT`.
        plan: The joined answers.
        state: Which state of the plan it is.
    """
    master = plan.master
    rows: Rows = {
        **konsep.konsep_rows(plan, state.findings, state.files, state.reasons),
        konsep.PERUBAHAN: [change.row() for change in state.changes],
    }
    facts = {
        "tahun": str(master.tahun),
        "rkt": master.rkt_tahun,
        "perangkat_daerah": master.instansi.perangkat_daerah,
        "dibuat": tanggal(state.day),
        "tanda": state.tanda,
        "terbuka": _open(state.findings),
        "sejak": state.sejak,
        "kaki": f"{state.tanda} {master.rkt_tahun}",
    }
    known = {"kantor": state.kantor, "tahun": str(master.tahun), "edisi": master.instansi.edisi, "tanda": state.tanda}
    content = Content(
        identity=Identity(declaration.kind, known),
        facts=facts,
        rows=rows,
        choices=konsep.konsep_choices(master),
        paper=master.instansi.kertas,
        otherwise=master.perubahan_lagi,
    )
    places = dict(_value_places(declaration, content))
    notes = {
        places[place]: each.told(state.sejak) for place, each in changed_cells(state.changes).items() if place in places
    }
    return replace(content, links=dict(_links(plan, declaration, content)), notes=notes, changed=frozenset(notes))


def _open(findings: Sequence[Finding]) -> str:
    """How many findings are still open, in a sentence for the first sheet."""
    counts = Counter(each.severity for each in findings)
    wrong, doubtful = counts[Severity.GALAT], counts[Severity.PERINGATAN]
    if not wrong and not doubtful:
        return "Tidak ada temuan yang terbuka."
    return f"Temuan terbuka: {wrong} harus diperbaiki, {doubtful} perlu dilihat (lembar {konsep.TEMUAN})."


def _links(plan: Plan, declaration: Workbook, content: Content) -> Iterator[tuple[SheetCell, Link]]:
    """From each value to the first line of its sources, and from each of those back to the value.

    Long texts carry no link of their own (LibreOffice no longer wraps a linked text): the kode of their row leads to
    the first source of the row, below which theirs stand.
    """
    places = dict(_value_places(declaration, content))
    sources = content.layout(next(table for table in declaration.tables() if table.name == SUMBER))
    linked: set[SheetCell] = set()
    worded = {each.kode for each in plan.master.indikator if each.jenis == Jenis.TEKS}
    for line, (value, isi, origin) in zip(sources.data(), konsep.origins(plan), strict=True):
        if value not in places:
            continue
        here = sources.address(line, "kunci")
        row = (value[0], "kode")
        if row not in linked:
            yield places[row], Link(SUMBER, here, "Asal setiap isian baris ini")
        if value not in linked and value[1] not in TEXTS and not (value[0] in worded and isinstance(isi.nilai, str)):
            tip = f"Asal: {origin.bagian}, {origin.berkas}, {origin.lembar} {origin.sel}"
            yield places[value], Link(SUMBER, here, tip)
        linked |= {row, value}
        yield (SUMBER, here), Link(*places[value], tip="Ke nilainya di konsep")


def _value_places(declaration: Workbook, content: Content) -> Iterator[tuple[SheetCell, SheetCell]]:
    """Where each (kunci, kolom) stands."""
    tables: list[Table] = [table for table in declaration.tables() if table.name in TYPED]
    for table in tables:
        layout = content.layout(table)
        for line in layout.data():
            key = str(line.row.get("kode") or line.key)
            for name in ("kode", *TYPED[table.name]):
                if name in layout.columns:
                    yield (key, name), (table.name, layout.address(line, name))
