"""`rkt status`: which step, whose turn, until when, who has not returned, and what to type next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from rkt_excel.edges.calendar import OfficeCalendar
from rkt_excel.edges.work_folder.journal_check import JournalCheck, check_journal
from rkt_excel.edges.work_folder.register import Register
from rkt_excel.errors import InputUnusableError
from rkt_excel.events import JURNAL_DIKEMBALIKAN
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.forms.returns import StatusBagian
from rkt_excel.model.origin.master import Master
from rkt_excel.model.procedure.alur import Keadaan
from rkt_excel.model.procedure.jadwal import Tenggat
from rkt_excel.model.procedure.sop import LANGKAH, Langkah
from rkt_excel.model.vocabulary.printed import hari_tanggal, tanggal
from rkt_excel.model.vocabulary.terms import Peran
from rkt_excel.office.place.dates import clock_doubts, office_calendar, schedule, with_forms_due
from rkt_excel.office.place.issued_master import AGAINST_FORMS
from rkt_excel.office.place.journalled import keadaan
from rkt_excel.office.place.older_copy import older_copy
from rkt_excel.office.place.workplace import Workplace, has_register, not_lost
from rkt_excel.office.state.berikutnya import Berikutnya
from rkt_excel.office.state.next_step import merged_status, next_step, what_next, whose_paraf
from rkt_excel.workbook.findings import Finding, finding


@dataclass(frozen=True)
class BagianStatus:
    """How far a bagian has come."""

    kode: str
    nama: str
    status: StatusBagian


@dataclass(frozen=True)
class Status:
    """Where the procedure stands.

    Attributes:
        tahun: The year that is planned.
        edisi: Which edition.
        folder: The work folder.
        langkah: The step that is due.
        pelaksana: Whose turn it is, by role.
        nama: The official who holds that role today, `None` where the master names none.
        mulai: The first day of the procedure.
        batas_kembali: The last day for forms to come back, as forms, letters and the page of a merge print it.
        tenggat: The dates of all ten steps.
        sisa: Working days left for the step that is due; 0 on its last day and when it is late.
        tamat: Whether everything is done.
        berikut: What comes next.
        bagian: How far each bagian has come.
        draft: The number of the newest draft, 0 before the first.
        catatan: What a returned draft was returned for, empty where none was.
        findings: What is doubtful about the dates, and what the master says otherwise than the forms that are out.
        jurnal: What a check of the journal found, `None` where none was asked for.
    """

    tahun: int
    edisi: str
    folder: Path
    langkah: Langkah
    pelaksana: str
    nama: str | None
    mulai: date
    batas_kembali: date
    tenggat: tuple[Tenggat, ...]
    sisa: int
    tamat: bool
    berikut: Berikutnya
    bagian: tuple[BagianStatus, ...]
    draft: int
    catatan: str
    findings: tuple[Finding, ...]
    jurnal: JournalCheck | None = None

    @property
    def berikutnya(self) -> str:
        """The next command, empty when everything is done."""
        return self.berikut.perintah

    @property
    def ketik(self) -> str:
        """The same as it is typed, with what it has to be told."""
        return self.berikut.ketik

    @property
    def sekarang(self) -> Tenggat:
        """The dates of the step that is due."""
        return self.tenggat[self.langkah.nomor - 1]

    @property
    def batas(self) -> date:
        """The deadline of the step that is due."""
        return self.sekarang.batas

    @property
    def terlambat(self) -> int:
        """Working days over that deadline."""
        return 0 if self.tamat else self.sekarang.terlambat

    @property
    def lewat(self) -> bool:
        """Whether that deadline is over."""
        return self.terlambat > 0

    @property
    def belum_masuk(self) -> tuple[BagianStatus, ...]:
        """The bagian whose form has not come back."""
        return tuple(each for each in self.bagian if each.status is StatusBagian.BELUM_MASUK)


def status(place: Workplace) -> Status:
    """Where the procedure stands; nothing is written.

    Raises:
        InputUnusableError: The master or the journal cannot be used.
    """
    master, own = place.master()
    folder = place.folder(master)
    not_lost(folder)
    if not has_register(folder):
        return _status(place, master, Keadaan(), {}, what_next(place))
    with place.read_register(folder) as register:
        state = keadaan(register)
        then = next_step(place, master, register, state)
        told = _status(place, master, state, merged_status(register), then)
        about = [*older_copy(register, folder), *_put_back(register), *clock_doubts(place, register)]
        told = replace(told, batas_kembali=with_forms_due(register, master).instansi.batas_kembali)
    return replace(told, findings=(*about, *(each for each in own if each.code in AGAINST_FORMS), *told.findings))


def _put_back(register: Register) -> Iterator[Finding]:
    """That an older copy of the journal was put back once, by its own word."""
    for each in register.entries(JURNAL_DIKEMBALIKAN):
        lost = f"sampai entri {each.details['nomor']}"
        yield finding(FileCode.JURNAL_PERNAH_DIKEMBALIKAN, sebab=lost, kapan=tanggal(each.when.date()))


def journal_status(place: Workplace) -> JournalCheck:
    """Whether the journal still is what was written.

    Raises:
        InputUnusableError: The master cannot be used, or the journal's file is damaged.
        NotNowError: Nothing was done yet.
    """
    master, _ = place.master()
    try:
        folder = place.folder(master)
    except InputUnusableError:  # the very journal that is to be checked cannot say whose edition it is
        folder = place.outputs / str(master.tahun)
    with place.read_register(folder, trusting=True) as register:
        return check_journal(register)


def _status(
    place: Workplace, master: Master, state: Keadaan, states: dict[str, StatusBagian], then: Berikutnya
) -> Status:  # fmt: skip
    step = LANGKAH[state.langkah - 1]
    calendar = office_calendar(master)
    office = master.instansi
    dates = schedule(place, master, state)
    turn = whose_paraf(place, master, state)[0] if step.nomor == 6 else step.pelaksana
    return Status(
        tahun=master.tahun,
        edisi=office.edisi,
        folder=place.folder(master),
        langkah=step,
        pelaksana=turn,
        nama=_name(master, turn, place.today),
        mulai=office.mulai,
        batas_kembali=office.batas_kembali,
        tenggat=dates,
        sisa=calendar.between(place.today, dates[step.nomor - 1].batas),
        tamat=state.tamat,
        berikut=then,
        bagian=tuple(
            BagianStatus(each.kode, each.nama, states.get(each.kode, StatusBagian.BELUM_MASUK))
            for each in master.bagian
        ),
        draft=state.draft,
        catatan=state.catatan,
        findings=tuple(_doubts(calendar, office.mulai, dates)),
    )


def _name(master: Master, peran: str, day: date) -> str | None:
    official = master.official(Peran(peran), day) if peran in tuple(Peran) else None
    return official.nama if official else None


def _doubts(calendar: OfficeCalendar, start: date, dates: tuple[Tenggat, ...]) -> Iterator[Finding]:
    """What may still shift the dates: years without a decree, days off that are estimates."""
    end = max(start, *(max(each.rencana, each.batas) for each in dates))
    start = min(start, *(_day(each.selesai, start) for each in dates))
    for year in calendar.undecreed(start, end):
        yield finding(PlanCode.CUTI_BERSAMA_BELUM_ADA, tahun=str(year))
    estimated = calendar.estimated(start, end)
    if estimated:
        told = ", ".join(f"{name} ({hari_tanggal(day)})" for day, name in estimated.items())
        yield finding(PlanCode.HARI_LIBUR_PERKIRAAN, rincian=told)


def _day(when: datetime | None, other: date) -> date:
    return when.date() if when else other
