"""Any signed plan, made without a work folder: answers on real forms, edits of a meeting, the perubahan after it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache

from helpers.perubahan import perubahan, shared
from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.model.forms import form
from rkt_excel.model.forms.choosing import choose
from rkt_excel.model.forms.issuing import form_content
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.forms.returns import Return, Times, judge
from rkt_excel.model.origin.continuing import continued
from rkt_excel.model.origin.master import Master
from rkt_excel.model.origin.signed_plan import SignedPlan, signed_plan
from rkt_excel.model.papers.isi_arsip import as_json
from rkt_excel.model.plans.inherited import inherited
from rkt_excel.model.plans.merge import merge
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.plans.revision import Suntingan, Suntingans, answers, revised
from rkt_excel.model.vocabulary.nilai import Place, as_text
from rkt_excel.model.vocabulary.terms import QUARTERS
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.workbook.declaration.declare import Row
from rkt_excel.workbook.findings import Finding
from rkt_excel.workbook.reading.openbook import open_book
from rkt_excel.workbook.writing.content import Content
from rkt_excel.workbook.writing.write import write

NOW = datetime(2026, 11, 24, tzinfo=UTC)
Value = Decimal | str
Answers = Mapping[tuple[str, str, str, str], Value | None]  # bagian, sheet, kunci, kolom


@lru_cache(maxsize=1)
def office() -> Master:
    """The master that signed plans are made of: rows of one bagian, rows of two in every way, program lines."""
    return shared(Workplace(inputs=shipped_inputs()).master()[0])


def issue(master: Master) -> Issue:
    """Which forms are out."""
    return Issue(master.instansi.perangkat_daerah, str(master.tahun), master.instansi.edisi, 1, NOW)


def sent_back(master: Master, typed: Answers, proposals: Mapping[str, Sequence[Row]] | None = None) -> list[Return]:
    """The forms of all bagian, written, typed into and judged; what is not named comes back as it went out."""
    found = []
    for bagian in form.busy(master):
        content = form_content(master, bagian, issue(master))
        rows = {
            sheet: [_typed(row, bagian, sheet, typed) for row in lines]
            for sheet, lines in content.rows.items()
            if sheet != form.USULAN
        }
        rows[form.USULAN] = list((proposals or {}).get(bagian, ()))
        filled = replace(content, rows=rows)
        found.append(_judged(master, bagian, filled))
    return found


def _typed(row: object, bagian: str, sheet: str, typed: Answers) -> Row:
    assert isinstance(row, Row)
    kunci = str(getattr(row, "kode", ""))
    said = {
        name: value for (who, where, key, name), value in typed.items() if (who, where, key) == (bagian, sheet, kunci)
    }
    return row.model_copy(update=said)


def _judged(master: Master, bagian: str, content: Content) -> Return:
    data = write(form.form_for(content.rows), content)
    return judge(f"3-kembali/{bagian}.xlsx", "0" * 64, Times(NOW), open_book(data), master, issue(master))


def merged(master: Master, returns: Sequence[Return]) -> Plan:
    """What the returns say together."""
    return merge(master, choose(returns, master))[0]


def edits(plan: Plan, typed: Mapping[Place, Value | None], reason: str | None = "Rapat") -> dict[Place, Suntingan]:
    """What the meeting types, as the reading of the Konsep would hold it."""
    said = answers(plan)
    book = "4-konsep/Konsep RKT 2027.xlsx"
    found = {
        place: Suntingan(value, said.get(place), reason, "Sekretaris", book, "", "Kinerja", "J9")
        for place, value in typed.items()
    }  # fmt: skip
    return {place: each for place, each in found.items() if not each.copied or place[0].startswith("U.")}


@dataclass(frozen=True)
class After:
    """A perubahan whose forms came back as they went out.

    Attributes:
        before: The signed plan with the rows that were dropped.
        signed: The same as it was signed.
        plan: The plan of the perubahan.
        findings: What its master says otherwise.
    """

    before: Plan
    signed: SignedPlan
    plan: Plan
    fresh: Plan
    begun: Suntingans
    findings: tuple[Finding, ...]


def after(
    before: Plan,
    edited: Suntingans,
    now: Master | None = None,
    typed: Answers | None = None,
    missing: Collection[str] = (),
) -> After:
    """Sign a plan, start the perubahan, and send its forms back.

    Args:
        before: What the returns of the first edition said.
        edited: What the meeting typed.
        now: The master of the perubahan; the same as before where none is named.
        typed: What bagian type into the forms of the perubahan.
        missing: The bagian whose forms do not come back.
    """
    plan, _ = revised(before, edited)
    signed = signed_plan(as_json(plan, edited))
    master, findings = continued(perubahan(now or before.master), signed)
    fresh = merged(master, [each for each in sent_back(master, typed or {}) if each.bagian not in missing])
    begun = inherited(master)
    return After(plan, signed, revised(fresh, begun)[0], fresh, begun, tuple(findings))


def said(plan: Plan) -> dict[Place, str | None]:
    """The answers of the rows that stand, as texts."""
    rows = {each.kode for each in plan.master.indikator} | {each.kode for each in plan.master.program}
    columns = ("target", *QUARTERS, "penanggung_jawab", "alasan", "keterangan", "pagu")
    return {
        place: as_text(isi.nilai)
        for place, isi in plan.isi.items()
        if place[0] in rows - plan.dihapus and place[1] in columns
    }
