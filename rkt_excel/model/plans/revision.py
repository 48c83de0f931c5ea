"""What people typed into the Konsep and its drafts, laid over what the bagian answered: the plan as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from rkt_excel.model.origin.master import Master
from rkt_excel.model.plans.plan import Diusulkan, Isi, Origin, Plan
from rkt_excel.model.plans.threeway import Conflict, three_way
from rkt_excel.model.tables.renstra import Indikator
from rkt_excel.model.vocabulary import terms
from rkt_excel.model.vocabulary.nilai import Nilai, Place, as_text

RAPAT: Final = "rapat"  # stands as the source of what people typed into the Konsep or a draft
CARA: Final = "diubah"
# What a proposal has to say before it can become an indikator; quarters and posts may follow in the next draft.
_NEEDED: Final = ("bagian", "sasaran", "indikator", "satuan", "jenis", "arah", "mode")


@dataclass(frozen=True)
class Suntingan:
    """One cell that a person changed.

    Attributes:
        nilai: What was typed, `None` where the cell was emptied.
        atas: What the returns said when it was typed, as the journal writes values.
        alasan: Why.
        oleh: Who asked for it.
        berkas: The workbook, with its SHA-256, sheet and cell.
        warisan: It was typed in the edition before and signed there; nobody has changed anything by it.
    """

    nilai: Nilai | None
    atas: str | None
    alasan: str | None = None
    oleh: str | None = None
    berkas: str = ""
    sha256: str = ""
    lembar: str = ""
    sel: str = ""
    warisan: bool = False

    @property
    def copied(self) -> bool:
        """Whether it only keeps what the returns said, because the meeting decided about its row."""
        return as_text(self.nilai) == self.atas


Suntingans = Mapping[Place, Suntingan]


def answers(plan: Plan) -> dict[Place, str]:
    """What the plan says, as texts, the bagian of proposals included."""
    said = {place: as_text(isi.nilai) for place, isi in plan.isi.items()}
    return said | {(row.kode, "bagian"): bagian for bagian, row in plan.usulan if bagian}


def values(plan: Plan) -> dict[Place, Nilai]:
    """The same as `answers`, with numbers as `Decimal`."""
    said: dict[Place, Nilai] = {place: isi.nilai for place, isi in plan.isi.items()}
    return said | {(row.kode, "bagian"): bagian for bagian, row in plan.usulan if bagian}


def given(master: Master) -> frozenset[str]:
    """The kunci of the rows that the Renstra itself has; all others were proposed."""
    return frozenset(each.kode for each in master.indikator) | {each.kode for each in master.program}


def revised(plan: Plan, edits: Suntingans) -> tuple[Plan, dict[Place, Conflict[str]]]:
    """The plan with what people typed, and what both they and a later return changed.

    Args:
        plan: As the returns were merged last.
        edits: What people typed since the first Konsep.
    """
    new = answers(plan)
    written, came = _sides(new, edits, given(plan.master))
    typed = {**came, **{place: as_text(each.nilai) for place, each in edits.items() if each.nilai is not None}}
    for place, each in edits.items():
        if each.nilai is None:
            typed.pop(place, None)
    merged = three_way(written, typed, came)
    isi = dict(plan.isi)
    for place, each in edits.items():
        kept = merged.values.get(place)
        if kept is None:
            isi.pop(place, None)
        elif kept == as_text(each.nilai) and kept != new.get(place):
            assert each.nilai is not None
            isi[place] = _as_typed(each.nilai, each, isi.get(place))
    why = {place: each.alasan for place, each in edits.items() if each.alasan and not each.warisan}
    return _arranged(replace(plan, isi=isi, sebab=why), edits), dict(merged.conflicts)


def _sides(
    new: Mapping[Place, str], edits: Suntingans, issued: frozenset[str]
) -> tuple[dict[Place, str], dict[Place, str]]:
    """What edits began with and what came since.

    A proposal that the meeting decided about is the meeting's: its row may not change or vanish because the bagian sent
    another form. What came differently is a conflict, what came no more is no news.
    """
    written, came = dict(new), dict(new)
    for place, each in edits.items():
        decided = place[0] not in issued
        if decided and new.get(place) in (None, each.atas):
            came[place] = each.atas or ""
            written[place] = each.atas or ""
        elif decided or each.atas is None:
            written.pop(place, None)
        else:
            written[place] = each.atas
    return {p: v for p, v in written.items() if v}, {p: v for p, v in came.items() if v}


def _as_typed(value: Nilai, edit: Suntingan, before: Isi | None) -> Isi:
    """A value with the cell in which it was typed, before the cells that it replaces."""
    if edit.copied and before:
        return Isi(value, before.origins, before.cara)
    here = Origin(RAPAT, edit.berkas, edit.sha256, edit.lembar, edit.sel, value)
    return Isi(value, (here, *(before.origins if before else ())), CARA)


def _arranged(plan: Plan, edits: Suntingans) -> Plan:
    """The rows: accepted proposals are indikator, dropped rows are marked, the rest is still proposed."""
    issued = given(plan.master)
    owners = {row.kode: bagian for bagian, row in plan.usulan}
    owners |= {kode: "" for kode, _ in edits if kode not in issued and kode not in owners}
    for (kode, kolom), each in edits.items():
        if kolom == "bagian" and kode in owners:
            owners[kode] = str(each.nilai or "")
    rows = {kode: _proposal(plan, kode) for kode in owners}
    accepted = {kode: new for kode in owners if (new := _indikator(plan, kode, owners[kode]))}
    order = {each.kode: place for place, each in enumerate(plan.master.sasaran)}
    indikator = sorted([*plan.master.indikator, *accepted.values()], key=lambda each: order.get(each.sasaran, 0))
    known = issued | set(accepted)
    dropped = {kode for (kode, kolom), isi in plan.isi.items() if kolom == "dihapus" and isi.nilai == terms.YA}
    return replace(
        plan,
        master=replace(plan.master, indikator=tuple(indikator)),
        usulan=tuple((owners[kode], row) for kode, row in rows.items() if kode not in accepted),
        dihapus=frozenset(dropped & known),
    )


def _proposal(plan: Plan, kode: str) -> Diusulkan:
    known: dict[str, Any] = {name: plan.nilai(kode, name) for name in Diusulkan.columns()}
    return Diusulkan(kode=kode, **known)


def _indikator(plan: Plan, kode: str, bagian: str) -> Indikator | None:
    """An accepted proposal as an indikator of the plan; `None` while it lacks what makes one."""
    said: dict[str, Any] = {name: plan.nilai(kode, name) for name in _NEEDED} | {"bagian": bagian}
    if plan.nilai(kode, "diterima") != terms.YA or not all(said.values()):
        return None
    if said["sasaran"] not in {each.kode for each in plan.master.sasaran}:
        return None
    return Indikator(kode=kode, **{**said, "bagian": (bagian,)})


def without_dropped(plan: Plan) -> Plan:
    """The plan as it is printed: without the rows that people dropped."""
    master = plan.master
    return replace(
        plan,
        master=replace(
            master,
            indikator=tuple(each for each in master.indikator if each.kode not in plan.dihapus),
            program=tuple(each for each in master.program if each.kode not in plan.dihapus),
        ),
        isi={place: isi for place, isi in plan.isi.items() if place[0] not in plan.dihapus},
    )


def reasons(edits: Suntingans) -> dict[str, tuple[str | None, str | None]]:
    """What stands beside the edits of each row: the reason, and who asked; nothing for what was signed before."""
    found: dict[str, tuple[str | None, str | None]] = {}
    for kunci, each in ((place[0], each) for place, each in edits.items() if not each.warisan):
        alasan, oleh = found.get(kunci, (None, None))
        found[kunci] = (alasan or each.alasan, oleh or each.oleh)
    return found


# ------------------------------------------------------------------ in the journal


def as_details(edits: Suntingans) -> list[dict[str, Any]]:
    """The edits as the journal holds them; numbers are marked, because a grade may be a digit."""
    return [
        {
            "kunci": kunci, "kolom": kolom, "ke": as_text(each.nilai), "angka": isinstance(each.nilai, Decimal),
            "atas": each.atas, "alasan": each.alasan, "oleh": each.oleh, "berkas": each.berkas,
            "sha256": each.sha256, "lembar": each.lembar, "sel": each.sel, "warisan": each.warisan,
        }
        for (kunci, kolom), each in edits.items()
    ]  # fmt: skip


def from_details(details: Mapping[str, Any]) -> dict[Place, Suntingan]:
    """The edits that an entry of the journal holds."""
    return {place: each for one in details.get("suntingan", ()) for place, each in _from(one)}


def _from(one: Mapping[str, Any]) -> Iterator[tuple[Place, Suntingan]]:
    value = Decimal(one["ke"]) if one["angka"] and one["ke"] is not None else one["ke"]
    yield (
        (one["kunci"], one["kolom"]),
        Suntingan(
            value,
            one["atas"],
            one["alasan"],
            one["oleh"],
            one["berkas"],
            one["sha256"],
            one["lembar"],
            one["sel"],
            one.get("warisan", False),
        ),
    )
