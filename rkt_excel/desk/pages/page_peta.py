"""Peta kinerja: the picture of the plan from the same layout as in Word, and how far the bagian have come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rkt_excel.desk.pages.buttons import button
from rkt_excel.desk.pages.office import Office, Standing
from rkt_excel.edges.work_folder.register import Register
from rkt_excel.errors import NotNowError
from rkt_excel.model.forms.returns import StatusBagian
from rkt_excel.model.origin.master import Master
from rkt_excel.model.papers.naskah import printed_programs
from rkt_excel.model.picture.kaskade import kaskade
from rkt_excel.model.picture.peta import peta
from rkt_excel.model.picture.svg import as_svg
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.procedure.alur import Keadaan
from rkt_excel.office.place.heard import findings_of_merge
from rkt_excel.office.place.journalled import issued
from rkt_excel.office.state.standing_plan import merged_plan, standing_plan
from rkt_excel.workbook.findings import Finding, Severity

_WIDE, _HIGH = 290.0, 175.0  # millimetres: a page of F4 across, without its margins
_KINDS: Final = 8  # of findings that are counted by name


@dataclass(frozen=True)
class KindSeen:
    """A kind of finding.

    Attributes:
        kode: Its code.
        berat: How much it weighs.
        pesan: What is said of the first of them.
        kali: How many there are.
        lain: Whether others of the kind are said in other words.
    """

    kode: str
    berat: Severity
    pesan: str
    kali: int
    lain: bool


@dataclass(frozen=True)
class BagianProgress:
    """How far a bagian has come: its state, and its findings by weight."""

    kode: str
    nama: str
    status: StatusBagian
    amounts: Mapping[Severity, int]


def show(office: Office, standing: Standing, asked: Mapping[str, str]) -> Mapping[str, object]:
    """What Peta kinerja shows."""
    del asked
    given = {"gambar": "", "gabung": button(standing, "gabung")}
    if standing.folder is None or standing.status is None or standing.master is None:
        return given
    found: tuple[Finding, ...] = ()
    picture, why = "", ""
    if standing.merged:
        with office.place.read_register(standing.folder) as register:
            found = findings_of_merge(register) or ()
            try:
                picture = _picture(_Plan(standing.stamp, register, standing.master, standing.state))
            except NotNowError as error:
                why = str(error)
    progress = list(_progress(standing, found))
    return {
        **given,
        "gambar": picture,
        "sebab": why,
        "maju": progress,
        "terbanyak": max((sum(each.amounts.values()) for each in progress), default=0) or 1,
        "jenis": _kinds(found),
        "bobot": tuple(Severity),
    }


def _kinds(found: tuple[Finding, ...]) -> list[KindSeen]:
    """What was found by its code, most often first; notes that hold nothing up are not counted."""
    kinds: dict[tuple[Severity, str], list[str]] = {}
    for each in found:
        if each.severity is not Severity.INFO:
            kinds.setdefault((each.severity, each.code.name), []).append(each.message)
    often = sorted(kinds.items(), key=lambda kind: (-len(kind[1]), kind[0][0].rank))[:_KINDS]
    return [KindSeen(kode, berat, said[0], len(said), len(set(said)) > 1) for (berat, kode), said in often]


def _progress(standing: Standing, found: tuple[Finding, ...]) -> Iterator[BagianProgress]:
    assert standing.status
    for each in standing.status.bagian:
        counted = Counter(one.severity for one in found if one.owner == each.kode)
        yield BagianProgress(each.kode, each.nama, each.status, {weight: counted[weight] for weight in Severity})


@dataclass(frozen=True)
class _Plan:
    """A plan by the moment at which it was read; two of the same moment are the same."""

    stamp: str
    register: Register
    master: Master
    state: Keadaan

    def __hash__(self) -> int:
        return hash(self.stamp)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Plan) and other.stamp == self.stamp

    def read(self) -> Plan:
        """The plan: of the newest draft, else as it was merged."""
        issue = issued(self.register)
        if self.state.draft:
            return standing_plan(self.register, self.master, issue, self.state)
        return merged_plan(self.register, self.master, issue)[0]


@lru_cache(maxsize=2)
def _picture(known: _Plan) -> str:
    """The picture as one `svg` element, in which every text is escaped."""
    plan = known.read()
    return as_svg(peta(kaskade(plan, printed_programs(plan.master)), _WIDE, _HIGH), name="peta")
