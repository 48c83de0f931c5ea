"""One returned file, judged: whose it is, what it says, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from rkt_excel.messages import PlanCode
from rkt_excel.model import form, terms
from rkt_excel.model.form import FormIdentity
from rkt_excel.model.master import Master
from rkt_excel.model.rules.returned import judge_form, settled
from rkt_excel.workbook.cells import Opened
from rkt_excel.workbook.findings import Finding, Severity, SheetCode, finding, heaviest
from rkt_excel.workbook.identity import find
from rkt_excel.workbook.read import ReadResult, read


class Putusan(StrEnum):
    """What becomes of a returned file."""

    DIPAKAI = "dipakai"
    DIGANTIKAN = "digantikan"  # a newer complete one of the same bagian counts
    PERLU_PERBAIKAN = "perlu-perbaikan"
    DITOLAK = "ditolak"  # not a form of this office, year and edition, or not readable


class StatusBagian(StrEnum):
    """How far a bagian has come."""

    LENGKAP = "lengkap"
    PERLU_PERBAIKAN = "perlu-perbaikan"
    BELUM_MASUK = "belum-masuk"


@dataclass(frozen=True)
class Return:
    """A returned file.

    Attributes:
        berkas: Relative to the work folder, with "/".
        sha256: Of its bytes.
        saved: When the spreadsheet program saved it, else the time of the file.
        bagian: Whose form it is, `None` where that cannot be said.
        result: What it says, `None` where it was refused.
        findings: Everything that is wrong with it.
    """

    berkas: str
    sha256: str
    saved: datetime
    bagian: str | None = None
    result: ReadResult = field(default_factory=ReadResult)
    findings: tuple[Finding, ...] = ()
    refused: bool = False

    @property
    def complete(self) -> bool:
        """Nothing in it has to be mended."""
        return not self.refused and heaviest(self.findings) is not Severity.GALAT

    @property
    def kode(self) -> str | None:
        """The code of the heaviest finding."""
        worst = sorted(self.findings, key=lambda each: each.severity.rank)
        return worst[0].code.name if worst and worst[0].severity is Severity.GALAT else None


@dataclass(frozen=True)
class Issue:
    """Which forms are out: the office's name, year, edition and version that a return is held against."""

    kantor: str
    tahun: str
    edisi: str
    versi: int

    def of(self, bagian: str) -> FormIdentity:
        """The identity that the form of a bagian carries."""
        return FormIdentity(self.kantor, self.tahun, self.edisi, bagian, self.versi)


def judge(berkas: str, sha256: str, saved: datetime, opened: Opened, master: Master, issue: Issue) -> Return:
    """Judge one opened file in three layers: what is it, its cells, its rows."""
    refusal, identity = _what_is_it(opened, master, issue)
    saved = opened.modified or saved
    if identity is None or refusal:
        refused = tuple(each.placed(file=berkas) for each in refusal)
        return Return(berkas, sha256, saved, findings=refused, refused=True)
    rows = form.form_rows(master, identity.bagian)
    result = read(form.form_for(rows), opened, choices=form.form_choices(master), given=rows)
    older = identity.versi != issue.versi
    told_of_cells = settled(_without_locked(result.findings, older=older), result)
    findings = [*told_of_cells, *judge_form(result, master)]
    if older:
        findings.append(finding(PlanCode.VERSI_LAMA, found=str(identity.versi), versi=issue.versi))
    told = tuple(each.placed(file=berkas, owner=identity.bagian) for each in findings)
    return Return(berkas, sha256, saved, identity.bagian, result, told)


def _what_is_it(opened: Opened, master: Master, issue: Issue) -> tuple[list[Finding], FormIdentity | None]:
    found = find(opened)
    if not found.places:
        return [finding(PlanCode.BUKAN_FORMULIR_INI)], None
    if found.agreed is None:
        return [finding(PlanCode.IDENTITAS_TIDAK_SEPAKAT)], None
    identity = FormIdentity.of(found.agreed)
    if identity is None or identity.kantor != issue.kantor:
        return [finding(PlanCode.BUKAN_FORMULIR_INI)], None
    wanted = f"RKT {issue.tahun} edisi {issue.edisi}"
    if (identity.tahun, identity.edisi) != (issue.tahun, issue.edisi):
        ours = f"RKT {identity.tahun} edisi {identity.edisi}"
        return [finding(PlanCode.FORMULIR_LAIN, milik=ours, seharusnya=wanted)], identity
    if identity.bagian not in {each.kode for each in master.bagian}:
        known = "bagian yang ada di lembar Bagian"
        return [finding(PlanCode.FORMULIR_LAIN, milik=f"bagian {identity.bagian}", seharusnya=known)], identity
    return [], identity


def _without_locked(findings: list[Finding], *, older: bool) -> Iterator[Finding]:
    """An older form rightly shows other locked texts than today's."""
    expected = (SheetCode.TERKUNCI_BERUBAH, SheetCode.BARIS_HILANG)
    return (each for each in findings if not (older and each.code in expected))


def choose(returns: list[Return]) -> dict[str, Putusan]:
    """What becomes of each file, by its path: the newest complete return of a bagian counts, else its newest."""
    verdicts = {each.berkas: Putusan.DITOLAK for each in returns}
    by_bagian: dict[str, list[Return]] = {}
    for each in returns:
        if each.bagian and not each.refused:
            by_bagian.setdefault(each.bagian, []).append(each)
    for group in by_bagian.values():
        ordered = sorted(group, key=lambda each: (each.complete, each.saved, each.sha256))
        for each in ordered:
            verdicts[each.berkas] = Putusan.DIGANTIKAN
        chosen = ordered[-1]
        verdicts[chosen.berkas] = Putusan.DIPAKAI if chosen.complete else Putusan.PERLU_PERBAIKAN
    return verdicts


def counting(returns: list[Return], verdicts: Mapping[str, Putusan]) -> dict[str, Return]:
    """The return that counts, by bagian."""
    counted = (Putusan.DIPAKAI, Putusan.PERLU_PERBAIKAN)
    return {each.bagian: each for each in returns if each.bagian and verdicts[each.berkas] in counted}


def status(counted: Mapping[str, Return], bagian: str) -> StatusBagian:
    """How far a bagian has come."""
    if bagian not in counted:
        return StatusBagian.BELUM_MASUK
    return StatusBagian.LENGKAP if counted[bagian].complete else StatusBagian.PERLU_PERBAIKAN


NUMERIC = (terms.Jenis.ANGKA, terms.Jenis.PERSEN, terms.Jenis.INDEKS)
