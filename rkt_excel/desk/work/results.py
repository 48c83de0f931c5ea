"""What the page says of a command that has ended: a sentence, the files that it made, what it found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from rkt_excel.desk.work.moves import in_buttons
from rkt_excel.desk.work.runner import Job
from rkt_excel.errors import ExitCode
from rkt_excel.workbook.findings import Finding, Severity
from rkt_excel.workbook.reading.grouped import groups
from rkt_excel.workbook.values.ranges import ranges

_ENDED: Final = {
    ExitCode.ARGUMENTS: "Isian belum dapat dipakai.",
    ExitCode.INPUT: "Belum dapat dikerjakan: ada masukan yang harus diperbaiki lebih dahulu.",
    ExitCode.OUTPUT: "Hasilnya tidak dapat ditulis. Berkas lama tetap utuh.",
    ExitCode.NOT_NOW: "Langkah ini belum atau tidak lagi dapat dilakukan.",
    ExitCode.INTERRUPTED: "Dihentikan. Tidak ada yang hilang; sisanya dibersihkan pada pekerjaan berikutnya.",
}
_FAULT: Final = "Terjadi kesalahan program."
_FILES: Final = frozenset(
    {"keluaran", "berkas", "formulir", "surat", "draft_xlsx", "draft_docx", "paket", "disisihkan"}
)


@dataclass(frozen=True)
class FaultTold:
    """The same finding wherever it was found in a sheet of a file."""

    severity: Severity
    where: str
    message: str
    remedy: str


@dataclass(frozen=True)
class JobResult:
    """What is said of a command that has ended."""

    label: str
    well: bool
    sentence: str
    said: tuple[str, ...]
    files: tuple[str, ...]
    faults: tuple[FaultTold, ...]


def result_of(job: Job) -> JobResult:
    """What the page says of a job."""
    sentence = job.move.done if job.well else _ENDED.get(ExitCode(job.ended or 0), _FAULT) if _known(job) else _FAULT
    said = tuple(in_buttons(line) for line in job.said.split("\n") if line.strip() and "--help" not in line)
    return JobResult(
        label=job.move.label,
        well=job.well,
        sentence=sentence,
        said=said,
        files=tuple(dict.fromkeys(_files(job.result))),
        faults=tuple(faults_told(job.result.get("temuan") or ())),
    )


def _known(job: Job) -> bool:
    return job.ended in {int(each) for each in ExitCode}


def _files(result: object, *, named: bool = False) -> Iterator[str]:
    """The files of the work folder that a result names."""
    if isinstance(result, str):
        if named and result[:1].isdigit() and "/" in result:
            yield result
    elif isinstance(result, Mapping):
        for key, value in result.items():
            if key != "temuan":
                yield from _files(value, named=named or key in _FILES)
    elif isinstance(result, list):
        for each in result:
            yield from _files(each, named=named)


def faults_of(findings: Iterable[Finding], *, file: bool = True) -> Iterator[FaultTold]:
    """Findings that a step gave, the same fault in many cells once, heaviest first; with the file where it is told."""
    for each in groups(findings):
        first = each.first
        name = (first.file or "").rpartition("/")[2] if file else ""
        where = ", ".join(filter(None, (name, first.sheet, ranges(each.cells))))
        yield FaultTold(each.severity, where, in_buttons(each.message), in_buttons(each.remedy))


def faults_told(findings: Any) -> Iterator[FaultTold]:  # noqa: ANN401 - as JSON gives them
    """Findings as JSON has them, the same fault in many cells once, heaviest first."""
    found: dict[tuple[str, ...], list[str]] = {}
    for each in findings:
        key = tuple(str(each.get(name) or "") for name in ("tingkat", "berkas", "lembar", "pesan", "perbaikan"))
        found.setdefault(key, []).extend(each.get("sel") or ())
    for key, cells in sorted(found.items(), key=lambda each: Severity(each[0][0]).rank):
        weight, file, sheet, message, remedy = key
        where = ", ".join(filter(None, (file.rpartition("/")[2], sheet, ranges(cells))))
        yield FaultTold(Severity(weight), where, in_buttons(message), in_buttons(remedy))
