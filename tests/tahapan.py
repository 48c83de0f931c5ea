"""How far an office has come: the small one of `kantor`, brought to a stage of the procedure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kantor import KASUBAG, KEPALA, SEKRETARIS, hand_in, scan

from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.arsip import archive
from rkt_excel.steps.distribusi import distribute, receive, receivers
from rkt_excel.steps.draft import draft
from rkt_excel.steps.format import generate
from rkt_excel.steps.gabung import consolidate
from rkt_excel.steps.paraf import initial, sign

Work = Callable[[Workplace], object]
Stage = Callable[[Work], Workplace]


def drafted(place: Workplace) -> Workplace:
    """The office with draft 1 before the officials."""
    generate(place)
    for each in place.master()[0].bagian:
        hand_in(place, each.kode)
    consolidate(place)
    draft(place)
    return place


def initialled(place: Workplace) -> Workplace:
    """The office with all parafs given."""
    drafted(place)
    initial(place, oleh=KASUBAG)
    initial(place, oleh=SEKRETARIS)
    return place


def distributed(place: Workplace) -> Workplace:
    """The office with a signed RKT on its way to everybody."""
    sign(initialled(place), oleh=KEPALA, pindaian=scan(place.inputs.parent / "pindaian.pdf"))
    distribute(place)
    return place


def received(place: Workplace) -> Workplace:
    """The office in which everybody has signed for the copy, so that nothing keeps it from the archive."""
    distributed(place)
    for each in receivers(place.master()[0]):
        receive(place, each, oleh="Staf")
    return place


def sealed(place: Workplace) -> None:
    """The office with its package."""
    archive(received(place))


def folder(place: Workplace) -> Path:
    """The work folder."""
    return place.folder(place.master()[0])
