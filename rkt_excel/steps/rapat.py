"""SOP step 4, `rkt rapat`: the papers of the meeting, what is open first, and the workbook of its decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.events import RAPAT_DISIAPKAN
from rkt_excel.model.edited import judged
from rkt_excel.model.forms.choosing import Chosen
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.meeting.bahan import JAM, Bahan, Rapat, bahan, kertas_rapat
from rkt_excel.model.meeting.notulen_book import BUKU, NOTULEN_BOOK, notulen_content
from rkt_excel.model.origin.master import Master
from rkt_excel.model.papers.banding import unexplained
from rkt_excel.model.plans.inherited import inherited, with_inherited
from rkt_excel.model.plans.merge import merge
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.plans.plan_rules import judge_plan
from rkt_excel.model.plans.revision import revised, without_dropped
from rkt_excel.model.procedure.alur import TANGGAL, Gerak, Keadaan, Tahap, after
from rkt_excel.model.procedure.jadwal import ahead
from rkt_excel.office.beside.typed_elsewhere import typed_elsewhere
from rkt_excel.office.place.acts import meeting_day
from rkt_excel.office.place.dates import office_calendar, schedule
from rkt_excel.office.place.journalled import last_merge
from rkt_excel.office.place.work import Work, holding, left_by, working
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.office.state.edited_word import edited_word
from rkt_excel.office.state.standing_plan import merged_plan
from rkt_excel.workbook.findings import Finding, joined
from rkt_excel.workbook.writing.write import write


@dataclass(frozen=True)
class Asked:
    """What was said about the meeting on the command line; `None` or empty for what the schedule gives.

    Attributes:
        tanggal: Its day.
        jam: As it is printed.
        tempat: Where.
        nomor: Of the letter of invitation.
        pimpinan: Who leads it, where that is not the Sekretaris.
    """

    tanggal: date | None = None
    jam: str = JAM
    tempat: str = ""
    nomor: str = ""
    pimpinan: str = ""


@dataclass(frozen=True)
class HasilRapat:
    """What `rkt rapat` made; paths relative to the work folder with "/"."""

    bahan: Bahan
    keluaran: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def rapat(self) -> Rapat:
        """The meeting."""
        return self.bahan.rapat


def rapat(place: Workplace, asked: Asked | None = None) -> HasilRapat:
    """Write invitation, attendance list, agenda, minutes and the workbook of decisions into 5-rapat.

    What people have filled in since is left, and the new one stands beside it.

    Raises:
        InputUnusableError: The master or a Word template cannot be used; nothing was written.
        NotNowError: Nothing was merged yet, or the table of legal moves says so.
        UnknownArgumentError: The day of the meeting lies before the Konsep.
        OutputLockedError: An output is open elsewhere.
    """
    with working(place) as work:
        issue = work.issue
        state = work.allowed(Gerak.RAPAT)
        whole, findings = _merged(work, issue)
        meeting = _meeting(work, state, asked or Asked())
        prepared = _prepared(work, state, whole, findings, meeting)
        made = _files(work, prepared, issue)  # all of them before the first is written
        done = [work.put(name, data) for name, data in made.items()]
        work.register.record(
            RAPAT_DISIAPKAN, **{TANGGAL: meeting.tanggal.isoformat()}, keluaran=[each.path for each in done]
        )  # fmt: skip
        edited = [*typed_elsewhere(work), *edited_word(work)]
        old = work.withdraw_others(f"{disk.RAPAT}/", holding(done), "bahan rapat ini sudah diganti")
    beside = [told for each in done for told in left_by(each)]
    return HasilRapat(prepared, tuple(each.path for each in done), (*findings, *beside, *old, *edited))


def _merged(work: Work, issue: Issue) -> tuple[Plan, tuple[Finding, ...]]:
    """The plan that the meeting talks about, with what is open in it."""
    plan, chosen = merged_plan(work.register, work.master, issue)
    edits = inherited(work.master)
    whole, held = revised(plan, edits)
    book = str(last_merge(work.register).details.get("konsep", ""))
    between = [*judged.conflicts(held, edits, plan, None, book), *unexplained(whole, edits)]
    return whole, tuple(joined([*_open(work.master, plan, chosen), *between, *work.told]))


def _open(master: Master, plan: Plan, chosen: Chosen) -> Iterable[Finding]:
    """What is open in the returns that counted and between them."""
    for one in chosen.counted.values():
        yield from one.findings
    yield from merge(master, chosen)[1]
    yield from judge_plan(without_dropped(with_inherited(plan)), chosen.counted)


def _meeting(work: Work, state: Keadaan, asked: Asked) -> Rapat:
    """The meeting; without a day the one that is fixed already, else the first working day after the Konsep.

    Raises:
        UnknownArgumentError: The day lies before the Konsep.
    """
    fixed = work.register.last(RAPAT_DISIAPKAN) if state.tahap is Tahap.RAPAT else None
    if asked.tanggal:
        day = meeting_day(state, asked.tanggal)
    elif fixed:
        day = date.fromisoformat(fixed.details[TANGGAL])
    else:
        day = office_calendar(work.master).after(max(last_merge(work.register).when.date(), work.today), 1)
    return Rapat(day, asked.jam, asked.tempat, asked.nomor, asked.pimpinan)


def _prepared(
    work: Work, state: Keadaan, whole: Plan, findings: tuple[Finding, ...], meeting: Rapat
) -> Bahan:  # fmt: skip
    """What the papers print, with the dates of the steps as the meeting makes them."""
    told = {TANGGAL: meeting.tanggal.isoformat()}
    dates = schedule(work.place, work.master, after(state, RAPAT_DISIAPKAN, work.place.now(), told))
    days = office_calendar(work.master).after
    return bahan(without_dropped(whole), findings, meeting, work.today, ahead(dates), days)


def _files(work: Work, prepared: Bahan, issue: Issue) -> dict[str, bytes]:
    """Every file by its place in the work folder."""
    rkt = prepared.master.rkt_tahun
    files = {
        f"{disk.RAPAT}/{document.judul} {rkt}.docx": work.printed(document, values, prepared.master)
        for document, values in kertas_rapat(prepared).items()
    }
    return {
        **files,
        f"{disk.RAPAT}/{BUKU} {rkt}.xlsx": write(NOTULEN_BOOK, notulen_content(prepared, issue.kantor)),
    }
