"""The workbooks that people edit: which one counts, and what was typed there since the program wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from rkt_excel.edges.disk.guard import by_itself
from rkt_excel.edges.disk.one_way import file_bytes
from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.edges.work_folder.register import READ, Entry, Register
from rkt_excel.events import DIGABUNG, DRAFT_DIBUAT, KELUARAN_DITULIS
from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.edited import judged
from rkt_excel.model.edited.reread import Reading, Source, Taken, Typed, reread, take, typed
from rkt_excel.model.origin.master import Master
from rkt_excel.model.plans import konsep
from rkt_excel.model.plans.history import PERUBAHAN
from rkt_excel.model.plans.inherited import inherited
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.plans.revision import Suntingan, Suntingans, from_details, given, revised
from rkt_excel.model.plans.threeway import Conflict
from rkt_excel.model.vocabulary.nilai import Place, shown
from rkt_excel.office.state.standing_plan import said_then
from rkt_excel.workbook.declaration import identity
from rkt_excel.workbook.findings import Finding, finding
from rkt_excel.workbook.reading.openbook import Unreadable, open_book

_SHOWN: Final = 5
_SPREADSHEETS: Final = (".xlsx", ".xlsm", ".xls", ".ods", ".fods")
_EDITED_KINDS: Final = frozenset({konsep.KONSEP_BOOK.kind, konsep.DRAFT_BOOK.kind})


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


def left_behind(register: Register, folder: Path, current: str, plan: Plan) -> Iterator[Finding]:
    """Edits in a workbook that is not the one which counts, or no more: told, never lost in silence."""
    books = _all_books(register)
    yield from _in_copies(register, folder, books, current, plan)
    for berkas, entry in books.items():
        if berkas == current or not (folder / berkas).is_file():
            continue
        data = file_bytes(folder / berkas)
        known = _known(register, berkas)
        if disk.sha256(data) not in known:
            register.keep(disk.sha256(data), data)
            rows, _ = revised(plan, from_details(entry.details))
            before = register.kept(known[-1]) if known else None
            details = by_itself(
                lambda before=before, data=data, rows=rows: _listed(before, data, rows),  # type: ignore[misc]
                lambda log: f"isinya tidak dapat dibandingkan karena kesalahan program. {log}",
            )
            yield finding(
                PlanCode.SUNTINGAN_TERTINGGAL, file=berkas, berkas=berkas, sekarang=current, rincian=details
            )  # fmt: skip


def _in_copies(
    register: Register, folder: Path, books: Mapping[str, Entry], current: str, plan: Plan
) -> Iterator[Finding]:  # fmt: skip
    """Edits in a copy of a Konsep or draft that lies beside it, such as one of two computers or of "Save as"."""
    known = {each: _known(register, each) for each in books}
    seen = {digest for digests in known.values() for digest in digests}
    for path in _strays(register, folder, books):
        data = file_bytes(path)
        beside = [each for each in books if (folder / each).parent == path.parent]
        origin = _origin(path, data, beside) if disk.sha256(data) not in seen else None
        if origin is None:
            continue
        rows, _ = revised(plan, from_details(books[origin].details))
        before = register.kept(known[origin][-1]) if known[origin] else None
        details = by_itself(
            lambda before=before, data=data, rows=rows: _listed(before, data, rows),  # type: ignore[misc]
            lambda log: f" (isinya tidak dapat dibandingkan karena kesalahan program. {log})",
        )
        if details:
            register.keep(disk.sha256(data), data)
            berkas = path.relative_to(folder).as_posix()
            yield finding(PlanCode.SALINAN_DISUNTING, file=berkas, berkas=berkas, asal=origin, sekarang=current,
                          rincian=details)  # fmt: skip


def _strays(register: Register, folder: Path, books: Iterable[str]) -> Iterator[Path]:
    """The spreadsheets beside Konsep and drafts that the program never put there."""
    ours = {str(each.details["berkas"]) for each in register.entries(KELUARAN_DITULIS)}
    for place in sorted({(folder / each).parent for each in books}):
        for path in sorted(place.glob("*")) if place.is_dir() else ():
            name = path.relative_to(folder).as_posix()
            if path.suffix.lower() in _SPREADSHEETS and name not in ours and not path.name.startswith(("~$", ".")):
                yield path


def _origin(path: Path, data: bytes, beside: Sequence[str]) -> str | None:
    """Of which Konsep or draft beside it a file is a copy: the one whose name it bears, else the newest."""
    try:
        found = identity.find(open_book(data))
    except Unreadable:
        return None
    if not {each.kind for each in found.places.values()} & _EDITED_KINDS:
        return None
    named = [each for each in beside if PurePosixPath(each).stem in path.stem]
    return max(named, key=len) if named else beside[-1]


def _all_books(register: Register) -> dict[str, Entry]:
    """Every Konsep and draft that was ever written, with the entry that did so last."""
    merged = {each.details["konsep"]: each for each in register.entries(DIGABUNG) if "konsep" in each.details}
    return merged | {each.details["xlsx"]: each for each in register.entries(DRAFT_DIBUAT)}


def _known(register: Register, berkas: str) -> list[str]:
    """The contents of a workbook that were written or read, the newest last."""
    ours = (each for each in register.entries(KELUARAN_DITULIS) if each.details["berkas"] == berkas)
    known = [(each.number, each.details["sha256"]) for each in ours]
    for event in (DIGABUNG, DRAFT_DIBUAT):
        read = ((each.number, each.details.get(READ, {})) for each in register.entries(event))
        known += [(number, books[berkas]) for number, books in read if berkas in books]
    return [digest for _, digest in sorted(known)]


def _listed(before: bytes | None, data: bytes, plan: Plan) -> str:
    """The first few values that were typed, for the sentence about them."""
    try:
        first = reread(open_book(before or data), plan)
        did = typed(first, reread(open_book(data), plan, first))
    except Unreadable:
        return ""
    cells = [f"{kunci} {konsep.heading(kolom)} “{shown(value, '')}”" for (kunci, kolom), value in did.values.items()]
    rest = ", …" if len(cells) > _SHOWN else ""
    return f" ({', '.join(cells[:_SHOWN])}{rest})" if cells else ""


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
