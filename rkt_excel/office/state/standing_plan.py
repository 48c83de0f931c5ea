"""The plan as it stands: as it was merged last, and as people changed it in the newest draft."""

from __future__ import annotations

from datetime import UTC

from rkt_excel.edges.work_folder.register import Entry, Register
from rkt_excel.errors import NotNowError
from rkt_excel.events import DIGABUNG, DRAFT_DIBUAT
from rkt_excel.model.forms.choosing import Chosen, choose
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.forms.returns import Return, Times
from rkt_excel.model.origin.master import Master
from rkt_excel.model.plans.history import said
from rkt_excel.model.plans.merge import merge
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.plans.revision import Suntingans, from_details, revised, without_dropped
from rkt_excel.model.procedure.alur import Keadaan
from rkt_excel.model.vocabulary.nilai import Place
from rkt_excel.office.memory.judgements import Judgements
from rkt_excel.office.place.issued_master import as_of
from rkt_excel.office.place.journalled import last_merge
from rkt_excel.office.state.counted import judged_again


def merged_plan(register: Register, master: Master, issue: Issue, entry: Entry | None = None) -> tuple[Plan, Chosen]:
    """The plan as it was merged, from the kept bytes of the files that counted.

    Args:
        register: The journal.
        master: What is planned from now; what forms show is taken as it was when they were merged.
        issue: Which forms are out.
        entry: The consolidation; the newest where none is named.

    Raises:
        NotNowError: Nothing was merged yet, or the journal lacks a file.
    """
    entry = entry or last_merge(register)
    master = as_of(register, master, entry.number)
    known = Judgements(register.folder, master, issue)
    returns = [_again(register, berkas, entry, issue, known) for berkas in entry.details["dipakai"].values()]
    chosen = choose(returns, master)
    return merge(master, chosen)[0], chosen


def _again(register: Register, berkas: str, entry: Entry, issue: Issue, known: Judgements) -> Return:
    digest = entry.details["berkas"][berkas]
    data = register.kept(digest)
    if data is None:
        raise NotNowError(f"Isi {berkas} tidak tersimpan di jurnal. Jalankan rkt gabung lagi.")
    return judged_again(berkas, digest, data, Times(entry.when.astimezone(UTC)), issue, known)


def said_then(register: Register, number: int) -> dict[Place, str]:
    """What the returns said when an entry of the journal was written."""
    return said(each.details for each in register.entries(DIGABUNG) if each.number <= number)


def drafted_plan(register: Register, master: Master, issue: Issue, state: Keadaan) -> tuple[Plan, Suntingans]:
    """The plan of the newest draft, dropped rows among the others, from the journal, and what people typed into it.

    Args:
        register: The journal.
        master: What it was planned from.
        issue: Which forms are out.
        state: How far the procedure has come; a draft was made.

    Raises:
        NotNowError: Nothing was merged yet, there is no such draft, or the journal lacks a file.
    """
    drafted = register.last(DRAFT_DIBUAT, nomor=state.draft)
    if drafted is None:
        raise NotNowError(f"Draft {state.draft} tidak ada di jurnal ini. Jalankan rkt draft lebih dahulu.")
    merged = [each for each in register.entries(DIGABUNG) if each.number < drafted.number]
    plan, _ = merged_plan(register, master, issue, merged[-1] if merged else None)
    edits = from_details(drafted.details)
    return revised(plan, edits)[0], edits


def standing_plan(register: Register, master: Master, issue: Issue, state: Keadaan) -> Plan:
    """The plan of the newest draft as it is printed; the rest as `drafted_plan`."""
    return without_dropped(drafted_plan(register, master, issue, state)[0])
