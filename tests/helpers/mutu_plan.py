"""A plan of the shipped master in which everything is answered and in order, to be spoiled by tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache

from rkt_excel.edges.calendar import OfficeCalendar
from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.model.forms.returns import StatusBagian
from rkt_excel.model.origin.master import Master, read_master
from rkt_excel.model.plans.plan import Isi, Plan
from rkt_excel.model.procedure.jadwal import Masukan, Tenggat, ahead, jadwal
from rkt_excel.model.tables.renstra import Indikator
from rkt_excel.model.vocabulary.nilai import Nilai
from rkt_excel.model.vocabulary.terms import QUARTERS, ModeTriwulan
from rkt_excel.office.place.workplace import MASTER_FILE
from rkt_excel.workbook.reading.openbook import open_book


@cache
def shipped_master() -> Master:
    """The master that comes with the program."""
    master, findings = read_master(open_book((shipped_inputs() / MASTER_FILE).read_bytes()))
    assert master is not None, findings
    return master


def whole_plan(master: Master) -> Plan:
    """Every bagian answered as the Renstra says."""
    isi: dict[tuple[str, str], Isi] = {}
    for row in master.indikator:
        for name, value in zip(("target", *QUARTERS), (row.target, *_quarters(row)), strict=True):
            if value is not None:
                isi[row.kode, name] = Isi(value, ())
        isi[row.kode, "penanggung_jawab"] = Isi("Sekretaris", ())
    for line in master.program:
        if line.pagu is not None:
            isi[line.kode, "pagu"] = Isi(line.pagu, ())
    return Plan(master, isi, {each.kode: StatusBagian.LENGKAP for each in master.bagian})


def _quarters(row: Indikator) -> tuple[Nilai | None, ...]:
    zero = Decimal(0)
    return (row.target, zero, zero, zero) if row.mode == ModeTriwulan.JUMLAH else (row.target,) * 4


def changed(plan: Plan, kunci: str, **values: Nilai | None) -> Plan:
    """The plan with other values in one row; `None` empties."""
    isi = {place: each for place, each in plan.isi.items() if place not in {(kunci, name) for name in values}}
    isi |= {(kunci, name): Isi(value, ()) for name, value in values.items() if value is not None}
    return replace(plan, isi=isi)


def after_meeting(day: date) -> tuple[Tenggat, ...]:
    """The steps that lie ahead of a meeting on a day which is today."""
    return ahead(jadwal(Masukan(day, day, {4: datetime.combine(day, time(9))}, day), OfficeCalendar()))
