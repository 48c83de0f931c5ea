"""The Konsep or a draft read back: what its cells say, and what a person typed since the program wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.plans import konsep
from rkt_excel.model.plans.konsep import TYPED, USULAN
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.plans.revision import Suntingan, Suntingans
from rkt_excel.model.vocabulary import terms
from rkt_excel.model.vocabulary.nilai import Nilai, Place, shown
from rkt_excel.workbook.findings import Finding, Severity, SheetCode, finding
from rkt_excel.workbook.reading.read import ReadResult, ReadRow, read
from rkt_excel.workbook.values.cells import Opened

ALASAN: Final = "alasan_perubahan"
OLEH: Final = "diminta_oleh"
# What the same reading finds in the workbook as the program wrote it comes from the program or the master.
_OF_THE_SHEET: Final = frozenset(
    {SheetCode.TERKUNCI_BERUBAH, SheetCode.BARIS_HILANG, SheetCode.BARIS_TIDAK_DIKENAL, SheetCode.LEMBAR_TAMBAHAN}
)


@dataclass(frozen=True)
class EditedLine:
    """One row of a sheet that people edit, as it was read."""

    sheet: str
    kunci: str
    read: ReadRow

    def text(self, name: str) -> str | None:
        """What stands in a text column, `None` where nothing does."""
        value = getattr(self.read.row, name, None)
        return str(value) if value is not None else None

    def cell(self, name: str) -> str | None:
        """The A1 address of a field's cell; `None` where it was not read from a cell."""
        return self.read.address(name)

    @property
    def dropped(self) -> bool:
        """Whether somebody says that this row goes."""
        return self.text("dihapus") == terms.YA


@dataclass(frozen=True)
class Reading:
    """A workbook read back: its lines by kunci, and all that is wrong with it."""

    lines: Mapping[str, EditedLine] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def proposals(self) -> set[str]:
        """The kode of its proposals."""
        return {line.kunci for line in self.lines.values() if line.sheet == USULAN}

    @property
    def values(self) -> dict[Place, Nilai]:
        """What its cells say."""
        return {
            (line.kunci, name): value
            for line in self.lines.values()
            for name in TYPED[line.sheet]
            if name not in line.read.faulty and (value := getattr(line.read.row, name)) is not None
        }


def reread(opened: Opened, plan: Plan, written: Reading | None = None) -> Reading:
    """Read the workbook of a plan back.

    Args:
        opened: The file.
        plan: Whose rows it was written with.
        written: The same workbook as the program wrote it, which names its proposals; `None` for that one itself.
    """
    rows = konsep.edited_rows(plan, {})
    issued = {**rows, USULAN: []}  # proposals are read as they stand: the meeting adds its own
    result = read(konsep.editable(), opened, choices=konsep.konsep_choices(plan.master), given=issued)
    proposals = _of(result, USULAN)
    known = {kode for each in proposals if (kode := _kode(each))} if written is None else written.proposals
    taken = known | {each.kode for each in plan.master.indikator} | {row.kode for _, row in plan.usulan}
    taken |= plan.master.murni.signed.kode if plan.master.murni else set()
    lines = {
        each.key: EditedLine(sheet, each.key, each) for sheet in TYPED if sheet != USULAN for each in _of(result, sheet)
    }
    named = dict(_named(proposals, known, taken))
    lines |= {line.kunci: line for line in named.values()}
    told = [_renamed(each, named) for each in result.findings]
    gone = [_proposal_gone(kode) for kode in sorted(known - set(lines))]
    return Reading(lines, (*told, *gone))


def _kode(each: ReadRow) -> str:
    return str(getattr(each.row, "kode", None) or "").strip()


def _of(result: ReadResult, sheet: str) -> list[ReadRow]:
    return result.rows.get(sheet, [])


def _named(rows: Iterable[ReadRow], known: set[str], taken: set[str]) -> Iterator[tuple[str, EditedLine]]:
    """The proposals by the name that the reading gave them; each keeps its kode, new ones get a free one."""
    used = set(taken)
    waiting = set(known)
    for each in rows:
        kode = _kode(each)
        if kode in waiting:
            waiting.remove(kode)
        else:
            owner = getattr(each.row, "bagian", None) or "RAPAT"
            kode = next(name for number in range(1, 10_000) if (name := f"U.{owner}.{number}") not in used)
        used.add(kode)
        yield each.key, EditedLine(USULAN, kode, each)


