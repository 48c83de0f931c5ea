"""The days of an office: its working days, the dates of the ten steps, and by when forms come back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Final

from rkt_excel.edges.calendar import OfficeCalendar, OwnDay
from rkt_excel.edges.work_folder.register import Register
from rkt_excel.events import ARSIP_DISEGEL, RAPAT_DISIAPKAN
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.origin.master import Master
from rkt_excel.model.procedure.alur import Keadaan, moment
from rkt_excel.model.procedure.jadwal import Masukan, Tenggat, forms_due, jadwal
from rkt_excel.model.vocabulary.terms import SifatHari
from rkt_excel.office.memory.glances import only_now
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.workbook.findings import Finding, finding

_LONG: Final = timedelta(days=300)  # without an entry in work of some weeks


def office_calendar(master: Master) -> OfficeCalendar:
    """The working days of the office, its sheet Hari Libur respected."""
    return OfficeCalendar(
        OwnDay(each.tanggal, each.keterangan, off=each.sifat != SifatHari.MASUK) for each in master.hari_libur
    )


def schedule(place: Workplace, master: Master, state: Keadaan) -> tuple[Tenggat, ...]:
    """The dates of the ten steps; every deadline that is shown or printed is one of these."""
    office = master.instansi
    known = Masukan(office.mulai, office.batas_kembali, state.selesai, place.today)
    return jadwal(known, office_calendar(master))


def with_forms_due(register: Register, master: Master) -> Master:
    """The master with the day by which forms that are still out come back, for letters, screens and findings."""
    met = register.last(RAPAT_DISIAPKAN)
    day = moment(met.when, met.details).date() if met else None
    due = forms_due(master.instansi.batas_kembali, day, office_calendar(master).after)
    return replace(master, instansi=master.instansi.model_copy(update={"batas_kembali": due}))


def clock_doubts(place: Workplace, register: Register) -> Iterator[Finding]:
    """That the clock of this computer says another time than the journal leads one to expect.

    Days that are printed, deadlines and `--tanggal` go by it; the order of the journal is that of its numbers.
    """
    latest = register.latest()
    if latest is None:
        return
    now = place.now()
    if not latest.when.date() <= now.date() or now - latest.when > _LONG - timedelta(days=1):
        only_now()
    told = {"sekarang": f"{now:%d/%m/%Y %H:%M}", "terakhir": f"{latest.when:%d/%m/%Y %H:%M}"}
    if now.date() < latest.when.date():
        yield finding(FileCode.JAM_MUNDUR, **told)  # type: ignore[arg-type]
    elif now - latest.when > _LONG and latest.event != ARSIP_DISEGEL:
        yield finding(FileCode.JAM_MELOMPAT, hari=(now - latest.when).days, **told)  # type: ignore[arg-type]
