"""Findings as people read them: the same fault in many cells is one line, by owner and file, heaviest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from rkt_excel.workbook.findings import Finding, FindingCode, Severity
from rkt_excel.workbook.values.ranges import column_first, ranges

_MOST_LINES: Final = 20  # on a screen, where a report has them all

_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Group:
    """One fault wherever it was found in a sheet, as people read it; who counts faults counts the findings.

    Attributes:
        findings: Those that it stands for, at least one, in order.
    """

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """What all of them share: code, message, file, owner, sheet."""
        return self.findings[0]

    @property
    def code(self) -> FindingCode:
        """The catalogue entry."""
        return self.first.code

    @property
    def severity(self) -> Severity:
        """How much it weighs."""
        return self.first.severity

    @property
    def cells(self) -> tuple[str, ...]:
        """The A1 address of every cell once, column by column."""
        cells = dict.fromkeys(cell for each in self.findings for cell in each.cells)
        return tuple(sorted(cells, key=column_first))

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the rows, in order."""
        return tuple(dict.fromkeys(each.key for each in self.findings if each.key))

    @property
    def found(self) -> tuple[str | None, ...]:
        """What stands in the cells, every text once; `None` where a finding does not say."""
        return tuple(dict.fromkeys(each.found for each in self.findings))

    @property
    def message(self) -> str:
        """What is wrong."""
        return self.first.message

    @property
    def remedy(self) -> str:
        """What to do; where it differs from row to row, every way once: "Isilah Target: ketik …; pilih …."."""
        ways = list(dict.fromkeys(each.remedy for each in self.findings))
        heads = {way.partition(": ")[0] for way in ways}
        if len(ways) == 1 or len(heads) > 1:
            return " ".join(ways)
        tails = [way.partition(": ")[2].rstrip(".") for way in ways]
        return f"{heads.pop()}: {'; '.join(tails)}."

    def told(self, places: Iterable[str] | None = None) -> str:
        """The fault with its places: "Target belum diisi: L7, L9, L11–L14."; the fault alone where there are none.

        Args:
            places: What is named instead of the cells, such as the keys of the rows; `None` for the cells.
        """
        where = ranges(self.cells) if places is None else ", ".join(places)
        message = _one_line(self.message)
        if not where:
            return message
        return f"{message} {where}." if message.endswith(("?", "!")) else f"{message.rstrip('.')}: {where}."


def groups(findings: Iterable[Finding]) -> list[Group]:
    """The findings with the same fault of one sheet together, heaviest first, otherwise in order."""
    found = _by(findings, lambda each: (each.severity, each.code, each.message, each.file, each.owner, each.sheet))
    return sorted((Group(tuple(each)) for each in found.values()), key=lambda each: each.severity.rank)


def by_file(findings: Iterable[Finding]) -> dict[tuple[str | None, str | None], list[Group]]:
    """The groups under (owner, file), in the order in which these appear; `None` where a finding does not name one."""
    return {place: groups(found) for place, found in _by(findings, lambda each: (each.owner, each.file)).items()}


def _by(findings: Iterable[Finding], key: Callable[[Finding], _Key]) -> dict[_Key, list[Finding]]:
    found: dict[_Key, list[Finding]] = {}
    for each in findings:
        found.setdefault(key(each), []).append(each)
    return found


def lines(
    findings: Sequence[Finding], report: str = "", always: Collection[FindingCode] = ()
) -> Iterator[str]:  # fmt: skip
    """The findings as lines for a screen: counted, then one line for each fault under the file it was found in.

    Args:
        findings: All of them; none give no line.
        report: The page where all of them can be read. With one, at most 20 lines are shown and no infos, and what is
            left out is counted; without one ("") everything is shown.
        always: Infos that are shown all the same, because the report has none of them.
    """
    if not findings:
        return
    counts = Counter(each.severity for each in findings)
    yield "Temuan: " + ", ".join(f"{counts[each]} {each.value}" for each in Severity if counts[each])
    wanted = [each for each in findings if not report or each.severity is not Severity.INFO or each.code in always]
    notes = len(findings) - len(wanted)
    told = [(place, each) for place, found in by_file(wanted).items() for each in found]
    shown = told[:_MOST_LINES] if report else told
    before = None
    for place, each in shown:
        if place != before and any(place):
            yield f"  {', '.join(_one_line(part) for part in place if part)}"
        before = place
        sheet = f"{_one_line(each.first.sheet)} – " if each.first.sheet else ""
        yield f"    {each.severity.value.upper():10} {sheet}{_one_line(each.told())} {_one_line(each.remedy)}"
    rest = sum(len(each.findings) for _, each in told[len(shown) :])
    hidden = [f"{rest} temuan lagi"] * bool(rest) + [f"{notes} info"] * bool(notes)
    if hidden:
        yield f"  Tidak ditampilkan di sini: {' dan '.join(hidden)}. Semuanya ada di {report}"


def _one_line(text: str) -> str:
    """A name or a sentence in one line, so that none from outside begins a line that looks like one of our own."""
    return " ".join(text.split())
