"""The report of a merge as one HTML page: who has answered, what must be mended, and where.

The page carries its style and its few lines of script inside, so it can be mailed, printed and opened in ten
years. It reads complete without the script, which searches and filters; the filter stands in the address
as in `laporan.html#cari=IK.1.1&bagian=SEK&tingkat=galat`, so that a link shows a bagian its own findings.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, TypeVar

from rkt_excel.workbook.findings import Finding, Severity, SheetCode
from rkt_excel.workbook.reading import grouped
from rkt_excel.workbook.reading.grouped import Group
from rkt_excel.workbook.values.numbers import written
from rkt_excel.workbook.values.ranges import ranges

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from jinja2 import Environment

ReturnStatus: TypeAlias = Literal["lengkap", "perlu-perbaikan", "belum-masuk"]

_TEMPLATE: Final = "laporan.html.j2"
_NO_BAGIAN: Final = "-"  # stands for "no bagian" in the address of the page; no kode is only a hyphen
_LONGEST_FOUND: Final = 300  # characters of a cell's content that help to recognise it

# HTML forbids control characters (not tab and line ends); UTF-8 cannot carry lone surrogates; signs that turn the
# direction of writing would show another sentence than stands there.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")

_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class BagianRow:
    """How one bagian stands.

    Attributes:
        kode: The kode of the bagian.
        nama: Its name.
        status: Complete, to be mended, or not yet in.
        berkas: The file that counts, relative to the work folder with "/"; `None` where none came.
        perbaikan: The form to send back, named the same way; `None` where none is needed.
    """

    kode: str
    nama: str
    status: ReturnStatus
    berkas: str | None
    perbaikan: str | None


@dataclass(frozen=True, slots=True)
class BerkasRow:
    """What became of one file received.

    Attributes:
        berkas: The file, relative to the work folder with "/".
        bagian: The kode of the bagian that it belongs to; `None` where that is not known.
        putusan: `dipakai`, `digantikan`, `perlu-perbaikan` or `ditolak`.
        sebab: Why, ready to read.
    """

    berkas: str
    bagian: str | None
    putusan: str
    sebab: str


@dataclass(frozen=True, slots=True)
class Report:
    """All that the page says.

    Attributes:
        judul: The title.
        perangkat_daerah: The office.
        tahun: The year planned.
        edisi: `murni` or `perubahan`.
        dibuat: When the page was made, ready to read.
        batas: Until when forms are due, ready to read.
        bagian: Every bagian asked, in the order of the office.
        berkas: Every file received.
        findings: Every finding, with its file and owner where it has them.
        berikutnya: What to do next, usually a command.
    """

    judul: str
    perangkat_daerah: str
    tahun: int
    edisi: str
    dibuat: str
    batas: str
    bagian: tuple[BagianRow, ...]
    berkas: tuple[BerkasRow, ...]
    findings: tuple[Finding, ...]
    berikutnya: str


@dataclass(frozen=True, slots=True)
class _FileGroup:
    """The findings about one file, the same fault in many cells together, heaviest first."""

    berkas: str | None
    findings: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """The findings of one bagian; `value` names it in the filter, `anchor` in a link."""

    value: str
    anchor: str
    label: str
    amounts: str
    files: tuple[_FileGroup, ...]


def render_report(report: Report) -> str:
    """The report as one self-contained HTML page; the same report gives the same text."""
    groups = tuple(_groups(report))
    template = (files("rkt_excel") / "edges" / _TEMPLATE).read_text(encoding="utf-8")
    return (
        page_environment()
        .from_string(template)
        .render(
            r=report,
            summary=summary_line(report),
            groups=groups,
            group_of={group.value: group for group in groups},
            names={row.kode: row.nama for row in report.bagian},
            calm=_calm(report),
            weights=tuple(Severity),
        )
    )


def summary_line(report: Report) -> str:
    """The whole state in one Indonesian line, such as "3 dari 5 bagian lengkap · 4 sel perlu diperbaiki"."""
    complete = sum(row.status == "lengkap" for row in report.bagian)
    parts = [f"{complete} dari {len(report.bagian)} bagian lengkap"] if report.bagian else []
    cells, others = _amounts(report.findings, Severity.GALAT)
    amounts = [f"{written(cells)} sel"] if cells else []
    if others:
        amounts.append(f"{written(others)} hal{' lain' if cells else ''}")
    parts.append(f"{' dan '.join(amounts) or 'tidak ada yang'} perlu diperbaiki")
    to_check = sum(_amounts(report.findings, Severity.PERINGATAN))
    if to_check:
        parts.append(f"{written(to_check)} hal perlu dicek")
    line = " · ".join(parts)
    return line[:1].upper() + line[1:]


def page_environment() -> Environment:
    """What fills a page: everything escaped, nothing undefined, no sign that HTML forbids or that turns the writing."""
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - only this step needs it

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, finalize=_printable, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(ranges=ranges, standing=_standing)
    return environment


def _groups(report: Report) -> Iterator[_Group]:
    """Findings as a person would mend them: bagian in the order of the office, then others, then nobody's."""
    names = {row.kode: row.nama for row in report.bagian}
    owners = _by(report.findings, lambda each: each.owner or None)
    order = dict.fromkeys((*names, *filter(None, owners), None))
    for index, owner in enumerate((owner for owner in order if owner in owners), start=1):
        of_owner = owners[owner]
        label = " · ".join(filter(None, (owner, names.get(owner or ""))))
        yield _Group(
            value=owner or _NO_BAGIAN,
            anchor=f"temuan-{index}",
            label=label or "Tidak terkait bagian tertentu",
            amounts=_told(of_owner),
            files=tuple(
                _FileGroup(berkas, tuple(grouped.groups(of_file)))
                for berkas, of_file in _by(of_owner, lambda each: each.file).items()
            ),
        )


