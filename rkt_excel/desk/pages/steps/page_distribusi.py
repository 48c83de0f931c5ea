"""Distribusi: who gets a copy, with the papers for each, and who has signed for theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rkt_excel.desk.pages.buttons import Button, button
from rkt_excel.desk.pages.office import Office, Standing
from rkt_excel.desk.pages.steps.papers import StepPaper, belonging, day_of, lying, step_buttons
from rkt_excel.edges.work_folder.folder import DISTRIBUSI
from rkt_excel.edges.work_folder.register import Register
from rkt_excel.events import TANDA_TERIMA
from rkt_excel.office.place.journalled import recipients


@dataclass(frozen=True)
class Receiver:
    """Somebody who gets a copy.

    Attributes:
        kode: Of the bagian, or the Pengadministrasi Umum.
        nama: As it was at the distribution.
        kertas: The papers for this one.
        oleh: Who took it, empty where nobody has yet.
        kapan: The day on which it was received.
        terima: The button that writes it down, `None` where that is done.
    """

    kode: str
    nama: str
    kertas: tuple[StepPaper, ...]
    oleh: str
    kapan: date | None
    terima: Button | None


def show(office: Office, standing: Standing, asked: Mapping[str, str]) -> Mapping[str, object]:
    """What Distribusi shows."""
    del asked
    papers = lying(standing, f"{DISTRIBUSI}/")
    journal = office.journal(standing)
    if journal is None or standing.master is None:
        return {"tombol": step_buttons(standing, "distribusi", "terima")}
    with journal as register:
        rows = list(_rows(register, standing, papers))
    whose = {each for row in rows for each in row.kertas}
    return {
        "baris": rows,
        "sudah": sum(each.terima is None for each in rows),
        "kertas": [each for each in papers if each not in whose],
        "tombol": step_buttons(standing, "distribusi", "terima"),
        "terima": button(standing, "terima"),
    }


def _rows(register: Register, standing: Standing, papers: list[StepPaper]) -> Iterator[Receiver]:
    assert standing.master is not None
    got = {str(each.details["penerima"]): each for each in register.entries(TANDA_TERIMA)}
    for kode, name in recipients(register, standing.master).items():
        entry = got.get(kode) if kode in standing.state.diterima else None
        yield Receiver(
            kode, name, tuple(belonging(papers, kode)), str(entry.details["oleh"]) if entry else "",
            day_of(entry.details, entry.when.date()) if entry else None,
            None if entry else button(standing, "terima", diterima=kode),
        )  # fmt: skip
