"""One returned file, judged: whose it is, what it says, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from rkt_excel.messages.file_codes import FileCode
from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.forms import form
from rkt_excel.model.forms.form_rules import judge_form, settled
from rkt_excel.model.forms.recognise import Issue, recognise, told_for_version
from rkt_excel.model.origin.master import Master
from rkt_excel.model.vocabulary import terms
from rkt_excel.workbook.declaration.declare import as_known
from rkt_excel.workbook.findings import Finding, Severity, heaviest
from rkt_excel.workbook.reading.read import ReadResult, read
from rkt_excel.workbook.reading.result import ReadRow
from rkt_excel.workbook.values.cells import Opened, folded
from rkt_excel.workbook.values.numbers import written


class StatusBagian(StrEnum):
    """How far a bagian has come."""

    LENGKAP = "lengkap"
    PERLU_PERBAIKAN = "perlu-perbaikan"
    BELUM_MASUK = "belum-masuk"


@dataclass(frozen=True)
class Times:
    """When a file was written, by those who can say so.

    Attributes:
        berkas: The time of the file on disk; `None` where it can be none.
        surat: The date of the mail that brought it.
        program: When the spreadsheet program saved it, as it says itself.
    """

    berkas: datetime | None
    surat: datetime | None = None
    program: datetime | None = None

    @property
    def best(self) -> datetime:
        """The most trustworthy of them."""
        return self.program or self.surat or self.berkas or _UNKNOWN

    def saved(self, program: datetime | None, issued: datetime | None) -> Times:
        """With the program's own word, unless it lies before the forms were made: then its clock was wrong."""
        believed = program is not None and (issued is None or program >= issued - _CLOCK_TOLERANCE)
        return replace(self, program=program if believed else None)


_UNKNOWN: Final = datetime.min.replace(tzinfo=UTC)  # older than anything that is known
_CLOCK_TOLERANCE: Final = timedelta(days=1)  # clocks of office computers, and time zones that nobody set


@dataclass(frozen=True)
class Return:
    """A returned file.

    Attributes:
        berkas: Relative to the work folder, with "/".
        sha256: Of its bytes.
        times: When it was written.
        bagian: Whose form it is, `None` where that cannot be said.
        result: What it says, empty where it was refused.
        findings: Everything that is wrong with it.
        refused: It is no form of ours, or cannot be read.
        pengirim: The mail address that it came from.
        tersimpan: It counted once and its file is gone; this is what the journal keeps of it.
    """

    berkas: str
    sha256: str
    times: Times
    bagian: str | None = None
    result: ReadResult = field(default_factory=ReadResult)
    findings: tuple[Finding, ...] = ()
    refused: bool = False
    pengirim: str | None = None
    tersimpan: bool = False

    @property
    def complete(self) -> bool:
        """Nothing in it has to be mended."""
        return not self.refused and heaviest(self.findings) is not Severity.GALAT

    @property
    def kode(self) -> str | None:
        """The code of the heaviest finding where that keeps it from counting; `None` where nothing does."""
        worst = sorted(self.findings, key=lambda each: each.severity.rank)
        held_back = worst and (self.refused or worst[0].severity is Severity.GALAT)
        return worst[0].code.name if held_back else None


@dataclass(frozen=True)
class Judgement:
    """What a file says and what is wrong with it, whatever it is called and whenever it came.

    Attributes:
        modified: When the spreadsheet program saved it, as it says itself, in UTC; `None` where it does not say.
        bagian: Whose form it is, `None` where that cannot be said.
        result: What it says, empty where it was refused.
        findings: Everything that is wrong with it; they name no file yet.
        refused: It is no form of ours.
    """

    modified: datetime | None
    bagian: str | None
    result: ReadResult
    findings: tuple[Finding, ...]
    refused: bool = False

    def returned(self, berkas: str, sha256: str, times: Times, issue: Issue) -> Return:
        """The file under its name, with when it came; parameters as the attributes of `Return`."""
        told = tuple(each.placed(file=berkas) for each in self.findings)
        times = times.saved(self.modified, issue.terbit)
        return Return(berkas, sha256, times, self.bagian, self.result, told, self.refused)


def judge(berkas: str, sha256: str, times: Times, opened: Opened, master: Master, issue: Issue) -> Return:
    """Judge one opened file in three layers: what is it, its cells, its rows."""
    return judgement(opened, master, issue).returned(berkas, sha256, times, issue)


def judgement(opened: Opened, master: Master, issue: Issue) -> Judgement:
    """What `judge` finds, by nothing but the cells, the master and the forms that are out: a pure function."""
    refusal, identity = recognise(opened, master, issue)
    if identity is None or refusal:
        return Judgement(opened.modified, None, ReadResult(), tuple(refusal), refused=True)
    rows = form.form_rows(master, identity.bagian)
    result = read(form.form_returned(rows), opened, choices=form.form_choices(master), given=rows)
    told_of_cells = settled(told_for_version(result.findings, identity, issue, berubah=master.berubah), result)
    findings = _by_its_own_form([*told_of_cells, *judge_form(result, master)], result)
    told = tuple(each.placed(owner=identity.bagian) for each in findings)
    return Judgement(opened.modified, identity.bagian, result, told)


_ASKS_WHY: Final = frozenset({PlanCode.BEDA_RENSTRA_TANPA_ALASAN, PlanCode.ALASAN_TANPA_ISI})


def _by_its_own_form(findings: Iterable[Finding], result: ReadResult) -> Iterator[Finding]:
    """The findings without the reason that nobody was asked for: the target is that of the Renstra in the older form.

    That the Renstra has changed since is the office's doing, which is told instead, to be looked at.
    """
    told = list(findings)
    rows = {each.key: each for each in result.rows.get(form.KINERJA, ())}
    moved_on = {each.key for each in told if _renstra_has_moved(each, rows.get(each.key or ""))}
    for each in told:
        if each.key not in moved_on or each.code not in _ASKS_WHY:
            office = each.key in moved_on and _renstra_has_moved(each, rows.get(each.key or ""))
            yield replace(each, weight=Severity.PERINGATAN) if office else each


def _renstra_has_moved(each: Finding, line: ReadRow | None) -> bool:
    """Whether a finding says that the Renstra's target was another one, which is the target of the row."""
    if each.code is not FileCode.ISI_BARIS_BERUBAH or each.column != "target_renstra" or line is None:
        return False
    known = as_known(line.row)
    target = known.get("target")
    shown = written(target, grouped=False) if isinstance(target, Decimal) else str(target or "")
    return form.leaves_renstra(known) and folded(shown) == folded(each.found or "")


NUMERIC = (terms.Jenis.ANGKA, terms.Jenis.PERSEN, terms.Jenis.INDEKS)
