"""How the edited Konsep or a draft is judged: by the rules of returned forms, and by what the meeting left open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.edited.reread import ALASAN, EditedLine, Reading, Typed, kept_instead
from rkt_excel.model.forms.form_rules import judge_form, settled
from rkt_excel.model.forms.returns import Return
from rkt_excel.model.plans import konsep
from rkt_excel.model.plans.konsep import KINERJA, TYPED
from rkt_excel.model.plans.plan import Isi, Origin, Plan
from rkt_excel.model.plans.plan_rules import judge_plan
from rkt_excel.model.plans.revision import CARA, RAPAT, Suntingans, given, without_dropped
from rkt_excel.model.plans.threeway import Conflict
from rkt_excel.model.rules import words
from rkt_excel.model.rules.rule import as_read
from rkt_excel.model.vocabulary.nilai import Place, shown, shown_text
from rkt_excel.workbook.findings import Finding, FindingCode, Severity, SheetCode, finding
from rkt_excel.workbook.reading.read import ReadResult


def judged(did: Typed, now: Reading, plan: Plan, berkas: str, counted: Mapping[str, Return]) -> Iterator[Finding]:
    """What is wrong with the rows and with the whole plan.

    Args:
        did: What a person did, with what the reading of the cells told.
        now: The workbook, for the places.
        plan: As it stands after the reading.
        berkas: The workbook.
        counted: The returns, which say whether an answer is still to come.
    """
    kept = [each for each in did.findings if not _answered(each, plan, did)]
    result = _result(now, plan, kept)
    for each in (*settled(kept, result), *judge_form(result, plan.master)):
        line = now.lines.get(each.key or "")
        # An accepted proposal is judged as the indikator that it has become; its cells stand among the proposals.
        yield replace(each, sheet=line.sheet) if line and each.sheet in TYPED else each
    whole = without_dropped(plan)
    for each in judge_plan(replace(whole, isi=dict(_placed(whole, now, berkas))), counted):
        if not (each.code in _ASKS_WHY and _explained(whole, each.key or "")):
            yield each
    for sasaran in whole.master.sasaran:
        if not any(each.sasaran == sasaran.kode for each in whole.master.indikator):
            yield finding(PlanCode.SASARAN_TANPA_INDIKATOR, sheet=KINERJA, key=sasaran.kode)


_ASKS_WHY: Final = frozenset({PlanCode.GABUNGAN_BEDA_RENSTRA, PlanCode.TARGET_MUNDUR})


def _explained(plan: Plan, kunci: str) -> bool:
    """Whether the meeting itself says why a joined target leaves the Renstra; the bagian's reasons are known there."""
    isi = plan.isi.get((kunci, "alasan"))
    return isi is not None and isi.cara == CARA and words.explains(str(isi.nilai))


def _answered(each: Finding, plan: Plan, did: Typed) -> bool:
    """Whether a cell that was open has been answered by a later return; one that a person emptied was not."""
    place = (each.key or "", each.column or "")
    return each.code is SheetCode.WAJIB_DIISI and place not in did.held and plan.nilai(*place) is not None


def _result(now: Reading, plan: Plan, found: list[Finding]) -> ReadResult:
    """The rows of the plan as if they had been read, with the cells of the workbook; dropped rows are left out."""
    wrong: dict[str, set[str]] = {}
    for each in found:
        if each.key and each.column and each.severity is Severity.GALAT:
            wrong.setdefault(each.key, set()).add(each.column)
    rows = {
        sheet: [row for row in each if str(getattr(row, "kode", None) or "") not in plan.dihapus]
        for sheet, each in konsep.edited_rows(plan, {}).items()
    }
    return as_read(rows, {key: line.read for key, line in now.lines.items()}, wrong)


def _placed(plan: Plan, now: Reading, berkas: str) -> Iterator[tuple[Place, Isi]]:
    """The values with the cells of the workbook instead of the forms'; a joined target stays one when it is edited."""
    joins = {each.kode: each.cara_gabung or "" for each in plan.master.indikator if len(each.bagian) > 1}
    for place, isi in plan.isi.items():
        line = now.lines.get(place[0])
        cell = line.cell(place[1]) if line else None
        owner = isi.origins[0].bagian if isi.origins else RAPAT
        here = (Origin(owner, berkas, "", line.sheet, cell, isi.nilai),) if line and cell else isi.origins
        yield place, replace(isi, origins=here, cara=joins.get(place[0], isi.cara))


