"""How far an office has come: the small one of `kantor`, brought to a stage of the procedure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from helpers.kantor import KASUBAG, KEPALA, SEKRETARIS, hand_in, scan
from helpers.typing_in import write
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.arsip import arsip
from rkt_excel.steps.distribusi import distribusi, receivers, terima
from rkt_excel.steps.draft import draft
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.paraf import paraf, tandatangan
from rkt_excel.steps.rapat import rapat

Work = Callable[[Workplace], object]
Stage = Callable[[Work], Workplace]


def filled(place: Workplace) -> Workplace:
    """The office in whose 3-kembali lie the forms of all bagian."""
    format(place)
    for each in place.master()[0].bagian:
        hand_in(place, each.kode)
    return place


def merged(place: Workplace) -> Workplace:
    """The office whose bagian have all answered."""
    filled(place)
    gabung(place)
    return place


def typed_in_the_konsep(place: Workplace) -> Workplace:
    """The office in whose Konsep the meeting filled an answer and a remark of the first indikator."""
    master = place.master()[0]
    konsep = place.folder(master) / f"4-konsep/Konsep RKT {master.tahun}.xlsx"
    told = {"penanggung_jawab": "Sekretaris Dinas", "keterangan": "hasil rapat"}
    write(konsep, "Kinerja", master.indikator[0].kode, **told)
    return place


def met(place: Workplace) -> Workplace:
    """The office with the papers of its meeting."""
    merged(place)
    rapat(place)
    return place


def drafted(place: Workplace) -> Workplace:
    """The office with draft 1 before the officials."""
    merged(place)
    draft(place)
    return place


def initialled(place: Workplace) -> Workplace:
    """The office with all parafs given."""
    drafted(place)
    paraf(place, oleh=KASUBAG)
    paraf(place, oleh=SEKRETARIS)
    return place


def distributed(place: Workplace) -> Workplace:
    """The office with a signed RKT on its way to everybody."""
    tandatangan(initialled(place), oleh=KEPALA, pindaian=scan(place.inputs.parent / "pindaian.pdf"))
    distribusi(place)
    return place


def received(place: Workplace) -> Workplace:
    """The office in which everybody has signed for the copy, so that nothing keeps it from the archive."""
    distributed(place)
    for each in receivers(place.master()[0]):
        terima(place, each, oleh="Staf")
    return place


def sealed(place: Workplace) -> None:
    """The office with its package."""
    arsip(received(place))


def folder(place: Workplace) -> Path:
    """The work folder."""
    return place.folder(place.master()[0])
