"""SOP steps 6 and 8, `rkt periksa`: what the examiner of a draft holds in hand, filled with what can be proved."""

from __future__ import annotations

from dataclasses import dataclass

from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.events import DRAFT_DIBUAT, PEMERIKSAAN_DISIAPKAN
from rkt_excel.model.papers.dokumen_mutu import DISPOSISI, PEMERIKSAAN, disposisi, pemeriksaan
from rkt_excel.model.papers.isian import Dokumen, Isian
from rkt_excel.model.plans.plan_rules import judge_plan
from rkt_excel.model.procedure.alur import Gerak, Keadaan, Tahap
from rkt_excel.model.quality.mutu import FaktaMutu, perubahan_target
from rkt_excel.model.quality.mutu_kriteria import periksa_mutu
from rkt_excel.office.place.work import Work, working
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.office.state.edited_word import edited_word
from rkt_excel.office.state.readying import current, frame_printed, intact, ready_naskah
from rkt_excel.office.state.standing_plan import standing_plan
from rkt_excel.workbook.findings import Finding


@dataclass(frozen=True)
class HasilPeriksa:
    """What `rkt periksa` printed; paths relative to the work folder with "/"."""

    draft: int
    langkah: int
    keluaran: tuple[str, ...]
    findings: tuple[Finding, ...] = ()


def periksa(place: Workplace) -> HasilPeriksa:
    """Print the sheets for the examination of the newest draft, and before the signature a clean copy that is outdated.

    Raises:
        NotNowError: There is no draft to examine, or it has changed since it was written.
        InputUnusableError: A template cannot be used.
        OutputLockedError: An output is open elsewhere.
    """
    with working(place) as work:
        state = work.allowed(Gerak.PERIKSA)
        intact(work, state.berkas, f"Draft {state.draft}", "yang diperiksa harus draft yang diajukan")
        made = [work.put(name, data).path for name, data in _papers(work, state).items()]
        found = frame_printed(place)
        if state.tahap is Tahap.NASKAH and not current(place, work.folder, work.master, state.naskah):
            readied = ready_naskah(work, state)
            made.append(readied.berkas)
            found = readied.findings
        found = (*found, *edited_word(work))
        work.register.record(
            PEMERIKSAAN_DISIAPKAN, draft=state.draft, langkah=state.langkah, berkas=dict(state.berkas), keluaran=made
        )
    return HasilPeriksa(state.draft, state.langkah, tuple(made), found)


def _papers(work: Work, state: Keadaan) -> dict[str, bytes]:
    """The lembar disposisi and the lembar pemeriksaan mutu, by their place."""
    plan = standing_plan(work.register, work.master, work.issue, state)
    drafts = (each.details for each in work.register.entries(DRAFT_DIBUAT))
    known = FaktaMutu(tuple(judge_plan(plan, {})), perubahan_target(drafts))
    sheets: tuple[tuple[Dokumen, Isian], ...] = (
        (DISPOSISI, disposisi(plan.master, state.draft, work.today, state.catatan)),
        (PEMERIKSAAN, pemeriksaan(plan.master, state.draft, work.today, periksa_mutu(plan, known))),
    )
    return {
        f"{disk.DRAFT}/draft-{state.draft}/{each.judul} Draft {state.draft}.docx": work.printed(each, values)
        for each, values in sheets
    }
