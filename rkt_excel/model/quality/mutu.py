"""How good a plan is: what an evaluator will ask (LKE of SAKIP), how much of it can be proved, and by what.

Pure: a plan and what is known about it go in, a list of criteria comes out. Nothing is judged here that a rule judges
already: the rules of forms and of the master are run over the plan as it stands, and a criterion counts the rows that
they name. What no rule can see is listed for the examiner, with an empty box.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.forms import form
from rkt_excel.model.forms.form_rules import judge_form
from rkt_excel.model.origin.master_rules import judge_master
from rkt_excel.model.plans import konsep
from rkt_excel.model.plans.history import PERUBAHAN
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.plans.plan_rules import judge_plan
from rkt_excel.model.rules.rule import as_read
from rkt_excel.model.tables import renstra
from rkt_excel.model.vocabulary.nomenklatur import parent_of
from rkt_excel.workbook.findings import Finding, FindingCode, joined

_STEP: Final = Decimal("0.01")


class Sifat(StrEnum):
    """What the program can say about a criterion."""

    BUKTI = "bukti"  # it is counted, and so it is
    PETUNJUK = "petunjuk"  # words were looked at; a person has to judge
    PEMERIKSA = "dinilai oleh pemeriksa"  # nothing can be counted


@dataclass(frozen=True)
class Kurang:
    """Something that does not meet a criterion, and why.

    Attributes:
        kunci: The kode of the indikator, sasaran, bagian or budget line.
        sebab: In words that follow the kode.
    """

    kunci: str
    sebab: str


@dataclass(frozen=True)
class Butir:
    """One criterion as it stands.

    Attributes:
        nomor: Its place in the list, from 1.
        kelompok: The heading that it stands under.
        kriteria: What is asked.
        cara: How it is proved.
        sifat: Whether it is a proof, a hint, or left to the examiner.
        objek: What is counted: "indikator", "sasaran", "bagian".
        memenuhi: The kunci that meet it.
        kurang: Those that do not.
        catatan: What the examiner should know besides.
        perubahan: The most changes of one thing, where the LKE counts changes instead of shares.
    """

    nomor: int
    kelompok: str
    kriteria: str
    cara: str
    sifat: Sifat
    objek: str = ""
    memenuhi: tuple[str, ...] = ()
    kurang: tuple[Kurang, ...] = ()
    catatan: str = ""
    perubahan: int | None = None

    @property
    def jumlah(self) -> int:
        """How many were looked at."""
        return len(self.memenuhi) + len(self.kurang)

    @property
    def persen(self) -> Decimal | None:
        """The share that meets it in percent points, two decimals; `None` where nothing was looked at."""
        if not self.jumlah:
            return None
        return (Decimal(100 * len(self.memenuhi)) / self.jumlah).quantize(_STEP, ROUND_HALF_UP)

    @property
    def nilai(self) -> str | None:
        """The evaluator's band, "a" to "e"; `None` where nothing was looked at or only a person can say."""
        if self.perubahan is not None:
            return pita_perubahan(self.perubahan)
        return pita(len(self.memenuhi), self.jumlah) if self.jumlah else None


def pita(memenuhi: int, jumlah: int) -> str:
    """The band of a share, as evaluators of SAKIP grade: a > 90 %, b 75-90, c 40-75, d 10-40, e <= 10.

    The borders that two bands share belong to the better one, except where the scale says otherwise: 90 is b, 10 is e.
    Counted in whole numbers, so that no rounding moves a border.

    Args:
        memenuhi: How many meet the criterion.
        jumlah: Of how many, at least 1.
    """
    share = 100 * memenuhi
    if share > 90 * jumlah:
        return "a"
    if share >= 75 * jumlah:
        return "b"
    if share >= 40 * jumlah:
        return "c"
    return "d" if share > 10 * jumlah else "e"


