"""The edition perubahan goes on from what was signed: its rows, its values, and what the master says otherwise.

What was signed stands until somebody changes it. A row that the master no longer has stays in the plan, a row that was
dropped stays dropped, and a value goes on with its row as long as it still means the same. Wherever the master says
something else, that is told with the cell; neither side wins in silence. Which row is which is known by the words of an
indikator first, for offices number anew, and by the national kode of a program line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import count
from typing import Any, Final

from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.origin.master import Master
from rkt_excel.model.origin.murni import Murni
from rkt_excel.model.origin.signed_plan import Dihapus, SignedPlan, facts_of
from rkt_excel.model.rules import words
from rkt_excel.model.tables import renstra
from rkt_excel.model.tables.formulir import PROGRAM_ANSWERS, TEXTS
from rkt_excel.model.tables.renstra import Indikator, Program, Sasaran
from rkt_excel.model.vocabulary.nilai import KOSONG
from rkt_excel.model.vocabulary.terms import QUARTERS
from rkt_excel.workbook.declaration.declare import Row
from rkt_excel.workbook.findings import Finding, Severity, finding
from rkt_excel.workbook.values.cells import folded
from rkt_excel.workbook.values.hollow import bare

PROPOSED: Final = "U."  # the kode of a proposal begin so
_ROWS: Final = (renstra.INDIKATOR, renstra.PROGRAM)
# What is compared of the sheets that an RKT prints; the rest is who works there now, and how the program is used.
_COMPARED: Final[Mapping[str, tuple[str, ...]]] = {
    renstra.BAGIAN: ("nama",),
    renstra.PRIORITAS: ("uraian",),
    renstra.SASARAN: ("tujuan", "sasaran", "prioritas"),
    renstra.INDIKATOR: tuple(name for name in Indikator.columns() if name != "kode"),
    renstra.PROGRAM: tuple(name for name in Program.columns() if name != "kode"),
}
_LIGHT: Final = frozenset({"definisi", "formula", "sumber_data", "capaian_lalu", "iku", "tujuan", "nama", "uraian"})
_AKIBAT: Final[Mapping[str, str]] = {
    renstra.BAGIAN: "Isiannya yang ditandatangani tetap berlaku; tetapkan pengampu barunya di lembar Indikator.",
    renstra.PRIORITAS: "Tambahkan barisnya bila prioritas itu masih didukung.",
    renstra.SASARAN: "Sasaran itu tetap dipakai selama masih ada indikatornya yang ditandatangani.",
    **dict.fromkeys(
        _ROWS,
        "Baris itu tetap dipakai. Bila memang dihapus, pilih ya di kolom Dihapus barisnya pada Konsep RKT dan tulis "
        "alasannya; bila tidak, tambahkan kembali ke lembar itu.",
    ),
}  # fmt: skip


def partners(now: Mapping[str, str], then: Mapping[str, str]) -> dict[str, str]:
    """Which row of now was which row then: the same words, under the same kode before another one.

    Args:
        now: The words of each row by kode.
        then: The same of before.

    Returns:
        The kode then by the kode now. Words that stand there twice prove nothing without their kode.
    """
    mine, other = ({kode: bare(text) for kode, text in rows.items()} for rows in (now, then))
    found = {kode: kode for kode, text in mine.items() if other.get(kode) == text}
    left = {kode: text for kode, text in other.items() if kode not in found}
    once = [{text for text, many in Counter(rows.values()).items() if many == 1} for rows in (mine, other)]
    moved = {text: kode for kode, text in left.items() if text in once[0] & once[1]}
    return found | {kode: moved[text] for kode, text in mine.items() if kode not in found and text in moved}


def continued(master: Master, signed: SignedPlan) -> tuple[Master, list[Finding]]:
    """The master with everything that was signed, and what it says otherwise than that.

    Args:
        master: As it was read.
        signed: What was signed before.
    """
    going = _Going(master, signed)
    return going.master(), going.findings


@dataclass
class _Going:
    """One master and the signed plan on their way together."""

    now: Master
    signed: SignedPlan
    findings: list[Finding] = field(default_factory=list)

    def master(self) -> Master:
        """The master of the perubahan."""
        now, signed = self.now, self.signed
        there, lines = signed.indikator, signed.program
        asal = partners(
            {each.kode: each.indikator for each in now.indikator},
            {kode: each.indikator for kode, each in there.items()},
        )  # fmt: skip
        asal |= {each.kode: each.kode for each in now.program if each.kode in lines}
        dropped = dict(self._dropped(asal))
        for sheet in _COMPARED:
            self._compare(sheet, asal)
        kept = {kode: row for kode, row in there.items() if kode not in asal.values()}
        carried = dict(self._carried(kept))
        programs = {kode: row for kode, row in lines.items() if kode not in asal}
        self._new(asal, dropped)
        asal |= {row.kode: kode for kode, row in carried.items()} | {kode: kode for kode in programs}
        whole = replace(
            now,
            sasaran=(*now.sasaran, *self._sasaran(carried.values())),
            indikator=(*now.indikator, *carried.values()),
            program=tuple(sorted((*now.program, *programs.values()), key=lambda each: each.kode)),
        )
        order = {each.kode: place for place, each in enumerate(whole.sasaran)}
        whole = replace(whole, indikator=tuple(sorted(whole.indikator, key=lambda each: order[each.sasaran])))
        return replace(whole, murni=_murni(whole, signed, asal, dropped))

    # -------------------------------------------------------------- rows

    def _dropped(self, asal: Mapping[str, str]) -> Iterator[tuple[str, Dihapus]]:
        """The rows of now that had been dropped before the signature."""
        gone = {kode: each for kode, each in self.signed.dihapus.items() if kode not in asal.values()}
        same = partners(
            {each.kode: each.indikator for each in self.now.indikator if each.kode not in asal},
            {kode: each.uraian for kode, each in gone.items() if each.uraian},
        )
        rows = [(renstra.INDIKATOR, each.kode, each.indikator) for each in self.now.indikator]
        rows += [(renstra.PROGRAM, each.kode, each.uraian) for each in self.now.program]
        for sheet, kode, text in rows:
            known = gone.get(same.get(kode, kode)) if kode not in asal else None
            if known is None or not (kode in same or sheet == renstra.PROGRAM or known.uraian is None):
                continue
            self._say(PlanCode.TETAP_DIHAPUS, sheet, kode, "kode", uraian=words.short(text))
            yield kode, known

    def _carried(self, kept: Mapping[str, Indikator]) -> Iterator[tuple[str, Indikator]]:
        """The signed indikator that the master does not have, by their kode then, with the kode that they get now."""
        here = {each.kode: each for each in self.now.indikator}
        used = {*here, *self.signed.kode}
        for kode, row in kept.items():
            there = here.get(kode)
            text = words.short(row.indikator)
            if there is None:
                self._missing(kode, row)
                yield kode, row
                continue
            new = next(name for number in count(1) if (name := f"{PROPOSED}{row.bagian[0]}.{number}") not in used)
            taken = not kode.startswith(PROPOSED)
            akibat = (
                f"“{text}” tidak diteruskan: dalam perbandingan ia dihapus, dan yang sekarang baris baru."
                if taken
                else f"“{text}” diteruskan dengan kode {new}."
            )
            self._say(
                PlanCode.KODE_DIPAKAI_LAIN, renstra.INDIKATOR, kode, "indikator", found=words.short(there.indikator),
                semula=text, akibat=akibat,
            )  # fmt: skip
            if not taken:
                used.add(new)
                yield kode, row.model_copy(update={"kode": new})

    def _missing(self, kode: str, row: Indikator) -> None:
        text = words.short(row.indikator)
        if kode.startswith(PROPOSED):
            owners = ", ".join(self.now.nama_bagian(each) for each in row.bagian)
            self._say(PlanCode.USULAN_DITERUSKAN, renstra.INDIKATOR, kode, None, uraian=text, nama=owners)
        else:
            self._gone(renstra.INDIKATOR, kode, text)

    def _gone(self, sheet: str, kode: str, text: str) -> None:
        code = PlanCode.BARIS_DITANDATANGANI_TIDAK_ADA
        self._say(code, sheet, kode, None, uraian=text, akibat=_AKIBAT[sheet])

    def _new(self, asal: Mapping[str, str], dropped: Mapping[str, Dihapus]) -> None:
        """Rows of the master that were not signed."""
        rows = [(renstra.INDIKATOR, each.kode, each.indikator) for each in self.now.indikator]
        rows += [(renstra.PROGRAM, each.kode, each.uraian) for each in self.now.program]
        for sheet, kode, text in rows:
            if kode not in asal and kode not in dropped:
                self._say(PlanCode.BARIS_BELUM_DITANDATANGANI, sheet, kode, "kode", uraian=words.short(text))

    def _sasaran(self, carried: Iterable[Indikator]) -> Iterator[Sasaran]:
        """The sasaran of rows that go on, where the master does not have them any more."""
        known = {each.kode for each in self.now.sasaran}
        for kode in dict.fromkeys(row.sasaran for row in carried if row.sasaran not in known):
            yield Sasaran.model_validate(
                {k: v for k, v in self.signed.fakta[renstra.SASARAN][kode].items() if k in Sasaran.columns()}
            )

    # -------------------------------------------------------------- facts

    def _compare(self, sheet: str, asal: Mapping[str, str]) -> None:
        """What the rows of a sheet say otherwise than those of the signed plan, and which of those are gone."""
        then = self.signed.fakta.get(sheet, {})
        rows = (each for each in self.now.rows()[sheet] if isinstance(each, Row))
        now = {str(getattr(each, "kode", "")): each for each in rows}
        pairs = {kode: asal.get(kode) for kode in now} if sheet in _ROWS else {kode: kode for kode in now}
        for kode, row in now.items():
            there = then.get(pairs[kode] or "")
            if there is not None:
                if pairs[kode] != kode:
                    text = words.short(str(there.get("indikator")))
                    self._say(PlanCode.KODE_BERGANTI, sheet, kode, "kode", uraian=text, lama=pairs[kode])
                self._facts(sheet, kode, row, there)
        if sheet != renstra.INDIKATOR:
            named = {renstra.SASARAN: "sasaran", renstra.BAGIAN: "nama"}.get(sheet, "uraian")
            for kode in (each for each in then if each not in now and self._matters(sheet, each)):
                self._gone(sheet, kode, words.short(str(then[kode].get(named))))

    def _matters(self, sheet: str, kode: str) -> bool:
        """Whether a bagian that is gone answers for anything; all other rows matter."""
        owners = (bagian for row in self.signed.indikator.values() for bagian in row.bagian)
        return sheet != renstra.BAGIAN or kode in {*owners, *(row.bagian for row in self.signed.program.values())}

    def _facts(self, sheet: str, kode: str, row: Row, there: Mapping[str, Any]) -> None:
        here = facts_of(row)
        for name in _COMPARED[sheet]:
            if name in there and not _same(here[name], there[name], getattr(row, name)):
                self._say(
                    PlanCode.BEDA_DARI_DITANDATANGANI, sheet, kode, name, found=_shown(here[name]),
                    weight=Severity.INFO if name in _LIGHT else None, semula=_shown(there[name]),
                    akibat=_consequence(sheet, name), kolom=type(row).columns()[name].heading,
                )  # fmt: skip

    def _say(
        self, code: PlanCode, sheet: str, kode: str, name: str | None, found: str | None = None,
        weight: Severity | None = None, **details: object,
    ) -> None:  # fmt: skip
        cell = self.now.sel.get((sheet, kode, name)) if name else None
        self.findings.append(
            finding(
                code, sheet=sheet, cells=[cell] if cell else [], key=kode, column=name, found=found, weight=weight,
                **{"asal": self.signed.nama, **details},  # type: ignore[arg-type]
            )
        )  # fmt: skip


def _same(here: object, there: object, value: object) -> bool:
    if isinstance(value, Decimal) and isinstance(there, str):
        return value == Decimal(there)
    return (here or None) == (there or None)


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return KOSONG if value is None else words.short(str(value).replace(".", ",") if _number(value) else str(value))


def _number(value: object) -> bool:
    text = str(value)
    return text.count(".") == 1 and text.lstrip("-").replace(".", "").isdecimal()


# What is not taken over where a fact changes: a figure of another satuan would be another figure.
_SCALE: Final = ("satuan", "jenis")


def _consequence(sheet: str, name: str) -> str:
    if sheet == renstra.INDIKATOR and name in _SCALE:
        return ": target dan triwulannya ditanyakan lagi, karena artinya lain"
    if sheet == renstra.INDIKATOR and name == "mode":
        return ": triwulannya ditanyakan lagi, karena artinya lain"
    if sheet == renstra.PROGRAM and name in ("satuan", "indikator"):
        return ": target keluarannya ditanyakan lagi, karena artinya lain"
    return ""


# ------------------------------------------------------------------ values


def _murni(whole: Master, signed: SignedPlan, asal: Mapping[str, str], dropped: Mapping[str, Dihapus]) -> Murni:
    """The signed values by the rows of now."""
    taken: dict[tuple[str, str], tuple[str, str]] = {}
    there, lines = signed.indikator, signed.program
    for row in whole.indikator:
        if row.kode in asal:
            taken |= {(row.kode, name): (asal[row.kode], name) for name in _going_on(row, there[asal[row.kode]])}
    for line in whole.program:
        if line.kode in asal:
            taken |= {(line.kode, name): (line.kode, name) for name in _still_bought(line, lines[line.kode])}
    parts: dict[tuple[str, str], list[str]] = {}
    for kunci, kolom, bagian in signed.isian:
        parts.setdefault((kunci, kolom), []).append(bagian)
    return Murni(
        signed,
        asal,
        nilai={place: signed.nilai[then] for place, then in taken.items() if then in signed.nilai},
        isian={
            (*place, bagian): signed.isian[(*then, bagian)]
            for place, then in taken.items()
            for bagian in parts.get(then, ())
        },
        diketik={place: signed.diketik[then] for place, then in taken.items() if then in signed.diketik},
        dihapus={kode: each.sebab for kode, each in dropped.items()},
        terakhir={kode: each.isian for kode, each in dropped.items()},
    )


def _going_on(now: Indikator, then: Indikator) -> tuple[str, ...]:
    """The columns whose values still mean the same."""
    if any(folded(getattr(now, name)) != folded(getattr(then, name)) for name in _SCALE):
        return TEXTS
    return (*TEXTS, "target", *(QUARTERS if now.mode == then.mode else ()))


def _still_bought(now: Program, then: Program) -> tuple[str, ...]:
    """The same of a program line, whose output is counted in a satuan of its own."""
    same = all(bare(getattr(now, name) or "") == bare(getattr(then, name) or "") for name in _OUTPUT)
    return PROGRAM_ANSWERS if same else tuple(name for name in PROGRAM_ANSWERS if name != "target")


_OUTPUT: Final = ("indikator", "satuan")
