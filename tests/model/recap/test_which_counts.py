"""Of several states of one office the one that knows most counts; what repeats and what is missing is told."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from helpers.recaps import SIGNED, STEP, indikator, office, prioritas, program

from rkt_excel.messages.recap_codes import RecapCode
from rkt_excel.model.recap.office_recap import OfficeRecap, Unread, Wujud
from rkt_excel.model.recap.recap import recap_of
from rkt_excel.model.recap.which_counts import Hubungan, which_counts

EMPTY = "tidak ada"
LONG = ("a", "b", "c")


def state(tempat: str, **more: Any) -> OfficeRecap:
    return office("Dinas A", tempat=tempat, **{"rantai": LONG, **more})


PERUBAHAN: dict[str, Any] = {"edisi": "perubahan", "rantai": ("p", "q")}


@pytest.mark.parametrize(
    ("counts", "other", "relation"),
    [
        pytest.param({}, {}, Hubungan.SAMA, id="a copy"),
        pytest.param({}, {"rantai": LONG[:2]}, Hubungan.LAMA, id="an older copy"),
        pytest.param({}, {"rantai": LONG[:2], "wujud": Wujud.PAKET}, Hubungan.PAKET, id="its package"),
        pytest.param({}, {"rantai": ("a", "x")}, Hubungan.CABANG, id="a copy worked on by itself"),
        pytest.param({}, {"rantai": ("x", "y")}, Hubungan.LAIN, id="begun anew elsewhere"),
        pytest.param({**PERUBAHAN, "ditandatangani": SIGNED}, {"ditandatangani": SIGNED}, Hubungan.EDISI,
                     id="perubahan"),
        pytest.param({"ditandatangani": SIGNED}, PERUBAHAN, Hubungan.EDISI, id="a perubahan that is not signed yet"),
        pytest.param({"ditandatangani": SIGNED, "wujud": Wujud.PAKET}, {"rantai": LONG[:2]}, Hubungan.LAMA,
                     id="a package and the old folder"),
    ],
)  # fmt: skip
def test_the_state_that_knows_most_counts(counts: dict[str, Any], other: dict[str, Any], relation: Hubungan) -> None:
    for first, second in permutations([state("a", **counts), state("b", **other)]):
        counted, beside = which_counts([first, second])
        assert [each.tempat for each in counted] == ["a"]
        assert [(each.ini.tempat, each.dihitung.tempat, each.hubungan) for each in beside] == [("b", "a", relation)]


def test_names_that_differ_in_spaces_and_capitals_are_one_office_and_other_years_another() -> None:
    states = [state("a"), replace(state("b"), perangkat_daerah="DINAS  a"), replace(state("c"), tahun=2028)]
    assert [each.tempat for each in which_counts(states)[0]] == ["a", "c"]


def test_the_edition_in_work_stands_beside_the_signed_one() -> None:
    recap = recap_of(
        [state("a", ditandatangani=SIGNED), state("b", langkah=replace(STEP, nomor=3), **PERUBAHAN)], EMPTY
    )
    running = recap.berjalan(recap.kantor[0])
    assert running
    assert (running.tempat, running.langkah.nomor) == ("b", 3)


def codes(*states: OfficeRecap | Unread) -> list[RecapCode]:
    return [each.code for each in recap_of(states, EMPTY).findings]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([state("a"), state("b")], [RecapCode.KEADAAN_LAIN]),
        ([state("a"), state("b", rantai=("x",))], [RecapCode.KANTOR_KEMBAR]),
        ([state("a"), office("Dinas B", rantai=("a", "z"))], [RecapCode.KANTOR_BERJURNAL_SAMA]),
        ([state("a", lebih_tua=True)], [RecapCode.JURNAL_KANTOR_LEBIH_TUA]),
        ([state("a"), Unread("x", EMPTY)], [RecapCode.TANPA_KANTOR]),
        ([state("a"), Unread("x", "")], [RecapCode.KANTOR_BELUM_MULAI]),
        ([state("a"), Unread("x", "Rusak.")], [RecapCode.KANTOR_TIDAK_TERBACA]),
        ([office("A", indikator("1"), indikator("2"))], [RecapCode.INDIKATOR_KEMBAR]),
        ([office("A", indikator("1"), indikator("2", kode="IK.2"))], [RecapCode.INDIKATOR_KEMBAR]),
        ([office("A", indikator("1"), indikator("2", indikator="Lain"))], [RecapCode.INDIKATOR_KEMBAR]),
        ([office("A", indikator("1"), indikator("2", kode="IK.2", satuan="buah"))], []),
        ([office("A", indikator("1")), office("B", indikator("2"))], []),
        ([office("A", prioritas=(prioritas("P1", "Maju"),))], [RecapCode.PRIORITAS_TANPA_SASARAN]),
        ([office("A", prioritas=(prioritas("P1", "Maju"),)),
          office("B", prioritas=(prioritas("R9", "maju.", "SS.1"),))], []),
        ([office("A", prioritas=(prioritas("P1", "Maju"),)),
          office("B", pemda="Kabupaten Lain", prioritas=(prioritas("P1", "Maju", "SS.1"),))],
         [RecapCode.PRIORITAS_TANPA_SASARAN]),
        ([office(f"D{each}", indikator(each)) for each in ("80", "82", "85", "88", "8500")],
         [RecapCode.TARGET_MENYIMPANG]),
    ],
)  # fmt: skip
def test_what_people_look_at(states: list[OfficeRecap | Unread], expected: list[RecapCode]) -> None:
    assert codes(*states) == expected


@pytest.mark.parametrize(
    ("lines", "total"),
    [
        ([("1.01", 100), ("1.01.01", 60), ("1.01.02", 40)], 100),
        ([("1.01", 100)], 100),
        ([("1.01", 100), ("1.010", 7)], 107),
        ([("1.01", None), ("1.01.01", 60)], 60),
        ([("1.01", 100), ("1.01.01", None)], 100),
        ([], 0),
    ],
)
def test_an_amount_counts_once(lines: list[tuple[str, int | None]], total: int) -> None:
    assert office("A", program=tuple(program(*each) for each in lines)).pagu == Decimal(total)
