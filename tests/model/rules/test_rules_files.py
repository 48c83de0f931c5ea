"""The rules on real files: typed with another program, returned, merged; findings point to the cells of the files."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from helpers.returning import fill
from openpyxl import load_workbook

from rkt_excel.model.forms import form
from rkt_excel.model.forms.issuing import form_content
from rkt_excel.model.origin.master import Master
from rkt_excel.office.place.journalled import issued
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import HasilGabung, gabung
from rkt_excel.workbook.declaration.declare import Table
from rkt_excel.workbook.findings import Severity

Typed = tuple[str, str, str, object]  # sheet, key, field, what is typed over the right answer
PROPOSAL = {
    "sasaran": "SS.1", "satuan": "lokus", "jenis": "angka", "arah": "positif", "mode": "jumlah", "target": 5,
    "alasan": "Diminta dalam musrenbang kecamatan",
}  # fmt: skip
TYPED: dict[str, list[Typed]] = {
    "SEK": [(form.KINERJA, "IK.7.1", "penanggung_jawab", "xxx"), (form.KINERJA, "IK.7.3", "keterangan", "isi di sini")],
    "STA": [
        (form.PROGRAM, "2.24.02.2.03.0001", "pagu", 17_400_000),
        *((form.USULAN, "U.002", name, value) for name, value in PROPOSAL.items()),
        (form.USULAN, "U.002", "indikator", "Persentase kampung literasi"),
    ],
    "PEM": [
        *((form.USULAN, "U.001", name, value) for name, value in PROPOSAL.items()),
        (form.USULAN, "U.001", "indikator", "persentase  Kampung Literasi."),
    ],
}
EXPECTED = {  # code, owner, where
    ("ISIAN_SEMU", "SEK", (("SEK", form.KINERJA, "IK.7.1", "penanggung_jawab"),)),
    ("ISIAN_TANPA_ARTI", "SEK", (("SEK", form.KINERJA, "IK.7.3", "keterangan"),)),
    ("PAGU_BEDA_INDIKATIF", "STA", (("STA", form.PROGRAM, "2.24.02.2.03.0001", "pagu"),)),
    ("PAGU_GABUNGAN_TIDAK_SAMA", None, (
        ("WAS", form.PROGRAM, "2.24.02.2.03", "pagu"),
        ("STA", form.PROGRAM, "2.24.02.2.03.0001", "pagu"),
        ("WAS", form.PROGRAM, "2.24.02.2.03.0002", "pagu"),
    )),
    ("SATUAN_TIDAK_SESUAI", "STA", (
        ("STA", form.USULAN, "U.002", "satuan"), ("STA", form.USULAN, "U.002", "indikator"),
    )),
    ("SATUAN_TIDAK_SESUAI", "PEM", (
        ("PEM", form.USULAN, "U.001", "satuan"), ("PEM", form.USULAN, "U.001", "indikator"),
    )),
    ("USULAN_GANDA_ANTARBAGIAN", None, (
        ("STA", form.USULAN, "U.002", "indikator"), ("PEM", form.USULAN, "U.001", "indikator"),
    )),
}  # fmt: skip


def address(place: Workplace, master: Master, bagian: str, sheet: str, key: str, field: str) -> str:
    """Where a field stands in the form of a bagian."""
    with place.open_register(place.folder(master)) as register:
        content = form_content(master, bagian, issued(register))
    table = form.form_for(content.rows).sheet(sheet)
    assert isinstance(table, Table)
    layout = content.layout(table)
    return layout.address(next(line for line in layout.data() if line.key == key), field)


def returned(place: Workplace, master: Master, typed: dict[str, list[Typed]]) -> HasilGabung:
    """All forms come back in order, but for what is typed."""
    for bagian in (each.kode for each in master.bagian):
        path = fill(place, master, bagian)
        book: Any = load_workbook(path)
        for sheet, key, field, value in typed.get(bagian, ()):
            book[sheet][address(place, master, bagian, sheet, key, field)].value = value
        book.save(path)
    return gabung(place)


@pytest.mark.tuntas
def test_what_rules_say_points_to_the_cells_of_the_files(place: Workplace, master: Master) -> None:
    format(place)
    done = returned(place, master, TYPED)
    told = {(each.code.name, each.owner, each.cells) for each in done.findings if each.code.name != "NAMA_BELUM_ADA"}
    assert told == {
        (code, owner, tuple(address(place, master, *where) for where in wheres)) for code, owner, wheres in EXPECTED
    }
    assert [each.kode for each in master.bagian if each.kode not in done.plan.status] == []
    assert len(done.keluaran.perbaikan) == 1, "only the form with a fault goes back"


@pytest.mark.tuntas
def test_honest_returns_give_nothing_but_open_names(place: Workplace, master: Master) -> None:
    format(place)
    assert {each.code.name for each in returned(place, master, {}).findings} == {"NAMA_BELUM_ADA"}


@pytest.mark.tuntas
def test_a_target_stands_while_its_quarters_or_its_reason_are_mended(place: Workplace, master: Master) -> None:
    format(place)
    typed: dict[str, list[Typed]] = {
        "SEK": [(form.KINERJA, "IK.7.1", "tw4", 70)],
        "STA": [(form.KINERJA, "IK.6.1", name, 77.5) for name in ("target", "tw4")],
    }
    done = returned(place, master, typed)
    told = {each.code.name for each in done.findings if each.severity is Severity.GALAT}
    assert told == {"TRIWULAN_TIDAK_SAMA", "BEDA_RENSTRA_TANPA_ALASAN"}
    assert done.plan.nilai("IK.7.1", "target") == Decimal("72.5")
    assert done.plan.nilai("IK.7.1", "tw4") is None
    assert done.plan.nilai("IK.6.1", "target") == Decimal("77.5")
