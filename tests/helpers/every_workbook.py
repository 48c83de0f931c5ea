"""Every kind of workbook that the program writes, of an office of any size, on either paper, without a work folder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from helpers.rencana_besar import filled, sized
from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.model.edited.konsep_book import State, konsep_content
from rkt_excel.model.forms import form
from rkt_excel.model.forms.issuing import form_content
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.forms.returns import StatusBagian
from rkt_excel.model.meeting import notulen_book
from rkt_excel.model.origin.master import Master
from rkt_excel.model.plans import konsep
from rkt_excel.model.plans.plan import Isi, Origin, Plan
from rkt_excel.model.tables import renstra
from rkt_excel.office.place.workplace import MASTER_FILE, Workplace
from rkt_excel.steps.mulai import blank_master, master_workbook
from rkt_excel.workbook.declaration.declare import Workbook
from rkt_excel.workbook.declaration.identity import Identity
from rkt_excel.workbook.findings import Severity
from rkt_excel.workbook.writing.content import Content, Task
from rkt_excel.workbook.writing.write import write

PAPERS = ("F4", "A4")
ISSUE = Issue("Dinas", "2027", "murni", 1)
DAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Book:
    """A workbook with what it was written from."""

    declaration: Workbook
    data: bytes


@cache
def office(kertas: str, indikator: int, *, program: bool) -> Master:
    """The shipped master with so many indikator, on this paper."""
    shipped = Workplace(inputs=shipped_inputs()).master(shipped_inputs() / MASTER_FILE)[0]
    instansi = shipped.instansi.model_copy(update={"kertas": kertas})
    return replace(sized(shipped, indikator), instansi=instansi, program=shipped.program if program else ())


@cache
def books(kertas: str, *, indikator: int = 60, program: bool = True) -> dict[str, Book]:
    """Each by a name of its own."""
    master = office(kertas, indikator, program=program)
    written = {
        name: Book(declaration, write(declaration, content)) for name, (declaration, content) in _of(master).items()
    }
    blank = Book(renstra.MASTER, blank_master())
    return {**written, "renstra": Book(renstra.MASTER, master_workbook(master.rows(), master.choices)), "kosong": blank}


def _of(master: Master) -> dict[str, tuple[Workbook, Content]]:
    issued = form_content(master, "SEK", ISSUE)
    plain = form.form_for(issued.rows)
    tasks = [_task(number) for number in range(40)]
    minutes = Content(
        Identity(notulen_book.KIND, {}),
        {"rkt": "RKT 2027", "rapat": "1 Desember 2026", "kaki": "Keputusan Rapat RKT 2027"},
        {notulen_book.KEPUTUSAN: [notulen_book.KeputusanRow(kunci=each.kode) for each in master.indikator]},
        dict.fromkeys(("kolom", "kode", "tentang"), issued.choices["satuan"]),
        paper=master.instansi.kertas,
    )
    return {
        "formulir": (plain, issued),
        "perbaikan": (replace(plain, sheets=(form.TASKS, *plain.sheets)), replace(issued, tasks=tasks)),
        "konsep": _konsep(konsep.KONSEP_BOOK, master, "Konsep"),
        "draft": _konsep(konsep.DRAFT_BOOK, master, "Draft 1"),
        "keputusan": (notulen_book.NOTULEN_BOOK, minutes),
    }


def _task(number: int) -> Task:
    """One that leads to a cell, to a block of them or to scattered ones, or one of the whole file."""
    told = {5: tuple(f"L{row}" for row in range(7, 15)), 6: tuple(f"L{row}" for row in range(7, 31, 2))}
    sheet, cells = (form.KINERJA, told.get(number, (f"L{7 + number}",))) if number < 30 else ("", ())
    text, key = "Isilah sel ini. " * 6, f"IK.{number}"
    return Task(Severity.GALAT, f"Kelompok {number // 7}", text, sheet, cells, place="Berkas", key=key)


def _konsep(declaration: Workbook, master: Master, tanda: str) -> tuple[Workbook, Content]:
    origin = Origin("SEK", "3-kembali/Formulir RKT 2027 - SEK - Sekretariat.xlsx", "0" * 64, "Kinerja", "H9", "1")
    complete = {each.kode: StatusBagian.LENGKAP for each in master.bagian}
    plan = filled(master)
    plan = Plan(plan.master, {place: Isi(isi.nilai, (origin,)) for place, isi in plan.isi.items()}, complete)
    content = konsep_content(declaration, plan, State(tanda, DAY, "Dinas", (), {}))
    if tanda != "Konsep":
        places = [f"{letters}{row}" for row in (7, 8) for letters in "LMN"]
        content = replace(content, changed=frozenset((konsep.KINERJA, each) for each in places))
    return declaration.holding(content.rows), content
