"""The rules between bagian: what only shows when the answers of all stand together. They wait for missing bagian."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final

from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.forms import form
from rkt_excel.model.forms.form import pengisian
from rkt_excel.model.forms.returns import Return
from rkt_excel.model.forms.row_rules import falls
from rkt_excel.model.origin.master import Master
from rkt_excel.model.plans.plan import Origin, Plan
from rkt_excel.model.rules import words
from rkt_excel.model.rules.rule import Line, Rule, Told, lines_of
from rkt_excel.model.tables.renstra import Indikator
from rkt_excel.model.vocabulary.nomenklatur import Gap, gaps
from rkt_excel.model.vocabulary.terms import Arah, CaraGabung
from rkt_excel.workbook.declaration.declare import as_known
from rkt_excel.workbook.findings import Finding
from rkt_excel.workbook.values.hollow import bare
from rkt_excel.workbook.values.numbers import written
from rkt_excel.workbook.values.ranges import ranges


@dataclass(frozen=True)
class Joined:
    """The plan and the returns that it was joined from, by bagian."""

    plan: Plan
    counted: Mapping[str, Return]

    @property
    def master(self) -> Master:
        """What was planned from."""
        return self.plan.master

    def line(self, bagian: str, sheet: str, key: str) -> Line | None:
        """The row with this key that a bagian returned on a sheet; `None` where it returned none that counts."""
        returned = self.counted.get(bagian)
        lines = lines_of(returned.result, sheet) if returned else ()
        return next((line for line in lines if line.each.key == key), None)


def judge_plan(plan: Plan, counted: Mapping[str, Return]) -> Iterator[Finding]:
    """What the rules say about the answers of all bagian together."""
    joined = Joined(plan, counted)
    for rule in PLAN_RULES:
        yield from rule.run(joined)


# ------------------------------------------------------------------ where a finding about several files points to


def _cell(returned: Return, line: Line, name: str) -> Origin:
    """The cell of a returned row."""
    address = line.each.address(name) or ""
    return Origin(
        returned.bagian or "", returned.berkas, returned.sha256, line.sheet, address, getattr(line.each.row, name)
    )


def _told(key: str | None, column: str, origins: Iterable[Origin], **details: object) -> Told:
    """Something about cells of one or several forms; file and owner are named where there is only one."""
    places = tuple(origins)
    files = {each.berkas for each in places}
    owners = {each.bagian for each in places}
    return Told(
        sheet=places[0].lembar if places else None,
        cells=tuple(each.sel for each in places if each.sel),
        key=key,
        column=column,
        file=files.pop() if len(files) == 1 else None,
        owner=owners.pop() if len(owners) == 1 else None,
        details={"rincian": _listed(places), **details},
        parties=tuple((each.bagian, each.sel) for each in places if each.sel),
    )


def _listed(origins: Iterable[Origin]) -> str:
    """The cells by bagian, such as "PEM J9, J12; PLY J7"."""
    ordered = sorted(origins, key=lambda each: each.bagian)
    parts = groupby(ordered, key=lambda each: each.bagian)
    return "; ".join(f"{bagian} {ranges(each.sel for each in places)}" for bagian, places in parts)


# ------------------------------------------------------------------ shared targets


def _computed(joined: Joined) -> Iterator[tuple[Indikator, Decimal, tuple[Origin, ...]]]:
    """The targets that are a sum or an average of several bagian, once all have answered."""
    for row in joined.master.indikator:
        isi = joined.plan.isi.get((row.kode, "target"))
        if isi and isi.cara in (CaraGabung.JUMLAH, CaraGabung.RATA) and isinstance(isi.nilai, Decimal):
            yield row, isi.nilai, isi.origins


def _explained(joined: Joined, row: Indikator) -> bool:
    """Whether one of the bagian says why."""
    lines = (joined.line(bagian, form.KINERJA, row.kode) for bagian in row.bagian)
    return any(line is not None and words.explains(line.text("alasan")) for line in lines)


def joined_target_keeps_to_the_renstra(joined: Joined) -> Iterator[Told]:
    """A sum or an average that leaves the Renstra's target is explained by one of its bagian.

    No single bagian can see it, so nobody is at fault, and it holds nothing back.
    """
    for row, target, origins in _computed(joined):
        if isinstance(row.target, Decimal) and target != row.target and not _explained(joined, row):
            yield _told(
                row.kode, "target", origins, cara=row.cara_gabung, target=written(target), renstra=written(row.target)
            )


def joined_target_does_not_fall(joined: Joined) -> Iterator[Told]:
    """The same as of one bagian's target, once the parts are joined; a target as the Renstra has it is left alone."""
    for row, target, origins in _computed(joined):
        left = isinstance(row.target, Decimal) and target != row.target
        if left and falls(as_known(row), target, ()) and not _explained(joined, row):
            assert isinstance(row.capaian_lalu, Decimal)
            yield _told(
                row.kode, "target", origins, target=written(target), lalu=written(row.capaian_lalu), arah=row.arah
            )


