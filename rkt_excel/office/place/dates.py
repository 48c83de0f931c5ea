"""The days of an office: its working days, the dates of the ten steps, and by when forms come back."""

from __future__ import annotations

from dataclasses import replace

from rkt_excel.edges.calendar import OfficeCalendar, OwnDay
from rkt_excel.edges.work_folder.register import Register
from rkt_excel.events import RAPAT_DISIAPKAN
from rkt_excel.model.origin.master import Master
from rkt_excel.model.procedure.alur import Keadaan, moment
from rkt_excel.model.procedure.jadwal import Masukan, Tenggat, forms_due, jadwal
from rkt_excel.model.vocabulary.terms import SifatHari
from rkt_excel.office.place.workplace import Workplace


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
