"""The workbook Keputusan Rapat read back: what the meeting decided there becomes changes of the next draft, once."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from rkt_excel.edges.disk.guard import by_itself
from rkt_excel.edges.disk.one_way import file_bytes
from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.edges.work_folder.register import READ, Register
from rkt_excel.events import DRAFT_DIBUAT, RAPAT_DISIAPKAN
from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.meeting.notulen_book import Keputusan, keputusan
from rkt_excel.model.plans import konsep
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.plans.revision import Suntingan, answers, revised
from rkt_excel.model.vocabulary.nilai import Place, as_text, shown
from rkt_excel.office.state.sources import Edited
from rkt_excel.workbook.findings import Finding, finding
from rkt_excel.workbook.reading.openbook import Unreadable, open_book

KEPUTUSAN_RAPAT: Final = "keputusan"  # under this name the journal keeps the decisions that a draft took over
Applied = tuple[str, str, str | None]  # kunci, kolom, and the new value as text


@dataclass(frozen=True)
class Minutes:
    """What the minutes brought into a draft.

    Attributes:
        edited: The workbook that people edited, with the decisions laid over.
        applied: Every decision that was taken over, earlier ones among them.
        read: The bytes of the minutes, by file.
        findings: What is wrong with them.
    """

    edited: Edited
    applied: tuple[Applied, ...]
    read: dict[str, str]
    findings: tuple[Finding, ...]


def minutes_waiting(register: Register, folder: Path) -> dict[str, bytes]:
    """The minutes that people have filled in since the last draft, by file relative to the work folder."""
    known = {digest for entry in register.entries(DRAFT_DIBUAT) for digest in entry.details.get(READ, {}).values()}
    found = {}
    for name in dict.fromkeys(_books(register)):
        path = folder / name
        data = file_bytes(path) if path.is_file() else b""
        digest = disk.sha256(data)
        if data and digest not in known and not register.own(name, digest):
            found[name] = data
    return found


def _books(register: Register) -> Iterator[str]:
    for entry in register.entries(RAPAT_DISIAPKAN):
        yield from (name for name in entry.details["keluaran"] if name.endswith(".xlsx"))


def take_minutes(
    register: Register, fresh: Plan, edited: Edited, books: dict[str, bytes], *, kept: bool = True
) -> Minutes:
    """Lay the decisions of the minutes over what people typed into the workbook itself.

    A decision is taken over once: what a later draft changed again stays. Where the workbook says something else in the
    same draft, the workbook stays and the difference is told.

    Args:
        register: The journal.
        fresh: The plan as the returns say.
        edited: The workbook that is edited next.
        books: What `minutes_waiting` gives.
        kept: Whether their bytes are kept in the journal; not by who only looks.
    """
    work = _Taking(fresh, edited, _applied(register))
    for name, data in books.items():
        if kept:
            register.keep(disk.sha256(data), data)
        work = by_itself(
            lambda work=work, name=name, data=data: work.with_book(name, data),  # type: ignore[misc]
            lambda details, work=work, name=name: work.without(name, details),  # type: ignore[misc]
        )
    read = {name: disk.sha256(data) for name, data in books.items()}
    return Minutes(work.edited, tuple(sorted(work.applied, key=str)), read, tuple(work.findings))


def _applied(register: Register) -> set[Applied]:
    return {
        (each["kunci"], each["kolom"], each["ke"])
        for entry in register.entries(DRAFT_DIBUAT)
        for each in entry.details.get(KEPUTUSAN_RAPAT, ())
    }


class _Taking:
    """Decisions on their way into the edits."""

    def __init__(self, fresh: Plan, edited: Edited, applied: set[Applied]) -> None:
        self.said = answers(fresh)
        self.fresh, self.edited, self.applied = fresh, edited, applied
        self.findings: list[Finding] = []

    def with_book(self, name: str, data: bytes) -> _Taking:
        """With one workbook of minutes taken over, whole; this one stays as it is."""
        more = copy(self)
        more.applied, more.findings = set(self.applied), list(self.findings)
        more.book(name, data)
        return more

    def without(self, name: str, details: str) -> _Taking:
        """The same without one workbook that the program stumbled over, which is told."""
        sebab = f"kesalahan program. {details}"
        self.findings.append(finding(PlanCode.NOTULEN_TIDAK_TERBACA, file=name, sebab=sebab))
        return self

    def book(self, name: str, data: bytes) -> None:
        """Take over one workbook of minutes."""
        try:
            opened = open_book(data)
        except Unreadable as error:
            self.findings.append(finding(PlanCode.NOTULEN_TIDAK_TERBACA, file=name, sebab=error.detail))
            return
        plan, _ = revised(self.fresh, self.edited.taken.edits)
        decisions, told = keputusan(opened, plan)
        self.findings += [each.placed(file=name) for each in told]
        for each in decisions:
            self._decision(name, disk.sha256(data), each)

    def _decision(self, name: str, digest: str, each: Keputusan) -> None:
        place: Place = (each.kunci, each.kolom)
        mark = (*place, as_text(each.menjadi))
        if mark in self.applied:
            return
        typed = self.edited.did.values
        if place in typed and as_text(typed[place]) != mark[2]:
            self.findings.append(self._other(name, each))
            return
        self.applied.add(mark)
        if place not in typed and as_text(each.dari) != mark[2]:
            edit = Suntingan(
                each.menjadi, self.said.get(place), each.alasan, each.oleh or None, name, digest, each.lembar, each.sel
            )  # fmt: skip
            self._lay(place, edit)

    def _lay(self, place: Place, edit: Suntingan) -> None:
        taken = self.edited.taken
        edits = {**taken.edits, place: edit}
        if edit.copied:
            del edits[place]
        self.edited = replace(self.edited, taken=replace(taken, edits=edits, causes={**taken.causes, place: edit}))

    def _other(self, name: str, each: Keputusan) -> Finding:
        line = self.edited.now.lines[each.kunci]
        value = self.edited.did.values[each.kunci, each.kolom]
        return finding(
            PlanCode.KEPUTUSAN_BEDA_KONSEP, file=name, sheet=each.lembar, cells=[each.sel], key=each.kunci,
            column=each.kolom, kolom=konsep.heading(each.kolom), keputusan=shown(each.menjadi),
            isi=shown(value), tempat=f"{line.sheet} {line.cell(each.kolom) or ''}".strip(),
        )  # fmt: skip
