"""The rules on a whole returned form, and all rules that one form is judged by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from rkt_excel.messages import PlanCode
from rkt_excel.model import form
from rkt_excel.model.master import Master
from rkt_excel.model.rules import words
from rkt_excel.model.rules.rows import ROW_RULES, FormLine
from rkt_excel.model.rules.rule import Line, Rule, Told, lines_of, over_lines
from rkt_excel.workbook.findings import Finding
from rkt_excel.workbook.read import ReadResult


def judge_form(result: ReadResult, master: Master) -> Iterator[Finding]:
    """What the rules say about one returned form."""
    for sheet, rules in ROW_RULES.items():
        yield from over_lines(rules, (FormLine(sheet, each, master) for each in result.rows.get(sheet, ())))
    for rule in FORM_RULES:
        yield from rule.run(result)


def proposals_differ(result: ReadResult) -> Iterator[Told]:
    """One indikator is proposed once."""
    seen: dict[str, Line] = {}
    for line in lines_of(result, form.USULAN):
        wanted = words.same(line.text("indikator"))
        if not wanted:
            continue
        first = seen.setdefault(wanted, line)
        if first is not line:
            told = line.told("indikator", lain=first.each.key)
            yield replace(told, cells=(*told.cells, *first.told("indikator").cells))


FORM_RULES: Final[tuple[Rule[ReadResult], ...]] = (Rule(PlanCode.USULAN_GANDA, proposals_differ),)
