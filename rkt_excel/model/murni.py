"""The signed first edition (murni), which the second one (perubahan) starts from and is read beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rkt_excel.model.renstra import Indikator
from rkt_excel.model.terms import CaraGabung

Value = object  # a figure (`Decimal`) or a text


@dataclass(frozen=True)
class Murni:
    """What was signed.

    Attributes:
        nilai: Every value by (kunci, kolom).
        isian: What a bagian had answered, by (kunci, kolom, bagian); differs from the value where several were joined.
    """

    nilai: Mapping[tuple[str, str], Value]
    isian: Mapping[tuple[str, str, str], Value]

    def answer(self, indikator: Indikator, kolom: str, bagian: str) -> Value | None:
        """What the form of a bagian begins with: the signed value, or its own part where several were joined."""
        if len(indikator.bagian) > 1 and indikator.cara_gabung != CaraGabung.UTAMA:
            return self.isian.get((indikator.kode, kolom, bagian))
        return self.nilai.get((indikator.kode, kolom))
