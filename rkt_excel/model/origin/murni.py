"""The signed plan as the edition perubahan starts from it: laid onto the rows that the office plans from now.

It is called murni in the program; on paper a second perubahan, which starts from the first, calls it otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from rkt_excel.model.origin.signed_plan import Sebab, SignedPlan
from rkt_excel.model.tables.formulir import JOINED
from rkt_excel.model.tables.renstra import Indikator
from rkt_excel.model.vocabulary.nilai import Nilai, Place
from rkt_excel.model.vocabulary.terms import CaraGabung
from rkt_excel.workbook.values.numbers import written


@dataclass(frozen=True)
class Murni:
    """What was signed, by the rows of now.

    Attributes:
        signed: The signed plan itself.
        asal: The kode that a row had there, by its kode now; rows that were not in it are missing.
        nilai: Every value that still means the same, by (kunci, kolom).
        isian: What a bagian had answered, by (kunci, kolom, bagian); differs from the value where several were joined.
        diketik: Why a value is another one than the forms said, for those that people had typed.
        dihapus: The rows of now that had been dropped before the signature, with why.
        terakhir: What these had said last, by column.
    """

    signed: SignedPlan
    asal: Mapping[str, str] = field(default_factory=dict)
    nilai: Mapping[Place, Nilai] = field(default_factory=dict)
    isian: Mapping[tuple[str, str, str], Nilai] = field(default_factory=dict)
    diketik: Mapping[Place, Sebab] = field(default_factory=dict)
    dihapus: Mapping[str, Sebab] = field(default_factory=dict)
    terakhir: Mapping[str, Mapping[str, Nilai]] = field(default_factory=dict)

    def answer(self, indikator: Indikator, kolom: str, bagian: str) -> Nilai | None:
        """What the form of a bagian begins with; `None` where nothing was signed.

        The signed value where one bagian answers, its own part where several are added up or averaged. Where all
        answer the same question, its own words where it had any that still hold.
        """
        place = (indikator.kode, kolom)
        value, part = self.nilai.get(place), self.isian.get((*place, bagian))
        if len(indikator.bagian) == 1:
            return value
        if (indikator.cara_gabung or CaraGabung.UTAMA) != CaraGabung.UTAMA:
            return part
        own = kolom not in JOINED and place not in self.diketik and part is not None
        return part if own else value

    def note(self, now: Indikator) -> str | None:
        """What a comment beside a row says whose signed target is no figure of its scale any more, `None` elsewhere."""
        there = self.signed.indikator.get(self.asal.get(now.kode, ""))
        value = self.signed.nilai.get((there.kode, "target")) if there else None
        if there is None or value is None or (now.kode, "target") in self.nilai:
            return None
        shown = written(value) if isinstance(value, Decimal) else value
        return f"{self.signed.nama}: target {shown} {there.satuan}."
