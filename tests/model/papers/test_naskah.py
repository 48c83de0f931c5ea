"""The values of the printed RKT: who signs on which day, what changed, and which form of table is printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from helpers.contoh_naskah import naskah as made_up
from helpers.mutu_plan import changed
from helpers.paths import INPUTS
from ooxml import faults
from openpyxl import load_workbook

from rkt_excel.edges.docx import word
from rkt_excel.model.origin.master import Master
from rkt_excel.model.papers import kop
from rkt_excel.model.papers.naskah import naskah
from rkt_excel.model.plans.changes import Change
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.tables.renstra import Pejabat
from rkt_excel.model.vocabulary.printed import DOTS
from rkt_excel.model.vocabulary.terms import BentukTabel, Penugasan, Peran
from rkt_excel.office.place.workplace import MASTER_FILE, Workplace
from rkt_excel.workbook.declaration.layout import KEY_MARK
from rkt_excel.workbook.findings import SheetCode

RKT = INPUTS / "rkt.docx"
DAY = date(2026, 6, 1)


def headed_by(master: Master, *holders: Pejabat) -> Master:
    """The master with these in the post of the Kepala."""
    others = tuple(each for each in master.pejabat if each.peran != Peran.KEPALA)
    return replace(master, pejabat=(*others, *holders))


def kepala(nama: str | None, penugasan: Penugasan, mulai: date | None = None, sampai: date | None = None) -> Pejabat:
    return Pejabat(
        peran=Peran.KEPALA, nama=nama, nip=None, pangkat="Pembina (IV/a)", jabatan="Kepala Dinas Contoh",
        penugasan=penugasan, mulai=mulai, sampai=sampai,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "jabatan", "nama"),
    [
        (date(2025, 12, 31), "KEPALA DINAS CONTOH", "Pertama"),
        (date(2026, 1, 31), "KEPALA DINAS CONTOH", "Pertama"),
        (date(2026, 2, 1), "Plt. KEPALA DINAS CONTOH", "Kedua"),
        (date(2026, 3, 15), "Plh. KEPALA DINAS CONTOH", "Ketiga"),
        (date(2026, 3, 20), "Plt. KEPALA DINAS CONTOH", "Kedua"),
        (date(2026, 7, 1), "Pj. KEPALA DINAS CONTOH", DOTS),
    ],
)
def test_who_signs_depends_on_the_day(master: Master, day: date, jabatan: str, nama: str) -> None:
    changing = headed_by(
        master,
        kepala("Pertama", Penugasan.DEFINITIF, None, date(2026, 1, 31)),
        kepala("Kedua", Penugasan.PELAKSANA_TUGAS, date(2026, 2, 1), date(2026, 6, 30)),
        kepala("Ketiga", Penugasan.PELAKSANA_HARIAN, date(2026, 3, 10), date(2026, 3, 19)),
        kepala(None, Penugasan.PENJABAT, date(2026, 7, 1)),
    )
    told = kop.kepala(changing, day)
    assert (told.jabatan, told.nama, told.nip) == (jabatan, nama, DOTS)


def test_a_post_that_nobody_holds_is_all_dots(master: Master) -> None:
    told = kop.kepala(headed_by(master), DAY)
    assert told.jabatan == f"KEPALA {master.instansi.perangkat_daerah.upper()}"
    assert (told.nama, told.pangkat, told.nip) == (DOTS, DOTS, DOTS)


# ------------------------------------------------------------------------------------------------ what changed


def planned(master: Master) -> Plan:
    return Plan(master, {}, {})


def test_a_change_is_listed_and_its_cell_is_named(master: Master) -> None:
    row = master.indikator[0]
    change = Change(row.kode, "target", Decimal("80.5"), Decimal(82), "Masukan rapat")
    values: Any = naskah(planned(master), tanda="DRAFT 1", day=DAY, perubahan=[change])
    (told,) = values["perubahan"]
    assert (told["kunci"], told["uraian"]) == (row.kode, row.indikator)
    assert (told["dari"], told["menjadi"], told["alasan"], told["oleh"]) == ("80,5", "82", "Masukan rapat", "–")
    marked = {i["kode"]: i["berubah"] for s in values["sasaran"] for i in s["indikator"] if i["berubah"]}
    assert marked == {row.kode: ["target"]}


@pytest.mark.parametrize(
    ("renstra", "target", "told"),
    [
        (Decimal(84), Decimal("84.5"), True),
        (Decimal(84), Decimal(84), False),
        (Decimal("84.0"), Decimal(84), False),
        ("BB", "A", True),
        ("BB", "bb", False),
        (None, Decimal(84), True),
    ],
)
def test_a_reason_is_printed_only_beside_a_target_that_differs_from_the_renstra(
    master: Master, renstra: Decimal | str | None, target: Decimal | str, told: bool
) -> None:
    first = master.indikator[0].model_copy(update={"target": renstra})
    office = replace(master, indikator=(first, *master.indikator[1:]))
    plan = changed(planned(office), first.kode, target=target, alasan="Anggaran berkurang")
    values: Any = naskah(plan, tanda="KONSEP", day=DAY)
    shown = {row["kode"]: row["alasan"] for group in values["sasaran"] for row in group["indikator"]}
    assert shown[first.kode] == ("Anggaran berkurang" if told else "")


def test_the_text_to_be_signed_has_no_marks(master: Master) -> None:
    change = Change(master.indikator[0].kode, "target", None, Decimal(1), None)
    values: Any = naskah(planned(master), tanda="", day=DAY, perubahan=[change])
    assert values["perubahan"] == []
    assert not [i for s in values["sasaran"] for i in s["indikator"] if i["berubah"]]


def rendered(tmp_path: Path, context: dict[str, Any]) -> Any:
    path = tmp_path / "rkt.docx"
    path.write_bytes(word.render(RKT, context, paper="F4"))
    assert faults(path) == []
    return Document(BytesIO(path.read_bytes()))


def test_a_changed_cell_is_bold_with_a_bar_and_only_that_cell(tmp_path: Path) -> None:
    context = made_up(6, sasaran=2, program=3)
    context["sasaran"][0]["indikator"][1]["berubah"] = ["target", "tw4"]
    context["program"][2]["berubah"] = ["pagu"]
    change = dict.fromkeys(("kunci", "uraian", "kolom", "dari", "menjadi", "alasan", "oleh"), "x")
    document = rendered(tmp_path, {**context, "perubahan": [change]})
    runs = document.element.body.iter(qn("w:rStyle"))
    bars = ["".join(t.text for t in run.iterancestors(qn("w:r")).__next__().iter(qn("w:t")))
            for run in runs if run.get(qn("w:val")) == "Berubah"]  # fmt: skip
    assert bars == ["▌73,00", "▌284.231.881", "▌73,00", "▌73,00", "▌"]  # bab III twice, lampiran twice, its legend
    texts = [each.text for each in document.paragraphs]
    assert "Daftar Perubahan" in texts
    clean = rendered(tmp_path, made_up(6, sasaran=2, program=3))
    assert "Daftar Perubahan" not in [each.text for each in clean.paragraphs]
    assert "▌" not in "".join(t.text or "" for t in clean.element.body.iter(qn("w:t")))


# ------------------------------------------------------------------------------------------ which columns are printed


@pytest.mark.tuntas
@pytest.mark.parametrize(
    ("bentuk", "headings"),
    [
        ("tiga kolom", ["Kode", "Sasaran Strategis", "Indikator Kinerja", "Target 2026"]),
        ("tanpa triwulan",
         ["Kode", "Sasaran Strategis", "Indikator Kinerja", "Satuan", "Target 2026", "Penanggung Jawab"]),
        ("lengkap",
         ["Kode", "Sasaran Strategis", "Indikator Kinerja", "Satuan", "Target 2026", "TW I", "TW II", "TW III", "TW IV",
          "Penanggung Jawab"]),
    ],
)  # fmt: skip
def test_the_office_chooses_the_columns(tmp_path: Path, bentuk: str, headings: list[str]) -> None:
    table = rendered(tmp_path, made_up(24, bentuk_tabel=bentuk)).tables[-1]
    heads, numbers = ([cell.text for cell in dict.fromkeys(row.cells)] for row in table.rows[:2])
    assert heads == headings
    assert numbers == [str(number) for number in range(1, len(headings) + 1)]
    assert len(table.rows) == 2 + 24 + 1 + 2  # headings, indikator, sum, notes, signature
    assert sum(1 for merge in table._tbl.iter(qn("w:vMerge")) if merge.get(qn("w:val")) == "restart") == 2 * 6


@pytest.mark.tuntas
def test_a_form_without_quarters_does_not_speak_of_them(tmp_path: Path) -> None:
    for bentuk in ("tiga kolom", "tanpa triwulan"):
        text = " ".join(each.text for each in rendered(tmp_path, made_up(bentuk_tabel=bentuk)).paragraphs)
        assert "TW" not in text
        assert "target triwulan" not in text


def test_a_target_in_three_columns_has_its_unit(tmp_path: Path) -> None:
    table = rendered(tmp_path, made_up(6, bentuk_tabel="tiga kolom")).tables[-1]
    assert table.rows[2].cells[-1].text == "82,70 Indeks"


def test_the_master_says_which_form_and_whether_programs_are_printed(master: Master) -> None:
    values = naskah(planned(master), tanda="", day=DAY)
    assert (values["bentuk_tabel"], values["ada_program"]) == ("lengkap", bool(master.program))
    office = master.instansi.model_copy(update={"bentuk_tabel": BentukTabel.TIGA_KOLOM, "cetak_program": "tidak"})
    values = naskah(planned(replace(master, instansi=office)), tanda="", day=DAY)
    assert (values["bentuk_tabel"], values["ada_program"], values["program"]) == ("tiga kolom", False, [])


def test_a_master_from_before_these_choices_is_read(place: Workplace) -> None:
    path = place.inputs / MASTER_FILE
    book = load_workbook(path)
    later = {f"{KEY_MARK}{name}" for name in ("bentuk_tabel", "cetak_program", "cetak_peta")}
    cells = [cell for row in book["Instansi"].iter_rows() for cell in row if cell.value in later]
    assert len(cells) == len(later)
    for cell in cells:
        book["Instansi"].delete_rows(cell.row)
    book.save(path)
    master, found = place.master()
    office = master.instansi
    assert (office.bentuk_tabel, office.cetak_program, office.cetak_peta) == (None, None, None)
    assert SheetCode.KOLOM_HILANG not in {each.code for each in found}
