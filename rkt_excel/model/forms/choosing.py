"""Which return of a bagian counts when there are several, and what has to be asked about that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.forms.returns import Return, StatusBagian
from rkt_excel.model.origin.master import Master
from rkt_excel.workbook.findings import Finding, Severity, finding
from rkt_excel.workbook.values.cells import folded

_SAME_MOMENT: Final = timedelta(seconds=2)  # file systems and zip archives round times
_SHOWN_CELLS: Final = 5


class Putusan(StrEnum):
    """What becomes of a returned file."""

    DIPAKAI = "dipakai"
    DIGANTIKAN = "digantikan"  # another one of the same bagian counts
    PERLU_PERBAIKAN = "perlu-perbaikan"
    DITOLAK = "ditolak"  # not a form of this office, year and edition, or not readable


@dataclass(frozen=True)
class Chosen:
    """What counts.

    Attributes:
        verdicts: What becomes of each file, by its path.
        counted: The return that counts, by bagian.
        findings: What has to be asked or told about the choice.
    """

    verdicts: Mapping[str, Putusan]
    counted: Mapping[str, Return]
    findings: tuple[Finding, ...]

    def status(self, bagian: str) -> StatusBagian:
        """How far a bagian has come."""
        if bagian not in self.counted:
            return StatusBagian.BELUM_MASUK
        return StatusBagian.LENGKAP if self.counted[bagian].complete else StatusBagian.PERLU_PERBAIKAN


def choose(returns: Sequence[Return], master: Master, decided: Mapping[str, str] | None = None) -> Chosen:
    """The newest complete return of a bagian counts, else its newest; a decision of the Kasubag before all.

    Args:
        returns: Every file that came back, in any order.
        master: Names the bagian and their mail addresses.
        decided: The SHA-256 that `rkt pakai` named, by bagian.
    """
    decided = decided or {}
    verdicts = {each.berkas: Putusan.DITOLAK for each in returns}
    counted: dict[str, Return] = {}
    findings: list[Finding] = []
    for bagian, group in sorted(_by_bagian(returns).items()):
        ordered = sorted(group, key=_newness)
        verdicts |= {each.berkas: Putusan.DIGANTIKAN for each in ordered}
        distinct = _first_of_each(ordered)
        pinned = next((each for each in distinct if each.sha256 == decided.get(bagian)), None)
        chosen = pinned or distinct[-1]
        counted[bagian] = chosen
        verdicts[chosen.berkas] = Putusan.DIPAKAI if chosen.complete else Putusan.PERLU_PERBAIKAN
        findings += [*_copies(ordered, distinct), *_told(chosen, distinct, master, pinned=pinned is not None)]
    return Chosen(verdicts, counted, (*findings, *_senders(counted, master)))


def _by_bagian(returns: Sequence[Return]) -> dict[str, list[Return]]:
    groups: dict[str, list[Return]] = defaultdict(list)
    for each in returns:
        if each.bagian and not each.refused:
            groups[each.bagian].append(each)
    return groups


def _newness(each: Return) -> tuple[bool, datetime, bool, str, str]:
    """The order in which returns replace each other; the last two only make it the same in every run.

    Programs note the second only: of two returns of one second, that which lies in the folder came after what is gone.
    """
    return each.complete, each.times.best.replace(microsecond=0), not each.tersimpan, each.sha256, each.berkas


def _first_of_each(ordered: Sequence[Return]) -> list[Return]:
    """Each content once, in order: the same bytes may lie in the folder several times."""
    by_content = {each.sha256: each for each in reversed(ordered)}
    kept = {each.berkas for each in by_content.values()}
    return [each for each in ordered if each.berkas in kept]


def _copies(ordered: Sequence[Return], distinct: Sequence[Return]) -> Iterator[Finding]:
    kept = {each.sha256: each.berkas for each in distinct}
    for each in ordered:
        if kept[each.sha256] != each.berkas:
            yield finding(FileCode.KIRIMAN_SAMA, file=each.berkas, owner=each.bagian, found=kept[each.sha256])


def _told(chosen: Return, distinct: Sequence[Return], master: Master, *, pinned: bool) -> Iterator[Finding]:
    """Doubts about which is newer, and what differs between complete ones."""
    name = master.nama_bagian(chosen.bagian or "")
    for other in distinct:
        if other is chosen:
            continue
        if pinned:
            if _newness(other) > _newness(chosen) or other.times.best > chosen.times.best:
                yield _about(FileCode.KIRIMAN_DIKESAMPINGKAN, chosen, other, name)
        elif chosen.complete and not other.complete:
            if other.times.best > chosen.times.best:
                yield _about(FileCode.KIRIMAN_BARU_BELUM_LENGKAP, chosen, other, name, sebab=_worst(other))
        elif _contradict(chosen, other):
            yield _about(FileCode.URUTAN_MERAGUKAN, chosen, other, name)
        elif chosen.complete:
            cells = _differences(chosen, other)
            if cells:
                shown = ", ".join(cells[:_SHOWN_CELLS]) + (", …" if len(cells) > _SHOWN_CELLS else "")
                yield _about(FileCode.KIRIMAN_BERBEDA, chosen, other, name, jumlah=len(cells), sel_berbeda=shown)


def _worst(one: Return) -> str:
    """What has to be mended in a return, in a few words."""
    wrong = [each for each in one.findings if each.severity is Severity.GALAT]
    more = f" dan {len(wrong) - 1} hal lain" if len(wrong) > 1 else ""
    return f"{wrong[0].message.rstrip('.')}{more}"


def _about(code: FileCode, chosen: Return, other: Return, name: str, **details: object) -> Finding:
    return finding(code, file=other.berkas, owner=chosen.bagian, found=other.berkas, nama=name, dipakai=chosen.berkas,
                   **details)  # type: ignore[arg-type]  # fmt: skip


def _contradict(one: Return, other: Return) -> bool:
    """Whether the program's word, the mail's date and the file's time disagree about which came later."""
    told = set()
    for first, second in (
        (one.times.program, other.times.program),
        (one.times.surat, other.times.surat),
        (None, None) if one.times.surat and other.times.surat else (one.times.berkas, other.times.berkas),
    ):
        if first and second and abs(first - second) > _SAME_MOMENT:
            told.add(first > second)
    return len(told) != 1