def left_open(did: Typed, unused: tuple[EditedLine, ...], berkas: str) -> Iterator[Finding]:
    """What a person typed into a workbook that could not be taken over, or has to be looked at."""
    for each in kept_instead(did.findings, did):
        place = (each.key or "", each.column or "")
        wrong = each.severity is Severity.GALAT and each.code is not SheetCode.WAJIB_DIISI  # blanks are told anyway
        if wrong or each.column is None or place in did.held or place in did.values:
            yield each.placed(file=berkas)
    yield from unused_reasons(unused, berkas)


def restored(plan: Plan) -> Iterator[Finding]:
    """Rows that had been dropped in the signed plan and are in again, with what they had said last and say no more."""
    signed = plan.master.murni
    for kunci in signed.dihapus if signed else ():
        known = signed.terakhir[kunci] if signed else {}
        gone = {kolom: value for kolom, value in known.items() if plan.nilai(kunci, kolom) is None}
        if signed is None or kunci in plan.dihapus or (known and not gone):
            continue
        told = "; ".join(f"{konsep.heading(kolom)} {shown(value)}" for kolom, value in gone.items())
        yield finding(
            PlanCode.BARIS_DIPULIHKAN, key=kunci, asal=signed.signed.nama, isian=told or "tidak tercatat di jurnal"
        )


# ------------------------------------------------------------------ reasons and conflicts


def without_reason(edits: Suntingans, fresh: Plan, now: Reading, berkas: str) -> Iterator[Finding]:
    """Changes that nobody gave a reason for, in this draft or an earlier one; one finding for each row and value."""
    issued = given(fresh.master)
    told: set[str] = set()
    for place, edit in edits.items():
        kunci, kolom = place
        explained = edit.warisan or words.explains(edit.alasan or "")
        if edit.copied or explained or (kunci not in issued and kunci in told):
            continue
        told.add(kunci)
        line = now.lines.get(kunci)
        yield _at(PlanCode.PERUBAHAN_TANPA_ALASAN, line, kunci, kolom, ALASAN, berkas, menjadi=shown(edit.nilai))


def unused_reasons(lines: tuple[EditedLine, ...], berkas: str) -> Iterator[Finding]:
    """Reasons beside rows that nobody changed: they would be gone in the next draft."""
    for line in lines:
        told = _at(PlanCode.ALASAN_TANPA_PERUBAHAN, line, line.kunci, ALASAN, ALASAN, berkas, isi=line.text(ALASAN))
        yield replace(told, found=line.text(ALASAN))


def conflicts(
    found: Mapping[Place, Conflict[str]], edits: Suntingans, fresh: Plan, now: Reading | None, berkas: str
) -> Iterator[Finding]:
    """Values that people edited and that a later return changed, too.

    Args:
        found: By place.
        edits: What people typed, for the cell in which it was typed.
        fresh: The plan as the returns say, for the cells of the forms.
        now: The workbook that is read, for the cell in which it stands; `None` where none is.
        berkas: The workbook.
    """
    for place, each in sorted(found.items()):
        kunci, kolom = place
        edit = edits[place]
        isi = fresh.isi.get(place)
        places = (f"{one.berkas} {one.lembar} {one.sel}".strip() for one in isi.origins) if isi else ()
        asal = "; ".join(places) or "tidak ada lagi"
        line = now.lines.get(kunci) if now else None
        yield _at(
            PlanCode.BENTROK_SUNTINGAN, line, kunci, kolom, kolom, berkas, disunting=shown_text(each.edited),
            baru=shown_text(each.new), semula=shown_text(each.written), asal=asal,
            tempat=f"{edit.berkas} {edit.lembar} {edit.sel}".strip(),
        )  # fmt: skip


def _at(
    code: FindingCode, line: EditedLine | None, kunci: str, kolom: str, cell: str, berkas: str, **details: object
) -> Finding:
    """A finding about a value, at a cell of its row."""
    address = line.cell(cell) if line else None
    told: dict[str, Any] = {"kolom": konsep.heading(kolom), **details}
    return finding(
        code, sheet=line.sheet if line else None, cells=[address] if address else [], key=kunci, column=kolom,
        file=berkas, **told,
    )  # fmt: skip
