"""The plan as it stands: as it was merged last, and as people changed it in the newest draft."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

from rkt_excel.edges.register import Entry, Register
from rkt_excel.errors import InputUnusableError, NotNowError
from rkt_excel.model import konsep
from rkt_excel.model.alur import Keadaan
from rkt_excel.model.choosing import Chosen, choose
from rkt_excel.model.master import Master
from rkt_excel.model.plan import Plan, merge
from rkt_excel.model.recognise import Issue
from rkt_excel.model.returns import Return, Times, judge
from rkt_excel.workbook.declare import Rows
from rkt_excel.workbook.findings import Finding
from rkt_excel.workbook.openbook import Unreadable, open_book
from rkt_excel.workbook.read import read
from rkt_excel.workplace import last_merge


def merged_plan(register: Register, master: Master, issue: Issue, entry: Entry | None = None) -> tuple[Plan, Chosen]:
    """The plan as it was merged, from the kept bytes of the files that counted.

    Args:
        register: The journal.
        master: What it was planned from.
        issue: Which forms are out.
        entry: The consolidation; the newest where none is named.

    Raises:
        NotNowError: Nothing was merged yet, or the journal lacks a file.
    """
    entry = entry or last_merge(register)
    returns = [_again(register, berkas, entry, master, issue) for berkas in entry.details["dipakai"].values()]
    chosen = choose(returns, master)
    return merge(master, chosen)[0], chosen


def _again(register: Register, berkas: str, entry: Entry, master: Master, issue: Issue) -> Return:
    digest = entry.details["berkas"][berkas]
    data = register.kept(digest)
    if data is None:
        raise NotNowError(f"Isi {berkas} tidak tersimpan di jurnal. Jalankan rkt gabung lagi.")
    return judge(berkas, digest, Times(entry.when.astimezone(UTC)), open_book(data), master, issue)


def as_edited(path: Path, plan: Plan) -> tuple[Plan, list[konsep.Change], list[Finding]]:
    """The plan with what people typed into the workbook.

    Raises:
        InputUnusableError: The workbook cannot be read.
    """
    given: Rows = {
        konsep.KINERJA: konsep.kinerja_rows(plan),
        konsep.PROGRAM: konsep.program_rows(plan),
        konsep.USULAN: [],
    }
    try:
        opened = open_book(path.read_bytes())
    except Unreadable as error:
        raise InputUnusableError(f"{path} tidak dapat dibaca: {error.detail}.") from error
    declaration = konsep.editable()
    result = read(declaration, opened, choices=konsep.konsep_choices(plan.master), given=given)
    plan, changes = konsep.edited(plan, result)
    return plan, changes, result.findings


def standing_plan(register: Register, folder: Path, master: Master, issue: Issue, state: Keadaan) -> Plan:
    """The plan of the newest draft, from its workbook.

    Args:
        register: The journal.
        folder: The work folder.
        master: What it was planned from.
        issue: Which forms are out.
        state: How far the procedure has come; a draft was made.

    Raises:
        InputUnusableError: The workbook cannot be read.
        NotNowError: Nothing was merged yet.
    """
    xlsx = next(name for name in state.berkas if name.endswith(".xlsx"))
    plan, _, _ = as_edited(folder / xlsx, merged_plan(register, master, issue)[0])
    return plan
