"""Tanda tangan: the clean copy that the Kepala signs, whom it names, the signature, and its scan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rkt_excel.desk.pages.buttons import button
from rkt_excel.desk.pages.office import Office, Standing
from rkt_excel.desk.pages.steps.papers import StepPaper, bound_files, day_of, step_buttons, who
from rkt_excel.edges.work_folder.register import Entry, Register
from rkt_excel.events import DITANDATANGANI, PINDAIAN_DILAMPIRKAN
from rkt_excel.model.procedure.alur import Gerak, Tahap
from rkt_excel.model.vocabulary.terms import Peran
from rkt_excel.office.state.readying import current

_SIGNED = frozenset({Tahap.DITANDATANGANI, Tahap.DIBAGIKAN, Tahap.DIARSIPKAN})


@dataclass(frozen=True)
class Signed:
    """A signature.

    Attributes:
        oleh: Who signed.
        kapan: On which day.
        draft: The draft that became the RKT.
        naskah: The signed text as it lies there.
        pindaian: Its scans as they lie there.
    """

    oleh: str
    kapan: date
    draft: int
    naskah: tuple[StepPaper, ...]
    pindaian: tuple[StepPaper, ...]


def show(office: Office, standing: Standing, asked: Mapping[str, str]) -> Mapping[str, object]:
    """What Tanda tangan shows."""
    del asked
    state, naskah = standing.state, standing.state.naskah
    waiting = state.tahap is Tahap.NASKAH
    journal = office.journal(standing)
    if journal is None or standing.master is None:
        return {"tombol": step_buttons(standing, "tanda-tangan")}
    with journal as register:
        entry = register.last(DITANDATANGANI) if state.tahap in _SIGNED else None
        signed = _signed(register, standing, entry) if entry else None
    outdated = waiting and not (
        standing.master and standing.folder and current(office.place, standing.folder, standing.master, naskah)
    )
    return {
        "menunggu": waiting,
        "naskah": bound_files(standing, {naskah["berkas"]: naskah["sha256"]}) if waiting and naskah else [],
        "kepala": who(naskah["kepala"]) if naskah else _kepala(office, standing),
        "usang": outdated,
        "tanda": signed,
        "tombol": step_buttons(standing, "tanda-tangan"),
        "kembalikan": button(standing, "kembalikan", oleh=str(Peran.KEPALA)) if waiting else None,
        "periksa": button(standing, "periksa") if outdated and not state.why_not(Gerak.PERIKSA) else None,
    }


def _signed(register: Register, standing: Standing, entry: Entry) -> Signed:
    told = entry.details
    return Signed(
        who(told), day_of(told, entry.when.date()), int(told["draft"]), tuple(bound_files(standing, told["berkas"])),
        tuple(bound_files(standing, dict(_scans(register, entry)))),
    )  # fmt: skip


def _scans(register: Register, entry: Entry) -> Iterator[tuple[str, str]]:
    """The scans that came with the signature and after it."""
    yield from (entry.details.get("pindaian") or {}).items()
    for each in register.entries(PINDAIAN_DILAMPIRKAN):
        if each.number > entry.number:
            yield from (each.details.get("pindaian") or {}).items()


def _kepala(office: Office, standing: Standing) -> str:
    official = standing.master.official(Peran.KEPALA, office.place.today) if standing.master else None
    return ", ".join(filter(None, (official.jabatan, official.nama))) if official else ""
