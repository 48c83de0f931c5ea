"""Offices of any size, made from the shipped master by the program's own steps.

`python benchmarks/offices.py FOLDER BAGIAN` makes one of so many bagian, three indikator each and one sub kegiatan,
under one sasaran for every two of them; all forms issued, answered by another program (openpyxl) and returned.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from rkt_excel.edges.disk.shipped import INPUTS, shipped_inputs
from rkt_excel.example.contoh import staff_answers
from rkt_excel.example.typist import Answers, answered
from rkt_excel.model.forms import form
from rkt_excel.model.forms.issuing import form_content
from rkt_excel.model.origin.master import Master, understood
from rkt_excel.model.tables.renstra import Bagian, Indikator, Program, Sasaran
from rkt_excel.model.vocabulary.terms import Jenis
from rkt_excel.office.place.journalled import issued
from rkt_excel.office.place.workplace import MASTER_FILE, Workplace
from rkt_excel.steps.format import format
from rkt_excel.steps.mulai import master_workbook
from rkt_excel.workbook.declaration.declare import Workbook
from rkt_excel.workbook.writing.content import Content

EACH: Final = 3  # indikator of a bagian
Typist = Callable[[bytes, Workbook, Content, Answers], bytes]
NOON: Final = datetime(2026, 11, 24, 12, 0)  # noqa: DTZ001 - the program works in local time


def sized(master: Master, bagian: int) -> Master:
    """The master with so many bagian, its indikator said again under keys of their own."""
    plain = [each for each in master.indikator if each.jenis in (Jenis.ANGKA, Jenis.PERSEN, Jenis.INDEKS)]
    kode = [f"B{number:04}" for number in range(1, bagian + 1)]
    sasaran = [f"SS.{number}" for number in range(1, (bagian + 1) // 2 + 1)]
    return replace(
        master,
        bagian=tuple(Bagian(kode=each, nama=f"Bagian {each}") for each in kode),
        sasaran=tuple(_sasaran(master, place, each) for place, each in enumerate(sasaran)),
        indikator=tuple(_indikator(plain, sasaran, kode)),
        program=tuple(_program(master, sasaran, kode)),
        sumber=(),
    )


def _sasaran(master: Master, place: int, kode: str) -> Sasaran:
    model = master.sasaran[place % len(master.sasaran)]
    return model.model_copy(update={"kode": kode, "sasaran": f"{model.sasaran} {kode}"})


def _indikator(plain: list[Indikator], sasaran: list[str], kode: list[str]) -> Iterator[Indikator]:
    for place, bagian in enumerate(kode):
        for number in range(EACH):
            model = plain[(place * EACH + number) % len(plain)]
            key = f"IK.{place // 2 + 1}.{place % 2 * EACH + number + 1}"
            changed = {"kode": key, "indikator": f"{model.indikator} {key}", "bagian": (bagian,), "cara_gabung": None}
            yield model.model_copy(update={**changed, "sasaran": sasaran[place // 2]})


def _program(master: Master, sasaran: list[str], kode: list[str]) -> Iterator[Program]:
    """One program and kegiatan for all, and a sub kegiatan for each bagian."""
    models = {each.tingkat: each for each in reversed(master.program)}
    pagu = (models["sub kegiatan"].pagu or 0) / 2
    of_all = {"bagian": kode[0], "sasaran": sasaran[0], "pagu": pagu * len(kode)}
    yield models["program"].model_copy(update={**of_all, "kode": "2.23.02"})
    yield models["kegiatan"].model_copy(update={**of_all, "kode": "2.23.02.2.01"})
    for place, bagian in enumerate(kode):
        own = {"kode": f"2.23.02.2.01.{place + 1:04}", "bagian": bagian, "sasaran": sasaran[place // 2], "pagu": pagu}
        yield models["sub kegiatan"].model_copy(update=own)


def opened(home: Path, bagian: int) -> Workplace:
    """An office of so many bagian with nothing done yet; what stood in the folder is taken away."""
    return settled(home, sized(shipped_master(), bagian))


@lru_cache(maxsize=1)
def shipped_master() -> Master:
    """The master that is shipped, with which every office begins."""
    master, _ = understood((shipped_inputs() / MASTER_FILE).read_bytes())
    assert master is not None
    return master


def settled(home: Path, master: Master) -> Workplace:
    """An office with this master and nothing done yet; what stood in the folder is taken away."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    shutil.copytree(shipped_inputs(), home / INPUTS)
    (home / INPUTS / MASTER_FILE).write_bytes(master_workbook(master.rows(), master.choices))
    return placed(home)


def placed(home: Path) -> Workplace:
    """The office that lies in a folder."""
    return Workplace(inputs=home / INPUTS, outputs=home / "output", now=lambda: NOON)


def returned(place: Workplace, typist: Typist = answered, *, slips: bool = False) -> Path:
    """All forms issued, answered in full and put into 3-kembali; gives the work folder.

    Args:
        place: The office.
        typist: Who types the answers into a form.
        slips: Whether some bagian make the mistakes of the example.
    """
    made = format(place)
    master, _ = place.master()
    folder = place.folder(master)
    with place.open_register(folder) as register:
        issue = issued(register)
    for each in made.formulir:
        content = form_content(master, each.bagian, issue)
        typed = staff_answers(master, each.bagian, slips=slips)
        data = typist((folder / each.berkas).read_bytes(), form.form_for(content.rows), content, typed)
        (folder / "3-kembali" / f"{each.bagian}.xlsx").write_bytes(data)
    return folder


if __name__ == "__main__":
    sys.stdout.write(f"{returned(opened(Path(sys.argv[1]), int(sys.argv[2])))}\n")