def _differences(one: Return, other: Return) -> list[str]:
    """The cells in which two returns of a bagian say different things."""
    answers, others = _answers(one), _answers(other)
    places = [place for place in answers if answers[place][0] != others.get(place, (None, ""))[0]]
    gone = [place for place in others if place not in answers]
    return [f"{sheet} {answers[sheet, key, name][1]}" for sheet, key, name in places] + [
        f"{sheet} {others[sheet, key, name][1]}" for sheet, key, name in gone
    ]


def _answers(one: Return) -> dict[tuple[str, str, str], tuple[object, str]]:
    return {
        (sheet, each.key, name): (getattr(each.row, name), cell.address)
        for sheet, rows in one.result.rows.items()
        for each in rows
        for name, cell in each.cells.items()
        if getattr(each.row, name) is not None
    }


def _senders(counted: Mapping[str, Return], master: Master) -> Iterator[Finding]:
    """A form that came from the address of another bagian."""
    addresses = {folded(each.surel): each.kode for each in master.bagian if each.surel}
    for bagian, one in counted.items():
        sender = addresses.get(folded(one.pengirim or ""))
        if sender and sender != bagian:
            yield finding(
                FileCode.PENGIRIM_LAIN, file=one.berkas, owner=bagian, found=one.pengirim,
                nama=master.nama_bagian(bagian), lain=master.nama_bagian(sender),
            )  # fmt: skip