def joined_target_is_not_zero(joined: Joined) -> Iterator[Told]:
    """Parts may be zero, their sum is seldom meant to be, unless less is better."""
    for row, target, origins in _computed(joined):
        if target == 0 and row.arah != Arah.NEGATIF and pengisian(row) == f"bersama: {CaraGabung.JUMLAH}":
            yield _told(row.kode, "target", origins)


def sasaran_has_target(joined: Joined) -> Iterator[Told]:
    """A sasaran is planned by at least one target (SOP step 1); judged when all its bagian have returned."""
    for sasaran in joined.master.sasaran:
        rows = [each for each in joined.master.indikator if each.sasaran == sasaran.kode]
        asked = {bagian for each in rows for bagian in each.bagian}
        if not rows or not asked <= set(joined.counted):
            continue
        if all(joined.plan.nilai(each.kode, "target") is None for each in rows):
            yield _told(sasaran.kode, "target", _asked(joined, rows))


def _asked(joined: Joined, rows: Iterable[Indikator]) -> Iterator[Origin]:
    for row in rows:
        for bagian in row.bagian:
            line = joined.line(bagian, form.KINERJA, row.kode)
            if line:
                yield _cell(joined.counted[bagian], line, "target")


# ------------------------------------------------------------------ pagu


def answered_pagu_adds_up(joined: Joined) -> Iterator[Told]:
    """Parts may differ from their whole in real budgets: the difference is shown, nothing is blocked.

    Lines that no bagian fills count with their pagu indikatif; a difference that the master itself has is told there.
    """
    pagu, unknown, origins = _answered(joined)
    before = {
        (gap.kode, gap.whole, gap.parts) for gap in gaps({each.kode: each.pagu for each in joined.master.program})
    }
    for gap in gaps(pagu, unknown):
        if (gap.kode, gap.whole, gap.parts) not in before:
            yield _gap(gap, origins)


def _gap(gap: Gap, origins: Mapping[str, tuple[Origin, ...]]) -> Told:
    places = [place for kode in (gap.kode, *gap.children) for place in origins.get(kode, ())]
    more = "lebih" if gap.whole > gap.parts else "kurang"
    return _told(
        gap.kode, "pagu", places, pagu=written(gap.whole), jumlah=written(gap.parts),
        selisih=written(gap.difference), arah=more,
    )  # fmt: skip


def _answered(joined: Joined) -> tuple[dict[str, Decimal | None], set[str], dict[str, tuple[Origin, ...]]]:
    """The pagu of each line as answered, the lines that are still open, and the cells."""
    pagu: dict[str, Decimal | None] = {}
    unknown: set[str] = set()
    origins: dict[str, tuple[Origin, ...]] = {}
    for each in joined.master.program:
        isi = joined.plan.isi.get((each.kode, "pagu"))
        if isi and isinstance(isi.nilai, Decimal):
            pagu[each.kode], origins[each.kode] = isi.nilai, isi.origins
            continue
        pagu[each.kode] = None if each.bagian else each.pagu
        line = joined.line(each.bagian, form.PROGRAM, each.kode) if each.bagian else None
        if each.bagian and (line is None or "pagu" in line.each.faulty):
            unknown.add(each.kode)
    return pagu, unknown, origins


# ------------------------------------------------------------------ proposals


def proposals_differ_between_bagian(joined: Joined) -> Iterator[Told]:
    """Two bagian that propose one indikator should share it; within one form the form's own rule tells."""
    seen: dict[str, tuple[Return, Line]] = {}
    for bagian in sorted(joined.counted):
        returned = joined.counted[bagian]
        for line in lines_of(returned.result, form.USULAN):
            wanted = bare(line.text("indikator"))
            if not wanted:
                continue
            first, other = seen.setdefault(wanted, (returned, line))
            if first is not returned:
                places = (_cell(returned, line, "indikator"), _cell(first, other, "indikator"))
                yield _told(
                    line.each.key, "indikator", places, dari=joined.master.nama_bagian(bagian), lain=other.each.key,
                    bagian_lain=joined.master.nama_bagian(first.bagian or ""),
                )  # fmt: skip


PLAN_RULES: Final[tuple[Rule[Joined], ...]] = (
    Rule(PlanCode.SASARAN_TANPA_TARGET, sasaran_has_target),
    Rule(PlanCode.GABUNGAN_BEDA_RENSTRA, joined_target_keeps_to_the_renstra),
    Rule(PlanCode.TARGET_MUNDUR, joined_target_does_not_fall),
    Rule(PlanCode.TARGET_NOL, joined_target_is_not_zero),
    Rule(PlanCode.PAGU_GABUNGAN_TIDAK_SAMA, answered_pagu_adds_up),
    Rule(PlanCode.USULAN_GANDA_ANTARBAGIAN, proposals_differ_between_bagian),
)
