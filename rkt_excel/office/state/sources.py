"""The workbooks that people edit: which one counts, and what was typed there since the program wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rkt_excel.edges.disk.one_way import file_bytes
from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.edges.work_folder.register import Entry, Register
from rkt_excel.events import DIGABUNG, DRAFT_DIBUAT, KELUARAN_DITULIS
from rkt_excel.model.edited import judged
from rkt_excel.model.edited.reread import Reading, Source, Taken, Typed, reread, take, typed
from rkt_excel.model.origin.master import Master
from rkt_excel.model.plans.history import PERUBAHAN
from rkt_excel.model.plans.inherited import inherited
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.plans.revision import Suntingan, Suntingans, from_details, given, revised
from rkt_excel.model.plans.threeway import Conflict
from rkt_excel.model.vocabulary.nilai import Place
from rkt_excel.office.state.standing_plan import said_then
from rkt_excel.workbook.findings import Finding
from rkt_excel.workbook.reading.openbook import Unreadable, open_book


@dataclass(frozen=True)
class EditedWorkbook:
    """A Konsep or draft as the journal knows it.

    Attributes:
        berkas: Relative to the work folder with "/".
        entry: The consolidation or draft that wrote it.
        drafted: Whether it is a draft.
    """

    berkas: str
    entry: Entry
    drafted: bool

    @property
    def edits(self) -> dict[tuple[str, str], Suntingan]:
        """What people had typed before it was written."""
        return from_details(self.entry.details)


@dataclass(frozen=True)
class Edited:
    """A workbook as a person left it.

    Attributes:
        sha256: Of its bytes now.
        before: What it said as the program wrote it.
        now: What it says.
        did: What was typed since the program wrote it.
        taken: What people typed altogether.
    """

    sha256: str
    before: Reading
    now: Reading
    did: Typed
    taken: Taken


def konsep_of(register: Register, master: Master) -> EditedWorkbook | None:
    """The Konsep that was written last, `None` where none was."""
    entry = register.last(DIGABUNG)
    if entry is None:
        return None
    place = f"{disk.KONSEP}/Konsep RKT {master.tahun}.xlsx"
    return EditedWorkbook(entry.details.get("konsep", place), entry, drafted=False)


def draft_of(register: Register) -> EditedWorkbook | None:
    """The draft that was written last, `None` where none was."""
    entry = register.last(DRAFT_DIBUAT)
    return EditedWorkbook(str(entry.details["xlsx"]), entry, drafted=True) if entry else None


def written_hash(register: Register, berkas: str) -> str | None:
    """The hexadecimal SHA-256 of what the program wrote at a place last, `None` where it wrote nothing there.

    The place is relative to the work folder with "/".
    """
    entry = register.last(KELUARAN_DITULIS, berkas=berkas)
    return str(entry.details["sha256"]) if entry else None


def untouched(register: Register, folder: Path, berkas: str) -> bool:
    """Whether a workbook is as the program wrote it."""
    return register.own(berkas, disk.sha256(file_bytes(folder / berkas)))


def read_edited(
    register: Register, folder: Path, book: EditedWorkbook, plan: Plan, oleh: str | None = None, *, kept: bool = True
) -> Edited:  # fmt: skip
    """What people typed into a workbook.

    Args:
        register: The journal.
        folder: The work folder.
        book: Which one.
        plan: As the returns say now.
        oleh: Who asked for changes where the workbook does not say.
        kept: Whether its bytes are kept, so that it can be explained later; not by who only looks.

    Raises:
        Unreadable: It is no workbook any more.
    """
    data = file_bytes(folder / book.berkas)
    digest = disk.sha256(data)
    now = open_book(data)
    rows, _ = revised(plan, book.edits)
    before = reread(open_book(_as_written(register, book, digest) or data), rows)
    reading = reread(now, rows, before)
    if kept:
        register.keep(digest, data)
    did = typed(before, reading)
    source = Source(book.berkas, digest, said_then(register, book.entry.number), oleh, pending=not book.drafted)
    return Edited(digest, before, reading, did, take(book.edits, did, reading, source, given(plan.master)))


def _as_written(register: Register, book: EditedWorkbook, now: str) -> bytes | None:
    """The bytes that the program put there; `None` where they lie there still, a killed run's among them."""
    digest = written_hash(register, book.berkas)
    return None if digest is None or register.own(book.berkas, now) else register.kept(digest)


@dataclass(frozen=True)
class TypedBefore:
    """The plan with what people typed into the Konsep before these returns came.

    Attributes:
        plan: What the returns say, with the edits.
        edits: What people typed since the first Konsep.
        conflicts: What both changed.
        read: The edited Konsep with the SHA-256 of the bytes that were read; empty where nobody touched it.
        carried: Whether the new Konsep holds what stands in the one before; not so where that is spoiled or past.
        findings: The conflicts, and what was typed and could not be taken over.
    """

    plan: Plan
    edits: Suntingans = field(default_factory=dict)
    conflicts: Mapping[Place, Conflict[str]] = field(default_factory=dict)
    read: Mapping[str, str] = field(default_factory=dict)
    carried: bool = True
    findings: tuple[Finding, ...] = ()


def typed_before(register: Register, folder: Path, fresh: Plan) -> TypedBefore:
    """Three ways: what the Konsep was written with, what people typed into it, and what the returns say now."""
    drafted = draft_of(register)
    if drafted:  # the drafts go on with the edits; what is typed into the Konsep now is told as left behind
        plan, conflicts = revised(fresh, drafted.edits)
        held = tuple(judged.conflicts(conflicts, drafted.edits, fresh, None, drafted.berkas))
        return TypedBefore(plan, drafted.edits, conflicts, carried=False, findings=held)
    book = konsep_of(register, fresh.master)
    if book is None:
        edits = inherited(fresh.master)
        plan, conflicts = revised(fresh, edits)
        first = f"{disk.KONSEP}/Konsep {fresh.master.rkt_tahun}.xlsx"
        return TypedBefore(
            plan, edits, conflicts, findings=tuple(judged.conflicts(conflicts, edits, fresh, None, first))
        )
    edits, read, now, carried = _with_inherited(register, fresh, book.edits), {}, None, True
    told: list[Finding] = []
    if (folder / book.berkas).is_file() and not untouched(register, folder, book.berkas):
        try:
            edited = read_edited(register, folder, book, fresh)
            edits, read, now = edited.taken.edits, {book.berkas: edited.sha256}, edited.now
            told += judged.left_open(edited.did, edited.taken.unused, book.berkas)
        except Unreadable:
            carried = False  # it is left as it is, and what was typed before stays
    plan, conflicts = revised(fresh, edits)
    told += judged.conflicts(conflicts, edits, fresh, now, book.berkas)
    return TypedBefore(plan, edits, conflicts, read, carried, tuple(told))


def _with_inherited(
    register: Register, fresh: Plan, edits: dict[Place, Suntingan]
) -> dict[Place, Suntingan]:  # fmt: skip
    """The edits of a Konsep; what one that an older program wrote had not inherited comes in beneath them."""
    begun = any(PERUBAHAN in each.details for each in register.entries(DIGABUNG))
    return edits if begun else {**inherited(fresh.master), **edits}