def _by(findings: Iterable[Finding], key: Callable[[Finding], _Key]) -> dict[_Key, list[Finding]]:
    """The findings under their keys, both in the order of their first appearance."""
    groups: dict[_Key, list[Finding]] = {}
    for each in findings:
        groups.setdefault(key(each), []).append(each)
    return groups


def _amounts(findings: Iterable[Finding], severity: Severity) -> tuple[int, int]:
    """How many cells findings of a severity point to, each counted once, and how many point to none."""
    cells: set[tuple[str | None, ...]] = set()
    others = 0
    for each in findings:
        if each.severity is severity:
            cells.update((each.file, each.sheet, cell) for cell in each.cells)
            others += not each.cells
    return len(cells), others


def _told(findings: Iterable[Finding]) -> str:
    """How many findings of each weight, such as "3 PERBAIKI · 1 CEK"."""
    counts = Counter(each.severity for each in findings)
    return " · ".join(f"{written(counts[weight])} {weight.word}" for weight in Severity if counts[weight])


def _calm(report: Report) -> str:
    """What stands where no finding does; it promises no more than is known."""
    if report.bagian and all(row.status == "lengkap" for row in report.bagian):
        return "Tidak ada yang perlu diperbaiki. Semua isian sudah masuk dan dapat dipakai."
    if report.berkas:
        return "Tidak ada yang perlu diperbaiki pada berkas yang sudah masuk."
    return "Belum ada yang dapat diperiksa."


def _standing(group: Group) -> list[str]:
    """What stands in the cells, "" for a blank one, every text once; empty where the findings do not say."""
    blank = [""] if group.code is SheetCode.WAJIB_DIISI else []
    return list(dict.fromkeys(text for each in group.found for text in (blank if each is None else [_cut(each)])))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_FOUND else f"{text[:_LONGEST_FOUND]}… ({written(len(text))} huruf)"


def _printable(value: object) -> object:
    """Every value on its way into the page: what HTML forbids, or turns text, becomes a visible mark."""
    return _FORBIDDEN.sub("\ufffd", value) if isinstance(value, str) and not hasattr(value, "__html__") else value
