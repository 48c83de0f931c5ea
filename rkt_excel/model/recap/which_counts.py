"""Of several states of one office the one that knows most counts; the others are named with what they are to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rkt_excel.model.recap.office_recap import OfficeRecap, Wujud
from rkt_excel.model.vocabulary.terms import Edisi


class Hubungan(StrEnum):
    """What a state that does not count is to the one that does."""

    SAMA = "salinan yang sama"
    LAMA = "keadaan yang lebih lama dari jurnal yang sama"
    PAKET = "paket arsip dari jurnal yang sama"
    EDISI = "edisi lain"
    CABANG = "salinan yang sesudah itu dikerjakan sendiri"
    LAIN = "jurnal yang sama sekali lain"

    @property
    def doubtful(self) -> bool:
        """Whether somebody has to ask the office which one is right."""
        return self in {Hubungan.CABANG, Hubungan.LAIN}


@dataclass(frozen=True)
class Beside:
    """A state that does not count, the one that does, and what they are to each other."""

    ini: OfficeRecap
    dihitung: OfficeRecap
    hubungan: Hubungan


def which_counts(states: Iterable[OfficeRecap]) -> tuple[tuple[OfficeRecap, ...], tuple[Beside, ...]]:
    """The states that count, one for each office and year in the order of their names, and those beside them.

    A signed plan counts before one that is not, a perubahan before its murni, what has come further before what has
    not, and a longer journal before a shorter one.
    """
    by_office: dict[tuple[str, str, int], list[OfficeRecap]] = defaultdict(list)
    for each in states:
        by_office[each.kunci].append(each)
    counted, beside = [], []
    for _, several in sorted(by_office.items()):
        best, *others = sorted(sorted(several, key=lambda each: each.tempat), key=_knows, reverse=True)
        counted.append(best)
        beside += [Beside(each, best, _relation(each, best)) for each in others]
    return tuple(counted), tuple(beside)


def _knows(state: OfficeRecap) -> tuple[bool, bool, str, int, int, bool]:
    signed = state.ditandatangani
    return (
        signed is not None,
        state.edisi != Edisi.MURNI,
        _stamp(signed),
        state.langkah.nomor,
        len(state.rantai),
        state.wujud is Wujud.FOLDER,
    )


def _stamp(when: datetime | None) -> str:
    """A moment to be ordered by; those with a zone and those without stand side by side as texts."""
    return when.isoformat(timespec="seconds") if when else ""


def _relation(this: OfficeRecap, best: OfficeRecap) -> Hubungan:
    if this.edisi != best.edisi:
        return Hubungan.EDISI
    shared = min(len(this.rantai), len(best.rantai))
    if this.rantai[:1] != best.rantai[:1]:
        return Hubungan.LAIN
    if this.rantai[:shared] != best.rantai[:shared]:
        return Hubungan.CABANG
    if this.wujud is Wujud.PAKET and best.wujud is Wujud.FOLDER:
        return Hubungan.PAKET
    return Hubungan.SAMA if len(this.rantai) == len(best.rantai) else Hubungan.LAMA


def running(best: OfficeRecap, beside: Iterable[Beside]) -> OfficeRecap | None:
    """The edition that an office works on beside the signed one that counts, `None` where there is none."""
    others = (each.ini for each in beside if each.dihitung is best and each.hubungan is Hubungan.EDISI)
    later = [each for each in others if each.edisi != Edisi.MURNI and each.ditandatangani is None]
    return max(later, key=_knows, default=None)


def begun_alike(counted: Iterable[OfficeRecap]) -> Iterator[tuple[OfficeRecap, OfficeRecap]]:
    """Offices of different names whose journals begin with the same entry: one folder was copied for another office."""
    first: dict[str, OfficeRecap] = {}
    for each in counted:
        start = each.rantai[0] if each.rantai else ""
        other = first.setdefault(start, each) if start else each
        if other is not each and other.kunci[:2] != each.kunci[:2]:
            yield each, other
