"""SOP steps 5 and 7, `rkt draft`: the Konsep (or last draft) as people edited it becomes the next draft."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.edges.work_folder.register import READ, Register
from rkt_excel.errors import InputUnusableError, NotNowError
from rkt_excel.events import DIGABUNG, DRAFT_DIBUAT
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.edited import judged
from rkt_excel.model.edited.konsep_book import State, konsep_content
from rkt_excel.model.edited.reread import kept_instead
from rkt_excel.model.forms.choosing import Chosen
from rkt_excel.model.origin.master import Master
from rkt_excel.model.papers.banding import unexplained
from rkt_excel.model.papers.naskah import RKT, naskah
from rkt_excel.model.plans import konsep
from rkt_excel.model.plans.changes import Before, Change, changes, rows_of
from rkt_excel.model.plans.history import BENTROK, changed_values, held_values
from rkt_excel.model.plans.inherited import with_inherited
from rkt_excel.model.plans.konsep import TYPED
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.plans.revision import answers, as_details, revised, values, without_dropped
from rkt_excel.model.procedure.alur import Gerak, Keadaan, Tahap
from rkt_excel.model.vocabulary.nilai import Nilai, Place
from rkt_excel.office.beside.left_behind import left_behind
from rkt_excel.office.beside.typed_elsewhere import typed_elsewhere
from rkt_excel.office.place.issued_master import as_of
from rkt_excel.office.place.journalled import issued
from rkt_excel.office.place.work import Work, working
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.office.state.edited_word import edited_word
from rkt_excel.office.state.minutes import KEPUTUSAN_RAPAT, Minutes, minutes_waiting, take_minutes
from rkt_excel.office.state.readying import withdraw_naskah
from rkt_excel.office.state.sources import Edited, EditedWorkbook, draft_of, konsep_of, read_edited
from rkt_excel.office.state.standing_plan import merged_plan, said_then
from rkt_excel.workbook.findings import Finding, finding, joined
from rkt_excel.workbook.reading.openbook import Unreadable
from rkt_excel.workbook.writing.write import write


@dataclass(frozen=True)
class HasilDraft:
    """What `rkt draft` made; paths relative to the work folder with "/".

    Attributes:
        nomor: Of the newest draft.
        berubah: Whether that draft was made now; otherwise nothing had changed since it was.
    """

    nomor: int
    sumber: str
    draft_xlsx: str
    draft_docx: str
    perubahan: tuple[Change, ...]
    findings: tuple[Finding, ...]
    berubah: bool = True


def draft(place: Workplace, oleh: str | None = None) -> HasilDraft:
    """Make the next draft, unless nothing has changed since the last one.

    Args:
        place: Where to work.
        oleh: Who asked for the changes where the workbook does not say.

    Raises:
        InputUnusableError: The master, the Konsep or the Word template cannot be used; nothing was written.
        NotNowError: There is no Konsep yet, or the table of legal moves says so.
        OutputLockedError: An output is open elsewhere.
    """
    with working(place) as work:
        fresh, chosen = merged_plan(work.register, work.master, work.issue)
        state = work.allowed(Gerak.DRAFT)
        book = _source(work.register, work.folder, work.master)
        minutes = minutes_waiting(work.register, work.folder)
        if not _news(work, book, fresh) and not _returned(state) and not minutes and _intact(work, book):
            return _unchanged(work, book, fresh)
        edited = _read(work.register, work.folder, book, fresh, oleh)
        taken = take_minutes(work.register, fresh, edited, minutes)
        revision = _Revision(book, fresh, chosen, taken)
        findings = _findings(work, revision, state)
        return _written(work, revision, findings)


@dataclass(frozen=True)
class NextDraft:
    """What the next draft would bring, were it made now.

    Attributes:
        perubahan: What people typed since the Konsep or the last draft was written, the minutes among it.
        findings: What is wrong or open in it.
    """

    perubahan: tuple[Change, ...]
    findings: tuple[Finding, ...]


def next_draft(register: Register, folder: Path, master: Master) -> NextDraft:
    """What the next draft would bring; only looks, and a journal that cannot be written will do.

    Args:
        register: The journal.
        folder: The work folder.
        master: The office.

    Raises:
        InputUnusableError: The Konsep or draft is no workbook any more.
        NotNowError: There is no Konsep yet, or the workbook is gone.
    """
    fresh, chosen = merged_plan(register, master, issued(register))
    book = _source(register, folder, master)
    edited = _read(register, folder, book, fresh, None, kept=False)
    taken = take_minutes(register, fresh, edited, minutes_waiting(register, folder), kept=False)
    revision = _Revision(book, fresh, chosen, taken)
    return NextDraft(tuple(revision.changes), tuple(joined([*revision.findings(), *taken.findings])))


def _news(work: Work, book: EditedWorkbook, fresh: Plan) -> bool:
    """Whether the next draft would say something else than what is edited now: there is none yet, or returns do."""
    number = book.entry.number
    return (
        not book.drafted
        or answers(fresh) != said_then(work.register, number)
        or as_of(work.register, work.master, number) != fresh.master
    )


def _returned(state: Keadaan) -> bool:
    return state.tahap is Tahap.DIKEMBALIKAN


def _intact(work: Work, book: EditedWorkbook) -> bool:
    """Whether a draft lies there as it was written; one whose bytes differ can no longer be initialled."""
    files = {work.folder / berkas: digest for berkas, digest in book.entry.details["keluaran"].items()}
    return all(disk.digest(path) == digest for path, digest in files.items())


def _unchanged(work: Work, book: EditedWorkbook, fresh: Plan) -> HasilDraft:
    """The newest draft, which holds; what people did elsewhere is told all the same."""
    beside = left_behind(work.register, work.folder, book.berkas, fresh)
    found = (*beside, *typed_elsewhere(work), *edited_word(work))
    known = book.entry.details
    return HasilDraft(known["nomor"], book.berkas, known["xlsx"], known["docx"], (), found, berubah=False)


def _source(register: Register, folder: Path, master: Master) -> EditedWorkbook:
    """The workbook that is edited next: the newest draft, else the Konsep.

    Raises:
        NotNowError: It is gone.
    """
    book = draft_of(register) or konsep_of(register, master)
    assert book is not None  # something was merged
    if not (folder / book.berkas).exists():
        raise NotNowError(f"{book.berkas} tidak ada. Jalankan rkt gabung lebih dahulu.")
    return book


def _read(
    register: Register, folder: Path, book: EditedWorkbook, fresh: Plan, oleh: str | None, *, kept: bool = True
) -> Edited:
    try:
        return read_edited(register, folder, book, fresh, oleh, kept=kept)
    except Unreadable as error:
        raise InputUnusableError(f"{book.berkas} tidak dapat dibaca: {error.detail}.") from error


class _Revision:
    """The plan with what people typed, and what differs from the state before."""

    def __init__(self, book: EditedWorkbook, fresh: Plan, chosen: Chosen, minutes: Minutes) -> None:
        self.book, self.fresh, self.chosen, self.minutes = book, fresh, chosen, minutes
        edited = self.edited = minutes.edited
        self.edits = edited.taken.edits
        self.plan, self.conflicts = revised(fresh, self.edits)
        self.changes = self._changes()

    def _changes(self) -> list[Change]:
        taken = self.edited.taken
        if not self.book.drafted:  # everything that was typed into the Konsep is new in the first draft
            begun = with_inherited(self.fresh)
            typed = {place: each for place, each in self.edits.items() if not each.warisan}
            return changes(Before(values(begun), rows_of(begun)), self.plan, {**typed, **taken.causes}, {})
        shown, _ = revised(self.fresh, self.book.edits)
        amended = {each: self.edits[each] for each in taken.amended}
        return changes(Before(self._said(shown), rows_of(shown)), self.plan, taken.causes, amended)

    def _said(self, shown: Plan) -> dict[Place, Nilai]:
        """What the book said as it was written; what an accepted proposal is, its sheet has no cells for."""
        read = self.edited.before
        beside = {
            (kunci, kolom): value
            for (kunci, kolom), value in values(shown).items()
            if kunci in read.lines and kolom not in TYPED[read.lines[kunci].sheet]
        }
        return {**beside, **read.values}

    def findings(self) -> list[Finding]:
        """Everything that is wrong or open, placed in the workbook that was read."""
        berkas, now, did = self.book.berkas, self.edited.now, self.edited.did
        found = [
            *kept_instead(judged.judged(did, now, self.plan, berkas, self.chosen.counted), did),
            *judged.conflicts(self.conflicts, self.edits, self.fresh, now, berkas),
            *judged.without_reason(self.edits, self.fresh, now, berkas),
            *judged.unused_reasons(self.edited.taken.unused, berkas),
            *unexplained(self.plan, self.edits),
            *judged.restored(self.plan),
        ]
        return [each.placed(file=each.file or berkas) for each in found]


def _findings(work: Work, revision: _Revision, state: Keadaan) -> tuple[Finding, ...]:
    """Everything that is told with a draft; clean copies of the one before are withdrawn."""
    others = [*left_behind(work.register, work.folder, revision.book.berkas, revision.fresh), *work.told]
    if _returned(state) and not revision.changes:
        others.append(finding(FileCode.DIKEMBALIKAN_TANPA_PERUBAHAN, catatan=state.catatan))
    others += [*typed_elsewhere(work), *edited_word(work)]
    others += withdraw_naskah(work, "draft baru dibuat sesudahnya")
    return tuple(joined([*revision.findings(), *revision.minutes.findings, *others]))


def _written(work: Work, revision: _Revision, findings: tuple[Finding, ...]) -> HasilDraft:
    """Make everything first, then put it in its place, then tell the journal."""
    book, plan = revision.book, revision.plan
    last = book.entry.details["nomor"] if book.drafted else 0
    number = last + 1
    name = f"{disk.DRAFT}/draft-{number}/Draft {number} {plan.master.rkt_tahun}"
    sejak = f"Draft {last}" if last else "konsep"
    state = State(
        f"Draft {number}", work.today, work.issue.kantor, findings, _used(work), revision.changes, sejak
    )  # fmt: skip
    content = konsep_content(konsep.DRAFT_BOOK, plan, state)
    data = write(konsep.DRAFT_BOOK.holding(content.rows), content)
    context = naskah(without_dropped(plan), tanda=f"DRAFT {number}", day=work.today, perubahan=revision.changes)
    document = work.with_page_numbers(work.printed(RKT, context, plan.master), f"Draft {number}")
    xlsx, docx = _put(work, f"{name}.xlsx", data), _put(work, f"{name}.docx", document)
    _record(work, revision, number, {"xlsx": xlsx, "docx": docx}, {xlsx: data, docx: document})
    return HasilDraft(number, book.berkas, xlsx, docx, tuple(revision.changes), findings)


def _put(work: Work, relative: str, data: bytes) -> str:
    work.keep(data)
    return work.put(relative, data).path


def _record(work: Work, revision: _Revision, number: int, names: dict[str, str], made: dict[str, bytes]) -> None:
    """Write into the journal what the draft was made of and what it says."""
    work.register.record(
        DRAFT_DIBUAT,
        nomor=number,
        sumber=revision.book.berkas,
        sumber_sha256=revision.edited.sha256,
        **names,
        keluaran={name: disk.sha256(data) for name, data in made.items()},
        perubahan=changed_values(revision.changes),
        suntingan=as_details(revision.edits),
        **{
            BENTROK: held_values(revision.conflicts),
            READ: {revision.book.berkas: revision.edited.sha256, **revision.minutes.read},
            KEPUTUSAN_RAPAT: [
                {"kunci": kunci, "kolom": kolom, "ke": ke} for kunci, kolom, ke in revision.minutes.applied
            ],
        },
    )


def _used(work: Work) -> dict[str, str]:
    entry = work.register.last(DIGABUNG)
    return dict(entry.details["dipakai"]) if entry else {}
