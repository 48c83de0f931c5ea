"""Plans of any size made of the shipped master, for the picture of the plan."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle, islice
from typing import Final

from rkt_excel.model.origin.master import Master
from rkt_excel.model.plans.plan import Isi, Plan
from rkt_excel.model.tables.renstra import Indikator, Sasaran
from rkt_excel.model.vocabulary.nilai import Nilai

SIZES: Final = {5: 2, 60: 9, 500: 45, 1_020: 85}  # indikator and sasaran


def filled(master: Master) -> Plan:
    """The plan in which every target and every pagu is what the Renstra says."""
    targets: dict[tuple[str, str], Nilai | None] = {(each.kode, "target"): each.target for each in master.indikator}
    pagu: dict[tuple[str, str], Nilai | None] = {(each.kode, "pagu"): each.pagu for each in master.program}
    known = {place: Isi(value, ()) for place, value in {**targets, **pagu}.items() if value is not None}
    return Plan(master, known, {})


def sized(master: Master, indikator: int) -> Master:
    """The master with so many indikator, and with the sasaran and programs that they need."""
    goals = list(islice(cycle(master.sasaran), SIZES[indikator]))
    sasaran = [_renamed(each, number) for number, each in enumerate(goals, 1)]
    share = -(-indikator // len(sasaran))
    rows = list(islice(cycle(master.indikator), indikator))
    numbered = [_placed(each, number, sasaran[number // share].kode) for number, each in enumerate(rows)]
    kept = {each.kode for each in sasaran}
    program = [
        each if each.sasaran in kept else each.model_copy(update={"sasaran": "SS.1"})
        for each in master.program
        if each.bagian in {None, "SEK"} or indikator > 5
    ]
    return replace(master, sasaran=tuple(sasaran), indikator=tuple(numbered), program=tuple(program))


def _renamed(each: Sasaran, number: int) -> Sasaran:
    return each.model_copy(update={"kode": f"SS.{number}"})


def _placed(each: Indikator, number: int, sasaran: str) -> Indikator:
    return each.model_copy(update={"kode": f"IK.{number + 1}", "sasaran": sasaran})
