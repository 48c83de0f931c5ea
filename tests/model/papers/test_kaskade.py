"""The cascade: only links that the master names, and pagu that is counted once or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from helpers.all_papers import of
from helpers.rencana_besar import filled

from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.model.origin.master import Master
from rkt_excel.model.papers.naskah import naskah
from rkt_excel.model.picture.kaskade import kaskade, number_runs
from rkt_excel.model.picture.kaskade_pagu import Division, tree
from rkt_excel.model.picture.kaskade_ringkas import fewer_prioritas, fewer_programs, joined_sasaran
from rkt_excel.model.plans.plan import Isi, Plan
from rkt_excel.model.tables.renstra import Program
from rkt_excel.model.vocabulary.printed import OPEN
from rkt_excel.workbook.values.numbers import written


@pytest.fixture(scope="session")
def inputs() -> Path:
    """The shipped inputs, picture and all."""
    return shipped_inputs()


P1, K1, K2, S1 = "2.23.02", "2.23.02.2.01", "2.23.02.2.02", "2.23.02.2.01.0004"


def line(kode: str, sasaran: str | None = None) -> Program:
    levels = {3: "program", 5: "kegiatan", 6: "sub kegiatan"}
    return Program(kode=kode, uraian=f"Uraian {kode}", tingkat=levels[len(kode.split("."))], sasaran=sasaran)


def division(lines: list[Program], pagu: dict[str, int]) -> Division:
    return Division(tree(lines), lambda kode: Decimal(pagu[kode]) if kode in pagu else None)


# ------------------------------------------------------------------------------------------ how pagu divides


@pytest.mark.parametrize(
    ("lines", "pagu", "wanted"),
    [
        # all of it to the sasaran of the program, whatever its parts add up to
        ([(P1, "A"), (K1, None), (K2, "A")], {P1: 10, K1: 3, K2: 4}, {"A": 10, "B": None, "AB": 10}),
        # by the kegiatan, where these are the whole
        ([(P1, "A"), (K1, None), (K2, "B")], {P1: 10, K1: 6, K2: 4}, {"A": 6, "B": 4, "AB": 10}),
        # by the lines at the bottom, whatever those between them say
        ([(P1, "A"), (K1, "A"), (S1, "B")], {P1: 10, K1: 10, S1: 10}, {"A": 0, "B": 10, "AB": 10}),
        # the parts are not the whole: what each gets is not known, what both get is
        ([(P1, "A"), (K1, None), (K2, "B")], {P1: 10, K1: 5, K2: 4}, {"A": None, "B": None, "AB": 10}),
        # a part is not known
        ([(P1, "A"), (K1, None), (K2, "B")], {P1: 10, K1: 6}, {"A": None, "B": None, "AB": 10}),
        # the program is not known
        ([(P1, "A"), (K1, None)], {K1: 6}, {"A": None, "B": None, "AB": None}),
        # a part serves no sasaran
        ([(P1, None), (K1, "A"), (K2, None)], {P1: 10, K1: 6, K2: 4}, {"A": 6, "B": None, "AB": 6}),
        ([(P1, None), (K1, "A"), (K2, None)], {P1: 10, K1: 6, K2: 1}, {"A": None, "B": None, "AB": None}),
    ],
)
def test_pagu_goes_where_the_lines_say_or_is_not_told(
    lines: list[tuple[str, str | None]], pagu: dict[str, int], wanted: dict[str, int | None]
) -> None:
    shared = division([line(*each) for each in lines], pagu)
    assert {names: shared.of(set(names)) for names in wanted} == wanted


def test_no_total_where_a_program_is_not_known() -> None:
    lines = [line("2.23.01"), line("2.23.02"), line("2.23.02.2.01")]
    assert division(lines, {"2.23.01": 5, "2.23.02": 7, "2.23.02.2.01": 9}).total() == 12
    assert division(lines, {"2.23.01": 5}).total() is None
    assert division([], {}).total() is None


def test_a_kegiatan_without_its_program_is_told_not_lost(master: Master) -> None:
    rows = tuple(each for each in master.program if each.kode != "2.23.03")
    picture = of(filled(replace(master, program=rows)))
    assert "2.23.03" not in {each.kode for each in picture.program}
    assert any("3 kegiatan dan sub kegiatan tanpa program" in each for each in picture.catatan)


# ------------------------------------------------------------------------------------------ the shipped plan


def test_links_are_those_of_the_master(master: Master) -> None:
    picture = of(filled(master))
    programs = {each.kode: each for each in picture.program}
    goals = [each.kode for each in master.sasaran]
    assert [goals[place] for place in programs["2.23.02"].langsung] == ["SS.2"]
    assert [goals[place] for place in programs["2.23.02"].sebagian] == ["SS.1", "SS.3", "SS.4"]
    names = [picture.prioritas[each.prioritas].kode for each in picture.sasaran if each.prioritas is not None]
    assert names == [each.prioritas for each in master.sasaran]
    assert (programs["2.23.02"].kegiatan, programs["2.23.02"].sub_kegiatan) == (2, 11)


def test_every_rupiah_stands_once(master: Master) -> None:
    picture = of(filled(master))
    total = sum(each.pagu for each in master.program if each.tingkat == "program" and each.pagu)
    assert picture.total == total
    assert sum(each.pagu or 0 for each in picture.sasaran) == total
    assert sum(each.pagu or 0 for each in picture.prioritas) == total
    assert picture.catatan == ()


def without(plan: Plan, *kodes: str) -> Plan:
    return replace(
        plan, isi={place: isi for place, isi in plan.isi.items() if place not in {(k, "pagu") for k in kodes}}
    )


def test_where_one_pagu_is_missing_no_sum_is_told(master: Master) -> None:
    picture = of(without(filled(master), "2.24.03"))
    assert picture.total is None
    assert {each.pagu for each in picture.sasaran} | {each.pagu for each in picture.prioritas} == {None}
    assert sum(each.pagu is not None for each in picture.program) == 4
    assert picture.catatan == ("Pagu 1 dari 5 program belum diketahui; jumlah dan persentase tidak dicetak.",)
    nothing = of(without(filled(master), *(each.kode for each in master.program)))
    assert nothing.catatan == ("Pagu belum diketahui.",)


def test_the_text_prints_no_part_of_the_sum_either(master: Master) -> None:
    plan = filled(master)
    picture = of(plan)
    whole, part = (naskah(each, tanda="", day=date(2026, 6, 1)) for each in (plan, without(plan, "2.24.03")))
    assert picture.total is not None
    assert whole["total_pagu"] == written(picture.total)
    assert (part["total_pagu"], part["ada_pagu"]) == (OPEN, True)


def test_a_shared_program_whose_parts_are_not_known_leaves_its_sasaran_without_a_sum(master: Master) -> None:
    picture = of(without(filled(master), "2.24.03.2.01", "2.24.03.2.01.0004"))
    assert [each.pagu is None for each in picture.sasaran] == [False] * 4 + [True, True, False]
    assert picture.catatan[0].startswith("Pagu sasaran 5, 6 tidak dijumlahkan")


def test_the_switches_of_the_master(master: Master) -> None:
    off = master.instansi.model_copy(update={"cetak_peta": "tidak"})
    values: Any = naskah(filled(replace(master, instansi=off)), tanda="", day=date(2026, 6, 1))
    assert values["peta_kinerja"] is None
    assert callable(naskah(filled(master), tanda="", day=date(2026, 6, 1))["peta_kinerja"])
    without_programs = master.instansi.model_copy(update={"cetak_program": "tidak"})
    picture = of(filled(replace(master, instansi=without_programs)))
    assert (picture.program, picture.total, picture.catatan) == ((), None, ())


def test_a_target_that_is_not_known_has_no_unit(master: Master) -> None:
    plan = filled(master)
    picture = of(replace(plan, isi={place: isi for place, isi in plan.isi.items() if place != ("IK.1.1", "target")}))
    assert [row.target for row in picture.sasaran[0].indikator] == ["–", "72,6 nilai", "23.600 orang"]


def test_what_changed_is_marked(master: Master) -> None:
    picture = kaskade(filled(master), master.program, {("IK.1.2", "target"), ("2.24.03", "pagu")})
    assert [row.nomor for each in picture.sasaran for row in each.indikator if row.berubah] == ["IK.1.2"]
    assert [each.kode for each in picture.program if each.berubah] == ["2.24.03"]


# ------------------------------------------------------------------------------------------ fewer boxes


def test_joined_boxes_stand_for_all_that_they_hold(master: Master) -> None:
    picture = of(filled(master))
    joined = joined_sasaran(picture, by_prioritas=True)
    assert [each.gabungan for each in joined.sasaran] == [1, 1, 1, 2, 1, 1]
    assert sum(each.jumlah for each in joined.sasaran) == 34
    assert sum(each.pagu or 0 for each in joined.sasaran) == picture.total
    assert {each.kode: each.sasaran for each in joined.program}["2.23.02"] == (0, 1, 2, 3)
    fewer = fewer_programs(picture, 2)
    assert [each.kode for each in fewer.program] == ["2.23.01", "2.23.02", ""]
    assert (fewer.program[-1].uraian, fewer.program[-1].pagu) == ("3 program lain", Decimal(385_781_771))
    first = fewer_prioritas(picture, 1)
    assert [each.uraian for each in first.prioritas[1:]] == ["5 prioritas lain"]
    assert {each.prioritas for each in first.sasaran} == {0, 1}


def test_numbers_are_listed_as_people_do() -> None:
    assert number_runs(["1", "4", "7", "8", "9", "11", "12"]) == "1, 4, 7–9, 11, 12"
    assert number_runs(["A", "B", "C"]) == "A, B, C"
    assert number_runs([]) == ""


def test_an_empty_plan_is_a_picture_too(master: Master) -> None:
    bare = replace(master, prioritas=(), sasaran=(), indikator=(), program=())
    picture = of(Plan(bare, {("x", "y"): Isi(Decimal(1), ())}, {}))
    assert (picture.prioritas, picture.sasaran, picture.program, picture.total) == ((), (), (), None)
