"""What a consolidation has found, kept in the journal, so that it can be read again when its window is closed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from rkt_excel.edges.work_folder.register import ReadJournal
from rkt_excel.events import DIGABUNG
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.workbook.findings import Finding, FindingCode, Severity, SheetCode

HEARD: Final = "temuan"  # under this name the journal keeps the SHA-256 of the findings of a consolidation
_TEXTS: Final = ("message", "remedy", "file", "owner", "sheet", "key", "column", "found")
_CODES: Final[dict[str, FindingCode]] = {each.name: each for every in (SheetCode, PlanCode, FileCode) for each in every}


def as_kept(findings: Iterable[Finding]) -> bytes:
    """Findings as the journal keeps them."""
    told = [
        {"code": each.code.name, "weight": each.severity.value, "cells": each.cells, "parties": each.parties}
        | {name: getattr(each, name) for name in _TEXTS}
        for each in findings
    ]
    return json.dumps(told, ensure_ascii=False, indent=0).encode("utf-8", "replace")


def findings_of_merge(register: ReadJournal) -> tuple[Finding, ...] | None:
    """What the last consolidation found.

    Returns:
        All of it in its order; `None` where there was no consolidation, or one of a program that did not keep it.
    """
    entry = register.last(DIGABUNG)
    data = register.kept(entry.details[HEARD]) if entry and HEARD in entry.details else None
    return None if data is None else tuple(_finding(each) for each in json.loads(data))


def _finding(told: dict[str, Any]) -> Finding:
    """One of them; a code that is not known any more keeps its sentence and weight."""
    return Finding(
        code=_CODES.get(told["code"], FileCode.BERKAS_GAGAL_DIPROSES),
        weight=Severity(told["weight"]),
        cells=tuple(told["cells"]),
        parties=tuple((owner, cell) for owner, cell in told["parties"]),
        **{name: told[name] for name in _TEXTS},
    )
