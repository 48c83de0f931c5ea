"""One returned file, judged: whose it is, what it says, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from rkt_excel.model import form, terms
from rkt_excel.model.master import Master
from rkt_excel.model.recognise import Issue, moved, recognise
from rkt_excel.model.rules.returned import judge_form, settled
from rkt_excel.workbook.cells import Opened
from rkt_excel.workbook.findings import Finding, Severity, heaviest
from rkt_excel.workbook.read import ReadResult, read


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
        """The code of what keeps it from counting: of its heaviest finding."""
        worst = sorted(self.findings, key=lambda each: each.severity.rank)
        held_back = worst and (self.refused or worst[0].severity is Severity.GALAT)
        return worst[0].code.name if held_back else None


def judge(berkas: str, sha256: str, times: Times, opened: Opened, master: Master, issue: Issue) -> Return:
    """Judge one opened file in three layers: what is it, its cells, its rows."""
    times = times.saved(opened.modified, issue.terbit)
    refusal, identity = recognise(opened, master, issue)
    if identity is None or refusal:
        refused = tuple(each.placed(file=berkas) for each in refusal)
        return Return(berkas, sha256, times, findings=refused, refused=True)
    rows = form.form_rows(master, identity.bagian)
    result = read(form.form_returned(rows), opened, choices=form.form_choices(master), given=rows)
    told_of_cells = settled(moved(result.findings, identity, issue, berubah=master.berubah), result)
    findings = [*told_of_cells, *judge_form(result, master)]
    told = tuple(each.placed(file=berkas, owner=identity.bagian) for each in findings)
    return Return(berkas, sha256, times, identity.bagian, result, told)


NUMERIC = (terms.Jenis.ANGKA, terms.Jenis.PERSEN, terms.Jenis.INDEKS)
