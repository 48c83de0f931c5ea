"""The rules on a whole returned form, and all rules that one form is judged by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.forms import form
from rkt_excel.model.forms.row_rules import ROW_RULES, FormLine
from rkt_excel.model.origin.master import Master
from rkt_excel.model.rules.rule import Line, Rule, Told, lines_of, over_lines
from rkt_excel.model.vocabulary.terms import QUARTERS
from rkt_excel.workbook.findings import Finding, SheetCode
from rkt_excel.workbook.reading.read import ReadResult
from rkt_excel.workbook.values.hollow import bare


def judge_form(result: ReadResult, master: Master) -> Iterator[Finding]:
    """What the rules say about one returned form."""
    for sheet, rules in ROW_RULES.items():
        yield from over_lines(rules, (FormLine(sheet, each, master) for each in result.rows.get(sheet, ())))
    for rule in FORM_RULES:
        yield from rule.run(result)


def proposals_differ(result: ReadResult) -> Iterator[Told]:
    """One indikator is proposed once in a form, so that the meeting decides it once."""
    seen: dict[str, Line] = {}
    for line in lines_of(result, form.USULAN):
        wanted = bare(line.text("indikator"))
        if not wanted:
            continue
        first = seen.setdefault(wanted, line)
        if first is not line:
            told = line.told("indikator", lain=first.each.key)
            yield replace(told, cells=(*told.cells, *first.told("indikator").cells))


def settled(findings: Iterable[Finding], result: ReadResult) -> Iterator[Finding]:
    """The findings of the reading without the doubts that their own row answers.

    0,99 per cent is asked back as a possible 99; where the target is 3,95 it is what it says.
    """
    lines = {line.each.key: line for line in lines_of(result, form.KINERJA)}
    for each in findings:
        line = lines.get(each.key or "") if each.sheet == form.KINERJA else None
        if each.code is not SheetCode.PERSEN_PECAHAN or line is None or not _is_small(line, each.column or ""):
            yield each


def _is_small(line: Line, name: str) -> bool:
    """Whether a percentage below one is nearer to what it belongs to than a hundred times itself."""
    value = line.number(name)
    to = ("target", "target_renstra", "capaian_lalu") if name in QUARTERS else ("target_renstra", "capaian_lalu")
    reference = next((number for other in to if (number := line.number(other))), None)
    if not value or reference is None:
        return False
    return max(value, reference) / min(value, reference) < max(value * 100, reference) / min(value * 100, reference)


FORM_RULES: Final[tuple[Rule[ReadResult], ...]] = (Rule(PlanCode.USULAN_GANDA, proposals_differ),)
