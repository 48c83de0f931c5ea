"""SOP step 4, `rkt rapat`: the papers of the meeting, what is open first, and the workbook of its decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from rkt_excel.edges.docx import word
from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.edges.work_folder.register import Register
from rkt_excel.events import MEETING
from rkt_excel.messages.files import FileCode
from rkt_excel.model.edited import judged
from rkt_excel.model.forms.choosing import Chosen
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.meeting.notulen_book import BUKU, NOTULEN, notulen_content
from rkt_excel.model.meeting.rapat import JAM, Bahan, Rapat, bahan, kertas_rapat
from rkt_excel.model.origin.master import Master
from rkt_excel.model.papers.banding import unexplained
from rkt_excel.model.papers.kop import paper
from rkt_excel.model.plans.inherited import inherited, with_inherited
from rkt_excel.model.plans.plan import Plan, merge
from rkt_excel.model.plans.revision import revised, standing
from rkt_excel.model.plans.rules import judge_plan
from rkt_excel.model.procedure.alur import TANGGAL, Gerak, Keadaan, Tahap, after
from rkt_excel.model.procedure.jadwal import ahead
from rkt_excel.office.place.acts import meeting_day
from rkt_excel.office.place.dates import office_calendar, schedule
from rkt_excel.office.place.journalled import allowed, issued, last_merge
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.office.state.edited_word import edited_word
from rkt_excel.office.state.outdated import withdrawn
from rkt_excel.office.state.standing import merged_plan
from rkt_excel.workbook.findings import Finding, finding, joined
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
class Prepared:
    """What `rkt rapat` made; paths relative to the work folder with "/"."""

    bahan: Bahan
    keluaran: tuple[str, ...]
    temuan: tuple[Finding, ...]

    @property
    def rapat(self) -> Rapat:
        """The meeting."""
        return self.bahan.rapat


def prepare_meeting(place: Workplace, asked: Asked | None = None) -> Prepared:
    """Write invitation, attendance list, agenda, minutes and the workbook of decisions into 5-rapat.

    What people have filled in since is left, and the new one stands beside it.

    Raises:
        InputUnusableError: The master or a Word template cannot be used; nothing was written.
        NotNowError: Nothing was merged yet, or the table of legal moves says so.
        UnknownArgumentError: The day of the meeting lies before the Konsep.
        OutputLockedError: An output is open elsewhere.
    """
    master, own = place.master()
    folder = place.folder(master)
    with place.begun_register(folder) as register:
        issue = issued(register)
        state = allowed(register, Gerak.RAPAT, master)
        plan, chosen = merged_plan(register, master, issue)
        edits = inherited(master)
        whole, held = revised(plan, edits)
        book = str(last_merge(register).details.get("konsep", ""))
        between = [*judged.conflicts(held, edits, plan, None, book), *unexplained(whole, edits)]
        findings = tuple(joined([*_open(master, plan, chosen), *between, *own]))
        meeting = _meeting(place, register, master, state, asked or Asked())
        told = {TANGGAL: meeting.tanggal.isoformat()}
        dates = schedule(place, master, after(state, MEETING, place.now(), told))
        prepared = bahan(
            standing(whole), findings, meeting, place.today, ahead(dates), office_calendar(master).after
        )  # fmt: skip
        made = _files(place, prepared, issue)  # all of them before the first is written
        done = [disk.publish(folder, register, name, data) for name, data in made.items()]
        register.record(MEETING, **told, keluaran=[each.path for each in done])
        holds = {name for each in done for name in (each.path, each.beside) if name}
        edited = edited_word(register, folder, place.inputs)
        old = withdrawn(folder, register, f"{disk.RAPAT}/", holds, "bahan rapat ini sudah diganti")
    return Prepared(prepared, tuple(each.path for each in done), (*findings, *_beside(done), *old, *edited))


def _open(master: Master, plan: Plan, chosen: Chosen) -> Iterable[Finding]:
    """What is open in the returns that counted and between them."""
    for one in chosen.counted.values():
        yield from one.findings
    yield from merge(master, chosen)[1]
    yield from judge_plan(standing(with_inherited(plan)), chosen.counted)


def _meeting(place: Workplace, register: Register, master: Master, state: Keadaan, asked: Asked) -> Rapat:
    """The meeting; without a day the one that is fixed already, else the first working day after the Konsep.

    Raises:
        UnknownArgumentError: The day lies before the Konsep.
    """
    fixed = register.last(MEETING) if state.tahap is Tahap.RAPAT else None
    if asked.tanggal:
        day = meeting_day(state, asked.tanggal)
    elif fixed:
        day = date.fromisoformat(fixed.details[TANGGAL])
    else:
        day = office_calendar(master).after(max(last_merge(register).when.date(), place.today), 1)
    return Rapat(day, asked.jam, asked.tempat, asked.nomor, asked.pimpinan)


def _files(place: Workplace, prepared: Bahan, issue: Issue) -> dict[str, bytes]:
    """Every file by its place in the work folder."""
    year = prepared.master.tahun
    files = {
        f"{disk.RAPAT}/{document.judul} RKT {year}.docx": word.render(
            place.inputs / document.berkas, values.model_dump(), paper=paper(prepared.master, document)
        )
        for document, values in kertas_rapat(prepared).items()
    }
    return {**files, f"{disk.RAPAT}/{BUKU} RKT {year}.xlsx": write(NOTULEN, notulen_content(prepared, issue.kantor))}


def _beside(done: Iterable[disk.Published]) -> Iterable[Finding]:
    for each in done:
        if each.beside:
            told = finding(FileCode.KONSEP_DISUNTING, berkas=each.beside, baru=each.path)
            yield replace(told, file=each.beside)
