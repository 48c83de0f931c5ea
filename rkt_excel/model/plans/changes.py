"""The daftar perubahan: what differs between two states of the plan, why, and who asked for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from rkt_excel.model.plans import konsep
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.plans.revision import Suntingan, values
from rkt_excel.model.vocabulary import terms
from rkt_excel.model.vocabulary.nilai import KOSONG, Nilai, Place, as_text, shown

NO_REASON: Final = "(belum ada alasan)"  # printed where nobody said why


class JenisPerubahan(StrEnum):
    """What a change is."""

    DIUBAH = "nilai diubah"
    BARIS_BARU = "baris baru"
    BARIS_DIHAPUS = "baris dihapus"
    BARIS_KEMBALI = "baris dikembalikan"
    ALASAN = "alasan dilengkapi"
    KIRIMAN = "kiriman baru"  # an answer of a bagian that came after the draft before


@dataclass(frozen=True)
class Change:
    """What differs between two states of the plan.

    Attributes:
        alasan: Why, as it was typed beside the change.
        oleh: Who asked for it.
        uraian: The indikator or budget line.
        lembar: The sheet on which it was typed.
        sel: The cell there.
        berkas: The workbook in which it was typed, relative to the work folder with "/".
        sha256: Of that workbook.
    """

    kunci: str
    kolom: str
    dari: Nilai | None
    menjadi: Nilai | None
    alasan: str | None
    oleh: str | None = None
    jenis: JenisPerubahan = JenisPerubahan.DIUBAH
    uraian: str | None = None
    lembar: str | None = None
    sel: str | None = None
    berkas: str | None = None
    sha256: str | None = None

    def row(self) -> konsep.Perubahan:
        """The change as a line of the sheet Perubahan."""
        dari, menjadi = (value if value is None else shown(value) for value in (self.dari, self.menjadi))
        return konsep.Perubahan(
            jenis=self.jenis, kunci=self.kunci, uraian=self.uraian, kolom=konsep.heading(self.kolom), dari=dari,
            menjadi=menjadi, alasan=self.alasan or NO_REASON, oleh=self.oleh,
        )  # fmt: skip

    def told(self, sejak: str) -> str:
        """As the comment of a marked cell.

        Args:
            sejak: The state before, such as "konsep" or "Draft 1".
        """
        lines = [f"Diubah sejak {sejak}."]
        if self.kolom != konsep.BARIS:
            lines += [f"Semula: {shown(self.dari) or KOSONG}", f"Menjadi: {shown(self.menjadi) or KOSONG}"]
        else:
            lines[0] = f"{self.jenis.capitalize()} sejak {sejak}."
        return "\n".join(
            [*lines, f"Alasan: {self.alasan or NO_REASON}", *([f"Diminta oleh: {self.oleh}"] if self.oleh else [])]
        )


# ------------------------------------------------------------------ marks


def differs(dari: Nilai | None, menjadi: Nilai | None) -> bool:
    """Whether a cell says something else than before: what the tables of workbook and document mark."""
    return as_text(dari) != as_text(menjadi)


def changed_cells(found: Iterable[Change]) -> dict[Place, Change]:
    """The cells of the draft that say something else than before; a whole row by the cell that says so."""
    return {_shown_at(each): each for each in found if differs(each.dari, each.menjadi)}


def _shown_at(each: Change) -> Place:
    if each.kolom != konsep.BARIS:
        return each.kunci, each.kolom
    return each.kunci, "kode" if each.jenis is JenisPerubahan.BARIS_BARU else "dihapus"


# ------------------------------------------------------------------ from two states


@dataclass(frozen=True)
class Before:
    """The state that changes are counted from.

    Attributes:
        values: What it said.
        rows: What each row of the plan was called, by kunci; dropped rows and mere proposals are none.
    """

    values: Mapping[Place, Nilai]
    rows: Mapping[str, str]


def rows_of(plan: Plan) -> dict[str, str]:
    """What each row of the plan is called, by kunci, without those that were dropped."""
    named = {each.kode: each.indikator for each in plan.master.indikator}
    named |= {each.kode: each.uraian for each in plan.master.program}
    return {kunci: name for kunci, name in named.items() if kunci not in plan.dihapus}


_SAID_BY_THE_ROW: Final = frozenset({"bagian", "sasaran", "indikator", "satuan", "jenis", "arah", "mode"})


def changes(
    before: Before, after: Plan, causes: Mapping[Place, Suntingan], amended: Mapping[Place, Suntingan]
) -> list[Change]:
    """What differs, whole rows first.

    Args:
        before: The state before.
        after: The state now.
        causes: What people typed; whatever else differs came with a return.
        amended: Earlier edits whose reason was given only now.
    """
    now, rows = values(after), rows_of(after)
    found = [*_rows(before, rows, causes)]
    new = {change.kunci for change in found if change.jenis is JenisPerubahan.BARIS_BARU}
    names = {**before.rows, **{row.kode: row.indikator or "" for _, row in after.usulan}, **_all_rows(after)}
    for place in sorted({*before.values, *now}, key=_in_order):
        kunci, kolom = place
        old, value = before.values.get(place), now.get(place)
        decided = kolom in ("diterima", "dihapus") and terms.YA in (old, value) and kunci in _all_rows(after)
        if as_text(old) == as_text(value) or decided or (kunci in new and kolom in _SAID_BY_THE_ROW):
            continue
        found.append(_change(place, old, value, causes, after, names.get(kunci)))
    for place, edit in sorted(amended.items()):
        value = now.get(place)
        found.append(_typed(edit, Change(*place, value, value, None, None, JenisPerubahan.ALASAN, names.get(place[0]))))
    return found


_ORDER: Final = [name for names in konsep.TYPED.values() for name in names]


def _in_order(place: Place) -> tuple[str, int]:
    """By row, then as the columns stand."""
    return place[0], _ORDER.index(place[1]) if place[1] in _ORDER else len(_ORDER)


def _all_rows(plan: Plan) -> dict[str, str]:
    named = {each.kode: each.indikator for each in plan.master.indikator}
    return named | {each.kode: each.uraian for each in plan.master.program}


def _rows(before: Before, rows: Mapping[str, str], causes: Mapping[Place, Suntingan]) -> Iterator[Change]:
    """Rows that are new, dropped, or back again."""
    for kunci in [*rows, *(each for each in before.rows if each not in rows)]:
        if (kunci in rows) is (kunci in before.rows):
            continue
        back = before.values.get((kunci, "dihapus")) == terms.YA
        kind = JenisPerubahan.BARIS_KEMBALI if back else JenisPerubahan.BARIS_BARU
        kind = kind if kunci in rows else JenisPerubahan.BARIS_DIHAPUS
        kolom = "diterima" if kind is JenisPerubahan.BARIS_BARU else "dihapus"
        edit = causes.get((kunci, kolom)) or next((each for place, each in causes.items() if place[0] == kunci), None)
        name = rows.get(kunci) or before.rows[kunci]
        yield _typed(edit, Change(kunci, konsep.BARIS, before.rows.get(kunci), rows.get(kunci), None, None, kind, name))


def _typed(edit: Suntingan | None, change: Change) -> Change:
    """A change with why, who asked, and the cell in which it was typed."""
    if edit is None:
        return change
    return replace(
        change, alasan=edit.alasan, oleh=edit.oleh, lembar=edit.lembar, sel=edit.sel, berkas=edit.berkas,
        sha256=edit.sha256,
    )  # fmt: skip


def _change(
    place: Place, old: Nilai | None, value: Nilai | None, causes: Mapping[Place, Suntingan], after: Plan,
    name: str | None,
) -> Change:  # fmt: skip
    edit = causes.get(place)
    if edit and as_text(edit.nilai) == as_text(value):
        return _typed(edit, Change(*place, old, value, None, uraian=name))
    isi = after.isi.get(place)
    files = dict.fromkeys(origin.berkas for origin in isi.origins) if isi else {}
    owners = dict.fromkeys(after.master.nama_bagian(origin.bagian) for origin in isi.origins) if isi else {}
    why = f"Kiriman {', '.join(files)}" if files else "Tidak ada lagi dalam kiriman yang dipakai"
    return Change(*place, old, value, why, ", ".join(owners) or None, JenisPerubahan.KIRIMAN, name)
