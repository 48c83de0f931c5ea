"""Forms filled in the real LibreOffice, saved in three formats, read back: every value exactly, every lock in place."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from helpers.libreoffice_session import Job, LibreOffice, Typed

from rkt_excel.commands.gabung import JSON
from rkt_excel.model.origin.master import Master
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.format import InputCell, IssuedForm, format
from rkt_excel.steps.gabung import gabung

pytestmark = [pytest.mark.program("LibreOffice"), pytest.mark.xdist_group("libreoffice")]

FORMATS = ("xlsx", "ods", "xls")
NUMBERS = ("85.5", "0.1", "1234567.25", "33.3333333333333", "7", "99.99")
JENIS_OF_PROPOSALS = "angka"


def typed(cell: InputCell, number: int) -> Typed:
    """What a person types into a cell: a legal value of its kind, as different from its neighbours' as can be."""
    if cell.pilihan:
        wanted = JENIS_OF_PROPOSALS if cell.kolom == "jenis" else cell.pilihan[number % len(cell.pilihan)]
        return Typed.text(cell.lembar, cell.sel, wanted)
    if cell.jenis in {"angka", "persen", "indeks", "nilai"}:
        return Typed.number(cell.lembar, cell.sel, NUMBERS[number % len(NUMBERS)])
    if cell.jenis == "rupiah":
        return Typed.number(cell.lembar, cell.sel, str(1_000_000 + number * 12_345))
    return Typed.text(cell.lembar, cell.sel, f"=isian {cell.kolom} & <{number}> – baris {cell.kunci}")


def test_every_cell_named_by_format_can_be_typed_and_comes_back_exactly_from_three_formats(
    place: Workplace, master: Master
) -> None:
    made = format(place)
    folder = place.folder(master)
    keys = {each.bagian: {(c.lembar, c.sel): typed(c, n) for n, c in enumerate(each.isian)} for each in made.formulir}
    with LibreOffice() as office:
        jobs = [_job(folder, each, keys[each.bagian]) for each in made.formulir]
        results = office.do_all(jobs, limit=240)
    for each, result in zip(made.formulir, results, strict=True):
        assert not result.refused
        named = {(cell.lembar, cell.sel) for cell in each.isian}
        unlocked = {(sheet, cell) for sheet, locks in result.locks.items() if locks.visible for cell in locks.unlocked}
        assert unlocked == named
        assert all(locks.protected for locks in result.locks.values() if locks.visible)
    for suffix in FORMATS:
        inbox = folder / "3-kembali"
        shutil.rmtree(inbox)
        inbox.mkdir()
        for saved in (folder / "saved").glob(f"*.{suffix}"):
            shutil.copy(saved, inbox)
        merged = JSON[0].told(gabung(place))
        here = [each for each in merged["berkas"] if not each["tersimpan"]]  # those of the format before are gone
        assert {each["putusan"] for each in here} <= {"dipakai", "perlu-perbaikan"}
        got = {(n["bagian"], n["lembar"], n["sel"]): n["nilai"] for n in merged["nilai"]}
        wanted = {
            (bagian, sheet, cell): each.value for bagian, cells in keys.items() for (sheet, cell), each in cells.items()
        }
        assert got.keys() == wanted.keys(), suffix
        different = {place: (got[place], wanted[place]) for place in wanted if not _same(got[place], wanted[place])}
        assert not different, suffix


def _job(folder: Path, each: IssuedForm, cells: dict[tuple[str, str], Typed]) -> Job:
    saves = tuple(folder / "saved" / f"{each.bagian}.{suffix}" for suffix in FORMATS)
    saves[0].parent.mkdir(exist_ok=True)
    return Job(open=folder / each.berkas, typed=tuple(cells.values()), saves=saves, locks=True, recalculate=True)


def _same(got: str, wanted: object) -> bool:
    text = str(wanted)
    try:
        return Decimal(got) == Decimal(text)
    except ArithmeticError:
        return got == text