def _renamed(each: Finding, named: Mapping[str, EditedLine]) -> Finding:
    """A finding about a proposal under the name that people see, about a missing row with the right remedy."""
    if each.sheet == USULAN and each.key and each.key in named:
        return replace(each, key=named[each.key].kunci)
    if each.code is SheetCode.BARIS_HILANG:
        return finding(
            PlanCode.BARIS_KONSEP_HILANG, sheet=each.sheet, key=each.key, kolom_hapus="Dihapus", pilihan="ya"
        )
    if each.code is SheetCode.LEMBAR_HILANG:
        return finding(PlanCode.LEMBAR_KONSEP_HILANG, sheet=each.sheet)
    if each.code is SheetCode.KOLOM_HILANG:
        heading = konsep.heading(each.column or "")
        return finding(PlanCode.KOLOM_KONSEP_HILANG, sheet=each.sheet, column=each.column, kolom=heading)
    return each


def _proposal_gone(kode: str) -> Finding:
    return finding(
        PlanCode.BARIS_KONSEP_HILANG, sheet=USULAN, key=kode, kolom_hapus="Diterima", pilihan=terms.TIDAK
    )  # fmt: skip


# ------------------------------------------------------------------ what a person did


@dataclass(frozen=True)
class Typed:
    """What differs between a workbook as the program wrote it and as a person left it.

    Attributes:
        values: Each changed cell with what it says now.
        reasons: The reason and who asked, of each row where either was typed anew.
        findings: What is wrong with the workbook, without what the program itself wrote there.
        held: Cells that cannot be read, with what the plan keeps instead.
    """

    values: Mapping[Place, Nilai | None]
    reasons: Mapping[str, tuple[str | None, str | None]]
    findings: tuple[Finding, ...]
    held: Mapping[Place, Nilai | None]


def typed(before: Reading, now: Reading) -> Typed:
    """What a person typed, emptied and added between two readings of one workbook."""
    old, new = before.values, now.values
    changed: dict[Place, Nilai | None] = {}
    held: dict[Place, Nilai | None] = {}
    for line in now.lines.values():
        for name in (each for each in TYPED[line.sheet] if each in line.read.cells):
            place = (line.kunci, name)
            if name in line.read.faulty:
                if old.get(place) is not None and not line.dropped:
                    held[place] = old[place]
            elif new.get(place) != old.get(place):
                changed[place] = new.get(place)
    reasons = {line.kunci: (line.text(ALASAN), line.text(OLEH)) for line in now.lines.values() if _told(line, before)}
    return Typed(changed, reasons, tuple(_findings(before, now)), held)


def _told(line: EditedLine, before: Reading) -> bool:
    """Whether a reason or a name was typed beside a row since it was written."""
    earlier = before.lines.get(line.kunci)
    return any(
        line.text(name) and line.text(name) != (earlier.text(name) if earlier else None) for name in (ALASAN, OLEH)
    )


def _findings(before: Reading, now: Reading) -> Iterator[Finding]:
    ours = {(each.code, each.sheet, each.key, each.column, each.message) for each in before.findings}
    for each in now.findings:
        line = now.lines.get(each.key or "")
        if line and line.dropped and line.sheet == each.sheet and each.column != "dihapus":
            continue  # what is wrong with a row that goes needs no mending
        same = (each.code, each.sheet, each.key, each.column, each.message) in ours
        if not same or not _of_the_program(each):
            yield each


def _of_the_program(each: Finding) -> bool:
    return each.code in _OF_THE_SHEET or each.sheet not in TYPED or each.severity is Severity.INFO


# ------------------------------------------------------------------ laid over what was typed before


@dataclass(frozen=True)
class Source:
    """The workbook that is read.

    Attributes:
        berkas: Relative to the work folder with "/".
        sha256: Of its bytes.
        answers: What the returns said when the program wrote it.
        oleh: Who asked for the changes where the sheet does not say.
        pending: Whether it is the Konsep, whose changes are in no draft yet, so that a reason replaces the one before.
    """

    berkas: str
    sha256: str
    answers: Mapping[Place, str]
    oleh: str | None = None
    pending: bool = False


