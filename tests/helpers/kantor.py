"""A small office on disk: two bagian, a few rows, officials with terms; quick enough to be run through many times."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from helpers.quick import master_bytes
from rkt_excel.edges.disk.shipped import INPUTS, shipped_inputs
from rkt_excel.example.contoh import staff_answers
from rkt_excel.example.typist import answered
from rkt_excel.model.forms import form
from rkt_excel.model.forms.issuing import form_content
from rkt_excel.model.origin.master import Master
from rkt_excel.model.tables.renstra import Pejabat
from rkt_excel.office.place.journalled import issued
from rkt_excel.office.place.workplace import MASTER_FILE, Workplace

NOON = datetime(2026, 11, 24, 12, 0)  # noqa: DTZ001 - the program works in local time
KASUBAG, SEKRETARIS, KEPALA = "Kasubag Program", "Sekretaris", "Kepala"


def small(master: Master) -> Master:
    """The shipped master cut down to two bagian and the first rows that they alone answer."""
    alone = {each.kode: [row for row in master.indikator if row.bagian == (each.kode,)] for each in master.bagian}
    bagian = tuple(each for each in master.bagian if len(alone[each.kode]) >= 2)[:2]
    indikator = tuple(row for each in bagian for row in alone[each.kode][:2])
    sasaran = tuple(each for each in master.sasaran if each.kode in {row.sasaran for row in indikator})
    return replace(master, bagian=bagian, indikator=indikator, sasaran=sasaran, program=(), sumber=())


def officials(*rows: Pejabat) -> Callable[[Master], Master]:
    """A change of the sheet Pejabat."""
    return lambda master: replace(master, pejabat=rows)


def official(peran: str, urutan: int | None = None, **more: Any) -> Pejabat:
    """An official, definitif and without a term unless told; no name, for tests invent nobody."""
    known: dict[str, Any] = {"jabatan": f"{peran} Dinas", "penugasan": "definitif", **more}
    return Pejabat.model_validate({"peran": peran, "urutan_paraf": urutan, **known})


def open_office(
    home: Path, *changes: Callable[[Master], Master], day: Callable[[], datetime] = lambda: NOON
) -> Workplace:
    """An office with the small master and nothing done yet."""
    home.mkdir(parents=True, exist_ok=True)
    shutil.copytree(shipped_inputs(), home / INPUTS)
    place = Workplace(inputs=home / INPUTS, outputs=home / "output", now=day)
    rewrite_master(place, small, *changes)
    return place


def rewrite_master(place: Workplace, *changes: Callable[[Master], Master]) -> Master:
    """Change the master as the Kasubag would."""
    master, _ = place.master(place.inputs / MASTER_FILE)  # as it stands there, without what was signed before
    for change in changes:
        master = change(master)
    (place.inputs / MASTER_FILE).write_bytes(master_bytes(master))
    return place.master()[0]


def hand_in(place: Workplace, bagian: str, changed: Mapping[tuple[str, str, str], object] | None = None) -> Path:
    """Fill the form of a bagian and put it into 3-kembali."""
    master, _ = place.master()
    folder = place.folder(master)
    with place.open_register(folder) as register:
        content = form_content(master, bagian, issued(register))
    issued_form = next((folder / "1-formulir").glob(f"* - {bagian} - *.xlsx")).read_bytes()
    typed = {**staff_answers(master, bagian, slips=False), **(changed or {})}
    typed = {place: value for place, value in typed.items() if value is not None}
    target = folder / "3-kembali" / f"kiriman {bagian}.xlsx"
    target.write_bytes(answered(issued_form, form.form_for(content.rows), content, typed))
    return target


def scan(path: Path) -> Path:
    """A scanned page: the smallest PDF that is whole."""
    path.write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    return path
