"""Pemeriksaan: the draft that lies before the officials, who has initialled it, and for what drafts came back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rkt_excel.desk.pages.buttons import button
from rkt_excel.desk.pages.office import Office, Standing
from rkt_excel.desk.pages.steps.papers import bound_files, day_of, lying, step_buttons, who
from rkt_excel.edges.work_folder.folder import DRAFT
from rkt_excel.edges.work_folder.register import Entry, Register
from rkt_excel.events import DIKEMBALIKAN, DIPARAF
from rkt_excel.model.origin.pejabat import paraf_order, title
from rkt_excel.model.procedure.alur import Tahap

_OPEN = frozenset({Tahap.DINILAI, Tahap.DIPARAF})


@dataclass(frozen=True)
class ParafLine:
    """A post that initials.

    Attributes:
        siapa: Who, with the post.
        keadaan: "diparaf", "giliran", "menunggu", "gugur", or "kosong" where nobody holds the post.
        kapan: The day of the paraf.
        catatan: What was remarked.
    """

    siapa: str
    keadaan: str
    kapan: date | None = None
    catatan: str = ""


@dataclass(frozen=True)
class CameBack:
    """A draft that was given back."""

    draft: int
    oleh: str
    kapan: date
    catatan: str


def show(office: Office, standing: Standing, asked: Mapping[str, str]) -> Mapping[str, object]:
    """What Pemeriksaan shows."""
    del asked
    state = standing.state
    journal = office.journal(standing)
    if journal is None or standing.master is None:
        return {"tombol": step_buttons(standing, "pemeriksaan")}
    with journal as register:
        given = _given(register, standing)
        back = [_back(each) for each in register.entries(DIKEMBALIKAN)]
    folder = f"{DRAFT}/draft-{state.draft}/"
    sheets = [each for each in lying(standing, f"{DRAFT}/") if each.berkas.endswith(".docx")]
    return {
        "berkas_draft": bound_files(standing, state.berkas),
        "lembar_periksa": [
            each for each in sheets if each.berkas.startswith(folder) and each.berkas not in state.berkas
        ],
        "paraf": list(_chain(office, standing, given)),
        "kembali": back[::-1],
        "tombol": step_buttons(standing, "pemeriksaan"),
        "kembalikan": button(standing, "kembalikan"),
        "dikembalikan": state.tahap is Tahap.DIKEMBALIKAN,
    }


def _given(register: Register, standing: Standing) -> Mapping[str, Entry]:
    """The parafs of the newest draft, by peran."""
    found = [each for each in register.entries(DIPARAF) if each.details["draft"] == standing.state.draft]
    return {each.details["peran"]: each for each in found if each.details["peran"] in standing.state.paraf}


def _back(entry: Entry) -> CameBack:
    told = entry.details
    return CameBack(int(told["draft"]), who(told), day_of(told, entry.when.date()), str(told["catatan"]))


def _chain(office: Office, standing: Standing, given: Mapping[str, Entry]) -> Iterator[ParafLine]:
    """Who initials, in order; who has, although the master names them no more, stands first."""
    if standing.master is None or not standing.state.draft:
        return  # nobody initials what is not there
    order = paraf_order(standing.master, office.place.today)
    named = {str(peran) for peran, _ in order}
    stays = standing.state.tahap is not Tahap.DIKEMBALIKAN
    for peran, each in given.items():
        if peran not in named:
            yield _initialled(each, stays=stays)
    turn = standing.state.tahap in _OPEN
    for peran, holder in order:
        if peran in given:
            yield _initialled(given[peran], stays=stays)
        elif holder is None:
            yield ParafLine(str(peran), "kosong")
            turn = False
        else:
            yield ParafLine(", ".join(filter(None, (title(holder), holder.nama))), "giliran" if turn else "menunggu")
            turn = False


def _initialled(entry: Entry, *, stays: bool) -> ParafLine:
    told = entry.details
    return ParafLine(
        who(told), "diparaf" if stays else "gugur", day_of(told, entry.when.date()), str(told.get("catatan") or "")
    )
