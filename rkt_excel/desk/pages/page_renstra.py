"""Renstra: the master workbook, what stands in it, what is wrong, and what differs from the forms that are out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from rkt_excel.desk.pages.buttons import button
from rkt_excel.desk.pages.office import Office, Standing, master_of
from rkt_excel.desk.work.moves import in_buttons
from rkt_excel.desk.work.results import faults_of
from rkt_excel.model.origin.master import Master
from rkt_excel.model.vocabulary.printed import OPEN, tanggal
from rkt_excel.office.place.issued_master import AGAINST_FORMS
from rkt_excel.workbook.findings import Severity


def show(office: Office, standing: Standing, asked: Mapping[str, str]) -> Mapping[str, object]:
    """What Renstra shows."""
    del asked
    path = master_of(office.place.inputs)
    own = [each for each in standing.told if each.code not in AGAINST_FORMS]
    findings = standing.findings or tuple(own)
    return {
        "ada": path.is_file(),
        "disimpan": _saved(path),
        "dibuka": path.with_name(f"~${path.name}").exists(),  # Excel's own sign that somebody has it open
        "sebab": in_buttons(standing.trouble),
        "salah": [each for each in faults_of(findings, file=False) if each.severity is not Severity.INFO],
        "catatan": [each for each in faults_of(findings, file=False) if each.severity is Severity.INFO],
        "galat": sum(each.severity is Severity.GALAT for each in findings),
        "beda": list(faults_of((each for each in standing.told if each.code in AGAINST_FORMS), file=False)),
        "mendahului": bool(standing.master and standing.master.mendahului),
        "isi": list(_facts(standing.master)) if standing.master else [],
        "banyak": list(_amounts(standing.master)) if standing.master else [],
        "format": button(standing, "format"),
    }


def _saved(path: Path) -> datetime | None:
    with suppress(OSError):
        return datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    return None


def _facts(master: Master) -> Iterator[tuple[str, str]]:
    """What the sheet Instansi says, as far as people look for it here."""
    office = master.instansi
    day = tanggal(office.renstra_tanggal) if office.renstra_tanggal else ""
    version = " · ".join(filter(None, (office.renstra_versi, day)))
    yield "Tahun dan edisi", f"{master.tahun}, {office.edisi}"
    yield "Dasar", f"{office.renstra}{f' ({version})' if version else ''}"
    yield "Mulai", tanggal(office.mulai)
    yield "Batas kembali", tanggal(office.batas_kembali)
    yield "Kertas", office.kertas
    yield "Surel dinas", office.surel or OPEN


def _amounts(master: Master) -> Iterator[tuple[str, int]]:
    """How many rows stand on each sheet."""
    yield "Bagian", len(master.bagian)
    yield "Pejabat", len(master.pejabat)
    yield "Prioritas", len(master.prioritas)
    yield "Sasaran", len(master.sasaran)
    yield "Indikator", len(master.indikator)
    yield "Program", len(master.program)
    yield "Hari libur", len(master.hari_libur)
