"""The quality check of a plan: bands, criteria, and what each names when the plan is spoiled in one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from helpers.mutu_plan import changed, shipped_master, whole_plan
from hypothesis import given
from hypothesis import strategies as st

from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.forms.returns import StatusBagian
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.quality.mutu import Butir, FaktaMutu, Sifat, perubahan_target, pita, pita_perubahan
from rkt_excel.model.quality.mutu_kriteria import KRITERIA, periksa_mutu
from rkt_excel.workbook.findings import finding

MASTER = shipped_master()
PLAN = whole_plan(MASTER)
FIRST = next(each for each in MASTER.indikator if isinstance(each.target, Decimal) and each.mode != "jumlah")


@pytest.mark.parametrize(
    ("met", "of", "band"),
    [
        (91, 100, "a"), (100, 100, "a"), (9001, 10000, "a"),
        (90, 100, "b"), (9, 10, "b"), (75, 100, "b"), (3, 4, "b"),
        (7499, 10000, "c"), (40, 100, "c"), (2, 5, "c"),
        (3999, 10000, "d"), (1001, 10000, "d"), (11, 100, "d"),
        (10, 100, "e"), (1, 10, "e"), (0, 7, "e"),
    ],
)  # fmt: skip
def test_borders_of_the_bands_belong_to_one_band(met: int, of: int, band: str) -> None:
    assert pita(met, of) == band


@given(st.integers(1, 5000).flatmap(lambda of: st.tuples(st.integers(0, of - 1), st.just(of))))
def test_meeting_more_never_lowers_the_band(pair: tuple[int, int]) -> None:
    met, of = pair
    assert pita(met + 1, of) <= pita(met, of)


@pytest.mark.parametrize(("times", "band"), [(0, "a"), (1, "a"), (2, "b"), (3, "c"), (4, "d"), (5, "e"), (9, "e")])
def test_the_more_an_indikator_changes_the_lower_the_band(times: int, band: str) -> None:
    assert pita_perubahan(times) == band


def of(plan: Plan, kriteria: str, fakta: FaktaMutu | None = None) -> Butir:
    """The criterion whose text begins so."""
    (found,) = [each for each in periksa_mutu(plan, fakta) if each.kriteria.startswith(kriteria)]
    return found


def test_every_criterion_that_counts_has_a_share_and_a_band() -> None:
    for each in periksa_mutu(PLAN):
        if each.sifat is Sifat.PEMERIKSA:
            assert (each.jumlah, each.persen, each.nilai) == (0, None, None)
        else:
            assert each.jumlah, each.kriteria
            assert each.nilai in tuple("abcde")
    assert [each.nomor for each in periksa_mutu(PLAN)] == list(range(1, len(KRITERIA) + 1))


def test_a_plan_in_order_meets_every_proof() -> None:
    assert [
        (each.kriteria, each.kurang) for each in periksa_mutu(PLAN) if each.sifat is Sifat.BUKTI and each.kurang
    ] == []


assert isinstance(FIRST.target, Decimal)
THOUSANDTH = FIRST.target / 1000
Spoil = Callable[[Plan], Plan]
TOP = next(each.kode for each in MASTER.program if each.tingkat == "program")
SPOILED: list[tuple[str, str, Spoil]] = [
    ("Semua bagian", MASTER.bagian[0].kode,
     lambda plan: replace(plan, status={**plan.status, MASTER.bagian[0].kode: StatusBagian.BELUM_MASUK})),
    ("Setiap indikator mempunyai target", FIRST.kode, lambda plan: changed(plan, FIRST.kode, target=None)),
    ("Triwulan terisi", FIRST.kode, lambda plan: changed(plan, FIRST.kode, tw4=None)),
    ("Triwulan sesuai", FIRST.kode, lambda plan: changed(plan, FIRST.kode, tw4=Decimal(1))),
    ("Setiap indikator mempunyai penanggung", FIRST.kode,
     lambda plan: changed(plan, FIRST.kode, penanggung_jawab=None)),
    ("Target Renstra", FIRST.kode, lambda plan: changed(plan, FIRST.kode, target=Decimal("1.5"))),
    ("Target menantang", FIRST.kode, lambda plan: changed(plan, FIRST.kode, target=Decimal(0))),
    ("Besaran target", FIRST.kode, lambda plan: changed(plan, FIRST.kode, target=THOUSANDTH)),
    ("Pagu program", TOP, lambda plan: changed(plan, TOP, pagu=Decimal(0))),
    ("Definisi", FIRST.kode, lambda plan: with_indikator(plan, definisi=None)),
    ("Formula", FIRST.kode, lambda plan: with_indikator(plan, formula=None)),
    ("Sumber data", FIRST.kode, lambda plan: with_indikator(plan, sumber_data=None)),
    ("Indikator terukur", FIRST.kode, lambda plan: with_indikator(plan, indikator="Penyusunan laporan kearsipan")),
    ("Satuan dan jenis", FIRST.kode, lambda plan: with_indikator(plan, indikator="Jumlah arsip", satuan="Persen")),
    ("Sasaran berorientasi", MASTER.sasaran[0].kode, lambda plan: with_sasaran(plan, sasaran="Terlaksananya rapat")),
    ("Sasaran selaras", MASTER.sasaran[0].kode, lambda plan: with_sasaran(plan, prioritas=None)),
]  # fmt: skip


def with_indikator(plan: Plan, **fields: object) -> Plan:
    rows = tuple(
        each.model_copy(update=fields) if each.kode == FIRST.kode else each for each in plan.master.indikator
    )  # fmt: skip
    return replace(plan, master=replace(plan.master, indikator=rows))


def with_sasaran(plan: Plan, **fields: object) -> Plan:
    first, *rest = plan.master.sasaran
    return replace(plan, master=replace(plan.master, sasaran=(first.model_copy(update=fields), *rest)))


@pytest.mark.tuntas
@pytest.mark.parametrize(("kriteria", "kunci", "spoil"), SPOILED, ids=[each[0] for each in SPOILED])
def test_a_criterion_names_what_was_spoiled(kriteria: str, kunci: str, spoil: Spoil) -> None:
    before = of(PLAN, kriteria)
    after = of(spoil(PLAN), kriteria)
    assert kunci not in [each.kunci for each in before.kurang]
    assert kunci in [each.kunci for each in after.kurang]
    assert after.jumlah == before.jumlah


def test_a_target_that_leaves_the_renstra_with_a_reason_is_shown_as_met() -> None:
    plan = changed(PLAN, FIRST.kode, target=Decimal("1.5"), alasan="Anggaran berkurang setelah rasionalisasi.")
    butir = of(plan, "Target Renstra")
    assert butir.kurang == ()
    assert FIRST.kode in butir.catatan


def test_an_answered_pagu_of_zero_is_an_answer() -> None:
    assert [each.kunci for each in of(changed(PLAN, TOP, pagu=Decimal(0)), "Pagu program").kurang] == [TOP]


def test_what_the_rules_find_in_the_plan_itself_is_open_too() -> None:
    butir = of(changed(PLAN, FIRST.kode, tw4=Decimal(1)), "Tidak ada temuan galat")
    assert [each.kunci for each in butir.kurang] == [FIRST.kode]
    assert of(PLAN, "Tidak ada temuan galat").kurang == ()


def test_open_galat_and_changes_come_from_outside() -> None:
    fakta = FaktaMutu(
        (finding(PlanCode.TARGET_NOL), finding(PlanCode.SASARAN_TANPA_INDIKATOR, key=FIRST.kode)), {FIRST.kode: 5}
    )
    open_ones = of(PLAN, "Tidak ada temuan galat", fakta)
    assert [each.kunci for each in open_ones.kurang] == [FIRST.kode]
    assert "1 galat, 1 peringatan" in open_ones.catatan
    changes = of(PLAN, "Indikator tidak sering", fakta)
    assert (changes.nilai, [each.kunci for each in changes.kurang]) == ("e", [FIRST.kode])


def test_changes_are_counted_by_draft_and_only_of_targets() -> None:
    def draft(*changes: tuple[str, str]) -> dict[str, list[dict[str, str]]]:
        return {"perubahan": [{"kunci": kunci, "kolom": kolom} for kunci, kolom in changes]}

    drafts: tuple[dict[str, list[dict[str, str]]], ...] = (
        draft(("A", "target"), ("A", "tw4"), ("B", "alasan")),
        draft(("A", "target")),
        {},
    )
    assert perubahan_target(drafts) == {"A": 2}
