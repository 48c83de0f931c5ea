"""Where each value came from and what became of it, as the journal tells it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from rkt_excel.events import Details
from rkt_excel.model.plans.changes import Change, JenisPerubahan
from rkt_excel.model.plans.konsep import USULAN
from rkt_excel.model.plans.plan import Isi, Plan
from rkt_excel.model.plans.threeway import Conflict
from rkt_excel.model.vocabulary.nilai import Place, as_text

NILAI: Final = "nilai"  # under this name the journal keeps what a consolidation changed
PERUBAHAN: Final = "perubahan"  # what people changed in a workbook
BENTROK: Final = "bentrok"  # and what they and a later return both changed


class JenisPeristiwa(StrEnum):
    """What happened to a value."""

    DIGABUNG = "digabung"  # it came out of returned forms
    DITARIK = "ditarik"  # the forms no longer give it
    DIUBAH = "diubah"  # a person typed another one into the Konsep or a draft
    DIHAPUS = "dihapus"  # a person emptied the cell
    DITAHAN = "ditahan"  # a later return says otherwise; what the person typed stays until somebody decides
    BARIS_BARU = "baris-baru"
    BARIS_DIHAPUS = "baris-dihapus"
    BARIS_KEMBALI = "baris-dikembalikan"


@dataclass(frozen=True)
class Peristiwa:
    """One thing that happened to a value; texts as in JSON (a decimal dot, percent points).

    Attributes:
        isian: What the one cell said that is named here; differs from `ke` where several were joined.
        cara: How several were joined.
    """

    kapan: datetime
    peristiwa: JenisPeristiwa
    dari: str | None
    ke: str | None
    oleh: str | None = None
    alasan: str | None = None
    bagian: str | None = None
    berkas: str | None = None
    sha256: str | None = None
    lembar: str | None = None
    sel: str | None = None
    isian: str | None = None
    cara: str | None = None


def merged_values(plan: Plan, before: Mapping[Place, Details]) -> list[dict[str, Any]]:
    """What a consolidation changed, for the journal: each value that is new, other, from other cells, or gone.

    Args:
        plan: As it was joined now.
        before: What `last_merged` gives.
    """
    now = {place: _as_merged(isi) for place, isi in plan.isi.items()}
    changed = [
        {"kunci": kunci, "kolom": kolom, **now[kunci, kolom], "dari": _said(before, (kunci, kolom))}
        for kunci, kolom in sorted(now)
        if {**now[kunci, kolom]} != dict(before.get((kunci, kolom), {}))
    ]
    gone: list[dict[str, Any]] = [
        {"kunci": place[0], "kolom": place[1], "ke": None, "asal": [], "cara": "", "dari": _said(before, place)}
        for place in sorted(before)
        if place not in now and before[place]["ke"] is not None
    ]
    return changed + gone


def _as_merged(isi: Isi) -> dict[str, Any]:
    asal = [
        {"bagian": each.bagian, "berkas": each.berkas, "sha256": each.sha256, "lembar": each.lembar, "sel": each.sel,
         "isian": as_text(each.nilai)}
        for each in isi.origins
    ]  # fmt: skip
    return {"ke": as_text(isi.nilai), "asal": asal, "cara": isi.cara}


def _said(before: Mapping[Place, Details], place: Place) -> str | None:
    return before[place]["ke"] if place in before else None


def last_merged(consolidations: Iterable[Details]) -> dict[Place, Details]:
    """The values as the last consolidation left them, from the details of all, oldest first."""
    state: dict[Place, Details] = {}
    for details in consolidations:
        for each in details.get(NILAI, ()):
            state[each["kunci"], each["kolom"]] = {name: each[name] for name in ("ke", "asal", "cara")}
    return state


def changed_values(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """What people changed in a workbook, for the journal."""
    return [
        {"kunci": each.kunci, "kolom": each.kolom, "dari": as_text(each.dari), "ke": as_text(each.menjadi),
         "alasan": each.alasan, "oleh": each.oleh, "jenis": each.jenis.value, "lembar": each.lembar, "sel": each.sel,
         "berkas": each.berkas, "sha256": each.sha256}
        for each in changes
    ]  # fmt: skip


def histories(entries: Iterable[tuple[datetime, Details]]) -> dict[Place, list[Peristiwa]]:
    """What happened to every value, oldest first.

    Args:
        entries: Moment and details of the consolidations and drafts in the journal, oldest first.
    """
    found: dict[Place, list[Peristiwa]] = defaultdict(list)
    for when, details in entries:
        for each in details.get(NILAI, ()):
            found[each["kunci"], each["kolom"]] += _merged(when, each)
        for each in details.get(PERUBAHAN, ()):
            if each.get("jenis") != JenisPerubahan.KIRIMAN:  # the consolidation has told it
                found[each["kunci"], each["kolom"]].append(_typed(when, each, details))
        for each in details.get(BENTROK, ()):
            held = Peristiwa(when, JenisPeristiwa.DITAHAN, each["baru"], each["disunting"], alasan=each["alasan"])
            found[each["kunci"], each["kolom"]].append(held)
    return dict(found)


_ROWS: Final = {
    JenisPerubahan.BARIS_BARU: JenisPeristiwa.BARIS_BARU,
    JenisPerubahan.BARIS_DIHAPUS: JenisPeristiwa.BARIS_DIHAPUS,
    JenisPerubahan.BARIS_KEMBALI: JenisPeristiwa.BARIS_KEMBALI,
}


def _typed(when: datetime, each: Details, details: Details) -> Peristiwa:
    """A change that a person typed into the workbook which became a draft."""
    kind = _ROWS.get(each.get("jenis", ""), JenisPeristiwa.DIHAPUS if each["ke"] is None else JenisPeristiwa.DIUBAH)
    return Peristiwa(
        when, kind, each["dari"], each["ke"], oleh=each.get("oleh"), alasan=each["alasan"],
        berkas=each.get("berkas") or details["sumber"],
        sha256=each.get("sha256") or details.get("sumber_sha256"), lembar=each.get("lembar"), sel=each.get("sel"),
    )  # fmt: skip


def held_values(found: Mapping[Place, Conflict[str]]) -> list[dict[str, Any]]:
    """What people and a later return both changed, for the journal."""
    return [
        {"kunci": kunci, "kolom": kolom, "semula": each.written, "disunting": each.edited, "baru": each.new,
         "alasan": "kiriman sesudahnya berbeda; belum diputuskan"}
        for (kunci, kolom), each in sorted(found.items())
    ]  # fmt: skip


def said(consolidations: Iterable[Details]) -> dict[Place, str]:
    """What the returns said after the consolidations, the bagian of proposals included."""
    state = last_merged(consolidations)
    texts = {place: each["ke"] for place, each in state.items() if each["ke"] is not None}
    owners = {
        (kunci, "bagian"): each["asal"][0]["bagian"]
        for (kunci, _), each in state.items()
        if each["asal"] and each["asal"][0]["lembar"] == USULAN and each["ke"] is not None
    }
    return {**texts, **owners}


def _merged(when: datetime, each: Details) -> Iterator[Peristiwa]:
    if not each["asal"]:
        yield Peristiwa(when, JenisPeristiwa.DITARIK, each["dari"], None)
    for asal in each["asal"]:
        yield Peristiwa(when, JenisPeristiwa.DIGABUNG, each["dari"], each["ke"], cara=each["cara"] or None, **asal)
