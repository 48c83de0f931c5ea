"""Less than last time is never written without a word: what a consolidation had and the next one has no more, and why.

A value may change because another return counts now: that return says so itself. Whatever else takes a value away or
changes it (a bagian or row gone from the master, a file refused, another way of joining) is told here, by its cause.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.forms.choosing import Chosen
from rkt_excel.model.forms.returns import Return
from rkt_excel.model.plans import konsep
from rkt_excel.model.plans.konsep import USULAN
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.plans.revision import given
from rkt_excel.model.vocabulary.nilai import Place, as_text, shown_text
from rkt_excel.workbook.findings import Finding, Severity, finding

_SHOWN: Final = 6
_MASTER: Final = "isi renstra.xlsx untuk baris itu berubah"


@dataclass(frozen=True)
class Since:
    """The consolidation before.

    Attributes:
        kapan: When it was, as people read it.
        nilai: Every value that it had, as the journal holds it: "ke", and in "asal" the cells that it came from.
    """

    kapan: str
    nilai: Mapping[Place, Mapping[str, Any]]


def fewer(since: Since, plan: Plan, chosen: Chosen, returns: Sequence[Return]) -> Iterator[Finding]:
    """One finding for each bagian and cause, naming the first of its values.

    Args:
        since: What was there before.
        plan: What the returns say now.
        chosen: Which of them count.
        returns: All that came back, for the reasons why they do not.
    """
    lost: dict[tuple[FileCode, _Cause], list[str]] = defaultdict(list)
    why = _Why(plan, chosen, returns)
    for place, each in sorted(since.nilai.items()):
        isi = plan.isi.get(place)
        now = as_text(isi.nilai) if isi else None
        if each["ke"] is None or now == each["ke"] or not each["asal"]:
            continue
        if isi is None:
            lost[FileCode.ISIAN_BERKURANG, why.cause(place, each["asal"])].append(_shown(place, each["ke"]))
        elif {one.sha256 for one in isi.origins} <= {one["sha256"] for one in each["asal"]}:
            changed = f"{_shown(place, each['ke'])} menjadi {shown_text(str(now))}"
            lost[FileCode.ISIAN_BERGANTI, why.cause(place, each["asal"])].append(changed)
    for (code, cause), cells in lost.items():
        yield finding(
            code, owner=cause.bagian, weight=cause.weight, nama=plan.master.nama_bagian(cause.bagian),
            jumlah=len(cells), sebab=cause.reason, kapan=since.kapan, rincian=_some(cells),
        )  # fmt: skip


def _shown(place: Place, value: str) -> str:
    return f"{place[0]} {konsep.heading(place[1])} “{shown_text(value)}”"


def _some(cells: Sequence[str]) -> str:
    rest = len(cells) - _SHOWN
    return ", ".join(cells[:_SHOWN]) + (f" dan {rest} lainnya" if rest > 0 else "")


@dataclass(frozen=True)
class _Cause:
    """Why a value is not what it was: by whose return, and the weight where that return itself says so."""

    bagian: str
    reason: str
    weight: Severity | None = None


class _Why:
    """Finds the causes."""

    def __init__(self, plan: Plan, chosen: Chosen, returns: Sequence[Return]) -> None:
        self.chosen, self.returns = chosen, returns
        self.bagian = {each.kode for each in plan.master.bagian}
        self.rows = given(plan.master)

    def cause(self, place: Place, cells: Sequence[Mapping[str, Any]]) -> _Cause:
        """Of a joined value the cause that no return tells, where there is one; else the first."""
        told = [_Cause(each["bagian"], *self._of(place[0], each)) for each in cells]
        heavy = [each for each in told if each.weight is None and each.reason]
        light = [each for each in told if each.weight is not None]
        return next(iter([*heavy, *light]), _Cause(told[0].bagian, _MASTER))

    def _of(self, kunci: str, cell: Mapping[str, Any]) -> tuple[str, Severity | None]:
        """The reason of one cell, empty where nothing happened to it."""
        bagian, counted = cell["bagian"], self.chosen.counted.get(cell["bagian"])
        if counted is not None and counted.sha256 != cell["sha256"]:
            return f"kiriman baru {counted.berkas} tidak memuatnya lagi", Severity.INFO
        if counted is not None:
            return self._of_the_row(kunci, cell, counted), None
        if bagian in self.bagian:
            return self._refused(cell), None
        return f"bagian {bagian} tidak ada lagi di renstra.xlsx", None

    def _of_the_row(self, kunci: str, cell: Mapping[str, Any], counted: Return) -> str:
        """Why a row of a return that still counts says nothing any more."""
        if cell["lembar"] != USULAN and kunci not in self.rows:
            return f"baris {kunci} tidak ada lagi di renstra.xlsx"
        held = [each for each in counted.findings if each.key == kunci and each.severity is Severity.GALAT]
        return f"{counted.berkas} harus diperbaiki: {held[0].message.rstrip('.')}" if held else ""

    def _refused(self, cell: Mapping[str, Any]) -> str:
        """Why the return that it came from does not count."""
        same = next((one for one in self.returns if one.sha256 == cell["sha256"]), None)
        if same and same.findings:
            return f"{same.berkas} kini ditolak: {same.findings[0].message.rstrip('.')}"
        return f"{cell['berkas']} tidak dapat dibaca lagi"