def pita_perubahan(kali: int) -> str:
    """The band of how often an indikator changed within a period (LKE: one change a, five changes e)."""
    return "abcde"[min(max(kali - 1, 0), 4)]


@dataclass(frozen=True)
class FaktaMutu:
    """What is known about a plan beside itself.

    Attributes:
        findings: The findings that are open and that no rule sees in the plan itself, such as conflicts of edits.
        perubahan: How often the target of an indikator was changed by people in this year's drafts, by kode.
    """

    findings: tuple[Finding, ...] = ()
    perubahan: Mapping[str, int] = field(default_factory=dict)


def perubahan_target(drafts: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How many drafts changed the target of an indikator, by kode.

    Args:
        drafts: The details of the drafts in the journal.
    """
    return dict(
        Counter(
            kunci
            for details in drafts
            for kunci in {each["kunci"] for each in details.get(PERUBAHAN, ()) if each["kolom"] == "target"}
        )
    )


@dataclass(frozen=True)
class Dinilai:
    """A plan with everything that the rules say about it."""

    plan: Plan
    fakta: FaktaMutu

    @cached_property
    def kinerja(self) -> tuple[konsep.KonsepKinerja, ...]:
        """The indikator with their answers; what several bagian share is judged as the whole that it has become."""
        rows = konsep.kinerja_rows(self.plan)
        return tuple(each.model_copy(update={"pengisian": form.SENDIRI}) for each in rows)

    @cached_property
    def aturan(self) -> tuple[Finding, ...]:
        """What the rules of the forms, of the plan and of the master say about the plan as it stands."""
        program = konsep.program_rows(self.plan)
        answers = as_read({form.KINERJA: self.kinerja, form.PROGRAM: program})
        master = self.plan.master
        between = judge_plan(self.plan, {})
        return (*judge_form(answers, master), *between, *judge_master(as_read(master.rows())))

    @cached_property
    def terbuka(self) -> tuple[Finding, ...]:
        """Everything that is open: what was handed in, and what the rules say now."""
        return tuple(joined([*self.fakta.findings, *self.aturan]))

    def named(self, *codes: FindingCode, sheet: str | None = None) -> dict[str, str]:
        """The rows that rules name, each with what they say.

        Args:
            codes: Of these rules.
            sheet: On this sheet only.
        """
        found: dict[str, str] = {}
        for each in self.aturan:
            if each.code in codes and each.key and sheet in (None, each.sheet):
                found.setdefault(each.key, each.message)
        return found

    @property
    def indikator(self) -> tuple[str, ...]:
        """Every indikator."""
        return tuple(each.kode for each in self.plan.master.indikator)

    @property
    def sasaran(self) -> tuple[str, ...]:
        """Every sasaran."""
        return tuple(each.kode for each in self.plan.master.sasaran)

    @cached_property
    def induk(self) -> tuple[str, ...]:
        """The budget lines that have parts."""
        parents = {parent_of(each.kode) for each in self.plan.master.program}
        return tuple(each.kode for each in self.plan.master.program if each.kode in parents)

    @cached_property
    def pagu_berbeda(self) -> dict[str, str]:
        """The budget lines that are not the sum of their parts; the answered pagu count before the pagu indikatif."""
        answered = [
            each.model_copy(update={"pagu": pagu})
            for each in self.plan.master.program
            for given in [self.plan.nilai(each.kode, "pagu")]
            for pagu in [each.pagu if given is None else given]
        ]
        told = judge_master(as_read({renstra.PROGRAM: answered}))
        return {each.key: each.message for each in told if each.code is PlanCode.PAGU_TIDAK_SAMA and each.key}


def split(
    everything: Iterable[str], lacking: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[Kurang, ...]]:  # fmt: skip
    """What meets a criterion and what does not, both in the given order."""
    all_of = tuple(everything)
    met = tuple(each for each in all_of if each not in lacking)
    return met, tuple(Kurang(each, lacking[each]) for each in all_of if each in lacking)
