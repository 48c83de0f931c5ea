"""Targets far from those of other offices: what is pointed out, and what is left alone."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from random import Random

import pytest
from helpers.recaps import indikator, office
from hypothesis import given
from hypothesis import strategies as st

from rkt_excel.model.recap.office_recap import OfficeRecap
from rkt_excel.model.recap.outliers import LEAST_OFFICES, outliers

_figures = st.lists(st.integers(0, 10**6), min_size=LEAST_OFFICES, max_size=20)


def offices(figures: Sequence[object]) -> list[OfficeRecap]:
    return [office(f"Dinas {number}", indikator(str(each))) for number, each in enumerate(figures)]


def far(figures: Sequence[object]) -> list[str]:
    return [str(each.baris.angka) for each in outliers(offices(figures))]


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        pytest.param([85, 85, 85, 8500], [], id="four offices say nothing"),
        pytest.param([80, 82, 85, 88, 8500], ["8500"], id="a slip of the comma"),
        pytest.param([80, 82, 85, 88, "0.85"], ["0.85"], id="far below"),
        pytest.param([85, 85, 85, 85, 85], [], id="all alike"),
        pytest.param([85, 85, 85, 85, 86], [], id="MAD of 0, and near"),
        pytest.param([85, 85, 85, 85, 850], ["850"], id="MAD of 0, and far"),
        pytest.param([0, 0, 0, 0, 0], [], id="all 0"),
        pytest.param([0, 0, 0, 0, 3], ["3"], id="all others 0"),
        pytest.param([0, 1, 2, 3, 4], [], id="small counts"),
        pytest.param([10, 20, 30, 40, 50, 60], [], id="an even spread"),
        pytest.param([100, 101, 99, 100, 102, 900, 950], ["950", "900"], id="two far, the farther first"),
        pytest.param([-5, -5, -4, -6, 500], ["500"], id="negative medians"),
    ],
)
def test_what_lies_far_is_pointed_out(figures: list[object], expected: list[str]) -> None:
    assert far(figures) == expected


def test_what_it_may_have_meant_is_said() -> None:
    found = outliers(offices([80, 82, 85, 88, 8500]))
    assert [(each.tengah, each.maksud, each.banyak) for each in found] == [(Decimal(85), Decimal(85), 5)]


def test_a_figure_far_away_by_no_power_of_ten_means_itself() -> None:
    assert [each.maksud for each in outliers(offices([100, 100, 100, 100, 300]))] == [None]


@pytest.mark.parametrize(
    ("other", "held_against"),
    [
        ({"indikator": "persentase  Arsip, baik"}, True),
        ({"satuan": "Persen"}, True),
        ({"satuan": "dokumen"}, False),
        ({"indikator": "Persentase arsip rusak"}, False),
        ({"jenis": "indeks"}, False),
        ({"jenis": "teks", "angka": None}, False),
        ({"angka": None}, False),
    ],
)
def test_only_the_same_indikator_is_held_against_each_other(other: dict[str, object], *, held_against: bool) -> None:
    said = [office(f"Dinas {number}", indikator("85")) for number in range(4)]
    said.append(office("Dinas lain", indikator("8500", **other)))
    assert bool(outliers(said)) is held_against


def test_another_year_is_another_indikator() -> None:
    said = [*offices([80, 82, 85, 88]), office("Dinas lain", indikator("8500"), tahun=2028)]
    assert outliers(said) == []


def test_an_office_speaks_once_however_often_it_says_it() -> None:
    said = [*offices([80, 82, 85]), office("Dinas lain", *(indikator("8500", kode=f"IK.{each}") for each in range(9)))]
    assert outliers(said) == []


@given(_figures, st.randoms())
def test_the_order_of_offices_does_not_matter(figures: list[int], chance: Random) -> None:
    mixed = list(figures)
    chance.shuffle(mixed)
    assert sorted(far(mixed)) == sorted(far(figures))


@given(_figures, st.sampled_from(["0.001", "3", "1000000"]))
def test_the_unit_of_measurement_does_not_matter(figures: list[int], unit: str) -> None:
    scaled = [Decimal(each) * Decimal(unit) for each in figures]
    assert [Decimal(each) for each in far(scaled)] == [Decimal(each) * Decimal(unit) for each in far(figures)]


@given(_figures)
def test_most_offices_are_never_far_away(figures: list[int]) -> None:
    assert 2 * len(far(figures)) <= len(figures)


@given(_figures)
def test_a_figure_beyond_all_others_is_always_far_away(figures: list[int]) -> None:
    assert str(10**9) in far([*figures, 10**9])