@dataclass(frozen=True)
class Taken:
    """The edits after a reading.

    Attributes:
        edits: All that people typed since the first Konsep.
        causes: What was typed in this reading, values typed back to what the returns say among them.
        amended: Places whose reason was given only now.
        unused: Rows with a reason and nothing that it could belong to.
    """

    edits: dict[Place, Suntingan]
    causes: Mapping[Place, Suntingan]
    amended: frozenset[Place]
    unused: tuple[EditedLine, ...]


def take(earlier: Suntingans, did: Typed, now: Reading, source: Source, issued: frozenset[str]) -> Taken:
    """The edits with those of this reading.

    Args:
        earlier: The edits before.
        did: What was typed.
        now: The reading, for the cells.
        source: The workbook.
        issued: The kunci that the Renstra itself has.
    """
    edits = dict(earlier)
    causes: dict[Place, Suntingan] = {}
    decided = {kunci for kunci, _ in did.values if kunci not in issued and now.lines[kunci].sheet == USULAN}
    for place, value in {**_whole_rows(decided, edits, now, did), **did.values}.items():
        edit = _edit(place, value, now.lines[place[0]], source, did)
        if place in did.values:
            causes[place] = edit
        if edit.copied and place[0] in issued:
            edits.pop(place, None)
        else:
            edits[place] = edit
    amended = {place for place in earlier if place[0] in did.reasons and place not in did.values and place in edits}
    # A reason beside a row is no word on what was signed before, unless a return says otherwise meanwhile.
    amended -= {place for place in amended if edits[place].warisan and source.answers.get(place) == edits[place].atas}
    told = {place: _amended(edits[place], did.reasons[place[0]], source, place) for place in amended}
    changed = {place for place, each in told.items() if each != edits[place]}
    edits |= told
    touched = {kunci for kunci, _ in did.values} | {kunci for kunci, _ in amended}
    unused = tuple(now.lines[kunci] for kunci in did.reasons if kunci not in touched and did.reasons[kunci][0])
    return Taken(edits, causes, frozenset(changed), unused)


def _whole_rows(decided: set[str], edits: Suntingans, now: Reading, did: Typed) -> dict[Place, Nilai | None]:
    """All cells of proposals that were decided about for the first time: the row is the meeting's from now on."""
    fresh = {kunci for kunci in decided if not any(place[0] == kunci for place in edits)}
    said = now.values
    held = did.held
    return {
        (kunci, name): said.get((kunci, name), held.get((kunci, name))) for kunci in fresh for name in TYPED[USULAN]
    }


def _edit(place: Place, value: Nilai | None, line: EditedLine, source: Source, did: Typed) -> Suntingan:
    kunci, kolom = place
    alasan, oleh = did.reasons.get(kunci, (line.text(ALASAN), line.text(OLEH)))
    if line.sheet == USULAN and not alasan and line.text("diterima") == terms.YA:
        alasan, oleh = line.text("alasan"), oleh or line.text("bagian")  # why it was proposed is why it is there
    return Suntingan(
        value, source.answers.get(place), alasan, oleh or source.oleh, source.berkas, source.sha256, line.sheet,
        line.cell(kolom) or "",
    )  # fmt: skip


def _amended(
    edit: Suntingan, told: tuple[str | None, str | None], source: Source, place: Place
) -> Suntingan:  # fmt: skip
    """An earlier edit whose row got a reason: the reason it lacked, or the word on what came in since."""
    alasan, oleh = told
    came = source.answers.get(place)
    if came != edit.atas and alasan:  # a conflict that was seen and decided
        return replace(edit, atas=came, alasan=alasan, oleh=oleh or source.oleh or edit.oleh, warisan=False)
    if source.pending:
        return replace(edit, alasan=alasan or edit.alasan, oleh=oleh or edit.oleh)
    return replace(edit, alasan=edit.alasan or alasan, oleh=edit.oleh or oleh or source.oleh)


def kept_instead(findings: Iterable[Finding], did: Typed) -> Iterator[Finding]:
    """The findings, those about a cell whose value before stands in the draft saying so."""
    for each in findings:
        place = (each.key or "", each.column or "")
        if each.severity is Severity.GALAT and place in did.held:
            isi = shown(did.held[place] or "")
            yield replace(each, remedy=f"{each.remedy} Sampai diperbaiki, yang dipakai isian sebelumnya: {isi}.")
        else:
            yield each
